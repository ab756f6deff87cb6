"""A class by its rules: everybody with what counts of theirs, and a total out of one whole.

with Gradebook.open("report/gradebook.sqlite") as book:
    for student, standings, total in Classroom(book, load("report/course.toml")).everybody(): ...
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from course_utils.grading.course.arithmetic import add_up, curved, is_curved
from course_utils.grading.course.file import own_points
from course_utils.grading.course.points import rounded
from course_utils.grading.course.values import Asked, Course
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.people import People, Register
from course_utils.grading.gradebook.records import Standing, Total
from course_utils.grading.questions.asked import notebooks
from course_utils.grading.version import FOR_CLASS, version


class Classroom:
    """What a gradebook says of a class under the rules of `course`; every figure anywhere comes from here."""

    def __init__(self, book: Gradebook, course: Course) -> None:
        self.book, self.course = book, course

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """The notebooks of the class in its order, with their points; of a class without a file, those handed in."""
        if self.course.notebooks:
            return tuple(self.course.notebooks.values())
        handed_in = self.book.notebooks()
        known = [name for name in notebooks() if name in handed_in]
        return tuple(Asked(name, own_points(name, self.course.questions)) for name in known)

    @property
    def notebooks(self) -> list[str]:
        return [asked.name for asked in self.asked]

    @property
    def most(self) -> float:
        """What every total is out of."""
        return rounded(sum(asked.part for asked in self.asked))

    @cached_property
    def cohort(self) -> str:
        """The class's own: the course file's, else the mark that most notebooks carry."""
        return self.course.questions.cohort or self.book.cohort()

    @cached_property
    def register(self) -> Register:
        """The roster, with those excused by the course file too."""
        kept = People(self.book).register()
        return replace(kept, excused=kept.excused | self.course.excused)

    def everybody(self) -> Iterator[tuple[str, list[Standing], Total]]:
        """Who handed in and who is on the roster, by name, with what counts and their total; a stream."""
        mean = self.mean
        for student, standings in self.register.everybody(self.book.submissions(self.course)):
            yield student, standings, curved(self._total(student, standings), self.course, mean)

    @cached_property
    def mean(self) -> float:
        """The class's mean (0 to 1) of the totals before the curve; read only where the curve needs it, else 0.

        Of those on the roster and not withdrawn who handed something in that counts.
        """
        if self.course.curve.kind != "linear":
            return 0.0
        count, whole = 0, 0.0
        for student, standings in self.register.everybody(self.book.submissions(self.course)):
            total = self._total(student, standings)
            if is_curved(total) and not self.register.place(student) and total.before is not None:
                count, whole = count + 1, whole + total.before / total.most
        return whole / count if count else 0.0

    def _total(self, student: str, standings: list[Standing]) -> Total:
        excused = frozenset(self.register.excuses(student))
        return add_up(student, standings, self.asked, self.course, excused)

    def mixed_versions(self) -> list[str]:
        """A sentence for each notebook of which grades of different cases stand side by side."""
        sentences = []
        for notebook, counts in self.book.versions().items():
            if not self.course.counts(notebook) or notebook not in notebooks():
                continue
            now = version(notebook)
            old = sum(count for (made, _), count in counts.items() if made.split(FOR_CLASS)[0] != now)
            seeds = len({seed for _, seed in counts})
            if old:
                sentences.append(
                    f"{old} of {sum(counts.values())} grades of {notebook} are by earlier cases or an earlier grader."
                )
            if seeds > 1:
                sentences.append(f"The grades of {notebook} are by the hidden cases of {seeds} secrets.")
        return sentences
