"""Exercises of week4/4_what_networks_see: patches, covered squares, gradients, adversarial pictures, calibration."""

from __future__ import annotations

import numpy as np

from course_utils.exercises.base import Case, Exercise, ExerciseSet, Inputs, Mistake, Recipe
from course_utils.exercises.changes import changed
from course_utils.exercises.families import RETURN, early_returns
from course_utils.exercises.loops import interpretation as loops
from course_utils.layers.interpretation import adversarial, attribution, calibration, patches

Rng = np.random.RandomState


def patch_inputs(
    rng: Rng, m: int, maps: tuple[int, int, int], steps: tuple[int, int], size: int, n: int | None = None
) -> Inputs:
    """Pictures of `steps` pixels for each place of their maps; four like a corner each, the last the middle."""
    (h, w, n_C), (down, across) = maps, steps
    images = rng.randint(0, 256, (m, h * down, w * across, 3))
    activations = np.maximum(rng.randn(m, h, w, n_C), 0)
    unit = int(rng.randint(1, n_C))
    order = rng.permutation(m)
    peaks = 3 + order + 0.5 * rng.rand(m)
    means = 1.2 * (1 - order / (m - 1))  # by its mean the strongest picture is the last
    activations[..., unit] = 0.5 * np.minimum(activations[..., unit], 3) + means[:, None, None]
    for k, (i, j) in enumerate([(0, 0), (0, w - 1), (h - 1, 0), (h - 1, w - 1)][:m]):
        activations[k, i, j, unit] = peaks[k]
    activations[-1, h // 2, w // 2, unit] = peaks[-1]
    best = activations.max(axis=(1, 2))
    activations[np.arange(m), h // 2, 0, 0] = best[:, 0] + 1 + rng.permutation(m)  # another unit ranks them otherwise
    return {"images": images, "maps": activations, "unit": unit, "size": size, **({} if n is None else {"n": n})}


def equal_inputs(rng: Rng, m: int, maps: tuple[int, int, int], step: int, size: int, n: int) -> Inputs:
    """Activations of 0 and 2 in one channel, so that pictures and places tie; pictures with a 0 alone come last."""
    given = patch_inputs(rng, m, maps, (step, step), size, n)
    given["maps"][..., given["unit"]] = 2.0 * (rng.rand(m, *maps[:2]) < 0.4)
    given["maps"][0, ..., given["unit"]] = 0.0
    given["maps"][1:, -1, -1, given["unit"]] = 2.0
    given["maps"][1:, 0, 1, given["unit"]] = 2.0
    return given


def network_inputs(
    rng: Rng, shape: tuple[int, int], kernels: tuple[int, int], classes: int, activation: str | None, c: int
) -> Inputs:
    """An image and a network that looks at it: filters of two convolutions and the weights of its scores.

    Class c is hardly ever its answer: who takes the highest score takes another.
    """
    image = np.round(255 * rng.rand(*shape, 3), 1)
    first, last = kernels
    filters = [0.4 * rng.randn(3, 3, 3, first), 0.4 * rng.randn(3, 3, first, last)]
    places = -(-shape[0] // 2) * -(-shape[1] // 2) * last
    W, b = rng.randn(places, classes) * (2 / np.sqrt(places)), 0.1 * rng.randn(classes)
    b[c] -= 1.5
    b[c - 1] += 1.5
    return {"image": image, "filters": filters, "W": W, "b": b, "activation": activation}


def occlusion_inputs(
    rng: Rng, shape: tuple[int, int], classes: int, size: int, stride: int, fill: float | None = None
) -> Inputs:
    """A network of probabilities, an image, a class, and the square that covers."""
    c = int(rng.randint(classes))
    more = {} if fill is None else {"fill": fill}
    return {**network_inputs(rng, shape, (3, 4), classes, "softmax", c), "c": c, "size": size, "stride": stride, **more}


def saliency_inputs(rng: Rng, shape: tuple[int, int], classes: int) -> Inputs:
    """A network of scores, an image and a class."""
    c = int(rng.randint(classes))
    return {**network_inputs(rng, shape, (4, 5), classes, None, c), "c": c}


def cam_inputs(rng: Rng, shape: tuple[int, int], classes: int, layer: str) -> Inputs:
    """A network of scores, an image, a class and the layer; its weights lean to one side: maps are not empty."""
    c = int(rng.randint(classes))
    given = network_inputs(rng, shape, (4, 5), classes, None, c)
    given["W"][:, c] += 0.5 * np.resize(np.where(np.arange(5) % 2, 0.3, -0.1), len(given["W"]))
    return {**given, "c": c, "layer": layer}


def fgsm_inputs(rng: Rng, shape: tuple[int, int], classes: int, epsilon: float) -> Inputs:
    """A network of probabilities, an image of which a third is black or white, a label and a step."""
    label = int(rng.randint(classes))
    given = network_inputs(rng, shape, (4, 5), classes, "softmax", label)
    ends = rng.choice([0.0, 255.0], given["image"].shape)
    given["image"] = np.where(rng.rand(*given["image"].shape) < 0.33, ends, given["image"])
    return {**given, "label": label, "epsilon": epsilon}


def calibration_inputs(rng: Rng, m: int, classes: int, bins: int | None, sure: float) -> Inputs:
    """Probabilities of a network that is surer than right; no confidence lies on the edge of a bin."""
    scores = sure * rng.randn(m, classes)
    P = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    labels = np.where(rng.rand(m) < 0.6, P.argmax(axis=1), rng.randint(0, classes, m))
    return {"probabilities": P, "labels": labels, **({} if bins is None else {"bins": bins})}


def edge_inputs(rng: Rng) -> Inputs:
    """Two classes, four bins; confidences of 0.75 and 1 lie on edges exactly, and each bin is right another share."""
    counts = [4, 5 + int(rng.randint(4)), 6, 7]
    confidence = np.repeat([0.75, 0.625, 1.0, 0.875], counts)
    wrong = np.repeat([True, False, True, False], [counts[0], counts[1], 3, 3 + counts[3]])
    first = rng.rand(len(wrong)) < 0.5
    P = np.stack([np.where(first, confidence, 1 - confidence), np.where(first, 1 - confidence, confidence)], axis=1)
    order = rng.permutation(len(wrong))
    return {"probabilities": P[order], "labels": (P.argmax(axis=1) ^ wrong)[order], "bins": 4}


def network_case(title: str, inputs: Recipe, seed: int | None = None) -> Case:
    """A case of a small network: float32 sums in another order differ in the sixth digit."""
    return Case(title, inputs, seed, rtol=2e-4, atol=1e-6)


_MIDDLE = "i * step_H + step_H // 2 - size // 2"
_ACROSS = "j * step_W + step_W // 2 - size // 2"
_INSIDE = "        y, x = min(max(y, 0), n_H - size), min(max(x, 0), n_W - size)\n"
_CUT = "images[k, y : y + size, x : x + size]"
_RIM = "Patches at the rim leave the picture. Keep their corner between 0 and n_H − size, and 0 and n_W − size."
_PICTURE = "Each picture gives one patch: that of its strongest place. Take the maximum of every map first, then rank."

TOP_PATCHES = Exercise(
    "top_patches",
    20,
    patches.top_patches,
    cases=(
        Case("five pictures, patches at every rim, all of them",
             lambda r: patch_inputs(r, 5, (3, 4, 3), (4, 4), 6), 1),
        Case("maps of other steps in rows and columns, the three best pictures of six",
             lambda r: patch_inputs(r, 6, (4, 3, 2), (3, 5), 5, 3), 2),
        Case("equal activations: the first place of a picture, and the first picture",
             lambda r: equal_inputs(r, 5, (3, 4, 2), 2, 4, 5), 3, corner=True),
    ),
    mistakes=(
        Mistake("weakest first", "Your pictures come in rising order. The strongest comes first.",
                changed(loops.top_patches, "-place[0]", "place[0]")),
        Mistake("not ranked", "You kept the order of the pictures. Rank them by their strongest activation.",
                changed(loops.top_patches, "sorted(found_in, key=lambda place: -place[0])", "found_in")),
        Mistake("ranked by mean", "You ranked pictures by the mean of their map. What counts is its largest number.",
                changed(loops.top_patches, "-place[0]", "-maps[place[1], :, :, unit].mean()")),
        Mistake("weakest places", "You took the smallest activation of each map. Take the largest.",
                changed(loops.top_patches, "np.argmax", "np.argmin")),
        Mistake("always unit 0", "You looked at channel 0. Take the channel `unit` of the maps.",
                changed(loops.top_patches, "maps[k, :, :, unit]", "maps[k, :, :, 0]")),
        Mistake("all units", "You took the largest number of all channels. Take the channel `unit` first.",
                changed(loops.top_patches, "maps[k, :, :, unit]", "maps[k].max(axis=2)")),
        Mistake("divided by rows", "A flat place k is row k // w and column k % w, with w the columns of the map; you "
                "divided by its rows.", changed(loops.top_patches, "(plane)), w)", "(plane)), h)")),
        Mistake("place taken for a pixel", "You took the place in the map for a pixel. Each place stands for n_H // h "
                "rows and n_W // w columns of the picture.",
                changed(loops.top_patches, _MIDDLE, "i - size // 2", _ACROSS, "j - size // 2")),
        Mistake("half a step missing", "Your patches lie half a step too far up and left: the middle of place i is "
                "i · step + step // 2.",
                changed(loops.top_patches, _MIDDLE, "i * step_H - size // 2", _ACROSS, "j * step_W - size // 2")),
        Mistake("half a step missing in rows", "Rows lack half a step: the middle of place i is i · step + step // 2.",
                changed(loops.top_patches, _MIDDLE, "i * step_H - size // 2")),
        Mistake("half a step missing in columns", "Columns lack half a step: the middle of place j is j · step + "
                "step // 2.", changed(loops.top_patches, _ACROSS, "j * step_W - size // 2")),
        Mistake("patch starts in the middle", "Your patch starts at the middle of the place. It has its middle there: "
                "begin size // 2 earlier.",
                changed(loops.top_patches, " + step_H // 2 - size // 2", " + step_H // 2",
                        " + step_W // 2 - size // 2", " + step_W // 2")),
        Mistake("patch starts at the place", "Your patch starts at the place's first pixel. Its middle is the middle "
                "of the place: i · step + step // 2 − size // 2.",
                changed(loops.top_patches, _MIDDLE, "i * step_H", _ACROSS, "j * step_W")),
        Mistake("patch starts size early", "You went back by size. Half of it, size // 2, lies before the middle.",
                changed(loops.top_patches, "step_H // 2 - size // 2", "step_H // 2 - size",
                        "step_W // 2 - size // 2", "step_W // 2 - size")),
        Mistake("steps swapped", "Your steps are swapped: rows go by n_H // h, columns by n_W // w.",
                changed(loops.top_patches, "n_H // h, n_W // w", "n_W // w, n_H // h")),
        Mistake("one step for both", "You used the step of the rows for the columns, too: theirs is n_W // w.",
                changed(loops.top_patches, "n_H // h, n_W // w", "n_H // h, n_H // h")),
        Mistake("rows and columns swapped", "You cut with rows and columns swapped: images[k, rows, columns].",
                changed(loops.top_patches, _CUT, "images[k, x : x + size, y : y + size]")),
        Mistake("not moved inside", _RIM, changed(loops.top_patches, _INSIDE, "")),
        Mistake("not moved inside, as a list", _RIM,
                changed(loops.top_patches, _INSIDE, "", "np.array(patches)", "patches")),
        Mistake("moved in at the top only", "Patches at the bottom or at the right leave the picture: their corner is "
                "at most n_H − size, and n_W − size.",
                changed(loops.top_patches, _INSIDE, "        y, x = max(y, 0), max(x, 0)\n")),
        Mistake("moved in at the bottom only", "Patches at the top or at the left leave the picture: their corner is "
                "at least 0.",
                changed(loops.top_patches, _INSIDE, "        y, x = min(y, n_H - size), min(x, n_W - size)\n")),
        Mistake("stops a pixel early", "A corner may be n_H − size at most: the last patch ends with the picture.",
                changed(loops.top_patches, "n_H - size), min(max(x, 0), n_W - size)",
                        "n_H - size - 1), min(max(x, 0), n_W - size - 1)")),
        Mistake("picture of the rank", "You cut from the picture whose number is the rank. Keep the number of each "
                "picture when you sort.",
                changed(loops.top_patches, _CUT, "images[len(patches), y : y + size, x : x + size]")),
        Mistake("n ignored", "You returned all pictures. The n best are wanted.",
                changed(loops.top_patches, "order[:n]", "order")),
        Mistake("activations not ranked", "Your activations are those of all pictures, in their own order. Return "
                "those of the patches, in the same order.",
                changed(loops.top_patches, "np.array(activations)", "maps[:, :, :, unit].max(axis=(1, 2))")),
        Mistake("several of one picture", _PICTURE,
                changed(loops.top_patches, "        i, j = divmod(int(np.argmax(plane)), w)\n"
                        "        found_in.append((plane[i, j], k, i, j))\n",
                        "        found_in += [(plane[i, j], k, i, j) for i in range(h) for j in range(w)]\n")),
        Mistake("last of equals", "Of equal numbers take the first: argmax does, and so does a stable sort of the "
                "negative numbers.", changed(loops.top_patches, "order = sorted(found_in, key=lambda place: -place[0])",
                                             "order = sorted(found_in, key=lambda place: place[0])[::-1]")),
        Mistake("return inside the loop", RETURN, changed(
            loops.top_patches, "    return np.array(patches)", "        return np.array(patches)")),
    ),
    hints=(
        "Three steps. Where is the strongest place of each picture's map? Which pictures are the strongest? Which "
        "pixels belong to such a place?",
        "maps[k, :, :, unit] → its largest number at (i, j). Rows: the middle is pixel i · (n_H // h) + (n_H // h) // "
        "2; the patch begins size // 2 before, no earlier than 0 and no later than n_H − size. Columns alike.",
        "order = np.argsort(-strongest, kind=\"stable\")[:n]; i, j = np.unravel_index(maps[k, :, :, unit].argmax(), "
        "(h, w)); top = np.clip(…, 0, n_H - size).",
    ),
    outputs=("patches", "activations"),
)  # fmt: skip

_DROP = "p - score"
_COVER = "hidden[y : y + size, x : x + size] = fill"
_SCORE = "score = np.asarray(model(hidden[np.newaxis]))[0, c]"
_PLACES = "(n_H - size) // stride + 1, (n_W - size) // stride + 1"

OCCLUSION = Exercise(
    "occlusion_map",
    15,
    attribution.occlusion_map,
    cases=(
        network_case("an 8×12 picture, squares side by side", lambda r: occlusion_inputs(r, (8, 12), 3, 4, 4), 1),
        network_case("squares that overlap, a stride that does not divide, another grey",
                     lambda r: occlusion_inputs(r, (10, 7), 4, 3, 2, 60.0), 2),
    ),
    mistakes=(
        Mistake("squares pile up", "You cover the image itself, so that all squares stay. Cover a fresh copy each "
                "time: image.copy().", changed(loops.occlusion_map, "image.copy()", "image")),
        Mistake("score returned", "You returned the score of the covered picture. Return how much it falls: score of "
                "the whole picture − score of the covered one.", changed(loops.occlusion_map, _DROP, "score")),
        Mistake("sign turned", "Your signs are turned: score of the whole picture − score of the covered one.",
                changed(loops.occlusion_map, _DROP, "score - p")),
        Mistake("size of the change", "You took the size of the change. A square that helps the class has a sign of "
                "its own.", changed(loops.occlusion_map, _DROP, "abs(p - score)")),
        Mistake("share", "You divided by the score of the whole picture. Return the plain difference.",
                changed(loops.occlusion_map, _DROP, "(p - score) / p")),
        Mistake("highest class", "You looked at the highest score of the covered picture. Stay with class c.",
                changed(loops.occlusion_map, _SCORE, "score = np.max(model(hidden[np.newaxis]))")),
        Mistake("highest class of both", "You looked at the highest score. Stay with class c.",
                changed(loops.occlusion_map, _SCORE, "score = np.max(model(hidden[np.newaxis]))",
                        "np.asarray(model(image[np.newaxis]))[0, c]", "np.max(model(image[np.newaxis]))")),
        Mistake("stride ignored in the walk", "Your squares lie one pixel apart. The square of place (i, j) starts at "
                "(i · stride, j · stride).", changed(loops.occlusion_map, "i * stride, j * stride", "i, j")),
        Mistake("size apart", "Your squares lie size apart. They lie stride apart.",
                changed(loops.occlusion_map, "i * stride, j * stride", "i * size, j * size")),
        Mistake("stride ignored", "You moved by one pixel. Move by stride: (n − size) // stride + 1 places.",
                changed(loops.occlusion_map, _PLACES, "n_H - size + 1, n_W - size + 1",
                        "i * stride, j * stride", "i, j")),
        Mistake("rows and columns swapped", "You used i for the columns and j for the rows. Rows go with i, columns "
                "with j.", changed(loops.occlusion_map, _COVER, "hidden[x : x + size, y : y + size] = fill")),
        Mistake("one place too few", "The last place is missing: (n − size) // stride + 1.",
                changed(loops.occlusion_map, _PLACES, "(n_H - size) // stride, (n_W - size) // stride")),
        Mistake("size forgotten", "You let squares leave the picture: there are (n − size) // stride + 1 places.",
                changed(loops.occlusion_map, _PLACES, "(n_H - 1) // stride + 1, (n_W - 1) // stride + 1")),
        Mistake("places of n over stride", "You have n // stride places: squares leave the picture. There are "
                "(n − size) // stride + 1.", changed(loops.occlusion_map, _PLACES, "n_H // stride, n_W // stride")),
        Mistake("black squares", "You cover with 0. Cover with fill.",
                changed(loops.occlusion_map, "] = fill", "] = 0")),
        Mistake("always 127", "You cover with 127. Cover with the argument fill.",
                changed(loops.occlusion_map, "] = fill", "] = 127.0")),
        Mistake("mean colour", "You cover with the mean of the picture. Cover with fill.",
                changed(loops.occlusion_map, "] = fill", "] = image.mean()")),
        Mistake("one channel covered", "You covered one colour only. Cover all three.",
                changed(loops.occlusion_map, _COVER, "hidden[y : y + size, x : x + size, 0] = fill")),
        Mistake("everything else covered", "You cover everything but the square. Cover the square.",
                changed(loops.occlusion_map, _COVER, "hidden[:] = fill; "
                        "hidden[y : y + size, x : x + size] = image[y : y + size, x : x + size]")),
        Mistake("size one too large", "Your square is size + 1 pixels wide: y : y + size holds size of them.",
                changed(loops.occlusion_map, _COVER, "hidden[y : y + size + 1, x : x + size + 1] = fill")),
        Mistake("picture scaled", "You scaled the picture. The network takes 0 … 255 and scales by itself.",
                changed(loops.occlusion_map, "model(image[np.newaxis])", "model(image[np.newaxis] / 255)",
                        "model(hidden[np.newaxis])", "model(hidden[np.newaxis] / 255)")),
        *early_returns(loops.occlusion_map),
    ),
    hints=(
        "Ask the network once about the whole picture. Then cover a square, ask again, and note by how much the "
        "answer for class c has fallen. Then the next square, on a fresh copy.",
        "Places: (n − size) // stride + 1 of rows and of columns. Place (i, j) covers rows i·stride … i·stride + size, "
        "columns j·stride … j·stride + size. heat[i, j] = score of the whole − score of the covered picture.",
        "covered = image.copy(); covered[i*stride : i*stride+size, j*stride : j*stride+size] = fill; then "
        "np.asarray(model(covered[None]))[0, c].",
    ),
    outputs=("drop",),
    call="on_network",
    seconds=15.0,
)  # fmt: skip

_COLOURS = "sizes.max(axis=2)"
_ONE_SCORE = "Take the score of class c alone, scores[0, c], and its gradient."

SALIENCY = Exercise(
    "saliency",
    15,
    attribution.saliency,
    cases=(
        network_case("a 6×9 picture, three classes", lambda r: saliency_inputs(r, (6, 9), 3), 1),
        network_case("a 7×5 picture, five classes", lambda r: saliency_inputs(r, (7, 5), 5), 2),
    ),
    mistakes=(
        Mistake("no absolute value", "The sizes are missing: a gradient below 0 matters as much. Take the absolute "
                "value before the maximum.", changed(loops.saliency, "np.abs(slopes)", "slopes")),
        Mistake("absolute value last", "Take the absolute value first, then the maximum over the colours.",
                changed(loops.saliency, "np.abs(slopes)", "slopes", _COLOURS, "np.abs(sizes.max(axis=2))")),
        Mistake("mean of the colours", "You took the mean over the colours. Take the largest of the three.",
                changed(loops.saliency, _COLOURS, "sizes.mean(axis=2)")),
        Mistake("sum of the colours", "You added the colours up. Take the largest of the three.",
                changed(loops.saliency, _COLOURS, "sizes.sum(axis=2)")),
        Mistake("length over the colours", "You took the length of the gradient of each pixel. Take the largest of its "
                "three numbers.", changed(loops.saliency, _COLOURS, "np.sqrt((sizes**2).sum(axis=2))")),
        Mistake("smallest of the colours", "You took the smallest of the colours. Take the largest.",
                changed(loops.saliency, _COLOURS, "sizes.min(axis=2)")),
        Mistake("maximum over rows", "You took the maximum over another axis. The colours are the last one.",
                changed(loops.saliency, _COLOURS, "sizes.max(axis=0)")),
        Mistake("colours kept", "You returned a number for every colour. Each pixel gets one: the largest of three.",
                changed(loops.saliency, _COLOURS, "sizes")),
        Mistake("axis of the batch kept", "Your answer still has the axis of the batch. Take its first entry.",
                changed(loops.saliency, _COLOURS, "sizes.max(axis=2)[np.newaxis]")),
        Mistake("highest class", "You took the gradient of the highest score. " + _ONE_SCORE,
                changed(loops.saliency, "score = scores[0, c]", "score = tf.reduce_max(scores)")),
        Mistake("all classes", "You took the gradient of all scores together: Keras adds them up. " + _ONE_SCORE,
                changed(loops.saliency, "score = scores[0, c]", "score = scores")),
        Mistake("softmax", "You put a softmax over the scores. The score itself is wanted.",
                changed(loops.saliency, "scores[0, c]", "tf.nn.softmax(scores)[0, c]")),
        Mistake("log of the softmax", "You took the logarithm of a softmax. The score itself is wanted.",
                changed(loops.saliency, "scores[0, c]", "tf.nn.log_softmax(scores)[0, c]")),
        Mistake("sigmoid", "You put a sigmoid over the score. The score itself is wanted.",
                changed(loops.saliency, "scores[0, c]", "tf.nn.sigmoid(scores)[0, c]")),
        Mistake("squared score", "You squared the score. Its gradient is then 2 · score times what is wanted.",
                changed(loops.saliency, "scores[0, c]", "scores[0, c] ** 2")),
        Mistake("gradient times picture", "You multiplied by the picture: another method. Here it is the gradient.",
                changed(loops.saliency, "np.abs(slopes)", "np.abs(slopes * image)")),
        Mistake("scaled to 1", "You divided by the largest number. Return the gradient's sizes as they are; scale when "
                "you draw.", changed(loops.saliency, _COLOURS, "sizes.max(axis=2) / sizes.max()")),
        Mistake("scaled from 0 to 1", "You scaled to 0 … 1. Return the gradient's sizes as they are; scale when you "
                "draw.", changed(loops.saliency, _COLOURS, "(sizes.max(axis=2) - sizes.max(axis=2).min()) / "
                                 "(sizes.max(axis=2).max() - sizes.max(axis=2).min())")),
        Mistake("picture scaled", "You scaled the picture. The network takes 0 … 255 and scales by itself.",
                changed(loops.saliency, "image[np.newaxis]", "image[np.newaxis] / 255")),
        Mistake("ReLU", "You set gradients below 0 to 0. Their size counts: take the absolute value.",
                changed(loops.saliency, "np.abs(slopes)", "np.maximum(slopes, 0)")),
    ),
    hints=(
        "By how much does the score of class c change when a pixel changes a little? That is a gradient, and "
        "TensorFlow has it.",
        "A tape watches the picture x, shape (1, n_H, n_W, 3); score = model(x)[0, c]. Its gradient has the shape of "
        "x. Per pixel: the largest of three absolute values.",
        "with tf.GradientTape() as tape: tape.watch(x); score = model(x)[0, c]. Then np.abs(tape.gradient(score, "
        "x)[0]).max(axis=-1).",
    ),
    outputs=("saliency",),
    call="on_network",
    seconds=10.0,
)  # fmt: skip

_WEIGHTS = "slopes.mean(axis=(0, 1))"
_RELU = "np.maximum(total, 0)"
_ADDED = "weights[k] * maps[:, :, k]"

GRAD_CAM = Exercise(
    "grad_cam",
    20,
    attribution.grad_cam,
    cases=(
        network_case("the last layer of three classes, 3×5 places", lambda r: cam_inputs(r, (6, 9), 3, "last"), 1),
        network_case("an earlier layer, 8×5 places", lambda r: cam_inputs(r, (8, 5), 4, "first"), 2),
    ),
    mistakes=(
        Mistake("no ReLU", "The ReLU is missing: what speaks against the class becomes 0.",
                changed(loops.grad_cam, _RELU, "total")),
        Mistake("absolute value", "You took the absolute value. What speaks against the class becomes 0: a ReLU.",
                changed(loops.grad_cam, _RELU, "np.abs(total)")),
        Mistake("weights cut off", "You set negative weights, or terms, to 0 before the sum. The ReLU comes last, over "
                "the sum.",
                changed(loops.grad_cam, _WEIGHTS, "np.maximum(slopes.mean(axis=(0, 1)), 0)")),
        Mistake("gradients cut off", "You set negative gradients to 0 before the mean. The ReLU comes last, over the "
                "sum.", changed(loops.grad_cam, _WEIGHTS, "np.maximum(slopes, 0).mean(axis=(0, 1))")),
        Mistake("size of the weights", "You took the sizes of the weights. Their sign says for or against.",
                changed(loops.grad_cam, _WEIGHTS, "np.abs(slopes.mean(axis=(0, 1)))")),
        Mistake("sum of the gradients", "You added the gradients of a map up. Its weight is their mean.",
                changed(loops.grad_cam, _WEIGHTS, "slopes.sum(axis=(0, 1))")),
        Mistake("largest gradient", "You took the largest gradient of each map. Its weight is their mean.",
                changed(loops.grad_cam, _WEIGHTS, "slopes.max(axis=(0, 1))")),
        Mistake("one gradient for each place", "You multiplied place by place: another method. Each map has one "
                "weight, the mean of its gradient.",
                changed(loops.grad_cam, _ADDED, "slopes[:, :, k] * maps[:, :, k]")),
        Mistake("gradients alone", "The maps are missing: weight times map, added up.",
                changed(loops.grad_cam, _ADDED, "slopes[:, :, k]")),
        Mistake("maps alone", "The weights are missing: weight times map, added up.",
                changed(loops.grad_cam, _ADDED, "maps[:, :, k]")),
        Mistake("mean of the maps", "You took the mean over the maps. Add them up.",
                changed(loops.grad_cam, _RELU, "np.maximum(total / maps.shape[2], 0)")),
        Mistake("scaled to 1", "You divided by the largest number. Return the sum itself; scale when you draw.",
                changed(loops.grad_cam, _RELU, "np.maximum(total, 0) / total.max()")),
        Mistake("highest class", "You took the gradient of the highest score. Take class c: scores[0, c].",
                changed(loops.grad_cam, "score = scores[0, c]", "score = tf.reduce_max(scores)")),
        Mistake("all classes", "You took the gradient of all scores together. Take class c: scores[0, c].",
                changed(loops.grad_cam, "score = scores[0, c]", "score = scores")),
        Mistake("softmax", "You put a softmax over the scores. Take the score itself.",
                changed(loops.grad_cam, "scores[0, c]", "tf.nn.softmax(scores)[0, c]")),
        Mistake("against the class", "Your sign is turned: the gradient of the score, not of its loss.",
                changed(loops.grad_cam, "score = scores[0, c]", "score = -scores[0, c]")),
        Mistake("axis of the batch kept", "Your answer still has the axis of the batch. Take its first entry.",
                changed(loops.grad_cam, _RELU, "np.maximum(total, 0)[np.newaxis]")),
        Mistake("always the last layer", "You took the last convolution. Take the layer that is named.",
                changed(loops.grad_cam, "model.get_layer(layer)", 'model.get_layer("last")')),
        Mistake("picture scaled", "You scaled the picture. The network takes 0 … 255 and scales by itself.",
                changed(loops.grad_cam, "image[np.newaxis]", "image[np.newaxis] / 255")),
        Mistake("transposed", "Your map is transposed: rows first, then columns.",
                changed(loops.grad_cam, _RELU, "np.maximum(total, 0).T")),
        *early_returns(loops.grad_cam),
    ),
    hints=(
        "Every map of the layer shows where its unit sees its pattern. How much does the score hang on each map? Weigh "
        "the maps by that, and add them up.",
        "Maps A (h, w, K); gradients of the score in them, of the same shape. α_k: the mean of channel k's gradient "
        "over all places. Then ReLU(Σ α_k A_k), shape (h, w).",
        "both = keras.Model(model.input, [model.get_layer(layer).output, model.output]); inside the tape A, scores = "
        "both(x); g = tape.gradient(scores[0, c], A)[0]; alpha = tf.reduce_mean(g, axis=(0, 1)).",
    ),
    outputs=("map",),
    call="on_network",
    seconds=10.0,
)  # fmt: skip

_STEP = "epsilon * np.sign(slopes)"
_CLIP = "np.clip(moved, 0, 255)"

FGSM = Exercise(
    "fgsm",
    15,
    adversarial.fgsm,
    cases=(
        network_case("three classes, a step of 4", lambda r: fgsm_inputs(r, (6, 9), 3, 4.0), 1),
        network_case("five classes, a step of 1.5", lambda r: fgsm_inputs(r, (7, 5), 5, 1.5), 2),
    ),
    mistakes=(
        Mistake("downhill", "Your picture makes the label more probable: a sign is turned. The loss is −log p, and "
                "epsilon times the sign of its gradient is added.",
                changed(loops.fgsm, "image + step", "image - step")),
        Mistake("no sign", "You moved by the gradient itself. Move every number by epsilon: take its sign.",
                changed(loops.fgsm, _STEP, "epsilon * slopes")),
        Mistake("gradient of length 1", "You divided by the length of the gradient. Take the sign of each number.",
                changed(loops.fgsm, _STEP, "epsilon * slopes / np.linalg.norm(slopes)")),
        Mistake("gradient of size 1", "You divided by the largest number of the gradient. Take the sign of each.",
                changed(loops.fgsm, _STEP, "epsilon * slopes / np.abs(slopes).max()")),
        Mistake("no epsilon", "You moved every number by 1. Move it by epsilon.",
                changed(loops.fgsm, _STEP, "np.sign(slopes)")),
        Mistake("epsilon over 255", "Here epsilon is in the picture's own steps, 0 … 255: do not divide it.",
                changed(loops.fgsm, _STEP, "epsilon / 255 * np.sign(slopes)")),
        Mistake("epsilon times 255", "Here epsilon is in the picture's own steps, 0 … 255: do not multiply it.",
                changed(loops.fgsm, _STEP, "255 * epsilon * np.sign(slopes)")),
        Mistake("not clipped", "The picture leaves 0 … 255. Clip it at the end.",
                changed(loops.fgsm, _CLIP, "moved")),
        Mistake("clipped to 1", "You clipped to 0 … 1. Here pixels go from 0 to 255.",
                changed(loops.fgsm, _CLIP, "np.clip(moved, 0, 1)")),
        Mistake("clipped below only", "Numbers above 255 stay. Clip to 0 … 255.",
                changed(loops.fgsm, _CLIP, "np.maximum(moved, 0)")),
        Mistake("clipped above only", "Numbers below 0 stay. Clip to 0 … 255.",
                changed(loops.fgsm, _CLIP, "np.minimum(moved, 255)")),
        Mistake("step returned", "You returned the step. Add it to the picture.",
                changed(loops.fgsm, "image + step", "step")),
        Mistake("step clipped", "You clipped the step. Clip the picture after it.",
                changed(loops.fgsm, _STEP, "np.clip(epsilon * np.sign(slopes), 0, 255)")),
        Mistake("highest class", "You took the network's own answer. Take the loss of the label.",
                changed(loops.fgsm, "probabilities[0, label]", "tf.reduce_max(probabilities)")),
        Mistake("all classes", "You added the losses of all classes. Take the one of the label.",
                changed(loops.fgsm, "probabilities[0, label]", "probabilities")),
        Mistake("softmax twice", "The network gives probabilities; you put a softmax over them. Take the loss of "
                "probabilities: from_logits stays False.",
                changed(loops.fgsm, "tf.math.log(probabilities[0, label])",
                        "tf.math.log(tf.nn.softmax(probabilities)[0, label])")),
        Mistake("picture scaled", "You scaled the picture for the gradient. The network takes 0 … 255 and scales by "
                "itself.", changed(loops.fgsm, "tf.Variable(image[np.newaxis]", "tf.Variable(image[np.newaxis] / 255")),
        Mistake("picture scaled for good", "You scaled the picture. The network takes 0 … 255, and 0 … 255 is wanted.",
                changed(loops.fgsm, "tf.Variable(image[np.newaxis]", "tf.Variable(image[np.newaxis] / 255",
                        "image + step", "image / 255 + step")),
        Mistake("axis of the batch kept", "Your answer still has the axis of the batch. Take its first entry.",
                changed(loops.fgsm, _CLIP, "np.clip(moved, 0, 255)[np.newaxis]")),
        Mistake("rounded", "You rounded to whole numbers. Leave them as they are: rounding is the file's business.",
                changed(loops.fgsm, _CLIP, "np.rint(np.clip(moved, 0, 255))")),
    ),
    hints=(
        "Training moves weights so that the loss falls. Here the weights stay, and the picture moves so that the loss "
        "grows.",
        "loss = −log p(label); its gradient g has the picture's shape. New picture: x + ε · sign(g), then clipped to 0 "
        "… 255. Every number moves by ε or not at all.",
        "loss = keras.losses.sparse_categorical_crossentropy(np.array([label]), model(x)); x + "
        "epsilon * tf.sign(tape.gradient(loss, x)); tf.clip_by_value(…, 0, 255)[0].",
    ),
    outputs=("picture",),
    call="on_network",
    seconds=10.0,
)  # fmt: skip

_GAP = "abs(right[inside].mean() - confidence[inside].mean())"
_SHARE = "count / m * gap"
_TRUE_CLASS = "probabilities[np.arange(m), labels]"
_UPPER = "(confidence > low) & (confidence <= high)"

CALIBRATION = Exercise(
    "expected_calibration_error",
    15,
    calibration.expected_calibration_error,
    cases=(
        Case("sixty pictures, four classes, five bins", lambda r: calibration_inputs(r, 60, 4, 5, 1.0), 1),
        Case("ten bins, some of them empty", lambda r: calibration_inputs(r, 25, 3, None, 3.0), 2),
        Case("confidences on the edges of four bins: the upper edge belongs",
             edge_inputs, 3, corner=True),
    ),
    mistakes=(
        Mistake("bins weigh alike", "Every bin counts the same in your sum. Weigh each by its share of the pictures.",
                changed(loops.expected_calibration_error, _SHARE, "gap / bins")),
        Mistake("plain sum of gaps", "The shares are missing: a bin counts by the part of the pictures in it.",
                changed(loops.expected_calibration_error, _SHARE, "gap")),
        Mistake("counts", "You weighed by counts. Divide them by m, the number of pictures.",
                changed(loops.expected_calibration_error, _SHARE, "count * gap")),
        Mistake("largest gap", "You took the largest gap (another measure in use). Add them up, each by its share.",
                changed(loops.expected_calibration_error, "total += count / m * gap", "total = max(total, gap)")),
        Mistake("last bin only", "You kept the last bin. Add the bins up: +=.",
                changed(loops.expected_calibration_error, "total +=", "total =")),
        Mistake("no absolute value", "Gaps of both signs cancel. Take the absolute value in each bin.",
                changed(loops.expected_calibration_error, _GAP,
                        "right[inside].mean() - confidence[inside].mean()")),
        Mistake("no absolute value, turned", "Gaps of both signs cancel. Take the absolute value in each bin.",
                changed(loops.expected_calibration_error, _GAP,
                        "confidence[inside].mean() - right[inside].mean()")),
        Mistake("squared gaps", "You squared the gaps. Take their absolute value.",
                changed(loops.expected_calibration_error, _GAP,
                        "(right[inside].mean() - confidence[inside].mean()) ** 2")),
        Mistake("one bin", "That is the gap over all pictures together. Take it in each bin.",
                changed(loops.expected_calibration_error, _UPPER, "np.full(m, k == 0)")),
        Mistake("middle of the bin", "You took the middle of the bin. Take the mean confidence of its pictures.",
                changed(loops.expected_calibration_error, "confidence[inside].mean()", "(low + high) / 2")),
        Mistake("probability of the true class", "You took the probability of the true class. Confidence is the "
                "highest probability, right or wrong.",
                changed(loops.expected_calibration_error, "probabilities.max(axis=1)", _TRUE_CLASS)),
        Mistake("lowest probability", "You took the lowest probability. Confidence is the highest.",
                changed(loops.expected_calibration_error, "probabilities.max(axis=1)", "probabilities.min(axis=1)")),
        Mistake("accuracy of all", "You compared each bin with the accuracy over all pictures. Take the bin's own.",
                changed(loops.expected_calibration_error, "right[inside].mean()", "right.mean()")),
        Mistake("confidence of all", "You compared each bin with the mean confidence of all pictures. Take the bin's "
                "own.", changed(loops.expected_calibration_error, "confidence[inside].mean()", "confidence.mean()")),
        Mistake("errors for accuracy", "You counted the wrong answers. Accuracy is the share of right ones.",
                changed(loops.expected_calibration_error, "== labels", "!= labels")),
        Mistake("bins of each picture's own span", "Your bins span the confidences that occur. They span 0 to 1.",
                changed(loops.expected_calibration_error, "low, high = k / bins, (k + 1) / bins",
                        "low, high = np.linspace(confidence.min() - 1e-9, confidence.max(), bins + 1)[k : k + 2]")),
        Mistake("always ten bins", "You used ten bins. Use the argument bins.",
                changed(loops.expected_calibration_error, "range(bins)", "range(10)",
                        "k / bins, (k + 1) / bins", "k / 10, (k + 1) / 10")),
        Mistake("last bin missing", "The last bin is missing, where most confidences lie: range(bins).",
                changed(loops.expected_calibration_error, "range(bins)", "range(bins - 1)")),
        Mistake("empty bins", "An empty bin has no mean (nan). Leave it out.",
                changed(loops.expected_calibration_error, "if count > 0:",
                        "if count == 0:\n            total = np.nan\n        else:")),
        Mistake("divided by filled bins", "You took the mean over the bins that hold pictures. Weigh each by its share "
                "of the pictures.",
                changed(loops.expected_calibration_error, _SHARE,
                        "gap / len(np.unique(np.ceil(confidence * bins)))")),
        Mistake("lower edge", "Your bins hold their lower edge. Here the upper edge belongs: low < confidence ≤ high.",
                changed(loops.expected_calibration_error, _UPPER, "(confidence >= low) & (confidence < high)")),
        Mistake("lower edge, and 1", "Your bins hold their lower edge. Here the upper edge belongs: low < confidence ≤ "
                "high.", changed(loops.expected_calibration_error, _UPPER,
                                 "(confidence >= low) & ((confidence < high) | (k == bins - 1))")),
        Mistake("no edge", "A confidence on an edge is in none of your bins: low < confidence ≤ high.",
                changed(loops.expected_calibration_error, _UPPER, "(confidence > low) & (confidence < high)")),
        Mistake("both edges", "A confidence on an edge is in two of your bins: low < confidence ≤ high.",
                changed(loops.expected_calibration_error, _UPPER, "(confidence >= low) & (confidence <= high)")),
        Mistake("per cent", "You returned per cent. Return a share, 0 to 1.",
                changed(loops.expected_calibration_error, "return total", "return 100 * total")),
        *early_returns(loops.expected_calibration_error),
    ),
    hints=(
        "Of the pictures of which the network says “about 80 %”, how many does it get right? Group pictures by how "
        "sure it is, and compare in each group.",
        "Confidence: the highest probability of a row. Bin k holds k / bins < confidence ≤ (k + 1) / bins. Add up, "
        "over the bins that hold something, (count / m) · |accuracy − mean confidence|.",
        "inside = (confidence > k / bins) & (confidence <= (k + 1) / bins); if inside.any(): total += inside.mean() * "
        "abs(right[inside].mean() - confidence[inside].mean()).",
    ),
    outputs=("error",),
)  # fmt: skip

EXERCISES = ExerciseSet(
    "week4/4_what_networks_see",
    "What networks see",
    (TOP_PATCHES, OCCLUSION, SALIENCY, GRAD_CAM, FGSM, CALIBRATION),
    profile="tensorflow",
)
