"""Draw what is met in a street: cars, people, motorcycles and traffic lights, each on a clear ground.

Every drawing is made large, on a canvas of 256 units per side of its height, and scaled down when it is set into a
street: that gives soft edges at any size.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw

Colour = tuple[int, int, int]
Random = np.random.Generator
UNIT = 256

PAINTS: tuple[Colour, ...] = (
    (176, 32, 38), (28, 72, 148), (222, 222, 224), (40, 42, 48), (120, 126, 134), (196, 150, 40), (30, 104, 74),
)  # fmt: skip
CLOTHES: tuple[Colour, ...] = (
    (44, 62, 110), (150, 40, 52), (60, 112, 84), (212, 176, 66), (84, 62, 104), (228, 228, 222), (52, 52, 56),
)  # fmt: skip
# From light to dark, as the hand signs have them.
SKINS: tuple[Colour, ...] = ((243, 213, 197), (226, 176, 141), (184, 132, 89), (138, 90, 60), (84, 54, 40))
HAIRS: tuple[Colour, ...] = ((40, 28, 22), (90, 60, 34), (30, 30, 32), (170, 150, 120))
GLASS, TYRE, METAL = (120, 158, 178), (24, 24, 26), (150, 152, 156)


def draw_thing(name: str, random: Random) -> Image.Image:
    """Return one thing of a kind, drawn at random, cropped to what is not clear; RGBA.

    `name` is a key of `PARTS`. Half of them look to the left.
    """
    picture = PARTS[name](random)
    if random.random() < 0.5:
        picture = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    return picture.crop(picture.getbbox())


def _canvas(width: float) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGBA", (round(width * UNIT), UNIT), (0, 0, 0, 0))
    return picture, ImageDraw.Draw(picture)


def _points(*pairs: tuple[float, float]) -> list[tuple[float, float]]:
    return [(x * UNIT, y * UNIT) for x, y in pairs]


def _pick(random: Random, colours: tuple[Colour, ...], spread: int = 18) -> Colour:
    """One of the colours, a little lighter or darker."""
    r, g, b = np.clip(np.array(colours[int(random.integers(len(colours)))]) + random.integers(-spread, spread), 0, 255)
    return int(r), int(g), int(b)


def _shade(colour: Colour, by: float) -> Colour:
    r, g, b = (min(255, int(part * by)) for part in colour)
    return r, g, b


def _disc(draw: ImageDraw.ImageDraw, x: float, y: float, radius: float, colour: Colour) -> None:
    draw.ellipse(_points((x - radius, y - radius), (x + radius, y + radius)), fill=colour)


def _wheel(draw: ImageDraw.ImageDraw, x: float, radius: float) -> None:
    y = 1 - radius
    _disc(draw, x, y, radius, TYRE)
    _disc(draw, x, y, 0.62 * radius, METAL)
    _disc(draw, x, y, 0.22 * radius, TYRE)


def car(random: Random) -> Image.Image:
    """A car from the side: long or short, high or low, with windows and lights."""
    length, roof = random.uniform(2.0, 2.9), random.uniform(0.02, 0.16)
    front, back = random.uniform(0.24, 0.34) * length, random.uniform(0.70, 0.95) * length
    picture, draw = _canvas(length)
    paint = _pick(random, PAINTS)
    waist, floor, wheel = 0.46, 0.84, random.uniform(0.19, 0.23)
    lean = random.uniform(0.10, 0.24)
    cabin = ((front, waist), (front + 1.6 * lean, roof), (back - lean, roof), (back, waist))
    draw.polygon(_points(*cabin), fill=_shade(paint, 0.92))
    inside = [(front + 0.09, waist - 0.01), (front + 1.6 * lean + 0.03, roof + 0.07),
              (back - lean - 0.03, roof + 0.07), (back - 0.07, waist - 0.01)]  # fmt: skip
    draw.polygon(_points(*inside), fill=GLASS)
    middle = (front + back) / 2 + 0.05
    draw.rectangle(_points((middle - 0.025, roof + 0.05), (middle + 0.025, waist)), fill=_shade(paint, 0.8))
    draw.rounded_rectangle(_points((0.0, waist - 0.02), (length - 0.01, floor)), radius=0.11 * UNIT, fill=paint)
    draw.rectangle(_points((0.05, floor - 0.1), (length - 0.06, floor)), fill=_shade(paint, 0.72))
    draw.line(_points((middle, waist + 0.02), (middle, floor - 0.05)), fill=_shade(paint, 0.7), width=4)
    draw.rectangle(_points((middle + 0.1, waist + 0.07), (middle + 0.2, waist + 0.095)), fill=_shade(paint, 0.6))
    draw.ellipse(_points((0.01, waist + 0.05), (0.11, waist + 0.15)), fill=(250, 240, 190))
    draw.rectangle(_points((length - 0.07, waist + 0.04), (length - 0.01, waist + 0.13)), fill=(190, 30, 30))
    _wheel(draw, 0.21 * length, wheel)
    _wheel(draw, 0.80 * length, wheel)
    return picture


def pedestrian(random: Random) -> Image.Image:
    """A person, walking or standing, in trousers or a skirt, some with a bag."""
    picture, draw = _canvas(0.62)
    skin, top, bottom = _pick(random, SKINS, 8), _pick(random, CLOTHES), _pick(random, CLOTHES)
    hair = _pick(random, HAIRS)
    step, swing = random.uniform(0, 0.11, 2)
    x, hip, shoulder = 0.31, 0.54, 0.20
    for side in (-1, 1):
        foot = x + side * (0.035 + step)
        draw.line(_points((x + side * 0.03, hip), (foot, 0.95)), fill=bottom, width=int(0.075 * UNIT))
        draw.ellipse(_points((foot - 0.07, 0.945), (foot + 0.045, 0.998)), fill=TYRE)
        hand = (x + side * (0.11 + swing), hip + 0.02)
        draw.line(_points((x + side * 0.09, shoulder + 0.03), hand), fill=_shade(top, 0.85), width=int(0.05 * UNIT))
        _disc(draw, *hand, 0.026, skin)
    if random.random() < 0.3:
        skirt = ((x - 0.06, hip - 0.03), (x + 0.06, hip - 0.03), (x + 0.13, 0.74), (x - 0.13, 0.74))
        draw.polygon(_points(*skirt), fill=bottom)
    draw.rounded_rectangle(_points((x - 0.105, shoulder), (x + 0.105, hip + 0.03)), radius=0.05 * UNIT, fill=top)
    if random.random() < 0.35:
        draw.rectangle(_points((x + 0.1, hip), (x + 0.22, hip + 0.12)), fill=_pick(random, CLOTHES))
    draw.rectangle(_points((x - 0.03, 0.15), (x + 0.03, shoulder + 0.02)), fill=skin)
    _disc(draw, x, 0.095, 0.078, hair)
    _disc(draw, x - 0.012, 0.108, 0.066, skin)
    return picture


def motorcycle(random: Random) -> Image.Image:
    """A motorcycle with its rider from the side."""
    picture, draw = _canvas(1.15)
    paint, jacket, helmet = _pick(random, PAINTS), _pick(random, CLOTHES), _pick(random, PAINTS)
    wheel = random.uniform(0.17, 0.2)
    _wheel(draw, 0.22, wheel)
    _wheel(draw, 0.93, wheel)
    draw.line(_points((0.22, 1 - wheel), (0.36, 0.52)), fill=METAL, width=10)
    draw.line(_points((0.33, 0.50), (0.45, 0.47)), fill=TYRE, width=9)
    draw.polygon(_points((0.34, 0.60), (0.62, 0.57), (1.02, 0.60), (0.84, 0.74), (0.50, 0.84)), fill=paint)
    draw.polygon(_points((0.50, 0.84), (0.84, 0.74), (0.93, 1 - wheel), (0.62, 0.9)), fill=_shade(METAL, 0.7))
    draw.rounded_rectangle(_points((0.58, 0.54), (1.0, 0.60)), radius=8, fill=TYRE)
    _disc(draw, 0.335, 0.57, 0.045, (250, 240, 190))
    lean = random.uniform(-0.03, 0.06)
    draw.line(_points((0.72, 0.55), (0.56, 0.64), (0.62, 0.84)), fill=_shade(jacket, 0.6), width=22, joint="curve")
    draw.line(_points((0.73, 0.54), (0.66 - lean, 0.24)), fill=jacket, width=38)
    arm = _points((0.65 - lean, 0.28), (0.52, 0.44), (0.40, 0.46))
    draw.line(arm, fill=_shade(jacket, 0.85), width=15, joint="curve")
    _disc(draw, 0.625 - lean, 0.105, 0.098, helmet)
    draw.rectangle(_points((0.53 - lean, 0.08), (0.61 - lean, 0.14)), fill=(40, 52, 60))
    return picture


def traffic_light(random: Random) -> Image.Image:
    """A traffic light on its pole; one of three lamps is lit."""
    picture, draw = _canvas(0.34)
    draw.rectangle(_points((0.155, 0.36), (0.185, 1.0)), fill=(70, 72, 76))
    draw.rounded_rectangle(_points((0.07, 0.0), (0.27, 0.44)), radius=12, fill=(36, 38, 40))
    lit = int(random.integers(3))
    for place, bright in enumerate(((232, 52, 44), (244, 190, 52), (62, 200, 104))):
        _disc(draw, 0.17, 0.075 + 0.145 * place, 0.058, bright if place == lit else _shade(bright, 0.25))
    return picture


PARTS: dict[str, Callable[[Random], Image.Image]] = {
    "pedestrian": pedestrian,
    "car": car,
    "motorcycle": motorcycle,
    "traffic light": traffic_light,
}
