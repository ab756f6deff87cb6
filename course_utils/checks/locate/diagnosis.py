"""What is said of a failing function beyond its first difference, as values that renderers read.

Of an edit that mends it no more is said than its line and what that decides: never what would have to stand there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """Where the fault lies, in the lines of a cell as its reader counts them.

    `cell` is the cell's number, 0 where only one is meant. `kind` is how it was found: "" by an edit that mends, else
    one of `SEEN`, which holds without any edit.
    By an edit, `decides` says for each line what stands there. Of several lines all decide `together`, or any of them
    does; a single one that decides together with others, on which the mends disagree, stands alone.
    Without one, `what` is the name or the layer that the sentence is about, and `sources` are lines that take part.
    """

    lines: tuple[int, ...]
    decides: tuple[str, ...] = ()
    together: bool = False
    cell: int = 0
    kind: str = ""
    what: str = ""
    sources: tuple[int, ...] = ()

    @property
    def line(self) -> int:
        return self.lines[0]

    @property
    def is_weak(self) -> bool:
        """Whether one mistake that explains all refutes it: two edits, or a line that runs where the mistake shows."""
        return self.kind == "only then" or (self.together and not self.kind)

    def as_json(self) -> dict[str, int | str]:
        return {"cell": self.cell, "line": self.line, "says": self.sentence()}

    def sentence(self) -> str:
        """What a student reads, with one thing to do."""
        where = f" of cell {self.cell}" if self.cell else ""
        if self.kind:
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

    def _seen(self, where: str) -> str:
        """What was seen, the lines that take part in it, and the one thing to do."""
        seen, is_one = SEEN[self.kind], len(self.lines) == 1
        words = {
            "line": self.line, "last": self.lines[-1], "lines": f"{_lines(self.lines)}{where}", "where": where,
            "s": "s" * is_one, "them": "it" if is_one else "them", "what": self.what or _UNSAID,
            "colon": f": {self.what}" if self.what else "", "name": f" `{self.what}`" if self.what else "",
        }  # fmt: skip
        rest = [line for line in self.sources if line not in self.lines]
        take_part = f"{_lines(rest)} take{'s' * (len(rest) == 1)} part in that." if rest else ""
        said = (seen.alone if is_one and seen.alone else seen.text).format(**words)
        return " ".join(part for part in (said, take_part, seen.do.format(**words)) if part)


def _lines(numbers: Sequence[int]) -> str:
    """The numbers of lines, as a sentence begins with them."""
    if len(numbers) == 1:
        return f"Line {numbers[0]}"
    return f"Lines {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"


@dataclass(frozen=True)
class Seen:
    """What holds of a failing function whatever an edit would do: a sentence, and one thing to do.

    `alone` is the sentence where there is one line only. `is_named`: `what` is a name or expression of the student's.
    """

    text: str
    do: str
    alone: str = ""
    is_named: bool = False


PLACE = "place"
_UNSAID = "a layer"
_TO_DO = "Work out by hand what should stand there."
_CHANGE = "Compare that line with the docstring."
SEEN = {
    # read off the function's text, or off the lines that its calls reach
    "unread": Seen("`{what}` is never read{where}, and the right answer depends on it.", "Where does it come in?",
                   is_named=True),
    "kept nowhere": Seen("Line {line}{where} works out `{what}` and keeps it nowhere.",
                         "Give the result a name, or return it.", is_named=True),
    "unchanged": Seen("`{what}` stays as line {line}{where} makes it: nothing changes it later.",
                      "What should, and where?", is_named=True),
    "never used": Seen("{lines} give{s} `{what}` a value that nothing uses afterwards.", "What should become of it?",
                       is_named=True),
    "never runs": Seen("Line {line}{where} runs in none of the calls.",
                       "When should it? Look at that condition."),
    "only then": Seen("{lines} run{s} in every call that fails and in none that passes.", "Work {them} out by hand."),
    "alone": Seen("`{what}` is wrong, and every other part of the answer is right. {lines} serve{s} `{what}` alone:",
                  "start there.", is_named=True),
    # followed while it runs
    "option": Seen("Line {line}{where} makes the first layer that departs{colon}.", _CHANGE),
    "kind": Seen("Line {line}{where} makes another layer than is asked for{colon}.", _CHANGE),
    "missing": Seen("Between what lines {line} and {last}{where} give {what} is missing.", "Add it, and call it.",
                    "After what line {line}{where} gives, {what} is missing."),
    "uncalled": Seen("Line {line}{where} makes {what}, and nothing calls it.", "Call it on what comes before it."),
    "unused": Seen("Line {line}{where} makes {what}, and line {last} reads past it.", "Hand on what line {line} gives.",
                   "Line {line}{where} makes {what}, and nothing uses it."),
    "order": Seen("Lines {line} and {last}{where} stand in the wrong order{colon}.", "Swap them.",
                  "Line {line}{where} makes its layers in the wrong order{colon}."),
    "extra": Seen("Line {line}{where} makes one layer too many{colon}.", "Take it out, or ask when it should run."),
    "input": Seen("Line {line}{where} calls {what} on the wrong tensor; what line {last} gives belongs there.",
                  "Follow by hand what it should read.", "Line {line}{where} calls {what} on the wrong tensor."),
    "part": Seen("Line {line}{where} makes the part that differs first{colon}.", _CHANGE),
    "setting": Seen("Line {line}{where} decides the {what} with which the model is compiled.", _CHANGE),
    "without": Seen("Line {line}{where} compiles the model without {what}.", "Name them there."),
    "learning": Seen("Line {line}{where} sets whether those layers learn.",
                     "Work out by hand which layers it reaches."),
    "value": Seen("What line {line}{where} gives{name} is the first value that is not right.", "Work it out by hand.",
                  is_named=True),
    "last": Seen("Line {line}{where} is the last that changes{name}, and that is not yet right.",
                 "What is still to do?", is_named=True),
    "stops": Seen("The error comes up in the layer that line {line}{where} makes.",
                  "Compare what it reads with the docstring."),
    "deaf": Seen("Line {line}{where} calls a batch normalisation that does not hear of training.",
                 "Hand training on there."),
    "returns": Seen("Line {line}{where} ends the function without the network as its answer.", "Return it there."),
    "sequence": Seen("Line {line}{where} takes the right parts in the wrong order.",
                     "Compare the order with the docstring."),
    "here": Seen("", ""),  # the message of an error says its line
}  # fmt: skip


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
