"""More right answers to localization: dataclasses, losses as classes, masks, views, graphs, and other ways to return."""

from collections import namedtuple
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import NamedTuple

import keras
import numpy as np
import tensorflow as tf
from keras import ops
from tensorflow.keras import backend as K


@dataclass(frozen=True)
class Corners:
    x1: float
    y1: float
    x2: float
    y2: float

    @property
    def centre(self):
        return (self.x1 + self.x2) / 2, (self.y1 + self.y2) / 2

    @property
    def size(self):
        return self.x2 - self.x1, self.y2 - self.y1


def encode_target_by_dataclass(box, label, image_shape, n_classes=3):
    if box is None:
        return [0.0] * (5 + n_classes)
    corners = Corners(*map(float, box))
    rows, columns = image_shape
    (x, y), (w, h) = corners.centre, corners.size
    hot = [float(k == label) for k in range(n_classes)]
    return [1.0, x / columns, y / rows, h / rows, w / columns, *hot]


def encode_target_by_match(box, label, image_shape, n_classes=3):
    match box if box is None else tuple(box):
        case None:
            numbers, hot = np.zeros(5), np.zeros(n_classes)
        case (left, top, right, bottom):
            centre_and_size = np.array([left + right, top + bottom, 2 * (bottom - top), 2 * (right - left)])
            n_H, n_W = image_shape
            numbers = np.concatenate([[1], centre_and_size / (2 * np.array([n_W, n_H, n_H, n_W]))])
            hot = np.eye(n_classes)[label]
    return np.concatenate([numbers, hot])


class TargetEncoder:
    """An object that is called like a function."""

    def __call__(self, box, label, image_shape, *, n_classes=3):
        y = np.zeros(5 + n_classes, dtype=np.float32)
        if box is not None:
            y[0] = 1.0
            y[1:5] = self.geometry(np.asarray(box, dtype=np.float32), image_shape)
            y[5 + int(label)] = 1.0
        return y

    @staticmethod
    def geometry(box, image_shape):
        n_H, n_W = image_shape
        box = box / np.array([n_W, n_H, n_W, n_H], dtype=np.float32)
        return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2, box[3] - box[1], box[2] - box[0]


encode_target_by_callable_class = TargetEncoder()


def encode_target_by_tensors(box, label, image_shape, n_classes=3):
    if box is None:
        return tf.zeros([5 + n_classes])
    x1, y1, x2, y2 = tf.unstack(tf.cast(box, tf.float32))
    n_H, n_W = tf.unstack(tf.cast(image_shape, tf.float32))
    where = tf.stack([1.0, (x1 + x2) / (2 * n_W), (y1 + y2) / (2 * n_H), (y2 - y1) / n_H, (x2 - x1) / n_W])
    return tf.concat([where, tf.one_hot(label, n_classes)], axis=0)


@tf.function
def localization_loss_by_tf_function(y_true, y_pred):
    d = tf.math.squared_difference(y_true, y_pred)
    weights = tf.concat([tf.ones_like(y_true[:, :1]), tf.repeat(y_true[:, :1], tf.shape(d)[1] - 1, axis=1)], axis=1)
    return tf.reduce_mean(tf.einsum("ij,ij->i", d, weights))


def localization_loss_by_boolean_mask(truth, guess):
    whether = tf.reduce_sum(tf.square(truth[:, 0] - guess[:, 0]))
    objects = tf.equal(truth[:, 0], 1)
    rest = tf.boolean_mask(truth[:, 1:], objects) - tf.boolean_mask(guess[:, 1:], objects)
    return (whether + tf.reduce_sum(rest * rest)) / tf.cast(tf.shape(truth)[0], truth.dtype)


class DontCareLoss(keras.losses.Loss):
    def call(self, y_true, y_pred):
        squares = ops.square(y_pred - y_true)
        everything = ops.sum(squares, axis=-1)
        return ops.where(y_true[:, 0] > 0.5, everything, squares[:, 0])


localization_loss_by_loss_class = DontCareLoss()


def localization_loss_by_backend(y_true, y_pred):
    d = K.square(y_pred - y_true)
    per_picture = K.switch(K.equal(y_true[:, 0], 1.0), K.sum(d, axis=1), d[:, 0])
    return K.mean(per_picture)


def localization_loss_by_map(y_true, y_pred):
    def single(pair):
        t, p = pair
        return tf.cond(t[0] > 0, lambda: tf.reduce_sum((t - p) ** 2), lambda: (t[0] - p[0]) ** 2)

    return tf.reduce_mean(tf.map_fn(single, (y_true, y_pred), fn_output_signature=y_pred.dtype))


def landmark_loss_by_tensorflow(landmarks_true, landmarks_pred, visible):
    seen = tf.cast(visible, tf.float32)
    gap = tf.cast(landmarks_true, tf.float32) - tf.cast(landmarks_pred, tf.float32)
    return tf.math.divide_no_nan(tf.reduce_sum(tf.reduce_sum(gap * gap, -1) * seen), tf.reduce_sum(seen))


