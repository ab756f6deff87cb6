"""The class secret, and what is drawn from it: a generator for each hidden case, a number for the gradebook."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import struct
from pathlib import Path

from course_utils.data.files import OWNER, replace_file
from course_utils.errors import UsageError
from course_utils.exercises.base import Seed

FILE = "seed.txt"
RENEW = f"Remove {FILE} and run again to draw a new one: the whole class is then graded anew."
_BYTES = 32  # of a secret drawn here
_OLD = re.compile(r"-?[0-9]{1,10}")  # as earlier versions drew it, 31 bits, or took it by --seed
_LONG = 22  # letters of base64 that hold 128 bits


class Secret:
    """A word, or a number, from which all hidden cases of a class follow.

    The same secret gives the same cases everywhere. A short number gives those that it gave in earlier versions, so
    that a class is graded to its end as it began.
    """

    def __init__(self, text: str | int) -> None:
        self._text = str(text).strip()

    @property
    def is_short(self) -> bool:
        """True when it has fewer letters than 128 random bits need."""
        return len(self._text) < _LONG

    @property
    def fingerprint(self) -> int:
        """A number below 2⁶³ that tells secrets apart and gives none away; an old number stands for itself."""
        if self._is_old:
            return int(self._text)
        return int.from_bytes(self._digest("gradebook")[:8], "little") >> 1

    def seed(self, notebook: str, exercise: str, case: int) -> Seed:
        """What the generator of a hidden case starts from: eight words of HMAC-SHA256 (RFC 2104), or the one of old."""
        if self._is_old:
            digest = hashlib.sha256(f"{int(self._text)}:{notebook}:{exercise}".encode()).digest()
            return (int.from_bytes(digest[:4], "little") + case) % 2**32
        return struct.unpack("<8I", self._digest(f"{notebook}\0{exercise}\0{case}"))

    @property
    def _is_old(self) -> bool:
        return _OLD.fullmatch(self._text) is not None

    def _digest(self, message: str) -> bytes:
        return hmac.new(self._text.encode("utf-8", "surrogateescape"), message.encode(), hashlib.sha256).digest()


def draw() -> str:
    """A new secret of 256 random bits."""
    return secrets.token_hex(_BYTES)


def kept_secret(folder: Path, given: str | None = None) -> str:
    """The secret of the class in `folder`: given, else the one of its last run, else a new one; kept there.

    Only the owner can read the file. A short one from an earlier run is said. Raises UsageError for an empty one.
    """
    path = folder / FILE
    if given is None and path.exists():
        text = path.read_text("utf-8", "surrogateescape").strip()
        if not text:
            raise UsageError(f"{path} is empty.", "Pass --seed, or remove the file.")
        if Secret(text).is_short:
            print(f"The secret in {path} is short: its hidden cases could be guessed. {RENEW}")
        return text
    if given is not None and not given.strip():
        raise UsageError("--seed is empty.", "Pass a word or a number, or leave it out.")
    text = draw() if given is None else given.strip()
    replace_file(path, f"{text}\n".encode("utf-8", "surrogateescape"), OWNER)
    return text
