"""AugmentationExplorer: what mirror, turn, shear, crop and colours make of one photograph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import traitlets

from course_utils.layers.images.augment import shift_colors
from course_utils.layers.images.warp import FILLS, Moves, color_shift, crop_window, pca_shifts, source_places, warp
from course_utils.types import Array
from course_utils.widgets.assets import javascript, stylesheet
from course_utils.widgets.base import (
    ExplorerWidget,
    Numbers,
    OneOf,
    Switch,
    WidgetError,
    Within,
)
from course_utils.widgets.box_traits import Column, plain
from course_utils.widgets.drawing.photograph import Photo, Photograph, default_photograph, jpeg
from course_utils.widgets.drawing.svg import BLUE, label, page

SIDE, GAP, TOP, REACH = 220, 24, 36, 300
ORANGE = "#D55E00"
MOVES = ("mirror", "rotation", "shear", "crop", "top", "left", "fill")
# Directions where a photograph without colour has none of its own: grey, red against green, yellow against blue.
GREY_AXES = np.array([[1, 1, 1], [1, -1, 0], [1, 1, -2]]) / np.sqrt([[3], [2], [6]])


class Triple(Column):
    """Three numbers from −`reach` to `reach`."""

    def __init__(self, reach: float) -> None:
        super().__init__([0.0, 0.0, 0.0], low=-reach, high=reach)

    def validate(self, obj: Any, value: Any) -> Numbers:
        """Return `value` as a read-only array, shape (3,).

        Raises:
            WidgetError: not three numbers within the bounds.
        """
        numbers = super().validate(obj, value)
        if numbers.shape != (3,):
            raise WidgetError(f"{self.name} must hold three numbers; received {len(numbers)}.")
        return numbers


class AugmentationExplorer(ExplorerWidget):
    """One photograph, augmented: first its colours, then its places. See `course_utils.layers.images.warp`.

    Args (all by name, all traits that can be assigned later):
        image: a photograph (rows, columns, 3), uint8, sides of 8 to 320 pixels; "coffee" until you give one.
        mirror: left and right swapped.
        rotation: degrees counter-clockwise, −45 to 45.
        shear: columns a row moves for each row above the middle, −0.5 to 0.5.
        crop: the window's sides in percent of the photograph's, 30 to 100; top, left: where it stands in the free
            room, 0 to 100 percent.
        fill: what stands outside the photograph, "edge", "black" or "reflect".
        brightness: added to all channels, −100 to 100; channels: added to red, green and blue.
        alphas: PCA colour shift, how far along each of the photograph's three principal axes, −2 to 2 each.
            AlexNet drew them with spread 0.1; the page's dice take 0.5, so that the change is seen.

    Raises:
        WidgetError: a value outside its domain.

    Example:
        >>> w = AugmentationExplorer(image=np.zeros((20, 30, 3), np.uint8), crop=50, brightness=9)
        >>> w.output.shape, int(w.output[0, 0, 0])
        ((10, 15, 3), 9)
    """

    _esm = javascript("augmentation_explorer")
    _css = stylesheet("photograph")

    image = Photograph()
    mirror = Switch(False).tag(sync=True)
    rotation = Within(0.0, -45, 45).tag(sync=True)
    shear = Within(0.0, -0.5, 0.5).tag(sync=True)
    crop = Within(100, 30, 100).tag(sync=True)
    top = Within(50, 0, 100).tag(sync=True)
    left = Within(50, 0, 100).tag(sync=True)
    fill = OneOf(*FILLS).tag(sync=True)
    brightness = Within(0.0, -100, 100).tag(sync=True)
    channels = Triple(100)
    alphas = Triple(2)
    _axes = traitlets.Dict().tag(sync=True)

    def __init__(self, **values: Any) -> None:
        values.setdefault("image", default_photograph())
        super().__init__(**values)

    @property
    def moves(self) -> Moves:
        """The present places, as `warp` takes them."""
        return Moves(**{name: getattr(self, name) for name in MOVES})

    @property
    def shift(self) -> Numbers:
        """What is added to red, green and blue, shape (3,)."""
        return color_shift(self.image, self.brightness, self.channels.tolist(), self.alphas.tolist())

    @property
    def output(self) -> Photo:
        """The augmented photograph, uint8, of the crop's size."""
        return warp(shift_colors(self.image, self.shift.tolist()), self.moves)

    @traitlets.observe("image")
    def _find_axes(self, change: Any) -> None:
        """The browser adds multiples of these: it needs no eigenvalues of its own."""
        shifts = pca_shifts(self.image)
        lengths = np.linalg.norm(shifts, axis=1)
        total = float(lengths.sum())
        own = lengths > 1e-9 * (total or 1.0)
        directions = np.where(own[:, None], shifts / np.where(own, lengths, 1.0)[:, None], GREY_AXES)
        self._axes = {
            "mean": self.image.mean(axis=(0, 1)).tolist(),
            "directions": directions.tolist(),
            "shifts": shifts.tolist(),
            "shares": (lengths / (total or 1.0)).tolist(),
        }

    def alt_text(self) -> str:
        """Say what was done to the photograph."""
        rows, columns = self.image.shape[:2]
        return f"Augmentation explorer, a photograph of {rows}×{columns}. {self.words()}"

    def words(self) -> str:
        """Say what was done, as the page does."""
        shape = self.image.shape[:2]
        row, column, height, width = crop_window(shape, self.crop, self.top, self.left)
        way = "counter-clockwise" if self.rotation > 0 else "clockwise"
        told = [
            (self.mirror, "mirrored"),
            (self.rotation, f"turned {plain(abs(self.rotation), 2)}° {way}"),
            (self.shear, f"sheared by {plain(self.shear, 2)}"),
            ((height, width) != shape, f"a crop of {height}×{width} from row {row + 1}, column {column + 1}"),
            (np.abs(self.shift).max() >= 0.05, _colours(self.shift)),
        ]
        parts = [words for true, words in told if true]
        return f"A new picture with the same label: {'; '.join(parts)}." if parts else "The photograph as it is."

    def static_svg(self) -> str:
        """Return the photograph with the crop's outline, the augmented one, and the colours before and after."""
        scale = SIDE / max(self.image.shape[:2])
        width, height = (side * scale for side in (self.image.shape[1], self.image.shape[0]))
        frame = f'<svg x="0" y="{TOP}" width="{width:g}" height="{height:g}" overflow="hidden">'
        photo = _picture(self.image, width, height) + _outline(self.image.shape[:2], self.moves, scale)
        parts = [label(0, 20, "Photograph"), f"{frame}{photo}</svg>"]
        parts += [label(width + GAP, 20, f"Augmented {self.output.shape[0]}×{self.output.shape[1]}")]
        parts += [f'<g transform="translate({width + GAP:g} {TOP})">{_picture(self.output, width, height)}</g>']
        parts += [f'<g transform="translate({2 * (width + GAP):g} 0)">{self._cloud()}</g>']
        body = f'<g transform="translate(10 0)">{"".join(parts)}</g>'
        return page(body, 2 * (width + GAP) + 280, max(height, 150) + TOP + 8, [self.words()], self.alt_text())

    def _cloud(self, count: int = 150) -> str:
        """The colours along axes 1 and 2: grey before, larger and in their own colour after."""
        pixels = self.image.reshape(-1, 3)
        before = pixels[:: -(-len(pixels) // count)]
        after = shift_colors(before[None], self.shift.tolist())[0]
        axes = np.array(self._axes["directions"][:2])

        def dots(colours: Array, radius: float, paint: Sequence[str]) -> str:
            places = 130 + (colours - np.array(self._axes["mean"])) @ axes.T * [[130 / REACH, -130 / REACH]]
            spots = [(x, y - 35, ink) for (x, y), ink in zip(places, paint)]
            return "".join(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{radius:g}" fill="{ink}"/>' for x, y, ink in spots)

        own = [f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in after.tolist()]
        cross = f'<path d="M0 {TOP + 59}h260M130 {TOP}v119" stroke="{BLUE}" stroke-opacity="0.5"/>'
        title = label(0, 20, "Colours: small before, large after")
        return title + cross + dots(after, 3, own) + dots(before, 1.2, ["#777"] * len(before))


def _colours(shift: Numbers) -> str:
    """What each channel gains, with its sign: red +14.2, green 0, blue −3."""
    gains = [(plain(value, 1), value > 0) for value in shift]
    signed = [f"+{text}" if up and text != "0" else text for text, up in gains]
    return ", ".join(f"{name} {text}" for name, text in zip(("red", "green", "blue"), signed))


def _picture(photo: Photo, width: float, height: float) -> str:
    return f'<image width="{width:g}" height="{height:g}" preserveAspectRatio="none" href="{jpeg(photo)}"/>'


def _outline(shape: tuple[int, int], moves: Moves, scale: float) -> str:
    """The crop's corners, taken back to where they come from."""
    top, left, height, width = crop_window(shape, moves.crop, moves.top, moves.left)
    corners = np.array([[0, 0], [0, width], [height, width], [height, 0]]) + np.array([top, left]) - 0.5
    rows, columns = source_places(shape, moves, corners[:, 0], corners[:, 1])
    points = " ".join(f"{(x + 0.5) * scale:.1f},{(y + 0.5) * scale:.1f}" for y, x in zip(rows, columns))
    lines = (("#fff", 5), (ORANGE, 2.5))
    return "".join(f'<polygon points="{points}" fill="none" stroke="{ink}" stroke-width="{w}"/>' for ink, w in lines)
