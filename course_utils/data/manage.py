"""What `course data list|verify|make|fetch` do, as plain values; the command prints them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from course_utils.data.files import replace_file
from course_utils.data.manifest import FileEntry, SetEntry, read_manifest
from course_utils.data.paths import dataset_path
from course_utils.data.progress import Progress, silent
from course_utils.data.store import content_digest, file_digest
from course_utils.errors import DataError, UsageError

State = Literal["ok", "missing", "changed", "not fetched"]
_BAD: tuple[State, ...] = ("changed", "missing")
_ORDER: tuple[State, ...] = (*_BAD, "not fetched", "ok")

Generator = Callable[[Progress], list[Path]]


@dataclass(frozen=True)
class FileState:
    """One file of a data set compared with the manifest; `mend` is the command that repairs it."""

    set: str
    path: str
    state: State
    mend: str


@dataclass(frozen=True)
class SetRow:
    """One line of `course data list`. `state` is the worst of its files; `bytes` is their sum."""

    name: str
    title: str
    shapes: str
    bytes: int
    licence: str
    state: State
    mend: str


def list_sets() -> list[SetRow]:
    """Return a line per data set, with the state of its checksums.

    Raises:
        DataError: the manifest is missing or damaged.
    """
    return [_row(entry) for entry in read_manifest().values()]


def verify(name: str | None = None) -> list[FileState]:
    """Compare every file, or those of one data set, with its checksum.

    Raises:
        DataError: the manifest is missing or damaged.
        UsageError: there is no such data set.
    """
    sets = read_manifest()
    if name is not None and name not in sets:
        raise UsageError(f"There is no data set called {name!r}.", f"Known sets: {', '.join(sets)}.")
    return [state for entry in sets.values() if name in (None, entry.name) for state in _states(entry)]


def require_ok(states: list[FileState]) -> None:
    """Say which files are missing or changed, and the commands that mend them.

    Raises:
        DataError: at least one file is.
    """
    bad = [state for state in states if state.state in _BAD]
    if bad:
        raise DataError(
            "; ".join(f"datasets/{state.path} is {_words(state.state)}" for state in bad) + ".",
            "Mend with: " + "; ".join(dict.fromkeys(state.mend for state in bad)),
        )


def make(name: str, generators: Mapping[str, Generator], progress: Progress = silent) -> list[Path]:
    """Render a data set that this project makes itself; return the files written.

    Args:
        generators: by the names of what they make; none in the students' edition, which is said.

    Raises:
        UsageError: there is nothing to make under that name.
        CourseError: the generator's libraries are not installed; the message says how to get them.
    """
    if not generators:
        raise UsageError(
            "This is the students' edition: it has the data sets, but not the generators that draw them.",
            "Where a file is missing or changed, unpack the course bundle again; course data verify names it.",
        )
    if name not in generators:
        raise UsageError(f"There is no generator for {name!r}.", f"Can be made: {', '.join(generators)}.")
    return generators[name](progress)


def fetch(name: str, progress: Progress = silent) -> list[Path]:
    """Download a data set that is not shipped; return the files written.

    Raises:
        UsageError: there is nothing to fetch under that name.
        DataError: no connection, or other contents than expected.
    """
    if name not in ("signs", "signs_photos"):
        raise UsageError(f"There is nothing to fetch under {name!r}.", "Can be fetched: signs.")
    from course_utils.data.fetch import fetch_signs

    return fetch_signs(progress=progress)


def record(name: str) -> None:
    """Write a data set's present sizes and checksums into the manifest: for authors, after a change."""
    path = dataset_path("manifest.json")
    manifest = json.loads(path.read_text("utf-8"))
    for entry in (file for group in manifest["sets"] if group["name"] == name for file in group["files"]):
        target = dataset_path(entry["path"])
        entry.update(sha256=file_digest(target), bytes=target.stat().st_size)
        if target.suffix == ".h5":
            entry["content_sha256"] = content_digest(target)
    replace_file(path, (json.dumps(manifest, indent=2, ensure_ascii=False) + "\n").encode())


def _words(state: State) -> str:
    return "missing" if state == "missing" else "not the file that was shipped (other checksum)"


def _row(entry: SetEntry) -> SetRow:
    states = [state.state for state in _states(entry)]
    worst: State = next((state for state in _ORDER if state in states), "ok")
    if entry.fetched:
        shapes, size = entry.fetched["shapes"], entry.fetched["bytes"]
    else:
        shapes, size = _shapes(entry.files), sum(file.bytes for file in entry.files)
    return SetRow(entry.name, entry.title, shapes, size, entry.licence, worst, entry.mend)


def _shapes(files: tuple[FileEntry, ...]) -> str:
    """Return "14 × (height ≤ 600, width ≤ 768, 3)" for pictures, "train_set_x (1080, 64, 64, 3), …" for arrays."""
    if all(set(file.shapes) == {"image"} for file in files):
        height, width = (max(file.shapes["image"][axis] for file in files) for axis in (0, 1))
        return f"{len(files)} × (height ≤ {height}, width ≤ {width}, 3)"
    named = {key: shape for file in files for key, shape in file.shapes.items() if len(shape) > 1}
    return ", ".join(f"{key} {shape}" for key, shape in named.items())


def _states(entry: SetEntry) -> list[FileState]:
    if entry.fetched:
        return _fetched_states(entry)
    return [FileState(entry.name, file.path, _state(file), entry.mend) for file in entry.files]


def _state(file: FileEntry) -> State:
    path = dataset_path(file.path)
    if not path.is_file():
        return "missing"
    if file_digest(path) == file.sha256:
        return "ok"
    # Made again here, another version of zlib may have packed the same pictures into other bytes.
    return "ok" if file.content_sha256 and content_digest(path) == file.content_sha256 else "changed"


def _fetched_states(entry: SetEntry) -> list[FileState]:
    """Return the states of downloaded files, against the checksums noted when they were written."""
    noted = dataset_path(f"{entry.name}/checksums.json")
    if not noted.is_file():
        return [FileState(entry.name, entry.name, "not fetched", entry.mend)]
    try:
        checksums: dict[str, str] = json.loads(noted.read_text("utf-8"))
    except ValueError:
        return [FileState(entry.name, f"{entry.name}/{noted.name}", "changed", entry.mend)]
    return [_fetched_state(entry, name, checksum) for name, checksum in checksums.items()]


def _fetched_state(entry: SetEntry, name: str, checksum: str) -> FileState:
    path = f"{entry.name}/{name}"
    target = dataset_path(path)
    state: State = "missing"
    if target.is_file():
        state = "ok" if file_digest(target) == checksum else "changed"
    return FileState(entry.name, path, state, entry.mend)
