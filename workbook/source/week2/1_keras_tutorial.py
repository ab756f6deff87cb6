# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown] id="title"
# # Keras step by step: does this face smile?
#
# In week 1 you wrote the layers and the training yourself. From here on a library does it: you say *what* the
# network is, Keras works out *how*. You build a network that tells smiling faces from serious ones, and learn the
# six steps of everyday work: define, compile, fit, evaluate, predict, save.
#
# **After this notebook you can**
#
# - define a network in two ways, Sequential and Functional, and know when you need which;
# - compile, train, measure, use, save and load it;
# - read a summary: where do the 37,633 parameters sit?
# - build a network with a shortcut and one with two inputs, stop a training in time, save the best, and choose a
#   threshold by what errors cost;
# - write a step of momentum and a step of Adam, and get the same numbers as Keras;
# - say what padding layers, batch normalisation and the sigmoid do here.
#
# **How it works.** Write a function, run its cell, run the check below it. `hint(function)` helps in three steps.
# When it passes, `compare(function)` shows the course's own version beside yours.
# `predict(…)` asks before you see: run it, write your answer in place of the dots, run it again.
# The notebook runs from the start: where you have not written a function yet, the course's own version answers.
#
# **Time:** two to three hours. **You need:** the notebooks of week 1.

# %% id="imports"
import tempfile
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

from course_utils.start import TrainingPlot, check, draw_layer, graded, hint, show, show_photos, start_tensorflow
from course_utils.week2 import NetworkExplorer, ThresholdExplorer, draw_network, load_happy_dataset, load_image

start_tensorflow()  # takes a few seconds, once
plt.style.use("course_utils.plots")

import keras
from keras import layers

keras.utils.set_random_seed(1)

# %% [markdown] id="data"
# ## 1. The data
#
# 600 drawn faces to learn from and 150 to test with, 64 × 64 pixels. Label 1 means: this face smiles. The people of
# the test pictures do not occur among those to learn from; otherwise the network could learn them by heart.

# %% id="load-data"
X_train_orig, Y_train_orig, X_test_orig, Y_test_orig, classes = load_happy_dataset()
X_train, X_test = X_train_orig.astype("float32") / 255, X_test_orig.astype("float32") / 255
Y_train, Y_test = Y_train_orig.T.astype("float32"), Y_test_orig.T.astype("float32")
{"X_train": X_train.shape, "Y_train": Y_train.shape, "X_test": X_test.shape, "Y_test": Y_test.shape}

# %% id="see-data"
smiling, serious = (np.flatnonzero(Y_train_orig[0] == k)[:4] for k in (1, 0))
show_photos(
    {f"smiles {n + 1}": X_train_orig[i] for n, i in enumerate(smiling)}
    | {f"serious {n + 1}": X_train_orig[i] for n, i in enumerate(serious)},
    "Four faces of each kind.",
    height=128,
)

# %% [markdown] id="two-ways"
# ## 2. Two ways to define a model
#
# A **[Sequential](glossary:Sequential)** model is a list of layers, one after the other:
#
# ```python
# model = keras.Sequential([
#     keras.Input((64, 64, 3)),
#     layers.Flatten(),
#     layers.Dense(1, activation="sigmoid"),
# ])
# ```
#
# The **[Functional](glossary:Functional)** way starts from a symbolic input and calls each layer on what the last one gave. It is a few
# letters longer, and it can branch and join again. The residual networks of this week need that.
#
# ```python
# X_input = keras.Input((64, 64, 3))
# X = layers.Flatten()(X_input)
# X = layers.Dense(1, activation="sigmoid")(X)
# model = keras.Model(inputs=X_input, outputs=X)
# ```
#
# Note the two pairs of brackets. `layers.Dense(1)` *makes* a layer; `(X)` *calls* it.
#
# ### The layers you need
#
# | layer | what it does | shape, for one image |
# |---|---|---|
# | `keras.Input(shape)` | says what comes in; the number of images stays open | 64×64×3 |
# | `ZeroPadding2D(p)` | p zeros on each side | 64×64×3 → 70×70×3 for p = 3 |
# | `Conv2D(filters, f, strides, padding)` | your `conv_forward`; brings its own weights | 70×70×3 → 64×64×32 for f = 7 |
# | `BatchNormalization(axis=3)` | brings each channel to mean 0 and standard deviation 1, then scales and shifts it by two learned numbers | unchanged |
# | `Activation("relu")`, `ReLU()` | zero where negative | unchanged |
# | `MaxPooling2D(f)` | your `pool_forward`; moves by its own size | 64×64×32 → 32×32×32 for f = 2 |
# | `Flatten()` | one row of numbers | 32×32×32 → 32,768 |
# | `Dense(n, activation)` | every number times a weight, summed, n times | 32,768 → n |
#
# For a yes-or-no question one number is enough. The **[sigmoid](glossary:sigmoid)** $1 / (1 + e^{-z})$ makes a probability of it.
#
# ### Batch normalisation
#
# In training, a channel is normalised ([batch normalisation](glossary:batch-normalisation)) with the mean and the standard deviation of the current batch. In
# use there may be one image only; so the layer keeps running averages of mean and variance from training, and uses those.
# That is why a model has two modes, and why 64 of the parameters below are *not trainable*: they are measured, not
# learned.

