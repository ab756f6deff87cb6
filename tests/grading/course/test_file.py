"""What a course file says becomes values; what it says wrongly names the file, the key and the nearest right one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from course_utils.errors import UsageError
from course_utils.exercises import registry
from course_utils.exercises.questions import registry as questions
from course_utils.grading.course import template
from course_utils.grading.course.file import load
from course_utils.grading.course.values import Asked, Course, Curve, Late

EDGES, STEP = "week1/1_edges_padding_strides", "week1/2_step_by_step"
WHOLE = f"""
attempts = "last"
credit = "all"
follow_through = 0.5
era = "explain"
own_code = "block"
time_zone = "Europe/Berlin"
due = 2026-03-01T23:59:00
total = 130
drop_lowest = 1
[notebooks."{STEP}"]
points = 40
weight = 2
due = 2026-03-08T23:59:00
[notebooks."{EDGES}"]
points = 50
[late]
grace_minutes = 15
free_days = 1
bank_days = 4
penalty_per_day = 0.1
cap = 0.5
[curve]
kind = "linear"
mean = 0.75
[extensions]
"Ada Lovelace" = 3
"Bo" = {{ "{STEP}" = 2026-03-20T12:00:00, default = 1 }}
[excused]
"Grace Hopper" = ["{STEP}"]
"Mia" = "{EDGES}"
"""


def read(folder: Path, text: str) -> Course:
    path = folder / "course.toml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def test_every_key_is_read(tmp_path: Path) -> None:
    course = read(tmp_path, WHOLE)
    assert (course.attempt, course.credit, course.follow_through, course.era) == ("last", "all", 0.5, "explain")
    assert (course.own_code, course.drop_lowest, course.curve) == ("block", 1, Curve("linear", 0.75))
    assert list(course.notebooks.values()) == [Asked(STEP, 40, 2), Asked(EDGES, 50, 1)], "in the order of the file"
    assert course.late == Late(timedelta(minutes=15), 1, 4, 0.1, 0.5)
    assert course.excused == {("Grace Hopper", STEP), ("Mia", EDGES)}
    assert course.deadline("Bo", STEP) == datetime(2026, 3, 20, 11, tzinfo=UTC)
    assert course.deadline("Bo", EDGES) == datetime(2026, 3, 2, 22, 59, tzinfo=UTC)
    assert course.deadline("Ada Lovelace", STEP) == datetime(2026, 3, 11, 22, 59, tzinfo=UTC)
    assert course.deadline("Mia", EDGES) == datetime(2026, 3, 1, 22, 59, tzinfo=UTC)
    assert course.counts(STEP)
    assert not course.counts("week4/2_style_transfer")


def test_a_notebook_without_points_is_out_of_what_its_exercises_give(tmp_path: Path) -> None:
    course = read(tmp_path, f'[notebooks."{STEP}"]')
    most = sum(exercise.points for exercise in registry.exercise_set(STEP).exercises)
    assert course.notebooks[STEP].points == most


def test_an_extension_over_a_change_of_clocks_ends_at_the_same_hour(tmp_path: Path) -> None:
    text = 'time_zone = "Europe/Berlin"\ndue = 2026-03-28T23:59:00\n[extensions]\nAda = 1\n'
    assert read(tmp_path, text).deadline("Ada", STEP) == datetime(2026, 3, 29, 21, 59, tzinfo=UTC)


def test_the_file_that_init_writes_reads_back_and_changes_nothing(tmp_path: Path) -> None:
    said = template.init(tmp_path / "class")
    course = load(tmp_path / "class" / "course.toml")
    assert f"{tmp_path / 'class' / 'course.toml'} is the one file of the class" in said[0]
    assert tuple(course.notebooks) == questions.lessons()
    plain = Course(zone=course.zone, notebooks=course.notebooks)
    assert course == plain, "every key says what holds without it"
    with pytest.raises(UsageError, match="exists"):
        template.init(tmp_path / "class")


def test_every_line_that_init_leaves_out_is_right_when_it_is_taken_in(tmp_path: Path) -> None:
    lines = template.text().splitlines()
    opened = [line[2:] if line.startswith("# ") and " = " in line.split("#")[1] else line for line in lines]
    text = "\n".join(opened).replace('kind = "none"', 'kind = "linear"')
    course = read(tmp_path, text)
    assert course.curve == Curve("linear", 0.75)
    assert len(course.due) == len(course.notebooks) + 1
    assert set(course.extensions) == {"Ada Lovelace", "Alan Turing"}
    assert course.excused == {("Grace Hopper", STEP)}


def test_rules_of_an_earlier_version_become_the_course_file(tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_text('attempt = "last"\n[deadlines]\ndefault = 2026-03-01T12:00:00Z\n')
    template.init(tmp_path)
    assert load(tmp_path / "course.toml") == load(tmp_path / "policy.toml")


@pytest.mark.parametrize(
    ("text", "message", "help"),
    [
        ("drop_lowst = 1", "drop_lowst is not a known key.", "Did you mean drop_lowest?"),
        ("Attempts = 'last'", "Attempts is not a known key.", "Did you mean attempts?"),
        ("time-zone = 'UTC'", "time-zone is not a known key.", "Did you mean time_zone?"),
        ("[late]\nbank = 3", "late.bank is not a known key.", "Did you mean bank_days?"),
        ("[late]\npenalty = 3", "late.penalty is not a known key.", "Did you mean penalty_per_day?"),
        ('[notebooks."week1/2_step_by_steps"]', "notebooks.week1/2_step_by_steps is not a known key.", f"mean {STEP}?"),
        (f'[notebooks."{STEP}"]\npoint = 3', f"notebooks.{STEP}.point is not a known key.", "Did you mean points?"),
        (f'[notebooks."{STEP}"]\npoints = 0', "must be more than 0: leave out a notebook that does not count", ""),
        ("notebooks = ['week1']", "notebooks must be a table, written [notebooks]", ""),
        ("[excused]\nAda = 'week1/2'", "excused.Ada: week1/2 is not a known key.", "Known keys: "),
        ("[excused]\nAda = true", "excused.Ada must be a list of names", ""),
        ("[curve]\nkind = 'bell'", 'curve.kind must be "none" or "linear" or "sqrt"; received \'bell\'.', ""),
        ("[curve]\nkind = 'linear'", "curve.kind is linear, and nothing says to which mean.", "Set mean = 0.75."),
        ("[curve]\nmean = 0.5", 'curve.mean is for kind = "linear".', ""),
        ("[curve]\nkind = 'linear'\nmean = 75", "curve.mean must be a number from 0 to 1; received 75.", ""),
        ("drop_lowest = -1", "drop_lowest must be a whole number ≥ 0; received -1.", ""),
        ("own_code = 'yes'", 'own_code must be "list" or "block"', ""),
        ("attempt = 'best'\nattempts = 'last'", "attempt and attempts say the same.", "Keep attempts alone."),
        (f"total = 100\n[notebooks.'{STEP}']\npoints = 90", f"total is 100, but its notebooks add up to 90: {STEP} 90.", ""),
        ("total = 100", "total is 100, but no notebooks are named.", "Name them under [notebooks]."),
        ("[extensions.Ada]\n'week1/2' = 3", "extensions.Ada.week1/2 is not a known key.", ""),
    ],
)
def test_a_wrong_file_names_the_file_the_key_and_the_nearest(tmp_path: Path, text: str, message: str, help: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(tmp_path, text)
    assert caught.value.message.startswith(f"{tmp_path / 'course.toml'}: ")
    assert message in caught.value.message
    assert help in caught.value.help
