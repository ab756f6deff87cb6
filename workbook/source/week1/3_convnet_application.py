# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown] id="title"
# # A convolutional network reads hand signs
#
# You know the layers from the inside. Now you put them together with TensorFlow and Keras, train them on pictures of
# hands, and look at what the network has learned, where it errs and why.
#
# **After this notebook you can**
#
# - describe a network by its shapes, and say how many parameters it has;
# - write a training by hand: batches, cost, gradients, steps;
# - write the same network with Keras' Functional interface;
# - read a confusion matrix, learned filters and feature maps.
#
# **How it works.** Write a function, run its cell, run the check below it. `hint(function)` helps in three steps.
# When it passes, `compare(function)` shows the course's own version beside yours.
# `predict(…)` asks before you see: run it, write your answer in place of the dots, run it again.
# The notebook runs from the start: where you have not written a function yet, the course's own version answers.
#
# **Time:** two to three hours. **You need:** the notebook *step by step*.

# %% id="imports"
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

from course_utils.start import TrainingPlot, check, draw_layer, graded, hint, show, show_photos
from course_utils.week1 import NetworkExplorer, load_dataset, start_tensorflow

start_tensorflow()  # takes a few seconds, once
plt.style.use("course_utils.plots")

import keras
import tensorflow as tf
from keras import layers, ops

keras.utils.set_random_seed(1)

# %% [markdown] id="data"
# ## 1. The data
#
# 1,080 training pictures and 120 test pictures, 64 × 64 pixels, three colours. Each shows a hand that says a
# number from 0 to 5. The hands and backgrounds of the test pictures do not occur in the training set.
#
# `load_dataset` gives them in the classic form, with labels as a row. If you have the original photographs, the two
# HDF5 files of another course, write `load_dataset("the folder")`: the files are known by what they hold, whatever
# their names.

# %% id="load-data"
X_train_orig, Y_train_orig, X_test_orig, Y_test_orig, classes = load_dataset()
X_train, X_test = X_train_orig.astype("float32") / 255, X_test_orig.astype("float32") / 255
{"X_train": X_train.shape, "Y_train": Y_train_orig.shape, "X_test": X_test.shape, "Y_test": Y_test_orig.shape}

# %% id="see-data"
first = [int(np.flatnonzero(Y_train_orig[0] == k)[0]) for k in range(6)]
show_photos({f"label {k}": X_train_orig[i] for k, i in enumerate(first)}, "One hand of every class.", height=128)

# %% [markdown] id="one-hot"
# ### Labels become columns
#
# The network gives six scores per picture, so a label becomes six numbers too: a 1 at its place and zeros elsewhere
# ([one-hot](glossary:one-hot)). Libraries have it ready-made, `tf.one_hot(labels, 6)` or `keras.ops.one_hot`, with a *row*
# for each picture.
#
# **Write `convert_to_one_hot`** with numpy, in the classic form: every *column* is one picture.

# %% id="example-convert-to-one-hot"
# One class does not occur among the labels: it has its row all the same.
example("convert_to_one_hot", Y=[2, 0], C=3, gives=...)

# %% id="convert-to-one-hot" tags=["graded"]
# GRADED FUNCTION: convert_to_one_hot
@graded
def convert_to_one_hot(Y, C):
    """Labels as columns with a single 1.

    Y: labels 0 … C − 1, shape (1, m). C: the number of classes.
    Returns Y_one_hot, shape (C, m).
    """
    # BEGIN SOLUTION
    Y_one_hot = np.eye(C)[Y.reshape(-1)].T
    # END SOLUTION
    return Y_one_hot


# %% id="check-convert-to-one-hot"
check(convert_to_one_hot)

# %% id="predict-one-hot-shape"
predict("one-hot-shape", ...)

