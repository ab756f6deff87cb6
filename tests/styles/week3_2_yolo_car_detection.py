"""Right answers to YOLO as good students write them: loops, numpy, TensorFlow of both public generations, keras.ops.

`EXERCISE_by_STYLE`; all must pass every case. First-generation answers take the confidence first.
"""

import math

import keras
import numpy as np
import tensorflow as tf
from keras import ops
from tensorflow.keras import backend as K


def assign_anchor_by_running_best(box_wh, anchors):
    best, best_iou = 0, -1.0
    for i in range(len(anchors)):
        shared = min(box_wh[0], anchors[i][0]) * min(box_wh[1], anchors[i][1])
        together = box_wh[0] * box_wh[1] + anchors[i][0] * anchors[i][1] - shared
        if shared / together > best_iou:
            best, best_iou = i, shared / together
    return best, best_iou


def assign_anchor_by_numpy(box_wh, anchors):
    inter = np.minimum(box_wh, anchors).prod(axis=1)
    ious = inter / (np.prod(box_wh) + np.prod(anchors, axis=1) - inter)
    return np.argmax(ious), np.max(ious)


def assign_anchor_by_iou_of_boxes(box_wh, anchors):
    overlaps = [iou_by_numpy((0, 0, *box_wh), (0, 0, *anchor)) for anchor in anchors]
    return [overlaps.index(max(overlaps)), max(overlaps)]


def assign_anchor_by_centred_boxes(box_wh, anchors):
    w, h = box_wh
    around = [iou_by_early_return((-w / 2, -h / 2, w / 2, h / 2), (-a / 2, -b / 2, a / 2, b / 2)) for a, b in anchors]
    return max(enumerate(around), key=lambda pair: pair[1])


def assign_anchor_by_tensorflow(box_wh, anchors):
    sizes = tf.cast(anchors, tf.float32)
    inter = tf.reduce_prod(tf.minimum(tf.cast(box_wh, tf.float32), sizes), axis=1)
    ious = inter / (tf.reduce_prod(tf.cast(box_wh, tf.float32)) + tf.reduce_prod(sizes, axis=1) - inter)
    return tf.argmax(ious), tf.reduce_max(ious)


def encode_grid_by_loop_over_cells(boxes, classes, anchors, S, n_classes):
    grid = np.zeros((S, S, len(anchors), 5 + n_classes), dtype=np.float32)
    for k in range(len(boxes)):
        x = (boxes[k][0] + boxes[k][2]) / 2 * S
        y = (boxes[k][1] + boxes[k][3]) / 2 * S
        for row in range(S):
            for col in range(S):
                in_row = row <= y < row + 1 or (row == S - 1 and y == S)
                in_col = col <= x < col + 1 or (col == S - 1 and x == S)
                if in_row and in_col:
                    w, h = boxes[k][2] - boxes[k][0], boxes[k][3] - boxes[k][1]
                    a, _ = assign_anchor_by_running_best((w, h), anchors)
                    one_hot = [1.0 if c == classes[k] else 0.0 for c in range(n_classes)]
                    grid[row, col, a] = [1, x - col, y - row, h * S, w * S, *one_hot]
    return grid


def encode_grid_by_numpy(boxes, classes, anchors, S, n_classes):
    boxes = np.asarray(boxes)
    xy, wh = S * (boxes[:, :2] + boxes[:, 2:]) / 2, S * (boxes[:, 2:] - boxes[:, :2])
    cell = np.minimum(np.floor(xy), S - 1).astype(int)
    inter = np.minimum(wh[:, None] / S, anchors).prod(-1)
    which = np.argmax(inter / (wh.prod(-1)[:, None] / S**2 + np.prod(anchors, axis=-1) - inter), axis=-1)
    vectors = np.hstack([np.ones((len(xy), 1)), xy - cell, wh[:, ::-1], np.eye(n_classes)[classes]])
    grid = np.zeros((S, S, len(anchors), 5 + n_classes))
    for (col, row), a, vector in zip(cell, which, vectors):
        grid[row, col, a] = vector
    return grid


