"""Other right answers to week1/3_convnet_application, as students write them."""

import keras
import numpy as np
import tensorflow as tf
from keras import layers, ops


def create_placeholders_by_tf_keras(n_H0, n_W0, n_C0, n_y):
    X = tf.keras.layers.Input((n_H0, n_W0, n_C0), dtype="float32", name="X")
    Y = tf.keras.layers.Input(n_y if isinstance(n_y, tuple) else (n_y,), name="Y")
    return X, Y


def create_placeholders_by_batch_shapes(n_H0, n_W0, n_C0, n_y):
    return [keras.Input(batch_shape=(None, *shape)) for shape in ((n_H0, n_W0, n_C0), (n_y,))]


def create_placeholders_by_the_first_generation(n_H0, n_W0, n_C0, n_y):
    with tf.Graph().as_default():
        X = tf.compat.v1.placeholder(tf.float32, shape=(None, n_H0, n_W0, n_C0), name="X")
        Y = tf.compat.v1.placeholder(tf.float32, shape=[None, n_y], name="Y")
    return X, Y


def initialize_parameters_by_shapes(shapes=None):
    shapes = shapes or {"W1": [4, 4, 3, 8], "W2": [2, 2, 8, 16]}
    return {
        name: tf.Variable(tf.keras.initializers.glorot_uniform(seed=0)(shape=shape), trainable=True, name=name)
        for name, shape in shapes.items()
    }


def initialize_parameters_by_keras_variables():
    W1 = keras.Variable(initializer=keras.initializers.GlorotUniform(seed=0), shape=(4, 4, 3, 8), name="W1")
    W2 = keras.Variable(keras.initializers.get({"class_name": "GlorotUniform", "config": {"seed": 0}})((2, 2, 8, 16)))
    return {"W1": W1, "W2": W2}


def initialize_parameters_by_numpy():
    rng = np.random.RandomState(0)

    def draw(*shape):
        inside = shape[0] * shape[1]
        limit = np.sqrt(6 / (inside * shape[2] + inside * shape[3]))
        return tf.Variable(rng.uniform(-limit, limit, shape), dtype=tf.float32)

    return dict(W1=draw(4, 4, 3, 8), W2=draw(2, 2, 8, 16))


def forward_propagation_by_tf_nn(X, parameters):
    Z1 = tf.nn.conv2d(X, parameters["W1"], strides=[1, 1, 1, 1], padding="SAME")
    A1 = tf.nn.relu(Z1)
    P1 = tf.nn.max_pool(A1, ksize=[1, 8, 8, 1], strides=[1, 8, 8, 1], padding="SAME")
    Z2 = tf.nn.conv2d(P1, filters=parameters["W2"], strides=1, padding="SAME")
    A2 = tf.nn.relu(Z2)
    P2 = tf.nn.max_pool2d(A2, 4, 4, "SAME")
    F = tf.reshape(P2, (tf.shape(P2)[0], int(np.prod(P2.shape[1:]))))
    return keras.layers.Dense(6, activation=None)(F)


def forward_propagation_by_layers(X, parameters):
    A = X
    for name, size in (("W1", 8), ("W2", 4)):
        A = layers.ReLU()(ops.conv(A, parameters[name], padding="same"))
        A = layers.MaxPooling2D(pool_size=(size, size), padding="same")(A)
    return layers.Dense(units=6, activation="linear")(layers.Flatten()(A))


def forward_propagation_by_one_loop(X, parameters):
    A = X
    for W, (f, s) in zip(parameters.values(), [(8, 8), (4, 4)]):
        A = ops.maximum(ops.conv(A, W, strides=(1, 1), padding="same"), 0.0)
        A = ops.max_pool(A, pool_size=(f, f), strides=(s, s), padding="same")
    return tf.keras.layers.Dense(6)(ops.reshape(A, (-1, A.shape[1] * A.shape[2] * A.shape[3])))


def compute_cost_by_keras(Z3, Y):
    return keras.losses.CategoricalCrossentropy(from_logits=True)(Y, Z3)


def compute_cost_by_log_sum_exp(Z3, Y):
    return tf.reduce_mean(tf.reduce_logsumexp(Z3, axis=1) - tf.reduce_sum(Y * Z3, axis=1))


