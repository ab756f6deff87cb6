"""Augmentation and transfer learning with switches: the wrong answers that students write.

Keras is imported by the functions that need it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from course_utils.types import Array

Function = Callable[..., Any]


def crop(
    *,
    order: str = "rows first",
    room: Callable[[int, int], int] = lambda n, size: n - size + 1,
    seed: Callable[[int], int] = lambda seed: seed,
    again: bool = False,
    legacy: bool = False,
    cut: Callable[[Array, int, int, int, int], Array] = lambda a, y, x, h, w: a[y : y + h, x : x + w],
) -> Function:
    """A crop whose place is drawn below `room`; `again` starts the generator anew for the second number."""

    def random_crop(image: Array, height: int, width: int, seed_: int = 0) -> Array:
        def start() -> Any:
            return np.random.RandomState(seed(seed_)).randint if legacy else np.random.default_rng(seed(seed_)).integers

        draw = start()
        rooms = [room(n, size) for n, size in zip(image.shape, (height, width))]
        if order == "columns first":
            left, top = draw(0, rooms[1]), draw(0, rooms[0])
        else:
            top = draw(0, rooms[0])
            left = (start() if again else draw)(0, rooms[1])
        return cut(image, top, left, height, width)

    return random_crop


def colors(
    *,
    spread: Callable[[Array], Array] = lambda pixels: np.cov(pixels, rowvar=False),
    turn: Callable[[Array], Array] = lambda vectors: vectors[:, ::-1],
    descending: bool = True,
    weight: Callable[[Array], Array] = lambda values: values,
    apply: Callable[[Array, Array], Array] = lambda image, shift: image + shift,
    alphas_: Callable[[Array], Array] = lambda alphas: alphas,
) -> Function:
    """The shift of colours by the eigenvalues of `spread`; `turn` brings the eigenvectors into columns, in order."""

    def pca_color_shift(image: Array, alphas: Sequence[float]) -> Array:
        values, vectors = np.linalg.eigh(spread(np.reshape(image, (-1, 3))))
        factors = alphas_(np.asarray(alphas)) * weight(values[::-1] if descending else values)
        return apply(image, turn(vectors) @ factors)

    return pca_color_shift


def crops(
    *,
    places: Callable[[int, int], list[tuple[int, int]]] | None = None,
    reflect: Callable[[Array], Array] = lambda views: views[:, :, ::-1],
    join: Callable[[Array, Array], Array] = lambda plain, mirrored: np.concatenate([plain, mirrored]),
) -> Function:
    """Crops at `places(bottom, right)`, their mirror images, and how the two lists are joined."""

    def ten_crop(image: Array, size: int) -> Array:
        bottom, right = image.shape[0] - size, image.shape[1] - size
        views = np.stack([image[y : y + size, x : x + size] for y, x in (places or five)(bottom, right)])
        return join(views, reflect(views))

    return ten_crop


def five(bottom: int, right: int) -> list[tuple[int, int]]:
    """The places of the right answer."""
    return [(0, 0), (0, right), (bottom, 0), (bottom, right), (bottom // 2, right // 2)]


def augmenter(*steps: tuple[str, Any]) -> Function:
    """A Sequential of the named layers, each with its first argument."""

    def data_augmenter() -> Any:
        import keras

        return keras.Sequential([getattr(keras.layers, name)(setting) for name, setting in steps])

    return data_augmenter


PIPELINE = ("augment", "preprocess", "backbone", "pool", "dropout", "dense")


def head(
    *,
    steps: Sequence[str] = PIPELINE,
    freeze: bool = True,
    freeze_all: bool = False,
    training: bool | None = False,
    rate: float = 0.2,
    activation: str | None = "softmax",
    units: Callable[[int], int] = lambda classes: classes,
) -> Function:
    """The network of `transfer_model`, its steps by name; every switch but the default is a mistake."""

    def transfer_model(image_shape: Any, base_model: Any, preprocess: Any, augmenter: Any, classes: int) -> Any:
        import keras
        from keras import layers

        base_model.trainable = not freeze
        known = {
            "augment": augmenter,
            "preprocess": preprocess,
            "backbone": lambda x: base_model(x) if training is None else base_model(x, training=training),
            "pool": layers.GlobalAveragePooling2D(),
            "max pool": layers.GlobalMaxPooling2D(),
            "flatten": layers.Flatten(),
            "dropout": layers.Dropout(rate),
            "hidden": layers.Dense(64, activation="relu"),
            "dense": layers.Dense(units(classes), activation=activation),
        }
        x = images = keras.Input(image_shape)
        for step in steps:
            x = known[step](x)
        model = keras.Model(images, x)
        if freeze_all:
            model.trainable = False
        return model

    return transfer_model


def tune(
    *,
    learns: Callable[[int, int, int], bool] = lambda number, at, count: number >= at,
    rate: Callable[[float], float] = lambda rate: rate / 10,
    normalization: bool = False,
    recompile: bool = True,
    head_learns: bool = True,
    optimizer: str = "Adam",
    loss: str = "sparse_categorical_crossentropy",
    metrics: Sequence[str] = ("accuracy",),
) -> Function:
    """Fine-tuning where `learns(number, fine_tune_at, count)` says which layers of the backbone learn."""

    def fine_tune(model: Any, base_model: Any, fine_tune_at: int, learning_rate: float) -> Any:
        import keras

        base_model.trainable = True
        for number, layer in enumerate(base_model.layers):
            fixed = isinstance(layer, keras.layers.BatchNormalization) and not normalization
            layer.trainable = learns(number, fine_tune_at, len(base_model.layers)) and not fixed
        model.layers[-1].trainable = head_learns
        if recompile:
            step = getattr(keras.optimizers, optimizer)(rate(learning_rate))
            model.compile(step, loss=loss, metrics=list(metrics))
        return model

    return fine_tune


def ensemble(
    average: Callable[[Array], Array] = lambda P: P.mean(axis=0),
    decide: Callable[[Array, Array], Any] = lambda P, mean: mean.argmax(axis=1),
) -> Function:
    """Predictions of several networks: how their probabilities become one, and how that becomes a label."""

    def ensemble_predict(probabilities: Array) -> Any:
        mean = average(np.asarray(probabilities))
        return mean, decide(np.asarray(probabilities), mean)

    return ensemble_predict


def shares(P: Array) -> Array:
    """The share of networks that vote for each class, shape (m, n_classes)."""
    return np.asarray(np.eye(P.shape[2])[P.argmax(axis=2)].mean(axis=0))


def geometric(P: Array) -> Array:
    """The softmax of the mean logarithm: what averaging scores comes to."""
    powers = np.exp(np.log(P).mean(axis=0))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def softmax(scores: Array) -> Array:
    powers = np.exp(scores)
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))
