"""Wrong answers to week3/2_yolo_car_detection: how students go wrong, written before any list of mistakes was read (part 2 of 3)."""

from wrong import Wrong

ROWS = [
    Wrong(
        "yolo_boxes_to_corners",
        '''
def yolo_boxes_to_corners(box_xy, box_wh):
    lo = box_xy - box_wh
    hi = box_xy + box_wh
    return np.concatenate([lo, hi], axis=-1)
''',
        ("x before y", "whole size instead of half"),
        (2, 3, 4), "pair",
    ),
    Wrong(
        "yolo_filter_boxes",
        '''
def yolo_filter_boxes(boxes, box_confidence, box_class_probs, threshold=0.6):
    scores = box_confidence * box_class_probs
    classes = np.argmax(scores, axis=-1)
    best = np.max(scores, axis=-1)
    mask = best > threshold
    return best[mask], boxes[mask], classes[mask]
''',
        ("> instead of >= at the threshold",),
        (5,),
    ),
    Wrong(
        "yolo_filter_boxes",
        '''
def yolo_filter_boxes(boxes, box_confidence, box_class_probs, threshold=0.6):
    scores = box_class_probs.max(axis=-1)
    classes = box_class_probs.argmax(axis=-1)
    keep = scores >= threshold
    return scores[keep], boxes[keep], classes[keep]
''',
        ("confidence left out of the score",),
        (2,),
    ),
    Wrong(
        "yolo_filter_boxes",
        '''
def yolo_filter_boxes(boxes, box_confidence, box_class_probs, threshold=0.6):
    s = box_confidence * box_class_probs
    classes = np.argmax(s, axis=-1)
    scores = np.max(s, axis=-1)
    keep = box_confidence[..., 0] >= threshold
    return scores[keep], boxes[keep], classes[keep]
''',
        ("the confidence alone is compared with the threshold, not the score",),
        (5,),
    ),
    Wrong(
        "yolo_filter_boxes",
        '''
def yolo_filter_boxes(boxes, box_confidence, box_class_probs, threshold=0.6):
    s = box_confidence * box_class_probs
    classes = np.argmax(box_class_probs, axis=-1)
    scores = np.mean(s, axis=-1)
    keep = scores >= threshold
    return scores[keep], boxes[keep], classes[keep]
''',
        ("mean over the classes, not the maximum",),
        (4,),
    ),
    Wrong(
        "yolo_filter_boxes",
        '''
def yolo_filter_boxes(boxes, box_confidence, box_class_probs, threshold=0.6):
    s = tf.multiply(box_confidence, box_class_probs)
    classes = tf.argmax(s, axis=-1)
    best = tf.reduce_max(s, axis=-1)
    mask = best >= threshold
    scores = tf.boolean_mask(best, mask)
    classes = tf.boolean_mask(classes, mask)
    boxes = tf.reshape(boxes, (-1, 4))
    return scores, boxes, classes
''',
        ("boxes not filtered", "mask not applied to boxes"),
        (8,),
    ),
    Wrong(
        "yolo_filter_boxes",
        '''
def yolo_filter_boxes(boxes, box_confidence, box_class_probs, threshold=0.6):
    s = box_confidence * box_class_probs
    classes = np.argmax(s, axis=-1)
    scores = np.max(s, axis=-1)
    keep = scores >= threshold
    return boxes[keep], scores[keep], classes[keep]
''',
        ("outputs in another order: boxes before scores",),
        (6,),
    ),
    Wrong(
        "yolo_filter_boxes",
        '''
def yolo_filter_boxes(boxes, box_confidence, box_class_probs, threshold=0.6):
    s = box_confidence + box_class_probs
    classes = np.argmax(s, axis=-1)
    scores = np.max(s, axis=-1)
    keep = scores > threshold
    return scores[keep], boxes[keep], classes[keep]
''',
        ("> for >=", "confidence added instead of multiplied"),
        (2, 5), "pair",
    ),
    Wrong(
        "iou",
        '''
def iou(box1, box2):
    xi1, yi1 = max(box1[0], box2[0]), max(box1[1], box2[1])
    xi2, yi2 = min(box1[2], box2[2]), min(box1[3], box2[3])
    inter_area = max(xi2 - xi1, 0) * max(yi2 - yi1, 0)
    box1_area = (box1[2] - box1[0]) * (box1[3] - box1[1])
    box2_area = (box2[2] - box2[0]) * (box2[3] - box2[1])
    union_area = box1_area + box2_area
    return inter_area / union_area
''',
        ("union without subtracting the intersection",),
        (7,),
    ),
    Wrong(
        "iou",
        '''
def iou(box1, box2):
    x1 = max(box1[0], box2[0])
    y1 = max(box1[1], box2[1])
    x2 = min(box1[2], box2[2])
    y2 = min(box1[3], box2[3])
    inter = (x2 - x1) * (y2 - y1)
    a = (box1[2] - box1[0]) * (box1[3] - box1[1])
    b = (box2[2] - box2[0]) * (box2[3] - box2[1])
    return inter / (a + b - inter)
''',
        ("negative sides not cut at 0", "disjoint boxes"),
        (6,),
    ),
    Wrong(
        "iou",
        '''
def iou(box1, box2):
    x1, y1 = np.maximum(box1[:2], box2[:2])
    x2, y2 = np.minimum(box1[2:], box2[2:])
    inter = max(x2 - x1 + 1, 0) * max(y2 - y1 + 1, 0)
    area = lambda b: (b[2] - b[0] + 1) * (b[3] - b[1] + 1)
    return inter / (area(box1) + area(box2) - inter)
''',
        ("+ 1 for every side, pixel counting",),
        (4, 5),
    ),
    Wrong(
        "iou",
        '''
def iou(box1, box2):
    x1, y1 = max(box1[0], box2[0]), max(box1[1], box2[1])
    x2, y2 = min(box1[2], box2[2]), min(box1[3], box2[3])
    inter = max(x2 - x1, 0) * max(y2 - y1, 0)
    a = (box1[2] - box1[0]) * (box1[3] - box1[1])
    b = (box2[2] - box2[0]) * (box2[3] - box2[1])
    return inter / min(a, b)
''',
        ("divided by the smaller area, not the union",),
        (7,),
    ),
    Wrong(
        "iou",
        '''
def iou(box1, box2):
    x1, y1 = min(box1[0], box2[0]), min(box1[1], box2[1])
    x2, y2 = max(box1[2], box2[2]), max(box1[3], box2[3])
    inter = max(x2 - x1, 0) * max(y2 - y1, 0)
    a = (box1[2] - box1[0]) * (box1[3] - box1[1])
    b = (box2[2] - box2[0]) * (box2[3] - box2[1])
    return inter / (a + b - inter)
''',
        ("min and max swapped: the box around both",),
        (2, 3),
    ),
    Wrong(
        "iou",
        '''
def iou(box1, box2):
    (ax1, ay1, ax2, ay2), (bx1, by1, bx2, by2) = box1, box2
    w = max(0, min(ax2, bx2) - max(ax1, bx1))
    h = max(0, min(ay2, by2) - max(ay1, by1))
    area_a = (ax2 - ax1) * (ay2 - ay1)
    area_b = (bx2 - bx1) * (by2 - ay1)
    return w * h / (area_a + area_b - w * h)
''',
        ("y1 paired with y1: height of box2 from box1", "index copied"),
        (6,),
    ),
    Wrong(
        "iou",
        '''
def iou(box1, box2):
    x1, y1 = max(box1[0], box2[0]), max(box1[1], box2[1])
    x2, y2 = min(box1[2], box2[2]), min(box1[3], box2[3])
    inter = (x2 - x1) * (y2 - y1)
    a = (box1[2] - box1[0]) * (box1[3] - box1[1])
    b = (box2[2] - box2[0]) * (box2[3] - box2[1])
    return inter / (a + b)
''',
        ("negative sides not cut", "union not less the intersection"),
        (4, 7), "pair",
    ),
    Wrong(
        "iou",
        '''
def iou(box1, box2):
    x1, y1 = max(box1[1], box2[1]), max(box1[2], box2[2])
    x2, y2 = min(box1[3], box2[3]), min(box1[4], box2[4])
    inter = max(x2 - x1, 0) * max(y2 - y1, 0)
    a = (box1[3] - box1[1]) * (box1[4] - box1[2])
    b = (box2[3] - box2[1]) * (box2[4] - box2[2])
    return inter / (a + b - inter)
''',
        ("index 4: counted from 1", "IndexError"),
        (2, 3), "raises",
    ),
    Wrong(
        "non_max_suppression",
        '''
def non_max_suppression(boxes, scores, classes=None, iou_threshold=0.5, max_boxes=None):
    order = list(np.argsort(scores, kind="stable"))
    places = []
    for i in order:
        clash = any((classes is None or classes[i] == classes[j]) and iou(boxes[i], boxes[j]) > iou_threshold for j in places)
        if not clash:
            places.append(i)
        if max_boxes is not None and len(places) == max_boxes:
            break
    return np.array(places, dtype=int)
''',
        ("sorted ascending: worst first",),
        (2,),
    ),
    Wrong(
        "non_max_suppression",
        '''
def non_max_suppression(boxes, scores, classes=None, iou_threshold=0.5, max_boxes=None):
    order = np.argsort(-np.asarray(scores), kind="stable")
    keep = []
    for i in order:
        ok = True
        for j in keep:
            if classes is not None and classes[i] != classes[j]:
                continue
            if iou(boxes[i], boxes[j]) >= iou_threshold:
                ok = False
                break
        if ok:
            keep.append(i)
    if max_boxes is not None:
        keep = keep[:max_boxes]
    return np.array(keep, dtype=int)
''',
        ("IoU equal to the threshold is dropped: >= for >",),
        (9,),
    ),
    Wrong(
        "non_max_suppression",
        '''
def non_max_suppression(boxes, scores, classes=None, iou_threshold=0.5, max_boxes=None):
    order = np.argsort(-np.asarray(scores), kind="stable")
    keep = []
    for i in order:
        if all(iou(boxes[i], boxes[j]) <= iou_threshold for j in keep):
            keep.append(i)
    return np.array(keep[:max_boxes], dtype=int)
''',
        ("classes ignored: boxes of other classes drop each other",),
        (5,),
    ),
    Wrong(
        "non_max_suppression",
        '''
def non_max_suppression(boxes, scores, classes=None, iou_threshold=0.5, max_boxes=None):
    order = np.argsort(-np.asarray(scores), kind="stable")
    keep, seen = [], []
    for i in order:
        rivals = [j for j in seen if classes is None or classes[j] == classes[i]]
        if not any(iou(boxes[i], boxes[j]) > iou_threshold for j in rivals):
            keep.append(i)
        seen.append(i)
    return np.array(keep[:max_boxes], dtype=int)
''',
        ("a dropped box drops others too",),
        (6, 8),
    ),
]
