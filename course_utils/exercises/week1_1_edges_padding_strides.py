"""Exercises of week1/1_edges_padding_strides: sizes, one plane, one volume, and what a layer costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from course_utils.exercises.base import Case, Exercise, ExerciseSet, Inputs, Mistake
from course_utils.exercises.changes import changed
from course_utils.exercises.families import LEAVING, early_returns, sharing, walks
from course_utils.exercises.loops import convolution as loops
from course_utils.exercises.loops import counting as counts
from course_utils.layers.convolution import counting, geometry, plane, variants
from course_utils.types import Array

Rng = np.random.RandomState
Layer = Mapping[str, Any]
SIX_BY_SIX = (
    (3, 0, 1, 2, 7, 4),
    (1, 5, 8, 9, 3, 1),
    (2, 7, 2, 5, 1, 3),
    (0, 1, 3, 1, 7, 8),
    (4, 2, 1, 6, 2, 8),
    (2, 4, 5, 2, 3, 9),
)


def sizes(n: int, f: int, pad: int, stride: int) -> Inputs:
    return {"n": n, "f": f, "pad": pad, "stride": stride}


def plane_inputs(rng: Rng, shape: tuple[int, int], f: int, pad: int, stride: int) -> Inputs:
    """A grey image and a kernel f×f, drawn in this order."""
    return {"image": rng.randn(*shape), "kernel": rng.randn(f, f), "pad": pad, "stride": stride}


def volume_inputs(rng: Rng, shape: tuple[int, int, int], f: int, filters: int, pad: int, stride: int) -> Inputs:
    """An image of several channels, filters f×f and one bias each, drawn in this order."""
    image, weights = rng.randn(*shape), rng.randn(f, f, shape[2], filters)
    return {"image": image, "filters": weights, "biases": rng.randn(filters), "pad": pad, "stride": stride}


def conv_layer(f: int, channels: int, filters: int) -> Layer:
    return {"kind": "conv", "f": f, "channels": channels, "filters": filters}


def dense_layer(inputs: int, units: int) -> Layer:
    return {"kind": "dense", "inputs": inputs, "units": units}


POOL: Layer = {"kind": "pool", "f": 2, "stride": 2}
FLATTEN: Layer = {"kind": "flatten"}


def _worked_example(rng: Rng) -> Inputs:
    return {"image": np.array(SIX_BY_SIX, float), "kernel": np.outer([1.0, 1, 1], [1, 0, -1]), "pad": 0, "stride": 1}


CONV_OUTPUT_SIZE = Exercise(
    "conv_output_size",
    10,
    geometry.conv_output_size,
    cases=(
        Case("6 pixels and a window of 3 give 4", lambda r: sizes(6, 3, 0, 1), 1, rtol=0),
        Case("12 pixels, window 5, stride 4: three pixels are left over", lambda r: sizes(12, 5, 0, 4), 1, rtol=0),
        Case("39 pixels, window 5, pad 6, stride 3", lambda r: sizes(39, 5, 6, 3), 1, rtol=0),
    ),
    mistakes=(
        Mistake("rounded", "You rounded the quotient. A window that does not fit is dropped: round down, with //.",
                lambda n, f, pad, stride: round((n + 2 * pad - f) / stride) + 1),
        Mistake("rounded up", "You rounded the quotient up. A window that does not fit is dropped: use //.",
                lambda n, f, pad, stride: -(-(n + 2 * pad - f) // stride) + 1),
        Mistake("not rounded", "Your size is a fraction. A window that does not fit is dropped: divide with //.",
                lambda n, f, pad, stride: (n + 2 * pad - f) / stride + 1),
        Mistake("pad counted once", "You counted pad once. Both sides are padded: n + 2 · pad − f.",
                lambda n, f, pad, stride: (n + pad - f) // stride + 1),
        Mistake("pad left out", "You left the padding out: the padded image has n + 2 · pad pixels.",
                lambda n, f, pad, stride: (n - f) // stride + 1),
        Mistake("+ 1 before the division", "You added the 1 before dividing. Divide n + 2 · pad − f, then add 1.",
                lambda n, f, pad, stride: (n + 2 * pad - f + 1) // stride),
        Mistake("+ 1 missing", "The + 1 is missing: the window in the first place counts too.",
                lambda n, f, pad, stride: (n + 2 * pad - f) // stride),
        Mistake("stride ignored", "You left the stride out: divide n + 2 · pad − f by it, then add 1.",
                lambda n, f, pad, stride: n + 2 * pad - f + 1),
        Mistake("f left out", "You left the window's size out: its last place ends at the border, so subtract f.",
                lambda n, f, pad, stride: (n + 2 * pad) // stride),
        Mistake("+ 2", "You added 2 after the division. It is 1, for the window in the first place.",
                lambda n, f, pad, stride: (n + 2 * pad - f) // stride + 2),
        Mistake("f added", "You added f. Subtract it: the window must not leave the row, n + 2 · pad − f.",
                lambda n, f, pad, stride: (n + 2 * pad + f) // stride + 1),
        Mistake("pad subtracted", "You subtracted 2 · pad. Add it: a border makes the row longer, n + 2 · pad − f.",
                lambda n, f, pad, stride: (n - 2 * pad - f) // stride + 1),
        Mistake("f left out, + 1 kept", "You left f out: n + 2 · pad − f pixels are left after the first place.",
                lambda n, f, pad, stride: (n + 2 * pad) // stride + 1),
        Mistake("brackets forgotten", "// comes before + and −: divide the whole of (n + 2 · pad − f), in brackets.",
                lambda n, f, pad, stride: n + 2 * pad - f // stride + 1),
        Mistake("only pad divided", "// comes before + and −: divide the whole of (n + 2 · pad − f), in brackets.",
                lambda n, f, pad, stride: n - f + 2 * pad // stride + 1),
        Mistake("f and stride swapped", "You swapped f and stride: subtract f, divide by the stride.",
                lambda n, f, pad, stride: (n + 2 * pad - stride) // f + 1),
        Mistake("pad and stride swapped", "You swapped pad and stride: add 2 · pad, divide by the stride.",
                lambda n, f, pad, stride: (n + 2 * stride - f) // pad + 1),
        Mistake("divided by f", "You divided by f. Divide by the stride: windows start so far apart.",
                lambda n, f, pad, stride: (n + 2 * pad - f) // f + 1),
        Mistake("multiplied by the stride", "You multiplied by the stride. Divide by it, with //.",
                lambda n, f, pad, stride: (n + 2 * pad - f) * stride + 1),
        Mistake("+ 1 and pad missing", "The padding and the + 1 are missing: (n + 2 · pad − f) // stride + 1.",
                lambda n, f, pad, stride: (n - f) // stride),
        Mistake("f subtracted twice", "You subtracted 2 · f. Subtract f once: n + 2 · pad − f.",
                lambda n, f, pad, stride: (n + 2 * pad - 2 * f) // stride + 1),
        Mistake("a pair of sizes", "You returned rows and columns. Return one number: the function is asked for each.",
                lambda n, f, pad, stride: ((n + 2 * pad - f) // stride + 1,) * 2),
    ),
    hints=(
        "In how many places can the window stand, if it moves by stride and must not leave the padded row?",
        "The row has n + 2 · pad pixels. After the first place, n + 2 · pad − f pixels are left to walk over.",
        "(n + 2 * pad - f) // stride counts the steps; the first place itself adds one more.",
    ),
)  # fmt: skip

SAME_PADDING = Exercise(
    "same_padding",
    5,
    geometry.same_padding,
    cases=(
        Case("a window of 3 needs a border of 1", lambda r: {"f": 3}, 1, rtol=0),
        Case("a window of 1 needs none", lambda r: {"f": 1}, 1, rtol=0),
        Case("a window of 7", lambda r: {"f": 7}, 1, rtol=0),
    ),
    mistakes=(
        Mistake("both sides together", "f − 1 is the width of both sides together. Each side gets half of it.",
                lambda f: f - 1),
        Mistake("half of f + 1", "Your border is one too wide: from f − 1, not f + 1, each side gets half.",
                lambda f: (f + 1) // 2),
        Mistake("half a pixel", "Your border is not a whole number of pixels: take half of f − 1.", lambda f: f / 2),
        Mistake("always 1", "Your border is always 1, which is right for f = 3 only.", lambda f: 1),
        Mistake("f itself", "Your border is as wide as the window. Half of f − 1 is enough.", lambda f: f),
        Mistake("no border", "Your border is always 0: then the image shrinks by f − 1.", lambda f: 0),
        Mistake("f + 1", "Your border is too wide: each side gets (f − 1) / 2.", lambda f: f + 1),
        Mistake("half, not from f − 1", "You subtracted 1 after halving f. Subtract first: (f − 1) // 2.",
                lambda f: f // 2 - 1),
        Mistake("twice", "You doubled f − 1. Halve it: the border is on both sides.", lambda f: 2 * (f - 1)),
        Mistake("minus missing half", "Your border is negative: n + 2 · pad − f + 1 = n gives pad = (f − 1) / 2.",
                lambda f: (1 - f) // 2),
    ),
    hints=(
        "Without a border, an image loses f − 1 rows and columns. The border must give them back.",
        "Solve n + 2 · pad − f + 1 = n for pad.",
        "pad = (f − 1) / 2; with // the result stays an integer.",
    ),
    call="width",
)  # fmt: skip

_WALK = "Your window moves one pixel at a time. Output (h, w) starts at row h · stride, column w · stride."
_DIVIDE = "Your result ignores the stride. Its size is (n + 2 · pad − f) // stride + 1; windows start at h · stride."
_FORMULA = "rows and columns are (n + 2 · pad − f) // stride + 1"


def _plane_sizes() -> tuple[Mistake, ...]:
    """Wrong sizes of a plane's result, both or one of them."""
    whole, inner = "(n + 2 * pad - f) // stride + 1", "n + 2 * pad - f"
    return (
        Mistake("rows for columns", "Your result has as many columns as rows. Columns come from image.shape[1].",
                changed(loops.convolve2d, "for n in image.shape", "for n in (image.shape[0], image.shape[0])")),
        Mistake("columns for rows", "Your result has as many rows as columns. Rows come from image.shape[0].",
                changed(loops.convolve2d, "for n in image.shape", "for n in (image.shape[1], image.shape[1])")),
        Mistake("sizes swapped", "You swapped the result's rows and columns: rows come first.",
                changed(loops.convolve2d, "for n in image.shape", "for n in image.shape[::-1]")),
        Mistake("as large as the image", f"Your result is as large as the image: {_FORMULA}.",
                changed(loops.convolve2d, whole, "n")),
        Mistake("pad left out of the size", f"The padding is missing in your size: {_FORMULA}.",
                changed(loops.convolve2d, inner, "n - f")),
        Mistake("stride left out of the size", f"The stride is missing in your size: {_FORMULA}.",
                changed(loops.convolve2d, " // stride", "")),
        Mistake("f left out of the size", f"f is missing in your size: {_FORMULA}.",
                changed(loops.convolve2d, inner, "n + 2 * pad")),
        Mistake("2 added to the size", f"You added 2 to the size. It is 1: {_FORMULA}.",
                changed(loops.convolve2d, "// stride + 1", "// stride + 2")),
        Mistake("brackets forgotten in the size", f"// comes before + and −: {_FORMULA}, with the brackets.",
                changed(loops.convolve2d, f"({inner}) // stride", "n + 2 * pad - f // stride")),
        Mistake("1 added before the division", f"You added 1 before the division: {_FORMULA}.",
                changed(loops.convolve2d, whole, "(n + 2 * pad - f + 1) // stride")),
    )  # fmt: skip


