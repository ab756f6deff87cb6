"""`kill -9` at any moment, then the same command: the rest is graded, nothing twice, nothing lost."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "submissions"))

from corpus import Behaviour
from sample_behaviours import SAMPLE

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="student code is isolated on Linux only"),
]
STUDENTS = 100


def start(source, out):
    out.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "course_utils", "grade", str(source), "--out", str(out), "--seed", "9"]
    environment = {**os.environ, "TMPDIR": str(out)}  # names this run's processes
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment)


def finish(process):
    words, _ = process.communicate(timeout=1800)
    assert process.returncode == 0, words


def content(out):
    rows = json.loads((out / "results.json").read_text())["submissions"]
    for row in rows:
        for exercise in row["exercises"]:
            del exercise["seconds"]
    return rows


def recorded(out):
    try:
        book = sqlite3.connect(f"file:{out / 'gradebook.sqlite'}?mode=ro", uri=True)
        return book.execute("select count(*) from submission").fetchone()[0]
    except sqlite3.OperationalError:
        return 0


def warm_parents(out):
    parents = 0
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes()
            parents += b"sandbox.zygote" in line and str(out).encode() in line
        except OSError:
            continue
    return parents


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    return a_class(tmp_path_factory.mktemp("class"), STUDENTS)


def a_class(folder, students):
    quick = [behaviour for behaviour in SAMPLE if behaviour.name in ("ada", "bo", "dora", "emil", "fatima", "gus", "hana", "ivan")]
    for number in range(students):
        behaviour = quick[number % len(quick)]
        again = Behaviour("x", behaviour.replace, after=f"# {number}", raw=behaviour.raw and behaviour.raw + b" " * number)
        folder.mkdir(exist_ok=True)
        (folder / f"student{number:03}.ipynb").write_bytes(again.content())
    return folder


@pytest.mark.parametrize(("kills", "students"), [(2, 8), pytest.param(12, STUDENTS, marks=pytest.mark.nightly)])
def test_kills_change_nothing_in_the_end(tmp_path, kills, students):
    """The first comes while the run starts, each other one soon after a grade of its own run is kept."""
    source = a_class(tmp_path / "class", students)
    finish(start(source, tmp_path / "calm"))
    random_moments = random.Random(4)
    out, progress = tmp_path / "killed", [0]
    for number in range(kills):
        process = start(source, out)
        while number and process.poll() is None and recorded(out) == progress[-1]:
            time.sleep(0.02)
        time.sleep(random_moments.uniform(0.0, 0.4))
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        progress.append(recorded(out))
    finish(start(source, out))
    assert progress == sorted(progress), "a recorded grade was lost"
    assert content(out) == content(tmp_path / "calm")
    assert recorded(out) == students
    book = sqlite3.connect(out / "gradebook.sqlite")
    graded = book.execute("select count(*) from audit where action = 'graded'").fetchone()[0]
    assert graded == students, "a submission was graded twice"
    patience = time.monotonic() + 300
    while warm_parents(out) and time.monotonic() < patience:
        time.sleep(0.1)
    assert warm_parents(out) == 0


def test_control_c_stops_the_run_and_says_how_to_go_on(source, tmp_path):
    process, out = start(source, tmp_path / "out"), tmp_path / "out"
    while process.poll() is None and not recorded(out):
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    words, _ = process.communicate(timeout=600)
    assert process.returncode == 130, words
    assert 0 < recorded(out) < STUDENTS
    assert "run the same command to go on" in words
    assert "Traceback" not in words
