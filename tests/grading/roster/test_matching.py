"""Whose hand-in it is: two people are never one, and one never two."""

from __future__ import annotations

import pytest

from course_utils.grading.intake.owner import Owner, owner_of
from course_utils.grading.roster.matching import match
from course_utils.grading.roster.person import Person


def person(student: str, name: str = "", **ids: str) -> Person:
    return Person(name or student, frozenset(ids.items()), student=student)


ROSTER = [
    person("Ada Lovelace", canvas="11", moodle="77", email="ada@example.org", sis="u1", github="ada-l"),
    person("Ada Lovelace (u2)", "Ada Lovelace", canvas="12", moodle="78", sis="u2"),
    person("Jan van der Berg", nbgrader="jvdb"),
    person("Chloé Dubois", canvas="14"),
]


@pytest.mark.parametrize(
    ("owner", "student"),
    [
        (owner_of("lovelaceada_LATE_12_4711_a.ipynb"), "Ada Lovelace (u2)"),
        (owner_of("Participant_77_assignsubmission_file_"), "Ada Lovelace"),
        (owner_of("Ada Lovelace_78_assignsubmission_file_"), "Ada Lovelace (u2)"),
        (Owner("Ada Lovelace", "gradescope", "u2"), "Ada Lovelace (u2)"),
        (Owner("A. L.", "gradescope", "ADA@example.org"), "Ada Lovelace"),
        (Owner("ada-l", "github", "Ada-L"), "Ada Lovelace"),
        (Owner("jvdb"), "Jan van der Berg"),
        (Owner("van der Berg Jan"), "Jan van der Berg"),
        (owner_of("vanderbergjan_999_4711_a.ipynb"), "Jan van der Berg"),
        (owner_of("Chloe\u0301 Dubois"), "Chloé Dubois"),
        (Owner("CHLOÉ  dubois"), "Chloé Dubois"),
    ],
)
def test_by_number_then_by_a_name_of_one_alone(owner: Owner, student: str) -> None:
    matches = match([owner], ROSTER, {})
    assert matches.students == {owner: student}
    assert matches.unknown == ()


def test_a_name_that_two_bear_is_nobodys() -> None:
    owner = Owner("Ada Lovelace")
    matches = match([owner], ROSTER, {})
    assert matches.students[owner] == "Ada Lovelace (not matched)"
    assert matches.unknown == ("Ada Lovelace (not matched)",)


def test_a_name_does_not_stand_against_a_number() -> None:
    owner = owner_of("chloédubois_999_4711_a.ipynb")
    assert match([owner], ROSTER, {}).unknown == ("chloédubois",)


def test_without_a_roster_a_number_keeps_its_student() -> None:
    ada, other = (owner_of(f"lovelaceada_{number}_4711_a.ipynb") for number in (11, 12))
    alone = match([ada], [], {}).students
    assert alone == {ada: "lovelaceada"}
    later = match([ada, other], [], {("canvas", "11"): "lovelaceada"})
    assert later.students == {ada: "lovelaceada", other: "lovelaceada (12)"}
    assert later.unknown == ()


def test_without_a_roster_another_number_is_another_student_also_later() -> None:
    other = owner_of("lovelaceada_12_4711_a.ipynb")
    assert match([other], [], {("canvas", "11"): "lovelaceada"}).students == {other: "lovelaceada (12)"}


def test_names_of_signs_alone_are_not_one() -> None:
    assert match([Owner("😀")], [person("🙂")], {}).unknown == ("😀",)
