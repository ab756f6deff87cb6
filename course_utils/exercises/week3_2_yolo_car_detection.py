"""Exercises of week3/2_yolo_car_detection: boxes, anchors, the filter, non-max suppression, all of it together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from course_utils.exercises.base import Case, Exercise, ExerciseSet, Inputs, Mistake, Shared
from course_utils.exercises.changes import changed
from course_utils.exercises.loops import detection as loops
from course_utils.layers.detection import boxes, detection_metrics, yolo
from course_utils.types import Array

Rng = np.random.RandomState


def pair(box1: Sequence[float] | Array, box2: Sequence[float] | Array) -> Inputs:
    return {"box1": box1, "box2": box2}


def drawn_pair(rng: Rng, dx: float, dy: float, shrink: float = 1.0) -> Inputs:
    """A box and another, `dx` of its width to the right and `dy` of its height down, `shrink` times as large."""
    (x, y), (w, h) = 10 * rng.rand(2), 2 + 3 * rng.rand(2)
    left, top = x + dx * w, y + dy * h
    return pair(np.array([x, y, x + w, y + h]), np.array([left, top, left + shrink * w, top + 0.9 * shrink * h]))


def head(rng: Rng, *cells: int, C: int = 3) -> tuple[Array, Array, Array, Array]:
    """Mid-points, sizes, confidences and probabilities of a grid; most boxes overlap some other."""
    xy, wh = rng.rand(*cells, 2), 0.15 + 0.5 * rng.rand(*cells, 2)
    return xy, wh, 0.3 + 0.7 * rng.rand(*cells, 1), rng.rand(*cells, C)


def filter_inputs(rng: Rng, *cells: int, C: int = 3, threshold: float = 0.5, kind: type = np.float64) -> Inputs:
    """A grid for the filter; one score equals the threshold exactly."""
    xy, _, confidence, probs = head(rng, *cells, C=C)
    first = (0,) * len(cells)
    confidence[first], probs[first] = threshold, np.eye(C)[1]
    boxes_ = np.concatenate([xy, xy + 0.25], axis=-1)
    grid = {"boxes": boxes_, "box_confidence": confidence, "box_class_probs": probs}
    return {**{name: value.astype(kind) for name, value in grid.items()}, "threshold": threshold}


def crowd(rng: Rng, kind: type = np.float64, lone: int = 3) -> tuple[Array, Array, Array]:
    """Boxes (x1, y1, x2, y2), scores and classes with every edge of NMS; some share rows or columns, yet are far apart.

    A chain (the first overlaps the second, the second the third) in a row, and a diagonal one of two classes; two boxes
    with IoU ½; two equal boxes with equal scores; two classes in one place; and `lone` boxes that meet nobody.
    """
    at = 8.0 * np.stack(np.divmod(rng.permutation(16), 4), axis=1)
    chain, diagonal = [[0, 0, 4, 2], [1, 0, 5, 2], [2, 0, 6, 2]], [[0, 0, 4, 4], [0.5, 0.5, 4.5, 4.5], [1, 1, 5, 5]]
    half, equal, two = [[0, 0, 2, 1], [0, 0, 1, 1]], [[1, 1, 3, 4]] * 2, [[0, 0, 3, 3], [0, 0, 3, 2.75]]
    alone = [[[0, 0, 1 + rng.rand(), 2]] for _ in range(lone)]
    groups = [chain, half, equal, two, diagonal, *alone]
    corners = np.concatenate([np.array(part) + np.tile(where, 2) for part, where in zip(groups, at)])
    known = [0.9, 0.8, 0.7, 0.65, 0.6, 0.55, 0.55, 0.95, 0.85, 0.87, 0.82, 0.77]
    scores = np.append(known, 0.2 + 0.3 * rng.rand(lone))
    classes = np.append([0, 0, 0, 1, 1, 2, 2, 0, 1, 0, 1, 1], rng.randint(3, size=lone))
    order = rng.permutation(len(scores))
    return corners[order].astype(kind), scores[order].astype(kind), classes[order]


def twins(rng: Rng) -> tuple[Array, Array, Array]:
    """Three boxes in one place: the first two have equal scores, and another class each."""
    x, y = 5 * rng.rand(2)
    return np.array([[x, y, x + 2, y + 2]] * 3), np.array([0.5, 0.5, 0.25]), np.array([1, 0, 1])


def nms_inputs(drawn: tuple[Array, Array, Array], per_class: bool = False, iou: float = 0.5,
               most: int | None = None) -> Inputs:  # fmt: skip
    found, scores, classes = drawn
    kinds = classes if per_class else None
    return {"boxes": found, "scores": scores, "classes": kinds, "iou_threshold": iou, "max_boxes": most}


def classic_inputs(drawn: tuple[Array, Array, Array], most: int = 10, iou: float = 0.5) -> Inputs:
    """The same in the classic order; boxes are y, x, which changes no overlap."""
    found, scores, classes = drawn
    turned = found[:, [1, 0, 3, 2]]
    return {"scores": scores, "boxes": turned, "classes": classes, "max_boxes": most, "iou_threshold": iou}


def none_at_all() -> tuple[Array, Array, Array]:
    return np.zeros((0, 4)), np.zeros(0), np.zeros(0, int)


def eval_inputs(rng: Rng, *cells: int, shape: tuple[float, float] = (720.0, 1280.0), most: int = 10, score: float = 0.6,
                iou: float = 0.5, C: int = 3) -> Inputs:  # fmt: skip
    """The four outputs, in the second generation's order, and the numbers of yolo_eval."""
    outputs = tuple(part.astype(np.float32) for part in head(rng, *cells, C=C))
    return {"yolo_outputs": outputs, "image_shape": shape, "max_boxes": most, "score_threshold": score,
            "iou_threshold": iou}  # fmt: skip


def lone_box() -> Inputs:
    """One sure box among cells that see nothing."""
    xy, wh, confidence, probs = head(np.random.RandomState(0), 2, 2, 1)
    confidence *= 0.1
    confidence[1, 0], probs[1, 0] = 0.875, [0, 1, 0]
    given = eval_inputs(np.random.RandomState(0), 2, 2, 1)
    return {**given, "yolo_outputs": (xy, wh, confidence, probs)}


def shapes(rng: Rng, A: int) -> Inputs:
    """A tall box and anchors of many shapes, one of them its own shape turned."""
    w, h = 1 + rng.rand(), 3 + rng.rand()
    anchors = 0.5 + 4 * rng.rand(A, 2)
    anchors[rng.randint(A)] = h, w
    return {"box_wh": np.array([w, h]), "anchors": anchors}


def objects(rng: Rng, m: int, S: int, n_classes: int, A: int = 2) -> Inputs:
    """Boxes on a picture, large ones among them; the last stands where the first does, with another class."""
    middle, size = 0.1 + 0.8 * rng.rand(m, 2), 0.1 + 0.7 * rng.rand(m, 2)
    middle[-1] = middle[0]
    size[-1] = 1.01 * size[0]
    classes = rng.randint(n_classes, size=m)
    classes[-1] = (classes[0] + 1) % n_classes
    # Anchors of clearly different shapes: tall, wide, small, …
    anchors = np.array([[0.2, 0.7], [0.7, 0.2], [0.1, 0.1], [0.6, 0.6]])[:A]
    corners = np.concatenate([middle - size / 2, middle + size / 2], axis=1)
    return {"boxes": corners, "classes": classes, "anchors": anchors, "S": S, "n_classes": n_classes}


def one_object(box: list[float], S: int = 3) -> Inputs:
    anchors = np.array([[0.25, 0.75], [0.75, 0.25]])
    return {"boxes": np.array([box]), "classes": np.array([2]), "anchors": anchors, "S": S, "n_classes": 3}


