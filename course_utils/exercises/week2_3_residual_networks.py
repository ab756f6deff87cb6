"""Exercises of week2/3_residual_networks: blocks without and with shortcuts, and ResNet-50."""

from __future__ import annotations

from typing import Any

import numpy as np

from course_utils.exercises.base import Case, Exercise, ExerciseSet, Inputs, Mistake, Recipe
from course_utils.exercises.naive_residual import convolutional, identity, plain, resnet
from course_utils.layers.networks import residual

Rng = np.random.RandomState


def block_inputs(rng: Rng, shape: tuple[int, ...], f: int, filters: list[int], **more: Any) -> Inputs:
    """A volume, the classic arguments of a block and the seed of its weights."""
    return with_X(rng, rng.randn(*shape), f, filters, **more)


def with_X(rng: Rng, X: Any, f: int, filters: list[int], **more: Any) -> Inputs:
    """`stage` and `block` served for names only: functions that have them receive them."""
    named = {"stage": 2, "block": "a"}
    return {"X": X, "f": f, "filters": filters, **named, **more, "seed": int(rng.randint(2**31))}


def steps_of_one(rng: Rng) -> Any:
    """The published volume (3, 4, 4, 3): an image of −1, one of 1 and one of 3."""
    return np.repeat([-1.0, 1.0, 3.0], 48).reshape(3, 4, 4, 3)


def model_inputs(rng: Rng, shape: tuple[int, int, int], classes: int) -> Inputs:
    return {"input_shape": shape, "classes": classes, "X": rng.randn(1, *shape), "seed": int(rng.randint(2**31))}


def graph_case(title: str, inputs: Recipe, seed: int | None = None) -> Case:
    """A case of layers: float32 sums in another order differ in the sixth digit."""
    return Case(title, inputs, seed, rtol=1e-4)


_TRAINING = "Your batch normalisation is fixed to training=True: a call of the network then normalises by the batch, " \
            "and its answer to one picture depends on those beside it. Hand `training` on or leave it out."  # fmt: skip
_AXIS = "Your batch normalisation runs over another axis. Channels are normalised, each on its own: axis=3, the last."
_NO_NORM = "Your block has no batch normalisation. It follows each of the three convolutions."
_NORM_LAST = "The normalisation before the end is missing: the third convolution has one as well, before the addition."
_AFTER_RELU = "Your batch normalisation comes after ReLU. The order is convolution, normalisation, ReLU."
_BIAS = "Your convolutions have no bias. Leave use_bias at its default."
_VALID = "Your middle convolution does not pad: the map shrinks by f − 1 rows and columns. Use padding=\"same\"."
_F_IGNORED = "Your middle convolution is always 3×3. Its size is the argument f."
_F_EVERYWHERE = "All your convolutions are f×f. Only the middle one is; the others are 1×1."
_F_FIRST = "Your first convolution is f×f and the middle one 1×1. It is the other way round."
_F_LAST = "Your last convolution is f×f and the middle one 1×1. It is the other way round."
_FILTERS = "F1 and F2 are swapped: the first convolution has filters[0], the second filters[1]."
_FILTERS_1 = "Your second convolution has F1 filters. It has F2, filters[1]."
_NO_INNER = "Both ReLUs inside the block are missing: without them convolutions in a row are one linear step."
_FIRST_RELU = "The ReLU after the first convolution is missing."
_SECOND_RELU = "The ReLU after the second convolution is missing."
_BEFORE = "Your third ReLU comes before the addition. Add first, then ReLU: so the block may also subtract from X."
_TWICE = "You applied ReLU before the addition, too. There is one at the end only, after the addition."
_NO_RELU = "The last ReLU is missing: it follows the addition."
_NO_SHORTCUT = "The shortcut is missing: add it to the main path before the last ReLU."
_CONCAT = "You put the shortcut's channels beside the main path's. They are added, number by number."
_MULTIPLY = "You multiplied main path and shortcut. They are added."
_AVERAGE = "You took the mean of main path and shortcut. They are added."
_SELF = "You added the main path to itself. Keep what the block received before you change X: X_shortcut = X."
_TWO = "The middle component is missing: 1×1, f×f, 1×1 are three convolutions."

