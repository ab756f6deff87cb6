# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown] id="title"
# # One and three dimensions
#
# A filter that slides over an image finds the same pattern wherever it stands. Nothing in this idea asks for two
# directions. Along one it reads signals: a heart, a voice, a price. Along three it reads volumes: a scan of a chest, or
# a film, whose third direction is time.
#
# **After this notebook you can**
#
# - work out shapes and parameters of a convolutional layer in any number of dimensions;
# - write the layer for signals and for volumes, and compare it with Keras;
# - say why a convolution needs fewer examples than a dense network when events move;
# - train a small detector on patches of a volume and run it over a whole volume at once.
#
# **How it works.** Write a function, run its cell, run the check below it. `hint(function)` helps in three steps.
# When it passes, `compare(function)` shows the course's own version beside yours.
# `predict(…)` asks before you see: run it, write your answer in place of the dots, run it again.
# The notebook runs from the start: where you have not written a function yet, the course's own version answers.
#
# **Time:** two hours. **You need:** week 1, *step by step*. Hearts and chests here are drawn by a program, so that
# we know the truth about each of them. They teach the method and are no use in medicine.

# %% id="imports"
import time

import matplotlib.pyplot as plt
import numpy as np

from course_utils.start import TrainingPlot, check, draw_layer, graded, hint, show, start_tensorflow
from course_utils.week4 import SliceExplorer, make_ct, make_ecg, show_signals

start_tensorflow()  # takes a few seconds, once
plt.style.use("course_utils.plots")

import keras
from keras import layers, ops

keras.utils.set_random_seed(1)

# %% [markdown] id="shapes-text"
# ## 1. One formula, any number of axes
#
# An image of 14×14 and a filter of 5×5 give 10×10: the filter fits at $14 - 5 + 1$ places of each side. Take one side
# away, or add one, and the same holds. The **[channels](glossary:channel)** stay the last number, and the filter is always as deep as its
# input has channels. It does not walk along them.
#
# | input | one filter | filters | output |
# |---|---|---|---|
# | signal, 14×1 | 5×1 | 16 | 10×16 |
# | image, 14×14×1 | 5×5×1 | 16 | 10×10×16 |
# | volume, 14×14×14×1 | 5×5×5×1 | 16 | 10×10×10×16 |
#
# A second layer with 32 filters of length 5 reads all 16 channels: its filters are 5×16, 5×5×16 or 5×5×5×16.

# %% id="predict-signal-shape"
predict("signal-shape", ...)

# %% id="draw-signal"
draw_layer([(14, 1), (10, 16), (6, 32)], ["16 filters 5×1", "32 filters 5×16"])

# %% id="draw-image"
draw_layer([(14, 14, 1), (10, 10, 16), (6, 6, 32)], ["16 filters 5×5×1", "32 filters 5×5×16"])

# %% id="predict-volume-shape-3d"
predict("volume-shape-3d", ...)

# %% id="draw-volume"
draw_layer([(14, 14, 14, 1), (10, 10, 10, 16), (6, 6, 6, 32)], ["16 filters 5×5×5×1", "32 filters 5×5×5×16"])

# %% [markdown] id="output-shape-text"
# With [padding](glossary:padding) and [stride](glossary:stride) each axis of length $n$ becomes
# $$n' = \left\lfloor \frac{n + 2p - f}{s} \right\rfloor + 1 .$$
#
# **Write `output_shape_nd`.** It must serve any number of axes, so do not unpack a fixed number of them.

# %% id="example-output-shape-nd"
# Two axes of different lengths, and a step that does not fit at the end of one of them.
example("output_shape_nd", input_shape=(9, 6, 2), f=3, n_filters=4, stride=2, pad=1, gives=...)

