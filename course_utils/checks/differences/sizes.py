"""Two shapes that should be one: which axis differs first, and what of the size's formula to look at."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SHAPE = re.compile(r"\((?:\d+|None)(?:, (?:\d+|None))*,?\)")
_AXES = {4: ("images", "rows", "columns", "channels")}
_ROWS_AND_COLUMNS = {1: 2, 2: 1}


def advice(got: Sequence[int], expected: Sequence[int], name: str = "") -> str:
    """One sentence about the first axis that differs: "Rows: 9 came, 3 expected: is the stride missing?".

    Of a gradient, by its `name` (dA_prev), no formula of a size is asked for: it has the shape of what it belongs to.
    Nor of a part (cache[0]), which holds what there was.
    """
    if len(got) != len(expected):
        many = "many" if len(got) > len(expected) else "few"
        return f"It has {abs(len(got) - len(expected))} axes too {many}.".replace("1 axes", "1 axis")
    axis = next(number for number, (came, wanted) in enumerate(zip(got, expected)) if came != wanted)
    along = _AXES[len(got)][axis] if len(got) in _AXES else f"axis {axis}"
    what = f"{along.capitalize()}: {got[axis]} came, {expected[axis]} expected"
    if along in ("rows", "columns") and name.startswith("d"):
        return f"{what}: a gradient has the shape of {name[1:]}."
    if along not in ("rows", "columns") or name.endswith("]"):
        return f"{what}."
    other = _ROWS_AND_COLUMNS[axis]
    if got[axis] == expected[other] != expected[axis] and got[other] == expected[other]:  # as many as along the other
        return f"{what}: that is the number of {_AXES[len(got)][other]}. Is one axis worked out from the other?"
    return f"{what}: {_question(got[axis], expected[axis])}"


def advice_of_texts(got: str, expected: str) -> str:
    """The same for the first of the shapes in two texts that differs; empty where they differ in more than shapes.

    >>> advice_of_texts("scores (2, 6) of (2, 256)", "scores (2, 6) of (2, 64)")
    'Axis 1: 256 came, 64 expected.'
    """
    if _SHAPE.split(got) != _SHAPE.split(expected):
        return ""
    pairs = zip(_SHAPE.findall(got), _SHAPE.findall(expected))
    first = next((pair for pair in pairs if pair[0] != pair[1]), None)
    if first is None:
        return ""
    came, wanted = (re.findall(r"\d+|None", shape) for shape in first)
    if len(came) != len(wanted):
        return advice([0] * len(came), [0] * len(wanted))
    axis = next(number for number, sizes in enumerate(zip(came, wanted)) if len(set(sizes)) > 1)
    name = _AXES[len(came)][axis].capitalize() if came[0] == "None" and len(came) in _AXES else f"Axis {axis}"
    return f"{name}: {came[axis]} came, {wanted[axis]} expected."


def _question(came: int, wanted: int) -> str:
    if came == wanted - 1:
        return "is the + 1 or the padding missing?"
    if came == wanted + 1:
        return "is 1 added twice, or rounded up?"
    if came >= 2 * wanted - 1:
        return "is the stride missing?"
    if came < wanted:
        return "is the padding missing, or a stride too much?"
    return "is the padding counted twice, or f left out?"
