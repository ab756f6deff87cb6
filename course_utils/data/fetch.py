"""Fetch the real photographs of hand signs and bring them into the classic schema."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
import zlib
from pathlib import Path

import numpy as np

from course_utils.data.download import download
from course_utils.data.files import replace_file
from course_utils.data.manifest import find_set
from course_utils.data.paths import dataset_path
from course_utils.data.progress import Progress, silent
from course_utils.data.sets.images import Image8
from course_utils.data.store import Labels, file_digest, write_part
from course_utils.errors import DataError

FETCH_SIGNS = "course data fetch signs"
CHECKSUMS = "signs_photos/checksums.json"
_PHOTOGRAPH = re.compile(r"(?:[^/]+/)?(Dataset/([0-5])/[^/]+\.jpe?g)", re.IGNORECASE)
_LARGEST = 1_000_000  # bytes of one photograph; the real ones have about 9,000
_TRAIN, _TEST, _SEED = 1080, 120, 6


def fetch_signs(url: str | None = None, progress: Progress = silent) -> list[Path]:
    """Download the photographs, check that they are the known ones, write both files of the schema.

    An archive packed by a server has no lasting checksum, so the photographs themselves are checked:
    one SHA-256 over the sorted names and SHA-256s of all pictures of the digits 0–5.

    Args:
        url: another place of the same archive; None takes the manifest's.
        progress: receives (bytes there, bytes in all) of the download.

    Raises:
        DataError: no connection, a transfer cut short, or other contents than expected.
    """
    source = find_set("signs_photos").fetched
    archive = dataset_path("signs_photos/archive.zip")
    place, known = url or source["url"], source["contents_sha256"]
    download(place, archive, known, FETCH_SIGNS, progress, lambda path: contents_digest(read_archive(path)))
    try:
        return _write(read_archive(archive))
    finally:
        archive.unlink(missing_ok=True)


def read_archive(archive: Path) -> dict[str, bytes]:
    """Return the JPEG files of the digits 0–5 by their path "Dataset/3/IMG_1118.JPG", sorted.

    Nothing is unpacked to the disk; everything else in the archive is passed over.

    Raises:
        DataError: the archive is damaged, or a picture in it is far too large.
    """
    photographs: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(archive) as opened:
            for member in opened.infolist():
                match = _PHOTOGRAPH.fullmatch(member.filename)
                if match is None:
                    continue
                if member.file_size > _LARGEST:
                    raise zipfile.BadZipFile(f"{member.filename} has {member.file_size} bytes")
                photographs[match[1]] = opened.read(member)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as error:
        message = f"The downloaded archive is damaged ({error}); it was deleted."
        raise DataError(message, f"Download it again: {FETCH_SIGNS}") from None
    return dict(sorted(photographs.items()))


def contents_digest(photographs: dict[str, bytes]) -> str:
    """Return one SHA-256 over the lines "path sha256" of all photographs, sorted by path."""
    lines = [f"{path} {hashlib.sha256(content).hexdigest()}\n" for path, content in sorted(photographs.items())]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def to_arrays(photographs: dict[str, bytes], side: int = 64) -> tuple[Image8, Labels]:
    """Return pictures (m, side, side, 3) uint8 and labels (m,), in the order of the paths."""
    from PIL import Image

    pictures = np.empty((len(photographs), side, side, 3), np.uint8)
    for place, content in enumerate(photographs.values()):
        with Image.open(io.BytesIO(content)) as photograph:
            small = photograph.convert("RGB").resize((side, side), Image.Resampling.LANCZOS)
            pictures[place] = np.asarray(small)
    return pictures, np.array([int(path.split("/")[1]) for path in photographs])


def _write(photographs: dict[str, bytes]) -> list[Path]:
    pictures, labels = to_arrays(photographs)
    order = np.random.RandomState(_SEED).permutation(len(labels))
    split = {"train": order[:_TRAIN], "test": order[_TRAIN : _TRAIN + _TEST]}
    paths = []
    for part, rows in split.items():
        paths.append(dataset_path(f"signs_photos/{part}_signs.h5"))
        write_part(paths[-1], part, pictures[rows], labels[rows])
    checksums = {path.name: file_digest(path) for path in paths}
    replace_file(dataset_path(CHECKSUMS), (json.dumps(checksums, indent=2) + "\n").encode())
    return paths
