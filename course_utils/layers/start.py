"""Start TensorFlow for a notebook: fast and without its notes to developers."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator


def start_tensorflow(prepare: Callable[[], None] = lambda: None) -> None:
    """Load TensorFlow and Keras with the fast convolutions (oneDNN) on, keeping their start-up messages back.

    `prepare` is called when they are loaded, before the first tensor. Where TensorFlow is loaded already, nothing
    changes.

    >>> start_tensorflow()
    >>> "tensorflow" in sys.modules
    True
    """
    if "tensorflow" in sys.modules:
        return
    os.environ.update(TF_ENABLE_ONEDNN_OPTS="1", TF_CPP_MIN_LOG_LEVEL="3")
    with _silent_descriptor(2):
        import keras  # noqa: F401
        import tensorflow as tf

        prepare()
        tf.zeros(1)  # the last of the messages come with the first tensor


@contextlib.contextmanager
def _silent_descriptor(number: int) -> Iterator[None]:
    """The library writes beside Python's own streams: only its descriptor can be turned away."""
    kept, null = os.dup(number), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(null, number)
        yield
    finally:
        os.dup2(kept, number)
        os.close(kept)
        os.close(null)
