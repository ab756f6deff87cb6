# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown] id="title"
# # A convolutional network, step by step
#
# You will write the two layers that every convolutional network is made of, convolution and pooling, in plain
# numpy: first forward, then backward. A numeric test tells you whether your gradients are right. At the end your own
# layers are put together and learn to tell a fist from an open hand, and Keras gives the same numbers.
#
# **After this notebook you can**
#
# - say what padding, stride and filter size do to the size of an image, and compute it;
# - write a convolution and a pooling layer with loops, and read any library's version of them;
# - explain where the gradients of both layers go, and test a gradient with numbers;
# - turn a convolution into one matrix product, as libraries do;
# - train a network in which no line is hidden from you.
#
# **How it works.** Each exercise is one function. Write it, run the cell, then run the check below it. The check
# shows what passes, what differs first, and often which mistake you made. `hint(function)` helps in three steps.
# When it passes, `compare(function)` shows the course's own version beside yours.
# `predict(…)` asks before you see: run it, write your answer in place of the dots, run it again.
# The notebook runs from the start: where you have not written a function yet, the course's own version answers.
# Below each check a folded cell prints the *classic figures*: the numbers that this field's best-known course prints
# for the same function, so that you can compare with what you find elsewhere.
#
# **Time:** three to four hours. Section 6 is a good place for a break. **You need:** arrays and slices in numpy, the
# chain rule.

# %% id="imports"
import matplotlib.pyplot as plt
import numpy as np

from course_utils.start import check, draw_layer, graded, hint, load_image, show, show_grids, show_photos
from course_utils.week1 import PoolingExplorer, draw_walk, load_dataset, start_tensorflow

plt.style.use("course_utils.plots")

# %% [markdown] id="names"
# ## The names of things
#
# A [batch](glossary:mini-batch) of images is an array of shape `(m, n_H, n_W, n_C)`: `m` images, `n_H` rows, `n_W`
# columns, `n_C` channels. A colour photograph has three channels; inside a network there are as many as the last layer
# has filters.
#
# | name | meaning |
# |---|---|
# | `A_prev` | what comes into a layer, shape `(m, n_H_prev, n_W_prev, n_C_prev)` |
# | `W`, `b` | the filters, shape `(f, f, n_C_prev, n_C)`, and one bias for each, shape `(1, 1, 1, n_C)` |
# | `Z` | what a convolution gives, shape `(m, n_H, n_W, n_C)` |
# | `f`, `stride`, `pad` | size of the window, its step, width of the zero border |
# | `dZ`, `dW`, … | the gradient of the loss with respect to `Z`, `W`, … |

# %% id="network-drawing"
draw_layer(
    [(32, 32, 3), (32, 32, 8), (16, 16, 8), (16, 16, 16), (8, 8, 16)],
    ["convolve", "max pool", "convolve", "max pool"],
)

# %% [markdown] id="why-padding"
# ## 1. Zero padding
#
# A [window](glossary:window) of size 3 cannot be centred on a corner pixel. Left alone, every convolution
# shrinks the image, and the pixels at the edge are seen less often than those in the middle. A border of zeros solves
# both problems. With `pad = (f − 1) / 2` the output is as large as the input: that is called *[same](glossary:same)* padding.
#
# **Write `zero_pad`.** Only rows and columns get a border, never the batch or the channels.

# %% id="zero-pad" tags=["graded"]
# GRADED FUNCTION: zero_pad
@graded
def zero_pad(X, pad):
    """Surround every image with `pad` rows and columns of zeros.

    X: images, shape (m, n_H, n_W, n_C). pad: width of the border, an integer ≥ 0.
    Returns X_pad, shape (m, n_H + 2 * pad, n_W + 2 * pad, n_C).
    """
    # BEGIN SOLUTION
    border = ((0, 0), (pad, pad), (pad, pad), (0, 0))
    X_pad = np.pad(X, border)
    # END SOLUTION
    return X_pad


# %% id="check-zero-pad"
check(zero_pad)

# %% id="classic-zero-pad" jupyter={"source_hidden": true}
np.random.seed(1)
x = np.random.randn(4, 3, 3, 2)
print("zero_pad, classic figures:", x.shape, "→", zero_pad(x, 2).shape, "  x_pad[1, 1]:", zero_pad(x, 2)[1, 1, :2].tolist())

# %% [markdown] id="see-padding"
# Your own function at work on a small image:

# %% id="draw-padding"
small = np.arange(1.0, 10.0).reshape(1, 3, 3, 1)
show_grids(
    {"image": small[0, :, :, 0], "zero_pad(image, 1)": zero_pad(small, 1)[0, :, :, 0]},
    caption="Every pixel of the image is now in the middle of some 3×3 window.",
    ring={"zero_pad(image, 1)": 1},
)

# %% [markdown] id="one-step"
# ## 2. One step of a convolution
#
# Lay the filter on one window of the image. Multiply the numbers that lie on each other, add up all products, add
# the bias. The result is one number: how much this window looks like the filter.
#
# $$ z = b + \sum_{i,j,c} a_{ijc}\, W_{ijc} $$
#
# Mathematicians would turn the filter by 180° first; deep learning does not. What we compute is, strictly, a
# *[cross-correlation](glossary:cross-correlation)*, and everybody calls it [convolution](glossary:convolution).
#
# **Write `conv_single_step`.** `b` has shape `(1, 1, 1)`. Since numpy 2.4 `float(b)` no longer works on it;
# `b.item()` reads its one number.

# %% id="example-conv-single-step"
# The bias is larger than every product, so you see whether it is added once or at every place.
example("conv_single_step", a_slice_prev=[[[1], [2]], [[3], [4]]], W=[[[1], [0]], [[0], [-1]]], b=[[[5]]], gives=...)

# %% id="conv-single-step" tags=["graded"]
# GRADED FUNCTION: conv_single_step
@graded
def conv_single_step(a_slice_prev, W, b):
    """One filter on one window.

    a_slice_prev, W: window and filter, shape (f, f, n_C_prev). b: bias, shape (1, 1, 1).
    Returns Z, one number.
    """
    # BEGIN SOLUTION
    products = a_slice_prev * W
    Z = np.sum(products) + b.item()
    # END SOLUTION
    return Z


# %% id="check-conv-single-step"
check(conv_single_step)

