"""Run this Python as an ordinary user, from root, wherever the installation lies.

`python tests/grading/sandbox/ordinary.py -c 'print(1)'`. A folder that only root can enter, as
/root, is covered in a mount namespace of this command's own and shows the installation alone.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from course_utils.grading.sandbox.grants import owner, system

_MOUNTS = 0x00020000
_ROOT = Path(__file__).parents[3]


def run(*arguments: str, user: str = "ordinary", **options: object) -> subprocess.CompletedProcess[str]:
    """This Python with `arguments` in the course folder; as `user` "root" with the course package closed to others."""
    command = [sys.executable, __file__, *(["--root"] if user == "root" else []), *arguments]
    settings = {"cwd": _ROOT, "capture_output": True, "text": True, "check": False, "timeout": 900, **options}
    return subprocess.run(command, **settings)


def _is_open(path: Path) -> bool:
    return bool(path.stat().st_mode & 0o001)


def open_installation() -> None:
    """Show the installation, and nothing beside it, in the folders above it that are closed to others."""
    needed = {Path(name) for name in (sys.prefix, sys.base_prefix, *sys.path) if name and Path(name).is_dir()}
    closed = {next((above for above in reversed(path.parents) if not _is_open(above)), None) for path in needed}
    for folder in sorted(filter(None, closed)):
        held = {path: os.open(path, os.O_PATH) for path in sorted(needed) if path.is_relative_to(folder)}
        system.mount("tmpfs", folder, system.NO_SETUID | system.NO_DEVICES, "mode=755")
        for path, descriptor in held.items():
            path.mkdir(parents=True, exist_ok=True)
            system.bind(Path(f"/proc/self/fd/{descriptor}"), path)


def close_package() -> None:
    """Put a copy that only root can enter in the place of the course package."""
    copy = Path(tempfile.mkdtemp())
    system.mount("tmpfs", copy, system.NO_SETUID | system.NO_DEVICES, "mode=755")
    shutil.copytree(_ROOT / "course_utils", copy / "package")
    (copy / "package").chmod(0o700)
    system.bind(copy / "package", _ROOT / "course_utils")
    system.unmount(copy)
    copy.rmdir()


def main(arguments: Sequence[str]) -> None:
    number = owner.reserve()
    system.unshare(_MOUNTS)
    system.keep_mounts_private()
    open_installation()
    if arguments[0] == "--root":
        arguments = arguments[1:]
        close_package()
    else:
        number.become()
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONHASHSEED", "TMPDIR", "PYTHONPATH") if name in os.environ}
    os.execve(
        sys.executable, [sys.executable, *arguments], {**kept, "HOME": "/nonexistent", "PYTHONDONTWRITEBYTECODE": "1"}
    )


if __name__ == "__main__":
    main(sys.argv[1:])
