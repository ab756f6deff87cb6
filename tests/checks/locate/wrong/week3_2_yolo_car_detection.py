"""Wrong answers to week3/2_yolo_car_detection, those in numpy; `# !` marks the line at fault."""

import numpy as np


def iou(box1, box2):
    w = max(0, min(box1[2], box2[2]) - max(box1[0], box2[0]))
    h = max(0, min(box1[3], box2[3]) - max(box1[1], box2[1]))
    first = (box1[2] - box1[0]) * (box1[3] - box1[1])
    second = (box2[2] - box2[0]) * (box2[3] - box2[1])
    return w * h / (first + second - w * h)


def assign_anchor(box_wh, anchors):
    w, h = box_wh
    both = np.minimum(w, anchors[:, 0]) * np.minimum(h, anchors[:, 1])
    overlaps = both / (w * h + anchors[:, 0] * anchors[:, 1] - both)
    return int(np.argmax(overlaps)), overlaps.max()


def iou__not_clipped(box1, box2):
    xi1 = max(box1[0], box2[0])
    yi1 = max(box1[1], box2[1])
    xi2 = min(box1[2], box2[2])
    yi2 = min(box1[3], box2[3])
    inter_width = max(0, xi2 - xi1)
    inter_height = yi2 - yi1  # !
    inter_area = inter_width * inter_height
    box1_area = (box1[3] - box1[1]) * (box1[2] - box1[0])
    box2_area = (box2[3] - box2[1]) * (box2[2] - box2[0])
    union_area = box1_area + box2_area - inter_area
    return inter_area / union_area


def iou__union_counts_twice(box1, box2):
    x1, y1 = max(box1[0], box2[0]), max(box1[1], box2[1])
    x2, y2 = min(box1[2], box2[2]), min(box1[3], box2[3])
    inter_area = max(x2 - x1, 0) * max(y2 - y1, 0)
    area1 = (box1[2] - box1[0]) * (box1[3] - box1[1])
    area2 = (box2[2] - box2[0]) * (box2[3] - box2[1])
    union_area = area1 + area2  # !
    return inter_area / union_area


def iou__max_for_min(box1, box2):
    (ax1, ay1, ax2, ay2) = box1
    (bx1, by1, bx2, by2) = box2
    left, top = max(ax1, bx1), max(ay1, by1)
    right = min(ax2, bx2)
    bottom = min(ay2, by1)  # !
    inter = max(right - left, 0) * max(bottom - top, 0)
    union = (ax2 - ax1) * (ay2 - ay1) + (bx2 - bx1) * (by2 - by1) - inter
    return inter / union


def yolo_boxes_to_corners__x_first(box_xy, box_wh):
    box_mins = box_xy - box_wh / 2.0
    box_maxes = box_xy + box_wh / 2.0
    return np.concatenate([box_mins[..., 1:2], box_mins[..., 0:1], box_maxes[..., 0:1], box_maxes[..., 1:2]], axis=-1)  # !


def yolo_boxes_to_corners__whole_size(box_xy, box_wh):
    mins = box_xy - box_wh / 2
    maxes = box_xy + box_wh  # !
    return np.concatenate([mins[..., ::-1], maxes[..., ::-1]], axis=-1)


def yolo_filter_boxes__strictly_above(boxes, box_confidence, box_class_probs, threshold=0.6):
    box_scores = box_confidence * box_class_probs
    box_classes = np.argmax(box_scores, axis=-1)
    box_class_scores = np.max(box_scores, axis=-1)
    filtering_mask = box_class_scores > threshold  # !
    return box_class_scores[filtering_mask], boxes[filtering_mask], box_classes[filtering_mask]


def yolo_filter_boxes__probabilities_alone(boxes, box_confidence, box_class_probs, threshold=0.6):
    scores = box_confidence * box_class_probs
    classes = scores.argmax(axis=-1)
    best = box_class_probs.max(axis=-1)  # !
    keep = best >= threshold
    return best[keep], boxes[keep], classes[keep]


def non_max_suppression__worst_first(boxes, scores, classes=None, iou_threshold=0.5, max_boxes=None):
    kept = []
    for i in np.argsort(scores, kind="stable"):  # !
        rivals = [j for j in kept if classes is None or classes[j] == classes[i]]
        if all(iou(boxes[i], boxes[j]) <= iou_threshold for j in rivals):
            kept.append(i)
    return np.array(kept[:max_boxes], dtype=int)


def non_max_suppression__threshold_turned(boxes, scores, classes=None, iou_threshold=0.5, max_boxes=None):
    order = list(np.argsort(-scores, kind="stable"))
    picked = []
    while order:
        best = order.pop(0)
        picked.append(best)
        rest = []
        for j in order:
            other_class = classes is not None and classes[j] != classes[best]
            if other_class or iou(boxes[best], boxes[j]) < iou_threshold:  # !
                rest.append(j)
        order = rest
    if max_boxes is not None:
        picked = picked[:max_boxes]
    return np.array(picked, dtype=int)


def scale_boxes__width_first(boxes, image_shape):
    height, width = image_shape
    image_dims = np.stack([width, height, width, height])  # !
    return boxes * image_dims


def assign_anchor__sum_for_product(box_wh, anchors):
    best, best_iou = 0, 0.0
    for k, (a_w, a_h) in enumerate(anchors):
        inter = min(box_wh[0], a_w) * min(box_wh[1], a_h)
        union = box_wh[0] * box_wh[1] + a_w * a_h - inter
        overlap = inter / union
        if overlap >= best_iou:  # !
            best, best_iou = k, overlap
    return best, best_iou


def encode_grid__row_and_column_swapped(boxes, classes, anchors, S, n_classes):
    grid = np.zeros((S, S, len(anchors), 5 + n_classes))
    for (x1, y1, x2, y2), c in zip(boxes, classes):
        x, y = (x1 + x2) / 2 * S, (y1 + y2) / 2 * S
        w, h = x2 - x1, y2 - y1
        column = min(int(x), S - 1)
        row = min(int(y), S - 1)
        a, _ = assign_anchor((w, h), anchors)
        cell = grid[column, row, a]  # !
        cell[:] = 0
        cell[:5] = 1, x - column, y - row, h * S, w * S
        cell[5 + c] = 1
    return grid


def encode_grid__offset_in_picture(boxes, classes, anchors, S, n_classes):
    grid = np.zeros((S, S, len(anchors), 5 + n_classes))
    for k in range(len(boxes)):
        x1, y1, x2, y2 = boxes[k]
        cx = (x1 + x2) / 2
        cy = (y1 + y2) / 2
        j = min(int(cx * S), S - 1)
        i = min(int(cy * S), S - 1)
        best, overlap = assign_anchor((x2 - x1, y2 - y1), anchors)
        grid[i, j, best, :] = 0
        grid[i, j, best, 0] = 1
        grid[i, j, best, 1] = cx * S - j
        grid[i, j, best, 2] = cy * S - j  # !
        grid[i, j, best, 3] = (y2 - y1) * S
        grid[i, j, best, 4] = (x2 - x1) * S
        grid[i, j, best, 5 + classes[k]] = 1
    return grid
