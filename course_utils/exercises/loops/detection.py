"""Detection in loops: box by box, cell by cell."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from course_utils.types import Array, Boxes, Indices, Tensor

Box = Sequence[float] | Array
Found = tuple[Array, Boxes, Array]  # scores, boxes, classes


def iou(box1: Box, box2: Box) -> float:
    """Intersection over union of two boxes (x1, y1, x2, y2)."""
    ax1, ay1, ax2, ay2 = box1
    bx1, by1, bx2, by2 = box2
    width = min(ax2, bx2) - max(ax1, bx1)
    height = min(ay2, by2) - max(ay1, by1)
    area1, area2 = (ax2 - ax1) * (ay2 - ay1), (bx2 - bx1) * (by2 - by1)
    shared = max(width, 0) * max(height, 0)
    return shared / (area1 + area2 - shared)


def yolo_boxes_to_corners(box_xy: Array, box_wh: Array) -> Boxes:
    """The corners of boxes around their mid-points. Shapes: (…, 2), (…, 2) → (…, 4), y before x."""
    x, y, w, h = box_xy[..., 0], box_xy[..., 1], box_wh[..., 0], box_wh[..., 1]
    y1, x1, y2, x2 = y - h / 2, x - w / 2, y + h / 2, x + w / 2
    return np.stack([y1, x1, y2, x2], axis=-1)


def yolo_filter_boxes(boxes: Boxes, box_confidence: Array, box_class_probs: Array, threshold: float = 0.6) -> Found:
    """Boxes whose best class scores enough. Shapes: (…, 4), (…, 1), (…, C) → (k,), (k, 4), (k,)."""
    per_class = box_confidence * box_class_probs
    classes, scores = per_class.argmax(axis=-1), per_class.max(axis=-1)
    mask = scores >= threshold
    return scores[mask], boxes[mask], classes[mask]


def non_max_suppression(
    boxes: Boxes, scores: Array, classes: Array | None = None, iou_threshold: float = 0.5, max_boxes: int | None = None
) -> Indices:
    """Places of the boxes that no better box of their class covers, best first. Shapes: (n, 4), (n,) → (k,)."""
    order, kept = np.argsort(-scores, kind="stable").tolist(), list[int]()
    for i in order:
        rivals = [j for j in kept if classes is None or classes[i] == classes[j]]
        if all(iou(boxes[i], boxes[j]) <= iou_threshold for j in rivals):
            kept.append(i)
    return np.array(kept[:max_boxes], int)


def yolo_non_max_suppression(
    scores: Array, boxes: Boxes, classes: Array, max_boxes: int = 10, iou_threshold: float = 0.5
) -> Found:
    """Scores, boxes and classes that suppression leaves, whatever their class."""
    order, kept = np.argsort(-scores, kind="stable").tolist(), list[int]()
    for i in order:
        if all(iou(boxes[i], boxes[j]) <= iou_threshold for j in kept):
            kept.append(i)
    places = np.array(kept[:max_boxes], int)
    return scores[places], boxes[places], classes[places]


def scale_boxes(boxes: Boxes, image_shape: tuple[float, float]) -> Boxes:
    """Shares of a picture as its pixels. Shapes: (n, 4), y before x → the same."""
    height, width = image_shape
    return np.asarray(boxes * np.array([height, width, height, width]))


def yolo_eval(
    yolo_outputs: tuple[Array, Array, Array, Array],
    image_shape: tuple[float, float] = (720.0, 1280.0),
    max_boxes: int = 10,
    score_threshold: float = 0.6,
    iou_threshold: float = 0.5,
) -> Found:
    """The four steps from a network's outputs to the boxes in a picture."""
    box_xy, box_wh, box_confidence, box_class_probs = yolo_outputs
    boxes = yolo_boxes_to_corners(box_xy, box_wh)
    scores, boxes, classes = yolo_filter_boxes(boxes, box_confidence, box_class_probs, score_threshold)
    pixels = scale_boxes(boxes, image_shape).astype(boxes.dtype)
    scores, boxes, classes = yolo_non_max_suppression(scores, pixels, classes, max_boxes, iou_threshold)
    return scores, boxes, classes


