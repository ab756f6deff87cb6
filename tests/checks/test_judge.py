"""The verdict: questions with their answers, what a reply is worth, which mistake is named, and what stays hidden."""

from itertools import count

import numpy as np
import pytest

from course_utils.checks import judge as module
from course_utils.checks.judge import Question, Reply, answer, find_mistake, judge, questions
from course_utils.exercises.base import Case, Exercise, Mistake


def pair(rng):
    return {"a": rng.randint(1, 100, 3).astype(float), "b": 2.0}


def add(a, b):
    return a + b


def exercise(*mistakes, reference=add, outputs=("result",)):
    cases = (Case("three numbers", pair, 1), Case("one number", lambda rng: {"a": np.array([5.0]), "b": 2.0}, 2))
    known = tuple(Mistake(name, f"You {name}.", wrong) for name, wrong in mistakes)
    return Exercise("add", 10, reference, cases, known, ("", "", ""), outputs)


def verdict(it, function, hidden=False, patience=float("inf"), only=slice(None)):
    cases = questions(it, it.cases[only], hidden=hidden)
    return judge(it, cases, [Reply(value=answer(it, function, case.inputs)) for case in cases], patience)


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


@pytest.mark.parametrize(("hidden", "message"), [(False, "add raised: secret 41."), (True, "add raised.")])
def test_of_a_failure_in_a_hidden_case_only_the_safe_message_is_told(hidden, message):
    it = exercise()
    cases = questions(it, it.cases, hidden=hidden)
    report = judge(it, cases, [Reply("error", None, "add raised: secret 41.", "add raised.")] * 2)
    assert (report.status, report.message, report.outcomes[0].message) == ("error", message, message)


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


def test_a_mistake_is_named_when_its_numbers_are_those_of_every_failing_case():
    it = exercise(("multiply", lambda a, b: a * b), ("subtract", lambda a, b: a - b))
    report = verdict(it, lambda a, b: -(b - a))
    assert (report.mistake, report.message) == ("subtract", "You subtract.")


def test_a_mistake_that_explains_all_comes_before_one_that_explains_a_part():
    part = ("look at small ones only", lambda a, b: a - b if a.size == 1 else a)
    report = verdict(exercise(part, ("subtract", lambda a, b: a - b)), lambda a, b: a - b)
    assert report.message == "You subtract."


def test_a_mistake_that_explains_the_smallest_case_only_is_said_of_that_case():
    part = ("subtract small ones", lambda a, b: a - b if a.size == 1 else a)
    report = verdict(exercise(part), lambda a, b: a - b)
    assert report.message == "In the case “one number”: You subtract small ones."
    assert report.mistake == "subtract small ones"


def test_a_mistake_that_explains_the_larger_case_only_is_not_named():
    part = ("subtract large ones", lambda a, b: a - b if a.size > 1 else a)
    report = verdict(exercise(part), lambda a, b: a - b)
    assert (report.mistake, report.message) == ("", "result[0] differs: got 36, expected 40.")


def test_beside_a_case_that_stopped_a_mistake_is_said_of_its_own_case():
    it = exercise(("subtract", lambda a, b: a - b))
    cases = questions(it, it.cases)
    replies = [Reply("error", message="It stopped."), Reply(value=np.array([3.0]))]
    report = judge(it, cases, replies)
    assert (report.status, report.message) == ("error", "In the case “one number”: You subtract.")


def test_where_no_case_has_an_answer_no_mistake_is_looked_for():
    def never(a, b):
        raise AssertionError("nobody may ask")

    it = exercise(("stop", never))
    cases = questions(it, it.cases)
    assert judge(it, cases, [Reply("error", message="It stopped.")] * 2).mistake == ""
    assert [case.wrong for case in cases] == [{}, {}]


def test_a_mistake_that_stops_explains_nothing_and_stops_nothing():
    it = exercise(("divide by nothing", lambda a, b: a / [][0]), ("subtract", lambda a, b: a - b))
    assert verdict(it, lambda a, b: a - b).mistake == "subtract"
    assert verdict(it, lambda a, b: None).mistake == ""


