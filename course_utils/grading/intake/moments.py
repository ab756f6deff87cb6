"""When work was handed in, as other systems write it: never guessed, and aware, or None."""

from __future__ import annotations

import re
import unicodedata
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
# The months of sites in other languages, from January on; weekdays say nothing that the date does not.
_LANGUAGES = (
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
)
_MONTHS = {
    name.casefold(): number for months in _LANGUAGES for number, name in enumerate(months.split(), start=1)
}
_FOREIGN = re.compile(
    r"^(?:[^\W\d]+(?:-[^\W\d]+)?[ ,]+)?(?P<day>\d{1,2})\.? (?:de )?"
    r"(?P<month>[^\W\d]+)\.? ?,? ?(?:de )?(?P<year>\d{4}),? (?P<time>\d.*)$"
)
_OFFSET = re.compile(r"^(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d)$")


def moment(text: str, zone: tzinfo | None = None) -> datetime | None:
    """The time that `text` says; one without an offset is in `zone`, and None where there is none.

    >>> moment("2026-03-01 15:58:23.948203 America/Los_Angeles").isoformat()
    '2026-03-01T15:58:23.948203-08:00'
    """
    text = _in_numbers(" ".join(text.split()))
    said = _iso(text)
    for parsed in (said, *(_parsed(text, form) for form in _FORMATS)):
        if parsed is not None:
            return _placed(parsed, zone)
    head, _, last = text.rpartition(" ")
    named = zone_named(last) if head else None
    return moment(head, named) if named is not None else None


def _in_numbers(text: str) -> str:
    """A date that names its month in another language as 2026-06-10 14:14; what it is not stays as it is."""
    date = _FOREIGN.match(unicodedata.normalize("NFC", text))
    month = _month(date["month"].casefold()) if date else None
    return f"{date['year']}-{month:02}-{int(date['day']):02} {date['time']}" if date and month else text


def _month(word: str) -> int | None:
    """The month that a word is, or begins where it has three letters or more and no other begins so."""
    known = {number for name, number in _MONTHS.items() if name == word}
    known = known or {number for name, number in _MONTHS.items() if len(word) > 2 and name.startswith(word)}
    return known.pop() if len(known) == 1 else None


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
    if zone is None:
        return None
    first, second = (parsed.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    return first if first.utcoffset() == second.utcoffset() else None  # a clock set back says it twice, set on never


def extended_time(extra: bytes) -> datetime | None:
    """The time in a zip entry's extra field 0x5455 (Info-ZIP's UT: seconds since 1970 in UTC); None without it."""
    while len(extra) >= 4:
        kind, length = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        data, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == 0x5455 and len(data) >= 5 and data[0] & 1:
            return datetime.fromtimestamp(int.from_bytes(data[1:5], "little", signed=True), UTC)
    return None

