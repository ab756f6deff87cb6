"""U-Net: halve the map and widen it, then double it again, with each stage's details handed over beside.

Keras is imported by the functions. Source: O. Ronneberger, P. Fischer, T. Brox, U-Net: convolutional networks for
biomedical image segmentation, 2015, figure 1; here with padding "same", so that no border is lost.
"""

from __future__ import annotations

from collections.abc import Sequence

from course_utils.errors import ArgumentError
from course_utils.layers.convolution.conv import whole
from course_utils.types import Model, Shape, Symbolic


def encoder_block(X: Symbolic, filters: int) -> tuple[Symbolic, Symbolic]:
    """Two convolutions 3×3 with ReLU, then max pooling.

    Shapes: X (m, n_H, n_W, n_C) → the pooled map (m, n_H / 2, n_W / 2, filters), and before it the one to hand over
    (m, n_H, n_W, filters).
    Raises: ArgumentError for filters below 1.

    >>> import keras
    >>> [part.shape for part in encoder_block(keras.Input((8, 12, 3)), 5)]
    [(None, 4, 6, 5), (None, 8, 12, 5)]
    """
    from keras import layers

    skip = _two_convolutions(X, filters)
    return layers.MaxPooling2D()(skip), skip


def decoder_block(X: Symbolic, skip: Symbolic | None, filters: int) -> Symbolic:
    """A transposed convolution doubles the map; the one handed over joins its channels; two convolutions mix both.

    Shapes: X (m, n_H, n_W, n_C), skip (m, 2 · n_H, 2 · n_W, any) or None for none → (m, 2 · n_H, 2 · n_W, filters).
    Raises: ArgumentError for filters below 1, or a skip of another size.

    >>> import keras
    >>> decoder_block(keras.Input((4, 6, 5)), keras.Input((8, 12, 7)), 3).shape
    (None, 8, 12, 3)
    """
    from keras import layers

    larger = layers.Conv2DTranspose(whole("filters", filters, 1), kernel_size=2, strides=2)(X)
    if skip is None:
        return _two_convolutions(larger, filters)
    if larger.shape[1:3] != skip.shape[1:3]:
        sizes = " and ".join(f"{part.shape[1]}×{part.shape[2]}" for part in (larger, skip))
        raise ArgumentError(f"The doubled map and skip must be equally large; received {sizes}.")
    return _two_convolutions(layers.concatenate([larger, skip]), filters)


def unet(input_shape: Shape, classes: int, filters: Sequence[int] = (8, 16, 32), skips: bool = True) -> Model:
    """A whole U-Net; without `skips` an encoder and a decoder that know of each other by the bottom alone.

    Args:
        input_shape: (n_H, n_W, n_C); rows and columns must halve evenly, once for every stage.
        classes: 1 for one mask (sigmoid), more for classes that exclude each other (softmax over the last axis).
        filters: of the stages from the top down; the last is the bottom, which is not pooled.

    Shapes: (m, n_H, n_W, n_C) → (m, n_H, n_W, classes), probabilities.
    Raises: ArgumentError for fewer than two stages, or sides that do not halve evenly.

    >>> unet((16, 24, 1), 1, (2, 4)).output_shape
    (None, 16, 24, 1)
    """
    import keras
    from keras import layers

    step = 2 ** (len(filters) - 1)
    if len(filters) < 2 or any(side is not None and side % step for side in input_shape[:2]):
        raise ArgumentError(f"{len(filters)} stages need sides that {step} divides; received {input_shape}.")
    X = images = keras.Input(input_shape)
    kept: list[Symbolic | None] = []
    for width in filters[:-1]:
        X, skip = encoder_block(X, width)
        kept.append(skip if skips else None)
    X = _two_convolutions(X, filters[-1])
    for width, skip in zip(filters[-2::-1], reversed(kept), strict=True):
        X = decoder_block(X, skip, width)
    head = layers.Conv2D(classes, kernel_size=1, activation="softmax" if classes > 1 else "sigmoid")
    return keras.Model(images, head(X))


def _two_convolutions(X: Symbolic, filters: int) -> Symbolic:
    from keras import layers

    for _ in range(2):
        X = layers.Conv2D(whole("filters", filters, 1), 3, padding="same", activation="relu")(X)
    return X
