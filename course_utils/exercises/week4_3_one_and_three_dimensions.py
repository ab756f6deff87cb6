"""Exercises of week4/3_one_and_three_dimensions: the same layer along one axis, and along three."""

from __future__ import annotations

import numpy as np

from course_utils.exercises.base import Case, Exercise, ExerciseSet, Inputs, Mistake
from course_utils.exercises.changes import changed
from course_utils.exercises.families import LEAVING, early_returns, sharing
from course_utils.exercises.loops import convolution, counting, pooling
from course_utils.exercises.loops.convolution import conv_nd
from course_utils.exercises.loops.pooling import max_pool1d
from course_utils.layers.convolution import conv_nd as layers
from course_utils.layers.convolution import variants

Rng = np.random.RandomState


def conv_inputs(rng: Rng, A: tuple[int, ...], f: int, n_C: int, pad: int, stride: int) -> Inputs:
    """Inputs of shape A (m, places, channels), n_C filters of f along every axis and their biases, in this order."""
    axes = len(A) - 2
    A_prev, W, b = rng.randn(*A), rng.randn(*[f] * axes, A[-1], n_C), rng.randn(*[1] * (axes + 1), n_C)
    return {"A_prev": A_prev, "W": W, "b": b, "hparameters": {"stride": stride, "pad": pad}}


def shape_inputs(shape: tuple[int, ...], f: int, n_filters: int, stride: int = 1, pad: int = 0) -> Inputs:
    return {"input_shape": shape, "f": f, "n_filters": n_filters, "stride": stride, "pad": pad}


def count_inputs(dimensions: int, f: int, n_C_prev: int, n_filters: int) -> Inputs:
    return {"dimensions": dimensions, "f": f, "n_C_prev": n_C_prev, "n_filters": n_filters}


OUTPUT_SHAPE = Exercise(
    "output_shape_nd",
    15,
    layers.output_shape_nd,
    cases=(
        Case("14×1, sixteen filters of 5: 10×16", lambda r: shape_inputs((14, 1), 5, 16), 1, rtol=0),
        Case("14×14×14×1, sixteen filters of 5: 10×10×10×16", lambda r: shape_inputs((14, 14, 14, 1), 5, 16), 1,
             rtol=0),
        Case("an image of 9×13×3, stride 3, pad 1", lambda r: shape_inputs((9, 13, 3), 4, 7, 3, 1), 1, rtol=0),
        Case("a volume whose sides differ, stride 2, pad 2", lambda r: shape_inputs((8, 15, 20, 2), 3, 5, 2, 2), 1,
             rtol=0),
    ),
    mistakes=(
        Mistake("stride ignored", "The stride is missing: divide n + 2 · pad − f by it, and drop what is left over.",
                changed(counting.output_shape_nd, " // stride", "")),
        Mistake("pad ignored", "The padding is missing: every axis grows by 2 · pad.",
                changed(counting.output_shape_nd, " + 2 * pad", "")),
        Mistake("pad counted once", "You counted pad once. It stands at both ends of an axis: 2 · pad.",
                changed(counting.output_shape_nd, "2 * pad", "pad")),
        Mistake("size without + 1", "The + 1 is missing: the first window counts too.",
                changed(counting.output_shape_nd, " // stride + 1", " // stride")),
        Mistake("rounded up", "You rounded up. A window that does not fit is dropped: use //.",
                changed(counting.output_shape_nd, "(n - f + 2 * pad) // stride", "-(-(n - f + 2 * pad) // stride)")),
        Mistake("not rounded", "Your sizes are not whole numbers: use // instead of /.",
                changed(counting.output_shape_nd, "// stride", "/ stride")),
        Mistake("input channels kept", "Your last number is the number of input channels. Every filter gives one "
                "channel, so it is n_filters.",
                changed(counting.output_shape_nd, "*places, n_filters", "*places, input_shape[-1]")),
        Mistake("channels multiplied", "You multiplied input channels and filters. A filter reads all channels and "
                "gives one.",
                changed(counting.output_shape_nd, "*places, n_filters", "*places, input_shape[-1] * n_filters")),
        Mistake("input channels beside filters", "The input channels still stand in your shape. A filter sums over "
                "them: the last number is n_filters alone.",
                changed(counting.output_shape_nd, "*places, n_filters", "*places, input_shape[-1], n_filters")),
        Mistake("channels left out", "The channels are missing: the last number of the shape is n_filters.",
                changed(counting.output_shape_nd, "(*places, n_filters)", "(*places,)")),
        *early_returns(counting.output_shape_nd),
        Mistake("f left out", "f is missing: n + 2 · pad − f places are left after the first window.",
                changed(counting.output_shape_nd, "n - f + 2 * pad", "n + 2 * pad")),
        Mistake("brackets forgotten", "// comes before + and −: divide the whole of (n + 2 · pad − f), in brackets.",
                changed(counting.output_shape_nd, "(n - f + 2 * pad) // stride", "n - f + 2 * pad // stride")),
        Mistake("pad subtracted", "You subtracted 2 · pad. Add it: n + 2 · pad − f.",
                changed(counting.output_shape_nd, "n - f + 2 * pad", "n - f - 2 * pad")),
        Mistake("1 added before the division", "You added 1 before the division. Divide first, then add 1.",
                changed(counting.output_shape_nd, "(n - f + 2 * pad) // stride + 1",
                        "(n - f + 2 * pad + 1) // stride")),
        Mistake("channels first", "Your channels stand first. They are the last number: (*sizes, n_filters).",
                changed(counting.output_shape_nd, "(*places, n_filters)", "(n_filters, *places)")),
        Mistake("axes reversed", "Your axes are in reverse order. They stay as in input_shape.",
                changed(counting.output_shape_nd, "(*places, n_filters)", "(*places[::-1], n_filters)")),
        Mistake("one number", "You returned a product. Return the shape, one number for each axis.",
                changed(counting.output_shape_nd, "(*places, n_filters)", "int(np.prod([*places, n_filters]))")),
        Mistake("last axis for all", "You used the last place axis for all of them. Each axis has its own length.",
                changed(counting.output_shape_nd, "(n - f", "(input_shape[-2] - f")),
        Mistake("channels like a place", "You computed the channels like a place. The last number is n_filters.",
                changed(counting.output_shape_nd, "(*places, n_filters)",
                        "(*places, (input_shape[-1] - f + 2 * pad) // stride + 1)")),
        Mistake("first axis dropped",
                "You left the first number out, as if it were the batch. input_shape has no batch axis.",
                changed(counting.output_shape_nd, "input_shape[:-1]", "input_shape[1:-1]")),
        Mistake("filter walks over the channels", "You treated the channels as one more place. The filter does not "
                "walk along the last axis: it reads all channels at once.",
                changed(counting.output_shape_nd, "input_shape[:-1]", "input_shape")),
        Mistake("first axis for all", "You used the first axis for all of them. Each axis has its own length.",
                changed(counting.output_shape_nd, "(n - f", "(input_shape[0] - f")),
        Mistake("always two axes", "Your shape always has two places, as for an image. A signal has one, a volume "
                "three: go through all of input_shape but its last number.",
                changed(counting.output_shape_nd,
                        "in input_shape[:-1]", "in [input_shape[0], input_shape[:-1][:2][-1]]")),
    ),
    hints=(
        "Nothing is new here: the formula of one axis, used for every axis. How many axes has input_shape?",
        "Each n becomes ⌊(n + 2·pad − f) / stride⌋ + 1; the channels at the end become n_filters.",
        "sizes = [(n + 2 * pad - f) // stride + 1 for n in input_shape[:-1]], then the number of filters behind them.",
    ),
    outputs=("shape",),
)  # fmt: skip


