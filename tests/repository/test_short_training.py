"""The gate runs notebooks with short training: every training cell is met, nothing else is changed, and what hangs on
such a training is known.
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STUDENTS = sorted((ROOT / "workbook").glob("week*/*.ipynb"))
SOLVED = sorted((ROOT / "workbook" / "solutions").glob("week*/*.ipynb"))
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
        ("net.fit(X, y, epochs=9)", f"{short.FEW}few_batches(net.fit)(X, y, epochs=1)"),
        ("scratch[name].fit(X)", "scratch[name].fit(X)"),
    ],
)
def test_training_ends_soon(line: str, shortened: str) -> None:
    assert short.shortened(line) == shortened


@pytest.mark.slow
@pytest.mark.parametrize("path", [*STUDENTS, *SOLVED], ids=lambda path: "/".join(path.relative_to(ROOT / "workbook").with_suffix("").parts))
def test_a_notebook_that_trains_is_shortened_there_and_nowhere_else(path: Path, tmp_path: Path) -> None:
    short.write(tmp_path, path)
    before, after = cells(path), cells(tmp_path / path.relative_to(ROOT))
    changed = {old: new for old, new in zip(before, after, strict=True) if old != new}
    assert bool(changed) is any("TrainingPlot(" in source for source in before)
    for old, new in changed.items():
        patterns = (*short.LENGTHS, short.FIT, short.TAKEN)
        assert any(pattern.search(old) for pattern in patterns) or (path in STUDENTS and new == short.LEFT_OUT)
    left_out = [old for old, new in changed.items() if new == short.LEFT_OUT]
    assert not [source for source in left_out if "# GRADED FUNCTION" in source or source.startswith("check(")]
    if left_out:
        assert set(left_out) <= set(cells(short.SOLUTIONS / path.relative_to(ROOT / "workbook"))), "nothing else runs them"


@pytest.mark.parametrize(
    ("cells", "hangs"),
    [
        (["x = 1", "network.fit(x, epochs=9)", "print(network)", "print(x)"], [False, True, True, False]),
        (["a = train(steps=90)", "b = [a for a in range(3)]", "print(b)", "print(a)"], [True, False, False, True]),
        (["n = make(epochs=9)", "n = 2", "print(n)"], [True, False, False]),
        (["def score(x):\n    return network(x)", "network.fit(epochs=9)", "print(score(1))"], [False, True, True]),
        (["def f(network):\n    return network", "network.fit(epochs=9)", "print(f(1))"], [False, True, False]),
        (["def learn(x, epochs):\n    pass", "y = learn(1, 9)", "%matplotlib inline\nprint(y)"], [True, True, True]),
        (["h = fit(epochs=9)", "for h in range(3):\n    k = h\nprint(k)", "print(h, k)"], [True, False, False]),
        (["n = make(epochs=9)", "def f():\n    return n\nprint(f())", "f = 1\nprint(f)"], [True, True, False]),
        (["table[0] = 1", "table[1] = fit(epochs=9)", "print(table)"], [False, True, True]),
    ],
    ids=["trained", "another of that name", "bound anew", "through a function", "a parameter", "by an argument", "a loop", "its own function", "assigned into"],
)
def test_what_hangs_on_a_shortened_training_is_not_compared(cells: list[str], hangs: list[bool]) -> None:
    assert short.hanging(cells) == hangs


def test_most_outputs_of_the_solutions_are_compared_by_day() -> None:
    hanging = [hangs for path in SOLVED for hangs in short.hanging(code(path))]
    assert 0 < sum(hanging) < len(hanging) / 7


def code(path: Path) -> list[str]:
    content = json.loads(path.read_text("utf-8"))
    return ["".join(cell["source"]) for cell in content["cells"] if cell["cell_type"] == "code"]
