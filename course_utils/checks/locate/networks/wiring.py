"""A network as plain parts, each with a number that is the same where layer, options and all before it are the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from course_utils.checks.calls.keras_graph import COMMUTATIVE, Vertex
from course_utils.checks.calls.keras_models import unheard
from course_utils.checks.differences.layers import border_apart

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


def spelt_out(expected: Wiring, own: Wiring) -> Wiring:
    """The layers expected, a border of zeros apart from its convolution where `own` has such a border apart.

    A convolution with another option no longer lays what "same" lays: its border is none too many.
    """
    has, places, spelt = {text for text, _ in own}, list[int](), Wiring()
    for text, sources in expected:
        inputs, apart = [places[source] for source in sources], border_apart(text)
        if apart and apart[0] in has and text not in has:
            spelt.append((apart[0], inputs))
            text, inputs = apart[1], [len(spelt) - 1]
        spelt.append((text, inputs))
        places.append(len(spelt) - 1)
    return spelt


def without_borders(wired: Wiring) -> set[int]:
    """The places of layers that count: a border that its convolution's text tells is none by itself."""
    told = {(apart[0], *sources) for text, sources in wired if (apart := border_apart(text))}
    return {place for place, (text, sources) in enumerate(wired) if (text, *sources) not in told}


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
