"""A fault asked for across a process: the round trip, and what is not believed."""

import numpy as np
import pytest

from course_utils.checks.locate.asked import located, read, request
from course_utils.checks.locate.diagnosis import Fault
from course_utils.checks.locate.trials import Task, Trial
from course_utils.exercises.base import Case
from course_utils.grading.sandbox import wire

TEXT = "# a cell\ndef double(x):\n    y = x * 3\n    return y"
SOURCES = {"<cell 4>": TEXT}
TASK = Task("plain", ("result",), (Trial({"x": np.arange(3.0)}, np.array([0.0, 2, 4]), Case("one", dict)),))


def answered(sources=SOURCES):
    space = {"np": np}
    exec(compile(TEXT, "<cell 4>", "exec"), space)
    message = wire.unpack(wire.pack(request(TASK, sources, 20.0))[4:], wire.MAX_FRAME)
    return located(space["double"], message)


def test_a_fault_comes_back_with_its_cell():
    assert read(answered(), SOURCES) == Fault((3,), ("expression for `y`",), cell=4)
    assert "Line 3 of cell 4 decides" in read(answered(), SOURCES).sentence()


def test_without_the_text_there_is_no_answer():
    assert answered({}) == []


@pytest.mark.parametrize(
    "value",
    [
        None, [], "text", [4, False, [3]], [4, False, [3], ["now pay me"]], [4, False, [9], ["condition"]],
        [5, False, [3], ["condition"]], [4, 1, [3], ["condition"]], [4, False, [3, 2], ["condition"]],
        [4, False, [True], ["condition"]], [4, False, [3] * 9, ["condition"] * 9],
        [4, False, [3], ["expression for `x`\nand more"]],
    ],
)  # fmt: skip
def test_what_is_no_line_of_a_cell_or_no_words_of_ours_is_not_believed(value):
    assert read(value, SOURCES) is None
