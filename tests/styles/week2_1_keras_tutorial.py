"""Right answers to the Keras tutorial as good students write them, in the words of both public generations.

`EXERCISE_by_STYLE`; all must pass every case.
"""

import keras
import numpy as np
import tensorflow as tf
import tensorflow.keras.layers as tfl
from keras import layers, ops
from keras.layers import Activation, BatchNormalization, Conv2D, Dense, Flatten, Input, MaxPooling2D, ZeroPadding2D


def HappyModel_by_named_layers(input_shape):
    given = Input(input_shape)
    X = ZeroPadding2D((3, 3))(given)
    X = Conv2D(32, (7, 7), strides=(1, 1), name="conv0")(X)
    X = BatchNormalization(axis=3, name="bn0")(X)
    X = Activation("relu")(X)
    X = MaxPooling2D((2, 2), name="max_pool")(X)
    X = Flatten()(X)
    X = Dense(1, activation="sigmoid", name="fc")(X)
    return keras.Model(inputs=given, outputs=X, name="HappyModel")


def HappyModel_by_sequential_list(input_shape):
    return tf.keras.Sequential([
        tfl.Input(shape=input_shape),
        tfl.ZeroPadding2D(padding=3),
        tfl.Conv2D(filters=32, kernel_size=7, strides=1, padding="valid"),
        tfl.BatchNormalization(axis=-1),
        tfl.ReLU(),
        tfl.MaxPool2D(pool_size=(2, 2), strides=(2, 2), padding="valid"),
        tfl.Flatten(),
        tfl.Dense(units=1, activation="sigmoid"),
    ])  # fmt: skip


def HappyModel_by_adding_without_input(input_shape):
    model = keras.Sequential(name="happy")
    model.add(layers.ZeroPadding2D(((3, 3), (3, 3))))
    model.add(layers.Conv2D(32, 7, kernel_initializer="he_normal", bias_initializer="zeros"))
    model.add(layers.BatchNormalization(momentum=0.9, epsilon=1e-3))
    model.add(layers.Activation(keras.activations.relu))
    model.add(layers.MaxPooling2D())
    model.add(layers.Flatten())
    model.add(layers.Dense(1, activation=tf.nn.sigmoid))
    return model


def HappyModel_by_no_arguments():
    model = tf.keras.Sequential()
    model.add(tf.keras.Input((64, 64, 3)))
    for layer in (
        tfl.ZeroPadding2D(3), tfl.Conv2D(32, 7), tfl.BatchNormalization(3), tfl.ReLU(), tfl.MaxPooling2D(2),
        tfl.Flatten(), tfl.Dense(1), tfl.Activation("sigmoid"),
    ):  # fmt: skip
        model.add(layer)
    return model


def HappyModel_by_operations(input_shape):
    images = keras.Input(shape=input_shape, name="faces")
    x = layers.Conv2D(32, 7)(layers.ZeroPadding2D(3)(images))
    x = ops.relu(layers.BatchNormalization()(x))
    x = layers.MaxPooling2D(2, strides=2)(x)
    x = layers.Reshape((-1,))(x)
    return keras.Model(images, ops.sigmoid(layers.Dense(1)(x)))


def HappyModel_by_two_parts(input_shape):
    """What sees and what decides, each a model of its own."""
    see = keras.Sequential([
        layers.ZeroPadding2D(3), layers.Conv2D(32, (7, 7)), layers.BatchNormalization(), layers.ReLU(),
        layers.MaxPooling2D(2),
    ])  # fmt: skip
    decide = keras.Sequential([layers.Flatten(), layers.Dense(1, activation=keras.activations.sigmoid)])
    images = keras.Input(input_shape)
    return keras.Model(images, decide(see(images)))


def compile_happy_by_keywords(model, learning_rate=0.001):
    model.compile(
        optimizer=tf.keras.optimizers.Adam(learning_rate=learning_rate, beta_1=0.9, beta_2=0.999),
        loss=tf.keras.losses.BinaryCrossentropy(),
        metrics=["accuracy"],
    )
    return model


def compile_happy_by_position(model, learning_rate):
    model.compile(keras.optimizers.Adam(learning_rate), "binary_crossentropy", metrics=["acc"])
    return model


def compile_happy_by_objects(model, learning_rate=0.001):
    settings = {
        "optimizer": keras.optimizers.Adam(learning_rate=learning_rate),
        "loss": keras.losses.binary_crossentropy,
        "metrics": [keras.metrics.BinaryAccuracy()],
    }
    model.compile(**settings)
    return model


def compile_happy_by_setting_the_rate(model, learning_rate=0.001):
    optimizer = keras.optimizers.get("adam")
    optimizer.learning_rate = learning_rate
    model.compile(optimizer=optimizer, loss="binary_crossentropy", metrics=["binary_accuracy"])
    return model


def compile_happy_by_keywords_in_another_order(model, learning_rate=0.001):
    model.compile(
        loss=keras.losses.BinaryCrossentropy(from_logits=False),
        optimizer=keras.optimizers.Adam(learning_rate),
        metrics=[keras.metrics.BinaryAccuracy(name="accuracy")],
        run_eagerly=False,
    )
    return model


def predict_smiles_by_predict(model, images, threshold=0.5):
    scaled = images.astype("float32") / 255
    return (model.predict(scaled, verbose=0) >= threshold).flatten()


def predict_smiles_by_call(model, images, threshold=0.5):
    p = model(tf.cast(images, tf.float32) / 255.0, training=False)
    return tf.squeeze(p, axis=1) >= threshold


def predict_smiles_by_one_at_a_time(model, images, threshold=0.5):
    smiles = []
    for image in images:
        p = model(np.expand_dims(image, 0) / 255.0)
        smiles.append(float(p[0, 0]) >= threshold)
    return smiles


def predict_smiles_by_where(model, images, threshold=0.5):
    m = images.shape[0]
    p = model.predict(images / 255.0, batch_size=32, verbose=0).reshape(m)
    smiles = np.zeros(m, dtype=bool)
    smiles[np.where(p >= threshold)] = True
    return smiles


def predict_smiles_by_not_below(model, images, threshold=0.5):
    p = np.squeeze(model.predict_on_batch(images * (1 / 255)), axis=-1)
    return np.logical_not(p < threshold)
