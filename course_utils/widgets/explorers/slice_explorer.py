"""SliceExplorer: three slices through one place of a volume, and what a network says about it."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from course_utils.types import Array, Photo
from course_utils.widgets.assets import javascript, stylesheet
from course_utils.widgets.base import ExplorerWidget, WidgetError
from course_utils.widgets.drawing.photograph import image_element
from course_utils.widgets.drawing.svg import label, page
from course_utils.widgets.mathematics.numbers import plain
from course_utils.widgets.traits import ArrayTrait, Switch, Whole

MOST, SIDE, GAP, TOP = 48, 200, 24, 34
PAINT, SHARE = np.array([230.0, 159.0, 0.0]), 0.7  # Okabe and Ito's orange; how much of it covers a prediction of 1
AXES = ("slice", "row", "column")
VIEWS = ("From above", "From the front", "From the side")  # each leaves out one axis, in this order


class Volume(ArrayTrait):
    """Numbers, shape (slices, rows, columns), float32; it travels as its shape and base64."""

    dtype = np.float32

    def __init__(self, empty: bool = False) -> None:
        form = f"have three axes of 2 to {MOST}: slices, rows, columns"
        default = None if empty else np.zeros((2, 2, 2))
        super().__init__(default, [(2, MOST)] * 3, form, advice="Take one example and one channel.")

    def unreadable(self, value: object) -> str:
        """Return what messages say of a value that holds no numbers."""
        return f"be a volume of numbers; received {type(value).__name__}"

    def to_json(self, array: Array | None, widget: object) -> object:
        """Return shape and numbers, or None."""
        if array is None:
            return None
        return {"shape": list(array.shape), "data": base64.b64encode(array.astype("<f4").tobytes()).decode()}

    def from_json(self, sent: dict[str, Any] | None, widget: object) -> Array | None:
        """Return the array that the browser sent."""
        if sent is None:
            return None
        return np.frombuffer(base64.b64decode(sent["data"]), dtype="<f4").reshape(sent["shape"])


class SliceExplorer(ExplorerWidget):
    """Three orthogonal slices of a volume, with a mark where they meet.

    Args (all by name but the first; all traits that can be assigned later):
        volume: numbers, shape (slices, rows, columns), sides of 2 to 48.
        prediction: shares 0 … 1 of the same shape, laid over the slices in orange; None for none.
        z, y, x: the place looked at: slice, row, column, from 0; the middle until you give them.
        low, high: values up to `low` are black, from `high` on white; the volume's extremes until you give them.
        overlay: whether the prediction is shown.

    Raises:
        WidgetError: a value outside its domain, a prediction of another shape, low not below high.

    Example:
        >>> w = SliceExplorer(np.arange(24).reshape(2, 3, 4), z=1, y=2, x=0)
        >>> w.value, [view.shape for view in w.output]
        (20.0, [(3, 4, 3), (2, 4, 3), (2, 3, 3)])
    """

    _esm = javascript("slice_explorer")
    _css = stylesheet("photograph", "slices")

    volume = Volume()
    prediction = Volume(empty=True)
    z = Whole(0).tag(sync=True)
    y = Whole(0).tag(sync=True)
    x = Whole(0).tag(sync=True)
    low = traitlets.Float(0.0).tag(sync=True)
    high = traitlets.Float(1.0).tag(sync=True)
    overlay = Switch(True).tag(sync=True)

    def __init__(self, volume: ArrayLike, prediction: ArrayLike | None = None, **values: object) -> None:
        super().__init__()
        with self.hold_trait_notifications():
            self.volume = volume
            self.prediction = prediction
            least, most = float(self.volume.min()), float(self.volume.max())
            middle = dict(zip("zyx", (n // 2 for n in self.volume.shape)))
            extremes = {"low": least, "high": most if most > least else least + 1}
            for name, value in (middle | extremes | values).items():
                if not self.has_trait(name):
                    raise WidgetError(f"SliceExplorer knows no {name}.", "See help(SliceExplorer).")
                setattr(self, name, value)

    @property
    def place(self) -> tuple[int, int, int]:
        """Slice, row and column looked at."""
        return self.z, self.y, self.x

    @property
    def value(self) -> float:
        """The volume's number at the mark."""
        return float(self.volume[self.place])

    @property
    def output(self) -> tuple[Photo, Photo, Photo]:
        """The three slices as they are painted, uint8: (rows, columns, 3), (slices, columns, 3), (slices, rows, 3)."""
        above, front, side = (self._paint(axis) for axis in range(3))
        return above, front, side

    def _paint(self, axis: int) -> Photo:
        values = np.take(self.volume, self.place[axis], axis).astype(np.float64)
        grey = np.clip(255 * (values - self.low) / (self.high - self.low), 0, 255)[..., None]
        cover = np.zeros_like(grey)
        if self.prediction is not None and self.overlay:
            shares = np.take(self.prediction, self.place[axis], axis).astype(np.float64)
            cover = SHARE * np.clip(shares, 0, 1)[..., None]
        return np.asarray(np.floor(grey * (1 - cover) + PAINT * cover + 0.5), dtype=np.uint8)

    @traitlets.validate("z", "y", "x")
    def _inside(self, proposal: dict[str, Any]) -> int:
        """Refuse a place outside the volume."""
        name, value = proposal["trait"].name, int(proposal["value"])
        count = self.volume.shape["zyx".index(name)]
        if value >= count:
            raise WidgetError(f"{name} must be 0 to {count - 1}, a {AXES['zyx'.index(name)]}; received {name}={value}.")
        return value

    @traitlets.validate("prediction")
    def _matches(self, proposal: dict[str, Any]) -> object:
        """Refuse a prediction of another shape than the volume's."""
        received = proposal["value"]
        if received is not None and received.shape != self.volume.shape:
            expected = f"prediction must have the volume's shape {self.volume.shape}"
            raise WidgetError(f"{expected}; received shape {received.shape}.")
        return received

    @traitlets.validate("low", "high")
    def _in_order(self, proposal: dict[str, Any]) -> float:
        """Refuse a black that is not darker than white."""
        now = self.proposed(proposal, "low", "high")
        if not np.isfinite([*now.values()]).all() or now["low"] >= now["high"]:
            raise WidgetError(f"low must be below high; received low={now['low']:g}, high={now['high']:g}.")
        return float(proposal["value"])

    @traitlets.observe("volume")
    def _follow_shape(self, change: object) -> None:
        self.z, self.y, self.x = (min(at, n - 1) for at, n in zip(self.place, self.volume.shape))
        if self.prediction is not None and self.prediction.shape != self.volume.shape:
            self.prediction = None

    def words(self) -> str:
        """Say what stands at the mark, as the page does."""
        spot = ", ".join(f"{name} {at + 1}" for name, at in zip(AXES, self.place))
        said = "" if self.prediction is None else f" Prediction {plain(self.prediction[self.place], 2)}."
        return f"{spot[0].upper()}{spot[1:]}: value {plain(self.value, 2)}.{said}"

    def alt_text(self) -> str:
        """Say how large the volume is, and what stands at the mark."""
        return f"Slice explorer of a volume of {'×'.join(map(str, self.volume.shape))} voxels. {self.words()}"

    def static_svg(self) -> str:
        """Return the three slices side by side with the mark on each."""
        scale = SIDE / max(self.volume.shape)
        parts, left, tallest = [], 10.0, 0.0
        for axis, (title, photo) in enumerate(zip(VIEWS, self.output)):
            height, width = photo.shape[0] * scale, photo.shape[1] * scale
            row, column = ((at + 0.5) * scale for k, at in enumerate(self.place) if k != axis)
            parts.append(label(left, 20, f"{title}, {AXES[axis]} {self.place[axis] + 1}"))
            parts.append(f'<g transform="translate({left:g} {TOP})">{_image(photo, width, height)}'
                         f'{_cross(row, column, width, height)}</g>')  # fmt: skip
            left, tallest = left + max(width, 190) + GAP, max(tallest, height)
        return page("".join(parts), left, tallest + TOP + 4, [self.words()], self.alt_text())


def _image(photo: Photo, width: float, height: float) -> str:
    """A slice with its voxels as squares; enlarged before the JPEG, which would blur small ones."""
    large = photo.repeat(4, axis=0).repeat(4, axis=1)
    return image_element(large, width, height)


def _cross(row: float, column: float, width: float, height: float) -> str:
    """Two lines that leave the voxel itself free."""
    gap = 6
    path = (f"M0 {row:g}H{max(column - gap, 0):g}M{column + gap:g} {row:g}H{width:g}"
            f"M{column:g} 0V{max(row - gap, 0):g}M{column:g} {row + gap:g}V{height:g}")  # fmt: skip
    lines = (("#000", 3), ("#56B4E9", 1.4))
    return "".join(f'<path d="{path}" fill="none" stroke="{ink}" stroke-width="{w}"/>' for ink, w in lines)
