"""The shipped scores are those of the network, place by place."""

from __future__ import annotations

import numpy as np
import pytest

from course_utils.data.sets.imagenet import NAMES
from course_utils.data.sets.occlusion import PHOTOGRAPHS, load_occlusion
from course_utils.errors import DataError


@pytest.mark.tf
def test_the_stored_scores_are_the_networks() -> None:
    from course_utils.layers.networks.efficientnet import load_backbone

    network, known, numbers = load_backbone(include_top=True), load_occlusion("coffee"), {v: k for k, v in NAMES.items()}
    classes = [numbers[name] for name in known.names]
    pictures, stored = [known.image], [known.whole]
    for part, size in enumerate(known.sizes):
        row, col = 7 + part, 12 - part
        covered = np.array(known.image)
        top, left = row * known.stride, col * known.stride
        covered[top : top + size, left : left + size] = 127
        pictures.append(covered)
        stored.append(known.scores[part][row, col])
    said = np.asarray(network(np.stack(pictures).astype(np.float32)))[:, classes]
    np.testing.assert_allclose(said, stored, atol=1e-3)


@pytest.mark.parametrize("name", PHOTOGRAPHS)
def test_every_class_has_a_name_and_every_place_its_scores(name: str) -> None:
    known = load_occlusion(name)
    assert not any(word.startswith("class ") for word in known.names)
    for size, part in zip(known.sizes, known.scores):
        side = (224 - size) // known.stride + 1
        assert part.shape == (side, side, len(known.names))
        assert 0 <= part.min() <= part.max() <= 1


def test_another_photograph_is_refused() -> None:
    with pytest.raises(DataError, match=r"No scores are shipped for 'dog'.*coffee"):
        load_occlusion("dog")
