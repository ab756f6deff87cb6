"""GramExplorer's Python side."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import traitlets

from course_utils.widgets.explorers.gram_explorer import GramExplorer, scattering


def drawn(seed: int = 0, *shape: int) -> Any:
    return np.random.default_rng(seed).normal(size=shape or (4, 5, 3))


@pytest.mark.tf
@pytest.mark.parametrize("seed", range(3))
def test_the_matrix_is_the_layer_s_and_its_numbers_are_sums_of_the_products(seed: int) -> None:
    from course_utils.layers.images.style import gram_matrix

    w = GramExplorer(maps=drawn(seed))
    A = w.maps.reshape(-1, 3).T
    np.testing.assert_allclose(w.gram, gram_matrix(A), rtol=1e-12)
    for w.first in range(3):
        for w.second in range(3):
            assert w.product.sum() == pytest.approx(w.gram[w.first, w.second])


def test_scattered_places_change_the_maps_and_not_the_matrix() -> None:
    w = GramExplorer(maps=drawn(), second=2)
    before, gram = w.product, w.gram
    w.scattered = True
    assert not np.array_equal(w.product, before)
    assert sorted(w.product.ravel()) == sorted(before.ravel())
    np.testing.assert_array_equal(w.gram, gram)
    assert "places scattered" in w.alt_text()


@pytest.mark.parametrize("count", [1, 2, 3, 4, 6, 12, 400, 441, 576])
def test_a_scattering_takes_every_place_once(count: int) -> None:
    assert sorted(scattering(count)) == list(range(count))


def test_other_maps_get_plain_names_and_channels_that_are_there() -> None:
    w = GramExplorer(first=5)
    w.maps = drawn(1, 1, 3, 3, 2)  # a batch of one
    assert (w.maps.shape, w.first, w.second, w.names) == ((3, 3, 2), 1, 1, ["channel 0", "channel 1"])
    assert "<svg" in w.static_svg()


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"maps": np.zeros((2, 2))}, "maps must have shape (n_H, n_W, n_C), at most 24×24×16; received shape (2, 2)."),
        ({"maps": np.zeros((25, 2, 2))}, "received shape (25, 2, 2)"),
        ({"maps": [[[np.nan]]]}, "maps must hold finite numbers"),
        ({"maps": "bright"}, "maps must hold numbers; received 'bright'."),
        ({"first": 6}, "first must be below 6, the number of channels; received 6."),
        ({"names": ["a"]}, "6 channels need 6 names; received 1."),
        ({"scattered": "yes"}, "scattered must be True or False"),
    ],
)
def test_what_does_not_fit_is_refused(values: dict[str, Any], message: str) -> None:
    with pytest.raises(traitlets.TraitError) as caught:
        GramExplorer(**values)
    assert message in str(caught.value)
