"""One Keras layer as a text that is the same for every spelling of it. Knows no answer."""

from __future__ import annotations

import inspect
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from course_utils.checks.calls.layers.likeness import (
    ACTIVATIONS,
    WHOLE_MAP,
    Node,
    function_likeness,
    keras_class,
    kind,
    likeness,
)
from course_utils.checks.differences.layers import AT_EACH_PLACE, BORDERED, as_convolution
from course_utils.types import Layer

_PLAIN = "filters units rate axis mode factor scale offset target_shape negative_slope max_value".split()
_SIZES = ("kernel_size", "pool_size", "size", "strides", "padding", "cropping")
_OPERATIONS = {
    "Relu": "relu", "ReLU": "relu", "Relu6": "relu6", "ReLU6": "relu6", "Softmax": "softmax", "Sigmoid": "sigmoid",
    "Tanh": "tanh",
}  # fmt: skip
_POOLS = {"MaxPool": "MaxPooling", "AveragePool": "AveragePooling"}
_TRAINS_OTHERWISE = ("BatchNormalization", "Dropout", "SpatialDropout2D")


def is_skipped(operation: Layer, node: Node) -> bool:
    """True for layers that change nothing."""
    name = kind(operation)
    if name == "Activation":
        return _activation_name(operation) in ("linear", "")
    if likeness(operation, node) == "":
        return True
    flat = flattens(operation, node) and len(node.input_tensors[0].shape) == 2
    return flat or name in ("Identity", "ActivityRegularization")


def flattens(operation: Layer, node: Node) -> bool:
    """True for Flatten, and for a reshaping that makes one row of numbers of each image."""
    if kind(operation) != "Reshape":
        return kind(operation) == "Flatten" or likeness(operation, node) == "Flatten"
    given, made = (tuple(tensors[0].shape) for tensors in (node.input_tensors, node.output_tensors))
    return len(made) == 2 and None not in given[1:] and made[1] == math.prod(given[1:])


def activation_of(operation: Layer) -> str:
    """The activation given to a layer as an argument; it counts as a layer of its own."""
    if kind(operation) in ("Activation", *_OPERATIONS):
        return ""
    name = _activation_name(operation)
    return "" if name == "linear" else name


def _activation_name(operation: Layer) -> str:
    """The name of the activation that is given to a layer; of a function of the answer's own, of what it does."""
    function = getattr(operation, "activation", None)
    name = getattr(function, "__name__", "") or (type(function).__name__.lower() if function is not None else "")
    if function is None or _module(function) in ("keras", "tensorflow"):
        return {"softmax_v2": "softmax"}.get(name, name)
    return function_likeness(function) or f"{name} of your own"


def _module(function: object) -> str:
    return (getattr(function, "__module__", "") or type(function).__module__).partition(".")[0]


def describe(operation: Layer, node: Node, training: bool | None = None) -> str:
    """The class and what shapes its answer: `Conv2D, filters 8, kernel 4×4, strides 1×1, same`.

    `training` is what a model that holds the layer was called with, None where it was not said.
    """
    name = kind(operation)
    if name == "InputLayer":
        return f"Input {tuple(operation.output.shape[1:])}"
    if flattens(operation, node):
        return "Flatten"
    alike = likeness(operation, node)
    if alike:
        return alike
    name, config = _as_layer(name, _config(operation), node)
    if name == "Activation":
        return _activation_name(operation)
    if name == "AveragePooling2D" and _covers(operation, node, config):
        return WHOLE_MAP
    if name == "GlobalAveragePooling2D" and config.get("keepdims"):
        return WHOLE_MAP
    if name == "Dense" and len(node.input_tensors[0].shape) == 4:
        name = AT_EACH_PLACE
    parts = [_OPERATIONS.get(name, name), *_settings(operation, config, node)]
    if name in _TRAINS_OTHERWISE:
        parts += _fixed(node, training)
    if getattr(operation, "weights", None) and not operation.trainable:
        parts.append("frozen")
    return ", ".join(parts)


