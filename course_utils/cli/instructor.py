"""What an instructor runs: grade, report, override, export, compare."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from course_utils.cli.app import INSTRUCTORS, app, need

Out = Annotated[Path, typer.Option(help="Folder for gradebook, tables and reports.")]
_RULES = "TOML file with deadlines, penalties, attempt. Default: the last one given."
Rules = Annotated[Path | None, typer.Option(help=_RULES)]


@app.command(**INSTRUCTORS)
def grade(
    submissions: Annotated[Path, typer.Argument(help="A folder per student, flat notebooks, or a zip.")],
    out: Out,
    seed: Annotated[int | None, typer.Option(help="Secret seed of the hidden cases.")] = None,
    workers: Annotated[int | None, typer.Option(help="Side by side; 0 is serial. Default: cores.")] = None,
    isolation: Annotated[bool, typer.Option(help="Run student code in the sandbox.")] = True,
    notebook: Annotated[str | None, typer.Option(help="Grade this notebook only.")] = None,
    db: Annotated[str | None, typer.Option(help="Database URL; default: OUT/gradebook.sqlite.")] = None,
    policy: Rules = None,
    dask: Annotated[str | None, typer.Option(help="Dask scheduler address, or local:N.")] = None,
) -> None:
    """Grade a class: gradebook, tables, feedback and an overview."""
    need("grading")
    from course_utils.grading.command import Options, grade_folder

    options = Options(seed, workers, isolation, notebook, db, policy, dask)
    try:
        code = grade_folder(submissions, out, options)
    except KeyboardInterrupt:
        print("\nStopped. Every finished grade is kept; run the same command to go on.", file=sys.stderr)
        code = 130
    sys.exit(code)


@app.command(**INSTRUCTORS)
def report(
    folder: Annotated[Path, typer.Argument(help="A folder that `course grade` wrote.")],
    db: Annotated[str | None, typer.Option(help="Database URL; default: the folder's gradebook.")] = None,
    policy: Rules = None,
) -> None:
    """Write tables, feedback and the class overview again, after overrides or with another policy."""
    need("grading")
    from course_utils.grading.command import rewrite_reports

    rewrite_reports(folder, db, policy)


@app.command(**INSTRUCTORS)
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
    need("grading")
    from course_utils.grading.command import override_points

    override_points(folder, db, student, exercise, points, author, reason)


def _formats() -> str:
    """Help of `--format`, from the formats there are; the students' edition has none."""
    if INSTRUCTORS["hidden"]:
        return ""
    from course_utils.grading.exports.formats import listed

    return f"{listed()}."


@app.command(**INSTRUCTORS)
def export(
    folder: Annotated[Path, typer.Argument(help="A folder that `course grade` wrote, or a new zip for gradescope.")],
    format: Annotated[str, typer.Option(help=_formats())],
    roster: Annotated[Path | None, typer.Option(help="Canvas's or Moodle's own list of students.")] = None,
    notebook: Annotated[str | None, typer.Option(help="For gradescope: which notebook.")] = None,
) -> None:
    """Write grades as another system imports them."""
    need("grading")
    from course_utils.grading.exports.formats import Request, export_grades

    print(f"Written: {export_grades(format, Request(folder, roster, notebook))}")


@app.command(**INSTRUCTORS)
def similar(
    submissions: Annotated[Path, typer.Argument(help="The folder or zip you grade.")],
    out: Out,
) -> None:
    """Compare all students' functions by structure, whatever the names: a ranked table with pages."""
    need("grading")
    from course_utils.grading.similar.command import similar as compare

    pairs = compare(submissions, out)
    print(f"{len(pairs)} pairs compared. Report: {out / 'similar.html'}")
