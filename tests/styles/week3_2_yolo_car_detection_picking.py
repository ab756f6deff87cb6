"""More right answers about picking boxes: filters, suppression and the whole of YOLO by heaps, sets, graphs, classes."""

import heapq
from collections import defaultdict, namedtuple
from dataclasses import dataclass
from functools import partial
from itertools import islice

import numpy as np
import tensorflow as tf
from keras import ops
from tensorflow.keras import backend as K

Kept = namedtuple("Kept", "scores boxes classes")


def overlap(a, b):
    w, h = max(0.0, min(a[2], b[2]) - max(a[0], b[0])), max(0.0, min(a[3], b[3]) - max(a[1], b[1]))
    return w * h / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - w * h)


def overlaps(boxes):
    low = np.maximum(boxes[:, None, :2], boxes[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], boxes[None, :, 2:])
    both = np.prod(np.clip(high - low, 0, None), axis=-1)
    area = np.prod(boxes[:, 2:] - boxes[:, :2], axis=-1)
    return both / (area[:, None] + area - both)


def yolo_filter_boxes_by_keyword_only(boxes, box_confidence, box_class_probs, *, threshold=0.6):
    scores = np.einsum("...i,...c->...c", box_confidence, box_class_probs)
    good = np.argwhere(scores.max(-1) >= threshold)
    places = tuple(good.T)
    return scores.max(-1)[places], boxes[places], scores.argmax(-1)[places]


@tf.function
def yolo_filter_boxes_by_tf_function(boxes, box_confidence, box_class_probs, threshold=0.6):
    scores = box_confidence * box_class_probs
    best = tf.math.reduce_max(scores, axis=-1)
    keep = tf.where(tf.greater_equal(best, tf.cast(threshold, best.dtype)))
    return tf.gather_nd(best, keep), tf.gather_nd(boxes, keep), tf.gather_nd(tf.argmax(scores, -1), keep)


def yolo_filter_boxes_by_compress(boxes, box_confidence, box_class_probs, threshold=0.6):
    n_classes = box_class_probs.shape[-1]
    scores = (box_confidence * box_class_probs).reshape(-1, n_classes)
    classes = scores.argmax(1)
    best = np.take_along_axis(scores, classes[:, None], 1)[:, 0]
    kept = ~(best < threshold)
    return Kept(best.compress(kept), boxes.reshape(-1, 4).compress(kept, axis=0), classes.compress(kept))


def yolo_filter_boxes_by_backend(b, b_c, b_p, threshold=0.6):
    scores = b_c * b_p
    best, kinds = K.max(scores, axis=-1), K.argmax(scores, axis=-1)
    mask = best >= threshold
    return [tf.boolean_mask(part, mask) for part in (best, b, kinds)]


def yolo_filter_boxes_by_big_endian(boxes, box_confidence, box_class_probs, threshold=0.6):
    scores = np.multiply(box_confidence, box_class_probs)
    keep = np.nonzero(scores.max(axis=-1) >= threshold)
    return scores.max(axis=-1)[keep].astype(">f8"), boxes[keep].astype(">f8"), scores.argmax(axis=-1)[keep].astype("int16")


def yolo_filter_boxes_by_appending(boxes, box_confidence, box_class_probs, threshold=0.6):
    scores, kept, classes = [], [], []
    for place in np.ndindex(box_confidence.shape[:-1]):
        products = box_confidence[place] * box_class_probs[place]
        if max(products) >= threshold:
            scores.append(max(products))
            kept.append(boxes[place])
            classes.append(list(products).index(max(products)))
    return np.array(scores), np.array(kept), np.array(classes)


def non_max_suppression_by_heap(boxes, scores, classes=None, iou_threshold=0.5, max_boxes=None):
    heap = [(-score, place) for place, score in enumerate(scores)]
    heapq.heapify(heap)
    kept = []
    while heap and (max_boxes is None or len(kept) < max_boxes):
        _, place = heapq.heappop(heap)
        for other in kept:
            same = classes is None or classes[other] == classes[place]
            if same and overlap(boxes[other], boxes[place]) > iou_threshold:
                break
        else:
            kept.append(place)
    return kept


