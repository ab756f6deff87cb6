# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown] id="title"
# # Classic networks: LeNet-5, AlexNet, VGG-16 and Inception
#
# Good networks are rarely invented from nothing. Most people start from one that worked for others, and change it.
# Here you build three that made history, count what they cost, and find where a widely copied count goes wrong. Then
# you write the module that made the next step affordable.
#
# **After this notebook you can**
#
# - read a network in a paper and write it with Keras;
# - count its parameters and its multiplications, and say which layers they sit in;
# - explain what a 1×1 convolution does, and why it saves nine tenths of the work;
# - write a network with branches, and judge a trained network by its worst mistakes.
#
# **How it works.** Write a function, run its cell, run the check below it. `hint(function)` helps in three steps.
# When it passes, `compare(function)` shows the course's own version beside yours.
# `predict(…)` asks before you see: run it, write your answer in place of the dots, run it again.
# The notebook runs from the start: where you have not written a function yet, the course's own version answers.
#
# **Time:** two to three hours. **You need:** the notebooks of week 1 and the *Keras tutorial*.

# %% id="imports"
import matplotlib.pyplot as plt
import numpy as np

from course_utils.start import TrainingPlot, check, draw_layer, graded, hint, load_image, show, show_grids, show_photos
from course_utils.week1 import ShapeCalculator
from course_utils.week2 import NetworkExplorer, draw_network, load_fashion, network_table, start_tensorflow

start_tensorflow()  # takes a few seconds, once
plt.style.use("course_utils.plots")

import keras
from keras import layers

keras.utils.set_random_seed(1)

# %% [markdown] id="lenet-story"
# ## 1. LeNet-5 (1998)
#
# In the late 1990s networks like this one read every tenth cheque in the United States. [LeNet-5](glossary:LeNet-5) takes a grey image of 32×32 with one handwritten digit. Twice it convolves and pools; what is left, 400 numbers, goes through
# three dense layers. *Rows and columns shrink, channels grow*: nearly every later network follows that pattern.

# %% id="lenet-drawing"
draw_layer(
    [(32, 32, 1), (28, 28, 6), (14, 14, 6), (10, 10, 16), (5, 5, 16), (1, 1, 120), (1, 1, 84), (1, 1, 10)],
    ["5×5", "pool 2×2", "5×5", "pool 2×2", "dense", "dense", "dense"],
)

# %% [markdown] id="lenet-forms"
# Some things were different then:
#
# | | 1998 | today |
# |---|---|---|
# | after a convolution | a squashing function like tanh | ReLU |
# | pooling | the mean, times a learned factor | the maximum |
# | second convolution | each filter reads some of the 6 channels | each reads all 6 |
# | last layer | distances to ten stored pictures | softmax |
#
# The function below builds both forms: `original=True` has **tanh and average pooling** everywhere, `original=False`
# **ReLU and max pooling**. Both have full connections and a softmax, which today's libraries offer ready-made.
#
# | layer | filters or units | window | padding | activation |
# |---|---|---|---|---|
# | convolution | 6 | 5×5 | valid | tanh or ReLU |
# | pooling (average or max) | | 2×2, stride 2 | valid | |
# | convolution | 16 | 5×5 | valid | tanh or ReLU |
# | pooling (average or max) | | 2×2, stride 2 | valid | |
# | flatten | | | | |
# | dense | 120, then 84 | | | tanh or ReLU |
# | dense | `classes` | | | softmax |
#
# **Write `lenet5`.**

# %% id="lenet5" tags=["graded"]
# GRADED FUNCTION: lenet5
@graded
def lenet5(input_shape=(32, 32, 1), classes=10, original=False):
    """LeNet-5.

    input_shape: rows, columns and channels of an image. classes: the number of answers.
    original: True for tanh and average pooling, False for ReLU and max pooling.
    Returns a keras.Model that gives `classes` probabilities per image.
    """
    images = keras.Input(input_shape)
    # BEGIN SOLUTION
    activation = "tanh" if original else "relu"
    pooling = layers.AveragePooling2D if original else layers.MaxPooling2D
    x = layers.Conv2D(6, 5, activation=activation)(images)
    x = pooling(2)(x)
    x = layers.Conv2D(16, 5, activation=activation)(x)
    x = pooling(2)(x)
    x = layers.Flatten()(x)
    x = layers.Dense(120, activation=activation)(x)
    x = layers.Dense(84, activation=activation)(x)
    outputs = layers.Dense(classes, activation="softmax")(x)
    # END SOLUTION
    return keras.Model(images, outputs)


# %% id="check-lenet5"
check(lenet5)

# %% [markdown] id="lenet-table-text"
# `network_table` lists what you built: shapes, learned numbers, and multiplications for one image. The convolutions
# do 86 % of the work with 4 % of the parameters. You will see that again.

