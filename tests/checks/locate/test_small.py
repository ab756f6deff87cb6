"""Small inputs made of visible cases, and the smallest that fails, written out."""

import numpy as np
import pytest

from course_utils.checks.judge import answer, questions
from course_utils.checks.locate.small.example import example_of, smallest_failing, written
from course_utils.checks.locate.small.family import small_family
from course_utils.checks.locate.small.shrink import builds, readable_values
from course_utils.checks.locate.small.work import worked_out
from course_utils.checks.locate.task import task_of
from course_utils.checks.locate.trials import Task, Trial
from course_utils.checks.values import plain_value
from course_utils.exercises import registry
from course_utils.exercises.base import Case


def exercise_and_task(name):
    exercise = registry.find(name)[1]
    return exercise, task_of(exercise, questions(exercise, exercise.cases))


@pytest.mark.parametrize("name", ["conv_forward", "pool_forward", "conv_backward", "zero_pad", "conv_volume"])
def test_the_family_is_smaller_than_the_cases_and_its_answers_are_the_references(name):
    exercise, task = exercise_and_task(name)
    visible = [trial for trial in task.trials if trial.is_visible]
    family = [trial for trial in task.trials if not trial.is_visible]
    assert len(family) >= 10
    assert min(trial.size for trial in family) < min(trial.size for trial in visible)
    for trial in family:
        assert task.is_right(answer(exercise, exercise.reference, trial.inputs), trial)


def test_axes_that_agree_in_every_case_shrink_together():
    exercise = registry.find("conv_forward")[1]
    build = builds([case.draw() for case in exercise.cases])[0]
    smallest = build.at(tuple(min(1, value) for value in build.state))
    assert smallest["A_prev"].shape[3] == smallest["W"].shape[2] == 1
    assert smallest["W"].shape[3] == smallest["b"].shape[3] == 1


def test_what_is_as_long_in_every_case_stays():
    _, task = exercise_and_task("scale_boxes")
    assert all(trial.inputs["boxes"].shape[1] == 4 for trial in task.trials)


def test_the_order_within_a_tuple_stays():
    build = builds([{"box": (2, 1, 5, 4)}, {"box": (3, 7, 8, 9)}])[0]
    assert build.at((1, 1, 5, 4)) is None
    assert build.at((2, 1, 4, 3)) == {"box": (2, 1, 4, 3)}


def test_readable_values_keep_order_and_sign():
    values = np.random.default_rng(1).normal(size=20)
    made = readable_values(values)
    assert (np.argsort(made) == np.argsort(values)).all()
    assert (np.sign(made) == np.sign(values)).all()
    assert (made == np.rint(made)).all()


def test_a_reference_that_accepts_nothing_smaller_gives_no_family():
    def answer_of(inputs):
        if len(inputs["x"]) != 5:
            raise ValueError("five")
        return plain_value(inputs["x"].sum())

    family = small_family([(Case("five", dict), {"x": np.arange(5.0)})], answer_of)
    assert all(len(trial.inputs["x"]) == 5 for trial in family)


def test_the_smallest_example_is_written_out():
    _, task = exercise_and_task("zero_pad")

    def rows_only(X, pad):
        return np.pad(X, ((0, 0), (pad, pad), (0, 0), (0, 0)))

    example = example_of(rows_only, task, smallest_failing(rows_only, task))
    assert example.lines() == [
        "The smallest example that fails:",
        "  X = [[1]] (shape 1×1×1×1)",
        "  pad = 1",
        "  yours: X_pad of shape (1, 3, 1, 1): [[0], [1], [0]] (shape 1×3×1×1)",
        "  right: X_pad of shape (1, 3, 3, 1): [[0, 0, 0], [0, 1, 0], [0, 0, 0]] (shape 1×3×3×1)",
    ]


def test_a_call_that_stops_is_an_example_too():
    _, task = exercise_and_task("same_padding")

    def divides(f):
        return f // 0

    example = example_of(divides, task, smallest_failing(divides, task))
    assert example.got == "stops with ZeroDivisionError"
    assert example.expected == "result = 0"


def test_a_right_function_has_no_smallest_example():
    exercise, task = exercise_and_task("pool_forward")
    assert smallest_failing(exercise.reference, task) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (np.zeros((1, 2, 2, 1)), "[[0, 0], [0, 0]] (shape 1×2×2×1)"),
        (np.arange(3), "[0, 1, 2]"),
        ({"pad": 1, "mode": "max"}, '{"pad": 1, "mode": "max"}'),
        ((1, 2.5), "(1, 2.5)"),
        ((3,), "(3,)"),
        (-0.25, "−0.25"),
        (None, "None"),
        (np.zeros(99), "an array of shape (99,)"),
    ],
)
def test_values_are_written_as_a_student_would(value, text):
    assert written(value) == text


def window_of(name):
    exercise, task = exercise_and_task(name)
    trial = min((trial for trial in task.trials if not trial.is_visible), key=lambda trial: trial.size)
    right = trial.expected[0] if len(task.outputs) > 1 else trial.expected
    places = [*np.ndindex(np.shape(right))]
    return exercise, task, trial, right, places


@pytest.mark.parametrize("name", ["convolve2d", "conv_volume", "conv_single_step", "conv_forward", "pool_forward"])
def test_the_sum_that_is_written_out_gives_the_right_number(name):
    exercise, task, trial, right, places = window_of(name)
    for place in (places[0], places[-1]):
        where = f"{task.outputs[0]}{list(place) if place else ''}"
        named, sum_, number = worked_out(where, task, trial, exercise.watched).replace("−", "-").split(" = ")
        assert named == where
        assert float(number) == pytest.approx(np.asarray(right)[place], rel=2e-3)
        worked = eval(sum_.replace("·", "*"), {"max": lambda *numbers: max(numbers)})
        assert worked == pytest.approx(float(number), rel=5e-3, abs=5e-3)


@pytest.mark.parametrize("where", ["Z", "Z[0, 0]", "Z's shape", "cache[0][0, 0, 0, 0]"])
def test_what_names_no_number_of_the_answer_has_no_sum(where):
    exercise, task, trial, *_ = window_of("conv_forward")
    assert worked_out(where, task, trial, exercise.watched) == ""
    assert worked_out("Z[0, 0, 0, 0]", task, trial, None) == ""


def test_an_example_calls_the_answer_as_the_student_does():
    exercise, task = exercise_and_task("zero_pad")
    trial = smallest_failing(lambda X, pad: X, task)
    example = example_of(lambda X, pad: X, task, trial, exercise.watched, {"X_pad": "padded"})
    assert example.got.startswith("padded ")
    assert example.expected.startswith("padded ")


def test_of_a_long_list_the_first_part_that_differs_is_written_out():
    pairs = [[np.ones((3, 4)), np.eye(2)], [np.ones((3, 4)), np.eye(2)]]
    other = [pairs[0], [np.ones((3, 4)), np.zeros((2, 2))]]
    task = Task("plain", ("mini_batches",), (trial := Trial({"x": 1}, pairs, Case("pairs", dict)),))
    example = example_of(lambda x: other, task, trial)
    assert (example.got, example.expected) == (
        "mini_batches[1][1] = [[0, 0], [0, 0]]", "mini_batches[1][1] = [[1, 0], [0, 1]]",
    )  # fmt: skip
