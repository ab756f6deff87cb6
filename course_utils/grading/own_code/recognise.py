"""Which of a student's answers are the course's own code; the student's is parsed by a disposable process."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import course_utils
from course_utils.grading.intake.disposable import Disposable, Lost, serve
from course_utils.grading.own_code.forms import forms
from course_utils.notebooks.cell import Cell

_PARSER = Disposable("course_utils.grading.own_code.recognise")
_PACKAGE = Path(course_utils.__file__).parent
_SOURCES = "layers"  # what answers can be copied from: the bundle holds it, and the exercises' references are there


def copies(cells: Iterable[Cell], exercises: Iterable[str]) -> dict[str, str]:
    """Functions of a notebook that are copies of the course's own, with where that stands; by exercise.

    A copy under another name counts as the exercise that the copied function answers. Where our parser dies of a
    notebook, nothing is recognised in it.

    >>> copies([Cell(0, "def f(x):\\n    return x")], ["zero_pad"])
    {}
    """
    sources = [cell.source for cell in cells]
    try:
        reply: dict[str, list[str]] = json.loads(_PARSER.ask(json.dumps(sources).encode()))
    except Lost:
        return {}
    wanted, by_exercise = set(exercises), dict[str, str]()
    for name, (original, path) in reply.items():
        exercise = name if name in wanted else original
        by_exercise.setdefault(exercise if exercise in wanted else name, f"{original} in {path}")
    return by_exercise


@cache
def originals() -> Mapping[str, tuple[str, str]]:
    """Every digest of the course's own functions, with the function's name and its file."""
    known: dict[str, tuple[str, str]] = {}
    for path in sorted((_PACKAGE / _SOURCES).rglob("*.py")):
        place = path.relative_to(_PACKAGE.parent).as_posix()
        for form in forms([path.read_text(encoding="utf-8")]):
            known |= {digest: (form.name, place) for digest in form.digests if digest not in known}
    return known


def _answer(data: bytes) -> bytes:
    known = originals()
    reply = {}
    for form in forms(json.loads(data)):
        original = next((known[digest] for digest in form.digests if digest in known), None)
        if original is not None:
            reply[form.name] = original
    return json.dumps(reply).encode()


if __name__ == "__main__":
    serve(_answer)
