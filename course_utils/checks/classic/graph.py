"""Calls an answer of TensorFlow 1: in one graph with one session, and with numbers in the place of what it returns.

What comes back is of today: tensors, variables and dense layers that hold numbers, so that an answer of any era is
compared in one way. Tensors that need a placeholder's numbers stay as they are: only their shapes say something.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from course_utils.checks.classic.libraries.tensorflow import DENSE, kept_value, leave_open
from course_utils.types import Array, Function


@dataclass(frozen=True)
class _Numbers:
    """What a tensor or a variable of a graph holds."""

    values: Array
    changes: bool = False  # true of a variable
    given: Any = None  # the tensor of today that they were read from


def in_graph(function: Function) -> Function:
    """`function`, called in a graph of its own."""

    @functools.wraps(function)
    def call(*args: Any, **named: Any) -> object:
        import tensorflow as tf

        args, named = _mapped(args, _numbers), _mapped(named, _numbers)
        graph = tf.Graph()
        with _quietly(), graph.as_default(), tf.compat.v1.Session(graph=graph) as session:
            try:
                answer = function(*_mapped(args, _constant), **_mapped(named, _constant))
            finally:
                leave_open(graph)
            read = functools.partial(_read, session)
            fetched, dense = _mapped(answer, read), [_mapped(each, read) for each in graph.get_collection(DENSE)]
        for parts in dense:
            _as_of_today(*parts)
        return _mapped(fetched, _made)

    return call


def in_kind(function: Function) -> Function:
    """A function of the course that also takes tensors, of today or of a graph, and then answers with tensors.

    One that is written for arrays gets the numbers of a graph's tensors.
    """

    @functools.wraps(function)
    def call(*args: Any, **named: Any) -> object:
        if not _has_tensors((args, named)):
            return function(*args, **named)
        try:
            answer = function(*args, **named)
        except Exception:
            fetched = _in_numbers((args, named))
            if fetched is None:
                raise
            answer = function(*fetched[0], **fetched[1])
        return _mapped(answer, _tensor)

    return call


def _has_tensors(value: Any) -> bool:
    if "tensorflow" not in sys.modules:
        return False
    import tensorflow as tf

    kinds: list[bool] = []
    _mapped(value, lambda part: kinds.append(tf.is_tensor(part)))
    return any(kinds)


def _in_numbers(value: Any) -> Any:
    """The value with arrays for the tensors of the graph; None outside of a graph, or where they wait for numbers."""
    import tensorflow as tf

    session = tf.compat.v1.get_default_session()
    if session is None:
        return None
    try:
        return _mapped(value, lambda part: _run(session, part) if tf.is_tensor(part) else part)
    except tf.errors.InvalidArgumentError:
        return None


def _tensor(value: Any) -> Any:
    import tensorflow as tf

    return tf.constant(value) if isinstance(value, np.ndarray) and value.dtype.kind in "biuf" else value


@contextmanager
def _quietly() -> Iterator[None]:
    """Keep back what the library says to developers of deprecated calls: these are meant."""
    import tensorflow as tf

    logger = tf.get_logger()
    level = logger.level
    logger.setLevel("ERROR")
    try:
        yield
    finally:
        logger.setLevel(level)


def _mapped(value: Any, change: Callable[[Any], Any]) -> Any:
    """The value with every part of its lists, tuples and dictionaries changed."""
    if type(value) in (list, tuple):
        return type(value)(_mapped(part, change) for part in value)
    if type(value) is dict:
        return {name: _mapped(part, change) for name, part in value.items()}
    return change(value)


def _numbers(value: Any) -> Any:
    """The numbers of a tensor or variable of today; anything else as it is."""
    import tensorflow as tf

    return _Numbers(value.numpy(), given=value) if tf.is_tensor(value) and hasattr(value, "numpy") else value


def _constant(value: Any) -> Any:
    """Numbers as a constant of the graph, which remembers the tensor that was given."""
    import tensorflow as tf

    if not isinstance(value, _Numbers):
        return value
    constant = tf.constant(value.values)
    constant.as_given = value.given
    return constant


def _read(session: Any, value: Any) -> Any:
    """The numbers of a tensor or variable of the graph; anything else as it is."""
    import tensorflow as tf

    if isinstance(value, tf.Variable):
        kept = kept_value(value)
        return _Numbers(_run(session, value) if kept is None else kept, changes=True)
    if not isinstance(value, tf.Tensor) or hasattr(value, "numpy"):
        return value
    try:
        return _Numbers(_run(session, value))
    except tf.errors.InvalidArgumentError as error:
        if "You must feed a value for placeholder" in error.message:
            return value
        raise


def _run(session: Any, value: Any) -> Array:
    """The numbers, once every variable has some."""
    import tensorflow as tf

    for variable in tf.compat.v1.global_variables():
        if not session.run(tf.compat.v1.is_variable_initialized(variable)):
            session.run(variable.initializer)
    numbers: Array = session.run(value)
    return numbers


def _made(value: Any) -> Any:
    """The numbers as a tensor or variable of today."""
    import tensorflow as tf

    if not isinstance(value, _Numbers):
        return value
    return tf.Variable(value.values) if value.changes else tf.constant(value.values)


def _as_of_today(inputs: Any, kernel: _Numbers, bias: _Numbers) -> None:
    """Do with today's layer what a dense layer of the graph did: whoever watches those layers sees it."""
    import keras

    if isinstance(inputs, _Numbers):
        layer = keras.layers.Dense(kernel.values.shape[1])
        layer.build(inputs.values.shape)
        layer.set_weights([kernel.values, bias.values])
        layer(inputs.values)
