"""The warm parent: imports the libraries once, then forks a locked child per submission.

It never reads a student's byte: each child talks to the grader over a descriptor of its own.
Run as `python -I -m course_utils.grading.sandbox.zygote CONTROL PROFILE FOLDER ISOLATE`.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import signal
import socket
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from course_utils.grading.sandbox import child, jail, stubs

if TYPE_CHECKING:
    from pyseccomp import SyscallFilter

_PRELUDE = {
    "numpy": {"np": "numpy", "numpy": "numpy", "math": "math"},
    "tensorflow": {
        "np": "numpy", "numpy": "numpy", "math": "math", "tf": "tensorflow", "tensorflow": "tensorflow",
        "keras": "keras", "K": "keras.backend",
    },
}  # fmt: skip
_WARM = ("matplotlib.pyplot", "h5py", "PIL.Image", "scipy", "scipy.ndimage", "random", "time", "itertools")
_PR_SET_PDEATHSIG = 1
_SERVER_FAILED = 71  # a child's exit code, beside jail.NOT_LOCKED


def main() -> None:
    control = socket.socket(fileno=int(sys.argv[1]))
    profile, folder, isolate = sys.argv[2], Path(sys.argv[3]), sys.argv[4] == "1"
    prelude = _warm_up(profile)
    os.environ.clear()
    rules, memory = None, jail.own_memory() + jail.MEMORY_BEYOND_OWN
    readable: tuple[Path, ...] = ()
    tempfile.tempdir = str(folder)
    if isolate:
        rules = jail.call_filter()  # first: it looks for libseccomp by running a program
        readable = jail.own_command_line() if profile == "tensorflow" else ()
        jail.close_files(folder, (Path("/proc"),) if readable else ())
    stubs.install()
    gc.collect()
    gc.freeze()  # shared pages stay shared after a fork
    control.send(json.dumps({"ready": True}).encode())
    _serve(control, prelude, lambda fd, seconds: _lock(fd, folder, seconds, memory, rules, readable))


def _warm_up(profile: str) -> dict[str, ModuleType]:
    """Import what notebooks import, so that a child finds it loaded; return the names given to it."""
    for name in _WARM:
        _import(name)
    modules = {alias: _import(name) for alias, name in _PRELUDE[profile].items()}
    return {alias: module for alias, module in modules.items() if module is not None}


def _import(name: str) -> ModuleType | None:
    try:
        return import_module(name)
    except ImportError:  # a library that this installation lacks is no fault of a student's
        return None


def _serve(control: socket.socket, prelude: dict[str, ModuleType], lock: Callable[..., None]) -> None:
    pid = 0
    while True:
        data, descriptors, _, _ = socket.recv_fds(control, 4096, 1)
        if not data:  # the grader is gone: leave nobody behind
            if pid:
                os.kill(pid, signal.SIGKILL)
            return
        message = json.loads(data)
        if message["op"] == "fork":
            pid = os.fork()
            if pid == 0:
                control.close()
                _become_child(descriptors[0], prelude, partial(lock, seconds=message["seconds"]))
            os.close(descriptors[0])
            control.send(json.dumps({"pid": pid}).encode())
        else:
            os.kill(pid, signal.SIGKILL)
            _, status, usage = os.wait4(pid, 0)
            pid, seconds = 0, usage.ru_utime + usage.ru_stime
            control.send(json.dumps({"code": os.waitstatus_to_exitcode(status), "seconds": seconds}).encode())


def _become_child(descriptor: int, prelude: dict[str, ModuleType], lock: Callable[..., None]) -> None:
    """Never returns. A fault before student code runs ends the child with a code of its own."""
    try:
        lock(descriptor)
    except BaseException:
        os._exit(jail.NOT_LOCKED)
    try:
        child.serve(3, prelude)
    finally:
        os._exit(_SERVER_FAILED)


def _lock(
    descriptor: int,
    folder: Path,
    seconds: float,
    memory: int,
    rules: SyscallFilter | None,
    readable: tuple[Path, ...],
) -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    os.setsid()
    os.chdir(folder)
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    os.dup2(descriptor, 3)
    os.closerange(4, 1024)
    jail.limit(seconds, memory)
    if rules is not None:
        jail.own_domain(readable)
        jail.drop_capabilities()
        signals = jail.signal_filter()
        rules.load()
        signals.load()


if __name__ == "__main__":
    main()
