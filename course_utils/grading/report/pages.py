"""The pages: feedback per student and notebook, a page per student, and the class overview.

Every page is one file without outside resources. Pages are rendered from what the gradebook
keeps, so they can be written again at any time.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from course_utils.grading.course.values import Course
from course_utils.grading.faults import LOG, Faults
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.classroom import Classroom
from course_utils.grading.report import clusters
from course_utils.grading.report.figures.attempts import Stuck
from course_utils.grading.report.figures.member import Member, members
from course_utils.grading.report.outputs import replacing, safe_cell, write_items
from course_utils.grading.report.overview import SUSPICIOUS, Overview
from course_utils.grading.report.rendering import rendering
from course_utils.grading.report.students import Page, Row, StudentList, row
from course_utils.grading.report.templating import write

STUCK_FILE = "stuck.csv"


def write_reports(
    book: Gradebook,
    out: Path,
    policy: Course | None = None,
    title: str = "Class report",
    faults: Faults | None = None,
    workers: int | None = None,
    also: Callable[[Member], None] | None = None,
) -> Path:
    """Write `out`/feedback/… and `out`/index.html; returns the path of the latter.

    Beside it stand items.csv, stuck.csv, clusters.json and, of a large class, further pages of its students.
    A student's page at which we fail says so, and `faults` tells why; by default they stand in `out`'s log.
    Of a large class `workers` processes write the students' pages, by default one for each core. `also` is handed
    every student on the way, so that tables need no reading of their own. Raises UsageError when a page cannot be
    written.
    """
    rules, log = policy or Course(), faults or Faults(out / LOG)
    classroom = Classroom(book, rules)
    notebooks = classroom.notebooks
    overview = Overview(notebooks, classroom.cohort, rules.clock, rules.attempt == "best")

    def write_students(page: Page, rows: Sequence[Row], is_last: bool) -> None:
        write(out / page.file, "students.html", title=title, page=page, rows=rows, notebooks=notebooks, is_last=is_last)

    students = StudentList(write_students)
    with replacing(out / STUCK_FILE) as file, rendering(classroom, out, log, workers) as render:
        table = csv.writer(file)
        table.writerow(Stuck.__dataclass_fields__)
        for member in members(classroom):
            all_stuck = overview.add(member)
            table.writerows(map(_cells, all_stuck))
            students.add(row(member, all_stuck))
            render(member)
            if also is not None:
                also(member)
    students.end(out)
    write_items(overview.items.stats.values(), out)
    clusters.write(overview.clusters.largest, out)
    _write_index(out / "index.html", title, classroom, overview, students)
    return out / "index.html"


def _write_index(path: Path, title: str, classroom: Classroom, overview: Overview, students: StudentList) -> None:
    write(
        path,
        "index.html",
        title=title,
        overview=overview,
        rows=students.first,
        pages=students.pages,
        notebooks=classroom.notebooks,
        suspicious=SUSPICIOUS,
        isolation=classroom.book.kept("isolation"),
        mixed=classroom.mixed_versions(),
        policy=classroom.course,
        now=datetime.now(UTC),
    )


def _cells(stuck: Stuck) -> list[object]:
    return [safe_cell(getattr(stuck, name)) for name in Stuck.__dataclass_fields__]
