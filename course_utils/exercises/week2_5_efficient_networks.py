"""Exercises of week2/5_efficient_networks: separable convolutions, MobileNetV2, channels weighed, weights of 8 bits."""

from __future__ import annotations

from typing import Any

import numpy as np

from course_utils.exercises.base import Case, Exercise, ExerciseSet, Inputs, Mistake, Recipe
from course_utils.exercises.changes import changed
from course_utils.exercises.loops.efficient import (
    depthwise_conv,
    inverted_residual_block,
    mobilenet_v2,
    quantize_weights,
    separable_cost,
    squeeze_excite,
)
from course_utils.layers.efficient import compression, mobile

Rng = np.random.RandomState
Stages = tuple[tuple[int, int, int, int], ...]


def channels_apart(rng: Rng, shape: tuple[int, int, int, int], f: int, stride: int, pad: int) -> Inputs:
    """A batch, a filter and a bias for each of its channels, and the classic hyperparameters."""
    n_C = shape[-1]
    return {
        "A_prev": rng.randn(*shape), "W": rng.randn(f, f, n_C), "b": 1 + rng.rand(1, 1, 1, n_C),
        "hparameters": {"stride": stride, "pad": pad},
    }  # fmt: skip


_WINDOW = "h * s : h * s + f, w * s : w * s + f"
_PAD = "np.pad(A_prev, ((0, 0), (p, p), (p, p), (0, 0)))"

DEPTHWISE = Exercise(
    "depthwise_conv",
    20,
    mobile.depthwise_conv,
    cases=(
        Case("three channels, f 3, pad 1: the map stays", lambda r: channels_apart(r, (2, 5, 4, 3), 3, 1, 1), 1),
        Case("f 2, a stride of 2 that does not divide", lambda r: channels_apart(r, (1, 6, 5, 2), 2, 2, 0), 2),
        Case("f 3, stride 2, pad 2, four channels", lambda r: channels_apart(r, (2, 4, 6, 4), 3, 2, 2), 3),
    ),
    mistakes=(
        Mistake("a plain convolution", "You added up over the channels: that is a plain convolution. Here a channel "
                "of Z comes from one channel of A_prev: sum over rows and columns only.",
                changed(depthwise_conv, "w * s + f, c]", "w * s + f]", "seen * W[..., c]", "seen * W")),
        Mistake("each filter over all channels", "Each of your filters reads all channels. Filter c reads channel c "
                "alone.", changed(depthwise_conv, "w * s + f, c]", "w * s + f]", "W[..., c]", "W[..., [c]]")),
        Mistake("one filter for all", "You used the first filter for every channel. Channel c has W[:, :, c].",
                changed(depthwise_conv, "W[..., c]", "W[..., 0]")),
        Mistake("first channel only", "Every filter of yours reads the first channel. Filter c reads channel c.",
                changed(depthwise_conv, "w * s + f, c]", "w * s + f, 0]")),
        Mistake("no bias", "The bias is missing: add b, one number per channel.",
                changed(depthwise_conv, " + b[..., c].item()", "")),
        Mistake("one bias for all", "You added the first channel's bias to all. Each channel has its own.",
                changed(depthwise_conv, "b[..., c]", "b[..., 0]")),
        Mistake("bias in every product", "You added the bias to each product. It is added once, after the sum.",
                changed(depthwise_conv, "W[..., c]) + b[..., c].item()", "W[..., c] + b[..., c].item())")),
        Mistake("stride not used in the window", "Your windows lie one pixel apart. They begin at h · stride and "
                "w · stride.", changed(depthwise_conv, _WINDOW, "h : h + f, w : w + f")),
        Mistake("stride ignored", "You ignored the stride: in the size of Z, and where windows begin.",
                changed(depthwise_conv, "// s + 1", "+ 1", _WINDOW, "h : h + f, w : w + f")),
        Mistake("no padding", "A_prev is not padded, neither in its size nor in its numbers: pad rows and columns "
                "with zeros.", changed(depthwise_conv, _PAD, "A_prev", "n + 2 * p", "n")),
        Mistake("padding forgotten in the size", "Your Z is too small: n_H is ⌊(n_H_prev + 2 · pad − f) / stride⌋ + 1.",
                changed(depthwise_conv, "n + 2 * p", "n")),
        Mistake("padded once in the size", "A border has two sides: 2 · pad in the size of Z.",
                changed(depthwise_conv, "n + 2 * p", "n + p")),
        Mistake("plus 1 forgotten", "The + 1 is missing in the size of Z: the first place counts, too.",
                changed(depthwise_conv, "// s + 1", "// s")),
        Mistake("filter turned", "You turned the filter by 180°. Networks do not: products of what lies on each other.",
                changed(depthwise_conv, "W[..., c]", "W[::-1, ::-1, c]")),
        Mistake("filter transposed", "Your filter's rows and columns are swapped.",
                changed(depthwise_conv, "W[..., c]", "W[..., c].T")),
        Mistake("mean for sum", "You took the mean of the products. Their sum is wanted.",
                changed(depthwise_conv, "np.sum", "np.mean")),
        Mistake("ReLU inside", "You applied ReLU. This layer is linear: the activation comes after it.",
                changed(depthwise_conv, "np.sum(seen * W[..., c]) + b[..., c].item()",
                        "max(np.sum(seen * W[..., c]) + b[..., c].item(), 0)")),
    ),
    hints=(
        "It is a convolution with one thing left out: the sum over channels. Every channel goes its own way.",
        "Pad, then for each place (h, w): window (m, f, f, n_C) times W (f, f, n_C), added up over axes 1 and 2 only, "
        "gives (m, n_C).",
        "Z[:, h, w] = np.sum(window * W, axis=(1, 2)), with window = padded[:, top : top + f, left : left + f]; at the "
        "end add b.",
    ),
    outputs=("Z",),
)  # fmt: skip


