# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown] id="title"
# # Efficient networks: the same answer for less
#
# A telephone has a thousandth of a data centre's power, and a battery. The networks that run on it give nearly the same
# answers for a tenth of the multiplications. You build the pieces they are made of, count what each costs, and make a
# network of your own smaller still.
#
# **After this notebook you can**
#
# - split a convolution into a depthwise one and a 1×1, and say what is saved: $1/n_C + 1/f^2$ is left;
# - write the inverted residual block of MobileNetV2, and say why its narrow end is linear;
# - let a network weigh its own channels (squeeze and excitation);
# - trade accuracy for cost by width and resolution, and take EfficientNet-Lite0 apart to the last parameter;
# - tell counted cost from measured time;
# - prune a trained network and store its weights in 8 bits, and measure what that costs.
#
# **How it works.** Write a function, run its cell, run the check below it. `hint(function)` helps in three steps.
# When it passes, `compare(function)` shows the course's own version beside yours.
# `predict(…)` asks before you see: run it, write your answer in place of the dots, run it again.
# The notebook runs from the start: where you have not written a function yet, the course's own version answers.
#
# **Time:** three hours; section 6 is a good place for a break. **You need:** the notebook *Residual networks*.

# %% id="imports"
import time
import zlib

import matplotlib.pyplot as plt
import numpy as np

from course_utils.start import TrainingPlot, check, draw_layer, graded, hint, show, show_photos, start_tensorflow
from course_utils.week2 import CostExplorer, draw_network, load_backbone, load_fashion, load_image

start_tensorflow()  # takes a few seconds, once
plt.style.use("course_utils.plots")

import keras
import tensorflow as tf
from keras import layers
from keras.layers import (
    Add,
    BatchNormalization,
    Conv2D,
    Dense,
    DepthwiseConv2D,
    GlobalAveragePooling2D,
    Input,
    ReLU,
)

keras.utils.set_random_seed(1)

# %% [markdown] id="depthwise"
# ## 1. One filter for each channel
#
# A convolution does two things at once. It looks *around* each pixel, f rows and f columns; and it *mixes* channels,
# since every filter is as deep as its input. Doing both at once is dear: each of the $n_C$ filters needs
# $f · f · n_{C,prev}$ products at every place.
#
# A **[depthwise convolution](glossary:depthwise-convolution)** only looks around. Each channel has one filter of its own, f×f×1, and gives one channel:
# nothing is added up over channels. So W has the shape (f, f, n_C), and as many channels come out as went in:
#
# $$Z_{h, w, c} = \sum_{i, j} W_{i, j, c} · A_{h s + i,\; w s + j,\; c} + b_c$$
#
# **Write `depthwise_conv`.** Padding, stride and sizes are those of week 1.

# %% id="predict-depthwise-parameters"
predict("depthwise-parameters", ...)

