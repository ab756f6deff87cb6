"""Questions of week 3: targets and windows; grids, anchors and suppression; a class for every pixel; a detector."""

from __future__ import annotations

import math

import numpy as np

from course_utils.exercises import week3_1_localization as where
from course_utils.exercises import week3_2_yolo_car_detection as yolo
from course_utils.exercises import week3_3_segmentation as segmentation
from course_utils.exercises.loops import detection, localization
from course_utils.exercises.questions.code import find_the_bug, parsons
from course_utils.exercises.questions.drawing import grid, pick, tenths, whole
from course_utils.exercises.questions.kinds import Choice, Number, Place, Shape
from course_utils.exercises.questions.question import Question, Rng, Values, Wrong, says
from course_utils.types import Boxes

WHERE = "week3/1_localization"
YOLO = "week3/2_yolo_car_detection"
SEGMENTATION = "week3/3_segmentation"
DETECTOR = "week3/4_project_detector"


def _box(rng: Rng) -> Values:
    """A box on a picture of 40 rows and 80 columns, its middle at whole tenths or twentieths."""
    w, h = pick(rng, 8, 16, 24, 40), pick(rng, 4, 8, 12, 20)
    x, y = 4 * whole(rng, w // 8 + 1, 18 - w // 8), 2 * whole(rng, h // 4 + 1, 18 - h // 4)
    return {"box": (x - w // 2, y - h // 2, x + w // 2, y + h // 2), "x": x, "y": y, "w": w, "h": h}


_WHERE = (
    Question(
        "box-middle",
        "A picture has 40 rows and 80 columns. The corners of a box are (x1, y1, x2, y2) = {box}, in pixels. "
        "What is b_y?",
        Number(),
        lambda y: y / 40,
        "The middle of y1 and y2, divided by the 40 rows: {answer}.",
        f"{WHERE}#target-text",
        (
            Wrong("That is b_x: y runs down the rows.", lambda x: x / 80),
            Wrong("y is divided by the number of rows.", lambda y: y / 80),
            Wrong("b_y is a part of the picture, not pixels.", lambda y: y),
            Wrong("That is the upper edge. The middle is asked for.", lambda box: box[1] / 40),
        ),
        _box,
    ),
    Question(
        "loss-of-nothing",
        "Nothing is in the picture: y = (0, ?, ?, ?, ?, ?, ?, ?). The network says p_c = {p} and {b} for "
        "everything else. What does the picture cost, in squared errors?",
        Number(),
        lambda p: round(p * p, 4),
        "Only p_c counts where nothing is: {p}² = {answer}.",
        f"{WHERE}#loss-text",
        (
            Wrong("The other seven are don't cares here.", lambda p, b: round(p * p + 7 * b * b, 4)),
            Wrong("The difference is squared.", lambda p: p),
            Wrong("A thing is claimed where none is: that costs.", lambda p: 0),
        ),
        lambda rng: {"p": tenths(rng, 0.2, 0.9), "b": tenths(rng, 0.1, 0.6)},
    ),
    Question(
        "count-windows",
        "A street of {n}×{n} pixels, windows of 64, moved by {stride}. How many pictures does the network have "
        "to look at?",
        Number("windows"),
        lambda n, stride: ((n - 64) // stride + 1) ** 2,
        "⌊({n} − 64) / {stride}⌋ + 1 places along each side: {answer}.",
        f"{WHERE}#search-text",
        (
            Wrong("That is one row of windows.", lambda n, stride: (n - 64) // stride + 1),
            Wrong("The first place counts too.", lambda n, stride: ((n - 64) // stride) ** 2),
            Wrong("Whole windows only: subtract 64 first.", lambda n, stride: (n // stride) ** 2),
        ),
        lambda rng: {"n": pick(rng, 128, 192, 256), "stride": pick(rng, 8, 16, 32)},
    ),
    Question(
        "dense-as-convolution",
        "A dense layer of {units} units reads a flattened volume of {n}×{n}×{channels}. What is the "
        "shape of the filters of the convolution that does the same?",
        Shape(),
        lambda n, channels, units: (n, n, channels, units),
        "A filter as large as the volume for each unit: {answer}.",
        f"{WHERE}#conv-text",
        (
            Wrong("A 1×1 filter sees one pixel; a dense unit sees the whole volume.",
                  lambda channels, units: (1, 1, channels, units)),
            Wrong("In Keras the filters are the last axis.", lambda n, channels, units: (units, n, n, channels)),
        ),
        lambda rng: {"n": pick(rng, 5, 6, 7), "channels": pick(rng, 16, 32, 64), "units": pick(rng, 100, 120, 400)},
    ),
    Question(
        "stride-of-one-pass",
        "A network of convolutions (stride 1) and {k} poolings of 2×2 searches a picture in one pass. By how "
        "many pixels do its "
        "windows move?",
        Number("pixels"),
        lambda k: 2**k,
        "Each pooling doubles the step: {answer}.",
        f"{WHERE}#why-text",
        (
            Wrong("Steps multiply from pooling to pooling: 2 · 2 · …", lambda k: 2 * k),
            Wrong("The poolings leave every other place out.", lambda k: 1),
        ),
        lambda rng: {"k": whole(rng, 3, 6)},
    ),
    Question(
        "why-one-pass",
        "Why is one pass of a fully convolutional network cheaper than all its windows one by one?",
        Choice(),
        says("windows overlap, and what they share is computed once"),
        "Neighbouring windows share most of their pixels, so most of their products.",
        f"{WHERE}#why-text",
        (
            Wrong("It has exactly the same weights.", says("a convolution has far fewer weights than a dense layer")),
            Wrong("It gives the answer of every window.", says("it looks at a few of the windows only, the best")),
            Wrong("The whole picture is seen at full size.", says("the picture is made smaller before it is searched")),
        ),
    ),
    parsons(
        "order-sliding-windows",
        where.WINDOWS,
        f"{WHERE}#windows-text",
        "The starts along both sides, all corners row by row, then the windows.",
        {"rows, columns = [range(0, n, stride) for n in image.shape[:2]]": "Only whole windows: stop at n − size.",
         "corners = [(y, x) for x in columns for y in rows]": "That goes column by column. Read row by row."},
        localization.sliding_windows,
    ),
    find_the_bug("bug-encode-target", where.ENCODE, f"{WHERE}#target-text", "corner for middle",
                 "width before height", "p_c missing",
                 "rows and columns swapped", "label for one"),
)  # fmt: skip


def _two_boxes(rng: Rng) -> Values:
    """Two boxes that overlap, with whole corners."""
    x, y, w, h = whole(rng, 0, 3), whole(rng, 0, 3), whole(rng, 3, 6), whole(rng, 3, 6)
    dx, dy = whole(rng, 1, w - 1), whole(rng, 1, h - 1)
    return {"a": (x, y, x + w, y + h), "b": (x + dx, y + dy, x + dx + w, y + dy + h)}


def _shared(a: tuple[int, ...], b: tuple[int, ...]) -> int:
    return max(min(a[2], b[2]) - max(a[0], b[0]), 0) * max(min(a[3], b[3]) - max(a[1], b[1]), 0)


def _area(box: tuple[int, ...]) -> int:
    return (box[2] - box[0]) * (box[3] - box[1])


def _rivals(rng: Rng) -> Values:
    """Six boxes of 10 pixels height in a row, in groups that overlap, and their scores."""
    starts = np.cumsum([pick(rng, 2, 3, 8, 14) for _ in range(6)])
    boxes = np.stack([starts, 0 * starts, starts + 10, 0 * starts + 10], axis=1)
    return {"boxes": boxes, "scores": np.round(rng.permutation(np.arange(4, 10))[:6] / 10, 1)}


def _kept(boxes: Boxes, scores: Boxes) -> int:
    return len(detection.non_max_suppression(boxes.astype(float), scores))


def _never_rehabilitated(boxes: Boxes, scores: Boxes) -> int:
    """Boxes that no better box overlaps too much, dropped ones counted as better, too."""
    return sum(
        all(detection.iou(box, other) <= 0.5 for other, better in zip(boxes, scores) if better > score)
        for box, score in zip(boxes, scores)
    )


_YOLO = (
    Question(
        "which-cell",
        "A picture of {side}×{side} pixels is cut into {S}×{S} cells. The corners of a car are (x1, y1, x2, y2) "
        "= {box}. Which cell "
        "must report it?",
        Place("cell"),
        lambda side, S, x, y: (y * S // side, x * S // side),
        "The middle ({x}, {y}) lies in {answer}: rows come from y.",
        f"{YOLO}#grid-text",
        (
            Wrong("The row comes from y, the column from x.", lambda side, S, x, y: (x * S // side, y * S // side)),
            Wrong("The middle decides, not the upper left corner.",
                  lambda side, S, box: (box[1] * S // side, box[0] * S // side)),
            Wrong("Count from 0.", lambda side, S, x, y: (y * S // side + 1, x * S // side + 1)),
        ),
        lambda rng: _car(rng, pick(rng, 4, 8)),
    ),
    Question(
        "grid-shape",
        "{S}×{S} cells, {A} anchors, {C} classes. What is the shape of one picture's target, with the anchors as "
        "an axis?",
        Shape(),
        lambda S, A, C: (S, S, A, 5 + C),
        "Each anchor of each cell holds p_c, four numbers of the box and {C} of the classes: {answer}.",
        f"{YOLO}#grid-numbers",
        (
            Wrong("p_c and the box need five numbers beside the classes.", lambda S, A, C: (S, S, A, C)),
            Wrong("p_c counts as well: 5, not 4.", lambda S, A, C: (S, S, A, 4 + C)),
            Wrong("Every anchor has its own p_c, box and classes.", lambda S, C: (S, S, 5 + C)),
        ),
        lambda rng: {"S": pick(rng, 7, 13, 19), "A": pick(rng, 2, 3, 5), "C": pick(rng, 3, 20, 80)},
    ),
    Question(
        "iou-number",
        "Two boxes (x1, y1, x2, y2): {a} and {b}. What is their IoU? (Two decimals are enough.)",
        Number(tolerance=0.02),
        lambda a, b: _shared(a, b) / (_area(a) + _area(b) - _shared(a, b)),
        "What both cover, divided by what at least one covers: {answer}.",
        f"{YOLO}#iou-text",
        (
            Wrong("The shared part lies in both areas: subtract it once.",
                  lambda a, b: _shared(a, b) / (_area(a) + _area(b))),
            Wrong("That is the shared area itself.", lambda a, b: _shared(a, b)),
            Wrong("Divide by the union, not by one box.", lambda a, b: _shared(a, b) / _area(a)),
        ),
        _two_boxes,
    ),
    Question(
        "score-of-a-box",
        "p_c = {p}, and the probabilities of the classes 0, 1, 2 are as below. What is the box's score?",
        Number(tolerance=0.01),
        lambda p, probabilities: p * float(probabilities.max()),
        "Confidence times the probability of its best class: {answer}.",
        f"{YOLO}#filter-text",
        (
            Wrong("Confidence counts as well.", lambda probabilities: float(probabilities.max())),
            Wrong("A product, not a sum.", lambda p, probabilities: p + float(probabilities.max())),
            Wrong("That is the confidence alone.", lambda p: p),
        ),
        lambda rng: {"p": tenths(rng, 0.3, 0.9), "probabilities": np.round(rng.dirichlet([1, 1, 1]), 2)},
        lambda probabilities: grid({"probabilities": probabilities}),
    ),
    Question(
        "who-stays",
        "Six boxes of one class and their scores. Non-max suppression with an IoU threshold of 0.5: how many stay?",
        Number("boxes"),
        _kept,
        "Best first; a box goes if a *kept* one overlaps it by more than a half: {answer}.",
        f"{YOLO}#nms-text",
        (
            Wrong("A dropped box drops nobody: what only it overlaps, stays.", _never_rehabilitated),
            Wrong("Those that overlap a better kept one go.", lambda boxes: len(boxes)),
            Wrong("Only what overlaps it too much goes, not all the others.", lambda boxes: 1),
        ),
        _rivals,
        lambda boxes, scores: grid({"boxes x1, y1, x2, y2": boxes, "scores": scores}),
    ),
    Question(
        "which-anchor",
        "Anchors (width, height): tall (1, 3), wide (3, 1), square (2, 2). Which of them takes a box of {w}×{h} "
        "(width × height)?",
        Choice(),
        lambda w, h: ("tall", "wide", "square")[detection.assign_anchor((w, h), np.array([(1, 3), (3, 1), (2, 2)]))[0]],
        "The IoU of the shapes, laid on one corner, is largest there.",
        f"{YOLO}#grid-numbers",
        (
            Wrong("Its shape shares less with the box.", lambda w, h: _other_anchor(w, h, 1)),
            Wrong("It fits least of all.", lambda w, h: _other_anchor(w, h, 2)),
        ),
        lambda rng: {"w": whole(rng, 1, 6) / 2, "h": whole(rng, 1, 6) / 2},
    ),
    Question(
        "map-changes",
        "A detector's mAP@0.5 is 0.6. What is its mAP at an IoU of 0.75, for the same pictures and detections?",
        Choice(),
        says("at most 0.6: fewer detections are hits"),
        "A hit at 0.75 is one at 0.5 as well, not the other way round.",
        f"{YOLO}#summary",
        (
            Wrong("A stricter hit is rarer.", says("at least 0.6: only good boxes count")),
            Wrong("AP is taken over all score thresholds, not over those of the IoU.",
                  says("0.6: mAP needs no threshold")),
            Wrong("It counts hits, and these become fewer.", says("0.75 times 0.6, that is 0.45")),
        ),
    ),
    parsons(
        "order-iou",
        yolo.IOU,
        f"{YOLO}#iou-task",
        "Corners, sides of the shared part, areas; cut both sides at 0; divide by the union.",
        {"shared = max(width * height, 0)": "Two negative sides multiply to a positive number: cut each of them.",
         "return shared / (area1 + area2)": "The shared part lies in both areas: subtract it once."},
        detection.iou,
    ),
    find_the_bug("bug-nms", yolo.NMS, f"{YOLO}#nms-task", "worst first", "only other classes", "any for all",
                 "only the best compared"),
    find_the_bug("bug-filter", yolo.FILTER, f"{YOLO}#filter-text", "confidence forgotten", "greater for at least",
                 "sum for product"),
)  # fmt: skip


def _car(rng: Rng, S: int) -> Values:
    """A box whose middle lies inside of a cell, and its corner in another one."""
    side = 32 * S
    x, y = (32 * whole(rng, 1, S - 2) + pick(rng, 4, 8, 20) for _ in range(2))
    w, h = 2 * whole(rng, 20, 30), 2 * whole(rng, 20, 30)
    box = (max(x - w // 2, 0), max(y - h // 2, 0))
    return {"side": side, "S": S, "x": x, "y": y, "box": (*box, 2 * x - box[0], 2 * y - box[1])}


def _other_anchor(w: float, h: float, rank: int) -> str:
    anchors = ((1.0, 3.0), (3.0, 1.0), (2.0, 2.0))
    overlaps = [min(w, a) * min(h, b) / (w * h + a * b - min(w, a) * min(h, b)) for a, b in anchors]
    if any(math.isclose(*pair) for pair in zip(sorted(overlaps), sorted(overlaps)[1:])):
        return "tall"  # two fit alike: other sides are drawn
    return ("tall", "wide", "square")[sorted(range(3), key=lambda at: -overlaps[at])[rank]]


_SEGMENTATION = (
    Question(
        "transposed-size",
        "A transposed convolution with filters of {f}×{f}, stride {stride} and pad {pad} reads a map of {n}×{n}. How "
        "many rows come out?",
        Number("rows"),
        lambda n, f, stride, pad: (n - 1) * stride + f - 2 * pad,
        "({n} − 1) · {stride} + {f} − 2 · {pad} = {answer}.",
        f"{SEGMENTATION}#transpose-text",
        (
            Wrong("Between {n} patches lie {n} − 1 steps.", lambda n, f, stride, pad: n * stride + f - 2 * pad),
            Wrong("The rim is cut off, not added.", lambda n, f, stride, pad: (n - 1) * stride + f + 2 * pad),
            Wrong("The rim is cut at both sides.", lambda n, f, stride, pad: (n - 1) * stride + f - pad),
            Wrong("That is a convolution, which makes maps smaller.",
                  lambda n, f, stride, pad: (n + 2 * pad - f) // stride + 1),
        ),
        lambda rng: {"n": whole(rng, 5, 12), "f": pick(rng, 3, 4, 5), "stride": pick(rng, 2, 3), "pad": 1},
    ),
    find_the_bug("bug-conv-transpose", segmentation.CONV_TRANSPOSE, f"{SEGMENTATION}#conv-transpose-text",
                 "overwritten", "stride ignored in the walk", "n times stride", "pad ignored", "always filter 0"),
    Question(
        "chessboard",
        "Which of these transposed convolutions covers the middle of its map unevenly?",
        Choice(),
        lambda f, stride: f"f = {f}, stride {stride}",
        "The stride does not divide f = {f}: some places get more patches than their neighbours.",
        f"{SEGMENTATION}#chessboard-text",
        (
            Wrong("Patches lie side by side: every place is covered once.", says("f = 2, stride 2")),
            Wrong("In the middle every place is covered four times.", says("f = 4, stride 2")),
            Wrong("In the middle every place is covered four times.", says("f = 6, stride 3")),
        ),
        lambda rng: dict(zip(("f", "stride"), ((3, 2), (5, 2), (4, 3), (5, 3))[whole(rng, 0, 3)])),
    ),
    Question(
        "nothing-found",
        "A thing covers {share} % of the pixels. A network says background everywhere. How many percent of the "
        "pixels are right?",
        Number("percent"),
        lambda share: 100 - share,
        "All of the background, {answer}, and the thing was not found at all: its Dice is about 0.",
        f"{SEGMENTATION}#dice-text",
        (
            Wrong("Nothing of the thing is right, but all of the background is.", lambda: 0),
            Wrong("That is the share that is wrong.", lambda share: share),
        ),
        lambda rng: {"share": pick(rng, 2, 4, 6, 12, 18)},
    ),
    Question(
        "dice-of-iou",
        "A mask shares {both} pixels with the truth; {false} of its pixels are wrong, and {missed} true ones are "
        "missed. What is Dice, without smooth? (Two decimals are enough.)",
        Number(tolerance=0.01),
        lambda both, false, missed: 2 * both / (2 * both + false + missed),
        "Both areas together are 2 · {both} + {false} + {missed}, and twice the overlap is 2 · {both}: {answer}. Dice "
        "is never below the IoU.",
        f"{SEGMENTATION}#mean-iou-text",
        (
            Wrong("That is the IoU.", lambda both, false, missed: both / (both + false + missed)),
            Wrong("The overlap lies in both areas.",
                  lambda both, false, missed: 2 * both / (both + false + missed)),
            Wrong("That is the precision: missed pixels count, too.", lambda both, false: both / (both + false)),
        ),
        lambda rng: {"both": 10 * whole(rng, 2, 6), "false": 5 * whole(rng, 2, 5), "missed": 6 * whole(rng, 5, 9)},
    ),
    Question(
        "skip-channels",
        "A `decoder_block` with {filters} filters reads a map of {below} channels, and {beside} more come from the "
        "side. How many channels does its first 3×3 convolution read?",
        Number("channels"),
        lambda filters, beside: filters + beside,
        "The transposed convolution gives {filters} of them, and {beside} lie beside: {answer}.",
        f"{SEGMENTATION}#decoder-text",
        (
            Wrong("The transposed convolution has changed the number already.",
                  lambda below, beside: below + beside),
            Wrong("Channels are laid beside each other, not added.", lambda filters: filters),
            Wrong("What comes from the side counts, too, and only once.", lambda filters, beside: filters + 2 * beside),
        ),
        lambda rng: {"filters": pick(rng, 8, 16, 24), "below": pick(rng, 32, 48, 64), "beside": pick(rng, 10, 12, 20)},
    ),
)  # fmt: skip

_DETECTOR = (
    Question(
        "side-error",
        "An object is {side} cells high, and e^t_h is {factor} times as much. What is (t_h − ln b_h)²? (Three decimals "
        "are enough.)",
        Number(tolerance=0.01),
        lambda factor: math.log(factor) ** 2,
        "t_h − ln b_h is the logarithm of the factor, so the square is (ln {factor})² = {answer}, whatever the side.",
        f"{DETECTOR}#loss-text",
        (
            Wrong("That is the square of the cells between them. Compared are logarithms.",
                  lambda side, factor: (side * (factor - 1)) ** 2),
            Wrong("The square is missing.", lambda factor: math.log(factor)),
            Wrong("A factor is no difference: take its logarithm.", lambda factor: (factor - 1) ** 2),
        ),
        lambda rng: {"side": whole(rng, 3, 9), "factor": pick(rng, 2, 3, 4)},
    ),
    Question(
        "empty-share",
        "Each street of a batch has {n} objects, in different ones of its 256 cells. The network says p = ½ in every "
        "cell; gamma is 0, lambda_noobj 0.5. What do all empty cells cost, divided by the objects?",
        Number(tolerance=0.02),
        lambda n: 0.5 * math.log(2) * (256 - n) / n,
        "Each of the 256 − {n} costs ½ · ln 2, and they are divided by {n}: {answer}. The number of streets cancels.",
        f"{DETECTOR}#loss-text",
        (
            Wrong("Empty cells count half: lambda_noobj.", lambda n: math.log(2) * (256 - n) / n),
            Wrong("It is the natural logarithm of ½.", lambda n: 0.5 * (256 - n) / n),
            Wrong("Divide by the objects, not by the streets.", lambda n: 0.5 * math.log(2) * (256 - n)),
        ),
        lambda rng: {"n": whole(rng, 2, 7)},
    ),
    Question(
        "log-of-zero",
        "`tf.where(there, (t - tf.math.log(b)) ** 2, 0.0)`, with b = 0 wherever nothing is there. What comes of it?",
        Choice(),
        says("the loss is right, its gradient holds NaN"),
        "tf.where chooses numbers; on the way back the part that was left out still multiplies 0 by ∞.",
        f"{DETECTOR}#loss-text",
        (
            Wrong("tf.where leaves the infinite squares out of the loss.", says("both are infinite or NaN")),
            Wrong("The gradient goes through both parts, and multiplies 0 by ∞.",
                  says("both are right, since the rest is left out")),
            Wrong("A logarithm of 0 is −∞, without a word.", says("an error: there is no logarithm of 0")),
        ),
    ),
    Question(
        "low-threshold",
        "One detector, measured twice: by its boxes with a score of {high} and more, then by those of {low} and more. "
        "Which mAP is larger?",
        Choice(),
        lambda low: f"that from {low}, or they are equal",
        "More boxes only come behind those that were there: recall can grow, the curve before them stays.",
        f"{DETECTOR}#decode-text",
        (
            Wrong("False boxes with low scores come at the end of the curve, where they cost nothing that was reached.",
                  lambda high: f"that from {high}, or they are equal"),
            Wrong("What counts as a hit is the IoU; the score only ranks.", says("they are equal: the IoU decides")),
            Wrong("The curve only grows at its end; it never shrinks.", says("either can be: it depends on the boxes")),
        ),
        lambda rng: {"high": tenths(rng, 0.3, 0.6), "low": whole(rng, 1, 5) / 100},
    ),
    Question(
        "mirrored-middle",
        "A grid has 16 columns of cells, from 0. An object's mid-point is in column {column}, b_x = {b_x}. The street "
        "is mirrored. How far from the left edge is the mid-point now, in cells?",
        Number("cells"),
        lambda column, b_x: 16 - column - b_x,
        "It was {column} + {b_x} from the left, and is now as far from the right: {answer}. So b_x becomes 1 − b_x.",
        f"{DETECTOR}#network-text",
        (
            Wrong("b_x is mirrored, too: it becomes 1 − b_x.", lambda column, b_x: 15 - column + b_x),
            Wrong("The grid is 16 cells wide, not 15.", lambda column, b_x: 15 - column - b_x),
            Wrong("That is where it was.", lambda column, b_x: column + b_x),
        ),
        lambda rng: {"column": whole(rng, 1, 6), "b_x": tenths(rng, 0.1, 0.4)},
    ),
)  # fmt: skip

QUESTIONS: tuple[Question, ...] = (*_WHERE, *_YOLO, *_SEGMENTATION, *_DETECTOR)