COUNT = Exercise(
    "count_parameters_nd",
    10,
    layers.count_parameters_nd,
    cases=(
        Case("sixteen 5×1 filters: 96", lambda r: count_inputs(1, 5, 1, 16), 1, rtol=0),
        Case("sixteen 5×5×3 filters: 1216", lambda r: count_inputs(2, 5, 3, 16), 1, rtol=0),
        Case("thirty-two 3×3×3×16 filters: 13,856", lambda r: count_inputs(3, 3, 16, 32), 1, rtol=0),
    ),
    mistakes=(
        Mistake("no biases", "The biases are missing: one for each filter.",
                changed(counting.count_parameters_nd, "(weights + 1)", "weights")),
        Mistake("one bias", "You counted one bias for the layer. There is one for each filter.",
                changed(counting.count_parameters_nd, "(weights + 1) * n_filters", "weights * n_filters + 1")),
        Mistake("bias per channel", "You counted a bias for each input channel. A filter has one bias in all.",
                changed(counting.count_parameters_nd, "weights + 1", "weights + n_C_prev")),
        Mistake("bias per weight", "You counted a bias for every weight. A filter has one bias in all.",
                changed(counting.count_parameters_nd, "weights + 1", "weights + weights")),
        Mistake("one input channel", "You left the input channels out: a filter has its weights for each of them.",
                changed(counting.count_parameters_nd, " * n_C_prev", "")),
        Mistake("always two dimensions", "You counted f · f whatever the dimension. A filter has f places along every "
                "axis: f ** dimensions.", changed(counting.count_parameters_nd, "f**dimensions", "f**2")),
        Mistake("f times dimensions", "You multiplied f by the number of axes. The places of a filter are "
                "f · f · …, one factor for each axis.",
                changed(counting.count_parameters_nd, "f**dimensions", "f * dimensions")),
        Mistake("one filter", "You counted one filter. The layer has n_filters of them.",
                changed(counting.count_parameters_nd, "(weights + 1) * n_filters", "weights + 1")),
        Mistake("channels as an axis", "You raised the channels to the power of the dimension too. They count once.",
                changed(counting.count_parameters_nd, "f**dimensions * n_C_prev", "(f * n_C_prev) ** dimensions")),
        Mistake("channels and filters swapped", "You counted one bias for each input channel: one for each filter.",
                changed(counting.count_parameters_nd, "(weights + 1) * n_filters", "weights * n_filters + n_C_prev")),
        Mistake("always one dimension", "You counted f whatever the dimension. A filter has f places along every axis: "
                "f ** dimensions.", changed(counting.count_parameters_nd, "f**dimensions", "f")),
        Mistake("always three dimensions", "You counted f · f · f whatever the dimension: it is f ** dimensions.",
                changed(counting.count_parameters_nd, "f**dimensions", "f**3")),
        Mistake("dimensions to the power f", "You turned the power round: it is f ** dimensions.",
                changed(counting.count_parameters_nd, "f**dimensions", "dimensions**f")),
        Mistake("one dimension too many", "You counted one axis too many: f ** dimensions.",
                changed(counting.count_parameters_nd, "f**dimensions", "f ** (dimensions + 1)")),
        Mistake("channels added", "You added the channels. Multiply by them: f ** dimensions · n_C_prev.",
                changed(counting.count_parameters_nd, "f**dimensions * n_C_prev", "f**dimensions + n_C_prev")),
    ),
    hints=(
        "How many numbers does one filter hold? A filter is as deep as its input has channels, and has one bias.",
        "(f ** dimensions · n_C_prev + 1) · n_filters.",
        "weights = f ** dimensions * n_C_prev; every filter has those and one bias.",
    ),
    outputs=("parameters",),
)  # fmt: skip


