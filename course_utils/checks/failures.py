"""Turn what a student's function raised into a status and a kind, exact sentence."""

from __future__ import annotations

import errno
import re
import traceback
from collections.abc import Iterator, Sequence

from course_utils.checks.explain.eras import ERAS
from course_utils.checks.explain.known import Found, Known, find
from course_utils.checks.explain.table import KINDS, KNOWN, LOOK, first_line
from course_utils.checks.report import Status

# What a library advises in its message and does not fit here: a switch for the whole program.
_FOREIGN_ADVICE = re.compile(r"\s*If you are looking for numpy-related methods")
_MOST_CAUSES = 5


class Blocked(PermissionError):
    """Student code asked for something that is closed while it is graded."""


class WrongAnswer(Exception):
    """What a function returned cannot be looked at any further; the text is a sentence for the student."""


def era_hint(error: BaseException) -> str:
    """Today's equivalent of a call from an older library version, or an empty text."""
    known = known_in(error, ERAS)
    return known.do if known else ""


def known_in(error: BaseException, table: Sequence[Known]) -> Found | None:
    """What a table knows of the error, or else of one that a library met on the way to it."""
    return next(filter(None, (find(text_of(each), table) for each in _with_causes(error))), None)


def _with_causes(error: BaseException) -> Iterator[BaseException]:
    """The error, and those that a library met on the way and answered with it; a student may chain them in a ring."""
    each: BaseException | None = error
    for _ in range(_MOST_CAUSES):
        if each is None:
            return
        yield each
        each = each.__cause__ or each.__context__


def text_of(error: BaseException) -> str:
    """Kind and message of an error, as the tables of errors read them."""
    return f"{type(error).__name__}: {_text(error)}"


def _text(error: BaseException) -> str:
    try:
        text = str(error)[:2000]
    except BaseException:  # a student's exception class may be broken itself
        return ""
    return _FOREIGN_ADVICE.split(text, maxsplit=1)[0].rstrip()[:500]


def _is_read_only(error: BaseException) -> bool:
    """Whether a mount refused what Landlock refuses by PermissionError; a student's class may hide its number."""
    return isinstance(error, OSError) and vars(OSError)["errno"].__get__(error) == errno.EROFS


def status_of(error: BaseException) -> Status:
    """Which outcome an exception means."""
    if isinstance(error, NotImplementedError) and not era_hint(error) and not _is_library_s(error):
        return "missing"
    if isinstance(error, WrongAnswer):
        return "failed"
    if isinstance(error, MemoryError) or type(error).__name__ == "ResourceExhaustedError":  # TensorFlow's own
        return "memory"
    if isinstance(error, (PermissionError, Blocked)) or _is_read_only(error):
        return "blocked"
    return "error"


def _is_library_s(error: BaseException) -> bool:
    """Whether an installed library raised it: TensorFlow 2 so refuses x.eval(), and Keras a shape it cannot infer."""
    frames = [frame.f_code.co_filename for frame, _ in traceback.walk_tb(error.__traceback__)]
    return bool(frames) and "site-packages" in frames[-1]


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
        return (
            f"{name} calls itself too many times over{where}: give it an end that is reached sooner, or write a loop."
        )
    text = f"{name} stopped with {_kind(error, show_text)}{where}."
    return f"{text} {era_hint(error) or (_advice(error) if show_text else '')}".rstrip()


def _advice(error: BaseException) -> str:
    """What the error means here, and the one thing to do."""
    known = find(text_of(error), KNOWN)
    if known is not None:
        return f"{known.means} {known.do}"
    if isinstance(error, (OSError, ImportError)):
        return "A graded function only computes: leave that line out."
    kind = KINDS.get(type(error).__name__)
    return f"That is, {kind}. {LOOK}" if kind else LOOK


# What `explain` writes of an error with its text, up to the place where it came up.
_STOPPED = re.compile(r"\w+ stopped with (\w+)(?:: (.*?))?(?: in (?:cell \d+, )?line \d+\.|\.$)", re.DOTALL)


def stopped_with(message: str) -> tuple[str, str] | None:
    """Kind and text of the error that a sentence of `explain` tells of; None for other sentences."""
    match = _STOPPED.match(message)
    return (match[1], match[2] or "") if match else None


def kind_and_text(error: BaseException) -> tuple[str, str]:
    """Kind and text of an error as `stopped_with` reads them."""
    kind, _, text = _kind(error, True).partition(": ")
    return kind, text


def _kind(error: BaseException, show_text: bool) -> str:
    text = first_line(_text(error)) if show_text or isinstance(error, (Blocked, NameError)) else ""
    return f"{type(error).__name__}: {text}".rstrip(": .") if text else type(error).__name__