# %% id="predict-one-picture-batch-norm"
predict("one-picture-batch-norm", ...)

# %% id="batch-norm"
draw = np.random.RandomState(0)
batch = 5 + 3 * draw.randn(256, 1, 1, 1).astype("float32")
norm = layers.BatchNormalization(axis=3)
for _ in range(400):  # the running numbers follow slowly
    in_training = np.asarray(norm(batch, training=True))
in_use = np.asarray(norm(batch, training=False))
print(f"before:   mean {batch.mean():.2f}, standard deviation {batch.std():.2f}")
print(f"training: mean {abs(in_training.mean()):.2f}, standard deviation {in_training.std():.2f}")
print(f"in use:   mean {abs(in_use.mean()):.1f}, standard deviation {in_use.std():.1f}")

# %% [markdown] id="model-text"
# ## 3. Define
#
# The network: pad 3 → 32 filters 7×7 → batch norm → ReLU → max pooling 2×2 → flatten → one probability.

# %% id="predict-keras-padding-shape"
predict("keras-padding-shape", ...)

# %% id="network-drawing"
draw_layer(
    [(64, 64, 3), (70, 70, 3), (64, 64, 32), (32, 32, 32), (1, 1, 1)],
    ["pad 3", "convolve", "pool 2×2", "dense"],
)

# %% [markdown] id="model-task"
# **Write `HappyModel`**, Functional or Sequential as you like: both are graded alike.

# %% id="happy-model" tags=["graded"]
# GRADED FUNCTION: HappyModel
@graded
def HappyModel(input_shape):
    """The network for smiles.

    input_shape: rows, columns and channels of an image, such as (64, 64, 3).
    Returns a keras.Model that gives one probability per image, shape (m, 1).
    """
    X_input = keras.Input(input_shape)
    # BEGIN SOLUTION
    X = layers.ZeroPadding2D((3, 3))(X_input)
    X = layers.Conv2D(32, (7, 7), strides=(1, 1))(X)
    X = layers.BatchNormalization(axis=3)(X)
    X = layers.Activation("relu")(X)
    X = layers.MaxPooling2D((2, 2))(X)
    X = layers.Flatten()(X)
    X = layers.Dense(1, activation="sigmoid")(X)
    # END SOLUTION
    return keras.Model(inputs=X_input, outputs=X)


# %% id="check-happy-model"
check(HappyModel)

# %% [markdown] id="summary-text"
# `summary` lists the layers with their shapes and parameters. Count along: the convolution has
# $32 · (7·7·3 + 1) = 4{,}736$, batch norm $4 · 32 = 128$ of which half are measured, the dense layer
# $32{,}768 + 1$. Nearly nine of ten parameters sit in the last layer.

# %% id="predict-batch-norm-parameters"
predict("batch-norm-parameters", ...)

# %% id="predict-last-layer-share"
predict("last-layer-share", ...)

# %% id="summary"
happy_model = HappyModel((64, 64, 3))
for layer in happy_model.layers:
    print(f"{type(layer).__name__:20} {layer.output.shape[1:]!s:15} {layer.count_params():>7,}")
print(f"in all {happy_model.count_params():,} parameters")

# %% [markdown] id="compile-text"
# ## 4. Compile
#
# `compile` says how to learn:
#
# - the **[optimizer](glossary:optimizer)** makes the steps: [Adam](glossary:Adam), with a [learning rate](glossary:learning-rate),
#   a *hyperparameter*: a number that you choose and training does not;
# - the **[loss](glossary:loss)** is made small: for yes or no the *[binary cross-entropy](glossary:cross-entropy)* $-y \ln p - (1 - y) \ln(1 - p)$;
# - the **[metrics](glossary:optimizer)** are only shown: accuracy.
#
# **Write `compile_happy`.** An optimizer given as a text, `"adam"`, has its default rate; here the rate is given.

# %% id="compile-happy" tags=["graded"]
# GRADED FUNCTION: compile_happy
@graded
def compile_happy(model, learning_rate=0.001):
    """Make the model ready to be trained.

    model: a keras.Model that gives one probability per image. learning_rate: the step of Adam.
    Returns the model.
    """
    # BEGIN SOLUTION
    optimizer = keras.optimizers.Adam(learning_rate=learning_rate)
    model.compile(optimizer=optimizer, loss="binary_crossentropy", metrics=["accuracy"])
    # END SOLUTION
    return model


# %% id="check-compile-happy"
check(compile_happy)

# %% [markdown] id="fit-text"
# ## 5. Fit
#
# `fit` shuffles, cuts batches, computes gradients and takes steps: all that you wrote in week 1. Fifteen epochs take about
# twenty seconds. Called again, it goes on where it stopped; to start anew, make a new model.
#
# Ten runs with different seeds gave a training accuracy of 0.92 ± 0.04 and a test accuracy of 0.79 ± 0.06 (mean and
# standard deviation), the worst 0.69 and the best 0.86 on the test faces. Yours will lie near that. The gap between the two
# is that between faces it has seen and people it has never met.

# %% id="fit" tags=["nbval-ignore-output"]
compile_happy(happy_model, learning_rate=0.0003)
history = happy_model.fit(
    X_train, Y_train, batch_size=32, epochs=15, validation_split=0.15, verbose=0,
    callbacks=[TrainingPlot(15).callback()],
)

