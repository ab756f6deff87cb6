"""Names for what functions take and give: arrays by their shapes, and what TensorFlow and Keras call theirs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import keras
    import tensorflow as tf

Function: TypeAlias = Callable[..., Any]

Array: TypeAlias = NDArray[Any]
Numbers: TypeAlias = NDArray[np.float64]
Mask: TypeAlias = NDArray[np.bool_]
Indices: TypeAlias = NDArray[np.intp]

Image: TypeAlias = Array  # (n_H, n_W, n_C), or (n_H, n_W) where there is one channel
Images: TypeAlias = Array  # (m, n_H, n_W, n_C)
Photo: TypeAlias = NDArray[np.uint8]  # (n_H, n_W, 3)
Filters: TypeAlias = Array  # (f, f, n_C_prev, n_C)
Boxes: TypeAlias = Array  # (n, 4): x1, y1, x2, y2
Encodings: TypeAlias = Array  # (m, d)

Tensor: TypeAlias = "tf.Tensor"  # of numbers
Symbolic: TypeAlias = "keras.KerasTensor"  # inside a Functional model
Layer: TypeAlias = "keras.Layer"
Model: TypeAlias = "keras.Model"
Callback: TypeAlias = "keras.callbacks.Callback"
Optimizer: TypeAlias = "keras.Optimizer"
Variable: TypeAlias = "tf.Variable"

Shape: TypeAlias = tuple[int, int, int]  # of one image: (n_H, n_W, n_C)
