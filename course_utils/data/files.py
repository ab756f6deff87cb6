"""Files that appear whole or not at all: written beside their place, then renamed."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

EVERYBODY, OWNER = 0o666, 0o600  # who may read and write a new file, before the system's mask

_BINARY = getattr(os, "O_BINARY", 0)  # Windows would change the ends of lines


def part_path(target: Path) -> Path:
    """The name under which a transfer that may be continued keeps what has arrived of `target`."""
    return target.with_name(f"{target.name}.part")


def free_name(folder: Path, stem: str, suffix: str) -> Path:
    """A name in `folder` that is not taken: `stem`, else with -2, -3, … behind it."""
    names = [stem, *(f"{stem}-{number}" for number in range(2, 1000))]
    return next(path for name in names if not (path := folder / f"{name}{suffix}").exists())


@contextmanager
def drafted(target: Path, mode: int = EVERYBODY, durable: bool = False) -> Iterator[Path]:
    """Give the place to write `target` at; it takes its name at the end, and leaves nothing when the block fails.

    `durable` waits until the disk has the content, so that even a power cut leaves a whole file. The folder is made.
    """
    with _in_place(target, mode) as (draft, begun):
        os.close(begun)
        yield draft
        if durable:
            with draft.open("rb+") as file:
                os.fsync(file.fileno())


@contextmanager
def _in_place(target: Path, mode: int) -> Iterator[tuple[Path, int]]:
    """The draft and its open file, which the block closes."""
    draft = part_path(target.with_name(f".{target.name}.{os.getpid()}"))
    try:
        yield draft, _begin(draft, mode)
        draft.replace(target)
    except BaseException:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise


def _begin(draft: Path, mode: int) -> int:
    """An empty file of our own, open; what another run left there goes, and the folder is made where there is none."""
    for last_try in (False, False, True):
        try:
            return os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _BINARY, mode)
        except FileExistsError:
            draft.unlink()
        except FileNotFoundError:
            if last_try:
                raise
            draft.parent.mkdir(parents=True, exist_ok=True)
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), f"{draft}")


def replace_file(target: Path, content: bytes | str, mode: int = EVERYBODY) -> None:
    """Write `content` in place of `target`, so that nobody ever sees half a file."""
    with _in_place(target, mode) as (_, begun), os.fdopen(begun, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())
