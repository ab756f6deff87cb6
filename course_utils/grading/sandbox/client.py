"""The grader's side of the sandbox: starts the warm parent, and has it fork and end children."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from course_utils.errors import IsolationError
from course_utils.grading.sandbox import jail
from course_utils.grading.sandbox.channel import Child, Ended

START_SECONDS = 120.0  # a first import of TensorFlow on a slow disk
LIFE_SECONDS = 600.0


class SandboxError(Exception):
    """A fault of ours: the exercise is `unchecked` and tried again."""


class SandboxClosed(Exception):
    """The run is being stopped: nobody waits for this answer."""


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
            return Child(ours, self.reap)
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