# %% id="lenet-table"
network_table(lenet5)

# %% [markdown] id="lenet-60000"
# The paper says 60,000 parameters, and means it exactly: 156 in the first convolution, 12 in the first pooling (a factor
# and a bias for each of 6 channels), 1,516 in the second convolution (six filters read 3 channels, nine read 4, one
# reads all 6), 32 in the second pooling, 48,120 and 10,164 in the dense layers. The stored pictures were not learned.

# %% id="lenet-60000-code"
second = 6 * (3 * 25 + 1) + 9 * (4 * 25 + 1) + 1 * (6 * 25 + 1)
print(f"{156 + 2 * 6 + second + 2 * 16 + 48120 + 10164:,} learned numbers in 1998, {lenet5().count_params():,} in ours")

# %% [markdown] id="counts-wrong"
# ### A table with five mistakes
#
# Lecture notes often show the table below, for a relative of LeNet-5 with 32×32 *colour* images, 8 and 16 filters.
# Compare it with the right counts:

# %% id="counts-wrong-code"
by_notes = {
    "convolution, 8 filters": (5 * 5 + 1) * 8,
    "convolution, 16 filters": (5 * 5 + 1) * 16,
    "dense 120": 400 * 120 + 1,
    "dense 84": 120 * 84 + 1,
    "dense 10": 84 * 10 + 1,
}
right = [(5 * 5 * 3 + 1) * 8, (5 * 5 * 8 + 1) * 16, (400 + 1) * 120, (120 + 1) * 84, (84 + 1) * 10]
for (layer, noted), count in zip(by_notes.items(), right):
    print(f"{layer:24}{noted:>8,} in the notes {count:>8,} right")
print(f"{'together':24}{sum(by_notes.values()):>8,} in the notes {sum(right):>8,} right")

# %% [markdown] id="counts-wrong-why"
# For both convolutions the notes forget that a filter is as deep as its input: 3 and 8 channels. For each dense layer
# they count a single bias, although every unit has its own. Count for yourself before you believe a table.
#
# ## 2. AlexNet (2012)
#
# Fourteen years later: 1.2 million photographs, 1000 kinds of things. [AlexNet](glossary:AlexNet)'s five guesses missed the right answer for
# 15.3 % of the test images; the second-best entry, made by hand-written features, missed 26.2 %. From that day computer
# vision was done with networks. It looks like LeNet-5, a thousand times larger, and with ideas that stayed:
#
# - **ReLU**. With tanh the same learning took about six times as long.
# - **Two graphics cards** with 3 GB each: the channels were cut in halves that met in some layers only.
# - **[Dropout](glossary:dropout)** and altered copies of the images against learning by heart. A *local response normalisation* of
#   neighbouring channels was tried too; later work found it of little use.

# %% id="predict-alexnet-227"
predict("alexnet-227", ...)

# %% id="alexnet-drawing"
draw_layer(
    [(227, 227, 3), (55, 55, 96), (27, 27, 96), (27, 27, 256), (13, 13, 256), (13, 13, 384), (13, 13, 256), (6, 6, 256)],
    ["11×11, stride 4", "pool 3×3", "5×5", "pool 3×3", "3×3", "3×3, 3×3", "pool 3×3"],
)

# %% [markdown] id="alexnet-task"
# The paper says 224×224, but $(224 - 11)/4$ is no whole number; 227 gives the 55 of the paper.
#
# | layer | filters or units | window | stride | padding |
# |---|---|---|---|---|
# | convolution | 96 | 11×11 | 4 | valid |
# | max pooling | | 3×3 | 2 | valid |
# | convolution | 256 | 5×5 | 1 | same |
# | max pooling | | 3×3 | 2 | valid |
# | convolution | 384 | 3×3 | 1 | same |
# | convolution | 384 | 3×3 | 1 | same |
# | convolution | 256 | 3×3 | 1 | same |
# | max pooling | | 3×3 | 2 | valid |
# | flatten, then dense | `units`, `units` | | | |
# | dense | `classes` | | | |
#
# ReLU after every convolution and dense layer, softmax after the last. Dropout and normalisation are left out, as is the
# cut in halves. `units` is 4096 in the paper; the check uses few units and small images, so that it stays fast.
#
# **Write `alexnet`.** Mind the poolings: without `strides`, Keras moves a window by its own size.

