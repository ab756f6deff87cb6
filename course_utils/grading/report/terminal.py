"""What an instructor sees on the terminal while a class is graded, and afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Column, Table
from rich.text import Text

from course_utils.grading.course.arithmetic import WITHHELD
from course_utils.grading.course.values import Course
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.classroom import Classroom
from course_utils.grading.gradebook.records import Graded

ROWS_SHOWN = 60


def show_class(book: Gradebook, policy: Course, graded: int, kept: int) -> int:
    """Print the class as a table and what this run did; returns how many results are our own fault."""
    columns = (Column(name, overflow="fold") for name in ("Student", "Notebook", "Points", "What"))
    table, faults, others, cohort = Table(*columns), 0, 0, Classroom(book, policy).cohort
    for number, standing in enumerate(book.submissions(policy)):
        counts = Counter(result.status for result in standing.graded.exercises)
        withheld = sum(result.message == WITHHELD for result in standing.graded.results)
        faults += sum(result.status == "unchecked" for result in standing.graded.results) - withheld
        others += standing.graded.cohort != cohort != ""
        if number < ROWS_SHOWN:
            said = [f"{count} {status}" for status, count in counts.most_common()]
            what = ", ".join(said + list(_questions(standing.graded))) or "no notebook"
            points = f"{standing.points:g} of {standing.max_points:g}"
            points += f" ({standing.held})" if standing.held else ""
            names = (standing.graded.student, standing.graded.notebook)  # a student's own: no markup, no control
            table.add_row(*map(shown, names), points, what)
    console = Console()
    console.print(table)
    if table.row_count == ROWS_SHOWN:
        console.print(f"The table shows {ROWS_SHOWN} rows; totals.csv has all.")
    console.print(f"Graded {graded}, kept {kept} from an earlier run.")
    if book.kept("isolation"):
        console.print(book.kept("isolation"), markup=False)
    if others:
        console.print(f"{others} not from the bundle of {cohort!r}: see the report's last section.", markup=False)
    if faults:
        console.print(f"[red]{faults} results are unchecked by a fault of the grader; run the command again.")
    return faults


def _questions(graded: Graded) -> Iterator[str]:
    """How many questions are answered right, where there are any."""
    right = sum(result.status == "passed" for result in graded.questions)
    if graded.inquired:
        yield f"{right} of {len(graded.questions)} questions right"


@contextmanager
def progress(total: int) -> Iterator[Callable[[Graded | None], None]]:
    """A bar of `total` submissions; call what it gives once for each."""
    columns = (TextColumn("grading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, TextColumn("{task.fields[student]}", markup=False)) as bar:
        task = bar.add_task("grading", total=total, student="")

        def advance(graded: Graded | None) -> None:
            bar.update(task, advance=1, student=_printable(graded.student) if graded else "")

        yield advance


def shown(text: str) -> Text:
    """A text of a student's as a cell: no markup, nothing that a terminal would obey."""
    return Text(_printable(text))


def _printable(text: str) -> str:
    """A name without what a terminal would obey, and without half characters."""
    return "".join(sign if sign.isprintable() else "�" for sign in text)
