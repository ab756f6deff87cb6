"""Exercises of week3/3_segmentation: a map made larger, how masks are compared, and a U-Net."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from course_utils.exercises.base import Case, Exercise, ExerciseSet, Inputs, Mistake, Recipe
from course_utils.exercises.changes import changed
from course_utils.exercises.families import early_returns
from course_utils.exercises.loops.convolution import conv_transpose
from course_utils.exercises.loops.detection import dice, mean_iou
from course_utils.exercises.loops.residual import decoder_block, encoder_block, unet
from course_utils.layers.convolution import transposed
from course_utils.layers.segmentation import masks
from course_utils.layers.segmentation import unet as network

Rng = np.random.RandomState


def transposed_inputs(rng: Rng, A: tuple[int, int, int, int], f: int, n_C: int, pad: int, stride: int) -> Inputs:
    """Maps of shape A (m, n_H_prev, n_W_prev, n_C_prev), filters (f, f, n_C, n_C_prev) and their biases."""
    A_prev, W, b = rng.randn(*A), rng.randn(f, f, n_C, A[3]), rng.randn(1, 1, 1, n_C)
    return {"A_prev": A_prev, "W": W, "b": b, "hparameters": {"stride": stride, "pad": pad}}


def mask_inputs(rng: Rng, shape: tuple[int, int, int], share: float = 0.4, **more: float) -> Inputs:
    """Masks of 0 and 1, of which `share` is 1, and probabilities that lean towards them."""
    truth = (rng.rand(*shape) < share).astype(float)
    return {"y_true": truth, "y_pred": 0.7 * rng.rand(*shape) + 0.3 * truth, **more}


def empty_inputs(rng: Rng, shape: tuple[int, int, int], smooth: float) -> Inputs:
    """Nothing in the first picture, and nothing said; other pictures as usual."""
    inputs = mask_inputs(rng, shape, smooth=smooth)
    inputs["y_true"][0] = inputs["y_pred"][0] = 0
    return inputs


def label_inputs(rng: Rng, shape: tuple[int, ...], true: Sequence[int], said: Sequence[int], n_classes: int) -> Inputs:
    """Maps whose classes are `true` and `said`: two pixels of three agree where both know the class."""
    truth = rng.choice(true, shape)
    prediction = np.where((rng.rand(*shape) < 0.6) & np.isin(truth, said), truth, rng.choice(said, shape))
    truth.flat[: len(true)] = true
    prediction.flat[-len(said) :] = said
    return {"y_true": truth, "y_pred": prediction, "n_classes": n_classes}



def encoder_inputs(rng: Rng, shape: tuple[int, int, int], filters: int) -> Inputs:
    """Two maps, the number of filters and the seed of the weights."""
    return {"X": rng.randn(2, *shape), "filters": filters, "seed": int(rng.randint(2**31))}


def decoder_inputs(rng: Rng, shape: tuple[int, int, int], channels: int, filters: int) -> Inputs:
    """Two small maps, two of twice their size to hand over (0 channels: none), filters, the seed of the weights."""
    rows, columns, _ = shape
    skip = rng.randn(2, 2 * rows, 2 * columns, channels) if channels else None
    return {"X": rng.randn(2, *shape), "skip": skip, "filters": filters, "seed": int(rng.randint(2**31))}


def unet_inputs(rng: Rng, shape: tuple[int, int, int], classes: int, filters: Sequence[int], skips: bool) -> Inputs:
    """The arguments of a U-Net, one picture and the seed of the weights."""
    settings = {"input_shape": shape, "classes": classes, "filters": tuple(filters), "skips": skips}
    return {**settings, "X": rng.randn(1, *shape), "seed": int(rng.randint(2**31))}


def graph_case(title: str, inputs: Recipe, seed: int | None = None) -> Case:
    """A case of layers: float32 sums in another order differ in the sixth digit."""
    return Case(title, inputs, seed, rtol=1e-4)


_CUT = "canvas[:, pad : height - pad, pad : width - pad]"
_SIZES = "(n_H_prev - 1) * stride + f, (n_W_prev - 1) * stride + f"

CONV_TRANSPOSE = Exercise(
    "conv_transpose",
    25,
    transposed.conv_transpose,
    cases=(
        Case("patches side by side: f 2, stride 2", lambda r: transposed_inputs(r, (1, 2, 3, 1), 2, 2, 0, 2), 1),
        Case("patches that overlap: f 3, stride 2, pad 1",
             lambda r: transposed_inputs(r, (2, 3, 4, 3), 3, 2, 1, 2), 2),
        Case("stride 1, f 4, pad 1, four channels become one",
             lambda r: transposed_inputs(r, (2, 4, 2, 4), 4, 1, 1, 1), 3),
    ),
    mistakes=(
        Mistake("overwritten", "Where patches overlap you keep the last one. They add up: +=.",
                changed(conv_transpose, "+= patch", "= patch")),
        Mistake("stride ignored in the walk", "Your patches lie one place apart. The patch of pixel (h, w) starts at "
                "(h · stride, w · stride).", changed(conv_transpose, "h * stride, w * stride", "h, w")),
        Mistake("stride ignored", "The stride is missing: patches lie stride apart, and the map grows by it.",
                changed(conv_transpose, 'hparameters["stride"]', "1")),
        Mistake("patches f apart", "Your patches lie f apart. They lie stride apart, and overlap where f is larger.",
                changed(conv_transpose, "h * stride, w * stride", "h * f, w * f",
                        _SIZES, "n_H_prev * f, n_W_prev * f")),
        Mistake("h and w swapped", "You used h for the columns and w for the rows. Rows go with h, columns with w.",
                changed(conv_transpose, "h * stride, w * stride", "w * stride, h * stride")),
        Mistake("filter turned round", "You turned the filter by 180°. A pixel lays it down as it is: the turn comes "
                "only where you write it as a convolution.", changed(conv_transpose, "W[:, :, c]", "W[::-1, ::-1, c]")),
        Mistake("filter transposed", "You swapped rows and columns of the filter. “Transposed” is said of the matrix "
                "of the whole layer, not of a filter.",
                changed(conv_transpose, "W[:, :, c] @", "W.swapaxes(0, 1)[:, :, c] @")),
        Mistake("channels the other way", "You read W as (f, f, n_C_prev, n_C). Here the channels that come out stand "
                "third: (f, f, n_C, n_C_prev), as in the convolution that goes the other way.",
                changed(conv_transpose, "W.shape[2]", "W.shape[3]", "W[:, :, c]", "W[:, :, :, c]")),
        Mistake("first input channel only", "You used the first input channel only. Add up all of them.",
                changed(conv_transpose, "W[:, :, c] @ A_prev[i, h, w]", "W[:, :, c, 0] * A_prev[i, h, w, 0]")),
        Mistake("always filter 0", "Every output channel uses filter 0: channel c needs W[:, :, c].",
                changed(conv_transpose, "W[:, :, c]", "W[:, :, 0]")),
        Mistake("wrong example", "Every output comes from example 0 of the batch.",
                changed(conv_transpose, "A_prev[i, h, w]", "A_prev[0, h, w]")),
        Mistake("pad ignored", "You did not cut the rim. Take pad rows and columns off at each side.",
                changed(conv_transpose, _CUT, "canvas")),
        Mistake("columns not cut", "You cut the rim above and below only. Take pad columns off at each side, too.",
                changed(conv_transpose, _CUT, "canvas[:, pad : height - pad]")),
        Mistake("rows not cut", "You cut the rim left and right only. Take pad rows off above and below, too.",
                changed(conv_transpose, _CUT, "canvas[:, :, pad : width - pad]")),
        Mistake("pad added", "You added a rim of zeros. Here pad takes away: cut pad rows and columns at each side.",
                changed(conv_transpose, _CUT, "np.pad(canvas, [(0, 0), (pad, pad), (pad, pad), (0, 0)])")),
        Mistake("[pad:-pad] at pad 0", "With pad 0 your slice [pad:-pad] is [0:-0] and empty. Write pad : size - pad, "
                "or cut only where pad is above 0.", changed(conv_transpose, _CUT, "canvas[:, pad:-pad, pad:-pad]")),
        Mistake("cut before only", "You cut the top and the left only. Cut pad rows and columns at every side.",
                changed(conv_transpose, _CUT, "canvas[:, pad:, pad:]")),
        Mistake("cut behind only", "You cut the bottom and the right only. Cut pad rows and columns at every side.",
                changed(conv_transpose, _CUT, "canvas[:, : height - pad, : width - pad]")),
        Mistake("n times stride", "Your map is n_prev · stride + f large. Between n patches lie n − 1 steps: "
                "(n_prev − 1) · stride + f.",
                changed(conv_transpose, _SIZES, "n_H_prev * stride + f, n_W_prev * stride + f")),
        Mistake("n times stride alone", "Your map is n_prev · stride large. It is (n_prev − 1) · stride + f before "
                "the rim is cut: both agree only where f equals stride.",
                changed(conv_transpose, _SIZES, "n_H_prev * stride, n_W_prev * stride")),
        Mistake("size of a convolution", "Your map has the size of a convolution's output. This layer goes the other "
                "way: (n_prev − 1) · stride + f.",
                changed(conv_transpose, _SIZES, "(n_H_prev - f) // stride + 1, (n_W_prev - f) // stride + 1")),
        Mistake("size of a padded convolution", "Your map has the size of a convolution's output, pad included. This "
                "layer goes the other way: (n_prev − 1) · stride + f, and the rim is cut afterwards.",
                changed(conv_transpose, _SIZES,
                        "(n_H_prev + 2 * pad - f) // stride + 1, (n_W_prev + 2 * pad - f) // stride + 1")),
        Mistake("a convolution", "That is the convolution itself: windows of the input became numbers. Here each "
                "number of the input becomes a window.",
                changed(conv_transpose, _SIZES, "(n_H_prev - f) // stride + 1, (n_W_prev - f) // stride + 1",
                        "patch = W[:, :, c] @ A_prev[i, h, w]", "continue", "+= patch", "+= 0")),
        Mistake("no bias", "The biases are missing: add b once to the whole map.",
                changed(conv_transpose, "return Z + b", "return Z")),
        Mistake("bias in every patch", "You added the bias to every patch: where two overlap it counts twice. Add it "
                "once, at the end.", changed(conv_transpose, "+= patch", "+= patch + b[0, 0, 0, c]", "Z + b", "Z")),
        Mistake("bias subtracted", "You subtracted the bias. It is added.",
                changed(conv_transpose, "return Z + b", "return Z - b")),
        Mistake("ReLU applied", "You set negative values to 0. That is the next step of a layer; return the sums.",
                changed(conv_transpose, "return Z + b", "return np.maximum(Z + b, 0)")),
        Mistake("mean of the channels", "You took the mean over the input channels. Add them up.",
                changed(conv_transpose, "A_prev[i, h, w]\n", "A_prev[i, h, w] / A_prev.shape[3]\n")),
        *early_returns(conv_transpose),
    ),
    hints=(
        "Turn a convolution's loop round: a convolution gathers a window into one number. Here one number is spread "
        "over a window. What happens where windows overlap?",
        "A map of (n_prev − 1)·stride + f rows and columns; pixel (h, w) adds W[i, j, c, k]·A_prev[h, w, k], summed "
        "over k, at row h·stride + i, column w·stride + j. Then cut pad.",
        "patch = np.tensordot(A_prev[i, h, w], W, axes=(0, 3)) has shape (f, f, n_C); add it to the slice of f rows "
        "and columns that starts at h * stride, w * stride.",
    ),
    outputs=("Z",),
)  # fmt: skip

_SHARE = "(2 * overlap + smooth) / (areas + smooth)"

DICE = Exercise(
    "dice",
    15,
    masks.dice,
    cases=(
        Case("two masks and probabilities", lambda r: mask_inputs(r, (2, 4, 5)), 1),
        Case("a small thing, smooth 0.1", lambda r: mask_inputs(r, (3, 6, 4), 0.1, smooth=0.1), 2),
        Case("nothing there, nothing said: 1", lambda r: empty_inputs(r, (2, 3, 5), 0.5), 3),
    ),
    mistakes=(
        Mistake("factor 2 missing", "The factor 2 is missing above: both areas below count the overlap.",
                changed(dice, "2 * overlap", "overlap")),
        Mistake("intersection over union", "That is intersection over union. Dice divides twice the overlap by the sum "
                "of both areas.", changed(dice, _SHARE, "(overlap + smooth) / (areas - overlap + smooth)")),
        Mistake("intersection over union, smooth below", "That is intersection over union. Dice divides twice the "
                "overlap by the sum of both areas.", changed(dice, _SHARE, "overlap / (areas - overlap + smooth)")),
        Mistake("union below", "Below stands the union. Dice has the sum of both areas there.",
                changed(dice, "np.sum(truth) + np.sum(said)", "np.sum(truth) + np.sum(said) - overlap")),
        Mistake("all pictures together", "You summed over all pictures. Each has a value of its own: sum over rows and "
                "columns, axis=(1, 2).",
                lambda y_true, y_pred, smooth=1.0: (
                    (2 * np.sum(y_true * y_pred) + smooth) / (np.sum(y_true) + np.sum(y_pred) + smooth))),
        Mistake("mean of the pictures", "You returned the mean. Return one value for each picture, shape (m,).",
                changed(dice, "return np.array(values)", "return np.mean(values)")),
        Mistake("smooth missing", "smooth is missing: it is added above and below.",
                changed(dice, _SHARE, "np.divide(2 * overlap, areas, out=np.zeros(()), where=areas > 0)[()]")),
        Mistake("smooth missing, nan", "smooth is missing: without it an empty picture is 0 / 0.",
                changed(dice, _SHARE, "np.float64(2 * overlap) / areas")),
        Mistake("smooth below only", "smooth is missing above: an empty mask that is found empty should get 1.",
                changed(dice, "2 * overlap + smooth", "2 * overlap")),
        Mistake("smooth above only", "smooth is missing below: 1 is the most that a mask can get.",
                changed(dice, "areas + smooth", "areas + 1e-12")),
        Mistake("smooth doubled", "You doubled smooth as well. Above stands 2 · overlap + smooth.",
                changed(dice, "2 * overlap + smooth", "2 * (overlap + smooth)")),
        Mistake("smooth fixed", "Your smooth is always 1. Use the argument.",
                changed(dice, _SHARE, "(2 * overlap + 1) / (areas + 1)")),
        Mistake("the loss", "You returned 1 − Dice, the loss. Return Dice itself.",
                changed(dice, "values.append(", "values.append(1 - ")),
        Mistake("rounded", "You rounded the prediction to 0 and 1. Leave the probabilities: a loss needs their slopes.",
                changed(dice, "truth * said", "truth * (said > 0.5)", "np.sum(said)", "np.sum(said > 0.5)")),
        Mistake("rounded above only", "You rounded the prediction above and not below. Leave the probabilities.",
                changed(dice, "truth * said", "truth * (said > 0.5)")),
        Mistake("squared areas", "You squared below (a variant in use). Here both areas are plain sums.",
                changed(dice, "np.sum(truth) + np.sum(said)", "np.sum(truth**2) + np.sum(said**2)")),
        Mistake("means", "You took means. Take sums: smooth is measured in pixels.",
                changed(dice, "np.sum(truth * said)", "np.mean(truth * said)",
                        "np.sum(truth) + np.sum(said)", "np.mean(truth) + np.mean(said)")),
        Mistake("area of the truth twice", "Below stands the area of the truth alone. Add that of the prediction.",
                changed(dice, "np.sum(truth) + np.sum(said)", "2 * np.sum(truth)")),
        Mistake("areas multiplied", "You multiplied both areas. Add them.",
                changed(dice, "np.sum(truth) + np.sum(said)", "np.sum(truth) * np.sum(said)")),
        Mistake("background counted", "You counted the background that agrees, too. Only what both masks hold counts.",
                changed(dice, "truth * said", "truth * said + (1 - truth) * (1 - said)")),
        Mistake("column by column", "You summed over the rows only. One number for each picture: axis=(1, 2).",
                changed(dice, "np.sum(truth * said)", "np.sum(truth * said, axis=0)",
                        "np.sum(truth) + np.sum(said)", "np.sum(truth, axis=0) + np.sum(said, axis=0)")),
        *early_returns(dice),
    ),
    hints=(
        "Three sums for each picture: what both masks share, the area of one, the area of the other.",
        "Dice = (2 · Σ y·p + smooth) / (Σ y + Σ p + smooth), each Σ over rows and columns: shape (m,).",
        "y_true.sum(axis=(1, 2)) is the area of each true mask; the product y_true * y_pred holds the overlap.",
    ),
    outputs=("values",),
)  # fmt: skip

_RATIO = "shared / either"

MEAN_IOU = Exercise(
    "mean_iou",
    15,
    masks.mean_iou,
    cases=(
        Case("three classes, all there", lambda r: label_inputs(r, (2, 5, 4), [0, 1, 2], [0, 1, 2], 3), 1),
        Case("classes that neither map holds", lambda r: label_inputs(r, (1, 6, 5), [0, 2, 4], [0, 2, 4], 6), 2),
        Case("a class that only the prediction holds, one that only the truth holds",
             lambda r: label_inputs(r, (2, 4, 6), [0, 1, 3], [0, 1, 4], 5), 3),
    ),
    mistakes=(
        Mistake("nobody's class counts 0", "You counted a class that neither map holds as 0. It has no value: −1, and "
                "the mean leaves it out.", changed(mean_iou, "-1.0", "0.0")),
        Mistake("nobody's class counts 1", "You counted a class that neither map holds as found. It has no value: −1, "
                "and the mean leaves it out.", changed(mean_iou, "-1.0", "1.0")),
        Mistake("nobody's class not a number", "A class that neither map holds gave 0 / 0. It has no value: −1, and "
                "the mean leaves it out.",
                changed(mean_iou, "if either > 0:", "if True:", _RATIO, "np.float64(shared) / either")),
        Mistake("not a number averaged", "A class that neither map holds gave 0 / 0, and the mean became nan. It has "
                "no value: −1, and the mean leaves it out.",
                changed(mean_iou, "if either > 0:", "if True:", _RATIO, "np.float64(shared) / either",
                        "each[each >= 0]", "each")),
        Mistake("-1 averaged", "You averaged the −1 of classes that neither map holds. The mean leaves them out.",
                changed(mean_iou, "each[each >= 0]", "each")),
        Mistake("zeros left out", "You left classes with IoU 0 out of the mean. They were missed altogether, and "
                "count.", changed(mean_iou, "each >= 0", "each > 0")),
        Mistake("classes of the truth only", "You left classes out that only the prediction holds. They count, as 0.",
                changed(mean_iou, "if either > 0:", "if truth.any():")),
        Mistake("classes of the prediction only", "You left classes out that only the truth holds. They count, as 0.",
                changed(mean_iou, "if either > 0:", "if said.any():")),
        Mistake("classes of both only", "You left classes out that one map holds alone. They count, as 0.",
                changed(mean_iou, "if either > 0:", "if shared > 0:")),
        Mistake("background left out", "You left class 0 out. The background is a class like the others.",
                changed(mean_iou, "range(n_classes)", "range(1, n_classes)")),
        Mistake("last class left out", "Your loop ends one class early: range(n_classes).",
                changed(mean_iou, "range(n_classes)", "range(n_classes - 1)")),
        Mistake("Dice", "That is Dice of each class. Divide the intersection by the union, without a factor 2.",
                changed(mean_iou, _RATIO, "2 * shared / (truth.sum() + said.sum())")),
        Mistake("union counts twice", "Your union counts the shared pixels twice: use truth | said.",
                changed(mean_iou, "np.sum(truth | said)", "np.sum(truth) + np.sum(said)")),
        Mistake("recall", "You divided by the true pixels: that is the share found. Divide by the union.",
                changed(mean_iou, _RATIO, "shared / max(truth.sum(), 1)")),
        Mistake("precision", "You divided by the predicted pixels: that is the precision. Divide by the union.",
                changed(mean_iou, _RATIO, "shared / max(said.sum(), 1)")),
        Mistake("divided by all pixels", "You divided by all pixels. Divide by the union of the class.",
                changed(mean_iou, _RATIO, "shared / y_true.size")),
        Mistake("share of right pixels", "Your mean is the share of right pixels: large classes decide it. Take the "
                "mean of the classes' IoU.", changed(mean_iou, "np.mean(known)", "np.mean(y_true == y_pred)")),
        Mistake("sum for mean", "You added the IoUs up. Take their mean.",
                changed(mean_iou, "np.mean(known)", "np.sum(known)")),
        Mistake("mean over n_classes", "You divided the sum by n_classes. Divide by the number of classes that occur.",
                changed(mean_iou, "np.mean(known)", "np.sum(known) / n_classes")),
        Mistake("order swapped", "Return the mean first, then the IoU of each class.",
                changed(mean_iou, "return float(np.mean(known)), each", "return each, float(np.mean(known))")),
        Mistake("mean only", "Return the IoU of each class, too: mean, each.",
                changed(mean_iou, "return float(np.mean(known)), each", "return float(np.mean(known))")),
        Mistake("absent classes dropped", "Your list holds only the classes that occur. It has n_classes entries, −1 "
                "where there is no value.",
                changed(mean_iou, "float(np.mean(known)), each", "float(np.mean(known)), known")),
        *early_returns(mean_iou),
    ),
    hints=(
        "A class is a mask: where the map equals its number. Two masks for each class, and what they share.",
        "IoU_c = |true_c ∩ said_c| / |true_c ∪ said_c|. Where the union is 0 there is no value: −1. The mean is over "
        "the classes with a value.",
        "true, said = y_true == c, y_pred == c; then np.sum(true & said) and np.sum(true | said).",
    ),
    outputs=("mean", "each"),
)  # fmt: skip

_NETWORK = ("layers", "number of parameters", "outputs")
_FIRST = 'layers.Conv2D(filters, 3, padding="same", activation="relu")(X)'
_SECOND = 'layers.Conv2D(filters, 3, padding="same", activation="relu")(first)'
_UP = "layers.Conv2DTranspose(filters, 2, strides=2)(X)"
_BOTH = 'layers.Conv2D(filters, 3, padding="same", activation="relu")(both)'
_RELUS = "Both convolutions have a ReLU: activation=\"relu\"."
_TWO = "One convolution is missing: there are two of 3×3."
_CHANNELS = "You joined the maps along rows or columns. Channels lie on the last axis: leave axis out, or write -1."
_SIZES_DIFFER = "The map from the side is not as large as the doubled one. Hand over the second result of " \
                "encoder_block, the last one kept first: go backwards."  # fmt: skip
_VALID = "Your convolutions do not pad: the map shrinks by 2 with each. Use padding=\"same\"."
_KERNEL = "The convolutions are 3×3."

ENCODER = Exercise(
    "encoder_block",
    10,
    network.encoder_block,
    cases=(
        graph_case("maps of 8×12×3, 5 filters", lambda r: encoder_inputs(r, (8, 12, 3), 5), 1),
        graph_case("one channel, 4 filters", lambda r: encoder_inputs(r, (6, 4, 1), 4), 2),
    ),
    mistakes=(
        Mistake("results swapped", "Your results are swapped: the pooled map comes first, then the one to hand over.",
                changed(encoder_block, "return pooled, second", "return second, pooled")),
        Mistake("pooled map handed over", "You hand the pooled map over. The decoder needs the details from before the "
                "pooling.", changed(encoder_block, "return pooled, second", "return pooled, pooled")),
        Mistake("first convolution handed over", "You hand the map behind the first convolution over. Take the one "
                "behind the second, before the pooling.",
                changed(encoder_block, "return pooled, second", "return pooled, first")),
        Mistake("input handed over", "You hand X itself over. Take the map behind the second convolution.",
                changed(encoder_block, "return pooled, second", "return pooled, X")),
        Mistake("pooled only", "Return two tensors: the pooled map, and the one before the pooling to hand over.",
                changed(encoder_block, "return pooled, second", "return pooled")),
        Mistake("not pooled", "The pooling is missing: the first result has half the rows and columns.",
                changed(encoder_block, "layers.MaxPooling2D(2)(second)", "second")),
        Mistake("one convolution", _TWO, changed(encoder_block, _SECOND, "first")),
        Mistake("three convolutions", "You have three convolutions. There are two of 3×3.",
                changed(encoder_block, _FIRST, _FIRST.replace("(X)", f"({_FIRST})"))),
        Mistake("no ReLU", _RELUS, changed(encoder_block, _FIRST, 'layers.Conv2D(filters, 3, padding="same")(X)',
                _SECOND, 'layers.Conv2D(filters, 3, padding="same")(first)')),
        Mistake("second ReLU missing", _RELUS,
                changed(encoder_block, _SECOND, 'layers.Conv2D(filters, 3, padding="same")(first)')),
        Mistake("valid", _VALID, changed(encoder_block, _FIRST, 'layers.Conv2D(filters, 3, activation="relu")(X)',
                _SECOND, 'layers.Conv2D(filters, 3, activation="relu")(first)')),
        Mistake("1×1 convolutions", _KERNEL, changed(encoder_block, _FIRST, _FIRST.replace("3", "1"),
                _SECOND, _SECOND.replace("3", "1"))),
        Mistake("average pooling", "You used average pooling. Here it is the maximum.",
                changed(encoder_block, "MaxPooling2D", "AveragePooling2D")),
        Mistake("convolution with a stride", "You halved the map by a stride. Here a 2×2 max pooling does it.",
                changed(encoder_block, "layers.MaxPooling2D(2)(second)",
                        'layers.Conv2D(filters, 3, strides=2, padding="same")(second)')),
        Mistake("pooling stride 1", "Your pooling moves by one pixel. Windows of 2×2 lie 2 apart: leave strides out.",
                changed(encoder_block, "MaxPooling2D(2)", 'MaxPooling2D(2, strides=1, padding="same")')),
        Mistake("filters doubled", "Your second convolution has 2 · filters. Both have filters.",
                changed(encoder_block, _SECOND, _SECOND.replace("filters", "2 * filters"))),
    ),
    hints=(
        "A stage looks twice, keeps what it saw, and passes a smaller copy on. Which of the two is kept for later?",
        "(n_H, n_W, n_C) → two convolutions 3×3, \"same\", ReLU → (n_H, n_W, filters), kept → max pooling 2×2 → "
        "(n_H / 2, n_W / 2, filters), passed on.",
        "X = layers.Conv2D(filters, 3, …)(X) twice; then return layers.MaxPooling2D(2)(X) and X, in this order.",
    ),
    outputs=_NETWORK,
    call="keras_parts",
    seconds=10.0,
)  # fmt: skip

DECODER = Exercise(
    "decoder_block",
    15,
    network.decoder_block,
    cases=(
        graph_case("a 4×6 map becomes 8×12; 4 channels come from the side",
                   lambda r: decoder_inputs(r, (4, 6, 5), 4, 3), 1),
        graph_case("nothing from the side: skip is None", lambda r: decoder_inputs(r, (3, 5, 6), 0, 4), 2),
    ),
    mistakes=(
        Mistake("skip not used", "What the encoder hands over is not used. Put its channels beside the doubled map's.",
                changed(decoder_block, "up if skip is None else layers.Concatenate()([up, skip])", "up")),
        Mistake("None concatenated", "skip may be None: then there is nothing to put beside the doubled map.",
                changed(decoder_block, "up if skip is None else ", "")),
        Mistake("added", "You added skip to the doubled map. U-Net puts the channels side by side: concatenate them.",
                changed(decoder_block, "Concatenate()", "Add()")),
        Mistake("skip first", "Put the doubled map first, then skip: the same network, but its weights are in this "
                "order in every other answer.", changed(decoder_block, "[up, skip]", "[skip, up]")),
        Mistake("along the rows", _CHANNELS,
                changed(decoder_block, "Concatenate()", "Concatenate(axis=1)")),
        Mistake("along the columns", _CHANNELS,
                changed(decoder_block, "Concatenate()", "Concatenate(axis=2)")),
        Mistake("upsampling", "You repeated pixels. A transposed convolution has weights to learn: Conv2DTranspose.",
                changed(decoder_block, _UP, "layers.UpSampling2D(2)(X)")),
        Mistake("upsampling and a convolution", "You repeated pixels, then convolved (a good way, too). Here it is "
                "Conv2DTranspose.", changed(decoder_block, _UP,
                'layers.Conv2D(filters, 2, padding="same")(layers.UpSampling2D(2)(X))')),
        Mistake("kernel 3", "Your transposed convolution is 3×3. With 2×2 and stride 2 patches lie side by side, and "
                "no chessboard comes.", changed(decoder_block, "filters, 2, strides=2",
                                                'filters, 3, strides=2, padding="same"')),
        Mistake("no stride", "Your transposed convolution has stride 1: the map does not double. strides=2.",
                changed(decoder_block, "filters, 2, strides=2", 'filters, 2, padding="same"')),
        Mistake("channels kept", "Your transposed convolution keeps the channels of X. It has filters of them.",
                changed(decoder_block, "Conv2DTranspose(filters", "Conv2DTranspose(X.shape[-1]")),
        Mistake("ReLU on the transposed", "Your transposed convolution has a ReLU. Only the two convolutions have one.",
                changed(decoder_block, "strides=2)", 'strides=2, activation="relu")')),
        Mistake("one convolution", _TWO, changed(decoder_block, "return " + _SECOND, "return first")),
        Mistake("no ReLU", _RELUS, changed(decoder_block, _BOTH, _BOTH.replace(', activation="relu"', ""),
                _SECOND, _SECOND.replace(', activation="relu"', ""))),
        Mistake("last ReLU missing", _RELUS,
                changed(decoder_block, _SECOND, _SECOND.replace(', activation="relu"', ""))),
        Mistake("valid", _VALID, changed(decoder_block, _BOTH, _BOTH.replace(' padding="same",', ""),
                _SECOND, _SECOND.replace(' padding="same",', ""))),
        Mistake("1×1 convolutions", _KERNEL, changed(decoder_block, _BOTH, _BOTH.replace("3", "1"),
                _SECOND, _SECOND.replace("3", "1"))),
        Mistake("joined at the end", "You joined skip behind the convolutions. Join it before: they mix both.",
                changed(decoder_block, "up if skip is None else layers.Concatenate()([up, skip])", "up",
                        "return " + _SECOND, "last = " + _SECOND
                        + "\n    return last if skip is None else layers.Concatenate()([last, skip])")),
    ),
    hints=(
        "Three things, in this order: make X twice as large, put what came from the side beside it, mix both.",
        "(n_H, n_W, any) → transposed 2×2, stride 2 → (2·n_H, 2·n_W, filters) → with skip's channels behind it → two "
        "convolutions 3×3, \"same\", ReLU.",
        "layers.Conv2DTranspose(filters, 2, strides=2)(X); layers.Concatenate()([…, skip]) if skip is not None; then "
        "Conv2D twice.",
    ),
    outputs=_NETWORK,
    call="keras_block",
    seconds=10.0,
)  # fmt: skip

_BOTTOM = 'layers.Conv2D(bottom, 3, padding="same", activation="relu")(X)'
_HEAD = "layers.Conv2D(classes, 1, activation=activation)(X)"
_ACTIVATION = '"sigmoid" if classes == 1 else "softmax"'

UNET = Exercise(
    "unet",
    20,
    network.unet,
    cases=(
        graph_case("one mask, three stages, with skips", lambda r: unet_inputs(r, (16, 8, 1), 1, (2, 3, 4), True), 1),
        graph_case("three classes, two stages, no skips", lambda r: unet_inputs(r, (8, 12, 3), 3, (3, 5), False), 2),
    ),
    mistakes=(
        Mistake("skips in the order of the stages", _SIZES_DIFFER, changed(unet, "kept[::-1]", "kept")),
        Mistake("widths in the order of the stages", "The decoder takes the widths in the order of the stages. On the "
                "way up they run backwards.", changed(unet, "stages[::-1]", "stages")),
        Mistake("always skips", "You hand the maps over where skips is False, too. Give decoder_block None then.",
                changed(unet, "before if skips else None", "before")),
        Mistake("never skips", "The maps of the encoder are not handed over. Keep each and give it to its "
                "decoder_block.", changed(unet, "before if skips else None", "None")),
        Mistake("skips the wrong way", "You hand the maps over where skips is False, and not where it is True.",
                changed(unet, "before if skips", "before if not skips")),
        Mistake("pooled maps kept", _SIZES_DIFFER, changed(unet, "kept.append(before)", "kept.append(X)")),
        Mistake("bottom missing", "The bottom is missing: two convolutions with filters[-1] filters.",
                changed(unet, "range(2)", "range(0)")),
        Mistake("one convolution at the bottom", "The bottom has two convolutions of 3×3.",
                changed(unet, "range(2)", "range(1)")),
        Mistake("bottom pooled", "You pooled the bottom, too. Its two convolutions keep rows and columns.",
                changed(unet, "    for _ in range(2):\n        X = " + _BOTTOM, "    X, _ = encoder_block(X, bottom)")),
        Mistake("bottom without ReLU", "Both convolutions of the bottom have a ReLU.",
                changed(unet, _BOTTOM, _BOTTOM.replace(', activation="relu"', ""))),
        Mistake("bottom as wide as the stage above", "The bottom has filters[-1] filters, not those of the stage "
                "above.", changed(unet, "Conv2D(bottom", "Conv2D(stages[-1]")),
        Mistake("bottom twice as wide", "The bottom has filters[-1] filters: no doubling is needed.",
                changed(unet, "Conv2D(bottom", "Conv2D(2 * bottom")),
        Mistake("all are stages", "You pooled after every width. The last one is the bottom: it is not pooled.",
                changed(unet, "*stages, bottom = filters", "stages, bottom = list(filters), 2 * filters[-1]")),
        Mistake("head missing", "The head is missing: a 1×1 convolution with one filter for each class.",
                changed(unet, _HEAD, "X")),
        Mistake("head 3×3", "Your head is 3×3. A 1×1 convolution reads the channels of each pixel.",
                changed(unet, "classes, 1,", 'classes, 3, padding="same",')),
        Mistake("always softmax", "With one class softmax says 1 everywhere. One mask needs a sigmoid.",
                changed(unet, _ACTIVATION, '"softmax"')),
        Mistake("always sigmoid", "Classes exclude each other: their probabilities add up to 1. Use softmax.",
                changed(unet, _ACTIVATION, '"sigmoid"')),
        Mistake("activations swapped", "Your activations are swapped: sigmoid for one mask, softmax for several "
                "classes.", changed(unet, "classes == 1", "classes != 1")),
        Mistake("no activation", "The head has no activation: sigmoid for one mask, softmax for several classes.",
                changed(unet, _ACTIVATION, "None")),
        Mistake("ReLU in the head", "Your head ends in a ReLU. Probabilities need sigmoid or softmax.",
                changed(unet, _ACTIVATION, '"relu"')),
        Mistake("one answer for the picture", "Your head gives one answer for the whole picture. Each pixel needs its "
                "own: a 1×1 convolution.",
                changed(unet, _HEAD, "layers.Dense(classes, activation)(layers.GlobalAveragePooling2D()(X))")),
        Mistake("head first", "Your head stands at the bottom, before the map grows again. It is the last layer.",
                changed(unet, "in zip(stages[::-1], kept[::-1])", "in ()")),
    ),
    hints=(
        "Down, across, up. What each stage of the way down keeps is needed on the way up: the last one first.",
        "Widths (8, 16, 32) on 64×64: encoder 8 → 32×32, encoder 16 → 16×16, two convolutions of 32, decoder 16 → "
        "32×32, decoder 8 → 64×64, head 1×1.",
        "kept.append(…) in the loop over filters[:-1]; later zip(filters[-2::-1], kept[::-1]). The head: "
        "layers.Conv2D(classes, 1, activation=…).",
    ),
    outputs=_NETWORK,
    uses=("encoder_block", "decoder_block"),
    call="keras_model",
    seconds=15.0,
)  # fmt: skip

EXERCISES = ExerciseSet(
    "week3/3_segmentation",
    "Segmentation",
    (CONV_TRANSPOSE, DICE, MEAN_IOU, ENCODER, DECODER, UNET),
    profile="tensorflow",
)
