"""What is said of a failing function beyond its first difference, as values that renderers read.

Of an edit that mends it no more is said than its line and what that decides: never what would have to stand there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """Where the fault lies, in the lines of a cell as its reader counts them.

    `cell` is the cell's number, 0 where only one is meant. Of several lines all decide `together`, or any of them does;
    a single one that decides together with others, on which the mends disagree, stands alone.
    `decides` says for each what stands there. `kind` is how it was found: by an edit that mends, or by one of
    `OBSERVED`, which hold without any edit; then `decides` holds the names that their sentence needs. Where the answer
    was followed, `decides` holds words of `SEEN`, or `FROM`; `what` says what differs, where it is known.
    """

    lines: tuple[int, ...]
    decides: tuple[str, ...]
    together: bool = False
    cell: int = 0
    kind: str = ""
    what: str = ""

    @property
    def line(self) -> int:
        return self.lines[0]

    def as_json(self) -> dict[str, int]:
        return {"cell": self.cell, "line": self.line}

    def sentence(self) -> str:
        """What a student reads, with one thing to do."""
        where = f" of cell {self.cell}" if self.cell else ""
        if self.kind:
            return self._observation(where)
        if self.decides[0] in SEEN:
            return self._seen(where)
        if len(self.lines) == 1:
            what = self.decides[0]
            if what == PLACE:
                return f"Line {self.line}{where} decides: at another place every case passes. When should it run?"
            more = ", and another one for what follows from it," if self.together else ""
            return f"Line {self.line}{where} decides: with another {what}{more} every case passes. {_TO_DO}"
        named = [str(line) for line in self.lines]
        if self.together:
            lines = f"{_lines(self.lines)}{where}"
            return f"{lines} decide together: with other expressions there every case passes. {_TO_DO}"
        return (
            f"Line {' or line '.join(named)}{where} decides: with another expression in one of them every case passes. "
            f"{_TO_DO}"
        )

    def _observation(self, where: str) -> str:
        several = f"{_lines(self.lines)}{where}"
        is_one = len(self.lines) == 1
        return OBSERVED[self.kind].format(
            *(f"`{name}`" for name in self.decides), lines=several, line=self.line, where=where,
            runs="runs" if is_one else "run", serves="serves" if is_one else "serve",
            gives="gives" if is_one else "give", they="it" if is_one else "them",
        )  # fmt: skip

    def _seen(self, where: str) -> str:
        """What following the answer showed, and the one thing to do."""
        way = self.decides[0]
        own = [line for line, said in zip(self.lines, self.decides) if said == way]
        more = [line for line, said in zip(self.lines, self.decides) if said == FROM]
        text, do = SEEN[way] if len(own) > 1 or way not in _ALONE else _ALONE[way]
        what = self.what or _UNSAID
        colon, name = (f": {self.what}", f" `{self.what}`") if self.what else ("", "")
        said = text.format(own[0], own[-1], where=where, what=what, colon=colon, name=name)
        take_part = f" {_lines(more)} take{'s' * (len(more) == 1)} part in that." if more else ""
        return f"{said}{take_part} {do.format(own[0])}".strip()


def _lines(numbers: Sequence[int]) -> str:
    """The numbers of lines, as a sentence begins with them."""
    if len(numbers) == 1:
        return f"Line {numbers[0]}"
    return f"Lines {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"


PLACE = "place"
# What holds of a function that fails whatever an edit would do: names first, then lines.
OBSERVED = {
    "unread": "{0} is never read{where}, and the right answer depends on it. Where does it come in?",
    "kept nowhere": "Line {line}{where} works out {0} and keeps it nowhere. Give the result a name, or return it.",
    "unchanged": "{0} stays as line {line}{where} makes it: nothing changes it later. What should, and where?",
    "never used": "{lines} {gives} {0} a value that nothing uses afterwards. What should become of it?",
    "never runs": "Line {line}{where} runs in none of the calls. When should it? Look at the condition above it.",
    "only then": "{lines} {runs} in every call that fails and in none that passes. Work {they} out by hand.",
    "alone": "{0} is wrong, and every other part of the answer is right. {lines} {serves} {0} alone: start there.",
}
FROM = "from"  # a line that takes part in what another one does
_UNSAID = "a layer"
_CHANGE = "Compare that line with the docstring."
# What a line is seen to do, by the word for it: a sentence, and one thing to do.
SEEN = {
    "option": ("Line {0}{where} makes the first layer that departs{colon}.", _CHANGE),
    "kind": ("Line {0}{where} makes another layer than is asked for{colon}.", _CHANGE),
    "missing": ("Between what lines {0} and {1}{where} give {what} is missing.", "Add it, and call it."),
    "unused": ("Line {0}{where} makes {what}, and line {1} reads past it.", "Hand on what line {0} gives."),
    "order": ("Lines {0} and {1}{where} stand in the wrong order{colon}.", "Swap them."),
    "extra": ("Line {0}{where} makes one layer too many{colon}.", "Take it out, or ask when it should run."),
    "input": ("Line {0}{where} calls {what} on the wrong tensor; what line {1} gives belongs there.", "Hand that on."),
    "part": ("Line {0}{where} makes the part that differs first{colon}.", _CHANGE),
    "setting": ("Line {0}{where} decides the {what} with which the model is compiled.", _CHANGE),
    "without": ("Line {0}{where} compiles the model without {what}.", "Name them there."),
    "learning": ("Line {0}{where} sets whether those layers learn.", "Work out by hand which layers it reaches."),
    "here": ("", ""),  # the message of an error says its line
    "value": ("What line {0}{where} gives{name} is the first value that is not right.", "Work it out by hand."),
    "last": ("Line {0}{where} is the last that changes{name}, and that is not yet right.", "What is still to do?"),
    "stops": ("The error comes up in the layer that line {0}{where} makes.", _CHANGE),
    "deaf": ("Line {0}{where} calls a batch normalisation that does not hear of training.", "Hand training on there."),
    "returns": ("Line {0}{where} ends the function without the network as its answer.", "Return it there."),
    "sequence": ("Line {0}{where} takes the right parts in the wrong order.", "Compare the order with the docstring."),
}
_ALONE = {
    "missing": ("After what line {0}{where} gives, {what} is missing.", "Add it, and call it."),
    "unused": ("Line {0}{where} makes {what}, and nothing uses it.", "Hand on what that line gives."),
    "input": ("Line {0}{where} calls {what} on the wrong tensor.", "Follow by hand what it should read."),
    "order": ("Line {0}{where} makes its layers in the wrong order{colon}.", "Swap them."),
}
_TO_DO = "Work out by hand what should stand there."


@dataclass(frozen=True)
class Example:
    """Lines for a student: the inputs, the answer that came, the right one, and how one number of it is worked out."""

    inputs: tuple[str, ...]
    got: str
    expected: str
    work: str = ""

    def lines(self) -> list[str]:
        """All of it, a line each."""
        rows = ["The smallest example that fails:", *(f"  {line}" for line in self.inputs)]
        work = [f"  by hand: {self.work}"] if self.work else []
        return [*rows, f"  yours: {self.got}", f"  right: {self.expected}", *work]


@dataclass(frozen=True)
class Diagnosis:
    """What was found out; `departure` says which quantity departs first, in a sentence or not at all."""

    fault: Fault | None = None
    example: Example | None = None
    departure: str = ""

    @property
    def sentences(self) -> list[str]:
        """Where to look: the quantity, then the line."""
        return [part for part in (self.departure, self.fault.sentence() if self.fault else "") if part]
