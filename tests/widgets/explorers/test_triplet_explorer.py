"""TripletExplorer's Python side, and the same numbers in the browser."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import traitlets

from course_utils.widgets.explorers.triplet_explorer import TripletExplorer


def drawn(seed: int) -> TripletExplorer:
    draw = np.random.default_rng(seed)
    points = draw.integers(0, 101, size=(3, 2)) * 0.05
    return TripletExplorer(*points, alpha=float(draw.integers(0, 31) / 10))


@pytest.mark.parametrize("seed", range(20))
def test_the_gradients_are_those_of_small_steps(seed: int) -> None:
    w, h = drawn(seed), 1e-6
    if w.loss < 0.01:
        assert set(w.gradients.values()) == {(0.0, 0.0)} or w.loss > 0
        return
    for name, slope in w.gradients.items():
        for axis in (0, 1):
            there = TripletExplorer(w.anchor, w.positive, w.negative, alpha=w.alpha)
            point = np.array(getattr(w, name))
            inside = h if point[axis] < 5 else -h
            point[axis] += inside
            setattr(there, name, point)
            assert (there.loss - w.loss) / inside == pytest.approx(slope[axis], abs=1e-4)


@pytest.mark.tf
@pytest.mark.parametrize("seed", range(6))
def test_the_loss_is_the_layers(seed: int) -> None:
    from course_utils.layers.images.faces import triplet_loss

    w = drawn(seed)
    parts = [point[None] for point in (w.anchor, w.positive, w.negative)]
    assert float(triplet_loss(None, parts, w.alpha)) == pytest.approx(w.loss, abs=1e-4)


def test_three_kinds_of_triplets() -> None:
    w = TripletExplorer((1, 1), (2, 1), (1, 2.05), alpha=0.5)
    assert (w.kind, w.sentence.split(":")[0]) == ("inside the margin", "Inside the margin")
    w.negative = (1, 1.5)
    assert w.kind == "hard"
    w.negative = (1, 4)
    assert (w.kind, w.loss) == ("easy", 0)


def test_the_formula_ends_in_the_loss() -> None:
    assert TripletExplorer((1, 1), (2, 1), (1, 2), alpha=0.5).formula == [
        "‖a − p‖² = (−1)² + (0)² = 1", "‖a − n‖² = (0)² + (−1)² = 1",
        "∂L/∂a = (−2, 2)   ∂L/∂p = (2, 0)   ∂L/∂n = (0, −2)", "L = max(1 − 1 + 0.5, 0) = 0.5",
    ]  # fmt: skip


def test_steps_of_training_bring_the_loss_to_zero_and_stop_there() -> None:
    w = TripletExplorer()
    for _ in range(20):
        w.step()
    assert w.loss == 0
    rest = w.moved()
    np.testing.assert_array_equal(rest["anchor"], w.anchor)


@pytest.mark.parametrize(
    ("point", "message"),
    [
        ((1, 2, 3), "anchor must be (x, y); received 3 numbers."),
        ((1, 6), "anchor must hold numbers from 0 to 5; received 6."),
        ("here", "anchor must hold numbers; received 'here'."),
    ],
)
def test_what_is_no_point_is_refused(point: Any, message: str) -> None:
    with pytest.raises(traitlets.TraitError) as caught:
        TripletExplorer(point)
    assert message in str(caught.value)


def test_the_picture_holds_every_point_and_the_words() -> None:
    w = TripletExplorer()
    picture = w.static_svg()
    assert all(f">{letter}</text>" in picture for letter in "APN")
    assert w.alt_text() in picture
    assert "Hard" in w.alt_text()


@pytest.mark.browser
@pytest.mark.parametrize("seed", range(30))
def test_javascript_gives_the_same_numbers_and_lines(maths: Any, seed: int) -> None:
    w = drawn(seed)
    given = w.anchor, w.positive, w.negative, w.alpha
    theirs = maths("triplet_explorer", "triplet", *given)
    assert (theirs["near"], theirs["far"]) == w.distances
    assert (theirs["loss"], theirs["kind"]) == (w.loss, w.kind)
    assert [tuple(slope) for slope in theirs["slopes"]] == list(w.gradients.values())
    assert [tuple(point) for point in maths("triplet_explorer", "stepped", *given)] == list(w.moved().values())
    assert maths("triplet_explorer", "tripletLines", *given) == w.formula
    assert maths("triplet_explorer", "tripletSentence", w.kind) == w.sentence
