"""Draw capsules as shaded skin and cloth: numpy only, so that every machine draws the same picture."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from course_utils.data.make.hand_model import PALM_LINES, Bone, Hand, Vector
from course_utils.types import Numbers

Plane = Numbers

# The Monk skin tone scale, E. Monk (2019), skintone.google: ten colours, light to dark.
MONK = np.array(
    [
        [246, 237, 228],
        [243, 231, 219],
        [247, 234, 208],
        [234, 218, 186],
        [215, 189, 150],
        [160, 126, 86],
        [130, 92, 67],
        [96, 65, 52],
        [58, 49, 42],
        [41, 36, 32],
    ]
)


@dataclass(frozen=True)
class Camera:
    """How hand coordinates become pixels: `turn` (3, 3), pixels per unit, the wrist's pixel (x, y)."""

    side: int
    turn: Vector
    scale: float
    wrist: Vector

    def project(self, points: Vector) -> Vector:
        """Return pixels (…, 3): x to the right, y down, z towards the viewer."""
        turned = np.asarray(points) @ self.turn.T * self.scale
        return np.asarray(turned * np.array([1.0, -1.0, 1.0]) + np.array([*self.wrist, 0.0]))


@dataclass
class Canvas:
    """What the nearest surface at every pixel is: depth, normal, the bone's number, the place along it."""

    depth: Plane
    normal: Numbers
    owner: NDArray[np.int64]
    along: Plane


def rasterise(bones: list[Bone], camera: Camera) -> Canvas:
    """Return the canvas (side, side) of all bones; owner is −1 where nothing is."""
    side = camera.side
    canvas = Canvas(
        np.full((side, side), -np.inf), np.zeros((side, side, 3)), np.full((side, side), -1), np.zeros((side, side))
    )
    for number, bone in enumerate(bones):
        _draw(canvas, number, bone, camera)
    return canvas


def _draw(canvas: Canvas, number: int, bone: Bone, camera: Camera) -> None:
    start, end = camera.project(np.stack([bone.start, bone.end]))
    radii = np.array([bone.radius_start, bone.radius_end]) * camera.scale
    low = np.floor(np.minimum(start, end)[:2] - radii.max()).astype(int).clip(0, camera.side)
    high = np.ceil(np.maximum(start, end)[:2] + radii.max() + 1).astype(int).clip(0, camera.side)
    if (high <= low).any():
        return
    box = (slice(low[1], high[1]), slice(low[0], high[0]))
    rows, columns = np.mgrid[box]
    depth, along, normal = _surface(columns + 0.5, rows + 0.5, start, end, radii, bone.flat)
    nearer = depth > canvas.depth[box]
    canvas.depth[box] = np.where(nearer, depth, canvas.depth[box])
    canvas.along[box] = np.where(nearer, along, canvas.along[box])
    canvas.owner[box] = np.where(nearer, number, canvas.owner[box])
    canvas.normal[box] = np.where(nearer[..., None], normal, canvas.normal[box])


def _surface(
    x: Plane, y: Plane, start: Vector, end: Vector, radii: Vector, flat: float
) -> tuple[Plane, Plane, Numbers]:
    """Return depth (−inf outside), place along the axis 0–1 and unit normal of one capsule."""
    axis = end - start
    along = ((x - start[0]) * axis[0] + (y - start[1]) * axis[1]) / max(axis[0] ** 2 + axis[1] ** 2, 1e-9)
    depth = np.full(x.shape, -np.inf)
    # A bone that points at the viewer is short in the picture: its two end balls are tried as well.
    for place in (np.clip(along, 0, 1), np.zeros_like(x), np.ones_like(x)):
        radius = radii[0] + place * (radii[1] - radii[0])
        inside = radius**2 - (x - start[0] - place * axis[0]) ** 2 - (y - start[1] - place * axis[1]) ** 2
        surface = start[2] + place * axis[2] + flat * np.sqrt(np.maximum(inside, 0))
        depth = np.maximum(depth, np.where(inside > 0, surface, -np.inf))
    point = np.stack([x, y, np.where(np.isfinite(depth), depth, 0.0)], axis=-1)
    nearest = np.clip((point - start) @ axis / max(float(axis @ axis), 1e-9), 0, 1)
    normal = point - start - nearest[..., None] * axis
    normal[..., 2] = np.maximum(normal[..., 2], 0) / flat**2  # a flattened tube looks at the viewer more
    return depth, np.clip(along, 0, 1), normal / np.maximum(np.linalg.norm(normal, axis=-1, keepdims=True), 1e-9)


