"""`course grade`: from a folder of submissions to the gradebook, the tables and the reports."""

from __future__ import annotations

import os
import secrets
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Column, Table

from course_utils.data.files import OWNER, replace_file
from course_utils.errors import CourseError, UsageError
from course_utils.exercises import registry
from course_utils.grading.executors import Executor, Oracles, Serial, Threads
from course_utils.grading.exports.columns import export, not_in_roster
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.policy import Policy, load_policy
from course_utils.grading.gradebook.records import Graded
from course_utils.grading.intake.collect import collect
from course_utils.grading.pipeline import ClassRun, Tally
from course_utils.grading.report.outputs import replacing, write_outputs
from course_utils.grading.report.pages import write_reports
from course_utils.grading.sandbox import jail

ROWS_SHOWN = 60
KEPT_RULES = "policy.toml"


@dataclass(frozen=True)
class Options:
    """What the command line says; None means the default."""

    seed: int | None = None
    workers: int | None = None
    isolation: bool = True
    notebook: str | None = None
    db: str | None = None
    policy: Path | None = None
    dask: str | None = None


def grade_folder(source: Path, out: Path, options: Options) -> int:
    """Grade `source` into `out`; 0, or 1 when something could not be checked.

    Raises UsageError for a folder without submissions or an `out` that cannot be written.
    """
    if options.notebook is not None:
        registry.exercise_set(options.notebook)
    if options.isolation and not (options.dask or "").startswith("tcp"):  # remote workers look for themselves
        jail.require()
    rules = _rules(out, options.policy)
    submissions = list(collect(source))
    _make_folder(out)
    _keep_rules(out, options.policy)
    seed = _seed(out, options.seed)
    with Gradebook.open(options.db or out / "gradebook.sqlite") as book:
        with _progress(len(submissions)) as advance:
            run = ClassRun(book, seed, _executor(options, seed), advance, options.notebook)
            tally = run.grade(submissions)
        _write(book, out, rules)
        _tell_rules(book, out, rules)
        faults = _show(book, tally, rules)
    print(f"Report: {out / 'index.html'}")
    return 1 if faults else 0


def rewrite_reports(folder: Path, db: str | None, policy: Path | None) -> None:
    """Tables and reports of a gradebook once more, under `policy`."""
    rules = _rules(folder, policy)
    with _existing(folder, db) as book:
        _keep_rules(folder, policy)
        _write(book, folder, rules)
        _tell_rules(book, folder, rules)
    print(f"Report: {folder / 'index.html'}")


def override_points(
    folder: Path, db: str | None, student: str, exercise: str, points: float, author: str, reason: str
) -> None:
    """Record an instructor's own points for one exercise of one student."""
    with _existing(folder, db) as book:
        name, notebook, most = _graded_function(exercise)
        book.override(student, notebook, name, points, author, reason)
    more = " That is more than it gives." if points > most else ""
    print(f"{name} of {student!r} counts {points:g} of {most:g} points.{more}")
    rewrite_reports(folder, db, None)


def export_grades(folder: Path, format: str, roster: Path | None, notebook: str | None) -> Path:
    """Write `folder`'s grades for another system, or a Gradescope autograder to the zip `folder`."""
    if format != "gradescope":
        path = export(folder, format, roster)
        unknown = not_in_roster(folder, roster) if roster else []
        if unknown:
            named = ", ".join(unknown[:5]) + (", …" if len(unknown) > 5 else "")
            print(f"{len(unknown)} without identifiers, because {roster} does not name exactly one: {named}.")
        return path
    if notebook is None:
        raise UsageError("A Gradescope autograder grades one notebook.", "Pass --notebook, as week1/2_step_by_step.")
    from course_utils.grading.exports.gradescope import export_autograder

    return export_autograder(folder, notebook)


def _graded_function(exercise: str) -> tuple[str, str, float]:
    """Its name of today, its notebook, its points."""
    try:
        group, found = registry.find(exercise)
    except CourseError as error:
        raise UsageError(error.message, "Pass its name as in grades.csv, as zero_pad.") from None
    return found.name, group.notebook, found.points


