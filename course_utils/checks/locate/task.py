"""What an exercise asks of a function: its visible cases and its small family, with the reference's answers."""

from __future__ import annotations

import inspect
from collections.abc import Sequence

from course_utils.checks.judge import Question
from course_utils.checks.locate.light import prepared
from course_utils.checks.locate.observe.needed import needed_inputs
from course_utils.checks.locate.small.family import small_family
from course_utils.checks.locate.trials import Task, Trial, by_size
from course_utils.checks.values import PlainValue
from course_utils.exercises.base import Exercise, Inputs


def task_of(exercise: Exercise, questions: Sequence[Question]) -> Task:
    """The task of an exercise; without trials where its calls do more than compute. `questions` are visible ones."""
    empty = Task(exercise.call, exercise.outputs, ())
    if not empty.can_locate:
        return empty
    reference = prepared(exercise.reference, exercise.call)

    def right(inputs: Inputs) -> PlainValue:
        return empty.answer(reference, inputs)

    visible = [Trial(question.inputs, question.expected, question.case) for question in questions]
    family = small_family([(question.case, question.inputs) for question in questions], right)
    names = list(inspect.signature(exercise.reference).parameters)
    needed = needed_inputs(by_size([*visible, *family[-4:]]), right)
    is_argument = [path for path in needed if path.partition(".")[0] in names]  # a call may make others of its inputs
    return Task(exercise.call, exercise.outputs, (*visible, *family), tuple(is_argument), tuple(names))
