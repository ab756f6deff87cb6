"""What a student runs at the end: hand in, and keep what was learned."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from course_utils.cli.app import STUDENTS, app


@app.command(**STUDENTS)
def submit(
    notebooks: Annotated[list[str] | None, typer.Argument(help="As week1/2_step_by_step. Default: all begun.")] = None,
    name: Annotated[str, typer.Option(help="Yours, for the zip's name and its summary.")] = "",
) -> None:
    """Look at your notebooks before you hand them in, and put them into one zip."""
    from course_utils.data.paths import course_root
    from course_utils.exercises.questions.registry import lessons
    from course_utils.student.backup import SAVE_FIRST
    from course_utils.student.submit.packing import hand_in

    workbook = course_root() / "workbook"
    print(SAVE_FIRST)
    wanted = [_lesson(text, lessons(), workbook) for text in notebooks or ()]
    done = hand_in(workbook, lambda text: print(text, flush=True), wanted, name)
    print(f"\nHand in this file: {done.path}\nSHA-256: {done.sha256}\nYour receipt: {done.receipt}")


def _lesson(text: str, known: tuple[str, ...], workbook: Path) -> str:
    """The notebook or quiz that `text` means; UsageError when it means none."""
    from course_utils.errors import UsageError
    from course_utils.notebooks.names import name_of

    name = name_of(text, known, workbook)
    if name is None:
        several = [each for each in known if each.endswith(f"/{text}")]
        what = "may be one of several notebooks" if several else "is no notebook of the course"
        raise UsageError(f"{text!r} {what}.", f"Write one of: {', '.join(several or known)}.")
    return name


@app.command(**STUDENTS)
def learned(
    browser: Annotated[bool, typer.Option(help="Open it in the browser.")] = True,
) -> None:
    """Write a page of what you learned, with your own pictures, to keep or to print."""
    import webbrowser

    from course_utils.data.paths import course_root
    from course_utils.student.submit.learned import write

    path = write(course_root() / "workbook")
    print(f"What you learned: {path}")
    if browser and sys.stdout.isatty():
        webbrowser.open(path.as_uri())
