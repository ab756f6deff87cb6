"""Exercises of week1/2_step_by_step: a convolutional layer and a pooling layer, forward and back."""

from __future__ import annotations

import numpy as np

from course_utils.exercises.base import Case, Exercise, ExerciseSet, Inputs, Mistake
from course_utils.exercises.changes import changed
from course_utils.exercises.loops import convolution as loops
from course_utils.exercises.loops import pooling
from course_utils.layers.convolution import conv as layers
from course_utils.layers.convolution import pool as pools

Rng = np.random.RandomState


def conv_inputs(rng: Rng, A: tuple[int, ...], f: int, n_C: int, pad: int, stride: int) -> Inputs:
    """Images of shape A, n_C filters f×f and their biases, drawn in this order."""
    images, W, b = rng.randn(*A), rng.randn(f, f, A[3], n_C), rng.randn(1, 1, 1, n_C)
    return {"A_prev": images, "W": W, "b": b, "hparameters": {"pad": pad, "stride": stride}}


def conv_cache(rng: Rng, A: tuple[int, ...], *sizes: int) -> Inputs:
    """The output of a convolution as its own gradient, and the cache that goes with it."""
    Z, cache = layers.conv_forward(**conv_inputs(rng, A, *sizes))
    return {"dZ": Z, "cache": cache}


def pool_inputs(rng: Rng, A: tuple[int, ...], f: int, stride: int, mode: str) -> Inputs:
    return {"A_prev": rng.randn(*A), "hparameters": {"f": f, "stride": stride}, "mode": mode}


def pool_cache(rng: Rng, A: tuple[int, ...], f: int, stride: int, mode: str) -> Inputs:
    """A pooling's cache and the gradient of its output, drawn in the order A_prev, dA."""
    images = rng.randn(*A)
    size = [(n - f) // stride + 1 for n in A[1:3]]
    return {"dA": rng.randn(A[0], *size, A[3]), "cache": (images, {"f": f, "stride": stride}), "mode": mode}


def with_ties(inputs: Inputs) -> Inputs:
    """The same pooling inputs with images of −1 and 1, so that windows hold their maximum often."""
    images, hparameters = inputs["cache"]
    return {**inputs, "cache": (np.sign(images), hparameters)}


ZERO_PAD = Exercise(
    "zero_pad",
    10,
    layers.zero_pad,
    cases=(
        Case("four 3×3 images with 2 channels become 7×7", lambda r: {"X": r.randn(4, 3, 3, 2), "pad": 2}, 1),
        Case("pad 0 changes nothing", lambda r: {"X": r.randn(2, 2, 3, 1), "pad": 0}, 2),
        Case("an image that is not square", lambda r: {"X": r.randn(1, 2, 4, 3), "pad": 1}, 3),
    ),
    mistakes=(
        Mistake(
            "pads the batch axis",
            "You padded the first axis too: zeros became extra images. Pad only the two middle axes.",
                lambda X, pad: np.pad(X, ((pad, pad), (pad, pad), (pad, pad), (0, 0)))),
        Mistake(
            "pads the channel axis",
            "You padded the channels as well. Only rows and columns get a border: the last axis takes (0, 0).",
                lambda X, pad: np.pad(X, ((0, 0), (pad, pad), (pad, pad), (pad, pad)))),
        Mistake(
            "pads every axis",
            "You padded all four axes, as np.pad does with one number. Give it one pair per axis.", np.pad),
        Mistake(
            "pads the wrong axes",
            "You padded the axes of batch and rows instead of rows and columns, which are axes 1 and 2.",
                lambda X, pad: np.pad(X, ((pad, pad), (pad, pad), (0, 0), (0, 0)))),
        Mistake(
            "pads columns and channels",
            "You padded the axes of columns and channels instead of rows and columns, which are axes 1 and 2.",
                lambda X, pad: np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))),
        Mistake(
            "pads rows only",
            "You padded the rows but not the columns. Axes 1 and 2 both get the pair (pad, pad).",
                lambda X, pad: np.pad(X, ((0, 0), (pad, pad), (0, 0), (0, 0)))),
        Mistake(
            "pads columns only",
            "You padded the columns but not the rows. Axes 1 and 2 both get the pair (pad, pad).",
                lambda X, pad: np.pad(X, ((0, 0), (0, 0), (pad, pad), (0, 0)))),
        Mistake(
            "pads one side: after",
            "Your zeros are only below and to the right. Each of the two axes needs pad before and after.",
                lambda X, pad: np.pad(X, ((0, 0), (0, pad), (0, pad), (0, 0)))),
        Mistake(
            "pads one side: before",
            "Your zeros are only above and to the left. Each of the two axes needs pad before and after.",
                lambda X, pad: np.pad(X, ((0, 0), (pad, 0), (pad, 0), (0, 0)))),
        Mistake(
            "all zeros on one side",
            "The size is right, but all zeros are on one side. Each axis needs pad before and pad after.",
                lambda X, pad: np.pad(X, ((0, 0), (0, 2 * pad), (0, 2 * pad), (0, 0)))),
        Mistake(
            "pads with the edge value",
            "Your border repeats the image's edge. Zero padding surrounds the image with zeros.",
                lambda X, pad: np.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0)), "edge")),
        Mistake(
            "mirrors the image",
            "Your border mirrors the image. Zero padding surrounds the image with zeros.",
                lambda X, pad: np.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0)), "symmetric")),
        Mistake(
            "pad + 1",
            "Your border is one wider than pad.", lambda X, pad: layers.zero_pad(X, pad + 1)),
        Mistake(
            "pad − 1",
            "Your border is one narrower than pad.", lambda X, pad: layers.zero_pad(X, max(pad - 1, 0))),
        Mistake("not padded", "You returned X as it was, without a border.", lambda X, pad: X),
    ),
    hints=(
        "An image needs zeros on all four sides; the batch and the channels stay as they are.",
        "np.pad(array, widths) takes one pair (before, after) per axis, and X has four axes.",
        "np.pad(X, ((0, 0), (pad, pad), …, …)): the pairs of images, rows, columns and channels.",
    ),
    outputs=("X_pad",),
)


