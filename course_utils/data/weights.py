"""Packed weights of the shipped networks: read, verify, unpack to float32."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from course_utils.data.arrays import Arrays, load_arrays
from course_utils.errors import DataError

Weights = dict[str, list[NDArray[np.float32]]]


def load_weights(name: str) -> Weights:
    """Return a shipped network's weights by layer: [kernel, bias] or [kernel], float32.

    Args:
        name: the network's name in `course data list`, such as "efficientnet_lite0".

    Shapes:
        kernels of convolutions (f_H, f_W, channels in, channels out), of depthwise ones
        (f_H, f_W, channels, 1), of dense layers (in, out); biases (out,).

    Raises:
        DataError: there is no such network, or its file is missing or not the one that was shipped.

    >>> [array.shape for array in load_weights("efficientnet_lite0")["stem"]]
    [(3, 3, 3, 32), (32,)]
    """
    return unpack(load_arrays(name))


def unpack(arrays: Arrays) -> Weights:
    """Return the weights that `arrays` packs in one of two forms.

    Half precision: `layer|kernel`, `layer|bias`. Whole numbers −127 … 127: `layer/q`, the size of a
    step `layer/s` (one per output channel), `layer/b`; the kernel is q · s.

    Raises:
        DataError: the arrays are packed in neither form.

    >>> unpack({"a/q": np.array([[2, -4]]), "a/s": np.array([[0.5, 0.25]])})
    {'a': [array([[ 1., -1.]], dtype=float32)]}
    """
    layers = dict.fromkeys(key.replace("|", "/").rsplit("/", 1)[0] for key in arrays)
    return {layer: [*_kernel(arrays, layer), *_bias(arrays, layer)] for layer in layers}


def _kernel(arrays: Arrays, layer: str) -> list[NDArray[np.float32]]:
    if f"{layer}|kernel" in arrays:
        return [arrays[f"{layer}|kernel"].astype(np.float32)]
    try:
        return [arrays[f"{layer}/q"].astype(np.float32) * arrays[f"{layer}/s"].astype(np.float32)]
    except KeyError as error:
        message = f"These are no packed weights: {error.args[0]} is missing."
        raise DataError(message, "Unpack the course bundle again.") from None


def _bias(arrays: Arrays, layer: str) -> list[NDArray[np.float32]]:
    names = (f"{layer}|bias", f"{layer}/b")
    return [arrays[name].astype(np.float32) for name in names if name in arrays]