# %% id="labels"
Y_train = convert_to_one_hot(Y_train_orig, 6).T.astype("float32")
Y_test = convert_to_one_hot(Y_test_orig, 6).T.astype("float32")
print("shapes", Y_train.shape, Y_test.shape)
print("tf.one_hot gives the same rows:", np.array_equal(tf.one_hot(Y_train_orig[0], 6), Y_train))

# %% [markdown] id="mini-batches"
# ### Batches
#
# One step of learning looks at a few pictures only. Each [epoch](glossary:epoch) shuffles all pictures and cuts them
# into [batches](glossary:mini-batch). Batches of 16 make 68 steps in an epoch of 1,080 pictures, and each follows a rough
# estimate of the gradient; batches of 64 make 17 steadier ones, which a processor computes faster together. Fewer steps
# in an epoch often allow, and need, a larger learning rate. 64 is a common compromise; *Try it* compares.
#
# **Write `random_mini_batches`.** Images and labels must stay together, and the last batch may be smaller. So that
# your order can be compared, draw it with `np.random.seed(seed)` and `np.random.permutation(m)`.

# %% id="predict-how-many-batches"
predict("how-many-batches", ...)

# %% id="random-mini-batches" tags=["graded"]
# GRADED FUNCTION: random_mini_batches
@graded
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    """Shuffle, then cut into batches.

    X: images, shape (m, n_H, n_W, n_C). Y: labels, shape (m, n_y).
    Returns mini_batches, a list of pairs (batch of X, batch of Y).
    """
    m = X.shape[0]
    # BEGIN SOLUTION
    np.random.seed(seed)
    order = np.random.permutation(m)
    X, Y = X[order], Y[order]
    mini_batches = []
    for begin in range(0, m, mini_batch_size):
        part = slice(begin, begin + mini_batch_size)
        mini_batches.append((X[part], Y[part]))
    # END SOLUTION
    return mini_batches


# %% id="check-random-mini-batches"
check(random_mini_batches)

# %% id="predict-bug-mini-batches"
predict("bug-mini-batches", ...)

# %% [markdown] id="placeholders"
# ## 2. The network, piece by piece
#
# In TensorFlow 1 one first drew a graph with *[placeholders](glossary:placeholder)* and then ran it in a session. Today
# code runs immediately, and placeholders live on as Keras' symbolic inputs: `keras.Input` takes the shape of *one* example
# and leaves the number of examples open (`None`).
#
# **Write `create_placeholders`.** It stands first because every other piece is tried on these symbolic inputs before a
# single picture has passed.

# %% id="create-placeholders" tags=["graded"]
# GRADED FUNCTION: create_placeholders
@graded
def create_placeholders(n_H0, n_W0, n_C0, n_y):
    """Symbolic inputs for images and labels.

    n_H0, n_W0, n_C0: rows, columns and channels of an image. n_y: the number of classes.
    Returns X, shape (None, n_H0, n_W0, n_C0), and Y, shape (None, n_y).
    """
    # BEGIN SOLUTION
    X = keras.Input(shape=(n_H0, n_W0, n_C0))
    Y = keras.Input(shape=(n_y,))
    # END SOLUTION
    return X, Y


# %% id="check-create-placeholders"
check(create_placeholders)

# %% [markdown] id="parameters"
# Filters start as small random numbers. [Glorot's rule](glossary:Glorot-initialisation) draws them evenly between −r
# and r with $r = \sqrt{6 / (\text{numbers in} + \text{numbers out})}$, so that signals neither fade nor grow from layer
# to layer.
#
# Its derivation ignores the activation. A ReLU sets half of the numbers to zero and so halves the mean square at every
# layer; *He's rule* puts that back: a variance of $2 / \text{numbers in}$ (`keras.initializers.HeNormal`). After two
# layers the difference is a factor of two and Adam makes up for it; after fifty it decides whether anything is learnt.
# Glorot's rule is Keras' default and that of the classic exercise, so we stay with it here.
#
# **Write `initialize_parameters`.** Use `keras.initializers.GlorotUniform(seed=0)`, and `tf.Variable`, because
# training will change the filters.

