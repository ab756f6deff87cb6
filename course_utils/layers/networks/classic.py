"""LeNet-5, AlexNet, VGG-16 and the Inception module, each built from a table of steps, and what convolutions cost.

A network is a list of steps (dictionaries); `build` lays them one on another. Keras is imported by `build`.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from course_utils.errors import ArgumentError
from course_utils.layers.convolution.conv import whole
from course_utils.types import Layer, Model, Shape, Symbolic

Step = dict[str, Any]
InceptionFilters = tuple[int, tuple[int, int], tuple[int, int], int]


def conv(filters: int, f: int, stride: int = 1, padding: str = "same", activation: str | None = "relu") -> Step:
    """A convolution with `filters` filters f×f, then its activation.

    >>> layer(conv(6, 5, padding="valid")).kernel_size
    (5, 5)
    """
    return {
        "kind": "conv", "filters": filters, "f": f, "stride": stride, "padding": padding, "activation": activation,
    }  # fmt: skip


def pool(f: int, stride: int, mode: str = "max", padding: str = "valid") -> Step:
    """A pooling with windows f×f; `mode` is "max" or "average".

    >>> type(layer(pool(2, 2, "average"))).__name__
    'AveragePooling2D'
    """
    return {"kind": "pool", "f": f, "stride": stride, "mode": mode, "padding": padding}


def dense(units: int, activation: str | None = "relu") -> Step:
    """A fully connected layer, then its activation.

    >>> layer(dense(10, "softmax")).units
    10
    """
    return {"kind": "dense", "units": units, "activation": activation}


FLATTEN: Step = {"kind": "flatten"}


def lenet5_steps(classes: int, original: bool) -> list[Step]:
    """The steps of `lenet5`.

    >>> [type(layer(step)).__name__ for step in lenet5_steps(10, original=False)][:4]
    ['Conv2D', 'MaxPooling2D', 'Conv2D', 'MaxPooling2D']
    """
    squash, mode = ("tanh", "average") if original else ("relu", "max")
    halves = [[conv(filters, 5, 1, "valid", squash), pool(2, 2, mode)] for filters in (6, 16)]
    heads = [dense(120, squash), dense(84, squash), dense(classes, "softmax")]
    return [*halves[0], *halves[1], FLATTEN, *heads]


def alexnet_steps(classes: int, units: int) -> list[Step]:
    """The steps of `alexnet`.

    >>> layer(alexnet_steps(10, units=16)[0]).strides
    (4, 4)
    """
    return [
        conv(96, 11, 4, "valid"), pool(3, 2),
        conv(256, 5), pool(3, 2),
        conv(384, 3), conv(384, 3), conv(256, 3), pool(3, 2),
        FLATTEN, dense(units), dense(units), dense(classes, "softmax"),
    ]  # fmt: skip


VGG16_BLOCKS = ((1, 2), (2, 2), (4, 3), (8, 3), (8, 3))  # filters in multiples of the width, convolutions


def vgg16_steps(classes: int, width: int, units: int) -> list[Step]:
    """The steps of `vgg16`.

    >>> sum(type(layer(step)).__name__ == "MaxPooling2D" for step in vgg16_steps(10, width=4, units=16))
    5
    """
    steps = [
        step for times, repeats in VGG16_BLOCKS for step in [*(conv(times * width, 3),) * repeats, pool(2, 2)]
    ]  # fmt: skip
    return [*steps, FLATTEN, dense(units), dense(units), dense(classes, "softmax")]


def build(input_shape: Shape, steps: Sequence[Step]) -> Model:
    """A keras.Model of the steps on images (n_H, n_W, n_C).

    >>> build((32, 32, 3), [conv(8, 3), pool(2, 2)]).output_shape
    (None, 16, 16, 8)
    """
    import keras

    inputs = keras.Input(tuple(input_shape))
    outputs = inputs
    for step in steps:
        outputs = layer(step)(outputs)
    return keras.Model(inputs, outputs)


def layer(step: Step) -> Layer:
    """The Keras layer of one step.

    >>> layer(conv(8, 3, stride=2)).get_config()["strides"]
    (2, 2)
    """
    from keras import layers

    make = {
        "conv": lambda filters, f, stride, padding, activation: layers.Conv2D(
            filters, f, strides=stride, padding=padding, activation=activation
        ),
        "pool": lambda f, stride, mode, padding: {"max": layers.MaxPooling2D, "average": layers.AveragePooling2D}[mode](
            f, strides=stride, padding=padding
        ),
        "dense": lambda units, activation: layers.Dense(units, activation=activation),
        "flatten": layers.Flatten,
        "activation": layers.Activation,
        "dropout": layers.Dropout,
        "global": layers.GlobalAveragePooling2D,
    }
    return make[step["kind"]](**{name: value for name, value in step.items() if name != "kind"})


def lenet5(input_shape: Shape = (32, 32, 1), classes: int = 10, original: bool = False) -> Model:
    """LeNet-5 as a keras.Model: 61,706 parameters for grey images 32×32 and ten classes.

    Args:
        original: tanh and average pooling as in 1998; otherwise ReLU and max pooling. Both end in a softmax.

    Shapes:
        (m, 32, 32, 1) → 28×28×6 → 14×14×6 → 10×10×16 → 5×5×16 → 400 → 120 → 84 → (m, classes).

    Source: Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, Gradient-based learning applied to document recognition, 1998;
    without its sparse connections, its learned subsampling and its radial outputs.

    >>> lenet5().count_params()
    61706
    """
    return build(input_shape, lenet5_steps(classes, original))


def alexnet(input_shape: Shape = (227, 227, 3), classes: int = 1000, units: int = 4096) -> Model:
    """AlexNet on one processor as a keras.Model: 62,378,344 parameters with the defaults.

    Args:
        units: of the two dense layers before the last.

    Shapes:
        (m, 227, 227, 3) → 55×55×96 → 27×27×96 → 27×27×256 → 13×13×256 → 13×13×384 → 13×13×384 → 13×13×256
        → 6×6×256 → 9216 → units → units → (m, classes).

    Source: A. Krizhevsky, I. Sutskever, G. Hinton, ImageNet classification with deep convolutional neural networks,
    2012; without local response normalisation and dropout, which hold no parameters.

    >>> network = alexnet(classes=10, units=16)
    >>> network.input_shape, network.output_shape
    ((None, 227, 227, 3), (None, 10))
    """
    return build(input_shape, alexnet_steps(classes, units))


def vgg16(
    input_shape: Shape = (224, 224, 3), classes: int = 1000, width: int = 64, units: int = 4096
) -> Model:  # fmt: skip
    """VGG-16 as a keras.Model: 138,357,544 parameters with the defaults.

    Args:
        width: filters of the first block; the next ones have 2, 4, 8 and 8 times as many.
        units: of the two dense layers before the last.

    Shapes:
        (m, 224, 224, 3) → 112×112×width → 56×56×2·width → 28×28×4·width → 14×14×8·width → 7×7×8·width
        → units → units → (m, classes).

    Source: K. Simonyan, A. Zisserman, Very deep convolutional networks for large-scale image recognition, 2014.

    >>> network = vgg16((32, 32, 3), classes=10, width=4, units=16)
    >>> sum("Conv2D" in type(layer).__name__ for layer in network.layers)
    13
    """
    return build(input_shape, vgg16_steps(classes, width, units))


def conv_multiplications(
    input_shape: Shape,
    f: int,
    filters: int,
    stride: int = 1,
    padding: str = "same",
    bottleneck: int | None = None,
) -> int:
    """Multiplications of one convolutional layer on one image.

    Args:
        input_shape: (n_H, n_W, n_C). f: rows and columns of a filter. padding: "same" or "valid".
        bottleneck: filters of a 1×1 convolution with stride 1 that comes first; None for none.

    Raises:
        ArgumentError: a size that is no integer ≥ 1, another padding, or a filter that does not fit.

    >>> conv_multiplications((28, 28, 192), 5, 32), conv_multiplications((28, 28, 192), 5, 32, bottleneck=16)
    (120422400, 12443648)
    """
    *sides, channels = (whole(name, size, 1) for name, size in zip(("n_H", "n_W", "n_C"), input_shape))
    if padding not in ("same", "valid"):
        raise ArgumentError(f'padding must be "same" or "valid"; received padding={padding!r}.')
    if bottleneck is not None:
        rest = conv_multiplications((*sides, bottleneck), f, filters, stride, padding)  # type: ignore[arg-type]
        return rest + conv_multiplications(input_shape, 1, bottleneck)
    room = [n if padding == "same" else n - f + 1 for n in sides]
    if min(room) < 1:
        raise ArgumentError(f"A filter {f}×{f} does not fit into {sides[0]}×{sides[1]} without padding.")
    rows, columns = (ceil(n / stride) for n in room)
    return rows * columns * filters * f * f * channels


def inception_module(X: Symbolic, filters: InceptionFilters) -> Symbolic:
    """Four views of the same volume side by side: 1×1, 1×1 → 3×3, 1×1 → 5×5, and pooling → 1×1.

    Args:
        X: a tensor or symbolic input (m, n_H, n_W, n_C).
        filters: (of 1×1, (of the 1×1 before 3×3, of 3×3), (of the 1×1 before 5×5, of 5×5), of the 1×1 after pooling).

    Shapes:
        returns (m, n_H, n_W, sum of the four branches' filters), in this order.

    Source: C. Szegedy et al., Going deeper with convolutions, 2014.

    >>> import keras
    >>> inception_module(keras.Input((28, 28, 192)), (64, (96, 128), (16, 32), 32)).shape
    (None, 28, 28, 256)
    """
    import keras

    return keras.ops.concatenate([_chain(X, steps) for steps in inception_steps(filters)], axis=-1)


def inception_steps(filters: InceptionFilters) -> list[list[Step]]:
    """The steps of each of the four branches.

    >>> [len(branch) for branch in inception_steps((64, (96, 128), (16, 32), 32))]
    [1, 2, 2, 2]
    """
    plain, three, five, pooled = filters
    return [
        [conv(plain, 1)],
        [conv(three[0], 1), conv(three[1], 3)],
        [conv(five[0], 1), conv(five[1], 5)],
        [pool(3, 1, padding="same"), conv(pooled, 1)],
    ]


def _chain(X: Symbolic, steps: Sequence[Step]) -> Symbolic:
    for step in steps:
        X = layer(step)(X)
    return X


def auxiliary_classifier(X: Symbolic, classes: int) -> Symbolic:
    """GoogLeNet's classifier on a branch at the side: mean pooling, 1×1, two dense layers.

    Shapes:
        X (m, n_H, n_W, n_C), at least 5×5 → probabilities (m, classes).

    Source: C. Szegedy et al., Going deeper with convolutions, 2014, section 5.

    >>> import keras
    >>> auxiliary_classifier(keras.Input((14, 14, 512)), 1000).shape
    (None, 1000)
    """
    from keras import layers

    narrow = layers.Conv2D(128, 1, activation="relu")(layers.AveragePooling2D(5, strides=3)(X))
    hidden = layers.Dense(1024, activation="relu")(layers.Flatten()(narrow))
    return layers.Dense(classes, activation="softmax")(layers.Dropout(0.7)(hidden))