_APART = "Where boxes lie apart, a width is negative: cut each of the two at 0 before you multiply."
IOU = Exercise(
    "iou",
    15,
    boxes.iou,
    cases=(
        Case("two squares that share a corner piece: 1/7", lambda r: pair((2, 1, 4, 3), (1, 2, 3, 4)), 1),
        Case("side by side, the rows in common", lambda r: pair([0.0, 0.0, 2.0, 2.0], [3.0, 1.0, 5.0, 4.0]), 1),
        Case("one above the other, columns in common", lambda r: pair([1.0, 4.0, 4.0, 6.0], [0.0, 0.0, 3.0, 2.0]), 1),
        Case("apart in both directions", lambda r: pair((1, 2, 3, 4), (5, 6, 7, 9)), 1),
        Case("only corners touch", lambda r: pair((1, 1, 2, 2), (2, 2, 3, 4)), 1),
        Case("only sides touch", lambda r: pair((1, 1, 3, 3), (2, 3, 3, 5)), 1),
        Case("one box inside the other",
             lambda r: pair(np.array([1.0, 1.0, 3.0, 2.0]), np.array([0.0, 0.0, 4.0, 5.0])), 1),
        Case("the same box twice", lambda r: pair((2, 3, 5, 4), (2, 3, 5, 4)), 1),
        Case("a box without width", lambda r: pair((1, 0, 1, 4), (0, 0, 2, 3)), 1, corner=True),
        Case("shares of a picture, float32",
             lambda r: pair(*np.array([[0.1, 0.2, 0.5, 0.6], [0.3, 0.1, 0.6, 0.5]], np.float32)), 1),
    ),
    mistakes=(
        Mistake("product clamped", "You cut the product at 0, but two negative sides multiply to a positive one: cut "
                "each side.", changed(loops.iou, "max(width, 0) * max(height, 0)", "max(width * height, 0)")),
        Mistake("sides made positive", f"You took away the signs of the sides. {_APART}",
                changed(loops.iou, "max(width, 0) * max(height, 0)", "abs(width) * abs(height)")),
        Mistake("only the width clamped", "You cut the width at 0, but not the height.",
                changed(loops.iou, "max(height, 0)", "height")),
        Mistake("only the height clamped", "You cut the height at 0, but not the width.",
                changed(loops.iou, "max(width, 0)", "width")),
        Mistake("widths not clamped", f"You multiply width and height of the intersection as they come. {_APART}",
                changed(loops.iou, "max(width, 0) * max(height, 0)", "width * height")),
        Mistake("one pixel more", "You add 1 to every side. Corners here are points between pixels: a side is x2 − x1.",
                changed(loops.iou, "max(ax1, bx1)", "max(ax1, bx1) + 1", "max(ay1, by1)", "max(ay1, by1) + 1",
                        "(ax2 - ax1) * (ay2 - ay1)", "(ax2 - ax1 + 1) * (ay2 - ay1 + 1)",
                        "(bx2 - bx1) * (by2 - by1)", "(bx2 - bx1 + 1) * (by2 - by1 + 1)")),
        Mistake("union without minus", "The two areas together count the intersection twice: subtract it once.",
                changed(loops.iou, "area2 - shared", "area2")),
        Mistake("twice the intersection", "2·intersection / (sum of areas) is the Dice score: divide by the union.",
                changed(loops.iou, "shared / (area1 + area2 - shared)", "2 * shared / (area1 + area2)")),
        Mistake("intersection added", "Subtract the intersection from the sum of the areas; you added it.",
                changed(loops.iou, "- shared", "+ shared")),
        Mistake("intersection only", "You return the intersection. Divide it by the union.",
                changed(loops.iou, "shared / (area1 + area2 - shared)", "shared")),
        Mistake("union only", "You return the union. IoU is intersection / union.",
                changed(loops.iou, "shared / (area1 + area2 - shared)", "area1 + area2 - shared")),
        Mistake("over the first box", "You divide by the area of box1. Divide by the union of both.",
                changed(loops.iou, "shared / (area1 + area2 - shared)", "shared / area1 if area1 else 0.0")),
        Mistake("over the second box", "You divide by the area of box2. Divide by the union of both.",
                changed(loops.iou, "shared / (area1 + area2 - shared)", "shared / area2")),
        Mistake("over the smaller box", "You divide by the smaller area. Divide by the union of both.",
                changed(loops.iou,
                        "shared / (area1 + area2 - shared)",
                        "shared / min(area1, area2) if min(area1, area2) else 0.0")),
        Mistake("corners in pairs of x and y", "You read a box as (x1, x2, y1, y2). It is (x1, y1, x2, y2).",
                changed(loops.iou, "ax1, ay1, ax2, ay2 =", "ax1, ax2, ay1, ay2 =",
                        "bx1, by1, bx2, by2 =", "bx1, bx2, by1, by2 =",
                        "shared / (area1 + area2 - shared)",
                        "shared / (area1 + area2 - shared) if area1 + area2 - shared else 0.0")),
        Mistake("x and y swapped", "You read x and y of one box in the other order. Both are (x1, y1, x2, y2).",
                changed(loops.iou, "bx1, by1, bx2, by2 =", "by1, bx1, by2, bx2 =")),
        Mistake("width and height for corners", "You read a box as (x, y, width, height). It holds two corners.",
                changed(loops.iou, "= box1", "= *box1[:2], box1[0] + box1[2], box1[1] + box1[3]",
                        "= box2", "= *box2[:2], box2[0] + box2[2], box2[1] + box2[3]")),
        Mistake("minimum and maximum swapped", "Your inner corners are the outer ones: the intersection begins at the "
                "larger x1 and ends at the smaller x2.",
                changed(loops.iou, "min(ax2, bx2) - max(ax1, bx1)", "max(ax2, bx2) - min(ax1, bx1)",
                        "min(ay2, by2) - max(ay1, by1)", "max(ay2, by2) - min(ay1, by1)")),
        Mistake("distance", "You return 1 − IoU. Equal boxes have IoU 1.",
                changed(loops.iou, "return shared", "return 1 - shared")),
        Mistake("one pixel more in the intersection", "You add 1 to the sides of the intersection. A side is x2 − x1.",
                changed(loops.iou, "max(ax1, bx1)", "max(ax1, bx1) + 1", "max(ay1, by1)", "max(ay1, by1) + 1",
                        "max(width, 0) * max(height, 0)", "max(width + 2, 0) * max(height + 2, 0)")),
        Mistake("one pixel more in the areas", "You add 1 to the sides of both boxes. A side is x2 − x1.",
                changed(loops.iou, "(ax2 - ax1) * (ay2 - ay1)", "(ax2 - ax1 + 1) * (ay2 - ay1 + 1)",
                        "(bx2 - bx1) * (by2 - by1)", "(bx2 - bx1 + 1) * (by2 - by1 + 1)")),
        Mistake("over the larger box", "You divide by the larger area. Divide by the union of both.",
                changed(loops.iou, "shared / (area1 + area2 - shared)", "shared / max(area1, area2)")),
        Mistake("over the smaller box, even a flat one", "You divide by the smaller area. Divide by the union of both.",
                changed(loops.iou, "shared / (area1 + area2 - shared)", "shared / min(area1, area2)")),
        Mistake("over the first box, even a flat one", "You divide by the area of box1. Divide by the union of both.",
                changed(loops.iou, "shared / (area1 + area2 - shared)", "shared / area1")),
        Mistake("y1 of the other box", "You took y1 of box1 for the height of box2. Each box has its own: y2 − y1.",
                changed(loops.iou, "(by2 - by1)", "(by2 - ay1)")),
        Mistake("x1 of the other box", "You took x1 of box1 for the width of box2. Each box has its own: x2 − x1.",
                changed(loops.iou, "(bx2 - bx1)", "(bx2 - ax1)")),
        Mistake("y2 of the other box", "You took y2 of box1 for the height of box2. Each box has its own: y2 − y1.",
                changed(loops.iou, "(by2 - by1)", "(ay2 - by1)")),
        Mistake("x2 of the other box", "You took x2 of box1 for the width of box2. Each box has its own: x2 − x1.",
                changed(loops.iou, "(bx2 - bx1)", "(ax2 - bx1)")),
        Mistake("union of one box", "Your union counts box1 twice: it is area 1 + area 2 − intersection.",
                changed(loops.iou, "shared / (area1 + area2 - shared)",
                        "shared / (2 * area1 - shared) if 2 * area1 - shared else 0.0")),
        Mistake("union of the second box", "Your union counts box2 twice: it is area 1 + area 2 − intersection.",
                changed(loops.iou, "shared / (area1 + area2 - shared)", "shared / (2 * area2 - shared)")),
        Mistake("intersection subtracted twice", "You subtract the intersection twice. Once is enough.",
                changed(loops.iou, "shared / (area1 + area2 - shared)",
                        "shared / (area1 + area2 - 2 * shared) if area1 + area2 - 2 * shared else 0.0")),
        Mistake("height of the widths", "Your intersection's height comes from x. Take y: min(y2) − max(y1).",
                changed(loops.iou, "min(ay2, by2) - max(ay1, by1)", "min(ax2, bx2) - max(ax1, bx1)")),
        Mistake("width of the heights", "Your intersection's width comes from y. Take x: min(x2) − max(x1).",
                changed(loops.iou, "min(ax2, bx2) - max(ax1, bx1)", "min(ay2, by2) - max(ay1, by1)")),
        Mistake("larger corner where smaller belongs", "Your intersection ends at the larger x2 and y2. It ends at the "
                "smaller: min.",
                changed(loops.iou, "min(ax2, bx2)", "max(ax2, bx2)", "min(ay2, by2)", "max(ay2, by2)")),
        Mistake("smaller corner where larger belongs",
                "Your intersection begins at the smaller x1 and y1. It begins at "
                "the larger: max.",
                changed(loops.iou, "max(ax1, bx1)", "min(ax1, bx1)", "max(ay1, by1)", "min(ay1, by1)")),
        Mistake("union over the intersection", "You turned the fraction round. IoU is intersection / union.",
                changed(loops.iou, "shared / (area1 + area2 - shared)",
                        "(area1 + area2 - shared) / shared if shared else 0.0")),
        Mistake("sides of the boxes added", "An area is width · height; you added the sides.",
                changed(loops.iou, "(ax2 - ax1) * (ay2 - ay1)", "(ax2 - ax1) + (ay2 - ay1)",
                        "(bx2 - bx1) * (by2 - by1)", "(bx2 - bx1) + (by2 - by1)")),
        Mistake("areas from one side", "You took width · width for an area. It is width · height.",
                changed(loops.iou, "(ay2 - ay1), (bx", "(ax2 - ax1), (bx", "* (by2 - by1)\n", "* (bx2 - bx1)\n",
                        "shared / (area1 + area2 - shared)",
                        "shared / (area1 + area2 - shared) if area1 + area2 - shared else 0.0")),
        Mistake("rounded", "You rounded. Return the fraction itself.",
                changed(loops.iou, "return shared / (area1 + area2 - shared)",
                        "return round(shared / (area1 + area2 - shared), 2)")),
        Mistake("whole numbers", "You divided with //. Divide with /.",
                changed(loops.iou, "shared / (", "shared // (")),
        Mistake("second area with a side of the first",
                "One side of your second area is of the first box. Take both sides of one box.",
                changed(loops.iou, "(bx2 - bx1) * (by2 - by1)", "(bx2 - bx1) * (ay2 - ay1)")),
    ),
    hints=(
        "The intersection is a box too. Where does it begin and end in x, where in y? And if it ends earlier?",
        "width = max(min(x2's) − max(x1's), 0), height likewise; union = area 1 + area 2 − intersection.",
        "xi1 = max(box1[0], box2[0]), xi2 = min(box1[2], box2[2]); inter = max(xi2 - xi1, 0) * max(yi2 - yi1, 0).",
    ),
    outputs=("iou",),
    call="yolo",
)  # fmt: skip

CORNERS = Exercise(
    "yolo_boxes_to_corners",
    10,
    yolo.yolo_boxes_to_corners,
    cases=(
        Case("one box", lambda r: {"box_xy": np.array([[0.5, 0.25]]), "box_wh": np.array([[0.25, 0.125]])}, 1),
        Case("a grid of 4×4 cells with 2 anchors",
             lambda r: dict(zip(("box_xy", "box_wh"), (r.rand(4, 4, 2, 2), r.rand(4, 4, 2, 2)))), 1),
    ),
    mistakes=(
        Mistake("x before y", "Your corners are (x1, y1, x2, y2). The classic code puts y first: (y1, x1, y2, x2).",
                changed(loops.yolo_boxes_to_corners, "[y1, x1, y2, x2]", "[x1, y1, x2, y2]")),
        Mistake("mid-point as corner", "You begin the box at its mid-point. Go half a side to each direction.",
                changed(loops.yolo_boxes_to_corners,
                        "y - h / 2, x - w / 2, y + h / 2, x + w / 2", "y, x, y + h, x + w")),
        Mistake("whole sides", "You go a whole side to each direction: the box is twice as large. Half is enough.",
                changed(loops.yolo_boxes_to_corners,
                        "y - h / 2, x - w / 2, y + h / 2, x + w / 2", "y - h, x - w, y + h, x + w")),
        Mistake("corners swapped", "The smaller corner comes first: (y1, x1), then (y2, x2).",
                changed(loops.yolo_boxes_to_corners,
                        "y - h / 2, x - w / 2, y + h / 2, x + w / 2", "y + h / 2, x + w / 2, y - h / 2, x - w / 2")),
        Mistake("both y before both x", "Your order is (y1, y2, x1, x2). A corner stays together: (y1, x1, y2, x2).",
                changed(loops.yolo_boxes_to_corners,
                        "y - h / 2, x - w / 2, y + h / 2, x + w / 2", "y - h / 2, y + h / 2, x - w / 2, x + w / 2")),
        Mistake("only the first corner y, x", "Your second corner has x first. Both are y, x.",
                changed(loops.yolo_boxes_to_corners, "y + h / 2, x + w / 2", "x + w / 2, y + h / 2")),
        Mistake("sides kept", "The last two numbers are still the sides. Give the second corner.",
                changed(loops.yolo_boxes_to_corners, "y + h / 2, x + w / 2", "h, w")),
        Mistake("x and y mixed", "You go half a width in y and half a height in x. Height goes with y.",
                changed(loops.yolo_boxes_to_corners, "y - h / 2, x - w / 2, y + h / 2, x + w / 2",
                        "y - w / 2, x - h / 2, y + w / 2, x + h / 2")),
        Mistake("only the second corner y, x", "Your first corner has x first. Both are y, x.",
                changed(loops.yolo_boxes_to_corners, "y - h / 2, x - w / 2", "x - w / 2, y - h / 2")),
        Mistake("both x before both y", "Your order is (x1, x2, y1, y2). It is (y1, x1, y2, x2).",
                changed(loops.yolo_boxes_to_corners, "y - h / 2, x - w / 2, y + h / 2, x + w / 2",
                        "x - w / 2, x + w / 2, y - h / 2, y + h / 2")),
        Mistake("mid-point kept", "The first two numbers are still the mid-point. Give the first corner.",
                changed(loops.yolo_boxes_to_corners, "y - h / 2, x - w / 2,", "y, x,")),
        Mistake("mid-point and sides", "You put mid-point and sides beside each other. Give both corners.",
                changed(loops.yolo_boxes_to_corners, "y - h / 2, x - w / 2, y + h / 2, x + w / 2", "x, y, w, h")),
        Mistake("corner and whole side", "Your second corner is a whole side after the mid-point. Half is enough.",
                changed(loops.yolo_boxes_to_corners, "y + h / 2, x + w / 2", "y + h, x + w")),
        Mistake("joined along another axis", "You joined the corners along another axis. It is the last: axis=-1.",
                changed(loops.yolo_boxes_to_corners, "axis=-1", "axis=0")),
        Mistake("corners joined along axis 0",
                "You joined the two corners along axis 0. Join them along the last: axis=-1.",
                changed(loops.yolo_boxes_to_corners, "return np.stack([y1, x1, y2, x2], axis=-1)",
                        "return np.concatenate([np.stack([y1, x1], axis=-1), np.stack([y2, x2], axis=-1)], axis=0)")),
        Mistake("minimum and maximum in pairs", "Each corner stands in a list of its own. Join four numbers: axis=-1.",
                changed(loops.yolo_boxes_to_corners,
                        "return np.stack([y1, x1, y2, x2], axis=-1)",
                        "return np.stack([box_xy - box_wh / 2, box_xy + box_wh / 2], axis=-1)")),
        Mistake("joined along the first axis",
                "The four numbers of a box stand side by side: join along the last axis.",
                changed(loops.yolo_boxes_to_corners,
                        "np.stack([y1, x1, y2, x2], axis=-1)",
                        "np.concatenate([part[..., None] for part in (y1, x1, y2, x2)], axis=0)")),
    ),
    hints=(
        "Half of the width lies to the left of the mid-point, half to the right; the same for the height.",
        "mins = box_xy − box_wh / 2 and maxes = box_xy + box_wh / 2, both (…, 2); the answer is (…, 4), y before x.",
        "np.concatenate([mins[..., 1:2], mins[..., 0:1], …, …], axis=-1), with the maxes in the place of the dots.",
    ),
    outputs=("corners",),
    call="yolo",
)  # fmt: skip