# %% [markdown] id="evaluate-text"
# ## 6. Evaluate
#
# `evaluate` gives the loss and the metrics on any set. The test set is looked at to judge, never to learn. Beside it:
# what a network without any convolution reaches, a sigmoid on the raw pixels.

# %% id="evaluate" tags=["nbval-ignore-output"]
loss, accuracy = happy_model.evaluate(X_test, Y_test, verbose=0)
plain = compile_happy(keras.Sequential([keras.Input((64, 64, 3)), layers.Flatten(), layers.Dense(1, "sigmoid")]))
plain.fit(X_train, Y_train, batch_size=32, epochs=10, verbose=0)
print(f"with convolution:    test accuracy {accuracy:.3f}")
print(f"without convolution: test accuracy {plain.evaluate(X_test, Y_test, verbose=0)[1]:.3f}")

# %% [markdown] id="predict-text"
# ## 7. Predict
#
# `predict` gives probabilities. A decision needs a **[threshold](glossary:threshold)**. Usually 0.5; higher when a wrong "smiles" is worse
# than a missed one.
#
# **Write `predict_smiles`.** It receives pictures as they come from a file, bytes from 0 to 255, and must prepare
# them as in training. A probability equal to the threshold counts as a smile.

# %% id="predict-smiles" tags=["graded"]
# GRADED FUNCTION: predict_smiles
@graded
def predict_smiles(model, images, threshold=0.5):
    """Which faces smile?

    model: a trained model. images: bytes 0–255, shape (m, n_H, n_W, 3). threshold: the least probability of a smile.
    Returns smiles, booleans, shape (m,).
    """
    # BEGIN SOLUTION
    probabilities = model.predict(images / 255.0, verbose=0)
    smiles = probabilities[:, 0] >= threshold
    # END SOLUTION
    return smiles


# %% id="check-predict-smiles"
check(predict_smiles)

# %% id="predict-bug-predict-smiles"
predict("bug-predict-smiles", ...)

# %% [markdown] id="threshold-text"
# There are two kinds of errors, and the threshold trades one for the other: a higher one finds fewer smiles, but more of
# those it finds are real.

# %% id="predict-threshold-up"
predict("threshold-up", ...)

# %% id="threshold" tags=["nbval-ignore-output"]
truth = Y_test_orig[0] == 1
for threshold in (0.1, 0.5, 0.9):
    said = predict_smiles(happy_model, X_test_orig, threshold)
    print(f"threshold {threshold}: {np.sum(said & ~truth):2} serious faces called smiling, "
          f"{np.sum(~said & truth):2} smiles missed")  # fmt: skip

# %% [markdown] id="threshold-explorer-text"
# All thresholds at once: **precision** is the share of the faces called smiling that do smile, **recall** the share of
# the smiles that were found. Move the threshold. Where would you set it for a camera that waits until all smile?

# %% id="threshold-explorer" tags=["nbval-ignore-output"]
smiling = happy_model.predict(X_test, verbose=0)[:, 0]
order = np.argsort(-smiling)
ThresholdExplorer(smiling[order], truth[order], total=int(truth.sum()))

# %% id="mistakes" tags=["nbval-ignore-output"]
probability = happy_model.predict(X_test, verbose=0)[:, 0]
worst = np.argsort(-np.abs(probability - truth))[:6]
show_photos(
    {f"{n + 1}: {'smiles' if truth[i] else 'serious'}, p = {probability[i]:.2f}": X_test_orig[i] for n, i in enumerate(worst)},
    "The six test faces it is most wrong about: what it is, and the probability of a smile it gave.",
    height=128,
)

# %% [markdown] id="filters-text"
# ### What the filters look at
#
# The responses of six filters to one face. Most light up at the hair and at the edge of the face, where the contrast is
# strongest; the mouth is a few pixels only. What a filter answers to and what the decision rests on are two questions.

# %% id="filters" tags=["nbval-ignore-output"]
pooling = next(layer for layer in happy_model.layers if "pool" in layer.name)
look = keras.Model(happy_model.inputs[0], pooling.input)
maps = np.asarray(look(X_test[:1]))[0]
strongest = np.argsort(-maps.std(axis=(0, 1)))[:6]
show_photos({"the face": X_test_orig[0]} | {f"filter {k + 1}": maps[:, :, k] for k in strongest}, "Feature maps.", height=128)

# %% [markdown] id="network-text"
# ### The whole network, opened
#
# Click a map of the batch norm and read how one pixel is normalised. Then paint over the mouth: by how much does the
# probability fall? Switch to *backward*: does the network really look at mouths, or at something else?

# %% id="network" tags=["nbval-ignore-output"]
NetworkExplorer(happy_model, X_test[:12], Y_test[:12], classes=["smiles"])

# %% [markdown] id="save-text"
# ## 8. Save and load
#
# A `.keras` file holds architecture, weights and the state of the optimizer: you can go on training tomorrow. The loaded
# model gives the same probability for the same picture.

# %% id="save"
with tempfile.TemporaryDirectory() as folder:
    file = Path(folder) / "happy.keras"
    happy_model.save(file)
    again = keras.models.load_model(file)
    print("the same answers after loading:", np.allclose(again(X_test[:8]), happy_model(X_test[:8])))