_POINT = re.compile(r"Conv2D, filters (\d+), kernel 1×1, strides 1×1((?:, without bias|, frozen)*)")


def as_row(text: str) -> str | None:
    """What a layer on a map of one place is on a row of numbers; None for all but activations and 1×1 filters."""
    point = _POINT.fullmatch(as_convolution(text))
    if point is not None:
        return f"Dense, units {point[1]}{point[2]}"
    return text if text in ACTIVATIONS or text.startswith("Dropout") else None


_SAID = {*_PLAIN, *_SIZES, "groups", "depth_multiplier", "dilation_rate", "use_bias", "center", "activation"}
# No part of what a layer answers once its weights are given: names, starts, what only training knows.
_UNSAID = re.compile(
    r"name|dtype|trainable|seed|momentum|epsilon|synchronized|.*_(?:initializer|regularizer|constraint)"
)
_USUAL = {"data_format": "channels_last"}  # where a class leaves it to Keras


_TOLD = ("Relu", "Relu6", "Add", "Concatenate")  # operations that say all where they are given nothing but tensors


def says_all(operation: Layer, node: Node | None) -> bool:
    """Whether the text of a layer says all that shapes its answer; False for all that Keras has no layer for."""
    known = keras_class(operation)
    if node is not None and known is not None and known.__module__.startswith("keras.src.ops."):
        return known.__name__ in _TOLD and _is_of_tensors(node)
    activation = getattr(operation, "activation", None)
    if known is None or not known.__module__.startswith("keras.src.layers."):
        return False
    if activation is not None and _module(activation) not in ("keras", "tensorflow"):
        return False
    usual = {**_defaults(known), **_USUAL}
    config = () if known.__name__ == "InputLayer" else _config(operation).items()
    return all(key in _SAID or _UNSAID.fullmatch(key) or value == usual.get(key, key) for key, value in config)


def _is_of_tensors(node: Node) -> bool:
    from keras import tree

    given = tree.flatten((node.arguments.args, dict(node.arguments.kwargs)))
    return len(given) == len(node.input_tensors)


@cache
def _defaults(layer: type) -> Mapping[str, object]:
    return {name: parameter.default for name, parameter in inspect.signature(layer).parameters.items()}


def _fixed(node: Node, training: bool | None) -> list[str]:
    """Whether the layer acts the same in training and in use. Alone, training=False says nothing new."""
    if node.arguments.kwargs.get("training") or training:
        return ["always training"]
    return ["always inference"] if training is False else []


def _config(operation: Layer) -> Mapping[str, Any]:
    try:
        config = operation.get_config()
    except Exception:  # an operation with arguments that cannot be written down: its numbers decide
        return {}
    return config if isinstance(config, dict) else {}


def _as_layer(name: str, config: Mapping[str, Any], node: Node) -> tuple[str, Mapping[str, Any]]:
    """`ops.max_pool`, `ops.average_pool` and `ops.pad` as the layers that do the same; ReLU(6) by its own name."""
    if name == "Pad" and _is_border(config):
        return "ZeroPadding2D", {"padding": tuple(tuple(sides) for sides in config["pad_width"][1:3])}
    if name == "ReLU" and config.get("max_value") == 6:
        return "ReLU6", {**config, "max_value": None}
    if name == "Conv2D" and 1 < config["groups"] == config["filters"] == node.input_tensors[0].shape[-1]:
        return "DepthwiseConv2D", {**config, "filters": None, "groups": 1}
    if name not in _POOLS:
        return name, config
    axes = len(node.input_tensors[0].shape) - 2
    window, step = config["pool_size"], config.get("strides") or config["pool_size"]
    pool_size, strides = ((size,) * axes if isinstance(size, int) else tuple(size) for size in (window, step))
    return f"{_POOLS[name]}{axes}D", {**config, "pool_size": pool_size, "strides": strides}


def _is_border(config: Mapping[str, Any]) -> bool:
    """Whether zeros are put around rows and columns of images, and nowhere else."""
    width: Any = config.get("pad_width")
    if not isinstance(width, (list, tuple)) or len(width) != 4 or not all(isinstance(w, (list, tuple)) for w in width):
        return False
    return config.get("mode") == "constant" and {*width[0], *width[3]} == {0}