def encode_grid_by_cell_size(boxes, classes, anchors, S, n_classes):
    grid, side = np.zeros((S, S, len(anchors), 5 + n_classes)), 1 / S
    for box, label in zip(boxes, classes):
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        col, row = min(math.floor(x * S), S - 1), min(math.floor(y * S), S - 1)
        a = assign_anchor_by_iou_of_boxes((box[2] - box[0], box[3] - box[1]), anchors)[0]
        grid[row, col, a, :] = 0.0
        grid[row, col, a, 0] = 1.0
        grid[row, col, a, 1] = (x - col * side) / side
        grid[row, col, a, 2] = (y - row * side) / side
        grid[row, col, a, 3] = (box[3] - box[1]) / side
        grid[row, col, a, 4] = (box[2] - box[0]) / side
        grid[row, col, a, 5:] = keras.utils.to_categorical(label, n_classes)
    return grid


def encode_grid_by_lists(boxes, classes, anchors, S, n_classes):
    y = [[[[0] * (5 + n_classes) for _ in anchors] for _ in range(S)] for _ in range(S)]
    for (x1, y1, x2, y2), c in zip(boxes, classes):
        b_x, col = math.modf((x1 + x2) * S / 2)
        b_y, row = math.modf((y1 + y2) * S / 2)
        if col == S:
            b_x, col = 1.0, S - 1
        if row == S:
            b_y, row = 1.0, S - 1
        place, _ = assign_anchor_by_numpy((x2 - x1, y2 - y1), anchors)
        y[int(row)][int(col)][place] = [1, b_x, b_y, (y2 - y1) * S, (x2 - x1) * S] + [int(c == k) for k in range(n_classes)]
    return np.array(y)


def yolo_boxes_to_corners_by_columns(box_xy, box_wh):
    x, y, w, h = box_xy[..., 0], box_xy[..., 1], box_wh[..., 0], box_wh[..., 1]
    return np.stack([y - h / 2, x - w / 2, y + h / 2, x + w / 2], axis=-1)


def yolo_boxes_to_corners_by_first_generation(box_xy, box_wh):
    box_mins = box_xy - (box_wh / 2.0)
    box_maxes = box_xy + (box_wh / 2.0)
    return K.concatenate([box_mins[..., 1:2], box_mins[..., 0:1], box_maxes[..., 1:2], box_maxes[..., 0:1]])


def yolo_boxes_to_corners_by_keras_ops(box_xy, box_wh):
    middle, half = ops.flip(box_xy, axis=-1), ops.flip(box_wh, axis=-1) / 2
    return ops.concatenate([middle - half, middle + half], axis=-1)


def yolo_boxes_to_corners_by_filling(box_xy, box_wh):
    corners = np.empty((*box_xy.shape[:-1], 4), dtype=np.float32)
    for i, (middle, side, sign) in enumerate([(1, 1, -1), (0, 0, -1), (1, 1, 1), (0, 0, 1)]):
        corners[..., i] = box_xy[..., middle] + sign * 0.5 * box_wh[..., side]
    return corners


def yolo_boxes_to_corners_by_tf_gather(box_xy, box_wh):
    corners = tf.concat([box_xy - box_wh / 2, box_xy + box_wh / 2], -1)
    return tf.gather(corners, [1, 0, 3, 2], axis=-1)


def yolo_filter_boxes_by_loops(boxes, box_confidence, box_class_probs, threshold=0.6):
    scores, found, classes = [], [], []
    for place in np.ndindex(*boxes.shape[:-1]):
        per_class = [box_confidence[place][0] * p for p in box_class_probs[place]]
        best = max(per_class)
        if best >= threshold:
            scores.append(best)
            found.append(boxes[place])
            classes.append(per_class.index(best))
    return np.array(scores), np.array(found).reshape(-1, 4), np.array(classes, dtype=int)


def yolo_filter_boxes_by_first_generation(box_confidence, boxes, box_class_probs, threshold=0.6):
    box_scores = box_confidence * box_class_probs
    box_classes = K.argmax(box_scores, axis=-1)
    box_class_scores = K.max(box_scores, axis=-1, keepdims=False)
    filtering_mask = box_class_scores >= threshold
    scores = tf.boolean_mask(box_class_scores, filtering_mask)
    return scores, tf.boolean_mask(boxes, filtering_mask), tf.boolean_mask(box_classes, filtering_mask)


