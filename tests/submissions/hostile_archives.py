"""Hostile zips of a class: the entry of the student cy is odd, the one of ada is right and must be graded."""

from __future__ import annotations

import io
import json
import lzma
import random
import struct
import warnings
import zipfile
from collections.abc import Callable

NOTEBOOK = "2_step_by_step.ipynb"
RIGHT = (
    "# GRADED FUNCTION: zero_pad\nimport numpy as np\n"
    "def zero_pad(X, pad):\n    return np.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0)))\n"
)
MEGA = 1_000_000
ADA, CY = f"ada/{NOTEBOOK}", f"cy/{NOTEBOOK}"


def notebook(source: str = RIGHT, **fields: object) -> bytes:
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "execution_count": None, "source": source}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5} | fields).encode()


def packed(*entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED, ada: bool = True) -> bytes:
    """A zip of ada's right notebook and of `entries`; the hostile ones stand first."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of names that come twice
        for name, data in entries:
            archive.writestr(name, data)
        if ada:
            archive.writestr(ADA, notebook(), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _noise(size: int) -> str:
    return random.Random(3).randbytes(size).hex()


def _damaged(method: int) -> bytes:
    """The middle of cy's packed bytes is overwritten; directory and headers are whole."""
    data = bytearray(packed((CY, notebook(noise=_noise(3_000))), method=method))
    start = 30 + len(CY)
    for place in range(start + 20, start + 800):
        data[place] ^= 0x5A
    return bytes(data)


def _changed(offset: int, central: int, value: int, form: str = "<H") -> bytes:
    """Both headers of cy's entry with one field changed."""
    data = bytearray(packed((CY, notebook())))
    struct.pack_into(form, data, offset, value)
    struct.pack_into(form, data, data.index(b"PK\1\2") + central, value)
    return bytes(data)


def _bomb(mega: int) -> bytes:
    return packed((CY, b" " * mega * MEGA))


def _lying(size: int) -> bytes:
    """Both headers say that cy's entry has `size` bytes; unpacked it has 60 MB."""
    data = bytearray(_bomb(60))
    struct.pack_into("<I", data, 22, size)
    struct.pack_into("<I", data, data.index(b"PK\1\2") + 24, size)
    return bytes(data)


def _lzma_window() -> bytes:
    """cy's entry asks for a window of 4 GB."""
    data = packed((CY, notebook()), method=zipfile.ZIP_LZMA)
    properties = data.index(struct.pack("<I", 8 << 20)) if struct.pack("<I", 8 << 20) in data else 30 + len(CY) + 5
    changed = bytearray(data)
    struct.pack_into("<I", changed, properties, 0xFFFFFFF0)
    return bytes(changed)


def _overlapping() -> bytes:
    """500 entries of the directory, each another student's, point to one body of 5 MB."""
    whole = packed(("s000.ipynb", b" " * 5 * MEGA))
    start, end = whole.index(b"PK\1\2"), whole.index(b"PK\5\6")
    first = whole[start : whole.index(b"PK\1\2", start + 4)]
    central = b"".join(first.replace(b"s000", b"s%03d" % n) for n in range(500)) + whole[start + len(first) : end]
    tail = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 501, 501, len(central), start, 0)
    return whole[:start] + central + tail


def _nested(depth: int) -> bytes:
    data = packed((NOTEBOOK, notebook()), ada=False)
    for _ in range(depth):
        data = packed(("inner.zip", data), ada=False)
    return packed(("cy/work.zip", data))


def _huge_directory() -> bytes:
    return packed(*((f"cy/f{number}.ipynb", b"{}") for number in range(6_000)))


ARCHIVES: dict[str, Callable[[], bytes]] = {
    "damaged deflate": lambda: _damaged(zipfile.ZIP_DEFLATED),
    "damaged LZMA": lambda: _damaged(zipfile.ZIP_LZMA),
    "damaged BZ2": lambda: _damaged(zipfile.ZIP_BZIP2),
    "damaged and stored": lambda: _damaged(zipfile.ZIP_STORED),
    "an LZMA window of 4 GB": _lzma_window,
    "version 9.9": lambda: _changed(4, 6, 99),
    "version 25.5": lambda: _changed(4, 6, 0xFF),
    "an unknown method": lambda: _changed(8, 10, 97),
    "an encrypted entry": lambda: _changed(6, 8, 1),
    "a patch": lambda: _changed(6, 8, 0x20),
    "strong encryption": lambda: _changed(6, 8, 0x41),
    "names said to be UTF-8": lambda: _changed(6, 8, 0x800),
    "month 0": lambda: _changed(12, 14, 0),
    "the 31st of month 15, 31:63:62": lambda: _changed(10, 12, 0xFFFFFFFF, "<I"),
    "a wrong checksum": lambda: _changed(14, 16, 7, "<I"),
    "a packed size beyond the file": lambda: _changed(18, 20, 0x7FFFFFFF, "<I"),
    "names twice": lambda: packed((CY, b"{}"), (CY, notebook())),
    "a name that climbs to ada": lambda: packed((f"cy/../{ADA}", notebook("x = 1"))),
    "an absolute name": lambda: packed((f"/tmp/{NOTEBOOK}", notebook())),
    "a name with backslashes": lambda: packed((f"..\\..\\cy\\{NOTEBOOK}", notebook())),
    "a name of 60,000 letters": lambda: packed(("cy" * 30_000 + f"/{NOTEBOOK}", notebook())),
    "a name with line breaks and escapes": lambda: packed(("cy/a\nb\r\x1b[2J.ipynb", notebook())),
    "no name": lambda: packed(("?cy.ipynb", notebook())).replace(b"?cy", b"\0cy"),
    "names of dots and slashes": lambda: packed(("/", b""), ("//", b""), ("..", b""), (".ipynb", b"{}")),
    "a name 5,000 folders deep": lambda: packed(("cy/" + "a/" * 5_000 + NOTEBOOK, notebook())),
    "a folder and a file of one name": lambda: packed(("cy", notebook()), (CY, notebook())),
    "a bomb of 300 MB": lambda: _bomb(300),
    "a bomb that says 100 bytes": lambda: _lying(100),
    "a bomb that says 4 GB": lambda: _lying(0xFFFFFF00),
    # Beyond what a notebook may be; of more, packing alone takes seconds.
    "a BZ2 bomb": lambda: packed((CY, b" " * 60 * MEGA), method=zipfile.ZIP_BZIP2),
    "an LZMA bomb": lambda: packed((CY, b" " * 60 * MEGA), method=zipfile.ZIP_LZMA),
    "entries that overlap": _overlapping,
    "6,000 notebooks of one student": _huge_directory,
    "zip in zip": lambda: _nested(1),
    "zip in zip, 30 deep": lambda: _nested(30),
    "a zip within, called a notebook": lambda: packed((CY, packed((NOTEBOOK, notebook()), ada=False))),
    "bytes before the zip": lambda: b"x" * 1_000 + packed((CY, notebook())),
    "bytes after the zip": lambda: packed((CY, notebook())) + b"x" * 1_000,
    "an LZMA stream without a zip's header": lambda: packed((CY, lzma.compress(notebook()))),
}
