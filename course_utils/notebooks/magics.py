"""What of a cell is IPython's and not Python's."""

from __future__ import annotations

import re

_HARMLESS_MAGICS = ("%%time", "%%timeit", "%%capture", "%%prun")
# Of a single line: over a whole text, blanks would be run through again from every line.
_MAGIC = re.compile(r"[%!].*|[\w., ]+=\s*[%!].*|[\w.]+\?{1,2}|\?{1,2}[\w.]+", re.DOTALL)


def without_magics(source: str) -> str:
    """The source with IPython's `%magic`, `!shell`, `names = !shell` and `help?` lines made harmless, lines kept."""
    first = source.lstrip().split("\n", 1)[0]
    if first.startswith("%%") and not first.startswith(_HARMLESS_MAGICS):
        return ""
    return "\n".join(map(_without_magic, source.split("\n")))


def _without_magic(line: str) -> str:
    if not _MAGIC.fullmatch(line.strip()):
        return line
    return line[: len(line) - len(line.lstrip())] + "pass"