def blur(plane: Numbers, radius: int) -> Numbers:
    """Return `plane` (rows, columns, …) after three box filters of this radius: nearly a Gaussian."""
    if radius < 1:
        return plane
    for _ in ("rows", "columns"):
        for _ in range(3):
            plane = _box(plane, radius)
        plane = np.ascontiguousarray(plane.swapaxes(0, 1))
    return plane


def _box(plane: Numbers, radius: int) -> Numbers:
    """Return the mean of the 2 · radius + 1 rows around each; the first and last row are repeated at the edges."""
    length, width = len(plane), 2 * radius + 1
    total = plane[np.arange(-radius - 1, length + radius).clip(0, length - 1)]
    for before, row in pairwise(total):  # whole rows: a tenth of the time of np.cumsum, which adds number by number
        row += before
    return np.asarray((total[width:] - total[:length]) / width)


def shade(canvas: Canvas, bones: list[Bone], camera: Camera, light: Vector) -> Plane:
    """Return brightness (side, side), about 0.3–1.2: light on the surface, shadow in the folds."""
    skin = canvas.owner >= 0
    normal = _soft_normals(canvas, bones)
    lambert = np.clip(normal @ light, 0, None)
    ground = canvas.depth[skin].min() if skin.any() else 0.0
    depth = np.where(skin, canvas.depth, ground)
    # Where the neighbourhood stands nearer than the pixel, less light arrives.
    unit = camera.scale
    folds = np.clip((blur(depth, max(1, int(0.05 * unit))) - depth) / (0.1 * unit), 0, 1)
    return (0.42 + 0.68 * lambert) * (1 - 0.35 * folds) * (1 - 0.3 * _shadow(depth, light, unit))


