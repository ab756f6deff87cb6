"""What a network computes, drawn from left to right: boxes as large as their shapes, arrows with the steps' names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from course_utils.errors import ArgumentError
from course_utils.widgets.drawing.figures import NARROW, Figure
from course_utils.widgets.drawing.svg import COLOURS, arrow, label, page, text_width, volume

ARROW, AIR, BELOW = 42, 12, 40  # pixels of a line of layers: from its ground to its arrows, above it, below the ground


def draw_layer(shapes: Sequence[tuple[int, ...]], names: Sequence[str]) -> Figure:
    """Draw what a network computes from left to right, with the name of the step on each arrow.

    Shapes: images (n_H, n_W, n_C) as boxes as deep as their channels; signals (n, n_C) as boxes one place wide;
    volumes (n_D, n_H, n_W, n_C) as cubes, up to four behind each other for their channels.
    Raises: ArgumentError for other shapes, and unless `names` has one entry less than `shapes`.

    >>> draw_layer([(32, 32, 3), (28, 28, 6)], ["convolve"])
    [figure: Volumes: 32 by 32 by 3, then 28 by 28 by 6.]
    """
    if not shapes or len(names) != len(shapes) - 1:
        raise ArgumentError(f"{len(shapes)} volumes have {max(len(shapes) - 1, 0)} steps; received {len(names)} names.")
    if not all(2 <= len(shape) <= 4 for shape in shapes):
        raise ArgumentError(f"A shape has 2 to 4 numbers, the channels last; received {list(map(tuple, shapes))}.")
    tallest = max(shape[-3] if len(shape) > 2 else shape[0] for shape in shapes)
    steps = [_Step(*step, tallest, COLOURS[k % 4]) for k, step in enumerate(zip(shapes, ("", *names)))]
    body, width, height = "", 0.0, 0.0
    for line in _even_lines(steps, NARROW):
        x, line_height = 24.0, max(step.height for step in line)
        drawn = ""
        for step in line:
            drawn += step.svg(x)
            x += step.width
        body += f'<g transform="translate(0 {height + line_height - BELOW:g})">{drawn}</g>'
        width, height = max(width, x), height + line_height
    alt = "Volumes: " + ", then ".join(" by ".join(map(str, shape)) for shape in shapes) + "."
    return Figure.from_svg(page(body, width + 20, height + 4, [], alt), alt)


@dataclass(frozen=True)
class _Step:
    """A shape and the arrow that leads to it, none where the arrow has no name; boxes stand on a line at y = 0."""

    shape: tuple[int, ...]
    name: str
    tallest: int
    colour: str

    @property
    def arrow(self) -> float:
        """The room of the arrow in pixels."""
        return 30 + 7 * len(self.name) if self.name else 0

    @property
    def width(self) -> float:
        """What it takes of its line, in pixels."""
        _, width, _ = _layer_box(0, self.shape, self.tallest, self.colour)
        return self.arrow + width + 10

    @property
    def height(self) -> float:
        """The height of a line with it, its numbers and some air, in pixels."""
        high, deep = self.shape[-3] if len(self.shape) > 2 else self.shape[0], 6 + 2.5 * min(self.shape[-1], 20)
        return max(30 + 90 * high / self.tallest + deep / 2, ARROW + 26) + AIR + BELOW

    @property
    def overhang(self) -> float:
        """How far the numbers below reach beyond it, in pixels."""
        _, width, middle = _layer_box(0, self.shape, self.tallest, self.colour)
        return max(0.0, middle + text_width(self.words, 13) / 2 - width)

    @property
    def words(self) -> str:
        return "×".join(map(str, self.shape))

    def svg(self, x: float) -> str:
        """The arrow and the box, from `x` on."""
        drawn, _, middle = _layer_box(x + self.arrow, self.shape, self.tallest, self.colour)
        leads = arrow(x, -ARROW, self.arrow - 18, self.name) if self.name else ""
        return leads + drawn + label(x + self.arrow + middle, 24, self.words, "middle")


def _even_lines(steps: Sequence[_Step], room: float) -> list[Sequence[_Step]]:
    """As few lines as fit into `room` pixels, each as full as the others: no step is left alone at the end."""
    for rows in range(1, len(steps) + 1):
        beside = -(-len(steps) // rows)
        lines = [steps[first : first + beside] for first in range(0, len(steps), beside)]
        if all(24 + sum(step.width for step in line) + line[-1].overhang <= room for line in lines):
            break
    return lines


def _layer_box(x: float, shape: tuple[int, ...], tallest: int, colour: str) -> tuple[str, float, float]:
    """The drawing of one shape that stands at y = 0, how wide it is, and the middle of its front."""
    *places, channels = shape
    rows, columns = places[-2:] if len(places) > 1 else (places[0], 0)
    h, w, d = 30 + 90 * rows / tallest, 12 + 30 * columns / tallest, 6 + 2.5 * min(channels, 20)
    if len(places) < 3:
        return volume(x, -h, w, h, d, colour), w + d, w / 2
    h, w, d, behind = 0.8 * h, 10 + 70 * columns / tallest, 8 + 40 * places[0] / tallest, range(min(channels, 4))
    page_white = f'h{w:g}l{d:g} {-d / 2:g}v{-h:g}h{-w:g}l{-d:g} {d / 2:g}z" fill="#fff"/>'
    cubes = [
        f'<path d="M{x + 9 * k:g} {-5 * k:g}{page_white}' + volume(x + 9 * k, -h - 5 * k, w, h, d, colour)
        for k in reversed(behind)
    ]
    return "".join(cubes), w + d + 9 * behind[-1], w / 2
