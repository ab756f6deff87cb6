"""`course check` and `course status --check`: check a notebook file without starting a kernel.

The notebook's definitions run in a process of their own, so that an endless loop costs a time-out
and not the terminal. This is the student's own code on the student's own machine: no sandbox.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from course_utils.checks import progress
from course_utils.checks.definitions import load
from course_utils.checks.feedback.render import as_text
from course_utils.checks.progress import Progress
from course_utils.checks.recognise import recognise
from course_utils.checks.report import Report
from course_utils.checks.run import report_on
from course_utils.data.paths import course_root
from course_utils.errors import NotebookError
from course_utils.exercises import registry
from course_utils.notebooks.file import read_cells
from course_utils.notebooks.names import name_of

SECONDS = 120.0
_MARK = "\x1ecourse-check "  # no student prints a record separator by accident


def find_notebook(text: str) -> Path:
    """The file that `text` means: a path, or a name as `course status` lists them, with or without .ipynb.

    Raises NotebookError when there is no such file.
    """
    path = Path(text).expanduser()
    if text and path.is_file():
        return path
    workbook = course_root() / "workbook"
    name = name_of(text, registry.notebooks(), workbook)
    if name is not None and (workbook / f"{name}.ipynb").is_file():
        return workbook / f"{name}.ipynb"
    what = f"{text} is a folder, not a notebook." if text and path.is_dir() else f"There is no notebook named {text!r}."
    raise NotebookError(what, "Pass the path of an .ipynb file, or a name such as week1/2_step_by_step.")


def check_notebook(path: Path, seconds: float = SECONDS) -> list[tuple[Report, str]]:
    """Every exercise's report with its text, from a notebook file; the progress is noted.

    Raises NotebookError when the file cannot be read, or is no notebook of the course.
    """
    try:
        notebook = recognise(path.name, read_cells(path.read_bytes()))
    except OSError as error:
        raise NotebookError(f"{path} cannot be read: {error.strerror}.", "Check its place and permissions.") from None
    command = [sys.executable, "-m", "course_utils.checks.local", str(path)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=seconds, check=False)
        lines = done.stdout
    except subprocess.TimeoutExpired as late:
        lines = (late.stdout or b"").decode(errors="replace") if isinstance(late.stdout, bytes) else ""
    reports = _complete(notebook, lines)
    progress.record((report.exercise, report.status) for report, _ in reports)
    return reports


def _complete(notebook: str, lines: str) -> list[tuple[Report, str]]:
    """The reports that arrived; the exercise at which the process stopped is said to have stopped it."""
    arrived = {}
    for line in lines.split("\n"):  # not splitlines: it splits at the mark
        if line.startswith(_MARK):
            name, status, passed, total, text = json.loads(line.removeprefix(_MARK))
            arrived[name] = (Report(name, status, message=f"{passed}/{total}"), text)
    result = []
    for exercise in registry.exercise_set(notebook).exercises:
        if exercise.name not in arrived:
            text = f"✗ {exercise.name} did not finish, or ended the program. Look for a loop without an end."
            result.append((Report(exercise.name, "timeout"), text))
            break
        result.append(arrived[exercise.name])
    return result


def check_course(workbook: Path) -> Iterator[Progress]:
    """Check every notebook of the course as it lies in `workbook`, and note the progress."""
    for name in registry.notebooks():
        path = workbook / f"{name}.ipynb"
        if not path.is_file():
            yield progress.of_notebook(name, note="not in this workbook")
            continue
        try:
            check_notebook(path)
        except NotebookError as error:
            yield progress.of_notebook(name, note=error.message)
            continue
        yield progress.of_notebook(name)


def _child(path: Path) -> None:
    cells = read_cells(path.read_bytes())
    notebook = recognise(path.name, cells)
    loaded = load(((cell.number, cell.source) for cell in cells), _prelude())
    for exercise in registry.exercise_set(notebook).exercises:
        function = loaded.function(exercise.names)
        if function is not None:
            report = report_on(function)
            text = as_text(report) if report.status != "missing" else f"… {exercise.name} is not finished yet."
        else:
            why = loaded.why_broken(exercise.names)
            report = Report(exercise.name, "error" if why else "missing")
            text = f"✗ {why or f'The notebook does not define {exercise.name}.'}"
        line: list[Any] = [exercise.name, report.status, report.passed, len(report.outcomes), text]
        print(f"\n{_MARK}{json.dumps(line)}", flush=True)


def _prelude() -> dict[str, Any]:
    import numpy

    return {"np": numpy, "numpy": numpy}


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    _child(Path(sys.argv[1]))