def assign_anchor(box_wh: Sequence[float], anchors: Array) -> tuple[int, float]:
    """The anchor of the most similar shape, and how similar it is. Shapes: (2,), (A, 2)."""
    w, h = box_wh
    ious = []
    for anchor_w, anchor_h in anchors:
        shared = min(w, anchor_w) * min(h, anchor_h)
        ious.append(shared / (w * h + anchor_w * anchor_h - shared))
    best = int(np.argmax(ious))
    return best, ious[best]


def encode_grid(boxes: Boxes, classes: Array, anchors: Array, S: int, n_classes: int) -> Array:
    """Each object in the cell of its mid-point. Shapes: (m, 4), (m,), (A, 2) → (S, S, A, 5 + n_classes)."""
    y = np.zeros((S, S, len(anchors), 5 + n_classes))
    for (x1, y1, x2, y2), kind in zip(boxes, classes):
        middle_x, middle_y = S * ((x1 + x2) / 2), S * ((y1 + y2) / 2)
        column, row = min(int(middle_x), S - 1), min(int(middle_y), S - 1)
        b_w, b_h = S * (x2 - x1), S * (y2 - y1)
        anchor = assign_anchor((x2 - x1, y2 - y1), anchors)[0]
        place = row, column, anchor
        y[place][:5] = 1, middle_x - column, middle_y - row, b_h, b_w
        y[place][5:] = np.eye(n_classes)[kind]
    return y


def yolo_loss(
    y_true: Array, y_pred: Array, lambda_coord: float = 5.0, lambda_noobj: float = 0.5, log_loss: bool = False
) -> float:
    """Place by place. Shapes: both (m, S, S, A, 5 + n_classes) → one number."""
    truth, guess = np.asarray(y_true, np.float64), np.asarray(y_pred, np.float64)
    total = 0.0
    for place in np.ndindex(truth.shape[:-1]):
        t, g = truth[place], guess[place]
        there = t[0] == 1
        sure = (t[0] - g[0]) ** 2
        if log_loss:
            sure = -np.log(g[0]) if t[0] == 1 else -np.log(1 - g[0])
        middle = np.square(t[1:3] - g[1:3]).sum()
        size = np.square(np.sqrt(t[3:5]) - np.sqrt(g[3:5])).sum()
        kinds = np.square(t[5:] - g[5:]).sum()
        total += float(lambda_coord * (middle + size) + kinds + sure) if there else float(lambda_noobj * sure)
    return total / len(truth)


def detection_loss(
    y_true: Tensor, t: Tensor, lambda_coord: float = 5.0, lambda_noobj: float = 0.5, gamma: float = 0.0
) -> Tensor:
    """Places with an object and empty ones apart. Shapes: both (m, S, S, 5 + C) → one number."""
    import tensorflow as tf

    truth, free = (tf.reshape(part, (-1, t.shape[-1])) for part in (y_true, t))
    wanted, said, empty = truth[truth[:, 0] == 1], free[truth[:, 0] == 1], free[truth[:, 0] == 0][:, 0]

    def entropy(number: Tensor) -> Tensor:
        surprise = tf.math.softplus(-number)
        return surprise * (1 - tf.exp(-surprise)) ** gamma if gamma else surprise

    sure, unsure = tf.reduce_sum(entropy(said[:, 0])), tf.reduce_sum(entropy(-empty))
    middle = tf.reduce_sum((tf.sigmoid(said[:, 1:3]) - wanted[:, 1:3]) ** 2)
    size = tf.reduce_sum((said[:, 3:5] - tf.math.log(wanted[:, 3:5])) ** 2)
    kinds = -tf.reduce_sum(wanted[:, 5:] * tf.nn.log_softmax(said[:, 5:]))
    total = sure + lambda_noobj * unsure + lambda_coord * (middle + size) + kinds
    return total / max(len(wanted), 1)