# %% id="initialize-parameters" tags=["graded"]
# GRADED FUNCTION: initialize_parameters
@graded
def initialize_parameters():
    """The filters of both convolutions.

    Returns parameters, a dictionary with "W1", shape (4, 4, 3, 8), and "W2", shape (2, 2, 8, 16).
    """
    # BEGIN SOLUTION
    initializer = keras.initializers.GlorotUniform(seed=0)
    W1 = tf.Variable(initializer((4, 4, 3, 8)))
    W2 = tf.Variable(initializer((2, 2, 8, 16)))
    # END SOLUTION
    parameters = {"W1": W1, "W2": W2}
    return parameters


# %% id="check-initialize-parameters"
check(initialize_parameters)

# %% [markdown] id="forward"
# The network: convolution, ReLU, 8×8 max pooling; convolution, ReLU, 4×4 max pooling; flatten; six scores. All
# layers pad with `"same"`. Convolutions move by one pixel, poolings by their own size.

# %% id="predict-pool-same"
predict("pool-same", ...)

# %% id="network-drawing"
draw_layer(
    [(64, 64, 3), (64, 64, 8), (8, 8, 8), (8, 8, 16), (2, 2, 16), (1, 1, 6)],
    ["convolve", "pool 8×8", "convolve", "pool 4×4", "dense"],
)

# %% [markdown] id="forward-task"
# **Write `forward_propagation`.** The functions of `keras.ops` take numbers and placeholders alike; those of
# `tf.nn` take numbers only, and the training below needs both. There is no softmax at the end: the cost applies it.
#
# In older code you will meet `tf.nn.conv2d(X, W, strides=[1, s, s, 1], padding="SAME")`: one stride for each axis of the
# batch, and those of the pictures and of the channels are always 1. The same form, `[1, 8, 8, 1]`, describes a pooling
# window there. The cell below the check shows that both ways of writing it agree.

# %% id="forward-propagation" tags=["graded"]
# GRADED FUNCTION: forward_propagation
@graded
def forward_propagation(X, parameters):
    """From images to scores.

    X: images, shape (m, n_H, n_W, 3). parameters: the filters W1 and W2.
    Returns Z3, the scores before softmax, shape (m, 6).
    """
    W1, W2 = parameters["W1"], parameters["W2"]
    # BEGIN SOLUTION
    A1 = ops.relu(ops.conv(X, W1, strides=1, padding="same"))
    P1 = ops.max_pool(A1, 8, strides=8, padding="same")
    A2 = ops.relu(ops.conv(P1, W2, strides=1, padding="same"))
    P2 = ops.max_pool(A2, 4, strides=4, padding="same")
    Z3 = layers.Dense(6)(layers.Flatten()(P2))
    # END SOLUTION
    return Z3


# %% id="check-forward-propagation"
check(forward_propagation)

# %% id="strides-of-tensorflow"
two, filters, s = X_train[:2], initialize_parameters()["W1"], 2
new = ops.conv(two, filters, strides=s, padding="same")
old = tf.nn.conv2d(two, filters, strides=[1, s, s, 1], padding="SAME")
pooled = tf.nn.max_pool2d(new, ksize=[1, 8, 8, 1], strides=[1, 8, 8, 1], padding="SAME")
print("convolution", two.shape, "→", tuple(old.shape), " equal:", np.allclose(new, old, atol=1e-5))
print("pooling", tuple(old.shape), "→", tuple(pooled.shape), " equal:", np.allclose(pooled, ops.max_pool(new, 8, 8, "same"), atol=1e-5))

