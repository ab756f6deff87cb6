"""`course class`: who is in the class, by the lists of your LMS."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from course_utils.cli.app import INSTRUCTORS, app, need

class_app = typer.Typer(help="Keep the roster of a class: add lists, excuse, withdraw.", no_args_is_help=True)
app.add_typer(class_app, name="class", **INSTRUCTORS)

Folder = Annotated[Path, typer.Argument(help="The folder that `course grade --out` writes.")]
Database = Annotated[str | None, typer.Option(help="Database URL; default: the folder's gradebook.")]
Student = Annotated[str, typer.Argument(help="The name as `course class list` shows it.")]
_COLUMNS = 'Which column holds what, where the header does not tell: "name=Full name,email=Mail".'


@class_app.command("add")
def add(
    folder: Folder,
    source: Annotated[Path, typer.Argument(help="A CSV of Canvas, Moodle, Gradescope, …, or nbgrader's gradebook.db.")],
    columns: Annotated[str, typer.Option(help=_COLUMNS)] = "",
    db: Database = None,
) -> None:
    """Add the students of a list, or what it knows of those who are there."""
    need("grading")
    from course_utils.grading.roster.command import add_people

    added = add_people(folder, db, source, columns)
    print(f"{len(added.new)} new, {len(added.known)} known. `course class list {folder}` shows the class.")


@class_app.command("list")
def show(folder: Folder, db: Database = None) -> None:
    """Show the roster: names, sections, numbers."""
    need("grading")
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from course_utils.grading.roster.command import register

    table = Table("Student", "Section", "State", "Known as")
    for person in register(folder, db).people:
        numbers = ", ".join(f"{system} {value}" for system, value in sorted(person.ids))
        table.add_row(Text(person.student), Text(person.section), person.state, Text(numbers))
    Console().print(table)


@class_app.command("excuse")
def excuse(
    folder: Folder,
    student: Student,
    notebook: Annotated[str, typer.Argument(help="As week1/2_step_by_step.")],
    undo: Annotated[bool, typer.Option("--undo", help="Ask for it again.")] = False,
    db: Database = None,
) -> None:
    """Excuse a student from a notebook."""
    need("grading")
    from course_utils.grading.roster.command import change_person

    change_person(folder, db, student, None, "" if undo else notebook, notebook if undo else "")


@class_app.command("withdraw")
def withdraw(
    folder: Folder,
    student: Student,
    undo: Annotated[bool, typer.Option("--undo", help="Take the student back.")] = False,
    db: Database = None,
) -> None:
    """Mark a student as no longer in the class; their work stays."""
    need("grading")
    from course_utils.grading.roster.command import change_person

    change_person(folder, db, student, "active" if undo else "withdrawn", "", "")


@class_app.command("export")
def write_out(
    folder: Folder,
    target: Annotated[Path, typer.Argument(help="The file to write, as class.gradebook.")],
    db: Database = None,
) -> None:
    """Write the whole gradebook to one file for another machine; the secret seed and course.toml stay here."""
    need("grading")
    from course_utils.grading.roster.command import export_class

    print(f"{export_class(folder, db, target):,} records in {target}. `course class import` merges it elsewhere.")


@class_app.command("import")
def read_in(
    folder: Folder,
    source: Annotated[Path, typer.Argument(help="A file that `course class export` wrote.")],
    db: Database = None,
) -> None:
    """Merge the gradebook of another machine into this one; in any order, and as often as you like."""
    need("grading")
    from course_utils.grading.roster.command import import_class

    print(f"{import_class(folder, db, source):,} records are new.")
