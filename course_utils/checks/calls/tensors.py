"""Arguments as tensors of TensorFlow, imported by the calls; steps run at once, and models without weights."""

from __future__ import annotations

import dis
import inspect
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from types import FunctionType, MethodType, SimpleNamespace
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import numpy as np

from course_utils.checks.calls.arguments import Inputs, call_with
from course_utils.types import Array, Function, Tensor

T = TypeVar("T")


def as_tensors(function: Function, inputs: Inputs) -> object:
    """Call with every array as a float32 tensor, or every number where there are no arrays.

    What stands beside arrays, a weight or a margin, is a number in a notebook, too.
    """
    arrays = {name: value for name, value in inputs.items() if isinstance(value, np.ndarray)}
    tensors = arrays or {name: value for name, value in inputs.items() if not isinstance(value, bool)}
    return call_with(function, {**inputs, **dict(zip(tensors, float_tensors(tensors.values())))})


def with_gradient(function: Function, inputs: Inputs) -> tuple[object, object]:
    """The loss of `t` and its gradient, None where it has none; every array is given as a float32 tensor."""
    import tensorflow as tf

    arrays = {name: value for name, value in inputs.items() if isinstance(value, np.ndarray)}
    given = {**inputs, **dict(zip(arrays, float_tensors(arrays.values())))}
    with tf.GradientTape() as way:
        way.watch(given["t"])
        loss = call_with(function, given)
    return loss, way.gradient(loss, given["t"]) if tf.is_tensor(loss) and loss.dtype.is_floating else None


def float_tensors(arrays: Iterable[Array | float]) -> list[Tensor]:
    """float32 tensors of arrays or numbers."""
    import tensorflow as tf

    return [tf.constant(array, tf.float32) for array in arrays]


@contextmanager
def eagerly() -> Iterator[None]:
    """Run steps at once: a few are over before a graph of them is traced."""
    import tensorflow as tf

    before = tf.config.functions_run_eagerly()
    tf.config.run_functions_eagerly(True)
    try:
        yield
    finally:
        tf.config.run_functions_eagerly(before)


def without_weights(function: Function, build: Callable[[], T]) -> T:
    """What `build`, which calls `function`, gives: a Keras model whose variables have shapes, and no numbers yet.

    Making and drawing the 23 million weights of a ResNet-50 takes four times as long as laying its layers. Keras
    puts the numbers off inside `keras.StatelessScope`, and makes them at its end unless it is told not to: so the
    model can be looked at, and run in a scope that maps its variables to numbers. Where that does not do (the function
    compiles, trains or keeps the model, or makes a variable of an array), it is called as usual.
    """
    import keras
    from keras.src.backend.common import global_state  # where Keras lists what it has put off; 3.15 has no public way

    if _keeps(function):
        return build()
    waiting = global_state.get_global_attribute("uninitialized_variables", [], set_to_default=True)
    before = len(waiting)
    try:
        with keras.StatelessScope(initialize_variables=False), quick_keras():
            return build()
    except Exception as error:
        if len(waiting) == before and "stateless" not in str(error):
            raise  # nothing was put off: the function's own error
    finally:
        del waiting[before:]
    return build()


@contextmanager
def quick_keras() -> Iterator[None]:
    """Let Keras lay layers in half the time: what it looks up for each of them it looks up once."""
    for owner, name, _, quick in _quickened():
        setattr(owner, name, quick)
    try:
        yield
    finally:
        for owner, name, original, _ in _quickened():
            setattr(owner, name, original)


@cache
def _quickened() -> list[tuple[Any, str, Any, Any]]:
    """Parts of Keras: owner, name, original, a quick version that answers the same. Read before a thread changes one.

    Attributes need no note for TensorFlow's export, plain values no search for weights in them, and the signatures
    of Keras' own functions stay as they are. None of these has a public way.
    """
    from keras.src import backend
    from keras.src.backend.tensorflow.trackable import KerasAutoTrackable
    from keras.src.layers import layer
    from keras.src.ops import operation
    from keras.src.utils.tracking import Tracker

    track, is_tensor, symbolic = Tracker.track, backend.is_tensor, backend.KerasTensor
    signatures = SimpleNamespace(**vars(inspect))
    signatures.signature = _remembered(inspect.signature)
    signatures.getfullargspec = _remembered(inspect.getfullargspec)
    return [
        (KerasAutoTrackable, "__setattr__", KerasAutoTrackable.__setattr__, object.__setattr__),
        (Tracker, "track", track, lambda self, value: value if type(value) in _PLAIN else track(self, value)),
        (backend, "is_tensor", is_tensor, lambda x: type(x) not in _PLAIN and type(x) is not symbolic and is_tensor(x)),
        (layer, "inspect", inspect, signatures),
        (operation, "inspect", inspect, signatures),
    ]


_PLAIN = {bool, int, float, str, type(None), FunctionType, MethodType}


def _remembered(read: Function) -> Function:
    """`read`, which keeps what it said of Keras' own functions."""
    known: WeakKeyDictionary[Function, dict[bool, object]] = WeakKeyDictionary()

    def look(function: Function) -> object:
        own = getattr(function, "__func__", function)
        if not isinstance(own, FunctionType) or not str(own.__module__).startswith("keras."):
            return read(function)
        said = known.setdefault(own, {})
        bound = own is not function
        if bound not in said:
            said[bound] = read(function)
        return said[bound]

    return look


def _keeps(function: Function) -> bool:
    """True for a function that writes a global name: a model that it keeps there needs its numbers."""
    code = getattr(function, "__code__", None)
    return code is not None and any(step.opname == "STORE_GLOBAL" for step in dis.get_instructions(code))