_PRODUCT = "The score of a class is confidence × probability."
FILTER = Exercise(
    "yolo_filter_boxes",
    15,
    yolo.yolo_filter_boxes,
    cases=(
        Case("a grid of 3×3 cells, 3 anchors, 3 classes; one score equals the threshold",
             lambda r: filter_inputs(r, 3, 3, 3), 1),
        Case("a grid of 4×4 cells, 2 anchors, 5 classes, threshold 0.75",
             lambda r: filter_inputs(r, 4, 4, 2, C=5, threshold=0.75), 2),
        Case("no box is good enough",
             lambda r: {**filter_inputs(r, 2, 2, 1, threshold=0.5), "threshold": 2.0}, 3),
        Case("a single box, float32", lambda r: filter_inputs(r, 1, 1, 1, C=5, kind=np.float32), 4),
    ),
    mistakes=(
        Mistake("confidence forgotten", f"Your scores are the probabilities alone. {_PRODUCT}",
                changed(loops.yolo_filter_boxes,
                        "per_class = box_confidence * box_class_probs", "per_class = box_class_probs")),
        Mistake("probability forgotten", f"Your scores are the confidences alone. {_PRODUCT}",
                changed(loops.yolo_filter_boxes, "per_class.max(axis=-1)", "box_confidence[..., 0]")),
        Mistake("sum for product", f"You add confidence and probability. {_PRODUCT}",
                changed(loops.yolo_filter_boxes,
                        "box_confidence * box_class_probs", "box_confidence + box_class_probs")),
        Mistake("argmax over the anchors", "You look for the best along the anchors. Classes are the last axis.",
                changed(loops.yolo_filter_boxes, "argmax(axis=-1)", "argmax(axis=-2)",
                        "per_class.max(axis=-1)", "per_class.max(axis=-2)")),
        Mistake("argmax over the rows", "You look for the best along the grid's rows. Classes are the last axis.",
                changed(loops.yolo_filter_boxes, "argmax(axis=-1)", "argmax(axis=0)",
                        "per_class.max(axis=-1)", "per_class.max(axis=0)")),
        Mistake("class over the wrong axis", "Your scores are right, but not the classes: take argmax over axis=-1.",
                changed(loops.yolo_filter_boxes, "argmax(axis=-1)", "argmax(axis=-2)")),
        Mistake("class over the rows", "Your scores are right, but not the classes: take argmax over axis=-1.",
                changed(loops.yolo_filter_boxes, "argmax(axis=-1)", "argmax(axis=0)")),
        Mistake("greater for at least", "A score that equals the threshold is good enough: write >=.",
                changed(loops.yolo_filter_boxes, ">=", ">")),
        Mistake("the bad ones kept", "You keep the boxes below the threshold.",
                changed(loops.yolo_filter_boxes, ">=", "<")),
        Mistake("threshold ignored", "You always use 0.6. Take the argument threshold.",
                changed(loops.yolo_filter_boxes, ">= threshold", ">= 0.6")),
        Mistake("decided by the confidence", f"You compare the confidence with the threshold. {_PRODUCT}",
                changed(loops.yolo_filter_boxes, "mask = scores", "mask = box_confidence[..., 0]")),
        Mistake("decided by the probability", f"You compare the probability with the threshold. {_PRODUCT}",
                changed(loops.yolo_filter_boxes, "mask = scores", "mask = box_class_probs.max(axis=-1)")),
        Mistake("confidence returned", "Your boxes are right, but return their scores, not their confidences.",
                changed(loops.yolo_filter_boxes, "return scores[mask]", "return box_confidence[..., 0][mask]")),
        Mistake("probability returned", "Your boxes are right, but return their scores, not their probabilities.",
                changed(loops.yolo_filter_boxes, "return scores[mask]", "return box_class_probs.max(axis=-1)[mask]")),
        Mistake("classes from 1", "Classes are counted from 0.",
                changed(loops.yolo_filter_boxes, "argmax(axis=-1)", "argmax(axis=-1) + 1")),
        Mistake("a box once for each class", "A box comes once for every class above the threshold. Take its best "
                "class only.",
                changed(loops.yolo_filter_boxes, "mask = scores >= threshold", "mask = per_class >= threshold",
                        "scores[mask]", "per_class[mask]",
                        "boxes[mask]", "np.array([boxes[*cell] for *cell, _ in np.argwhere(mask)])",
                        "classes[mask]", "np.argwhere(mask)[:, -1]")),
        Mistake("boxes first", "The order is scores, boxes, classes.",
                changed(loops.yolo_filter_boxes, "scores[mask], boxes[mask]", "boxes[mask], scores[mask]")),
        Mistake("boxes last", "The order is scores, boxes, classes.",
                changed(loops.yolo_filter_boxes, "boxes[mask], classes[mask]", "classes[mask], boxes[mask]")),
        Mistake("classes first", "The order is scores, boxes, classes.",
                changed(loops.yolo_filter_boxes, "scores[mask], boxes[mask], classes[mask]",
                        "classes[mask], boxes[mask], scores[mask]")),
        Mistake("nothing filtered", "You return all boxes. Pick those at the mask: boxes[mask].",
                changed(loops.yolo_filter_boxes, "scores[mask], boxes[mask], classes[mask]", "scores, boxes, classes")),
        Mistake("scores not filtered", "Your scores are not filtered: scores[mask].",
                changed(loops.yolo_filter_boxes, "return scores[mask]", "return scores")),
        Mistake("boxes not filtered", "Your boxes are not filtered: boxes[mask].",
                changed(loops.yolo_filter_boxes, "boxes[mask]", "boxes")),
        Mistake("boxes flattened, not filtered", "Your boxes are not filtered: boxes[mask].",
                changed(loops.yolo_filter_boxes, "boxes[mask]", "boxes.reshape(-1, 4)")),
        Mistake("classes not filtered", "Your classes are not filtered: classes[mask].",
                changed(loops.yolo_filter_boxes, "classes[mask]", "classes")),
        Mistake("smallest score", "You took the smallest score of a box. Its best class speaks for it: max.",
                changed(loops.yolo_filter_boxes, "per_class.max(axis=-1)", "per_class.min(axis=-1)")),
        Mistake("worst class", "You took the worst class: argmin. Take argmax.",
                changed(loops.yolo_filter_boxes, "argmax(axis=-1)", "argmin(axis=-1)")),
        Mistake("scores of all classes", "You return the scores of all classes. Return the best one of each box.",
                changed(loops.yolo_filter_boxes, "return scores[mask]", "return per_class[mask]")),
        Mistake("sum over the classes", "You add the scores of all classes up. The best one counts: max.",
                changed(loops.yolo_filter_boxes, "per_class.max(axis=-1)", "per_class.sum(axis=-1)")),
        Mistake("mean over the classes", "You take the mean of all classes' scores. The best one counts: max.",
                changed(loops.yolo_filter_boxes, "per_class.max(axis=-1)", "per_class.mean(axis=-1)")),
        Mistake("mask returned", "You return the mask in place of the classes. Return classes[mask].",
                changed(loops.yolo_filter_boxes, "boxes[mask], classes[mask]", "boxes[mask], mask")),
        Mistake("classes and scores only", "Return three things: scores, boxes and classes.",
                changed(loops.yolo_filter_boxes, "boxes[mask], classes[mask]", "classes[mask]")),
    ),
    hints=(
        "Every box has one score per class. Its best class speaks for it; then the threshold decides.",
        "box_confidence (…, 1) times box_class_probs (…, C) gives (…, C); argmax and max over the last axis; a mask.",
        "box_scores = box_confidence * box_class_probs; mask = box_scores.max(axis=-1) >= threshold; then boxes[mask].",
    ),
    outputs=("scores", "boxes", "classes"),
    call="yolo",
)  # fmt: skip

