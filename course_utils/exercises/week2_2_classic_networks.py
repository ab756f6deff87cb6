"""Exercises of week2/2_classic_networks: LeNet-5, AlexNet, VGG-16, what convolutions cost, and Inception."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from course_utils.exercises import naive_classic as naive
from course_utils.exercises.base import Case, Exercise, ExerciseSet, Inputs, Mistake, Recipe
from course_utils.exercises.naive_classic import after, each, in_branches, network, swapped, without
from course_utils.layers.networks import classic
from course_utils.layers.networks.classic import alexnet_steps, lenet5_steps, pool, vgg16_steps

Rng = np.random.RandomState


def model_inputs(rng: Rng, shape: tuple[int, int, int], **arguments: Any) -> Inputs:
    """The arguments of a network, two images and the seed of its weights."""
    return {"input_shape": shape, **arguments, "X": rng.randn(2, *shape), "seed": int(rng.randint(2**31))}


def block_inputs(rng: Rng, shape: tuple[int, int, int], filters: Sequence[Any]) -> Inputs:
    """Two volumes for a module, its filters and the seed of its weights."""
    return {"X": rng.randn(2, *shape), "filters": filters, "seed": int(rng.randint(2**31))}


def model_case(title: str, inputs: Recipe, seed: int | None = None) -> Case:
    """A case of a network: float32 sums in another order differ in the sixth digit."""
    return Case(title, inputs, seed, rtol=1e-4)


def layer_inputs(
    shape: tuple[int, int, int],
    f: int,
    filters: int,
    stride: int = 1,
    padding: str = "same",
    bottleneck: int | None = None,
) -> Inputs:
    return {
        "input_shape": shape, "f": f, "filters": filters, "stride": stride, "padding": padding,
        "bottleneck": bottleneck,
    }  # fmt: skip


_SOFTMAX = "The last layer has no softmax: its outputs are no probabilities."
_SIGMOID = "You used the sigmoid. One class out of many needs softmax: probabilities that add up to 1."
_FLATTEN = "Flatten the volume before the first dense layer: one row of numbers per image."
_SHAPE = "Your network always has the default input_shape. Use the argument."
_CLASSES = "Your last layer ignores classes: it has as many units as there are classes."

LENET = Exercise(
    "lenet5",
    20,
    classic.lenet5,
    cases=(
        model_case("a grey image 32×32, today's form",
                         lambda r: model_inputs(r, (32, 32, 1), classes=10, original=False), 1),
        model_case("colours, 36×28, seven classes, the form of 1998",
                   lambda r: model_inputs(r, (36, 28, 3), classes=7, original=True), 2),
    ),
    mistakes=(
        Mistake("convolutions padded", "Your convolutions pad. Here padding is \"valid\": 32×32 becomes 28×28.",
                network(lenet5_steps, each("conv", padding="same"))),
        Mistake("120 and 84 swapped", "Your dense layers have 84 and 120 units. The order is 120, then 84.",
                network(lenet5_steps, swapped("dense", "units", 0, 1))),
        Mistake("6 and 16 swapped", "The first convolution has 6 filters and the second 16: yours are swapped.",
                network(lenet5_steps, swapped("conv", "filters", 0, 1))),
        Mistake("softmax missing", _SOFTMAX, network(lenet5_steps, each("dense", [-1], activation=None))),
        Mistake("sigmoid for softmax", _SIGMOID, network(lenet5_steps, each("dense", [-1], activation="sigmoid"))),
        Mistake("not flattened", _FLATTEN, network(lenet5_steps, without("flatten"))),
        Mistake("no activation in the convolutions", "Your convolutions have no activation: two of them in a row, "
                "with pooling, are then hardly more than one.", network(lenet5_steps, each("conv", activation=None))),
        Mistake("no activation in the dense layers", "The layers with 120 and 84 units have no activation: without "
                "it three dense layers are no more than one.",
                network(lenet5_steps, each("dense", [0, 1], activation=None))),
        Mistake("activation missing everywhere", "All activations but the softmax are missing.",
                network(lenet5_steps, each("conv", activation=None), each("dense", [0, 1], activation=None))),
        Mistake("activation after pooling", "Your activation comes after the pooling. It belongs to the convolution: "
                "convolve, activate, pool.", network(lenet5_steps, naive.activation_after_pooling)),
        Mistake("always today's form", "You ignore original: with original=True the network has tanh and "
                "average pooling.", network(lenet5_steps, original=False)),
        Mistake("always the form of 1998", "You ignore original: with original=False the network has ReLU and "
                "max pooling.", network(lenet5_steps, original=True)),
        Mistake("forms swapped", "Your two forms are swapped: original=True is tanh with average pooling.",
                lambda input_shape, classes, original: classic.lenet5(input_shape, classes, not original)),
        Mistake("always average pooling", "You always pool by the mean. With original=False it is the maximum.",
                network(lenet5_steps, each("pool", mode="average"))),
        Mistake("always max pooling", "You always pool by the maximum. With original=True it is the mean.",
                network(lenet5_steps, each("pool", mode="max"))),
        Mistake("pooling stride 1", "Your poolings move one pixel at a time. Their stride is 2.",
                network(lenet5_steps, each("pool", stride=1))),
        Mistake("poolings padded", "Your poolings pad. Here their padding is Keras' default, \"valid\": an odd last "
                "row is left out.", network(lenet5_steps, each("pool", padding="same"))),
        Mistake("3×3 filters", "Your filters are 3×3. LeNet-5 has 5×5.", network(lenet5_steps, each("conv", f=3))),
        Mistake("second pooling missing", "The pooling after the second convolution is missing.",
                network(lenet5_steps, without("pool", 1))),
        Mistake("first pooling missing", "The pooling after the first convolution is missing.",
                network(lenet5_steps, without("pool", 0))),
        Mistake("84 missing", "The dense layer with 84 units is missing.",
                network(lenet5_steps, without("dense", 1))),
        Mistake("global pooling", "You average over the whole map. LeNet-5 flattens: 5·5·16 = 400 numbers.",
                network(lenet5_steps, after("flatten", 0, {"kind": "global"}), without("flatten"))),
        Mistake("input_shape ignored", _SHAPE, network(lenet5_steps, input_shape=(32, 32, 1))),
        Mistake("classes ignored", _CLASSES, network(lenet5_steps, classes=10)),
    ),
    hints=(
        "Twice: convolve, activate, pool. Then flatten, and three dense layers. `original` changes two names.",
        "Conv2D(6, 5, activation=…) has padding \"valid\": 32 → 28; a pooling with window 2 and stride 2: 28 → 14. "
        "Then 16 filters: 10, then 5.",
        "x = pooling(2)(layers.Conv2D(6, 5, activation=activation)(images)); the same with 16; layers.Flatten(); "
        "Dense 120, Dense 84, Dense(classes, activation=\"softmax\").",
    ),
    outputs=("layers", "number of parameters", "outputs"),
    call="keras_model",
    seconds=15.0,
)  # fmt: skip

ALEXNET = Exercise(
    "alexnet",
    20,
    classic.alexnet,
    cases=(
        model_case("images 67×67×3, the smallest that fit",
                         lambda r: model_inputs(r, (67, 67, 3), classes=5, units=12), 1),
        model_case("grey images 195×179", lambda r: model_inputs(r, (195, 179, 1), classes=4, units=8), 2),
    ),
    mistakes=(
        Mistake("first convolution padded", "Your first convolution pads. It does not: (227 − 11) / 4 + 1 = 55.",
                network(alexnet_steps, each("conv", [0], padding="same"))),
        Mistake("second convolution not padded", "Your 5×5 convolution does not pad. It keeps the size: 27 stays 27.",
                network(alexnet_steps, each("conv", [1], padding="valid"))),
        Mistake("first stride missing", "Your first convolution moves one pixel at a time. Its stride is 4.",
                network(alexnet_steps, each("conv", [0], stride=1))),
        Mistake("pooling stride 3", "Your pooling strides are 3, the size of the window. They are 2: windows overlap.",
                network(alexnet_steps, each("pool", stride=3))),
        Mistake("2×2 poolings", "Your pooling windows are 2×2. AlexNet's are 3×3, two pixels apart.",
                network(alexnet_steps, each("pool", f=2))),
        Mistake("poolings padded", "Your poolings pad. Here their padding is Keras' default, \"valid\": what no whole "
                "window covers is left out.", network(alexnet_steps, each("pool", padding="same"))),
        Mistake("average pooling", "You used average pooling. AlexNet takes the maximum.",
                network(alexnet_steps, each("pool", mode="average"))),
        Mistake("384 filters at the end", "Your fifth convolution has 384 filters. It has 256: the very slip behind "
                "the published count of 62,811,648.", network(alexnet_steps, each("conv", [4], filters=384))),
        Mistake("256 filters in the middle", "The third and fourth convolutions have 384 filters each.",
                network(alexnet_steps, each("conv", [2, 3], filters=256))),
        Mistake("fourth convolution missing", "There are two convolutions with 384 filters: one of yours is missing.",
                network(alexnet_steps, without("conv", 3))),
        Mistake("pooling after the third convolution", "You pool after the third convolution, too. The last three "
                "convolutions follow one another; pooling comes after the first, second and fifth.",
                network(alexnet_steps, after("conv", 2, pool(3, 2)))),
        Mistake("last pooling missing", "The pooling after the fifth convolution is missing: 13×13 becomes 6×6.",
                network(alexnet_steps, without("pool", 2))),
        Mistake("first pooling missing", "The pooling after the first convolution is missing: 55×55 becomes 27×27.",
                network(alexnet_steps, without("pool", 0))),
        Mistake("activation after pooling", "Your ReLU comes after the pooling. The numbers are the same, the work is "
                "not: put ReLU right after each convolution.",
                network(alexnet_steps, naive.activation_after_pooling)),
        Mistake("ReLU missing in the convolutions", "Your convolutions have no ReLU: in a row they are no more "
                "than one.", network(alexnet_steps, each("conv", activation=None))),
        Mistake("ReLU missing in the dense layers", "The two large dense layers have no ReLU: in a row they are no "
                "more than one.", network(alexnet_steps, each("dense", [0, 1], activation=None))),
        Mistake("ReLU missing everywhere", "All ReLUs are missing: without them the whole network is nearly linear.",
                network(alexnet_steps, each("conv", activation=None), each("dense", [0, 1], activation=None))),
        Mistake("tanh", "You used tanh. AlexNet made ReLU famous: it trained six times faster.",
                network(alexnet_steps, each("conv", activation="tanh"), each("dense", [0, 1], activation="tanh"))),
        Mistake("dropout", "You added dropout after the dense layers. AlexNet had it, but it is left out here.",
                network(alexnet_steps, after("dense", 0, {"kind": "dropout", "rate": 0.5}),
                        after("dense", 1, {"kind": "dropout", "rate": 0.5}))),
        Mistake("softmax missing", _SOFTMAX, network(alexnet_steps, each("dense", [-1], activation=None))),
        Mistake("sigmoid for softmax", _SIGMOID, network(alexnet_steps, each("dense", [-1], activation="sigmoid"))),
        Mistake("not flattened", _FLATTEN, network(alexnet_steps, without("flatten"))),
        Mistake("one dense layer too few", "There are two dense layers with `units` units before the last.",
                network(alexnet_steps, without("dense", 1))),
        Mistake("classes ignored", _CLASSES, network(alexnet_steps, classes=1000)),
        Mistake("input_shape ignored", _SHAPE, network(alexnet_steps, input_shape=(227, 227, 3))),
    ),
    hints=(
        "Convolution, pooling, convolution, pooling, three convolutions, pooling; flatten; three dense layers.",
        "Only the first convolution is \"valid\", 96 filters 11×11 with stride 4; the others are \"same\": 256 filters "
        "5×5, then 384, 384 and 256 filters 3×3. Poolings: window 3, stride 2.",
        "x = layers.Conv2D(96, 11, strides=4, activation=\"relu\")(images), x = layers.MaxPooling2D(3, strides=2)(x), "
        "…, twice Dense(units, activation=\"relu\"), and Dense(classes, activation=\"softmax\").",
    ),
    outputs=("layers", "number of parameters", "outputs"),
    call="keras_model",
    seconds=20.0,
)  # fmt: skip

VGG = Exercise(
    "vgg16",
    20,
    classic.vgg16,
    cases=(
        model_case("images 32×32×3: the map shrinks to 1×1",
                   lambda r: model_inputs(r, (32, 32, 3), classes=5, width=4, units=12), 1),
        model_case("grey images 228×212", lambda r: model_inputs(r, (228, 212, 1), classes=4, width=2, units=6), 2),
    ),
    mistakes=(
        Mistake("VGG-13", "Your last three blocks have two convolutions each. They have three: 16 layers with weights.",
                network(vgg16_steps, without("conv", 6, 9, 12))),
        Mistake("VGG-19", "Your last three blocks have four convolutions each: that is VGG-19. VGG-16 has three.",
                network(vgg16_steps, *(after("conv", i, classic.conv(0, 3)) for i in (12, 9, 6)),
                        lambda steps: _like_before(steps))),
        Mistake("three convolutions in every block", "The first two blocks have two convolutions, the others three.",
                network(vgg16_steps, *(after("conv", i, classic.conv(0, 3)) for i in (3, 1)),
                        lambda steps: _like_before(steps))),
        Mistake("last block doubled", "Your last block has 16 times the width. The last two have 8 times: 512 filters.",
                lambda input_shape, classes, width, units: network(
                    vgg16_steps, each("conv", [10, 11, 12], filters=16 * width)
                )(input_shape, classes, width, units)),
        Mistake("filters do not grow", "All your blocks have `width` filters. Each of the first four doubles them.",
                lambda input_shape, classes, width, units: network(vgg16_steps, each("conv", filters=width))(
                    input_shape, classes, width, units)),
        Mistake("not padded", "Your convolutions do not pad. VGG's keep the size; only the poolings halve it.",
                network(vgg16_steps, each("conv", padding="valid"))),
        Mistake("poolings padded", "Your poolings pad. Here their padding is Keras' default, \"valid\": an odd last "
                "row is left out.", network(vgg16_steps, each("pool", padding="same"))),
        Mistake("average pooling", "You used average pooling. VGG-16 takes the maximum.",
                network(vgg16_steps, each("pool", mode="average"))),
        Mistake("pooling stride 1", "Your poolings move one pixel at a time. Their stride is 2: they halve the size.",
                network(vgg16_steps, each("pool", stride=1))),
        Mistake("3×3 poolings", "Your pooling windows are 3×3. VGG's are 2×2, two pixels apart.",
                network(vgg16_steps, each("pool", f=3, padding="same"))),
        Mistake("5×5 filters", "Your filters are 5×5. VGG has 3×3 everywhere.",
                network(vgg16_steps, each("conv", f=5))),
        Mistake("last pooling missing", "The pooling after the last block is missing: 14×14 becomes 7×7.",
                network(vgg16_steps, without("pool", 4))),
        Mistake("pooled after every convolution", "You pool after every convolution. Pooling ends a block.",
                network(vgg16_steps, without("pool"), *(after("conv", i, pool(2, 2, padding="same"))
                                                        for i in range(12, -1, -1)))),
        Mistake("activation after pooling", "Your ReLU comes after the pooling at the end of a block. Put it right "
                "after each convolution.", network(vgg16_steps, naive.activation_after_pooling)),
        Mistake("ReLU missing in the convolutions", "Your convolutions have no ReLU: in a row they are no more "
                "than one.", network(vgg16_steps, each("conv", activation=None))),
        Mistake("ReLU missing in the dense layers", "The two large dense layers have no ReLU: in a row they are no "
                "more than one.", network(vgg16_steps, each("dense", [0, 1], activation=None))),
        Mistake("ReLU missing everywhere", "All ReLUs are missing: without them the whole network is nearly linear.",
                network(vgg16_steps, each("conv", activation=None), each("dense", [0, 1], activation=None))),
        Mistake("softmax missing", _SOFTMAX, network(vgg16_steps, each("dense", [-1], activation=None))),
        Mistake("sigmoid for softmax", _SIGMOID, network(vgg16_steps, each("dense", [-1], activation="sigmoid"))),
        Mistake("not flattened", _FLATTEN, network(vgg16_steps, without("flatten"))),
        Mistake("global pooling", "You average over the whole map. VGG-16 flattens it: that is why it has 138 million "
                "parameters.", network(vgg16_steps, after("flatten", 0, {"kind": "global"}), without("flatten"))),
        Mistake("one dense layer too few", "There are two dense layers with `units` units before the last.",
                network(vgg16_steps, without("dense", 1))),
        Mistake("classes ignored", _CLASSES, network(vgg16_steps, classes=1000)),
        Mistake("input_shape ignored", _SHAPE, network(vgg16_steps, input_shape=(224, 224, 3))),
    ),
    hints=(
        "Five blocks in a loop: some 3×3 convolutions, then one pooling. Then flatten, and three dense layers.",
        "Filters per block: width · 1, 2, 4, 8, 8. Convolutions per block: 2, 2, 3, 3, 3, all \"same\" with ReLU. "
        "MaxPooling2D(2) has stride 2 by itself.",
        "for times, repeats in [(1, 2), (2, 2), (4, 3), (8, 3), (8, 3)]: inside, a second loop of Conv2D(times * width"
        ", 3, padding=\"same\", activation=\"relu\"), then one MaxPooling2D(2).",
    ),
    outputs=("layers", "number of parameters", "outputs"),
    call="keras_model",
    seconds=20.0,
)  # fmt: skip


def _like_before(steps: list[classic.Step]) -> list[classic.Step]:
    """Convolutions with 0 filters get as many as the step before them."""
    found: list[classic.Step] = []
    for step in steps:
        found.append({**step, "filters": found[-1]["filters"]} if step.get("filters") == 0 else step)
    return found


MULTIPLICATIONS = Exercise(
    "conv_multiplications",
    15,
    classic.conv_multiplications,
    cases=(
        Case("5×5 on 28×28×192, 32 filters: 120,422,400", lambda r: layer_inputs((28, 28, 192), 5, 32), 1),
        Case("the same through 16 channels: 12,443,648",
             lambda r: layer_inputs((28, 28, 192), 5, 32, bottleneck=16), 1),
        Case("valid, stride 3, an image that is not square", lambda r: layer_inputs((20, 31, 3), 4, 5, 3, "valid"), 1),
        Case("same, stride 2, through 3 channels", lambda r: layer_inputs((9, 14, 8), 3, 6, 2, "same", 3), 1),
    ),
    mistakes=(
        Mistake("input channels forgotten", "You forgot the input channels: every filter is as deep as its input.",
                naive.multiplications(channels=False)),
        Mistake("one filter", "You counted one filter. Every filter needs its own multiplications.",
                naive.multiplications(all_filters=False)),
        Mistake("f for f·f", "You multiplied by f once. A filter has f rows and f columns.",
                naive.multiplications(kernel=1)),
        Mistake("positions forgotten", "You counted the weights. Each is used once at every place of the output.",
                naive.multiplications(positions=lambda n, f, stride, padding: 1)),
        Mistake("rows only", "You counted the rows of the output. It has rows times columns.",
                naive.multiplications(positions=lambda n, f, stride, padding: 1, squared=False)),
        Mistake("rows plus columns", "You added rows and columns of the output. It has rows times columns places.",
                naive.multiplications(squared=False)),
        Mistake("rows twice", "You took the rows twice. The image need not be square.",
                naive.multiplications(square=True)),
        Mistake("input positions", "You counted the places of the input. Count those of the output.",
                naive.multiplications(positions=lambda n, f, stride, padding: n)),
        Mistake("stride ignored", "You ignored the stride: with stride 2 there are half as many rows and columns.",
                naive.multiplications(positions=lambda n, f, stride, padding: n if padding == "same" else n - f + 1)),
        Mistake("padding ignored: always same", "You always pad. With \"valid\" the output has n − f + 1 places in a "
                "row, before the stride.",
                naive.multiplications(positions=lambda n, f, stride, padding: -(-n // stride))),
        Mistake("padding ignored: always valid", "You never pad. With \"same\" the output keeps the input's size.",
                naive.multiplications(positions=lambda n, f, stride, padding: (n - f) // stride + 1)),
        Mistake("same rounded down", "With \"same\" the output has n / stride rows, rounded up.",
                naive.multiplications(positions=lambda n, f, stride, padding:
                                      n // stride if padding == "same" else (n - f) // stride + 1)),
        Mistake("plus 1 forgotten", "You forgot the + 1: the first place counts too.",
                naive.multiplications(positions=lambda n, f, stride, padding:
                                      -(-n // stride) if padding == "same" else (n - f) // stride)),
        Mistake("bottleneck ignored", "You ignored the bottleneck: first the 1×1 convolution, then f×f on its output.",
                naive.multiplications(reduced_input=False, join=lambda first, second: second)),
        Mistake("bottleneck's own work forgotten", "You forgot the multiplications of the 1×1 convolution itself.",
                naive.multiplications(join=lambda first, second: second)),
        Mistake("bottleneck only", "You counted the 1×1 convolution only. The f×f convolution comes on top.",
                naive.multiplications(join=lambda first, second: first)),
        Mistake("bottleneck added to the direct count", "Your f×f convolution still reads all input channels. After "
                "the bottleneck it reads `bottleneck` channels.", naive.multiplications(reduced_input=False)),
        Mistake("steps multiplied", "You multiplied the two steps' counts. They happen one after the other: add them.",
                naive.multiplications(join=lambda first, second: first * second)),
        Mistake("bottleneck without input channels", "The 1×1 convolution is as deep as its input: multiply by n_C.",
                naive.multiplications(inner=False)),
        Mistake("bottleneck strided", "The 1×1 convolution has stride 1: it works at every place of the input.",
                naive.multiplications(strided_bottleneck=True)),
        Mistake("additions counted", "You counted additions too. Count multiplications only: half of that.",
                naive.multiplications(per_product=2)),
    ),
    hints=(
        "How many numbers come out, and how many multiplications does each of them need?",
        "Numbers: n_H' · n_W' · filters, each needs f · f · n_C. \"same\": n' = ⌈n / stride⌉; \"valid\": "
        "⌊(n − f) / stride⌋ + 1. A bottleneck is a second such count, with f = 1, added.",
        "total = n_H * n_W * bottleneck * n_C first, and then n_C = bottleneck; -(-n_H // stride) rounds up.",
    ),
    outputs=("multiplications",),
)  # fmt: skip

_SMALL = (4, (3, 4), (2, 4), 4)


def _add(ends: list[Any]) -> Any:
    from keras import layers

    return layers.Add()(ends)


def _concatenate(axis: int) -> Any:
    def join(ends: list[Any]) -> Any:
        from keras import layers

        return layers.Concatenate(axis=axis)(ends)

    return join


def _relu_at_the_end(ends: list[Any]) -> Any:
    from keras import layers

    return layers.ReLU()(layers.Concatenate()(ends))


INCEPTION = Exercise(
    "inception_module",
    25,
    classic.inception_module,
    cases=(
        model_case("7×5×6, four branches of 4 filters", lambda r: block_inputs(r, (7, 5, 6), _SMALL), 1),
        model_case("one pixel", lambda r: block_inputs(r, (1, 1, 5), (2, (4, 3), (3, 5), 1)), 2),
        model_case("28×28×192 → 28×28×256",
                   lambda r: block_inputs(r, (28, 28, 192), (64, (96, 128), (16, 32), 32)), 3),
    ),
    mistakes=(
        Mistake("wrong axis: rows", "You concatenated along the rows. Branches lie side by side as channels: axis -1.",
                naive.inception(join=_concatenate(1))),
        Mistake("wrong axis: columns", "You concatenated along the columns. Branches lie side by side as channels: "
                "axis -1.", naive.inception(join=_concatenate(2))),
        Mistake("wrong axis: images", "You concatenated along the images. Branches lie side by side as channels: "
                "axis -1.", naive.inception(join=_concatenate(0))),
        Mistake("added", "You added the branches. They are concatenated: each keeps its own channels.",
                naive.inception(join=_add)),
        Mistake("both reductions missing", "The 1×1 convolutions before 3×3 and 5×5 are missing: they make the "
                "module cheap.", naive.inception(in_branches(without("conv", 0), only=(1, 2)))),
        Mistake("3×3 reduction missing", "The 1×1 convolution before the 3×3 convolution is missing.",
                naive.inception(in_branches(without("conv", 0), only=(1,)))),
        Mistake("5×5 reduction missing", "The 1×1 convolution before the 5×5 convolution is missing.",
                naive.inception(in_branches(without("conv", 0), only=(2,)))),
        Mistake("projection missing", "The 1×1 convolution after the pooling is missing: all input channels pass.",
                naive.inception(in_branches(without("conv", 0), only=(3,)))),
        Mistake("projection before pooling", "In the fourth branch, the pooling comes first, the 1×1 convolution "
                "second.", naive.inception(in_branches(lambda branch: branch[::-1], only=(3,)))),
        Mistake("pooling stride 2", "Your pooling moves two pixels at a time. With stride 1 and padding \"same\" the "
                "branch keeps its size, as the others do.",
                naive.inception(in_branches(each("pool", stride=2), only=(3,)))),
        Mistake("pooling stride 3", "Your pooling's strides are missing: without them they equal the window. With "
                "stride 1 and padding \"same\" the branch keeps its size, as the others do.",
                naive.inception(in_branches(each("pool", stride=3), only=(3,)))),
        Mistake("pooling missing", "The fourth branch begins with a 3×3 max pooling: it is missing.",
                naive.inception(in_branches(without("pool"), only=(3,)))),
        Mistake("average pooling", "You used average pooling. Here it is the maximum.",
                naive.inception(in_branches(each("pool", mode="average"), only=(3,)))),
        Mistake("2×2 pooling", "Your pooling window is 2×2. Here it is 3×3.",
                naive.inception(in_branches(each("pool", f=2), only=(3,)))),
        Mistake("pairs swapped", "Your pairs are swapped: (96, 128) means 96 filters 1×1, then 128 filters 3×3.",
                naive.inception(in_branches(lambda branch: swapped("conv", "filters", 0, 1)(branch), only=(1, 2)))),
        Mistake("second kernel 3×3", "Your third branch ends with a 3×3 convolution. It is 5×5.",
                naive.inception(in_branches(each("conv", [1], f=3), only=(2,)))),
        Mistake("ReLU missing", "All ReLUs are missing. Every convolution of the module has one.",
                naive.inception(in_branches(each("conv", activation=None)))),
        Mistake("ReLU of the reductions missing", "The 1×1 convolutions before 3×3 and 5×5 need a ReLU too.",
                naive.inception(in_branches(each("conv", [0], activation=None), only=(1, 2)))),
        Mistake("one ReLU at the end", "You applied one ReLU after the concatenation. Every convolution has its own, "
                "also those before 3×3 and 5×5.",
                naive.inception(in_branches(each("conv", activation=None)), join=_relu_at_the_end)),
        Mistake("branches reversed", "The order of the branches is 1×1, 3×3, 5×5, pooling: yours is reversed.",
                naive.inception(lambda branches: branches[::-1])),
        Mistake("3×3 and 5×5 swapped", "The order of the branches is 1×1, 3×3, 5×5, pooling: two of yours are swapped.",
                naive.inception(lambda branches: [branches[0], branches[2], branches[1], branches[3]])),
        Mistake("pooling branch missing", "The fourth branch is missing: pooling, then a 1×1 convolution.",
                naive.inception(lambda branches: branches[:3])),
        Mistake("chained", "Your branches follow one another. Each of the four reads X.",
                naive.inception(chained=True)),
    ),
    hints=(
        "Four short paths that all start at X, and one concatenation of their ends along the channels.",
        "Every convolution: padding \"same\", ReLU. The pooling: window 3, strides 1, padding \"same\", so that all "
        "four ends have X's rows and columns. Channels at the end: their sum.",
        "layers.Concatenate()([branch_1, branch_3, branch_5, branch_pool]) with branch_3 = Conv2D(three[1], 3, …)("
        "Conv2D(three[0], 1, …)(X)), and branch_pool = Conv2D(pooled, 1, …)(MaxPooling2D(3, strides=1, …)(X)).",
    ),
    outputs=("layers", "number of parameters", "outputs"),
    call="keras_block",
    seconds=15.0,
)  # fmt: skip

EXERCISES = ExerciseSet(
    "week2/2_classic_networks",
    "Classic networks",
    (LENET, ALEXNET, VGG, MULTIPLICATIONS, INCEPTION),
    profile="tensorflow",
)
