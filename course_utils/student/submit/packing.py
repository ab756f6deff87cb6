"""From looks at notebooks to one zip that can be handed in, with a summary for people and a receipt."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from course_utils.data.files import free_name, replace_file
from course_utils.errors import CourseError, UsageError
from course_utils.student.changes import failure
from course_utils.student.submit.looked import Look, begun, look, require_whole

FOLDER = "hand-ins"  # in the workbook: where JupyterLab can offer it for download
SUMMARY = "SUMMARY.txt"
NOTE = "For you and whoever looks in. The grader reads the notebooks and their weights, and nothing of this page."
_HIDDEN = ("\\", "/", ":", "\0", "\n")


@dataclass(frozen=True)
class HandIn:
    """A written hand-in: the zip, its SHA-256, and the receipt beside it, a text."""

    path: Path
    sha256: str
    receipt: Path


def hand_in(workbook: Path, say: Callable[[str], object], wanted: Sequence[str] = (), name: str = "") -> HandIn:
    """Look at the notebooks `wanted`, else at all that were begun, and pack them; `say` hears how far it is.

    Raises what `looked.look` and `packing.pack` raise; then nothing is written.
    """
    names = list(wanted) or list(begun(workbook))
    looks = []
    for number, notebook in enumerate(names, 1):
        say(f"{number} of {len(names)}: looking at {notebook} …")
        looks.append(look(workbook, notebook))
        say(_as_text(looks[-1]))
    return pack(workbook, looks, datetime.now(), name)


def _as_text(row: Look) -> str:
    sign = "✓" if row.is_complete else "✗" if row.problem else "!"
    first = f"{sign} {row.notebook}: {row.counted() or 'cannot be read'}"
    return "\n".join([first, *(f"    {text}" for text in row.sentences())])


def summary(looks: Sequence[Look], moment: datetime, name: str = "") -> str:
    """What a person reads of a hand-in: for each notebook the counts, what to look at, and its SHA-256."""
    lines = [f"Hand-in of the CNN Workbook, {moment:%Y-%m-%d %H:%M} by the clock of this computer"]
    lines += [f"By: {name}"] * bool(name) + [NOTE]
    for each in looks:
        lines += ["", f"{each.notebook}.ipynb: {each.counted()}", *(f"  {text}" for text in each.sentences())]
        lines += [f"  SHA-256 {each.sha256}"]
        if each.weights is not None:
            lines += [f"{each.notebook}.npz", f"  SHA-256 {hashlib.sha256(each.weights).hexdigest()}"]
    return "\n".join(lines) + "\n"


def pack(workbook: Path, looks: Sequence[Look], moment: datetime, name: str = "") -> HandIn:
    """Write the zip and its receipt to `hand-ins` in the workbook; a name that is taken is never written again.

    The zip holds the very bytes that were looked at.

    Raises:
        UsageError: there is nothing to hand in, or `name` cannot stand in a file's name.
        CourseError: a notebook is damaged or too large, the zip reads back differently, or cannot be written.
    """
    if not looks:
        raise UsageError("There is nothing to hand in: no notebook holds anything of yours.", "Save them first.")
    if any(part in name for part in _HIDDEN):
        raise UsageError(f"{name!r} cannot be a part of a file's name.", "Leave out slashes and colons.")
    require_whole(looks)
    data = _zipped(looks, summary(looks, moment, name), moment)
    sha256 = hashlib.sha256(data).hexdigest()
    target = free_name(workbook / FOLDER, "_".join([*name.split(), f"{moment:%Y-%m-%d_%H-%M-%S}"]), ".zip")
    receipt = target.with_suffix(".txt")
    try:
        replace_file(target, data)
        if hashlib.sha256(target.read_bytes()).hexdigest() != sha256:
            raise CourseError("The zip that was written reads back differently.", "Check the disk, then try again.")
        replace_file(receipt, f"{summary(looks, moment, name)}\n{target.name}\n  SHA-256 {sha256}\n")
    except OSError as error:
        raise failure(error) from None
    return HandIn(target, sha256, receipt)


def _zipped(looks: Sequence[Look], text: str, moment: datetime) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        files = [pair for each in looks for pair in each.files.items()]
        for name, content in [*files, (SUMMARY, text.encode())]:
            info = zipfile.ZipInfo(name, moment.timetuple()[:6])
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(info, content)
    return buffer.getvalue()
