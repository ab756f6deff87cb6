"""Which files a locked process may open (Landlock, of any version).

Older versions know fewer rights, and then the calls' filter closes the gaps: before 3 nothing here refuses
truncating, before 5 no device's ioctl, before 6 no signal and no socket. Moving between folders is refused
by every version: none has a rule for it.

Source: Linux, Documentation/userspace-api/landlock.rst.
"""

from __future__ import annotations

import os
import site
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py_landlock import AccessFs, RulesetFd

NEWEST = 7  # the newest version whose rights are known here
_PACKAGE_FOLDERS = ("site-packages", "dist-packages")
_OURS = ("course_utils", "cnn_workbook", "__editable__", "_editable_impl_cnn_workbook")


def abi(mask: int = NEWEST) -> int:
    """The version of Landlock to use, 0 where this kernel offers none; `mask` plays an older kernel."""
    try:
        import py_landlock
    except (ImportError, OSError):
        return 0
    try:
        return min(int(py_landlock.get_abi_version()), mask, NEWEST)
    except py_landlock.LandlockError:
        return 0


def prepare(writable: Path, readable: tuple[Path, ...] = (), version: int | None = None) -> RulesetFd:
    """A rule set that leaves the Python installation to read, `writable` to write below, and no more.

    The course package itself, with the answers, is not among what can be read. It is made once, and
    each child enters it. Raises LandlockError.
    """
    from py_landlock import AccessFs
    from py_landlock.abi import ABIVersion, get_supported_fs

    version = abi() if version is None else version
    read = AccessFs.READ_FILE | AccessFs.READ_DIR
    everything_below = (
        read | AccessFs.WRITE_FILE | AccessFs.TRUNCATE | AccessFs.MAKE_REG | AccessFs.MAKE_DIR
        | AccessFs.REMOVE_FILE | AccessFs.REMOVE_DIR
    )  # fmt: skip
    rules = [(path, read) for path in (*parts(), *readable) if path.exists()]
    rules += [(Path("/dev/null"), AccessFs.READ_FILE | AccessFs.WRITE_FILE), (writable, everything_below)]
    return _ruleset(get_supported_fs(ABIVersion(version)), rules, version)


def own_domain(readable: tuple[Path, ...] = (), version: int | None = None) -> None:
    """A domain for this child alone, in which it cannot trace its own parent, nor (from version 6) signal it.

    With `readable` it reads these only, of what the parent left open.
    """
    from py_landlock import AccessFs

    read = AccessFs.READ_FILE | AccessFs.READ_DIR
    # A domain has to handle something; the parent's allows no file to be executed either.
    handled = AccessFs.EXECUTE | (read if readable else AccessFs(0))
    ruleset = _ruleset(handled, [(path, read) for path in readable], abi() if version is None else version)
    try:
        enter(ruleset)
    finally:
        os.close(ruleset)


def enter(ruleset: RulesetFd) -> None:
    """Hold this process to a rule set for good; raises LandlockError."""
    from py_landlock import restrict_self
    from py_landlock.prctl import set_no_new_privs

    set_no_new_privs()
    restrict_self(ruleset, None)


def _ruleset(handled: AccessFs, rules: Iterable[tuple[Path, AccessFs]], version: int) -> RulesetFd:
    """Leaves, of the rights `handled`, those of the rules; no TCP and no other domain in any case."""
    from py_landlock import AccessFs, PathBeneathAttr, RulesetAttr, add_rule, create_ruleset
    from py_landlock.abi import ABIVersion, get_supported_net, get_supported_scope

    number = ABIVersion(version)
    of_files = AccessFs.READ_FILE | AccessFs.WRITE_FILE | AccessFs.TRUNCATE
    ruleset = create_ruleset(
        RulesetAttr(
            handled_access_fs=handled, handled_access_net=get_supported_net(number), scoped=get_supported_scope(number)
        )
    )
    for path, access in rules:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
        try:
            allowed = access & handled if path.is_dir() else access & handled & of_files
            add_rule(ruleset, PathBeneathAttr(allowed_access=allowed, parent_fd=descriptor))
        finally:
            os.close(descriptor)
    return ruleset


def own_command_line() -> tuple[Path, ...]:
    """All that a child of TensorFlow's may read where the parent left /proc open.

    TensorFlow ends a process that cannot read its own command line, and no rule of the parent's
    can name the file of a child that is not there yet.
    """
    beside = (path for path in Path("/").iterdir() if path.name != "proc" and path.exists())
    return (*beside, *map(Path, ("/proc/cpuinfo", "/proc/meminfo", "/proc/self/cmdline")))


def parts() -> Iterator[Path]:
    """All that a child may read: files and folders of the Python installation and of the system."""
    yield from _python_parts()
    yield from _system_parts()


def _python_parts() -> Iterator[Path]:
    """Everything of the installation but our own package: stdlib and site-packages, entry by entry."""
    libraries = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    folders = {Path(name) for name in {*libraries, *site.getsitepackages(), *sys.path} if name}
    own = Path(__file__).resolve().parents[3]
    for folder in sorted(folder for folder in folders if folder.is_dir() and folder.resolve() != own):
        for entry in sorted(folder.iterdir()):
            if entry.name not in _PACKAGE_FOLDERS and not entry.name.startswith(_OURS):
                yield entry


def _system_parts() -> Iterator[Path]:
    names = (
        "/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/share/zoneinfo",
        "/etc/ld.so.cache", "/etc/localtime", "/dev/zero", "/dev/urandom", "/dev/random",
        "/proc/cpuinfo", "/proc/meminfo", "/sys/devices/system/cpu",
    )  # fmt: skip
    for name in names:
        path = Path(name)
        if path.name != "lib" or not path.is_dir():
            yield path
            continue
        yield from (entry for entry in sorted(path.iterdir()) if entry.name not in _PACKAGE_FOLDERS)
