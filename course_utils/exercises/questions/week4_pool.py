"""Questions of week 4 that no notebook asks: quizzes and the review draw on them."""

from __future__ import annotations

import math

import numpy as np

from course_utils.exercises import week4_1_face_recognition as faces_set
from course_utils.exercises import week4_3_one_and_three_dimensions as axes
from course_utils.exercises import week4_4_what_networks_see as sees_set
from course_utils.exercises.questions.code import find_the_bug
from course_utils.exercises.questions.drawing import grid, pick, tenths, whole
from course_utils.exercises.questions.kinds import Choice, Number, Shape
from course_utils.exercises.questions.question import Question, Rng, Values, Wrong, says
from course_utils.exercises.questions.week4 import AXES, FACES, SEES, STYLE
from course_utils.types import Array


def _semi_hard(rng: Rng) -> Values:
    """A positive and four strangers: one nearer than it, one within the margin, two beyond."""
    near = tenths(rng, 0.6, 1.2)
    strangers = np.round([near - 0.3, near + 0.1, near + 0.4, near + 0.7], 1)
    return {"near": near, "strangers": rng.permutation(strangers)}


def _within(near: float, strangers: Array) -> int:
    return int(np.argmax((strangers > near + 1e-9) & (strangers < near + 0.2 - 1e-9)))



def _rates(rng: Rng) -> Values:
    """Shares of both errors at three thresholds; they are nearest to each other at the second."""
    middle, apart = whole(rng, 10, 20), whole(rng, 1, 4)
    far = np.array([middle - whole(rng, 5, 9), middle, middle + whole(rng, 15, 30)]) / 100
    frr = np.array([middle + whole(rng, 15, 30), middle + 2 * apart, middle - whole(rng, 5, 9)]) / 100
    return {"far": far, "frr": frr}


def _least_mean(far: Array, frr: Array) -> float | None:
    """The smallest mean of both errors, where that is at another threshold than the second."""
    means = (far + frr) / 2
    return None if means.argmin() == 1 else round(float(means.min()), 6)


