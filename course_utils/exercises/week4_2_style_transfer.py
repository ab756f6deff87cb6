"""Exercises of week4/2_style_transfer: content cost, Gram matrix, style cost, total cost, a step of the picture."""

from __future__ import annotations

import numpy as np

from course_utils.exercises.base import Case, Exercise, ExerciseSet, Inputs, Mistake
from course_utils.exercises.changes import changed
from course_utils.exercises.loops import style as loops
from course_utils.layers.images import style as layers
from course_utils.types import Array

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
                changed(loops.compute_content_cost, "(4 * differences.size)", "differences.size")),
        Mistake("half", "Your factor holds a 2. Here it is 1 / (4 · n_H · n_W · n_C).",
                changed(loops.compute_content_cost, "(4 *", "(2 *")),
        Mistake("half of the sum", "You took half of the sum, as the paper does. Divide by 4 · n_H · n_W · n_C.",
                changed(loops.compute_content_cost, "(4 * differences.size)", "2")),
        Mistake("not normalised", "You summed and did not divide by 4 · n_H · n_W · n_C.",
                changed(loops.compute_content_cost, " / (4 * differences.size)", "")),
        Mistake("only the quarter", "You divided by 4 alone. Divide by n_H · n_W · n_C too.",
                changed(loops.compute_content_cost, "(4 * differences.size)", "4")),
        Mistake("brackets forgotten", "1 / 4 * n_H * n_W * n_C divides by 4 alone and multiplies by the rest. Put the "
                "product in brackets: / (4 * n_H * n_W * n_C).",
                changed(loops.compute_content_cost, "(4 * differences.size)", "4 * differences.size")),
        Mistake("channels not counted", "You divided by 4 · n_H · n_W. The number of channels n_C belongs to it.",
                changed(loops.compute_content_cost, "differences.size", "differences[..., 0].size")),
        Mistake("only the channels", "You divided by 4 · n_C. The rows n_H and columns n_W belong to it.",
                changed(loops.compute_content_cost, "differences.size", "differences.shape[-1]")),
        Mistake("sizes squared", "You divided by the square of n_H · n_W · n_C. That is the style cost's way.",
                changed(loops.compute_content_cost, "differences.size", "differences.size**2")),
        Mistake("first layer", "You compared the first of the layers. The content layer is the last: [-1].",
                changed(loops.compute_content_cost, "output[-1]", "output[0]")),
        Mistake("absolute differences", "You took absolute differences. Square them.",
                changed(loops.compute_content_cost, "np.square", "np.abs")),
        Mistake("a root", "You took a root. The squares stay as they are.",
                changed(loops.compute_content_cost,
                        "np.square(differences).sum()", "np.sqrt(np.square(differences).sum())")),
        Mistake("square of the sum", "You summed first and squared then. Square every difference, then sum.",
                changed(loops.compute_content_cost, "np.square(differences).sum()", "differences.sum() ** 2")),
        Mistake("differences not squared", "Your differences are not squared: plus and minus cancel out.",
                changed(loops.compute_content_cost, "np.square(differences)", "differences")),
        Mistake("difference of squares", "You squared first and subtracted then. Subtract, then square.",
                changed(loops.compute_content_cost, "content - generated", "content**2 - generated**2",
                        "np.square(differences)", "differences")),
        Mistake("one number each", "You returned one number for each activation. Sum them up.",
                changed(loops.compute_content_cost, ".sum()", "")),
        Mistake("rows not counted", "You divided by 4 · n_W · n_C. The rows n_H belong to it.",
                changed(loops.compute_content_cost, "differences.size", "(differences.size / differences.shape[1])")),
        Mistake("columns not counted", "You divided by 4 · n_H · n_C. The columns n_W belong to it.",
                changed(loops.compute_content_cost, "differences.size", "(differences.size / differences.shape[2])")),
        Mistake("rows for columns", "You divided by 4 · n_H · n_H · n_C. It is n_H · n_W · n_C.",
                changed(loops.compute_content_cost, "differences.size",
                        "(differences.shape[1] ** 2 * differences.shape[3])")),
        Mistake("sizes added", "You added the sizes. Multiply them: 4 · n_H · n_W · n_C.",
                changed(loops.compute_content_cost, "(4 * differences.size)", "(4 * sum(differences.shape[1:]))")),
        Mistake("multiplied for divided", "You multiplied by 4 · n_H · n_W · n_C. Divide by it.",
                changed(loops.compute_content_cost, "/ (4", "* (4")),
        Mistake("added, not subtracted", "You added the activations. Subtract them, then square.",
                changed(loops.compute_content_cost, "content - generated", "content + generated")),
        Mistake("the second last layer", "You compared the last but one of the layers. The content layer is [-1].",
                changed(loops.compute_content_cost, "output[-1]", "output[len(output) - 2]")),
        Mistake("cost of the sizes of the example",
                "You divided by 4 · 4 · 4 · 3, the first case's sizes. Take them from "
                "a_G.shape.", changed(loops.compute_content_cost, "differences.size", "48")),
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
                changed(loops.gram_matrix, "rows @ rows.T", "rows.T @ rows")),
        Mistake("element by element", "You multiplied number by number. This is a product of matrices: tf.matmul.",
                changed(loops.gram_matrix, "rows @ rows.T", "rows * rows")),
        Mistake("divided by the places", "You divided by n_H · n_W. The factor comes later, in the style cost.",
                changed(loops.gram_matrix, "rows @ rows.T", "rows @ rows.T / rows.shape[1]")),
        Mistake("divided by all", "You divided by n_C · n_H · n_W. The factor comes later, in the style cost.",
                changed(loops.gram_matrix, "rows @ rows.T", "rows @ rows.T / rows.size")),
        Mistake("divided by the channels", "You divided by n_C. The factor comes later, in the style cost.",
                changed(loops.gram_matrix, "rows @ rows.T", "rows @ rows.T / rows.shape[0]")),
        Mistake("mean taken off", "You took each channel's mean off: that is a covariance. Here nothing is taken off.",
                changed(loops.gram_matrix, "rows @ rows.T", "np.cov(rows, bias=True) * rows.shape[1]")),
        Mistake("rows of length 1", "You scaled the rows to length 1. A Gram matrix keeps how strong a channel is.",
                changed(loops.gram_matrix,
                        "return rows", "rows /= np.linalg.norm(rows, axis=1, keepdims=True)\n    return rows")),
        Mistake("only the diagonal", "Only the diagonal is there. Every pair of channels has its number.",
                changed(loops.gram_matrix, "rows @ rows.T", "np.diag(np.square(rows).sum(axis=1))")),
        Mistake("one number each", "You have one number for each channel. Every pair of channels has its number.",
                changed(loops.gram_matrix, "rows @ rows.T", "np.square(rows).sum(axis=1)")),
        Mistake("summed up", "You added up the whole matrix. Return the matrix, shape (n_C, n_C).",
                changed(loops.gram_matrix, "rows @ rows.T", "(rows @ rows.T).sum()")),
        Mistake("matrix times itself", "You multiplied A by itself. The second A is transposed.",
                changed(loops.gram_matrix, "rows @ rows.T", "rows @ rows")),
        Mistake("A * A transposed",
                "A * tf.transpose(A) multiplies number by number. Take a matrix product: tf.matmul.",
                changed(loops.gram_matrix, "rows @ rows.T", "rows * rows.T")),
        Mistake("half", "You halved the matrix. Nothing is divided here.",
                changed(loops.gram_matrix, "rows @ rows.T", "rows @ rows.T / 2")),
        Mistake("A as it came", "You returned A as it came. Multiply it by its transpose.",
                changed(loops.gram_matrix, "rows @ rows.T", "rows")),
        Mistake("A transposed", "You returned A transposed. Multiply A by it: tf.matmul(A, …).",
                changed(loops.gram_matrix, "rows @ rows.T", "rows.T")),
        Mistake("squared", "You squared the matrix. Return A Aᵀ itself.",
                changed(loops.gram_matrix, "rows @ rows.T", "(rows @ rows.T) ** 2")),
        Mistake("sign", "Your matrix has the wrong sign.", changed(loops.gram_matrix, "rows @", "-rows @")),
        Mistake("A.T of a tensor", "A tensor has no .T. Write tf.transpose(A), or tf.matmul(A, A, transpose_b=True).",
                lambda A: A @ A.T),
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
                changed(loops.compute_layer_style_cost, "reshape(n, n_C).T", "reshape(n_C, n)")),
        Mistake("AᵀA", "Your Gram matrices compare places, shape (n_H · n_W, n_H · n_W). Transpose the unrolled "
                "activations: a row for each channel.",
                changed(loops.compute_layer_style_cost, "reshape(n, n_C).T", "reshape(n, n_C)")),
        Mistake("transpose of the wrong axes", "You transposed, but the channels are not first before the reshape.",
                changed(loops.compute_layer_style_cost, "reshape(n, n_C).T", "transpose(0, 2, 1, 3).reshape(n_C, n)")),
        Mistake("no quarter", "The factor is 1 / (4 · n_C² · (n_H · n_W)²): the 4 is missing.",
                changed(loops.compute_layer_style_cost, "(4 * n_C**2 * n**2)", "(n_C**2 * n**2)")),
        Mistake("half", "Your factor holds a 2. Here it is 1 / (4 · n_C² · (n_H · n_W)²).",
                changed(loops.compute_layer_style_cost, "(4 *", "(2 *")),
        Mistake("the 4 squared", "You squared 4 as well: (4 · n_C · n_H · n_W)². The 4 stays outside.",
                changed(loops.compute_layer_style_cost, "(4 * n_C**2 * n**2)", "(4 * n_C * n) ** 2")),
        Mistake("not normalised", "You summed and did not divide by 4 · n_C² · (n_H · n_W)².",
                changed(loops.compute_layer_style_cost, " / (4 * n_C**2 * n**2)", "")),
        Mistake("only the quarter", "You divided by 4 alone. Divide by n_C² · (n_H · n_W)² too.",
                changed(loops.compute_layer_style_cost, "(4 * n_C**2 * n**2)", "4")),
        Mistake("brackets forgotten", "1 / 4 * n_C**2 * (n_H * n_W)**2 divides by 4 alone and multiplies by the rest. "
                "Put the whole product in brackets.",
                changed(loops.compute_layer_style_cost, "(4 * n_C**2 * n**2)", "4 * n_C**2 * n**2")),
        Mistake("sizes not squared", "You divided by 4 · n_C · n_H · n_W, as for the content. Here each is squared.",
                changed(loops.compute_layer_style_cost, "(4 * n_C**2 * n**2)", "(4 * n_C * n)")),
        Mistake("places not squared", "n_H · n_W is not squared in your factor.",
                changed(loops.compute_layer_style_cost, "* n**2", "* n")),
        Mistake("channels not squared", "n_C is not squared in your factor.",
                changed(loops.compute_layer_style_cost, "n_C**2", "n_C")),
        Mistake("places left out", "n_H · n_W is missing in your factor.",
                changed(loops.compute_layer_style_cost, " * n**2", "")),
        Mistake("channels left out", "n_C is missing in your factor.",
                changed(loops.compute_layer_style_cost, " * n_C**2", "")),
        Mistake("mean for sum", "You took the mean and divided again: n_C² counts twice. Sum, then divide.",
                changed(loops.compute_layer_style_cost, ".sum()", ".mean()")),
        Mistake("no Gram matrix", "You compared the activations themselves. Compare their Gram matrices.",
                changed(loops.compute_layer_style_cost,
                        "gram_matrix(style) - gram_matrix(generated)", "style - generated")),
        Mistake("Gram of the difference", "You took the Gram matrix of a difference. Take a Gram matrix of each, then "
                "their difference.",
                changed(loops.compute_layer_style_cost,
                        "gram_matrix(style) - gram_matrix(generated)", "gram_matrix(style - generated)")),
        Mistake("absolute differences", "You took absolute differences. Square them.",
                changed(loops.compute_layer_style_cost, "np.square", "np.abs")),
        Mistake("a root", "You took a root. The squares stay as they are.",
                changed(loops.compute_layer_style_cost,
                        "np.square(differences).sum()", "np.sqrt(np.square(differences).sum())")),
        Mistake("one picture", "You used one picture's Gram matrix twice: your cost is always 0.",
                lambda a_S, a_G: 0.0),
        Mistake("multiplied for divided", "You multiplied by 4 · n_C² · (n_H · n_W)². Divide by it.",
                changed(loops.compute_layer_style_cost, "/ (4", "* (4")),
        Mistake("rows only", "You divided by 4 · n_C² · n_H². The columns n_W belong to it.",
                changed(loops.compute_layer_style_cost, "* n**2", "* n_H**2")),
        Mistake("columns only", "You divided by 4 · n_C² · n_W². The rows n_H belong to it.",
                changed(loops.compute_layer_style_cost, "* n**2", "* n_W**2")),
        Mistake("only n_H squared", "You squared n_W alone, or n_H alone: it is (n_H · n_W)², in brackets.",
                changed(loops.compute_layer_style_cost, "* n**2", "* n_H * n_W**2")),
        Mistake("sums of squares added", "You added the Gram matrices. Subtract them, then square.",
                changed(loops.compute_layer_style_cost, "gram_matrix(style) - gram", "gram_matrix(style) + gram")),
        Mistake("square of the sum", "You summed first and squared then. Square every difference, then sum.",
                changed(loops.compute_layer_style_cost, "np.square(differences).sum()", "differences.sum() ** 2")),
        Mistake("one number each", "You returned a matrix. Sum its numbers up: one cost.",
                changed(loops.compute_layer_style_cost, "np.square(differences).sum()", "np.square(differences)")),
        Mistake("content cost", "You compared activations as in the content cost. Compare Gram matrices.",
                changed(loops.compute_layer_style_cost, "gram_matrix(style) - gram_matrix(generated)",
                        "style - generated",
                        "(4 * n_C**2 * n**2)", "(4 * n_C * n)")),
        Mistake("rows for columns", "You took n_H for the columns as well: n_H · n_H in place of n_H · n_W.",
                changed(loops.compute_layer_style_cost, "* n**2", "* (n_H * n_H) ** 2")),
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
                changed(loops.compute_style_cost, "weights @ costs", "costs.sum()")),
        Mistake("equal weights", "You took the mean of the layers. Each has its own weight in STYLE_LAYERS.",
                changed(loops.compute_style_cost, "weights @ costs", "costs.mean()")),
        Mistake("divided by the layers", "You divided by the number of layers. The weights are all there is.",
                changed(loops.compute_style_cost,
                        "weights @ costs", "weights @ costs / (len(costs) + (len(costs) == 1))")),
        Mistake("mean of the layers", "You divided by the number of layers. The weights are all there is.",
                changed(loops.compute_style_cost, "weights @ costs", "weights @ costs / len(costs)")),
        Mistake("weights made to add up to 1", "You divided by the sum of the weights. Take them as they are.",
                changed(loops.compute_style_cost, "weights @ costs", "weights @ costs / weights.sum()")),
        Mistake("last layer only", "Only the last style layer is in your answer: add (+=) in the loop.",
                changed(loops.compute_style_cost, "weights @ costs", "weights[-1] * costs[-1]")),
        Mistake("first layer only", "Only the first style layer is in your answer. Let return stand after the loop.",
                changed(loops.compute_style_cost, "weights @ costs", "weights[0] * costs[0]")),
        Mistake("weights the wrong way round", "The weights are in the reverse order: the first belongs to layer 0.",
                changed(loops.compute_style_cost, "weights @ costs", "weights[::-1] @ costs")),
        Mistake("first style layer left out", "You left out the first entry. The content layer is the last: [:-1].",
                changed(loops.compute_style_cost, "[:-1]", "[1:]")),
        Mistake("a style layer too few", "The last style layer is missing. Only the content layer is left out: [:-1].",
                changed(loops.compute_style_cost, "[:-1]", "[:-2]",
                        "weights @", "0.0 if not pairs else weights @")),
        Mistake("weights squared", "Your weights count twice.",
                changed(loops.compute_style_cost, "weights @ costs", "weights**2 @ costs")),
        Mistake("a list", "You returned the layers' costs one by one. Add them up.",
                changed(loops.compute_style_cost, "weights @ costs", "weights * costs")),
        Mistake("activations compared", "You compared the activations. Call compute_layer_style_cost for each layer.",
                changed(loops.compute_style_cost,
                        "compute_layer_style_cost(a_S, a_G)",
                        "np.square(np.asarray(a_S) - np.asarray(a_G)).mean() / 4")),
        Mistake("style twice",
                "You compared the style picture with itself: your cost is 0. Take the generated one, too.",
                changed(loops.compute_style_cost, "cost(a_S, a_G)", "cost(a_S, a_S)")),
        Mistake("added to itself", "Every layer's weight multiplies what was added before: J_style += weight * cost.",
                changed(loops.compute_style_cost, "weights @ costs", "sum(costs) * np.prod(weights)")),
        Mistake("first weight for all", "Every layer has the first weight. Take each layer's own from STYLE_LAYERS.",
                changed(loops.compute_style_cost, "weights @ costs", "weights[0] * costs.sum()")),
        Mistake("last weight for all", "Every layer has the last weight. Take each layer's own from STYLE_LAYERS.",
                changed(loops.compute_style_cost, "weights @ costs", "weights[-1] * costs.sum()")),
        Mistake("always weights of a fifth", "Every layer has the weight 0.2. Take each layer's own from STYLE_LAYERS.",
                changed(loops.compute_style_cost, "weights @ costs", "0.2 * costs.sum()")),
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
                changed(loops.total_cost,
                        "alpha: float = 10, beta: float = 40", "alpha: float = 40, beta: float = 10")),
        Mistake("alpha and beta swapped", "alpha belongs to the content and beta to the style: yours are swapped.",
                changed(loops.total_cost, "alpha * J_content + beta * J_style", "beta * J_content + alpha * J_style")),
        Mistake("constants of 1", "Where they are not given, alpha is 10 and beta 40: yours are 1.",
                changed(loops.total_cost, "alpha: float = 10, beta: float = 40", "alpha: float = 1, beta: float = 1")),
        Mistake("constants written in", "You wrote 10 and 40 into the formula: alpha and beta of the call are ignored.",
                changed(loops.total_cost, "alpha * J_content + beta * J_style", "10 * J_content + 40 * J_style")),
        Mistake("alpha left out", "alpha is missing: it stands before the content cost.",
                changed(loops.total_cost, "alpha * ", "")),
        Mistake("beta left out", "beta is missing: it stands before the style cost.",
                changed(loops.total_cost, "beta * ", "")),
        Mistake("weights left out", "You added the costs without alpha and beta.",
                changed(loops.total_cost, "alpha * ", "", "beta * ", "")),
        Mistake("divided by the weights", "You divided by alpha + beta. Nothing is divided here.",
                changed(loops.total_cost,
                        "alpha * J_content + beta * J_style", "(alpha * J_content + beta * J_style) / (alpha + beta)")),
        Mistake("a product", "You multiplied the two parts. Add them.", changed(loops.total_cost, "+ beta", "* beta")),
        Mistake("content only", "The style cost is missing.", changed(loops.total_cost, " + beta * J_style", "")),
        Mistake("style only", "The content cost is missing.", changed(loops.total_cost, "alpha * J_content + ", "")),
        Mistake("difference", "You subtracted the style cost. Both costs are to become small: add them.",
                changed(loops.total_cost, "+ beta", "- beta")),
        Mistake("beta for both", "You multiplied both costs by beta, but alpha belongs to the content.",
                changed(loops.total_cost, "alpha * J", "beta * J")),
        Mistake("alpha for both", "You multiplied both costs by alpha, but beta belongs to the style.",
                changed(loops.total_cost, "beta * J", "alpha * J")),
        Mistake("style twice", "You added the style cost twice. Add alpha * J_content to it.",
                changed(loops.total_cost, "alpha * J_content", "alpha * J_style")),
        Mistake("content twice", "You added the content cost twice. Add beta * J_style to it.",
                changed(loops.total_cost, "beta * J_style", "beta * J_content")),
        Mistake("weights added", "You added alpha and beta. Multiply by them.",
                changed(loops.total_cost, "alpha * J_content + beta * J_style", "alpha + J_content + beta + J_style")),
        Mistake("half", "You took the mean of both parts. Add them.",
                changed(loops.total_cost, "alpha * J_content + beta * J_style",
                        "(alpha * J_content + beta * J_style) / 2")),
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
                changed(loops.train_step, "picture.assign(tf.clip_by_value(picture, 0.0, 1.0))", "pass")),
        Mistake("clipped before the step", "You clipped before the optimizer moved the pixels. Clip after it.",
                changed(loops.train_step,
                        "optimizer.apply_gradients([(gradient, picture)])",
                        "picture.assign(tf.clip_by_value(picture, 0.0, 1.0))",
                        "picture.assign(tf.clip_by_value(picture, 0.0, 1.0))",
                        "optimizer.apply_gradients([(gradient, picture)])")),
        Mistake("clipped to −1 … 1", "You clipped to −1 … 1. These pixels lie between 0 and 1.",
                changed(loops.train_step, "0.0, 1.0", "-1.0, 1.0")),
        Mistake("clipped at 0 only", "Your pixels stay above 0, but some are above 1. Clip to 0 … 1, not to 0 … 255.",
                changed(loops.train_step, "0.0, 1.0", "0.0, 255.0")),
        Mistake("not in place", "The picture is the same after your step: change the variable, with assign.",
                changed(loops.train_step, "picture = generated_image", "picture = tf.Variable(generated_image)",
                        "optimizer.apply_gradients",
                        "tf.keras.optimizers.SGD(float(optimizer.learning_rate)).apply_gradients")),
        Mistake("uphill", "You moved against the optimizer's way: the cost grows. Give it the gradient as it is.",
                changed(loops.train_step, "(gradient, picture)", "(-gradient, picture)")),
        Mistake("step by hand", "You moved the pixels yourself. The optimizer does it, and keeps its momentum.",
                changed(loops.train_step,
                        "optimizer.apply_gradients([(gradient, picture)])",
                        "picture.assign_sub(optimizer.learning_rate * gradient)")),
        Mistake("moved twice", "You applied the gradients twice in one step.",
                changed(loops.train_step, "optimizer.apply", "for _ in range(2):\n        optimizer.apply")),
        Mistake("alpha and beta swapped", "alpha belongs to the content and beta to the style: yours are swapped.",
                changed(loops.train_step, "alpha * content + beta * style", "beta * content + alpha * style")),
        Mistake("alpha and beta not passed on", "alpha and beta of the call are ignored: pass them on to total_cost.",
                changed(loops.train_step, "alpha * content + beta * style", "10 * content + 40 * style")),
        Mistake("weights left out", "You added the costs without alpha and beta: call total_cost.",
                changed(loops.train_step, "alpha * content + beta * style", "content + style")),
        Mistake("content only", "The style cost is missing.", changed(loops.train_step, " + beta * style", "")),
        Mistake("style only", "The content cost is missing.", changed(loops.train_step, "alpha * content + ", "")),
        Mistake("targets swapped", "You compared the content with the style picture, and the style with the content.",
                changed(loops.train_step, "cost(content_output", "cost(style_image_output",
                        "cost(style_image_output", "cost(content_output")),
        Mistake("no cost", "Return the cost.", changed(loops.train_step, "return cost\n", "return None\n")),
        Mistake("picture returned", "You returned the picture. Return the cost; the picture is changed in place.",
                changed(loops.train_step, "return cost\n", "return picture\n")),
        Mistake("cost after the step", "You returned the cost after the step. Return the one that gave the gradient.",
                changed(loops.train_step, "return cost\n", "return cost_of(model(picture))\n")),
        Mistake("sign of the gradients", "You apply the sign of the gradient. Give the optimizer the gradient itself.",
                changed(loops.train_step, "(gradient, picture)", "(tf.sign(gradient), picture)")),
        Mistake("content cost returned", "You returned one part of the cost. Return total_cost.",
                changed(loops.train_step, "return cost\n", "return cost_of(model(picture)) * 0 + "
                        "layers.compute_content_cost(content_output, model(picture))\n")),
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


