"""ThresholdExplorer: what a score threshold finds, misses and gets wrong; the curve of all thresholds and its area."""

from __future__ import annotations

from typing import Any

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from course_utils.layers.detection.detection_metrics import average_precision, envelope, precision_recall
from course_utils.types import Numbers
from course_utils.widgets.assets import javascript, stylesheet
from course_utils.widgets.base import ExplorerWidget, WidgetError
from course_utils.widgets.detections import ranked_detections
from course_utils.widgets.drawing.plots import STYLE, with_words
from course_utils.widgets.drawing.svg import ON_WHITE
from course_utils.widgets.mathematics.numbers import plain
from course_utils.widgets.traits import OneOf, Within, column

ORANGE = "#b87d00"


class ThresholdExplorer(ExplorerWidget):
    """Precision and recall of ranked detections, with a point that moves with the score threshold.

    Args (traits that can be assigned later):
        scores: shape (n,), from 0 to 1.
        matched: shape (n,), True where the detection hits an object that no better one hit.
        total: the objects there are.
        threshold: detections with at least this score count.
        view: "curve", its "area" after the dips are filled, or the "11 points" of the older measure.

    Raises:
        WidgetError: lists of different lengths, more hits than objects, a value outside its domain.

    Example:
        >>> w = ThresholdExplorer([0.9, 0.8, 0.7], [True, False, True], total=4, threshold=0.75)
        >>> w.counts, w.precision, w.recall
        ((1, 1, 3), 0.5, 0.25)
        >>> round(w.average_precision, 3), round(w.average_precision_11, 3)
        (0.417, 0.455)
    """

    _esm = javascript("threshold_explorer")
    _css = stylesheet("detection")

    scores = column(ranked_detections()["scores"], 0, 1)
    matched = column(ranked_detections()["matched"], 0, 1, whole=True)
    total = Within(int(ranked_detections()["total"]), 1, 1_000_000).tag(sync=True)
    threshold = Within(0.5, 0, 1).tag(sync=True)
    view = OneOf("curve", "area", "11 points").tag(sync=True)

    def __init__(
        self, scores: ArrayLike | None = None, matched: ArrayLike | None = None, total: int | None = None,
        **values: object,
    ) -> None:  # fmt: skip
        given = {"scores": scores, "matched": matched, "total": total}
        if scores is not None and (matched is None or total is None):
            raise WidgetError("ThresholdExplorer needs matched and total with its scores.")
        super().__init__(**{name: value for name, value in given.items() if value is not None}, **values)

    @property
    def counts(self) -> tuple[int, int, int]:
        """Hits (TP), false detections (FP) and missed objects (FN) at the threshold."""
        hits = self.matched[self.scores >= self.threshold] == 1
        true = int(hits.sum())
        return true, int(hits.size) - true, int(self.total) - true

    @property
    def precision(self) -> float:
        """The share of the detections that hit; NaN where nothing is detected."""
        true, false, _ = self.counts
        return true / (true + false) if true + false else float("nan")

    @property
    def recall(self) -> float:
        """The share of the objects that are found."""
        return self.counts[0] / int(self.total)

    @property
    def curve(self) -> tuple[Numbers, Numbers, Numbers]:
        """Precision, recall and score, best score first, from `layers.detection_metrics`."""
        return precision_recall(self.scores, self.matched == 1, int(self.total))

    @property
    def average_precision(self) -> float:
        """The whole area under the filled curve."""
        return average_precision(*self.curve[:2])

    @property
    def average_precision_11(self) -> float:
        """The mean of the filled precision at recall 0, 0.1, …, 1."""
        return average_precision(*self.curve[:2], points=11)

    @property
    def formula(self) -> list[str]:
        """The lines the page shows, with the numbers filled in."""
        true, false, missed = self.counts
        share = f"{true} / ({true} + {false})"
        precision = f"{share} = {plain(self.precision)}" if true + false else "nothing is detected"
        return [
            f"precision = TP / (TP + FP) = {precision}",
            f"recall = TP / (TP + FN) = {true} / ({true} + {missed}) = {plain(self.recall)}",
            f"average precision, all points = {plain(self.average_precision)}",
            f"average precision, 11 points = {plain(self.average_precision_11)}",
        ]

    @traitlets.validate("scores", "matched", "total")
    def _fit_together(self, proposal: dict[str, Any]) -> object:
        """Refuse lists of different lengths, and more hits than objects."""
        now = self.proposed(proposal, "scores", "matched", "total")
        lengths = len(now["scores"]), len(now["matched"])
        if lengths[0] != lengths[1]:
            raise WidgetError(f"Every score says whether it hit; received {lengths[0]} scores, {lengths[1]} matched.")
        hits = int(now["matched"].sum())
        if hits > now["total"]:
            raise WidgetError(f"total must be at least the {hits} hits; received total={now['total']}.")
        return proposal["value"]

    def alt_text(self) -> str:
        """Say what the threshold finds, misses and gets wrong, and the curve's area."""
        true, false, missed = self.counts
        precision = plain(self.precision) if true + false else "undefined"
        return (
            f"Threshold explorer: {len(self.scores)} detections, {self.total} objects. At a score of at least "
            f"{plain(self.threshold)}: {true} found, {false} false, {missed} missed; precision {precision}, recall "
            f"{plain(self.recall)}. Average precision {plain(self.average_precision)} (all points), "
            f"{plain(self.average_precision_11)} (11 points)."
        )

    def static_svg(self) -> str:
        """Return the curve, its filled form and the point of the threshold; the numbers below."""
        from matplotlib import pyplot, style

        precision, recall, _ = self.curve
        with style.context(STYLE):
            plot, ax = pyplot.subplots(figsize=(6.4, 4))
            filled = envelope(precision)
            ax.fill_between(np.append(0, recall), np.append(filled[:1], filled), step="pre", alpha=0.15)
            ax.plot(recall, precision)
            if sum(self.counts[:2]):
                ax.plot(self.recall, self.precision, "o", color=ORANGE, markeredgecolor=ON_WHITE, markersize=10)
            ax.set(xlabel="recall: found of all objects", ylabel="precision: right of all detections")
            ax.set(xlim=(0, 1.02), ylim=(0, 1.04))
            true, false, missed = self.counts
            title = f"Score ≥ {plain(self.threshold)}: TP {true}, FP {false}, FN {missed}"
            return with_words(plot, [title, *self.formula], self.alt_text())
