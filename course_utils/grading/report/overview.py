"""What an instructor wants to know of a class, gathered in one pass without keeping the class."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, tzinfo

from course_utils.grading.gradebook.records import Graded, Standing
from course_utils.grading.report.clusters import Clusters
from course_utils.grading.report.figures.attempts import Stuck, stuck
from course_utils.grading.report.figures.boards import Boards
from course_utils.grading.report.figures.exercises import Exercises, ExerciseStats
from course_utils.grading.report.figures.groups import Groups, cohort_of
from course_utils.grading.report.figures.member import Member
from course_utils.grading.report.figures.notebooks import Distribution, NotebookStats
from course_utils.grading.report.figures.progress import Progress

SUSPICIOUS = ("blocked", "crashed", "timeout", "memory")
_LISTED = 50  # remarks shown in full; the rest are counted


@dataclass
class Remark:
    """A line about one submission that an instructor should look at."""

    standing: Standing
    exercises: str
    status: str
    text: str


@dataclass
class Remarks:
    """The first remarks of a kind, and how many there are."""

    shown: list[Remark] = field(default_factory=list)
    count: int = 0

    def add(self, remark: Remark) -> None:
        self.count += 1
        if self.count <= _LISTED:
            self.shown.append(remark)


class Overview:
    """Figures of a class by student: of everybody but those withdrawn or not on the roster, whom `outside` counts.

    `cohort` is the mark of the class's own bundle ("" for a bundle without marks); `others` are notebooks that lack
    it. `most` are the points that all of them could reach. `zone` is that of the days of `progress`, `best` says
    whether the best attempt counts or the last.
    """

    def __init__(
        self, notebooks: Iterable[str] = (), cohort: str = "", zone: tzinfo = UTC, best: bool = True
    ) -> None:
        self.cohort = cohort
        self.students = self.outside = self.submissions = self.late = self.nothing = 0
        self.most = 0.0
        self.totals = Distribution()
        self.notebooks = {name: NotebookStats(name) for name in notebooks}
        self.items = Exercises()
        self.progress = Progress(zone, best)
        self.sections, self.cohorts = Groups("Section"), Groups("Cohort")
        self.clusters = Clusters()
        self.boards = Boards()
        self.stuck: list[Stuck] = []
        self.stuck_count = self.stuck_students = 0
        self.suspicious, self.unchecked, self.files, self.others = Remarks(), Remarks(), Remarks(), Remarks()
        self.slowest: list[tuple[float, int, Standing]] = []

    @property
    def by_misses(self) -> list[ExerciseStats]:
        """Exercises, the most missed first."""
        return sorted(self.items.stats.values(), key=lambda stats: -stats.missed / (stats.decided or 1))

    def hardest(self, notebook: str) -> ExerciseStats | None:
        """The exercise of a notebook with the lowest mean, or of a quiz the question; None where nobody missed any."""
        every = self.items.of(notebook) or self.items.of(notebook, questions=True)
        missed = [stats for stats in every if stats.missed and stats.difficulty is not None]
        return min(missed, key=lambda stats: stats.difficulty or 0, default=None)

    def add(self, member: Member) -> list[Stuck]:
        """Count a student; returns where they are stuck."""
        for standing in member.standings:
            self._remark(standing)
        if member.place:
            self.outside += 1
            return []
        self.students += 1
        self.nothing += not member.standings
        self.most += member.total.most
        self.late += member.late_days > 0
        if member.total.share is not None:
            self.totals.add(member.total.share)
        self.sections.add(member.section, member)
        if member.standings:
            self.cohorts.add(cohort_of(member), member)
        return self._add_notebooks(member)

    def _add_notebooks(self, member: Member) -> list[Stuck]:
        all_stuck: list[Stuck] = []
        for entry in member.entries:
            counts = entry.standing is not None and not entry.is_excused
            own = list(stuck(entry.standing)) if entry.standing and counts else []
            self.notebooks[entry.notebook].add(member.student, entry, bool(own))
            all_stuck += own
            if entry.standing is not None and counts:
                self.items.add(entry.standing)
                self.boards.add(entry.standing)
                self.progress.add(entry.standing)
                for result in entry.standing.graded.exercises:
                    self.clusters.add(entry.standing, result)
        self.stuck_students += bool(all_stuck)
        self.stuck_count += len(all_stuck)
        self.stuck += all_stuck[: max(0, _LISTED - len(self.stuck))]
        return all_stuck

    def _remark(self, standing: Standing) -> None:
        """Note what an instructor should look at, whoever it is from."""
        self.submissions += 1
        self._add_remarks(standing)
        entry = (standing.graded.seconds, -self.submissions, standing)
        if len(self.slowest) < 10:
            heapq.heappush(self.slowest, entry)
        else:
            heapq.heappushpop(self.slowest, entry)

    def _add_remarks(self, standing: Standing) -> None:
        graded = standing.graded
        for status in SUSPICIOUS:
            results = [result for result in graded.exercises if result.status == status]
            if results:
                names = ", ".join(result.exercise for result in results)
                self.suspicious.add(Remark(standing, names, status, results[0].message))
        ours = [result for result in graded.results if standing.is_open(result)]
        if ours:
            names = ", ".join(result.exercise for result in ours)
            self.unchecked.add(Remark(standing, names, "unchecked", ours[0].message))
        for exercise, original in graded.own_code:
            status = next((result.status for result in graded.results if result.exercise == exercise), "passed")
            self.suspicious.add(Remark(standing, exercise, status, f"The course's own code: {original}."))
        if graded.cohort != self.cohort and self.cohort:
            said = f"from the bundle of {graded.cohort!r}" if graded.cohort else "without a cohort's mark"
            self.others.add(Remark(standing, "", "", said))
        if graded.cohort and (others := answered_elsewhere(graded)):
            whose = f"the package of {min(others)!r}" if min(others) else "a package without a cohort"
            self.others.add(Remark(standing, "", "", f"from the bundle of {graded.cohort!r}, but run with {whose}"))
        if graded.message:
            self.files.add(Remark(standing, "", "", graded.message))


def answered_elsewhere(graded: Graded) -> set[str]:
    """The cohorts, not the notebook's own, by whose numbers some of its questions are answered."""
    given = (result.answer for result in graded.questions if result.status in ("passed", "failed"))
    return {answer.cohort for answer in given if answer is not None} - {graded.cohort}
