"""Exercises of week3/4_project_detector: the loss from which a one-stage detector learns, and a detector to train."""

from __future__ import annotations

from typing import Any

import numpy as np

from course_utils.data.sets.streets import Streets, load_streets
from course_utils.exercises.base import Case, Exercise, ExerciseSet, Inputs, Mistake, rule_cases
from course_utils.exercises.changes import changed
from course_utils.exercises.loops import detection as loops
from course_utils.exercises.project import Project, Rules
from course_utils.layers.detection import one_stage
from course_utils.layers.detection.detection_metrics import mean_average_precision
from course_utils.types import Array, Images

Rng = np.random.RandomState


def grids(rng: Rng, m: int, S: int, C: int, objects: int, spread: float = 1.5, **more: float) -> Inputs:
    """Targets with `objects` places taken, over all pictures, and the free numbers of a network that is no good."""
    places = m * S * S
    there = rng.permutation(np.arange(places) < objects)[:, None]
    boxes = np.hstack([rng.rand(places, 2), 0.3 + 3 * rng.rand(places, 2), np.eye(C)[rng.randint(C, size=places)]])
    targets = np.hstack([there, there * boxes]).reshape(m, S, S, 5 + C)
    return {"y_true": targets, "t": spread * rng.randn(*targets.shape), **more}


def far_grids(rng: Rng, m: int, S: int, C: int, objects: int, **more: float) -> Inputs:
    """As `grids`; the network is very sure of every place, here rightly and there wrongly."""
    inputs = grids(rng, m, S, C, objects, **more)
    there, places = inputs["y_true"][..., 0], m * S * S
    right = rng.permutation(np.arange(places) % 2).reshape(there.shape)
    for said in (0, 1):  # of either kind of place some are right
        right[tuple(np.argwhere(there == said)[0])], right[tuple(np.argwhere(there == said)[-1])] = 0, 1
    inputs["t"][..., 0] = (90 + 60 * rng.rand(*there.shape)) * np.where(there == right, 1, -1)
    return inputs


_LOSS = loops.detection_loss
_SURE = "surprise * (1 - tf.exp(-surprise)) ** gamma if gamma else surprise"
_MIDDLE = "(tf.sigmoid(said[:, 1:3]) - wanted[:, 1:3]) ** 2"
_SIZE = "(said[:, 3:5] - tf.math.log(wanted[:, 3:5])) ** 2"
_KINDS = "-tf.reduce_sum(wanted[:, 5:] * tf.nn.log_softmax(said[:, 5:]))"
_TOTAL = "sure + lambda_noobj * unsure + lambda_coord * (middle + size) + kinds"
_DIVIDED = "total / max(len(wanted), 1)"
_PARTS = "wanted, said, empty = truth[truth[:, 0] == 1], free[truth[:, 0] == 1], free[truth[:, 0] == 0][:, 0]"
_NOTHING = "In a batch without an object your loss is divided by 0. Divide by at least 1."
_TRAP = (
    "ln 0: where no object is, b_h and b_w are 0, and 0 · ∞ is NaN, in the loss or in its gradient. Put 1 in their "
    "place before the logarithm: tf.where(there, b, 1.0)."
)
_FAR = (
    "sigmoid and then log: where the network is sure, a probability rounds to 0 or 1, and its logarithm is lost. Use "
    "tf.nn.sigmoid_cross_entropy_with_logits."
)