CONVOLVE2D = Exercise(
    "convolve2d",
    25,
    plane.convolve2d,
    cases=(
        Case("the worked example: first value −5", _worked_example, 1),
        Case("a 5×6 image, pad 1, stride 2", lambda r: plane_inputs(r, (5, 6), 3, 1, 2), 2),
        Case("a 4×5 image and a 2×2 kernel", lambda r: plane_inputs(r, (4, 5), 2, 0, 1), 3),
    ),
    mistakes=sharing(LEAVING, (
        Mistake("kernel flipped", "Your kernel is turned by 180°. Deep learning lays it on the image as it is.",
                changed(loops.convolve2d, "seen * kernel", "seen * kernel[::-1, ::-1]")),
        Mistake("kernel transposed", "You swapped the kernel's rows and columns.",
                changed(loops.convolve2d, "seen * kernel", "seen * kernel.T")),
        Mistake("kernel mirrored", "Your kernel is mirrored left to right. Lay it on the image as it is.",
                changed(loops.convolve2d, "seen * kernel", "seen * kernel[:, ::-1]")),
        Mistake("rows and columns swapped", "You swapped rows and columns when cutting the window.",
                changed(loops.convolve2d, "h * stride, w * stride", "w * stride, h * stride")),
        Mistake("pad ignored", "You left the padding out. Pad the image first; the size counts 2 · pad.",
                lambda image, kernel, pad=0, stride=1: loops.convolve2d(image, kernel, 0, stride)),
        Mistake("windows from the image without border", "You cut windows from the image itself. Cut them from the "
                "padded one.", changed(loops.convolve2d, "window(border", "window(image")),
        Mistake("pads with the edge value", "Your border repeats the image's edge. It should be zeros.",
                changed(loops.convolve2d, "np.pad(image, pad)", 'np.pad(image, pad, "edge")')),
        Mistake("pad counted once", "Your output counts pad once. Both sides are padded: n + 2 · pad − f.",
                changed(loops.convolve2d, "2 * pad", "pad")),
        Mistake("stride ignored in the walk", _WALK, changed(loops.convolve2d, "h * stride, w * stride", "h, w")),
        Mistake("stride ignored", _DIVIDE,
                changed(loops.convolve2d, " // stride", "", "h * stride, w * stride", "h, w")),
        Mistake("output size without + 1", "Your output lacks its last row and column: the size needs the + 1.",
                changed(loops.convolve2d, " // stride + 1", " // stride")),
        Mistake("output size rounded up", "Your output is too large: a window that does not fit is dropped. Use //.",
                changed(loops.convolve2d, "(n + 2 * pad - f) // stride", "-(-(n + 2 * pad - f) // stride)")),
        Mistake("matrix product", "You used a matrix product. A convolution multiplies element by element.",
                changed(loops.convolve2d, "seen * kernel", "seen @ kernel")),
        Mistake("mean for sum", "You took the mean of the products. Take their sum.",
                changed(loops.convolve2d, "np.sum(", "np.mean(")),
        Mistake("largest product", "You took the largest product. Take the sum of all.",
                changed(loops.convolve2d, "np.sum(", "np.max(")),
        Mistake("absolute values", "You dropped the sign. A negative answer is an edge the other way round.",
                changed(loops.convolve2d, "np.sum(seen * kernel)", "abs(np.sum(seen * kernel))")),
        Mistake("ReLU applied", "You set negative values to 0. The convolution itself keeps them.",
                changed(loops.convolve2d, "np.sum(seen * kernel)", "max(np.sum(seen * kernel), 0.0)")),
        *walks(loops.convolve2d),
        *early_returns(loops.convolve2d),
        Mistake("border below and right only",
                "Your image lies in the upper left corner of the larger one. Place it pad "
                "rows down and pad columns to the right.",
                changed(loops.convolve2d, "np.pad(image, pad)", "np.pad(image, ((0, 2 * pad), (0, 2 * pad)))")),
        Mistake("border above and left only",
                "Your border is above and on the left only, and twice as wide. It is pad on "
                "all four sides.",
                changed(loops.convolve2d, "np.pad(image, pad)", "np.pad(image, ((2 * pad, 0), (2 * pad, 0)))")),
        Mistake("padded on one side", "Your border is above and on the left only. Pad on all four sides.",
                changed(loops.convolve2d, "np.pad(image, pad)", "np.pad(image, ((pad, 0), (pad, 0)))")),
        Mistake("size is a fraction", "Your size is a fraction: divide with //, which rounds down, or use int().",
                changed(loops.convolve2d, "// stride", "/ stride")),
        Mistake("places of the image",
                "Your loops run over the image's rows and columns. Run over those of the result.",
                changed(loops.convolve2d, "np.ndindex(*result.shape)", "np.ndindex(*border.shape)")),
        Mistake("sizes as two arguments", "np.zeros takes the sizes as one tuple: np.zeros((n_H, n_W)).",
                changed(loops.convolve2d, "np.zeros([(n + 2 * pad - f) // stride + 1 for n in image.shape])",
                        "np.zeros(*[(n + 2 * pad - f) // stride + 1 for n in image.shape])")),
        *_plane_sizes(),
        Mistake("products added", "You added window and kernel. Multiply them element by element, then sum.",
                changed(loops.convolve2d, "seen * kernel", "seen + kernel")),
        Mistake("kernel left out", "You summed the window without the kernel: multiply by it first.",
                changed(loops.convolve2d, "seen * kernel", "seen")),
        Mistake("divided by the kernel's sum", "You divided by the weights' sum. Take the sum of the products itself.",
                changed(loops.convolve2d, "np.sum(seen * kernel)", "np.sum(seen * kernel) / kernel.sum()")),
        Mistake("ones for zeros", "Your border holds ones. It should be zeros.",
                changed(loops.convolve2d, "np.pad(image, pad)", "np.pad(image, pad, constant_values=1)")),
        Mistake("columns not padded", "Only the rows have a border. Rows and columns get pad on both sides.",
                changed(loops.convolve2d, "np.pad(image, pad)", "np.pad(image, ((pad, pad), (0, 0)))")),
        Mistake("rows not padded", "Only the columns have a border. Rows and columns get pad on both sides.",
                changed(loops.convolve2d, "np.pad(image, pad)", "np.pad(image, ((0, 0), (pad, pad)))")),
        Mistake("padded after", "You padded the result. Pad the image, before the windows are cut.",
                changed(loops.convolve2d, "return result", "return np.pad(result, pad)",
                        "np.pad(image, pad)", "image", " + 2 * pad", "")),
        Mistake("last row and column not filled", "The last row and column stay 0: loop over all rows and columns of "
                "the result.",
                changed(loops.convolve2d, "        seen = window", "        if h == len(result) - 1 or "
                        "w == len(result[0]) - 1:\n            continue\n        seen = window")),
        Mistake("window too small", "Your window is smaller than the kernel: it ends at its start + f.",
                changed(loops.convolve2d, "stride), f)", "stride), f - 1)")),
        Mistake("window too large", "Your window has f + 1 rows and columns. It ends at its start + f.",
                changed(loops.convolve2d, "stride), f)", "stride), f + 1)")),
        Mistake("result transposed", "You swapped the rows and columns of the result.",
                changed(loops.convolve2d, "return result", "return result.T")),
        Mistake("always windows 3×3", "Your windows are always 3×3. Take f from the kernel: kernel.shape.",
                changed(loops.convolve2d, "len(kernel)", "3")),
        Mistake("pad and stride swapped", "You swapped pad and stride: pad makes the border, stride the step.",
                lambda image, kernel, pad=0, stride=1: loops.convolve2d(image, kernel, stride, pad)),
        Mistake("whole numbers", "Your result holds whole numbers only. Make it with np.zeros, without a dtype.",
                changed(loops.convolve2d, "return result", "return result.astype(int)")),
    )),
    hints=(
        "Pad the image, make an empty result of the right size, and fill it value by value with two loops.",
        "The window of output (h, w) starts at row h · stride, column w · stride, and is as large as the kernel.",
        "result[h, w] = np.sum(padded[h*stride : h*stride+f, w*stride : w*stride+f] * kernel)",
    ),
    uses=("conv_output_size",),
)  # fmt: skip


