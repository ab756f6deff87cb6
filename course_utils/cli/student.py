"""What a student runs: the lab, checks, progress, the doctor, and the safety net for their work."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from course_utils.cli.app import STUDENTS, app, has

if TYPE_CHECKING:
    from course_utils.environment import Finding
    from course_utils.student.backup import Backup
    from course_utils.student.originals import Maker

Notebook = Annotated[str, typer.Argument(help="As week1/2_step_by_step, or a path.", show_default=False)]
_RELOAD = "Notebooks that are open in Jupyter: close them without saving, or choose File → Reload Notebook from Disk."


@app.command(**STUDENTS)
def lab(
    browser: Annotated[bool, typer.Option(help="Open a browser window.")] = True,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="List solutions and sources, too.")] = False,
) -> None:
    """Open JupyterLab in the workbook."""
    from course_utils.data.paths import course_root
    from course_utils.environment import lab as open_lab

    sys.exit(open_lab(course_root() / "workbook", browser, port, everything=everything))


@app.command(**STUDENTS)
def start(
    folder: Annotated[Path, typer.Argument(help="New folder for the workbook, or one that was started before.")],
    lab: Annotated[bool, typer.Option(help="Open JupyterLab in it.")] = True,
) -> None:
    """Lay out the workbook of an installed package in a folder of yours, and open it."""
    from course_utils.environment import lab as open_lab
    from course_utils.student.start import start as lay_out

    fresh = lay_out(folder)
    print(f"{'The workbook is in' if fresh else 'Your workbook stays as it is in'} {folder.resolve() / 'workbook'}.")
    if lab:
        sys.exit(open_lab(folder.resolve() / "workbook", browser=True, port=None))
    print(f"Open it: cd {shlex.quote(str(folder))} && course lab")


@app.command(**STUDENTS)
def check(
    notebook: Notebook,
    yes: Annotated[bool, typer.Option("--yes", help="Run a file from outside of the workbook without asking.")] = False,
) -> None:
    """Check every graded function of one notebook."""
    from course_utils.checks.local import check_notebook, find_notebook, is_outside, warning

    path = find_notebook(notebook)
    if not yes and is_outside(path) and sys.stdin.isatty():
        print(warning(path))
        yes = typer.confirm("Run it?", abort=True)
    statuses = []
    for report, text in check_notebook(path, agreed=yes):
        print(text + "\n", flush=True)
        statuses.append(report.status)
    passed = statuses.count("passed")
    print(f"{passed} of {len(statuses)} functions pass.")
    sys.exit(0 if passed == len(statuses) else 1)


@app.command(**STUDENTS)
def explain(
    error: Annotated[
        list[str] | None, typer.Argument(help="The message, in quotation marks; - reads it from the input.")
    ] = None,
) -> None:
    """Explain an error message: what it means, why it happens, what to do."""
    from course_utils.checks.explain.messages import explanation
    from course_utils.errors import UsageError

    text = " ".join(error or ())
    if text == "-":
        if sys.stdin.isatty():
            print("Paste the whole red block, then press Ctrl+D on a line of its own.")
        text = sys.stdin.read()
    if not text.strip():
        raise UsageError("There is no message to explain.", "Write it in quotation marks, or: course explain -")
    print(explanation(text))


@app.command(**STUDENTS)
def status(
    check: Annotated[bool, typer.Option("--check", help="Check every notebook first: a minute or two.")] = False,
) -> None:
    """Show your progress over all notebooks, as the checks noted it."""
    from rich import box
    from rich.console import Console
    from rich.table import Column, Table

    from course_utils.checks import progress
    from course_utils.exercises.questions.registry import lessons

    rows = iter(progress.of_course())
    if check:
        from course_utils.checks.local import check_course  # it loads much that reading does not need
        rows = check_course()
    names = Column("Notebook", no_wrap=True, min_width=max(map(len, lessons())))  # to be typed: never cut
    rest = (Column(title, overflow="fold") for title in ("Passed", "Points", "Answered", "Next"))
    console, table = Console(), Table(names, *rest, box=box.SIMPLE_HEAD, pad_edge=False, padding=0)
    with console.status("checking the notebooks …" if check else "reading …"):
        for row in rows:
            points = f"{row.points} of {row.max_points}" if row.max_points else "later"  # a project's
            functions = ("", "") if row.is_quiz else (f"{len(row.done)} of {len(row.names)}", points)
            answered = f"{len(row.answered)} of {len(row.questions)}"
            table.add_row(row.notebook, *functions, answered, row.note or row.next or "✓ all done")
    console.print(table)
    print(f"The file of your progress: {progress.path()}")


@app.command(**STUDENTS)
def review(
    show: Annotated[bool, typer.Option("--list", help="Only show the questions that are due.")] = False,
) -> None:
    """Answer up to five questions that are due again, with new numbers."""
    from datetime import date

    from course_utils.checks import progress
    from course_utils.checks.questions import page
    from course_utils.checks.questions.answering import literal
    from course_utils.checks.questions.predict import judge
    from course_utils.student.review import due, opening

    given = progress.answers()
    rows = due(date.today(), given)
    print(opening(date.today(), given, rows))
    for row in rows:
        print("", *filter(None, [row.advice(), page.asked_as_text(row.posed)]), sep="\n")
        if show:
            continue
        kind = row.posed.question.kind
        wanted = f"Your answer: {kind.wants}, as {kind.example} (Enter to skip)"
        while text := typer.prompt(wanted, default="", show_default=False):
            answer = literal(text, row.posed)
            fault = row.posed.fault(answer).replace(", in quotes", "")
            if not fault:
                print(judge(row.posed, answer)[0])
                break
            print(f"{fault[0].upper()}{fault[1:]}; received {text}. Try again.")


@app.command(**STUDENTS)
def doctor() -> None:
    """Say what of the environment is missing and how to get it."""
    from rich.console import Console
    from rich.table import Table

    from course_utils.environment import doctor as examine

    findings = examine([sandbox] if has("grading") else [])
    table = Table("", "What", "Found", "What to do")
    for finding in findings:
        table.add_row("✓" if finding.ok else "✗", finding.name, finding.detail, "" if finding.ok else finding.remedy)
    Console().print(table)
    sys.exit(0 if all(finding.ok for finding in findings) else 1)


def sandbox() -> Finding:
    """Whether student code can be locked in here, for `course doctor`."""
    from course_utils.environment import Finding
    from course_utils.errors import CourseError

    name = "sandbox for grading"
    try:
        from course_utils.grading.sandbox import layers

        locked = layers.require()
    except ImportError as error:
        return Finding(name, False, str(error), "Grade on Linux.")
    except CourseError as error:
        return Finding(name, False, error.message, error.help)
    return Finding(name, True, "; ".join(filter(None, [locked.on(), locked.off()])))


@app.command(**STUDENTS)
def backup(
    show: Annotated[bool, typer.Option("--list", help="Only list the backups there are.")] = False,
) -> None:
    """Save everything of yours in the workbook to one dated zip in backups/."""
    from course_utils.data.paths import course_root
    from course_utils.student.backup import SAVE_FIRST, backups
    from course_utils.student.backup import backup as save

    if show:
        kept = backups(course_root())
        if not kept:
            print("There are no backups yet: course backup makes one.")
        for saved in kept:
            print(f"{saved.name}  {len(saved.files)} files" if saved.files else f"{saved.name}  damaged or empty")
        return
    print(SAVE_FIRST)
    _print_backup(save(course_root()))


def _print_backup(made: Backup) -> None:
    print(f"Backup {made.name}: {len(made.files)} files in {made.path}.")
    for name in made.left_out:
        print(f"Left out, because it is over 50 MB: {name}. Copy it yourself.")


@app.command(**STUDENTS)
def restore(
    chosen: Annotated[str, typer.Argument(metavar="BACKUP", help="A name that `course backup --list` shows.")],
    notebooks: Annotated[list[str] | None, typer.Argument(help="As week1/2_step_by_step. Default: all.")] = None,
) -> None:
    """Put notebooks back as they were in a backup; the present state is backed up first."""
    from course_utils.data.paths import course_root
    from course_utils.student.backup import SAVE_FIRST
    from course_utils.student.backup import restore as put_back

    print(SAVE_FIRST)
    safety, changed = put_back(course_root(), chosen, notebooks or ())
    _print_backup(safety)
    for name in changed:
        print(f"Put back: {name}")
    print(_RELOAD if changed else "Nothing differed: everything is as it was in that backup.")


@app.command(**STUDENTS)
def reset(
    notebook: Annotated[str, typer.Argument(help="As week1/2_step_by_step, or a path.")],
    exercise: Annotated[str | None, typer.Option(help="Only this graded function's cell.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Put a notebook, or one exercise, back as the course handed it out; yours is backed up first."""
    from course_utils.data.paths import course_root
    from course_utils.student.backup import SAVE_FIRST
    from course_utils.student.originals import find_name
    from course_utils.student.reset import require_exercise
    from course_utils.student.reset import reset as put_back

    root, maker = course_root(), originals_maker()
    name = find_name(root, notebook, maker)
    if exercise is not None:  # before anybody is asked anything
        require_exercise(root, name, exercise, maker)
    if not yes:
        print(SAVE_FIRST)
        typer.confirm(f"Put {exercise or 'all'} of {name} back as it was handed out?", abort=True)
    _print_backup(put_back(root, name, exercise, maker))
    print(f"{exercise or 'All'} of {name} is as it was handed out. {_RELOAD}")