_FACES = (
    Question(
        "pairs-of-one-person",
        "{K} people with {p} pictures each; every picture is compared with every other. How many pairs show one "
        "person?",
        Number("pairs"),
        lambda K, p: K * p * (p - 1) // 2,
        "{p} · ({p} − 1) / 2 pairs a person: {answer} for {K} people.",
        f"{FACES}#roc-text",
        (
            Wrong("Every pair is counted twice.", lambda K, p: K * p * (p - 1)),
            Wrong("Those are all pairs. Most of them show two people.", lambda K, p: K * p * (K * p - 1) // 2),
            Wrong("A picture is not compared with itself.", lambda K, p: K * p * p),
        ),
        lambda rng: {"K": whole(rng, 10, 40), "p": whole(rng, 4, 12)},
    ),
    Question(
        "cost-of-one-encoding",
        "A network gives every picture the same encoding. The margin is {alpha}. What does each triplet cost?",
        Number(),
        lambda alpha: alpha,
        "0 − 0 + {alpha}: the loss is exactly the margin, {answer}.",
        f"{FACES}#hard-text",
        (
            Wrong("Without the margin it would be 0. The margin forbids that way out.", lambda alpha: 0),
            Wrong("The margin is added once.", lambda alpha: round(2 * alpha, 2)),
        ),
        lambda rng: {"alpha": whole(rng, 1, 9) / 10},
    ),
    Question(
        "semi-hard-negative",
        "Squared distances to the anchor: the positive has {near}, four strangers are below. The margin is 0.2. Which "
        "stranger (0 to 3) is a *semi-hard* negative?",
        Number(),
        _within,
        "Farther than the positive, but within the margin: number {answer}.",
        f"{FACES}#hard-text",
        (
            Wrong("That is the hardest, nearer than the positive.", lambda strangers: int(np.argmin(strangers))),
            Wrong("That is the easiest: it costs nothing.", lambda strangers: int(np.argmax(strangers))),
        ),
        _semi_hard,
        lambda strangers: grid({"strangers 0 to 3": strangers}),
    ),
    Question(
        "yes-or-no-of-a-pair",
        "A logistic unit has w = ({w1}, {w2}) and b = {b}. The encodings are ({a1}, {a2}) and ({c1}, {c2}). "
        "Which number goes into σ?",
        Number(),
        lambda w1, w2, b, a1, a2, c1, c2: w1 * abs(a1 - c1) + w2 * abs(a2 - c2) + b,
        "{w1} · |{a1} − {c1}| + {w2} · |{a2} − {c2}| + {b} = {answer}.",
        f"{FACES}#pair-text",
        (
            Wrong("The differences count without their sign.",
                  lambda w1, w2, b, a1, a2, c1, c2: w1 * (a1 - c1) + w2 * (a2 - c2) + b),
            Wrong("The bias is missing.", lambda w1, w2, a1, a2, c1, c2: w1 * abs(a1 - c1) + w2 * abs(a2 - c2)),
            Wrong("Absolute differences, not squares.",
                  lambda w1, w2, b, a1, a2, c1, c2: w1 * (a1 - c1) ** 2 + w2 * (a2 - c2) ** 2 + b),
        ),
        lambda rng: {"w1": -whole(rng, 2, 4), "w2": -whole(rng, 1, 3), "b": whole(rng, 5, 9), "a1": whole(rng, 0, 2),
                     "a2": whole(rng, 5, 7), "c1": whole(rng, 4, 6), "c2": whole(rng, 1, 3)},
    ),
    Question(
        "distance-at-the-door",
        "Two encodings differ by {x} in one place and by {y} in another, nowhere else. Which number does "
        "`verify` compare with its threshold? (Two decimals are enough.)",
        Number(tolerance=0.02),
        lambda x, y: math.hypot(x, y),
        "The distance itself, √({x}² + {y}²) = {answer}, not its square.",
        f"{FACES}#verify-text",
        (
            Wrong("That is the square. The door compares the distance itself.", lambda x, y: round(x * x + y * y, 4)),
            Wrong("Squares are added, then the root is taken.", lambda x, y: round(x + y, 4)),
        ),
        lambda rng: {"x": tenths(rng, 0.2, 0.6), "y": tenths(rng, 0.2, 0.6)},
    ),
    find_the_bug("bug-hard-triplets", faces_set.HARD, f"{FACES}#hard-text", "farthest negative", "no margin",
                 "easy ones kept", "nearest to the positive"),
    Question(
        "angle-with-a-margin",
        "A face lies {own}° from the direction of its own person. ArcFace's margin is {m}°. Of which angle is "
        "the cosine "
        "taken for its own person's score?",
        Number("degrees"),
        lambda own, m: own + m,
        "The right angle is made larger before it is compared: {own} + {m} = {answer}. To win, it must be nearer.",
        f"{FACES}#arcface-text",
        (
            Wrong("That would make it easy: the right person must win in spite of the margin.", lambda own, m: own - m),
            Wrong("That is the plain softmax, without a margin.", lambda own: own),
            Wrong("The margin is an angle that is added, not the angle itself.", lambda m: m),
        ),
        lambda rng: {"own": whole(rng, 31, 50), "m": whole(rng, 15, 30)},
    ),
    Question(
        "where-both-errors-meet",
        "Three thresholds, with the shares of false accepts and false rejects at each. What is the equal-error rate?",
        Number(),
        lambda far, frr: round(float(far[1] + frr[1]) / 2, 6),
        "At the second the two are nearest to each other; their mean is {answer}.",
        f"{FACES}#roc-text",
        (
            Wrong("That is the false accepts alone. Where they do not meet, take the mean.", lambda far: float(far[1])),
            Wrong("That is the smallest mean. The rates have to be nearest to each other.",
                  lambda far, frr: _least_mean(far, frr)),
            Wrong("The mean of both, not their sum.", lambda far, frr: round(float(far[1] + frr[1]), 6)),
        ),
        _rates,
        lambda far, frr: grid({"false accepts": far, "false rejects": frr}),
    ),
    Question(
        "one-term-of-chi-square",
        "Two encodings have the numbers {a} and {b} at one place. What is that place's term of the χ² similarity, "
        "before its weight?",
        Number(tolerance=0.01),
        lambda a, b: (a - b) ** 2 / (a + b),
        "({a} − {b})² / ({a} + {b}) = {answer}: a difference counts less between large numbers.",
        f"{FACES}#chi-text",
        (
            Wrong("It is divided by the sum of the two.", lambda a, b: (a - b) ** 2),
            Wrong("The difference is squared.", lambda a, b: abs(a - b) / (a + b)),
            Wrong("Divide by the sum, not by its square.", lambda a, b: (a - b) ** 2 / (a + b) ** 2),
        ),
        lambda rng: {"a": whole(rng, 1, 5), "b": whole(rng, 7, 12)},
    ),
)  # fmt: skip

_STYLE = (
    Question(
        "divided-by",
        "A layer gives {n}×{n}×{channels}. By which number is the sum of squares divided in its *style* cost?",
        Number(),
        lambda n, channels: 4 * channels**2 * (n * n) ** 2,
        "4 · {channels}² · ({n} · {n})² = {answer}.",
        f"{STYLE}#layer-style-text",
        (
            Wrong("That is the content cost's.", lambda n, channels: 4 * channels * n * n),
            Wrong("The 4 is missing.", lambda n, channels: channels**2 * (n * n) ** 2),
            Wrong("The number of places is squared as well.", lambda n, channels: 4 * channels**2 * n * n),
        ),
        lambda rng: {"n": pick(rng, 4, 5, 8, 10), "channels": pick(rng, 2, 3, 6, 16)},
    ),
    Question(
        "content-of-a-layer",
        "The content layer gives {n}×{n}×{channels}; the squared differences of C and G add up to {total:,}. "
        "What is the content cost? (Three digits are enough.)",
        Number(tolerance=0.01),
        lambda n, channels, total: total / (4 * n * n * channels),
        "{total:,} / (4 · {n} · {n} · {channels}) = {answer}.",
        f"{STYLE}#content-text",
        (
            Wrong("The 4 is missing.", lambda n, channels, total: total / (n * n * channels)),
            Wrong("Places count along rows and columns.", lambda n, channels, total: total / (4 * n * channels)),
            Wrong("The channels count as well.", lambda n, total: total / (4 * n * n)),
        ),
        lambda rng: {"n": pick(rng, 10, 14, 20), "channels": pick(rng, 16, 32, 64),
                     "total": 1000 * whole(rng, 20, 200)},
    ),
    Question(
        "dark-times-bright",
        "No number of a layer is negative. The Gram matrix has a 0 for two of its maps. What do you know?",
        Choice(),
        says("they are never bright in the same place"),
        "Every product is 0: where one map is bright, the other is dark.",
        f"{STYLE}#explorer-text",
        (
            Wrong("Then every product would be as large as can be.", says("they are one and the same map twice")),
            Wrong("One bright place in common would be enough for more than 0.",
                  says("they are bright in a few places only")),
            Wrong("A map that is dark everywhere is one way only.", says("one of them is dark everywhere")),
        ),
    ),
    Question(
        "both-doubled",
        "α and β are both doubled. What does the painting converge to?",
        Choice(),
        says("the same: only their ratio matters"),
        "J(G) doubles everywhere, so its lowest place stays where it was.",
        f"{STYLE}#beta-text",
        (
            Wrong("That would need a larger β alone.", says("more style: both costs count more")),
            Wrong("That would need a larger α alone.", says("more content: it was right at the start")),
            Wrong("A cost twice as large has its lowest place where it was.",
                  says("stronger colours: every step is larger")),
        ),
    ),
    Question(
        "grain-of-a-row",
        "Four neighbouring numbers of a row are below. What is the mean squared difference of neighbours?",
        Number(tolerance=0.01),
        lambda row: float(np.square(np.diff(row)).mean()),
        "Three pairs of neighbours: their squared differences, divided by 3, give {answer}.",
        f"{STYLE}#smooth-text",
        (
            Wrong("Four numbers have three pairs of neighbours.", lambda row: float(np.square(np.diff(row)).sum() / 4)),
            Wrong("Differences are squared.", lambda row: float(np.abs(np.diff(row)).mean())),
            Wrong("That is the sum. The mean is asked for.", lambda row: float(np.square(np.diff(row)).sum())),
        ),
        lambda rng: {"row": rng.integers(0, 9, 4)},
        lambda row: grid({"row": row}),
    ),
    Question(
        "colour-of-the-style",
        "A channel of the content has mean {m} and spread {s}, the style's has mean {m2} and spread {s2}. What "
        "does AdaIN "
        "make of the content's number {x}? (ε left out.)",
        Number(tolerance=0.01),
        lambda x, m, s, m2, s2: s2 / s * (x - m) + m2,
        "{s2} / {s} · ({x} − {m}) + {m2} = {answer}.",
        f"{STYLE}#adain-text",
        (
            Wrong("The content's spread is divided out, the style's multiplied in.",
                  lambda x, m, s, m2, s2: s / s2 * (x - m) + m2),
            Wrong("The content's mean goes first.", lambda x, s, m2, s2: s2 / s * x + m2),
            Wrong("The style's mean comes at the end.", lambda x, m, s, s2: s2 / s * (x - m)),
        ),
        lambda rng: {"m": whole(rng, 2, 5), "s": pick(rng, 2, 4), "m2": whole(rng, 1, 9), "s2": pick(rng, 1, 6, 8),
                     "x": whole(rng, 6, 12)},
    ),
)  # fmt: skip

_AXES = (
    Question(
        "where-hard-cubes-come-from",
        "Hard negative mining adds cubes to learn from. Where are they cut?",
        Choice(),
        says("at the network's false alarms in the training chests"),
        "The network says itself what is hard for it. The test chests stay untouched.",
        f"{AXES}#mining-text",
        (
            Wrong("The test chests are asked at the end; nothing is learnt from them.",
                  says("at the network's false alarms in the test chests")),
            Wrong("Random places are mostly easy: they teach little.",
                  says("at random places of the lungs in the training chests")),
            Wrong("Those are positives. What is hard here has no nodule.",
                  says("at the nodules that the network has found already")),
        ),
    ),
    Question(
        "tube-or-ball",
        "A round bright spot in one slice of a lung. What tells a nodule from a vessel that is cut across?",
        Choice(),
        says("the slices in the other two directions"),
        "A ball is round in all three directions, a tube in one.",
        f"{AXES}#chest-text",
        (
            Wrong("Both may be as bright.", says("the brightness of the spot in this slice")),
            Wrong("Vessels and nodules come in many sizes.", says("the number of pixels that it covers")),
            Wrong("Both may lie anywhere in the lung.", says("how far it is from the middle of the lung")),
        ),
    ),
    Question(
        "from-square-to-cube",
        "A layer has {filters} filters on {channels} channels. How many more weights (without biases) does it "
        "have with filters of {f}×{f}×{f} than with {f}×{f}?",
        Number("weights"),
        lambda f, channels, filters: (f**3 - f**2) * channels * filters,
        "({f}³ − {f}²) · {channels} · {filters} = {answer}.",
        f"{AXES}#count-text",
        (
            Wrong("A filter is as deep as its input has channels.", lambda f, filters: (f**3 - f**2) * filters),
            Wrong("That is how many the cubes have in all.", lambda f, channels, filters: f**3 * channels * filters),
            Wrong("f more along a third axis: f² · f, not f² + f.",
                  lambda f, channels, filters: f * channels * filters),
        ),
        lambda rng: {"f": pick(rng, 3, 5), "channels": pick(rng, 2, 4, 8), "filters": pick(rng, 8, 16, 32)},
    ),
    find_the_bug("bug-max-pool1d", axes.MAX_POOL1D, f"{AXES}#pool-text", "mean for max", "size without + 1",
                 "stride ignored in the walk", "window too small"),
    Question(
        "zeros-in-front",
        "A causal filter of length {f} with dilation {d}: how many zeros stand in front of the signal, so that "
        "what comes "
        "out is as long?",
        Number("zeros"),
        lambda f, d: (f - 1) * d,
        "It looks back over ({f} − 1) · {d} places, and over none ahead: {answer}.",
        f"{AXES}#causal-text",
        (
            Wrong("Nothing stands behind the signal: all the zeros are in front.",
                  lambda f, d: (f - 1) * d // 2),
            Wrong("The first number of the filter is the present: f − 1 are behind it.", lambda f, d: f * d),
            Wrong("Dilation lets it look further back.", lambda f: f - 1),
        ),
        lambda rng: {"f": pick(rng, 3, 5), "d": pick(rng, 2, 4, 8)},
    ),
    Question(
        "view-of-a-stack",
        "Causal filters of length 2, in {k} layers with dilations 1, 2, 4, … On how many places of the signal does a "
        "number behind them depend?",
        Number("places"),
        lambda k: 2**k,
        "Each layer doubles the view: 1 place, then 2, 4, … and {answer} at last.",
        f"{AXES}#causal-text",
        (
            Wrong("That is without dilation: each layer would add one place.", lambda k: k + 1),
            Wrong("The present belongs to it, too.", lambda k: 2**k - 1),
            Wrong("Dilations add up from layer to layer: 1 + 2 + 4 + …", lambda k: 2 ** (k - 1)),
        ),
        lambda rng: {"k": whole(rng, 4, 9)},
    ),
    Question(
        "cubes-of-a-volume",
        "`max_pool3d`, f = 2 and stride 2, on one volume of {n}×{n}×{n} with {channels} channels. Which shape "
        "comes out, "
        "without the axis of examples?",
        Shape(),
        lambda n, channels: (n // 2, n // 2, n // 2, channels),
        "All three sides are halved, rounded down, and every channel stays: {answer}.",
        f"{AXES}#pool3d-text",
        (
            Wrong("A cube has three sides: the depth is halved as well.",
                  lambda n, channels: (n, n // 2, n // 2, channels)),
            Wrong("Each channel is pooled by itself.", lambda n: (n // 2, n // 2, n // 2, 1)),
            Wrong("A cube that does not fit is left out: round down.",
                  lambda n, channels: (-(-n // 2), -(-n // 2), -(-n // 2), channels) if n % 2 else None),
        ),
        lambda rng: {"n": whole(rng, 9, 32), "channels": pick(rng, 4, 8, 16)},
    ),
)  # fmt: skip

def _two_bins(rng: Rng) -> Values:
    """Two bins of confidence: pictures, right ones, and the mean confidence of each; neither is exactly right."""
    counts = np.array([pick(rng, 10, 20, 30), pick(rng, 40, 50, 70)])
    sure = np.array([0.6, 0.9])
    right = np.round(counts * (sure - np.array([whole(rng, 1, 3), whole(rng, 1, 2)]) / 10)).astype(int)
    return {"counts": counts, "right": right, "sure": sure}


def _error(counts: Array, right: Array, sure: Array) -> float:
    return round(float(np.sum(counts * np.abs(right / counts - sure)) / counts.sum()), 6)


_SEES = (
    Question(
        "error-of-two-bins",
        "A test set falls into two bins of confidence, below. How large is the expected calibration error?",
        Number(tolerance=0.01),
        _error,
        "In each bin the gap of accuracy and confidence, weighted by its share of the pictures: {answer}.",
        f"{SEES}#calibration-text",
        (
            Wrong("Weigh each bin by its share of the pictures.",
                  lambda counts, right, sure: round(float(np.mean(np.abs(right / counts - sure))), 6)),
            Wrong("Those gaps are added up without weights.",
                  lambda counts, right, sure: round(float(np.sum(np.abs(right / counts - sure))), 6)),
            Wrong("That is the accuracy. The error compares it with the confidence.",
                  lambda counts, right: round(float(right.sum() / counts.sum()), 6)),
        ),
        _two_bins,
        lambda counts, right, sure: grid({"pictures": counts[None], "right": right[None], "confidence": sure[None]}),
    ),
    Question(
        "cost-of-occlusion",
        "An occlusion map of {rows} × {columns} places. How many forward and backward passes does it take, the whole "
        "picture included? And a saliency map takes one of each.",
        Shape("both numbers", "(10, 1)"),
        lambda rows, columns: (rows * columns + 1, 0),
        "A forward pass for every place, and one for the whole picture; no gradient: {answer}.",
        f"{SEES}#occlusion-text",
        (
            Wrong("The whole picture needs a pass, too.", lambda rows, columns: (rows * columns, 0)),
            Wrong("Covering needs no gradient.", lambda rows, columns: (rows * columns + 1, rows * columns + 1)),
        ),
        lambda rng: {"rows": whole(rng, 4, 9), "columns": whole(rng, 10, 14)},
    ),
    Question(
        "untrained-map",
        "A method draws the same map for a trained network and for one with random weights. What does the map show?",
        Choice(),
        says("the picture, not what the network learnt"),
        "What stays when the learning is gone cannot come from the learning: an edge detector does the same.",
        f"{SEES}#proof-text",
        (
            Wrong("A network with random weights has learnt nothing.", says("that both networks look at the object")),
            Wrong("A fine outline is no proof: edges have it, too.", says("that the method is exact")),
            Wrong("Then the maps would differ.", says("that training changed the weights little")),
        ),
    ),
    Question(
        "grad-cam-size",
        "Grad-CAM at a layer whose maps are {n} × {n} with {channels} channels, for a picture of 224 × 224. Which "
        "shape has the map?",
        Shape(),
        lambda n: (n, n),
        "One number for each place of the layer: {answer}. Only the drawing makes it larger.",
        f"{SEES}#grad-cam-task",
        (
            Wrong("The channels are added up, each with its weight.", lambda n, channels: (n, n, channels)),
            Wrong("It has the size of the layer, not of the picture.", lambda: (224, 224)),
            Wrong("Those are the weights, one for each map.", lambda channels: (channels,)),
        ),
        lambda rng: {"n": pick(rng, 7, 14, 28), "channels": pick(rng, 112, 320, 1280)},
    ),
    find_the_bug("bug-calibration", sees_set.CALIBRATION, f"{SEES}#calibration-task", "bins weigh alike",
                 "probability of the true class", "middle of the bin", "last bin only"),
)  # fmt: skip

QUESTIONS: tuple[Question, ...] = (*_FACES, *_STYLE, *_AXES, *_SEES)
