# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown] id="title"
# # A class for every pixel: U-Net
#
# A box says roughly where a thing is. A doctor who measures a lung, or a car that looks for the road, needs its
# outline: **[segmentation](glossary:semantic-segmentation)** gives every pixel a class. The network first makes the
# picture small, to understand it, and then large again, to draw the answer. You write the layer that makes maps larger,
# the measures of a mask, and a [U-Net](glossary:U-Net).
#
# **After this notebook you can**
#
# - compute a [transposed convolution](glossary:transposed-convolution) by hand, and say where its chessboards come
#   from;
# - measure a mask by [Dice](glossary:Dice) and by intersection over union, and say why a share of right pixels
#   misleads;
# - build a U-Net from three parts, and show what its skip connections are good for;
# - train with classes of very different size;
# - say what instance and panoptic segmentation add.
#
# **How it works.** Write a function, run its cell, run the check below it. `hint(function)` helps in three steps.
# When it passes, `compare(function)` shows the course's own version beside yours.
# `predict(…)` asks before you see: run it, write your answer in place of the dots, run it again.
# The notebook runs from the start: where you have not written a function yet, the course's own version answers.
#
# **Time:** about two hours. **You need:** the notebook *localization*, and *step by step* of week 1.

# %% id="imports"
import matplotlib.pyplot as plt
import numpy as np

from course_utils.start import TrainingPlot, check, draw_layer, graded, hint, show, show_grids, start_tensorflow
from course_utils.week3 import MaskExplorer, TransposeExplorer, load_street_masks
from course_utils.week4 import make_ct

start_tensorflow()  # takes a few seconds, once
plt.style.use("course_utils.plots")

import keras
from keras import layers, ops

# %% [markdown] id="pixels-text"
# ## 1. From windows to pixels
#
# The drawn streets again, now with an answer for every pixel: a **mask**, one whole number for each, the place of its
# class in a list of names.

# %% id="load-streets"
streets, unseen = load_street_masks("train"), load_street_masks("test")
names = streets.names
print(f"{streets.pictures.shape} pictures, {streets.masks.shape} masks")
print(", ".join(f"{k} {name}" for k, name in enumerate(names)))

# %% id="see-streets"
COLOURS = ["#56b4e9", "#cc79a7", "#009e73", "#666666", "#f0e442", "#0072b2", "#e69f00", "#d55e00"]
RED_GREEN_BLUE = np.array([[int(colour[k : k + 2], 16) for k in (1, 3, 5)] for colour in COLOURS])


def paint(mask):
    """A mask in colours, shape (n_H, n_W, 3)."""
    return RED_GREEN_BLUE[mask]


def legend(fig):
    marks = [plt.Line2D([], [], marker="s", linestyle="", color=colour) for colour in COLOURS]
    fig.legend(marks, names, loc="outside lower left", ncols=4)


def bare(axes):
    for ax in axes.flat:
        ax.set(xticks=[], yticks=[])


fig, axes = plt.subplots(2, 3, figsize=(7.5, 5.6))
for k, column in zip((1, 2, 6), axes.T):
    column[0].imshow(streets.pictures[k])
    column[1].imshow(paint(streets.masks[k]))
bare(axes)
legend(fig)
show(fig, alt="Three drawn streets, and below each its mask: a colour for every class, the outlines sharp.")

# %% [markdown] id="windows-text"
# How would you get such a mask with what you know? Cut a window around **every** pixel and ask a classifier for the
# class of its middle: right in principle, and 16,384 passes for a picture of 128 × 128. *Localization* showed the way
# out: turn the dense layer into a convolution, and one pass answers for all windows.
#
# Two things are missing.
#
# 1. **The head.** A **1×1 convolution** with one filter for each class reads the channels of a single place and gives
#    one number for each class there: a dense layer for every pixel, with the same weights everywhere.
# 2. **The size.** Each pooling halves the map. After three of them one number stands for 8 × 8 pixels. The poolings are
#    needed: only from afar does a network see that the grey below is a road. So the map must **grow again**, by a layer
#    that learns how.

