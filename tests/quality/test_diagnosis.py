"""What a check says of a wrong answer is true, and of a right one it says nothing.

The wrong answers are the blind set in `tests/submissions/blind`; `diagnosis.py` prints the whole table. The gate tries
a sample of the notebooks without TensorFlow, a night all rows of all of them.
"""

from __future__ import annotations

import inspect
import sys
import zlib
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from diagnosis import cells, checked, judgements, located, namespace, place, quantity, rows, solution
from test_styles import styles

from course_utils.checks.classic.room import ClassicRoom
from course_utils.checks.compare import first_difference
from course_utils.checks.judge import answer, questions
from course_utils.checks.run import report_of
from course_utils.exercises import registry

LEAST_TRUE = 0.98  # of what is said about one notebook's rows
# A row of triplet_loss may be mended where the triplet is unpacked.
LEAST_TRUE_OF = {"week4/1_face_recognition": 0.94}
LEAST_SAID = 0.9  # of the rows that are refused: a name, a line, or the line of an error
LEAST_SAID_OF_SAMPLE = 0.8
WAITING = 0.05  # of the statements, those that nobody has judged
SAMPLE = 11  # rows of which the gate tries one
HELPERS_TRIED = 3  # wrong versions of each helper


def _marks(group, cheap=True):
    is_tf = group.profile == "tensorflow"
    return [pytest.mark.tf] * is_tf + [pytest.mark.nightly] * (is_tf or not cheap)


NOTEBOOKS = [pytest.param(each.notebook, marks=_marks(each), id=each.notebook) for each in registry.all_sets()]
JUDGED = [pytest.param(each.notebook, marks=_marks(each, cheap=False), id=each.notebook) for each in registry.all_sets()]
SAMPLED = [each.notebook for each in registry.all_sets() if each.profile == "numpy"]
EXERCISES = [
    pytest.param(group.notebook, each, marks=_marks(group), id=each.name)
    for group in registry.all_sets()
    for each in group.exercises
]


def refused_by(exercise, function):
    """The title of the first visible case that an answer fails."""
    for question in questions(exercise, exercise.cases):
        try:
            got = answer(exercise, function, question.inputs)
        except Exception:
            return question.case.title
        if first_difference(got, question.expected, question.case, exercise.outputs) is not None:
            return question.case.title
    return ""


def functions(notebook, text):
    """The solved notebook's namespace with a text's definitions in place of its own, and their globals."""
    space = namespace(notebook)
    exec(compile(text, "<blind>", "exec"), space)
    return space


def room(notebook, *more):
    code = [*enumerate(cells(notebook), 1), *enumerate(more, 1000)]
    return ClassicRoom(lambda: code, {"np": __import__("numpy")})


@pytest.mark.slow
@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_every_wrong_answer_is_refused_by_a_visible_case(notebook):
    exercises = registry.exercise_set(notebook).by_name
    passed = [
        row.key
        for row in (*rows(notebook), *rows(notebook, later=True))
        if not refused_by(exercises[row.exercise], functions(notebook, row.source)[row.exercise])
    ]
    assert passed == []


@pytest.mark.parametrize("group", registry.all_sets(), ids=lambda group: group.notebook)
def test_the_blind_set_covers_every_exercise(group):
    written = rows(group.notebook)
    assert {row.exercise for row in written} >= {each.name for each in group.exercises if each.points and not each.project}
    assert len({row.key for row in written}) == len(written)
    for row in written:
        assert row.truth
        assert row.lines
        assert all(row.source.splitlines()[line - 1].strip() for line in row.lines), row.key


def test_every_judgement_belongs_to_a_row():
    keys = {row.key for group in registry.all_sets() for later in (False, True) for row in rows(group.notebook, later)}
    assert {key for key, _ in judgements()} <= keys


@pytest.mark.parametrize("notebook", JUDGED)
@pytest.mark.parametrize("later", [False, True], ids=["first", "later"])
def test_what_is_said_of_a_wrong_answer_is_true(notebook, later):
    _judge(notebook, rows(notebook, later), LEAST_SAID)


@pytest.mark.slow
@pytest.mark.parametrize("notebook", SAMPLED)
def test_what_is_said_of_some_wrong_answers_is_true(notebook):
    sample = [row for row in (*rows(notebook), *rows(notebook, later=True)) if zlib.crc32(row.key.encode()) % SAMPLE == 0]
    assert len({row.exercise for row in sample}) > 3
    _judge(notebook, sample, LEAST_SAID_OF_SAMPLE)


def _judge(notebook, several, least_said):
    every = [each for each in (checked(notebook, row) for row in several) if each.rejected]
    spoken = [each for each in every if each.statements]
    silent = [each.row.key for each in every if each.is_silent]
    waiting = [(each.row.key, said) for each in spoken for said in each.statements if each.verdict(said) is None]
    false = [(each.row.key, *each.statements) for each in spoken if each.truth is False]
    # Read the messages: python tests/quality/diagnosis.py NOTEBOOK --messages FILE. A search that a slow machine cuts
    # short may say another thing, so a few may wait.
    assert len(waiting) <= max(1, WAITING * len(spoken)), waiting
    assert len(false) <= (1 - LEAST_TRUE_OF.get(notebook, LEAST_TRUE)) * len(spoken), false
    assert len(silent) <= (1 - least_said) * len(every), silent


@pytest.mark.slow
@pytest.mark.parametrize(("notebook", "exercise"), EXERCISES)
def test_nothing_is_said_of_a_right_answer(notebook, exercise):
    own = solution(notebook).function(exercise.names)
    ways = {"the notebook's": inspect.unwrap(own), **styles(notebook, exercise.name)}
    for name, function in ways.items():
        report = located(report_of(exercise, function, room(notebook)), exercise, function)
        assert (name, report.status, report.mistake, place(report) + quantity(report)) == (name, "passed", "", "")


@pytest.mark.slow
@pytest.mark.parametrize(("notebook", "exercise"), EXERCISES)
def test_nothing_is_said_of_a_right_answer_over_a_wrong_helper(notebook, exercise):
    text = next(cell for cell in cells(notebook) if f"def {exercise.name}(" in cell)
    for helper in exercise.uses:
        wrong = [row for row in rows(notebook) if row.exercise == helper]
        for row in wrong[:HELPERS_TRIED]:
            function = inspect.unwrap(functions(notebook, f"{text}\n\n{row.source}")[exercise.name])
            report = located(report_of(exercise, function, room(notebook, row.source)), exercise, function)
            said = (report.mistake, place(report), quantity(report))
            assert (row.key, report.status, *said) == (row.key, "passed", "", "", "")
