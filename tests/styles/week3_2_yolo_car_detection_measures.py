"""Right answers to decoding, matching, average precision and focal loss. `EXERCISE_by_STYLE`."""

import numpy as np
import tensorflow as tf
from keras import ops


def decode_outputs_by_loops(t, anchors):
    S, _, A, n = t.shape
    xy, wh = np.zeros((S, S, A, 2)), np.zeros((S, S, A, 2))
    confidence, probs = np.zeros((S, S, A, 1)), np.zeros((S, S, A, n - 5))
    for r in range(S):
        for c in range(S):
            for a in range(A):
                tx, ty, tw, th, to = t[r, c, a, :5]
                xy[r, c, a] = (c + 1 / (1 + np.exp(-tx))) / S, (r + 1 / (1 + np.exp(-ty))) / S
                wh[r, c, a] = anchors[a, 0] * np.exp(tw), anchors[a, 1] * np.exp(th)
                confidence[r, c, a, 0] = 1 / (1 + np.exp(-to))
                e = np.exp(t[r, c, a, 5:] - t[r, c, a, 5:].max())
                probs[r, c, a] = e / e.sum()
    return xy, wh, confidence, probs


def _sigmoid(x):
    return 1 / (1 + np.exp(-x))


def decode_outputs_by_meshgrid(t, anchors):
    S = len(t)
    x, y = np.meshgrid(np.arange(S), np.arange(S))
    offsets = np.dstack([x, y]).reshape(S, S, 1, 2)
    exps = np.exp(t[..., 5:])
    return (
        (_sigmoid(t[..., :2]) + offsets) / S,
        np.exp(t[..., 2:4]) * anchors[None, None],
        _sigmoid(t[..., 4])[..., None],
        exps / exps.sum(-1, keepdims=True),
    )


def decode_outputs_by_tensorflow(t, anchors):
    t = tf.constant(t)
    S = t.shape[0]
    columns = tf.tile(tf.range(S)[None, :], [S, 1])
    cells = tf.cast(tf.stack([columns, tf.transpose(columns)], axis=-1), t.dtype)[:, :, None]
    box_xy = (tf.sigmoid(t[..., :2]) + cells) / S
    return box_xy, anchors * tf.exp(t[..., 2:4]), tf.sigmoid(t[..., 4:5]), tf.nn.softmax(t[..., 5:])


def decode_outputs_by_split(t, anchors):
    S = t.shape[0]
    xy, wh, conf, kinds = np.split(t, [2, 4, 5], axis=-1)
    x = (_sigmoid(xy[..., 0]) + np.arange(S)[None, :, None]) / S
    y = (_sigmoid(xy[..., 1]) + np.arange(S)[:, None, None]) / S
    kinds = np.exp(kinds - kinds.max(axis=-1, keepdims=True))
    return np.stack([x, y], axis=-1), np.exp(wh) * anchors, _sigmoid(conf), kinds / kinds.sum(axis=-1)[..., None]


def decode_outputs_by_rows(t, anchors):
    """All places as rows of a table."""
    S, _, A, n = t.shape
    rows = t.reshape(-1, n)
    r, c, a = np.unravel_index(np.arange(S * S * A), (S, S, A))
    xy = (np.stack([c, r], axis=1) + _sigmoid(rows[:, :2])) / S
    wh = anchors[a] * np.exp(rows[:, 2:4])
    e = np.exp(rows[:, 5:])
    shaped = [part.reshape(S, S, A, -1) for part in (xy, wh, _sigmoid(rows[:, 4]), e / e.sum(axis=1, keepdims=True))]
    return tuple(shaped)


def decode_outputs_by_keras(t, anchors):
    S = t.shape[0]
    cells = np.array([[(column, row) for column in range(S)] for row in range(S)])
    xy = (np.asarray(ops.sigmoid(t[..., 0:2])) + cells[:, :, np.newaxis, :]) / S
    return xy, anchors * np.exp(t[..., 2:4]), ops.sigmoid(t[..., 4:5]), ops.softmax(t[..., 5:], axis=-1)


