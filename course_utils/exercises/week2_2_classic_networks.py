"""Exercises of week2/2_classic_networks: LeNet-5, AlexNet, VGG-16, what convolutions cost, and Inception."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from course_utils.exercises.base import Case, Exercise, ExerciseSet, Inputs, Mistake, Recipe
from course_utils.exercises.changes import changed
from course_utils.exercises.loops.classic import (
    alexnet,
    auxiliary_classifier,
    conv_multiplications,
    inception_module,
    lenet5,
    vgg16,
)
from course_utils.layers.networks import classic

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
        model_case("colours, 36×30, seven classes, the form of 1998",
                   lambda r: model_inputs(r, (36, 30, 3), classes=7, original=True), 2),
    ),
    mistakes=(
        Mistake("convolutions padded", "Your convolutions pad. Here padding is \"valid\": 32×32 becomes 28×28.",
                changed(lenet5, '5, padding="valid"', '5, padding="same"')),
        Mistake("120 and 84 swapped", "Your dense layers have 84 and 120 units. The order is 120, then 84.",
                changed(lenet5, "(120, 84)", "(84, 120)")),
        Mistake("6 and 16 swapped", "The first convolution has 6 filters and the second 16: yours are swapped.",
                changed(lenet5, "(6, 16)", "(16, 6)")),
        Mistake("softmax missing", _SOFTMAX, changed(lenet5, ', activation="softmax"', "")),
        Mistake("sigmoid for softmax", _SIGMOID, changed(lenet5, '"softmax"', '"sigmoid"')),
        Mistake("not flattened", _FLATTEN, changed(lenet5, "layers.Flatten()(x)", "x")),
        Mistake("no activation in the convolutions", "Your convolutions have no activation: two of them in a row, "
                "with pooling, are then hardly more than one.",
                changed(lenet5, '"valid", activation=squash', '"valid"')),
        Mistake("no activation in the dense layers", "The layers with 120 and 84 units have no activation: without "
                "it three dense layers are no more than one.", changed(lenet5, "units, activation=squash", "units")),
        Mistake("activation missing everywhere", "All activations but the softmax are missing.",
                changed(lenet5, '"valid", activation=squash', '"valid"', "units, activation=squash", "units")),
        Mistake("activation after pooling", "Your activation comes after the pooling. It belongs to the convolution: "
                "convolve, activate, pool.",
                changed(lenet5, '"valid", activation=squash', '"valid"',
                        'pooling(2, strides=2, padding="valid")(x)', "layers.Activation(squash)(pooling(2)(x))")),
        Mistake("always today's form", "You ignore original: with original=True the network has tanh and "
                "average pooling.", changed(lenet5, "if original", "if False")),
        Mistake("always the form of 1998", "You ignore original: with original=False the network has ReLU and "
                "max pooling.", changed(lenet5, "if original", "if True")),
        Mistake("forms swapped", "Your two forms are swapped: original=True is tanh with average pooling.",
                changed(lenet5, "if original", "if not original")),
        Mistake("always average pooling", "You always pool by the mean. With original=False it is the maximum.",
                changed(lenet5, "layers.MaxPooling2D", "layers.AveragePooling2D")),
        Mistake("always max pooling", "You always pool by the maximum. With original=True it is the mean.",
                changed(lenet5, "layers.AveragePooling2D", "layers.MaxPooling2D")),
        Mistake("pooling stride 1", "Your poolings move one pixel at a time. Their stride is 2.",
                changed(lenet5, "strides=2", "strides=1")),
        Mistake("poolings padded", "Your poolings pad. Here their padding is Keras' default, \"valid\": an odd last "
                "row is left out.", changed(lenet5, 'strides=2, padding="valid"', 'strides=2, padding="same"')),
        Mistake("3×3 filters", "Your filters are 3×3. LeNet-5 has 5×5.", changed(lenet5, "filters, 5", "filters, 3")),
        Mistake("second pooling missing", "The pooling after the second convolution is missing.",
                changed(lenet5, "x = pooling", "x = x if filters == 16 else pooling")),
        Mistake("first pooling missing", "The pooling after the first convolution is missing.",
                changed(lenet5, "x = pooling", "x = x if filters == 6 else pooling")),
        Mistake("84 missing", "The dense layer with 84 units is missing.", changed(lenet5, "(120, 84)", "(120,)")),
        Mistake("global pooling", "You average over the whole map. LeNet-5 flattens: 5·5·16 = 400 numbers.",
                changed(lenet5, "Flatten", "GlobalAveragePooling2D")),
        Mistake("input_shape ignored", _SHAPE, changed(lenet5, "Input(input_shape)", "Input((32, 32, 1))")),
        Mistake("classes ignored", _CLASSES, changed(lenet5, "Dense(classes", "Dense(10")),
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
                changed(alexnet, ', padding="valid"', "")),
        Mistake("second convolution not padded", "Your 5×5 convolution does not pad. It keeps the size: 27 stays 27.",
                changed(alexnet, "256, 5", '256, 5, padding="valid"')),
        Mistake("first stride missing", "Your first convolution moves one pixel at a time. Its stride is 4.",
                changed(alexnet, ", strides=4", "")),
        Mistake("pooling stride 3", "Your pooling strides are 3, the size of the window. They are 2: windows overlap.",
                changed(alexnet, "3, strides=2", "3, strides=3")),
        Mistake("2×2 poolings", "Your pooling windows are 2×2. AlexNet's are 3×3, two pixels apart.",
                changed(alexnet, "3, strides=2", "2, strides=2")),
        Mistake("poolings padded", "Your poolings pad. Here their padding is Keras' default, \"valid\": what no whole "
                "window covers is left out.", changed(alexnet, "strides=2", 'strides=2, padding="same"')),
        Mistake("average pooling", "You used average pooling. AlexNet takes the maximum.",
                changed(alexnet, "MaxPooling2D", "AveragePooling2D")),
        Mistake("384 filters at the end", "Your fifth convolution has 384 filters. It has 256: the very slip behind "
                "the published count of 62,811,648.", changed(alexnet, "conv(256, 3)", "conv(384, 3)")),
        Mistake("256 filters in the middle", "The third and fourth convolutions have 384 filters each.",
                changed(alexnet, "conv(384, 3), conv(384, 3)", "conv(256, 3), conv(256, 3)")),
        Mistake("fourth convolution missing", "There are two convolutions with 384 filters: one of yours is missing.",
                changed(alexnet, "conv(384, 3), conv(384, 3)", "conv(384, 3)")),
        Mistake("pooling after the third convolution", "You pool after the third convolution, too. The last three "
                "convolutions follow one another; pooling comes after the first, second and fifth.",
                changed(alexnet, "conv(384, 3), conv(384, 3)", "conv(384, 3), pool(), conv(384, 3)")),
        Mistake("last pooling missing", "The pooling after the fifth convolution is missing: 13×13 becomes 6×6.",
                changed(alexnet, "conv(256, 3), pool()", "conv(256, 3)")),
        Mistake("first pooling missing", "The pooling after the first convolution is missing: 55×55 becomes 27×27.",
                changed(alexnet, 'padding="valid"), pool()', 'padding="valid")')),
        Mistake("activation after pooling", "Your ReLU comes after the pooling. The numbers are the same, the work is "
                "not: put ReLU right after each convolution.",
                changed(alexnet, '"valid"), pool()', '"valid", activation=None), pool(), layers.ReLU()',
                        "256, 5), pool()", "256, 5, activation=None), pool(), layers.ReLU()",
                        "256, 3), pool()", "256, 3, activation=None), pool(), layers.ReLU()")),
        Mistake("ReLU missing in the convolutions", "Your convolutions have no ReLU: in a row they are no more "
                "than one.", changed(alexnet, 'padding="same", activation="relu"', 'padding="same"')),
        Mistake("ReLU missing in the dense layers", "The two large dense layers have no ReLU: in a row they are no "
                "more than one.", changed(alexnet, 'Dense, activation="relu"', "Dense")),
        Mistake("ReLU missing everywhere", "All ReLUs are missing: without them the whole network is nearly linear.",
                changed(alexnet, 'padding="same", activation="relu"', 'padding="same"',
                        'Dense, activation="relu"', "Dense")),
        Mistake("tanh", "You used tanh. AlexNet made ReLU famous: it trained six times faster.",
                changed(alexnet, '"same", activation="relu"', '"same", activation="tanh"',
                        'Dense, activation="relu"', 'Dense, activation="tanh"')),
        Mistake("dropout", "You added dropout after the dense layers. AlexNet had it, but it is left out here.",
                changed(alexnet, "dense(units), dense(units)",
                        "dense(units), layers.Dropout(0.5), dense(units), layers.Dropout(0.5)")),
        Mistake("softmax missing", _SOFTMAX, changed(alexnet, ', activation="softmax"', "")),
        Mistake("sigmoid for softmax", _SIGMOID, changed(alexnet, '"softmax"', '"sigmoid"')),
        Mistake("not flattened", _FLATTEN, changed(alexnet, "layers.Flatten(),", "")),
        Mistake("one dense layer too few", "There are two dense layers with `units` units before the last.",
                changed(alexnet, "dense(units), dense(units)", "dense(units)")),
        Mistake("classes ignored", _CLASSES, changed(alexnet, "Dense(classes", "Dense(1000")),
        Mistake("input_shape ignored", _SHAPE, changed(alexnet, "Input(input_shape)", "Input((227, 227, 3))")),
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
                changed(vgg16, "(4, 3), (8, 3), (8, 3)", "(4, 2), (8, 2), (8, 2)")),
        Mistake("VGG-19", "Your last three blocks have four convolutions each: that is VGG-19. VGG-16 has three.",
                changed(vgg16, "(4, 3), (8, 3), (8, 3)", "(4, 4), (8, 4), (8, 4)")),
        Mistake("three convolutions in every block", "The first two blocks have two convolutions, the others three.",
                changed(vgg16, "(1, 2), (2, 2)", "(1, 3), (2, 3)")),
        Mistake("last block doubled", "Your last block has 16 times the width. The last two have 8 times: 512 filters.",
                changed(vgg16, "(8, 3), (8, 3)", "(8, 3), (16, 3)")),
        Mistake("filters do not grow", "All your blocks have `width` filters. Each of the first four doubles them.",
                changed(vgg16, "times * width", "width")),
        Mistake("not padded", "Your convolutions do not pad. VGG's keep the size; only the poolings halve it.",
                changed(vgg16, 'padding="same"', 'padding="valid"')),
        Mistake("poolings padded", "Your poolings pad. Here their padding is Keras' default, \"valid\": an odd last "
                "row is left out.", changed(vgg16, "MaxPooling2D(2)", 'MaxPooling2D(2, padding="same")')),
        Mistake("average pooling", "You used average pooling. VGG-16 takes the maximum.",
                changed(vgg16, "MaxPooling2D(2)", "AveragePooling2D(2)")),
        Mistake("pooling stride 1", "Your poolings move one pixel at a time. Their stride is 2: they halve the size.",
                changed(vgg16, "MaxPooling2D(2)", "MaxPooling2D(2, strides=1)")),
        Mistake("3×3 poolings", "Your pooling windows are 3×3. VGG's are 2×2, two pixels apart.",
                changed(vgg16, "MaxPooling2D(2)", 'MaxPooling2D(3, strides=2, padding="same")')),
        Mistake("5×5 filters", "Your filters are 5×5. VGG has 3×3 everywhere.", changed(vgg16, "width, 3", "width, 5")),
        Mistake("last pooling missing", "The pooling after the last block is missing: 14×14 becomes 7×7.",
                changed(vgg16, "times, repeats in (", "block, (times, repeats) in enumerate((", "(8, 3)):", "(8, 3))):",
                        "x = layers.MaxPooling2D(2)(x)", "x = layers.MaxPooling2D(2)(x) if block < 4 else x")),
        Mistake("pooled after every convolution", "You pool after every convolution. Pooling ends a block.",
                changed(vgg16, "layers.MaxPooling2D(2)(x)", "x",
                        "layers.ReLU()(x)", 'layers.MaxPooling2D(2, padding="same")(layers.ReLU()(x))')),
        Mistake("activation after pooling", "Your ReLU comes after the pooling at the end of a block. Put it right "
                "after each convolution.",
                changed(vgg16, "for _ in", "for number in",
                        "layers.ReLU()(x)", "layers.ReLU()(x) if number < repeats - 1 else x",
                        "layers.MaxPooling2D(2)(x)", "layers.ReLU()(layers.MaxPooling2D(2)(x))")),
        Mistake("ReLU missing in the convolutions", "Your convolutions have no ReLU: in a row they are no more "
                "than one.", changed(vgg16, "layers.ReLU()(x)", "x")),
        Mistake("ReLU missing in the dense layers", "The two large dense layers have no ReLU: in a row they are no "
                "more than one.", changed(vgg16, 'size, activation="relu"', "size")),
        Mistake("ReLU missing everywhere", "All ReLUs are missing: without them the whole network is nearly linear.",
                changed(vgg16, "layers.ReLU()(x)", "x", 'size, activation="relu"', "size")),
        Mistake("softmax missing", _SOFTMAX, changed(vgg16, ', activation="softmax"', "")),
        Mistake("sigmoid for softmax", _SIGMOID, changed(vgg16, '"softmax"', '"sigmoid"')),
        Mistake("not flattened", _FLATTEN, changed(vgg16, "layers.Flatten()(x)", "x")),
        Mistake("global pooling", "You average over the whole map. VGG-16 flattens it: that is why it has 138 million "
                "parameters.", changed(vgg16, "Flatten", "GlobalAveragePooling2D")),
        Mistake("one dense layer too few", "There are two dense layers with `units` units before the last.",
                changed(vgg16, "(units, units)", "(units,)")),
        Mistake("classes ignored", _CLASSES, changed(vgg16, "Dense(classes", "Dense(1000")),
        Mistake("input_shape ignored", _SHAPE, changed(vgg16, "Input(input_shape)", "Input((224, 224, 3))")),
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
                changed(conv_multiplications, "bottleneck * n_C", "bottleneck", "f * f * n_C", "f * f")),
        Mistake("one filter", "You counted one filter. Every filter needs its own multiplications.",
                changed(conv_multiplications, "filters * f", "f")),
        Mistake("f for f·f", "You multiplied by f once. A filter has f rows and f columns.",
                changed(conv_multiplications, "f * f", "f")),
        Mistake("positions forgotten", "You counted the weights. Each is used once at every place of the output.",
                changed(conv_multiplications, "rows * columns * ", "")),
        Mistake("rows only", "You counted the rows of the output. It has rows times columns.",
                changed(conv_multiplications, "rows * columns", "2")),
        Mistake("rows plus columns", "You added rows and columns of the output. It has rows times columns places.",
                changed(conv_multiplications, "rows * columns", "(rows + columns)")),
        Mistake("rows twice", "You took the rows twice. The image need not be square.",
                changed(conv_multiplications, "n_H, n_W, n_C = input_shape", "n_H, _, n_C = input_shape; n_W = n_H")),
        Mistake("input positions", "You counted the places of the input. Count those of the output.",
                changed(conv_multiplications, 'ceil(n / stride) if padding == "same" else (n - f) // stride + 1', "n")),
        Mistake("stride ignored", "You ignored the stride: with stride 2 there are half as many rows and columns.",
                changed(conv_multiplications, "ceil(n / stride)", "n", "(n - f) // stride", "n - f")),
        Mistake("padding ignored: always same", "You always pad. With \"valid\" the output has n − f + 1 places in a "
                "row, before the stride.", changed(conv_multiplications, 'if padding == "same"', "if True")),
        Mistake("padding ignored: always valid", "You never pad. With \"same\" the output keeps the input's size.",
                changed(conv_multiplications, 'if padding == "same"', "if False")),
        Mistake("same rounded down", "With \"same\" the output has n / stride rows, rounded up.",
                changed(conv_multiplications, "ceil(n / stride)", "n // stride")),
        Mistake("plus 1 forgotten", "You forgot the + 1: the first place counts too.",
                changed(conv_multiplications, "// stride + 1", "// stride")),
        Mistake("bottleneck ignored", "You ignored the bottleneck: first the 1×1 convolution, then f×f on its output.",
                changed(conv_multiplications, "if bottleneck", "if False")),
        Mistake("bottleneck's own work forgotten", "You forgot the multiplications of the 1×1 convolution itself.",
                changed(conv_multiplications, "return before +", "return")),
        Mistake("bottleneck only", "You counted the 1×1 convolution only. The f×f convolution comes on top.",
                changed(conv_multiplications, "before + rows", "before or rows")),
        Mistake("bottleneck added to the direct count", "Your f×f convolution still reads all input channels. After "
                "the bottleneck it reads `bottleneck` channels.",
                changed(conv_multiplications, "n_C = bottleneck", "pass")),
        Mistake("steps multiplied", "You multiplied the two steps' counts. They happen one after the other: add them.",
                changed(conv_multiplications, "before = 0", "before = 1", "before + rows", "before * rows")),
        Mistake("bottleneck without input channels", "The 1×1 convolution is as deep as its input: multiply by n_C.",
                changed(conv_multiplications, "bottleneck * n_C", "bottleneck")),
        Mistake("bottleneck strided", "The 1×1 convolution has stride 1: it works at every place of the input.",
                changed(conv_multiplications, "n_H * n_W", "ceil(n_H / stride) * ceil(n_W / stride)")),
        Mistake("additions counted", "You counted additions too. Count multiplications only: half of that.",
                changed(conv_multiplications, "before + rows", "2 * before + 2 * rows")),
        Mistake("columns twice", "You took the columns twice. The image need not be square.",
                changed(conv_multiplications, "n_H, n_W, n_C = input_shape", "_, n_W, n_C = input_shape; n_H = n_W")),
        Mistake("biases counted", "You counted a bias for each number. Adding is no multiplication.",
                changed(conv_multiplications, "f * f * n_C", "(f * f * n_C + 1)")),
        Mistake("valid rounded up", "With \"valid\" a window that does not fit is dropped: round down.",
                changed(conv_multiplications, "(n - f) // stride", "-(-(n - f) // stride)")),
        Mistake("same without stride", "With \"same\" the output has ⌈n / stride⌉ rows: divide by the stride.",
                changed(conv_multiplications, "ceil(n / stride)", "n")),
        Mistake("valid without stride",
                "With \"valid\" the output has (n − f) // stride + 1 rows: divide by the stride.",
                changed(conv_multiplications, "(n - f) // stride", "(n - f)")),
        Mistake("filters for channels",
                "You took the filters for the input's depth. Each filter has f · f · n_C weights.",
                changed(conv_multiplications, "f * f * n_C", "f * f * filters")),
        Mistake("f added", "You added f and f. A filter has f · f places.",
                changed(conv_multiplications, "f * f", "(f + f)")),
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
                changed(inception_module, "Concatenate()", "Concatenate(axis=1)")),
        Mistake("wrong axis: columns", "You concatenated along the columns. Branches lie side by side as channels: "
                "axis -1.", changed(inception_module, "Concatenate()", "Concatenate(axis=2)")),
        Mistake("wrong axis: images", "You concatenated along the images. Branches lie side by side as channels: "
                "axis -1.", changed(inception_module, "Concatenate()", "Concatenate(axis=0)")),
        Mistake("added", "You added the branches. They are concatenated: each keeps its own channels.",
                changed(inception_module, "Concatenate()", "Add()")),
        Mistake("both reductions missing", "The 1×1 convolutions before 3×3 and 5×5 are missing: they make the "
                "module cheap.", changed(inception_module, "conv(three[0], 1)(X)", "X", "conv(five[0], 1)(X)", "X")),
        Mistake("3×3 reduction missing", "The 1×1 convolution before the 3×3 convolution is missing.",
                changed(inception_module, "conv(three[0], 1)(X)", "X")),
        Mistake("5×5 reduction missing", "The 1×1 convolution before the 5×5 convolution is missing.",
                changed(inception_module, "conv(five[0], 1)(X)", "X")),
        Mistake("projection missing", "The 1×1 convolution after the pooling is missing: all input channels pass.",
                changed(inception_module, "conv(pooled, 1)(D)", "D")),
        Mistake("projection before pooling", "In the fourth branch, the pooling comes first, the 1×1 convolution "
                "second.",
                changed(inception_module, 'padding="same")(X)', 'padding="same")(conv(pooled, 1)(X))',
                        "D = conv(pooled, 1)(D)", "")),
        Mistake("pooling stride 2", "Your pooling moves two pixels at a time. With stride 1 and padding \"same\" the "
                "branch keeps its size, as the others do.", changed(inception_module, "strides=1", "strides=2")),
        Mistake("pooling stride 3", "Your pooling's strides are missing: without them they equal the window. With "
                "stride 1 and padding \"same\" the branch keeps its size, as the others do.",
                changed(inception_module, "strides=1, ", "")),
        Mistake("pooling missing", "The fourth branch begins with a 3×3 max pooling: it is missing.",
                changed(inception_module, 'layers.MaxPooling2D(3, strides=1, padding="same")(X)', "X")),
        Mistake("average pooling", "You used average pooling. Here it is the maximum.",
                changed(inception_module, "MaxPooling2D", "AveragePooling2D")),
        Mistake("2×2 pooling", "Your pooling window is 2×2. Here it is 3×3.",
                changed(inception_module, "MaxPooling2D(3", "MaxPooling2D(2")),
        Mistake("pairs swapped", "Your pairs are swapped: (96, 128) means 96 filters 1×1, then 128 filters 3×3.",
                changed(inception_module, "three[0], 1", "three[1], 1", "three[1], 3", "three[0], 3",
                        "five[0], 1", "five[1], 1", "five[1], 5", "five[0], 5")),
        Mistake("second kernel 3×3", "Your third branch ends with a 3×3 convolution. It is 5×5.",
                changed(inception_module, "five[1], 5", "five[1], 3")),
        Mistake("ReLU missing", "All ReLUs are missing. Every convolution of the module has one.",
                changed(inception_module, ', activation="relu"', "")),
        Mistake("ReLU of the reductions missing", "The 1×1 convolutions before 3×3 and 5×5 need a ReLU too.",
                changed(inception_module, "three[0], 1", "three[0], 1, activation=None",
                        "five[0], 1", "five[0], 1, activation=None")),
        Mistake("one ReLU at the end", "You applied one ReLU after the concatenation. Every convolution has its own, "
                "also those before 3×3 and 5×5.",
                changed(inception_module, ', activation="relu"', "",
                        "layers.Concatenate()([A, B, C, D])", "layers.ReLU()(layers.Concatenate()([A, B, C, D]))")),
        Mistake("branches reversed", "The order of the branches is 1×1, 3×3, 5×5, pooling: yours is reversed.",
                changed(inception_module, "[A, B, C, D]", "[D, C, B, A]")),
        Mistake("3×3 and 5×5 swapped", "The order of the branches is 1×1, 3×3, 5×5, pooling: two of yours are swapped.",
                changed(inception_module, "[A, B, C, D]", "[A, C, B, D]")),
        Mistake("pooling branch missing", "The fourth branch is missing: pooling, then a 1×1 convolution.",
                changed(inception_module, "[A, B, C, D]", "[A, B, C]")),
        Mistake("chained", "Your branches follow one another. Each of the four reads X.",
                changed(inception_module, "three[0], 1)(X)", "three[0], 1)(A)", "five[0], 1)(X)", "five[0], 1)(B)",
                        '"same")(X)', '"same")(C)')),
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


def side(rng: Rng, shape: tuple[int, int, int], classes: int) -> Inputs:
    """Two volumes for a branch at the side, the number of classes and the seed of its weights."""
    return {"X": rng.randn(2, *shape), "classes": classes, "seed": int(rng.randint(2**31))}


_AUX = auxiliary_classifier
AUXILIARY = Exercise(
    "auxiliary_classifier",
    0,
    classic.auxiliary_classifier,
    cases=(
        model_case("14×14×16, ten classes", lambda r: side(r, (14, 14, 16), 10), 1),
        model_case("8×11×6, three classes", lambda r: side(r, (8, 11, 6), 3), 2),
    ),
    mistakes=(
        Mistake("max pooling", "You took the largest of each window. AveragePooling2D is asked for.",
                changed(_AUX, "AveragePooling2D", "MaxPooling2D")),
        Mistake("stride 5", "The windows of 5×5 move by 3, so they overlap: strides=3.",
                changed(_AUX, "AveragePooling2D(5, 3)", "AveragePooling2D(5)")),
        Mistake("windows of 3", "The windows are 5×5.", changed(_AUX, "AveragePooling2D(5, 3)",
                "AveragePooling2D(3, 3)")),
        Mistake("padded pooling", "Nothing is padded here.",
                changed(_AUX, "AveragePooling2D(5, 3)", 'AveragePooling2D(5, 3, padding="same")')),
        Mistake("no pooling", "The pooling is missing.", changed(_AUX, "layers.AveragePooling2D(5, 3)(X)", "X")),
        Mistake("global average", "Mean pooling keeps a small map; you took one number for each channel.",
                changed(_AUX, "layers.AveragePooling2D(5, 3)(X)",
                        "layers.Reshape((1, 1, X.shape[-1]))(layers.GlobalAveragePooling2D()(X))")),
        Mistake("64 filters", "The 1×1 convolution has 128 filters.", changed(_AUX, "Conv2D(128", "Conv2D(64")),
        Mistake("3×3", "The convolution is 1×1.", changed(_AUX, "Conv2D(128, 1", 'Conv2D(128, 3, padding="same"')),
        Mistake("no ReLU behind the convolution", "The convolution has a ReLU.",
                changed(_AUX, 'Conv2D(128, 1, activation="relu")', "Conv2D(128, 1)")),
        Mistake("no ReLU behind the dense layer", "The layer of 1,024 has a ReLU.",
                changed(_AUX, 'Dense(1024, "relu")', "Dense(1024)")),
        Mistake("dense layer missing", "A dense layer of 1,024 stands before the classes.",
                changed(_AUX, 'layers.Dense(1024, "relu")(A)', "A")),
        Mistake("dropout of 0.5", "The dropout is 0.7.", changed(_AUX, "Dropout(0.7)", "Dropout(0.5)")),
        Mistake("no dropout", "The dropout is missing.", changed(_AUX, "layers.Dropout(0.7)(A)", "A")),
        Mistake("1000 classes", "You wrote 1000. Use classes.", changed(_AUX, "Dense(classes", "Dense(1000")),
        Mistake("no softmax", "The last layer has a softmax.", changed(_AUX, ', "softmax")', ")")),
        Mistake("sigmoid", "The classes are alternatives: softmax.", changed(_AUX, '"softmax"', '"sigmoid"')),
    ),
    hints=(
        "One layer after the other, on the side of the network: smaller, thinner, flat, dense, dropout, classes.",
        "14×14×512 → mean pooling 5×5, stride 3: 4×4×512 → 1×1 convolution: 4×4×128 → 2,048 → 1,024 → classes.",
        "AveragePooling2D(5, strides=3), Conv2D(128, 1, activation=\"relu\"), Flatten(), Dense(1024, "
        "activation=\"relu\"), "
        "Dropout(0.7), Dense(classes, activation=\"softmax\")",
    ),
    outputs=("layers", "number of parameters", "outputs"),
    call="keras_block",
    seconds=10.0,
)  # fmt: skip

EXERCISES = ExerciseSet(
    "week2/2_classic_networks",
    "Classic networks",
    (LENET, ALEXNET, VGG, MULTIPLICATIONS, INCEPTION, AUXILIARY),
    profile="tensorflow",
)
