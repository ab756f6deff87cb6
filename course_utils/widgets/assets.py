"""An explorer's JavaScript and looks, each as the one text that anywidget takes."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent
_IMPORT = re.compile(r'^import\b[^;]*?from "(\.[^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)


def javascript(name: str, room: str = "explorers") -> str:
    """Return one ES module: `name.js` of a room and all that it imports, each file before those that import it.

    The course uses no bundler, so the files are laid end to end, without the imports between them.
    """
    files: dict[Path, None] = {}
    _visit(_HERE / room / f"{name}.js", files)
    return "\n".join(_EXPORT.sub("", _IMPORT.sub("", _text(file))) for file in files)


def _visit(file: Path, files: dict[Path, None]) -> None:
    """Add the files that `file` imports, then `file` itself."""
    for imported in _IMPORT.findall(_text(file)):
        other = (file.parent / imported).resolve()
        if other not in files:
            _visit(other, files)
    files[file] = None


def stylesheet(*names: str) -> str:
    """Return the looks of every explorer and, after them, the files `names`."""
    return "\n".join(_text(_HERE / "drawing" / f"{name}.css") for name in ("explorer", *names))


@cache
def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")