_CHAIN = ("A box that was dropped drops nobody: compare with the kept ones only.")
_TIE = "A box whose IoU equals the threshold stays: drop it only where the IoU is greater."
_FIRST = "Of equal scores the first in the list goes first; a reversed argsort takes the last. Sort by −scores, stable."
NMS = Exercise(
    "non_max_suppression",
    20,
    boxes.non_max_suppression,
    cases=(
        Case("three boxes of one car", lambda r: nms_inputs((
            np.array([[0.0, 0, 4, 4], [0, 1, 4, 5], [0, 0, 4, 3.5]]), np.array([0.6, 0.9, 0.7]), np.zeros(3, int))), 1),
        Case("a crowd: a chain, IoU equal to the threshold, equal scores", lambda r: nms_inputs(crowd(r)), 2),
        Case("the same by class", lambda r: nms_inputs(crowd(r), per_class=True), 2),
        Case("at most three boxes, IoU threshold 0.25", lambda r: nms_inputs(crowd(r), iou=0.25, most=3), 3),
        Case("two boxes wanted, and three of one car come first", lambda r: nms_inputs((
            np.array([[0.0, 0, 4, 4], [0, 0, 4, 4.5], [0, 0, 4.5, 4], [6, 6, 9, 9]]), np.array([0.9, 0.8, 0.7, 0.6]),
            np.zeros(4, int)), most=2), 1),
        Case("equal boxes with equal scores", lambda r: nms_inputs(twins(r)), 4, corner=True),
        Case("one box", lambda r: nms_inputs((np.array([[1.0, 1, 2, 2]]), np.array([0.5]), np.array([1]))), 1),
        Case("no box at all", lambda r: nms_inputs(none_at_all()), 1),
        Case("float32, by class", lambda r: nms_inputs(crowd(r, np.float32), per_class=True, iou=0.25), 5),
    ),
    mistakes=(
        Mistake("cut before suppressing", "You cut to max_boxes before dropping. Drop first, cut last.",
                changed(loops.non_max_suppression,
                        'np.argsort(-scores, kind="stable")', 'np.argsort(-scores, kind="stable")[:max_boxes]')),
        Mistake("not by score", "You go through the boxes in their order. The best score goes first.",
                changed(loops.non_max_suppression, 'np.argsort(-scores, kind="stable")', "np.arange(len(scores))")),
        Mistake("worst first", "You begin with the lowest score. Sort by falling score.",
                changed(loops.non_max_suppression, "-scores", "scores")),
        Mistake("equal scores from the back", _FIRST,
                changed(loops.non_max_suppression,
                        'np.argsort(-scores, kind="stable")', 'np.argsort(scores, kind="stable")[::-1]')),
        Mistake("equal to the threshold dropped", _TIE, changed(loops.non_max_suppression, "<=", "<")),
        Mistake("dropped boxes drop others", _CHAIN,
                changed(loops.non_max_suppression, "for j in kept", "for j in order[: order.index(i)]")),
        Mistake("classes ignored", "With classes given, only boxes of one class drop each other.",
                changed(loops.non_max_suppression, " if classes is None or classes[i] == classes[j]", "")),
        Mistake("one per class", "You keep one box per class. Two cars have one class and both stay.",
                changed(loops.non_max_suppression,
                        "all(iou(boxes[i], boxes[j]) <= iou_threshold for j in rivals)", "not rivals")),
        Mistake("only other classes", "You compare boxes of different classes. Those of one class drop each other.",
                changed(loops.non_max_suppression, "==", "!=")),
        Mistake("nobody dropped", "You sort the boxes but drop none.",
                changed(loops.non_max_suppression,
                        "all(iou(boxes[i], boxes[j]) <= iou_threshold for j in rivals)", "True")),
        Mistake("far boxes dropped", "You drop boxes with a small overlap. Those above the threshold go.",
                changed(loops.non_max_suppression, "<=", ">=")),
        Mistake("threshold ignored", "You always use 0.5. Take the argument iou_threshold.",
                changed(loops.non_max_suppression, "<= iou_threshold", "<= 0.5")),
        Mistake("max_boxes ignored", "Return at most max_boxes places.",
                changed(loops.non_max_suppression, "kept[:max_boxes]", "kept")),
        Mistake("sorted by place", "Your places are right but not in order: the best score comes first.",
                changed(loops.non_max_suppression, "kept[:max_boxes]", "sorted(kept[:max_boxes])")),
        Mistake("boxes returned", "You return the boxes. Return their places in the list.",
                changed(loops.non_max_suppression,
                        "np.array(kept[:max_boxes], int)", "boxes[np.array(kept[:max_boxes], int)]")),
        Mistake("scores returned", "You return the scores. Return the places in the list.",
                changed(loops.non_max_suppression,
                        "np.array(kept[:max_boxes], int)", "scores[np.array(kept[:max_boxes], int)]")),
        Mistake("a mask returned", "You return True and False. Return the places, best first.",
                changed(loops.non_max_suppression,
                        "np.array(kept[:max_boxes], int)", "np.isin(np.arange(len(scores)), kept[:max_boxes])")),
        Mistake("only neighbours compared",
                "You compare a box with the last kept one only. Compare it with all kept ones.",
                changed(loops.non_max_suppression, "for j in kept", "for j in kept[-1:]")),
        Mistake("only the best compared", "You compare each box with the best one only. Compare it with all kept ones.",
                changed(loops.non_max_suppression, "for j in kept", "for j in kept[:1]")),
        Mistake("any for all", "A box stays where one kept box leaves it in peace. All of them must.",
                changed(loops.non_max_suppression, "if all(iou(boxes[i], boxes[j]) <= iou_threshold for j in rivals)",
                        "if not rivals or any(iou(boxes[i], boxes[j]) <= iou_threshold for j in rivals)")),
        Mistake("first box only", "You return one place only: let return stand after the loop.",
                changed(loops.non_max_suppression, "kept[:max_boxes]", "kept[:1]")),
        Mistake("one box too few", "You return one box less than max_boxes.",
                changed(loops.non_max_suppression, "kept[:max_boxes]", "kept[: max_boxes and max_boxes - 1]")),
        Mistake("one box too many", "You return one box more than max_boxes: stop when so many are kept.",
                changed(loops.non_max_suppression, "kept[:max_boxes]", "kept[: max_boxes and max_boxes + 1]")),
        Mistake("the dropped ones", "You return the boxes that are dropped. Return those that stay.",
                changed(loops.non_max_suppression, "np.array(kept[:max_boxes], int)",
                        "np.array([i for i in order if i not in kept][:max_boxes], int)")),
        Mistake("places in the sorted list", "Your places count in the sorted list. Return places in the list that was "
                "given.",
                changed(loops.non_max_suppression, "np.array(kept[:max_boxes], int)",
                        "np.array([order.index(i) for i in kept[:max_boxes]], int)")),
        Mistake("overlapping ones kept",
                "You keep a box where it overlaps a better one. Keep it where it does not: IoU ≤ threshold.",
                changed(loops.non_max_suppression, "<= iou_threshold", "> iou_threshold")),
    ),
    hints=(
        "Take the best box, drop what overlaps it too much, take the best of what is left, and so on.",
        "order = places by falling score; keep place i if iou(boxes[i], boxes[j]) <= iou_threshold for every kept j "
        "(of the same class, where classes are given).",
        "for i in np.argsort(-scores, kind='stable'): i stays if all(iou(boxes[i], boxes[j]) <= … for j in rivals), "
        "those that are kept already and of its class.",
    ),
    outputs=("places",),
    uses=("iou",),
    call="yolo",
)  # fmt: skip

CLASSIC_NMS = Exercise(
    "yolo_non_max_suppression",
    10,
    yolo.yolo_non_max_suppression,
    cases=(
        Case("a crowd, classes do not matter", lambda r: classic_inputs(crowd(r)), 1),
        Case("at most four boxes, IoU threshold 0.25", lambda r: classic_inputs(crowd(r), 4, 0.25), 2),
        Case("equal boxes with equal scores", lambda r: classic_inputs(twins(r)), 3, corner=True),
        Case("one box", lambda r: classic_inputs((np.array([[1.0, 1, 2, 2]]), np.array([0.5]), np.array([1]))), 1),
        Case("float32", lambda r: classic_inputs(crowd(r, np.float32), 10, 0.625), 4),
    ),
    mistakes=(
        Mistake("scores not gathered", "Your boxes and classes are picked, but the scores are still all there.",
                changed(loops.yolo_non_max_suppression, "return scores[places]", "return scores")),
        Mistake("classes not gathered", "Your scores and boxes are picked, but the classes are still all there.",
                changed(loops.yolo_non_max_suppression, "classes[places]", "classes")),
        Mistake("boxes not gathered", "Your scores and classes are picked, but the boxes are still all there.",
                changed(loops.yolo_non_max_suppression, "boxes[places]", "boxes")),
        Mistake("nothing gathered", "You return everything you were given. Pick the places that stay.",
                changed(loops.yolo_non_max_suppression,
                        "scores[places], boxes[places], classes[places]", "scores, boxes, classes")),
        Mistake("the first ones taken", "You take the first entries of each list, not those at the places found.",
                changed(loops.yolo_non_max_suppression,
                        "np.array(kept[:max_boxes], int)", "range(len(kept[:max_boxes]))")),
        Mistake("by class", "You suppress within a class only. The classic code ignores the class.",
                changed(loops.yolo_non_max_suppression, "for j in kept", "for j in kept if classes[i] == classes[j]")),
        Mistake("not by score", "You go through the boxes in their order. The best score goes first.",
                changed(loops.yolo_non_max_suppression,
                        'np.argsort(-scores, kind="stable")', "np.arange(len(scores))")),
        Mistake("equal scores from the back", _FIRST,
                changed(loops.yolo_non_max_suppression,
                        'np.argsort(-scores, kind="stable")', 'np.argsort(scores, kind="stable")[::-1]')),
        Mistake("equal to the threshold dropped", _TIE, changed(loops.yolo_non_max_suppression, "<=", "<")),
        Mistake("dropped boxes drop others", _CHAIN,
                changed(loops.yolo_non_max_suppression, "for j in kept", "for j in order[: order.index(i)]")),
        Mistake("max_boxes ignored", "Keep at most max_boxes boxes.",
                changed(loops.yolo_non_max_suppression, "kept[:max_boxes]", "kept")),
        Mistake("cut before suppression", "You took the best max_boxes first and suppressed then: too few are left.",
                changed(loops.yolo_non_max_suppression, "for i in order", "for i in order[:max_boxes]")),
        Mistake("threshold ignored", "You always use 0.5. Take the argument iou_threshold.",
                changed(loops.yolo_non_max_suppression, "<= iou_threshold", "<= 0.5")),
        Mistake("sorted by place", "Your boxes are right but not in order: the best score comes first.",
                changed(loops.yolo_non_max_suppression, "kept[:max_boxes]", "sorted(kept[:max_boxes])")),
        Mistake("boxes first", "The order is scores, boxes, classes.",
                changed(loops.yolo_non_max_suppression,
                        "scores[places], boxes[places]", "boxes[places], scores[places]")),
        Mistake("classes before boxes", "The order is scores, boxes, classes.",
                changed(loops.yolo_non_max_suppression, "boxes[places], classes[places]",
                        "classes[places], boxes[places]")),
        Mistake("places returned", "You return the places alone. Return scores, boxes and classes at them.",
                changed(loops.yolo_non_max_suppression, "return scores[places], boxes[places], classes[places]",
                        "return places")),
        Mistake("worst first", "You begin with the lowest score. Sort by falling score.",
                changed(loops.yolo_non_max_suppression, "-scores", "scores")),
        Mistake("nobody dropped", "You sort the boxes but drop none.",
                changed(loops.yolo_non_max_suppression,
                        "all(iou(boxes[i], boxes[j]) <= iou_threshold for j in kept)", "True")),
        Mistake("at most one too few", "You keep one box less than max_boxes.",
                changed(loops.yolo_non_max_suppression, "kept[:max_boxes]", "kept[: max_boxes - 1]")),
    ),
    hints=(
        "Your non_max_suppression gives places. Which three arrays do they pick from?",
        "places = non_max_suppression(boxes, scores, …) without classes, (k,); then all three arrays at places.",
        "scores[places], and the other two alike; pass iou_threshold=… and max_boxes=… on by name.",
    ),
    outputs=("scores", "boxes", "classes"),
    uses=("non_max_suppression",),
    call="yolo",
)  # fmt: skip


