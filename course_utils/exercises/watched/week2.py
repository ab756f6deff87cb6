"""Watched quantities of week 2."""

from __future__ import annotations

import numpy as np

from course_utils.exercises.base import Inputs, Watched, Watching
from course_utils.exercises.watched.week1 import BEGINS, CORNERS, ENDS, PADDED, SIZES, forward


def _crops(inputs: Inputs) -> Inputs:
    n_H, n_W = inputs["image"].shape[:2]
    return {"n_H": n_H, "n_W": n_W, "size": inputs["size"]}


def _costs(inputs: Inputs) -> Inputs:
    n_H, n_W, n_C = inputs["input_shape"]
    f, filters, stride = inputs["f"], inputs["filters"], inputs.get("stride", 1)
    rows, columns = -(-n_H // stride), -(-n_W // stride)
    places = rows * columns
    return {
        "rows": rows, "columns": columns, "places": places, "the depthwise part": places * n_C * f * f,
        "the 1×1 part": places * n_C * filters,
    }  # fmt: skip


def _squeezed(inputs: Inputs) -> Inputs:
    return {"the mean of each map": inputs["A"].mean(axis=(1, 2))}


def _steps(inputs: Inputs) -> Inputs:
    W, bits = inputs["W"], inputs.get("bits", 8)
    return {"the top": 2 ** (bits - 1) - 1, "the largest size": np.abs(W).max(axis=tuple(range(W.ndim - 1)))}


def _drawn(inputs: Inputs) -> Inputs:
    random, (n_H, n_W) = np.random.default_rng(inputs["seed"]), inputs["image"].shape[:2]
    row, column = random.integers(0, n_H - inputs["height"] + 1), random.integers(0, n_W - inputs["width"] + 1)
    return {"the row that the seed gives": row, "the column that the seed gives": column}


def _mean(inputs: Inputs) -> Inputs:
    return {"the mean over the networks": np.mean(inputs["probabilities"], axis=0)}


def _multiplications(inputs: Inputs) -> Inputs:
    n_H, n_W, _ = inputs["input_shape"]
    f, stride, same = inputs["f"], inputs["stride"], inputs["padding"] == "same"
    return {"n_H": n_H + (f - 1) * same, "n_W": n_W + (f - 1) * same, "f": f, "stride": stride}


def _normalised(inputs: Inputs) -> Inputs:
    X, running = inputs["X"], {name: inputs[f"running_{name}"] for name in ("mean", "variance")}
    training, momentum = inputs.get("training", True), inputs.get("momentum", 0.99)
    batch = {"mean": X.mean(axis=(0, 1, 2)), "variance": X.var(axis=(0, 1, 2))}
    used = batch if training else running
    std = np.sqrt(used["variance"] + inputs.get("epsilon", 0.001))
    later = {f"running_{name} after the call": momentum * running[name] + (1 - momentum) * batch[name] if training
             else running[name] for name in batch}  # fmt: skip
    return {
        "the mean": used["mean"], "the variance": used["variance"], "the root of variance + epsilon": std, **later,
    }  # fmt: skip


def _slopes(inputs: Inputs) -> Inputs:
    dY, (X_hat, _, gamma) = inputs["dY"], inputs["cache"]
    return {
        "the numbers of a channel": dY.size / dY.shape[-1], "dgamma": (dY * X_hat).sum(axis=(0, 1, 2)),
        "dbeta": dY.sum(axis=(0, 1, 2)), "dY * gamma": dY * gamma,
    }  # fmt: skip


_MEAN = "the mean over images, rows and columns (in training; else running_mean)"
_VARIANCE = "the variance over images, rows and columns (in training; else running_variance)"

WATCHED = {
    "depthwise_conv": Watching(forward, (*SIZES, *PADDED, *BEGINS, *CORNERS, *ENDS)),
    "separable_cost": Watching(
        _costs,
        (
            Watched(("out_H", "out_h", "n_H_out"), "rows", "⌈n_H / stride⌉"),
            Watched(("out_W", "out_w", "n_W_out"), "columns", "⌈n_W / stride⌉"),
            Watched(("places", "positions"), "places", "⌈n_H / stride⌉ · ⌈n_W / stride⌉"),
            Watched(("depthwise", "dw"), "the depthwise part", "f · f for every place and channel that goes in"),
            Watched(("pointwise", "pw"), "the 1×1 part", "channels in times channels out, for every place,"),
        ),
    ),
    "squeeze_excite": Watching(
        _squeezed, (Watched(("squeezed", "squeeze", "means", "pooled"), "the mean of each map"),)
    ),
    "quantize_weights": Watching(
        _steps,
        (
            Watched(("levels", "steps", "qmax", "q_max", "top"), "the top", "the largest whole number beside a sign"),
            Watched(("largest", "biggest", "max_abs"), "the largest size", "the largest size in each filter"),
        ),
    ),
    "batch_norm_forward": Watching(
        _normalised,
        (
            Watched(("mean", "mu", "batch_mean"), "the mean", _MEAN),
            Watched(("variance", "var", "batch_var"), "the variance", _VARIANCE),
            Watched(("std",), "the root of variance + epsilon"),
            Watched(("running_mean", "new_mean"), "running_mean after the call"),
            Watched(("running_variance", "new_variance"), "running_variance after the call"),
        ),
    ),
    "batch_norm_backward": Watching(
        _slopes,
        (
            Watched(("count", "N"), "the numbers of a channel"),
            Watched(("dgamma",), "dgamma", "the sum of dY · X_hat"),
            Watched(("dbeta",), "dbeta", "the sum of dY"), Watched(("dX_hat",), "dY * gamma"),
        ),
    ),
    "best_threshold": Watching(
        dict, (Watched(("said",), "scores >= candidate", "scores at or above the candidate"),)
    ),
    "ten_crop": Watching(
        _crops,
        (
            Watched(("last_row", "max_row", "max_top"), "n_H - size"),
            Watched(("last_column", "last_col", "max_col", "max_left"), "n_W - size"),
        ),
    ),
    "random_crop": Watching(
        _drawn,
        (
            Watched(("top", "y"), "the row that the seed gives", "the row that the seed gives, of all that fit,"),
            Watched(("left", "x"), "the column that the seed gives", "the column that it gives, of all that fit,"),
        ),
    ),
    "ensemble_predict": Watching(_mean, (Watched(("mean", "average", "avg"), "the mean over the networks"),)),
    "conv_multiplications": Watching(
        _multiplications,
        (
            Watched(("rows", "out_h", "out_H", "n_H_out"), "(n_H - f) // stride + 1"),
            Watched(("columns", "cols", "out_w", "out_W", "n_W_out"), "(n_W - f) // stride + 1"),
        ),
    ),
}  # fmt: skip
