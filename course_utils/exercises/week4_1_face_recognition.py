"""Exercises of week4/1_face_recognition: triplets, pairs, a door and a name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from course_utils.exercises.base import Case, Exercise, ExerciseSet, Inputs, Mistake
from course_utils.exercises.naive import Array
from course_utils.layers.images import faces as layers

Rng = np.random.RandomState
Function = Callable[..., Any]
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


def triplet(
    *,
    measure: Callable[[Any, Any], Any] = lambda tf, d: tf.reduce_sum(tf.square(d), axis=-1),
    gap: Callable[[Any, Any, float], Any] = lambda near, far, alpha: near - far + alpha,
    end: Callable[[Any, Any], Any] = lambda tf, basic: tf.reduce_sum(tf.maximum(basic, 0.0)),
    far: Callable[[Any, Any, Any], Any] = lambda a, p, n: a - n,
) -> Function:
    """The loss with switches: how far two encodings are, what is compared, how it ends in one number."""

    def triplet_loss(y_true: Any, y_pred: Any, alpha: float = 0.2) -> Any:
        import tensorflow as tf

        a, p, n = y_pred
        return end(tf, gap(measure(tf, a - p), measure(tf, far(a, p, n)), alpha))

    return triplet_loss


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
                triplet(measure=lambda tf, d: tf.reduce_sum(tf.square(d)))),
        Mistake("wrong axis", "You summed down the batch. Sum along each encoding: axis=-1.",
                triplet(measure=lambda tf, d: tf.reduce_sum(tf.square(d), axis=0))),
        Mistake("max after the sum", "Take the maximum with 0 for each triplet, and then the sum.",
                triplet(end=lambda tf, basic: tf.maximum(tf.reduce_sum(basic), 0.0))),
        Mistake("swapped pair", "Anchor to positive comes first, minus anchor to negative: yours are swapped.",
                triplet(gap=lambda near, far, alpha: far - near + alpha)),
        Mistake("no alpha", "The margin alpha is missing.", triplet(gap=lambda near, far, alpha: near - far)),
        Mistake("alpha subtracted", "Add the margin: yours is subtracted.",
                triplet(gap=lambda near, far, alpha: near - far - alpha)),
        Mistake("alpha is always 0.2", "You wrote 0.2 for the margin. Use the argument alpha.",
                triplet(gap=lambda near, far, alpha: near - far + 0.2)),
        Mistake("alpha after the maximum", "Add alpha before the maximum with 0, not after it.",
                triplet(gap=lambda near, far, alpha: (near - far, alpha),
                        end=lambda tf, pair: tf.reduce_sum(tf.maximum(pair[0], 0.0) + pair[1]))),
        Mistake("mean for sum", "You took the mean over the triplets. Take the sum.",
                triplet(end=lambda tf, basic: tf.reduce_mean(tf.maximum(basic, 0.0)))),
        Mistake("mean over the encoding", "A squared distance is a sum over the encoding; you took the mean.",
                triplet(measure=lambda tf, d: tf.reduce_mean(tf.square(d), axis=-1))),
        Mistake("no square", "The differences are not squared.",
                triplet(measure=lambda tf, d: tf.reduce_sum(d, axis=-1))),
        Mistake("absolute differences", "You took absolute differences. Square them.",
                triplet(measure=lambda tf, d: tf.reduce_sum(tf.abs(d), axis=-1))),
        Mistake("a root", "You took the root. The loss compares squared distances.",
                triplet(measure=lambda tf, d: tf.norm(d, axis=-1))),
        Mistake("no maximum", "Easy triplets count below 0 in your sum. Take the maximum with 0.",
                triplet(end=lambda tf, basic: tf.reduce_sum(basic))),
        Mistake("one number per triplet", "You returned one number per triplet. Sum them.",
                triplet(end=lambda tf, basic: tf.maximum(basic, 0.0))),
        Mistake("positive to negative", "The second distance goes from the anchor to the negative.",
                triplet(far=lambda a, p, n: p - n)),
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


def squares(points: Array) -> Array:
    return np.asarray(np.square(points[:, None] - points).sum(axis=-1))


def mining(
    *,
    measure: Callable[[Array], Array] = squares,
    pick: Callable[[Array, Array, int, int], int] = lambda D, others, a, p: int(others[D[a, others].argmin()]),
    pairs: Callable[[int, int, Array, Array], bool] = lambda a, p, D, same: a != p,
    keep: Callable[[float, float], bool] = lambda gap, alpha: gap + alpha > 0,
    row: Callable[[int, int, int], tuple[int, ...]] = lambda a, p, n: (a, p, n),
    others: Callable[[Array, int], Array] = lambda ids, a: np.flatnonzero(ids != ids[a]),
) -> Function:
    """Hard triplets in loops, with switches: which negative, which pairs, which are kept."""

    def mine(embeddings: Array, ids: Array, alpha: float = 0.2) -> Array:
        D, found = measure(np.asarray(embeddings)), []
        for a in range(len(ids)):
            same = np.flatnonzero(ids == ids[a])
            for p in (int(p) for p in same if pairs(a, int(p), D, same)):
                n = pick(D, others(ids, a), a, p)
                if keep(D[a, p] - D[a, n], alpha):
                    found.append(row(a, p, n))
        return np.array(found, dtype=int).reshape(len(found), -1) if found else np.zeros((0, 3), dtype=int)

    return mine


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
                mining(measure=lambda points: np.sqrt(squares(points)))),
        Mistake("easy ones kept", "Keep a triplet only where its loss is above 0.",
                mining(keep=lambda gap, alpha: True)),
        Mistake("no margin", "Inside the margin the loss is still above 0: add alpha before you compare.",
                mining(keep=lambda gap, alpha: gap > 0)),
        Mistake("farthest negative", "You took the farthest negative. The hard one is the nearest.",
                mining(pick=lambda D, others, a, p: int(others[D[a, others].argmax()]))),
        Mistake("first negative", "You took the first picture of another person. Take the nearest.",
                mining(pick=lambda D, others, a, p: int(others[0]))),
        Mistake("nearest to the positive", "Your negative is the one nearest to the positive. Ask the anchor.",
                mining(pick=lambda D, others, a, p: int(others[D[p, others].argmin()]))),
        Mistake("place among the others", "argmin gives a place among the others. Look up which picture stands there.",
                mining(pick=lambda D, others, a, p: int(D[a, others].argmin()))),
        Mistake("the same person as negative", "Your negative may be the anchor's own person. Take other ids only.",
                mining(others=lambda ids, a: np.array([n for n in range(len(ids)) if n != a]))),
        Mistake("the anchor as its own positive", "A picture is not its own positive: leave the anchor out.",
                mining(pairs=lambda a, p, D, same: True)),
        Mistake("each pair once", "Each of the two pictures of a pair is the anchor once: (a, p) and (p, a).",
                mining(pairs=lambda a, p, D, same: a < p)),
        Mistake("hardest positive only", "Every positive of an anchor counts; you kept the farthest only.",
                mining(pairs=lambda a, p, D, same: a != p and p == same[D[a, same].argmax()])),
        Mistake("negative before positive", "The order is anchor, positive, negative.",
                mining(row=lambda a, p, n: (a, n, p))),
        Mistake("pairs only", "Return three places for each triplet.", mining(row=lambda a, p, n: (a, n))),
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


def _logistic(score: Any) -> Any:
    with np.errstate(all="ignore"):
        return 1 / (1 + np.exp(-score))


def similarity(
    *,
    feature: Callable[[Array, Array], Array] = lambda f1, f2: np.abs(f1 - f2),
    score: Callable[[Array, Array, float], Any] = lambda x, W, b: x @ W + b,
    end: Callable[[Any], Any] = _logistic,
) -> Function:
    """The pair's probability with switches."""

    def pair_similarity(f1: Array, f2: Array, W: Array, b: float) -> Any:
        return end(score(feature(f1, f2), W, b))

    return pair_similarity


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
                similarity(feature=lambda f1, f2: f1 - f2)),
        Mistake("squared", "You squared the differences. Take their absolute values.",
                similarity(feature=lambda f1, f2: (f1 - f2) ** 2)),
        Mistake("products", "You multiplied the encodings. Take their absolute difference.",
                similarity(feature=lambda f1, f2: f1 * f2)),
        Mistake("no logistic", "This is a score, not a probability: put it through the logistic function.",
                similarity(end=lambda score: score)),
        Mistake("sign in the logistic", "It is 1 / (1 + exp(−score)): the minus is missing.",
                similarity(end=lambda score: _logistic(-score))),
        Mistake("tanh", "You used tanh. The logistic function lies between 0 and 1.", similarity(end=np.tanh)),
        Mistake("no b", "b is missing.", similarity(score=lambda x, W, b: x @ W)),
        Mistake("b subtracted", "Add b: yours is subtracted.", similarity(score=lambda x, W, b: x @ W - b)),
        Mistake("no weights", "Each difference has its own weight: multiply by W.",
                similarity(score=lambda x, W, b: x.sum(axis=1) + b)),
        Mistake("b in every term", "Add b once, after the sum.",
                similarity(score=lambda x, W, b: (x * W + b).sum(axis=1))),
        Mistake("mean for sum", "You took the mean over the encoding. Take the sum.",
                similarity(score=lambda x, W, b: (x * W).mean(axis=1) + b)),
        Mistake("no sum", "One number for each pair: sum over the encoding.",
                similarity(score=lambda x, W, b: x * W + b)),
        Mistake("summed over the pairs", "You summed over the pairs. Sum over the encoding, axis=1.",
                similarity(score=lambda x, W, b: (x * W).sum(axis=0) + b)),
        Mistake("one number for all", "You summed over everything. Each pair has its own number.",
                similarity(score=lambda x, W, b: (x * W).sum() + b)),
        Mistake("classes", "You rounded. Return the probability itself.",
                similarity(end=lambda score: np.round(_logistic(score)))),
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


