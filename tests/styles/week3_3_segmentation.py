"""Right answers to segmentation as good students write them; all must pass every case."""

import itertools

import keras
import numpy as np
import tensorflow as tf
from keras import layers, ops
from tensorflow.keras.layers import Activation, Conv2D, Conv2DTranspose, MaxPool2D, MaxPooling2D, concatenate
from tensorflow.keras.models import Model


def conv_transpose_by_loops(A_prev, W, b, hparameters):
    stride, pad = hparameters["stride"], hparameters["pad"]
    m, n_H_prev, n_W_prev, n_C_prev = A_prev.shape
    f, f, n_C, n_C_prev = W.shape
    n_H = (n_H_prev - 1) * stride + f - 2 * pad
    n_W = (n_W_prev - 1) * stride + f - 2 * pad
    Z = np.zeros((m, n_H + 2 * pad, n_W + 2 * pad, n_C))
    for i in range(m):
        for h in range(n_H_prev):
            for w in range(n_W_prev):
                for c in range(n_C):
                    for k in range(n_C_prev):
                        v, u = h * stride, w * stride
                        Z[i, v : v + f, u : u + f, c] += A_prev[i, h, w, k] * W[:, :, c, k]
    if pad > 0:
        Z = Z[:, pad:-pad, pad:-pad, :]
    return Z + b


def conv_transpose_by_gathering(A_prev, W, b, hparameters):
    """Number by number of the answer: which pixels reach it?"""
    s, p = hparameters["stride"], hparameters["pad"]
    (m, rows, columns, _), (f, _, n_C, _) = A_prev.shape, W.shape
    Z = np.empty((m, (rows - 1) * s + f - 2 * p, (columns - 1) * s + f - 2 * p, n_C))
    for y, x in np.ndindex(*Z.shape[1:3]):
        total = np.zeros((m, n_C))
        for h, w in itertools.product(range(rows), range(columns)):
            i, j = y + p - h * s, x + p - w * s
            if 0 <= i < f and 0 <= j < f:
                total = total + A_prev[:, h, w] @ W[i, j].T
        Z[:, y, x] = total
    return Z + b


def conv_transpose_by_zeros_between(A_prev, W, b, hparameters):
    """The same as a convolution of a map with zeros between its pixels, the filter turned round."""
    stride, pad = hparameters["stride"], hparameters["pad"]
    m, n_H, n_W, n_C_prev = A_prev.shape
    f = len(W)
    apart = np.zeros((m, (n_H - 1) * stride + 1, (n_W - 1) * stride + 1, n_C_prev))
    apart[:, ::stride, ::stride] = A_prev
    wide = np.pad(apart, [(0, 0), (f - 1, f - 1), (f - 1, f - 1), (0, 0)])
    windows = np.lib.stride_tricks.sliding_window_view(wide, (f, f), axis=(1, 2))
    full = np.einsum("mhwkij,ijck->mhwc", windows, W[::-1, ::-1])
    return full[:, pad : full.shape[1] - pad, pad : full.shape[2] - pad] + b.reshape(-1)


def conv_transpose_by_tensorflow(A_prev, W, b, hparameters):
    full = tf.nn.conv2d_transpose(
        tf.constant(A_prev),
        tf.constant(W),
        (A_prev.shape[0], *[(n - 1) * hparameters["stride"] + len(W) for n in A_prev.shape[1:3]], W.shape[2]),
        strides=hparameters["stride"],
        padding="VALID",
    ).numpy()
    pad = hparameters["pad"]
    return full[:, pad:-pad, pad:-pad] + b if pad else full + b


def conv_transpose_by_matrix(A_prev, W, b, hparameters):
    """One matrix for a side, rows and columns alike: where does weight i of pixel h land?"""
    s, p, f = hparameters["stride"], hparameters["pad"], W.shape[0]

    def places(n):
        lands = np.zeros(((n - 1) * s + f, n, f))
        for h, i in itertools.product(range(n), range(f)):
            lands[h * s + i, h, i] = 1
        return lands[p : len(lands) - p]

    return np.einsum("yhi,xwj,mhwk,ijck->myxc", places(A_prev.shape[1]), places(A_prev.shape[2]), A_prev, W) + b


