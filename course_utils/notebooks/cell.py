"""A cell of a notebook: what it says is worked out once, however often it is compared."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

Fields: TypeAlias = dict[str, Any]  # a JSON object of a notebook file
Essence: TypeAlias = tuple[str, str, str]

MARK = "# GRADED FUNCTION: "
UNFINISHED = "raise NotImplementedError"  # in a graded cell that nobody has written yet
_GRADED = re.compile(r"\s*#\s*GRADED\s+FUNCTIONS?\s*(?::\s*)?([A-Za-z_]\w*)", re.IGNORECASE)
_DEF = re.compile(r"def\s+([A-Za-z_]\w*)\s*\(")
_CHECK = re.compile(r"^check\(", re.MULTILINE)
_VALID_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True)
class Cell:
    """One cell: its number among all cells (from 1, as a reader counts), its source, and its kind.

    `fields` is all that the file says of it, so that nothing is lost in writing; empty where only code was read.
    `line` is the number of its first line, where the file is a text.
    """

    number: int
    source: str
    kind: str = "code"
    fields: Fields = field(default_factory=dict, repr=False, hash=False)
    line: int = 1

    @classmethod
    def of(cls, number: int, fields: Fields, line: int = 1) -> Cell:
        """The cell that these fields of a file describe; its text may be there as lines."""
        return cls(number, text_of(fields), fields["cell_type"], fields, line)

    def changed(self, **fields: object) -> Cell:
        """The cell with other fields."""
        return Cell.of(self.number, {**self.fields, **fields}, self.line)

    @property
    def metadata(self) -> Fields:
        known: Fields = self.fields.get("metadata", {})
        return known

    @property
    def tags(self) -> tuple[str, ...]:
        known = self.metadata.get("tags")
        return tuple(tag for tag in known if isinstance(tag, str)) if isinstance(known, list) else ()

    @cached_property
    def id(self) -> str:
        """The cell's id; some editors keep it among the metadata. Empty when it has none."""
        known = self.fields.get("id") or self.metadata.get("id")
        return known if isinstance(known, str) and _VALID_ID.fullmatch(known) else ""

    @cached_property
    def title(self) -> str:
        """The exercise that the comment `# GRADED FUNCTION: name` names, or nothing."""
        return graded_name(self.source) if self.kind == "code" else ""

    @cached_property
    def functions(self) -> tuple[str, ...]:
        """Functions that the cell marks as graded or defines at the left margin."""
        if self.kind != "code":
            return ()
        return tuple(dict.fromkeys([*_names(_GRADED, self.source), *_names(_DEF, self.source)]))

    @cached_property
    def essence(self) -> Essence:
        """What a cell says: two cells with one essence differ at most in blanks at ends of lines and in outputs."""
        lines = [line.rstrip() for line in self.source.replace("\r\n", "\n").split("\n")]
        attachments = self.fields.get("attachments")
        pictures = json.dumps(attachments, sort_keys=True) if attachments else ""
        return self.kind, "\n".join(lines).strip("\n"), pictures

    @cached_property
    def is_check(self) -> bool:
        """True for a cell that checks a function: the course's own notebooks have one for each."""
        return self.kind == "code" and bool(_CHECK.search(self.source))

    @cached_property
    def is_required(self) -> bool:
        """True for graded cells and checks: a notebook without one of them is incomplete."""
        return bool(self.title) or self.is_check

    @property
    def name(self) -> str:
        """How a report calls the cell: its exercise, its id, or the beginning of its text."""
        return self.title or self.id or self.source.strip().split("\n")[0][:40]


def text_of(fields: Fields) -> str:
    """The text of a cell, of whatever form; format 3 calls it input."""
    text = fields.get("source", fields.get("input", ""))
    if isinstance(text, list):
        text = "".join(line for line in text if isinstance(line, str))
    return text if isinstance(text, str) else ""


def complete(fields: Fields) -> Fields:
    """The fields of a cell with every one that its kind must have."""
    needed: Fields = {"metadata": {}}
    if fields["cell_type"] == "code":
        needed |= {"outputs": [], "execution_count": None}
    return {**needed, **fields}


def graded_name(source: str) -> str:
    """The function that a comment `# GRADED FUNCTION: name` in the source marks, or nothing.

    >>> graded_name("# GRADED FUNCTION: zero_pad\\ndef zero_pad(X, pad): ...")
    'zero_pad'
    """
    return next(_names(_GRADED, source), "")


def graded_names(cells: Iterable[Cell]) -> tuple[str, ...]:
    """Names that the cells mark by `# GRADED FUNCTION:` or define at the left margin."""
    return tuple(dict.fromkeys(name for cell in cells for name in cell.functions))


def _names(pattern: re.Pattern[str], source: str) -> Iterator[str]:
    """Line by line: over the whole text, blanks at the start would be run through again from every line."""
    return (match[1] for match in map(pattern.match, source.split("\n")) if match)
