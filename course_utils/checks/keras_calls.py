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

Function = Callable[..., Any]
Inputs = Mapping[str, Any]
SLOTS = 64  # layers are listed in a multiple of this, so that a missing one is met in its place
NO_LAYER = "no layer"


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
    """Train on given images: both accuracies, and whether the filters came back with their shapes."""
    import tensorflow as tf
    from keras.utils import set_random_seed

    given = dict(inputs)
    set_random_seed(int(given.pop("seed")))
    if "print_cost" in inspect.signature(function).parameters:
        given["print_cost"] = False
    before = tf.config.functions_run_eagerly()
    tf.config.run_functions_eagerly(True)  # a few steps are over before a graph of them is traced
    try:
        answer = function(**given)
    finally:
        tf.config.run_functions_eagerly(before)
    if not isinstance(answer, (list, tuple)) or len(answer) != 3:
        return answer
    on_train, on_test, parameters = answer
    found = {name: str(tuple(value.shape)) for name, value in sorted(dict(parameters).items())}
    return [float(on_train), float(on_test), found]


def keras_model(function: Function, inputs: Inputs) -> Any:
    """Build a model: its layers as texts, its number of parameters, and its outputs.

    `inputs`: "X" to run it on, "seed" of the weights that are set first; the rest is passed on.
    Every weight is drawn from N(0, 1) in the order of `get_weights`, divided by √(numbers per output).
    """
    rest = {name: value for name, value in inputs.items() if name not in ("X", "seed")}
    model = function(*rest.values())
    draw = np.random.RandomState(inputs["seed"])
    listed = list(_layers(model))
    listed += [NO_LAYER] * (-len(listed) % SLOTS)
    shapes = [weight.shape for weight in model.get_weights()]
    model.set_weights([draw.randn(*one) / np.sqrt(max(np.prod(one[:-1]), 1)) for one in shapes])
    outputs = np.asarray(model(np.asarray(inputs["X"], np.float32), training=False))
    return [listed, int(model.count_params()), outputs]


def _layers(model: Any) -> Iterator[str]:
    """One text per layer; an activation given as an argument counts as a layer of its own."""
    for layer in getattr(model, "operations", None) or model.layers:
        if hasattr(layer, "layers"):
            yield from _layers(layer)
            continue
        name, config = type(layer).__name__, layer.get_config() if hasattr(layer, "get_config") else {}
        if name == "InputLayer":
            continue
        activation = config.get("activation")
        if name not in ("Activation", "ReLU", "Relu", "Softmax"):
            yield _describe(name, config)
        elif name != "Activation":
            yield name.lower()
        if isinstance(activation, str) and activation != "linear":
            yield activation


def _describe(name: str, config: Mapping[str, Any]) -> str:
    """The class and what shapes its answer: `Conv2D, filters 8, kernel 4×4, strides 1×1, same`."""
    parts = [name]
    parts += [f"{key} {config[key]}" for key in ("filters", "units", "rate", "axis") if key in config]
    sizes = ("kernel_size", "pool_size", "strides", "padding")
    return ", ".join(parts + [f"{key} {_size(config[key])}" for key in sizes if config.get(key) is not None])


def _size(value: Any) -> str:
    if not isinstance(value, (list, tuple)):
        return str(value)
    return "×".join(str(tuple(part) if isinstance(part, (list, tuple)) else part) for part in value)


KERAS_CALLS: dict[str, Callable[[Function, Inputs], Any]] = {
    "shapes": shapes,
    "tensors": tensors,
    "initial_parameters": initial_parameters,
    "forward": forward,
    "train": train,
    "keras_model": keras_model,
}
