"""CostExplorer: bars of multiplications, block by block, as width and resolution of a network move."""

from __future__ import annotations

import math
from typing import Any

import traitlets

from course_utils.layers.efficient.costs import (
    LARGEST,
    NARROWEST,
    NETWORKS,
    SMALLEST,
    WIDEST,
    BlockCost,
    block_costs,
)
from course_utils.widgets.assets import javascript, stylesheet
from course_utils.widgets.base import ExplorerWidget
from course_utils.widgets.drawing.plots import STYLE, with_words
from course_utils.widgets.mathematics.numbers import number
from course_utils.widgets.traits import OneOf, Switch, Whole, Within


class CostExplorer(ExplorerWidget):
    """What every block of a small network costs, for pictures of another size and channels of another number.

    Args (all by name, all traits that can be assigned later):
        network: "MobileNetV2", "MobileNetV1" or "EfficientNet-Lite0".
        width: the width multiplier α, 0.25 to 1.5.
        resolution: rows and columns of a picture, 32 to 320.
        separable: False puts one plain convolution in the place of each depthwise one and the 1×1 behind it.
        block: the bar read out, from 1.

    Raises:
        WidgetError: a value outside its domain.

    Example:
        >>> w = CostExplorer(width=0.5, resolution=112)
        >>> w.multiplications
        27163680
    """

    _esm = javascript("cost_explorer")
    _css = stylesheet("chart", "bars")

    network = OneOf(*NETWORKS).tag(sync=True)
    width = Within(1.0, NARROWEST, WIDEST).tag(sync=True)
    resolution = Within(224, SMALLEST, LARGEST).tag(sync=True)
    separable = Switch(True).tag(sync=True)
    block = Whole(1, least=1).tag(sync=True)
    _networks = traitlets.Dict().tag(sync=True)

    def __init__(self, **values: object) -> None:
        tables = {name: {"first": first, "blocks": list(map(list, blocks)), "head": head}
                  for name, (first, blocks, head) in NETWORKS.items()}  # fmt: skip
        super().__init__(_networks=tables, **values)

    @property
    def output(self) -> list[BlockCost]:
        """The cost of every block, from `block_costs`."""
        return block_costs(self.network, self.width, int(self.resolution), self.separable)

    @property
    def reference(self) -> list[BlockCost]:
        """The same network as published: width 1, 224 × 224, with depthwise convolutions."""
        return block_costs(self.network)

    @property
    def multiplications(self) -> int:
        """All multiplications for one picture."""
        return sum(row.multiplications for row in self.output)

    def verdict(self) -> str:
        """Say the whole cost, beside that of the published network, and the depthwise part of it."""
        rows, whole = self.output, self.multiplications
        published = sum(row.multiplications for row in self.reference)
        weights = sum(row.parameters for row in rows)
        kind = "" if self.separable else " with plain convolutions"
        part = sum(row.depthwise for row in rows)
        share = f" Depthwise convolutions do {_hundredths(part / whole)} % of it." if part else ""
        return (
            f"{self.network}{kind}, width {number(self.width)}, {self.resolution}×{self.resolution}: "
            f"{_millions(whole)} million multiplications, {_ratio(whole / published)} times the published "
            f"{_millions(published)}; {_millions(weights)} million weights.{share}"
        )

    @traitlets.observe("network")
    def _follow_network(self, change: object) -> None:
        self.block = min(self.block, len(self.output))

    @traitlets.validate("block")
    def _there(self, proposal: dict[str, Any]) -> object:
        return min(proposal["value"], len(self.output))

    def alt_text(self) -> str:
        """Say the whole cost and the dearest block."""
        dearest = max(self.output, key=lambda row: row.multiplications)
        return f"Cost explorer: {self.verdict()} The dearest part is {dearest.name}."

    def static_svg(self) -> str:
        """Return the bars, those of the published network as outlines behind them."""
        rows, before = self.output, self.reference
        places = range(1, len(rows) + 1)
        from matplotlib import pyplot, style

        with style.context(STYLE):
            plot, ax = pyplot.subplots(figsize=(9, 3.2))
            outline = [row.multiplications / 1e6 for row in before]
            ax.bar(places, outline, fill=False, edgecolor="#777", linestyle="--", label="as published")
            depthwise = [row.depthwise / 1e6 for row in rows]
            ax.bar(places, depthwise, color="C1", hatch="///", edgecolor="#777", label="depthwise")
            others = [row.others / 1e6 for row in rows]
            ax.bar(places, others, bottom=depthwise, color="C0", label="other convolutions")
            ax.set(xlabel="bar", ylabel="million multiplications", xticks=places)
            ax.grid(visible=False, axis="x")
            ax.legend()
            return with_words(plot, [self.verdict()], self.alt_text())


def _millions(count: float) -> str:
    """A count in millions with one decimal, halves up as in the browser."""
    return f"{math.floor(count / 1e5 + 0.5) / 10:.1f}"


def _ratio(value: float) -> str:
    return f"{math.floor(100 * value + 0.5) / 100:.2f}"


def _hundredths(value: float) -> str:
    return f"{math.floor(100 * value + 0.5)}"
