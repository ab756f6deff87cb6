"""Exercises of week1/3_convnet_application: a network for hand signs, in TensorFlow and Keras."""

from __future__ import annotations

import numpy as np

from course_utils.exercises.base import Case, Exercise, ExerciseSet, Inputs, Mistake
from course_utils.exercises.changes import changed
from course_utils.exercises.loops import convnet as loops
from course_utils.layers.networks import keras_convnet as layers
from course_utils.types import Array, Function

Rng = np.random.RandomState


def sizes(n_H0: int, n_W0: int, n_C0: int, n_y: int) -> Inputs:
    return {"n_H0": n_H0, "n_W0": n_W0, "n_C0": n_C0, "n_y": n_y}


def network_inputs(rng: Rng, m: int, n_H: int, n_W: int) -> Inputs:
    """Images and both layers' filters; every second filter leans to the negative, so that ReLU matters."""
    X, W1, W2 = rng.rand(m, n_H, n_W, 3), rng.randn(4, 4, 3, 8), rng.randn(2, 2, 8, 16)
    return {"X": X, "W1": 0.2 * W1 + 0.1 * (-1) ** np.arange(8), "W2": 0.2 * W2 + 0.2 * (-1) ** np.arange(16)}


def scores(rng: Rng, m: int, n_y: int, scale: float = 1.0) -> Inputs:
    """Scores (m, n_y) and one-hot labels of the same shape."""
    return {"Z3": scale * rng.randn(m, n_y), "Y": np.eye(n_y)[rng.randint(n_y, size=m)]}


def labels(rng: Rng, m: int, C: int) -> Inputs:
    return {"Y": rng.randint(C, size=(1, m)), "C": C}


def batch_inputs(rng: Rng, m: int, size: int, seed: int) -> Inputs:
    """Small images and one-hot labels that carry their number, so that pairs can be told."""
    X, Y = rng.randn(m, 2, 2, 3), np.eye(6)[rng.randint(6, size=m)] * (1 + np.arange(m))[:, None]
    return {"X": X, "Y": Y, "mini_batch_size": size, "seed": seed}


def coloured(rng: Rng, columns: int = 16) -> Inputs:
    """Six red, green and blue images, learned in a few steps; one of three to test has a wrong label."""
    kinds, tests = np.arange(6) % 3, np.arange(3)
    drawn = [6 * np.eye(3)[k][:, None, None] + 0.2 * rng.rand(len(k), 16, columns, 3) for k in (kinds, tests)]
    X_train, X_test = (images.astype(np.float32) for images in drawn)
    return {
        "X_train": X_train, "Y_train": np.eye(6)[kinds],
        "X_test": X_test, "Y_test": np.eye(6)[[0, 1, 0]],
        "learning_rate": 0.05, "num_epochs": 4, "minibatch_size": 6, "seed": int(rng.randint(1000)),
    }  # fmt: skip


def model_inputs(rng: Rng, m: int, *shape: int) -> Inputs:
    return {"input_shape": shape, "X": rng.randn(m, *shape), "seed": int(rng.randint(2**31))}