IDENTITY = Exercise(
    "identity_block",
    30,
    residual.identity_block,
    cases=(
        graph_case("the published volume: f 2, filters 4, 4, 3",
                   lambda r: with_X(r, steps_of_one(r), 2, [4, 4, 3]), 1),
        graph_case("a map of 3×3, f 3, filters 6, 4, 6", lambda r: block_inputs(r, (2, 3, 3, 6), 3, [6, 4, 6]), 2),
        graph_case("a map of 4×5, f 5, filters 2, 3, 7", lambda r: block_inputs(r, (2, 4, 5, 7), 5, [2, 3, 7]), 3),
    ),
    mistakes=(
        Mistake("no shortcut", _NO_SHORTCUT, identity(shortcut=None)),
        Mistake("no final ReLU", _NO_RELU, identity(relu=False)),
        Mistake("ReLU before the addition", _BEFORE, identity(join="before")),
        Mistake("ReLU before and after the addition", _TWICE, identity(join="twice")),
        Mistake("valid in the middle", _VALID, identity(paddings=("valid",) * 3)),
        Mistake("convolution on the shortcut", "Your shortcut has a convolution. Here X is added as it came: that is "
                "what makes the identity easy.", identity(shortcut="convolution")),
        Mistake("convolution on the shortcut, not normalised", "Your shortcut has a convolution. Here X is added as "
                "it came: that is what makes the identity easy.",
                identity(shortcut="convolution", shortcut_norm=False)),
        Mistake("shortcut taken too late", "Your shortcut starts after the first component. Keep X before you change "
                "it: X_shortcut = X comes first.", identity(first="component")),
        Mistake("main path added to itself", _SELF, identity(join="self")),
        Mistake("X added to itself", "You added X to itself: the main path leads nowhere. Add the end of the main "
                "path and X.", identity(join="X")),
        Mistake("concatenated", _CONCAT, identity(join="Concatenate")),
        Mistake("multiplied", _MULTIPLY, identity(join="Multiply")),
        Mistake("averaged", _AVERAGE, identity(join="Average")),
        Mistake("subtracted", "You subtracted X. It is added.", identity(join="Subtract")),
        Mistake("batch norm forced to training", _TRAINING, identity(training=True)),
        Mistake("batch norm over rows", _AXIS, identity(axis=1)),
        Mistake("batch norm over columns", _AXIS, identity(axis=2)),
        Mistake("no batch norm", _NO_NORM, identity(norm=(False,) * 3)),
        Mistake("no batch norm at the end", _NORM_LAST, identity(norm=(True, True, False))),
        Mistake("no batch norm in the middle", "The normalisation after the middle convolution is missing.",
                identity(norm=(True, False, True))),
        Mistake("no batch norm at first", "The normalisation after the first convolution is missing.",
                identity(norm=(False, True, True))),
        Mistake("batch norm after ReLU", _AFTER_RELU, identity(norm_last=True)),
        Mistake("normalised before the convolutions", "You normalise and apply ReLU before each convolution: a later "
                "form of the block (2016). Here both come after it.", identity(before=True)),
        Mistake("no ReLU inside", _NO_INNER, identity(inner=(False, False))),
        Mistake("first ReLU missing", _FIRST_RELU, identity(inner=(False, True))),
        Mistake("second ReLU missing", _SECOND_RELU, identity(inner=(True, False))),
        Mistake("f ignored", _F_IGNORED, identity(sizes=lambda f: (1, 3, 1))),
        Mistake("f×f everywhere", _F_EVERYWHERE, identity(sizes=lambda f: (f, f, f), paddings=("same",) * 3)),
        Mistake("f×f first", _F_FIRST, identity(sizes=lambda f: (f, 1, 1), paddings=("same",) * 3)),
        Mistake("f×f last", _F_LAST, identity(sizes=lambda f: (1, 1, f), paddings=("same",) * 3)),
        Mistake("F1 and F2 swapped", _FILTERS, identity(order=(1, 0, 2))),
        Mistake("F1 twice", _FILTERS_1, identity(order=(0, 0, 2))),
        Mistake("no bias", _BIAS, identity(bias=False)),
        Mistake("three components asked, two given", _TWO, identity(sizes=lambda f: (1, 1), order=(0, 2, 2),
                                                                   components=2, inner=(True, False))),
    ),
    hints=(
        "Keep X. Walk the main path: three times convolution and normalisation, with ReLU after the first two. "
        "Add what you kept, then ReLU.",
        "1×1 with F1 filters, f×f with F2 and padding=\"same\", 1×1 with F3, which must be X's channels. Map and "
        "channels stay, so both paths fit.",
        "X_shortcut = X; Conv2D(F1, 1), BatchNormalization(axis=3)(X, training=training), Activation(\"relu\"); … ; "
        "X = Add()([X, X_shortcut]); X = Activation(\"relu\")(X).",
    ),
    outputs=("layers", "number of parameters", "outputs"),
    call="keras_block",
    seconds=10.0,
)  # fmt: skip

