"""A fresh folder for each child, where the kernel mounts none, and the end of what a child left."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


class Folders:
    """New folders below `base`, one at a time; `user` (a number) owns them, or this process's user.

    All of them are made in `room`, where a child cannot make anything beside its own.
    """

    def __init__(self, base: Path, user: int = -1) -> None:
        self.room, self._gone, self._user = base / "room", base / "gone", user
        self.room.mkdir()
        self._gone.mkdir(mode=0o700)

    def fresh(self) -> Path:
        """An empty folder with a name nobody can guess; raises OSError."""
        folder = self.room / secrets.token_hex(8)
        self.room.chmod(0o700)
        folder.mkdir(mode=0o700)
        os.chown(folder, self._user, self._user)
        self.room.chmod(0o111)
        return folder

    def clear(self) -> None:
        """Put all that a child left out of reach, then remove it; raises OSError."""
        self.room.chmod(0o700)
        for entry in list(self.room.iterdir()):
            _put_away(entry, self._gone)
        remove_below(self._gone)


def remove_below(folder: Path) -> None:
    """Empty `folder`, whatever is in it. Nobody else may write there. Raises OSError.

    Folders within folders are brought up to `folder` first, so neither their depth nor the length
    of their path nor their modes stop it.
    """
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        current.chmod(0o700)
        for entry in list(current.iterdir()):
            if entry.is_symlink() or not entry.is_dir():
                entry.unlink()
            elif current == folder:
                waiting.append(entry)
            else:
                waiting.append(_put_away(entry, folder))
        if current != folder:
            current.rmdir()


def _put_away(path: Path, folder: Path) -> Path:
    """Move it to `folder` under a new name; a folder must be open to us to leave its own."""
    if path.is_dir() and not path.is_symlink():
        path.chmod(0o700)
    return path.rename(folder / secrets.token_hex(8))
