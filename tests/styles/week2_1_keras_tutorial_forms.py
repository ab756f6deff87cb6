"""Right answers to the Keras tutorial in other forms: own models and layers, tables, closures, reuse, objects or words."""

from functools import partial

import keras
import numpy as np
import tensorflow as tf
from keras import layers, ops


class Happy(keras.Model):
    def __init__(self):
        super().__init__(name="happy")
        self.steps = [
            layers.ZeroPadding2D(3),
            layers.Conv2D(32, 7, name="conv0"),
            layers.BatchNormalization(axis=-1),
            layers.ReLU(),
            layers.MaxPooling2D(),
            layers.Flatten(),
        ]
        self.decide = layers.Dense(1, activation="sigmoid")

    def call(self, X, training=None):
        for step in self.steps:
            X = step(X, training=training) if isinstance(step, layers.BatchNormalization) else step(X)
        return self.decide(X)


def HappyModel_by_a_model_class(input_shape):
    model = Happy()
    model.build((None, *input_shape))
    return model


class Features(layers.Layer):
    """Everything before the decision."""

    def __init__(self, **settings):
        super().__init__(**settings)
        self.pad = layers.ZeroPadding2D(((3, 3), (3, 3)))
        self.conv = layers.Conv2D(filters=32, kernel_size=(7, 7), strides=(1, 1), padding="valid")
        self.norm = layers.BatchNormalization(axis=3)
        self.pool = layers.MaxPooling2D((2, 2), strides=2)

    def call(self, images):
        return self.pool(ops.relu(self.norm(self.conv(self.pad(images)))))


def HappyModel_by_a_layer_class(input_shape):
    images = keras.Input(input_shape)
    X = layers.Flatten()(Features(name="features")(images))
    return keras.Model(images, layers.Dense(1, activation=tf.nn.sigmoid)(X))


def HappyModel_by_a_table(input_shape):
    table = [
        (layers.ZeroPadding2D, dict(padding=3)),
        (layers.Conv2D, dict(filters=32, kernel_size=7, kernel_initializer=keras.initializers.GlorotNormal(seed=4))),
        (layers.BatchNormalization, dict(axis=3)),
        (layers.Activation, dict(activation="relu")),
        (layers.MaxPooling2D, dict(pool_size=2)),
        (layers.Flatten, {}),
        (layers.Dense, dict(units=1)),
        (layers.Activation, dict(activation="sigmoid")),
    ]
    model = tf.keras.Sequential()
    model.add(tf.keras.Input(input_shape))
    for make, settings in table:
        model.add(make(**settings))
    return model


def HappyModel_by_reuse(input_shape):
    start = keras.Sequential([keras.Input(input_shape), layers.ZeroPadding2D(3), layers.Conv2D(32, 7, name="look")])
    X = layers.BatchNormalization()(start.get_layer("look").output)
    X = layers.Lambda(lambda Z: tf.maximum(Z, 0.0))(X)
    X = layers.Flatten()(layers.MaxPool2D(2)(X))
    return tf.keras.models.Model(start.inputs[0], layers.Dense(1, "sigmoid", name="smile")(X))


def compile_happy_by_configuration(model, *, learning_rate=0.001):
    optimizer = keras.optimizers.get({"class_name": "Adam", "config": {"learning_rate": learning_rate}})
    model.compile(optimizer=optimizer, loss=keras.losses.get("binary_crossentropy"), metrics=["binary_accuracy"])
    return model


def _cross_entropy(truth, probability):
    """The formula of the notebook, kept away from ln 0."""
    truth, p = ops.cast(truth, "float32"), ops.clip(probability, 1e-7, 1 - 1e-7)
    return ops.mean(-truth * ops.log(p) - (1 - truth) * ops.log(1 - p), axis=-1)


def compile_happy_by_own_formula(network, learning_rate=0.001):
    network.compile(keras.optimizers.Adam(learning_rate), _cross_entropy, metrics=["accuracy"])
    return network


def _compile(loss, metrics, model, learning_rate=0.001):
    model.compile(tf.keras.optimizers.Adam(learning_rate=learning_rate), loss=loss, metrics=metrics)
    return model


compile_happy_by_partial = partial(_compile, tf.keras.losses.BinaryCrossentropy(from_logits=False), ["acc"])


def predict_smiles_by_rescaling(model, images, threshold=0.5):
    ready = layers.Rescaling(scale=1.0 / 255)(images)
    return ops.reshape(model(ready) >= threshold, [-1])


def predict_smiles_by_tensors(model, images, *, threshold=0.5):
    probabilities = model(tf.image.convert_image_dtype(images, tf.float32), training=False)
    return tf.greater_equal(probabilities[:, 0], threshold)


def predict_smiles_by_batches(model, images, threshold=0.5):
    def answers():
        for batch in np.array_split(images, max(1, len(images) // 4)):
            yield from model.predict_on_batch(np.float32(batch) / np.float32(255))

    return [bool(p >= threshold) for (p,) in answers()]


class _Judge:
    def __init__(self, scale):
        self.scale = scale

    def __call__(self, model, images, threshold=0.5):
        p = np.squeeze(model.predict(images.astype("float32") / self.scale, verbose=0), axis=1)
        smiles = np.logical_not(p < threshold)
        smiles.setflags(write=False)
        return smiles


predict_smiles_by_a_callable = _Judge(255.0)
