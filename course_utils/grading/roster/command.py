"""`course class`: the roster in a class's gradebook."""

from __future__ import annotations

from pathlib import Path

from course_utils.grading.course.folder import existing, open_book
from course_utils.grading.course.writing import make_folder, rewrite_reports
from course_utils.grading.exchange import file as exchange
from course_utils.grading.gradebook.people import Added, People, Register
from course_utils.grading.questions import asked
from course_utils.grading.roster.lists import read_list
from course_utils.grading.roster.person import State


def add_people(folder: Path, db: str | None, source: Path, columns: str) -> Added:
    """Add a list of students to the class of `folder`, which is made where there is none."""
    people = [listed.person for listed in read_list(source, columns)]
    make_folder(folder)
    with open_book(folder, db) as book:
        return People(book).add(people)


def change_person(folder: Path, db: str | None, student: str, state: State | None, excuse: str, ask: str) -> None:
    """Withdraw or take back a student, excuse them from a notebook or ask for it again; then write the reports."""
    with existing(folder, db) as book:
        people = People(book)
        if state is not None:
            people.set_state(student, state)
        for notebook, excused in ((excuse, True), (ask, False)):
            if notebook:
                asked.require(notebook)
                people.excuse(student, notebook, excused)
    rewrite_reports(folder, db, None)


def export_class(folder: Path, db: str | None, target: Path) -> int:
    """Write the gradebook of `folder` to a file; returns how many records."""
    with existing(folder, db) as book:
        return exchange.export(book, target)


def import_class(folder: Path, db: str | None, source: Path) -> int:
    """Merge an exported gradebook into that of `folder`, which may be new; then write the reports."""
    content = exchange.read_export(source)
    make_folder(folder)
    with open_book(folder, db) as book:
        added = exchange.merge_into(book, content)
    rewrite_reports(folder, db, None)
    return added


def register(folder: Path, db: str | None) -> Register:
    """The roster of a class."""
    with existing(folder, db) as book:
        return People(book).register()