def decode_outputs(t: Array, anchors: Array) -> tuple[Array, Array, Array, Array]:
    """Place by place. Shapes: (S, S, A, 5 + C), (A, 2) → (S, S, A, 2), (S, S, A, 2), (S, S, A, 1), (S, S, A, C)."""
    S, _, A, numbers = t.shape
    xy, wh = np.zeros((S, S, A, 2)), np.zeros((S, S, A, 2))
    sure, kinds = np.zeros((S, S, A, 1)), np.zeros((S, S, A, numbers - 5))
    for row, column, a in np.ndindex(S, S, A):
        free = t[row, column, a]
        in_cell = 1 / (1 + np.exp(-free[:2]))
        xy[row, column, a] = (np.array([column, row]) + in_cell) / S
        wh[row, column, a] = anchors[a] * np.exp(free[2:4])
        sure[row, column, a] = 1 / (1 + np.exp(-free[4]))
        powers = np.exp(free[5:])
        kinds[row, column, a] = powers / powers.sum()
    return xy, wh, sure, kinds


def match_detections(boxes: Boxes, scores: Array, truths: Boxes, iou_threshold: float = 0.5) -> Array:
    """Which detections hit an object, the best score choosing first. Shapes: (n, 4), (n,), (m, 4) → (n,)."""
    hits, taken = np.zeros(len(boxes), bool), np.zeros(len(truths), bool)
    for i in np.argsort(-scores, kind="stable"):
        shared = [0.0 if taken[j] else iou(boxes[i], truth) for j, truth in enumerate(truths)]
        best = int(np.argmax(shared)) if shared else 0
        if shared and shared[best] >= iou_threshold:
            hits[i] = True
            taken[best] = True
    return hits


def average_precision_score(scores: Array, hits: Array, total: int) -> float:
    """The area under the precision–recall curve, its dips filled. Shapes: (n,), (n,) → one number."""
    order = np.argsort(-scores, kind="stable")
    right, precision, area = 0, [], 0.0
    for rank, place in enumerate(order, 1):
        right += int(hits[place])
        precision.append(right / rank)
    for rank, place in enumerate(order):
        if hits[place]:
            area += max(precision[rank:]) / total
    return area


def focal_loss(y_true: Array, p: Array, gamma: float = 2.0, alpha: float = 0.25) -> float:
    """Place by place. Shapes: alike → one number."""
    total, objects = 0.0, 0
    for place in np.ndindex(y_true.shape):
        there = bool(y_true[place] == 1)
        given = p[place] if there else 1 - p[place]
        weight = alpha if there else 1 - alpha
        total -= float(weight * (1 - given) ** gamma * np.log(given))
        objects += there
    return float(total / max(objects, 1))


def dice(y_true: Array, y_pred: Array, smooth: float = 1.0) -> Array:
    """Picture by picture. Shapes: both (m, n_H, n_W) → (m,)."""
    values = []
    for truth, said in zip(y_true, y_pred):
        overlap = np.sum(truth * said)
        areas = np.sum(truth) + np.sum(said)
        values.append((2 * overlap + smooth) / (areas + smooth))
    return np.array(values)


def mean_iou(y_true: Array, y_pred: Array, n_classes: int) -> tuple[float, Array]:
    """Class by class. Shapes: alike → the mean over classes that occur, and (n_classes,), −1 for others."""
    each = np.full(n_classes, -1.0)
    for c in range(n_classes):
        truth, said = y_true == c, y_pred == c
        shared = np.sum(truth & said)
        either = np.sum(truth | said)
        if either > 0:
            each[c] = shared / either
    known = each[each >= 0]
    return float(np.mean(known)), each
