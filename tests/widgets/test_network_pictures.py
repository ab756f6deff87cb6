"""Tables and drawings of Keras networks."""

from __future__ import annotations

import resource
from typing import Any

import pytest

from course_utils.errors import ArgumentError
from course_utils.layers.networks import classic
from course_utils.widgets.drawing.network_drawing import _boxes, _place, draw_network
from course_utils.widgets.drawing.network_table import network_table

pytestmark = pytest.mark.tf


def inception() -> Any:
    import keras

    X = keras.Input((28, 28, 192))
    return keras.Model(X, classic.inception_module(X, (64, (96, 128), (16, 32), 32)))


def with_shortcut() -> Any:
    import keras
    from keras import layers

    X = keras.Input((8, 8, 4))
    Y = layers.Conv2D(4, 3, padding="same")(X)
    return keras.Model(X, layers.Add()([layers.ReLU()(Y), X]))


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
    with pytest.raises(ArgumentError, match="draw_network needs a Keras model with inputs; received list"):
        draw_network([])


def test_branches_stand_above_one_another_in_the_order_of_their_merge() -> None:
    boxes = _boxes(inception())
    _place(boxes)
    ends = [boxes[source] for source in boxes[-1].sources]
    assert [box.row for box in ends] == sorted(box.row for box in ends)
    assert len({(box.column, box.row) for box in boxes}) == len(boxes)
    assert boxes[-1].row == boxes[0].row


def test_a_shortcut_is_drawn_over_the_path_it_skips() -> None:
    alt = repr(draw_network(with_shortcut()))
    assert "4 Add reads 3 and 1, gives 8×8×4" in alt
    assert "BatchNorm" not in alt


def test_too_many_layers_are_left_to_the_table() -> None:
    import keras
    from keras import layers

    with pytest.raises(ArgumentError, match="draws up to 40 layers; received 51"):
        draw_network(keras.Sequential([keras.Input((4,)), *(layers.Dense(4) for _ in range(50))]))
