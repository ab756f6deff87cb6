"""Compose drawn streets: sky, houses, pavement and road, with cars, people, motorcycles and lights in their boxes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from course_utils.data.sets.images import Image8
from course_utils.data.sets.street_parts import Random, draw_thing
from course_utils.data.sets.streets import CLASSES, GROUNDS, SURFACES, Streets
from course_utils.errors import ArgumentError
from course_utils.types import Array

# How often each class occurs, its height on the ground line nearest to us as a part of the picture's, and the range
# of ground lines (0: horizon, 1: lower edge) where it stands.
SHARES = (0.38, 0.34, 0.16, 0.12)
HEIGHTS = (0.50, 0.30, 0.38, 0.66)
LINES = ((0.25, 0.98), (0.35, 0.95), (0.35, 0.95), (0.15, 0.5))
HORIZON = 0.42
LEAST_VISIBLE = 0.4
LEAST_PIXELS = 9
Placed = tuple[Image.Image, tuple[int, int]]  # a thing and its upper left corner
WINDOW, LIT_WINDOW = (74, 88, 104), (250, 220, 140)


class Scene(NamedTuple):
    """A street and what is in it. A box (x1, y1, x2, y2) holds all that is seen of a thing; x2 and y2 lie beyond.

    `mask` says of every pixel what it shows, a place in `SURFACES`.
    """

    picture: Image8
    boxes: NDArray[np.int64]
    classes: NDArray[np.int64]
    mask: Image8


def draw_streets(count: int, seed: int | Sequence[int] | Random = 0) -> Streets:
    """Draw streets of 128 × 128 pixels, each with at least one thing, as those of `load_streets("train")` are.

    The same seed gives the same streets, others for every other seed; a generator is drawn on. A street takes about
    5 ms.

    Raises: ArgumentError for a count below 1, or a seed that is not made of integers ≥ 0.

    >>> streets = draw_streets(2, seed=1)
    >>> streets.pictures.shape, [len(boxes) for boxes in streets.boxes]
    ((2, 128, 128, 3), [3, 5])
    """
    if isinstance(count, bool) or not isinstance(count, (int, np.integer)) or count < 1:
        raise ArgumentError(f"count must be an integer ≥ 1; received count={count!r}.")
    try:
        random = np.random.default_rng(seed)
    except (TypeError, ValueError):
        raise ArgumentError(f"seed must be an integer ≥ 0; received seed={seed!r}.") from None
    scenes = [draw_scene(random, 128) for _ in range(count)]
    pictures = np.stack([scene.picture for scene in scenes])
    return Streets(pictures, [scene.boxes for scene in scenes], [scene.classes for scene in scenes], CLASSES)


def draw_scene(random: Random, size: int) -> Scene:
    """A street with at least one thing."""
    while True:
        scene = draw_street(random, size)
        if len(scene.classes):
            return scene


def draw_street(random: Random, size: int = 128, things: int | None = None, zoom: float = 1.0) -> Scene:
    """Draw one street by day or by night.

    Args:
        random: decides everything: the same state gives the same street.
        size: rows and columns. things: how many are tried to be set in; None draws 1 to 7.
        zoom: enlarges the things.

    Shapes:
        picture (size, size, 3) uint8, boxes (n, 4), classes (n,): places in `CLASSES`, mask (size, size) uint8. Things
        that others cover by more than 60 % are left out again.
    """
    night = bool(random.random() < 0.3)
    canvas, ground = _background(random, size, night)
    count = int(random.integers(1, 8)) if things is None else things
    owner = np.full((size, size), -1)
    areas: list[int] = []
    classes: list[int] = []
    for line, kind in sorted(_plan(random, count)):
        placed = _place(random, size, kind, line, zoom)
        if placed is None or _hides_too_much(placed, owner, areas):
            continue
        thing, (x, y) = placed
        canvas.paste(thing, (x, y), thing)
        mask = _mask(thing, x, y, size)
        owner[mask] = len(classes)
        areas.append(int(mask.sum()))
        classes.append(kind)
    picture = _light(np.asarray(canvas, np.float32), random, night)
    boxes = np.array([_box(owner == number) for number in range(len(classes))], np.int64).reshape(-1, 4)
    mask = np.append(len(GROUNDS) + np.array(classes, np.int64), 0)[owner]  # −1, nothing, is the last
    surface = np.where(owner < 0, np.asarray(ground), mask).astype(np.uint8)
    return Scene(picture, boxes, np.array(classes, np.int64), surface)


def _plan(random: Random, count: int) -> list[tuple[float, int]]:
    """Ground line and class of every thing; what stands further away comes first."""
    kinds = random.choice(len(CLASSES), size=count, p=SHARES)
    return [(float(random.uniform(*LINES[kind])), int(kind)) for kind in kinds]


def _place(random: Random, size: int, kind: int, line: float, zoom: float) -> Placed | None:
    """A thing scaled for its distance, and the corner where it goes; None when it would be too small."""
    thing = draw_thing(CLASSES[kind], random)
    height = round(size * HEIGHTS[kind] * zoom * (0.35 + 0.65 * line) * random.uniform(0.85, 1.15))
    width = round(height * thing.width / thing.height)
    if min(height, width) < LEAST_PIXELS * size / 128:
        return None
    thing = thing.resize((width, height), Image.Resampling.LANCZOS)
    x = int(random.integers(-width // 5, size - 4 * width // 5 + 1)) if 4 * width // 5 < size else (size - width) // 2
    y = round(size * (HORIZON + (1 - HORIZON) * line)) - height
    return thing, (x, y)


def _mask(thing: Image.Image, x: int, y: int, size: int) -> NDArray[np.bool_]:
    layer = Image.new("L", (size, size))
    layer.paste(thing.getchannel("A"), (x, y))
    return np.asarray(layer) > 127


def _hides_too_much(placed: Placed, owner: Array, areas: list[int]) -> bool:
    """True when the new thing is mostly outside, or would leave too little of one that is there."""
    thing, (x, y) = placed
    mask = _mask(thing, x, y, len(owner))
    whole = int((np.asarray(thing.getchannel("A")) > 127).sum())
    if mask.sum() < 0.6 * whole:
        return True
    left = [int(((owner == number) & ~mask).sum()) for number in range(len(areas))]
    return any(now < LEAST_VISIBLE * before for now, before in zip(left, areas))


def _box(mask: NDArray[np.bool_]) -> tuple[int, int, int, int]:
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def _background(random: Random, size: int, night: bool) -> tuple[Image.Image, Image.Image]:
    """Sky, houses with windows, pavement, road with its middle line; and which of them stands where."""
    canvas, ground = Image.new("RGB", (size, size)), Image.new("L", (size, size))
    draw, mark = ImageDraw.Draw(canvas), ImageDraw.Draw(ground)
    horizon = round(size * HORIZON)
    sky = np.array([[150, 190, 226], [206, 214, 222], [232, 206, 178]][int(random.integers(3))])
    for row in range(horizon):
        draw.line((0, row, size, row), fill=tuple(int(v) for v in sky + (255 - sky) * 0.5 * row / horizon))
    x = 0
    while x < size:
        x = _house(draw, mark, random, x, horizon, size, night)
    draw.rectangle((0, horizon, size, size), fill=_grey(random, 150))
    mark.rectangle((0, horizon, size, size), fill=SURFACES.index("pavement"))
    kerb = round(size * random.uniform(0.5, 0.56))
    draw.rectangle((0, kerb, size, size), fill=_grey(random, 86))
    mark.rectangle((0, kerb, size, size), fill=SURFACES.index("road"))
    draw.line((0, kerb, size, kerb), fill=(190, 190, 186), width=max(1, size // 64))
    mark.line((0, kerb, size, kerb), fill=SURFACES.index("pavement"), width=max(1, size // 64))
    middle, dash = round(size * random.uniform(0.72, 0.8)), size // 8
    for begin in range(int(random.integers(-dash, 0)), size, 2 * dash):
        draw.line((begin, middle, begin + dash, middle), fill=(216, 214, 200), width=max(1, size // 48))
    return canvas, ground


def _house(
    draw: ImageDraw.ImageDraw, mark: ImageDraw.ImageDraw, random: Random, x: int, horizon: int, size: int, night: bool
) -> int:
    """One house with its windows; returns where the next begins."""
    width, top = round(size * random.uniform(0.14, 0.34)), round(horizon * random.uniform(0.05, 0.6))
    colours = ((176, 140, 116), (150, 112, 96), (190, 180, 160), (128, 132, 140), (170, 158, 136))
    wall = tuple(int(v) for v in np.array(colours[int(random.integers(5))]) + random.integers(-14, 14))
    draw.rectangle((x, top, x + width, horizon), fill=wall)
    mark.rectangle((x, top, x + width, horizon), fill=SURFACES.index("house"))
    step = max(4, size // 16)
    for row in range(top + step // 2, horizon - step, step):
        for column in range(x + step // 2, x + width - step // 2, step):
            fill = LIT_WINDOW if night and random.random() < 0.4 else WINDOW
            draw.rectangle((column, row, column + step // 2, row + step // 2), fill=fill)
    return x + width + int(random.integers(0, max(2, size // 20)))


def _grey(random: Random, level: int) -> tuple[int, int, int]:
    value = level + int(random.integers(-16, 16))
    return value, value, value + 4


def _light(picture: NDArray[np.float32], random: Random, night: bool) -> Image8:
    """Day or night, a slope of brightness from side to side, and a tint."""
    size = len(picture)
    level = random.uniform(0.34, 0.5) if night else random.uniform(0.85, 1.1)
    tint = np.array([0.85, 0.95, 1.2] if night else 1 + random.uniform(-0.06, 0.06, 3))
    slope = 1 + random.uniform(-0.15, 0.15) * np.linspace(-1, 1, size)[None, :, None]
    bright = np.clip((picture - 200) / 55, 0, 1).max(axis=2, keepdims=True) if night else 0.0
    lit = picture * level * tint * slope
    return np.asarray(np.clip(lit + bright * (picture - lit) * 0.8, 0, 255).astype(np.uint8))
