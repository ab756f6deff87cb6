"""Exercises of week4/2_style_transfer: content cost, Gram matrix, style cost, total cost, a step of the picture."""

from __future__ import annotations

from typing import Any

import numpy as np

from course_utils.exercises import naive_style as naive
from course_utils.exercises.base import Case, Exercise, ExerciseSet, Inputs, Mistake
from course_utils.exercises.naive import Array
from course_utils.layers.images import style as layers

Rng = np.random.RandomState
RTOL = 5e-4  # float32: sums of squares of differences, in whatever order


def published(*shapes: tuple[int, ...]) -> list[Array]:
    """The numbers that published figures were computed from: after seed 1, normal with mean 1 and deviation 4."""
    import tensorflow as tf

    tf.random.set_seed(1)
    return [np.asarray(tf.random.normal(shape, mean=1, stddev=4)) for shape in shapes]


def activations(rng: Rng, *shapes: tuple[int, int, int]) -> list[Array]:
    """Activations of several layers, (1, n_H, n_W, n_C) each, mostly above zero."""
    return [rng.randn(1, *shape) * 2 + 1 for shape in shapes]


def both(rng: Rng, *shapes: tuple[int, int, int]) -> Inputs:
    return {"content_output": activations(rng, *shapes), "generated_output": activations(rng, *shapes)}


def published_content() -> Inputs:
    a_C, a_G = published((1, 4, 4, 3), (1, 4, 4, 3))
    return {"content_output": [a_C], "generated_output": [a_G]}


def _sum(a: Array, b: Array) -> Any:
    return np.square(a - b).sum()


CONTENT = Exercise(
    "compute_content_cost",
    15,
    layers.compute_content_cost,
    cases=(
        Case("one layer 4×4×3, the published numbers", lambda r: published_content(), 1, rtol=RTOL),
        Case("three layers: the last one is the content layer", lambda r: both(r, (6, 4, 2), (3, 2, 4), (2, 3, 5)), 2,
             rtol=RTOL),
        Case("two layers, the last one 1×4×3", lambda r: both(r, (2, 8, 2), (1, 4, 3)), 3, rtol=RTOL),
    ),
    mistakes=(
        Mistake("no quarter", "You took the plain mean. The factor is 1 / (4 · n_H · n_W · n_C): the 4 is missing.",
                naive.content(lambda a, b: _sum(a, b) / a.size)),
        Mistake("half", "Your factor holds a 2. Here it is 1 / (4 · n_H · n_W · n_C).",
                naive.content(lambda a, b: _sum(a, b) / (2 * a.size))),
        Mistake("half of the sum", "You took half of the sum, as the paper does. Divide by 4 · n_H · n_W · n_C.",
                naive.content(lambda a, b: _sum(a, b) / 2)),
        Mistake("not normalised", "You summed and did not divide by 4 · n_H · n_W · n_C.", naive.content(_sum)),
        Mistake("only the quarter", "You divided by 4 alone. Divide by n_H · n_W · n_C too.",
                naive.content(lambda a, b: _sum(a, b) / 4)),
        Mistake("brackets forgotten", "1 / 4 * n_H * n_W * n_C divides by 4 alone and multiplies by the rest. Put the "
                "product in brackets: / (4 * n_H * n_W * n_C).", naive.content(lambda a, b: _sum(a, b) / 4 * a.size)),
        Mistake("channels not counted", "You divided by 4 · n_H · n_W. The number of channels n_C belongs to it.",
                naive.content(lambda a, b: _sum(a, b) / (4 * a.size / a.shape[-1]))),
        Mistake("only the channels", "You divided by 4 · n_C. The rows n_H and columns n_W belong to it.",
                naive.content(lambda a, b: _sum(a, b) / (4 * a.shape[-1]))),
        Mistake("sizes squared", "You divided by the square of n_H · n_W · n_C. That is the style cost's way.",
                naive.content(lambda a, b: _sum(a, b) / (4 * a.size**2))),
        Mistake("first layer", "You compared the first of the layers. The content layer is the last: [-1].",
                naive.content(lambda a, b: _sum(a, b) / (4 * a.size), layer=0)),
        Mistake("absolute differences", "You took absolute differences. Square them.",
                naive.content(lambda a, b: np.abs(a - b).sum() / (4 * a.size))),
        Mistake("a root", "You took a root. The squares stay as they are.",
                naive.content(lambda a, b: np.sqrt(_sum(a, b)) / (4 * a.size))),
        Mistake("square of the sum", "You summed first and squared then. Square every difference, then sum.",
                naive.content(lambda a, b: (a - b).sum() ** 2 / (4 * a.size))),
        Mistake("differences not squared", "Your differences are not squared: plus and minus cancel out.",
                naive.content(lambda a, b: (a - b).sum() / (4 * a.size))),
        Mistake("difference of squares", "You squared first and subtracted then. Subtract, then square.",
                naive.content(lambda a, b: (a**2 - b**2).sum() / (4 * a.size))),
        Mistake("one number each", "You returned one number for each activation. Sum them up.",
                naive.content(lambda a, b: np.square(a - b) / (4 * a.size))),
    ),
    hints=(
        "Two pictures show the same things where the content layer says the same about them.",
        "a_C and a_G (1, n_H, n_W, n_C) are the last of each list; sum of squared differences / (4 · n_H · n_W · n_C).",
        "tf.reduce_sum(tf.square(…)) / (4 * n_H * n_W * n_C), with the sizes from a_G.shape.",
    ),
    outputs=("cost",),
    call="style_outputs",
)  # fmt: skip