_TURNED = "Your signs are turned: they answer to dark → light. Positive weights belong on the left, or above."
EDGE_FILTER = Exercise(
    "edge_filter",
    15,
    plane.edge_filter,
    cases=tuple(
        Case(title, lambda r, kind=kind: {"kind": kind}, 1)  # type: ignore[misc]
        for kind, title in {
            "vertical": "vertical edges: 1, 0, −1 in every row",
            "horizontal": "horizontal edges: the same, turned",
            "sobel": "Sobel weighs the middle row twice",
            "sobel horizontal": "Sobel for horizontal edges",
            "scharr": "Scharr weighs the rows 3, 10, 3",
            "scharr horizontal": "Scharr for horizontal edges",
        }.items()
    ),
    mistakes=(
        Mistake("never turned", "You returned the vertical filter for horizontal edges too. Transpose it.",
                changed(counts.edge_filter, 'kernel.T if "horizontal" in kind else kernel', "kernel")),
        Mistake("horizontal signs turned", "Your horizontal filters answer to dark above light. The positive row is "
                "the upper one.", changed(counts.edge_filter, "kernel.T", "-kernel.T")),
        Mistake("signs turned", _TURNED, changed(counts.edge_filter, "(1, 0, -1)", "(-1, 0, 1)")),
        Mistake("vertical and horizontal swapped", "You swapped vertical and horizontal: a vertical edge has its light "
                "on the left and its dark on the right.",
                changed(counts.edge_filter,
                        '"horizontal" in kind', 'kind in ("vertical", "sobel horizontal", "scharr horizontal")')),
        Mistake("transposed", "Your filters are transposed: a vertical edge is found by columns 1, 0, −1.",
                changed(counts.edge_filter, '"horizontal" in kind', '"horizontal" not in kind')),
        Mistake("Sobel weights for Scharr", "You gave Scharr the weights of Sobel. Scharr's are 3, 10, 3.",
                changed(counts.edge_filter, "(3, 10, 3)", "(1, 2, 1)")),
        Mistake("Scharr weights for Sobel", "You gave Sobel the weights of Scharr. Sobel's are 1, 2, 1.",
                changed(counts.edge_filter, "(1, 2, 1)", "(3, 10, 3)")),
        Mistake("Sobel and Scharr swapped", "You swapped the two: Sobel weighs 1, 2, 1 and Scharr 3, 10, 3.",
                changed(counts.edge_filter, "(1, 2, 1)", "(3, 10, 3)", "(3, 10, 3)", "(1, 2, 1)")),
        Mistake("middle not weighted", "All your rows weigh the same. Sobel weighs them 1, 2, 1 and Scharr 3, 10, 3.",
                changed(counts.edge_filter, "(1, 2, 1)", "(1, 1, 1)", "(3, 10, 3)", "(1, 1, 1)")),
        Mistake("3, 1, 3", "Scharr's middle weight is 10, not 1.",
                changed(counts.edge_filter, "(3, 10, 3)", "(3, 1, 3)")),
        Mistake("divided by the weights", "You divided by the sum of the weights. Keep the whole numbers here.",
                changed(counts.edge_filter,
                        "np.outer(column, (1, 0, -1))", "np.outer(column, (1, 0, -1)) / sum(column)")),
        Mistake("Sobel missing", "Your Sobel filters weigh all rows alike. Sobel weighs them 1, 2, 1.",
                changed(counts.edge_filter, "(1, 2, 1)", "(1, 1, 1)")),
        Mistake("Scharr missing", "Your Scharr filters weigh all rows alike. Scharr weighs them 3, 10, 3.",
                changed(counts.edge_filter, "(3, 10, 3)", "(1, 1, 1)")),
        Mistake("Scharr 10, 3, 10", "You swapped Scharr's weights: they are 3, 10, 3.",
                changed(counts.edge_filter, "(3, 10, 3)", "(10, 3, 10)")),
        Mistake("Sobel 2, 1, 2", "You swapped Sobel's weights: they are 1, 2, 1.",
                changed(counts.edge_filter, "(1, 2, 1)", "(2, 1, 2)")),
        Mistake("2 for 3 in Scharr", "Scharr's outer weights are 3: it weighs the rows 3, 10, 3.",
                changed(counts.edge_filter, "(3, 10, 3)", "(2, 10, 2)")),
        Mistake("1, 10, 1", "Scharr's outer weights are 3: it weighs the rows 3, 10, 3.",
                changed(counts.edge_filter, "(3, 10, 3)", "(1, 10, 1)")),
        Mistake("flipped for turned", "Your horizontal filters are mirrored, not turned. Transpose: kernel.T.",
                changed(counts.edge_filter, "kernel.T", "kernel[:, ::-1]")),
        Mistake("only plain kinds turned", "Your Sobel and Scharr filters are never turned. A kind that ends in "
                "'horizontal' returns kernel.T.",
                changed(counts.edge_filter, '"horizontal" in kind', 'kind == "horizontal"')),
        Mistake("plain horizontal not turned", "Your kind 'horizontal' is not turned: return kernel.T for it, too.",
                changed(counts.edge_filter, '"horizontal" in kind', 'kind.endswith(" horizontal")')),
        Mistake("Sobel horizontal not turned",
                "'sobel horizontal' falls into your branch for 'sobel', so it is not turned. "
                "Ask for 'horizontal' as well.",
                changed(counts.edge_filter, '"horizontal" in kind', '"horizontal" in kind and "sobel" not in kind')),
        Mistake("Scharr horizontal not turned", "'scharr horizontal' falls into your branch for 'scharr', so it is not "
                "turned. Ask for 'horizontal' as well.",
                changed(counts.edge_filter, '"horizontal" in kind', '"horizontal" in kind and "scharr" not in kind')),
        Mistake("a list turned", "A list has no .T: make an array of it first, np.array(kernel).T.",
                changed(counts.edge_filter, "np.outer(column, (1, 0, -1))", "np.outer(column, (1, 0, -1)).tolist()")),
        Mistake("middle column ones", "Your middle column is not 0: each row is weight · (1, 0, −1).",
                changed(counts.edge_filter, "(1, 0, -1)", "(1, 1, -1)")),
        Mistake("halved", "You halved the filter. Keep the whole numbers.",
                changed(counts.edge_filter, "np.outer(column, (1, 0, -1))", "np.outer(column, (1, 0, -1)) / 2")),
    ),
    hints=(
        "A vertical edge's filter is light on its left and dark on its right. How does the horizontal one look?",
        "Every kind is a column of weights (1,1,1), (1,2,1) or (3,10,3) times the row (1, 0, −1); .T turns it.",
        "kernel = np.outer([1, 2, 1], [1, 0, -1]) is Sobel's; a kind that ends in 'horizontal' returns kernel.T.",
    ),
    outputs=("kernel",),
)  # fmt: skip


