"""How many numbers a network learns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from course_utils.errors import ArgumentError
from course_utils.layers.convolution.conv import whole

_FIELDS = {
    "conv": ("f", "channels", "filters"),
    "dense": ("inputs", "units"),
    "pool": (),
    "flatten": (),
}


def count_parameters(layers: Sequence[Mapping[str, Any]]) -> list[int]:
    """Learned numbers of each layer, weights and biases.

    A layer is {"kind": "conv", "f": 5, "channels": 3, "filters": 6} with (f·f·channels + 1)·filters
    parameters, {"kind": "dense", "inputs": 400, "units": 120} with (inputs + 1)·units, or
    {"kind": "pool"} and {"kind": "flatten"} with none.
    Raises: ArgumentError for another kind, or a field that is missing or no integer ≥ 1.

    >>> count_parameters([{"kind": "conv", "f": 5, "channels": 3, "filters": 6}, {"kind": "pool"}])
    [456, 0]
    """
    return [_count(layer) for layer in layers]


def _count(layer: Mapping[str, Any]) -> int:
    kind = layer.get("kind")
    if kind not in _FIELDS:
        raise ArgumentError(f"kind must be one of {', '.join(_FIELDS)}; received {kind!r}.")
    missing = [name for name in _FIELDS[kind] if name not in layer]
    if missing:
        raise ArgumentError(f"A {kind} layer needs {missing[0]!r}; received {dict(layer)}.")
    sizes = [whole(name, layer[name], 1) for name in _FIELDS[kind]]
    if kind == "conv":
        f, channels, filters = sizes
        return (f * f * channels + 1) * filters
    return (sizes[0] + 1) * sizes[1] if kind == "dense" else 0