def non_max_suppression_by_matrix(boxes, scores, *, classes=None, iou_threshold=0.5, max_boxes=None):
    boxes = np.asarray(boxes)
    rivals = overlaps(boxes) > iou_threshold
    if classes is not None:
        rivals &= np.equal.outer(classes, classes)
    alive, kept = np.ones(len(boxes), dtype=bool), []
    for place in np.lexsort((np.arange(len(boxes)), -np.asarray(scores))):
        if alive[place]:
            kept.append(place)
            alive &= ~rivals[place]
    return np.array(kept, dtype=np.int32)[: len(kept) if max_boxes is None else max_boxes]


def non_max_suppression_by_recursion(boxes, scores, classes=None, iou_threshold=0.5, max_boxes=None):
    def pick(left):
        if not left:
            return []
        best = max(left, key=lambda i: (scores[i], -i))
        near = {i for i in left if overlap(boxes[i], boxes[best]) > iou_threshold}
        if classes is not None:
            near = {i for i in near if classes[i] == classes[best]}
        return [best, *pick(left - near - {best})]

    return tuple(pick(set(range(len(scores)))))[:max_boxes]


def non_max_suppression_by_generator(boxes, scores, classes=None, iou_threshold=0.5, max_boxes=None):
    def survivors():
        kept = defaultdict(list)
        for place in sorted(range(len(scores)), key=lambda i: (-scores[i], i)):
            rivals = kept["all" if classes is None else int(classes[place])]
            if not any(overlap(boxes[place], rival) > iou_threshold for rival in rivals):
                rivals.append(boxes[place])
                yield place

    return np.fromiter(islice(survivors(), max_boxes), dtype=int)


def non_max_suppression_by_tf_image(boxes, scores, classes=None, iou_threshold=0.5, max_boxes=None):
    boxes, scores = (tf.cast(part, tf.float32) for part in (boxes, scores))
    labels = tf.zeros_like(scores, tf.int32) if classes is None else tf.cast(classes, tf.int32)
    kept = tf.zeros([0], tf.int32)
    for label in tf.unique(labels).y:
        members = tf.cast(tf.squeeze(tf.where(labels == label), axis=1), tf.int32)
        limit = tf.size(members)
        picked = tf.image.non_max_suppression(tf.gather(boxes, members), tf.gather(scores, members), limit, iou_threshold)
        kept = tf.concat([kept, tf.gather(members, picked)], axis=0)
    kept = tf.sort(kept)  # so that of equal scores the first goes first
    kept = tf.gather(kept, tf.argsort(tf.gather(scores, kept), direction="DESCENDING", stable=True))
    return kept[:max_boxes]


def yolo_non_max_suppression_by_tf_function(scores, boxes, classes, max_boxes=10, iou_threshold=0.5):
    @tf.function
    def pick(scores, boxes, classes):
        limit = tf.constant(max_boxes, dtype="int32")
        places = tf.image.non_max_suppression(boxes, scores, max_output_size=limit, iou_threshold=iou_threshold)
        return tf.gather(scores, places), tf.gather(boxes, places), tf.gather(classes, places)

    return pick(tf.cast(scores, tf.float32), tf.cast(boxes, tf.float32), tf.convert_to_tensor(classes))


def yolo_non_max_suppression_by_keyword_only(scores, boxes, classes, *, max_boxes=10, iou_threshold=0.5):
    kept = []
    for score, box, kind in sorted(zip(scores, boxes, classes), key=lambda triple: -triple[0]):
        if len(kept) < max_boxes and all(overlap(box, other) <= iou_threshold for _, other, _ in kept):
            kept.append((score, box, kind))
    scores, boxes, classes = (np.array([each[k] for each in kept]) for k in range(3))
    return scores, boxes.reshape(-1, 4), classes


def suppressed(pick, scores, boxes, classes, max_boxes=10, iou_threshold=0.5):
    places = pick(boxes, scores, None, iou_threshold, max_boxes)
    return Kept(*(ops.take(ops.convert_to_tensor(part), ops.convert_to_tensor(places, "int32"), axis=0)
                  for part in (scores, boxes, classes)))  # fmt: skip


yolo_non_max_suppression_by_partial = partial(suppressed, non_max_suppression_by_heap)


