"""Questions of week 3 that no notebook asks: quizzes and the review draw on them."""

from __future__ import annotations

import math

import numpy as np

from course_utils.exercises import week3_1_localization as where
from course_utils.exercises import week3_2_yolo_car_detection as yolo
from course_utils.exercises import week3_3_segmentation as segmentation
from course_utils.exercises import week3_4_project_detector as project
from course_utils.exercises.loops import detection
from course_utils.exercises.questions.code import find_the_bug
from course_utils.exercises.questions.drawing import grid, pick, tenths, whole
from course_utils.exercises.questions.kinds import Choice, Number, Place
from course_utils.exercises.questions.question import Question, Wrong, says
from course_utils.exercises.questions.week3 import DETECTOR, SEGMENTATION, WHERE, YOLO
from course_utils.types import Array


def _area(hits: Array, total: int) -> float:
    """Average precision of detections that stand in order."""
    return float(detection.average_precision_score(-np.arange(len(hits)), hits.astype(bool), total))


def _unfilled(hits: Array, total: int) -> float | None:
    """The same without filling the dips; None where there are none."""
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    area = float(precision[hits == 1].sum() / total)
    return None if math.isclose(area, _area(hits, total)) else area


_WHERE = (
    Question(
        "points-off",
        "A face has {points} landmarks, {hidden} of them hidden. The guess is {dx} pixels off to the right and "
        "{dy} down, with every point. What is the landmark loss?",
        Number(),
        lambda dx, dy: dx * dx + dy * dy,
        "The mean over those that can be seen, each {dx}² + {dy}²: {answer}, however many are hidden.",
        f"{WHERE}#landmarks-picture-text",
        (
            Wrong("It is a mean over the points, not a sum.",
                  lambda points, hidden, dx, dy: (points - hidden) * (dx * dx + dy * dy)),
            Wrong("The distances are squared; no root is taken.", lambda dx, dy: math.hypot(dx, dy)),
            Wrong("Divide by the points that can be seen, not by all of them.",
                  lambda points, hidden, dx, dy: (points - hidden) * (dx * dx + dy * dy) / points),
        ),
        lambda rng: {"points": whole(rng, 5, 9), "hidden": whole(rng, 1, 3), "dx": whole(rng, 2, 9),
                     "dy": whole(rng, 2, 9)},
    ),
    find_the_bug("bug-sliding-windows", where.WINDOWS, f"{WHERE}#windows-text", "stride ignored", "last window missing",
                 "x before y", "beyond the edge"),
)  # fmt: skip

