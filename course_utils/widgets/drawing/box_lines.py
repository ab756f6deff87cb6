"""Boxes drawn onto a picture as plain outlines, told apart by colour and by the thickness of their lines."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike

from course_utils.errors import ArgumentError
from course_utils.types import Image, Photo

LINES = (((0, 114, 178), 4), ((230, 159, 0), 2), ((0, 158, 115), 4), ((204, 121, 167), 2))
SMALLEST = 256  # pixels: smaller pictures are enlarged, so that lines do not hide them


def draw_boxes(image: Image, boxes: Iterable[ArrayLike]) -> Photo:
    """Return a copy of the picture with the outlines of `boxes`: blue and thick, orange and thin, green, purple, …

    Shapes: image (n_H, n_W, 3), uint8; boxes (x1, y1, x2, y2) in its pixels. Small pictures come back enlarged by a
    whole factor.
    Raises: ArgumentError for other shapes.

    >>> drawn = draw_boxes(np.zeros((300, 400, 3), np.uint8), [(10, 10, 200, 150)])
    >>> drawn.shape, bool(drawn.any())
    ((300, 400, 3), True)
    """
    from PIL import ImageDraw
    from PIL.Image import Resampling, fromarray

    photo, listed = np.asarray(image), list(boxes)
    corners = np.array(listed, dtype=float).reshape(len(listed), -1) if listed else np.zeros((0, 4))
    if photo.ndim != 3 or photo.shape[2] != 3 or photo.dtype != np.uint8:
        raise ArgumentError(
            f"image must have shape (n_H, n_W, 3) and hold bytes; received {photo.shape}, {photo.dtype}."
        )
    if corners.shape[1] != 4:
        raise ArgumentError(f"A box has four numbers, (x1, y1, x2, y2); received {corners.shape[1]}.")
    scale = max(1, -(-SMALLEST // max(photo.shape[:2])))
    picture = fromarray(photo).resize((photo.shape[1] * scale, photo.shape[0] * scale), Resampling.NEAREST)
    pen = ImageDraw.Draw(picture)
    for number, (x1, y1, x2, y2) in enumerate(scale * corners):
        colour, width = LINES[number % len(LINES)]
        pen.rectangle((min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)), outline=colour, width=width)
    return np.asarray(picture)
