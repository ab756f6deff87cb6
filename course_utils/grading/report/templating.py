"""The one environment of all pages: what templates may call, and how a page is written."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path, PurePosixPath

from jinja2 import Environment, PackageLoader, StrictUndefined

from course_utils.checks.feedback.statuses import STATUSES
from course_utils.errors import CourseError
from course_utils.exercises import registry
from course_utils.grading.gradebook.policy import Policy
from course_utils.grading.gradebook.records import Standing
from course_utils.grading.report import charts
from course_utils.grading.report.names import feedback_path, link, student_path
from course_utils.grading.report.outputs import replacing


def write(path: Path, template: str, **values: object) -> None:
    """Write one page from a template; raises UsageError when `path` cannot be written."""
    with replacing(path) as file:
        for piece in _environment().get_template(template).generate(**values):
            file.write(piece)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("course_utils.grading.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        STATUSES=STATUSES,
        histogram=charts.histogram,
        stacked=charts.stacked,
        title_of=title_of,
        next_step=next_step,
    )
    environment.filters.update(points=_points, percent=_percent, moment=_moment)
    environment.filters.update(page=_page, within=_within, title_of=title_of)
    return environment


def title_of(notebook: str, file: str = "") -> str:
    """The notebook's title; the file's name where no notebook was recognised."""
    try:
        return registry.exercise_set(notebook).title
    except CourseError:
        return notebook or PurePosixPath(file).name


def next_step(standing: Standing) -> str:
    """The first exercise still to be done, "" when none is."""
    results = standing.graded.results
    return next((result.exercise for result in results if result.status not in ("passed", "unchecked")), "")


def _points(value: float) -> str:
    return f"{round(value, 2):g}"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{int(share * 100 + 1e-6)} %"  # 99.9 % is not everything


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