PLACEHOLDERS = Exercise(
    "create_placeholders",
    5,
    layers.create_placeholders,
    cases=(
        Case("images 64×64×3 and 6 classes", lambda r: sizes(64, 64, 3, 6), 1),
        Case("images that are not square", lambda r: sizes(32, 48, 1, 10), 1),
    ),
    mistakes=(
        Mistake("batch fixed at 1", "Your placeholders hold one image only. The number of images stays open: None.",
                changed(loops.create_placeholders, "(None, n_H0", "(1, n_H0", "(None, n_y)", "(1, n_y)")),
        Mistake("None named in the shape", "Keras adds the batch axis by itself: leave None out of shape=(...).",
                changed(loops.create_placeholders, "(None, n_H0", "(None, None, n_H0",
                        "(None, n_y)", "(None, None, n_y)")),
        Mistake("rows and columns swapped", "Rows come before columns: (n_H0, n_W0, n_C0).",
                changed(loops.create_placeholders, "n_H0, n_W0, n_C0)", "n_W0, n_H0, n_C0)")),
        Mistake("channels first", "The channels come last: (n_H0, n_W0, n_C0).",
                changed(loops.create_placeholders, "n_H0, n_W0, n_C0)", "n_C0, n_H0, n_W0)")),
        Mistake("images flattened", "Keep the images as volumes: a convolution needs rows, columns and channels.",
                changed(loops.create_placeholders, "n_H0, n_W0, n_C0)", "n_H0 * n_W0 * n_C0)")),
        Mistake("Y as one number", "Y holds one-hot labels: n_y numbers per image.",
                changed(loops.create_placeholders, "(None, n_y)", "(None, 1)")),
        Mistake("Y as images", "Y holds labels, not images: its shape is (n_y,) per image.",
                changed(loops.create_placeholders, "(None, n_y)", "(None, n_H0, n_W0, n_y)")),
        Mistake("X and Y swapped", "Return X first, then Y.",
                changed(loops.create_placeholders, "return X, Y", "return Y, X")),
        Mistake("X alone", "Return both placeholders: X, Y.",
                changed(loops.create_placeholders, "return X, Y", "return X")),
        Mistake("square images", "You took n_H0 for the columns. Images are (n_H0, n_W0, n_C0).",
                changed(loops.create_placeholders, "n_H0, n_W0, n_C0)", "n_H0, n_H0, n_C0)")),
        Mistake("always 64×64×3", "You wrote 64, 64, 3. Use n_H0, n_W0, n_C0.",
                changed(loops.create_placeholders, "n_H0, n_W0, n_C0)", "64, 64, 3)")),
        Mistake("always six classes", "You wrote 6. Y has n_y numbers for each image.",
                changed(loops.create_placeholders, "(None, n_y)", "(None, 6)")),
        Mistake("channels left out", "The channels are missing: (n_H0, n_W0, n_C0).",
                changed(loops.create_placeholders, "n_H0, n_W0, n_C0)", "n_H0, n_W0)")),
        Mistake("Y's axis too many", "Y has an axis too many: keras.Input(shape=(n_y,)).",
                changed(loops.create_placeholders, "(None, n_y)", "(None, n_y, 1)")),
        Mistake("Y of the images' shape", "Y has the images' shape. It is (n_y,) for each image.",
                changed(loops.create_placeholders, "(None, n_y)", "(None, n_H0, n_W0, n_C0)")),
    ),
    hints=(
        "A placeholder says what shape the data will have, before there is any data.",
        "keras.Input takes the shape of one example, (n_H0, n_W0, n_C0); the batch axis, None, is added by itself.",
        "X = keras.Input(shape=(n_H0, …, …)), and Y alike with one number, (n_y,).",
    ),
    outputs=("X's shape", "Y's shape"),
    call="shapes",
)  # fmt: skip

PARAMETERS = Exercise(
    "initialize_parameters",
    5,
    layers.initialize_parameters,
    cases=(
        Case("two variables of the right shapes", lambda r: {"look": "shapes", "seed": 1}, 1),
        Case("spread and largest size of a Glorot uniform", lambda r: {"look": "spread", "seed": 1}, 1, rtol=0.1),
        Case("a second call gives the same numbers", lambda r: {"look": "repeats", "seed": 1}, 1),
        Case("drawn with seed 0", lambda r: {"look": "seed", "seed": 1}, 1, corner=True),
    ),
    mistakes=(
        Mistake("zeros", "Your filters are all zero: then all learn the same. Draw them at random.",
                changed(loops.initialize_parameters, "GlorotUniform(seed=0)", "Zeros()")),
        Mistake("ones", "Your filters are all one: then all learn the same. Draw them at random.",
                changed(loops.initialize_parameters, "GlorotUniform(seed=0)", "Ones()")),
        Mistake("Glorot normal", "You drew from a normal distribution. Glorot uniform is asked for.",
                changed(loops.initialize_parameters, "GlorotUniform", "GlorotNormal")),
        Mistake("He uniform", "You drew He uniform, which is wider. Glorot uniform is asked for.",
                changed(loops.initialize_parameters, "GlorotUniform", "HeUniform")),
        Mistake("too wide", "You drew standard normal numbers, many times too large. Glorot uniform is asked for.",
                changed(loops.initialize_parameters, "GlorotUniform(seed=0)", "RandomNormal(stddev=1.0, seed=0)")),
        Mistake("no seed", "Two calls give different filters. Give the initializer seed=0.",
                changed(loops.initialize_parameters, "seed=0", "")),
        Mistake("another seed", "Your filters are drawn with another seed. Take seed=0, so that the numbers here and "
                "yours agree.", changed(loops.initialize_parameters, "seed=0", "seed=1")),
        Mistake("axes turned round", "The order of a filter's axes is (rows, columns, channels in, filters).",
                changed(loops.initialize_parameters, "draw(shape)", "draw(shape[::-1])")),
        Mistake("filters before channels", "Channels in come before the number of filters in a shape.",
                changed(loops.initialize_parameters, "3, 8)", "8, 3)", "8, 16)", "16, 8)")),
        Mistake("W1 and W2 swapped", "W1 is (4, 4, 3, 8) and W2 is (2, 2, 8, 16): yours are swapped.",
                changed(loops.initialize_parameters, '"W1"', '"W2"', '"W2"', '"W1"')),
        Mistake("window sizes swapped", "W1's windows are 4×4 and W2's 2×2: yours are swapped.",
                changed(loops.initialize_parameters, "(4, 4, 3", "(2, 2, 3", "(2, 2, 8", "(4, 4, 8")),
        Mistake("constants", "Your filters are constants. Training changes them: wrap each in tf.Variable.",
                changed(loops.initialize_parameters, "tf.Variable(draw(shape))", "draw(shape)")),
    ),
    hints=(
        "Filters start as small random numbers; Glorot's rule says how small.",
        "keras.initializers.GlorotUniform(seed=0) gives a function that takes a shape: (4, 4, 3, 8) for W1.",
        "W1 = tf.Variable(initializer(…)) with its shape in the place of the dots, and W2 alike.",
    ),
    outputs=("parameters",),
    call="initial_parameters",
)  # fmt: skip

