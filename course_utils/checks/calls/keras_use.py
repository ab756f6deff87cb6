"""How graded functions are called and viewed that train, use or look into a given Keras model. Knows no answer."""

from __future__ import annotations

import contextlib
import io
import warnings
from typing import TypeVar

import numpy as np

from course_utils.checks.calls.arguments import Inputs, call_with
from course_utils.checks.calls.tensors import eagerly, quick_keras
from course_utils.checks.calls.views import Answer
from course_utils.checks.failures import WrongAnswer
from course_utils.types import Function, Model

OF_NETWORK = ("filters", "W", "b", "activation")
Kind = TypeVar("Kind", bound=Model)


def _at_once(kind: type[Kind]) -> type[Kind]:
    """The kind of model, predicting arrays as one batch: Keras' pipeline for many costs twenty times as much."""
    import keras

    class AtOnce(kind):  # type: ignore[misc, valid-type]
        def predict(self, x: object, *args: object, **named: object) -> object:
            is_batch = isinstance(x, np.ndarray) or keras.ops.is_tensor(x)
            return self.predict_on_batch(x) if is_batch else super().predict(x, *args, **named)

    return AtOnce


def _stand_in(inputs: Inputs) -> Model:
    """A tiny model in the place of a trained one: Flatten and Dense with the weights "W" and "b".

    The dropout between them acts in training only: a function that uses the model as in training answers at random.
    """
    import keras
    from keras import layers

    with quick_keras():
        model = _at_once(keras.Sequential)([
            keras.Input(inputs["shape"]), layers.Flatten(), layers.Dropout(0.5),
            layers.Dense(len(inputs["b"]), inputs["activation"], kernel_initializer="zeros"),
        ])  # fmt: skip
    model.layers[-1].set_weights([np.asarray(inputs["W"]), np.asarray(inputs["b"])])
    return model


def small_network(inputs: Inputs) -> Model:
    """Two convolutions, "first" and "last", the second with stride 2; then "scores". Dropout acts in training only."""
    import keras
    from keras import layers

    filters = [np.asarray(W, np.float32) for W in inputs["filters"]]
    with quick_keras():
        images = keras.Input(np.shape(inputs["image"]))
        x = layers.Rescaling(1 / 128, offset=-127 / 128)(images)
        for number, (name, W) in enumerate(zip(("first", "last"), filters), 1):
            settings = {"strides": number, "padding": "same", "use_bias": False, "kernel_initializer": "zeros"}
            x = layers.Conv2D(W.shape[3], W.shape[0], activation="relu", name=name, **settings)(x)
        x = layers.Dropout(0.5)(layers.Flatten()(x))
        scores = layers.Dense(len(inputs["b"]), inputs["activation"], kernel_initializer="zeros", name="scores")
        model = _at_once(keras.Model)(images, scores(x))
    model.set_weights([*filters, np.asarray(inputs["W"]), np.asarray(inputs["b"])])
    return model


def on_network(function: Function, inputs: Inputs) -> object:
    """Call with a small network in the place of a trained one, and with all other inputs.

    `inputs`: "image" (n_H, n_W, 3), 0 … 255; "filters" of two convolutions, "W", "b" and "activation" of the scores;
    and what the function takes beside "model". The network scales its image itself, as the course's backbone does.
    """
    given = {name: value for name, value in inputs.items() if name not in OF_NETWORK}
    with eagerly(), contextlib.redirect_stdout(io.StringIO()):  # Keras' progress bars
        return call_with(function, {"model": small_network(inputs), **given})


def compile_small(function: Function, inputs: Inputs) -> Model:
    """Let the function compile a small model; it may return it or not.

    `inputs`: "shape", "W", "b", "activation" of the model, "X" and "Y" to learn from, "learning_rate".
    """
    model = _stand_in(inputs)
    answer = call_with(function, {"model": model, "learning_rate": inputs["learning_rate"]})
    return model if answer is None else answer


def settings(answer: Answer) -> list[object]:
    """How a model is compiled: the optimizer, the accuracy or else the metrics, and the loss on "X" and "Y".

    The loss is asked about bare numbers: Keras takes back a sigmoid that it sees, and so forgives `from_logits=True`.
    """
    model, inputs = answer.value, answer.inputs
    if getattr(model, "optimizer", None) is None or not getattr(model, "loss", None):
        raise WrongAnswer(f"{answer.name} did not compile the model: call model.compile(...).")
    _refuse_metrics_as_weights(model)
    kind = f"{type(model.optimizer).__name__}, learning rate {float(model.optimizer.learning_rate):.3g}"
    with eagerly():
        metrics = dict(model.test_on_batch(inputs["X"], inputs["Y"], return_dict=True))
        metrics.pop("loss")
        probabilities = np.array(model(inputs["X"], training=False))
        loss = float(model.compute_loss(y=np.asarray(inputs["Y"], np.float32), y_pred=probabilities))
    accuracies = {name: value for name, value in metrics.items() if "acc" in name.lower()}
    return [kind, sorted(_shown(name, value) for name, value in (accuracies or metrics).items()), loss]


def _refuse_metrics_as_weights(model: Model) -> None:
    """Raise WrongAnswer where metrics stand in the third place of compile, as they did in Keras 2."""
    weights = (model.get_compile_config() or {}).get("loss_weights")
    if weights is not None and not all(isinstance(weight, (int, float)) for weight in np.ravel(weights).tolist()):
        raise WrongAnswer("The third place of compile is loss_weights in Keras 3. Write metrics=[...] by its name.")


def _shown(name: str, value: float) -> str:
    """A metric as its name; the accuracy, which has several names, with what it says: exactly equal is another one."""
    return f"accuracy {float(value):.3f}" if "acc" in name.lower() else name


def predict_small(function: Function, inputs: Inputs) -> object:
    """Call function(model, images, threshold) with a small model; `inputs` as for `compile_small`, with "images"."""
    with eagerly(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Keras remarks that its own pipeline is not run eagerly
        images, threshold = np.asarray(inputs["images"]), inputs["threshold"]
        return call_with(function, {"model": _stand_in(inputs), "images": images, "threshold": threshold})
