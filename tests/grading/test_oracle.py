"""The clean side: what it asks, what it keeps to itself, and how it decides."""

import numpy as np
import pytest

from course_utils.checks.judge import Question, Reply, answer
from course_utils.checks.naming.behaviour import reply_of
from course_utils.exercises import registry
from course_utils.grading import oracle as module
from course_utils.grading.oracle import Oracle
from course_utils.grading.sandbox import wire
from course_utils.grading.secret import Secret

NOTEBOOK = "week1/2_step_by_step"


@pytest.fixture(scope="module")
def oracle():
    return Oracle(NOTEBOOK, 7)


def exercise(name):
    return registry.exercise_set(NOTEBOOK).by_name[name]


def inputs(oracle, name):
    return [wire.unpack(case[4:]) for case in oracle.cases(name, False) + oracle.cases(name, True)]


def replies(oracle, name, function):
    return [Reply(value=answer(exercise(name), function, first)) for first in inputs(oracle, name)]


@pytest.mark.parametrize("name", [one.name for one in registry.exercise_set(NOTEBOOK).exercises])
def test_the_courses_own_answers_get_full_points(oracle, name):
    result = oracle.judge(exercise(name), replies(oracle, name, exercise(name).reference), 0.25)
    assert (result.status, result.points, result.message, result.seconds) == ("passed", exercise(name).points, "", 0.25)


def test_the_reference_has_answered_before_anybody_is_judged():
    oracle = Oracle(NOTEBOOK, 8)
    oracle.cases("zero_pad", True)
    assert all("expected" in vars(question) for own in oracle._questions.values() for question in own)


def test_every_visible_and_hidden_case_is_asked_in_this_order(oracle):
    hidden = registry.hidden_cases(NOTEBOOK)["zero_pad"]
    result = oracle.judge(exercise("zero_pad"), replies(oracle, "zero_pad", exercise("zero_pad").reference), 0.0)
    titles = [(case.title, case.hidden) for case in result.report.outcomes]
    assert titles == [(case.title, False) for case in exercise("zero_pad").cases] + [(case.title, True) for case in hidden]


def test_a_long_secret_seeds_every_case_with_256_bits_of_its_own():
    oracle, words = Oracle(NOTEBOOK, "a" * 64), Secret("a" * 64)
    for number, question in enumerate(oracle._hidden(exercise("zero_pad"))):
        seed = words.seed(NOTEBOOK, "zero_pad", number)
        assert len(seed) == 8
        assert np.array_equal(question.inputs["X"], question.case.draw(seed)["X"])


def test_outcomes_that_are_known_are_not_worked_out_again(oracle, monkeypatch):
    given = replies(oracle, "zero_pad", exercise("zero_pad").reference)
    visible = oracle.outcomes("zero_pad", given[:3], hidden=False)
    assert [outcome.title for outcome in visible] == [case.title for case in exercise("zero_pad").cases]
    whole, compared = oracle.judge(exercise("zero_pad"), given, 0.0), []
    outcome = module.outcome
    monkeypatch.setattr(module, "outcome", lambda *pair: compared.append(pair) or outcome(*pair))
    assert oracle.judge(exercise("zero_pad"), given, 0.0, visible) == whole
    assert len(compared) == len(given) - len(visible)


def test_a_frame_holds_inputs_and_no_answer(oracle):
    for case in inputs(oracle, "conv_single_step"):
        assert set(case) == {"a_slice_prev", "W", "b"}
    expected = exercise("conv_single_step").reference(**inputs(oracle, "conv_single_step")[0])
    assert np.float64(expected).tobytes() not in oracle.cases("conv_single_step", False)[0]


def test_hidden_inputs_follow_the_secret_and_visible_ones_do_not(oracle):
    other, again = Oracle(NOTEBOOK, 8), Oracle(NOTEBOOK, 7)
    visible = len(exercise("zero_pad").cases)
    same = [
        np.array_equal(first["X"], second["X"]) for first, second in zip(inputs(oracle, "zero_pad"), inputs(other, "zero_pad"))
    ]
    assert all(same[:visible])
    assert not any(same[visible:])
    assert oracle.cases("zero_pad", True) == again.cases("zero_pad", True)


@pytest.mark.parametrize("mistake", exercise("zero_pad").mistakes, ids=lambda case: case.name)
def test_a_known_mistake_gets_few_points_and_its_sentence(oracle, mistake):
    given = [reply_of(mistake.function, Question(exercise("zero_pad"), exercise("zero_pad").cases[0], case))
             for case in inputs(oracle, "zero_pad")]  # fmt: skip
    result = oracle.judge(exercise("zero_pad"), given, 0.0)
    assert result.status in ("failed", "error")
    assert result.points < exercise("zero_pad").points
    assert (result.mistake, mistake.sentence in result.message) == (mistake.name, True)


def test_one_wrong_hidden_case_is_enough_and_shows_no_number(oracle):
    given = replies(oracle, "zero_pad", exercise("zero_pad").reference)
    given[-1] = Reply(value=given[-1].value + 0.123456)
    result = oracle.judge(exercise("zero_pad"), given, 0.0)
    last = result.report.outcomes[-1]
    assert result.status == "failed"
    assert 0 < result.points < result.max_points
    assert last.hidden
    assert last.message == f"A hidden case fails: {last.title}."
    assert last.difference is None


def test_a_lost_child_s_last_reply_stands_for_the_cases_it_did_not_reach(oracle):
    first, *_ = replies(oracle, "zero_pad", exercise("zero_pad").reference)
    late = Reply("timeout", message="zero_pad did not finish.")
    result = oracle.judge(exercise("zero_pad"), [first, late], 5.0)
    statuses = [case.status for case in result.report.outcomes]
    assert statuses == ["passed"] + ["timeout"] * (len(statuses) - 1)
    assert (result.status, result.message) == ("timeout", "zero_pad did not finish.")
    assert result.report.outcomes[-1].message == "A hidden case takes too long: no border at all."


def test_a_reply_that_many_give_is_judged_once(monkeypatch, oracle):
    judged, reply = [], Reply(value=np.zeros((4, 7, 7, 2)))
    outcome = module.outcome
    monkeypatch.setattr(module, "outcome", lambda question, reply: judged.append(question) or outcome(question, reply))
    first, second = (oracle.outcomes("zero_pad", [reply], False) for _ in range(2))
    assert first == second
    assert len(judged) == len(set(judged)) == len(first)
    assert oracle.outcomes("zero_pad", [Reply(value=np.ones(1))], False) != first