# %% [markdown] id="save-yourself-text"
# **Your turn.** In the cell below, two lines are missing: save `happy_model` to the path `mine`, and load the file again as
# `loaded`. Then it trains the loaded model for one more epoch: the optimizer's running averages came with it.
#
# <details><summary>Answer</summary>
#
# `happy_model.save(mine)` and `loaded = keras.models.load_model(mine)`. With `happy_model.save_weights(...)`, whose file
# ends in `.weights.h5`, you keep the numbers alone: to use them you must build the same network first.
#
# </details>

# %% id="save-yourself" tags=["nbval-ignore-output"]
mine, loaded = Path(tempfile.mkdtemp()) / "mine.keras", None
# Your two lines:


if mine.is_file() and loaded is not None:
    print("the same answers:", np.allclose(loaded(X_test[:8]), happy_model(X_test[:8]), atol=1e-6))
    steps = int(loaded.optimizer.iterations.numpy())
    loaded.fit(X_train, Y_train, batch_size=32, epochs=1, verbose=0)
    print(f"{mine.stat().st_size:,} bytes; {steps:,} steps taken before, {int(loaded.optimizer.iterations.numpy()):,} now")
else:
    print("Not saved and loaded yet.")

# %% [markdown] id="second-text"
# ## 9. Networks of your own, and when to stop
#
# Nearly nine of ten parameters of `HappyModel` sit in its last layer. Here is a smaller one that needs the Functional
# way: what the pooling gives is used **twice**, by two convolutions and by a *shortcut* around them. (Why that is a good
# idea is the subject of the residual networks of this week.)
#
# | | layer | shape |
# |---|---|---|
# | 1 | 16 filters 5×5, stride 2, padding "same", ReLU | 32×32×16 |
# | 2 | max pooling 2×2 | 16×16×16 |
# | 3 | 16 filters 3×3, "same", ReLU | 16×16×16 |
# | 4 | 16 filters 3×3, "same" | 16×16×16 |
# | 5 | **add** what layer 2 gave, then ReLU | 16×16×16 |
# | 6 | max pooling 2×2, flatten, one probability | 1 |
#
# `layers.Add()([X, Y])` and `X + Y` compute the same; both want equal shapes. The first is a layer: it can have a name, and
# `model.layers` lists it. The plus sign becomes a nameless operation that is not listed there. In models that others will
# read or cut up, take the layer.
#
# **Write `skip_network`.**

# %% id="skip-network" tags=["graded"]
# GRADED FUNCTION: skip_network
@graded
def skip_network(input_shape):
    """A network with a shortcut.

    input_shape: rows, columns and channels of an image, such as (64, 64, 3).
    Returns a keras.Model that gives one probability per image, shape (m, 1).
    """
    X_input = keras.Input(input_shape)
    # BEGIN SOLUTION
    X = layers.Conv2D(16, (5, 5), strides=2, padding="same", activation="relu")(X_input)
    X = layers.MaxPooling2D((2, 2))(X)
    X_shortcut = X
    X = layers.Conv2D(16, (3, 3), padding="same", activation="relu")(X)
    X = layers.Conv2D(16, (3, 3), padding="same")(X)
    X = layers.ReLU()(layers.Add()([X, X_shortcut]))
    X = layers.MaxPooling2D((2, 2))(X)
    X = layers.Dense(1, activation="sigmoid")(layers.Flatten()(X))
    # END SOLUTION
    return keras.Model(inputs=X_input, outputs=X)


# %% id="check-skip-network"
check(skip_network)

# %% [markdown] id="plot-model-text"
# ### Draw it
#
# A network that branches is easier to read as a drawing. Keras has `keras.utils.plot_model(model, "model.png",
# show_shapes=True)`; it needs two more programs, pydot and Graphviz. The course's `draw_network` draws the same boxes and
# arrows without them. The shortcut is the arrow around the two convolutions.

# %% id="plot-model"
draw_network(skip_network((64, 64, 3)), fold=True)

# %% id="add-or-plus"
first, second = keras.Input((16, 16, 16)), keras.Input((16, 16, 16))
by_layer = keras.Model([first, second], layers.Add()([first, second]))
by_plus = keras.Model([first, second], first + second)
some, more = np.random.default_rng(0).normal(size=(2, 1, 16, 16, 16)).astype("float32")
print("the same sum:", np.array_equal(by_layer([some, more]), by_plus([some, more])))
print("layers listed:", [type(each).__name__ for each in by_layer.layers], "or", [type(each).__name__ for each in by_plus.layers])

# %% [markdown] id="two-inputs-text"
# ### A network with two inputs
#
# A Functional model may also begin at several places. A smile is decided in a small part of the picture, and you know where
# it is. So show the network two views of each face: the whole of it, made small, and the mouth in full detail.
#
# | | the face, 32×32×3 | the mouth, 24×40×3 |
# |---|---|---|
# | 1 | 8 filters 3×3, "same", ReLU | 16 filters 3×3, "same", ReLU |
# | 2 | max pooling 4×4, flatten | max pooling 4×4, flatten |
# | 3 | **concatenate** both, the face first | |
# | 4 | dense, 16 units, ReLU; then one probability | |
#
# `layers.Concatenate()([A, B])` lays two rows of numbers end to end; they need not be equally long, as for `Add`.
# `keras.Model(inputs=[first, second], outputs=…)` then takes a list of two arrays wherever it took one.
#
# **Write `two_input_network`.**

