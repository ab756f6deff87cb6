"""Prescribed steps, followed: the first value that the course's way does not meet."""

import pytest

from course_utils.checks.locate.following.steps import step_fault, step_task
from course_utils.checks.session.asking import visible_questions
from course_utils.layers.images import style

pytestmark = pytest.mark.tf

FORWARD = '''def forward_propagation(X, parameters):
    W1 = parameters["W1"]
    Z1 = tf.nn.conv2d(X, W1, strides=[1, 1, 1, 1], padding="SAME")
    A1 = tf.nn.relu(Z1)
    P1 = tf.nn.max_pool(A1, ksize=8, strides=8, padding="SAME")
    A2 = tf.nn.relu(tf.nn.conv2d(P1, parameters["W2"], strides=1, padding="SAME"))
    P2 = tf.nn.max_pool(A2, ksize=4, strides=4, padding="SAME")
    Z3 = keras.layers.Dense(6)(keras.layers.Flatten()(P2))
    return Z3'''


@pytest.fixture(scope="module")
def task():
    return step_task(visible_questions("forward_propagation"))


@pytest.mark.parametrize(
    ("old", "new", "way", "line"),
    [
        ("max_pool(A1", "max_pool(Z1", "value", 5),
        ("ksize=4, strides=4", "ksize=4, strides=2", "value", 7),
        ("conv2d(P1", "conv2d(A1", "value", 6),
        ('parameters["W2"]', "W1", "here", 6),
        ("Z3", "Z3", None, None),
    ],
)
def test_the_first_value_that_is_not_met_has_its_line(task, old, new, way, line):
    text = FORWARD.replace(old, new)
    space = {name: pytest.importorskip(module) for name, module in (("tf", "tensorflow"), ("keras", "keras"))}
    exec(compile(text, "<cell 2>", "exec"), space)
    fault = step_fault(space["forward_propagation"], task, lambda file: text)
    assert (fault and (fault.kind, fault.line)) == (way and (way, line))


STEP = '''def train_step(image, model, content, styles, optimizer, STYLE_LAYERS, alpha=10, beta=40):
    out = model(image)
    with tf.GradientTape() as tape:
        style = compute_style_cost(styles, out, STYLE_LAYERS)
        J = total_cost(compute_content_cost(content, out), style, alpha, beta)
    optimizer.apply_gradients([(tape.gradient(J, image), image)])
    return J'''


def test_where_a_gradient_is_missing_the_fault_is_not_where_the_error_comes_up():
    space = {"tf": pytest.importorskip("tensorflow"), **vars(style)}
    exec(compile(STEP, "<cell 2>", "exec"), space)
    posed = step_task(visible_questions("train_step"))
    assert step_fault(space["train_step"], posed, lambda file: STEP) is None


def test_a_name_that_only_stands_for_another_takes_part(task):
    text = FORWARD.replace("    A1 = tf.nn.relu(Z1)", "    A1 = Z1")
    space = {"tf": pytest.importorskip("tensorflow"), "keras": pytest.importorskip("keras")}
    exec(compile(text, "<cell 2>", "exec"), space)
    fault = step_fault(space["forward_propagation"], task, lambda file: text)
    assert (fault.line, fault.sources) == (5, (4,))
