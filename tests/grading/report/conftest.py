"""Students as reports read them, and a term of all notebooks with its report."""

from __future__ import annotations

import gc
import sys
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from course_utils.exercises import registry
from course_utils.grading.course.arithmetic import add_up, settle
from course_utils.grading.course.values import Asked, Course, Late
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.people import People
from course_utils.grading.gradebook.records import Graded
from course_utils.grading.report.figures.member import Member, _entry
from course_utils.grading.report.outputs import write_outputs
from course_utils.grading.report.pages import write_reports

sys.path.insert(0, str(Path(__file__).parents[2] / "submissions"))

from term import fill

STEP = "week1/2_step_by_step"
DUE = datetime(2026, 3, 3, 12, tzinfo=UTC)


@pytest.fixture
def peak_of() -> Callable[[Callable[[], object]], int]:
    """A function: the most bytes that a call holds at once. What only waits to be collected does not count as held."""

    def measured(call: Callable[[], object]) -> int:
        gc.collect()
        gc.freeze()
        usual = gc.get_threshold()
        gc.set_threshold(200, 2, 2)
        tracemalloc.start()
        try:
            call()
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
            gc.set_threshold(*usual)

    return measured


@pytest.fixture
def make_member() -> Callable[..., Member]:
    """A student with these attempts, in order, in a class that asks for `notebooks`."""

    def make(
        *attempts: Graded, notebooks: tuple[str, ...] = (STEP,), place: str = "", section: str = "",
        excused: tuple[str, ...] = (), course: Course | None = None, student: str = "Ada",
    ) -> Member:  # fmt: skip
        rules, mine = course or Course(), dict[str, list[Graded]]()
        for graded in attempts:
            mine.setdefault(graded.notebook, []).append(graded)
        standings = settle(mine, rules, {})
        notebooks_due = [Asked(name, 100.0) for name in notebooks]
        name = attempts[0].student if attempts else student
        total = add_up(name, standings, notebooks_due, rules, frozenset(excused))
        others = [standing for standing in standings if standing.graded.notebook not in notebooks]
        return Member(name, place, section, total, [_entry(part, place, 100.0) for part in total.parts], others)

    return make


@pytest.fixture(scope="session")
def term_rules() -> Course:
    """Every notebook is due a week after the one before."""
    names = registry.notebooks()
    due = {name: DUE + timedelta(days=7 * week) for week, name in enumerate(names)}
    return Course(due=due, late=Late(free_days=1, penalty_per_day=0.1, cap=0.5))


@pytest.fixture(scope="session")
def term_report(tmp_path_factory: pytest.TempPathFactory, term_rules: Course) -> Path:
    """Forty students and all notebooks; one withdrew, one is excused from a notebook."""
    out = tmp_path_factory.mktemp("term")
    with Gradebook.open(out / "gradebook.sqlite") as book:
        fill(book, 40, registry.notebooks())
        People(book).set_state("Student 00004", "withdrawn")
        People(book).excuse("Student 00003", registry.notebooks()[2])
        write_outputs(book, out, term_rules)
        write_reports(book, out, term_rules)
    return out
