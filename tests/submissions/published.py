"""Answer keys of both public generations of the course, written anew: a text of cells for each notebook.

The first generation is of 2017, TensorFlow 1 and Keras 2.0; the second of 2021, TensorFlow 2. Each holds what such a
notebook holds: old imports, magics, cells that train or draw, and the graded functions.
"""

from __future__ import annotations

import re
from pathlib import Path

from corpus import notebook

HERE = Path(__file__).parent
GENERATIONS = ("first", "second")
_CELL = re.compile(r"^# %%\n", re.MULTILINE)


def keys(generation: str) -> dict[str, Path]:
    """The key's texts by the notebook's name in this course: "week1/2_step_by_step"."""
    folder = HERE / f"{generation}_generation"
    return {path.stem.replace("_", "/", 1): path for path in sorted(folder.glob("*.txt"))}


def years() -> list[tuple[str, Path]]:
    """Notebooks as students wrote them from 2016 to 2023, with their names in this course; every function is right."""
    return [(path.name.split(".")[0].replace("_", "/", 1), path) for path in sorted((HERE / "years").glob("*.txt"))]


def cells(path: Path) -> list[str]:
    """The code cells of a key; what stands before the first says what it is about."""
    return [cell.strip("\n") for cell in _CELL.split(path.read_text("utf-8"))[1:]]


def content(path: Path) -> bytes:
    """The key as the bytes of a notebook file."""
    return notebook(cells(path))
