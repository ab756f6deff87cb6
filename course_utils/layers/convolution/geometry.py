"""Sizes: how large the output of a convolution or a pooling is, and how much of the image a value sees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from course_utils.errors import ArgumentError
from course_utils.layers.convolution.conv import whole


def conv_output_size(n: int, f: int, pad: int = 0, stride: int = 1, dilation: int = 1) -> int:
    """Rows (or columns) of the output: ⌊(n + 2·pad − d·(f − 1) − 1) / stride⌋ + 1 with dilation d.

    Raises: ArgumentError for n, f, stride or dilation below 1, a negative pad, or a filter larger
    than the padded image.
    Source: Dumoulin and Visin, "A guide to convolution arithmetic for deep learning" (2016).

    >>> conv_output_size(6, 3), conv_output_size(7, 3, stride=2), conv_output_size(6, 3, pad=1)
    (4, 3, 6)
    """
    whole("n", n, 1), whole("f", f, 1), whole("pad", pad, 0), whole("stride", stride, 1)
    whole("dilation", dilation, 1)
    reach = dilation * (f - 1) + 1
    if reach > n + 2 * pad:
        raise ArgumentError(f"The filter reaches over {reach} pixels; the padded image has {n + 2 * pad}.")
    return (n + 2 * pad - reach) // stride + 1


def same_padding(f: int) -> int:
    """The pad that keeps the size of an image at stride 1: (f − 1) / 2.

    Raises: ArgumentError for an even f, which would need half a pixel on each side.

    >>> same_padding(3), same_padding(1)
    (1, 0)
    """
    whole("f", f, 1)
    if f % 2 == 0:
        raise ArgumentError(f"f must be odd for the same padding on both sides; received f={f}.")
    return (f - 1) // 2


def receptive_field(layers: Sequence[Mapping[str, int]]) -> list[int]:
    """Pixels of the image, along one axis, that a value of each layer sees.

    A layer is {"f": size of its window, "stride": its step}, a convolution or a pooling. Seen from behind: one value
    looks at f values of the layer before, and n of them that lie side by side at (n − 1) · stride + f.
    Raises: ArgumentError for an f or a stride below 1.
    Source: Dumoulin and Visin, "A guide to convolution arithmetic for deep learning" (2016).

    >>> receptive_field([{"f": 3, "stride": 1}, {"f": 2, "stride": 2}, {"f": 3, "stride": 1}])
    [3, 4, 8]
    """
    sizes = [(whole("f", layer.get("f"), 1), whole("stride", layer.get("stride"), 1)) for layer in layers]
    fields = []
    for depth in range(1, len(sizes) + 1):
        side = 1
        for f, stride in reversed(sizes[:depth]):
            side = (side - 1) * stride + f
        fields.append(side)
    return fields
