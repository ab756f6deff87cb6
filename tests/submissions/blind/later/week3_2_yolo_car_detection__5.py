"""Wrong answers to week3/2_yolo_car_detection, written before any list was read: decoding and measuring."""

from wrong import faults

ROWS = [
    *faults(
        "decode_outputs",
        """
def decode_outputs(t, anchors):
    S = t.shape[0]
    sig = lambda z: 1 / (1 + np.exp(-z))
    cx, cy = np.meshgrid(np.arange(S), np.arange(S))
    grid = np.stack((cx, cy), axis=-1).reshape(S, S, 1, 2)
    xy = (sig(t[..., :2]) + grid) / S
    wh = np.exp(t[..., 2:4]) * anchors
    conf = sig(t[..., 4])[..., None]
    z = t[..., 5:] - t[..., 5:].max(axis=-1, keepdims=True)
    e = np.exp(z)
    probs = e / e.sum(axis=-1, keepdims=True)
    return xy, wh, conf, probs
""",
        ("rows for columns in the grid", "np.stack((cx, cy)", "np.stack((cy, cx)"),
        ("not divided by the grid", "(sig(t[..., :2]) + grid) / S", "sig(t[..., :2]) + grid"),
        ("sizes go through the sigmoid", "np.exp(t[..., 2:4]) * anchors", "sig(t[..., 2:4]) * anchors"),
        ("sizes divided by the grid, too", "np.exp(t[..., 2:4]) * anchors", "np.exp(t[..., 2:4]) * anchors / S"),
        ("sigmoid for softmax", "e / e.sum(axis=-1, keepdims=True)", "sig(t[..., 5:])"),
        ("confidence without a sigmoid", "sig(t[..., 4])", "t[..., 4]"),
        ("the grid is not added", "sig(t[..., :2]) + grid", "sig(t[..., :2])"),
        ("softmax over everything", "e.sum(axis=-1, keepdims=True)", "e.sum()"),
    ),
    *faults(
        "match_detections",
        """
def match_detections(boxes, scores, truths, iou_threshold=0.5):
    hits = np.zeros(len(boxes), dtype=bool)
    used = set()
    for i in np.argsort(-scores, kind="stable"):
        best, best_j = 0, None
        for j in range(len(truths)):
            if j in used:
                continue
            v = iou(boxes[i], truths[j])
            if v > best:
                best, best_j = v, j
        if best_j is not None and best >= iou_threshold:
            hits[i] = True
            used.add(best_j)
    return hits
""",
        ("an object is hit twice", "            used.add(best_j)\n", ""),
        ("in the order of the list", 'np.argsort(-scores, kind="stable")', "range(len(boxes))"),
        ("least score first", "np.argsort(-scores,", "np.argsort(scores,"),
        ("more than the threshold", "best >= iou_threshold", "best > iou_threshold"),
        ("hits in the order of scores", "            hits[i] = True", "            hits[len(used)] = True"),
    ),
    *faults(
        "average_precision_score",
        """
def average_precision_score(scores, hits, total):
    idx = np.argsort(-scores, kind="stable")
    h = hits[idx].astype(float)
    tp = np.cumsum(h)
    prec = tp / np.arange(1, len(h) + 1)
    for k in range(len(prec) - 2, -1, -1):
        prec[k] = max(prec[k], prec[k + 1])
    ap = (prec * h).sum() / total
    return ap
""",
        ("precision is not filled", "        prec[k] = max(prec[k], prec[k + 1])", "        pass"),
        ("divided by the hits, not by the objects", "/ total", "/ max(h.sum(), 1)"),
        ("not sorted", "hits[idx]", "hits"),
        ("least score first", "np.argsort(-scores,", "np.argsort(scores,"),
        ("mean precision of all places", "(prec * h).sum() / total", "prec.mean()"),
        ("filled the wrong way", "max(prec[k], prec[k + 1])", "min(prec[k], prec[k + 1])"),
    ),
    *faults(
        "focal_loss",
        """
def focal_loss(y_true, p, gamma=2.0, alpha=0.25):
    pos = y_true * -alpha * (1 - p) ** gamma * np.log(p)
    neg = (1 - y_true) * -(1 - alpha) * p ** gamma * np.log(1 - p)
    n = max(y_true.sum(), 1)
    return (pos + neg).sum() / n
""",
        ("alpha for both", "-(1 - alpha)", "-alpha"),
        ("mean over all places", "(pos + neg).sum() / n", "(pos + neg).mean()"),
        ("gamma as a factor", "(1 - p) ** gamma", "(1 - p) * gamma"),
        ("the factor is p where it should be 1 - p", "(1 - p) ** gamma", "p ** gamma"),
        ("divided by 0 objects", "max(y_true.sum(), 1)", "y_true.sum() + 1"),
        ("only objects are counted", "(pos + neg).sum()", "pos.sum()"),
    ),
    *faults(
        "encode_grid",
        """
def encode_grid(boxes, classes, anchors, S, n_classes):
    grid = np.zeros((S, S, len(anchors), 5 + n_classes))
    for k in range(len(boxes)):
        x1, y1, x2, y2 = boxes[k]
        bx = (x1 + x2) / 2 * S
        by = (y1 + y2) / 2 * S
        j = min(int(bx), S - 1)
        i = min(int(by), S - 1)
        a, _ = assign_anchor((x2 - x1, y2 - y1), anchors)
        one_hot = np.zeros(n_classes)
        one_hot[classes[k]] = 1
        grid[i, j, a] = np.concatenate([[1, bx - j, by - i, (y2 - y1) * S, (x2 - x1) * S], one_hot])
    return grid
""",
        ("width and height swapped", "(y2 - y1) * S, (x2 - x1) * S", "(x2 - x1) * S, (y2 - y1) * S"),
        ("row and column swapped", "grid[i, j, a]", "grid[j, i, a]"),
        ("offset is not taken from the cell", "bx - j, by - i", "bx, by"),
        ("anchor asked with height first; row and column swapped", "(x2 - x1, y2 - y1), anchors", "(y2 - y1, x2 - x1), anchors", "grid[i, j, a]", "grid[j, i, a]"),
    ),
]