# %% id="classic-conv-single-step" jupyter={"source_hidden": true}
np.random.seed(1)
a_slice_prev, W, b = np.random.randn(4, 4, 3), np.random.randn(4, 4, 3), np.random.randn(1, 1, 1)
print(f"conv_single_step, classic figure: Z = {float(np.squeeze(conv_single_step(a_slice_prev, W, b))):.11f}")

# %% id="predict-single-step"
predict("single-step", ...)

# %% id="draw-step"
window = np.array([[3.0, 0, 1], [1, 5, 8], [2, 7, 2]])
vertical = np.array([[1.0, 0, -1], [1, 0, -1], [1, 0, -1]])
z = conv_single_step(window[:, :, None], vertical[:, :, None], np.zeros((1, 1, 1)))
show_grids(
    {"window": window, "filter": vertical, "products": window * vertical},
    signs="×=",
    caption=f"Bias 0 plus the sum of all products gives {float(np.squeeze(z)):g}.".replace("-", "−"),
)

# %% [markdown] id="sliding"
# ## 3. The whole convolution
#
# Now slide the window over the padded image. It moves by `stride` pixels ([stride](glossary:stride)), to the right and
# down. Along one axis with `n` pixels there is room for
#
# $$ \left\lfloor \frac{n + 2\,pad - f}{stride} \right\rfloor + 1 $$
#
# windows; a remainder that does not fit is dropped. The window of output `(h, w)` begins at row `h · stride` and
# column `w · stride`.

# %% id="predict-conv-shape"
predict("conv-shape", ...)

# %% id="draw-walk"
draw_walk(n=8, f=3, pad=1, stride=2)

# %% [markdown] id="conv-task"
# **Write `conv_forward`.** Four loops: over images, rows and columns of the output, filters. Pad first. Use your
# `zero_pad` and `conv_single_step`. The cache keeps what the backward pass will need.

# %% id="conv-forward" tags=["graded"]
# GRADED FUNCTION: conv_forward
@graded
def conv_forward(A_prev, W, b, hparameters):
    """Convolve a batch of images with a bank of filters.

    A_prev: (m, n_H_prev, n_W_prev, n_C_prev). W: (f, f, n_C_prev, n_C). b: (1, 1, 1, n_C).
    hparameters: {"stride": ..., "pad": ...}.
    Returns Z, shape (m, n_H, n_W, n_C), and cache = (A_prev, W, b, hparameters).
    """
    # BEGIN SOLUTION
    m, n_H_prev, n_W_prev, _ = A_prev.shape
    f, n_C = W.shape[0], W.shape[3]
    stride, pad = hparameters["stride"], hparameters["pad"]
    n_H = (n_H_prev + 2 * pad - f) // stride + 1
    n_W = (n_W_prev + 2 * pad - f) // stride + 1
    Z = np.zeros((m, n_H, n_W, n_C))
    padded = zero_pad(A_prev, pad)
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                top, left = h * stride, w * stride
                a_slice = padded[i, top : top + f, left : left + f, :]
                for c in range(n_C):
                    Z[i, h, w, c] = conv_single_step(a_slice, W[:, :, :, c], b[:, :, :, c])
    cache = (A_prev, W, b, hparameters)
    # END SOLUTION
    return Z, cache


# %% id="check-conv-forward"
check(conv_forward)

# %% id="classic-conv-forward" jupyter={"source_hidden": true}
np.random.seed(1)
A_prev, W, b = np.random.randn(10, 4, 4, 3), np.random.randn(2, 2, 3, 8), np.random.randn(1, 1, 1, 8)
Z_classic, cache_classic = conv_forward(A_prev, W, b, {"pad": 2, "stride": 2})
print("conv_forward, classic figures:")
print(f"  mean of Z {Z_classic.mean():.13f}\n  Z[3, 2, 1] {Z_classic[3, 2, 1].round(8)}")

# %% id="predict-bug-conv-forward"
predict("bug-conv-forward", ...)

# %% [markdown] id="see-edges"
# Two filters look at a photograph: one answers to vertical edges, one to horizontal edges. Grey means no edge;
# bright and dark are edges of opposite directions.

# %% id="draw-edges"
photo = load_image("chelsea", 64).mean(axis=2)
edge_filters = np.stack([vertical, vertical.T], axis=2)[:, :, None, :]
edges, _ = conv_forward(photo[None, :, :, None], edge_filters, np.zeros((1, 1, 1, 2)), {"stride": 1, "pad": 0})
show_photos({"photograph": photo, "vertical edges": edges[0, :, :, 0], "horizontal edges": edges[0, :, :, 1]})

# %% [markdown] id="pooling"
# ## 4. Pooling
#
# [Pooling](glossary:pooling) makes an image smaller: it replaces each window by its largest value or by its average,
# every channel by itself. There is nothing to learn in it: the window's size `f` and its stride are [hyperparameters](glossary:hyperparameter), which
# you choose. Usual are f = 2 or 3 with stride 2; padding is rare. A maximum asks "was the feature seen anywhere in this
# window?", so the network cares a little less about where exactly it was (*invariance*). The papers count a convolution
# and the pooling behind it as one layer, since only the convolution has weights: a network is made of CONV, POOL and FC
# layers.
#
# **Write `pool_forward`.** It walks as the convolution does, without padding.

# %% id="pool-forward" tags=["graded"]
# GRADED FUNCTION: pool_forward
@graded
def pool_forward(A_prev, hparameters, mode="max"):
    """Pool every f × f window of every channel.

    A_prev: (m, n_H_prev, n_W_prev, n_C). hparameters: {"f": ..., "stride": ...}. mode: "max" or "average".
    Returns A, shape (m, n_H, n_W, n_C), and cache = (A_prev, hparameters).
    """
    # BEGIN SOLUTION
    m, n_H_prev, n_W_prev, n_C = A_prev.shape
    f, stride = hparameters["f"], hparameters["stride"]
    n_H = (n_H_prev - f) // stride + 1
    n_W = (n_W_prev - f) // stride + 1
    A = np.zeros((m, n_H, n_W, n_C))
    reduce = np.max if mode == "max" else np.mean
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                top, left = h * stride, w * stride
                for c in range(n_C):
                    A[i, h, w, c] = reduce(A_prev[i, top : top + f, left : left + f, c])
    cache = (A_prev, hparameters)
    # END SOLUTION
    return A, cache


# %% id="check-pool-forward"
check(pool_forward)

