"""A photograph on its way to a page: small, as JPEG, inside a data address."""

from __future__ import annotations

import base64
import io
from typing import Any

import numpy as np

from course_utils.data.sets.images import load_image
from course_utils.widgets.base import WidgetError

WIDEST, QUALITY = 560, 72


def as_picture(image: Any) -> np.ndarray[Any, np.dtype[np.uint8]]:
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


def data_address(image: np.ndarray[Any, np.dtype[np.uint8]]) -> str:
    """Return the picture as `data:image/jpeg;base64,…`, at most 560 pixels wide and high."""
    from PIL import Image

    picture = Image.fromarray(image)
    picture.thumbnail((WIDEST, WIDEST), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=QUALITY, optimize=True)
    return "data:image/jpeg;base64," + base64.b64encode(buffer.getvalue()).decode()