def _window(rng: Rng, *shape: int) -> Inputs:
    return {"a_slice_prev": rng.randn(*shape), "W": rng.randn(*shape), "b": rng.randn(1, 1, 1)}


CONV_SINGLE_STEP = Exercise(
    "conv_single_step",
    10,
    layers.conv_single_step,
    cases=(
        Case("a 4×4 window with 3 channels gives −6.99909", lambda r: _window(r, 4, 4, 3), 1, fixed=True),
        Case("a 1×1 window", lambda r: _window(r, 1, 1, 2), 2),
    ),
    mistakes=(
        Mistake(
            "bias in every element",
            "You added the bias to every product before the sum, so it counts once per element. Add it once.",
            lambda a, W, b: np.sum(a * W + b),
        ),
        Mistake(
            "bias added to the filter",
            "You added the bias to the weights before multiplying. It is added once, after the sum.",
            lambda a, W, b: np.sum(a * (W + b)),
        ),
        Mistake("no bias", "The bias is missing: add b after the sum.", lambda a, W, b: np.sum(a * W)),
        Mistake(
            "bias subtracted", "You subtracted the bias. It is added.", lambda a, W, b: np.sum(a * W) - b.item()
        ),
        Mistake(
            "bias multiplied", "You multiplied by the bias. It is added.", lambda a, W, b: np.sum(a * W) * b.item()
        ),
        Mistake(
            "matrix product",
            "You used a matrix product. A convolution multiplies element by element: a_slice_prev * W.",
            lambda a, W, b: np.sum(np.matmul(a.transpose(2, 0, 1), W.transpose(2, 0, 1))) + b.item(),
        ),
        Mistake(
            "matrix product of the last axes",
            "You used a matrix product. A convolution multiplies element by element: a_slice_prev * W.",
            lambda a, W, b: np.sum(np.dot(a.reshape(len(a), -1), W.reshape(len(W), -1).T)) + b.item(),
        ),
        Mistake(
            "mean for sum", "You took the mean of the products. Take their sum.",
            lambda a, W, b: np.mean(a * W) + b.item(),
        ),
        Mistake(
            "products not summed",
            "You returned the products themselves. Their sum is the one output value.",
            lambda a, W, b: a * W + b,
        ),
        Mistake(
            "summed over one axis",
            "You summed over one axis only. The sum runs over rows, columns and channels.",
            lambda a, W, b: np.sum(a * W, axis=0) + b[0],
        ),
        Mistake(
            "kernel flipped",
            "Your filter is turned by 180°. Deep learning does not flip it: multiply element by element.",
            lambda a, W, b: np.sum(a * W[::-1, ::-1]) + b.item(),
        ),
    ),
    hints=(
        "One output value: how well does the filter fit this window?",
        "z = Σ (window · filter) + b: element-wise products, one sum over everything, the bias once.",
        "np.sum(a_slice_prev * W) gives the sum; b holds one number, b.item() reads it.",
    ),
    outputs=("Z",),
)  # fmt: skip