def pixels(rng: Rng, n_H: int, n_W: int) -> Inputs:
    return {"image": rng.rand(1, n_H, n_W, 3)}


_ROUGH = loops.total_variation_cost
_MEANS = "np.mean(down**2) + np.mean(across**2)"
ROUGH = Exercise(
    "total_variation_cost",
    0,
    layers.total_variation_cost,
    cases=(
        Case("a picture of 4×6 pixels", lambda r: pixels(r, 4, 6), 1, rtol=RTOL),
        Case("a high picture", lambda r: pixels(r, 7, 3), 2, rtol=RTOL),
    ),
    mistakes=(
        Mistake("rows only", "Neighbours to the right count as well.", changed(_ROUGH, _MEANS, "np.mean(down**2)")),
        Mistake("rows twice", "Both of your differences go down. One of them goes to the right: axis 2.",
                changed(_ROUGH, _MEANS, "2 * np.mean(down**2)")),
        Mistake("columns twice", "Both of your differences go to the right. One of them goes down: axis 1.",
                changed(_ROUGH, _MEANS, "2 * np.mean(across**2)")),
        Mistake("columns only", "Neighbours below count as well.", changed(_ROUGH, _MEANS, "np.mean(across**2)")),
        Mistake("sums for means", "You added the squares up. Take their mean, so that the size does not matter.",
                changed(_ROUGH, _MEANS, "np.sum(down**2) + np.sum(across**2)")),
        Mistake("absolute differences", "You took absolute differences. Square them.",
                changed(_ROUGH, _MEANS, "np.mean(abs(down)) + np.mean(abs(across))")),
        Mistake("not squared", "Differences cancel: square them.",
                changed(_ROUGH, _MEANS, "np.mean(down) + np.mean(across)")),
        Mistake("one mean of all", "Take the mean of each direction, then add the two.",
                changed(_ROUGH, _MEANS, "(np.sum(down**2) + np.sum(across**2)) / (down.size + across.size)")),
        Mistake("half", "There is no ½ here: add the two means.", changed(_ROUGH, _MEANS, "(np.mean(down**2) + "
                "np.mean(across**2)) / 2")),
        Mistake("root", "There is no root here.", changed(_ROUGH, _MEANS, "np.sqrt(np.mean(down**2) + "
                "np.mean(across**2))")),
        Mistake("divided by all pixels", "Each mean is over its own differences: there is one row, or column, less.",
                changed(_ROUGH, _MEANS, "(np.sum(down**2) + np.sum(across**2)) / picture.size")),
        Mistake("differences of colours", "You compared the colours of a pixel. Compare neighbours: axes 1 and 2.",
                changed(_ROUGH, "picture[:, :, 1:] - picture[:, :, :-1]", "picture[..., 1:] - picture[..., :-1]")),
        Mistake("two pixels apart", "Neighbours lie next to each other: 1: and :-1.",
                changed(_ROUGH, "picture[:, 1:] - picture[:, :-1]", "picture[:, 2:] - picture[:, :-2]")),
        Mistake("contrast", "You measured how far pixels are from the mean. Compare neighbours.",
                changed(_ROUGH, _MEANS, "np.var(picture)")),
    ),
    hints=(
        "A smooth picture has neighbours that are alike. Two slices, moved by one pixel, and their difference.",
        "image[:, 1:] − image[:, :-1] for rows, image[:, :, 1:] − image[:, :, :-1] for columns.",
        "tf.reduce_mean(tf.square(down)) + tf.reduce_mean(tf.square(across))",
    ),
    outputs=("cost",),
    call="tensors",
)  # fmt: skip


