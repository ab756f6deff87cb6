"""Watched quantities of week 1."""

from __future__ import annotations

import numpy as np

from course_utils.exercises.base import Inputs, Watched, Watching, Window

_ROWS = ("n_H", "out_h", "out_H", "H_out", "h_out", "oh")
_COLUMNS = ("n_W", "out_w", "out_W", "W_out", "w_out", "ow")
SIZES = (
    Watched(_ROWS, "(n_H_prev + 2 * pad - f) // stride + 1"),
    Watched(_COLUMNS, "(n_W_prev + 2 * pad - f) // stride + 1"),
)
BEGINS = (
    Watched(("vert_start", "row_start", "h_start", "v_start"), "h * stride"),
    Watched(("horiz_start", "col_start", "w_start"), "w * stride"),
)
ENDS = (
    Watched(("vert_end", "row_end", "h_end", "v_end"), "h * stride + f"),
    Watched(("horiz_end", "col_end", "w_end"), "w * stride + f"),
)
CORNERS = (Watched(("top",), "h * stride"), Watched(("left",), "w * stride"))
_WINDOW = "h * stride : h * stride + f, w * stride : w * stride + f"
_PATCHES = ("a_slice_prev", "a_slice", "a_prev_slice", "window", "patch")


def _plane(inputs: Inputs) -> Inputs:
    n_H_prev, n_W_prev = inputs["image"].shape
    pad = inputs["pad"]
    sizes = {"n_H_prev": n_H_prev, "n_W_prev": n_W_prev, "f": len(inputs["kernel"]), "pad": pad}
    padded = np.pad(inputs["image"], pad)
    return {**sizes, "stride": inputs["stride"], "the padded image": padded, "padded": padded}


