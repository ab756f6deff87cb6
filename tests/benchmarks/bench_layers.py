"""The reference layers against loops and against TensorFlow, as ratios in one run.

A (32, 32, 32, 16), W (3, 3, 16, 32), pad 1, stride 1, float32. The loop versions run on one image
and are scaled by the number of images, as loops cost the same for each. Run by `make bench`.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path.insert(0, str(Path(__file__).parents[1] / "layers"))

import naive
import numpy as np

from course_utils.layers.conv import conv_backward, conv_forward
from course_utils.layers.pool import pool_backward, pool_forward


def median(call: Callable[[], object], repeats: int = 9) -> float:
    """Median seconds of a call, after one to warm up."""
    call()
    times = []
    for _ in range(repeats):
        started = time.perf_counter()
        call()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def main() -> None:
    import tensorflow as tf

    rng = np.random.default_rng(0)
    A = rng.standard_normal((32, 32, 32, 16), dtype=np.float32)
    W = rng.standard_normal((3, 3, 16, 32), dtype=np.float32)
    b = rng.standard_normal((1, 1, 1, 32), dtype=np.float32)
    hyper, pooling = {"stride": 1, "pad": 1}, {"f": 2, "stride": 2}
    Z, cache = conv_forward(A, W, b, hyper)
    P, pool_cache = pool_forward(A, pooling)

    started = time.perf_counter()
    naive.conv_forward(A[:1], W, b, 1, 1)
    loops = (time.perf_counter() - started) * len(A)
    started = time.perf_counter()
    naive.pool_forward(A[:1], 2, 2, "max")
    pool_loops = (time.perf_counter() - started) * len(A)

    images, filters = tf.constant(A), tf.constant(W)
    rows = [
        ("conv_forward", lambda: conv_forward(A, W, b, hyper), lambda: tf.nn.conv2d(images, filters, 1, "SAME") + b, loops),
        ("conv_backward", lambda: conv_backward(Z, cache), _gradient(tf, images, filters, Z), None),
        ("pool_forward", lambda: pool_forward(A, pooling), lambda: tf.nn.max_pool2d(images, 2, 2, "VALID"), pool_loops),
        ("pool_backward", lambda: pool_backward(P, pool_cache), None, None),
    ]
    print(f"{'layer':14} {'ms':>8} {'TensorFlow ms':>14} {'ours / TensorFlow':>18} {'loops / ours':>13}")
    for name, ours, theirs, slow in rows:
        mine = median(ours)
        other = median(lambda call=theirs: _numpy(call())) if theirs else float("nan")
        print(
            f"{name:14} {mine * 1e3:8.2f} {other * 1e3:14.2f} {mine / other:18.2f} "
            f"{(slow or float('nan')) / mine:13.0f}"
        )


def _gradient(tf, images, filters, slope):  # type: ignore[no-untyped-def]
    slope = tf.constant(slope)

    def call():  # type: ignore[no-untyped-def]
        with tf.GradientTape() as tape:
            tape.watch([images, filters])
            loss = tf.reduce_sum(tf.nn.conv2d(images, filters, 1, "SAME") * slope)
        return tape.gradient(loss, [images, filters])[0]

    return call


def _numpy(value):  # type: ignore[no-untyped-def]
    return value.numpy()


if __name__ == "__main__":
    main()
