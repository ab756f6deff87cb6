"""Where in what was downloaded the students' own folders begin, and what beside them tells who and when."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from functools import cache
from pathlib import Path, PurePosixPath

from course_utils.errors import NotebookError
from course_utils.grading.intake import gradescope
from course_utils.grading.intake.clones import commit_time
from course_utils.grading.intake.entry import Entry
from course_utils.grading.intake.moments import moment
from course_utils.grading.intake.owner import Owner, logins, owner_of, written_time
from course_utils.grading.roster.person import in_order

OUTSIDE = "(outside the zip)"
_SUBMITTED = "submitted"
_STAMP = "timestamp.txt"  # nbgrader's, one for each student and assignment
_ATTACHED = "Submission attachment(s)"  # Sakai's, in each student's folder
_BRANCHES = ("-main", "-master")  # ends all folders' names where repositories were downloaded as zips
_CLONES = "-submissions"  # `gh classroom clone student-repos` puts ASSIGNMENT-LOGIN into ASSIGNMENT-submissions


@dataclass(frozen=True)
class Layout:
    """`entries` with the students' parts first; `owners` and `time` tell of each."""

    entries: tuple[Entry, ...]
    owners: Callable[[PurePosixPath], tuple[Owner, ...]]
    time: Callable[[Entry], datetime | None]

    @classmethod
    def of(cls, source: Path, entries: Sequence[Entry], trusted: bool, zone: tzinfo | None = None) -> Layout:
        """The layout of `source`; the entries' own times count in a folder, or where they are `trusted`.

        Times that names tell without an offset are in `zone`.
        """
        depths = (entry.path.parts.index(_ATTACHED) for entry in entries if _ATTACHED in entry.path.parts)
        if attached := next(depths, 0):
            return _of_sakai(entries, attached)
        entries = _of_course(entries)
        plain = _below(entries, _SUBMITTED) or _unwrapped(entries, source.stem)
        if handed := _metadata(plain):
            return _of_gradescope(plain, handed)
        if _is_nbgrader(source, entries):
            return _of_nbgrader(plain, trusted or source.is_dir())
        return _of_names(source, plain, trusted, zone, _assignment(source, entries))


def _of_gradescope(entries: Sequence[Entry], handed: dict[str, gradescope.HandIn]) -> Layout:
    def hand_in(path: PurePosixPath) -> gradescope.HandIn:
        return handed.get(path.parts[0]) or gradescope.HandIn((owner_of(path.parts[0]),), None)

    kept = tuple(entry for entry in entries if entry.path.name != gradescope.METADATA)
    return Layout(kept, lambda path: hand_in(path).owners, lambda entry: hand_in(entry.path).at)


def _of_nbgrader(entries: Sequence[Entry], has_times: bool) -> Layout:
    stamps = {entry.path.parent: _stamp(entry) for entry in entries if _is_stamp(entry.path)}

    def time(entry: Entry) -> datetime | None:
        place = PurePosixPath(*entry.path.parts[:2])
        return stamps.get(place, entry.modified if has_times else None)

    kept = tuple(entry for entry in entries if not _is_stamp(entry.path))
    return Layout(kept, lambda path: (Owner(path.parts[0]),), time)


def _of_sakai(entries: Sequence[Entry], attached: int) -> Layout:
    """`Assignment/Name(login)/Submission attachment(s)/…`, the time beside the attachments."""
    deep = [entry for entry in entries if len(entry.path.parts) > attached]
    own = [replace(entry, path=PurePosixPath(*entry.path.parts[attached - 1 :])) for entry in deep]
    stamps = {entry.path.parts[0]: _stamp(entry) for entry in own if entry.path.parts[1:] == (_STAMP,)}

    def owners(path: PurePosixPath) -> tuple[Owner, ...]:
        name, bracket, login = unicodedata.normalize("NFC", path.parts[0]).removesuffix(")").rpartition("(")
        return (Owner(in_order(name), "sakai", login, is_download=True) if bracket else Owner(path.parts[0]),)

    kept = tuple(entry for entry in own if entry.path.parts[1] == _ATTACHED)
    return Layout(kept, owners, lambda entry: stamps.get(entry.path.parts[0]))


def _of_names(
    source: Path, entries: Sequence[Entry], trusted: bool, zone: tzinfo | None, assignment: str
) -> Layout:
    """Everything else; `assignment` stands before the logins of clones."""
    committed = cache(commit_time)
    tops = {entry.path.parts[0] for entry in entries}
    by_login = logins(owner_of(part) for part in tops)
    branch = next((end for end in _BRANCHES if tops and all(top.endswith(end) for top in tops)), "")

    def owners(path: PurePosixPath) -> tuple[Owner, ...]:
        part = path.parts[0]
        own = part.removeprefix(assignment).removesuffix(branch)
        return (Owner(own, "github", own),) if assignment and own != part else (known(part),)

    def known(part: str) -> Owner:
        owner = owner_of(part)
        return by_login.get(owner, owner)

    def time(entry: Entry) -> datetime | None:
        if source.is_dir() and (source / entry.path.parts[0] / ".git").is_dir():
            return committed(source / entry.path.parts[0])
        if written := written_time(entry.path.parts[0], zone):
            return written
        is_download = any(owner.is_download for owner in owners(entry.path))
        return entry.modified if trusted or (source.is_dir() and not is_download) else None

    return Layout(tuple(_without_lists(entries)), owners, time)


