"""Submissions a second, CPU seconds and peak memory of `course grade`, and its ratio to the bare floor.

The floor forks a warm process and runs the eight right functions once, without any grading.
Run as `python tests/benchmarks/bench_grade.py [COPIES ...]`; default 12, 100 and 1,000 copies.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "submissions"))

from corpus import Behaviour  # noqa: E402

from course_utils.checks.calls.table import CALLS  # noqa: E402
from course_utils.checks.definitions import load  # noqa: E402
from course_utils.grading.oracle import Oracle  # noqa: E402
from course_utils.grading.sandbox import wire  # noqa: E402
from course_utils.notebooks.file import read_cells  # noqa: E402

NOTEBOOK = "week1/2_step_by_step"


def floor(repeats: int = 50) -> float:
    """Seconds to fork, define the functions and call each on every case; the median."""
    import matplotlib.pyplot  # noqa: F401 - warm, as in the grader
    import numpy

    cells = [(cell.number, cell.source) for cell in read_cells(Behaviour("x").content())]
    oracle = Oracle(NOTEBOOK, 1)
    inputs = {
        exercise.name: [wire.unpack(case[4:]) for hidden in (False, True) for case in oracle.cases(exercise.name, hidden)]
        for exercise in oracle.group.exercises
    }
    times = []
    for _ in range(repeats):
        started = time.perf_counter()
        pid = os.fork()
        if pid == 0:
            space = load(cells, {"np": numpy}).namespace
            for name in inputs.keys() & space.keys():  # a notebook need not have every function of its set
                for case in inputs[name]:
                    CALLS["plain"](space[name], case)
            os._exit(0)
        os.waitpid(pid, 0)
        times.append(time.perf_counter() - started)
    return sorted(times)[repeats // 2]


def run(copies: int, workers: int, folder: Path) -> tuple[float, float, float]:
    """Wall and CPU seconds and peak megabytes of one `course grade` over `copies` students."""
    source, out = folder / f"class-{copies}", folder / f"out-{copies}-{workers}"
    source.mkdir(exist_ok=True)
    for number in range(copies):  # no two alike, as in a class
        text = Behaviour("x", after=f"# student {number}").content()
        (source / f"student{number:05}.ipynb").write_bytes(text)
    command = [sys.executable, "-m", "course_utils", "grade", str(source), "--out", str(out), "--seed", "1"]
    started = time.perf_counter()
    process = subprocess.Popen([*command, "--workers", str(workers)], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    assert status == 0, "grading failed"
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    counts = [int(text) for text in sys.argv[1:]] or [12, 100, 1000]
    bare = floor()
    print(f"floor: {bare * 1000:.1f} ms to fork and run the functions once")
    print(f"{'copies':>7} {'workers':>7} {'wall s':>8} {'per s':>7} {'CPU s':>7} {'peak MB':>8} {'× floor':>8}")
    with tempfile.TemporaryDirectory() as name:
        for copies in counts:
            for workers in (0, 2):
                wall, cpu, memory = run(copies, workers, Path(name))
                ratio = wall / copies / bare
                print(
                    f"{copies:7} {workers:7} {wall:8.2f} {copies / wall:7.1f} {cpu:7.2f} {memory:8.0f} {ratio:8.2f}"
                )


if __name__ == "__main__":
    main()
