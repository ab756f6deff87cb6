"""How each Keras layer and operation becomes a part of an opened network: one row for each."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from course_utils.layers.opened.parts import (
    Part,
    Read,
    UnsupportedLayerError,
    activation_layer,
    activation_of,
    from_keras,
    is_activation,
    numbers,
    pads,
    pair,
)
from course_utils.types import Array, Layer

SUPPORTED = (
    "Conv2D, DepthwiseConv2D, MaxPooling2D, AveragePooling2D, GlobalMaxPooling2D, GlobalAveragePooling2D, "
    "BatchNormalization, Rescaling, Activation (and ReLU, LeakyReLU, ELU, Softmax), ZeroPadding2D, "
    "Cropping2D, Add, Subtract, Multiply, Average, Maximum, Minimum, Concatenate, Flatten, Reshape, Dropout, Dense, "
    "models of these, and keras.ops that do the same"
)


@dataclass(frozen=True)
class Call:
    """One call of a layer: the shapes that enter (without the batch), the one that leaves, the other arguments."""

    entering: list[tuple[int, ...]]
    leaving: tuple[int, ...]
    constants: list[Any]
    constant_first: bool = False  # 1 − x rather than x − 1

    @property
    def sides(self) -> tuple[int, int]:
        """Rows and columns of the first input."""
        return self.entering[0][0], self.entering[0][1]


def read_part(layer: Layer, call: Call) -> Part:
    """What a layer does in one call.

    Raises:
        UnsupportedLayerError: a layer, or a setting of it, that the page cannot compute; it names what it can.

    >>> from keras import layers
    >>> read_part(layers.MaxPooling2D(2), Call([(8, 8, 3)], (4, 4, 3), [])).title
    'max pool 2×2'
    """
    name = type(layer).__name__
    row = _activation if is_activation(layer) else ROWS.get(name)
    if row is None or not from_keras(layer):
        raise unsupported(layer)
    if getattr(layer, "data_format", None) == "channels_first":
        raise unsupported(layer, "channels before rows and columns")
    part = row(layer, call)
    vectors = all(len(shape) in (1, 3) for shape in call.entering)
    if not vectors and part.kind not in ("copy", "merge") and not _by_element(part):
        raise unsupported(layer, f"an input of shape {call.entering[0]}")
    return part


def _by_element(part: Part) -> bool:
    """Whether a part does the same with every number, so that it does not matter which axis the channels are."""
    if part.kind == "affine":
        return part.weights["scale"].size == 1
    return part.kind == "activation" and part.activation is not None and part.activation["kind"] != "softmax"


def unsupported(layer: Layer, what: str = "") -> UnsupportedLayerError:
    """The error for a layer that has no row, or has something its row cannot show.

    >>> from keras import layers
    >>> unsupported(layers.UpSampling2D(name="up")).message
    "NetworkExplorer cannot show the layer 'up' (UpSampling2D)."
    """
    why = f" with {what}" if what else ""
    kind = type(layer).__name__ if from_keras(layer) else f"{type(layer).__name__}, a class of your own"
    return UnsupportedLayerError(
        f"NetworkExplorer cannot show the layer {layer.name!r} ({kind}){why}.", f"It shows {SUPPORTED}."
    )


def _times(sides: list[int]) -> str:
    return "×".join(map(str, sides))


def _window(layer: Layer, call: Call, window: list[int]) -> dict[str, Any]:
    """Window, strides, dilation and pads of a convolution or a pooling."""
    strides = layer.strides if layer.strides is not None else window
    dilation = getattr(layer, "dilation_rate", 1)
    settings = {"window": window, "strides": pair(strides), "dilation": pair(dilation)}
    return settings | {"pads": pads(layer.padding == "same", call.sides, call.leaving, settings)}


def _conv(layer: Layer, call: Call) -> Part:
    kernel = numbers(layer.kernel)
    bias = {"bias": numbers(layer.bias)} if layer.bias is not None else {}
    settings = _window(layer, call, list(kernel.shape[:2])) | {"groups": call.entering[0][2] // kernel.shape[2]}
    title = f"conv {_times(settings['window'])}"
    return Part("conv", title, settings, {"kernel": kernel} | bias, activation_of(layer))


def _depthwise(layer: Layer, call: Call) -> Part:
    kernel = numbers(layer.kernel)
    bias = {"bias": numbers(layer.bias)} if layer.bias is not None else {}
    settings = _window(layer, call, list(kernel.shape[:2])) | {"groups": kernel.shape[2]}
    by_channel = kernel.reshape(*kernel.shape[:2], 1, -1)
    title = f"depthwise {_times(settings['window'])}"
    return Part("conv", title, settings, {"kernel": by_channel} | bias, activation_of(layer))


def _conv_operation(layer: Layer, call: Call) -> Part:
    kernel = numbers(call.constants[0])
    settings = _window(layer, call, list(kernel.shape[:2])) | {"groups": call.entering[0][2] // kernel.shape[2]}
    return Part("conv", f"conv {_times(settings['window'])}", settings, {"kernel": kernel})


def _dense_part(layer: Layer, call: Call, kernel: Array, bias: Array | None, activation: Any) -> Part:
    if len(call.entering[0]) not in (1, 3) or kernel.ndim != 2:
        raise unsupported(layer, f"an input of shape {call.entering[0]}")
    weights = {"kernel": kernel[None, None]} | ({} if bias is None else {"bias": bias})
    return Part("conv", "dense", {}, weights, activation)


def _dense(layer: Layer, call: Call) -> Part:
    bias = None if layer.bias is None else numbers(layer.bias)
    return _dense_part(layer, call, numbers(layer.kernel), bias, activation_of(layer))


def _matmul(layer: Layer, call: Call) -> Part:
    if not call.constants:
        raise unsupported(layer, "two inputs of the network")
    return _dense_part(layer, call, numbers(call.constants[0]), None, None)


def _pool(mode: str) -> Read:
    def read(layer: Layer, call: Call) -> Part:
        settings = _window(layer, call, pair(layer.pool_size)) | {"mode": mode}
        return Part("pool", f"{mode} pool {_times(settings['window'])}", settings)

    return read


def _whole(mode: str) -> Read:
    def read(layer: Layer, call: Call) -> Part:
        if getattr(layer, "axis", (1, 2)) not in ((1, 2), [1, 2]) or len(call.entering[0]) != 3:
            raise unsupported(layer, "axes other than rows and columns")
        window = list(call.sides)
        return Part("pool", f"global {mode}", {"window": window, "strides": window, "mode": mode})

    return read


def _affine(title: str, scale: Array, shift: Array, **details: Array) -> Part:
    weights = {"scale": scale, "shift": shift} | details
    return Part("affine", title, {}, {name: value.ravel().astype(np.float32) for name, value in weights.items()})


def _batch_norm(layer: Layer, call: Call) -> Part:
    rank = len(call.leaving)
    if layer.axis not in (-1, rank):
        raise unsupported(layer, f"axis={layer.axis}; the channels stand last")
    mean, variance = numbers(layer.moving_mean), numbers(layer.moving_variance)
    gamma = numbers(layer.gamma) if layer.scale else np.ones_like(mean)
    beta = numbers(layer.beta) if layer.center else np.zeros_like(mean)
    spread = np.sqrt(variance.astype(np.float64) + layer.epsilon)
    scale = gamma / spread
    return _affine("batch norm", scale, beta - mean * scale, gamma=gamma, mean=mean, spread=spread, beta=beta)


def _normalization(layer: Layer, call: Call) -> Part:
    mean, variance = numbers(layer.mean), numbers(layer.variance)
    if mean.size not in (1, call.leaving[-1]) or layer.invert:
        raise unsupported(layer, "a mean that is not one for each channel")
    scale = 1 / np.maximum(np.sqrt(variance.astype(np.float64)), 1e-7)
    return _affine("normalise", scale, -mean * scale)


def _rescaling(layer: Layer, call: Call) -> Part:
    scale, offset = np.broadcast_arrays(numbers(layer.scale), numbers(layer.offset))
    if scale.size not in (1, call.leaving[-1]):
        raise unsupported(layer, "a scale that is not one for each channel")
    return _affine("rescale", scale, offset)


def _activation(layer: Layer, call: Call) -> Part:
    kind = activation_layer(layer) if is_activation(layer) else activation_of(layer)
    return Part("activation", kind["title"] if kind else "linear", {}, {}, kind)


def _padding(layer: Layer, call: Call) -> Part:
    (top, _), (left, _) = layer.padding
    return Part("pad", "pad", {"pads": [int(top), int(left)]})


def _cropping(layer: Layer, call: Call) -> Part:
    (top, _), (left, _) = layer.cropping
    return Part("pad", "crop", {"pads": [-int(top), -int(left)]})


def _merge(mode: str) -> Read:
    def read(layer: Layer, call: Call) -> Part:
        if call.constants:
            return _with_constant(mode, layer, call)
        if any(shape != call.leaving for shape in call.entering):
            shapes = " and ".join(str(shape) for shape in call.entering)
            raise unsupported(layer, f"inputs of different shapes {shapes}")
        return Part("merge", mode, {"mode": mode})

    return read


def _with_constant(mode: str, layer: Layer, call: Call) -> Part:
    """x + 1, x · 2, x / 255 and the like: one number, or one for each channel."""
    constant = numbers(call.constants[0]).ravel()
    if constant.size not in (1, call.leaving[-1]) or mode not in ("add", "subtract", "multiply", "divide"):
        raise unsupported(layer, "a constant that is not one for each channel")
    none, same = np.zeros_like(constant), np.ones_like(constant)
    if call.constant_first and mode == "divide":
        raise unsupported(layer, "a constant divided by the input")
    if call.constant_first and mode == "subtract":
        return _affine(mode, -same, constant)
    if mode in ("add", "subtract"):
        return _affine(mode, same, constant if mode == "add" else -constant)
    return _affine(mode, constant if mode == "multiply" else same / constant, none)


def _divide(layer: Layer, call: Call) -> Part:
    if not call.constants:
        raise unsupported(layer, "two inputs of the network")
    return _with_constant("divide", layer, call)


def _concatenate(layer: Layer, call: Call) -> Part:
    if layer.axis not in (-1, len(call.leaving)):
        raise unsupported(layer, f"axis={layer.axis}; the channels stand last")
    return Part("concat", "concatenate")


def _copy(title: str) -> Read:
    def read(layer: Layer, call: Call) -> Part:
        if prod(call.entering[0]) != prod(call.leaving):
            raise unsupported(layer, f"shape {call.entering[0]} → {call.leaving}")
        return Part("copy", title)

    return read


_OFF = ("Dropout", "SpatialDropout2D", "GaussianNoise", "GaussianDropout", "AlphaDropout", "ActivityRegularization",
        "Identity", "RandomFlip", "RandomRotation", "RandomZoom", "RandomTranslation", "RandomContrast",
        "RandomBrightness")  # fmt: skip
ROWS: dict[str, Read] = {
    "Conv2D": _conv, "DepthwiseConv2D": _depthwise, "Dense": _dense, "Conv": _conv_operation, "Matmul": _matmul,
    "MaxPooling2D": _pool("max"), "AveragePooling2D": _pool("average"),
    "MaxPool": _pool("max"), "AveragePool": _pool("average"),
    "GlobalMaxPooling2D": _whole("max"), "GlobalAveragePooling2D": _whole("average"),
    "Mean": _whole("average"), "Max": _whole("max"),
    "BatchNormalization": _batch_norm, "Normalization": _normalization, "Rescaling": _rescaling,
    "Activation": _activation, "ZeroPadding2D": _padding, "Cropping2D": _cropping,
    "Add": _merge("add"), "Subtract": _merge("subtract"), "Multiply": _merge("multiply"),
    "Average": _merge("average"), "Maximum": _merge("maximum"), "Minimum": _merge("minimum"),
    "Divide": _divide, "TrueDivide": _divide, "Concatenate": _concatenate,
    "Flatten": _copy("flatten"), "Reshape": _copy("reshape"),
} | {name: _copy("off in use") for name in _OFF}  # fmt: skip
