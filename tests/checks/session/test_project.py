"""What a student writes, loads and checks of a project; and what it says when something is wrong."""

import hashlib

import numpy as np
import pytest

from course_utils.checks.run import report_on
from course_utils.checks.session import project
from course_utils.checks.session.project import load_saved, save_for_grading
from course_utils.errors import ArgumentError, CourseError
from course_utils.exercises.project import LAYERS
from course_utils.exercises.registry import exercise_set, projects
from course_utils.layers.networks.small import small_network
from course_utils.notebooks.weights import read_weights

pytestmark = pytest.mark.tf
NOTEBOOK = "week1/4_project_small_network"
FILE = "4_project_small_network.npz"


@pytest.fixture(autouse=True)
def beside(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    return tmp_path


def too_large():
    import keras

    return keras.Sequential([keras.Input((64, 64, 3)), keras.layers.Flatten(), keras.layers.Dense(6)])


def test_weights_are_written_beside_the_notebook_and_said(beside, capsys):
    model = small_network()
    path = save_for_grading(model, NOTEBOOK)
    data = (beside / FILE).read_bytes()
    said = capsys.readouterr().out
    assert path.name == FILE
    assert f"SHA-256: {hashlib.sha256(data).hexdigest()}" in said
    assert "2,542 parameters" in said
    assert "✓ The network keeps the rules." in said
    assert all((ours == theirs).all() for ours, theirs in zip(model.get_weights(), read_weights(data), strict=True))


def test_the_same_weights_make_the_same_file(beside):
    model = small_network()
    first = save_for_grading(model, NOTEBOOK).read_bytes()
    assert save_for_grading(model, NOTEBOOK).read_bytes() == first


def test_a_broken_rule_is_said_and_the_file_is_written_all_the_same(beside, capsys):
    save_for_grading(too_large(), NOTEBOOK)
    assert "✗ A rule is broken: small_network has 73,734 parameters; at most 5,000 are allowed." in capsys.readouterr().out


def test_what_is_no_network_and_numbers_that_are_none_are_refused(beside):
    with pytest.raises(ArgumentError, match="takes the trained network; received int"):
        save_for_grading(7, NOTEBOOK)
    model = small_network()
    model.set_weights([np.full_like(array, np.nan) for array in model.get_weights()])
    with pytest.raises(ArgumentError, match="infinite or none"):
        save_for_grading(model, NOTEBOOK)
    with pytest.raises(CourseError, match="no notebook of a project"):
        save_for_grading(small_network())
    assert not (beside / FILE).exists()


def test_saved_weights_are_loaded_where_they_fit(beside, capsys):
    model, other = small_network(), small_network()
    assert not load_saved(other, NOTEBOOK)
    save_for_grading(model, NOTEBOOK)
    assert load_saved(other, NOTEBOOK)
    assert all((a == b).all() for a, b in zip(model.get_weights(), other.get_weights(), strict=True))
    assert not load_saved(too_large(), NOTEBOOK)
    assert "weights of another network" in capsys.readouterr().out
    (beside / FILE).write_bytes(b"nothing")
    assert not load_saved(other, NOTEBOOK)


def notes():
    return " ".join(report_on(small_network).notes)


def test_a_check_looks_at_the_file_too_and_promises_nothing(beside, monkeypatch):
    assert f"There is no {FILE} beside the notebook yet" in notes()
    save_for_grading(small_network(), NOTEBOOK)
    assert "An estimate: the grade is measured on pictures that nobody has seen." in notes()
    save_for_grading(too_large(), NOTEBOOK)
    assert "The weights do not fit small_network" in notes()
    (beside / FILE).write_bytes(b"nothing")
    assert "damaged" in notes()
    monkeypatch.setenv("JPY_SESSION_NAME", str(beside / "week1" / "mine.ipynb"))
    assert project.weights_path(NOTEBOOK) == beside / "week1" / "mine.npz"


def test_every_project_publishes_a_rising_curve_of_known_layers():
    import keras

    for name in projects():
        for exercise in exercise_set(name).exercises:
            if exercise.project is None:
                continue
            scores, shares = zip(*exercise.project.curve, strict=True)
            assert list(scores) == sorted(scores)
            assert list(shares) == sorted(shares)
            assert (shares[0], shares[-1]) == (0.0, 1.0)
            assert 0.4 in shares
            assert exercise.project.share(float("nan")) == 0.0
    assert all(issubclass(getattr(keras.layers, name), keras.Layer) for name in LAYERS)
