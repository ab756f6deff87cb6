"""The section of a notebook in which the fact of a question stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from course_utils.data.paths import course_root
from course_utils.errors import DataError, NotebookError
from course_utils.exercises import registry
from course_utils.notebooks.file import read_notebook

_HEADING = re.compile(r"^#{1,6} (.+?)\s*$", re.MULTILINE)
_MARKS = re.compile(r"\[([^\]]+)\]\([^)]+\)|[*`]")


@dataclass(frozen=True)
class Section:
    """A notebook by its name and title, and the heading above a cell of it; empty where the notebook is away."""

    notebook: str
    title: str
    heading: str

    def sentence(self) -> str:
        where = f", section “{self.heading}”" if self.heading else ""
        return f"Read again: {self.title} ({self.notebook}){where}."

    @property
    def address(self) -> str:
        """Where it is, as seen from the workbook; Jupyter names headings by their text with hyphens."""
        anchor = f"#{self.heading.replace(' ', '-')}" if self.heading else ""
        return f"{self.notebook}.ipynb{anchor}"


@cache
def section_of(source: str) -> Section:
    """The section of a question's `source`, "week/notebook#cell"."""
    notebook, cell = source.split("#")
    return Section(notebook, registry.exercise_set(notebook).title, _heading(notebook, cell))


def _heading(notebook: str, wanted: str) -> str:
    """The last heading up to the cell; a cell of text may have it itself."""
    try:
        cells = read_notebook((course_root() / "workbook" / f"{notebook}.ipynb").read_bytes()).cells
    except (DataError, NotebookError, OSError):
        return ""
    heading = ""
    for cell in cells:
        if cell.kind == "markdown":
            headings = _HEADING.findall(cell.source)
            heading = (headings[0] if cell.id == wanted else headings[-1]) if headings else heading
        if cell.id == wanted:
            return _MARKS.sub(lambda mark: mark[1] or "", heading)
    return ""