_YOLO = (
    Question(
        "where-is-the-middle",
        "A network with {S}×{S} cells answers t_x = 0 in column {column}, row {row}. Which share of the "
        "picture's width is the box's x? (Two decimals are enough; σ(0) = 0.5.)",
        Number(tolerance=0.02),
        lambda S, column: (0.5 + column) / S,
        "(σ(0) + {column}) / {S} = {answer}: the middle of its cell.",
        f"{YOLO}#decode-text",
        (
            Wrong("That is the cell's left edge. σ(0) is a half, not 0.", lambda S, column: column / S),
            Wrong("x comes from the column.", lambda S, row: (0.5 + row) / S),
            Wrong("Shares of the picture: divide by the number of cells.", lambda column: 0.5 + column),
        ),
        lambda rng: {"S": pick(rng, 7, 13, 19), "column": whole(rng, 1, 6), "row": whole(rng, 1, 6)},
    ),
    Question(
        "how-wide",
        "An anchor is {anchor} wide (a share of the picture), and the network answers t_w = {t}. How wide is the "
        "box? (Two decimals are enough.)",
        Number(tolerance=0.03),
        lambda anchor, t: anchor * math.exp(t),
        "w_anchor · e^t = {anchor} · e^{t} = {answer}.",
        f"{YOLO}#decode-text",
        (
            Wrong("The anchor is multiplied, nothing is added.", lambda anchor, t: anchor + t),
            Wrong("e to the power of t, not t itself.", lambda anchor, t: anchor * t),
            Wrong("σ squeezes mid-points; sides take e^t.", lambda anchor, t: anchor / (1 + math.exp(-t))),
        ),
        lambda rng: {"anchor": tenths(rng, 0.1, 0.3), "t": float(rng.choice([-1.0, -0.5, 0.5, 1.0]))},
    ),
    Question(
        "numbers-of-an-answer",
        "A network answers for {S}×{S} cells, {A} anchors and {C} classes. How many numbers does it give for one "
        "picture?",
        Number("numbers"),
        lambda S, A, C: S * S * A * (5 + C),
        "{S} · {S} · {A} · (4 + 1 + {C}) = {answer}.",
        f"{YOLO}#decode-text",
        (
            Wrong("Every anchor has numbers of its own.", lambda S, C: S * S * (5 + C)),
            Wrong("Four numbers of the box and the confidence stand before the classes.",
                  lambda S, A, C: S * S * A * C),
            Wrong("The confidence counts as well: 4 + 1.", lambda S, A, C: S * S * A * (4 + C)),
        ),
        lambda rng: {"S": pick(rng, 7, 13, 19), "A": pick(rng, 2, 3, 5), "C": pick(rng, 3, 20, 80)},
    ),
    Question(
        "cost-of-a-false-alarm",
        "In an empty cell the network says p_c = {p}. What does that place cost in the YOLO loss, with λ_coord = 5 and "
        "λ_noobj = 0.5?",
        Number(),
        lambda p: round(0.5 * p * p, 6),
        "λ_noobj · p_c² = 0.5 · {p}² = {answer}.",
        f"{YOLO}#loss-text",
        (
            Wrong("Empty places count half: there are so many of them.", lambda p: round(p * p, 6)),
            Wrong("That would be the cost where an object is.", lambda p: round((1 - p) ** 2, 6)),
            Wrong("Five is the weight of a box; here is none.", lambda p: round(5 * p * p, 6)),
        ),
        lambda rng: {"p": float(rng.choice([0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 0.9]))},
    ),
    Question(
        "corner-in-pixels",
        "A box in shares, in the classic order (y1, x1, y2, x2) = ({y1}, {x1}, {y2}, {x2}), on a picture of "
        "{rows} rows and {columns} columns. What is x2 in pixels?",
        Number("pixels"),
        lambda x2, columns: round(x2 * columns, 6),
        "{x2} · {columns} = {answer}: x runs along the columns.",
        f"{YOLO}#scale-text",
        (
            Wrong("x runs along the columns, y along the rows.", lambda x2, rows: round(x2 * rows, 6)),
            Wrong("That is y2: the classic order puts y first.", lambda y2, rows: round(y2 * rows, 6)),
            Wrong("That is the other corner, x1.", lambda x1, columns: round(x1 * columns, 6)),
        ),
        lambda rng: {"y1": 0.1, "x1": 0.2, "y2": tenths(rng, 0.4, 0.6), "x2": tenths(rng, 0.7, 0.9),
                     "rows": pick(rng, 360, 480, 720), "columns": pick(rng, 640, 960, 1280)},
    ),
    Question(
        "precision-of-a-detector",
        "A detector reports {detections} boxes, {hits} of them hits; {objects} objects are there. What is its "
        "*precision*? (Two decimals are enough.)",
        Number(tolerance=0.02),
        lambda hits, detections: hits / detections,
        "Hits among all detections: {hits} / {detections} = {answer}.",
        f"{YOLO}#metrics-text",
        (
            Wrong("That is the recall: hits among all objects.", lambda hits, objects: hits / objects),
            Wrong("Detections against objects says nothing of hits.", lambda detections, objects: detections / objects),
        ),
        lambda rng: {"detections": whole(rng, 40, 60), "hits": whole(rng, 18, 30), "objects": whole(rng, 65, 90)},
    ),
    Question(
        "which-are-hits",
        "A street has one car and nothing else. Detections from the best score down; which of them count as hits "
        "at 0.5? (All that are right.)",
        Choice(several=True),
        lambda: ("first: a car, IoU 0.5",),
        "An IoU of at least 0.5 with an object of its class that no better detection has hit.",
        f"{YOLO}#metrics-text",
        (
            Wrong("The car has been hit by a better detection: this one is a false alarm.",
                  says("second: a car, IoU 0.8")),
            Wrong("It overlaps, but names another class.", says("third: a truck, IoU 0.9")),
            Wrong("It overlaps too little.", says("fourth: a car, IoU 0.4")),
        ),
    ),
    Question(
        "threshold-down",
        "You lower the score threshold of a detector. What becomes of precision and recall, as a rule?",
        Choice(),
        says("recall rises, precision falls"),
        "More objects are found, and more nonsense with them.",
        f"{YOLO}#metrics-text",
        (
            Wrong("More is reported, so more is found, and more of it is wrong.",
                  says("precision rises, recall falls")),
            Wrong("What is reported in addition holds more false alarms.", says("both of them rise together")),
            Wrong("The boxes stay, but more of them are reported.", says("both stay: the boxes are the same")),
        ),
    ),
    Question(
        "person-before-a-car",
        "A pedestrian stands in front of a car; their boxes overlap by more than the threshold. What does the classic "
        "suppression code do?",
        Choice(),
        says("it may drop one of them, since it ignores the class"),
        "It asks for score and overlap only. Suppressed per class, both would stay.",
        f"{YOLO}#classic-nms-text",
        (
            Wrong("It would, if it looked at the class.", says("it keeps both of them, as their two classes differ")),
            Wrong("The better score stays, whatever it is.", says("it always keeps the pedestrian, who is in front")),
            Wrong("Boxes are kept or dropped, never changed.", says("it joins the two to one box around them both")),
        ),
    ),
    Question(
        "cell-of-a-share",
        "A car's mid-point lies at x = {x}, y = {y} (shares of the picture) on a grid of {S}×{S}. Which cell "
        "reports it?",
        Place("cell"),
        lambda S, x, y: (int(y * S + 1e-9), int(x * S + 1e-9)),
        "Row ⌊{y} · {S}⌋, column ⌊{x} · {S}⌋: {answer}.",
        f"{YOLO}#grid-text",
        (
            Wrong("The row comes from y, the column from x.", lambda S, x, y: (int(x * S + 1e-9), int(y * S + 1e-9))),
            Wrong("Round down: the cell that holds the mid-point.",
                  lambda S, x, y: (math.ceil(y * S), math.ceil(x * S))),
        ),
        lambda rng: {"S": pick(rng, 7, 13, 19), "x": whole(rng, 11, 89) / 100, "y": whole(rng, 11, 89) / 100},
    ),
    find_the_bug("bug-iou", yolo.IOU, f"{YOLO}#iou-text", "widths not clamped", "union without minus",
                 "only the width clamped", "over the smaller box"),
    Question(
        "area-of-a-ranking",
        "Five detections, best score first: 1 is a hit, 0 is none. {total} objects are there in all. What is "
        "the average "
        "precision? (Two decimals are enough.)",
        Number(tolerance=0.02),
        lambda hits, total: _area(hits, total),
        "At each hit the best precision from there on counts, 1 / {total} wide: {answer}.",
        f"{YOLO}#average-text",
        (
            Wrong("Objects that nobody found count as well: divide by all of them.",
                  lambda hits: _area(hits, int(hits.sum()))),
            Wrong("Dips are filled: the best precision at this recall or a higher one counts.",
                  lambda hits, total: _unfilled(hits, total)),
            Wrong("That is the precision of all five together.", lambda hits: float(hits.mean())),
        ),
        lambda rng: {"hits": rng.permutation([1, 1, 1, 0, 0]), "total": whole(rng, 4, 6)},
        lambda hits: grid({"hits": hits}),
    ),
    Question(
        "known-already",
        "A place is known with p_t = {p}. By which factor does focal loss with γ = {gamma} turn its "
        "cross-entropy down? "
        "(α left out.)",
        Number(tolerance=0.01),
        lambda p, gamma: (1 - p) ** gamma,
        "(1 − {p}) to the power of {gamma} = {answer}: what is known already counts little.",
        f"{YOLO}#focal-task",
        (
            Wrong("What is known counts little, not much: 1 − p_t.", lambda p, gamma: p**gamma),
            Wrong("γ is an exponent, not a factor.", lambda p, gamma: (1 - p) * gamma),
            Wrong("That is γ = 1.", lambda p: 1 - p),
        ),
        lambda rng: {"p": float(rng.choice([0.6, 0.7, 0.8, 0.9, 0.95])), "gamma": pick(rng, 2, 3)},
    ),
)  # fmt: skip

