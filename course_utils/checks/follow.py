"""A fault is paid for once: a function that fails is asked again with the course's versions of its faulty helpers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from course_utils.checks.classic.given import HANDED
from course_utils.checks.report import Help, Report
from course_utils.exercises.base import Exercise

_WORD = re.compile(r"[A-Za-z_]\w*")


def helpers(exercise: Exercise, siblings: Iterable[Exercise], source_of: Callable[[Exercise], str]) -> list[Exercise]:
    """Exercises of the notebook that the answer calls, or that these call: as declared, or named in its source."""
    every = {sibling.name: sibling for sibling in siblings}
    reached, waiting = {exercise.name: exercise}, [exercise]
    while waiting:
        user = waiting.pop()
        words = set(_WORD.findall(source_of(user)))
        for name, sibling in every.items():
            if name not in reached and (name in user.uses or not words.isdisjoint(sibling.names)):
                reached[name] = sibling
                waiting.append(sibling)
    return [sibling for name, sibling in every.items() if name in reached and name != exercise.name]


def awaited(missing: Iterable[Exercise], held: Callable[[Exercise], bool], source: str) -> list[str]:
    """Which of the `missing` helpers a student is told that the answer waits for: those to write, or named in it.

    A notebook of an older edition lacks some, and was handed others ready.
    """
    words = set(_WORD.findall(source))
    return [
        helper.name
        for helper in missing
        if held(helper) or (helper.name not in HANDED and not words.isdisjoint(helper.names))
    ]


def followed(own: Report, helped: Report, unfinished: Iterable[str], faulty: Iterable[str]) -> Report:
    """The verdict on an answer that failed alone and was asked again, with these helpers replaced.

    Of the second time only statuses and the names of mistakes are told: its texts could repeat a helper's source.
    """
    unfinished, faulty = tuple(unfinished), tuple(faulty)
    help = Help((*unfinished, *faulty), helped.share, own.status)
    if helped.status == "passed":
        return replace(own, status="passed", outcomes=helped.outcomes, message="", mistake="", unnamed=None,
                       notes=(_right(own.exercise, unfinished, faulty),), help=help)  # fmt: skip
    message = helped.message if helped.mistake else _first_message(own)
    verdict = replace(own, message=message, mistake=helped.mistake, unnamed=helped.unnamed, help=help)
    if helped.share <= own.share or not help.names:
        return verdict
    cases = f"{helped.passed} of {len(helped.outcomes)} cases pass"
    return replace(verdict, notes=(*own.notes, f"With the course's {_list(help.names)} in place of yours, {cases}."))


def stood_in(report: Report, unfinished: Iterable[str]) -> Report:
    """A report that passed because the course's own versions answered for functions that are not finished."""
    names = tuple(unfinished)
    help = Help(names, report.share, "missing")
    return replace(report, share=0.0, notes=(*report.notes, _right(report.exercise, names, ())), help=help)


def _right(name: str, unfinished: tuple[str, ...], faulty: tuple[str, ...]) -> str:
    why = [f"it stumbles over your {_list(faulty)}"] if faulty else []
    why += [f"it waits for your {_list(unfinished)}"] if unfinished else []
    return f"{name} is right; {' and '.join(why)}." if why else f"{name} is right with the course's own helpers."


def _list(names: tuple[str, ...]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def _first_message(report: Report) -> str:
    return next((outcome.message for outcome in report.outcomes if outcome.status != "passed"), report.message)
