"""Find the first difference between an answer and the expected one, both as plain values."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import TypeGuard

import numpy as np

from course_utils.checks.differences import layers, sizes
from course_utils.checks.report import Difference
from course_utils.checks.values import Opaque, PlainValue, describe
from course_utils.exercises.base import Case
from course_utils.types import Array, Mask


def first_difference(got: PlainValue, expected: PlainValue, case: Case, outputs: tuple[str, ...]) -> Difference | None:
    """None when `got` is right. Both values come from `plain_value`.

    A tuple and a list are the same, and of plain numbers an array is too; so are a number and an array that holds
    one number, and an empty list and an array of no rows; float32 answers are judged by the same tolerance as float64
    ones.
    """
    if len(outputs) == 1 and (got is not None or expected is None):
        return _compare(got, expected, case, outputs[0])
    given = "None (is a return missing?)" if got is None else describe(got)
    if len(outputs) == 1:
        return Difference("type", outputs[0], given, describe(expected))
    if not isinstance(got, list) or len(got) != len(outputs):
        return Difference(
            "length" if isinstance(got, list) else "type",
            "the result",
            given,
            f"a tuple of {len(outputs)}: {', '.join(outputs)}",
        )
    assert isinstance(expected, list)
    return _first(_compare(*pair, case, name) for name, pair in zip(outputs, zip(got, expected)))


def _first(differences: Iterable[Difference | None]) -> Difference | None:
    return next(filter(None, differences), None)


def _compare(got: PlainValue, expected: PlainValue, case: Case, where: str) -> Difference | None:
    if isinstance(expected, dict):
        return _compare_dicts(got, expected, case, where)
    if isinstance(expected, list):
        return _compare_lists(got, expected, case, where)
    if isinstance(expected, Opaque):  # what a mistake gives instead of an answer
        return Difference("type", where, describe(got), describe(expected))
    if expected is None or isinstance(expected, str):
        if type(got) is type(expected) and got == expected:
            return None
        if not isinstance(got, str) or expected is None:
            return Difference("value", where, describe(got), describe(expected))
        if (other := layers.connection(got, expected)) is not None:
            return other
        advice = sizes.advice_of_texts(got, expected)
        return Difference("value", where, describe(got), describe(expected), advice=advice)
    return _compare_numbers(got, np.asarray(expected), case, where)


def _compare_dicts(got: PlainValue, expected: dict[str, PlainValue], case: Case, where: str) -> Difference | None:
    if not isinstance(got, dict):
        return Difference("type", where, describe(got), describe(expected))
    missing = [key for key in expected if key not in got]
    if missing:
        return Difference("length", where, describe(got), f"a key {missing[0]!r}")
    return _first(_compare(got[key], value, case, f"{where}[{key!r}]") for key, value in expected.items())


def _compare_lists(got: PlainValue, expected: list[PlainValue], case: Case, where: str) -> Difference | None:
    if isinstance(got, np.ndarray) and got.ndim == 1 and all(type(part) in (int, float) for part in expected):
        got = got.tolist()  # the sizes of a shape, say: as good as a tuple of them
    if not isinstance(got, list):
        return Difference("type", where, describe(got), describe(expected))
    if expected and _are_texts(expected) and _are_texts(got):
        return _compare_texts(got, expected, where)
    if len(got) != len(expected):
        return Difference("length", where, describe(got), describe(expected))
    return _first(_compare(*pair, case, f"{where}[{i}]") for i, pair in enumerate(zip(got, expected)))


def _are_texts(parts: list[PlainValue]) -> TypeGuard[list[str]]:
    return all(isinstance(part, str) for part in parts)


def _compare_texts(got: list[str], expected: list[str], where: str) -> Difference | None:
    """The first text that is missing, too many or another, as a comparison of two files finds it.

    A text may name its place ("shortcut: Conv2D"): texts come first, places only where all texts agree.
    """
    bare = [[text.rpartition(": ")[2] for text in texts] for texts in (got, expected)]
    first, second = bare if bare[0] != bare[1] else (got, expected)
    matcher = difflib.SequenceMatcher(None, first, second, autojunk=False)
    changes = (change for change in matcher.get_opcodes() if change[0] != "equal")
    for kind, at, _, begin, _ in changes:
        place = f"{where}, after {expected[begin - 1]}" if begin else where
        if where == layers.LAYERS and sorted(bare[0]) == sorted(bare[1]) and max(at, begin) < len(got):
            return layers.out_of_place(place, got[at], expected[begin])
        if kind == "insert":
            advice = layers.MISSING if where == layers.LAYERS else ""
            return Difference("missing", place, "nothing", expected[begin], advice=advice)
        if kind == "delete":
            return Difference("extra", place, got[at], "nothing", advice=layers.EXTRA)
        return layers.difference(place, got[at], expected[begin])
    return None


def _as_numbers(got: PlainValue) -> Array | None:
    if isinstance(got, (Opaque, str, dict)) or got is None:
        return None
    try:
        array = np.asarray(got)
    except ValueError:  # a ragged list
        return None
    return array if array.dtype.kind in "biuf" else None


def _compare_numbers(got: PlainValue, expected: Array, case: Case, where: str) -> Difference | None:
    array = _as_numbers(got)
    if array is None:
        return Difference("type", where, describe(got), describe(expected))
    if expected.ndim == 0 and array.size == 1:
        array = array.reshape(())
    if array.shape == (0,) and expected.size == 0:  # a list to which nothing was added has no second axis
        return None
    if array.dtype == expected.dtype and np.array_equal(array, expected):  # most right answers are exactly so
        return None
    if array.shape != expected.shape:
        advice = sizes.advice(array.shape, expected.shape, where)
        return Difference("shape", where, str(array.shape), str(expected.shape), advice=advice)
    wrong = mismatches(array, expected, case)
    kinds = array.dtype.kind == "b", expected.dtype.kind == "b"
    if kinds == (True, False) or (kinds == (False, True) and wrong.any()):  # 0 and 1 are as good as False and True
        return Difference("dtype", where, str(array.dtype), str(expected.dtype))
    if not wrong.any():
        return None
    index = tuple(int(i) for i in np.argwhere(wrong)[0])
    place = f"{where}[{', '.join(map(str, index))}]" if index else where
    return Difference("value", place, _number(array[index]), _number(expected[index]), wrong)


def mismatches(got: Array, expected: Array, case: Case) -> Mask:
    """Where |got - expected| > atol + rtol · max|expected|; NaN never matches. Same shapes."""
    if expected.size == 0:
        return np.zeros(expected.shape, dtype=bool)
    with np.errstate(all="ignore"):
        exact = expected.astype(np.float64, copy=False)
        distance = np.abs(got.astype(np.float64, copy=False) - exact)
        return np.asarray(~(distance <= case.atol + case.rtol * np.abs(exact).max()))


def _number(value: np.generic) -> str:
    return str(bool(value)) if value.dtype.kind == "b" else f"{value:.8g}"
