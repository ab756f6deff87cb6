"""Which of the student's cells stands for which cell of the course."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from course_utils.student.cells import Cell, essence, functions, own_id, title

Keys = Callable[[Cell], Iterable[Hashable]]
# Two cells without ids at the same place are one cell, rewritten, when this much of their text agrees.
_SIMILAR = 0.5
_WORDS = re.compile(r"\w+|[^\w\s]")


@dataclass(eq=False)
class Slot:
    """One cell of the course: as it was handed out, as it is now, and as the student has it."""

    base: Cell | None = None
    new: Cell | None = None
    mine: Cell | None = None

    @property
    def course_cells(self) -> list[Cell]:
        return [cell for cell in (self.base, self.new) if cell is not None]


def slots(base: list[Cell], new: list[Cell]) -> list[Slot]:
    """A slot for each cell of the course: those of `base` in their order, then those only in `new`."""
    old = [Slot(base=cell) for cell in base]
    found = dict[int, Slot]()
    for keys in (_ids, _titles, _essences):
        _match(keys, old, new, found)
    for index, slot in found.items():
        slot.new = new[index]
    return old + [Slot(new=cell) for index, cell in enumerate(new) if index not in found]


def match(course: list[Slot], mine: list[Cell]) -> dict[int, Slot]:
    """Slots by the index of the student's cell that stands for them; each slot at most once.

    Ids decide first, then exercise names (old editors drop ids), then equal texts; where no id is
    known at all, similar texts at the same place.
    """
    found = dict[int, Slot]()
    _match(_ids, course, mine, found)
    foreign = not found
    for keys in (_titles, functions, _essences):
        _match(keys, course, mine, found)
    if foreign:
        _match_places(course, mine, found)
    return found


def _ids(cell: Cell) -> list[str]:
    return [own_id(cell)] if own_id(cell) else []


def _titles(cell: Cell) -> list[str]:
    return [title(cell)] if title(cell) else []


def _essences(cell: Cell) -> list[Hashable]:
    return [essence(cell)]


def _match(keys: Keys, course: list[Slot], mine: list[Cell], found: dict[int, Slot]) -> None:
    """Add to `found`: each cell with the first free slot that shares a key with it."""
    taken = set(found.values())
    free = dict[Hashable, list[Slot]]()
    for slot in course:
        if slot not in taken:
            for key in dict.fromkeys(key for cell in slot.course_cells for key in keys(cell)):
                free.setdefault(key, []).append(slot)
    for index, cell in enumerate(mine):
        candidates = [slot for key in keys(cell) for slot in free.get(key, ())] if index not in found else []
        chosen = next((slot for slot in candidates if slot not in taken), None)
        if chosen is not None:
            found[index] = chosen
            taken.add(chosen)


def _match_places(course: list[Slot], mine: list[Cell], found: dict[int, Slot]) -> None:
    places = {slot: index for index, slot in found.items()}
    handed_out = [slot for slot in course if slot.base is not None]
    for number, slot in enumerate(handed_out):
        if slot in places:
            continue
        before = next((places[one] for one in reversed(handed_out[:number]) if one in places), -1)
        after = next((places[one] for one in handed_out[number:] if one in places), len(mine))
        rivals = [(_likeness(slot.base, mine[i]), i) for i in range(before + 1, after) if i not in found]
        likeness, index = max(rivals, default=(0.0, -1))
        if likeness >= _SIMILAR:
            found[index] = slot
            places[slot] = index


def _likeness(one: Cell | None, other: Cell) -> float:
    """From 0 to 1: how much of the words of two cells of one kind agrees."""
    if one is None or one["cell_type"] != other["cell_type"]:
        return 0.0
    words = (_WORDS.findall(essence(cell)[1]) for cell in (one, other))
    return SequenceMatcher(None, next(words), next(words), autojunk=False).ratio()