# %% id="windows-drawing"
draw_layer([(64, 64, 3), (32, 32, 8), (16, 16, 16), (32, 32, 8), (64, 64, 8)], ["pool", "pool", "grow", "grow, 1×1"])

# %% [markdown] id="transpose-text"
# ## 2. Transposed convolution
#
# A convolution **gathers**: a window of f × f pixels becomes one number. A transposed convolution **spreads**: one
# number becomes a window of f × f, namely the filter times that number. The windows lie `stride` apart on a larger map.
# Where they overlap, they **add up**.
#
# Along one axis, by hand: the input (2, 3), the filter (1, 10, 100), stride 2.
#
# | place | 0 | 1 | 2 | 3 | 4 |
# |---|---|---|---|---|---|
# | 2 times the filter | 2 | 20 | 200 | | |
# | 3 times the filter, 2 places on | | | 3 | 30 | 300 |
# | sum | 2 | 20 | **203** | 30 | 300 |
#
# Two windows, $2 - 1$ steps of 2 between them, and 3 places for the last: $n' = (n - 1) \cdot s + f$, here $1 \cdot 2 +
# 3 = 5$. In the end a rim may be cut: `pad` rows and columns at each side.
# $$n' = (n - 1)\, s + f - 2p$$

# %% id="predict-transposed-size"
predict("transposed-size", ...)

# %% [markdown] id="explorer-text"
# Below, every pixel lays its patch down, one after the other: press the button, or choose a pixel. Then let the canvas
# show *patches on each place*, and move the stride.

# %% id="transpose-explorer"
TransposeExplorer(row=0, col=1)

# %% [markdown] id="conv-transpose-text"
# **Write `conv_transpose`.** The filters are stored as Keras stores them: `W` has shape `(f, f, n_C, n_C_prev)`, what
# comes **out** before what comes in. You will see in a moment why that order is natural. Every input channel has its
# own filter for every output channel; their patches add up. Each output channel has one bias.

# %% id="example-conv-transpose"
# Two patches that share a column, and a rim to be cut: three numbers are left, and each mix-up changes one of them.
example("conv_transpose", A_prev=[[[[1], [2]]]], W=[[[[1]], [[2]], [[5]]], [[[3]], [[4]], [[6]]], [[[7]], [[8]], [[9]]]], b=[[[[9]]]], hparameters={"stride": 2, "pad": 1}, gives=...)  # fmt: skip

# %% id="conv-transpose" tags=["graded"]
# GRADED FUNCTION: conv_transpose
@graded
def conv_transpose(A_prev, W, b, hparameters):
    """Make maps larger: every pixel lays its filters on a canvas.

    A_prev: shape (m, n_H_prev, n_W_prev, n_C_prev). W: filters, shape (f, f, n_C, n_C_prev). b: shape (1, 1, 1, n_C).
    hparameters: "stride", and "pad", what is cut off at each side. Returns Z, shape (m, n_H, n_W, n_C).
    """
    m, n_H_prev, n_W_prev, n_C_prev = A_prev.shape
    f, _, n_C, _ = W.shape
    stride, pad = hparameters["stride"], hparameters["pad"]
    # BEGIN SOLUTION
    large_H, large_W = stride * (n_H_prev - 1) + f, stride * (n_W_prev - 1) + f
    Z = np.zeros((m, large_H, large_W, n_C))
    for h in range(n_H_prev):
        for w in range(n_W_prev):
            y, x = stride * h, stride * w
            Z[:, y : y + f, x : x + f] += np.einsum("mk,ijck->mijc", A_prev[:, h, w], W)
    Z = Z[:, pad : large_H - pad, pad : large_W - pad] + b
    # END SOLUTION
    return Z


# %% id="check-conv-transpose"
check(conv_transpose)

# %% id="predict-bug-conv-transpose"
predict("bug-conv-transpose", ...)

