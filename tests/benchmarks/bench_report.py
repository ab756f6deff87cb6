"""Processor seconds and peak memory of a class's tables and pages; default 1000 and 10000 students, one notebook.

Run as `python tests/benchmarks/bench_report.py [--notebooks N] [--workers N] [STUDENTS ...]`. Each class runs in a
process of its own; `own` are its seconds, `workers` those of the processes that it starts for the pages. The first run writes every page; the second finds them as they are.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import redirect_stdout
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "submissions"))

from term import fill  # noqa: E402

from course_utils.exercises import registry  # noqa: E402
from course_utils.grading.course.values import Course  # noqa: E402
from course_utils.grading.course.writing import write_class  # noqa: E402
from course_utils.grading.faults import LOG, Faults  # noqa: E402
from course_utils.grading.gradebook.book import Gradebook  # noqa: E402


def memory() -> float:
    """The most that this process has held, in MB; of Linux, where a child's own is not mixed with its parent's."""
    (peak,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(peak.split()[1]) / 1024


def measure(folder: Path, workers: int | None) -> None:
    """Print a row for the class in `folder`."""
    with Gradebook.open(folder / "gradebook.sqlite") as book:
        before, seconds = memory(), []
        for _ in range(2):
            started, others, real = time.process_time(), of_children(), time.perf_counter()
            with redirect_stdout(None):
                write_class(book, folder, Course(), Faults(folder / LOG), workers)
            seconds += [time.process_time() - started, of_children() - others, time.perf_counter() - real]
    print("".join(f"{value:12.1f}" for value in (*seconds, before, memory(), of_a_worker())), flush=True)


def of_children() -> float:
    """Processor seconds of the processes that wrote pages and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def of_a_worker() -> float:
    """The most that one of the processes which wrote pages has held, in MB."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("students", nargs="*", type=int, default=[1000, 10_000])
    parser.add_argument("--notebooks", type=int, default=1)
    parser.add_argument("--workers", type=int)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    if options.folder is not None:
        measure(options.folder, options.workers)
        return
    names = ("students", "own s", "workers s", "real s", "own s", "workers s", "real s", "MB before", "MB at most", "MB a worker")
    print("".join(f"{name:>12}" for name in names))
    chosen = list(registry.notebooks()) if options.notebooks > 11 else registry.notebooks()[1 : 1 + options.notebooks]
    for count in options.students:
        with tempfile.TemporaryDirectory() as folder:
            with Gradebook.open(Path(folder) / "gradebook.sqlite") as book:
                fill(book, count, chosen, questions=True)
            print(f"{count:12}", end="", flush=True)
            workers = [] if options.workers is None else ["--workers", f"{options.workers}"]
            subprocess.run([sys.executable, __file__, "--folder", folder, *workers], check=True)


if __name__ == "__main__":
    main()
