"""An invented class (all statuses, late days, names of many scripts) and a PostgreSQL server."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from course_utils.checks.report import CaseOutcome, Difference, Report, Result, Status
from course_utils.grading import command, grader
from course_utils.grading.executors import Oracles, Serial
from course_utils.grading.gradebook.records import Graded
from course_utils.grading.grader import Grader
from course_utils.grading.sandbox.channel import Child, Ended
from course_utils.grading.sandbox.client import LIFE_SECONDS, MAX_BYTES, Sandbox

STEP = "week1/2_step_by_step"
EXERCISES = {
    "zero_pad": 5,
    "conv_single_step": 5,
    "conv_forward": 15,
    "pool_forward": 10,
    "conv_backward": 20,
    "create_mask_from_window": 5,
    "distribute_value": 5,
    "pool_backward": 15,
}
NAMES = (
    "Ada Lovelace, Alan Turing, Grace Hopper, 王小明, 李雷, Chloé Dubois, José Álvarez, Nguyễn Thị Hoa, "
    "Olga Petrova, Kwame Mensah, Fatima al-Zahra, Søren Kierkegaard, Mehmet Yılmaz, Priya Sharma, Haruki Sato, "
    "Zoë van Dijk, Björn Ek, Ana Souza, Luca Rossi, Maya Cohen, Tariq Aziz, Ines Moreau, Peter Novák, Dana Kim, "
    "Eva Horváth, Sam O'Neil, Ruth Adeyemi, Ivan Ivić, Lena Vogel, Noor Khan"
)
MISTAKES = {
    "zero_pad": [("pads the batch axis", "The batch axis was padded too: only height and width get zeros.")],
    "conv_single_step": [
        (
            "bias added to every element",
            "The bias was added before the sum, once per element.",
        ),
    ],
    "conv_forward": [
        ("stride ignored", "The window moved by one pixel each time: stride was not used for its corners."),
        ("kernel flipped", "The filter was flipped before multiplying; this layer uses cross-correlation."),
    ],
    "conv_backward": [("= for +=", "A gradient was overwritten where it should add up.")],
    "pool_backward": [("ties counted more than once", "Equal maxima each received the whole gradient.")],
}


def outcomes(name: str, status: Status) -> tuple[CaseOutcome, ...]:
    good = (
        CaseOutcome(f"{name} gives the right shape", "passed"),
        CaseOutcome(f"{name} keeps the batch size", "passed", hidden=True),
    )
    if status == "passed":
        return (*good, CaseOutcome(f"{name} gives the published figures", "passed"))
    if status != "failed":
        text = {"error": "ValueError: operands could not be broadcast together with shapes (4,4,3) (4,4)."}
        bad = CaseOutcome(f"{name} gives the right shape", status, text.get(status, f"It ended: {status}."))
        return (bad, CaseOutcome(f"{name} keeps the batch size", status, "The same happened.", hidden=True))
    difference = Difference("value", "Z[3, 2, 1, 0]", "-0.6149", "1.7570")
    bad = CaseOutcome(f"{name} gives the published figures", "failed", difference.sentence(), difference)
    title = f"{name} works when the stride does not divide"
    return (*good, bad, CaseOutcome(title, "failed", f"A hidden case fails: {title}.", hidden=True))


def make_result(name: str, status: Status, mistake: tuple[str, str] = ("", "")) -> Result:
    cases = outcomes(name, status)
    message = mistake[1] or next((case.message for case in cases if case.status != "passed"), "")
    report = Report(name, status, cases, message, mistake[0], share=float(status == "passed"))
    most = float(EXERCISES.get(name, 5))
    points = most if status == "passed" else 0.0
    return Result(name, status, points, most, message, mistake[0], 0.012, report)


@pytest.fixture
def make_graded() -> Callable[..., Graded]:
    """A submission of `student` with the given status per exercise; `content` stands for its bytes."""

    def make(student: str = "Ada Lovelace", content: str = "1", notebook: str = STEP, **changes: object) -> Graded:
        statuses = changes.pop("statuses", {"zero_pad": "passed", "conv_forward": "failed"})
        values: dict[str, Any] = {
            "file": f"{student}/notebook.ipynb",
            "sha256": hashlib.sha256(content.encode()).hexdigest(),
            "version": "v1",
            "seed": 7,
            "results": tuple(make_result(name, status) for name, status in statuses.items()),
            "seconds": 0.05,
            "submitted_at": datetime(2026, 3, 1, 12, 0, tzinfo=UTC),
        }
        return Graded(student=student, notebook=notebook, **(values | changes))

    return make


@pytest.fixture
def fake_class(make_graded: Callable[..., Graded]) -> list[Graded]:
    """Thirty students of one notebook and, for some, a second attempt; always the same."""
    dice, names = random.Random(3), NAMES.split(", ")
    graded: list[Graded] = []
    for number, student in enumerate(names):
        skill = dice.betavariate(4, 1.6)
        results = tuple(_random_result(dice, name, skill) for name in EXERCISES)
        when = datetime(2026, 3, 8, 20, 0, tzinfo=UTC) + timedelta(hours=dice.gauss(-6, 20))
        seconds = dice.uniform(0.03, 0.2)
        graded.append(make_graded(student, f"{number}", results=results, submitted_at=when, seconds=seconds))
    for number, (index, status) in enumerate({4: "timeout", 11: "blocked", 17: "crashed", 22: "memory"}.items()):
        results = (*graded[index].results[:4], *(make_result(name, status) for name in list(EXERCISES)[4:]))
        graded[index] = make_graded(names[index], f"bad{number}", results=results, seconds=4.5 + number)
    twice = "zero_pad is defined twice; the last one counts"
    unchecked = (make_result("zero_pad", "unchecked"), *graded[8].results[1:])
    graded[8] = make_graded(names[8], "ours", results=unchecked, message=twice)
    graded.append(make_graded(names[1], "again", results=tuple(make_result(name, "passed") for name in EXERCISES)))
    broken = tuple(make_result(name, "error") for name in EXERCISES)
    text = "The file is not a notebook: line 1, column 17 is no JSON."
    graded.append(make_graded("Vera Lost", "broken", results=broken, message=text))
    graded.append(
        make_graded("Vera Lost", "poem", "", results=(), file="Vera Lost/poem.txt", message="This is a text file.")
    )
    return graded


def _random_result(dice: random.Random, name: str, skill: float) -> Result:
    hard = EXERCISES[name] / 60
    if dice.random() < skill - hard + 0.25:
        return make_result(name, "passed")
    status: Status = dice.choice(("failed", "failed", "failed", "missing", "error"))
    mistake = dice.choice([*MISTAKES.get(name, []), ("", "")]) if status == "failed" else ("", "")
    return make_result(name, status, mistake)


class Kept(Sandbox):
    """A warm parent that stays when a run is over; one that still has a child starts anew."""

    _has_child = is_taken = False

    def fork(self, seconds: float = LIFE_SECONDS, most: int = MAX_BYTES) -> Child:
        self._has_child = True
        return super().fork(seconds, most)

    def reap(self) -> Ended:
        ended = super().reap()
        self._has_child = False
        return ended

    def __exit__(self, *_: object) -> None:
        self.is_taken = False
        if self._has_child:
            self._has_child = False
            self._stop()


class Parents(dict[str, Kept]):
    """One for each profile, from the first time that it is asked for."""

    def __contains__(self, profile: object) -> bool:
        return True

    def __missing__(self, profile: str) -> Kept:
        self[profile] = Kept(profile)
        return self[profile]


@pytest.fixture(scope="session")
def warm_parents() -> Iterator[Parents]:
    """For all modules of a process: one with TensorFlow takes seconds to start, and never changes."""
    parents = Parents()
    yield parents
    for parent in parents.values():
        Sandbox.__exit__(parent, None, None, None)


@pytest.fixture(scope="session")
def warm_grader(warm_parents: Parents) -> Grader:
    """A grader over the warm parents that all share; nobody closes it."""
    shared = Grader()
    shared._sandboxes = warm_parents  # type: ignore[assignment]
    return shared


@pytest.fixture(scope="session")
def warm_serial(warm_grader: Grader) -> Callable[[int | str], Serial]:
    """A function: an executor with the secret, over the warm parents that all share; nobody closes it."""

    def make(secret: int | str) -> Serial:
        executor = Serial(Oracles(secret))
        executor._grader = warm_grader
        return executor

    return make


@pytest.fixture(scope="session")
def tensorflow_sandbox(warm_parents: Parents) -> Sandbox:
    """The warm parent with TensorFlow that all share."""
    return warm_parents["tensorflow"]


@pytest.fixture(scope="module")
def kept_parents(warm_parents: Parents) -> Iterator[None]:
    """`course grade` in this process takes the warm parents that are free, and starts others beside them."""

    def sandbox(profile: str, isolate: bool = True) -> Sandbox:
        if not isolate or warm_parents[profile].is_taken:
            return Sandbox(profile, isolate)
        warm_parents[profile].is_taken = True
        return warm_parents[profile]

    with pytest.MonkeyPatch.context() as patch:
        for module in (command, grader):
            patch.setattr(module, "Sandbox", sandbox)
        yield


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a real server, started here and stopped at the end."""
    servers = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not servers:
        pytest.skip("Debian's postgresql is not installed: no /usr/lib/postgresql/*/bin/initdb")
    if os.geteuid() == 0 and not shutil.which("setpriv"):
        pytest.skip("initdb refuses root, and setpriv is not there")
    user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
    home = Path(tempfile.mkdtemp(prefix="pg-"))  # a socket's path must be short
    if user:
        shutil.chown(home, "postgres", "postgres")
    bin, data, log = servers[-1].parent, home / "data", home / "log.txt"

    def call(*words: str) -> None:
        with log.open("a") as file:
            subprocess.run([*user, *words], check=True, stdout=file, stderr=file, cwd=home, timeout=300)

    try:
        call(f"{bin}/initdb", "-D", f"{data}", "-U", "course", "--auth=trust", "-E", "UTF8", "--no-sync")
        options = f"-c listen_addresses='' -k {home} -c fsync=off"
        call(f"{bin}/pg_ctl", "-D", f"{data}", "-o", options, "-w", "start")
        try:
            yield f"postgresql+psycopg://course@/postgres?host={home}"
        finally:
            call(f"{bin}/pg_ctl", "-D", f"{data}", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)