# %% [markdown] id="gradient-text"
# ### Why "transposed"?
#
# A convolution is a matrix: each of its outputs is a sum of inputs with weights. Write the picture as a column, and the
# layer is $z = C a$, with a sparse $C$ that holds the filter again and again. On the way back the gradient of the input
# is $C^\top\, dz$: **the transposed matrix carries every number to all the places that it came from**, as your loop
# does. So a transposed convolution *is* `dA` of week 1's `conv_backward`, used forwards, with the same `W`: the
# convolution that it belongs to reads `n_C` channels and gives `n_C_prev`. It is not an inverse: the size comes back,
# the numbers do not.

# %% id="gradient"
rng = np.random.default_rng(1)
W = rng.normal(size=(3, 3, 1, 1))  # of a convolution 5×5 → 2×2, stride 2
C = np.zeros((4, 25))
for out, (h, w) in enumerate(np.ndindex(2, 2)):
    window = np.zeros((5, 5))
    window[2 * h : 2 * h + 3, 2 * w : 2 * w + 3] = W[:, :, 0, 0]
    C[out] = window.ravel()
dz = rng.normal(size=(1, 2, 2, 1))
mine = conv_transpose(dz, W, np.zeros((1, 1, 1, 1)), {"stride": 2, "pad": 0})
print("equal to the transposed matrix:", np.allclose(mine.ravel(), C.T @ dz.ravel()))

A, W = rng.normal(size=(2, 4, 6, 3)), rng.normal(size=(3, 3, 5, 3))
mine = conv_transpose(A, W, np.zeros((1, 1, 1, 5)), {"stride": 2, "pad": 0})
theirs = np.asarray(ops.conv_transpose(A.astype("float32"), W.astype("float32"), strides=2))
print(f"{A.shape[1:]} → {mine.shape[1:]}, equal to Keras: {np.allclose(mine, theirs, atol=1e-4)}")

# %% [markdown] id="chessboard-text"
# ### Chessboards
#
# Give the layer a flat map, all ones, and a flat filter. With f = 3 and stride 2 some places get one patch, some two,
# and where rows and columns meet, four. The network can learn weights that even this out, but it has to, and early in
# training its pictures show a **chessboard**. Where the stride divides f, the middle is covered evenly. Hence two
# customs: f = 2 with stride 2 (patches lie side by side), or repeating pixels (`UpSampling2D`) before an ordinary
# convolution.

# %% id="predict-chessboard"
predict("chessboard", ...)

# %% id="chessboard"
flat, none = np.ones((1, 4, 4, 1)), np.zeros((1, 1, 1, 1))
covered = {}
for f, stride in ((3, 2), (2, 2), (4, 2)):
    Z = conv_transpose(flat, np.ones((f, f, 1, 1)), none, {"stride": stride, "pad": 0})
    covered[f"f = {f}, stride {stride}"] = Z[0, :, :, 0]
show_grids(covered, signs=" ", caption="How many patches cover each place.")

# %% [markdown] id="dice-text"
# ## 3. How good is a mask?
#
# On a small chest the lungs cover a fifth of the pixels. A network that says *background* everywhere has four fifths of
# them right and has found nothing. A useful measure looks at the **overlap**. With $y$ the true mask (0 or 1) and $p$
# the prediction:
#
# $$\text{Dice} = \frac{2 \sum y\,p + \varepsilon}{\sum y + \sum p + \varepsilon}, \qquad
#   \text{IoU} = \frac{|y \cap p|}{|y \cup p|}$$
#
# The sums run over the pixels of **one** picture. Dice is 1 for a perfect mask and near 0 for a disjoint one;
# $\varepsilon$, called `smooth`, lets an empty mask that is found empty count as 1 instead of 0 / 0. $p$ may be a
# probability: then Dice has a slope everywhere, and $1 - \text{Dice}$ serves as a loss.

# %% id="predict-nothing-found"
predict("nothing-found", ...)

# %% id="example-dice"
# A probability that is sure in one place and torn in another: rounding it, or dividing by the union, would show.
example("dice", y_true=[[[1.0, 1.0], [0.0, 0.0]]], y_pred=[[[0.9, 0.4], [0.3, 0.0]]], smooth=0.5, gives=...)