_CHANNELS = "You used the first channel only. A filter has one slice for each channel, and all products are summed."
CONV_VOLUME = Exercise(
    "conv_volume",
    25,
    plane.conv_volume,
    cases=(
        Case("a 5×6×3 image, 2 filters, pad 1, stride 2", lambda r: volume_inputs(r, (5, 6, 3), 3, 2, 1, 2), 1),
        Case("no padding, stride 1, 4 filters", lambda r: volume_inputs(r, (4, 3, 2), 2, 4, 0, 1), 2),
        Case("1×1 filters mix the channels of each pixel", lambda r: volume_inputs(r, (2, 3, 3), 1, 2, 0, 1), 3),
    ),
    mistakes=sharing(LEAVING, (
        Mistake("one channel only", _CHANNELS,
                changed(loops.conv_volume, "seen * filters[..., k]", "seen[..., 0] * filters[..., 0, k]")),
        Mistake("last channel only", "You kept the last channel only: its loop overwrites the others. Add them up.",
                changed(loops.conv_volume, "seen * filters[..., k]", "seen[..., -1] * filters[..., -1, k]")),
        Mistake("no bias", "The biases are missing: add biases[k] to every value of channel k.",
                changed(loops.conv_volume, " + biases[k]", "")),
        Mistake("bias per channel", "You added the bias once for every input channel. Add it once, after the sum.",
                changed(loops.conv_volume, "biases[k]", "image.shape[2] * biases[k]")),
        Mistake("bias per weight", "You added the bias to every product before the sum. Add it once, after the sum.",
                changed(loops.conv_volume,
                        "np.sum(seen * filters[..., k]) + biases[k]", "np.sum(seen * filters[..., k] + biases[k])")),
        Mistake("bias subtracted", "You subtracted the bias. It is added.",
                changed(loops.conv_volume, "+ biases[k]", "- biases[k]")),
        Mistake("always bias 0", "Every output channel uses biases[0]: channel k needs biases[k].",
                changed(loops.conv_volume, "biases[k]", "biases[0]")),
        Mistake("always filter 0", "Every output channel uses filter 0: channel k needs filters[:, :, :, k].",
                changed(loops.conv_volume, "filters[..., k]", "filters[..., 0]")),
        Mistake("filters summed", "You summed over the filters. Sum over the image's channels: one output per filter.",
                changed(loops.conv_volume, "filters.shape[3]", "filters.shape[2]",
                        "np.sum(seen * filters[..., k]) + biases[k]",
                        "np.sum(seen[..., k] * filters[:, :, k].sum(axis=-1))")),
        Mistake("mean over the channels", "You took the mean over the channels. All products are summed.",
                changed(loops.conv_volume,
                        "np.sum(seen * filters[..., k])", "np.sum(seen * filters[..., k]) / image.shape[2]")),
        Mistake("channels first", "Your output has its channels first. They are the last axis: (n_H, n_W, n_filters).",
                changed(loops.conv_volume, "return result", "return result.transpose(2, 0, 1)")),
        Mistake("channels reversed", "You read the channels in reverse order. Slice c of a filter goes with channel c.",
                changed(loops.conv_volume, "filters[..., k]", "filters[:, :, ::-1, k]")),
        Mistake("kernel flipped", "Your filters are turned by 180°. Deep learning lays them on the image as they are.",
                changed(loops.conv_volume, "filters[..., k]", "filters[::-1, ::-1, :, k]")),
        Mistake("kernel transposed", "You swapped the filters' rows and columns.",
                changed(loops.conv_volume, "filters[..., k]", "filters[..., k].transpose(1, 0, 2)")),
        Mistake("pad ignored", "You left the padding out. Rows and columns get a border of zeros, channels do not.",
                lambda image, filters, biases, pad=0, stride=1: loops.conv_volume(image, filters, biases, 0, stride)),
        Mistake("stride ignored", _DIVIDE,
                changed(loops.conv_volume, " // stride", "", "h * stride, w * stride", "h, w")),
        Mistake("stride ignored in the walk", _WALK, changed(loops.conv_volume, "h * stride, w * stride", "h, w")),
        Mistake("pad and stride swapped", "You swapped pad and stride: it is convolve2d(image, kernel, pad, stride).",
                lambda image, filters, biases, pad=0, stride=1: loops.conv_volume(
                    image, filters, biases, stride, pad)),
        Mistake("ReLU applied", "You set negative values to 0. That is the next step of a layer; return the sums.",
                changed(loops.conv_volume, "return result", "return np.maximum(result, 0)")),
        *walks(loops.conv_volume),
        *early_returns(loops.conv_volume),
        Mistake("filters and channels swapped", "You wrote filters[:, :, k, c]. The axes are rows, columns, channels, "
                "filters: filters[:, :, c, k].",
                changed(loops.conv_volume, "seen * filters[..., k]",
                        "sum(seen[..., c] * filters[:, :, k, c] for c in range(seen.shape[2]))")),
        Mistake("size is a fraction", "Your size is a fraction: divide with //, which rounds down, or use int().",
                changed(loops.conv_volume, "// stride", "/ stride")),
        Mistake("rows for columns", "Your result has as many columns as rows. Columns come from image.shape[1].",
                changed(loops.conv_volume, "    result = np", "    n_W = n_H\n    result = np")),
        Mistake("columns for rows", "Your result has as many rows as columns. Rows come from image.shape[0].",
                changed(loops.conv_volume, "    result = np", "    n_H = n_W\n    result = np")),
        Mistake("size without + 1", f"The + 1 is missing in your size: {_FORMULA}.",
                changed(loops.conv_volume, "// stride + 1", "// stride")),
        Mistake("pad counted once", "Your output counts pad once. Both sides are padded: n + 2 · pad − f.",
                changed(loops.conv_volume, "2 * pad", "pad")),
        Mistake("pad left out of the size", f"The padding is missing in your size: {_FORMULA}.",
                changed(loops.conv_volume, "n + 2 * pad - f", "n - f")),
        Mistake("stride left out of the size", f"The stride is missing in your size: {_FORMULA}.",
                changed(loops.conv_volume, " // stride", "")),
        Mistake("size rounded up", "Your output is too large: a window that does not fit is dropped. Use //.",
                changed(loops.conv_volume, "(n + 2 * pad - f) // stride", "-(-(n + 2 * pad - f) // stride)")),
        Mistake("as large as the image", f"Your result is as large as the image: {_FORMULA}.",
                changed(loops.conv_volume, "(n + 2 * pad - f) // stride + 1", "n")),
        Mistake("windows from the image without border", "You cut windows from the image itself. Cut them from the "
                "padded one.", changed(loops.conv_volume, "window(border", "window(image")),
        Mistake("channels padded", "You padded the channels as well. Rows and columns get a border, channels do not.",
                changed(loops.conv_volume, "zero_pad(image[None], pad)[0]", "np.pad(image, pad)")),
        Mistake("mean for sum", "You took the mean of the products. Take their sum.",
                changed(loops.conv_volume, "np.sum(", "np.mean(")),
        Mistake("largest product", "You took the largest product. Take the sum of all.",
                changed(loops.conv_volume, "np.sum(", "np.max(")),
        Mistake("all biases", "You added the sum of all biases. Channel k gets biases[k] alone.",
                changed(loops.conv_volume, "+ biases[k]", "+ biases.sum()")),
        Mistake("bias multiplied", "You multiplied by the bias. It is added.",
                changed(loops.conv_volume, "+ biases[k]", "* biases[k]")),
        Mistake("last bias for all", "Every output channel uses the last bias: channel k needs biases[k].",
                changed(loops.conv_volume, "biases[k]", "biases[-1]")),
        Mistake("filters reversed", "Your output channels stand in reverse order: plane k belongs to filter k.",
                changed(loops.conv_volume, "return result", "return result[..., ::-1]")),
        Mistake("last filter not used", "The last filter is never used: loop over all filters.shape[3].",
                changed(loops.conv_volume, "range(result.shape[2])", "range(result.shape[2] - 1)")),
        Mistake("planes added up", "You added the filters' planes up. Each filter has a plane of its own.",
                changed(loops.conv_volume, "return result", "return result.sum(axis=2)")),
        Mistake("planes summed, axis kept", "You added the filters' planes up. Each filter has a plane of its own.",
                changed(loops.conv_volume, "return result", "return result.sum(axis=2, keepdims=True)")),
        Mistake("one plane for each channel",
                "You have a plane for each input channel. Add them up: one for each filter.",
                changed(loops.conv_volume, "filters.shape[3]", "image.shape[2]",
                        "np.sum(seen * filters[..., k]) + biases[k]",
                        "np.sum(seen[..., k] * filters[:, :, k, 0]) + biases[0]")),
        Mistake("columns before rows", "Your output has its columns before its rows: (n_H, n_W, n_filters).",
                changed(loops.conv_volume, "return result", "return result.transpose(1, 0, 2)")),
        Mistake("first two channels only", "You used the first two channels only. Loop over all image.shape[2].",
                changed(loops.conv_volume, "seen * filters[..., k]", "seen[..., :2] * filters[:, :, :2, k]")),
        Mistake("last channel left out", "You left the last channel out: loop over range(n_C).",
                changed(loops.conv_volume, "seen * filters[..., k]", "seen[..., :-1] * filters[:, :, :-1, k]")),
        Mistake("always three channels", "You use three channels always. Take n_C from image.shape[2].",
                changed(loops.conv_volume, "seen * filters[..., k]",
                        "sum((seen[..., c] * filters[:, :, c, k] for c in range(3)), 0.0)")),
    )),
    hints=(
        "One filter and a volume give one plane: convolve every channel with its own slice, and add up.",
        "Plane k is the sum over c of convolve2d(image[:, :, c], filters[:, :, c, k], pad, stride), plus biases[k].",
        "Collect one plane for each filter in a list, then np.stack(planes, axis=2).",
    ),
    uses=("convolve2d",),
)  # fmt: skip