# %% id="alexnet" tags=["graded"]
# GRADED FUNCTION: alexnet
@graded
def alexnet(input_shape=(227, 227, 3), classes=1000, units=4096):
    """AlexNet on one processor, without dropout and normalisation.

    input_shape: rows, columns and channels of an image. classes: the number of answers.
    units: of the two large dense layers.
    Returns a keras.Model that gives `classes` probabilities per image.
    """
    images = keras.Input(input_shape)
    # BEGIN SOLUTION
    x = layers.Conv2D(96, 11, strides=4, activation="relu")(images)
    x = layers.MaxPooling2D(3, strides=2)(x)
    x = layers.Conv2D(256, 5, padding="same", activation="relu")(x)
    x = layers.MaxPooling2D(3, strides=2)(x)
    for filters in (384, 384, 256):
        x = layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
    x = layers.MaxPooling2D(3, strides=2)(x)
    x = layers.Flatten()(x)
    x = layers.Dense(units, activation="relu")(x)
    x = layers.Dense(units, activation="relu")(x)
    outputs = layers.Dense(classes, activation="softmax")(x)
    # END SOLUTION
    return keras.Model(images, outputs)


# %% id="check-alexnet"
check(alexnet)

# %% [markdown] id="alexnet-table-text"
# Calling `alexnet()` would fill 250 MB with random weights. Give `network_table` the *function* instead: it
# builds the network with shapes only.

# %% id="alexnet-table"
network_table(alexnet)

# %% [markdown] id="alexnet-count-text"
# ### 62,811,648?
#
# This count stands in many notes on AlexNet. The framework says 62,378,344, and it is right. Can you see in the formula
# what went wrong? Compare it with the table above before you read on.
#
# $$ (11·11·3+1)·96 + (5·5·96+1)·256 + (3·3·256+1)·384 + (3·3·384+1)·384·2 $$
# $$ {} + 9216·4096 + 4096·4096 + 4096·1000 $$

# %% id="alexnet-count"
published = (
    (11 * 11 * 3 + 1) * 96 + (5 * 5 * 96 + 1) * 256 + (3 * 3 * 256 + 1) * 384 + (3 * 3 * 384 + 1) * 384 * 2
    + 9216 * 4096 + 4096 * 4096 + 4096 * 1000
)  # fmt: skip
too_many_filters = (3 * 3 * 384 + 1) * (384 - 256)
dense_biases = 4096 + 4096 + 1000
print(f"published                               {published:>12,}")
print(f"the fifth convolution has 256 filters   {-too_many_filters:>12,}")
print(f"every dense unit has a bias             {dense_biases:>+12,}")
print(f"right                                   {published - too_many_filters + dense_biases:>12,}")
in_halves = (5 * 5 * 48 * 256) + (3 * 3 * 192 * 384) + (3 * 3 * 192 * 256)
print(f"with the channels cut in two halves     {network_table(alexnet).parameters - in_halves:>12,}")

# %% [markdown] id="alexnet-count-why"
# The factor 2 counts the fifth convolution like the fourth, and the biases of the dense layers are left out. The last line is the
# network as it really ran in 2012: in halves, the second, fourth and fifth convolution read only half of the channels.
# That is the "60 million" of the paper.
#
# ## 3. VGG-16 (2014)
#
# AlexNet has many numbers to choose: 11, 5, 3, 96, 256, 384. [VGG](glossary:VGG-16) asked: what if all layers look alike,
# and there are just more of them? Every convolution is 3×3 and keeps the size, every pooling is 2×2 and halves it. After
# each pooling the channels double, up to 512. Sixteen layers have weights; hence the name. (VGG-19 has one more convolution in each of the last three
# blocks. It costs a quarter more, as a table below shows, and is hardly more accurate: most people use the smaller one.)
#
# **Why 3×3?** Two of them in a row see 5×5 pixels, three see 7×7. With $C$ channels that takes $2 · 9 C^2$ instead of
# $25 C^2$ weights, or $3 · 9 C^2$ instead of $49 C^2$, and there is one more ReLU between.

# %% id="predict-two-small-filters"
predict("two-small-filters", ...)

# %% id="vgg-drawing"
draw_layer(
    [(224, 224, 3), (112, 112, 64), (56, 56, 128), (28, 28, 256), (14, 14, 512), (7, 7, 512)],
    ["2 × 3×3, pool", "2 × 3×3, pool", "3 × 3×3, pool", "3 × 3×3, pool", "3 × 3×3, pool"],
)

# %% [markdown] id="vgg-task"
# | block | convolutions 3×3, same, ReLU | filters each | then |
# |---|---|---|---|
# | 1 | 2 | `width` | max pooling 2×2, stride 2, valid |
# | 2 | 2 | 2 · `width` | max pooling |
# | 3 | 3 | 4 · `width` | max pooling |
# | 4 | 3 | 8 · `width` | max pooling |
# | 5 | 3 | 8 · `width` | max pooling |
#
# Then flatten, dense `units`, dense `units` (both ReLU), dense `classes` (softmax). VGG-16 has `width=64`; the check
# builds slim ones.
#
# **Write `vgg16`.** Thirteen lines of `Conv2D` are possible, two loops are shorter.

