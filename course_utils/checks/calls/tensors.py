"""Arguments as tensors of TensorFlow, which is imported by the calls, and steps run at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from course_utils.checks.calls.arguments import Inputs, call_with
from course_utils.types import Array, Function, Tensor


def as_tensors(function: Function, inputs: Inputs) -> object:
    """Call with every array as a float32 tensor."""
    return call_with(function, dict(zip(inputs, float_tensors(inputs.values()))))


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
