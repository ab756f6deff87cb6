"""Make the rendered hand signs: 1,080 pictures to learn from and 120 of other hands to test with."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from course_utils.data.make.hand_model import SIGNS, Hand, draw_hand
from course_utils.data.make.hand_scene import Variation, render_sign
from course_utils.data.paths import dataset_path
from course_utils.data.progress import Progress, silent
from course_utils.data.sets.images import Image8, load_image
from course_utils.data.store import write_part

# No photograph serves both parts; horses and person show the same meadow and stay together.
TRAIN_PHOTOGRAPHS = ("astronaut", "china", "coffee", "eagle", "flower", "giraffe", "horses", "person", "scream")
TEST_PHOTOGRAPHS = ("chelsea", "dog", "grace_hopper", "rocket", "starry_night")
TRAIN_HANDS, TRAIN_EACH = 60, 3
TEST_HANDS, TEST_EACH = 20, 1
SEED = 20_240

Part = tuple[Image8, NDArray[np.int64], NDArray[np.int64]]


def make_part(
    seed: int,
    hands: int,
    each: int,
    photographs: tuple[str, ...],
    variation: Variation | None = None,
    progress: Progress = silent,
) -> Part:
    """Return pictures, labels and skin tones: every hand shows each of the six signs `each` times.

    A tone is the nearest place on the Monk scale, 1 (lightest) to 10 (darkest).

    Shapes:
        pictures (6 · hands · each, 64, 64, 3) uint8, labels and tones (6 · hands · each,); shuffled.
    """
    random = np.random.default_rng(seed)
    backgrounds = [load_image(name) for name in photographs]
    people = _people(hands, random)
    plan = [(person, sign) for person in range(hands) for sign in SIGNS for _ in range(each)]
    pictures = np.empty((len(plan), 64, 64, 3), np.uint8)
    for done, place in enumerate(random.permutation(len(plan))):
        person, sign = plan[place]
        behind = backgrounds[int(random.integers(len(backgrounds)))]
        left = bool(random.random() < 0.5)
        pictures[place] = render_sign(people[person], sign, left, behind, random, variation=variation)
        progress(done + 1, len(plan))
    order = random.permutation(len(plan))
    tones = np.array([1 + round(people[person].tone) for person, _ in plan])
    return pictures[order], np.array([sign for _, sign in plan])[order], tones[order]


def _people(count: int, random: np.random.Generator) -> list[Hand]:
    """Return hands whose tones cover the Monk scale evenly."""
    return [draw_hand(random, 9 * person / (count - 1)) for person in range(count)]


def make_signs(progress: Progress = silent) -> list[Path]:
    """Render both parts and write them to `datasets/signs/`; return the two files.

    Takes about two minutes. `progress` receives (pictures done, pictures in all) of each part.
    """
    parts = {
        "train": make_part(SEED, TRAIN_HANDS, TRAIN_EACH, TRAIN_PHOTOGRAPHS, progress=progress),
        "test": make_part(SEED + 1, TEST_HANDS, TEST_EACH, TEST_PHOTOGRAPHS, progress=progress),
    }
    paths = []
    for part, (pictures, labels, tones) in parts.items():
        paths.append(dataset_path(f"signs/{part}_signs.h5"))
        # Results are judged by tone, so the test part has them.
        write_part(paths[-1], part, pictures, labels, tones=tones if part == "test" else None)
    return paths