def originals_maker() -> Maker | None:
    """What makes originals from their sources; the students' edition has the originals instead."""
    if not has("authoring"):
        return None
    from course_utils.authoring.build import original
    from course_utils.authoring.source import find_sources
    from course_utils.student.originals import Maker

    return Maker(find_sources, original)


@app.command(**STUDENTS)
def update(
    newer: Annotated[
        Path | None,
        typer.Argument(metavar="[NEW]", help="Folder or zip of the newer course; else that of the installed package."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")] = False,
) -> None:
    """Bring in a newer version of the course; your answers stay, and are backed up first."""
    # All of it now: this package is replaced while the function runs.
    from rich.console import Console
    from rich.table import Table

    from course_utils.data.paths import course_root
    from course_utils.student.backup import SAVE_FIRST
    from course_utils.student.update import update as bring_in

    print(SAVE_FIRST)
    done = bring_in(course_root(), newer, dry_run)
    table = Table("Notebook", "Cells updated", "Yours kept", "Both changed", "")
    for row in done.rows:
        table.add_row(row.name, *(str(n or "") for n in (row.updated, row.kept, len(row.conflicts))), row.note)
    Console().print(table)
    for row in done.rows:
        if row.conflicts:
            print(f"{row.name}: you and the course both changed {', '.join(row.conflicts)}. "
                  "Yours stays; the new text stands below it.")  # fmt: skip
    if done.new:
        print(f"Version {done.old} → {done.new}.")
    if done.needs_setup:
        print("It asks for other packages: run `make setup`, or `pip install -e .` in the course folder.")
    if done.backup is None:
        print("Nothing was changed: this was a dry run.")
    else:
        _print_backup(done.backup)
        print(f"{_RELOAD} Then restart their kernels.")
