"""The grader's end of the channel to one child: asks, waits no longer than allowed, trusts no answer."""

from __future__ import annotations

import math
import secrets
import select
import socket
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import numpy as np

from course_utils.checks.judge import Reply
from course_utils.checks.report import Status
from course_utils.grading.allowance import own_seconds
from course_utils.grading.sandbox import wire
from course_utils.grading.sandbox.child import ENDING
from course_utils.notebooks.cell import Cell
from course_utils.types import Array

_WORDS = (str, int, bool, list)
LOAD_SECONDS = 8.0
BRIEF = 0.1  # seconds after which it is worth a look how long a child waited for the processor
MAX_BYTES = 2 * wire.MAX_FRAME  # of all answers of one child
_HEADER = 4  # bytes that tell the length of a frame's body
_AT_ONCE = 2**16  # bytes that are taken from the channel together
_MOST_AT_ONCE = 2**20
_MOST_READ = 2**20
_SMALL = 2**16  # bytes of an answer that is kept, as many students may give it
_KEPT = 1024
_FIRST = b'{"token":"'  # of a head, which stands behind its length
_TOKEN = slice(4 + len(_FIRST), 4 + len(_FIRST) + wire.TOKEN_LETTERS)
_ANY = "0" * wire.TOKEN_LETTERS


class ChildLost(Exception):
    """The child stopped answering; `status` says how it looks from outside.

    `replies` are those that came before, and one for the case at which it was lost.
    """

    def __init__(self, status: Status, message: str, before: Sequence[Reply] = ()) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.replies = [*before, Reply(status, message=message)]


@dataclass(frozen=True)
class Helper:
    """The course's version of a function: the names it goes by, its own name in `source`, which needs nothing else."""

    names: tuple[str, ...]
    function: str
    source: str


@dataclass(frozen=True)
class Ended:
    """A child's exit code, negative for a signal, the processor seconds it had, and the last step that it began.

    One that was not `locked` had not come to student code.
    """

    code: int
    seconds: float
    step: int = 0
    locked: bool = True


