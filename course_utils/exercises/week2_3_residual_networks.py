"""Exercises of week2/3_residual_networks: batch normalisation, blocks without and with shortcuts, and ResNet-50."""

from __future__ import annotations

from typing import Any

import numpy as np

from course_utils.exercises.base import Case, Exercise, ExerciseSet, Inputs, Mistake, Recipe
from course_utils.exercises.changes import changed
from course_utils.exercises.loops.residual import (
    ResNet50,
    batch_norm_backward,
    batch_norm_forward,
    convolutional_block,
    identity_block,
    plain_block,
    zero_padded_shortcut,
)
from course_utils.layers.convolution import norm, variants
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
    """Without the seed of weights: its layers are read, and not run as those of the blocks are."""
    return {"input_shape": shape, "classes": classes, "X": rng.randn(1, *shape)}


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

_RELU_FIRST = ("kl.ReLU()(norm(Z1))", "norm(kl.ReLU()(Z1))", "kl.ReLU()(norm(Z2))", "norm(kl.ReLU()(Z2))")
_WITHOUT_RELUS = ("kl.ReLU()(norm(Z1))", "norm(Z1)", "kl.ReLU()(norm(Z2))", "norm(Z2)")
_ALL_F = ("F1, 1", "F1, f, padding='same'", "F3, 1)(A2)", "F3, f, padding='same')(A2)")
_WITHOUT_BIAS = ("F1, 1", "F1, 1, use_bias=False", "F2, f", "F2, f, use_bias=False",
                 "F3, 1)(A2)", "F3, 1, use_bias=False)(A2)")  # fmt: skip

def norm_inputs(rng: Rng, shape: tuple[int, ...], spread: float = 3.0, **more: Any) -> Inputs:
    """A volume whose channels have each a mean and a spread of their own; running averages that fit no batch."""
    n_C = shape[-1]
    X = 2 * rng.randn(n_C) + spread * (0.5 + rng.rand(n_C)) * rng.randn(*shape)
    return {
        "X": X, "gamma": 0.5 + rng.rand(n_C), "beta": rng.randn(n_C),
        "running_mean": rng.randn(n_C), "running_variance": 0.5 + 3 * rng.rand(n_C), **more,
    }  # fmt: skip


def norm_cache(rng: Rng, shape: tuple[int, ...], spread: float = 3.0) -> Inputs:
    """The gradient of a normalised volume, and the cache that goes with it."""
    cache = norm.batch_norm_forward(**norm_inputs(rng, shape, spread))[-1]
    return {"dY": 1 + rng.randn(*shape), "cache": cache}


def _over(*axes: int) -> Any:
    """Batch normalisation with the mean and variance over other axes."""

    def batch_norm_forward(  # the name that a student's function has in an error's lines
        X: Any, gamma: Any, beta: Any, running_mean: Any, running_variance: Any,
        training: bool = True, momentum: float = 0.99, epsilon: float = 0.001,
    ) -> Any:  # fmt: skip
        mean, variance = running_mean, running_variance
        if training:
            mean, variance = X.mean(axis=axes), X.var(axis=axes)
            running_mean = momentum * running_mean + (1 - momentum) * mean
            running_variance = momentum * running_variance + (1 - momentum) * variance
        std = np.sqrt(variance + epsilon)
        X_hat = (X - mean) / std
        return gamma * X_hat + beta, running_mean, running_variance, (X_hat, std, gamma)

    return batch_norm_forward


_FOLLOW = "means[c] = momentum * means[c] + (1 - momentum) * centre"
_FOLLOW_V = "variances[c] = momentum * variances[c] + (1 - momentum) * square"
_CENTRED = "(channel - centre) / std[c]"

