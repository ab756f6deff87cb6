"""Read the class's course file, `course.toml`, or the policy file of earlier versions, into the same values.

`course init CLASS` writes one with every key and what it means.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import cast

from course_utils.errors import UsageError
from course_utils.exercises import registry
from course_utils.exercises.questions import registry as every_question
from course_utils.grading.course.points import rounded
from course_utils.grading.course.table import Table, read_toml
from course_utils.grading.course.values import (
    ALL,
    Answers,
    Asked,
    Attempt,
    Course,
    Credit,
    Curve,
    CurveKind,
    Era,
    Late,
    OwnCode,
    Questions,
)
from course_utils.grading.questions import asked

_EARLIER = {"attempt": "attempts", "deadlines": "due"}  # how the policy file called them
KEYS = (
    "attempts", "credit", "follow_through", "era", "own_code", "time_zone", "due", "total", "drop_lowest",
    "notebooks", "late", "extensions", "excused", "curve", "questions",
)  # fmt: skip
_LATE = ("grace_minutes", "free_days", "bank_days", "penalty_per_day", "cap")


def load(source: str | Path | None) -> Course:
    """The rules of a file; `best` or `last` alone choose the attempt; None gives the default.

    Raises UsageError with the key's name for anything the file says wrongly, and for notebooks whose points do not
    add up to its `total`.
    """
    if source is None:
        return Course()
    if str(source) in ("best", "last") and not Path(source).exists():
        return Course(attempt="best" if str(source) == "best" else "last")
    return read(read_toml(Path(source)))


def read(top: Table) -> Course:
    """The rules of a file's tables."""
    top.only((*KEYS, *_EARLIER))
    for old, new in _EARLIER.items():
        if old in top.values and new in top.values:
            raise UsageError(f"{top.file}: {old} and {new} say the same.", f"Keep {new} alone.")
    zone, questions = top.zone("time_zone"), _questions(top.table("questions"))
    notebooks = _notebooks(top, questions)
    course = Course(
        attempt=cast("Attempt", top.choice("attempt" if "attempt" in top.values else "attempts", ("best", "last"))),
        credit=cast("Credit", top.choice("credit", ("cases", "all"))),
        follow_through=top.number("follow_through", 1, most=1),
        era=cast("Era", top.choice("era", ("accept", "explain"))),
        own_code=cast("OwnCode", top.choice("own_code", ("list", "block"))),
        zone=zone,
        notebooks=notebooks,
        due=_due(top, zone),
        late=_late(top.table("late")),
        extensions=_extensions(top.table("extensions"), zone),
        excused=_excused(top.table("excused")),
        drop_lowest=int(top.number("drop_lowest", 0, whole=True)),
        curve=_curve(top.table("curve")),
        questions=questions,
    )
    _verify_total(top, notebooks)
    return course


def _notebooks(top: Table, questions: Questions) -> dict[str, Asked]:
    tables = top.table("notebooks")
    tables.only(asked.notebooks())
    return {name: _asked(name, table, questions) for name, table in tables.tables().items()}


def _asked(name: str, table: Table, questions: Questions) -> Asked:
    table.only(("points", "weight", "due"))
    points = table.number("points", 0) if "points" in table.values else own_points(name, questions)
    if points == 0 and not asked.is_quiz(name):
        raise table.wrong("points", "more than 0: leave out a notebook that does not count")
    return Asked(name, points, table.number("weight", 1))


def own_points(notebook: str, questions: Questions) -> float:
    """What the exercises of a notebook give, and its questions by the class's rules for them."""
    exercises = () if asked.is_quiz(notebook) else registry.exercise_set(notebook).exercises
    given = (questions.of(notebook, each.id, each.points) for each in asked.asked(notebook))
    return rounded(sum(exercise.points for exercise in exercises) + sum(given))


