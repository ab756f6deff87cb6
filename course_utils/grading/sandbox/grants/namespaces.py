"""A worker's own namespaces: no other process, no network, and a root that holds what students need.

The warm parent is process 1 of its namespace, so the kernel kills all that it left when it ends.
Its root is made once, of read-only views of the installation; each child finds a small file
system of its own in it, which is gone with the child.

Source: Linux, user_namespaces(7), pid_namespaces(7), mount_namespaces(7).
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from course_utils.grading.sandbox import limits
from course_utils.grading.sandbox.grants import system

_OTHERS = 0x00020000 | 0x20000000 | 0x08000000 | 0x40000000 | 0x04000000  # mount, pid, ipc, net, uts
_USER = 0x10000000
_CLOSED = system.READ_ONLY | system.NO_SETUID
_DEVICES = tuple(map(Path, ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")))
_LINKED = (Path("/etc/alternatives"),)  # Debian's libraries are found through it
COMMAND_LINE = Path("/proc/self/cmdline")  # TensorFlow ends a process that cannot read its own
_COPIED = (Path("/proc/cpuinfo"), Path("/proc/meminfo"), COMMAND_LINE)
_PROGRAM = Path("/proc/self/exe")
_FIRST = b"20000"  # beyond the small numbers that any call takes: none ends its own process by chance
ROOM = Path("/room")  # in the new root; a child's folder is mounted below it


def start(apart: bool, moved: Iterable[int] = ()) -> None:
    """Go on in a new process, in new namespaces where `apart`; raises OSError where they are refused.

    This process stays behind, without the descriptors `moved`, only to end, with the same code, when
    the new one and all that it left have ended. Call it with one thread.
    """
    if apart:
        _leave()
    parent = os.getpid()
    system.adopt_orphans()
    first = os.fork()
    if first:
        for descriptor in moved:
            os.close(descriptor)
        _keep(first)
    system.die_with_parent(signal.SIGKILL, 0 if apart else parent)  # 0 is what is outside the namespace
    if apart:
        system.keep_mounts_private()


def _leave() -> None:
    user, group = os.geteuid(), os.getegid()
    if user == 0:  # the foreign user of a child is one of this machine's, so the user namespace stays
        system.unshare(_OTHERS)
        return
    system.unshare(_OTHERS | _USER)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")


def _keep(first: int) -> None:
    """Never returns. Told to end (SIGTERM) it ends all of them first."""
    signal.signal(signal.SIGTERM, lambda *_: os.kill(first, signal.SIGKILL))
    code = 0
    with suppress(ChildProcessError):
        while True:
            ended, status = os.wait()
            if ended == first:
                signal.signal(signal.SIGTERM, signal.SIG_IGN)
                code = os.waitstatus_to_exitcode(status)
    os._exit(code if code >= 0 else 128 - code)


def processes(base: Path) -> int:
    """A descriptor of a /proc that shows this namespace, and that no path leads to. For root; raises OSError."""
    system.mount("proc", base, system.NO_SETUID | system.NO_DEVICES | system.NO_PROGRAMS, "")
    descriptor = os.open(base, os.O_PATH | os.O_DIRECTORY)
    system.unmount(base)
    return descriptor


def end_all() -> None:
    """Kill all that is left in the namespace of process 1, which this is, and wait for each."""
    with suppress(ProcessLookupError):
        os.kill(-1, signal.SIGKILL)
    with suppress(ChildProcessError):
        while True:
            os.wait()


class Numbers:
    """Counts a namespace's processes anew: else a child's number would tell how many threads earlier ones had."""

    def __init__(self) -> None:
        """Call it before the files are closed."""
        self._last: int | None = None
        with suppress(OSError):  # a kernel without it, or a container that shows it for reading only
            self._last = os.open("/proc/sys/kernel/ns_last_pid", os.O_WRONLY)

    def reset(self) -> None:
        if self._last is not None:
            with suppress(OSError):
                os.pwrite(self._last, _FIRST, 0)


def close_files(base: Path, parts: Iterable[Path]) -> None:
    """Make a root of read-only views of `parts` on the folder `base` and move into it.

    No process of this namespace can reach the old root afterwards. /proc holds the few files that
    TensorFlow asks for and says nothing of any process. Raises OSError.
    """
    system.mount("tmpfs", base, system.NO_SETUID | system.NO_DEVICES, "size=16m,mode=755")
    _show((*parts, *_LINKED), base)
    for copied in _COPIED:
        with suppress(FileNotFoundError):
            _place(copied, base).write_bytes(copied.read_bytes())
    _at(_PROGRAM, base).symlink_to(_PROGRAM.readlink())
    for device in _DEVICES:
        _place(device, base)
    (_at(ROOM, base) / "own").mkdir(parents=True)
    _shut_the_rest(base)
    system.restrict_mounts(base, _CLOSED | system.NO_DEVICES)
    for device in _DEVICES:
        system.bind(device, _at(device, base))
        system.restrict_mounts(_at(device, base), _CLOSED | system.NO_PROGRAMS)
    system.change_root(base)


def _show(parts: Iterable[Path], base: Path) -> None:
    shown = set(map(str, (*_DEVICES, *_COPIED)))
    for part in parts:
        # Nothing is made inside what is shown already: that would be made in the installation itself.
        if shown.isdisjoint(_and_above(str(part))) and part.exists():
            system.bind(part, _place(part, base))
            shown.add(str(part))


def _and_above(path: str) -> Iterator[str]:
    """An absolute path and all folders above it."""
    while path:
        yield path
        path = path.rpartition("/")[0]


def _shut_the_rest(base: Path) -> None:
    """Put a closed file or folder wherever the old root has one and the new root none.

    So what is beyond a child's reach is refused to it, as by Landlock, and not said to be missing:
    a submission's status is the same on every machine.
    """
    ours = base.stat().st_dev
    for name, names, _ in os.walk(base):
        folder, old = Path(name), "/" / Path(name).relative_to(base)
        names[:] = [below for below in names if (folder / below).stat().st_dev == ours]
        with suppress(OSError), os.scandir(old) as entries:
            for entry in entries:
                if not _is_other_process(entry.path):
                    _shut(folder / entry.name, entry.is_dir())
        folder.chmod(0o111)
        if old.exists():  # Python looks for modules anew in a folder that has changed, and this one shows no list
            status = old.stat()
            os.utime(folder, ns=(status.st_atime_ns, status.st_mtime_ns))


def _shut(place: Path, is_folder: bool) -> None:
    if place.is_symlink() or place.exists():
        return
    if is_folder:
        place.mkdir(mode=0)
    else:
        place.touch(mode=0)


def _is_other_process(path: str) -> bool:
    """In the new namespace there is a process 1, too, and those of the old one are not."""
    return path.startswith("/proc/") and path.rpartition("/")[2].isdecimal() and path != "/proc/1"


def _place(part: Path, base: Path) -> Path:
    """An empty folder or file at the same place in the new root."""
    target = _at(part, base)
    make = target.mkdir if part.is_dir() else target.touch
    try:
        make(exist_ok=True)
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        make(exist_ok=True)
    return target


def _at(part: Path, base: Path) -> Path:
    return Path(f"{base}{part}")


class Room:
    """Where one child after another finds an empty file system of bounded size, in the new root."""

    room = ROOM

    def __init__(self, user: int, group: int) -> None:
        self._options = f"size={limits.FOLDER_BYTES},nr_inodes={limits.FOLDER_FILES},mode=700,uid={user},gid={group}"

    def fresh(self) -> Path:
        """An empty folder; raises OSError."""
        folder = ROOM / "own"
        flags = system.NO_SETUID | system.NO_DEVICES | system.NO_PROGRAMS
        system.mount("tmpfs", folder, flags, self._options)
        return folder

    def clear(self) -> None:
        """All that the last child wrote is gone; raises OSError."""
        system.unmount(ROOM / "own")


def attempt(base: Path) -> None:
    """Make namespaces, a root and a room for a moment, in this process; raises OSError where a step is refused.

    A kernel may hand out the namespaces and refuse every mount in them (Ubuntu 24.04).
    """
    start(apart=True)
    close_files(base, (Path(sys.prefix), Path("/usr/lib")))
    room = Room(os.geteuid(), os.getegid())
    (room.fresh() / "file").touch()
    room.clear()
