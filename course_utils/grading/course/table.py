"""The values of a TOML table, with errors that name the file, the key, and the nearest right one."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from course_utils.errors import UsageError

HELP = "course_utils/grading/README.md explains every key; `course init` writes a whole file."
_LARGEST = 10**6


def read_toml(path: Path) -> Table:
    """The file's tables; raises UsageError for one that cannot be read or is no TOML."""
    try:
        return Table(tomllib.loads(path.read_text(encoding="utf-8-sig")), f"{path}")
    except OSError as error:
        raise UsageError(f"The course file {path} cannot be read: {error.strerror}.", HELP) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"The course file {path} is not TOML: {error}.", HELP) from None


def nearest(word: str, known: Iterable[str]) -> str:
    """The one of `known` that is most like `word`, whatever its case and hyphens, or ""."""
    plain = {_plain(name): name for name in known}
    close = get_close_matches(_plain(word), plain, n=1, cutoff=0.5)
    return plain[close[0]] if close else ""


def _plain(word: str) -> str:
    return word.casefold().replace("-", "_").replace(" ", "_")


@dataclass(frozen=True)
class Table:
    """Values of one table; `prefix` is how its keys are named, as "late."."""

    values: Mapping[str, Any]
    file: str
    prefix: str = ""

    def wrong(self, key: str, expected: str) -> UsageError:
        """The error of a key whose value is not as `expected`."""
        received = self.values.get(key)
        text = received.isoformat() if isinstance(received, date) else repr(received)
        return UsageError(f"{self.file}: {self.prefix}{key} must be {expected}; received {text}.", HELP)

    def only(self, known: Collection[str], listed: Collection[str] | None = None) -> None:
        """Raise UsageError for a key that is none of `known`, with the nearest that is; `listed` are those named."""
        for key in self.values:
            if key not in known:
                near = nearest(key, known)
                help = f"Did you mean {near}? " if near else ""
                message = f"{self.file}: {self.prefix}{key} is not a known key."
                raise UsageError(message, f"{help}Known keys: {', '.join(known if listed is None else listed)}.")

    def table(self, key: str) -> Table:
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong(key, f"a table, written [{self.prefix}{key}]")
        return Table(value, self.file, f"{self.prefix}{key}.")

    def tables(self) -> dict[str, Table]:
        """The tables in this one, in the file's order."""
        return {key: self.table(key) for key in self.values}

    def number(self, key: str, default: float, most: float = math.inf, whole: bool = False) -> float:
        value = self.values.get(key, default)
        span = f"from 0 to {most:g}" if most < math.inf else "≥ 0"
        right = (int,) if whole else (int, float)
        if isinstance(value, bool) or not isinstance(value, right) or not 0 <= value <= min(most, _LARGEST):
            raise self.wrong(key, f"a {'whole ' if whole else ''}number {span}")
        return float(value)

    def choice(self, key: str, choices: tuple[str, ...]) -> str:
        """One of `choices`, the first by default."""
        value = self.values.get(key, choices[0])
        if value not in choices:
            raise self.wrong(key, " or ".join(f'"{choice}"' for choice in choices))
        return str(value)

    def text(self, key: str) -> str:
        """A text; "" where nothing is said."""
        value = self.values.get(key, "")
        if not isinstance(value, str):
            raise self.wrong(key, "a text in quotes")
        return value

    def texts(self, key: str) -> list[str]:
        """A list of texts; one text alone is a list of one."""
        value = self.values.get(key, [])
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(text, str) for text in listed):
            raise self.wrong(key, 'a list of names, as ["week1/2_step_by_step"]')
        return listed

    def zone(self, key: str) -> tzinfo | None:
        name = self.values.get(key)
        if name is None:
            return None
        try:
            return ZoneInfo(name)
        except (ValueError, OSError, TypeError, KeyError):  # ZoneInfoNotFoundError is a KeyError
            raise self.wrong(key, 'a name such as "Europe/Berlin"') from None

    def moment(self, key: str, zone: tzinfo | None) -> datetime:
        value = self.values[key]
        if not isinstance(value, datetime):
            raise self.wrong(key, "a date with time, as 2026-03-01T23:59:00+01:00")
        if value.tzinfo is None and zone is None:
            raise self.wrong(key, 'a time with an offset (or set time_zone = "Europe/Berlin")')
        return value if value.tzinfo else value.replace(tzinfo=zone)