CONV_FORWARD = Exercise(
    "conv_forward",
    20,
    layers.conv_forward,
    cases=(
        Case("ten 4×4 images, 8 filters, pad 2, stride 2", lambda r: conv_inputs(r, (10, 4, 4, 3), 2, 8, 2, 2), 1),
        Case("a 4×5 image and a stride that does not divide", lambda r: conv_inputs(r, (1, 4, 5, 2), 3, 2, 1, 2), 2),
        Case("1×1 filters without padding", lambda r: conv_inputs(r, (2, 2, 3, 2), 1, 3, 0, 1), 3),
    ),
    mistakes=(
        Mistake(
            "stride ignored",
            "Your window moves one pixel at a time. Output (h, w) starts at row h · stride, column w · stride.",
                changed(loops.conv_forward, "h * stride, w * stride", "h, w")),
        Mistake(
            "stride multiplied twice",
            "Your window moves by stride · stride: multiply h and w by the stride once.",
                changed(loops.conv_forward, "h * stride, w * stride", "h * stride**2, w * stride**2")),
        Mistake("h and w swapped", "You swapped h and w when cutting the window: rows go with h, columns with w.",
                changed(loops.conv_forward, "h * stride, w * stride", "w * stride, h * stride")),
        Mistake("always filter 0", "Every output channel uses filter 0: channel c needs W[:, :, :, c].",
                changed(loops.conv_forward, "W[..., c]", "W[..., 0]")),
        Mistake("always bias 0", "Every output channel uses the bias of filter 0: channel c needs b[:, :, :, c].",
                changed(loops.conv_forward, "b[..., c]", "b[..., 0]")),
        Mistake("no bias", "The biases are missing from Z.", changed(loops.conv_forward, " + b[..., c].item()", "")),
        Mistake("kernel flipped", "Your filters are turned by 180°. Deep learning does not flip them.",
                changed(loops.conv_forward, "W[..., c]", "W[::-1, ::-1, :, c]")),
        Mistake("kernel transposed", "You swapped the filter's rows and columns.",
                changed(loops.conv_forward, "W[..., c]", "W[..., c].transpose(1, 0, 2)")),
        Mistake("wrong image of the batch", "Every output comes from image 0: loop i must choose the image.",
                changed(loops.conv_forward, "images[i]", "images[0]")),
        Mistake("padding skipped", "You cut windows from A_prev itself. Cut them from the padded images.",
                changed(loops.conv_forward, "images[i]", "A_prev[i]")),
        Mistake("padding left out of size and image", "You left the padding out. Pad first; the size counts 2 · pad.",
                lambda A_prev, W, b, hparameters: loops.conv_forward(A_prev, W, b, {**hparameters, "pad": 0})),
        Mistake("pad counted once", "The output size counts pad once. Both sides are padded: n + 2 · pad − f.",
                changed(loops.conv_forward, "2 * pad", "pad")),
        Mistake("output size without + 1", "The output size lacks the + 1: the first window counts too.",
                changed(loops.conv_forward, " // stride + 1", " // stride")),
        Mistake("output size rounded up",
                "You rounded the output size up. A window that does not fit is dropped: use //.",
                changed(loops.conv_forward, "(n - f + 2 * pad) // stride", "-(-(n - f + 2 * pad) // stride)")),
        Mistake("output size without stride", "The output size ignores the stride: divide n + 2 · pad − f by it.",
                changed(loops.conv_forward, " // stride", "", "h * stride, w * stride", "h, w")),
        Mistake("one input channel only", "You used the first input channel only. A filter reads all channels.",
                changed(loops.conv_forward, "seen * W[..., c]", "seen[..., 0] * W[..., 0, c]")),
        Mistake("only Z returned", "You returned Z alone. Return Z and the cache (A_prev, W, b, hparameters).",
                changed(loops.conv_forward, "return Z, (A_prev, W, b, hparameters)", "return Z")),
        Mistake("padded images in the cache", "Your cache holds the padded images. Keep A_prev as it came in.",
                changed(loops.conv_forward, "Z, (A_prev,", "Z, (images,")),
    ),
    hints=(
        "Four loops: image, row, column, filter. In each, cut a window of the padded image and take one step.",
        "n_H = ⌊(n_H_prev − f + 2·pad) / stride⌋ + 1. The window of (h, w) starts at row h·stride, column w·stride.",
        "Z[i, h, w, c] = conv_single_step(A_pad[i, h*stride:h*stride+f, w*stride:w*stride+f, :], W[..., c], b[..., c])",
    ),
    outputs=("Z", "cache"),
    uses=("zero_pad", "conv_single_step"),
)  # fmt: skip