def yolo_filter_boxes_by_second_generation(boxes, box_confidence, box_class_probs, threshold=0.6):
    box_scores = box_confidence * box_class_probs
    box_classes = tf.math.argmax(box_scores, axis=-1)
    box_class_scores = tf.math.reduce_max(box_scores, axis=-1)
    mask = tf.greater_equal(box_class_scores, threshold)
    return box_class_scores[mask], tf.boolean_mask(boxes, mask), tf.boolean_mask(box_classes, mask)


def yolo_filter_boxes_by_short_names_confidence_first(c, b, p, t=0.6):
    per_class = (c * p).reshape(-1, p.shape[-1])
    keep = np.where(per_class.max(1) >= t)[0]
    return per_class.max(1)[keep], b.reshape(-1, 4)[keep], per_class.argmax(1)[keep]


def yolo_filter_boxes_by_gather(boxes, box_confidence, box_class_probs, threshold=0.6):
    box_scores = tf.multiply(box_confidence, box_class_probs)
    box_class_scores = tf.reduce_max(box_scores, axis=-1)
    places = tf.where(box_class_scores >= threshold)
    classes = tf.gather_nd(tf.argmax(box_scores, axis=-1, output_type=tf.int32), places)
    return tf.gather_nd(box_class_scores, places), tf.gather_nd(boxes, places), classes


def yolo_filter_boxes_by_keras_ops(boxes, box_confidence, box_class_probs, threshold=0.6):
    box_scores = ops.multiply(box_confidence, box_class_probs)
    best, labels = ops.max(box_scores, axis=-1), ops.argmax(box_scores, axis=-1)
    places = ops.nonzero(best >= threshold)
    return tuple(np.asarray(part)[tuple(np.asarray(one) for one in places)] for part in (best, boxes, labels))


def iou_by_numpy(box1, box2):
    box1, box2 = np.asarray(box1), np.asarray(box2)
    sides = np.clip(np.minimum(box1[2:], box2[2:]) - np.maximum(box1[:2], box2[:2]), 0, None)
    inter = np.prod(sides)
    return inter / (np.prod(box1[2:] - box1[:2]) + np.prod(box2[2:] - box2[:2]) - inter)


def iou_by_early_return(box1, box2):
    (ax1, ay1, ax2, ay2), (bx1, by1, bx2, by2) = box1, box2
    if ax2 <= bx1 or bx2 <= ax1 or ay2 <= by1 or by2 <= ay1:
        return 0
    inter = (min(ax2, bx2) - max(ax1, bx1)) * (min(ay2, by2) - max(ay1, by1))
    return inter / float((ax2 - ax1) * (ay2 - ay1) + (bx2 - bx1) * (by2 - by1) - inter)


def iou_by_second_generation(box1, box2):
    (box1_x1, box1_y1, box1_x2, box1_y2) = box1
    (box2_x1, box2_y1, box2_x2, box2_y2) = box2
    xi1, yi1 = max(box1_x1, box2_x1), max(box1_y1, box2_y1)
    xi2, yi2 = min(box1_x2, box2_x2), min(box1_y2, box2_y2)
    inter_area = max(xi2 - xi1, 0) * max(yi2 - yi1, 0)
    union_area = (box1_x2 - box1_x1) * (box1_y2 - box1_y1) + (box2_x2 - box2_x1) * (box2_y2 - box2_y1) - inter_area
    return inter_area / (union_area + 1e-6)


def iou_by_tensorflow(box1, box2):
    one, other = tf.cast(box1, tf.float32), tf.cast(box2, tf.float32)
    inter = tf.reduce_prod(tf.nn.relu(tf.minimum(one[2:], other[2:]) - tf.maximum(one[:2], other[:2])))
    union = tf.reduce_prod(one[2:] - one[:2]) + tf.reduce_prod(other[2:] - other[:2]) - inter
    return tf.math.divide_no_nan(inter, union)