def layer_of(input_shape: tuple[int, int, int], f: int, filters: int, stride: int = 1) -> Inputs:
    return {"input_shape": input_shape, "f": f, "filters": filters, "stride": stride}


_ALL = "plain, depthwise + pointwise, (depthwise + pointwise) / plain"

COST = Exercise(
    "separable_cost",
    10,
    mobile.separable_cost,
    cases=(
        Case("3×3 on 14×14×512, 512 filters: 462,422,016 and 52,283,392", lambda r: layer_of((14, 14, 512), 3, 512), 1,
             fixed=True),
        Case("5×5, few filters, a map that is not square", lambda r: layer_of((20, 31, 12), 5, 7), 1, fixed=True),
        Case("a stride of 2 that does not divide", lambda r: layer_of((9, 15, 8), 3, 24, 2), 1, fixed=True),
    ),
    mistakes=(
        Mistake("depthwise only", "You counted the depthwise convolution alone. The 1×1 convolution comes on top.",
                changed(separable_cost, _ALL, "plain, depthwise, depthwise / plain")),
        Mistake("1×1 only", "You counted the 1×1 convolution alone. The depthwise one comes on top.",
                changed(separable_cost, _ALL, "plain, pointwise, pointwise / plain")),
        Mistake("multiplied", "You multiplied the two counts. One convolution follows the other: add them.",
                changed(separable_cost, _ALL, "plain, depthwise * pointwise, depthwise * pointwise / plain")),
        Mistake("share upside down", "Your share is above 1: it is the separable count divided by the full one.",
                changed(separable_cost, "(depthwise + pointwise) / plain", "plain / (depthwise + pointwise)")),
        Mistake("what is saved", "You gave the share that is saved. Wanted is the share that is left.",
                changed(separable_cost, "(depthwise + pointwise) / plain", "1 - (depthwise + pointwise) / plain")),
        Mistake("per cent", "Your share is in per cent. Wanted is a number between 0 and 1.",
                changed(separable_cost, "(depthwise + pointwise) / plain", "100 * (depthwise + pointwise) / plain")),
        Mistake("stride ignored", "You ignored the stride: ⌈n / stride⌉ rows and columns come out.",
                changed(separable_cost, "ceil(n_H / stride)", "n_H", "ceil(n_W / stride)", "n_W")),
        Mistake("rounded down", "With \"same\" padding n / stride is rounded up.",
                changed(separable_cost, "ceil(n_H / stride)", "(n_H // stride)", "ceil(n_W / stride)",
                        "(n_W // stride)")),
        Mistake("valid", "You counted without padding. Both convolutions pad \"same\": ⌈n / stride⌉ rows come out.",
                changed(separable_cost, "ceil(n_H / stride)", "((n_H - f) // stride + 1)",
                        "ceil(n_W / stride)", "((n_W - f) // stride + 1)")),
        Mistake("rows twice", "You took the rows twice. The map need not be square.",
                changed(separable_cost, "columns = ceil(n_W / stride)", "columns = rows")),
        Mistake("f for f·f", "You multiplied by f once. A filter has f rows and f columns.",
                changed(separable_cost, "(f * f * n_C)", "(f * n_C)", "(f * f) * n_C", "f * n_C")),
        Mistake("depthwise with all filters", "Your depthwise convolution has `filters` filters per channel. It has "
                "one per channel: n_C in all.", changed(separable_cost, "(f * f) * n_C", "(f * f) * n_C * filters")),
        Mistake("depthwise makes filters", "Your depthwise convolution gives `filters` channels. It gives as many as "
                "it got: n_C.", changed(separable_cost, "(f * f) * n_C", "(f * f) * filters")),
        Mistake("1×1 makes n_C", "Your 1×1 convolution gives n_C channels. It gives `filters`.",
                changed(separable_cost, "n_C * filters", "n_C * n_C")),
        Mistake("1×1 with f·f", "You counted f · f for the 1×1 convolution, too. It reads one place.",
                changed(separable_cost, "n_C * filters", "n_C * filters * f * f")),
        Mistake("1×1 at every place of the input", "The 1×1 convolution follows the depthwise one: it works at the "
                "places that the stride has left.",
                changed(separable_cost, "pointwise = rows * columns", "pointwise = n_H * n_W")),
        Mistake("1×1 not deep", "Your 1×1 convolution reads one channel. Each of its filters reads all n_C.",
                changed(separable_cost, "n_C * filters", "filters")),
        Mistake("input channels forgotten", "You forgot the input channels of the full convolution: its filters are "
                "as deep as its input.", changed(separable_cost, "(f * f * n_C)", "(f * f)")),
        Mistake("one filter", "Your full convolution has one filter. It has `filters`.",
                changed(separable_cost, "columns * filters * (", "columns * (")),
        Mistake("weights counted", "You counted weights. Each is used once at every place of the output.",
                changed(separable_cost, "plain = rows * columns", "plain = 1", "depthwise = rows * columns",
                        "depthwise = 1", "pointwise = rows * columns", "pointwise = 1")),
        Mistake("rows plus columns", "You added rows and columns. There are rows · columns places.",
                changed(separable_cost, "plain = rows * columns", "plain = (rows + columns)",
                        "depthwise = rows * columns", "depthwise = (rows + columns)",
                        "pointwise = rows * columns", "pointwise = (rows + columns)")),
        Mistake("biases counted", "You counted a bias for each number. Adding is no multiplication.",
                changed(separable_cost, "(f * f * n_C)", "(f * f * n_C + 1)", "(f * f) * n_C", "(f * f + 1) * n_C",
                        "n_C * filters", "(n_C + 1) * filters")),
    ),
    hints=(
        "How many numbers come out of each of the three convolutions, and how many products does each number need?",
        "Full: places · filters numbers of f · f · n_C products. Depthwise: places · n_C numbers of f · f. 1×1: "
        "places · filters numbers of n_C. The stride leaves ⌈n / stride⌉ rows.",
        "-(-n_H // stride) rounds up; full is positions * filters times f * f * n_C, the share separable / full.",
    ),
    outputs=("full", "separable", "share"),
)  # fmt: skip


