"""Draw a cohort's variant: new seeds for the visible cases, each proved to check as well as the old."""

from __future__ import annotations

import hashlib
import io
import pickle
import warnings
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout

import numpy as np

from course_utils.checks.judge import judge, questions
from course_utils.checks.naming.behaviour import reply_of
from course_utils.checks.naming.search import judged
from course_utils.errors import BuildError
from course_utils.exercises import registry
from course_utils.exercises.base import Case, Exercise
from course_utils.exercises.variant import Variant
from course_utils.layers.start import start_tensorflow

TRIES = 20
# Mistakes of these are recognised by their layers, whatever the seed draws; building every wrong network takes minutes.
_BY_LAYERS = ("keras_model", "keras_block", "keras_parts", "keras_network", "transfer_model")


def default_seed(cohort: str) -> int:
    """The seed that a cohort's name stands for."""
    return int.from_bytes(hashlib.sha256(cohort.encode()).digest()[:4], "little")


def draw_with_progress(cohort: str, seed: int) -> Variant:
    """`draw`, with a bar: models make it take a minute."""
    from rich.console import Console
    from rich.progress import Progress

    sets = registry.all_sets()
    total = sum(len(group.exercises) for group in sets)
    with Progress(console=Console(stderr=True)) as progress:
        task = progress.add_task("drawing inputs", total=total)
        return draw(cohort, seed, lambda: progress.advance(task))


def draw(cohort: str, seed: int, advance: Callable[[], None] = lambda: None) -> Variant:
    """Seeds for every exercise of the course; `advance` is called after each exercise.

    An exercise's first seeds under which its reference passes and every mistake is recognised are taken.

    Raises:
        BuildError: an exercise finds none in 20 tries.
    """
    seeds = dict[str, dict[int, int]]()
    for group in registry.all_sets():
        if group.profile == "tensorflow":
            start_tensorflow()
        for exercise in group.exercises:
            with redirect_stdout(io.StringIO()), warnings.catch_warnings():
                warnings.simplefilter("ignore")  # what wrong functions print and warn of is no news to an author
                seeds[exercise.name] = _seeds(exercise, seed)
            advance()
    return Variant(cohort, {name: drawn for name, drawn in seeds.items() if drawn})


def _seeds(exercise: Exercise, seed: int) -> dict[int, int]:
    old = sorted({case.seed for case in exercise.cases if case.seed is not None and not case.fixed and _varies(case)})
    for attempt in range(TRIES if old else 0):
        drawn = {number: _derived(seed, number, attempt) for number in old}
        if exercise.call in _BY_LAYERS or not any(faults(Variant("", {exercise.name: drawn}).apply(exercise))):
            return drawn
    if old:
        raise BuildError(
            f"{exercise.name}: no seed of this cohort recognises all of its mistakes.",
            "Give the case that needs its own numbers fixed=True, or choose another --seed.",
        )
    return {}


def _varies(case: Case) -> bool:
    """False for a case whose inputs are written down rather than drawn."""
    return len({pickle.dumps(case.inputs(np.random.RandomState(seed))) for seed in (1, 2)}) > 1


def _derived(seed: int, old: int, attempt: int) -> int:
    """The same for all exercises: some cases go on with the numbers of another exercise's."""
    text = f"{seed}:{old}:{attempt}"
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "little")


def faults(exercise: Exercise) -> Iterator[str]:
    """What the visible cases of `exercise` fail to do: pass the reference, or name a mistake."""
    cases = questions(exercise, exercise.cases)
    replies = [reply_of(exercise.reference, case) for case in cases]
    if judge(exercise, cases, replies).status != "passed":
        yield "its own reference does not pass"
    for mistake in exercise.mistakes:
        report = judged(exercise, cases, [reply_of(mistake.function, case) for case in cases])
        shared = mistake.shared.sentence if mistake.shared else None
        if mistake.sentence not in report.message and report.message != shared:
            yield f"{mistake.name!r} is not recognised"
