"""An open project: the student builds and trains a network of their own, and fresh pictures decide how good it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from course_utils.types import Array, Images

# Layers that compute: none runs a student's own code, and none is random where a network is used.
LAYERS = (
    "Conv2D", "DepthwiseConv2D", "SeparableConv2D", "Conv2DTranspose", "Dense", "EinsumDense",
    "MaxPooling2D", "AveragePooling2D", "GlobalAveragePooling2D", "GlobalMaxPooling2D",
    "BatchNormalization", "LayerNormalization", "GroupNormalization", "UnitNormalization",
    "Activation", "ReLU", "LeakyReLU", "PReLU", "ELU", "Softmax",
    "Add", "Subtract", "Multiply", "Average", "Maximum", "Concatenate",
    "Dropout", "SpatialDropout2D", "GaussianNoise",
    "Flatten", "Reshape", "Permute", "Rescaling", "ZeroPadding2D", "Cropping2D", "UpSampling2D", "Resizing",
)  # fmt: skip

# Draws pictures (m, n_H, n_W, n_C), uint8, and their truth.
Fresh = Callable[[np.random.Generator], tuple[Images, Any]]


@dataclass(frozen=True)
class Rules:
    """What every network of a project keeps.

    `input_shape` is (n_H, n_W, n_C) of one picture, its numbers from 0 to 1; `output_shape` is what the network gives
    for it. `parameters` counts all weights, those of normalisations too. `layers` are names of Keras. `milliseconds`
    bounds one picture on one core of the grader.
    """

    input_shape: tuple[int, ...]
    output_shape: tuple[int, ...]
    parameters: int
    layers: tuple[str, ...] = LAYERS
    milliseconds: float = 20.0

    def as_inputs(self) -> dict[str, Any]:
        """The rules as plain values, as a call gets them."""
        return {name: list(each) if isinstance(each, tuple) else each for name, each in asdict(self).items()}


@dataclass(frozen=True)
class Project:
    """What is asked of a network, and what its score is worth.

    `measure` makes a score, 0 to 1, of predictions (m, *output_shape) and the truth; `metric` is its name. `curve`
    is published: rising pairs of a score and a share of the points, with straight lines between. `known` gives
    pictures (m, n_H, n_W, n_C), uint8, that students have, and their truth: an estimate is made on them. Those of
    the grade are drawn by `FRESH` of the notebook's hidden cases, from the class's secret.
    """

    rules: Rules
    metric: str
    measure: Callable[[Array, Any], float]
    curve: tuple[tuple[float, float], ...]
    known: Callable[[], tuple[Images, Any]]

    def share(self, score: float) -> float:
        """The share of the points, 0 to 1, that a score earns; 0 for no number.

        >>> Project(Rules((8, 8, 3), (2,), 9), "accuracy", max, ((0.5, 0.0), (0.9, 1.0)), tuple).share(0.7)
        0.5
        """
        scores, shares = zip(*self.curve, strict=True)
        return round(float(np.interp(score, scores, shares)), 4) if np.isfinite(score) else 0.0
