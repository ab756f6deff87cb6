"""Files that appear whole or not at all: written beside their place, then renamed."""

from __future__ import annotations

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
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = part_path(target.with_name(f".{target.name}.{os.getpid()}"))
    try:
        with suppress(FileNotFoundError):
            draft.unlink()
        draft.touch(mode)
        yield draft
        if durable:
            with draft.open("rb+") as file:
                os.fsync(file.fileno())
        draft.replace(target)
    except BaseException:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise


def replace_file(target: Path, content: bytes | str, mode: int = EVERYBODY) -> None:
    """Write `content` in place of `target`, so that nobody ever sees half a file."""
    with drafted(target, mode) as draft:
        draft.write_bytes(content if isinstance(content, bytes) else content.encode())