def compute_cost_by_one_line_per_image(Z3, Y):
    costs = [tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=z) for z, y in zip(Z3, Y)]
    return float(tf.add_n(costs) / len(costs))


def convert_to_one_hot_by_loops(Y, C):
    Y = np.squeeze(Y, axis=0)
    Y_one_hot = np.zeros((C, Y.shape[0]))
    for j in range(Y.shape[0]):
        Y_one_hot[Y[j], j] = 1
    return Y_one_hot


def convert_to_one_hot_by_comparison(Y, C):
    return (np.arange(C)[:, np.newaxis] == Y).astype(np.float32)


def convert_to_one_hot_by_tf(Y, C):
    return tf.transpose(tf.one_hot(np.ravel(Y), depth=C))


def random_mini_batches_by_the_classic_lines(X, Y, mini_batch_size=64, seed=0):
    m = X.shape[0]
    mini_batches = []
    np.random.seed(seed)
    permutation = list(np.random.permutation(m))
    shuffled_X = X[permutation, :, :, :]
    shuffled_Y = Y[permutation, :]
    num_complete_minibatches = int(np.floor(m / mini_batch_size))
    for k in range(0, num_complete_minibatches):
        mini_batch_X = shuffled_X[k * mini_batch_size : k * mini_batch_size + mini_batch_size, :, :, :]
        mini_batch_Y = shuffled_Y[k * mini_batch_size : k * mini_batch_size + mini_batch_size, :]
        mini_batches.append((mini_batch_X, mini_batch_Y))
    if m % mini_batch_size != 0:
        rest = num_complete_minibatches * mini_batch_size
        mini_batches.append((shuffled_X[rest:m, :, :, :], shuffled_Y[rest:m, :]))
    return mini_batches


