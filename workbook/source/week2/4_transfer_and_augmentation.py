# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown] id="title"
# # Few pictures: augmentation and transfer
#
# Networks learn from many pictures, and you have 60. Two ideas help. **[Augmentation](glossary:augmentation)** makes new pictures of those
# you have. **[Transfer](glossary:transfer-learning)** starts from a network that has seen more than a million photographs, and teaches it your
# question. Together they read hand signs after only ten examples of each.
#
# **After this notebook you can**
#
# - mirror, crop, turn, shear and recolour a picture, and say when the label survives it;
# - put a new head on a trained network, freeze the rest, and store its features so that training takes seconds;
# - unfreeze the last layers without destroying what they have learned;
# - let several networks, or several views of one picture, decide together;
# - find a learning rate, plan it, and write weight decay and dropout yourself;
# - say how certain a result is, and for whom a network errs.
#
# **How it works.** Write a function, run its cell, run the check below it. `hint(function)` helps in three steps.
# When it passes, `compare(function)` shows the course's own version beside yours.
# `predict(…)` asks before you see: run it, write your answer in place of the dots, run it again.
# The notebook runs from the start: where you have not written a function yet, the course's own version answers.
#
# **Time:** three to four hours; section 5 is a good place for a break. **You need:** the notebook *Keras step by step*.

# %% id="imports"
import time
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

from course_utils.start import TrainingPlot, check, draw_layer, graded, hint, show, show_photos, start_tensorflow
from course_utils.week1 import load_dataset, load_sign_conditions
from course_utils.week2 import AugmentationExplorer, load_backbone, load_image

start_tensorflow()  # takes a few seconds, once
plt.style.use("course_utils.plots")

import keras
from keras import layers

keras.utils.set_random_seed(1)

# %% [markdown] id="data"
# ## 1. Ten pictures of each sign
#
# You know the hand signs of week 1: 1080 pictures to learn from. Now we take 10 of each class and put the others
# away, as if somebody had photographed hands for one afternoon. 120 of those put away are the validation set: the
# curves below are drawn with them, and you may tune by them. The 120 test pictures stay the same; they show other
# hands before other backgrounds, and are asked once for each network.

# %% id="load-data"
X_all, Y_all, X_test, Y_test, classes = load_dataset()
Y_all, Y_test = Y_all[0], Y_test[0]

rng = np.random.default_rng(0)
few = np.concatenate([rng.choice(np.flatnonzero(Y_all == k), 10, replace=False) for k in range(6)])
X_few, Y_few = X_all[few], Y_all[few]
others = np.random.default_rng(1).permutation(np.setdiff1d(np.arange(len(Y_all)), few))[:120]
X_val, Y_val = X_all[others], Y_all[others]
{"X_few": X_few.shape, "Y_few": Y_few.shape, "X_val": X_val.shape, "X_test": X_test.shape}

# %% id="see-data"
show_photos(
    {f"sign {k}, no. {n + 1}": X_few[10 * k + n] for k in (2, 5) for n in range(4)},
    "Some of the few. Pixels are bytes, 0 to 255.",
    height=96,
)

# %% [markdown] id="mirror-text"
# ## 2. New pictures from old ones
#
# A cat seen in a mirror is a cat. Every change that leaves the **label** true makes a new example for free. It
# need not look natural: a crop that cuts off an ear, a turned picture, a greenish light all teach the network what
# does *not* matter.
#
# Ask each time: *would a person still give the same label?* A mirror is fine for cats and hands. It is wrong for
# letters (b becomes d), for traffic signs with an arrow, and for "which hand is it?".
#
# **Write `mirror`.**

# %% id="mirror" tags=["graded"]
# GRADED FUNCTION: mirror
@graded
def mirror(image):
    """Swap left and right.

    image: shape (n_H, n_W, n_C).
    Returns mirrored, the same shape.
    """
    # BEGIN SOLUTION
    mirrored = image[:, ::-1]
    # END SOLUTION
    return mirrored


# %% id="check-mirror"
check(mirror)

# %% id="predict-label-survives"
predict("label-survives", ...)

# %% id="see-mirror"
cat = load_image("chelsea", size=(110, 147))
show_photos({"photograph": cat, "mirrored": mirror(cat)}, "A cat, and its mirror image: still a cat.", height=110)

# %% [markdown] id="crop-text"
# ### Random crops
#
# Cut out a window at a random place ([random crop](glossary:augmentation)), a little smaller than the picture. The object
# moves, so the network cannot rely on its position. The window must be large enough to hold what the label names.
#
# **Write `random_crop`.** The first row, `top`, can be 0, 1, … up to the last row where the window still fits; all are
# equally likely. `rng.integers(low, high)` draws a whole number from `low` to `high - 1`: the end is not included.
# Draw `top` first, then `left`, so that your windows can be compared.

# %% id="random-crop" tags=["graded"]
# GRADED FUNCTION: random_crop
@graded
def random_crop(image, height, width, seed=0):
    """Cut a window at a random place where it fits.

    image: shape (n_H, n_W, n_C). height, width: of the window, at most n_H and n_W. seed: of the random numbers.
    Returns crop, shape (height, width, n_C).
    """
    rng = np.random.default_rng(seed)
    # BEGIN SOLUTION
    top = rng.integers(0, image.shape[0] - height + 1)
    left = rng.integers(0, image.shape[1] - width + 1)
    crop = image[top : top + height, left : left + width]
    # END SOLUTION
    return crop


# %% id="check-random-crop"
check(random_crop)

# %% id="predict-crop-places"
predict("crop-places", ...)

# %% id="see-crops"
show_photos(
    {"photograph": cat} | {f"crop {seed}": random_crop(cat, 72, 96, seed) for seed in range(1, 6)},
    "Five random windows of 72×96 pixels.",
    height=110,
)

# %% [markdown] id="warp-text"
# ### Turn, shear, light
#
# A **rotation** and a **shear** (rows pushed sideways, more the higher they are) send every pixel to another place by
# one small matrix. Pixels that would come from outside the picture are filled in, here with the nearest edge. A **colour shift** adds a number
# to each channel: evening sun adds red and takes away blue, shade does the opposite.

# %% id="see-warps"
changes = {
    "turned by 15°": {"rotation": 15},
    "sheared by 0.25": {"shear": 0.25},
    "evening: red +25, blue −25": {"channels": [25, 0, -25]},
    "shade: red −25, blue +25": {"channels": [-25, 0, 25]},
}
show_photos(
    {title: AugmentationExplorer(image=cat, **change).output for title, change in changes.items()},
    "The same cat, four times.",
    height=110,
)

