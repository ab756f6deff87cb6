"""How graded functions are called that train or use a given Keras model. Knows no answer."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from course_utils.checks.calls.keras_functions import eagerly
from course_utils.checks.failures import WrongAnswer

Function = Callable[..., Any]
Inputs = Mapping[str, Any]


def _stand_in(inputs: Inputs) -> Any:
    """A tiny model in the place of a trained one: Flatten and Dense with the weights "W" and "b".

    The dropout between them acts in training only: a function that uses the model as in training answers at random.
    """
    import keras
    from keras import layers

    model = keras.Sequential([
        keras.Input(inputs["shape"]), layers.Flatten(), layers.Dropout(0.5),
        layers.Dense(len(inputs["b"]), inputs["activation"]),
    ])  # fmt: skip
    model.layers[-1].set_weights([np.asarray(inputs["W"]), np.asarray(inputs["b"])])
    return model


def compiled(function: Function, inputs: Inputs) -> Any:
    """Let the function compile a small model, and read its settings.

    `inputs`: "shape", "W", "b", "activation" of the model, "X" and "Y" to learn from, "learning_rate".
    Answers the optimizer, the loss as a name, the metrics, and the loss on X and Y.
    """
    model = _stand_in(inputs)
    answer = function(model, inputs["learning_rate"])
    model = model if answer is None else answer
    if getattr(model, "optimizer", None) is None or not getattr(model, "loss", None):
        raise WrongAnswer(f"{function.__name__} did not compile the model: call model.compile(...).")
    kind = f"{type(model.optimizer).__name__}, learning rate {float(model.optimizer.learning_rate):.3g}"
    with eagerly():
        found = dict(model.test_on_batch(inputs["X"], inputs["Y"], return_dict=True))
    loss = float(found.pop("loss"))
    return [kind, sorted(_shown(name, value) for name, value in found.items()), loss]


def _shown(name: str, value: Any) -> str:
    """A metric as its name; the accuracy, which has several names, with what it says: exactly equal is another one."""
    return f"accuracy {float(value):.3f}" if "acc" in name.lower() else name


def predicted(function: Function, inputs: Inputs) -> Any:
    """Call function(model, images, threshold) with a small model; `inputs` as for `compiled`, with "images"."""
    with eagerly(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Keras remarks that its own pipeline is not run eagerly
        return function(_stand_in(inputs), np.asarray(inputs["images"]), inputs["threshold"])


USE_CALLS: dict[str, Callable[[Function, Inputs], Any]] = {"compiled": compiled, "predicted": predicted}
