"""The form of a known error: a pattern of its text, what it means, why it happens here, what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

Reader = Callable[[re.Match[str]], str]


@dataclass(frozen=True)
class Known:
    """One row of a table of errors.

    `pattern` is looked for in "ErrorType: message". In the three sentences {0}, {1}, … stand for the
    pattern's groups. `read` makes one more sentence of the match, where arithmetic says more than a quotation.
    """

    pattern: str
    means: str
    usually: str
    do: str
    read: Reader | None = None


@dataclass(frozen=True)
class Found:
    """A row's sentences with the names and numbers of one message in them."""

    means: str
    usually: str
    do: str


def find(text: str, rows: Iterable[Known]) -> Found | None:
    """The first row whose pattern occurs in `text`, filled in; None where no row fits."""
    for row in rows:
        match = re.search(row.pattern, text)
        if match:
            return _filled(row, match)
    return None


def _filled(row: Known, match: re.Match[str]) -> Found:
    groups = match.groups("")
    means, usually, do = (part.format(*groups) for part in (row.means, row.usually, row.do))
    more = row.read(match) if row.read else ""
    return Found(f"{means} {more}".strip(), usually, do)