# %% [markdown] id="cost"
# [Softmax](glossary:softmax) turns scores ([logits](glossary:logits)) into probabilities; the
# [cross-entropy](glossary:cross-entropy) is $-\ln$ of the probability given to the right class. The cost is its mean
# over the pictures. Guessing among six classes costs $\ln 6 \approx 1.79$: remember that number.
#
# **Write `compute_cost`** with `tf.nn.softmax_cross_entropy_with_logits`. Taking `exp` and `log` yourself overflows
# for large scores.

# %% id="compute-cost" tags=["graded"]
# GRADED FUNCTION: compute_cost
@graded
def compute_cost(Z3, Y):
    """Mean cross-entropy.

    Z3: scores, shape (m, n_y). Y: labels, one-hot, shape (m, n_y).
    Returns cost, one number.
    """
    # BEGIN SOLUTION
    cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=Y, logits=Z3))
    # END SOLUTION
    return cost


# %% id="check-compute-cost"
check(compute_cost)

# %% id="predict-cost-of-guessing"
predict("cost-of-guessing", ...)

# %% [markdown] id="classic-text"
# **The classic figures.** Solutions of this exercise on the web print W1, W2, scores `Z3` and a cost of **2.91034**.
# They come from TensorFlow 1 with `tf.set_random_seed(1)`; the folded cell below draws the same numbers today. Two
# things are odd about them: the dense layer's seed is the count of operations in the graph so far (45), and the labels
# `Y` are random numbers, not classes, so that this "cross-entropy" means nothing. The costs of the training there,
# 1.917929 at first and 0.175452 at the end, and the accuracies 0.940741 and 0.783333 need the original photographs of
# hands: section 3 runs that training when you have them.

# %% id="classic-figures" jupyter={"source_hidden": true}
def classic_weights():
    """The filters and the dense weights that TensorFlow 1 drew with seed 1, inside its graph."""

    def glorot(shape, seed2=0):
        reach = np.sqrt(6 / (np.prod(shape[:-2]) * sum(shape[-2:])))
        return reach * (2 * tf.raw_ops.RandomUniform(shape=shape, dtype=tf.float32, seed=1, seed2=seed2) - 1)

    return glorot((4, 4, 3, 8)), glorot((2, 2, 8, 16)), glorot((64, 6), seed2=45)


def classic_scores(X, W1, W2, dense):
    A1 = tf.nn.relu(tf.nn.conv2d(X, W1, 1, "SAME"))
    A2 = tf.nn.relu(tf.nn.conv2d(tf.nn.max_pool2d(A1, 8, 8, "SAME"), W2, 1, "SAME"))
    return tf.reshape(tf.nn.max_pool2d(A2, 4, 4, "SAME"), (-1, 64)) @ dense


for pictures in (2, 4):
    np.random.seed(1)
    X, Y = (np.random.randn(pictures, *shape).astype("float32") for shape in ((64, 64, 3), (6,)))
    with tf.Graph().as_default(), tf.compat.v1.Session() as session:
        weights = classic_weights()
        Z3 = classic_scores(X, *weights)
        cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=Y, logits=Z3))
        W1, W2, Z3, cost = session.run([*weights[:2], Z3, cost])
    if pictures == 2:
        print(f"W1[1, 1, 1] {W1[1, 1, 1].round(6)}\nW2[1, 1, 1] {W2[1, 1, 1, :4].round(6)} …\nZ3 {Z3.astype(float).round(4).tolist()}")
print(f"cost {cost:.5f}")

# %% [markdown] id="model"
# ## 3. Training
#
# Now the parts meet. `keras.Model(X, Z3)` makes a function of your placeholder and your scores, and keeps the dense
# layer's weights. For every batch: compute the cost while a `tf.GradientTape` watches, ask the
# [tape](glossary:gradient-tape) for the gradients, and let [Adam](glossary:Adam) move the weights. `@tf.function` makes
# the step fast.
#
# **Write the step and the two accuracies of `model`.** The loop and the live drawing are there already.