def _conv_mistakes(index: str, place: str, last: str) -> tuple[Mistake, ...]:
    """What goes wrong in a convolution along any number of axes; the words name the axes of this one."""

    return (
        Mistake("stride ignored in the walk",
                f"Your window moves one place at a time. Output {index} starts at {place}.",
                changed(conv_nd, "step * stride", "step")),
        Mistake("stride ignored", "The stride is missing: the output size divides by it, and the window moves by it.",
                changed(conv_nd, 'hparameters["stride"]', "1")),
        Mistake("stride multiplied twice", "Your window moves by stride · stride: multiply by the stride once.",
                changed(conv_nd, "step * stride", "step * stride**2")),
        Mistake("kernel flipped", "Your filters are turned round. Deep learning lays them on the input as they are.",
                changed(conv_nd, "W[..., c]", "np.flip(W[..., c], range(len(place)))")),
        Mistake("pad forgotten", "You left the padding out. Pad first; the size counts 2 · pad.",
                changed(conv_nd, 'hparameters["pad"]', "0")),
        Mistake("padding skipped", "The size counts the padding, but your windows come from A_prev itself. Cut them "
                "from the padded input.", changed(conv_nd, "window(inputs[i]", "window(A_prev[i]")),
        Mistake("pad counted once", "The output size counts pad once. Both ends are padded: n + 2 · pad − f.",
                changed(conv_nd, "2 * pad", "pad")),
        Mistake("size rounded up", "You rounded the output size up. A window that does not fit is dropped: use //.",
                changed(conv_nd, "(n - f + 2 * pad) // stride", "-(-(n - f + 2 * pad) // stride)")),
        Mistake("size without + 1", "The output size lacks the + 1: the first window counts too.",
                changed(conv_nd, " // stride + 1", " // stride")),
        Mistake("one channel only", "You used the first input channel only. A filter reads all channels.",
                changed(conv_nd, "seen * W[..., c]", "seen[..., 0] * W[..., 0, c]")),
        Mistake("last channel only", "You kept the last input channel only: add the channels up.",
                changed(conv_nd, "seen * W[..., c]", "seen[..., -1] * W[..., -1, c]")),
        Mistake("always filter 0", f"Every output channel uses filter 0: channel c needs {last}.",
                changed(conv_nd, "W[..., c]", "W[..., 0]")),
        Mistake("always bias 0", "Every output channel uses the bias of filter 0: channel c needs b[..., c].",
                changed(conv_nd, "b[..., c]", "b[..., 0]")),
        Mistake("no bias", "The biases are missing: add b[..., c] to every value of channel c.",
                changed(conv_nd, " + b[..., c].item()", "")),
        Mistake("bias subtracted", "You subtracted the bias. It is added.",
                changed(conv_nd, "+ b[..., c]", "- b[..., c]")),
        Mistake("bias per weight", "You added the bias to every product before the sum. Add it once, after the sum.",
                changed(conv_nd,
                        "np.sum(seen * W[..., c]) + b[..., c].item()", "np.sum(seen * W[..., c] + b[..., c])")),
        Mistake("wrong example", "Every output comes from example 0 of the batch.",
                changed(conv_nd, "inputs[i]", "inputs[0]")),
        Mistake("mean for sum", "You took the mean of the products. A convolution sums them.",
                changed(conv_nd, "np.sum(", "np.mean(")),
        Mistake("channels first", "Your output has its channels before its places. They are the last axis.",
                changed(conv_nd, "return Z", "return np.moveaxis(Z, -1, 1)")),
        Mistake("cache returned too", "You returned a cache as well. There is no way back in this notebook: return Z "
                "alone.", changed(conv_nd, "return Z", "return Z, (A_prev, W, b, hparameters)")),
        *early_returns(conv_nd),
        Mistake("stride missing in the size",
                "The stride is missing in your output size: divide n + 2 · pad − f by it.",
                changed(conv_nd, " // stride", "")),
        Mistake("pad missing in the size", "The padding is missing in your output size: n + 2 · pad − f.",
                changed(conv_nd, "n - f + 2 * pad", "n - f")),
        Mistake("f missing in the size", "f is missing in your output size: n + 2 · pad − f.",
                changed(conv_nd, "n - f + 2 * pad", "n + 2 * pad")),
        Mistake("2 added to the size", "You added 2 to the output size. It is 1: the first window counts too.",
                changed(conv_nd, " // stride + 1", " // stride + 2")),
        Mistake("as large as the input", "Your output is as large as the input: (n + 2 · pad − f) // stride + 1.",
                changed(conv_nd, "(n - f + 2 * pad) // stride + 1", "n")),
        Mistake("bias multiplied", "You multiplied by the bias. It is added.",
                changed(conv_nd, "+ b[..., c]", "* b[..., c]")),
        Mistake("largest product", "You took the largest product. Take the sum of all.",
                changed(conv_nd, "np.sum(", "np.max(")),
        Mistake("products added", "You added window and filter. Multiply them element by element, then sum.",
                changed(conv_nd, "seen * W", "seen + W")),
        Mistake("ReLU applied", "You set negative values to 0. That is the next step of a layer; return the sums.",
                changed(conv_nd, "return Z", "return np.maximum(Z, 0)")),
        Mistake("window too small", "Your window is smaller than the filter: it ends at its start + f.",
                changed(conv_nd, "corner, f)", "corner, f - 1)")),
        Mistake("window too large", "Your window is larger than the filter: it ends at its start + f.",
                changed(conv_nd, "corner, f)", "corner, f + 1)")),
        Mistake("windows one place late", "Your windows start one place late. The first starts at 0.",
                changed(conv_nd, "step * stride", "step * stride + 1")),
        Mistake("stride added",
                "You added the stride. Multiply by it.", changed(conv_nd, "step * stride", "step + stride")),
        Mistake("last filter not used", "The last filter is never used: loop over range(n_C).",
                changed(conv_nd, "range(W.shape[-1])", "range(W.shape[-1] - 1)")),
        Mistake("pad and stride swapped", "You swapped pad and stride: each has its own key in hparameters.",
                changed(conv_nd, 'hparameters["stride"], hparameters["pad"]',
                        'hparameters["pad"], hparameters["stride"]')),
        Mistake("padded before only", "Your zeros are before the input only. Pad both ends: (pad, pad).",
                changed(conv_nd, "[(pad, pad)]", "[(2 * pad, 0)]")),
        Mistake("padded after only", "Your zeros are after the input only. Pad both ends: (pad, pad).",
                changed(conv_nd, "[(pad, pad)]", "[(0, 2 * pad)]")),
        Mistake("all axes padded", "You padded the batch and the channels as well. Only the places get zeros.",
                changed(conv_nd, "[(0, 0), *[(pad, pad)] * len(sizes), (0, 0)]", "pad")),
        Mistake("size is a fraction", "Your size is a fraction: divide with //, which rounds down, or use int().",
                changed(conv_nd, "// stride", "/ stride")),
        Mistake("ones for zeros", "Your border holds ones. Pad with zeros.",
                changed(conv_nd, "(0, 0)])", "(0, 0)], constant_values=1)")),
    )  # fmt: skip