def euclid(code: Array, stored: Any) -> float:
    return float(np.linalg.norm(code - np.ravel(stored)))


def verifying(
    *,
    measure: Callable[[Array, Any], Any] = euclid,
    stored: Callable[[Any, str, Array], Any] = lambda database, identity, code: database[identity],
    opens: Callable[[Any, float], Any] = lambda distance, threshold: distance < threshold,
    answer: Callable[[Any, Any], Any] = lambda distance, is_open: (distance, is_open),
) -> Function:
    """The door with switches: whose encoding, how far, when it opens."""

    def verify(image_path: str, identity: str, database: Any, model: Any, threshold: float = layers.THRESHOLD) -> Any:
        code = layers.img_to_encoding(image_path, model)
        distance = measure(code, stored(database, identity, code))
        return answer(distance, bool(opens(distance, threshold)))

    return verify


def _closest(database: Any, identity: str, code: Array) -> Any:
    return min(database.values(), key=lambda stored: euclid(code, stored))


_MEASURES = (
    ("squared distance", "You took the squared distance. Take its root: np.linalg.norm.",
     lambda c, s: euclid(c, s) ** 2),
    ("absolute differences", "You summed absolute differences. The distance is the root of the sum of squares.",
     lambda c, s: float(np.abs(c - np.ravel(s)).sum())),
    ("root of the mean", "You took the mean of the squares. The distance is the root of their sum.",
     lambda c, s: euclid(c, s) / np.sqrt(c.size)),
    ("product", "You multiplied the encodings. Take the length of their difference.",
     lambda c, s: float(c @ np.ravel(s))),
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
    ),
    mistakes=(
        *(Mistake(name, sentence, verifying(measure=measure)) for name, sentence, measure in _MEASURES),
        Mistake("threshold not used", "You wrote a number for the threshold. Use the argument.",
                verifying(opens=lambda distance, threshold: distance < layers.THRESHOLD)),
        Mistake("always open", "Your door is always open. Compare the distance with the threshold.",
                verifying(opens=lambda distance, threshold: True)),
        Mistake("always closed", "Your door never opens. Compare the distance with the threshold.",
                verifying(opens=lambda distance, threshold: False)),
        Mistake("opens to strangers", "The door opens where the distance is below the threshold; yours opens above.",
                verifying(opens=lambda distance, threshold: distance >= threshold)),
        Mistake("nearest person", "You compared with the nearest person. Compare with the one who is claimed.",
                verifying(stored=_closest)),
        Mistake("first person", "You compared with the first person. Look up database[identity].",
                verifying(stored=lambda database, identity, code: next(iter(database.values())))),
        Mistake("swapped answer", "Return the distance first, then whether the door opens.",
                verifying(answer=lambda distance, is_open: (is_open, distance))),
        Mistake("door only", "Return both: the distance, and whether the door opens.",
                verifying(answer=lambda distance, is_open: is_open)),
        Mistake("distance only", "Return both: the distance, and whether the door opens.",
                verifying(answer=lambda distance, is_open: distance)),
    ),
    hints=(
        "One comparison: the encoding of this picture with the stored encoding of the name that is claimed.",
        "dist = ‖encoding − database[identity]‖, one number; the door is open where dist < threshold.",
        "dist = np.linalg.norm(img_to_encoding(…) - …), with the stored encoding of identity; then compare by <.",
    ),
    outputs=("dist", "door_open"),
    call="camera",
)  # fmt: skip


