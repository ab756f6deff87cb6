"""Make the drawn faces: smiling or not (week 2), and many pictures each of some people (week 4)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from course_utils.data.make.face_parts import Person, draw_people
from course_utils.data.make.face_scene import SIDE, Variation, draw_face, photograph_face
from course_utils.data.make.signs import TRAIN_PHOTOGRAPHS
from course_utils.data.paths import dataset_path
from course_utils.data.progress import Progress, silent
from course_utils.data.sets.images import Image8, load_image
from course_utils.data.sets.signs import TEST_PHOTOGRAPHS
from course_utils.data.store import Labels, write_arrays, write_part

TRAIN_PEOPLE, TEST_PEOPLE = 300, 75  # everybody smiles once and does not once
TRAIN_IDENTITIES, TEST_IDENTITIES, EACH = 60, 20, 12
SEED = 20_241
FREE = Variation(roll=12, shear=0.06, zoom=(0.9, 1.1), shift=3.5, light=0.3)  # poses of the identities

Plan = list[tuple[int, Person, bool]]  # a number, the person and whether they smile


def people(part: str) -> list[Person]:
    """Return the people of "train" or "test" of the smiling faces: no two alike, none in both."""
    everybody = draw_people(TRAIN_PEOPLE + TEST_PEOPLE, np.random.default_rng(SEED))
    return _share(everybody, part, TRAIN_PEOPLE)


def identities(part: str) -> list[Person]:
    """Return the people of "train" or "test" of the identities: no two alike, none in both."""
    everybody = draw_people(TRAIN_IDENTITIES + TEST_IDENTITIES, np.random.default_rng(SEED + 1))
    return _share(everybody, part, TRAIN_IDENTITIES)


def _share(everybody: list[Person], part: str, first: int) -> list[Person]:
    return everybody[:first] if part == "train" else everybody[first:]


def photographs(part: str) -> tuple[str, ...]:
    """Return the names of the photographs behind the people of a part; no photograph serves both."""
    return TRAIN_PHOTOGRAPHS if part == "train" else TEST_PHOTOGRAPHS


def make_pictures(
    plan: Plan, part: str, seed: int, variation: Variation | None = None, progress: Progress = silent
) -> tuple[Image8, Labels]:
    """Return a picture per line of the plan and its number, shuffled.

    Shapes:
        pictures (m, 64, 64, 3) uint8, numbers (m,).

    Raises:
        CourseError: the libraries that draw are not installed.
    """
    random = np.random.default_rng(seed)
    behind = [load_image(name) for name in photographs(part)]
    pictures = np.empty((len(plan), SIDE, SIDE, 3), np.uint8)
    for done, place in enumerate(random.permutation(len(plan))):
        _, person, smiles = plan[place]
        faces = person.style.smiling if smiles else person.style.serious
        drawing = draw_face(person, faces[int(random.integers(len(faces)))], bool(random.random() < 0.4))
        photograph = behind[int(random.integers(len(behind)))]
        pictures[place] = photograph_face(drawing, person, photograph, random, variation)
        progress(done + 1, len(plan))
    order = random.permutation(len(plan))
    return pictures[order], np.array([number for number, _, _ in plan])[order]


def make_faces(progress: Progress = silent) -> list[Path]:
    """Draw smiling and not smiling faces into `datasets/faces/`; return the two files. About half a minute."""
    paths = []
    for number, part in enumerate(("train", "test")):
        plan: Plan = [(smiles, person, bool(smiles)) for person in people(part) for smiles in (0, 1)]
        pictures, labels = make_pictures(plan, part, SEED + 10 + number, progress=progress)
        paths.append(dataset_path(f"faces/{part}_happy.h5"))
        write_part(paths[-1], part, pictures, labels, classes=2)
    return paths


def make_identities(progress: Progress = silent) -> list[Path]:
    """Draw the same people again and again into `datasets/identities/`; return the file. About half a minute."""
    arrays: dict[str, NDArray[np.generic]] = {}
    first = 0
    for number, part in enumerate(("train", "test")):
        everybody = identities(part)
        plan = [(first + who, person, bool(i % 2)) for who, person in enumerate(everybody) for i in range(EACH)]
        arrays[f"{part}_x"], arrays[f"{part}_id"] = make_pictures(plan, part, SEED + 20 + number, FREE, progress)
        first += len(everybody)
    path = dataset_path("identities/identities.h5")
    write_arrays(path, arrays)
    return [path]