_WALK = "Your window moves one pixel at a time. Output (h, w) starts at row h · stride, column w · stride."
POOL_FORWARD = Exercise(
    "pool_forward",
    15,
    pools.pool_forward,
    cases=(
        Case("the maximum of 3×3 windows", lambda r: pool_inputs(r, (2, 4, 4, 3), 3, 2, "max"), 1),
        Case("the average of 3×3 windows", lambda r: pool_inputs(r, (2, 4, 4, 3), 3, 2, "average"), 1),
        Case("a 5×4 image, 2×2 windows, stride 1", lambda r: pool_inputs(r, (1, 5, 4, 2), 2, 1, "max"), 2),
        Case("a 5×7 image, 2×2 windows, stride 2", lambda r: pool_inputs(r, (1, 5, 7, 2), 2, 2, "average"), 3),
    ),
    mistakes=(
        Mistake("all channels at once", "You pooled over all channels together. Each channel is pooled by itself.",
                changed(pooling.pool_forward, "left + f, c]", "left + f]")),
        Mistake("mean for max", "You took the mean in both modes. Mode 'max' takes the largest value.",
                changed(pooling.pool_forward, "seen.max()", "seen.mean()")),
        Mistake("max for mean", "You took the maximum in both modes. Mode 'average' takes the mean.",
                changed(pooling.pool_forward, "seen.mean()", "seen.max()")),
        Mistake("modes swapped", "The modes are swapped: 'max' takes the maximum, 'average' the mean.",
                changed(pooling.pool_forward, 'mode == "max"', 'mode != "max"')),
        Mistake("sum for mean", "Mode 'average' sums the window. Divide by its number of values.",
                changed(pooling.pool_forward, "seen.mean()", "seen.sum()")),
        Mistake("always channel 0", "Every output channel pools channel 0.",
                changed(pooling.pool_forward, "left + f, c]", "left + f, 0]")),
        Mistake("stride ignored", _WALK, changed(pooling.pool_forward, "h * stride, w * stride", "h, w")),
        Mistake("f and stride swapped", "You swapped f and stride: the window is f × f and moves by stride.",
                changed(pooling.pool_forward, "h * stride, w * stride", "h * f, w * f",
                        "top + f, left : left + f", "top + stride, left : left + stride")),
        Mistake("smallest value", "You took the minimum where mode 'max' asks for the maximum.",
                changed(pooling.pool_forward, "seen.max()", "seen.min()")),
    ),
    hints=(
        "The same walk as in conv_forward, without filters: each channel's window becomes one number.",
        "n_H = ⌊(n_H_prev − f) / stride⌋ + 1; cut A_prev[i, rows, columns, c], then np.max or np.mean.",
        "A[i, h, w, c] = np.max(A_prev[i, h*stride:h*stride+f, w*stride:w*stride+f, c]) in mode 'max'",
    ),
    outputs=("A", "cache"),
)  # fmt: skip