# %% [markdown] id="dice-task"
# **Write `dice`**: one value for each picture.

# %% id="dice" tags=["graded"]
# GRADED FUNCTION: dice
@graded
def dice(y_true, y_pred, smooth=1.0):
    """Dice's coefficient of every picture.

    y_true: masks of 0 and 1, shape (m, n_H, n_W). y_pred: probabilities of that shape, not to be rounded.
    smooth: added above and below. Returns an array of shape (m,).
    """
    # BEGIN SOLUTION
    both = (y_true * y_pred).sum(axis=(1, 2))
    sizes = y_true.sum(axis=(1, 2)) + y_pred.sum(axis=(1, 2))
    result = (2 * both + smooth) / (sizes + smooth)
    # END SOLUTION
    return result


# %% id="check-dice"
check(dice)

# %% [markdown] id="mean-iou-text"
# **Several classes.** Each class is a mask of its own: where the map equals its number. Its intersection over union is
# the one of boxes, counted in pixels. The mean over the classes, **mean IoU**, lets a traffic light count as much as
# the whole road. A class that neither truth nor prediction holds has no value and is left out of the mean; one that
# only one of them holds was missed, or made up, and counts as 0.
#
# **Write `mean_iou`.** Return the mean and the IoU of each class, −1 where there is none.

# %% id="mean-iou" tags=["graded"]
# GRADED FUNCTION: mean_iou
@graded
def mean_iou(y_true, y_pred, n_classes):
    """Intersection over union of each class, and its mean.

    y_true, y_pred: whole numbers 0 … n_classes − 1, equal in shape. Returns the mean over the classes that occur in
    either, and an array of shape (n_classes,): the IoU of each class, −1 for one that occurs in neither.
    """
    # BEGIN SOLUTION
    ious = -np.ones(n_classes)
    for c in range(n_classes):
        true, guess = y_true == c, y_pred == c
        union = np.count_nonzero(true | guess)
        if union:
            ious[c] = np.count_nonzero(true & guess) / union
    mean = ious[ious >= 0].mean()
    # END SOLUTION
    return mean, ious


# %% id="check-mean-iou"
check(mean_iou)

# %% id="predict-dice-of-iou"
predict("dice-of-iou", ...)

# %% [markdown] id="encoder-text"
# ## 4. The U
#
# U-Net goes down and up again. On the way **down** (the encoder) each stage convolves twice and pools; the map gets
# smaller and deeper. At the **bottom** every place has seen a large part of the picture: the network knows *what*, and
# has forgotten *where exactly*. On the way **up** (the decoder) each stage doubles the map. And beside the way lie the
# **[skip connections](glossary:skip-connection)**: what a stage of the encoder saw before its pooling, with all its
# fine edges, is laid beside the map of the same size on the way up. The convolutions there mix *what* from below with
# *where* from the side.
#
# ```
# picture ─▶ encoder 8 ─────────── skip ──────────▶ decoder 8 ─▶ 1×1 ─▶ mask
#                └▶ encoder 16 ──── skip ───▶ decoder 16 ┘
#                        └▶ bottom: 32, 32 ──────┘
# ```
#
# A ResNet's shortcut **adds**; here channels are **concatenated**, since both sides say different things.
#
# **Write `encoder_block`**: two convolutions 3×3 with `padding="same"` and ReLU, then a max pooling 2×2. Return
# **both**: the pooled map, and the one before the pooling.

# %% id="encoder-block" tags=["graded"]
# GRADED FUNCTION: encoder_block
@graded
def encoder_block(X, filters):
    """One stage down.

    X: a tensor (m, n_H, n_W, n_C). filters: of both convolutions. Returns the pooled map
    (m, n_H / 2, n_W / 2, filters), and the map before the pooling (m, n_H, n_W, filters), to be handed over.
    """
    # BEGIN SOLUTION
    A = layers.Conv2D(filters, 3, activation="relu", padding="same")(X)
    skip = layers.Conv2D(filters, 3, activation="relu", padding="same")(A)
    pooled = layers.MaxPooling2D((2, 2))(skip)
    # END SOLUTION
    return pooled, skip


