"""Kinds of edits, one small wrong function each; and where several lines may be at fault, all are said, or none."""

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from test_search import fault, task

BOX = np.array([4.0, 6.0, 2.0, 8.0])
ROWS = np.arange(12.0).reshape(3, 4) ** 2


def lines(text, right, *several):
    """The lines that are said of a wrong function, where `right` gives the answers."""
    got = fault(text, task(*((inputs, right(**inputs)) for inputs in several)))
    return got and (*got.lines, *got.sources)


@pytest.mark.parametrize(
    ("text", "right", "said"),
    [
        ("def corners(b):\n    y, x, h, w = b\n    return [y - h / 2, x - w / 2, y + h, x + w / 2]",
         lambda b: [b[0] - b[2] / 2, b[1] - b[3] / 2, b[0] + b[2] / 2, b[1] + b[3] / 2], (3,)),
        ("def scaled(b):\n    y, x, h, w = b\n    r = np.zeros(2)\n    r[0] = (h - y) * 3 + 1\n    r[1] = w - x\n    return r",
         lambda b: np.array([(b[2] - b[0]) * 3 + 1, (b[3] - b[1]) * 3 + 1]), (5,)),
        ("def between(b):\n    at_a, at_b, far_a, far_b = b\n    z = at_b * far_b + far_b\n    return z + at_a * far_a",
         lambda b: 2 * b[0] * b[2] + b[2], (3,)),
        ("def place(b):\n    y, h, w, x = b\n    return y + 3 * x + 7 * h - w * x",
         lambda b: b[0] + 3 * b[1] + 7 * b[2] - b[3] * b[1], (2,)),
        ("def fewer(b):\n    y, h, w = b\n    return y - h - w", lambda b: b[1] - b[2] - b[3], (2,)),
        ("def cell(b):\n    a = b / 3\n    k = min(a[0], 9)\n    return list(range(12))[k] + a[1]",
         lambda b: int(b[0] / 3) + b[1] / 3, (3, 4)),
    ],
)  # fmt: skip
def test_a_kind_of_edit_finds_its_line(text, right, said):
    assert lines(text, right, {"b": BOX}, {"b": 2 * BOX + np.array([1, 0, 3, 5])}) == said


def test_arguments_whose_roles_are_mixed_have_both_their_lines():
    text = "def turned(x, s, m):\n    y = x * x + s\n    return m * np.cos(y)"
    inputs = ({"x": 2.0, "s": 30.0, "m": 0.5}, {"x": -1.0, "s": 3.0, "m": 0.25})
    assert lines(text, lambda x, s, m: s * np.cos(x * x + m), *inputs) == (2, 3)


def test_an_array_is_cut_as_another_one_is():
    text = "def cut(x, y, g, k):\n    p = x[:, g * k : (g + 1) * k]\n    q = y\n    return p.sum() + q.sum() * q.size"
    inputs = ({"x": ROWS, "y": ROWS[1], "g": g, "k": 2} for g in (0, 1))

    def right(x, y, g, k):
        own = slice(g * k, (g + 1) * k)
        return x[:, own].sum() + y[own].sum() * k

    assert 3 in lines(text, right, *inputs)


def test_a_term_that_a_loop_over_keys_leaves_out_is_found():
    text = "def step(old, d):\n    new = {}\n    for key in old:\n        new[key] = -3 * d[key]\n    return new"
    inputs = ({"old": {"W": 2.0, "b": 5.0}, "d": {"W": 1.0, "b": -1.0}}, {"old": {"a": 7.0}, "d": {"a": 3.0}})
    assert lines(text, lambda old, d: {key: old[key] - 3 * d[key] for key in old}, *inputs) == (4,)


def test_what_several_rows_read_is_sooner_wrong_than_all_of_them():
    text = "def sizes(n, m, d, k):\n    span = d * (k - 1)\n    h = n - span + 1\n    w = m - span + 1\n    return h, w"
    inputs = ({"n": 9, "m": 12, "d": 2, "k": 3}, {"n": 5, "m": 4, "d": 1, "k": 2})
    assert lines(text, lambda n, m, d, k: [n - d * (k - 1), m - d * (k - 1)], *inputs) == (2,)