CONV_BACKWARD = Exercise(
    "conv_backward",
    20,
    layers.conv_backward,
    cases=(
        Case("the gradient of the convolution above", lambda r: conv_cache(r, (10, 4, 4, 3), 2, 8, 2, 2), 1),
        Case("pad 0, a 4×5 image, overlapping windows", lambda r: conv_cache(r, (1, 4, 5, 2), 2, 2, 0, 1), 2),
        Case("a stride that does not divide", lambda r: conv_cache(r, (1, 4, 5, 2), 3, 2, 1, 2), 3),
    ),
    mistakes=(
        Mistake("stride missing", "Your window moves one pixel at a time: multiply h and w by the stride.",
                changed(loops.conv_backward, "h * stride, w * stride", "h, w")),
        Mistake("= for +=", "Each window overwrites what the last one left. Gradients add up: use +=.",
                changed(loops.conv_backward, "left + f] +=", "left + f] =", "dW[..., c] +=", "dW[..., c] =")),
        Mistake("db without the sum", "db keeps the last gradient only. It sums dZ over images, rows and columns.",
                changed(loops.conv_backward, "db[..., c] +=", "db[..., c] =")),
        Mistake("db of all filters", "Every db holds the sum over all filters. Sum each filter's own gradient.",
                changed(loops.conv_backward, "db[..., c] +=", "db +=")),
        Mistake("db of filter 0 only", "Only the first filter's db is filled. Each filter c needs db[:, :, :, c].",
                changed(loops.conv_backward, "db[..., c] += slope", "db[..., 0] += slope if c == 0 else 0")),
        Mistake("db without its axes", "db has the right numbers in the wrong shape: it is (1, 1, 1, n_C), like b.",
                changed(loops.conv_backward, "return dA_prev, dW, db", "return dA_prev, dW, db.ravel()")),
        Mistake("db averaged", "You divided db by the number of values. It is a sum.",
                changed(loops.conv_backward, "return dA_prev, dW, db", "return dA_prev, dW, db / dZ[..., 0].size")),
        Mistake("gradient left padded", "dA_prev still has the border. Take pad rows and columns off every side.",
                changed(loops.conv_backward, "dA[:, pad : pad + n_H, pad : pad + n_W]", "dA")),
        Mistake("[pad:-pad] at pad 0", "[pad:-pad] is empty when pad is 0. Cut by the size: [pad : pad + n_H_prev].",
                changed(loops.conv_backward, "pad : pad + n_H, pad : pad + n_W", "pad:-pad, pad:-pad")),
        Mistake("border cut from one side",
                "You cut the border from one side only. dA_prev starts at row and column pad.",
                changed(loops.conv_backward, "pad : pad + n_H, pad : pad + n_W", ":n_H, :n_W")),
        Mistake("dW from the unpadded images", "dW reads windows of A_prev. Read them from the padded images.",
                changed(loops.conv_backward, "window(images[i]", "window(A_prev[i]")),
    ),
    hints=(
        "Walk as in conv_forward. Every output value sends its gradient back to its window, filter and bias.",
        "da_prev_pad[window] += W[..., c] · dZ[i, h, w, c], dW[..., c] += window · dZ[...], db[..., c] += dZ[...].",
        "Add into padded gradients, then cut the border: dA_prev = dA_pad[:, pad:pad+n_H_prev, pad:pad+n_W_prev, :].",
    ),
    outputs=("dA_prev", "dW", "db"),
    uses=("zero_pad",),
)  # fmt: skip


