"""The project of week 3: its cases meet the traps, its given cells do what the course does, its weights are good."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from course_utils.checks.calls.table import CALLS
from course_utils.checks.failures import WrongAnswer
from course_utils.data.sets.street_scene import draw_streets
from course_utils.exercises import registry
from course_utils.exercises.week3_4_project_detector import CURVE, DETECTOR, LOSS, RULES, with_truth
from course_utils.layers.detection.yolo import encode_grid
from course_utils.notebooks.weights import read_weights

NOTEBOOK = "week3/4_project_detector"
ROOT = Path(__file__).parents[2]
SOURCE = (ROOT / "workbook" / "source" / f"{NOTEBOOK}.py").read_text("utf-8")
WEIGHTS = ROOT / "workbook" / "solutions" / f"{NOTEBOOK}.npz"


def cell(id: str) -> str:
    """A cell of the source."""
    match = re.search(rf'^# %%[^\n]*id="{id}"[^\n]*\n(.*?)(?=^# %%|\Z)', SOURCE, re.DOTALL | re.MULTILINE)
    assert match is not None
    return match[1]


@pytest.mark.parametrize("secret", range(20))
def test_every_hidden_case_but_one_has_objects_and_all_have_empty_places(secret):
    inputs = [case.draw(secret) for case in registry.hidden_cases(NOTEBOOK)["detection_loss"]]
    objects = [each["y_true"][..., 0].sum() for each in inputs]
    assert sorted(count > 0 for count in objects) == [False, True, True, True]
    assert all(count < each["y_true"][..., 0].size for count, each in zip(objects, inputs))


@pytest.mark.parametrize("secret", range(20))
def test_the_sure_network_is_right_and_wrong_about_both_kinds_of_places(secret):
    inputs = registry.hidden_cases(NOTEBOOK)["detection_loss"][-1].draw(secret)
    there, says = inputs["y_true"][..., 0] == 1, inputs["t"][..., 0] > 0
    assert {(bool(a), bool(b)) for a, b in zip(there.ravel(), says.ravel())} == {(a, b) for a in (False, True) for b in (False, True)}


@pytest.mark.tf
def test_a_loss_of_numpy_has_no_gradient_and_is_refused_in_a_sentence():
    def detection_loss(y_true, t, **more):
        return np.float32(np.asarray(t).sum())

    with pytest.raises(WrongAnswer, match="without a gradient, so no network can learn from it"):
        CALLS["gradient"](detection_loss, LOSS.cases[0].draw())


@pytest.mark.tf
def test_the_gradient_is_that_of_t():
    def detection_loss(y_true, t, **more):
        import tensorflow as tf

        return tf.reduce_sum(y_true * t**2)

    inputs = LOSS.cases[0].draw()
    loss, gradient = CALLS["gradient"](detection_loss, inputs)
    np.testing.assert_allclose(gradient, 2 * inputs["y_true"] * inputs["t"], rtol=1e-5)
    np.testing.assert_allclose(loss, (inputs["y_true"] * inputs["t"] ** 2).sum(), rtol=1e-5)


def test_the_notebook_s_targets_are_those_of_encode_grid():
    streets = draw_streets(30, seed=4)
    names = {"np": np, "names": streets.names}
    exec(cell("targets").split("Y_train")[0], names)
    expected = [encode_grid(boxes / 128, kinds, [[1.0, 1.0]], 16, 4)[:, :, 0]
                for boxes, kinds in zip(streets.boxes, streets.classes)]  # fmt: skip
    np.testing.assert_allclose(names["targets_of"](streets), expected, atol=1e-6)


@pytest.mark.tf
def test_mirrored_targets_are_those_of_the_mirrored_street():
    import tensorflow as tf

    streets = draw_streets(10, seed=6)
    turned = [boxes[:, [2, 1, 0, 3]] * [-1, 1, -1, 1] + [128, 0, 128, 0] for boxes in streets.boxes]
    names = {"np": np, "tf": tf, "names": streets.names}
    exec(cell("targets").split("Y_train")[0], names)
    exec(re.search(r"def mirrored.*?\n\n\n", cell("train"), re.DOTALL)[0], names)
    x, y = names["mirrored"](np.float32(streets.pictures), names["targets_of"](streets))
    np.testing.assert_array_equal(x, streets.pictures[:, :, ::-1])
    expected = names["targets_of"](streets._replace(boxes=turned))
    same = np.asarray(y)[..., 0] == expected[..., 0]  # a mid-point on the line between two cells falls to another side
    assert same.mean() > 0.995
    np.testing.assert_allclose(np.asarray(y)[same], expected[same], atol=1e-5)


def test_the_published_points_are_those_of_the_curve():
    rows = [re.findall(r"[\d.]+", line.split("|", 2)[2]) for line in cell("rules").splitlines() if line.startswith(("# | mAP", "# | points"))]
    scores, points = (list(map(float, row)) for row in rows)
    assert scores == [score for score, _ in CURVE]
    assert points == pytest.approx([DETECTOR.points * share for _, share in CURVE])
    assert f"at most **{RULES.parameters:,}**" in cell("rules")
    assert f"at most {RULES.milliseconds:.0f} ms" in cell("rules")


@pytest.mark.tf
@pytest.mark.slow
def test_our_weights_earn_nine_tenths_and_the_baseline_untrained_nothing():
    import keras

    names = {"keras": keras, "layers": keras.layers, "graded": lambda function: function}
    exec(cell("street-detector"), names)
    network = names["street_detector"]()
    network.set_weights(read_weights(WEIGHTS.read_bytes()))
    pictures, truth = with_truth(draw_streets(100, seed=77))
    project = DETECTOR.project
    score = project.measure(np.asarray(network(pictures.astype("float32") / 255)), truth)
    assert project.share(score) >= 0.9
    untrained = project.measure(np.asarray(DETECTOR.reference()(pictures.astype("float32") / 255)), truth)
    assert project.share(untrained) < 0.05
