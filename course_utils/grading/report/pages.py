"""The pages: feedback per student and notebook, a page per student, and the class overview.

Every page is one file without outside resources. Pages are rendered from what the gradebook
keeps, so they can be written again at any time.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from course_utils.grading.course.values import Course
from course_utils.grading.faults import LOG, Faults, cause, ends_the_run, record
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.classroom import Classroom
from course_utils.grading.gradebook.records import Standing
from course_utils.grading.report import clusters
from course_utils.grading.report.figures.attempts import Stuck
from course_utils.grading.report.figures.member import Member, members
from course_utils.grading.report.names import feedback_path, student_path
from course_utils.grading.report.outputs import replacing, safe_cell, write_items
from course_utils.grading.report.overview import SUSPICIOUS, Overview
from course_utils.grading.report.students import Page, Row, StudentList, row
from course_utils.grading.report.templating import write

STUCK_FILE = "stuck.csv"


def write_reports(
    book: Gradebook,
    out: Path,
    policy: Course | None = None,
    title: str = "Class report",
    faults: Faults | None = None,
) -> Path:
    """Write `out`/feedback/… and `out`/index.html; returns the path of the latter.

    Beside it stand items.csv, stuck.csv, clusters.json and, of a large class, further pages of its students.
    A student's page at which we fail says so, and `faults` tells why; by default they stand in `out`'s log.
    Raises UsageError when a page cannot be written.
    """
    rules, log = policy or Course(), faults or Faults(out / LOG)
    classroom = Classroom(book, rules)
    notebooks = classroom.notebooks
    overview = Overview(notebooks, book.cohort(), rules.clock, rules.attempt == "best")

    def write_students(page: Page, rows: Sequence[Row], is_last: bool) -> None:
        write(out / page.file, "students.html", title=title, page=page, rows=rows, notebooks=notebooks, is_last=is_last)

    students = StudentList(write_students)
    with replacing(out / STUCK_FILE) as file:
        table = csv.writer(file)
        table.writerow(Stuck.__dataclass_fields__)
        for member in members(classroom):
            all_stuck = overview.add(member)
            table.writerows(map(_cells, all_stuck))
            students.add(row(member, all_stuck))
            _write_member(out, member, rules, log)
    students.end(out)
    write_items(overview.items.stats.values(), out)
    clusters.write(overview.clusters.largest, out)
    write(
        out / "index.html",
        "index.html",
        title=title,
        overview=overview,
        rows=students.first,
        pages=students.pages,
        notebooks=notebooks,
        suspicious=SUSPICIOUS,
        isolation=book.kept("isolation"),
        mixed=classroom.mixed_versions(),
        policy=rules,
        now=datetime.now(UTC),
    )
    return out / "index.html"


def _cells(stuck: Stuck) -> list[object]:
    return [safe_cell(getattr(stuck, name)) for name in Stuck.__dataclass_fields__]


def _write_member(out: Path, member: Member, rules: Course, log: Faults) -> None:
    """A student's feedback on each notebook, and the page that sums it up."""
    for standing in member.standings:
        with _contained(out / _feedback_path(standing), member, standing.graded.file, log):
            _write_feedback(out, standing, rules)
    path = out / student_path(member.student)
    with _contained(path, member, "", log):
        write(path, "student.html", member=member, policy=rules)


@contextmanager
def _contained(path: Path, member: Member, file: str, faults: Faults) -> Iterator[None]:
    """A page that fails is replaced by one that says so; the grade stands in the gradebook and in the tables."""
    try:
        yield
    except Exception as error:
        if ends_the_run(error):
            raise
        faults.add(member.student, file, record(error))
        write(path, "fault.html", student=member.student, cause=cause(error))


def _feedback_path(standing: Standing) -> PurePosixPath:
    graded = standing.graded
    return feedback_path(graded.student, graded.notebook, graded.file)


def _write_feedback(out: Path, standing: Standing, policy: Course) -> None:
    path = _feedback_path(standing)
    depth = len(path.parts) - len(student_path(standing.graded.student).parts)
    write(out / path, "feedback.html", standing=standing, policy=policy, up="../" * depth)