MASK = Exercise(
    "create_mask_from_window",
    5,
    pools.create_mask_from_window,
    cases=(
        Case("one maximum in a 2×3 window", lambda r: {"x": r.randn(2, 3)}, 1),
        Case("two equal maxima are both marked", lambda r: {"x": np.array([[2.0, 7.0], [7.0, 1.0]])}, 1),
        Case("only negative numbers", lambda r: {"x": -1 - r.rand(3, 2)}, 2),
    ),
    mistakes=(
        Mistake("only the first maximum", "You marked the first maximum only. Every place that equals it is marked.",
                lambda x: np.arange(x.size).reshape(x.shape) == np.argmax(x)),
        Mistake("flat index", "You returned the place of the maximum. Return a mask of x's shape.", np.argmax),
        Mistake("the maximum itself", "You returned the maximum. Return where x equals it.", np.max),
        Mistake("values for booleans", "Your mask holds the values. It should hold True and False.",
                lambda x: x * (x == x.max())),
        Mistake("marks the minimum", "You marked the smallest value.", lambda x: x == x.min()),
        Mistake("maximum of each row", "You marked each row's maximum. One maximum rules the whole window.",
                lambda x: x == x.max(axis=1, keepdims=True)),
        Mistake("maximum of each column", "You marked each column's maximum. One maximum rules the whole window.",
                lambda x: x == x.max(axis=0, keepdims=True)),
        Mistake("positive values", "You marked the positive values. Compare with the maximum.", lambda x: x > 0),
        Mistake("mask inverted", "Your mask is turned round: True belongs where the maximum is.",
                lambda x: x != x.max()),
        Mistake("numbers for booleans", "Your mask holds 0 and 1. Keep the booleans that == gives.",
                lambda x: (x == x.max()).astype(float)),
    ),
    hints=(
        "Which places of the window gave max pooling its answer?",
        "mask has the shape of x, (f, f): compare x with its own maximum, element by element.",
        "mask = (x == ...) with np.max(x) on the right.",
    ),
    outputs=("mask",),
)  # fmt: skip

DISTRIBUTE = Exercise(
    "distribute_value",
    5,
    pools.distribute_value,
    cases=(
        Case("2 over a 2×2 window", lambda r: {"dz": 2, "shape": (2, 2)}, 1),
        Case("a window that is not square", lambda r: {"dz": -3.0, "shape": (2, 3)}, 1),
    ),
    mistakes=(
        Mistake("no division", "Every place got all of dz. Divide it by the number of places.",
                lambda dz, shape: np.full(shape, float(dz))),
        Mistake("dz forgotten", "You spread 1 instead of dz.", lambda dz, shape: np.full(shape, 1 / np.prod(shape))),
        Mistake("divided by one side", "You divided by n_H alone. The window has n_H · n_W places.",
                lambda dz, shape: np.full(shape, dz / shape[0])),
        Mistake("divided by the other side", "You divided by n_W alone. The window has n_H · n_W places.",
                lambda dz, shape: np.full(shape, dz / shape[1])),
        Mistake("divided by the sum of sides", "You divided by n_H + n_W. The window has n_H · n_W places.",
                lambda dz, shape: np.full(shape, dz / sum(shape))),
        Mistake("brackets forgotten", "dz / n_H * n_W divides by n_H and multiplies by n_W. Write dz / (n_H * n_W).",
                lambda dz, shape: np.full(shape, dz / shape[0] * shape[1])),
        Mistake("one number", "You returned one number. Fill an array of the given shape with it.",
                lambda dz, shape: dz / np.prod(shape)),
        Mistake("ones", "You returned ones: dz and the division are missing.", lambda dz, shape: np.ones(shape)),
    ),
    hints=(
        "In an average every place has the same share in the result, so every place gets the same share back.",
        "Each of the n_H · n_W places gets dz / (n_H · n_W).",
        "np.ones(shape) times that share, or np.full(shape, share).",
    ),
    outputs=("a",),
)  # fmt: skip

