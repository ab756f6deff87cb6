"""Right answers to augmentation and transfer in other forms: classes, closures, partials, generators, own layers."""

import operator
from collections import namedtuple
from functools import partial, reduce
from itertools import chain, product

import keras
import numpy as np
import tensorflow as tf
from keras import layers, ops
from numpy.lib.stride_tricks import sliding_window_view

mirror_by_partial = partial(np.flip, axis=1)
mirror_by_itemgetter = operator.itemgetter((slice(None), slice(None, None, -1)))


def mirror_by_a_matrix(picture):
    swap = np.fliplr(np.eye(picture.shape[1], dtype="float32"))
    return np.einsum("hwc,wv->hvc", picture, swap)


def random_crop_by_views(image, height, width, seed=0):
    """All windows as one view; the random numbers choose one. Channels are turned back to the end."""
    rng = np.random.default_rng(seed)
    windows = sliding_window_view(image, (height, width), axis=(0, 1))
    top, left = (rng.integers(places) for places in windows.shape[:2])
    return np.moveaxis(windows[top, left], 0, -1)


class _Cropper:
    def __init__(self, seed):
        self.rng = np.random.default_rng(seed)

    def begin(self, n, size):
        return int(self.rng.integers(0, n - size, endpoint=True))

    def __call__(self, image, *sizes):
        corner = [self.begin(n, size) for n, size in zip(image.shape, sizes)]
        return tf.slice(image, [*corner, 0], [*sizes, image.shape[-1]])


random_crop_by_a_class = lambda image, height, width, seed=0: _Cropper(seed)(image, height, width)  # noqa: E731


def random_crop_by_keyword_only(image, *, height, width, seed=0):
    rng = np.random.default_rng(seed)
    high = np.subtract(image.shape[:2], (height, width)) + 1
    (top, left) = rng.integers(0, high[0]), rng.integers(0, high[1])
    rows, columns = top + np.arange(height), left + np.arange(width)
    return image[np.ix_(rows, columns)].astype(np.float32)


def pca_color_shift_by_tensors(image, alphas):
    pixels = tf.reshape(tf.cast(image, tf.float64), (-1, 3))
    centred = pixels - tf.reduce_mean(pixels, axis=0)
    covariance = tf.matmul(centred, centred, transpose_a=True) / (pixels.shape[0] - 1)
    values, vectors = tf.linalg.eigh(covariance)
    weights = tf.reverse(tf.cast(alphas, tf.float64), [0]) * values
    return image + tf.linalg.matvec(vectors, weights)


def pca_color_shift_by_deflation(image, alphas):
    """The largest direction by repeated squaring, taken away, and again."""
    spread = np.cov(image.reshape(-1, 3).T)
    shift = np.zeros(3)
    for alpha in alphas:
        power = spread / (np.trace(spread) or 1.0)
        for _ in range(60):
            power = power @ power
            power /= np.trace(power) or 1.0
        direction = power[:, np.argmax(np.diag(power))]
        direction = direction / (np.linalg.norm(direction) or 1.0)
        value = direction @ spread @ direction
        shift += alpha * value * direction
        spread = spread - value * np.outer(direction, direction)
    return image + shift


def pca_color_shift_by_eig(photo, strengths):
    flat = np.reshape(photo, (photo.shape[0] * photo.shape[1], 3))
    values, vectors = np.linalg.eig(np.cov(flat, rowvar=False))
    ranked = sorted(zip(values, vectors.T), key=operator.itemgetter(0), reverse=True)
    return photo + sum(a * value * vector for a, (value, vector) in zip(strengths, ranked))


def pca_color_shift_by_population(image, alphas):
    """The covariance as the mean of squares, divided by the number of pixels."""
    pixels = image.reshape(-1, image.shape[-1])
    values, vectors = np.linalg.eigh(np.cov(pixels, rowvar=False, bias=True))
    return image + vectors[:, ::-1] @ (np.asarray(alphas) * values[::-1])


class _Augmenter(keras.Sequential):
    """A Sequential of its own kind."""

    def __init__(self, turn=0.2):
        super().__init__([layers.RandomFlip("horizontal", seed=3), layers.RandomRotation((-turn, turn))], name="augment")


data_augmenter_by_a_sequential_class = _Augmenter


def data_augmenter_by_pop():
    augmenter = tf.keras.models.Sequential()
    for layer in (tf.keras.layers.RandomFlip(mode="horizontal"), tf.keras.layers.RandomRotation(factor=0.2)):
        augmenter.add(layer)
    return augmenter


data_augmenter_by_lambda = lambda: keras.Sequential(  # noqa: E731
    list(map(lambda make, setting: make(setting), (layers.RandomFlip, layers.RandomRotation), ("horizontal", 0.2))),
)


class Frozen(layers.Layer):
    """A model as a layer that is never in training."""

    def __init__(self, model):
        super().__init__()
        self.model = model
        self.model.trainable = False

    def call(self, images):
        return self.model(images, training=False)