def _settings(operation: Layer, config: Mapping[str, Any], node: Node) -> Iterator[str]:
    for key in _PLAIN:
        value = config.get(key, getattr(operation, key, None) if key == "axis" else None)
        value = _axis(value, node) if key == "axis" else value
        usual = {"axis": _last(node), "negative_slope": 0}.get(key) if kind(operation) in _OPERATIONS else None
        if value not in (None, usual) and not isinstance(value, bool):
            yield f"{key} {value}"
    for key in _SIZES:
        if config.get(key) is not None and not (key == "padding" and _single(config, node)):
            yield f"{key.removesuffix('_size')} {_size(config[key])}" if key != "padding" else _padding(config[key])
    yield from (f"{key} {config[key]}" for key in ("groups", "depth_multiplier") if config.get(key, 1) != 1)
    if config.get("dilation_rate", 1) not in (1, (1, 1), [1, 1]):
        yield f"dilation {_size(config['dilation_rate'])}"
    names = {"use_bias": "bias", "center": "offset", "scale": "scale"}
    yield from (f"without {names[key]}" for key in names if config.get(key) is False)


def _single(config: Mapping[str, Any], node: Node) -> bool:
    """True where "same" and "valid" are one: no window reaches over the map, or transposed ones lie side by side."""
    if "output_padding" in config:
        return tuple(config["kernel_size"]) == tuple(config["strides"])
    window = config.get("kernel_size") or config.get("pool_size")
    return window is not None and not any(map(any, _border(config, node.input_tensors[0].shape[1:-1])))


def _border(config: Mapping[str, Any], map_shape: Sequence[int | None]) -> list[tuple[int, int]]:
    """The zeros that "same" lays before and behind each axis of a map; of an unknown length, those at stride 1."""
    window, stride = config.get("kernel_size") or config["pool_size"], config.get("strides") or 1
    sizes = (window, stride, config.get("dilation_rate", 1))
    along = zip(map_shape, *(size if isinstance(size, (list, tuple)) else [size] * len(map_shape) for size in sizes))
    borders = []
    for length, window, stride, dilation in along:
        reach, last = (window - 1) * dilation + 1, 1 if length is None else (length - 1) % stride + 1
        missing = max(reach - last, 0)  # the last window begins `last` pixels before the end
        borders.append((missing // 2, missing - missing // 2))
    return borders


def as_same(text: str, operation: Layer, border: str, map_shape: Sequence[int | None]) -> str:
    """The text of a convolution behind a `border` of zeros; where "same" lays the same one, the text says so."""
    if ", valid" not in text or not hasattr(operation, "kernel_size") or not border.startswith("ZeroPadding2D"):
        return ""
    zeros = _border(_config(operation), map_shape)
    return text.replace("valid", f"{BORDERED} {_size(zeros)}") if border == f"ZeroPadding2D, {_padding(zeros)}" else ""


def _last(node: Node) -> int:
    return len(node.input_tensors[0].shape) - 1


def _axis(value: object, node: Node) -> object:
    """The axis counted from the front: -1 and 3 are the same for images."""
    if isinstance(value, (list, tuple)) and len(value) == 1:
        value = value[0]
    tensors = node.input_tensors
    return value % len(tensors[0].shape) if isinstance(value, int) and tensors else value


def _covers(operation: Layer, node: Node, config: Mapping[str, Any]) -> bool:
    """True when the windows of an average pooling are as large as the map, and it has one place for them."""
    before, after = (tuple(tensors[0].shape[1:3]) for tensors in (node.input_tensors, node.output_tensors))
    return tuple(config["pool_size"]) == before and after == (1, 1)


def _padding(value: object) -> str:
    return value if isinstance(value, str) else f"padding {_size(value)}"


def _size(value: object) -> str:
    if not isinstance(value, (list, tuple)):
        return str(value)
    return "×".join(str(tuple(part) if isinstance(part, (list, tuple)) else part) for part in value)
