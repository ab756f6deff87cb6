"""The one rule by which arguments are given: names where they agree, else places."""

import functools

import pytest

from course_utils.checks.calls.arguments import call_with, names_around, parameters_of, written

BLOCK = {"X": "X", "f": 3, "filters": 8, "stage": 2, "block": "a", "s": 1}


def wrapped(function):
    @functools.wraps(function)
    def wrapper(*args, **named):
        return function(*args, **named)

    return wrapper


@pytest.mark.parametrize(
    "function",
    [
        lambda X, pad: (X, pad),
        lambda pad, X: (X, pad),
        lambda images, width: (images, width),
        lambda images, width=9: (images, width),
        lambda X, padding=9: (X, padding),
        lambda X, pad, more=3: (X, pad),
        lambda *args: args,
        lambda *, pad, X: (X, pad),
        lambda images, *, pad: (images, pad),
        lambda **named: (named["X"], named["pad"]),
        lambda X, **named: (X, named["pad"]),
        lambda images, width, **named: (images, width),
        functools.partial(lambda other, X, pad: (X, pad), 0),
        wrapped(lambda pad, X: (X, pad)),
        lambda X, pad, *args, **named: (X, pad),
    ],
)
def test_names_decide_where_they_agree_else_places(function):
    assert call_with(function, {"X": 1, "pad": 2}) == (1, 2)


@pytest.mark.parametrize("function", [lambda X: X, lambda X, pad, more: X, lambda: 0, lambda X, pad, *, more: X])
def test_a_function_of_too_few_or_too_many_arguments_says_so_itself(function):
    with pytest.raises(TypeError):
        call_with(function, {"X": 1, "pad": 2})


def test_a_function_whose_parameters_cannot_be_read_is_called_by_place():
    assert list(parameters_of(max)) == ["args"]
    for lenient in (False, True):
        assert call_with(max, {"a": 1, "b": 2}, lenient, training=False) == 2


@pytest.mark.parametrize(
    ("function", "given"),
    [
        (lambda X, print_cost=True: print_cost, False),
        (lambda images, print_cost=True: print_cost, False),
        (lambda images, *, print_cost: print_cost, False),
        (lambda X, talk=True: talk, True),
        (lambda X, **named: named, {}),
        (lambda *args: args, ("X",)),
    ],
)
def test_an_extra_goes_to_functions_that_name_it(function, given):
    assert call_with(function, {"X": "X"}, print_cost=False) == given


@pytest.mark.parametrize(
    ("function", "given"),
    [
        (lambda X, f, filters, stage, block, s=2: (X, f, filters, stage, block, s), ("X", 3, 8, 2, "a", 1)),
        (lambda X, f, filters, s=2, training=True: (X, f, filters, s, training), ("X", 3, 8, 1, False)),
        (lambda images, f, filters, s=2, training=True: (images, f, filters, s, training), ("X", 3, 8, 1, False)),
        (lambda images, size, n, a, b, s=2: (images, size, n, a, b, s), ("X", 3, 8, 2, "a", 1)),
        (lambda X, f, filters: (X, f, filters), ("X", 3, 8)),
        (lambda images, size, n, training: (images, size, n, training), ("X", 3, 8, False)),
        (lambda X: X, "X"),
        (lambda: "nothing", "nothing"),
        (lambda *args: args, tuple(BLOCK.values())),
        (lambda X, f, filters, **named: named["s"], 1),
    ],
    ids=["old", "new", "new, first name", "old, all names", "three", "training by name", "one", "none", "any", "named"],
)
def test_a_lenient_call_leaves_out_what_another_generation_does_not_have(function, given):
    assert call_with(function, BLOCK, lenient=True, training=False) == given


def test_only_a_lenient_call_leaves_arguments_out():
    with pytest.raises(TypeError):
        call_with(lambda X, f, filters: X, BLOCK)


def test_the_inputs_stay_as_they_were():
    inputs = {"X": 1, "pad": 2}
    call_with(lambda **named: named.clear(), inputs, lenient=True)
    assert inputs == {"X": 1, "pad": 2}


class Caller:
    def __call__(self, X):
        return X

    @classmethod
    def of_class(cls, X):
        return X


@pytest.mark.parametrize(
    ("function", "name"),
    [
        (wrapped(wrapped(test_names_decide_where_they_agree_else_places)),
         "test_names_decide_where_they_agree_else_places"),
        (functools.partial(functools.partial(wrapped), 1), "wrapped"),
        (Caller(), "__call__"),
        (Caller().__call__, "__call__"),
        (Caller.of_class, "of_class"),
        (functools.lru_cache(wrapped), "wrapped"),
    ],
)  # fmt: skip
def test_the_function_behind_what_is_called(function, name):
    assert written(function).__name__ == name
    assert names_around(function) is globals()


@pytest.mark.parametrize("value", [len, 3, Caller, None, {"a": 1}, functools.partial(len)])
def test_behind_other_things_is_no_function(value):
    assert written(value) is None
    assert names_around(value) == {}


def test_a_thing_that_wraps_itself_is_given_up():
    def f():
        return f

    f.__wrapped__ = f
    assert written(f) is None