def weighing(rng: Rng, shape: tuple[int, int, int, int], r: int) -> Inputs:
    """A batch whose channels differ in their means, and two dense layers."""
    n_C = shape[-1]
    return {
        "A": rng.randn(n_C) + 2 * rng.randn(*shape), "W1": rng.randn(n_C, r), "b1": rng.randn(r),
        "W2": rng.randn(r, n_C), "b2": rng.randn(n_C),
    }  # fmt: skip


_MEANS = "volume.mean(axis=(0, 1))"
_RELU = "np.clip(squeezed @ W1 + b1, 0, None)"
_GATE = "1 / (1 + np.exp(-score))"

SQUEEZE = Exercise(
    "squeeze_excite",
    15,
    mobile.squeeze_excite,
    cases=(
        Case("two pictures, four channels through two", lambda r: weighing(r, (2, 3, 4, 4), 2), 1),
        Case("a map of one place", lambda r: weighing(r, (3, 1, 1, 3), 2), 2),
        Case("six channels through three", lambda r: weighing(r, (3, 2, 5, 6), 3), 4),
    ),
    mistakes=(
        Mistake("the largest for the mean", "You took the largest number of each map. Squeezing is the mean.",
                changed(squeeze_excite, _MEANS, "volume.max(axis=(0, 1))")),
        Mistake("sum for mean", "You added the map up. Squeezing is the mean: divide by rows · columns.",
                changed(squeeze_excite, _MEANS, "volume.sum(axis=(0, 1))")),
        Mistake("mean over the batch", "You took the mean over the pictures, too. Each picture weighs its own "
                "channels: axis=(1, 2).", changed(squeeze_excite, _MEANS, "A.mean(axis=(0, 1, 2))")),
        Mistake("one mean for all channels", "You took one mean of all channels. Each has its own: axis=(1, 2).",
                changed(squeeze_excite, _MEANS, "np.full(A.shape[3], volume.mean())")),
        Mistake("no ReLU", "The ReLU between the two dense layers is missing.",
                changed(squeeze_excite, _RELU, "squeezed @ W1 + b1")),
        Mistake("ReLU before the first bias", "Your ReLU comes before b1 is added. It follows the whole dense layer.",
                changed(squeeze_excite, _RELU, "np.clip(squeezed @ W1, 0, None) + b1")),
        Mistake("sigmoid twice", "Your first dense layer ends in the sigmoid. It ends in ReLU.",
                changed(squeeze_excite, _RELU, "1 / (1 + np.exp(-(squeezed @ W1 + b1)))")),
        Mistake("no sigmoid", "The sigmoid is missing: gates lie between 0 and 1.",
                changed(squeeze_excite, _GATE, "score")),
        Mistake("ReLU for sigmoid", "Your gates come out of ReLU. They come out of the sigmoid.",
                changed(squeeze_excite, _GATE, "np.clip(score, 0, None)")),
        Mistake("softmax", "You used softmax: its gates compete for a sum of 1. The sigmoid opens each on its own.",
                changed(squeeze_excite, _GATE, "np.exp(score) / np.exp(score).sum()")),
        Mistake("tanh", "You used tanh. The sigmoid is 1 / (1 + e^−x).",
                changed(squeeze_excite, _GATE, "np.tanh(score)")),
        Mistake("sign of the exponent", "Your sigmoid falls: the exponent is −x.",
                changed(squeeze_excite, _GATE, "1 / (1 + np.exp(score))")),
        Mistake("first bias missing", "b1 is missing in the first dense layer.",
                changed(squeeze_excite, "squeezed @ W1 + b1", "squeezed @ W1")),
        Mistake("second bias missing", "b2 is missing in the second dense layer.",
                changed(squeeze_excite, "hidden @ W2 + b2", "hidden @ W2")),
        Mistake("added", "You added the gates. A channel is multiplied by its gate.",
                changed(squeeze_excite, "volume * gates[i]", "volume + gates[i]")),
        Mistake("gates not used", "A comes back as it was: multiply each channel by its gate.",
                changed(squeeze_excite, "volume * gates[i]", "volume")),
        Mistake("means weighed", "You weighed the means. The whole map is multiplied by its gate.",
                changed(squeeze_excite, "volume * gates[i]", "volume * 0 + squeezed * gates[i]")),
        Mistake("a residual", "You added A to the weighed channels. They stand alone: A · gate.",
                changed(squeeze_excite, "volume * gates[i]", "volume + volume * gates[i]")),
    ),
    hints=(
        "Four steps: one number per channel, a dense layer that narrows, one that widens, and a product.",
        "Means (m, n_C) → ReLU(means · W1 + b1), shape (m, r) → sigmoid(hidden · W2 + b2), shape (m, n_C): the gates. "
        "Each multiplies its channel's whole map.",
        "A.mean(axis=(1, 2)); np.maximum(…, 0); 1 / (1 + np.exp(-score)); and gates[:, np.newaxis, np.newaxis] lies "
        "along rows and columns.",
    ),
    outputs=("weighed", "gates"),
)  # fmt: skip