POOL_BACKWARD = Exercise(
    "pool_backward",
    15,
    pools.pool_backward,
    cases=(
        Case("2×2 windows, mode max", lambda r: pool_cache(r, (5, 5, 3, 2), 2, 1, "max"), 1),
        Case("2×2 windows, mode average", lambda r: pool_cache(r, (5, 5, 3, 2), 2, 1, "average"), 1),
        Case("stride 2 that does not divide", lambda r: pool_cache(r, (1, 5, 4, 2), 2, 2, "max"), 2),
        Case("ties in a window", lambda r: with_ties(pool_cache(r, (1, 3, 4, 1), 3, 1, "max")), 3),
    ),
    mistakes=(
        Mistake("= for +=", "Where windows overlap, the last one overwrote the others. Gradients add up: use +=.",
                changed(pooling.pool_backward, "+=", "=")),
        Mistake("stride missing", "Your window moves one pixel at a time: multiply h and w by the stride.",
                changed(pooling.pool_backward, "h * stride, w * stride", "h, w")),
        Mistake("ties share the gradient", "You divided the gradient among equal maxima. Each of them gets all of it.",
                changed(pooling.pool_backward,
                        "(seen == seen.max())", "(seen == seen.max()) / (seen == seen.max()).sum()")),
        Mistake("ties counted once", "Only the first of several equal maxima got a gradient. Each of them gets it.",
                changed(pooling.pool_backward,
                        "(seen == seen.max())", "(np.arange(seen.size).reshape(seen.shape) == seen.argmax())")),
        Mistake("ties counted more than once", "Equal maxima got the gradient several times. Each gets it once.",
                changed(pooling.pool_backward,
                        "(seen == seen.max())", "(seen == seen.max()) * (seen == seen.max()).sum()")),
        Mistake("mask times the values", "You multiplied by the window's values as well. The mask alone picks places.",
                changed(pooling.pool_backward, "(seen == seen.max())", "(seen == seen.max()) * seen")),
        Mistake("average not divided", "Mode 'average' gave every place the whole gradient. Divide by f · f.",
                changed(pooling.pool_backward, "1 / f**2", "1")),
        Mistake("average divided by f", "Mode 'average' divided by f. The window has f · f places.",
                changed(pooling.pool_backward, "1 / f**2", "1 / f")),
        Mistake("always max", "You sent the gradient to the maximum in both modes.",
                changed(pooling.pool_backward, 'mode == "max"', "True")),
        Mistake("always average", "You spread the gradient evenly in both modes.",
                changed(pooling.pool_backward, 'mode == "max"', "False")),
        Mistake("mask of the first image", "Every mask comes from image 0. Cut it from image i.",
                changed(pooling.pool_backward, "A_prev[place]", "A_prev[0, *place[1:]]")),
        Mistake("whole window", "Mode 'max' gave every place the gradient. Only the maximum gets it.",
                changed(pooling.pool_backward, "(seen == seen.max())", "1")),
    ),
    hints=(
        "Max pooling sends the gradient to the winner; average pooling shares it.",
        "For each (i, h, w, c) cut the window of A_prev, then add mask · dA, or the distributed dA, into dA_prev.",
        "dA_prev[i, rows, columns, c] += create_mask_from_window(window) * dA[i, h, w, c] in mode 'max'",
    ),
    outputs=("dA_prev",),
    uses=("create_mask_from_window", "distribute_value"),
)  # fmt: skip

EXERCISES = ExerciseSet(
    "week1/2_step_by_step",
    "A convolutional network, step by step",
    (ZERO_PAD, CONV_SINGLE_STEP, CONV_FORWARD, POOL_FORWARD, CONV_BACKWARD, MASK, DISTRIBUTE, POOL_BACKWARD),
)
