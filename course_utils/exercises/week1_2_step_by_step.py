"""Exercises of week1/2_step_by_step: a convolutional and a pooling layer, forward and back, and what it takes to "
"learn."""

from __future__ import annotations

import numpy as np

from course_utils.exercises.base import Case, Exercise, ExerciseSet, Inputs, Mistake
from course_utils.exercises.changes import changed
from course_utils.exercises.families import LEAVING, early_returns, sharing, walks
from course_utils.exercises.loops import convolution as loops
from course_utils.exercises.loops import pooling
from course_utils.layers.convolution import conv as layers
from course_utils.layers.convolution import learning as learnt
from course_utils.layers.convolution import pool as pools
from course_utils.layers.convolution import variants
from course_utils.types import Array, Function

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
        Case("pad 0 changes nothing", lambda r: {"X": r.randn(2, 2, 3, 1), "pad": 0}, 2, corner=True),
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
        Mistake("[pad:-pad] at pad 0", "[pad:-pad] is empty when pad is 0. Place X by its size: [pad : pad + n_H].",
                changed(loops.zero_pad, "pad : pad + n_H, pad : pad + n_W", "pad:-pad, pad:-pad")),
        Mistake("as many columns as rows",
                "You made the columns from n_H. Columns have their own number: n_W + 2 · pad.",
                changed(loops.zero_pad, "n_W + 2 * pad", "n_H + 2 * pad")),
        Mistake("as many rows as columns", "You made the rows from n_W. Rows have their own number: n_H + 2 · pad.",
                changed(loops.zero_pad, "(m, n_H + 2 * pad", "(m, n_W + 2 * pad")),
        Mistake("ones for zeros", "Your border holds ones. Zero padding surrounds the image with zeros: np.zeros.",
                changed(loops.zero_pad, "np.zeros", "np.ones")),
        Mistake("mode reflect", "Your border mirrors the image. Zero padding surrounds it with zeros: mode 'constant'.",
                lambda X, pad: np.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0)), "reflect")),
        Mistake("mode wrap", "Your border repeats the image's other side. Zero padding surrounds it with zeros.",
                lambda X, pad: np.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0)), "wrap")),
        Mistake("three pairs", "You gave np.pad three pairs of widths. X has four axes: one pair for each.",
                lambda X, pad: np.pad(X, ((0, 0), (pad, pad), (pad, pad)))),
        Mistake("two pairs", "You gave np.pad two pairs of widths. X has four axes: one pair for each.",
                lambda X, pad: np.pad(X, ((pad, pad), (pad, pad)))),
        Mistake("only a square part", "You copied a square part of X: rows are n_H and columns n_W, which differ.",
                changed(loops.zero_pad, "larger[:, pad : pad + n_H, pad : pad + n_W] = X",
                        "n = min(n_H, n_W)\n    larger[:, pad : pad + n, pad : pad + n] = X[:, :n, :n]")),
        Mistake("sizes without pad", "Your larger array has the size of X. It grows by 2 · pad: pad on each side.",
                changed(loops.zero_pad, "n_H + 2 * pad, n_W + 2 * pad, n_C", "n_H, n_W, n_C")),
        Mistake("border is twice as wide", "Your border is 2 · pad wide on each side. It is pad on each side.",
                lambda X, pad: layers.zero_pad(X, 2 * pad)),
        Mistake("always pad 2", "Your border is always 2, as in the first case. Use the argument pad.",
                lambda X, pad: layers.zero_pad(X, 2)),
        Mistake("always pad 1", "Your border is always 1. Use the argument pad.", lambda X, pad: layers.zero_pad(X, 1)),
        Mistake("rows and columns swapped", "You swapped rows and columns: axis 1 is n_H, axis 2 is n_W.",
                lambda X, pad: layers.zero_pad(X.transpose(0, 2, 1, 3), pad)),
        Mistake("first image only", "You padded the first image only. All m images get a border.",
                changed(loops.zero_pad, "] = X", "][:1] = X[:1]")),
        Mistake("batch axis lost", "Your answer lost the axis of the images: keep all four axes.",
                lambda X, pad: layers.zero_pad(X, pad)[0]),
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
            changed(loops.conv_single_step, "a_slice_prev * W", "a_slice_prev * W + b", "total + b.item()", "total"),
        ),
        Mistake(
            "bias added to the filter",
            "You added the bias to the weights before multiplying. It is added once, after the sum.",
            changed(loops.conv_single_step, "a_slice_prev * W", "a_slice_prev * (W + b)", "total + b.item()", "total"),
        ),
        Mistake("no bias", "The bias is missing: add b after the sum.", changed(loops.conv_single_step, "total + "
                "b.item()", "total")),
        Mistake(
            "bias subtracted", "You subtracted the bias. It is added.",
            changed(loops.conv_single_step, "+ b.item()", "- b.item()")
        ),
        Mistake(
            "bias multiplied", "You multiplied by the bias. It is added.",
            changed(loops.conv_single_step, "+ b.item()", "* b.item()")
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
            changed(loops.conv_single_step, "np.sum", "np.mean"),
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
            changed(loops.conv_single_step, "a_slice_prev * W", "a_slice_prev * W[::-1, ::-1]"),
        ),
        Mistake("products added", "You added window and filter. Multiply them element by element, then sum.",
                changed(loops.conv_single_step, "a_slice_prev * W", "a_slice_prev + W")),
        Mistake("largest product", "You took the largest product. Take the sum of all.",
                changed(loops.conv_single_step, "np.sum", "np.max")),
        Mistake("absolute values", "You dropped the signs before the sum. Keep them: no abs.",
                changed(loops.conv_single_step, "a_slice_prev * W", "np.abs(a_slice_prev * W)")),
        Mistake("absolute value", "You dropped the sign of the answer. Keep it: no abs.",
                lambda a, W, b: abs(np.sum(a * W) + b.item())),
        Mistake("ReLU applied", "You set a negative answer to 0. That is the next step of a layer; return the sum.",
                lambda a, W, b: max(np.sum(a * W) + b.item(), 0.0)),
        Mistake("filter twice", "You multiplied the filter by itself. Multiply it by the window a_slice_prev.",
                changed(loops.conv_single_step, "a_slice_prev * W", "W * W")),
        Mistake("window twice", "You multiplied the window by itself. Multiply it by the filter W.",
                changed(loops.conv_single_step, "a_slice_prev * W", "a_slice_prev * a_slice_prev")),
        Mistake("filter left out", "You summed the window without its filter: multiply by W first.",
                changed(loops.conv_single_step, "a_slice_prev * W", "a_slice_prev")),
        Mistake("divided by the places", "You divided the sum. A convolution sums and divides by nothing.",
                lambda a, W, b: (np.sum(a * W) + b.item()) / a.size),
        Mistake("sum over channels only", "You summed over the channels only. The sum runs over rows and columns, too.",
                lambda a, W, b: np.sum(a * W, axis=-1) + b.item()),
        Mistake("first channel only", "You used the first channel only. The sum runs over all channels.",
                lambda a, W, b: np.sum(a[..., 0] * W[..., 0]) + b.item()),
        Mistake("sums multiplied", "You multiplied two sums. Multiply element by element first, then sum.",
                lambda a, W, b: np.sum(a) * np.sum(W) + b.item()),
        Mistake("kernel transposed", "You swapped the filter's rows and columns. Multiply W as it is.",
                lambda a, W, b: np.sum(a * W.transpose(1, 0, 2)) + b.item()),
        Mistake("only the bias", "You returned the bias alone: the sum of the products is missing.",
                lambda a, W, b: b.item()),
        Mistake("bias as a whole number", "You rounded the bias: int(b) drops its decimals. Use float(b), or b.item().",
                changed(loops.conv_single_step, "b.item()", "int(b.item())")),
        Mistake("answer as a whole number", "You rounded the answer: int(Z) drops its decimals. Use float.",
                changed(loops.conv_single_step, "float(total", "int(total")),
        Mistake("np.dot of volumes", "np.dot is a matrix product. Multiply element by element: a_slice_prev * W.",
                lambda a, W, b: np.sum(np.dot(a, W)) + b.item()),
        Mistake("np.matmul of volumes", "np.matmul is a matrix product. Multiply element by element: a_slice_prev * W.",
                lambda a, W, b: np.sum(np.matmul(a, W)) + b.item()),
    ),
    hints=(
        "One output value: how well does the filter fit this window?",
        "z = Σ (window · filter) + b: element-wise products, one sum over everything, the bias once.",
        "np.sum(a_slice_prev * W) gives the sum; b holds one number, b.item() reads it.",
    ),
    outputs=("Z",),
)  # fmt: skip