# %% id="model-function" tags=["graded"]
# GRADED FUNCTION: model
@graded
def model(X_train, Y_train, X_test, Y_test, learning_rate=0.009, num_epochs=100, minibatch_size=64, print_cost=True):
    """Train the network.

    X_train, X_test: images, shape (m, n_H, n_W, 3). Y_train, Y_test: labels, one-hot, shape (m, 6).
    Returns train_accuracy, test_accuracy (0 … 1) and the trained parameters.
    """
    n_H0, n_W0, n_C0 = X_train.shape[1:]
    X, Y = create_placeholders(n_H0, n_W0, n_C0, Y_train.shape[1])
    parameters = initialize_parameters()
    network = keras.Model(X, forward_propagation(X, parameters))
    optimizer = keras.optimizers.Adam(learning_rate)
    weights = [parameters["W1"], parameters["W2"], *network.trainable_variables]
    plot = TrainingPlot(num_epochs) if print_cost else None

    @tf.function(reduce_retracing=True)
    def step(images, labels):
        # BEGIN SOLUTION
        with tf.GradientTape() as tape:
            cost = compute_cost(network(images), labels)
        optimizer.apply_gradients(zip(tape.gradient(cost, weights), weights))
        # END SOLUTION
        return cost

    for epoch in plot or range(num_epochs):
        batches = random_mini_batches(X_train, Y_train, minibatch_size, seed=epoch + 1)
        costs = [float(step(images, labels)) for images, labels in batches]
        if plot:
            plot.update(cost=np.mean(costs))

    # BEGIN SOLUTION
    accuracies = []
    for images, labels in ((X_train, Y_train), (X_test, Y_test)):
        guesses = np.argmax(network(images), axis=1)
        accuracies.append(np.mean(guesses == np.argmax(labels, axis=1)))
    train_accuracy, test_accuracy = accuracies
    # END SOLUTION
    return train_accuracy, test_accuracy, parameters


# %% id="check-model"
check(model)

# %% [markdown] id="train-text"
# 30 epochs take about ten seconds. Ten runs that differ in the random start of the dense layer gave a training accuracy
# of 0.90 ± 0.07 and a test accuracy of 0.81 ± 0.07 (mean and standard deviation), the worst of them 0.64 on the test
# pictures. One run says little about a network.

# %% id="train" tags=["nbval-ignore-output"]
train_accuracy, test_accuracy, parameters = model(X_train, Y_train, X_test, Y_test, num_epochs=30)
print(f"training accuracy {train_accuracy:.3f}, test accuracy {test_accuracy:.3f}")

# %% [markdown] id="classic-training-text"
# **The classic training.** With the original photographs, write their folder into the folded cell below and run it: the
# training of TensorFlow 1, seed by seed, prints its costs beside the published ones. One of them explains itself: why is
# the first cost, 1.917929, above the $\ln 6$ of guessing? 1,080 pictures make 17 batches, and the classic code divides
# the sum of their costs by 16: $\ln 6 \cdot 17/16 \approx 1.90$.

# %% id="classic-training" jupyter={"source_hidden": true}
ORIGINALS = None  # the folder with the two files of the original photographs, as "~/Downloads/signs"


