"""The policy file of earlier versions is read into the same values; deadlines, extensions and penalties."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from course_utils.errors import UsageError
from course_utils.grading.course.file import load
from course_utils.grading.course.values import Course

WHOLE = """
attempt = "last"
time_zone = "Europe/Berlin"
[deadlines]
default = 2026-03-01T23:59:00
"week1/2_step_by_step" = 2026-03-08T23:59:00+01:00
[late]
grace_minutes = 30
free_days = 1
penalty_per_day = 0.1
cap = 0.25
[extensions]
"Ada Lovelace" = 3
"王小明" = 2026-03-20T12:00:00
"""
STEP = "week1/2_step_by_step"


def policy(folder: Path, text: str = WHOLE) -> Course:
    path = folder / "policy.toml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def test_a_deadline_without_offset_is_in_the_named_time_zone(tmp_path: Path) -> None:
    deadline = policy(tmp_path).deadline("Bo", "week1/1_edges_padding_strides")
    assert deadline is not None
    assert deadline.astimezone(UTC) == datetime(2026, 3, 1, 22, 59, tzinfo=UTC)


def test_days_extend_and_a_date_replaces_the_deadline(tmp_path: Path) -> None:
    rules = policy(tmp_path)
    common = rules.deadline("Bo", STEP)
    assert common is not None
    assert rules.deadline("Ada Lovelace", STEP) == common + timedelta(days=3)
    assert rules.deadline("王小明", STEP) == datetime(2026, 3, 20, 11, 0, tzinfo=UTC)


def test_late_days_begin_after_the_grace_and_are_counted_from_the_deadline(tmp_path: Path) -> None:
    rules = policy(tmp_path)
    end = datetime(2026, 3, 8, 22, 59, tzinfo=UTC)
    hours = {0.5: 0, 0.6: 1, 24: 1, 24.1: 2, 240: 10}
    assert {h: rules.late.days(rules.deadline("Bo", STEP), end + timedelta(hours=h)) for h in hours} == hours
    assert rules.late.days(end, None) == 0


def test_the_penalty_starts_after_the_free_days_and_stops_at_the_cap(tmp_path: Path) -> None:
    rules = policy(tmp_path)
    penalties = [rules.late.penalty(rules.late.charged(days)) for days in (0, 1, 2, 3, 4, 100)]
    assert penalties == pytest.approx([0, 0, 0.1, 0.2, 0.25, 0.25])


def test_without_a_file_the_best_attempt_counts_and_nothing_is_late() -> None:
    rules = load(None)
    assert rules.attempt == "best"
    assert rules.deadline("Bo", STEP) is None
    assert load("last").attempt == "last"


def test_answers_of_an_older_era_count_unless_the_file_says_otherwise(tmp_path: Path) -> None:
    assert (load(None).era, policy(tmp_path).era, policy(tmp_path, 'era = "explain"').era) == (
        "accept",
        "accept",
        "explain",
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('attempt = "first"', 'attempt must be "best" or "last"; received \'first\'.'),
        ('era = "old"', 'era must be "accept" or "explain"; received \'old\'.'),
        ('time_zone = "Mars"', "time_zone must be a name such as \"Europe/Berlin\"; received 'Mars'."),
        (
            "[deadlines]\ndefault = 2026-03-01T23:59:00",
            "deadlines.default must be a time with an offset "
            '(or set time_zone = "Europe/Berlin"); received 2026-03-01T23:59:00.',
        ),
        (
            '[deadlines]\ndefault = "soon"',
            "deadlines.default must be a date with time, as 2026-03-01T23:59:00+01:00; received 'soon'.",
        ),
        (
            "[deadlines]\ndefault = 2026-03-01",
            "deadlines.default must be a date with time, as 2026-03-01T23:59:00+01:00; received 2026-03-01.",
        ),
        ("[late]\npenalty_per_day = 10", "late.penalty_per_day must be a number from 0 to 1; received 10."),
        ("[late]\nfree_days = 1.5", "late.free_days must be a whole number ≥ 0; received 1.5."),
        ("[late]\ngrace_minutes = nan", "late.grace_minutes must be a number ≥ 0; received nan."),
        ('[deadlines]\n"week1/2_step" = 2026-03-01T23:59:00Z', "deadlines.week1/2_step is not a known key."),
        ("[late]\ngrace = 5", "late.grace is not a known key."),
        ("late = 3", "late must be a table, written [late]; received 3."),
        ('[extensions]\nAda = "3"', "extensions.Ada must be a number of days or a date with time"),
        ("[extensions]\nAda = -1", "extensions.Ada must be a number ≥ 0; received -1."),
        ("attempt = ", "is not TOML: Invalid value"),
    ],
)
def test_a_wrong_policy_names_the_file_and_the_key(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        policy(tmp_path, text)
    assert "policy.toml" in caught.value.message
    assert message in caught.value.message


def test_a_missing_policy_file_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read: No such file"):
        load(tmp_path / "none.toml")