def unrolled(rng: Rng, n_C: int, n: int) -> Inputs:
    return {"A": rng.randn(n_C, n) * 2 + 1}


def _unit(A: Array) -> Array:
    return np.asarray(A / np.sqrt(np.square(A).sum(axis=1, keepdims=True)))


GRAM = Exercise(
    "gram_matrix",
    15,
    layers.gram_matrix,
    cases=(
        Case("three channels of two numbers, the published ones", lambda r: {"A": published((3, 2))[0]}, 1, rtol=RTOL),
        Case("two channels of twelve numbers", lambda r: unrolled(r, 2, 12), 2, rtol=RTOL),
        Case("four channels of four numbers", lambda r: unrolled(r, 4, 4), 3, rtol=RTOL),
    ),
    mistakes=(
        Mistake("AᵀA", "You computed AᵀA, which compares places. A Aᵀ compares channels: shape (n_C, n_C).",
                naive.gram(lambda A: A.T @ A)),
        Mistake("element by element", "You multiplied number by number. This is a product of matrices: tf.matmul.",
                naive.gram(lambda A: A * A)),
        Mistake("divided by the places", "You divided by n_H · n_W. The factor comes later, in the style cost.",
                naive.gram(lambda A: A @ A.T / A.shape[1])),
        Mistake("divided by all", "You divided by n_C · n_H · n_W. The factor comes later, in the style cost.",
                naive.gram(lambda A: A @ A.T / A.size)),
        Mistake("divided by the channels", "You divided by n_C. The factor comes later, in the style cost.",
                naive.gram(lambda A: A @ A.T / A.shape[0])),
        Mistake("mean taken off", "You took each channel's mean off: that is a covariance. Here nothing is taken off.",
                naive.gram(lambda A: (A - A.mean(axis=1, keepdims=True)) @ (A - A.mean(axis=1, keepdims=True)).T)),
        Mistake("rows of length 1", "You scaled the rows to length 1. A Gram matrix keeps how strong a channel is.",
                naive.gram(lambda A: _unit(A) @ _unit(A).T)),
        Mistake("only the diagonal", "Only the diagonal is there. Every pair of channels has its number.",
                naive.gram(lambda A: np.diag(np.square(A).sum(axis=1)))),
        Mistake("one number each", "You have one number for each channel. Every pair of channels has its number.",
                naive.gram(lambda A: np.square(A).sum(axis=1))),
        Mistake("summed up", "You added up the whole matrix. Return the matrix, shape (n_C, n_C).",
                naive.gram(lambda A: (A @ A.T).sum())),
        Mistake("matrix times itself", "You multiplied A by itself. The second A is transposed.",
                naive.gram(lambda A: A @ A)),
    ),
    hints=(
        "Entry (i, j) says how much channels i and j are strong in the same places: the product of two rows.",
        "A (n_C, n_H · n_W) times its transpose (n_H · n_W, n_C) gives (n_C, n_C).",
        "tf.matmul(A, …), where the dots are A with its axes exchanged: tf.transpose.",
    ),
    outputs=("gram",),
    call="tensors",
)  # fmt: skip


