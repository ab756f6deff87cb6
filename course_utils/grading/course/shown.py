"""Changes and requests as the terminal shows them."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.table import Column, Table

from course_utils.grading.course.preview import Change
from course_utils.grading.gradebook.decisions import Request
from course_utils.grading.report.terminal import shown


def show(changes: Iterable[Change | str]) -> None:
    """Print every change in a row, then what is said of all."""
    table = Table(*(Column(name, overflow="fold") for name in ("Student", "Notebook", "Points", "Why")))
    sentences = list[str]()
    for change in changes:
        if isinstance(change, str):
            sentences.append(change)
        else:
            where = change.notebook or "in all"
            table.add_row(*map(shown, (change.student, where, change.words, "; ".join(change.reasons))))
    if table.row_count:
        Console().print(table)
    print(*sentences, sep="\n")


def show_requests(requests: Iterable[Request]) -> None:
    """Print regrade requests, oldest first."""
    table = Table(*(Column(name, overflow="fold") for name in ("Student", "Exercise", "Asked", "Reason", "Answer")))
    for each in requests:
        answer = f"{each.answer} ({each.answered_by})" if each.answer else "open"
        table.add_row(*map(shown, (each.student, each.exercise, f"{each.at:%Y-%m-%d}", each.reason, answer)))
    if table.row_count:
        Console().print(table)
    else:
        print("Nobody has asked for another look.")
