"""results.json, grades.csv and totals.csv: streamed, sorted, and renamed into place when whole."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from io import StringIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from course_utils.data.files import drafted, replace_file
from course_utils.errors import UsageError
from course_utils.grading.gradebook.once import Once

if TYPE_CHECKING:  # exports and the help page need the files only, not the database
    from course_utils.checks.report import Result
    from course_utils.grading.course.values import Course
    from course_utils.grading.gradebook.book import Gradebook
    from course_utils.grading.gradebook.classroom import Classroom
    from course_utils.grading.gradebook.people import Register
    from course_utils.grading.gradebook.records import Standing
    from course_utils.grading.report.figures.exercises import ExerciseStats
    from course_utils.grading.report.figures.member import Member
    from course_utils.grading.roster.person import Person

GRADES = ("student", "notebook", "exercise", "status", "points", "max_points")
FILES = ("results.json", "grades.csv", "totals.csv")
TOTALS = (
    "student",
    "notebook",
    "points",
    "max_points",
    "unchecked_points",
    "attempt",
    "attempts",
    "submitted_at",
    "late_days",
    "penalty",
    "file",
    "message",
    "state",
)
ITEMS = "items.csv"
ITEM_COLUMNS = (
    "notebook", "exercise", "kind", "answers", "difficulty", "discrimination", "discrimination_low",
    "discrimination_high", "pairs", "wrong", "named", "located",
)  # fmt: skip
# What begins a formula, in wide letters too; where numbers have a decimal comma, a semicolon begins a cell as well.
_RISKY = re.compile(r"(?:^|(?<=;))(?=[=+\-@＝＋－＠\t\r\n])")
_OBEYED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")  # by a terminal that shows the table


def write_outputs(book: Gradebook, out: Path, policy: Course | None = None) -> None:
    """Write the three tables into the folder `out`; memory does not grow with what is handed in.

    Raises UsageError when `out` cannot be written; earlier files then stay as they were.
    """
    from course_utils.grading.course.values import Course
    from course_utils.grading.gradebook.classroom import Classroom
    from course_utils.grading.report.figures.member import members

    classroom = Classroom(book, policy or Course())
    with tables(classroom, out) as add:
        for member in members(classroom):
            add(member)


@contextmanager
def tables(classroom: Classroom, out: Path) -> Iterator[Callable[[Member], None]]:
    """The three tables, open: a function that adds a student to them. They take their places when all went well."""
    with ExitStack() as stack:
        result_file, grade_file, total_file = (stack.enter_context(replacing(out / name)) for name in FILES)
        whole = stack.enter_context(TemporaryFile("w+", encoding="utf-8", newline=""))  # no total waits in memory
        grades, totals = csv.writer(grade_file), csv.writer(total_file)
        grades.writerow((*GRADES, "mistake", "message", "seconds", "kind", "answer"))
        totals.writerow(TOTALS)
        result_file.write(f'{{"notebooks": {_json(classroom.notebooks)}, "students": [')
        people = classroom.register.people
        result_file.writelines(_listed(_person_json(person, classroom.register) for person in people))
        result_file.write('], "submissions": [')
        commas = {result_file: "\n", whole: "\n"}

        def write(file: TextIO, value: Mapping[str, object]) -> None:
            file.write(commas[file] + _json(value))
            commas[file] = ",\n"

        def add(member: Member) -> None:
            write(whole, _total_json(member, classroom.course))
            for standing in member.standings:
                result_file.write(commas[result_file] + _text(standing))
                commas[result_file] = ",\n"
                grade_file.writelines(_grade_rows(standing))
            totals.writerows(map(_cells, _total_rows(member)))

        yield add
        result_file.write('\n], "totals": [')
        whole.seek(0)
        shutil.copyfileobj(whole, result_file)
        result_file.write(f'\n], "max_points": {_json(classroom.most)}}}\n')


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _listed(values: Iterable[Mapping[str, object]]) -> Iterator[str]:
    return (("," if number else "") + "\n" + _json(value) for number, value in enumerate(values))


def _person_json(person: Person, register: Register) -> dict[str, Any]:
    known = {"student": person.student, "name": person.name, "section": person.section, "state": person.state}
    return {**known, "ids": sorted(person.ids), "excused": register.excuses(person.student)}


def _total_json(member: Member, course: Course) -> dict[str, Any]:
    """A student's total out of the class's whole, each thing that it lacks in words, and every notebook's state."""
    from course_utils.grading.course.arithmetic import reasons

    total = member.total
    said = [each.words for each in reasons(total, course)]
    points = {"points": total.points, "max_points": total.most, "unchecked_points": total.open_points}
    states = {entry.notebook: entry.state for entry in member.entries}
    return {"student": total.student, "place": member.place, **points, "reasons": said, "notebooks": states}


def as_json(standing: Standing) -> dict[str, Any]:
    """An entry of results.json but for its results; `points` count, after overrides and penalty; `reasons` say why."""
    from course_utils.grading.course.arithmetic import deductions

    graded = standing.graded
    return {
        "student": graded.student,
        "notebook": graded.notebook,
        "file": graded.file,
        "points": standing.points,
        "max_points": standing.max_points,
        "unchecked_points": standing.open_points,
        "submitted_at": graded.submitted_at.isoformat(timespec="seconds") if graded.submitted_at else None,
        "late_days": standing.late_days,
        "penalty": standing.penalty,
        "attempt": standing.attempt,
        "attempts": standing.attempts,
        "reasons": [each.words for each in deductions(standing)],
        **({"cohort": graded.cohort} if graded.cohort else {}),
        **({"own_code": dict(graded.own_code)} if graded.own_code else {}),
    }