_LENET: tuple[Layer, ...] = (
    conv_layer(5, 3, 6), POOL, conv_layer(5, 6, 16), POOL, FLATTEN,
    dense_layer(400, 120), dense_layer(120, 84), dense_layer(84, 10),
)  # fmt: skip


def _count_parameters(layers: Sequence[Layer]) -> Array:
    """As an array, beside which a student's list, tuple or array of counts is right."""
    return np.array(counting.count_parameters(layers))


COUNT_PARAMETERS = Exercise(
    "count_parameters",
    20,
    _count_parameters,
    cases=(
        Case("six 5×5 filters on three channels: 456", lambda r: {"layers": [conv_layer(5, 3, 6)]}, 1, rtol=0),
        Case("one dense layer instead: 14 million", lambda r: {"layers": [dense_layer(3072, 4704)]}, 1, rtol=0),
        Case("the whole LeNet-like network", lambda r: {"layers": list(_LENET)}, 1, rtol=0),
    ),
    mistakes=(
        Mistake("one input channel only", "You counted f · f weights for a filter, as if there were one input channel "
                "(156 in the first case). A filter has f · f weights for every channel.",
                changed(counts.count_parameters, "f * f * channels", "f * f")),
        Mistake("no biases", "You left the biases out: one for each filter and one for each unit.",
                changed(counts.count_parameters, "(f * f * channels + 1)", "f * f * channels",
                        "(inputs + 1)", "inputs")),
        Mistake("conv without biases", "A filter has a bias too: (f · f · channels + 1) · filters.",
                changed(counts.count_parameters, "(f * f * channels + 1)", "f * f * channels")),
        Mistake("dense without biases", "A unit has a bias too: (inputs + 1) · units.",
                changed(counts.count_parameters, "(inputs + 1)", "inputs")),
        Mistake("bias per channel", "You counted a bias for each input channel. A filter has one bias in all.",
                changed(counts.count_parameters, "(f * f * channels + 1)", "(f * f + 1) * channels")),
        Mistake("bias per weight", "You counted a bias for every weight. There is one for each filter or unit.",
                changed(counts.count_parameters, "(f * f * channels + 1)", "2 * f * f * channels",
                        "(inputs + 1)", "2 * inputs")),
        Mistake("one bias per layer", "You counted one bias for the layer. There is one for each filter, one for each "
                "unit.",
                changed(counts.count_parameters, "(f * f * channels + 1) * filters", "f * f * channels * filters + 1",
                        "(inputs + 1) * units", "inputs * units + 1")),
        Mistake("bias per input", "A dense layer has one bias for each unit, not for each input.",
                changed(counts.count_parameters, "(inputs + 1) * units", "inputs * units + inputs")),
        Mistake("f for f · f", "You counted f weights for each channel. A filter has f rows and f columns.",
                changed(counts.count_parameters, "f * f * channels", "f * channels")),
        Mistake("one filter", "You counted one filter. A layer has as many as its field 'filters' says.",
                changed(counts.count_parameters, "(f * f * channels + 1) * filters", "f * f * channels + 1")),
        Mistake("pooling counted", "You gave pooling parameters. It learns nothing: 0.",
                changed(counts.count_parameters,
                        "learned = 0", 'learned = layer["f"] ** 2 if layer["kind"] == "pool" else 0')),
        Mistake("pooling left out", "Your list leaves out layers that learn nothing. They count 0, so that every layer "
                "has its place.", changed(counts.count_parameters, "return counts", "return [n for n in counts if n]")),
        Mistake("one total", "You returned the total. Return a list with one number for each layer.",
                changed(counts.count_parameters, "return counts", "return sum(counts)")),
        Mistake("running total", "You returned running totals. Return each layer's own number.",
                changed(counts.count_parameters, "return counts", "return np.cumsum(counts).tolist()")),
        *early_returns(counts.count_parameters),
        Mistake("filters left out of the bias", "You added the channels where the filters' biases belong: (f · f · "
                "channels + 1) · filters.",
                changed(counts.count_parameters, "(f * f * channels + 1) * filters",
                        "f * f * channels * filters + channels")),
        Mistake("channels and filters added", "You added channels and filters. A filter has f · f · channels weights.",
                changed(counts.count_parameters, "(f * f * channels + 1) * filters", "f * f * (channels + filters)")),
        Mistake("conv counts 0", "Your convolutions count 0: look at layer['kind'] == 'conv'.",
                changed(counts.count_parameters, '== "conv"', '== "convolution"')),
        Mistake("dense counts 0", "Your dense layers count 0: look at layer['kind'] == 'dense'.",
                changed(counts.count_parameters, '== "dense"', '== "fc"')),
        Mistake("units for inputs", "You counted units · units. A unit has a weight for each input.",
                changed(counts.count_parameters, "(inputs + 1) * units", "(units + 1) * units")),
        Mistake("bias squared", "You added 1 before f · f was multiplied: it is f · f · channels + 1, then · filters.",
                changed(counts.count_parameters, "(f * f * channels + 1) * filters",
                        "f * f * (channels + 1) * filters")),
        Mistake("plus for times", "Write (inputs + 1) · units: every unit has a weight for each input, and a bias.",
                changed(counts.count_parameters, "(inputs + 1) * units", "inputs + units")),
        Mistake("two biases", "You counted two biases. A filter and a unit have one each.",
                changed(counts.count_parameters, "channels + 1", "channels + 2", "inputs + 1", "inputs + 2")),
        Mistake("None for other layers", "Layers that learn nothing count 0, not None.",
                changed(counts.count_parameters, "learned = 0", "learned = None")),
        Mistake("one bias for a dense layer", "A dense layer has a bias for every unit, not one for all.",
                changed(counts.count_parameters, "(inputs + 1) * units", "inputs * units + 1")),
        Mistake("both sides with a bias", "Only the inputs get one more: (inputs + 1) · units.",
                changed(counts.count_parameters, "(inputs + 1) * units", "(inputs + 1) * (units + 1)")),
    ),
    hints=(
        "How many weights has one filter, or one unit? Then: how many filters or units, and how many biases?",
        "conv: (f · f · channels + 1) · filters; dense: (inputs + 1) · units; pool and flatten: 0.",
        "Go through the layers, look at layer['kind'], and append one integer for each.",
    ),
    outputs=("counts",),
)  # fmt: skip


