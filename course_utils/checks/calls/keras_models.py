"""How functions that build a Keras model, or a part of one, are called and viewed: its layers, sizes and outputs.

Runs beside student code, so nothing here knows an answer. TensorFlow is imported by the calls.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from course_utils.checks.calls.arguments import Inputs, call_with, parameters_of
from course_utils.checks.calls.keras_graph import Graph, set_weights
from course_utils.checks.calls.views import Answer
from course_utils.checks.failures import WrongAnswer
from course_utils.types import Function, Images, Model


def build(function: Function, inputs: Inputs) -> object:
    """Call with all `inputs` that the function takes, but "X" to run the model on and "seed" of its weights."""
    return call_with(function, {name: inputs[name] for name in inputs if name not in ("X", "seed")}, lenient=True)


def build_block(function: Function, inputs: Inputs) -> Model:
    """Call a part of a model, a function of X, with a symbolic X: the model that it makes of it.

    `inputs`: the arguments with "X" in numbers, and "seed". Newer signatures also have `training`: it is False, and
    where it is True every batch normalisation must hear of it.
    """
    import keras

    X = keras.Input(np.shape(inputs["X"])[1:])
    arguments = {name: inputs[name] for name in inputs if name != "seed"} | {"X": X}
    answer = call_with(function, arguments, lenient=True, training=False)
    if not hasattr(answer, "_keras_history"):
        raise WrongAnswer(f"{function.__name__} returned {_what(answer)}. Return the tensor that the last layer gives.")
    model = keras.Model(X, answer)
    if "training" in parameters_of(function) and not _hears_training(model):
        _require_training(keras.Model(X, call_with(function, arguments, lenient=True, training=True)), function)
    return model


def _hears_training(model: Model) -> bool:
    """True where every batch normalisation was called with the training=False that was given: no second look needed."""
    norms = (layer for layer in model._flatten_layers() if type(layer).__name__ == "BatchNormalization")
    return all(any(node.arguments.kwargs.get("training") is False for node in norm._inbound_nodes) for norm in norms)


def _require_training(model: Model, function: Function) -> None:
    norms = [text for text in Graph(model).texts() if "BatchNormalization" in text]
    deaf = sum("always training" not in text for text in norms)
    if deaf:
        raise WrongAnswer(
            f"{function.__name__} takes training, and {deaf} of its {len(norms)} BatchNormalization layers do not "
            "receive it: call each with training=training."
        )


def architecture(answer: Answer) -> list[Any]:
    """A model's layers as texts, its number of parameters, and its outputs for "X" with weights of "seed"."""
    X = answer.inputs["X"]
    model = _built(answer.value, X, answer.name)
    graph = Graph(model)
    set_weights(graph.layers(), answer.inputs["seed"])
    return [graph.texts(), int(model.count_params()), _run(model, X)]


def architecture_without_training(answer: Answer) -> list[Any]:
    """As `architecture`, but layers built with a fixed `training` are as good as others.

    For networks of blocks whose newer public signature has training=True by default; `fit` and `predict` decide anyway.
    """
    texts, *rest = architecture(answer)
    return [[text.removesuffix(", always training").removesuffix(", always inference") for text in texts], *rest]


def _run(model: Model, X: Images) -> object:
    try:
        return np.asarray(model(np.asarray(X, np.float32), training=False))
    except ValueError:  # another input: the layers' texts say which
        return f"the model cannot take images {np.shape(X)[1:]}"


def _built(answer: object, X: Images, name: str) -> Model:
    """The model with its inputs and outputs known."""
    import keras

    if not isinstance(answer, keras.Model):
        raise WrongAnswer(f"{name} returned {_what(answer)}. Return a keras.Model.")
    if isinstance(answer, keras.Sequential) and not answer.built and answer.layers:
        answer.build((None, *np.shape(X)[1:]))
    model = answer if getattr(answer, "outputs", None) else _read_off(answer, X)
    if model is None:
        raise WrongAnswer(f"{name} returned a model without layers or outputs that can be read.")
    return model


def _read_off(model: Model, X: Images) -> Model | None:
    """The layers that a model written as a class uses in its `call`, as a model; None where they cannot be told."""
    import keras

    if isinstance(model, keras.Sequential):  # without layers
        return None
    images = keras.Input(np.shape(X)[1:])
    try:
        answer = model.call(images)
    except (NotImplementedError, ValueError):  # no `call`, or one that takes numbers only
        return None
    return keras.Model(images, answer)


def _what(value: object) -> str:
    if value is None:
        return "None"
    kind = type(value).__name__
    return "a tensor" if "Tensor" in kind else f"{'an' if kind[0] in 'AEIOUaeiou' or kind == 'ndarray' else 'a'} {kind}"