# %% id="vgg16" tags=["graded"]
# GRADED FUNCTION: vgg16
@graded
def vgg16(input_shape=(224, 224, 3), classes=1000, width=64, units=4096):
    """VGG-16.

    input_shape: rows, columns and channels of an image. classes: the number of answers.
    width: filters of the first block. units: of the two large dense layers.
    Returns a keras.Model that gives `classes` probabilities per image.
    """
    images = keras.Input(input_shape)
    # BEGIN SOLUTION
    x = images
    for filters, repeats in [(width, 2), (2 * width, 2), (4 * width, 3), (8 * width, 3), (8 * width, 3)]:
        for _ in range(repeats):
            x = layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
        x = layers.MaxPooling2D(2)(x)
    x = layers.Flatten()(x)
    x = layers.Dense(units, activation="relu")(x)
    x = layers.Dense(units, activation="relu")(x)
    outputs = layers.Dense(classes, activation="softmax")(x)
    # END SOLUTION
    return keras.Model(images, outputs)


# %% id="check-vgg16"
check(vgg16)

# %% id="vgg-table"
network_table(vgg16)

# %% [markdown] id="keras-applications-text"
# `keras.applications` holds many well-known networks. With `weights=None` they come untrained and need no internet. Is
# its VGG-16 yours?

# %% id="keras-applications"
ours, theirs = network_table(vgg16), network_table(keras.applications.VGG16, weights=None)
same = [(row.shape, row.parameters) for row in ours.rows] == [(row.shape, row.parameters) for row in theirs.rows]
print(f"{theirs.title} of Keras: {theirs.parameters:,} parameters, all layers like ours: {same}")

# %% [markdown] id="compare-text"
# ### What do they cost?
#
# Side by side, with VGG-19 and three later networks that you will meet. A parameter takes 4 bytes; a multiplication
# comes with an addition.

# %% id="predict-where-is-the-work"
predict("where-is-the-work", ...)

# %% id="compare"
kinds = keras.applications
tables = [network_table(network) for network in (lenet5, alexnet, vgg16)]
later = (kinds.VGG19, kinds.InceptionV3, kinds.ResNet50, kinds.MobileNetV2)
tables += [network_table(network, weights=None) for network in later]
print("Shares are those of the dense layers.")
print(f"{'':12}{'parameters':>13}{'share':>7}{'megabytes':>11}{'multiplications':>17}{'share':>7}")
for table in tables:
    dense = [row for row in table.rows if row.name == "Dense"]
    weights = sum(row.parameters for row in dense) / table.parameters
    work = sum(row.multiplications for row in dense) / table.multiplications
    print(
        f"{table.title:12}{table.parameters:>13,}{weights:>7.0%}{table.parameters * 4 / 1e6:>11.1f}"
        f"{table.multiplications:>17,}{work:>7.0%}"
    )

# %% [markdown] id="compare-words"
# Three patterns:
#
# - **Parameters sit in the dense layers, work in the convolutions.** VGG-16's first dense layer alone has 102,764,544
#   parameters: 25,088 inputs times 4,096 units. Later networks [average each channel over the whole map](glossary:global-average-pooling) first, and the
#   megabytes are gone.
# - **A weight costs more multiplications where the map is large.** The same 3×3 weights are used at 50,176 places in
#   VGG's first block and at 196 in its last.
# - **More parameters do not mean better answers.** ResNet-50 beats VGG-16 with a fifth of them.
#
# ## 4. How many multiplications?
#
# Every output number of a convolution is one window times one filter: $f · f · n_C$ [multiplications](glossary:multiplications). There are
# $n_H' · n_W' · n_C'$ output numbers.
#
# | padding | rows that come out (columns likewise) |
# |---|---|
# | `"same"` | $\lceil n_H / stride \rceil$ |
# | `"valid"` | $\lfloor (n_H - f) / stride \rfloor + 1$ |
#
# A *[bottleneck](glossary:bottleneck)* is a 1×1 convolution (stride 1) that comes before and reduces the channels to `bottleneck`. Its own
# multiplications count too.
#
# **Write `conv_multiplications`.** Numbers are enough, no Keras. Count neither additions nor biases.

# %% id="example-conv-multiplications"
# Rows and columns differ, and every other factor as well: a swapped one shows.
example("conv_multiplications", input_shape=(6, 4, 3), f=3, filters=2, bottleneck=1, gives=...)

