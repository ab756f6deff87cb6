"""The stacks that ShapeCalculator offers by name."""

from __future__ import annotations

from typing import Any

from course_utils.widgets.mathematics.shapes import Layer, conv, dense, flatten, pool


def _vgg16() -> list[Layer]:
    """Blocks of 3×3 convolutions that keep the size, each followed by pooling (Simonyan and Zisserman, 2014)."""
    layers: list[Layer] = []
    for filters, repeats in ((64, 2), (128, 2), (256, 3), (512, 3), (512, 3)):
        layers += [conv(3, filters, pad=1) for _ in range(repeats)] + [pool()]
    return [*layers, flatten(), dense(4096), dense(4096), dense(1000)]


NETWORKS: dict[str, dict[str, Any]] = {
    "LeNet-like": {
        "input_shape": [32, 32, 3],
        "layers": [conv(5, 6), pool(), conv(5, 16), pool(), flatten(), dense(120), dense(84), dense(10)],
    },
    "three convolutions": {
        "input_shape": [39, 39, 3],
        "layers": [conv(3, 10), conv(5, 20, stride=2), conv(5, 40, stride=2), flatten(), dense(1)],
    },
    # LeCun et al., 1998, in today's plain form.
    "LeNet-5": {
        "input_shape": [32, 32, 1],
        "layers": [conv(5, 6), pool(), conv(5, 16), pool(), flatten(), dense(120), dense(84), dense(10)],
    },
    # Krizhevsky et al., 2012, without the split over two processors.
    "AlexNet": {
        "input_shape": [227, 227, 3],
        "layers": [
            conv(11, 96, stride=4), pool(3, 2), conv(5, 256, pad=2), pool(3, 2), conv(3, 384, pad=1),
            conv(3, 384, pad=1), conv(3, 256, pad=1), pool(3, 2), flatten(), dense(4096), dense(4096), dense(1000),
        ],
    },
    "VGG-16": {"input_shape": [224, 224, 3], "layers": _vgg16()},
    # The example of Szegedy et al., 2014: the same answer's shape for a tenth of the work.
    "5×5 directly": {"input_shape": [28, 28, 192], "layers": [conv(5, 32, pad=2)]},
    "5×5 through a bottleneck": {"input_shape": [28, 28, 192], "layers": [conv(1, 16), conv(5, 32, pad=2)]},
}  # fmt: skip
