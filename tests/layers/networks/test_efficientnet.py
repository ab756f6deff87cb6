"""The shipped backbone names what photographs show; other networks come by name, or with a clear sentence."""

import ast
import inspect
import socket
from pathlib import Path

import numpy as np
import pytest

from course_utils.data.sets.images import load_image
from course_utils.data.weights import load_weights
from course_utils.errors import ArgumentError, CourseError, DataError
from course_utils.layers.networks.efficientnet import efficientnet_lite0, load_backbone, top_classes
from course_utils.layers.networks.keras_networks import UNCHECKED
from course_utils.layers.networks.pretrained import fill

pytestmark = pytest.mark.tf


@pytest.fixture(scope="module")
def network():
    return load_backbone(include_top=True)


@pytest.mark.parametrize(("photograph", "name"), [("coffee", "espresso"), ("chelsea", "Egyptian cat"), ("eagle", "bald eagle")])
def test_a_photograph_is_named_rightly(network, photograph, name):
    probabilities = np.asarray(network(load_image(photograph, size=224)[None]))
    assert probabilities.sum() == pytest.approx(1, abs=1e-4)
    best, *others = top_classes(probabilities, k=3)
    assert best[0] == name
    assert best[1] > others[0][1] > others[1][1]


def test_the_network_has_the_published_number_of_weights(network):
    # 4,652,008 are published; the rest were means and scales of batch normalisation, folded away.
    assert network.count_params() == 4_631_000


@pytest.mark.parametrize(("side", "cells"), [(224, 7), (96, 3), (100, 4)])
def test_without_the_top_it_gives_feature_maps_for_images_of_any_size(side, cells):
    backbone = load_backbone(input_shape=(side, side, 3))
    features = np.asarray(backbone(np.zeros((2, side, side, 3), np.uint8)))
    assert features.shape == (2, cells, cells, 1280)


def test_the_feature_maps_are_those_under_the_classifier(network):
    image = load_image("coffee", size=224)[None]
    features = np.asarray(load_backbone()(image))
    kernel, bias = load_weights("efficientnet_lite0")["fc"]
    scores = features.mean(axis=(1, 2)) @ kernel + bias
    chances = np.exp(scores - scores.max()) / np.exp(scores - scores.max()).sum()
    np.testing.assert_allclose(chances, np.asarray(network(image)), atol=1e-5)


def test_without_weights_the_network_is_untrained():
    images = np.stack([load_image(name, size=64) for name in ("coffee", "dog")])
    trained, fresh = (np.asarray(load_backbone(input_shape=(64, 64, 3), weights=one)(images)) for one in ("imagenet", None))
    assert trained.shape == fresh.shape
    assert not np.allclose(trained, fresh)


def test_weights_for_another_network_are_refused():
    weights = load_weights("efficientnet_lite0")
    with pytest.raises(DataError, match="do not fit efficientnet_lite0: they differ in fc"):
        fill(efficientnet_lite0((32, 32, 3)), weights)
    weights["stem"][0] = weights["stem"][0][:2]
    with pytest.raises(DataError, match=r"stem .* has shapes \[\(3, 3, 3, 32\), \(32,\)\]; the file has \[\(2, 3, 3, 32\)"):
        fill(efficientnet_lite0((32, 32, 3), include_top=True), weights)


@pytest.mark.parametrize("shape", [(16, 224, 3), (224, 224), (224, 224, 1), (64.0, 64, 3), 224])
def test_an_input_that_is_no_colour_image_is_refused(shape):
    with pytest.raises(ArgumentError, match="at least 32 pixels; received"):
        load_backbone(input_shape=shape)


def test_unknown_weights_are_refused():
    with pytest.raises(ArgumentError, match="received weights='coco'"):
        load_backbone(weights="coco")


def test_an_unknown_network_lists_the_known_ones():
    with pytest.raises(ArgumentError, match=r"no network called 'MobilNet'.*efficientnet_lite0 \(shipped\).*MobileNetV2"):
        load_backbone("MobilNet")


def test_without_the_internet_the_shipped_network_is_named(monkeypatch, tmp_path: Path):
    def no_network(*where: object, **how: object):
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    monkeypatch.setattr("keras.src.utils.file_utils.config.keras_home", lambda: str(tmp_path))
    with pytest.raises(CourseError) as caught:
        load_backbone("EfficientNetB0", input_shape=(96, 96, 3))
    assert caught.value.message == (
        "The weights of EfficientNetB0 are not on this computer and cannot be downloaded: no connection."
    )
    assert 'load_backbone("efficientnet_lite0")' in caught.value.help


def unchecked_by_keras() -> list[str]:
    """The networks of `keras.applications` whose own code fetches weights without a checksum."""
    import keras

    names = []
    for name in (entry for entry in dir(keras.applications) if entry[0].isupper()):
        module = inspect.getmodule(getattr(keras.applications, name))
        source = inspect.getsource(getattr(module, "resnet", module))  # its second version builds on the first
        calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
        fetches = [call for call in calls if getattr(call.func, "attr", "") == "get_file"]
        assert fetches, f"{name} fetches its weights in another way"
        if not all("file_hash" in {word.arg for word in call.keywords} for call in fetches):
            names.append(name)
    return names


def test_weights_that_keras_does_not_compare_are_not_downloaded(monkeypatch):
    monkeypatch.setattr("keras.src.utils.file_utils.get_file", lambda *a, **k: pytest.fail("it was fetched"))
    assert sorted(UNCHECKED) == sorted(unchecked_by_keras())
    for name in UNCHECKED:
        with pytest.raises(DataError, match=f"Keras knows no checksum of {name}'s weights"):
            load_backbone(name, input_shape=(96, 96, 3))


def test_a_network_of_keras_takes_plain_images_too():
    import keras

    model = load_backbone("MobileNetV2", input_shape=(96, 96, 3), weights=None)
    images = np.random.RandomState(0).randint(0, 256, (1, 96, 96, 3)).astype(np.float32)
    first = next(layer for layer in model.layers if isinstance(layer, keras.layers.Conv2D))
    seen = keras.Model(model.input, first.input)(images)
    np.testing.assert_allclose(np.asarray(seen), images / 127.5 - 1, atol=1e-5)
    assert model.output_shape == (None, 3, 3, 1280)


def test_an_image_too_small_for_a_network_of_keras_is_told():
    with pytest.raises(ArgumentError, match=r"InceptionV3 cannot be built for images \(40, 40, 3\)"):
        load_backbone("InceptionV3", input_shape=(40, 40, 3), weights=None)


def test_the_best_classes_need_a_thousand_numbers():
    with pytest.raises(ArgumentError, match=r"received shape \(2, 1000\)"):
        top_classes(np.zeros((2, 1000)))
    assert top_classes(np.eye(1000)[123], k=1) == [("class 123", 1.0)]
