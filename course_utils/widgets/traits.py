"""The values of explorers: each trait refuses what is outside its domain, and says what was expected."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from course_utils.types import Array, Boxes, Photo
from course_utils.widgets.base import WidgetError
from course_utils.widgets.mathematics.numbers import plain

MOST_BOXES, MOST_NUMBERS = 300, 2000
SMALLEST_PHOTO, LARGEST_PHOTO = 8, 320
Axis = int | tuple[int, int]  # the length of an axis, or the least and the most of it
Check = Callable[[str, Array], None]


class Whole(traitlets.TraitType[int, int]):
    """An integer that is at least `least`; numpy integers are welcome, booleans are not."""

    def __init__(self, default: int, least: int = 0) -> None:
        super().__init__(default)
        self.least = least

    def validate(self, obj: object, value: object) -> int:
        """Return `value` as an int.

        Raises:
            WidgetError: `value` is no integer or below the least.
        """
        if not isinstance(value, (int, np.integer)) or isinstance(value, bool) or value < self.least:
            raise WidgetError(f"{self.name} must be an integer ≥ {self.least}; received {self.name}={value!r}.")
        return int(value)


class Within(traitlets.TraitType[float, float]):
    """A number from `least` to `most`, both included; a whole one where the default is an int."""

    def __init__(self, default: float, least: float, most: float) -> None:
        super().__init__(default)
        self.least, self.most, self.whole = least, most, isinstance(default, int)

    def validate(self, obj: object, value: object) -> float:
        """Return `value` as an int or a float.

        Raises:
            WidgetError: `value` is no such number.
        """
        if isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool):
            inside = self.least <= value <= self.most
            if inside and not self.whole:
                return float(value)
            if inside and value == int(value):
                return int(value)
        span = f"{self.least:g} to {self.most:g}".replace("-", "−")
        kind = f"{'a whole' if self.whole else 'a'} number from {span}"
        raise WidgetError(f"{self.name} must be {kind}; received {self.name}={value!r}.")


class Switch(traitlets.TraitType[bool, bool]):
    """True or False."""

    def validate(self, obj: object, value: object) -> bool:
        """Return `value` as a bool.

        Raises:
            WidgetError: `value` is neither True nor False.
        """
        if not isinstance(value, (bool, np.bool_)):
            raise WidgetError(f"{self.name} must be True or False; received {self.name}={value!r}.")
        return bool(value)


class OneOf(traitlets.TraitType[str, str]):
    """One of a few words."""

    def __init__(self, *words: str) -> None:
        super().__init__(words[0])
        self.words = words

    def validate(self, obj: object, value: object) -> str:
        """Return `value`.

        Raises:
            WidgetError: `value` is none of the words.
        """
        if value not in self.words:
            choices = ", ".join(map(repr, self.words))
            raise WidgetError(f"{self.name} must be one of {choices}; received {self.name}={value!r}.")
        return str(value)


class ArrayTrait(traitlets.TraitType[Array, Any]):
    """Finite numbers of one shape; they travel to the browser as nested lists.

    The array is copied and read-only: assign a new one, so that the browser hears of it.

    Args:
        default: the first value, or None for none; then the trait may be emptied.
        shape: for each axis its length, or the least and the most of it.
        form: the shape in words, as messages say what the value must do: "be (x, y)".
        low, high: bounds of the numbers, both included; `whole` asks for whole numbers.
        check: from the trait's name and the array; raises WidgetError for what shape and bounds cannot say.
        advice: what to do about another shape.
    """

    dtype: type[np.floating[Any]] = np.float64

    def __init__(
        self, default: ArrayLike | None, shape: Sequence[Axis], form: str, *, low: float = -np.inf,
        high: float = np.inf, whole: bool = False, check: Check | None = None, advice: str = "",
    ) -> None:  # fmt: skip
        self.shape = [(axis, axis) if isinstance(axis, int) else axis for axis in shape]
        self.form, self.low, self.high, self.whole, self.check, self.advice = form, low, high, whole, check, advice
        super().__init__(None if default is None else frozen(self.read(default)), allow_none=default is None)
        self.tag(sync=True, to_json=self.to_json, from_json=self.from_json)

    def validate(self, obj: object, value: object) -> Array:
        """Return `value` as a read-only array.

        Raises:
            WidgetError: no numbers, another shape, NaN or infinity, a number outside the bounds, or what `check` finds.
        """
        try:
            array = self.read(value)
        except (TypeError, ValueError):
            raise WidgetError(f"{self.name} must {self.unreadable(value)}.") from None
        if len(self.shape) != array.ndim or not all(a <= n <= b for n, (a, b) in zip(array.shape, self.shape)):
            raise WidgetError(f"{self.name} must {self.form}; received shape {array.shape}.", self.advice)
        if not np.isfinite(array).all():
            raise WidgetError(f"{self.name} must hold finite numbers; received NaN or infinity.")
        self._keep_bounds(array)
        if self.check is not None:
            self.check(self.name or "", array)
        return frozen(array)

    def _keep_bounds(self, array: Array) -> None:
        inside = (array >= self.low) & (array <= self.high) & ((not self.whole) | (array == np.rint(array)))
        if not inside.all():
            wanted = "whole numbers" if self.whole else "numbers"
            span = f" from {plain(self.low)} to {plain(self.high)}" if np.isfinite(self.high) else " of at least 0"
            received = plain(array[~inside][0], 6)
            expected = f"{self.name} must hold {wanted}{span if self.low > -np.inf else ''}"
            raise WidgetError(f"{expected}; received {received}.")

    def read(self, value: object) -> Array:
        """Return a new array of what was assigned."""
        return np.array(value, dtype=self.dtype)

    def unreadable(self, value: object) -> str:
        """Return what messages say of a value that holds no numbers."""
        return f"hold numbers; received {str(value)[:60]!r}"

    def to_json(self, array: Array, widget: object) -> object:
        """Return what travels to the browser."""
        return array.tolist()

    def from_json(self, sent: Any, widget: object) -> Array | None:
        """Return the array that the browser sent."""
        return self.read(sent)


class NumberGrid(ArrayTrait):
    """A two-dimensional array, at most `most` rows and columns."""

    def __init__(self, default: ArrayLike, most: int = 64) -> None:
        form = f"have two dimensions of 1 to {most} entries"
        super().__init__(default, [(1, most)] * 2, form, advice="Take one channel and a small patch.")

    def unreadable(self, value: object) -> str:
        """Return what messages say of a value that holds no numbers."""
        text = repr(value)
        return f"be a grid of numbers; received {text if len(text) <= 60 else f'{text[:59]}…'}"


def column(
    default: ArrayLike, low: float = -np.inf, high: float = np.inf, whole: bool = False, check: Check | None = None
) -> ArrayTrait:
    """Return a trait for a list of numbers, shape (n,)."""
    form = f"be a list of 1 to {MOST_NUMBERS} numbers"
    return ArrayTrait(default, [(1, MOST_NUMBERS)], form, low=low, high=high, whole=whole, check=check)


def box_list(default: Boxes, least: int = 1) -> ArrayTrait:
    """Return a trait for boxes (x1, y1, x2, y2), shape (n, 4), each with x1 < x2 and y1 < y2."""
    form = f"be {least} to {MOST_BOXES} boxes (x1, y1, x2, y2)"
    return ArrayTrait(default, [(least, MOST_BOXES), 4], form, check=in_order)


def in_order(name: str, boxes: Boxes) -> None:
    """Refuse boxes whose corners are not top left, then bottom right.

    Shapes: boxes (n, 4) or, of one box, (4,).
    Raises: WidgetError where x1 ≥ x2 or y1 ≥ y2.
    """
    for box in boxes.reshape(-1, 4):
        if not (box[0] < box[2] and box[1] < box[3]):
            received = ", ".join(plain(value) for value in box)
            raise WidgetError(f"{name}: a box is (x1, y1, x2, y2) with x1 < x2 and y1 < y2; received ({received}).")


class Photograph(traitlets.TraitType[Photo, Photo]):
    """Red, green and blue in bytes, shape (n_H, n_W, 3); read-only. It travels as its size and base64."""

    def __init__(self) -> None:
        super().__init__(np.zeros((SMALLEST_PHOTO, SMALLEST_PHOTO, 3), dtype=np.uint8))
        self.tag(sync=True, to_json=_to_text, from_json=_from_text)

    def validate(self, obj: object, value: object) -> Photo:
        """Return a read-only copy of `value`.

        Raises:
            WidgetError: no bytes (uint8), another shape, or a side outside 8 to 320 pixels.
        """
        photo = np.array(value)
        if photo.dtype != np.uint8 or photo.ndim != 3 or photo.shape[2] != 3:
            expected = f"{self.name} must be a photograph (rows, columns, 3) of uint8"
            received = f"received shape {photo.shape}, {photo.dtype}."
            raise WidgetError(f"{expected}; {received}", "Example: load_image('coffee', size=192).")
        if not SMALLEST_PHOTO <= min(photo.shape[:2]) <= max(photo.shape[:2]) <= LARGEST_PHOTO:
            expected = f"{self.name} must have sides of {SMALLEST_PHOTO} to {LARGEST_PHOTO} pixels"
            size = f"{photo.shape[0]}×{photo.shape[1]}"
            raise WidgetError(f"{expected}; received {size}.", "Take load_image(…, size=192).")
        return frozen(photo)


def frozen(array: Array) -> Array:
    """Return the same array, read-only from now on."""
    array.setflags(write=False)
    return array


def _to_text(photo: Photo, widget: object) -> dict[str, Any]:
    rows, columns = photo.shape[:2]
    return {"rows": rows, "columns": columns, "data": base64.b64encode(photo.tobytes()).decode()}


def _from_text(sent: dict[str, Any], widget: object) -> Photo:
    pixels = np.frombuffer(base64.b64decode(sent["data"]), dtype=np.uint8)
    return pixels.reshape(sent["rows"], sent["columns"], 3)
