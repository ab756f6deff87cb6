"""What a notebook calls: `@graded`, `check(function)` and `hint(function)`."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable
from dataclasses import replace

from course_utils.checks import progress
from course_utils.checks.calls.arguments import names_around
from course_utils.checks.classic.room import ClassicRoom
from course_utils.checks.feedback import progress_bar, render
from course_utils.checks.report import Report
from course_utils.checks.session import cells
from course_utils.checks.session.asking import Asker, cover, stood_in, uncovered
from course_utils.checks.session.project import estimate
from course_utils.errors import CourseError
from course_utils.exercises import registry
from course_utils.exercises.base import Exercise
from course_utils.types import Function

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
            stood_in.add(function.__name__)
            return registry.find(function.__name__)[1].reference(*args, **kwargs)

    return cover(function, wrapper)


def check(function: Function) -> None:
    """Run the visible cases on `function`, show what passed and what differs first, and note the progress.

    >>> def distribute_value(dz, shape):
    ...     return dz
    >>> check(distribute_value)  # doctest: +ELLIPSIS
    ✗ distribute_value: 0 of 2 cases pass....
    """
    exercise = exercise_of(function)
    showing = render.Showing()
    try:
        report = report_of(exercise, function, cells.as_of_their_era(), showing.early)
    except KeyboardInterrupt:
        text = f"You stopped the check of {exercise.name}: nothing is decided. Run it again when you are ready."
        render.show_note(text)
        return
    with contextlib.suppress(KeyboardInterrupt):  # the verdict stands; only the look for the line is given up
        showing.last(report, lambda shown: _diagnosed(shown, exercise, uncovered(function)))
    progress.record([(report.exercise, report.status)])
    progress_bar.refresh()


def _diagnosed(report: Report, exercise: Exercise, function: Function) -> Report:
    if report.status == "passed":
        return report
    from course_utils.checks.locate.kernel import diagnosed  # a third of what a check loads of the course

    return diagnosed(report, exercise, function)


def hint(function: Function) -> None:
    """Show the next of three hints: the idea, the formula, nearly the line of code.

    >>> def zero_pad(X, pad):
    ...     raise NotImplementedError
    >>> hint(zero_pad)  # doctest: +ELLIPSIS
    Hint 1 of 3: An image needs zeros on all four sides...
    """
    exercise = exercise_of(function)
    rung = min(_rungs.get(exercise.name, 0) + 1, len(exercise.hints))
    _rungs[exercise.name] = rung
    render.show_hint(exercise, rung)


def report_on(function: Function) -> Report:
    """Check `function` on the visible cases of the exercise of its name; nothing is printed."""
    return report_of(exercise_of(function), function, cells.as_of_their_era())


def report_of(
    exercise: Exercise, function: Function, room: ClassicRoom, early: Callable[[Report], object] = bool
) -> Report:
    """The verdict on an answer to `exercise`, whatever its name; `room` holds its notebook's cells as of their era.

    `early` hears the verdict on a slow answer before its mistake is named.
    """
    exercise = exercise.as_of(room.sources())
    report = Asker(room, early=early).report(exercise, uncovered(function))
    measured = estimate(exercise, uncovered(function)) if report.status == "passed" else ""
    notes = (cells.why_unsaved(exercise.names), _estimate(exercise, report), measured)
    return replace(report, notes=(*report.notes, *filter(None, notes)))


def _estimate(exercise: Exercise, report: Report) -> str:
    points = report.earned(exercise.points)
    return f"That is about {points:.3g} of {exercise.points} points." if 0 < points < exercise.points else ""


def exercise_of(function: Function) -> Exercise:
    """The exercise of a function's name.

    Raises:
        CourseError: no function, or none that an exercise asks for.
    """
    name = _bound_name(function) or getattr(function, "__name__", None)
    if not callable(function) or name is None:
        raise CourseError(
            f"check and hint take a function; received {type(function).__name__}.",
            "Pass the function itself, without calling it: check(zero_pad).",
        )
    return registry.find(name)[1]


def _bound_name(function: Function) -> str:
    """The graded name under which a notebook keeps what was made under another, or under none: `iou = my_iou`."""
    shell = render.shell()
    space = names_around(function) or (shell.user_ns if shell is not None else {})
    bound = (name for name, value in list(space.items()) if value is function)
    return next((name for name in bound if registry.is_graded(name)), "")


cells.watch()
