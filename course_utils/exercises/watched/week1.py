"""Watched quantities of week 1."""

from __future__ import annotations

import numpy as np

from course_utils.exercises.base import Inputs, Watched, Watching, Window

_SIZES = (
    Watched(("n_H", "out_h", "oh"), "(n_H_prev + 2 * pad - f) // stride + 1"),
    Watched(("n_W", "out_w", "ow"), "(n_W_prev + 2 * pad - f) // stride + 1"),
)
_BEGINS = (
    Watched(("vert_start", "row_start", "h_start"), "h * stride"),
    Watched(("horiz_start", "col_start", "w_start"), "w * stride"),
)
_ENDS = (
    Watched(("vert_end", "row_end", "h_end"), "h * stride + f"),
    Watched(("horiz_end", "col_end", "w_end"), "w * stride + f"),
)


def _plane(inputs: Inputs) -> Inputs:
    n_H_prev, n_W_prev = inputs["image"].shape
    pad = inputs["pad"]
    sizes = {"n_H_prev": n_H_prev, "n_W_prev": n_W_prev, "f": len(inputs["kernel"]), "pad": pad}
    return {**sizes, "stride": inputs["stride"], "the padded image": np.pad(inputs["image"], pad)}


def _layer(A_prev: np.ndarray, W: np.ndarray, hparameters: Inputs) -> Inputs:
    pad, stride = hparameters["pad"], hparameters["stride"]
    sizes = {"n_H_prev": A_prev.shape[1], "n_W_prev": A_prev.shape[2], "f": W.shape[0], "pad": pad, "stride": stride}
    padded = np.pad(A_prev, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    return {**sizes, "zero_pad(A_prev, pad)": padded}


def _forward(inputs: Inputs) -> Inputs:
    return _layer(inputs["A_prev"], inputs["W"], inputs["hparameters"])


def _backward(inputs: Inputs) -> Inputs:
    A_prev, W, _, hparameters = inputs["cache"]
    return _layer(A_prev, W, hparameters)


def _pooling(A_prev: np.ndarray, hparameters: Inputs) -> Inputs:
    return {"n_H_prev": A_prev.shape[1], "n_W_prev": A_prev.shape[2], **hparameters, "pad": 0}


def _network(inputs: Inputs) -> Inputs:
    """What the first network makes of images, layer by layer."""
    from keras import ops

    X, W1, W2 = (np.asarray(inputs[name], np.float32) for name in ("X", "W1", "W2"))
    Z1 = ops.conv(X, W1, padding="same")
    P1 = ops.max_pool(ops.relu(Z1), 8, padding="same")
    Z2 = ops.conv(P1, W2, padding="same")
    P2 = ops.max_pool(ops.relu(Z2), 4, padding="same")
    on_the_way = {"Z1": Z1, "A1": ops.relu(Z1), "P1": P1, "Z2": Z2, "A2": ops.relu(Z2), "P2": P2}
    return {name: np.asarray(value) for name, value in {**on_the_way, "F": ops.reshape(P2, (len(X), -1))}.items()}


Place = tuple[int, ...]


def _plane_window(inputs: Inputs, place: Place) -> Window:
    f, stride = len(inputs["kernel"]), inputs["stride"]
    top, left = place[0] * stride, place[1] * stride
    return Window(np.pad(inputs["image"], inputs["pad"])[top : top + f, left : left + f], inputs["kernel"])


def _volume_window(inputs: Inputs, place: Place) -> Window:
    filters, stride, pad = inputs["filters"], inputs["stride"], inputs["pad"]
    f, (top, left) = len(filters), (place[0] * stride, place[1] * stride)
    padded = np.pad(inputs["image"], ((pad, pad), (pad, pad), (0, 0)))
    return Window(padded[top : top + f, left : left + f], filters[..., place[2]], float(inputs["biases"][place[2]]))


def _step_window(inputs: Inputs, place: Place) -> Window:
    return Window(inputs["a_slice_prev"], inputs["W"], float(inputs["b"].item()))


def _layer_window(inputs: Inputs, place: Place) -> Window:
    i, h, w, c = place
    padded = _forward(inputs)["zero_pad(A_prev, pad)"]
    f, stride = len(inputs["W"]), inputs["hparameters"]["stride"]
    window = padded[i, h * stride : h * stride + f, w * stride : w * stride + f]
    return Window(window, inputs["W"][..., c], float(inputs["b"][..., c].item()))


def _pool_window(inputs: Inputs, place: Place) -> Window:
    i, h, w, c = place
    f, stride = inputs["hparameters"]["f"], inputs["hparameters"]["stride"]
    window = inputs["A_prev"][i, h * stride : h * stride + f, w * stride : w * stride + f, c]
    return Window(window, how="max" if inputs["mode"] == "max" else "mean")


_POOLED = (
    Watched(("n_H", "out_h", "oh"), "(n_H_prev - f) // stride + 1"),
    Watched(("n_W", "out_w", "ow"), "(n_W_prev - f) // stride + 1"),
)
_A_PREV_PAD = Watched(("A_prev_pad",), "zero_pad(A_prev, pad)")

WATCHED = {
    "convolve2d": Watching(_plane, (*_SIZES, Watched(("padded", "image_pad"), "the padded image"), *_BEGINS, *_ENDS),
                           _plane_window),
    "conv_volume": Watching(dict, window=_volume_window),
    "conv_single_step": Watching(dict, window=_step_window),
    "conv_forward": Watching(_forward, (*_SIZES, _A_PREV_PAD, *_BEGINS, *_ENDS), _layer_window),
    "conv_backward": Watching(_backward, (_A_PREV_PAD, *_BEGINS, *_ENDS)),
    "pool_forward": Watching(
        lambda inputs: _pooling(inputs["A_prev"], inputs["hparameters"]), (*_POOLED, *_BEGINS, *_ENDS), _pool_window
    ),
    "forward_propagation": Watching(_network, ()),
    "pool_backward": Watching(lambda inputs: _pooling(*inputs["cache"]), (*_BEGINS, *_ENDS)),
}  # fmt: skip
