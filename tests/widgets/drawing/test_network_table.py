"""Tables of Keras networks."""

from __future__ import annotations

import resource
from typing import Any

import pytest

from course_utils.errors import ArgumentError
from course_utils.layers.networks import classic
from course_utils.widgets.drawing.network_table import network_table

pytestmark = pytest.mark.tf


def inception() -> Any:
    import keras

    X = keras.Input((28, 28, 192))
    return keras.Model(X, classic.inception_module(X, (64, (96, 128), (16, 32), 32)))


def test_a_table_lists_shapes_and_costs() -> None:
    table = network_table(classic.lenet5, (32, 32, 1), classes=10)
    lines = repr(table).splitlines()
    assert lines[0] == "lenet5"
    assert lines[3].split() == ["Conv2D", "5×5,", "6", "filters,", "valid,", "relu", "28×28×6", "156", "117,600"]
    assert lines[-1].split() == ["total", "61,706", "416,520"]
    assert table._repr_html_().count("<tr>") == 11


def test_a_huge_network_is_counted_without_its_weights() -> None:
    network_table(classic.lenet5)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert network_table(classic.vgg16).parameters == 138_357_544
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000  # kilobytes; the weights have 553,000


def test_later_networks_are_filled_as_usual() -> None:
    import numpy as np

    network_table(classic.alexnet)
    model = classic.lenet5()
    assert np.asarray(model(np.ones((1, 32, 32, 1), "float32"))).sum() == pytest.approx(1)


def test_a_model_may_be_given_itself() -> None:
    assert network_table(inception()).multiplications == 128_049_152


def test_what_is_no_network_is_refused() -> None:
    with pytest.raises(ArgumentError, match="needs a Keras model or a function that builds one; received int"):
        network_table(3)
    with pytest.raises(ArgumentError, match="must return a Keras model; it returned NoneType"):
        network_table(lambda: None)
