"""Where the course lies on this machine, and where its data sets are."""

from __future__ import annotations

import os
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


def restoring(folder: str) -> str:
    """Return what brings the shipped files of a folder in `datasets/` back, in every edition of the course."""
    return f"git restore datasets/{folder} (or unpack the course bundle again)"


def dataset_path(name: str = "") -> Path:
    """Return the place of `name` (such as "images/coffee.jpg") in `datasets/`; it need not exist."""
    return course_root() / "datasets" / name