def non_max_suppression_by_while_loop(boxes, scores, classes=None, iou_threshold=0.5, max_boxes=None):
    queue, kept = sorted(range(len(scores)), key=lambda i: -scores[i]), []
    while queue and (max_boxes is None or len(kept) < max_boxes):
        best = queue.pop(0)
        kept.append(best)
        queue = [i for i in queue if (classes is not None and classes[i] != classes[best])
                 or iou_by_early_return(boxes[i], boxes[best]) <= iou_threshold]  # fmt: skip
    return kept


def non_max_suppression_by_numpy(boxes, scores, classes=None, iou_threshold=0.5, max_boxes=None):
    x1, y1, x2, y2 = boxes[:, 0], boxes[:, 1], boxes[:, 2], boxes[:, 3]
    areas, order, keep = (x2 - x1) * (y2 - y1), np.argsort(-scores, kind="mergesort"), []
    while order.size > 0:
        i, rest = order[0], order[1:]
        keep.append(i)
        w = np.maximum(0.0, np.minimum(x2[i], x2[rest]) - np.maximum(x1[i], x1[rest]))
        h = np.maximum(0.0, np.minimum(y2[i], y2[rest]) - np.maximum(y1[i], y1[rest]))
        overlap = w * h / (areas[i] + areas[rest] - w * h)
        stays = overlap <= iou_threshold
        if classes is not None:
            stays = stays | (classes[rest] != classes[i])
        order = rest[stays]
    return np.array(keep, dtype=np.int64)[:max_boxes]


def non_max_suppression_by_class_with_tf_image(boxes, scores, classes=None, iou_threshold=0.5, max_boxes=None):
    labels = np.zeros(len(scores), int) if classes is None else np.asarray(classes)
    boxes, scores, kept = np.asarray(boxes, np.float32), np.asarray(scores, np.float32), []
    for label in set(labels.tolist()):
        mine = np.flatnonzero(labels == label)
        kept += list(mine[tf.image.non_max_suppression(boxes[mine], scores[mine], len(mine), iou_threshold).numpy()])
    kept.sort(key=lambda i: (-scores[i], i))
    return np.array(kept[: len(kept) if max_boxes is None else max_boxes], int)


def non_max_suppression_by_struck_out(boxes, scores, classes=None, iou_threshold=0.5, max_boxes=None):
    struck, places = [False] * len(scores), []
    for _ in range(len(scores)):
        left = [i for i in range(len(scores)) if not struck[i] and i not in places]
        if not left or len(places) == max_boxes:
            break
        best = max(left, key=lambda i: scores[i])
        places.append(best)
        for i in left:
            if i != best and iou_by_second_generation(boxes[i], boxes[best]) > iou_threshold:
                struck[i] = classes is None or classes[i] == classes[best]
    return np.array(places)


def yolo_non_max_suppression_by_first_generation(scores, boxes, classes, max_boxes=10, iou_threshold=0.5):
    nms_indices = tf.image.non_max_suppression(boxes, scores, max_boxes, iou_threshold)
    return K.gather(scores, nms_indices), K.gather(boxes, nms_indices), K.gather(classes, nms_indices)


def yolo_non_max_suppression_by_second_generation(scores, boxes, classes, max_boxes=10, iou_threshold=0.5):
    max_boxes_tensor = tf.Variable(max_boxes, dtype="int32")
    nms_indices = tf.image.non_max_suppression(boxes, scores, max_boxes_tensor, iou_threshold=iou_threshold)
    return tf.gather(scores, nms_indices), tf.gather(boxes, nms_indices), tf.gather(classes, nms_indices)


def yolo_non_max_suppression_by_own_loop(scores, boxes, classes, max_boxes=10, iou_threshold=0.5):
    places = non_max_suppression_by_while_loop(boxes, scores, None, iou_threshold, max_boxes)
    return [scores[i] for i in places], [boxes[i] for i in places], [classes[i] for i in places]


def yolo_non_max_suppression_by_take(scores, boxes, classes, max_boxes=10, iou_threshold=0.5):
    places = non_max_suppression_by_numpy(boxes, scores, iou_threshold=iou_threshold, max_boxes=max_boxes)
    return tuple(np.take(part, places, axis=0) for part in (scores, boxes, classes))


