"""Bring a newer version of a notebook together with what a student wrote: three-way, cell by cell.

The course's new order of cells is the skeleton. Per cell: who changed it decides; where both did, the
student's text stays and the course's stands in a text cell right behind it. Merging once more changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from course_utils.student import cells
from course_utils.student.cells import Cell, Notebook, essence
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
    course, own = slots(base["cells"], new["cells"]), mine["cells"]
    found = match(course, own)
    for index, slot in found.items():
        slot.mine = own[index]
    if base["cells"] == new["cells"] and not any(_is_missing(slot) for slot in course):
        return Merged(mine, 0, _count_kept(course, own, found), ())
    placed = _Placed(course)
    loose = _loose(course, own, found)
    _add_own(placed, loose[None])
    for slot in _in_new_order(course, new["cells"]):
        _add(placed, slot)
        _add_own(placed, loose[slot])
    facts = new.get("metadata", {})
    metadata = {**facts, **mine.get("metadata", {}), "course": facts.get("course", {})}
    notebook = {**mine, "cells": placed.cells, "metadata": metadata}
    notebook["nbformat_minor"] = max(5, mine.get("nbformat_minor") or 0)
    gone = sum(slot.new is None and slot.mine is not None and not _is_changed(slot) for slot in course)
    return Merged(notebook, placed.updated + gone, _count_kept(course, own, found), tuple(placed.conflicts))


def _is_missing(slot: Slot) -> bool:
    """True when the student's notebook lacks a cell that it needs."""
    return slot.new is not None and slot.mine is None and cells.is_required(slot.new)


def _is_changed(slot: Slot) -> bool:
    """True when the student's cell is not what the course handed out."""
    assert slot.mine is not None
    return slot.base is None or essence(slot.mine) != essence(slot.base)


def _is_conflict(slot: Slot) -> bool:
    """True when the student and the course changed the cell, and not to the same text."""
    if slot.new is None or slot.mine is None or not _is_changed(slot):
        return False
    wanted = essence(slot.new)
    return essence(slot.mine) != wanted and (slot.base is None or essence(slot.base) != wanted)


def _count_kept(course: list[Slot], own: list[Cell], found: dict[int, Slot]) -> int:
    """How many cells of the student's are neither the old nor the new text of the course."""
    texts = {essence(cell) for slot in course for cell in slot.course_cells}
    return sum(essence(cell) not in texts and not _notice_for(cell) for cell in own)


def _in_new_order(course: list[Slot], new: list[Cell]) -> list[Slot]:
    places = {id(cell): place for place, cell in enumerate(new)}
    return sorted((slot for slot in course if slot.new is not None), key=lambda slot: places[id(slot.new)])


def _loose(course: list[Slot], own: list[Cell], found: dict[int, Slot]) -> dict[Slot | None, list[Cell]]:
    """The student's own cells by the cell of the course that they stand behind (None: the beginning)."""
    removed = {essence(slot.base) for slot in course if slot.base is not None and slot.new is None}
    renewed = {cells.own_id(slot.new) for slot in course if slot.new is not None and _is_conflict(slot)}
    behind: dict[Slot | None, list[Cell]] = {None: [], **{slot: [] for slot in course}}
    current: Slot | None = None
    for index, cell in enumerate(own):
        slot = found.get(index)
        if slot is not None and slot.new is not None:
            current = slot
        elif essence(cell) not in removed and _notice_for(cell) not in renewed:
            behind[current].append(cell)
    return behind


class _Placed:
    """The cells of the merged notebook so far; each gets an id that no other cell has."""

    def __init__(self, course: list[Slot]) -> None:
        self.cells = list[Cell]()
        self.updated = 0
        self.conflicts = list[str]()
        # Also ids of old: a student's cell must never be taken for a cell of the course.
        self._taken = {"", *(cells.own_id(cell) for slot in course if slot.new for cell in slot.course_cells)}

    def add(self, cell: Cell, id: str = "") -> None:
        """Append the cell under `id`, or under its own id where that is free."""
        chosen = id or next(one for one in self._candidates(cell) if one not in self._taken)
        self._taken.add(chosen)
        self.cells.append({**_complete(cell), "id": chosen})

    def _candidates(self, cell: Cell) -> Iterator[str]:
        yield cells.own_id(cell)
        stem = f"own-{cells.fingerprint(cells.source(cell))}"
        yield stem
        yield from (f"{stem}-{number}" for number in range(2, len(self._taken) + 3))


def _complete(cell: Cell) -> Cell:
    """The cell with every field that its kind must have."""
    needed: Cell = {"metadata": {}}
    if cell["cell_type"] == "code":
        needed |= {"outputs": [], "execution_count": None}
    return {**needed, **cell}


def _add(placed: _Placed, slot: Slot) -> None:
    """Append the cell of one slot: the student's, the course's, or the student's and the course's."""
    new, mine = slot.new, slot.mine
    assert new is not None
    if mine is None:
        if slot.base is None or cells.is_required(new):  # else the student took it out
            placed.add(new, cells.own_id(new))
            placed.updated += 1
    elif (essence(mine) == essence(new) and _has_run(slot)) or _is_changed(slot):
        metadata = {**mine.get("metadata", {}), **new.get("metadata", {})}
        placed.add({**mine, "metadata": metadata}, cells.own_id(new))
        if _is_conflict(slot):
            placed.conflicts.append(cells.name(new))
            placed.add(_notice(new))
    else:
        placed.add(new, cells.own_id(new))
        placed.updated += essence(mine) != essence(new)


def _has_run(slot: Slot) -> bool:
    """True when the student's cell shows other outputs than the course handed out."""
    assert slot.mine is not None
    return slot.base is None or slot.mine.get("outputs") != slot.base.get("outputs")


def _add_own(placed: _Placed, own: list[Cell]) -> None:
    for cell in own:
        placed.add(cell)


def _notice(new: Cell) -> Cell:
    """The text cell that shows the course's new version of the cell before it."""
    text = cells.source(new)
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    lines = f"{SENTENCE}\n\n{fence}{_LANGUAGES[new['cell_type']]}\n{text}\n{fence}"
    facts = {"new_version_of": cells.own_id(new), "fingerprint": cells.fingerprint(lines)}
    return {
        "cell_type": "markdown",
        "id": f"{cells.own_id(new)[:50]}-new-version",
        "metadata": {"course": facts},
        "source": lines.splitlines(keepends=True),
    }


def _notice_for(cell: Cell) -> str | None:
    """The id of the cell whose new version this text cell shows; None when the student wrote in it."""
    facts = cell.get("metadata", {}).get("course")
    if not isinstance(facts, dict) or facts.get("fingerprint") != cells.fingerprint(cells.source(cell)):
        return None
    found = facts.get("new_version_of")
    return found if isinstance(found, str) else None
