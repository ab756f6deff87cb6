"""Loading the hand signs in today's and in the classic form."""

import shutil
from pathlib import Path

import h5py
import numpy as np
import pytest

from course_utils.data.paths import course_root, restoring
from course_utils.data.sets.signs import convert_to_one_hot, load_dataset, load_signs
from course_utils.data.store import read_part, write_part
from course_utils.errors import ArgumentError, DataError

pytestmark = pytest.mark.slow

SHIPPED = course_root() / "datasets"


def tiny(m: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.RandomState(m)
    return random.randint(0, 256, (m, 8, 8, 3), np.uint8), random.randint(0, 6, m)


def test_the_rendered_signs_have_the_classic_sizes_and_are_balanced() -> None:
    signs = load_signs(source="rendered")
    assert signs.X_train.shape == (1080, 64, 64, 3)
    assert signs.X_test.shape == (120, 64, 64, 3)
    assert signs.X_train.dtype == signs.X_test.dtype == np.uint8
    assert np.bincount(signs.y_train).tolist() == [180] * 6
    assert np.bincount(signs.y_test).tolist() == [20] * 6
    assert signs.classes.tolist() == [0, 1, 2, 3, 4, 5]


def test_no_picture_comes_twice() -> None:
    signs = load_signs(source="rendered")
    pictures = np.concatenate([signs.X_train, signs.X_test])
    assert len({picture.tobytes() for picture in pictures}) == 1200


def test_the_pictures_are_neither_dark_nor_flat() -> None:
    signs = load_signs(source="rendered")
    grey = signs.X_train.mean(axis=3)
    assert (grey.std(axis=(1, 2)) > 12).all()
    assert 60 < grey.mean() < 180


def test_the_classic_form_has_labels_as_rows() -> None:
    X_train, Y_train, X_test, Y_test, classes = load_dataset()
    signs = load_signs()
    assert Y_train.shape == (1, 1080)
    assert Y_test.shape == (1, 120)
    assert classes.shape == (6,)
    np.testing.assert_array_equal(X_train, signs.X_train)
    np.testing.assert_array_equal(X_test, signs.X_test)
    np.testing.assert_array_equal(Y_train[0], signs.y_train)


def test_an_original_pair_in_datasets_takes_precedence_and_is_told_once(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for part, m in (("train", 30), ("test", 12)):
        write_part(course / f"{part}_signs.h5", part, *tiny(m))
    assert load_signs().X_train.shape == (30, 8, 8, 3)
    assert load_dataset()[3].shape == (1, 12)
    printed = capsys.readouterr().out
    assert printed == f"Using your own train_signs.h5 and test_signs.h5 in {course}.\n"


def test_the_rendered_set_can_be_asked_for_beside_an_original_pair(course: Path) -> None:
    shutil.copytree(SHIPPED / "signs", course / "signs")
    for part in ("train", "test"):
        write_part(course / f"{part}_signs.h5", part, *tiny(3))
    assert load_signs(source="rendered").X_test.shape == (120, 64, 64, 3)


def test_half_an_original_pair_is_told(course: Path) -> None:
    write_part(course / "train_signs.h5", "train", *tiny(3))
    with pytest.raises(DataError, match=r"train_signs\.h5 lies in .*, but test_signs\.h5 does not"):
        load_signs()


def test_an_original_file_of_another_schema_is_told(course: Path) -> None:
    write_part(course / "train_signs.h5", "train", *tiny(3))
    with h5py.File(course / "test_signs.h5", "w") as file:
        file["images"] = np.zeros(3)
    with pytest.raises(DataError, match="has not the keys test_set_x, test_set_y and list_classes"):
        load_signs()


def test_pictures_and_labels_of_different_number_are_told(course: Path) -> None:
    write_part(course / "a.h5", "train", tiny(3)[0], tiny(4)[1])
    with pytest.raises(DataError, match=r"holds pictures \(3, 8, 8, 3\) and labels \(4,\)"):
        read_part(course / "a.h5", "train", "anything")


def test_a_missing_set_names_the_command_that_brings_it_back(course: Path) -> None:
    with pytest.raises(DataError, match=r"signs.train_signs\.h5 is missing") as caught:
        load_signs()
    assert caught.value.help == f"Mend it with: {restoring('signs')}"


@pytest.mark.parametrize("keep", [0, 100, 30_000])
def test_a_file_cut_short_names_the_command_that_mends_it(course: Path, keep: int) -> None:
    shutil.copytree(SHIPPED / "signs", course / "signs")
    path = course / "signs" / "test_signs.h5"
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(DataError, match="is damaged and cannot be read") as caught:
        load_signs()
    assert caught.value.help == f"Mend it with: {restoring('signs')}"


def test_the_same_arrays_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.h5", "b.h5"):
        write_part(tmp_path / name, "train", *tiny(5))
    assert (tmp_path / "a.h5").read_bytes() == (tmp_path / "b.h5").read_bytes()


def test_one_hot_puts_labels_in_columns() -> None:
    hot = convert_to_one_hot(np.array([[0, 5, 2, 2]]), 6)
    assert hot.shape == (6, 4)
    assert hot.argmax(axis=0).tolist() == [0, 5, 2, 2]
    assert hot.sum() == 4


@pytest.mark.parametrize("labels", [[[6]], [[-1]], [[0.5]]])
def test_a_label_outside_the_classes_is_refused(labels: list[list[float]]) -> None:
    with pytest.raises(ArgumentError, match="between 0 and C - 1 = 5"):
        convert_to_one_hot(labels, 6)


def test_an_unknown_source_is_refused() -> None:
    with pytest.raises(ArgumentError, match="source='photo'"):
        load_signs(source="photo")  # type: ignore[arg-type]


def drawn_originals(folder: Path) -> tuple[np.ndarray, np.ndarray]:
    """Stand-ins for the original photographs, under names of their own, beside files that are something else."""
    X, y = np.random.RandomState(0).randint(0, 256, (12, 8, 8, 3), np.uint8), np.arange(12) % 6
    (folder / "deeper").mkdir(parents=True)
    write_part(folder / "a.hdf5", "train", X, y)
    write_part(folder / "deeper" / "b (1).bin", "test", X[:6], y[:6])
    write_part(folder / "smiles.h5", "train", X, y % 2, classes=2)
    (folder / "notes.h5").write_text("no HDF5")
    return X, y


def test_originals_are_known_by_what_they_hold_whatever_their_names(tmp_path: Path) -> None:
    X, y = drawn_originals(tmp_path / "downloads")
    X_train, Y_train, X_test, Y_test, classes = load_dataset(tmp_path / "downloads")
    np.testing.assert_array_equal(X_train, X)
    np.testing.assert_array_equal(Y_train, y[None])
    assert (X_test.shape, Y_test.shape, classes.size) == ((6, 8, 8, 3), (1, 6), 6)


def test_a_folder_without_the_pair_or_with_two_of_a_part_says_what_it_holds(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="There is no folder"):
        load_dataset(tmp_path / "nowhere")
    X, y = drawn_originals(tmp_path)
    write_part(tmp_path / "copy.h5", "train", X, y)
    with pytest.raises(DataError, match=r"found: a\.hdf5, copy\.h5"):
        load_dataset(tmp_path)
    (tmp_path / "copy.h5").unlink()
    (tmp_path / "deeper" / "b (1).bin").unlink()
    with pytest.raises(DataError, match="test_set_x and 6 list_classes; found: none"):
        load_dataset(tmp_path)
