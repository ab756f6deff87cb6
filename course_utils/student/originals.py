"""The notebooks as the course handed them out: in workbook/.originals, or made from the source."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from course_utils.errors import CourseError, UsageError
from course_utils.student.changes import mend

FOLDER = ".originals"
_BUILD = "course_utils.authoring.build"


def names(root: Path) -> list[str]:
    """Names of all notebooks of the course, as `week1/2_step_by_step`.

    Raises:
        CourseError: there are neither originals nor sources.
    """
    folder = root / "workbook" / FOLDER
    if folder.is_dir():
        return sorted(path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.ipynb"))
    _require_sources(root)
    return list(import_module(_BUILD).find_sources(root))


def original(root: Path, name: str) -> bytes:
    """The untouched notebook `name`, one of `names`.

    Raises:
        CourseError: it cannot be read, or there are neither originals nor sources.
    """
    folder = root / "workbook" / FOLDER
    if not folder.is_dir():
        _require_sources(root)
        # By name: students' editions have no authoring, and this room stands beside it.
        build = import_module(_BUILD)
        (source,) = build.verified_sources(root, only=name)
        return bytes(build.handed_out(root, source))
    try:
        return (folder / f"{name}.ipynb").read_bytes()
    except OSError as error:
        raise CourseError(
            f"The original of {name} cannot be read: {error.strerror}.",
            f"Copy workbook/{FOLDER} again from the course as you got it.",
        ) from None


def _require_sources(root: Path) -> None:
    authored = (root / "workbook" / "source").is_dir() and find_spec("course_utils.authoring") is not None
    if not authored:
        raise CourseError(
            f"The course's untouched notebooks are missing: there is no folder workbook/{FOLDER}.",
            f"Unpack the course as you got it beside this folder, and copy workbook/{FOLDER} from there.",
        )


def find_name(root: Path, text: str) -> str:
    """The name of the notebook that `text` means: a name, its last part, or a path with or without .ipynb.

    Raises:
        UsageError: it means none of the course's notebooks.
    """
    mend(root)
    known = names(root)
    wanted = text.removesuffix(".ipynb").replace("\\", "/").strip("/")
    found = [name for name in known if name == wanted or name.endswith(f"/{wanted}")]
    if len(found) == 1:
        return found[0]
    path = Path(text).expanduser().resolve().with_suffix("")
    workbook = (root / "workbook").resolve()
    for name in known:
        if path == workbook / name or wanted.endswith(f"workbook/{name}"):
            return name
    raise UsageError(f"{text!r} is no notebook of the course.", f"Its notebooks: {', '.join(known)}.")
