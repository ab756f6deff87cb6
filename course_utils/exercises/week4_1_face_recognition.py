"""Exercises of week4/1_face_recognition: triplets, pairs, a door and a name."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from course_utils.exercises.base import Case, Exercise, ExerciseSet, Inputs, Mistake
from course_utils.exercises.changes import changed
from course_utils.exercises.loops import faces as loops
from course_utils.layers.images import face_measures as measures
from course_utils.layers.images import faces as layers
from course_utils.types import Array, Function

Rng = np.random.RandomState
NAMES = ("amina", "bruno", "chen", "dora", "emil")


def encodings(rng: Rng, m: int, d: int, gaps: Sequence[float], alpha: float | None = None) -> Inputs:
    """Triplets whose ‖a − p‖² − ‖a − n‖² are near `gaps`, over and over."""
    anchor = rng.randn(m, d)
    ways = rng.randn(2, m, d)
    ways /= np.linalg.norm(ways, axis=-1, keepdims=True)
    wanted = np.resize(np.asarray(gaps, float), m) * (0.9 + 0.2 * rng.rand(m))
    near = 0.5 + 0.5 * rng.rand(m)
    lengths = np.sqrt([near + np.maximum(wanted, 0), near + np.maximum(-wanted, 0)])
    positive, negative = anchor + ways * lengths[..., None]
    given = {"anchor": anchor, "positive": positive, "negative": negative}
    return given if alpha is None else {**given, "alpha": alpha}


def classic(rng: Rng) -> Inputs:
    """The sizes of the published figure: nearly one place, another, and all over."""
    return {"anchor": rng.normal(6, 0.1, (3, 128)), "positive": rng.normal(1, 1, (3, 128)),
            "negative": rng.normal(3, 4, (3, 128))}  # fmt: skip


TRIPLET = Exercise(
    "triplet_loss",
    30,
    layers.triplet_loss,
    cases=(
        Case("three triplets of 128 numbers, the margin left at 0.2", classic, 1, rtol=1e-4),
        Case("six triplets, half of them easy: an easy one does not pay for a hard one",
             lambda r: encodings(r, 6, 4, (3.0, -1.5)), 2, rtol=1e-4),
        Case("another margin, all triplets hard", lambda r: encodings(r, 4, 3, (0.4, 0.8), 0.5), 3, rtol=1e-4),
        Case("inside the margin: nearer than alpha, yet on the right side",
             lambda r: encodings(r, 4, 5, (-1.5, -0.1, -1.6, 0.1), 0.4), 4, rtol=1e-4),
    ),
    mistakes=(
        Mistake("axis=None", "You summed over all triplets at once. Sum each row by itself: axis=-1.",
                changed(loops.triplet_loss, ", axis=-1", "")),
        Mistake("wrong axis", "You summed down the batch. Sum along each encoding: axis=-1.",
                changed(loops.triplet_loss, "axis=-1", "axis=0")),
        Mistake("max after the sum", "Take the maximum with 0 for each triplet, and then the sum.",
                changed(loops.triplet_loss,
                        "tf.reduce_sum(tf.maximum(near - far + alpha, 0.0))",
                        "tf.maximum(tf.reduce_sum(near - far + alpha), 0.0)")),
        Mistake("swapped pair", "Anchor to positive comes first, minus anchor to negative: yours are swapped.",
                changed(loops.triplet_loss, "near - far", "far - near")),
        Mistake("no alpha", "The margin alpha is missing.", changed(loops.triplet_loss, " + alpha", "")),
        Mistake("alpha subtracted", "Add the margin: yours is subtracted.",
                changed(loops.triplet_loss, "+ alpha", "- alpha")),
        Mistake("alpha is always 0.2", "You wrote 0.2 for the margin. Use the argument alpha.",
                changed(loops.triplet_loss, "+ alpha", "+ 0.2")),
        Mistake("alpha after the maximum", "Add alpha before the maximum with 0, not after it.",
                changed(loops.triplet_loss, "near - far + alpha, 0.0)", "near - far, 0.0) + alpha")),
        Mistake("mean for sum", "You took the mean over the triplets. Take the sum.",
                changed(loops.triplet_loss, "reduce_sum(tf.maximum", "reduce_mean(tf.maximum")),
        Mistake("mean over the encoding", "A squared distance is a sum over the encoding; you took the mean.",
                changed(loops.triplet_loss, "reduce_sum(tf.square", "reduce_mean(tf.square")),
        Mistake("no square", "The differences are not squared.",
                changed(loops.triplet_loss, "tf.square(first - second)", "first - second")),
        Mistake("absolute differences", "You took absolute differences. Square them.",
                changed(loops.triplet_loss, "tf.square", "tf.abs")),
        Mistake("a root", "You took the root. The loss compares squared distances.",
                changed(loops.triplet_loss,
                        "tf.reduce_sum(tf.square(first - second), axis=-1)", "tf.norm(first - second, axis=-1)")),
        Mistake("no maximum", "Easy triplets count below 0 in your sum. Take the maximum with 0.",
                changed(loops.triplet_loss, "tf.maximum(near - far + alpha, 0.0)", "near - far + alpha")),
        Mistake("one number per triplet", "You returned one number per triplet. Sum them.",
                changed(loops.triplet_loss,
                        "tf.reduce_sum(tf.maximum(near - far + alpha, 0.0))", "tf.maximum(near - far + alpha, 0.0)")),
        Mistake("positive to negative", "The second distance goes from the anchor to the negative.",
                changed(loops.triplet_loss, "(anchor, negative)", "(positive, negative)")),
        Mistake("minimum", "You took the minimum with 0. Take the maximum: easy triplets cost 0.",
                changed(loops.triplet_loss, "tf.maximum", "tf.minimum")),
        Mistake("anchor last", "You unpacked the triplet in another order: anchor, positive, negative.",
                changed(loops.triplet_loss, "anchor, positive, negative = y_pred",
                        "positive, negative, anchor = y_pred")),
        Mistake("positive first", "You unpacked the triplet in another order: anchor, positive, negative.",
                changed(loops.triplet_loss, "anchor, positive, negative = y_pred",
                        "positive, anchor, negative = y_pred")),
        Mistake("distances added", "You added both distances. Subtract the negative's: pos_dist − neg_dist + alpha.",
                changed(loops.triplet_loss, "near - far", "near + far")),
        Mistake("negative left out", "The distance to the negative is missing: pos_dist − neg_dist + alpha.",
                changed(loops.triplet_loss, "near - far + alpha", "near + alpha")),
        Mistake("alpha for every number",
                "You added alpha inside the sum over the encoding. Add it once: to each triplet.",
                changed(loops.triplet_loss, "near - far + alpha", "near - far + alpha * anchor.shape[-1]")),
        Mistake("half", "There is no ½ here: return the sum itself.",
                changed(loops.triplet_loss, "return tf.reduce_sum(tf.max", "return 0.5 * tf.reduce_sum(tf.max")),
        Mistake("largest triplet", "You took the largest of the triplets. Take the sum of all.",
                changed(loops.triplet_loss, "tf.reduce_sum(tf.maximum", "tf.reduce_max(tf.maximum")),
    ),
    hints=(
        "A triplet costs nothing once its negative is farther than its positive by alpha. The others pay the rest.",
        "pos_dist and neg_dist, shape (m,): sums over axis=-1 of squared differences. Then max(pos − neg + alpha, 0).",
        "tf.reduce_sum(tf.maximum(…, 0.0)); pos_dist = tf.reduce_sum(tf.square(…), axis=-1), and neg_dist alike.",
    ),
    outputs=("loss",),
    call="triplets",
)  # fmt: skip


def crowd(rng: Rng, counts: Sequence[int], d: int, alpha: float, spread: float = 0.7, length: float = 1.0) -> Inputs:
    """Encodings of one length of some people, near their own middle, in a mixed order; ids are no places."""
    people = np.repeat(10 + 3 * rng.permutation(len(counts)), counts)
    middles = {person: rng.randn(d) for person in people}
    points = np.array([middles[person] for person in people]) + spread * rng.randn(len(people), d)
    order = rng.permutation(len(people))
    points *= length / np.linalg.norm(points, axis=1, keepdims=True)
    return {"embeddings": points[order], "ids": people[order], "alpha": alpha}


def apart(rng: Rng) -> Inputs:
    """People so far from each other that no triplet costs anything; one of them has a single picture."""
    ids = np.array([4, 9, 4, 6, 9])
    return {"embeddings": np.eye(10)[ids] + 0.01 * rng.rand(5, 10), "ids": ids, "alpha": 0.2}


HARD = Exercise(
    "hard_triplets",
    20,
    layers.hard_triplets,
    cases=(
        Case("seven pictures of three people", lambda r: crowd(r, (3, 2, 2), 3, 0.2), 2),
        Case("nine pictures, a wide margin", lambda r: crowd(r, (4, 3, 2), 4, 0.8), 5),
        Case("all triplets easy: none is left", apart, 3),
    ),
    mistakes=(
        Mistake("distances not squared", "The loss compares squared distances: leave the root out.",
                changed(loops.hard_triplets,
                        "np.square(embeddings[:, None] - embeddings).sum(axis=-1)",
                        "np.linalg.norm(embeddings[:, None] - embeddings, axis=-1)")),
        Mistake("easy ones kept", "Keep a triplet only where its loss is above 0.",
                changed(loops.hard_triplets, " and squared[a, p] - squared[a, n] + alpha > 0", "")),
        Mistake("no margin", "Inside the margin the loss is still above 0: add alpha before you compare.",
                changed(loops.hard_triplets, " + alpha", "")),
        Mistake("farthest negative", "You took the farthest negative. The hard one is the nearest.",
                changed(loops.hard_triplets, "argmin", "argmax")),
        Mistake("first negative", "You took the first picture of another person. Take the nearest.",
                changed(loops.hard_triplets, "squared[a, others].argmin()", "0")),
        Mistake("nearest to the positive", "Your negative is the one nearest to the positive. Ask the anchor.",
                changed(loops.hard_triplets, "squared[a, others]", "squared[p, others]")),
        Mistake("place among the others", "argmin gives a place among the others. Look up which picture stands there.",
                changed(loops.hard_triplets, "others[squared[a, others].argmin()]", "squared[a, others].argmin()")),
        Mistake("the same person as negative", "Your negative may be the anchor's own person. Take other ids only.",
                changed(loops.hard_triplets, "ids != ids[a]", "np.arange(len(ids)) != a")),
        Mistake("the anchor as its own positive", "A picture is not its own positive: leave the anchor out.",
                changed(loops.hard_triplets, "a != p and ", "")),
        Mistake("each pair once", "Each of the two pictures of a pair is the anchor once: (a, p) and (p, a).",
                changed(loops.hard_triplets, "a != p", "a < p")),
        Mistake("hardest positive only", "Every positive of an anchor counts; you kept the farthest only.",
                changed(loops.hard_triplets, "a != p", "a != p and squared[a, p] == squared[a, ids == ids[a]].max()")),
        Mistake("negative before positive", "The order is anchor, positive, negative.",
                changed(loops.hard_triplets, "(a, p, n)", "(a, n, p)")),
        Mistake("pairs only", "Return three places for each triplet.",
                changed(loops.hard_triplets, "(a, p, n)", "(a, n)",
                        "reshape(-1, 3)", "reshape(-1, 2 if triplets else 3)")),
        Mistake("positive before anchor", "The order is anchor, positive, negative.",
                changed(loops.hard_triplets, "(a, p, n)", "(p, a, n)")),
        Mistake("all negatives", "You took every stranger. Take the nearest one for each pair.",
                changed(loops.hard_triplets, "        n = others[squared[a, others].argmin()]\n"
                        "        if a != p and squared[a, p] - squared[a, n] + alpha > 0:\n            triplets",
                        "        for n in others:\n          if a != p and squared[a, p] - squared[a, n] + alpha > 0:\n"
                        "            triplets")),
        Mistake("alpha subtracted", "Add the margin: D[a, p] − D[a, n] + alpha > 0.",
                changed(loops.hard_triplets, "+ alpha", "- alpha")),
        Mistake("ids for places", "You returned ids. Return the places of the pictures.",
                changed(loops.hard_triplets, "(a, p, n)", "(ids[a], ids[p], ids[n])")),
        Mistake("always alpha 0.2", "You wrote 0.2 for the margin. Use the argument alpha.",
                changed(loops.hard_triplets, "+ alpha", "+ 0.2")),
        Mistake("first triplet only", "You return the first triplet only: let return stand after the loops.",
                changed(loops.hard_triplets, "np.array(triplets, dtype=int)", "np.array(triplets[:1], dtype=int)")),
    ),
    hints=(
        "For each pair of one person: which stranger is nearest to the anchor? Does this triplet still cost something?",
        "D[a, p] − D[a, n] + alpha > 0, with squared distances D (m, m) and n the nearest of those with another id.",
        "others = np.flatnonzero(ids != ids[a]); n = others[D[a, others].argmin()]; each p != a with ids[p] == ids[a].",
    ),
    outputs=("triplets",),
)  # fmt: skip


def pairs(rng: Rng, m: int, d: int) -> Inputs:
    return {"f1": rng.randn(m, d), "f2": rng.randn(m, d), "W": rng.randn(d), "b": float(0.5 + rng.rand())}


PAIR = Exercise(
    "pair_similarity",
    15,
    layers.pair_similarity,
    cases=(
        Case("five pairs", lambda r: pairs(r, 5, 4), 1),
        Case("one pair", lambda r: pairs(r, 1, 6), 2),
        Case("the same picture twice: only b is left", lambda r: {**pairs(r, 3, 2), "f1": np.ones((3, 2)),
                                                                  "f2": np.ones((3, 2))}, 3),
    ),
    mistakes=(
        Mistake("sign kept", "Take the absolute difference: a pair and its mirror image are the same pair.",
                changed(loops.pair_similarity, "np.abs(f1 - f2)", "f1 - f2")),
        Mistake("squared", "You squared the differences. Take their absolute values.",
                changed(loops.pair_similarity, "np.abs", "np.square")),
        Mistake("products", "You multiplied the encodings. Take their absolute difference.",
                changed(loops.pair_similarity, "np.abs(f1 - f2)", "f1 * f2")),
        Mistake("no logistic", "This is a score, not a probability: put it through the logistic function.",
                changed(loops.pair_similarity, "1 / (1 + np.exp(-score))", "score")),
        Mistake("sign in the logistic", "It is 1 / (1 + exp(−score)): the minus is missing.",
                changed(loops.pair_similarity, "-score", "score")),
        Mistake("tanh", "You used tanh. The logistic function lies between 0 and 1.",
                changed(loops.pair_similarity, "1 / (1 + np.exp(-score))", "np.tanh(score)")),
        Mistake("no b", "b is missing.", changed(loops.pair_similarity, " + b", "")),
        Mistake("b subtracted", "Add b: yours is subtracted.", changed(loops.pair_similarity, "+ b", "- b")),
        Mistake("no weights", "Each difference has its own weight: multiply by W.",
                changed(loops.pair_similarity, "(features * W)", "features")),
        Mistake("b in every term", "Add b once, after the sum.",
                changed(loops.pair_similarity, "(features * W).sum(axis=1) + b", "(features * W + b).sum(axis=1)")),
        Mistake("mean for sum", "You took the mean over the encoding. Take the sum.",
                changed(loops.pair_similarity, ".sum(axis=1)", ".mean(axis=1)")),
        Mistake("no sum", "One number for each pair: sum over the encoding.",
                changed(loops.pair_similarity, ".sum(axis=1)", "")),
        Mistake("summed over the pairs", "You summed over the pairs. Sum over the encoding, axis=1.",
                changed(loops.pair_similarity, "axis=1", "axis=0")),
        Mistake("one number for all", "You summed over everything. Each pair has its own number.",
                changed(loops.pair_similarity, "axis=1", "")),
        Mistake("classes", "You rounded. Return the probability itself.",
                changed(loops.pair_similarity, "1 / (1 + np.exp(-score))", "np.round(1 / (1 + np.exp(-score)))")),
        Mistake("True and False", "You decided already. Return the probability itself.",
                changed(loops.pair_similarity, "1 / (1 + np.exp(-score))", "1 / (1 + np.exp(-score)) > 0.5")),
        Mistake("distance in place of features",
                "You took the length of the difference first. Each place has its weight.",
                changed(loops.pair_similarity, "np.abs(f1 - f2)",
                        "np.linalg.norm(f1 - f2, axis=1, keepdims=True) * np.ones_like(f1)")),
        Mistake("chi square", "You divided by f1 + f2: that is the χ² similarity. Take |f1 − f2|.",
                changed(loops.pair_similarity, "np.abs(f1 - f2)", "np.square(f1 - f2) / (f1 + f2)")),
        Mistake("weights negative", "You subtracted W · |f1 − f2|. Add it.",
                changed(loops.pair_similarity, "(features * W)", "(-features * W)")),
        Mistake("sum of the encodings", "You added the encodings. Take their absolute difference.",
                changed(loops.pair_similarity, "np.abs(f1 - f2)", "np.abs(f1 + f2)")),
        Mistake("absolute after the weights", "You took the absolute value of the sum. Take it of each difference.",
                changed(loops.pair_similarity, "np.abs(f1 - f2)", "(f1 - f2)", "(features * W).sum(axis=1) + b",
                        "np.abs((features * W).sum(axis=1)) + b")),
        Mistake("bias multiplied", "You multiplied by b. It is added.", changed(loops.pair_similarity, "+ b", "* b")),
        Mistake("brackets forgotten", "1 / 1 + e^(−score) is 1 + e^(−score). Put 1 + np.exp(-score) in brackets.",
                changed(loops.pair_similarity, "1 / (1 + np.exp(-score))", "1 / 1 + np.exp(-score)")),
        Mistake("minus for plus below", "It is 1 + e^(−score) below the line: you wrote 1 − e^(−score).",
                changed(loops.pair_similarity, "(1 + np.exp", "(1 - np.exp")),
        Mistake("ReLU for sigmoid", "You used ReLU. The logistic function gives a probability.",
                changed(loops.pair_similarity, "1 / (1 + np.exp(-score))", "np.maximum(score, 0)")),
        Mistake("softmax over the pairs",
                "You used softmax over the pairs. Each pair has its own probability: sigmoid.",
                changed(loops.pair_similarity, "1 / (1 + np.exp(-score))", "np.exp(score) / np.exp(score).sum()")),
    ),
    hints=(
        "Logistic regression on how much the two encodings differ, place by place.",
        "score = Σₖ W[k] · |f1[:, k] − f2[:, k]| + b, shape (m,); then 1 / (1 + e^(−score)).",
        "score = np.abs(…) @ W + b; then the sigmoid of it, with np.exp(-score).",
    ),
    outputs=("similarity",),
)  # fmt: skip


def _seen(rng: Rng, kind: str) -> tuple[Array, Array]:
    """The pixels of one colour as a file may hold them, and what the stand-in network says of them."""
    colour = rng.randint(40, 256, 3)
    if kind == "grey":
        colour = np.repeat(colour[:1], 3)
    pixels = np.broadcast_to(colour, (9, 12, 3)).astype(np.uint8)
    code = np.pad(colour / np.linalg.norm(colour), (0, 125))
    shown = {"grey": pixels[:, :, 0], "rgba": np.dstack([pixels, np.full((9, 12), 255, np.uint8)])}
    return shown.get(kind, pixels), code


def door(
    rng: Rng, distances: Sequence[float], claim: int | None = None, kind: str = "rgb", *,
    flat: bool = True, zoom: float = 1.0,
) -> Inputs:
    """A picture, and people whose encodings are so far from it; `claim` is the place of the name that is claimed."""
    pixels, code = _seen(rng, kind)
    ways = rng.randn(len(distances), 128)
    ways /= np.linalg.norm(ways, axis=1, keepdims=True)
    names = rng.permutation(NAMES)[: len(distances)].tolist()
    codes = code + ways * np.asarray(distances)[:, None]
    database = dict(zip(names, codes if flat else codes[:, None]))
    who = {} if claim is None else {"identity": names[claim]}
    return {"pixels": pixels, **who, "database": database, "threshold": layers.THRESHOLD, "zoom": zoom}


def on_the_threshold(rng: Rng) -> Inputs:
    """Somebody at exactly the threshold: one half, where the function takes a threshold.

    0.7 is no number of float32: the next one above it is meant where no threshold is taken, and one half else.
    """
    given = door(rng, (0.7, 1.2), 0, zoom=0.5 / layers.THRESHOLD)
    colour = given["pixels"][0, 0].astype(float)
    code = np.pad(colour / np.linalg.norm(colour), (0, 125)).astype(np.float32).astype(float)  # as the network gives it
    code[5] = layers.THRESHOLD + 3e-8
    return given | {"database": given["database"] | {given["identity"]: code}}


def _measured_wrong(right: Function) -> tuple[Mistake, ...]:
    """Other ways to say how far two encodings are."""
    distance = "float(np.linalg.norm(code - np.ravel(stored)))"
    return (
        Mistake("squared distance", "You took the squared distance. Take its root: np.linalg.norm.",
                changed(right, distance, "float(np.square(code - np.ravel(stored)).sum())")),
        Mistake("absolute differences", "You summed absolute differences. The distance is the root of the sum of "
                "squares.",
                changed(right, distance, "float(np.abs(code - np.ravel(stored)).sum())")),
        Mistake("root of the mean", "You took the mean of the squares. The distance is the root of their sum.",
                changed(right, distance, "np.sqrt(np.square(code - np.ravel(stored)).mean())")),
        Mistake("product", "You multiplied the encodings. Take the length of their difference.",
                changed(right, distance, "float(code @ np.ravel(stored))")),
    )  # fmt: skip


VERIFY = Exercise(
    "verify",
    15,
    layers.verify,
    cases=(
        Case("the right person stands at the door", lambda r: door(r, (1.1, 0.3, 0.9), 1), 1, rtol=1e-4),
        Case("a stranger claims a name", lambda r: door(r, (0.25, 1.2), 1, flat=False), 2, rtol=1e-4),
        Case("a grey picture, a threshold of its own",
             lambda r: door(r, (0.5, 0.95), 0, "grey", zoom=2.0), 3, rtol=1e-4),
        Case("a picture with transparency, too far",
             lambda r: door(r, (0.8, 1.3, 1.0), 0, "rgba", zoom=0.5), 4, rtol=1e-4),
        Case("a distance that equals the threshold", on_the_threshold, 5, rtol=1e-4, corner=True),
    ),
    mistakes=(
        *_measured_wrong(loops.verify),
        Mistake("opens at the threshold", "The door opens below the threshold only: compare by <, not by <=.",
                changed(loops.verify, "distance < threshold", "distance <= threshold")),
        Mistake("threshold not used", "You wrote a number for the threshold. Use the argument.",
                changed(loops.verify, "distance < threshold", "distance < 0.7")),
        Mistake("always open", "Your door is always open. Compare the distance with the threshold.",
                changed(loops.verify, "bool(distance < threshold)", "True")),
        Mistake("always closed", "Your door never opens. Compare the distance with the threshold.",
                changed(loops.verify, "bool(distance < threshold)", "False")),
        Mistake("opens to strangers", "The door opens where the distance is below the threshold; yours opens above.",
                changed(loops.verify, "<", ">=")),
        Mistake("opens above the threshold",
                "The door opens where the distance is below the threshold: write <, not >.",
                changed(loops.verify, "<", ">")),
        Mistake("nearest person", "You compared with the nearest person. Compare with the one who is claimed.",
                changed(loops.verify,
                        "database[identity]",
                        "min(database.values(), key=lambda other: np.linalg.norm(code - other))")),
        Mistake("first person", "You compared with the first person. Look up database[identity].",
                changed(loops.verify, "database[identity]", "next(iter(database.values()))")),
        Mistake("swapped answer", "Return the distance first, then whether the door opens.",
                changed(loops.verify, "distance, bool(distance < threshold)", "bool(distance < threshold), distance")),
        Mistake("door only", "Return both: the distance, and whether the door opens.",
                changed(loops.verify, "return distance, bool", "return bool")),
        Mistake("distance only", "Return both: the distance, and whether the door opens.",
                changed(loops.verify, "return distance, bool(distance < threshold)", "return distance")),
        Mistake("last person", "You compared with the last person. Look up database[identity].",
                changed(loops.verify, "database[identity]", "list(database.values())[-1]")),
        Mistake("mean of the differences", "You took the mean of the absolute differences. Take np.linalg.norm.",
                changed(loops.verify, "float(np.linalg.norm(code - np.ravel(stored)))",
                        "float(np.abs(code - np.ravel(stored)).mean())")),
        Mistake("similarity", "You measured 1 − the product. Take the length of the difference: np.linalg.norm.",
                changed(loops.verify, "float(np.linalg.norm(code - np.ravel(stored)))",
                        "float(1 - code @ np.ravel(stored))")),
        Mistake("encodings added", "You added the encodings. Subtract them, then take the norm.",
                changed(loops.verify, "code - np.ravel(stored)", "code + np.ravel(stored)")),
        Mistake("largest difference", "You took the largest difference. The distance is the norm of all.",
                changed(loops.verify, "np.linalg.norm(code - np.ravel(stored))",
                        "np.linalg.norm(code - np.ravel(stored), np.inf)")),
        Mistake("threshold 0.5", "You compare with 0.5. Use the argument threshold.",
                changed(loops.verify, "distance < threshold", "distance < 0.5")),
        Mistake("threshold 1", "You compare with 1. Use the argument threshold.",
                changed(loops.verify, "distance < threshold", "distance < 1.0")),
        Mistake("nothing returned", "Nothing came back: return dist, door_open.",
                changed(loops.verify, "return distance, bool(distance < threshold)", "return None")),
    ),
    hints=(
        "One comparison: the encoding of this picture with the stored encoding of the name that is claimed.",
        "dist = ‖encoding − database[identity]‖, one number; the door is open where dist < threshold.",
        "dist = np.linalg.norm(img_to_encoding(…) - …), with the stored encoding of identity; then compare by <.",
    ),
    outputs=("dist", "door_open"),
    call="camera",
)  # fmt: skip


WHO = Exercise(
    "who_is_it",
    20,
    layers.who_is_it,
    cases=(
        Case("five people, several are near enough", lambda r: door(r, (0.6, 0.2, 0.9, 0.3, 0.5)), 1, rtol=1e-4),
        Case("a stranger: the nearest is too far, and still told",
             lambda r: door(r, (1.3, 0.9, 1.1), flat=False), 2, rtol=1e-4),
        Case("a single person, a grey picture", lambda r: door(r, (0.45,), kind="grey"), 3, rtol=1e-4),
        Case("a picture with transparency", lambda r: door(r, (0.3, 0.5, 0.6), kind="rgba", zoom=1.5), 4, rtol=1e-4),
    ),
    mistakes=(
        *_measured_wrong(loops.who_is_it),
        Mistake("farthest person", "You kept the largest distance. Keep the smallest.",
                changed(loops.who_is_it, "np.inf", "-np.inf", "<", ">")),
        Mistake("first below the threshold", "You stopped at the first who is near enough. Look at everyone.",
                changed(loops.who_is_it, "if distance < least", "if distance < least and least >= threshold")),
        Mistake("last below the threshold", "You kept the last who is near enough. Keep the nearest.",
                changed(loops.who_is_it, "< least", "< max(least, threshold)")),
        Mistake("last person", "You kept the last person. Keep a new one only where the distance is smaller.",
                changed(loops.who_is_it, "distance < least", "True")),
        Mistake("first person", "You never go past the first person: return after the loop, not inside it.",
                changed(loops.who_is_it, "distance < least", "not nearest")),
        Mistake("least so far forgotten", "Compare with the smallest so far, and keep it: min_dist = dist.",
                changed(loops.who_is_it,
                        "            least, nearest = distance, name",
                        "            kept, nearest = distance, name\n        least = distance",
                        "return least", "return kept")),
        Mistake("nobody where it is far", "Return the nearest name in any case; print that it is too far.",
                changed(loops.who_is_it,
                        "return least, nearest", "return least, nearest if least < threshold else None")),
        Mistake("swapped answer", "Return the distance first, then the name.",
                changed(loops.who_is_it, "return least, nearest", "return nearest, least")),
        Mistake("name only", "Return both: the distance and the name.",
                changed(loops.who_is_it, "return least, nearest", "return nearest")),
        Mistake("distance only", "Return both: the distance and the name.",
                changed(loops.who_is_it, "return least, nearest", "return least")),
        Mistake("distance of the last person", "You returned the last distance. Return the smallest: min_dist.",
                changed(loops.who_is_it, "return least, nearest", "return distance, nearest")),
        Mistake("name of the last person", "You returned the last name. Return that of the smallest distance.",
                changed(loops.who_is_it, "return least, nearest", "return least, name")),
        Mistake("mean of the differences", "You took the mean of the absolute differences. Take np.linalg.norm.",
                changed(loops.who_is_it, "float(np.linalg.norm(code - np.ravel(stored)))",
                        "float(np.abs(code - np.ravel(stored)).mean())")),
        Mistake("starts at 0", "Your search starts at 0, and no distance is smaller. Start at a large number: np.inf.",
                changed(loops.who_is_it, "np.inf", "0.0")),
        Mistake("starts at the threshold",
                "Your search starts at the threshold, and farther people are never kept. Start "
                "at a large number.", changed(loops.who_is_it, "np.inf", "threshold")),
        Mistake("encoding for name", "You returned the stored encoding. Return the name.",
                changed(loops.who_is_it, "least, nearest = distance, name", "least, nearest = distance, stored")),
        Mistake("nothing returned", "Nothing came back: return min_dist, identity.",
                changed(loops.who_is_it, "return least, nearest", "return None")),
    ),
    hints=(
        "Measure the distance to everyone, remember the smallest and its name.",
        "Start with min_dist = ∞; for each (name, stored): dist = ‖encoding − stored‖; if it is smaller, keep both.",
        "for name, stored in database.items(): dist = np.linalg.norm(encoding - stored); if it is less: keep both.",
    ),
    outputs=("min_dist", "identity"),
    call="camera",
)  # fmt: skip


_SEMI = loops.semi_hard_triplets
_WITHIN = "near < squared[a, n] < near + alpha"
_NEAREST = "min(strangers, key=lambda n: squared[a, n])"
SEMI_HARD = Exercise(
    "semi_hard_triplets",
    0,
    measures.semi_hard_triplets,
    cases=(
        Case("eight pictures of three people", lambda r: crowd(r, (3, 3, 2), 3, 0.6), 2),
        Case("ten pictures, a wide margin", lambda r: crowd(r, (4, 3, 3), 3, 1.5), 5),
        Case("all negatives are far away: no triplet", apart, 3),
    ),
    mistakes=(
        Mistake("hard ones taken", "Your negative may be nearer than the positive: that is a hard one. Semi-hard is "
                "farther.",
                changed(_SEMI, _WITHIN, "squared[a, n] < near + alpha")),
        Mistake("margin ignored", "Your negative may be far away: within the margin is d(a, p) + alpha.",
                changed(_SEMI, _WITHIN, "near < squared[a, n]")),
        Mistake("farthest of them", "You took the farthest within the margin. Take the nearest.",
                changed(_SEMI, "min(strangers,", "max(strangers,")),
        Mistake("first of them", "You took the first within the margin. Take the nearest.",
                changed(_SEMI, _NEAREST, "strangers[0]")),
        Mistake("all of them", "You listed every negative within the margin. Take the nearest one for each pair.",
                changed(_SEMI, f"triplets.append((a, p, {_NEAREST}))", "triplets.extend((a, p, n) for n in "
                    "strangers)")),
        Mistake("distances not squared", "d is a squared distance: leave the root out.",
                changed(_SEMI, "np.square(embeddings[:, None] - embeddings).sum(axis=-1)",
                        "np.linalg.norm(embeddings[:, None] - embeddings, axis=-1)")),
        Mistake("the same person as negative", "Your negative may show the anchor's person. Take other ids only.",
                changed(_SEMI, "ids[n] != ids[a]", "n not in (a, p)")),
        Mistake("the anchor as positive", "A picture is not its own positive: leave the anchor out.",
                changed(_SEMI, "a != p and strangers", "strangers")),
        Mistake("each pair once", "Each pair gives two triplets: each picture is the anchor once.",
                changed(_SEMI, "a != p and strangers", "a < p and strangers")),
        Mistake("seen from the positive", "You measured the negative from the positive. Measure from the anchor.",
                changed(_SEMI, _WITHIN, "near < squared[p, n] < near + alpha")),
        Mistake("margin on the other side", "Your negative lies nearer than the positive, by at most alpha. It lies "
                "beyond.",
                changed(_SEMI, _WITHIN, "near - alpha < squared[a, n] < near")),
        Mistake("a negative without need", "Where no negative lies within the margin there is no triplet.",
                changed(_SEMI, "a != p and strangers:", "a != p:", _NEAREST,
                        "min(strangers or np.flatnonzero(ids != ids[a]), key=lambda n: squared[a, n])")),
        Mistake("positive first", "The order is anchor, positive, negative.",
                changed(_SEMI, f"(a, p, {_NEAREST})", f"(p, a, {_NEAREST})")),
        Mistake("negative in the middle", "The order is anchor, positive, negative.",
                changed(_SEMI, f"(a, p, {_NEAREST})", f"(a, {_NEAREST}, p)")),
    ),
    hints=(
        "As hard_triplets, but the negative must lie beyond the positive, and not farther beyond than alpha.",
        "For each (a, p): the negatives n with D[a, p] < D[a, n] < D[a, p] + alpha, D squared distances, shape (m, "
        "m); the "
        "nearest of them, if there is one.",
        "candidates = [n for n in range(len(ids)) if ids[n] != ids[a] and …]; min(candidates, key=lambda n: D[a, n])",
    ),
    outputs=("triplets",),
)  # fmt: skip


def by_angle(rng: Rng, n: int, d: int, C: int, **more: float) -> Inputs:
    """Encodings of several lengths, each nearer to its own person than at right angles: no angle passes half a turn."""
    weights = rng.randn(d, C) * (0.5 + rng.rand(C))
    labels = rng.randint(C, size=n)
    own = (weights / np.linalg.norm(weights, axis=0)).T[labels]
    return {"embeddings": (own + 0.5 * rng.randn(n, d)) * (0.5 + 2 * rng.rand(n, 1)), "weights": weights,
            "labels": labels, **more}  # fmt: skip


_ARC = loops.arcface_logits
ARCFACE = Exercise(
    "arcface_logits",
    0,
    measures.arcface_logits,
    cases=(
        Case("five encodings, four people", lambda r: by_angle(r, 5, 6, 4), 1),
        Case("another scale and margin", lambda r: by_angle(r, 4, 5, 3, s=10.0, m=0.2), 2),
        Case("without a margin: the cosines, scaled", lambda r: by_angle(r, 3, 4, 5, m=0.0), 3),
    ),
    mistakes=(
        Mistake("no margin", "The margin m is missing: add it to the angle of the right person.",
                changed(_ARC, "angles[own] += m", "pass")),
        Mistake("margin for all", "You added m to every angle. Only the right person's is made larger.",
                changed(_ARC, "angles[own] += m", "angles += m")),
        Mistake("margin subtracted", "You made the right angle smaller, and the task easier. Add m.",
                changed(_ARC, "+= m", "-= m")),
        Mistake("margin on the cosine", "You subtracted m from the cosine: that is CosFace. ArcFace adds it to the "
                "angle.",
                changed(_ARC, "angles[own] += m", "angles[own] = np.arccos(np.clip(np.cos(angles[own]) - m, -1, 1))")),
        Mistake("margin on the others", "You added m for the wrong people. It is for the right one.",
                changed(_ARC, "angles[own] += m", "angles[np.arange(len(angles)) != own] += m")),
        Mistake("no scale", "The factor s is missing: cosines alone are too small for a softmax.",
                changed(_ARC, "s * np.cos(angles)", "np.cos(angles)")),
        Mistake("scale always 30", "You wrote 30. Use s.", changed(_ARC, "s * np.cos", "30.0 * np.cos")),
        Mistake("encodings not normalised", "Bring the encodings to length 1 first.",
                changed(_ARC, "embeddings / np.linalg.norm(embeddings, axis=1, keepdims=True)", "embeddings")),
        Mistake("weights not normalised", "Bring each column of the weights to length 1: it is a person's direction.",
                changed(_ARC, "weights / np.linalg.norm(weights, axis=0, keepdims=True)", "weights")),
        Mistake("rows of the weights", "You normalised the rows of the weights. A person is a column.",
                changed(_ARC, "weights / np.linalg.norm(weights, axis=0, keepdims=True)",
                        "weights / np.linalg.norm(weights, axis=1, keepdims=True)")),
        Mistake("columns of the encodings", "You normalised the columns of the encodings. A picture is a row.",
                changed(_ARC, "embeddings / np.linalg.norm(embeddings, axis=1, keepdims=True)",
                        "embeddings / np.linalg.norm(embeddings, axis=0, keepdims=True)")),
        Mistake("angles for scores", "You returned angles. A score is s times the cosine.",
                changed(_ARC, "s * np.cos(angles)", "s * angles")),
        Mistake("degrees", "Angles are in radians; leave out np.degrees.",
                changed(_ARC, "angles[own] += m", "angles[own] += np.radians(m)")),
        Mistake("first person", "You added m for person 0. Add it where the label says.",
                changed(_ARC, "angles[own]", "angles[0 * own]")),
        Mistake("softmax already", "You applied the softmax. Return the scores: the loss applies it.",
                changed(_ARC, "    return np.array(scores)",
                        "    e = np.exp(np.array(scores))\n    return e / e.sum(axis=1, keepdims=True)")),
        Mistake("only the right person", "Return the scores of all people, shape (n, C).",
                changed(_ARC, "s * np.cos(angles)", "s * np.cos(angles[own])")),
    ),
    hints=(
        "Two things of length 1 have the cosine of their angle as product. Get the angle, make it larger, go back.",
        "cosines = unit encodings @ unit columns, shape (n, C); angles = arccos; the right person's + m; s · cos.",
        "angles[np.arange(len(labels)), labels] += m",
    ),
    outputs=("logits",),
)  # fmt: skip


def positive_pairs(rng: Rng, m: int, d: int) -> Inputs:
    """Encodings as behind a ReLU: not negative, and some places 0 in both."""
    f1, f2 = np.maximum(rng.randn(2, m, d) + 0.4, 0)
    f1[0, 0] = f2[0, 0] = 0.0
    return {"f1": f1, "f2": f2, "W": rng.randn(d), "b": float(0.5 * rng.randn())}


_CHI = loops.chi_square_similarity
_CHI_FEATURES = "np.where(total > 0, (f1 - f2) ** 2 / np.maximum(total, 1e-12), 0.0)"
CHI_SQUARE = Exercise(
    "chi_square_similarity",
    0,
    measures.chi_square_similarity,
    cases=(
        Case("four pairs of six numbers; where both are 0 they are equal", lambda r: positive_pairs(r, 4, 6), 1),
        Case("seven pairs of three numbers", lambda r: positive_pairs(r, 7, 3), 2),
    ),
    mistakes=(
        Mistake("0 divided by 0", "Where both numbers are 0 you divide 0 by 0. They are equal: the term is 0.",
                changed(_CHI, _CHI_FEATURES, "(f1 - f2) ** 2 / np.where(total > 0, total, np.nan)")),
        Mistake("absolute differences", "That is pair_similarity. Here the terms are (f1 − f2)² / (f1 + f2).",
                changed(_CHI, _CHI_FEATURES, "np.abs(f1 - f2)")),
        Mistake("not divided", "Divide by f1 + f2: a difference between large numbers counts less.",
                changed(_CHI, _CHI_FEATURES, "(f1 - f2) ** 2")),
        Mistake("not squared", "The difference is squared.",
                changed(_CHI, "(f1 - f2) ** 2 /", "np.abs(f1 - f2) /")),
        Mistake("sum squared", "The divisor is f1 + f2, without a square.",
                changed(_CHI, "np.maximum(total, 1e-12)", "np.maximum(total, 1e-12) ** 2")),
        Mistake("product for sum", "The divisor is the sum, not the product.",
                changed(_CHI, "total = f1 + f2", "total = f1 * f2")),
        Mistake("no sigmoid", "Bring the score between 0 and 1: the sigmoid is missing.",
                changed(_CHI, "1 / (1 + np.exp(-score))", "score")),
        Mistake("sign", "The exponent has a minus: 1 / (1 + e^(−score)).",
                changed(_CHI, "np.exp(-score)", "np.exp(score)")),
        Mistake("no b", "b is missing.", changed(_CHI, " + b\n", "\n")),
        Mistake("no weights", "The weights W are missing.", changed(_CHI, "features @ W", "features.sum(axis=1)")),
        Mistake("half", "There is no ½ here.", changed(_CHI, "features @ W", "features @ W / 2")),
        Mistake("one number for all", "Each pair has a probability of its own: sum over the encoding only.",
                changed(_CHI, "features @ W + b", "np.sum(features * W) + b")),
    ),
    hints=(
        "As pair_similarity, with another measure of how two numbers differ.",
        "terms = (f1 − f2)² / (f1 + f2), shape (m, d), 0 where both are 0; then σ(terms @ W + b).",
        "np.divide(a, c, out=np.zeros_like(a), where=c > 0) divides where it may.",
    ),
    outputs=("similarity",),
)  # fmt: skip


def judged_pairs(rng: Rng, one: int, two: int) -> Inputs:
    """Distances, rounded so that some are equal, of which those of one person are smaller as a rule."""
    same = rng.permutation(np.arange(one + two) < one)
    distances = np.round(np.clip(np.where(same, 0.6, 1.1) + 0.3 * rng.randn(one + two), 0.01, 2), 2)
    return {"distances": distances, "same": same}


_EER = loops.equal_error_rate
EQUAL = Exercise(
    "equal_error_rate",
    0,
    measures.equal_error_rate,
    cases=(
        Case("ten pairs of one person, twenty of two", lambda r: judged_pairs(r, 10, 20), 1),
        Case("as many of each kind", lambda r: judged_pairs(r, 15, 15), 3),
    ),
    mistakes=(
        Mistake("below only", "A distance that equals the threshold is accepted: use <=.",
                changed(_EER, "distances <= threshold", "distances < threshold")),
        Mistake("far for near", "You accept large distances. One person's pictures are near each other.",
                changed(_EER, "distances <= threshold", "distances >= threshold")),
        Mistake("shares of all pairs", "FAR is a share of the pairs of *two* people, FRR one of the pairs of *one*.",
                changed(_EER, "np.mean(accepted[~same])", "np.sum(accepted[~same]) / len(same)",
                        "np.mean(~accepted[same])", "np.sum(~accepted[same]) / len(same)")),
        Mistake("numbers for shares", "You compared numbers of errors. Compare shares: there are more pairs of two "
                "people.",
                changed(_EER, "np.mean(accepted[~same])", "np.sum(accepted[~same])",
                        "np.mean(~accepted[same])", "np.sum(~accepted[same])")),
        Mistake("true accepts", "FRR is the share of rejected pairs of one person; you took the accepted ones.",
                changed(_EER, "np.mean(~accepted[same])", "np.mean(accepted[same])")),
        Mistake("least sum", "You took the threshold with the fewest errors. Take the one where both rates are "
                "nearest to "
                "each other.",
                changed(_EER, "abs(FAR - FRR) < least - 1e-12", "FAR + FRR < least - 1e-12",
                        "least, rate, chosen = abs(FAR - FRR)", "least, rate, chosen = FAR + FRR")),
        Mistake("sum for mean", "You returned the sum of both rates. Take their mean.",
                changed(_EER, "(FAR + FRR) / 2, threshold", "FAR + FRR, threshold")),
        Mistake("gap for rate", "You returned how far the rates are apart. Return their mean.",
                changed(_EER, "abs(FAR - FRR), (FAR + FRR) / 2, threshold", "abs(FAR - FRR), abs(FAR - FRR), "
                    "threshold")),
        Mistake("a grid of thresholds", "You tried a grid. The distances themselves are the thresholds.",
                changed(_EER, "np.unique(distances)", "np.linspace(0, 2, 21)")),
        Mistake("threshold first", "The order is rate, threshold.",
                changed(_EER, "return float(rate), float(chosen)", "return float(chosen), float(rate)")),
        Mistake("rate alone", "Return two numbers: the rate and the threshold.",
                changed(_EER, "return float(rate), float(chosen)", "return float(rate)")),
        Mistake("kinds of pairs swapped", "Your FAR is that of pairs of one person, your FRR that of different people. "
                "It is the other way round.",
                changed(_EER, "accepted[~same]", "accepted[same]", "~accepted[same]", "~accepted[~same]")),
        Mistake("FAR alone", "You returned the FAR at the threshold. The rate is the mean of FAR and FRR there.",
                changed(_EER, "(FAR + FRR) / 2", "FAR")),
        Mistake("FRR alone", "You returned the FRR at the threshold. The rate is the mean of FAR and FRR there.",
                changed(_EER, "(FAR + FRR) / 2", "FRR")),
        Mistake("FAR of all pairs", "Your FAR is a share of all pairs. It is a share of the pairs of different people.",
                changed(_EER, "np.mean(accepted[~same])", "np.mean(accepted & ~same)")),
        Mistake("FRR of all pairs", "Your FRR is a share of all pairs. It is a share of the pairs of one person.",
                changed(_EER, "np.mean(~accepted[same])", "np.mean(~accepted & same)")),
        Mistake("accuracy", "You returned the share that is right. Return the error rate.",
                changed(_EER, "return float(rate)", "return 1 - float(rate)")),
        Mistake("widest gap", "You took the threshold where the rates differ most. Take where they differ least.",
                changed(_EER, "< least - 1e-12", "> least + 1e-12", "np.inf", "-1.0")),
    ),
    hints=(
        "Try every distance as the threshold, and look where the two rates meet.",
        "accepted = distances <= threshold; FAR = share of accepted among the pairs of two people, FRR = share of "
        "rejected "
        "among those of one.",
        "np.mean(accepted[~same]) and np.mean(~accepted[same]); keep the threshold with the smallest |FAR − FRR|.",
    ),
    outputs=("rate", "threshold"),
)  # fmt: skip

EXERCISES = ExerciseSet(
    "week4/1_face_recognition",
    "Face recognition",
    (TRIPLET, EQUAL, HARD, SEMI_HARD, PAIR, CHI_SQUARE, ARCFACE, VERIFY, WHO),
    profile="tensorflow",
)
