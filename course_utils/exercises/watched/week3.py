"""Watched quantities of week 3."""

from __future__ import annotations

import numpy as np

from course_utils.exercises.base import Inputs, Watched, Watching


def _landmarks(inputs: Inputs) -> Inputs:
    squares = (inputs["landmarks_true"] - inputs["landmarks_pred"]) ** 2
    return {"the squared distance of each landmark": squares.sum(axis=2), "visible": inputs["visible"].sum()}


def _losses(inputs: Inputs) -> Inputs:
    return {"the square of each difference": (inputs["y_true"] - inputs["y_pred"]) ** 2}


def _corners(inputs: Inputs) -> Inputs:
    middle, half = inputs["box_xy"], inputs["box_wh"] / 2
    return {"mid-point less half the size": middle - half, "mid-point and half the size": middle + half}


def _overlaps(inputs: Inputs) -> Inputs:
    true, said = np.asarray(inputs["y_true"]), np.asarray(inputs["y_pred"])
    pairs = [(true == c, said == c) for c in range(inputs["n_classes"])]
    return {
        "both": np.array([np.sum(mine & yours) for mine, yours in pairs]),
        "either": np.array([np.sum(mine | yours) for mine, yours in pairs]),
    }  # fmt: skip


def _boxes(inputs: Inputs) -> Inputs:
    (ax1, ay1, ax2, ay2), (bx1, by1, bx2, by2) = inputs["box1"], inputs["box2"]
    width, height = max(0, min(ax2, bx2) - max(ax1, bx1)), max(0, min(ay2, by2) - max(ay1, by1))
    areas = {"area1": (ax2 - ax1) * (ay2 - ay1), "area2": (bx2 - bx1) * (by2 - by1), "inter": width * height}
    return {"x1": max(ax1, bx1), "x2": min(ax2, bx2), "y1": max(ay1, by1), "y2": min(ay2, by2), **areas}


def _scores(inputs: Inputs) -> Inputs:
    scores = inputs["box_confidence"] * inputs["box_class_probs"]
    return {
        "confidence · probability": scores,
        "the class with the best score": scores.argmax(axis=-1),
        "the best score of each box": scores.max(axis=-1),
        "which boxes reach the threshold": scores.max(axis=-1) >= inputs["threshold"],
    }


def _costs(inputs: Inputs) -> Inputs:
    true, guess = (np.asarray(inputs[name]) for name in ("y_true", "y_pred"))
    there, p, squares = true[..., 0], guess[..., 0], (true - guess) ** 2
    logs = -there * np.log(p) - (1 - there) * np.log(1 - p) if inputs.get("log_loss") else squares[..., 0]
    sides = (np.sqrt(true[..., 3:5]) - np.sqrt(guess[..., 3:5])) ** 2
    return {
        "what p_c costs at each place": logs, "what the middle costs at each place": squares[..., 1:3].sum(axis=-1),
        "what the roots of the sides cost at each place": sides.sum(axis=-1),
        "what the classes cost at each place": squares[..., 5:].sum(axis=-1),
    }  # fmt: skip


def _free_costs(inputs: Inputs) -> Inputs:
    true, t = (np.asarray(inputs[name]) for name in ("y_true", "t"))
    there = true[..., 0]
    entropy = np.logaddexp(0, np.where(there == 1, -t[..., 0], t[..., 0]))
    logs = t[..., 5:] - np.logaddexp.reduce(t[..., 5:], axis=-1, keepdims=True)
    return {
        "the cross-entropy of p at each place": entropy,
        "the cross-entropy of the classes at each place": -(true[..., 5:] * logs).sum(axis=-1),
    }


WATCHED = {
    "detection_loss": Watching(
        _free_costs,
        (
            Watched(("p_entropy", "bce"), "the cross-entropy of p at each place"),
            Watched(("class_entropy", "class_loss"), "the cross-entropy of the classes at each place"),
        ),
    ),
    "dice": Watching(
        lambda inputs: {"the overlap": (inputs["y_true"] * inputs["y_pred"]).sum(axis=(1, 2))},
        (Watched(("intersection", "inter", "overlap"), "the overlap", "the sum of y_true · y_pred of each picture"),),
    ),
    "mean_iou": Watching(
        _overlaps,
        (
            Watched(("intersection", "inter"), "both[c]", "the number of pixels that have class c in both"),
            Watched(("union",), "either[c]", "the number of pixels that have class c in either"),
        ),
    ),
    "conv_transpose": Watching(
        lambda inputs: {"f": len(inputs["W"]), "n_H_prev": inputs["A_prev"].shape[1],
                        "n_W_prev": inputs["A_prev"].shape[2], "stride": inputs["hparameters"]["stride"]},
        (
            Watched(("large_H", "full_H", "H_full", "canvas_H"), "(n_H_prev - 1) * stride + f"),
            Watched(("large_W", "full_W", "W_full", "canvas_W"), "(n_W_prev - 1) * stride + f"),
        ),
    ),
    "yolo_loss": Watching(
        _costs,
        (
            Watched(("confidence",), "what p_c costs at each place"),
            Watched(("middle", "mid"), "what the middle costs at each place"),
            Watched(("sides",), "what the roots of the sides cost at each place"),
            Watched(("classes", "class_loss"), "what the classes cost at each place"),
        ),
    ),
    "landmark_loss": Watching(
        _landmarks,
        (
            Watched(("squared_distances",), "the squared distance of each landmark"),
            Watched(("seen", "n_visible", "num_visible", "n_seen"), "visible", "the number of visible points"),
        ),
    ),
    "localization_loss": Watching(
        _losses, (Watched(("squares", "squared", "sq"), "the square of each difference"),)
    ),
    "yolo_boxes_to_corners": Watching(
        _corners,
        (
            Watched(("box_mins", "mins"), "mid-point less half the size"),
            Watched(("box_maxes", "box_maxs", "maxes", "maxs"), "mid-point and half the size"),
        ),
    ),
    "iou": Watching(
        _boxes,
        (
            Watched(("xi1", "x_left", "ix1"), "x1"), Watched(("yi1", "y_top", "iy1"), "y1"),
            Watched(("xi2", "x_right", "ix2"), "x2"), Watched(("yi2", "y_bottom", "iy2"), "y2"),
            Watched(("inter_width", "inter_w"), "max(0, x2 - x1)"),
            Watched(("inter_height", "inter_h"), "max(0, y2 - y1)"),
            Watched(("inter_area", "inter", "intersection"), "inter"),
            Watched(("box1_area", "area1", "area_1", "area_a"), "area1"),
            Watched(("box2_area", "area2", "area_2", "area_b"), "area2"),
            Watched(("union_area", "union"), "area1 + area2 - inter"),
        ),
    ),
    "yolo_filter_boxes": Watching(
        _scores,
        (
            Watched(("box_scores",), "confidence · probability"),
            Watched(("box_classes",), "the class with the best score"),
            Watched(("box_class_scores",), "the best score of each box"),
            Watched(("filtering_mask",), "which boxes reach the threshold"),
        ),
    ),
}  # fmt: skip
