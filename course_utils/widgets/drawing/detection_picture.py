"""Draw what a detector found onto the picture: a box, the class's name and the score, a colour for each class."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from course_utils.errors import ArgumentError
from course_utils.types import Numbers, Photo

# Okabe and Ito's colours, dark ones with white words and light ones with black words.
_COLOURS = (("#0072B2", "white"), ("#E69F00", "black"), ("#009E73", "black"), ("#CC79A7", "black"),
            ("#56B4E9", "black"), ("#D55E00", "black"), ("#F0E442", "black"))  # fmt: skip
SMALLEST = 384  # pixels: smaller pictures are enlarged, so that labels do not hide them
Place = tuple[float, float, float, float]


def draw_detections(
    image: Photo, scores: ArrayLike, boxes: ArrayLike, classes: ArrayLike, names: Sequence[str]
) -> Photo:
    """Return a copy of the picture with boxes on it, the best on top; small pictures come back enlarged.

    Shapes: image (height, width, 3), uint8; scores (k,), boxes (k, 4): (y1, x1, y2, x2) in pixels, classes (k,), as
    `yolo_eval` gives them; `names` of class 0, 1, 2, … → (height, width, 3), uint8, times a whole factor.
    Raises: ArgumentError for other shapes, and for a class without a name.
    """
    from PIL import Image, ImageDraw, ImageFont

    photo, rows = np.asarray(image), _rows(scores, boxes, classes, len(names))
    if photo.ndim != 3 or photo.shape[2] != 3 or photo.dtype != np.uint8:
        raise ArgumentError(
            f"image must be a picture (height, width, 3) of bytes; received shape {photo.shape}, {photo.dtype}."
        )
    scale = max(1, -(-SMALLEST // max(photo.shape)))
    picture = Image.fromarray(photo).resize((photo.shape[1] * scale, photo.shape[0] * scale))
    pen, size = ImageDraw.Draw(picture), max(12, max(picture.size) // 36)
    font, taken = ImageFont.load_default(size), list[Place]()
    placed = [(score, _ordered(scale * box), kind) for score, box, kind in sorted(rows, key=lambda row: row[0])]
    for _, (left, top, right, bottom), kind in placed:
        pen.rectangle((left - 1, top - 1, right + 1, bottom + 1), outline="white", width=size // 5 + 2)
        pen.rectangle((left, top, right, bottom), outline=colours(kind)[0], width=size // 5)
    for score, (left, top, _, _), kind in reversed(placed):
        words, (colour, ink) = f"{names[kind]} {score:.2f}", colours(kind)
        taken.append(_label_place(pen.textlength(words, font) + 8, size + 5, left, top, picture.size, taken))
        pen.rectangle(taken[-1], fill=colour)
        pen.text((taken[-1][0] + 4, taken[-1][1] + 1), words, fill=ink, font=font)
    return np.array(picture, dtype=np.uint8)


def colours(kind: int) -> tuple[str, str]:
    """The colour of a class, and that of words on it; classes 7 apart differ too (car and dog, person and truck)."""
    return _COLOURS[(kind + 4 * (kind // 7)) % len(_COLOURS)]


def all_colours() -> list[tuple[int, int, int]]:
    """Every colour of boxes and words, as red, green and blue."""
    listed = [colour for colour, _ in _COLOURS]
    numbers = [tuple(bytes.fromhex(colour[1:])) for colour in (*listed, "#ffffff", "#000000")]
    return [(red, green, blue) for red, green, blue in numbers]


def _ordered(box: Numbers) -> Place:
    """Left, top, right, bottom of (y1, x1, y2, x2), corners in any order."""
    (y1, y2), (x1, x2) = sorted(box[::2].tolist()), sorted(box[1::2].tolist())
    return x1, y1, x2, y2


def _rows(
    scores: ArrayLike, boxes: ArrayLike, classes: ArrayLike, names: int
) -> list[tuple[float, Numbers, int]]:
    values, corners = np.asarray(scores, float), np.asarray(boxes, float).reshape(-1, 4)
    kinds = np.asarray(classes, int)
    if not values.shape == kinds.shape == (len(corners),):
        raise ArgumentError(
            f"Every box has one score and one class; received {len(corners)} boxes, {values.size} scores and "
            f"{kinds.size} classes."
        )
    if kinds.size and not 0 <= kinds.min() <= kinds.max() < names:
        raise ArgumentError(f"There are {names} names, for classes 0 to {names - 1}; received class {kinds.max()}.")
    return [(float(value), box, int(kind)) for value, box, kind in zip(values, corners, kinds)]


def _label_place(
    width: float, height: float, left: float, top: float, size: tuple[int, int], taken: Sequence[Place]
) -> Place:
    """Above the box, or lower where there is no room or another label; never outside the picture."""
    x = min(max(left, 0.0), max(size[0] - width, 0.0))
    y = first = min(max(top - height, 0.0), size[1] - height)
    while any(x < right and left_ < x + width and y < low and high < y + height for left_, high, right, low in taken):
        y += height
        if y + height > size[1]:
            y = first
            break
    return x, y, x + width, y + height
