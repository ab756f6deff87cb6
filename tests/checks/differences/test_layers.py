"""Two layers that should be one: which option differs, and where a layer stands."""

import pytest

from course_utils.checks.differences.layers import CONNECTED, connection, difference

CONV = "Conv2D, filters 8, kernel 3×3, strides 1×1, same"


@pytest.mark.parametrize(
    ("got", "sentence"),
    [
        ("Conv2D, filters 6, kernel 3×3, strides 1×1, same", "layers: Conv2D has filters 6; expected is filters 8."),
        ("Conv2D, filters 8, kernel 5×5, strides 1×1, same", "layers: Conv2D has kernel 5×5; expected is kernel 3×3."),
        ("Conv2D, filters 8, kernel 3×3, strides 1×1, valid", "layers: Conv2D has padding valid; expected is padding same."),
        ("Conv2D, filters 8, kernel 3×3, strides 1×1", "layers: Conv2D has no “same”; expected is padding same."),
        (f"{CONV}, frozen", "layers: Conv2D is frozen; expected is one that is not."),
        (f"{CONV}, dilation 2×2", "layers: Conv2D has dilation 2×2; expected is one without."),
        ("MaxPooling2D, pool 2×2", "layers: the next layer is MaxPooling2D; expected is Conv2D."),
    ],
)
def test_the_first_option_that_differs_is_named(got, sentence):
    assert difference("layers", got, CONV).sentence() == sentence


NORM = "BatchNormalization, axis 3"


@pytest.mark.parametrize(
    ("got", "expected", "sentence"),
    [
        (NORM, f"{NORM}, frozen", "is not frozen; expected is frozen."),
        (f"{NORM}, always training", NORM, "is always training; expected is one that is not."),
        (f"{NORM}, always training", f"{NORM}, always inference", "is always training; expected is always inference."),
        (f"{NORM}, always training", f"{NORM}, frozen", "is not frozen; expected is frozen."),
        (f"{NORM}, frozen", "BatchNormalization, axis 1", "has axis 3; expected is axis 1."),
    ],
)
def test_a_state_of_a_layer_is_what_it_is(got, expected, sentence):
    assert difference("layers", got, expected).sentence() == f"layers: BatchNormalization {sentence}"


def test_a_layer_on_another_branch_says_where_it_stands():
    assert difference("layers", f"shortcut: {CONV}", f"main path: {CONV}").sentence() == (
        "layers, the place of Conv2D differs: got shortcut, expected main path."
    )
    assert "got no branch" in difference("layers", CONV, f"main path: {CONV}").sentence()


def test_a_comma_inside_of_brackets_parts_no_options():
    assert difference("layers", "Input (64, 64, 3)", "Input (32, 32, 3)").kind == "value"
    pads = "ZeroPadding2D, padding (1, 1)×(1, 1)", "ZeroPadding2D, padding (3, 3)×(3, 3)"
    assert difference("layers", *pads).got == "padding (1, 1)×(1, 1)"


def test_of_equal_layers_that_are_connected_otherwise_the_first_that_reads_another_is_named():
    got = f"{CONNECTED}Conv2D 1: Input 1\nAdd 1: Conv2D 1, Input 1\nthe model's answer: Add 1"
    right = got.replace("Add 1: Conv2D 1, Input 1", "Add 1: Conv2D 1, Conv2D 1")
    sentence = connection(got, right).sentence()
    assert sentence == (
        "layers, what Add 1 reads is Conv2D 1, Input 1; expected is Conv2D 1, Conv2D 1. "
        "Follow each name that you hand on."
    )
    assert connection("same", got) is None
