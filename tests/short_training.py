"""Copies of the student notebooks whose training soon ends: `short_training.py FOLDER` writes them there.

A student notebook as it stands only has to run: no output of it is compared. That its cells and the course's functions
fit each other shows in two epochs as in thirty; what thirty give is compared in the solutions. By night the notebooks
run uncut.
"""

from __future__ import annotations

import json
import re
import sys
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[1]
# `epochs=30`, `EPOCHS = 8`, `steps=180`, `TrainingPlot(300, ...).paint(...)`, and the most that stays of each.
LENGTHS = {
    re.compile(r"(\w*epochs ?= ?)(\d+)", re.IGNORECASE): 1,
    re.compile(r"(\w*steps ?= ?|TrainingPlot\()(\d+)"): 20,
}


def shortened(source: str) -> str:
    """The code with no training longer than two epochs, or twenty steps."""
    for length, longest in LENGTHS.items():
        source = length.sub(partial(_at_most, longest), source)
    return source


def _at_most(longest: int, match: re.Match[str]) -> str:
    return f"{match[1]}{min(int(match[2]), longest)}"


def write(folder: Path, notebook: Path) -> None:
    """Put the notebook below `folder` under its own path, with its training shortened."""
    content = json.loads(notebook.read_text("utf-8"))
    for cell in content["cells"]:
        if cell["cell_type"] == "code":
            cell["source"] = shortened("".join(cell["source"]))
    place = folder / notebook.relative_to(ROOT)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps(content), "utf-8")


if __name__ == "__main__":
    for path in sorted((ROOT / "workbook").glob("week*/*.ipynb")):
        write(Path(sys.argv[1]), path)