def walking(*sizes: tuple[int, int]) -> Inputs:
    """Layers by their window and stride, in order."""
    return {"layers": [{"f": f, "stride": stride} for f, stride in sizes]}


def _receptive_field(layers: Sequence[Layer]) -> Array:
    """As an array, beside which a student's list, tuple or array of sizes is right."""
    return np.array(geometry.receptive_field(layers))


_FIELD = counts.receptive_field
_SEES = "seen += (f - 1) * jump"
_JUMPS = "jump *= stride"
RECEPTIVE_FIELD = Exercise(
    "receptive_field",
    0,
    _receptive_field,
    cases=(
        Case("three 3×3 convolutions see 3, 5 and 7 pixels", lambda r: walking((3, 1), (3, 1), (3, 1)), 1, rtol=0),
        Case("strides widen what comes after them", lambda r: walking((3, 2), (5, 3), (3, 1), (2, 2), (4, 1)), 1,
        rtol=0),
        Case("the LeNet-like network", lambda r: walking((5, 1), (2, 2), (5, 1), (2, 2)), 1, rtol=0),
    ),
    mistakes=(
        Mistake("strides ignored", "You ignored the strides. Behind a stride of 2, neighbours lie two pixels apart.",
                changed(_FIELD, _JUMPS, "pass")),
        Mistake("own stride first", "A layer's own stride widens what comes after it, not itself. Multiply the step "
                "by it at "
                "the end of the round.", changed(_FIELD, _SEES, "jump *= stride; seen += (f - 1) * jump", _JUMPS,
                "pass")),
        Mistake("strides added", "You added the strides up. They multiply: behind two strides of 2, neighbours lie 4 "
                "apart.",
                changed(_FIELD, _JUMPS, "jump += stride - 1")),
        Mistake("last stride only", "Only the stride just before counts in yours. All strides before a layer multiply.",
                changed(_FIELD, _JUMPS, "jump = stride")),
        Mistake("f for f − 1", "You added f for every layer. A window begins where one value sees already: add f − 1.",
                changed(_FIELD, "(f - 1)", "f")),
        Mistake("begins at zero", "You begin at 0. A pixel of the image sees itself: begin at 1.",
                changed(_FIELD, "[], 1, 1", "[], 0, 1")),
        Mistake("last layer only", "You returned the last layer's field alone. Return one number for each layer.",
                changed(_FIELD, "return fields", "return seen")),
        Mistake("the image's one in front", "Your list begins with the image itself. It has one number for each layer.",
                changed(_FIELD, "return fields", "return [1, *fields]")),
        Mistake("windows alone", "You returned each layer's own window. What the layers before see comes on top.",
                changed(_FIELD, "fields.append(seen)", "fields.append(f)")),
        Mistake("steps for fields", "You returned how far neighbours lie apart. Asked is how many pixels one value "
                "sees.",
                changed(_FIELD, "fields.append(seen)", "fields.append(jump)")),
        Mistake("windows multiplied", "You multiplied the windows. Each layer adds (f − 1) · step.",
                changed(_FIELD, _SEES, "seen *= f")),
        Mistake("squared", "You counted the pixels of a square. Give its side: pixels along one axis.",
                changed(_FIELD, "fields.append(seen)", "fields.append(seen**2)")),
        Mistake("divided by the step", "You divided by the step. Behind a stride a window reaches further: multiply.",
                changed(_FIELD, "(f - 1) * jump", "(f - 1) // jump")),
        Mistake("stride for the step", "You took the layer's own stride for the step. The step is the product of the "
                "strides "
                "before it.", changed(_FIELD, "(f - 1) * jump", "(f - 1) * stride")),
        Mistake("from the back", "You went through the layers from the last to the first. Begin at the image.",
                changed(_FIELD, "for layer in layers", "for layer in layers[::-1]")),
        Mistake("seen less one", "You counted the steps. n steps lead over n + 1 pixels.",
                changed(_FIELD, "fields.append(seen)", "fields.append(seen - 1)")),
        Mistake("sum of the windows", "You added up the windows. Each layer adds (f − 1) · step to 1.",
                changed(_FIELD, _SEES, "seen += f - (seen == 1)")),
        *early_returns(counts.receptive_field),
    ),
    hints=(
        "How many pixels does a value see after the first layer? How many more does the next window reach over?",
        "Begin with seen = 1 and step = 1. Every layer adds (f − 1) · step to seen, then multiplies step by its "
        "stride.",
        "In the loop: seen = seen + (layer['f'] - 1) * step, append it, then step = step * layer['stride'].",
    ),
    outputs=("fields",),
)  # fmt: skip


