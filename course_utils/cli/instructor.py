"""What an instructor runs: init, grade, report, override, regrade, export, compare."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from course_utils.cli.app import INSTRUCTORS, app, need

if TYPE_CHECKING:
    from course_utils.grading.command import Options
    from course_utils.grading.course.preview import Change

Out = Annotated[Path, typer.Option(help="Folder for gradebook, tables and reports.")]
_RULES = "Rules of a class without a course.toml of its own. Default: the last ones given."
_INTO = "A file of your LMS to fill in: Canvas's gradebook export, Moodle's grading worksheet. A copy is written."
_COLUMN = 'Which column of it is whose, where the titles do not tell: "week1/2_step_by_step=HW 1 (901)". Repeatable.'
Rules = Annotated[Path | None, typer.Option(help=_RULES)]
Folder = Annotated[Path, typer.Argument(help="The class's folder, as `course init` or `course grade` wrote it.")]
Database = Annotated[str | None, typer.Option(help="Database URL; remembered. Default: the last one given, or a file.")]
Graded = Annotated[str, typer.Argument(help="Name of the graded function.")]
Preview = Annotated[bool, typer.Option("--preview", help="Only say whose points would change, and why.")]


@app.command(**INSTRUCTORS)
def init(folder: Annotated[Path, typer.Argument(help="The class's folder, new or not.")]) -> None:
    """Begin a class: write its course.toml, every key explained."""
    need("grading")
    from course_utils.grading.course.template import init as begin

    print(*begin(folder), sep="\n")


@app.command(**INSTRUCTORS)
def grade(
    submissions: Annotated[Path, typer.Argument(help="A folder per student, flat notebooks, or a zip.")],
    out: Out,
    seed: Annotated[str | None, typer.Option(help="Secret of the hidden cases: a word or a number.")] = None,
    workers: Annotated[int | None, typer.Option(help="Side by side; 0 is serial. Default: cores.")] = None,
    isolation: Annotated[bool, typer.Option(help="Run student code in the sandbox.")] = True,
    notebook: Annotated[str | None, typer.Option(help="Grade this notebook only.")] = None,
    db: Database = None,
    policy: Rules = None,
    preview: Preview = False,
    dask: Annotated[str | None, typer.Option(help="Dask scheduler, as tls://host:8786, or local:N.")] = None,
    dask_tls: Annotated[Path | None, typer.Option(help="Folder with ca.crt, tls.crt, tls.key for --dask.")] = None,
    require: Annotated[str, typer.Option(help="Refuse without these layers: namespaces,cgroup.")] = "",
    locate: Annotated[bool, typer.Option(help="Look for the line at fault, 0.3 s a failing function.")] = True,
    times: Annotated[Path | None, typer.Option(help="A list of your LMS that tells when work was handed in.")] = None,
    trust_zip_times: Annotated[bool, typer.Option(help="Count a zip's own times, in the class's time zone.")] = False,
) -> None:
    """Grade a class: gradebook, tables, feedback and an overview."""
    need("grading")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: its threads wait by spinning
    from course_utils.grading.sandbox import layers

    if isolation and dask is None:
        layers.begin()  # it takes as long as the imports that follow
    from course_utils.grading.command import Options, grade_folder

    wanted = tuple(name.strip() for name in require.split(",") if name.strip())
    cluster = (dask, dask_tls)
    options = Options(seed, workers, isolation, notebook, db, policy, *cluster, wanted, locate, times, trust_zip_times)
    try:
        code = _preview_grade(submissions, out, options) if preview else grade_folder(submissions, out, options)
    except KeyboardInterrupt:
        print("\nStopped. Every finished grade is kept; run the same command to go on.", file=sys.stderr)
        code = 130
    sys.exit(code)


def _preview_grade(submissions: Path, out: Path, options: Options) -> int:
    from course_utils.grading.course.preview import preview_grade

    _show(preview_grade(submissions, out, options))
    return 0


def _show(changes: Iterator[Change | str]) -> None:
    """Changes as a table, and what is said of all."""
    from course_utils.grading.course.shown import show

    show(changes)


@app.command(**INSTRUCTORS)
def report(folder: Folder, db: Database = None, policy: Rules = None, preview: Preview = False) -> None:
    """Write tables, feedback and the class overview again, after overrides or with other rules."""
    need("grading")
    if preview:
        from course_utils.grading.course.preview import preview_report

        _show(preview_report(folder, db, policy))
        return
    from course_utils.grading.course.writing import rewrite_reports

    rewrite_reports(folder, db, policy)


@app.command(**INSTRUCTORS)
def override(
    folder: Folder,
    student: str,
    exercise: Graded,
    points: Annotated[float | None, typer.Argument(help="Points; none with --withdraw.")] = None,
    author: Annotated[str, typer.Option(help="Who decides.")] = "",
    reason: Annotated[str, typer.Option(help="Why; stands in the audit trail.")] = "",
    attempt: Annotated[int | None, typer.Option(help="For this attempt. Default: the one that counts.")] = None,
    above: Annotated[bool, typer.Option("--above", help="Allow more points than the exercise gives.")] = False,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Count as it was graded again.")] = False,
    db: Database = None,
) -> None:
    """Give one student's exercise your own points, then write the reports again."""
    need("grading")
    from course_utils.errors import UsageError
    from course_utils.grading.course import decide
    from course_utils.grading.course.writing import rewrite_reports

    if (points is None) != withdraw:
        raise UsageError("An override needs points, or --withdraw without any.", "Pass one of them.")
    decision = decide.Decision(student, exercise, author, reason, attempt, above)
    if points is None:
        print(decide.withdraw_override(folder, db, decision))
    else:
        print(decide.override_points(folder, db, decision, points))
    rewrite_reports(folder, None, None)