CONV1D = Exercise(
    "conv1d_forward",
    25,
    layers.conv1d_forward,
    cases=(
        Case("14×1, sixteen filters of 5: 10×16", lambda r: conv_inputs(r, (2, 14, 1), 5, 16, 0, 1), 1),
        Case("nine places, 3 channels, pad 3, stride 2", lambda r: conv_inputs(r, (2, 9, 3), 4, 2, 3, 2), 2),
        Case("the next layer: 10×16, thirty-two filters of 5", lambda r: conv_inputs(r, (1, 10, 16), 5, 32, 0, 1), 3),
    ),
    mistakes=sharing(LEAVING, (
        *_conv_mistakes("t", "place t · stride", "W[:, :, c]"),
        Mistake("channels padded", "You padded the channel axis too. Only the middle axis gets zeros: the pairs are "
                "(0, 0), (pad, pad), (0, 0).",
                changed(conv_nd, "len(sizes), (0, 0)]", "len(sizes), (pad, pad)]",
                        "seen * W", "seen[..., : W.shape[-2]] * W")),
        Mistake("channels reversed", "You read the channels in reverse order: slice c of a filter goes with channel c.",
                changed(conv_nd, "W[..., c]", "W[:, ::-1, c]")),
        Mistake("whole batch summed", "You summed over all signals of the batch at once. Each signal has its own sum: "
                "loop over i, or sum over axis=(1, 2).", changed(conv_nd, "inputs[i]", "inputs.sum(axis=0)")),
    )),
    hints=(
        "The loop of conv_forward with one place t instead of rows and columns: cut a window, multiply, sum.",
        "n = ⌊(n_prev + 2·pad − f) / stride⌋ + 1. Window t is A_pad[:, t·stride : t·stride + f], (m, f, n_C_prev).",
        "Z[i, t, c] = np.sum(A_pad[i, t*stride : t*stride+f] * W[:, :, c]) + b[0, 0, c], in three loops.",
    ),
    outputs=("Z",),
)  # fmt: skip