def _sizes_of_a_convolution(right: Function, inner: str, before: str) -> tuple[Mistake, ...]:
    """Wrong output sizes: `inner` is divided by the stride, `before` begins the line after n_H and n_W are known."""
    formula = "n_H = (n_H_prev − f + 2 · pad) // stride + 1"
    return (
        Mistake("n_H for n_W", "Your output has as many columns as rows: n_W comes from n_W_prev, the image's columns.",
                changed(right, before, f"    n_W = n_H\n{before}")),
        Mistake("n_W for n_H", "Your output has as many rows as columns: n_H comes from n_H_prev, the image's rows.",
                changed(right, before, f"    n_H = n_W\n{before}")),
        Mistake("sizes swapped", "You swapped n_H and n_W. Rows come first: (m, n_H, n_W, n_C).",
                changed(right, before, f"    n_H, n_W = n_W, n_H\n{before}")),
        Mistake("output as large as the input", f"Your output is as large as the image: {formula}.",
                changed(right, f"({inner}) // stride + 1", "n")),
        Mistake("stride missing in the size", f"The stride is missing in your output size: {formula}.",
                changed(right, " // stride", "")),
        Mistake("2 added", f"You added 2 to the output size. It is 1: {formula}.",
                changed(right, " // stride + 1", " // stride + 2")),
        Mistake("pad missing in the size", f"The padding is missing in your output size: {formula}.",
                changed(right, inner, "n - f")),
        Mistake("f missing in the size", f"f is missing in your output size: {formula}.",
                changed(right, inner, "n + 2 * pad")),
        Mistake("f added in the size", f"You added f in the output size. Subtract it: {formula}.",
                changed(right, inner, "n + f + 2 * pad")),
        Mistake("pad subtracted in the size", f"You subtracted 2 · pad in the output size. Add it: {formula}.",
                changed(right, inner, "n - f - 2 * pad")),
        Mistake("brackets forgotten in the size", f"// comes before − and +: {formula}, with the brackets.",
                changed(right, f"({inner}) // stride", "n - f + 2 * pad // stride")),
        Mistake("1 added before the division", f"You added 1 before the division. Divide first: {formula}.",
                changed(right, f"({inner}) // stride + 1", f"({inner} + 1) // stride")),
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
    mistakes=sharing(LEAVING, (
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
        *walks(loops.conv_forward),
        *early_returns(loops.conv_forward),
        Mistake("size is a fraction",
                "Your output size is a fraction: divide with //, which rounds down, or use int().",
                changed(loops.conv_forward, "// stride", "/ stride")),
        Mistake("image index forgotten", "Your window is cut from the whole batch: take image i first, A_prev_pad[i].",
                changed(loops.conv_forward, "window(images[i],", "window(images,")),
        Mistake("sizes as two arguments", "np.zeros takes the sizes as one tuple: np.zeros((m, n_H, n_W, n_C)).",
                changed(loops.conv_forward, "(len(A_prev), n_H, n_W, W.shape[3])",
                        "len(A_prev), n_H, n_W, W.shape[3]")),
        Mistake("all biases at once", "Z[i, h, w, c] gets all biases at once: take b[:, :, :, c] alone.",
                changed(loops.conv_forward, "b[..., c].item()", "b")),
        Mistake("places of the input", "Your loops run over the input's rows and columns. Run over n_H and n_W of Z.",
                changed(loops.conv_forward, "np.ndindex(*Z.shape[:3])", "np.ndindex(*A_prev.shape[:3])")),
        *_sizes_of_a_convolution(loops.conv_forward, "n - f + 2 * pad", "    Z = np"),
        Mistake("bias in every element", "You added the bias to every product before the sum. Add it once, after it.",
                changed(loops.conv_forward, "seen * W[..., c]) + b[..., c].item()", "seen * W[..., c] + b[..., c])")),
        Mistake("bias subtracted", "You subtracted the bias. It is added: + b[:, :, :, c].",
                changed(loops.conv_forward, "+ b[..., c]", "- b[..., c]")),
        Mistake("bias multiplied", "You multiplied by the bias. It is added: + b[:, :, :, c].",
                changed(loops.conv_forward, "+ b[..., c]", "* b[..., c]")),
        Mistake("mean for sum", "You took the mean of the products. Take their sum.",
                changed(loops.conv_forward, "np.sum(", "np.mean(")),
        Mistake("largest product", "You took the largest product. Take the sum of all.",
                changed(loops.conv_forward, "np.sum(", "np.max(")),
        Mistake("products added", "You added window and filter. Multiply them element by element, then sum.",
                changed(loops.conv_forward, "seen * W", "seen + W")),
        Mistake("ReLU applied", "You set negative values to 0. That is the next step of a layer; return the sums.",
                changed(loops.conv_forward, "return Z, (A", "return np.maximum(Z, 0), (A")),
        Mistake("ones for zeros",
                "You fill Z with ones and do not write all places. Begin with np.zeros, write every one.",
                changed(loops.conv_forward, "np.zeros((len", "1 + np.zeros((len", "] = np.sum", "] += np.sum")),
        Mistake("padded twice", "You padded the images twice. Once is enough: A_prev_pad = zero_pad(A_prev, pad).",
                changed(loops.conv_forward, "zero_pad(A_prev, pad)", "zero_pad(zero_pad(A_prev, pad), pad)")),
        Mistake("columns not padded", "Only the rows have a border. zero_pad pads rows and columns.",
                changed(loops.conv_forward, "zero_pad(A_prev, pad)",
                        "np.pad(A_prev, ((0, 0), (pad, pad), (0, 0), (0, 0)))")),
        Mistake("rows not padded", "Only the columns have a border. zero_pad pads rows and columns.",
                changed(loops.conv_forward, "zero_pad(A_prev, pad)",
                        "np.pad(A_prev, ((0, 0), (0, 0), (pad, pad), (0, 0)))")),
        Mistake("pad and stride swapped", "You swapped pad and stride: each has its own key in hparameters.",
                changed(loops.conv_forward, 'hparameters["stride"], hparameters["pad"]',
                        'hparameters["pad"], hparameters["stride"]')),
        Mistake("always stride 2", "Your stride is always 2, as in the first case. Read hparameters['stride'].",
                changed(loops.conv_forward, 'hparameters["stride"]', "2")),
        Mistake("always pad 2", "Your pad is always 2, as in the first case. Read hparameters['pad'].",
                changed(loops.conv_forward, 'hparameters["pad"]', "2")),
        Mistake("always filters 2×2", "Your windows are always 2×2. Take f from W.shape.",
                changed(loops.conv_forward, "len(W)", "2")),
        Mistake("f from the channels", "You took f from the wrong axis of W: its shape is (f, f, n_C_prev, n_C).",
                changed(loops.conv_forward, "len(W)", "W.shape[2]")),
        Mistake("f from the filters", "You took f from the wrong axis of W: its shape is (f, f, n_C_prev, n_C).",
                changed(loops.conv_forward, "len(W)", "W.shape[3]")),
        Mistake("input channels for filters", "Z has n_C_prev channels. It has one for each filter: n_C = W.shape[3].",
                changed(loops.conv_forward, "n_W, W.shape[3]", "n_W, W.shape[2]")),
        Mistake("last filter not used", "The last filter is never used: loop over range(n_C).",
                changed(loops.conv_forward, "range(Z.shape[3])", "range(Z.shape[3] - 1)")),
        Mistake("last row and column not filled",
                "The last row and column stay 0: loop over range(n_H) and range(n_W).",
                changed(loops.conv_forward, "        seen = window", "        if h == n_H - 1 or w == n_W - 1:\n"
                        "            continue\n        seen = window")),
        Mistake("window too large", "Your window has f + 1 rows and columns: vert_end = vert_start + f.",
                changed(loops.conv_forward, "stride), f)", "stride), f + 1)")),
        Mistake("window too small", "Your window is smaller than the filter: it ends at vert_start + f.",
                changed(loops.conv_forward, "stride), f)", "stride), f - 1)")),
        Mistake("rows and columns of Z swapped", "Z has its columns before its rows: (m, n_H, n_W, n_C).",
                changed(loops.conv_forward, "return Z, (A", "return Z.transpose(0, 2, 1, 3), (A")),
        Mistake("channels first", "Z has its channels before its places. They are the last axis: (m, n_H, n_W, n_C).",
                changed(loops.conv_forward, "return Z, (A", "return Z.transpose(0, 3, 1, 2), (A")),
        Mistake("only the cache returned", "You returned the cache alone. Return Z and the cache.",
                changed(loops.conv_forward, "return Z, (A_prev, W, b, hparameters)",
                        "return A_prev, W, b, hparameters")),
        Mistake("cache before Z", "The order is Z, then the cache.",
                changed(loops.conv_forward, "return Z, (A_prev, W, b, hparameters)",
                        "return (A_prev, W, b, hparameters), Z")),
        Mistake("Z in the cache", "Your cache holds Z. It is (A_prev, W, b, hparameters), what the way back needs.",
                changed(loops.conv_forward, "Z, (A_prev,", "Z, (Z,")),
        Mistake("no hparameters in the cache", "hparameters are missing in your cache: (A_prev, W, b, hparameters).",
                changed(loops.conv_forward, "W, b, hparameters)\n", "W, b)\n")),
        Mistake("no b in the cache", "b is missing in your cache: (A_prev, W, b, hparameters).",
                changed(loops.conv_forward, "W, b, hparameters)\n", "W, hparameters)\n")),
        Mistake("W and b swapped in the cache", "Your cache has b before W: (A_prev, W, b, hparameters).",
                changed(loops.conv_forward, "W, b, hparameters)\n", "b, W, hparameters)\n")),
    )),
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
        *walks(pooling.pool_forward),
        *early_returns(pooling.pool_forward),
        Mistake("size is a fraction",
                "Your output size is a fraction: divide with //, which rounds down, or use int().",
                changed(pooling.pool_forward, "(n_H - f) // stride + 1, (n_W - f) // stride + 1",
                        "(n_H - f) / stride + 1, (n_W - f) / stride + 1")),
        Mistake("places of the input", "Your loops run over the input's rows and columns. Run over n_H and n_W of A.",
                changed(pooling.pool_forward, "np.ndindex(*A.shape)", "np.ndindex(*A_prev.shape)")),
        Mistake("n_H for n_W", "Your output has as many columns as rows: n_W comes from n_W_prev, the image's columns.",
                changed(pooling.pool_forward, "(n_W - f)", "(n_H - f)")),
        Mistake("n_W for n_H", "Your output has as many rows as columns: n_H comes from n_H_prev, the image's rows.",
                changed(pooling.pool_forward, "(n_H - f)", "(n_W - f)")),
        Mistake("size without + 1", "The output size lacks the + 1: n_H = (n_H_prev − f) // stride + 1.",
                changed(pooling.pool_forward, "(n_H - f) // stride + 1, (n_W - f) // stride + 1",
                        "(n_H - f) // stride, (n_W - f) // stride")),
        Mistake("size rounded up", "You rounded the output size up. A window that does not fit is dropped: use //.",
                changed(pooling.pool_forward, "(n_H - f) // stride + 1, (n_W - f) // stride + 1",
                        "-((f - n_H) // stride) + 1, -((f - n_W) // stride) + 1")),
        Mistake("size without f", "f is missing in the output size: n_H = (n_H_prev − f) // stride + 1.",
                changed(pooling.pool_forward, "(n_H - f) // stride + 1, (n_W - f) // stride + 1",
                        "n_H // stride + 1, n_W // stride + 1")),
        Mistake("size divided by the stride only", "The output size is (n_H_prev − f) // stride + 1; yours is "
                "n_H_prev // stride.",
                changed(pooling.pool_forward, "(n_H - f) // stride + 1, (n_W - f) // stride + 1",
                        "n_H // stride, n_W // stride")),
        Mistake("size without stride", "The stride is missing in the output size: n_H = (n_H_prev − f) // stride + 1.",
                changed(pooling.pool_forward, "(n_H - f) // stride + 1, (n_W - f) // stride + 1",
                        "n_H - f + 1, n_W - f + 1")),
        Mistake("size of rows without stride", "Your n_H ignores the stride: (n_H_prev − f) // stride + 1.",
                changed(pooling.pool_forward, "(n_H - f) // stride", "(n_H - f)")),
        Mistake("size of columns without stride", "Your n_W ignores the stride: (n_W_prev − f) // stride + 1.",
                changed(pooling.pool_forward, "(n_W - f) // stride", "(n_W - f)")),
        Mistake("size divided by f", "You divided the output size by f. Divide by the stride.",
                changed(pooling.pool_forward, "(n_H - f) // stride + 1, (n_W - f) // stride + 1",
                        "(n_H - f) // f + 1, (n_W - f) // f + 1")),
        Mistake("as large as the input", "Your output is as large as the image: n_H = (n_H_prev − f) // stride + 1.",
                changed(pooling.pool_forward, "(n_H - f) // stride + 1, (n_W - f) // stride + 1", "n_H, n_W")),
        Mistake("stride of the size", "Your windows do not overlap: they move by f. They move by the stride.",
                changed(pooling.pool_forward, "h * stride, w * stride", "h * f, w * f")),
        Mistake("stride always 1", "Your stride is always 1. Read it: hparameters['stride'].",
                changed(pooling.pool_forward, 'hparameters["stride"]', "1")),
        Mistake("stride always 2", "Your stride is always 2. Read it: hparameters['stride'].",
                changed(pooling.pool_forward, 'hparameters["stride"]', "2")),
        Mistake("f always 2", "Your windows are always 2×2. Read f: hparameters['f'].",
                changed(pooling.pool_forward, 'hparameters["f"]', "2")),
        Mistake("f always 3", "Your windows are always 3×3. Read f: hparameters['f'].",
                changed(pooling.pool_forward, 'hparameters["f"]', "3")),
        Mistake("window too large", "Your window has f + 1 rows and columns: vert_end = vert_start + f.",
                changed(pooling.pool_forward, "top + f, left : left + f", "top + f + 1, left : left + f + 1")),
        Mistake("window too small", "Your window has f − 1 rows and columns: vert_end = vert_start + f.",
                changed(pooling.pool_forward, "top + f, left : left + f", "top + f - 1, left : left + f - 1")),
        Mistake("window as large as the stride", "Your window ends at start + stride. It ends at vert_start + f.",
                changed(pooling.pool_forward, "top + f, left : left + f", "top + stride, left : left + stride")),
        Mistake("always image 0", "Every output comes from image 0: cut the window of image i.",
                changed(pooling.pool_forward, "A_prev[i", "A_prev[0")),
        Mistake("the whole batch at once", "You pooled over all images together. Cut the window of image i.",
                changed(pooling.pool_forward, "A_prev[i", "A_prev[:")),
        Mistake("mode average misspelt",
                "Mode 'average' leaves A at 0: the mode's name is 'average', and another is asked "
                "for in your if.", changed(pooling.pool_forward, "else seen.mean()", "else 0")),
        Mistake("mode max misspelt", "Mode 'max' leaves A at 0: the mode's name is 'max', and another is asked for in "
                "your if.", changed(pooling.pool_forward, "seen.max() if", "0 if")),
        Mistake("average divided by f", "Mode 'average' divides by f. The window has f · f places: np.mean.",
                changed(pooling.pool_forward, "seen.mean()", "seen.sum() / f")),
        Mistake("median for mean", "Mode 'average' takes the median. Take the mean.",
                changed(pooling.pool_forward, "seen.mean()", "np.median(seen)")),
        Mistake("largest by size", "You took the value farthest from 0. The largest one counts, signs kept.",
                changed(pooling.pool_forward, "seen.max()", "np.abs(seen).max()")),
        Mistake("first value of the window", "You took the window's first value. Take its maximum or mean.",
                changed(pooling.pool_forward, 'seen.max() if mode == "max" else seen.mean()', "seen[0, 0]")),
        Mistake("last row and column not filled",
                "The last row and column stay 0: loop over range(n_H) and range(n_W).",
                changed(pooling.pool_forward, "        top, left",
                        "        if h == A.shape[1] - 1 or w == A.shape[2] - 1:\n"
                        "            continue\n        top, left")),
        Mistake("last channel not pooled", "The last channel stays 0: loop over range(n_C).",
                changed(pooling.pool_forward, "        top, left", "        if c == n_C - 1:\n            continue\n"
                        "        top, left")),
        Mistake("only A returned", "You returned A alone. Return A and the cache (A_prev, hparameters).",
                changed(pooling.pool_forward, "return A, (A_prev, hparameters)", "return A")),
        Mistake("cache without hparameters", "Your cache lacks hparameters: (A_prev, hparameters).",
                changed(pooling.pool_forward, "return A, (A_prev, hparameters)", "return A, (A_prev,)")),
        Mistake("cache is A_prev", "Your cache is A_prev alone. It is the pair (A_prev, hparameters).",
                changed(pooling.pool_forward, "return A, (A_prev, hparameters)", "return A, A_prev")),
        Mistake("A in the cache", "Your cache holds A. It is (A_prev, hparameters): what came in.",
                changed(pooling.pool_forward, "return A, (A_prev, hparameters)", "return A, (A, hparameters)")),
        Mistake("cache turned round", "Your cache has hparameters first: (A_prev, hparameters).",
                changed(pooling.pool_forward, "return A, (A_prev, hparameters)", "return A, (hparameters, A_prev)")),
        Mistake("cache before A", "The order is A, then the cache.",
                changed(pooling.pool_forward, "return A, (A_prev, hparameters)", "return (A_prev, hparameters), A")),
        Mistake("largest of the whole image",
                "You took the largest value of the whole image. Look inside the window.",
                changed(pooling.pool_forward, "seen.max()", "A_prev[i, :, :, c].max()")),
        Mistake("divided by the stride squared", "A window holds f · f values: divide by these, not by the stride.",
                changed(pooling.pool_forward, "seen.mean()", "seen.sum() / stride**2")),
    ),
    hints=(
        "The same walk as in conv_forward, without filters: each channel's window becomes one number.",
        "n_H = ⌊(n_H_prev − f) / stride⌋ + 1; cut A_prev[i, rows, columns, c], then np.max or np.mean.",
        "A[i, h, w, c] = np.max(A_prev[i, h*stride:h*stride+f, w*stride:w*stride+f, c]) in mode 'max'",
    ),
    outputs=("A", "cache"),
)  # fmt: skip