def _overlap(one, other):
    w = min(one[2], other[2]) - max(one[0], other[0])
    h = min(one[3], other[3]) - max(one[1], other[1])
    inter = max(w, 0) * max(h, 0)
    areas = [(b[2] - b[0]) * (b[3] - b[1]) for b in (one, other)]
    return inter / (sum(areas) - inter)


def match_detections_by_loops(boxes, scores, truths, iou_threshold=0.5):
    taken = set()
    hits = [False] * len(boxes)
    for i in sorted(range(len(boxes)), key=lambda k: -scores[k]):
        best, where = 0, None
        for j, truth in enumerate(truths):
            overlap = _overlap(boxes[i], truth)
            if j not in taken and overlap > best:
                best, where = overlap, j
        if where is not None and best >= iou_threshold:
            taken.add(where)
            hits[i] = True
    return hits


def match_detections_by_table(boxes, scores, truths, iou_threshold=0.5):
    hits = np.zeros(len(boxes), bool)
    if len(truths) == 0:
        return hits
    table = np.array([[_overlap(box, truth) for truth in truths] for box in boxes])
    for i in scores.argsort()[::-1]:
        j = table[i].argmax()
        if table[i, j] >= iou_threshold:
            hits[i] = True
            table[:, j] = 0
    return hits


def match_detections_by_dictionary(boxes, scores, truths, iou_threshold=0.5):
    free = dict(enumerate(truths))
    hits = {}
    for i in np.argsort(-scores):
        overlaps = {j: _overlap(boxes[i], truth) for j, truth in free.items()}
        j = max(overlaps, key=overlaps.get, default=None)
        hits[i] = j is not None and overlaps[j] >= iou_threshold
        if hits[i]:
            free.pop(j)
    return np.array([hits[i] for i in range(len(boxes))])


def match_detections_by_removing(boxes, scores, truths, iou_threshold=0.5):
    left = [tuple(truth) for truth in truths]
    hits = np.full(len(scores), False)
    order = np.argsort(scores)
    for i in order[::-1]:
        candidates = [(_overlap(boxes[i], truth), truth) for truth in left]
        if not candidates:
            continue
        overlap, truth = max(candidates)
        if overlap >= iou_threshold:
            left.remove(truth)
            hits[i] = 1
    return hits


def match_detections_by_broadcasting(boxes, scores, truths, iou_threshold=0.5):
    low = np.maximum(boxes[:, None, :2], truths[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], truths[None, :, 2:])
    inter = np.prod(np.clip(high - low, 0, None), axis=-1)

    def area(b):
        return (b[:, 2] - b[:, 0]) * (b[:, 3] - b[:, 1])

    shared = inter / (area(boxes)[:, None] + area(truths) - inter)
    free, hits = np.ones(len(truths), bool), np.zeros(len(boxes), bool)
    for i in np.argsort(-scores, kind="mergesort"):
        row = np.where(free, shared[i], -1)
        if row.size and row.max() >= iou_threshold:
            hits[i], free[row.argmax()] = True, False
    return hits


def match_detections_by_recursion(boxes, scores, truths, iou_threshold=0.5):
    def go(order, free):
        if not order:
            return {}
        i, *rest = order
        fits = [(_overlap(boxes[i], truths[j]), j) for j in free]
        best = max(fits, default=(-1, -1))
        hit = best[0] >= iou_threshold
        return {i: hit} | go(rest, [j for j in free if not hit or j != best[1]])

    hits = go(list(np.argsort(-scores)), list(range(len(truths))))
    return np.array([hits[i] for i in range(len(boxes))], dtype=bool)


def average_precision_score_by_loop(scores, hits, total):
    pairs = sorted(zip(scores, hits), key=lambda pair: -pair[0])
    precisions, recalls, right = [], [], 0
    for k, (_, hit) in enumerate(pairs):
        right += hit
        precisions.append(right / (k + 1))
        recalls.append(right / total)
    for k in range(len(precisions) - 2, -1, -1):
        precisions[k] = max(precisions[k], precisions[k + 1])
    area, before = 0, 0
    for p, r in zip(precisions, recalls):
        area += (r - before) * p
        before = r
    return area


def average_precision_score_by_diff(scores, hits, total):
    order = scores.argsort()[::-1]
    right = np.cumsum(hits[order])
    precision, recall = right / np.arange(1, len(right) + 1), right / total
    precision = np.array([precision[k:].max() for k in range(len(precision))])
    return np.sum(np.diff(recall, prepend=0) * precision)