NORM = Exercise(
    "batch_norm_forward",
    0,
    norm.batch_norm_forward,
    cases=(
        Case("training: the batch's own mean and variance", lambda r: norm_inputs(r, (3, 2, 4, 3), momentum=0.9), 1),
        Case("inference: the running averages, which stay", lambda r: norm_inputs(r, (2, 3, 2, 3), training=False), 2),
        Case("a channel that hardly varies: epsilon counts", lambda r: norm_inputs(r, (4, 2, 3, 2), 0.05), 3),
        Case("another momentum and another epsilon",
             lambda r: norm_inputs(r, (2, 2, 5, 4), 0.3, training=True, momentum=0.7, epsilon=0.02), 4),
    ),
    mistakes=(
        Mistake("over the images only", "You took mean and variance over the images only: each place got its own. A "
                "channel has one of each, over images, rows and columns: axis=(0, 1, 2).", _over(0)),
        Mistake("over everything", "You took one mean and one variance for all channels. Each channel has its own: "
                "axis=(0, 1, 2).", _over(0, 1, 2, 3)),
        Mistake("over the channels", "You normalised each place over its channels: that is layer normalisation. Here "
                "each channel is normalised over images, rows and columns: axis=(0, 1, 2).", _over(3)),
        Mistake("each image on its own", "You normalised each image on its own: that is instance normalisation. Mean "
                "and variance are over the whole batch: axis=(0, 1, 2).", _over(1, 2)),
        Mistake("no epsilon", "Epsilon is missing under the root: √(variance + epsilon).",
                changed(batch_norm_forward, "square + epsilon", "square")),
        Mistake("epsilon outside the root", "You added epsilon after the root. It stands below it: √(variance + "
                "epsilon).", changed(batch_norm_forward, "np.sqrt(square + epsilon)", "np.sqrt(square) + epsilon")),
        Mistake("epsilon fixed", "Your epsilon is always 0.001. Use the argument.",
                changed(batch_norm_forward, "square + epsilon", "square + 0.001")),
        Mistake("no root", "You divided by the variance. Divide by its root, the standard deviation.",
                changed(batch_norm_forward, "np.sqrt(square + epsilon)", "(square + epsilon)")),
        Mistake("divided by n − 1", "Your variance divides by n − 1. Batch normalisation divides by n: np.var as it "
                "comes.", changed(batch_norm_forward, "np.square(channel - centre).mean()", "channel.var(ddof=1)")),
        Mistake("not centred", "You did not subtract the mean. X_hat is (X − mean) / standard deviation.",
                changed(batch_norm_forward, _CENTRED, "channel / std[c]")),
        Mistake("momentum the wrong way", "Momentum and 1 − momentum are swapped: the old average keeps the share "
                "momentum, the batch adds the rest.",
                changed(batch_norm_forward, _FOLLOW, "means[c] = (1 - momentum) * means[c] + momentum * centre",
                        _FOLLOW_V, "variances[c] = (1 - momentum) * variances[c] + momentum * square")),
        Mistake("momentum fixed", "Your momentum is always 0.99. Use the argument.",
                changed(batch_norm_forward, _FOLLOW, "means[c] = 0.99 * means[c] + 0.01 * centre",
                        _FOLLOW_V, "variances[c] = 0.99 * variances[c] + 0.01 * square")),
        Mistake("averages not updated", "In training the running averages must follow the batch; yours came back as "
                "they were.", changed(batch_norm_forward, _FOLLOW, "pass", _FOLLOW_V, "pass")),
        Mistake("averages replaced", "Your running averages became the batch's. They move towards them by the share "
                "1 − momentum only.",
                changed(batch_norm_forward, _FOLLOW, "means[c] = centre", _FOLLOW_V, "variances[c] = square")),
        Mistake("running deviation", "Your running variance follows the standard deviation. It keeps the variance; the "
                "root is taken when it is used.",
                changed(batch_norm_forward, "(1 - momentum) * square", "(1 - momentum) * np.sqrt(square)")),
        Mistake("running variance not updated", "Your running mean follows the batch, the running variance does not.",
                changed(batch_norm_forward, _FOLLOW_V, "pass")),
        Mistake("the batch's always", "You normalise by the batch in inference as well, and move the averages. With "
                "training=False the running averages are used and stay.",
                changed(batch_norm_forward, "if training:", "if True:")),
        Mistake("the batch's in inference", "You normalise by the batch in inference as well. With training=False the "
                "running averages are used.",
                changed(batch_norm_forward, "centre, square = means[c], variances[c]",
                        "centre, square = channel.mean(), channel.var()")),
        Mistake("the running ones always", "You normalise by the running averages in training as well. There the "
                "batch's own mean and variance are used.",
                changed(batch_norm_forward, "np.sqrt(square + epsilon)", "np.sqrt(running_variance[c] + epsilon)",
                        _CENTRED, "(channel - running_mean[c]) / std[c]")),
        Mistake("the new averages in training", "In training you normalise by the averages that you just moved. There "
                "the batch's own mean and variance are used.",
                changed(batch_norm_forward, "np.sqrt(square + epsilon)", "np.sqrt(variances[c] + epsilon)",
                        _CENTRED, "(channel - means[c]) / std[c]")),
        Mistake("modes swapped", "Your two modes are swapped: training=True takes the batch's mean and variance.",
                changed(batch_norm_forward, "if training:", "if not training:")),
        Mistake("gamma missing", "The scale gamma is missing: Y = gamma · X_hat + beta.",
                changed(batch_norm_forward, "gamma * X_hat + beta", "X_hat + beta")),
        Mistake("beta missing", "The shift beta is missing: Y = gamma · X_hat + beta.",
                changed(batch_norm_forward, "gamma * X_hat + beta", "gamma * X_hat")),
        Mistake("shifted before scaled", "You scaled beta as well. First gamma · X_hat, then + beta.",
                changed(batch_norm_forward, "gamma * X_hat + beta", "gamma * (X_hat + beta)")),
        Mistake("gamma and beta swapped", "gamma and beta are swapped: gamma scales, beta shifts.",
                changed(batch_norm_forward, "gamma * X_hat + beta", "beta * X_hat + gamma")),
        Mistake("X in the cache", "Your cache holds X. The way back needs the normalised X_hat.",
                changed(batch_norm_forward, "(X_hat, std, gamma)", "(X, std, gamma)")),
        Mistake("variance in the cache", "Your cache holds the variance. The way back needs its root, with epsilon "
                "in it.", changed(batch_norm_forward, "(X_hat, std, gamma)", "(X_hat, std**2, gamma)")),
    ),
    hints=(
        "Two modes: in training mean and variance come from X, over images, rows and columns; else from the running "
        "averages. The rest is the same for both.",
        "axis=(0, 1, 2) leaves one number per channel, shape (n_C,), and numpy lays it along the last axis of X. "
        "running ← momentum · running + (1 − momentum) · batch.",
        "std = np.sqrt(variance + epsilon); X_hat = (X - mean) / std; Y = gamma * X_hat + beta; "
        "cache = (X_hat, std, gamma).",
    ),
    outputs=("Y", "running_mean", "running_variance", "cache"),
)  # fmt: skip