def holes(rng: Rng, shape: tuple[int, int], f: int, dilation: int, pad: int = 0) -> Inputs:
    return {"image": rng.randn(*shape), "kernel": rng.randn(f, f), "dilation": dilation, "pad": pad}


_HOLES = loops.dilated_convolve2d
_PIXEL = "plane[h + i * dilation, w + j * dilation]"
DILATED = Exercise(
    "dilated_convolve2d",
    0,
    variants.dilated_convolve2d,
    cases=(
        Case("a 7×8 image, 3×3 numbers two pixels apart", lambda r: holes(r, (7, 8), 3, 2), 1),
        Case("2×2 numbers three pixels apart, a border of 1", lambda r: holes(r, (5, 6), 2, 3, 1), 2),
        Case("dilation 1 is the plain convolution", lambda r: holes(r, (5, 4), 3, 1), 3),
    ),
    mistakes=(
        Mistake("no holes", "Your kernel has no holes: pixel (i, j) of it lies i · dilation down and j · dilation "
                "right.",
                changed(_HOLES, "reach = (f - 1) * dilation + 1", "reach = f", _PIXEL, "plane[h + i, w + j]")),
        Mistake("holes forgotten in the sum", "The size is right, but neighbouring pixels are added: multiply i and "
                "j by "
                "dilation.", changed(_HOLES, _PIXEL, "plane[h + i, w + j]")),
        Mistake("dilation for stride", "You move the window by dilation. It moves by 1; its own numbers lie apart.",
                changed(_HOLES, _PIXEL, "np.pad(plane, dilation * 9)[dilation * 9 + h * dilation + i, dilation * 9 + "
                    "w * dilation + j]")),
        Mistake("columns not dilated", "The columns lie apart as well: j · dilation.",
                changed(_HOLES, _PIXEL, "plane[h + i * dilation, w + j]")),
        Mistake("rows not dilated", "The rows lie apart as well: i · dilation.",
                changed(_HOLES, _PIXEL, "plane[h + i, w + j * dilation]")),
        Mistake("reach f times dilation", "f numbers have f − 1 gaps: the kernel reaches over (f − 1) · dilation + 1 "
                "pixels.",
                changed(_HOLES, "reach = (f - 1) * dilation + 1", "reach = f * dilation")),
        Mistake("reach one too short", "The kernel reaches over (f − 1) · dilation + 1 pixels: the + 1 is missing.",
                changed(_HOLES, "reach = (f - 1) * dilation + 1", "reach = (f - 1) * dilation",
                    "plane = len(kernel), np.pad(image, pad)",
                        "plane = len(kernel), np.pad(np.pad(image, pad), ((0, 1), (0, 1)))[:, :]",
                        "n_H, n_W = plane.shape[0] - reach + 1, plane.shape[1] - reach + 1",
                        "n_H, n_W = plane.shape[0] - reach, plane.shape[1] - reach")),
        Mistake("border ignored", "The border is missing: pad the image first.",
                changed(_HOLES, "np.pad(image, pad)", "image")),
        Mistake("last row and column missing", "The last place of the window is missing: n − reach + 1 places.",
                changed(_HOLES, "plane.shape[0] - reach + 1, plane.shape[1] - reach + 1",
                        "plane.shape[0] - reach, plane.shape[1] - reach")),
        Mistake("kernel flipped", "You turned the kernel by 180°. Lay it on as it is.",
                changed(_HOLES, "kernel[i, j]", "kernel[f - 1 - i, f - 1 - j]")),
        Mistake("kernel transposed", "You swapped the kernel's rows and columns.",
                changed(_HOLES, "kernel[i, j]", "kernel[j, i]")),
        Mistake("assigned", "You overwrite the sum: add with +=.", changed(_HOLES, "result[h, w] +=",
                "result[h, w] =")),
    ),
    hints=(
        "The plain convolution, but the pixels under the kernel are not neighbours.",
        "The kernel reaches over (f − 1) · dilation + 1 pixels, so there are n + 2 · pad − (f − 1) · dilation places.",
        "window = padded[h : h + reach : dilation, w : w + reach : dilation], shape (f, f)",
    ),
    outputs=("result",),
)  # fmt: skip