MAX_POOL1D = Exercise(
    "max_pool1d",
    15,
    layers.max_pool1d,
    cases=(
        Case("windows of 2, two apart", lambda r: {"A_prev": r.randn(2, 8, 3), "f": 2, "stride": 2}, 1),
        Case("overlapping windows: f 4, stride 2", lambda r: {"A_prev": r.randn(2, 11, 2), "f": 4, "stride": 2}, 2),
        Case("f 2, stride 3, only negative numbers",
             lambda r: {"A_prev": -1 - r.rand(1, 10, 3), "f": 2, "stride": 3}, 3),
    ),
    mistakes=(
        Mistake("mean for max", "You took the mean. Max pooling keeps the largest value.",
                changed(max_pool1d, "seen.max()", "seen.mean()")),
        Mistake("smallest value", "You took the minimum. Max pooling keeps the largest value.",
                changed(max_pool1d, "seen.max()", "seen.min()")),
        Mistake("largest by size", "You kept the value farthest from zero. The largest one counts, also among negative "
                "numbers.", changed(max_pool1d, "seen.max()", "np.abs(seen).max()")),
        Mistake("first value", "You kept every window's first value. Take its maximum.",
                changed(max_pool1d, "seen.max()", "seen[0]")),
        Mistake("all channels at once", "You pooled over all channels together. Each channel is pooled by itself: "
                "axis=1 only.", changed(max_pool1d, "start + f, c]", "start + f]")),
        Mistake("always channel 0", "Every output channel pools channel 0.",
                changed(max_pool1d, "start + f, c]", "start + f, 0]")),
        Mistake("stride ignored in the walk", "Your window moves one place at a time. Output t starts at t · stride.",
                changed(max_pool1d, "t * stride", "t")),
        Mistake("stride ignored", "The stride is missing: the size divides by it, and the window moves by it.",
                lambda A_prev, f, stride: max_pool1d(A_prev, f, 1)),
        Mistake("f for stride", "Your windows stand f apart. They stand stride apart, and may overlap or leave gaps.",
                lambda A_prev, f, stride: max_pool1d(A_prev, f, f)),
        Mistake("f and stride swapped", "You swapped f and stride: a window has f places and moves by stride.",
                lambda A_prev, f, stride: max_pool1d(A_prev, stride, f)),
        Mistake("size rounded up", "You rounded the output size up. A window that does not fit is dropped: use //.",
                changed(max_pool1d, "(n - f) // stride", "-(-(n - f) // stride)")),
        Mistake("size without + 1", "The output size lacks the + 1: the first window counts too.",
                changed(max_pool1d, " // stride + 1", " // stride")),
        Mistake("started from zero", "Negative maxima became 0: your comparison starts from 0 instead of the window's "
                "first value.", changed(max_pool1d, "seen.max()", "max(0.0, seen.max())")),
        *early_returns(max_pool1d),
        Mistake("size without stride", "The stride is missing in the output size: (n − f) // stride + 1.",
                changed(max_pool1d, "(n - f) // stride", "(n - f)")),
        Mistake("size without f", "f is missing in the output size: (n − f) // stride + 1.",
                changed(max_pool1d, "(n - f)", "n")),
        Mistake("size divided by f", "You divided the output size by f. Divide by the stride.",
                changed(max_pool1d, "(n - f) // stride", "(n - f) // f")),
        Mistake("window too small", "Your window has f − 1 places. It ends at its start + f.",
                changed(max_pool1d, "start + f", "start + f - 1")),
        Mistake("window too large", "Your window has f + 1 places. It ends at its start + f.",
                changed(max_pool1d, "start + f", "start + f + 1")),
        Mistake("window as large as the stride", "Your window ends at start + stride. It ends at start + f.",
                changed(max_pool1d, "start + f", "start + stride")),
        Mistake("sum for max", "You took the sum. Max pooling keeps the largest value.",
                changed(max_pool1d, "seen.max()", "seen.sum()")),
        Mistake("last value", "You kept every window's last value. Take its maximum.",
                changed(max_pool1d, "seen.max()", "seen[-1]")),
        Mistake("place of the maximum", "You kept the maximum's place. Keep its value: np.max.",
                changed(max_pool1d, "seen.max()", "seen.argmax()")),
        Mistake("example 0 only", "Every output comes from example 0 of the batch: take example i.",
                changed(max_pool1d, "A_prev[i", "A_prev[0")),
        Mistake("cache returned too", "You returned a cache as well. Return A alone.",
                changed(max_pool1d, "return A", "return A, (A_prev, f, stride)")),
        Mistake("last place not filled", "The last place stays 0: loop over range(n).",
                changed(max_pool1d, "        start = ", "        if t == A.shape[1] - 1:\n            continue\n"
                        "        start = ")),
        Mistake("largest of everything",
                "You took the largest value of all. Keep the images and the channels apart: axis=1.",
                changed(max_pool1d,
                        "A[i, t, c] = seen.max()",
                        "A[i, t, c] = A_prev[:, start : start + f].max()")),
        Mistake("steps of f", "Your windows lie side by side. They move by stride, not by f.",
                changed(max_pool1d, "start = t * stride", "start = t * f")),
    ),
    hints=(
        "The walk of conv1d_forward without filters: every channel's window becomes its largest value.",
        "n = ⌊(n_prev − f) / stride⌋ + 1; A[:, t] is the maximum of A_prev[:, t·stride : t·stride + f] along axis 1.",
        "A[:, t, :] = np.max(A_prev[:, t*stride : t*stride+f, :], axis=1)",
    ),
    outputs=("A",),
)  # fmt: skip

