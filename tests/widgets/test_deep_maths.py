"""The browser's arithmetic of week 2 against course_utils.layers: augmentation, and flow through a net."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course_utils.layers.networks.residual_flow import normals, residual_flow
from course_utils.widgets.explorers.augmentation_explorer import AugmentationExplorer
from course_utils.widgets.explorers.residual_explorer import ResidualExplorer
from course_utils.widgets.mathematics.numbers import powers

pytestmark = pytest.mark.browser


def settings(w: AugmentationExplorer) -> dict[str, Any]:
    names = ["mirror", "rotation", "shear", "crop", "top", "left", "fill", "brightness", "channels", "alphas"]
    return {name: w.get_state(name)[name] for name in names}


def random_augmentation(seed: int, fill: str) -> AugmentationExplorer:
    draw = np.random.default_rng(seed)
    image = draw.integers(0, 256, (*draw.integers(8, 40, 2), 3), dtype=np.uint8)
    whole = {name: int(draw.integers(low, 101)) for name, low in (("crop", 30), ("top", 0), ("left", 0))}
    return AugmentationExplorer(
        image=image, fill=fill, mirror=bool(draw.integers(2)), rotation=draw.uniform(-45, 45), **whole,
        shear=draw.uniform(-0.5, 0.5), brightness=draw.uniform(-60, 60), channels=draw.uniform(-60, 60, 3),
        alphas=draw.uniform(-2, 2, 3),
    )  # fmt: skip


@pytest.mark.parametrize("fill", ["edge", "black", "reflect"])
@pytest.mark.parametrize("seed", range(12))
def test_the_augmented_photograph_is_pythons_to_a_level(maths: Any, seed: int, fill: str) -> None:
    w = random_augmentation(seed, fill)
    shift = maths("warp", "colourShift", settings(w), w._axes["shifts"])
    np.testing.assert_allclose(shift, w.shift, atol=1e-9)
    photo = maths("warp", "decodePhoto", w.get_state("image")["image"])
    np.testing.assert_array_equal(photo["pixels"], w.image.ravel())
    theirs = maths("warp", "augment", photo, settings(w), shift)
    pixels = np.array(theirs["pixels"]).reshape(theirs["rows"], theirs["columns"], 4)
    assert pixels.shape[:2] == w.output.shape[:2]
    assert np.abs(pixels[..., :3] - w.output.astype(int)).max() <= 1
    assert np.mean(pixels[..., :3] != w.output) < 0.001
    assert (pixels[..., 3] == 255).all()


@pytest.mark.parametrize("seed", range(8))
def test_both_languages_say_the_same_of_an_augmentation(maths: Any, seed: int) -> None:
    w = random_augmentation(seed, "edge")
    if seed % 2:
        w.crop, w.brightness, w.channels, w.alphas = 100, 0, [0, 0, 0], [0, 0, 0]
    if seed == 7:
        w.mirror, w.rotation, w.shear = False, 0, 0
    words = maths("augmentation_explorer", "augmentWords", *w.image.shape[:2], settings(w), w.shift)
    assert words == w.words()


def test_every_roll_of_the_dice_is_a_value_of_the_traits(maths: Any) -> None:
    rolled = [maths("augmentation_explorer", "roll") for _ in range(100)]
    w = AugmentationExplorer(image=np.zeros((9, 9, 3), np.uint8))
    for values in rolled:
        for name, value in values.items():
            setattr(w, name, value)
    assert 25 < sum(values["mirror"] for values in rolled) < 75
    assert 0.35 < np.std([values["alphas"] for values in rolled]) < 0.65


def test_colours_stand_where_the_axes_put_them(maths: Any) -> None:
    w = random_augmentation(3, "edge")
    axes, colours = w._axes, w.image.reshape(-1, 3)
    places = maths("clouds", "project", colours.ravel(), axes["mean"], axes["directions"][0], axes["directions"][2])
    expected = (colours - np.array(axes["mean"])) @ np.array(axes["directions"])[[0, 2]].T
    np.testing.assert_allclose(np.reshape(places, (-1, 2)), expected, atol=1e-9)
    np.testing.assert_allclose(maths("clouds", "middle", places), [0, 0], atol=1e-9)


@pytest.mark.parametrize(("seed", "slot"), [(0, 0), (1, 1), (77, 51), (9999, 63)])
def test_the_random_numbers_are_equal_to_the_last_bit(maths: Any, seed: int, slot: int) -> None:
    np.testing.assert_array_equal(maths("flow", "normals", seed, slot), normals(seed, slot))


@pytest.mark.parametrize("shortcut", [False, True])
@pytest.mark.parametrize("batch_norm", [False, True])
@pytest.mark.parametrize(("depth", "scale", "seed"), [(4, 1.0, 1), (20, 0.3, 2), (50, 2.0, 3), (50, 0.7, 9999)])
def test_the_flow_through_the_net_is_numpys(
    maths: Any, depth: int, scale: float, seed: int, shortcut: bool, batch_norm: bool
) -> None:
    theirs = maths("flow", "residualFlow", depth, shortcut, batch_norm, scale, seed)
    ours = residual_flow(depth, shortcut, batch_norm, scale, seed)
    np.testing.assert_allclose(theirs["activations"], ours.activations, rtol=1e-9)
    np.testing.assert_allclose(theirs["gradients"], ours.gradients, rtol=1e-8)
    np.testing.assert_allclose(theirs["weightGradients"], ours.weight_gradients, rtol=1e-8)
    w = ResidualExplorer(depth=depth, shortcut=shortcut, batch_norm=batch_norm, scale=scale, seed=seed)
    said = maths("flow", "verdict", depth, shortcut, batch_norm, theirs["gradients"][0], theirs["gradients"][-1])
    assert said == w.verdict()


@pytest.mark.parametrize("value", [0.0, 1.0, 0.01, 0.0099, 0.00996, 999.0, 99.4, 12345.0, 3.14e-17, 8.7e14, 0.5])
def test_powers_of_ten_are_printed_alike(maths: Any, value: float) -> None:
    assert maths("flow", "powers", value) == powers(value)


@pytest.mark.parametrize(
    ("curves", "ends"),
    [([[1e-9, 2.0], [5.0]], [-12, 4]), ([[0.0]], [-4, 4]), ([[3e7, 1e12]], [-4, 12]), ([[1e4, 1e-4]], [-4, 4])],
)
def test_the_axis_holds_every_number_above_zero_and_always_1(maths: Any, curves: list[list[float]], ends: list[int]) -> None:
    assert maths("log_chart", "decades", *curves) == ends
