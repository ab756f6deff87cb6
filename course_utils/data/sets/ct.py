"""A chest in a computed tomography, drawn by us: body, ribs, spine, heart, lungs with vessels, and a planted nodule.

Values are Hounsfield units: air −1000, lung −850, fat −90, water 0, soft tissue 40, bone several hundred. Voxels are
coarse, 48 along each side, and shapes are simple: the volume teaches three dimensions, it is no use in medicine.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from course_utils.errors import ArgumentError
from course_utils.types import Mask, Numbers

SIDE = 48
# Where the vessels set out for: up or down, front or back.
FANS = ((-1, 0.3), (-0.5, -0.8), (0.3, 0.8), (0.9, -0.3), (1.2, 0.5))
AIR, LUNG, FAT, MUSCLE, BONE = -1000, -850, -90, 40, 500
Places = NDArray[np.float32]


class Scan(NamedTuple):
    """A volume (48, 48, 48) int16: slices from the top down, rows from front to back, columns.

    `nodule` is its centre (slice, row, column) and `radius` its radius in voxels; None and 0 where there is none.
    `lungs` (48, 48, 48) is True inside the lungs, vessels and nodule included.
    """

    volume: NDArray[np.int16]
    nodule: tuple[int, int, int] | None
    radius: float
    lungs: Mask


def make_ct(seed: int = 0, nodule: bool = True) -> Scan:
    """Draw one chest. The same seed gives the same chest, with or without its nodule.

    Raises: ArgumentError for a seed that is no integer ≥ 0.

    >>> scan = make_ct(1)
    >>> scan.volume.shape, scan.volume.dtype, bool(scan.lungs[scan.nodule])
    ((48, 48, 48), dtype('int16'), True)
    """
    if isinstance(seed, bool) or not isinstance(seed, (int, np.integer)) or seed < 0:
        raise ArgumentError(f"seed must be an integer ≥ 0; received seed={seed!r}.")
    draw = np.random.default_rng(seed)
    places = np.indices((SIDE,) * 3, dtype=np.float32)
    volume = np.full((SIDE,) * 3, AIR, np.float32)
    lungs = _body(volume, places, draw)
    _vessels(volume, lungs, draw)
    centre, radius = _spot(lungs, draw), float(draw.uniform(1.7, 2.6))
    if nodule:
        distance = np.sqrt(sum((places[k] - centre[k]) ** 2 for k in range(3)))
        share = np.clip(radius + 0.5 - distance, 0, 1)  # a border voxel is partly nodule, partly lung
        volume[:] = volume * (1 - share) + MUSCLE * share
    volume += draw.normal(0, 40, volume.shape)
    scan = np.clip(np.rint(volume), -1024, 1500).astype(np.int16)
    return Scan(scan, centre if nodule else None, radius if nodule else 0.0, lungs)


def _ellipsoid(places: Places, centre: tuple[float, float, float], radii: tuple[float, float, float]) -> Places:
    """How far out every place lies: 1 on the surface."""
    parts = (((places[k] - centre[k]) / radii[k]) ** 2 for k in range(3))
    return np.asarray(np.sqrt(sum(parts)), dtype=np.float32)


def _body(volume: Places, places: Places, draw: np.random.Generator) -> Mask:
    """Draw body, lungs, ribs, spine and heart; return where the lungs are."""
    shift, size = draw.uniform(-1, 1, 2), draw.uniform(0.94, 1.04)
    down, back, right = places[0], places[1] - 23.5 - shift[0], places[2] - 23.5 - shift[1]
    outline = np.sqrt((back / (17.5 * size)) ** 2 + (right / (22.5 * size)) ** 2)
    volume[outline < 1] = FAT
    volume[outline < 0.9] = MUSCLE
    here = np.stack([down, back, right])
    left, other = (_ellipsoid(here, (24, 0, side * 10.5), (21, 12.5 * size, 8.5 * size)) for side in (-1, 1))
    depth = np.minimum(left, other)
    ring = (depth > 1.06) & (depth < 1.22) & (np.abs(right) > 3)
    slant = (down - 0.45 * back + draw.uniform(0, 8)) % 8  # ribs fall towards the front
    volume[ring & (slant < 2.6) & (outline < 0.97)] = BONE
    volume[((back - 13) ** 2 + right**2) < 12] = BONE * 0.8
    lungs = depth < 1
    volume[lungs] = LUNG
    heart = _ellipsoid(here, (31, -3, 4), (9, 8, 8)) < 1
    volume[heart & (outline < 0.9)] = MUSCLE
    return lungs & ~heart


def _vessels(volume: Places, lungs: Mask, draw: np.random.Generator) -> None:
    """Tubes that leave the middle, turn a little at every step, branch and grow thin."""
    for side in (-1, 1):
        ends = [(np.array([24.0, 24, 23.5 + 3 * side]), np.array([up, back, 0.6 * side]), 1.8) for up, back in FANS]
        while ends:
            place, way, radius = ends.pop()
            for _ in range(int(draw.integers(6, 10))):
                way = way + draw.normal(0, 0.22, 3)
                way = way / np.linalg.norm(way)
                place = place + way
                _ball(volume, lungs, place, radius)
                radius *= 0.965
            if radius > 0.7:
                ends += [(place, way + draw.normal(0, 0.6, 3), radius * 0.82) for _ in range(2)]


def _ball(volume: Places, lungs: Mask, place: Numbers, radius: float) -> None:
    """Raise the voxels around a place of the lung to blood, those on the border in part."""
    reach = int(np.ceil(radius + 0.5))
    box, squares = list[slice](), list[Places]()
    for at in place.tolist():
        low, high = max(round(at) - reach, 0), min(round(at) + reach + 1, SIDE)
        if high <= low:
            return
        box.append(slice(low, high))
        squares.append((np.arange(low, high) - at) ** 2)
    distance = np.sqrt(squares[0][:, None, None] + squares[1][:, None] + squares[2])
    share = np.minimum(np.maximum(radius + 0.5 - distance, 0), 1)
    part = volume[*box]
    np.maximum(part, (LUNG + (MUSCLE - LUNG) * share).astype(np.float32), out=part, where=lungs[*box])


def _spot(lungs: Mask, draw: np.random.Generator) -> tuple[int, int, int]:
    """A place in the lungs at least 4 voxels from their border and 7 from that of the volume."""
    inner = lungs.copy()
    for axis in range(3):
        for step in (-4, 4):
            inner &= np.roll(lungs, step, axis)
    inner[:7] = inner[-7:] = False
    slice_, row, column = np.argwhere(inner)[draw.integers(inner.sum())]
    return int(slice_), int(row), int(column)
