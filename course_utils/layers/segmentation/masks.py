"""How well a mask fits the truth: Dice's coefficient of one mask, intersection over union of each class."""

from __future__ import annotations

import numpy as np

from course_utils.errors import ArgumentError
from course_utils.layers.convolution.conv import whole
from course_utils.types import Array, Numbers


def dice(y_true: Array, y_pred: Array, smooth: float = 1.0) -> Numbers:
    """Twice the overlap over both areas together, for each picture; soft where y_pred holds probabilities.

    Shapes: y_true 0 or 1 and y_pred 0 to 1, both (m, n_H, n_W) → (m,), each from 0 to 1.
    Raises: ArgumentError for arrays of different shapes, or fewer than two axes.

    Source: L. Dice, Measures of the amount of ecologic association between species, 1945; with `smooth` as in
    F. Milletari, N. Navab, S. Ahmadi, V-Net, 2016.

    >>> dice(np.array([[[1, 1], [0, 0]]]), np.array([[[1, 0], [0, 0]]]), smooth=0)
    array([0.66666667])
    """
    truth, said = np.asarray(y_true, np.float64), np.asarray(y_pred, np.float64)
    if truth.shape != said.shape or truth.ndim < 2:
        raise ArgumentError(f"Both masks must be (m, n_H, n_W); received {truth.shape} and {said.shape}.")
    truth, said = truth.reshape(len(truth), -1), said.reshape(len(said), -1)
    overlap = np.einsum("ij,ij->i", truth, said)
    return np.asarray((2 * overlap + smooth) / (truth.sum(axis=1) + said.sum(axis=1) + smooth))


def mean_iou(y_true: Array, y_pred: Array, n_classes: int) -> tuple[float, Numbers]:
    """Intersection over union of every class, and its mean over the classes that occur.

    Shapes: y_true, y_pred whole numbers 0 … n_classes − 1, equal in shape → the mean, and (n_classes,): −1 for a
    class that neither holds.
    Raises: ArgumentError for arrays of different shapes, or a class outside the range.

    Source: M. Everingham and others, The Pascal visual object classes challenge, 2015, section 4.2.

    >>> mean, each = mean_iou([[0, 0, 1, 1]], [[0, 1, 1, 1]], 3)
    >>> round(mean, 4), each.round(4).tolist()
    (0.5833, [0.5, 0.6667, -1.0])
    """
    truth, said = np.asarray(y_true), np.asarray(y_pred)
    count = whole("n_classes", n_classes, 1)
    if truth.shape != said.shape:
        raise ArgumentError(f"Both maps must have one shape; received {truth.shape} and {said.shape}.")
    if not all(part.size and part.min() >= 0 and part.max() < count for part in (truth, said)):
        raise ArgumentError(f"Classes must be 0 to {count - 1}, and at least one pixel must be there.")
    pairs = count * truth.ravel().astype(np.int64) + said.ravel().astype(np.int64)
    confusion = np.bincount(pairs, minlength=count**2).reshape(count, count)
    both = np.diag(confusion)
    either = confusion.sum(axis=0) + confusion.sum(axis=1) - both
    each = np.where(either > 0, both / np.maximum(either, 1), -1.0)
    return float(each[either > 0].mean()), each
