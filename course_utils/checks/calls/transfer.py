"""How the graded functions of augmentation and transfer learning are called and viewed.

Runs beside student code, so nothing here knows an answer. TensorFlow is imported by the calls.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from course_utils.checks.calls.arguments import Inputs, call_with
from course_utils.checks.calls.tensors import quick_keras, without_weights
from course_utils.checks.calls.views import Answer
from course_utils.checks.failures import WrongAnswer
from course_utils.types import Array, Function, Model, Numbers


def alphas_apart(function: Function, inputs: Inputs) -> list[Numbers]:
    """What is added to the "image" by each alpha alone, and last by the "alphas" together."""
    image, alphas = np.asarray(inputs["image"], np.float64), np.asarray(inputs["alphas"], np.float64)

    def moved(factors: Numbers) -> Numbers:
        given = {"image": image.copy(), "alphas": factors}
        answer = np.asarray(call_with(function, given, lenient=True), np.float64)
        if answer.shape != image.shape:
            raise WrongAnswer(f"Your answer has shape {answer.shape}; expected that of the image, {image.shape}.")
        return answer - image

    return [moved(factors) for factors in (*np.eye(3), alphas)]


def shifts(answer: Answer) -> list[object]:
    """What each alpha alone adds to every pixel, whether all pixels move alike, and whether the shifts add up.

    The sign of an eigenvector is free: each shift is turned so that its largest component is positive.
    """
    *alone, together = answer.value
    means = np.array([moved.mean(axis=(0, 1)) for moved in alone])
    uneven = max(float(np.ptp(moved, axis=(0, 1)).max()) for moved in answer.value)
    rest = together.mean(axis=(0, 1)) - np.asarray(answer.inputs["alphas"], np.float64) @ means
    size = np.abs(means).max() + 1e-12
    return [_upright(means), bool(uneven < 1e-3 * size), bool(np.abs(rest).max() < 1e-3 * size)]


def _upright(rows: Array) -> Array:
    largest = np.abs(rows).argmax(axis=1)
    return np.asarray(rows * np.sign(rows[np.arange(len(rows)), largest])[:, None])


def on_backbone(function: Function, inputs: Inputs) -> object:
    """Call with a small stand-in backbone and other layers than the course's.

    `inputs`: "image_shape", "classes", "filters" of the backbone's convolutions.
    """
    from keras import layers

    def build() -> object:
        arguments = {
            "image_shape": inputs["image_shape"],
            "base_model": backbone(inputs["image_shape"], inputs["filters"]),
            "preprocess": layers.Rescaling(1 / 127.5, offset=-1.0),
            "augmenter": layers.RandomFlip("vertical"),
            "classes": inputs["classes"],
        }
        return call_with(function, arguments, lenient=True)

    return without_weights(function, build)


def tune(function: Function, inputs: Inputs) -> tuple[Model, Model, object]:
    """Call with a compiled model on a frozen backbone: the answer, the backbone, and the optimizer from before.

    `inputs`: "filters" of the stand-in backbone, "fine_tune_at", "learning_rate".
    """
    import keras
    from keras import layers

    with quick_keras():
        stand_in = _ending_in_weights(backbone((8, 8, 3), inputs["filters"]))
        stand_in.trainable = False
        images = keras.Input((8, 8, 3))
        pooled = layers.GlobalAveragePooling2D()(stand_in(images, training=False))
        model = keras.Model(images, layers.Dense(2, activation="softmax")(pooled))
    model.compile(optimizer=keras.optimizers.Adam(inputs["learning_rate"]), loss="sparse_categorical_crossentropy")
    before = model.optimizer
    settings = {name: inputs[name] for name in ("fine_tune_at", "learning_rate")}
    tuned = call_with(function, {"model": model, "base_model": stand_in, **settings}, lenient=True)
    if not isinstance(tuned, keras.Model):
        raise WrongAnswer(f"{function.__name__} returned {type(tuned).__name__}. Return the model.")
    return tuned, stand_in, before


def learning(answer: Answer) -> list[object]:
    """Which layers learn after the call, how fast, and with what the model is compiled."""
    tuned, stand_in, before = answer.value
    again = getattr(tuned, "optimizer", None) not in (None, before)
    compiled = list(_compiled(tuned)) if again else ["not compiled again"]
    rate = float(tuned.optimizer.learning_rate) if again else None
    return [list(_learning(tuned, stand_in)), rate, compiled]


def backbone(image_shape: tuple[int, int, int], filters: tuple[int, ...]) -> Model:
    """A small stand-in for a trained network: convolution, batch normalisation, ReLU for each entry of `filters`."""
    import keras
    from keras import layers

    x = images = keras.Input(tuple(image_shape))
    for number in filters:  # of zeros: to draw numbers costs more than all the rest
        x = layers.Conv2D(number, 3, padding="same", use_bias=False, kernel_initializer="zeros")(x)
        x = layers.ReLU()(layers.BatchNormalization()(x))
    return keras.Model(images, x)


def _ending_in_weights(model: Model) -> Model:
    """The model and one convolution more: whether the very last layer learns shows only where it has weights."""
    import keras
    from keras import layers

    return keras.Model(model.inputs, layers.Conv2D(2, 1, kernel_initializer="zeros")(model.output))


def _learning(model: Model, base_model: Model) -> Iterator[str]:
    """Of every layer with weights, whether a step of training would move it."""
    moving = {id(weight) for weight in model.trainable_weights}
    places = [(f"base_model.layers[{i}]", layer) for i, layer in enumerate(base_model.layers)]
    places += [("the head", layer) for layer in model.layers if layer is not base_model]
    for place, layer in places:
        if layer.weights:
            learns = any(id(weight) in moving for weight in layer.weights)
            yield f"{place} ({type(layer).__name__}) {'learns' if learns else 'is frozen'}"


def _compiled(model: Model) -> Iterator[str]:
    """Optimizer, loss and whether the accuracy is measured, in words."""
    config = model.get_compile_config() or {}
    loss = config.get("loss")
    settings = loss.get("config", {}) if isinstance(loss, dict) else loss  # a loss given as a function is its name
    of_scores = isinstance(settings, dict) and settings.get("from_logits")
    name = settings.get("name") if isinstance(settings, dict) else settings
    yield type(model.optimizer).__name__
    yield f"{name}{' of scores' if of_scores else ''}"
    yield "accuracy" if "acc" in str(config.get("metrics")).lower() else "no accuracy"