def test_a_mistake_may_return_the_wrong_number_of_parts():
    it = exercise(("forget the cache", lambda a, b: a + b), reference=lambda a, b: (a + b, b), outputs=("Z", "cache"))
    report = verdict(it, add)
    assert report.mistake == "forget the cache"
    assert report.outcomes[0].message.startswith("the result has the wrong type: got array of shape (3,), float64")


def test_a_mistake_may_be_to_give_nan_and_then_stands_for_nan_in_the_same_places():
    it, three = exercise(("divide 0 by 0", lambda a, b: np.where(a > 20, np.nan, a))), slice(1)
    assert verdict(it, lambda a, b: np.where(a > 20, np.nan, a), only=three).mistake == "divide 0 by 0"
    assert verdict(it, lambda a, b: np.full(a.shape, np.nan), only=three).mistake == ""
    assert verdict(it, lambda a, b: np.where(a > 20, 0.0, a), only=three).mistake == "", "0 is no NaN"


def test_a_nan_inside_a_tuple_is_compared_as_well():
    it = exercise(("lose the number", lambda a, b: (a, float("nan"))), reference=lambda a, b: (a, b), outputs=("a", "b"))
    assert verdict(it, lambda a, b: (a, np.float64("nan"))).mistake == "lose the number"
    assert verdict(it, lambda a, b: (a, 1.0)).mistake == ""


def test_a_mistake_s_warnings_are_not_the_student_s(recwarn):
    it = exercise(("divide by zero", lambda a, b: (a - a) / (a - a)))
    assert verdict(it, lambda a, b: np.full(a.shape, np.nan)).mistake == "divide by zero"
    assert not recwarn.list


def test_a_mistake_answers_a_question_once_however_many_students_there_are():
    calls = []
    it = exercise(("subtract", lambda a, b: calls.append(1) or a - b))
    cases = questions(it, it.cases)
    for _ in range(3):
        judge(it, cases, [Reply(value=case.inputs["a"] - 2.0) for case in cases])
    assert len(calls) == len(cases)


def test_the_search_ends_when_patience_does(monkeypatch):
    clock = count(step=60)
    monkeypatch.setattr(module.time, "monotonic", lambda: next(clock))
    wrong = [(f"multiply by {n}", lambda a, b, n=n: a * n) for n in range(2, 8)]
    assert verdict(exercise(*wrong), lambda a, b: a * 7, patience=360).mistake == "multiply by 7"
    report = verdict(exercise(*wrong), lambda a, b: a * 7, patience=300)
    assert (report.status, report.mistake) == ("failed", "")
    assert "differs" in report.message


def test_the_smallest_failing_case_is_looked_at_first():
    sizes = []
    it = exercise(("look", lambda a, b: sizes.append(a.size)))
    cases = questions(it, it.cases)
    replies = [Reply(value=0.0)] * 2
    outcomes = judge(it, cases, replies).outcomes
    assert sizes == [1], "the larger case is spared when the smaller one rules the mistake out"
    assert find_mistake(it, cases, replies, outcomes) == (None, "")


def test_inputs_are_measured_with_all_their_parts():
    nested = {"cache": (np.zeros(4), [np.zeros(2), 1]), "name": "f"}
    assert module._size(nested) == 4 + 2 + 1 + 1


def test_questions_with_equal_cases_are_not_equal():
    case, it = Case("a case", pair), exercise()
    assert Question(it, case, {}) != Question(it, case, {}), "each keeps the mistakes' answers of its own inputs"


def test_no_mistake_is_tried_on_an_answer_that_is_none_at_all():
    calls = []
    it = exercise(("subtract", lambda a, b: calls.append(1) or a - b))
    cases = questions(it, it.cases)
    report = judge(it, cases, [Reply("failed", message="No model came back.")] * len(cases))
    assert (report.message, report.mistake, calls) == ("No model came back.", "", [])


def test_the_reference_answers_once_and_only_what_is_compared():
    calls = []
    it = exercise(reference=lambda a, b: calls.append(1) or a + b)
    cases = questions(it, it.cases)
    judge(it, cases, [Reply("missing")] * len(cases))
    assert calls == []
    for _ in range(2):
        judge(it, cases, [Reply(value=0.0)] * len(cases))
    assert len(calls) == len(cases)
