"""The roster in the gradebook."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from course_utils.errors import UsageError
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.decisions import Decisions
from course_utils.grading.gradebook.people import Added, People
from course_utils.grading.gradebook.records import Graded
from course_utils.grading.roster.person import Person

STEP = "week1/2_step_by_step"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Gradebook]:
    with Gradebook.open(tmp_path / "gradebook.sqlite") as opened:
        yield opened


def person(name: str, **ids: str) -> Person:
    return Person(name, frozenset(ids.items()))


def test_a_second_list_adds_what_it_knows(book: Gradebook) -> None:
    people = People(book)
    assert people.add([person("Ada Lovelace", canvas="11", sis="u1")]) == Added(("Ada Lovelace",), ())
    worksheet = [person("A. Lovelace", sis="u1", moodle="77"), person("Bo", moodle="78")]
    assert people.add(worksheet) == Added(("Bo",), ("Ada Lovelace",))
    assert people.add([person("Ada Lovelace", moodle="90")]).known == ("Ada Lovelace",)
    ada, _ = people.all()
    assert (ada.name, ada.id("canvas"), ada.id("sis")) == ("Ada Lovelace", "11", "u1")
    assert {("moodle", "77"), ("moodle", "90")} <= ada.ids


def test_two_of_one_name_are_two_students(book: Gradebook) -> None:
    twins = [person("Ada Lovelace", canvas="11"), person("Ada Lovelace", canvas="12", email="a@x")]
    assert People(book).add(twins).new == ("Ada Lovelace", "Ada Lovelace (a@x)")
    assert People(book).add(twins).known == ("Ada Lovelace", "Ada Lovelace (a@x)")


@pytest.mark.parametrize(
    "people",
    [
        [person("Ada"), person("Ada")],
        [person("Ada", canvas="1"), person("Bo", canvas="2"), person("Cy", canvas="1", email="x"), person("D", email="x", canvas="2")],
    ],
)
def test_a_list_that_cannot_tell_two_apart_changes_nothing(book: Gradebook, people: list[Person]) -> None:
    with pytest.raises(UsageError, match="Nothing was changed"):
        People(book).add(people)
    assert People(book).all() == []


def test_work_under_a_number_is_its_students_once_the_roster_names_them(
    book: Gradebook, make_graded: Callable[..., Graded]
) -> None:
    book.record(make_graded("lovelaceada"))
    People(book).remember({("canvas", "11"): "lovelaceada"})
    Decisions(book).override("lovelaceada", STEP, "zero_pad", 3, "X", "why")
    People(book).add([person("Ada Lovelace", canvas="11")])
    (standing,) = book.submissions()
    assert standing.graded.student == "Ada Lovelace"
    assert standing.overrides[0].points == 3


def test_everybody_has_a_row(book: Gradebook, make_graded: Callable[..., Graded]) -> None:
    people = People(book)
    book.record(make_graded("Bo"))
    book.record(make_graded("Zoë"))
    people.add([person("Ada", canvas="1"), person("Bo", canvas="2"), person("Cy", canvas="3")])
    people.excuse("Ada", STEP)
    people.set_state("Cy", "withdrawn")
    register = people.register()
    rows = {student: len(standings) for student, standings in register.everybody(book.submissions())}
    assert rows == {"Ada": 0, "Bo": 1, "Cy": 0, "Zoë": 1}
    states = {student: register.state(student, STEP, handed_in=bool(count)) for student, count in rows.items()}
    assert states == {"Ada": "excused", "Bo": "handed in", "Cy": "withdrawn", "Zoë": "not on the roster"}
    people.excuse("Ada", STEP, excused=False)
    people.set_state("Cy", "active")
    register = people.register()
    assert {register.state(name, STEP, handed_in=False) for name in ("Ada", "Cy")} == {"missing"}


def test_nobody_of_the_roster_is_a_usage_error(book: Gradebook) -> None:
    with pytest.raises(UsageError, match="has no 'Ada'"):
        People(book).excuse("Ada", STEP)


def test_the_trail_tells_of_the_roster(book: Gradebook) -> None:
    People(book).add([person("Ada", canvas="1")])
    People(book).excuse("Ada", STEP)
    assert [(line.action, line.student, line.detail) for line in book.audit()] == [
        ("roster", "", "1 new, 0 known"),
        ("excused", "Ada", ""),
    ]