_STRIDE = "has stride s in the first convolution of the main path and in the one on the shortcut."
CONVOLUTIONAL = Exercise(
    "convolutional_block",
    30,
    residual.convolutional_block,
    cases=(
        graph_case("the published volume: f 2, filters 2, 4, 6, stride 2",
                   lambda r: with_X(r, steps_of_one(r), 2, [2, 4, 6], s=2), 1),
        graph_case("a map of 2×2 becomes one place", lambda r: block_inputs(r, (2, 2, 2, 6), 3, [6, 4, 6], s=2), 2),
        graph_case("a map of 4×3, f 5, stride 3", lambda r: block_inputs(r, (2, 4, 3, 2), 5, [3, 2, 5], s=3), 3),
        graph_case("stride 1: the channels change, the map does not",
                   lambda r: block_inputs(r, (2, 3, 3, 2), 3, [3, 4, 5], s=1), 4),
    ),
    mistakes=(
        Mistake("no shortcut", _NO_SHORTCUT, convolutional(shortcut=None)),
        Mistake("no convolution on the shortcut", "Your shortcut has no convolution: it adds X as it came, whose map "
                "and channels differ from the main path's.", convolutional(shortcut="identity")),
        Mistake("no batch norm on the shortcut", "The shortcut's convolution is not normalised. A BatchNormalization "
                "follows it, too.", convolutional(shortcut_norm=False)),
        Mistake("ReLU on the shortcut", "You applied ReLU on the shortcut. There is none: convolution, normalisation, "
                "then the addition.", convolutional(shortcut_relu=True)),
        Mistake("ReLU on the shortcut, not normalised", "Your shortcut has ReLU in place of the normalisation: it is "
                "convolution, BatchNormalization, then the addition.",
                convolutional(shortcut_norm=False, shortcut_relu=True)),
        Mistake("f×f on the shortcut", "Your shortcut's convolution is f×f. It is 1×1.",
                convolutional(shortcut_size=lambda f: f)),
        Mistake("shortcut from the main path", "Your shortcut's convolution reads the end of the main path. It reads "
                "what the block received: X_shortcut.", convolutional(first="main")),
        Mistake("shortcut taken too late", "Your shortcut starts after the first component. Keep X before you change "
                "it: X_shortcut = X comes first.", convolutional(first="component")),
        Mistake("stride not used on the shortcut", f"Your shortcut's convolution has stride 1. The block {_STRIDE}",
                convolutional(shortcut_stride=lambda s: 1)),
        Mistake("stride not used on the main path", f"Your main path has no stride. The block {_STRIDE}",
                convolutional(stride=lambda s: 1)),
        Mistake("stride ignored", f"Your strides are always 1. The block {_STRIDE}",
                convolutional(stride=lambda s: 1, shortcut_stride=lambda s: 1)),
        Mistake("stride always 2", f"Your strides are always 2. The block {_STRIDE}",
                convolutional(stride=lambda s: 2, shortcut_stride=lambda s: 2)),
        Mistake("shortcut's stride always 2", f"Your shortcut's stride is always 2. The block {_STRIDE}",
                convolutional(shortcut_stride=lambda s: 2)),
        Mistake("stride in the middle", f"Your stride stands in the f×f convolution (as some libraries have it). Here "
                f"the block {_STRIDE}", convolutional(stride_at=(1,))),
        Mistake("stride at the end", f"Your stride stands in the third convolution. The block {_STRIDE}",
                convolutional(stride_at=(2,))),
        Mistake("stride everywhere", f"All three convolutions of your main path have the stride. The block {_STRIDE}",
                convolutional(stride_at=(0, 1, 2))),
        Mistake("no final ReLU", _NO_RELU, convolutional(relu=False)),
        Mistake("ReLU before the addition", _BEFORE, convolutional(join="before")),
        Mistake("ReLU before and after the addition", _TWICE, convolutional(join="twice")),
        Mistake("valid in the middle", _VALID, convolutional(paddings=("valid",) * 3)),
        Mistake("main path added to itself", _SELF, convolutional(join="self")),
        Mistake("concatenated", _CONCAT, convolutional(join="Concatenate")),
        Mistake("multiplied", _MULTIPLY, convolutional(join="Multiply")),
        Mistake("averaged", _AVERAGE, convolutional(join="Average")),
        Mistake("batch norm forced to training", _TRAINING, convolutional(training=True)),
        Mistake("batch norm over rows", _AXIS, convolutional(axis=1)),
        Mistake("batch norm over columns", _AXIS, convolutional(axis=2)),
        Mistake("no batch norm", "Your block has no batch normalisation. It follows each of the four convolutions.",
                convolutional(norm=(False,) * 3, shortcut_norm=False)),
        Mistake("no batch norm on the main path", _NO_NORM, convolutional(norm=(False,) * 3)),
        Mistake("no batch norm at the end", _NORM_LAST, convolutional(norm=(True, True, False))),
        Mistake("batch norm after ReLU", _AFTER_RELU, convolutional(norm_last=True)),
        Mistake("no ReLU inside", _NO_INNER, convolutional(inner=(False, False))),
        Mistake("first ReLU missing", _FIRST_RELU, convolutional(inner=(False, True))),
        Mistake("second ReLU missing", _SECOND_RELU, convolutional(inner=(True, False))),
        Mistake("f ignored", _F_IGNORED, convolutional(sizes=lambda f: (1, 3, 1))),
        Mistake("f×f everywhere", _F_EVERYWHERE, convolutional(sizes=lambda f: (f, f, f), paddings=("same",) * 3)),
        Mistake("f×f first", _F_FIRST, convolutional(sizes=lambda f: (f, 1, 1), paddings=("same",) * 3)),
        Mistake("F1 and F2 swapped", _FILTERS, convolutional(order=(1, 0, 2))),
        Mistake("F1 twice", _FILTERS_1, convolutional(order=(0, 0, 2))),
        Mistake("no bias", _BIAS, convolutional(bias=False)),
        Mistake("three components asked, two given", _TWO,
                convolutional(sizes=lambda f: (1, 1), order=(0, 2, 2), components=2, inner=(True, False))),
    ),
    hints=(
        "The main path is that of the identity block, with stride s in its first convolution. The shortcut must "
        "arrive at the same size: a 1×1 convolution brings it there.",
        "Shortcut: 1×1, F3 filters, stride s, then BatchNormalization, no ReLU. Both paths: ⌈n / s⌉ rows, F3 channels.",
        "X_shortcut = Conv2D(F3, 1, strides=s)(X_shortcut), then BatchNormalization(axis=3)(X_shortcut, "
        "training=training); X = Add()([X, X_shortcut]); ReLU.",
    ),
    outputs=("layers", "number of parameters", "outputs"),
    call="keras_block",
    seconds=10.0,
)  # fmt: skip

