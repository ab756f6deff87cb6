"""Calls that open a file or use a network, once more without: an answer's versions are tried by hundreds."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from course_utils.checks.calls import faces
from course_utils.checks.calls.arguments import Inputs, call_with, names_around, written
from course_utils.checks.calls.table import CALLS, Call
from course_utils.checks.session.spaces import moved
from course_utils.checks.values import plain_value
from course_utils.types import Array, Encodings, Function, Images

_READER = "img_to_encoding"  # the function of a notebook that opens the picture


class _Encoder:
    """Stands for the notebook's function that reads a picture: it knows one, by its path."""

    def __init__(self, shape: tuple[int, ...] | None) -> None:
        self.shape = shape
        self._path, self._encoding = "", np.zeros(faces.LENGTH, np.float32)

    def show(self, path: str, encoding: Array) -> None:
        self._path, self._encoding = path, encoding

    def __call__(self, image_path: str, model: faces.Camera, *rest: object) -> Encodings:
        if image_path != self._path or not isinstance(model, faces.Camera):
            raise FileNotFoundError(image_path)
        return self._encoding.copy()


class _Network:
    """Stands for the small network of `keras_use`: one layer of numbers."""

    def __init__(self, inputs: Inputs) -> None:
        self._W, self._b = np.asarray(inputs["W"], np.float32), np.asarray(inputs["b"], np.float32)
        self._activation = inputs["activation"]

    def predict(self, x: Images, *rest: object, **named: object) -> Array:
        """Probabilities, one row for each image."""
        images = np.asarray(x, np.float32)
        scores = images.reshape(len(images), -1) @ self._W + self._b
        if self._activation == "sigmoid":
            return np.asarray(1 / (1 + np.exp(-scores)))
        powers = np.exp(scores - scores.max(-1, keepdims=True))
        return np.asarray(powers / powers.sum(-1, keepdims=True))

    predict_on_batch = __call__ = predict


def _camera(function: Function, inputs: Inputs) -> object:
    encoder = names_around(function)[_READER]
    given, zoom, seen = faces.at_the_door(function, inputs, "camera_0.png", encoder.shape)
    encoder.show(given["image_path"], seen.reshape(encoder.shape or seen.shape))
    threshold = zoom * inputs["threshold"]
    return plain_value(call_with(function, given, threshold=threshold)), zoom


def _predicted(function: Function, inputs: Inputs) -> object:
    given = {"model": _Network(inputs), "images": np.asarray(inputs["images"]), "threshold": inputs["threshold"]}
    return call_with(function, given)


LIGHT = {"camera": Call(_camera, faces.without_zoom), "predicted": Call(_predicted)}


def light_call(name: str) -> Call:
    """The call of an exercise, without files and networks where it is known how."""
    return LIGHT.get(name, CALLS[name])


def prepared(function: Function, name: str) -> Function:
    """The function as `light_call` calls it: what opens a file is replaced, in a world of its own."""
    own = written(function)
    if name != "camera" or own is None or _READER not in own.__globals__:
        return function
    with tempfile.TemporaryDirectory() as folder:
        shape = faces.shape_of_encodings(own, Path(folder) / "camera_0.png")
    space: dict[str, Any] = {**own.__globals__, _READER: _Encoder(shape)}
    return moved(own, space)