def random_mini_batches_by_split(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    order = np.random.permutation(len(X))
    places = np.array_split(order, range(mini_batch_size, len(X), mini_batch_size))
    return [[np.take(X, part, axis=0), np.take(Y, part, axis=0)] for part in places]


def random_mini_batches_by_a_generator(X, Y, mini_batch_size=64, seed=0):
    order = np.random.RandomState(seed).permutation(X.shape[0])

    def cut():
        left = list(order)
        while left:
            now, left = left[:mini_batch_size], left[mini_batch_size:]
            yield np.stack([X[i] for i in now]), np.stack([Y[i] for i in now])

    return tuple(cut())


def model_by_named_gradients(X_train, Y_train, X_test, Y_test, learning_rate=0.009, num_epochs=100, minibatch_size=64, print_cost=True):
    X, _ = create_placeholders_by_batch_shapes(*X_train.shape[1:], Y_train.shape[1])
    parameters = initialize_parameters_by_shapes()
    network = keras.Model(inputs=X, outputs=forward_propagation_by_one_loop(X, parameters))
    optimizer = keras.optimizers.Adam(learning_rate=learning_rate)
    weights = list(parameters.values()) + network.trainable_weights

    @tf.function(reduce_retracing=True)
    def step(images, labels):
        with tf.GradientTape() as tape:
            scores = network(images, training=True)
            cost = compute_cost_by_log_sum_exp(scores, tf.cast(labels, tf.float32))
        gradients = tape.gradient(cost, weights)
        optimizer.apply_gradients([(gradient, weight) for gradient, weight in zip(gradients, weights)])
        return cost

    for epoch in range(num_epochs):
        for images, labels in random_mini_batches_by_split(X_train, Y_train, minibatch_size, seed=epoch):
            cost = step(images, labels)
        if print_cost:
            print(epoch, float(cost))

    def accuracy(images, labels):
        right = tf.equal(tf.argmax(network(images), 1), tf.argmax(labels, 1))
        return tf.reduce_mean(tf.cast(right, tf.float32)).numpy()

    return accuracy(X_train, Y_train), accuracy(X_test, Y_test), parameters


def model_by_a_dense_layer_of_its_own(X_train, Y_train, X_test, Y_test, learning_rate=0.009, num_epochs=100, minibatch_size=64):
    parameters = initialize_parameters_by_numpy()
    W1, W2 = parameters["W1"], parameters["W2"]
    dense = keras.layers.Dense(6)

    def scores(images):
        P1 = tf.nn.max_pool2d(tf.nn.relu(tf.nn.conv2d(images, W1, 1, "SAME")), 8, 8, "SAME")
        P2 = tf.nn.max_pool2d(tf.nn.relu(tf.nn.conv2d(P1, W2, 1, "SAME")), 4, 4, "SAME")
        return dense(tf.reshape(P2, (len(images), -1)))

    scores(X_train[:1])
    adam = tf.keras.optimizers.Adam(learning_rate)
    adam.build([W1, W2, *dense.variables])
    rng = np.random.default_rng(1)
    for _ in range(num_epochs):
        order = rng.permutation(len(X_train))
        for begin in range(0, len(order), minibatch_size):
            part = order[begin : begin + minibatch_size]
            with tf.GradientTape() as tape:
                cost = tf.nn.softmax_cross_entropy_with_logits(Y_train[part].astype("float32"), scores(X_train[part]))
                cost = tf.math.reduce_mean(cost)
            adam.apply(tape.gradient(cost, [W1, W2, *dense.variables]), [W1, W2, *dense.variables])
    shares = [
        sum(int(np.argmax(score) == np.argmax(label)) for score, label in zip(scores(images), labels)) / len(labels)
        for images, labels in ((X_train, Y_train), (X_test, Y_test))
    ]
    return [*shares, {"W1": W1.numpy(), "W2": W2.numpy()}]


def convolutional_model_by_sequential(input_shape):
    return keras.Sequential([
        keras.Input(shape=input_shape),
        layers.Conv2D(8, (4, 4), padding="same", activation="relu"),
        layers.MaxPooling2D((8, 8), padding="same"),
        layers.Conv2D(16, (2, 2), padding="same", activation="relu"),
        layers.MaxPool2D(pool_size=4, strides=4, padding="same"),
        layers.Flatten(),
        layers.Dense(6, "softmax"),
    ])  # fmt: skip


def convolutional_model_by_the_classic_lines(input_shape):
    input_img = tf.keras.Input(shape=input_shape)
    Z1 = tf.keras.layers.Conv2D(filters=8, kernel_size=(4, 4), strides=(1, 1), padding="same")(input_img)
    A1 = tf.keras.layers.Activation("relu")(Z1)
    P1 = tf.keras.layers.MaxPool2D(pool_size=(8, 8), strides=(8, 8), padding="same")(A1)
    Z2 = tf.keras.layers.Conv2D(filters=16, kernel_size=(2, 2), strides=(1, 1), padding="same")(P1)
    A2 = tf.keras.layers.Activation(tf.nn.relu)(Z2)
    P2 = tf.keras.layers.MaxPool2D(pool_size=(4, 4), strides=(4, 4), padding="SAME".lower())(A2)
    F = tf.keras.layers.Flatten()(P2)
    outputs = tf.keras.layers.Dense(units=6, activation="softmax")(F)
    return tf.keras.Model(inputs=input_img, outputs=outputs)


def convolutional_model_by_operations(input_shape):
    images = keras.Input(input_shape, name="images")
    A = images
    for filters, kernel, window in ((8, 4, 8), (16, 2, 4)):
        A = ops.relu(layers.Conv2D(filters, kernel, padding="same", use_bias=True)(A))
        A = ops.max_pool(A, window, window, padding="same")
    scores = layers.Dense(6)(layers.Flatten()(A))
    return keras.Model(images, ops.softmax(scores))


class _Network(keras.Model):
    def __init__(self, name):
        super().__init__(name=name)
        self.conv1 = layers.Conv2D(8, 4, padding="same", activation="relu")
        self.pool1 = layers.MaxPooling2D(8, padding="same")
        self.conv2 = layers.Conv2D(16, 2, padding="same", activation="relu")
        self.pool2 = layers.MaxPooling2D(4, padding="same")
        self.flatten = layers.Flatten()
        self.dense = layers.Dense(6, activation="softmax")

    def call(self, images):
        A = self.pool1(self.conv1(images))
        A = self.pool2(self.conv2(A))
        return self.dense(self.flatten(A))


def convolutional_model_by_a_class(input_shape):
    return _Network(name=f"for_{len(input_shape)}_axes")
