"""Fuzz what students hand in and what their processes answer: fuzz.py EXAMPLES [fixed], so many for each target.

`make fuzz` takes 20,000, always others; CI takes few and `fixed` ones, so that it says the same twice.
Each target is a property: whatever the bytes, there is an outcome of a known kind. The process bounds its own memory
and processor time, so that a bomb ends the run as an error, and prints the example that broke a property.
"""

from __future__ import annotations

import contextlib
import io
import json
import resource
import socket
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course_utils.checks.definitions import without_magics
from course_utils.checks.judge import judge, questions
from course_utils.checks.values import MAX_DEPTH, Opaque, plain_value
from course_utils.errors import NotebookError, UsageError
from course_utils.exercises import registry
from course_utils.grading.gradebook.details import to_details
from course_utils.grading.intake.collect import Submission, collect
from course_utils.grading.intake.reading import Task, Unreadable, read
from course_utils.grading.sandbox import wire
from course_utils.grading.sandbox.channel import Child, ChildLost, Ended
from course_utils.notebooks.file import read_notebook, write_notebook

MEMORY = 2 * 2**30
CPU_SECONDS_PER_EXAMPLE = 2  # hundreds of times what one takes
_WORDS = """cells worksheets source input cell_type code markdown metadata course cohort tags nbformat outputs id
attachments token right status value texts loaded loading notes passed failed error list tuple array opaque <f8 >f8 |O
""".split()
_LINES = [
    "# GRADED FUNCTION: zero_pad\n",
    "def zero_pad(X, pad):\n",
    "    return X\n",
    "%magic\n",
    "!ls\n",
    "np?\n",
    "\n",
    "\ud800",
]

_text = st.sampled_from(_WORDS) | st.text(max_size=20) | st.lists(st.sampled_from(_LINES), max_size=8).map("".join)
_leaf = st.none() | st.booleans() | st.integers() | st.floats() | _text | st.integers(0, 5)
_json = st.recursive(
    _leaf, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(_text, inner, max_size=5), max_leaves=30
)


def _edited(data: bytes) -> st.SearchStrategy[bytes]:
    """`data` with a few pieces cut out, doubled, overwritten or put elsewhere."""
    place = st.integers(0, len(data))
    edit = st.tuples(place, place, st.sampled_from(["cut", "double", "write"]), st.binary(max_size=6))
    return st.lists(edit, min_size=1, max_size=5).map(lambda edits: _apply(data, edits))


def _apply(data: bytes, edits: list[tuple[int, int, str, bytes]]) -> bytes:
    for first, second, kind, new in edits:
        start, end = min(first, second), max(first, second)
        if kind == "write":
            data = data[:start] + new + data[start + len(new) :]
        else:
            end = min(end, start + 400)
            data = data[:start] + (b"" if kind == "cut" else data[start:end] * 2) + data[end:]
    return data


def _notebook() -> dict[str, Any]:
    cells = [{"cell_type": "code", "id": "a", "metadata": {"tags": []}, "outputs": [], "source": _LINES[:5]}] * 2
    return {"cells": cells, "metadata": {"course": {"cohort": "spring"}}, "nbformat": 4, "nbformat_minor": 5}


def _replaced(content: dict[str, Any], key: str, value: object, deep: bool) -> bytes:
    target = content["cells"][0] if deep else content
    target[key] = value
    return json.dumps(content).encode()


_notebooks = st.one_of(
    st.binary(max_size=200),
    _json.map(lambda value: json.dumps(value).encode()),
    st.builds(_replaced, st.builds(_notebook), st.sampled_from(_WORDS), _json, st.booleans()),
    _edited(json.dumps(_notebook(), indent=1).encode()),
)


@given(data=_notebooks, name=st.text(max_size=30))
def notebooks(data: bytes, name: str) -> None:
    """A file becomes a task, or is refused with a sentence; what is read as a whole can be written again."""
    outcome = read(Submission("ada", name, lambda: data))
    assert isinstance(outcome, Unreadable) or all(isinstance(cell.source, str) for cell in outcome.cells)
    if isinstance(outcome, Task):
        for cell in outcome.cells:
            assert without_magics(cell.source).count("\n") in (0, cell.source.count("\n"))
            assert wire.unpack(wire.pack({"cells": [[cell.number, cell.source]]})[4:])
    with contextlib.suppress(NotebookError):
        whole = read_notebook(data)
        assert read_notebook(write_notebook(whole)).essences == whole.essences
        assert all(
            isinstance(part, str) for cell in whole.cells for part in (cell.id, cell.name, *cell.tags, *cell.functions)
        )


