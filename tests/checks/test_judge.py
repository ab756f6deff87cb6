"""The verdict: questions with their answers, what a reply is worth, and what stays hidden."""

from typing import get_args

import numpy as np
import pytest

from course_utils.checks import judge as module
from course_utils.checks.judge import Question, Reply, answer, judge, questions
from course_utils.checks.report import Status
from course_utils.exercises.base import Case, Exercise, Mistake


def pair(rng):
    return {"a": rng.randint(1, 100, 3).astype(float), "b": 2.0}


def add(a, b):
    return a + b


def exercise(*mistakes, reference=add, outputs=("result",)):
    cases = (Case("three numbers", pair, 1), Case("one number", lambda rng: {"a": np.array([5.0]), "b": 2.0}, 2))
    known = tuple(Mistake(name, f"You {name}.", wrong) for name, wrong in mistakes)
    return Exercise("add", 10, reference, cases, known, ("", "", ""), outputs)


def verdict(it, function, hidden=False):
    cases = questions(it, it.cases, hidden=hidden)
    return judge(it, cases, [Reply(value=answer(it, function, case.inputs)) for case in cases])


def test_a_question_has_inputs_the_reference_s_answer_and_its_case():
    it = exercise()
    first, second = questions(it, it.cases)
    assert np.array_equal(first.expected, first.inputs["a"] + 2.0)
    assert (first.case, second.case, second.expected.tolist(), first.hidden) == (*it.cases, [7.0], False)


def test_hidden_cases_are_drawn_from_the_secret_each_from_another_seed():
    it = exercise()
    cases = (Case("drawn", pair), Case("drawn too", pair))
    same, again, other = (questions(it, cases, secret, hidden=True) for secret in (5, 5, 6))
    assert all(case.hidden for case in same)
    assert np.array_equal(same[0].expected, again[0].expected)
    assert not np.array_equal(same[0].expected, same[1].expected)
    assert not np.array_equal(same[0].expected, other[0].expected)
    assert np.array_equal(same[1].expected, other[0].expected), "seeds are counted on from the secret"


def test_the_last_secret_is_followed_by_the_first():
    it = exercise()
    last = questions(it, (Case("drawn", pair), Case("drawn too", pair)), 2**32 - 1)[1]
    assert np.array_equal(last.expected, questions(it, (Case("drawn", pair),))[0].expected)


def test_an_answer_is_of_a_copy_of_the_inputs():
    def greedy(a, b):
        a[:] = 0
        return a

    inputs = {"a": np.ones(2), "b": 1.0}
    assert answer(exercise(), greedy, inputs).tolist() == [0, 0]
    assert inputs["a"].tolist() == [1, 1]


def test_a_right_answer_passes_without_a_message():
    report = verdict(exercise(("subtract", lambda a, b: a - b)), lambda a, b: b + a)
    assert (report.status, report.message, report.mistake, report.passed) == ("passed", "", "", 2)


def test_a_wrong_one_is_told_with_the_first_difference_of_its_first_failing_case():
    report = verdict(exercise(), lambda a, b: a + b if a.size > 1 else a)
    assert [outcome.status for outcome in report.outcomes] == ["passed", "failed"]
    assert report.message == "result[0] differs: got 5, expected 7."
    assert report.outcomes[1].difference.wrong.tolist() == [True]


@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
def test_what_is_no_number_is_never_right(number):
    assert verdict(exercise(), lambda a, b: np.full(a.shape, number)).status == "failed"


def test_no_value_of_a_hidden_case_leaves():
    report = verdict(exercise(), lambda a, b: a - b, hidden=True)
    assert [outcome.message for outcome in report.outcomes] == [
        "A hidden case fails: three numbers.", "A hidden case fails: one number."]  # fmt: skip
    assert all(outcome.hidden and outcome.difference is None for outcome in report.outcomes)
    assert report.message == "A hidden case fails: three numbers."


@pytest.mark.parametrize("status", [status for status in get_args(Status) if status != "passed"])
def test_of_a_failure_in_a_hidden_case_its_status_is_all_that_is_said(status):
    it = exercise()
    reports = [judge(it, questions(it, it.cases, hidden=True), [Reply(status, None, text)] * 2) for text in ("41", "42")]
    assert reports[0] == reports[1]
    assert (reports[0].status, reports[0].message) == (status, f"{module.HIDDEN[status]}: three numbers.")


def test_the_status_is_that_of_the_first_case_that_did_not_pass():
    it = exercise()
    cases = questions(it, it.cases)
    good, slow = Reply(value=cases[0].expected), Reply("timeout", message="Too slow.")
    assert judge(it, cases, [good, slow]).status == "timeout"
    assert judge(it, cases, [slow, Reply(value=cases[1].expected)]).message == "Too slow."


def test_a_question_without_a_reply_is_a_fault_of_ours():
    it = exercise()
    with pytest.raises(ValueError, match="zip"):
        judge(it, questions(it, it.cases), [Reply(value=1.0)])


def test_questions_with_equal_cases_are_not_equal():
    case, it = Case("a case", pair), exercise()
    assert Question(it, case, {}) != Question(it, case, {}), "each keeps the mistakes' answers of its own inputs"


def test_the_reference_answers_once_and_only_what_is_compared():
    calls = []
    it = exercise(reference=lambda a, b: calls.append(1) or a + b)
    cases = questions(it, it.cases)
    judge(it, cases, [Reply("missing")] * len(cases))
    assert calls == []
    for _ in range(2):
        judge(it, cases, [Reply(value=0.0)] * len(cases))
    assert len(calls) == len(cases)
