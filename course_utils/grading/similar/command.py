"""`course similar`: structural similarity between students, and to the reference solution."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache, partial
from pathlib import Path

import numpy as np

from course_utils.data.paths import course_root
from course_utils.errors import DataError, NotebookError
from course_utils.exercises import registry
from course_utils.grading.intake.collect import collect
from course_utils.grading.intake.reader import read_suspiciously
from course_utils.grading.intake.reading import Unreadable, read
from course_utils.grading.report.outputs import replacing, safe_cell
from course_utils.grading.similar.fingerprints import Function, fingerprints, parse
from course_utils.grading.similar.parser import parse_apart
from course_utils.grading.similar.side_by_side import NotCompared, Shown, write_pages
from course_utils.grading.similar.similarity import REFERENCE, Pair, Work, compare
from course_utils.grading.similar.surprise import Prints
from course_utils.notebooks.cell import Cell
from course_utils.notebooks.file import read_cells

MOST_PAIRS = 1000
SIDE_BY_SIDE = 25
_PLACES = ("rank", "notebook", "first", "second")
_HEADER = (
    *_PLACES,
    "score",
    "similarity",
    "contained",
    "fragments",
    "surprise_bits",
    "expected_by_chance",
    "first_file",
    "second_file",
)


def similar(source: Path, out: Path) -> list[Pair]:
    """Compare the submissions in `source`; write similar.csv, similar.html and its further pages into the folder `out`.

    Returns the pairs of different students, then those with the reference solution, each most
    surprising first and at most MOST_PAIRS a notebook. Student source is parsed, never executed; what
    cannot be read is listed on the page with the reason.

    Raises:
        UsageError: `source` has no submissions, or `out` cannot be written.
    """
    left_out: list[NotCompared] = []
    classes = _read_class(source, left_out)
    pairs = [pair for name, works in classes.items() for pair in compare(name, works, _reference(name), MOST_PAIRS)]
    pairs.sort(key=_rank)
    _write_table(out / "similar.csv", pairs)
    solved, handed_out = cache(reference_functions), cache(skeleton)
    readers = {(work.student, work.file): work.read for works in classes.values() for work in works}

    def parsed(pair: Pair, student: str, file: str) -> dict[str, Function]:
        if (student, file) not in readers:
            return solved(pair.notebook)
        return parse_apart(read_suspiciously(readers[student, file]()).cells).functions

    def show(pair: Pair) -> Shown:
        sides = (parsed(pair, pair.first, pair.first_file), parsed(pair, pair.second, pair.second_file))
        return Shown(pair, *sides, handed_out(pair.notebook))

    write_pages(out, pairs, left_out, len(readers), show, SIDE_BY_SIDE)
    return pairs


def _rank(pair: Pair) -> tuple[bool, float, float, str, str, str]:
    """The most surprising first; those with the reference solution behind those of students."""
    return (pair.is_reference, round(pair.expected, 9), -pair.score, pair.first, pair.second, pair.first_file)


def _read_class(source: Path, left_out: list[NotCompared]) -> dict[str, list[Work]]:
    """The works of each notebook; only their fingerprints stay in memory."""
    classes: dict[str, list[Work]] = {}
    given: dict[str, set[int]] = {}
    for submission in collect(source):
        leave_out = partial(NotCompared, submission.student, submission.file)
        task = read(submission)
        if isinstance(task, Unreadable):
            left_out.append(leave_out(task.message))
            continue
        own = parse_apart(task.cells)
        left_out += [leave_out(problem) for problem in own.problems]
        if task.notebook not in given:
            given[task.notebook] = _prints(skeleton(task.notebook))
        functions = _by_function(own.functions, given[task.notebook])
        if functions:
            work = Work(submission.student, submission.file, _all(functions), functions, submission.read)
            classes.setdefault(task.notebook, []).append(work)
        elif not own.problems:
            left_out.append(leave_out("It holds nothing beyond the notebook that was handed out."))
    return classes


def _sources(cells: Iterable[Cell]) -> list[tuple[int, str]]:
    return [(cell.number, cell.source) for cell in cells]


def _prints(functions: dict[str, Function]) -> set[int]:
    return {number for function in functions.values() for number in fingerprints(function)}


def _by_function(functions: dict[str, Function], given: set[int]) -> tuple[Prints, ...]:
    """The fingerprints of each function outside the skeleton's, sorted; functions without any left out."""
    own = (fingerprints(function) - given for function in functions.values())
    return tuple(np.array(sorted(prints), dtype=np.uint64) for prints in own if prints)


def _all(functions: tuple[Prints, ...]) -> Prints:
    return np.unique(np.concatenate(functions))


def skeleton(notebook: str) -> dict[str, Function]:
    """The functions of the notebook as students receive it; none when it is not there."""
    try:
        data = (course_root() / "workbook" / f"{notebook}.ipynb").read_bytes()
        return parse(_sources(read_cells(data))).functions
    except (DataError, NotebookError, OSError):
        return {}


def reference_functions(notebook: str) -> dict[str, Function]:
    """The graded functions as the notebook's source solves them; none where there is no source."""
    try:
        text = (course_root() / "workbook" / "source" / f"{notebook}.py").read_text(encoding="utf-8")
    except (DataError, OSError):
        return {}
    graded = registry.exercise_set(notebook).by_name
    return {name: function for name, function in parse([(1, text)]).functions.items() if name in graded}


def _reference(notebook: str) -> Work | None:
    functions = _by_function(reference_functions(notebook), _prints(skeleton(notebook)))
    return Work(REFERENCE, "", _all(functions), functions, bytes) if functions else None


def _write_table(path: Path, pairs: list[Pair]) -> None:
    with replacing(path) as file:
        table = csv.writer(file)
        table.writerow(_HEADER)
        for rank, pair in enumerate(pairs, start=1):
            numbers = [round(value, 4) for value in (pair.score, pair.similarity, pair.contained)]
            chance = (round(pair.surprise, 3), f"{pair.expected:.3g}")
            row = [rank, pair.notebook, pair.first, pair.second, *numbers, pair.fragments, *chance]
            table.writerow([safe_cell(value) for value in (*row, pair.first_file, pair.second_file)])
