"""The warm parent: imports the libraries once, then forks a locked child per submission.

It never reads a student's byte but the number of a step: each child talks to the grader over a descriptor of its own.
Run as `python -I -m course_utils.grading.sandbox.zygote CONTROL PROFILE FOLDER LAYERS`; LAYERS is
JSON, and empty for a run without isolation.
"""

from __future__ import annotations

import gc
import json
import os
import platform
import select
import signal
import socket
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Protocol, TypeAlias

from course_utils.checks.classic import given
from course_utils.checks.classic.prelude import imported, modules
from course_utils.grading.sandbox import calls, child, jail, landlock, limits, ready, stubs, wire
from course_utils.grading.sandbox.grants import namespaces, system
from course_utils.grading.sandbox.grants.cgroup import Leaf
from course_utils.grading.sandbox.grants.folder import Folders
from course_utils.grading.sandbox.grants.owner import Owner, reserve
from course_utils.grading.sandbox.layers import Layers
from course_utils.notebooks import later
from course_utils.types import Function

if TYPE_CHECKING:
    from py_landlock import RulesetFd

    from course_utils.grading.sandbox.calls import CallFilter

Names: TypeAlias = dict[str, ModuleType | Function]
_WARM = ("PIL.Image", "scipy", "scipy.ndimage", "random", "time", "itertools")
_YOUNG = 50_000  # new objects before Python looks for cycles among them: a network's layers are tens of thousands
_CHANNEL = 3
_SERVER_FAILED = 71  # a child's exit code, beside jail.NOT_LOCKED


class Place(Protocol):
    """Where a child's folder is made, below `room`, and what it left is gone."""

    room: Path

    def fresh(self) -> Path: ...

    def clear(self) -> None: ...


@dataclass(frozen=True)
class Locks:
    """All that a child closes behind itself; without isolation only the limits.

    `others` counts the threads of its user that are not its own; None where nobody can know.
    """

    memory: int
    others: int | None = None
    owner: Owner | None = None
    rules: CallFilter | None = None
    landlock: int = 0
    ruleset: RulesetFd | None = None
    readable: tuple[Path, ...] = ()

    def close(self, parent: int, channel: int, seconds: float) -> None:
        """Keep the descriptor `channel`, as number 3. No lock needs what an earlier one took away."""
        if self.others is not None:
            limits.limit_threads(self.others)
        if self.owner is not None:
            self.owner.become()
        system.die_with_parent(signal.SIGKILL, parent)  # a change of user undoes it
        if self.ruleset is not None:
            landlock.enter(self.ruleset)
        os.dup2(channel, _CHANNEL)
        os.closerange(_CHANNEL + 1, 1024)
        # Entering the rule set has put this child in a domain of its own; another is needed only to read less.
        version = self.landlock if self.readable or self.ruleset is None else 0
        jail.close_child(seconds, self.memory, self.rules, version, self.readable)


@dataclass(frozen=True)
class Watch:
    """What the kernel does not bound here: threads, seen in /proc (a descriptor), and the folder."""

    processes: int | None
    folder: bool

    def wait(self, control: socket.socket, pid: int, folder: Path) -> None:
        """Return when the grader says something; meanwhile kill a child that is beyond a bound."""
        watched = bool(pid) and (self.folder or self.processes is not None)
        while not select.select([control], [], [], limits.LOOK_SECONDS if watched else None)[0]:
            if self._is_beyond(pid, folder):
                os.kill(pid, signal.SIGKILL)
                watched = False

    def _is_beyond(self, pid: int, folder: Path) -> bool:
        if self.processes is not None and limits.threads(pid, self.processes) > limits.THREADS:
            return True
        return self.folder and limits.is_full(folder)


def main() -> None:
    _hear_every_signal()
    gc.disable()  # what is imported stays
    control = socket.socket(fileno=int(sys.argv[1]))
    profile, base = sys.argv[2], Path(sys.argv[3])
    layers = Layers(**json.loads(sys.argv[4])) if sys.argv[4] else Layers()
    isolate = bool(sys.argv[4])
    if layers.cgroup:
        Leaf(Path(layers.cgroup)).enter()
    owner = reserve() if layers.uid else None
    namespaces.start(layers.namespaces, [control.fileno()])
    prelude = _warm_up(profile)
    os.environ.clear()
    os.environ["MPLBACKEND"] = "Agg"  # matplotlib loads in a child
    memory = limits.own_memory() + limits.MEMORY_BEYOND_OWN
    landlock.abi()  # this and the filter look for libraries by running programs, so they come first
    rules = calls.CallFilter(profile, writing=not layers.closed_by_uid_only) if isolate else None
    others = _others(layers, owner)
    watch = _watch(base, layers, isolate and others is None)
    numbers = namespaces.Numbers() if layers.namespaces else None
    place = _place(base, layers, owner)
    ruleset, readable = _open_files(profile, layers, place.room) if layers.landlock else (None, ())
    locks = Locks(memory, others, owner, rules, layers.landlock, ruleset, readable)
    given.install()
    names: Names = {**prelude, "graded": stubs.install()}
    gc.collect()
    ready.take_free_places()
    gc.freeze()  # shared pages stay shared after a fork
    gc.set_threshold(_YOUNG)
    gc.enable()
    control.send(json.dumps({"ready": True}).encode())
    Server(control, names, place, locks, watch, numbers).serve()


