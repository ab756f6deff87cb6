"""The files of a class, written from its gradebook: what a command that grades nothing needs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from course_utils.errors import UsageError
from course_utils.grading.course.folder import existing, keep_rules, load_rules
from course_utils.grading.course.values import Course
from course_utils.grading.faults import LOG, Faults

if TYPE_CHECKING:
    from course_utils.grading.gradebook.book import Gradebook


def make_folder(out: Path) -> None:
    """Make the class's folder where there is none; raises UsageError for one that cannot be written."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        probe = out / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise UsageError(f"{out} cannot be written: {error.strerror}.", "Pass a folder of your own as --out.") from None


def write_class(book: Gradebook, out: Path, rules: Course, faults: Faults, workers: int | None = None) -> None:
    """Tables and pages, by so many `workers`; says by which rules, and what does not fit the class."""
    from course_utils.grading.course.remarks import remarks
    from course_utils.grading.gradebook.classroom import Classroom
    from course_utils.grading.report.outputs import tables
    from course_utils.grading.report.pages import write_reports

    with tables(Classroom(book, rules), out) as add:
        write_reports(book, out, rules, faults=faults, workers=workers, also=add)
    for line in remarks(book, out, rules):
        print(line)


def rewrite_reports(folder: Path, db: str | None, policy: Path | None) -> None:
    """Tables and reports of a gradebook once more, by the class's rules, or `policy`."""
    rules = load_rules(folder, policy)
    with existing(folder, db) as book:
        if policy is not None:
            keep_rules(folder, policy)
        faults = Faults(folder / LOG)
        write_class(book, folder, rules, faults)
        keep_rules(folder)
    print(f"Report: {folder / 'index.html'}")
    tell_faults(faults)


def tell_faults(faults: Faults) -> None:
    """Say how often the grader itself failed, where it did."""
    if faults.count:
        print(f"The grader failed {faults.count} times at a single submission, each time told in {faults.path}.")