def conv_transpose_by_pixels_of_a_list(A_prev, W, b, hparameters):
    f, stride, pad = W.shape[0], hparameters["stride"], hparameters["pad"]
    answers = []
    for a in A_prev:
        shape = tuple((n - 1) * stride + f for n in a.shape[:2])
        canvas = np.tile(b.reshape(1, 1, -1), (*shape, 1)).astype(float)
        for (h, w), pixel in zip(np.ndindex(*a.shape[:2]), a.reshape(-1, a.shape[2])):
            canvas[h * stride :, w * stride :][:f, :f] += np.dot(W, pixel)
        answers.append(canvas[pad : shape[0] - pad, pad : shape[1] - pad])
    return np.array(answers)


def dice_by_loop(y_true, y_pred, smooth=1.0):
    m = y_true.shape[0]
    scores = np.zeros(m)
    for i in range(m):
        intersection = np.sum(y_true[i] * y_pred[i])
        scores[i] = (2.0 * intersection + smooth) / (np.sum(y_true[i]) + np.sum(y_pred[i]) + smooth)
    return scores


def dice_by_rows(y_true, y_pred, smooth=1.0):
    a, b = y_true.reshape(len(y_true), -1), y_pred.reshape(len(y_pred), -1)
    return (2 * np.sum(a * b, axis=1) + smooth) / (np.sum(a + b, axis=1) + smooth)


def dice_by_einsum(y_true, y_pred, smooth=1.0):
    return (smooth + 2 * np.einsum("mhw,mhw->m", y_true, y_pred)) / (smooth + np.einsum("mhw->m", y_true + y_pred))


def dice_by_keras(y_true, y_pred, smooth=1.0):
    t, p = ops.convert_to_tensor(y_true, "float32"), ops.convert_to_tensor(y_pred, "float32")
    shared = ops.sum(t * p, axis=[1, 2])
    return (2.0 * shared + smooth) / (ops.sum(t, axis=[1, 2]) + ops.sum(p, axis=[1, 2]) + smooth)


def dice_by_comprehension(y_true, y_pred, smooth=1.0):
    return [(2 * (t * p).sum() + smooth) / (t.sum() + p.sum() + smooth) for t, p in zip(y_true, y_pred)]


def dice_by_iou(y_true, y_pred, smooth=1.0):
    both, sizes = np.sum(y_true * y_pred, (-2, -1)), np.sum(y_true, (-2, -1)) + np.sum(y_pred, (-2, -1))
    share = (both + smooth / 2) / (sizes - both + smooth / 2)
    return 2 * share / (1 + share)


def mean_iou_by_confusion(y_true, y_pred, n_classes):
    table = np.zeros((n_classes, n_classes))
    for t, p in zip(np.ravel(y_true), np.ravel(y_pred)):
        table[t, p] += 1
    both, union = np.diag(table), table.sum(0) + table.sum(1) - np.diag(table)
    each = np.full(n_classes, -1.0)
    each[union > 0] = both[union > 0] / union[union > 0]
    return each[union > 0].mean(), each


def mean_iou_by_nan(y_true, y_pred, n_classes):
    each = []
    for c in range(n_classes):
        inter = np.logical_and(y_true == c, y_pred == c).sum()
        union = np.logical_or(y_true == c, y_pred == c).sum()
        each.append(inter / union if union else np.nan)
    return np.nanmean(each), np.nan_to_num(np.array(each), nan=-1.0)


def mean_iou_by_sets(y_true, y_pred, n_classes):
    truth, said = list(np.asarray(y_true).flat), list(np.asarray(y_pred).flat)
    ious = []
    for c in range(n_classes):
        a = {k for k, value in enumerate(truth) if value == c}
        b = {k for k, value in enumerate(said) if value == c}
        ious.append(len(a & b) / len(a | b) if a or b else -1)
    known = [value for value in ious if value != -1]
    return sum(known) / len(known), ious


def mean_iou_by_one_hot(y_true, y_pred, n_classes):
    a, b = (np.eye(n_classes)[np.asarray(y).ravel()] for y in (y_true, y_pred))
    shared, areas = (a * b).sum(axis=0), a.sum(axis=0) + b.sum(axis=0)
    occurs = areas > 0
    each = np.where(occurs, shared / np.where(occurs, areas - shared, 1), -1)
    return (each * occurs).sum() / occurs.sum(), each


def mean_iou_by_bincount(y_true, y_pred, n_classes):
    def count(values):
        return np.bincount(values, minlength=n_classes)

    truth, said = y_true.ravel(), y_pred.ravel()
    hit = count(truth[truth == said])
    union = count(truth) + count(said) - hit
    return np.mean(hit[union != 0] / union[union != 0]), np.divide(hit, union, out=-np.ones(n_classes), where=union != 0)


