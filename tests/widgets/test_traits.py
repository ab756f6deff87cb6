"""Every trait takes what lies in its domain, and says of anything else what was expected."""

from __future__ import annotations

import numpy as np
import pytest
import traitlets

from course_utils.widgets.base import WidgetError
from course_utils.widgets.traits import (
    ArrayTrait,
    NumberGrid,
    OneOf,
    Photograph,
    Switch,
    Whole,
    Within,
    box_list,
    column,
)


def even(name: str, numbers: np.ndarray) -> None:
    if (numbers % 2).any():
        raise WidgetError(f"{name} must be even.")


class Traits(traitlets.HasTraits):
    whole = Whole(1, least=1)
    share = Within(0.5, -1, 1)
    percent = Within(50, 0, 100)
    switch = Switch(False)
    word = OneOf("max", "average")
    grid = NumberGrid([[1, 2]], most=3)
    row = column([1.0], 0, 9, whole=True)
    upwards = column([1.0], 0)
    boxes = box_list([[0, 0, 1, 1]])
    pairs = ArrayTrait([[2, 4]], [(1, 3), 2], "be pairs", check=even, advice="Give two numbers.")
    nothing = ArrayTrait(None, [2], "be (x, y)")
    photo = Photograph()


@pytest.mark.parametrize(
    ("name", "given", "kept"),
    [
        ("whole", np.int64(3), 3),
        ("share", np.float32(0.5), 0.5),
        ("percent", 7.0, 7),
        ("switch", np.True_, True),
        ("grid", [[True, 2.5]], [[1, 2.5]]),
        ("row", range(3), [0, 1, 2]),
        ("boxes", ((1, 2, 3, 4), (0, 0, 1, 1)), [[1, 2, 3, 4], [0, 0, 1, 1]]),
        ("pairs", [[-2, 8]] * 3, [[-2, 8]] * 3),
        ("nothing", None, None),
    ],
)
def test_what_lies_in_the_domain_is_taken(name: str, given: object, kept: object) -> None:
    traits = Traits(**{name: given})
    value = getattr(traits, name)
    assert (value.tolist() if isinstance(value, np.ndarray) else value) == kept
    assert type(value) in (np.ndarray, type(kept))


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("whole", 0, "whole must be an integer ≥ 1; received whole=0."),
        ("whole", True, "whole must be an integer ≥ 1; received whole=True."),
        ("share", 1.5, "share must be a number from −1 to 1; received share=1.5."),
        ("percent", 0.5, "percent must be a whole number from 0 to 100; received percent=0.5."),
        ("percent", "5", "percent must be a whole number from 0 to 100; received percent='5'."),
        ("switch", 1, "switch must be True or False; received switch=1."),
        ("word", "min", "word must be one of 'max', 'average'; received word='min'."),
        ("grid", "abc", "grid must be a grid of numbers; received 'abc'."),
        ("grid", [1, 2], "grid must have two dimensions of 1 to 3 entries; received shape (2,). Take one channel and a small patch."),
        ("grid", np.ones((1, 4)), "grid must have two dimensions of 1 to 3 entries; received shape (1, 4)."),
        ("grid", [[np.nan]], "grid must hold finite numbers; received NaN or infinity."),
        ("row", "abc", "row must hold numbers; received 'abc'."),
        ("row", [], "row must be a list of 1 to 2000 numbers; received shape (0,)."),
        ("row", [1, 9.5], "row must hold whole numbers from 0 to 9; received 9.5."),
        ("row", [1, -2], "row must hold whole numbers from 0 to 9; received −2."),
        ("upwards", [-0.5], "upwards must hold numbers of at least 0; received −0.5."),
        ("boxes", [0, 0, 1, 1], "boxes must be 1 to 300 boxes (x1, y1, x2, y2); received shape (4,)."),
        ("boxes", [[0, 0, 1, 1], [3, 0, 1, 1]], "boxes: a box is (x1, y1, x2, y2) with x1 < x2 and y1 < y2; received (3, 0, 1, 1)."),
        ("pairs", [[1, 2]], "pairs must be even."),
        ("pairs", [[1, 2, 3]], "pairs must be pairs; received shape (1, 3). Give two numbers."),
        ("photo", np.zeros((9, 9, 3)), "photo must be a photograph (rows, columns, 3) of uint8; received shape (9, 9, 3), float64."),
        ("photo", np.zeros((9, 7, 3), np.uint8), "photo must have sides of 8 to 320 pixels; received 9×7."),
    ],
)  # fmt: skip
def test_anything_else_is_refused_and_the_old_value_stays(name: str, given: object, message: str) -> None:
    traits = Traits()
    before = getattr(traits, name)
    with pytest.raises(WidgetError) as caught:
        setattr(traits, name, given)
    assert str(caught.value).startswith(message)
    assert getattr(traits, name) is before


def test_an_array_is_copied_and_read_only() -> None:
    given = np.array([[1.0, 2.0]])
    traits = Traits(grid=given)
    given[0, 0] = 9
    assert traits.grid.tolist() == [[1, 2]]
    for name in ("grid", "row", "pairs", "photo"):
        assert not getattr(traits, name).flags.writeable


@pytest.mark.parametrize("name", ["grid", "row", "pairs", "photo"])
def test_an_array_survives_the_way_to_the_browser_and_back(name: str) -> None:
    traits = Traits(photo=np.arange(8 * 9 * 3, dtype=np.uint8).reshape(8, 9, 3))
    array, way = getattr(traits, name), traits.traits()[name].metadata
    assert way["sync"]
    back = way["from_json"](way["to_json"](array, traits), traits)
    assert back.dtype == array.dtype
    np.testing.assert_array_equal(back, array)
