"""Transposed convolution: the gradient of a convolution, and what it refuses."""

import numpy as np
import pytest

from course_utils.errors import ArgumentError
from course_utils.layers.convolution.conv import conv_backward, conv_forward
from course_utils.layers.convolution.transposed import conv_transpose


@pytest.mark.parametrize(("f", "stride", "pad"), [(2, 2, 0), (3, 2, 1), (4, 1, 2), (1, 3, 0)])
def test_it_is_what_a_convolution_sends_back(f, stride, pad):
    rng = np.random.default_rng(f)
    W, settings = rng.normal(size=(f, f, 3, 2)), {"stride": stride, "pad": pad}
    small = rng.normal(size=(2, 3, 4, 2))
    Z = conv_transpose(small, W, np.zeros((1, 1, 1, 3)), settings)
    out, cache = conv_forward(np.zeros(Z.shape), W, np.zeros((1, 1, 1, 2)), settings)
    assert out.shape == small.shape
    np.testing.assert_allclose(Z, conv_backward(small, cache)[0])


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"W": np.ones((2, 2, 1, 3))}, r"W must be \(f, f, n_C, 2\) for this A_prev; received \(2, 2, 1, 3\)."),
        ({"b": np.zeros(4)}, r"b must hold one number per filter \(1\)"),
        ({"hparameters": {"stride": 1, "pad": 2}}, "pad=2 leaves nothing of 3×3 pixels."),
    ],
)
def test_what_does_not_fit_is_refused(changes, message):
    given = {"A_prev": np.ones((1, 2, 2, 2)), "W": np.ones((2, 2, 1, 2)), "b": np.zeros(1), "hparameters": {"stride": 1, "pad": 0}}
    with pytest.raises(ArgumentError, match=message):
        conv_transpose(**{**given, **changes})
