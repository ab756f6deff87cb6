"""Bring a newer version of a notebook together with what a student wrote: three-way, cell by cell.

The course's new order of cells is the skeleton. Per cell: who changed it decides; where both did, the
student's text stays and the course's stands in a text cell right behind it. Merging once more changes nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from course_utils.notebooks.cell import Cell, complete
from course_utils.notebooks.file import Notebook
from course_utils.student.matching import Slot, match, slots

SENTENCE = (
    "The course has changed the cell above: yours is kept as it is, and this is the new version; "
    "take over what you need, then delete this cell."
)
_LANGUAGES = {"code": "python", "markdown": "markdown", "raw": "text"}


@dataclass(frozen=True)
class Merged:
    """The merged notebook; `updated` cells came from the course, `kept` ones are the student's own.

    `conflicts` names the cells that both changed.
    """

    notebook: Notebook
    updated: int
    kept: int
    conflicts: tuple[str, ...]


def merge(base: Notebook, mine: Notebook, new: Notebook) -> Merged:
    """`mine`, made from `base`, with what `new` has changed since; no text of the student's is left out."""
    course, own = slots(base.cells, new.cells), mine.cells
    matched = match(course, own)
    for index, slot in matched.items():
        slot.mine = own[index]
    if base.cells == new.cells and not any(_is_missing(slot) for slot in course):
        return Merged(mine, 0, _count_kept(course, own), ())
    placed = _Placed(course)
    loose = _loose(course, own, matched)
    _add_own(placed, loose[None])
    in_new_order = {slot.new.number: slot for slot in course if slot.new is not None}
    for _, slot in sorted(in_new_order.items()):
        _add(placed, slot)
        _add_own(placed, loose[slot])
    metadata = {**new.metadata, **mine.metadata, "course": new.metadata.get("course", {})}
    minor = max(5, mine.fields.get("nbformat_minor") or 0)
    notebook = Notebook(tuple(placed.cells), {**mine.fields, "metadata": metadata, "nbformat_minor": minor})
    gone = sum(slot.new is None and slot.mine is not None and not _is_changed(slot) for slot in course)
    return Merged(notebook, placed.updated + gone, _count_kept(course, own), tuple(placed.conflicts))


def _is_missing(slot: Slot) -> bool:
    """True when the student's notebook lacks a cell that it needs."""
    return slot.new is not None and slot.mine is None and slot.new.is_required


def _is_changed(slot: Slot) -> bool:
    """True when the student's cell is not what the course handed out."""
    assert slot.mine is not None
    return slot.base is None or slot.mine.essence != slot.base.essence


def _is_conflict(slot: Slot) -> bool:
    """True when the student and the course changed the cell, and not to the same text."""
    if slot.new is None or slot.mine is None or not _is_changed(slot):
        return False
    wanted = slot.new.essence
    return slot.mine.essence != wanted and (slot.base is None or slot.base.essence != wanted)


def _count_kept(course: list[Slot], own: Sequence[Cell]) -> int:
    """How many cells of the student's are neither the old nor the new text of the course."""
    texts = {cell.essence for slot in course for cell in slot.course_cells}
    return sum(cell.essence not in texts and not _notice_for(cell) for cell in own)


def _loose(course: list[Slot], own: Sequence[Cell], matched: dict[int, Slot]) -> dict[Slot | None, list[Cell]]:
    """The student's own cells by the cell of the course that they stand behind (None: the beginning)."""
    removed = {slot.base.essence for slot in course if slot.base is not None and slot.new is None}
    renewed = {slot.new.id for slot in course if slot.new is not None and _is_conflict(slot)}
    behind: dict[Slot | None, list[Cell]] = {None: [], **{slot: [] for slot in course}}
    current: Slot | None = None
    for index, cell in enumerate(own):
        slot = matched.get(index)
        if slot is not None and slot.new is not None:
            current = slot
        elif cell.essence not in removed and _notice_for(cell) not in renewed:
            behind[current].append(cell)
    return behind


class _Placed:
    """The cells of the merged notebook so far; each gets an id that no other cell has."""

    def __init__(self, course: list[Slot]) -> None:
        self.cells = list[Cell]()
        self.updated = 0
        self.conflicts = list[str]()
        # Also ids of old: a student's cell must never be taken for a cell of the course.
        self._taken = {"", *(cell.id for slot in course if slot.new for cell in slot.course_cells)}

    def add(self, cell: Cell, id: str = "") -> None:
        """Append the cell under `id`, or under its own id where that is free."""
        chosen = id or next(free for free in self._candidates(cell) if free not in self._taken)
        self._taken.add(chosen)
        self.cells.append(Cell.of(len(self.cells) + 1, {**complete(cell.fields), "id": chosen}))

    def _candidates(self, cell: Cell) -> Iterator[str]:
        yield cell.id
        stem = f"own-{_fingerprint(cell.source)}"
        yield stem
        yield from (f"{stem}-{number}" for number in range(2, len(self._taken) + 3))


def _add(placed: _Placed, slot: Slot) -> None:
    """Append the cell of one slot: the student's, the course's, or the student's and the course's."""
    new, mine = slot.new, slot.mine
    assert new is not None
    if mine is None:
        if slot.base is None or new.is_required:  # else the student took it out
            placed.add(new, new.id)
            placed.updated += 1
    elif (mine.essence == new.essence and _has_run(slot)) or _is_changed(slot):
        placed.add(mine.changed(metadata={**mine.metadata, **new.metadata}), new.id)
        if _is_conflict(slot):
            placed.conflicts.append(new.name)
            placed.add(_notice(new))
    else:
        placed.add(new, new.id)
        placed.updated += mine.essence != new.essence


def _has_run(slot: Slot) -> bool:
    """True when the student's cell shows other outputs than the course handed out."""
    assert slot.mine is not None
    return slot.base is None or slot.mine.fields.get("outputs") != slot.base.fields.get("outputs")


def _add_own(placed: _Placed, own: list[Cell]) -> None:
    for cell in own:
        placed.add(cell)


def _notice(new: Cell) -> Cell:
    """The text cell that shows the course's new version of the cell before it."""
    longest = max((len(run) for run in re.findall("`+", new.source)), default=0)
    fence = "`" * max(3, longest + 1)
    text = f"{SENTENCE}\n\n{fence}{_LANGUAGES[new.kind]}\n{new.source}\n{fence}"
    facts = {"new_version_of": new.id, "fingerprint": _fingerprint(text)}
    fields = {
        "cell_type": "markdown",
        "id": f"{new.id[:50]}-new-version",
        "metadata": {"course": facts},
        "source": text.splitlines(keepends=True),
    }
    return Cell.of(new.number, fields)


def _notice_for(cell: Cell) -> str | None:
    """The id of the cell whose new version this text cell shows; None when the student wrote in it."""
    facts = cell.metadata.get("course")
    if not isinstance(facts, dict) or facts.get("fingerprint") != _fingerprint(cell.source):
        return None
    id = facts.get("new_version_of")
    return id if isinstance(id, str) else None


def _fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:12]
