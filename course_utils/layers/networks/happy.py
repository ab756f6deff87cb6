"""A small network that tells smiling faces from serious ones, with what belongs to its training and use."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from course_utils.types import Mask, Model, Shape


def HappyModel(input_shape: Shape = (64, 64, 3)) -> Model:
    """Pad 3 → 32 filters 7×7 → batch norm → ReLU → max pooling 2×2 → one probability.

    Shapes:
        images (m, n_H, n_W, n_C) → (m, 1). 37,633 parameters for images 64×64×3.

    >>> network = HappyModel()
    >>> network.output_shape, network.count_params()
    ((None, 1), 37633)
    """
    import keras
    from keras import layers

    tensor = images = keras.Input(input_shape)
    steps = (layers.ZeroPadding2D(3), layers.Conv2D(32, 7), layers.BatchNormalization(), layers.ReLU())
    for step in (*steps, layers.MaxPooling2D(), layers.Flatten(), layers.Dense(1, "sigmoid")):
        tensor = step(tensor)
    return keras.Model(images, tensor)


def compile_happy(model: Model, learning_rate: float = 0.001) -> Model:
    """Make `model` ready to be trained: Adam, binary cross-entropy, accuracy; returned for convenience.

    Source: D. Kingma, J. Ba, Adam: a method for stochastic optimization, 2015.

    >>> network = compile_happy(HappyModel((8, 8, 3)), learning_rate=0.01)
    >>> network.loss, round(float(network.optimizer.learning_rate.numpy()), 4)
    ('binary_crossentropy', 0.01)
    """
    from keras.optimizers import Adam

    settings: dict[str, Any] = {"loss": "binary_crossentropy", "metrics": ["accuracy"]}
    model.compile(Adam(learning_rate), **settings)
    return model


def skip_network(input_shape: Shape = (64, 64, 3)) -> Model:
    """16 filters 5×5 with stride 2 and a pooling; two convolutions 3×3 beside a shortcut, added; pooling, one number.

    Shapes:
        images (m, n_H, n_W, n_C) → (m, 1). 6,881 parameters for images 64×64×3.

    >>> network = skip_network()
    >>> network.output_shape, network.count_params()
    ((None, 1), 6881)
    """
    import keras
    from keras import layers

    padded: dict[str, Any] = {"padding": "same"}
    images = keras.Input(input_shape)
    before = layers.MaxPooling2D()(layers.Conv2D(16, 5, 2, activation="relu", **padded)(images))
    around = keras.Sequential([layers.Conv2D(16, 3, activation="relu", **padded), layers.Conv2D(16, 3, **padded)])
    both = layers.ReLU()(before + around(before))
    return keras.Model(images, layers.Dense(1, "sigmoid")(layers.Flatten()(layers.MaxPooling2D()(both))))


def two_input_network(face_shape: Shape = (32, 32, 3), mouth_shape: Shape = (24, 40, 3)) -> Model:
    """8 filters 3×3 look at a small face, 16 at its mouth; both maps are pooled 4×4 and joined; 16 units, one number.

    Shapes:
        [faces (m, n_H, n_W, 3), mouths (m, n_H', n_W', 3)] → (m, 1). 24,257 parameters for the shapes above.

    >>> network = two_input_network()
    >>> [part.shape[1:] for part in network.inputs], network.count_params()
    ([(32, 32, 3), (24, 40, 3)], 24257)
    """
    import keras
    from keras import layers

    def seen(images: Any, filters: int) -> Any:
        maps = layers.Conv2D(filters, 3, padding="same", activation="relu")(images)
        return layers.Flatten()(layers.MaxPooling2D(4)(maps))

    face, mouth = keras.Input(face_shape), keras.Input(mouth_shape)
    joined = layers.Concatenate()([seen(face, 8), seen(mouth, 16)])
    answer = layers.Dense(1, "sigmoid")(layers.Dense(16, "relu")(joined))
    return keras.Model([face, mouth], answer)


def best_threshold(
    scores: ArrayLike, labels: ArrayLike, false_alarm: float = 1.0, missed: float = 1.0
) -> tuple[float, float]:
    """The threshold, one of the scores, whose errors cost least; of several the lowest. Also that cost.

    A score that reaches the threshold says yes. Shapes: scores (n,), labels 0 or 1 (n,), n ≥ 1.

    >>> best_threshold([0.1, 0.4, 0.6, 0.9], [0, 1, 0, 1])
    (0.4, 1.0)
    """
    order = np.argsort(scores, kind="stable")
    sorted_scores, truth = np.asarray(scores)[order], np.asarray(labels)[order] == 1
    misses = np.append(0, np.cumsum(truth))[:-1]  # below the threshold at each place
    alarms = np.cumsum(~truth[::-1])[::-1]
    costs = np.where(np.append(True, np.diff(sorted_scores) > 0), false_alarm * alarms + missed * misses, np.inf)
    best = int(costs.argmin())
    return float(sorted_scores[best]), float(costs[best])


def predict_smiles(model: Model, images: ArrayLike, threshold: float = 0.5) -> Mask:
    """Which faces smile: True where the probability reaches `threshold`.

    Args:
        model: gives one probability (m, 1) for images (m, n_H, n_W, 3) between 0 and 1.
        images: bytes 0–255, shape (m, n_H, n_W, 3).

    Shapes:
        returns (m,), booleans.

    >>> bright = lambda images: images.mean(axis=(1, 2, 3)).reshape(-1, 1)  # in place of a trained model
    >>> predict_smiles(bright, np.full((2, 64, 64, 3), [[[[10]]], [[[240]]]], np.uint8))
    array([False,  True])
    """
    pixels = np.asarray(images, np.float32) / 255
    smiles: Mask = np.ravel(np.asarray(model(pixels))) >= threshold
    return smiles
