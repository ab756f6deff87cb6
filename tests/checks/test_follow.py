"""A fault is paid for once: what is right but for a helper passes, and says which helper it stumbles over."""

from dataclasses import replace

import numpy as np
import pytest

from course_utils.checks import follow
from course_utils.checks.explain.messages import explain
from course_utils.checks.report import CaseOutcome, Report, Unnamed
from course_utils.checks.run import graded, report_on
from course_utils.exercises import registry

ZERO_PAD = "def zero_pad(X, pad):\n    return np.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0)))"
STEP = "def conv_single_step(a_slice_prev, W, b):\n    return np.sum(a_slice_prev * W) + float(np.squeeze(b))"
FORWARD = """
def conv_forward(A_prev, W, b, hparameters):
    stride, pad = hparameters["stride"], hparameters["pad"]
    m, rows, columns, _ = A_prev.shape
    f, _, _, filters = W.shape
    padded = zero_pad(A_prev, pad)
    Z = np.zeros((m, (rows - f + 2 * pad) // stride + 1, (columns - f + 2 * pad) // stride + 1, filters))
    for i, h, w, c in np.ndindex(Z.shape):
        window = padded[i, h * stride : h * stride + f, w * stride : w * stride + f]
        Z[i, h, w, c] = conv_single_step(window, W[..., c], b[..., c])
    return Z, (A_prev, W, b, hparameters)
"""
SHIFTED = FORWARD.replace("h * stride : h * stride + f", "h : h + f").replace("w * stride : w * stride + f", "w : w + f")
WRONG_STEP = STEP.replace(" + float(np.squeeze(b))", "")
WRONG_PAD = ZERO_PAD.replace("(pad, pad), (pad, pad)", "(pad, pad), (0, 0)")
UNFINISHED = "def conv_single_step(a_slice_prev, W, b):\n    raise NotImplementedError"


def notebook(*sources):
    """The namespace that these cells leave behind."""
    space = {"np": np, "graded": graded}
    for number, source in enumerate(sources):
        exec(compile(source, f"<cell {number}>", "exec"), space)
    return space


def test_right_but_for_one_helper():
    space = notebook(ZERO_PAD, WRONG_STEP, FORWARD)
    report = report_on(space["conv_forward"])
    assert report.status == "passed"
    assert report.notes == ("conv_forward is right; it stumbles over your conv_single_step.",)
    assert (report.help.names, report.help.share, report.help.alone) == (("conv_single_step",), 1.0, "failed")
    assert report.earned(15) == 15
    assert report.earned(15, follow_through=0.0) < 15


def test_right_but_for_two_helpers_of_which_one_is_unfinished():
    report = report_on(notebook(WRONG_PAD, UNFINISHED, FORWARD)["conv_forward"])
    assert report.status == "passed"
    note = "conv_forward is right; it stumbles over your zero_pad and it waits for your conv_single_step."
    assert report.notes == (note,)


@pytest.mark.parametrize("helper", ["@graded\n" + UNFINISHED, UNFINISHED, ""], ids=["answered for", "raises", "absent"])
def test_an_unfinished_helper_counts_like_a_wrong_one(helper):
    report = report_on(notebook(ZERO_PAD, helper, FORWARD)["conv_forward"])
    assert report.status == "passed"
    assert report.notes == ("conv_forward is right; it waits for your conv_single_step.",)
    assert report.earned(15, follow_through=0.0) < 15


def test_nothing_of_the_notebook_changes():
    space = notebook(ZERO_PAD, WRONG_STEP, FORWARD)
    before = dict(space)
    report_on(space["conv_forward"])
    assert space == before


def test_a_function_between_them_is_followed_too():
    between = "def one_window(a, W, b):\n    return conv_single_step(a, W, b)"
    forward = FORWARD.replace("conv_single_step(", "one_window(")
    report = report_on(notebook(ZERO_PAD, WRONG_STEP, between, forward)["conv_forward"])
    assert report.notes == ("conv_forward is right; it stumbles over your conv_single_step.",)


def test_a_fault_of_its_own_stays_and_no_mistake_of_a_helper_is_given_its_name():
    alone = report_on(notebook(ZERO_PAD, STEP, SHIFTED)["conv_forward"])
    both = report_on(notebook(ZERO_PAD, WRONG_STEP, SHIFTED)["conv_forward"])
    assert alone.mistake
    assert (both.status, both.mistake, both.message) == ("failed", alone.mistake, alone.message)
    assert any("With the course's conv_single_step in place of yours" in note for note in both.notes)


def test_with_right_helpers_nothing_is_said_of_them():
    report = report_on(notebook(ZERO_PAD, STEP, SHIFTED)["conv_forward"])
    assert report.help is None
    assert not any("zero_pad" in note or "conv_single_step" in note for note in report.notes)


def test_what_is_right_but_for_a_helper_is_no_wrong_answer_without_a_name():
    failed = CaseOutcome("a case", "failed", "Z differs.")
    own = Report("conv_forward", "failed", (failed,), "Z differs.", unnamed=Unnamed("with the own helper"))
    right = Report("conv_forward", "passed", (CaseOutcome("a case", "passed"),), share=1.0)
    assert follow.followed(own, right, (), ("zero_pad",)).unnamed is None
    helped = replace(own, unnamed=Unnamed("with the course's"))
    assert follow.followed(own, helped, (), ("zero_pad",)).unnamed == Unnamed("with the course's")


def test_helpers_that_call_each_other_come_to_an_end():
    step = "def conv_single_step(a, W, b):\n    return conv_forward"
    assert report_on(notebook(ZERO_PAD, step, FORWARD)["conv_forward"]).status == "passed"


def test_the_error_that_is_explained_stays_that_of_the_function_itself(capsys):
    """Its helpers are asked, too, and it is asked again with others: their errors are nobody's question."""
    step = "def conv_single_step(a_slice_prev, W, b):\n    return [][5]"
    forward = FORWARD.replace("    m, rows", "    int('seven')\n    m, rows")
    report_on(notebook(ZERO_PAD, step, forward)["conv_forward"])
    explain()
    assert capsys.readouterr().out.startswith("ValueError: invalid literal for int()")


def test_a_student_is_told_to_wait_only_for_what_is_theirs_to_write():
    group = registry.find("yolo_eval")[0]
    missing = [group[name] for name in ("scale_boxes", "non_max_suppression", "yolo_filter_boxes", "iou")]
    source = "return scale_boxes(yolo_filter_boxes(boxes), shape)"
    held = {"iou"}
    assert follow.awaited(missing, lambda each: each.name in held, source) == ["yolo_filter_boxes", "iou"]
