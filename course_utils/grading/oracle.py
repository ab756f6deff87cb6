"""What the clean side knows of one notebook: every question, its answer, and the verdict."""

from __future__ import annotations

import inspect
import re
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np

from course_utils.checks.classic.room import say_era
from course_utils.checks.differences.own_names import in_own_words
from course_utils.checks.judge import Question, Reply, answered, outcome, questions, report
from course_utils.checks.locate.asked import request, request_to_follow
from course_utils.checks.locate.following.followed import FOLLOWED, FollowedTask, followed_task
from course_utils.checks.locate.task import task_of
from course_utils.checks.locate.trials import Task
from course_utils.checks.naming.fingerprint import fingerprint
from course_utils.checks.naming.search import named
from course_utils.checks.naming.small import Values, rivals, values_of
from course_utils.checks.report import CaseOutcome, Report, Result, Unnamed
from course_utils.checks.unfinished import as_unfinished
from course_utils.exercises import registry
from course_utils.exercises.base import Exercise, ExerciseSet, Mistake
from course_utils.grading.closures import closure
from course_utils.grading.results import result
from course_utils.grading.sandbox import wire
from course_utils.grading.sandbox.channel import Helper
from course_utils.grading.sandbox.ready import leave_operations_bare
from course_utils.grading.secret import Secret
from course_utils.layers.start import start_tensorflow
from course_utils.notebooks.cell import Cell
from course_utils.types import Images

_LONG = ("keras_network",)  # calls that take longer to follow than a line at fault may
_TENSORFLOW = re.compile(r"\s*(?:import|from)\s+(?:tensorflow|keras)\b")
MAX_TEXT = 4000  # letters kept of an answer that no mistake explains


