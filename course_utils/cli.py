"""The `course` command: parse arguments, call one room, print what it says."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from course_utils.errors import CourseError, UsageError

app = typer.Typer(
    name="course",
    help="Work through the CNN Workbook, check your notebooks, grade a class.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
data_app = typer.Typer(help="List, verify, make and fetch data sets.", no_args_is_help=True)
app.add_typer(data_app, name="data")

Notebook = Annotated[Path, typer.Argument(help="An .ipynb file.", show_default=False)]
Out = Annotated[Path, typer.Option(help="Folder for gradebook, tables and reports.")]


def main() -> None:
    """Run the command; an error of the user's becomes a sentence and an exit code."""
    try:
        app()
    except CourseError as error:
        _say_error(error)
        sys.exit(error.exit_code)


def _say_error(error: CourseError) -> None:
    print(f"Error: {error.message}", file=sys.stderr)
    if error.help:
        print(f"       {error.help}", file=sys.stderr)


def _need(room: str) -> None:
    if find_spec(f"course_utils.{room}") is None:
        raise UsageError(f"This is the students' edition: it has no {room}.", "Use the instructor's installation.")


@contextmanager
def _bar(label: str) -> Iterator[Callable[[int, int], None]]:
    from rich.progress import Progress

    with Progress() as bars:
        task = bars.add_task(label, total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total)


@app.command()
def lab(
    browser: Annotated[bool, typer.Option(help="Open a browser window.")] = True,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
) -> None:
    """Open JupyterLab in the workbook."""
    from course_utils.data.paths import course_root
    from course_utils.environment import lab as open_lab

    sys.exit(open_lab(course_root() / "workbook", browser, port))


@app.command()
def check(notebook: Notebook) -> None:
    """Check every graded function of one notebook."""
    from course_utils.checks.local import check_notebook

    reports = check_notebook(notebook)
    for _, text in reports:
        print(text + "\n")
    passed = sum(report.status == "passed" for report, _ in reports)
    print(f"{passed} of {len(reports)} functions pass.")
    sys.exit(0 if passed == len(reports) else 1)


@app.command()
def status() -> None:
    """Show the progress over all notebooks."""
    from rich.console import Console
    from rich.table import Table

    from course_utils.checks.local import status as progress
    from course_utils.data.paths import course_root

    table = Table("Notebook", "Functions", "Points", "")
    console = Console()
    with console.status("checking the notebooks …"):
        for row in progress(course_root() / "workbook"):
            bar = "█" * round(10 * row.passed / row.total) if row.total else ""
            done, points = f"{row.passed} of {row.total}", f"{row.points} of {row.max_points}"
            table.add_row(row.notebook, done, points, row.note or bar)
    console.print(table)


@app.command()
def grade(
    submissions: Annotated[Path, typer.Argument(help="A folder per student, flat notebooks, or a zip.")],
    out: Out,
    seed: Annotated[int | None, typer.Option(help="Secret seed of the hidden cases.")] = None,
    workers: Annotated[int | None, typer.Option(help="Side by side; 0 is serial. Default: cores.")] = None,
    isolation: Annotated[bool, typer.Option(help="Run student code in the sandbox.")] = True,
    notebook: Annotated[str | None, typer.Option(help="Grade this notebook only.")] = None,
    db: Annotated[str | None, typer.Option(help="Database URL; default: OUT/gradebook.sqlite.")] = None,
    policy: Annotated[Path | None, typer.Option(help="TOML file with deadline, penalties, attempt.")] = None,
    dask: Annotated[str | None, typer.Option(help="Dask scheduler address, or local:N.")] = None,
) -> None:
    """Grade a class: gradebook, tables, feedback and an overview."""
    _need("grading")
    from course_utils.grading.command import Options, grade_folder

    options = Options(seed, workers, isolation, notebook, db, policy, dask)
    try:
        code = grade_folder(submissions, out, options)
    except KeyboardInterrupt:
        print("\nStopped. Every finished grade is kept; run the same command to go on.", file=sys.stderr)
        code = 130
    sys.exit(code)


@app.command()
def report(
    folder: Annotated[Path, typer.Argument(help="A folder that `course grade` wrote.")],
    db: Annotated[str | None, typer.Option(help="Database URL; default: the folder's gradebook.")] = None,
    policy: Annotated[Path | None, typer.Option(help="TOML file with deadline, penalties, attempt.")] = None,
) -> None:
    """Write tables, feedback and the class overview again, after overrides or with another policy."""
    _need("grading")
    from course_utils.grading.command import rewrite_reports

    rewrite_reports(folder, db, policy)


