"""What the sweep tries: tuples of arguments for every number, and the numbers that need other ones.

Names stand for what the prober knows: canaries' paths, process numbers, descriptors, buffers.
"""

from __future__ import annotations

from collections.abc import Sequence

Arguments = tuple[int | str, ...]

AT = -100  # AT_FDCWD: from the current folder
NUMBERS = (*range(0, 601), 1000, 4096, 65535, 2**31 - 1)
X32 = 0x40000000
# Numbers that no generic tuple may reach, for the sake of the prober itself, and what is tried of them instead.
SPECIAL: dict[int, tuple[str, tuple[Arguments, ...]]] = {
    12: ("brk takes the prober's own memory away; 0 only asks", ((0,),)),
    11: ("munmap takes all memory below an address away", (("room", 4096), (1, 1))),
    15: ("rt_sigreturn outside a handler ends the process", ()),
    60: ("exit ends the thread", ()),
    231: ("exit_group ends the process", ()),
    318: ("getrandom writes as far as it is told", (("room", 4096, 0), ("room", 64, 7))),
    335: ("uretprobe passes every filter, and the kernel ends whoever calls it from elsewhere", ()),
    436: ("close_range closes the channel", ((1000, 2000, 0),)),
}
# Calls that never get the channel's own descriptor: the prober would cut itself off, or answer with noise.
NOT_THE_CHANNEL = (1, 3, 20)
_PATHS = ("file", "seed", "folder", "link", "home", "class")
_PROCESSES = ("grader", "sibling", "parent", "next", "previous", 1, -1)
_KEY = 0x51C3A9


def _of_paths(paths: Sequence[str]) -> list[Arguments]:
    rows: list[Arguments] = []
    for path in paths:
        rows += [
            (path, 0o777), (path, 0), (path, 2), (path, 0o102, 0o777), (path, "room", 4096), (path, 65534, 65534),
            (path, "attribute", "value", 4, 0), (path, "mark", "value", 4, 0), (path, "attribute", "room", 4096),
            (path, "new"), ("new", path), (path, "own_name"), ("own_name", path), (path, "seed"), (path, path, "type", 4096, 0),
            (AT, path, 0o777), (AT, path, 2, 0o777), (AT, path, 0), (AT, path, 0x200), (AT, path, 65534, 65534, 0),
            (AT, path, 0, 0), (AT, path, "room", 4096), (AT, path, AT, "new", 0), (AT, path, AT, "seed", 2),
            (AT, "own_name", AT, path, 0), (path, AT, "new"), (AT, path, "how", 24, 0), (AT, path, 0, 0xFFF, "room"),
            (AT, path, 0, "attribute", "how", 24), (AT, path, 0x1000, 0, 0), (AT, path, "room", "vector", 0),
            (0, path, 0, 0), (2, path, 0), ("type", path, "type", 0, 0), (2, 1, AT, path), ("own", path, 0xFFF),
        ]  # fmt: skip
    return rows


def _of_descriptors() -> list[Arguments]:
    rows: list[Arguments] = []
    for number in ("closed", "own", 0, 1):
        rows += [
            (number, 0o777), (number, 65534, 65534), (number, 0), (number, 0, 0), (number, "room", 4096),
            (number, "room", 4096, 0), (number, "vector", 1, 0), (number, "attribute", "value", 4, 0),
            (number, "attribute", "room", 4096), (number, 8, "grader"), (number, 8, "sibling"), (number, 10, 9),
            (number, 4, 0x2000), (number, 1024, 1), (number, 1026, 0x3F), (number, 0x40086602, "value"),
            (number, 0x5412, "value"), (number, 0x8901, "room"), (number, number, 0, 4096), (number, 0, 0, 4096),
            (number, "", 0x1000), (number, "file", 0o777, 0), (number, "", 65534, 65534, 0x1000), (number, "empty", "vector", 0x1000),
        ]  # fmt: skip
    return rows


