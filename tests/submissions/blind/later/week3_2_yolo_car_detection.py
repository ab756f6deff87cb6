"""Wrong answers to week3/2_yolo_car_detection: how students go wrong, further ones, written when the first set had been answered."""

from wrong import Wrong

ROWS = [
    Wrong(
        "assign_anchor",
        '''
def assign_anchor(box_wh, anchors):
    w, h = box_wh
    inter = np.minimum(w, anchors[:, 0]) * np.minimum(h, anchors[:, 1])
    scores = inter / (w * h + anchors[:, 0] * anchors[:, 1] - inter)
    k = int(np.argmax(scores))
    return k, inter[k]
''',
        ("overlap returned as the intersection, not the IoU",),
        (6,),
    ),
    Wrong(
        "encode_grid",
        '''
def encode_grid(boxes, classes, anchors, S, n_classes):
    grid = np.zeros((S, S, len(anchors), 5 + n_classes))
    for (x1, y1, x2, y2), c in zip(boxes, classes):
        x, y = (x1 + x2) / 2 * S, (y1 + y2) / 2 * S
        col, row = min(int(x), S - 1), min(int(y), S - 1)
        a, _ = assign_anchor((x2 - x1, y2 - y1), anchors)
        grid[row, col, a] = 0
        grid[row, col, a, 1:5] = [x - col, y - row, (y2 - y1) * S, (x2 - x1) * S]
        grid[row, col, a, 5 + c] = 1
    return grid
''',
        ("p_c forgotten: stays 0",),
        (8,),
    ),
    Wrong(
        "encode_grid",
        '''
def encode_grid(boxes, classes, anchors, S, n_classes):
    grid = np.zeros((S, S, len(anchors), 5 + n_classes))
    for (x1, y1, x2, y2), c in zip(boxes, classes):
        x, y = x1 * S, y1 * S
        col, row = min(int(x), S - 1), min(int(y), S - 1)
        a, _ = assign_anchor((x2 - x1, y2 - y1), anchors)
        grid[row, col, a] = 0
        grid[row, col, a, :5] = [1, x - col, y - row, (y2 - y1) * S, (x2 - x1) * S]
        grid[row, col, a, 5 + c] = 1
    return grid
''',
        ("the corner decides the cell, not the mid-point",),
        (4,),
    ),
    Wrong(
        "yolo_boxes_to_corners",
        '''
def yolo_boxes_to_corners(box_xy, box_wh):
    x, y = box_xy[..., 0], box_xy[..., 1]
    h, w = box_wh[..., 0], box_wh[..., 1]
    return np.stack([y - h / 2, x - w / 2, y + h / 2, x + w / 2], axis=-1)
''',
        ("width and height mixed: height half for x",),
        (3,),
    ),
    Wrong(
        "yolo_filter_boxes",
        '''
def yolo_filter_boxes(boxes, box_confidence, box_class_probs, threshold=0.6):
    s = box_confidence * box_class_probs
    best = s.max(axis=-1)
    keep = best < threshold
    return best[keep], boxes[keep], s.argmax(axis=-1)[keep]
''',
        ("< for >=: the bad boxes are kept",),
        (4,),
    ),
    Wrong(
        "yolo_filter_boxes",
        '''
def yolo_filter_boxes(boxes, box_confidence, box_class_probs, threshold=0.6):
    s = box_confidence * box_class_probs
    best = s.max(axis=-1)
    keep = best >= 0.6
    return best[keep], boxes[keep], s.argmax(axis=-1)[keep]
''',
        ("threshold 0.6 written in",),
        (4,),
    ),
    Wrong(
        "iou",
        '''
def iou(box1, box2):
    x1, y1 = max(box1[0], box2[0]), max(box1[1], box2[1])
    x2, y2 = min(box1[2], box2[2]), min(box1[3], box2[3])
    inter = max(x2 - x1, 0) * max(y2 - y1, 0)
    area = lambda b: (b[2] - b[0]) + (b[3] - b[1])
    union = area(box1) + area(box2) - inter
    return inter / union if union else 0.0
''',
        ("perimeter for area: sides added",),
        (5,),
    ),
    Wrong(
        "iou",
        '''
def iou(box1, box2):
    x1, y1 = max(box1[0], box2[0]), max(box1[1], box2[1])
    x2, y2 = min(box1[2], box2[2]), min(box1[3], box2[3])
    inter = max(x2 - x1, 0) * (y2 - y1)
    a = (box1[2] - box1[0]) * (box1[3] - box1[1])
    b = (box2[2] - box2[0]) * (box2[3] - box2[1])
    union = a + b - inter
    return inter / union if union > 0 else 0.0
''',
        ("only the width is cut at 0, not the height",),
        (4,),
    ),
    Wrong(
        "non_max_suppression",
        '''
def non_max_suppression(boxes, scores, classes=None, iou_threshold=0.5, max_boxes=None):
    order = np.argsort(-np.asarray(scores), kind="stable")
    keep = []
    for i in order:
        rivals = [j for j in keep if classes is None or classes[j] == classes[i]]
        if not any(iou(boxes[i], boxes[j]) < iou_threshold for j in rivals):
            keep.append(i)
    return np.array(keep[:max_boxes], dtype=int)
''',
        ("drops boxes with a small overlap: < for >",),
        (6,),
    ),
    Wrong(
        "non_max_suppression",
        '''
def non_max_suppression(boxes, scores, classes=None, iou_threshold=0.5, max_boxes=None):
    order = np.argsort(-np.asarray(scores), kind="stable")
    keep = []
    for i in order:
        rivals = [j for j in keep if classes is None or classes[j] == classes[i]]
        if all(iou(boxes[i], boxes[j]) <= 0.5 for j in rivals):
            keep.append(i)
    return np.array(keep[:max_boxes], dtype=int)
''',
        ("threshold 0.5 fixed",),
        (6,),
    ),
    Wrong(
        "scale_boxes",
        '''
def scale_boxes(boxes, image_shape):
    h, w = image_shape
    return np.asarray(boxes) * np.array([h, w, h, w]) / 2
''',
        ("divided by 2: half pixels",),
        (3,),
    ),
    Wrong(
        "yolo_eval",
        '''
def yolo_eval(yolo_outputs, image_shape=(720.0, 1280.0), max_boxes=10, score_threshold=0.6, iou_threshold=0.5):
    box_xy, box_wh, box_confidence, box_class_probs = yolo_outputs
    boxes = yolo_boxes_to_corners(box_xy, box_wh)
    scores, boxes, classes = yolo_filter_boxes(boxes, box_confidence, box_class_probs, score_threshold)
    boxes = scale_boxes(boxes, image_shape)
    scores, boxes, classes = yolo_non_max_suppression(scores, boxes, classes, max_boxes, iou_threshold)
    return scores, scale_boxes(boxes, image_shape), classes
''',
        ("boxes scaled twice",),
        (7,),
    ),
]
