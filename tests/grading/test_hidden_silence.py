"""No digit of a hidden input in anything that a student may read, by whatever channel a notebook tries.

The attacks write the input's digits into exceptions, names, answers, shapes, files, threads and globals. What a student
reads is searched for the numbers of every hidden input in many forms, and compared between two secrets: where the
words of all cases are the same, every letter of it must be.
"""

import base64
import functools
import importlib
import json
import os
import re
import struct
import sys
from pathlib import Path

import numpy as np
import pytest

from course_utils.checks import judge
from course_utils.grading import oracle
from course_utils.grading.course.values import Course
from course_utils.grading.exports.gradescope_dates import HandedIn, settled
from course_utils.grading.exports.gradescope_run import as_gradescope
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.records import Graded
from course_utils.grading.intake.reading import Task
from course_utils.grading.report.pages import write_reports
from course_utils.grading.sandbox import wire
from course_utils.notebooks.file import read_cells

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="student code is isolated on Linux only"),
]
NOTEBOOK = "week1/2_step_by_step"
SECRETS = ("silence-1" * 4, "silence-2" * 4)
TAGS = re.compile(r"<(style|svg|script)\b.*?</\1>|<[^>]*>", re.DOTALL)
LENGTHS = re.compile(r"(?<![\w.#-])\d{4}(?![\w.-])")  # lengths, lines and shapes by which the attacks tell


def attacks():
    sys.path.insert(0, str(Path(__file__).parents[1] / "submissions"))
    try:
        return importlib.import_module("attacks.leaks").LEAKS
    finally:
        del sys.path[0]


WHOLE = os.environ.get("COURSE_SWEEP") == "whole"  # as in `make sweep`; otherwise every fourth
LEAKS = attacks()


class Reader:
    """One class with a secret: grades a notebook and gathers what its student may read."""

    def __init__(self, grader):
        self.oracles, self.grader = grader._oracles, grader

    def read(self, behaviour, folder):
        task = Task("ada", NOTEBOOK, "ada/2_step_by_step.ipynb", "", read_cells(behaviour.content()))
        done = self.grader.grade(task)
        with Gradebook.open(folder / "gradebook.sqlite") as book:
            graded = Graded(
                "ada", NOTEBOOK, task.file, "0" * 64, "v", 1, done.results, " ".join(done.notes), done.seconds
            )
            book.record(graded)
            write_reports(book, folder)
        pages = [path.read_text("utf-8") for path in sorted((folder / "feedback").rglob("*.html"))]
        words = tuple(tuple(case.status for case in result.report.outcomes) for result in done.results)
        return words, "\n".join([*pages, json.dumps(as_gradescope(done, settled(done, HandedIn(), Course()), HandedIn()), ensure_ascii=False)])

    @functools.cached_property
    def needles(self):
        """Every form of every number in the hidden inputs that no visible input has."""
        own = self.oracles[NOTEBOOK]
        names = [exercise.name for exercise in own.group.exercises]
        hidden, visible = (
            {x for name in names for frame in own.cases(name, kind) for x in numbers(wire.unpack(frame[4:]))}
            for kind in (True, False)
        )
        return {needle: x for x in hidden - visible for needle in forms(x)}

    @functools.cached_property
    def lengths(self):
        """What the attacks make of a hidden input when they tell by a length, a shape, a line or a depth."""
        return {str(int(x * 1e4) % 10_000 + 1 + more) for x in self.needles.values() for more in (0, 7)}


def numbers(part):
    """Numbers with at least nine digits in one case's inputs, without their signs."""
    if isinstance(part, dict):
        part = list(part.values())
    if isinstance(part, (list, tuple)):
        for inner in part:
            yield from numbers(inner)
    elif isinstance(part, (float, np.ndarray, np.generic)):
        yield from (abs(float(x)) for x in np.ravel(part).astype(float) if len(digits(x)) > 8)


def digits(x):
    return f"{abs(float(x)):.12f}".replace(".", "").strip("0")


def forms(x):
    """Nine digits of it, plain and reversed; its bytes as hexadecimal numbers and in base64; its digits in base64."""
    plain, double = digits(x)[:9], struct.pack("<d", x)
    texts = [plain, plain[::-1], double.hex(), double[::-1].hex(), x.hex()[4:14], base64.b64encode(double).decode()[:9]]
    return [*texts, base64.b64encode(f"{x:.12f}".encode()).decode()[:11], plain.encode().hex()]


def leaks(reader, text):
    """What of the hidden inputs stands in `text`."""
    body = TAGS.sub(" ", text)
    flat = re.sub(r"(?<=\d)[._](?=\d)", "", body)
    return sorted(needle for needle in reader.needles if needle in body or needle in flat)


@pytest.fixture(scope="module")
def readers(warm_serial):
    return [Reader(warm_serial(secret)) for secret in SECRETS]


@pytest.mark.parametrize("behaviour", LEAKS if WHOLE else LEAKS[::4], ids=lambda behaviour: behaviour.name)
def test_no_digit_of_a_hidden_input_is_read(readers, tmp_path, behaviour):
    readings = []
    for number, reader in enumerate(readers):
        folder = tmp_path / str(number)
        folder.mkdir()
        words, text = reader.read(behaviour, folder)
        assert leaks(reader, text) == []
        readings.append((words, text))
    if readings[0][0] == readings[1][0]:
        assert readings[0][1] == readings[1][1], "the words of the cases are the same, the text is not"
    else:  # the words alone may differ, and no length of an input may show
        only = set(LENGTHS.findall(TAGS.sub(" ", readings[0][1]))) - set(LENGTHS.findall(TAGS.sub(" ", readings[1][1])))
        assert not only & readers[0].lengths


@pytest.mark.parametrize(
    "name", ["text_of_an_error", "class_of_an_error", "unknown_name", "text_returned", "type_returned"]
)
def test_a_digit_that_comes_out_is_seen(readers, tmp_path, monkeypatch, name):
    """Where hidden cases are judged as visible ones are, the search finds what it searches for."""

    def open_to_all(question, reply):
        return judge.outcome(judge.Question(question.exercise, question.case, question.inputs), reply)

    monkeypatch.setattr(oracle, "_outcome", open_to_all)
    behaviour = next(behaviour for behaviour in LEAKS if behaviour.name == name)
    assert leaks(readers[0], readers[0].read(behaviour, tmp_path)[1])


def test_the_search_knows_many_numbers(readers):
    assert len(readers[0].needles) > 1000
    both = readers[0].needles.keys() & readers[1].needles.keys()  # a few hidden inputs are the same for every class
    assert len(both) < len(readers[0].needles) / 10


@pytest.mark.parametrize(
    "wrap", [str, lambda x: f"D{digits(x)}", lambda x: str(x)[::-1], float.hex, lambda x: struct.pack("<d", x).hex()]
)
def test_every_form_is_found(readers, wrap):
    x = next(iter(readers[0].needles.values()))
    assert leaks(readers[0], f"<p>E: {wrap(x)} is not right.</p>")
