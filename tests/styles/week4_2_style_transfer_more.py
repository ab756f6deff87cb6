"""Right answers to the total variation and to AdaIN. `EXERCISE_by_STYLE`."""

import keras
import numpy as np
import tensorflow as tf
from keras import ops


def total_variation_cost_by_square(image):
    down = tf.square(image[:, :-1] - image[:, 1:])
    across = tf.square(image[:, :, :-1] - image[:, :, 1:])
    return tf.reduce_mean(across) + tf.reduce_mean(down)


def total_variation_cost_by_sums(image):
    _, n_H, n_W, n_C = image.shape
    down = tf.reduce_sum((image[:, 1:] - image[:, :-1]) ** 2) / ((n_H - 1) * n_W * n_C)
    across = tf.reduce_sum((image[:, :, 1:] - image[:, :, :-1]) ** 2) / (n_H * (n_W - 1) * n_C)
    return down + across


def total_variation_cost_by_numpy(image):
    picture = np.array(image, dtype=float)[0]
    return sum(np.mean(np.diff(picture, axis=axis) ** 2) for axis in (0, 1))


def total_variation_cost_by_gradients(image):
    dy, dx = tf.image.image_gradients(image)
    return tf.reduce_mean(dy[:, :-1] ** 2) + tf.reduce_mean(dx[:, :, :-1] ** 2)


def total_variation_cost_by_ops(image):
    return ops.mean(ops.square(ops.diff(image, axis=1))) + ops.mean(ops.square(ops.diff(image, axis=2)))


def total_variation_cost_by_error(image):
    error = keras.losses.MeanSquaredError()
    return error(image[:, 1:], image[:, :-1]) + error(image[:, :, 1:], image[:, :, :-1])


def adain_by_moments(content, style, epsilon=1e-5):
    mean_C, var_C = tf.nn.moments(content, [1, 2], keepdims=True)
    mean_S, var_S = tf.nn.moments(style, [1, 2], keepdims=True)
    normalised = (content - mean_C) / tf.sqrt(var_C + epsilon)
    return tf.sqrt(var_S + epsilon) * normalised + mean_S


def adain_by_numpy(content, style, epsilon=1e-5):
    def statistics(a):
        return a.mean(axis=(1, 2), keepdims=True), np.sqrt(a.var(axis=(1, 2), keepdims=True) + epsilon)

    C, S = np.asarray(content, float), np.asarray(style, float)
    (mean_C, spread_C), (mean_S, spread_S) = statistics(C), statistics(S)
    return (C - mean_C) / spread_C * spread_S + mean_S


def adain_by_batch_normalization(content, style, epsilon=1e-5):
    mean_C, var_C = tf.nn.moments(content, axes=(1, 2), keepdims=True)
    mean_S, var_S = tf.nn.moments(style, axes=(1, 2), keepdims=True)
    return tf.nn.batch_normalization(content, mean_C, var_C, mean_S, tf.sqrt(var_S + epsilon), epsilon)


def adain_by_ops(content, style, epsilon=1e-5):
    def mean(a):
        return ops.mean(a, axis=(1, 2), keepdims=True)

    def variance(a):
        return ops.var(a, axis=(1, 2), keepdims=True)

    scale = ops.sqrt(variance(style) + epsilon) / ops.sqrt(variance(content) + epsilon)
    return scale * content + (mean(style) - scale * mean(content))


def adain_by_channels(content, style, epsilon=1e-5):
    channels = []
    for k in range(content.shape[-1]):
        own, other = content[..., k], style[..., k]
        spread = tf.sqrt(tf.math.reduce_variance(other) + epsilon) / tf.sqrt(tf.math.reduce_variance(own) + epsilon)
        channels.append((own - tf.reduce_mean(own)) * spread + tf.reduce_mean(other))
    return tf.stack(channels, axis=-1)


def adain_by_rows(content, style, epsilon=1e-5):
    """Channels as columns of a table."""
    n_C = content.shape[-1]
    C, S = tf.reshape(content, (-1, n_C)), tf.reshape(style, (-1, n_C))
    centred_C, centred_S = C - tf.reduce_mean(C, 0), S - tf.reduce_mean(S, 0)
    ratio = (tf.reduce_mean(centred_S**2, 0) + epsilon) / (tf.reduce_mean(centred_C**2, 0) + epsilon)
    return tf.reshape(centred_C * ratio**0.5 + tf.reduce_mean(S, 0), content.shape)