def in_groups(rng: Rng, shape: tuple[int, int, int], f: int, filters: int, groups: int) -> Inputs:
    """An image, filters as deep as a group of its channels, and one bias each, drawn in this order."""
    bank = rng.randn(f, f, shape[2] // groups, filters)
    return {"image": rng.randn(*shape), "filters": bank, "biases": rng.randn(filters), "groups": groups}


_GROUPED = loops.grouped_conv
_OF = "k // (count // groups)"
GROUPED = Exercise(
    "grouped_conv",
    0,
    variants.grouped_conv,
    cases=(
        Case("four channels, six filters, two groups", lambda r: in_groups(r, (4, 5, 4), 2, 6, 2), 1),
        Case("a group for each channel", lambda r: in_groups(r, (3, 4, 3), 2, 6, 3), 2),
        Case("one group is the plain layer", lambda r: in_groups(r, (4, 4, 3), 3, 2, 1), 3),
    ),
    mistakes=(
        Mistake("first group for all", "Every filter of yours sees the first channels. A group of filters sees its own "
                "channels.", changed(_GROUPED, _OF, "0")),
        Mistake("groups in turn", "Your filters take the groups in turn. The first filters belong to the first group.",
                changed(_GROUPED, _OF, "k % groups")),
        Mistake("last group for all", "Every filter of yours sees the last channels.", changed(_GROUPED, _OF,
                "groups - 1")),
        Mistake("groups backwards", "Your groups are in the wrong order.",
                changed(_GROUPED, _OF, "groups - 1 - k // (count // groups)")),
        Mistake("channels in turn", "A group's channels lie side by side: group · depth up to (group + 1) · depth.",
                changed(_GROUPED, "image[:, :, group * depth : (group + 1) * depth]", "image[:, :, group::groups]")),
        Mistake("no bias", "The biases are missing.", changed(_GROUPED, "biases[k : k + 1]", "0 * biases[k : k + 1]")),
        Mistake("first bias for all", "Every filter has a bias of its own.",
                changed(_GROUPED, "biases[k : k + 1]", "biases[:1]")),
        Mistake("bias for each channel", "The bias is added once to a filter's plane, not once for each channel.",
                changed(_GROUPED, "biases[k : k + 1]", "depth * biases[k : k + 1]")),
        Mistake("planes added up", "You added the planes up. Stack them: one channel for each filter.",
                changed(_GROUPED, "np.stack(planes, axis=2)", "np.sum(planes, axis=0)[:, :, None]")),
        Mistake("planes first", "The planes are the last axis: stack with axis=2.",
                changed(_GROUPED, "np.stack(planes, axis=2)", "np.stack(planes, axis=0)")),
        Mistake("groups interleaved", "The planes come group after group; yours alternate.",
                changed(_GROUPED, "np.stack(planes, axis=2)",
                        "np.stack([plane for part in range(count // groups) for plane in planes[part :: count // "
                        "groups]], "
                        "axis=2)")),
        Mistake("filters flipped", "You turned the filters by 180°. Lay them on as they are.",
                changed(_GROUPED, "filters[..., k : k + 1]", "filters[::-1, ::-1, :, k : k + 1]")),
    ),
    hints=(
        "Several small layers side by side: each has its share of the channels and its share of the filters.",
        "depth = filters.shape[2] channels and n_filters // groups filters for each group; their planes come one "
        "after the "
        "other.",
        "conv_volume(image[:, :, g*depth:(g+1)*depth], filters[..., chosen], biases[chosen], 0, 1) for each group g; "
        "then "
        "np.concatenate(parts, axis=2).",
    ),
    outputs=("volume",),
    uses=("conv_volume",),
)  # fmt: skip

EXERCISES = ExerciseSet(
    "week1/1_edges_padding_strides",
    "Edges, padding and strides",
    (CONV_OUTPUT_SIZE, SAME_PADDING, CONVOLVE2D, EDGE_FILTER, CONV_VOLUME, COUNT_PARAMETERS, RECEPTIVE_FIELD, DILATED,
        GROUPED),
)
