"""TensorFlow made ready once: what else each child would make for itself at its first operation.

A product of matrices has code generated for this processor, and lists of all operations and kernels filled; that takes
a child some 30 ms. A fork after it keeps them. Nothing here opens a session or an eager context, whose threads a fork
would lose.
"""

from __future__ import annotations

from importlib import import_module


def tensorflow() -> None:
    """Make it ready in this process, before the fork; call it after TensorFlow's import."""
    _multiply()
    leave_operations_bare()


def _multiply() -> None:
    """A product that decides a shape, so that TensorFlow computes it when the graph is made: in this thread."""
    tf = import_module("tensorflow")
    with tf.Graph().as_default():
        product = tf.matmul(tf.ones((8, 8)), tf.ones((8, 8)))
        tf.reshape(tf.compat.v1.placeholder(tf.float32), tf.stack([tf.cast(tf.reduce_sum(product), tf.int32), -1]))


def leave_operations_bare() -> None:
    """Have an operation run by itself; TensorFlow makes a function of each, which is ten times as slow at first.

    Call it before the first operation. Answers are the same; errors do not name that function.
    """
    wrap = import_module("tensorflow.python.eager.context").pywrap_tfe
    option = "TFE_ContextOptionsSetRunEagerOpAsFunction"
    setter = getattr(wrap, option, None)
    if setter is not None:  # another version may not have it
        setattr(wrap, option, lambda options, _wanted: setter(options, False))