def layer_pair(rng: Rng, n_H: int, n_W: int, n_C: int) -> Inputs:
    a_S, a_G = activations(rng, (n_H, n_W, n_C), (n_H, n_W, n_C))
    return {"a_S": a_S, "a_G": a_G}


LAYER = Exercise(
    "compute_layer_style_cost",
    20,
    layers.compute_layer_style_cost,
    cases=(
        Case("a layer 4×4×3, the published numbers",
             lambda r: dict(zip(("a_S", "a_G"), published((1, 4, 4, 3), (1, 4, 4, 3)))), 1, rtol=RTOL),
        Case("a layer 3×5×2", lambda r: layer_pair(r, 3, 5, 2), 2, rtol=RTOL),
        Case("a layer 2×3×6: as many channels as places", lambda r: layer_pair(r, 2, 3, 6), 3, rtol=RTOL),
    ),
    mistakes=(
        Mistake("reshape without transpose", "Reshape alone mixes the channels: they are the last axis. Reshape to "
                "(n_H · n_W, n_C) first, then transpose.",
                naive.layer(unroll=lambda a: a.reshape(a.shape[-1], -1))),
        Mistake("AᵀA", "Your Gram matrices compare places, shape (n_H · n_W, n_H · n_W). Transpose the unrolled "
                "activations: a row for each channel.",
                naive.layer(unroll=lambda a: a.reshape(-1, a.shape[-1]))),
        Mistake("transpose of the wrong axes", "You transposed, but the channels are not first before the reshape.",
                naive.layer(unroll=lambda a: a.transpose(0, 2, 1, 3).reshape(a.shape[-1], -1))),
        Mistake("no quarter", "The factor is 1 / (4 · n_C² · (n_H · n_W)²): the 4 is missing.",
                naive.layer(factor=lambda c, n: 1 / (c**2 * n**2))),
        Mistake("half", "Your factor holds a 2. Here it is 1 / (4 · n_C² · (n_H · n_W)²).",
                naive.layer(factor=lambda c, n: 1 / (2 * c**2 * n**2))),
        Mistake("the 4 squared", "You squared 4 as well: (4 · n_C · n_H · n_W)². The 4 stays outside.",
                naive.layer(factor=lambda c, n: 1 / (4 * c * n) ** 2)),
        Mistake("not normalised", "You summed and did not divide by 4 · n_C² · (n_H · n_W)².",
                naive.layer(factor=lambda c, n: 1)),
        Mistake("only the quarter", "You divided by 4 alone. Divide by n_C² · (n_H · n_W)² too.",
                naive.layer(factor=lambda c, n: 1 / 4)),
        Mistake("brackets forgotten", "1 / 4 * n_C**2 * (n_H * n_W)**2 divides by 4 alone and multiplies by the rest. "
                "Put the whole product in brackets.", naive.layer(factor=lambda c, n: c**2 * n**2 / 4)),
        Mistake("sizes not squared", "You divided by 4 · n_C · n_H · n_W, as for the content. Here each is squared.",
                naive.layer(factor=lambda c, n: 1 / (4 * c * n))),
        Mistake("places not squared", "n_H · n_W is not squared in your factor.",
                naive.layer(factor=lambda c, n: 1 / (4 * c**2 * n))),
        Mistake("channels not squared", "n_C is not squared in your factor.",
                naive.layer(factor=lambda c, n: 1 / (4 * c * n**2))),
        Mistake("places left out", "n_H · n_W is missing in your factor.",
                naive.layer(factor=lambda c, n: 1 / (4 * c**2))),
        Mistake("channels left out", "n_C is missing in your factor.", naive.layer(factor=lambda c, n: 1 / (4 * n**2))),
        Mistake("mean for sum", "You took the mean and divided again: n_C² counts twice. Sum, then divide.",
                naive.layer(distance=lambda S, G: np.square(S - G).mean())),
        Mistake("no Gram matrix", "You compared the activations themselves. Compare their Gram matrices.",
                naive.layer(matrix=lambda A: A)),
        Mistake("Gram of the difference", "You took the Gram matrix of a difference. Take a Gram matrix of each, then "
                "their difference.",
                lambda a_S, a_G: naive.layer(distance=lambda S, G: np.square(S).sum())(
                    np.asarray(a_S, float) - np.asarray(a_G, float), np.asarray(a_G, float))),
        Mistake("absolute differences", "You took absolute differences. Square them.",
                naive.layer(distance=lambda S, G: np.abs(S - G).sum())),
        Mistake("a root", "You took a root. The squares stay as they are.",
                naive.layer(distance=lambda S, G: np.sqrt(np.square(S - G).sum()))),
        Mistake("one picture", "You used one picture's Gram matrix twice: your cost is always 0.",
                naive.layer(distance=lambda S, G: 0.0)),
    ),
    hints=(
        "Style is which channels are strong together, wherever that is. So the places are summed away.",
        "(1, n_H, n_W, n_C) → reshape (n_H · n_W, n_C) → transpose (n_C, n_H · n_W) → gram_matrix (n_C, n_C).",
        "a_S = tf.transpose(tf.reshape(a_S, [-1, n_C])); then sum the squares / (4 * n_C**2 * (n_H * n_W)**2).",
    ),
    outputs=("cost",),
    uses=("gram_matrix",),
    call="tensors",
)  # fmt: skip

