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

from course_utils.checks.calls.projects import foreign_name
from course_utils.checks.judge import Reply, judge, questions
from course_utils.checks.report import Report, Result
from course_utils.checks.values import MAX_DEPTH, Opaque, plain_value
from course_utils.errors import NotebookError, UsageError
from course_utils.exercises import registry
from course_utils.exercises.project import LAYERS
from course_utils.grading.gradebook.details import to_details
from course_utils.grading.intake.beside import Weights
from course_utils.grading.intake.collect import Submission, collect
from course_utils.grading.intake.reading import Task, Unreadable, read
from course_utils.grading.projects.board import MAX_LETTERS, board_name
from course_utils.grading.projects.measuring import measured
from course_utils.grading.sandbox import wire
from course_utils.grading.sandbox.channel import Child, ChildLost, Ended
from course_utils.notebooks.file import read_notebook, write_notebook
from course_utils.notebooks.magics import without_magics
from course_utils.notebooks.weights import read_weights

sys.path.insert(0, str(Path(__file__).parent))

from pieces import LINES, WORDS, edited, json_values, leaf, text
from weights_files import GOOD, files

MEMORY = 2 * 2**30
CPU_SECONDS_PER_EXAMPLE = 2  # hundreds of times what one takes

def _notebook() -> dict[str, Any]:
    cells = [{"cell_type": "code", "id": "a", "metadata": {"tags": []}, "outputs": [], "source": LINES[:5]}] * 2
    return {"cells": cells, "metadata": {"course": {"cohort": "spring"}}, "nbformat": 4, "nbformat_minor": 5}


def _replaced(content: dict[str, Any], key: str, value: object, deep: bool) -> bytes:
    target = content["cells"][0] if deep else content
    target[key] = value
    return json.dumps(content).encode()


_notebooks = st.one_of(
    st.binary(max_size=200),
    json_values.map(lambda value: json.dumps(value).encode()),
    st.builds(_replaced, st.builds(_notebook), st.sampled_from(WORDS), json_values, st.booleans()),
    edited(json.dumps(_notebook(), indent=1).encode()),
)


@given(data=_notebooks, name=st.text(max_size=30))
def notebooks(data: bytes, name: str) -> None:
    """A file becomes a task, or is refused with a sentence; what is read as a whole can be written again."""
    outcome = read(Submission("ada", name, lambda: data))
    assert isinstance(outcome, Unreadable) or all(isinstance(cell.source, str) for cell in outcome.cells)
    if isinstance(outcome, Task):
        board = board_name(outcome.cells)
        assert len(board) <= MAX_LETTERS
        assert board == "" or board.isprintable()
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


@given(data=edited(_archive()) | st.binary(max_size=200))
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
    leaf | _arrays | st.builds(Opaque, st.text(max_size=9)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4),
    max_leaves=12,
)
_replies = st.fixed_dictionaries(
    {"token": st.just("right")},
    optional={"status": text | _answers, "value": _answers, "texts": _answers, "notes": _answers},
)
_good = wire.pack({"token": "t" * 16, "status": "passed", "value": [np.eye(3), {"a": (1.5, "text")}, Opaque("x")]})


def _framed(value: Any) -> bytes:
    try:
        return wire.pack(value)
    except TypeError:
        return wire.pack(None)


_frames = st.one_of(
    st.binary(max_size=60),
    json_values.map(lambda value: (head := json.dumps(value).encode()) and _sized(len(head).to_bytes(4, "little") + head)),
    _replies.map(_framed),
    edited(_good[4:]).map(lambda body: _sized(body)),
    edited(_good),
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


@given(data=files)
def weights(data: bytes) -> None:
    """A file of weights becomes finite numbers of the two known kinds, or is refused with a sentence."""
    with contextlib.suppress(NotebookError):
        arrays = read_weights(data)
        assert all(array.dtype in ("f4", "f2") and np.isfinite(array).all() for array in arrays)
        assert sum(array.nbytes for array in arrays) <= 17 * 2**20


_PROJECT = next(each for each in registry.exercise_set("week1/4_project_small_network").exercises if each.project)
_FIT = Weights(GOOD, "")
_predictions = st.builds(lambda shape, value: np.full(shape, value), st.sampled_from([(3, 6), (6, 3), (3,), ()]), st.floats())
_measurements = st.one_of(
    _replies.map(_framed),
    st.fixed_dictionaries(
        {"token": st.just("right"), "status": st.just("passed")},
        optional={"value": st.dictionaries(st.sampled_from(["predictions", "seconds", "refused"]), _answers | _predictions)},
    ).map(_framed),
    _frames,
)


class _Asked:
    """A sandbox whose child gives these bytes."""

    def __init__(self, frame: bytes) -> None:
        self._frame = frame

    def fork(self) -> Child:
        ours, theirs = socket.socketpair()
        theirs.sendall(wire.pack({"loaded": True, "notes": [], "value": None}) + self._frame.replace(b"right", b"t" * 16))
        theirs.shutdown(socket.SHUT_WR)
        return Child(ours, lambda: theirs.close() or Ended(0, 0.0))


@given(network=_answers | json_values.map(lambda value: np.frombuffer(json.dumps(value).encode(), np.uint8)), frame=_measurements)
def networks(network: Any, frame: bytes) -> None:
    """What a project's two processes say becomes a result that can be kept, of no more points than there are."""
    if isinstance(network, np.ndarray) and network.dtype == np.uint8:
        with contextlib.suppress(ValueError):
            foreign_name(bytes(network).decode(), LAYERS)
    own = Result(_PROJECT.name, "passed", 0.0, _PROJECT.points, report=Report(_PROJECT.name, "passed"))
    drawn = np.zeros((3, 1, 1, 3), np.uint8), np.arange(3)
    got = measured(_PROJECT, own, Reply(value=network), _FIT, drawn, "", _Asked(frame))  # type: ignore[arg-type]
    assert 0 <= got.points <= _PROJECT.points
    json.dumps(to_details(got.report)).encode()


TARGETS: tuple[Callable[[], None], ...] = (notebooks, archives, frames, answers, weights, networks)


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