def yolo_non_max_suppression_by_variables(scores, boxes, classes, max_boxes=10, iou_threshold=0.5):
    max_boxes = tf.Variable(max_boxes, dtype="int32")
    places = tf.image.non_max_suppression(tf.cast(boxes, "float32"), tf.cast(scores, "float32"), max_boxes, iou_threshold)
    return [tf.Variable(tf.gather(part, places)) for part in (scores, boxes, classes)]


def yolo_non_max_suppression_by_float32(s, b, c, max_boxes=10, iou_threshold=0.5):
    s, b = np.asarray(s, np.float32), np.asarray(b, np.float32)
    order, keep = np.argsort(s, kind="stable"), []
    order = np.argsort(-s, kind="stable")
    while order.size and len(keep) < max_boxes:
        keep.append(order[0])
        near = overlaps(b[np.r_[order[0], order[1:]]])[0, 1:]
        order = order[1:][near <= iou_threshold]
    return s[keep], b[keep], np.asarray(c)[keep]


@dataclass
class Detector:
    """The steps as methods: each keeps what it made for the next."""

    image_shape: tuple
    max_boxes: int
    score_threshold: float
    iou_threshold: float

    def corners(self, xy, wh):
        low, high = (xy + sign * wh / 2 for sign in (-1, 1))
        return np.concatenate([low[..., ::-1], high[..., ::-1]], axis=-1)

    def filtered(self, boxes, confidence, probabilities):
        return yolo_filter_boxes_by_compress(boxes, confidence, probabilities, self.score_threshold)

    def detect(self, outputs):
        xy, wh, confidence, probabilities = map(np.asarray, outputs)
        scores, boxes, classes = self.filtered(self.corners(xy, wh), confidence, probabilities)
        boxes = boxes * np.tile(self.image_shape, 2)
        return yolo_non_max_suppression_by_float32(scores, boxes, classes, self.max_boxes, self.iou_threshold)


def yolo_eval_by_dataclass(yolo_outputs, image_shape=(720.0, 1280.0), max_boxes=10, score_threshold=0.6, iou_threshold=0.5):
    return Detector(image_shape, max_boxes, score_threshold, iou_threshold).detect(yolo_outputs)


def yolo_eval_by_keyword_only(outputs, image_shape=(720.0, 1280.0), *, max_boxes=10, score_threshold=0.6, iou_threshold=0.5):
    xy, wh, confidence, probabilities = (tf.cast(part, tf.float32) for part in outputs)
    lows, highs = xy - wh / 2, xy + wh / 2
    corners = tf.concat([lows[..., 1:], lows[..., :1], highs[..., 1:], highs[..., :1]], axis=-1)
    scores, boxes, classes = yolo_filter_boxes_by_tf_function(corners, confidence, probabilities, score_threshold)
    height, width = tf.unstack(tf.cast(image_shape, tf.float32))
    boxes *= tf.stack([height, width, height, width])
    return yolo_non_max_suppression_by_tf_function(scores, boxes, classes, max_boxes, iou_threshold)


def yolo_eval_by_lists(yolo_outputs, image_shape=(720.0, 1280.0), max_boxes=10, score_threshold=0.6, iou_threshold=0.5):
    (h, w), found = image_shape, []
    xy, wh, confidence, probabilities = yolo_outputs
    for place in np.ndindex(*np.shape(xy)[:-1]):
        products = [float(confidence[place][0]) * float(p) for p in probabilities[place]]
        if (score := max(products)) >= score_threshold:
            (x, y), (b_w, b_h) = xy[place], wh[place]
            box = [(y - b_h / 2) * h, (x - b_w / 2) * w, (y + b_h / 2) * h, (x + b_w / 2) * w]
            found.append((score, np.array(box, dtype=float), products.index(score)))
    found.sort(key=lambda triple: triple[0], reverse=True)
    kept = []
    for candidate in found:
        if len(kept) == max_boxes:
            break
        if all(overlap(candidate[1], other[1]) <= iou_threshold for other in kept):
            kept.append(candidate)
    scores, boxes, classes = ([each[k] for each in kept] for k in range(3))
    return np.array(scores), np.array(boxes).reshape(-1, 4), np.array(classes, dtype=int)
