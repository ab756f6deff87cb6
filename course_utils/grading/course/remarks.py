"""What the terminal says of a class's rules: where they stand, and what of them does not fit the class."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from course_utils.grading.course.folder import rules_file
from course_utils.grading.course.table import nearest
from course_utils.grading.course.values import Course
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.classroom import Classroom
from course_utils.grading.gradebook.decisions import Decisions
from course_utils.grading.gradebook.people import People

_AGAIN = "Hand `course grade` all files once more, with --preview first to see whose points change."


def remarks(book: Gradebook, folder: Path, rules: Course) -> Iterator[str]:
    """A line for each thing that an instructor should know before handing grades out."""
    source = rules_file(folder)
    if source is not None:
        yield f"Deadlines, attempts and points by {source}."
    yield from _strangers(book, rules)
    yield from _left_out(book, rules)
    for sentence in Classroom(book, rules).mixed_versions():
        yield f"{sentence} {_AGAIN}"
    waiting = Decisions(book).requests(only_open=True)
    if waiting:
        yield f"{len(waiting)} regrade requests are open: `course regrade {folder}` lists them."


def _strangers(book: Gradebook, rules: Course) -> Iterator[str]:
    """Names in the course file that nobody of the class has."""
    people = People(book)
    names = [person.student for person in people.all()]
    said = {"an extension": set(rules.extensions), "excused": {student for student, _ in rules.excused}}
    for what, students in said.items():
        for student in people.absent(students):
            near = nearest(student, names)
            help = f"did you mean {near!r}?" if near else "names are as in totals.csv."
            yield f"{student!r} {'has' if what != 'excused' else 'is'} {what} but is not in the class: {help}"


def _left_out(book: Gradebook, rules: Course) -> Iterator[str]:
    names = [name for name in book.notebooks() if not rules.counts(name)]
    if names:
        yield f"Handed in, but not in the course file, so not counted: {', '.join(names)}."
