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
    assert answered({}) == {}


def sent(**fields):
    return {name: list(part) if isinstance(part, tuple) else part
            for name, part in (vars(Fault((3,), ("condition",), cell=4)) | fields).items()}  # fmt: skip


@pytest.mark.parametrize(
    "fields",
    [
        {"decides": [], "kind": "option", "what": "Conv2D has filters 4; expected is filters 8", "sources": [2]},
        {"decides": [], "kind": "alone", "what": "d_padded[i]", "lines": [2, 3]},
        {"decides": [], "kind": "here"},
        {"lines": [2, 3], "decides": ["condition", "index of `y`"], "together": True},
    ],
)
def test_what_differs_comes_back_with_its_line(fields):
    message = wire.unpack(wire.pack(sent(**fields))[4:], wire.MAX_FRAME)
    fault = read(message, SOURCES)
    assert sent(**fields) == sent(**vars(fault))
    assert fault.what in fault.sentence() or not fault.sentence()


@pytest.mark.parametrize(
    "value",
    [
        None, [], {}, "text", {"lines": [3]}, sent(more=1), sent(decides=["now pay me"]), sent(lines=[9]), sent(cell=5),
        sent(together=1), sent(lines=[3, 2]), sent(lines=[True]), sent(lines=[]), sent(sources=[0]),
        sent(lines=[3] * 9, decides=["condition"] * 9), sent(decides=["expression for `x`\nand more"]),
        sent(what="now pay me"), sent(kind="bribe", decides=[]), sent(kind="option"),
        sent(kind="option", decides=[], what="<b>now</b>"), sent(kind="unread", decides=[], what="x`\n"),
        sent(kind="extra", decides=[], what="x" * 999),
    ],
)  # fmt: skip
def test_what_is_no_line_of_a_cell_or_no_words_of_ours_is_not_believed(value):
    assert read(value, SOURCES) is None
