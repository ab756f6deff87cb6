"""Links from a term to its place in the glossary: `[stride](glossary:stride)` in a source."""

from __future__ import annotations

import re

from course_utils.authoring.source import Source
from course_utils.notebooks.cell import Cell

PAGE = "GLOSSARY"
_HEADING = re.compile(r"^#{2,6} (.+?)\s*$", re.MULTILINE)
_LINK = re.compile(r"\]\(glossary:([^)\s]*)\)")


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