LOSS = Exercise(
    "detection_loss",
    25,
    one_stage.detection_loss,
    cases=(
        Case("two pictures, 3×3 cells, 3 classes", lambda r: grids(r, 2, 3, 3, 5), 1, rtol=1e-4),
        Case("other weights", lambda r: grids(r, 2, 2, 4, 3, lambda_coord=2.0, lambda_noobj=0.25), 2, rtol=1e-4),
        Case("focal: gamma 2", lambda r: grids(r, 1, 4, 2, 4, gamma=2.0), 3, rtol=1e-4),
        Case("no object in the batch", lambda r: grids(r, 2, 2, 3, 0), 4, rtol=1e-4),
        Case("a network that is very sure, here rightly and there wrongly",
             lambda r: far_grids(r, 2, 3, 3, 6), 5, rtol=1e-4, corner=True),
    ),
    mistakes=(
        Mistake("divided by the pictures", "You divided by the number of pictures. Divide by the number of objects.",
                changed(_LOSS, _DIVIDED, "total / len(y_true)")),
        Mistake("divided by the places", "You divided by the number of places. Divide by the number of objects.",
                changed(_LOSS, _DIVIDED, "total / len(truth)")),
        Mistake("sum", "You returned the sum. Divide it by the number of objects.",
                changed(_LOSS, _DIVIDED, "total")),
        Mistake("objects plus one", "You divided by the objects and 1 more. Divide by their number, or by 1 where "
                "there is none.", changed(_LOSS, _DIVIDED, "total / (len(wanted) + 1)")),
        Mistake("divided by nothing", _NOTHING, changed(_LOSS, _DIVIDED, "total / tf.reduce_sum(truth[:, 0])")),
        Mistake("nothing at all costs 0", "Without an object your loss is 0. Empty places cost their p_c all the same.",
                changed(_LOSS, _DIVIDED, "tf.math.divide_no_nan(total, tf.reduce_sum(truth[:, 0]))")),
        Mistake("p_c not divided", "You divided a part only. Add everything up, then divide.",
                changed(_LOSS, _TOTAL, "lambda_coord * (middle + size) + kinds",
                        "return " + _DIVIDED, "return sure + lambda_noobj * unsure + " + _DIVIDED)),
        Mistake("box counts everywhere", "The box costs where no object is, too. Multiply it by y_true[..., 0].",
                changed(_LOSS, _TOTAL, _TOTAL + " + lambda_coord * tf.reduce_sum(tf.sigmoid(free[truth[:, 0] == 0]"
                                                "[:, 1:3]) ** 2 + free[truth[:, 0] == 0][:, 3:5] ** 2)")),
        Mistake("middle counts everywhere", "The mid-point costs where no object is, too. Multiply it by "
                "y_true[..., 0].", changed(_LOSS, _TOTAL, _TOTAL + " + lambda_coord * tf.reduce_sum(tf.sigmoid(free["
                                           "truth[:, 0] == 0][:, 1:3]) ** 2)")),
        Mistake("sides count everywhere", "The sides cost where no object is, too. Multiply them by y_true[..., 0].",
                changed(_LOSS, _TOTAL, _TOTAL + " + lambda_coord * tf.reduce_sum(free[truth[:, 0] == 0][:, 3:5] ** "
                                                "2)")),
        Mistake("empty places not counted", "A place without an object counts too: by its p_c, lambda_noobj times.",
                changed(_LOSS, _TOTAL, _TOTAL.replace("lambda_noobj * unsure", "0.0 * unsure"))),
        Mistake("empty places count in full", "Where no object is, p_c counts lambda_noobj times only.",
                changed(_LOSS, _TOTAL, _TOTAL.replace("lambda_noobj * unsure", "unsure"))),
        Mistake("lambda_noobj everywhere", "lambda_noobj is for places without an object. Where one is, p_c counts "
                "once.", changed(_LOSS, _TOTAL, _TOTAL.replace("sure + lambda_noobj *", "lambda_noobj * sure + "
                                                               "lambda_noobj *", 1))),
        Mistake("p_c of objects not counted", "Where an object is, p_c counts as well.",
                changed(_LOSS, _TOTAL, _TOTAL.replace("sure +", "0.0 * sure +", 1))),
        Mistake("lambda_coord forgotten", "The box counts lambda_coord times; yours counts once.",
                changed(_LOSS, _TOTAL, _TOTAL.replace("lambda_coord * ", ""))),
        Mistake("lambda_coord for the middle only", "lambda_coord is for the sides as well.",
                changed(_LOSS, _TOTAL, _TOTAL.replace("(middle + size)", "middle + size"))),
        Mistake("lambda_coord for the classes", "lambda_coord is for the box. The classes count once.",
                changed(_LOSS, _TOTAL, _TOTAL.replace("(middle + size) + kinds", "(middle + size + kinds)"))),
        Mistake("weights fixed", "Your weights are always 5 and 0.5. Use lambda_coord and lambda_noobj.",
                changed(_LOSS, _TOTAL, "sure + 0.5 * unsure + 5.0 * (middle + size) + kinds")),
        Mistake("classes not counted", "The classes are missing from your loss.",
                changed(_LOSS, _TOTAL, _TOTAL.replace(" + kinds", " + 0.0 * kinds"))),
        Mistake("classes count everywhere", "The classes cost where no object is, too. Multiply them by "
                "y_true[..., 0].", changed(_LOSS, _KINDS, "-tf.reduce_sum(truth[:, 5:] * tf.nn.log_softmax(free[:, "
                    "5:])) - tf.reduce_sum(tf.nn.log_softmax(free[truth[:, 0] == 0][:, 5:])) / (t.shape[-1] - 5)")),
        Mistake("middle not counted", "The mid-point is missing from your loss.",
                changed(_LOSS, _TOTAL, _TOTAL.replace("middle +", "0.0 * middle +"))),
        Mistake("sides not counted", "Height and width are missing from your loss.",
                changed(_LOSS, _TOTAL, _TOTAL.replace("+ size", "+ 0.0 * size"))),
        Mistake("middle without sigmoid", "t_x and t_y are free numbers. Compare their sigmoids with b_x and b_y.",
                changed(_LOSS, _MIDDLE, "(said[:, 1:3] - wanted[:, 1:3]) ** 2")),
        Mistake("sides as they are", "t_h and t_w stand for logarithms: compare them with ln b_h and ln b_w.",
                changed(_LOSS, _SIZE, "(said[:, 3:5] - wanted[:, 3:5]) ** 2")),
        Mistake("powers of the sides", "You compared e^t with the sides. Compare t with ln b: an error of a tenth then "
                "counts alike for small things and large ones.",
                changed(_LOSS, _SIZE, "(tf.exp(said[:, 3:5]) - wanted[:, 3:5]) ** 2")),
        Mistake("roots of the sides", "You compared roots, as in the first YOLO. Here t is compared with ln b.",
                changed(_LOSS, _SIZE, "(tf.exp(said[:, 3:5] / 2) - tf.sqrt(wanted[:, 3:5])) ** 2")),
        Mistake("sigmoid of the sides", "t_h and t_w take no sigmoid: compare them with ln b_h and ln b_w.",
                changed(_LOSS, _SIZE, "(tf.sigmoid(said[:, 3:5]) - tf.math.log(wanted[:, 3:5])) ** 2")),
        Mistake("absolute differences", "You took absolute differences. The box costs squares.",
                changed(_LOSS, _MIDDLE, "tf.abs(tf.sigmoid(said[:, 1:3]) - wanted[:, 1:3])",
                        _SIZE, "tf.abs(said[:, 3:5] - tf.math.log(wanted[:, 3:5]))")),
        Mistake("ln 0 times 0", _TRAP, changed(_LOSS, _TOTAL, _TOTAL + " + tf.reduce_sum(0 * (free[:, 3:5] - "
                "tf.math.log(truth[:, 3:5])) ** 2)")),
        Mistake("ln 0 left out too late", _TRAP, changed(_LOSS, _SIZE, _SIZE + ") + tf.reduce_sum(tf.where("
                "truth[:, :1] == 7, (free[:, 3:5] - tf.math.log(truth[:, 3:5])) ** 2, 0.0)")),
        Mistake("sigmoid for each class", "Classes exclude each other: take softmax and its cross-entropy.",
                changed(_LOSS, _KINDS, "tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(labels=wanted[:, 5:], "
                                       "logits=said[:, 5:]))")),
        Mistake("squares for the classes", "The classes cost their cross-entropy; yours cost squares.",
                changed(_LOSS, _KINDS, "tf.reduce_sum((wanted[:, 5:] - tf.nn.softmax(said[:, 5:])) ** 2)")),
        Mistake("softmax twice", "You gave probabilities to a function that takes free numbers: softmax comes twice. "
                "Give it t[..., 5:] as it is.", changed(_LOSS, "tf.nn.log_softmax(said[:, 5:])",
                                                        "tf.nn.log_softmax(tf.nn.softmax(said[:, 5:]))")),
        Mistake("squares for p_c", "p_c costs its cross-entropy; yours costs the square.",
                changed(_LOSS, "surprise = tf.math.softplus(-number)", "surprise = tf.sigmoid(-number) ** 2")),
        Mistake("sigmoid twice", "You gave a probability to a function that takes free numbers: sigmoid comes twice. "
                "Give it t[..., 0] as it is.",
                changed(_LOSS, "entropy(said[:, 0])", "entropy(tf.sigmoid(said[:, 0]))",
                        "entropy(-empty)", "entropy(-tf.sigmoid(empty))")),
        Mistake("sigmoid, then log", _FAR,
                changed(_LOSS, "surprise = tf.math.softplus(-number)", "surprise = -tf.math.log(tf.sigmoid(number))")),
        Mistake("1 − sigmoid, then log", _FAR,
                changed(_LOSS, "entropy(-empty)", "-tf.math.log(1 - tf.sigmoid(empty)) * tf.sigmoid(empty) ** gamma")),
        Mistake("probabilities clipped", _FAR,
                changed(_LOSS, "surprise = tf.math.softplus(-number)",
                        "surprise = -tf.math.log(tf.clip_by_value(tf.sigmoid(number), 1e-7, 1 - 1e-7))")),
        Mistake("power 0", "Where p_t is exactly 1, (1 − p_t) ** 0 has the gradient 0 · ∞: NaN. Leave the factor out "
                "when gamma is 0.", changed(_LOSS, _SURE, _SURE.replace(" if gamma else surprise", ""))),
        Mistake("gamma ignored", "gamma is not used: with it p_c costs (1 − p_t)^gamma times its cross-entropy.",
                changed(_LOSS, "if gamma else", "if False else")),
        Mistake("gamma always 2", "Your gamma is always 2. Use the argument; 0 is the plain cross-entropy.",
                changed(_LOSS, _SURE, "surprise * (1 - tf.exp(-surprise)) ** 2")),
        Mistake("p_t ** gamma", "You multiplied by p_t^gamma. That turns the hard places down; the factor is "
                "(1 − p_t)^gamma.", changed(_LOSS, "(1 - tf.exp(-surprise)) ** gamma", "tf.exp(-surprise) ** gamma")),
        Mistake("p for p_t", "p_t is the probability of the truth: p where an object is, 1 − p where none is.",
                changed(_LOSS, "entropy(-empty))",
                        "tf.math.softplus(empty) * (tf.sigmoid(-empty) ** gamma if gamma else 1.0))")),
        Mistake("focal for empty places only", "The factor is for every place, those with an object too.",
                changed(_LOSS, "entropy(said[:, 0])", "tf.math.softplus(-said[:, 0])")),
        Mistake("focal for objects only", "The factor is for every place, those without an object too.",
                changed(_LOSS, "entropy(-empty))", "tf.math.softplus(empty))")),
        Mistake("sign of p_c", "Your cross-entropy has it the wrong way round: yes where nothing is.",
                changed(_LOSS, "entropy(said[:, 0])", "entropy(-said[:, 0])", "entropy(-empty)", "entropy(empty)")),
    ),
    hints=(
        "Four parts for each place, as in YOLO's first loss. What is compared: a sigmoid, a logarithm, free numbers? "
        "Where nothing is, only one of the four counts.",
        "Parts of shape (m, S, S): there · (FL + λ_coord · box + CE) + (1 − there) · λ_noobj · FL, summed, over "
        "max(1, objects). The box: (σ(t) − b)² and (t − ln b)².",
        "tf.nn.sigmoid_cross_entropy_with_logits(labels=there, logits=…), tf.nn.softmax_cross_entropy_with_logits(…), "
        "and before ln: tf.where(there[..., None] > 0, b, 1.0).",
    ),
    outputs=("loss", "gradient"),
    call="gradient",
    seconds=10.0,
)  # fmt: skip

