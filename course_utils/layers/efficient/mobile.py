"""Depthwise and separable convolutions, squeeze and excitation, the inverted residual block, and MobileNetV2.

Axes are (m, n_H, n_W, n_C). Keras is imported by the functions that need it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from course_utils.errors import ArgumentError
from course_utils.layers.convolution.conv import axes, numbers, settings, whole, windows_of, zero_pad
from course_utils.types import Array, Images, Layer, Model, Shape, Symbolic

Stage = tuple[int, int, int, int]
STAGES: tuple[Stage, ...] = (
    (1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1),
)  # fmt: skip
"""MobileNetV2's stages: times wider inside, channels, blocks, stride of the first of them."""


def depthwise_conv(A_prev: Images, W: Array, b: Array, hparameters: Mapping[str, int]) -> Images:
    """Convolve every channel with a filter of its own; nothing is added up over channels.

    Shapes: A_prev (m, n_H_prev, n_W_prev, n_C), W (f, f, n_C), b (1, 1, 1, n_C), hparameters {"stride": s, "pad": p}
    → (m, ⌊(n_H_prev + 2p − f) / s⌋ + 1, likewise n_W, n_C).
    Raises: ArgumentError for wrong shapes, a negative pad, a stride below 1, or a filter larger than the padded image.
    Source: L. Sifre, "Rigid-motion scattering for image classification" (2014); A. Howard et al., MobileNets (2017).

    >>> depthwise_conv(np.ones((1, 5, 4, 2)), np.ones((3, 3, 2)), np.zeros((1, 1, 1, 2)), {"stride": 2, "pad": 1}).shape
    (1, 3, 2, 2)
    """
    images, filters, bias = axes("A_prev", A_prev, 4), axes("W", W, 3), numbers("b", b)
    stride, pad = settings(hparameters, stride=1, pad=0)
    n_C = images.shape[3]
    if filters.shape[2] != n_C or bias.size != n_C:
        raise ArgumentError(
            f"W and b must hold a filter and a bias for each of the {n_C} channels; "
            f"received shapes {filters.shape} and {bias.shape}."
        )
    seen = windows_of(zero_pad(images, pad), len(filters), stride)
    return np.asarray(np.einsum("mhwcij,ijc->mhwc", seen, filters) + bias.reshape(1, 1, 1, n_C))


def separable_cost(input_shape: Shape, f: int, filters: int, stride: int = 1) -> tuple[int, int, float]:
    """Multiplications of a convolution f×f, those of a depthwise one and a 1×1 in its place, and their share.

    Both pad "same": ⌈n / stride⌉ rows and columns come out. The share is 1/filters + 1/f².
    Raises: ArgumentError where a size is no whole number of at least 1.
    Source: A. Howard et al., "MobileNets" (2017), section 3.1.

    >>> separable_cost((14, 14, 512), 3, 512)[:2]
    (462422016, 52283392)
    """
    n_H, n_W, n_C = (whole("input_shape", side, 1) for side in input_shape)
    places = math.ceil(n_H / whole("stride", stride, 1)) * math.ceil(n_W / stride)
    area, count = whole("f", f, 1) ** 2, whole("filters", filters, 1)
    joined = places * area * n_C * count
    apart = places * n_C * (area + count)
    return joined, apart, apart / joined


def squeeze_excite(A: Images, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Images, Array]:
    """Weigh the channels of each picture by what its whole map shows: mean, dense, ReLU, dense, sigmoid.

    Shapes: A (m, n_H, n_W, n_C), W1 (n_C, r), b1 (r,), W2 (r, n_C), b2 (n_C,) → A weighed, the same shape, and the
    gates (m, n_C).
    Raises: ArgumentError for wrong shapes.
    Source: J. Hu, L. Shen, G. Sun, "Squeeze-and-excitation networks" (2018).

    >>> squeeze_excite(np.ones((1, 2, 2, 3)), np.zeros((3, 1)), np.zeros(1), np.zeros((1, 3)), np.zeros(3))[1].tolist()
    [[0.5, 0.5, 0.5]]
    """
    volume, narrow, wide = axes("A", A, 4), axes("W1", W1, 2), axes("W2", W2, 2)
    n_C = volume.shape[3]
    if len(narrow) != n_C or wide.shape != narrow.shape[::-1]:
        raise ArgumentError(
            f"W1 must have shape ({n_C}, r) and W2 (r, {n_C}); received {narrow.shape} and {wide.shape}."
        )
    hidden = np.maximum(np.einsum("mhwc,cr->mr", volume, narrow) / volume[0, :, :, 0].size + b1, 0)
    gates = 0.5 * (1 + np.tanh((hidden @ wide + b2) / 2))  # the sigmoid; it overflows nowhere
    return volume * gates[:, None, None], gates


