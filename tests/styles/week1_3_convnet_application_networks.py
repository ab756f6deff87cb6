"""Right answers to `forward_propagation`, `model` and `convolutional_model` of week 1.3 as networks of other forms."""

import keras
import numpy as np
import tensorflow as tf
from keras import layers, ops


class Step(keras.Model):
    """Keras' own training loop around the filters of `parameters`."""

    def __init__(self, parameters, classes):
        super().__init__()
        self.parameters = list(parameters.values())
        self.flatten, self.scores = layers.Flatten(), layers.Dense(classes)

    @property
    def trained(self):
        return self.parameters + self.scores.trainable_variables

    def call(self, X):
        W1, W2 = self.parameters
        X = ops.max_pool(ops.relu(ops.conv(X, W1, 1, "same")), 8, 8, "same")
        X = ops.max_pool(ops.relu(ops.conv(X, W2, 1, "same")), 4, 4, "same")
        return self.scores(self.flatten(X))


def model_by_own_adam(X_train, Y_train, X_test, Y_test, learning_rate=0.009, num_epochs=100, minibatch_size=64, print_cost=True):
    """Adam written by hand: two running means for each weight."""
    glorot = keras.initializers.GlorotUniform(seed=0)
    parameters = {"W1": tf.Variable(glorot((4, 4, 3, 8))), "W2": tf.Variable(glorot((2, 2, 8, 16)))}
    network = Step(parameters, Y_train.shape[1])
    network(X_train[:1])
    means = [[tf.Variable(tf.zeros_like(w)) for w in network.trained] for _ in "mv"]
    time = tf.Variable(0.0)

    @tf.function(reduce_retracing=True)
    def step(images, labels):
        with tf.GradientTape() as tape:
            cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels, network(images)))
        time.assign_add(1.0)
        for w, gradient, m, v in zip(network.trained, tape.gradient(cost, network.trained), *means):
            m.assign(0.9 * m + 0.1 * gradient)
            v.assign(0.999 * v + 0.001 * gradient**2)
            rate = learning_rate * tf.sqrt(1 - 0.999**time) / (1 - 0.9**time)
            w.assign_sub(rate * m / (tf.sqrt(v) + 1e-7))
        return cost

    for epoch in range(num_epochs):
        np.random.seed(epoch)
        for part in np.array_split(np.random.permutation(len(X_train)), -(-len(X_train) // minibatch_size)):
            step(tf.constant(X_train[part]), tf.constant(Y_train[part].astype("float32")))

    def accuracy(X, Y):
        return float(ops.mean(ops.cast(ops.argmax(network(X), -1) == ops.argmax(Y, -1), "float32")))

    return accuracy(X_train, Y_train), accuracy(X_test, Y_test), parameters


def convolutional_model_by_add(input_shape):
    model = tf.keras.Sequential(name="hands")
    model.add(tf.keras.Input(shape=input_shape))
    for filters, kernel, window in ((8, 4, 8), (16, 2, 4)):
        model.add(tf.keras.layers.Conv2D(filters, kernel, padding="same", kernel_initializer="he_uniform"))
        model.add(tf.keras.layers.ReLU())
        model.add(tf.keras.layers.MaxPool2D(window, padding="same"))
    model.add(tf.keras.layers.Flatten())
    model.add(tf.keras.layers.Dense(6))
    model.add(tf.keras.layers.Softmax())
    return model


class Stage(layers.Layer):
    """Convolution, ReLU and pooling as one layer."""

    def __init__(self, filters, kernel, window, **settings):
        super().__init__(**settings)
        self.conv = layers.Conv2D(filters, kernel, padding="same")
        self.relu = layers.Activation("relu")
        self.pool = layers.MaxPooling2D(window, padding="same")

    def call(self, X):
        return self.pool(self.relu(self.conv(X)))


def convolutional_model_by_layer_class(input_shape):
    images = keras.Input(input_shape)
    features = Stage(16, 2, 4, name="second")(Stage(8, 4, 8, name="first")(images))
    return keras.Model(images, layers.Dense(6, activation="softmax")(layers.Flatten()(features)))


def convolutional_model_by_a_table(input_shape):
    images = X = keras.Input(shape=input_shape)
    for name, *settings in (
        ("Conv2D", 8, 4), ("Activation", "relu"), ("MaxPooling2D", 8),
        ("Conv2D", 16, 2), ("Activation", "relu"), ("MaxPooling2D", 4),
        ("Flatten",), ("Dense", 6), ("Activation", "softmax"),
    ):  # fmt: skip
        same = {"padding": "same"} if name in ("Conv2D", "MaxPooling2D") else {}
        X = getattr(layers, name)(*settings, **same)(X)
    return keras.Model(images, X)


def convolutional_model_by_reuse(input_shape):
    """The first half is a model of its own; its last layer is looked up by name and built upon."""
    first = keras.Sequential([
        keras.Input(input_shape),
        layers.Conv2D(8, (4, 4), activation=ops.relu, padding="same", kernel_initializer=keras.initializers.HeNormal(seed=1)),
        layers.MaxPooling2D((8, 8), padding="same", name="halfway"),
    ])  # fmt: skip
    X = first.get_layer("halfway").output
    X = layers.Conv2D(16, (2, 2), activation=keras.activations.relu, padding="same")(X)
    X = layers.Flatten()(layers.MaxPooling2D((4, 4), padding="same")(X))
    return keras.Model(first.inputs[0], layers.Dense(6, activation=keras.activations.softmax, name="probabilities")(X))


def convolutional_model_by_lambda_layers(input_shape):
    relu = layers.Lambda(lambda Z: ops.maximum(Z, 0), name="relu")
    return keras.Sequential([
        keras.Input(input_shape),
        layers.Conv2D(8, 4, padding="same"), relu, layers.MaxPooling2D(8, padding="same"),
        layers.Conv2D(16, 2, padding="same"), layers.Lambda(tf.nn.relu), layers.MaxPooling2D(4, padding="same"),
        layers.Flatten(), layers.Dense(6), layers.Lambda(ops.softmax),
    ])  # fmt: skip
