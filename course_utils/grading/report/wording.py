"""How each status is said: a sign, a short word for tables, and a kind one for the student."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    sign: str
    short: str
    kind: str
    help: str = ""


STATUSES = {
    "passed": Word("✓", "passed", "Correct"),
    "failed": Word("✗", "failed", "Not right yet"),
    "error": Word("!", "error", "Stopped with an error"),
    "missing": Word("…", "missing", "Not written yet", "Write it in its cell, then hand in again."),
    "timeout": Word(
        "∞", "too slow", "Took too long", "Look for a loop that never ends, or one that can be a slice."
    ),
    "memory": Word(
        "▲", "memory", "Used too much memory", "Look for an array that is larger than it need be."
    ),
    "crashed": Word(
        "↯", "crashed", "Ended Python", "The function ended the whole process: look for exit or quit."
    ),
    "blocked": Word(
        "⊘",
        "blocked",
        "Not allowed here",
        "A graded function may only compute: no files, network or answers.",
    ),
    "unchecked": Word(
        "?",
        "unchecked",
        "Not checked",
        "The fault is ours and costs you nothing; your instructor looks at it.",
    ),
}
