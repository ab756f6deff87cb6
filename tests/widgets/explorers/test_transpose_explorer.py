"""TransposeExplorer: its numbers in the browser, its refusals and its picture."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import traitlets

from course_utils.widgets.explorers.transpose_explorer import TransposeExplorer


def drawn(seed: int) -> TransposeExplorer:
    draw = np.random.default_rng(seed)
    f, size = int(draw.integers(1, 5)), draw.integers(1, 5, size=2)
    place = {"row": int(draw.integers(size[0])), "col": int(draw.integers(size[1]))}
    kernel = draw.integers(-3, 4, size=(f, f))
    return TransposeExplorer(image=draw.integers(-3, 4, size=size), kernel=kernel, stride=int(draw.integers(1, 5)), **place)


@pytest.mark.browser
@pytest.mark.parametrize("seed", range(8))
def test_the_canvas_in_javascript_equals_pythons(maths: Any, seed: int) -> None:
    w = drawn(seed)
    count = w.row * w.image.shape[1] + w.col + 1
    np.testing.assert_array_equal(maths("transpose", "layPatches", w.image, w.kernel, w.stride, count), w.canvas)
    np.testing.assert_array_equal(maths("transpose", "coverage", w.image, len(w.kernel), w.stride, count), w.counts)


def test_the_last_pixel_completes_the_answer_and_pad_cuts_it() -> None:
    w = TransposeExplorer()
    np.testing.assert_array_equal(w.canvas, w.output)
    w.pad = 1
    np.testing.assert_array_equal(w.canvas[1:-1, 1:-1], w.output)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"kernel": [[1, 2]]}, "kernel must be square; received shape (1, 2)."),
        ({"image": [[1]], "kernel": [[1, 1], [1, 1]], "pad": 1}, "pad must leave some of the 2 rows or columns"),
        ({"stride": 5}, "stride must be a whole number from 1 to 4; received stride=5."),
    ],
)
def test_impossible_values_are_refused(values: dict[str, Any], message: str) -> None:
    with pytest.raises(traitlets.TraitError) as caught:
        TransposeExplorer(**values)
    assert message in str(caught.value)


def test_the_picture_and_the_sentence_say_where_the_patch_lies() -> None:
    w = TransposeExplorer(row=0, col=1)
    assert "a 3×3 map becomes 7×7. Pixel 1, 2 lays 2 times the filter on rows 1–3, columns 3–5." in w.alt_text()
    assert "a chessboard" in w.alt_text()
    assert "Canvas 7×7" in w.static_svg()
    assert "Patches 7×7" in TransposeExplorer(view="counts").static_svg()
