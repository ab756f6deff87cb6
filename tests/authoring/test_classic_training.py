"""The folded cell of week1/3 that runs the training of TensorFlow 1, on stand-ins for the original photographs."""

import re
from pathlib import Path

import numpy as np
import pytest

from course_utils.data.paths import course_root
from course_utils.data.sets.signs import convert_to_one_hot, load_dataset
from course_utils.data.store import write_part
from course_utils.layers.networks.keras_convnet import random_mini_batches

SOURCE = course_root() / "workbook/source/week1/3_convnet_application.py"


def cell(name: str) -> str:
    match = re.search(rf'^# %% id="{name}".*\n((?:.*\n)*?)(?=# %%)', SOURCE.read_text("utf-8"), re.MULTILINE)
    assert match is not None
    return match[1]


@pytest.mark.nightly
@pytest.mark.tf
def test_the_classic_training_runs_on_originals_of_any_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import tensorflow as tf

    random = np.random.RandomState(0)
    for part, file, m in (("train", "a.h5", 130), ("test", "b.h5", 12)):
        write_part(tmp_path / file, part, random.randint(0, 256, (m, 64, 64, 3), np.uint8), np.arange(m) % 6)
    space = {"np": np, "tf": tf, "load_dataset": load_dataset, "convert_to_one_hot": convert_to_one_hot,
             "random_mini_batches": random_mini_batches}  # fmt: skip
    exec(cell("classic-figures"), space)
    assert "cost 2.91034" in capsys.readouterr().out
    exec(cell("classic-training").replace("ORIGINALS = None", f"ORIGINALS = {str(tmp_path)!r}"), space)
    printed = capsys.readouterr().out
    assert "published 1.917929" in printed
    costs = list(map(float, re.findall(r"cost (\d\.\d+)", printed)))
    assert len(costs) == 3
    assert costs[-1] < costs[0]
