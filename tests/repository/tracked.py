"""The files that git keeps, with their sizes.

`python tests/repository/tracked.py` prints the largest, and the size of the history.
"""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True).stdout


@cache
def tracked() -> dict[str, int]:
    """Bytes of every tracked file that lies here, by its path with `/`."""
    names = (name for name in _git("ls-files", "-z").split("\0") if name)
    return {name: (ROOT / name).stat().st_size for name in names if (ROOT / name).is_file()}


def history_bytes() -> int:
    """What git stores for all commits: counted by nobody's budget, but good to know."""
    said = dict(line.split(": ") for line in _git("count-objects", "-v").splitlines())
    return 1024 * (int(said["size"]) + int(said["size-pack"]))


def megabytes(size: int) -> str:
    return f"{size / 1e6:6.1f} MB"


def table() -> str:
    """The sum, the ten largest files and the history."""
    files = tracked()
    largest = sorted(files.items(), key=lambda file: -file[1])[:10]
    rows = [(f"{len(files)} files in all", sum(files.values())), *largest, ("(history in .git)", history_bytes())]
    return "Sizes of what git keeps:\n" + "".join(f"{megabytes(size)}  {name}\n" for name, size in rows)


if __name__ == "__main__":
    print(table())
