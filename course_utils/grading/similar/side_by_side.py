"""The page of `course similar`: a ranked table, and the highest pairs side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from course_utils.checks.statuses import STATUSES
from course_utils.grading.report.outputs import replacing
from course_utils.grading.similar.fingerprints import Function, grams
from course_utils.grading.similar.similarity import Pair

TABLE_ROWS = 200


@dataclass(frozen=True)
class NotCompared:
    """A submission left out, wholly or in part, and the reason."""

    student: str
    file: str
    reason: str


@dataclass(frozen=True)
class Line:
    """A line of source; `alike` when the other side has the same structure and the skeleton has not."""

    number: int
    text: str
    alike: bool


@dataclass(frozen=True)
class Facing:
    """One function of both students; an empty side means that it is not there."""

    name: str
    left: tuple[Line, ...]
    right: tuple[Line, ...]
    share: float


@dataclass(frozen=True)
class Shown:
    """A pair with the functions of its two sides and of the notebook that was handed out."""

    pair: Pair
    left: dict[str, Function]
    right: dict[str, Function]
    skeleton: dict[str, Function]

    def facing(self) -> list[Facing]:
        """Every function beyond the skeleton, those with most in common first."""
        given, left, right = (_hashes(side.values()) for side in (self.skeleton, self.left, self.right))
        common = (left & right) - given
        found = []
        for name in dict.fromkeys((*self.left, *self.right)):
            one, other = self.left.get(name), self.right.get(name)
            if _is_own(one, given) or _is_own(other, given):
                sides = (_lines(one, common), _lines(other, common))
                found.append(Facing(name, *sides, _share(sides)))
        return sorted(found, key=lambda one: -one.share)


def _hashes(functions: Iterable[Function]) -> set[int]:
    return {number for function in functions for number, _ in grams(function)}


def _is_own(function: Function | None, given: set[int]) -> bool:
    return function is not None and not {number for number, _ in grams(function)} <= given


def _lines(function: Function | None, common: set[int]) -> tuple[Line, ...]:
    if function is None:
        return ()
    alike = {token.line for number, run in grams(function) if number in common for token in run}
    return tuple(Line(number, text, number in alike) for number, text in enumerate(function.text.split("\n"), start=1))


def _share(sides: Sequence[tuple[Line, ...]]) -> float:
    lines = [line for side in sides for line in side if line.text.strip()]
    return sum(line.alike for line in lines) / max(len(lines), 1)


def write_page(
    path: Path,
    pairs: Sequence[Pair],
    left_out: Sequence[NotCompared],
    compared: int,
    show: Callable[[Pair], Shown],
    most: int,
) -> None:
    """Write one offline page; the `most` highest pairs of students (and as many with the reference) in full.

    Raises UsageError when `path` cannot be written.
    """
    students = [pair for pair in pairs if not pair.is_reference][:TABLE_ROWS]
    reference = [pair for pair in pairs if pair.is_reference][:TABLE_ROWS]
    chosen = [*students[:most], *reference[:most]]
    template = _environment().get_template("similar.html")
    with replacing(path) as file:
        for part in template.generate(
            tables=[("Between students", students), ("Compared with the reference solution", reference)],
            numbers={pair: number for number, pair in enumerate(chosen, start=1)},
            details=map(show, chosen),
            left_out=left_out,
            compared=compared,
        ):
            file.write(part)


def _environment() -> Environment:
    found = Environment(
        loader=PackageLoader("course_utils.grading.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals["STATUSES"] = STATUSES
    found.filters["percent"] = lambda share: f"{int(share * 100 + 1e-6)} %"  # 99.9 % is not everything
    return found
