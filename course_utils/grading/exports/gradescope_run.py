"""What `run_autograder` runs in Gradescope's container: one submission, graded into results.json."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from course_utils.checks.feedback.statuses import STATUSES
from course_utils.checks.report import CaseOutcome, Result
from course_utils.errors import IsolationError, NotebookError
from course_utils.grading.executors import Done, Oracles, Serial, unread
from course_utils.grading.intake.collect import single
from course_utils.grading.intake.reading import Task, Unreadable, read
from course_utils.grading.report.outputs import replacing
from course_utils.grading.sandbox import jail

CONFIG = "autograder.json"
HIDDEN_CASES = "after_published"  # when students see how each hidden case went


def run(root: Path) -> None:
    """Grade the notebook in `root`/submission and write `root`/results/results.json."""
    config = json.loads((root / "source" / CONFIG).read_text(encoding="utf-8"))
    notebook = str(config["notebook"])
    try:
        done = _grade(find_notebook(root / "submission", notebook), int(config["seed"]))
    except NotebookError as error:
        done = unread(Task("student", notebook, "", "", ()), "error", str(error))
    with replacing(root / "results" / "results.json") as out:
        json.dump(as_gradescope(done), out, ensure_ascii=False, indent=1)


def find_notebook(folder: Path, notebook: str) -> Task:
    """The submitted notebook; raises NotebookError that says what was there instead."""
    tasks, reasons = [], []
    for path in sorted(folder.rglob("*.ipynb")):
        if path.is_symlink() or not path.is_file() or ".ipynb_checkpoints" in path.parts:
            continue
        submission = single("student", path, folder)
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


def _grade(task: Task, seed: int) -> Done:
    """In the sandbox where the container's kernel has one; each student has a container of their own anyway."""
    try:
        jail.require()
        return _graded(task, seed, isolate=True)
    except IsolationError as error:
        print(
            f"WARNING for the instructor: {error.message} The student's code ran without the sandbox. It can harm "
            "only this container, but it could have read the hidden cases or changed its own points."
        )
        return _graded(task, seed, isolate=False)


def _graded(task: Task, seed: int, isolate: bool) -> Done:
    (done,) = Serial(Oracles(seed), isolate).run([task])
    return done


def as_gradescope(done: Done) -> dict[str, Any]:
    """The results as Gradescope reads them.

    Each exercise is a visible test with its points; what it says of hidden cases is no more than
    the feedback does. How each hidden case went is a second test without points.
    """
    tests = []
    for number, result in enumerate(done.results, start=1):
        tests.append(_visible(str(number), result))
        hidden = _outcomes(result, hidden=True)
        if hidden:
            tests.append(_hidden(f"{number}.1", result, hidden))
    return {
        "score": round(sum(result.points for result in done.results), 6),
        "output": "\n".join(done.notes),
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "execution_time": round(done.seconds, 3),
        "tests": tests,
    }


def _outcomes(result: Result, hidden: bool) -> list[CaseOutcome]:
    return [case for case in (result.report.outcomes if result.report else ()) if case.hidden is hidden]


def _visible(number: str, result: Result) -> dict[str, Any]:
    lines = [result.message] if result.message else []
    if result.status == "unchecked":
        lines.append("This is a fault of the autograder: ask your instructor to run it again.")
    for case in _outcomes(result, hidden=False):
        lines.append(_line(case))
        if case.status != "passed" and case.message and case.message not in result.message:
            lines.append(f"    {case.message}")
    return {
        "name": f"{result.exercise} ({STATUSES[result.status].kind})",
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