# %% id="check-encoder-block"
check(encoder_block)

# %% [markdown] id="decoder-text"
# **Write `decoder_block`**: a transposed convolution (`layers.Conv2DTranspose`) with `filters` filters of 2×2 and
# stride 2, **without** an activation, doubles the map. Lay `skip` behind it along the channels: first the doubled map,
# then `skip`. Then two convolutions 3×3 as in the encoder. Where `skip` is None, there is nothing to lay beside.

# %% id="predict-skip-channels"
predict("skip-channels", ...)

# %% id="decoder-block" tags=["graded"]
# GRADED FUNCTION: decoder_block
@graded
def decoder_block(X, skip, filters):
    """One stage up.

    X: a tensor (m, n_H, n_W, n_C). skip: a tensor (m, 2 · n_H, 2 · n_W, any) from the encoder, or None. filters: of
    all three convolutions. Returns a tensor (m, 2 · n_H, 2 · n_W, filters).
    """
    # BEGIN SOLUTION
    X = layers.Conv2DTranspose(filters, (2, 2), strides=(2, 2))(X)
    if skip is not None:
        X = layers.Concatenate(axis=-1)([X, skip])
    for _ in range(2):
        X = layers.Conv2D(filters, 3, activation="relu", padding="same")(X)
    # END SOLUTION
    return X


# %% id="check-decoder-block"
check(decoder_block)

# %% [markdown] id="unet-text"
# **Write `unet`.** `filters` holds the widths from the top down. All but the last are stages with an `encoder_block` on
# the way down and a `decoder_block` of the same width on the way up; the last is the bottom: two convolutions 3×3 with
# ReLU, no pooling. With `skips=False` every `decoder_block` gets None, for a comparison.
#
# The head is a 1×1 convolution with `classes` filters. For one class, a mask, its activation is a sigmoid: the
# probability of *yes* for each pixel. For several it is softmax **over the channels**: each pixel's probabilities add
# up to 1.

# %% id="unet" tags=["graded"]
# GRADED FUNCTION: unet
@graded
def unet(input_shape, classes, filters=(8, 16, 32), skips=True):
    """A U-Net as a keras.Model.

    input_shape: (n_H, n_W, n_C). classes: 1 for one mask, or the number of classes. filters: widths from the top down,
    the bottom last. skips: whether the encoder's maps are handed over. Its output has shape (m, n_H, n_W, classes).
    """
    # BEGIN SOLUTION
    inputs = keras.Input(input_shape)
    X, handed_over = inputs, []
    for n_C in filters[:-1]:
        X, skip = encoder_block(X, n_C)
        handed_over.append(skip if skips else None)
    X = layers.Conv2D(filters[-1], 3, activation="relu", padding="same")(X)
    X = layers.Conv2D(filters[-1], 3, activation="relu", padding="same")(X)
    for n_C in reversed(filters[:-1]):
        X = decoder_block(X, handed_over.pop(), n_C)
    outputs = layers.Conv2D(classes, 1, activation="sigmoid" if classes == 1 else "softmax")(X)
    model = keras.Model(inputs, outputs)
    # END SOLUTION
    return model


# %% id="check-unet"
check(unet)

# %% [markdown] id="loss-text"
# **The loss** is the one you know, for every pixel: binary [cross-entropy](glossary:cross-entropy) where there is one
# mask, categorical cross-entropy where there are classes, and the mean over all pixels of all pictures. With the Keras
# losses nothing is to be done: they work along the last axis and take the mean of the rest.

# %% id="pixel-loss"
y = np.array([[[1.0], [0.0]], [[0.0], [1.0]]])[None]
p = np.array([[[0.9], [0.2]], [[0.1], [0.5]]])[None]
by_hand = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
print(f"mean over four pixels {by_hand:.4f}, Keras {float(np.mean(keras.losses.binary_crossentropy(y, p))):.4f}")

