"""The reference layers against loops and against TensorFlow, as ratios in one run.

A (32, 32, 32, 16), W (3, 3, 16, 32), pad 1, stride 1, float32 throughout; pooling f 2, stride 2.
Run by `make bench`.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np

from course_utils.exercises.loops import convolution, pooling
from course_utils.layers.convolution.conv import conv_backward, conv_forward
from course_utils.layers.convolution.pool import pool_backward, pool_forward

LOOPED = 2
Array = np.ndarray[Any, Any]
Call = Callable[[], Any]
Row = tuple[str, Call, Call, Call]


def medians(calls: Sequence[Call], repeats: int) -> list[float]:
    """Median seconds of each call, after one to warm up; they take turns, so a busy machine slows all alike."""
    times: list[list[float]] = [[] for _ in calls]
    for turn in range(repeats + 1):
        for call, seconds in zip(calls, times):
            started = time.perf_counter()
            call()
            if turn:
                seconds.append(time.perf_counter() - started)
    return [statistics.median(seconds) for seconds in times]


def conv_layers(tf: Any, A: Array) -> list[Row]:
    """A row for each direction: name, ours, TensorFlow's, the loops on the first images."""
    rng, hyper = np.random.default_rng(1), {"stride": 1, "pad": 1}
    W = rng.standard_normal((3, 3, 16, 32), dtype=np.float32)
    b = rng.standard_normal((1, 1, 1, 32), dtype=np.float32)
    Z, cache = conv_forward(A, W, b, hyper)
    images, filters, slope = tf.constant(A), tf.constant(W), tf.constant(Z)

    def backward() -> list[Any]:
        raw = {"strides": [1, 1, 1, 1], "padding": "SAME", "out_backprop": slope}
        to_images = tf.raw_ops.Conv2DBackpropInput(input_sizes=A.shape, filter=filters, **raw)
        to_filters = tf.raw_ops.Conv2DBackpropFilter(input=images, filter_sizes=W.shape, **raw)
        return [to_images, to_filters, tf.reduce_sum(slope, [0, 1, 2])]

    few = A[:LOOPED]
    return [
        ("conv_forward", lambda: conv_forward(A, W, b, hyper), lambda: [tf.nn.conv2d(images, filters, 1, "SAME") + b],
         lambda: convolution.conv_forward(few, W, b, hyper)),
        ("conv_backward", lambda: conv_backward(Z, cache), backward,
         lambda: convolution.conv_backward(Z[:LOOPED], (few, *cache[1:]))),
    ]  # fmt: skip


def pool_layers(tf: Any, A: Array, mode: str) -> list[Row]:
    """The same for pooling."""
    hyper, few, images = {"f": 2, "stride": 2}, A[:LOOPED], tf.constant(A)
    P, cache = pool_forward(A, hyper, mode)
    sizes = {"ksize": [1, 2, 2, 1], "strides": [1, 2, 2, 1], "padding": "VALID"}
    top = tf.constant(P)

    def backward() -> list[Any]:
        if mode == "max":
            return [tf.raw_ops.MaxPoolGrad(orig_input=images, orig_output=top, grad=top, **sizes)]
        return [tf.raw_ops.AvgPoolGrad(orig_input_shape=A.shape, grad=top, **sizes)]

    pool = tf.nn.max_pool2d if mode == "max" else tf.nn.avg_pool2d
    return [
        (f"pool_forward {mode}", lambda: pool_forward(A, hyper, mode), lambda: [pool(images, 2, 2, "VALID")],
         lambda: pooling.pool_forward(few, hyper, mode)),
        (f"pool_backward {mode}", lambda: pool_backward(P, cache, mode), backward,
         lambda: pooling.pool_backward(P[:LOOPED], (few, hyper), mode)),
    ]  # fmt: skip


def main() -> None:
    import tensorflow as tf

    A = np.random.default_rng(0).standard_normal((32, 32, 32, 16), dtype=np.float32)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}. Medians; ours and TensorFlow take turns.")
    print(f"The loops ran on {LOOPED} of {len(A)} images; their time is scaled by {len(A) // LOOPED}.")
    print(f"{'layer':22} {'ms':>8} {'TensorFlow ms':>14} {'ours / TensorFlow':>18} {'loops / ours':>13}")
    for name, ours, theirs, loops in conv_layers(tf, A) + pool_layers(tf, A, "max") + pool_layers(tf, A, "average"):
        mine, other = medians([ours, lambda call=theirs: [value.numpy() for value in call()]], 31)
        slow = medians([loops], 3)[0] * len(A) / LOOPED
        print(f"{name:22} {mine * 1e3:8.2f} {other * 1e3:14.2f} {mine / other:18.2f} {slow / mine:13.0f}")


if __name__ == "__main__":
    main()
