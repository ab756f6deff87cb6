"""More about encodings: semi-hard triplets, a margin in angles, chi-square similarity, the equal-error rate."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_utils.errors import ArgumentError
from course_utils.types import Numbers


def semi_hard_triplets(embeddings: ArrayLike, ids: ArrayLike, alpha: float = 0.2) -> NDArray[np.int64]:
    """For each anchor and positive, the nearest negative that is farther than the positive, yet within the margin.

    With squared distances d: d(a, p) < d(a, n) < d(a, p) + alpha. A pair without such a negative gives no triplet.

    Shapes:
        embeddings (m, d), ids (m,) → places (t, 3): anchor, positive, negative; by anchor, then by positive.

    Raises:
        ArgumentError: other shapes.

    Source: F. Schroff et al., FaceNet, 2015, section 3.2.

    >>> semi_hard_triplets([[0.0], [1.0], [1.05], [5.0]], [7, 7, 8, 8], alpha=0.2).tolist()
    [[0, 1, 2]]
    """
    points, people = np.asarray(embeddings, np.float64), np.asarray(ids)
    if points.ndim != 2 or people.shape != points.shape[:1]:
        raise ArgumentError(
            f"embeddings must be (m, d) and ids (m,); received shapes {points.shape} and {people.shape}."
        )
    squared = np.square(points[:, None] - points).sum(axis=-1)
    same = people[:, None] == people
    gaps = squared[:, None, :] - squared[:, :, None]  # (a, p, n)
    usable = ~same[:, None, :] & (gaps > 0) & (gaps < alpha)
    nearest = np.where(usable, gaps, np.inf).argmin(axis=-1)
    anchor, positive = np.nonzero(same & ~np.eye(len(people), dtype=bool) & usable.any(axis=-1))
    return np.stack([anchor, positive, nearest[anchor, positive]], axis=1).astype(np.int64)


def arcface_logits(
    embeddings: ArrayLike, weights: ArrayLike, labels: ArrayLike, s: float = 30.0, m: float = 0.5
) -> Numbers:
    """Scores of people as s · cos of an angle, to which m is added for the right person; for a softmax.

    Encodings and the columns of the weights are brought to length 1.

    Shapes:
        embeddings (n, d), weights (d, C), labels (n,) of 0 … C − 1 → (n, C).

    Raises:
        ArgumentError: other shapes, or a label that there is not.

    Source: J. Deng et al., ArcFace, 2019, equation 3.

    >>> arcface_logits([[2.0, 0.0]], [[1.0, 0.0], [0.0, 5.0]], [0], s=1.0, m=0.5).round(4)
    array([[0.8776, 0.    ]])
    """
    codes, people, own = np.asarray(embeddings, float), np.asarray(weights, float), np.asarray(labels)
    if codes.ndim != 2 or people.shape[:1] != codes.shape[1:] or own.shape != codes.shape[:1]:
        raise ArgumentError(
            f"Expected embeddings (n, d), weights (d, C), labels (n,); received {codes.shape}, {people.shape}, "
            f"{own.shape}."
        )
    if not np.isin(own, np.arange(people.shape[1])).all():
        raise ArgumentError(f"Expected labels from 0 to {people.shape[1] - 1}; received {own.min()} … {own.max()}.")
    lengths = np.linalg.norm(codes, axis=1)[:, None] * np.linalg.norm(people, axis=0)
    angles = np.arccos(np.clip(codes @ people / lengths, -1, 1))
    return np.asarray(s * np.cos(angles + m * np.equal.outer(own, np.arange(people.shape[1]))))


def chi_square_similarity(f1: ArrayLike, f2: ArrayLike, W: ArrayLike, b: float) -> Numbers:
    """As `pair_similarity`, of (f1 − f2)² / (f1 + f2) in place of |f1 − f2|, for encodings that are not negative.

    Where both numbers are 0 they are equal: the term is 0.

    Shapes:
        f1, f2 (m, d), W (d,), b one number → (m,), between 0 and 1.

    Source: Y. Taigman et al., DeepFace, 2014, section 5.

    >>> chi_square_similarity([[1.0, 0.0]], [[3.0, 0.0]], [-1.0, -1.0], 1.0)
    array([0.5])
    """
    first, second = np.asarray(f1, float), np.asarray(f2, float)
    terms = np.square(first - second) / np.where(first + second > 0, first + second, 1)
    return np.asarray(0.5 * (1 + np.tanh((np.einsum("md,d->m", terms, np.asarray(W, float)) + b) / 2)))


def equal_error_rate(distances: ArrayLike, same: ArrayLike) -> tuple[float, float]:
    """The error rate where false accepts and false rejects are equally frequent, or nearest to it, and the threshold.

    A pair is accepted where its distance is at most the threshold. The distances themselves are the thresholds tried;
    of several the lowest. The rate is the mean of FAR and FRR there.

    Shapes:
        distances (n,), same (n,) of booleans, both kinds among them → two numbers.

    Raises:
        ArgumentError: other shapes, or pairs of one kind only.

    >>> equal_error_rate([0.1, 0.4, 0.3, 0.9], [True, True, False, False])
    (0.5, 0.3)
    """
    values, alike = np.asarray(distances, float), np.asarray(same, bool)
    if values.ndim != 1 or values.shape != alike.shape or alike.all() or not alike.any():
        raise ArgumentError(
            f"distances and same must be (n,), with pairs of both kinds; received {values.shape}, {alike.shape}."
        )
    order = np.argsort(values, kind="stable")
    last = np.append(np.diff(values[order]) > 0, True)
    FAR = (np.cumsum(~alike[order]) / np.sum(~alike))[last]
    FRR = 1 - (np.cumsum(alike[order]) / np.sum(alike))[last]
    best = int(np.abs(FAR - FRR).round(12).argmin())
    return float((FAR[best] + FRR[best]) / 2), float(values[order][last][best])
