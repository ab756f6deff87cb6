"""The hostile corpus against the real command: fair statuses, and nothing left or changed outside."""

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="student code is isolated on Linux only"),
]
SUBMISSIONS = Path(__file__).parents[2] / "submissions"
CANARY = Path("/tmp/course-was-here")


def of_submissions(module, name):
    sys.path.insert(0, str(SUBMISSIONS))
    try:
        return getattr(importlib.import_module(module), name)
    finally:
        sys.path.remove(str(SUBMISSIONS))


HOSTILE = of_submissions("hostile_behaviours", "HOSTILE")
difference = of_submissions("golden", "difference")


def processes(folder: Path) -> set[str]:
    """Command lines of this run's warm parents, and of programs the corpus tries to start."""
    lines = set()
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if ("sandbox.zygote" in line and str(folder) in line) or line.startswith("sleep 1000"):
            lines.add(f"{path.parent.name} {line}")
    return lines


def listing(*folders: str) -> dict[str, list[str]]:
    """What lies in the folders, without the canaries of a sweep that may run beside."""
    names = {folder: [path.name for path in Path(folder).iterdir()] for folder in folders}
    return {folder: sorted(name for name in own if "course-canary-" not in name) for folder, own in names.items()}


# The command with fewer seconds for what never ends: a function has 5 of its own, definitions have 8.
IN_A_HURRY = """
from course_utils.cli import main
from course_utils.exercises import registry
from course_utils.grading import grader

grader.LOAD_SECONDS = 2.0
object.__setattr__(registry.find("zero_pad")[1], "seconds", 3.0)
main()
"""


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The whole corpus graded once, with what the machine looked like before and after."""
    out, folder = tmp_path_factory.mktemp("hostile"), tmp_path_factory.mktemp("working")
    CANARY.unlink(missing_ok=True)
    watched = ("/", "/var/tmp", "/home", str(Path.home()), str(SUBMISSIONS / "hostile"))
    before = listing(*watched)
    environment = {**os.environ, "COURSE_CANARY": "secret", "TMPDIR": str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", IN_A_HURRY, "grade", str(SUBMISSIONS / "hostile"), "--out", str(out), "--seed", "7"],
        capture_output=True, text=True, timeout=3600, env=environment, check=False,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    rows = json.loads((out / "results.json").read_text())["submissions"]
    after = listing(*watched), processes(folder), sorted(folder.iterdir())
    return {row["student"]: row for row in rows}, before, after, out


@pytest.mark.parametrize("behaviour", HOSTILE, ids=lambda one: one.name)
def test_every_exercise_gets_the_fair_status(graded, behaviour):
    row = graded[0][behaviour.name]
    assert {one["name"]: one["status"] for one in row["exercises"]} == behaviour.expected()


def test_the_hostile_class_gets_what_it_got_at_first(graded):
    changed = difference("hostile", graded[3])
    assert not changed, f"`python tests/submissions/golden.py` accepts what is meant\n{changed}"


def test_points_follow_the_statuses(graded):
    for row in graded[0].values():
        for one in row["exercises"]:
            assert (one["points"] == one["max_points"]) == (one["status"] == "passed"), row["student"]


def test_every_submission_comes_to_an_end(graded):
    assert {name: len(row["exercises"]) for name, row in graded[0].items()} == {one.name: len(one.expected()) for one in HOSTILE}


def test_no_file_is_left_or_changed_outside(graded):
    assert graded[2][0] == graded[1]
    assert not CANARY.exists()
    assert graded[2][2] == []


def test_no_process_is_left(graded):
    assert graded[2][1] == set()


def test_no_secret_reaches_a_message(graded):
    assert "secret" not in json.dumps(graded[0]).replace("secrets", "")


@pytest.mark.parametrize(("folder", "module", "name"), [("hostile", "hostile_behaviours", "HOSTILE"), ("sample", "sample_behaviours", "SAMPLE")])
def test_the_stored_notebooks_are_current(folder, module, name):
    for one in of_submissions(module, name):
        assert (SUBMISSIONS / folder / one.name / one.file).read_bytes() == one.content(), one.name
