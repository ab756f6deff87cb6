"""The first layer at which a network departs from the one asked for, and in which way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from course_utils.checks.differences import layers
from course_utils.checks.locate.networks.wiring import Part

Way = Literal[
    "option", "kind", "missing", "uncalled", "unused", "order", "extra", "input", "sequence", "stops", "deaf",
    "returns",
]  # fmt: skip
_FAR = 3  # layers on: so near a layer may stand that comes too late
_MOST = 3  # missing layers that are named


@dataclass(frozen=True)
class Departure:
    """How a network departs, the lines of it, and what differs there in words.

    `part` is the layer at fault: its options, or how often it is made, may come from further lines; where something is
    missing, the first of that.
    """

    way: Way
    lines: tuple[int, ...]
    what: str
    part: Part | None = None


class Comparison:
    """A network, layers that it makes and does not use, and the network asked for."""

    def __init__(self, own: Sequence[Part], aside: Sequence[Part], expected: Sequence[Part], end: int = 0) -> None:
        """`end` is the line that makes a network of the layers, 0 for none."""
        self._own, self._expected, self._end = own, expected, end
        self._right = {part.number for part in expected}
        self._met = {part.number for part in own}
        self._aside = {part.number: part for part in aside}

    def first(self) -> Departure | None:
        """None where every layer is right."""
        wrong = (part for part in self._own if part.number not in self._right)
        part = next((part for part in wrong if self._right.issuperset(part.inputs)), None)
        if part is None:
            return self._at_the_end()
        after = [e for e in self._expected if e.inputs == part.inputs and e.number not in self._met]
        for other in sorted(after, key=lambda e: e.kind != part.kind):
            return self._instead(part, other)
        return self._misplaced(part)

    def _option(self, part: Part, expected: Part) -> Departure:
        if part.kind == "Input":
            return Departure("option", (part.made,), f"{part.text}; expected is {expected.text}", part)
        difference = layers.difference("", part.text, expected.text)
        has = "is" if difference.kind == "state" else "has"
        what = f"{part.kind} {has} {difference.got}; expected is {difference.expected}"
        return Departure("option", (part.made,), what, part)

    def _instead(self, part: Part, expected: Part) -> Departure:
        """Another layer than expected reads what is right."""
        if expected.number in self._aside:
            aside = self._aside[expected.number]
            return Departure("unused", (aside.made, part.called or part.made), short(expected), aside)
        missing = self._until(part.text, expected) if self._spare(part.text) <= 0 else []
        later = next((p for p in self._behind(part, self._own) if p.text == expected.text), None)
        if missing and later and not self._spare(part.text) and not self._spare(expected.text):
            return Departure("order", (part.made, later.made), f"{short(expected)} comes before {short(part)}", part)
        if missing and self._spare(expected.text) < 0:
            return Departure("missing", self._between(part.inputs, part), _named(missing), missing[0])
        if later and self._spare(part.text) > 0:
            return Departure("extra", (part.made,), short(part), part)
        if part.kind == expected.kind:
            return self._option(part, expected)
        if self._spare_kind(expected) < 0 <= -self._spare_kind(part):
            return Departure("missing", self._between(part.inputs, part), short(expected), expected)
        if self._spare_kind(part) > 0 <= self._spare_kind(expected):
            return Departure("extra", (part.made,), short(part), part)
        return Departure("kind", (part.made,), f"{part.kind}; expected is {expected.kind}", part)

    def _misplaced(self, part: Part) -> Departure:
        """What the layer reads is right, and nothing reads that in the network asked for, or all that do are there."""
        same = [e for e in self._expected if e.text == part.text and e.number not in self._met]
        mixed = next((e for e in same if len(e.inputs) > 1 and sorted(e.inputs) == sorted(part.inputs)), None)
        if mixed:
            return Departure("sequence", (part.called or part.made,), part.kind, part)
        if self._spare(part.text) > 0 and all(self._spare(e.text) >= 0 for e in self._expected):
            return Departure("extra", (part.made,), short(part), part)
        for other in same:
            gone = self._lost(other)
            if gone is None:
                sources = (self._line_of(number) for number in other.inputs if number not in part.inputs)
                return Departure("input", (part.called or part.made, *filter(None, sources)), short(part), part)
            if gone.number in self._aside:
                aside = self._aside[gone.number]
                reader = self._instead_of(part, other)
                return Departure("unused", (aside.made, reader.called or reader.made), short(gone), aside)
            later = next((p for p in self._behind(part, self._own) if p.text == gone.text), None)
            if later and not self._spare(gone.text):
                return Departure("order", (part.made, later.made), f"{short(gone)} comes before {short(part)}", part)
            return Departure("missing", self._between(gone.inputs, self._instead_of(part, other)), short(gone), gone)
        if same or self._kinds_match(part):
            return Departure("input", (part.called or part.made,), short(part), part)
        return Departure("extra", (part.made,), short(part), part)

    def _lost(self, part: Part) -> Part | None:
        """Of what a layer should read, or what that should read, the first that is not there; None where all is."""
        expected = {each.number: each for each in self._expected}
        gone: Part | None = None
        while lost := [number for number in (gone or part).inputs if number not in self._met]:
            gone = expected[lost[0]]
        return gone

    def _instead_of(self, part: Part, expected: Part) -> Part:
        """What a layer reads in the place of what it should; the layer itself where that is not to be told."""
        wrong = [number for number in part.inputs if number not in expected.inputs or part.inputs.count(number) > 1]
        parts = [own for own in self._own if own.number in wrong and own.made]
        return parts[-1] if len(part.inputs) > 1 and parts else part

    def _kinds_match(self, part: Part) -> bool:
        """Whether a layer of this kind is missing elsewhere: then it stands on another way."""
        return any(e.kind == part.kind and e.number not in self._met for e in self._expected)

    def _at_the_end(self) -> Departure | None:
        """All layers are right, so far as there are any."""
        missing = [part for part in self._expected if part.number not in self._met]
        first = next((part for part in missing if self._met.issuperset(part.inputs)), None)
        if first is None:
            return None
        if first.number in self._aside:
            aside = self._aside[first.number]
            return Departure("unused", (aside.made, self._end), short(first), aside)
        lines = self._between(first.inputs, None)
        return Departure("missing", lines, short(first), first)

    def _between(self, inputs: Sequence[int], part: Part | None) -> tuple[int, ...]:
        """The lines of what is read and of a layer behind it; the first alone where the other stands above: a loop."""
        before = max((self._line_of(number) for number in inputs), default=0)
        after = (part.made or part.called) if part is not None else 0
        return tuple(filter(None, (before, after if after > before else 0))) or (after,)

    def _line_of(self, number: int) -> int:
        """The line of a layer of the network; 0 for one that is handed in."""
        return next((part.made or part.called for part in self._own if part.number == number), 0)

    def _until(self, text: str, expected: Part) -> list[Part]:
        """The layers from `expected` on that stand before the next of this text; none where there is none."""
        ways = {expected.number: [expected]}
        for each in self._expected:  # every layer after what it reads
            way = next((ways[number] for number in each.inputs if number in ways), None)
            if way is None or each.number in ways:
                continue
            if each.text == text:
                return way
            ways[each.number] = [*way, each]
        return []

    def _behind(self, part: Part, parts: Sequence[Part]) -> Iterator[Part]:
        """What follows on a layer, up to a few layers on."""
        reached = {part.number}
        for _ in range(_FAR):
            following = [each for each in parts if reached.intersection(each.inputs) and each.number not in reached]
            reached.update(each.number for each in following)
            yield from following

    def _spare(self, text: str) -> int:
        """How many more layers of this text there are than there should be."""
        return sum(part.text == text for part in self._own) - sum(part.text == text for part in self._expected)

    def _spare_kind(self, part: Part) -> int:
        return sum(p.kind == part.kind for p in self._own) - sum(p.kind == part.kind for p in self._expected)


def _named(parts: Sequence[Part]) -> str:
    if len(parts) > _MOST:
        return f"a row of {len(parts)} layers that begins with {short(parts[0])}"
    return " and ".join(map(short, parts))


def short(part: Part) -> str:
    """A layer by its kind and its first number: `Conv2D with filters 8`."""
    name, *options = layers.split(part.text)
    first = options[0] if options else ""
    return f"{name} with {first}" if first and first.split(" ")[0] in ("filters", "units", "rate", "pool") else name
