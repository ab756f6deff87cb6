"""The pages: feedback per student and notebook, a page per student, and the class overview.

Every page is one file without outside resources. Pages are rendered from what the gradebook
keeps, so they can be written again at any time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.policy import Policy
from course_utils.grading.gradebook.records import Standing
from course_utils.grading.report.names import feedback_path, link, student_path
from course_utils.grading.report.overview import SUSPICIOUS, Overview
from course_utils.grading.report.templating import write


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
        write(out / student_path(student), page, student=student, standings=standings, policy=rules)
    rows = (_row(student, list(mine)) for student, mine in groupby(book.submissions(rules), key=_student))
    notebooks = [name for name in book.notebooks() if name]
    write(
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
    write(out / path, "feedback.html", standing=standing, policy=policy, up="../" * depth)


@dataclass(frozen=True)
class Row:
    """One student in the overview's table."""

    student: str
    href: str
    standings: Sequence[Standing]

    @property
    def points(self) -> float:
        return sum(standing.points for standing in self.standings)

    @property
    def max_points(self) -> float:
        return sum(standing.max_points for standing in self.standings)

    @property
    def share(self) -> float | None:
        decided = self.max_points - sum(standing.open_points for standing in self.standings)
        return min(1.0, max(0.0, self.points / decided)) if decided > 0 else None

    @property
    def passed(self) -> int:
        return sum(result.status == "passed" for standing in self.standings for result in standing.graded.results)

    @property
    def exercises(self) -> int:
        return sum(len(standing.graded.results) for standing in self.standings)

    @property
    def late_days(self) -> int:
        return max(standing.late_days for standing in self.standings)

    @property
    def attempts(self) -> int:
        return sum(standing.attempts for standing in self.standings)


def _student(standing: Standing) -> str:
    return standing.graded.student


def _row(student: str, standings: list[Standing]) -> Row:
    return Row(student, link(student_path(student)), standings)