_SAME = "padding='same' keeps every pixel in some window."
FORWARD = Exercise(
    "forward_propagation",
    20,
    layers.forward_propagation,
    cases=(
        Case("images 64×64 give 64 features and 6 scores", lambda r: network_inputs(r, 2, 64, 64), 1, rtol=1e-4),
        Case("images 36×44: the windows do not divide", lambda r: network_inputs(r, 3, 36, 44), 2, rtol=1e-4),
    ),
    mistakes=(
        Mistake("valid for same", f"You padded nowhere. {_SAME}",
                changed(loops.forward_propagation, '"W1"], 1, "same"', '"W1"], 1, "valid"',
                        '8, 8, "same"', '8, 8, "valid"', '"W2"], 1, "same"', '"W2"], 1, "valid"',
                        '4, 4, "same"', '4, 4, "valid"')),
        Mistake("convolutions without padding", f"Your convolutions do not pad. {_SAME}",
                changed(loops.forward_propagation, '"W1"], 1, "same"', '"W1"], 1, "valid"',
                        '"W2"], 1, "same"', '"W2"], 1, "valid"')),
        Mistake("poolings without padding", f"Your poolings do not pad. {_SAME}",
                changed(loops.forward_propagation, '8, 8, "same"', '8, 8, "valid"', '4, 4, "same"', '4, 4, "valid"')),
        Mistake("no ReLU", "Both ReLUs are missing: without them two convolutions are no more than one.",
                changed(loops.forward_propagation, "ops.relu(sums)\n    half", "sums\n    half",
                        "ops.relu(sums)\n    last", "sums\n    last")),
        Mistake("first ReLU missing", "The first ReLU is missing.",
                changed(loops.forward_propagation, "max_pool(kept", "max_pool(sums")),
        Mistake("second ReLU missing", "The second ReLU is missing.",
                changed(loops.forward_propagation, "max_pool(rest", "max_pool(sums")),
        Mistake("pooling stride 1", "Your pooling windows move one pixel at a time: their strides are 8 and 4.",
                changed(loops.forward_propagation, "8, 8,", "8, 1,", "4, 4,", "4, 1,")),
        Mistake("first pooling's stride 1", "The first pooling moves one pixel at a time: its stride is 8.",
                changed(loops.forward_propagation, "8, 8,", "8, 1,")),
        Mistake("second pooling's stride 1", "The second pooling moves one pixel at a time: its stride is 4.",
                changed(loops.forward_propagation, "4, 4,", "4, 1,")),
        Mistake("poolings swapped", "The first pooling is 8×8 and the second 4×4: yours are swapped.",
                changed(loops.forward_propagation, "8, 8,", "4, 4,", "4, 4,", "8, 8,")),
        Mistake("average pooling", "You took the mean of each window. Max pooling takes its maximum.",
                changed(loops.forward_propagation, "max_pool(kept", "average_pool(kept",
                        "max_pool(rest", "average_pool(rest")),
        Mistake("convolutions with stride 2", "Your convolutions skip pixels: their stride is 1.",
                changed(loops.forward_propagation, '"W1"], 1', '"W1"], 2', '"W2"], 1', '"W2"], 2')),
        Mistake("softmax at the end", "You applied softmax. Z3 holds plain scores: the cost applies softmax itself.",
                changed(loops.forward_propagation, "Dense(6)", 'Dense(6, activation="softmax")')),
        Mistake("ReLU at the end", "You applied ReLU to Z3. The scores stay as the dense layer gives them.",
                changed(loops.forward_propagation, "Dense(6)", 'Dense(6, activation="relu")')),
        Mistake("not flattened", "Flatten the volume before the dense layer: one row of numbers per image.",
                changed(loops.forward_propagation, "layers.Flatten()(last)", "last")),
        Mistake("one score", "Your dense layer gives one score. Six classes need six.",
                changed(loops.forward_propagation, "Dense(6)", "Dense(1)")),
    ),
    hints=(
        "Two times convolution, ReLU, max pooling; then one row of numbers per image, and six scores of it.",
        "ops.conv(X, W1, strides=1, padding='same'), ops.relu, ops.max_pool(A1, 8, strides=8, padding='same').",
        "Z3 = keras.layers.Dense(6)(keras.layers.Flatten()(P2)): no activation.",
    ),
    outputs=("the dense layer", "what goes into the dense layer", "Z3"),
    uses=("initialize_parameters",),
    call="forward",
    seconds=10.0,
)  # fmt: skip


