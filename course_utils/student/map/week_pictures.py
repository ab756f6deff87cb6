"""What each week is about, as a small picture: edges, clothes to tell apart, boxes on a photograph, a painting."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable

import numpy as np

from course_utils.data.sets.fashion import load_fashion
from course_utils.data.sets.images import load_image
from course_utils.errors import DataError
from course_utils.types import Photo

WIDTH, HEIGHT = 260, 100
_THINGS = ((126, 219, 379, 515), (464, 82, 687, 171), (233, 198, 554, 442))  # dog, car and bicycle of the photograph


def _edges() -> Photo:
    """Differences between neighbours, dark where they are large."""
    grey = load_image("china", size=2 * WIDTH).mean(axis=2)
    grey = grey[: 2 * HEIGHT + 2, : 2 * WIDTH + 2]
    across, down = np.abs(np.diff(grey, axis=1)[:-1]), np.abs(np.diff(grey, axis=0)[:, :-1])
    return np.asarray((255 - np.minimum(3 * (across + down), 255)).astype(np.uint8)[..., None].repeat(3, axis=2))


def _clothes() -> Photo:
    shown = load_fashion()[0][:32].reshape(4, 8, 28, 28).transpose(0, 2, 1, 3).reshape(112, 224)
    return np.asarray((255 - shown).astype(np.uint8)[..., None].repeat(3, axis=2))


def _boxes() -> Photo:
    from PIL import Image, ImageDraw

    picture = Image.fromarray(load_image("dog"))
    pen = ImageDraw.Draw(picture)
    for box, colour in zip(_THINGS, ("#E69F00", "#56B4E9", "#009E73")):
        pen.rectangle(box, outline=colour, width=10)
    return np.asarray(picture)[70:454]


def _painting() -> Photo:
    return load_image("starry_night")


# Of each week: what it is about, what its picture shows, and the picture.
WEEKS: dict[str, tuple[str, str, Callable[[], Photo]]] = {
    "week1": ("From one filter to a network", "The edges of a photograph", _edges),
    "week2": ("Deep networks", "Small pictures of shirts, shoes and bags", _clothes),
    "week3": ("Finding things", "A photograph with boxes around a dog, a car and a bicycle", _boxes),
    "week4": ("Faces, style, and other data", "A painting of a starry night", _painting),
}


def picture(week: str) -> str:
    """The week's picture as HTML; nothing where its file is away."""
    from PIL import Image, ImageOps

    words, draw = WEEKS[week][1:]
    try:
        photo = Image.fromarray(draw())
    except DataError:
        return ""
    buffer = io.BytesIO()
    ImageOps.fit(photo, (WIDTH, HEIGHT)).save(buffer, "JPEG", quality=80)
    address = f"data:image/jpeg;base64,{base64.b64encode(buffer.getvalue()).decode()}"
    # Known by its class: bytes of a JPEG differ between versions of its library.
    return f'<img class="cu-plot" alt="{words}" src="{address}" style="width:100%;border-radius:8px">'
