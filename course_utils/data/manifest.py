"""`datasets/manifest.json`: every data set with its files, sizes, shapes, licences and checksums."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from course_utils.data.paths import dataset_path
from course_utils.errors import DataError


@dataclass(frozen=True)
class FileEntry:
    """One shipped file: its path in `datasets/`, checksum, bytes, arrays and their shapes, licence."""

    path: str
    sha256: str
    bytes: int
    shapes: dict[str, tuple[int, ...]]
    licence: str
    content_sha256: str = ""


@dataclass(frozen=True)
class SetEntry:
    """One data set. `mend` is the command that brings it back; a fetched set has no checked files."""

    name: str
    title: str
    mend: str
    licence: str = ""
    files: tuple[FileEntry, ...] = ()
    fetched: dict[str, Any] = field(default_factory=dict)


def read_manifest() -> dict[str, SetEntry]:
    """Return the data sets of `datasets/manifest.json` by name.

    Raises:
        DataError: the manifest is missing or damaged.
    """
    path = dataset_path("manifest.json")
    try:
        sets = [_set(entry) for entry in json.loads(path.read_text("utf-8"))["sets"]]
    except FileNotFoundError:
        raise DataError(f"{path} is missing.", "Unpack the course bundle again.") from None
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(f"{path} is damaged: {error!r}.", "Unpack the course bundle again.") from None
    return {entry.name: entry for entry in sets}


def find_set(name: str) -> SetEntry:
    """Return one data set.

    Raises:
        DataError: the manifest knows no set of that name.
    """
    sets = read_manifest()
    if name not in sets:
        raise DataError(f"There is no data set called {name!r}.", f"Known sets: {', '.join(sets)}.")
    return sets[name]


def _set(entry: dict[str, Any]) -> SetEntry:
    known = {key: entry[key] for key in ("name", "title", "mend", "licence", "fetched") if key in entry}
    return SetEntry(files=tuple(map(_file, entry.get("files", ()))), **known)


def _file(entry: dict[str, Any]) -> FileEntry:
    shapes = {key: tuple(shape) for key, shape in entry["shapes"].items()}
    content = entry.get("content_sha256", "")
    return FileEntry(entry["path"], entry["sha256"], entry["bytes"], shapes, entry["licence"], content)
