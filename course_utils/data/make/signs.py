"""Make the rendered hand signs: 1,080 pictures to learn from and 120 of other hands to test with."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np

from course_utils.data.make.hand_model import SIGNS, Hand, draw_hand
from course_utils.data.make.hand_scene import Variation, render_sign
from course_utils.data.paths import dataset_path
from course_utils.data.progress import Progress, silent
from course_utils.data.sets.images import Image8, load_image
from course_utils.data.sets.signs import TEST_PHOTOGRAPHS
from course_utils.data.store import Labels, write_part

# None of those behind the test hands; horses and person show the same meadow and stay together.
TRAIN_PHOTOGRAPHS = ("astronaut", "china", "coffee", "eagle", "flower", "giraffe", "horses", "person", "scream")
TRAIN_HANDS, TRAIN_EACH = 60, 3
TEST_HANDS, TEST_EACH = 20, 1
SEED = 20_240


class Part(NamedTuple):
    """Pictures (m, 64, 64, 3) uint8 with, of each, shape (m,): its sign and the conditions in which it was drawn.

    A tone is the nearest place on the Monk scale, 1 (lightest) to 10 (darkest); `left` is 1 for a left hand; a
    photograph is the number, from 0, of the one behind the hand.
    """

    pictures: Image8
    labels: Labels
    tones: Labels
    left: Labels
    photographs: Labels



def make_part(
    seed: int,
    hands: int,
    each: int,
    photographs: tuple[str, ...],
    variation: Variation | None = None,
    progress: Progress = silent,
) -> Part:
    """Return 6 · hands · each pictures, shuffled: every hand shows each of the six signs `each` times."""
    random = np.random.default_rng(seed)
    backgrounds = [load_image(name) for name in photographs]
    people = _people(hands, random)
    plan = [(person, sign) for person in range(hands) for sign in SIGNS for _ in range(each)]
    pictures = np.empty((len(plan), 64, 64, 3), np.uint8)
    drawn = np.empty((len(plan), 2), np.int64)
    for done, place in enumerate(random.permutation(len(plan))):
        person, sign = plan[place]
        behind = int(random.integers(len(backgrounds)))
        left = bool(random.random() < 0.5)
        pictures[place] = render_sign(people[person], sign, left, backgrounds[behind], random, variation=variation)
        drawn[place] = left, behind
        progress(done + 1, len(plan))
    order = random.permutation(len(plan))
    tones = np.array([1 + round(people[person].tone) for person, _ in plan])
    labels = np.array([sign for _, sign in plan])
    return Part(pictures[order], labels[order], tones[order], *drawn[order].T)


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
    for part, made in parts.items():
        paths.append(dataset_path(f"signs/{part}_signs.h5"))
        # Results are judged by condition, so the test part has them.
        conditions = {"tone": made.tones, "left": made.left, "photograph": made.photographs}
        write_part(paths[-1], part, made.pictures, made.labels, conditions=conditions if part == "test" else {})
    return paths