COST = Exercise(
    "compute_cost",
    10,
    layers.compute_cost,
    cases=(
        Case("four images, six classes", lambda r: scores(r, 4, 6), 1, rtol=1e-4),
        Case("three images, two classes", lambda r: scores(r, 3, 2, 3.0), 2, rtol=1e-4),
        Case("scores beyond 100", lambda r: scores(r, 5, 3, 200.0), 3, rtol=1e-4, corner=True),
    ),
    mistakes=(
        Mistake("sum for mean", "You summed over the images. Take the mean, so that the batch's size does not count.",
                changed(loops.compute_cost, "reduce_mean", "reduce_sum")),
        Mistake("one cost per image", "You returned one cost per image. The cost is their mean.",
                changed(loops.compute_cost, "tf.reduce_mean(costs)", "costs")),
        Mistake("softmax twice", "You applied softmax, and the function applies it again. Give it the scores Z3.",
                changed(loops.compute_cost, "log_softmax(Z3)", "log_softmax(tf.nn.softmax(Z3))")),
        Mistake("scores and labels swapped", "Z3 and Y are swapped: logits=Z3, labels=Y.",
                changed(loops.compute_cost, "Y * tf.nn.log_softmax(Z3)", "Z3 * tf.nn.log_softmax(Y)")),
        Mistake("mean over classes too", "You divided by the number of classes as well. Sum over classes first.",
                changed(loops.compute_cost, "reduce_sum", "reduce_mean")),
        Mistake("softmax over the images", "Your softmax runs over the images. It runs over the classes.",
                changed(loops.compute_cost, "log_softmax(Z3)", "log_softmax(Z3, axis=0)")),
        Mistake("sigmoid", "You used the sigmoid's cross-entropy. One class out of six needs softmax.",
                changed(loops.compute_cost,
                        "-tf.reduce_sum(Y * tf.nn.log_softmax(Z3), axis=1)",
                        "tf.nn.sigmoid_cross_entropy_with_logits(labels=Y, logits=Z3)")),
        Mistake("sign", "Your cost has the wrong sign: it would grow as the network learns.",
                changed(loops.compute_cost, "-tf.reduce_sum", "tf.reduce_sum")),
        Mistake("squared error", "You took squared differences. The cost is the cross-entropy of the softmax.",
                changed(loops.compute_cost,
                        "-tf.reduce_sum(Y * tf.nn.log_softmax(Z3), axis=1)", "tf.square(tf.nn.softmax(Z3) - Y)")),
        Mistake("overflows", "Large scores overflow: float32 cannot hold e to the 200. Let the library do it.",
                changed(loops.compute_cost,
                        "tf.nn.log_softmax(Z3)",
                        "tf.math.log(tf.exp(Z3) / tf.reduce_sum(tf.exp(Z3), axis=1, keepdims=True))")),
        Mistake("sum over the images, mean over the classes", "You took the mean over classes and summed over images. "
                "Sum over the classes, then take the mean over the images.",
                changed(loops.compute_cost, "reduce_sum", "reduce_mean", "reduce_mean(costs)", "reduce_sum(costs)")),
        Mistake("softmax left out", "Your logarithm is of the scores. Take it of softmax(Z3): the library does both.",
                changed(loops.compute_cost, "tf.nn.log_softmax(Z3)", "tf.math.log(Z3)")),
        Mistake("logarithm left out", "The logarithm is missing: the cost is −Σ Y · log softmax(Z3).",
                changed(loops.compute_cost, "log_softmax", "softmax")),
        Mistake("labels for scores", "You gave the labels as scores as well. logits=Z3, labels=Y.",
                changed(loops.compute_cost, "log_softmax(Z3)", "log_softmax(Y)")),
        Mistake("half", "Your cost is half of what it should be: there is no ½.",
                changed(loops.compute_cost, "return tf", "return 0.5 * tf")),
        Mistake("largest cost", "You took the largest cost. Take the mean over the images.",
                changed(loops.compute_cost, "reduce_mean", "reduce_max")),
        Mistake("divided by the classes of all",
                "You divided by the number of all numbers. Divide by the images alone.",
                changed(loops.compute_cost, "tf.reduce_mean(costs)", "tf.reduce_mean(costs) / Y.shape[0]")),
    ),
    hints=(
        "How surprised is softmax(Z3) by the right answer, on average over the images?",
        "Z3, Y (m, 6) → (m,): tf.nn.softmax_cross_entropy_with_logits gives one cost per image, softmax included.",
        "tf.reduce_mean of that function with logits=Z3, labels=Y.",
    ),
    outputs=("cost",),
    call="tensors",
)  # fmt: skip

