"""Ask functions in the student's own process: with a limit on their time, as of their era, and with better helpers."""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from types import CodeType, FunctionType, MappingProxyType
from typing import Any
from weakref import WeakKeyDictionary

from course_utils.checks import failures, follow
from course_utils.checks.calls.arguments import called_as, names_around, written
from course_utils.checks.classic import given
from course_utils.checks.classic.graph import in_kind
from course_utils.checks.classic.inert import NotDefined
from course_utils.checks.classic.room import ClassicRoom, say_era
from course_utils.checks.differences.own_names import in_own_words
from course_utils.checks.explain import messages as explain
from course_utils.checks.feedback import render
from course_utils.checks.judge import Question, Reply, answer, judge, questions
from course_utils.checks.naming.search import named
from course_utils.checks.report import Report
from course_utils.checks.session.cells import why_stale
from course_utils.checks.session.clock import SHORTEST, Clock, OutOfTime
from course_utils.checks.session.spaces import moved, own_space
from course_utils.checks.unfinished import as_unfinished
from course_utils.checks.values import PlainValue
from course_utils.exercises import registry
from course_utils.exercises.base import Exercise
from course_utils.types import Function

AT_ONCE = 0.3  # seconds; a check that took longer shows its first line before the mistake is named
PATIENCE = 2.0  # seconds spent on naming a mistake while a student waits; the first difference is said anyway
_covered: WeakKeyDictionary[Function, Function] = WeakKeyDictionary()  # what stands below each `@graded`
stood_in: set[str] = set()  # unfinished functions for which the course's own answered since a check began


@cache
def visible_questions(name: str) -> tuple[Question, ...]:
    exercise = registry.find(name)[1]
    return questions(exercise, exercise.cases)


def _asked(exercise: Exercise) -> tuple[Question, ...]:
    """The visible questions of an exercise, also as another edition than the course's own sets it."""
    ours = visible_questions(exercise.name)
    is_ours = all(question.exercise.call == exercise.call for question in ours)
    return ours if is_ours else questions(exercise, exercise.cases)


def cover(function: Function, over: Function) -> Function:
    """The cover that `@graded` puts over a function, known as such: a check asks what is below it."""
    _covered[over] = function
    return over


def uncovered(function: Function) -> Function:
    """The function below `@graded`; decorators of the student's own belong to the answer."""
    return _covered.get(function, function) if isinstance(function, FunctionType) else function


@dataclass(frozen=True)
class Asker:
    """Asks functions of one notebook; `room` holds its cells as of their era, `waiting` the functions that wait.

    `early` hears the verdict on a slow answer that failed before its mistake is named.
    """

    room: ClassicRoom
    waiting: tuple[str, ...] = ()
    early: Callable[[Report], object] = bool

    def report(self, exercise: Exercise, function: Function) -> Report:
        """The verdict on the visible cases; a function that fails is asked again with faulty helpers replaced."""
        stale = why_stale(exercise.names, function)
        if stale:
            return Report(exercise.name, "error", message=stale)
        siblings = registry.find(exercise.name)[0].by_name
        given.supply({name: siblings[name].reference for name in given.HANDED if name in siblings})
        stood_in.clear()
        if not self.waiting:
            explain.remember(None)
        alone = self._judged(exercise, function)
        if alone.status == "passed":
            return follow.stood_in(alone, sorted(stood_in)) if stood_in else alone
        if "NotImplementedError" in _words(function).split():  # unfinished itself
            return alone
        wrong = dict(self._wrong_helpers(exercise, function))
        if not wrong:
            return alone
        space = getattr(function, "__globals__", {})
        names = {name: helper.reference for helper in wrong for name in helper.names}
        versions = {name: called_as(space.get(name), in_kind(version)) for name, version in names.items()}
        helped = self._judged(exercise, with_helpers(function, versions), versions)
        missing = [helper for helper, status in wrong.items() if status == "missing"]
        unfinished = follow.awaited(missing, lambda helper: _defined(helper, space) is not None, _words(function))
        return follow.followed(alone, helped, unfinished, [h.name for h in wrong if h not in missing])

    def _wrong_helpers(self, exercise: Exercise, function: Function) -> Iterator[tuple[Exercise, str]]:
        space = names_around(function)
        siblings = registry.find(exercise.name)[0].exercises
        again = replace(self, waiting=(*self.waiting, exercise.name))
        for helper in follow.helpers(exercise, siblings, lambda user: _words(_defined(user, space))):
            own = _defined(helper, space)
            if helper.name in again.waiting:
                continue
            status = again.report(helper, own).status if own is not None else "missing"
            if status != "passed":
                yield helper, status

    def _judged(
        self, exercise: Exercise, function: Function, helpers: Mapping[str, Function] = MappingProxyType({})
    ) -> Report:
        room = self.room.with_helpers(helpers) if helpers else self.room
        cases, replies, began = _asked(exercise), list[Reply](), time.monotonic()
        clock = Clock(max(SHORTEST, exercise.seconds), _own_file(function))
        asked_for = not self.waiting and not helpers  # the student explains the error of this one, not of a helper
        for question in cases:
            replies.append(_reply(exercise, function, question, room, clock, asked_for))
            if replies[-1].status in ("missing", "timeout"):
                break
        replies += [replies[-1]] * (len(cases) - len(replies))
        eras, text = [reply.era for reply in replies], room.text_of(exercise.names)
        verdict = as_unfinished(in_own_words(judge(exercise, cases, replies), exercise, text), exercise, text)
        if verdict.status != "passed" and asked_for and time.monotonic() - began > AT_ONCE:
            self.early(say_era(verdict, eras))
        return say_era(named(verdict, cases, replies, PATIENCE), eras)