# %% id="classic-pool-forward" jupyter={"source_hidden": true}
np.random.seed(1)
A_prev = np.random.randn(2, 4, 4, 3)
print("pool_forward, classic figures:")
for mode in ("max", "average"):
    A, _ = pool_forward(A_prev, {"stride": 2, "f": 3}, mode=mode)
    print(f"  {mode:8}", *A.reshape(2, 3).round(8))

# %% id="predict-pool-value"
predict("pool-value", ...)

# %% id="predict-order-pool-forward"
predict("order-pool-forward", ...)

# %% id="draw-pooling"
image = np.array([[1.0, 3, 2, 1], [2, 9, 1, 1], [1, 3, 2, 3], [5, 6, 1, 2]])
halves = {"f": 2, "stride": 2}
largest, _ = pool_forward(image[None, :, :, None], halves, mode="max")
average, _ = pool_forward(image[None, :, :, None], halves, mode="average")
show_grids(
    {"image": image, "max": largest[0, :, :, 0], "average": average[0, :, :, 0]},
    signs="→ ",
    caption="Windows of 2×2, stride 2: the upper left one holds 1, 3, 2 and 9.",
    window={"image": (0, 0, 2), "max": (0, 0, 1), "average": (0, 0, 1)},
)

# %% [markdown] id="translation-text"
# ### Where did the cat go?
#
# Move the photograph eight pixels to the right. The map of a convolution moves with it: convolution is *equivariant* to
# translation. The largest value of the whole map stays the same: it is *invariant*. Pooling in small windows is a
# step on the way from one to the other.

# %% id="predict-cat-moves"
predict("cat-moves", ...)

# %% id="translation"
moved = np.roll(photo, 8, axis=1)
moved_edges, _ = conv_forward(moved[None, :, :, None], edge_filters, np.zeros((1, 1, 1, 2)), {"stride": 1, "pad": 0})
inside = slice(8, None)  # what left on the right came in again on the left, where it makes edges of its own
print("the map moves with the photograph:", np.allclose(moved_edges[:, :, inside], edges[:, :, :-8]))
print("the largest answer stays:         ", np.allclose(moved_edges[:, :, inside].max(), edges[:, :, :-8].max()))

# %% [markdown] id="backward"
# ## 5. Backward through the convolution
#
# A library does this for you. Do it once by hand, and [back-propagation](glossary:back-propagation) through images
# holds no more secrets.
#
# Output `Z[i, h, w, c]` was made from one window, one filter and one bias. So its gradient `dZ[i, h, w, c]` goes
# back to these three, and where several outputs used the same thing, their gradients **add up**:
#
# $$ dA_{window} \mathrel{+}= W_c \; dZ_{ihwc} \qquad dW_c \mathrel{+}= a_{window} \; dZ_{ihwc} \qquad
# db_c \mathrel{+}= dZ_{ihwc} $$
#
# Add into the *padded* gradient, then cut the border off. Take care when `pad` is 0: `x[0:-0]` is empty.

# %% id="predict-bias-gradient"
predict("bias-gradient", ...)

# %% id="draw-backward"
slope = np.array([[1.0, 0], [0, 2]])
kernel = np.array([[1.0, 2], [3, 4]])
back = np.zeros((3, 3))
for h, w in np.ndindex(2, 2):
    back[h : h + 2, w : w + 2] += kernel * slope[h, w]
show_grids(
    {"dZ": slope, "filter": kernel, "dA": back},
    signs="×→",
    caption="Each number of dZ lays one copy of the filter into dA; copies that overlap add up: 4 · 1 + 1 · 2 = 6.",
    window={"dA": (1, 1, 1)},
)

# %% [markdown] id="backward-weights"
# ### The gradient of a weight and of the bias
#
# A weight is used at *every* place of the image. Take one image, one channel, stride 1, and write the output out:
#
# $$ Z_{hw} = b + \sum_{i,j} A_{h+i,\,w+j}\, W_{ij} \qquad\text{so}\qquad
# \frac{\partial Z_{hw}}{\partial W_{ij}} = A_{h+i,\,w+j}, \quad \frac{\partial Z_{hw}}{\partial b} = 1 $$
#
# The chain rule adds up over all outputs that used the weight:
#
# $$ dW_{ij} = \sum_{h,w} \frac{\partial Z_{hw}}{\partial W_{ij}}\, dZ_{hw} = \sum_{h,w} A_{h+i,\,w+j}\, dZ_{hw}
# \qquad db = \sum_{h,w} dZ_{hw} $$
#
# Read the first sum again: it slides `dZ` over `A`. The gradient of the filter is itself a convolution, of the image
# with `dZ` as the filter. With several images the sums run over them, too; each filter has its own `dZ[..., c]`.

# %% id="draw-backward-weights"
patch = np.array([[2.0, 0, 1], [1, 3, 0], [0, 1, 2]])
d_weights = np.zeros((2, 2))
for i, j in np.ndindex(2, 2):
    d_weights[i, j] = np.sum(patch[i : i + 2, j : j + 2] * slope)
show_grids(
    {"A": patch, "dZ": slope, "dW": d_weights, "db": np.array([[slope.sum()]])},
    signs="∗=,",
    caption="dZ slides over A. Its first place gives dW's upper left number: 2 · 1 + 0 · 0 + 1 · 0 + 3 · 2 = 8. "
    "db is the sum of dZ: 1 + 2 = 3.",
    window={"A": (0, 0, 2), "dW": (0, 0, 1)},
)

# %% [markdown] id="conv-backward-task"
# **Write `conv_backward`.**

# %% id="conv-backward" tags=["graded"]
# GRADED FUNCTION: conv_backward
@graded
def conv_backward(dZ, cache):
    """Gradients of a convolution.

    dZ: gradient of the loss with respect to Z, shape (m, n_H, n_W, n_C). cache: from conv_forward.
    Returns dA_prev like A_prev, dW like W, db of shape (1, 1, 1, n_C).
    """
    # BEGIN SOLUTION
    A_prev, W, b, hparameters = cache
    stride, pad = hparameters["stride"], hparameters["pad"]
    f = W.shape[0]
    m, n_H, n_W, n_C = dZ.shape
    padded = zero_pad(A_prev, pad)
    d_padded, dW, db = np.zeros(padded.shape), np.zeros(W.shape), np.zeros((1, 1, 1, n_C))
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                rows = slice(h * stride, h * stride + f)
                columns = slice(w * stride, w * stride + f)
                for c in range(n_C):
                    d_padded[i, rows, columns, :] += W[:, :, :, c] * dZ[i, h, w, c]
                    dW[:, :, :, c] += padded[i, rows, columns, :] * dZ[i, h, w, c]
                    db[:, :, :, c] += dZ[i, h, w, c]
    n_H_prev, n_W_prev = A_prev.shape[1:3]
    dA_prev = d_padded[:, pad : pad + n_H_prev, pad : pad + n_W_prev, :]
    # END SOLUTION
    return dA_prev, dW, db