class Child:
    """One forked process with one submission's definitions in it.

    `waited` tells for how many seconds it was ready but had no processor: these count for no limit. Of its answers
    no more than `most` bytes are read; `received` counts them.
    """

    def __init__(
        self,
        channel: socket.socket,
        reap: Callable[[], Ended],
        waited: Callable[[], float] = lambda: 0.0,
        most: int = MAX_BYTES,
    ) -> None:
        self._channel, self._reap, self._waited = channel, reap, waited
        self._most, self.received = most, 0
        self.read: Array | None = None  # what it made of the notebook's cells
        self._buffer = bytearray()
        self._ready = {event: select.poll() for event in (select.POLLIN, select.POLLOUT)}
        for event, poll in self._ready.items():
            poll.register(channel, event)
        self._credited = 0.0  # of what it waited, the seconds that an earlier `spent` left out
        self._allow(0.0)

    def spent(self) -> float:
        """Seconds of its own since `load` or `ask` began; call it once, after them."""
        elapsed, waited = time.monotonic() - self._started, self._waiting()
        self._credited += waited if math.isfinite(waited) else 0.0
        return own_seconds(elapsed, waited)

    def _waiting(self) -> float:
        """Seconds that it waited for the processor and that are not yet credited; what is brief is not looked up."""
        return self._waited() - self._credited if time.monotonic() - self._started > BRIEF else 0.0

    def load(
        self,
        cells: Sequence[Cell],
        skip: Sequence[int],
        seconds: float = LOAD_SECONDS,
        helpers: Sequence[Helper] = (),
        read: Array | None = None,
    ) -> tuple[list[str], bool]:
        """Execute the definitions; the notes, and whether it came through: else it hung or died at its last step.

        `helpers` take the place of what the notebook defines. `read` are the bytes that an earlier child of the same
        notebook left in its `read`, which spare this one the reading; nobody but a child ever looks into them.
        """
        self._allow(seconds)
        try:
            pairs = [[cell.number, cell.source] for cell in cells]
            versions = [[list(helper.names), helper.function, helper.source] for helper in helpers]
            message = {"op": "load", "cells": pairs, "skip": list(skip), "helpers": versions}
            self._send(wire.pack(message if read is None else message | {"read": read}))
            answer = _message(self._body())
            if answer.get("loaded") is True and isinstance(answer.get("notes"), list):
                self.read = _bytes(answer.get("value"))
                return [str(note)[:500] for note in answer["notes"][:50]], True
            raise wire.WireError("no answer to load")
        except (ChildLost, wire.WireError):
            return [], False

    def ask(
        self,
        names: Sequence[str],
        call: str,
        cases: Sequence[bytes],
        seconds: float,
        handed: Mapping[str, str] = MappingProxyType({}),
        at_once: bool = False,
    ) -> list[Reply]:
        """Run one graded function, found under one of `names`, on packed inputs: each only after the last answer.

        Inputs that everybody may know may go `at_once`: that spares a way there and back for each.
        `handed` are sources of functions that the notebook imports: their own exercises have been judged. The list is
        shorter than `cases` after a reply that ends the matter, like `missing`. Raises ChildLost, with the replies so
        far, when the child stops answering; what a child answered before it broke the protocol proves nothing and is
        thrown away.
        """
        self._allow(seconds)
        replies: list[Reply] = []
        try:
            counts = {"at_once": len(cases), "after": 0} if at_once else {"at_once": 0, "after": len(cases)}
            message = {"op": "run", "names": list(names), "call": call, "handed": dict(handed)}
            opening = wire.pack(message | counts)
            for group in [cases] if at_once else [[case] for case in cases]:
                token = secrets.token_hex(wire.TOKEN_LETTERS // 2)  # of these cases alone: no answer is sent ahead
                self._send(b"".join([opening, *(token.encode() + case for case in group)]))
                opening = b""
                for _ in group:
                    replies.append(_reply(self._body(), token))
                    if replies[-1].status in ENDING:
                        return replies
        except wire.WireError:
            raise ChildLost("crashed", f"{names[0]} disturbed the channel that carries its answers.") from None
        except ChildLost as lost:
            raise ChildLost(lost.status, f"{names[0]} {lost.message}", replies) from None
        return replies

    def is_quiet(self) -> bool:
        """False when bytes that nobody asked for are waiting: the next answers could be forged."""
        try:
            return not self._buffer and not self._channel.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except BlockingIOError:
            return True
        except OSError:
            return False

    def close(self) -> Ended:
        self._channel.close()
        return self._reap()

    def _send(self, data: bytes) -> None:
        rest = memoryview(data)
        try:
            while rest:
                try:
                    rest = rest[self._channel.send(rest, socket.MSG_DONTWAIT) :]
                except BlockingIOError:
                    self._wait(select.POLLOUT)
        except TimeoutError:
            raise self._late() from None
        except OSError:
            raise _gone() from None

    def _body(self) -> bytes | bytearray:
        """The body of the next frame."""
        self._fill(_HEADER)
        end = _HEADER + wire.length(self._buffer[:_HEADER])
        self.received += end
        if self.received > self._most:
            raise wire.WireError(f"more than {self._most} bytes")
        self._fill(end)
        if len(self._buffer) == end > _AT_ONCE:  # nothing behind it: a large answer is not copied
            whole, self._buffer = self._buffer, bytearray()
            del whole[:_HEADER]
            return whole
        body = bytes(memoryview(self._buffer)[_HEADER:end])
        del self._buffer[:end]
        return body

    def _fill(self, size: int) -> None:
        """Have so many bytes in the buffer, or more."""
        while len(self._buffer) < size:
            try:
                self._wait()
                part = self._channel.recv(min(max(size - len(self._buffer), _AT_ONCE), _MOST_AT_ONCE))
            except TimeoutError:
                raise self._late() from None
            except OSError:
                part = b""
            if not part:
                raise _gone()
            self._buffer += part

    def _allow(self, seconds: float) -> None:
        self._seconds, self._started = seconds, time.monotonic()

    def _wait(self, event: int = select.POLLIN) -> None:
        """Until the channel can be read or written; raises TimeoutError when the child's own time is used up."""
        while True:
            elapsed = time.monotonic() - self._started
            left = self._seconds - elapsed
            if left <= 0:  # what a busy machine took is given back
                left = self._seconds - own_seconds(elapsed, self._waiting())
            if left <= 0:
                raise TimeoutError
            if self._ready[event].poll(math.ceil(1000 * left)):
                return

    def _late(self) -> ChildLost:
        return ChildLost("timeout", "did not finish in time and was stopped.")


def _message(body: bytes | bytearray) -> dict[str, Any]:
    """The message of a body; what it says beside its value is plain, so that it can be compared."""
    message = wire.unpack(body)
    if not isinstance(message, dict):
        raise wire.WireError("no answer")
    if not all(type(part) in _WORDS for name, part in message.items() if name != "value"):
        raise wire.WireError("an answer of an unknown kind")
    return message


def _bytes(value: object) -> Array | None:
    """A plain row of no more bytes than a notebook's statements can need."""
    if isinstance(value, np.ndarray) and value.dtype == np.uint8 and value.ndim == 1 and value.size <= _MOST_READ:
        return value
    return None


def _gone() -> ChildLost:
    return ChildLost("crashed", "ended the process that ran it.")


def _reply(body: bytes | bytearray, token: str) -> Reply:
    """The reply in a body that repeats the token. The same bytes beside it are the same reply, read once."""
    if len(body) > _SMALL or body[4 : _TOKEN.start] != _FIRST or body[_TOKEN] != token.encode():
        return _read(body, token)
    return _read_once(b"".join((body[: _TOKEN.start], _ANY.encode(), body[_TOKEN.stop :])))


@lru_cache(_KEPT)
def _read_once(body: bytes) -> Reply:
    return _read(body, _ANY)


def _read(body: bytes | bytearray, token: str) -> Reply:
    message = _message(body)
    status = message.get("status")
    if message.get("token") != token:
        raise wire.WireError("an answer nobody asked for")
    if status == "passed":
        return Reply(value=message.get("value"), era=str(message.get("era", ""))[:500])
    text = message.get("text")
    if status not in ("failed", "missing", "error", "memory", "blocked") or not isinstance(text, str):
        raise wire.WireError("an answer of an unknown kind")
    return Reply(status, message=text[:2000])
