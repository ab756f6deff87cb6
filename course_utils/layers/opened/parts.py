"""What a step of an opened network does, and how activations are written down."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from course_utils.errors import ArgumentError
from course_utils.types import Array, Layer

Activation = dict[str, Any]  # its kind, and the settings that its kind has
Settings = dict[str, Any]


class UnsupportedLayerError(ArgumentError):
    """A layer that an opened network cannot show."""


@dataclass(frozen=True)
class Part:
    """One step without its place in the network.

    kind: input, conv (dense layers are 1×1 convolutions), pool, affine, activation, pad, merge, concat or copy.
    title: the step in two or three words, such as "conv 3×3".
    settings: window, strides, dilation, pads (top, left), groups, mode: what the kind needs.
    weights: "kernel" (f_H, f_W, n_C_prev / groups, n_C), "bias" (n_C,); "scale" and "shift", (n_C,) or (1,).
    activation: what follows the sum, or None.
    """

    kind: str
    title: str
    settings: Settings = field(default_factory=dict)
    weights: dict[str, Array] = field(default_factory=dict)
    activation: Activation | None = None


ACTIVATIONS = (
    "elu", "exponential", "gelu", "hard_sigmoid", "leaky_relu", "linear", "relu", "relu6", "selu", "sigmoid", "silu",
    "softmax", "softplus", "softsign", "tanh",
)  # fmt: skip
_WRITTEN = {"leaky_relu": "leaky ReLU", "relu": "ReLU", "relu6": "ReLU, at most 6", "selu": "SELU", "elu": "ELU",
            "gelu": "GELU", "silu": "SiLU", "hard_sigmoid": "hard sigmoid"}  # fmt: skip
# Keras's layers and operations that are an activation, and what they are called as functions.
_LAYERS = {
    "ReLU": "relu", "LeakyReLU": "leaky_relu", "ELU": "elu", "Softmax": "softmax",
    "Relu": "relu", "Relu6": "relu6", "LeakyRelu": "leaky_relu", "Elu": "elu", "Selu": "selu", "Gelu": "gelu",
    "Silu": "silu", "Sigmoid": "sigmoid", "HardSigmoid": "hard_sigmoid", "Softplus": "softplus",
    "SoftSign": "softsign", "Tanh": "tanh", "Exp": "exponential",
}  # fmt: skip


def activation_of(layer: Layer) -> Activation | None:
    """What a layer does with its sums: its `activation`, None where that is linear.

    Raises:
        UnsupportedLayerError: a function of the student's own, or one the page does not know.

    >>> from keras import layers
    >>> activation_of(layers.Dense(2, activation="tanh"))["kind"], activation_of(layers.Dense(2))
    ('tanh', None)
    """
    function = layer.activation
    if function is None:
        return None
    if type(function).__name__ in _LAYERS and from_keras(function):
        return activation_layer(function)
    name = getattr(function, "__name__", type(function).__name__)
    if name not in ACTIVATIONS or not getattr(function, "__module__", "").startswith("keras."):
        raise UnsupportedLayerError(
            f"Layer {layer.name!r} has the activation {name}, which NetworkExplorer cannot show.",
            f"It knows {', '.join(ACTIVATIONS)}.",
        )
    return written(name)


def activation_layer(layer: Layer) -> Activation | None:
    """The activation that a layer or an operation is by itself; None where it is linear.

    >>> from keras import layers
    >>> activation_layer(layers.LeakyReLU(negative_slope=0.1))["slope"]
    0.1
    """
    name = _LAYERS[type(layer).__name__]
    cap = getattr(layer, "max_value", None)
    if getattr(layer, "axis", -1) not in (-1, None):
        raise UnsupportedLayerError(f"Layer {layer.name!r} takes its softmax along an axis that is not the last.")
    slope = getattr(layer, "negative_slope", 0.0)
    alpha = getattr(layer, "alpha", 1.0)
    threshold = getattr(layer, "threshold", 0.0)
    approximate = getattr(layer, "approximate", False)
    return written(name, slope=slope, cap=cap, alpha=alpha, threshold=threshold, approximate=approximate)


def written(
    name: str, slope: float = 0.0, cap: float | None = None, alpha: float = 1.0, threshold: float = 0.0,
    approximate: bool = False,
) -> Activation | None:  # fmt: skip
    """An activation as plain values: every ReLU is one kind with its slope below, its cap and its threshold.

    >>> written("relu6")["cap"], written("linear")
    (6.0, None)
    """
    if name == "linear":
        return None
    if name == "leaky_relu":
        slope = slope or 0.2
    cap = 6.0 if name == "relu6" else cap
    kind = "relu" if name in ("relu6", "leaky_relu") else name
    title = _WRITTEN.get(name, name)
    return {
        "kind": kind, "title": title, "slope": float(slope), "cap": None if cap is None else float(cap),
        "alpha": float(alpha), "threshold": float(threshold), "approximate": bool(approximate),
    }  # fmt: skip


def is_activation(layer: Layer) -> bool:
    """Whether a layer or an operation is an activation by itself.

    >>> from keras import layers
    >>> is_activation(layers.ReLU()), is_activation(layers.Dense(1))
    (True, False)
    """
    return type(layer).__name__ in _LAYERS


def from_keras(layer: object) -> bool:
    """Whether a class is Keras's own: a class derived from it may compute something else.

    >>> from keras import layers
    >>> from_keras(layers.ReLU()), from_keras(type("Mine", (layers.ReLU,), {"__module__": "mine"})())
    (True, False)
    """
    return type(layer).__module__.startswith("keras.")


def pair(value: int | Sequence[int]) -> list[int]:
    """One number or two, as two.

    >>> pair(3), pair((2, 1))
    ([3, 3], [2, 1])
    """
    return [int(value)] * 2 if isinstance(value, int) else [int(side) for side in value]


def pads(same: bool, sizes: Sequence[int], out: Sequence[int], layer: Mapping[str, list[int]]) -> list[int]:
    """Rows above and columns to the left that "same" adds: the smaller half, as TensorFlow does.

    >>> pads(True, (5, 5), (3, 3), {"window": [2, 3], "strides": [2, 2], "dilation": [1, 1]})
    [0, 1]
    """
    if not same:
        return [0, 0]
    axes = zip(sizes, out, layer["window"], layer["strides"], layer["dilation"])
    return [max((m - 1) * s + d * (f - 1) + 1 - n, 0) // 2 for n, m, f, s, d in axes]


def numbers(values: object) -> Array:
    """Weights as float32; what can be a variable, an array or a number.

    >>> numbers(3).dtype, numbers([[1, 2]]).shape
    (dtype('float32'), (1, 2))
    """
    import keras

    return np.asarray(keras.ops.convert_to_numpy(values), dtype=np.float32)


Read = Callable[..., Part]
