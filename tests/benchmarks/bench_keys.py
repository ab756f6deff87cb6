"""What public notebooks of both generations get, before and after: a line for each notebook.

`before` are the points without allowances: every case must pass, nothing is asked again with right helpers, and answers
for the libraries of another year only get an explanation. `after` are the points by the usual rules. `holds` are the
points of the functions that a notebook defines. Run as `make bench-keys`, or with names of notebooks, as `week3/2`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "submissions"))

from published import GENERATIONS, content, keys, years

from course_utils.exercises import registry
from course_utils.grading.course.arithmetic import choose
from course_utils.grading.course.values import Course
from course_utils.grading.executors import Oracles, Serial
from course_utils.grading.gradebook.records import Graded
from course_utils.grading.intake.reading import Task
from course_utils.notebooks.cell import graded_names
from course_utils.notebooks.file import read_cells

BEFORE, AFTER = Course(credit="all", follow_through=0.0, era="explain"), Course()


def notebooks() -> Iterator[tuple[str, str, Path]]:
    """Generation or year, notebook and file: the answer keys, then notebooks of single years."""
    for generation in GENERATIONS:
        yield from ((generation, notebook, path) for notebook, path in keys(generation).items())
    yield from ((path.name.split(".")[1], notebook, path) for notebook, path in years())


def points(serial: Serial, notebook: str, path: Path) -> tuple[float, float, float]:
    """Points before, after, and of what the notebook holds."""
    cells = tuple(read_cells(content(path)))
    results = serial.grade(Task("ada", notebook, path.name, "", cells)).results
    attempt = Graded("ada", notebook, path.name, "", "", 5, results)
    names = {*graded_names(cells)}
    held = sum(each.points for each in registry.exercise_set(notebook).exercises if names & {*each.names})
    before, after = (choose([attempt], course).points for course in (BEFORE, AFTER))
    return before, after, held


def main() -> None:
    serial = Serial(Oracles("5"))
    print(f"{'notebook':<36}{'edition':<30}{'before':>8}{'after':>8}{'holds':>8}")
    totals = [0.0, 0.0, 0.0]
    try:
        for edition, notebook, path in notebooks():
            if not sys.argv[1:] or notebook.startswith(tuple(sys.argv[1:])):
                row = points(serial, notebook, path)
                totals = [total + value for total, value in zip(totals, row)]
                print(f"{notebook:<36}{edition:<30}" + "".join(f"{value:8g}" for value in row), flush=True)
    finally:
        serial.close()
    print(f"{'all':<66}" + "".join(f"{value:8g}" for value in totals))


if __name__ == "__main__":
    main()