_REST = "slope - slope.mean() - value * np.mean(slope * value)"
NORM_BACK = Exercise(
    "batch_norm_backward",
    0,
    norm.batch_norm_backward,
    cases=(
        Case("three small images of three channels", lambda r: norm_cache(r, (3, 2, 4, 3)), 1),
        Case("one image: the places are the batch", lambda r: norm_cache(r, (1, 3, 5, 2)), 2),
        Case("a channel that hardly varies", lambda r: norm_cache(r, (4, 2, 3, 2), 0.05), 3),
    ),
    mistakes=(
        Mistake("mean and deviation as constants", "You took mean and deviation for constants. They are made of X: "
                "subtract the mean of dY and X_hat · the mean of dY · X_hat.",
                changed(batch_norm_backward, _REST, "slope")),
        Mistake("through the mean only", "The way through the deviation is missing: subtract X_hat · the mean of "
                "dY · X_hat as well.", changed(batch_norm_backward, " - value * np.mean(slope * value)", "")),
        Mistake("through the deviation only", "The way through the mean is missing: subtract the mean of dY as well.",
                changed(batch_norm_backward, " - slope.mean()", "")),
        Mistake("sums for means", "You subtracted sums. They are divided by the count of a channel's numbers, "
                "m · n_H · n_W: take means.",
                changed(batch_norm_backward, "slope.mean()", "slope.sum()",
                        "np.mean(slope * value)", "np.sum(slope * value)")),
        Mistake("divided by the images only", "You divided by m. A channel has m · n_H · n_W numbers.",
                changed(batch_norm_backward, "slope.mean()", "slope.sum() / len(dY)",
                        "np.mean(slope * value)", "np.sum(slope * value) / len(dY)")),
        Mistake("added", "You added what goes through mean and deviation. Both are subtracted.",
                changed(batch_norm_backward, _REST, "slope + slope.mean() + value * np.mean(slope * value)")),
        Mistake("the mean's product without X_hat", "The last term lacks X_hat: it is X_hat · mean(dY · X_hat).",
                changed(batch_norm_backward, "value * np.mean(slope * value)", "np.mean(slope * value)")),
        Mistake("gamma missing", "gamma is missing in dX: Y = gamma · X_hat + beta passes dY on times gamma.",
                changed(batch_norm_backward, "gamma[c] * rest", "rest")),
        Mistake("deviation missing", "The division by the deviation is missing in dX: X_hat is (X − mean) / std.",
                changed(batch_norm_backward, "rest / std[c]", "rest")),
        Mistake("multiplied by the deviation", "You multiplied by the deviation. Divide by it.",
                changed(batch_norm_backward, "rest / std[c]", "rest * std[c]")),
        Mistake("divided by the variance", "You divided by the variance. The cache holds the deviation: divide by it "
                "once.", changed(batch_norm_backward, "rest / std[c]", "rest / std[c] ** 2")),
        Mistake("dgamma without X_hat", "dgamma is the sum of dY · X_hat; yours is the sum of dY.",
                changed(batch_norm_backward, "(slope * value).sum()", "slope.sum()")),
        Mistake("dgamma and dbeta swapped", "dgamma and dbeta are swapped: gamma multiplies X_hat, so dgamma has it.",
                changed(batch_norm_backward, "dX, dgamma, dbeta", "dX, dbeta, dgamma")),
        Mistake("means for sums", "Your dgamma and dbeta are means; gamma and beta act on every number of a channel: "
                "their gradients add up.",
                changed(batch_norm_backward, "slope.sum()", "slope.mean()",
                        "(slope * value).sum()", "(slope * value).mean()")),
        Mistake("dgamma times gamma", "Your dgamma is multiplied by gamma. It is the sum of dY · X_hat.",
                changed(batch_norm_backward, "(slope * value).sum()", "gamma[c] * (slope * value).sum()")),
    ),
    hints=(
        "beta is added and gamma multiplied: their gradients are sums over images, rows and columns. X acts in three "
        "ways: directly, through the mean, through the deviation.",
        "dbeta = Σ dY, dgamma = Σ dY · X_hat, and dX = gamma / std · (dY − mean(dY) − X_hat · mean(dY · X_hat)).",
        "dgamma = (dY * X_hat).sum(axis=(0, 1, 2)); the mean in dX is dgamma / count, with count = dY.size / "
        "dY.shape[-1].",
    ),
    outputs=("dX", "dgamma", "dbeta"),
)  # fmt: skip

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
        Mistake("no shortcut", _NO_SHORTCUT, changed(identity_block, "kl.Add()([main, X])", "main")),
        Mistake("no final ReLU", _NO_RELU,
                changed(identity_block, "kl.ReLU()(kl.Add()([main, X]))", "kl.Add()([main, X])")),
        Mistake("ReLU before the addition", _BEFORE,
                changed(identity_block, "kl.ReLU()(kl.Add()([main, X]))", "kl.Add()([kl.ReLU()(main), X])")),
        Mistake("ReLU before and after the addition", _TWICE,
                changed(identity_block, "[main, X]", "[kl.ReLU()(main), X]")),
        Mistake("valid in the middle", _VALID, changed(identity_block, 'padding="same"', 'padding="valid"')),
        Mistake("convolution on the shortcut", "Your shortcut has a convolution. Here X is added as it came: that is "
                "what makes the identity easy.",
                changed(identity_block, "[main, X]", "[main, norm(kl.Conv2D(F3, 1)(X))]")),
        Mistake("convolution on the shortcut, not normalised", "Your shortcut has a convolution. Here X is added as "
                "it came: that is what makes the identity easy.",
                changed(identity_block, "[main, X]", "[main, kl.Conv2D(F3, 1)(X)]")),
        Mistake("shortcut taken too late", "Your shortcut starts after the first component. Keep X before you change "
                "it: X_shortcut = X comes first.", changed(identity_block, "[main, X]", "[main, A1]")),
        Mistake("main path added to itself", _SELF, changed(identity_block, "[main, X]", "[main, main]")),
        Mistake("X added to itself", "You added X to itself: the main path leads nowhere. Add the end of the main "
                "path and X.", changed(identity_block, "[main, X]", "[X, X]")),
        Mistake("concatenated", _CONCAT, changed(identity_block, "Add", "Concatenate")),
        Mistake("multiplied", _MULTIPLY, changed(identity_block, "Add", "Multiply")),
        Mistake("averaged", _AVERAGE, changed(identity_block, "Add", "Average")),
        Mistake("subtracted", "You subtracted X. It is added.", changed(identity_block, "Add", "Subtract")),
        Mistake("batch norm forced to training", _TRAINING, changed(identity_block, "training=None", "training=True")),
        Mistake("batch norm over rows", _AXIS, changed(identity_block, "axis=3", "axis=1")),
        Mistake("batch norm over columns", _AXIS, changed(identity_block, "axis=3", "axis=2")),
        Mistake("no batch norm", _NO_NORM,
                changed(identity_block, "kl.BatchNormalization(axis=3)(Z, training=None)", "Z")),
        Mistake("no batch norm at the end", _NORM_LAST, changed(identity_block, "norm(Z3)", "Z3")),
        Mistake("no batch norm in the middle", "The normalisation after the middle convolution is missing.",
                changed(identity_block, "norm(Z2)", "Z2")),
        Mistake("no batch norm at first", "The normalisation after the first convolution is missing.",
                changed(identity_block, "norm(Z1)", "Z1")),
        Mistake("batch norm after ReLU", _AFTER_RELU, changed(identity_block, *_RELU_FIRST)),
        Mistake("normalised before the convolutions", "You normalise and apply ReLU before each convolution: a later "
                "form of the block (2016). Here both come after it.",
                changed(identity_block, "F1, 1)(X)", "F1, 1)(kl.ReLU()(norm(X)))", "norm(Z3)", "Z3",
                        "kl.ReLU()(kl.Add()([main, X]))", "kl.Add()([main, X])")),
        Mistake("no ReLU inside", _NO_INNER, changed(identity_block, *_WITHOUT_RELUS)),
        Mistake("first ReLU missing", _FIRST_RELU, changed(identity_block, "kl.ReLU()(norm(Z1))", "norm(Z1)")),
        Mistake("second ReLU missing", _SECOND_RELU, changed(identity_block, "kl.ReLU()(norm(Z2))", "norm(Z2)")),
        Mistake("f ignored", _F_IGNORED, changed(identity_block, "F2, f", "F2, 3")),
        Mistake("f×f everywhere", _F_EVERYWHERE, changed(identity_block, *_ALL_F)),
        Mistake("f×f first", _F_FIRST, changed(identity_block, "F1, 1", 'F1, f, padding="same"', "F2, f", "F2, 1")),
        Mistake("f×f last", _F_LAST, changed(identity_block, "F2, f", "F2, 1", "F3, 1", 'F3, f, padding="same"')),
        Mistake("F1 and F2 swapped", _FILTERS, changed(identity_block, "F1, F2, F3 = filters", "F2, F1, F3 = filters")),
        Mistake("F1 twice", _FILTERS_1, changed(identity_block, "F2, f", "F1, f")),
        Mistake("no bias", _BIAS, changed(identity_block, *_WITHOUT_BIAS)),
        Mistake("three components asked, two given", _TWO, changed(identity_block, "F3, 1)(A2)", "F3, 1)(A1)")),
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
        Mistake("no shortcut", _NO_SHORTCUT, changed(convolutional_block, "kl.Add()([main, shortcut])", "main")),
        Mistake("no convolution on the shortcut", "Your shortcut has no convolution: it adds X as it came, whose map "
                "and channels differ from the main path's.",
                changed(convolutional_block, "[main, shortcut]", "[main, X]")),
        Mistake("no batch norm on the shortcut", "The shortcut's convolution is not normalised. A BatchNormalization "
                "follows it, too.", changed(convolutional_block, "norm(S)", "S")),
        Mistake("ReLU on the shortcut", "You applied ReLU on the shortcut. There is none: convolution, normalisation, "
                "then the addition.", changed(convolutional_block, "norm(S)", "kl.ReLU()(norm(S))")),
        Mistake("ReLU on the shortcut, not normalised", "Your shortcut has ReLU in place of the normalisation: it is "
                "convolution, BatchNormalization, then the addition.",
                changed(convolutional_block, "norm(S)", "kl.ReLU()(S)")),
        Mistake("f×f on the shortcut", "Your shortcut's convolution is f×f. It is 1×1.",
                changed(convolutional_block, "F3, 1, strides=s", 'F3, f, strides=s, padding="same"')),
        Mistake("shortcut from the main path", "Your shortcut's convolution reads the end of the main path. It reads "
                "what the block received: X_shortcut.",
                changed(convolutional_block, "F3, 1, strides=s)(X)", "F3, 1, strides=s)(main)")),
        Mistake("shortcut taken too late", "Your shortcut starts after the first component. Keep X before you change "
                "it: X_shortcut = X comes first.",
                changed(convolutional_block, "F3, 1, strides=s)(X)", "F3, 1, strides=s)(A1)")),
        Mistake("stride not used on the shortcut", f"Your shortcut's convolution has stride 1. The block {_STRIDE}",
                changed(convolutional_block, "F3, 1, strides=s", "F3, 1")),
        Mistake("stride not used on the main path", f"Your main path has no stride. The block {_STRIDE}",
                changed(convolutional_block, "F1, 1, strides=s", "F1, 1")),
        Mistake("stride ignored", f"Your strides are always 1. The block {_STRIDE}",
                changed(convolutional_block, "F1, 1, strides=s", "F1, 1", "F3, 1, strides=s", "F3, 1")),
        Mistake("stride always 2", f"Your strides are always 2. The block {_STRIDE}",
                changed(convolutional_block, "F1, 1, strides=s", "F1, 1, strides=2",
                        "F3, 1, strides=s", "F3, 1, strides=2")),
        Mistake("shortcut's stride always 2", f"Your shortcut's stride is always 2. The block {_STRIDE}",
                changed(convolutional_block, "F3, 1, strides=s", "F3, 1, strides=2")),
        Mistake("stride in the middle", f"Your stride stands in the f×f convolution (as some libraries have it). Here "
                f"the block {_STRIDE}",
                changed(convolutional_block, "F1, 1, strides=s", "F1, 1", "F2, f", "F2, f, strides=s")),
        Mistake("stride at the end", f"Your stride stands in the third convolution. The block {_STRIDE}",
                changed(convolutional_block, "F1, 1, strides=s", "F1, 1", "F3, 1)(A2)", "F3, 1, strides=s)(A2)")),
        Mistake("stride everywhere", f"All three convolutions of your main path have the stride. The block {_STRIDE}",
                changed(convolutional_block, "F2, f", "F2, f, strides=s", "F3, 1)(A2)", "F3, 1, strides=s)(A2)")),
        Mistake("no final ReLU", _NO_RELU,
                changed(convolutional_block, "kl.ReLU()(kl.Add()([main, shortcut]))", "kl.Add()([main, shortcut])")),
        Mistake("ReLU before the addition", _BEFORE,
                changed(convolutional_block, "kl.ReLU()(kl.Add()([main, shortcut]))",
                        "kl.Add()([kl.ReLU()(main), shortcut])")),
        Mistake("ReLU before and after the addition", _TWICE,
                changed(convolutional_block, "[main, shortcut]", "[kl.ReLU()(main), shortcut]")),
        Mistake("valid in the middle", _VALID, changed(convolutional_block, 'padding="same"', 'padding="valid"')),
        Mistake("main path added to itself", _SELF, changed(convolutional_block, "[main, shortcut]", "[main, main]")),
        Mistake("concatenated", _CONCAT, changed(convolutional_block, "Add", "Concatenate")),
        Mistake("multiplied", _MULTIPLY, changed(convolutional_block, "Add", "Multiply")),
        Mistake("averaged", _AVERAGE, changed(convolutional_block, "Add", "Average")),
        Mistake("batch norm forced to training", _TRAINING,
                changed(convolutional_block, "training=None", "training=True")),
        Mistake("batch norm over rows", _AXIS, changed(convolutional_block, "axis=3", "axis=1")),
        Mistake("batch norm over columns", _AXIS, changed(convolutional_block, "axis=3", "axis=2")),
        Mistake("no batch norm", "Your block has no batch normalisation. It follows each of the four convolutions.",
                changed(convolutional_block, "kl.BatchNormalization(axis=3)(Z, training=None)", "Z")),
        Mistake("no batch norm on the main path", _NO_NORM,
                changed(convolutional_block, "norm(Z1)", "Z1", "norm(Z2)", "Z2", "norm(Z3)", "Z3")),
        Mistake("no batch norm at the end", _NORM_LAST, changed(convolutional_block, "norm(Z3)", "Z3")),
        Mistake("batch norm after ReLU", _AFTER_RELU, changed(convolutional_block, *_RELU_FIRST)),
        Mistake("no ReLU inside", _NO_INNER, changed(convolutional_block, *_WITHOUT_RELUS)),
        Mistake("first ReLU missing", _FIRST_RELU, changed(convolutional_block, "kl.ReLU()(norm(Z1))", "norm(Z1)")),
        Mistake("second ReLU missing", _SECOND_RELU, changed(convolutional_block, "kl.ReLU()(norm(Z2))", "norm(Z2)")),
        Mistake("f ignored", _F_IGNORED, changed(convolutional_block, "F2, f", "F2, 3")),
        Mistake("f×f everywhere", _F_EVERYWHERE, changed(convolutional_block, *_ALL_F)),
        Mistake("f×f first", _F_FIRST,
                changed(convolutional_block, "F1, 1", 'F1, f, padding="same"', "F2, f", "F2, 1")),
        Mistake("F1 and F2 swapped", _FILTERS,
                changed(convolutional_block, "F1, F2, F3 = filters", "F2, F1, F3 = filters")),
        Mistake("F1 twice", _FILTERS_1, changed(convolutional_block, "F2, f", "F1, f")),
        Mistake("no bias", _BIAS,
                changed(convolutional_block, *_WITHOUT_BIAS, "F3, 1, strides=s", "F3, 1, strides=s, use_bias=False")),
        Mistake("three components asked, two given", _TWO, changed(convolutional_block, "F3, 1)(A2)", "F3, 1)(A1)")),
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
                changed(plain_block, "norm(Z3)", "kl.Add()([norm(Z3), X])")),
        Mistake("no final ReLU", "The ReLU at the end is missing: it follows the third normalisation.",
                changed(plain_block, "kl.ReLU()(norm(Z3))", "norm(Z3)")),
        Mistake("valid in the middle", _VALID, changed(plain_block, 'padding="same"', 'padding="valid"')),
        Mistake("batch norm forced to training", _TRAINING, changed(plain_block, "training=None", "training=True")),
        Mistake("batch norm over rows", _AXIS, changed(plain_block, "axis=3", "axis=1")),
        Mistake("batch norm over columns", _AXIS, changed(plain_block, "axis=3", "axis=2")),
        Mistake("no batch norm", _NO_NORM,
                changed(plain_block, "kl.BatchNormalization(axis=3)(Z, training=None)", "Z")),
        Mistake("no batch norm at the end", "The third convolution is not normalised.",
                changed(plain_block, "norm(Z3)", "Z3")),
        Mistake("batch norm after ReLU", _AFTER_RELU, changed(plain_block, *_RELU_FIRST)),
        Mistake("no ReLU inside", _NO_INNER, changed(plain_block, *_WITHOUT_RELUS)),
        Mistake("no ReLU at all", "All ReLUs are missing: without them convolutions in a row are one linear step.",
                changed(plain_block, *_WITHOUT_RELUS, "kl.ReLU()(norm(Z3))", "norm(Z3)")),
        Mistake("first ReLU missing", _FIRST_RELU, changed(plain_block, "kl.ReLU()(norm(Z1))", "norm(Z1)")),
        Mistake("second ReLU missing", _SECOND_RELU, changed(plain_block, "kl.ReLU()(norm(Z2))", "norm(Z2)")),
        Mistake("f ignored", _F_IGNORED, changed(plain_block, "F2, f", "F2, 3")),
        Mistake("f×f everywhere", _F_EVERYWHERE, changed(plain_block, *_ALL_F)),
        Mistake("f×f first", _F_FIRST, changed(plain_block, "F1, 1", 'F1, f, padding="same"', "F2, f", "F2, 1")),
        Mistake("F1 and F2 swapped", _FILTERS, changed(plain_block, "F1, F2, F3 = filters", "F2, F1, F3 = filters")),
        Mistake("F1 twice", _FILTERS_1, changed(plain_block, "F2, f", "F1, f")),
        Mistake("filters in reverse", "Your filters run backwards: the first convolution has filters[0], the last "
                "filters[2].", changed(plain_block, "F1, F2, F3 = filters", "F3, F2, F1 = filters")),
        Mistake("no bias", _BIAS, changed(plain_block, *_WITHOUT_BIAS)),
        Mistake("three components asked, two given", _TWO, changed(plain_block, "F3, 1)(A2)", "F3, 1)(A1)")),
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
                changed(ResNet50, "kl.ZeroPadding2D(3)(images)", "images")),
        Mistake("max pooling missing", "The max pooling of stage 1 is missing: 32×32 becomes 15×15.",
                changed(ResNet50, "kl.MaxPooling2D(3, strides=2)(X)", "X")),
        Mistake("average pooling in stage 1", "Stage 1 pools by the maximum, not by the mean.",
                changed(ResNet50, "MaxPooling2D", "AveragePooling2D")),
        Mistake("2×2 in stage 1", "The pooling windows of stage 1 are 3×3, two pixels apart.",
                changed(ResNet50, "MaxPooling2D(3", "MaxPooling2D(2")),
        Mistake("average pooling missing", "The average pooling before Flatten is missing: 2×2 becomes 1×1.",
                changed(ResNet50, "kl.AveragePooling2D(2)(X)", "X")),
        Mistake("max pooling at the end", "The last pooling takes the mean, not the maximum.",
                changed(ResNet50, "AveragePooling2D", "MaxPooling2D")),
        Mistake("softmax missing", "The last layer has no softmax: its outputs are no probabilities.",
                changed(ResNet50, ', activation="softmax"', "")),
        Mistake("sigmoid for softmax", "You used the sigmoid. One class out of many needs softmax.",
                changed(ResNet50, '"softmax"', '"sigmoid"')),
        Mistake("first stride missing", "The first convolution has stride 2: 70×70 becomes 32×32.",
                changed(ResNet50, "64, 7, strides=2", "64, 7")),
        Mistake("3×3 at the start", "The first convolution is 7×7.", changed(ResNet50, "64, 7", "64, 3")),
        Mistake("no batch norm in stage 1", "The normalisation after the first convolution is missing.",
                changed(ResNet50, "kl.BatchNormalization(axis=3)(X)", "X")),
        Mistake("no ReLU in stage 1", "The ReLU of stage 1 is missing: convolution, normalisation, ReLU, pooling.",
                changed(ResNet50, "kl.ReLU()(X)", "X")),
        Mistake("one identity block too few", f"Your stages have one identity block too few. {_REPEATS}",
                changed(ResNet50, "blocks - 1", "blocks - 2")),
        Mistake("one identity block too many", f"Your stages have one identity block too many. {_REPEATS}",
                changed(ResNet50, "blocks - 1", "blocks")),
        Mistake("ResNet-101", f"Your stage 4 has 23 blocks: that is ResNet-101. {_REPEATS}",
                changed(ResNet50, "(256, 6", "(256, 23")),
        Mistake("stages 3 and 4 swapped", f"The numbers of blocks of stages 3 and 4 are swapped. {_REPEATS}",
                changed(ResNet50, "(128, 4, 2), (256, 6, 2)", "(128, 6, 2), (256, 4, 2)")),
        Mistake("stride 1 in every stage", "All your stages have stride 1. Stages 3, 4 and 5 begin with stride 2.",
                changed(ResNet50, "filters, s,", "filters, 1,")),
        Mistake("stride 1 in the last stage", "Stage 5 begins with stride 2: 4×4 becomes 2×2.",
                changed(ResNet50, "(512, 3, 2)", "(512, 3, 1)")),
        Mistake("f 5", "The middle convolutions of ResNet-50 are 3×3.",
                changed(ResNet50, "X, 3, filters, s", "X, 5, filters, s", "X, 3, filters, kl", "X, 5, filters, kl")),
        Mistake("no shortcuts", "Your blocks have no shortcuts: that is a plain network of 50 layers.",
                changed(ResNet50, "convolutional_block(X", "plain_block(X",
                        "identity_block(X, 3, filters, kl)", "plain_block(X, 3, filters, 1, kl)")),
        Mistake("not flattened", "Flatten the volume before the dense layer: one row of numbers per image.",
                changed(ResNet50, "kl.Flatten()(X)", "X")),
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


