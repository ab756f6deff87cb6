"""What a student sees: check, hint and graded."""

import functools
from functools import partial

import numpy as np
import pytest

from course_utils.checks import run
from course_utils.checks.feedback.render import as_html, as_text, headline
from course_utils.checks.report import CaseOutcome, Report
from course_utils.checks.session import asking
from course_utils.errors import CourseError


@pytest.fixture(autouse=True)
def fresh_session(monkeypatch):
    monkeypatch.setattr(run, "_rungs", {})
    monkeypatch.setattr(run, "_announced", set())


def correct(X, pad):
    return np.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0)))


def named(name, function):
    function.__name__ = name
    return function


def report(name, function):
    return run.report_on(named(name, function))


@pytest.mark.parametrize("change", [lambda Z: Z, lambda Z: Z.astype(np.float32), lambda Z: Z.tolist()])
def test_every_correct_form_of_zero_pad_passes(change):
    assert report("zero_pad", lambda X, pad: change(correct(X, pad))).status == "passed"


@pytest.mark.parametrize("change", [float, np.float32, lambda z: np.full((1, 1, 1), z), lambda z: np.array(z)])
def test_conv_single_step_may_return_a_number_or_an_array_that_holds_one(change):
    answer = report("conv_single_step", lambda a, W, b: change(np.sum(a * W) + b.item()))
    assert answer.status == "passed"


def test_other_parameter_names_are_taken_by_position():
    assert report("zero_pad", lambda images, width: correct(images, width)).status == "passed"


class Padder:
    def __call__(self, X, pad):
        return correct(X, pad)

    def inherited(self, X, pad):
        return correct(X, pad)


@pytest.mark.parametrize("function", [Padder(), Padder().inherited, partial(correct), lambda X, pad: correct(X, pad)])
def test_whatever_can_be_called_is_known_by_the_name_that_the_notebook_gave_it(monkeypatch, function):
    monkeypatch.setitem(globals(), "zero_pad", function)
    assert run.report_on(function).status == "passed"


def test_a_decorator_of_the_students_own_belongs_to_the_answer():
    def in_the_classic_order(function):
        return functools.wraps(function)(lambda X, pad: function(width=pad, images=X))

    @run.graded
    @in_the_classic_order
    def zero_pad(*, width, images):
        return correct(images, width)

    assert run.report_on(zero_pad).status == "passed"


def test_a_known_mistake_is_named_by_its_numbers():
    result = report("zero_pad", lambda X, pad: np.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0)), mode="edge"))
    assert (result.status, result.mistake) == ("failed", "pads with the edge value")
    assert result.message.startswith("Your border repeats the image's edge.")


def test_an_unknown_mistake_gets_the_first_difference_and_no_guess():
    result = report("zero_pad", lambda X, pad: correct(X, pad) + 0.25)
    assert result.mistake == ""
    assert result.outcomes[0].message == "X_pad[0, 0, 0, 0] differs: got 0.25, expected 0."


def test_inputs_are_copies_so_a_function_may_write_into_them():
    def greedy(X, pad):
        answer = correct(X, pad)
        X[:] = 0
        return answer

    for _ in range(2):
        assert report("zero_pad", greedy).status == "passed"


def test_an_exception_is_told_with_its_line():
    def broken(X, pad):
        return np.pad(X, "three")

    result = report("zero_pad", broken)
    assert result.status == "error"
    assert result.message.startswith("zero_pad stopped with")
    assert "in line" in result.message


def test_an_unfinished_function_is_answered_by_the_reference_and_says_so_once(capsys):
    @run.graded
    def zero_pad(X, pad):
        raise NotImplementedError

    for _ in range(2):
        assert zero_pad(np.ones((1, 2, 2, 1)), 1).shape == (1, 4, 4, 1)
    assert capsys.readouterr().out == "zero_pad is not finished: the course's own version answers for now.\n"
    assert run.report_on(zero_pad).status == "missing"


def test_a_finished_function_is_used_as_it_is():
    @run.graded
    def zero_pad(X, pad):
        """My own."""
        return "mine"

    assert zero_pad(None, 0) == "mine"
    assert zero_pad.__doc__ == "My own."


def test_check_prints_and_returns_nothing(capsys):
    assert run.check(named("zero_pad", lambda X, pad: correct(X, pad))) is None
    assert capsys.readouterr().out == (
        "✓ zero_pad: all 3 cases pass.\n"
        "  ✓ four 3×3 images with 2 channels become 7×7\n"
        "  ✓ pad 0 changes nothing\n"
        "  ✓ an image that is not square\n"
    )


def test_a_failing_check_draws_where_the_arrays_differ():
    result = report("zero_pad", lambda X, pad: np.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0)), mode="edge"))
    text = as_text(result)
    assert "✗ zero_pad: 1 of 3 cases pass." in text
    assert "X_pad[0, :, :, 0]: 40 of 49 values differ (×)\n× × × × × × ×\n× × × × × × ×\n× × · · · × ×" in text
    assert text.endswith("Stuck? hint(zero_pad) helps in three steps.")


def test_the_html_says_the_same_with_alt_text_and_escapes_what_a_student_wrote():
    result = report("zero_pad", lambda X, pad: {"<script>": 1})
    html = as_html(result)
    assert 'role="status"' in html
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    wrong = as_html(report("zero_pad", lambda X, pad: correct(X, pad) + 1))
    assert 'alt="X_pad[0, :, :, 0]: 49 of 49 values differ"' in wrong


def test_hints_climb_three_rungs_and_stay_on_the_last(capsys):
    function = named("zero_pad", lambda X, pad: X)
    for _ in range(4):
        run.hint(function)
    lines = capsys.readouterr().out.splitlines()
    assert [line[:11] for line in lines] == ["Hint 1 of 3", "Hint 2 of 3", "Hint 3 of 3", "Hint 3 of 3"]
    assert lines[0].endswith("(hint(zero_pad) again for more)")


@pytest.mark.parametrize("thing", [3, None, "zero_pad", np.zeros(2)])
def test_what_is_no_function_gets_a_clear_message(thing):
    with pytest.raises(CourseError, match="check and hint take a function"):
        run.check(thing)


def test_a_function_of_another_name_is_not_graded():
    with pytest.raises(CourseError, match="'my_pad' is not a graded function of this course"):
        run.check(named("my_pad", lambda X: X))


def test_one_case_is_told_as_one():
    outcome = CaseOutcome("learns", "passed")
    assert headline(Report("model", "passed", (outcome,))) == "model: the case passes."


def test_the_search_for_a_mistake_ends_with_the_student_s_patience_and_the_difference_stays(monkeypatch):
    def edge(X, pad):
        return np.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0)), mode="edge")

    assert report("zero_pad", edge).mistake
    monkeypatch.setattr(asking, "PATIENCE", -1.0)
    hurried = report("zero_pad", edge)
    assert (hurried.status, hurried.mistake) == ("failed", "")
    assert "differs" in hurried.message


def test_a_mistake_that_explains_one_case_only_is_not_said():
    def same_padding(f):
        return f - 1 if f != 7 else 100

    result = report("same_padding", same_padding)
    assert (result.mistake, result.message) == ("", "result differs: got 2, expected 1.")


def test_a_mistake_that_explains_everything_is_said_of_the_whole():
    assert report("same_padding", lambda f: f - 1).message.startswith("f − 1 is the width")
