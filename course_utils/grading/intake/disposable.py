"""A process that reads what nobody vouches for, with little memory and time; it is replaced when it dies.

It runs our own code on students' bytes, never students' code. It is warm: one start serves many files.
"""

from __future__ import annotations

import contextlib
import socket
import struct
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable

MEMORY = 2**30
CPU_SECONDS = 20
WALL_SECONDS = 120.0  # for a busy machine; what only waits is not ours to wait for
_LENGTH = struct.Struct("<I")


class Lost(Exception):
    """The process died of what it read, or took too long."""


class Disposable:
    """Asks the module `module`, run as a program that calls `serve`; started when it is first needed."""

    def __init__(self, module: str) -> None:
        self._module = module
        self._lock = threading.Lock()
        self._stop: Callable[[], object] = lambda: None
        self._channel: socket.socket | None = None

    def ask(self, data: bytes) -> bytes:
        """What the program answers to `data`; raises Lost, and the next question meets a fresh process."""
        with self._lock:
            try:
                channel = self._channel or self._start()
                channel.settimeout(WALL_SECONDS)
                channel.sendall(_LENGTH.pack(len(data)))
                channel.sendall(data)
                return _exactly(channel, *_LENGTH.unpack(_exactly(channel, _LENGTH.size)))
            except (OSError, EOFError) as error:
                self.close()
                raise Lost(str(error)) from None

    def close(self) -> None:
        self._stop()
        self._channel = None

    def _start(self) -> socket.socket:
        ours, theirs = socket.socketpair()
        with theirs:
            process = subprocess.Popen(
                [sys.executable, "-I", "-m", self._module, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C reaches the grader only
            )
        self._channel = ours
        self._stop = weakref.finalize(self, _end, process, ours)  # also when the grader ends
        return ours


def _end(process: subprocess.Popen[bytes], channel: socket.socket) -> None:
    channel.close()
    process.kill()
    process.wait()


def serve(answer: Callable[[bytes], bytes], seconds: int = CPU_SECONDS) -> None:
    """Answer one question after another until the asker is gone; every question has its own `seconds`."""
    channel = socket.socket(fileno=int(sys.argv[1]))
    _limit_memory()
    with contextlib.suppress(EOFError):
        while True:
            size = _LENGTH.unpack(_exactly(channel, _LENGTH.size))
            _limit_time(seconds)
            reply = answer(_exactly(channel, *size))
            channel.sendall(_LENGTH.pack(len(reply)))
            channel.sendall(reply)


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # macOS and Windows cannot
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time(seconds: int) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        spent = resource.getrusage(resource.RUSAGE_SELF)
        most = int(spent.ru_utime + spent.ru_stime) + seconds
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))


def _exactly(channel: socket.socket, size: int) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        part = channel.recv(min(size - len(parts), 2**20))
        if not part:
            raise EOFError("it ended")
        parts += part
    return bytes(parts)
