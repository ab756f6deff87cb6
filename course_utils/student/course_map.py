"""The map of the course on START_HERE: what each notebook teaches, how long it takes, how far you are.

Title, goals, time and prerequisites are read from each notebook's own first cell: there is no second list.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from pathlib import Path

from course_utils.checks import progress
from course_utils.checks.feedback import render
from course_utils.checks.progress import Progress
from course_utils.data.paths import course_root
from course_utils.errors import NotebookError
from course_utils.exercises import registry
from course_utils.notebooks.file import read_notebook

_TIME = re.compile(r"\*\*Time:\*\* *(.+?)\.(?:\s|$)", re.DOTALL)
_NEEDS = re.compile(r"\*\*You need:\*\* *(.+?)\.(?:\s|$)", re.DOTALL)
_GOAL = re.compile(r"^- (.+(?:\n  .+)*)", re.MULTILINE)
_MARKS = re.compile(r"\[([^\]]+)\]\([^)]+\)|[*`]")
_CELL = "padding:.4em .7em;text-align:left;vertical-align:top"


@dataclass(frozen=True)
class Place:
    """One notebook on the map."""

    notebook: str
    title: str
    goals: tuple[str, ...]
    time: str
    needs: str


def places(workbook: Path) -> list[Place]:
    """Every notebook of the course, in its order."""
    return [_place(workbook, name) for name in registry.notebooks()]


def show_map() -> None:
    """Show the map with your progress and the next step."""
    notebooks, standings = places(course_root() / "workbook"), progress.of_course()
    render.display(as_text(notebooks, standings), as_html(notebooks, standings))


def next_step(notebooks: list[Place], standings: list[Progress]) -> tuple[Place, str] | None:
    """The first notebook in the order of the course that has a function left, and that function."""
    pairs = zip(notebooks, standings, strict=True)
    return next(((place, standing.next) for place, standing in pairs if standing.next), None)


def as_text(notebooks: list[Place], standings: list[Progress]) -> str:
    lines = [
        f"{place.notebook}: {place.title} ({place.time}). {standing.sentence()}"
        for place, standing in zip(notebooks, standings, strict=True)
    ]
    return "\n".join([*lines, _summary(notebooks, standings)])


def as_html(notebooks: list[Place], standings: list[Progress]) -> str:
    """A table with a row for each notebook under a heading for each week, and the next step above it."""
    rows, week = "", ""
    for place, standing in zip(notebooks, standings, strict=True):
        here = place.notebook.split("/")[0]
        if here != week:
            title = f"Week {here.removeprefix('week')}"
            rows += f'<tr><th colspan="4" scope="rowgroup" style="{_CELL};font-size:110%">{title}</th></tr>'
        week = here
        rows += _row(place, standing)
    names = ("Notebook and goals", "Time", "You need", "Your progress")
    head = "".join(f'<th scope="col" style="{_CELL}">{name}</th>' for name in names)
    return (
        f'<div style="{render.PLAIN}"><p>{_summary(notebooks, standings, link=True)}</p>'
        f'<table style="border-collapse:collapse;font-size:100%"><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _summary(notebooks: list[Place], standings: list[Progress], link: bool = False) -> str:
    done, total = sum(len(row.done) for row in standings), sum(len(row.names) for row in standings)
    counts = f"{done} of {total} functions pass."
    step = next_step(notebooks, standings)
    if step is None:
        return f"{counts} You have finished the course."
    place, function = step
    where = _link(place, place.title) if link else f"{place.title} ({place.notebook}.ipynb)"
    return f"{counts} Next step: {function} in {where}."


def _row(place: Place, standing: Progress) -> str:
    goals = "".join(f"<li>{html.escape(goal)}</li>" for goal in place.goals)
    cells = (
        f'<strong>{_link(place, place.title)}</strong><ul style="margin:.2em 0 0">{goals}</ul>',
        html.escape(place.time),
        html.escape(place.needs),
        _bar(standing),
    )
    return "<tr>" + "".join(f'<td style="{_CELL}">{cell}</td>' for cell in cells) + "</tr>"


def _link(place: Place, text: str) -> str:
    return f'<a href="{place.notebook}.ipynb">{html.escape(text)}</a>'


def _bar(standing: Progress) -> str:
    """Ten boxes and the numbers beside them: readable without colours, and as text."""
    full = round(10 * len(standing.done) / len(standing.names))
    boxes = "█" * full + "░" * (10 - full)
    functions, points = f"{len(standing.done)} of {len(standing.names)}", f"{standing.points} of {standing.max_points}"
    label = f"{functions} functions<br>{points} points"
    return f'<span aria-hidden="true" style="letter-spacing:1px">{boxes}</span><br>{label}'


def _place(workbook: Path, notebook: str) -> Place:
    text = _first_text(workbook / f"{notebook}.ipynb")
    title = re.search(r"^# (.+)$", text, re.MULTILINE)
    goals = text.partition("**After this notebook you can**")[2]
    time, needs = _TIME.search(text), _NEEDS.search(text)
    return Place(
        notebook,
        _plain(title[1]) if title else registry.exercise_set(notebook).title,
        tuple(_plain(goal).rstrip(";.") for goal in _GOAL.findall(goals)),
        _plain(time[1]) if time else "",
        _plain(needs[1]) if needs else "",
    )


def _first_text(path: Path) -> str:
    """The notebook's first cell of text; nothing when the file is away or damaged."""
    try:
        cells = read_notebook(path.read_bytes()).cells
    except (OSError, NotebookError):
        return ""
    return next((cell.source for cell in cells if cell.kind == "markdown"), "")


def _plain(text: str) -> str:
    """Text without links, stars and backticks, on one line."""
    return " ".join(_MARKS.sub(lambda mark: mark[1] or "", text).split())
