"""How each status is said: in a check, in the pages for students and instructors, and in their tables and charts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Wording:
    """A sign, a short word for tables, a kind one for the student with a line of help, and colours on light and dark.

    A student at work reads less from a check: right, wrong or open, by the `mark` and the colour of its `edge`.
    """

    sign: str
    short: str
    kind: str
    colour: str
    dark: str
    help: str = ""
    mark: str = "✗"
    edge: str = "#D55E00"


STATUSES = {
    "passed": Wording("✓", "passed", "Correct", "#009e73", "#1fb98c", mark="✓", edge="#009E73"),
    "failed": Wording("✗", "failed", "Not right yet", "#d55e00", "#ee7b2b"),
    "error": Wording("!", "error", "Stopped with an error", "#e69f00", "#e6a832"),
    "missing": Wording(
        "…", "missing", "Not written yet", "#8fc9ef", "#4b8db8",
        "Write it in its cell, then hand in again.", mark="…", edge="#3391CC",
    ),
    "timeout": Wording(
        "∞", "too slow", "Took too long", "#cc79a7", "#cc79a7",
        "Look for a loop that never ends, or one that can be a slice.",
    ),
    "memory": Wording(
        "▲", "memory", "Used too much memory", "#f0e442", "#f0e442",
        "Look for an array that is larger than it need be.",
    ),
    "crashed": Wording(
        "↯", "crashed", "Ended Python", "#0072b2", "#2f8fce",
        "The function ended the whole process: look for exit or quit.",
    ),
    "blocked": Wording(
        "⊘", "blocked", "Not allowed here", "#333", "#c9cfd6",
        "A graded function may only compute: no files, network or answers.",
    ),
    "unchecked": Wording(
        "?", "unchecked", "Not checked", "#c1121f", "#ff6b6b",
        "The fault is ours and costs you nothing; your instructor looks at it.", mark="?",
    ),
}  # fmt: skip
