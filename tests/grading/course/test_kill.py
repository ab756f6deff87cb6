"""`kill -9` during any command of a class: the gradebook opens, each table is whole, and the command can be run again."""

from __future__ import annotations

import csv
import json
import os
import random
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from course_utils.grading.course.file import load
from course_utils.grading.course.folder import open_book
from course_utils.grading.exchange import file as exchange
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.classroom import Classroom
from course_utils.grading.gradebook.decisions import Decisions
from course_utils.grading.gradebook.people import People
from course_utils.grading.gradebook.records import Graded
from course_utils.grading.roster.person import Person

sys.path.insert(0, str(Path(__file__).parents[2] / "submissions"))

from corpus import Behaviour

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="kill -9 is Linux's")]
STUDENTS = 12
COMMANDS = {
    "init": ["init", "new"],
    "report": ["report", "class"],
    "report --preview": ["report", "class", "--preview"],
    "override": ["override", "class", "s00", "zero_pad", "1", "--author", "X", "--reason", "y"],
    "withdraw": ["override", "class", "s01", "zero_pad", "--withdraw", "--author", "X", "--reason", "y"],
    "regrade": ["regrade", "class", "s00", "zero_pad", "--reason", "look"],
    "class add": ["class", "add", "class", "more.csv"],
    "class excuse": ["class", "excuse", "class", "s03", "week1/2_step_by_step"],
    "class withdraw": ["class", "withdraw", "class", "s04"],
    "grade": ["grade", "work", "--out", "class", "--workers", "1"],
    "grade --preview": ["grade", "work", "--out", "class", "--preview", "--workers", "1"],
    "similar": ["similar", "work", "--out", "class"],
    "release": ["release", "bundle", "--course", "class"],
    "export": ["export", "class", "--format", "csv"],
    "export --into": ["export", "class", "--format", "canvas", "--into", "canvas.csv"],
    "class export": ["class", "export", "class", "mine.gradebook"],
    "class import": ["class", "import", "class", "other.gradebook"],
}
# One of each way to write: files alone, the gradebook and pages, rows of people, a class of another place.
SAMPLE = ("init", "grade", "class add", "class import")
KILLS = [
    *(pytest.param(name, 1, id=name) for name in SAMPLE),
    *(pytest.param(name, 3, id=f"{name}, three times", marks=pytest.mark.nightly) for name in COMMANDS),
]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class with a roster, grades, an override and new work, before each command."""
    place = tmp_path_factory.mktemp("kill")
    (place / "students.csv").write_text("name,email\n" + "".join(f"s{n:02},s{n}@x.org\n" for n in range(STUDENTS)))
    (place / "more.csv").write_text("name,email\n" + "".join(f"t{n},t{n}@x.org\n" for n in range(500)))
    (place / "work" / "s05").mkdir(parents=True)
    (place / "work" / "s05" / "2_step_by_step.ipynb").write_bytes(Behaviour("x").content())
    rows = "".join(f"s{n:02},{n},,\n" for n in range(STUDENTS))
    (place / "canvas.csv").write_text(f"Student,ID,SIS Login ID,Step by step (9)\nPoints Possible,,,100\n{rows}")
    with Gradebook.open(place / "other.sqlite") as book:
        People(book).add([Person(f"t{number}", frozenset({("email", f"t{number}@x.org")})) for number in range(500)])
        exchange.export(book, place / "other.gradebook")
    run(place, "init", "class")
    run(place, "class", "add", "class", "students.csv")
    return place


@pytest.fixture
def started(place: Path, make_graded: Callable[..., Graded]) -> Path:
    with open_book(place / "class") as book:
        for number in range(STUDENTS):
            book.record(make_graded(f"s{number:02}", f"{number}", statuses={"zero_pad": "failed"}))
        Decisions(book).override("s01", "week1/2_step_by_step", "zero_pad", 2, "X", "z")
    if not (place / "class" / "index.html").exists():
        run(place, "report", "class")
    return place


def run(place: Path, *words: str) -> None:
    done = subprocess.run(command(*words), cwd=place, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "course_utils", *words]


@pytest.mark.parametrize(("name", "kills"), KILLS)
def test_a_killed_command_leaves_a_class_that_can_be_read(started: Path, name: str, kills: int) -> None:
    words, dice = COMMANDS[name], random.Random(name)
    whole = _seconds(started, words)
    points = _points(started / "class")
    for _ in range(kills):
        process = subprocess.Popen(
            command(*words), cwd=started, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(dice.uniform(0.3, 1.0) * whole)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        _is_whole(started / "class")
        if (started / "new" / "course.toml").exists():
            load(started / "new" / "course.toml")
            (started / "new" / "course.toml").unlink()
    assert _points(started / "class").keys() >= points.keys()


def _seconds(place: Path, words: list[str]) -> float:
    """How long the command takes here and now; refused the second time, it takes as long."""
    begun = time.monotonic()
    subprocess.run(command(*words), cwd=place, capture_output=True, check=False)
    (place / "new" / "course.toml").unlink(missing_ok=True)
    return time.monotonic() - begun


def _points(folder: Path) -> dict[str, float]:
    with Gradebook.open(folder / "gradebook.sqlite") as book:
        everybody = Classroom(book, load(folder / "course.toml")).everybody()
        return {student: total.points or 0.0 for student, _, total in everybody}


def _is_whole(folder: Path) -> None:
    with Gradebook.open(folder / "gradebook.sqlite") as book:
        assert len(list(book.attempts())) >= STUDENTS
        assert len(People(book).all()) in (STUDENTS, STUDENTS + 500), "all of a list, or nothing of it"
        assert len(list(book.audit())) >= STUDENTS
    for name in ("results.json", "grades.csv", "totals.csv", "policy.toml", "course.toml"):
        text = (folder / name).read_text("utf-8")
        if name.endswith(".json"):
            json.loads(text)
        elif name.endswith(".toml"):
            tomllib.loads(text)
        else:
            widths = {len(row) for row in csv.reader(text.splitlines())}
            assert len(widths) == 1
    assert "</html>" in (folder / "index.html").read_text("utf-8")
