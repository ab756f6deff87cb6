"""How graded functions are called that look into a trained network: with a small one of known weights. Knows no answer.

Runs beside student code. TensorFlow is imported by the calls.
"""

from __future__ import annotations

import contextlib
import io

import numpy as np

from course_utils.checks.calls.arguments import Inputs, call_with
from course_utils.checks.calls.tensors import eagerly, quick_keras
from course_utils.types import Function, Model

OF_NETWORK = ("filters", "W", "b", "activation")


def on_network(function: Function, inputs: Inputs) -> object:
    """Call with a small network in the place of a trained one, and with all other inputs.

    `inputs`: "image" (n_H, n_W, 3), 0 … 255; "filters" of two convolutions, "W", "b" and "activation" of the scores;
    and what the function takes beside "model". The network scales its image itself, as the course's backbone does.
    """
    given = {name: value for name, value in inputs.items() if name not in OF_NETWORK}
    with eagerly(), contextlib.redirect_stdout(io.StringIO()):  # Keras' progress bars
        return call_with(function, {"model": small_network(inputs), **given})


def small_network(inputs: Inputs) -> Model:
    """Two convolutions, "first" and "last", the second with stride 2; then "scores". Dropout acts in training only."""
    import keras
    from keras import layers

    class SmallNetwork(keras.Model):  # type: ignore[misc]
        """Predicts arrays as one batch: Keras' pipeline for many costs twenty times as much as this network."""

        def predict(self, x: object, *args: object, **named: object) -> object:
            is_batch = isinstance(x, np.ndarray) or keras.ops.is_tensor(x)
            return self.predict_on_batch(x) if is_batch else super().predict(x, *args, **named)

    filters = [np.asarray(W, np.float32) for W in inputs["filters"]]
    with quick_keras():
        images = keras.Input(np.shape(inputs["image"]))
        x = layers.Rescaling(1 / 128, offset=-127 / 128)(images)
        for number, (name, W) in enumerate(zip(("first", "last"), filters), 1):
            settings = {"strides": number, "padding": "same", "use_bias": False, "kernel_initializer": "zeros"}
            x = layers.Conv2D(W.shape[3], W.shape[0], activation="relu", name=name, **settings)(x)
        x = layers.Dropout(0.5)(layers.Flatten()(x))
        scores = layers.Dense(len(inputs["b"]), inputs["activation"], kernel_initializer="zeros", name="scores")
        model = SmallNetwork(images, scores(x))
    model.set_weights([*filters, np.asarray(inputs["W"]), np.asarray(inputs["b"])])
    return model
