"""An opened network as plain values and text, for a page that computes it again."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np

from course_utils.layers.opened.network import OpenedNetwork
from course_utils.types import Array

DEFAULTS: dict[str, Any] = {
    "window": [1, 1], "strides": [1, 1], "dilation": [1, 1], "pads": [0, 0], "groups": 1, "mode": "",
}  # fmt: skip


def sent_network(opened: OpenedNetwork) -> dict[str, Any]:
    """Return the network's name, its steps, and as `data` all weights: base64 of float32, least byte first.

    Each weight of a step is a pair in its `places`: where it starts in `data`, and how many numbers it has.

    >>> import keras
    >>> from course_utils.layers.opened.network import open_network
    >>> model = keras.Sequential([keras.Input((2, 2, 1)), keras.layers.Flatten(), keras.layers.Dense(3)])
    >>> sent_network(open_network(model, np.zeros((2, 2, 1))))["steps"][-1]["places"]
    {'kernel': [0, 12], 'bias': [12, 3]}
    """
    steps, arrays, start = [], list[Array](), 0
    for step in opened.steps:
        places = {}
        for name, weights in step.part.weights.items():
            places[name] = [start, weights.size]
            arrays.append(weights.astype("<f4").ravel())
            start += weights.size
        about = {"name": step.name, "kind": step.part.kind, "title": step.part.title, "sources": step.sources}
        shape = {"shape": list(step.sides), "vector": len(step.shape) == 1, "activation": step.part.activation}
        steps.append(DEFAULTS | step.part.settings | about | shape | {"places": places})
    data = np.concatenate(arrays) if arrays else np.zeros(0, dtype="<f4")
    return {"name": opened.name, "steps": steps, "data": base64.b64encode(data.tobytes()).decode()}
