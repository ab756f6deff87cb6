"""The process that reads what nobody vouches for: warm, bounded, and replaced when it dies."""

import json
import sys
from pathlib import Path

import pytest

from course_utils.errors import NotebookError
from course_utils.grading.intake import disposable, reader
from course_utils.grading.intake.disposable import Disposable, Lost
from course_utils.grading.similar.fingerprints import parse
from course_utils.grading.similar.parser import parse_apart
from course_utils.notebooks.cell import Cell

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory of a process is bounded on Linux only")

PROGRAM = """
import os
from course_utils.grading.intake.disposable import serve

def answer(data):
    word, _, rest = data.partition(b" ")
    if word == b"die":
        os.kill(os.getpid(), 11)
    if word == b"fill":
        return str(len(bytearray(int(rest)))).encode()
    while word == b"loop":
        pass
    return str(os.getpid()).encode() + b" " + data

serve(answer)
"""


@pytest.fixture
def program(tmp_path, monkeypatch):
    """A program of our own, where `python -I -m` finds it: its folder stands in a .pth of no installation."""
    (tmp_path / "own_program.py").write_text(PROGRAM)
    start = f"import sys, runpy; sys.path.insert(0, {str(tmp_path)!r}); runpy.run_module('own_program', run_name='__main__')"
    launcher = tmp_path / "python"
    launcher.write_text(f'#!/bin/sh\nexec {sys.executable} -I -c "{start}" "$4"\n')
    launcher.chmod(0o700)
    monkeypatch.setattr(disposable.sys, "executable", str(launcher))
    made = Disposable("own_program")
    yield made
    made.close()


def pid_of(answer):
    return int(answer.split()[0])


def test_one_process_answers_many_questions_and_ends_when_closed(program):
    first, second = program.ask(b"a" * 10**6), program.ask(b"b")
    assert pid_of(first) == pid_of(second)
    assert first.endswith(b"a" * 10**6)
    program.close()
    assert not Path(f"/proc/{pid_of(first)}").exists()


@pytest.mark.parametrize("question", [b"die", b"fill 9000000000"])
def test_one_that_dies_or_wants_too_much_memory_is_replaced(program, question):
    before = pid_of(program.ask(b"a"))
    with pytest.raises(Lost):
        program.ask(question)
    after = pid_of(program.ask(b"a"))
    assert after != before
    assert not Path(f"/proc/{before}").exists()


@pytest.mark.slow
def test_one_that_loops_is_ended_by_its_processor_time(program, tmp_path):
    (tmp_path / "own_program.py").write_text(PROGRAM.replace("serve(answer)", "serve(answer, 2)"))
    with pytest.raises(Lost):
        program.ask(b"loop")
    assert program.ask(b"a")


def test_one_that_does_not_answer_is_not_waited_for(program, monkeypatch):
    program.ask(b"a")
    monkeypatch.setattr(disposable, "WALL_SECONDS", 0.2)
    with pytest.raises(Lost):
        program.ask(b"loop")


def _notebook(**fields):
    cell = {"cell_type": "code", "source": "x = 1\ud800", "metadata": {}, "outputs": [], "execution_count": None}
    return json.dumps({"cells": [cell], "nbformat": 4, "metadata": {"course": {"cohort": "spring"}}} | fields).encode()


def test_an_ordinary_notebook_is_read_here_and_a_large_one_elsewhere_with_the_same_outcome(monkeypatch):
    questions, ask = [], reader.READER.ask
    monkeypatch.setattr(reader.READER, "ask", lambda data: questions.append(len(data)) or ask(data))
    small = reader.read_suspiciously(_notebook())
    assert questions == []
    for large in (_notebook(x="a" * reader.ORDINARY_BYTES), _notebook(x=[0] * reader.ORDINARY_PARTS)):
        assert reader.read_suspiciously(large) == small
    assert len(questions) == 2
    assert small.cells == (Cell(1, "x = 1\ud800"),)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"[" * 100_000, "nests them deeper than 100"),
        (b'{"cells":[' + b"{}," * 3_000_000 + b"{}]}", "more than 2,000,000 parts"),
        (b" " * (5 * 2**20), "The file is not a notebook."),
        (b" " * (50 * 2**20 + 1), "a notebook may have 50 MB"),
    ],
    ids=["deep", "many", "large and empty", "too large"],
)
def test_what_is_no_notebook_is_refused_with_the_same_sentences(data, message):
    with pytest.raises(NotebookError, match=message):
        reader.read_suspiciously(data)


def test_a_reader_that_dies_is_no_fault_of_ours(monkeypatch):
    def lost(data):
        raise Lost("it ended")

    monkeypatch.setattr(reader.READER, "ask", lost)
    with pytest.raises(NotebookError, match="more memory or time to read than a notebook may"):
        reader.read_suspiciously(_notebook(x="a" * reader.ORDINARY_BYTES))


def test_code_is_parsed_elsewhere_with_the_same_fingerprints():
    source = "def f(x):\n    return x + 'é' + b'a' * 3 if x is None else 1.5j"
    assert parse_apart([Cell(1, source), Cell(2, "def g(:")]) == parse([(1, source), (2, "def g(:")])