# %% id="check-conv-backward"
check(conv_backward)

# %% id="classic-conv-backward" jupyter={"source_hidden": true}
print("conv_backward, classic figures, of the Z of conv_forward:")
for name, gradient in zip(("dA", "dW", "db"), conv_backward(Z_classic, cache_classic)):
    print(f"  mean of {name} {gradient.mean():.11f}")

# %% id="draw-gradients"
_, patch_cache = conv_forward(
    patch[None, :, :, None], kernel[:, :, None, None], np.zeros((1, 1, 1, 1)), {"stride": 1, "pad": 0}
)
d_patch, d_kernel, _ = conv_backward(slope[None, :, :, None], patch_cache)
show_grids(
    {"A_prev": patch, "dZ": slope, "dA_prev": d_patch[0, :, :, 0], "dW": d_kernel[:, :, 0, 0]},
    signs=" → ",
    caption="Your function on the same dZ: dA_prev and dW are those of the two pictures above.",
    window={"dW": (0, 0, 1)},
)

# %% [markdown] id="numeric-gradient"
# ### Is the gradient right? Check it numerically
#
# The [gradient](glossary:gradient) says how much the loss changes when one number changes a little. So change it a
# little, and look. Take the loss $L = \sum Z \cdot R$ with random numbers $R$; then `dZ = R`, and for every weight
#
# $$ \frac{\partial L}{\partial W} \approx \frac{L(W + \varepsilon) - L(W - \varepsilon)}{2\,\varepsilon} $$
#
# The two should agree to many digits. This test finds almost every mistake in a backward pass.

# %% id="gradient-check"
rng = np.random.default_rng(0)
A0, W0 = rng.standard_normal((2, 5, 4, 2)), rng.standard_normal((3, 3, 2, 2))
b0, R = rng.standard_normal((1, 1, 1, 2)), rng.standard_normal((2, 3, 2, 2))
settings = {"stride": 2, "pad": 1}


def loss(A, W, b):
    return np.sum(conv_forward(A, W, b, settings)[0] * R)


def numeric_gradient(f, x, epsilon=1e-5):
    """Change every number of x in turn, by ±epsilon."""
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[place] = epsilon
        gradient[place] = (f(x + step) - f(x - step)) / (2 * epsilon)
    return gradient


_, cache = conv_forward(A0, W0, b0, settings)
dA, dW, db = conv_backward(R, cache)
pairs = {
    "dA_prev": (dA, numeric_gradient(lambda A: loss(A, W0, b0), A0)),
    "dW": (dW, numeric_gradient(lambda W: loss(A0, W, b0), W0)),
    "db": (db, numeric_gradient(lambda b: loss(A0, W0, b), b0)),
}
for name, (yours, numeric) in pairs.items():
    error = np.linalg.norm(yours - numeric) / (np.linalg.norm(yours) + np.linalg.norm(numeric))
    print(f"{name:8} agrees with the numeric gradient: {error < 1e-7}")

# %% [markdown] id="pool-backward-idea"
# ## 6. Backward through pooling
#
# Pooling has no weights, but gradients must pass it on their way down.
#
# - **[Max pooling](glossary:max-pooling):** only the largest value of a window had a say, so it alone gets the gradient. A *[mask](glossary:mask)* marks it.
# - **[Average pooling](glossary:average-pooling):** all values had an equal say, so each gets an equal share.
#
# **Write `create_mask_from_window`:** True where the window equals its maximum. If the maximum occurs twice, both
# places are marked, and later each of them gets the whole gradient. That is the classic rule, and we keep it; but it is
# a convention, and not quite a gradient. At a tie the maximum has a kink. Raise one of two equal values and the output
# follows; lower it and nothing happens: the numeric test below finds one half for each. TensorFlow gives all to the
# first one. With random numbers there are no ties; after a ReLU windows full of zeros are common.

# %% id="example-create-mask-from-window"
# The maximum is there twice: what then? An example with one maximum leaves that open.
example("create_mask_from_window", x=[[1, 5], [3, 5]], gives=...)

# %% id="create-mask-from-window" tags=["graded"]
# GRADED FUNCTION: create_mask_from_window
@graded
def create_mask_from_window(x):
    """Mark the largest value of a window.

    x: window, shape (f, f). Returns mask, booleans of the same shape.
    """
    # BEGIN SOLUTION
    mask = x == np.max(x)
    # END SOLUTION
    return mask


# %% id="check-create-mask-from-window"
check(create_mask_from_window)

# %% id="classic-mask" jupyter={"source_hidden": true}
np.random.seed(1)
print("create_mask_from_window, classic figure:", create_mask_from_window(np.random.randn(2, 3)).tolist())

# %% [markdown] id="distribute-task"
# **Write `distribute_value`:** the same share for every place of the window.

# %% id="example-distribute-value"
# The window is not square, so the number of its places is no square either.
example("distribute_value", dz=2, shape=(2, 4), gives=...)

# %% id="distribute-value" tags=["graded"]
# GRADED FUNCTION: distribute_value
@graded
def distribute_value(dz, shape):
    """Spread one gradient evenly over a window.

    dz: one number. shape: (n_H, n_W) of the window. Returns a, an array of that shape.
    """
    # BEGIN SOLUTION
    n_H, n_W = shape
    a = np.full(shape, dz / (n_H * n_W))
    # END SOLUTION
    return a


# %% id="check-distribute-value"
check(distribute_value)

# %% id="classic-distribute" jupyter={"source_hidden": true}
print("distribute_value, classic figure:", distribute_value(2, (2, 2)).tolist())

# %% id="predict-who-gets-the-gradient"
predict("who-gets-the-gradient", ...)

