"""TripletExplorer: an anchor, a positive and a negative in the plane; the loss, its margin and its gradients."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from course_utils.types import Array, Numbers
from course_utils.widgets.assets import javascript, stylesheet
from course_utils.widgets.base import ExplorerWidget, WidgetError
from course_utils.widgets.drawing.svg import circle, frame, label, rect
from course_utils.widgets.mathematics.numbers import plain
from course_utils.widgets.traits import ArrayTrait, Within, column

SIDE, ROOM = 5.0, 300
RATE = 0.1  # how much of the gradient one step takes away
INKS = {"anchor": "#0072b2", "positive": "#009e73", "negative": "#d55e00"}
Point2 = tuple[float, float]


def _pair(name: str, point: Array) -> None:
    if point.size != 2:
        raise WidgetError(f"{name} must be (x, y); received {point.size} numbers.")


def _point(x: float, y: float) -> ArrayTrait:
    return column((x, y), 0, SIDE, check=_pair)


class TripletExplorer(ExplorerWidget):
    """Three encodings of two numbers, to drag: what does the triplet cost, and where does training push them?

    Args (traits that can be assigned later):
        anchor, positive, negative: points (x, y), 0 … 5; y grows upwards.
        alpha: the margin, 0 … 3.

    Raises:
        WidgetError: a point outside the plane, or no point; a margin outside its range.

    Example:
        >>> w = TripletExplorer((1, 1), (2, 1), (1, 3), alpha=0.5)
        >>> w.distances, w.loss, w.kind
        ((1.0, 4.0), 0.0, 'easy')
        >>> w.negative = (1, 2)
        >>> w.loss, w.gradients["positive"]
        (0.5, (2.0, 0.0))
    """

    _esm = javascript("triplet_explorer")
    _css = stylesheet("detection", "triplet")

    anchor = _point(2, 2)
    positive = _point(3.2, 2.8)
    negative = _point(2.6, 1.1)
    alpha = Within(0.2, 0.0, 3.0).tag(sync=True)

    def __init__(
        self, anchor: ArrayLike | None = None, positive: ArrayLike | None = None, negative: ArrayLike | None = None,
        **values: object,
    ) -> None:  # fmt: skip
        given = {"anchor": anchor, "positive": positive, "negative": negative}
        super().__init__(**{name: point for name, point in given.items() if point is not None}, **values)

    @property
    def distances(self) -> tuple[float, float]:
        """Squared: anchor to positive, anchor to negative."""
        return _square(self.anchor, self.positive), _square(self.anchor, self.negative)

    @property
    def loss(self) -> float:
        """max(‖a − p‖² − ‖a − n‖² + alpha, 0)."""
        near, far = self.distances
        return float(max(near - far + self.alpha, 0.0))

    @property
    def kind(self) -> str:
        """`easy` costs nothing, `inside the margin` has the right order, `hard` has the wrong one."""
        near, far = self.distances
        return "easy" if self.loss == 0 else "inside the margin" if far > near else "hard"

    @property
    def gradients(self) -> dict[str, Point2]:
        """Of the loss, by each point; zero where the triplet is easy."""
        if self.loss == 0:
            return dict.fromkeys(INKS, (0.0, 0.0))
        a, p, n = self.anchor, self.positive, self.negative
        return {"anchor": _double(n - p), "positive": _double(p - a), "negative": _double(a - n)}

    def moved(self, rate: float = RATE) -> dict[str, Point2]:
        """Where one step of gradient descent puts the points; none leaves the plane."""
        return {name: _inside(getattr(self, name), slope, rate) for name, slope in self.gradients.items()}

    def step(self, rate: float = RATE) -> None:
        """Take one step of gradient descent."""
        with self.hold_trait_notifications():
            for name, point in self.moved(rate).items():
                setattr(self, name, point)

    @property
    def formula(self) -> list[str]:
        """The lines the page shows, with the numbers filled in."""
        (near, far), loss = self.distances, plain(self.loss)
        inner = f"{plain(near)} − {plain(far)} + {plain(self.alpha)}"
        slopes = [f"∂L/∂{name[0]} = ({plain(x)}, {plain(y)})" for name, (x, y) in self.gradients.items()]
        return [
            self._squares("p", self.positive, near), self._squares("n", self.negative, far),
            "   ".join(slopes), f"L = max({inner}, 0) = {loss}",
        ]  # fmt: skip

    def _squares(self, letter: str, other: Numbers, total: float) -> str:
        x, y = (plain(part) for part in self.anchor - other)
        return f"‖a − {letter}‖² = ({x})² + ({y})² = {plain(total)}"

    @property
    def sentence(self) -> str:
        """What kind of triplet this is, in words."""
        words = {
            "easy": "Easy: the negative stands outside the dashed circle. The loss is 0, nothing is learnt.",
            "inside the margin": "Inside the margin: the order is right, but the gap is less than α.",
            "hard": "Hard: the negative is nearer than the positive.",
        }
        return words[self.kind]

    def alt_text(self) -> str:
        """Say where the points stand and what the triplet costs."""
        places = ", ".join(f"{name} ({', '.join(plain(v) for v in getattr(self, name))})" for name in INKS)
        return f"Triplet explorer: {places}; margin {plain(self.alpha)}, loss {plain(self.loss)}. {self.sentence}"

    def static_svg(self) -> str:
        """Return the plane with the points, both circles and the way each point is pushed; the formula below."""
        scale, (near, _) = ROOM / SIDE, self.distances
        parts = [rect(10, 10, ROOM, ROOM, 'fill="#f3f4f6" stroke="#777"')]
        x, y = _spot(self.anchor, scale)
        for square, dash in ((near, ""), (near + self.alpha, ' stroke-dasharray="6 4"')):
            radius = float(np.sqrt(square)) * scale
            parts.append(circle(x, y, radius, f'fill="none" stroke="#777"{dash}'))
        clip = f'<clipPath id="plane"><rect x="10" y="10" width="{ROOM}" height="{ROOM}"/></clipPath>'
        body = f'{clip}<g clip-path="url(#plane)">{"".join(parts)}{"".join(self._points(scale))}</g>'
        words = [self.formula[-1], *self.formula[:-1], self.sentence]
        return frame(body, 620, ROOM + 10, words, self.alt_text())

    def _points(self, scale: float) -> list[str]:
        drawn, ends = [], self.moved()
        for name, ink in INKS.items():
            (x, y), (u, v) = _spot(getattr(self, name), scale), _spot(ends[name], scale)
            drawn.append(f'<path d="M{x:g} {y:g}L{u:g} {v:g}" stroke="{ink}" stroke-width="3"/>')
            drawn.append(circle(x, y, 11, f'fill="#fff" stroke="{ink}" stroke-width="3"'))
            drawn.append(label(x, y + 5, name[0].upper(), "middle", weight="bold", ink=""))
        return drawn


def _square(a: Numbers, b: Numbers) -> float:
    x, y = (float(part) for part in a - b)
    return x * x + y * y


def _double(slope: Numbers) -> Point2:
    return 2 * float(slope[0]), 2 * float(slope[1])


def _inside(point: Numbers, slope: Point2, rate: float) -> Point2:
    x, y = (min(max(float(at) - rate * way, 0.0), SIDE) for at, way in zip(point, slope))
    return x, y


def _spot(point: Numbers | Point2, scale: float) -> Point2:
    """The place in the picture: y grows upwards."""
    return 10 + float(point[0]) * scale, 10 + ROOM - float(point[1]) * scale
