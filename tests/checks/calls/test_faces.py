"""The door and the name: a threshold of its own meets any right way to measure, and nobody else."""

from typing import Any

import numpy as np
import pytest

from course_utils.checks.calls.table import CALLS
from course_utils.exercises.week4_1_face_recognition import door, on_the_threshold

ZOOMS = pytest.mark.parametrize("zoom", [0.5, 1.0, 2.5])
KINDS = pytest.mark.parametrize("kind", ["rgb", "grey", "rgba"])


def asked(zoom: float, kind: str = "rgb") -> dict[str, Any]:
    return door(np.random.RandomState(1), (0.3, 0.9), 1, kind, zoom=zoom)


def read(path: str) -> Any:
    from PIL import Image

    return np.array(Image.open(path).convert("RGB"))[None]


@ZOOMS
@KINDS
def test_an_encoding_brought_to_length_one_is_at_the_distance_that_was_drawn(zoom: float, kind: str) -> None:
    def verify(image_path: str, identity: str, database: Any, model: Any, threshold: float) -> Any:
        code = model.predict_on_batch(read(image_path) / 255)
        dist = np.linalg.norm(code / np.linalg.norm(code) - database[identity])
        return dist, dist < threshold

    dist, is_open = CALLS["camera"](verify, asked(zoom, kind))
    assert dist == pytest.approx(0.9, rel=1e-5)
    assert not is_open


@pytest.mark.tf
@ZOOMS
def test_a_distance_may_be_a_tensor(zoom: float) -> None:
    import tensorflow as tf

    def who_is_it(image_path: str, database: Any, model: Any, threshold: float) -> Any:
        stored = tf.constant(np.stack(list(database.values())), tf.float32)
        return tf.reduce_min(tf.norm(model(read(image_path)) - stored, axis=1)), "x"

    inputs = asked(zoom)
    del inputs["identity"]
    assert CALLS["camera"](who_is_it, inputs)[0] == pytest.approx(0.3, rel=1e-5)


@ZOOMS
def test_a_door_that_ignores_its_threshold_is_open_or_closed_by_its_own_number(zoom: float) -> None:
    def verify(image_path: str, identity: str, database: Any, model: Any, threshold: float) -> Any:
        dist = np.linalg.norm(model.predict(read(image_path)) - database[identity])
        return dist, bool(dist < 0.7)

    dist, is_open = CALLS["camera"](verify, asked(zoom))
    assert dist == pytest.approx(0.9, rel=1e-5)
    assert is_open is (0.9 * zoom < 0.7)


def test_an_answer_without_parts_comes_back_as_it_is() -> None:
    assert CALLS["camera"](lambda path, who, database, model: 0.5, asked(2.0)) == 0.5


@pytest.mark.tf
def test_a_margin_may_be_given_by_name_alone() -> None:
    def by_name(y_true: Any, y_pred: Any, *, alpha: float) -> Any:
        return alpha

    def by_place(y_true: Any, y_pred: Any, margin: float) -> Any:
        return margin

    inputs = {**{name: np.zeros((1, 2)) for name in ("anchor", "positive", "negative")}, "alpha": 0.75}
    assert [CALLS["triplets"](function, inputs) for function in (by_name, by_place)] == [0.75, 0.75]


def test_a_network_of_2017_takes_channels_first() -> None:
    from course_utils.checks.calls.faces import Camera

    picture = np.random.RandomState(2).rand(1, 6, 5, 3)
    assert np.array_equal(Camera().predict(picture.transpose(0, 3, 1, 2)), Camera().predict(picture))


@pytest.mark.parametrize("shape", [(128,), (1, 128), (128, 1)])
def test_the_database_holds_encodings_as_the_notebook_makes_them(shape: tuple[int, ...]) -> None:
    space: dict[str, Any] = {"img_to_encoding": lambda path, model: model.predict(read(path)).reshape(shape)}
    exec("def verify(image_path, identity, database, model):\n    return database[identity], model", space)
    stored = CALLS["camera"].give(space["verify"], asked(1.0))[0][0]  # type: ignore[index]
    assert (stored.shape, stored.dtype) == (shape, np.float32)


def test_a_function_that_encodes_nothing_gets_them_as_they_were_drawn() -> None:
    def verify(image_path: str, identity: str, database: Any, model: Any) -> Any:
        return database[identity].shape, True

    rows = door(np.random.RandomState(1), (0.3, 0.9), 1, flat=False)
    assert CALLS["camera"](verify, rows) == [[1, 128], True]


@pytest.mark.parametrize("zoom", [0.5 / 0.7, 1.0])
def test_a_distance_at_the_threshold_is_not_below_it_in_any_precision(zoom: float) -> None:
    def verify(image_path: str, identity: str, database: Any, model: Any, threshold: float = 0.7) -> Any:
        gap = model.predict(read(image_path))[0] - database[identity]
        return bool(float(np.linalg.norm(gap)) < threshold), bool(np.linalg.norm(gap.astype(float)) < threshold)

    inputs = on_the_threshold(np.random.RandomState(5)) | {"zoom": zoom}
    assert CALLS["camera"](verify, inputs) == [False, False]
