"""The class that `make demo` grades: right, wrong in known ways, unfinished, broken."""

from __future__ import annotations

from corpus import RIGHT, Behaviour, notebook, pad_with

UNFINISHED = "def {name}(*args, **kwargs):\n    # YOUR CODE HERE\n    raise NotImplementedError"

_VECTORISED = """
def conv_forward(A_prev, W, b, hparameters):
    stride, pad, f = hparameters["stride"], hparameters["pad"], W.shape[0]
    padded = zero_pad(A_prev, pad)
    windows = np.lib.stride_tricks.sliding_window_view(padded, (f, f), axis=(1, 2))[:, ::stride, ::stride]
    Z = np.einsum("mhwcij,ijck->mhwk", windows, W) + b
    return Z.astype(np.float32), (A_prev, W, b, hparameters)
"""
_STRIDE_IGNORED = RIGHT["conv_forward"].replace("h * stride", "h").replace("w * stride", "w")
_KERNEL_FLIPPED = RIGHT["conv_forward"].replace("W[..., c], b", "W[::-1, ::-1, :, c], b")
_BIAS_INSIDE = "def conv_single_step(a_slice_prev, W, b):\n    return np.sum(a_slice_prev * W + b)"
_EDGE = """
def zero_pad(X, pad):
    return np.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0)), mode="edge")
"""
_OVERWRITES = RIGHT["pool_backward"].replace("+=", "=")
_MEAN_FOR_MAX = RIGHT["pool_forward"].replace('np.max(part) if mode == "max" else np.mean(part)', "np.mean(part)")

_UNFINISHED_HALF = {
    name: UNFINISHED.format(name=name)
    for name in ("conv_backward", "create_mask_from_window", "distribute_value", "pool_backward")
}

SAMPLE = [
    Behaviour("ada"),
    Behaviour("bo", {"conv_forward": _VECTORISED}),
    Behaviour("chen wei 陈伟", {"conv_forward": _STRIDE_IGNORED}, statuses={"conv_forward": "failed"}),
    Behaviour(
        "dora",
        {**pad_with(""), "zero_pad": _EDGE, "pool_backward": _OVERWRITES},
        statuses={"zero_pad": "failed", "pool_backward": "failed"},
    ),
    Behaviour(
        "emil",
        {"conv_single_step": _BIAS_INSIDE, "conv_forward": _VECTORISED, "pool_forward": _MEAN_FOR_MAX},
        statuses={"conv_single_step": "failed", "pool_forward": "failed"},
    ),
    Behaviour("fatima", _UNFINISHED_HALF, statuses=dict.fromkeys(_UNFINISHED_HALF, "missing")),
    Behaviour("gus", {"conv_forward": _KERNEL_FLIPPED}, statuses={"conv_forward": "failed"}),
    Behaviour(
        "hana",
        {"distribute_value": "def distribute_value(dz, shape:\n    return dz"},
        statuses={"distribute_value": "error"},
    ),
    Behaviour("ivan", raw=Behaviour("ivan").content()[:1500]),
    Behaviour("jo", raw=b"Dear teacher,\n\nhere is my homework.\n", file="homework.docx"),
    Behaviour(
        "karl",
        pad_with("while True:\n    pass"),
        statuses={"zero_pad": "timeout"},
    ),
    Behaviour("lena", pad_with("import sys\nsys.exit(0)"), statuses={"zero_pad": "error"}),
    Behaviour("mia", pad_with('print("x" * 100_000_000)')),
    Behaviour(
        "noor",
        after='# GRADED FUNCTION: distribute_value\ndef distribute_value(dz, shape):\n    return np.full(shape, dz / np.prod(shape))',
    ),
    Behaviour("otto", raw=notebook(["import numpy as np", "print('nothing to grade here')"])),
]

UNREADABLE = {"ivan", "jo", "otto"}
