"""The detector as a notebook wants it: it finds things, and shows what it or a student's own function found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from pathlib import Path

import numpy as np

from course_utils.layers.detection import detector as layers
from course_utils.types import Array, Photo
from course_utils.widgets.animation import animate
from course_utils.widgets.drawing.detection_picture import all_colours, draw_detections
from course_utils.widgets.drawing.figures import SPACE, Figure, per_row
from course_utils.widgets.drawing.photograph import small_jpeg

Detect = Callable[[Photo], tuple[Array, Array, Array]]
Pictures = Photo | Mapping[str, Photo] | Iterable[Photo] | str | Path
_FIGURE = "margin:0 12px 0 0;display:inline-block;max-width:95%;vertical-align:top"


class Detector(layers.Detector):
    """A trained network that says what is where on a picture, and draws it."""

    def show(
        self, pictures: Pictures, detect: Detect | None = None, caption: str = "", file: str | Path | None = None
    ) -> Figure:
        """Show what `detect` finds, or without it what `self.detect` finds; see `show_detections`.

        `pictures` is one picture, several (title → picture), or a film: a folder, an animated file or a list.
        """
        return show_detections(pictures, detect or self.detect, self.names, caption, file)


def load_detector() -> Detector:
    """Return YOLOv3-tiny with the shipped weights; raises DataError as `course_utils.layers.detection.detector` does.

    >>> detector = load_detector()
    >>> len(detector.names), detector.network.input_shape
    (80, (None, 416, 416, 3))
    """
    loaded = layers.load_detector()
    return Detector(loaded.network, loaded.names)


def show_detections(
    pictures: Pictures, detect: Detect, names: Sequence[str], caption: str = "", file: str | Path | None = None
) -> Figure:
    """Let `detect` look at pictures and show what it finds.

    Args:
        pictures: one picture (height, width, 3); several side by side, title → picture; or a film: a folder of
            pictures, an animated file, or a list. A film becomes an animated GIF, with a bar while it is made.
        detect: from a picture to scores, boxes (y1, x1, y2, x2) in pixels and classes, as `yolo_eval` gives them.
        names: the name of class 0, 1, 2, …
        file: where a film is kept, or None.

    Raises:
        ArgumentError: see `draw_detections`. DataError: no such folder or file.
    """
    if isinstance(pictures, np.ndarray) and pictures.ndim == 3:
        pictures = {"picture": pictures}
    if not isinstance(pictures, Mapping):
        return animate(
            pictures, lambda frame: draw_detections(frame, *detect(frame), names), caption, file, keep=all_colours()
        )
    parts, alts, height, widest = [], list[str](), 320 if len(pictures) < 3 else 250, 1
    for title, picture in pictures.items():
        detections = detect(picture)
        alts.append(f"{title}: {_in_words(detections, names)}.")
        drawn = draw_detections(picture, *detections, names)
        data, width = small_jpeg(drawn), round(height * drawn.shape[1] / drawn.shape[0])
        widest = max(widest, width)
        parts.append(
            f'<figure style="{_FIGURE};width:{width}px"><img alt="{escape(alts[-1])}" style="width:100%" src="{data}"/>'
            f"<figcaption>{escape(alts[-1])}</figcaption></figure>"
        )
    note = f"<p>{escape(caption)}</p>" if caption else ""
    shown = "".join(parts)
    if len(parts) > 2:  # a narrow page makes all of them smaller, so that none is left alone
        beside = per_row(len(parts), widest + SPACE)
        rows = f"display:grid;grid-template-columns:repeat({beside},minmax(0,{widest}px));gap:8px {SPACE}px"
        shown = f'<div style="{rows}">{shown}</div>'
    return Figure(shown + note, " ".join([*alts, caption]).strip())


def _in_words(detections: tuple[Array, Array, Array], names: Sequence[str]) -> str:
    scores, _, classes = detections
    said = [f"{names[int(kind)]} {float(score):.2f}" for score, kind in zip(scores, classes)]
    return ", ".join(said) or "nothing found"
