"""MaskExplorer: probabilities against a true mask: what a threshold finds, misses and gets wrong, with Dice live."""

from __future__ import annotations

from typing import Any

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from course_utils.types import Mask, Photo
from course_utils.widgets.assets import javascript, stylesheet
from course_utils.widgets.base import ExplorerWidget, WidgetError
from course_utils.widgets.drawing.photograph import image_element
from course_utils.widgets.drawing.svg import label, page
from course_utils.widgets.mathematics.numbers import plain
from course_utils.widgets.traits import ArrayTrait, Within

LEAST, MOST, SIDE, GAP, TOP = 2, 96, 190, 20, 34
ZOOM = 3  # pixels of the picture for each of the mask: room for a pattern
# Okabe and Ito's bluish green, orange and purple; a pattern tells the three apart, too.
HIT, FALSE, MISSED = np.array([0, 158, 115]), np.array([230, 159, 0]), np.array([204, 121, 167])
COVER = 0.75
VIEWS = ("Picture", "Probability", "Found, false, missed")


def _plane(low: float, high: float, whole: bool = False) -> ArrayTrait:
    form = f"have two axes of {LEAST} to {MOST} entries"
    return ArrayTrait(np.zeros((LEAST, LEAST)), [(LEAST, MOST)] * 2, form, low=low, high=high, whole=whole,
                      advice="Take one picture and one class.")  # fmt: skip


class MaskExplorer(ExplorerWidget):
    """A picture, a true mask and probabilities; the threshold decides what is said, and Dice what it is worth.

    Args (all traits that can be assigned later):
        truth: 0 or 1 for every pixel, shape (n_H, n_W), sides of 2 to 96.
        prediction: probabilities of the same shape.
        image: the picture in grey, 0 … 255, of the same shape; a colour picture is made grey. None: middle grey.
        threshold: pixels with at least this probability are said to belong to the mask.

    Raises:
        WidgetError: a value outside its domain, or arrays of different shapes.

    Example:
        >>> w = MaskExplorer([[1, 1], [0, 0]], [[0.9, 0.4], [0.6, 0.1]], threshold=0.5)
        >>> w.counts, w.dice, round(w.iou, 3)
        ((1, 1, 1), 0.5, 0.333)
    """

    _esm = javascript("mask_explorer")
    _css = stylesheet("detection", "slices")

    truth = _plane(0, 1, whole=True)
    prediction = _plane(0, 1)
    image = _plane(0, 255)
    threshold = Within(0.5, 0, 1).tag(sync=True)

    def __init__(
        self, truth: ArrayLike | None = None, prediction: ArrayLike | None = None, image: ArrayLike | None = None,
        **values: object,
    ) -> None:  # fmt: skip
        super().__init__(**values)
        if truth is None:
            return
        with self.hold_trait_notifications():
            self.truth = np.asarray(truth, dtype=float)
            self.prediction = np.asarray(self.truth if prediction is None else prediction)
            grey = np.full(self.truth.shape, 128.0) if image is None else np.asarray(image, dtype=float)
            self.image = np.rint(grey.mean(axis=2)) if grey.ndim == 3 else grey

    @property
    def said(self) -> Mask:
        """The pixels that reach the threshold, shape (n_H, n_W)."""
        return np.asarray(self.prediction >= self.threshold)

    @property
    def counts(self) -> tuple[int, int, int]:
        """Pixels found (TP), false (FP) and missed (FN)."""
        true, said = self.truth == 1, self.said
        return int((true & said).sum()), int((~true & said).sum()), int((true & ~said).sum())

    @property
    def dice(self) -> float:
        """Twice the found pixels over both areas; 1 where nothing is there and nothing is said."""
        hits, false, missed = self.counts
        return 2 * hits / (2 * hits + false + missed) if hits + false + missed else 1.0

    @property
    def iou(self) -> float:
        """Intersection over union; 1 where nothing is there and nothing is said."""
        return self.counts[0] / sum(self.counts) if sum(self.counts) else 1.0

    @property
    def output(self) -> tuple[Photo, Photo, Photo]:
        """What the page paints, uint8, (ZOOM · n_H, ZOOM · n_W, 3): picture, probabilities, and the three kinds."""
        grey = self.image.repeat(ZOOM, axis=0).repeat(ZOOM, axis=1)[..., None].repeat(3, axis=2)
        sure = np.rint(255 * self.prediction).repeat(ZOOM, axis=0).repeat(ZOOM, axis=1)[..., None].repeat(3, axis=2)
        down, across = np.indices(grey.shape[:2])
        diagonal, dots = (down + across) % ZOOM > 0, (down % ZOOM == 1) & (across % ZOOM == 1)
        true = (self.truth == 1).repeat(ZOOM, axis=0).repeat(ZOOM, axis=1)
        said = self.said.repeat(ZOOM, axis=0).repeat(ZOOM, axis=1)
        fates = np.array(grey)
        for where, colour in ((true & said, HIT), (~true & said & diagonal, FALSE), (true & ~said & ~dots, MISSED)):
            fates[where] = np.floor(grey[where] * (1 - COVER) + COVER * colour + 0.5)
        picture, probability, kinds = (np.asarray(part, dtype=np.uint8) for part in (grey, sure, fates))
        return picture, probability, kinds

    @traitlets.validate("truth", "prediction", "image")
    def _fit_together(self, proposal: dict[str, Any]) -> object:
        """Refuse arrays of different shapes."""
        now = self.proposed(proposal, "truth", "prediction", "image")
        shapes = {name: value.shape for name, value in now.items()}
        if len(set(shapes.values())) > 1:
            received = ", ".join(f"{name} {shape}" for name, shape in shapes.items())
            raise WidgetError(f"truth, prediction and image must have one shape; received {received}.")
        return proposal["value"]

    @property
    def formula(self) -> list[str]:
        """The lines the page shows, with the numbers filled in."""
        hits, false, missed = self.counts
        return [
            f"IoU = TP / (TP + FP + FN) = {hits} / ({hits} + {false} + {missed}) = {plain(self.iou)}",
            f"Dice = 2·TP / (2·TP + FP + FN) = 2·{hits} / (2·{hits} + {false} + {missed}) = {plain(self.dice)}",
        ]

    def alt_text(self) -> str:
        """Say what the threshold finds, misses and gets wrong."""
        hits, false, missed = self.counts
        rows, columns = self.truth.shape
        return (
            f"Mask explorer: {rows}×{columns} pixels. With a probability of at least {plain(self.threshold)}: {hits} "
            f"found, {false} false, {missed} missed; Dice {plain(self.dice)}, IoU {plain(self.iou)}."
        )

    def static_svg(self) -> str:
        """Return picture, probabilities and the three kinds side by side; Dice and IoU below."""
        scale = SIDE / max(self.truth.shape)
        height, width = (side * scale for side in self.truth.shape)
        parts, left = [], 10.0
        for title, photo in zip(VIEWS, self.output):
            parts.append(label(left, 20, title))
            parts.append(f'<g transform="translate({left:g} {TOP})">{image_element(photo, width, height)}</g>')
            left += max(width, 150) + GAP
        return page("".join(parts), left, height + TOP + 4, self.formula, self.alt_text())
