"""Transfer learning in Keras: augment, put a new head on a frozen backbone, fine-tune, ask several networks.

Keras is imported by the functions that need it.
"""

from __future__ import annotations

import functools
from collections.abc import Callable

import numpy as np

from course_utils.errors import ArgumentError
from course_utils.layers.convolution.conv import axes, whole
from course_utils.types import Array, Indices, Model, Numbers, Shape, Symbolic

DROPOUT = 0.2


def data_augmenter() -> Model:
    """A keras.Sequential that mirrors and turns pictures at random while a model trains, and else does nothing.

    A turn is at most 0.2 of a full circle, 72 degrees, to either side.

    >>> [type(layer).__name__ for layer in data_augmenter().layers]
    ['RandomFlip', 'RandomRotation']
    """
    import keras

    parts = {"RandomFlip": "horizontal", "RandomRotation": 0.2}
    return keras.Sequential([getattr(keras.layers, name)(setting) for name, setting in parts.items()])


def transfer_model(
    image_shape: Shape,
    base_model: Model,
    preprocess: Callable[[Symbolic], Symbolic],
    augmenter: Callable[[Symbolic], Symbolic],
    classes: int,
) -> Model:
    """A new head on a frozen backbone, as a keras.Model that gives probabilities.

    Args:
        base_model: a keras.Model from prepared images to a feature map (m, n_H, n_W, n_C). It is frozen in place.
        preprocess: brings pixels 0 … 255 to what the backbone expects. augmenter: see `data_augmenter`.

    Shapes:
        (m, *image_shape), pixels 0 … 255 → augmenter → preprocess → base_model → mean over rows and columns
        (m, n_C) → dropout 0.2 → (m, classes).

    >>> import keras
    >>> base = keras.Sequential([keras.Input((8, 8, 3)), keras.layers.Conv2D(4, 3)])
    >>> network = transfer_model((8, 8, 3), base, lambda pixels: pixels / 255, data_augmenter(), classes=2)
    >>> network.output_shape, base.trainable
    ((None, 2), False)
    """
    from keras import Input, Model
    from keras import layers as kl

    base_model.trainable = False
    head = (kl.GlobalAveragePooling2D(), kl.Dropout(DROPOUT), kl.Dense(classes, activation="softmax"))
    x = pixels = Input(tuple(image_shape))
    for step in (augmenter, preprocess, functools.partial(base_model, training=False), *head):
        x = step(x)
    return Model(pixels, x)


def fine_tune(model: Model, base_model: Model, fine_tune_at: int, learning_rate: float) -> Model:
    """Let the backbone's last layers learn too, ten times more slowly than the head did.

    Batch normalisation stays frozen: Keras 3 lets the training=True of `fit` win over the training=False with which
    the backbone was called, and few pictures would then replace the statistics of many (keras-team/keras #20285).

    Args:
        model: holds base_model, as `transfer_model` makes it; it is changed and compiled anew.
        fine_tune_at: number of the first layer of `base_model.layers` that learns; those before stay frozen.
        learning_rate: with which the head was trained.

    Returns: model, compiled with Adam at learning_rate / 10, sparse categorical cross-entropy and accuracy.
    Raises: ArgumentError where fine_tune_at is no place in the list of layers.

    >>> import keras
    >>> base = keras.Sequential([keras.Input((8, 8, 3)), keras.layers.Conv2D(4, 3), keras.layers.Conv2D(4, 3)])
    >>> network = transfer_model((8, 8, 3), base, lambda pixels: pixels / 255, data_augmenter(), classes=2)
    >>> network = fine_tune(network, base, fine_tune_at=1, learning_rate=0.01)
    >>> [layer.trainable for layer in base.layers], round(float(network.optimizer.learning_rate.numpy()), 4)
    ([False, True], 0.001)
    """
    import keras

    count = len(base_model.layers)
    if not 0 <= whole("fine_tune_at", fine_tune_at, 0) <= count:
        raise ArgumentError(f"fine_tune_at must be at most {count}, the number of layers; received {fine_tune_at}.")
    base_model.trainable = True
    for number, layer in enumerate(base_model.layers):
        layer.trainable = number >= fine_tune_at and type(layer).__name__ != "BatchNormalization"
    slowly = keras.optimizers.Adam(0.1 * learning_rate)
    model.compile(slowly, loss=keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])
    return model


def ensemble_predict(probabilities: Array) -> tuple[Numbers, Indices]:
    """Ask several networks, or one network about several views: mean of the probabilities, and its largest class.

    Shapes: (n_models, m, n_classes) → mean (m, n_classes), labels (m,) of integers.
    Raises: ArgumentError for anything but three axes.

    >>> mean, labels = ensemble_predict(np.array([[[0.6, 0.4]], [[0.6, 0.4]], [[0.0, 1.0]]]))
    >>> mean.round(2).tolist(), labels.tolist()
    ([[0.4, 0.6]], [1])
    """
    votes = axes("probabilities", probabilities, 3)
    mean = np.einsum("kmc->mc", votes) / len(votes)
    return mean, mean.argmax(axis=1)