@app.command()
def override(
    folder: Annotated[Path, typer.Argument(help="A folder that `course grade` wrote.")],
    student: str,
    exercise: Annotated[str, typer.Argument(help="Name of the graded function.")],
    points: float,
    author: Annotated[str, typer.Option(help="Who decides.")],
    reason: Annotated[str, typer.Option(help="Why; stands in the audit trail.")],
    db: Annotated[str | None, typer.Option(help="Database URL; default: the folder's gradebook.")] = None,
) -> None:
    """Give one student's exercise your own points, then write the reports again."""
    _need("grading")
    from course_utils.grading.command import override_points

    override_points(folder, db, student, exercise, points, author, reason)


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="A folder that `course grade` wrote, or a new zip for gradescope.")],
    format: Annotated[str, typer.Option(help="csv, canvas, moodle, or gradescope (an autograder zip).")],
    roster: Annotated[Path | None, typer.Option(help="Canvas's or Moodle's own list of students.")] = None,
    notebook: Annotated[str | None, typer.Option(help="For gradescope: which notebook.")] = None,
) -> None:
    """Write grades as another system imports them."""
    _need("grading")
    from course_utils.grading.command import export_grades

    print(f"Written: {export_grades(folder, format, roster, notebook)}")


@app.command()
def similar(
    submissions: Annotated[Path, typer.Argument(help="The folder or zip you grade.")],
    out: Out,
) -> None:
    """Compare all students' functions by structure, whatever the names: a ranked table with pages."""
    _need("grading")
    from course_utils.grading.similar import similar as compare

    pairs = compare(submissions, out)
    print(f"{len(pairs)} pairs compared. Report: {out / 'similar.html'}")


@app.command()
def build(
    check: Annotated[bool, typer.Option("--check", help="Only say which notebooks are stale.")] = False,
    only: Annotated[str | None, typer.Option(help="Build one notebook, as week1/2_step_by_step.")] = None,
) -> None:
    """Build student and solution notebooks from their sources."""
    _need("authoring")
    from course_utils.authoring.build import build as build_all
    from course_utils.data.paths import course_root

    build_all(course_root(), only=only, check=check)


@app.command()
def release(target: Annotated[Path, typer.Argument(help="A new folder for the bundle.")]) -> None:
    """Write the student bundle: no solutions, no hidden cases, no grader."""
    _need("authoring")
    from course_utils.authoring.release import release as write_bundle

    write_bundle(target)
    print(f"The student bundle is in {target}.")


@data_app.command("list")
def list_data() -> None:
    """Show every data set: shapes, size, licence, state."""
    from rich.console import Console
    from rich.table import Table

    from course_utils.data.manage import list_sets

    table = Table("Data set", "Shapes", "Size", "Licence", "State", "What to do")
    for row in list_sets():
        table.add_row(
            row.name,
            row.shapes,
            f"{row.bytes / 2**20:.1f} MB",
            row.licence,
            row.state,
            "" if row.state == "ok" else row.mend,
        )
    Console().print(table)


@data_app.command("verify")
def verify_data(name: Annotated[str | None, typer.Argument(help="One data set; default: all.")] = None) -> None:
    """Compare the files with their checksums."""
    from course_utils.data.manage import require_ok, verify

    states = verify(name)
    require_ok(states)
    print(f"{len(states)} files verified.")


@data_app.command("make")
def make_data(name: Annotated[str, typer.Argument(help="signs, faces or identities")]) -> None:
    """Render a data set again with our own generator; the same libraries give the same pictures."""
    from course_utils.data.manage import make

    with _bar("rendering") as progress:
        paths = make(name, progress)
    print(*paths, sep="\n")


@data_app.command("fetch")
def fetch_data(name: Annotated[str, typer.Argument(help="signs")]) -> None:
    """Download real photographs of a data set."""
    from course_utils.data.manage import fetch

    with _bar("downloading") as progress:
        paths = fetch(name, progress)
    print(*paths, sep="\n")


@app.command()
def doctor() -> None:
    """Say what of the environment is missing and how to get it."""
    from rich.console import Console
    from rich.table import Table

    from course_utils.environment import doctor as examine

    findings = list(examine())
    table = Table("", "What", "Found", "What to do")
    for found in findings:
        table.add_row("✓" if found.ok else "✗", found.name, found.detail, "" if found.ok else found.remedy)
    Console().print(table)
    sys.exit(0 if all(found.ok for found in findings) else 1)


if __name__ == "__main__":
    main()
