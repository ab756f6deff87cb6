"""What `run_autograder` runs in Gradescope's container: one submission, graded into results.json."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from course_utils.checks.notebook import MAX_NOTEBOOK_BYTES, Cell, read_cells, recognise
from course_utils.checks.report import CaseOutcome, Report, Result
from course_utils.checks.statuses import STATUSES
from course_utils.errors import IsolationError, NotebookError
from course_utils.exercises import registry
from course_utils.grading.executors import Done, Oracles, Serial, Task
from course_utils.grading.oracle import result
from course_utils.grading.report.outputs import replacing
from course_utils.grading.sandbox import jail

CONFIG = "autograder.json"
HIDDEN_CASES = "after_published"  # when students see how each hidden case went


def run(root: Path) -> None:
    """Grade the notebook in `root`/submission and write `root`/results/results.json."""
    config = json.loads((root / "source" / CONFIG).read_text(encoding="utf-8"))
    notebook = str(config["notebook"])
    try:
        file, cells = find_notebook(root / "submission", notebook)
    except NotebookError as error:
        done = _unreadable(notebook, str(error))
    else:
        done = _grade(Task("student", notebook, file, "", cells), int(config["seed"]))
    with replacing(root / "results" / "results.json") as out:
        json.dump(as_gradescope(done), out, ensure_ascii=False, indent=1)


def find_notebook(folder: Path, notebook: str) -> tuple[str, tuple[Cell, ...]]:
    """The name and cells of the submitted notebook; raises NotebookError that says what was there instead."""
    found, reasons = [], []
    for path in sorted(folder.rglob("*.ipynb")):
        name = str(path.relative_to(folder))
        if path.is_symlink() or not path.is_file() or ".ipynb_checkpoints" in path.parts:
            continue
        try:
            with path.open("rb") as file:
                cells = read_cells(file.read(MAX_NOTEBOOK_BYTES + 1))
            recognised = recognise(name, cells)
        except (NotebookError, OSError) as error:
            reasons.append(f"{name}: {error}")
            continue
        if recognised == notebook:
            found.append((name, cells))
        else:
            reasons.append(f"{name}: this is {recognised}, not {notebook}.")
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(name for name, _ in found)
        raise NotebookError(f"There are {len(found)} notebooks of this exercise: {names}.", "Hand in one.")
    said = " ".join(reasons) or "No notebook was handed in."
    raise NotebookError(said, f"Hand in {notebook.split('/')[1]}.ipynb.")


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


def _unreadable(notebook: str, message: str) -> Done:
    outcome = CaseOutcome("the notebook can be read", "error", message)
    results = tuple(
        result(exercise, Report(exercise.name, "error", (outcome,), message), 0.0)
        for exercise in registry.exercise_set(notebook).exercises
    )
    return Done(Task("student", notebook, "", "", ()), results, (message,), 0.0)


def as_gradescope(done: Done) -> dict[str, Any]:
    """The results as Gradescope reads them.

    Each exercise is a visible test with its points; what it says of hidden cases is no more than
    the feedback does. How each hidden case went is a second test without points.
    """
    tests = []
    for number, one in enumerate(done.results, start=1):
        tests.append(_visible(str(number), one))
        hidden = _outcomes(one, hidden=True)
        if hidden:
            tests.append(_hidden(f"{number}.1", one, hidden))
    return {
        "score": round(sum(one.points for one in done.results), 6),
        "output": "\n".join(done.notes),
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "execution_time": round(done.seconds, 3),
        "tests": tests,
    }


def _outcomes(one: Result, hidden: bool) -> list[CaseOutcome]:
    return [case for case in (one.report.outcomes if one.report else ()) if case.hidden is hidden]


def _visible(number: str, one: Result) -> dict[str, Any]:
    lines = [one.message] if one.message else []
    if one.status == "unchecked":
        lines.append("This is a fault of the autograder: ask your instructor to run it again.")
    for case in _outcomes(one, hidden=False):
        lines.append(_line(case))
        if case.status != "passed" and case.message and case.message not in one.message:
            lines.append(f"    {case.message}")
    return {
        "name": f"{one.exercise} ({STATUSES[one.status].kind})",
        "number": number,
        "score": one.points,
        "max_score": one.max_points,
        "status": "passed" if one.status == "passed" else "failed",
        "visibility": "visible",
        "output": "\n".join(lines),
    }


def _hidden(number: str, one: Result, cases: list[CaseOutcome]) -> dict[str, Any]:
    return {
        "name": f"{one.exercise}: hidden cases",
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