# %% id="two-input-network" tags=["graded"]
# GRADED FUNCTION: two_input_network
@graded
def two_input_network(face_shape, mouth_shape):
    """A network that looks at two views of a face.

    face_shape, mouth_shape: rows, columns and channels of each view, such as (32, 32, 3) and (24, 40, 3).
    Returns a keras.Model that gives one probability for [faces, mouths], shape (m, 1).
    """
    face, mouth = keras.Input(face_shape), keras.Input(mouth_shape)
    # BEGIN SOLUTION
    A = layers.Conv2D(8, 3, padding="same", activation="relu")(face)
    A = layers.Flatten()(layers.MaxPooling2D(4)(A))
    B = layers.Conv2D(16, 3, padding="same", activation="relu")(mouth)
    B = layers.Flatten()(layers.MaxPooling2D(4)(B))
    X = layers.Concatenate()([A, B])
    X = layers.Dense(16, activation="relu")(X)
    answer = layers.Dense(1, activation="sigmoid")(X)
    # END SOLUTION
    return keras.Model(inputs=[face, mouth], outputs=answer)


# %% id="check-two-input-network"
check(two_input_network)

# %% id="see-two-views"
def two_views(X):
    """Each face at half its size, shape (m, 32, 32, 3), and the part of it where mouths are, (m, 24, 40, 3)."""
    return [X.reshape(-1, 32, 2, 32, 2, 3).mean(axis=(2, 4)), X[:, 36:60, 16:56]]


small, mouths = two_views(X_train_orig[:2])
show_photos({"face 1": np.uint8(small[0]), "its mouth": mouths[0], "face 2": np.uint8(small[1]), "its mouth too": mouths[1]},
            "The two views of two faces.", height=96)  # fmt: skip

# %% [markdown] id="two-inputs-run-text"
# `HappyModel` reached about 0.8 on the test faces, with 37,633 parameters. How far do two views get?

# %% id="two-inputs" tags=["nbval-ignore-output"]
keras.utils.set_random_seed(1)
both = compile_happy(two_input_network((32, 32, 3), (24, 40, 3)), learning_rate=0.004)
plot = TrainingPlot(15, "Two views").callback()
both.fit(two_views(X_train), Y_train, batch_size=32, epochs=15, validation_split=0.15, verbose=0, callbacks=[plot])
print(f"{both.count_params():,} parameters; test accuracy {both.evaluate(two_views(X_test), Y_test, verbose=0)[1]:.3f}")

# %% [markdown] id="early-text"
# ### Early stopping
#
# How many epochs? Too few, and it has not learned yet; too many, and it learns the training pictures by heart: the
# cost goes on falling, the validation cost turns and rises ([overfitting](glossary:overfitting)). **Early stopping**
# watches the validation cost, waits `patience` epochs for a new best, and then gives back the weights of the best epoch.
# A `ModelCheckpoint` saves each new best to a file: if the power fails, you go on from there.
#
# **Write `early_stop`**, the rule itself. An epoch is *better* where its cost lies below the best so far by more than
# `min_delta`. Training ends as soon as `patience` epochs **in a row** were not better. Keep the weights of the best epoch.

# %% id="early-stop" tags=["graded"]
# GRADED FUNCTION: early_stop
@graded
def early_stop(costs, patience, min_delta=0.0):
    """Where training ends, and which weights are kept.

    costs: validation costs of all the epochs that could be run. patience: how many epochs to wait for a better one.
    min_delta: by how much a cost must fall to count as better.
    Returns best_epoch, counted from 0, and epochs, how many are run.
    """
    # BEGIN SOLUTION
    best, best_epoch, waited = np.inf, 0, 0
    for epoch, cost in enumerate(costs):
        if cost < best - min_delta:
            best, best_epoch, waited = cost, epoch, 0
        else:
            waited += 1
            if waited == patience:
                break
    epochs = epoch + 1
    # END SOLUTION
    return best_epoch, epochs


# %% id="check-early-stop"
check(early_stop)

# %% [markdown] id="early-run-text"
# Keras has the same rule as a *callback*. The validation pictures are set apart by hand this time, since you need them
# again: the last 90 of the 600.

# %% id="early" tags=["nbval-ignore-output"]
X_fit, Y_fit, X_val, Y_val = X_train[:-90], Y_train[:-90], X_train[-90:], Y_train[-90:]
keras.utils.set_random_seed(1)
second = compile_happy(skip_network((64, 64, 3)), learning_rate=0.002)
stopper = keras.callbacks.EarlyStopping(monitor="val_loss", patience=5, restore_best_weights=True)
with tempfile.TemporaryDirectory() as folder:
    file = Path(folder) / "best.keras"
    keeper = keras.callbacks.ModelCheckpoint(file, monitor="val_loss", save_best_only=True)
    plot = TrainingPlot(30, "The second network").callback()
    story = second.fit(X_fit, Y_fit, batch_size=32, epochs=30, validation_data=(X_val, Y_val), verbose=0,
                       callbacks=[stopper, keeper, plot]).history  # fmt: skip
    from_file = keras.models.load_model(file)
