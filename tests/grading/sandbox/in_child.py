"""Do something in a forked child that has locked itself, and hear how it went."""

from __future__ import annotations

import ctypes
import errno
import json
import os
import platform
import sys
from collections.abc import Callable

NOBODY = 65534
LIBC = ctypes.CDLL(None, use_errno=True)


def in_child(lock: Callable[[], object], action: Callable[[], object], user: int | None = None) -> object:
    """What `action` returned (as JSON), the name of its OSError's number, or how it ended; after `lock`, as `user`."""
    ours, theirs = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            if user is not None:
                os.setgroups([])
                os.setresgid(user, user, user)
                os.setresuid(user, user, user)
            lock()
            os.write(theirs, json.dumps(outcome(action), default=repr).encode())
            os._exit(0)
        finally:
            os._exit(1)
    os.close(theirs)
    with os.fdopen(ours) as pipe:
        answer = pipe.read()
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    return json.loads(answer) if code == 0 else f"ended with {code}"


def outcome(action: Callable[[], object]) -> object:
    try:
        return action()
    except OSError as error:
        return errno.errorcode[error.errno]
    except BaseException as error:
        return repr(error)


def outcomes_of(actions: dict[str, Callable[[], object]]) -> dict[str, object]:
    return {name: outcome(action) for name, action in actions.items()}


def call(name_or_number: str | int, *arguments: object) -> int:
    """A system call made directly, all six arguments of it; raises OSError."""
    number = name_or_number if isinstance(name_or_number, int) else NUMBERS[name_or_number]
    words = [argument if isinstance(argument, bytes) else ctypes.c_long(argument) for argument in arguments]
    result: int = LIBC.syscall(ctypes.c_long(number), *words, *[ctypes.c_long(0)] * (6 - len(words)))
    if result < 0:
        raise OSError(ctypes.get_errno(), str(name_or_number))
    return result


def _numbers() -> dict[str, int]:
    import pyseccomp

    names = {}
    for number in range(470):
        try:
            names[pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, number).decode()] = number
        except ValueError:
            continue
    return names


NUMBERS = _numbers() if sys.platform == "linux" else {}
IS_X86 = platform.machine() == "x86_64"
