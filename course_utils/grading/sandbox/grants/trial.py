"""Tries what this machine grants, each layer in a process of its own, and prints the answer as JSON.

Run as `python -I -m course_utils.grading.sandbox.grants.trial grants`, or, as root, with `closed PATH`
for the first file of a folder that a foreign user can read.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from course_utils.grading.sandbox import calls, landlock
from course_utils.grading.sandbox.grants import cgroup, namespaces, owner


def grants() -> dict[str, object]:
    """What each layer is that there is, and `why` another is not."""
    with tempfile.TemporaryDirectory(prefix="course-trial-") as folder:
        apart = _apart(lambda: _namespaces(Path(folder)))
    answers = {
        "seccomp": _apart(_seccomp),
        "landlock": _apart(_landlock),
        "namespaces": apart,
        "uid": _apart(_owner),
        "uid_alone": _apart(_owner_alone),
        "cgroup": _apart(_cgroup),
    }
    why = {name: str(answer["why"]) for name, answer in answers.items() if "why" in answer}
    return {**{name: answer["is"] for name, answer in answers.items() if "is" in answer}, "why": why}


def _apart(attempt: Callable[[], object]) -> dict[str, object]:
    """What an attempt in a process of its own returned, or `why` it failed."""
    ours, theirs = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            answer = {"is": attempt()}
        except OSError as error:
            answer = {"why": error.strerror or str(error)}
        os.write(theirs, json.dumps(answer).encode())
        os._exit(0)
    os.close(theirs)
    with os.fdopen(ours, "rb") as pipe:
        data = pipe.read()
    os.waitpid(process, 0)
    return json.loads(data) if data else {"why": "the attempt ended the process"}


def _seccomp() -> bool:
    if not calls.available():
        raise OSError("pyseccomp and libseccomp are not installed, or this kernel filters no calls")
    return True


def _landlock() -> int:
    version = landlock.abi()
    if not version:
        raise OSError("py-landlock is not installed, or this kernel has no Landlock")
    return version


def _namespaces(base: Path) -> bool:
    namespaces.attempt(base)
    return True


def _owner() -> bool:
    """Whether a foreign user reads the installation where every folder above it is open, as in a root of our own."""
    parts = _needed_rights(landlock.parts())
    folders = {part.parent: os.open(part.parent, os.O_PATH) for part in parts}
    _become_foreign()
    for part, rights in parts.items():
        if not os.access(part.name, rights, dir_fd=folders[part.parent]):
            raise OSError(f"another user cannot read {part}")
    return True


def _owner_alone() -> bool:
    """Whether it reads the installation as it is, and reaches folders of its own."""
    parts = _needed_rights(landlock.parts())
    parts[Path(tempfile.gettempdir())] = os.X_OK
    _become_foreign()
    for part, rights in parts.items():
        if not os.access(part, rights):
            above = [path for path in reversed(part.parents) if not os.access(path, os.X_OK)]
            raise OSError(f"another user cannot read {[*above, part][0]}")
    return True


def _needed_rights(parts: Iterable[Path]) -> dict[Path, int]:
    return {part: os.R_OK | os.X_OK if part.is_dir() else os.R_OK for part in parts if part.exists()}


def _become_foreign() -> None:
    if os.geteuid() != 0:
        raise OSError("only root can change to another user")
    owner.reserve().become()


def _cgroup() -> str:
    texts = (Path("/proc/self", name).read_text() for name in ("mountinfo", "cgroup"))
    return str(cgroup.delegated(*texts))


def open_to_strangers(path: Path) -> Iterator[str]:
    """Files and folders that a foreign user can read, `path` and below; this process becomes one."""
    _become_foreign()
    waiting = [path]
    while waiting:
        current = waiting.pop()
        try:
            if current.is_symlink():
                continue
            if current.is_dir():
                waiting += current.iterdir()
                yield str(current)
            else:
                current.open("rb").close()
                yield str(current)
        except OSError:  # closed to it, as it should be
            continue


def main(arguments: Iterable[str]) -> None:
    action, *paths = arguments
    if action == "grants":
        print(json.dumps(grants()))
    else:
        print(json.dumps(next(open_to_strangers(Path(paths[0])), "")))


if __name__ == "__main__":
    main(sys.argv[1:])
