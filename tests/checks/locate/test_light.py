"""Answers that open a picture or use a network, tried in memory: the same numbers, and the line at fault."""

import numpy as np
import pytest

from course_utils.checks.calls.table import CALLS
from course_utils.checks.locate.light import light_call, prepared
from course_utils.checks.locate.locate import fault_of
from course_utils.checks.locate.task import task_of
from course_utils.checks.session.asking import visible_questions
from course_utils.exercises import registry
from course_utils.layers.images import faces

pytestmark = pytest.mark.tf

VERIFY = '''def verify(image_path, identity, database, model, threshold=0.7):
    encoding = img_to_encoding(image_path, model)
    dist = np.linalg.norm(encoding - database[identity])
    if dist > threshold:
        door_open = True
    else:
        door_open = False
    return dist, door_open'''
PREDICT = '''def predict_smiles(model, images, threshold=0.5):
    probabilities = model.predict(images / 255.0, verbose=0)
    return probabilities[:, 0] < threshold'''


def written(text, name):
    space = {"np": np, "img_to_encoding": faces.img_to_encoding}
    exec(compile(text, "<cell 2>", "exec"), space)
    return space[name]


@pytest.mark.parametrize(("text", "name", "line"), [(VERIFY, "verify", 4), (PREDICT, "predict_smiles", 3)])
def test_a_light_call_gives_the_numbers_of_the_real_one_and_the_line_is_found(text, name, line):
    exercise, function = registry.find(name)[1], written(text, name)
    light = prepared(function, exercise.call)
    for question in visible_questions(name):
        real = CALLS[exercise.call](function, question.inputs)
        for mine, right in zip(light_call(exercise.call)(light, question.inputs), real, strict=True):
            assert np.allclose(mine, right, rtol=1e-3)
    fault = fault_of(light, task_of(exercise, visible_questions(name)), 20.0, lambda file: text)
    assert fault.line == line


def test_another_picture_is_not_opened():
    light = prepared(written(VERIFY.replace("image_path, model)", "'/etc/hostname', model)"), "verify"), "camera")
    with pytest.raises(FileNotFoundError):
        light_call("camera")(light, visible_questions("verify")[0].inputs)
