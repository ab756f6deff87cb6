"""How much a locked process may use: single limits, and sums over all of its threads and files.

The sums are held by the kernel where a layer lets it: threads by a user of the child's own, files
by the size of its own file system. Elsewhere the warm parent looks a few times a second and kills a
child that is beyond them, so a child can be a moment beyond. What no layer but a control group
bounds is what open files hold that have no name any more: at most `OPEN_FILES` of `FILE_BYTES`.
"""

from __future__ import annotations

import errno
import os
import resource
import stat
from pathlib import Path

MEMORY_BEYOND_OWN = 2 * 2**30
FILE_BYTES = 16 * 2**20
OPEN_FILES = 64
FOLDER_BYTES = 64 * 2**20
FOLDER_FILES = 4096
THREADS = 64 + (os.cpu_count() or 1)
LOOK_SECONDS = 0.2
# Of a control group, which holds the warm parent, too.
GROUP_BYTES = 5 * 2**30
GROUP_THREADS = THREADS + 64
GROUP_CORES = 4


def own_memory() -> int:
    """The address space of this process, in bytes."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def limit(seconds: float, memory: int) -> None:
    """Bound address space (bytes), processor time, files and core dumps of this process for good."""
    bounds = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: int(seconds) + 1,
        resource.RLIMIT_FSIZE: FILE_BYTES,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_CORE: 0,
    }
    for name, value in bounds.items():
        resource.setrlimit(name, (value, value))


def limit_threads(others: int) -> None:
    """Bound the threads of this process's user, of whom `others` are not its own. Root has no such bound."""
    resource.setrlimit(resource.RLIMIT_NPROC, (THREADS + others, THREADS + others))


def threads(process: int, processes: int) -> int:
    """How many threads a process has; `processes` is a descriptor of the folder /proc. Raises OSError."""
    return os.stat(f"{process}/task", dir_fd=processes).st_nlink - 2


def own_threads() -> int:
    """How many threads this process has."""
    return Path("/proc/self/task").stat().st_nlink - 2


def is_full(folder: Path) -> bool:
    """Whether more lies in `folder` than a child may keep. What vanishes meanwhile does not count."""
    files = size = 0
    waiting = [os.fspath(folder)]
    while waiting:
        current = waiting.pop()
        try:
            for entry in _entries(current):
                status = entry.stat(follow_symlinks=False)
                files, size = files + 1, size + status.st_blocks * 512
                if stat.S_ISDIR(status.st_mode):
                    waiting.append(entry.path)
        except FileNotFoundError:
            continue
        except OSError as error:
            if error.errno == errno.ENAMETOOLONG:  # nobody's honest work is that deep
                return True
        if files > FOLDER_FILES or size > FOLDER_BYTES:
            return True
    return False


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        return list(os.scandir(folder))
    except PermissionError:  # its owner may write there and not look; we are the same user
        Path(folder).chmod(0o700)
        return list(os.scandir(folder))