CONV3D = Exercise(
    "conv3d_forward",
    35,
    layers.conv3d_forward,
    cases=(
        Case("sides 4, 5 and 6, two channels, pad 1, stride 2",
             lambda r: conv_inputs(r, (2, 4, 5, 6, 2), 2, 3, 1, 2), 1),
        Case("no padding, three filters, sides 3, 4, 5", lambda r: conv_inputs(r, (1, 3, 4, 5, 2), 2, 3, 0, 1), 2),
        Case("1×1×1 filters mix the channels of every voxel", lambda r: conv_inputs(r, (1, 2, 3, 2, 3), 1, 2, 0, 1), 3),
    ),
    mistakes=sharing(LEAVING, (
        *_conv_mistakes("(d, h, w)", "slice d · stride, row h · stride, column w · stride", "W[..., c]"),
        Mistake("d and w swapped", "You swapped slices and columns when cutting the window: d goes with axis 1, w with "
                "axis 3.", changed(conv_nd, "in place]", "in place[::-1]]")),
        Mistake("h and w swapped", "You swapped rows and columns when cutting the window: h goes with axis 2, w with "
                "axis 3.", changed(conv_nd, "in place]", "in (place[0], place[2], place[1])]")),
        Mistake("d and h swapped", "You swapped slices and rows when cutting the window: d goes with axis 1, h with "
                "axis 2.", changed(conv_nd, "in place]", "in (place[1], place[0], place[2])]")),
        Mistake("filter transposed", "You swapped the filter's slices and columns: lay it on the window as it is.",
                changed(conv_nd, "W[..., c]", "W[..., c].transpose(2, 1, 0, 3)")),
        Mistake("slices not padded", "You padded rows and columns but not the slices. Axes 1, 2 and 3 all get "
                "(pad, pad).",
                lambda A_prev, W, b, hparameters: conv_nd(
                    np.pad(A_prev, [(0, 0), (0, 0), *[(hparameters["pad"],) * 2] * 2, (0, 0)]), W, b,
                    {**hparameters, "pad": 0})),
        Mistake("one slice of the filter", "You used the first slice of the filter only, as if it were flat. It has f "
                "slices, and all products are summed.", changed(conv_nd, "seen * W[..., c]", "seen[0] * W[0, ..., c]")),
        Mistake("n_H for n_W", "Your output has as many columns as rows: n_W comes from the columns, axis 3.",
                changed(conv_nd, "    inputs = np", "    sizes[2] = sizes[1]\n    inputs = np")),
        Mistake("n_D for n_H", "Your output has as many rows as slices: n_H comes from the rows, axis 2.",
                changed(conv_nd, "    inputs = np", "    sizes[1] = sizes[0]\n    inputs = np")),
        Mistake("n_D for all", "Your output has as many rows and columns as slices. Each axis has its own length.",
                changed(conv_nd, "    inputs = np", "    sizes[1:] = sizes[:1] * 2\n    inputs = np")),
        Mistake("stride not used for the slices", "Your window steps over slices one at a time: d * stride.",
                changed(conv_nd, "step * stride for step in place]",
                        "step * stride for step in place]\n        corner[0] = place[0]")),
        Mistake("stride not used for the rows", "Your window steps over rows one at a time: h * stride.",
                changed(conv_nd, "step * stride for step in place]",
                        "step * stride for step in place]\n        corner[1] = place[1]")),
        Mistake("stride not used for the columns", "Your window steps over columns one at a time: w * stride.",
                changed(conv_nd, "step * stride for step in place]",
                        "step * stride for step in place]\n        corner[2] = place[2]")),
    )),
    hints=(
        "One loop more than conv_forward: the window is a cube that walks along slices, rows and columns.",
        "Each side is ⌊(n + 2·pad − f) / stride⌋ + 1; window (d, h, w) starts at (d, h, w) · stride, f long each way.",
        "Z[:, d, h, w, :] = np.tensordot(window, W, axes=4) needs window (m, f, f, f, n_C_prev); then add b.",
    ),
    outputs=("Z",),
    uses=("output_shape_nd",),
)  # fmt: skip


def looking_back(rng: Rng, A: tuple[int, int, int], f: int, n_C: int, dilation: int) -> Inputs:
    return {"A_prev": rng.randn(*A), "W": rng.randn(f, A[2], n_C), "b": rng.randn(1, 1, n_C), "dilation": dilation}