# %% [markdown] id="chest-text"
# ## 5. Lungs on the slices of a chest
#
# `make_ct` draws a computed tomography of a chest, 48 slices of 48 × 48 pixels, and knows where the lungs are (week 4
# looks at the whole volume). Every fourth slice of twenty chests, 200 pictures, to learn from; six other chests to test
# with. Inside the lungs lie vessels as bright as muscle, and they belong to the lungs.


# %% id="chests"
def slices(seeds):
    """Every fourth slice of these chests, scaled, and the true masks: (m, 48, 48, 1) each."""
    scans = [make_ct(seed) for seed in seeds]
    X = np.concatenate([scan.volume[4:44:4] for scan in scans])[..., None]
    y = np.concatenate([scan.lungs[4:44:4] for scan in scans])[..., None]
    return (X.astype("float32") + 400) / 600, y.astype("float32")


X_train, y_train = slices(range(20))
X_test, y_test = slices(range(1000, 1006))
print(f"{X_train.shape} slices to learn from; lungs cover {y_train.mean():.0%} of the pixels")

# %% [markdown] id="train-text"
# Two networks of the same widths, one with skip connections and one without. Expect about ten seconds for each, and a
# Dice of about 0.97 with and 0.95 without.

# %% id="train-chests" tags=["nbval-ignore-output"]
networks = {}
for name, skips in (("with skips", True), ("without", False)):
    keras.utils.set_random_seed(1)
    network = unet((48, 48, 1), 1, filters=(6, 12, 24), skips=skips)
    network.compile(keras.optimizers.Adam(0.003), "binary_crossentropy")
    plot = TrainingPlot(7, name).callback()
    network.fit(X_train, y_train, batch_size=10, epochs=7, verbose=0, callbacks=[plot])
    networks[name] = network

# %% id="test-chests" tags=["nbval-ignore-output"]
lungs = {name: np.asarray(network(X_test))[..., 0] for name, network in networks.items()}
for name, p in lungs.items():
    values = dice(y_test[..., 0], 1.0 * (p >= 0.5))
    print(f"{name}: {networks[name].count_params():,} parameters, Dice {values.mean():.3f}")

# %% id="compare-chests" tags=["nbval-ignore-output"]
fig, axes = plt.subplots(2, 4, figsize=(9, 4.8))
for row, k in zip(axes, (4, 26)):
    pictures = {"slice": X_test[k, ..., 0], "truth": y_test[k, ..., 0], **{name: p[k] for name, p in lungs.items()}}
    for ax, (title, picture) in zip(row, pictures.items()):
        ax.imshow(picture, cmap="gray")
        ax.set_title(title)
bare(axes)
show(fig, alt="Two slices, their true lungs and both networks' answers: with skips as sharp as the truth, without soft.")

# %% [markdown] id="mask-explorer-text"
# The network **without** skips on the second of these slices. Move the threshold: low ones paint too much, high ones
# too little, and Dice says what it is worth. Where do the errors lie? Then give the explorer `lungs["with skips"][k]`.

# %% id="mask-explorer" tags=["nbval-ignore-output"]
MaskExplorer(y_test[k, ..., 0], lungs["without"][k], np.clip(100 * X_test[k, ..., 0] + 100, 0, 255))

# %% [markdown] id="streets-text"
# ## 6. Streets, and classes of very different size
#
# Eight classes now, on streets of half the size: 64 × 64. How often does each occur?

# %% id="street-shares"
X_streets, y_streets = streets.pictures[:, ::2, ::2].astype("float32") / 255, streets.masks[:, ::2, ::2]
X_unseen, y_unseen = unseen.pictures[:, ::2, ::2].astype("float32") / 255, unseen.masks[:, ::2, ::2]
share = np.bincount(y_streets.ravel(), minlength=len(names)) / y_streets.size
for name, part in zip(names, share):
    print(f"{name:14} {part:6.1%}")