def transfer_model_by_a_layer_class(image_shape, base_model, preprocess, augmenter, classes):
    return keras.Sequential([
        keras.Input(image_shape), augmenter, preprocess, Frozen(base_model), layers.GlobalAveragePooling2D(),
        layers.Dropout(0.2), layers.Dense(classes, activation="softmax"),
    ])  # fmt: skip


def transfer_model_by_a_chain(shape, backbone, prepare, augment, classes):
    backbone.trainable = False
    frozen = partial(backbone, training=False)
    head = [layers.GlobalAveragePooling2D(), layers.Dropout(rate=0.2), layers.Dense(classes), layers.Softmax()]
    pictures = keras.Input(shape, name="pictures")
    outputs = reduce(lambda X, step: step(X), [augment, prepare, frozen, *head], pictures)
    return keras.Model(inputs=[pictures], outputs=outputs)


def transfer_model_by_mean(image_shape, base_model, preprocess, augmenter, *, classes):
    for weight_holder in (base_model, *base_model.layers):
        weight_holder.trainable = False
    inputs = X = tf.keras.Input(image_shape)
    X = base_model(inputs=preprocess(augmenter(X)), training=False)
    X = tf.keras.layers.Dropout(0.2, seed=5)(ops.mean(X, axis=(1, 2)))
    return tf.keras.Model(inputs, tf.keras.layers.Dense(classes, tf.keras.activations.softmax, name="head")(X))


def _learns(layer):
    return not isinstance(layer, keras.layers.BatchNormalization)


def fine_tune_by_parts(model, base_model, *, fine_tune_at, learning_rate):
    base_model.trainable = True
    early, late = base_model.layers[:fine_tune_at], base_model.layers[fine_tune_at:]
    for layer in chain(early, filter(lambda layer: not _learns(layer), late)):
        layer.trainable = False
    adam = keras.optimizers.get({"class_name": "adam", "config": {"learning_rate": learning_rate / 10}})
    model.compile(adam, keras.losses.get("sparse_categorical_crossentropy"), metrics=["accuracy"])
    return model


def fine_tune_by_setattr(network, backbone, first, rate):
    setattr(backbone, "trainable", True)  # noqa: B010
    [setattr(layer, "trainable", i >= first and _learns(layer)) for i, layer in enumerate(backbone.layers)]
    compile_ = partial(network.compile, loss="sparse_categorical_crossentropy", metrics=["sparse_categorical_accuracy"])
    compile_(optimizer=tf.keras.optimizers.Adam(rate * 1e-1))
    return network


Answer = namedtuple("Answer", "mean labels")


def ensemble_predict_by_einsum(probabilities):
    mean = np.einsum("kmc->mc", probabilities) / len(probabilities)
    return Answer(mean, np.fromiter(map(np.argmax, mean), dtype=np.int32))


def ensemble_predict_by_python(probabilities):
    mean = [[sum(ps) / len(ps) for ps in zip(*rows)] for rows in zip(*np.asarray(probabilities).tolist())]
    return mean, [row.index(max(row)) for row in mean]


class _Ensemble:
    def __init__(self, weights=None):
        self.weights = weights

    def decide(self, probabilities):
        mean = ops.average(ops.convert_to_tensor(probabilities), axis=0, weights=self.weights)
        return mean, ops.argmax(mean, axis=1)


ensemble_predict_by_a_method = _Ensemble().decide


def ten_crop_by_generator(image, *, size):
    def windows():
        n_H, n_W = image.shape[0] - size, image.shape[1] - size
        corners = [*product((0, n_H), (0, n_W)), (n_H // 2, n_W // 2)]
        for step in (1, -1):
            for top, left in corners:
                yield image[top : top + size, left : left + size][:, ::step]

    return np.array([*windows()])


def ten_crop_by_views(image, size):
    every = np.moveaxis(sliding_window_view(image, (size, size), axis=(0, 1)), 2, -1)
    last, end = every.shape[0] - 1, every.shape[1] - 1
    five = every[[0, 0, last, last, last // 2], [0, end, 0, end, end // 2]]
    return np.concatenate((five, five[..., ::-1, :]), dtype="float32", casting="unsafe")


def ten_crop_by_boxes(picture, size):
    """TensorFlow's crops; the mirrored picture has its right windows on the left."""
    n_H, n_W = picture.shape[:2]
    cut = partial(tf.image.crop_to_bounding_box, picture, target_height=size, target_width=size)
    corners = [(0, 0), (0, n_W - size), (n_H - size, 0), (n_H - size, n_W - size), ((n_H - size) // 2, (n_W - size) // 2)]
    five = tf.stack([cut(offset_height=top, offset_width=left) for top, left in corners])
    return tf.concat([five, tf.image.flip_left_right(five)], axis=0)