# %% id="conv-multiplications" tags=["graded"]
# GRADED FUNCTION: conv_multiplications
@graded
def conv_multiplications(input_shape, f, filters, stride=1, padding="same", bottleneck=None):
    """Multiplications of one convolution for one image.

    input_shape: (n_H, n_W, n_C). f: rows and columns of a filter. filters: how many of them.
    padding: "same" or "valid". bottleneck: filters of a 1×1 convolution with stride 1 that comes first, or None.
    Returns one integer.
    """
    n_H, n_W, n_C = input_shape
    # BEGIN SOLUTION
    total = 0
    if bottleneck is not None:
        total += n_H * n_W * bottleneck * n_C
        n_C = bottleneck
    if padding == "same":
        rows, columns = -(-n_H // stride), -(-n_W // stride)
    else:
        rows, columns = (n_H - f) // stride + 1, (n_W - f) // stride + 1
    total += rows * columns * filters * f * f * n_C
    # END SOLUTION
    return total


# %% id="check-conv-multiplications"
check(conv_multiplications)

# %% id="predict-order-multiplications"
predict("order-multiplications", ...)

# %% [markdown] id="one-by-one"
# ## 5. The 1×1 convolution
#
# A filter of [1×1](glossary:1x1-convolution) sounds useless: it multiplies by a number. But a filter is as deep as its input. On 192 channels it
# is a weighted sum of 192 numbers, at every pixel alike: a small dense layer that visits each pixel in turn. It mixes
# channels, leaves rows and columns as they are, and **chooses how many channels come out**. With the ReLU behind it, it
# also adds a non-linearity at almost no cost.
#
# On a photograph with three channels you can see it. Two filters make two new channels: the brightness, and how much
# redder than blue a pixel is.

# %% id="predict-one-by-one-shape"
predict("one-by-one-shape", ...)

# %% id="one-by-one-code"
photo = load_image("coffee", 128) / 255
W = np.array([[0.3, 1.0], [0.6, 0.0], [0.1, -1.0]])  # (channels in, filters)
mixed = photo @ W
one_by_one = layers.Conv2D(2, 1, use_bias=False)
one_by_one.build((None, None, None, 3))
one_by_one.set_weights([W.reshape(1, 1, 3, 2)])
again = np.asarray(one_by_one(photo[None].astype("float32")))[0]
print(f"{photo.shape} → {mixed.shape}; a matrix product gives the same as Conv2D: {np.allclose(mixed, again, atol=1e-5)}")
show_photos(
    {"photograph": photo, "brightness": mixed[:, :, 0], "red minus blue": mixed[:, :, 1]},
    "A 1×1 convolution from three channels to two.",
)

# %% [markdown] id="bottleneck"
# ### The bottleneck
#
# 32 filters 5×5 on a volume of 28×28×192 are expensive. Squeeze the 192 channels into 16 first:

# %% id="predict-bottleneck-work"
predict("bottleneck-work", ...)

# %% id="bottleneck-code"
directly = conv_multiplications((28, 28, 192), 5, 32)
squeezed = conv_multiplications((28, 28, 192), 5, 32, bottleneck=16)
print(f"directly             {directly:>12,}")
print(f"through 16 channels  {squeezed:>12,}   {squeezed / directly:.0%} of it")
draw_layer([(28, 28, 192), (28, 28, 16), (28, 28, 32)], ["1×1", "5×5"])

# %% [markdown] id="calculator-text"
# The output has the same shape, for a tenth of the work. Too narrow a bottleneck loses what the filters would need; a
# sensible one does little harm. Try some below: change the 16, choose other networks to compare with, add layers of your
# own. From which bottleneck on is nothing saved any more?

# %% id="calculator"
ShapeCalculator(preset="5×5 through a bottleneck", compare="5×5 directly")

# %% [markdown] id="inception-story"
# ## 6. The Inception module (2014)
#
# 1×1, 3×3, 5×5, or pooling: which is best at this depth? [Inception](glossary:Inception-module)'s answer: **all of them, side by side.** Four branches read
# the same volume, keep its rows and columns, and their channels are stacked. Training decides which to use. Bottlenecks
# make it affordable. *GoogLeNet*, nine such modules in a row, won in 2014 with nine times fewer parameters than AlexNet;
# you will count them below.
#
# | branch | first | then | channels in the example |
# |---|---|---|---|
# | 1 | 1×1 convolution | | 64 |
# | 2 | 1×1 convolution | 3×3 convolution | 96, then 128 |
# | 3 | 1×1 convolution | 5×5 convolution | 16, then 32 |
# | 4 | max pooling 3×3, stride 1 | 1×1 convolution | 192, then 32 |
#
# 64 + 128 + 32 + 32 = 256: from 28×28×192 to 28×28×256. Everything pads with `"same"`; every convolution has a ReLU.
# The 1×1 convolution after the pooling is there because pooling keeps all 192 channels, and they would swamp the rest.
#
# **Write `inception_module`.** `X` is what the last layer gave; give back the tensor of the [concatenation](glossary:Inception-module), with the
# branches in the order of the table. (There is no `keras.Model` inside: a module is a part of one.)

# %% id="inception-module" tags=["graded"]
# GRADED FUNCTION: inception_module
@graded
def inception_module(X, filters):
    """Four branches, concatenated.

    X: shape (m, n_H, n_W, n_C).
    filters: (one, (before_3, three), (before_5, five), pooled), the channels of every convolution.
    Returns a tensor (m, n_H, n_W, one + three + five + pooled).
    """
    one, (before_3, three), (before_5, five), pooled = filters
    # BEGIN SOLUTION
    branch_1 = layers.Conv2D(one, 1, activation="relu")(X)
    branch_3 = layers.Conv2D(before_3, 1, activation="relu", padding="same")(X)
    branch_3 = layers.Conv2D(three, 3, activation="relu", padding="same")(branch_3)
    branch_5 = layers.Conv2D(before_5, 1, activation="relu", padding="same")(X)
    branch_5 = layers.Conv2D(five, 5, activation="relu", padding="same")(branch_5)
    branch_pool = layers.MaxPooling2D(3, strides=1, padding="same")(X)
    branch_pool = layers.Conv2D(pooled, 1, activation="relu", padding="same")(branch_pool)
    result = layers.Concatenate()([branch_1, branch_3, branch_5, branch_pool])
    # END SOLUTION
    return result


# %% id="check-inception-module"
check(inception_module)

# %% id="predict-inception-channels"
predict("inception-channels", ...)

# %% id="inception-drawing"
volume = keras.Input((28, 28, 192))
module = keras.Model(volume, inception_module(volume, (64, (96, 128), (16, 32), 32)))
draw_network(module)

# %% [markdown] id="inception-cost-text"
# What do the bottlenecks of the whole module save?

# %% id="inception-cost"
shape = (28, 28, 192)
ends = conv_multiplications(shape, 1, 64) + conv_multiplications(shape, 1, 32)
without = ends + conv_multiplications(shape, 3, 128) + conv_multiplications(shape, 5, 32)
with_them = ends + conv_multiplications(shape, 3, 128, bottleneck=96) + conv_multiplications(shape, 5, 32, bottleneck=16)
print(f"without bottlenecks {without:>12,}\nwith bottlenecks    {with_them:>12,}")

# %% [markdown] id="googlenet-text"
# ### GoogLeNet
#
# The whole network: three convolutions, nine of your modules with a pooling after the second and the seventh, a mean
# over each channel, one dense layer. The papers call the modules 3a to 5b. The table that the cell prints is that of the
# paper: what each module gives, and what it learns.

# %% id="googlenet"
modules = [
    (64, (96, 128), (16, 32), 32), (128, (128, 192), (32, 96), 64), "pool",
    (192, (96, 208), (16, 48), 64), (160, (112, 224), (24, 64), 64), (128, (128, 256), (24, 64), 64),
    (112, (144, 288), (32, 64), 64), (256, (160, 320), (32, 128), 128), "pool",
    (256, (160, 320), (32, 128), 128), (384, (192, 384), (48, 128), 128),
]  # fmt: skip


def pool(X):
    return layers.MaxPooling2D(3, strides=2, padding="same")(X)


images = keras.Input((224, 224, 3))
X = pool(layers.Conv2D(64, 7, strides=2, padding="same", activation="relu")(images))
X = layers.Conv2D(192, 3, padding="same", activation="relu")(layers.Conv2D(64, 1, activation="relu")(X))
X = pool(X)
names = iter(("3a", "3b", "4a", "4b", "4c", "4d", "4e", "5a", "5b"))
print("module 1×1  3×3 (before)  5×5 (before)  pooled  gives          parameters")
for filters in modules:
    if filters == "pool":
        X = pool(X)
        continue
    before, X = X, inception_module(X, filters)
    one, (before_3, three), (before_5, five), pooled = filters
    count = keras.Model(before, X).count_params()
    shape = " × ".join(str(n) for n in X.shape[1:])
    print(f"{next(names):6}{one:4}{three:5} ({before_3:3}){five:7} ({before_5:2}){pooled:9}    {shape:>14}{count:11,}")
googlenet = keras.Model(images, layers.Dense(1000, activation="softmax")(layers.GlobalAveragePooling2D()(X)))
print(f"GoogLeNet {googlenet.count_params():,}, AlexNet 62,378,344: {62378344 / googlenet.count_params():.1f} times fewer")

# %% [markdown] id="auxiliary-text"
# ### Side branches
#
# Twenty-two layers were hard to train in 2014: little of the gradient reached the first ones. So two small classifiers
# were attached in the middle, behind the third and the sixth module. Each predicts the classes from what is known *there*;
# its loss is weighted by 0.3 and feeds a gradient in halfway. When the network is used, both are thrown away. (Batch
# normalisation and shortcuts made them unnecessary a year later.)
#
# Mean pooling 5×5 with stride 3 → 128 filters 1×1 with ReLU → flatten → dense 1,024 with ReLU → dropout 0.7 → dense, softmax.
#
# **Write `auxiliary_classifier`.**

# %% id="auxiliary-classifier" tags=["graded"]
# GRADED FUNCTION: auxiliary_classifier
@graded
def auxiliary_classifier(X, classes):
    """A classifier on a side branch.

    X: a volume inside of a network, shape (m, n_H, n_W, n_C). classes: how many there are.
    Returns a tensor of probabilities, shape (m, classes).
    """
    # BEGIN SOLUTION
    A = layers.AveragePooling2D(5, strides=3)(X)
    A = layers.Conv2D(128, 1, activation="relu")(A)
    A = layers.Flatten()(A)
    A = layers.Dense(1024, activation="relu")(A)
    A = layers.Dropout(0.7)(A)
    probabilities = layers.Dense(classes, activation="softmax")(A)
    # END SOLUTION
    return probabilities


# %% id="check-auxiliary-classifier"
check(auxiliary_classifier)

# %% id="auxiliary-use"
inner = keras.Input((14, 14, 512))
side = keras.Model(inner, auxiliary_classifier(inner, 1000))
print(f"one side branch has {side.count_params():,} parameters; GoogLeNet itself {googlenet.count_params():,}")

# %% [markdown] id="fashion"
# ## 7. LeNet-5 at work: clothes
#
# Digits are too easy today. *Fashion-MNIST* has the same form, grey images of 28×28 in ten classes, but shows clothes.
# You get 4,000 images to learn from and 1,000 to test with. Like its authors did with digits, we surround the images with two rows and
# columns of zeros on each side, so that LeNet-5 gets its 32×32.

# %% id="load-fashion"
X_train_orig, Y_train, X_test_orig, Y_test, classes = load_fashion()
X_train, X_test = (
    np.pad(images.reshape(-1, 28, 28, 1), ((0, 0), (2, 2), (2, 2), (0, 0))).astype("float32") / 255
    for images in (X_train_orig, X_test_orig)
)
first = [int(np.flatnonzero(Y_train == k)[0]) for k in range(10)]
show_photos({classes[Y_train[i]]: X_train[i, :, :, 0] for i in first}, "One of each class.", height=72)

# %% [markdown] id="train-text"
# Both forms train for ten epochs, together in about ten seconds. Ten seeds gave a test accuracy of 83.2 ± 1.3 % for the
# form of 1998 and of 85.0 ± 1.5 % for today's (mean and standard deviation): on images as small as these the form of 1998
# is not bad at all. ReLU's advantage grows with depth.

# %% id="train" tags=["nbval-ignore-output"]
def train(original, epochs=10):
    keras.utils.set_random_seed(1)
    network = lenet5(original=original)
    network.compile(
        optimizer=keras.optimizers.Adam(0.002), loss="sparse_categorical_crossentropy", metrics=["accuracy"]
    )
    plot = TrainingPlot(epochs, "The form of 1998" if original else "Today's form").callback()
    network.fit(X_train, Y_train, batch_size=64, epochs=epochs, validation_split=0.1, verbose=0, callbacks=[plot])
    return network


networks = {"1998": train(original=True), "today": train(original=False)}

# %% id="accuracy" tags=["nbval-ignore-output"]
probabilities = {name: network.predict(X_test, verbose=0) for name, network in networks.items()}
for name, values in probabilities.items():
    print(f"{name:6} test accuracy {np.mean(values.argmax(axis=1) == Y_test):.1%}")

# %% [markdown] id="confusion-text"
# ### Where does it err?
#
# Rows are the truth, columns what the network predicted. Shirts, T-shirts, pullovers and coats are taken for one another,
# and so are boots, sneakers and sandals. On 28×28 pixels you would hesitate, too. A bag is hardly ever mistaken for
# anything else.

# %% id="confusion" tags=["nbval-ignore-output"]
said = probabilities["today"].argmax(axis=1)
confusion = np.zeros((10, 10), dtype=int)
np.add.at(confusion, (Y_test, said), 1)
fig, ax = plt.subplots(figsize=(6.4, 5.2))
ax.imshow(confusion)
for (row, column), count in np.ndenumerate(confusion):
    ax.text(column, row, count, ha="center", va="center", color="white" if count > confusion.max() / 2 else "black")
ax.set(xlabel="predicted", ylabel="true", yticks=range(10), yticklabels=classes, title="Test images")
ax.set_xticks(range(10), classes, rotation=45, ha="right")
ax.grid(False)
show(fig, alt=f"Confusion matrix of ten kinds of clothes: {np.trace(confusion)} of {confusion.sum()} images on the diagonal.")

# %% [markdown] id="worst-text"
# The worst mistakes are those where the network was most certain of a wrong prediction. Some of the labels look doubtful
# themselves.

# %% id="worst" tags=["nbval-ignore-output"]
wrong, sure = np.flatnonzero(said != Y_test), probabilities["today"].max(axis=1)
worst = wrong[np.argsort(-sure[wrong])][:8]
show_photos(
    {f"{n}: is {classes[Y_test[i]]}, predicted {classes[said[i]]} ({sure[i]:.0%})": X_test[i, :, :, 0]
     for n, i in enumerate(worst, start=1)},
    "The test images on which it was most certain, and wrong.",
    height=112,
)

# %% [markdown] id="network-text"
# ### LeNet-5, opened
#
# Point at pixels of the five layers in turn: how much of the image does one number see in each? Press *Empty sheet*, pen
# white, and draw a boot. At which stroke does LeNet-5 change its mind?

# %% id="network" tags=["nbval-ignore-output"]
NetworkExplorer(networks["today"], X_test[:16], Y_test[:16], classes)

# %% [markdown] id="summary"
# ## What you have now
#
# - Three networks that made history: LeNet-5 (61,706 parameters), AlexNet (62,378,344), VGG-16 (138,357,544).
# - Rows and columns shrink, channels grow. Parameters sit in the dense layers, the work in the convolutions.
# - A convolution costs $n_H' · n_W' · n_C' · f · f · n_C$ multiplications. A 1×1 convolution before it makes $n_C$ small.
# - Inception's module runs several filter sizes side by side and stacks their channels.
# - Published counts can be wrong. You can check them.
#
# In a terminal, `course check workbook/week2/2_classic_networks.ipynb` checks all of it at once.
#
# ## Try it
#
# Nothing here is graded.
#
# 1. Train LeNet-5 for 40 epochs: `train(original=False, epochs=40)`. What do the two cost curves tell?
# 2. Build a slim VGG for the clothes: `vgg16((32, 32, 1), 10, width=8, units=64)`. Does it learn with Adam at 0.002? At 0.0005?
# 3. Put one `inception_module` behind LeNet's first pooling. What does it cost, and does it help?
# 4. What would VGG-16 weigh if the flatten layer were a `GlobalAveragePooling2D`? Guess, then ask `network_table`.
# 5. In AlexNet, replace the 5×5 convolution by two of 3×3. Compare parameters and multiplications.
#
# <details><summary>Answers</summary>
#
# 1. The training cost falls on and on; the validation cost turns after ten to fifteen epochs and rises. From there on it
#    learns the 4,000 images by heart.
# 2. A long chain without normalisation is delicate. A cost that stays at $\ln 10 \approx 2.30$ only guesses; the smaller
#    rate usually gets it going.
# 3. With the channels of the cell below it costs 1,277 parameters and 242,256 multiplications. On so few images the
#    difference in accuracy is within chance: train it with several seeds before you believe it.
# 4. The first dense layer would read 512 numbers, not 25,088: 2,101,248 parameters for 102,764,544. VGG-16 would have
#    37,694,248, and weigh 151 megabytes for 553.
# 5. From 96 to 256 to 256 channels two of them cost *more*: 811,520 parameters for 614,656, since the second reads 256
#    channels. With 96 channels in between it is 304,480, and 222 for 448 million multiplications.
#
# </details>
#
# **Next:** [Residual networks](3_residual_networks.ipynb): what it takes to train fifty layers.

# %% id="playground"
images = keras.Input((32, 32, 1))
x = layers.MaxPooling2D(2)(layers.Conv2D(6, 5, activation="relu")(images))
x = inception_module(x, (8, (6, 12), (3, 6), 6))
mixture = keras.Model(images, layers.Dense(10, activation="softmax")(layers.GlobalAveragePooling2D()(x)))
network_table(mixture)

# %% [markdown] id="reading"
# **To read on.** Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, *Gradient-based learning applied to document
# recognition*, 1998. A. Krizhevsky, I. Sutskever, G. Hinton, *ImageNet classification with deep convolutional neural
# networks*, 2012: the easiest of the four to read. K. Simonyan, A. Zisserman, *Very deep convolutional networks for
# large-scale image recognition*, 2014. M. Lin, Q. Chen, S. Yan, *Network in network*, 2013: the 1×1 convolution.
# C. Szegedy and others, *Going deeper with convolutions*, 2014. H. Xiao, K. Rasul, R. Vollgraf, *Fashion-MNIST*, 2017.