_EMPTY = "[pad:-pad] is empty when pad is 0. Cut by the size: [pad : pad + n_H_prev]."
CONV_BACKWARD = Exercise(
    "conv_backward",
    20,
    layers.conv_backward,
    cases=(
        Case("the gradient of the convolution above", lambda r: conv_cache(r, (10, 4, 4, 3), 2, 8, 2, 2), 1),
        Case("pad 0, a 4×5 image, overlapping windows", lambda r: conv_cache(r, (1, 4, 5, 2), 2, 2, 0, 1), 2,
             corner=True),
        Case("a stride that does not divide", lambda r: conv_cache(r, (1, 4, 5, 2), 3, 2, 1, 2), 3),
    ),
    mistakes=sharing(LEAVING, (
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
        Mistake("[pad:-pad] at pad 0", _EMPTY,
                changed(loops.conv_backward, "pad : pad + n_H, pad : pad + n_W", "pad:-pad, pad:-pad")),
        Mistake("[pad:-pad] at pad 0, image by image", _EMPTY,
                changed(loops.conv_backward, "    dA_prev = dA[:, pad : pad + n_H, pad : pad + n_W]",
                        "    dA_prev = np.zeros(A_prev.shape)\n    for image, inner in zip(dA_prev, dA):\n"
                        "        image[:] = inner[pad:-pad, pad:-pad]")),
        Mistake("[pad:-pad] at pad 0, all images", _EMPTY,
                changed(loops.conv_backward, "    dA_prev = dA[:, pad : pad + n_H, pad : pad + n_W]",
                        "    dA_prev = np.zeros(A_prev.shape)\n    dA_prev[:] = dA[:, pad:-pad, pad:-pad]")),
        Mistake("border cut from one side",
                "You cut the border from one side only. dA_prev starts at row and column pad.",
                changed(loops.conv_backward, "pad : pad + n_H, pad : pad + n_W", ":n_H, :n_W")),
        Mistake("dW from the unpadded images", "dW reads windows of A_prev. Read them from the padded images.",
                changed(loops.conv_backward, "window(images[i]", "window(A_prev[i]")),
        *walks(loops.conv_backward),
        *early_returns(loops.conv_backward),
        Mistake("three of the cache", "The cache holds four things: (A_prev, W, b, hparameters) = cache.",
                changed(loops.conv_backward, "A_prev, W, b, hparameters = cache", "A_prev, W, hparameters = cache")),
        Mistake("image index forgotten", "Your window is cut from the whole batch: take image i first, A_prev_pad[i].",
                changed(loops.conv_backward, "window(images[i],", "window(images,")),
        Mistake("places of the input", "Your loops run over A_prev's rows and columns. Run over those of dZ.",
                changed(loops.conv_backward, "np.ndindex(*dZ.shape)", "np.ndindex(*A_prev.shape[:3], dZ.shape[3])")),
        Mistake("= for += of dA", "Where windows overlap, da_prev_pad keeps the last one only. Gradients add up: +=.",
                changed(loops.conv_backward, "left + f] +=", "left + f] =")),
        Mistake("= for += of dW", "dW keeps the last window only. It sums over all images and places: +=.",
                changed(loops.conv_backward, "dW[..., c] +=", "dW[..., c] =")),
        Mistake("= for += everywhere", "All three gradients keep the last window only. They add up: +=.",
                changed(loops.conv_backward, "left + f] +=", "left + f] =", "dW[..., c] +=", "dW[..., c] =",
                        "db[..., c] +=", "db[..., c] =")),
        Mistake("= for += of dW and db", "dW and db keep the last window only. They sum over all places: +=.",
                changed(loops.conv_backward, "dW[..., c] +=", "dW[..., c] =", "db[..., c] +=", "db[..., c] =")),
        Mistake("divided by m", "You divided dW and db by m. Here gradients are summed: take / m away.",
                changed(loops.conv_backward, "return dA_prev, dW, db", "return dA_prev, dW / len(dZ), db / len(dZ)")),
        Mistake("dW divided by m", "You divided dW by m. Here it is a sum: take / m away.",
                changed(loops.conv_backward, "return dA_prev, dW, db", "return dA_prev, dW / len(dZ), db")),
        Mistake("db divided by m", "You divided db by m. Here it is a sum: take / m away.",
                changed(loops.conv_backward, "return dA_prev, dW, db", "return dA_prev, dW, db / len(dZ)")),
        Mistake("all divided by m", "You divided all gradients by m. Here they are sums: take / m away.",
                changed(loops.conv_backward, "return dA_prev, dW, db",
                        "return dA_prev / len(dZ), dW / len(dZ), db / len(dZ)")),
        Mistake("roles of dA and dW mixed", "You swapped the factors: dA gets W · dZ, dW gets the window · dZ.",
                changed(loops.conv_backward, "+= W[..., c] * slope", "+= window(images[i], (top, left), f) * slope",
                        "+= window(images[i], (top, left), f) * slope", "+= W[..., c] * slope")),
        Mistake("dW from W", "dW gets W · dZ. It gets the window of the input · dZ.",
                changed(loops.conv_backward, "+= window(images[i], (top, left), f) * slope", "+= W[..., c] * slope")),
        Mistake("dA without dZ", "da_prev_pad gets W alone. Multiply by dZ[i, h, w, c].",
                changed(loops.conv_backward, "+= W[..., c] * slope", "+= W[..., c]")),
        Mistake("dW without dZ", "dW gets the windows alone. Multiply by dZ[i, h, w, c].",
                changed(loops.conv_backward, "(top, left), f) * slope", "(top, left), f)")),
        Mistake("dA of filter 0", "da_prev_pad always gets filter 0: take W[:, :, :, c].",
                changed(loops.conv_backward, "+= W[..., c] * slope", "+= W[..., 0] * slope")),
        Mistake("dA of flipped filters", "Your filters are turned by 180° on the way back. Add W[:, :, :, c] as it is.",
                changed(loops.conv_backward, "+= W[..., c] * slope", "+= W[::-1, ::-1, :, c] * slope")),
        Mistake("windows of the first image", "dW reads windows of image 0 only: take a_prev_pad of image i.",
                changed(loops.conv_backward, "window(images[i]", "window(images[0]")),
        Mistake("dA into the first image", "All gradients go into image 0: add them to da_prev_pad of image i.",
                changed(loops.conv_backward, "dA[i, top", "dA[0, top")),
        Mistake("dA stays zero", "dA_prev is all zeros: put the inner part of da_prev_pad into dA_prev[i].",
                changed(loops.conv_backward, "return dA_prev, dW", "return np.zeros_like(dA_prev), dW")),
        Mistake("dW stays zero", "dW is all zeros: add window · dZ[i, h, w, c] to dW[:, :, :, c].",
                changed(loops.conv_backward, "return dA_prev, dW, db", "return dA_prev, np.zeros_like(dW), db")),
        Mistake("db stays zero", "db is all zeros: add dZ[i, h, w, c] to db[:, :, :, c].",
                changed(loops.conv_backward, "return dA_prev, dW, db", "return dA_prev, dW, np.zeros_like(db)")),
        Mistake("only the last image's dA",
                "dA_prev holds the last image only: fill dA_prev[i] inside the loop over i.",
                changed(loops.conv_backward, "return dA_prev, dW", "dA_prev[:-1] = 0\n    return dA_prev, dW")),
        Mistake("dW counts one window in each image",
                "dW keeps the last image only: make it before the loops, not in them.",
                changed(loops.conv_backward, "        top, left, slope", "        if (h, w, c) == (0, 0, 0):\n"
                        "            dW = np.zeros(W.shape)\n        top, left, slope")),
        Mistake("gradients begin at one", "Your gradients begin at 1. They begin at 0: np.zeros.",
                changed(loops.conv_backward, "np.zeros(images.shape), np.zeros(W.shape), np.zeros(b.shape)",
                        "np.ones(images.shape), np.ones(W.shape), np.ones(b.shape)")),
        Mistake("db of the values", "db sums the windows. It sums dZ[i, h, w, c].",
                changed(loops.conv_backward, "db[..., c] += slope", "db[..., c] += images[i, top, left].sum()")),
        Mistake("bias added", "You added b to db. It sums dZ only.",
                changed(loops.conv_backward, "return dA_prev, dW, db", "return dA_prev, dW, db + b")),
        Mistake("only dA returned", "You returned dA_prev alone. Return dA_prev, dW and db.",
                changed(loops.conv_backward, "return dA_prev, dW, db", "return dA_prev")),
        Mistake("dW first", "The order is dA_prev, dW, db.",
                changed(loops.conv_backward, "return dA_prev, dW, db", "return dW, dA_prev, db")),
        Mistake("db before dW", "The order is dA_prev, dW, db.",
                changed(loops.conv_backward, "return dA_prev, dW, db", "return dA_prev, db, dW")),
        Mistake("last row and column left out", "The last row and column of dZ are left out: loop over range(n_H), "
                "range(n_W).",
                changed(loops.conv_backward, "        top, left, slope",
                        "        if h == dZ.shape[1] - 1 or w == dZ.shape[2] - 1:\n            continue\n"
                        "        top, left, slope")),
        Mistake("last filter left out", "The last filter is left out: loop over range(n_C).",
                changed(loops.conv_backward, "        top, left, slope", "        if c == dZ.shape[3] - 1:\n"
                        "            continue\n        top, left, slope")),
    )),
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
        Case("two equal maxima are both marked", lambda r: {"x": np.array([[2.0, 7.0], [7.0, 1.0]])}, 1, corner=True),
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
        Mistake("place of the maximum", "You returned the row and column of the maximum. Return a mask of x's shape.",
                lambda x: np.unravel_index(np.argmax(x), x.shape)),
        Mistake("farthest from zero",
                "You marked the value farthest from 0. Compare x with its largest value, signs kept.",
                lambda x: np.abs(x) == np.abs(x).max()),
        Mistake("above the mean", "You marked what lies above the mean. Compare with the maximum: x == np.max(x).",
                lambda x: x > x.mean()),
        Mistake("flattened", "Your mask is flat. It has the shape of x.", lambda x: (x == x.max()).ravel()),
        Mistake("last maximum only", "You marked the last maximum only. Every place that equals it is marked.",
                lambda x: np.arange(x.size).reshape(x.shape) == x.size - 1 - np.argmax(x[::-1, ::-1])),
        Mistake("everything marked", "You marked every place. Compare with the maximum: x == np.max(x).",
                lambda x: x <= x.max()),
        Mistake("nothing marked", "You marked no place: the maximum equals itself, so write ==.",
                lambda x: x > x.max()),
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
        Mistake("divided twice", "You divided by n_H · n_W twice. Once is enough.",
                lambda dz, shape: np.full(shape, dz / np.prod(shape) ** 2)),
        Mistake("zeros",
                "You returned zeros. Fill the array with dz / (n_H · n_W).", lambda dz, shape: np.zeros(shape)),
        Mistake("sizes as two arguments",
                "np.ones takes the sizes as one tuple: np.ones(shape), or np.ones((n_H, n_W)).",
                lambda dz, shape: np.ones(*shape) * dz / np.prod(shape)),
        Mistake("rows for columns", "You divided by n_H · n_H. The window has n_H · n_W places.",
                lambda dz, shape: np.full(shape, dz / shape[0] ** 2)),
        Mistake("columns for rows", "You divided by n_W · n_W. The window has n_H · n_W places.",
                lambda dz, shape: np.full(shape, dz / shape[1] ** 2)),
        Mistake("always four places", "You divided by 4, as in the first case. The window has n_H · n_W places.",
                lambda dz, shape: np.full(shape, dz / 4)),
        Mistake("multiplied", "You multiplied by n_H · n_W. Divide: every place gets an equal share.",
                lambda dz, shape: np.full(shape, dz * np.prod(shape))),
        Mistake("rows and columns swapped", "Your window is (n_W, n_H). Its shape is (n_H, n_W).",
                lambda dz, shape: np.full(shape[::-1], dz / np.prod(shape))),
        Mistake("turned round", "You divided the number of places by dz. Divide dz by it.",
                lambda dz, shape: np.full(shape, np.prod(shape) / dz)),
        Mistake("whole numbers", "You rounded with //. Divide with /.",
                lambda dz, shape: np.full(shape, dz // np.prod(shape))),
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
        Case("ties in a window", lambda r: with_ties(pool_cache(r, (1, 3, 4, 1), 3, 1, "max")), 3, corner=True),
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
        *walks(pooling.pool_backward),
        *early_returns(pooling.pool_backward),
        Mistake("= for += in mode max",
                "In mode 'max' the last window overwrites the others. Gradients add up: use +=.",
                changed(pooling.pool_backward, "gradient[place] +=",
                        'gradient[place] = gradient[place] * (mode != "max") +')),
        Mistake("= for += in mode average",
                "In mode 'average' the last window overwrites the others. Gradients add up: "
                "use +=.",
                changed(pooling.pool_backward, "gradient[place] +=",
                        'gradient[place] = gradient[place] * (mode == "max") +')),
        Mistake("mask without dA", "In mode 'max' you add the mask alone. Multiply it by dA[i, h, w, c].",
                changed(pooling.pool_backward, "share * dA[i, h, w, c]",
                        '(share if mode == "max" else share * dA[i, h, w, c])')),
        Mistake("places of the input", "Your loops run over A_prev's rows and columns. Run over those of dA.",
                changed(pooling.pool_backward, "np.ndindex(*dA.shape)", "np.ndindex(*A_prev.shape)")),
        Mistake("modes swapped",
                "The modes are swapped: 'max' sends the gradient to the maximum, 'average' spreads it.",
                changed(pooling.pool_backward, 'mode == "max"', 'mode != "max"')),
        Mistake("f and stride swapped", "You swapped f and stride: the window is f × f and moves by stride.",
                changed(pooling.pool_backward, 'hparameters["f"], hparameters["stride"]',
                        'hparameters["stride"], hparameters["f"]')),
        Mistake("stride of the size", "Your windows move by f. They move by the stride.",
                changed(pooling.pool_backward, "h * stride, w * stride", "h * f, w * f")),
        Mistake("gradient without dA", "Mode 'max' adds the mask alone. Multiply it by dA[i, h, w, c].",
                changed(pooling.pool_backward, "share * dA[i, h, w, c]", "share")),
        Mistake("divided by m", "You divided the gradient by m. Nothing is averaged over the images here.",
                changed(pooling.pool_backward, "return gradient", "return gradient / len(dA)")),
        Mistake("dA of the first place", "You took dA[i, 0, 0, c] for every window: take dA[i, h, w, c].",
                changed(pooling.pool_backward, "dA[i, h, w, c]", "dA[i, 0, 0, c]")),
        Mistake("dA of channel 0", "You took dA of channel 0 for every channel: take dA[i, h, w, c].",
                changed(pooling.pool_backward, "dA[i, h, w, c]", "dA[i, h, w, 0]")),
        Mistake("dA with rows and columns swapped", "You took dA[i, w, h, c]: rows go with h, columns with w.",
                changed(pooling.pool_backward, "dA[i, h, w, c]",
                        "dA[i, min(w, dA.shape[1] - 1), min(h, dA.shape[2] - 1), c]")),
        Mistake("always channel 0", "Every mask comes from channel 0. Cut the window of channel c.",
                changed(pooling.pool_backward, "A_prev[place]", "A_prev[(*place[:3], 0)]")),
        Mistake("gradient into channel 0", "All gradients go into channel 0: add them to channel c.",
                changed(pooling.pool_backward, "gradient[place]", "gradient[(*place[:3], 0)]")),
        Mistake("marks the minimum", "Your mask marks the minimum. Max pooling sends the gradient to the maximum.",
                changed(pooling.pool_backward, "seen.max())", "seen.min())")),
        Mistake("average of the values",
                "Mode 'average' multiplies by the window's mean. It shares dA out: dA / (f · f).",
                changed(pooling.pool_backward, "1 / f**2", "seen.mean() / f**2")),
        Mistake("average divided by the stride",
                "Mode 'average' divides by stride · stride. The window has f · f places.",
                changed(pooling.pool_backward, "1 / f**2", "1 / stride**2")),
        Mistake("average divided twice", "Mode 'average' divides by f · f twice. Once is enough.",
                changed(pooling.pool_backward, "1 / f**2", "1 / f**4")),
        Mistake("mode average missing", "Mode 'average' leaves dA_prev at 0: the mode's name is 'average'.",
                changed(pooling.pool_backward, "else 1 / f**2", "else 0")),
        Mistake("mode max missing", "Mode 'max' leaves dA_prev at 0: the mode's name is 'max'.",
                changed(pooling.pool_backward, "share = (seen == seen.max())", "share = 0")),
        Mistake("gradient begins at one", "dA_prev begins at 1. It begins at 0: np.zeros.",
                changed(pooling.pool_backward, "np.zeros(A_prev", "np.ones(A_prev")),
        Mistake("as large as dA", "dA_prev has the shape of dA. It has that of A_prev.",
                changed(pooling.pool_backward, "np.zeros(A_prev.shape)", "np.zeros(dA.shape)")),
        Mistake("last row and column left out", "The last row and column of dA are left out: loop over range(n_H), "
                "range(n_W).",
                changed(pooling.pool_backward, "        top, left",
                        "        if h == dA.shape[1] - 1 or w == dA.shape[2] - 1:\n            continue\n"
                        "        top, left")),
        Mistake("cache returned too", "You returned the cache as well. Return dA_prev alone.",
                changed(pooling.pool_backward, "return gradient", "return gradient, cache")),
        Mistake("divided by the places of dA",
                "Each window shares among its f · f places, not among the places of dA.",
                changed(pooling.pool_backward, "1 / f**2", "1 / (dA.shape[1] * dA.shape[2])")),
    ),
    hints=(
        "Max pooling sends the gradient to the winner; average pooling shares it.",
        "For each (i, h, w, c) cut the window of A_prev, then add mask · dA, or the distributed dA, into dA_prev.",
        "dA_prev[i, rows, columns, c] += create_mask_from_window(window) * dA[i, h, w, c] in mode 'max'",
    ),
    outputs=("dA_prev",),
    uses=("create_mask_from_window", "distribute_value"),
)  # fmt: skip


def window_inputs(rng: Rng, A: tuple[int, ...], f: int, pad: int, stride: int) -> Inputs:
    return {"A_prev": rng.randn(*A), "f": f, "hparameters": {"pad": pad, "stride": stride}}


_ROW = "rows.append(seen.flatten())"
_NEXT = "i, h, w in np.ndindex(len(A_prev), n_H, n_W)"
IM2COL = Exercise(
    "im2col",
    0,
    learnt.im2col,
    cases=(
        Case("two 4×4 images, 3×3 windows, a border of 1", lambda r: window_inputs(r, (2, 4, 4, 2), 3, 1, 1), 1),
        Case("a 5×6 image, stride 2", lambda r: window_inputs(r, (1, 5, 6, 3), 2, 0, 2), 2),
        Case("a border and a stride that does not divide", lambda r: window_inputs(r, (2, 4, 5, 2), 2, 1, 3), 3),
    ),
    mistakes=sharing(LEAVING, (
        Mistake("stride ignored", _WALK, changed(loops.im2col, "h * stride, w * stride", "h, w")),
        Mistake("not padded", "You cut the windows from A_prev: cut them from the padded images.",
                changed(loops.im2col, "images = zero_pad(A_prev, pad)", "images = A_prev")),
        Mistake("size without the border", "Your output size forgets the border: n + 2 · pad − f.",
                changed(loops.im2col, "n + 2 * pad - f", "n - f")),
        Mistake("size rounded up", "Your output size is rounded up. A window that does not fit is dropped: divide by "
                "//.",
                changed(loops.im2col, "(n + 2 * pad - f) // stride", "-(-(n + 2 * pad - f) // stride)")),
        Mistake("last window missing", "The last window of each row and column is missing: the + 1 of the output size.",
                changed(loops.im2col, "// stride + 1", "// stride")),
        Mistake("n_H and n_W swapped", "You swapped n_H and n_W. Rows are axis 1 of A_prev, columns axis 2.",
                changed(loops.im2col, "shape[1:3]", "shape[2:0:-1]")),
        Mistake("windows as columns", "Every window is a column of your matrix. Here it is a row: transpose.",
                changed(loops.im2col, "np.array(rows)", "np.array(rows).T")),
        Mistake("channels first", "A row of yours goes channel by channel. It goes by row, column, channel, as the "
                "window "
                "itself: window.reshape(-1).",
                changed(loops.im2col, _ROW, "rows.append(np.moveaxis(seen, 2, 0).flatten())")),
        Mistake("columns before rows", "A row of yours goes through the window column by column. It goes row by row.",
                changed(loops.im2col, _ROW, "rows.append(np.swapaxes(seen, 0, 1).flatten())")),
        Mistake("Fortran's order", "You flattened the window in Fortran's order. The plain reshape(-1) is right.",
                changed(loops.im2col, _ROW, 'rows.append(seen.flatten("F"))')),
        Mistake("windows not flattened", "Your windows keep their shape. Flatten each into a row: window.reshape(-1).",
                changed(loops.im2col, _ROW, "rows.append(seen)")),
        Mistake("an axis for every place", "Your answer has four axes. It is a matrix: m · n_H · n_W rows.",
                changed(loops.im2col, "np.array(rows)", "np.array(rows).reshape(len(A_prev), n_H, n_W, -1)")),
        Mistake("images last", "Your rows go place by place through all images. They go image by image: loop over i "
                "first.",
                changed(loops.im2col, _NEXT, "h, w, i in np.ndindex(n_H, n_W, len(A_prev))")),
        Mistake("places by columns", "Your rows go down the columns of the output. They go row by row: h outside, w "
                "inside.",
                changed(loops.im2col, _NEXT, "i, w, h in np.ndindex(len(A_prev), n_W, n_H)")),
        Mistake("first image only", "Every window comes from image 0. Cut it from image i.",
                changed(loops.im2col, "images[i, top", "images[0, top")),
        Mistake("first channel only", "Your windows have channel 0 alone. They have all channels.",
                changed(loops.im2col, "left + f, :]", "left + f, :1]")),
        Mistake("turned by 180°", "You turned the windows. They stay as they lie in the image.",
                changed(loops.im2col, _ROW, "rows.append(seen[::-1, ::-1].flatten())")),
        Mistake("f for the stride", "Your windows move by f. They move by the stride.",
                changed(loops.im2col, "h * stride, w * stride", "h * f, w * f")),
        Mistake("sums of windows", "You added each window up. Keep all its numbers: they are the row.",
                changed(loops.im2col, _ROW, "rows.append([seen.sum()])")),
        *walks(loops.im2col),
        *early_returns(loops.im2col),
    )),
    hints=(
        "The walk of conv_forward, but nothing is multiplied yet: each window is only cut out and laid into a row.",
        "(m · n_H · n_W, f · f · n_C_prev): one row for each (i, h, w), in this order; pad first.",
        "rows.append(padded[i, h*stride:h*stride+f, w*stride:w*stride+f, :].reshape(-1)); at the end np.array(rows)",
    ),
    outputs=("rows",),
    uses=("zero_pad",),
)  # fmt: skip


def shares(rng: Rng, A: tuple[int, int, int, int], f: int, pad: int, stride: int) -> Inputs:
    """A row for each window, of numbers of its own."""
    n_H, n_W = ((n + 2 * pad - f) // stride + 1 for n in A[1:3])
    rows = rng.randn(A[0] * n_H * n_W, f * f * A[3])
    return {"rows": rows, "shape": A, "f": f, "hparameters": {"pad": pad, "stride": stride}}


_C2I = loops.col2im
_PLACE = "top, left = h * stride, w * stride"
_ADDED = "images[i, top : top + f, left : left + f] += share"
_CUT = "images[:, pad : pad + n_H_prev, pad : pad + n_W_prev]"
COL2IM = Exercise(
    "col2im",
    0,
    variants.col2im,
    cases=(
        Case("two 4×4 images, windows that overlap, a border of 1", lambda r: shares(r, (2, 4, 4, 2), 3, 1, 1), 1),
        Case("no border, a stride that does not divide", lambda r: shares(r, (1, 5, 6, 3), 2, 0, 3), 2),
        Case("stride 2 and a border", lambda r: shares(r, (2, 4, 5, 1), 3, 1, 2), 3),
    ),
    mistakes=(
        Mistake("overwritten", "Windows overlap: what lies in several is added up. Use +=.",
                changed(_C2I, _ADDED, "images[i, top : top + f, left : left + f] = share")),
        Mistake("stride ignored", "Row (h, w) was cut out at h · stride, w · stride.", changed(_C2I, _PLACE,
                "top, left = h, w")),
        Mistake("border left on", "Cut the border off at the end: the answer has the images' shape.",
                changed(_C2I, _CUT, "images")),
        Mistake("border cut by -pad", "With pad 0 the slice 0:-0 is empty. Count from the front: pad : pad + n.",
                changed(_C2I, _CUT, "images[:, pad:-pad, pad:-pad]")),
        Mistake("border cut on the wrong side", "The border lies on both sides: begin at pad.",
                changed(_C2I, _CUT, "images[:, :n_H_prev, :n_W_prev]")),
        Mistake("channels first", "A row goes by row, column, channel: reshape(f, f, n_C_prev).",
                changed(_C2I, "rows[number].reshape(f, f, depth)", "np.moveaxis(rows[number].reshape(depth, f, f), "
                    "0, -1)")),
        Mistake("rows and columns swapped", "A row of the matrix goes through the window row by row.",
                changed(_C2I, "rows[number].reshape(f, f, depth)", "rows[number].reshape(f, f, depth).swapaxes(0, 1)")),
        Mistake("first image only", "Every row of yours lands in image 0.",
                changed(_C2I, "images[i, top", "images[0, top")),
        Mistake("first row only", "You add the same row everywhere. Row number k belongs to window number k.",
                changed(_C2I, "rows[number]", "rows[0]")),
        Mistake("columns outside", "The rows come by image, row, column: the columns are the inner loop.",
                changed(_C2I, "(i, h, w) in enumerate(np.ndindex(m, n_H, n_W))", "(i, w, h) in "
                    "enumerate(np.ndindex(m, n_W, n_H))")),
        Mistake("mean for sum", "You averaged what overlaps. Gradients add up.",
                changed(_C2I, _CUT, "images[:, pad : pad + n_H_prev, pad : pad + n_W_prev] / f**2")),
        *early_returns(loops.col2im),
    ),
    hints=(
        "The walk of im2col, the other way: take the next row, give it the window's shape, add it where it came from.",
        "Zeros of shape (m, n_H_prev + 2 · pad, n_W_prev + 2 · pad, n_C_prev); at the end cut the border off.",
        "padded[i, top:top+f, left:left+f] += rows[k].reshape(f, f, n_C_prev); k += 1",
    ),
    outputs=("images",),
)  # fmt: skip

_PRODUCT = loops.conv_backward_im2col
BACKWARD_PRODUCT = Exercise(
    "conv_backward_im2col",
    0,
    variants.conv_backward_im2col,
    cases=(
        Case("two 4×4 images, three filters, a border of 1", lambda r: conv_cache(r, (2, 4, 4, 2), 3, 3, 1, 1), 1),
        Case("a stride that does not divide", lambda r: conv_cache(r, (1, 4, 5, 2), 3, 2, 1, 2), 2),
    ),
    mistakes=(
        Mistake("flattened the other way", "dZ's filters are its last axis: reshape(-1, n_C) keeps them as columns.",
                changed(_PRODUCT, "dZ.reshape(-1, n_C)", "dZ.reshape(n_C, -1).T")),
        Mistake("db as a mean", "db is the sum of dZ, not the mean.", changed(_PRODUCT, "slopes.sum(axis=0)",
                "slopes.mean(axis=0)")),
        Mistake("db flat", "db has the shape of b, (1, 1, 1, n_C).", changed(_PRODUCT, ".reshape(b.shape)", "")),
        Mistake("dW flat", "dW has the shape of W: reshape at the end.", changed(_PRODUCT, ".reshape(W.shape)", "")),
        Mistake("dW as a mean", "dW is the sum over all windows, not the mean.",
                changed(_PRODUCT, ".reshape(W.shape)", ".reshape(W.shape) / len(slopes)")),
        Mistake("filters not transposed back", "W is reshaped to (f · f · n_C_prev, n_C) and transposed: another "
                "order of its "
                "numbers is wrong.",
                changed(_PRODUCT, "W.reshape(-1, n_C).T", "W.reshape(n_C, -1)")),
        Mistake("filters turned", "The filters are not turned here: col2im lays each share where its window was.",
                changed(_PRODUCT, "W.reshape(-1, n_C).T", "W[::-1, ::-1].reshape(-1, n_C).T")),
        Mistake("gradient left as rows", "dA_prev is still rows. Bring them back into images: col2im.",
                changed(_PRODUCT, "return col2im(shares, A_prev.shape, f, hparameters), dW, db",
                    "return shares, dW, db")),
        Mistake("dW first", "The order is dA_prev, dW, db.",
                changed(_PRODUCT, "return col2im(shares, A_prev.shape, f, hparameters), dW, db",
                        "return dW, col2im(shares, A_prev.shape, f, hparameters), db")),
    ),
    hints=(
        "Forward it was Z = rows @ W. What are the gradients of a matrix product?",
        "dZ as (m · n_H · n_W, n_C): dW = rows.T @ dZ, in W's shape; the shares of the windows are dZ @ W.T, as rows.",
        "dA_prev = col2im(dZ_flat @ W.reshape(-1, n_C).T, A_prev.shape, f, hparameters)",
    ),
    outputs=("dA_prev", "dW", "db"),
    uses=("im2col", "col2im"),
)  # fmt: skip


def before_relu(rng: Rng, *shape: int) -> Inputs:
    return {"dA": rng.randn(*shape), "Z": rng.randn(*shape)}


def with_zeros(inputs: Inputs) -> Inputs:
    """The same with whole numbers before the ReLU, of which about a third is 0."""
    return {**inputs, "Z": np.rint(inputs["Z"])}


RELU_BACKWARD = Exercise(
    "relu_backward",
    0,
    learnt.relu_backward,
    cases=(
        Case("three rows of four", lambda r: before_relu(r, 3, 4), 1),
        Case("a batch of images", lambda r: before_relu(r, 2, 3, 3, 2), 2),
        Case("zeros before the ReLU", lambda r: with_zeros(before_relu(r, 4, 5)), 3, corner=True),
    ),
    mistakes=(
        Mistake("passes at zero", "At Z = 0 you let the gradient pass. There ReLU gives 0; by convention its slope "
                "is 0, too.",
                changed(loops.relu_backward, "> 0", ">= 0")),
        Mistake("ReLU of the gradient", "You took the ReLU of dA. The sign of Z decides, not that of dA.",
                lambda dA, Z: np.maximum(dA, 0)),
        Mistake("slope without dA", "You returned the slope of ReLU, 0 or 1. Multiply it by dA: the chain rule.",
                lambda dA, Z: (Z > 0) * 1.0),
        Mistake("nothing stopped", "You returned dA as it was. Where Z is negative no gradient comes through.",
                lambda dA, Z: dA),
        Mistake("turned round", "You kept the gradient where Z is negative. Keep it where Z is positive.",
                changed(loops.relu_backward, "> 0", "< 0")),
        Mistake("ReLU forward", "You computed ReLU(Z), the forward step. Backward, dA passes where Z is positive.",
                lambda dA, Z: np.maximum(Z, 0)),
        Mistake("times Z", "You multiplied dA by ReLU(Z). Its slope is 1 where Z is positive: multiply by Z > 0.",
                lambda dA, Z: dA * np.maximum(Z, 0)),
        Mistake("Z where dA is positive", "You exchanged the two: pass dA where Z is positive.",
                lambda dA, Z: np.where(dA > 0, Z, 0)),
        Mistake("leaky", "A hundredth of the gradient leaks where Z is negative. ReLU stops all of it.",
                lambda dA, Z: np.where(Z > 0, dA, 0.01 * dA)),
        Mistake("minus for zero", "Where Z is negative you turned the sign. The gradient there is 0.",
                lambda dA, Z: np.where(Z > 0, dA, -dA)),
        Mistake("size of the gradient", "You took the absolute value of dA. Keep its sign.",
                lambda dA, Z: np.abs(dA) * (Z > 0)),
        Mistake("picked out", "You picked the positive places out: dZ has the shape of Z, with zeros elsewhere.",
                lambda dA, Z: dA[Z > 0]),
        Mistake("above one", "Your mask asks for Z > 1. ReLU passes all that is above 0.",
                changed(loops.relu_backward, "> 0", "> 1")),
        Mistake("zeros", "Your gradient is 0 everywhere. Where Z is positive it is dA.", lambda dA,
                Z: np.zeros_like(dA)),
        Mistake("sigmoid's slope", "That is the slope of the sigmoid. ReLU's slope is 1 where Z is positive, else 0.",
                lambda dA, Z: dA / (1 + np.exp(-Z)) * (1 - 1 / (1 + np.exp(-Z)))),
        Mistake("one where it passes", "Where Z is positive you set 1. The gradient that passes there is dA.",
                lambda dA, Z: np.where(Z > 0, 1.0, dA)),
    ),
    hints=(
        "Where ReLU gave Z itself, a small change of Z changes the output as much; where it gave 0, nothing changes.",
        "dZ has the shape of Z: dA where Z > 0, else 0.",
        "dZ = dA * (Z > 0), since True counts as 1 and False as 0",
    ),
    outputs=("dZ",),
)  # fmt: skip


def class_scores(rng: Rng, m: int, C: int, size: float = 1.0) -> Inputs:
    """Scores of m pictures and C classes, about as large as `size`, and labels."""
    return {"scores": size * rng.randn(m, C), "labels": rng.randint(0, C, m)}


_LOSS = loops.softmax_loss
_ANSWER = "return loss / m, gradient / m"
SOFTMAX_LOSS = Exercise(
    "softmax_loss",
    0,
    learnt.softmax_loss,
    cases=(
        Case("five pictures, three classes", lambda r: class_scores(r, 5, 3), 1),
        Case("two classes", lambda r: class_scores(r, 4, 2, 2.0), 2),
        Case("scores in the thousands", lambda r: class_scores(r, 3, 4, 3000.0), 3, corner=True),
    ),
    mistakes=(
        Mistake("overflows", "exp of a large score is infinite. Take each picture's largest score off first: softmax "
                "stays "
                "the same.", changed(_LOSS, "scores[i] - scores[i].max()", "scores[i]")),
        Mistake("summed", "You added up over the pictures. The loss is their mean: divide it, and its gradient, by m.",
                changed(_LOSS, _ANSWER, "return loss, gradient")),
        Mistake("loss summed", "Your loss is a sum over the pictures. It is their mean: divide by m.",
                changed(_LOSS, _ANSWER, "return loss, gradient / m")),
        Mistake("gradient of the sum", "Your gradient belongs to the sum. That of the mean is (p − one-hot) / m.",
                changed(_LOSS, _ANSWER, "return loss / m, gradient")),
        Mistake("sign of the loss", "Your loss is negative: it is −log of the right class's probability.",
                changed(_LOSS, _ANSWER, "return -loss / m, gradient / m")),
        Mistake("sign of the gradient", "Your gradient points the other way: it is p − one-hot.",
                changed(_LOSS, _ANSWER, "return loss / m, -gradient / m")),
        Mistake("one-hot forgotten", "Your gradient is p / m. Take 1 off at each picture's right class first.",
                changed(_LOSS, "gradient[i, labels[i]] -= 1", "pass")),
        Mistake("softmax over the pictures", "Your softmax adds up over the pictures. Each row is one picture: axis=1.",
                lambda scores, labels: _of_shares(_exp(scores, 0) / _exp(scores, 0).sum(0), labels)),
        Mistake("softmax over the pictures, rows shifted", "Your softmax adds up over the pictures. Each row is one "
                "picture: axis=1.",
                lambda scores, labels: _of_shares(_exp(scores, 1) / _exp(scores, 1).sum(0), labels)),
        Mistake("logarithm of a probability", "A probability far below the others is rounded to 0, and its "
                "logarithm is infinite. Take the loss from the shifted scores: log of the sum, less the label's score.",
                changed(_LOSS, "math.log(total) - shifted[labels[i]]", "-np.log(powers[labels[i]] / total)")),
        Mistake("softmax over everything", "Your softmax divides by the sum over all pictures. Each picture has its "
                "own sum.",
                lambda scores, labels: _of_shares(_exp(scores, None) / _exp(scores, None).sum(), labels)),
        Mistake("base 2", "You used log2. The loss is the natural logarithm: np.log.",
                changed(_LOSS, _ANSWER, "return loss / m / math.log(2), gradient / m")),
        Mistake("base 10", "You used log10. The loss is the natural logarithm: np.log.",
                changed(_LOSS, _ANSWER, "return loss / m / math.log(10), gradient / m")),
        Mistake("divided by the classes too", "You divided by m · C. The mean is over the m pictures alone.",
                changed(_LOSS, _ANSWER, "return loss / m / C, gradient / m / C")),
        Mistake("loss divided by the classes too", "Your loss is divided by m · C. The mean is over the m pictures "
                "alone.",
                changed(_LOSS, _ANSWER, "return loss / m / C, gradient / m")),
        Mistake("loss of all classes", "Your loss adds −log p of all classes. Only the right class of each picture "
                "counts.",
                changed(_LOSS, "math.log(total) - shifted[labels[i]]", "np.sum(math.log(total) - shifted)")),
        Mistake("probability of the right class", "Your loss is made of 1 − p. It is −log p of the right class.",
                changed(_LOSS, "math.log(total) - shifted[labels[i]]", "1 - powers[labels[i]] / total")),
        Mistake("first class for the label", "You took class 0 for every picture. Take the class that its label names.",
                changed(_LOSS, "- shifted[labels[i]]", "- shifted[0]", "gradient[i, labels[i]]", "gradient[i, 0]")),
        Mistake("likeliest class", "You took the likeliest class. The loss asks for the probability of the label's.",
                changed(_LOSS, "- shifted[labels[i]]", "- shifted.max()", "gradient[i, labels[i]]",
                        "gradient[i, shifted.argmax()]")),
        Mistake("gradient of the probabilities", "You multiplied by p · (1 − p). With cross-entropy the gradient is "
                "p − "
                "one-hot.", changed(_LOSS, "gradient[i, labels[i]] -= 1",
                                    "gradient[i, labels[i]] -= 1; gradient[i] *= powers / total * (1 - powers / "
                                    "total)")),
        Mistake("loss alone", "You returned the loss alone. Return loss and gradient.",
                changed(_LOSS, _ANSWER, "return loss / m")),
        Mistake("gradient first", "The order is loss, then gradient.", changed(_LOSS, _ANSWER, "return gradient / m, "
                "loss / m")),
        Mistake("gradient summed up", "Your gradient is one row. Each picture has its own: shape (m, C).",
                changed(_LOSS, _ANSWER, "return loss / m, gradient.sum(axis=0) / m")),
        Mistake("scores without softmax", "You took the scores for probabilities. Softmax first: exp, then divide by "
                "the sum.",
                lambda scores, labels: _of_shares(np.abs(scores), labels)),
        *early_returns(loops.softmax_loss),
    ),
    hints=(
        "Softmax of each row, −log of the right class's probability, the mean over the pictures.",
        "shifted = scores − the largest of each row; p = exp(shifted) / sum; dscores = (p − one-hot) / m, shape (m, "
        "C).",
        "p[np.arange(m), labels] are the right classes' probabilities; subtract 1 there for the gradient.",
    ),
    outputs=("loss", "dscores"),
)  # fmt: skip


def _exp(scores: Array, axis: int | None) -> Array:
    return np.asarray(np.exp(scores - scores.max(axis=axis, keepdims=True)))


def _of_shares(p: Array, labels: Array) -> tuple[float, Array]:
    """Loss and gradient of what was taken for probabilities."""
    m = len(labels)
    own = np.eye(p.shape[1])[labels]
    return float(-np.log(p[own == 1]).mean()), (p - own) / m


def layers_to_step(rng: Rng, rate: float, dense: int = 1) -> Inputs:
    """Parameters of a convolution and of `dense` layers behind it, and a gradient for each."""
    shapes: dict[str, tuple[int, ...]] = {"W1": (3, 3, 1, 2), "b1": (1, 1, 1, 2)}
    for number in range(2, dense + 2):
        shapes |= {f"W{number}": (4, number + 1), f"b{number}": (number + 1,)}
    parameters = {name: rng.randn(*shape) for name, shape in shapes.items()}
    gradients = {name: rng.randn(*shape) for name, shape in shapes.items()}
    return {"parameters": parameters, "gradients": gradients, "learning_rate": rate}


_STEP = loops.sgd_step
_MOVED = "parameters[name] - step"
SGD_STEP = Exercise(
    "sgd_step",
    0,
    learnt.sgd_step,
    cases=(
        Case("two layers, learning rate 0.1", lambda r: layers_to_step(r, 0.1), 1),
        Case("a large learning rate", lambda r: layers_to_step(r, 2.5), 2),
    ),
    mistakes=(
        Mistake("uphill", "You went uphill: subtract learning_rate · gradient.",
                changed(_STEP, _MOVED, "parameters[name] + step")),
        Mistake("no learning rate", "You subtracted the whole gradient. Multiply it by learning_rate.",
                changed(_STEP, "learning_rate * gradients[name]", "gradients[name]")),
        Mistake("step alone", "You returned the steps. Subtract them from the parameters.", changed(_STEP, _MOVED,
                "step")),
        Mistake("nothing moves", "Your parameters stay where they were. Return what is left after the step.",
                changed(_STEP, _MOVED, "parameters[name]")),
        Mistake("sign of the gradient", "You used the gradient's sign alone. Its size counts, too.",
                changed(_STEP, "* gradients[name]", "* np.sign(gradients[name])")),
        Mistake("divided by the learning rate", "You divided by the learning rate. Multiply by it.",
                changed(_STEP, "learning_rate * gradients[name]", "gradients[name] / learning_rate")),
        Mistake("learning rate squared", "The learning rate is in your step twice. Once is enough.",
                changed(_STEP, "learning_rate *", "learning_rate**2 *")),
        Mistake("in proportion", "You scaled each parameter by its gradient. Subtract learning_rate · gradient.",
                changed(_STEP, "* gradients[name]", "* gradients[name] * parameters[name]")),
        Mistake("gradient scaled down", "You divided the gradient by its length. Take it as it is.",
                changed(_STEP, "* gradients[name]", "* gradients[name] / np.linalg.norm(gradients[name])")),
        Mistake("turned round", "You subtracted the parameter from the step. Subtract the step from the parameter.",
                changed(_STEP, _MOVED, "step - parameters[name]")),
        Mistake("learning rate on both", "You multiplied the parameter by the learning rate, too. Only the gradient "
                "gets it.",
                changed(_STEP, _MOVED, "learning_rate * parameters[name] - step")),
        Mistake("list for dictionary", "You returned a list. Return a dictionary with the names of parameters.",
                changed(_STEP, "return moved", "return list(moved.values())")),
        Mistake("weights alone", "You moved the weights and left the biases. They learn, too.",
                changed(_STEP, _MOVED, 'parameters[name] - step * name.startswith("W")')),
        Mistake("biases left out", "Your dictionary lacks the biases. It has every name of parameters.",
                changed(_STEP, "return moved", 'return {name: moved[name] for name in moved if name.startswith("W")}')),
        Mistake("mean of the gradient", "You used the gradient's mean. Each number has a gradient of its own.",
                changed(_STEP, "* gradients[name]", "* np.mean(gradients[name])")),
        Mistake("no return", "You returned nothing. Return the dictionary of moved parameters.",
                changed(_STEP, "return moved", "return None")),
        *early_returns(loops.sgd_step),
    ),
    hints=(
        "The gradient says where the loss grows fastest. Go a little way in the opposite direction.",
        "For each name: parameters[name] − learning_rate · gradients[name], of the same shape; all names in one "
        "dictionary.",
        "{name: parameters[name] - learning_rate * gradients[name] for name in parameters}",
    ),
    outputs=("parameters",),
)  # fmt: skip

EXERCISES = ExerciseSet(
    "week1/2_step_by_step",
    "A convolutional network, step by step",
    (ZERO_PAD, CONV_SINGLE_STEP, CONV_FORWARD, POOL_FORWARD, CONV_BACKWARD, MASK, DISTRIBUTE, POOL_BACKWARD,
     IM2COL, COL2IM, BACKWARD_PRODUCT, RELU_BACKWARD, SOFTMAX_LOSS, SGD_STEP),
)
