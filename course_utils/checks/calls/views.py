"""What is compared of an answer. Every view takes an `Answer` and gives what `plain_value` can read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from course_utils.checks.calls.arguments import Inputs
from course_utils.checks.differences.layers import CONNECTED, spelt_alike
from course_utils.checks.failures import WrongAnswer
from course_utils.checks.values import PlainValue


@dataclass(frozen=True)
class Answer:
    """What came back from a call, the inputs it came from, and the function's name for sentences about it."""

    value: Any
    inputs: Inputs
    name: str


def says_all(value: object) -> bool:
    """Whether a viewed answer is a network that its layers and their connections describe in full."""
    return isinstance(value, list) and bool(value) and isinstance(value[-1], str) and value[-1].startswith(CONNECTED)


def spelt_as(value: PlainValue, expected: PlainValue) -> PlainValue:
    """The `expected` network with a Dense layer for a 1×1 convolution where `value` has one; anything else as it is."""
    own, wanted = _layers(value), _layers(expected)
    if not (own and wanted and isinstance(expected, list)):
        return expected
    texts: list[PlainValue] = [*spelt_alike(wanted, own)]
    return [texts, *expected[1:]]


def _layers(value: PlainValue) -> list[str]:
    """The texts of the layers where a viewed answer is a network: they are the first of three parts."""
    parts = value[0] if isinstance(value, list) and len(value) == 3 else None
    texts = [text for text in parts if isinstance(text, str)] if isinstance(parts, list) else []
    return texts if isinstance(parts, list) and len(texts) == len(parts) else []


def as_it_is(answer: Answer) -> object:
    """The answer itself."""
    return answer.value


def shapes(answer: Answer) -> list[str]:
    """The shapes of the returned (symbolic) tensors, as texts."""
    parts = answer.value if isinstance(answer.value, (list, tuple)) else [answer.value]
    return [str(tuple(part.shape)) if hasattr(part, "shape") else type(part).__name__ for part in parts]


def numbers(answer: Answer) -> object:
    """The answer; a NaN in a tensor is said in words."""
    import tensorflow as tf

    lost = tf.is_tensor(answer.value) and bool(np.isnan(np.asarray(answer.value)).any())
    return "not a number (NaN)" if lost else answer.value


def loss_and_gradient(answer: Answer) -> list[object]:
    """A loss and its gradient; a part that is not finite is said in words.

    Raises: WrongAnswer for a loss without a gradient, from which no network learns.
    """
    loss, gradient = answer.value
    if gradient is None:
        raise WrongAnswer(
            f"{answer.name} returned a loss without a gradient, so no network can learn from it. Compute it from t "
            "with functions of tf alone; NumPy, float(…) and .numpy() cut the gradient off."
        )
    parts = {"the loss is": np.asarray(loss), "its gradient is": np.asarray(gradient)}
    return [part if np.isfinite(part).all() else f"{name} infinite or no number (NaN)" for name, part in parts.items()]


def width(answer: Answer) -> object:
    """A number of places that other functions are to take: a float is refused by np.pad, though it be whole."""
    if isinstance(answer.value, (float, np.floating)) and float(answer.value).is_integer():
        raise WrongAnswer(
            f"{answer.name} returned the float {answer.value}: the number is right, but np.pad takes integers only. "
            "Divide by // instead of /."
        )
    return answer.value
