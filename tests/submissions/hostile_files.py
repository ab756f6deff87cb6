"""Hostile notebooks and folders: what a student's hand-in may be made of, harmless to keep in a repository.

Every row writes one student's folder. Nothing here may end the run of a class, hang it or make it large.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

Write = Callable[[Path], None]
NOTEBOOK = "2_step_by_step.ipynb"
GRADED = "# GRADED FUNCTION: zero_pad\n"
RIGHT = GRADED + (
    "import numpy as np\ndef zero_pad(X, pad):\n    return np.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0)))\n"
)
MEGA = 1_000_000


def notebook(*sources: str, **fields: object) -> bytes:
    """An ordinary notebook of code cells; `fields` replace those of the whole file."""
    cells = [
        {
            "cell_type": "code",
            "id": f"c{number}",
            "metadata": {},
            "outputs": [],
            "execution_count": None,
            "source": text,
        }
        for number, text in enumerate(sources)
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5} | fields).encode()


def _file(data: bytes, name: str = NOTEBOOK) -> Write:
    return lambda folder: _put(folder / name, data)


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _made(make: Callable[[], bytes], name: str = NOTEBOOK) -> Write:
    """As _file, for what is too large to build at import."""
    return lambda folder: _put(folder / name, make())


def _raw_cells(text: str) -> bytes:
    return b'{"cells":[' + text.encode() + b'],"metadata":{},"nbformat":4,"nbformat_minor":5}'


NOTEBOOKS: dict[str, Write] = {
    "no bytes at all": _file(b""),
    "one NUL byte": _file(b"\0"),
    "random-looking bytes": _file(bytes(range(256)) * 40),
    "half a notebook": _file(notebook(RIGHT)[:-40]),
    "UTF-16": _file(notebook(RIGHT).decode().encode("utf-16")),
    "UTF-32 with a mark": _file(notebook(RIGHT).decode().encode("utf-32")),
    "Latin-1": _file(notebook(RIGHT + "# é").replace(b"\\u00e9", b"\xe9")),
    "a lone surrogate in a cell": _file(notebook(RIGHT + "# \ud800")),
    "a lone surrogate as the function's name": _file(notebook("# GRADED FUNCTION: zero_\udc80pad\ndef f(): pass")),
    "a lone surrogate in raw bytes": _file(notebook(RIGHT + "# @").replace(b"@", b"\xed\xa0\x80")),
    "a lone surrogate in a raised message": _file(
        notebook(GRADED + "def zero_pad(X, pad):\n    raise ValueError('\\ud800')")
    ),
    "NUL characters in a cell": _file(notebook(RIGHT + "# \0")),
    "a file that is a number": _file(b"7"),
    "a file that is null": _file(b"null"),
    "a list of notebooks": _file(b"[" + notebook(RIGHT) + b"]"),
    "cells is a number": _file(b'{"cells":5}'),
    "cells is an object": _file(b'{"cells":{"a":[]}}'),
    "cells holds cells' lists": _file(_raw_cells("[[[]]]")),
    "worksheets whose cells is a number": _file(b'{"worksheets":[{"cells":5}]}'),
    "worksheets is a text": _file(b'{"worksheets":"abc"}'),
    "worksheets of null": _file(b'{"worksheets":[null]}'),
    "source is a number": _file(_raw_cells('{"cell_type":"code","source":5}')),
    "source is a list of lists": _file(_raw_cells('{"cell_type":"code","source":[["a"],{"b":1}]}')),
    "cell_type is a list": _file(_raw_cells('{"cell_type":["code"],"source":"x=1"}')),
    "metadata is a list": _file(_raw_cells('{"cell_type":"code","metadata":[],"source":"x=1"}')),
    "tags is a number": _file(_raw_cells('{"cell_type":"code","metadata":{"tags":7},"source":"x=1"}')),
    "tags of lists": _file(_raw_cells('{"cell_type":"code","metadata":{"tags":[[1],{}]},"source":"x=1"}')),
    "id is an object": _file(_raw_cells('{"cell_type":"code","id":{"a":1},"source":"x=1"}')),
    "course metadata is a text": _file(notebook(RIGHT, metadata={"course": "x", "course_utils": [1]})),
    "nbformat is a text": _file(notebook(RIGHT, nbformat="4", nbformat_minor=None)),
    "nbformat 99": _file(notebook(RIGHT, nbformat=99)),
    "a number of 5,000 digits": _file(
        notebook(RIGHT, nbformat_minor=0).replace(b'minor": 0', b'minor": ' + b"9" * 5000)
    ),
    "NaN and Infinity": _file(notebook(RIGHT, metadata={"a": float("nan"), "b": float("inf")})),
    "keys twice": _file(b'{"cells":[],' + notebook(RIGHT)[1:]),
    "lists nested 100,000 deep": _made(lambda: b"[" * 100_000 + b"]" * 100_000),
    "objects nested 200,000 deep, never closed": _made(lambda: b'{"a":' * 200_000),
    "metadata nested 900 deep": _file(notebook(RIGHT)[:-1] + b',"x":' + b"[" * 900 + b"]" * 900 + b"}"),
    "45 MB of empty objects": _made(lambda: _raw_cells(",".join(["{}"] * 15 * MEGA))),
    "20 MB of empty lists": _made(lambda: b'{"cells":[],"metadata":{"x":[' + b"[]," * (7 * MEGA) + b"0]}}"),
    "300,000 cells": _made(lambda: _raw_cells(",".join(['{"cell_type":"code","source":"x=1"}'] * 300_000))),
    "300,000 lines in a source list": _made(lambda: notebook(RIGHT, x=[["a"]] * 300_000)),
    "a line of 20 MB": _made(lambda: notebook(RIGHT + "x = '" + "a" * 20 * MEGA + "'")),
    "40,000 blank lines": _file(notebook("\n" * 40_000 + RIGHT)),
    "40,000 blank lines before a magic": _file(notebook(" \n" * 40_000 + "%matplotlib inline\n" + RIGHT)),
    "40,000 spaces before a comment": _file(notebook(" " * 40_000 + GRADED)),
    "40,000 hash signs": _file(notebook("#" * 40_000 + "\n" + RIGHT)),
    "40,000 times GRADED FUNCTION": _file(notebook("# GRADED FUNCTION: " * 40_000)),
    "40,000 lines of GRADED FUNCTION": _file(notebook(GRADED * 40_000)),
    "40,000 tabs and form feeds": _file(notebook("\t\f" * 40_000 + RIGHT)),
    "40,000 backslashes at line ends": _file(notebook("\\\n" * 40_000 + RIGHT)),
    "40,000 exclamation marks": _file(notebook("!" * 40_000 + "\n%" * 40_000)),
    "brackets nested 5,000 deep in a cell": _file(notebook("x = " + "(" * 5_000 + ")" * 5_000, RIGHT)),
    "minus signs, 100,000 of them": _file(notebook("x = " + "-" * 100_000 + "1", RIGHT)),
    "attribute access, 100,000 dots": _file(notebook("x = a" + ".a" * 100_000, RIGHT)),
    "sums of 100,000 ones": _file(notebook("x = " + "1+" * 100_000 + "1", RIGHT)),
    "f-strings within f-strings": _file(notebook("x = " + "f'{" * 200 + "1" + "}'" * 200, RIGHT)),
    "ifs indented 99 levels": _file(
        notebook("".join(" " * n + "if 1:\n" for n in range(99)) + " " * 99 + "x=1", RIGHT)
    ),
    "elifs, 20,000 of them": _file(notebook("if 0: pass\n" + "elif 0: pass\n" * 20_000, RIGHT)),
    "a number of a million digits": _file(notebook("x = " + "9" * MEGA, RIGHT)),
    "a power tower folded while compiling": _file(notebook("x = ((9**9)**9)**999\ny = 'a' * 4095 * 4095", RIGHT)),
    "lambda in lambda, 3,000 deep": _file(notebook("x = " + "lambda: " * 3_000 + "1", RIGHT)),
    "comprehension heads, exponential in old parsers": _file(notebook("x = " + "{" * 30 + "a:" * 30 + "}" * 30, RIGHT)),
    "the graded cell does not end": _file(notebook(GRADED + "def zero_pad(X, pad):\n    return '''" + "x\n" * 20_000)),
    "an unknown encoding comment": _file(notebook("# -*- coding: utf-7 -*-\n" + RIGHT)),
    "a page break in a graded name": _file(
        notebook("# GRADED FUNCTION: zero_pad\x0c\x0b\x1c\u2028\ndef zero_pad(): pass")
    ),
    "HTML in the graded name": _file(notebook("# GRADED FUNCTION: <script>alert(1)</script>\ndef f(): pass")),
    "terminal escapes in everything": _file(
        notebook("# GRADED FUNCTION: zero_pad\ndef zero_pad(*a): raise ValueError('\\x1b[2J\\x1b]0;x\\x07')")
    ),
}


def _deep(folder: Path) -> None:
    here = os.open(folder, os.O_RDONLY)
    for _ in range(3_000):
        os.mkdir("d", dir_fd=here)
        below = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)


def _links(folder: Path) -> None:
    (folder / NOTEBOOK).symlink_to(NOTEBOOK)
    (folder / "up").symlink_to("..")
    (folder / "dangling.ipynb").symlink_to("/nowhere/at/all.ipynb")
    (folder / "secret.ipynb").symlink_to("/etc/passwd")


def _closed(folder: Path) -> None:
    _put(folder / NOTEBOOK, notebook(RIGHT))
    (folder / NOTEBOOK).chmod(0)


def _closed_folder(folder: Path) -> None:
    _put(folder / "inner" / NOTEBOOK, notebook(RIGHT))
    (folder / "inner").chmod(0)


def _named(name: bytes) -> Write:
    def write(folder: Path) -> None:
        descriptor = os.open(os.fsencode(folder) + b"/" + name, os.O_WRONLY | os.O_CREAT, 0o644)
        os.write(descriptor, notebook(RIGHT))
        os.close(descriptor)

    return write


def _folder_called_notebook(folder: Path) -> None:
    (folder / NOTEBOOK).mkdir()
    (folder / "work.zip").mkdir()


FOLDERS: dict[str, Write] = {
    "3,000 nested directories": _deep,
    "links to itself, upwards, to nowhere and out": _links,
    "a FIFO": lambda folder: os.mkfifo(folder / NOTEBOOK),
    "a socket": lambda folder: os.mknod(folder / NOTEBOOK, stat.S_IFSOCK | 0o600),
    "a FIFO called zip": lambda folder: os.mkfifo(folder / "work.zip"),
    "a link to /dev/zero": lambda folder: (folder / NOTEBOOK).symlink_to("/dev/zero"),
    "a link to /dev/zero called zip": lambda folder: (folder / "work.zip").symlink_to("/dev/zero"),
    "a link to a process's file": lambda folder: (folder / NOTEBOOK).symlink_to("/proc/self/mem"),
    "a file of mode 0": _closed,
    "a folder of mode 0": _closed_folder,
    "folders called as files": _folder_called_notebook,
    "a name that is no UTF-8": _named(b"2_step_by_step\xff\xfe.ipynb"),
    "a name with line breaks in a folder": _named(b"2_step\n\x1b[31m_by_step.ipynb"),
    "a sparse file of 30 GB": lambda folder: _sparse(folder / NOTEBOOK),
    "a file from the year 1": lambda folder: _aged(folder / NOTEBOOK, -62_000_000_000),
    "a file from the far future": lambda folder: _aged(folder / NOTEBOOK, 10**12),
    "5,000 empty notebooks": lambda folder: [_put(folder / f"n{n}.ipynb", b"") for n in range(5_000)] and None,
}


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(30 * 2**30)


def _aged(path: Path, seconds: int) -> None:
    _put(path, notebook(RIGHT))
    os.utime(path, (seconds, seconds))


FILES: dict[str, Write] = NOTEBOOKS | FOLDERS