def average_precision_score_by_levels(scores, hits, total):
    """For each number of hits, the best precision with which at least so many are found."""
    order = np.argsort(-scores)
    right = np.cumsum(hits[order])
    precision = right / (1 + np.arange(len(right)))
    return sum(precision[right >= level].max() for level in range(1, right[-1] + 1)) / total


def average_precision_score_by_sentinels(scores, hits, total):
    """As in the devkit of Pascal VOC."""
    order = np.argsort(-scores)
    tp, fp = np.cumsum(hits[order]), np.cumsum(~hits[order])
    mrec = np.concatenate(([0.0], tp / total, [1.0]))
    mpre = np.concatenate(([0.0], tp / (tp + fp), [0.0]))
    for i in range(mpre.size - 1, 0, -1):
        mpre[i - 1] = np.maximum(mpre[i - 1], mpre[i])
    i = np.where(mrec[1:] != mrec[:-1])[0]
    return np.sum((mrec[i + 1] - mrec[i]) * mpre[i + 1])


def average_precision_score_by_backwards(scores, hits, total):
    order = np.argsort(scores)
    right, best, area = int(hits.sum()), 0.0, 0.0
    for k, i in enumerate(order):
        best = max(best, right / (len(order) - k))
        if hits[i]:
            area += best
            right -= 1
    return area / total


def average_precision_score_by_tensorflow(scores, hits, total):
    order = tf.argsort(tf.constant(scores), direction="DESCENDING")
    found = tf.cast(tf.gather(tf.constant(hits), order), tf.float64)
    precision = tf.cumsum(found) / tf.range(1, len(hits) + 1, dtype=tf.float64)
    filled = np.maximum.accumulate(precision.numpy()[::-1])[::-1]
    return tf.reduce_sum(found * filled) / total


def focal_loss_by_two_parts(y_true, p, gamma=2.0, alpha=0.25):
    objects = -alpha * y_true * (1 - p) ** gamma * np.log(p)
    empty = -(1 - alpha) * (1 - y_true) * p**gamma * np.log(1 - p)
    return (objects + empty).sum() / np.maximum(y_true.sum(), 1)


def focal_loss_by_picking(y_true, p, gamma=2.0, alpha=0.25):
    there, empty = p[y_true == 1], 1 - p[y_true == 0]
    cost = alpha * np.sum((1 - there) ** gamma * -np.log(there)) - (1 - alpha) * np.sum((1 - empty) ** gamma * np.log(empty))
    return cost / (len(there) or 1)


def focal_loss_by_loop(y_true, p, gamma=2.0, alpha=0.25):
    total, count = 0.0, 0
    for y, q in zip(y_true.ravel(), p.ravel()):
        if y == 1:
            total -= alpha * (1 - q) ** gamma * np.log(q)
            count += 1
        else:
            total -= (1 - alpha) * q**gamma * np.log1p(-q)
    return total / max(count, 1)


def focal_loss_by_absolute(y_true, p, gamma=2.0, alpha=0.25):
    wrong = np.abs(y_true - p)
    weights = 1 - alpha + y_true * (2 * alpha - 1)
    return np.sum(weights * wrong**gamma * -np.log(1 - wrong)) / max(1, y_true.sum())


def focal_loss_by_tensorflow(y_true, p, gamma=2.0, alpha=0.25):
    y, p = tf.constant(y_true), tf.constant(p)
    p_t = y * p + (1 - y) * (1 - p)
    alpha_t = y * alpha + (1 - y) * (1 - alpha)
    return tf.reduce_sum(-alpha_t * tf.pow(1 - p_t, gamma) * tf.math.log(p_t)) / tf.maximum(tf.reduce_sum(y), 1.0)


def focal_loss_by_choose(y_true, p, gamma=2.0, alpha=0.25):
    y = y_true.astype(int)
    p_t = np.choose(y, [1 - p, p])
    alpha_t = np.array([1 - alpha, alpha])[y]
    return float(np.vdot(alpha_t, -((1 - p_t) ** gamma) * np.log(p_t)) / max(int(y.sum()), 1))
