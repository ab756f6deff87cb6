"""NMSExplorer: non-maximum suppression round by round, over the photograph the boxes were found in."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from course_utils.errors import DataError
from course_utils.layers.detection.boxes import non_max_suppression, pairwise_iou
from course_utils.types import Image, Indices, Numbers
from course_utils.widgets.assets import javascript, stylesheet
from course_utils.widgets.base import ExplorerWidget, WidgetError
from course_utils.widgets.detections import dog_detections
from course_utils.widgets.drawing.photograph import as_picture, small_jpeg
from course_utils.widgets.drawing.svg import frame, label, rect
from course_utils.widgets.mathematics.numbers import plain
from course_utils.widgets.traits import OneOf, Whole, Within, box_list, column

WIDTH = 520
KEPT, DROPPED, WAITING = "#009e73", "#d55e00", "#0072b2"
_LINE = {
    "kept": f'stroke="{KEPT}" stroke-width="4"',
    "dropped": f'stroke="{DROPPED}" stroke-width="2" stroke-dasharray="6 4"',
    "waiting": f'stroke="{WAITING}" stroke-width="2"',
}


@dataclass(frozen=True)
class Round:
    """One round: the best box left is `kept`; it drops boxes, each with its IoU. Boxes by their place in the list."""

    kept: int
    dropped: tuple[tuple[int, float], ...]


class NMSExplorer(ExplorerWidget):
    """Boxes of a detector, and which of them non-maximum suppression keeps.

    Args (traits that can be assigned later):
        boxes: shape (n, 4), corners (x1, y1, x2, y2) in pixels of the image.
        scores: shape (n,), from 0 to 1.
        classes: shape (n,), whole numbers, or words; without them all boxes are of one class.
        image: the photograph, shape (rows, columns, 3), or the name of a shipped one.
        names: the name of class 0, 1, 2, …
        score_threshold: boxes with a lower score take no part; an equal score does.
        iou_threshold: a box is dropped when its IoU with a kept one is above it; an equal one stays, as in TensorFlow.
        mode: "per class", or "class-agnostic": boxes of other classes are dropped too.
        step: the rounds done. selected: the box looked at, by its place in the list.

    Raises:
        WidgetError: shapes that do not fit together, a value outside its domain.

    Example:
        >>> w = NMSExplorer([[0, 0, 2, 2], [0, 0, 2, 3], [4, 4, 5, 5]], [0.6, 0.9, 0.3])
        >>> w.kept.tolist(), w.rounds[0].dropped[0][0]
        ([1, 2], 0)
    """

    _esm = javascript("nms_explorer")
    _css = stylesheet("detection")

    boxes = box_list(dog_detections()["boxes"])
    scores = column(dog_detections()["scores"], 0, 1)
    classes = column(dog_detections()["classes"], 0, whole=True)
    names = traitlets.List(traitlets.Unicode(), dog_detections()["names"]).tag(sync=True)
    score_threshold = Within(0.15, 0, 1).tag(sync=True)
    iou_threshold = Within(0.5, 0, 1).tag(sync=True)
    mode = OneOf("per class", "class-agnostic").tag(sync=True)
    step = Whole(0).tag(sync=True)
    selected = Whole(0).tag(sync=True)
    image = traitlets.Any(None, allow_none=True)
    _photo = traitlets.Unicode("").tag(sync=True)
    _size = traitlets.List(traitlets.Float(), [768.0, 576.0]).tag(sync=True)

    def __init__(
        self, boxes: ArrayLike | None = None, scores: Sequence[float] | Numbers | None = None,
        classes: ArrayLike | None = None, image: Image | str | None = None, names: Sequence[str] | None = None,
        **values: object,
    ) -> None:  # fmt: skip
        if boxes is None:
            with suppress(DataError):
                image = as_picture("dog" if image is None else image)
            super().__init__(image=image, **values)
        else:
            table = _table(boxes, scores, classes, names)
            super().__init__(**table, image=image, **values)
        self._show_image()

    @property
    def rounds(self) -> list[Round]:
        """The rounds of non-maximum suppression, in their order."""
        shared = pairwise_iou(self.boxes, self.boxes)
        left = [i for i in np.argsort(-self.scores, kind="stable") if self.scores[i] >= self.score_threshold]
        rounds = []
        while left:
            best, *rest = left
            rivals = [i for i in rest if self.mode == "class-agnostic" or self.classes[i] == self.classes[best]]
            dropped = [(int(i), float(shared[best, i])) for i in rivals if shared[best, i] > self.iou_threshold]
            rounds.append(Round(int(best), tuple(dropped)))
            gone = {i for i, _ in dropped}
            left = [i for i in rest if i not in gone]
        return rounds

    @property
    def kept(self) -> Indices:
        """The boxes that stay after all rounds, by their place, best first, from `layers.boxes`."""
        good = np.flatnonzero(self.scores >= self.score_threshold)
        classes = self.classes[good] if self.mode == "per class" else None
        return np.asarray(good[non_max_suppression(self.boxes[good], self.scores[good], classes, self.iou_threshold)])

    @property
    def states(self) -> list[str]:
        """What became of each box after `step` rounds: kept, dropped, waiting, or low (its score)."""
        states = ["waiting" if score >= self.score_threshold else "low" for score in self.scores]
        for done in self.rounds[: self.step]:
            states[done.kept] = "kept"
            for box, _ in done.dropped:
                states[box] = "dropped"
        return states

    def class_name(self, box: int) -> str:
        """The name of a box's class."""
        kind = int(self.classes[box])
        return str(self.names[kind]) if kind < len(self.names) else f"class {kind}"

    @traitlets.validate("boxes", "scores", "classes")
    def _same_length(self, proposal: dict[str, Any]) -> object:
        """Refuse lists of different lengths."""
        now = self.proposed(proposal, "boxes", "scores", "classes")
        lengths = {name: len(value) for name, value in now.items()}
        if len(set(lengths.values())) > 1:
            received = ", ".join(f"{length} {name}" for name, length in lengths.items())
            raise WidgetError(f"Every box has one score and one class; received {received}.")
        return proposal["value"]

    @traitlets.observe("boxes", "scores", "classes", "score_threshold", "iou_threshold", "mode", "step", "selected")
    def _stay_inside(self, change: object) -> None:
        self.step = min(self.step, len(self.rounds))
        self.selected = min(self.selected, len(self.boxes) - 1)

    @traitlets.observe("image", "boxes")
    def _show_image(self, change: object = None) -> None:
        if self.image is None:
            self._photo, self._size = "", [float(side) for side in np.ceil(self.boxes[:, 2:].max(axis=0) * 1.05)]
        else:
            shown = as_picture(self.image)
            self._photo, self._size = small_jpeg(shown), [float(shown.shape[1]), float(shown.shape[0])]

    def alt_text(self) -> str:
        """Say how many boxes there are, what became of them, and what stays in the end."""
        states, order = self.states, np.argsort(-self.scores, kind="stable")
        rank = {box: place + 1 for place, box in enumerate(order)}
        counts = ", ".join(f"{states.count(state)} {state}" for state in ("kept", "dropped", "waiting"))
        stay = ", ".join(f"{rank[i]} {self.class_name(i)} {plain(self.scores[i], 2)}" for i in self.kept)
        return (
            f"NMS explorer, {self.mode}: {len(self.boxes)} boxes, {states.count('low')} with a score below "
            f"{plain(self.score_threshold, 2)}; after {self.step} of {len(self.rounds)} rounds at IoU threshold "
            f"{plain(self.iou_threshold, 2)}: {counts}. In the end stay: {stay or 'none'}."
        )

    def static_svg(self) -> str:
        """Return the photograph with the boxes as they stand now, numbered by score."""
        scale = WIDTH / self._size[0]
        height = self._size[1] * scale
        photo = f'<image x="10" y="10" width="{WIDTH}" height="{height:g}" href="{self._photo}"/>'
        empty = rect(10, 10, WIDTH, height, 'fill="#f3f4f6"')
        order, states = np.argsort(-self.scores, kind="stable"), self.states
        drawn = [self._box(rank + 1, box, states[box], scale) for rank, box in enumerate(order)]
        threshold = f"IoU threshold {plain(self.iou_threshold, 2)}"
        words = [
            f"After {self.step} of {len(self.rounds)} rounds, {self.mode}, {threshold}",
            "Thick: kept. Dashed: dropped. Thin: waiting.",
        ]
        body = (photo if self._photo else empty) + "".join(reversed(drawn))
        return frame(body, WIDTH + 20, height + 10, words, self.alt_text())

    def _box(self, rank: int, box: int, state: str, scale: float) -> str:
        if state == "low":
            return ""
        x, y, right, bottom = (10 + self.boxes[box] * scale).tolist()
        place = (x, y, right - x, bottom - y)
        mark = {"kept": " ✓", "dropped": " ✕", "waiting": ""}[state]
        name = f" {self.class_name(box)}" if state == "kept" else ""
        text = f"{rank}{mark}{name}"
        halo = rect(*place, 'fill="none" stroke="#fff" stroke-width="5" stroke-opacity="0.6"')
        plate = rect(x, y, 8 + 8 * len(text), 18, 'fill="#fff" fill-opacity="0.85"')
        outline = rect(*place, f'fill="none" {_LINE[state]}')
        return halo + outline + plate + label(x + 4, y + 14, text, "", 13, "bold", ink="")


def _table(
    boxes: ArrayLike, scores: Sequence[float] | Numbers | None, classes: ArrayLike | None, names: Sequence[str] | None
) -> dict[str, Any]:
    """The traits for boxes that were given; classes in words become numbers and names."""
    if scores is None:
        raise WidgetError("NMSExplorer needs scores with its boxes, one for each.")
    kinds = np.zeros(len(scores)) if classes is None else np.asarray(classes)
    if kinds.dtype.kind in "US":
        words, kinds = np.unique(kinds, return_inverse=True)
        names = [str(word) for word in words]
    return {"boxes": boxes, "scores": scores, "classes": kinds, "names": [str(name) for name in names or []]}