print(f"{len(story['loss'])} epochs; the best was number {1 + int(np.argmin(story['val_loss']))}")
print("your rule says the same:", early_stop(story["val_loss"], patience=5) == (int(np.argmin(story["val_loss"])), len(story["loss"])))
print("the file holds the same best weights:", np.allclose(from_file(X_val[:8]), second(X_val[:8]), atol=1e-6))
print(f"{second.count_params():,} parameters in place of {happy_model.count_params():,}")

# %% [markdown] id="choose-text"
# ### Your own threshold
#
# Which [threshold](glossary:threshold) is best depends on what errors cost. Take a camera that fires when somebody
# smiles: one picture too many costs nothing, a smile missed is gone. For a door that opens to a smile it is the other way
# round. Say what a **false alarm** (a yes where the label is 0) and a **miss** (a no where it is 1) cost, and choose the
# threshold with the smallest sum. The decisions change only where the threshold passes a score, so the scores themselves
# are all the candidates.
#
# And choose it on the **validation** pictures. A threshold is learned like a weight: chosen on the test pictures, it
# would fit their chance peculiarities, and their error rate would no longer predict tomorrow's.
#
# **Write `best_threshold`.** A score that equals the threshold says yes. Of equally good thresholds take the lowest.

# %% id="best-threshold" tags=["graded"]
# GRADED FUNCTION: best_threshold
@graded
def best_threshold(scores, labels, false_alarm=1.0, missed=1.0):
    """The threshold whose errors cost least.

    scores: probabilities, shape (m,). labels: 0 or 1, shape (m,). false_alarm, missed: what one such error costs.
    Returns threshold, one of the scores, and cost, the sum over all pictures.
    """
    # BEGIN SOLUTION
    threshold, cost = None, np.inf
    for candidate in np.unique(scores):
        said = scores >= candidate
        candidate_cost = false_alarm * np.sum(said & (labels == 0)) + missed * np.sum(~said & (labels == 1))
        if candidate_cost < cost:
            threshold, cost = candidate, candidate_cost
    # END SOLUTION
    return threshold, cost


# %% id="check-best-threshold"
check(best_threshold)

# %% [markdown] id="choose-use-text"
# Three ways to count errors. The threshold comes from the validation pictures; then the test pictures are asked, once.
# On average the validation cost is too optimistic: of all thresholds the chosen one fits these ninety pictures best. But
# with so few pictures chance is larger than that effect, and a test picture may well turn out cheaper.

# %% id="choose-use" tags=["nbval-ignore-output"]
val_scores, test_scores = second.predict(X_val, verbose=0)[:, 0], second.predict(X_test, verbose=0)[:, 0]
for name, false_alarm, missed in (("both cost 1", 1, 1), ("the camera", 1, 5), ("the door", 5, 1)):
    threshold, cost = best_threshold(val_scores, Y_val[:, 0], false_alarm, missed)
    said = test_scores >= threshold
    test_cost = false_alarm * np.sum(said & ~truth) + missed * np.sum(~said & truth)
    print(f"{name:11}: threshold {threshold:.2f}, a validation picture costs {cost / 90:.2f}, "
          f"a test picture {test_cost / len(truth):.2f}")  # fmt: skip

# %% [markdown] id="optimizer-text"
# ## 10. What does the optimizer do?
#
# In week 1 a step was `W - learning_rate * dW`. Two ideas make it better, and `Adam` is both of them.
#
# **[Momentum](glossary:momentum).** A ball that rolls down a valley does not turn at every stone: it keeps most of its
# velocity, and the slope adds to it. Where gradients point the same way step after step, it gets faster; where they
# jump from side to side, they cancel.
#
# $$ v \leftarrow \beta\, v - \text{rate} \cdot dW \qquad\qquad W \leftarrow W + v $$
#
# **Write `momentum_step`.** The velocities are a dictionary like the parameters; at the very start they are 0.

# %% id="momentum-step" tags=["graded"]
# GRADED FUNCTION: momentum_step
@graded
def momentum_step(parameters, gradients, velocities, learning_rate, beta=0.9):
    """One step with momentum.

    parameters, gradients, velocities: dictionaries with the same names. learning_rate, beta: numbers.
    Returns parameters and velocities after the step, two dictionaries.
    """
    moved, rolling = {}, {}
    # BEGIN SOLUTION
    for name, value in parameters.items():
        velocity = beta * velocities[name] - learning_rate * gradients[name]
        rolling[name] = velocity
        moved[name] = value + velocity
    # END SOLUTION
    return moved, rolling


# %% id="check-momentum-step"
check(momentum_step)

# %% [markdown] id="adam-text"
# **A scale for each parameter.** One weight has gradients of 100, another of 0.01: no single rate suits both. So keep a
# running mean of the *squared* gradients and divide by its root; then every parameter moves by about the same amount
# (*RMSprop*). **[Adam](glossary:Adam)** steps along a running mean of the gradient, as momentum does, divided by that root:
#
# $$ m \leftarrow \beta_1 m + (1 - \beta_1)\, g \qquad s \leftarrow \beta_2 s + (1 - \beta_2)\, g^2 \qquad
# \hat m = \frac{m}{1 - \beta_1^{\,t}} \quad \hat s = \frac{s}{1 - \beta_2^{\,t}} \qquad
# W \leftarrow W - \text{rate}\, \frac{\hat m}{\sqrt{\hat s} + \varepsilon} $$
#
# Both means begin at 0, so in the first steps they are too small: $\hat m$ and $\hat s$ correct that. $t$ is the number
# of the step, from 1.
#
# **Write `adam_step`.** Return `m` and `s` as they are, not the corrected ones: the next step goes on from them.

