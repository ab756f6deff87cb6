"""A parametric hand: bones, joint angles and the six signs, as capsules in three dimensions.

Coordinates of a right hand whose palm faces the viewer: x to the thumb's side, y from the wrist to
the fingertips, z towards the viewer. The unit is about one palm's length (wrist to middle knuckle).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from course_utils.types import Numbers

Vector = Numbers

FINGERS = ("index", "middle", "ring", "pinky")
# Which fingers stand in each sign; "three" is shown in both ways that people use.
SIGNS: dict[int, tuple[frozenset[str], ...]] = {
    0: (frozenset(),),
    1: (frozenset({"index"}),),
    2: (frozenset({"index", "middle"}),),
    3: (frozenset({"index", "middle", "ring"}), frozenset({"thumb", "index", "middle"})),
    4: (frozenset(FINGERS),),
    5: (frozenset({"thumb", *FINGERS}),),
}

_KNUCKLES = np.array([[0.31, 0.93, 0.0], [0.09, 1.0, 0.02], [-0.14, 0.95, 0.0], [-0.35, 0.83, -0.02]])
_CARPALS = np.array([[0.17, 0.1, 0.0], [0.06, 0.08, 0.0], [-0.06, 0.08, 0.0], [-0.17, 0.1, 0.0]])
_LENGTHS = np.array([[0.45, 0.27, 0.22], [0.5, 0.31, 0.23], [0.46, 0.29, 0.22], [0.36, 0.21, 0.19]])
_RADII = np.array([0.108, 0.112, 0.106, 0.092])
_SPLAY = np.array([9.0, 1.0, -7.0, -17.0])  # degrees from straight up
_THUMB_LENGTHS = np.array([0.44, 0.34, 0.27])
_THUMB_ROOT = np.array([0.2, 0.16, 0.06])


@dataclass(frozen=True)
class Bone:
    """A capsule from `start` to `end` (3,) with a radius at each end.

    `flat` scales its bulge towards the viewer. `kind` is palm, finger, tip, arm or sleeve.
    `back` is the unit vector (3,) out of the finger's back: the side of the nail.
    """

    start: Vector
    end: Vector
    radius_start: float
    radius_end: float
    kind: str
    flat: float = 1.0
    back: Vector | None = None


@dataclass(frozen=True)
class Hand:
    """What stays the same in every picture of one person's hand."""

    tone: float  # place on the Monk scale, 0 (lightest) to 9 (darkest)
    fingers: Vector  # (4,) factors on finger lengths
    slim: float  # factor on all finger radii
    wide: float  # factor on the palm's width
    thumb: float  # factor on the thumb's length
    nail: Vector  # (3,) colour 0–1
    wrinkles: float  # depth of lines, 0–1


def draw_hand(random: np.random.Generator, tone: float) -> Hand:
    """Return a new person's hand with a skin tone near `tone` on the Monk scale."""
    painted = random.random() < 0.15
    natural = np.array([0.93, 0.78, 0.72]) if tone < 5 else np.array([0.8, 0.6, 0.52])
    return Hand(
        tone=float(np.clip(tone + random.uniform(-0.4, 0.4), 0, 9)),
        fingers=random.uniform(0.9, 1.1) * random.uniform(0.95, 1.05, 4),
        slim=random.uniform(0.88, 1.14),
        wide=random.uniform(0.92, 1.1),
        thumb=random.uniform(0.9, 1.1),
        nail=random.uniform(0.1, 0.9, 3) if painted else natural,
        wrinkles=random.uniform(0.4, 1.0),
    )


def pose_hand(hand: Hand, sign: int, random: np.random.Generator) -> list[Bone]:
    """Return the bones of `hand` showing `sign` (0–5), with the small chances of one moment."""
    ways = SIGNS[sign]
    standing = ways[int(random.integers(len(ways)))]
    spread = random.uniform(0.7, 1.25)
    bones = _palm(hand) + _arm(hand)
    for index, name in enumerate(FINGERS):
        flexion = _standing(random) if name in standing else _folded(random)
        bones += _finger(hand, index, flexion, spread * _SPLAY[index] + random.normal(0, 1.5))
    return bones + _thumb(hand, standing, random)


def _standing(random: np.random.Generator) -> Vector:
    return np.array([random.uniform(-6, 14), random.uniform(0, 14), random.uniform(0, 10)])


def _folded(random: np.random.Generator) -> Vector:
    return np.array([random.uniform(72, 84), random.uniform(92, 104), random.uniform(35, 55)])


