"""What the blocks of known networks cost at another width and resolution: multiplications and parameters, counted."""

from __future__ import annotations

import math
from typing import NamedTuple

from course_utils.errors import ArgumentError
from course_utils.layers.efficient.mobile import STAGES, multiple_of_8
from course_utils.layers.networks.efficientnet import STAGES as LITE0

NARROWEST, WIDEST = 0.25, 1.5
SMALLEST, LARGEST = 32, 320


class BlockCost(NamedTuple):
    """One block: the side of its answer, its channels, multiplications by kind, and weights (biases apart)."""

    name: str
    side: int
    channels: int
    depthwise: int
    others: int
    parameters: int

    @property
    def multiplications(self) -> int:
        """All multiplications for one picture."""
        return self.depthwise + self.others


class Step(NamedTuple):
    """A block of a table: `expand` times wider inside, a filter f×f with a stride, channels at the end."""

    expand: int
    f: int
    stride: int
    channels: int


def _v2() -> tuple[Step, ...]:
    return tuple(Step(t, 3, s if not i else 1, c) for t, c, n, s in STAGES for i in range(n))


def _lite0() -> tuple[Step, ...]:
    return tuple(Step(x.expand, x.f, x.stride if not i else 1, x.filters) for x in LITE0 for i in range(x.repeats))


_V1 = ((64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), *((512, 1),) * 5, (1024, 2), (1024, 1))
# First filters, blocks, filters of the last 1×1 convolution (0 for none).
NETWORKS: dict[str, tuple[int, tuple[Step, ...], int]] = {
    "MobileNetV2": (32, _v2(), 1280),
    "MobileNetV1": (32, tuple(Step(1, 3, stride, channels) for channels, stride in _V1), 0),
    "EfficientNet-Lite0": (32, _lite0(), 1280),
}
CLASSES = 1000


def block_costs(network: str, width: float = 1.0, resolution: int = 224, separable: bool = True) -> list[BlockCost]:
    """The cost of every block of a network for colour pictures of `resolution` × `resolution`, and 1,000 classes.

    Without `separable`, every depthwise convolution and the 1×1 behind it become one plain convolution f×f.

    Raises: ArgumentError for a network that is not listed, or a width or resolution outside its bounds.

    >>> sum(block.multiplications for block in block_costs("MobileNetV2"))
    300774272
    """
    if network not in NETWORKS:
        raise ArgumentError(f"network must be one of {', '.join(NETWORKS)}; received {network!r}.")
    if not (NARROWEST <= width <= WIDEST and SMALLEST <= resolution <= LARGEST):
        raise ArgumentError(
            f"width must be {NARROWEST} to {WIDEST} and resolution {SMALLEST} to {LARGEST}; "
            f"received width={width} and resolution={resolution}."
        )
    first, blocks, head = NETWORKS[network]
    channels, side = multiple_of_8(width * first), math.ceil(resolution / 2)
    weights = 27 * channels
    rows = [BlockCost("first 3×3", side, channels, 0, side * side * weights, weights)]
    for number, step in enumerate(blocks, start=1):
        rows.append(_block(f"block {number}", step, side, channels, multiple_of_8(width * step.channels), separable))
        side, channels = rows[-1].side, rows[-1].channels
    if head:
        weights = channels * head
        rows.append(BlockCost("last 1×1", side, head, 0, side * side * weights, weights))
        channels = head
    weights = channels * CLASSES
    return [*rows, BlockCost("classes", 1, CLASSES, 0, weights, weights)]


def _block(name: str, step: Step, side: int, channels: int, after: int, separable: bool) -> BlockCost:
    """A block that begins with a map of side × side × channels."""
    inside, out = step.expand * channels, math.ceil(side / step.stride)
    widening = inside * channels if step.expand > 1 else 0
    area = step.f * step.f
    spatial, last = (area * inside, inside * after) if separable else (0, area * inside * after)
    depthwise, others = out * out * spatial, side * side * widening + out * out * last
    return BlockCost(name, out, after, depthwise, others, widening + spatial + last)