# %% id="adam-step" tags=["graded"]
# GRADED FUNCTION: adam_step
@graded
def adam_step(parameters, gradients, means, squares, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    """Step number t of Adam.

    parameters, gradients, means, squares: dictionaries with the same names. t: 1 for the first step.
    Returns parameters, means and squares after the step, three dictionaries.
    """
    moved, new_means, new_squares = {}, {}, {}
    # BEGIN SOLUTION
    for name, value in parameters.items():
        gradient = gradients[name]
        new_means[name] = beta_1 * means[name] + (1 - beta_1) * gradient
        new_squares[name] = beta_2 * squares[name] + (1 - beta_2) * gradient**2
        mean_hat = new_means[name] / (1 - beta_1**t)
        square_hat = new_squares[name] / (1 - beta_2**t)
        moved[name] = value - learning_rate * mean_hat / (np.sqrt(square_hat) + epsilon)
    # END SOLUTION
    return moved, new_means, new_squares


# %% id="check-adam-step"
check(adam_step)

# %% [markdown] id="optimizers-keras-text"
# ### Keras takes the same steps
#
# A narrow valley, $L = \tfrac12 (w_1^2 + 40\, w_2^2)$: steep across, flat along. Twenty steps by your functions and by
# Keras' optimizers, from one start. Then the paths: plain descent jumps from wall to wall; momentum swings, and
# is soon at the bottom; Adam and RMSprop go diagonally, since they bring both directions to one scale. Other rates give
# other winners: this shows what each of them does, not which is best.

# %% id="optimizers-keras"
valley, w_start = np.array([1.0, 40.0]), np.array([-4.0, 1.0])


def keras_path(optimizer, n=20):
    w = keras.Variable(w_start)
    path = [w_start]
    for _ in range(n):
        optimizer.apply([valley * w.numpy()], [w])
        path.append(w.numpy())
    return np.array(path)


def your_paths(n=20):
    """The paths of both functions: momentum 0.8 at rate 0.03, Adam at rate 0.4."""
    rolling, adam = {"w": w_start}, {"w": w_start}
    velocities, means, squares = ({"w": np.zeros(2)} for _ in range(3))
    paths = [[w_start], [w_start]]
    for t in range(1, n + 1):
        rolling, velocities = momentum_step(rolling, {"w": valley * rolling["w"]}, velocities, 0.03, beta=0.8)
        adam, means, squares = adam_step(adam, {"w": valley * adam["w"]}, means, squares, t, 0.4)
        paths[0].append(rolling["w"])
        paths[1].append(adam["w"])
    return np.array(paths)


optimizers = keras.optimizers
theirs = {
    "momentum": keras_path(optimizers.SGD(0.03, momentum=0.8)), "Adam": keras_path(optimizers.Adam(0.4)),
    "plain descent": keras_path(optimizers.SGD(0.045)), "RMSprop": keras_path(optimizers.RMSprop(0.4)),
}  # fmt: skip
for name, yours in zip(("momentum", "Adam"), your_paths()):
    print(f"{name:9} the same path as Keras': {np.allclose(yours, theirs[name], atol=1e-3)}")
fig, ax = plt.subplots(figsize=(7, 3.2))
across, along = np.meshgrid(np.linspace(-4.5, 2, 30), np.linspace(-1.2, 1.2, 30))
ax.contour(across, along, 0.5 * (across**2 + 40 * along**2), levels=6, linewidths=0.5, colors="gray")
for (name, path), mark in zip(theirs.items(), "os^D"):
    ax.plot(*path.T, marker=mark, markersize=3, label=name)
    print(f"{name:13} after 20 steps: loss {0.5 * np.sum(valley * path[-1] ** 2):.3f}")
ax.set(xlabel="$w_1$, flat", ylabel="$w_2$, steep", title="Four optimizers in one valley", ylim=(-1.2, 1.2))
ax.legend(loc="lower right")
show(fig, alt="Four paths into a narrow valley: plain descent jumps from wall to wall, momentum swings and overshoots, "
     "RMSprop and Adam go diagonally towards the middle.")  # fmt: skip

# %% [markdown] id="arguments-text"
# ### Arguments you will meet
#
# | where | argument | what it does |
# |---|---|---|
# | `Conv2D` | `strides=2`, `padding="same"` | step and border (in `tf.nn.conv2d`: `[1, 2, 2, 1]`, one number per axis) |
# | | `dilation_rate=2` | holes in the filter: 3×3 weights look at 5×5 pixels |
# | | `groups=4` | each quarter of the filters sees a quarter of the channels |
# | | `kernel_regularizer=keras.regularizers.L2(0.01)` | adds 0.01 · ΣW² to the loss |
# | | `kernel_initializer="he_normal"`, `use_bias=False` | how weights begin; no bias, where a batch norm follows |
# | `Dense` | `activation`, `kernel_regularizer`, `use_bias` | as above |
# | `BatchNormalization` | `momentum=0.99` | how slowly the running numbers follow: new = 0.99 · old + 0.01 · batch |
# | | `epsilon=0.001` | added to the variance, so that nothing is divided by 0 |
# | `fit` | `validation_split=0.15` | puts the *last* 15 % aside, before shuffling: mix sorted data first |
# | | `class_weight={0: 1, 1: 5}` | an error on class 1 costs five times as much |
# | | `callbacks=[…]`, `initial_epoch` | what is called after each epoch; where to go on |
#
# Keras itself computes nothing: it hands the work to a **backend**, TensorFlow here, or JAX or PyTorch. Set
# `os.environ["KERAS_BACKEND"] = "jax"` *before* the first `import keras`; a network of Keras' own layers then runs unchanged.
# Code with `tf.` in it, such as a gradient tape, does not: that is why `keras.ops` exists.
#
# The numbers behind some of them:

# %% id="arguments"
for name, layer in {
    "3×3, 8 → 16 channels": layers.Conv2D(16, 3),
    "the same in 4 groups": layers.Conv2D(16, 3, groups=4),
    "the same, dilated by 2": layers.Conv2D(16, 3, dilation_rate=2),
}.items():
    answer = layer(np.zeros((1, 32, 32, 8), "float32"))
    print(f"{name:23} {layer.count_params():5,} parameters, 32 × 32 becomes {answer.shape[1]} × {answer.shape[2]}")
penalised = layers.Dense(1, kernel_regularizer=keras.regularizers.L2(0.01), kernel_initializer="ones")
penalised(np.zeros((1, 10), "float32"))
print(f"ten weights of 1 with L2(0.01) add {float(penalised.losses[0]):.2f} to the loss")
print("one-hot labels of 0, 2, 1:", keras.ops.one_hot([0, 2, 1], 3).numpy().astype(int).tolist(), "(in TensorFlow tf.one_hot)")
print("the backend here:", keras.backend.backend())

# %% [markdown] id="own-text"
# ## 11. Your own face
#
# Put a photograph beside this notebook and write its name below; without one, a test face is used. The network has
# learned from *drawn* faces. On a photograph it guesses. The lesson: a network is only as good as its data.

# %% id="own" tags=["nbval-ignore-output"]
my_image = "my_face.jpg"
if Path(my_image).is_file():
    face = np.asarray(keras.utils.load_img(my_image, target_size=(64, 64)), dtype="uint8")
else:
    face = X_test_orig[3]
print("It says: smiling." if predict_smiles(happy_model, face[None])[0] else "It says: serious.")
show_photos({"what the network sees, 64×64": face})

# %% [markdown] id="summary-section"
# ## What you have now
#
# - Six steps: define, compile, fit, evaluate, predict, save.
# - Sequential for a chain, Functional for everything else (shortcuts, several inputs); the same layers in both.
# - Batch norm has two modes: in training it uses the batch's statistics, in use those it has stored.
# - Early stopping and the threshold are chosen on validation pictures; the test pictures are asked once, at the end.
# - Momentum keeps most of its velocity; Adam also gives each parameter a scale of its own.
# - One probability needs a sigmoid and the binary cross-entropy; a decision needs a threshold.
#
# In a terminal, `course check workbook/week2/1_keras_tutorial.ipynb` checks all of it at once.
#
# ## Try it
#
# Nothing here is graded.
#
# 1. Add a second convolution after the pooling. Which part of the network holds the most parameters then?
# 2. Leave batch norm away and train again. How does the first epoch change?
# 3. Give `fit` 60 pictures instead of 600 (`X_train[:60]`). What happens to the two accuracies?
# 4. Try learning rates 0.1 and 0.00001. Which curve tells you that a rate is too high?
# 5. Put `keras.optimizers.SGD(0.01)` or `keras.optimizers.RMSprop(0.001)` in Adam's place. Which needs the most epochs?
#
# <details><summary>Answers</summary>
#
# 1. Still the dense layer, unless the convolution shrinks the map: a 3×3 convolution from 32 to 32 channels has
#    32 · (9 · 32 + 1) = 9,248 parameters, the dense layer 32,769 as before ("same") or 28,801 ("valid": 30 · 30 · 32 + 1).
# 2. Without the layer the numbers that reach the dense layer are small and differ from channel to channel; the cost
#    falls more slowly at first, and the rate has to be chosen with more care.
# 3. The training accuracy comes close to 1 within a few epochs and the validation accuracy stays far below: sixty
#    pictures can be learned by heart, 37,633 parameters are enough for that.
# 4. Too high: the cost jumps up and down, or rises and stays high. Too low: a smooth line that hardly falls.
# 5. Plain gradient descent (`SGD`): its step is the gradient times the rate, the same for every parameter. RMSprop
#    divides by the running size of each parameter's gradient, Adam adds a running mean of the gradient to that.
#
# </details>
#
# **Next:** [Classic networks: LeNet-5, AlexNet, VGG-16 and Inception](2_classic_networks.ipynb)

# %% [markdown] id="reading"
# **To read on.** S. Ioffe, C. Szegedy, *Batch normalization: accelerating deep network training by reducing internal
# covariate shift*, 2015. D. Kingma, J. Ba, *Adam: a method for stochastic optimization*, 2015. F. Chollet, *Keras*, keras.io: the guides to the Functional interface and to saving.
