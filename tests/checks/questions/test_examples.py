"""`example`: a student's own examples before the function, and how many known mistakes they notice."""

from __future__ import annotations

import re

import pytest

from course_utils.checks.questions import examples
from course_utils.checks.questions.examples import example
from course_utils.errors import CourseError
from course_utils.exercises import registry


@pytest.fixture(autouse=True)
def no_examples_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examples, "_kept", {})


def noticed(text: str) -> tuple[int, int]:
    found = re.search(r"(\d+) of (\d+) known mistakes", text)
    assert found, text
    return int(found[1]), int(found[2])


def test_more_examples_notice_more_mistakes(capsys: pytest.CaptureFixture[str]) -> None:
    example("iou", box1=(2, 1, 4, 3), box2=(1, 2, 3, 4), gives=1 / 7)
    first, total = noticed(capsys.readouterr().out)
    example("iou", box1=(0, 0, 1, 1), box2=(5, 5, 6, 6), gives=0)
    out = capsys.readouterr().out
    assert noticed(out)[0] > first > 0
    assert noticed(out)[1] == total == len(registry.find("iou")[1].mistakes)
    assert "This one still gets by: " in out
    assert out.rstrip().endswith("Which input would show it?")


def test_the_same_example_twice_counts_once(capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        example("same_padding", f=3, gives=1)
    assert "Your example notices" in capsys.readouterr().out.splitlines()[-1]


def test_a_wrong_example_says_what_comes(capsys: pytest.CaptureFixture[str]) -> None:
    example("same_padding", f=5, gives=4)
    assert capsys.readouterr().out == "✗ No: same_padding(f=5) gives 2, not 4.\n"


def test_a_number_worked_out_by_hand_may_be_rounded(capsys: pytest.CaptureFixture[str]) -> None:
    example("iou", box1=(2, 1, 4, 3), box2=(1, 2, 3, 4), gives=0.143)
    assert capsys.readouterr().out.startswith("✓ Right.")


def test_the_function_itself_may_be_given(capsys: pytest.CaptureFixture[str]) -> None:
    def same_padding(f: int) -> int:
        raise NotImplementedError

    example(same_padding, f=1, gives=0)
    assert capsys.readouterr().out.startswith("✓ Right.")


def test_three_dots_ask_for_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    example("same_padding", f=7, gives=...)
    assert capsys.readouterr().out == (
        "What does same_padding(f=7) give? Work it out by hand, and write it in place of the dots.\n"
    )


def test_lists_of_numbers_mean_arrays(capsys: pytest.CaptureFixture[str]) -> None:
    example("convolve2d", image=[[1, 2], [3, 4]], kernel=[[1, 0], [0, 2]], gives=[[9]])
    example("count_parameters", layers=[{"kind": "pool"}], gives=[0])
    assert capsys.readouterr().out.count("✓ Right.") == 2


def test_several_outputs_may_be_written_as_a_list(capsys: pytest.CaptureFixture[str]) -> None:
    for gives in ((2, 0.75), [2, 0.75]):
        example("assign_anchor", box_wh=(2, 4), anchors=[[1, 2], [6, 6], [2, 3]], gives=gives)
        assert capsys.readouterr().out.startswith("✓ Right.")


@pytest.mark.parametrize("gives", [[1134, 288, 0.254], (1134, 288, 0.254)])
def test_an_answer_of_several_parts_may_be_a_list(gives: object, capsys: pytest.CaptureFixture[str]) -> None:
    sizes = {"input_shape": (4, 5, 3), "f": 3, "filters": 7, "stride": 2}
    example("separable_cost", **sizes, gives=gives)
    assert noticed(capsys.readouterr().out)[0] > 15
    example("separable_cost", **sizes, gives=[1134, 287, 0.254])
    assert "gives 1134, 288, 0.25396825396825395, not 1134, 287, 0.254." in capsys.readouterr().out


def test_other_inputs_are_named() -> None:
    with pytest.raises(CourseError, match=r"same_padding cannot take these inputs.*Its inputs are f\."):
        example("same_padding", size=3, gives=1)
    with pytest.raises(CourseError, match="'nothing' is not a graded function"):
        example("nothing", gives=1)