SCALE = Exercise(
    "scale_boxes",
    5,
    boxes.scale_boxes,
    cases=(
        Case("one box on 100 rows and 200 columns", lambda r: {"boxes": np.array([[0.25, 0.5, 0.75, 1.0]]),
                                                               "image_shape": (100.0, 200.0)}, 1),
        Case("five boxes on 720 rows and 1280 columns", lambda r: {"boxes": r.rand(5, 4).astype(np.float32),
                                                                   "image_shape": (720.0, 1280.0)}, 2),
        Case("no box", lambda r: {"boxes": np.zeros((0, 4)), "image_shape": (10.0, 20.0)}, 1),
    ),
    mistakes=(
        Mistake("height and width swapped", "Your y is multiplied by the width. image_shape is (height, width), and "
                "boxes are (y1, x1, y2, x2).", changed(loops.scale_boxes, "height, width =", "width, height =")),
        Mistake("sides in pairs", "You multiply by (height, height, width, width). A corner is y, x.",
                changed(loops.scale_boxes, "[height, width, height, width]", "[height, height, width, width]")),
        Mistake("pairs the other way", "You multiply by (width, width, height, height). A corner is y, x.",
                changed(loops.scale_boxes, "[height, width, height, width]", "[width, width, height, height]")),
        Mistake("only the height", "You multiply all four by the height. x belongs to the width.",
                changed(loops.scale_boxes, "[height, width, height, width]", "[height, height, height, height]")),
        Mistake("only the width", "You multiply all four by the width. y belongs to the height.",
                changed(loops.scale_boxes, "[height, width, height, width]", "[width, width, width, width]")),
        Mistake("divided", "You divide. From shares to pixels you multiply.",
                changed(loops.scale_boxes, "boxes * np", "boxes / np")),
        Mistake("only the first corner", "The second corner is still in shares.",
                changed(loops.scale_boxes, "[height, width, height, width]", "[height, width, 1, 1]")),
        Mistake("whole pixels", "You rounded. Keep the fractions.",
                changed(loops.scale_boxes,
                        "boxes * np.array([height, width, height, width])",
                        "(boxes * np.array([height, width, height, width])).astype(int)")),
        Mistake("only the second corner", "The first corner is still in shares.",
                changed(loops.scale_boxes, "[height, width, height, width]", "[1, 1, height, width]")),
        Mistake("not scaled", "You returned the boxes as they came. Multiply by height, width, height, width.",
                changed(loops.scale_boxes, "boxes * np.array([height, width, height, width])", "boxes")),
        Mistake("area", "You multiply by height · width. y goes by the height, x by the width.",
                changed(loops.scale_boxes, "[height, width, height, width]", "[height * width] * 4")),
        Mistake("sides added", "You add height and width. From shares to pixels you multiply.",
                changed(loops.scale_boxes, "boxes * np", "boxes + np")),
        Mistake("always 720×1280", "You scale to 720 × 1280. Take the argument image_shape.",
                changed(loops.scale_boxes, "= image_shape", "= 720.0, 1280.0")),
    ),
    hints=(
        "A share of the height becomes rows, a share of the width columns.",
        "boxes (n, 4) times [height, width, height, width], (4,).",
        "height, width = image_shape; then boxes * np.array([height, …]), four numbers in the order of the corners.",
    ),
    outputs=("boxes",),
    call="yolo",
)  # fmt: skip

_FILTERED = Shared(
    "filtered at the IoU threshold",
    "You filter at iou_threshold. The filter takes score_threshold; look at the threshold of the suppression, too.",
    of_errors=False,
)
EVAL = Exercise(
    "yolo_eval",
    10,
    yolo.yolo_eval,
    cases=(
        Case("a grid of 4×4 cells, 2 anchors, 3 classes", lambda r: eval_inputs(r, 4, 4, 2), 1),
        Case("another picture, other thresholds, up to 40 boxes",
             lambda r: eval_inputs(r, 5, 5, 2, shape=(300.0, 200.0), most=40, score=0.3, iou=0.25), 2),
        Case("at most two boxes", lambda r: eval_inputs(r, 3, 3, 2, most=2), 5),
        Case("nothing is seen", lambda r: eval_inputs(r, 2, 2, 1, score=1.5), 3),
        Case("one box is left", lambda r: lone_box(), 4),
    ),
    mistakes=(
        Mistake("not scaled", "Your boxes are still shares of the picture: call scale_boxes.",
                changed(loops.yolo_eval, "scale_boxes(boxes, image_shape)", "boxes")),
        Mistake("height and width swapped", "image_shape is (height, width), boxes are (y1, x1, y2, x2).",
                changed(loops.yolo_eval, "boxes, image_shape)", "boxes, image_shape[::-1])")),
        Mistake("always 720×1280", "You scale to 720 × 1280. Take the argument image_shape.",
                changed(loops.yolo_eval, "boxes, image_shape)", "boxes, (720, 1280))")),
        Mistake("no suppression", "You keep boxes that overlap: call yolo_non_max_suppression.",
                changed(loops.yolo_eval,
                        "yolo_non_max_suppression(scores, pixels, classes, max_boxes, iou_threshold)",
                        "scores, pixels, classes")),
        Mistake("mid-points for corners", "You pass on (x, y, w, h): call yolo_boxes_to_corners first.",
                changed(loops.yolo_eval,
                        "yolo_boxes_to_corners(box_xy, box_wh)", "np.concatenate([box_xy, box_wh], axis=-1)")),
        Mistake("x before y", "Your corners are x, y when they are scaled. The classic order is y, x.",
                changed(loops.yolo_eval,
                        "yolo_boxes_to_corners(box_xy, box_wh)",
                        "yolo_boxes_to_corners(box_xy, box_wh)[..., [1, 0, 3, 2]]")),
        Mistake("by class", "You suppress within a class only. The classic code ignores the class.",
                changed(loops.yolo_eval,
                        "yolo_non_max_suppression(scores, pixels, classes, max_boxes, iou_threshold)",
                        "[part[non_max_suppression(pixels, scores, classes, iou_threshold, max_boxes)] "
                        "for part in (scores, pixels, classes)]")),
        Mistake("score threshold ignored", "You always filter at 0.6. Pass score_threshold on.",
                changed(loops.yolo_eval, "class_probs, score_threshold", "class_probs, 0.6")),
        Mistake("IoU threshold ignored", "You always suppress at 0.5. Pass iou_threshold on.",
                changed(loops.yolo_eval, "max_boxes, iou_threshold", "max_boxes, 0.5")),
        Mistake("max_boxes ignored", "You always keep up to ten boxes. Pass max_boxes on.",
                changed(loops.yolo_eval, "classes, max_boxes", "classes, 10")),
        Mistake("thresholds swapped", "You filter at iou_threshold and suppress at score_threshold: swap them.",
                changed(loops.yolo_eval, "class_probs, score_threshold", "class_probs, iou_threshold",
                        "max_boxes, iou_threshold", "max_boxes, score_threshold"), _FILTERED),
        Mistake("IoU threshold for both", "You filter at iou_threshold. Boxes are filtered at score_threshold, and "
                "suppressed at iou_threshold.",
                changed(loops.yolo_eval, "class_probs, score_threshold", "class_probs, iou_threshold"), _FILTERED),
        Mistake("boxes first", "The order is scores, boxes, classes.",
                changed(loops.yolo_eval, "return scores, boxes", "return boxes, scores")),
        Mistake("scaled before the filter, too", "You scale twice. Call scale_boxes once.",
                changed(loops.yolo_eval, "scale_boxes(boxes, image_shape)",
                        "scale_boxes(scale_boxes(boxes, image_shape), image_shape)")),
        Mistake("classes before boxes", "The order is scores, boxes, classes.",
                changed(loops.yolo_eval, "return scores, boxes, classes", "return scores, classes, boxes")),
        Mistake("box_xy and box_wh swapped", "You swapped box_xy and box_wh: yolo_boxes_to_corners(box_xy, box_wh).",
                changed(loops.yolo_eval, "yolo_boxes_to_corners(box_xy, box_wh)",
                        "yolo_boxes_to_corners(box_wh, box_xy)")),
        Mistake("max_boxes and threshold at their defaults",
                "max_boxes and iou_threshold of the call are ignored: pass "
                "them on.",
                changed(loops.yolo_eval, "classes, max_boxes, iou_threshold", "classes, 10, 0.5")),
        Mistake("thresholds at their defaults", "Both thresholds of the call are ignored: pass them on.",
                changed(loops.yolo_eval, "class_probs, score_threshold", "class_probs, 0.6",
                        "max_boxes, iou_threshold", "max_boxes, 0.5")),
    ),
    hints=(
        "Four steps you have written: corners, filter, pixels, suppression.",
        "yolo_boxes_to_corners → yolo_filter_boxes(…, score_threshold) → scale_boxes (k, 4) → non-max suppression.",
        "scores, boxes, classes = yolo_filter_boxes(boxes, box_confidence, box_class_probs, score_threshold), …",
    ),
    outputs=("scores", "boxes", "classes"),
    uses=("yolo_boxes_to_corners", "yolo_filter_boxes", "scale_boxes", "yolo_non_max_suppression"),
    call="yolo",
    seconds=20.0,  # of TensorFlow 1, a graph and a session for each case
)  # fmt: skip


ANCHOR = Exercise(
    "assign_anchor",
    5,
    yolo.assign_anchor,
    cases=(
        Case("a pedestrian, a tall and a wide anchor", lambda r: {"box_wh": (1.0, 3.0),
                                                                  "anchors": np.array([[3.0, 1.0], [1.0, 2.5]])}, 1),
        Case("a thin box: the nearest numbers are not the best shape",
             lambda r: {"box_wh": np.array([0.5, 4.0]), "anchors": np.array([[2.0, 4.0], [0.5, 2.0], [2.0, 1.0]])}, 1),
        Case("two anchors fit equally well: the first is taken",
             lambda r: {"box_wh": np.array([1.0, 1.0]), "anchors": np.array([[4.0, 4.0], [2.0, 1.0], [1.0, 2.0]])}, 1,
             corner=True),
        Case("six anchors", lambda r: shapes(r, 6), 2),
    ),
    mistakes=(
        Mistake("nearest numbers", "You take the anchor whose numbers are nearest. Compare shapes by IoU.",
                changed(loops.assign_anchor,
                        "shared / (w * h + anchor_w * anchor_h - shared)", "-np.hypot(w - anchor_w, h - anchor_h)")),
        Mistake("largest intersection", "You take the anchor with the largest intersection. Take the largest IoU.",
                changed(loops.assign_anchor, "int(np.argmax(ious))",
                        "int(np.argmax(np.minimum(anchors, box_wh).prod(axis=1)))")),
        Mistake("worst anchor", "You take the anchor with the smallest IoU.",
                changed(loops.assign_anchor, "np.argmax", "np.argmin")),
        Mistake("last of equal ones", "Of equally good anchors take the first: argmax does, >= in a loop does not.",
                changed(loops.assign_anchor, "int(np.argmax(ious))", "len(ious) - 1 - int(np.argmax(ious[::-1]))")),
        Mistake("width and height swapped", "You compare widths with heights.",
                changed(loops.assign_anchor, "for anchor_w, anchor_h in", "for anchor_h, anchor_w in")),
        Mistake("union without minus", "Subtract the intersection once from the sum of the areas.",
                changed(loops.assign_anchor, "anchor_h - shared", "anchor_h")),
        Mistake("intersection only", "You compare intersections: the largest anchor always wins. Divide by the union.",
                changed(loops.assign_anchor, "shared / (w * h + anchor_w * anchor_h - shared)", "shared")),
        Mistake("areas compared", "You compare areas only: a tall and a wide box of one area look alike.",
                changed(loops.assign_anchor,
                        "shared / (w * h + anchor_w * anchor_h - shared)",
                        "min(w * h, anchor_w * anchor_h) / max(w * h, anchor_w * anchor_h)")),
        Mistake("counted from 1", "The first anchor has number 0.",
                changed(loops.assign_anchor, "return best", "return best + 1")),
        Mistake("IoU first", "Return the number first, then the IoU.",
                changed(loops.assign_anchor, "return best, ious[best]", "return ious[best], best")),
        Mistake("only the number", "Return two things: the anchor's number and the IoU.",
                changed(loops.assign_anchor, "return best, ious[best]", "return best")),
        Mistake("only the IoU", "Return two things: the anchor's number and the IoU.",
                changed(loops.assign_anchor, "return best, ious[best]", "return ious[best]")),
        Mistake("all IoUs", "You return the IoU of every anchor. Return that of the best one.",
                changed(loops.assign_anchor, "return best, ious[best]", "return best, ious")),
        Mistake("the anchor itself", "You return the anchor's sides. Return its number.",
                changed(loops.assign_anchor, "return best, ious[best]", "return anchors[best], ious[best]")),
        Mistake("largest sides", "Your intersection takes the larger sides. Take the smaller: min.",
                changed(loops.assign_anchor, "min(w, anchor_w) * min(h, anchor_h)",
                        "max(w, anchor_w) * max(h, anchor_h)")),
        Mistake("area of the box", "You divide by the box's area. Divide by the union.",
                changed(loops.assign_anchor, "shared / (w * h + anchor_w * anchor_h - shared)", "shared / (w * h)")),
        Mistake("area of the anchor", "You divide by the anchor's area. Divide by the union.",
                changed(loops.assign_anchor, "shared / (w * h + anchor_w * anchor_h - shared)",
                        "shared / (anchor_w * anchor_h)")),
        Mistake("first anchor only", "You return after the first anchor. Let return stand after the loop.",
                changed(loops.assign_anchor, "best = int(np.argmax(ious))", "best = 0")),
        Mistake("last anchor", "You keep the last anchor. Keep a new one only where its IoU is larger.",
                changed(loops.assign_anchor, "best = int(np.argmax(ious))", "best = len(ious) - 1")),
        Mistake("overlap of nothing", "You keep the best anchor, but not how well it fits: both change together.",
                changed(loops.assign_anchor, "return best, ious[best]", "return best, 0.0")),
        Mistake("intersection returned", "You return the shared area. Return the IoU: shared area over union.",
                changed(loops.assign_anchor,
                        "return best, ious[best]",
                        "return best, min(w, anchors[best][0]) * min(h, anchors[best][1])")),
    ),
    hints=(
        "Only the shapes count: lay box and anchor on one corner. How wide is the intersection then?",
        "intersection = min(widths) · min(heights); union = both areas − intersection, for every anchor.",
        "inter = np.minimum(box_wh, anchors).prod(axis=1); then argmax of inter / union.",
    ),
    outputs=("anchor", "iou"),
    call="yolo",
)  # fmt: skip

