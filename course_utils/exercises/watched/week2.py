"""Watched quantities of week 2."""

from __future__ import annotations

import numpy as np

from course_utils.exercises.base import Inputs, Watched, Watching


def _crops(inputs: Inputs) -> Inputs:
    n_H, n_W = inputs["image"].shape[:2]
    return {"n_H": n_H, "n_W": n_W, "size": inputs["size"]}


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


WATCHED = {
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
