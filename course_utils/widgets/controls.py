"""Small controls for what only the kernel can work out: a photograph or a file of one's own, and thresholds."""

from __future__ import annotations

import io
from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets
import numpy as np

from course_utils.data.sets.images import image_names, load_image
from course_utils.errors import ArgumentError
from course_utils.types import Photo
from course_utils.widgets.drawing.figures import Figure

MOST_PIXELS = 1024  # of the longer side of a reader's own picture
STYLE = {"description_width": "initial"}


class Controls(ipywidgets.VBox):  # type: ignore[misc]
    """A function's picture below controls for its arguments; without a front end the picture alone."""

    def __init__(self, draw: Callable[..., Figure], start: dict[str, str | float]) -> None:
        self._draw, self._values = draw, {name: _value(name, given) for name, given in start.items()}
        self.figure = draw(**self._values)
        self._shown = ipywidgets.HTML(self.figure.html)
        rows = [row for name, given in start.items() for row in self._controls(name, given)]
        super().__init__([ipywidgets.HBox(rows, layout={"flex_flow": "row wrap"}), self._shown])

    def _controls(self, name: str, given: str | float) -> list[Any]:
        words = name.replace("_", " ").capitalize()
        if not isinstance(given, str):
            slider = ipywidgets.FloatSlider(
                given, min=0, max=1, step=0.05, description=words, style=STYLE, continuous_update=False
            )
            slider.observe(lambda change: self._renew(name, change["new"]), "value")
            return [slider]
        names = sorted({given, *image_names()})
        choice = ipywidgets.Dropdown(options=names, value=given, description=words, style=STYLE)
        choice.observe(lambda change: self._renew(name, load_image(change["new"])), "value")
        upload = ipywidgets.FileUpload(accept="image/*", description="Your own file", layout={"width": "auto"})
        upload.observe(lambda change: self._take(name, change["new"]), "value")
        return [choice, upload]

    def _take(self, name: str, files: tuple[dict[str, Any], ...]) -> None:
        """Show a file of the reader's own, or say that it is none."""
        if not files:
            return
        try:
            photo = _own_picture(bytes(files[0]["content"]))
        except OSError:  # what Pillow raises for what is no picture
            words = f"{files[0]['name']} is no picture that can be read. Take a JPEG or a PNG file."
            self._shown.value = f'<p role="alert">{escape(words)}</p>'
            return
        self._renew(name, photo)

    def _renew(self, name: str, value: Photo | float) -> None:
        self._values[name] = value
        self.figure = self._draw(**self._values)
        self._shown.value = self.figure.html

    def __repr__(self) -> str:
        return repr(self.figure)

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        """The live controls with, beside them, what nbconvert, GitHub and untrusted notebooks show."""
        live: dict[str, Any] = super()._repr_mimebundle_(**kwargs)
        return live | {"text/html": self.figure._repr_html_(), "text/plain": repr(self.figure)}


def with_controls(draw: Callable[..., Figure], **start: str | float) -> Controls | Figure:
    """Show what `draw` gives, and controls that call it again with other arguments.

    Args:
        draw: takes the names of `start` and returns a figure, as `show_photos` does.
        start: a text is a photograph's name, or the path of a file: a list and a field for a file of one's own, and
            `draw` gets the picture (height, width, 3), uint8. A number from 0 to 1 is a slider.

    Returns: controls and figure in a notebook; the figure for the start values elsewhere.

    Raises:
        ArgumentError: a start value that is neither. DataError: no such photograph.

    >>> with_controls(lambda share: Figure("", f"a share of {share}"), share=0.5)
    [figure: a share of 0.5]
    """
    from IPython import get_ipython

    if get_ipython() is None:
        return draw(**{name: _value(name, given) for name, given in start.items()})
    return Controls(draw, start)


def _value(name: str, given: str | float) -> Photo | float:
    if isinstance(given, str):
        return load_image(given)
    if isinstance(given, (int, float)) and 0 <= given <= 1:
        return float(given)
    raise ArgumentError(f"{name} must be a photograph's name or a number from 0 to 1; received {given!r}.")


def _own_picture(data: bytes) -> Photo:
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(data)) as opened:
        picture = ImageOps.exif_transpose(opened).convert("RGB")
    picture.thumbnail((MOST_PIXELS, MOST_PIXELS))
    return np.asarray(picture)


__all__ = ["Controls", "with_controls"]
