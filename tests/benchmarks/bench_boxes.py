"""Reference non-max suppression against TensorFlow and against loops, as ratios in one run.

5,000 boxes, float32, IoU threshold 0.5: around 60 objects (few stay) and scattered (most stay). The loops are those of
a first solution: pop the best, compare it with every box that is left. Run by `make bench`.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np

from course_utils.exercises.loops.detection import iou
from course_utils.layers.detection.boxes import non_max_suppression

N, THRESHOLD = 5_000, 0.5
Array = np.ndarray[Any, Any]


def drawn(objects: int) -> tuple[Array, Array]:
    """Boxes and scores around so many objects; 0 for boxes that lie anywhere."""
    rng = np.random.default_rng(0)
    where, size = rng.random((objects or N, 2)), 0.02 + 0.1 * rng.random((objects or N, 2))
    which = rng.integers(objects, size=N) if objects else np.arange(N)
    spread = 0.1 * (objects > 0)
    half = size[which] * (1 + spread * rng.standard_normal((N, 2))) / 2
    middle = where[which] + spread / 10 * rng.standard_normal((N, 2))
    boxes = np.concatenate([middle - half, middle + half], axis=1)
    return boxes.astype(np.float32), rng.random(N, dtype=np.float32)


def loops(boxes: Array, scores: Array) -> list[int]:
    """Pop the best box, keep those of the others that overlap it little, and again."""
    left, kept = np.argsort(-scores, kind="stable").tolist(), []
    while left:
        best = left.pop(0)
        kept.append(best)
        left = [i for i in left if iou(boxes[best], boxes[i]) <= THRESHOLD]
    return kept


def seconds(calls: list[Callable[[], Any]], repeats: int) -> list[float]:
    """Median seconds of each call after one to warm up; they take turns, so a busy machine slows all alike."""
    times: list[list[float]] = [[] for _ in calls]
    for turn in range(repeats + 1):
        for call, measured in zip(calls, times):
            started = time.perf_counter()
            call()
            if turn:
                measured.append(time.perf_counter() - started)
    return [statistics.median(measured) for measured in times]


def main() -> None:
    import tensorflow as tf

    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}. {N} boxes; medians, ours and TensorFlow take turns.")
    print(f"{'boxes':18} {'kept':>5} {'ms':>8} {'TensorFlow ms':>14} {'ours / TensorFlow':>18} {'loops / ours':>13}")
    for name, objects, most in (("around 60 objects", 60, N), ("scattered", 0, N), ("the best 100 of 60", 60, 100)):
        boxes, scores = drawn(objects)
        there = tf.constant(boxes), tf.constant(scores)
        ours = non_max_suppression(boxes, scores, None, THRESHOLD, most)
        assert ours.tolist() == tf.image.non_max_suppression(*there, most, THRESHOLD).numpy().tolist()
        mine, other = seconds(
            [
                lambda b=boxes, s=scores, n=most: non_max_suppression(b, s, None, THRESHOLD, n),
                lambda given=there, n=most: tf.image.non_max_suppression(*given, n, THRESHOLD).numpy(),
            ],
            21,
        )
        slow = ""
        if most == N:
            started = time.perf_counter()
            assert loops(boxes, scores) == ours.tolist()
            slow = f"{(time.perf_counter() - started) / mine:13.0f}"
        print(f"{name:18} {len(ours):5} {mine * 1e3:8.2f} {other * 1e3:14.2f} {mine / other:18.2f} {slow}")


if __name__ == "__main__":
    main()
