"""Loading the drawn faces: smiling or not, and the identities."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from course_utils.data.paths import course_root
from course_utils.data.sets.faces import load_happy_dataset, load_identities
from course_utils.data.store import write_arrays, write_part
from course_utils.errors import DataError

SHIPPED = course_root() / "datasets"


def test_the_faces_have_the_classic_sizes_and_are_balanced() -> None:
    X_train, Y_train, X_test, Y_test, classes = load_happy_dataset()
    assert X_train.shape == (600, 64, 64, 3)
    assert X_test.shape == (150, 64, 64, 3)
    assert X_train.dtype == X_test.dtype == np.uint8
    assert Y_train.shape == (1, 600)
    assert Y_test.shape == (1, 150)
    assert np.bincount(Y_train[0]).tolist() == [300, 300]
    assert np.bincount(Y_test[0]).tolist() == [75, 75]
    assert classes.tolist() == [0, 1]


def test_no_person_is_in_both_parts_of_the_identities() -> None:
    faces = load_identities()
    assert faces.X_train.shape == (720, 64, 64, 3)
    assert faces.X_test.shape == (240, 64, 64, 3)
    assert set(faces.id_train).isdisjoint(faces.id_test)
    assert np.unique(faces.id_train, return_counts=True)[1].tolist() == [12] * 60
    assert np.unique(faces.id_test, return_counts=True)[1].tolist() == [12] * 20


@pytest.mark.slow
def test_no_picture_comes_twice_and_none_is_flat() -> None:
    happy, faces = load_happy_dataset(), load_identities()
    pictures = np.concatenate([happy[0], happy[2], faces.X_train, faces.X_test])
    assert len({picture.tobytes() for picture in pictures}) == 600 + 150 + 720 + 240
    assert (pictures.mean(axis=3).std(axis=(1, 2)) > 12).all()


def test_faces_and_identities_stay_small() -> None:
    files = [path for name in ("faces", "identities") for path in (SHIPPED / name).iterdir()]
    assert sum(path.stat().st_size for path in files) < 9_000_000


def test_an_original_pair_in_datasets_takes_precedence_and_is_told_once(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for part, m in (("train", 6), ("test", 4)):
        write_part(course / f"{part}_happy.h5", part, np.full((m, 8, 8, 3), m, np.uint8), np.arange(m) % 2, classes=2)
    assert load_happy_dataset()[0].shape == (6, 8, 8, 3)
    assert load_happy_dataset()[3].tolist() == [[0, 1, 0, 1]]
    assert capsys.readouterr().out == f"Using your own train_happy.h5 and test_happy.h5 in {course}.\n"
    (course / "test_happy.h5").unlink()
    with pytest.raises(DataError, match=r"train_happy\.h5 lies in .*, but test_happy\.h5 does not") as caught:
        load_happy_dataset()
    assert caught.value.help == "Put both files there, or take the one away to use the drawn faces."


def test_a_missing_file_names_what_brings_it_back(course: Path) -> None:
    with pytest.raises(DataError, match=r"train_happy\.h5 is missing") as caught:
        load_happy_dataset()
    assert caught.value.help == "Mend it with: git restore datasets/faces (or unpack the course bundle again)"
    with pytest.raises(DataError, match=r"identities\.h5 is missing") as caught:
        load_identities()
    assert "datasets/identities" in caught.value.help


def test_a_damaged_file_is_told(course: Path) -> None:
    shutil.copytree(SHIPPED / "identities", course / "identities")
    path = course / "identities" / "identities.h5"
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(DataError, match="is damaged and cannot be read"):
        load_identities()
    write_arrays(path, {"train_x": np.zeros((1, 8, 8, 3), np.uint8)})
    with pytest.raises(DataError, match="has not the keys train_x, train_id, test_x and test_id"):
        load_identities()
