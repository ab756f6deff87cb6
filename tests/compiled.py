"""What Python compiled of the course, for copies of it: no process that runs a copy has to compile it anew."""

from __future__ import annotations

import marshal
from functools import cache
from importlib.machinery import SourceFileLoader
from importlib.util import MAGIC_NUMBER, cache_from_source, source_hash
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "course_utils"
_CHECKED = (0b11).to_bytes(4, "little")  # valid for the source of this hash: one that is changed is compiled again


def bring_compiled(copy: Path) -> Path:
    """Lay a compiled file beside each module of `copy`, a package, that is as the course's own; `copy` itself."""
    for path in sorted(copy.rglob("*.py")):
        original, source = PACKAGE / path.relative_to(copy), path.read_bytes()
        if original.is_file() and original.read_bytes() == source:
            target = Path(cache_from_source(str(path)))
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(compiled(original))
    return copy


@cache
def compiled(module: Path) -> bytes:
    """The compiled file of a module of the course, valid beside the same source anywhere and at any time."""
    code = SourceFileLoader(module.stem, str(module)).get_code(module.stem)
    return MAGIC_NUMBER + _CHECKED + source_hash(module.read_bytes()) + marshal.dumps(code)
