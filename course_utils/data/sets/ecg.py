"""Signals like an electrocardiogram, drawn by us: normal, with a premature beat, with a missed beat, noise alone.

A beat is a sum of bumps for the waves P, Q, R, S and T, after the model of McSharry et al., "A dynamical model for
generating synthetic electrocardiogram signals" (2003). It looks like a heart and is none: no use in medicine.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from course_utils.errors import ArgumentError
from course_utils.types import Numbers

CLASSES = ("normal", "premature beat", "missed beat", "noise")
LENGTH, RATE = 320, 80  # places, and places per second
# Seconds from the R wave, height, width in seconds.
WAVES = ((-0.17, 0.13, 0.025), (-0.035, -0.12, 0.010), (0.0, 1.0, 0.014), (0.035, -0.22, 0.012), (0.25, 0.28, 0.045))
# A premature beat starts in the chamber itself: no P wave, and a wide, high R wave before a T wave turned round.
EARLY = ((0.0, 1.15, 0.040), (0.11, -0.45, 0.040), (0.30, -0.25, 0.055))


class Signals(NamedTuple):
    """Signals (m, 320, 1) float32 of 4 seconds, labels (m,) int64, and the four classes' names."""

    X: NDArray[np.float32]
    y: NDArray[np.int64]
    classes: tuple[str, ...]


def make_ecg(count: int, seed: int = 0) -> Signals:
    """Draw `count` signals, all classes equally often, in random order.

    Each has its own heart rate (60 to 95 beats a minute), phase, wave heights, slow drift and noise, so that nothing
    happens at the same place twice.

    Shapes: X (count, 320, 1) float32, y (count,) int64 with labels 0 … 3.
    Raises: ArgumentError for a count below 1.

    >>> make_ecg(8).X.shape, make_ecg(8).classes[1]
    ((8, 320, 1), 'premature beat')
    """
    if isinstance(count, bool) or not isinstance(count, (int, np.integer)) or count < 1:
        raise ArgumentError(f"count must be an integer ≥ 1; received count={count!r}.")
    draw = np.random.default_rng(seed)
    labels = draw.permutation(np.arange(count) % len(CLASSES)).astype(np.int64)
    X = np.stack([_signal(CLASSES[label], draw) for label in labels])
    return Signals(X[..., None].astype(np.float32), labels, CLASSES)


def _signal(kind: str, draw: np.random.Generator) -> Numbers:
    time = np.arange(LENGTH) / RATE
    drift = 0.15 * draw.uniform() * np.sin(2 * np.pi * (draw.uniform(0.1, 0.4) * time + draw.uniform()))
    if kind == "noise":  # the electrodes are off: what is left has no beats
        smooth = np.convolve(draw.normal(size=LENGTH + 4), np.ones(5) / 5, mode="valid")
        return drift + draw.uniform(0.2, 0.6) * smooth + draw.normal(0, 0.05, LENGTH)
    beats = _beats(kind, draw)
    heights = draw.uniform(0.8, 1.2, (2, len(WAVES)))
    total = drift + draw.normal(0, draw.uniform(0.02, 0.06), LENGTH)
    for place, early in beats:
        for number, (offset, height, width) in enumerate(EARLY if early else WAVES):
            total += heights[int(early), number] * height * np.exp(-0.5 * ((time - place - offset) / width) ** 2)
    return np.asarray(total)


def _beats(kind: str, draw: np.random.Generator) -> list[tuple[float, bool]]:
    """Seconds of every R wave, and whether it is premature; what is special lies well inside the four seconds."""
    gap = 60 / draw.uniform(60, 95)
    places = draw.uniform(-gap, 0) + gap * np.arange(9) + draw.normal(0, 0.012, 9)
    beats: list[Any] = [(float(place), False) for place in places]
    inside = [k for k, place in enumerate(places) if gap < place < LENGTH / RATE - gap]
    special = int(draw.choice(inside))
    if kind == "missed beat":
        del beats[special]
    if kind == "premature beat":  # early; the pause behind it makes up for it
        beats[special] = (float(places[special] - draw.uniform(0.28, 0.42) * gap), True)
    return beats