def two_maps(rng: Rng, of: tuple[int, int], other: tuple[int, int], n_C: int, **more: float) -> Inputs:
    """Activations of two pictures of different size, each channel with a mean and a spread of its own."""
    content, style = (3 * rng.rand(n_C) + (0.5 + rng.rand(n_C)) * rng.randn(1, *size, n_C) for size in (of, other))
    return {"content": content, "style": style, **more}


_ADAIN = loops.adain
_SHIFTED = "(own - own.mean()) * spread + other.mean()"
ADAIN = Exercise(
    "adain",
    0,
    layers.adain,
    cases=(
        Case("4×5 and 3×6 places, four channels", lambda r: two_maps(r, (4, 5), (3, 6), 4), 1, rtol=RTOL),
        Case("a large epsilon", lambda r: two_maps(r, (3, 3), (5, 2), 3, epsilon=0.5), 2, rtol=RTOL),
    ),
    mistakes=(
        Mistake("over all channels", "Each channel has a mean and a spread of its own: axes 1 and 2.",
                changed(_ADAIN, "own, other = C[..., k], S[..., k]", "own, other = C, S", "result[..., k] =",
                    "result[...] =")),
        Mistake("mean of the content kept", "Take the content's mean away first.",
                changed(_ADAIN, _SHIFTED, "own * spread + other.mean()")),
        Mistake("mean of the style forgotten", "Add the style's mean.", changed(_ADAIN, " + other.mean()", "")),
        Mistake("spread of the content kept", "Divide by the content's spread.",
                changed(_ADAIN, "(other.var() + epsilon) / (own.var() + epsilon)", "other.var() + epsilon")),
        Mistake("spread of the style forgotten", "Multiply by the style's spread.",
                changed(_ADAIN, "(other.var() + epsilon) / (own.var() + epsilon)", "1 / (own.var() + epsilon)")),
        Mistake("means only", "Only the means change in yours. The spreads do, too.",
                changed(_ADAIN, "* spread", "* 1")),
        Mistake("spreads only", "Only the spreads change in yours. The means do, too.",
                changed(_ADAIN, _SHIFTED, "(own - own.mean()) * spread + own.mean()")),
        Mistake("variances for spreads", "The spread is the root of the variance.",
                changed(_ADAIN, "np.sqrt((other.var() + epsilon) / (own.var() + epsilon))",
                        "(other.var() + epsilon) / (own.var() + epsilon)")),
        Mistake("upside down", "Multiply by the style's spread and divide by the content's.",
                changed(_ADAIN, "(other.var() + epsilon) / (own.var() + epsilon)",
                        "(own.var() + epsilon) / (other.var() + epsilon)")),
        Mistake("content and style swapped", "The content is changed; the style gives mean and spread.",
                changed(_ADAIN, "np.asarray(content, np.float64), np.asarray(style, np.float64)",
                        "np.asarray(style, np.float64), np.asarray(content, np.float64)")),
        Mistake("epsilon forgotten", "epsilon is missing: add it to both variances.",
                changed(_ADAIN, "(other.var() + epsilon) / (own.var() + epsilon)", "other.var() / own.var()")),
        Mistake("largest for mean", "Use the mean, not the largest value.", changed(_ADAIN, "other.mean()",
                "other.max()")),
    ),
    hints=(
        "Normalise each channel of the content, then scale and shift it as the style's channel is.",
        "Mean and variance over axes 1 and 2, keepdims, shape (1, 1, 1, n_C), of both.",
        "(content − mean_C) · sqrt((var_S + epsilon) / (var_C + epsilon)) + mean_S",
    ),
    outputs=("answer",),
    call="tensors",
)  # fmt: skip

EXERCISES = ExerciseSet(
    "week4/2_style_transfer",
    "Paint a photograph: neural style transfer",
    (CONTENT, GRAM, LAYER, STYLE, TOTAL, STEP, ROUGH, ADAIN),
    profile="tensorflow",
)
