"""The grader's side of the sandbox: starts the warm parent, asks children, and never trusts them."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from course_utils.checks.judge import Reply
from course_utils.checks.notebook import Cell
from course_utils.checks.report import Status
from course_utils.errors import IsolationError
from course_utils.grading.sandbox import jail, wire
from course_utils.grading.sandbox.child import ENDING

START_SECONDS = 120.0  # a first import of TensorFlow on a slow disk
LOAD_SECONDS = 8.0
LIFE_SECONDS = 600.0
MAX_SKIPPED = 5
NOT_LOCKED = 70  # a child's exit code when it could not lock itself down


class SandboxError(Exception):
    """A fault of ours: the exercise is `unchecked` and tried again."""


class SandboxClosed(Exception):
    """The run is being stopped: nobody waits for this answer."""


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


class Sandbox:
    """One warm parent of one profile; forks one locked child at a time.

    Use as a context manager. Raises IsolationError where student code cannot be isolated.
    """

    def __init__(self, profile: str, isolate: bool = True) -> None:
        if isolate:
            jail.require()
        self._profile, self._isolate = profile, isolate
        self._folder = Path(tempfile.mkdtemp(prefix="course-grade-"))
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._closed = False

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closed = True
        self._stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def warm_up(self) -> None:
        """Start the warm parent unless it runs; so no submission is charged for that time."""
        if self._process is None or self._process.poll() is not None:
            self._start()

    def fork(self) -> Child:
        """A fresh child in an empty folder; raises SandboxError when the warm parent fails."""
        try:
            self.warm_up()
            _empty(self._folder)
            ours, theirs = socket.socketpair()
            with theirs:
                self._ask({"op": "fork", "seconds": LIFE_SECONDS}, [theirs.fileno()])
            return Child(self, ours)
        except (OSError, ValueError) as error:
            self._stop()
            raise SandboxError(f"the warm process failed: {error}") from error

    def reap(self) -> Ended:
        """End the current child for certain; how it ended."""
        try:
            answer = self._ask({"op": "reap"})
            return Ended(int(answer["code"]), float(answer["seconds"]))
        except (OSError, ValueError) as error:
            self._stop()
            raise SandboxError(f"the warm process failed: {error}") from error

    def _start(self) -> None:
        self._stop()
        if self._closed:
            raise SandboxClosed
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control.settimeout(START_SECONDS)
        arguments = [str(theirs.fileno()), self._profile, str(self._folder), str(int(self._isolate))]
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-m", "course_utils.grading.sandbox.zygote", *arguments],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env=_environment(self._folder),
                start_new_session=True,  # Ctrl-C reaches the grader only
            )
        if not self._control.recv(4096):
            self._fail_to_start()

    def _fail_to_start(self) -> None:
        assert self._process is not None
        assert self._process.stderr is not None
        lines = self._process.stderr.read().decode(errors="replace").strip().splitlines()
        self._stop()
        raise IsolationError(
            f"The sandbox did not start: {lines[-1] if lines else 'no message'}.", "Run `course doctor`."
        )

    def _ask(self, message: dict[str, Any], descriptors: Sequence[int] = ()) -> dict[str, Any]:
        if self._control is None:
            raise OSError("it has ended")
        socket.send_fds(self._control, [json.dumps(message).encode()], list(descriptors))
        answer: dict[str, Any] = json.loads(self._control.recv(4096))
        return answer

    def _stop(self) -> None:
        # taken first: the thread that grades and the one that stops the run may both come here
        process, self._process = self._process, None
        control, self._control = self._control, None
        if control is not None:
            control.close()
        if process is not None:
            process.kill()  # its child dies with it
            process.wait()
            if process.stderr is not None:
                process.stderr.close()


class Child:
    """One forked process with one submission's definitions in it."""

    def __init__(self, sandbox: Sandbox, channel: socket.socket) -> None:
        self._sandbox = sandbox
        self._channel = channel
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

    def ask(self, name: str, call: str, cases: bytes, count: int, seconds: float) -> list[Reply]:
        """Run one graded function on `count` cases (one packed frame).

        The list is shorter than `count` after a reply that ends the matter, like `missing`. Raises
        ChildLost, with the replies so far, when the child stops answering; what a child answered
        before it broke the protocol proves nothing and is thrown away.
        """
        self._deadline = time.monotonic() + seconds
        token = secrets.token_hex(8)
        replies: list[Reply] = []
        try:
            self._send(wire.pack({"op": "run", "token": token, "name": name, "call": call}) + cases)
            while len(replies) < count:
                replies.append(_reply(self._receive(), token))
                if replies[-1].status in ENDING:
                    break
        except wire.WireError:
            raise ChildLost("crashed", f"{name} disturbed the channel that carries its answers.") from None
        except ChildLost as lost:
            raise ChildLost(lost.status, f"{name} {lost.message}", replies) from None
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
        return self._sandbox.reap()

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
    known = ("missing", "error", "memory", "blocked")
    if status not in known or not isinstance(texts, list) or len(texts) != 2:
        raise wire.WireError("an answer of an unknown kind")
    return Reply(status, message=str(texts[0])[:2000], safe_message=str(texts[1])[:2000])


def _environment(folder: Path) -> dict[str, str]:
    """What the warm parent starts with: nothing of the instructor's own."""
    settings = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(folder),
        "MPLBACKEND": "Agg",
        "MPLCONFIGDIR": str(folder),
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "TF_ENABLE_ONEDNN_OPTS": "0",
        "CUDA_VISIBLE_DEVICES": "-1",
        "LANG": "C.UTF-8",
    }
    if "PYTHONHASHSEED" in os.environ:
        settings["PYTHONHASHSEED"] = os.environ["PYTHONHASHSEED"]
    return settings


def _empty(folder: Path) -> None:
    """Remove all that the last child left."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path, ignore_errors=True)
            else:
                with contextlib.suppress(OSError):
                    Path(entry.path).unlink()
