"""`tensorflow` as version 1 had it, over `tf.compat.v1`: contrib, sessions, one graph for a call. Loads on use.

The graph is entered by `graph.in_graph`. Random numbers of the contrib layers are those of version 1: a uniform draw
by the graph's seed and the operation's, so that the figures of the course's first generation come out.
Source: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks" (2010).
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable, Sequence
from typing import Any

from course_utils.checks.classic.libraries.overlay import Overlay
from course_utils.types import Array, Tensor, Variable

DENSE = "classic_dense"  # a graph's collection: input, kernel and bias of every dense layer
OPEN = "classic_open"  # a graph's collection: its interactive sessions that are not closed
SESSIONS = "classic_sessions"  # a graph's collection: all that the answer made
VALUES = "classic_values"  # a graph's collection: what its variables held when a session was closed
# Version 1 seeded an operation by its number in the graph: that of the dense layer in the course's notebook.
_DENSE_SEED = 45

Initializer = Callable[..., Tensor]


def tensorflow(keras: Overlay) -> Overlay:
    """The module, with `tf.keras` as given."""
    import tensorflow as tf
    from tensorflow.python import framework

    ops = Overlay("tensorflow.python.framework.ops", {"reset_default_graph": nothing}, framework.ops)
    names = {
        "contrib": _contrib(),
        "layers": Overlay("tensorflow.layers", {"flatten": flatten, "dense": _dense}),
        "Session": _session_class(),
        "InteractiveSession": _interactive(_session_class()),
        "reset_default_graph": nothing,
        "keras": keras,
        "python": Overlay(
            "tensorflow.python",
            {"framework": Overlay("tensorflow.python.framework", {"ops": ops}, framework)},
            tf.python if hasattr(tf, "python") else framework,
        ),
        "mul": tf.multiply, "sub": tf.subtract, "neg": tf.negative, "pack": tf.stack, "unpack": tf.unstack,
        "initialize_all_variables": tf.compat.v1.global_variables_initializer,
    }  # fmt: skip
    names |= dict.fromkeys(("disable_v2_behavior", "disable_eager_execution"), nothing)
    library = Overlay("tensorflow", names, tf.compat.v1, tf)
    library.__dict__["compat"] = Overlay("tensorflow.compat", {"v1": library}, tf.compat)
    return library


def _contrib() -> Overlay:
    layers = {
        "xavier_initializer": xavier_initializer,
        "xavier_initializer_conv2d": xavier_initializer,
        "flatten": flatten,
        "fully_connected": fully_connected,
    }
    return Overlay("tensorflow.contrib", {"layers": Overlay("tensorflow.contrib.layers", layers)})


def nothing() -> None:
    """For what version 1 was told once: a judged call has a fresh graph of its own already."""


def xavier_initializer(uniform: bool = True, seed: int | None = None, dtype: object = None) -> Initializer:
    """Draws within ±√(6 / (fan in + fan out)), or normally with the standard deviation √(2 / (fan in + fan out))."""
    import tensorflow as tf

    def initialize(shape: Any, dtype: Any = tf.float32, partition_info: object = None) -> Tensor:
        sizes = [int(size) for size in shape]
        fans = math.prod(sizes[:-2]) * (sum(sizes[-2:]) if len(sizes) > 1 else 2 * sizes[0])
        if not uniform:
            return tf.compat.v1.truncated_normal(sizes, stddev=math.sqrt(2.6 / fans), seed=seed)
        limit = math.sqrt(6 / fans)
        return _uniform(sizes, seed) * (2 * limit) - limit

    return initialize


def _uniform(sizes: Sequence[int], seed: int | None) -> Tensor:
    import tensorflow as tf

    first, second = tf.compat.v1.get_seed(seed)
    return tf.raw_ops.RandomUniform(shape=sizes, dtype=tf.float32, seed=first or 0, seed2=second or 0)


def flatten(inputs: Tensor, *args: object, **named: object) -> Tensor:
    """A row of numbers for each image: (m, …) → (m, n)."""
    import tensorflow as tf

    sizes = inputs.shape[1:].as_list()
    return tf.reshape(inputs, [-1, math.prod(sizes)])


def fully_connected(
    inputs: Tensor, num_outputs: int, activation_fn: Any = "relu", biases_initializer: Any = "zeros", **_: object
) -> Tensor:
    """A dense layer of contrib's: ReLU where no activation is said. (m, n) → (m, num_outputs)."""
    import tensorflow as tf

    with tf.compat.v1.variable_scope(None, "fully_connected"):
        draw = xavier_initializer(seed=_DENSE_SEED)
        kernel = tf.compat.v1.get_variable("weights", [int(inputs.shape[-1]), num_outputs], initializer=draw)
        bias = tf.compat.v1.get_variable("biases", [num_outputs], initializer=tf.compat.v1.zeros_initializer())
    tf.compat.v1.add_to_collection(DENSE, (inputs, kernel, bias))
    scores = tf.matmul(inputs, kernel) + bias
    activation = tf.nn.relu if activation_fn == "relu" else activation_fn
    return activation(scores) if activation else scores


def _dense(inputs: Tensor, units: int, activation: Any = None, **_: object) -> Tensor:
    return fully_connected(inputs, units, activation)


def _session_class() -> type:
    """Sessions that keep what their graph's variables held when they are closed: an answer may return the variables."""
    import tensorflow as tf

    class Session(tf.compat.v1.Session):  # type: ignore[misc]
        def __init__(self, *args: Any, **named: Any) -> None:
            super().__init__(*args, **named)
            self.graph.add_to_collection(SESSIONS, self)

        def close(self) -> None:
            keep_values(self)
            super().close()

        def __exit__(self, *error: Any) -> None:
            keep_values(self)
            super().__exit__(*error)

    return Session


def _interactive(kind: type) -> type:
    """Sessions that are the default from when they are made until they are closed, which few notebooks do."""

    class InteractiveSession(kind):  # type: ignore[misc]
        def __init__(self, *args: Any, **named: Any) -> None:
            super().__init__(*args, **named)
            self._lasting = contextlib.ExitStack()
            self._lasting.enter_context(self.as_default())
            self.graph.add_to_collection(OPEN, self)

        def close(self) -> None:
            opened = self.graph.get_collection_ref(OPEN)
            while self in opened:  # those made since, too: defaults lie on each other
                opened[-1].leave()
            super().close()

        def leave(self) -> None:
            """Be the default no more; what the variables hold is kept."""
            self.graph.get_collection_ref(OPEN).remove(self)
            keep_values(self)
            self._lasting.close()

    return InteractiveSession


def leave_open(graph: Any) -> None:
    """Keep the values of the graph's sessions that were never closed, and leave the interactive ones."""
    for session in graph.get_collection(SESSIONS):
        keep_values(session)
    opened = graph.get_collection_ref(OPEN)
    while opened:
        opened[-1].leave()


def keep_values(session: Any) -> None:
    """Note the numbers of all variables of the session's graph that have some."""
    import tensorflow as tf

    values: dict[str, Array] = {}
    with session.graph.as_default():
        for variable in tf.compat.v1.global_variables():
            try:
                values[variable.name] = session.run(variable)
            except (tf.errors.FailedPreconditionError, RuntimeError):  # not initialised, or closed before
                continue
    if values:
        session.graph.get_collection_ref(VALUES)[:] = [values]


def kept_value(variable: Variable) -> Array | None:
    """The variable's numbers when a session of the answer's own was closed."""
    for values in variable.graph.get_collection(VALUES):
        if variable.name in values:
            number: Array = values[variable.name]
            return number
    return None
