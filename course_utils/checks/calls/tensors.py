"""Arguments as tensors of TensorFlow, imported by the calls; steps run at once, and models without weights."""

from __future__ import annotations

import dis
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TypeVar

from course_utils.checks.calls.arguments import Inputs, call_with
from course_utils.types import Array, Function, Tensor

T = TypeVar("T")


def as_tensors(function: Function, inputs: Inputs) -> object:
    """Call with every array and number as a float32 tensor; what is True or False stays as it is."""
    numbers = {name: value for name, value in inputs.items() if not isinstance(value, bool)}
    return call_with(function, {**inputs, **dict(zip(numbers, float_tensors(numbers.values())))})


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
        with keras.StatelessScope(initialize_variables=False), _plain_attributes():
            return build()
    except Exception as error:
        if len(waiting) == before and "stateless" not in str(error):
            raise  # nothing was put off: the function's own error
    finally:
        del waiting[before:]
    return build()


@contextmanager
def _plain_attributes() -> Iterator[None]:
    """Let layers keep their attributes without a note for TensorFlow's export: a quarter of the time to lay them."""
    from keras.src.backend.tensorflow.trackable import KerasAutoTrackable  # no public way, either

    noting = _noting(KerasAutoTrackable)
    KerasAutoTrackable.__setattr__ = object.__setattr__
    try:
        yield
    finally:
        KerasAutoTrackable.__setattr__ = noting


@cache
def _noting(kind: type) -> Function:
    """The class's own way to set attributes, read before any thread has changed it."""
    return kind.__setattr__


def _keeps(function: Function) -> bool:
    """True for a function that writes a global name: a model that it keeps there needs its numbers."""
    code = getattr(function, "__code__", None)
    return code is not None and any(step.opname == "STORE_GLOBAL" for step in dis.get_instructions(code))
