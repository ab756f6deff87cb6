"""AugmentationExplorer's Python side."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
import traitlets

from course_utils.layers.images.augment import mirror, pca_color_shift
from course_utils.widgets.drawing.photograph import default_photograph
from course_utils.widgets.explorers.augmentation_explorer import AugmentationExplorer


def photo(rows: int = 20, columns: int = 30, seed: int = 0) -> Any:
    return np.random.default_rng(seed).integers(0, 256, (rows, columns, 3), dtype=np.uint8)


def test_the_untouched_photograph_comes_out_as_it_went_in() -> None:
    w = AugmentationExplorer(image=photo())
    np.testing.assert_array_equal(w.output, photo())
    assert w.words() == "The photograph as it is."


def test_colours_and_places_follow_the_layers() -> None:
    w = AugmentationExplorer(image=photo(), mirror=True, alphas=[1, 0.5, -1])
    shifted = 255 * pca_color_shift(photo() / 255, [1, 0.5, -1])
    expected = np.clip(np.rint(mirror(shifted)), 0, 255)
    assert np.abs(w.output - expected).max() <= 1
    w.crop, w.top, w.left = 50, 0, 100
    np.testing.assert_array_equal(w.output, AugmentationExplorer(image=w.image, mirror=True, alphas=w.alphas).output[:10, 15:])


def test_the_words_name_every_change() -> None:
    w = AugmentationExplorer(image=photo(), mirror=True, rotation=-12, shear=0.15, crop=50, channels=[5, 0, -3.25])
    assert w.words() == (
        "A new picture with the same label: mirrored; turned 12° clockwise; sheared by 0.15; "
        "a crop of 10×15 from row 6, column 9; red +5, green 0, blue −3.3."
    )
    assert w.alt_text().startswith("Augmentation explorer, a photograph of 20×30. A new picture")


def test_the_axes_are_directions_of_length_1_also_for_a_grey_photograph() -> None:
    for image in (photo(), np.full((9, 9, 3), 80, np.uint8), np.tile(photo(9, 9)[..., :1], 3)):
        axes = AugmentationExplorer(image=image)._axes
        directions = np.array(axes["directions"])
        np.testing.assert_allclose(directions @ directions.T, np.eye(3), atol=1e-6)
    assert axes["shares"][0] == pytest.approx(1)


def test_a_photograph_survives_the_way_to_the_browser_and_back() -> None:
    w = AugmentationExplorer(image=photo())
    sent = w.get_state("image")["image"]
    assert (sent["rows"], sent["columns"]) == (20, 30)
    w.set_state({"image": sent, "alphas": [1, 0, 0], "crop": 40})
    np.testing.assert_array_equal(w.image, photo())
    assert (w.alphas.tolist(), w.crop) == ([1, 0, 0], 40)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"image": np.zeros((9, 9, 3))}, "image must be a photograph (rows, columns, 3) of uint8; received shape (9, 9, 3), float64."),
        ({"image": photo(400, 30)}, "image must have sides of 8 to 320 pixels; received 400×30."),
        ({"rotation": 90}, "rotation must be a number from −45 to 45; received rotation=90."),
        ({"crop": 50.5}, "crop must be a whole number from 30 to 100; received crop=50.5."),
        ({"fill": "wrap"}, "fill must be one of 'edge', 'black', 'reflect'; received fill='wrap'."),
        ({"alphas": [1, 2]}, "alphas must hold three numbers; received 2."),
        ({"alphas": [3, 0, 0]}, "alphas must hold numbers from −2 to 2; received 3."),
        ({"mirror": 1}, "mirror must be True or False; received mirror=1."),
    ],
)  # fmt: skip
def test_impossible_values_are_refused(values: dict[str, Any], message: str) -> None:
    with pytest.raises(traitlets.TraitError) as caught:
        AugmentationExplorer(**values)
    assert message in str(caught.value)


def test_a_refused_value_leaves_the_old_one() -> None:
    w = AugmentationExplorer(image=photo(), rotation=10)
    with pytest.raises(traitlets.TraitError):
        w.rotation = 50
    assert w.rotation == 10


def test_the_still_picture_holds_both_photographs_and_the_colours() -> None:
    w = AugmentationExplorer(image=photo(), crop=60)
    root = ElementTree.fromstring(w.static_svg())
    tags = [node.tag.split("}")[1] for node in root.iter()]
    assert (tags.count("image"), tags.count("polygon")) == (2, 2)
    assert tags.count("circle") >= 200
    assert len(AugmentationExplorer().static_svg()) < 60_000


def test_without_the_photographs_file_a_drawn_one_stands_in() -> None:
    assert default_photograph("no such photograph", size=32).shape == (32, 32, 3)