# %% id="depthwise-conv" tags=["graded"]
# GRADED FUNCTION: depthwise_conv
@graded
def depthwise_conv(A_prev, W, b, hparameters):
    """Convolve each channel with its own filter.

    A_prev: a batch, shape (m, n_H_prev, n_W_prev, n_C). W: a filter per channel, shape (f, f, n_C).
    b: a bias per channel, shape (1, 1, 1, n_C). hparameters: {"stride": …, "pad": …}.
    Returns Z, shape (m, n_H, n_W, n_C).
    """
    # BEGIN SOLUTION
    f = W.shape[0]
    stride, pad = (hparameters[name] for name in ("stride", "pad"))
    padded = np.pad(A_prev, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    n_H = (A_prev.shape[1] + 2 * pad - f) // stride + 1
    n_W = (A_prev.shape[2] + 2 * pad - f) // stride + 1
    Z = np.zeros((A_prev.shape[0], n_H, n_W, A_prev.shape[3]))
    for h in range(n_H):
        for w in range(n_W):
            top, left = h * stride, w * stride
            window = padded[:, top : top + f, left : left + f]
            Z[:, h, w] = np.sum(window * W, axis=(1, 2))
    Z = Z + b
    # END SOLUTION
    return Z


# %% id="check-depthwise-conv"
check(depthwise_conv)

# %% [markdown] id="depthwise-keras-text"
# Keras calls the layer `DepthwiseConv2D`. On a photograph each colour can have a filter of its own: red is smoothed,
# green keeps its vertical edges, blue its horizontal ones.

# %% id="depthwise-keras"
photo = load_image("coffee", 128) / 255
edge = np.array([[1.0, 0, -1], [2, 0, -2], [1, 0, -1]])
W = np.stack([np.full((3, 3), 1 / 9), edge, edge.T], axis=2)
Z = depthwise_conv(photo[None], W, np.zeros((1, 1, 1, 3)), {"stride": 1, "pad": 1})
layer = DepthwiseConv2D(3, padding="same", use_bias=False)
layer.build((None, 128, 128, 3))
layer.set_weights([W[..., None]])
print(f"W {W.shape}, Keras keeps it as {tuple(layer.kernel.shape)}")
print("Keras gives the same:", np.allclose(layer(photo[None].astype("float32")), Z, atol=1e-5))
show_photos(
    {"photograph": photo, "red, smoothed": Z[0, :, :, 0], "green: vertical edges": np.abs(Z[0, :, :, 1]) / 4,
     "blue: horizontal edges": np.abs(Z[0, :, :, 2]) / 4},
    "A depthwise convolution: each colour channel with a filter of its own.",
)  # fmt: skip

# %% [markdown] id="separable"
# ## 2. A 1×1 convolution mixes them
#
# What is missing is the mixing, and that is what a [1×1 convolution](glossary:1x1-convolution) does: at each pixel, sums
# over channels, as many as you like. The two in a row are a **depthwise separable convolution**:
#
# | | looks around | mixes channels | multiplications, for $P$ places of the output |
# |---|---|---|---|
# | convolution f×f | yes | yes | $P · n_C · f^2 · n_{C,prev}$ |
# | depthwise f×f | yes | no | $P · n_{C,prev} · f^2$ |
# | 1×1 (*pointwise*) | no | yes | $P · n_C · n_{C,prev}$ |
#
# Add the last two lines and divide by the first: everything cancels but
#
# $$\frac{f^2 + n_C}{n_C · f^2} = \frac{1}{n_C} + \frac{1}{f^2}$$
#
# With 3×3 filters and many channels a ninth is left. What is given up: a plain convolution may look around differently
# for every *pair* of channels, this one only for every channel.

# %% id="separable-drawing"
draw_layer([(14, 14, 512), (14, 14, 512), (14, 14, 256)], ["depthwise 3×3", "1×1"])

# %% id="predict-separable-share"
predict("separable-share", ...)

# %% id="example-separable-cost"
# Rows, columns, channels and filters differ, and 5 is odd: every swapped factor and every rounding shows.
example("separable_cost", input_shape=(4, 5, 3), f=3, filters=7, stride=2, gives=...)

# %% [markdown] id="separable-cost-task"
# **Write `separable_cost`.** Both ways pad `"same"`, so ⌈n / stride⌉ rows and columns come out; the stride stands in
# the depthwise convolution. Biases do not count, they are added.

# %% id="separable-cost" tags=["graded"]
# GRADED FUNCTION: separable_cost
@graded
def separable_cost(input_shape, f, filters, stride=1):
    """Multiplications of a convolution, and of a depthwise separable one in its place.

    input_shape: (n_H, n_W, n_C). f: side of the filters. filters: channels that come out. stride: of either.
    Returns full, separable, and share, the second divided by the first.
    """
    n_H, n_W, n_C = input_shape
    # BEGIN SOLUTION
    places = -(-n_H // stride) * -(-n_W // stride)
    full = places * filters * f * f * n_C
    separable = places * n_C * f * f + places * filters * n_C
    share = separable / full
    # END SOLUTION
    return full, separable, share


# %% id="check-separable-cost"
check(separable_cost)

# %% id="separable-table"
print("share that is left    " + "".join(f"{filters:>4} filters" for filters in (8, 32, 128, 512)))
for f in (3, 5, 7):
    shares = [separable_cost((14, 14, 64), f, filters)[2] for filters in (8, 32, 128, 512)]
    print(f"{f}×{f}, 1/f² = {1 / f**2:.3f}     " + "".join(f"{share:12.3f}" for share in shares))
full, separable, share = separable_cost((14, 14, 512), 3, 512)
print(f"one layer of MobileNet: {full:,} → {separable:,}, formula {1 / 512 + 1 / 9:.4f}, counted {share:.4f}")

# %% [markdown] id="v1-text"
# ### MobileNet's block (2017)
#
# The first MobileNet is a row of thirteen such pairs, each half followed by
# [batch normalisation](glossary:batch-normalisation) and ReLU. Where the map
# is halved, the depthwise convolution has stride 2. In Keras:

# %% id="v1-block"
def v1_block(X, filters, stride):
    """MobileNet's block: depthwise 3×3, then 1×1, each normalised, each with ReLU."""
    X = DepthwiseConv2D(3, strides=stride, padding="same", use_bias=False)(X)
    X = ReLU()(BatchNormalization()(X))
    X = Conv2D(filters, 1, use_bias=False)(X)
    return ReLU()(BatchNormalization()(X))


def parameters_of(build, shape):
    given = Input(shape)
    return keras.Model(given, build(given)).count_params()


plain = parameters_of(lambda X: Conv2D(256, 3, padding="same", use_bias=False)(X), (28, 28, 128))
separable = parameters_of(lambda X: v1_block(X, 256, 2), (28, 28, 128))
print(f"128 → 256 channels: plain {plain:,} weights, MobileNet's block {separable:,} with its normalisations")

# %% [markdown] id="inverted"
# ## 3. The inverted residual block (2018)
#
# The [bottleneck](glossary:bottleneck) of ResNet goes *wide, narrow, wide*: the [shortcut](glossary:shortcut) runs between
# wide volumes, and the dear 3×3 works on few channels. A depthwise convolution is cheap, so MobileNetV2 turns that round
# ([inverted residual block](glossary:inverted-residual-block)): *narrow, wide, narrow*.
#
# | step | makes | then |
# |---|---|---|
# | 1×1 convolution, *widens* | expand · $n_C$ channels | batch normalisation, ReLU6 |
# | depthwise f×f, stride s | as many | batch normalisation, ReLU6 |
# | 1×1 convolution, *narrows* | `filters` channels | batch normalisation, **nothing** |
# | shortcut, if it fits | adds X | **nothing** |
#
# What is kept between blocks, and what the shortcut carries, is narrow: a telephone has little memory for maps. The
# filters work in a wide space, six times wider, where ReLU has room.
#
# **ReLU6** is $\min(\max(x, 0), 6)$: numbers with a known largest size are easier to keep in 8 bits (section 9).
#
# ### Why the narrow end is linear
#
# ReLU throws away what is negative. In a wide space that does not hurt, since other channels still tell it; in a narrow
# one it is gone. The paper shows it on a curve in the plane: lay it into $n$ dimensions by a random matrix, apply ReLU,
# and try to come back.

# %% id="predict-linear-bottleneck"
predict("linear-bottleneck", ...)

# %% id="linear-bottleneck"
angle = np.linspace(0.2, 1, 200) * 4 * np.pi
spiral = np.stack([angle * np.cos(angle), angle * np.sin(angle)], axis=1) / angle.max()
draw = np.random.default_rng(3)
fig, axes = plt.subplots(1, 5, figsize=(10, 2.3))
axes[0].plot(*spiral.T, color="C0")
axes[0].set(title="the curve", aspect="equal", xticks=[], yticks=[])
for ax, n in zip(axes[1:], (2, 3, 8, 30)):
    into = draw.normal(size=(2, n))
    wide = np.maximum(spiral @ into, 0)
    back = wide @ np.linalg.lstsq(wide, spiral, rcond=None)[0]
    ax.plot(*back.T, color="C1")
    ax.set(title=f"n = {n}", aspect="equal", xticks=[], yticks=[])
    print(f"n = {n:2}: {np.abs(back - spiral).mean() / np.abs(spiral).mean():.0%} of the curve is lost")
show(fig, alt="A spiral, and what is left of it after ReLU in 2, 3, 8 and 30 dimensions: a corner and folded pieces in "
     "the first two, nearly the whole spiral in the last.")  # fmt: skip

# %% [markdown] id="inverted-task"
# So the last convolution of the block has no activation: a *linear bottleneck*. (ReLU6 after the addition would do the
# same harm.)
#
# **Write `inverted_residual_block`.** Three details:
#
# - with `expand` 1 there is nothing to widen: the first convolution is left out, with its normalisation and ReLU6;
# - the convolutions have **no bias**, `use_bias=False`: the normalisation behind would take it away again;
# - X is added only where it fits: stride 1, and as many channels as X has. There is no convolution on the shortcut.

# %% id="inverted-residual-block" tags=["graded"]
# GRADED FUNCTION: inverted_residual_block
@graded
def inverted_residual_block(X, filters, expand=6, s=1, f=3):
    """Widen, filter each channel alone, narrow; add X where it fits.

    X: a volume, shape (m, n_H, n_W, n_C). filters: channels that come out. expand: how many times n_C is widened.
    s: stride of the depthwise convolution. f: its size.
    Returns out, shape (m, ⌈n_H / s⌉, ⌈n_W / s⌉, filters).
    """
    # BEGIN SOLUTION
    channels = X.shape[-1]
    out = X
    if expand > 1:
        out = Conv2D(expand * channels, 1, use_bias=False)(out)
        out = ReLU(6.0)(BatchNormalization()(out))
    out = DepthwiseConv2D(f, strides=s, padding="same", use_bias=False)(out)
    out = ReLU(6.0)(BatchNormalization()(out))
    out = Conv2D(filters, 1, use_bias=False)(out)
    out = BatchNormalization()(out)
    if s == 1 and filters == channels:
        out = Add()([X, out])
    # END SOLUTION
    return out


# %% id="check-inverted-residual-block"
check(inverted_residual_block)

# %% id="inverted-drawing"
given = Input((14, 14, 64))
draw_network(keras.Model(given, inverted_residual_block(given, 64)), fold=True)

# %% [markdown] id="squeeze"
# ## 4. Squeeze and excitation
#
# A convolution sees f×f pixels. Whether a channel matters at all may hang on the *whole* picture: "round" is a hint of
# a face where there is skin, and of a wheel where there is road.
# **[Squeeze and excitation](glossary:squeeze-and-excitation)** lets a block weigh its own channels, picture by picture:
#
# 1. *squeeze*: one number per channel, the mean over its map, shape $(m, n_C)$;
# 2. *excite*: a dense layer down to $r$ units with ReLU, a dense layer back to $n_C$ with the sigmoid: a **gate**
#    between 0 and 1 for each channel;
# 3. multiply each channel's whole map by its gate.
#
# It costs two small dense layers, $2 · n_C · r$ multiplications however large the map is; $r$ is often $n_C / 4$ or less.
# MobileNetV3 and EfficientNet have one in every block, between the depthwise convolution and the narrow end.
#
# **Write `squeeze_excite`** with numpy.

# %% id="squeeze-excite" tags=["graded"]
# GRADED FUNCTION: squeeze_excite
@graded
def squeeze_excite(A, W1, b1, W2, b2):
    """Weigh the channels of each picture by gates that its whole map decides.

    A: a volume, shape (m, n_H, n_W, n_C). W1: shape (n_C, r), b1: (r,). W2: shape (r, n_C), b2: (n_C,).
    Returns weighed, shape as A, and gates, shape (m, n_C).
    """
    # BEGIN SOLUTION
    means = A.mean(axis=(1, 2))
    hidden = np.maximum(means @ W1 + b1, 0)
    scores = hidden @ W2 + b2
    gates = 1 / (1 + np.exp(-scores))
    weighed = A * gates[:, np.newaxis, np.newaxis]
    # END SOLUTION
    return weighed, gates


# %% id="check-squeeze-excite"
check(squeeze_excite)

# %% id="squeeze-keras"
given = Input((7, 7, 96))
narrow, wide = Dense(24, activation="relu"), Dense(96, activation="sigmoid")
gate = wide(narrow(GlobalAveragePooling2D(keepdims=True)(given)))
excited = keras.Model(given, layers.Multiply()([given, gate]))
A = np.random.RandomState(1).randn(2, 7, 7, 96)
ours, gates = squeeze_excite(A, *narrow.get_weights(), *wide.get_weights())
print("Keras gives the same:", np.allclose(excited(A.astype("float32")), ours, atol=1e-5))
print(f"{excited.count_params():,} parameters; gates of a fresh layer from {gates.min():.2f} to {gates.max():.2f}")

# %% [markdown] id="network"
# ## 5. MobileNetV2
#
# One convolution that halves the picture, seventeen blocks in seven stages, a wide 1×1 convolution, the mean of each
# channel, one dense layer. A row of the table: how many times wider inside, channels, blocks, stride of the first one.

# %% id="stages"
STAGES = (
    (1, 16, 1, 1),
    (6, 24, 2, 2),
    (6, 32, 3, 2),
    (6, 64, 4, 2),
    (6, 96, 3, 1),
    (6, 160, 3, 2),
    (6, 320, 1, 1),
)

# %% [markdown] id="width-text"
# The **[width multiplier](glossary:width-multiplier)** $\alpha$ makes a family of it: every number of channels times $\alpha$. Hardware likes
# multiples of 8, so they are rounded. This helper is given:

# %% id="multiple-of-8"
def multiple_of_8(n):
    """The multiple of 8 nearest to n, at least 8; the next one where more than a tenth would be lost."""
    rounded = max(8, int(n + 4) // 8 * 8)
    if rounded < 0.9 * n:
        rounded += 8
    return rounded


[multiple_of_8(0.75 * channels) for _, channels, _, _ in STAGES]

# %% [markdown] id="network-task"
# **Write `mobilenet_v2`** with your block:
#
# - a 3×3 convolution with stride 2, `"same"`, `multiple_of_8(alpha * first)` filters, no bias; normalised, ReLU6;
# - for each row of `stages` its blocks, with `multiple_of_8(alpha * channels)` filters; the first block of a row has its
#   stride, the others 1;
# - a 1×1 convolution with `head` filters (not multiplied), no bias; normalised, ReLU6;
# - the mean of each channel (`GlobalAveragePooling2D`), and softmax over the classes.

# %% id="mobilenet-v2" tags=["graded"]
# GRADED FUNCTION: mobilenet_v2
@graded
def mobilenet_v2(input_shape, classes, stages, alpha=1.0, first=32, head=1280):
    """MobileNetV2 of any width.

    input_shape: rows, columns, channels. classes: how many probabilities it gives. stages: rows of (times wider,
    channels, blocks, stride). alpha: the width multiplier. first, head: filters of the first and last convolution.
    Returns a keras.Model.
    """
    images = Input(input_shape)
    # BEGIN SOLUTION
    X = Conv2D(multiple_of_8(alpha * first), 3, strides=2, padding="same", use_bias=False)(images)
    X = ReLU(6.0)(BatchNormalization()(X))
    for expand, channels, blocks, stride in stages:
        for step in (stride, *[1] * (blocks - 1)):
            X = inverted_residual_block(X, multiple_of_8(alpha * channels), expand, step)
    X = Conv2D(head, 1, use_bias=False)(X)
    X = ReLU(6.0)(BatchNormalization()(X))
    outputs = Dense(classes, activation="softmax")(GlobalAveragePooling2D()(X))
    # END SOLUTION
    return keras.Model(images, outputs)


# %% id="check-mobilenet-v2"
check(mobilenet_v2)

# %% [markdown] id="network-count-text"
# Keras has the network, too. Do the parameters agree, to the last one?

# %% id="network-count"
mobilenet = mobilenet_v2((224, 224, 3), 1000, STAGES)
theirs = keras.applications.MobileNetV2(weights=None)
print(f"yours {mobilenet.count_params():,}, Keras' own {theirs.count_params():,}")
depth = sum(isinstance(layer, (Conv2D, DepthwiseConv2D, Dense)) for layer in mobilenet.layers)
print(f"{depth} layers with kernels; ResNet-50 has 23.6 million parameters with a head for six classes")

# %% [markdown] id="multipliers"
# ## 6. Two knobs, and a third
#
# Nearly all of the work is in 1×1 convolutions, which read $\alpha n_C$ channels and make $\alpha n_C$. And what a
# convolution does at one place it does at all places: half the rows and half the columns of the picture are a quarter
# of the places in every layer. Before you try, ask:

# %% id="predict-half-the-width"
predict("half-the-width", ...)

# %% [markdown] id="explorer-text"
# Each bar is a block; the dashed outline is the network as published. Try:
#
# 1. width 0.5, then back and resolution 112: which saves more work, which saves weights?
# 2. MobileNetV1 with plain convolutions: where do the bars grow most, and why not in the first?
# 3. a resolution of 64 on all three networks: which part is the dearest now?

# %% id="explorer" tags=["nbval-ignore-output"]
CostExplorer(width=0.5)

# %% [markdown] id="compound-text"
# ### Compound scaling (2019)
#
# With more to spend, what should grow: depth, width or resolution? Each alone soon saturates. A larger picture needs a
# larger receptive field (more layers) and finer patterns (more channels), so **EfficientNet** grows all three together,
# by one number $\varphi$:
#
# $$\text{depth} = 1.2^{\varphi}, \qquad \text{width} = 1.1^{\varphi}, \qquad \text{resolution} = 1.15^{\varphi}$$
#
# Depth counts once, width and resolution twice (why?), so the cost grows by $1.2 · 1.1^2 · 1.15^2 \approx 1.92$ for every
# step of $\varphi$. The three numbers were found by a small grid search on the smallest network, then kept.

# %% id="predict-compound-scaling"
predict("compound-scaling", ...)

# %% id="compound"
cost = np.array([0.39, 0.70, 1.0, 1.8, 4.2, 9.9, 19, 37])  # billions of multiplications of B0 to B7, from the paper
top1 = np.array([77.1, 79.1, 80.1, 81.6, 82.9, 83.6, 84.0, 84.3])  # per cent of ImageNet's validation pictures
fig, ax = plt.subplots(figsize=(7, 3.2))
ax.semilogx(cost, top1, "o-")
for number in range(8):
    ax.annotate(f"B{number}", (cost[number], top1[number]), xytext=(6, -12), textcoords="offset points")
ax.set(xlabel="billion multiplications", ylabel="accuracy on ImageNet, %", ylim=(76, 85.5))
for phi in (1, 2, 3):
    print(f"φ = {phi}: {1.2**phi * 1.1 ** (2 * phi) * 1.15 ** (2 * phi):.2f} times the cost by the rule")
print(f"from B0 to B7: {cost[7] / cost[0]:.0f} times the cost, {top1[7] - top1[0]:.1f} points more")
show(fig, alt="Accuracy of EfficientNet B0 to B7 over their cost, logarithmic: 77.1 % at 0.39 billion multiplications, "
     "82.9 % at 4.2, 84.3 % at 37; the curve flattens.")  # fmt: skip

# %% [markdown] id="lite0"
# ## 7. EfficientNet-Lite0, taken apart
#
# The [backbone](glossary:backbone) of the last notebook is made of your block. Lite0 is EfficientNet-B0 for small hardware: without squeeze
# and excitation, with ReLU6, and its normalisations are folded into the convolutions, which have biases instead.
# Count it from its table alone, and compare with what Keras says.

# %% id="lite0-count"
LITE0 = (  # times wider, f, stride, blocks, channels
    (1, 3, 1, 1, 16),
    (6, 3, 2, 2, 24),
    (6, 5, 2, 2, 40),
    (6, 3, 2, 3, 80),
    (6, 5, 1, 3, 112),
    (6, 5, 2, 4, 192),
    (6, 3, 1, 1, 320),
)
side, channels = 112, 32
parts = {"first 3×3": (side**2 * 27 * 32, 28 * 32)}  # multiplications, parameters
for number, (expand, f, stride, blocks, filters) in enumerate(LITE0, start=1):
    work = parameters = 0
    for block in range(blocks):
        inside, out = expand * channels, side // (stride if block == 0 else 1)
        if expand > 1:
            work += side**2 * channels * inside
            parameters += (channels + 1) * inside
        work += out**2 * inside * (f * f + filters)
        parameters += (f * f + 1) * inside + (inside + 1) * filters
        side, channels = out, filters
    parts[f"stage {number}"] = (work, parameters)
parts["last 1×1"] = (side**2 * channels * 1280, (channels + 1) * 1280)
parts["classes"] = (1280 * 1000, 1281 * 1000)

total_work, total_parameters = map(sum, zip(*parts.values()))
print(f"{'':10} {'multiplications':>15}{'share':>8}{'parameters':>14}{'share':>8}")
for name, (work, parameters) in parts.items():
    print(f"{name:10} {work:>15,}{work / total_work:8.1%}{parameters:>14,}{parameters / total_parameters:8.1%}")
lite0 = load_backbone(include_top=True, weights=None)
print(f"counted {total_parameters:,} parameters, Keras says {lite0.count_params():,}")

# %% [markdown] id="lite0-keras-text"
# And the multiplications, from the layers themselves: a kernel's every number is used once at every place of the output.
# That one line counts plain, depthwise and dense layers alike.

# %% id="lite0-keras"
def multiplications_of(network):
    """For one picture; normalisations, activations and additions do not count."""
    with_kernels = [layer for layer in network.layers if isinstance(layer, (Conv2D, DepthwiseConv2D, Dense))]
    return sum(int(np.prod(layer.output.shape[1:-1])) * int(np.prod(layer.kernel.shape)) for layer in with_kernels)


print(f"counted {total_work:,} multiplications, from Keras' layers {multiplications_of(lite0):,}")
fig, ax = plt.subplots(figsize=(8, 3))
places = np.arange(len(parts))
work, parameters = np.array(list(parts.values())).T
ax.bar(places - 0.2, work / total_work, 0.4, label="multiplications")
ax.bar(places + 0.2, parameters / total_parameters, 0.4, label="parameters", hatch="//")
ax.set_xticks(places, parts, rotation=30)
ax.set_ylabel("share")
ax.legend()
show(fig, alt="Shares of Lite0's parts: multiplications spread over all stages, over a fifth each in stages 5 and 6; parameters "
     "lie at the end, 28 % in the classes and 35 % in stage 6.")  # fmt: skip

# %% [markdown] id="trade"
# ## 8. Accuracy against cost
#
# What do the knobs cost in accuracy? Small networks of your function on pictures of clothes: four widths, three
# resolutions, and a plain network with as many layers.

# %% id="small-networks"
data = load_fashion()
X_train, y_train = data.X_train[..., None].astype("float32") / 255, data.y_train
X_test, y_test = data.X_test[..., None].astype("float32") / 255, data.y_test
SMALL = ((1, 16, 1, 1), (4, 24, 2, 2), (4, 32, 2, 2))


def small_network(side=28, alpha=1.0):
    return mobilenet_v2((side, side, 1), 10, SMALL, alpha, first=16, head=64)


def plain_network(side=28):
    X = images = Input((side, side, 1))
    for filters, stride in ((16, 2), (16, 1), (24, 2), (24, 1), (32, 2), (32, 1), (64, 1)):
        X = Conv2D(filters, 3, strides=stride, padding="same", use_bias=False)(X)
        X = ReLU()(BatchNormalization()(X))
    return keras.Model(images, Dense(10, activation="softmax")(GlobalAveragePooling2D()(X)))


def resized(X, side):
    return X if side == X.shape[1] else np.asarray(keras.ops.image.resize(X, (side, side), antialias=True))


def train(network, X, epochs, callbacks=()):
    """The training is short, so the normalisations remember ten batches and not, as Keras has it, a hundred."""
    for layer in network.layers:
        if isinstance(layer, BatchNormalization):
            layer.momentum = 0.9
    network.compile(keras.optimizers.Adam(0.003), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    network.fit(X, y_train, batch_size=64, epochs=epochs, verbose=0, callbacks=list(callbacks))


def accuracy_of(network, X):
    return float(np.mean(np.asarray(network(X, training=False)).argmax(axis=1) == y_test))


kinds = {
    "α 0.25": (small_network, 28, 0.25),
    "α 0.5": (small_network, 28, 0.5),
    "α 1": (small_network, 28, 1.0),
    "α 2": (small_network, 28, 2.0),
    "α 1, 20×20": (small_network, 20, 1.0),
    "α 1, 14×14": (small_network, 14, 1.0),
    "plain": (plain_network, 28),
}
work = {name: multiplications_of(make(*how)) for name, (make, *how) in kinds.items()}

# %% [markdown] id="trade-stored-text"
# The accuracies come from stored runs of the cell below (six epochs on 4,000 pictures, seeds 1 and 2, the same 1,000 test
# pictures), because seven trainings take their time.

# %% id="trade-stored"
stored = {  # test accuracy with seeds 1 and 2, made by tests/benchmarks/efficient_curves.py
    "α 0.25": (0.818, 0.812),
    "α 0.5": (0.801, 0.774),
    "α 1": (0.83, 0.808),
    "α 2": (0.837, 0.833),
    "α 1, 20×20": (0.826, 0.795),
    "α 1, 14×14": (0.838, 0.789),
    "plain": (0.795, 0.826),
}
fig, ax = plt.subplots(figsize=(8, 3.4))
for name, (first, second) in stored.items():
    mark = {"α 1, 20×20": "s", "α 1, 14×14": "s", "plain": "X"}.get(name, "o")
    colour = {"s": "C1", "X": "C2"}.get(mark, "C0")
    ax.plot([work[name]] * 2, [first, second], color=colour, linewidth=1)
    ax.plot(work[name], (first + second) / 2, mark, color=colour, markersize=8)
    ax.annotate(name, (work[name], (first + second) / 2), xytext=(-46 if name == "α 0.25" else 8, -3),
                textcoords="offset points")  # fmt: skip
    print(f"{name:12} {work[name]:>9,} multiplications, test accuracy {first:.3f} and {second:.3f}")
ax.set(xscale="log", xlabel="multiplications for one picture", ylabel="test accuracy", xlim=(5e4, 1e7))
show(fig, alt="Test accuracy of seven networks over their multiplications, two seeds each: all lie between 0.77 and 0.84; "
     "the narrowest reaches 0.81 to 0.82 with 0.2 million, the widest 0.83 to 0.84 with 3.8 million.")  # fmt: skip

# %% [markdown] id="trade-result"
# Read it with care: the two seeds of one network differ by up to five points, more than most networks differ. What can be
# said: from α 0.25 to α 2 the cost grows 19 times and the accuracy by about two points, and the widest is best in both
# seeds. The plain network is no better than α 1, for 1.4 times the work. A quarter of the pixels costs less than half the
# channels, and on these pictures neither clearly hurts. Where a task is hard, as ImageNet is, the curve is steeper: there
# MobileNetV2 falls from 72 % at α 1 to 60 % at α 0.35.

# %% id="trade-run" tags=["nbval-ignore-output"]
RUN = False
for name, (make, side, *alpha) in kinds.items() if RUN else ():
    keras.utils.set_random_seed(1)
    candidate = make(side, *alpha)
    train(candidate, resized(X_train, side), 6)
    print(f"{name:12} {accuracy_of(candidate, resized(X_test, side)):.3f}")

# %% [markdown] id="own-text"
# ### Your own network
#
# Train one for the rest of the notebook: α 1, five epochs, a quarter of a minute on two free cores. Expect about 0.8.

# %% id="own" tags=["nbval-ignore-output"]
EPOCHS = 5
keras.utils.set_random_seed(1)
own = small_network()
plot = TrainingPlot(EPOCHS, "Your network on clothes").callback()
train(own, X_train, EPOCHS, [plot])
own_accuracy = accuracy_of(own, X_test)
print(f"{own.count_params():,} parameters, {multiplications_of(own):,} multiplications, test accuracy {own_accuracy:.3f}")

# %% [markdown] id="latency-text"
# ### Counted is not measured
#
# Multiplications are a promise, the clock is the truth. Time one layer on your machine both ways, and then whole
# networks. The first call builds the layer's program and is left out; of many calls the median is taken, since other
# programs disturb some of them.

# %% id="latency" tags=["nbval-ignore-output"]
def milliseconds(network, picture, calls=15):
    """The median time of one call for one picture."""
    program = tf.function(lambda X: network(X, training=False))
    program(picture)
    times = []
    for _ in range(calls):
        begin = time.perf_counter()
        program(picture).numpy()
        times.append(1000 * (time.perf_counter() - begin))
    return np.median(times)


volume = tf.constant(np.random.RandomState(1).randn(1, 56, 56, 128), tf.float32)
plain_layer = keras.Sequential([Input((56, 56, 128)), Conv2D(128, 3, padding="same")])
separable_layer = keras.Sequential([Input((56, 56, 128)), DepthwiseConv2D(3, padding="same"), Conv2D(128, 1)])
times = [milliseconds(layer, volume) for layer in (plain_layer, separable_layer)]
counts = separable_cost((56, 56, 128), 3, 128)
print(f"one layer, 56×56×128: plain {times[0]:.1f} ms, separable {times[1]:.1f} ms")
print(f"counted 1 : {1 / counts[2]:.1f}, measured 1 : {times[0] / times[1]:.1f}")
for name, network, shape in (
    ("MobileNetV2, 224×224", mobilenet, (1, 224, 224, 3)),
    ("your network, 28×28", own, (1, 28, 28, 1)),
):
    needed = milliseconds(network, tf.zeros(shape))
    count = multiplications_of(network)
    print(f"{name:20} {count / 1e6:6.1f} million in {needed:.1f} ms: {count / needed / 1e6:.1f} billion a second")

# %% [markdown] id="latency-result"
# Expect the separable layer to be faster; by how much hangs on the machine and on what else it does: two runs here gave
# 5.9 and 9.1 times, where the count says 8.4. A count is the same everywhere, a time is not. A depthwise convolution
# does few products for every number that it fetches from memory, and small networks spend their time between layers: see how
# few multiplications a second are left for yours. Whoever must be fast on a certain machine measures on it.

# %% [markdown] id="pruning"
# ## 9. Smaller still: prune, and use 8 bits
#
# ### Pruning
#
# Many weights of a trained network are nearly zero. **Magnitude [pruning](glossary:pruning)** sets the smallest of each kernel to zero. How
# many can go before anybody notices?

# %% id="pruning-code" tags=["nbval-ignore-output"]
kernels = [layer.kernel for layer in own.layers if isinstance(layer, (Conv2D, DepthwiseConv2D, Dense))]
trained = [kernel.numpy() for kernel in kernels]


def with_kernels(arrays):
    """The test accuracy of your network with other kernels; afterwards it has its own again."""
    for kernel, array in zip(kernels, arrays):
        kernel.assign(array)
    accuracy = accuracy_of(own, X_test)
    for kernel, array in zip(kernels, trained):
        kernel.assign(array)
    return accuracy


def pruned(array, share):
    """The `share` of smallest numbers set to zero."""
    return np.where(np.abs(array) < np.quantile(np.abs(array), share), 0, array)


def packed_size(arrays):
    """Bytes of the arrays in a compressed file: zeros in a row take next to nothing."""
    return len(zlib.compress(b"".join(array.tobytes() for array in arrays)))


shares = np.array([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9])
accuracies, sizes = [], []
for share in shares:
    fewer = [pruned(array, share) for array in trained]
    accuracies.append(with_kernels(fewer))
    sizes.append(packed_size(fewer))
    print(f"{share:4.0%} zeros: test accuracy {accuracies[-1]:.3f}, {sizes[-1] / 1000:6.1f} kB packed")

fig, ax = plt.subplots(figsize=(7, 3.2))
ax.plot(shares, accuracies, "o-", label="test accuracy")
ax.plot(shares, np.array(sizes) / sizes[0], "s--", label="packed size, as a share")
ax.set(xlabel="share of weights set to zero", ylim=(0, 1.05))
ax.legend()
show(fig, alt="Test accuracy stays up to a fifth of zeros and then falls to guessing at 70 %; the packed size falls "
     "steadily all the way.")  # fmt: skip

# %% [markdown] id="pruning-result"
# Expect no loss at a tenth of zeros, several points at a third, and guessing beyond a half: this network is small already,
# and so has little to spare; and its normalisations still have the averages of before. (Of VGG's 138 million weights nine tenths can go, if one trains on between the cuts.) And a plain library
# multiplies by zeros as patiently as by other numbers: pruning saves memory and downloads; time only with programs made
# for it, or where whole channels are cut.
#
# ### Weights of 8 bits
#
# A weight has 32 bits. Do we need them? ([Quantisation](glossary:quantisation).) Lay a ruler of whole numbers over each filter's weights, from −127 to 127, and
# keep the nearest mark:
#
# $$W \approx q · \text{scale}, \qquad \text{scale} = \frac{\max |W|}{2^{bits - 1} - 1}, \qquad
# q = \text{round}\Big(\frac{W}{\text{scale}}\Big)$$
#
# Each filter, that is each number along the last axis, has a scale of its own: filters differ in size, and one large weight
# should not make the others coarse. 0 stays exactly 0. The largest error is half a step.

# %% id="predict-int8-step"
predict("int8-step", ...)

# %% [markdown] id="quantize-task"
# **Write `quantize_weights`** for weights with any number of axes. A filter that is all zeros has the scale 1.

# %% id="quantize-weights" tags=["graded"]
# GRADED FUNCTION: quantize_weights
@graded
def quantize_weights(W, bits=8):
    """Weights as whole numbers, and the step of each filter.

    W: shape (…, n_C), two axes or more; the last one counts filters. bits: 2 to 8.
    Returns q, whole numbers (int8) of W's shape, and scale, shape (n_C,), so that W ≈ q · scale.
    """
    # BEGIN SOLUTION
    steps = 2 ** (bits - 1) - 1
    largest = np.abs(W).max(axis=tuple(range(W.ndim - 1)))
    scale = np.where(largest > 0, largest / steps, 1.0)
    q = np.round(W / scale).astype("int8")
    # END SOLUTION
    return q, scale


# %% id="check-quantize-weights"
check(quantize_weights)

# %% [markdown] id="quantize-use-text"
# Now your network with its kernels in fewer and fewer bits. Keras keeps a depthwise kernel as (f, f, n_C, 1): its filters
# are the *third* axis, so it is turned for the ruler and back. For comparison: one ruler for the whole kernel.

# %% id="quantize-use" tags=["nbval-ignore-output"]
def through_bits(array, bits, apart=True):
    """The kernel as it comes back from whole numbers, and these; `apart`: a scale for each filter."""
    W = array[..., 0] if array.shape[-1] == 1 else array
    W = W if apart else W.reshape(-1, 1)
    q, scale = quantize_weights(W, bits)
    return (q * scale).reshape(array.shape).astype("float32"), q


lines = {"a scale per filter": [], "one scale per kernel": []}
widths = (8, 7, 6, 5, 4, 3, 2)
for bits in widths:
    for name, apart in (("a scale per filter", True), ("one scale per kernel", False)):
        pairs = [through_bits(array, bits, apart) for array in trained]
        lines[name].append(with_kernels([back for back, _ in pairs]))
        if bits == 8 and apart:
            whole = [q for _, q in pairs]

scales = sum(array.shape[-2] if array.shape[-1] == 1 else array.shape[-1] for array in trained)
before, after = sum(array.nbytes for array in trained), sum(q.nbytes for q in whole) + 4 * scales
print(f"kernels: {before / 1000:.1f} kB with 32 bits, {after / 1000:.1f} kB with 8 and their scales; "
      f"packed {packed_size(trained) / 1000:.1f} and {packed_size(whole) / 1000:.1f} kB")  # fmt: skip
print(f"test accuracy {own_accuracy:.3f} with 32 bits, {lines['a scale per filter'][0]:.3f} with 8")

fig, ax = plt.subplots(figsize=(7, 3.2))
ax.axhline(own_accuracy, color="gray", linestyle=":", label="32 bits")
for (name, values), mark in zip(lines.items(), ("o-", "s--")):
    ax.plot(widths, values, mark, label=name)
ax.set(xlabel="bits of a weight", ylabel="test accuracy", ylim=(0, 1), xticks=widths)
ax.invert_xaxis()
ax.legend()
show(fig, alt="Test accuracy over the bits of a weight, 8 to 2: unchanged at 8, a little lower at 6 or 5, then a fall to "
     "guessing; one scale per kernel falls earlier.")  # fmt: skip

# %% [markdown] id="quantize-result"
# Expect 8 bits to cost nothing that 1,000 pictures could show, for a quarter of the memory, and 4 bits to cost a lot.
#
# Only the *weights* were rounded here; the arithmetic still has 32 bits. Telephones do the products in 8 bits as well: then
# the activations need scales, too, measured on some pictures (and ReLU6 keeps them small), and normalisations are folded
# into the convolutions first, as in Lite0. If the loss is too large, one trains with the rounding in place.

# %% [markdown] id="summary"
# ## What you have now
#
# - A convolution looks around and mixes channels. Apart, $1/n_C + 1/f^2$ of the multiplications are left.
# - An inverted residual block goes narrow, wide, narrow; the narrow end is linear, since ReLU destroys there.
# - Squeeze and excitation: gates between 0 and 1 from the mean of the whole map.
# - Width acts on work nearly squared, and on parameters; resolution exactly squared, on work alone. EfficientNet grows
#   depth, width and resolution together.
# - Multiplications and parameters can be counted to the last one; time must be measured.
# - Pruning takes away small weights, quantisation the last bits of all: a quarter of the memory for nothing you notice.
#
# In a terminal, `course check workbook/week2/5_efficient_networks.ipynb` checks all of it at once.
#
# ## Try it
#
# Nothing here is graded.
#
# 1. Put ReLU6 at the end of each block, train your network again, and compare over three seeds.
# 2. Put squeeze and excitation between the depthwise convolution and the narrow end. How many parameters does it add to
#    your network?
# 3. After pruning a half, train for one more epoch, and set to zero again what was zero. How much comes back?
# 4. Prune whole filters: which share of channels can go, and what does the clock say?
#
# <details><summary>Answers</summary>
#
# 1. Expect differences about as large as those between seeds: that is why the paper compares on a million photographs.
# 2. Two dense layers for each of the five blocks: with $r = n_C / 4$ for the $n_C$ inner channels that is $n_C^2 / 2$ weights
#    each, 19,584 in all, and 500 biases. So two thirds more parameters, and hardly any work.
# 3. Most of what was lost: the weights that are left take over. Cutting and training in turns is how networks are pruned.
# 4. Fewer than single weights; but what is gone is gone from the arithmetic, too, and the time falls.
#
# </details>
#
# **Next:** [Where is it?](../week3/1_localization.ipynb): from what is in a picture to where it is.

# %% [markdown] id="reading"
# **To read on.** A. Howard and others, *MobileNets*, 2017. M. Sandler and others, *MobileNetV2: Inverted residuals and
# linear bottlenecks*, 2018. M. Tan, Q. Le, *EfficientNet*, 2019.
