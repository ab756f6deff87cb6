"""`course grade` of this tree and of another one, in turns: wall and processor seconds, those of children included.

Run as `python tests/benchmarks/bench_paired.py OTHER_TREE OTHER_PYTHON [COPIES [ROUNDS]]`; default 60 copies, 3 rounds.
On a machine that others use, compare the processor seconds, and trust a short distance between the two only.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "submissions"))

from corpus import Behaviour  # noqa: E402

WORKERS = (0, 2)


class Spent(NamedTuple):
    """Seconds of one run."""

    wall: float
    processor: float


def run(tree: Path, python: str, source: Path, workers: int) -> Spent:
    """Grade the class in `source` with the course in `tree`."""
    with tempfile.TemporaryDirectory() as out:
        command = [python, "-m", "course_utils", "grade", str(source), "--out", out, "--seed", "1"]
        environment = {**os.environ, "COURSE_ROOT": str(tree)}
        started = time.perf_counter()
        process = subprocess.Popen(
            [*command, "--workers", str(workers)], cwd=tree, env=environment, stdout=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(process.pid, 0)
        assert status == 0, f"grading failed in {tree}"
        return Spent(time.perf_counter() - started, usage.ru_utime + usage.ru_stime)


def main() -> None:
    other, python, *numbers = sys.argv[1:]
    copies, rounds = map(int, (*numbers, *("60", "3")[len(numbers) :]))
    trees = {"this": (HERE.parents[1], sys.executable), "other": (Path(other).absolute(), python)}
    with tempfile.TemporaryDirectory() as name:
        for number in range(copies):  # no two alike, as in a class
            text = Behaviour("x", after=f"# student {number}").content()
            (Path(name) / f"student{number:05}.ipynb").write_bytes(text)
        for workers in WORKERS:
            spent: dict[str, list[Spent]] = {tree: [] for tree in trees}
            for _ in range(rounds):
                for tree, place in trees.items():
                    spent[tree].append(run(*place, Path(name), workers))
            middle = {tree: Spent(*map(median, zip(*runs))) for tree, runs in spent.items()}
            for tree, seconds in middle.items():
                print(f"workers {workers}  {tree:5}  wall {seconds.wall:6.2f} s  processor {seconds.processor:6.2f} s")
            wall, processor = (middle["other"][i] / middle["this"][i] for i in (0, 1))
            print(f"workers {workers}  speed of this tree: {wall:.2f} by wall, {processor:.2f} by processor")


if __name__ == "__main__":
    main()
