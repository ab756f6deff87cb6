"""Give a network the weights of a packed file."""

from __future__ import annotations

from course_utils.data.weights import Weights
from course_utils.errors import DataError
from course_utils.types import Model


def fill(model: Model, weights: Weights, left_out: frozenset[str] = frozenset()) -> Model:
    """Set the weights of every layer of a keras.Model by the layer's name; return the model.

    Args:
        weights: arrays by layer.
        left_out: layers of the file that this model does without, such as the classifier.

    Raises:
        DataError: a layer has no weights in the file, weights have no layer, or shapes differ.

    >>> import keras, numpy as np
    >>> model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, name="last")])
    >>> float(fill(model, {"last": [np.ones((2, 1)), np.ones(1)]})(np.ones((1, 2)))[0, 0])
    3.0
    """
    layers = {layer.name: layer for layer in model.layers if layer.weights}
    wanted = weights.keys() - left_out
    if layers.keys() != wanted:
        raise DataError(
            f"The weights do not fit {model.name}: they differ in {', '.join(sorted(layers.keys() ^ wanted))}.",
            "Unpack the course bundle again.",
        )
    for name, layer in layers.items():
        here, there = ([tuple(array.shape) for array in arrays] for arrays in (layer.weights, weights[name]))
        if here != there:
            raise DataError(f"Layer {name} of {model.name} has shapes {here}; the file has {there}.")
        layer.set_weights(weights[name])
    return model
