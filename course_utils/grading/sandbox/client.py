"""The grader's side of the sandbox: starts the warm parent, and has it fork and end children."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

from course_utils.errors import IsolationError
from course_utils.grading.allowance import number_outside, waited
from course_utils.grading.sandbox import layers
from course_utils.grading.sandbox.channel import MAX_BYTES, Child, Ended
from course_utils.grading.sandbox.grants import cgroup
from course_utils.grading.sandbox.grants.folder import remove_below

START_SECONDS = 120.0  # a first import of TensorFlow on a slow disk
LIFE_SECONDS = 600.0
END_SECONDS = 60.0


class SandboxError(Exception):
    """A fault of ours: the exercise is `unchecked` and tried again."""


class SandboxClosed(Exception):
    """The run is being stopped: nobody waits for this answer."""


class Sandbox:
    """One warm parent of one profile; forks one locked child at a time.

    Use as a context manager. Raises IsolationError where student code cannot be isolated.
    """

    def __init__(self, profile: str, isolate: bool = True, mask: Collection[str] = frozenset()) -> None:
        """`mask` switches layers off that the machine has, by names as in `layers`; for tests."""
        self._layers = layers.require(mask=mask) if isolate else None
        self.profile = profile
        self._group: cgroup.Leaf | None = None
        self._folder = Path(tempfile.mkdtemp(prefix="course-grade-"))
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._closed, self._is_ready = False, False

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closed = True
        self._stop()
        with contextlib.suppress(OSError):
            remove_below(self._folder)
            self._folder.rmdir()

    def begin(self) -> None:
        """Start the warm parent unless it runs; it is not waited for."""
        if self._process is None or self._process.poll() is not None:
            self._start()

    def warm_up(self) -> None:
        """Have the warm parent ready; so no submission is charged for that time."""
        self.begin()
        if not self._is_ready:
            assert self._control is not None
            if not self._control.recv(4096):
                self._fail_to_start()
            self._is_ready = True

    def fork(self, seconds: float = LIFE_SECONDS, most: int = MAX_BYTES) -> Child:
        """A fresh child in an empty folder, with so many seconds of the processor; `most` bounds the bytes it answers.

        Raises SandboxError when the warm parent fails.
        """
        try:
            self.warm_up()
            ours, theirs = socket.socketpair()
            with theirs:
                answer = self._ask({"op": "fork", "seconds": seconds}, [theirs.fileno()])
            return Child(ours, self.reap, partial(waited, answer["process"]), min(most, MAX_BYTES))
        except (OSError, ValueError) as error:
            self._stop()
            raise SandboxError(f"the warm process failed: {error}") from error

    def reap(self) -> Ended:
        """End the current child for certain; how it ended."""
        try:
            answer = self._ask({"op": "reap"})
            return Ended(int(answer["code"]), float(answer["seconds"]), int(answer["step"]), bool(answer["locked"]))
        except (OSError, ValueError) as error:
            self._stop()
            raise SandboxError(f"the warm process failed: {error}") from error

    def _start(self) -> None:
        self._stop()
        if self._closed:
            raise SandboxClosed
        self._is_ready = False
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control.settimeout(START_SECONDS)
        arguments = [str(theirs.fileno()), self.profile, str(self._folder), self._settings()]
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

    def _settings(self) -> str:
        """The layers as the warm parent reads them; where groups can be made, with one of its own."""
        if self._layers is None:
            return ""
        if self._layers.cgroup:
            self._group = cgroup.new_leaf(Path(self._layers.cgroup), self._folder.name)
        return json.dumps(asdict(replace(self._layers, cgroup=str(self._group.folder) if self._group else "")))

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
        data, given, _, _ = socket.recv_fds(self._control, 4096, 1)
        answer: dict[str, Any] = json.loads(data)
        return answer | {"process": number_outside(given[0]) if given else -1}

    def _stop(self) -> None:
        # taken first: the thread that grades and the one that stops the run may both come here
        process, self._process = self._process, None
        control, self._control = self._control, None
        if control is not None:
            control.close()
        if process is not None:
            process.terminate()  # it ends all that it started first
            try:
                process.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            if process.stderr is not None:
                process.stderr.close()
        group, self._group = self._group, None
        if group is not None:
            group.remove()


def _environment(folder: Path) -> dict[str, str]:
    """What the warm parent starts with: nothing of the instructor's own."""
    settings = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(folder),
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
