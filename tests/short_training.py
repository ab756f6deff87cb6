"""Copies of the student notebooks whose training ends after two epochs: `short_training.py FOLDER` writes them there.

A student notebook as it stands only has to run: no output of it is compared. That its cells and the course's functions
fit each other shows in two epochs as in thirty; what thirty give is compared in the solutions. By night the notebooks
run uncut.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
# `epochs=30`, `EPOCHS = 8`, `steps=180`, `TrainingPlot(300, ...).paint(...)`
LENGTH = re.compile(r"(\w*(?:epochs|steps) ?= ?|TrainingPlot\()(\d+)", re.IGNORECASE)
LONGEST = 2


def shortened(source: str) -> str:
    """The code with no training longer than two epochs or steps."""
    return LENGTH.sub(lambda length: f"{length[1]}{min(int(length[2]), LONGEST)}", source)


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
