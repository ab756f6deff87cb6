"""The gate runs student notebooks with short training: every training cell is met, and nothing else is changed."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STUDENTS = sorted((ROOT / "workbook").glob("week*/*.ipynb"))
_SPEC = importlib.util.spec_from_file_location("short_training", ROOT / "tests" / "short_training.py")
assert _SPEC is not None
assert _SPEC.loader is not None
short = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(short)


def cells(path: Path) -> list[str]:
    content = json.loads(path.read_text("utf-8"))
    return ["".join(cell["source"]) for cell in content["cells"]]


@pytest.mark.parametrize(
    ("line", "shortened"),
    [
        ("model(X, num_epochs=30)", "model(X, num_epochs=1)"),
        ("EPOCHS = 8", "EPOCHS = 1"),
        ("EPOCHS_OF_SIGNS = 0", "EPOCHS_OF_SIGNS = 0"),
        ("def train(hard, steps=180):", "def train(hard, steps=20):"),
        ('TrainingPlot(300, "Painting").paint(step, image)', 'TrainingPlot(20, "Painting").paint(step, image)'),
        ("def learn(X, epochs, title):\n    pass", "def learn(X, epochs, title):\n    epochs = min(epochs, 1)\n    pass"),
        ("epochs=epochs, batch_size=64", "epochs=epochs, batch_size=64"),
    ],
)
def test_training_ends_soon(line: str, shortened: str) -> None:
    assert short.shortened(line) == shortened


@pytest.mark.parametrize("path", STUDENTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_notebook_that_trains_is_shortened_there_and_nowhere_else(path: Path, tmp_path: Path) -> None:
    short.write(tmp_path, path)
    before, after = cells(path), cells(tmp_path / path.relative_to(ROOT))
    changed = [old for old, new in zip(before, after, strict=True) if old != new]
    assert bool(changed) is any("TrainingPlot(" in source for source in before)
    assert all(any(length.search(source) for length in (*short.LENGTHS, short.TAKEN)) for source in changed)
