"""NetworkExplorer: its numbers in the browser against Keras, its refusals, its picture and its page."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

from course_utils.errors import ArgumentError
from course_utils.layers.opened.network import open_network
from course_utils.layers.opened.parts import UnsupportedLayerError
from course_utils.types import Array, Model
from course_utils.widgets.base import WidgetError
from course_utils.widgets.explorers.network_explorer import NetworkExplorer
from tests.widgets.explorers.network_models import NETWORKS, built, drawn

pytestmark = pytest.mark.tf


def sent(w: NetworkExplorer) -> Any:
    return w.get_state("network")["network"]


def keras_gradients(model: Model, picture: Array, target: int) -> list[Array]:
    """The gradient of a score by every step's answer, by TensorFlow, without the network's last squashing function."""
    import keras
    import tensorflow as tf

    opened = open_network(model, picture)
    with tf.GradientTape() as tape:
        values: list[Any] = [tf.convert_to_tensor(picture[None])]
        tape.watch(values[0])
        for step in opened.steps[1:]:
            last = step is opened.steps[-1]
            if last and step.part.kind == "activation":
                values.append(values[step.sources[0]])  # the softmax is left out
                continue
            values.append(step.compute([values[source] for source in step.sources]))
        score = values[-1]
        if opened.squashes and opened.steps[-1].part.kind != "activation":
            head = model.layers[-1]
            score = keras.ops.matmul(values[-2], head.kernel) + head.bias
        total = tf.reduce_sum(score[0, target])
    return [np.zeros(value.shape[1:]) if grad is None else np.asarray(grad)[0]
            for value, grad in zip(values, tape.gradient(total, values))]  # fmt: skip


@pytest.mark.browser
@pytest.mark.parametrize("name", NETWORKS)
def test_every_number_of_the_page_is_keras(maths: Any, name: str) -> None:
    model = built(name)
    pictures = drawn(model)
    w = NetworkExplorer(model, pictures)
    theirs = maths("network_state", "computeAll", sent(w), pictures[0].ravel(), 0)
    for step, values, expected in zip(w._opened.steps, theirs["values"], w._trace, strict=True):
        close(values, expected.ravel(), step.name)
    np.testing.assert_allclose(theirs["values"][-1], np.asarray(model(pictures[:1]))[0].ravel(), atol=1e-5)


@pytest.mark.browser
@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("target", [0, -1])
def test_every_gradient_of_the_page_is_tensorflows(maths: Any, name: str, target: int) -> None:
    model = built(name, seed=1)
    picture = drawn(model, seed=1)[0]
    w = NetworkExplorer(model, picture)
    chosen = target % len(w.classes)
    theirs = maths("network_state", "computeAll", sent(w), picture.ravel(), chosen)["gradients"]
    expected = keras_gradients(model, picture, chosen)
    for step, ours, right in zip(w._opened.steps[:-1], theirs[:-1], expected[:-1], strict=True):
        close(ours, right.ravel(), step.name)


def close(ours: Any, expected: Array, name: str) -> None:
    scale = max(1.0, float(np.abs(expected).max()))
    np.testing.assert_allclose(np.array(ours), expected, atol=1e-5 * scale, rtol=0, err_msg=name)


@pytest.mark.browser
@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("seed", range(4))
def test_what_stands_outside_a_receptive_field_changes_nothing(maths: Any, name: str, seed: int) -> None:
    model, draw = built(name), np.random.default_rng(seed)
    picture = drawn(model, seed=seed)[0]
    opened = open_network(model, picture)
    rows, columns, channels = opened.steps[0].sides
    layer = int(draw.integers(1, len(opened.steps)))
    place = dict(zip(("row", "column", "channel"), (int(draw.integers(side)) for side in opened.steps[layer].sides)))
    field = maths("network_fields", "fieldsOf", sent(NetworkExplorer(model, picture))["steps"], {"layer": layer, **place})[0]
    changed = drawn(model, seed=seed + 100)[0].reshape(rows, columns, channels)
    if field:
        inside = np.s_[field["top"] : field["bottom"] + 1, field["left"] : field["right"] + 1, field["first"] : field["last"] + 1]
        changed[inside] = picture.reshape(rows, columns, channels)[inside]
    at = (place["row"], place["column"], place["channel"])
    before, after = (opened.trace(look)[layer].reshape(opened.steps[layer].sides)[at]
                     for look in (picture, changed.reshape(picture.shape)))  # fmt: skip
    assert after == pytest.approx(before, abs=1e-6)


@pytest.mark.browser
def test_the_fields_of_lenet_grow_as_counted_by_hand(maths: Any) -> None:
    from course_utils.layers.networks.classic import lenet5

    w = NetworkExplorer(lenet5(), np.zeros((32, 32, 1)))
    sizes = []
    for layer in range(1, 7):
        field = maths("network_fields", "fieldsOf", sent(w)["steps"], {"layer": layer, "row": 0, "column": 0, "channel": 0})[0]
        sizes.append(field["bottom"] - field["top"] + 1)
    assert sizes == [5, 6, 14, 16, 16, 32]


def small(*steps: Any, shape: tuple[int, ...] = (8, 8, 1)) -> Model:
    import keras

    return keras.Sequential([keras.Input(shape), *steps])


def refusals() -> dict[str, tuple[Callable[[], Any], type[Exception], str]]:
    """What is given, the error, and what its message says."""
    import keras
    from keras import layers

    flat, dense = layers.Flatten, layers.Dense
    twice = keras.Input((8, 8, 1))

    class Mine(layers.Dense):
        pass

    def explore(model: Any, pictures: Any = None, **values: Any) -> Callable[[], Any]:
        given = np.zeros((2, 8, 8, 1)) if pictures is None else pictures
        return lambda: NetworkExplorer(model, given, **values)

    good = small(flat(), dense(3))
    return {
        "no model": (explore("net"), ArgumentError, "needs a Keras model; received str."),
        "not built": (explore(keras.Sequential([flat(), dense(2)])), ArgumentError, "The model is not built"),
        "two outputs": (explore(keras.Model(twice, [twice, flat()(twice)])), ArgumentError, "received 1 and 2."),
        "too large": (explore(small(flat(), dense(2400))), ArgumentError, "156,000 parameters; NetworkExplorer shows up to 150,000."),
        "too much work": (explore(small(layers.Conv2D(40, 7, padding="same"), layers.Conv2D(300, 3, padding="same"),
                                        shape=(80, 80, 1)), np.zeros((80, 80, 1))), ArgumentError, "multiplications; NetworkExplorer"),
        "vectors": (explore(small(dense(2), shape=(5,))), ArgumentError, "models that read pictures"),
        "transposed": (explore(small(layers.Conv2DTranspose(2, 3))), UnsupportedLayerError,
                       "cannot show the layer 'conv2d_transpose' (Conv2DTranspose). It shows Conv2D, DepthwiseConv2D,"),
        "own class": (explore(small(flat(), Mine(2))), UnsupportedLayerError, "(Mine, a class of your own)."),
        "own activation": (explore(small(layers.Conv2D(2, 3, activation=lambda z: z * z))), UnsupportedLayerError,
                           "has the activation <lambda>, which NetworkExplorer cannot show. It knows elu,"),
        "other axis": (explore(small(layers.BatchNormalization(axis=1))), UnsupportedLayerError, "with axis=1; the channels stand last."),
        "dense on matrices": (explore(small(dense(2), flat(), shape=(8, 8)), np.zeros((8, 8))), UnsupportedLayerError, "with an input of shape (8, 8)."),
        "wrong shape": (explore(good, np.zeros((2, 9, 8, 1))), WidgetError, "pictures must have shape (m, 8, 8, 1); received shape (2, 9, 8, 1)."),
        "many": (explore(good, np.zeros((25, 8, 8, 1))), WidgetError, "pictures holds 25; the explorer takes up to 24. Take X_test[:12]."),
        "no numbers": (explore(good, "hand.png"), WidgetError, "pictures must hold numbers; received str."),
        "not finite": (explore(good, np.full((8, 8, 1), np.nan)), WidgetError, "pictures must hold finite numbers"),
        "labels": (explore(good, labels=[1]), WidgetError, "labels must hold a class for each of 2 pictures"),
        "classes": (explore(good, classes=["a"]), WidgetError, "classes must hold 3 names, one for each score; received 1."),
        "layer": (explore(good, layer=9), WidgetError, "layer must be 0 to 2; received layer=9."),
        "view": (explore(good, view="up"), WidgetError, "view must be one of 'forward', 'backward'; received view='up'."),
        "unknown": (explore(good, colour=1), WidgetError, "NetworkExplorer knows no colour."),
    }  # fmt: skip


def test_what_cannot_be_shown_is_named_with_what_can() -> None:
    for name, (act, kind, message) in refusals().items():
        with pytest.raises(kind) as caught:
            act()
        assert message in re.sub(r"_\d+'", "'", str(caught.value)), name


def test_a_place_outside_is_refused_and_the_last_good_one_stays() -> None:
    w = NetworkExplorer(built("signs"), drawn(built("signs")), layer=1)
    with pytest.raises(WidgetError, match=r"column must be 0 to 31; received column=32\."):
        w.column = 32
    with pytest.raises(WidgetError, match=r"own must be a picture of shape \(32, 32, 3\); received shape \(3, 3\)\."):
        w.own = np.zeros((3, 3))
    w.row = w.column = 31
    w.layer = 3
    assert (w.row, w.column, w.own) == (3, 3, None)


def test_pictures_travel_as_bytes_where_that_loses_nothing() -> None:
    model = built("signs")
    levels = np.random.default_rng(0).integers(0, 256, (2, 32, 32, 3))
    for pictures, exact in ((levels / 255, True), (levels / 127.5 - 1, True), (levels, True), (drawn(model), False)):
        w = NetworkExplorer(model, pictures)
        state = w.get_state("pictures")["pictures"]
        assert state["bytes"] is exact
        w.set_state({"pictures": state})
        np.testing.assert_allclose(w.pictures, pictures, atol=1e-6 * np.abs(pictures).max())


def test_training_on_is_seen_after_refresh() -> None:
    model = built("signs")
    w = NetworkExplorer(model, drawn(model))
    before, weights = w.scores, sent(w)["data"]
    model.layers[-1].bias.assign(model.layers[-1].bias + np.arange(6.0))
    w.refresh()
    assert not np.allclose(w.scores, before)
    assert sent(w)["data"] != weights
    np.testing.assert_allclose(w.scores, np.asarray(model(w.image[None]))[0], atol=1e-6)


def test_picture_and_sentence_say_what_the_network_says() -> None:
    model = built("signs")
    pictures = drawn(model, 3)
    w = NetworkExplorer(model, pictures, np.eye(6)[[2, 0, 1]], picture=1)
    best = int(np.argmax(np.asarray(model(pictures[1:2]))[0]))
    assert w.verdict() == f"Picture 2 of 3 is 0; the network says {best}, probability {w.scores[best]:.2f}."
    w.own = pictures[0]
    assert w.verdict().startswith("Your own picture: the network says ")
    data, _ = w._repr_mimebundle_()
    picture = base64.b64decode(data["text/html"].split("base64,")[1].split('"')[0]).decode()
    root = ElementTree.fromstring(picture)
    assert root.findtext("{http://www.w3.org/2000/svg}title") == w.alt_text() == data["text/plain"]
    assert picture.count("<image") == 1 + 8 + 8 + 8 + 16 + 16 + 16  # the photograph and the maps of six layers
    single = NetworkExplorer(built("happy"), drawn(built("happy")), [1, 0], ["smiles"])
    assert single.verdict() == f"Picture 1 of 2 (smiles: yes): the network gives “smiles” the probability {single.scores[0]:.2f}."


def test_the_script_is_small_and_a_module_without_imports() -> None:
    script = str(NetworkExplorer._esm)
    assert len(script.encode()) + len(str(NetworkExplorer._css).encode()) < 1_000_000
    assert script.count("export default { render };") == 1
    assert "://" not in script.replace("http://www.w3.org/2000/svg", "")
