"""When work was handed in, as other systems write it: never guessed, and aware, or None."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

# Nothing here leaves open which number is the day and which the month.
_FORMATS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%A, %d %B %Y, %I:%M %p",  # Moodle, in English
    "%A, %d %B %Y, %H:%M",
    "%A, %B %d, %Y, %I:%M %p",
    "%d %B %Y, %I:%M %p",
    "%d %B %Y, %H:%M",
    "%b %d, %Y %I:%M %p",  # Canvas, in English
    "%b %d, %Y at %I:%M%p",
    "%b %d, %Y %H:%M",
    "%d %B, %Y %I:%M %p",  # Brightspace
    "%B %d, %Y %I:%M %p",
    "%d %b, %Y %I:%M %p",
    "%d %B, %Y %H:%M",
    "%Y-%m-%d-%H-%M-%S",  # Blackboard
    "%Y%m%d%H%M%S%f",  # Sakai
)
_OFFSET = re.compile(r"^(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d)$")


def moment(text: str, zone: tzinfo | None = None) -> datetime | None:
    """The time that `text` says; one without an offset is in `zone`, and None where there is none.

    >>> moment("2026-03-01 15:58:23.948203 America/Los_Angeles").isoformat()
    '2026-03-01T15:58:23.948203-08:00'
    """
    text = " ".join(text.split())
    said = _iso(text)
    for parsed in (said, *(_parsed(text, form) for form in _FORMATS)):
        if parsed is not None:
            return _placed(parsed, zone)
    head, _, last = text.rpartition(" ")
    named = zone_named(last) if head else None
    return moment(head, named) if named is not None else None


def zone_named(name: str) -> tzinfo | None:
    """A time zone by name or offset; None for letters that stand for several zones, as CST."""
    if name in ("UTC", "GMT", "Z"):
        return UTC
    if offset := _OFFSET.match(name):
        span = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"]))
        return timezone(-span if offset["sign"] == "-" else span) if span < timedelta(days=1) else None
    try:
        return ZoneInfo(name) if "/" in name else None
    except (ValueError, OSError, KeyError):  # ZoneInfoNotFoundError is a KeyError
        return None


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if re.match(r"\d{4}-\d\d-\d\d[ T]", text) else None
    except ValueError:
        return None


def _parsed(text: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(text, form)
    except ValueError:
        return None


def _placed(parsed: datetime, zone: tzinfo | None) -> datetime | None:
    if parsed.tzinfo is not None:
        return parsed
    return parsed.replace(tzinfo=zone) if zone is not None else None


def extended_time(extra: bytes) -> datetime | None:
    """The time in a zip entry's extra field 0x5455 (Info-ZIP's UT: seconds since 1970 in UTC); None without it."""
    while len(extra) >= 4:
        kind, length = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        data, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == 0x5455 and len(data) >= 5 and data[0] & 1:
            return datetime.fromtimestamp(int.from_bytes(data[1:5], "little", signed=True), UTC)
    return None

