"""The gate runs notebooks with short training: every training cell is met, nothing else is changed, and what hangs on
such a training is known.
"""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
STUDENTS = sorted((ROOT / "workbook").glob("week*/*.ipynb"))
SOLVED = sorted((ROOT / "workbook" / "solutions").glob("week*/*.ipynb"))
_SPEC = importlib.util.spec_from_file_location("short_training", ROOT / "tests" / "short_training.py")
assert _SPEC is not None
assert _SPEC.loader is not None
short = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(short)
FEWER = re.compile(r"^(\w+) = \1\[::5\]$", re.MULTILINE)


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
        ("scratch[name].fit(X)", f"{short.FEW}few_batches(scratch[name].fit)(X)"),
    ],
)
def test_training_ends_soon(line: str, shortened: str) -> None:
    assert short.shortened(line) == shortened


@pytest.mark.parametrize(("loss", "is_traced"), [("mse", False), (lambda y, p: y - p, True)], ids=["of Keras", "own"])
def test_only_a_loss_of_ones_own_is_traced(loss: object, is_traced: bool) -> None:
    class Network:
        def __init__(self) -> None:
            self.loss = loss

        def fit(self, **how: object) -> dict[str, object]:
            return how

    room: dict[str, Any] = {}
    exec(short.FEW, room)
    network = Network()
    assert room["few_batches"](network.fit)(epochs=1, batch_size=64) == {"epochs": 1, "batch_size": 8, "steps_per_epoch": 2}
    assert vars(network)["run_eagerly"] is not is_traced


@pytest.mark.slow
@pytest.mark.parametrize("path", [*STUDENTS, *SOLVED], ids=lambda path: "/".join(path.relative_to(ROOT / "workbook").with_suffix("").parts))
def test_a_notebook_that_trains_is_shortened_there_and_nowhere_else(path: Path, tmp_path: Path) -> None:
    short.write(tmp_path, path)
    before, after = cells(path), cells(tmp_path / path.relative_to(ROOT))
    changed = {old: new for old, new in zip(before, after, strict=True) if old != new}
    assert changed or not any("TrainingPlot(" in source for source in before)
    patterns = (*short.LENGTHS, *short.LESS, short.FIT, short.TAKEN)
    left_out = [old for old, new in changed.items() if new == short.LEFT_OUT]
    assert path in STUDENTS or not left_out
    for old, new in changed.items():
        assert old in left_out or any(pattern.search(old) for pattern in patterns) or FEWER.search(new)
    assert not [source for source in left_out if "# GRADED FUNCTION" in source or source.startswith("check(")]
    if left_out:
        assert set(left_out) <= set(cells(short.SOLUTIONS / path.relative_to(ROOT / "workbook"))), "nothing else runs them"


def test_nothing_that_is_compared_hangs_on_a_cell_that_has_less_to_do() -> None:
    met: set[object] = set()
    for path in SOLVED:
        content = json.loads(path.read_text("utf-8"))
        code, sources, hangs = short.code_cells(content), short.sources_of(content), short.hanging_ids(content)
        can = short.with_less_to_do(content, hangs)
        less = {source for cell, source in zip(code, sources, strict=True) if cell["id"] in can and short.with_less(source) != source}
        met |= {pattern for pattern in short.LESS for source in less if pattern.search(source)}
        fewer: set[str] = set()
        rest = zip(code, short.hanging(sources, less.__contains__), short.are_compared(content, hangs), strict=True)
        for cell, on_less, is_compared in rest:
            met |= short.FEWER.keys() & {cell["id"]}
            fewer |= set(short.FEWER.get(cell["id"], ()))
            takes_fewer = fewer & set(re.findall(r"\w+", "".join(cell["source"])))
            assert not (is_compared and (on_less or takes_fewer)), f"{path.name}: {cell['id']}"
    assert met == {*short.LESS, *short.FEWER}


@pytest.mark.parametrize(
    ("cells", "left_out"),
    [
        (["x = 1", "print(x)"], [True, True]),
        (["# GRADED FUNCTION: f\ndef f():\n    pass", "print(1)", "print(f())"], [False, True, False]),
        (["x = 1", "y = 2", "# GRADED FUNCTION: f\ndef f():\n    return x", "check(f)"], [False, True, False, False]),
        (["x = [1]", "x.append(2)", "y = x", "# GRADED FUNCTION: f\ndef f(x):\n    pass", "f(x)"], [False, False, True, False, False]),
        (["import a.b", "def g():\n    return a", "# GRADED FUNCTION: f\ndef f():\n    pass", "f(g())"], [False, False, False, False]),
        (["predict(...)  # elsewhere in other words", "x = 1"], [False, True]),
    ],
    ids=["no graded function", "nothing of it", "what a function takes", "changed by a method", "through a function", "in other words"],
)
def test_a_student_notebook_spares_what_no_unfinished_function_takes_part_in(cells: list[str], left_out: list[bool]) -> None:
    elsewhere = ["GRADED" not in source and "other words" not in source for source in cells]
    assert short.spared(cells, elsewhere) == left_out


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
    hanging = [hangs for path in SOLVED for hangs in short.hanging(short.sources_of(json.loads(path.read_text("utf-8"))))]
    assert 0 < sum(hanging) < len(hanging) / 7
