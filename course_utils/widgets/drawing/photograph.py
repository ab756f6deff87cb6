"""Photographs in widgets: the trait that sends one to the browser, and small JPEGs for still pictures."""

from __future__ import annotations

import base64
import io
from typing import Any

import numpy as np
import traitlets
from numpy.typing import NDArray

from course_utils.errors import DataError
from course_utils.widgets.base import WidgetError

Photo = NDArray[np.uint8]
LEAST, MOST = 8, 320


class Photograph(traitlets.TraitType[Photo, Any]):
    """Red, green and blue in bytes, shape (n_H, n_W, 3); read-only. It travels as its size and base64."""

    def __init__(self) -> None:
        super().__init__(np.zeros((LEAST, LEAST, 3), dtype=np.uint8))
        self.tag(sync=True, to_json=_to_text, from_json=_from_text)

    def validate(self, obj: Any, value: Any) -> Photo:
        """Return a read-only copy of `value`.

        Raises:
            WidgetError: no bytes (uint8), another shape, or a side outside 8 to 320 pixels.
        """
        photo = np.array(value)
        if photo.dtype != np.uint8 or photo.ndim != 3 or photo.shape[2] != 3:
            expected = f"{self.name} must be a photograph (rows, columns, 3) of uint8"
            received = f"received shape {photo.shape}, {photo.dtype}."
            raise WidgetError(f"{expected}; {received}", "Example: load_image('coffee', size=192).")
        if not LEAST <= min(photo.shape[:2]) <= max(photo.shape[:2]) <= MOST:
            expected = f"{self.name} must have sides of {LEAST} to {MOST} pixels"
            size = f"{photo.shape[0]}×{photo.shape[1]}"
            raise WidgetError(f"{expected}; received {size}.", "Take load_image(…, size=192).")
        photo.setflags(write=False)
        return photo


def default_photograph(name: str = "coffee", size: int = 192) -> Photo:
    """Return a shipped photograph, or a drawn sky and meadow where its file is missing: shape (size, size, 3)."""
    from course_utils.data.sets.images import load_image

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
    return "data:image/jpeg;base64," + base64.b64encode(buffer.getvalue()).decode()


def _to_text(photo: Photo, widget: object) -> dict[str, Any]:
    rows, columns = photo.shape[:2]
    return {"rows": rows, "columns": columns, "data": base64.b64encode(photo.tobytes()).decode()}


def _from_text(sent: dict[str, Any], widget: object) -> Photo:
    pixels = np.frombuffer(base64.b64decode(sent["data"]), dtype=np.uint8)
    return pixels.reshape(sent["rows"], sent["columns"], 3)
