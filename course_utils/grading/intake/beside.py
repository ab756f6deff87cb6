"""The file of weights that was handed in beside a project's notebook: which one it is, and its bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from course_utils.errors import NotebookError
from course_utils.grading.intake.entry import Entry, NotOpened
from course_utils.notebooks.weights import SUFFIX


@dataclass(frozen=True)
class Weights:
    """What was handed in beside a notebook: the bytes of an .npz, or why there are none.

    With `is_ours` the reason is no fault of the student's.
    """

    data: bytes = b""
    problem: str = "No weights were handed in. Run save_for_grading(model), and hand in the .npz with the notebook."
    is_ours: bool = False


NONE = Weights()


def is_weights(path: PurePosixPath) -> bool:
    """Whether a file's name is that of weights."""
    return path.suffix.lower() == SUFFIX


def weights_of(file: str, notebook: str, beside: Sequence[Entry]) -> Weights:
    """The weights that belong to the notebook in `file`, among all of the student's."""
    entry = _nearest(PurePosixPath(file), notebook.split("/")[-1], beside)
    if entry is None:
        return NONE
    try:
        return Weights(entry.read(), "")
    except NotebookError as error:
        return Weights(problem=str(error), is_ours=isinstance(error, NotOpened))


def _nearest(file: PurePosixPath, stem: str, beside: Sequence[Entry]) -> Entry | None:
    """In the same folder under the same name; else named as the course names it, there or anywhere; else alone there.

    Of several the newest: systems add numbers of their own to a name.
    """
    there = [entry for entry in beside if entry.path.parent == file.parent]
    same = [entry for entry in there if entry.path.stem == file.stem]
    named = [[entry for entry in entries if stem in entry.path.stem] for entries in (there, beside)]
    for entries in (same, *named, there if len(there) == 1 else []):
        if entries:
            return max(entries, key=lambda entry: (entry.modified.timestamp() if entry.modified else 0.0, entry.path))
    return None
