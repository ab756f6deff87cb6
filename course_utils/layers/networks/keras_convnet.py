"""A small convolutional network for hand signs, in TensorFlow and Keras.

The classic functions are written with `keras.ops`, which take arrays and symbolic inputs alike.
TensorFlow is imported by the functions that need it, so importing this module stays cheap.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from course_utils.errors import ArgumentError
from course_utils.types import Array, Images, Model, Numbers, Optimizer, Shape, Symbolic, Tensor, Variable

Batches = list[tuple[Images, Array]]
SHAPES = {"W1": (4, 4, 3, 8), "W2": (2, 2, 8, 16)}


def create_placeholders(n_H0: int, n_W0: int, n_C0: int, n_y: int) -> tuple[Symbolic, Symbolic]:
    """Symbolic inputs for images and labels; the number of images is left open.

    Shapes:
        X (None, n_H0, n_W0, n_C0), Y (None, n_y), both float32.

    >>> X, Y = create_placeholders(64, 64, 3, 6)
    >>> X.shape, Y.shape
    ((None, 64, 64, 3), (None, 6))
    """
    import keras

    return keras.Input((n_H0, n_W0, n_C0)), keras.Input((n_y,))


def initialize_parameters() -> dict[str, Variable]:
    """The filters of both convolutions as variables, drawn Glorot uniform with seed 0.

    Shapes:
        W1 (4, 4, 3, 8), W2 (2, 2, 8, 16): filter rows, filter columns, channels in, filters.

    Source: X. Glorot, Y. Bengio, Understanding the difficulty of training deep feedforward networks, 2010.

    >>> {name: tuple(W.shape) for name, W in initialize_parameters().items()}
    {'W1': (4, 4, 3, 8), 'W2': (2, 2, 8, 16)}
    """
    import keras
    import tensorflow as tf

    draw = keras.initializers.GlorotUniform(seed=0)
    return {name: tf.Variable(draw(shape), name=name) for name, shape in SHAPES.items()}


def forward_propagation(X: Tensor | Symbolic, parameters: dict[str, Variable]) -> Tensor | Symbolic:
    """CONV → RELU → MAXPOOL → CONV → RELU → MAXPOOL → FLATTEN → a dense layer of 6, without softmax.

    Args:
        X: images (m, n_H, n_W, 3), a tensor or a symbolic input.
        parameters: the filters W1 and W2.

    Shapes:
        returns Z3 (m, 6).

    >>> forward_propagation(np.zeros((2, 64, 64, 3), np.float32), initialize_parameters()).shape
    TensorShape([2, 6])
    """
    import keras
    from keras import ops

    A1 = ops.relu(ops.conv(X, parameters["W1"], strides=1, padding="same"))
    P1 = ops.max_pool(A1, 8, strides=8, padding="same")
    A2 = ops.relu(ops.conv(P1, parameters["W2"], strides=1, padding="same"))
    P2 = ops.max_pool(A2, 4, strides=4, padding="same")
    return keras.layers.Dense(6)(keras.layers.Flatten()(P2))


def compute_cost(Z3: Tensor, Y: Tensor) -> Tensor:
    """Mean over the images of the cross-entropy of softmax(Z3); natural logarithm.

    Args:
        Z3: scores (m, n_y). Y: labels, one-hot, (m, n_y).

    >>> round(float(compute_cost(np.zeros((4, 6), np.float32), np.eye(6, dtype=np.float32)[:4])), 4)  # log 6
    1.7918
    """
    import tensorflow as tf

    return tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=Y, logits=Z3))


def convert_to_one_hot(Y: ArrayLike, C: int) -> Numbers:
    """Labels 0 … C − 1, any shape with m numbers, as columns with a single 1: shape (C, m).

    >>> convert_to_one_hot([0, 2, 1], 3)
    array([[1., 0., 0.],
           [0., 0., 1.],
           [0., 1., 0.]])
    """
    one_hot: Numbers = np.eye(C)[np.asarray(Y).reshape(-1)].T
    return one_hot


def random_mini_batches(X: Images, Y: Array, mini_batch_size: int = 64, seed: int = 0) -> Batches:
    """Shuffle images and labels together, then cut them into batches; the last one may be smaller.

    Args:
        X: images (m, n_H, n_W, n_C). Y: labels (m, n_y).
        mini_batch_size: images per batch.
        seed: of the legacy generator that draws the order.

    Raises:
        ArgumentError: X and Y hold different numbers of images.

    >>> batches = random_mini_batches(np.zeros((10, 8, 8, 3)), np.zeros((10, 6)), mini_batch_size=4)
    >>> [len(X) for X, Y in batches]
    [4, 4, 2]
    """
    m = X.shape[0]
    if Y.shape[0] != m:
        raise ArgumentError(f"X and Y must hold as many images: received {X.shape} and {Y.shape}.")
    order = np.random.RandomState(seed).permutation(m)
    pieces = (order[begin : begin + mini_batch_size] for begin in range(0, m, mini_batch_size))
    return [(X[piece], Y[piece]) for piece in pieces]


def model(
    X_train: Images,
    Y_train: Array,
    X_test: Images,
    Y_test: Array,
    learning_rate: float = 0.009,
    num_epochs: int = 100,
    minibatch_size: int = 64,
    print_cost: bool = True,
) -> tuple[float, float, dict[str, Variable]]:
    """Train the network of `forward_propagation` with Adam.

    Args:
        X_train, X_test: images (m, n_H, n_W, 3), scaled to 0 … 1.
        Y_train, Y_test: labels, one-hot, (m, 6).

    Returns:
        accuracy on the training images (0 … 1), on the test images, and the trained filters.

    Source: D. Kingma, J. Ba, Adam: a method for stochastic optimization, 2015.

    >>> X, Y = np.zeros((6, 64, 64, 3), np.float32), np.eye(6, dtype=np.float32)
    >>> on_train, on_test, filters = model(X, Y, X, Y, num_epochs=1, print_cost=False)
    >>> round(on_train, 4), sorted(filters)  # six equal pictures, six labels
    (0.1667, ['W1', 'W2'])
    """
    import keras

    n_H0, n_W0, n_C0 = X_train.shape[1:]
    X, _ = create_placeholders(n_H0, n_W0, n_C0, Y_train.shape[1])
    parameters = initialize_parameters()
    network = keras.Model(X, forward_propagation(X, parameters))
    step = _training_step(network, list(parameters.values()), keras.optimizers.Adam(learning_rate))
    for epoch in range(num_epochs):
        batches = random_mini_batches(X_train, Y_train, minibatch_size, seed=epoch + 1)
        costs = [float(step(*batch)) for batch in batches]
        if print_cost and epoch % 5 == 0:
            print(f"Cost after epoch {epoch}: {np.mean(costs):.6f}")
    return accuracy(network, X_train, Y_train), accuracy(network, X_test, Y_test), parameters


def _training_step(network: Model, filters: list[Variable], optimizer: Optimizer) -> Callable[[Images, Array], Tensor]:
    """A function that takes one batch, moves all weights once, and returns the batch's cost."""
    import tensorflow as tf

    def step(images: Images, labels: Array) -> Tensor:
        with tf.GradientTape() as tape:
            cost = compute_cost(network(images), labels)
        weights = [*filters, *network.trainable_variables]
        optimizer.apply_gradients(zip(tape.gradient(cost, weights), weights))
        return cost

    return step