def block_inputs(rng: Rng, shape: tuple[int, int, int, int], filters: int, **more: int) -> Inputs:
    """A volume, the arguments of a block and the seed of its weights."""
    return {"X": rng.randn(*shape), "filters": filters, **more, "seed": int(rng.randint(2**31))}


def graph_case(title: str, inputs: Recipe, seed: int | None = None) -> Case:
    """A case of layers: float32 sums in another order differ in the sixth digit."""
    return Case(title, inputs, seed, rtol=1e-4)


_BLOCK = inverted_residual_block
_PLACE = "The stride stands in the depthwise convolution."
_ADDED = "main = kl.Add()([main, X])"
_WIDEN = "kl.Conv2D(expand * n_C, 1, use_bias=False)"
_DW = 'kl.DepthwiseConv2D(f, strides=s, padding="same", use_bias=False)'

INVERTED = Exercise(
    "inverted_residual_block",
    25,
    mobile.inverted_residual_block,
    cases=(
        graph_case("as many channels, stride 1: with the shortcut", lambda r: block_inputs(r, (2, 4, 5, 4), 4), 1),
        graph_case("stride 2, as many channels: no shortcut",
                   lambda r: block_inputs(r, (2, 5, 4, 3), 3, expand=2, s=2), 2),
        graph_case("3 channels become 5, f 5: no shortcut",
                   lambda r: block_inputs(r, (2, 4, 6, 3), 5, expand=4, s=1, f=5), 3),
        graph_case("expand 1: nothing is widened", lambda r: block_inputs(r, (2, 3, 4, 4), 4, expand=1), 4),
    ),
    mistakes=(
        Mistake("no shortcut", "The shortcut is missing: where stride is 1 and the channels stay, X is added.",
                changed(_BLOCK, _ADDED, "pass")),
        Mistake("ReLU6 at the end", "Your block ends with ReLU6. The narrow end stays linear: no activation after the "
                "last normalisation.", changed(_BLOCK, "main = norm(Z3)", "main = kl.ReLU(6.0)(norm(Z3))")),
        Mistake("ReLU6 after the addition", "You applied ReLU6 after the addition. Here nothing follows it.",
                changed(_BLOCK, _ADDED, "main = kl.ReLU(6.0)(kl.Add()([main, X]))")),
        Mistake("shortcut with a stride", "You add X with a stride above 1 as well: the maps differ in size. Add it "
                "where s is 1 only.", changed(_BLOCK, "s == 1 and ", "")),
        Mistake("shortcut with other channels", "You add X where the channels differ. Add it only where filters is "
                "X's number of channels.", changed(_BLOCK, " and filters == n_C", "")),
        Mistake("shortcut always", "You add X always. It fits only where s is 1 and the channels stay.",
                changed(_BLOCK, "s == 1 and filters == n_C", "True")),
        Mistake("concatenated", "You put X's channels beside the main path's. They are added.",
                changed(_BLOCK, "kl.Add()", "kl.Concatenate()")),
        Mistake("main path added to itself", "You added the main path to itself. Keep X as the block received it.",
                changed(_BLOCK, "[main, X]", "[main, main]")),
        Mistake("ReLU for ReLU6", "You used ReLU. Here both are ReLU6: layers.ReLU(6.0).",
                changed(_BLOCK, "kl.ReLU(6.0)(norm(Z1))", "kl.ReLU()(norm(Z1))",
                        "kl.ReLU(6.0)(norm(Z2))", "kl.ReLU()(norm(Z2))")),
        Mistake("no ReLU6", "Both ReLU6 are missing: they follow the first two normalisations.",
                changed(_BLOCK, "kl.ReLU(6.0)(norm(Z1))", "norm(Z1)", "kl.ReLU(6.0)(norm(Z2))", "norm(Z2)")),
        Mistake("first ReLU6 missing", "The ReLU6 after widening is missing.",
                changed(_BLOCK, "kl.ReLU(6.0)(norm(Z1))", "norm(Z1)")),
        Mistake("second ReLU6 missing", "The ReLU6 after the depthwise convolution is missing.",
                changed(_BLOCK, "kl.ReLU(6.0)(norm(Z2))", "norm(Z2)")),
        Mistake("a plain convolution", "Your middle convolution is a plain one. It filters each channel alone: "
                "DepthwiseConv2D.",
                changed(_BLOCK, "kl.DepthwiseConv2D(f", "kl.Conv2D(A.shape[-1], f")),
        Mistake("depthwise convolution missing", "The depthwise convolution is missing between the two 1×1 ones.",
                changed(_BLOCK, "use_bias=False)(B)", "use_bias=False)(A)")),
        Mistake("biases", "Your convolutions have biases. The normalisation takes them away again: use_bias=False.",
                changed(_BLOCK, _WIDEN, "kl.Conv2D(expand * n_C, 1)", 'padding="same", use_bias=False',
                        'padding="same"', "kl.Conv2D(filters, 1, use_bias=False)", "kl.Conv2D(filters, 1)")),
        Mistake("no batch norm", "Batch normalisation is missing. It follows each of the three convolutions.",
                changed(_BLOCK, "kl.BatchNormalization(axis=3)(Z)", "Z")),
        Mistake("no batch norm at the end", "The last normalisation is missing: it follows the third convolution.",
                changed(_BLOCK, "norm(Z3)", "Z3")),
        Mistake("no batch norm in the middle", "The normalisation after the depthwise convolution is missing.",
                changed(_BLOCK, "norm(Z2)", "Z2")),
        Mistake("no batch norm at first", "The normalisation after widening is missing.",
                changed(_BLOCK, "norm(Z1)", "Z1")),
        Mistake("batch norm after ReLU6", "Your normalisation comes after ReLU6. The order is convolution, "
                "normalisation, ReLU6.",
                changed(_BLOCK, "kl.ReLU(6.0)(norm(Z1))", "norm(kl.ReLU(6.0)(Z1))",
                        "kl.ReLU(6.0)(norm(Z2))", "norm(kl.ReLU(6.0)(Z2))")),
        Mistake("widened at expand 1", "With expand 1 the first convolution is left out: there is nothing to widen.",
                changed(_BLOCK, "if expand > 1:", "if True:")),
        Mistake("not widened", "The widening is missing: a 1×1 convolution to expand · n_C channels.",
                changed(_BLOCK, "if expand > 1:", "if False:")),
        Mistake("widened from filters", "You widened to expand · filters channels. It is expand times those of X.",
                changed(_BLOCK, "expand * n_C", "expand * filters")),
        Mistake("expand as channels", "You widened to expand channels. It is expand times those of X.",
                changed(_BLOCK, "expand * n_C", "expand")),
        Mistake("always six times", "You always widen six times. Use the argument.",
                changed(_BLOCK, "expand * n_C", "6 * n_C")),
        Mistake("stride at first", f"Your stride stands in the first convolution. {_PLACE}",
                changed(_BLOCK, _WIDEN, "kl.Conv2D(expand * n_C, 1, strides=s, use_bias=False)", "f, strides=s", "f")),
        Mistake("stride at the end", f"Your stride stands in the last convolution. {_PLACE}",
                changed(_BLOCK, "f, strides=s", "f", "filters, 1,", "filters, 1, strides=s,")),
        Mistake("stride ignored", f"Your strides are always 1. {_PLACE}",
                changed(_BLOCK, "f, strides=s", "f")),
        Mistake("valid", "Your depthwise convolution does not pad. Use padding=\"same\".",
                changed(_BLOCK, 'padding="same"', 'padding="valid"')),
        Mistake("f ignored", "Your depthwise convolution is always 3×3. Its size is the argument f.",
                changed(_BLOCK, "DepthwiseConv2D(f", "DepthwiseConv2D(3")),
        Mistake("f×f at the end", "Your last convolution is f×f. It is 1×1.",
                changed(_BLOCK, "filters, 1,", 'filters, f, padding="same",')),
    ),
    hints=(
        "Widen, filter each channel alone, narrow. Normalise after each; two activations, none at the narrow end. Add "
        "X only where it fits.",
        "1×1 to expand · n_C (not for expand = 1), ReLU6; depthwise f×f, stride s, ReLU6; 1×1 to filters, linear. "
        "Shortcut: s = 1 and filters = n_C.",
        "Conv2D(…, 1, use_bias=False), BatchNormalization(), ReLU(6.0); DepthwiseConv2D(f, strides=s, …); if s == 1 "
        "and filters == channels: Add()([X, out]).",
    ),
    outputs=("layers", "number of parameters", "outputs"),
    call="keras_block",
    seconds=10.0,
)  # fmt: skip


