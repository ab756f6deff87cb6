"""The notebooks as the course handed them out: in workbook/.originals, or made from their sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from course_utils.errors import CourseError, UsageError
from course_utils.notebooks.names import name_of
from course_utils.student.changes import mend

FOLDER = ".originals"


@dataclass(frozen=True)
class Maker:
    """What makes originals where authors work: names of all notebooks in a course folder, and one notebook's bytes."""

    names: Callable[[Path], Iterable[str]]
    make: Callable[[Path, str], bytes]


def names(root: Path, maker: Maker | None = None) -> list[str]:
    """Names of all notebooks of the course, as `week1/2_step_by_step`.

    Raises:
        CourseError: there are neither originals nor sources.
    """
    folder = root / "workbook" / FOLDER
    if folder.is_dir():
        return sorted(path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.ipynb"))
    return list(_for_sources(root, maker).names(root))


def original(root: Path, name: str, maker: Maker | None = None) -> bytes:
    """The untouched notebook `name`, one of `names`.

    Raises:
        CourseError: it cannot be read, or there are neither originals nor sources.
    """
    folder = root / "workbook" / FOLDER
    if not folder.is_dir():
        return _for_sources(root, maker).make(root, name)
    try:
        return (folder / f"{name}.ipynb").read_bytes()
    except OSError as error:
        raise CourseError(
            f"The original of {name} cannot be read: {error.strerror}.",
            f"Copy workbook/{FOLDER} again from the course as you got it.",
        ) from None


def _for_sources(root: Path, maker: Maker | None) -> Maker:
    if maker is None or not (root / "workbook" / "source").is_dir():
        raise CourseError(
            f"The course's untouched notebooks are missing: there is no folder workbook/{FOLDER}.",
            f"Unpack the course as you got it beside this folder, and copy workbook/{FOLDER} from there.",
        )
    return maker


def find_name(root: Path, text: str, maker: Maker | None = None) -> str:
    """The name of the notebook that `text` means: a name, its last part, or a path with or without .ipynb.

    Raises:
        UsageError: it means none of the course's notebooks.
    """
    mend(root)
    known = names(root, maker)
    name = name_of(text, known, root / "workbook")
    if name is None:
        raise UsageError(f"{text!r} is no notebook of the course.", f"Its notebooks: {', '.join(known)}.")
    return name