# %% id="draw-pool-backward"
part = np.array([[1.0, 3], [2, 9]])
show_grids(
    {
        "window": part,
        "mask": create_mask_from_window(part),
        "max: 8 · mask": 8 * create_mask_from_window(part),
        "average: 8 shared": distribute_value(8.0, (2, 2)),
    },
    signs="→→ ",
    caption="A gradient of 8 goes back through a 2×2 window, in both modes.",
)

# %% [markdown] id="pool-backward-task"
# **Write `pool_backward`.** The same walk once more. Windows may overlap, so add.

# %% id="pool-backward" tags=["graded"]
# GRADED FUNCTION: pool_backward
@graded
def pool_backward(dA, cache, mode="max"):
    """Gradient of a pooling layer.

    dA: gradient with respect to its output, shape (m, n_H, n_W, n_C). cache: from pool_forward.
    Returns dA_prev, the gradient with respect to its input, shaped like A_prev.
    """
    # BEGIN SOLUTION
    A_prev, hparameters = cache
    f, stride = hparameters["f"], hparameters["stride"]
    m, n_H, n_W, n_C = dA.shape
    dA_prev = np.zeros(A_prev.shape)
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                rows = slice(h * stride, h * stride + f)
                columns = slice(w * stride, w * stride + f)
                for c in range(n_C):
                    if mode == "max":
                        mask = create_mask_from_window(A_prev[i, rows, columns, c])
                        dA_prev[i, rows, columns, c] += mask * dA[i, h, w, c]
                    else:
                        dA_prev[i, rows, columns, c] += distribute_value(dA[i, h, w, c], (f, f))
    # END SOLUTION
    return dA_prev


# %% id="check-pool-backward"
check(pool_backward)

# %% id="classic-pool-backward" jupyter={"source_hidden": true}
np.random.seed(1)
A, pool_cache = pool_forward(np.random.randn(5, 5, 3, 2), {"stride": 1, "f": 2})
dA = np.random.randn(5, 4, 2, 2)
print("pool_backward, classic figures: dA_prev[1, 1]")
for mode in ("max", "average"):
    print(f"  {mode:8}", *pool_backward(dA, pool_cache, mode=mode)[1, 1].round(8) + 0)

# %% id="predict-bug-pool-backward"
predict("bug-pool-backward", ...)

# %% id="draw-pool-gradient"
_, pool_cache = pool_forward(image[None, :, :, None], halves)
upstream = np.array([[1.0, 2], [3, 4]])[None, :, :, None]
show_grids(
    {
        "image": image,
        "dA": upstream[0, :, :, 0],
        "dA_prev, max": pool_backward(upstream, pool_cache, "max")[0, :, :, 0],
        "dA_prev, average": pool_backward(upstream, pool_cache, "average")[0, :, :, 0],
    },
    signs=" → ",
    caption="The maximum takes all; the average shares. No window here holds its maximum twice, so each window's "
    "gradients add up to its number in dA.",
)

# %% [markdown] id="pooling-explorer-text"
# Go through it window by window: click an output, switch between forward and backward, max and average. With windows
# of 3 and stride 1 they overlap. Which input gets the largest gradient then, and from how many windows?

# %% id="pooling-explorer"
PoolingExplorer(window=2, stride=2, view="backward")

# %% [markdown] id="im2col-idea"
# ## 7. One matrix product
#
# Your loops are right, and slow: Python executes several lines for every single number. Processors are fastest at one
# thing, the product of two large matrices. So lay every window out as a **row** of a matrix, and every filter as a **column** of
# another. One product then does all the sums. This is *[im2col](glossary:im2col)*, and many libraries compute
# convolutions so.
#
# $$ \underbrace{(m \cdot n_H \cdot n_W) \times (f \cdot f \cdot n_{C\,prev})}_{\text{one row per window}} \;\cdot\;
# \underbrace{(f \cdot f \cdot n_{C\,prev}) \times n_C}_{W\text{, reshaped}} $$
#
# `W.reshape(-1, n_C)` goes through the filter by row, column, channel. A window has to lie in its row in the same order,
# and that is what `window.reshape(-1)` does.

# %% id="draw-im2col"
little = np.arange(1.0, 10.0).reshape(3, 3)
show_grids(
    {
        "image": little,
        "its windows as rows": np.array([little[h : h + 2, w : w + 2].ravel() for h, w in np.ndindex(2, 2)]),
        "filter as a column": kernel.reshape(-1, 1),
    },
    signs="→·",
    caption="Four windows of 2×2 become four rows. Pixels that lie in several windows are copied: 9 numbers become 16.",
    window={"image": (0, 0, 2)},
)

# %% [markdown] id="im2col-task"
# **Write `im2col`.** The rows come in the order of the output: image by image, row by row, column by column.

# %% id="im2col" tags=["graded"]
# GRADED FUNCTION: im2col
@graded
def im2col(A_prev, f, hparameters):
    """Every window of a batch of images as a row of a matrix.

    A_prev: (m, n_H_prev, n_W_prev, n_C_prev). f: size of the window. hparameters: {"stride": ..., "pad": ...}.
    Returns rows, shape (m * n_H * n_W, f * f * n_C_prev).
    """
    # BEGIN SOLUTION
    m, n_H_prev, n_W_prev, _ = A_prev.shape
    stride, pad = hparameters["stride"], hparameters["pad"]
    padded = zero_pad(A_prev, pad)
    rows = []
    for i in range(m):
        for top in range(0, n_H_prev + 2 * pad - f + 1, stride):
            for left in range(0, n_W_prev + 2 * pad - f + 1, stride):
                window = padded[i, top : top + f, left : left + f, :]
                rows.append(window.ravel())
    rows = np.stack(rows)
    # END SOLUTION
    return rows


# %% id="check-im2col"
check(im2col)

# %% [markdown] id="one-product-text"
# The same convolution twice: by your `conv_forward`, and by your `im2col` with one product. The larger the image and
# the more filters, the more the product gains. The price is memory: each pixel is stored up to `f · f` times.

# %% id="one-product" tags=["nbval-ignore-output"]
from time import perf_counter

colour = load_image("coffee", 64)[None] / 255
bank, bias = np.random.default_rng(1).normal(size=(3, 3, 3, 16)), np.zeros((1, 1, 1, 16))
same = {"stride": 1, "pad": 1}

began = perf_counter()
by_loops, _ = conv_forward(colour, bank, bias, same)
loops = perf_counter() - began

