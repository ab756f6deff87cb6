"""`load_style_network`: the trained layers that compare two pictures. Needs Keras when called."""

from __future__ import annotations

from collections.abc import Sequence

from course_utils.data.weights import load_weights
from course_utils.errors import ArgumentError, DataError
from course_utils.layers.networks.keras_networks import keras_network
from course_utils.layers.networks.pretrained import fill
from course_utils.layers.networks.yolo_tiny import NAME, yolov3_tiny
from course_utils.types import Model

STYLE, CONTENT = ("act0", "act1", "act2", "act3", "act4"), "act4"


def load_style_network(
    style_layers: Sequence[str] = STYLE, content_layer: str = CONTENT, name: str = NAME, size: int = 256
) -> Model:
    """Return a frozen keras.Model from pictures to the activations of some of its layers.

    Args:
        style_layers, content_layer: names of layers; for the detector act0 … act8 and conv0 … conv8.
        name: "yolov3_tiny", the shipped detector, or a network of keras.applications such as "VGG19", which is
            downloaded once.
        size: rows and columns of the pictures, a multiple of 32.

    Shapes:
        (m, size, size, 3), red green blue 0…1 → a list, one (m, n_H, n_W, n_C) for each style layer, then the content
        layer's.

    Raises:
        ArgumentError: no such layer, no such network, or size is no multiple of 32.
        DataError: the weights are missing or cannot be downloaded.

    >>> network = load_style_network(["act0", "act1"], "act2", size=64)
    >>> [shape[1:] for shape in network.output_shape]
    [(64, 64, 16), (32, 32, 32), (16, 16, 64)]
    """
    import keras

    network, brightest = (_detector(size), 1.0) if name == NAME else (_downloaded(name, size), 255.0)
    known = {layer.name: layer for layer in network.layers}
    wanted = [*style_layers, content_layer]
    for choice in wanted:
        if choice not in known:
            some = [layer for layer in known if layer.startswith(("act", "block"))][:12]
            raise ArgumentError(f"{name} has no layer {choice!r}.", f"Some of its layers: {', '.join(some or known)}.")
    inner = keras.Model(network.inputs[0], [known[choice].output for choice in wanted])
    images = keras.Input((size, size, 3), name="images")
    model = keras.Model(images, inner(keras.layers.Rescaling(brightest)(images)), name=f"{name}_style")
    model.trainable = False
    return model


def _detector(size: int) -> Model:
    return fill(yolov3_tiny(size), load_weights(NAME))


def _downloaded(name: str, size: int) -> Model:
    """A network of keras.applications; it takes bytes, 0…255."""
    try:
        return keras_network(name, False, (size, size, 3), "imagenet")
    except DataError as error:
        hint = "Connect to the internet and run it again, or use the shipped detector: load_style_network()."
        raise DataError(error.message, hint) from None
