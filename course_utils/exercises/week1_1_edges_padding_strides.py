"""Exercises of week1/1_edges_padding_strides: sizes, one plane, one volume, and what a layer costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from course_utils.exercises.base import Case, Exercise, ExerciseSet, Inputs, Mistake
from course_utils.exercises.changes import changed
from course_utils.exercises.loops import convolution as loops
from course_utils.exercises.loops import counting as counts
from course_utils.layers.convolution import counting, geometry, plane
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
    ),
    hints=(
        "Without a border, an image loses f − 1 rows and columns. The border must give them back.",
        "Solve n + 2 · pad − f + 1 = n for pad.",
        "pad = (f − 1) / 2; with // the result stays an integer.",
    ),
)  # fmt: skip

_WALK = "Your window moves one pixel at a time. Output (h, w) starts at row h · stride, column w · stride."
_DIVIDE = "Your result ignores the stride. Its size is (n + 2 · pad − f) // stride + 1; windows start at h · stride."
CONVOLVE2D = Exercise(
    "convolve2d",
    25,
    plane.convolve2d,
    cases=(
        Case("the worked example: first value −5", _worked_example, 1),
        Case("a 5×6 image, pad 1, stride 2", lambda r: plane_inputs(r, (5, 6), 3, 1, 2), 2),
        Case("a 4×5 image and a 2×2 kernel", lambda r: plane_inputs(r, (4, 5), 2, 0, 1), 3),
    ),
    mistakes=(
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
    ),
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
    mistakes=(
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
    ),
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
    ),
    hints=(
        "How many weights has one filter, or one unit? Then: how many filters or units, and how many biases?",
        "conv: (f · f · channels + 1) · filters; dense: (inputs + 1) · units; pool and flatten: 0.",
        "Go through the layers, look at layer['kind'], and append one integer for each.",
    ),
    outputs=("counts",),
)  # fmt: skip

EXERCISES = ExerciseSet(
    "week1/1_edges_padding_strides",
    "Edges, padding and strides",
    (CONV_OUTPUT_SIZE, SAME_PADDING, CONVOLVE2D, EDGE_FILTER, CONV_VOLUME, COUNT_PARAMETERS),
)
