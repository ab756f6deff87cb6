"""What a student has done so far: one small readable file in the home folder, never sent anywhere.

The file stands outside the course folder, so it survives kernel restarts, updates and new downloads.
Every check writes its outcome there; the bar on top of a notebook, the map and `course status` read it.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

from course_utils.checks.report import Status
from course_utils.data.files import replace_file
from course_utils.data.locks import try_lock
from course_utils.exercises import registry
from course_utils.exercises.questions import registry as questions
from course_utils.exercises.questions.quizzes import QUIZZES

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
    """An answer to a question: the day (ISO 8601), whether it was right, and whose numbers; 0 is what counts."""

    on: str
    is_right: bool
    variant: int = 0


Kept: TypeAlias = tuple[dict[str, Record], dict[str, list[Answer]]]  # by function, and by question


@dataclass(frozen=True)
class Progress:
    """How far one notebook is: `done` of its functions `names`, `points` of `max_points`, and its questions.

    A project has points only where it is graded.
    `next` is the first function that is not done, in a quiz the first question without an answer; `note` says why a
    notebook could not be looked at.
    """

    notebook: str
    names: tuple[str, ...]
    done: tuple[str, ...]
    points: int
    max_points: int
    note: str = ""
    questions: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    right: tuple[str, ...] = ()

    @property
    def is_quiz(self) -> bool:
        """Whether it only asks."""
        return not self.names

    @property
    def next(self) -> str:
        wanted, done = (self.questions, self.answered) if self.is_quiz else (self.names, self.done)
        return next((name for name in wanted if name not in done), "")

    @property
    def reached(self) -> str:
        """Its points: "34 of 100 points"."""
        return f"{self.points} of {self.max_points} points" if self.max_points else "points when it is graded"

    def counted(self) -> str:
        """Its questions: "4 of 9 questions answered, 3 right"."""
        right = f", {len(self.right)} right" if self.answered else ""
        return f"{len(self.answered)} of {len(self.questions)} questions answered{right}"

    def sentence(self) -> str:
        """One line: "3 of 8 functions pass, 34 of 100 points, 0 of 9 questions answered. Next: conv_forward."."""
        counts = [f"{len(self.done)} of {len(self.names)} functions pass, {self.reached}"]
        counts = [*counts * (not self.is_quiz), *[self.counted()] * bool(self.questions)]
        return f"{', '.join(counts)}. {f'Next: {self.next}.' if self.next else 'All done.'}"


def path() -> Path:
    """The file; the environment variable COURSE_PROGRESS names another one."""
    named = os.environ.get(PATH_VARIABLE)
    return Path(named).expanduser() if named else Path.home() / ".cnn-workbook" / "progress.json"


def read() -> dict[str, Record]:
    """Records by function; empty when there is no file yet, or it cannot be read."""
    return _kept()[0]


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
    return _kept()[1]


def _kept() -> Kept:
    try:
        return _parse(path().read_text("utf-8"))
    except (OSError, ValueError):
        return {}, {}


def record_answer(question: str, is_right: bool, variant: int = 0) -> None:
    """Note an answer to a question; one that ended as the last one to the same numbers did is noted once."""

    def note(_: object, answers: dict[str, list[Answer]]) -> None:
        known = answers.setdefault(question, [])
        last = next((answer for answer in reversed(known) if answer.variant == variant), None)
        if last is None or last.is_right != is_right:
            known.append(Answer(date.today().isoformat(), is_right, variant))

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


def of_notebook(notebook: str, kept: Kept | None = None, note: str = "") -> Progress:
    """Progress in one notebook or quiz; an unknown name raises CourseError."""
    records, answers = _kept() if kept is None else kept
    exercises = () if notebook in QUIZZES else registry.exercise_set(notebook).exercises
    points = {exercise.name: 0 if exercise.project else exercise.points for exercise in exercises}
    done = tuple(name for name in points if name in records and records[name].done)
    ids = questions.asked(notebook)
    counting = {id: [answer.is_right for answer in answers.get(id, ()) if answer.variant == 0] for id in ids}
    answered = tuple(id for id in ids if counting[id])
    right = tuple(id for id in answered if counting[id][-1])
    reached = sum(map(points.__getitem__, done))
    return Progress(notebook, tuple(points), done, reached, sum(points.values()), note, ids, answered, right)


def of_course() -> list[Progress]:
    """Progress in every notebook and quiz, in the order of the course."""
    kept = _kept()
    return [of_notebook(name, kept) for name in questions.lessons()]


def _as_text(kept: Kept) -> str:
    functions = {name: asdict(record) for name, record in sorted(kept[0].items())}
    given = {name: [_row(answer) for answer in rows] for name, rows in sorted(kept[1].items())}
    content = {"about": _ABOUT, "functions": functions, "questions": given}
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _row(answer: Answer) -> list[str | bool | int]:
    return [answer.on, answer.is_right, *([answer.variant] if answer.variant else [])]


def _parse(text: str) -> Kept:
    """The records of a file's text; ValueError when it is no such file."""
    try:
        content = json.loads(text)
        rows, known = content.get("questions", {}).items(), content["functions"].items()
        functions = {name: Record(kept["status"], kept.get("passed_on", "")) for name, kept in known}
        return functions, {name: [Answer(str(on), bool(right), *map(int, more)) for on, right, *more in given]
                           for name, given in rows}  # fmt: skip
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
