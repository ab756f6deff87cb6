"""The drawn hearts and chests: what is planted is there, and a seed means the same again."""

import numpy as np
import pytest

from course_utils.data.sets.ct import make_ct
from course_utils.data.sets.ecg import CLASSES, LENGTH, RATE, make_ecg
from course_utils.errors import ArgumentError


def beats(signal):
    """Places of the narrow R waves: at least 0.5 high above the middle, half a beat apart."""
    high = np.flatnonzero(signal > np.median(signal) + 0.5)
    if not high.size:
        return []
    return [group.mean() for group in np.split(high, np.flatnonzero(np.diff(high) > 15) + 1)]


def test_signals_have_the_classes_equally_often_and_follow_their_seed():
    first, same, other = make_ecg(40, seed=3), make_ecg(40, seed=3), make_ecg(40, seed=4)
    assert first.X.shape == (40, LENGTH, 1)
    assert (first.X.dtype, first.y.dtype) == (np.float32, np.int64)
    assert np.bincount(first.y).tolist() == [10, 10, 10, 10]
    np.testing.assert_array_equal(first.X, same.X)
    assert not np.array_equal(first.X, other.X)


def test_a_missed_beat_leaves_a_gap_twice_as_long_and_a_normal_heart_none():
    drawn = make_ecg(120, seed=5)
    ratios = {name: [] for name in CLASSES}
    for signal, label in zip(drawn.X[:, :, 0], drawn.y):
        gaps = np.diff(beats(signal))
        if len(gaps) > 1:
            ratios[CLASSES[label]].append(gaps.max() / gaps.min())
    assert np.median(ratios["normal"]) < 1.2
    assert np.median(ratios["missed beat"]) > 1.8
    assert np.median(ratios["premature beat"]) > 1.3


def test_a_normal_heart_beats_60_to_95_times_a_minute():
    drawn = make_ecg(80, seed=6)
    gaps = np.concatenate([np.diff(beats(signal)) for signal in drawn.X[drawn.y == 0][:, :, 0]]) / RATE
    assert gaps.min() > 60 / 107  # beats tremble by a hundredth of a second
    assert gaps.max() < 60 / 54


@pytest.mark.parametrize("count", [0, 2.5, True])
def test_a_count_that_is_none_is_refused(count):
    with pytest.raises(ArgumentError, match="count must be an integer ≥ 1; received count="):
        make_ecg(count)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_a_nodule_is_a_ball_in_the_lung_and_the_only_difference(seed):
    scan, without = make_ct(seed), make_ct(seed, nodule=False)
    assert scan.volume.shape == (48, 48, 48)
    assert scan.lungs[scan.nodule]
    assert (without.nodule, without.radius) == (None, 0)
    changed = np.argwhere(scan.volume != without.volume)
    distance = np.linalg.norm(changed - np.array(scan.nodule), axis=1)
    assert distance.max() < scan.radius + 0.5
    inside = tuple(slice(at - 1, at + 2) for at in scan.nodule)
    assert scan.volume[inside].mean() > -350  # soft tissue, its corners mixed with lung
    assert scan.volume[scan.nodule] > -120


def test_a_chest_has_air_lungs_soft_tissue_and_bone():
    scan = make_ct(1)
    assert scan.volume[0, 0, 0] < -850
    assert 0.08 < scan.lungs.mean() < 0.2
    assert np.median(scan.volume[scan.lungs]) < -750
    assert (scan.volume > 350).sum() > 1000
    assert not np.array_equal(scan.volume, make_ct(2).volume)
    np.testing.assert_array_equal(scan.volume, make_ct(1).volume)


@pytest.mark.parametrize("seed", [-1, 1.5, None])
def test_a_seed_that_is_none_is_refused(seed):
    with pytest.raises(ArgumentError, match="seed must be an integer ≥ 0; received seed="):
        make_ct(seed)
