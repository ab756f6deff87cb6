"""The pages: feedback per student and notebook, a page per student, and the class overview.

Every page is one file without outside resources. Pages are rendered from what the gradebook
keeps, so they can be written again at any time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from course_utils.checks.statuses import STATUSES
from course_utils.errors import CourseError
from course_utils.exercises import registry
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.policy import Policy
from course_utils.grading.gradebook.records import Standing
from course_utils.grading.report import charts
from course_utils.grading.report.names import feedback_path, link, student_path
from course_utils.grading.report.outputs import replacing
from course_utils.grading.report.overview import SUSPICIOUS, Overview


def write_reports(
    book: Gradebook, out: Path, policy: Policy | None = None, title: str = "Class report"
) -> Path:
    """Write `out`/feedback/… and `out`/index.html; returns the path of the latter.

    Raises UsageError when a page cannot be written.
    """
    rules, overview = policy or Policy(), Overview(cohort=book.cohort())
    for student, standings in overview.add_all(book.submissions(rules)):
        for standing in standings:
            _write_feedback(out, standing, rules)
        page = "student.html"
        _write(out / student_path(student), page, student=student, standings=standings, policy=rules)
    rows = (_row(student, list(mine)) for student, mine in groupby(book.submissions(rules), key=_student))
    notebooks = [name for name in book.notebooks() if name]
    _write(
        out / "index.html",
        "index.html",
        title=title,
        overview=overview,
        rows=rows,
        notebooks=notebooks,
        suspicious=SUSPICIOUS,
        policy=rules,
        now=datetime.now(UTC),
    )
    return out / "index.html"


def _write_feedback(out: Path, standing: Standing, policy: Policy) -> None:
    graded = standing.graded
    path = feedback_path(graded.student, graded.notebook, graded.file)
    depth = len(path.parts) - len(student_path(graded.student).parts)
    _write(out / path, "feedback.html", standing=standing, policy=policy, up="../" * depth)


@dataclass(frozen=True)
class Row:
    """One student in the overview's table."""

    student: str
    href: str
    standings: Sequence[Standing]

    @property
    def points(self) -> float:
        return sum(one.points for one in self.standings)

    @property
    def max_points(self) -> float:
        return sum(one.max_points for one in self.standings)

    @property
    def share(self) -> float | None:
        decided = self.max_points - sum(one.open_points for one in self.standings)
        return min(1.0, max(0.0, self.points / decided)) if decided > 0 else None

    @property
    def passed(self) -> int:
        return sum(result.status == "passed" for one in self.standings for result in one.graded.results)

    @property
    def exercises(self) -> int:
        return sum(len(one.graded.results) for one in self.standings)

    @property
    def late_days(self) -> int:
        return max(one.late_days for one in self.standings)

    @property
    def attempts(self) -> int:
        return sum(one.attempts for one in self.standings)


def _student(standing: Standing) -> str:
    return standing.graded.student


def _row(student: str, standings: list[Standing]) -> Row:
    return Row(student, link(student_path(student)), standings)


def _write(path: Path, template: str, **values: Any) -> None:
    with replacing(path) as file:
        for piece in _environment().get_template(template).generate(**values):
            file.write(piece)


@cache
def _environment() -> Environment:
    found = Environment(
        loader=PackageLoader("course_utils.grading.report"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals.update(
        STATUSES=STATUSES,
        histogram=charts.histogram,
        stacked=charts.stacked,
        title_of=title_of,
        next_step=next_step,
    )
    found.filters.update(points=_points, percent=_percent, moment=_moment, page=_page)
    found.filters.update(within=_within, title_of=title_of)
    return found


def title_of(notebook: str, file: str = "") -> str:
    """The notebook's title; the file's name where no notebook was recognised."""
    try:
        return registry.exercise_set(notebook).title
    except CourseError:
        return notebook or PurePosixPath(file).name


def next_step(standing: Standing) -> str:
    """The first exercise still to be done, "" when none is."""
    todo = (one.exercise for one in standing.graded.results if one.status not in ("passed", "unchecked"))
    return next(todo, "")


def _points(value: float) -> str:
    return f"{round(value, 2):g}"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{int(share * 100 + 1e-9)} %"  # 99.9 % is not everything


def _moment(value: datetime | None, policy: Policy) -> str:
    return "unknown" if value is None else value.astimezone(policy.zone).strftime("%d %B %Y, %H:%M %Z")


def _page(standing: Standing) -> str:
    graded = standing.graded
    return link(feedback_path(graded.student, graded.notebook, graded.file))


def _within(standing: Standing) -> str:
    """The address of a feedback page, seen from the student's own folder."""
    graded = standing.graded
    path = feedback_path(graded.student, graded.notebook, graded.file)
    return link(path.relative_to(student_path(graded.student).parent))
