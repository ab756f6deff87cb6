"""Make the drawn streets: scenes to detect in and their masks, and small pictures with one thing or none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from course_utils.data.paths import dataset_path
from course_utils.data.progress import Progress, silent
from course_utils.data.sets.street_parts import Random
from course_utils.data.sets.street_scene import Scene, draw_scene, draw_street
from course_utils.data.store import write_arrays
from course_utils.types import Array

SEED = 31_400
# name → (how many, rows and columns)
SCENES = {"train": (200, 128), "test": (100, 128)}
SINGLES = {"single_train": (800, 64), "single_test": (200, 64)}
EMPTY = 0.25  # of the small pictures show the street alone
NOTHING = -1


def make_streets(progress: Progress = silent) -> list[Path]:
    """Draw all pictures and write `datasets/streets/streets.h5` and, of the scenes, `masks.h5`; takes about a minute.

    `progress` receives (pictures done, pictures in all).
    """
    plan = [(name, *shape, draw_scene) for name, shape in SCENES.items()]
    plan += [(name, *shape, draw_single) for name, shape in SINGLES.items()]
    total = sum(count for _, count, _, _ in plan)
    arrays: dict[str, Array] = {}
    done = 0
    for number, (name, count, size, draw) in enumerate(plan):
        arrays.update(make_part(name, count, size, draw, np.random.default_rng(SEED + number)))
        done += count
        progress(done, total)
    masks = {f"{name}_mask": arrays[f"{name}_mask"] for name in SCENES}
    files = {"streets.h5": {key: arrays[key] for key in arrays if not key.endswith("_mask")}, "masks.h5": masks}
    for file, content in files.items():
        write_arrays(dataset_path(f"streets/{file}"), content)
    return [dataset_path(f"streets/{file}") for file in files]


def make_part(
    name: str,
    count: int,
    size: int,
    draw: Callable[[Random, int], Scene],
    random: Random,
) -> dict[str, Array]:
    """Return `{name}_x`, `{name}_boxes` (m, most, 4), `{name}_classes` (m, most) and `{name}_mask` (m, n, n, 1).

    Missing things are −1.
    """
    scenes = [draw(random, size) for _ in range(count)]
    most = max(len(scene.classes) for scene in scenes)
    boxes = np.full((count, most, 4), NOTHING, np.int64)
    classes = np.full((count, most), NOTHING, np.int64)
    for number, scene in enumerate(scenes):
        boxes[number, : len(scene.boxes)] = scene.boxes
        classes[number, : len(scene.classes)] = scene.classes
    pictures = np.stack([scene.picture for scene in scenes])
    masks = np.stack([scene.mask for scene in scenes])[..., None]
    return {f"{name}_x": pictures, f"{name}_boxes": boxes, f"{name}_classes": classes, f"{name}_mask": masks}


def draw_single(random: Random, size: int) -> Scene:
    """A street with one large thing, or, once in four, with none. Traffic lights are left out."""
    wanted = 0 if random.random() < EMPTY else 1
    while True:
        scene = draw_street(random, size, things=wanted, zoom=1.5)
        if len(scene.classes) == wanted and (scene.classes < 3).all():
            return scene