def test_where_names_that_are_unpacked_could_be_exchanged_that_line_is_said_too():
    text = "def overlap(a, b):\n    h, w = a\n    inter = min(w, b[0]) * min(h, b[1])\n    return inter / (w * h + 1)"
    inputs = ({"a": (2, 9), "b": (4, 3)}, {"a": (7, 1), "b": (3, 6)})
    right = lambda a, b: min(a[0], b[0]) * min(a[1], b[1]) / (a[0] * a[1] + 1)  # noqa: E731
    assert lines(text, right, *inputs) == (2, 3)


@pytest.mark.parametrize(
    ("text", "right", "said"),
    [
        ("def steepest(x):\n    d = x[1:] - x[:-1]\n    return int(np.argmax(d))", lambda x: int(np.argmin(np.diff(x))), (2, 3)),
        ("def steps(x):\n    q = x.sum() / 4\n    return round(q) + 1", lambda x: int(x.sum() // 4) + 1, (2, 3)),
    ],
)  # fmt: skip
def test_a_value_may_be_mended_where_another_function_reads_it(text, right, said):
    assert lines(text, right, {"x": np.array([1, 5, 2, 3])}, {"x": np.array([7, 1, 0, 3, 4])}) == said


def test_a_sign_that_may_be_turned_in_what_a_call_above_is_given_has_no_line():
    text = "def uphill(x):\n    loss = np.log(x)\n    g = slope(loss)\n    return x + 2 * g"
    inputs = [np.array([1.0, 2.0]), np.array([3.0, 0.5])]
    posed = task(*(({"x": x}, x - 2 * (3 * np.log(x))) for x in inputs))
    assert fault(text, posed, slope=lambda values: 3 * values) is None


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("def wave(x):\n    y = np.sin(x)\n    return y * y[0] + x", lambda x: np.cos(x) * np.cos(x)[0] + x),
        ("def shares(x):\n    s = np.sum(x, axis=(0, 1))\n    return x / s", lambda x: x / x.sum(axis=0)),
        ("def middles(x):\n    xa, ya, xb, yb = x[0, :4]\n    t = np.zeros(2)\n    t[0] = xa / 7\n    t[1] = (ya + 3 * yb) / 7\n"
         "    return t + x[0, 0]", lambda x: np.array([x[0, 0] + 3 * x[0, 2], x[0, 1] + 3 * x[0, 3]]) / 7 + x[0, 0]),
    ],
)  # fmt: skip
def test_another_function_another_axis_and_names_of_two_letters(text, right):
    said = lines(text, right, {"x": ROWS + 1}, {"x": ROWS[::-1] / 7 + 2})
    assert said == (4 if "t[0]" in text else 2,)


def test_a_row_belongs_into_the_loop_above_it():
    text = "def table(x):\n    t, k = np.zeros(x.size), 0\n    for r in range(len(x)):\n        for v in x[r]:\n" \
           "            t[k] = v * v\n        k += 1\n    return t"  # fmt: skip
    assert lines(text, lambda x: x.ravel() ** 2, {"x": ROWS + 1}, {"x": ROWS[:, :2] - 3}) == (6,)


def test_an_element_is_set_as_the_image_of_another_one():
    text = "def cell(p):\n    cy, cx, row, col = p\n    t = np.zeros(2)\n    t[0] = cy - row\n    t[1] = cx\n    return t"
    right = lambda p: np.array([p[0] - p[2], p[1] - p[3]])  # noqa: E731
    assert lines(text, right, {"p": BOX}, {"p": 2 * BOX + np.array([1, 0, 3, 5])}) == (5,)


def test_a_value_made_beside_others_and_the_only_row_that_reads_it_are_both_said():
    text = "def share(x, s):\n    a, b = np.sum(x * x), np.sum(x)\n    return (2 * a + s) / (a + b)"
    inputs = ({"x": BOX, "s": 1.5}, {"x": BOX * BOX, "s": 0.1})
    assert lines(text, lambda x, s: (2 * np.sum(x * x) + s) / (np.sum(x * x) + np.sum(x) + s), *inputs) == (2, 3)
