"""Links from a term to its place in the glossary, `[stride](glossary:stride)` in a source, and back to notebooks."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from course_utils.authoring.source import Source
from course_utils.exercises import registry
from course_utils.notebooks.cell import Cell

PAGE = "GLOSSARY"
_HEADING = re.compile(r"^#{2,6} (.+?)\s*$", re.MULTILINE)
_LINK = re.compile(r"\]\(glossary:([^)\s]*)\)")
_NOTEBOOK = re.compile(r"\[([^\]]+)\]\(((?:\.\./)*)(week\d+/\w+)\.ipynb(?:#[^)]*)?\)")
_MET = re.compile(r"Met in ((?:\[[^\]]+\]\([^)]+\)(?:,\s+)?)+)\.( ?)")
_BLANK = re.compile(r"\n{3,}")


def keys(glossary: Source) -> frozenset[str]:
    """Names of the places in the glossary: headings with hyphens for spaces, as Jupyter names them."""
    texts = (cell.source for cell in glossary.cells if cell.kind == "markdown")
    return frozenset(title.replace(" ", "-") for text in texts for title in _HEADING.findall(text))


def verify(source: Source, known: frozenset[str]) -> None:
    """Raise BuildError, naming file and line, for a link to a term that the glossary lacks."""
    for cell in source.cells:
        for index, line in enumerate(cell.source.splitlines() if cell.kind == "markdown" else ()):
            wrong = next((key for key in _LINK.findall(line) if key not in known), None)
            if wrong is not None:
                help = f"Write `### {wrong}` in {PAGE}, or mend the link."
                raise source.fault(cell.line + index, f"the glossary has no {wrong!r}.", help)


def resolved(cell: Cell, way_up: str) -> str:
    """The cell's text with real links; `way_up` leads from the notebook to the workbook, as "../"."""
    return _LINK.sub(rf"]({way_up}{PAGE}.ipynb#\1)", cell.source) if cell.kind == "markdown" else cell.source


def without_links(text: str, names: Sequence[str]) -> str:
    """A text of a notebook or page whose links lead to notebooks of `names` only.

    Where a term is met, the others are left out; any other link leads to the class's first notebook instead.
    """
    kept = _NOTEBOOK.sub(lambda link: _led(link, names), _MET.sub(lambda met: _met(met, names), text))
    return text if kept == text else _BLANK.sub("\n\n", kept)


def _met(met: re.Match[str], names: Collection[str]) -> str:
    kept = [link.group(0) for link in _NOTEBOOK.finditer(met.group(1)) if link.group(3) in names]
    if len(kept) == len(_NOTEBOOK.findall(met.group(1))):
        return met.group(0)
    return f"Met in {', '.join(kept)}.{met.group(2)}" if kept else ""


def _led(link: re.Match[str], names: Sequence[str]) -> str:
    if link.group(3) in names:
        return link.group(0)
    return f"[{registry.exercise_set(names[0]).title}]({link.group(2)}{names[0]}.ipynb)"
