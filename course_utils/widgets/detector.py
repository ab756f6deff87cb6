"""The detector as a notebook wants it: it finds things, and shows what it or a student's own function found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from course_utils.layers.detection import detector as layers
from course_utils.widgets.drawing.detection_picture import Detect, show_detections
from course_utils.widgets.drawing.figures import Figure


class Detector(layers.Detector):
    """A trained network that says what is where on a picture, and draws it."""

    def show(
        self, pictures: Any, detect: Detect | None = None, caption: str = "", file: str | Path | None = None
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