SHAPES = ((6, 4, 2), (3, 4, 3), (2, 2, 5), (2, 2, 4))


def layered(rng: Rng, weights: tuple[float, ...], shapes: tuple[tuple[int, int, int], ...] = SHAPES) -> Inputs:
    """Activations of style layers and of a content layer after them, for two pictures."""
    return {
        "style_image_output": activations(rng, *shapes),
        "generated_image_output": activations(rng, *shapes),
        "STYLE_LAYERS": [(f"layer{i}", weight) for i, weight in enumerate(weights)],
    }


STYLE = Exercise(
    "compute_style_cost",
    15,
    layers.compute_style_cost,
    cases=(
        Case("three style layers, weights that add up to 1", lambda r: layered(r, (0.5, 0.3, 0.2)), 1, rtol=RTOL),
        Case("three style layers, weights of any size", lambda r: layered(r, (0.2, 1.5, 2.0)), 2, rtol=RTOL),
        Case("one style layer", lambda r: layered(r, (0.7,), SHAPES[2:]), 3, rtol=RTOL),
    ),
    mistakes=(
        Mistake("weights left out", "You added the layers' costs without their weights.",
                naive.several(weigh=lambda w, c: c.sum())),
        Mistake("equal weights", "You took the mean of the layers. Each has its own weight in STYLE_LAYERS.",
                naive.several(weigh=lambda w, c: c.mean())),
        Mistake("divided by the layers", "You divided by the number of layers. The weights are all there is.",
                naive.several(weigh=lambda w, c: w @ c / (len(c) + (len(c) == 1)))),
        Mistake("weights made to add up to 1", "You divided by the sum of the weights. Take them as they are.",
                naive.several(weigh=lambda w, c: w @ c / w.sum())),
        Mistake("last layer only", "Only the last style layer is in your answer: add (+=) in the loop.",
                naive.several(weigh=lambda w, c: w[-1] * c[-1])),
        Mistake("first layer only", "Only the first style layer is in your answer. Let return stand after the loop.",
                naive.several(weigh=lambda w, c: w[0] * c[0])),
        Mistake("weights the wrong way round", "The weights are in the reverse order: the first belongs to layer 0.",
                naive.several(weigh=lambda w, c: w[::-1] @ c)),
        Mistake("first style layer left out", "You left out the first entry. The content layer is the last: [:-1].",
                naive.several(pick=lambda outputs: outputs[1:])),
        Mistake("a style layer too few", "The last style layer is missing. Only the content layer is left out: [:-1].",
                naive.several(pick=lambda outputs: outputs[:-2] or outputs[:1],
                              weigh=lambda w, c: w @ c if len(w) > 1 else 0.0)),
        Mistake("weights squared", "Your weights count twice.", naive.several(weigh=lambda w, c: w**2 @ c)),
        Mistake("a list", "You returned the layers' costs one by one. Add them up.",
                naive.several(weigh=lambda w, c: w * c)),
        Mistake("activations compared", "You compared the activations. Call compute_layer_style_cost for each layer.",
                naive.several(cost=lambda a, b: np.square(np.asarray(a) - np.asarray(b)).mean() / 4)),
    ),
    hints=(
        "Each layer sees style at its own size, from grains of colour to whole strokes. The weights mix them.",
        "Both lists without their last entry, layer by layer: J = sum of weight · compute_layer_style_cost(a_S, a_G).",
        "for a_S, a_G, (_, weight) in zip(style[:-1], generated[:-1], STYLE_LAYERS): J_style += weight * cost.",
    ),
    outputs=("cost",),
    uses=("gram_matrix", "compute_layer_style_cost"),
    call="style_outputs",
)  # fmt: skip


