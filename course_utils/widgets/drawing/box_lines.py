"""Boxes and points drawn onto a picture: outlines told apart by colour and thickness, rings with numbers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from course_utils.errors import ArgumentError
from course_utils.types import Image, Photo

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

LINES = (((0, 114, 178), 4), ((230, 159, 0), 2), ((0, 158, 115), 4), ((204, 121, 167), 2))
POINT = (213, 94, 0)
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

    listed = list(boxes)
    corners = np.array(listed, dtype=float).reshape(len(listed), -1) if listed else np.zeros((0, 4))
    if corners.shape[1] != 4:
        raise ArgumentError(f"A box has four numbers, (x1, y1, x2, y2); received {corners.shape[1]}.")
    picture, scale = _enlarged(image)
    pen = ImageDraw.Draw(picture)
    for number, (x1, y1, x2, y2) in enumerate(scale * corners):
        colour, width = LINES[number % len(LINES)]
        pen.rectangle((min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)), outline=colour, width=width)
    return np.asarray(picture)


def draw_points(image: Image, points: ArrayLike) -> Photo:
    """Return a copy of the picture with numbered rings around `points`, from 1: seen on every colour.

    Shapes: image (n_H, n_W, 3), uint8; points (k, 2), each (x, y) in its pixels. Small pictures come back enlarged by a
    whole factor.
    Raises: ArgumentError for other shapes.

    >>> drawn = draw_points(np.zeros((300, 400, 3), np.uint8), [(100, 80)])
    >>> drawn.shape, drawn[80, 100].tolist()
    ((300, 400, 3), [213, 94, 0])
    """
    from PIL import ImageDraw, ImageFont

    places = np.asarray(points, dtype=float)
    if places.ndim != 2 or places.shape[1] != 2:
        raise ArgumentError(f"points must have shape (k, 2), each (x, y); received {places.shape}.")
    picture, scale = _enlarged(image)
    pen, size = ImageDraw.Draw(picture), max(5, max(picture.size) // 80)
    font = ImageFont.load_default(4 * size)
    for number, (x, y) in enumerate(scale * places, start=1):
        for radius, colour in ((size + 4, "black"), (size + 2, "white"), (size, POINT)):
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)
        place = x + size + 8, y
        pen.text(place, str(number), "white", font, anchor="lm", stroke_width=2, stroke_fill="black")
    return np.asarray(picture)


def _enlarged(image: Image) -> tuple[Picture, int]:
    """The picture to draw on, and by which factor it was enlarged."""
    from PIL.Image import Resampling, fromarray

    photo = np.asarray(image)
    if photo.ndim != 3 or photo.shape[2] != 3 or photo.dtype != np.uint8:
        raise ArgumentError(
            f"image must have shape (n_H, n_W, 3) and hold bytes; received {photo.shape}, {photo.dtype}."
        )
    scale = max(1, -(-SMALLEST // max(photo.shape[:2])))
    return fromarray(photo).resize((photo.shape[1] * scale, photo.shape[0] * scale), Resampling.NEAREST), scale
