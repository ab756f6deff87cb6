"""GramExplorer: two channels, their product place by place, and the number it gives in the Gram matrix."""

from __future__ import annotations

from typing import Any

import numpy as np
import traitlets

from course_utils.types import Array, Indices, Numbers
from course_utils.widgets.assets import javascript
from course_utils.widgets.base import ExplorerWidget, WidgetError
from course_utils.widgets.drawing.grids import Grid, side_by_side, signed
from course_utils.widgets.drawing.photograph import default_photograph
from course_utils.widgets.mathematics.numbers import plain
from course_utils.widgets.traits import ArrayTrait, Switch, Whole

SIDE, MOST_SIDE, MOST_CHANNELS = 20, 24, 16
NAMES = ("bright", "dark", "blue", "yellow", "upright edges", "lying edges")


class Maps(ArrayTrait):
    """Activations of one layer, shape (n_H, n_W, n_C); they travel channel by channel."""

    def __init__(self) -> None:
        form = f"have shape (n_H, n_W, n_C), at most {MOST_SIDE}×{MOST_SIDE}×{MOST_CHANNELS}"
        shape = [(1, MOST_SIDE), (1, MOST_SIDE), (1, MOST_CHANNELS)]
        super().__init__(np.zeros((1, 1, 1)), shape, form, advice="Take a few channels and a small layer.")

    def read(self, value: object) -> Array:
        """Return a new array; a batch of one, (1, n_H, n_W, n_C), is welcome."""
        maps = super().read(value)
        return maps[0] if maps.ndim == 4 and len(maps) == 1 else maps

    def to_json(self, array: Array, widget: object) -> object:
        """Return the channels, each as a list of rows."""
        return np.moveaxis(array, 2, 0).tolist()

    def from_json(self, sent: list[Any], widget: object) -> Array:
        """Return the array that the browser sent."""
        return np.moveaxis(np.array(sent, dtype=self.dtype), 0, 2)


class GramExplorer(ExplorerWidget):
    """Two channels of a layer, their product, its sum: one number of the Gram matrix.

    Args (all by name, all traits that can be assigned later):
        maps: activations, shape (n_H, n_W, n_C), at most 24 × 24 × 16; six simple maps of a painting until then.
        names: a name for each channel.
        first, second: the two channels, from 0.
        scattered: put all places into another order, the same for every channel: the Gram matrix stays.

    Raises:
        WidgetError: a value outside its domain, a channel that is not there, names that are too many or too few.

    Example:
        >>> w = GramExplorer(maps=[[[1, 2], [3, 0]]], second=1)
        >>> w.product.tolist(), w.gram.tolist()
        ([[2.0, 0.0]], [[10.0, 2.0], [2.0, 4.0]])
    """

    _esm = javascript("gram_explorer")

    maps = Maps()
    names = traitlets.List(traitlets.Unicode()).tag(sync=True)
    first = Whole(0).tag(sync=True)
    second = Whole(0).tag(sync=True)
    scattered = Switch(False).tag(sync=True)

    def __init__(self, **values: Any) -> None:
        if "maps" not in values:
            usual: dict[str, Any] = {"maps": painted_maps(), "names": list(NAMES), "second": 4}
            values = usual | values
        super().__init__(maps=values["maps"])  # first: the other traits are judged by them
        self.names = values.get("names", [])
        self._complete()
        for name in values.keys() - {"maps", "names"}:
            setattr(self, name, values[name])

    @property
    def shown(self) -> Numbers:
        """The maps as they are shown, shape (n_H, n_W, n_C): scattered or as they came."""
        if not self.scattered:
            return self.maps
        flat = self.maps.reshape(-1, self.maps.shape[2])
        return np.asarray(flat[scattering(len(flat))].reshape(self.maps.shape))

    @property
    def product(self) -> Numbers:
        """The two chosen maps multiplied place by place, shape (n_H, n_W)."""
        return np.asarray(self.shown[:, :, self.first] * self.shown[:, :, self.second])

    @property
    def gram(self) -> Numbers:
        """A Aᵀ of the unrolled maps, shape (n_C, n_C)."""
        A = self.maps.reshape(-1, self.maps.shape[2]).T
        return np.asarray(A @ A.T)

    @property
    def formula(self) -> list[str]:
        """The lines the page shows, with the numbers filled in."""
        n_H, n_W, n_C = self.maps.shape
        value = plain(self.gram[self.first, self.second])
        return [
            f"A: a row for each channel, shape ({n_C}, {n_H} · {n_W})",
            f"G[{self.first}, {self.second}] = sum of {n_H * n_W} products = {value}",
        ]

    @traitlets.validate("first", "second")
    def _there(self, proposal: dict[str, Any]) -> object:
        count, name = self.maps.shape[2], proposal["trait"].name
        if proposal["value"] >= count:
            raise WidgetError(f"{name} must be below {count}, the number of channels; received {proposal['value']}.")
        return proposal["value"]

    @traitlets.observe("maps")
    def _follow(self, change: object) -> None:
        last = self.maps.shape[2] - 1
        self.first, self.second = min(self.first, last), min(self.second, last)
        if len(self.names) != last + 1:
            self.names = []
        self._complete()

    def _complete(self) -> None:
        """Names for channels that have none."""
        count = self.maps.shape[2]
        if not self.names:
            self.names = [f"channel {i}" for i in range(count)]
        elif len(self.names) != count:
            raise WidgetError(f"{count} channels need {count} names; received {len(self.names)}.")

    def alt_text(self) -> str:
        """Say which channels are multiplied and what comes out."""
        n_H, n_W, n_C = self.maps.shape
        value = plain(self.gram[self.first, self.second])
        place = ", places scattered" if self.scattered else ""
        return (
            f"Gram explorer: {n_C} channels of {n_H}×{n_W}{place}. {self.names[self.first]} times "
            f"{self.names[self.second]}, summed over {n_H * n_W} places: G[{self.first}, {self.second}] = {value}."
        )

    def static_svg(self) -> str:
        """Return both maps, their product and the Gram matrix side by side."""
        titles = {i: f"{i}: {self.names[i]}" for i in (self.first, self.second)}
        pair = [Grid(titles[i], self.shown[:, :, i], signed) for i in (self.first, self.second)]
        product = Grid("product", self.product, signed)
        return side_by_side([*pair, product], signs=("×", "="), words=self.formula, alt=self.alt_text())


def scattering(count: int) -> Indices:
    """A fixed order of `count` places that leaves no neighbours together: steps of about 0.382 of them."""
    step = max(1, int(0.382 * count))
    while np.gcd(step, count) > 1:
        step += 1
    return np.asarray(np.arange(count) * step % count)


def painted_maps() -> Numbers:
    """Six maps of a painting, made without a network: brightness, colours, edges; shape (20, 20, 6)."""
    image = default_photograph("starry_night", SIDE + 2).astype(float) / 255
    inner, grey = image[1:-1, 1:-1], image.mean(axis=2)
    blue = inner[:, :, 2] - inner[:, :, :2].mean(axis=2)
    bright = grey[1:-1, 1:-1] - grey.mean()
    upright = np.abs(grey[1:-1, 2:] - grey[1:-1, :-2])
    lying = np.abs(grey[2:, 1:-1] - grey[:-2, 1:-1])
    parts = [bright, -bright, blue, -blue, upright, lying]
    return np.asarray(np.stack([np.round(np.maximum(4 * part, 0), 2) for part in parts], axis=2))