# %% [markdown] id="pca-text"
# ### A colour shift that fits the picture
#
# Random numbers for red, green and blue soon give colours that no camera has seen. The authors of
# [AlexNet](glossary:AlexNet) looked at how the colours of their pictures really vary. Take all pixels as points in a space
# with the axes red, green and blue. They form a cloud; its longest direction is mostly *dark to bright*, the next
# something like *blue to yellow*. Moving all pixels along these directions looks like another light, not like paint.
#
# The directions are the eigenvectors $p_1, p_2, p_3$ of the pixels' 3×3 covariance ([PCA](glossary:PCA-colour-shift)), the eigenvalues
# $\lambda_1 \ge \lambda_2 \ge \lambda_3$ say how far the cloud reaches. To every pixel we add
#
# $$\alpha_1 \lambda_1 p_1 + \alpha_2 \lambda_2 p_2 + \alpha_3 \lambda_3 p_3.$$
#
# In training, each $\alpha$ is drawn anew for every picture, from a normal distribution around 0.
#
# **Write `pca_color_shift`** for one picture, with its own pixels. `np.linalg.eigh` gives eigenvalues from small to
# large, and eigenvectors as *columns*. An eigenvector has no sign, $p$ is as good as $-p$: the check accepts both.

# %% id="pca-color-shift" tags=["graded"]
# GRADED FUNCTION: pca_color_shift
@graded
def pca_color_shift(image, alphas):
    """Move all pixels along the directions in which the picture's colours spread.

    image: numbers, shape (n_H, n_W, 3). alphas: three numbers, the first for the largest eigenvalue.
    Returns shifted, shape (n_H, n_W, 3), not clipped.
    """
    alphas = np.asarray(alphas)
    # BEGIN SOLUTION
    pixels = image.reshape(-1, 3)
    values, vectors = np.linalg.eigh(np.cov(pixels, rowvar=False))
    values, vectors = values[::-1], vectors[:, ::-1]
    shifted = image + vectors @ (alphas * values)
    # END SOLUTION
    return shifted


# %% id="check-pca-color-shift"
check(pca_color_shift)

# %% [markdown] id="see-pca-text"
# Here with large alphas, so that you see it. The paper draws them with a standard deviation of 0.1. Eigenvalues are
# *squares* of colours: the formula is meant for pixels between 0 and 1. Many libraries use their roots instead.

# %% id="see-pca" tags=["nbval-ignore-output"]
flower = load_image("flower", size=(110, 147)) / 255


def as_bytes(image):
    return np.uint8(np.round(255 * np.clip(image, 0, 1)))


show_photos(
    {f"alphas {alphas}": as_bytes(pca_color_shift(flower, alphas))
     for alphas in ((0, 0, 0), (2, 0, 0), (-2, 0, 0), (0, 4, 0), (0, -4, 0))},
    "Along the first direction and along the second, both ways. Which way is plus is chance.",
    height=110,
)  # fmt: skip

# %% [markdown] id="explorer-text"
# ### Play with it
#
# Augmentation and dropout are *regularisation*: both make the training harder, so that the network *generalises*, that is,
# does as well on new pictures as on those it knows. Every slider is one augmentation. Find the point where *you* would no
# longer give the label "coffee". The cloud of colours on the right moves with the three alphas.

# %% id="explorer"
AugmentationExplorer(image=load_image("coffee", size=(180, 240)), rotation=12, crop=75, alphas=[0.5, 0, 0])

# %% [markdown] id="augmenter-text"
# ### In a model
#
# Keras has augmentation as layers. They draw new random numbers for every batch, and act in training only: in use,
# pictures pass unchanged. So the network never sees the same picture twice, and nothing has to be stored.
#
# **Write `data_augmenter`**: first `RandomFlip`, left and right only; then `RandomRotation` by up to 0.2. Mind the
# unit: 1 is a full circle.

# %% id="data-augmenter" tags=["graded"]
# GRADED FUNCTION: data_augmenter
@graded
def data_augmenter():
    """A random mirror, then a random turn.

    Returns a keras.Sequential of two layers.
    """
    # BEGIN SOLUTION
    augmenter = keras.Sequential()
    augmenter.add(layers.RandomFlip("horizontal"))
    augmenter.add(layers.RandomRotation(0.2))
    # END SOLUTION
    return augmenter


# %% id="check-data-augmenter"
check(data_augmenter)

# %% id="see-augmenter" tags=["nbval-ignore-output"]
augmenter = data_augmenter()
same_hand = np.repeat(X_few[24:25].astype("float32"), 5, axis=0)
versions = np.asarray(augmenter(same_hand, training=True))
show_photos(
    {"the picture": X_few[24]} | {f"epoch {n + 1}": np.uint8(version) for n, version in enumerate(versions)},
    "One hand as the network meets it in five epochs.",
    height=96,
)

# %% [markdown] id="scratch-text"
# ### Does it help?
#
# The small network of week 1, from scratch, on our 60 pictures: as they are, and mirrored at random. Expect both to
# know the 60 by heart. Ten runs with other seeds reached 0.55 ± 0.03 on new hands without the mirror, and 0.63 ± 0.05
# with it (mean and standard deviation): one line of code. With all 1080 pictures it reaches about 0.8. (Turns help too, but need more epochs: there is more to learn.)

# %% id="scratch" tags=["nbval-ignore-output"]
def small_network(*first):
    return keras.Sequential([
        keras.Input((64, 64, 3)), *first, layers.Rescaling(1 / 255),
        layers.Conv2D(8, 4, padding="same", activation="relu"), layers.MaxPooling2D(4),
        layers.Conv2D(16, 3, padding="same", activation="relu"), layers.MaxPooling2D(4),
        layers.Flatten(), layers.Dense(6, activation="softmax"),
    ])  # fmt: skip


def compile_model(network, learning_rate):
    optimizer = keras.optimizers.Adam(learning_rate)
    network.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy", metrics=["accuracy"])


def answers_of(network, X, batch=20):  # a call keeps the maps of all its pictures: up to 30 MB each
    """What the network gives, batch by batch: in use, not in training."""
    batches = [X[begin : begin + batch].astype("float32") for begin in range(0, len(X), batch)]
    return np.concatenate([np.asarray(network(part, training=False)) for part in batches])


def accuracy_of(network, X, Y):
    return np.mean(answers_of(network, X).argmax(axis=1) == Y)