def with_helpers(function: Function, helpers: Mapping[str, Function]) -> Function:
    """A copy of the function that calls these helpers; nothing of the notebook changes."""
    own = inspect.unwrap(function)
    if not isinstance(own, FunctionType):
        return function
    return moved(own, own_space(own, helpers))


def _defined(exercise: Exercise, space: Mapping[str, Any]) -> Function | None:
    """What the notebook defines under the exercise's name, or under one of an older edition."""
    known = next((space[name] for name in exercise.names if callable(space.get(name))), None)
    if isinstance(known, NotDefined):
        return None
    return uncovered(known) if known is not None else None


def _words(function: Function | None) -> str:
    """The names that a function's code reads, with those of the functions inside it."""
    own = written(function)
    return " ".join(_names(own.__code__)) if own is not None else ""


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)


def _reply(
    exercise: Exercise, function: Function, question: Question, room: ClassicRoom, clock: Clock, remember: bool
) -> Reply:
    def ask(version: Function) -> PlainValue:
        return answer(exercise, version, question.inputs)

    try:
        with clock, staying():
            value, spelling = room.answer(function, exercise.names, ask)
        return Reply(value=value, era=spelling)
    except OutOfTime:
        return Reply("timeout", message=_too_long(exercise.name, clock))
    except (Exception, SystemExit) as error:  # KeyboardInterrupt stays the student's own
        if remember:
            explain.remember(error)
        place = failures.student_line(error, _own_file(function))
        line = f"line {place[1]}" if place else ""
        return Reply(failures.status_of(error), message=failures.explain(exercise.name, error, line))


@contextmanager
def staying() -> Iterator[None]:
    """Let exit() raise as it does outside of a kernel, where it would end the student's session after the check."""
    shell = render.shell()
    if shell is None:
        yield
        return

    def leave() -> None:
        raise SystemExit

    shell.ask_exit = leave  # hides the method of its class
    try:
        yield
    finally:
        del shell.ask_exit


def _too_long(name: str, clock: Clock) -> str:
    where = f" in line {clock.line}" if clock.line else ""
    waited = " It hung in one long call, which stops only when it returns." if clock.stuck else ""
    return (
        f"{name} did not finish in {clock.seconds:g} seconds and was stopped{where}.{waited} "
        "Look for a loop that never ends, or one that can be a slice."
    )


def _own_file(function: Function) -> str:
    own = written(function)
    return own.__code__.co_filename if own is not None else "<cell"
