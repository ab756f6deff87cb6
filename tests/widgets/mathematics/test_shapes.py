"""Shapes and costs of a stack of layers; test_shape_calculator.py compares them with Keras."""

from __future__ import annotations

import pytest

from course_utils.widgets.base import WidgetError
from course_utils.widgets.mathematics.shapes import Row, against, complete, conv, dense, flatten, pool, summarise


def test_a_convolution_costs_its_weights_at_every_place() -> None:
    assert summarise((8, 6, 3), [conv(3, 4, pad=1, stride=2)]) == [
        Row("conv", (4, 3, 4), 3 * 3 * 3 * 4 + 4, 4 * 3 * 3 * 3 * 3 * 4, field=3, jump=2)
    ]


def test_the_receptive_field_grows_by_the_steps_before() -> None:
    rows = summarise((32, 32, 1), [conv(5, 2), pool(2, 2), conv(3, 2), pool(2, 2), flatten(), dense(1)])
    assert [(row.field, row.jump) for row in rows[:4]] == [(5, 1), (6, 2), (10, 2), (12, 4)]
    assert rows[-1].field == 32  # a dense unit sees all


@pytest.mark.parametrize(
    ("layers", "count", "problem"),
    [
        ([pool(), conv(9, 1)], 2, "The size becomes 0: a window of 9 does not fit into 4."),
        ([conv(11, 1, pad=1)], 1, "The size becomes 0: a window of 11 does not fit into 8 + 2·1."),
        ([dense(2), flatten()], 1, "It needs one row of numbers: put flatten before it."),
        ([flatten(), pool()], 2, "It needs rows, columns and channels: put it before flatten."),
    ],
)
def test_the_first_layer_that_cannot_be_built_ends_the_stack(layers: list, count: int, problem: str) -> None:
    rows = summarise((8, 8, 1), layers)
    assert (len(rows), rows[-1].problem, rows[-1].shape) == (count, problem, ())


@pytest.mark.parametrize(
    ("layer", "message"),
    [
        (3, "A layer must be one of conv, pool, flatten, dense; received 3."),
        ({"kind": "flatten", "f": 2}, "A flatten layer has no further fields; received 'f'."),
        ({"kind": "dense", "units": 1.5}, "units of a dense layer must be an integer ≥ 1; received 1.5."),
        ({"kind": "conv", "pad": -1}, "pad of a conv layer must be an integer ≥ 0; received -1."),
    ],
)
def test_what_is_no_layer_is_refused(layer: object, message: str) -> None:
    with pytest.raises(WidgetError) as caught:
        complete(layer)  # type: ignore[arg-type]
    assert str(caught.value).startswith(message)


def test_defaults_are_filled_in() -> None:
    assert complete({"kind": "pool", "f": 3}) == pool(3, 2)


@pytest.mark.parametrize(
    ("ours", "theirs", "words"),
    [
        ((10, 4), (20, 4), "2.0 times fewer parameters, as many multiplications."),
        ((30, 0), (20, 4), "1.5 times as many parameters, no multiplications."),
        ((5, 5), (0, 5), "some, not 0, parameters, as many multiplications."),
    ],
)
def test_costs_are_compared_in_words(ours: tuple[int, int], theirs: tuple[int, int], words: str) -> None:
    assert against("x", ours, theirs).endswith(words)