ONE_HOT = Exercise(
    "convert_to_one_hot",
    10,
    layers.convert_to_one_hot,
    cases=(
        Case("five labels of six classes", lambda r: {"Y": np.array([[0, 5, 2, 2, 3]]), "C": 6}, 1),
        Case("the highest class does not occur", lambda r: {"Y": np.array([[1, 0, 1]]), "C": 4}, 1),
    ),
    mistakes=(
        Mistake("transposed", "Your rows are images. Here every column is one image: shape (C, m).",
                lambda Y, C: np.eye(C)[Y.reshape(-1)]),
        Mistake("classes counted in the labels", "You counted the classes in Y. There are C of them, seen or not.",
                lambda Y, C: np.eye(Y.max() + 1)[Y.reshape(-1)].T),
        Mistake("counts from 1", "Label 0 belongs to row 0: yours starts at row 1.",
                lambda Y, C: np.roll(np.eye(C)[Y.reshape(-1)].T, 1, axis=0)),
        Mistake("extra axis", "Y is (1, m): flatten it first, or the 1 stays as an axis.",
                lambda Y, C: np.eye(C)[Y].T),
        Mistake("extra axis in front", "Y is (1, m): flatten it first, or the 1 stays as an axis.",
                lambda Y, C: np.eye(C)[Y]),
        Mistake("labels for ones", "You wrote the label itself into its row. Write 1.",
                lambda Y, C: np.eye(C)[Y.reshape(-1)].T * Y.reshape(1, -1)),
        Mistake("rows upside down", "Your rows are upside down: row 0 stands for label 0.",
                lambda Y, C: np.eye(C)[Y.reshape(-1)].T[::-1]),
        Mistake("a class too many", "You made C + 1 rows. There are C classes, counted from 0.",
                lambda Y, C: np.eye(C + 1)[Y.reshape(-1)].T),
        Mistake("a class too few", "You made C − 1 rows. There are C classes, counted from 0.",
                lambda Y, C: np.eye(C - 1)[Y.reshape(-1)].T),
        Mistake("label − 1", "You subtracted 1 from the labels. They count from 0 already.",
                lambda Y, C: np.eye(C)[Y.reshape(-1) - 1].T),
        Mistake("label + 1", "You added 1 to the labels. They count from 0 already: row 0 belongs to label 0.",
                lambda Y, C: np.eye(C)[Y.reshape(-1) + 1].T),
        Mistake("ones and zeros swapped", "You swapped 0 and 1: the row of the label holds the 1.",
                lambda Y, C: 1 - np.eye(C)[Y.reshape(-1)].T),
        Mistake("ones for zeros", "Your background holds ones: begin with np.zeros((C, m)), then write the 1.",
                lambda Y, C: np.ones((C, Y.size))),
        Mistake("a class too many, transposed", "You made C + 1 classes, and rows are images. The shape is (C, m).",
                lambda Y, C: np.eye(C + 1)[Y.reshape(-1)]),
        Mistake("row and column swapped",
                "You wrote Y_one_hot[image, label]. Rows are labels: Y_one_hot[label, image].",
                changed(loops.convert_to_one_hot, "columns[label, place]", "columns[place, label]")),
        Mistake("reshaped for transposed", "You reshaped where a transpose is needed: np.eye(C)[…].T.",
                lambda Y, C: np.eye(C)[Y.reshape(-1)].reshape(C, -1)),
        Mistake("always six classes", "You made six rows always. There are C classes.",
                lambda Y, C: np.eye(6)[Y.reshape(-1)].T),
        Mistake("first label only", "Only the first label has its 1: let return stand after the loop.",
                lambda Y, C: np.eye(C)[Y.reshape(-1)].T * (np.arange(Y.size) == 0)),
        Mistake("booleans", "You returned True and False. Return 1 and 0, as numbers.",
                lambda Y, C: np.eye(C)[Y.reshape(-1)].T > 0),
        Mistake("whole rows", "You set whole rows. Every column has a single 1: one_hot[label, place].",
                changed(loops.convert_to_one_hot, "columns[label, place]", "columns[label]")),
    ),
    hints=(
        "Every label becomes a column of zeros with one 1, at the row of its number.",
        "np.eye(C)[k] is the row of class k; an array of labels picks many rows at once.",
        "np.eye(C)[Y.reshape(-1)] has one row per image: transpose it.",
    ),
    outputs=("Y_one_hot",),
)  # fmt: skip

