"""Watched quantities: the first that departs, with its numbers; and silence over right answers."""

import importlib.util
import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from course_utils.checks.judge import questions
from course_utils.checks.locate.source import source_of
from course_utils.checks.locate.task import task_of
from course_utils.checks.locate.watched import departure
from course_utils.exercises import registry

STYLES = Path(__file__).parents[2] / "styles"
WATCHED = [
    pytest.param(group.notebook, each.name, marks=[pytest.mark.tf] * (group.profile == "tensorflow"), id=each.name)
    for group in registry.all_sets()
    for each in group.exercises
    if each.watched
]


def task(exercise):
    return task_of(exercise, questions(exercise, exercise.cases))


@cache
def styles(notebook):
    names = {}
    for path in sorted(STYLES.glob(f"{notebook.replace('/', '_')}*.py")):
        spec = importlib.util.spec_from_file_location(f"watched_{path.stem}", path)
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module  # a dataclass looks its module up
        spec.loader.exec_module(module)
        names |= vars(module)
    return names


def without_pad(A_prev, W, b, hparameters):
    m, n_H_prev, n_W_prev, _ = A_prev.shape
    f, n_C = W.shape[0], W.shape[3]
    stride, pad = hparameters["stride"], hparameters["pad"]
    n_H = (n_H_prev + 2 * pad - f) // stride + 1
    n_W = (n_W_prev - f) // stride + 1
    return np.zeros((m, n_H, n_W, n_C)), (A_prev, W, b, hparameters)


def rows_for_columns(A_prev, hparameters, mode="max"):
    m, n_H_prev, n_W_prev, n_C = A_prev.shape
    f, stride = hparameters["f"], hparameters["stride"]
    A = np.zeros((m, (n_H_prev - f) // stride + 1, (n_W_prev - f) // stride + 1, n_C))
    for h in range(A.shape[1]):
        for w in range(A.shape[2]):
            vert_start = h * stride
            horiz_start = h * stride
            window = A_prev[:, vert_start : vert_start + f, horiz_start : horiz_start + f]
            A[:, h, w] = window.max(axis=(1, 2)) if mode == "max" else window.mean(axis=(1, 2))
    return A, (A_prev, hparameters)


@pytest.mark.parametrize(
    ("name", "function", "beginning"),
    [
        ("conv_forward", without_pad, "`n_W` is 2 in your run; (4 + 2 · 2 − 2) // 2 + 1 gives 4."),
        ("pool_forward", rows_for_columns, "`horiz_start` is "),
    ],
)
def test_the_first_quantity_that_departs_is_said_with_its_numbers(name, function, beginning):
    exercise = registry.find(name)[1]
    posed = task(exercise)
    first = next(trial for trial in posed.trials if not posed.passes(function, trial))
    outcome = departure(source_of(function), posed, first, exercise.watched)
    assert outcome.sentence.startswith(beginning)


@pytest.mark.slow
@pytest.mark.parametrize("every", [False, pytest.param(True, marks=pytest.mark.nightly)], ids=["in turns", "every case"])
@pytest.mark.parametrize(("notebook", "name"), WATCHED)
def test_no_quantity_of_a_right_answer_departs(notebook, name, every):
    """By day every right answer meets one case, and every case several right answers; by night each meets all."""
    exercise = registry.find(name)[1]
    posed = task(exercise)
    written = [style for key, style in styles(notebook).items() if key.startswith(f"{name}_by_")]
    looked_at = [source for source in map(source_of, written) if source is not None]
    assert looked_at
    for number, source in enumerate(looked_at):
        trials = posed.trials if every else posed.trials[number % max(1, len(posed.trials)) :][:1]
        for trial in trials:
            assert departure(source, posed, trial, exercise.watched) is None, source.function.__name__


@pytest.mark.parametrize(("notebook", "name"), WATCHED)
def test_every_formula_can_be_worked_out(notebook, name):
    exercise = registry.find(name)[1]
    for case in exercise.cases:
        inputs = case.draw()
        counters = dict.fromkeys(("i", "h", "w", "c", "t", "candidate"), 0)
        known = {**counters, **inputs, **exercise.watched.given(inputs)}
        for row in exercise.watched.rows:
            assert row.formula in known or row.words or "[" not in row.formula
            assert np.isfinite(np.asarray(row.value(known), float)).all()
