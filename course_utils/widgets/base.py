"""What every explorer shares: its traits, its JavaScript in one module, its picture without JavaScript."""

from __future__ import annotations

import base64
import html
from collections.abc import Sequence
from typing import Any

import anywidget
import numpy as np
import traitlets
from numpy.typing import NDArray

from course_utils.errors import ArgumentError
from course_utils.widgets.assets import stylesheet

Numbers = NDArray[np.float64]


class WidgetError(ArgumentError, traitlets.TraitError):
    """A widget was given a value outside its domain; also a TraitError, so that traits roll back."""


class Whole(traitlets.TraitType[int, int]):
    """An integer that is at least `least`; numpy integers are welcome, booleans are not."""

    def __init__(self, default: int, least: int = 0) -> None:
        super().__init__(default)
        self.least = least

    def validate(self, obj: Any, value: Any) -> int:
        """Return `value` as an int.

        Raises:
            WidgetError: `value` is no integer or below the least.
        """
        whole = isinstance(value, (int, np.integer)) and not isinstance(value, bool)
        if not whole or value < self.least:
            raise WidgetError(f"{self.name} must be an integer ≥ {self.least}; received {self.name}={value!r}.")
        return int(value)


class Within(traitlets.TraitType[float, float]):
    """A number from `least` to `most`, both included; a whole one where the default is an int."""

    def __init__(self, default: float, least: float, most: float) -> None:
        super().__init__(default)
        self.least, self.most, self.whole = least, most, isinstance(default, int)

    def validate(self, obj: Any, value: Any) -> float:
        """Return `value` as an int or a float.

        Raises:
            WidgetError: `value` is no such number.
        """
        number = isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool)
        if not number or not self.least <= value <= self.most or (self.whole and value != int(value)):
            span = f"{self.least:g} to {self.most:g}".replace("-", "−")
            kind = f"{'a whole' if self.whole else 'a'} number from {span}"
            raise WidgetError(f"{self.name} must be {kind}; received {self.name}={value!r}.")
        return int(value) if self.whole else float(value)


class Switch(traitlets.TraitType[bool, bool]):
    """True or False."""

    def validate(self, obj: Any, value: Any) -> bool:
        """Return `value` as a bool.

        Raises:
            WidgetError: `value` is neither True nor False.
        """
        if not isinstance(value, (bool, np.bool_)):
            raise WidgetError(f"{self.name} must be True or False; received {self.name}={value!r}.")
        return bool(value)


class NumberGrid(traitlets.TraitType[Numbers, Any]):
    """A two-dimensional array of finite numbers; it travels to the browser as a list of rows.

    The array is copied and read-only: assign a new one, so that the browser hears of it.
    """

    def __init__(self, default: Sequence[Sequence[float]] | Numbers, most: int = 64) -> None:
        super().__init__(_frozen(np.array(default, dtype=np.float64)))
        self.most = most
        self.tag(sync=True, to_json=_to_rows, from_json=_from_rows)

    def validate(self, obj: Any, value: Any) -> Numbers:
        """Return `value` as a read-only float64 array, shape (rows, columns).

        Raises:
            WidgetError: not two-dimensional, empty, larger than `most`, or not finite numbers.
        """
        try:
            grid = np.array(value, dtype=np.float64)
        except (TypeError, ValueError):
            raise WidgetError(f"{self.name} must be a grid of numbers; received {_brief(value)}.") from None
        if grid.ndim != 2 or not 1 <= min(grid.shape) <= max(grid.shape) <= self.most:
            expected = f"{self.name} must have two dimensions of 1 to {self.most} entries"
            raise WidgetError(f"{expected}; received shape {grid.shape}.", "Take one channel and a small patch.")
        if not np.isfinite(grid).all():
            raise WidgetError(f"{self.name} must hold finite numbers; received NaN or infinity.")
        return _frozen(grid)


class OneOf(traitlets.TraitType[str, str]):
    """One of a few words."""

    def __init__(self, *words: str) -> None:
        super().__init__(words[0])
        self.words = words

    def validate(self, obj: Any, value: Any) -> str:
        """Return `value`.

        Raises:
            WidgetError: `value` is none of the words.
        """
        if value not in self.words:
            choices = ", ".join(map(repr, self.words))
            raise WidgetError(f"{self.name} must be one of {choices}; received {self.name}={value!r}.")
        return str(value)


class ExplorerWidget(anywidget.AnyWidget):
    """A widget that also has a picture and a sentence for readers without JavaScript.

    The browser does its own arithmetic, so that nothing waits for the kernel; Python does it again with
    `course_utils.layers`, so that `output` is the very number a student's function must give.
    """

    _esm = "export default { render() {} }"
    _css = stylesheet()

    def static_svg(self) -> str:
        """Return the widget's present content as one SVG element."""
        raise NotImplementedError

    def alt_text(self) -> str:
        """Return the widget's present content in a sentence or two."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return self.alt_text()

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """Return the live view with, beside it, what nbconvert, GitHub and untrusted notebooks show.

        The picture is an <img>: JupyterLab strips a bare <svg> from the outputs of untrusted notebooks.
        """
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        picture = base64.b64encode(self.static_svg().encode()).decode()
        alt = html.escape(self.alt_text(), quote=True)
        data["text/html"] = f'<img alt="{alt}" src="data:image/svg+xml;base64,{picture}">'
        data["text/plain"] = self.alt_text()
        return data, metadata


def _frozen(grid: Numbers) -> Numbers:
    grid.setflags(write=False)
    return grid


def _brief(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:59]}…"


def _to_rows(grid: Numbers, widget: object) -> list[list[float]]:
    return [[float(value) for value in row] for row in grid]


def _from_rows(rows: list[list[float]], widget: object) -> Numbers:
    return np.array(rows, dtype=np.float64)