def recognising(
    *,
    measure: Callable[[Array, Any], float] = euclid,
    choose: Callable[[list[float], float], int] = lambda distances, threshold: int(np.argmin(distances)),
    answer: Callable[[float, str, float], Any] = lambda least, name, threshold: (least, name),
) -> Function:
    """The nearest person with switches: how far, which, what is told."""

    def who_is_it(image_path: str, database: Any, model: Any, threshold: float = layers.THRESHOLD) -> Any:
        code = layers.img_to_encoding(image_path, model)
        distances = [measure(code, stored) for stored in database.values()]
        place = choose(distances, threshold)
        return answer(distances[place], list(database)[place], threshold)

    return who_is_it


def _below(distances: list[float], threshold: float) -> list[int]:
    return [i for i, distance in enumerate(distances) if distance < threshold] or [int(np.argmin(distances))]


def _first_drop(distances: list[float], threshold: float) -> int:
    """A loop that looks at the neighbour before instead of at the least so far."""
    return next((i for i in range(len(distances) - 1, 0, -1) if distances[i] < distances[i - 1]), 0)


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
        *(Mistake(name, sentence, recognising(measure=measure)) for name, sentence, measure in _MEASURES),
        Mistake("farthest person", "You kept the largest distance. Keep the smallest.",
                recognising(choose=lambda distances, threshold: int(np.argmax(distances)))),
        Mistake("first below the threshold", "You stopped at the first who is near enough. Look at everyone.",
                recognising(choose=lambda distances, threshold: _below(distances, threshold)[0])),
        Mistake("last below the threshold", "You kept the last who is near enough. Keep the nearest.",
                recognising(choose=lambda distances, threshold: _below(distances, threshold)[-1])),
        Mistake("last person", "You kept the last person. Keep a new one only where the distance is smaller.",
                recognising(choose=lambda distances, threshold: len(distances) - 1)),
        Mistake("first person", "You never go past the first person: return after the loop, not inside it.",
                recognising(choose=lambda distances, threshold: 0)),
        Mistake("least so far forgotten", "Compare with the smallest so far, and keep it: min_dist = dist.",
                recognising(choose=_first_drop)),
        Mistake("nobody where it is far", "Return the nearest name in any case; print that it is too far.",
                recognising(answer=lambda least, name, threshold: (least, name if least < threshold else None))),
        Mistake("swapped answer", "Return the distance first, then the name.",
                recognising(answer=lambda least, name, threshold: (name, least))),
        Mistake("name only", "Return both: the distance and the name.",
                recognising(answer=lambda least, name, threshold: name)),
        Mistake("distance only", "Return both: the distance and the name.",
                recognising(answer=lambda least, name, threshold: least)),
    ),
    hints=(
        "Measure the distance to everyone, remember the smallest and its name.",
        "Start with min_dist = ∞; for each (name, stored): dist = ‖encoding − stored‖; if it is smaller, keep both.",
        "for name, stored in database.items(): dist = np.linalg.norm(encoding - stored); if it is less: keep both.",
    ),
    outputs=("min_dist", "identity"),
    call="camera",
)  # fmt: skip

EXERCISES = ExerciseSet(
    "week4/1_face_recognition",
    "Face recognition",
    (TRIPLET, HARD, PAIR, VERIFY, WHO),
    profile="tensorflow",
)
