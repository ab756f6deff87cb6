"""What a student has done so far: one small readable file in the home folder, never sent anywhere.

The file stands outside the course folder, so it survives kernel restarts, updates and new downloads.
Every check writes its outcome there; the bar on top of a notebook, the map and `course status` read it.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

from course_utils.checks.report import Status
from course_utils.data.files import replace_file
from course_utils.data.locks import try_lock
from course_utils.exercises import registry

PATH_VARIABLE = "COURSE_PROGRESS"
_ABOUT = "Your progress in the CNN Workbook. It stays on this computer; delete the file to begin anew."
_PATIENCE = 2.0  # seconds to wait for another kernel's writing


@dataclass(frozen=True)
class Record:
    """One function: how its last check ended, and the day it first passed (ISO 8601, empty before)."""

    status: Status
    passed_on: str = ""

    @property
    def done(self) -> bool:
        """Passed, and not wrong since; the untouched function of a new download is not wrong."""
        return bool(self.passed_on) and self.status in ("passed", "missing")


@dataclass(frozen=True)
class Answer:
    """An answer to a question: the day (ISO 8601), and whether it was right."""

    on: str
    is_right: bool


Kept: TypeAlias = tuple[dict[str, Record], dict[str, list[Answer]]]  # by function, and by question


@dataclass(frozen=True)
class Progress:
    """How far one notebook is: `done` of its functions `names`, `points` of `max_points`.

    `next` is the first function that is not done; `note` says why a notebook could not be looked at.
    """

    notebook: str
    names: tuple[str, ...]
    done: tuple[str, ...]
    points: int
    max_points: int
    note: str = ""

    @property
    def next(self) -> str:
        return next((name for name in self.names if name not in self.done), "")

    def sentence(self) -> str:
        """One line: "3 of 8 functions pass, 34 of 100 points. Next: conv_forward."."""
        after = f"Next: {self.next}." if self.next else "All done."
        counts = f"{len(self.done)} of {len(self.names)} functions pass, {self.points} of {self.max_points} points"
        return f"{counts}. {after}"


def path() -> Path:
    """The file; the environment variable COURSE_PROGRESS names another one."""
    named = os.environ.get(PATH_VARIABLE)
    return Path(named).expanduser() if named else Path.home() / ".cnn-workbook" / "progress.json"


def read() -> dict[str, Record]:
    """Records by function; empty when there is no file yet, or it cannot be read."""
    try:
        return _parse(path().read_text("utf-8"))[0]
    except (OSError, ValueError):
        return {}


def record(outcomes: Iterable[tuple[str, Status]]) -> None:
    """Note how checks ended (function, status). A full disk or a closed folder is said, never raised."""

    def note(functions: dict[str, Record], _: object) -> None:
        for name, status in outcomes:
            before = functions.get(name, Record(status))
            today = date.today().isoformat() if status == "passed" else ""
            functions[name] = Record(status, before.passed_on or today)

    _change(note)


def answers() -> dict[str, list[Answer]]:
    """What was answered to each question, in order; empty when there is no file yet, or it cannot be read."""
    try:
        return _parse(path().read_text("utf-8"))[1]
    except (OSError, ValueError):
        return {}


def record_answer(question: str, is_right: bool) -> None:
    """Note an answer to a question; the same one again on the same day is noted once."""

    def note(_: object, questions: dict[str, list[Answer]]) -> None:
        given = Answer(date.today().isoformat(), is_right)
        known = questions.setdefault(question, [])
        if known[-1:] != [given]:
            known.append(given)

    _change(note)


def _change(note: Callable[[dict[str, Record], dict[str, list[Answer]]], None]) -> None:
    """Change what is kept, by functions and by questions, and write it back."""
    try:
        with _locked():
            kept = _read_or_set_aside()
            note(*kept)
            replace_file(path(), _as_text(kept).encode())
    except OSError as error:
        print(f"Your progress could not be written to {path()}: {error.strerror}. Your notebook is not touched.")


def of_notebook(notebook: str, records: Mapping[str, Record] | None = None, note: str = "") -> Progress:
    """Progress in one notebook; an unknown name raises CourseError."""
    records = read() if records is None else records
    exercises = registry.exercise_set(notebook).exercises
    points = {exercise.name: exercise.points for exercise in exercises}
    done = tuple(name for name in points if name in records and records[name].done)
    return Progress(notebook, tuple(points), done, sum(map(points.__getitem__, done)), sum(points.values()), note)


def of_course() -> list[Progress]:
    """Progress in every notebook, in the order of the course."""
    records = read()
    return [of_notebook(name, records) for name in registry.notebooks()]


def _as_text(kept: Kept) -> str:
    functions = {name: asdict(record) for name, record in sorted(kept[0].items())}
    questions = {name: [[answer.on, answer.is_right] for answer in given] for name, given in sorted(kept[1].items())}
    content = {"about": _ABOUT, "functions": functions, "questions": questions}
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _parse(text: str) -> Kept:
    """The records of a file's text; ValueError when it is no such file."""
    try:
        content = json.loads(text)
        rows, known = content.get("questions", {}).items(), content["functions"].items()
        functions = {name: Record(kept["status"], kept.get("passed_on", "")) for name, kept in known}
        return functions, {name: [Answer(str(on), bool(right)) for on, right in given] for name, given in rows}
    except (LookupError, TypeError, AttributeError, ValueError) as error:
        raise ValueError("no file of progress") from error


def _read_or_set_aside() -> Kept:
    """The records so far; a file that holds something else is kept under another name."""
    file = path()
    try:
        return _parse(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}, {}
    except ValueError:
        aside = file.with_name(f"{file.stem}-damaged-{time.strftime('%Y%m%d-%H%M%S')}{file.suffix}")
        file.rename(aside)
        print(f"The file of your progress could not be read; it is kept as {aside.name}, and a new one begun.")
        return {}, {}


@contextlib.contextmanager
def _locked() -> Iterator[None]:
    """One writer at a time; after a while we write without waiting any longer."""
    lock = path().with_suffix(".lock")
    lock.parent.mkdir(parents=True, exist_ok=True)
    end = time.monotonic() + _PATIENCE
    with lock.open("wb") as file:
        while not try_lock(file) and time.monotonic() < end:
            time.sleep(0.02)
        yield
