"""The student side of the sandbox: answers `load` and `run` over one descriptor, and nothing else."""

from __future__ import annotations

import itertools
import marshal
import os
from collections.abc import Iterable
from dataclasses import dataclass
from types import CodeType
from typing import Any

import numpy as np

from course_utils.checks import failures
from course_utils.checks.calls.arguments import called_as
from course_utils.checks.calls.table import CALLS
from course_utils.checks.classic import given
from course_utils.checks.classic.graph import in_kind
from course_utils.checks.classic.room import ClassicRoom
from course_utils.checks.definitions import Loaded, Statement, load
from course_utils.checks.locate.asked import CALL, located
from course_utils.checks.report import NOT_DEFINED
from course_utils.checks.values import PlainValue, plain_value
from course_utils.grading.sandbox import wire
from course_utils.types import Array, Function

# After these the other cases would only say the same; the grader repeats the last reply for them.
ENDING = ("missing", "memory")


class Channel:
    """Frames over a descriptor, by plain reads and writes: socket calls are closed in here."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def send(self, message: dict[str, object]) -> None:
        self.write(wire.pack(message))

    def write(self, frame: bytes) -> None:
        data = memoryview(frame)
        while data:
            data = data[os.write(self._descriptor, data) :]

    def receive(self) -> Any:
        """The next message."""
        return unpacked(self.body())

    def body(self) -> bytes:
        """The next message as it came; the process ends when the grader has closed its end."""
        return self._exactly(wire.length(self._exactly(4)))

    def case(self) -> tuple[str, bytes]:
        """The next case's token and inputs."""
        head = self._exactly(wire.TOKEN_LETTERS + 4)
        token, header = head[: wire.TOKEN_LETTERS], head[wire.TOKEN_LETTERS :]
        return token.decode("ascii"), self._exactly(wire.length(header))

    def _exactly(self, size: int) -> bytes:
        whole = os.read(self._descriptor, size)
        while len(whole) < size:
            part = os.read(self._descriptor, size - len(whole))
            if not part:
                os._exit(0)
            whole += part
        return whole


def unpacked(body: bytes) -> Any:
    return wire.unpack(body, wire.MAX_FRAME)


def serve(descriptor: int, prelude: dict[str, Any], step: wire.Step) -> None:
    """Serve one submission: definitions first, step by step, then one graded function after another."""
    channel = Channel(descriptor)
    notebook = _Notebook(Loaded({}), ClassicRoom(tuple, prelude))
    while True:
        message = channel.receive()
        if message["op"] == "load":
            notebook = _load(channel, message, prelude, step)
        else:
            _run(channel, message, notebook)


@dataclass(frozen=True)
class _Notebook:
    """What a submission defines; `era` runs its answers as of their era where today's run stops."""

    loaded: Loaded
    era: ClassicRoom


def _load(channel: Channel, message: dict[str, Any], prelude: dict[str, Any], step: wire.Step) -> _Notebook:
    loaded = load(message["cells"], prelude, message["skip"], step.write, read=_read(message.get("read")))
    helpers = {
        name: called_as(loaded.namespace.get(name), helper) for name, helper in _helpers(message["helpers"]).items()
    }
    loaded.namespace.update(helpers)
    is_first = message.get("read") is None
    value = _travelling(loaded, message["skip"]) if is_first else None
    channel.send({"loaded": True, "notes": loaded.notes, "value": value})
    return _Notebook(loaded, ClassicRoom(lambda: message["cells"], prelude, message["skip"], helpers))


def _travelling(loaded: Loaded, skip: list[int]) -> Array | None:
    """The statements as bytes for the next child of the same notebook; of one that is broken nothing."""
    plain = {cell: [tuple(vars(each).values()) for each in own] for cell, own in loaded.statements.items()}
    is_whole = all(isinstance(code, CodeType) for own in plain.values() for code, *_ in own)
    return np.frombuffer(marshal.dumps(plain), np.uint8) if is_whole and not (loaded.broken or skip) else None


def _read(data: Array | None) -> dict[int, list[Statement]]:
    """What another child of the same notebook made: student code like all that runs in this one."""
    plain = {} if data is None else marshal.loads(data.tobytes())
    return {cell: [Statement(*parts) for parts in own] for cell, own in plain.items()}


def _helpers(sources: Iterable[tuple[list[str], str, str]]) -> dict[str, Function]:
    """The course's versions of helpers, each by all its names: they come as texts, and only after they were judged."""
    helpers = {}
    for names, own_name, source in sources:
        space: dict[str, Any] = {}
        exec(compile(source, f"<course {own_name}>", "exec"), space)
        helpers.update(dict.fromkeys(names, in_kind(space[own_name])))
    return helpers


def _run(channel: Channel, message: dict[str, Any], notebook: _Notebook) -> None:
    """Answer the cases that are there, and then those that the grader sends, each after the last answer.

    Hidden ones come so: none sees inputs to come.
    """
    there = [channel.case() for _ in range(message["at_once"])]
    given.supply(_helpers(([name], name, source) for name, source in message["handed"].items()))
    function = notebook.loaded.function(message["names"])
    for token, inputs in itertools.chain(there, (channel.case() for _ in range(message["after"]))):
        if function is not None:
            reply = _reply(function, message, inputs, notebook.era)
        else:
            reply = _absent(message["names"], notebook.loaded)
        channel.send({"token": token, **reply})
        if reply["status"] in ENDING:
            return


def _absent(names: list[str], loaded: Loaded) -> dict[str, Any]:
    broken = loaded.why_broken(names)
    status = "error" if broken else "missing"
    return {"status": status, "text": broken or NOT_DEFINED.format(names[0])}


def _reply(function: Function, message: dict[str, Any], inputs: bytes, era: ClassicRoom) -> dict[str, Any]:
    name, call = message["names"][0], located if message["call"] == CALL else CALLS[message["call"]]

    def ask(version: Function) -> PlainValue:
        return plain_value(call(version, unpacked(inputs)))

    try:
        value, spelling = era.answer(function, message["names"], ask)
        return {"status": "passed", "value": value, "era": spelling}
    except BaseException as error:  # student code may raise anything at all
        line = failures.student_line(error)
        place = f"{line[0].strip('<>')}, line {line[1]}" if line else ""
        return {"status": failures.status_of(error), "text": failures.explain(name, error, place)}
