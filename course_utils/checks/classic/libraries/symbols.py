"""Functions of tf on tensors of a model that is being built, as TensorFlow 2 took them before Keras 3.

A function that Keras has, too, becomes its operation, so that a model of either spelling is read alike; any other one
becomes an operation of its own. Loads on use.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from course_utils.types import Symbolic

Build: TypeAlias = Callable[..., Symbolic]

_open: list[bool] = []  # not empty while functions of tf take tensors of a model
# Functions that tf and keras.ops call by one name.
_SAME = (
    "relu relu6 sigmoid softmax tanh elu selu softplus softsign add subtract multiply divide maximum minimum square "
    "sqrt exp abs transpose squeeze expand_dims cast"
).split()


@contextmanager
def taken_by_tensorflow() -> Iterator[None]:
    """Functions of tf take tensors of models inside of this."""
    _register()
    _open.append(True)
    try:
        yield
    finally:
        _open.pop()


@functools.cache
def _register() -> None:
    from keras import KerasTensor
    from tensorflow.python.util import dispatch

    class Dispatcher(dispatch.GlobalOpDispatcher):  # type: ignore[misc]
        def handle(self, op: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
            values: list[bool] = []
            _each((args, kwargs), lambda value: values.append(isinstance(value, KerasTensor)))
            return _symbolic(op, args, kwargs) if _open and any(values) else self.NOT_SUPPORTED

    Dispatcher().register()


def _each(value: Any, look: Callable[[Any], object]) -> None:
    if isinstance(value, (list, tuple)):
        for part in value:
            _each(part, look)
    elif isinstance(value, dict):
        _each(list(value.values()), look)
    else:
        look(value)


def _symbolic(op: Any, args: tuple[Any, ...], named: dict[str, Any]) -> Symbolic:
    name = op.__name__
    known = _known().get(name)
    if known is not None:
        try:
            return known(*args, **named)
        except TypeError:  # arguments that only tf's own function has
            pass
    return _operation(op)(*args, **named)


def _operation(op: Any) -> Build:
    """An operation of a model that calls TensorFlow's own function."""
    import keras

    class Operation(keras.Operation):  # type: ignore[misc]
        def call(self, *args: Any, **named: Any) -> Any:
            return op(*args, **named)

        def compute_output_spec(self, *args: Any, **named: Any) -> Any:
            return keras.src.backend.compute_output_spec(op, *args, **named)

    Operation.__name__ = f"tf.{op.__name__}"
    made: Build = Operation()
    return made


@functools.cache
def _known() -> dict[str, Build]:
    from keras import ops

    known: dict[str, Build] = {name: _same(getattr(ops, name)) for name in _SAME}
    known |= {f"reduce_{name}": _over_axes(getattr(ops, name)) for name in ("mean", "sum", "max", "min")}
    known |= dict.fromkeys(("max_pool2d", "max_pool", "max_pool_v2"), _pool(ops.max_pool))
    known |= dict.fromkeys(("avg_pool2d", "avg_pool", "avg_pool_v2"), _pool(ops.average_pool))
    known |= {
        "softmax_v2": lambda logits, axis=-1, name=None: ops.softmax(logits, axis=-1 if axis is None else axis),
        "leaky_relu": lambda features, alpha=0.2, name=None: ops.leaky_relu(features, negative_slope=alpha),
        "identity": lambda input, name=None: input,
        "pad": _pad,
        "pad_v2": _pad,
        "concat": lambda values, axis, name=None: ops.concatenate(values, axis),
        "add_n": lambda inputs, name=None: functools.reduce(ops.add, inputs),
        "reshape": lambda tensor, shape, name=None: ops.reshape(tensor, tuple(shape)),
    }
    return known


def _same(function: Build) -> Build:
    """For functions of the same arguments; tf calls the first of some of them `features`."""

    def call(*args: Any, features: Any = None, name: object = None, **named: Any) -> Symbolic:
        return function(*(args if features is None else (features, *args)), **named)

    return call


def _over_axes(function: Build) -> Build:
    def call(input_tensor: Any, axis: Any = None, keepdims: bool = False, name: object = None) -> Symbolic:
        return function(input_tensor, axis=axis, keepdims=keepdims)

    return call


def _pool(function: Build) -> Build:
    def call(
        input: Any, ksize: Any, strides: Any, padding: str, data_format: str = "NHWC", name: object = None
    ) -> Symbolic:
        return function(input, _of_the_map(ksize), _of_the_map(strides), padding.lower())

    return call


def _of_the_map(size: Any) -> Any:
    """Rows and columns of a size that may be said for all four axes."""
    return tuple(size[1:3]) if isinstance(size, (list, tuple)) and len(size) == 4 else size


def _pad(
    tensor: Any, paddings: Any, mode: str = "CONSTANT", name: object = None, constant_values: Any = 0
) -> Symbolic:
    from keras import ops

    filled = {"constant_values": constant_values} if mode.upper() == "CONSTANT" else {}
    padded: Symbolic = ops.pad(tensor, paddings, mode.lower(), **filled)
    return padded