PLAIN = Exercise(
    "plain_block",
    10,
    residual.plain_block,
    cases=(
        graph_case("a map of 4×4, f 2, filters 4, 4, 3", lambda r: block_inputs(r, (2, 4, 4, 3), 2, [4, 4, 3]), 1),
        graph_case("a map of 3×5, f 3, filters 2, 4, 6", lambda r: block_inputs(r, (2, 3, 5, 6), 3, [2, 4, 6]), 2),
    ),
    mistakes=(
        Mistake("shortcut kept", "Your block adds X. This one has no shortcut: that is the whole difference.",
                plain(shortcut="identity")),
        Mistake("no final ReLU", "The ReLU at the end is missing: it follows the third normalisation.",
                plain(relu=False)),
        Mistake("valid in the middle", _VALID, plain(paddings=("valid",) * 3)),
        Mistake("batch norm forced to training", _TRAINING, plain(training=True)),
        Mistake("batch norm over rows", _AXIS, plain(axis=1)),
        Mistake("batch norm over columns", _AXIS, plain(axis=2)),
        Mistake("no batch norm", _NO_NORM, plain(norm=(False,) * 3)),
        Mistake("no batch norm at the end", "The third convolution is not normalised.",
                plain(norm=(True, True, False))),
        Mistake("batch norm after ReLU", _AFTER_RELU, plain(norm_last=True)),
        Mistake("no ReLU inside", _NO_INNER, plain(inner=(False, False))),
        Mistake("no ReLU at all", "All ReLUs are missing: without them convolutions in a row are one linear step.",
                plain(inner=(False, False), relu=False)),
        Mistake("first ReLU missing", _FIRST_RELU, plain(inner=(False, True))),
        Mistake("second ReLU missing", _SECOND_RELU, plain(inner=(True, False))),
        Mistake("f ignored", _F_IGNORED, plain(sizes=lambda f: (1, 3, 1))),
        Mistake("f×f everywhere", _F_EVERYWHERE, plain(sizes=lambda f: (f, f, f), paddings=("same",) * 3)),
        Mistake("f×f first", _F_FIRST, plain(sizes=lambda f: (f, 1, 1), paddings=("same",) * 3)),
        Mistake("F1 and F2 swapped", _FILTERS, plain(order=(1, 0, 2))),
        Mistake("F1 twice", _FILTERS_1, plain(order=(0, 0, 2))),
        Mistake("filters in reverse", "Your filters run backwards: the first convolution has filters[0], the last "
                "filters[2].", plain(order=(2, 1, 0))),
        Mistake("no bias", _BIAS, plain(bias=False)),
        Mistake("three components asked, two given", _TWO, plain(sizes=lambda f: (1, 1), order=(0, 2, 2),
                                                                components=2, inner=(True, False))),
    ),
    hints=(
        "Three times the same: convolution, normalisation, ReLU. Only the middle convolution is wider than 1×1.",
        "1×1 with F1 filters, f×f with F2 filters and padding=\"same\", 1×1 with F3 filters: rows and columns stay.",
        "X = Conv2D(F1, 1, kernel_initializer=…)(X); X = BatchNormalization(axis=3)(X, training=training); "
        "X = Activation(\"relu\")(X); then the same with F2, f and with F3, 1.",
    ),
    outputs=("layers", "number of parameters", "outputs"),
    call="keras_block",
    seconds=10.0,
)  # fmt: skip

