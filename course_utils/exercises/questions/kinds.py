"""What kind of answer a question wants, how it is written as a literal, and whether it is right."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol, TypeAlias

import numpy as np


def plain(value: Any) -> Any:
    """Numbers and shapes of numpy as Python's own."""
    if isinstance(value, np.ndarray | np.generic):
        value = value.tolist()
    return tuple(map(plain, value)) if isinstance(value, list | tuple) else value


@dataclass(frozen=True)
class Number:
    """A number, with its unit; `tolerance` is the share of the right number by which an answer may be off."""

    unit: str = ""
    tolerance: float = 0.0
    wants: ClassVar[str] = "a number"
    example: ClassVar[str] = "3"

    def fault(self, given: object) -> str:
        """What is wrong with the form of an answer; empty where it is a number."""
        is_number = isinstance(given, int | float) and not isinstance(given, bool) and math.isfinite(given)
        return "" if is_number else f"a number is wanted{f', in {self.unit}' * bool(self.unit)}"

    def is_same(self, given: Any, expected: Any) -> bool:
        return math.isclose(given, plain(expected), rel_tol=max(self.tolerance, 1e-9), abs_tol=1e-12)

    def text(self, answer: Any) -> str:
        number = plain(answer)
        shown = f"{number:,}" if isinstance(number, int) else f"{number:.{3 if self.tolerance else 6}g}"
        return f"{shown} {self.unit}".rstrip().replace("-", "−")

    said = text


@dataclass(frozen=True)
class Shape:
    """The shape of an array, or other whole numbers in brackets."""

    wants: str = "a shape"
    example: str = "(4, 4, 2)"

    def fault(self, given: object) -> str:
        whole = isinstance(given, tuple | list) and all(type(part) is int for part in given)
        return "" if whole else f"{self.wants} is wanted, whole numbers in brackets"

    def is_same(self, given: Any, expected: Any) -> bool:
        return bool(tuple(given) == plain(expected))

    def text(self, answer: Any) -> str:
        return str(plain(answer)).replace("-", "−")

    said = text


@dataclass(frozen=True)
class Place:
    """A place, (row, column) counted from 0: of a pixel, a cell, an entry of a table."""

    what: str = "pixel"
    wants: ClassVar[str] = "a place, (row, column) from 0"
    example: ClassVar[str] = "(0, 2)"

    def fault(self, given: object) -> str:
        pair = isinstance(given, tuple | list) and len(given) == 2 and all(type(part) is int for part in given)
        return "" if pair else f"a {self.what} is wanted, (row, column), counted from 0"

    def is_same(self, given: Any, expected: Any) -> bool:
        return bool(plain(given) == plain(expected))

    def text(self, answer: Any) -> str:
        return f"{self.what} {plain(answer)}"

    said = text


@dataclass(frozen=True)
class Layer:
    """A layer of a network by its number, counted from 1."""

    wants: ClassVar[str] = "the number of a layer, from 1"
    example: ClassVar[str] = "2"

    def fault(self, given: object) -> str:
        return "" if type(given) is int and given > 0 else f"{self.wants} is wanted"

    def is_same(self, given: int, expected: int) -> bool:
        return given == expected

    def text(self, answer: int) -> str:
        return f"layer {answer}"

    said = text


class Faulty(Protocol):
    """Code with a wrong line: its number, and whether an input shows the fault."""

    @property
    def lines(self) -> frozenset[int]: ...

    def is_shown_by(self, inputs: Mapping[str, Any]) -> bool: ...


@dataclass(frozen=True)
class Bug:
    """The wrong line of a function: its number, or an input on which the function errs, a dictionary."""

    wants: ClassVar[str] = "the number of a line, or an input as a dictionary"
    example: ClassVar[str] = "3"

    def fault(self, given: object) -> str:
        named = isinstance(given, dict) and all(isinstance(name, str) for name in given)
        return "" if type(given) is int or named else f"{self.wants} is wanted"

    def is_same(self, given: Any, expected: Faulty) -> bool:
        return expected.is_shown_by(given) if isinstance(given, dict) else given in expected.lines

    def text(self, answer: Faulty | int) -> str:
        lines = [answer] if isinstance(answer, int) else sorted(answer.lines)
        return f"line {' or '.join(map(str, lines))}"

    def said(self, answer: dict[str, Any] | int) -> str:
        return self.text(answer) if isinstance(answer, int) else "shown by this input"


@dataclass(frozen=True)
class Choice:
    """One of several sentences: a letter in quotes. `several`: all that are right, a letter for each."""

    several: bool = False

    @property
    def wants(self) -> str:
        return "the letters of all that are right" if self.several else "one letter"

    @property
    def example(self) -> str:
        return '"ac"' if self.several else '"b"'

    def fault(self, given: object, letters: Collection[str] = "abcdefgh") -> str:
        marks = set(given.lower()) if isinstance(given, str) else set()
        if not marks or not marks <= set(letters) or (len(marks) > 1 and not self.several):
            return f"{'letters are' if self.several else 'one letter is'} wanted, in quotes, among {', '.join(letters)}"
        return ""

    def is_same(self, given: str, expected: str) -> bool:
        return set(given.lower()) == set(expected)

    def text(self, answer: str) -> str:
        return ", ".join(sorted(answer.lower()))

    def said(self, answer: str) -> str:
        return f"{'choices' if len(set(answer.lower())) > 1 else 'choice'} {self.text(answer)}"


@dataclass(frozen=True)
class Order:
    """Lines of a function in their order: letters in quotes; some lines are too many (Parsons problem).

    `works` says whether lines that stand in another order do the same.

    Source: B. Ericson and others, *Solving Parsons problems versus fixing and writing code*, 2017.
    """

    works: Callable[[Sequence[str]], bool] = field(default=lambda lines: False)
    wants: ClassVar[str] = "letters in the order of the lines"
    example: ClassVar[str] = '"cab"'

    def fault(self, given: object, letters: Collection[str] = "abcdefghijkl") -> str:
        marks = given.lower() if isinstance(given, str) else ""
        if not marks or not set(marks) <= set(letters) or len(set(marks)) < len(marks):
            return f"letters are wanted, in quotes, each at most once, among {', '.join(letters)}"
        return ""

    def is_same(self, given: str, expected: str) -> bool:
        return given.lower() == expected

    def text(self, answer: str) -> str:
        return answer

    def said(self, answer: str) -> str:
        return f"this order: {answer}"


Kind: TypeAlias = Number | Shape | Place | Layer | Bug | Choice | Order
