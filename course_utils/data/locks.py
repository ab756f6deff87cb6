"""One lock on a file, which the system lets go when its process ends, however it ends."""

from __future__ import annotations

import errno
import sys
from typing import IO

_HELD = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)


def try_lock(file: IO[bytes]) -> bool:
    """Lock an open file; False when another process holds it. It is let go when the file is closed.

    On a file system without locks nobody else can be seen: the answer is True.
    """
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _HELD
    return True
