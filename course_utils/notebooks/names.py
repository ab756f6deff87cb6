"""Which notebook of the course a text means."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def name_of(text: str, names: Iterable[str], workbook: Path) -> str | None:
    """The notebook that `text` means: a name, its last part, or a path in `workbook`, with or without .ipynb.

    >>> name_of("2_step_by_step", ["week1/2_step_by_step"], Path("workbook"))
    'week1/2_step_by_step'
    """
    known = list(names)
    wanted = text.removesuffix(".ipynb").replace("\\", "/").strip("/")
    named = [name for name in known if f"/{name}".endswith(f"/{wanted}")]
    if len(named) == 1:
        return named[0]
    path, folder = Path(text).expanduser().resolve().with_suffix(""), workbook.resolve()
    return next((name for name in known if path == folder / name or wanted.endswith(f"workbook/{name}")), None)
