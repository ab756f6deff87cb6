"""The text of a network comes from student code: what it names is looked at before anything is made of it."""

import json

import numpy as np
import pytest

from course_utils.checks.calls.projects import predictions_of
from course_utils.exercises.project import LAYERS

RULES = {"input_shape": [8, 8, 3], "output_shape": [2], "parameters": 9, "layers": list(LAYERS), "milliseconds": 9.0}


def layer(name, module="keras.layers", registered=None, **config):
    return {"class_name": name, "module": module, "registered_name": registered, "config": config}


FOREIGN = {
    "exec": layer("exec", "builtins"),
    "Lambda": layer("Lambda", function=layer("__lambda__", "builtins", code="4wAAAA==")),
    "StringLookup": layer("StringLookup", vocabulary="/etc/passwd"),
    "the function system": layer("Activation", activation={"class_name": "function", "module": "os", "config": "system"}),
    "Dense": layer("Dense", registered="mine>Dense"),
    "Conv2D": layer("Conv2D", "somebody.layers"),
    "['a']": layer(["a"], ["b"]),
    "x" * 80: layer("x" * 100_000),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_what_no_layer_list_has_is_refused_before_it_is_made(name, monkeypatch):
    import keras

    monkeypatch.setattr(keras.models, "model_from_json", pytest.fail)
    text = json.dumps(layer("Sequential", layers=[layer("InputLayer"), layer("Flatten"), FOREIGN[name]])).encode()
    answer = predictions_of(np.frombuffer(text, np.uint8), [], np.zeros((1, 8, 8, 3), np.uint8), RULES, "net")
    expected = f"net uses {name}, which is not allowed. Build it of the layers that the text lists."
    assert answer == {"refused": expected}
