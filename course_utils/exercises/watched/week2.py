"""Watched quantities of week 2."""

from __future__ import annotations

from course_utils.exercises.base import Inputs, Watched, Watching


def _crops(inputs: Inputs) -> Inputs:
    n_H, n_W = inputs["image"].shape[:2]
    return {"n_H": n_H, "n_W": n_W, "size": inputs["size"]}


def _multiplications(inputs: Inputs) -> Inputs:
    n_H, n_W, _ = inputs["input_shape"]
    f, stride, same = inputs["f"], inputs["stride"], inputs["padding"] == "same"
    return {"n_H": n_H + (f - 1) * same, "n_W": n_W + (f - 1) * same, "f": f, "stride": stride}


WATCHED = {
    "ten_crop": Watching(
        _crops, (Watched(("last_row",), "n_H - size"), Watched(("last_column", "last_col"), "n_W - size"))
    ),
    "conv_multiplications": Watching(
        _multiplications,
        (Watched(("rows",), "(n_H - f) // stride + 1"), Watched(("columns", "cols"), "(n_W - f) // stride + 1")),
    ),
}
