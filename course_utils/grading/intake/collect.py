"""Find submissions: a folder per student, flat notebooks named by student, or a zip of either.

Also reads what other systems write: nbgrader's `submitted/<student>/<assignment>/`, the download zips of Canvas and
Moodle, Gradescope's export, and the clones of GitHub Classroom.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from pathlib import Path, PurePosixPath

from course_utils.errors import NotebookError, UsageError
from course_utils.grading.intake import archive, folders
from course_utils.grading.intake.beside import is_weights
from course_utils.grading.intake.entry import Entry, refusing
from course_utils.grading.intake.layout import OUTSIDE, Layout
from course_utils.grading.intake.owner import NOBODY, Owner, told_apart

MAX_NOTEBOOKS = 100  # of one student: a dozen, and attempts at them
_IGNORED = re.compile(r"(^|/)(\.|__MACOSX|__pycache__|~\$)")


@dataclass(frozen=True)
class Submission:
    """One file of one student; `read` gives its bytes or raises NotebookError.

    `modified` is when it was handed in, None where nothing tells; `owner` is what its system says of the student.
    `note` is a sentence about how it came; `is_listed` tells that a list of its system has the time. `beside` are the
    student's files of weights.
    """

    student: str
    file: str
    read: Callable[[], bytes]
    modified: datetime | None = None
    owner: Owner = NOBODY
    note: str = ""
    is_listed: bool = False
    beside: tuple[Entry, ...] = ()


def collect(source: Path, zip_zone: tzinfo | None = None, zone: tzinfo | None = None) -> Iterator[Submission]:
    """Every submission below `source`, ordered by student and path; raises UsageError when there is none.

    Within a student's folder only notebooks count, and weights beside those of projects; a folder without one gives
    its first file, so that the student hears about it. The times of a zip's entries are when it was packed: they count
    only as times in `zip_zone`.
    Times that a system wrote into names, by its own clock, are in `zone`. A zip that a student handed in counts as
    the notebooks in it.
    """
    if not source.exists():
        raise UsageError(f"There is no folder or zip named {source}.", "Pass the folder of submissions.")
    entries = list(archive.entries(source, zip_zone) if source.is_file() else folders.walk(source))
    inside = [entry for entry in entries if not entry.is_outside and not _IGNORED.search(str(entry.path))]
    layout = Layout.of(source, inside, zip_zone is not None, zone)
    by_owner: dict[Owner, list[Entry]] = {}
    parts = (part for entry in layout.entries for part in archive.opened(entry, _is_wanted))
    for entry in parts:
        for owner in layout.owners(entry.path):
            by_owner.setdefault(owner, []).append(replace(entry, modified=layout.time(entry)))
    outside = [entry for entry in entries if entry.is_outside]
    if not by_owner and not outside:
        raise UsageError(f"{source} holds no submission.", "Expected notebooks, or a folder per student.")
    names = told_apart(by_owner)
    for owner in sorted(by_owner, key=lambda owner: (names[owner], owner.number)):
        beside = tuple(entry for entry in by_owner[owner] if is_weights(entry.path))[:MAX_NOTEBOOKS]
        for entry in _relevant(by_owner[owner]):
            yield Submission(names[owner], str(entry.path), entry.read, entry.modified, owner, beside=beside)
    for entry in outside:
        yield Submission(OUTSIDE, str(entry.path), entry.read)


def _is_notebook(path: PurePosixPath) -> bool:
    return path.suffix.lower() == ".ipynb" and not _IGNORED.search(str(path))


def _is_wanted(path: PurePosixPath) -> bool:
    return _is_notebook(path) or (is_weights(path) and not _IGNORED.search(str(path)))


def _relevant(entries: list[Entry]) -> list[Entry]:
    """The notebooks, oldest first; of very many, the newest, and one that says so."""
    notebooks = [entry for entry in entries if _is_notebook(entry.path)]
    ordered = sorted(notebooks or entries[:1], key=lambda entry: (_time(entry), str(entry.path)))
    if len(ordered) <= MAX_NOTEBOOKS:
        return ordered
    message = f"There are {len(ordered):,} notebooks of one student; the newest {MAX_NOTEBOOKS} were read."
    rest = Entry(ordered[0].path, refusing(NotebookError(message, "Hand in one notebook of each kind.")))
    return [rest, *ordered[-MAX_NOTEBOOKS:]]


def _time(entry: Entry) -> float:
    return entry.modified.timestamp() if entry.modified else 0.0
