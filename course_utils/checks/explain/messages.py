"""Explain an error message: what it means, why it usually happens in these notebooks, what to do."""

from __future__ import annotations

import re
import sys
import traceback
from dataclasses import dataclass

from course_utils.checks.explain.known import Found, find
from course_utils.checks.explain.table import KINDS, KNOWN, first_line
from course_utils.checks.feedback import render

_remembered: list[tuple[BaseException, object]] = []  # a check's last error, and the notebook's before it
_LONGEST = 10_000  # characters of a message; the rest repeats TensorFlow's own frames
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_LAST = re.compile(r"^(?:[A-Za-z_][\w.]*\.)?_?(\w*(?:Error|Exception|Interrupt|Exit|Warning))(?::[ \n](.*))?$", re.M)
_CELL = re.compile(r"^ *(?:Cell|Input) In ?\[(\d+)\],.*$", re.M)
_ARROW = re.compile(r"^-+> (\d+) (.*)$", re.M)
_FILE = re.compile(r'^ *File "([^"\n]*)", line (\d+)[^\n]*\n +(\S[^\n]*)', re.M)
_LIBRARY = re.compile(r"\.pyx$|site-packages|dist-packages|[/\\]lib[/\\]python3|[/\\]course_utils[/\\]|^<frozen")


@dataclass(frozen=True)
class Message:
    """An error, read: its type, its text, and the student's line where it came up (empty where unknown)."""

    kind: str
    text: str
    line: str = ""

    @property
    def title(self) -> str:
        first = first_line(self.text)
        return ": ".join(part for part in (self.kind, first if len(first) <= 160 else f"{first[:159]}…") if part)


def explain(error: BaseException | str | None = None) -> None:
    """Say in a few lines what an error means and what to do: the last one, an exception, or a copied text."""
    render.show_note(explanation(error))


def explanation(error: BaseException | str | None = None) -> str:
    """The explanation as at most six lines."""
    error = _last() if error is None else error
    if error is None:
        return 'There has been no error in this session. To ask about a text: explain("ValueError: …").'
    message = _of_text(error) if isinstance(error, str) else _of_exception(error)
    if not message.title:
        return "There is no message in this text. Copy the whole red block, down to its last line."
    known = find(f"{message.kind}: {message.text}", KNOWN)
    lines = _known(known) if known else _unknown(message)
    return "\n".join([message.title, *lines, *([f"Where: {message.line}"] if message.line else [])])


def _known(found: Found) -> list[str]:
    return [f"It means: {found.means}", f"Usually: {found.usually}", f"What to do: {found.do}"]


def _unknown(message: Message) -> list[str]:
    kind = KINDS.get(message.kind)
    return [
        "This message is not among those that the course knows, sorry."
        + (f" In general {message.kind} means: {kind}." if kind else ""),
        "What to do: print type and shape of every name in that line; in an exercise, hint(function) helps.",
        "If you ask somebody, send the whole red block: its last line says what, the lines with an arrow say where.",
    ]


def remember(error: BaseException | None) -> None:
    """A check told this error of a function; `explain()` is about it until another one reaches the notebook."""
    _remembered[:] = [] if error is None else [(error, getattr(sys, "last_value", None))]


def _last() -> BaseException | None:
    """The last exception that a check told, or that reached the notebook or the prompt."""
    last = getattr(sys, "last_value", None)
    for error, before in _remembered:
        if before is last:
            return error
    return last if isinstance(last, BaseException) else None


def _of_exception(error: BaseException) -> Message:
    try:
        text = str(error)
    except BaseException:  # a student's exception class may be broken itself
        text = ""
    kind = type(error).__name__.removeprefix("_")
    if isinstance(error, SyntaxError):
        return Message(kind, text, _place(str(error.lineno or ""), error.text or ""))
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if not _LIBRARY.search(frame.filename)]
    line = _place(str(own[-1].lineno), own[-1].line or "") if own else ""
    return Message(kind, _COLOURS.sub("", text)[:_LONGEST], line)


def _of_text(text: str) -> Message:
    plain = _COLOURS.sub("", text).replace("\r", "").strip()
    ends = list(_LAST.finditer(plain))
    if not ends:
        return Message("", plain[-_LONGEST:])
    last = ends[-1]
    message = plain[last.start(2) :] if last[2] is not None else ""
    return Message(last[1], message[:_LONGEST], _own_line(plain[: last.start()]))


def _own_line(report: str) -> str:
    """The last line of the student's own in a traceback of IPython's or of Python's."""
    cells = list(_CELL.finditer(report))
    if cells:
        block = report[cells[-1].end() :]
        arrow = _ARROW.search(block)
        number = re.search(r"line:? (\d+)", cells[-1][0])
        code = arrow[2] if arrow else block.strip("\n").split("\n")[0]
        return _place(arrow[1] if arrow else number[1] if number else "", code, cells[-1][1])
    own = [match for match in _FILE.finditer(report) if not _LIBRARY.search(match[1])]
    return _place(own[-1][2], own[-1][3]) if own else ""


def _place(number: str, code: str, cell: str = "") -> str:
    parts = [f"cell [{cell}]" if cell else "", f"line {number}" if number else ""]
    where = ", ".join(part for part in parts if part)
    return ": ".join(part for part in (where, code.strip()) if part)
