"""Sections of the roster and cohorts of bundles, side by side."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from course_utils.grading.report.figures.member import Member
from course_utils.grading.report.figures.statistics import Mean

MOST = 60  # groups that are shown; a list may hold a group for each student


@dataclass
class Group:
    """Students of one section or cohort; `total` and `notebooks` are parts of the points.

    The total is over all students of the group, a notebook's mean over those who handed it in.
    """

    name: str
    students: int = 0
    handed_in: int = 0
    total: Mean = field(default_factory=Mean)
    notebooks: dict[str, Mean] = field(default_factory=dict)

    def add(self, member: Member) -> None:
        self.students += 1
        self.handed_in += any(entry.standing for entry in member.entries)
        if member.total.share is not None:
            self.total.add(member.total.share)
        for entry in member.entries:
            if entry.standing and not entry.is_excused and entry.share is not None:
                self.notebooks.setdefault(entry.notebook, Mean()).add(entry.share)


@dataclass
class Groups:
    """The groups of a kind, by name."""

    kind: str
    by_name: dict[str, Group] = field(default_factory=dict)
    left_out: int = 0

    def add(self, name: str, member: Member) -> None:
        if name not in self.by_name and len(self.by_name) >= MOST:
            self.left_out += 1
            return
        self.by_name.setdefault(name, Group(name)).add(member)

    @property
    def shown(self) -> list[Group]:
        """The groups, where there is something to compare."""
        return [self.by_name[name] for name in sorted(self.by_name)] if len(self.by_name) > 1 else []


def cohort_of(member: Member) -> str:
    """The mark that most of a student's notebooks carry, or ""."""
    marks = Counter(standing.graded.cohort for standing in member.standings)
    return max(sorted(marks), key=lambda mark: marks[mark], default="")
