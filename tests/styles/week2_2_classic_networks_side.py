"""Right answers to GoogLeNet's classifier at the side. `EXERCISE_by_STYLE`."""

import keras
import tensorflow as tf
from keras import layers
from keras.layers import Activation, AveragePooling2D, Conv2D, Dense, Dropout, Flatten


def auxiliary_classifier_by_names(X, classes):
    X = AveragePooling2D(pool_size=(5, 5), strides=(3, 3), padding="valid", name="aux_pool")(X)
    X = Conv2D(filters=128, kernel_size=(1, 1), activation="relu", name="aux_conv")(X)
    X = Flatten(name="aux_flatten")(X)
    X = Dense(units=1024, activation="relu", name="aux_dense")(X)
    X = Dropout(rate=0.7, name="aux_dropout")(X)
    return Dense(units=classes, activation="softmax", name="aux_classes")(X)


def auxiliary_classifier_by_activations(X, classes):
    A = layers.AvgPool2D(5, 3)(X)
    A = layers.ReLU()(layers.Conv2D(128, 1, padding="same")(A))
    A = layers.Dense(1024)(layers.Flatten()(A))
    A = layers.Dropout(0.7)(layers.ReLU()(A))
    return layers.Softmax()(layers.Dense(classes)(A))


def auxiliary_classifier_by_loop(X, classes):
    for layer in (
        layers.AveragePooling2D(5, strides=3),
        layers.Conv2D(128, 1, activation=keras.activations.relu),
        layers.Flatten(),
        layers.Dense(1024, activation=keras.activations.relu),
        layers.Dropout(0.7),
        layers.Dense(classes, activation=keras.activations.softmax),
    ):
        X = layer(X)
    return X


def auxiliary_classifier_by_sequential(X, classes):
    side = keras.Sequential(
        [
            layers.AveragePooling2D((5, 5), (3, 3)),
            layers.Conv2D(128, (1, 1), activation="relu"),
            layers.Flatten(),
            layers.Dense(1024, activation="relu"),
            layers.Dropout(0.7),
            layers.Dense(classes, activation="softmax"),
        ]
    )
    return side(X)


def auxiliary_classifier_by_tf_keras(X, classes):
    kl = tf.keras.layers
    A = kl.AveragePooling2D(pool_size=5, strides=3)(X)
    A = kl.Conv2D(128, 1, activation=tf.nn.relu)(A)
    A = kl.Dense(1024, activation=tf.nn.relu)(kl.Flatten()(A))
    return kl.Dense(classes, activation=tf.nn.softmax)(kl.Dropout(0.7)(A))


def auxiliary_classifier_by_parts(X, classes):
    def map_part(volume):
        return Activation("relu")(Conv2D(128, 1)(AveragePooling2D(5, 3)(volume)))

    def dense_part(row):
        hidden = Activation("relu")(Dense(1024)(row))
        return Activation("softmax")(Dense(classes)(Dropout(0.7)(hidden)))

    return dense_part(Flatten()(map_part(X)))
