"""`course check` and `course status --check`: check a notebook file without starting a kernel.

The notebook's definitions run in a process of their own; one that hangs or dies costs its own function, and a
fresh process goes on with the next. This is the student's own code on the student's own machine: no sandbox. So a
file from outside of the workbook, which may be anybody's, runs only when the student agrees.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any

from course_utils.checks import progress
from course_utils.checks.classic import given
from course_utils.checks.classic.prelude import modules
from course_utils.checks.classic.room import ClassicRoom
from course_utils.checks.definitions import load
from course_utils.checks.feedback.render import as_text
from course_utils.checks.progress import Progress
from course_utils.checks.recognise import owed, recognise
from course_utils.checks.report import NOT_DEFINED, Report
from course_utils.checks.run import graded, report_of
from course_utils.checks.session.asking import PATIENCE, uncovered
from course_utils.checks.session.clock import SHORTEST
from course_utils.data.paths import course_root
from course_utils.errors import DataError, NotebookError, UsageError
from course_utils.exercises import registry
from course_utils.exercises.base import Exercise
from course_utils.exercises.questions import registry as questions
from course_utils.exercises.questions.quizzes import QUIZZES
from course_utils.notebooks import later
from course_utils.notebooks.file import read_cells
from course_utils.notebooks.magics import without_magics
from course_utils.notebooks.names import name_of

SLACK = 60.0  # seconds beyond what a function may take: the child itself stops all but one long call
LOAD_SECONDS = 120.0  # for one definition: a first import of TensorFlow on a slow disk
MAX_SKIPPED = 5  # definitions that hang
_YOUNG = 50_000  # new objects before Python looks for cycles, as in the grader
_PROGRAM = ("-m", "course_utils.checks.local")
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


def is_outside(path: Path, workbook: Path | None = None) -> bool:
    """Whether a file, or what a link leads to, lies outside of `workbook`; None means the student's own."""
    try:
        return not path.resolve().is_relative_to((workbook or course_root() / "workbook").resolve())
    except DataError:  # there is no workbook on this machine
        return True


def warning(path: Path) -> str:
    """The one sentence that a student reads before a file from elsewhere runs."""
    return f"{path} is not in your workbook, and checking it runs its code with all your rights on this computer."


def check_notebook(path: Path, agreed: bool = False) -> Iterator[tuple[Report, str]]:
    """Every exercise's report with its text, as it comes, from a notebook file; the progress is noted.

    Args:
        agreed: whether the student agreed that a file outside of the workbook runs.

    Raises:
        NotebookError: the file cannot be read, or is no notebook of the course.
        UsageError: it lies outside of the workbook, and nobody agreed.
    """
    if not agreed and is_outside(path):
        raise UsageError(warning(path), "If you trust whoever wrote it, run the command again with --yes.")
    try:
        cells = read_cells(path.read_bytes())
    except OSError as error:
        raise NotebookError(f"{path} cannot be read: {error.strerror}.", "Check its place and permissions.") from None
    notebook = recognise(path.name, cells)
    pending, skip = list(owed(registry.exercise_set(notebook), cells)), list[int]()
    while pending:
        for report, text in _one_child(path, pending, skip):
            progress.record([(report.exercise, report.status)])
            yield report, text
            pending.pop(0)


def _one_child(path: Path, pending: list[Exercise], skip: list[int]) -> Iterator[tuple[Report, str]]:
    """Reports of `pending`, in order, up to the first at which the child hangs or ends.

    A definition that hangs is added to `skip`.
    """
    waiting = list(pending)
    with _Child(path, [exercise.name for exercise in waiting], skip) as child:
        number: int | None = None
        while waiting:
            ready = number == -1
            seconds = max(SHORTEST, waiting[0].seconds) + PATIENCE + SLACK if ready else LOAD_SECONDS
            message = child.next(seconds)
            if isinstance(message, int):
                number = message
            elif message is not None:
                name, status, passed, total, text = message
                yield Report(name, status, message=f"{passed}/{total}"), text
                waiting.pop(0)
            elif not ready and number is not None and len(skip) < MAX_SKIPPED:
                skip.append(number)
                return
            else:
                yield from (_lost(exercise.name) for exercise in (waiting[:1] if ready else waiting))
                return


