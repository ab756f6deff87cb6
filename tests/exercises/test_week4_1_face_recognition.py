"""Other right answers pass, as written in other years of the course, and what is special to these exercises."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course_utils.checks import run
from course_utils.checks.calls.table import CALLS
from course_utils.exercises import registry

pytestmark = pytest.mark.tf
NOTEBOOK = "week4/1_face_recognition"
SET = registry.exercise_set(NOTEBOOK)


def encode(image_path: Any, model: Any) -> Any:
    """As published: another size, parts of 255, an encoding of length one as a row."""
    import keras

    picture = keras.utils.load_img(image_path, target_size=(160, 160))
    batch = np.expand_dims(np.around(np.array(picture) / 255.0, decimals=12), axis=0)
    embedding = model.predict_on_batch(batch)
    return embedding / np.linalg.norm(embedding, ord=2)


def named(name: str, function: Any) -> Any:
    function.__name__ = name
    return function


def test_the_classic_functions_without_a_threshold_pass(capsys: Any) -> None:
    def verify(image_path: Any, identity: Any, database: Any, model: Any) -> Any:
        dist = np.linalg.norm(encode(image_path, model) - database[identity])
        door_open = dist < 0.7
        print(f"It's {identity}, {'welcome in!' if door_open else 'please go away'}")
        return dist, door_open

    def who_is_it(image_path: Any, database: Any, model: Any) -> Any:
        min_dist = 100
        for name, stored in database.items():
            dist = np.linalg.norm(encode(image_path, model) - stored)
            if dist < min_dist:
                min_dist, identity = dist, name
        return min_dist, identity

    assert run.report_on(verify).status == "passed"
    assert run.report_on(who_is_it).status == "passed"
    assert capsys.readouterr().out == ""


def test_the_loss_with_norms_and_add_passes() -> None:
    def triplet_loss(y_true: Any, y_pred: Any, alpha: float = 0.2) -> Any:
        import tensorflow as tf

        anchor, positive, negative = y_pred[0], y_pred[1], y_pred[2]
        pos, neg = tf.norm(anchor - positive, axis=1) ** 2, tf.norm(anchor - negative, axis=1) ** 2
        return tf.reduce_sum(tf.nn.relu(tf.add(tf.subtract(pos, neg), alpha)))

    assert run.report_on(triplet_loss).status == "passed"


def test_a_batch_without_its_first_axis_is_said_in_words() -> None:
    def verify(image_path: Any, identity: Any, database: Any, model: Any, threshold: float = 0.7) -> Any:
        return model(np.zeros((150, 150, 3))), True

    report = run.report_on(verify)
    assert report.status == "failed"
    assert "The network takes a batch of pictures, shape (1, n_H, n_W, 3); received shape (150, 150, 3)." in str(report)


def test_a_threshold_that_is_written_down_is_recognised() -> None:
    def verify(image_path: Any, identity: Any, database: Any, model: Any, threshold: float = 0.7) -> Any:
        dist = np.linalg.norm(np.asarray(model.predict(_read(image_path))) - database[identity])
        return dist, dist < 0.7

    assert run.report_on(verify).mistake == "threshold not used"


def _read(path: Any) -> Any:
    from PIL import Image

    return np.array(Image.open(path).convert("RGB"))[None]


def test_a_database_of_one_person_and_a_stranger_differ_only_by_their_numbers() -> None:
    seen = []

    def who_is_it(image_path: Any, database: Any, model: Any, threshold: float) -> Any:
        seen.append((str(image_path), sorted(database), threshold))
        return 0.0, "x"

    case = SET["who_is_it"].cases[2]
    CALLS["camera"](who_is_it, case.draw())
    path, names, threshold = seen[0]
    assert path.endswith(".png")
    assert len(names) == 1
    assert threshold == 0.7


@pytest.mark.parametrize("secret", range(0, 4000, 500))
def test_every_mistake_fails_whatever_the_secret(secret: int) -> None:
    from course_utils.checks.compare import first_difference
    from course_utils.checks.judge import answer, questions

    missed = []
    for exercise in SET.exercises:
        hidden = questions(exercise, registry.hidden_cases(NOTEBOOK)[exercise.name], secret, hidden=True)
        for mistake in exercise.mistakes:
            answers = ((answer(exercise, mistake.function, question.inputs), question) for question in hidden)
            if all(first_difference(got, question.expected, question.case, exercise.outputs) is None for got, question in answers):
                missed.append((exercise.name, mistake.name))
    assert missed == []
