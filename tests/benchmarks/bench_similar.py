"""Seconds and peak memory of `similar` over invented classes; default 100 and 500 students.

Run as `python tests/benchmarks/bench_similar.py [STUDENTS ...]`. Every student writes all eight
functions of "step by step", each with statements of their own put in at random.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "submissions"))

from corpus import RIGHT  # noqa: E402

from course_utils.grading.similar.command import similar  # noqa: E402

SPARE = ["print(extra)", "extra = 1 + 2", "assert extra", "if extra:\n        print(extra, extra)", "extra = len([1])"]


def write_class(folder: Path, students: int, dice: random.Random) -> None:
    """A notebook per student, right answers with up to five idle statements in each function."""
    for number in range(students):
        cells = [{"cell_type": "code", "source": own(source, dice)} for source in RIGHT.values()]
        text = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
        (folder / f"student{number:05}.ipynb").write_text(text, encoding="utf-8")


def own(source: str, dice: random.Random) -> str:
    lines = []
    for line in source.splitlines():
        lines.append(line)
        if line.startswith("def "):
            lines += [f"    {spare}" for spare in dice.choices(SPARE, k=dice.randrange(6))]
    return "\n".join(lines)


if __name__ == "__main__":
    for students in map(int, sys.argv[1:] or ("100", "500")):
        with tempfile.TemporaryDirectory() as place:
            source = Path(place) / "class"
            source.mkdir()
            write_class(source, students, random.Random(1))
            started, used = time.perf_counter(), time.process_time()
            pairs = similar(source, Path(place) / "out")
            wall, cpu = time.perf_counter() - started, time.process_time() - used
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{students:6} students: {wall:6.1f} s, {cpu:6.1f} CPU s, {peak:6.0f} MB peak, {len(pairs)} pairs")