def inverted_residual_block(X: Symbolic, filters: int, expand: int = 6, s: int = 1, f: int = 3) -> Symbolic:
    """Widen by 1×1, filter each channel alone, narrow by 1×1 without an activation; add X where it fits.

    Args:
        X: a tensor or symbolic input (m, n_H, n_W, n_C).
        filters: channels that come out.
        expand: how many times n_C is widened; 1 leaves the first convolution out.
        s: stride of the depthwise convolution. f: its size.

    Shapes: returns (m, ⌈n_H / s⌉, ⌈n_W / s⌉, filters).
    Raises: ArgumentError where a size is no whole number of at least 1.
    Source: M. Sandler et al., "MobileNetV2: Inverted residuals and linear bottlenecks" (2018), table 1.

    >>> import keras
    >>> inverted_residual_block(keras.Input((5, 6, 4)), 8, s=2).shape
    (None, 3, 3, 8)
    """
    import keras
    from keras import layers

    n_C = X.shape[-1]
    main = X
    if whole("expand", expand, 1) > 1:
        main = _normalised(main, layers.Conv2D(expand * n_C, 1, use_bias=False))
    depthwise = layers.DepthwiseConv2D(whole("f", f, 1), whole("s", s, 1), "same", use_bias=False)
    main = _normalised(main, depthwise)
    projection = layers.Conv2D(whole("filters", filters, 1), 1, use_bias=False)
    main = layers.BatchNormalization()(projection(main))
    return keras.ops.add(X, main) if s == 1 and filters == n_C else main


def mobilenet_v2(
    input_shape: Shape,
    classes: int,
    stages: Sequence[Stage] = STAGES,
    alpha: float = 1.0,
    first: int = 32,
    head: int = 1280,
) -> Model:
    """MobileNetV2 as a keras.Model: 3,538,984 parameters for (224, 224, 3) and 1,000 classes, as Keras' own.

    Args:
        stages: rows of (times wider inside, channels, blocks, stride of the first block).
        alpha: the width multiplier of `first` and of all stages' channels, rounded by `multiple_of_8`.
        first: filters of the first convolution, 3×3 with stride 2.
        head: filters of the last 1×1 convolution, not multiplied.

    Raises: ArgumentError where a size is no whole number of at least 1, or alpha is not above 0.
    Source: M. Sandler et al., "MobileNetV2: Inverted residuals and linear bottlenecks" (2018), table 2.

    >>> mobilenet_v2((32, 32, 3), 5, ((1, 16, 1, 1), (6, 24, 2, 2)), alpha=0.5, head=64).output_shape
    (None, 5)
    """
    import keras
    from keras import layers

    if not alpha > 0:
        raise ArgumentError(f"alpha must be above 0; received alpha={alpha}.")
    images = keras.Input(tuple(input_shape))
    begin = layers.Conv2D(multiple_of_8(alpha * first), 3, 2, "same", use_bias=False)
    volume = _normalised(images, begin)
    for expand, channels, blocks, stride in stages:
        for step in (stride, *[1] * (blocks - 1)):
            volume = inverted_residual_block(volume, multiple_of_8(alpha * channels), expand, step)
    volume = _normalised(volume, layers.Conv2D(whole("head", head, 1), 1, use_bias=False))
    means = layers.GlobalAveragePooling2D()(volume)
    return keras.Model(images, layers.Dense(whole("classes", classes, 1), activation="softmax")(means))


def multiple_of_8(n: float) -> int:
    """The number of channels nearest to n that 8 divides, at least 8; the next one where it would lose over a tenth.

    >>> [multiple_of_8(n) for n in (5.6, 12, 18, 160)]
    [8, 16, 24, 160]
    """
    rounded = max(8, int(n + 4) // 8 * 8)
    return rounded if rounded >= 0.9 * n else rounded + 8


def _normalised(volume: Symbolic, convolution: Layer) -> Symbolic:
    """A convolution, its normalisation and ReLU6."""
    from keras import layers, ops

    return ops.relu6(layers.BatchNormalization()(convolution(volume)))
