"""A network as plain parts, each with a number that is the same where layer, options and all before it are the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from course_utils.checks.calls.keras_graph import COMMUTATIVE, Vertex
from course_utils.checks.calls.keras_models import unheard

Wiring: TypeAlias = list[tuple[str, list[int]]]  # of each layer its text, and the places of those it reads


@dataclass(frozen=True)
class Part:
    """A layer in a network: the numbers of what it reads and its own, the lines that make and call it, 0 for none.

    `maker` is the class whose object does it: of an activation given to a convolution, the convolution's.
    """

    text: str
    inputs: tuple[int, ...]
    number: int
    made: int = 0
    called: int = 0
    maker: str = ""

    @property
    def kind(self) -> str:
        return self.text.split(",")[0].split(" ")[0]


def wiring(vertices: Sequence[Vertex], call: str) -> Wiring:
    """The layers of a graph in its order, as plain values. `call` decides which states of a layer count."""
    places = {vertex: place for place, vertex in enumerate(vertices)}
    return [(unheard(vertex.text, call), [places[source] for source in vertex.inputs]) for vertex in vertices]


class Numbers:
    """Gives parts their numbers."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, tuple[int, ...]], int] = {}

    def parts(self, wired: Wiring, origins: Iterable[tuple[int, int, str]] = ()) -> list[Part]:
        """The parts of a network; `origins` are the lines that make and call each, and its maker."""
        known, parts = list(origins) or [(0, 0, "")] * len(wired), list[Part]()
        for (text, places), (made, called, maker) in zip(wired, known, strict=True):
            inputs = tuple(parts[place].number for place in places)
            if text.split(",")[0] in COMMUTATIVE:
                inputs = tuple(sorted(inputs))
            number = self._known.setdefault((text, inputs), len(self._known))
            parts.append(Part(text, inputs, number, made, called, maker))
        return parts
