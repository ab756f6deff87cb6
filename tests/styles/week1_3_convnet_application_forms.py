"""Right answers to week1/3_convnet_application in other forms: classes, closures, partials, generators, Keras' own words."""

import math
from collections import OrderedDict
from functools import partial
from itertools import islice

import keras
import numpy as np
import tensorflow as tf
from keras import layers, ops


def convert_to_one_hot_by_unit_rows(labels, classes):
    return np.eye(classes, dtype="float32")[np.ravel(labels)].T


def convert_to_one_hot_by_places(Y, C):
    Y_one_hot = np.zeros((C, Y.shape[1]), dtype="uint8")
    np.put_along_axis(Y_one_hot, Y.astype(int), 1, axis=0)
    return Y_one_hot


class _OneHot:
    def __init__(self, axis):
        self.axis = axis

    def of(self, Y, C):
        return keras.ops.one_hot(ops.squeeze(Y, 0), C, axis=self.axis)


convert_to_one_hot_by_a_method = _OneHot(axis=0).of
convert_to_one_hot_by_categories = lambda Y, C: keras.utils.to_categorical(Y[0], num_classes=C).transpose()  # noqa: E731


def random_mini_batches_by_recursion(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    order = np.random.permutation(X.shape[0])

    def cut(rest):
        if len(rest) == 0:
            return []
        now, later = rest[:mini_batch_size], rest[mini_batch_size:]
        return [(X[now], Y[now]), *cut(later)]

    return cut(order)


def random_mini_batches_by_tensors(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    order = tf.constant(np.random.permutation(len(X)))
    starts = range(0, len(X), mini_batch_size)
    return [
        tuple(tf.gather(data, order[start : start + mini_batch_size]) for data in (tf.constant(X), tf.constant(Y)))
        for start in starts
    ]


def random_mini_batches_by_islice(X, Y, *, mini_batch_size=64, seed=0):
    order = iter(np.random.RandomState(seed).permutation(X.shape[0]).tolist())
    mini_batches = []
    while chosen := list(islice(order, mini_batch_size)):
        mini_batches.append([np.stack([X[i] for i in chosen]), np.stack([Y[i] for i in chosen])])
    return mini_batches


class _Batches(list):
    """The list of pairs, filled when it is made."""

    def __init__(self, X, Y, mini_batch_size=64, seed=0):
        np.random.seed(seed)
        order = np.arange(len(X))
        np.random.shuffle(order)
        parts = np.array_split(order, range(mini_batch_size, len(X), mini_batch_size))
        super().__init__(zip(map(X.__getitem__, parts), map(Y.__getitem__, parts)))


random_mini_batches_by_a_list_class = _Batches


def create_placeholders_by_map(n_H0, n_W0, n_C0, n_y):
    return tuple(map(keras.Input, [(n_H0, n_W0, n_C0), (n_y,)]))


def create_placeholders_by_input_layers(*, n_H0, n_W0, n_C0, n_y):
    X, Y = (layers.InputLayer(shape=shape, dtype="float32") for shape in ((n_H0, n_W0, n_C0), (n_y,)))
    return X.output, Y.output


create_placeholders_by_lambda = lambda rows, columns, channels, classes: (  # noqa: E731
    tf.keras.Input([rows, columns, channels], name="images"),
    tf.keras.Input([classes], name="labels", dtype=tf.float32),
)


def initialize_parameters_by_add_weight():
    """A layer makes and owns the filters."""
    owner, glorot = layers.Layer(), keras.initializers.GlorotUniform(seed=0)
    shapes = {"W1": (4, 4, 3, 8), "W2": (2, 2, 8, 16)}
    return {name: owner.add_weight(shape=shape, initializer=glorot, name=name) for name, shape in shapes.items()}


def initialize_parameters_by_scaled_variance():
    rule = keras.initializers.VarianceScaling(scale=1.0, mode="fan_avg", distribution="uniform", seed=0)
    parameters = OrderedDict()
    for name, shape in zip(("W1", "W2"), ([4, 4, 3, 8], [2, 2, 8, 16])):
        parameters[name] = tf.Variable(rule(shape), trainable=True, name=name)
    return parameters


class _Parameters(dict):
    draw = staticmethod(lambda: tf.keras.initializers.get({"class_name": "GlorotUniform", "config": {"seed": 0}}))

    def __missing__(self, name):
        self[name] = tf.Variable(self.draw()({"W1": (4, 4, 3, 8), "W2": (2, 2, 8, 16)}[name], dtype="float32"))
        return self[name]


def initialize_parameters_by_a_dictionary_class():
    parameters = _Parameters()
    return parameters if parameters["W1"] is not parameters["W2"] else {}


def _stage(window):
    """A closure: convolve, ReLU, pool by `window`."""

    def stage(X, W):
        Z = ops.conv(X, W, strides=1, padding="same")
        return layers.MaxPooling2D(window, padding="same")(layers.ReLU()(Z))

    return stage


def forward_propagation_by_closures(X, parameters):
    P1 = _stage(8)(X, parameters["W1"])
    P2 = _stage(4)(P1, parameters["W2"])
    return layers.Dense(6, name=None)(layers.Flatten()(P2))


class Convolution(layers.Layer):
    def __init__(self, W, window):
        super().__init__()
        self.W, self.window = W, window

    def call(self, X):
        A = tf.nn.relu(tf.nn.conv2d(X, self.W, strides=[1, 1, 1, 1], padding="SAME"))
        return tf.nn.max_pool(A, ksize=self.window, strides=self.window, padding="SAME")


def forward_propagation_by_layer_class(X, parameters):
    X = Convolution(parameters["W1"], 8)(X)
    X = Convolution(parameters["W2"], 4)(X)
    return layers.Dense(units=6, activation=None)(layers.Flatten()(X))


def forward_propagation_by_lambda_layers(X, parameters):
    for W, window in zip(parameters.values(), (8, 4)):
        X = layers.Lambda(lambda volume, W=W: ops.conv(volume, W, padding="same"))(X)
        X = layers.MaxPool2D((window, window), (window, window), "same")(keras.activations.relu(X))
    X = layers.Reshape((-1,))(X)
    return layers.Dense(6, activation="linear", kernel_initializer="glorot_uniform")(X)


def compute_cost_by_log_softmax(Z3, Y):
    return -tf.reduce_mean(tf.einsum("ij,ij->i", tf.cast(Y, Z3.dtype), tf.nn.log_softmax(Z3)))


@tf.function
def compute_cost_by_graph(scores, labels):
    per_image = tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=scores)
    return tf.math.divide(tf.reduce_sum(per_image), tf.cast(tf.shape(scores)[0], per_image.dtype))


def _swapped(loss):
    return lambda Z3, Y: loss(Y, Z3)


compute_cost_by_a_loss_object = _swapped(keras.losses.CategoricalCrossentropy(from_logits=True))


def compute_cost_by_sparse_labels(Z3, Y):
    labels = ops.argmax(Y, axis=1)
    return ops.mean(keras.losses.sparse_categorical_crossentropy(labels, Z3, from_logits=True))


class _Trainer:
    """Holds the network and its optimizer; a step and an accuracy are methods."""

    def __init__(self, shape, classes, learning_rate):
        X, _ = create_placeholders_by_map(*shape, classes)
        self.parameters = initialize_parameters_by_scaled_variance()
        self.network = keras.Model(X, forward_propagation_by_closures(X, self.parameters))
        self.weights = [*self.parameters.values(), *self.network.trainable_variables]
        self.optimizer = keras.optimizers.Adam(learning_rate)
        self.optimizer.build(self.weights)

    @tf.function(reduce_retracing=True)
    def step(self, images, labels):
        with tf.GradientTape() as tape:
            cost = compute_cost_by_log_softmax(self.network(images), labels)
        self.optimizer.apply(tape.gradient(cost, self.weights), self.weights)
        return cost

    def accuracy(self, images, labels):
        metric = keras.metrics.CategoricalAccuracy()
        metric.update_state(labels, self.network.predict(images, verbose=0))
        return float(metric.result())


def model_by_a_trainer(X_train, Y_train, X_test, Y_test, *, learning_rate=0.009, num_epochs=100, minibatch_size=64, print_cost=True):
    trainer = _Trainer(X_train.shape[1:], Y_train.shape[1], learning_rate)
    for epoch in range(num_epochs):
        for images, labels in random_mini_batches_by_recursion(X_train, Y_train, minibatch_size, seed=epoch + 1):
            cost = trainer.step(images, labels)
        if print_cost and epoch % 5 == 0:
            print("Cost after epoch", epoch, cost.numpy())
    return trainer.accuracy(X_train, Y_train), trainer.accuracy(X_test, Y_test), trainer.parameters


def model_by_compile_and_fit(X_train, Y_train, X_test, Y_test, learning_rate=0.009, num_epochs=100, minibatch_size=64, print_cost=True):
    """Keras trains; the filters are the network's own."""
    parameters = initialize_parameters_by_add_weight()

    class Network(keras.Model):
        def __init__(self):
            super().__init__()
            self.W1, self.W2 = parameters["W1"], parameters["W2"]
            self.dense = layers.Dense(6)

        def call(self, X):
            for W, window in ((self.W1, 8), (self.W2, 4)):
                X = ops.max_pool(ops.relu(ops.conv(X, W, padding="same")), window, window, padding="same")
            return self.dense(ops.reshape(X, (-1, math.prod(X.shape[1:]))))

    network = Network()
    network.compile(
        keras.optimizers.Adam(learning_rate),
        loss=keras.losses.CategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    network.fit(X_train, Y_train, minibatch_size, num_epochs, verbose=2 * bool(print_cost))
    (_, train_accuracy), (_, test_accuracy) = (
        network.evaluate(X, Y, verbose=0) for X, Y in ((X_train, Y_train), (X_test, Y_test))
    )
    return train_accuracy, test_accuracy, parameters


def _forward(X, dense, parameters):
    for W, window in zip(parameters, (8, 4)):
        X = tf.nn.max_pool2d(tf.nn.relu(tf.nn.conv2d(X, W, 1, "SAME")), window, window, "SAME")
    return dense(tf.reshape(X, (tf.shape(X)[0], -1)))


def model_by_eager_steps(X_train, Y_train, X_test, Y_test, learning_rate=0.009, num_epochs=100, minibatch_size=64, print_cost=False):
    """No graph: TensorFlow's tape and Adam, step by step, over a tf.data pipeline."""
    filters = [tf.Variable(W) for W in initialize_parameters_by_scaled_variance().values()]
    forward = partial(_forward, dense=layers.Dense(6), parameters=filters)
    forward(tf.zeros((1, *X_train.shape[1:])))
    weights = filters + forward.keywords["dense"].trainable_variables
    adam = tf.keras.optimizers.Adam(learning_rate=learning_rate)
    data = tf.data.Dataset.from_tensor_slices((tf.cast(X_train, tf.float32), tf.cast(Y_train, tf.float32)))
    for images, labels in data.shuffle(len(X_train), seed=1).batch(minibatch_size).repeat(num_epochs):
        with tf.GradientTape() as tape:
            cost = compute_cost_by_graph(forward(images), labels)
        adam.apply_gradients(zip(tape.gradient(cost, weights), weights))
        if print_cost:
            tf.print(cost)

    def share(images, labels):
        return np.mean(np.argmax(forward(tf.cast(images, tf.float32)), 1) == np.argmax(labels, 1))

    return share(X_train, Y_train), share(X_test, Y_test), dict(zip(["W1", "W2"], filters))
