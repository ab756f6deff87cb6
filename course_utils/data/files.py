"""Files that appear whole or not at all: written beside their place, then renamed."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

EVERYBODY, OWNER = 0o666, 0o600  # who may read and write a new file, before the system's mask


def part_path(target: Path) -> Path:
    """The name under which a transfer that may be continued keeps what has arrived of `target`."""
    return target.with_name(f"{target.name}.part")


@contextmanager
def drafted(target: Path, mode: int = EVERYBODY, durable: bool = False) -> Iterator[Path]:
    """Give the place to write `target` at; it takes its name at the end, and leaves nothing when the block fails.

    `durable` waits until the disk has the content, so that even a power cut leaves a whole file. The folder is made.
    """
    draft = part_path(target.with_name(f".{target.name}.{os.getpid()}"))
    try:
        _begin(draft, mode)
        yield draft
        if durable:
            with draft.open("rb+") as file:
                os.fsync(file.fileno())
        draft.replace(target)
    except BaseException:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise


def _begin(draft: Path, mode: int) -> None:
    """An empty file of our own; what another run left there goes, and the folder is made where there is none."""
    for last_try in (False, False, True):
        try:
            os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))
            return
        except FileExistsError:
            draft.unlink()
        except FileNotFoundError:
            if last_try:
                raise
            draft.parent.mkdir(parents=True, exist_ok=True)
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), f"{draft}")


def replace_file(target: Path, content: bytes | str, mode: int = EVERYBODY) -> None:
    """Write `content` in place of `target`, so that nobody ever sees half a file."""
    with drafted(target, mode) as draft:
        draft.write_bytes(content if isinstance(content, bytes) else content.encode())
