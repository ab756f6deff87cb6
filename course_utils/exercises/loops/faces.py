"""Triplets, pairs and people, in loops."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from course_utils.layers.images.faces import THRESHOLD, img_to_encoding
from course_utils.types import Array, Encodings, Function, Indices, Tensor


def triplet_loss(y_true: None, y_pred: tuple[Tensor, Tensor, Tensor], alpha: float = 0.2) -> Tensor:
    """What the triplets cost whose negative is not farther than the positive by alpha. Shapes: (m, d) each."""
    import tensorflow as tf

    anchor, positive, negative = y_pred
    sides = (anchor, positive), (anchor, negative)
    near, far = [tf.reduce_sum(tf.square(first - second), axis=-1) for first, second in sides]
    return tf.reduce_sum(tf.maximum(near - far + alpha, 0.0))


def hard_triplets(embeddings: Encodings, ids: Array, alpha: float = 0.2) -> Indices:
    """Each pair of one person with the nearest stranger, where it costs something. Shapes: (m, d), (m,) → (k, 3)."""
    squared = np.square(embeddings[:, None] - embeddings).sum(axis=-1)
    triplets = []
    for a, p in np.argwhere(ids[:, None] == ids):
        others = np.flatnonzero(ids != ids[a])
        n = others[squared[a, others].argmin()]
        if a != p and squared[a, p] - squared[a, n] + alpha > 0:
            triplets.append((a, p, n))
    return np.array(triplets, dtype=int).reshape(-1, 3)


def pair_similarity(f1: Encodings, f2: Encodings, W: Array, b: float) -> Array:
    """The probability that two pictures show one person. Shapes: (m, d), (m, d), (d,) → (m,)."""
    features = np.abs(f1 - f2)
    with np.errstate(all="ignore"):
        score = (features * W).sum(axis=1) + b
        probability: Array = 1 / (1 + np.exp(-score))
    return probability


def verify(
    image_path: str, identity: str, database: Mapping[str, Array], model: Function, threshold: float = THRESHOLD
) -> tuple[float, bool]:
    """How far a picture is from the person it is said to show, and whether the door opens."""
    code = img_to_encoding(image_path, model)
    stored = database[identity]
    distance = float(np.linalg.norm(code - np.ravel(stored)))
    return distance, bool(distance < threshold)


def who_is_it(
    image_path: str, database: Mapping[str, Array], model: Function, threshold: float = THRESHOLD
) -> tuple[float, str]:
    """The nearest person, however far."""
    code, least, nearest = img_to_encoding(image_path, model), np.inf, ""
    for name, stored in database.items():
        distance = float(np.linalg.norm(code - np.ravel(stored)))
        if distance < least:
            least, nearest = distance, name
    return least, nearest


def semi_hard_triplets(embeddings: Encodings, ids: Array, alpha: float = 0.2) -> Indices:
    """Each pair of one person with the nearest stranger beyond it, within the margin. Shapes: (m, d), (m,) → (k, 3)."""
    squared = np.square(embeddings[:, None] - embeddings).sum(axis=-1)
    triplets = []
    for a, p in np.argwhere(ids[:, None] == ids):
        near = squared[a, p]
        strangers = [n for n in range(len(ids)) if ids[n] != ids[a] and near < squared[a, n] < near + alpha]
        if a != p and strangers:
            triplets.append((a, p, min(strangers, key=lambda n: squared[a, n])))
    return np.array(triplets, dtype=int).reshape(-1, 3)


def arcface_logits(embeddings: Encodings, weights: Array, labels: Array, s: float = 30.0, m: float = 0.5) -> Array:
    """Scores by angles, row by row. Shapes: (n, d), (d, C), (n,) → (n, C)."""
    unit = embeddings / np.linalg.norm(embeddings, axis=1, keepdims=True)
    centres = weights / np.linalg.norm(weights, axis=0, keepdims=True)
    scores = []
    for code, own in zip(unit, labels):
        angles = np.arccos(np.clip(code @ centres, -1, 1))
        angles[own] += m
        scores.append(s * np.cos(angles))
    return np.array(scores)


def chi_square_similarity(f1: Encodings, f2: Encodings, W: Array, b: float) -> Array:
    """The probability that two pictures show one person, by chi-square. Shapes: (m, d), (m, d), (d,) → (m,)."""
    total = f1 + f2
    features = np.where(total > 0, (f1 - f2) ** 2 / np.maximum(total, 1e-12), 0.0)
    with np.errstate(all="ignore"):
        score = features @ W + b
        probability: Array = 1 / (1 + np.exp(-score))
    return probability


def equal_error_rate(distances: Array, same: Array) -> tuple[float, float]:
    """Threshold by threshold. Shapes: (n,), (n,) → two numbers."""
    least, rate, chosen = np.inf, 0.0, 0.0
    for threshold in np.unique(distances):
        accepted = distances <= threshold
        FAR = np.mean(accepted[~same])
        FRR = np.mean(~accepted[same])
        if abs(FAR - FRR) < least - 1e-12:
            least, rate, chosen = abs(FAR - FRR), (FAR + FRR) / 2, threshold
    return float(rate), float(chosen)
