"""The shipped files of arrays: clothes, and the weights of networks."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from course_utils.data.arrays import load_arrays
from course_utils.data.manifest import read_manifest
from course_utils.data.paths import course_root
from course_utils.data.sets.fashion import load_fashion
from course_utils.data.weights import load_weights, unpack
from course_utils.errors import DataError

SHIPPED = course_root() / "datasets"
FILE = "fashion/fashion_mnist_5k.npz"


def test_the_clothes_are_balanced_and_grey() -> None:
    fashion = load_fashion()
    assert fashion.X_train.shape == (4000, 28, 28)
    assert fashion.X_test.shape == (1000, 28, 28)
    assert fashion.X_train.dtype == fashion.X_test.dtype == np.uint8
    assert np.bincount(fashion.y_train).tolist() == [400] * 10
    assert np.bincount(fashion.y_test).tolist() == [100] * 10
    assert len(set(fashion.classes)) == 10


def test_no_piece_of_clothing_is_in_both_parts() -> None:
    fashion = load_fashion()
    learnt = {picture.tobytes() for picture in fashion.X_train}
    assert not any(picture.tobytes() in learnt for picture in fashion.X_test)


def test_the_manifest_s_shapes_of_clothes_are_the_file_s() -> None:
    arrays = load_arrays("fashion")
    assert read_manifest()["fashion"].files[0].shapes == {key: array.shape for key, array in arrays.items()}


def test_half_precision_weights_come_as_float32() -> None:
    weights = load_weights("efficientnet_lite0")
    assert {array.dtype for arrays in weights.values() for array in arrays} == {np.dtype(np.float32)}
    assert [array.shape for array in weights["fc"]] == [(1280, 1000), (1000,)]
    assert sum(array.size for arrays in weights.values() for array in arrays) == 4_631_000


def test_whole_numbers_are_scaled_channel_by_channel() -> None:
    packed = {"a/q": np.int8([[1, 2], [3, -4]]), "a/s": np.float32([[0.5, 10.0]]), "a/b": np.float32([7, 8])}
    kernel, bias = unpack(packed)["a"]
    np.testing.assert_array_equal(kernel, [[0.5, 20], [1.5, -40]])
    np.testing.assert_array_equal(bias, [7, 8])


def test_arrays_that_are_no_weights_are_refused() -> None:
    with pytest.raises(DataError, match=r"no packed weights: x_train/q is missing"):
        load_weights("fashion")


def test_a_set_without_arrays_is_refused() -> None:
    with pytest.raises(DataError, match="'images' is not shipped as a file of arrays"):
        load_arrays("images")


def test_a_missing_file_is_told_with_what_mends_it(course: Path) -> None:
    with pytest.raises(DataError, match=r"fashion_mnist_5k\.npz is missing.*git restore datasets/fashion"):
        load_fashion()


def test_a_changed_file_is_not_read(course: Path) -> None:
    (course / "fashion").mkdir()
    shutil.copy(SHIPPED / FILE, course / FILE)
    assert load_fashion().X_test.shape == (1000, 28, 28)
    with (course / FILE).open("r+b") as file:
        file.seek(1000)
        file.write(b"\0\0\0\0")
    with pytest.raises(DataError, match=r"is not the file that was shipped .*git restore datasets/fashion"):
        load_fashion()