began = perf_counter()
rows = im2col(colour, 3, same)
laid_out = perf_counter() - began
by_product = (rows @ bank.reshape(-1, 16)).reshape(by_loops.shape) + bias
product = perf_counter() - began - laid_out

print("the same numbers:", np.allclose(by_loops, by_product))
print(f"conv_forward {1000 * loops:7.1f} ms")
print(f"im2col       {1000 * laid_out:7.1f} ms, and the product {1000 * product:.1f} ms")
print(f"memory: {colour.size:,} numbers became {rows.size:,}")

# %% [markdown] id="col2im-text"
# ### And back
#
# Backward, the same matrices serve. Each row of gradients belongs to a window; **col2im** gives it the window's shape again
# and *adds* it where the window was cut out. Pixels that lie in several windows collect from all of them.
#
# **Write `col2im`.** Begin with zeros as large as the padded images, and cut the border off at the end.

# %% id="col2im" tags=["graded"]
# GRADED FUNCTION: col2im
@graded
def col2im(rows, shape, f, hparameters):
    """The way back of im2col: every row is added where its window came from.

    rows: shape (m * n_H * n_W, f * f * n_C_prev). shape: (m, n_H_prev, n_W_prev, n_C_prev), of the images.
    f, hparameters: as in im2col. Returns images, an array of that shape.
    """
    m, n_H_prev, n_W_prev, n_C_prev = shape
    stride, pad = hparameters["stride"], hparameters["pad"]
    # BEGIN SOLUTION
    padded = np.zeros((m, n_H_prev + 2 * pad, n_W_prev + 2 * pad, n_C_prev))
    k = 0
    for i in range(m):
        for top in range(0, n_H_prev + 2 * pad - f + 1, stride):
            for left in range(0, n_W_prev + 2 * pad - f + 1, stride):
                padded[i, top : top + f, left : left + f] += rows[k].reshape(f, f, n_C_prev)
                k += 1
    images = padded[:, pad : pad + n_H_prev, pad : pad + n_W_prev]
    # END SOLUTION
    return images


# %% id="check-col2im"
check(col2im)

# %% [markdown] id="product-back-text"
# Going forward, `Z = rows @ W`, with `W` reshaped. The gradients of a matrix product are matrix products:
# `dW = rows.T @ dZ`, and `dZ @ W.T` is the gradient of each row, which `col2im` brings back into the images.
#
# **Write `conv_backward_im2col`.** No loop is needed: they are all in `im2col` and `col2im`.

# %% id="conv-backward-im2col" tags=["graded"]
# GRADED FUNCTION: conv_backward_im2col
@graded
def conv_backward_im2col(dZ, cache):
    """Gradients of a convolution by matrix products.

    dZ: gradient with respect to Z, shape (m, n_H, n_W, n_C). cache: from conv_forward.
    Returns dA_prev like A_prev, dW like W, db of shape (1, 1, 1, n_C).
    """
    # BEGIN SOLUTION
    A_prev, W, b, hparameters = cache
    f, n_C = W.shape[0], W.shape[3]
    dZ_rows = dZ.reshape(-1, n_C)
    A_rows = im2col(A_prev, f, hparameters)
    dW = (A_rows.T @ dZ_rows).reshape(W.shape)
    db = np.sum(dZ_rows, axis=0).reshape(1, 1, 1, n_C)
    dA_rows = dZ_rows @ W.reshape(-1, n_C).T
    dA_prev = col2im(dA_rows, A_prev.shape, f, hparameters)
    # END SOLUTION
    return dA_prev, dW, db


# %% id="check-conv-backward-im2col"
check(conv_backward_im2col)

# %% id="product-back" tags=["nbval-ignore-output"]
Z, cache = by_loops, (colour, bank, bias, same)
began = perf_counter()
by_four_loops = conv_backward(Z, cache)
loops = perf_counter() - began
began = perf_counter()
by_products = conv_backward_im2col(Z, cache)
products = perf_counter() - began
print("the same three gradients:", all(np.allclose(one, other) for one, other in zip(by_four_loops, by_products)))
print(f"conv_backward {1000 * loops:7.1f} ms, by products {1000 * products:7.1f} ms")

# %% [markdown] id="learn-idea"
# ## 8. Your own layers learn
#
# Three small pieces are missing: ReLU backward, a loss, and a step.
#
# **ReLU backward.** Forward, ReLU lets positive numbers pass and makes the others 0. So its slope is 1 where `Z` was
# positive and 0 elsewhere, and the gradient behaves the same. At exactly 0 there is a kink; as libraries do, take 0
# there.
#
# **Write `relu_backward`.**

# %% id="relu-backward" tags=["graded"]
# GRADED FUNCTION: relu_backward
@graded
def relu_backward(dA, Z):
    """Gradient of A = max(0, Z).

    dA: gradient of the loss with respect to A. Z: what came into the ReLU, of the same shape.
    Returns dZ, of the same shape.
    """
    # BEGIN SOLUTION
    passes = Z > 0
    dZ = np.where(passes, dA, 0)
    # END SOLUTION
    return dZ


# %% id="check-relu-backward"
check(relu_backward)

# %% [markdown] id="loss-idea"
# **The loss.** The last layer gives each image one score for each class, the *logits*. Softmax makes them
# probabilities, and the cross-entropy of an image is $-\ln$ of the probability of its true class $y$:
#
# $$ p_k = \frac{e^{s_k}}{\sum_j e^{s_j}} \qquad L = -\ln p_y = \ln \sum_j e^{s_j} - s_y $$
#
# Differentiate the right-hand side. The first term gives $p_k$, the second takes 1 away at the true class:
#
# $$ \frac{\partial L}{\partial s_k} = p_k - [k = y] $$
#
# Probability minus truth: the surer the network is of the right class, the smaller the gradient. The loss of a batch is
# the mean over its `m` images, so both are divided by `m`.
#
# A score of 1000 makes $e^{1000}$ overflow. Subtract the largest score of each image first: numerator and denominator
# shrink by the same factor, and the probabilities stay as they are. Take the logarithm by the formula on the right, or a
# probability that rounds to 0 gives $\ln 0$.

