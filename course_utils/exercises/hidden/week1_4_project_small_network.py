"""What the grade of week1/4_project_small_network is measured on: hands drawn for one class."""

from __future__ import annotations

from typing import Any

import numpy as np

from course_utils.data.make.signs import make_part
from course_utils.data.sets.signs import TEST_PHOTOGRAPHS
from course_utils.exercises.base import Case
from course_utils.exercises.project import Fresh
from course_utils.types import Images

HANDS = 40  # people, each showing all six signs once; drawing takes a tenth of a second for a picture
HIDDEN: dict[str, tuple[Case, ...]] = {"small_network": ()}  # the rules are no secret


def hands(random: np.random.Generator) -> tuple[Images, Any]:
    """Pictures (240, 64, 64, 3), uint8, of people whom nobody has seen, in front of photographs that the training
    pictures lack; signs (240,)."""
    drawn = make_part(int(random.integers(2**63)), HANDS, 1, TEST_PHOTOGRAPHS)
    return drawn.pictures, drawn.labels


FRESH: dict[str, Fresh] = {"small_network": hands}
