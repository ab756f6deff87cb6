"""`course new-mistake`: a row in the exercise's list, begun from a cluster of a class report."""

from __future__ import annotations

import ast
import json
import shutil
from pathlib import Path

import pytest

from course_utils.authoring.scaffold import new_mistake
from course_utils.errors import UsageError

ROOT = Path(__file__).parents[2]
STEP = "week1/2_step_by_step"
ID = "conv_forward-0123456789ab"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    rows = [{"id": ID, "exercise": "conv_forward", "text": "def conv_forward(): ..."},
            {"id": "mask-1", "exercise": "create_mask_from_window", "text": "def mask(): ..."}]  # fmt: skip
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "clusters.json").write_text(json.dumps(rows))
    return tmp_path / "report"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    place = tmp_path / "course_utils" / "exercises"
    place.mkdir(parents=True)
    shutil.copy(ROOT / "course_utils" / "exercises" / "week1_2_step_by_step.py", place)
    return tmp_path


@pytest.mark.parametrize(
    ("function", "cluster", "loop"),
    [("conv_forward", ID, "loops.conv_forward"), ("create_mask_from_window", "mask-1", "pooling.create_mask_from_window")],
)
def test_the_row_is_the_last_of_the_exercises_mistakes_and_the_file_stays_python(root, report, function, cluster, loop):
    before = (root / "course_utils" / "exercises" / "week1_2_step_by_step.py").read_text()
    path, text = new_mistake(root, STEP, function, cluster, report)
    after = path.read_text()
    ast.parse(after)
    assert text.startswith("def ")
    added = [line for line in after.splitlines() if line not in before.splitlines()]
    assert len(added) == 3
    assert f"TODO: name of {cluster}" in added[0]
    assert f"changed({loop}, " in added[2]
    assert after.index(added[0]) > after.index(f'    "{function}",')
    assert after.replace("\n".join(added) + "\n", "") == before


def test_what_is_not_there_is_refused_by_name(root, report, tmp_path):
    with pytest.raises(UsageError, match="no exercise of week1/2_step_by_step"):
        new_mistake(root, STEP, "iou", ID, report)
    with pytest.raises(UsageError, match=r"holds no clusters\.json"):
        new_mistake(root, STEP, "conv_forward", ID, tmp_path)
    with pytest.raises(UsageError, match="no cluster 'x' in this report"):
        new_mistake(root, STEP, "conv_forward", "x", report)
    with pytest.raises(UsageError, match="no cluster 'mask-1'"):
        new_mistake(root, STEP, "conv_forward", "mask-1", report)