@tf.function
def landmark_loss_by_graph_with_branches(landmarks_true, landmarks_pred, visible):
    true, pred, seen = (tf.cast(part, tf.float32) for part in (landmarks_true, landmarks_pred, visible))
    loss = 0.0
    if tf.reduce_any(seen > 0):  # AutoGraph reads the text of this
        loss = tf.reduce_sum(tf.norm(true - pred, axis=-1) ** 2 * seen) / tf.reduce_sum(seen)
    return loss


def landmark_loss_by_einsum(landmarks_true, landmarks_pred, visible):
    gap = np.subtract(landmarks_pred, landmarks_true)
    if (count := np.count_nonzero(visible)) == 0:
        return 0
    return np.einsum("mkc,mkc,mk->", gap, gap, visible) / count


def landmark_loss_by_selection(y, y_hat, mask):
    chosen = (y - y_hat)[np.asarray(mask) == 1]
    return float(np.mean(np.sum(chosen**2, axis=-1))) if len(chosen) else 0.0


def landmark_loss_by_masked_array(landmarks_true, landmarks_pred, visible):
    d = np.linalg.norm(landmarks_true - landmarks_pred, axis=-1) ** 2
    mean = np.ma.masked_array(d, mask=np.logical_not(visible)).mean()
    return 0.0 if mean is np.ma.masked else mean


def landmark_loss_by_average(landmarks_true, landmarks_pred, visible):
    true, pred = (np.asarray(points) @ np.array([1, 1j]) for points in (landmarks_true, landmarks_pred))
    try:
        return np.average(np.abs(true - pred) ** 2, weights=visible)
    except ZeroDivisionError:
        return np.float32(0)


def sliding_windows_by_product(image, size, stride):
    n_H, n_W, _ = image.shape
    places = [*product(range(0, n_H - size + 1, stride), range(0, n_W - size + 1, stride))]
    return np.stack([image[r : r + size, c : c + size, :] for r, c in places]), places


def sliding_windows_by_broadcast_indices(image, size, stride):
    ys, xs = (np.arange(0, length - size + 1, stride) for length in image.shape[:2])
    corners = np.stack(np.meshgrid(ys, xs, indexing="ij"), axis=-1).reshape(-1, 2)
    steps = np.arange(size)
    rows = corners[:, 0, None, None] + steps[:, None]
    columns = corners[:, 1, None, None] + steps
    return image[rows, columns], corners


def sliding_windows_by_dictionary(picture, f, s):
    cut = {}
    top = 0
    while top + f <= picture.shape[0]:
        left = 0
        while left + f <= picture.shape[1]:
            cut[top, left] = picture[top : top + f, left : left + f].copy()
            left += s
        top += s
    return np.array([*cut.values()]), np.array([*cut])


def sliding_windows_by_crops(image, size, stride):
    down, across = (1 + (side - size) // stride for side in image.shape[:2])
    corners = tf.stack([tf.repeat(tf.range(down), across), tf.tile(tf.range(across), [down])], axis=1) * stride
    return tf.stack([tf.image.crop_to_bounding_box(image, y, x, size, size) for y, x in corners.numpy().tolist()]), corners


def sliding_windows_by_locked_views(image, size, stride):
    views = np.lib.stride_tricks.sliding_window_view(image, (size, size), axis=(0, 1))[::stride, ::stride]
    n_rows, n_columns = views.shape[:2]
    windows = views.transpose(0, 1, 3, 4, 2).reshape(-1, size, size, image.shape[-1])
    corners = np.indices((n_rows, n_columns)).reshape(2, -1).T * stride  # not contiguous
    windows.flags.writeable = corners.flags.writeable = False
    return windows, corners


ConvWeights = namedtuple("ConvWeights", "filters biases")


def dense_to_conv_by_namedtuple(W, b, input_shape):
    n_H, n_W, n_C = input_shape
    return ConvWeights(ops.reshape(W, (n_H, n_W, n_C, len(b))), ops.convert_to_tensor(b))


dense_to_conv_by_lambda = lambda W, b, input_shape: [W.reshape(*input_shape, b.size), b]  # noqa: E731


def reshaped(kernel, bias, volume, order):
    return np.reshape(kernel, tuple(volume) + kernel.shape[1:], order=order), np.array(bias)


dense_to_conv_by_partial = partial(reshaped, order="C")


def dense_to_conv_by_moved_axis(W, b, input_shape):
    units = W.shape[1]
    filters = np.moveaxis(W.T.reshape(units, *input_shape), 0, -1)  # a view with other strides
    filters.flags.writeable = False
    return filters, b.astype(">f4")


class Layer(NamedTuple):
    filters: tf.Variable
    biases: tf.Variable


def dense_to_conv_by_variables(W, b, input_shape):
    return Layer(tf.Variable(tf.reshape(W, [*input_shape, tf.shape(W)[-1]])), tf.Variable(b))
