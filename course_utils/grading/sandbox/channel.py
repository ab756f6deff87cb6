"""The grader's end of the channel to one child: asks, waits no longer than allowed, trusts no answer."""

from __future__ import annotations

import secrets
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from course_utils.checks.judge import Reply
from course_utils.checks.report import Status
from course_utils.grading.sandbox import wire
from course_utils.grading.sandbox.child import ENDING
from course_utils.notebooks.cell import Cell

LOAD_SECONDS = 8.0


class ChildLost(Exception):
    """The child stopped answering; `status` says how it looks from outside.

    `replies` are those that came before, and one for the case at which it was lost.
    """

    def __init__(self, status: Status, message: str, before: Sequence[Reply] = ()) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.replies = [*before, Reply(status, message=message, safe_message=message)]


@dataclass(frozen=True)
class Ended:
    """A child's exit code, negative for a signal, and the processor seconds it had."""

    code: int
    seconds: float


class Child:
    """One forked process with one submission's definitions in it."""

    def __init__(self, channel: socket.socket, reap: Callable[[], Ended]) -> None:
        self._channel = channel
        self._reap = reap
        self._deadline = 0.0

    def load(self, cells: Sequence[Cell], skip: Sequence[int]) -> tuple[list[str], int | None]:
        """Execute the definitions; the notes, and the statement that hung or died, if one did."""
        self._deadline = time.monotonic() + LOAD_SECONDS
        last = 0
        try:
            pairs = [[cell.number, cell.source] for cell in cells]
            self._send(wire.pack({"op": "load", "cells": pairs, "skip": list(skip)}))
            while True:
                message = self._receive()
                if message.get("loaded") is True and isinstance(message.get("notes"), list):
                    return [str(note)[:500] for note in message["notes"][:50]], None
                if type(message.get("loading")) is not int:
                    raise wire.WireError("no answer to load")
                last = message["loading"]
        except (ChildLost, wire.WireError):
            return [], last

    def ask(self, names: Sequence[str], call: str, cases: bytes, count: int, seconds: float) -> list[Reply]:
        """Run one graded function, found under one of `names`, on `count` cases (one packed frame).

        The list is shorter than `count` after a reply that ends the matter, like `missing`. Raises
        ChildLost, with the replies so far, when the child stops answering; what a child answered
        before it broke the protocol proves nothing and is thrown away.
        """
        self._deadline = time.monotonic() + seconds
        token = secrets.token_hex(8)
        replies: list[Reply] = []
        try:
            self._send(wire.pack({"op": "run", "token": token, "names": list(names), "call": call}) + cases)
            while len(replies) < count:
                replies.append(_reply(self._receive(), token))
                if replies[-1].status in ENDING:
                    break
        except wire.WireError:
            raise ChildLost("crashed", f"{names[0]} disturbed the channel that carries its answers.") from None
        except ChildLost as lost:
            raise ChildLost(lost.status, f"{names[0]} {lost.message}", replies) from None
        return replies

    def is_quiet(self) -> bool:
        """False when bytes that nobody asked for are waiting: the next answers could be forged."""
        try:
            self._channel.settimeout(0)
            return not self._channel.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return True
        except OSError:
            return False

    def close(self) -> Ended:
        self._channel.close()
        return self._reap()

    def _send(self, data: bytes) -> None:
        try:
            self._wait()
            self._channel.sendall(data)
        except TimeoutError:
            raise self._late() from None
        except OSError:
            raise _gone() from None

    def _receive(self) -> dict[str, Any]:
        message = wire.unpack(self._exactly(wire.length(self._exactly(4))))
        if not isinstance(message, dict):
            raise wire.WireError("no answer")
        return message

    def _exactly(self, size: int) -> bytes:
        parts = bytearray()
        while len(parts) < size:
            try:
                self._wait()
                part = self._channel.recv(min(size - len(parts), 2**20))
            except TimeoutError:
                raise self._late() from None
            except OSError:
                part = b""
            if not part:
                raise _gone()
            parts += part
        return bytes(parts)

    def _wait(self) -> None:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._channel.settimeout(left)

    def _late(self) -> ChildLost:
        return ChildLost("timeout", "did not finish in time and was stopped.")


def _gone() -> ChildLost:
    return ChildLost("crashed", "ended the process that ran it.")


def _reply(message: dict[str, Any], token: str) -> Reply:
    status = message.get("status")
    if message.get("token") != token:
        raise wire.WireError("an answer nobody asked for")
    if status == "passed":
        return Reply(value=message.get("value"))
    texts = message.get("texts")
    known = ("failed", "missing", "error", "memory", "blocked")
    if status not in known or not isinstance(texts, list) or len(texts) != 2:
        raise wire.WireError("an answer of an unknown kind")
    return Reply(status, message=str(texts[0])[:2000], safe_message=str(texts[1])[:2000])
