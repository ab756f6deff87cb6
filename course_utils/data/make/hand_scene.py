"""One picture of a hand sign: camera, light, sleeve, background, blur and noise."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from course_utils.data.make.hand_model import Hand, Vector, pose_hand, sleeve
from course_utils.data.make.hand_render import Camera, blur, paint, rasterise, shade, skin_colour
from course_utils.data.sets.images import Image8
from course_utils.types import Numbers

SUPERSAMPLE = 4
MIRROR = np.diag([-1.0, 1.0, 1.0])
_GREY = np.array([0.299, 0.587, 0.114])


@dataclass(frozen=True)
class Variation:
    """How much pictures differ; the defaults are tuned so that the notebook's network has work to do."""

    roll: float = 15.0  # degrees in the picture's plane, standard figure ± uniform
    yaw: float = 14.0  # degrees about the forearm
    pitch: float = 9.0  # degrees of leaning to the viewer
    zoom: tuple[float, float] = (0.88, 1.1)
    shift: float = 3.2  # pixels of the finished picture
    contrast: float = 0.34  # least difference of grey between hand and background
    texture: float = 0.36  # most of the photograph's own contrast that is kept


def render_sign(
    hand: Hand,
    sign: int,
    left: bool,
    background: Image8,
    random: np.random.Generator,
    side: int = 64,
    variation: Variation | None = None,
) -> Image8:
    """Return a picture (side, side, 3), uint8, of `hand` showing `sign` before a crop of `background`."""
    chances = variation or Variation()
    camera = _camera(random, side, left, chances)
    bones = pose_hand(hand, sign, random)
    if random.random() < 0.65:
        bones.append(sleeve(hand, random.uniform(0.1, 0.45)))
    canvas = rasterise(bones, camera)
    lit = paint(canvas, bones, camera, hand, _cloth(random))
    # Light that has travelled through skin is red: shadows lose blue first.
    lit = lit * shade(canvas, bones, camera, _light(random))[..., None] ** np.array([0.85, 1.0, 1.08])
    cover = (canvas.owner >= 0).astype(float)[..., None]
    behind = _background(background, camera.side, hand, chances, random)
    behind = behind * (1 - 0.35 * _cast_shadow(cover, random))
    return _photograph(cover * lit + (1 - cover) * behind, random)


def _camera(random: np.random.Generator, side: int, left: bool, chances: Variation) -> Camera:
    turn = _rotation(
        random.uniform(-chances.pitch, chances.pitch),
        random.uniform(-chances.yaw, chances.yaw),
        random.uniform(-chances.roll, chances.roll),
    )
    if left:
        turn = MIRROR @ turn
    size = side * SUPERSAMPLE
    scale = 0.375 * size * random.uniform(*chances.zoom)
    # The middle of the hand, not the wrist, stays near the middle of the picture.
    middle = turn @ np.array([0.02, 0.95, 0.0]) * scale
    centre = np.array([0.5, 0.53]) * size + random.uniform(-chances.shift, chances.shift, 2) * SUPERSAMPLE
    return Camera(size, turn, scale, centre + np.array([-middle[0], middle[1]]))


def _rotation(pitch: float, yaw: float, roll: float) -> Vector:
    """Return the matrix (3, 3) that turns by pitch (x), then yaw (y), then roll (z), in degrees."""
    (cp, cy, cr), (sp, sy, sr) = (f(np.radians([pitch, yaw, roll])) for f in (np.cos, np.sin))
    about_x = np.array([[1, 0, 0], [0, cp, -sp], [0, sp, cp]])
    about_y = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    about_z = np.array([[cr, -sr, 0], [sr, cr, 0], [0, 0, 1]])
    return np.asarray(about_z @ about_y @ about_x, dtype=np.float64)


def _cloth(random: np.random.Generator) -> Vector:
    """Return a sleeve's colour (3,), 0–1, seldom loud."""
    colour = random.uniform(0.1, 0.85, 3)
    return np.asarray(colour.mean() + random.uniform(0.2, 0.8) * (colour - colour.mean()))


def _light(random: np.random.Generator) -> Vector:
    """Return a unit vector to the light in picture coordinates (y down): from above, left or right."""
    towards = np.array([random.uniform(-0.7, 0.7), random.uniform(-0.7, -0.15), 1.0])
    return np.asarray(towards / np.linalg.norm(towards))


def _background(
    photograph: Image8, side: int, hand: Hand, chances: Variation, random: np.random.Generator
) -> Numbers:
    """Return a blurred crop (side, side, 3), 0–1, lighter or darker than the hand."""
    crop = square_crop(photograph, random)
    rows = np.arange(side) * crop.shape[0] // side
    picture = blur(crop[rows][:, rows].astype(np.float64) / 255, max(1, int(side * random.uniform(0.008, 0.025))))
    grey = picture @ _GREY
    skin = float(skin_colour(hand) @ _GREY) * 0.9
    away = random.uniform(chances.contrast, chances.contrast + 0.2)
    # Neither black nor white: something of the photograph must remain to be seen.
    wanted = np.clip(skin - away if skin > 0.35 else skin + away, 0.12, 0.88)
    softened = (picture - grey.mean()) * random.uniform(0.4, 1.0) * chances.texture
    return np.asarray(np.clip(softened + wanted, 0, 1))


def square_crop(photograph: Image8, random: np.random.Generator) -> Image8:
    """Return a square (n, n, 3) cut out of the photograph, mirrored half the time."""
    height, width = photograph.shape[:2]
    size = int(min(height, width) * random.uniform(0.4, 0.8))
    top = int(random.integers(height - size + 1))
    start = int(random.integers(width - size + 1))
    crop = photograph[top : top + size, start : start + size]
    return crop[:, ::-1] if random.random() < 0.5 else crop


def _cast_shadow(cover: Numbers, random: np.random.Generator) -> Numbers:
    """Return 0–1 (side, side, 1): the hand's soft shadow on what is behind it."""
    size = cover.shape[0]
    move = (int(size * random.uniform(0.01, 0.05)), int(size * random.uniform(-0.05, 0.05)))
    return random.uniform(0.2, 1.0) * blur(np.roll(cover, move, axis=(0, 1)), size // 40)


def _photograph(scene: Numbers, random: np.random.Generator) -> Image8:
    """Return what a camera makes of the scene: exposure, colour cast, blur, noise, 0–255."""
    scene = scene * random.uniform(0.85, 1.12) * random.uniform(0.95, 1.05, 3)
    scene = blur(scene, int(random.integers(0, SUPERSAMPLE // 2 + 1)))
    size = scene.shape[0] // SUPERSAMPLE
    small = scene.reshape(size, SUPERSAMPLE, size, SUPERSAMPLE, 3).mean(axis=(1, 3))
    noisy = small * 255 + random.normal(0, random.uniform(0.5, 2.5), small.shape)
    # Steps of two grey levels: nobody sees them, and the file becomes a fifth smaller.
    return np.asarray(np.round(np.clip(noisy, 0, 254) / 2) * 2, dtype=np.uint8)
