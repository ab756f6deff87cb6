"""The renderer of hand signs: deterministic, varied, and hard enough but not too hard."""

import numpy as np
import pytest

from course_utils.data.make.hand_model import FINGERS, SIGNS, Bone, draw_hand, pose_hand
from course_utils.data.make.hand_render import MONK, Camera, blur, rasterise, skin_colour
from course_utils.data.make.hand_scene import Variation, render_sign
from course_utils.data.make.signs import SEED, TRAIN_PHOTOGRAPHS, make_part
from course_utils.data.sets.images import load_image
from course_utils.data.sets.signs import TEST_PHOTOGRAPHS, load_sign_conditions, load_signs


@pytest.mark.slow
def test_the_same_seed_gives_the_same_pictures() -> None:
    first, again = (make_part(4, hands=2, each=1, photographs=("coffee",)) for _ in range(2))
    other = make_part(5, hands=2, each=1, photographs=("coffee",))
    for drawn, drawn_again in zip(first, again, strict=True):
        np.testing.assert_array_equal(drawn, drawn_again)
    assert (first[0] != other[0]).any()


@pytest.mark.slow
@pytest.mark.measured("datasets/signs", "datasets/images", "course_utils/data/make", "course_utils/data/sets/images.py")
def test_the_shipped_test_part_is_what_the_generator_makes() -> None:
    made = make_part(SEED + 1, 20, 1, TEST_PHOTOGRAPHS)
    signs = load_signs(source="rendered")
    np.testing.assert_array_equal(made.labels, signs.y_test)
    conditions = load_sign_conditions()[2]
    np.testing.assert_array_equal(made.tones, conditions["tone"])
    np.testing.assert_array_equal(made.left == 1, conditions["hand"] == "left")
    np.testing.assert_array_equal(np.array(TEST_PHOTOGRAPHS)[made.photographs], conditions["photograph"])
    # Another JPEG decoder may read a background pixel differently by a step.
    assert (np.abs(made.pictures.astype(int) - signs.X_test) <= 2).mean() > 0.999


def test_training_and_test_share_no_photograph() -> None:
    assert set(TRAIN_PHOTOGRAPHS).isdisjoint(TEST_PHOTOGRAPHS)


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_stands_as_many_fingers_as_its_number(sign: int) -> None:
    assert {len(way) for way in SIGNS[sign]} == {sign}
    random = np.random.default_rng(sign)
    hand = draw_hand(random, 3.0)
    for _ in range(5):
        bones = pose_hand(hand, sign, random)
        tips = [bone for bone in bones if bone.kind == "tip"]
        assert len(tips) == len(FINGERS) + 1
        standing = [tip for tip in tips if tip.end[1] > 1.25]
        assert len(standing) == min(sign, 4) or (sign == 3 and len(standing) == 2)  # a standing thumb ends lower


def test_a_sphere_is_drawn_round_and_nearest_in_its_middle() -> None:
    ball = Bone(np.zeros(3), np.array([0.0, 1e-6, 0.0]), 1.0, 1.0, "finger")
    canvas = rasterise([ball], Camera(64, np.eye(3), 20.0, np.array([32.0, 32.0])))
    drawn = canvas.owner == 0
    assert drawn.sum() == pytest.approx(np.pi * 20**2, rel=0.01)
    assert canvas.depth[32, 32] == pytest.approx(20, abs=0.1)
    assert canvas.normal[32, 32] @ [0, 0, 1] == pytest.approx(1, abs=0.01)
    np.testing.assert_array_equal(drawn, drawn.T)


def test_of_two_bones_the_nearer_is_seen() -> None:
    across = np.array([1.0, 0.0, 0.0])
    far = Bone(-across, across, 0.3, 0.3, "finger")
    near = Bone(-across[[1, 0, 2]] + [0, 0, 0.5], across[[1, 0, 2]] + [0, 0, 0.5], 0.3, 0.3, "tip", back=across)
    canvas = rasterise([near, far], Camera(64, np.eye(3), 20.0, np.array([32.0, 32.0])))
    assert canvas.owner[32, 32] == 0
    assert canvas.owner[32, 14] == 1


def test_a_left_hand_is_a_mirrored_right_hand() -> None:
    """The thumb of an open right hand lies on the viewer's right, that of a left hand on the left."""
    still = Variation(roll=0, yaw=0, pitch=0, zoom=(1, 1), shift=0)
    black = np.zeros((64, 64, 3), np.uint8)
    for left in (False, True):
        random = np.random.default_rng(8)
        picture = render_sign(draw_hand(random, 0.0), 5, left, black, random, variation=still).mean(axis=2)
        thumb = picture[26:46, :20].mean() - picture[26:46, 44:].mean()
        assert thumb > 8 if left else thumb < -8


def test_skin_follows_the_monk_scale_from_light_to_dark() -> None:
    random = np.random.default_rng(0)
    brightness = [skin_colour(draw_hand(random, 2.0 * tone)).mean() for tone in range(5)]
    assert brightness == sorted(brightness, reverse=True)
    assert MONK.shape == (10, 3)
    assert brightness[0] - brightness[-1] > 0.4


def test_blur_keeps_the_mean_and_a_flat_plane() -> None:
    spot = np.zeros((41, 41))
    spot[20, 20] = 1
    soft = blur(spot, 3)
    assert soft.sum() == pytest.approx(1)
    assert soft.max() < 0.05
    np.testing.assert_allclose(soft, soft.T)
    np.testing.assert_allclose(blur(np.full((9, 9), 0.7), 2), 0.7)


@pytest.mark.slow
def test_a_hand_stands_out_from_its_background() -> None:
    random = np.random.default_rng(1)
    photograph = load_image("rocket")
    for tone in range(10):
        picture = render_sign(draw_hand(random, tone), 5, False, photograph, random).mean(axis=2)
        hand, corners = picture[30:44, 26:38].mean(), picture[:8, [0, 1, 2, 3, -4, -3, -2, -1]].mean()
        assert abs(hand - corners) > 25
