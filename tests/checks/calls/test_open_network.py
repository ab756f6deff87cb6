"""Where the edition of a notebook leaves the network open, a network of the student's own passes."""

import pytest

from course_utils.checks.classic.room import ClassicRoom
from course_utils.checks.run import report_of
from course_utils.exercises import registry
from course_utils.grading.oracle import Oracle
from course_utils.notebooks.cell import Cell

pytestmark = pytest.mark.tf

IMPORT = "import numpy as np\nfrom kt_utils import *"
NETWORK = """
def HappyModel(input_shape):
    from keras import Input, Model, layers
    images = X = Input(input_shape)
    for filters in (4, 8):
        X = layers.MaxPooling2D(4)(layers.LeakyReLU()(layers.Conv2D(filters, 3)(X)))
    X = layers.Flatten()(layers.Dropout(0.4)(X))
    return Model(images, layers.Dense(1, activation="sigmoid")(X))
"""
NO_PROBABILITIES = "The answers of HappyModel are no probabilities. End with Dense(1) and a sigmoid."


def verdict(source, first=IMPORT):
    space = {}
    exec(source, space)
    exercise = registry.find("HappyModel")[1]
    return report_of(exercise, space["HappyModel"], ClassicRoom(lambda: [(1, first), (2, source)], {}))


def test_another_network_passes_where_the_edition_invites_one_only():
    assert verdict(NETWORK).status == "passed"
    assert "expected is ZeroPadding2D" in verdict(NETWORK, "import numpy as np").outcomes[0].message


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('"sigmoid"', '"relu"', NO_PROBABILITIES),
        ('Dense(1, activation="sigmoid")', "Dense(1)", NO_PROBABILITIES),
        ('Dense(1, activation="sigmoid")', 'Dense(1, activation="softmax")', NO_PROBABILITIES),
        ("Dense(1", "Dense(2", "HappyModel makes (2,) of (64, 64, 3). Make one probability of each picture."),
        ("Input(input_shape)", "Input((32, 32, 3))",
         "HappyModel makes (1,) of (32, 32, 3). Make one probability of each picture."),
        ("layers.Conv2D(filters, 3)(X)", "layers.Dense(filters)(X)",
         "HappyModel has no convolution. Let it look for patterns before it decides."),
    ],
)  # fmt: skip
def test_what_is_no_network_for_yes_or_no_is_refused_all_the_same(old, new, sentence):
    report = verdict(NETWORK.replace(old, new))
    assert report.status != "passed"
    assert sentence in (report.message, *(outcome.message for outcome in report.outcomes))


def test_the_grader_asks_as_the_check_does():
    ours = Oracle("week2/1_keras_tutorial", 1)
    plain, older = Cell(1, NETWORK), Cell(2, IMPORT)
    assert ours.as_of([plain]) is ours
    other = ours.as_of([older, plain])
    assert other.group["HappyModel"].call == "open_network"
    assert other.group["compile_happy"] is ours.group["compile_happy"]
    assert other is ours.as_of([older])
