"""Processor seconds and peak memory of a class's tables and pages; default 1000 and 10000 students, one notebook.

Run as `python tests/benchmarks/bench_report.py [--notebooks N] [STUDENTS ...]`. Each class runs in a process of its own.
The first run writes every page; the second finds them as they are.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "submissions"))

from term import fill  # noqa: E402

from course_utils.exercises import registry  # noqa: E402
from course_utils.grading.course.values import Course  # noqa: E402
from course_utils.grading.gradebook.book import Gradebook  # noqa: E402
from course_utils.grading.report.outputs import write_outputs  # noqa: E402
from course_utils.grading.report.pages import write_reports  # noqa: E402


def memory() -> float:
    """The most that this process has held, in MB; of Linux, where a child's own is not mixed with its parent's."""
    (peak,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(peak.split()[1]) / 1024


def measure(folder: Path) -> None:
    """Print a row for the class in `folder`."""
    with Gradebook.open(folder / "gradebook.sqlite") as book:
        before, seconds = memory(), []
        for write in (write_outputs, write_reports, write_reports):
            started = time.process_time()
            write(book, folder, Course())
            seconds.append(time.process_time() - started)
    print("".join(f"{value:12.1f}" for value in (*seconds, before, memory())), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("students", nargs="*", type=int, default=[1000, 10_000])
    parser.add_argument("--notebooks", type=int, default=1)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    if options.folder is not None:
        measure(options.folder)
        return
    names = ("students", "tables s", "pages s", "again s", "MB before", "MB at most")
    print("".join(f"{name:>12}" for name in names))
    for count in options.students:
        with tempfile.TemporaryDirectory() as folder:
            with Gradebook.open(Path(folder) / "gradebook.sqlite") as book:
                fill(book, count, registry.notebooks()[1 : 1 + options.notebooks])
            print(f"{count:12}", end="", flush=True)
            subprocess.run([sys.executable, __file__, "--folder", folder], check=True)


if __name__ == "__main__":
    main()
