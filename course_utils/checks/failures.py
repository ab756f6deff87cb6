"""Turn what a student's function raised into a status and a kind, exact sentence."""

from __future__ import annotations

import traceback

from course_utils.checks.explain.eras import ERAS
from course_utils.checks.explain.known import find
from course_utils.checks.report import Status


class Blocked(PermissionError):
    """Student code asked for something that is closed while it is graded."""


class WrongAnswer(Exception):
    """What a function returned cannot be looked at any further; the text is a sentence for the student."""


def era_hint(error: BaseException) -> str:
    """Today's equivalent of a call from an older library version, or an empty text."""
    found = find(f"{type(error).__name__}: {_text(error)}", ERAS)
    return found.do if found else ""


def _text(error: BaseException) -> str:
    try:
        return str(error)[:500]
    except BaseException:  # a student's exception class may be broken itself
        return ""


def status_of(error: BaseException) -> Status:
    """Which outcome an exception means."""
    if isinstance(error, NotImplementedError) and not era_hint(error):  # TensorFlow 2 says so of x.eval()
        return "missing"
    if isinstance(error, WrongAnswer):
        return "failed"
    if isinstance(error, MemoryError) or type(error).__name__ == "ResourceExhaustedError":  # TensorFlow's own
        return "memory"
    if isinstance(error, (PermissionError, Blocked)):
        return "blocked"
    return "error"


def student_line(error: BaseException, files: str = "<cell") -> tuple[str, int] | None:
    """File name and line of the deepest frame in the student's own code."""
    frames = traceback.walk_tb(error.__traceback__)
    own = [(f.f_code.co_filename, line) for f, line in frames if f.f_code.co_filename.startswith(files)]
    return own[-1] if own else None


def explain(name: str, error: BaseException, place: str = "", show_text: bool = True) -> str:
    """One or two sentences: what `name` raised, where, and how to mend a call of another era.

    `show_text=False` leaves the exception's own text out: it may repeat a hidden input.
    """
    status = status_of(error)
    where = f" in {place}" if place else ""
    if status == "missing":
        return f"{name} is not finished yet{where}."
    if status == "blocked":
        return f"{name} asked for something that is closed while it is graded{where}: {_kind(error, show_text)}."
    if status == "memory":
        return f"{name} asked for more memory than it may have{where}: {type(error).__name__}."
    if isinstance(error, WrongAnswer):
        return _text(error) if show_text else f"{name} returned something of another kind than asked for."
    if isinstance(error, SystemExit):
        return f"{name} tried to end the program{where}; return a value instead of calling exit."
    if isinstance(error, RecursionError):
        return f"{name} calls itself without an end{where}."
    text = f"{name} stopped with {_kind(error, show_text)}{where}."
    return f"{text} {era_hint(error)}".rstrip()


def _kind(error: BaseException, show_text: bool) -> str:
    text = _text(error) if show_text or isinstance(error, (Blocked, NameError)) else ""
    return f"{type(error).__name__}: {text}".rstrip(": .") if text else type(error).__name__
