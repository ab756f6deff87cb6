"""The folder of a class: its course file, its gradebook wherever that is, and the rules of its last report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from course_utils.data.files import OWNER, replace_file
from course_utils.errors import UsageError
from course_utils.grading.course.file import load
from course_utils.grading.course.values import Course

if TYPE_CHECKING:
    from course_utils.grading.gradebook.book import Gradebook

COURSE = "course.toml"
KEPT = "policy.toml"  # the rules of the last report; of a class without a course file, those that count
GRADEBOOK, DATABASE = "gradebook.sqlite", "database.txt"


def rules_file(folder: Path, given: Path | None = None) -> Path | None:
    """Where the class's rules stand: its course file, else the file `given`, else the one of its last report.

    Raises UsageError for a `given` file beside a course file; a preview compares such a file without asking here.
    """
    own, kept = folder / COURSE, folder / KEPT
    if own.exists():
        if given is not None and given.resolve() != own.resolve():
            help = "Change that file, or move it away. --preview compares it with another one."
            raise UsageError(f"The class has its rules in {own}, so --policy {given} would be a second one.", help)
        return own
    return given if given is not None or not kept.exists() else kept


def load_rules(folder: Path, given: Path | None = None) -> Course:
    """The class's rules; raises UsageError for a file that says something wrongly."""
    return load(rules_file(folder, given))


def keep_rules(folder: Path, given: Path | None = None) -> None:
    """Keep the rules in force, so that no later command forgets a deadline and a preview knows what was before."""
    source = rules_file(folder, given)
    if source is None or source == folder / KEPT:
        return
    text = source.read_text("utf-8-sig") if source.exists() else f'attempt = "{source}"\n'
    write(folder / KEPT, text)


def write(path: Path, text: str) -> None:
    """Write a file of the class whole or not at all; raises UsageError where it cannot be written."""
    try:
        replace_file(path, text)
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror}."
        raise UsageError(message, "What was there before is untouched.") from None


def database(folder: Path, given: str | None = None) -> str | Path:
    """The class's gradebook: `given` by URL or file, else the one given last, else a file in the folder."""
    kept = folder / DATABASE
    if given is None:
        return _target(kept.read_text("utf-8").strip()) if kept.is_file() else folder / GRADEBOOK
    return _target(given)


def _target(text: str) -> str | Path:
    """A server's address, or a file, by its name or its address."""
    path = text.removeprefix("sqlite:///")
    return text if "://" in path else Path(path).resolve()


def open_book(folder: Path, given: str | None = None) -> Gradebook:
    """Open the class's gradebook or begin one; a `given` one is the class's from now on.

    An address with a password is kept where only the owner can read it.
    """
    from course_utils.grading.gradebook.book import Gradebook

    target = database(folder, given)
    book = Gradebook.open(target)
    if given is not None and f"{target}" != f"{database(folder)}":
        replace_file(folder / DATABASE, f"{target}\n", OWNER)
    return book


def existing(folder: Path, given: str | None = None) -> Gradebook:
    """Open the gradebook that the class has; raises UsageError where there is none."""
    require_gradebook(folder, given)
    return open_book(folder, given)


def require_gradebook(folder: Path, given: str | None = None) -> None:
    """Raise UsageError for a folder whose class has no gradebook, and for a `given` place that holds none."""
    target = database(folder, given)
    if isinstance(target, Path):
        if target.is_file():
            return
        where = f"{folder}" if given is None else f"{target}"
        raise UsageError(f"{where} has no gradebook.", "Pass the folder, or the --db, that `course grade` wrote.")
    from course_utils.grading.gradebook.database import is_begun

    if given is not None and not is_begun(target):
        raise UsageError("That database holds no gradebook.", "`course grade --db` begins one; is the address right?")