def costs(rng: Rng, **weights: float) -> Inputs:
    J_content, J_style = rng.rand(2) * 3 + 0.5
    return {"J_content": float(J_content), "J_style": float(J_style), **weights}


def drawn_costs(rng: Rng) -> Inputs:
    return costs(rng, alpha=float(rng.randint(2, 9)), beta=float(rng.randint(11, 30)))


TOTAL = Exercise(
    "total_cost",
    10,
    layers.total_cost,
    cases=(
        Case("alpha and beta not given: 10 and 40", costs, 1, rtol=RTOL),
        Case("alpha = 3, beta = 0.5", lambda r: costs(r, alpha=3.0, beta=0.5), 2, rtol=RTOL),
        Case("no style: beta = 0", lambda r: costs(r, alpha=2.0, beta=0.0), 3, rtol=RTOL),
    ),
    mistakes=(
        Mistake("other constants", "Where they are not given, alpha is 10 and beta 40: yours are 40 and 10.",
                naive.total(lambda c, s, a, b: a * c + b * s, 40, 10)),
        Mistake("alpha and beta swapped", "alpha belongs to the content and beta to the style: yours are swapped.",
                naive.total(lambda c, s, a, b: b * c + a * s)),
        Mistake("constants of 1", "Where they are not given, alpha is 10 and beta 40: yours are 1.",
                naive.total(lambda c, s, a, b: a * c + b * s, 1, 1)),
        Mistake("constants written in", "You wrote 10 and 40 into the formula: alpha and beta of the call are ignored.",
                naive.total(lambda c, s, a, b: 10 * c + 40 * s)),
        Mistake("alpha left out", "alpha is missing: it stands before the content cost.",
                naive.total(lambda c, s, a, b: c + b * s)),
        Mistake("beta left out", "beta is missing: it stands before the style cost.",
                naive.total(lambda c, s, a, b: a * c + s)),
        Mistake("weights left out", "You added the costs without alpha and beta.",
                naive.total(lambda c, s, a, b: c + s)),
        Mistake("divided by the weights", "You divided by alpha + beta. Nothing is divided here.",
                naive.total(lambda c, s, a, b: (a * c + b * s) / (a + b))),
        Mistake("a product", "You multiplied the two parts. Add them.", naive.total(lambda c, s, a, b: a * c * b * s)),
        Mistake("content only", "The style cost is missing.", naive.total(lambda c, s, a, b: a * c)),
        Mistake("style only", "The content cost is missing.", naive.total(lambda c, s, a, b: b * s)),
        Mistake("difference", "You subtracted the style cost. Both costs are to become small: add them.",
                naive.total(lambda c, s, a, b: a * c - b * s)),
    ),
    hints=(
        "How much does each cost matter? Two numbers say it.",
        "J = α · J_content + β · J_style, one number.",
        "J = alpha * J_content + …, and the style's part alike.",
    ),
    outputs=("cost",),
    call="costs",
)  # fmt: skip


def painting(rng: Rng, n_H: int, n_W: int, filters: tuple[int, ...] = (4, 3, 5), rate: float = 0.05) -> Inputs:
    """Three small pictures, a network of random filters with strides, and weights for its style layers."""
    sizes = zip((3, *filters), filters)
    return {
        "image": np.clip(rng.rand(1, n_H, n_W, 3) * 1.8 - 0.4, 0, 1),
        "content": rng.rand(1, n_H, n_W, 3),
        "style": rng.rand(1, n_H, n_W, 3) ** 2,
        "filters": [rng.randn(3, 3, before, after) * 0.4 for before, after in sizes],
        "STYLE_LAYERS": [(f"layer{i}", 0.4 + 0.3 * i) for i in range(len(filters) - 1)],
        "learning_rate": rate,
    }


