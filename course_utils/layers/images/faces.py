"""Faces compared by their encodings: a loss of triplets, hard triplets, pairs, a door, a name. numpy unless said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_utils.data.sets.images import load_image
from course_utils.errors import ArgumentError
from course_utils.types import Model, Numbers, Tensor

Database = Mapping[str, ArrayLike]
THRESHOLD = 0.7


def triplet_loss(y_true: Tensor | None, y_pred: Sequence[Tensor] | Tensor, alpha: float = 0.2) -> Tensor:
    """Sum over the triplets of max(‖a − p‖² − ‖a − n‖² + alpha, 0); needs TensorFlow.

    Args:
        y_true: not read; Keras hands it to every loss.
        y_pred: the encodings of anchors, positives and negatives.
        alpha: how much farther the negative must be.

    Shapes:
        y_pred three tensors (m, d), or one (3, m, d) → one number.

    Raises:
        ArgumentError: y_pred has not three parts.

    Source: F. Schroff et al., FaceNet, 2015 (arXiv:1503.03832), equation 3.

    >>> a, p, n = np.zeros((1, 2), np.float32), np.array([[0.0, 1.0]], np.float32), np.array([[1.0, 0.0]], np.float32)
    >>> round(float(triplet_loss(None, [a, p, n], alpha=0.2)), 4)  # 1 − 1 + 0.2
    0.2
    """
    import tensorflow as tf

    if len(y_pred) != 3:
        raise ArgumentError(f"y_pred must hold anchor, positive and negative; received {len(y_pred)} parts.")
    a, p, n = (tf.cast(part, tf.float32) for part in y_pred)
    # ‖a − p‖² − ‖a − n‖² is a product of two sums: one pass over the numbers.
    gaps = tf.einsum("md,md->m", p - n, p + n - 2 * a)
    return tf.math.reduce_sum(tf.nn.relu(gaps + alpha))


def hard_triplets(embeddings: ArrayLike, ids: ArrayLike, alpha: float = 0.2) -> NDArray[np.int64]:
    """For each anchor and positive, the negative nearest to the anchor, where the loss is above 0.

    Shapes:
        embeddings (m, d), ids (m,) → places (t, 3): anchor, positive, negative; by anchor, then by positive.
        Of negatives equally near, the first.

    Raises:
        ArgumentError: other shapes, or all pictures show one person.

    >>> hard_triplets([[0.0], [1.0], [1.5]], [7, 7, 8]).tolist()
    [[1, 0, 2]]
    """
    points, people = np.asarray(embeddings, np.float64), np.asarray(ids)
    if points.ndim != 2 or people.shape != points.shape[:1]:
        raise ArgumentError(
            f"embeddings must be (m, d) and ids (m,); received shapes {points.shape} and {people.shape}."
        )
    same = people[:, None] == people
    if same.all():
        raise ArgumentError("hard_triplets needs at least two people; all ids are the same.")
    squared = np.square(points[:, None] - points).sum(axis=-1)
    others = np.where(same, np.inf, squared)
    wanted = same & ~np.eye(len(people), dtype=bool) & (squared - others.min(axis=1)[:, None] + alpha > 0)
    anchor, positive = np.nonzero(wanted)
    return np.stack([anchor, positive, others.argmin(axis=1)[anchor]], axis=1).astype(np.int64)


def pair_similarity(f1: ArrayLike, f2: ArrayLike, W: ArrayLike, b: float) -> Numbers:
    """How probable it is that two encodings show one person: σ(Σₖ W[k] · |f1[k] − f2[k]| + b).

    Shapes:
        f1, f2 (m, d), W (d,), b one number → (m,), between 0 and 1.

    Source: Y. Taigman et al., DeepFace, 2014, section 5.

    >>> pair_similarity([[1.0, 2.0]], [[1.0, 2.0]], [-1.0, -1.0], 0.0)
    array([0.5])
    """
    score = np.einsum("md,d->m", np.abs(np.subtract(f1, f2)), np.asarray(W, np.float64)) + b
    return np.asarray(0.5 * (1 + np.tanh(score / 2)))  # the logistic function, without an exp that overflows


def img_to_encoding(image_path: str | Path, model: Model) -> Numbers:
    """The numbers that the network gives for an image file.

    Grey pictures get three equal channels, what is transparent becomes white, and the middle of a picture is cut to
    the proportions that the network wants.

    Shapes:
        model: pictures (m, n_H, n_W, 3), red green blue 0…255 → (m, d). Returns (d,).

    Raises:
        DataError: no such file, or no image.

    >>> import keras
    >>> colour = keras.Sequential([keras.Input((8, 8, 3)), keras.layers.GlobalAveragePooling2D()])
    >>> img_to_encoding("coffee", colour).shape
    (3,)
    """
    rows, columns = model.input_shape[1:3]
    picture = load_image(image_path, size=(rows, columns)).astype(np.float32)
    return np.asarray(model(picture[None])[0], np.float64)


def verify(
    image_path: str | Path, identity: str, database: Database, model: Model, threshold: float = THRESHOLD
) -> tuple[float, bool]:
    """Is the person in the picture who they claim to be? The distance, and whether the door opens.

    Args:
        identity: the name that is claimed.
        database: name → encoding, (d,) or (1, d).
        threshold: the door opens below this distance.

    Raises:
        DataError: no such file, or no image.
        ArgumentError: the database is empty, or nobody in it has this name.

    >>> import keras
    >>> colour = keras.Sequential([keras.Input((8, 8, 3)), keras.layers.GlobalAveragePooling2D()])  # a poor network
    >>> database = {"Chelsea": img_to_encoding("chelsea", colour)}
    >>> verify("chelsea", "Chelsea", database, colour)
    (0.0, True)
    """
    names = _names(database)
    if identity not in database:
        raise ArgumentError(f"Nobody in the database is called {identity!r}.", f"It knows: {', '.join(names)}.")
    distance = float(_distances(image_path, {identity: database[identity]}, model)[0])
    return distance, distance < threshold


def who_is_it(
    image_path: str | Path, database: Database, model: Model, threshold: float = THRESHOLD
) -> tuple[float, str]:
    """Whose encoding is nearest? The distance, and the name; a line says so where even that is too far.

    Raises:
        DataError: no such file, or no image.
        ArgumentError: the database is empty.

    >>> import keras
    >>> colour = keras.Sequential([keras.Input((8, 8, 3)), keras.layers.GlobalAveragePooling2D()])  # a poor network
    >>> database = {name: img_to_encoding(name, colour) for name in ("chelsea", "coffee")}
    >>> who_is_it("coffee", database, colour)
    It's coffee, the distance is 0.00.
    (0.0, 'coffee')
    """
    names = _names(database)
    distances = _distances(image_path, database, model)
    nearest = int(distances.argmin())
    least = float(distances[nearest])
    print("Not in the database." if least >= threshold else f"It's {names[nearest]}, the distance is {least:.2f}.")
    return least, names[nearest]


def _names(database: Database) -> list[str]:
    if not database:
        raise ArgumentError("The database is empty.", "Store at least one encoding: database['name'] = encoding.")
    return list(database)


def _distances(image_path: str | Path, database: Database, model: Model) -> Numbers:
    """From the picture to everyone, in the database's order."""
    stored = np.stack([np.ravel(encoding) for encoding in database.values()]).astype(np.float64)
    return np.asarray(np.linalg.norm(stored - img_to_encoding(image_path, model), axis=1))