GRID = Exercise(
    "encode_grid",
    10,
    yolo.encode_grid,
    cases=(
        Case("one car in a grid of 3×3", lambda r: one_object([0.375, 0.5, 0.875, 0.75]), 1),
        Case("a mid-point on the line between two cells", lambda r: one_object([0.25, 0.5, 0.75, 1.0], S=4), 1),
        Case("a mid-point on the picture's edge", lambda r: one_object([0.5, 0.5, 1.5, 0.75], S=4), 1),
        Case("four objects, two in one place, 3 anchors", lambda r: objects(r, 4, 5, 3, A=3), 2),
        Case("no object", lambda r: {**objects(r, 2, 2, 2), "boxes": np.zeros((0, 4)), "classes": np.zeros(0, int)}, 3),
    ),
    mistakes=(
        Mistake("rows and columns swapped", "The first axis is the row (from y), the second the column (from x).",
                changed(loops.encode_grid, "row, column, anchor", "column, row, anchor")),
        Mistake("corner for mid-point", "You put the object into the cell of its corner. Its mid-point decides.",
                changed(loops.encode_grid, "S * ((x1 + x2) / 2), S * ((y1 + y2) / 2)", "S * x1, S * y1")),
        Mistake("rounded", "You round to the nearest cell. The mid-point lies in the cell below it: floor, int(…).",
                changed(loops.encode_grid, "int(middle_x)", "int(middle_x + 0.5)",
                        "int(middle_y)", "int(middle_y + 0.5)")),
        Mistake("mid-point measured on the picture", "b_x and b_y are shares of the picture. Measure them from the "
                "cell's corner, in cells.",
                changed(loops.encode_grid, "middle_x - column, middle_y - row", "middle_x / S, middle_y / S")),
        Mistake("cell not subtracted", "b_x and b_y still hold the cell's number: subtract the column and the row.",
                changed(loops.encode_grid, "middle_x - column, middle_y - row", "middle_x, middle_y")),
        Mistake("sides measured on the picture", "b_h and b_w are shares of the picture. Count them in cells: times S.",
                changed(loops.encode_grid, "S * (x2 - x1), S * (y2 - y1)", "x2 - x1, y2 - y1")),
        Mistake("sides cut at 1", "You cut b_h and b_w at 1. An object may be larger than its cell.",
                changed(loops.encode_grid,
                        "S * (x2 - x1), S * (y2 - y1)", "min(S * (x2 - x1), 1.0), min(S * (y2 - y1), 1.0)")),
        Mistake("width before height", "The order is p_c, b_x, b_y, b_h, b_w: the height comes first.",
                changed(loops.encode_grid, "b_h, b_w\n", "b_w, b_h\n")),
        Mistake("y before x", "The order is p_c, b_x, b_y, b_h, b_w: b_x comes before b_y.",
                changed(loops.encode_grid, "middle_x - column, middle_y - row", "middle_y - row, middle_x - column")),
        Mistake("p_c missing", "p_c is 1 where an object is.", changed(loops.encode_grid, "= 1, ", "= 0, ")),
        Mistake("always the first anchor", "You use anchor 0 for every object. Its shape decides: assign_anchor.",
                changed(loops.encode_grid, "assign_anchor((x2 - x1, y2 - y1), anchors)[0]", "0")),
        Mistake("sides swapped for the anchor", "Pass (width, height) to assign_anchor, as the anchors have it.",
                changed(loops.encode_grid, "(x2 - x1, y2 - y1), anchors", "(y2 - y1, x2 - x1), anchors")),
        Mistake("class number for ones", "Write 1 at the class's place, not its number.",
                changed(loops.encode_grid, "np.eye(n_classes)[kind]", "kind * np.eye(n_classes)[kind]")),
        Mistake("classes from 1", "Class 0 stands at number 5 of the vector: yours are one further.",
                changed(loops.encode_grid, "np.eye(n_classes)", "np.eye(n_classes, k=1)")),
        Mistake("old class left", "The later object replaces the earlier, but the earlier's class is still set.",
                changed(loops.encode_grid, "[5:] =", "[5:] +=")),
        Mistake("anchors not an axis", "Your numbers are right, but keep the anchors an axis of their own: "
                "(S, S, A, 5 + n_classes).", changed(loops.encode_grid, "return y", "return y.reshape(S, S, -1)")),
        Mistake("earlier object stays", "Of two objects in one place the later one stays.",
                changed(loops.encode_grid,
                        "place = row, column, anchor",
                        "place = row, column, anchor\n        if y[place][0] == 1:\n            continue")),
    ),
    hints=(
        "Where is the mid-point, counted in cells? Its whole part is the cell, the rest is b_x and b_y.",
        "x = S·(x1 + x2)/2, column = floor(x), b_x = x − column, b_w = S·(x2 − x1); y[row, column, anchor] = "
        "[1, b_x, b_y, b_h, b_w, one-hot].",
        "column = min(int(x), S - 1); anchor, _ = assign_anchor((x2 - x1, y2 - y1), anchors); set all 5 + n_classes "
        "numbers.",
    ),
    outputs=("y",),
    uses=("assign_anchor",),
    call="yolo",
)  # fmt: skip



def answers(rng: Rng, m: int, S: int, n: int, objects: int, A: int = 2, **more: float | bool) -> Inputs:
    """Targets with `objects` places taken, over all pictures, and guesses in the open interval (0, 1) or sides > 0."""
    places = m * S * S * A
    there = rng.permutation(np.arange(places) < objects)[:, None]
    boxes_ = np.hstack([rng.rand(places, 2), 0.1 + 3 * rng.rand(places, 2), np.eye(n)[rng.randint(n, size=places)]])
    kinds = rng.dirichlet([1] * n, places)
    guesses = np.hstack([0.1 + 0.8 * rng.rand(places, 3), 0.2 + 3 * rng.rand(places, 2), kinds])
    shape = (m, S, S, A, 5 + n)
    targets = np.hstack([there, there * boxes_])
    return {"y_true": targets.reshape(shape), "y_pred": guesses.reshape(shape), **more}


