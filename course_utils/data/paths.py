"""Where the course lies on this machine, and where its data sets are."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from course_utils.errors import DataError

ROOT_VARIABLE = "COURSE_ROOT"


def course_root() -> Path:
    """Return the folder that holds `workbook/` and `datasets/`.

    The environment variable COURSE_ROOT decides when it is set; otherwise the folder beside the
    installed package, then the current folder and its parents are tried.

    Raises:
        DataError: no such folder is found, or COURSE_ROOT names one that does not exist.
    """
    named = os.environ.get(ROOT_VARIABLE)
    if named:
        return _named_root(Path(named).expanduser())
    for folder in (Path(__file__).resolve().parents[2], Path.cwd(), *Path.cwd().parents):
        # Both are asked for: a folder called datasets alone may be anybody's.
        if (folder / "workbook").is_dir() and (folder / "datasets").is_dir():
            return folder
    raise DataError(
        f"No course folder (one that holds workbook/ and datasets/) was found above {Path.cwd()}.",
        f"Run the command inside the course folder, or set {ROOT_VARIABLE} to it.",
    )


def _named_root(folder: Path) -> Path:
    if not folder.is_dir():
        raise DataError(
            f"{ROOT_VARIABLE} names {folder}, which is no folder.",
            f"Set {ROOT_VARIABLE} to the folder that holds workbook/ and datasets/, or unset it.",
        )
    return folder.resolve()


def dataset_path(name: str = "") -> Path:
    """Return the place of `name` (such as "images/coffee.jpg") in `datasets/`; it need not exist."""
    return course_root() / "datasets" / name


def part_path(target: Path) -> Path:
    """Return the name under which `target` is written before it is renamed into place."""
    return target.with_name(target.name + ".part")


@contextmanager
def drafted(target: Path) -> Iterator[Path]:
    """Give the place to write `target` at; it takes its name at the end, and leaves nothing when the block fails."""
    part = part_path(target)
    try:
        yield part
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def replace_file(target: Path, content: bytes) -> None:
    """Write `content` beside `target` and rename it, so that nobody ever sees half a file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with drafted(target) as part:
        part.write_bytes(content)