def _palm(hand: Hand) -> list[Bone]:
    width = np.array([hand.wide, 1.0, 1.0])
    bones = [Bone(_CARPALS[i] * width, _KNUCKLES[i] * width, 0.17, 0.145, "palm", 0.6) for i in range(len(FINGERS))]
    heel = Bone(np.array([-0.2, 0.16, 0.04]) * width, np.array([-0.3, 0.6, 0.02]) * width, 0.2, 0.15, "palm", 0.6)
    ball = Bone(_THUMB_ROOT * width, np.array([0.22, 0.55, 0.04]) * width, 0.21, 0.15, "palm", 0.6)
    return [*bones, heel, ball]


def _arm(hand: Hand) -> list[Bone]:
    wrist = 0.25 * (0.5 + 0.5 * hand.wide)
    return [Bone(np.array([0.0, 0.12, -0.04]), np.array([0.0, -2.6, -0.1]), wrist, wrist + 0.16, "arm", 0.7)]


def _finger(hand: Hand, index: int, flexion: Vector, splay: float) -> list[Bone]:
    """Return three phalanges; `flexion` (3,) and `splay` in degrees."""
    angle = np.radians(splay)
    along = np.array([np.sin(angle), np.cos(angle), 0.0])
    towards = np.array([0.0, 0.0, 1.0])
    # The finger's root lies behind the palm's front, so that it grows out of it without a ball.
    point = _KNUCKLES[index] * np.array([hand.wide, 1.0, 1.0]) - np.array([0.0, 0.02, 0.05])
    radius = _RADII[index] * hand.slim
    bones = []
    for joint, bent in enumerate(np.radians(np.cumsum(flexion))):
        direction = np.cos(bent) * along + np.sin(bent) * towards
        back = np.sin(bent) * along - np.cos(bent) * towards
        end = point + direction * _LENGTHS[index, joint] * hand.fingers[index]
        taper = (1.04, 1.0, 0.93, 0.78)
        kind = "tip" if joint == 2 else "finger"
        bones.append(Bone(point, end, radius * taper[joint], radius * taper[joint + 1], kind, back=back))
        point = end
    return bones


def _thumb_directions(standing: frozenset[str]) -> tuple[Vector, float]:
    """Return three directions (3, 3) of the thumb's bones and how far they may vary."""
    if "thumb" in standing:
        return np.array([[0.72, 0.62, 0.25], [0.7, 0.72, 0.05], [0.62, 0.8, -0.05]]), 0.09
    if len(standing) == len(FINGERS):
        return np.array([[0.3, 0.75, 0.5], [-0.62, 0.72, 0.25], [-0.93, 0.3, 0.0]]), 0.07
    # Over the folded fingers: the fewer are folded, the farther it must reach.
    reach = 0.12 * len(standing)
    return np.array([[0.36 - reach, 0.68, 0.62], [-0.5 - reach, 0.5, 0.6], [-0.97, 0.12, 0.05]]), 0.07


def _thumb(hand: Hand, standing: frozenset[str], random: np.random.Generator) -> list[Bone]:
    directions, freedom = _thumb_directions(standing)
    directions = directions + random.normal(0, freedom, 3)
    point = _THUMB_ROOT * np.array([hand.wide, 1.0, 1.0])
    radii = np.array([0.17, 0.125, 0.118, 0.092]) * (0.4 + 0.6 * hand.slim)
    bones = []
    for joint, direction in enumerate(directions):
        unit = direction / np.linalg.norm(direction)
        end = point + unit * _THUMB_LENGTHS[joint] * hand.thumb
        kind = ("palm", "finger", "tip")[joint]
        # The nail of a folded thumb faces the viewer, that of an open one looks sideways and away.
        facing = np.array([0.55, -0.2, -0.8]) if "thumb" in standing else np.array([0.0, 0.35, 0.94])
        back = facing - unit * (facing @ unit)
        bones.append(Bone(point, end, radii[joint], radii[joint + 1], kind, back=back / np.linalg.norm(back)))
        point = end
    return bones


def sleeve(hand: Hand, begins: float) -> Bone:
    """Return a sleeve that begins `begins` below the wrist."""
    radius = 0.34 * (0.5 + 0.5 * hand.wide)
    return Bone(np.array([0.0, -begins, 0.0]), np.array([0.0, -2.8, -0.04]), radius, radius + 0.16, "sleeve", 0.7)


PALM_LINES: tuple[Vector, ...] = (
    np.array([[0.36, 0.62, 0.1], [0.12, 0.58, 0.12], [-0.08, 0.38, 0.13], [-0.12, 0.14, 0.12]]),
    np.array([[0.36, 0.66, 0.1], [0.1, 0.6, 0.1], [-0.2, 0.48, 0.12], [-0.34, 0.4, 0.1]]),
    np.array([[0.14, 0.86, 0.1], [0.02, 0.76, 0.1], [-0.2, 0.68, 0.1], [-0.42, 0.66, 0.1]]),
)
"""Three lines across the palm (thumb, head, heart): points (n, 3) at the palm's surface."""
