"""Download one file: continue where it stopped, show progress, and keep only the file whose checksum is known."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from course_utils.data.files import part_path
from course_utils.data.progress import Progress, silent
from course_utils.data.store import file_digest
from course_utils.errors import DataError

if TYPE_CHECKING:
    import requests

_BLOCK = 1 << 16
_TIMEOUT = (10, 30)  # seconds to connect, seconds between two pieces


def download(
    url: str,
    target: Path,
    known_hash: str,
    again: str,
    progress: Progress = silent,
    digest: Callable[[Path], str] = file_digest,
) -> Path:
    """Fetch `url` to `target` through a `.part` file, which a later call continues.

    Args:
        known_hash: the SHA-256 that the file must have, as 64 hexadecimal digits.
        again: the command that a message names to try once more.
        progress: receives (bytes there, bytes in all; 0 in all when the server does not say).
        digest: gives the SHA-256 of a file, where it is not one over all its bytes.

    Raises:
        DataError: no known checksum, no connection, an answer other than the file, a transfer cut short, or a
            file with another checksum, which is deleted.
    """
    if re.fullmatch("[0-9a-f]{64}", known_hash) is None:
        message = f"There is no SHA-256 to compare {url} with; received {known_hash!r}."
        raise DataError(message, "It was not downloaded. Unpack the course bundle again.")
    target.parent.mkdir(parents=True, exist_ok=True)
    transfer = _Transfer(part_path(target), again, progress)
    transfer.run(url)
    try:
        _compare(urlsplit(url).netloc, digest(transfer.part), known_hash, again)
    except DataError:
        transfer.part.unlink()
        raise
    return transfer.part.replace(target)


def _compare(host: str, received: str, known: str, again: str) -> None:
    if received != known:
        raise DataError(
            f"{host} sent another file than the known one: expected SHA-256 {known[:12]}…, "
            f"received {received[:12]}…; it was deleted.",
            f"Download it again: {again}. If this stays, the source has changed: use the shipped sets.",
        )


class _Transfer:
    """Keeps what arrived, asks for the rest."""

    def __init__(self, part: Path, again: str, progress: Progress) -> None:
        self.part, self.again, self.progress = part, again, progress

    def run(self, url: str) -> None:
        import requests

        host = urlsplit(url).netloc
        try:
            self._transfer(url)
        except requests.exceptions.HTTPError as error:
            code = error.response.status_code if error.response is not None else "with an error"
            message = f"{host} answered {code} instead of sending {url}."
            raise DataError(message, f"Try later with: {self.again}") from None
        except (requests.exceptions.ConnectionError, requests.exceptions.Timeout) as error:
            raise self._no_connection(host, error) from None
        except requests.exceptions.RequestException:
            raise self._cut_short(host) from None

    def _transfer(self, url: str) -> None:
        import requests

        have = self.part.stat().st_size if self.part.is_file() else 0
        headers = {"Range": f"bytes={have}-", "Accept-Encoding": "identity"} if have else {}
        with requests.get(url, headers=headers, stream=True, timeout=_TIMEOUT) as answer:
            if answer.status_code == 416:  # the part is no beginning of this file
                self.part.unlink()
                return self._transfer(url)
            answer.raise_for_status()
            continues = answer.headers.get("Content-Range", "").startswith(f"bytes {have}-")
            self._receive(answer, have if answer.status_code == 206 and continues else 0)
        return None

    def _receive(self, answer: requests.Response, start: int) -> None:
        length = answer.headers.get("Content-Length")
        total = start + int(length) if length else 0
        done = start
        with self.part.open("ab" if start else "wb") as file:
            for block in answer.iter_content(_BLOCK):
                file.write(block)
                done += len(block)
                self.progress(done, total)

    def _no_connection(self, host: str, error: Exception) -> DataError:
        if self.part.is_file() and "Read timed out" in str(error):
            return self._cut_short(host)
        return DataError(
            f"No connection to {host}: the internet cannot be reached, or a firewall forbids it.",
            f"Connect and run again: {self.again}. Without it the shipped sets work as they are.",
        )

    def _cut_short(self, host: str) -> DataError:
        have = self.part.stat().st_size if self.part.is_file() else 0
        return DataError(
            f"The transfer from {host} was cut short after {have / 1e6:.1f} MB.",
            f"Run again, it continues from there: {self.again}",
        )
