"""The one `course` application, and what its commands share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

import typer

from course_utils.errors import UsageError


def has(room: str) -> bool:
    """Whether this edition of the course has `room`; the students' edition lacks some."""
    return find_spec(f"course_utils.{room}") is not None


def _panel(title: str, room: str = "") -> dict[str, Any]:
    """Where commands stand in `course --help`; those of a room this edition lacks are not listed."""
    return {"rich_help_panel": title, "hidden": bool(room) and not has(room)}


STUDENTS, INSTRUCTORS, AUTHORS = (
    _panel("For everybody"),
    _panel("For instructors", "grading"),
    _panel("For authors", "authoring"),
)

app = typer.Typer(
    name="course",
    help="Work through the CNN Workbook, check your notebooks, grade a class.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


def need(room: str) -> None:
    """Raise UsageError when this edition of the course lacks `room`."""
    if not has(room):
        raise UsageError(f"This is the students' edition: it has no {room}.", "Use the instructor's installation.")


@contextmanager
def bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on the terminal; call what it gives with how much is done, and of how much."""
    from rich.progress import Progress

    with Progress() as bars:
        task = bars.add_task(label, total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total)
