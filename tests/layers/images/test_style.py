"""The costs of style transfer against published figures and plain loops; a step against its own description."""

from __future__ import annotations

import socket
from pathlib import Path

import numpy as np
import pytest

from course_utils.errors import ArgumentError, CourseError
from course_utils.exercises.week4_2_style_transfer import published
from course_utils.layers.images import style
from course_utils.layers.networks.style_network import load_style_network

pytestmark = pytest.mark.tf


def test_the_published_figures_of_the_cpu_come_out() -> None:
    (A,) = published((3, 2))
    pair = published((1, 4, 4, 3), (1, 4, 4, 3))
    assert float(style.compute_content_cost(*([a] for a in pair))) == pytest.approx(7.0568767, rel=2e-4)
    assert float(style.gram_matrix(A)[0, 0]) == pytest.approx(63.18880, rel=2e-4)
    assert float(style.compute_layer_style_cost(*pair)) == pytest.approx(14.017804, rel=2e-4)


@pytest.mark.parametrize("seed", range(3))
def test_a_layer_s_style_is_the_sum_written_in_loops(seed: int) -> None:
    draw = np.random.default_rng(seed)
    n_H, n_W, n_C = (int(n) for n in draw.integers(1, 5, size=3))
    S, G = draw.normal(size=(2, 1, n_H, n_W, n_C)).astype(np.float32)
    total = 0.0
    for i in range(n_C):
        for j in range(n_C):
            grams = [sum(a[0, y, x, i] * a[0, y, x, j] for y in range(n_H) for x in range(n_W)) for a in (S, G)]
            total += (grams[0] - grams[1]) ** 2
    expected = total / (4 * n_C**2 * (n_H * n_W) ** 2)
    np.testing.assert_allclose(style.compute_layer_style_cost(S, G), expected, rtol=1e-4, atol=1e-7)


def test_scattering_the_places_keeps_the_style_and_not_the_content() -> None:
    a = np.random.default_rng(0).normal(size=(1, 4, 5, 3)).astype(np.float32)
    scattered = a.reshape(20, 3)[np.random.default_rng(1).permutation(20)].reshape(a.shape)
    assert float(style.compute_layer_style_cost(a, scattered)) == pytest.approx(0, abs=1e-10)
    assert float(style.compute_content_cost([a], [scattered])) > 0.1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: style.gram_matrix(np.zeros((1, 2, 3))), r"A must have shape \(n_C, n_H · n_W\); received \(1, 2, 3\)"),
        (lambda: style.compute_style_cost([0, 0], [0, 0], [("a", 1.0), ("b", 1.0)]), "names 2 layers; the outputs hold 1"),
        (lambda: style.compute_content_cost([np.zeros((1, 2))], [np.zeros((1, 3))]), "activations have one shape"),
    ],
)
def test_what_does_not_fit_is_refused(call, message) -> None:
    with pytest.raises(ArgumentError, match=message):
        call()


def test_a_step_lowers_the_cost_and_keeps_the_colours_in_range() -> None:
    import keras
    import tensorflow as tf

    model = load_style_network(("act0", "act1"), "act1", size=32)
    random = np.random.default_rng(0)
    content, painting, start = random.random((3, 1, 32, 32, 3)).astype(np.float32)
    image = tf.Variable(start)
    targets = model(content), model(painting)
    optimizer = keras.optimizers.Adam(0.02)
    costs = [float(style.train_step(image, model, *targets, optimizer, [("act0", 1.0), ("act1", 1.0)])) for _ in range(8)]
    assert costs[-1] < 0.8 * costs[0]
    assert 0 <= image.numpy().min() <= image.numpy().max() <= 1


def test_the_network_gives_style_layers_first_and_the_content_layer_last() -> None:
    model = load_style_network(size=64)
    outputs = model(np.zeros((1, 64, 64, 3), np.float32))
    assert [tuple(a.shape[1:]) for a in outputs] == [(64, 64, 16), (32, 32, 32), (16, 16, 64), (8, 8, 128), (4, 4, 256), (4, 4, 256)]
    assert not model.trainable_weights


def test_an_unknown_layer_is_refused_with_some_that_are_there() -> None:
    with pytest.raises(ArgumentError, match=r"yolov3_tiny has no layer 'act99'\. Some of its layers: act0, act1"):
        load_style_network(("act99",), size=32)


def test_without_a_connection_vgg_19_says_so_and_names_the_shipped_network(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def no_network(*where: object, **how: object):
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    monkeypatch.setattr("keras.src.utils.file_utils.config.keras_home", lambda: str(tmp_path))
    with pytest.raises(CourseError) as caught:
        load_style_network(("block1_conv1",), "block4_conv2", name="VGG19", size=64)
    assert caught.value.message == "The weights of VGG19 are not on this computer and cannot be downloaded: no connection."
    assert "load_style_network()" in caught.value.help


def test_vgg_19_takes_fractions_and_keeps_its_layers_names(monkeypatch: pytest.MonkeyPatch) -> None:
    from course_utils.layers.networks import style_network
    from course_utils.layers.networks.keras_networks import keras_network

    fresh = []

    def untrained(*given: object):
        fresh.append(keras_network(*given[:3], None))
        return fresh[0]

    monkeypatch.setattr(style_network, "keras_network", untrained)
    model = load_style_network(("block1_conv1", "block2_conv1"), "block2_conv2", name="VGG19", size=32)
    image = np.random.default_rng(0).random((1, 32, 32, 3)).astype(np.float32)
    import keras

    bytes_in = keras.Model(fresh[0].inputs[0], fresh[0].get_layer("block2_conv2").output)
    np.testing.assert_allclose(model(image)[-1], bytes_in(255 * image), rtol=1e-4, atol=1e-3)