def _hear_every_signal() -> None:
    """As in a terminal: under nohup or in the background some are ignored, and children would outlive theirs."""
    for number in signal.valid_signals() - {signal.SIGPIPE, signal.SIGXFSZ}:  # these Python itself ignores
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)


def _others(layers: Layers, owner: Owner | None) -> int | None:
    """Threads beside a child's own that its user has, where that user is this worker's alone."""
    if owner is not None:
        return 0
    if layers.namespaces and os.geteuid() != 0:  # counted in a user namespace; root is not counted at all
        return 1 + limits.own_threads()
    return None


def _watch(base: Path, layers: Layers, threads: bool) -> Watch:
    processes = None
    if threads:
        processes = namespaces.processes(base) if layers.namespaces else os.open("/proc", os.O_PATH | os.O_DIRECTORY)
    return Watch(processes, folder=not layers.namespaces)


def _place(base: Path, layers: Layers, owner: Owner | None) -> Place:
    if layers.namespaces:
        namespaces.close_files(base, landlock.parts())
        return namespaces.Room(*((owner.number,) * 2 if owner else (os.geteuid(), os.getegid())))
    if owner is not None:
        base.chmod(0o711)
    return Folders(base, owner.number if owner else -1)


def _open_files(profile: str, layers: Layers, room: Path) -> tuple[RulesetFd, tuple[Path, ...]]:
    """Landlock's rule set for all children, and what one of them may read of it, if that is less."""
    if layers.namespaces:
        return landlock.prepare(room, (namespaces.COMMAND_LINE,), layers.landlock), ()
    readable = landlock.own_command_line() if profile == "tensorflow" else ()
    return landlock.prepare(room, (Path("/proc"),) if readable else (), layers.landlock), readable


def _warm_up(profile: str) -> dict[str, ModuleType]:
    """Import what notebooks import, so that a child finds it loaded; return the names given to it."""
    for name in _WARM:
        imported(name)
    _ = platform.uname().processor  # h5py asks at its import, and Python then starts a program; it keeps the answer
    later.install(later.IN_THE_SANDBOX)  # first: Keras imports matplotlib, a sixth of its time
    names = modules(profile)
    if profile == "tensorflow":
        ready.tensorflow()
    return names


class Server:
    """Forks a child, ends it, and makes its place anew, as the grader says."""

    def __init__(
        self,
        control: socket.socket,
        prelude: Names,
        place: Place,
        locks: Locks,
        watch: Watch,
        numbers: namespaces.Numbers | None,
    ) -> None:
        self._control, self._prelude, self._place, self._locks = control, prelude, place, locks
        self._watch, self._numbers = watch, numbers
        self._pid, self._folder, self._step, self._locked = 0, Path(), wire.Step(), wire.Latch()

    def serve(self) -> None:
        """Until the grader is gone; then nobody is left behind."""
        while True:
            self._watch.wait(self._control, self._pid, self._folder)
            data, descriptors, _, _ = socket.recv_fds(self._control, 4096, 1)
            if not data:
                self._end()
                return
            message = json.loads(data)
            if message["op"] == "fork":
                _tell_child(self._control, self._fork(descriptors[0], message["seconds"]))
            else:
                self._answer(self._end())

    def _answer(self, message: dict[str, object]) -> None:
        self._control.send(json.dumps(message).encode())

    def _fork(self, descriptor: int, seconds: float) -> int:
        self._folder = self._place.fresh()
        lock = partial(self._locks.close, os.getpid(), descriptor, seconds)
        self._step.clear()
        self._locked.clear()
        if self._numbers is not None:
            self._numbers.reset()
        self._pid = os.fork()
        if self._pid == 0:
            self._control.close()
            _become_child(self._folder, self._prelude, lock, self._step, self._locked)
        os.close(descriptor)
        return self._pid

    def _end(self) -> dict[str, object]:
        """How the child ended. All that it left is gone."""
        if not self._pid:
            return {}
        os.kill(self._pid, signal.SIGKILL)
        _, status, usage = os.wait4(self._pid, 0)
        self._pid = 0
        if self._numbers is not None:
            namespaces.end_all()
        self._place.clear()
        seconds = usage.ru_utime + usage.ru_stime
        code, is_locked = os.waitstatus_to_exitcode(status), bool(self._locked.read())
        return {"code": code, "seconds": seconds, "step": self._step.read(), "locked": is_locked}


def _tell_child(control: socket.socket, pid: int) -> None:
    """Hand the grader a descriptor of the child: its number may be another one outside."""
    try:
        descriptor = os.pidfd_open(pid)
    except OSError:  # a kernel or container without: nobody can see how long the child waits for the processor
        control.send(b"{}")
        return
    socket.send_fds(control, [b"{}"], [descriptor])
    os.close(descriptor)


def _become_child(
    folder: Path, prelude: Names, lock: Callable[[], None], step: wire.Step, locked: wire.Latch
) -> None:
    """Never returns. A fault before student code runs ends the child with a code of its own."""
    try:
        os.setsid()
        os.chdir(folder)
        tempfile.tempdir = os.environ["MPLCONFIGDIR"] = str(folder)  # where matplotlib keeps its list of fonts
        null = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1, 2):
            os.dup2(null, standard)
        lock()
        locked.close()
    except BaseException:
        os._exit(jail.NOT_LOCKED)
    try:
        child.serve(_CHANNEL, prelude, step)
    finally:
        os._exit(_SERVER_FAILED)


if __name__ == "__main__":
    main()
