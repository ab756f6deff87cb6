"""The map of the course on START_HERE: what each notebook teaches, how long it takes, how far you are.

Title, goals, time and prerequisites are read from each notebook's own first cell: there is no second list.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from pathlib import Path

from course_utils.checks import progress, render
from course_utils.checks.progress import Progress
from course_utils.data.paths import course_root
from course_utils.errors import NotebookError
from course_utils.exercises import registry
from course_utils.student.cells import read

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
    found, standings = places(course_root() / "workbook"), progress.of_course()
    text, markup = as_text(found, standings), as_html(found, standings)
    render.display(text, markup)


def next_step(found: list[Place], standings: list[Progress]) -> tuple[Place, str] | None:
    """The first notebook in the order of the course that has a function left, and that function."""
    pairs = zip(found, standings, strict=True)
    return next(((place, one.next) for place, one in pairs if one.next), None)


def as_text(found: list[Place], standings: list[Progress]) -> str:
    lines = [
        f"{place.notebook}: {place.title} ({place.time}). {one.sentence()}"
        for place, one in zip(found, standings, strict=True)
    ]
    return "\n".join([*lines, _summary(found, standings)])


def as_html(found: list[Place], standings: list[Progress]) -> str:
    """A table with a row for each notebook under a heading for each week, and the next step above it."""
    rows, week = "", ""
    for place, one in zip(found, standings, strict=True):
        here = place.notebook.split("/")[0]
        if here != week:
            title = f"Week {here.removeprefix('week')}"
            rows += f'<tr><th colspan="4" scope="rowgroup" style="{_CELL};font-size:110%">{title}</th></tr>'
        week = here
        rows += _row(place, one)
    names = ("Notebook and goals", "Time", "You need", "Your progress")
    head = "".join(f'<th scope="col" style="{_CELL}">{name}</th>' for name in names)
    return (
        f'<div style="{render.PLAIN}"><p>{_summary(found, standings, link=True)}</p>'
        f'<table style="border-collapse:collapse;font-size:100%"><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _summary(found: list[Place], standings: list[Progress], link: bool = False) -> str:
    done, total = sum(len(one.done) for one in standings), sum(len(one.names) for one in standings)
    counts = f"{done} of {total} functions pass."
    step = next_step(found, standings)
    if step is None:
        return f"{counts} You have finished the course."
    place, function = step
    where = _link(place, place.title) if link else f"{place.title} ({place.notebook}.ipynb)"
    return f"{counts} Next step: {function} in {where}."


def _row(place: Place, one: Progress) -> str:
    goals = "".join(f"<li>{html.escape(goal)}</li>" for goal in place.goals)
    cells = (
        f'<strong>{_link(place, place.title)}</strong><ul style="margin:.2em 0 0">{goals}</ul>',
        html.escape(place.time),
        html.escape(place.needs),
        _bar(one),
    )
    return "<tr>" + "".join(f'<td style="{_CELL}">{cell}</td>' for cell in cells) + "</tr>"


def _link(place: Place, text: str) -> str:
    return f'<a href="{place.notebook}.ipynb">{html.escape(text)}</a>'


def _bar(one: Progress) -> str:
    """Ten boxes and the numbers beside them: readable without colours, and as text."""
    full = round(10 * len(one.done) / len(one.names))
    boxes = "█" * full + "░" * (10 - full)
    label = f"{len(one.done)} of {len(one.names)} functions<br>{one.points} of {one.max_points} points"
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
        found = read(path.read_bytes())["cells"]
    except (OSError, NotebookError):
        return ""
    return next(("".join(cell["source"]) for cell in found if cell["cell_type"] == "markdown"), "")


def _plain(text: str) -> str:
    """Text without links, stars and backticks, on one line."""
    return " ".join(_MARKS.sub(lambda found: found[1] or "", text).split())
