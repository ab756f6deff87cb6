"""Files that nobody may read or change, and how they look: bytes, mode, owner, times, attributes.

A canary's access time lies before its other times, so that a kernel with `relatime` moves it at the first read;
looking at it here moves nothing.
"""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

SECRET = "canary-51c3a9"
_LOOK = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


def make_canary(folder: Path) -> None:
    """A folder with a file, a seed, a folder, an empty folder, a link and a named pipe, closed to others."""
    folder.mkdir(parents=True)
    for name in ("folder", "empty"):
        (folder / name).mkdir(mode=0o700)
    for name in ("file.txt", "seed.txt", "folder/inner.txt"):
        path = folder / name
        path.write_text(f"{SECRET} {name}\n")
        path.chmod(0o600)
        os.setxattr(path, "user.secret", SECRET.encode())
    (folder / "link").symlink_to("file.txt")
    for path in (*folder.rglob("*"), folder):
        os.utime(path, ns=(0, 10**18), follow_symlinks=False)
    folder.chmod(0o700)


def looks(*roots: Path, reads: bool = True) -> dict[str, str]:
    """Every path below `roots`, the roots too → all that can be seen of it; with `reads` also the time of access."""
    seen: dict[str, str] = {}
    for root in roots:
        paths = [str(root)]
        while paths:
            path = paths.pop()
            try:
                seen[path], inner = _look(path, reads)
            except OSError as error:  # a path longer than the kernel takes, or gone in between
                seen[path], inner = f"{error.strerror}", []
            paths += [f"{path}/{name}" for name in inner]
    return seen


def _look(path: str, reads: bool) -> tuple[str, list[str]]:
    facts = os.lstat(path)
    kind, mode = stat.S_IFMT(facts.st_mode), stat.S_IMODE(facts.st_mode)
    words = [
        f"{kind:o} mode={mode:o} owner={facts.st_uid}:{facts.st_gid} links={facts.st_nlink} changed={facts.st_ctime_ns}"
    ]
    words += [f"modified={facts.st_mtime_ns}"]
    words += [f"read={facts.st_atime_ns}"] if reads and not stat.S_ISLNK(facts.st_mode) else []
    inner: list[str] = []
    if stat.S_ISLNK(facts.st_mode):
        words.append(f"to={Path(path).readlink()}")
    elif stat.S_ISREG(facts.st_mode) or stat.S_ISDIR(facts.st_mode):
        handle = os.open(path, _LOOK | (os.O_NOATIME if facts.st_uid == os.geteuid() or os.geteuid() == 0 else 0))
        try:
            words += [f"{name}={os.getxattr(handle, name)!r}" for name in sorted(os.listxattr(handle))]
            if stat.S_ISDIR(facts.st_mode):
                inner = sorted(os.listdir(handle))  # noqa: PTH208 a descriptor
            else:
                with open(handle, "rb", closefd=False) as file:
                    words.append(f"bytes={hashlib.file_digest(file, 'sha256').hexdigest()[:16]}")
        finally:
            os.close(handle)
    return " ".join(words), inner


def changes(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """One line for each path that is new, gone or looks different; the words that differ."""
    lines = []
    for path in sorted(before.keys() | after.keys()):
        old, new = before.get(path), after.get(path)
        if lines and path.startswith(
            tuple(line.removesuffix(": new") + "/" for line in lines[-1:] if line.endswith(": new"))
        ):
            continue
        if old is None or new is None:
            lines.append(f"{path}: {'new' if old is None else 'gone'}")
        elif old != new:
            pairs = zip(old.split(" "), new.split(" "))
            lines.append(f"{path}: " + ", ".join(f"{a} → {b}" for a, b in pairs if a != b))
    return lines