_SUM = "float(lambda_coord * (middle + size) + kinds + sure) if there else float(lambda_noobj * sure)"
_LOG = "-np.log(g[0]) if t[0] == 1 else -np.log(1 - g[0])"
LOSS = Exercise(
    "yolo_loss",
    0,
    yolo.yolo_loss,
    cases=(
        Case("two pictures, 3×3 cells, 2 anchors, 3 classes", lambda r: answers(r, 2, 3, 3, 7), 1, rtol=1e-4),
        Case("no object in any picture", lambda r: answers(r, 3, 2, 2, 0), 2, rtol=1e-4),
        Case("other weights", lambda r: answers(r, 1, 2, 4, 3, lambda_coord=2.0, lambda_noobj=0.25), 3, rtol=1e-4),
        Case("p_c by its cross-entropy", lambda r: answers(r, 2, 2, 3, 5, log_loss=True), 4, rtol=1e-4),
    ),
    mistakes=(
        Mistake("don't cares counted", "Where no object is, box and classes do not count: multiply them by p_c of "
                "y_true.", changed(loops.yolo_loss, _SUM, "float(lambda_coord * (middle + size) + kinds + "
                                   "(sure if there else lambda_noobj * sure))")),
        Mistake("classes count everywhere", "The classes cost where no object is, too: multiply them by p_c of y_true.",
                changed(loops.yolo_loss, "float(lambda_noobj * sure)", "float(lambda_noobj * sure + kinds)")),
        Mistake("box counts everywhere", "The box costs where no object is, too: multiply it by p_c of y_true.",
                changed(loops.yolo_loss, "float(lambda_noobj * sure)",
                        "float(lambda_noobj * sure + lambda_coord * (middle + size))")),
        Mistake("empty places not counted", "A place without an object counts too: by its p_c, lambda_noobj times.",
                changed(loops.yolo_loss, "float(lambda_noobj * sure)", "0.0")),
        Mistake("empty places count in full", "Where no object is, p_c counts lambda_noobj times only.",
                changed(loops.yolo_loss, "float(lambda_noobj * sure)", "float(sure)")),
        Mistake("lambda_noobj everywhere", "lambda_noobj is for places without an object. Where one is, p_c counts "
                "once.", changed(loops.yolo_loss, "kinds + sure", "kinds + lambda_noobj * sure")),
        Mistake("lambda_coord forgotten", "The box counts lambda_coord times; yours counts once.",
                changed(loops.yolo_loss, "lambda_coord * (middle + size)", "(middle + size)")),
        Mistake("lambda_coord for the middle only", "lambda_coord is for the sides as well.",
                changed(loops.yolo_loss, "lambda_coord * (middle + size)", "lambda_coord * middle + size")),
        Mistake("lambda_coord for all", "lambda_coord is for the box. Classes and p_c count once.",
                changed(loops.yolo_loss, "lambda_coord * (middle + size) + kinds + sure",
                        "lambda_coord * (middle + size + kinds + sure)")),
        Mistake("lambda_coord for the classes", "lambda_coord is for the box. The classes count once.",
                changed(loops.yolo_loss, "(middle + size) + kinds", "(middle + size + kinds)")),
        Mistake("weights fixed", "Your weights are always 5 and 0.5. Use lambda_coord and lambda_noobj.",
                changed(loops.yolo_loss, "lambda_coord * (middle", "5 * (middle",
                        "lambda_noobj * sure)", "0.5 * sure)")),
        Mistake("weights swapped", "The two weights are swapped: the box counts more, empty places less.",
                changed(loops.yolo_loss, "lambda_coord * (middle", "lambda_noobj * (middle",
                        "lambda_noobj * sure)", "lambda_coord * sure)")),
        Mistake("sides without root", "You compare the sides themselves. Compare their roots.",
                changed(loops.yolo_loss, "np.sqrt(t[3:5]) - np.sqrt(g[3:5])", "t[3:5] - g[3:5]")),
        Mistake("root of the difference", "You took the root of the squared difference. Take the root of each side, "
                "then the difference, then its square.",
                changed(loops.yolo_loss, "np.square(np.sqrt(t[3:5]) - np.sqrt(g[3:5]))", "np.abs(t[3:5] - g[3:5])")),
        Mistake("root of the middle", "You took roots of the mid-point, too. They are for the sides.",
                changed(loops.yolo_loss, "t[1:3] - g[1:3]", "np.sqrt(t[1:3]) - np.sqrt(g[1:3])")),
        Mistake("classes not counted", "The classes are missing from your loss.",
                changed(loops.yolo_loss, " + kinds", "")),
        Mistake("sides not counted", "Height and width are missing from your loss.",
                changed(loops.yolo_loss, "(middle + size)", "middle")),
        Mistake("middle not counted", "The mid-point is missing from your loss.",
                changed(loops.yolo_loss, "(middle + size)", "size")),
        Mistake("p_c of objects not counted", "Where an object is, p_c counts as well.",
                changed(loops.yolo_loss, " + sure) if", ") if")),
        Mistake("guess decides", "Whether an object is there is said by y_true, not by the guess.",
                changed(loops.yolo_loss, "there = t[0] == 1", "there = g[0] > 0.5")),
        Mistake("sum over the pictures", "You summed over the pictures. Sum over a picture's places, and take the mean "
                "over the pictures.", changed(loops.yolo_loss, "total / len(truth)", "total")),
        Mistake("mean over the places", "You took the mean over all places. Sum over the places of a picture; only "
                "over pictures is it the mean.",
                changed(loops.yolo_loss, "total / len(truth)", "total / truth[..., 0].size")),
        Mistake("divided by the objects", "You divided by the number of objects. Divide by the number of pictures.",
                changed(loops.yolo_loss, "total / len(truth)", "total / max(truth[..., 0].sum(), 1)")),
        Mistake("log loss ignored", "With log_loss=True p_c costs its cross-entropy; yours costs the square.",
                changed(loops.yolo_loss, "if log_loss:", "if False:")),
        Mistake("log loss always", "Without log_loss p_c costs the squared error; yours costs the cross-entropy.",
                changed(loops.yolo_loss, "if log_loss:", "if True:")),
        Mistake("half of the cross-entropy", "Your cross-entropy lacks the half for p_c = 0: −ln(1 − p).",
                changed(loops.yolo_loss, "-np.log(1 - g[0])", "0.0")),
        Mistake("cross-entropy's sign", "Your cross-entropy is negative. It is −ln of what the truth was given.",
                changed(loops.yolo_loss, _LOG, "np.log(g[0]) if t[0] == 1 else np.log(1 - g[0])")),
        Mistake("base 2", "Your logarithm has base 2. Take the natural one: tf.math.log.",
                changed(loops.yolo_loss, _LOG, "-np.log2(g[0]) if t[0] == 1 else -np.log2(1 - g[0])")),
    ),
    hints=(
        "Four parts for each place: p_c, mid-point, sides, classes. y_true[..., 0] is 1 or 0 and says which of them "
        "count; the weights say how much.",
        "Every part has shape (m, S, S, A) after a sum over its last axis: there · (p_c + λ_coord · (middle + sides) + "
        "classes) + (1 − there) · λ_noobj · p_c.",
        "tf.reduce_mean(tf.reduce_sum(places, axis=[1, 2, 3])); sides: (tf.sqrt(y_true[..., 3:5]) − "
        "tf.sqrt(y_pred[..., 3:5])) ** 2; log_loss: −there · tf.math.log(p) − (1 − there) · tf.math.log(1 − p).",
    ),
    outputs=("loss",),
    call="tensors",
)  # fmt: skip


def free_numbers(rng: Rng, S: int, A: int, C: int) -> Inputs:
    return {"t": rng.randn(S, S, A, 5 + C), "anchors": 0.1 + 0.5 * rng.rand(A, 2)}


_DECODE = loops.decode_outputs
_MIDDLE = "(np.array([column, row]) + in_cell) / S"
DECODE = Exercise(
    "decode_outputs",
    0,
    yolo.decode_outputs,
    cases=(
        Case("3×3 cells, 2 anchors, 4 classes", lambda r: free_numbers(r, 3, 2, 4), 1),
        Case("5×5 cells, 3 anchors, 2 classes", lambda r: free_numbers(r, 5, 3, 2), 2),
    ),
    mistakes=(
        Mistake("rows for columns", "x counts columns and y rows: add (column, row), in this order.",
                changed(_DECODE, "[column, row]", "[row, column]")),
        Mistake("cell forgotten", "Your mid-points lie in the first cell. Add the cell's column and row.",
                changed(_DECODE, _MIDDLE, "in_cell / S")),
        Mistake("counted in cells", "Your mid-points are counted in cells. Divide by S: shares of the picture.",
                changed(_DECODE, _MIDDLE, "np.array([column, row]) + in_cell")),
        Mistake("cell not divided", "You divided only the place in the cell by S. Divide the sum.",
                changed(_DECODE, _MIDDLE, "np.array([column, row]) + in_cell / S")),
        Mistake("no sigmoid in the cell", "t_x and t_y go through the sigmoid: a mid-point stays in its cell.",
                changed(_DECODE, "1 / (1 + np.exp(-free[:2]))", "free[:2]")),
        Mistake("half a cell", "There is no half: the sigmoid counts from the cell's corner.",
                changed(_DECODE, _MIDDLE, "(np.array([column, row]) + in_cell - 0.5) / S")),
        Mistake("sizes without anchors", "The anchor's width and height are missing: the network says a factor of "
                "them.",
                changed(_DECODE, "anchors[a] * np.exp(free[2:4])", "np.exp(free[2:4])")),
        Mistake("sizes added", "e^t multiplies the anchor. Yours is added.",
                changed(_DECODE, "anchors[a] * np.exp(free[2:4])", "anchors[a] + np.exp(free[2:4])")),
        Mistake("sizes without exp", "t_w and t_h are powers of e: sizes are never negative.",
                changed(_DECODE, "np.exp(free[2:4])", "free[2:4]")),
        Mistake("sigmoid for sizes", "Sizes take e^t, not the sigmoid: an object may be larger than its anchor.",
                changed(_DECODE, "np.exp(free[2:4])", "1 / (1 + np.exp(-free[2:4]))")),
        Mistake("sizes divided by S", "The anchors are shares of the picture already. Leave out the division.",
                changed(_DECODE, "np.exp(free[2:4])", "np.exp(free[2:4]) / S")),
        Mistake("first anchor for all", "You took the first anchor for every place. Each place has its own.",
                changed(_DECODE, "anchors[a]", "anchors[0]")),
        Mistake("no sigmoid of the confidence", "The confidence goes through the sigmoid: between 0 and 1.",
                changed(_DECODE, "1 / (1 + np.exp(-free[4]))", "free[4]")),
        Mistake("sigmoid for classes", "The classes take softmax: they are alternatives and add up to 1.",
                changed(_DECODE, "powers / powers.sum()", "powers / (1 + powers)")),
        Mistake("not divided by the sum", "Divide by the sum over the classes: probabilities add up to 1.",
                changed(_DECODE, "powers / powers.sum()", "powers")),
        Mistake("confidence first", "The order of the numbers is t_x, t_y, t_w, t_h, confidence: here the confidence "
                "comes "
                "fifth.",
                changed(_DECODE, "free = t[row, column, a]", "free = t[row, column, a][[1, 2, 3, 4, 0, *range(5, "
                    "numbers)]]")),
        Mistake("confidence without an axis", "Keep the confidence's last axis: shape (S, S, A, 1), the slice 4:5.",
                changed(_DECODE, "return xy, wh, sure, kinds", "return xy, wh, sure[..., 0], kinds")),
        Mistake("sizes before mid-points", "The order is box_xy, box_wh, box_confidence, box_class_probs.",
                changed(_DECODE, "return xy, wh, sure, kinds", "return wh, xy, sure, kinds")),
    ),
    hints=(
        "Four parts, by slices of the last axis: [..., 0:2], [..., 2:4], [..., 4:5], [..., 5:].",
        "The cells as an array (S, S, 1, 2), x first: rows, columns = np.indices((S, S)); np.stack([columns, rows], "
        "axis=-1)[:, :, None].",
        "box_xy = (sigmoid(t[..., 0:2]) + cells) / S; box_wh = anchors * np.exp(t[..., 2:4]); then sigmoid and "
        "softmax.",
    ),
    outputs=("box_xy", "box_wh", "box_confidence", "box_class_probs"),
)  # fmt: skip


