"""SliceExplorer: its Python side, its JavaScript against it, and its page."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
import traitlets

from course_utils.widgets.explorers.slice_explorer import SliceExplorer


def random_explorer(seed: int, predicted: bool = True) -> SliceExplorer:
    draw = np.random.default_rng(seed)
    shape = tuple(int(n) for n in draw.integers(2, 49, 3))
    prediction = draw.uniform(-0.2, 1.2, shape) if predicted else None
    place = {name: int(draw.integers(n)) for name, n in zip("zyx", shape)}
    low = float(draw.uniform(-900, 0))
    return SliceExplorer(draw.normal(0, 500, shape), prediction, **place, low=low, high=low + draw.uniform(1, 900))


def test_the_three_slices_leave_out_one_axis_each() -> None:
    volume = np.arange(2 * 3 * 4).reshape(2, 3, 4)
    w = SliceExplorer(volume, z=1, y=2, x=3, low=0, high=255)
    for got, expected in zip(w.output, (volume[1], volume[:, 2], volume[:, :, 3])):
        np.testing.assert_array_equal(got, np.repeat(expected[..., None], 3, axis=2))


def test_a_prediction_covers_grey_with_orange_only_while_it_is_shown() -> None:
    volume, prediction = np.zeros((2, 2, 2)), np.zeros((2, 2, 2))
    prediction[0, 0, 1] = 1
    w = SliceExplorer(volume, prediction, z=0, low=0, high=1)
    assert w.output[0][0].tolist() == [[0, 0, 0], [161, 111, 0]]
    w.overlay = False
    assert w.output[0].max() == 0


def test_it_starts_in_the_middle_with_the_whole_range_of_values() -> None:
    w = SliceExplorer(np.arange(24).reshape(2, 3, 4))
    assert (w.place, w.low, w.high) == ((1, 1, 2), 0, 23)
    assert SliceExplorer(np.ones((3, 3, 3))).high == 2
    w.volume = np.zeros((2, 2, 2))
    assert w.place == (1, 1, 1)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"volume": np.zeros((4, 4))}, "volume must have three axes of 2 to 48: slices, rows, columns; received"),
        ({"volume": np.zeros((4, 4, 49))}, "received shape (4, 4, 49)."),
        ({"volume": "lung"}, "volume must be a volume of numbers; received str."),
        ({"volume": np.full((2, 2, 2), np.nan)}, "volume must hold finite numbers; received NaN or infinity."),
        ({"prediction": np.zeros((2, 2, 3))}, "prediction must have the volume's shape (3, 4, 5); received shape"),
        ({"z": 3}, "z must be 0 to 2, a slice; received z=3."),
        ({"x": -1}, "x must be an integer ≥ 0; received x=-1."),
        ({"low": 5, "high": 5}, "low must be below high; received low=5, high=5."),
        ({"depth": 5}, "SliceExplorer knows no depth."),
    ],
)
def test_impossible_values_are_refused(values: dict[str, Any], message: str) -> None:
    with pytest.raises(traitlets.TraitError) as caught:
        SliceExplorer(**({"volume": np.arange(60).reshape(3, 4, 5)} | values))
    assert message in str(caught.value)


def test_the_still_picture_is_an_svg_that_says_where_the_mark_is() -> None:
    w = random_explorer(1)
    root = ElementTree.fromstring(w.static_svg())
    assert root.find("{http://www.w3.org/2000/svg}title").text == w.alt_text()  # type: ignore[union-attr]
    assert f"Slice {w.z + 1}, row {w.y + 1}, column {w.x + 1}: value" in w.alt_text()


def test_a_volume_survives_the_way_to_the_browser_and_back() -> None:
    w = random_explorer(2)
    sent = w.get_state("volume")["volume"]
    before = w.volume
    w.set_state({"volume": sent, "z": 0})
    np.testing.assert_array_equal(w.volume, before)
    assert w.z == 0


@pytest.mark.browser
@pytest.mark.parametrize("seed", range(6))
def test_the_browser_paints_pythons_slices(maths: Any, seed: int) -> None:
    w = random_explorer(seed, predicted=seed % 2 == 0)
    state = w.get_state(["volume", "prediction"])
    sent = [state[name] for name in ("volume", "prediction")]
    volume, prediction = (volume and maths("slices", "decodeVolume", volume) for volume in sent)
    for axis, expected in enumerate(w.output):
        theirs = maths("slices", "paintSlice", volume, prediction, axis, w.place[axis], w.low, w.high)
        pixels = np.array(theirs["pixels"]).reshape(theirs["rows"], theirs["columns"], 4)
        np.testing.assert_array_equal(pixels[..., :3], expected)
        assert (pixels[..., 3] == 255).all()


@pytest.mark.browser
def test_the_browser_says_pythons_words_and_finds_the_peak(maths: Any) -> None:
    w = random_explorer(3)
    predicted = float(w.prediction[w.place])
    assert maths("slice_explorer", "sliceWords", w.place, w.value, predicted) == w.words()
    values = w.prediction.ravel()
    peak = maths("slices", "peakOf", {"shape": list(w.prediction.shape), "values": values.tolist()})
    assert tuple(peak) == np.unravel_index(values.argmax(), w.prediction.shape)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("key", "axis", "expected"),
    [("ArrowDown", 0, [1, 2, 1]), ("ArrowLeft", 0, [1, 1, 0]), ("ArrowUp", 1, [0, 1, 1]), ("ArrowRight", 2, [1, 2, 1]),
     ("PageDown", 2, [1, 1, 2]), ("PageUp", 0, [0, 1, 1]), ("Tab", 0, None)],
)  # fmt: skip
def test_keys_move_in_the_plane_of_the_view_and_across_it(maths: Any, key: str, axis: int, expected: Any) -> None:
    assert maths("slice_explorer", "stepPlace", key, axis, [1, 1, 1], [3, 3, 3]) == expected