def _existing(folder: Path, db: str | None) -> Gradebook:
    if db is None and not (folder / "gradebook.sqlite").is_file():
        raise UsageError(f"{folder} has no gradebook.", "Pass the folder that `course grade --out` wrote.")
    return Gradebook.open(db or folder / "gradebook.sqlite")


def _rules(out: Path, given: Path | None) -> Policy:
    """The class's rules: given, else those of the last run, which `out` keeps; so no command forgets a deadline."""
    kept = out / KEPT_RULES
    return load_policy(kept if given is None and kept.exists() else given)


def _keep_rules(out: Path, given: Path | None) -> None:
    if given is not None:
        text = given.read_text("utf-8") if given.exists() else f'attempt = "{given}"\n'
        with replacing(out / KEPT_RULES) as file:
            file.write(text)


def _tell_rules(book: Gradebook, out: Path, rules: Policy) -> None:
    if (out / KEPT_RULES).exists():
        print(f"Deadlines and attempts by {out / KEPT_RULES}.")
    for student in book.without_submission(rules.extensions):
        print(f"{student!r} has an extension but handed in nothing: names are as in totals.csv.")


def _write(book: Gradebook, out: Path, rules: Policy) -> None:
    write_outputs(book, out, rules)
    write_reports(book, out, rules)


def _executor(options: Options, seed: int) -> Executor:
    if options.dask is not None:
        from course_utils.grading.cluster import DaskExecutor

        return DaskExecutor(options.dask, seed, options.isolation)
    workers = os.cpu_count() or 1 if options.workers is None else options.workers
    if workers < 0:
        raise UsageError(f"--workers must be 0 or more; received {workers}.")
    oracles = Oracles(seed)
    return Threads(oracles, workers, options.isolation) if workers else Serial(oracles, options.isolation)


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        probe = out / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise UsageError(f"{out} cannot be written: {error.strerror}.", "Pass a folder of your own as --out.") from None


def _seed(out: Path, given: int | None) -> int:
    """The class's secret: given, else the one of the last run, else a new one. Kept in `out`."""
    path = out / "seed.txt"
    if given is None and path.exists():
        try:
            return int(path.read_text())
        except ValueError:
            raise UsageError(f"{path} holds no number.", "Pass --seed, or remove the file.") from None
    seed = secrets.randbits(31) if given is None else given
    replace_file(path, f"{seed}\n", OWNER)
    return seed


def _show(book: Gradebook, tally: Tally, policy: Policy) -> int:
    """Print the class as a table; the number of results that are our fault."""
    columns = (Column(name, overflow="fold") for name in ("Student", "Notebook", "Points", "What"))
    table, faults, others, cohort = Table(*columns), 0, 0, book.cohort()
    for number, standing in enumerate(book.submissions(policy)):
        counts = Counter(one.status for one in standing.graded.results)
        faults += counts["unchecked"]
        others += standing.graded.cohort != cohort != ""
        if number < ROWS_SHOWN:
            what = ", ".join(f"{count} {status}" for status, count in counts.most_common()) or "no notebook"
            points = f"{standing.points:g} of {standing.max_points:g}"
            table.add_row(standing.graded.student, standing.graded.notebook, points, what)
    console = Console()
    console.print(table)
    if table.row_count == ROWS_SHOWN:
        console.print(f"The table shows {ROWS_SHOWN} rows; totals.csv has all.")
    console.print(f"Graded {tally.graded}, kept {tally.kept} from an earlier run.")
    if others:
        console.print(f"{others} not from the bundle of {cohort!r}: see the report's last section.", markup=False)
    if faults:
        console.print(f"[red]{faults} results are unchecked by a fault of the grader; run the command again.")
    return faults


@contextmanager
def _progress(total: int) -> Iterator[Callable[[Graded | None], None]]:
    columns = (TextColumn("grading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, TextColumn("{task.fields[student]}")) as bar:
        task = bar.add_task("grading", total=total, student="")

        def advance(graded: Graded | None) -> None:
            bar.update(task, advance=1, student=graded.student if graded else "")

        yield advance
