"""What `run_autograder` runs in Gradescope's container: one submission, graded into results.json."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from course_utils.checks.feedback.statuses import STATUSES
from course_utils.checks.report import CaseOutcome, Result
from course_utils.errors import IsolationError, NotebookError
from course_utils.grading.course.file import load
from course_utils.grading.course.folder import COURSE
from course_utils.grading.course.values import Course
from course_utils.grading.executors import Done, Oracles, Serial, unread
from course_utils.grading.exports.gradescope_dates import METADATA, HandedIn, read_metadata, remarks, settled, shown_now
from course_utils.grading.gradebook.records import Standing
from course_utils.grading.intake.beside import is_weights
from course_utils.grading.intake.collect import Submission
from course_utils.grading.intake.folders import walk
from course_utils.grading.intake.reading import Task, Unreadable, read
from course_utils.grading.pipeline import questions_of
from course_utils.grading.questions.asked import is_quiz
from course_utils.grading.report.outputs import replacing
from course_utils.grading.sandbox import layers

CONFIG = "autograder.json"
HIDDEN_CASES = "after_published"  # when students see how each hidden case went
_ASKED = {"passed": "right", "failed": "not right", "missing": "not answered"}
# What a student wrote is shown as text: Gradescope would draw HTML and Markdown, too.
PLAIN = {"output_format": "text", "test_output_format": "text", "test_name_format": "text"}


def run(root: Path) -> None:
    """Grade the notebook in `root`/submission and write `root`/results/results.json."""
    config = json.loads((root / "source" / CONFIG).read_text(encoding="utf-8"))
    notebook = str(config["notebook"])
    try:
        if not is_quiz(notebook):  # of that no student's code is run
            layers.require_closed(layers.require(), [root / "source", root / "submission"])
        handed = read_metadata(root / METADATA)
        done, rules = _graded(root / "submission", notebook, str(config["seed"])), _rules(root)
        done = replace(done, results=(*done.results, *questions_of(done, rules.questions.cohort)))
        output = as_gradescope(done, shown_now(settled(done, handed, rules), handed, rules), handed)
    except IsolationError as error:
        output = stopped(error)
        print(f"For instructors: {output['tests'][0]['output']}")
    with replacing(root / "results" / "results.json") as out:
        json.dump(output | PLAIN, out, ensure_ascii=False, indent=1)


def _rules(root: Path) -> Course:
    """The class's own, where the zip was made with them."""
    source = root / "source" / COURSE
    return load(source if source.exists() else None)


def _graded(folder: Path, notebook: str, seed: str) -> Done:
    try:
        return _grade(find_notebook(folder, notebook), seed)
    except NotebookError as error:
        return unread(Task("student", notebook, "", "", ()), "error", str(error))


def find_notebook(folder: Path, notebook: str) -> Task:
    """The submitted notebook; raises NotebookError that says what was there instead."""
    tasks, reasons = [], []
    entries = list(walk(folder))
    beside = tuple(entry for entry in entries if is_weights(entry.path))
    for entry in entries:
        if entry.path.suffix != ".ipynb" or ".ipynb_checkpoints" in entry.path.parts:
            continue
        submission = Submission("student", str(entry.path), entry.read, entry.modified, beside=beside)
        task = read(submission)
        if isinstance(task, Unreadable):
            reasons.append(f"{submission.file}: {task.message}")
        elif task.notebook != notebook:
            reasons.append(f"{submission.file}: this is {task.notebook}, not {notebook}.")
        else:
            tasks.append(task)
    if len(tasks) > 1:
        names = ", ".join(task.file for task in tasks)
        raise NotebookError(f"There are {len(tasks)} notebooks of this exercise: {names}.", "Hand in one.")
    if not tasks:
        why = " ".join(reasons) or "No notebook was handed in."
        raise NotebookError(why, f"Hand in {notebook.split('/')[1]}.ipynb.")
    return tasks[0]


def _grade(task: Task, seed: str) -> Done:
    """In the sandbox, or not at all: unlocked, the code could read the hidden cases and write its own points."""
    if is_quiz(task.notebook):
        return Done(task, (), (), 0.0)
    (done,) = Serial(Oracles(seed)).run([task])
    return done


def stopped(error: IsolationError) -> dict[str, Any]:
    """The results where the container cannot lock student code in: no points, and who reads what.

    Students read one sentence; why and what to do stands in a test that only instructors see.
    """
    why = (
        f"No code of the student ran, because this container cannot lock it in. {error.message} "
        "In the assignment's settings choose a base image that runs it as root, then rerun the autograder."
    )
    test = {"name": "For instructors: the autograder stopped", "score": 0.0, "max_score": 0.0, "status": "failed"}
    return {
        "score": 0.0,
        "output": "The autograder could not start. This is no fault of yours and costs nothing: your instructors "
        "run it again. You need not hand in again.",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [{**test, "visibility": "hidden", "output": why}],
    }


def as_gradescope(done: Done, standing: Standing, handed: HandedIn) -> dict[str, Any]:
    """The results as Gradescope reads them: `standing` has the points by the class's rules.

    Each exercise is a visible test with its points; what it says of hidden cases is no more than
    the feedback does. How each hidden case went is a second test without points.
    """
    tests = []
    for number, result in enumerate((*standing.graded.exercises, *standing.graded.inquired), start=1):
        tests.append(_visible(str(number), result))
        hidden = _outcomes(result, hidden=True)
        if hidden:
            tests.append(_hidden(f"{number}.1", result, hidden))
    return {
        "score": standing.points,
        "output": "\n".join([*remarks(standing, handed), *done.notes]),
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": tests,
    }


def _outcomes(result: Result, hidden: bool) -> list[CaseOutcome]:
    return [case for case in (result.report.outcomes if result.report else ()) if case.hidden is hidden]


def _visible(number: str, result: Result) -> dict[str, Any]:
    lines, how = [result.message] if result.message else [], STATUSES[result.status].kind
    if result.status == "unchecked" and not result.waits:
        lines.append("This is a fault of the autograder: ask your instructor to run it again.")
    for case in _outcomes(result, hidden=False):
        lines.append(_line(case))
        if case.status != "passed" and case.message and case.message not in result.message:
            lines.append(f"    {case.message}")
    if result.answer:
        lines = [f"Your answer: {result.answer.text}", *lines] if result.answer.text else lines
        how = _ASKED.get(result.status, STATUSES[result.status].kind)
    return {
        "name": f"question {result.exercise} ({how})" if result.answer else f"{result.exercise} ({how})",
        "number": number,
        "score": result.points,
        "max_score": result.max_points,
        "status": "passed" if result.status == "passed" else "failed",
        "visibility": "visible",
        "output": "\n".join(lines),
    }


def _hidden(number: str, result: Result, cases: list[CaseOutcome]) -> dict[str, Any]:
    return {
        "name": f"{result.exercise}: hidden cases",
        "number": number,
        "score": 0.0,
        "max_score": 0.0,
        "status": "passed" if all(case.status == "passed" for case in cases) else "failed",
        "visibility": HIDDEN_CASES,
        "output": "\n".join(map(_line, cases)),
    }


def _line(case: CaseOutcome) -> str:
    return f"{'✓' if case.status == 'passed' else '✗'} {case.title}"


if __name__ == "__main__":
    run(Path(sys.argv[1]))