def _archive() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for student in ("ada", "bo"):
            archive.writestr(f"{student}/2_step_by_step.ipynb", json.dumps(_notebook()))
    return buffer.getvalue()


@given(data=_edited(_archive()) | st.binary(max_size=200))
def archives(data: bytes) -> None:
    """A zip is refused as a whole with a sentence, or each of its files becomes a task or is refused with one."""
    with tempfile.NamedTemporaryFile(suffix=".zip") as file:
        file.write(data)
        file.flush()
        with contextlib.suppress(UsageError):
            for submission in collect(Path(file.name)):
                assert isinstance(read(submission), (Task, Unreadable))


_arrays = st.builds(
    lambda dtype, shape: np.zeros(shape, dtype),
    st.sampled_from(["f8", "f4", "i2", "?", "c16", ">f8"]),
    st.lists(st.integers(0, 3), max_size=4),
)
_answers = st.recursive(
    _leaf | _arrays | st.builds(Opaque, st.text(max_size=9)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_text, inner, max_size=4),
    max_leaves=12,
)
_replies = st.fixed_dictionaries(
    {"token": st.just("right")},
    optional={"status": _text | _answers, "value": _answers, "texts": _answers, "notes": _answers},
)
_good = wire.pack({"token": "t" * 16, "status": "passed", "value": [np.eye(3), {"a": (1.5, "text")}, Opaque("x")]})


def _framed(value: Any) -> bytes:
    try:
        return wire.pack(value)
    except TypeError:
        return wire.pack(None)


_frames = st.one_of(
    st.binary(max_size=60),
    _json.map(lambda value: (head := json.dumps(value).encode()) and _sized(len(head).to_bytes(4, "little") + head)),
    _replies.map(_framed),
    _edited(_good[4:]).map(lambda body: _sized(body)),
    _edited(_good),
)


def _sized(body: bytes) -> bytes:
    return len(body).to_bytes(4, "little") + body


_GROUP = registry.exercise_set("week1/2_step_by_step").by_name["zero_pad"]
_QUESTIONS = questions(_GROUP, _GROUP.cases)[:1]


@given(frame=_frames)
def frames(frame: bytes) -> None:
    """Bytes of a child become an answer that can be judged and kept, or the child is lost."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        child = Child(ours, lambda: Ended(0, 0.0))
        theirs.sendall(frame.replace(b"right", b"t" * 16))
        theirs.shutdown(socket.SHUT_WR)
        try:
            (reply, *_) = child.ask(["zero_pad"], "plain", [b""], 60.0)
        except ChildLost as lost:
            (reply, *_) = lost.replies
        json.dumps(to_details(judge(_GROUP, _QUESTIONS, [reply]))).encode()


@given(value=_answers)
def answers(value: Any) -> None:
    """Whatever a function returns arrives as what the grader itself would have made of it, and says it."""
    plain = plain_value(value)
    assert repr(wire.unpack(wire.pack({"value": plain})[4:])["value"]) == repr(plain)
    assert MAX_DEPTH < 32


TARGETS: tuple[Callable[[], None], ...] = (notebooks, archives, frames, answers)


def main(examples: int, fixed: bool) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    cpu = CPU_SECONDS_PER_EXAMPLE * examples * len(TARGETS)
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    # The token that the grader draws is known here, so that an edited answer gets past it.
    sys.modules["secrets"].token_hex = lambda size: "t" * 16  # type: ignore[attr-defined]
    checks = list(HealthCheck)
    chosen = settings(
        max_examples=examples, deadline=None, database=None, suppress_health_check=checks, derandomize=fixed
    )
    for target in TARGETS:
        chosen(target)()
        print(f"{target.__name__}: {examples} examples held", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), "fixed" in sys.argv[2:])