def mean_iou_by_tensorflow(y_true, y_pred, n_classes):
    table = tf.math.confusion_matrix(tf.reshape(y_true, [-1]), tf.reshape(y_pred, [-1]), n_classes).numpy()
    hits = table.diagonal()
    union = table.sum(axis=1) + table.sum(axis=0) - hits
    ious = [h / u if u > 0 else -1.0 for h, u in zip(hits, union)]
    return float(np.mean([iou for iou in ious if iou >= 0])), np.array(ious)


def encoder_block_by_tf_keras(X, filters):
    conv = Conv2D(filters, (3, 3), activation="relu", padding="same", kernel_initializer="he_normal")(X)
    conv = Conv2D(filters, (3, 3), activation="relu", padding="same", kernel_initializer="he_normal")(conv)
    next_layer = MaxPooling2D(pool_size=(2, 2))(conv)
    return next_layer, conv


def encoder_block_by_activations(X, filters):
    for _ in range(2):
        X = Activation("relu")(Conv2D(filters, kernel_size=3, padding="same")(X))
    return MaxPool2D(2, strides=2)(X), X


def encoder_block_by_list(X, filters):
    for _ in "ab":
        X = layers.ReLU()(layers.Conv2D(filters, 3, padding="same")(X))
    return [layers.MaxPool2D()(X), X]


def encoder_block_by_operations(X, filters):
    first = ops.relu(layers.Conv2D(filters, 3, padding="same")(X))
    second = ops.relu(layers.Conv2D(filters, 3, padding="same")(first))
    return ops.max_pool(second, 2), second


def encoder_block_by_sequential(X, filters):
    convolve = keras.Sequential([layers.Conv2D(filters, 3, padding="same", activation="relu") for _ in range(2)])
    kept = convolve(X)
    return layers.MaxPooling2D(2, padding="valid")(kept), kept


def encoder_block_by_settings(X, filters):
    settings = {"filters": filters, "kernel_size": (3, 3), "padding": "same", "activation": keras.activations.relu}
    skip = layers.Conv2D(**settings)(layers.Conv2D(**settings)(X))
    return layers.MaxPooling2D()(skip), skip


def decoder_block_by_tf_keras(X, skip, filters):
    up = Conv2DTranspose(filters, (2, 2), strides=(2, 2), padding="same")(X)
    merge = concatenate([up, skip], axis=3) if skip is not None else up
    conv = Conv2D(filters, 3, activation="relu", padding="same", kernel_initializer="he_normal")(merge)
    return Conv2D(filters, 3, activation="relu", padding="same", kernel_initializer="he_normal")(conv)


def decoder_block_by_activations(X, skip, filters):
    X = layers.Conv2DTranspose(filters, kernel_size=2, strides=2, activation=None)(X)
    parts = [X] if skip is None else [X, skip]
    if len(parts) == 2:
        X = layers.concatenate(parts)
    X = layers.Activation("relu")(layers.Conv2D(filters, 3, padding="same")(X))
    return layers.Activation("relu")(layers.Conv2D(filters, 3, padding="same")(X))


def decoder_block_by_operations(X, skip, filters):
    X = layers.Conv2DTranspose(filters, 2, 2, "valid")(X)
    if skip is not None:
        X = ops.concatenate([X, skip], axis=-1)
    for _ in range(2):
        X = ops.relu(layers.Conv2D(filters, 3, 1, "same")(X))
    return X


def decoder_block_by_two_ways(X, skip, filters):
    larger = layers.Conv2DTranspose(filters, (2, 2), strides=2)(X)
    both = larger if skip is None else layers.Concatenate(axis=3)([larger, skip])
    one = layers.Conv2D(filters, (3, 3), activation="relu", padding="same")(both)
    two = layers.Conv2D(filters, (3, 3), activation="relu", padding="same")(one)
    return two


def decoder_block_by_sequential(X, skip, filters):
    mix = keras.Sequential([layers.Conv2D(filters, 3, padding="same", activation="relu") for _ in range(2)])
    double = layers.Conv2DTranspose(filters, 2, strides=2)
    return mix(double(X) if skip is None else layers.Concatenate()([double(X), skip]))


def decoder_block_by_filtering(X, skip, filters):
    beside = [part for part in (layers.Conv2DTranspose(filters, 2, strides=(2, 2))(X), skip) if part is not None]
    X = layers.Concatenate()(beside) if len(beside) > 1 else beside[0]
    convolution = lambda given: layers.Conv2D(filters, 3, padding="same", activation="relu")(given)  # noqa: E731
    return convolution(convolution(X))


def _convolved(X, filters):
    for _ in range(2):
        X = Conv2D(filters, 3, padding="same", activation="relu")(X)
    return X


