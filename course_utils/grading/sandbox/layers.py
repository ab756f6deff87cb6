"""Which of the sandbox's layers this machine grants: each is tried once, in a process of its own.

A filter of system calls and limits are always on. Beside them one of three must close the file
system: Landlock of any version, a mount namespace, or, as root, a foreign user. All that the
machine has are on.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from course_utils.errors import IsolationError

CLOSING = ("landlock", "namespaces", "uid")
NAMES = (*CLOSING, "cgroup")
_SECONDS = 60.0
_OFF = "switched off"
_HELP = (
    "Grade on Linux 5.13 or newer, in WSL 2, or in a container as root, or pass --no-isolation at your own risk; "
    "`course doctor` says what this machine has."
)
_WORDS = {
    "landlock": "Landlock",
    "namespaces": "namespaces",
    "uid": "foreign user",
    "cgroup": "control group (unproved: no machine of ours has one)",
}
_ASK = {
    "landlock": "It is part of Linux since 5.13; a container must not filter it out.",
    "namespaces": "Grade as root, or allow user namespaces: on Ubuntu 24.04 with an AppArmor profile for Python.",
    "uid": "Grade as root, with an installation that every user can read.",
    "cgroup": "Start the command with `systemd-run --user --scope --property Delegate=yes`.",
}


@dataclass(frozen=True)
class Layers:
    """What is on; `why` says of each layer that is not, why.

    `landlock` is its version, `cgroup` the folder to make groups in; `uid_alone` says that a foreign
    user can read the installation without namespaces, too.
    """

    landlock: int = 0
    namespaces: bool = False
    uid: bool = False
    uid_alone: bool = False
    cgroup: str = ""
    seccomp: bool = False
    why: dict[str, str] = field(default_factory=dict)

    def names(self) -> tuple[str, ...]:
        """The layers that are on beside the filter of system calls and the limits."""
        return tuple(name for name in NAMES if getattr(self, name))

    @property
    def closed_by_uid_only(self) -> bool:
        return self.uid and not self.landlock and not self.namespaces

    def on(self) -> str:
        """What is on, for reports."""
        words = {**_WORDS, "landlock": f"{_WORDS['landlock']} {self.landlock}"}
        return ", ".join(["seccomp", "limits", *(words[name] for name in self.names())])

    def off(self) -> str:
        """What is not, and why."""
        return "; ".join(f"no {_WORDS[name]}: {self.why[name]}" for name in NAMES if name not in self.names())

    def without(self, mask: Collection[str]) -> Layers:
        """These layers, less those of a mask: names, and `landlock>N` for no version beyond N."""
        newest = [int(word.partition(">")[2]) for word in mask if word.startswith("landlock>")]
        off = dict.fromkeys(set(NAMES) & set(mask), _OFF)
        if not self.uid_alone and (not self.namespaces or "namespaces" in off):
            off.setdefault("uid", self.why.get("uid_alone", ""))
        changes = {name: type(getattr(self, name))() for name in off}
        version = min([self.landlock, *newest])
        return replace(self, **{"landlock": version, **changes}, why={**off, **self.why})


def require(wanted: Iterable[str] = (), mask: Collection[str] = frozenset()) -> Layers:
    """The layers that are on; raises IsolationError, with what to do, where they are too few.

    `wanted` names layers that must be there. `mask` switches layers off, for tests.
    """
    if not sys.platform.startswith("linux"):
        raise IsolationError("Student code is isolated on Linux only.", _HELP)
    layers = granted().without(mask)
    if not layers.seccomp:
        raise IsolationError(f"The sandbox needs filters of system calls: {layers.why['seccomp']}.", _HELP)
    for name in wanted:
        if name not in NAMES:
            raise IsolationError(f"{name!r} is no layer of the sandbox.", f"Choose from {', '.join(NAMES)}.")
        if name not in layers.names():
            raise IsolationError(f"This machine does not grant {name}: {layers.why[name]}.", _ASK[name])
    if not set(CLOSING) & set(layers.names()):
        reasons = "; ".join(f"{name}: {layers.why[name]}" for name in CLOSING)
        raise IsolationError(f"Nothing here keeps student code from your files ({reasons}).", _HELP)
    require_closed(layers, [Path(__file__).parents[2]])
    return layers


def require_closed(layers: Layers, paths: Iterable[Path]) -> None:
    """Where only a foreign user keeps students from the grader's own files, one tries to read these first.

    Raises IsolationError for the first that it can read.
    """
    for path in paths if layers.closed_by_uid_only else ():
        readable = _trial("closed", str(path.absolute()))
        if readable:
            raise IsolationError(
                f"Only a foreign user keeps student code from your files here, and that one can read {readable}.",
                f"Close it: `chmod -R go-rwx {path}`.",
            )


def begin() -> None:
    """Start to try what this machine grants; `granted` takes the answer, so there is time for something else."""
    if sys.platform.startswith("linux") and not _begun:
        _begun.append(_start("grants"))


_begun: list[subprocess.Popen[str]] = []


@cache
def granted() -> Layers:
    """What this machine grants, tried once."""
    return Layers(**_answer(_begun.pop() if _begun else _start("grants")))


def _trial(*arguments: str) -> Any:
    """What the program of trials prints."""
    return _answer(_start(*arguments))


def _start(*arguments: str) -> subprocess.Popen[str]:
    """The program of trials. A program of its own: threads of ours are not forked."""
    command = [sys.executable, "-I", "-m", "course_utils.grading.sandbox.grants.trial", *arguments]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, text=True, stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe)


def _answer(trial: subprocess.Popen[str]) -> Any:
    with trial:
        try:
            printed, errors = trial.communicate(timeout=_SECONDS)
        except subprocess.TimeoutExpired:
            trial.kill()
            raise
    if trial.returncode != 0:
        lines = errors.strip().splitlines() or ["no message"]
        raise IsolationError(f"The sandbox could not be tried: {lines[-1]}.", "Run `course doctor`.")
    return json.loads(printed)
