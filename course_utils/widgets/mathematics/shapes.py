"""Shapes, parameters, multiplications and receptive fields of a stack of layers (beside `shapes.js`)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from course_utils.layers.convolution.geometry import conv_output_size
from course_utils.widgets.base import WidgetError

Layer = dict[str, Any]
# What each kind of layer holds besides its name: field → (least, default).
KINDS: dict[str, dict[str, tuple[int, int]]] = {
    "conv": {"f": (1, 3), "pad": (0, 0), "stride": (1, 1), "filters": (1, 8)},
    "pool": {"f": (1, 2), "stride": (1, 2)},
    "flatten": {},
    "dense": {"units": (1, 10)},
}


@dataclass(frozen=True)
class Row:
    """What one layer makes: its output shape and what it costs.

    `field` is the side of the input square that one output number sees, `jump` the step between
    neighbours in input pixels. A layer that cannot be built has a `problem` and an empty shape.
    """

    kind: str
    shape: tuple[int, ...] = ()
    parameters: int = 0
    multiplications: int = 0
    field: int = 1
    jump: int = 1
    problem: str = ""


def conv(f: int, filters: int, pad: int = 0, stride: int = 1) -> Layer:
    """Return a convolution layer for a stack."""
    return {"kind": "conv", "f": f, "pad": pad, "stride": stride, "filters": filters}


def pool(f: int = 2, stride: int = 2) -> Layer:
    """Return a pooling layer for a stack."""
    return {"kind": "pool", "f": f, "stride": stride}


def flatten() -> Layer:
    """Return the layer that lays rows, columns and channels in one line."""
    return {"kind": "flatten"}


def dense(units: int) -> Layer:
    """Return a fully connected layer for a stack."""
    return {"kind": "dense", "units": units}


def complete(layer: Mapping[str, Any]) -> Layer:
    """Return `layer` with defaults filled in.

    Raises:
        WidgetError: an unknown kind or field, or a value that is no integer in its range.
    """
    kind = layer.get("kind") if isinstance(layer, Mapping) else None
    if kind not in KINDS:
        raise WidgetError(f"A layer must be one of {', '.join(KINDS)}; received {layer!r}.", "Example: conv(5, 6).")
    fields = KINDS[kind]
    unknown = set(layer) - set(fields) - {"kind"}
    if unknown:
        expected = ", ".join(fields) or "no further fields"
        raise WidgetError(f"A {kind} layer has {expected}; received {min(unknown)!r}.")
    values = {name: layer.get(name, default) for name, (_, default) in fields.items()}
    for name, value in values.items():
        whole(f"{name} of a {kind} layer", value, fields[name][0])
    return {"kind": kind, **{name: int(value) for name, value in values.items()}}


def whole(name: str, value: object, least: int) -> None:
    """Raise WidgetError unless `value` is an integer ≥ `least`."""
    if not isinstance(value, (int, np.integer)) or isinstance(value, bool) or value < least:
        raise WidgetError(f"{name} must be an integer ≥ {least}; received {value!r}.")


def summarise(input_shape: Sequence[int], layers: Sequence[Layer]) -> list[Row]:
    """Return one row for each layer; the last may carry the `problem` that stops the stack.

    Shapes:
        input_shape is (rows, columns, channels).

    >>> [row.shape for row in summarise((32, 32, 3), [conv(5, 6), pool(), flatten(), dense(10)])]
    [(28, 28, 6), (14, 14, 6), (1176,), (10,)]
    """
    rows: list[Row] = []
    before = Row("input", tuple(input_shape))
    for layer in layers:
        row = _step(before, layer, max(input_shape[:2]))
        rows.append(row)
        if row.problem:
            break
        before = row
    return rows


def _step(before: Row, layer: Layer, side: int) -> Row:
    kind = layer["kind"]
    if kind == "flatten":
        return Row(kind, (prod(before.shape),), field=before.field, jump=before.jump)
    if kind == "dense":
        return _dense(before, layer["units"], side)
    return _slide(before, layer)


def _dense(before: Row, units: int, side: int) -> Row:
    if len(before.shape) != 1:
        return Row("dense", problem="It needs one row of numbers: put flatten before it.")
    weights = before.shape[0] * units
    return Row("dense", (units,), weights + units, weights, field=side)


def _slide(before: Row, layer: Layer) -> Row:
    """Convolution and pooling: a window of side f moves over rows and columns."""
    kind, f, stride, pad = layer["kind"], layer["f"], layer["stride"], layer.get("pad", 0)
    if len(before.shape) != 3:
        return Row(kind, problem="It needs rows, columns and channels: put it before flatten.")
    n_H, n_W, channels = before.shape
    if f > min(n_H, n_W) + 2 * pad:
        room = f"{min(n_H, n_W)} + 2·{pad}" if pad else f"{min(n_H, n_W)}"
        return Row(kind, problem=f"The size becomes 0: a window of {f} does not fit into {room}.")
    rows, columns = (conv_output_size(n, f, pad, stride) for n in (n_H, n_W))
    field, jump = before.field + (f - 1) * before.jump, before.jump * stride
    if kind == "pool":
        return Row(kind, (rows, columns, channels), field=field, jump=jump)
    filters = layer["filters"]
    weights = f * f * channels * filters
    return Row(kind, (rows, columns, filters), weights + filters, rows * columns * weights, field, jump)


def against(name: str, ours: tuple[int, int], theirs: tuple[int, int]) -> str:
    """Compare two stacks, each by its parameters and multiplications, in a sentence.

    >>> against("5×5 directly", (15920, 12443648), (153632, 120422400))
    'Against 5×5 directly with 153,632 parameters, 120,422,400 multiplications: 9.7 times fewer parameters, \
9.7 times fewer multiplications.'
    """
    kinds = ("parameters", "multiplications")
    known = ", ".join(f"{count:,} {kind}" for count, kind in zip(theirs, kinds))
    ratios = ", ".join(f"{_times(*pair)} {kind}" for *pair, kind in zip(ours, theirs, kinds))
    return f"Against {name} with {known}: {ratios}."


def _times(ours: int, theirs: int) -> str:
    if ours == theirs:
        return "as many"
    if not ours or not theirs:
        return "no" if ours == 0 else "some, not 0,"
    ratio = math.floor(10 * (max(ours, theirs) / min(ours, theirs)) + 0.5) / 10
    return f"{ratio:.1f} times {'fewer' if ours < theirs else 'as many'}"
