"""One Keras layer as a text that is the same for every spelling of it. Knows no answer."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from course_utils.types import Layer

if TYPE_CHECKING:
    from keras.src.ops.node import Node as KerasNode

Node: TypeAlias = "KerasNode"  # one call of a layer

_PLAIN = ("filters", "units", "rate", "axis", "mode", "factor", "scale", "offset", "target_shape", "negative_slope")
_SIZES = ("kernel_size", "pool_size", "size", "strides", "padding", "cropping")
_OPERATIONS = {"Relu": "relu", "ReLU": "relu", "Softmax": "softmax", "Sigmoid": "sigmoid", "Tanh": "tanh"}
_POOLS = {"MaxPool": "MaxPooling", "AveragePool": "AveragePooling"}
WHOLE_MAP = "AveragePooling2D over the whole map"
_TRAINS_OTHERWISE = ("BatchNormalization", "Dropout", "SpatialDropout2D")


def is_skipped(operation: Layer, node: Node) -> bool:
    """True for layers that change nothing."""
    name = type(operation).__name__
    if name == "Activation":
        return _activation_name(operation) in ("linear", "")
    flat = flattens(operation, node) and len(node.input_tensors[0].shape) == 2
    return flat or name in ("Identity", "ActivityRegularization")


def flattens(operation: Layer, node: Node) -> bool:
    """True for Flatten, and for a reshaping that makes one row of numbers of each image."""
    if type(operation).__name__ != "Reshape":
        return type(operation).__name__ == "Flatten"
    given, made = (tuple(tensors[0].shape) for tensors in (node.input_tensors, node.output_tensors))
    return len(made) == 2 and None not in given[1:] and made[1] == math.prod(given[1:])


def activation_of(operation: Layer) -> str:
    """The activation given to a layer as an argument; it counts as a layer of its own."""
    if type(operation).__name__ in ("Activation", *_OPERATIONS):
        return ""
    name = _activation_name(operation)
    return "" if name == "linear" else name


def _activation_name(operation: Layer) -> str:
    function = getattr(operation, "activation", None)
    name = getattr(function, "__name__", "") or (type(function).__name__.lower() if function is not None else "")
    return {"softmax_v2": "softmax"}.get(name, name)


def describe(operation: Layer, node: Node, training: bool | None = None) -> str:
    """The class and what shapes its answer: `Conv2D, filters 8, kernel 4×4, strides 1×1, same`.

    `training` is what a model that holds the layer was called with, None where it was not said.
    """
    name = type(operation).__name__
    if name == "InputLayer":
        return f"Input {tuple(operation.output.shape[1:])}"
    if flattens(operation, node):
        return "Flatten"
    name, config = _as_layer(name, _config(operation), node)
    if name == "Activation":
        return _activation_name(operation)
    if name == "AveragePooling2D" and _covers(operation, node, config):
        return WHOLE_MAP
    parts = [_OPERATIONS.get(name, name), *_settings(operation, config, node)]
    if name in _TRAINS_OTHERWISE:
        parts += _fixed(node, training)
    if getattr(operation, "weights", None) and not operation.trainable:
        parts.append("frozen")
    return ", ".join(parts)


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
    """`ops.max_pool` and `ops.average_pool` as the layers that do the same."""
    if name not in _POOLS:
        return name, config
    axes = len(node.input_tensors[0].shape) - 2
    window, step = config["pool_size"], config.get("strides") or config["pool_size"]
    pool_size, strides = ((size,) * axes if isinstance(size, int) else tuple(size) for size in (window, step))
    return f"{_POOLS[name]}{axes}D", {**config, "pool_size": pool_size, "strides": strides}


def _settings(operation: Layer, config: Mapping[str, Any], node: Node) -> Iterator[str]:
    for key in _PLAIN:
        value = config.get(key, getattr(operation, key, None) if key == "axis" else None)
        value = _axis(value, node) if key == "axis" else value
        usual = {"axis": _last(node), "negative_slope": 0}.get(key) if type(operation).__name__ in _OPERATIONS else None
        if value not in (None, usual) and not isinstance(value, bool):
            yield f"{key} {value}"
    for key in _SIZES:
        if config.get(key) is not None and not (key == "padding" and _single(config)):
            yield f"{key.removesuffix('_size')} {_size(config[key])}" if key != "padding" else _padding(config[key])
    yield from (f"{key} {config[key]}" for key in ("groups", "depth_multiplier") if config.get(key, 1) != 1)
    if config.get("dilation_rate", 1) not in (1, (1, 1), [1, 1]):
        yield f"dilation {_size(config['dilation_rate'])}"
    names = {"use_bias": "bias", "center": "offset", "scale": "scale"}
    yield from (f"without {names[key]}" for key in names if config.get(key) is False)


def _single(config: Mapping[str, Any]) -> bool:
    """True for windows of one place: "same" and "valid" are one there, whatever the strides."""
    window = config.get("kernel_size") or config.get("pool_size")
    return window is not None and set(window if isinstance(window, (list, tuple)) else [window]) == {1}


def _last(node: Node) -> int:
    return len(node.input_tensors[0].shape) - 1


def _axis(value: object, node: Node) -> object:
    """The axis counted from the front: -1 and 3 are the same for images."""
    if isinstance(value, (list, tuple)) and len(value) == 1:
        value = value[0]
    tensors = node.input_tensors
    return value % len(tensors[0].shape) if isinstance(value, int) and tensors else value


def _covers(operation: Layer, node: Node, config: Mapping[str, Any]) -> bool:
    """True when the windows of an average pooling are as large as the map."""
    rows_and_columns = tuple(node.input_tensors[0].shape[1:3])
    return tuple(config["pool_size"]) == rows_and_columns


def _padding(value: object) -> str:
    return value if isinstance(value, str) else f"padding {_size(value)}"


def _size(value: object) -> str:
    if not isinstance(value, (list, tuple)):
        return str(value)
    return "×".join(str(tuple(part) if isinstance(part, (list, tuple)) else part) for part in value)
