"""What is made ready once, before the fork, that each child would else pay for.

TensorFlow: at the first product of matrices code is generated for this processor, and lists of all operations and
kernels are filled; that takes a child some 30 ms. A fork after it keeps them. Nothing here opens a session or an eager
context, whose threads a fork would lose.

Memory: Python puts small objects wherever a place is free, so a child's would lie on hundreds of pages that it shares
with the parent, each of which the kernel then copies. With all these places taken they lie side by side on new ones.
"""

from __future__ import annotations

import os
import re
import sys
from importlib import import_module

# A line of Python's own statistics: a class of sizes, its bytes, its pools, and its places that are taken and free.
_PLACES = re.compile(r"^ +\d+ +(\d+) +\d+ +\d+ +(\d+)$", re.MULTILINE)
_SMALLEST, _LEAST_BYTES, _TWO_DIGITS = 16, sys.getsizeof(b""), 2**40  # an integer of two digits takes 32 bytes
_taken: list[object] = []


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


def take_free_places() -> None:
    """Put objects on all places that Python has free for small ones, for as long as this process lives."""
    places = [(int(size), int(free)) for size, free in _PLACES.findall(_statistics())]
    _taken.append(places)  # it lies on some of them
    for size, free in places:
        spare = size - _LEAST_BYTES
        for number in range(free):
            small = object() if size == _SMALLEST else _TWO_DIGITS + number
            _taken.append(bytes(spare) if spare >= 0 else small)


def _statistics() -> str:
    """What Python says of its memory, on the standard error: some 3 kB. Nothing where it is another Python."""
    tell = getattr(sys, "_debugmallocstats", lambda: None)
    error = os.dup(2)
    reading, writing = os.pipe()
    os.dup2(writing, 2)
    tell()
    os.dup2(error, 2)
    os.close(error)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        return pipe.read()
