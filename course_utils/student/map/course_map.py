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
from course_utils.exercises.questions import registry as questions
from course_utils.exercises.questions.quizzes import QUIZZES
from course_utils.notebooks.file import read_notebook
from course_utils.student.map import week_pictures

_TIME = re.compile(r"\*\*Time:\*\* *(.+?)\.(?:\s|$)", re.DOTALL)
_NEEDS = re.compile(r"\*\*You need:\*\* *(.+?)\.(?:\s|$)", re.DOTALL)
_GOAL = re.compile(r"^- (.+(?:\n  .+)*)", re.MULTILINE)
_BESIDE = "display:flex;gap:1em 1.4em"
_MARKS = re.compile(r"\[([^\]]+)\]\([^)]+\)|[*`]")


@dataclass(frozen=True)
class Place:
    """One notebook on the map."""

    notebook: str
    title: str
    goals: tuple[str, ...]
    time: str
    needs: str


def places(workbook: Path) -> list[Place]:
    """Every notebook and quiz of the course, in its order."""
    return [_place(workbook, name) for name in questions.lessons()]


def show_map() -> None:
    """Show the map with your progress and the next step."""
    notebooks, standings = places(course_root() / "workbook"), progress.of_course()
    render.display(as_text(notebooks, standings), as_html(notebooks, standings))


def next_step(notebooks: list[Place], standings: list[Progress]) -> tuple[Place, str] | None:
    """The first notebook in the order of the course that has a function left, or quiz with a question, and that one."""
    pairs = zip(notebooks, standings, strict=True)
    return next(((place, standing.next) for place, standing in pairs if standing.next), None)


def as_text(notebooks: list[Place], standings: list[Progress]) -> str:
    lines = [
        f"{place.notebook}: {place.title} ({place.time}). {standing.sentence()}"
        for place, standing in zip(notebooks, standings, strict=True)
    ]
    return "\n".join([*lines, _summary(notebooks, standings)])


def as_html(notebooks: list[Place], standings: list[Progress]) -> str:
    """A card for each week: a picture, a bar for each notebook, its goals folded below; above all the next step."""
    weeks: dict[str, list[tuple[Place, Progress]]] = {}
    for place, standing in zip(notebooks, standings, strict=True):
        weeks.setdefault(place.notebook.split("/")[0], []).append((place, standing))
    cards = [_card(week, rows) for week, rows in weeks.items()]
    # Four beside each other, or two and two: never three above one.
    twos = ["".join(cards[first : first + 2]) for first in range(0, len(cards), 2)]
    pairs = "".join(f'<div style="{_BESIDE};flex:1 1 400px">{two}</div>' for two in twos)
    return (
        f'<div style="{render.PLAIN}"><p>{_summary(notebooks, standings, link=True)}</p>'
        f'<div style="{_BESIDE};flex-wrap:wrap">{pairs}</div></div>'
    )


def _summary(notebooks: list[Place], standings: list[Progress], link: bool = False) -> str:
    done, total = sum(len(row.done) for row in standings), sum(len(row.names) for row in standings)
    answered, in_all = sum(len(row.answered) for row in standings), sum(len(row.questions) for row in standings)
    counts = f"{done} of {total} functions pass, {answered} of {in_all} questions are answered."
    step = next_step(notebooks, standings)
    if step is None:
        return f"{counts} You have finished the course."
    place, next_one = step
    where = _link(place, place.title) if link else f"{place.title} ({place.notebook}.ipynb)"
    return f"{counts} Next step: {next_one} in {where}."


def _card(week: str, rows: list[tuple[Place, Progress]]) -> str:
    title = f"Week {week.removeprefix('week')}: {week_pictures.WEEKS[week][0]}"
    items = "".join(_row(*row) for row in rows)
    return (
        f'<section style="flex:1 1 0;max-width:320px">{week_pictures.picture(week)}'
        f'<h2 style="margin:.4em 0;line-height:1.25;font-size:110%">{html.escape(title)}</h2>{items}</section>'
    )


def _row(place: Place, standing: Progress) -> str:
    goals = "".join(f"<li>{html.escape(goal)}</li>" for goal in place.goals)
    done, total = (len(part) for part in (
        (standing.answered, standing.questions) if standing.is_quiz else (standing.done, standing.names)
    ))  # fmt: skip
    counts, title = f"{done} of {total}", place.title.split(": ")[0]
    kind = "questions" if standing.is_quiz else "functions"
    # What JupyterLab leaves of an output before it trusts the notebook: no gradient, no label but the title.
    bar = f'<progress max="{total}" value="{done}" title="{counts} {kind}" style="width:100%">'
    points = f"{counts} functions, {standing.reached}; " * (not standing.is_quiz)
    time, _, rest = place.time.partition("; ")  # where to pause folds out: the map fits into one screen
    pause = f" {rest[0].upper()}{rest[1:]}." if rest else ""
    more = f"<p>{points}{standing.counted()}. You need: {html.escape(place.needs)}.{html.escape(pause)}</p>"
    return (
        f'<div style="margin-bottom:.3em;line-height:1.25"><strong>{_link(place, title)}</strong><br>{bar}</progress>'
        f'<details style="font-size:85%"><summary>{counts} · {html.escape(time)}</summary>'
        f'{more}<ul style="margin:.2em 0">{goals}</ul></details></div>'
    )


def _link(place: Place, text: str) -> str:
    return f'<a href="{place.notebook}.ipynb">{html.escape(text)}</a>'


def _place(workbook: Path, notebook: str) -> Place:
    text = _first_text(workbook / f"{notebook}.ipynb")
    title = re.search(r"^# (.+)$", text, re.MULTILINE)
    goals = text.partition("**After this notebook you can**")[2]
    time, needs = _TIME.search(text), _NEEDS.search(text)
    return Place(
        notebook,
        _plain(title[1]) if title else _title(notebook),
        tuple(_plain(goal).rstrip(";.") for goal in _GOAL.findall(goals)),
        _plain(time[1]) if time else "",
        _plain(needs[1]) if needs else "",
    )


def _title(notebook: str) -> str:
    return questions.title(notebook) if notebook in QUIZZES else registry.exercise_set(notebook).title


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
