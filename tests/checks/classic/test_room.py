"""An answer is run as of its era where today's run stops at a call of then, and nowhere else."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from course_utils.checks.classic.room import ClassicRoom, say_era, today
from course_utils.checks.definitions import load
from course_utils.checks.judge import Reply, answer, judge, questions
from course_utils.checks.report import Report
from course_utils.exercises import registry
from course_utils.notebooks.file import read_cells

sys.path.insert(0, str(Path(__file__).parents[2] / "submissions"))

from published import content, keys

HELPER = "import numpy as np\n\ndef half(b):\n    return float(b) / 2\n"
ANSWER = "def total(a, b):\n    return np.sum(a) + half(b)\n"
ONE = np.ones((1, 1, 1))


def ask(*sources, call=lambda total: total(np.ones(3), ONE)):
    cells = list(enumerate(sources, start=1))
    function = load(cells, {}).function(["total"])
    return ClassicRoom(lambda: cells, {}).answer(function, ["total"], call)


def test_an_answer_of_then_counts_with_today_s_spelling_also_through_its_helpers():
    value, spelling = ask(HELPER, ANSWER)
    assert value == 3.5
    assert "write b.item()" in spelling


def test_an_answer_of_today_is_run_once_and_nothing_is_loaded_for_it():
    def never():
        raise AssertionError("the older libraries are not needed")

    calls = []
    function = load([(1, "def total(a, b):\n    return 1")], {}).function(["total"])
    answer = ClassicRoom(never, {}).answer(function, ["total"], lambda it: calls.append(it(1, 2)) or "value")
    assert (answer, calls) == (("value", ""), [1])


@pytest.mark.parametrize("body", ["return a[7]", "raise NotImplementedError", "return unknown", "return 1 / 0"])
def test_any_other_error_is_today_s(body):
    with pytest.raises((IndexError, NotImplementedError, NameError, ZeroDivisionError)):
        ask(f"def total(a, b):\n    {body}")


@pytest.mark.parametrize(("body", "is_eager"), [("tf.contrib.layers.flatten", False), ("tf.square", True)])
def test_where_an_import_did_not_run_the_text_says_whether_a_graph_is_meant(body, is_eager):
    answer = f"def total(a, b):\n    {body}\n    return tf.executing_eagerly()"
    cells = [(1, "import tensorflow as tf"), (2, answer)]
    function = load(cells[1:], {}).function(["total"])
    value, _ = ClassicRoom(lambda: cells, {}).answer(function, ["total"], lambda total: total(1, 2))
    assert value is is_eager


def test_what_came_with_a_notebook_is_there_where_its_cell_was_lost(tmp_path):
    class Model:
        def predict_on_batch(self, pictures):
            return pictures.sum(axis=(1, 2))

    picture = str(tmp_path / "white.png")
    Image.new("RGB", (2, 3), "white").save(picture)
    answer = "def total(a, b):\n    return img_to_encoding(a, b)"
    value, spelling = ask(answer, call=lambda total: total(picture, Model()))
    assert value.tolist() == [[6, 6, 6]]
    assert spelling == "img_to_encoding came with the notebook: keep the cell, or the import, that brings it."


def test_where_the_era_does_not_help_the_error_is_today_s_with_the_student_s_line():
    with pytest.raises(TypeError, match="only 0-dimensional") as error:
        ask("def total(a, b):\n    float(b)\n    return a[7]")
    assert [frame.lineno for frame in error.traceback if str(frame.path) == "<cell 1>"] == [1]


def test_the_room_changes_nothing_of_the_notebook_of_today():
    cells = [(1, HELPER), (2, ANSWER)]
    loaded = load(cells, {})
    before = dict(loaded.namespace)
    ClassicRoom(lambda: cells, {}).answer(loaded.function(["total"]), ["total"], lambda it: it(ONE, ONE))
    assert loaded.namespace == before
    with pytest.raises(TypeError):
        loaded.namespace["total"](ONE, ONE)


@pytest.mark.parametrize(
    ("error", "spelling"),
    [
        (AttributeError("module 'tensorflow' has no attribute 'placeholder'"), "keras.Input"),
        (ValueError("setting an array element with a sequence."), "write b.item()"),
        (ValueError("operands could not be broadcast together"), ""),
    ],
)
def test_only_calls_of_older_libraries_have_a_spelling_of_today(error, spelling):
    assert spelling in today(error)
    assert bool(today(error)) is bool(spelling)


def test_the_sentence_says_whether_the_answer_counts():
    assert say_era(Report("f", "passed"), ["", ""]).notes == ()
    passed, failed = (say_era(Report("f", status), ["", "Today it is x."]) for status in ("passed", "failed"))
    assert passed.notes == ("f ran with the libraries of its time, and counts. Today it is x.",)
    assert failed.notes == ("f ran with the libraries of its time. Today it is x.",)
    assert passed.era == failed.era == "Today it is x."


KERNEL = """
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
for cell in (
    "%time import numpy as np",
    "from course_utils.week1 import check",
    "import numpy as np\\n# GRADED FUNCTION: conv_single_step\\ndef conv_single_step(a_slice_prev, W, b):\\n"
    "    return np.sum(a_slice_prev * W) + float(b)",
    "before = conv_single_step, np, float",
    "check(conv_single_step)",
    "print('UNCHANGED', before == (conv_single_step, np, float), '__classic__' in globals())",
):
    shell.run_cell(cell, store_history=True)
"""


def test_a_check_in_the_notebook_says_the_same_sentence_and_changes_no_name(tmp_path):
    environment = {"IPYTHONDIR": str(tmp_path), "HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    done = subprocess.run([sys.executable, "-c", KERNEL], capture_output=True, text=True, env=environment, check=False)
    assert "✓ conv_single_step: all 2 cases pass." in done.stdout, done.stderr + done.stdout
    assert "conv_single_step ran with the libraries of its time, and counts." in done.stdout
    assert "UNCHANGED True False" in done.stdout


@pytest.mark.tf
def test_a_session_of_the_notebook_knows_the_tensors_of_a_graph():
    import tensorflow as tf

    source = content(keys("first")["week4/2_style_transfer"]).replace(b"tf.subtract(GS, GG)", b"tf.sub(GS, GG)")
    cells = [(cell.number, cell.source) for cell in read_cells(source)]
    loaded, room = load(cells, {"tf": tf}), ClassicRoom(lambda: cells, {"tf": tf})
    exercise = registry.find("compute_style_cost")[1]
    posed = questions(exercise, exercise.cases)
    function = loaded.function(exercise.names)
    got = [room.answer(function, exercise.names, lambda it: answer(exercise, it, each.inputs)) for each in posed]  # noqa: B023
    assert [spelling for _, spelling in got] == ["Today it is tf.subtract(x, y)."] * len(posed)
    assert judge(exercise, posed, [Reply(value=value) for value, _ in got]).status == "passed"
