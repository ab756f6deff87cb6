"""The one environment of all pages: what templates may call, and how a page is written."""

from __future__ import annotations

import base64
import hashlib
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime
from functools import cache
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from course_utils.checks.feedback.statuses import STATUSES
from course_utils.checks.report import Result
from course_utils.errors import CourseError
from course_utils.grading.course.arithmetic import deductions, reasons
from course_utils.grading.course.points import lateness
from course_utils.grading.course.values import Course
from course_utils.grading.gradebook.records import Standing
from course_utils.grading.questions import asked
from course_utils.grading.report import charts
from course_utils.grading.report.names import feedback_path, link, page_name
from course_utils.grading.report.outputs import replace_page
from course_utils.grading.report.parts import Parts

_COMPILED = Path(__file__).parent / "templates" / "__pycache__"
# A page loads nothing, sends nothing, and runs the script of `_sort.html` alone, known by its hash: what a student
# wrote stays without effect even where a template forgot to escape it. Styles may stand in place: they draw the bars.
_POLICY = {
    "default-src": "'none'",
    "script-src": "'sha256-{hash}'",
    "style-src": "'unsafe-inline'",
    "img-src": "data:",
    "base-uri": "'none'",
    "form-action": "'none'",
}


def write(path: Path, template: str, **values: object) -> None:
    """Write one page from a template; raises UsageError when `path` cannot be written."""
    data = _parts().whole(template, values)
    if not _holds(path, data):  # a file system takes its time to replace a file; most pages stay as they are
        replace_page(path, data)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


class _Compiled(FileSystemBytecodeCache):
    """Templates compiled once for all runs, beside Python's own; where nobody may write, by each run."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            if not sys.dont_write_bytecode:
                _COMPILED.mkdir(exist_ok=True)
                super().dump_bytecode(bucket)


@cache
def _parts() -> Parts:
    return Parts(_environment())


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("course_utils.grading.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_Compiled(str(_COMPILED)),
    )
    environment.globals.update(
        STATUSES=STATUSES,
        histogram=charts.histogram,
        stacked=charts.stacked,
        spark=charts.spark,
        whisker=charts.whisker,
        curve=charts.curve,
        title_of=title_of,
        label_of=label_of,
        next_step=next_step,
        deductions=deductions,
        lateness=lateness,
        passed=passed,
        give_points=give_points,
        reasons=reasons,
    )
    environment.globals.update(POLICY=_policy(environment))
    environment.globals.update(HEAD=Markup(environment.get_template("_head.html").render()))
    environment.globals.update(STYLE=Markup(environment.get_template("_style.html").render()))
    environment.filters.update(points=_points, percent=_percent, moment=_moment)
    environment.filters.update(page=_page, within=_within, title_of=title_of)
    environment.filters.update(signed=_signed, day=_day, part_of=_part_of)
    return environment


def _policy(environment: Environment) -> str:
    """The content security policy, with the hash of what stands between the tags of our one script."""
    (script,) = re.findall("<script>(.*?)</script>", environment.get_template("_sort.html").render(), re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return "; ".join(f"{kind} {sources.format(hash=digest)}" for kind, sources in _POLICY.items())


def title_of(notebook: str, file: str = "") -> str:
    """The notebook's title; the file's name where no notebook was recognised."""
    try:
        return asked.title(notebook)
    except CourseError:
        return notebook or PurePosixPath(file).name


def label_of(notebook: str) -> str:
    """A notebook's number in the course, for a narrow column.

    >>> label_of("week1/2_step_by_step"), label_of("my/own")
    ('1.2', 'own')
    >>> label_of("week1/QUIZ")
    '1 Quiz'
    """
    quiz = re.fullmatch(r"week(\d+)/QUIZ", notebook)
    week, number = re.match(r"(?:week(\d+)/(\d+)_)?", notebook).groups()  # type: ignore[union-attr]
    return f"{quiz[1]} Quiz" if quiz else f"{week}.{number}" if week else notebook.rpartition("/")[2]


def passed(results: Iterable[Result]) -> int:
    """How many are right."""
    return sum(result.status == "passed" for result in results)


def give_points(results: Iterable[Result]) -> bool:
    """Whether any of them can earn something."""
    return any(result.max_points for result in results)


def next_step(standing: Standing) -> str:
    """The first exercise still to be done, "" when none is."""
    results = (each for each in standing.graded.results if each.max_points or not each.answer)
    return next((result.exercise for result in results if result.status not in ("passed", "unchecked")), "")


def _points(value: float) -> str:
    return f"{round(value, 2):g}"


def _signed(value: float | None) -> str:
    """A correlation to two places, with a true minus."""
    return "–" if value is None else f"{round(value, 9):.2f}".replace("-", "−")


def _day(value: date) -> str:
    return f"{value.day} {value:%b}"


def _part_of(value: float, whole: float) -> float:
    return value / whole


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{int(share * 100 + 1e-6)} %"  # 99.9 % is not everything


def _moment(value: datetime | None, policy: Course) -> str:
    return "unknown" if value is None else value.astimezone(policy.clock).strftime("%d %B %Y, %H:%M %Z")


def _page(standing: Standing) -> str:
    graded = standing.graded
    return link(feedback_path(graded.student, graded.notebook, graded.file))


def _within(standing: Standing) -> str:
    """The address of a feedback page, seen from the student's own folder."""
    return quote(page_name(standing.graded.notebook, standing.graded.file))
