"""OcclusionExplorer: a grey square over a photograph, and what a network says of the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from course_utils.data.sets.occlusion import load_occlusion
from course_utils.layers.interpretation.attribution import GREY, occlusion_scores
from course_utils.types import Function, Numbers, Photo
from course_utils.widgets.assets import javascript, stylesheet
from course_utils.widgets.base import ExplorerWidget, WidgetError
from course_utils.widgets.drawing.photograph import image_element
from course_utils.widgets.drawing.svg import BLUE, INK, label, page, rect
from course_utils.widgets.mathematics.numbers import plain
from course_utils.widgets.traits import ArrayTrait, Photograph, Whole, column

MOST_PLACES, MOST_CLASSES, SIDE = 5000, 12, 224
_SCORES = f"be (places, classes), at most {MOST_PLACES} × {MOST_CLASSES}"


class OcclusionExplorer(ExplorerWidget):
    """A photograph with a square covered: the scores of some classes, and how far each place lets one of them fall.

    Every score was worked out beforehand by the network itself, for each place and size of the square; between the
    places nothing is guessed, so that the square moves in steps of `stride`.

    Args:
        photograph: "coffee", "chelsea" or "grace_hopper", whose scores are shipped.

    Or by name, for any picture and network (all traits that can be assigned later):
        image: a photograph, uint8, (n_H, n_W, 3).
        names: of the classes whose scores are kept.
        whole: their scores for the whole photograph, (classes,).
        sizes: sides of the square in pixels, one or more.
        stride: how far apart its places are.
        scores: for every size, one after the other, and every place, row by row: (places in all, classes).

    And where to begin: size (one of `sizes`), row, col (places, from 0) and focus (a class, from 0).

    Raises:
        WidgetError: a value outside its domain, or scores that are not as many as the places.

    Example:
        >>> w = OcclusionExplorer("coffee", size=80, row=12, col=10)
        >>> w.names[0], w.box
        ('espresso', (80, 96, 160, 176))
    """

    _esm = javascript("occlusion_explorer")
    _css = stylesheet("photograph", "slices", "bars")

    image = Photograph()
    names = traitlets.List(traitlets.Unicode(), ["a class"]).tag(sync=True)
    whole = column([1.0])
    sizes = traitlets.List(traitlets.Int(min=1), [4], minlen=1).tag(sync=True)
    stride = Whole(4, 1).tag(sync=True)
    scores = ArrayTrait(np.ones((4, 1)), [(1, MOST_PLACES), (1, MOST_CLASSES)], _SCORES)
    size = Whole(4, 1).tag(sync=True)
    row = Whole(0).tag(sync=True)
    col = Whole(0).tag(sync=True)
    focus = Whole(0).tag(sync=True)

    def __init__(self, photograph: str | None = None, scores: ArrayLike | None = None, **values: Any) -> None:
        if photograph is not None:
            known = load_occlusion(photograph)
            parts = [part.reshape(-1, len(known.names)) for part in known.scores]
            shipped = {"image": known.image, "names": list(known.names), "whole": known.whole, "stride": known.stride}
            values = {**shipped, "sizes": list(known.sizes), "size": known.sizes[1], "row": 9, "col": 9, **values}
            scores = np.concatenate(parts)
        if scores is not None:
            values["scores"] = scores
        begins = {name: values.pop(name) for name in ("size", "row", "col", "focus") if name in values}
        if values:
            super().__init__(**values)
            self._keep_together()
        else:
            super().__init__()
        self.size = begins.pop("size", self.sizes[0])
        for name, value in begins.items():
            setattr(self, name, value)

    @classmethod
    def of(
        cls, model: Function, image: ArrayLike, names: dict[int, str], sizes: Sequence[int] = (64,), stride: int = 32
    ) -> Self:
        """Ask a network about a photograph of yours, for every place of the square, and show what it says.

        Args:
            model: images (m, n_H, n_W, 3) → scores (m, classes). Lite0 takes about a tenth of a second for each place.
            image: 0 … 255, shape (n_H, n_W, 3).
            names: what to call each class whose score is kept, by its number.

        Raises:
            WidgetError: a value outside its domain.
        """
        picture, kept = np.asarray(image, np.float32), list(names)
        parts = [occlusion_scores(model, picture, size, stride)[..., kept].reshape(-1, len(kept)) for size in sizes]
        whole = np.asarray(model(picture[None]))[0, kept]
        known: dict[str, Any] = {"names": list(names.values()), "whole": whole, "sizes": list(sizes), "stride": stride}
        return cls(image=np.rint(picture).astype(np.uint8), scores=np.concatenate(parts), **known)

    def _keep_together(self) -> None:
        """Refuse scores that belong to another picture, square or number of classes."""
        largest = max(self.sizes)
        if largest > min(self.image.shape[:2]):
            raise WidgetError(f"sizes must fit into the picture, {self.image.shape[:2]}; received {largest}.")
        places = sum(rows * columns for rows, columns in map(self.places, self.sizes))
        if self.scores.shape != (places, len(self.names)) or len(self.whole) != len(self.names):
            raise WidgetError(
                f"scores must be ({places}, {len(self.names)}): a row for each place of each size, a column for each "
                f"name, and whole as long; received {self.scores.shape} and whole {self.whole.shape}."
            )

    def places(self, size: int) -> tuple[int, int]:
        """How many rows and columns of places a square of this size has."""
        rows, columns = ((n - size) // self.stride + 1 for n in self.image.shape[:2])
        return rows, columns

    @traitlets.validate("size")
    def _offered(self, proposal: dict[str, Any]) -> int:
        if proposal["value"] not in self.sizes:
            raise WidgetError(f"size must be one of {self.sizes}; received size={proposal['value']}.")
        return int(proposal["value"])

    @traitlets.validate("row", "col", "focus")
    def _inside(self, proposal: dict[str, Any]) -> int:
        """Keep the square and the class inside what is there."""
        rows, columns = self.places(self.size)
        most = {"row": rows, "col": columns, "focus": len(self.names)}[proposal["trait"].name]
        return min(int(proposal["value"]), most - 1)

    @traitlets.observe("size")
    def _follow_size(self, change: object) -> None:
        rows, columns = self.places(self.size)
        self.row, self.col = min(self.row, rows - 1), min(self.col, columns - 1)

    @property
    def table(self) -> Numbers:
        """The scores of the present size, shape (rows, columns, classes)."""
        before = self.sizes[: self.sizes.index(self.size)]
        start = sum(rows * columns for rows, columns in map(self.places, before))
        rows, columns = self.places(self.size)
        return np.asarray(self.scores[start : start + rows * columns].reshape(rows, columns, -1))

    @property
    def now(self) -> Numbers:
        """The scores with the square where it is, shape (classes,)."""
        return np.asarray(self.table[self.row, self.col])

    @property
    def drop(self) -> Numbers:
        """How far the score of the class in focus falls, for each place of the square, shape (rows, columns)."""
        return np.asarray(self.whole[self.focus] - self.table[..., self.focus])

    @property
    def box(self) -> tuple[int, int, int, int]:
        """The covered square: x1, y1, x2, y2 in pixels."""
        top, left = self.row * self.stride, self.col * self.stride
        return left, top, left + self.size, top + self.size

    @property
    def covered(self) -> Photo:
        """The photograph with the square in grey, uint8, (n_H, n_W, 3)."""
        left, top, right, bottom = self.box
        photo = np.array(self.image)
        photo[top:bottom, left:right] = int(GREY)
        return photo

    def verdict(self) -> str:
        """Say the square, and every score now and of the whole photograph."""
        left, top, right, bottom = self.box
        said = [f"{n} {_percent(a)} (whole {_percent(b)})" for n, a, b in zip(self.names, self.now, self.whole)]
        return f"Rows {top + 1}–{bottom}, columns {left + 1}–{right} covered: {', '.join(said)}."

    def alt_text(self) -> str:
        """Say the square, the scores, and where the class in focus falls most."""
        drop = self.drop
        row, col = np.unravel_index(drop.argmax(), drop.shape)
        return (
            f"Occlusion explorer: a square of {self.size} pixels over a photograph. {self.verdict()} "
            f"{self.names[self.focus]} falls most, by {_percent(drop.max())}, where the square begins at row "
            f"{int(row) * self.stride + 1}, column {int(col) * self.stride + 1}."
        )

    def static_svg(self) -> str:
        """Return the photograph with its square, the map of the class in focus, and the scores as bars."""
        photo, heat = (f'<g transform="translate({x} 34)">{part}</g>' for x, part in (
            (10, image_element(self.covered, SIDE, SIDE)), (SIDE + 30, image_element(_grey(self.drop), SIDE, SIDE))
        ))  # fmt: skip
        parts = [label(10, 20, "Covered"), photo, label(SIDE + 30, 20, f"Falls: {self.names[self.focus]}"), heat]
        left, wide = 2 * SIDE + 50, 150
        parts.append(label(left, 20, "Scores (dashed: whole)"))
        for i, (name, now, before) in enumerate(zip(self.names, self.now, self.whole)):
            y = 44 + 36 * i
            parts += [label(left, y, f"{name}: {_percent(now)}", size=12)]
            parts += [rect(left, y + 5, wide * now, 10, f'fill="{BLUE}"')]
            parts += [rect(left, y + 5, wide * before, 10, f'fill="none" stroke="{INK}" stroke-dasharray="4 3"')]
        height = max(SIDE + 44, 44 + 36 * len(self.names))
        return page("".join(parts), left + wide + 20, height, [self.verdict()], self.alt_text())


def _percent(share: float) -> str:
    return f"{plain(100 * share, 1)} %"


def _grey(plane: Numbers) -> Photo:
    """A map as a grey picture: white where it is largest, black at 0 and below."""
    most = max(float(plane.max()), 1e-12)
    grey = np.rint(255 * np.clip(plane / most, 0, 1)).astype(np.uint8)
    scale = max(1, SIDE // max(plane.shape))
    return np.asarray(np.kron(grey, np.ones((scale, scale), np.uint8))[..., None].repeat(3, axis=2))

