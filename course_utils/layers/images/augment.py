"""One photograph becomes many: mirror, crop, shift the colours. Numpy, image by image (n_H, n_W, n_C)."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from course_utils.errors import ArgumentError
from course_utils.layers.convolution.conv import axes, numbers, whole
from course_utils.types import Image, Images


def mirror(image: Image) -> Image:
    """Swap left and right.

    Shapes: (n_H, n_W, n_C) → the same.
    Raises: ArgumentError for anything but three axes.

    >>> mirror(np.arange(3).reshape(1, 3, 1)).ravel().tolist()
    [2, 1, 0]
    """
    return np.flip(axes("image", image, 3), axis=1)


def random_crop(image: Image, height: int, width: int, seed: int = 0) -> Image:
    """Cut a window whose place is drawn evenly from all places where it fits: first its top row, then its left column.

    Args:
        seed: of `np.random.default_rng`, whose `integers` draws both numbers.

    Shapes: (n_H, n_W, n_C) → (height, width, n_C).
    Raises: ArgumentError where the window is larger than the image, or has no size.

    >>> random_crop(np.zeros((5, 7, 3)), 4, 2, seed=1).shape
    (4, 2, 3)
    """
    photo = axes("image", image, 3)
    sizes = np.array([whole("height", height, 1), whole("width", width, 1)])
    slack = photo.shape[:2] - sizes
    if slack.min() < 0:
        raise ArgumentError(f"A window of {height}×{width} does not fit into {photo.shape[0]}×{photo.shape[1]}.")
    corner = np.random.default_rng(seed).integers(slack, endpoint=True)
    rows, columns = (np.arange(size) + first for size, first in zip(sizes, corner))
    return np.asarray(photo[np.ix_(rows, columns)])


def pca_color_shift(image: Image, alphas: Sequence[float]) -> Image:
    """Move all pixels along the directions in which the image's own colours spread.

    The shift is Σᵢ αᵢ λᵢ pᵢ, where λ₁ ≥ λ₂ ≥ λ₃ are the eigenvalues and p₁, p₂, p₃ the eigenvectors of length 1 of the
    covariance of the image's pixels. An eigenvector's sign is free; here its largest component is positive.

    Shapes: image (n_H, n_W, 3), alphas three numbers → (n_H, n_W, 3). Nothing is clipped.
    Raises: ArgumentError for other shapes.
    Source: A. Krizhevsky, I. Sutskever, G. Hinton, ImageNet classification with deep convolutional neural networks,
    2012, section 4.1; with the covariance of one image in place of the whole training set's.

    >>> grey = np.repeat(np.array([[0.0, 1.0]])[..., None], 3, axis=2)  # black and white
    >>> shift = pca_color_shift(grey, [1.0, 0.0, 0.0]) - grey
    >>> bool(np.allclose(shift, shift[0, 0, 0])), bool(shift[0, 0, 0] > 0)
    (True, True)
    """
    photo, factors = axes("image", image, 3), numbers("alphas", alphas)
    if photo.shape[2] != 3 or factors.shape != (3,):
        raise ArgumentError(
            f"Three colours need three alphas; received an image of shape {photo.shape} and alphas of {factors.shape}."
        )
    colours = photo.reshape(-1, 3).astype(np.float64)
    # The singular vectors of a covariance are its eigenvectors, with the largest eigenvalue first.
    directions, variances, _ = np.linalg.svd(np.cov(colours, rowvar=False))
    signs = np.sign(directions[np.abs(directions).argmax(axis=0), np.arange(3)])
    return np.asarray(photo + np.einsum("i,i,i,ci->c", factors, variances, signs, directions))


def ten_crop(image: Image, size: int) -> Images:
    """Five windows and their mirror images: the views over which predictions are averaged.

    Order: top left, top right, bottom left, bottom right, centre, then the mirror image of each of these five. The
    centre's top row is ⌊(n_H − size) / 2⌋, its left column likewise.

    Shapes: (n_H, n_W, n_C) → (10, size, size, n_C).
    Raises: ArgumentError where the window is larger than the image.

    >>> ten_crop(np.zeros((5, 7, 3)), 4).shape
    (10, 4, 4, 3)
    """
    photo = axes("image", image, 3)
    whole("size", size, 1)
    bottom, right = (n - size for n in photo.shape[:2])
    if min(bottom, right) < 0:
        raise ArgumentError(f"A window of {size}×{size} does not fit into {photo.shape[0]}×{photo.shape[1]}.")
    corners = [*itertools.product((0, bottom), (0, right)), (bottom // 2, right // 2)]
    views = np.stack([photo[row : row + size, column : column + size] for row, column in corners])
    return np.concatenate([views, views[:, :, ::-1]])


def shift_colors(image: Image, shift: Sequence[float]) -> Image:
    """Add one number to each channel and keep what fits between 0 and 255.

    Shapes: image (n_H, n_W, n_C) in 0 … 255, shift n_C numbers → (n_H, n_W, n_C), uint8.

    >>> shift_colors(np.full((1, 1, 3), 200), [60, 0, -20]).tolist()
    [[[255, 200, 180]]]
    """
    photo = axes("image", image, 3).astype(np.float64)
    return np.clip(np.rint(photo + numbers("shift", shift)), 0, 255).astype(np.uint8)
