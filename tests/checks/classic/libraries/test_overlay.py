"""A library as it was answers first, and today's for all that it still has."""

import math

import pytest

from course_utils.checks.classic.libraries.overlay import Overlay

OLD = Overlay("maths", {"tau": 6.0, "lost": 1}, math)


def test_own_names_come_first_and_all_others_from_below():
    assert (OLD.tau, OLD.lost, OLD.floor(2.5)) == (6.0, 1, 2)


def test_an_import_of_everything_gives_the_names_of_both():
    assert {"tau", "lost", "floor"} <= set(OLD.__all__)
    assert not [name for name in OLD.__all__ if name.startswith("_")]


def test_a_name_of_neither_is_said_as_python_says_it():
    with pytest.raises(AttributeError, match="module 'maths' has no attribute 'sums'"):
        _ = OLD.sums