_REPEATS = "Stages 2 to 5 have 3, 4, 6 and 3 blocks: one convolutional block, then 2, 3, 5 and 2 identity blocks."
RESNET = Exercise(
    "ResNet50",
    30,
    residual.ResNet50,
    cases=(
        graph_case("images 64×64×3 and six classes: 23,600,006 parameters",
                   lambda r: model_inputs(r, (64, 64, 3), 6), 1),
    ),
    mistakes=(
        Mistake("zero padding missing", "The zero padding at the start is missing: 64×64 becomes 70×70.",
                resnet(pad=False)),
        Mistake("max pooling missing", "The max pooling of stage 1 is missing: 32×32 becomes 15×15.",
                resnet(pool=None)),
        Mistake("average pooling in stage 1", "Stage 1 pools by the maximum, not by the mean.",
                resnet(pool=("AveragePooling2D", 3, 2))),
        Mistake("2×2 in stage 1", "The pooling windows of stage 1 are 3×3, two pixels apart.",
                resnet(pool=("MaxPooling2D", 2, 2))),
        Mistake("average pooling missing", "The average pooling before Flatten is missing: 2×2 becomes 1×1.",
                resnet(end=None)),
        Mistake("max pooling at the end", "The last pooling takes the mean, not the maximum.",
                resnet(end="MaxPooling2D")),
        Mistake("softmax missing", "The last layer has no softmax: its outputs are no probabilities.",
                resnet(activation=None)),
        Mistake("sigmoid for softmax", "You used the sigmoid. One class out of many needs softmax.",
                resnet(activation="sigmoid")),
        Mistake("first stride missing", "The first convolution has stride 2: 70×70 becomes 32×32.",
                resnet(first=(7, 1))),
        Mistake("3×3 at the start", "The first convolution is 7×7.", resnet(first=(3, 2))),
        Mistake("no batch norm in stage 1", "The normalisation after the first convolution is missing.",
                resnet(norm=False)),
        Mistake("no ReLU in stage 1", "The ReLU of stage 1 is missing: convolution, normalisation, ReLU, pooling.",
                resnet(relu=False)),
        Mistake("one identity block too few", f"Your stages have one identity block too few. {_REPEATS}",
                resnet(blocks=(2, 3, 5, 2))),
        Mistake("one identity block too many", f"Your stages have one identity block too many. {_REPEATS}",
                resnet(blocks=(4, 5, 7, 4))),
        Mistake("ResNet-101", f"Your stage 4 has 23 blocks: that is ResNet-101. {_REPEATS}",
                resnet(blocks=(3, 4, 23, 3))),
        Mistake("stages 3 and 4 swapped", f"The numbers of blocks of stages 3 and 4 are swapped. {_REPEATS}",
                resnet(blocks=(3, 6, 4, 3))),
        Mistake("stride 1 in every stage", "All your stages have stride 1. Stages 3, 4 and 5 begin with stride 2.",
                resnet(strides=(1, 1, 1, 1))),
        Mistake("stride 1 in the last stage", "Stage 5 begins with stride 2: 4×4 becomes 2×2.",
                resnet(strides=(1, 2, 2, 1))),
        Mistake("f 5", "The middle convolutions of ResNet-50 are 3×3.", resnet(f=5)),
        Mistake("no shortcuts", "Your blocks have no shortcuts: that is a plain network of 50 layers.",
                resnet(shortcuts=False)),
        Mistake("not flattened", "Flatten the volume before the dense layer: one row of numbers per image.",
                resnet(flatten=False)),
    ),
    hints=(
        "Stage 1 makes 15×15×64 of an image; four stages of blocks follow; then a mean, Flatten and softmax.",
        "Stage 2: convolutional_block(X, 3, [64, 64, 256], s=1) and two identity blocks; then [128, 128, 512], "
        "[256, 256, 1024], [512, 512, 2048] with s=2 and 3, 5, 2 identity blocks.",
        "X = ZeroPadding2D(3)(images); Conv2D(64, 7, strides=2), BatchNormalization, ReLU, MaxPooling2D(3, strides=2); "
        "the stages; AveragePooling2D(2), Flatten, Dense(classes, activation=\"softmax\").",
    ),
    outputs=("layers", "number of parameters", "outputs"),
    uses=("identity_block", "convolutional_block"),
    call="keras_network",
    seconds=30.0,
)  # fmt: skip

EXERCISES = ExerciseSet(
    "week2/3_residual_networks",
    "Residual networks",
    (PLAIN, IDENTITY, CONVOLUTIONAL, RESNET),
    profile="tensorflow",
)
