"""GramExplorer: two channels, their product place by place, and the number it gives in the Gram matrix."""

from __future__ import annotations

from typing import Any

import numpy as np
import traitlets
from numpy.typing import NDArray

from course_utils.widgets.assets import javascript
from course_utils.widgets.base import ExplorerWidget, Numbers, Switch, Whole, WidgetError
from course_utils.widgets.box_traits import plain
from course_utils.widgets.drawing import picture
from course_utils.widgets.drawing.photograph import default_photograph

SIDE, MOST_SIDE, MOST_CHANNELS = 20, 24, 16
NAMES = ("bright", "dark", "blue", "yellow", "upright edges", "lying edges")


def _to_lists(maps: NDArray[np.float64], widget: object) -> list[Any]:
    return list(np.moveaxis(maps, 2, 0).tolist())


def _from_lists(channels: list[Any], widget: object) -> NDArray[np.float64]:
    return np.moveaxis(np.array(channels, dtype=np.float64), 0, 2)


class Maps(traitlets.TraitType[NDArray[np.float64], Any]):
    """Activations of one layer, shape (n_H, n_W, n_C), read-only; they travel channel by channel."""

    def __init__(self) -> None:
        super().__init__(np.zeros((1, 1, 1)))
        self.tag(sync=True, to_json=_to_lists, from_json=_from_lists)

    def validate(self, obj: Any, value: Any) -> NDArray[np.float64]:
        """Return `value` as a read-only float64 array; a batch of one, (1, n_H, n_W, n_C), is welcome.

        Raises:
            WidgetError: other axes, too many places or channels, or numbers that are not finite.
        """
        try:
            maps = np.array(value, dtype=np.float64)
        except (TypeError, ValueError):
            raise WidgetError(f"maps must hold numbers; received {str(value)[:60]!r}.") from None
        maps = maps[0] if maps.ndim == 4 and len(maps) == 1 else maps
        fits = maps.ndim == 3 and maps.size and max(maps.shape[:2]) <= MOST_SIDE and maps.shape[2] <= MOST_CHANNELS
        if not fits:
            expected = f"maps must have shape (n_H, n_W, n_C), at most {MOST_SIDE}×{MOST_SIDE}×{MOST_CHANNELS}"
            raise WidgetError(f"{expected}; received shape {maps.shape}.", "Take a few channels and a small layer.")
        if not np.isfinite(maps).all():
            raise WidgetError("maps must hold finite numbers; received NaN or infinity.")
        maps.setflags(write=False)
        return maps


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
    def _there(self, proposal: dict[str, Any]) -> Any:
        count, name = self.maps.shape[2], proposal["trait"].name
        if proposal["value"] >= count:
            raise WidgetError(f"{name} must be below {count}, the number of channels; received {proposal['value']}.")
        return proposal["value"]

    @traitlets.observe("maps")
    def _follow(self, change: Any) -> None:
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
        pair = [picture.Grid(titles[i], self.shown[:, :, i], picture.signed) for i in (self.first, self.second)]
        product = picture.Grid("product", self.product, picture.signed)
        return picture.side_by_side([*pair, product], signs=("×", "="), words=self.formula, alt=self.alt_text())


def scattering(count: int) -> NDArray[np.int64]:
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