_CAUSAL = convolution.causal_conv1d
_BACK = "t - (f - 1 - k) * dilation"
CAUSAL = Exercise(
    "causal_conv1d",
    0,
    variants.causal_conv1d,
    cases=(
        Case("two signals, three places back to back", lambda r: looking_back(r, (2, 8, 2), 3, 3, 1), 1),
        Case("two pixels apart", lambda r: looking_back(r, (1, 11, 2), 3, 2, 2), 2),
        Case("four places apart, filters of 2", lambda r: looking_back(r, (2, 9, 1), 2, 2, 4), 3),
    ),
    mistakes=(
        Mistake("looks ahead", "Your answer sees places to come. Put all zeros in front.",
                changed(_CAUSAL, _BACK, "t + k * dilation if t + k * dilation < A_prev.shape[1] else -1")),
        Mistake("centred", "Your window is centred, so half of it lies in the future. Put all zeros in front.",
                changed(_CAUSAL, _BACK, "t + k * dilation - (f - 1) * dilation // 2 if t + k * dilation - (f - 1) * "
                    "dilation "
                        "// 2 < A_prev.shape[1] else -1")),
        Mistake("does not see the present", "Your window ends one place before the present. The filter's last row is "
                "for the "
                "present.", changed(_CAUSAL, _BACK, "t - 1 - (f - 1 - k) * dilation")),
        Mistake("filter reversed", "The filter's last row is for the present, its first for the farthest past.",
                changed(_CAUSAL, _BACK, "t - k * dilation")),
        Mistake("dilation ignored", "The places lie dilation apart: yours lie side by side.",
                changed(_CAUSAL, _BACK, "t - (f - 1 - k)")),
        Mistake("present moved by the dilation", "Only the gaps are dilated: (f − 1 − k) · dilation.",
                changed(_CAUSAL, _BACK, "t - (f - k) * dilation")),
        Mistake("no bias", "The bias is missing.", changed(_CAUSAL, " + b\n", "\n")),
        Mistake("bias for each number of the filter", "Add the bias once.",
                changed(_CAUSAL, "A_prev[:, place] @ W[k]", "A_prev[:, place] @ W[k] + b[0]")),
        Mistake("shorter", "The answer is as long as the signal: zeros stand in front for what was before.",
                changed(_CAUSAL, "    return Z", "    return Z[:, (f - 1) * dilation :]")),
        Mistake("begins late", "Where the past is missing zeros stand for it; you leave these answers at the bias.",
                changed(_CAUSAL, "if place >= 0:", "if t >= (f - 1) * dilation:")),
        Mistake("edge value for zeros", "Zeros stand in front of the signal; you repeated its first value.",
                changed(_CAUSAL, "        if place >= 0:", "        place = max(place, 0)\n        if place >= 0:")),
        Mistake("wraps around", "Your first answers see the signal's end: a negative index counts from behind.",
                changed(_CAUSAL, "if place >= 0:", "if True:")),
        *early_returns(convolution.causal_conv1d),
    ),
    hints=(
        "A plain one-dimensional convolution with holes; all its zeros stand in front.",
        "Pad (f − 1) · dilation zeros before the signal; Z[t] = b + Σ_k padded[t + k · dilation] · W[k], as long as "
        "before.",
        "Z = Z + padded[:, k*dilation : k*dilation + n] @ W[k] for each k in range(f)",
    ),
    outputs=("Z",),
)  # fmt: skip


def sloped(rng: Rng, A: tuple[int, int, int], f: int, n_C: int, pad: int, stride: int) -> Inputs:
    n = (A[1] + 2 * pad - f) // stride + 1
    return {"dZ": rng.randn(A[0], n, n_C), "A_prev": rng.randn(*A), "W": rng.randn(f, A[2], n_C),
            "hparameters": {"stride": stride, "pad": pad}}  # fmt: skip


_DOWN = convolution.conv1d_backward
_CUT = "back[:, pad : pad + A_prev.shape[1]]"
BACKWARD = Exercise(
    "conv1d_backward",
    0,
    variants.conv1d_backward,
    cases=(
        Case("two signals, windows that overlap, a border of 1", lambda r: sloped(r, (2, 6, 2), 3, 2, 1, 1), 1),
        Case("a stride that does not divide, no border", lambda r: sloped(r, (1, 8, 3), 3, 2, 0, 2), 2),
    ),
    mistakes=(
        Mistake("overwritten", "A place lies in several windows: its gradients add up. Use +=.",
                changed(_DOWN, "back[i, begin : begin + f] +=", "back[i, begin : begin + f] =")),
        Mistake("dW of the last place", "A weight is used at every place: add dW up.",
                changed(_DOWN, "dW[:, :, c] +=", "dW[:, :, c] =")),
        Mistake("db of the last place", "db is the sum over all places and signals.",
                changed(_DOWN, "db[..., c] +=", "db[..., c] =")),
        Mistake("stride ignored", "Output t was made from place t · stride on.", changed(_DOWN, "t * stride", "t")),
        Mistake("border left on", "Cut the border off dA_prev: it has the shape of A_prev.", changed(_DOWN, _CUT,
                "back")),
        Mistake("border cut by -pad", "With pad 0 the slice 0:-0 is empty. Count from the front.",
                changed(_DOWN, _CUT, "back[:, pad:-pad]")),
        Mistake("filter turned", "The filter is not turned: each output gives its slope times W to its window.",
                changed(_DOWN, "W[:, :, c] * slope", "W[::-1, :, c] * slope")),
        Mistake("signal turned", "dW adds up the window as it lies: it is not turned.",
                changed(_DOWN, "padded[i, begin : begin + f] * slope", "padded[i, begin : begin + f][::-1] * slope")),
        Mistake("first signal only", "dW adds up over all signals.",
                changed(_DOWN, "padded[i, begin : begin + f] * slope", "padded[0, begin : begin + f] * slope")),
        Mistake("db flat", "db has the shape (1, 1, n_C).", changed(_DOWN, "dW, db\n", "dW, db[0, 0]\n")),
        Mistake("dW first", "The order is dA_prev, dW, db.",
                changed(_DOWN, f"return {_CUT}, dW, db", f"return dW, {_CUT}, db")),
        Mistake("mean over the signals", "db is a sum, not a mean: dZ holds any division already.",
                changed(_DOWN, "db[..., c] += slope", "db[..., c] += slope / dZ.shape[1]")),
    ),
    hints=(
        "As conv_backward, with one axis less: each output gives its gradient to its window, to its filter and its "
        "bias.",
        "For each place t the stretch t·stride : t·stride + f: dA += Σ_c W[:, :, c] · dZ[t, c], dW += window · dZ[t].",
        "dA_pad[:, stretch] += np.tensordot(dZ[:, t], W, axes=(1, 2)); dW += np.tensordot(A_pad[:, stretch], dZ[:, t], "
        "axes=(0, 0))",
    ),
    outputs=("dA_prev", "dW", "db"),
)  # fmt: skip


