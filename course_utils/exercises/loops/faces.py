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
