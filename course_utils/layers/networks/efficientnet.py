"""EfficientNet-Lite0: a small network for photographs, built from one table. Needs Keras when called."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from course_utils.data.sets.imagenet import class_name
from course_utils.data.weights import load_weights
from course_utils.errors import ArgumentError
from course_utils.layers.networks.keras_networks import keras_network
from course_utils.layers.networks.pretrained import fill
from course_utils.types import Layer, Model, Shape, Symbolic

NAME = "efficientnet_lite0"


class Stage(NamedTuple):
    """`repeats` blocks with filters of `f` × `f`; the first has the stride, all widen by `expand` inside."""

    repeats: int
    f: int
    stride: int
    expand: int
    filters: int


STAGES = (
    Stage(1, 3, 1, 1, 16),
    Stage(2, 3, 2, 6, 24),
    Stage(2, 5, 2, 6, 40),
    Stage(3, 3, 2, 6, 80),
    Stage(3, 5, 1, 6, 112),
    Stage(4, 5, 2, 6, 192),
    Stage(1, 3, 1, 6, 320),
)


def load_backbone(
    name: str = NAME,
    include_top: bool = False,
    input_shape: Shape = (224, 224, 3),
    weights: str | None = "imagenet",
) -> Model:
    """Return a network trained on the 1,000 classes of ImageNet, as a keras.Model.

    Every network returned takes plain images, red green blue 0…255, and scales them itself.

    Args:
        name: "efficientnet_lite0", which is shipped, or any network of keras.applications, such as
            "EfficientNetB0"; its weights are downloaded once.
        include_top: with the classifier, or the feature maps before it.
        input_shape: (n_H, n_W, 3), sides of at least 32 pixels. The shipped network learnt from 224 × 224.
        weights: "imagenet", or None for the same network before any training.

    Shapes:
        images (m, n_H, n_W, 3) → features (m, n_H / 32, n_W / 32, 1280) for the shipped network,
        or probabilities (m, 1000).

    Raises:
        ArgumentError: there is no such network, input_shape or weights.
        DataError: the weights cannot be downloaded, or the shipped file is missing or damaged.

    >>> load_backbone(input_shape=(64, 64, 3), weights=None).output_shape
    (None, 2, 2, 1280)
    """
    require_colour(input_shape)
    if weights not in ("imagenet", None):
        raise ArgumentError(f'weights must be "imagenet" or None; received weights={weights!r}.')
    if name != NAME:
        return keras_network(name, include_top, input_shape, weights)
    model = efficientnet_lite0(input_shape, include_top)
    if weights is None:
        return model
    return fill(model, load_weights(NAME), left_out=frozenset() if include_top else frozenset({"fc"}))


def top_classes(probabilities: ArrayLike, k: int = 5) -> list[tuple[str, float]]:
    """Return the `k` most probable classes of one image as (name, probability), the best first.

    Shapes:
        probabilities (1000,) or (1, 1000).

    Raises:
        ArgumentError: the probabilities are not 1,000 numbers.

    >>> top_classes(np.eye(1000)[967], k=1)
    [('espresso', 1.0)]
    """
    values = np.asarray(probabilities, dtype=np.float64)
    if values.size != 1000:
        raise ArgumentError(
            f"probabilities must be the 1,000 numbers of one image; received shape {values.shape}.",
            "Take one row of the network's output: probabilities[0].",
        )
    values = values.ravel()
    return [(class_name(int(index)), float(values[index])) for index in np.argsort(-values, kind="stable")[:k]]


def efficientnet_lite0(input_shape: Shape, include_top: bool = False) -> Model:
    """Return the network as a keras.Model with fresh weights.

    Batch normalisation is folded into the convolutions, so every layer is a convolution, its ReLU6 or an addition.

    Shapes:
        images (m, n_H, n_W, 3), red green blue 0…255 → features (m, ⌈n_H / 32⌉, ⌈n_W / 32⌉, 1280),
        or with `include_top` probabilities (m, 1000).

    Raises:
        ArgumentError: the input is no colour image of at least 32 × 32 pixels.

    Source: M. Tan, Q. V. Le, EfficientNet, 2019 (arXiv:1905.11946); the Lite form has no squeeze-and-excitation
    and ReLU6 for swish.

    >>> efficientnet_lite0((64, 96, 3)).output_shape
    (None, 2, 3, 1280)
    """
    import keras
    from keras import layers

    require_colour(input_shape)
    images = keras.Input(input_shape, name="images")
    x = layers.Rescaling(1 / 128, offset=-127 / 128, name="scale")(images)
    x = _conv(x, "stem", layers.Conv2D(32, 3, 2, "same", name="stem"))
    blocks = [(stage, index) for stage in STAGES for index in range(stage.repeats)]
    for number, (stage, index) in enumerate(blocks):
        x = _block(x, f"b{number}", stage, stage.stride if index == 0 else 1)
    x = _conv(x, "head", layers.Conv2D(1280, 1, name="head"))
    if include_top:
        x = layers.GlobalAveragePooling2D(name="pool")(x)
        x = layers.Dense(1000, activation="softmax", name="fc")(x)
    return keras.Model(images, x, name=NAME)


def require_colour(input_shape: Shape) -> None:
    """Check (n_H, n_W, 3), both sides at least 32 pixels.

    Raises:
        ArgumentError: it is something else.

    >>> require_colour((224, 224, 3))  # says nothing
    """
    shape = tuple(input_shape) if isinstance(input_shape, tuple | list) else ()
    whole = all(isinstance(side, int | np.integer) and side >= 1 for side in shape)
    if len(shape) != 3 or not whole or shape[2] != 3 or min(shape[:2]) < 32:
        raise ArgumentError(
            f"input_shape must be (height, width, 3) with sides of at least 32 pixels; received {input_shape!r}."
        )


def _conv(x: Symbolic, name: str, layer: Layer) -> Symbolic:
    """A convolution and its ReLU6."""
    from keras import layers

    return layers.ReLU(6.0, name=f"{name}_relu6")(layer(x))


def _block(x: Symbolic, name: str, stage: Stage, stride: int) -> Symbolic:
    """An inverted residual block: widen by 1×1, filter each channel alone, narrow by 1×1, add the input if it fits."""
    from keras import layers

    start, channels = x, x.shape[-1]
    if stage.expand > 1:
        wide = layers.Conv2D(stage.expand * channels, 1, name=f"{name}_expand")
        x = _conv(x, f"{name}_expand", wide)
    x = _conv(x, f"{name}_dw", layers.DepthwiseConv2D(stage.f, stride, "same", name=f"{name}_dw"))
    x = layers.Conv2D(stage.filters, 1, name=f"{name}_project")(x)
    if stride == 1 and channels == stage.filters:
        x = layers.Add(name=f"{name}_add")([start, x])
    return x