def cubes(rng: Rng, A: tuple[int, int, int, int, int], f: int, stride: int) -> Inputs:
    return {"A_prev": rng.randn(*A) - 0.5, "f": f, "stride": stride}


_CUBE = pooling.max_pool3d
MAX_POOL3D = Exercise(
    "max_pool3d",
    0,
    variants.max_pool3d,
    cases=(
        Case("sides that differ, cubes of 2", lambda r: cubes(r, (2, 4, 6, 5, 2), 2, 2), 1),
        Case("cubes that overlap", lambda r: cubes(r, (1, 4, 5, 4, 3), 3, 1), 2),
        Case("gaps between the cubes", lambda r: cubes(r, (1, 5, 6, 8, 1), 2, 3), 3),
    ),
    mistakes=(
        Mistake("stride ignored", "Your cubes move by one place: multiply by the stride.",
                changed(_CUBE, "d * stride, h * stride, w * stride", "d, h, w")),
        Mistake("f for the stride", "Your cubes move by f. They move by the stride.",
                changed(_CUBE, "d * stride, h * stride, w * stride", "d * f, h * f, w * f")),
        Mistake("slices not pooled", "You pooled rows and columns only. A cube has f slices, too.",
                changed(_CUBE, "z : z + f, y", "z : z + 1, y")),
        Mistake("columns not pooled", "A cube is f columns wide.", changed(_CUBE, "x : x + f", "x : x + 1")),
        Mistake("rows not pooled", "A cube is f rows high.", changed(_CUBE, "y : y + f", "y : y + 1")),
        Mistake("mean", "You took the mean. Take the largest.", changed(_CUBE, ".max(", ".mean(")),
        Mistake("smallest", "You took the smallest. Take the largest.", changed(_CUBE, ".max(", ".min(")),
        Mistake("over the channels", "Each channel is pooled by itself: the axes are 1, 2 and 3.",
                changed(_CUBE, "max(axis=(1, 2, 3))", "max(axis=(1, 2, 3, 4), keepdims=True)[:, 0, 0, 0]")),
        Mistake("over the batch", "Each volume is pooled by itself.",
                changed(_CUBE, "max(axis=(1, 2, 3))", "max(axis=(0, 1, 2, 3))")),
        Mistake("last cubes missing", "The last cube of each axis is missing: the + 1 of the size.",
                changed(_CUBE, "// stride + 1", "// stride")),
        Mistake("sizes of the first axis", "The sides may differ: each axis has its own size.",
                changed(_CUBE, "for n in A_prev.shape[1:4]", "for n in [min(A_prev.shape[1:4])] * 3")),
        Mistake("negative numbers lost", "Your largest is at least 0: begin with what is in the cube, not with zeros.",
                changed(_CUBE, "max(axis=(1, 2, 3))", "max(axis=(1, 2, 3), initial=0.0)")),
        *early_returns(pooling.max_pool3d),
    ),
    hints=(
        "max_pool1d with two axes more: a cube of f × f × f places becomes its largest value.",
        "Each side is ⌊(n − f) / stride⌋ + 1; cube (d, h, w) begins at (d, h, w) · stride.",
        "A[:, d, h, w] = A_prev[:, z : z + f, y : y + f, x : x + f].max(axis=(1, 2, 3))",
    ),
    outputs=("A",),
    uses=("output_shape_nd",),
)  # fmt: skip

EXERCISES = ExerciseSet(
    "week4/3_one_and_three_dimensions",
    "One and three dimensions",
    (OUTPUT_SHAPE, COUNT, CONV1D, MAX_POOL1D, BACKWARD, CAUSAL, CONV3D, MAX_POOL3D),
    profile="tensorflow",  # no function needs it, but the notebook imports Keras: a warm parent has it already
)