MINI_BATCHES = Exercise(
    "random_mini_batches",
    10,
    layers.random_mini_batches,
    cases=(
        Case("ten images in batches of four", lambda r: batch_inputs(r, 10, 4, 0), 1),
        Case("six images in batches of three, seed 5", lambda r: batch_inputs(r, 6, 3, 5), 2),
    ),
    mistakes=(
        Mistake("last batch dropped", "The last, smaller batch is missing: its images would never be learned.",
                changed(loops.random_mini_batches, "range(0, m, size)", "range(0, m - size + 1, size)")),
        Mistake("shuffled apart", "X and Y are shuffled apart: images lose their labels. Draw one order for both.",
                changed(loops.random_mini_batches, "Y[order]", "Y[draw.permutation(m)]")),
        Mistake("only X shuffled", "You shuffled X but not Y: images lose their labels.",
                changed(loops.random_mini_batches, "Y[order]", "Y")),
        Mistake("only Y shuffled", "You shuffled Y but not X: images lose their labels.",
                changed(loops.random_mini_batches, "X[order]", "X")),
        Mistake("not shuffled", "You cut without shuffling. Every epoch needs another order.",
                changed(loops.random_mini_batches, "draw.permutation(m)", "np.arange(m)")),
        Mistake("seed ignored", "Your order does not depend on seed: write np.random.seed(seed).",
                changed(loops.random_mini_batches, "RandomState(seed)", "RandomState(0)")),
        Mistake("another generator", "You drew with np.random.default_rng(seed). Here it is np.random.seed(seed).",
                changed(loops.random_mini_batches, "RandomState(seed)", "default_rng(seed)")),
        Mistake("drawn with replacement", "Some images come twice and some never. Use a permutation.",
                changed(loops.random_mini_batches, "draw.permutation(m)", "draw.randint(m, size=m)")),
        Mistake("one batch", "You returned all images as one batch.",
                changed(loops.random_mini_batches, "len(X), mini_batch_size", "len(X), len(X)")),
        Mistake("batches too large", "Your batches hold one image too many.",
                changed(loops.random_mini_batches, "len(X), mini_batch_size", "len(X), mini_batch_size + 1")),
        Mistake("first batch only", "You returned the first batch only: let return stand after the loop.",
                changed(loops.random_mini_batches, "range(0, m, size)", "range(0, m, size)[:1]")),
        Mistake("steps of one", "Your batches overlap: each begins mini_batch_size after the one before.",
                changed(loops.random_mini_batches, "range(0, m, size)", "range(0, m)")),
        Mistake("as many batches as images in one", "Your loop runs over too few images: range(0, m, mini_batch_size).",
                changed(loops.random_mini_batches, "range(0, m, size)", "range(0, m // size, size)")),
        Mistake("last batch filled up", "Your last batch begins earlier, so images come twice. It is just shorter.",
                changed(loops.random_mini_batches, "X[start : start + size], Y[start : start + size]",
                        "X[min(start, m - size) : start + size], Y[min(start, m - size) : start + size]")),
        Mistake("Y before X", "A batch is (X, Y), images first.",
                changed(loops.random_mini_batches, "(X[start : start + size], Y[start : start + size])",
                        "(Y[start : start + size], X[start : start + size])")),
        Mistake("X alone", "A batch is the pair (X, Y): the labels are missing.",
                changed(loops.random_mini_batches, "(X[start : start + size], Y[start : start + size])",
                        "X[start : start + size]")),
        Mistake("two lists", "You return two lists. Return one list of pairs (X, Y).",
                changed(loops.random_mini_batches,
                        "return [(X[start : start + size], Y[start : start + size]) for start in starts]",
                        "return [X[start : start + size] for start in starts], "
                        "[Y[start : start + size] for start in starts]")),
        Mistake("batches too small", "Your batches hold one image less: X[k : k + mini_batch_size].",
                changed(loops.random_mini_batches, "X[start : start + size], Y[start : start + size]",
                        "X[start : start + size - 1], Y[start : start + size - 1]")),
        Mistake("batches of 64", "Your batches hold 64 images always. Use mini_batch_size.",
                changed(loops.random_mini_batches, "len(X), mini_batch_size", "len(X), 64")),
        Mistake("order reversed", "You turned the shuffled order round. Take it as it was drawn.",
                changed(loops.random_mini_batches, "draw.permutation(m)", "draw.permutation(m)[::-1]")),
    ),
    hints=(
        "Shuffle once, both alike; then cut slices of mini_batch_size, and keep what is left over.",
        "np.random.seed(seed), one order = np.random.permutation(m); X (m, …) and Y (m, n_y) are indexed by it alike.",
        "range(0, m, mini_batch_size) gives where the batches begin; a slice past the end is just shorter.",
    ),
    outputs=("mini_batches",),
)  # fmt: skip


