"""ResidualExplorer: take shortcuts or batch norm away and see what reaches the first layer."""

from __future__ import annotations

from typing import Any

import numpy as np
import traitlets

from course_utils.errors import ArgumentError
from course_utils.layers.networks.residual_flow import DEEPEST, LARGEST_SEED, Flow, residual_flow
from course_utils.widgets.assets import javascript, stylesheet
from course_utils.widgets.base import ExplorerWidget, WidgetError
from course_utils.widgets.drawing.plots import STYLE, with_words
from course_utils.widgets.mathematics.numbers import number, powers
from course_utils.widgets.traits import OneOf, Switch, Whole, Within

SETTINGS = ("depth", "shortcut", "batch_norm", "scale", "seed")
VANISHES, EXPLODES = 1e-3, 1e3


class Kept(traitlets.TraitType[dict[str, Any], dict[str, Any]]):
    """The settings of a net to compare with, or nothing: {}."""

    def validate(self, obj: object, value: object) -> dict[str, Any]:
        """Return `value` as a dict.

        Raises:
            WidgetError: other settings than depth, shortcut, batch_norm, scale and seed, or one outside its domain.
        """
        if not value:
            return {}
        if not isinstance(value, dict) or set(value) != set(SETTINGS):
            raise WidgetError(f"kept must be {{}} or settings {', '.join(SETTINGS)}; received {value!r}.")
        try:
            residual_flow(**value)
        except ArgumentError as problem:
            raise WidgetError(f"kept cannot be computed: {problem.message}") from None
        return dict(value)


class ResidualExplorer(ExplorerWidget):
    """One pass forwards and one backwards through an untrained net of 32 units a layer; sizes of what flows.

    A fixed random batch of 16 goes in; at the last layer a gradient of size 1 comes in. A block has two layers:
    matrix, batch norm, ReLU; matrix, batch norm, plus the block's input, ReLU.

    Args (all by name, all traits that can be assigned later):
        depth: layers, even, 4 to 50.
        shortcut, batch_norm: whether the net has them.
        scale: the start weights' spread in units of He's √(2 / 32), 0.3 to 2.
        seed: which draw of random numbers, 0 to 9999.
        gradient: "output" or "weights": by what of a layer the gradients shown are taken.
        layer: the layer read out, from 1.
        kept: the settings of another net, drawn dashed; `keep()` keeps the present one, {} forgets it.

    Raises:
        WidgetError: a value outside its domain.

    Example:
        >>> w = ResidualExplorer(depth=50, shortcut=False, scale=0.7)
        >>> print(w.verdict())
        50 layers without shortcuts, without batch norm: the gradient of layer 1 is 4.8·10⁻⁹ times that of layer 50. \
It vanishes on the way back: the first layers hardly learn.
    """

    _esm = javascript("residual_explorer")
    _css = stylesheet("chart")

    depth = Within(30, 4, DEEPEST).tag(sync=True)
    shortcut = Switch(False).tag(sync=True)
    batch_norm = Switch(False).tag(sync=True)
    scale = Within(0.7, 0.3, 2.0).tag(sync=True)
    seed = Within(1, 0, LARGEST_SEED).tag(sync=True)
    gradient = OneOf("output", "weights").tag(sync=True)
    layer = Whole(1, least=1).tag(sync=True)
    kept = Kept({}).tag(sync=True)

    @property
    def settings(self) -> dict[str, Any]:
        """The present net's depth, shortcut, batch_norm, scale and seed, as `residual_flow` takes them."""
        return {name: getattr(self, name) for name in SETTINGS}

    @property
    def output(self) -> Flow:
        """The sizes of activations and gradients, one for each layer, from `residual_flow`."""
        return residual_flow(**self.settings)

    def keep(self) -> None:
        """Draw the present net's curves dashed from now on, to compare the next settings with."""
        self.kept = self.settings

    def verdict(self) -> str:
        """Say in a sentence what reaches the first layer."""
        first, last = self.output.gradients[[0, -1]]
        return f"{_net(self.settings)}: the gradient of layer 1 is {_comparison(first / last, self.depth)}"

    @traitlets.validate("depth")
    def _even(self, proposal: dict[str, Any]) -> object:
        if proposal["value"] % 2:
            raise WidgetError(f"depth must be even, two layers a block; received depth={proposal['value']}.")
        return proposal["value"]

    @traitlets.observe("depth")
    def _follow_depth(self, change: object) -> None:
        self.layer = min(self.layer, int(self.depth))

    @traitlets.validate("layer")
    def _there(self, proposal: dict[str, Any]) -> object:
        return min(proposal["value"], int(self.depth))

    def alt_text(self) -> str:
        """Say the net, the first layer's share of the gradient, and how the activations change."""
        sizes = self.output.activations
        kept = f" Dashed for comparison: {_net(self.kept)}." if self.kept else ""
        start = f"Residual explorer, start {number(self.scale)} times He's spread, draw {self.seed}. "
        growth = f" Activations go from {powers(sizes[0])} to {powers(sizes[-1])}."
        return start + self.verdict() + growth + kept

    def static_svg(self) -> str:
        """Return the two charts, activations and gradients over the layers."""
        now = self.output
        kept = residual_flow(**self.kept) if self.kept else Flow(*np.empty((3, 0)))
        pairs = [("Activations (root mean square)", now.activations, kept.activations)]
        if self.gradient == "weights":
            pairs.append(("Gradients of the layers' weights", now.weight_gradients, kept.weight_gradients))
        else:
            pairs.append(("Gradients of the layers' outputs", now.gradients, kept.gradients))
        from matplotlib import pyplot, style

        with style.context(STYLE):
            plot, axes = pyplot.subplots(1, 2, figsize=(9, 3.2), sharey=True)
            for ax, (title, values, dashed), look in zip(axes, pairs, ("C0-", "C1-")):
                for curve, drawn in ((dashed, "C6--"), (values, look)):
                    ax.semilogy(np.arange(1, len(curve) + 1), np.where(curve > 0, curve, np.nan), drawn)
                ax.axhline(1, color="#777", linestyle="-", linewidth=0.8)
                ax.set(title=title, xlabel="layer")
                ax.minorticks_off()
            axes[0].set_ylabel("root mean square")
            words = [self.verdict(), *([f"Dashed: {_net(self.kept)}."] if self.kept else [])]
            return with_words(plot, words, self.alt_text())


def _net(settings: dict[str, Any]) -> str:
    has = {True: "with", False: "without"}
    return (
        f"{settings['depth']} layers {has[settings['shortcut']]} shortcuts, {has[settings['batch_norm']]} batch norm"
    )


def _comparison(ratio: float, depth: float) -> str:
    """The first layer's share of the last one's gradient, and what that means for training."""
    end = "It arrives: every layer can learn."
    if ratio < VANISHES:
        end = "It vanishes on the way back: the first layers hardly learn."
    elif ratio > EXPLODES:
        end = "It explodes on the way back: training jumps or breaks off."
    return f"{powers(ratio)} times that of layer {depth}. {end}"