def _negative(optimizer: Any, gradient: Any, image: Any) -> None:
    optimizer.apply_gradients([(-gradient, image)])


def _clip(low: float, high: float) -> Any:
    import tensorflow as tf

    return lambda image: image.assign(tf.clip_by_value(image, low, high))


STEP = Exercise(
    "train_step",
    25,
    layers.train_step,
    cases=(
        Case("a picture of 6×8 pixels", lambda r: painting(r, 6, 8), 1, rtol=RTOL),
        Case("another network, a larger step", lambda r: painting(r, 8, 5, (3, 4), 0.2), 2, rtol=RTOL),
    ),
    mistakes=(
        Mistake("not clipped", "Some pixels are below 0 or above 1 after your step. Clip them.",
                naive.step(after=lambda image: None)),
        Mistake("clipped before the step", "You clipped before the optimizer moved the pixels. Clip after it.",
                naive.step(before=naive.clipped, after=lambda image: None)),
        Mistake("clipped to −1 … 1", "You clipped to −1 … 1. These pixels lie between 0 and 1.",
                naive.step(after=lambda image: _clip(-1.0, 1.0)(image))),
        Mistake("clipped at 0 only", "Your pixels stay above 0, but some are above 1. Clip to 0 … 1, not to 0 … 255.",
                naive.step(after=lambda image: _clip(0.0, 255.0)(image))),
        Mistake("not in place", "The picture is the same after your step: change the variable, with assign.",
                naive.step(copied=True)),
        Mistake("uphill", "You moved against the optimizer's way: the cost grows. Give it the gradient as it is.",
                naive.step(move=_negative)),
        Mistake("step by hand", "You moved the pixels yourself. The optimizer does it, and keeps its momentum.",
                naive.step(move=naive.descended)),
        Mistake("moved twice", "You applied the gradients twice in one step.",
                naive.step(move=naive.moved_twice)),
        Mistake("alpha and beta swapped", "alpha belongs to the content and beta to the style: yours are swapped.",
                naive.step(combine=lambda c, s, a, b: b * c + a * s)),
        Mistake("alpha and beta not passed on", "alpha and beta of the call are ignored: pass them on to total_cost.",
                naive.step(combine=lambda c, s, a, b: 10 * c + 40 * s)),
        Mistake("weights left out", "You added the costs without alpha and beta: call total_cost.",
                naive.step(combine=lambda c, s, a, b: c + s)),
        Mistake("content only", "The style cost is missing.", naive.step(combine=lambda c, s, a, b: a * c)),
        Mistake("style only", "The content cost is missing.", naive.step(combine=lambda c, s, a, b: b * s)),
        Mistake("targets swapped", "You compared the content with the style picture, and the style with the content.",
                naive.step(swapped=True)),
        Mistake("no cost", "Return the cost.", naive.step(answer=lambda cost, image, again: None)),
        Mistake("picture returned", "You returned the picture. Return the cost; the picture is changed in place.",
                naive.step(answer=lambda cost, image, again: image)),
        Mistake("cost after the step", "You returned the cost after the step. Return the one that gave the gradient.",
                naive.step(answer=lambda cost, image, again: again())),
    ),
    hints=(
        "Not the network learns here but the picture: its pixels follow the gradient of the cost.",
        "In the tape: outputs, both costs, total_cost. Then gradient (1, n_H, n_W, 3), optimizer, clip, assign.",
        "optimizer.apply_gradients([(grad, generated_image)]); generated_image.assign(tf.clip_by_value(…, 0.0, 1.0)).",
    ),
    outputs=("costs of two steps", "picture after two steps", "alpha and beta of the call count"),
    uses=("compute_content_cost", "compute_style_cost", "total_cost"),
    call="train_step",
)  # fmt: skip

EXERCISES = ExerciseSet(
    "week4/2_style_transfer",
    "Paint a photograph: neural style transfer",
    (CONTENT, GRAM, LAYER, STYLE, TOTAL, STEP),
    profile="tensorflow",
)
