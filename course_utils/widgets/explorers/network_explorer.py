"""NetworkExplorer: the student's own network, every map of it, and what each number was computed from."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from course_utils.layers.opened.network import Step, check_model, fits, open_network
from course_utils.layers.opened.sent import sent_network
from course_utils.types import Array, Image, Images, Model, Numbers, Photo
from course_utils.widgets.assets import javascript, stylesheet
from course_utils.widgets.base import ExplorerWidget, WidgetError
from course_utils.widgets.drawing.network_maps import Column, draw_maps, tiles_of
from course_utils.widgets.mathematics.numbers import plain
from course_utils.widgets.traits import OneOf, Whole, frozen

MOST_PICTURES, MOST_SCORES = 24, 12


class SentArray(traitlets.TraitType[Array, Any]):
    """An array of float32, or None; it travels as its shape and base64."""

    def __init__(self) -> None:
        super().__init__(None, allow_none=True)
        self.tag(sync=True, to_json=_packed, from_json=_unpacked)


def _packed(array: Array | None, widget: object) -> dict[str, Any] | None:
    """Bytes where they say the same as the numbers, or else float32; `low` and `high` are black and white."""
    if array is None:
        return None
    low, high = _range(array)
    levels = np.rint((array.astype(np.float64) - low) / (high - low) * 255).clip(0, 255).astype(np.uint8)
    exact = np.abs(low + levels / 255.0 * (high - low) - array).max() <= 1e-6 * max(abs(low), abs(high))
    data = levels.tobytes() if exact else array.astype("<f4").tobytes()
    sent = {"shape": list(array.shape), "data": base64.b64encode(data).decode(), "bytes": bool(exact)}
    return sent | {"low": low, "high": high}


def _unpacked(sent: dict[str, Any] | None, widget: object) -> Array | None:
    if sent is None:
        return None
    data = base64.b64decode(sent["data"])
    if not sent["bytes"]:
        return np.frombuffer(data, dtype="<f4").reshape(sent["shape"])
    levels = np.frombuffer(data, dtype=np.uint8).reshape(sent["shape"]) / 255.0
    return np.asarray(sent["low"] + levels * (sent["high"] - sent["low"]), dtype=np.float32)


def _range(array: Array) -> tuple[float, float]:
    """What is black and what is white: 0 to 1, −1 to 1, 0 to 255, or the extremes of the pictures."""
    least, most = float(array.min()), float(array.max())
    for low, high in ((0.0, 1.0), (-1.0, 1.0), (0.0, 255.0)):
        if low <= least and most <= high:
            return low, high
    return least, most


class NetworkExplorer(ExplorerWidget):
    """A trained network as maps: click one to open it, point at a pixel to see what it was computed from.

    Args:
        model: a built Sequential or Functional Keras model with one input and one output, up to 150,000
            parameters. After more training call `refresh()`.
        pictures: what the model reads, prepared as for training, shape (m, n_H, n_W, n_C), m up to 24; or one picture.
        labels: the true classes, whole numbers or one-hot; None where they are not known.
        classes: names of the scores.
        layer, channel, row, column: the place that is opened, from 0; `layer` counts steps, 0 is the picture.
        view: "forward" for the answers, "backward" for the gradient of the score `target`.

    Raises:
        UnsupportedLayerError: a layer the page cannot compute; it names those it can.
        ArgumentError: a model or pictures that do not fit.
        WidgetError: a value outside its domain.

    Example:
        >>> from course_utils.layers.networks.classic import lenet5
        >>> import keras
        >>> w = NetworkExplorer(lenet5(), np.zeros((2, 32, 32, 1)), labels=[3, 7], layer=1)
        >>> w.output.shape, w.scores.shape
        ((28, 28, 6), (10,))
    """

    _esm = javascript("network_explorer")
    _css = stylesheet("network")

    network = traitlets.Dict().tag(sync=True)
    pictures = SentArray()
    own = SentArray()
    labels: traitlets.List[int] = traitlets.List().tag(sync=True)
    classes: traitlets.List[str] = traitlets.List().tag(sync=True)
    picture = Whole(0).tag(sync=True)
    layer = Whole(0).tag(sync=True)
    channel = Whole(0).tag(sync=True)
    row = Whole(0).tag(sync=True)
    column = Whole(0).tag(sync=True)
    view = OneOf("forward", "backward").tag(sync=True)
    target = Whole(0).tag(sync=True)

    def __init__(
        self, model: Model, pictures: ArrayLike, labels: ArrayLike | None = None, classes: Sequence[str] | None = None,
        **values: object,
    ) -> None:  # fmt: skip
        super().__init__()
        check_model(model)
        shown = _as_pictures(pictures, tuple(model.inputs[0].shape[1:]))
        self._model, self._opened = model, open_network(model, shown[0])
        count = self._opened.steps[-1].shape[-1]
        self.pictures, self.network = frozen(shown), sent_network(self._opened)
        self.labels, self.classes = _as_labels(labels, len(shown)), _as_classes(classes, count)
        self._begin(values)

    def _begin(self, values: dict[str, object]) -> None:
        """Open the first convolution where it answers most, and look at the class that is said."""
        self.set_trait("layer", values.get("layer", self._first_map()))
        self.target = int(np.argmax(self.scores))
        answer = self._answer(self.layer)
        start = np.unravel_index(int(np.argmax(answer)), answer.shape)
        place = dict(zip(("row", "column", "channel"), map(int, start)))
        for name, value in (place | values).items():
            if not self.has_trait(name):
                raise WidgetError(f"NetworkExplorer knows no {name}.", "See help(NetworkExplorer).")
            setattr(self, name, value)

    def _first_map(self) -> int:
        steps = self._opened.steps
        return next((i for i, step in enumerate(steps) if step.part.kind == "conv"), len(steps) - 1)

    def refresh(self) -> None:
        """Read the weights again, after more training."""
        self._opened = open_network(self._model, self.image)
        self.__dict__.pop("_trace", None)
        self.network = sent_network(self._opened)

    @property
    def image(self) -> Image:
        """The picture the network looks at, shape (n_H, n_W, n_C): the reader's own, or one of `pictures`."""
        chosen = self.pictures[self.picture] if self.own is None else self.own
        return np.asarray(chosen, dtype=np.float32)

    @cached_property
    def _trace(self) -> list[Array]:
        return self._opened.trace(self.image)

    def _answer(self, layer: int) -> Array:
        """What a step gives, shape (rows, columns, channels)."""
        return np.asarray(self._trace[layer].reshape(self._opened.steps[layer].sides))

    @property
    def output(self) -> Numbers:
        """The opened step's numbers, shape (rows, columns, channels); a vector is one place with many channels."""
        return self._answer(self.layer).astype(np.float64)

    @property
    def scores(self) -> Numbers:
        """What the last layer gives, shape (n,), by Keras; of maps, the mean of each."""
        return np.asarray(self._answer(len(self._opened.steps) - 1).mean(axis=(0, 1)), dtype=np.float64)

    @traitlets.observe("picture", "own")
    def _look_again(self, change: object) -> None:
        self.__dict__.pop("_trace", None)

    @traitlets.validate("picture", "layer", "channel", "row", "column", "target")
    def _inside(self, proposal: dict[str, Any]) -> int:
        """Refuse what is not there."""
        name, value = proposal["trait"].name, int(proposal["value"])
        sides = dict(zip(("row", "column", "channel"), self._opened.steps[self.layer].sides))
        counts = sides | {"picture": len(self.pictures), "layer": len(self._opened.steps), "target": len(self.classes)}
        if value >= counts[name]:
            raise WidgetError(f"{name} must be 0 to {counts[name] - 1}; received {name}={value}.")
        return value

    @traitlets.validate("own")
    def _own_fits(self, proposal: dict[str, Any]) -> Array | None:
        """Refuse a picture of another shape."""
        received = proposal["value"]
        if received is None:
            return None
        array = np.asarray(received, dtype=np.float32)
        if array.shape != self.pictures.shape[1:] or not np.isfinite(array).all():
            expected = f"own must be a picture of shape {self.pictures.shape[1:]}"
            raise WidgetError(f"{expected}; received shape {array.shape}.")
        return frozen(array)

    @traitlets.observe("layer")
    def _keep_place(self, change: object) -> None:
        for name, most in zip(("row", "column", "channel"), self._opened.steps[self.layer].sides):
            setattr(self, name, min(getattr(self, name), most - 1))

    def verdict(self) -> str:
        """What the network says of the picture, as the page does."""
        scores, number = self.scores, self.picture
        known = self.own is None and number < len(self.labels)
        true = _true(self.labels[number], self.classes) if known else ":"
        which = "Your own picture:" if self.own is not None else f"Picture {number + 1} of {len(self.pictures)}{true}"
        best = int(np.argmax(scores))
        word = "probability" if self._opened.squashes else "score"
        if len(scores) == 1:
            return f"{which} the network gives “{self.classes[0]}” the {word} {plain(scores[0], 2)}."
        return f"{which} the network says {self.classes[best]}, {word} {plain(scores[best], 2)}."

    def alt_text(self) -> str:
        """Say what the network is and what it says of the picture."""
        steps = self._opened.steps
        chain = " → ".join(step.part.title for step in steps)
        count = f"{self._opened.parameters:,} parameters"
        return f"Network explorer of {self._opened.name}, {count}: {chain}. {self.verdict()}"

    def static_svg(self) -> str:
        """Return all steps with their maps, the opened one outlined, and the scores."""
        steps = self._opened.steps
        columns = [self._column(index, step) for index, step in enumerate(steps[:-1]) if step.part.kind != "copy"]
        if len(steps[-1].shape) > 1:
            columns.append(self._column(len(steps) - 1, steps[-1]))
        order = np.argsort(-self.scores, kind="stable")[:MOST_SCORES]
        chosen = sorted(order.tolist()) if len(self.classes) <= MOST_SCORES else order.tolist()
        bars = [(self.classes[index], float(self.scores[index])) for index in chosen]
        words = [self.verdict(), "Orange: above 0. Blue: below 0. Run this cell to open maps and pixels."]
        return draw_maps(columns, bars, words, self.alt_text())

    def _column(self, index: int, step: Step) -> Column:
        shape = "×".join(map(str, step.shape))
        if index == 0 and step.sides[2] in (1, 3):
            return Column("input", shape, [self._photograph()])
        values = self._trace[index].astype(np.float64)
        opened = self.channel if index == self.layer and values.ndim > 1 else -1
        return Column(step.part.title, shape, tiles_of(values), opened)

    def _photograph(self) -> Photo:
        low, high = _range(self.pictures)
        pixels = np.rint((self.image - low) / (high - low) * 255).clip(0, 255).astype(np.uint8)
        rows, columns, channels = self._opened.steps[0].sides
        return np.repeat(pixels.reshape(rows, columns, channels), 3 // channels, axis=2)


def _as_pictures(pictures: ArrayLike, expected: Sequence[int | None]) -> Images:
    try:
        array = np.asarray(pictures, dtype=np.float32)
    except (TypeError, ValueError):
        received = type(pictures).__name__
        raise WidgetError(f"pictures must hold numbers; received {received}.", "Take X_test[:12].") from None
    array = array[None] if array.ndim == len(expected) else array
    if array.ndim != len(expected) + 1 or len(array) == 0 or not fits(array.shape[1:], expected):
        wanted = ", ".join("any" if side is None else str(side) for side in expected)
        raise WidgetError(
            f"pictures must have shape (m, {wanted}); received shape {np.shape(pictures)}.",
            "Prepare them as you did for training.",
        )
    if len(array) > MOST_PICTURES:
        most = f"the explorer takes up to {MOST_PICTURES}"
        raise WidgetError(f"pictures holds {len(array)}; {most}.", "Take X_test[:12].")
    if not np.isfinite(array).all():
        raise WidgetError("pictures must hold finite numbers; received NaN or infinity.")
    return array


def _as_labels(labels: ArrayLike | None, count: int) -> list[int]:
    if labels is None:
        return []
    array = np.asarray(labels)
    if array.ndim == 2 and array.shape[0] == count and array.shape[1] > 1:
        array = array.argmax(axis=1)
    array = array.ravel()
    if len(array) != count or array.dtype.kind not in "uifb":
        raise WidgetError(f"labels must hold a class for each of {count} pictures; received shape {np.shape(labels)}.")
    return [int(label) for label in array]


def _as_classes(classes: Sequence[str] | None, count: int) -> list[str]:
    if classes is None:
        return [str(number) for number in range(count)] if count > 1 else ["score"]
    names = [str(name) for name in classes]
    if len(names) != count:
        raise WidgetError(f"classes must hold {count} names, one for each score; received {len(names)}.")
    return names


def _true(label: int, classes: list[str]) -> str:
    """The true class: its name, or for a single score whether it holds."""
    if len(classes) == 1:
        return f" ({classes[0]}: {'yes' if label else 'no'}):"
    return f" is {classes[label] if label < len(classes) else label};"