def _train(**inputs: Array | float) -> tuple[float, float, dict[str, Array]]:
    reference: Function = layers.model
    train, test, parameters = reference(**inputs)
    return train, test, parameters


MODEL = Exercise(
    "model",
    25,
    layers.model,
    cases=(Case("learns three colours; one of three test labels is wrong on purpose", coloured, 1, atol=0.2),),
    mistakes=(
        Mistake("dense layer not trained", "Only your filters learn. The dense layer needs its gradients, too.",
                changed(layers.model, "    step = ", "    network.trainable = False\n    step = ")),
        Mistake("accuracies swapped", "You returned the test accuracy first. The order is train, test, parameters.",
                changed(_train, "return train, test", "return test, train")),
        Mistake("training accuracy twice", "Your test accuracy is that of the training images.",
                changed(_train, "return train, test", "return train, train")),
        Mistake("test accuracy twice", "Your training accuracy is that of the test images.",
                changed(_train, "return train, test", "return test, test")),
        Mistake("in percent", "Return accuracies as shares between 0 and 1, not in percent.",
                changed(_train, "return train, test", "return 100 * train, 100 * test")),
        Mistake("error for accuracy", "You returned the share of wrong answers. Accuracy is the share of right ones.",
                changed(_train, "return train, test", "return 1 - train, 1 - test")),
    ),
    hints=(
        "For every epoch, for every mini-batch: scores, cost, gradients, one step of Adam.",
        "keras.Model(X, Z3) makes a network of your placeholder and scores; tf.GradientTape gives the gradients.",
        "tape.gradient(cost, weights) after the block; accuracy: np.mean(guesses == …), both by np.argmax(…, axis=1).",
    ),
    outputs=("train_accuracy", "test_accuracy", "parameters"),
    uses=("create_placeholders", "initialize_parameters", "forward_propagation", "compute_cost", "random_mini_batches"),
    call="train",
    seconds=30.0,
)  # fmt: skip