def _soft_normals(canvas: Canvas, bones: list[Bone]) -> Numbers:
    """Return normals; those of the palm are smoothed, so that its bones do not show as ridges."""
    palms = [number for number, bone in enumerate(bones) if bone.kind in ("palm", "arm")]
    palm = np.isin(canvas.owner, palms).astype(float)[..., None]
    radius = max(1, canvas.owner.shape[0] // 32)
    smooth = blur(canvas.normal * palm, radius) / np.maximum(blur(palm, radius), 1e-6)
    mixed = np.where(palm > 0, 0.85 * smooth + 0.15 * canvas.normal, canvas.normal)
    return np.asarray(mixed / np.maximum(np.linalg.norm(mixed, axis=-1, keepdims=True), 1e-9))


def _shadow(depth: Plane, light: Vector, unit: float) -> Plane:
    """Return 0–1: how much of the way to the light is blocked by nearer parts of the hand."""
    slope = light[2] / max(float(np.hypot(light[0], light[1])), 1e-6)
    blocked = np.zeros_like(depth)
    for step in (0.08, 0.16, 0.24):
        move = (int(-step * unit * np.sign(light[1])), int(-step * unit * np.sign(light[0])))
        seen = np.roll(depth, move, axis=(0, 1))
        blocked = np.maximum(blocked, (seen > depth + step * unit * slope).astype(float))
    return blur(blocked, max(1, int(0.02 * unit)))


def skin_colour(hand: Hand) -> Vector:
    """Return the palm's colour (3,), 0–1: the inside of a dark hand is lighter than its back."""
    low = int(min(hand.tone, 8))
    back = MONK[low] + (hand.tone - low) * (MONK[low + 1] - MONK[low])
    palm = np.array([214.0, 160.0, 128.0])
    share = np.clip((hand.tone - 4) / 5, 0, 1) * 0.22 + 0.14
    return np.asarray(((1 - share) * back + share * palm) / 255)


def paint(canvas: Canvas, bones: list[Bone], camera: Camera, hand: Hand, cloth: Vector) -> Numbers:
    """Return the unlit colours (side, side, 3), 0–1: skin, lines, nails and sleeve."""
    colours = np.broadcast_to(skin_colour(hand), (*canvas.owner.shape, 3)).copy()
    lines = _palm_lines(canvas, bones, camera)
    for number, bone in enumerate(bones):
        mine = canvas.owner == number
        if bone.kind == "sleeve":
            colours[mine] = cloth
        elif bone.kind in ("finger", "tip"):
            lines[mine] = 0.55 * _creases(canvas.along[mine], bone)
            rosy = np.array([1.03, 0.93, 0.9]) if bone.kind == "tip" else np.array([1.01, 0.98, 0.97])
            colours[mine] *= rosy
    colours *= 1 - 0.4 * hand.wrinkles * lines[..., None] * np.array([0.7, 1.0, 1.1])
    for number, bone in enumerate(bones):
        if bone.kind == "tip":
            nail = (canvas.owner == number) & _nail(bone, camera)
            colours[nail] = 0.75 * hand.nail + 0.25 * colours[nail]
    return np.clip(colours, 0, 1)


def _creases(along: Plane, bone: Bone) -> Plane:
    length = float(np.linalg.norm(bone.end - bone.start))
    return np.exp(-((along * length / 0.022) ** 2))


def _palm_lines(canvas: Canvas, bones: list[Bone], camera: Camera) -> Plane:
    palm = np.isin(canvas.owner, [number for number, bone in enumerate(bones) if bone.kind == "palm"])
    rows, columns = np.array(np.nonzero(palm)) + 0.5
    nearest = np.full(rows.shape, np.inf)
    for line in PALM_LINES:
        pixels = camera.project(line)[:, :2]
        for start, end in pairwise(pixels):
            axis = end - start
            place = np.clip(((columns - start[0]) * axis[0] + (rows - start[1]) * axis[1]) / (axis @ axis), 0, 1)
            away = np.hypot(columns - start[0] - place * axis[0], rows - start[1] - place * axis[1])
            nearest = np.minimum(nearest, away)
    lines = np.zeros(palm.shape)
    lines[palm] = np.exp(-((nearest / (0.022 * camera.scale)) ** 2))
    return lines


def _nail(bone: Bone, camera: Camera) -> NDArray[np.bool_]:
    """Return the pixels of the nail's ellipse; none when the finger's back is turned away."""
    assert bone.back is not None
    if (camera.turn @ bone.back)[2] < 0.15:
        return np.zeros((camera.side, camera.side), bool)
    axis = bone.end - bone.start
    unit = axis / np.linalg.norm(axis)
    width = np.cross(unit, bone.back) * bone.radius_end * 0.72
    length = unit * 0.11
    centre = bone.start + 0.85 * axis + bone.back * bone.radius_end * 0.8
    middle, tip, edge = camera.project(np.stack([centre, centre + length, centre + width]))[:, :2]
    basis = np.stack([tip - middle, edge - middle], axis=1)
    if abs(np.linalg.det(basis)) < 1e-6:
        return np.zeros((camera.side, camera.side), bool)
    rows, columns = np.mgrid[: camera.side, : camera.side] + 0.5
    places = np.stack([columns - middle[0], rows - middle[1]], axis=-1) @ np.linalg.inv(basis).T
    return np.asarray((places**2).sum(axis=-1) < 1)
