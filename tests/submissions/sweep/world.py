"""What the sweep must leave as it is: canaries in three places, a grader, a sibling, the machine's tables."""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from canaries import SECRET, looks, make_canary
from runner import children, ipc

_QUEUE = "course-canary"
_IOPRIO_GET = 252
_TABLES = ("/proc/self/mountinfo", "/proc/sys/kernel/hostname", "/proc/sys/kernel/domainname", "/proc/swaps")
_STAT = {"state": 2, "group": 4, "session": 5, "nice": 18, "policy": 40}


class World(NamedTuple):
    """Where the canaries are, and a process of the same user that sleeps."""

    folders: tuple[Path, ...]
    sibling: subprocess.Popen[bytes]
    memory: ctypes.Array[ctypes.c_char]

    def words(self) -> dict[str, str | int]:
        """What the prober's names stand for."""
        beside, home, classes = self.folders
        number = bytes([1, 0, 0, 0]).decode("latin-1")
        return {
            "file": f"{beside}/file.txt", "seed": f"{beside}/seed.txt", "folder": f"{beside}/folder",
            "inner": f"{beside}/folder/inner.txt", "link": f"{beside}/link", "new": f"{beside}/new.txt",
            "made": f"{beside}/made", "home": f"{home}/file.txt", "class": f"{classes}/seed.txt", "own_name": "own.txt",
            "attribute": "user.secret", "mark": "user.mark", "value": number, "type": "tmpfs", "how": "", "empty": "",
            "clone": "", "queue": _QUEUE, "user": "user", "hostname": "host", "grader": os.getpid(),
            "sibling": self.sibling.pid, "address": ctypes.addressof(self.memory),
        }  # fmt: skip

    def looks(self) -> dict[str, str]:
        """All of it, by name."""
        seen = looks(*self.folders)
        for name, pid in (("grader", os.getpid()), ("sibling", self.sibling.pid)):
            seen |= {f"{name} {key}": value for key, value in _process(pid).items()}
        seen |= {table: Path(table).read_text() for table in _TABLES}
        seen["children"] = str(sorted(line for line in children(os.getpid()).values()))
        seen["tables of the kernel"] = str(ipc())
        seen["message queue"] = str(_has_queue())
        return seen

    def wait_for_the_sibling(self) -> None:
        """Until it has stopped: at the lowest priority it hears of a signal only when a processor is free."""
        end = time.monotonic() + 120
        while _process(self.sibling.pid)["state"] == "S" and time.monotonic() < end:
            time.sleep(0.05)


def make_world(folder: Path) -> World:
    """Canaries beside the submissions, in the user's home folder, and in the place of temporary files."""
    home = Path.home() if os.access(Path.home(), os.W_OK) else Path(tempfile.gettempdir())
    places = (
        folder / "submissions",
        Path(tempfile.mkdtemp(prefix=".course-canary-", dir=home)),
        Path(tempfile.mkdtemp(prefix="course-canary-")),
    )
    folders = tuple(place / "canary" for place in places)
    for canary in folders:
        make_canary(canary)
    sibling = subprocess.Popen(["sleep", "900"], start_new_session=True)
    return World(folders, sibling, ctypes.create_string_buffer(SECRET.encode()))


def end_world(world: World) -> None:
    world.sibling.kill()
    world.sibling.wait()
    for folder in world.folders:
        shutil.rmtree(folder.parent, ignore_errors=True)
    if _has_queue():
        _mqueue("mq_unlink", f"/{_QUEUE}".encode())
    for name in ipc():
        if name.startswith("shm "):
            subprocess.run(["ipcrm", "-m", name.split()[1]], check=False, capture_output=True)


def _process(pid: int) -> dict[str, str]:
    """State, priorities and limits; a process that runs or sleeps is the same."""
    try:
        words = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except FileNotFoundError:
        return {"state": "gone"}
    facts = {name: words[place - 2] for name, place in _STAT.items()}
    facts["state"] = facts["state"].replace("R", "S").replace("D", "S")
    facts["limits"] = str([resource.prlimit(pid, each) for each in range(16)])
    facts["processors"] = str(sorted(os.sched_getaffinity(pid)))
    facts["disk priority"] = str(ctypes.CDLL(None).syscall(_IOPRIO_GET, 1, pid))
    facts["owner"] = next(line for line in _status(pid) if line.startswith("Uid"))
    return facts


def _status(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/status").read_text().splitlines()


def _mqueue(name: str, *arguments: object) -> int:
    library = ctypes.CDLL("librt.so.1") if not hasattr(ctypes.CDLL(None), name) else ctypes.CDLL(None)
    result: int = getattr(library, name)(*arguments)
    return result


def _has_queue() -> bool:
    handle = _mqueue("mq_open", f"/{_QUEUE}".encode(), os.O_RDONLY)
    if handle >= 0:
        os.close(handle)
    return handle >= 0
