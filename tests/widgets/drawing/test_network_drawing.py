"""Drawings of Keras networks."""

from __future__ import annotations

from typing import Any

import pytest

from course_utils.errors import ArgumentError
from course_utils.layers.networks import classic
from course_utils.widgets.drawing.network_drawing import draw_network, layout

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


def test_branches_stand_above_one_another_in_the_order_of_their_merge() -> None:
    boxes = layout(inception())
    ends = [boxes[source] for source in boxes[-1].sources]
    assert [box.row for box in ends] == sorted(box.row for box in ends)
    assert len({(box.column, box.row) for box in boxes}) == len(boxes)
    assert boxes[-1].row == boxes[0].row


def test_a_shortcut_is_drawn_over_the_path_it_skips() -> None:
    alt = repr(draw_network(with_shortcut()))
    assert "4 Add reads 3 and 1, gives 8×8×4" in alt
    assert "BatchNorm" not in alt


def test_folded_blocks_show_their_convolutions_and_their_shortcut() -> None:
    import keras

    from course_utils.layers.networks.residual import convolutional_block, identity_block

    X = keras.Input((8, 8, 16))
    alike, other = (layout(keras.Model(X, block(X, 3, [4, 4, 16])), fold=True) for block in (identity_block, convolutional_block))
    assert [box.name for box in alike] == ["Input", "Conv2D", "Conv2D", "Conv2D", "Add"]
    assert [box.after for box in alike[1:]] == [["batch norm", "ReLU"], ["batch norm", "ReLU"], ["batch norm"], ["ReLU"]]
    assert alike[-1].sources == [3, 0]
    assert [box.name for box in other] == ["Input", *["Conv2D"] * 4, "Add"]
    assert other[4].row > other[1].row, "the shortcut has a row of its own"
    shown = repr(draw_network(keras.Model(X, identity_block(X, 3, [4, 4, 16])), fold=True))
    assert "2 Conv2D 1×1, 4 batch norm ReLU reads 1, gives 8×8×4" in shown


def test_too_many_layers_are_left_to_the_table() -> None:
    import keras
    from keras import layers

    with pytest.raises(ArgumentError, match="draws up to 40 layers; received 51"):
        draw_network(keras.Sequential([keras.Input((4,)), *(layers.Dense(4) for _ in range(50))]))


def test_what_is_no_model_is_refused() -> None:
    with pytest.raises(ArgumentError, match="draw_network needs a Keras model with inputs; received list"):
        draw_network([])
