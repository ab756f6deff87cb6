"""How the graded functions of style transfer are called: lists of activations, or the tensors of the first generation.

The course's first generation compares two tensors, (a_C, a_G), and lets a session run a model's tensors; the second
takes lists whose last entry is the content layer's, and its train_step reads names of the notebook. Runs beside student
code, so nothing here knows an answer. TensorFlow is imported by the calls.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from course_utils.checks.calls.arguments import Inputs, call_with, names_around, parameters_of
from course_utils.checks.calls.tensors import eagerly, float_tensors
from course_utils.types import Array, Function, Tensor


def activation_lists(function: Function, inputs: Inputs) -> object:
    """Call with two lists of tensors; a function of (a_C, a_G) gets the last of each.

    `inputs`: two lists of arrays, and perhaps other arguments; with "STYLE_LAYERS" a function of (model, STYLE_LAYERS)
    gets a dictionary of tensors, and its notebook's `sess` runs them.
    """
    given = {name: value if name == "STYLE_LAYERS" else float_tensors(value) for name, value in inputs.items()}
    names = list(parameters_of(function))
    if "STYLE_LAYERS" in given and names[:1] == ["model"]:
        return _with_session(function, *given.values())
    if names and names[0].lower() in ("a_c", "c"):
        return call_with(function, dict(zip(("a_C", "a_G"), (outputs[-1] for outputs in given.values()))))
    return call_with(function, given, lenient=True)


class _Session:
    """Stands for TensorFlow 1's session: `run` gives the style picture's activation for a tensor of the model.

    A tensor in a graph of that time says in `as_given` which of the model's it stands for.
    """

    def __init__(self, pairs: list[tuple[Tensor, Tensor]]) -> None:
        self._pairs = pairs

    def run(self, tensor: Tensor) -> Array | Tensor:
        given = getattr(tensor, "as_given", tensor)
        return next((np.asarray(answer) for known, answer in self._pairs if known is given), tensor)


def _with_session(
    function: Function, style: list[Tensor], generated: list[Tensor], layers: list[tuple[str, float]]
) -> object:
    model = {name: output for (name, _), output in zip(layers, generated)}
    with _globals(function, sess=_Session(list(zip(generated, style)))):
        return call_with(function, {"model": model, "STYLE_LAYERS": layers})


def costs_as_tensors(function: Function, inputs: Inputs) -> object:
    """Call with both costs as tensors, as a notebook has them; where that raises, as plain numbers.

    `inputs`: two costs, then "alpha" and "beta" where they are not left at their defaults.
    """
    first = list(inputs)[:2]
    tensors = dict(zip(first, float_tensors(inputs[name] for name in first)))
    try:
        return call_with(function, {**inputs, **tensors})
    except NotImplementedError:
        raise
    except Exception:
        return call_with(function, inputs)


def two_steps(function: Function, inputs: Inputs) -> list[object]:
    """Two steps on a small picture: both costs, the picture after them, and whether alpha and beta are used.

    `inputs`: "image", "content" and "style", shape (1, n_H, n_W, 3); "filters" of a small network whose last layer is
    the content layer; "STYLE_LAYERS" with a weight for each of the others; "learning_rate".
    """
    import keras
    import tensorflow as tf

    def model(picture: Tensor) -> list[Tensor]:
        activations = []
        for number, filters in enumerate(inputs["filters"]):
            stride = 2 if number else 1
            picture = tf.nn.leaky_relu(tf.nn.conv2d(picture, tf.constant(filters, tf.float32), stride, "SAME"))
            activations.append(picture)
        return activations

    def fresh() -> tuple[Any, dict[str, Any]]:
        image = tf.Variable(inputs["image"], dtype=tf.float32)
        optimizer = keras.optimizers.SGD(inputs["learning_rate"], momentum=0.9)
        optimizer.build([image])
        targets = [model(tf.constant(inputs[name], tf.float32)) for name in ("content", "style")]
        names = ("generated_image", "model", "content_output", "style_image_output", "optimizer", "STYLE_LAYERS")
        return image, dict(zip(names, (image, model, *targets, optimizer, inputs["STYLE_LAYERS"])))

    with eagerly():
        image, arguments = fresh()
        costs = [_step(function, arguments) for _ in range(2)]
        return [costs, np.asarray(image), _weighs(function, fresh()[1])]


def _step(function: Function, arguments: dict[str, Any], **weights: float) -> object:
    """One call; a function of the picture alone finds the rest under the names of its notebook."""
    needed = [name for name, it in parameters_of(function).items() if it.default is it.empty]
    if len(needed) > 1:
        return call_with(function, arguments, lenient=True, **weights)
    cost = names_around(function).get("compute_style_cost")
    layers = arguments["STYLE_LAYERS"]
    here = {
        "vgg_model_outputs": arguments["model"],
        "a_C": arguments["content_output"],
        "a_S": arguments["style_image_output"],
        "optimizer": arguments["optimizer"],
        "STYLE_LAYERS": layers,
    }
    if cost is not None:  # its default layers are the notebook's, not those of this small network
        here["compute_style_cost"] = lambda style, generated, *_, **__: cost(style, generated, layers)
    with _globals(function, **here):
        return call_with(function, {"generated_image": arguments["generated_image"]}, lenient=True, **weights)


def _weighs(function: Function, arguments: dict[str, Any]) -> bool:
    """Whether alpha = beta = 0 makes the cost 0; true of a function that takes neither."""
    weights = {name: 0.0 for name in ("alpha", "beta") if name in parameters_of(function)}
    return len(weights) < 2 or bool(np.all(np.asarray(_step(function, arguments, **weights)) == 0))


@contextmanager
def _globals(function: Function, **values: object) -> Iterator[None]:
    """Set names that a function sees, for one call."""
    space, gone = names_around(function), object()
    before = {name: space.get(name, gone) for name in values}
    space.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is gone:
                space.pop(name, None)
            else:
                space[name] = value
