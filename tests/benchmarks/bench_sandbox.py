"""What each layer of the sandbox costs: milliseconds of the processor for one submission, with one layer off at a time.

Run as `python tests/benchmarks/bench_sandbox.py [COPIES [ROUNDS]]`; default 40 copies, 3 rounds, the median of them.
A class and another of half its size are graded, and the difference is shared out: so nothing counts that is paid once.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent
SUBMISSIONS = HERE.parent / "submissions"
sys.path.insert(0, str(SUBMISSIONS))

from corpus import Behaviour  # noqa: E402

ROWS = {
    "everything on": ("", []),
    "without Landlock": ("landlock", []),
    "without namespaces": ("namespaces", []),
    "without a foreign user": ("uid", []),
    "without any isolation": ("", ["--no-isolation"]),
}


def spent(source: Path, mask: str, words: list[str]) -> float:
    """Seconds of the processor of one `course grade`, its children included."""
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, str(SUBMISSIONS / "masked.py"), mask, "grade", str(source), "--out", out]
        process = subprocess.Popen([*command, "--seed", "1", "--workers", "0", *words], stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        assert status == 0, f"grading failed with the mask {mask!r} and {words}"
        return usage.ru_utime + usage.ru_stime


def main() -> None:
    numbers = list(map(int, sys.argv[1:]))
    copies, rounds = (*numbers, *(40, 3)[len(numbers) :])
    with tempfile.TemporaryDirectory() as name:
        sizes = {number: Path(name, str(number)) for number in (copies // 2, copies)}
        for size, folder in sizes.items():
            folder.mkdir()
            for number in range(size):  # no two alike, as in a class
                text = Behaviour("x", after=f"# student {number}").content()
                (folder / f"student{number:05}.ipynb").write_bytes(text)
        each: dict[str, list[float]] = {row: [] for row in ROWS}
        for _ in range(rounds):
            for row, (mask, words) in ROWS.items():
                small, large = (spent(folder, mask, words) for folder in sizes.values())
                each[row].append(1000 * (large - small) / (copies - copies // 2))
        for row, values in each.items():
            print(f"{row:24} {median(values):6.1f} ms a submission")


if __name__ == "__main__":
    main()