def _lost(name: str) -> tuple[Report, str]:
    text = f"{name} did not finish, or ended the program. Look for a loop that never ends, and for exit()."
    return Report(name, "timeout"), f"✗ {text}"


class _Child:
    """A process with the notebook's definitions. A context manager; its end ends the process."""

    def __init__(self, path: Path, names: list[str], skip: list[int]) -> None:
        command = [sys.executable, *_PROGRAM, str(path), json.dumps([names, skip])]
        self._process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True, encoding="utf-8", errors="replace",
        )  # fmt: skip
        self._messages: Queue[Any] = Queue()
        Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.startswith(_MARK):
                self._messages.put(json.loads(line.removeprefix(_MARK)))
        self._messages.put(None)

    def next(self, seconds: float) -> Any:
        """A definition's number (-1 after the last), or a report; None when it ended or takes more than `seconds`."""
        try:
            return self._messages.get(timeout=seconds)
        except Empty:
            return None

    def __enter__(self) -> _Child:
        return self

    def __exit__(self, *error: object) -> None:
        self._process.kill()
        self._process.wait()


def check_course(workbook: Path | None = None) -> Iterator[Progress]:
    """Check every notebook of the course as it lies in `workbook`, and note the progress; a quiz has nothing to run."""
    workbook = workbook or course_root() / "workbook"
    for name in questions.lessons():
        path = workbook / f"{name}.ipynb"
        if not path.is_file():
            yield progress.of_notebook(name, note="not in this workbook")
            continue
        if name in QUIZZES:
            yield progress.of_notebook(name)
            continue
        if is_outside(path, workbook):
            yield progress.of_notebook(name, note="a link out of the workbook: not run")
            continue
        try:
            deque(check_notebook(path, agreed=True), maxlen=0)
        except NotebookError as error:
            yield progress.of_notebook(name, note=error.message)
            continue
        yield progress.of_notebook(name)


def _serve(path: Path, names: list[str], skip: list[int]) -> None:
    from course_utils.checks.locate.kernel import diagnosed  # half of what a check loads; who starts it needs none

    gc.set_threshold(_YOUNG)
    os.environ["JPY_SESSION_NAME"] = str(path.resolve())  # as Jupyter says it: weights lie beside the notebook
    cells = read_cells(path.read_bytes())
    notebook = registry.exercise_set(recognise(path.name, cells))
    later.install(later.AT_HOME[notebook.profile])
    exercises, prelude = notebook.by_name, _prelude(notebook.profile)
    given.install()
    loaded = load(((cell.number, cell.source) for cell in cells), prelude, skip, _send)
    _send(-1)
    room = ClassicRoom(lambda: [(cell.number, cell.source) for cell in cells], prelude, skip)
    sources = {f"<cell {cell.number}>": without_magics(cell.source) for cell in cells}

    def texts(file: str) -> str:
        return sources.get(file, "")

    for name in names:
        exercise = exercises[name]
        function = loaded.function(exercise.names)
        if function is not None:
            report = diagnosed(report_of(exercise, function, room), exercise, uncovered(function), texts)
            text = as_text(report) if report.status != "missing" else f"… {exercise.name} is not finished yet."
        else:
            why = loaded.why_broken(exercise.names)
            report = Report(exercise.name, "error" if why else "missing")
            text = f"✗ {why or NOT_DEFINED.format(exercise.name)}"
        _send([exercise.name, report.status, report.passed, len(report.outcomes), text])


def _send(message: object) -> None:
    print(f"\n{_MARK}{json.dumps(message)}", flush=True)


def _prelude(profile: str) -> dict[str, Any]:
    return {**modules(profile), "graded": graded}


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    _serve(Path(sys.argv[1]), *json.loads(sys.argv[2]))