def unet_by_stack(input_shape, classes, filters=(8, 16, 32), skips=True):
    X = inputs = keras.Input(shape=input_shape)
    stack = []
    for n in filters[:-1]:
        X, before = encoder_block_by_tf_keras(X, n)
        stack.append((n, before))
    X = _convolved(X, filters[-1])
    while stack:
        n, before = stack.pop()
        X = decoder_block_by_two_ways(X, before if skips else None, n)
    head = Conv2D(classes, (1, 1), activation="softmax" if classes > 1 else "sigmoid")
    return Model(inputs=inputs, outputs=head(X))


def unet_by_indices(input_shape, classes, filters=(8, 16, 32), skips=True):
    inputs = layers.Input(input_shape)
    last, kept, X = len(filters) - 1, [None] * (len(filters) - 1), inputs
    for k in range(last):
        X, kept[k] = encoder_block_by_list(X, filters[k])
    X = _convolved(X, filters[last])
    for k in range(last - 1, -1, -1):
        X = decoder_block_by_activations(X, kept[k] if skips else None, filters[k])
    X = layers.Conv2D(classes, 1)(X)
    return keras.Model(inputs, layers.Activation("sigmoid" if classes == 1 else "softmax")(X))


def unet_by_recursion(input_shape, classes, filters=(8, 16, 32), skips=True):
    def below(X, widths):
        if len(widths) == 1:
            return _convolved(X, widths[0])
        down, skip = encoder_block_by_settings(X, widths[0])
        return decoder_block_by_operations(below(down, widths[1:]), skip if skips else None, widths[0])

    inputs = keras.Input(input_shape)
    activation = {True: "sigmoid", False: "softmax"}[classes == 1]
    return keras.Model(inputs, layers.Conv2D(classes, 1, activation=activation)(below(inputs, list(filters))))


def unet_by_the_encoders_second_result(input_shape, classes, filters=(8, 16, 32), skips=True):
    inputs = keras.Input(input_shape)
    X, maps = inputs, []
    for width in filters:
        X, before = encoder_block_by_activations(X, width)
        maps.append(before)
    X = maps.pop()
    for width, before in zip(reversed(filters[:-1]), reversed(maps)):
        X = decoder_block_by_filtering(X, before if skips else None, width)
    return keras.Model(inputs, layers.Conv2D(classes, 1, activation="sigmoid" if classes == 1 else "softmax")(X))


class UNet(keras.Model):
    def __init__(self, classes, filters, skips):
        super().__init__()
        self.skips = skips
        self.down = [[self.convolution(n), self.convolution(n), layers.MaxPooling2D()] for n in filters[:-1]]
        self.bottom = [self.convolution(filters[-1]), self.convolution(filters[-1])]
        self.up = [
            [layers.Conv2DTranspose(n, 2, strides=2), self.convolution(n), self.convolution(n)] for n in filters[-2::-1]
        ]
        self.head = layers.Conv2D(classes, 1, activation="sigmoid" if classes == 1 else "softmax")

    @staticmethod
    def convolution(n):
        return layers.Conv2D(n, 3, padding="same", activation="relu")

    def call(self, X):
        kept = []
        for first, second, pool in self.down:
            kept.append(second(first(X)))
            X = pool(kept[-1])
        for layer in self.bottom:
            X = layer(X)
        for (double, first, second), skip in zip(self.up, kept[::-1]):
            X = double(X)
            if self.skips:
                X = ops.concatenate([X, skip], axis=-1)
            X = second(first(X))
        return self.head(X)


def unet_by_class(input_shape, classes, filters=(8, 16, 32), skips=True):
    model = UNet(classes, filters, skips)
    model.build((None, *input_shape))
    return model


def unet_by_dictionary(input_shape, classes, filters=(8, 16, 32), skips=True):
    X = inputs = keras.Input(input_shape)
    *stages, bottom = filters
    handed = {}
    for depth, n in enumerate(stages):
        X, handed[depth] = encoder_block_by_operations(X, n)
    X = layers.ReLU()(layers.Conv2D(bottom, 3, padding="same")(X))
    X = layers.ReLU()(layers.Conv2D(bottom, 3, padding="same")(X))
    for depth, n in sorted(enumerate(stages), reverse=True):
        X = decoder_block_by_sequential(X, handed[depth] if skips else None, n)
    scores = layers.Conv2D(classes, kernel_size=(1, 1), padding="same")(X)
    return keras.Model(inputs, layers.Softmax()(scores) if classes > 1 else ops.sigmoid(scores))