# %% [markdown] id="imbalance-text"
# A third of the pixels is road, and not one in a hundred a traffic light. The mean over all pixels hardly notices a
# light, so a network learns large classes first and may never learn the small ones: **class imbalance**. Three cures:
#
# - **weights**: each pixel counts by its class, here by $1 / \sqrt{\text{share}}$, so that small classes count more,
#   though not as much as large ones in all;
# - **another loss**: $1 - \text{Dice}$ of each class looks at overlaps instead of pixels; the focal loss of *YOLO*
#   turns easy pixels down;
# - **more of them**: pictures with rare things are drawn more often.
#
# Below the same network learns twice, plainly and with weights; about fifteen seconds each. On streets that it never saw
# expect a mean IoU of about 0.5, and some hundredths more with weights: small classes gain, traffic lights above all,
# while the share of right pixels falls a little.

# %% id="train-streets" tags=["nbval-ignore-output"]
weight = 1 / np.sqrt(share)
weight /= (weight * share).sum()  # so that the mean weight of a pixel is 1
said = {}
for name, pixel_weights in (("plain", None), ("weighted", weight[y_streets].astype("float32"))):
    keras.utils.set_random_seed(1)
    network = unet((64, 64, 3), len(names))
    network.compile(keras.optimizers.Adam(0.004), "sparse_categorical_crossentropy")
    plot = [TrainingPlot(10, name).callback()]
    pixels = {"x": X_streets, "y": y_streets[..., None], "sample_weight": pixel_weights}
    network.fit(**pixels, batch_size=8, epochs=10, verbose=0, callbacks=plot)
    said[name] = network.predict(X_unseen, batch_size=50, verbose=0).argmax(axis=-1)

# %% id="compare-streets" tags=["nbval-ignore-output"]
fig, ax = plt.subplots(figsize=(9, 3.4))
for shift, (name, hatch) in zip((-0.2, 0.2), (("plain", ""), ("weighted", "//"))):
    mean, each = mean_iou(y_unseen, said[name], len(names))
    print(f"{name:9} mean IoU {mean:.3f}, right pixels {(said[name] == y_unseen).mean():.1%}")
    ax.bar(np.arange(len(names)) + shift, each, 0.4, label=f"{name}: mean {mean:.2f}", hatch=hatch)
ax.set(ylabel="IoU", ylim=(0, 1), title="Large classes are found either way")
ax.set_xticks(range(len(names)), names, rotation=20)
ax.legend()
show(fig, alt="The IoU of each class for both trainings: sky, house, pavement and road high, small things low.")

# %% id="see-answers" tags=["nbval-ignore-output"]
fig, axes = plt.subplots(3, 3, figsize=(7.5, 8))
for k, column in zip((0, 3, 8), axes.T):
    column[0].imshow(X_unseen[k])
    column[1].imshow(paint(y_unseen[k]))
    column[2].imshow(paint(said["weighted"][k]))
for ax, title in zip(axes[:, 0], ("picture", "truth", "prediction")):
    ax.set_ylabel(title)
bare(axes)
legend(fig)
show(fig, alt="Three unseen streets, their masks and predictions: large classes fit, cars are frayed, small things mixed up.")

# %% [markdown] id="streets-honest"
# **What this does not show.** Two hundred small pictures and a quarter of a minute are little: real systems learn from
# thousands of photographs, each painted by hand for an hour and more, and begin with a trained encoder (*transfer* of
# week 2). What carries over is the form, the measures, and the look at each class by itself.