class Oracle:
    """Visible and hidden cases of one notebook, drawn from one class's secret: a word or a number.

    Inputs are drawn, answered and packed once, however many students there are.
    """

    def __init__(self, notebook: str, secret: str | int | Secret, group: ExerciseSet | None = None) -> None:
        """`group` is the set as another edition of the course sets it."""
        self.notebook, self._secret = notebook, secret if isinstance(secret, Secret) else Secret(secret)
        self.group = group or registry.exercise_set(notebook)
        self._editions: dict[tuple[str, ...], Oracle] = {}
        self._helpers: dict[str, Helper] = {}
        self._tasks: dict[str, Task] = {}
        self._known: dict[tuple[str, str], Values] = {}  # what mistakes do in the small cases
        self._followed: dict[str, FollowedTask] = {}
        self._fresh: dict[str, tuple[Images, Any]] = {}
        self._lock = threading.Lock()
        if self.group.profile == "tensorflow":
            start_tensorflow(leave_operations_bare)  # answers need it; its messages are not for instructors

    @cached_property
    def _questions(self) -> dict[str, tuple[Question, ...]]:
        """Answered here, before threads judge side by side: they share the random numbers of TensorFlow."""
        return {
            exercise.name: answered(questions(exercise, exercise.cases) + self._hidden(exercise))
            for exercise in self.group.exercises
        }

    def _hidden(self, exercise: Exercise) -> tuple[Question, ...]:
        cases = registry.hidden_cases(self.notebook).get(exercise.name, ())
        seeds = (self._secret.seed(self.notebook, exercise.name, number) for number in range(len(cases)))
        return tuple(Question(exercise, case, case.draw(seed), hidden=True) for case, seed in zip(cases, seeds))

    @cached_property
    def _frames(self) -> dict[tuple[str, bool], tuple[bytes, ...]]:
        return {
            (name, hidden): tuple(wire.pack(question.inputs) for question in own if question.hidden is hidden)
            for name, own in self._questions.items()
            for hidden in (False, True)
        }

    def as_of(self, cells: Iterable[Cell]) -> Oracle:
        """The oracle of the edition to which a notebook of these cells belongs: itself for the course's own."""
        group = self.group.as_of([cell.source for cell in cells])
        if group is self.group:
            return self
        key = tuple(exercise.call for exercise in group.exercises)
        with self._lock:
            if key not in self._editions:
                self._editions[key] = Oracle(self.notebook, self._secret, group)
            return self._editions[key]

    def prepare(self) -> None:
        """Draw, answer and pack all inputs now."""
        _ = self._frames

    def cases(self, name: str, hidden: bool) -> tuple[bytes, ...]:
        """The inputs of the visible or of the hidden cases of `name`, each packed by itself."""
        return self._frames[name, hidden]

    def outcomes(self, name: str, replies: Sequence[Reply], hidden: bool) -> list[CaseOutcome]:
        """How the visible or the hidden cases went; fewer replies than cases repeat the last one."""
        own = [question for question in self._questions[name] if question.hidden is hidden]
        return [_outcome(*pair) for pair in zip(own, _complete(replies, len(own)), strict=True)]

    def judge(
        self,
        exercise: Exercise,
        replies: Sequence[Reply],
        seconds: float,
        outcomes: Sequence[CaseOutcome] = (),
        text: str = "",
    ) -> Result:
        """The verdict on one exercise; fewer replies than cases repeat the last one. `outcomes` are those known.

        `text` is the student's own: differences are told in its names.
        """
        questions = self._questions[exercise.name]
        complete = _complete(replies, len(questions))
        rest = list(zip(questions, complete))[len(outcomes) :]
        verdict = report(exercise, questions, [*outcomes, *(outcome(*pair) for pair in rest)])
        verdict = as_unfinished(in_own_words(verdict, exercise, text), exercise, text)
        verdict = named(verdict, questions, complete)
        if verdict.status in ("failed", "error") and not verdict.mistake:
            verdict = replace(verdict, unnamed=Unnamed(fingerprint(questions, complete), text[:MAX_TEXT]))
        eras = (reply.era for question, reply in zip(questions, replies) if not question.hidden)
        return result(exercise, say_era(verdict, eras), seconds)

    def fresh(self, name: str) -> tuple[Images, Any]:
        """The pictures of a project's grade and their truth: drawn from the class's secret, when first asked for."""
        with self._lock:
            if name not in self._fresh:
                seed = self._secret.seed(self.notebook, name, 0)
                self._fresh[name] = registry.fresh(self.notebook)[name](np.random.default_rng(seed))
            return self._fresh[name]

    def request(
        self, exercise: Exercise, sources: Mapping[str, str], seconds: float, verdict: Report | None = None
    ) -> bytes:
        """A question for the line at fault, packed: the visible cases with their answers, and nothing of hidden ones.

        It asks, too, whether small cases contradict the mistakes that the `verdict` names.

        Empty for an exercise whose calls do more than compute, and where following them takes too long.
        """
        if exercise.call in FOLLOWED:
            return b"" if exercise.call in _LONG else self._request_to_follow(exercise, sources)
        if exercise.name not in self._tasks:
            visible = [question for question in self._questions[exercise.name] if not question.hidden]
            self._tasks[exercise.name] = task_of(exercise, visible)
        task = self._tasks[exercise.name]
        if not task.can_locate:
            return b""
        names = rivals(verdict, exercise) if verdict else {}
        mistakes = {name: self._small_values(exercise.name, mistake, task) for name, mistake in names.items()}
        return wire.pack(request(task, sources, seconds, mistakes))

    def _small_values(self, exercise: str, mistake: Mistake, task: Task) -> Values:
        if (exercise, mistake.name) not in self._known:
            self._known[exercise, mistake.name] = values_of(mistake.function, task)
        return self._known[exercise, mistake.name]

    def _request_to_follow(self, exercise: Exercise, sources: Mapping[str, str]) -> bytes:
        if exercise.name not in self._followed:
            visible = [question for question in self._questions[exercise.name] if not question.hidden]
            self._followed[exercise.name] = followed_task(visible)
        return wire.pack(request_to_follow(self._followed[exercise.name], sources))

    def helper(self, exercise: Exercise) -> Helper:
        """The course's version of an exercise, to take the place of a student's."""
        if exercise.name not in self._helpers:
            function = inspect.unwrap(exercise.reference)
            self._helpers[exercise.name] = Helper(exercise.names, function.__name__, closure(function))
        return self._helpers[exercise.name]


def profile_of(profile: str, cells: Iterable[Cell]) -> str:
    """The profile in which a notebook runs whose exercises have this one.

    Numpy's answers may be written with TensorFlow, and a cold import takes too long.
    """
    return "tensorflow" if any(map(_imports_tensorflow, cells)) else profile


def _imports_tensorflow(cell: Cell) -> bool:
    return any(map(_TENSORFLOW.match, cell.source.split("\n")))


def _outcome(question: Question, reply: Reply) -> CaseOutcome:
    if question not in reply.judged:
        reply.judged[question] = outcome(question, reply)
    return reply.judged[question]


def _complete(replies: Sequence[Reply], count: int) -> list[Reply]:
    return [*replies, *[replies[-1]] * (count - len(replies))]