# %% id="draw-loss"
three = np.array([[2.0, 1.0, 0.0]])
shares = np.exp(three) / np.exp(three).sum()
truth = np.array([[0.0, 1.0, 0.0]])
show_grids(
    {"p": shares.round(2), "truth": truth, "dscores": (shares - truth).round(2)},
    signs="−=",
    caption=f"Scores 2, 1, 0; the second class is right. Its score must rise, the others must fall. Loss {-np.log(shares[0, 1]):.2f}.",
)

# %% [markdown] id="softmax-loss-task"
# **Write `softmax_loss`.** It returns both numbers that training needs: the loss, and the gradient of the scores.

# %% id="softmax-loss" tags=["graded"]
# GRADED FUNCTION: softmax_loss
@graded
def softmax_loss(scores, labels):
    """Mean cross-entropy of the softmax of scores, and its gradient.

    scores: shape (m, C). labels: the true classes 0 … C − 1, shape (m,).
    Returns loss, one number, and dscores, shape (m, C).
    """
    # BEGIN SOLUTION
    m = len(labels)
    pictures = np.arange(m)
    shifted = scores - np.max(scores, axis=1, keepdims=True)
    log_sums = np.log(np.sum(np.exp(shifted), axis=1))
    loss = np.mean(log_sums - shifted[pictures, labels])
    dscores = np.exp(shifted - log_sums[:, None]) / m
    dscores[pictures, labels] -= 1 / m
    # END SOLUTION
    return loss, dscores


# %% id="check-softmax-loss"
check(softmax_loss)

# %% [markdown] id="step-idea"
# **The step.** The gradient points to where the loss grows fastest. So go the other way, a little: the *learning rate*
# says how far. It is a *[hyperparameter](glossary:hyperparameter)*: you choose it, and training does not change it. A
# batch is drawn at random, so this is called *stochastic gradient descent*, SGD.
#
# **Write `sgd_step`.** Both dictionaries have the same names, such as `"W1"` and `"b1"`.

# %% id="sgd-step" tags=["graded"]
# GRADED FUNCTION: sgd_step
@graded
def sgd_step(parameters, gradients, learning_rate):
    """One step of gradient descent.

    parameters, gradients: dictionaries with the same names, arrays of the same shapes. learning_rate: one number.
    Returns parameters after the step, a dictionary with the same names.
    """
    # BEGIN SOLUTION
    moved = dict(parameters)
    for name, gradient in gradients.items():
        moved[name] = moved[name] - learning_rate * gradient
    parameters = moved
    # END SOLUTION
    return parameters


# %% id="check-sgd-step"
check(sgd_step)

# %% [markdown] id="small-network-text"
# ### The network
#
# Fist or open hand? The course's pictures of hands, made small and grey, 16×16. Every layer below is a function of yours:
#
# convolution, four filters 3×3 → ReLU → max pooling 2×2 → dense → two scores.
#
# A dense layer is one product: `scores = F @ W2 + b2`, and so backward `dW2 = F.T @ dscores`, `dF = dscores @ W2.T`. The
# convolution uses your matrix products both ways, so that training does not take minutes.

# %% id="hands"
X_hands, Y_hands, X_new, Y_new, _ = load_dataset()


def fists_and_open_hands(images, labels):
    """Small grey pictures, shape (m, 16, 16, 1), with labels 0 (fist) and 1 (open hand)."""
    chosen = np.isin(labels[0], [0, 5])
    small = images[chosen].reshape(-1, 16, 4, 16, 4, 3).mean(axis=(2, 4, 5)) / 255 - 0.5
    return small[..., None], (labels[0][chosen] == 5).astype(int)


X_two, y_two = fists_and_open_hands(X_hands, Y_hands)
X_two_new, y_two_new = fists_and_open_hands(X_new, Y_new)
print(f"{len(X_two)} pictures to learn from, {len(X_two_new)} new ones")
show_photos({("fist", "open hand")[y_two[i]] + f" {i}": X_two[i, :, :, 0] for i in range(6)}, "What the network sees.", height=96)

# %% id="small-network"
one_by_one, halved = {"stride": 1, "pad": 0}, {"f": 2, "stride": 2}


def start(seed):
    """Random filters and weights (He's rule), biases of 0."""
    rng = np.random.default_rng(seed)
    return {
        "W1": rng.normal(0, np.sqrt(2 / 9), (3, 3, 1, 4)), "b1": np.zeros((1, 1, 1, 4)),
        "W2": rng.normal(0, np.sqrt(1 / 196), (196, 2)), "b2": np.zeros(2),
    }


def forward(X, p):
    """Scores of a batch, and what the backward pass needs."""
    rows = im2col(X, 3, one_by_one)
    Z1 = (rows @ p["W1"].reshape(9, 4)).reshape(len(X), 14, 14, 4) + p["b1"]
    P1, pool_cache = pool_forward(np.maximum(Z1, 0), halved)
    F = P1.reshape(len(X), -1)
    return F @ p["W2"] + p["b2"], (Z1, pool_cache, P1.shape, F)


def loss_and_gradients(X, y, p):
    scores, (Z1, pool_cache, shape, F) = forward(X, p)
    loss, dscores = softmax_loss(scores, y)
    dP1 = (dscores @ p["W2"].T).reshape(shape)
    dZ1 = relu_backward(pool_backward(dP1, pool_cache), Z1)
    _, dW1, db1 = conv_backward_im2col(dZ1, (X, p["W1"], p["b1"], one_by_one))
    return loss, {"W1": dW1, "b1": db1, "W2": F.T @ dscores, "b2": dscores.sum(axis=0)}


def accuracy(X, y, p):
    return np.mean(forward(X, p)[0].argmax(axis=1) == y)


# %% [markdown] id="network-gradient-text"
# Before it learns, check it numerically: is the gradient of the *whole* network right? (Three weights of each kind are
# enough to tell.)

# %% id="network-gradient"
p, few = start(0), slice(0, 2)
_, gradients = loss_and_gradients(X_two[few], y_two[few], p)
for name in p:
    numeric = []
    for place in range(min(3, p[name].size)):
        change = np.zeros(p[name].size)
        change[place] = 1e-5
        both = [p | {name: p[name] + sign * change.reshape(p[name].shape)} for sign in (1, -1)]
        above, below = (softmax_loss(forward(X_two[few], each)[0], y_two[few])[0] for each in both)
        numeric.append((above - below) / 2e-5)
    agrees = np.allclose(gradients[name].ravel()[: len(numeric)], numeric, rtol=1e-4, atol=1e-8)
    print(f"{name} agrees with the numeric gradient: {agrees}")

