"""Students on their way to the processes that write pages: as bytes, where what many share travels once."""

from __future__ import annotations

import pickle
from io import BytesIO
from typing import Any

from course_utils.checks.report import Result
from course_utils.grading.gradebook.once import MOST
from course_utils.grading.gradebook.records import Standing
from course_utils.grading.report.figures.member import Member


class Packer:
    """Members as bytes, for one `Unpacker` that reads them in this order.

    A result goes with the first member that has it, and then by its place; `most` places are in use. Attempts that do
    not count stay here: no page shows them. The bytes go from this program to itself and are never kept.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most, self._sent = most, dict[int, tuple[int, Result]]()

    def __call__(self, member: Member) -> bytes:
        file = BytesIO()
        _Pickler(file, self).dump(member)
        return file.getvalue()

    def place(self, result: Result) -> int | tuple[int, bytes]:
        """Where the other side holds `result`, and with it the result where that is new there."""
        sent = self._sent.get(id(result))
        if sent is not None:
            return sent[0]
        if len(self._sent) >= self._most:
            self._sent.clear()  # places are given anew, and the other side puts new results into them
        place = len(self._sent)
        self._sent[id(result)] = place, result  # held, so that nothing else gets its identity
        return place, pickle.dumps(result)


class _Pickler(pickle.Pickler):
    def __init__(self, file: BytesIO, packer: Packer) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._packer = packer

    def persistent_id(self, value: Any) -> int | tuple[int, bytes] | None:
        return self._packer.place(value) if type(value) is Result else None

    def reducer_override(self, value: Any) -> Any:
        if type(value) is not Standing:
            return NotImplemented
        return object.__new__, (Standing,), {**vars(value), "history": ()}


class Unpacker:
    """Members from the bytes of one `Packer`."""

    def __init__(self) -> None:
        self.held = dict[int, Result]()

    def __call__(self, packed: bytes) -> Member:
        member: Member = _Unpickler(packed, self.held).load()
        return member


class _Unpickler(pickle.Unpickler):
    def __init__(self, packed: bytes, held: dict[int, Result]) -> None:
        super().__init__(BytesIO(packed))
        self._held = held

    def persistent_load(self, place: Any) -> Result:
        if isinstance(place, tuple):
            self._held[place[0]] = pickle.loads(place[1])
            return self._held[place[0]]
        return self._held[place]