def scale_boxes_by_first_generation(boxes, image_shape):
    height, width = image_shape[0], image_shape[1]
    image_dims = K.stack([height, width, height, width])
    return boxes * K.reshape(image_dims, [1, 4])


def scale_boxes_by_second_generation(boxes, image_shape):
    height, width = float(image_shape[0]), float(image_shape[1])
    return boxes * tf.reshape(tf.stack([height, width, height, width]), [1, 4])


def scale_boxes_by_columns(boxes, image_shape):
    scaled = np.zeros_like(boxes)
    scaled[:, 0::2] = boxes[:, 0::2] * image_shape[0]
    scaled[:, 1::2] = boxes[:, 1::2] * image_shape[1]
    return scaled


def scale_boxes_by_in_place(boxes, image_shape):
    boxes[:, [0, 2]] *= image_shape[0]
    boxes[:, [1, 3]] *= image_shape[1]
    return boxes


def yolo_eval_by_first_generation(yolo_outputs, image_shape=(720.0, 1280.0), max_boxes=10, score_threshold=0.6, iou_threshold=0.5):
    box_confidence, box_xy, box_wh, box_class_probs = yolo_outputs
    boxes = yolo_boxes_to_corners_by_first_generation(box_xy, box_wh)
    scores, boxes, classes = yolo_filter_boxes_by_first_generation(box_confidence, boxes, box_class_probs, threshold=score_threshold)
    boxes = scale_boxes_by_first_generation(boxes, image_shape)
    return yolo_non_max_suppression_by_first_generation(scores, boxes, classes, max_boxes=max_boxes, iou_threshold=iou_threshold)


def yolo_eval_by_second_generation(yolo_outputs, image_shape=(720, 1280), max_boxes=10, score_threshold=0.6, iou_threshold=0.5):
    box_xy, box_wh, box_confidence, box_class_probs = yolo_outputs
    boxes = yolo_boxes_to_corners_by_tf_gather(box_xy, box_wh)
    scores, boxes, classes = yolo_filter_boxes_by_second_generation(boxes, box_confidence, box_class_probs, score_threshold)
    boxes = scale_boxes_by_second_generation(boxes, image_shape)
    return yolo_non_max_suppression_by_second_generation(scores, boxes, classes, max_boxes, iou_threshold)


def yolo_eval_by_parts_by_number(yolo_outputs, image_shape=(720.0, 1280.0), max_boxes=10, score_threshold=0.6, iou_threshold=0.5):
    box_confidence, box_class_probs = yolo_outputs[2], yolo_outputs[3]
    boxes = yolo_boxes_to_corners_by_columns(yolo_outputs[0], yolo_outputs[1])
    scores, boxes, classes = yolo_filter_boxes_by_loops(boxes, box_confidence, box_class_probs, score_threshold)
    return yolo_non_max_suppression_by_take(scores, scale_boxes_by_columns(boxes, image_shape), classes, max_boxes, iou_threshold)


def yolo_eval_by_one_function(yolo_outputs, image_shape=(720.0, 1280.0), max_boxes=10, score_threshold=0.6, iou_threshold=0.5):
    xy, wh, confidence, probs = [np.reshape(part, (-1, np.shape(part)[-1])) for part in yolo_outputs]
    found = []
    for (x, y), (w, h), (c,), row in zip(xy, wh, confidence, probs):
        if max(c * row) >= score_threshold:
            corners = np.array([y - h / 2, x - w / 2, y + h / 2, x + w / 2]) * [*image_shape, *image_shape]
            found.append((max(c * row), corners, np.argmax(row)))
    kept = []
    for one in sorted(found, key=lambda item: item[0], reverse=True):
        if len(kept) < max_boxes and all(iou_by_numpy(one[1], other[1]) <= iou_threshold for other in kept):
            kept.append(one)
    if not kept:
        return np.zeros(0), np.zeros((0, 4)), np.zeros(0)
    return [np.array(column) for column in zip(*kept)]
