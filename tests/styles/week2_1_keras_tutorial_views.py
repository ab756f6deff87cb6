"""Right answers to the network with two inputs.

`EXERCISE_by_STYLE`; all must pass every case.
"""

import keras
import tensorflow as tf
from keras import layers
from keras.layers import Activation, Concatenate, Conv2D, Dense, Flatten, Input, MaxPooling2D


def two_input_network_by_names(face_shape, mouth_shape):
    face = Input(face_shape, name="face")
    mouth = Input(mouth_shape, name="mouth")
    A = Conv2D(8, (3, 3), padding="same")(face)
    A = Activation("relu")(A)
    A = MaxPooling2D((4, 4))(A)
    A = Flatten()(A)
    B = Conv2D(16, (3, 3), padding="same")(mouth)
    B = Activation("relu")(B)
    B = MaxPooling2D((4, 4))(B)
    B = Flatten()(B)
    X = Concatenate()([A, B])
    X = Dense(16)(X)
    X = Activation("relu")(X)
    X = Dense(1)(X)
    X = Activation("sigmoid")(X)
    return keras.Model(inputs=[face, mouth], outputs=X, name="two_views")


def two_input_network_by_helper(face_shape, mouth_shape):
    def view(shape, filters):
        images = keras.Input(shape)
        maps = layers.ReLU()(layers.Conv2D(filters, 3, padding="same", kernel_initializer="he_normal")(images))
        return images, layers.Flatten()(layers.MaxPooling2D(4, 4)(maps))

    (face, of_face), (mouth, of_mouth) = view(face_shape, 8), view(mouth_shape, 16)
    together = layers.concatenate([of_face, of_mouth])
    return keras.Model([face, mouth], layers.Dense(1, "sigmoid")(layers.Dense(16, "relu")(together)))


def two_input_network_by_parts(face_shape, mouth_shape):
    """Each view a Sequential of its own."""

    def eye(shape, filters):
        convolution = layers.Conv2D(filters, 3, padding="same", activation="relu")
        return keras.Sequential([keras.Input(shape), convolution, layers.MaxPool2D(4), layers.Flatten()])

    first, second = eye(face_shape, 8), eye(mouth_shape, 16)
    both = layers.Concatenate(axis=-1)([first.outputs[0], second.outputs[0]])
    answer = layers.Dense(1, activation="sigmoid")(layers.Dense(16, activation="relu")(both))
    return keras.Model([*first.inputs, *second.inputs], answer)


def two_input_network_by_called_parts(face_shape, mouth_shape):
    """Each view a model that is called as a layer."""
    face, mouth = keras.Input(face_shape), keras.Input(mouth_shape)
    maps = []
    for images, filters in ((face, 8), (mouth, 16)):
        part = keras.Sequential(
            [layers.Conv2D(filters, 3, padding="same", activation="relu"), layers.MaxPooling2D(4), layers.Flatten()]
        )
        maps.append(part(images))
    head = keras.Sequential([layers.Dense(16, activation="relu"), layers.Dense(1, activation="sigmoid")])
    return keras.Model((face, mouth), head(layers.Concatenate()(maps)))


def two_input_network_by_tensorflow(face_shape, mouth_shape):
    face, mouth = tf.keras.Input(shape=face_shape), tf.keras.Input(shape=mouth_shape)
    a = tf.keras.layers.Conv2D(filters=8, kernel_size=3, padding="same", activation=tf.nn.relu)(face)
    b = tf.keras.layers.Conv2D(filters=16, kernel_size=3, padding="same", activation=tf.nn.relu)(mouth)
    a, b = (tf.keras.layers.MaxPooling2D(pool_size=(4, 4), strides=4)(maps) for maps in (a, b))
    joined = tf.keras.layers.Concatenate()([tf.keras.layers.Reshape((-1,))(maps) for maps in (a, b)])
    hidden = tf.keras.layers.Dense(units=16, activation="relu")(joined)
    return tf.keras.Model(inputs=[face, mouth], outputs=tf.keras.layers.Dense(1, activation="sigmoid")(hidden))


def two_input_network_by_ops(face_shape, mouth_shape):
    face, mouth = keras.Input(face_shape), keras.Input(mouth_shape)
    a = keras.ops.relu(layers.Conv2D(8, 3, padding="same")(face))
    b = keras.ops.relu(layers.Conv2D(16, 3, padding="same")(mouth))
    a, b = layers.MaxPooling2D(4)(a), layers.MaxPooling2D(4)(b)
    x = keras.ops.concatenate([layers.Flatten()(a), layers.Flatten()(b)], axis=1)
    x = layers.Dense(16, activation="relu")(x)
    return keras.Model([face, mouth], layers.Dense(1, activation="sigmoid")(x))