scratch = {}
for name, first in {"as they are": (), "mirrored": (layers.RandomFlip("horizontal"),)}.items():
    keras.utils.set_random_seed(1)
    scratch[name] = small_network(*first)
    compile_model(scratch[name], 0.004)
    plot = TrainingPlot(60, f"From scratch, {name}").callback()
    scratch[name].fit(X_few, Y_few, batch_size=30, epochs=60, verbose=0, callbacks=[plot])
    on_few, on_test = accuracy_of(scratch[name], X_few, Y_few), accuracy_of(scratch[name], X_test, Y_test)
    print(f"from scratch, {name:11}: training accuracy {on_few:.2f}, test accuracy {on_test:.2f}")

# %% [markdown] id="transfer-text"
# ## 3. A network that can already see
#
# The first layers of every network for photographs learn nearly the same: edges, colours, corners. The next ones combine
# these into textures and parts; only the last ones know the classes. What the first layers know helps with any
# question about pictures. So keep them, and replace the end.
#
# | you have | what to do with the trained network |
# |---|---|
# | few pictures | freeze all of it, learn a new head only |
# | some | freeze its first layers, learn the last ones and the head |
# | many | start from its weights, learn everything |
#
# The more your pictures differ from those it was trained on, the earlier its features stop being useful.
#
# When should you start from a network that others have published? Nearly always: somebody has spent weeks on its
# architecture and its rates, and the licence is usually free. It is an old trade-off, *data against
# hand-engineering*. With much data a simple network finds its own features; with little, people put in what they know, by
# hand: features, architectures, and today the weights of a network that has seen a million other pictures.
#
# Our [backbone](glossary:backbone) is **EfficientNet-Lite0**: 3.4 million parameters, trained on 1.3 million photographs of 1,000 classes.
# It has seen dogs, mushrooms and trucks; a class "hand that shows three" was not among them. With the internet, one
# argument gives another one, such as `load_backbone("EfficientNetB0", input_shape=...)`: any network of
# `keras.applications`. Without the internet it says so.

# %% id="backbone"
SIZE = 160
backbone = load_backbone("efficientnet_lite0", input_shape=(SIZE, SIZE, 3))
print(f"{len(backbone.layers)} layers, {backbone.count_params():,} parameters, features {backbone.output.shape[1:]}")

# %% [markdown] id="maps-text"
# Let us look inside. Two maps from an early layer, two from the middle, two from the end: first edges in full
# detail, in the end coarse spots that say "something like this is here".

