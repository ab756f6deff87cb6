"""The first network in TensorFlow: its parameters, its way forward, its training. TensorFlow loads on use."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from course_utils.checks.calls.arguments import Inputs, call_with
from course_utils.checks.calls.tensors import eagerly
from course_utils.checks.calls.views import Answer
from course_utils.types import Array, Function, Layer, Tensor

if TYPE_CHECKING:
    from keras import Initializer


def drawn(function: Function, inputs: Inputs) -> tuple[list[dict[str, Any]], set[int]]:
    """Call once, or twice where it is looked at whether a draw repeats, each time after the same "seed" of `inputs`.

    Beside the draws the seeds that were given to Keras' initializers.
    """
    import tensorflow as tf

    draws = []
    with _initializers_watched() as seeds:
        for _ in range(2 if inputs["look"] == "repeats" else 1):
            tf.random.set_seed(inputs["seed"])
            draws.append(dict(call_with(function, {})))
    return draws, seeds


@contextmanager
def _initializers_watched() -> Iterator[set[int]]:
    """Note the seeds of Keras' initializers that draw, Glorot's and its kin; none where it was left out."""
    from keras.initializers import VarianceScaling

    seeds: set[int] = set()
    original = VarianceScaling.__call__

    @functools.wraps(original)
    def draw(self: Initializer, *args: Any, **named: Any) -> Tensor:
        seed = self.get_config().get("seed")
        seeds.update([seed] if isinstance(seed, int) else [])
        return original(self, *args, **named)

    VarianceScaling.__call__ = draw
    try:
        yield seeds
    finally:
        VarianceScaling.__call__ = original


def initial_parameters(answer: Answer) -> dict[str, object]:
    """Of two draws shapes and kinds, the spread of the numbers, whether they repeat, or whether a seed is not 0.

    `inputs`: "look" at "shapes", "spread", "repeats" or "seed".
    """
    (first, *again), seeds = answer.value
    if answer.inputs["look"] == "seed":
        return {"seed": "another than 0" if seeds - {0} else "0"}
    if answer.inputs["look"] == "shapes":
        return {name: _kind(value) for name, value in first.items()}
    numbers = {name: np.asarray(value, np.float64) for name, value in first.items()}
    if answer.inputs["look"] == "spread":  # standard deviation and largest size
        return {name: np.array([value.std(), np.abs(value).max()]) for name, value in numbers.items()}
    return {name: bool(np.array_equal(value, np.asarray(again[0][name]))) for name, value in numbers.items()}


def _kind(value: Tensor) -> str:
    shape = tuple(value.shape) if hasattr(value, "shape") else type(value).__name__
    return f"{'variable' if hasattr(value, 'assign') else 'constant'} {shape}"


def with_dense_watched(function: Function, inputs: Inputs) -> tuple[Array, list[tuple[Array, Array]]]:
    """Call with images and filters: the scores, and what every Dense layer received and gave."""
    import tensorflow as tf
    from keras.utils import set_random_seed

    set_random_seed(1)  # the layer's random weights: the same verdict every time
    filters = {name: tf.Variable(inputs[name], dtype=tf.float32) for name in ("W1", "W2")}
    with _recorded_dense() as calls:
        scores = call_with(function, {"X": tf.constant(inputs["X"], tf.float32), "parameters": filters})
        return np.asarray(scores), calls


def last_dense(answer: Answer) -> list[object]:
    """The sizes around the last Dense layer, what it received, and whether its answer was changed.

    The Dense layer starts with random weights, so the scores themselves cannot be compared; what
    flows into the layer can, and so can the scores with those that the layer gave.
    """
    scores, calls = answer.value
    if not calls:
        return [f"scores {scores.shape}, keras.layers.Dense was not called", None, ""]
    received, given = calls[-1]
    return [f"scores {given.shape} of {received.shape}", received, _after(scores, given)]


def _after(scores: Array, given: Array) -> str:
    """What became of the numbers that the dense layer gave."""
    if scores.shape == given.shape and np.allclose(scores, given, rtol=1e-3, atol=1e-4):
        return "as the dense layer gives them"
    if np.allclose(scores.sum(axis=-1), 1, atol=1e-4) and scores.min() >= 0:
        return "probabilities"
    return "without negative numbers" if scores.min() >= 0 else "changed"


@contextmanager
def _recorded_dense() -> Iterator[list[tuple[Array, Array]]]:
    """Note what every Dense layer receives and gives before its activation."""
    from keras.layers import Dense

    calls: list[tuple[Array, Array]] = []
    original = Dense.call

    @functools.wraps(original)
    def call(self: Layer, inputs: Tensor, *rest: object, **named: object) -> Tensor:
        bias = 0.0 if self.bias is None else np.asarray(self.bias)
        calls.append((np.asarray(inputs), np.asarray(inputs) @ np.asarray(self.kernel) + bias))
        return original(self, inputs, *rest, **named)

    Dense.call = call
    try:
        yield calls
    finally:
        Dense.call = original


def trained(function: Function, inputs: Inputs) -> object:
    """Train on given images after a "seed", without printing; what comes back, and whether a dense layer learnt."""
    from keras.utils import set_random_seed

    set_random_seed(int(inputs["seed"]))
    with eagerly(), _built_dense() as built:
        result = call_with(function, {name: inputs[name] for name in inputs if name != "seed"}, print_cost=False)
    return result, not built or any(np.any(np.asarray(layer.kernel) != start) for layer, start in built)


@contextmanager
def _built_dense() -> Iterator[list[tuple[Layer, Array]]]:
    """Note every Dense layer with the weights that it begins with."""
    from keras.layers import Dense

    built: list[tuple[Layer, Array]] = []
    original = Dense.build

    @functools.wraps(original)
    def build(self: Layer, *rest: object, **named: object) -> None:
        original(self, *rest, **named)
        built.append((self, np.array(self.kernel)))

    Dense.build = build
    try:
        yield built
    finally:
        Dense.build = original


def training(answer: Answer) -> object:
    """Both accuracies, of the filters that came back the shapes and the largest sizes, and what the dense layer did.

    One step of Adam moves numbers by the learning rate: with a large one the largest size tells how many steps
    were made, whatever the random start was.
    """
    result, learnt = answer.value
    if not isinstance(result, (list, tuple)) or len(result) != 3:
        return result
    on_train, on_test, parameters = result
    moved: dict[str, object] = {name: _filter(value) for name, value in sorted(dict(parameters).items())}
    return [float(on_train), float(on_test), moved | {"the dense layer": "has learnt" if learnt else "is as it began"}]


def _filter(value: Tensor) -> dict[str, object]:
    return {"shape": str(tuple(value.shape)), "largest": float(np.abs(np.asarray(value)).max())}