def _text(standing: Standing) -> str:
    """An entry of results.json, with its results: most of their text is the same for many."""
    exercises, questions = list[str](), list[str]()
    for result, seconds in standing.graded.timed:
        line = _LINES(result)
        if line.is_question:
            questions.append(line.json)
        else:
            exercises.append(f'{line.json}, "seconds": {round(float(seconds), 4)}}}')
    whole = _json(as_json(standing)).removesuffix("}")
    return f'{whole}, "exercises": [{", ".join(exercises)}], "questions": [{", ".join(questions)}]}}'


class _Line(NamedTuple):
    """A result's text in results.json, of an exercise up to its seconds; in grades.csv, `before` them and `after`."""

    is_question: bool
    json: str
    before: str
    after: str


def _line(result: Result) -> _Line:
    said = [result.exercise, result.status, result.points, result.max_points, result.mistake, result.message]
    if result.answer is None:
        json = _json(_exercise_json(result)).removesuffix("}")
        return _Line(False, json, _csv(said), _csv(["exercise", ""]))
    return _Line(True, _json(_question_json(result)), _csv(said), _csv(["question", result.answer.text]))


_LINES = Once(_line)


def _exercise_json(result: Result) -> dict[str, Any]:
    return {
        "name": result.exercise,
        "status": result.status,
        "points": result.points,
        "max_points": result.max_points,
        "mistake": result.mistake,
        "fault": result.fault.as_json() if result.fault else None,
        "message": result.message,
    }


def _question_json(result: Result) -> dict[str, Any]:
    return {
        "id": result.exercise,
        "status": result.status,
        "points": result.points,
        "max_points": result.max_points,
        "answer": result.answer.text if result.answer else "",
        "misconception": result.mistake,
        "message": result.message,
    }


def _grade_rows(standing: Standing) -> Iterator[str]:
    graded = standing.graded
    whose = _csv([graded.student, graded.notebook])
    for result, seconds in graded.timed:
        line = _LINES(result)
        yield f"{whose},{line.before},{round(seconds, 4):.10g},{line.after}\r\n"
    if not graded.results:
        yield _csv([graded.student, graded.notebook, "", "error", 0.0, 0.0, "", graded.message, 0.0, "", ""]) + "\r\n"


def _csv(row: list[object]) -> str:
    """Cells as a part of a line of a table; never a single one, which csv writes otherwise."""
    text = StringIO()
    csv.writer(text).writerow(_cells(row))
    return text.getvalue().removesuffix("\r\n")


def _total_rows(member: Member) -> Iterator[list[object]]:
    """What was handed in, then what was not: a missing notebook has 0 points of those that it gives."""
    for entry in member.entries:
        if entry.standing is not None:
            yield [*_total_row(entry.standing), entry.state]
    for standing in member.others:
        yield [*_total_row(standing), member.place or "handed in"]
    for entry in member.entries:
        if entry.standing is None:
            points = [0.0, entry.most] if entry.state == "missing" else ["", ""]
            yield [member.student, entry.notebook, *points, *[""] * (len(TOTALS) - 5), entry.state]


def _total_row(standing: Standing) -> list[object]:
    graded = standing.graded
    at = graded.submitted_at.isoformat(timespec="seconds") if graded.submitted_at else ""
    points = [standing.points, standing.max_points, standing.open_points]
    attempt = [standing.attempt, standing.attempts, at, standing.late_days, standing.penalty]
    return [graded.student, graded.notebook, *points, *attempt, graded.file, graded.message]


def write_items(exercises: Iterable[ExerciseStats], out: Path) -> None:
    """Write `items.csv`, the item analysis; UsageError where it cannot be written."""
    with replacing(out / ITEMS) as file:
        table = csv.writer(file)
        table.writerow(ITEM_COLUMNS)
        for stats in exercises:
            link = stats.discrimination
            figures = (stats.difficulty, *((link.r, link.low, link.high) if link else (None,) * 3))
            shares = (stats.named, stats.located_share)
            kind = "question" if stats.is_question else "exercise"
            row = [stats.notebook, stats.name, kind, stats.decided, *map(_rounded, figures)]
            table.writerow(_cells([*row, link.count if link else 0, stats.wrong, *map(_rounded, shares)]))


def _rounded(value: float | None) -> float | str:
    return "" if value is None else round(value, 4)


def _cells(row: list[object]) -> list[object]:
    return [safe_cell(value) for value in row]


def safe_cell(value: object) -> object:
    """A text that a spreadsheet would take for a formula gets a ' in front, and what a terminal would obey becomes �.

    Numbers read as 5, not 5.0.
    """
    if isinstance(value, str):
        return value if value.isalnum() else _RISKY.sub("'", _OBEYED.sub("�", value))
    return f"{value:.10g}" if isinstance(value, float) else value


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """A text file that takes its place at `path` only when it is whole; UsageError when it cannot."""
    with _told(path), drafted(path) as draft, draft.open("w", encoding="utf-8", newline="") as file:
        yield file


def replace_page(path: Path, data: bytes) -> None:
    """Put a file whole at `path`; UsageError when it cannot be written."""
    with _told(path):
        replace_file(path, data)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror}."
        raise UsageError(message, "What was there before is untouched.") from None
