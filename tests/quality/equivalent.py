"""Mutants that give the same answers as the reference, read from `equivalent.txt`.

A reason, and below it the exercises and the change, by one of the keys that `make mutants` prints after "alive": they number
a function's own names as they come, so that a reference may rename its variables and move its lines. A shorter key
survives more rewording; a longer one names one place of several. An entry that names no survivor fails the test.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

FILE = Path(__file__).with_suffix(".txt")


def parse(text: str) -> dict[str, dict[str, str]]:
    """{exercise: {key: reason}}."""
    table: dict[str, dict[str, str]] = {}
    reason = ""
    for line in text.splitlines():
        if line and not line[0].isspace():
            reason = line
        elif line:
            names, _, key = line.strip().partition(": ")
            for name in names.split(", "):
                table.setdefault(name, {})[key] = reason
    return table


EQUIVALENT = parse(FILE.read_text("utf-8"))


def entry(exercise: str, keys: Iterable[str]) -> str:
    """The key by which a mutant is listed; empty where it is not."""
    return next((key for key in keys if key in EQUIVALENT.get(exercise, {})), "")
