"""The cases of residual networks: answers of every generation are right, and what is no answer is said in words."""

from __future__ import annotations

import inspect
from functools import cache

import numpy as np
import pytest

from course_utils.checks.calls.table import CALLS
from course_utils.checks.failures import WrongAnswer
from course_utils.checks.judge import Reply, answer, judge, questions
from course_utils.checks.run import report_on
from course_utils.exercises import registry

pytestmark = pytest.mark.tf
NOTEBOOK = "week2/3_residual_networks"
SET = registry.exercise_set(NOTEBOOK)
with_blocks = pytest.mark.parametrize("name", ["plain_block", "identity_block", "convolutional_block"])


@cache
def every_question(name):
    """All cases of a block, seen and hidden; of the large network only the hidden one, whose images are smaller."""
    cases = registry.hidden_cases(NOTEBOOK)[name]
    return questions(SET[name], cases if name == "ResNet50" else SET[name].cases + cases, secret=7)


def verdict(name, function):
    replies = [Reply(value=answer(SET[name], function, question.inputs)) for question in every_question(name)]
    return judge(SET[name], every_question(name), replies)


def old_identity_block(X, f, filters, stage, block):
    from keras import layers as kl
    from keras.initializers import glorot_uniform

    names = f"res{stage}{block}_branch", f"bn{stage}{block}_branch"
    given = X
    for letter, count, size, padding in zip("abc", filters, (1, f, 1), ("valid", "same", "valid")):
        kernel = {"kernel_size": (size, size), "strides": (1, 1), "kernel_initializer": glorot_uniform(seed=0)}
        X = kl.Conv2D(filters=count, padding=padding, name=names[0] + "2" + letter, **kernel)(X)
        X = kl.BatchNormalization(axis=3, name=names[1] + "2" + letter)(X)
        X = kl.Activation("relu")(X) if letter < "c" else X
    return kl.Activation("relu")(kl.Add()([X, given]))


def new_identity_block(X, f, filters, training=True, initializer=None):
    from keras import layers as kl

    end = X
    for i, (count, size) in enumerate(zip(filters, (1, f, 1))):
        end = kl.Conv2D(count, size, padding="same" if i == 1 else "valid", kernel_initializer=initializer)(end)
        end = kl.BatchNormalization(axis=3)(end, training=training)
        end = kl.Activation("relu")(end) if i < 2 else end
    return kl.Activation("relu")(kl.Add()([end, X]))


def old_convolutional_block(X, f, filters, stage, block, s=2):
    from keras import layers as kl

    end = kl.Activation("relu")(kl.BatchNormalization(axis=3)(kl.Conv2D(filters[0], (1, 1), strides=(s, s))(X)))
    end = kl.Activation("relu")(kl.BatchNormalization(axis=3)(kl.Conv2D(filters[1], (f, f), padding="same")(end)))
    end = kl.BatchNormalization(axis=3)(kl.Conv2D(filters[2], (1, 1), name=f"{stage}{block}2c")(end))
    short = kl.BatchNormalization(axis=3)(kl.Conv2D(filters[2], (1, 1), strides=(s, s), name=f"{stage}{block}1")(X))
    return kl.Activation("relu")(kl.Add()([end, short]))


def new_convolutional_block(X, f, filters, s=2, training=True, initializer=None):
    from keras import layers as kl
    from keras import ops

    short = kl.Conv2D(filters[2], 1, strides=s, kernel_initializer=initializer)(X)
    short = kl.BatchNormalization()(short, training=training)
    for i, (count, size, stride) in enumerate(zip(filters, (1, f, 1), (s, 1, 1))):
        padding = "same" if i == 1 else "valid"
        X = kl.Conv2D(count, size, strides=stride, padding=padding, kernel_initializer=initializer)(X)
        X = kl.BatchNormalization()(X, training=training)
        X = ops.relu(X) if i < 2 else X
    return ops.relu(short + X)


GENERATIONS = [
    ("identity_block", old_identity_block),
    ("identity_block", new_identity_block),
    ("convolutional_block", old_convolutional_block),
    ("convolutional_block", new_convolutional_block),
]


