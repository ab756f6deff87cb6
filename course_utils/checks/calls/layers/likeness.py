"""What a layer without a name in Keras is like: a student's class, a Lambda, an operation on numbers."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from course_utils.checks.calls.arguments import parameters_of
from course_utils.types import Array, Layer, Tensor

if TYPE_CHECKING:
    from keras.src.ops.node import Node as KerasNode

Node: TypeAlias = "KerasNode"  # one call of a layer

WHOLE_MAP = "AveragePooling2D over the whole map"
_NUMERIC = "keras.src.ops.numpy"  # operations on numbers, such as a mean over rows and columns
_MOST = 2**22  # numbers of a map that is tried
_LIKE: dict[str, Callable[[Array], Array]] = {  # layers without weights; "" changes nothing
    "": lambda x: x,
    "relu": lambda x: np.maximum(x, 0),
    "relu6": lambda x: np.clip(x, 0, 6),
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "tanh": np.tanh,
    "softmax": lambda x: np.exp(x) / np.exp(x).sum(-1, keepdims=True),
    "Flatten": lambda x: x.reshape(len(x), -1),
    "GlobalAveragePooling2D": lambda x: x.mean((1, 2)),
    WHOLE_MAP: lambda x: x.mean((1, 2), keepdims=True),
}
ACTIVATIONS = ("relu", "relu6", "sigmoid", "tanh", "softmax")


def kind(operation: Layer) -> str:
    """The class in Keras whose work a layer does; the class itself where a student wrote its `call`."""
    return (keras_class(operation) or type(operation)).__name__


def keras_class(operation: Layer) -> type | None:
    """The class in Keras whose `call` a layer has: `class Conv3x3(layers.Conv2D)` only sets numbers."""
    call = getattr(type(operation), "call", None)
    bases = (base for base in type(operation).__mro__ if base.__module__.startswith("keras."))
    return next((base for base in bases if getattr(base, "call", None) is call), None)


def likeness(operation: Layer, node: Node) -> str | None:
    """The text of the layer that does to random numbers what a layer without a name in Keras does; "" for none.

    A student's class, a Lambda or an operation on numbers: `max(x, 0)` and the mean over rows and columns count as
    the layers that are called so. None for layers of Keras, and where nothing is alike in use and in training.
    """
    known = keras_class(operation)
    named = known is not None and known.__module__ != _NUMERIC and known.__name__ != "Lambda"
    if named or len(node.input_tensors) != 1 or getattr(operation, "weights", None):
        return None
    shape = tuple(node.input_tensors[0].shape[1:])
    if None in shape or math.prod(shape) > _MOST:
        return None
    x = (4 * np.random.RandomState(1).randn(2, *shape)).astype(np.float32)
    made = [_numbers(operation, node, x), _numbers(operation, node, x, training=True)]
    likes = ((text, like(x)) for text, like in _LIKE.items() if x.ndim == 4 or "Average" not in text)
    return next((text for text, like in likes if all(_same(like, answer) for answer in made)), None)


def _numbers(operation: Layer, node: Node, x: Array, **training: bool) -> Array | None:
    """What an operation makes of numbers in the place of its symbolic input; None where it takes none."""
    from keras import ops

    args, kwargs = node.arguments.fill_in({id(node.input_tensors[0]): ops.convert_to_tensor(x)})
    if "training" in parameters_of(operation.call):
        kwargs = {**kwargs, **training}
    try:
        return np.asarray(operation.call(*args, **kwargs))
    except Exception:
        return None


def _same(like: Array, made: Array | None) -> bool:
    if made is None or made.shape != like.shape or made.dtype.kind != "f":
        return False
    return np.allclose(like, made, rtol=1e-4, atol=1e-5)


def function_likeness(function: Callable[[Tensor], object]) -> str:
    """The name of the activation that does the same to random numbers; "" for none."""
    from keras import ops

    x = (4 * np.random.RandomState(1).randn(4, 6)).astype(np.float32)
    try:
        made = np.asarray(function(ops.convert_to_tensor(x)))
    except Exception:  # it takes numbers of another kind
        return ""
    likes = {"linear": x, **{name: _LIKE[name](x) for name in ACTIVATIONS}}
    return next((name for name, like in likes.items() if _same(like, made)), "")