@app.command(**INSTRUCTORS)
def regrade(
    folder: Folder,
    student: Annotated[str | None, typer.Argument(help="Who asks; none lists all requests.")] = None,
    exercise: Annotated[str | None, typer.Argument(help="Name of the graded function.")] = None,
    reason: Annotated[str, typer.Option(help="Why it should be looked at again.")] = "",
    answer: Annotated[str, typer.Option(help="Close the request without other points, for this reason.")] = "",
    author: Annotated[str, typer.Option(help="Who answers.")] = "",
    db: Database = None,
) -> None:
    """Keep a student's request to look at an exercise again, answer it, or list all."""
    need("grading")
    from course_utils.errors import UsageError
    from course_utils.grading.course import decide, shown

    if student is None:
        shown.show_requests(decide.regrade_requests(folder, db))
    elif exercise is None or bool(reason) == bool(answer):
        raise UsageError(
            "A request names a student and an exercise, and has a --reason; an answer has --answer.", "Pass these."
        )
    elif answer:
        print(decide.answer_regrade(folder, db, student, exercise, answer, author))
    else:
        print(decide.request_regrade(folder, db, student, exercise, reason))


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
    notebook: Annotated[str | None, typer.Option(help="For gradescope and moodle: which notebook.")] = None,
    into: Annotated[Path | None, typer.Option(help=_INTO)] = None,
    course: Annotated[Path | None, typer.Option(help="For gradescope: the class whose course.toml counts.")] = None,
    column: Annotated[list[str] | None, typer.Option(help=_COLUMN)] = None,
    db: Annotated[str | None, typer.Option(help="Database URL; default: the folder's gradebook.")] = None,
) -> None:
    """Write grades as another system imports them."""
    need("grading")
    from course_utils.grading.exports.formats import Request, export_grades

    columns = {name.strip(): title.strip() for name, _, title in (each.partition("=") for each in column or ())}
    print(f"Written: {export_grades(format, Request(folder, roster, notebook, into, columns, db, course))}")


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
