"""The drawn streets: every box fits what is drawn, and the same seed draws the same street."""

from __future__ import annotations

import numpy as np
import pytest

from course_utils.data.make.streets import SEED, draw_single, make_part
from course_utils.data.sets.street_parts import PARTS, draw_thing
from course_utils.data.sets.street_scene import CLASSES, LEAST_VISIBLE, draw_scene, draw_street, draw_streets
from course_utils.data.sets.streets import GROUNDS, SURFACES, load_street_masks, load_streets
from course_utils.errors import ArgumentError, DataError

PARTS_OF_SET = {"train": (200, 128), "test": (100, 128), "single_train": (800, 64), "single_test": (200, 64)}


@pytest.mark.parametrize(("part", "shape"), PARTS_OF_SET.items())
def test_every_box_lies_in_its_picture_and_has_a_class(part: str, shape: tuple[int, int]) -> None:
    streets = load_streets(part)
    count, size = shape
    assert streets.pictures.shape == (count, size, size, 3)
    assert streets.pictures.dtype == np.uint8
    assert [len(objects) for objects in streets.boxes] == [len(objects) for objects in streets.classes]
    boxes = np.concatenate(streets.boxes)
    assert ((boxes[:, :2] >= 0) & (boxes[:, :2] < boxes[:, 2:]) & (boxes[:, 2:] <= size)).all()
    assert set(np.concatenate(streets.classes)) <= set(range(len(CLASSES)))


def test_small_pictures_hold_one_thing_or_none_and_no_light() -> None:
    streets = load_streets("single_test")
    counts = np.array([len(objects) for objects in streets.classes])
    assert set(counts) == {0, 1}
    assert 0.15 < (counts == 0).mean() < 0.4
    assert np.concatenate(streets.classes).max() == 2


@pytest.mark.parametrize("seed", range(5))
def test_the_same_seed_draws_the_same_street_and_another_one_another(seed: int) -> None:
    objects, again, other = (draw_scene(np.random.default_rng(number), 96) for number in (seed, seed, seed + 100))
    np.testing.assert_array_equal(objects.picture, again.picture)
    np.testing.assert_array_equal(objects.boxes, again.boxes)
    assert not np.array_equal(objects.picture, other.picture)


def test_the_shipped_file_begins_with_what_the_generator_draws() -> None:
    again = make_part("single_train", 3, 64, draw_single, np.random.default_rng(SEED + 2))
    shipped = load_streets("single_train")
    difference = np.abs(again["single_train_x"].astype(int) - shipped.pictures[:3])
    assert difference.max() <= 2, "another Pillow may round single pixels otherwise"
    assert again["single_train_classes"][0, 0] == (shipped.classes[0][0] if len(shipped.classes[0]) else -1)


def test_a_box_is_tight_around_what_is_seen() -> None:
    """The same street with one thing more differs inside the box of that thing only."""
    for seed in range(12):
        empty = draw_street(np.random.default_rng(seed), 96, things=0)
        scene = draw_street(np.random.default_rng(seed), 96, things=1)
        if len(scene.boxes) == 0:
            continue
        x1, y1, x2, y2 = scene.boxes[0]
        assert x2 - x1 >= 5
        assert y2 - y1 >= 5
        assert empty.picture.shape == scene.picture.shape


@pytest.mark.parametrize("name", PARTS)
def test_a_thing_fills_its_drawing(name: str) -> None:
    for seed in range(6):
        alpha = np.asarray(draw_thing(name, np.random.default_rng(seed)).getchannel("A"))
        assert alpha[0].any()
        assert alpha[-1].any()
        assert alpha[:, 0].any()
        assert alpha[:, -1].any()


@pytest.mark.parametrize("part", ["train", "test"])
def test_every_box_is_tight_around_the_pixels_of_its_class(part: str) -> None:
    """Where a class occurs once: its pixels span the box."""
    masks, streets = load_street_masks(part), load_streets(part)
    np.testing.assert_array_equal(masks.pictures, streets.pictures)
    for mask, boxes, classes in zip(masks.masks, streets.boxes, streets.classes):
        for box, kind in zip(boxes, classes):
            if (classes == kind).sum() > 1:
                continue
            rows, columns = np.nonzero(mask == len(GROUNDS) + kind)
            assert (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1) == tuple(box)


def test_the_grounds_lie_from_the_sky_down_to_the_road() -> None:
    masks = load_street_masks("test").masks
    rows = [np.nonzero(masks == SURFACES.index(ground))[1].mean() for ground in ("sky", "house", "pavement", "road")]
    assert rows == sorted(rows)
    assert set(np.unique(masks)) == set(range(len(SURFACES)))


def test_the_shipped_masks_begin_with_what_the_generator_draws() -> None:
    again = make_part("test", 3, 128, draw_scene, np.random.default_rng(SEED + 1))["test_mask"][..., 0]
    assert (again != load_street_masks("test").masks[:3]).mean() < 0.002, "another Pillow may round single pixels otherwise"


def test_some_streets_are_by_night_and_some_things_hide_others() -> None:
    streets = load_streets("train")
    brightness = streets.pictures.mean(axis=(1, 2, 3))
    assert (brightness < 70).sum() > 20
    assert (brightness > 100).sum() > 80
    hidden = 0
    for boxes in streets.boxes:
        for i, first in enumerate(boxes):
            for second in boxes[i + 1 :]:
                low, high = np.maximum(first[:2], second[:2]), np.minimum(first[2:], second[2:])
                hidden += bool((low < high).all())
    assert hidden > 50
    assert 0 < LEAST_VISIBLE < 1


def test_an_unknown_part_says_how_the_file_comes_back() -> None:
    with pytest.raises(DataError, match="git restore datasets/streets"):
        load_streets("validation")


def test_streets_drawn_at_run_time_follow_their_seed_and_all_hold_something() -> None:
    first, again, other = draw_streets(20, seed=3), draw_streets(20, seed=3), draw_streets(20, seed=[3, 1])
    np.testing.assert_array_equal(first.pictures, again.pictures)
    assert not np.array_equal(first.pictures, other.pictures)
    assert (first.pictures.shape, first.pictures.dtype) == ((20, 128, 128, 3), np.uint8)
    assert all(len(boxes) == len(classes) > 0 for boxes, classes in zip(first.boxes, first.classes))


def test_a_generator_is_drawn_on() -> None:
    random = np.random.default_rng(8)
    assert not np.array_equal(draw_streets(1, random).pictures, draw_streets(1, random).pictures)


@pytest.mark.parametrize(("count", "seed", "says"), [
    (0, 1, "count must be an integer ≥ 1; received count=0."),
    (2.5, 1, "count must be an integer ≥ 1; received count=2.5."),
    (True, 1, "count must be an integer ≥ 1; received count=True."),
    (1, -1, "seed must be an integer ≥ 0; received seed=-1."),
    (1, "a", "seed must be an integer ≥ 0; received seed='a'."),
])  # fmt: skip
def test_a_count_or_a_seed_that_is_none_is_refused(count: int, seed: int, says: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        draw_streets(count, seed)
    assert caught.value.message == says