def classic_training(X_train, Y_train, X_test, Y_test, num_epochs=100):
    """The training of TensorFlow 1 with its seeds. Returns costs by epoch, and accuracies on both parts."""
    with tf.Graph().as_default(), tf.compat.v1.Session() as session:
        X, Y = (tf.compat.v1.placeholder(tf.float32, (None, *part.shape[1:])) for part in (X_train, Y_train))
        weights = [tf.compat.v1.Variable(value) for value in classic_weights()]
        Z3 = classic_scores(X, *weights) + tf.compat.v1.Variable(tf.zeros(Y_train.shape[1]))
        cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=Y, logits=Z3))
        step = tf.compat.v1.train.AdamOptimizer(0.009).minimize(cost)
        session.run(tf.compat.v1.global_variables_initializer())
        costs = []
        for epoch in range(num_epochs):
            batches = random_mini_batches(X_train, Y_train, 64, seed=4 + epoch)
            total = sum(session.run([cost, step], {X: images, Y: labels})[0] for images, labels in batches)
            costs.append(total / max(1, len(X_train) // 64))
        parts = ((X_train, Y_train), (X_test, Y_test))
        return costs, [np.mean(session.run(Z3, {X: images}).argmax(1) == labels.argmax(1)) for images, labels in parts]


if ORIGINALS is None:
    print("Without the original photographs there is nothing to compare with.")
else:
    X_1, y_1, X_2, y_2, _ = load_dataset(ORIGINALS)
    one_hot = [convert_to_one_hot(labels, 6).T.astype("float32") for labels in (y_1, y_2)]
    costs, accuracies = classic_training(np.float32(X_1 / 255), one_hot[0], np.float32(X_2 / 255), one_hot[1])
    published = {0: 1.917929, 5: 1.506757, 95: 0.175452}
    for epoch, figure in published.items():
        print(f"epoch {epoch:2}: cost {costs[epoch]:.6f}, published {figure:.6f}")
    print(f"accuracies {accuracies[0]:.6f} and {accuracies[1]:.6f}, published 0.940741 and 0.783333")

# %% [markdown] id="filters-text"
# ### What the first layer has learned
#
# Eight filters, 4×4 pixels, three colours. Look for edges between skin and background, and for plain colours.

# %% id="filters" tags=["nbval-ignore-output"]
W1 = parameters["W1"].numpy()


def bytes_of(a):
    return np.uint8(255 * (a - a.min()) / (np.ptp(a) + 1e-9))


show_photos({f"filter {i + 1}": bytes_of(W1[..., i]) for i in range(8)}, "The filters of W1 after training.", height=80)

# %% [markdown] id="functional"
# ## 4. The same network with the Functional interface
#
# You rarely write steps by hand. In Keras each layer brings its weights; you call it on what the layer before gave,
# and `compile` and `fit` do the rest.
#
# **Write `convolutional_model`**: the same layers as above, now with biases, and a softmax at the end. It has 1,310
# parameters: $8(4·4·3 + 1) + 16(2·2·8 + 1) + 6(64 + 1)$.

# %% id="convolutional-model" tags=["graded"]
# GRADED FUNCTION: convolutional_model
@graded
def convolutional_model(input_shape):
    """CONV → RELU → MAXPOOL → CONV → RELU → MAXPOOL → FLATTEN → DENSE.

    input_shape: rows, columns and channels of an image.
    Returns a keras.Model that gives six probabilities per image.
    """
    images = keras.Input(input_shape)
    # BEGIN SOLUTION
    A1 = layers.ReLU()(layers.Conv2D(8, 4, padding="same")(images))
    P1 = layers.MaxPooling2D(8, strides=8, padding="same")(A1)
    A2 = layers.ReLU()(layers.Conv2D(16, 2, padding="same")(P1))
    P2 = layers.MaxPooling2D(4, strides=4, padding="same")(A2)
    outputs = layers.Dense(6, activation="softmax")(layers.Flatten()(P2))
    # END SOLUTION
    return keras.Model(inputs=images, outputs=outputs)


# %% id="check-convolutional-model"
check(convolutional_model)

# %% [markdown] id="fit-text"
# `fit` calls us back after every epoch; that is how the curves grow. It puts 15 % of the training pictures aside, the
# **validation set**: it learns nothing from them, and you may look at them as often as you like. The **test set** is
# asked once, at the end. If you choose epochs or rates by the test set, you tune to it, and its answer is no longer
# what new hands would say.
#
# Ten seeds gave a training accuracy of 88.3 ± 4.5 %, a validation accuracy of 78.3 ± 3.7 % and a test accuracy of 80.2 ±
# 6.0 % (mean and standard deviation; from 66.7 to 87.5 % on the test pictures).

# %% id="predict-which-set"
predict("which-set", ...)

# %% id="fit" tags=["nbval-ignore-output"]
keras.utils.set_random_seed(3)
network = convolutional_model((64, 64, 3))
network.compile(optimizer=keras.optimizers.Adam(0.004), loss="categorical_crossentropy", metrics=["accuracy"])
history = network.fit(
    X_train, Y_train, batch_size=64, epochs=40, validation_split=0.15, verbose=0,
    callbacks=[TrainingPlot(40).callback()],
)
accuracy = {name: history.history[name][-1] for name in ("accuracy", "val_accuracy")}
print(f"training accuracy {accuracy['accuracy']:.3f}, validation accuracy {accuracy['val_accuracy']:.3f}")
print(f"test accuracy, asked once: {network.evaluate(X_test, Y_test, verbose=0)[1]:.3f}")

# %% [markdown] id="confusion-text"
# ## 5. Where does it err?
#
# A *[confusion matrix](glossary:confusion-matrix)* counts, for every true class (row), what the network predicted (column).
# Right answers stand on the diagonal. Hands that differ by one finger look alike: most mistakes stand right beside the
# diagonal.

# %% id="predict-confusion-place"
predict("confusion-place", ...)

# %% id="confusion" tags=["nbval-ignore-output"]
probabilities = network.predict(X_test, verbose=0)
guesses, truth = probabilities.argmax(axis=1), Y_test_orig[0]
confusion = np.zeros((6, 6), dtype=int)
np.add.at(confusion, (truth, guesses), 1)
fig, ax = plt.subplots(figsize=(4.2, 3.6))
ax.imshow(confusion)
for (row, column), count in np.ndenumerate(confusion):
    ax.text(column, row, count, ha="center", va="center", color="white" if count > confusion.max() / 2 else "black")
ax.set(xlabel="predicted", ylabel="true", xticks=range(6), yticks=range(6), title="Test pictures")
ax.grid(False)
show(fig, alt=f"Confusion matrix of six classes: {np.trace(confusion)} of {confusion.sum()} test pictures on the diagonal.")

# %% [markdown] id="worst-text"
# The worst mistakes are those where the network was most certain of a wrong prediction.

# %% id="worst" tags=["nbval-ignore-output"]
wrong = np.flatnonzero(guesses != truth)
worst = wrong[np.argsort(-probabilities[wrong].max(axis=1))][:6]
show_photos(
    {f"{n + 1}: is {truth[i]}, predicted {guesses[i]} ({probabilities[i].max():.0%})": X_test_orig[i] for n, i in enumerate(worst)},
    "The wrong predictions that the network was most certain of.",
    height=128,
)

# %% [markdown] id="maps-text"
# ### What each filter sees
#
# The answers of the first convolution to one hand, one picture per filter ([feature maps](glossary:feature-map)):
# bright where the filter fits.

# %% id="maps" tags=["nbval-ignore-output"]
pooling = next(layer for layer in network.layers if "pool" in layer.name)  # what it reads comes from ReLU
look = keras.Model(network.input, pooling.input)
maps = np.asarray(look(X_test[:1]))[0]
show_photos(
    {"the hand": X_test_orig[0]} | {f"filter {i + 1}": maps[:, :, i] for i in range(8)},
    "Feature maps of the first layer.",
    height=128,
)

# %% [markdown] id="network-text"
# ### Your network, opened
#
# Click a map, then point at a pixel: the outlines lead back to the hand. Draw over a finger and watch the scores. Then
# switch to *backward*. Which of the eight filters matters most for the right answer, and what does it look for?

# %% id="network" tags=["nbval-ignore-output"]
NetworkExplorer(network, X_test[:12], Y_test[:12])

# %% [markdown] id="own-text"
# ## 6. Your own hand
#
# Photograph your hand in front of a plain wall, put the file beside this notebook and write its name below. Without
# a file a test picture is used. The network has seen drawn hands only: a photograph is a hard question for it.

# %% id="own" tags=["nbval-ignore-output"]
my_image = "my_hand.jpg"
if Path(my_image).is_file():
    picture = np.asarray(keras.utils.load_img(my_image, target_size=(64, 64)), dtype="uint8")
else:
    picture = X_test_orig[7]
said = network.predict(picture[None] / np.float32(255), verbose=0)[0]
print(f"Predicted: {said.argmax()}, with probability {said.max():.0%}.")
show_photos({"what the network sees, 64×64": picture})

# %% [markdown] id="summary"
# ## What you have now
#
# - A network is a chain of shapes: 64×64×3 → 8×8×8 → 2×2×16 → 6, with 1,310 parameters in all.
# - Training repeats four things: batch, cost, gradients, step. Keras' `fit` does the same loop.
# - What counts is the accuracy on new pictures; the gap to the training accuracy is [overfitting](glossary:overfitting).
#
# In a terminal, `course check workbook/week1/3_convnet_application.ipynb` checks all of it at once.
#
# **Next:** [the best small network](4_project_small_network.ipynb), a project of your own;
# [Keras step by step: does this face smile?](../week2/1_keras_tutorial.ipynb) begins week 2.
#
# ## Try it
#
# Nothing here is graded. Try first; then open the answer.
#
# **1.** Train `model` for 100 epochs. Which accuracy still grows, and which does not?
#
# <details><summary>Answer</summary>
#
# That of the training pictures goes on towards 1; that of the test pictures stays at about the same height or falls:
# the network begins to learn its 1,080 pictures by heart.
#
# </details>
#
# **2.** Mirror the training pictures (`X_train[:, :, ::-1]`) and add them. Does the validation accuracy change?
#
# <details><summary>Answer</summary>
#
# `np.concatenate([X_train, X_train[:, :, ::-1]])`, and the labels twice. A mirrored hand is the other hand and says the
# same number, so the pictures are right. Put the validation pictures aside *before* you mirror, or the mirror image of
# one is among those to learn from. One run moves by a few per cent by chance alone: compare means of several seeds.
#
# </details>
#
# **3.** Replace the 8×8 pooling by two of 2×2 and one more convolution. Count the parameters before you train.
#
# <details><summary>Answer</summary>
#
# Poolings of 2×2, twice, leave 16×16 where 8×8 left 8×8: the last pooling gives 4×4×16 = 256 numbers, and the dense
# layer learns 6 · 257 = 1,542 instead of 390. A convolution of 8 filters 3×3 on 8 channels adds 584. In all 392 + 584 +
# 528 + 1,542 = 3,046.
#
# </details>
#
# **4.** Train the network of section 4 with `batch_size=16`, then 64, then 256. Which is ahead after the same number of
# epochs, which after the same time?
#
# <details><summary>Answer</summary>
#
# After few epochs the small batches are ahead, since they have made more steps; the large ones hardly got going. But 58
# steps of 16 take longer than 15 steps of 64 on the same 918 pictures. After the same *time* 16 and 64 usually lie close together,
# and a higher rate brings 256 nearer. Compare several seeds before you believe a difference.
#
# </details>
#
# **5.** Run `course data fetch signs` in a terminal: real photographs of hands, in the same form.
#
# <details><summary>Answer</summary>
#
# `load_signs(source="photos")` of `course_utils.data.sets.signs` reads them. Test the network of section 4 on them
# without training: it has seen drawings only, and its accuracy falls far. Then train it on them.
#
# </details>

# %% [markdown] id="reading"
# **To read on.** X. Glorot, Y. Bengio, *Understanding the difficulty of training deep feedforward neural networks*,
# 2010: why filters start the way they do. D. Kingma, J. Ba, *Adam: a method for stochastic optimization*, 2015.