NETWORK = Exercise(
    "convolutional_model",
    15,
    layers.convolutional_model,
    cases=(
        Case("images 64×64×3: 1,310 parameters", lambda r: model_inputs(r, 2, 64, 64, 3), 1, rtol=1e-4),
        Case("images 20×36×1", lambda r: model_inputs(r, 3, 20, 36, 1), 2, rtol=1e-4),
    ),
    mistakes=(
        Mistake("valid for same", f"Your layers do not pad. {_SAME}",
                changed(loops.convolutional_model, '8, 4, padding="same"', "8, 4", '2D(8, padding="same")', "2D(8)",
                        '16, 2, padding="same"', "16, 2", '2D(4, padding="same")', "2D(4)")),
        Mistake("convolutions without padding", f"Your convolutions do not pad. {_SAME}",
                changed(loops.convolutional_model, '8, 4, padding="same"', "8, 4", '16, 2, padding="same"', "16, 2")),
        Mistake("poolings without padding", f"Your poolings do not pad. {_SAME}",
                changed(loops.convolutional_model, '2D(8, padding="same")', "2D(8)", '2D(4, padding="same")', "2D(4)")),
        Mistake("ReLU missing", "Both ReLUs are missing: without them two convolutions are no more than one.",
                changed(loops.convolutional_model, "(layers.ReLU()(maps))\n    maps", "(maps)\n    maps",
                        "(layers.ReLU()(maps))\n    return", "(maps)\n    return")),
        Mistake("pooling stride 1", "Your pooling windows move one pixel at a time: their strides are 8 and 4.",
                changed(loops.convolutional_model, "2D(8, padding", "2D(8, strides=1, padding",
                        "2D(4, padding", "2D(4, strides=1, padding")),
        Mistake("filters swapped", "The first convolution has 8 filters, the second 16: yours are swapped.",
                changed(loops.convolutional_model, "2D(8, 4", "2D(16, 4", "2D(16, 2", "2D(8, 2")),
        Mistake("kernels swapped", "The first filters are 4×4, the second 2×2: yours are swapped.",
                changed(loops.convolutional_model, "2D(8, 4", "2D(8, 2", "2D(16, 2", "2D(16, 4")),
        Mistake("average pooling", "You used average pooling. MaxPooling2D is asked for.",
                changed(loops.convolutional_model, "half = layers.Max", "half = layers.Average",
                        "last = layers.Max", "last = layers.Average")),
        Mistake("softmax missing", "The last layer has no softmax: its outputs are no probabilities.",
                changed(loops.convolutional_model, ', activation="softmax"', "")),
        Mistake("sigmoid for softmax", "You used the sigmoid. One class out of six needs softmax.",
                changed(loops.convolutional_model, "softmax", "sigmoid")),
        Mistake("one output", "Your dense layer has one output. Six classes need six.",
                changed(loops.convolutional_model, "Dense(6", "Dense(1")),
        Mistake("not flattened", "Flatten the volume before the dense layer: one row of numbers per image.",
                changed(loops.convolutional_model, "layers.Flatten()(last)", "last")),
        Mistake("first ReLU missing", "The first ReLU is missing, or made and not called on Z1.",
                changed(loops.convolutional_model, "(layers.ReLU()(maps))\n    maps", "(maps)\n    maps")),
        Mistake("second ReLU missing", "The second ReLU is missing, or made and not called on Z2.",
                changed(loops.convolutional_model, "(layers.ReLU()(maps))\n    return", "(maps)\n    return")),
        Mistake("another dense layer", "A dense layer is one too many. After Flatten comes Dense(6) alone.",
                changed(loops.convolutional_model, "layers.Flatten()(last)",
                        'layers.Dense(32, activation="relu")(layers.Flatten()(last))')),
    ),
    hints=(
        "The same network as before, but each layer brings its own weights.",
        "Call a layer on what the last one gave: A1 = layers.ReLU()(Z1). Start with keras.Input(input_shape).",
        "Z1 = Conv2D(8, 4, padding='same')(images); at the end Dense(6, activation='softmax').",
    ),
    outputs=("layers", "number of parameters", "outputs"),
    call="keras_model",
    seconds=10.0,
)  # fmt: skip

EXERCISES = ExerciseSet(
    "week1/3_convnet_application",
    "A convolutional network for hand signs",
    (ONE_HOT, MINI_BATCHES, PLACEHOLDERS, PARAMETERS, FORWARD, COST, MODEL, NETWORK),
    profile="tensorflow",
)