# %% id="output-shape-nd" tags=["graded"]
# GRADED FUNCTION: output_shape_nd
@graded
def output_shape_nd(input_shape, f, n_filters, stride=1, pad=0):
    """The shape of a convolution's output.

    input_shape: places along each axis, then the channels, such as (14, 14, 14, 1). f: the filters' length along
    every axis. Returns a tuple: places along each axis, then the channels of the output.
    """
    # BEGIN SOLUTION
    places = [(length + 2 * pad - f) // stride + 1 for length in input_shape[:-1]]
    shape = (*places, n_filters)
    # END SOLUTION
    return shape


# %% id="check-output-shape-nd"
check(output_shape_nd)

# %% id="predict-bug-output-shape"
predict("bug-output-shape", ...)

# %% [markdown] id="count-text"
# A third dimension is expensive. A filter has $f$ numbers in one dimension, $f^2$ in two and $f^3$ in three, and it has to
# be applied at ten, a hundred or a thousand places.
#
# **Write `count_parameters_nd`**: all weights and biases of a layer.

# %% id="count-parameters-nd" tags=["graded"]
# GRADED FUNCTION: count_parameters_nd
@graded
def count_parameters_nd(dimensions, f, n_C_prev, n_filters):
    """Weights and biases of a convolutional layer.

    dimensions: 1 for signals, 2 for images, 3 for volumes. f: the filters' length along every axis.
    n_C_prev: channels of the input. Returns one integer.
    """
    # BEGIN SOLUTION
    one_filter = f**dimensions * n_C_prev + 1
    parameters = one_filter * n_filters
    # END SOLUTION
    return parameters


# %% id="check-count-parameters-nd"
check(count_parameters_nd)

# %% id="predict-volume-parameters"
predict("volume-parameters", ...)

# %% id="costs"
for dimensions, what in enumerate(("signal", "image", "volume"), start=1):
    shape = output_shape_nd((14,) * dimensions + (1,), 5, 16)
    products = int(np.prod(shape)) * 5**dimensions
    parameters = count_parameters_nd(dimensions, 5, 1, 16)
    print(f"{what:7}{'×'.join(map(str, shape)):>12}: {parameters:5,} parameters, {products:9,} products")

# %% [markdown] id="conv1d-text"
# ## 2. One dimension
#
# A signal has one axis. The window is a stretch of $f$ places with all its channels, shape $(f, n_{C,prev})$; the filter
# has the same shape; the products are summed and the bias is added. Then the window moves on by the stride.
#
# **Write `conv1d_forward`.** Only the middle axis is padded. Return `Z` alone.

# %% id="conv1d-forward" tags=["graded"]
# GRADED FUNCTION: conv1d_forward
@graded
def conv1d_forward(A_prev, W, b, hparameters):
    """Convolve a batch of signals.

    A_prev: shape (m, n_prev, n_C_prev). W: filters, shape (f, n_C_prev, n_C). b: shape (1, 1, n_C).
    hparameters: "stride" and "pad". Returns Z, shape (m, n, n_C).
    """
    m, n_prev, n_C_prev = A_prev.shape
    f, _, n_C = W.shape
    pad, stride = hparameters["pad"], hparameters["stride"]
    # BEGIN SOLUTION
    A_pad = np.pad(A_prev, [(0, 0), (pad, pad), (0, 0)])
    n = (n_prev + 2 * pad - f) // stride + 1
    Z = np.zeros((m, n, n_C))
    for t in range(n):
        stretch = A_pad[:, t * stride : t * stride + f]
        Z[:, t] = np.tensordot(stretch, W, axes=2) + b[0]
    # END SOLUTION
    return Z


# %% id="check-conv1d-forward"
check(conv1d_forward)

# %% [markdown] id="match-text"
# ### A filter finds beats
#
# The first signal below is like four seconds of a heart, 80 numbers a second. Take the stretch around one beat as a filter,
# with its mean subtracted. Where the signal looks like that stretch, the products add up; elsewhere they cancel. The answer
# has a peak at **every** beat, although the filter knew one only.

# %% id="match"
heart = make_ecg(1200, seed=1)
normal = heart.X[heart.y == 0][0]
beat = int(np.argmax(normal[40:280])) + 40
stretch = normal[beat - 8 : beat + 9]
answer = conv1d_forward(normal[None], (stretch - stretch.mean())[:, :, None], np.zeros((1, 1, 1)), {"stride": 1, "pad": 8})
show_signals(
    {"the signal; grey: the stretch that became the filter": normal, "what the filter answers": answer[0]},
    "A filter of 17 places over 320, padding 8: one answer for each place.",
    window={"the signal; grey: the stretch that became the filter": (beat - 8, 17)},
    rate=80,
)

# %% [markdown] id="pool-text"
# ### Pooling a signal
#
# **Write `max_pool1d`.** Each window of `f` places becomes its largest value, each channel by itself.

# %% id="example-max-pool1d"
# All numbers are negative: zero would win if it were put in anywhere.
example("max_pool1d", A_prev=[[[-1], [-4], [-2], [-3], [-5]]], f=3, stride=2, gives=...)

# %% id="max-pool1d" tags=["graded"]
# GRADED FUNCTION: max_pool1d
@graded
def max_pool1d(A_prev, f, stride):
    """The largest value of every window.

    A_prev: shape (m, n_prev, n_C). Returns A, shape (m, n, n_C).
    """
    # BEGIN SOLUTION
    begins = range(0, A_prev.shape[1] - f + 1, stride)
    A = np.stack([A_prev[:, begin : begin + f].max(axis=1) for begin in begins], axis=1)
    # END SOLUTION
    return A


# %% id="check-max-pool1d"
check(max_pool1d)

# %% id="predict-pooled-signal"
predict("pooled-signal", ...)

# %% id="predict-order-max-pool1d"
predict("order-max-pool1d", ...)

# %% [markdown] id="keras1d-text"
# Keras knows both layers as `Conv1D` and `MaxPooling1D`. Yours must agree with them.

# %% id="keras1d"
rng = np.random.default_rng(0)
A, W, b = rng.normal(size=(4, 14, 1)), rng.normal(size=(5, 1, 16)), rng.normal(size=(1, 1, 16))
Z = conv1d_forward(A, W, b, {"stride": 1, "pad": 0})
theirs = np.asarray(ops.conv(A.astype("float32"), W.astype("float32"))) + b
print(f"convolution {A.shape[1:]} → {Z.shape[1:]}, equal to Keras: {np.allclose(Z, theirs, atol=1e-4)}")
P = max_pool1d(Z, 2, 2)
theirs = np.asarray(ops.max_pool(Z, 2, strides=2))
print(f"pooling {Z.shape[1:]} → {P.shape[1:]}, equal to Keras: {np.allclose(P, theirs)}")

# %% [markdown] id="back1d-text"
# ### Backward
#
# As in week 1, with one axis less. Output $t$ was made from the stretch `t · stride … t · stride + f`, so its gradient goes to
# that stretch of `dA_prev`, to the filter and to the bias; what is shared adds up.
#
# **Write `conv1d_backward`.** `np.tensordot(x, y, axes=(i, j))` multiplies and sums axis `i` of `x` with axis `j` of `y`.

# %% id="conv1d-backward" tags=["graded"]
# GRADED FUNCTION: conv1d_backward
@graded
def conv1d_backward(dZ, A_prev, W, hparameters):
    """Gradients of conv1d_forward.

    dZ: gradient with respect to Z, shape (m, n, n_C). A_prev, W, hparameters: as they were forward.
    Returns dA_prev like A_prev, dW like W, db of shape (1, 1, n_C).
    """
    pad, stride = hparameters["pad"], hparameters["stride"]
    # BEGIN SOLUTION
    f, n_prev = W.shape[0], A_prev.shape[1]
    A_pad = np.pad(A_prev, [(0, 0), (pad, pad), (0, 0)])
    dA_pad, dW = np.zeros(A_pad.shape), np.zeros(W.shape)
    for t in range(dZ.shape[1]):
        stretch = slice(t * stride, t * stride + f)
        dA_pad[:, stretch] += np.tensordot(dZ[:, t], W, axes=(1, 2))
        dW += np.tensordot(A_pad[:, stretch], dZ[:, t], axes=(0, 0))
    db = np.sum(dZ, axis=(0, 1)).reshape(1, 1, -1)
    dA_prev = dA_pad[:, pad : pad + n_prev]
    # END SOLUTION
    return dA_prev, dW, db


# %% id="check-conv1d-backward"
check(conv1d_backward)

# %% id="numeric1d"
R = rng.normal(size=Z.shape)
_, dW, _ = conv1d_backward(R, A, W, {"stride": 1, "pad": 0})
change = np.zeros(W.shape)
change[2, 0, 3] = 1e-5
both = [np.sum(R * conv1d_forward(A, W + sign * change, b, {"stride": 1, "pad": 0})) for sign in (1, -1)]
print("dW agrees with the numeric gradient:", np.isclose(dW[2, 0, 3], (both[0] - both[1]) / 2e-5))

# %% [markdown] id="causal-text"
# ### Signals have a direction
#
# Speech and heartbeats come one number after the other, and a warning has to be given *now*. A **causal** convolution sees
# its own place and earlier ones only: all its zeros stand in front. With **dilation** it looks far back with few weights; a
# stack of layers with dilations 1, 2, 4, 8, … doubles its view with each layer. WaveNet (2016) spoke that way.
#
# **Write `causal_conv1d`**, with stride 1. The filter's last row is for the present, the one before for `dilation` places ago.

# %% id="causal-conv1d" tags=["graded"]
# GRADED FUNCTION: causal_conv1d
@graded
def causal_conv1d(A_prev, W, b, dilation=1):
    """Convolve signals without looking ahead.

    A_prev: shape (m, n, n_C_prev). W: shape (f, n_C_prev, n_C). b: shape (1, 1, n_C). dilation: how far places lie apart.
    Returns Z, shape (m, n, n_C): as long as the signal.
    """
    # BEGIN SOLUTION
    m, n, _ = A_prev.shape
    f, _, n_C = W.shape
    before = np.zeros((m, (f - 1) * dilation, A_prev.shape[2]))
    A_pad = np.concatenate([before, A_prev], axis=1)
    Z = np.zeros((m, n, n_C)) + b
    for k in range(f):
        Z += A_pad[:, k * dilation : k * dilation + n] @ W[k]
    # END SOLUTION
    return Z


# %% id="check-causal-conv1d"
check(causal_conv1d)

# %% id="causal-use"
pulse = np.zeros((1, 40, 1))
pulse[0, 10] = 1
reached = pulse
for layer, d in enumerate((1, 2, 4, 8), start=1):
    reached = causal_conv1d(reached, np.ones((2, 1, 1)), np.zeros((1, 1, 1)), d)
    places = np.flatnonzero(reached[0, :, 0])
    print(f"behind layer {layer} a pulse at place 10 is felt at {places[0]} to {places[-1]}, never before")

# %% [markdown] id="hearts-text"
# ## 3. Four kinds of signal
#
# 1200 signals to learn from and 400 to test with, 320 places each. Four kinds, equally often:
#
# - **normal:** beats at even distances;
# - **premature beat:** one beat comes early, is wide, and a longer pause follows;
# - **missed beat:** one beat is left out;
# - **noise:** the electrodes have come off.
#
# Heart rate, phase, heights, drift and noise differ from signal to signal. The special beat may stand anywhere.

# %% id="hearts"
test = make_ecg(400, seed=2)
show_signals({name: heart.X[heart.y == k][1] for k, name in enumerate(heart.classes)}, "One signal of each kind.", rate=80)

# %% [markdown] id="networks-text"
# Two networks with about the same number of parameters. The **dense** one looks at all 320 places at once. The
# **convolutional** one slides filters, pools twice by 4, and keeps each channel's largest answer over the whole signal:
# `GlobalMaxPooling1D` asks *whether* something occurs and forgets *where*.

# %% id="networks-drawing"
draw_layer(
    [(320, 1), (316, 16), (79, 16), (75, 32), (18, 32), (10, 32), (1, 4)],
    ["conv 5", "pool 4", "conv 5", "pool 4", "conv 9", "max of all, dense"],
)


# %% id="networks"
def dense_network():
    return keras.Sequential(
        [
            keras.Input((320, 1)),
            layers.Flatten(),
            layers.Dense(40, activation="relu"),
            layers.Dense(4, activation="softmax"),
        ]
    )


def convolutional_network():
    return keras.Sequential(
        [
            keras.Input((320, 1)),
            layers.Conv1D(16, 5, activation="relu"),
            layers.MaxPooling1D(4),
            layers.Conv1D(32, 5, activation="relu"),
            layers.MaxPooling1D(4),
            layers.Conv1D(32, 9, activation="relu"),
            layers.GlobalMaxPooling1D(),
            layers.Dense(4, activation="softmax"),
        ]
    )


for name, make in (("dense", dense_network), ("convolutional", convolutional_network)):
    print(f"{name}: {make().count_params():,} parameters")

# %% [markdown] id="train-text"
# Each training takes about five seconds. Expect the dense network to know nearly all training signals by heart and to
# get 70 to 75 of 100 test signals right, the convolutional one 99. Numbers differ a little between machines.


# %% id="predict-shifted-beat"
predict("shifted-beat", ...)

# %% id="train-dense" tags=["nbval-ignore-output"]
def train(make, title, epochs=12):
    keras.utils.set_random_seed(1)
    network = make()
    network.compile(keras.optimizers.Adam(0.003), "sparse_categorical_crossentropy", metrics=["accuracy"])
    plot = TrainingPlot(epochs, title).callback()
    network.fit(heart.X, heart.y, epochs=epochs, batch_size=32, validation_split=0.1, verbose=0, callbacks=[plot])
    return network


dense = train(dense_network, "Dense network")

# %% id="train-convolutional" tags=["nbval-ignore-output"]
convolutional = train(convolutional_network, "Convolutional network")

# %% [markdown] id="confusion-text"
# The *[confusion matrix](glossary:confusion-matrix)* counts for every true kind (row) what was predicted (column). The dense network mixes up normal
# signals and missed beats: for it, a gap at place 100 and a gap at place 200 are two different things to learn.

# %% id="confusion" tags=["nbval-ignore-output"]
fig, axes = plt.subplots(1, 2, figsize=(8.4, 3.6), sharey=True)
for ax, (name, network) in zip(axes, (("dense", dense), ("convolutional", convolutional))):
    said = network.predict(test.X, verbose=0).argmax(axis=1)
    counts = np.zeros((4, 4), dtype=int)
    np.add.at(counts, (test.y, said), 1)
    ax.imshow(counts)
    for (row, column), count in np.ndenumerate(counts):
        ax.text(column, row, count, ha="center", va="center", color="white" if count > counts.max() / 2 else "black")
    ax.set(title=f"{name}: {np.mean(said == test.y):.0%} right", xlabel="predicted", yticks=range(4), yticklabels=test.classes)
    ax.set_xticks(range(4), test.classes, rotation=30, ha="right")
    ax.grid(False)
axes[0].set_ylabel("true")
show(fig, alt="Confusion matrices of four kinds of signal, of the dense and of the convolutional network.")

# %% [markdown] id="where-text"
# ### Where does it see the premature beat?
#
# The last convolution gives ten answers in each of its 32 channels. Through both poolings each of them has [looked at](glossary:receptive-field) 164
# places, two seconds. Below, the channel that counts most for *premature beat*; grey is the stretch that its highest answer
# has looked at.

# %% id="where" tags=["nbval-ignore-output"]
early = test.X[test.y == 1][5]
last = next(layer for layer in convolutional.layers if "global" in layer.name)
seen = np.asarray(keras.Model(convolutional.inputs[0], last.input)(early[None]))[0]
votes = seen.max(axis=0) * convolutional.layers[-1].get_weights()[0][:, 1]
channel = int(votes.argmax())
title = "a premature beat; grey: where the highest answer looked"
show_signals(
    {title: early, f"the ten answers of channel {channel + 1}": seen[:, channel]},
    window={title: (16 * int(seen[:, channel].argmax()), 164)},
)

# %% [markdown] id="conv3d-text"
# ## 4. Three dimensions
#
# A [volume](glossary:volume) has slices, rows and columns. The window is a small cube with all channels, $(f, f, f, n_{C,prev})$, and it
# walks along three axes.
#
# **Write `conv3d_forward`.** All three middle axes are padded, and they may differ in length.

# %% id="conv3d-forward" tags=["graded"]
# GRADED FUNCTION: conv3d_forward
@graded
def conv3d_forward(A_prev, W, b, hparameters):
    """Convolve a batch of volumes.

    A_prev: shape (m, n_D_prev, n_H_prev, n_W_prev, n_C_prev): slices, rows, columns, channels.
    W: filters, shape (f, f, f, n_C_prev, n_C). b: shape (1, 1, 1, 1, n_C). hparameters: "stride" and "pad".
    Returns Z, shape (m, n_D, n_H, n_W, n_C).
    """
    f, n_C = W.shape[0], W.shape[-1]
    pad, stride = hparameters["pad"], hparameters["stride"]
    # BEGIN SOLUTION
    A_pad = np.pad(A_prev, [(0, 0), (pad, pad), (pad, pad), (pad, pad), (0, 0)])
    n_D, n_H, n_W = output_shape_nd(A_prev.shape[1:], f, n_C, stride, pad)[:3]
    Z = np.zeros((len(A_prev), n_D, n_H, n_W, n_C))
    for d in range(n_D):
        for h in range(n_H):
            for w in range(n_W):
                z, y, x = d * stride, h * stride, w * stride
                cube = A_pad[:, z : z + f, y : y + f, x : x + f]
                Z[:, d, h, w] = np.tensordot(cube, W, axes=4) + b[0, 0, 0]
    # END SOLUTION
    return Z


# %% id="check-conv3d-forward"
check(conv3d_forward)

# %% id="keras3d"
A, W, b = rng.normal(size=(1, 14, 14, 14, 1)), rng.normal(size=(5, 5, 5, 1, 16)), rng.normal(size=(1, 1, 1, 1, 16))
Z = conv3d_forward(A, W, b, {"stride": 1, "pad": 0})
theirs = np.asarray(ops.conv(A.astype("float32"), W.astype("float32"))) + b
print(f"convolution {A.shape[1:]} → {Z.shape[1:]}, equal to Keras: {np.allclose(Z, theirs, atol=1e-3)}")

# %% [markdown] id="pool3d-text"
# **Write `max_pool3d`**: every cube of f × f × f places becomes its largest value, each channel by itself.

# %% id="max-pool3d" tags=["graded"]
# GRADED FUNCTION: max_pool3d
@graded
def max_pool3d(A_prev, f, stride):
    """The largest value of every cube.

    A_prev: shape (m, n_D_prev, n_H_prev, n_W_prev, n_C). Returns A, shape (m, n_D, n_H, n_W, n_C).
    """
    # BEGIN SOLUTION
    *sizes, n_C = output_shape_nd(A_prev.shape[1:], f, A_prev.shape[-1], stride)
    A = np.zeros((len(A_prev), *sizes, n_C))
    for d in range(sizes[0]):
        for h in range(sizes[1]):
            for w in range(sizes[2]):
                z, y, x = d * stride, h * stride, w * stride
                A[:, d, h, w] = np.max(A_prev[:, z : z + f, y : y + f, x : x + f], axis=(1, 2, 3))
    # END SOLUTION
    return A


# %% id="check-max-pool3d"
check(max_pool3d)

# %% id="pool3d-use"
print(f"pooling {Z.shape[1:]} → {max_pool3d(Z, 2, 2).shape[1:]}, equal to Keras:",
      np.allclose(max_pool3d(Z, 2, 2), ops.max_pool(Z.astype("float32"), 2, strides=2), atol=1e-4))  # fmt: skip

# %% [markdown] id="chest-text"
# ## 5. A volume: a chest
#
# Computed tomography (CT) measures how much every small cube of the body (a *[voxel](glossary:voxel)*) weakens X-rays. Its unit is named after
# [Hounsfield](glossary:Hounsfield-unit): air −1000, lung about −850, water 0, muscle 40, bone several hundred. `make_ct` draws such a chest: body,
# ribs, spine, heart, lungs with branching vessels, and in one lung a **nodule**, a small ball.
#
# Three slices through one voxel are shown, and the cross stands on the nodule: it is round in all three. Now put the cross
# on another bright spot of the lung: click into a slice, drag, or use the arrow keys and the page keys. A vessel cut
# across is a round spot too! **Only the other two slices tell a tube from a ball.** That is why a network should look at
# all three directions at once. (The captions count slices from 1, arrays from 0: place 35 is slice 36.)

# %% id="chest"
scan = make_ct(seed=1001)
print(f"{scan.volume.shape} voxels, the nodule's centre is at {scan.nodule}")
depth, row, column = scan.nodule
SliceExplorer(scan.volume, z=depth, y=row, x=column, low=-1000, high=300)

# %% [markdown] id="patches-text"
# ## 6. A detector that learns from patches
#
# Forty chests to learn from. From each we cut 24 cubes of 14×14×14 voxels ([patches](glossary:voxel)): 12 with the nodule about in the middle, and 12 without,
# most of them around something bright in the lung. Values are scaled so that lung is 0 and muscle about 1.


# %% id="patches"
def scaled(volume):
    return (volume.astype("float32") + 850) / 900


def cut(volume, places):
    """Cubes of 14³ around `places`: 7 voxels before each place, the place, and 6 after it."""
    padded = np.pad(scaled(volume), [(7, 6)] * 3, mode="edge")
    return np.stack([padded[z : z + 14, y : y + 14, x : x + 14] for z, y, x in places])[..., None]


def away(places, scan):
    """Those of `places` that are more than 6 voxels from the nodule."""
    return places[np.linalg.norm(places - np.array(scan.nodule), axis=1) > 6]


def patches_of(scan, rng, count=12):
    on = np.array(scan.nodule) + rng.integers(-1, 2, (count, 3))
    bright = away(np.argwhere(scan.lungs & (scan.volume > -500)), scan)
    anywhere = away(rng.integers(0, 48, (4 * count, 3)), scan)
    off = np.concatenate([rng.permutation(bright)[: count - 4], anywhere[:4]])
    return np.concatenate([cut(scan.volume, on), cut(scan.volume, off)]), np.repeat([1.0, 0.0], count)


rng = np.random.default_rng(0)
scans = [make_ct(seed) for seed in range(40)]
X, y = map(np.concatenate, zip(*[patches_of(one, rng) for one in scans]))
print(f"patches {X.shape}, {y.mean():.0%} with a nodule")

# %% [markdown] id="detector-text"
# The network has **no dense layer**. Its last two layers are convolutions whose filters just cover what is left, as in week
# 3: on a patch it gives one number, on a larger volume one number for every place.

# %% id="detector-drawing"
draw_layer(
    [(14, 14, 14, 1), (10, 10, 10, 16), (5, 5, 5, 16), (3, 3, 3, 16), (1, 1, 1, 32), (1, 1, 1, 1)],
    ["conv 5", "pool 2", "conv 3", "conv 3", "conv 1"],
)

# %% id="detector" tags=["nbval-ignore-output"]
keras.utils.set_random_seed(1)
detector = keras.Sequential(
    [
        keras.Input((None, None, None, 1)),
        layers.Conv3D(16, 5, activation="relu"),
        layers.MaxPooling3D(2),
        layers.Conv3D(16, 3, activation="relu"),
        layers.Conv3D(32, 3, activation="relu"),
        layers.Conv3D(1, 1, activation="sigmoid"),
    ]
)
detector.compile(keras.optimizers.Adam(0.003), "binary_crossentropy", metrics=["accuracy"])


def learn(X, y, epochs, title):
    plot = TrainingPlot(epochs, title).callback()
    detector.fit(X, y.reshape(-1, 1, 1, 1, 1), batch_size=32, epochs=epochs, verbose=0, callbacks=[plot])


learn(X, y, 8, "Patches")

# %% [markdown] id="one-pass-text"
# ### One pass instead of 13,824 crops
#
# The pooling makes the network answer at every second voxel: 24×24×24 places. We could cut 24³ = 13,824 cubes and ask about each.
# One pass over the padded volume gives the same numbers, since neighbouring cubes share almost all their products. Ten
# random places are compared below.


# %% id="predict-one-pass-of-a-volume"
predict("one-pass-of-a-volume", ...)

# %% id="one-pass"
def detect(volume):
    """One number 0 … 1 for every second voxel, shape (24, 24, 24)."""
    padded = np.pad(scaled(volume), [(7, 6)] * 3, mode="edge")
    return np.asarray(detector(padded[None, ..., None]))[0, ..., 0]


found = detect(scan.volume)
places = np.random.default_rng(1).integers(0, 24, (10, 3))
one_by_one = np.asarray(detector(cut(scan.volume, 2 * places)))[:, 0, 0, 0, 0]
print(f"{found.shape}, equal to ten crops: {np.allclose(found[tuple(places.T)], one_by_one, atol=1e-4)}")

# %% id="one-pass-time" tags=["nbval-ignore-output"]
start = time.perf_counter()
detect(scan.volume)
whole = time.perf_counter() - start
cubes = cut(scan.volume, 2 * np.argwhere(np.ones((24, 24, 24)))[:512])
start = time.perf_counter()
detector(cubes)
single = (time.perf_counter() - start) / len(cubes) * 24**3
print(f"one pass {whole:.2f} s, {24**3:,} crops about {single:.0f} s")

# %% [markdown] id="alarms-text"
# ### False alarms, and what helps
#
# A chest has thousands of places without a nodule, and the network met 12 of them per chest. So it finds the nodule, and
# much else. The function below lists places from the highest answer down and blanks the neighbourhood of each: the
# [non-maximum suppression](glossary:NMS) of week 3, in three dimensions.


# %% id="first-round" tags=["nbval-ignore-output"]
def alarms(found, threshold=0.5, radius=3):
    """Places (in voxels) of all answers above the threshold, highest first, none near another."""
    left, places = found.copy(), []
    while left.max() > threshold and len(places) < 30:
        peak = np.unravel_index(left.argmax(), left.shape)
        places.append(2 * np.array(peak))
        left[tuple(slice(max(at - radius, 0), at + radius + 1) for at in peak)] = 0
    return np.array(places).reshape(-1, 3)


new = [make_ct(seed) for seed in range(1000, 1020)]


def report(title, answers, threshold=0.5):
    listed = [alarms(answer, threshold) for answer in answers]
    hits = [np.linalg.norm(places - np.array(one.nodule), axis=1) <= 4 for one, places in zip(new, listed)]
    nodules, wrong = sum(hit.any() for hit in hits), sum((~hit).sum() for hit in hits)
    print(f"{title}: {nodules} of {len(new)} nodules found, {wrong / len(new):.1f} false alarms a chest")


report("after the first round", [detect(one.volume) for one in new])

# %% [markdown] id="mining-text"
# So let the network itself show which places are hard. Run it over the **training** chests, cut cubes at its false alarms, and learn
# again with these added. This is called *[hard negative mining](glossary:hard-negative-mining)*. Expect the [false alarms](glossary:hard-negative-mining) to fall from several a chest to less
# than one, and most nodules to stay found: 18 of 20 or more.

# %% id="mining" tags=["nbval-ignore-output"]
hard = [cut(one.volume, off) for one in scans if len(off := away(alarms(detect(one.volume), 0.2), one))]
X, y = np.concatenate([X, *hard]), np.concatenate([y, np.zeros(sum(map(len, hard)))])
learn(X, y, 10, f"With {sum(map(len, hard))} hard places")
answers = [detect(one.volume) for one in new]
report("after mining", answers)

# %% [markdown] id="threshold-text"
# A nodule may be missed while its answer is still higher than most. A lower threshold finds more of them and raises more
# false alarms. Which is better depends on what a miss costs, and on who looks at the alarms; no formula decides it.

# %% id="threshold" tags=["nbval-ignore-output"]
for threshold in (0.9, 0.5, 0.1, 0.01):
    report(f"threshold {threshold:4}", answers, threshold)

# %% [markdown] id="look-text"
# Below is the chest of part 5, which the network has never seen, with its answers laid over it in orange. The button goes
# to the highest answer. Hide the prediction and judge for yourself.

# %% id="look" tags=["nbval-ignore-output"]
scan = new[1]
found = detect(scan.volume)
large = found.repeat(2, axis=0).repeat(2, axis=1).repeat(2, axis=2)
z, y_, x = 2 * np.array(np.unravel_index(found.argmax(), found.shape))
print(f"highest answer {found.max():.2f} at {int(z), int(y_), int(x)}; the nodule is at {scan.nodule}")
SliceExplorer(scan.volume, large, z=int(z), y=int(y_), x=int(x), low=-1000, high=300)

# %% [markdown] id="honest"
# **What this does not show.** Real nodules are not balls, real vessels are not smooth tubes, and real scanners differ from
# each other. A network trained on drawn chests knows nothing of real ones. What carries over is the method: patches, one
# pass, suppression, hard negatives, and counting misses *and* false alarms on chests it never saw.

# %% [markdown] id="summary"
# ## What you have now
#
# - A convolution works along any number of axes: one formula for each, channels always last, filters as deep as the input.
# - 14×1 with sixteen 5×1 filters gives 10×16; 14×14×14×1 with sixteen 5×5×5×1 filters gives 10×10×10×16.
# - Sharing a filter over places pays in every dimension: what is learned at one place is known at all places.
# - The price grows with $f^d$ and with the number of places. Three dimensions need small filters and small patches.
#
# In a terminal, `course check workbook/week4/3_one_and_three_dimensions.ipynb` checks all of it at once.
#
# ## Try it
#
# Nothing here is graded.
#
# 1. Train both networks with 150 signals (`heart.X[:150]`). Which one suffers more?
# 2. Shift the test signals by 40 places (`np.roll(test.X, 40, axis=1)`). What do the two accuracies do, and why?
# 3. Replace `GlobalMaxPooling1D` by `Flatten`. Count the parameters before you train.
# 4. Scans without a nodule: `make_ct(seed, nodule=False)`. How many false alarms in twenty of them?
# 5. A film is a volume whose slices are pictures. Which shape has `Conv3D`'s input for 16 frames of 64×64 in colour?
#
# <details><summary>Answers</summary>
#
# 1. The dense one. A convolution learns a premature beat wherever it stands from every example of it; the dense network has
#    to see it at every place.
# 2. The convolutional network answers nearly as before: its filters meet the same beats, and the largest answer forgets
#    where. The dense network's weights belong to places, and its accuracy falls.
# 3. Ten places of 32 channels: 320 · 4 + 4 = 1,284 parameters in the last layer, where the maximum needs 32 · 4 + 4 = 132.
#    And *where* counts again.
# 4. As many as in other chests, about: an alarm comes from a vessel, not from a nodule elsewhere. Without one, every alarm
#    is a false one.
# 5. (16, 64, 64, 3): time takes the place of depth, and the colours stay last.
#
# </details>
#
# **Next:** [What networks see, and how sure they are](4_what_networks_see.ipynb), where the trained networks are asked what
# they look at.

# %% [markdown] id="reading"
# **To read on.** S. Kiranyaz and others, *1D convolutional neural networks and applications: a survey*, 2021. S. Ji and others,
# *3D convolutional neural networks for human action recognition*, 2013: films. D. Tran and others, *Learning spatiotemporal
# features with 3D convolutional networks*, 2015. A. Setio and others, *Pulmonary nodule detection in CT images*, 2016. P. McSharry
# and others, *A dynamical model for generating synthetic electrocardiogram signals*, 2003: where our hearts come from.
