"""Which mistake is named: what does the same in every visible case, alone or with another, and never more than that."""

from dataclasses import replace
from itertools import count

import numpy as np
import pytest

from course_utils.checks.judge import Reply, answer, questions
from course_utils.checks.naming import search, tried
from course_utils.checks.naming.behaviour import reply_of
from course_utils.checks.naming.search import judged
from course_utils.exercises.base import Case, Exercise, Mistake, Shared
from course_utils.exercises.changes import changed


def pair(rng):
    return {"a": rng.randint(1, 100, 3).astype(float), "b": 2.0}


def add(a, b):
    total = a + b
    return total


def exercise(*mistakes, reference=add, outputs=("result",)):
    cases = (Case("three numbers", pair, 1), Case("one number", lambda rng: {"a": np.array([5.0]), "b": 2.0}, 2))
    known = tuple(Mistake(name, f"You {name}.", wrong) for name, wrong in mistakes)
    return Exercise("add", 10, reference, cases, known, ("", "", ""), outputs)


def verdict(it, function, patience=float("inf"), only=slice(None)):
    cases = questions(it, it.cases[only])
    return judged(it, cases, [reply_of(function, case) for case in cases], patience)


def test_hidden_answers_choose_among_no_mistakes():
    it = exercise(("subtract", lambda a, b: a - b), ("double", lambda a, b: a + 2 * b))
    visible, hidden = questions(it, it.cases), questions(it, it.cases, hidden=True)
    right = [Reply(value=answer(it, it.reference, question.inputs)) for question in visible]
    wrong = [[Reply(value=answer(it, known.function, question.inputs)) for question in hidden] for known in it.mistakes]
    reports = [judged(it, visible + hidden, right + each) for each in wrong]
    assert reports[0] == reports[1]
    assert (reports[0].status, reports[0].mistake, reports[0].message) == (
        "failed", "", "A hidden case fails: three numbers.")  # fmt: skip
    both = [judged(it, visible + hidden, wrong[0] + each) for each in wrong]
    assert both[0] == both[1], "nor do they change what visible answers name"
    assert both[0].mistake == "subtract"


def test_a_mistake_is_named_when_its_numbers_are_those_of_every_case():
    it = exercise(("multiply", lambda a, b: a * b), ("subtract", lambda a, b: a - b))
    report = verdict(it, lambda a, b: -(b - a))
    assert (report.mistake, report.message) == ("subtract", "You subtract.")


def test_a_mistake_that_explains_all_comes_before_one_that_explains_a_part():
    part = ("look at small ones only", lambda a, b: a - b if a.size == 1 else a)
    report = verdict(exercise(part, ("subtract", lambda a, b: a - b)), lambda a, b: a - b)
    assert report.message == "You subtract."


def test_a_mistake_that_explains_one_failing_case_and_contradicts_another_is_not_said():
    for part in (lambda a, b: a - b if a.size == 1 else a, lambda a, b: a - b if a.size > 1 else a):
        report = verdict(exercise(("subtract some", part)), lambda a, b: a - b)
        assert (report.mistake, report.message) == ("", "result[0] differs: got 36, expected 40.")


def test_a_mistake_that_is_wrong_where_the_answer_is_right_is_not_said():
    it = exercise(("subtract", lambda a, b: a - b))
    assert verdict(it, lambda a, b: a - b if a.size == 1 else a + b).mistake == ""


def test_beside_a_case_that_was_stopped_nothing_is_said():
    it = exercise(("subtract", lambda a, b: a - b))
    cases = questions(it, it.cases)
    report = judged(it, cases, [Reply("timeout", message="Too slow."), Reply(value=np.array([3.0]))])
    assert (report.status, report.mistake) == ("timeout", "")


def test_two_mistakes_that_each_explain_another_case_are_both_said():
    small = ("subtract small ones", lambda a, b: a - b if a.size == 1 else a + b)
    large = ("double large ones", lambda a, b: a + b if a.size == 1 else a + 2 * b)
    report = verdict(exercise(small, large), lambda a, b: a - b if a.size == 1 else a + 2 * b)
    assert report.mistake == "subtract small ones + double large ones"
    assert report.message == search.BOTH.format("You subtract small ones.", "You double large ones.")


def test_two_mistakes_that_each_explain_another_part_are_both_said():
    first = ("subtract", lambda a, b: (a - b, a * b))
    second = ("divide", lambda a, b: (a + b, a / b))
    it = exercise(first, second, reference=lambda a, b: (a + b, a * b), outputs=("sum", "product"))
    assert verdict(it, lambda a, b: (a - b, a / b)).mistake == "subtract + divide"


def test_several_ways_to_explain_the_parts_are_none():
    wrong = [("round", lambda a, b: (a - b, a * b)), ("divide", lambda a, b: (a + b, a / b))]
    same = ("halve", lambda a, b: (a + b, a / 2))
    it = exercise(*wrong, same, reference=lambda a, b: (a + b, a * b), outputs=("sum", "product"))
    assert verdict(it, lambda a, b: (a - b, a / b)).mistake == ""


