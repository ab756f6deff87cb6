"""Times as other systems write them: none is guessed."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from course_utils.grading.intake.moments import extended_time, moment

BERLIN = ZoneInfo("Europe/Berlin")
AT = datetime(2026, 6, 10, 14, 14, tzinfo=BERLIN)


@pytest.mark.parametrize(
    "text",
    [
        "Wednesday, 10 June 2026, 2:14 PM",
        "Wednesday, 10 June 2026, 14:14",
        "Wednesday, June 10, 2026, 2:14 PM",
        "10 June 2026, 2:14 PM",
        "Jun 10, 2026 at 2:14pm",
        "2026-06-10 14:14",
        "2026-06-10T14:14:00+02:00",
        "2026-06-10 12:14:00 UTC",
        "2026-06-10 05:14:00.000000 America/Los_Angeles",
        "2026-06-10 12:14:00Z",
    ],
)
def test_one_moment_in_many_forms(text):
    assert moment(text, BERLIN) == AT


@pytest.mark.parametrize("text", ["", "-", "10/06/2026 14:14", "06-10-2026", "yesterday", "2026-06-10 05:14:00 CST"])
def test_what_leaves_a_choice_is_no_time(text):
    assert moment(text, BERLIN) is None


def test_a_wall_clock_without_a_zone_is_no_time():
    assert moment("2026-06-10 14:14") is None
    assert moment("2026-06-10 14:14+02:00") == AT


def test_a_zip_entry_may_tell_seconds_in_utc():
    field = (0x5455).to_bytes(2, "little") + (5).to_bytes(2, "little") + b"\1" + (1_000_000_000).to_bytes(4, "little")
    other = (0x7875).to_bytes(2, "little") + (2).to_bytes(2, "little") + b"ab"
    assert extended_time(other + field) == datetime(2001, 9, 9, 1, 46, 40, tzinfo=UTC)
    assert extended_time(other) is extended_time(b"\x55") is extended_time(b"") is None


def test_offsets_of_a_day_are_no_zone():
    assert moment("2026-06-10 14:14:00 +9999") is None
    assert moment("2026-06-10 14:14:00 -0330").tzinfo == timezone(timedelta(hours=-3, minutes=-30))