def _questions(table: Table) -> Questions:
    table.only(("points", "answers", "cohort"))
    own = table.table("points")
    asking = [name for name in asked.notebooks() if asked.asked(name)]
    own.only((*asking, *(each.id for each in every_question.every())) if own.values else (), asking)
    points = {key: own.number(key, 0) for key in own.values}
    return Questions(points, cast("Answers", table.choice("answers", ("shown", "hidden"))), table.text("cohort"))


def _due(top: Table, zone: tzinfo | None) -> dict[str, datetime]:
    if "deadlines" in top.values:
        earlier = top.table("deadlines")
        earlier.only((ALL, *asked.notebooks()))
        return {key: earlier.moment(key, zone) for key in earlier.values}
    tables = {name: table for name, table in top.table("notebooks").tables().items() if "due" in table.values}
    own = {name: table.moment("due", zone) for name, table in tables.items()}
    return own | ({ALL: top.moment("due", zone)} if "due" in top.values else {})


def _late(table: Table) -> Late:
    table.only(_LATE)
    return Late(
        grace=timedelta(minutes=table.number("grace_minutes", 0)),
        free_days=int(table.number("free_days", 0, whole=True)),
        bank_days=int(table.number("bank_days", 0, whole=True)),
        penalty_per_day=table.number("penalty_per_day", 0, most=1),
        cap=table.number("cap", 1, most=1),
    )


def _extensions(table: Table, zone: tzinfo | None) -> dict[str, Mapping[str, datetime | timedelta]]:
    """By student: days or a deadline for all notebooks, or a table of them by notebook."""
    extensions = dict[str, Mapping[str, datetime | timedelta]]()
    for student, value in table.values.items():
        if isinstance(value, dict):
            own = table.table(student)
            own.only((ALL, *asked.notebooks()))
            extensions[_name(student)] = {notebook: _extension(own, notebook, zone) for notebook in own.values}
        else:
            extensions[_name(student)] = {ALL: _extension(table, student, zone)}
    return extensions


def _extension(table: Table, key: str, zone: tzinfo | None) -> datetime | timedelta:
    if isinstance(table.values[key], datetime):
        return table.moment(key, zone)
    if isinstance(table.values[key], str):
        raise table.wrong(key, "a number of days or a date with time, without quotes")
    return timedelta(days=table.number(key, 0))


def _excused(table: Table) -> frozenset[tuple[str, str]]:
    pairs = [(student, notebook) for student in table.values for notebook in table.texts(student)]
    for student, notebook in pairs:
        Table({notebook: ""}, table.file, f"{table.prefix}{student}: ").only(asked.notebooks())
    return frozenset((_name(student), notebook) for student, notebook in pairs)


def _name(student: str) -> str:
    """As the gradebook keeps names."""
    return unicodedata.normalize("NFC", student)


def _curve(table: Table) -> Curve:
    table.only(("kind", "mean"))
    kind = cast("CurveKind", table.choice("kind", ("none", "linear", "sqrt")))
    if kind == "linear" and "mean" not in table.values:
        raise UsageError(f"{table.file}: curve.kind is linear, and nothing says to which mean.", "Set mean = 0.75.")
    if kind != "linear" and "mean" in table.values:
        raise UsageError(f'{table.file}: curve.mean is for kind = "linear".', "Remove it, or change the kind.")
    return Curve(kind, table.number("mean", 1, most=1))


def _verify_total(top: Table, notebooks: Mapping[str, Asked]) -> None:
    """Raise UsageError for a total that is not what the notebooks add up to."""
    if "total" not in top.values:
        return
    total, whole = top.number("total", 0), rounded(sum(each.part for each in notebooks.values()))
    if not notebooks:
        raise UsageError(f"{top.file}: total is {total:g}, but no notebooks are named.", "Name them under [notebooks].")
    if abs(total - whole) >= 0.005:
        parts = ", ".join(
            f"{each.name} {each.points:g}" + (f" × {each.weight:g}" if each.weight != 1 else "")
            for each in notebooks.values()
        )
        message = f"{top.file}: total is {total:g}, but its notebooks add up to {whole:g}: {parts}."
        raise UsageError(message, "Mend the total, or the points and weights.")
