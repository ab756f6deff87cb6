"""Augmentation against plain loops, numpy's eigenvectors, and pictures small enough to check by eye."""

import numpy as np
import pytest

from course_utils.errors import ArgumentError
from course_utils.layers.images.augment import mirror, pca_color_shift, random_crop, shift_colors, ten_crop

RNG = np.random.default_rng(5)
PHOTO = RNG.random((7, 10, 3))


def test_a_mirror_image_has_its_columns_reversed_and_mirrored_twice_is_the_picture():
    mirrored = mirror(PHOTO)
    assert all((mirrored[i, j] == PHOTO[i, 9 - j]).all() for i in range(7) for j in range(10))
    assert (mirror(mirrored) == PHOTO).all()


@pytest.mark.parametrize(("height", "width"), [(3, 4), (7, 1), (1, 10), (7, 10)])
def test_a_crop_is_the_window_at_the_drawn_place(height, width):
    for seed in range(20):
        draw = np.random.default_rng(seed)
        top, left = draw.integers(0, 7 - height + 1), draw.integers(0, 10 - width + 1)
        crop = random_crop(PHOTO, height, width, seed)
        assert (crop == PHOTO[top : top + height, left : left + width]).all()


def test_a_crop_reaches_every_place_also_the_last():
    picture = np.arange(12).reshape(3, 4, 1)
    found = {int(random_crop(picture, 2, 2, seed)[0, 0, 0]) for seed in range(100)}
    assert found == {0, 1, 2, 4, 5, 6}


def test_the_colour_shift_is_that_of_the_eigenvectors():
    values, vectors = np.linalg.eigh(np.cov(PHOTO.reshape(-1, 3).T))
    for place in range(3):
        moved = pca_color_shift(PHOTO, np.eye(3)[place]) - PHOTO
        direction = values[2 - place] * vectors[:, 2 - place]
        assert np.allclose(moved, moved[0, 0])
        assert np.allclose(moved[0, 0], direction) or np.allclose(moved[0, 0], -direction)
        assert moved[0, 0][np.abs(moved[0, 0]).argmax()] > 0


def test_the_colour_shift_is_linear_in_its_alphas():
    alphas = np.array([0.5, -1.0, 2.0])
    alone = sum(a * (pca_color_shift(PHOTO, e) - PHOTO) for a, e in zip(alphas, np.eye(3)))
    assert np.allclose(pca_color_shift(PHOTO, alphas) - PHOTO, alone)


def test_grey_pictures_move_along_the_grey_line_only():
    grey = np.repeat(RNG.random((6, 6, 1)), 3, axis=2)
    moved = pca_color_shift(grey, [1.0, 5.0, 5.0])
    assert np.allclose(moved[..., 0], moved[..., 1])
    assert np.allclose(moved[..., 0], moved[..., 2])


def test_ten_crops_come_in_the_stated_order():
    crops = ten_crop(PHOTO, 4)
    places = [(0, 0), (0, 6), (3, 0), (3, 6), (1, 3)]
    for i, (top, left) in enumerate(places):
        window = PHOTO[top : top + 4, left : left + 4]
        assert (crops[i] == window).all()
        assert (crops[5 + i] == mirror(window)).all()


def test_shifted_colours_stay_bytes():
    shifted = shift_colors(np.full((1, 1, 3), 250, np.uint8), [20, -255, 2.6])
    assert shifted.dtype == np.uint8
    assert shifted.ravel().tolist() == [255, 0, 253]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: mirror(PHOTO[0]), "image must be an array of numbers with 3 axes; received shape (10, 3)."),
        (lambda: random_crop(PHOTO, 8, 2), "A window of 8×2 does not fit into 7×10."),
        (lambda: random_crop(PHOTO, 0, 2), "height must be an integer ≥ 1; received height=0."),
        (lambda: ten_crop(PHOTO, 9), "A window of 9×9 does not fit into 7×10."),
        (
            lambda: pca_color_shift(PHOTO[..., :1], [1, 2, 3]),
            "Three colours need three alphas; received an image of shape (7, 10, 1) and alphas of (3,).",
        ),
        (
            lambda: pca_color_shift(PHOTO, [1, 2]),
            "Three colours need three alphas; received an image of shape (7, 10, 3) and alphas of (2,).",
        ),
    ],
)
def test_wrong_arguments_are_said_in_words(call, message):
    with pytest.raises(ArgumentError) as error:
        call()
    assert str(error.value) == message
