"""The part of an answer that differs first, and the line that makes it: read off the text."""

import ast

import pytest

from course_utils.checks.locate.following.parts import part_fault, read_off, read_off_text
from course_utils.checks.report import CaseOutcome, Difference
from course_utils.exercises import registry

FILTERS = '''def initialize_parameters():
    init = keras.initializers.GlorotUniform()
    W1 = tf.Variable(init((4, 4, 3, 8)))
    W2 = tf.Variable(init((2, 2, 16, 8)))
    return {"W1": W1, "W2": W2}'''
INPUTS = '''def create_placeholders(n_H0, n_W0, n_C0, n_y):
    X = keras.Input((n_H0, n_W0, n_C0))
    Y = keras.Input((n_y, 1))
    return X, Y'''
COMPILE = '''def compile_happy(model, learning_rate=0.001):
    opt = keras.optimizers.SGD(learning_rate)
    model.compile(opt,
                  loss="mse")
    return model'''
TUNE = '''def fine_tune(model, base_model, fine_tune_at, learning_rate):
    base_model.trainable = True
    for layer in base_model.layers[:fine_tune_at + 1]:
        layer.trainable = False
    for layer in base_model.layers:
        if isinstance(layer, layers.BatchNormalization):
            layer.trainable = False
    return model'''


def fault(text, where, got="a", expected="b"):
    tree = ast.parse(text).body[0]
    exercise = registry.find(tree.name)[1]
    return part_fault(tree, exercise.call, exercise.outputs, Difference("value", where, got, expected))


@pytest.mark.parametrize(
    ("text", "where", "lines"),
    [
        (FILTERS, "parameters['W2']", (4, 2)),
        (FILTERS.replace('"W2": W2', '"W2": W1'), "parameters['W2']", (3, 5, 2)),
        (INPUTS, "Y's shape", (3,)),
        (COMPILE, "the optimizer", (2, 3)),
        (COMPILE, "the loss on given images", (4,)),
        (COMPILE, "the metrics", (3,)),
        (FILTERS, "parameters['W3']", None),
        ("def create_placeholders(n_H0, n_W0, n_C0, n_y):\n    return make()", "Y's shape", None),
    ],
)
def test_the_line_that_makes_a_part_comes_first(text, where, lines):
    got = fault(text, where)
    assert ((*got.lines, *got.sources) if got else None) == lines


@pytest.mark.parametrize(("where", "line"), [("test", 3), ("test_accuracy", 3), ("train", 2), ("elsewhere", None)])
def test_a_part_is_known_by_the_students_name_too(where, line):
    text = "def model(X):\n    train = 1\n    test = 2\n    return train, test, {}"
    got = fault(text, where)
    assert (got.lines[0] if got else None) == line


def test_of_layers_that_should_learn_the_line_that_freezes_others_is_not_named():
    state = "base_model.layers[4] (Conv2D) is frozen"
    got = fault(TUNE, "layers, after something", state, state.replace("is frozen", "learns"))
    assert (got.lines, got.sources) == ((4,), (3,))
    assert got.sentence().startswith("Line 4 sets whether those layers learn. Line 3 takes part in that.")


def test_of_layers_that_learn_and_should_not_the_loop_is_named_that_does_not_reach_them():
    state = "base_model.layers[1] (Conv2D) learns"
    got = fault(TUNE, "layers, after something", state, state.replace("learns", "is frozen"))
    assert (got.lines, got.sources) == ((4,), (3,))


def test_a_condition_that_may_hold_for_another_reason_is_named_too():
    text = TUNE.replace("        if isinstance(", "        if layer.name > 'b' or isinstance(")
    text = text.replace("    for layer in base_model.layers[:fine_tune_at + 1]:\n        layer.trainable = False\n", "")
    state = "base_model.layers[1] (Conv2D) learns"
    got = fault(text, "layers, after something", state, state.replace("learns", "is frozen"))
    assert (got.lines, got.sources) == ((5,), (3, 4))


def test_what_is_left_out_of_compile_is_said():
    assert fault(COMPILE, "the metrics").sentence() == "Line 3 compiles the model without metrics. Name them there."


@pytest.mark.parametrize(
    ("message", "line"),
    [
        ("create_placeholders stopped with NameError: name 'n' is not defined in line 2. …", 2),
        ("create_placeholders stopped with NameError: name 'n' is not defined in cell 7, line 2. …", 2),
        ("create_placeholders stopped with NameError: name 'n' is not defined in cell 3, line 2. …", None),
        ("create_placeholders stopped with ValueError: shapes (2,) and (3,) differ in line 3. …", None),
        ("create_placeholders stopped with IndexError: only integers, slices are valid indices in line 3. …", None),
        ("create_placeholders stopped with TypeError: 'NoneType' object is not subscriptable in line 3. …", None),
    ],
)
def test_only_an_error_that_comes_from_its_own_line_tells_of_the_fault(message, line):
    cell = 7 if "cell" in message else 0
    outcomes = [CaseOutcome("shapes", "error", message)]
    got = read_off(ast.parse(INPUTS).body[0], registry.find("create_placeholders")[1], outcomes, cell)
    assert (got.lines[0] if got else None) == line


def test_nothing_is_read_off_hidden_cases():
    difference = Difference("value", "Y's shape", "(None, 6, 1)", "(None, 6)")
    exercise = registry.find("create_placeholders")[1]
    hidden = CaseOutcome("other sizes", "failed", "", difference, hidden=True)
    seen = CaseOutcome("shapes", "failed", difference.sentence(), difference)
    assert read_off_text({"<cell 3>": INPUTS}, exercise, [hidden]) is None
    fault = read_off_text({"<cell 1>": "x = (", "<cell 3>": INPUTS}, exercise, [hidden, seen])
    assert fault.as_json() == {"cell": 3, "line": 3, "says": fault.sentence()}
