"""A foreign user for one worker's children (as root): nobody's files are theirs, nobody's processes."""

from __future__ import annotations

import grp
import os
import pwd
import random
import socket
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

# Beyond the users, services, containers and subordinate ids that systemd and distributions hand out;
# a container may map the second range only. Source: systemd, docs/UIDS-GIDS.md.
_RANGES = (range(1_900_000_000, 1_900_065_536), range(51_000, 59_000))
_TRIES = 1000


@dataclass(frozen=True)
class Owner:
    """A user and a group of one number; `reservation` keeps it from other workers until this process ends."""

    number: int
    reservation: socket.socket

    def become(self) -> None:
        """Change this process to the foreign user for good, without any other group or privilege."""
        os.setgroups([])
        os.setresgid(self.number, self.number, self.number)
        os.setresuid(self.number, self.number, self.number)


def reserve() -> Owner:
    """An unused number; raises OSError where there is none. Only root can use it."""
    usable = next((numbers for numbers in _RANGES if _is_mapped(numbers)), None)
    if usable is None:
        raise OSError("this container maps no unused users")
    running = set(_owners_of_processes())
    for number in random.SystemRandom().sample(usable, _TRIES):
        if number in running or _is_known(number):
            continue
        # The name of an abstract socket is free again when the last process that holds it has ended.
        reservation = socket.socket(socket.AF_UNIX)
        with suppress(OSError):
            reservation.bind(f"\0course-grade-user-{number}")
            return Owner(number, reservation)
        reservation.close()
    raise OSError("no unused user was free")


def _is_mapped(numbers: range) -> bool:
    return all(
        any(first <= numbers[0] and numbers[-1] < first + count for first, count in _map(name))
        for name in ("uid_map", "gid_map")
    )


def _map(name: str) -> list[tuple[int, int]]:
    lines = Path("/proc/self", name).read_text().splitlines()
    return [(int(line.split()[0]), int(line.split()[2])) for line in lines]


def _is_known(number: int) -> bool:
    with suppress(KeyError):
        return bool(pwd.getpwuid(number))
    with suppress(KeyError):
        return bool(grp.getgrgid(number))
    return False


def _owners_of_processes() -> Iterable[int]:
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            yield process.stat().st_uid
