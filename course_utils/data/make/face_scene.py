"""One picture of a drawn face: pose, light, a soft background, blur and noise."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from PIL import Image

from course_utils.data.make.face_parts import Person
from course_utils.data.make.hand_render import blur
from course_utils.data.make.hand_scene import square_crop
from course_utils.data.sets.images import Image8
from course_utils.errors import CourseError
from course_utils.types import Numbers

SIDE = 64
SUPERSAMPLE = 3
DRAWN = 288  # pixels of the whole drawing, before the face is cut out of it
# The extra "make" of pyproject.toml; a test holds the two equal.
PACKAGES = ("dicebear-core==10.7.0", "dicebear-styles==10.6.0", "cairosvg>=2.7")
Plane = Numbers


@dataclass(frozen=True)
class Variation:
    """How much pictures of one person differ: ± uniform ranges, tuned so that week 2's network has work to do."""

    roll: float = 5.0  # degrees
    shear: float = 0.03
    zoom: tuple[float, float] = (0.96, 1.04)
    shift: float = 1.5  # pixels of the finished picture
    light: float = 0.2  # how much darker one side may be


def draw_face(person: Person, face: str, glasses: bool) -> Image.Image:
    """Return the whole drawing, red green blue and cover, DRAWN × DRAWN.

    Raises:
        CourseError: the libraries that draw are not installed; the message says how to get them.
    """
    avatar, style, svg2png = _libraries()
    drawing = avatar(style(person.style.name), {"seed": "cnn-workbook", **person.options(face, glasses)})
    png = svg2png(bytestring=drawing.to_string().encode(), output_width=DRAWN, output_height=DRAWN)
    return Image.open(io.BytesIO(png)).convert("RGBA")


def photograph_face(
    drawing: Image.Image,
    person: Person,
    photograph: Image8,
    random: np.random.Generator,
    variation: Variation | None = None,
) -> Image8:
    """Return a picture (64, 64, 3), uint8: the drawing in a new pose and light before a crop of `photograph`."""
    chances = variation or Variation()
    size = SIDE * SUPERSAMPLE
    pose = _pose(person, random, chances)
    posed = drawing.transform((size, size), Image.Transform.AFFINE, pose, Image.Resampling.BICUBIC)
    pixels = np.asarray(posed, np.float64) / 255
    if random.random() < 0.5:
        pixels = pixels[:, ::-1]
    cover = pixels[..., 3:]
    lit = pixels[..., :3] * _light(size, random, chances)
    return _expose(cover * lit + (1 - cover) * _background(photograph, size, random), random)


def _pose(person: Person, random: np.random.Generator, chances: Variation) -> tuple[float, ...]:
    """Return the six numbers that lead from a finished pixel (x, y) to its place in the drawing."""
    turn = np.radians(random.uniform(-chances.roll, chances.roll))
    lean = random.uniform(-chances.shear, chances.shear)
    scale = DRAWN * person.style.side / (SIDE * SUPERSAMPLE * random.uniform(*chances.zoom))
    matrix = scale * np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]) @ [[1, lean], [0, 1]]
    middle = SIDE * SUPERSAMPLE / 2 + random.uniform(-chances.shift, chances.shift, 2) * SUPERSAMPLE
    offset = np.array(person.style.centre) * DRAWN - matrix @ middle
    return (*matrix[0], offset[0], *matrix[1], offset[1])


def _light(size: int, random: np.random.Generator, chances: Variation) -> Plane:
    """Return factors (size, size, 1): brighter towards one side."""
    angle = random.uniform(0, 2 * np.pi)
    rows, columns = np.mgrid[-1 : 1 : size * 1j, -1 : 1 : size * 1j]
    slope = np.cos(angle) * columns + np.sin(angle) * rows
    return np.asarray(1 + random.uniform(0, chances.light) * np.clip(slope, -1, 1)[..., None] / 2)


def _background(photograph: Image8, size: int, random: np.random.Generator) -> Plane:
    """Return a soft crop (size, size, 3), 0–1, of any brightness."""
    crop = square_crop(photograph, random)
    rows = np.arange(size) * crop.shape[0] // size
    picture = blur(crop[rows][:, rows].astype(np.float64) / 255, int(size * random.uniform(0.03, 0.07)))
    softened = (picture - picture.mean()) * random.uniform(0.4, 0.8)
    return np.asarray(np.clip(softened + random.uniform(0.3, 0.8), 0, 1))


def _expose(scene: Plane, random: np.random.Generator) -> Image8:
    """Return what a camera makes of the scene: exposure, colour cast, blur, noise, 0–255."""
    scene = scene * random.uniform(0.8, 1.06) * random.uniform(0.96, 1.04, 3)
    scene = blur(scene, int(random.integers(0, 2)))
    small = scene.reshape(SIDE, SUPERSAMPLE, SIDE, SUPERSAMPLE, 3).mean(axis=(1, 3)) * 255
    # Grey noise in steps of four levels: hardly seen, and the file stays small.
    noisy = small + random.normal(0, random.uniform(0, 1.5), (SIDE, SIDE, 1))
    return np.asarray(np.round(np.clip(noisy, 0, 252) / 4) * 4, dtype=np.uint8)


@cache
def _libraries() -> tuple[Callable[..., Any], Callable[[str], Any], Callable[..., bytes]]:
    """Return dicebear's Avatar, a function from a style's name to its parts, and the renderer of SVG."""
    try:
        from cairosvg import svg2png
        from dicebear import Avatar
        from dicebear import Style as Parts

        folder = files("dicebear_styles")
    except ImportError as error:
        raise CourseError(
            f"Faces are drawn with dicebear-core, dicebear-styles and cairosvg; {error.name} is not installed.",
            f"Run `pip install {' '.join(PACKAGES)}`. The finished pictures are shipped with the course.",
        ) from None
    except OSError:
        raise CourseError(
            "Faces are drawn with the library cairo, which is not on this machine.",
            "Debian, Ubuntu: `apt-get install libcairo2`; macOS: `brew install cairo`; conda: `conda install cairo`.",
        ) from None
    return Avatar, cache(lambda name: Parts(json.loads((folder / f"{name}.json").read_text("utf-8")))), svg2png
