"""Hidden stays hidden: whatever a notebook does with a hidden input, a student reads one fixed word of it."""

import json
import re
import sys
from collections import defaultdict
from pathlib import Path

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
from course_utils.notebooks.file import read_cells

sys.path.insert(0, str(Path(__file__).parents[1] / "submissions"))

from hidden_behaviours import HIDDEN_OUT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="student code is isolated on Linux only"),
]
NOTEBOOK = "week1/2_step_by_step"
SECRETS = ("a" * 64, "b" * 64, "c" * 64, "d" * 64)
_DIGITS = re.compile(r"\d{9,}")


@pytest.fixture(scope="module")
def graders(warm_serial):
    return list(map(warm_serial, SECRETS))


def words(done):
    """The statuses of all cases: what a student may learn of the hidden ones."""
    return tuple(tuple(outcome.status for outcome in result.report.outcomes) for result in done.results)


def read_by_student(done, folder):
    """All that a student may read of a graded notebook: the pages, and what Gradescope shows."""
    folder.mkdir()
    task = done.task
    message = " ".join(done.notes)
    with Gradebook.open(folder / "gradebook.sqlite") as book:
        book.record(Graded(task.student, NOTEBOOK, task.file, "0" * 64, "v", 1, done.results, message, done.seconds))
        write_reports(book, folder)
    pages = [path.read_text("utf-8") for path in sorted((folder / "feedback").rglob("*.html"))]
    return "\n".join([*pages, json.dumps(as_gradescope(done, settled(done, HandedIn(), Course()), HandedIn()), ensure_ascii=False)])


def leak(behaviour, graders, folder):
    """What differs between secrets beyond the words, or shows digits of an input; "" where nothing does."""
    texts = defaultdict(set)
    for number, grader in enumerate(graders):
        done = grader.grade(Task("ada", NOTEBOOK, "ada/2_step_by_step.ipynb", "", read_cells(behaviour.content())))
        texts[words(done)].add(read_by_student(done, folder / str(number)))
    assert len(texts) < len(graders), "choose secrets of which two give the same words: nothing could be compared"
    digits = [number for same in texts.values() for text in same for number in _DIGITS.findall(text)]
    return ", ".join(digits) or next(("the text differs" for same in texts.values() if len(same) > 1), "")


@pytest.mark.parametrize("behaviour", HIDDEN_OUT, ids=lambda behaviour: behaviour.name)
def test_nothing_but_a_word_comes_out_of_a_hidden_case(graders, tmp_path, behaviour):
    assert leak(behaviour, graders, tmp_path) == ""


@pytest.mark.parametrize("name", ["exception class", "exception text", "a named mistake"])
def test_a_leak_would_be_seen(graders, tmp_path, monkeypatch, name):
    """The same comparison finds what comes out when hidden cases are judged as visible ones are."""

    def open_to_all(question, reply):
        return judge.outcome(judge.Question(question.exercise, question.case, question.inputs), reply)

    monkeypatch.setattr(oracle, "_outcome", open_to_all)
    behaviour = next(behaviour for behaviour in HIDDEN_OUT if behaviour.name == name)
    assert leak(behaviour, graders, tmp_path) != ""


def test_many_attempts_were_written_and_each_is_another():
    assert len({behaviour.name for behaviour in HIDDEN_OUT}) == len(HIDDEN_OUT) >= 50
    assert len({behaviour.content() for behaviour in HIDDEN_OUT}) == len(HIDDEN_OUT)
