"""A student of the class, and the forms in which a name comes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

State = Literal["active", "withdrawn"]


@dataclass(frozen=True)
class Person:
    """A student as the class keeps them.

    `student` is the name under which grades stand, of one person only. `ids` are pairs of a system and what it calls
    the student: ("canvas", "1234"), ("login", "ada"), ("moodle", "77"), ("email", "ada@example.org").
    """

    name: str
    ids: frozenset[tuple[str, str]] = frozenset()
    section: str = ""
    state: State = "active"
    student: str = ""

    def id(self, system: str) -> str:
        """What `system` calls the student, or ""."""
        return min((value for known, value in self.ids if known == system), default="")


def folded(name: str) -> str:
    """A name for comparison: one form of Unicode, no case, single spaces; Turkish writes two letters i, with case each.

    >>> folded("IŞIK  İpek") == folded("Işık İpek")
    True
    """
    return " ".join(unicodedata.normalize("NFC", name).casefold().replace("i\u0307", "i").replace("ı", "i").split())


def compared(name: str) -> str:
    """A folded name of letters and digits alone, where it has any: apostrophes come in many signs, or are dropped.

    >>> compared("O’Brien, Seán") == compared("O'BRIEN Seán"), compared("🙂") == compared("😀")
    (True, False)
    """
    return " ".join(filter(None, map(_squeezed, folded(name).split()))) or folded(name)


def in_order(name: str) -> str:
    """"Lovelace, Ada" as "Ada Lovelace"."""
    last, comma, first = name.partition(",")
    parts = (first, last) if comma and first.strip() else (name,)
    return " ".join(unicodedata.normalize("NFC", " ".join(parts)).split())


def spellings(name: str) -> Iterator[str]:
    """The folded forms under which the files of a student called `name` may come.

    Canvas writes the sortable name in small letters and without what is no letter.
    """
    words = compared(name).split()
    yield " ".join(words)
    for split in range(1, len(words)):
        turned = [*words[split:], *words[:split]]
        yield " ".join(turned)
        yield _squeezed("".join(turned))
    yield _squeezed("".join(words))


def _squeezed(name: str) -> str:
    return "".join(sign for sign in name if sign.isalnum() or unicodedata.category(sign).startswith("M"))