RULES = Rules((128, 128, 3), (16, 16, 9), parameters=150_000, milliseconds=50.0)
# Published in the notebook. The baseline given there reaches about 0.36, our own network 0.96 to 0.98.
CURVE = ((0.0, 0.0), (0.36, 0.4), (0.8, 0.72), (0.92, 0.88), (0.96, 0.96), (0.98, 1.0))


def with_truth(streets: Streets) -> tuple[Images, Any]:
    """Pictures (m, 128, 128, 3), uint8, and for each its boxes (n, 4), in pixels, and classes (n,)."""
    return streets.pictures, list(zip(streets.boxes, streets.classes))


def mean_precision(predictions: Array, truth: Any) -> float:
    """The mAP@0.5 of free numbers after decoding, and suppression within each class.

    Shapes: predictions (m, 16, 16, 9); truth: boxes (n, 4) in pixels and classes (n,) of each picture.
    """
    return mean_average_precision(one_stage.decode_detections(predictions), truth)


def known() -> tuple[Images, Any]:
    """The test streets of the course, (100, 128, 128, 3), uint8, and what is in them."""
    return with_truth(load_streets("test"))


DETECTOR = Exercise(
    "street_detector",
    75,
    one_stage.street_detector,
    cases=rule_cases(RULES),
    mistakes=(),
    hints=(
        "Two things decide: how much of the street a place of the last map sees, and how many streets the network "
        "learns from. A car is wider than what the baseline sees.",
        "Maps of 64, 32 and 16 rows with batch normalisation; one of 8 rows beside them, doubled by UpSampling2D and "
        "concatenated; a few convolutions on both together; a 1×1 convolution of 9 filters, no activation.",
        "Widths of 16, 24, 40 and 56 with 48 at the end stay below 110,000 parameters. The last bias of p may begin at "
        "−4: bias_initializer=keras.initializers.Constant([-4, 0, …]).",
    ),
    outputs=("the rules",),
    call="project",
    seconds=10.0,
    project=Project(RULES, "mAP@0.5", mean_precision, CURVE, known),
)

EXERCISES = ExerciseSet(
    "week3/4_project_detector", "Project: a detector of your own", (LOSS, DETECTOR), profile="tensorflow"
)
