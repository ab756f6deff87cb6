"""Which of the student's cells stands for which cell of the course."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from course_utils.notebooks.cell import Cell

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


def slots(base: Sequence[Cell], new: Sequence[Cell]) -> list[Slot]:
    """A slot for each cell of the course: those of `base` in their order, then those only in `new`."""
    old = [Slot(base=cell) for cell in base]
    matched = dict[int, Slot]()
    for keys in (_ids, _titles, _essences):
        _match(keys, old, new, matched)
    for index, slot in matched.items():
        slot.new = new[index]
    return old + [Slot(new=cell) for index, cell in enumerate(new) if index not in matched]


def match(course: list[Slot], mine: Sequence[Cell]) -> dict[int, Slot]:
    """Slots by the index of the student's cell that stands for them; each slot at most once.

    Ids decide first, then exercise names (old editors drop ids), then equal texts; where no id is
    known at all, similar texts at the same place.
    """
    matched = dict[int, Slot]()
    _match(_ids, course, mine, matched)
    foreign = not matched
    for keys in (_titles, _functions, _essences):
        _match(keys, course, mine, matched)
    if foreign:
        _match_places(course, mine, matched)
    return matched


def _ids(cell: Cell) -> list[str]:
    return [cell.id] if cell.id else []


def _titles(cell: Cell) -> list[str]:
    return [cell.title] if cell.title else []


def _functions(cell: Cell) -> Sequence[str]:
    return cell.functions


def _essences(cell: Cell) -> list[Hashable]:
    return [cell.essence]


def _match(keys: Keys, course: list[Slot], mine: Sequence[Cell], matched: dict[int, Slot]) -> None:
    """Add to `matched`: each cell with the first free slot that shares a key with it."""
    taken = set(matched.values())
    free = dict[Hashable, list[Slot]]()
    for slot in course:
        if slot not in taken:
            for key in dict.fromkeys(key for cell in slot.course_cells for key in keys(cell)):
                free.setdefault(key, []).append(slot)
    for index, cell in enumerate(mine):
        candidates = [slot for key in keys(cell) for slot in free.get(key, ())] if index not in matched else []
        chosen = next((slot for slot in candidates if slot not in taken), None)
        if chosen is not None:
            matched[index] = chosen
            taken.add(chosen)


def _match_places(course: list[Slot], mine: Sequence[Cell], matched: dict[int, Slot]) -> None:
    places = {slot: index for index, slot in matched.items()}
    handed_out = [slot for slot in course if slot.base is not None]
    for number, slot in enumerate(handed_out):
        if slot in places:
            continue
        before = next((places[earlier] for earlier in reversed(handed_out[:number]) if earlier in places), -1)
        after = next((places[later] for later in handed_out[number:] if later in places), len(mine))
        rivals = [(_likeness(slot.base, mine[i]), i) for i in range(before + 1, after) if i not in matched]
        likeness, index = max(rivals, default=(0.0, -1))
        if likeness >= _SIMILAR:
            matched[index] = slot
            places[slot] = index


def _likeness(base: Cell | None, mine: Cell) -> float:
    """From 0 to 1: how much of the words of two cells of one kind agrees."""
    if base is None or base.kind != mine.kind:
        return 0.0
    words = (_WORDS.findall(cell.essence[1]) for cell in (base, mine))
    return SequenceMatcher(None, next(words), next(words), autojunk=False).ratio()