def _of_processes() -> list[Arguments]:
    rows: list[Arguments] = []
    for pid in _PROCESSES:
        rows += [
            (pid, 9), (pid, 19), (pid, pid, 9), (pid, pid), (pid, 0), (16, pid), (0x4206, pid, 0, 0), (0, pid, 19),
            (1, pid, 3 << 13), (pid, 8, "value"), (pid, 5, "room"), (pid, 3, "room"), (pid, 7, "room", 0),
            (pid, 0, "room", 0), (pid, "vector", 1, "remote", 1, 0), (pid, 9, "room"), (pid, pid, 9, "room"),
            (pid, 0, 0, 1, 2), (pid, 1, "value", "value"), (pid, 0, 0, 0, 0, 0), (pid, "room", 0), (8, pid, 0),
        ]  # fmt: skip
    return rows


_OTHERS: list[Arguments] = [
    (), (-1, -1, -1, -1, -1, -1), (1, 1, 1, 1, 1, 1), ("room", "room", "room", "room", "room", "room"),
    (_KEY, 4096, 0o1666), (_KEY, 4, 0o1666), (_KEY, 0o1666), ("queue", 0o102, 0o666, 0), ("queue", 0),
    (0x10000000,), (0x10020000,), (0x20000,), (0x40000000,), (0x20000000,), (0x8000000, 0, 0, 0, 0), (17, 0, 0, 0, 0),
    (0x8011, 0, 0, 0, 0), ("clone", 88), (1, 0, "room"), (1, 8, "room"), (0, 0, "room"), (22, 2, "room"), (36, 1, 0, 0, 0),
    (4, 1, 0, 0, 0), (24, 1, 0, 0, 0), (8, "room"), (0, "room", 72), (5, "room", 128), ("room", 0, -1, -1, 0),
    ("user", "queue", "value", 1, -3), (1, -1), ("room", 24, 0), (0, 0x80000), (0, 2), ("value", "vector"),
    *((family, kind, 0) for family in (1, 2, 10, 16, 17, 38, 40, 44) for kind in (1, 2, 3, 5)),
    (1, 1, 0, "room"), (2, 1, 0, "room"), ("file", "folder", "type", 4096, 0), ("type", "folder", "type", 0, 0),
    ("room", 19, 0), ("hostname", 4), (3, "room"), (0, 0, 0, 3), (6, 0, "room", "room", 0),
]  # fmt: skip
# x32 has numbers of its own for calls with pointers (512 to 547).
FEW: tuple[Arguments, ...] = (
    ("file", 0o777),
    (AT, "file", 0o777),
    ("file", 0),
    (AT, "file", 0),
    ("sibling", 9),
    ("file", "room", 4096),
    (),
)


def calls(brief: bool = False) -> list[tuple[int, tuple[Arguments, ...]]]:
    """Every number with its tuples; in brief with two of the paths."""
    tuples = (*_of_paths(_PATHS[:3:2] if brief else _PATHS), *_of_descriptors(), *_of_processes(), *_OTHERS)
    rows = [(number, SPECIAL[number][1] if number in SPECIAL else tuples) for number in NUMBERS]
    return rows + [(X32 | number, FEW) for number in range(0, 601) if number not in SPECIAL] + [(-1, FEW)]


# For a child that is not locked: a few calls, each of which a sweep has to notice. Nobody but the canaries is touched.
CONTROL: dict[str, tuple[int, Arguments]] = {
    "mode": (90, ("file", 0o777)),
    "owner": (92, ("folder", 65534, 65534)),
    "times": (132, ("seed", 0)),
    "attribute": (188, ("file", "mark", "value", 4, 0)),
    "bytes": (76, ("seed", 0)),
    "new name": (82, ("inner", "new")),
    "gone": (87, ("link",)),
    "made": (83, ("made", 0o700)),
    "reading": (2, ("file", 0)),
    "attribute read": (191, ("file", "attribute", "room", 4096)),
    "memory of the grader": (310, ("grader", "vector", 1, "remote", 1, 0)),
    "socket": (41, (1, 1, 0)),
    "shared memory": (29, (_KEY, 4096, 0o1666)),
    "message queue": (240, ("queue", 0o102, 0o666, 0)),
    "priority": (141, (0, "sibling", 19)),
    "scheduling": (144, ("sibling", 5, "room")),
    "limit": (302, ("sibling", 4, "room", 0)),
    "stopped": (62, ("sibling", 19)),
}
