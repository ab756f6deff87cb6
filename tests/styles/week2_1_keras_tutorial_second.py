"""Right answers to the second network and to its threshold.

`EXERCISE_by_STYLE`; all must pass every case.
"""

import keras
import numpy as np
import tensorflow as tf
from keras import layers, ops
from keras.layers import Activation, Add, Conv2D, Dense, Flatten, Input, MaxPooling2D


def skip_network_by_names(input_shape):
    X_input = Input(input_shape)
    X = Conv2D(16, (5, 5), strides=(2, 2), padding="same", name="first")(X_input)
    X = Activation("relu")(X)
    X = MaxPooling2D((2, 2))(X)
    X_shortcut = X
    X = Conv2D(16, (3, 3), padding="same")(X)
    X = Activation("relu")(X)
    X = Conv2D(16, (3, 3), padding="same")(X)
    X = Add()([X, X_shortcut])
    X = Activation("relu")(X)
    X = MaxPooling2D((2, 2))(X)
    X = Flatten()(X)
    X = Dense(1, activation="sigmoid")(X)
    return keras.Model(inputs=X_input, outputs=X, name="skip")


def skip_network_by_plus(input_shape):
    images = keras.Input(shape=input_shape)
    kept = layers.MaxPool2D()(layers.Conv2D(16, 5, 2, "same", activation="relu")(images))
    main = layers.Conv2D(16, 3, padding="same", activation="relu")(kept)
    main = layers.Conv2D(16, 3, padding="same")(main)
    x = ops.relu(kept + main)
    return keras.Model(images, layers.Dense(1, "sigmoid")(layers.Flatten()(layers.MaxPooling2D(2)(x))))


def skip_network_by_add_function(input_shape):
    images = tf.keras.Input(input_shape)
    x = tf.keras.layers.Conv2D(filters=16, kernel_size=5, strides=2, padding="same", activation="relu")(images)
    x = tf.keras.layers.MaxPooling2D(pool_size=2)(x)
    y = tf.keras.layers.Conv2D(filters=16, kernel_size=3, padding="same", activation=tf.nn.relu)(x)
    y = tf.keras.layers.Conv2D(filters=16, kernel_size=3, padding="same")(y)
    z = tf.keras.layers.ReLU()(tf.keras.layers.add([y, x]))
    z = tf.keras.layers.MaxPooling2D()(z)
    return tf.keras.Model(images, tf.keras.layers.Dense(1, activation="sigmoid")(tf.keras.layers.Flatten()(z)))


def _convolution(size, **more):
    return layers.Conv2D(16, size, padding="same", kernel_initializer="he_normal", **more)


def skip_network_by_helper(input_shape):
    images = keras.Input(input_shape)
    x = layers.ReLU()(_convolution(5, strides=2)(images))
    x = layers.MaxPooling2D(2, 2)(x)
    y = _convolution(3)(layers.ReLU()(_convolution(3)(x)))
    x = layers.Activation(keras.activations.relu)(layers.Add()([x, y]))
    x = layers.Flatten()(layers.MaxPooling2D(2)(x))
    return keras.Model(images, layers.Activation("sigmoid")(layers.Dense(1)(x)))


def skip_network_by_loop(input_shape):
    images = keras.Input(input_shape)
    x = layers.Conv2D(16, 5, strides=2, padding="same", activation="relu")(images)
    x = way = layers.MaxPooling2D(2)(x)
    for activation in ("relu", None):
        way = layers.Conv2D(16, 3, padding="same", activation=activation)(way)
    x = layers.Activation("relu")(layers.Add()([way, x]))
    for layer in (layers.MaxPooling2D(2), layers.Reshape((-1,)), layers.Dense(1, activation="sigmoid")):
        x = layer(x)
    return keras.Model(images, x)


def skip_network_by_parts(input_shape):
    """Two chains as models of their own, the second with the shortcut around it."""
    eye = keras.Sequential([layers.Conv2D(16, 5, 2, "same", activation="relu"), layers.MaxPooling2D(2)])
    around = keras.Sequential([layers.Conv2D(16, 3, padding="same"), layers.ReLU(), layers.Conv2D(16, 3, padding="same")])
    images = keras.Input(input_shape)
    seen = eye(images)
    joined = layers.ReLU()(layers.Add()([seen, around(seen)]))
    return keras.Model(images, layers.Dense(1, activation="sigmoid")(layers.Flatten()(layers.MaxPooling2D()(joined))))


def best_threshold_by_unique(scores, labels, false_alarm=1.0, missed=1.0):
    least = np.inf
    for candidate in np.unique(scores):
        smiles = scores >= candidate
        cost = false_alarm * np.sum(smiles & (labels == 0)) + missed * np.sum(~smiles & (labels == 1))
        if cost < least:
            threshold, least = candidate, cost
    return threshold, least


def best_threshold_by_table(scores, labels, false_alarm=1.0, missed=1.0):
    candidates = np.unique(scores)
    said = scores[None, :] >= candidates[:, None]
    wrong = said != (labels == 1)
    costs = np.where(wrong, np.where(labels == 1, missed, false_alarm), 0).sum(axis=1)
    best = np.argmin(costs)
    return candidates[best], costs[best]


def best_threshold_by_min(scores, labels, false_alarm=1.0, missed=1.0):
    def cost(threshold):
        pairs = list(zip(scores, labels))
        return sum(false_alarm for s, y in pairs if s >= threshold and not y) + sum(
            missed for s, y in pairs if s < threshold and y
        )

    threshold = min(sorted(set(scores.tolist())), key=cost)
    return threshold, cost(threshold)


def best_threshold_by_matrix_product(scores, labels, false_alarm=1.0, missed=1.0):
    candidates = np.sort(scores)
    said = (scores >= candidates[:, None]).astype(float)
    costs = false_alarm * said @ (1 - labels) + missed * (1 - said) @ labels
    return candidates[costs.argmin()], costs.min()


def best_threshold_by_dictionary(scores, labels, false_alarm=1.0, missed=1.0):
    costs = {}
    for t in scores:
        said = np.where(scores >= t, 1, 0)
        costs[float(t)] = false_alarm * int(((said == 1) & (labels == 0)).sum()) + missed * int((said < labels).sum())
    least = min(costs.values())
    return min(t for t, cost in costs.items() if cost == least), least


def best_threshold_by_counting_down(scores, labels, false_alarm=1.0, missed=1.0):
    """From the highest score down: each step turns some answers to yes."""
    best, least = None, float("inf")
    for t in sorted(scores, reverse=True):
        yes, no = labels[scores >= t], labels[scores < t]
        cost = false_alarm * (len(yes) - yes.sum()) + missed * no.sum()
        if cost <= least:
            best, least = t, cost
    return best, least


def best_threshold_by_tensorflow(scores, labels, false_alarm=1.0, missed=1.0):
    candidates = tf.sort(tf.constant(scores))
    said = tf.cast(scores >= candidates[:, None], tf.float64)
    y = tf.cast(labels, tf.float64)
    costs = tf.reduce_sum(false_alarm * said * (1 - y) + missed * (1 - said) * y, axis=1)
    best = tf.argmin(costs)
    return candidates[best], costs[best]