def street(rng: Rng, objects: int, extra: int) -> Inputs:
    """Objects far apart, one good and one worse detection of each, some near misses, and boxes of nothing."""
    at = 10.0 * np.stack(np.divmod(rng.permutation(16)[:objects], 4), axis=1)
    size = 3 + 3 * rng.rand(objects, 2)
    truths = np.concatenate([at, at + size], axis=1)
    inwards = np.array([1, 1, -1, -1]) * np.tile(size, 2) / 2
    good, worse, miss = (share * inwards for share in (0.05, 0.2, 0.4))
    lone = 50 + 10 * rng.rand(extra, 1) + np.array([0, 0, 4, 4])
    some = slice(objects // 2 + 1)
    detected = np.concatenate([truths + good, truths + worse, truths[some] + miss[some], lone])
    scores = np.round(0.2 + 0.75 * rng.permutation(len(detected)) / len(detected), 3)
    order = rng.permutation(len(detected))
    return {"boxes": detected[order], "scores": scores[order], "truths": truths, "iou_threshold": 0.5}


def contested(rng: Rng) -> Inputs:
    """Twice two objects close together. Of the first two, the second detection overlaps the taken one more, yet a free
    one enough; of the others, the best overlaps both enough, and the second one only that which is taken."""
    there = np.tile(20 * rng.rand(2), 2)
    pairs = np.array([[0, 0, 10, 10], [3, 0, 13, 10]])
    first, second = ([3.5, 0, 13.5, 10], [2.5, 0, 12.5, 10], [0, 0, 10, 9]), ([3.2, 0, 13.2, 10], [4.5, 0, 14.5, 10])
    down = np.array([0, 100, 0, 100])
    truths, detected = np.concatenate([pairs, pairs + down]), np.concatenate([np.array(first), np.array(second) + down])
    scores = np.array([0.9, 0.8, 0.7, 0.95, 0.85])
    return {"boxes": detected + there, "scores": scores, "truths": truths + there, "iou_threshold": 0.5}


def exactly(rng: Rng) -> Inputs:
    """An IoU that equals the threshold, and one a little below it."""
    x, y = rng.randint(50, size=2)
    truths = np.array([[0, 0, 4, 2], [10, 10, 14, 12]]) + np.tile([x, y], 2)
    detected = np.array([[0, 0, 2, 2], [10, 10, 14, 10.9]]) + np.tile([x, y], 2)
    return {"boxes": detected, "scores": np.array([0.5, 0.75]), "truths": truths, "iou_threshold": 0.5}


_MATCH = loops.match_detections
MATCH = Exercise(
    "match_detections",
    0,
    detection_metrics.match_detections,
    cases=(
        Case("four objects, each found twice, and boxes of nothing", lambda r: street(r, 4, 2), 1),
        Case("objects close together", contested, 2),
        Case("another threshold", lambda r: {**street(r, 5, 1), "iou_threshold": 0.75}, 3),
        Case("an IoU that equals the threshold", exactly, 4, corner=True),
        Case("no object at all", lambda r: {**street(r, 2, 2), "truths": np.zeros((0, 4))}, 5, corner=True),
    ),
    mistakes=(
        Mistake("objects hit twice", "An object can be hit once: the second detection of it is a false one.",
                changed(_MATCH, "            taken[best] = True\n", "")),
        Mistake("in the order given", "The detection with the best score chooses first. Sort by score.",
                changed(_MATCH, 'np.argsort(-scores, kind="stable")', "range(len(scores))")),
        Mistake("worst first", "You begin with the worst score. The best chooses first.",
                changed(_MATCH, 'np.argsort(-scores, kind="stable")', "np.argsort(scores)")),
        Mistake("hits by rank", "Your answers stand in the order of the scores. They belong in the order given: "
                "hits[i].",
                changed(_MATCH, "    return hits", '    return hits[np.argsort(-scores, kind="stable")]')),
        Mistake("above only", "An IoU that equals the threshold is a hit: use >=.",
                changed(_MATCH, "shared[best] >= iou_threshold", "shared[best] > iou_threshold")),
        Mistake("threshold always a half", "You wrote 0.5. Use iou_threshold.",
                changed(_MATCH, ">= iou_threshold", ">= 0.5")),
        Mistake("first object that fits", "You take the first object above the threshold. Take the one it overlaps "
                "most.",
                changed(_MATCH, "int(np.argmax(shared)) if shared else 0",
                        "next((j for j, s in enumerate(shared) if s >= iou_threshold), 0)")),
        Mistake("taken ones not left out", "A taken object still counts as the nearest. Look among the free ones only.",
                changed(_MATCH, "0.0 if taken[j] else iou(boxes[i], truth)", "iou(boxes[i], truth)",
                        "shared[best] >= iou_threshold:", "shared[best] >= iou_threshold and not taken[best]:")),
        Mistake("everything touches", "Any overlap is a hit in yours. It must reach the threshold.",
                changed(_MATCH, "shared[best] >= iou_threshold", "shared[best] > 0")),
        Mistake("objects for detections", "You say of each object whether it was found. Say of each detection "
                "whether it "
                "hits.", changed(_MATCH, "    return hits", "    return taken")),
        Mistake("places for booleans", "You returned places. Return one boolean for each detection.",
                changed(_MATCH, "    return hits", "    return np.flatnonzero(hits)")),
        Mistake("missed ones marked", "True stands for a hit: yours is the other way round.",
                changed(_MATCH, "    return hits", "    return ~hits")),
        Mistake("number of hits", "You counted the hits. Return one boolean for each detection.",
                changed(_MATCH, "    return hits", "    return int(hits.sum())")),
    ),
    hints=(
        "The best detection chooses first. It takes the free object that it overlaps most, if that is enough.",
        "Keep which objects are free; for i in np.argsort(-scores, kind=\"stable\"): the IoU with every free object, "
        "the "
        "largest of them, at least iou_threshold.",
        "hits = np.zeros(len(boxes), dtype=bool); hits[i] = True; the object leaves the free ones.",
    ),
    outputs=("hits",),
    uses=("iou",),
)  # fmt: skip


def ranking(rng: Rng, n: int, right: int, missed: int) -> Inputs:
    """Detections in no order, of which `right` hit, the first and others among them, and `missed` objects not found."""
    scores = np.round(rng.permutation(np.linspace(0.1, 0.9, n)), 3)
    hits = rng.permutation(n) < right
    hits[scores.argmax()], hits[np.argsort(scores)[-2]] = True, False
    return {"scores": scores, "hits": hits, "total": int(hits.sum()) + missed}


def rising(rng: Rng) -> Inputs:
    """A false detection before two hits: precision rises with recall, so the dip is filled."""
    base = 0.1 * rng.rand()
    hits = np.array([False, True, True, False, True])
    return {"scores": np.array([0.9, 0.8, 0.7, 0.6, 0.5]) - base, "hits": hits, "total": 4}


_AP = loops.average_precision_score
AVERAGE = Exercise(
    "average_precision_score",
    0,
    detection_metrics.average_precision_score,
    cases=(
        Case("ten detections, five objects", lambda r: ranking(r, 10, 4, 1), 1),
        Case("precision rises again: the dip is filled", rising, 2),
        Case("many objects are never found", lambda r: ranking(r, 8, 3, 6), 3),
    ),
    mistakes=(
        Mistake("dips not filled", "Fill the dips: at each place the best precision there or later counts.",
                changed(_AP, "max(precision[rank:])", "precision[rank]")),
        Mistake("filled to the left", "You filled from the left. The best precision at this recall or a *higher* one "
                "counts.", changed(_AP, "max(precision[rank:])", "max(precision[: rank + 1])")),
        Mistake("not sorted", "Sort by score first, the best to the front.",
                changed(_AP, 'np.argsort(-scores, kind="stable")', "np.arange(len(scores))")),
        Mistake("worst first", "You begin with the worst score. Sort the best to the front.",
                changed(_AP, 'np.argsort(-scores, kind="stable")', "np.argsort(scores)")),
        Mistake("divided by what was found", "Recall is the share of *all* objects, also those never found: divide by "
                "total.", changed(_AP, " / total", " / max(hits.sum(), 1)")),
        Mistake("divided by the detections", "You divided by the number of detections. Recall divides by total.",
                changed(_AP, " / total", " / len(scores)")),
        Mistake("mean precision", "You took the mean of all precisions. Only where recall grows does area come in.",
                changed(_AP, "    return area", "    return float(np.mean(precision))")),
        Mistake("all ranks", "You added area at false detections as well. Recall does not grow there.",
                changed(_AP, "if hits[place]", "if True")),
        Mistake("precision of the last", "You returned precision. The area under the curve is asked for.",
                changed(_AP, "    return area", "    return precision[-1]")),
        Mistake("recall of the last", "You returned recall. The area under the curve is asked for.",
                changed(_AP, "    return area", "    return right / total")),
        Mistake("rank from 0", "At the first rank one detection is counted: divide by the rank from 1.",
                changed(_AP, "right / rank", "right / max(rank - 1, 1)")),
        Mistake("scores for hits", "You added scores. Add hits: right or not.",
                changed(_AP, "int(hits[place])", "scores[place]")),
        Mistake("not divided", "You added precisions. Each is as wide as recall grows: 1 / total.",
                changed(_AP, "max(precision[rank:]) / total", "max(precision[rank:])")),
    ),
    hints=(
        "Walk down the ranking. Each hit makes recall grow by 1 / total; how good is precision from there on?",
        "order = np.argsort(-scores); right = np.cumsum(hits[order]); precision = right / np.arange(1, n + 1), shape "
        "(n,).",
        "np.maximum.accumulate(precision[::-1])[::-1] fills the dips; sum it where hits[order], and divide by total.",
    ),
    outputs=("AP",),
)  # fmt: skip


def places(rng: Rng, shape: tuple[int, ...], objects: int, **more: float) -> Inputs:
    truth = (rng.permutation(int(np.prod(shape))) < objects).astype(float).reshape(shape)
    return {"y_true": truth, "p": 0.05 + 0.9 * rng.rand(*shape), **more}


_FOCAL = loops.focal_loss
FOCAL = Exercise(
    "focal_loss",
    0,
    yolo.focal_loss,
    cases=(
        Case("twenty places, three objects", lambda r: places(r, (20,), 3), 1),
        Case("a grid, other γ and α", lambda r: places(r, (2, 4, 4), 5, gamma=1.0, alpha=0.6), 2),
        Case("no object anywhere", lambda r: places(r, (9,), 0), 3),
        Case("γ = 0: the balanced cross-entropy", lambda r: places(r, (12,), 4, gamma=0.0), 4),
    ),
    mistakes=(
        Mistake("γ forgotten", "The factor (1 − p_t)^γ is missing: it turns down what is known already.",
                changed(_FOCAL, " * (1 - given) ** gamma", "")),
        Mistake("p_t to the γ", "You turn down what is wrong. The factor is (1 − p_t)^γ.",
                changed(_FOCAL, "(1 - given) ** gamma", "given**gamma")),
        Mistake("γ always 2", "You wrote 2. Use gamma.", changed(_FOCAL, "** gamma", "** 2.0")),
        Mistake("times γ", "γ is a power, not a factor.",
                changed(_FOCAL, "(1 - given) ** gamma", "(1 - given) * gamma")),
        Mistake("α forgotten", "The weights α and 1 − α are missing.",
                changed(_FOCAL, "alpha if there else 1 - alpha", "1.0")),
        Mistake("α for all", "Empty places weigh 1 − alpha.", changed(_FOCAL, "alpha if there else 1 - alpha",
                "alpha")),
        Mistake("α for objects only", "Empty places weigh 1 − alpha, not 1.",
                changed(_FOCAL, "alpha if there else 1 - alpha", "alpha if there else 1.0")),
        Mistake("α swapped", "The weights are swapped: alpha is for objects.",
                changed(_FOCAL, "alpha if there else 1 - alpha", "1 - alpha if there else alpha")),
        Mistake("p for p_t", "Where no object is, the truth was given 1 − p: that is p_t.",
                changed(_FOCAL, "p[place] if there else 1 - p[place]", "p[place]")),
        Mistake("objects only", "Empty places cost something, too: −ln(1 − p), turned down.",
                changed(_FOCAL, "alpha if there else 1 - alpha", "alpha if there else 0.0")),
        Mistake("mean over the places", "You divided by all places. Divide by the number of objects.",
                changed(_FOCAL, "max(objects, 1)", "y_true.size")),
        Mistake("sum", "Divide by the number of objects (by 1 where there is none).",
                changed(_FOCAL, "total / max(objects, 1)", "total")),
        Mistake("objects plus one", "You divided by one more than the objects. Only where there is none divide by 1.",
                changed(_FOCAL, "max(objects, 1)", "(objects + 1)")),
        Mistake("divided by 0", "Without an object your loss divides by 0. Divide by at least 1.",
                changed(_FOCAL, "total / max(objects, 1)", 'total / objects if objects else float("nan")')),
        Mistake("negative", "Your loss is negative: −ln p_t.", changed(_FOCAL, "total -= float", "total += float")),
        Mistake("base 2", "You took log2. It is the natural logarithm.", changed(_FOCAL, "np.log(given)",
                "np.log2(given)")),
        Mistake("squared error", "You took the squared error for the logarithm.",
                changed(_FOCAL, "* np.log(given)", "* -((1 - given) ** 2)")),
    ),
    hints=(
        "First p_t, the probability that the truth was given: p where an object is, 1 − p elsewhere. α_t goes alike.",
        "sum of −α_t · (1 − p_t)^γ · ln p_t over all places, divided by max(number of objects, 1).",
        "p_t = np.where(y_true == 1, p, 1 - p); alpha_t = np.where(y_true == 1, alpha, 1 - alpha)",
    ),
    outputs=("loss",),
)  # fmt: skip

EXERCISES = ExerciseSet(
    "week3/2_yolo_car_detection",
    "YOLO finds cars, people and horses",
    (ANCHOR, GRID, LOSS, DECODE, CORNERS, FILTER, IOU, NMS, CLASSIC_NMS, SCALE, EVAL, MATCH, AVERAGE, FOCAL),
    profile="tensorflow",
)