def _assignment(source: Path, entries: Sequence[Entry]) -> str:
    """What stands before each login: the clones of an assignment lie in a folder of its name, or in a zip of that."""
    names = (source.name.removesuffix(".zip"), *{entry.path.parts[0] for entry in entries[:1]})
    return next((f"{name.removesuffix(_CLONES)}-" for name in names if name.endswith(_CLONES)), "")


def _without_lists(entries: Sequence[Entry]) -> list[Entry]:
    """What lies at the top of a download and names no student is the system's own: an index, a list of grades."""
    tops = {entry.path.parts[0] for entry in entries}
    named = {part for part in tops if owner_of(part).is_download}
    return [entry for entry in entries if not named or len(entry.path.parts) > 1 or _is_work(entry, named)]


def _is_work(entry: Entry, named: Collection[str]) -> bool:
    return entry.path.name in named or entry.path.suffix.lower() in (".ipynb", ".zip", ".npz")


def _below(entries: Iterable[Entry], top: str) -> list[Entry]:
    """What lies in the folder `top`, without it, where a student's folder and an assignment's follow."""
    inner = [entry for entry in entries if entry.path.parts[0] == top and len(entry.path.parts) > 2]
    return [replace(entry, path=PurePosixPath(*entry.path.parts[1:])) for entry in inner]


def _of_course(entries: Sequence[Entry]) -> Sequence[Entry]:
    """What lies in `submitted/` of nbgrader's course folder, where that folder itself was packed."""
    inner = [entry for entry in entries if entry.path.parts[1:2] == (_SUBMITTED,) and len(entry.path.parts) > 3]
    if len({entry.path.parts[0] for entry in inner}) != 1 or not any(_is_stamp_at(entry.path, 4) for entry in inner):
        return entries
    return [replace(entry, path=PurePosixPath(*entry.path.parts[1:])) for entry in inner]


def _unwrapped(entries: Sequence[Entry], stem: str) -> list[Entry]:
    """Take away one folder around everything, as zips have it, unless it is a student's own."""
    tops = {entry.path.parts[0] for entry in entries if len(entry.path.parts) > 1}
    wrapped = len(tops) == 1 and all(len(entry.path.parts) > 1 for entry in entries)
    deeper = any(len(entry.path.parts) > 2 for entry in entries)
    is_a_student = stem == _SUBMITTED or any(_is_stamp(entry.path) for entry in entries)
    is_a_student |= any(owner_of(top).is_download for top in tops)
    if not wrapped or is_a_student or not (deeper or _is_packed(next(iter(tops)), stem) or _are_numbered(entries)):
        return list(entries)
    return [replace(entry, path=PurePosixPath(*entry.path.parts[1:])) for entry in entries]


def _is_packed(folder: str, stem: str) -> bool:
    """Whether a zip has the folder's name: a browser numbers a second download, Google Drive adds the time."""
    return re.sub(r" ?\(\d+\)$|-\d{8}T\d{6}Z(?:-\d+)+$", "", stem) == folder


def _are_numbered(entries: Iterable[Entry]) -> bool:
    """Whether each name inside the one folder holds a student's number, as a system writes it."""
    return all(owner_of(entry.path.parts[1]).number for entry in entries if not entry.path.parts[1].startswith("."))


def _is_nbgrader(source: Path, entries: Iterable[Entry]) -> bool:
    return source.stem == _SUBMITTED or any(
        entry.path.parts[0] == _SUBMITTED or _is_stamp(entry.path) for entry in entries
    )


def _is_stamp(path: PurePosixPath) -> bool:
    return _is_stamp_at(path, 2)


def _is_stamp_at(path: PurePosixPath, depth: int) -> bool:
    """Whether a path is a student's stamp for an assignment, so many folders deep."""
    return path.name == _STAMP and len(path.parts) == depth + 1


def _stamp(entry: Entry) -> datetime | None:
    try:
        return moment(entry.read()[:200].decode("utf-8", "replace"), UTC)  # nbgrader's own zone, where none is named
    except NotebookError:
        return None


def _metadata(entries: Iterable[Entry]) -> dict[str, gradescope.HandIn]:
    top = next((entry for entry in entries if str(entry.path) == gradescope.METADATA), None)
    return gradescope.read_metadata(top.read()) if top else {}