# %% id="maps" tags=["nbval-ignore-output"]
hand = layers.Resizing(SIZE, SIZE)(X_test[45:46].astype("float32"))
last_of_size = {layer.output.shape[1]: layer for layer in backbone.layers}  # a later layer replaces an earlier one
look = keras.Model(backbone.input, [last_of_size[SIZE // n].output for n in (2, 8, 32)])
pictures = {"the hand": X_test[45]}
for answer in look(hand):
    maps = np.asarray(answer)[0]
    busiest = np.argsort(-maps.std(axis=(0, 1)))[:2]
    pictures |= {f"{maps.shape[0]}×{maps.shape[1]}, map {c}": np.abs(maps[:, :, c]) for c in busiest}
show_photos(pictures, "Maps at three depths, those that vary most: bright where the map is strong.", height=128)

# %% [markdown] id="model-text"
# ### A new head
#
# The backbone turns a picture into a 5×5 map of 1,280 channels. We
# [average each channel over the map](glossary:global-average-pooling) and choose between six classes by one dense layer:
# 7,686 new weights instead of millions.

# %% id="predict-head-weights"
predict("head-weights", ...)

# %% id="model-drawing"
draw_layer(
    [(64, 64, 3), (160, 160, 3), (5, 5, 1280), (1, 1, 1280), (1, 1, 6)],
    ["augment, preprocess", "backbone, frozen", "average", "dropout, dense"],
)

# %% [markdown] id="model-task"
# **Write `transfer_model`.** In this order: augment, preprocess, backbone, `GlobalAveragePooling2D`, `Dropout` of 0.2,
# `Dense` with softmax. Two things are easily forgotten:
#
# - **[Freeze](glossary:freezing)** the backbone: `base_model.trainable = False`. The new [head](glossary:head) starts with random weights; its first, wild
#   gradients would ruin the backbone.
# - Call it with **`training=False`**: layers like batch normalisation then use the statistics of their million
#   photographs.
#
# `preprocess` brings pixels into the form the backbone has learnt from. A network that expects −1…1 and gets 0…255 is
# blind. Ours scales by itself and only needs its size; other networks need their own `preprocess_input`.

# %% id="predict-why-freeze"
predict("why-freeze", ...)

# %% id="transfer-model" tags=["graded"]
# GRADED FUNCTION: transfer_model
@graded
def transfer_model(image_shape, base_model, preprocess, augmenter, classes):
    """A new head on a frozen backbone.

    image_shape: rows, columns and channels of a picture of pixels 0–255. base_model: a keras.Model, pictures → map.
    preprocess, augmenter: layers or models that are called on a batch of pictures. classes: how many there are.
    Returns a keras.Model that gives probabilities, shape (m, classes).
    """
    # BEGIN SOLUTION
    base_model.trainable = False
    images = keras.Input(shape=image_shape)
    x = augmenter(images)
    x = preprocess(x)
    x = base_model(x, training=False)
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dropout(0.2)(x)
    outputs = layers.Dense(classes, activation="softmax")(x)
    model = keras.Model(images, outputs)
    # END SOLUTION
    return model


# %% id="check-transfer-model"
check(transfer_model)

# %% [markdown] id="cache-text"
# ### Store the features
#
# A frozen backbone gives the same 1,280 numbers for the same picture, in every epoch. Computing them again and again
# is a waste: compute them **once**, keep them, and train the head alone on them. We measure both: one epoch through
# the whole model, and one epoch of the head on stored features.
#
# The price: the pictures must stay the same, so random augmentation is lost. We store two versions of each picture
# instead, the plain and the mirrored one: augmentation in advance. Expect an epoch to become about ten times faster.

# %% id="cache" tags=["nbval-ignore-output"]
preprocess = layers.Resizing(SIZE, SIZE)
model = transfer_model((64, 64, 3), backbone, preprocess, data_augmenter(), 6)
compile_model(model, 0.003)
features_of = keras.Sequential(
    [keras.Input((64, 64, 3)), preprocess, backbone, layers.GlobalAveragePooling2D()]
)  # fmt: skip


def new_head():
    keras.utils.set_random_seed(2)
    head = keras.Sequential(
        [keras.Input((backbone.output.shape[-1],)), layers.Dropout(0.2), layers.Dense(6, activation="softmax")]
    )
    compile_model(head, 0.001)
    return head


def seconds_of_epoch(network, X, Y, epochs):
    network.fit(X, Y, batch_size=30, verbose=0)  # the first call prepares the graph and would mislead
    start = time.perf_counter()
    network.fit(X, Y, batch_size=30, epochs=epochs, verbose=0)
    return (time.perf_counter() - start) / epochs


mirrored = np.array([mirror(image) for image in X_few])
start = time.perf_counter()
F_few = answers_of(features_of, np.concatenate([X_few, mirrored]))
once = time.perf_counter() - start
L_few = np.concatenate([Y_few, Y_few])
F_val, F_test = answers_of(features_of, X_val), answers_of(features_of, X_test)

whole = seconds_of_epoch(model, X_few, Y_few, epochs=1)
stored = seconds_of_epoch(new_head(), F_few[:60], Y_few, epochs=10)
print(f"one epoch through the whole model:        {whole:.2f} s")
print(f"one epoch of the head on stored features: {stored:.3f} s, after {once:.1f} s to store two versions of each")
print(f"an epoch is {whole / stored:.0f} times faster")

# %% [markdown] id="head-text"
# Now train the head: 40 epochs of 120 stored rows. Ten seeds gave a test accuracy of 0.68 ± 0.02.

# %% id="head" tags=["nbval-ignore-output"]
head = new_head()
head.fit(
    F_few, L_few, batch_size=30, epochs=40, validation_data=(F_val, Y_val), validation_batch_size=120, verbose=0,
    callbacks=[TrainingPlot(40, "The head on stored features").callback()],
)  # fmt: skip
accuracy = {f"from scratch, {name}": accuracy_of(network, X_test, Y_test) for name, network in scratch.items()}
accuracy["new head on frozen features"] = accuracy_of(head, F_test, Y_test)

# %% [markdown] id="tune-text"
# ### Unfreeze the end
#
# The head has settled. Put its weights into the whole model: its answers stay the same, but now we can let the
# backbone's *last* layers learn too, with random augmentation back in. They knew about dogs' noses; they may
# learn about fingers. Take small steps, or they forget more than they learn: a tenth of the rate
# ([fine-tuning](glossary:fine-tuning)).
#
# **Write `fine_tune`.**
#
# 1. Unfreeze the backbone, then freeze `base_model.layers[:fine_tune_at]` again.
# 2. Keep every `keras.layers.BatchNormalization` frozen, too. In Keras 3, `fit` puts all layers into training mode and
#    overrules the `training=False` of the call; unfrozen, these layers would replace the statistics of a million
#    photographs by those of your batch. (Ours has none, they are folded into its convolutions. Others have.)
# 3. Compile again, with `keras.optimizers.Adam(learning_rate / 10)`: only then does Keras note what is to learn.

# %% id="fine-tune" tags=["graded"]
# GRADED FUNCTION: fine_tune
@graded
def fine_tune(model, base_model, fine_tune_at, learning_rate):
    """Let the last layers of the backbone learn, too.

    model: holds base_model. fine_tune_at: number of the first layer of base_model.layers that learns.
    learning_rate: with which the head was trained.
    Returns model, compiled with a tenth of that rate, sparse_categorical_crossentropy and accuracy.
    """
    # BEGIN SOLUTION
    base_model.trainable = True
    for layer in base_model.layers[:fine_tune_at]:
        layer.trainable = False
    for layer in base_model.layers:
        if isinstance(layer, layers.BatchNormalization):
            layer.trainable = False
    optimizer = keras.optimizers.Adam(learning_rate / 10)
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    # END SOLUTION
    return model


# %% id="check-fine-tune"
check(fine_tune)

# %% [markdown] id="tune-run-text"
# The last block and the last convolution learn, a third of all weights. 15 epochs take about ten seconds. Ten seeds
# gave 0.73 ± 0.03, in some runs no gain at all. Mind the noise: with 120 test pictures an accuracy near 0.7 is known to about
# ± 0.04 only. A network that is 0.03 better may just have been lucky.

# %% id="predict-fine-tune-rate"
predict("fine-tune-rate", ...)

# %% id="tune-run" tags=["nbval-ignore-output"]
keras.utils.set_random_seed(3)
model.layers[-1].set_weights(head.layers[-1].get_weights())
fine_tune(model, backbone, len(backbone.layers) - 7, learning_rate=0.001)
learning = sum(weight.numpy().size for weight in model.trainable_weights)
print(f"{learning:,} of {model.count_params():,} weights learn now.")
history = model.fit(
    X_few, Y_few, batch_size=20, epochs=15, verbose=0,
    callbacks=[TrainingPlot(15, "The last block learns, too").callback()],
)  # fmt: skip

# %% id="tune-table" tags=["nbval-ignore-output"]
accuracy["last block tuned"] = accuracy_of(model, X_test, Y_test)
for name, value in accuracy.items():
    print(f"{name:32}: test accuracy {value:.2f}")

# %% [markdown] id="ensemble-text"
# ## 4. Ask more than once
#
# Different networks err on different pictures. An **[ensemble](glossary:ensemble)** asks several and averages their
# *probabilities*: a network that is unsure then counts less than one that is certain. A vote of decisions throws that away. It costs as many predictions as
# there are networks, which is why contests use it and telephones do not.
#
# **Write `ensemble_predict`.**

# %% id="example-ensemble-predict"
# The two networks disagree about the first picture, so the surer one decides.
example("ensemble_predict", probabilities=[[[0.6, 0.4], [0.3, 0.7]], [[0.2, 0.8], [0.4, 0.6]]], gives=...)

# %% id="ensemble-predict" tags=["graded"]
# GRADED FUNCTION: ensemble_predict
@graded
def ensemble_predict(probabilities):
    """Average first, then decide.

    probabilities: of several networks for the same images, shape (n_models, m, n_classes).
    Returns mean, shape (m, n_classes), and labels, the most probable class of each image, shape (m,).
    """
    # BEGIN SOLUTION
    mean = np.mean(probabilities, axis=0)
    labels = np.argmax(mean, axis=1)
    # END SOLUTION
    return mean, labels


# %% id="check-ensemble-predict"
check(ensemble_predict)

# %% id="predict-mean-or-vote"
predict("mean-or-vote", ...)

# %% id="predict-bug-ensemble"
predict("bug-ensemble", ...)

# %% [markdown] id="ten-crop-text"
# ### Ten views of one picture
#
# With one network you can ask about several **views**: the four corners and the centre, and the mirror image of each ([ten-crop](glossary:ten-crop)).
# Random crops made training pictures vary; now they make a prediction steadier.
#
# **Write `ten_crop`.** Order: top left, top right, bottom left, bottom right, centre; then the mirror image of each,
# in the same order. The centre begins at `(n_H - size) // 2` and `(n_W - size) // 2`.

# %% id="ten-crop" tags=["graded"]
# GRADED FUNCTION: ten_crop
@graded
def ten_crop(image, size):
    """Five windows and their mirror images.

    image: shape (n_H, n_W, n_C). size: rows and columns of a window.
    Returns crops, shape (10, size, size, n_C).
    """
    # BEGIN SOLUTION
    last_row, last_column = image.shape[0] - size, image.shape[1] - size
    tops = [0, 0, last_row, last_row, last_row // 2]
    lefts = [0, last_column, 0, last_column, last_column // 2]
    windows = [image[top : top + size, left : left + size] for top, left in zip(tops, lefts)]
    crops = np.stack(windows + [mirror(window) for window in windows])
    # END SOLUTION
    return crops


# %% id="check-ten-crop"
check(ten_crop)

# %% id="predict-order-ten-crop"
predict("order-ten-crop", ...)

# %% id="see-ten-crop"
names = ("top left", "top right", "bottom left", "bottom right", "centre")
titles = [*names, *(f"{name}, mirrored" for name in names)]
show_photos(dict(zip(titles, ten_crop(cat, 84))), "Ten views of one cat.", height=84)

# %% [markdown] id="compare-text"
# ### Which helps more?
#
# Three networks about one view, one network about ten views, and all of it together. To save time we ask about every
# other test picture: 60 pictures, 600 views. Usually a mean is as good as its best member or a little better; but
# look how few pictures the differences are.

# %% id="compare" tags=["nbval-ignore-output"]
WINDOW = 58
half, truth = X_test[::2], Y_test[::2]
said = {
    "from scratch, mirrored": answers_of(scratch["mirrored"], half),
    "new head on frozen features": answers_of(head, F_test[::2]),
    "last block tuned": answers_of(model, half),
}


def answers_of_views(images):
    """Ten answers for each image, shape (10, m, 6)."""
    views = np.concatenate([ten_crop(image, WINDOW) for image in images])
    enlarged = np.asarray(layers.Resizing(64, 64)(views))
    return answers_of(model, enlarged).reshape(len(images), 10, 6).transpose(1, 0, 2)


of_views = answers_of_views(half)
three, ten = np.array(list(said.values())), ensemble_predict(of_views)[0]
said |= {
    "mean of all three": ensemble_predict(three)[0],
    "mean of the last two": ensemble_predict(three[1:])[0],
    "ten views, last block tuned": ten,
    "mean of the last two and ten views": ensemble_predict(np.array([*three[1:], ten]))[0],
}
for name, P in said.items():
    right = np.sum(P.argmax(axis=1) == truth)
    print(f"{name:34}: {right} of {len(truth)} right, {right / len(truth):.2f}")

# %% [markdown] id="worst-text"
# The mistakes that remain:

# %% id="worst" tags=["nbval-ignore-output"]
mean, labels = ensemble_predict(np.array([*three[1:], ten]))
wrong = np.flatnonzero(labels != truth)
worst = wrong[np.argsort(-mean[wrong].max(axis=1))][:6]
show_photos(
    {f"{n + 1}: is {truth[i]}, predicted {labels[i]} ({mean[i].max():.0%})": half[i] for n, i in enumerate(worst)},
    "Wrong predictions, the most certain first.",
    height=128,
)

# %% [markdown] id="craft-text"
# ## 5. The craft of training
#
# So far the learning rate came out of nowhere. Here are four tools of everyday work, and then the question to ask of all
# of them: does it help, or was it luck? To be quick, everything is tried on the head alone. On stored features it is
# one dense layer, so you can train it with numpy: a training takes a fraction of a second.
#
# ### Which learning rate?
#
# A **[learning rate](glossary:learning-rate) range test** takes one run: begin with a tiny rate, multiply it by the same
# factor after every batch, and write down the cost. Too small: the cost stays. Good: it falls. Too large: it explodes.
# Take the rate from which it falls most steeply.
#
# The cost of a single batch is noisy, so it is smoothed by a running mean, which begins at 0 and therefore starts too
# low. Dividing by $1 - \beta^{\,n}$ after $n$ costs puts that right:
#
# $$ a_n = \beta\, a_{n-1} + (1 - \beta)\, c_n \qquad\qquad \hat a_n = \frac{a_n}{1 - \beta^{\,n}} $$
#
# **Write `learning_rate_finder`.** Stop *before* the first smoothed value that is above `stop` times the least so far.

# %% id="learning-rate-finder" tags=["graded"]
# GRADED FUNCTION: learning_rate_finder
@graded
def learning_rate_finder(rates, costs, smoothing=0.6, stop=4.0):
    """The rate from which the smoothed cost falls most steeply to the next one.

    rates, costs: of the steps of a range test, shape (n,). smoothing: β. stop: how far above the least is too far.
    Returns rate, one number, and smoothed, the smoothed costs that were kept, shape (k,).
    """
    # BEGIN SOLUTION
    average, kept = 0.0, []
    for i, cost in enumerate(costs):
        average = smoothing * average + (1 - smoothing) * cost
        value = average / (1 - smoothing ** (i + 1))
        if kept and value > stop * np.min(kept):
            break
        kept.append(value)
    smoothed = np.array(kept)
    steepest = np.argmin(np.diff(smoothed))
    rate = rates[steepest]
    # END SOLUTION
    return rate, smoothed


# %% id="check-learning-rate-finder"
check(learning_rate_finder)

# %% [markdown] id="schedule-text"
# ### A schedule
#
# Large steps get far, small ones arrive. A **schedule** gives each step its own rate. A common one: rise in a straight
# line for a few steps (*warm-up*: the first gradients of random weights are wild), then fall along half a cosine wave:
#
# $$ \text{rate}_k = \text{floor} + (\text{peak} - \text{floor}) \cdot \tfrac12 \Big(1 + \cos
# \pi\, \frac{k - \text{warm-up}}{\text{total} - \text{warm-up}} \Big) $$
#
# **Write `cosine_schedule`.** Steps are counted from 0. Step $k$ of the warm-up has $(k + 1) / \text{warm-up}$ of the
# peak.

# %% id="cosine-schedule" tags=["graded"]
# GRADED FUNCTION: cosine_schedule
@graded
def cosine_schedule(total_steps, peak, warmup_steps, floor=0.0):
    """The learning rate of every step.

    total_steps: how many. peak: the largest rate. warmup_steps: how many steps lead up to it. floor: where the wave ends.
    Returns rates, shape (total_steps,).
    """
    rates = np.zeros(total_steps)
    # BEGIN SOLUTION
    for step in range(total_steps):
        if step < warmup_steps:
            rates[step] = peak * (step + 1) / warmup_steps
        else:
            progress = (step - warmup_steps) / (total_steps - warmup_steps)
            rates[step] = floor + (peak - floor) * (1 + np.cos(np.pi * progress)) / 2
    # END SOLUTION
    return rates


# %% id="check-cosine-schedule"
check(cosine_schedule)

# %% [markdown] id="decay-text"
# ### Weight decay
#
# A network that has learned its pictures by heart often has a few large weights. **Weight decay** draws every weight
# towards 0 a little in each step, in proportion to its size; only those that lower the loss enough stay large. It is *L2
# [regularisation](glossary:regularisation)*: the same as adding $\tfrac{\lambda}{2} \lVert W \rVert^2$ to the loss of plain
# gradient descent. In Keras: `Dense(6, kernel_regularizer=keras.regularizers.L2(0.01))`, or
# `keras.optimizers.AdamW(weight_decay=0.01)`.
#
# $$ W \leftarrow W - \text{rate} \cdot (dW + \lambda W) \qquad\qquad b \leftarrow b - \text{rate} \cdot db $$
#
# **Write `weight_decay_step`.** Biases do not decay: they shift answers, and cannot learn a picture by heart. The names of
# weights begin with `"W"`.

# %% id="weight-decay-step" tags=["graded"]
# GRADED FUNCTION: weight_decay_step
@graded
def weight_decay_step(parameters, gradients, learning_rate, decay):
    """A step of gradient descent in which the weights also decay.

    parameters, gradients: dictionaries with the same names. learning_rate, decay: the rate and λ.
    Returns parameters after the step, a dictionary with the same names.
    """
    # BEGIN SOLUTION
    moved = {}
    for name, value in parameters.items():
        gradient = gradients[name]
        if name.startswith("W"):
            gradient = gradient + decay * value
        moved[name] = value - learning_rate * gradient
    # END SOLUTION
    return moved


# %% id="check-weight-decay-step"
check(weight_decay_step)

# %% [markdown] id="dropout-text"
# ### Dropout
#
# In training, **[dropout](glossary:dropout)** sets numbers to 0 at random, each with probability `rate`. No unit can rely
# on a particular other one, so each has to be useful on its own. What stays is divided by `1 - rate`: then the next layer
# receives as much as in use, where nothing is dropped. (The first paper multiplied by `1 - rate` in use instead. Dividing in
# training is called *inverted* dropout; all libraries do it.)
#
# **Write `dropout_forward`.** Draw one number between 0 and 1 for each number of `A` with
# `np.random.default_rng(seed).random(A.shape)`. Where the draw is below `rate`, the number goes. In use the mask is all
# ones.

# %% id="dropout-forward" tags=["graded"]
# GRADED FUNCTION: dropout_forward
@graded
def dropout_forward(A, rate, seed=0, training=True):
    """Drop numbers at random in training; let all pass in use.

    A: any shape. rate: probability with which a number goes. seed: of the draws.
    Returns out, and mask, what each number was multiplied by, both shaped like A.
    """
    # BEGIN SOLUTION
    mask = np.ones(A.shape)
    if training:
        draws = np.random.default_rng(seed).random(A.shape)
        mask = (draws >= rate) / (1 - rate)
    out = A * mask
    # END SOLUTION
    return out, mask


# %% id="check-dropout-forward"
check(dropout_forward)

# %% [markdown] id="dropout-backward-text"
# **Write `dropout_backward`.** The forward pass is one multiplication: what is its slope?

# %% id="dropout-backward" tags=["graded"]
# GRADED FUNCTION: dropout_backward
@graded
def dropout_backward(dout, mask):
    """Gradient of dropout.

    dout: gradient with respect to out. mask: from dropout_forward, of the same shape.
    Returns dA, of the same shape.
    """
    # BEGIN SOLUTION
    dA = mask * dout
    # END SOLUTION
    return dA


# %% id="check-dropout-backward"
check(dropout_backward)

# %% [markdown] id="train-numpy-text"
# ### Train the head with them
#
# One dense layer, softmax and cross-entropy, a rate for every step. The gradient is that of week 1: probabilities minus
# truth, divided by the number of pictures. Dropout is the first thing here, so nothing has to go back through it.

# %% id="train-numpy"
def train_head(seed, rates, F=None, L=None, decay=0.0, drop=0.0, batch=30):
    """A dense layer trained with your functions, and the cost of every step."""
    F, L = (F_few, L_few) if F is None else (F, L)
    rng = np.random.default_rng(seed)
    parameters = {"W": rng.normal(0, 0.02, (F.shape[1], 6)), "b": np.zeros(6)}
    costs = []
    for rate in rates:
        rows = rng.choice(len(F), batch, replace=False)
        X, _ = dropout_forward(F[rows], drop, seed=int(rng.integers(2**31)))
        scores = X @ parameters["W"] + parameters["b"]
        scores -= scores.max(axis=1, keepdims=True)
        log_P = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        costs.append(-np.mean(log_P[np.arange(batch), L[rows]]))
        dscores = (np.exp(log_P) - np.eye(6)[L[rows]]) / batch
        parameters = weight_decay_step(parameters, {"W": X.T @ dscores, "b": dscores.sum(axis=0)}, rate, decay)
    return parameters, np.array(costs)


def right_of(parameters, F, Y):
    return np.mean((F @ parameters["W"] + parameters["b"]).argmax(axis=1) == Y)


tried = np.geomspace(1e-4, 10, 100)
_, range_costs = train_head(0, tried)
best_rate, smoothed = learning_rate_finder(tried, range_costs)
plan = cosine_schedule(160, best_rate, 16)

fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3))
left.semilogx(tried[: len(smoothed)], range_costs[: len(smoothed)], ".", label="a batch")
left.semilogx(tried[: len(smoothed)], smoothed, label="smoothed")
left.axvline(best_rate, linestyle=":", color="gray")
left.set(xlabel="learning rate", ylabel="cost", title=f"Range test: {best_rate:.2g}")
left.legend()
right.plot(plan)
right.set(xlabel="step", ylabel="learning rate", title="Warm-up and cosine")
show(fig, alt=f"Left: the cost stays, falls and explodes as the rate grows; the steepest fall begins at {best_rate:.2g}. "
     "Right: the rate rises in a line over 16 steps, then falls along half a cosine wave to 0.")  # fmt: skip

# %% [markdown] id="interval-text"
# ## 6. How certain is it, and for whom?
#
# ### Luck, or better?
#
# Run a training again with another seed, and the accuracy changes by some hundredths. A single pair of runs says nothing
# about which recipe is better. Take five seeds each, and say how well their mean is known: a **confidence interval**,
#
# $$ \bar x \pm t\, \frac{s}{\sqrt n} \qquad\qquad s^2 = \frac{1}{n - 1} \sum_i (x_i - \bar x)^2 . $$
#
# $s$ is the standard deviation of the runs (divided by $n - 1$, since the mean comes from the same numbers). With few
# runs $s$ itself is uncertain, so Student's $t$ is larger than the usual 1.96: for 95 % it is 12.7 with two runs, 4.30
# with three, **2.776** with five, 2.262 with ten.
#
# **Write `confidence_interval`.**

# %% id="confidence-interval" tags=["graded"]
# GRADED FUNCTION: confidence_interval
@graded
def confidence_interval(values, t):
    """The mean of some runs, and between which ends it is known.

    values: what each run gave, shape (n,). t: Student's factor for n − 1 degrees of freedom.
    Returns mean, low and high.
    """
    # BEGIN SOLUTION
    mean = np.mean(values)
    spread = np.std(values, ddof=1)
    half_width = t * spread / np.sqrt(len(values))
    low, high = mean - half_width, mean + half_width
    # END SOLUTION
    return mean, low, high


# %% id="check-confidence-interval"
check(confidence_interval)

# %% [markdown] id="recipes-text"
# Six recipes, five seeds each, judged on the **validation** pictures. The second table compares with the first recipe
# *seed by seed*: what both share, the luck of the seed, cancels in the difference, and its interval is narrower. Only where
# the interval of the difference does not contain 0 has the recipe shown that it does something.

# %% id="recipes" tags=["nbval-ignore-output"]
constant = np.full(160, best_rate)
recipes = {
    "constant rate": {"rates": constant},
    "warm-up and cosine": {"rates": plan},
    "weight decay 0.1": {"rates": constant, "decay": 0.1},
    "dropout 0.5": {"rates": constant, "drop": 0.5},
    "without mirrored pictures": {"rates": constant, "F": F_few[:60], "L": L_few[:60]},
    "a rate ten times as large": {"rates": 10 * constant},
}
reached = {name: np.array([right_of(train_head(seed, **how)[0], F_val, Y_val) for seed in range(5)])
           for name, how in recipes.items()}  # fmt: skip
for name, values in reached.items():
    mean, low, high = confidence_interval(values, 2.776)
    print(f"{name:26} {mean:.3f}, {low:.3f} to {high:.3f}")
first = reached.pop("constant rate")
print("\nDifference from the constant rate:")
for name, values in reached.items():
    _, low, high = confidence_interval(values - first, 2.776)
    says = "no difference shown" if low <= 0 <= high else "better" if low > 0 else "worse"
    print(f"{name:26} {low:+.3f} to {high:+.3f}: {says}")

# %% [markdown] id="wilson-text"
# Expect the mirrored pictures to help by a few hundredths, and the large rate to harm; for the other three, five
# seeds on this small problem can tell no difference, whatever their fame. That is a result, too. (With ten comparisons at
# 95 % one is expected to look real by chance every other time: the more you try, the more you need to see.)
#
# ### How certain is an accuracy?
#
# There is a second kind of luck: which pictures happened to be in the test set. If `right` of `n` pictures are right, the
# plain rule $p \pm z \sqrt{p (1 - p) / n}$ says "25 of 25: 100 % ± 0", which nobody believes. **Wilson's interval**
# does not break at the ends ($z = 1.96$ for 95 %):
#
# $$ \frac{1}{1 + z^2 / n} \left( p + \frac{z^2}{2n} \pm z \sqrt{\frac{p (1 - p)}{n} + \frac{z^2}{4 n^2}} \right) $$
#
# **Write `wilson_interval`.**

# %% id="wilson-interval" tags=["graded"]
# GRADED FUNCTION: wilson_interval
@graded
def wilson_interval(right, n, z=1.96):
    """Between which ends a share is known, of which `right` of `n` trials were seen.

    right, n: whole numbers. z: 1.96 for 95 %, 2.576 for 99 %.
    Returns low and high.
    """
    # BEGIN SOLUTION
    p = right / n
    middle = p + z**2 / (2 * n)
    reach = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    low, high = np.array([middle - reach, middle + reach]) / (1 + z**2 / n)
    # END SOLUTION
    return low, high


# %% id="check-wilson-interval"
check(wilson_interval)

# %% [markdown] id="audit-text"
# ### For whom does it work?
#
# One accuracy hides many. The hands of this course were drawn with skin tones spread evenly over the **Monk scale**, from
# 1 (lightest) to 10 (darkest), and the file says of each test hand its tone, whether it is a left one, and which
# photograph is behind it. So we can ask what should be asked of every network before it meets people: **does it err more
# often for some of them, or in some conditions?**
#
# **Write `error_rates_by_group`.**

# %% id="error-rates-by-group" tags=["graded"]
# GRADED FUNCTION: error_rates_by_group
@graded
def error_rates_by_group(predictions, labels, groups):
    """How often each group gets a wrong answer.

    predictions, labels: classes, shape (m,). groups: which group each picture belongs to, shape (m,).
    Returns names, the groups in sorted order, counts, their numbers of pictures, rates, their shares of wrong answers,
    all of shape (g,), and gap, the largest rate minus the smallest.
    """
    # BEGIN SOLUTION
    names = np.unique(groups)
    counts, rates = [], []
    for name in names:
        chosen = groups == name
        counts.append(np.sum(chosen))
        rates.append(np.mean(predictions[chosen] != labels[chosen]))
    gap = max(rates) - min(rates)
    # END SOLUTION
    return names, np.array(counts), np.array(rates), gap


# %% id="check-error-rates-by-group"
check(error_rates_by_group)

# %% [markdown] id="audit-use-text"
# Three groups of the scale, the two hands and the five photographs, with intervals beside the rates: groups of sixteen to
# sixty pictures leave much room. A gap between rates whose intervals overlap widely is no proof of unequal treatment, and
# no proof of equal treatment either: it means that more pictures are needed.

# %% id="audit" tags=["nbval-ignore-output"]
X_hands, Y_hands, conditions = load_sign_conditions()  # the test pictures, with what the generator knows of each
final, _ = train_head(0, plan)
answers = (answers_of(features_of, X_hands) @ final["W"] + final["b"]).argmax(axis=1)
conditions["tone"] = np.array(["tones 1–3", "tones 4–7", "tones 8–10"])[np.digitize(conditions["tone"], [4, 8])]
audit = {condition: error_rates_by_group(answers, Y_hands, groups) for condition, groups in conditions.items()}
for condition, (names, counts, rates, gap) in audit.items():
    print(f"by {condition}: gap {gap:.2f}")
    for name, count, rate in zip(names, counts, rates):
        low, high = wilson_interval(round(rate * count), count)
        print(f"    {name:13} {count:3} pictures, error rate {rate:.2f} ({low:.2f} to {high:.2f})")

# %% [markdown] id="model-card-text"
# ### A model card
#
# Whoever publishes a network should also publish what is known about it: a **model card**, a page that says what it is for, what it
# was trained on, how it was measured, for whom it errs, and what it must not be used for. The numbers below come from this
# run; write the words for a network of your own.

# %% id="model-card" tags=["nbval-ignore-output"]
right = int(np.sum(answers == Y_hands))
low, high = wilson_interval(right, len(Y_hands))


def accuracies(names, counts, rates, gap):
    return ", ".join(f"{name} {1 - rate:.2f}" for name, rate in zip(names, rates))


print(f"""Hand signs 0 to 5, a head on frozen EfficientNet-Lite0 features
For:           one drawn hand before a blurred background; teaching.
Not for:       photographs, several hands, sign language,
               any decision about a person.
Trained on:    {len(X_few)} drawn pictures, ten a sign, and their mirror images.
Measured on:   {len(Y_hands)} drawn pictures of 20 other hands.
Accuracy:      {right / len(Y_hands):.2f} (95 % interval {low:.2f} to {high:.2f}).
By skin tone:  {accuracies(*audit["tone"])}.
By hand:       {accuracies(*audit["hand"])}.
Not measured:  jewellery, gloves, missing fingers, other cameras.""")

# %% [markdown] id="own-text"
# ## 7. Your own photograph
#
# Photograph your hand before a plain wall, put the file beside this notebook and write its name below. Without a file
# a test picture is used. The new head has seen drawn hands only, but the backbone knows photographs: compare with the
# network of week 1.

# %% id="own" tags=["nbval-ignore-output"]
my_image = "my_hand.jpg"
picture = load_image(my_image, size=64) if Path(my_image).is_file() else X_test[7]
mean, labels = ensemble_predict(answers_of_views([picture]))
print(f"Ten views say {labels[0]}, with probability {mean[0].max():.0%}.")
show_photos({"your picture, 64×64": picture})

# %% [markdown] id="other-text"
# ### Another backbone
#
# One argument changes it. The weights are downloaded once, so this needs the internet; without it you read a sentence
# that says so. Take away the `#` and run it. Then run the notebook from *A network that can already see* with it.

# %% id="other"
# backbone = load_backbone("EfficientNetB0", input_shape=(SIZE, SIZE, 3))

# %% [markdown] id="summary"
# ## What you have now
#
# - A change that keeps the label makes a new example. Mirror, crop, turn, shear, light: the label decides which.
# - A trained network's first layers serve every question about pictures. Few pictures: freeze all, learn a head.
#   More: unfreeze the last layers, at a tenth of the rate, batch normalisation frozen.
# - Frozen features are computed once; then an epoch takes hundredths of a second.
# - Average probabilities, not decisions.
# - A range test finds the learning rate, a schedule makes it rise and fall; weight decay and dropout are regularisation.
# - One run proves nothing: take several seeds, differences seed by seed, an interval. And one accuracy hides many: look at
#   each group.
#
# In a terminal, `course check workbook/week2/4_transfer_and_augmentation.ipynb` checks all of it at once.
#
# ## Try it
#
# Nothing here is graded.
#
# 1. Take 3 pictures of each sign, then 20, then 100. From how many on does the network from scratch catch up?
# 2. Give `transfer_model` a backbone without its training, `load_backbone(..., weights=None)`. What is a frozen
#    network of random filters worth?
# 3. Leave the rate of `fine_tune` as it was, and watch the cost of the first epochs.
# 4. Stop the backbone early: `keras.Model(backbone.input, backbone.layers[60].output)`. Which depth serves hands best?
# 5. Turn by up to a full circle. Why does it harm here, and for which pictures would it not?
#
# <details><summary>Answers</summary>
#
# 1. With 3 of each the network from scratch hardly beats guessing, and the frozen features are far ahead. With all 180 of
#    each it reaches about 0.8: more than a head on features that were made for photographs.
# 2. More than a sixth, and far less than the trained one. Random filters still answer to edges and colours here and there.
# 3. The cost jumps up before it falls: large steps forget first.
# 4. The later a layer, the more it knows of the thousand classes of photographs, and the less of hands. A layer from the
#    middle has larger maps, too; `GlobalAveragePooling2D` keeps one number of each channel.
# 5. No hand in the test stands on its head, so the network spends its few weights on what never comes. Pictures from above
#    (satellites, microscopes) have no up and down: there a full circle is right.
#
# </details>
#
# **Next:** [Efficient networks](5_efficient_networks.ipynb): the same answer for a tenth of the work.

# %% [markdown] id="reading"
# **To read on.** A. Krizhevsky, I. Sutskever, G. Hinton, *ImageNet classification with deep convolutional neural
# networks*, 2012: crops, mirror and the PCA shift. J. Yosinski and others, *How transferable are features in deep
# neural networks?*, 2014. M. Tan, Q. Le, *EfficientNet*, 2019. L. Smith, *Cyclical learning rates for training neural
# networks*, 2017: the range test. I. Loshchilov, F. Hutter, *SGDR*, 2017, and *Decoupled weight decay regularization*,
# 2019. M. Mitchell and others, *Model cards for model reporting*, 2019.
