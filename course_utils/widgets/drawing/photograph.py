"""Photographs on their way to a page: from what a student gives to bytes, and to JPEG inside an address."""

from __future__ import annotations

import io

import numpy as np

from course_utils.data.sets.images import load_image
from course_utils.errors import DataError
from course_utils.types import Photo
from course_utils.widgets.base import WidgetError
from course_utils.widgets.drawing.svg import data_address

WIDEST = 560


def as_picture(image: object) -> Photo:
    """Return an array (rows, columns, 3) of bytes; a name is looked up by `load_image`.

    Raises:
        WidgetError: neither (rows, columns) nor (rows, columns, 3), or numbers outside 0 to 255.
        DataError: no photograph of that name.
    """
    array = load_image(image) if isinstance(image, str) else np.asarray(image)
    if array.ndim == 2:
        array = np.repeat(array[:, :, None], 3, axis=2)
    if array.ndim != 3 or array.shape[2] != 3 or array.size == 0:
        raise WidgetError(f"image must have shape (rows, columns, 3); received shape {array.shape}.")
    if array.dtype.kind == "f" and array.max() <= 1:
        array = array * 255
    if array.dtype.kind not in "uif" or array.min() < 0 or array.max() > 255:
        raise WidgetError("image must hold numbers from 0 to 255, or fractions from 0 to 1.")
    return np.rint(array).astype(np.uint8)


def default_photograph(name: str = "coffee", size: int = 192) -> Photo:
    """Return a shipped photograph, or a drawn sky and meadow where its file is missing: shape (size, size, 3)."""
    try:
        return load_image(name, size=size)
    except DataError:
        rows, columns = np.indices((size, size)) / size
        sky, meadow = np.array([110, 170, 230]), np.array([60, 140, 50])
        share = (rows > 0.6 + 0.1 * np.sin(6 * columns))[..., None]
        return np.asarray(np.where(share, meadow, sky + 60 * (rows[..., None] - 0.3)).astype(np.uint8))


def jpeg(photo: Photo) -> str:
    """Return a photograph as the address of an image in the page itself."""
    from PIL import Image

    buffer = io.BytesIO()
    Image.fromarray(photo).save(buffer, "JPEG", quality=85)
    return data_address(buffer.getvalue(), "jpeg")


def small_jpeg(photo: Photo) -> str:
    """Return a photograph as `jpeg` does, at most 560 pixels wide and high and with fewer bytes."""
    from PIL import Image

    picture = Image.fromarray(photo)
    picture.thumbnail((WIDEST, WIDEST), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=72, optimize=True)
    return data_address(buffer.getvalue(), "jpeg")


def image_element(photo: Photo, width: float, height: float) -> str:
    """Return a photograph as an element of an SVG, stretched to `width` and `height`."""
    return f'<image width="{width:g}" height="{height:g}" preserveAspectRatio="none" href="{jpeg(photo)}"/>'