# %% [markdown] id="train-own-text"
# Sixty steps with batches of 16 take a few seconds, most of them in the loops of `pool_forward` and `pool_backward`.

# %% id="train-own" tags=["nbval-ignore-output"]
p, rng, losses = start(1), np.random.default_rng(1), []
for _ in range(60):
    batch = rng.choice(len(X_two), 16, replace=False)
    loss, gradients = loss_and_gradients(X_two[batch], y_two[batch], p)
    p = sgd_step(p, gradients, learning_rate=0.3)
    losses.append(loss)

fig, ax = plt.subplots(figsize=(6, 2.6))
ax.plot(losses)
ax.axhline(np.log(2), linestyle=":", color="gray")
ax.annotate("guessing: ln 2", (45, np.log(2)), textcoords="offset points", xytext=(0, 4))
ax.set(xlabel="step", ylabel="loss", title="Your own layers learn")
print(f"right on the pictures it learned from: {accuracy(X_two, y_two, p):.0%}, on new ones: {accuracy(X_two_new, y_two_new, p):.0%}")
show(fig, alt=f"The loss falls over 60 steps from {losses[0]:.2f} to {np.mean(losses[-5:]):.2f}; guessing would be 0.69.")

# %% [markdown] id="compare-keras-text"
# ### Keras gives the same numbers
#
# The same network in Keras, from the same first weights, on the same batches: the losses of five steps agree.

# %% id="compare-keras"
start_tensorflow()  # takes a few seconds
import keras

p, rng = start(1), np.random.default_rng(1)
layers = [
    keras.layers.Conv2D(4, 3, activation="relu"), keras.layers.MaxPooling2D(2), keras.layers.Flatten(), keras.layers.Dense(2),
]
network = keras.Sequential([keras.Input((16, 16, 1)), *layers])
network.set_weights([p["W1"], p["b1"].ravel(), p["W2"], p["b2"]])
network.compile(keras.optimizers.SGD(0.3), keras.losses.SparseCategoricalCrossentropy(from_logits=True))
for step in range(5):
    batch = rng.choice(len(X_two), 16, replace=False)
    loss, gradients = loss_and_gradients(X_two[batch], y_two[batch], p)
    p = sgd_step(p, gradients, learning_rate=0.3)
    theirs = network.train_on_batch(X_two[batch], y_two[batch])
    print(f"step {step + 1}: yours {loss:.4f}, Keras {float(theirs):.4f}, equal to 0.0001: {abs(loss - float(theirs)) < 1e-4}")

# %% [markdown] id="summary"
# ## What you have now
#
# - A convolution is one small weighted sum, repeated at every place with the same weights. That is why it needs so
#   few of them, and why it finds a cat on the left and on the right alike.
# - Its output has $\lfloor (n + 2\,pad - f) / stride \rfloor + 1$ rows or columns, and one channel per filter.
# - Backward, every output sends its gradient to its window, its filter and its bias; shared things add up.
# - Pooling has no weights; its gradient goes to the winner, or is shared.
# - With every window as a row, a convolution is one matrix product, *im2col*; backward it is two, and *col2im*.
# - Loss, gradients, step: that is all of learning, and Keras does nothing else.
#
# In a terminal, `course check workbook/week1/2_step_by_step.ipynb` checks all of it at once.
#
# **Next:** [A convolutional network reads hand signs](3_convnet_application.ipynb), all six of them, with Keras.
#
# ## Try it
#
# Nothing here is graded. Try first; then open the answer.
#
# **1.** In the photograph above, use `stride = 2`. How large is the result? Compute it before you run it. Then use
# `pad = 1`: where does the bright and dark frame come from?
#
# <details><summary>Answer</summary>
#
# ⌊(64 − 3) / 2⌋ + 1 = 31 rows and columns. The border of zeros is black beside a lighter photograph: an edge, dark →
# light on one side and light → dark on the other, and the filter reports both.
#
# </details>
#
# **2.** Invent a filter: all ones divided by nine, or a nine in the middle of minus ones. What does it do to the cat?
#
# <details><summary>Answer</summary>
#
# Ones divided by nine take the mean of a window: the cat is blurred. A nine in the middle of minus ones adds to each
# pixel what it differs from its eight neighbours: the cat is sharpened, its noise, too. Both filters add up to 1, so
# the brightness stays.
#
# </details>
#
# **3.** Break `conv_backward` on purpose: write `=` for `+=` and run the gradient test. Which of the three fails?
#
# <details><summary>Answer</summary>
#
# All three. `db` and `dW` keep the last output's share alone. `dA_prev` keeps the last of the windows that overlap;
# with windows that do not overlap (stride = f) and a single filter it would pass.
#
# </details>
#
# **4.** In `train-own`, set the learning rate to 0.03, then to 10. What happens, and why?
#
# <details><summary>Answer</summary>
#
# With 0.03 the loss falls, but sixty steps are too few. With 10 a step leaps over the valley: the loss jumps far above
# ln 2, often every ReLU goes silent, and then only the biases learn. A good rate is found by trying a few: 0.01, 0.03,
# 0.1, 0.3, 1.
#
# </details>
#
# **5.** Put `conv_backward`, with its four loops, into `loss_and_gradients`. How long does the training take then?
#
# <details><summary>Answer</summary>
#
# About twice as long or more, for the same numbers. With the products, what is left are the loops of `pool_forward` and
# `pool_backward`: the next thing to improve is always the slowest part.
#
# </details>

# %% id="playground"
my_filter = np.array([[-1.0, -1, -1], [-1, 9, -1], [-1, -1, -1]])
answer, _ = conv_forward(photo[None, :, :, None], my_filter[:, :, None, None], np.zeros((1, 1, 1, 1)), {"stride": 1, "pad": 0})
show_photos({"photograph": photo, "my filter": np.clip(answer[0, :, :, 0], 0, 255)})

# %% [markdown] id="reading"
# **To read on.** Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, *Gradient-based learning applied to document
# recognition*, 1998: the network that read cheques. V. Dumoulin, F. Visin, *A guide to convolution arithmetic for
# deep learning*, 2016: every combination of padding and stride, drawn. K. Chellapilla, S. Puri, P. Simard, *High
# performance convolutional neural networks for document processing*, 2006: windows as rows.
