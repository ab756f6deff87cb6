"""Boxes that the explorers of detection begin with: what a real network found, and shapes of a drawn street."""

from __future__ import annotations

from typing import Any

import numpy as np

from course_utils.types import Numbers

# YOLOv3-tiny on the shipped photograph "dog" (768 × 576 pixels): every box with a score of at least 0.08, before
# any suppression: corners in pixels, score, class.
DOG_NAMES = ["person", "bicycle", "car", "truck", "dog"]
_DOG = [
    (126, 219, 379, 515, 0.761, 4),
    (464, 82, 687, 171, 0.689, 2),
    (529, 94, 630, 161, 0.578, 3),
    (108, 224, 344, 518, 0.409, 4),
    (233, 198, 554, 442, 0.328, 1),
    (133, 205, 375, 483, 0.307, 4),
    (227, 154, 553, 434, 0.273, 1),
    (489, 87, 703, 173, 0.179, 2),
    (85, 98, 569, 485, 0.175, 1),
    (530, 104, 633, 166, 0.166, 2),
    (464, 100, 695, 168, 0.134, 2),
    (71, 90, 87, 112, 0.134, 0),
    (103, 201, 342, 471, 0.100, 4),
    (550, 96, 644, 161, 0.089, 3),
    (284, 154, 579, 425, 0.088, 1),
]


def dog_detections() -> dict[str, Any]:
    """Return boxes (15, 4), scores (15,), classes (15,) and names of the photograph "dog"."""
    table = np.array(_DOG)
    return {"boxes": table[:, :4], "scores": table[:, 4], "classes": table[:, 5], "names": list(DOG_NAMES)}


# YOLOv3-tiny's six anchors, pixels of a 416 × 416 picture: what k-means made of the COCO photographs.
COCO_ANCHORS = np.array([(10, 14), (23, 27), (37, 58), (81, 82), (135, 169), (344, 319)])
_KINDS = {  # of a street: how many, then width and height as shares of the picture, and where they stand
    "person": (18, 0.045, 0.15, 0.62),
    "car": (16, 0.19, 0.11, 0.66),
    "traffic light": (10, 0.025, 0.07, 0.25),
    "bus": (6, 0.31, 0.27, 0.58),
}


def street_boxes() -> Numbers:
    """Return 50 boxes as a street has them, drawn at random once: shape (50, 4), corners as shares of the picture."""
    draw = np.random.default_rng(4)
    rows = []
    for count, width, height, down in _KINDS.values():
        size = np.array([width, height]) * np.exp(draw.normal(0, 0.28, size=(count, 2)))
        middle = np.stack([draw.uniform(0.06, 0.94, count), draw.normal(down, 0.06, count)], axis=1)
        low, high = np.maximum(middle - size / 2, 0), np.minimum(middle + size / 2, 1)
        rows.append(np.concatenate([low, high], axis=1))
    return np.round(np.concatenate(rows), 3)


def ranked_detections() -> dict[str, Any]:
    """Return 40 detections of one class, drawn once: scores (40,), matched (40,) and the total of 25 objects."""
    draw = np.random.default_rng(11)
    scores = np.round(np.sort(draw.beta(1.6, 1.3, size=40))[::-1], 2)
    return {"scores": scores, "matched": (draw.uniform(size=40) < 0.12 + 0.83 * scores).astype(float), "total": 25}