def _layer(A_prev: np.ndarray, W: np.ndarray, hparameters: Inputs) -> Inputs:
    pad, stride = hparameters["pad"], hparameters["stride"]
    sizes = {"n_H_prev": A_prev.shape[1], "n_W_prev": A_prev.shape[2], "f": W.shape[0], "pad": pad, "stride": stride}
    padded = np.pad(A_prev, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    return {**sizes, "zero_pad(A_prev, pad)": padded, "A_prev_pad": padded}


def forward(inputs: Inputs) -> Inputs:
    return _layer(inputs["A_prev"], inputs["W"], inputs["hparameters"])


def _backward(inputs: Inputs) -> Inputs:
    A_prev, W, _, hparameters = inputs["cache"]
    return _layer(A_prev, W, hparameters)


def _rows(inputs: Inputs) -> Inputs:
    return _layer(inputs["A_prev"], np.empty((inputs["f"],)), inputs["hparameters"])


def _steps(inputs: Inputs) -> Inputs:
    return {"the product of all strides": int(np.prod([layer["stride"] for layer in inputs["layers"]]))}


def _scores(inputs: Inputs) -> Inputs:
    scores, labels = inputs["scores"], inputs["labels"]
    shifted = scores - scores.max(axis=1, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return {"the logarithm of each probability": logs, "a 1 at each label": np.eye(scores.shape[1])[labels]}


def _pooling(A_prev: np.ndarray, hparameters: Inputs) -> Inputs:
    return {"n_H_prev": A_prev.shape[1], "n_W_prev": A_prev.shape[2], **hparameters, "pad": 0, "A_prev": A_prev}


def _shuffled(inputs: Inputs) -> Inputs:
    m, size = len(inputs["X"]), inputs["mini_batch_size"]
    order = np.random.RandomState(inputs["seed"]).permutation(m)
    in_order = {f"{name} in the order of the permutation": inputs[name][order] for name in ("X", "Y")}
    return {"m": m, "mini_batch_size": size, "the permutation that the seed gives": order, **in_order}


def _largest(inputs: Inputs) -> Inputs:
    return {"the largest number of x": inputs["x"].max()}


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
    padded = forward(inputs)["zero_pad(A_prev, pad)"]
    f, stride = len(inputs["W"]), inputs["hparameters"]["stride"]
    window = padded[i, h * stride : h * stride + f, w * stride : w * stride + f]
    return Window(window, inputs["W"][..., c], float(inputs["b"][..., c].item()))


def _pool_window(inputs: Inputs, place: Place) -> Window:
    i, h, w, c = place
    f, stride = inputs["hparameters"]["f"], inputs["hparameters"]["stride"]
    window = inputs["A_prev"][i, h * stride : h * stride + f, w * stride : w * stride + f, c]
    return Window(window, how="max" if inputs["mode"] == "max" else "mean")


_POOLED = (Watched(_ROWS, "(n_H_prev - f) // stride + 1"), Watched(_COLUMNS, "(n_W_prev - f) // stride + 1"))
_POOLED_PATCH = Watched(
    _PATCHES, f"A_prev[i, {_WINDOW}, c]", "the window of image i and channel c that begins at row h · stride"
)
PADDED = (
    Watched(("A_prev_pad", "A_pad"), "zero_pad(A_prev, pad)"),
    Watched(("a_prev_pad",), "A_prev_pad[i]", "image i of A_prev_pad"),
)
_PATCH = Watched(
    _PATCHES, f"A_prev_pad[i, {_WINDOW}]", "the window of the padded image i that begins at row h · stride"
)

WATCHED = {
    "convolve2d": Watching(
        _plane,
        (
            *SIZES, Watched(("padded", "image_pad", "padded_image"), "the padded image"), *BEGINS, *CORNERS, *ENDS,
            Watched(_PATCHES, f"padded[{_WINDOW}]", "the window that begins at row h · stride"),
        ),
        _plane_window,
    ),
    "conv_volume": Watching(dict, window=_volume_window),
    "conv_single_step": Watching(dict, (Watched(("s", "products"), "a_slice_prev * W"),), _step_window),
    "conv_forward": Watching(forward, (*SIZES, *PADDED, *BEGINS, *CORNERS, *ENDS, _PATCH), _layer_window),
    "conv_backward": Watching(_backward, (*PADDED, *BEGINS, *CORNERS, *ENDS, _PATCH)),
    "pool_forward": Watching(
        lambda inputs: _pooling(inputs["A_prev"], inputs["hparameters"]),
        (*_POOLED, *BEGINS, *CORNERS, *ENDS, _POOLED_PATCH), _pool_window,
    ),
    "im2col": Watching(_rows, (*SIZES, *PADDED, *BEGINS, *CORNERS, *ENDS, _PATCH)),
    "receptive_field": Watching(_steps, (Watched(("jump",), "the product of all strides"),)),
    "relu_backward": Watching(
        lambda inputs: {"where Z is above 0": inputs["Z"] > 0},
        (Watched(("passes", "positive", "is_positive"), "where Z is above 0"),),
    ),
    "softmax_loss": Watching(
        _scores,
        (
            Watched(("log_probs", "log_probabilities", "logp"), "the logarithm of each probability"),
            Watched(("one_hot", "onehot"), "a 1 at each label"),
        ),
    ),
    "create_mask_from_window": Watching(
        _largest, (Watched(("largest", "max_x", "x_max", "max_val", "maximum"), "the largest number of x"),)
    ),
    "random_mini_batches": Watching(
        _shuffled,
        (
            Watched(("permutation", "order", "perm"), "the permutation that the seed gives"),
            Watched(("shuffled_X", "X_shuffled"), "X in the order of the permutation"),
            Watched(("shuffled_Y", "Y_shuffled"), "Y in the order of the permutation"),
            Watched(("num_complete_minibatches", "num_complete"), "m // mini_batch_size"),
        ),
    ),
    "forward_propagation": Watching(_network, ()),
    "pool_backward": Watching(
        lambda inputs: _pooling(*inputs["cache"]),
        (
            Watched(("a_prev",), "A_prev[i]", "image i of A_prev"), *BEGINS, *ENDS, _POOLED_PATCH,
            Watched(("da",), "dA[i, h, w, c]", "the slope at [i, h, w, c]"),
        ),
    ),
}  # fmt: skip
