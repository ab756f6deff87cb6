"""OcclusionExplorer: its numbers and pixels in the browser, its refusals and its picture."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
import pytest
import traitlets

from course_utils.layers.interpretation.attribution import occlusion_map
from course_utils.widgets.explorers.occlusion_explorer import OcclusionExplorer


def mean_colours(images: Any) -> Any:
    """A network of three classes: the share of each colour."""
    return np.asarray(images, np.float64).mean(axis=(1, 2)) / 255


def drawn(seed: int) -> OcclusionExplorer:
    draw = np.random.default_rng(seed)
    rows, columns = draw.integers(10, 20, size=2)
    image = draw.integers(0, 256, (rows, columns, 3))
    sizes, stride = [int(n) for n in draw.permutation(np.arange(2, 9))[:2]], int(draw.integers(1, 4))
    w = OcclusionExplorer.of(mean_colours, image, {0: "red", 2: "blue"}, sizes, stride)
    w.size = int(draw.choice(sizes))
    down, across = w.places(w.size)
    w.row, w.col, w.focus = int(draw.integers(down)), int(draw.integers(across)), int(draw.integers(2))
    return w


@pytest.mark.browser
@pytest.mark.parametrize("seed", range(8))
def test_scores_and_pixels_in_javascript_equal_pythons(maths: Any, seed: int) -> None:
    w = drawn(seed)
    rows, columns = w.image.shape[:2]
    area = {"rows": rows, "columns": columns}
    known = {"sizes": w.sizes, "stride": w.stride, "scores": w.scores.tolist(), "whole": w.whole.tolist()}
    part = maths("occlusion", "partOf", area, known, w.size)
    assert (part["rows"], part["columns"]) == w.table.shape[:2]
    np.testing.assert_array_equal(w.scores[part["start"] + w.row * part["columns"] + w.col], w.now)
    np.testing.assert_allclose(maths("occlusion", "dropMap", area, known, w.size, w.focus), w.drop, atol=1e-12)
    photo = {**area, "pixels": w.image.ravel().tolist()}
    painted = maths("occlusion", "paintCovered", photo, w.row * w.stride, w.col * w.stride, w.size)
    values = list(painted.values()) if isinstance(painted, dict) else painted
    np.testing.assert_array_equal(np.reshape(values, (rows, columns, 4))[..., :3], w.covered)


@pytest.mark.browser
def test_the_place_nearest_to_a_pixel(maths: Any) -> None:
    assert [maths("occlusion", "nearestPlace", x, 8, 4, 5) for x in (0, 4, 9, 11, 99)] == [0, 0, 1, 2, 4]


@pytest.mark.parametrize("seed", range(4))
def test_the_map_is_the_courses(seed: int) -> None:
    w = drawn(seed)
    expected = occlusion_map(mean_colours, w.image.astype(float), [0, 2][w.focus], w.size, w.stride)
    np.testing.assert_allclose(w.drop, expected, atol=1e-9)
    left, top, right, bottom = w.box
    assert (w.covered[top:bottom, left:right] == 127).all()
    assert mean_colours(w.covered[None])[0, [0, 2]] == pytest.approx(w.now)


def test_what_does_not_fit_is_refused() -> None:
    image = np.zeros((16, 16, 3), np.uint8)
    with pytest.raises(traitlets.TraitError, match=r"scores must be \(4, 1\).*received \(3, 1\)"):
        OcclusionExplorer(image=image, names=["a"], whole=[1.0], sizes=[8], stride=8, scores=np.ones((3, 1)))
    with pytest.raises(traitlets.TraitError, match=r"sizes must fit into the picture"):
        OcclusionExplorer(image=image, names=["a"], whole=[1.0], sizes=[20], stride=8, scores=np.ones((1, 1)))
    with pytest.raises(traitlets.TraitError, match=r"size must be one of \[32, 48, 80\]"):
        OcclusionExplorer("coffee", size=33)


def test_the_square_stays_inside_when_it_grows() -> None:
    w = OcclusionExplorer("coffee", size=32, row=24, col=3)
    w.size = 80
    assert (w.row, w.col) == (18, 3)
    w.row = 99
    assert w.row == 18


def test_the_picture_and_the_sentence_say_what_is_left() -> None:
    w = drawn(1)
    assert "red" in w.alt_text()
    assert "whole" in w.static_svg()
    start = w.static_svg().index("base64,") + 7
    assert base64.b64decode(w.static_svg()[start : w.static_svg().index('"', start)])[:3] == b"\xff\xd8\xff"
