"""Triplets, pairs, the door and the name, against plain loops and figures; and what is said of wrong arguments."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from course_utils.errors import ArgumentError, DataError
from course_utils.layers.images.face_measures import arcface_logits
from course_utils.layers.images.faces import (
    hard_triplets,
    img_to_encoding,
    pair_similarity,
    triplet_loss,
    verify,
    who_is_it,
)


class Mean:
    """A network in small: the mean colour, in parts of 255."""

    input_shape = (None, 4, 4, 3)

    def __call__(self, pictures: Any) -> Any:
        assert pictures.shape[1:] == (4, 4, 3)
        return np.asarray(pictures).mean(axis=(1, 2)) / 255


@pytest.fixture
def red(tmp_path: Path) -> Path:
    path = tmp_path / "red.png"
    Image.new("RGB", (6, 4), (255, 0, 0)).save(path)
    return path


@pytest.mark.tf
def test_the_loss_of_the_published_example() -> None:
    import tensorflow as tf

    tf.random.set_seed(1)
    parts = [tf.random.normal([3, 128], mean=m, stddev=s, seed=1) for m, s in ((6, 0.1), (1, 1), (3, 4))]
    assert float(triplet_loss((None, None, None), parts)) == pytest.approx(527.2598, abs=5e-4)
    assert float(triplet_loss(None, tf.stack(parts))) == pytest.approx(527.2598, abs=5e-4)


@pytest.mark.tf
@pytest.mark.parametrize("seed", range(4))
def test_the_loss_is_the_written_sum_triplet_by_triplet(seed: int) -> None:
    parts = np.random.RandomState(seed).randn(3, 6, 4)
    each = [max(((a - p) ** 2).sum() - ((a - n) ** 2).sum() + 0.7, 0) for a, p, n in zip(*parts)]
    np.testing.assert_allclose(triplet_loss(None, list(parts), 0.7), sum(each), rtol=1e-5)


@pytest.mark.tf
def test_an_easy_triplet_has_no_gradient_and_equal_points_have_a_finite_one() -> None:
    import tensorflow as tf

    easy, same = [[[0.0], [0.1], [3.0]], [[1.0], [1.0], [1.0]]]
    parts = [tf.Variable(pair) for pair in zip(easy, same)]
    with tf.GradientTape() as tape:
        loss = triplet_loss(None, parts)
    slopes = np.array([np.asarray(slope) for slope in tape.gradient(loss, parts)])
    assert not slopes[:, 0].any()
    assert np.isfinite(slopes).all()


@pytest.mark.tf
def test_two_parts_are_no_triplets() -> None:
    with pytest.raises(ArgumentError, match="y_pred must hold anchor, positive and negative; received 2 parts"):
        triplet_loss(None, [np.ones((1, 2))] * 2)


@pytest.mark.parametrize("seed", range(8))
def test_hard_triplets_are_those_of_a_search_through_all(seed: int) -> None:
    draw = np.random.RandomState(seed)
    points, ids = draw.randn(10, 3), draw.permutation([3, 3, 3, 3, 8, 8, 8, 1, 1, 5])
    hard = []
    for a in range(10):
        for p in range(10):
            if a == p or ids[a] != ids[p]:
                continue
            costs = [(((points[a] - points[n]) ** 2).sum(), n) for n in range(10) if ids[n] != ids[a]]
            far, n = min(costs)
            if ((points[a] - points[p]) ** 2).sum() - far + 0.5 > 0:
                hard.append([a, p, n])
    assert hard_triplets(points, ids, 0.5).tolist() == hard


def test_people_far_apart_leave_no_triplet() -> None:
    assert hard_triplets([[0.0], [0.0], [9.0]], [1, 1, 2]).shape == (0, 3)


def test_one_person_alone_and_wrong_shapes_are_refused() -> None:
    with pytest.raises(ArgumentError, match="needs at least two people"):
        hard_triplets([[0.0], [1.0]], [4, 4])
    with pytest.raises(ArgumentError, match=r"received shapes \(2, 1\) and \(3,\)"):
        hard_triplets([[0.0], [1.0]], [4, 4, 5])
    with pytest.raises(ArgumentError, match=r"labels from 0 to 1; received 0 … 2\."):
        arcface_logits([[1.0], [1.0]], [[1.0, 2.0]], [0, 2])


def test_a_pair_is_judged_by_the_logistic_of_its_difference_both_ways_round() -> None:
    draw = np.random.RandomState(0)
    f1, f2, W = draw.randn(5, 3), draw.randn(5, 3), draw.randn(3)
    expected = [1 / (1 + np.exp(-(sum(W * abs(a - b)) + 0.3))) for a, b in zip(f1, f2)]
    np.testing.assert_allclose(pair_similarity(f1, f2, W, 0.3), expected)
    np.testing.assert_array_equal(pair_similarity(f1, f2, W, 0.3), pair_similarity(f2, f1, W, 0.3))


def test_a_very_sure_pair_gives_no_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert pair_similarity([[0.0]], [[1e4]], [-1.0], 0.0) == 0


def test_the_door_opens_below_its_threshold_only(red: Path) -> None:
    database = {"ruby": np.array([1.0, 0, 0]), "sky": np.array([[0, 0, 1.0]])}
    assert verify(red, "ruby", database, Mean()) == (0.0, True)
    distance, is_open = verify(red, "sky", database, Mean())
    assert (distance, is_open) == (pytest.approx(2**0.5), False)
    assert verify(red, "sky", database, Mean(), threshold=1.5)[1] is True
    assert verify(red, "sky", database, Mean(), threshold=distance)[1] is False


def test_the_nearest_is_named_and_a_line_says_where_even_that_is_too_far(red: Path, capsys: Any) -> None:
    database = {"sky": np.array([0, 0, 1.0]), "ruby": np.array([0.9, 0, 0])}
    assert who_is_it(red, database, Mean()) == (pytest.approx(0.1), "ruby")
    assert who_is_it(red, database, Mean(), threshold=0.05)[1] == "ruby"
    assert capsys.readouterr().out == "It's ruby, the distance is 0.10.\nNot in the database.\n"


@pytest.mark.parametrize("mode", ["L", "RGBA", "LA", "P"])
def test_grey_pictures_and_those_with_transparency_have_encodings(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "face.png"
    Image.new("RGB", (5, 5), (51, 51, 51)).convert(mode).save(path)
    np.testing.assert_allclose(img_to_encoding(path, Mean()), [0.2, 0.2, 0.2], atol=0.01)


def test_what_is_missing_is_said_in_a_sentence(red: Path, tmp_path: Path) -> None:
    known = {"ada": np.zeros(3), "bob": np.ones(3)}
    with pytest.raises(DataError, match=r"no photograph called .*nobody.png.* and no file at that path"):
        verify(tmp_path / "nobody.png", "ada", known, Mean())
    with pytest.raises(ArgumentError, match=r"Nobody in the database is called 'eve'. It knows: ada, bob"):
        verify(red, "eve", known, Mean())
    for ask in (lambda: verify(red, "ada", {}, Mean()), lambda: who_is_it(red, {}, Mean())):
        with pytest.raises(ArgumentError, match=r"The database is empty. Store at least one encoding"):
            ask()
