"""The pages of `course similar`: the first of the ranked pairs, the rest, and code side by side."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from course_utils.grading.report.templating import write
from course_utils.grading.similar.fingerprints import Function
from course_utils.grading.similar.similarity import Pair

FOLDER = "similar"
KINDS = {"students": "Between students", "reference": "Compared with the reference solution"}
ROWS = 20  # of each kind on the first page
PAGE_ROWS = 100  # on a further one


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
        pairs = []
        for name in dict.fromkeys((*self.left, *self.right)):
            first, second = self.left.get(name), self.right.get(name)
            if _is_own(first, given) or _is_own(second, given):
                sides = (_lines(first, common), _lines(second, common))
                pairs.append(Facing(name, *sides, _share(sides)))
        return sorted(pairs, key=lambda facing: -facing.share)


def _hashes(functions: Iterable[Function]) -> set[int]:
    return {number for function in functions for number in function.hashes}


def _is_own(function: Function | None, given: set[int]) -> bool:
    return function is not None and not given.issuperset(function.hashes)


def _lines(function: Function | None, common: set[int]) -> tuple[Line, ...]:
    if function is None:
        return ()
    alike = function.lines(common)
    return tuple(Line(number, text, number in alike) for number, text in enumerate(function.text.split("\n"), start=1))


def _share(sides: Sequence[tuple[Line, ...]]) -> float:
    lines = [line for side in sides for line in side if line.text.strip()]
    return sum(line.alike for line in lines) / max(len(lines), 1)


def write_pages(
    out: Path,
    pairs: Sequence[Pair],
    left_out: Sequence[NotCompared],
    compared: int,
    show: Callable[[Pair], Shown],
    most: int,
) -> None:
    """Write similar.html with the first pairs, and into `out`/similar the rest of them and code side by side.

    The `most` first pairs of students, and as many with the reference, have their code on a page each. Raises
    UsageError when a page cannot be written.
    """
    kinds = [[pair for pair in pairs if pair.is_reference == is_reference] for is_reference in (False, True)]
    shown = [*kinds[0][:most], *kinds[1][:most]]
    code = {pair: f"pair-{number}.html" for number, pair in enumerate(shown, start=1)}
    tables = [
        _Table(title, kind, own[:ROWS], own[ROWS:], code)
        for (kind, title), own in zip(KINDS.items(), kinds, strict=True)
    ]
    written = {name for table in tables for name in table.write_rest(out / FOLDER)}
    names = list(code.values())
    for pair, name in code.items():
        write(out / FOLDER / name, "similar_pair.html", shown=show(pair), pair=pair, names=names, name=name)
    for path in (out / FOLDER).glob("*.html"):
        if path.name not in written and path.name not in names:
            path.unlink()  # of a class that had more
    write(out / "similar.html", "similar.html", tables=tables, left_out=left_out, compared=compared, folder=FOLDER)


@dataclass(frozen=True)
class _Table:
    """The pairs of a kind: the first, and the rest in pages."""

    title: str
    kind: str
    first: Sequence[Pair]
    rest: Sequence[Pair]
    code: Mapping[Pair, str]

    @property
    def pages(self) -> list[str]:
        return [f"{self.kind}-{number + 2}.html" for number in range(math.ceil(len(self.rest) / PAGE_ROWS))]

    def write_rest(self, folder: Path) -> list[str]:
        """Write the further pages; returns their names."""
        names = self.pages
        for number, name in enumerate(names):
            start = number * PAGE_ROWS
            rows = self.rest[start : start + PAGE_ROWS]
            write(folder / name, "similar_rest.html", table=self, rows=rows, names=names, name=name, rank=ROWS + start)
        return names