@pytest.mark.parametrize(("name", "function"), GENERATIONS, ids=lambda value: getattr(value, "__name__", ""))
def test_answers_of_both_public_signatures_pass(name, function):
    report = verdict(name, function)
    assert report.status == "passed", report.message


def newer_resnet(input_shape=(64, 64, 3), classes=6):
    """As published: its blocks are built with training=True by default, its first normalisation is not."""
    import keras
    from keras import layers as kl

    images = keras.Input(input_shape)
    X = kl.BatchNormalization(axis=3)(kl.Conv2D(64, (7, 7), strides=(2, 2))(kl.ZeroPadding2D((3, 3))(images)))
    X = kl.MaxPooling2D((3, 3), strides=(2, 2))(kl.Activation("relu")(X))
    for width, stride, others in ((64, 1, 2), (128, 2, 3), (256, 2, 5), (512, 2, 2)):
        X = new_convolutional_block(X, 3, [width, width, 4 * width], s=stride)
        for _ in range(others):
            X = new_identity_block(X, 3, [width, width, 4 * width])
    X = kl.Flatten()(kl.AveragePooling2D((2, 2))(X))
    return keras.Model(inputs=images, outputs=kl.Dense(classes, activation="softmax")(X))


def test_a_resnet_of_blocks_that_train_by_default_passes():
    report = verdict("ResNet50", newer_resnet)
    assert report.status == "passed", report.message


@with_blocks
def test_the_notebook_and_the_reference_have_one_signature(name):
    source = (registry._FOLDER.parents[1] / "workbook/source" / f"{NOTEBOOK}.py").read_text("utf-8")
    parameters = inspect.signature(SET[name].reference).parameters.values()
    names = [each.name for each in parameters if each.kind is not each.KEYWORD_ONLY]  # stage and block, of 2017
    head = source.split(f"def {name}(", 1)[1].split("):", 1)[0]
    assert [part.split("=")[0].strip() for part in head.split(",")] == names


def test_a_network_of_2017_runs_over_the_course_s_blocks():
    import keras

    X = keras.Input((8, 8, 4))
    plain = SET["identity_block"].reference(X, 3, [2, 2, 4])
    assert SET["identity_block"].reference(X, 3, [2, 2, 4], stage=2, block="b").shape == plain.shape
    wide = SET["convolutional_block"].reference(X, f=3, filters=[2, 2, 8], stage=3, block="a", s=2)
    assert wide.shape == (None, 4, 4, 8)


def nothing(X, f, filters, stage=2, block="a", s=2):
    return None


def numbers(X, f, filters, s=2):
    return np.zeros((2, 2))


def pair(X, f, filters, s=2):
    return X, X


def whole_model(X, f, filters, s=2):
    import keras

    return keras.Model(X, SET["plain_block"].reference(X, f, filters))


@with_blocks
@pytest.mark.parametrize(
    ("function", "what"),
    [(nothing, "None"), (numbers, "an ndarray"), (pair, "a tuple"), (whole_model, "a Functional")],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_block_that_returns_no_tensor_is_told_so(name, function, what):
    report = report_on(_named(function, name))
    assert report.status == "failed"
    assert report.message == f"{name} returned {what}. Return the tensor that the last layer gives."


def test_a_resnet_that_returns_no_model_is_told_so():
    nothing_built = _named(lambda input_shape, classes: None, "ResNet50")
    with pytest.raises(WrongAnswer, match=r"^ResNet50 returned None\. Return a keras\.Model\.$"):
        CALLS[SET["ResNet50"].call](nothing_built, SET["ResNet50"].cases[0].draw())


def test_an_impossible_addition_is_an_error_with_both_shapes():
    report = report_on(_named(lambda X, f, filters: X + X[:, 1:], "identity_block"))
    assert report.status == "error"
    assert {"3", "4"} <= set(report.message)


def _named(function, name):
    def own(*args, **kwargs):
        return function(*args, **kwargs)

    own.__name__, own.__signature__ = name, inspect.signature(function)
    return own
