"""The student side of the sandbox: answers `load` and `run` over one descriptor, and nothing else."""

from __future__ import annotations

import os
from typing import Any

from course_utils.checks import failures
from course_utils.checks.calls.table import CALLS
from course_utils.checks.definitions import Loaded, load
from course_utils.checks.values import plain_value
from course_utils.grading.sandbox import wire
from course_utils.types import Function

# After these the other cases would only say the same; the grader repeats the last reply for them.
ENDING = ("missing", "memory")


class Channel:
    """Frames over a descriptor, by plain reads and writes: socket calls are closed in here."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def send(self, message: dict[str, object]) -> None:
        data = memoryview(wire.pack(message))
        while data:
            data = data[os.write(self._descriptor, data) :]

    def receive(self) -> Any:
        """The next message; the process ends when the grader has closed its end."""
        return wire.unpack(self._exactly(wire.length(self._exactly(4))))

    def _exactly(self, size: int) -> bytes:
        parts = bytearray()
        while len(parts) < size:
            part = os.read(self._descriptor, size - len(parts))
            if not part:
                os._exit(0)
            parts += part
        return bytes(parts)


def serve(descriptor: int, prelude: dict[str, Any]) -> None:
    """Serve one submission: definitions first, then one graded function after another."""
    channel = Channel(descriptor)
    loaded = Loaded({})
    while True:
        message = channel.receive()
        if message["op"] == "load":
            loaded = _load(channel, message, prelude)
        else:
            _run(channel, message, channel.receive(), loaded)


def _load(channel: Channel, message: dict[str, Any], prelude: dict[str, Any]) -> Loaded:
    def announce(number: int) -> None:
        channel.send({"loading": number})

    loaded = load(message["cells"], prelude, message["skip"], announce)
    channel.send({"loaded": True, "notes": loaded.notes})
    return loaded


def _run(channel: Channel, message: dict[str, Any], cases: list[dict[str, Any]], loaded: Loaded) -> None:
    name = message["names"][0]
    function = loaded.function(message["names"])
    for inputs in cases:
        if function is not None:
            reply = _reply(name, function, message["call"], inputs)
        else:
            reply = _absent(message["names"], loaded)
        channel.send({"token": message["token"], **reply})
        if reply["status"] in ENDING:
            return


def _absent(names: list[str], loaded: Loaded) -> dict[str, Any]:
    broken = loaded.why_broken(names)
    return {
        "status": "error" if broken else "missing",
        "texts": [broken or f"The notebook does not define {names[0]}."] * 2,
    }


def _reply(name: str, function: Function, call: str, inputs: dict[str, Any]) -> dict[str, Any]:
    try:
        value = plain_value(CALLS[call](function, inputs))
        return {"status": "passed", "value": value}
    except BaseException as error:  # student code may raise anything at all
        line = failures.student_line(error)
        place = f"{line[0].strip('<>')}, line {line[1]}" if line else ""
        texts = [failures.explain(name, error, place, show) for show in (True, False)]
        return {"status": failures.status_of(error), "texts": texts}
