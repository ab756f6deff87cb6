"""Right ways to write `two_input_network`: operations and lambdas."""

import keras
import tensorflow as tf
from keras import layers, ops


def two_input_network_by_bare_ops(face_shape, mouth_shape):
    face, mouth = keras.Input(face_shape), keras.Input(mouth_shape)
    def part(x, n):
        x = ops.max_pool(ops.relu(layers.Conv2D(n, 3, padding="same")(x)), 4)
        return ops.reshape(x, (-1, x.shape[1] * x.shape[2] * x.shape[3]))
    x = ops.concatenate([part(face, 8), part(mouth, 16)], axis=-1)
    x = ops.relu(layers.Dense(16)(x))
    return keras.Model([face, mouth], ops.sigmoid(layers.Dense(1)(x)))


def two_input_network_by_lambda(face_shape, mouth_shape):
    face, mouth = keras.Input(face_shape), keras.Input(mouth_shape)
    A = layers.Flatten()(layers.MaxPooling2D(4)(layers.Conv2D(8, 3, padding="same", activation="relu")(face)))
    B = layers.Reshape((-1,))(layers.MaxPooling2D(4)(layers.Conv2D(16, 3, padding="same", activation="relu")(mouth)))
    X = layers.Lambda(lambda two: tf.concat(two, axis=1))([A, B])
    X = layers.Dense(16, activation="relu")(X)
    return keras.Model(inputs=[face, mouth], outputs=layers.Lambda(lambda z: tf.sigmoid(z))(layers.Dense(1)(X)))