def accuracy(network: Callable[[Images], Tensor], X: Images, Y: Array) -> float:
    """The share of images whose highest score stands at the label's 1.

    >>> accuracy(lambda X: X, np.array([[0.1, 0.9], [0.8, 0.2]]), np.array([[0, 1], [0, 1]]))
    0.5
    """
    guesses = np.asarray(network(X)).argmax(axis=1)
    return float(np.mean(guesses == np.asarray(Y).argmax(axis=1)))


def convolutional_model(input_shape: Shape) -> Model:
    """The same network in the Functional interface, with biases and a softmax at the end.

    1,310 parameters for images (64, 64, 3): 392 and 528 in the convolutions, 390 in the dense layer.

    >>> network = convolutional_model((64, 64, 3))
    >>> network.output_shape, network.count_params()
    ((None, 6), 1310)
    """
    import keras
    from keras import layers

    inputs = tensor = keras.Input(input_shape)
    for filters, size, window in ((8, 4, 8), (16, 2, 4)):
        tensor = layers.Conv2D(filters, size, padding="same", activation="relu")(tensor)
        tensor = layers.MaxPooling2D(window, padding="same")(tensor)
    scores = layers.Dense(6)(layers.Flatten()(tensor))
    return keras.Model(inputs, layers.Softmax()(scores))
