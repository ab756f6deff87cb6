"""Whose a file is, by the names that other systems give."""

import unicodedata

import pytest

from course_utils.grading.intake.owner import Owner, owner_of, told_apart


@pytest.mark.parametrize(
    ("part", "name", "system", "number", "is_late"),
    [
        ("lovelaceada_1234_567890_hw.ipynb", "lovelaceada", "canvas", "1234", False),
        ("lovelaceada_LATE_1234_567890_hw-2.ipynb", "lovelaceada", "canvas", "1234", True),
        ("van_der_berg_jan_77_123_a_b.ipynb", "van_der_berg_jan", "canvas", "77", False),
        ("王小明_5_4711_a.ipynb", "王小明", "canvas", "5", False),
        ("hopper_9_text.html", "hopper", "canvas", "9", False),
        ("anon_x7Fq2_5550_a.ipynb", "anon_x7Fq2", "canvas", "x7Fq2", False),
        ("LATE_anon_x7Fq2_5550_a.ipynb", "anon_x7Fq2", "canvas", "x7Fq2", True),
        ("Ada Lovelace_12345_assignsubmission_file_", "Ada Lovelace", "moodle", "12345", False),
        ("Ada Lovelace_12345_assignsubmission_file", "Ada Lovelace", "moodle", "12345", False),
        ("Group 1-Ada Lovelace_8_assignsubmission_file_", "Group 1-Ada Lovelace", "moodle", "8", False),
        ("Participant_77_assignsubmission_file_", "Participant 77", "moodle", "77", False),
        ("Jean-Luc O'Neil_3_assignsubmission_onlinetext_", "Jean-Luc O'Neil", "moodle", "3", False),
    ],
)
def test_a_download_names_student_number_and_lateness(part, name, system, number, is_late):
    assert owner_of(part) == Owner(name, system, number, is_late, is_download=True)


@pytest.mark.parametrize("part", ["ada", "ada_lovelace", "2_1_keras_tutorial", "ada_2_1_keras_tutorial", "week1"])
def test_other_names_are_the_students_own(part):
    assert owner_of(part) == Owner(part)
    assert owner_of(f"{part}.ipynb") == Owner(part)


def test_a_name_has_one_form_of_unicode():
    assert owner_of(unicodedata.normalize("NFD", "Chloé")) == owner_of("Chloé")


def test_two_of_one_name_are_two_and_one_of_two_files_is_one():
    ada, other, bo = Owner("Ada", "moodle", "1"), Owner("Ada", "moodle", "2"), Owner("Bo", "moodle", "3")
    assert told_apart([ada, other, bo]) == {ada: "Ada (1)", other: "Ada (2)", bo: "Bo"}
    assert told_apart([ada, ada]) == {ada: "Ada"}