def network_inputs(
    rng: Rng, shape: tuple[int, int, int], classes: int, stages: Stages, alpha: float, first: int, head: int
) -> Inputs:
    """Without the seed of weights: its layers are read, and not run as those of the blocks are."""
    return {
        "input_shape": shape, "classes": classes, "stages": stages, "alpha": alpha, "first": first, "head": head,
        "X": rng.randn(1, *shape),
    }  # fmt: skip


_NET = mobilenet_v2
_STEP = "s = stride if number == 0 else 1"
_ROUND = "multiple_of_8(alpha · channels)"
_TWO_STAGES = ((1, 16, 1, 1), (3, 24, 3, 2))

MOBILENET = Exercise(
    "mobilenet_v2",
    15,
    mobile.mobilenet_v2,
    cases=(
        graph_case("two stages, alpha 1", lambda r: network_inputs(r, (32, 32, 3), 6, _TWO_STAGES, 1.0, 16, 40), 1),
        graph_case("half as wide, grey images 20×28",
                   lambda r: network_inputs(r, (20, 28, 1), 3, ((2, 40, 2, 2), (4, 24, 1, 1)), 0.5, 32, 48), 2),
    ),
    mistakes=(
        Mistake("stride in every block", "Every block of your stages has the stride. The first one has it, the others "
                "have 1.", changed(_NET, _STEP, "s = stride")),
        Mistake("stride in no block", "No block of yours has the stage's stride. The first of each stage has it.",
                changed(_NET, _STEP, "s = 1")),
        Mistake("stride in the last block", "Your last block of a stage has the stride. The first one has it.",
                changed(_NET, "number == 0", "number == n - 1")),
        Mistake("one block too few", "Your stages have one block too few: n blocks each.",
                changed(_NET, "range(n)", "range(n - 1)")),
        Mistake("one block too many", "Your stages have one block too many: n blocks each.",
                changed(_NET, "range(n)", "range(n + 1)")),
        Mistake("one block a stage", "Your stages have one block each. They have as many as the table says.",
                changed(_NET, "range(n)", "range(1)")),
        Mistake("blocks and stride swapped", "You read the rows in another order: times wider, channels, blocks, "
                "stride.", changed(_NET, "t, c, n, stride", "t, c, stride, n")),
        Mistake("expansion ignored", "Your blocks always widen six times. Each row begins with its own number.",
                changed(_NET, "rounded(c * alpha), t", "rounded(c * alpha), 6")),
        Mistake("first stride missing", "The first convolution has stride 2.",
                changed(_NET, "3, strides=2", "3")),
        Mistake("first convolution valid", "The first convolution pads: padding=\"same\".",
                changed(_NET, 'padding="same", ', "")),
        Mistake("first convolution with bias", "Your first convolution has a bias: use_bias=False before a "
                "normalisation.", changed(_NET, 'padding="same", use_bias=False', 'padding="same"')),
        Mistake("first normalisation missing", "The normalisation after the first convolution is missing.",
                changed(_NET, "N = kl.BatchNormalization(axis=3)(Z)", "N = Z")),
        Mistake("first activation missing", "The ReLU6 after the first normalisation is missing.",
                changed(_NET, "kl.ReLU(6.0)(N)", "N")),
        Mistake("ReLU for ReLU6", "You used ReLU. Here it is ReLU6: layers.ReLU(6.0).",
                changed(_NET, "kl.ReLU(6.0)(N)", "kl.ReLU()(N)", "kl.ReLU(6.0)(last)", "kl.ReLU()(last)")),
        Mistake("alpha ignored", f"You ignored alpha: the first convolution and every stage have it, {_ROUND}.",
                changed(_NET, "first * alpha", "first", "c * alpha", "c")),
        Mistake("alpha ignored in the stages", f"Your stages ignore alpha: their channels are {_ROUND}.",
                changed(_NET, "c * alpha", "c")),
        Mistake("alpha ignored at first", "Your first convolution ignores alpha: it has multiple_of_8(alpha · first) "
                "filters.", changed(_NET, "first * alpha", "first")),
        Mistake("alpha at the head", "You multiplied head by alpha, too. The last convolution keeps its filters.",
                changed(_NET, "kl.Conv2D(head", "kl.Conv2D(rounded(head * alpha)")),
        Mistake("not rounded", f"Your widths are not rounded: take {_ROUND}.",
                changed(_NET, "rounded(first * alpha)", "int(first * alpha)", "rounded(c * alpha)", "int(c * alpha)")),
        Mistake("head missing", "The last 1×1 convolution is missing: head filters, normalised, ReLU6.",
                changed(_NET, "X = kl.ReLU(6.0)(last)", "pass")),
        Mistake("head not normalised", "The normalisation after the last convolution is missing.",
                changed(_NET, "last = kl.BatchNormalization(axis=3)(Z)", "last = Z")),
        Mistake("head without activation", "The ReLU6 after the last normalisation is missing.",
                changed(_NET, "kl.ReLU(6.0)(last)", "last")),
        Mistake("head with bias", "Your last convolution has a bias: use_bias=False before a normalisation.",
                changed(_NET, "head, 1, use_bias=False", "head, 1")),
        Mistake("flattened", "You flattened the map. Take the mean of each channel: GlobalAveragePooling2D.",
                changed(_NET, "GlobalAveragePooling2D", "Flatten")),
        Mistake("largest for mean", "You took the largest number of each channel. Take the mean.",
                changed(_NET, "GlobalAveragePooling2D", "GlobalMaxPooling2D")),
        Mistake("softmax missing", "The last layer has no softmax: its outputs are no probabilities.",
                changed(_NET, ', activation="softmax"', "")),
        Mistake("sigmoid for softmax", "You used the sigmoid. One class out of many needs softmax.",
                changed(_NET, '"softmax"', '"sigmoid"')),
        Mistake("classes ignored", "Your last layer ignores classes: it has as many units as there are classes.",
                changed(_NET, "Dense(classes", "Dense(1000")),
    ),
    hints=(
        "One convolution that halves the map, two loops of blocks, one wide 1×1 convolution, the mean of each channel, "
        "a dense layer.",
        "For a row (t, c, n, s): n blocks of multiple_of_8(alpha · c) filters, t times wider inside; the first has "
        "stride s, the others 1. head is not multiplied.",
        "inverted_residual_block(X, width, expand, stride if number == 0 else 1) inside; around it Conv2D, "
        "BatchNormalization(), ReLU(6.0), twice; then GlobalAveragePooling2D()(X).",
    ),
    outputs=("layers", "number of parameters", "outputs"),
    uses=("inverted_residual_block",),
    call="keras_network",
    seconds=30.0,
)  # fmt: skip


