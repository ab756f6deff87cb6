"""Sizes, planes and counts against the week's published facts."""

import numpy as np
import pytest

from course_utils.errors import ArgumentError
from course_utils.layers.convolution.counting import count_parameters
from course_utils.layers.convolution.geometry import conv_output_size, same_padding
from course_utils.layers.convolution.plane import EDGE_KINDS, conv_volume, convolve2d, edge_filter

EXAMPLE = np.array([[3, 0, 1, 2, 7, 4], [1, 5, 8, 9, 3, 1], [2, 7, 2, 5, 1, 3],
                    [0, 1, 3, 1, 7, 8], [4, 2, 1, 6, 2, 8], [2, 4, 5, 2, 3, 9]])  # fmt: skip


def conv(f, channels, filters):
    return {"kind": "conv", "f": f, "channels": channels, "filters": filters}


def test_the_worked_example_begins_with_minus_five():
    answer = convolve2d(EXAMPLE, edge_filter("vertical"))
    assert answer.shape == (4, 4)
    assert answer[0].tolist() == [-5, -4, 0, 8]


def test_a_filter_turns_its_sign_from_light_dark_to_dark_light():
    light_dark = np.repeat([[10, 10, 10, 0, 0, 0]], 6, axis=0)
    assert convolve2d(light_dark, edge_filter("vertical"))[0].tolist() == [0, 30, 30, 0]
    assert convolve2d(light_dark[:, ::-1], edge_filter("vertical"))[0].tolist() == [0, -30, -30, 0]
    assert not convolve2d(light_dark, edge_filter("horizontal")).any()


@pytest.mark.parametrize("kind", EDGE_KINDS)
def test_every_edge_filter_is_silent_on_a_plain_image(kind):
    assert edge_filter(kind).shape == (3, 3)
    assert not convolve2d(np.full((5, 5), 7.0), edge_filter(kind)).any()


def test_the_chain_of_39_by_39_ends_with_1960_numbers():
    sizes = [39]
    for f, stride in ((3, 1), (5, 2), (5, 2)):
        sizes.append(conv_output_size(sizes[-1], f, 0, stride))
    assert sizes == [39, 37, 17, 7]
    assert sizes[-1] ** 2 * 40 == 1960


@pytest.mark.parametrize("f", [1, 3, 5, 11])
def test_same_padding_keeps_the_size(f):
    assert conv_output_size(20, f, same_padding(f)) == 20


def test_convolve2d_equals_plain_loops_with_padding_stride_and_dilation():
    rng = np.random.default_rng(0)
    for _ in range(60):
        f, pad, stride, dilation = (int(n) for n in rng.integers([1, 0, 1, 1], [4, 3, 4, 3]))
        image, kernel = rng.standard_normal((9, 7)), rng.standard_normal((f, f))
        padded = np.pad(image, pad)
        got = convolve2d(image, kernel, pad, stride, dilation)
        for (h, w), value in np.ndenumerate(got):
            places = [(h * stride + i * dilation, w * stride + j * dilation) for i in range(f) for j in range(f)]
            assert value == pytest.approx(sum(padded[p] * k for p, k in zip(places, kernel.ravel())))


def test_a_true_convolution_is_associative_where_both_are_valid():
    rng = np.random.default_rng(1)
    image, a, b = rng.standard_normal((9, 9)), rng.standard_normal((3, 3)), rng.standard_normal((3, 3))

    def flipped(x, k, **settings):
        return convolve2d(x, k[::-1, ::-1], **settings)

    twice, once = flipped(flipped(image, a), b), flipped(image, flipped(a, b, pad=2))
    assert twice == pytest.approx(once)


def test_conv_volume_adds_channels_and_biases():
    rng = np.random.default_rng(2)
    image, filters, biases = rng.standard_normal((5, 6, 3)), rng.standard_normal((3, 3, 3, 2)), np.array([1.0, -2])
    got = conv_volume(image, filters, biases, pad=1, stride=2)
    for k in range(2):
        planes = [convolve2d(image[..., c], filters[..., c, k], 1, 2) for c in range(3)]
        assert got[..., k] == pytest.approx(sum(planes) + biases[k])


def test_counts_of_the_lenet_like_table():
    dense = [{"kind": "dense", "inputs": i, "units": u} for i, u in ((400, 120), (120, 84), (84, 10))]
    layers = [conv(5, 3, 6), {"kind": "pool"}, conv(5, 6, 16), {"kind": "pool"}, {"kind": "flatten"}, *dense]
    assert count_parameters(layers) == [456, 0, 2416, 0, 0, 48120, 10164, 850]
    assert count_parameters([conv(5, 1, 6)]) == [156]  # the notes' figure counts one input channel


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: conv_output_size(3, 5), "The filter reaches over 5 pixels; the padded image has 3."),
        (lambda: conv_output_size(5, 3, -1), "pad must be an integer ≥ 0; received pad=-1."),
        (lambda: conv_output_size(5, 3, 0, 0), "stride must be an integer ≥ 1; received stride=0."),
        (lambda: same_padding(4), "f must be odd for the same padding on both sides; received f=4."),
        (lambda: convolve2d(np.zeros(3), np.zeros((1, 1))), "image must be an array of numbers with 2 axes"),
        (lambda: edge_filter("diagonal"), "kind must be one of vertical, horizontal, sobel"),
        (lambda: count_parameters([{"kind": "lstm"}]), "kind must be one of conv, dense, pool, flatten"),
        (lambda: count_parameters([{"kind": "conv", "f": 3}]), "A conv layer needs 'channels'"),
    ],
)
def test_bad_arguments_are_named_with_what_was_received(call, message):
    with pytest.raises(ArgumentError) as error:
        call()
    assert str(error.value).startswith(message)
