"""Seconds for one whole submission of each notebook, graded one after another: the solved notebook, warm.

Run as `python tests/benchmarks/bench_submissions.py [NOTEBOOK ...]`, as `week2/3_residual_networks`. Processor seconds
are the grader's and those of the submission's children; the first submission also pays for imports and answers.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from unittest import mock

from course_utils.exercises import registry
from course_utils.grading.executors import Oracles, Serial
from course_utils.grading.intake.reading import Task
from course_utils.grading.sandbox.channel import Ended
from course_utils.grading.sandbox.client import Sandbox
from course_utils.notebooks.file import read_cells

SOLUTIONS = Path(__file__).parents[2] / "workbook" / "solutions"
REPEATS = 4


def run(serial: Serial, name: str) -> list[tuple[float, float]]:
    """Wall and processor seconds of each of some submissions."""
    cells = tuple(read_cells((SOLUTIONS / f"{name}.ipynb").read_bytes()))
    children: list[Ended] = []
    reap = Sandbox.reap

    def counted(sandbox: Sandbox) -> Ended:
        children.append(reap(sandbox))
        return children[-1]

    rows = []
    with mock.patch.object(Sandbox, "reap", counted):
        for number in range(REPEATS):
            children.clear()
            started, own = time.perf_counter(), time.process_time()
            done = serial.grade(Task("student", name, "x.ipynb", str(number), cells))
            assert {result.status for result in done.results} == {"passed"}, done
            seconds = time.perf_counter() - started
            rows.append((seconds, time.process_time() - own + sum(ended.seconds for ended in children)))
    return rows


def main() -> None:
    serial = Serial(Oracles("1"))
    print(f"{'notebook':<38}{'first':>8}{'wall s':>8}{'processor s':>13}")
    try:
        for name in sys.argv[1:] or registry.notebooks():
            (first, _), *rest = run(serial, name)
            wall, processor = (min(row[i] for row in rest) for i in (0, 1))
            print(f"{name:<38}{first:8.2f}{wall:8.2f}{processor:13.2f}", flush=True)
    finally:
        serial.close()


if __name__ == "__main__":
    main()