_SEGMENTATION = (
    Question(
        "unet-sides",
        "A U-Net has {stages} widths, the bottom among them, and pools by 2 between them. A picture has {side} rows. "
        "How many rows has the map at the bottom?",
        Number("rows"),
        lambda stages, side: side // 2 ** (stages - 1),
        "{stages} widths, one pooling fewer: {side} is halved that often, {answer}.",
        f"{SEGMENTATION}#unet-text",
        (
            Wrong("The bottom is not pooled.", lambda stages, side: side // 2**stages),
            Wrong("Every pooling halves what is left.", lambda stages, side: side // (2 * (stages - 1))),
            Wrong("Rows come back on the way up only.", lambda side: side),
        ),
        lambda rng: {"stages": whole(rng, 4, 6), "side": pick(rng, 192, 256, 384)},
    ),
    Question(
        "why-skips",
        "What does a U-Net lose without its skip connections?",
        Choice(),
        says("sharp outlines: the small map no longer knows where exactly"),
        "What was seen before the poolings is laid beside the map on the way up.",
        f"{SEGMENTATION}#encoder-text",
        (
            Wrong("The bottom sees the same.", says("its large view: the bottom sees fewer pixels")),
            Wrong("The transposed convolutions double it either way.", says("its size: the mask is smaller")),
            Wrong("The head is the same.", says("its classes: it can tell only two of them apart")),
        ),
    ),
    find_the_bug("bug-mean-iou", segmentation.MEAN_IOU, f"{SEGMENTATION}#mean-iou-text", "nobody's class counts 0",
                 "background left out", "union counts twice", "classes of the truth only"),
)  # fmt: skip

_DETECTOR = (
    Question(
        "free-side",
        "A side is {cells} cells long. Which free number t says so, where the side is e^t? (Two decimals are enough.)",
        Number(tolerance=0.01),
        lambda cells: math.log(cells),
        "The side is e^t, so t is its logarithm: ln {cells} = {answer}.",
        f"{DETECTOR}#free-text",
        (
            Wrong("That is the side itself.", lambda cells: cells),
            Wrong("That is the root, as in the first YOLO.", lambda cells: math.sqrt(cells)),
            Wrong("The logarithm is the natural one.", lambda cells: math.log2(cells)),
        ),
        lambda rng: {"cells": pick(rng, 3, 5, 6, 7, 9, 10, 12)},
    ),
    find_the_bug("bug-detection-loss", project.LOSS, f"{DETECTOR}#loss-text", "sides as they are",
                 "lambda_coord for the middle only", "middle without sigmoid", "divided by the places"),
)  # fmt: skip

QUESTIONS: tuple[Question, ...] = (*_WHERE, *_YOLO, *_SEGMENTATION, *_DETECTOR)
