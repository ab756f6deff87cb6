"""How graded functions that use TensorFlow are called, and what is read off their answers.

Runs beside student code, so nothing here knows an answer. TensorFlow is imported by the calls.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np

from course_utils.checks.calls.keras_graph import Graph, set_weights
from course_utils.checks.failures import WrongAnswer

Function = Callable[..., Any]
Inputs = Mapping[str, Any]


def shapes(function: Function, inputs: Inputs) -> Any:
    """The shapes of the returned (symbolic) tensors, as texts."""
    answer = function(*inputs.values())
    parts = answer if isinstance(answer, (list, tuple)) else [answer]
    return [str(tuple(part.shape)) if hasattr(part, "shape") else type(part).__name__ for part in parts]


def tensors(function: Function, inputs: Inputs) -> Any:
    """Call with every array as a float32 tensor; a NaN in the answer is said in words."""
    import tensorflow as tf

    answer = function(*(tf.constant(value, tf.float32) for value in inputs.values()))
    lost = tf.is_tensor(answer) and bool(np.isnan(np.asarray(answer)).any())
    return "not a number (NaN)" if lost else answer


def initial_parameters(function: Function, inputs: Inputs) -> Any:
    """Two draws after the same seed: shapes and kinds, the spread of the numbers, whether they repeat.

    `inputs`: "seed", and "look" at "shapes", "spread" or "repeats".
    """
    import tensorflow as tf

    draws = []
    for _ in range(2):
        tf.random.set_seed(inputs["seed"])
        draws.append(dict(function()))
    first, again = draws
    if inputs["look"] == "shapes":
        return {name: _kind(value) for name, value in first.items()}
    numbers = {name: np.asarray(value, np.float64) for name, value in first.items()}
    if inputs["look"] == "spread":  # standard deviation and largest size
        return {name: np.array([value.std(), np.abs(value).max()]) for name, value in numbers.items()}
    return {name: bool(np.array_equal(value, np.asarray(again[name]))) for name, value in numbers.items()}


def _kind(value: Any) -> str:
    shape = tuple(value.shape) if hasattr(value, "shape") else type(value).__name__
    return f"{'variable' if hasattr(value, 'assign') else 'constant'} {shape}"


def forward(function: Function, inputs: Inputs) -> Any:
    """The sizes around the last Dense layer, what it received, and whether its answer was changed.

    The Dense layer starts with random weights, so the scores themselves cannot be compared; what
    flows into the layer can, and so can the scores with those that the layer gave.
    """
    import tensorflow as tf
    from keras.utils import set_random_seed

    set_random_seed(1)  # the layer's random weights: the same verdict every time
    filters = {name: tf.Variable(inputs[name], dtype=tf.float32) for name in ("W1", "W2")}
    with _recorded_dense() as calls:
        scores = np.asarray(function(tf.constant(inputs["X"], tf.float32), filters))
    if not calls:
        return [f"scores {scores.shape}, keras.layers.Dense was not called", None, ""]
    received, given = calls[-1]
    return [f"scores {given.shape} of {received.shape}", received, _after(scores, given)]


def _after(scores: Any, given: Any) -> str:
    """What became of the numbers that the dense layer gave."""
    if scores.shape == given.shape and np.allclose(scores, given, rtol=1e-3, atol=1e-4):
        return "as the dense layer gives them"
    if np.allclose(scores.sum(axis=-1), 1, atol=1e-4) and scores.min() >= 0:
        return "probabilities"
    return "without negative numbers" if scores.min() >= 0 else "changed"


@contextmanager
def _recorded_dense() -> Iterator[list[tuple[Any, Any]]]:
    """Note what every Dense layer receives and gives before its activation."""
    from keras.layers import Dense

    calls: list[tuple[Any, Any]] = []
    original = Dense.call

    @functools.wraps(original)
    def call(self: Any, inputs: Any, *rest: Any, **named: Any) -> Any:
        bias = 0.0 if self.bias is None else np.asarray(self.bias)
        calls.append((np.asarray(inputs), np.asarray(inputs) @ np.asarray(self.kernel) + bias))
        return original(self, inputs, *rest, **named)

    Dense.call = call
    try:
        yield calls
    finally:
        Dense.call = original


def train(function: Function, inputs: Inputs) -> Any:
    """Train on given images: both accuracies, and of the filters that came back the shapes and the largest sizes.

    One step of Adam moves numbers by the learning rate: with a large one the largest size tells how many steps
    were made, whatever the random start was.
    """
    from keras.utils import set_random_seed

    given = dict(inputs)
    set_random_seed(int(given.pop("seed")))
    if "print_cost" in inspect.signature(function).parameters:
        given["print_cost"] = False
    with eagerly():
        answer = function(**given)
    if not isinstance(answer, (list, tuple)) or len(answer) != 3:
        return answer
    on_train, on_test, parameters = answer
    return [float(on_train), float(on_test), {name: _filter(value) for name, value in sorted(dict(parameters).items())}]


def _filter(value: Any) -> dict[str, Any]:
    return {"shape": str(tuple(value.shape)), "largest": float(np.abs(np.asarray(value)).max())}


@contextmanager
def eagerly() -> Iterator[None]:
    """Run steps at once: a few are over before a graph of them is traced."""
    import tensorflow as tf

    before = tf.config.functions_run_eagerly()
    tf.config.run_functions_eagerly(True)
    try:
        yield
    finally:
        tf.config.run_functions_eagerly(before)


def keras_model(function: Function, inputs: Inputs) -> Any:
    """Build a model: its layers as texts, its number of parameters, and its outputs.

    `inputs`: the arguments of the function, "X" to run the model on, "seed" of the weights that are set first.
    """
    arguments = {name: value for name, value in inputs.items() if name not in ("X", "seed")}
    return _answers(called(function, arguments), inputs["X"], inputs["seed"], function)


def keras_network(function: Function, inputs: Inputs) -> Any:
    """As `keras_model`, but layers built with a fixed `training` are as good as others.

    For networks of blocks whose newer public signature has training=True by default; `fit` and `predict` decide anyway.
    """
    texts, *rest = keras_model(function, inputs)
    return [[text.removesuffix(", always training").removesuffix(", always inference") for text in texts], *rest]


def keras_block(function: Function, inputs: Inputs) -> Any:
    """Build a part of a model, a function of a symbolic X, and answer as `keras_model` does.

    `inputs`: the arguments with "X" in numbers, and "seed". Newer signatures also have `training`: it is False, and
    where it is True every batch normalisation must hear of it.
    """
    import keras

    arguments = {name: value for name, value in inputs.items() if name != "seed"}
    X = keras.Input(np.shape(inputs["X"])[1:])
    answer = called(function, {**arguments, "X": X}, training=False)
    if not hasattr(answer, "_keras_history"):
        raise WrongAnswer(f"{function.__name__} returned {_what(answer)}. Return the tensor that the last layer gives.")
    model = keras.Model(X, answer)
    answers = _answers(model, inputs["X"], inputs["seed"], function)
    if "training" in inspect.signature(function).parameters and not _told_training(model):
        _require_training(keras.Model(X, called(function, {**arguments, "X": X}, training=True)), function)
    return answers


def _told_training(model: Any) -> bool:
    """True where every batch normalisation was called with the training=False that was given: no second look needed."""
    norms = (layer for layer in model._flatten_layers() if type(layer).__name__ == "BatchNormalization")
    return all(any(node.arguments.kwargs.get("training") is False for node in one._inbound_nodes) for one in norms)


def _require_training(model: Any, function: Function) -> None:
    norms = [text for text in Graph(model).texts() if "BatchNormalization" in text]
    deaf = sum("always training" not in text for text in norms)
    if deaf:
        raise WrongAnswer(
            f"{function.__name__} takes training, and {deaf} of its {len(norms)} BatchNormalization layers do not "
            "receive it: call each with training=training."
        )


def called(function: Function, arguments: Mapping[str, Any], **extra: Any) -> Any:
    """Call by name where the names agree; arguments that another generation's signature has not are left out.

    `extra` is given to functions that name it. Where the names do not suffice, position decides for the parameters
    that must be given, and names for the others.
    """
    parameters = inspect.signature(function).parameters
    everything = {**arguments, **extra}
    known = {name: value for name, value in everything.items() if name in parameters}
    open_ended = {name for name, one in parameters.items() if one.kind in (one.VAR_POSITIONAL, one.VAR_KEYWORD)}
    needed = {name for name, one in parameters.items() if one.default is one.empty} - open_ended
    if open_ended:
        return function(*arguments.values())
    if needed <= set(known):
        return function(**known)
    optional = {name: value for name, value in known.items() if name not in needed}
    first = [value for name, value in arguments.items() if name not in optional]
    return function(*first[: len(needed)], **optional)


def _answers(model: Any, X: Any, seed: int, function: Function) -> list[Any]:
    model = _built(model, X, function)
    graph = Graph(model)
    set_weights(graph.layers(), seed)
    return [graph.texts(), int(model.count_params()), _run(model, X)]


def _run(model: Any, X: Any) -> Any:
    try:
        return np.asarray(model(np.asarray(X, np.float32), training=False))
    except ValueError:  # another input: the layers' texts say which
        return f"the model cannot take images {np.shape(X)[1:]}"


def _built(model: Any, X: Any, function: Function) -> Any:
    """The model with its inputs and outputs known."""
    import keras

    if not isinstance(model, keras.Model):
        raise WrongAnswer(f"{function.__name__} returned {_what(model)}. Return a keras.Model.")
    if isinstance(model, keras.Sequential) and not model.built and model.layers:
        model.build((None, *np.shape(X)[1:]))
    model = model if getattr(model, "outputs", None) else _read_off(model, X)
    if model is None:
        raise WrongAnswer(f"{function.__name__} returned a model without layers or outputs that can be read.")
    return model


def _read_off(model: Any, X: Any) -> Any:
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


def _what(value: Any) -> str:
    if value is None:
        return "None"
    kind = type(value).__name__
    return "a tensor" if "Tensor" in kind else f"{'an' if kind[0] in 'AEIOUaeiou' or kind == 'ndarray' else 'a'} {kind}"


KERAS_CALLS: dict[str, Callable[[Function, Inputs], Any]] = {
    "shapes": shapes,
    "tensors": tensors,
    "initial_parameters": initial_parameters,
    "forward": forward,
    "train": train,
    "keras_model": keras_model,
    "keras_network": keras_network,
    "keras_block": keras_block,
}
