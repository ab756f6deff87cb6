"""What counts: which attempt, until when, and what lateness costs; read from a small TOML file.

attempt = "best"                        # or "last"
time_zone = "Europe/Berlin"             # for deadlines written without an offset

[deadlines]
default = 2026-03-01T23:59:00
"week1/2_step_by_step" = 2026-03-08T23:59:00+01:00

[late]
grace_minutes = 30                      # later than this counts as a day
free_days = 1                           # late days that cost nothing
penalty_per_day = 0.1                   # part of the points earned
cap = 0.5                               # never more than this part

[extensions]
"Ada Lovelace" = 3                      # days, or a deadline of her own
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from course_utils.errors import UsageError
from course_utils.exercises import registry

Attempt = Literal["best", "last"]
_HELP = "course_utils/grading/README.md shows a whole policy file."


@dataclass(frozen=True)
class Policy:
    """Rules of one class. Deadlines are aware; `extensions` holds days or a deadline by student."""

    attempt: Attempt = "best"
    zone: tzinfo = UTC
    deadlines: Mapping[str, datetime] = field(default_factory=dict)
    grace: timedelta = timedelta(0)
    free_days: int = 0
    penalty_per_day: float = 0.0
    cap: float = 1.0
    extensions: Mapping[str, datetime | timedelta] = field(default_factory=dict)

    def deadline(self, student: str, notebook: str) -> datetime | None:
        """The student's own deadline of a notebook; None when there is none."""
        common = self.deadlines.get(notebook, self.deadlines.get("default"))
        extra = self.extensions.get(student)
        if isinstance(extra, datetime):
            return extra if common is None else max(extra, common)
        return common if common is None or extra is None else common + extra

    def late_days(self, student: str, notebook: str, submitted_at: datetime | None) -> int:
        """Whole days begun after deadline and grace; 0 when either time is not known."""
        deadline = self.deadline(student, notebook)
        if deadline is None or submitted_at is None or submitted_at <= deadline + self.grace:
            return 0
        return math.ceil((submitted_at - deadline) / timedelta(days=1))

    def penalty(self, late_days: int) -> float:
        """The part of the points, 0 to `cap`, that `late_days` cost."""
        return min(self.cap, max(0, late_days - self.free_days) * self.penalty_per_day)


def load_policy(source: str | Path | None) -> Policy:
    """The policy of a TOML file; `best` or `last` alone choose the attempt; None gives the default.

    Raises UsageError with the key's name for anything the file says wrongly.
    """
    if source is None:
        return Policy()
    if str(source) in ("best", "last") and not Path(source).exists():
        return Policy(attempt="best" if str(source) == "best" else "last")
    path = Path(source)
    try:
        return _policy(_Reader(tomllib.loads(path.read_text(encoding="utf-8")), f"{path}"))
    except OSError as error:
        raise UsageError(f"The policy file {path} cannot be read: {error.strerror}.", _HELP) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"The policy file {path} is not TOML: {error}.", _HELP) from None


def _policy(top: _Reader) -> Policy:
    top.only("attempt", "time_zone", "deadlines", "late", "extensions")
    late = top.table("late")
    late.only("grace_minutes", "free_days", "penalty_per_day", "cap")
    zone = _zone(top)
    deadlines, extensions = top.table("deadlines"), top.table("extensions")
    deadlines.only("default", *registry.notebooks())
    return Policy(
        attempt=_attempt(top),
        zone=zone or UTC,
        deadlines={key: deadlines.moment(key, zone) for key in deadlines.values},
        grace=timedelta(minutes=late.number("grace_minutes", 0)),
        free_days=int(late.number("free_days", 0, whole=True)),
        penalty_per_day=late.number("penalty_per_day", 0, most=1),
        cap=late.number("cap", 1, most=1),
        extensions={key: _extension(extensions, key, zone) for key in extensions.values},
    )


def _attempt(top: _Reader) -> Attempt:
    value = top.values.get("attempt", "best")
    if value not in ("best", "last"):
        raise top.wrong("attempt", '"best" or "last"')
    return "best" if value == "best" else "last"


def _zone(top: _Reader) -> tzinfo | None:
    name = top.values.get("time_zone")
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, TypeError, KeyError):  # ZoneInfoNotFoundError is a KeyError
        raise top.wrong("time_zone", 'a name such as "Europe/Berlin"') from None


def _extension(table: _Reader, key: str, zone: tzinfo | None) -> datetime | timedelta:
    if isinstance(table.values[key], datetime):
        return table.moment(key, zone)
    if isinstance(table.values[key], str):
        raise table.wrong(key, "a number of days or a date with time, without quotes")
    return timedelta(days=table.number(key, 0))


@dataclass(frozen=True)
class _Reader:
    """Values of one table, with errors that name the file and the key."""

    values: dict[str, Any]
    file: str
    prefix: str = ""

    def wrong(self, key: str, expected: str) -> UsageError:
        received = self.values.get(key)
        text = received.isoformat() if isinstance(received, date) else repr(received)
        return UsageError(f"{self.file}: {self.prefix}{key} must be {expected}; received {text}.", _HELP)

    def only(self, *known: str) -> None:
        for key in self.values:
            if key not in known:
                message = f"{self.file}: {self.prefix}{key} is not a known key."
                raise UsageError(message, f"Known keys: {', '.join(known)}.")

    def table(self, key: str) -> _Reader:
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong(key, f"a table, written [{key}]")
        return _Reader(value, self.file, f"{key}.")

    def number(self, key: str, default: float, most: float = math.inf, whole: bool = False) -> float:
        value = self.values.get(key, default)
        span = f"from 0 to {most:g}" if most < math.inf else "≥ 0"
        right = (int,) if whole else (int, float)
        if isinstance(value, bool) or not isinstance(value, right) or not 0 <= value <= min(most, 10**6):
            raise self.wrong(key, f"a {'whole ' if whole else ''}number {span}")
        return float(value)

    def moment(self, key: str, zone: tzinfo | None) -> datetime:
        value = self.values[key]
        if not isinstance(value, datetime):
            raise self.wrong(key, "a date with time, as 2026-03-01T23:59:00+01:00")
        if value.tzinfo is None and zone is None:
            raise self.wrong(key, 'a time with an offset (or set time_zone = "Europe/Berlin")')
        return value if value.tzinfo else value.replace(tzinfo=zone)