def weights(rng: Rng, shape: tuple[int, ...], bits: int = 8, empty: int | None = None) -> Inputs:
    """Filters of different sizes, none of them balanced around 0; one may be all zeros."""
    W = rng.randn(*shape) * (0.2 + rng.rand(shape[-1])) - 0.5
    if empty is not None:
        W[..., empty] = 0
    return {"W": W, "bits": bits}


def _one_step(W: Any, bits: int = 8) -> Any:
    limit = 2 ** (bits - 1) - 1
    scale = np.abs(W).max() / limit
    return np.round(W / scale).astype(np.int8), scale


def _by_rows(W: Any, bits: int = 8) -> Any:
    limit = 2 ** (bits - 1) - 1
    scale = np.abs(W).max(axis=tuple(range(1, W.ndim))) / limit
    return np.round(W / scale.reshape(-1, *[1] * (W.ndim - 1))).astype(np.int8), scale


_Q = quantize_weights
_LARGEST = "np.max(np.abs(W[..., c]))"
_ROUNDED = "np.round(W[..., c] / scale[c])"
_LIMIT = "2 ** (bits - 1) - 1"

QUANTIZE = Exercise(
    "quantize_weights",
    15,
    compression.quantize_weights,
    cases=(
        Case("a kernel 3×3, four filters, 8 bits", lambda r: weights(r, (3, 3, 2, 4)), 1),
        Case("a dense layer with a unit that is all zeros", lambda r: weights(r, (5, 3), 8, empty=1), 2),
        Case("4 bits: whole numbers from −7 to 7", lambda r: weights(r, (2, 2, 3, 5), 4), 3),
    ),
    mistakes=(
        Mistake("one step for all", "You took one step for all filters. Each has its own: the largest size over all "
                "axes but the last.", changed(_Q, _LARGEST, "np.max(np.abs(W))")),
        Mistake("one number", "Your scale is one number. Each filter has its own: the largest size over all axes but "
                "the last, shape (n_C,).", _one_step),
        Mistake("along the first axis", "You took a step for each row of the first axis. Filters are the last axis.",
                _by_rows),
        Mistake("largest without sign", "You took the largest number; a large negative one is cut off then. Take the "
                "largest size: np.abs first.", changed(_Q, _LARGEST, "np.max(W[..., c])")),
        Mistake("half the range", "You took half the distance from the least to the largest. 0 must stay 0: take the "
                "largest size.", changed(_Q, _LARGEST, "np.ptp(W[..., c]) / 2")),
        Mistake("mean for largest", "You took the mean size: larger weights do not fit then. Take the largest.",
                changed(_Q, _LARGEST, "np.mean(np.abs(W[..., c]))")),
        Mistake("2^(bits − 1)", "Your largest number is 2^(bits − 1), which 8 bits with a sign cannot hold. It is one "
                "less: 127.", changed(_Q, _LIMIT, "2 ** (bits - 1)")),
        Mistake("without a sign", "Your largest number is 2^bits − 1: one bit is needed for the sign. It is 2^(bits − "
                "1) − 1.", changed(_Q, _LIMIT, "2**bits - 1")),
        Mistake("bits ignored", "You ignored bits: the largest number is always 127.",
                changed(_Q, _LIMIT, "127")),
        Mistake("not rounded", "Your numbers are no whole ones: round them.",
                changed(_Q, "np.zeros(W.shape, np.int8)", "np.zeros(W.shape)", _ROUNDED, "W[..., c] / scale[c]")),
        Mistake("cut off", "You cut the decimals off. Round to the nearest whole number before it becomes int8.",
                changed(_Q, _ROUNDED, "W[..., c] / scale[c]")),
        Mistake("rounded down", "You rounded down. Round to the nearest whole number.",
                changed(_Q, _ROUNDED, "np.floor(W[..., c] / scale[c])")),
        Mistake("scale upside down", "Your scale is upside down: W ≈ q · scale, so it is the largest size divided by "
                "the largest number.",
                changed(_Q, "scale[c] = largest / limit", "scale[c] = limit / largest",
                        _ROUNDED, "np.round(W[..., c] * scale[c])")),
        Mistake("multiplied", "You multiplied by the scale. q is W divided by it.",
                changed(_Q, _ROUNDED, "np.round(W[..., c] * scale[c])")),
        Mistake("zero divided by zero", "A filter that is all zeros divides by 0. Its scale is 1.",
                changed(_Q, "if largest > 0:", "if True:")),
        Mistake("weights again", "You multiplied q by the scale again. Return the whole numbers and the scale apart.",
                changed(_Q, "return q, scale", "return q * scale, scale")),
        Mistake("swapped", "q and scale are swapped.", changed(_Q, "return q, scale", "return scale, q")),
    ),
    hints=(
        "Which size becomes the largest whole number? The step follows from it, for each filter on its own.",
        "scale = largest size / (2^(bits − 1) − 1), shape (n_C,), and 1 where a filter is all zeros; q = W / scale, "
        "rounded.",
        "np.abs(W).max(axis=tuple(range(W.ndim - 1))) has shape (n_C,); np.where(largest > 0, …, 1.0); np.round(…)"
        ".astype(\"int8\").",
    ),
    outputs=("q", "scale"),
)  # fmt: skip

EXERCISES = ExerciseSet(
    "week2/5_efficient_networks",
    "Efficient networks",
    (DEPTHWISE, COST, INVERTED, SQUEEZE, MOBILENET, QUANTIZE),
    profile="tensorflow",
    seconds=90.0,
)