def thinning(rng: Rng, shape: tuple[int, int, int, int], n_C: int, stride: int) -> Inputs:
    return {"X": rng.randn(*shape), "n_C": n_C, "stride": stride}


_ZEROS = zero_padded_shortcut
_FRESH = "np.concatenate([thinned, fresh], axis=3)"
SHORTCUT = Exercise(
    "zero_padded_shortcut",
    0,
    variants.zero_padded_shortcut,
    cases=(
        Case("stride 2, twice as many channels", lambda r: thinning(r, (2, 4, 6, 3), 6, 2), 1),
        Case("sides that the stride does not divide", lambda r: thinning(r, (1, 5, 7, 2), 5, 3), 2),
        Case("stride 1, as many channels: X itself", lambda r: thinning(r, (1, 3, 2, 4), 4, 1), 3),
    ),
    mistakes=(
        Mistake("rows only", "Columns are thinned, too.", changed(_ZEROS, "X[:, ::stride, ::stride]",
                "X[:, ::stride]")),
        Mistake("columns only", "Rows are thinned, too.", changed(_ZEROS, "X[:, ::stride, ::stride]",
                "X[:, :, ::stride]")),
        Mistake("images thinned", "The batch stays whole: rows are axis 1.",
                changed(_ZEROS, "X[:, ::stride, ::stride]", "X[::stride, ::stride, ::stride]")),
        Mistake("channels thinned", "Channels stay: only rows and columns are thinned.",
                changed(_ZEROS, "X[:, ::stride, ::stride]", "X[:, ::stride, ::stride, ::stride]")),
        Mistake("not thinned", "Take every stride-th row and column.", changed(_ZEROS, "X[:, ::stride, ::stride]",
                "X")),
        Mistake("begins late", "Begin with the first pixel.", changed(_ZEROS, "X[:, ::stride, ::stride]",
                "X[:, stride - 1 :: stride, stride - 1 :: stride]")),
        Mistake("the first part", "You took a corner of the map. Take every stride-th pixel of all of it.",
                changed(_ZEROS, "X[:, ::stride, ::stride]", "X[:, : -(-X.shape[1] // stride), : -(-X.shape[2] // "
                    "stride)]")),
        Mistake("zeros in front", "The zeros come behind the old channels.", changed(_ZEROS, _FRESH,
                "np.concatenate([fresh, thinned], axis=3)")),
        Mistake("zeros on both sides", "All zeros come behind the old channels.",
                changed(_ZEROS, _FRESH, "np.concatenate([fresh[..., ::2], thinned, fresh[..., 1::2]], axis=3)")),
        Mistake("ones", "The new channels are 0.", changed(_ZEROS, "np.zeros(", "np.ones(")),
        Mistake("n_C more", "n_C is how many channels there are in all.",
                changed(_ZEROS, "n_C - X.shape[3]", "n_C")),
        Mistake("channels repeated", "You repeated the old channels. The new ones are 0.",
                changed(_ZEROS, _FRESH, "np.concatenate([thinned] * 9, axis=3)[..., :n_C]")),
        Mistake("no new channels", "The new channels are missing.", changed(_ZEROS, _FRESH, "thinned")),
    ),
    hints=(
        "Two steps: take fewer pixels, then append channels.",
        "X[:, ::stride, ::stride], and zeros of shape (m, n_H, n_W, n_C − n_C_prev) behind it.",
        "np.concatenate([thinned, zeros], axis=3)",
    ),
    outputs=("shortcut",),
)  # fmt: skip

EXERCISES = ExerciseSet(
    "week2/3_residual_networks",
    "Residual networks",
    (NORM, NORM_BACK, PLAIN, IDENTITY, CONVOLUTIONAL, SHORTCUT, RESNET),
    profile="tensorflow",
    seconds=120.0,
)
