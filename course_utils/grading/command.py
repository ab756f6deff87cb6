"""`course grade`: from a folder of submissions to the gradebook, the tables and the reports."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from course_utils.data.files import OWNER, replace_file
from course_utils.errors import CourseError, UsageError
from course_utils.exercises import registry
from course_utils.grading.executors import Executor, Oracles, Serial, Threads
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.policy import Policy, load_policy
from course_utils.grading.intake.collect import collect
from course_utils.grading.pipeline import ClassRun
from course_utils.grading.report.outputs import replacing, write_outputs
from course_utils.grading.report.pages import write_reports
from course_utils.grading.report.terminal import progress, show_class
from course_utils.grading.sandbox import jail

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
        with progress(len(submissions)) as advance:
            run = ClassRun(book, seed, _executor(options, seed), advance, options.notebook)
            tally = run.grade(submissions)
        _write(book, out, rules)
        _tell_rules(book, out, rules)
        faults = show_class(book, rules, tally.graded, tally.kept)
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


def _graded_function(exercise: str) -> tuple[str, str, float]:
    """Its name of today, its notebook, its points."""
    try:
        group, graded = registry.find(exercise)
    except CourseError as error:
        raise UsageError(error.message, "Pass its name as in grades.csv, as zero_pad.") from None
    return graded.name, group.notebook, graded.points


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
