"""What the clean side knows of one notebook: every question, its answer, and the verdict."""

from __future__ import annotations

import hashlib
from functools import cached_property

from course_utils.checks.judge import Question, Reply, answered, judge, questions
from course_utils.checks.report import Result
from course_utils.checks.uses import explain_uses
from course_utils.exercises import registry
from course_utils.exercises.base import Exercise
from course_utils.grading.results import result
from course_utils.grading.sandbox import wire
from course_utils.layers.start import start_tensorflow


class Oracle:
    """Visible and hidden cases of one notebook, drawn from one class's secret seed.

    Inputs are drawn, answered and packed once, however many students there are.
    """

    def __init__(self, notebook: str, seed: int) -> None:
        self.notebook, self.seed = notebook, seed
        self.group = registry.exercise_set(notebook)
        if self.group.profile == "tensorflow":
            start_tensorflow()  # the answers need it; its start-up messages are not for instructors

    @cached_property
    def _questions(self) -> dict[str, tuple[Question, ...]]:
        """Answered here, before threads judge side by side: they share the random numbers of TensorFlow."""
        hidden = registry.hidden_cases(self.notebook)
        return {
            exercise.name: answered(
                questions(exercise, exercise.cases)
                + questions(exercise, hidden.get(exercise.name, ()), self._secret(exercise.name), hidden=True)
            )
            for exercise in self.group.exercises
        }

    @cached_property
    def _frames(self) -> dict[str, bytes]:
        return {name: wire.pack([question.inputs for question in own]) for name, own in self._questions.items()}

    def _secret(self, name: str) -> int:
        digest = hashlib.sha256(f"{self.seed}:{self.notebook}:{name}".encode()).digest()
        return int.from_bytes(digest[:4], "little")

    def cases(self, name: str) -> tuple[bytes, int]:
        """The packed inputs of all cases of `name`, and how many there are."""
        return self._frames[name], len(self._questions[name])

    def judge(self, exercise: Exercise, replies: list[Reply], seconds: float) -> Result:
        """The verdict on one exercise; fewer replies than cases repeat the last one."""
        questions = self._questions[exercise.name]
        complete = replies + [replies[-1]] * (len(questions) - len(replies))
        report = explain_uses(exercise, judge(exercise, questions, complete))
        return result(exercise, report, seconds)
