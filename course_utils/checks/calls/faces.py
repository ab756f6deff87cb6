"""How the graded functions of face recognition are called: three tensors, or the path of a picture and a network.

Runs beside student code, so nothing here knows an answer. TensorFlow is imported by the calls.
"""

from __future__ import annotations

import contextlib
import io
import math
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from course_utils.checks.calls.arguments import Inputs, call_with, names_around, parameters_of
from course_utils.checks.calls.tensors import float_tensors
from course_utils.checks.calls.views import Answer
from course_utils.checks.failures import WrongAnswer
from course_utils.checks.values import PlainValue, plain_value
from course_utils.types import Array, Encodings, Function, Image, Images, Tensor

SIDE, LENGTH = 150, 128


def triplets(function: Function, inputs: Inputs) -> object:
    """Call function(y_true, y_pred) in the classic form: y_true is empty, y_pred three float32 tensors.

    `inputs`: "anchor", "positive", "negative", (m, d) each, and "alpha" where it is not left at its default.
    """
    parts = float_tensors(inputs[name] for name in ("anchor", "positive", "negative"))
    margin = {name: inputs[name] for name in inputs if name == "alpha"}
    return call_with(function, {"y_true": (None, None, None), "y_pred": parts, **margin})


class Camera:
    """Stands for a trained network: the mean colour, brought to one length, in the first three of 128 numbers.

    The same for any size of the picture, for pixels from 0 to 255 or from 0 to 1, and for channels first or last, as
    answers of all years prepare them.
    """

    input_shape = (None, SIDE, SIDE, 3)
    output_shape = (None, LENGTH)

    def predict(self, x: Images, *args: object, **named: object) -> Encodings:
        """Return encodings (m, 128) as an array."""
        pictures = np.asarray(x, np.float64)
        if pictures.ndim == 4 and pictures.shape[1] == 3 != pictures.shape[-1]:  # as the network of 2017 took them
            pictures = np.moveaxis(pictures, 1, -1)
        if pictures.ndim != 4 or pictures.shape[-1] != 3:
            expected = "the network takes a batch of pictures, shape (1, n_H, n_W, 3)"
            raise WrongAnswer(f"{expected[0].upper()}{expected[1:]}; received shape {pictures.shape}.")
        colours = pictures.mean(axis=(1, 2))
        lengths = np.linalg.norm(colours, axis=1, keepdims=True)
        return np.pad(colours / np.maximum(lengths, 1e-12), ((0, 0), (0, LENGTH - 3))).astype(np.float32)

    predict_on_batch = predict

    def __call__(self, x: Images, *args: object, **named: object) -> Tensor:
        """Return encodings (m, 128) as a tensor."""
        import tensorflow as tf

        return tf.constant(self.predict(x))


def camera(function: Function, inputs: Inputs) -> tuple[PlainValue, float]:
    """Call with the path of a small image file and a stand-in network; what the function prints is not shown.

    `inputs`: "pixels" of the file, bytes (n_H, n_W), (n_H, n_W, 3) or (n_H, n_W, 4), "identity" where one is claimed,
    "database" (name → encoding), "threshold" and "zoom". A function that takes a threshold gets it, in a world where
    everybody is `zoom` times as far from the picture. The picture's own encoding keeps its length of one, so an answer
    may bring encodings to that length itself. Encodings come as the notebook stores them: float32, and in the shape
    that its own img_to_encoding gives. The answer comes with the zoom that was used.
    """
    from PIL import Image as Files

    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        path = Path(folder) / "camera_0.png"
        Files.fromarray(np.asarray(inputs["pixels"], np.uint8)).save(path)
        given, zoom, _ = at_the_door(function, inputs, str(path), _shape_of_encodings(function, path))
        return plain_value(call_with(function, given, threshold=zoom * inputs["threshold"])), zoom


def at_the_door(
    function: Function, inputs: Inputs, path: str, shape: tuple[int, ...] | None
) -> tuple[dict[str, Any], float, Encodings]:
    """What `function` is given beside the threshold, the zoom of its world, and the encoding of the picture."""
    zoom = float(inputs["zoom"]) if "threshold" in parameters_of(function) else 1.0
    claim = {name: inputs[name] for name in inputs if name == "identity"}
    seen = Camera().predict(_colours(inputs["pixels"])[None])[0]
    database = {name: _moved(np.asarray(code), seen, zoom, shape) for name, code in inputs["database"].items()}
    return {"image_path": path, **claim, "database": database, "model": Camera()}, zoom, seen


def shape_of_encodings(function: Function, path: Path) -> tuple[int, ...] | None:
    """The shape that the notebook's own img_to_encoding gives for a picture that is put under `path`."""
    from PIL import Image as Files

    Files.fromarray(np.full((4, 4, 3), 90, np.uint8)).save(path)
    with contextlib.redirect_stdout(io.StringIO()):
        return _shape_of_encodings(function, path)


def _moved(code: Array, seen: Array, zoom: float, shape: tuple[int, ...] | None) -> Array:
    """An encoding `zoom` times as far from what is seen, as the notebook stores it."""
    moved = seen + zoom * (code.ravel() - seen)
    return moved.astype(np.float32).reshape(shape or code.shape)


def _shape_of_encodings(function: Function, picture: Path) -> tuple[int, ...] | None:
    """The shape of what the notebook's own img_to_encoding gives; None where there is none, or it raises."""
    try:
        shape = np.shape(names_around(function)["img_to_encoding"](str(picture), Camera()))
    except Exception:
        return None
    return shape if math.prod(shape) == LENGTH else None


def without_zoom(answer: Answer) -> object:
    """The answer with its distances brought back."""
    value, zoom = answer.value
    return [_scaled(part, zoom) for part in value] if isinstance(value, list) else value


def _colours(pixels: Image) -> Image:
    """Red, green and blue (n_H, n_W, 3) of what a file holds; nothing in it is transparent."""
    array = np.asarray(pixels)
    return np.dstack([array] * 3) if array.ndim == 2 else array[..., :3]


def _scaled(part: PlainValue, zoom: float) -> PlainValue:
    if isinstance(part, float) or (isinstance(part, np.ndarray) and part.dtype.kind == "f"):
        return part / zoom
    return part
