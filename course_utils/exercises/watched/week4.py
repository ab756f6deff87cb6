"""Watched quantities of week 4."""

from __future__ import annotations

import numpy as np

from course_utils.exercises.base import Inputs, Watched, Watching, Window


def _triplets(inputs: Inputs) -> Inputs:
    anchor, positive, negative = (inputs[name] for name in ("anchor", "positive", "negative"))
    near, far = ((anchor - positive) ** 2).sum(axis=-1), ((anchor - negative) ** 2).sum(axis=-1)
    return {
        "the squared distance of anchor and positive": near,
        "the squared distance of anchor and negative": far,
        "their difference and alpha": near - far + inputs.get("alpha", 0.2),
    }


def _style(inputs: Inputs) -> Inputs:
    rows = {name: np.asarray(inputs[name]).reshape(-1, inputs[name].shape[-1]).T for name in ("a_S", "a_G")}
    grams = {f"the Gram matrix of {name}": part @ part.T for name, part in rows.items()}
    return {**{f"{name}, a row for each channel": part for name, part in rows.items()}, **grams}


def _distances(inputs: Inputs) -> Inputs:
    embeddings = inputs["embeddings"]
    return {"the squared distance of each pair": ((embeddings[:, np.newaxis] - embeddings) ** 2).sum(axis=-1)}


def _similarity(inputs: Inputs) -> Inputs:
    return {"|f1 − f2| · W + b": np.abs(inputs["f1"] - inputs["f2"]) @ inputs["W"] + inputs["b"]}


def _signal(inputs: Inputs) -> Inputs:
    pad, stride = inputs["hparameters"]["pad"], inputs["hparameters"]["stride"]
    A_prev = inputs["A_prev"]
    sizes = {"n_prev": A_prev.shape[1], "f": len(inputs["W"]), "pad": pad, "stride": stride}
    return {**sizes, "the padded signal": np.pad(A_prev, ((0, 0), (pad, pad), (0, 0)))}


def _volume(inputs: Inputs) -> Inputs:
    pad, stride = inputs["hparameters"]["pad"], inputs["hparameters"]["stride"]
    A_prev = inputs["A_prev"]
    sizes = dict(zip(("n_D_prev", "n_H_prev", "n_W_prev"), A_prev.shape[1:4], strict=True))
    padded = np.pad(A_prev, ((0, 0), (pad, pad), (pad, pad), (pad, pad), (0, 0)))
    return {**sizes, "f": len(inputs["W"]), "pad": pad, "stride": stride, "the padded volume": padded}


def _pooled(inputs: Inputs) -> Inputs:
    return {"n_prev": inputs["A_prev"].shape[1], "f": inputs["f"], "stride": inputs["stride"]}


def _stretch(inputs: Inputs, place: tuple[int, ...]) -> Window:
    i, t, c = place
    begin, f = t * inputs["hparameters"]["stride"], len(inputs["W"])
    return Window(_signal(inputs)["the padded signal"][i, begin : begin + f], inputs["W"][..., c],
                  float(inputs["b"][..., c].item()))  # fmt: skip


def _cube(inputs: Inputs, place: tuple[int, ...]) -> Window:
    i, *begins, c = place
    f, stride = len(inputs["W"]), inputs["hparameters"]["stride"]
    cube = _volume(inputs)["the padded volume"][(i, *(slice(n * stride, n * stride + f) for n in begins))]
    return Window(cube, inputs["W"][..., c], float(inputs["b"][..., c].item()))


def _pooled_stretch(inputs: Inputs, place: tuple[int, ...]) -> Window:
    i, t, c = place
    begin = t * inputs["stride"]
    return Window(inputs["A_prev"][i, begin : begin + inputs["f"], c], how="max")


def _steps(inputs: Inputs) -> Inputs:
    (_, n_H, n_W, _), (_, h, w, _) = inputs["images"].shape, inputs["maps"].shape
    return {"n_H": n_H, "n_W": n_W, "h": h, "w": w}


def _covered(inputs: Inputs) -> Inputs:
    n_H, n_W, _ = inputs["image"].shape
    return {"n_H": n_H, "n_W": n_W, "size": inputs["size"], "stride": inputs["stride"]}


def _answers(inputs: Inputs) -> Inputs:
    return {"the class with the highest probability": inputs["probabilities"].argmax(axis=1)}


WATCHED = {
    "triplet_loss": Watching(
        _triplets,
        (
            Watched(("pos_dist",), "the squared distance of anchor and positive"),
            Watched(("neg_dist",), "the squared distance of anchor and negative"),
            Watched(("basic_loss",), "their difference and alpha"),
        ),
    ),
    "hard_triplets": Watching(_distances, (Watched(("D",), "the squared distance of each pair"),)),
    "pair_similarity": Watching(_similarity, (Watched(("score",), "|f1 − f2| · W + b"),)),
    "compute_layer_style_cost": Watching(
        _style,
        (
            Watched(("a_S_unrolled",), "a_S, a row for each channel"),
            Watched(("a_G_unrolled",), "a_G, a row for each channel"),
            Watched(("GS",), "the Gram matrix of a_S"), Watched(("GG",), "the Gram matrix of a_G"),
        ),
    ),
    "count_parameters_nd": Watching(dict, (Watched(("one_filter",), "f ** dimensions * n_C_prev + 1"),)),
    "conv1d_forward": Watching(
        _signal, (
            Watched(("n", "n_out"), "(n_prev + 2 * pad - f) // stride + 1"),
            Watched(("A_pad", "A_prev_pad"), "the padded signal"),
            Watched(("begin", "start"), "t * stride"), Watched(("end", "stop"), "t * stride + f"),
        ),
        _stretch,
    ),
    "max_pool1d": Watching(_pooled, (Watched(("n",), "(n_prev - f) // stride + 1"),), _pooled_stretch),
    "conv3d_forward": Watching(
        _volume,
        (
            Watched(("A_pad", "A_prev_pad"), "the padded volume"),
            Watched(("n_D",), "(n_D_prev + 2 * pad - f) // stride + 1"),
            Watched(("n_H",), "(n_H_prev + 2 * pad - f) // stride + 1"),
            Watched(("n_W",), "(n_W_prev + 2 * pad - f) // stride + 1"),
            Watched(("vert_start", "h_start"), "h * stride"), Watched(("horiz_start", "w_start"), "w * stride"),
        ),
        _cube,
    ),
    "top_patches": Watching(
        _steps,
        (
            Watched(("step_h", "step_H", "stride_h", "block_h", "scale_h"), "n_H // h"),
            Watched(("step_w", "step_W", "stride_w", "block_w", "scale_w"), "n_W // w"),
        ),
    ),
    "occlusion_map": Watching(
        _covered,
        (
            Watched(("out_h", "out_H", "n_rows", "num_rows"), "(n_H - size) // stride + 1"),
            Watched(("out_w", "out_W", "n_cols", "n_columns", "num_cols"), "(n_W - size) // stride + 1"),
        ),
    ),
    "expected_calibration_error": Watching(
        _answers,  # what is compared with them may be sorted: no other quantity has one order
        (Watched(("prediction", "predictions", "pred", "preds"), "the class with the highest probability"),),
    ),
}