def test_two_changes_of_one_implementation_are_tried_together():
    it = exercise(("subtract", changed(add, "a + b", "a - b")), ("double", changed(add, "return total", "return 2 * total")))
    report = verdict(it, lambda a, b: 2 * (a - b))
    assert report.mistake == "subtract + double"
    assert report.message == search.BOTH.format("You subtract.", "You double.")


def test_changes_of_one_text_are_no_pair():
    subtract = changed(add, "a + b", "a - b")
    assert subtract.also(changed(add, "a + b", "a * b")) is None
    assert subtract.also(changed(add, " + ", " * ")) is None, "they overlap"
    assert subtract.also(changed(pair, "2.0", "3.0")) is None


def test_an_error_of_the_same_kind_at_the_same_operation_is_named():
    it = exercise(("forget an axis", lambda a, b: np.zeros((2, 3)) @ np.zeros(a.size + 1)))
    report = verdict(it, lambda a, b: np.ones((5, 4)) @ np.ones(a.size + 4))
    assert (report.status, report.message) == ("error", "You forget an axis.")
    assert verdict(it, lambda a, b: np.ones((5, 4)) + np.ones(7)).mistake == "", "another operation"
    assert verdict(it, lambda a, b: int("x")).mistake == "", "another text of one kind"


def test_two_mistakes_that_stop_alike_are_said_as_either():
    def broken(a, b):
        return a[[9]]

    it = exercise(("look too far", broken), ("count from 1", broken))
    assert verdict(it, broken).message == search.EITHER.format("You look too far.", "You count from 1.")
    third = exercise(("look too far", broken), ("count from 1", broken), ("mix up", broken))
    assert verdict(third, broken).mistake == ""


def test_an_error_in_one_case_and_numbers_in_another_are_one_mistake():
    def only_small(a, b):
        return a[: a.size - 1] - b if a.size > 1 else a.reshape(2) - b

    it = exercise(("cut", only_small))
    assert verdict(it, only_small).mistake == "cut"
    assert verdict(it, lambda a, b: a[:2] - b if a.size > 1 else int("x")).mistake == ""


def test_where_an_error_tells_no_more_what_mistakes_share_is_said():
    def broken(a, b):
        return a[[9]]

    it = exercise(("look too far", broken), ("count from 1", broken), ("mix up", broken))
    shared = Shared("places", "You miscounted.")
    known = tuple(Mistake(each.name, each.sentence, each.wrong, shared) for each in it.mistakes)
    report = verdict(replace(it, mistakes=known), broken)
    assert (report.mistake, report.message) == ("places", "You miscounted.")


@pytest.mark.parametrize(("of_errors", "name"), [(False, "the sign"), (True, "subtract + swap the sign")])
def test_what_two_share_is_said_of_equal_numbers_where_it_is_not_of_errors_alone(of_errors, name):
    it = exercise(("subtract", lambda a, b: a - b), ("swap the sign", lambda a, b: a + -b))
    shared = Shared("the sign", "You take b away.", of_errors)
    report = verdict(replace(it, mistakes=tuple(replace(each, shared=shared) for each in it.mistakes)), lambda a, b: a - b)
    assert report.mistake == name


def test_a_wide_tolerance_is_for_right_answers_and_names_no_mistake():
    it = exercise(("add one", lambda a, b: a + b + 1.0))
    wide = replace(it, cases=tuple(replace(case, atol=0.4) for case in it.cases))
    assert verdict(wide, lambda a, b: a + b + 1.1).mistake == "add one"
    assert verdict(wide, lambda a, b: a + b + 1.3).mistake == ""


def test_where_no_case_has_an_answer_no_mistake_is_looked_for():
    def never(a, b):
        raise AssertionError("nobody may ask")

    it = exercise(("stop", never))
    cases = questions(it, it.cases)
    assert judged(it, cases, [Reply("error", message="It stopped.")] * 2).mistake == ""
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
        judged(it, cases, [Reply(value=case.inputs["a"] - 2.0) for case in cases])
    assert len(calls) == len(cases)


def test_the_search_ends_when_patience_does(monkeypatch):
    clock = count(step=60)
    monkeypatch.setattr(tried.time, "monotonic", lambda: next(clock))
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
    assert judged(it, cases, replies).mistake == ""
    assert sizes == [1], "the larger case is spared when the smaller one rules the mistake out"


def test_inputs_are_measured_with_all_their_parts():
    nested = {"cache": (np.zeros(4), [np.zeros(2), 1]), "name": "f"}
    assert search._size(nested) == 4 + 2 + 1 + 1


def test_no_mistake_is_tried_on_an_answer_that_is_none_at_all():
    calls = []
    it = exercise(("subtract", lambda a, b: calls.append(1) or a - b))
    cases = questions(it, it.cases)
    report = judged(it, cases, [Reply("failed", message="No model came back.")] * len(cases))
    assert (report.message, report.mistake, calls) == ("No model came back.", "", [])