# %% [markdown] id="instances-text"
# ## 7. Instances, panoptic, and a network for everything
#
# A page to read; nothing to write.
#
# What you did is **[semantic segmentation](glossary:semantic-segmentation)**: two cars side by side become one patch of
# *car*. **Instance segmentation** tells them apart and leaves sky and road alone: *Mask R-CNN* (2017) first finds boxes
# as a detector does and then draws a small mask, 28 × 28, in each of them, with a head of a few convolutions and one
# transposed convolution. **Panoptic segmentation** (2019) asks for both: every pixel has a class, and pixels of
# countable things (cars, people) a number of their own as well. Its measure, *panoptic quality*, first matches segments
# whose IoU exceeds 0.5, of which there can be one at most, and then multiplies how well they fit by how many were
# found.
#
# **Segment Anything** (SAM, 2023) needs no list of classes. A large encoder looks at the picture once. A small decoder
# then takes a **prompt**, a click or a box, and draws the mask of whatever is meant, in some fifty milliseconds. Since
# a click on a shirt may mean the shirt or its wearer, it answers with **three masks** and how much it trusts each of
# them: an estimated IoU. It learned from 11 million pictures and more than a billion masks, most of which earlier
# versions of itself had drawn. Its loss would look familiar to you: focal loss plus Dice.
#
# Decoders differ, and since 2021 attention often takes the place of convolutions; a small map of *what*, a large one of
# *where*, and something that brings both together are in all of them.

# %% [markdown] id="summary"
# ## What you have now
#
# - A transposed convolution spreads: $(n - 1)\,s + f - 2p$ places, patches add up. It is the gradient of a convolution,
#   used forwards.
# - A stride that does not divide f gives chessboards: take f = 2 with stride 2.
# - Down for *what*, up for *where*, skips for the edges; a 1×1 convolution gives each pixel its classes.
# - Share of right pixels flatters; Dice and IoU look at the overlap, and mean IoU at each class alike.
#
# In a terminal, `course check workbook/week3/3_segmentation.ipynb` checks all of it at once.
#
# ## Try it
#
# Nothing here is graded.
#
# 1. Train the lungs with $1 - \text{Dice}$ as the loss: `lambda y, p: 1 - (2 * ops.sum(y * p) + 1) / (ops.sum(y) +
#    ops.sum(p) + 1)`. Look at the probabilities: how do they differ from those of cross-entropy?
# 2. A fourth stage, `filters=(6, 12, 24, 48)`: how many parameters does it add, and what does the Dice say?
# 3. Train `unet((None, None, 1), 1, (6, 12, 24))` on the slices of 48 × 48, then give it slices of twice the size,
#    `np.kron(X_test[:10, ..., 0], np.ones((1, 2, 2)))[..., None]`: does it answer, and how well?
# 4. In `decoder_block`, take `UpSampling2D` and a convolution in place of the transposed one. Which has more
#    parameters?
# 5. Weigh by $1 / \text{share}$ instead of its root. Which classes win, and what happens to the road?
#
# <details><summary>Answers</summary>
#
# 1. They are nearly all 0 or 1: less than 1 % of them lie between 0.1 and 0.9, where cross-entropy leaves 4 %. The
#    masks are as good (0.97): Dice does not care how sure the network is.
# 2. The new bottom has 24 · 48 · 9 + 48 and 48 · 48 · 9 + 48 weights, and a decoder comes on top: about four times as
#    many as before. The Dice hardly changes (0.97): the old bottom saw 32 of 48 pixels, enough for a lung.
# 3. It answers, 96 × 96: convolutions do not mind the size. But Dice falls to about 0.84: lungs twice as wide are
#    another thing than it learned. It knows places anywhere, and one size.
# 4. With a 2×2 convolution after it, equally many; with 3×3 it has 9 weights for every 4.
# 5. More than four fifths of the lights' pixels are found, and their IoU is 0.2 only: lights are painted where none
#    are. The road falls from above 0.8 to about 0.73, and the mean to 0.48, below that of the root.
#
# </details>
#
# **Next:** [a detector of your own](4_project_detector.ipynb), a project;
# [Who is it? Encodings, triplets and thresholds](../week4/1_face_recognition.ipynb) begins week 4.

# %% [markdown] id="reading"
# **To read on.** O. Ronneberger, P. Fischer, T. Brox, *U-Net: convolutional networks for biomedical image
# segmentation*, 2015: eight pages, and the figure that named it. J. Long, E. Shelhamer, T. Darrell, *Fully
# convolutional networks for semantic segmentation*, 2015: the step before. A. Odena, V. Dumoulin, C. Olah,
# *Deconvolution and checkerboard artifacts*, 2016: chessboards to play with.
