"""Right ways to write the networks of Segmentation: other layers that compute the same."""

import keras
import tensorflow as tf
from keras import layers


def encoder_block_by_lambda(X, filters):
    A = layers.Conv2D(filters, 3, padding="same", activation="relu")(X)
    A = layers.Conv2D(filters, 3, padding="same", activation=lambda z: tf.maximum(z, 0))(A)
    P = layers.Lambda(lambda t: tf.nn.max_pool2d(t, 2, 2, "VALID"))(A)
    return [P, A]


def _twice(X, n):
    for _ in range(2):
        X = layers.Conv2D(n, 3, padding="same", activation="relu")(X)
    return X


def _unet(input_shape, filters, skips, head):
    images = keras.Input(shape=input_shape)
    X, kept = images, []
    for n in filters[:-1]:
        X = _twice(X, n)
        kept.append(X)
        X = layers.MaxPooling2D()(X)
    X = _twice(X, filters[-1])
    for n, skip in zip(filters[-2::-1], kept[::-1]):
        X = layers.Conv2DTranspose(n, 2, strides=2)(X)
        X = _twice(layers.Concatenate()([X, skip]) if skips else X, n)
    return keras.Model(inputs=images, outputs=head(X))


def unet_by_dense_head(input_shape, classes, filters=(8, 16, 32), skips=True):
    return _unet(input_shape, filters, skips, layers.Dense(classes, activation="sigmoid" if classes == 1 else "softmax"))
