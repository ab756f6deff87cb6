"""What a notebook calls: `@graded`, `check(function)` and `hint(function)`."""

from __future__ import annotations

import functools
import inspect
from functools import cache

from course_utils.checks import failures, progress
from course_utils.checks.explain import messages as explain
from course_utils.checks.feedback import progress_bar, render
from course_utils.checks.judge import Question, Reply, answer, judge, questions
from course_utils.checks.report import Report
from course_utils.checks.uses import explain_uses
from course_utils.errors import CourseError
from course_utils.exercises import registry
from course_utils.exercises.base import Exercise
from course_utils.types import Function

PATIENCE = 10.0  # seconds spent on naming a mistake while a student waits; the first difference is said anyway
_rungs: dict[str, int] = {}  # how far each hint was climbed, for this session
_announced: set[str] = set()


def graded(function: Function) -> Function:
    """Let the notebook go on while `function` is unfinished.

    While the body raises NotImplementedError, the call is answered by the reference, and the
    first such call says so in one line.

    >>> @graded
    ... def zero_pad(X, pad):
    ...     raise NotImplementedError
    >>> zero_pad([[[[1.0]]]], 1).shape
    zero_pad is not finished: the course's own version answers for now.
    (1, 3, 3, 1)
    """

    @functools.wraps(function)
    def wrapper(*args: object, **kwargs: object) -> object:
        try:
            return function(*args, **kwargs)
        except NotImplementedError:
            if function.__name__ not in _announced:
                _announced.add(function.__name__)
                print(f"{function.__name__} is not finished: the course's own version answers for now.")
            return registry.find(function.__name__)[1].reference(*args, **kwargs)

    return wrapper


def check(function: Function) -> None:
    """Run the visible cases on `function`, show what passed and what differs first, and note the progress.

    >>> def distribute_value(dz, shape):
    ...     return dz
    >>> check(distribute_value)  # doctest: +ELLIPSIS
    ✗ distribute_value: 0 of 2 cases pass....
    """
    report = report_on(function)
    render.show(report)
    progress.record([(report.exercise, report.status)])
    progress_bar.refresh()


def hint(function: Function) -> None:
    """Show the next of three hints: the idea, the formula, nearly the line of code.

    >>> def zero_pad(X, pad):
    ...     raise NotImplementedError
    >>> hint(zero_pad)  # doctest: +ELLIPSIS
    Hint 1 of 3: An image needs zeros on all four sides...
    """
    exercise = _exercise(function)
    rung = min(_rungs.get(exercise.name, 0) + 1, len(exercise.hints))
    _rungs[exercise.name] = rung
    render.show_hint(exercise, rung)


def report_on(function: Function) -> Report:
    """Check `function` on the visible cases of the exercise of its name; nothing is printed."""
    exercise = _exercise(function)
    own = inspect.unwrap(function)
    cases = visible_questions(exercise.name)
    return explain_uses(exercise, judge(exercise, cases, _replies(exercise, own, cases), PATIENCE))


@cache
def visible_questions(name: str) -> tuple[Question, ...]:
    exercise = registry.find(name)[1]
    return questions(exercise, exercise.cases)


def _exercise(function: Function) -> Exercise:
    name = getattr(function, "__name__", None)
    if not callable(function) or name is None:
        raise CourseError(
            f"check and hint take a function; received {type(function).__name__}.",
            "Pass the function itself, without calling it: check(zero_pad).",
        )
    return registry.find(name)[1]


def _replies(exercise: Exercise, function: Function, cases: tuple[Question, ...]) -> list[Reply]:
    replies: list[Reply] = []
    explain.remember(None)
    for question in cases:
        replies.append(_reply(exercise, function, question))
        if replies[-1].status == "missing":
            return [replies[-1]] * len(cases)
    return replies


def _reply(exercise: Exercise, function: Function, question: Question) -> Reply:
    try:
        return Reply(value=answer(exercise, function, question.inputs))
    except (Exception, SystemExit) as error:  # KeyboardInterrupt stays the student's own
        explain.remember(error)
        place = failures.student_line(error, _own_file(function))
        line = f"line {place[1]}" if place else ""
        return Reply(failures.status_of(error), message=failures.explain(exercise.name, error, line))


def _own_file(function: Function) -> str:
    code = getattr(function, "__code__", None)
    return code.co_filename if code else "<cell"
