"""Wrong answers to week3/2_yolo_car_detection: forgotten statements, wrong names and pairs, written before any were run."""

from wrong import Wrong

ROWS = [
    Wrong(
        "iou",
        '''
def iou(box1, box2):
    (x1, y1, x2, y2) = box1
    (a1, b1, a2, b2) = box2
    xi1 = max(x1, a1)
    yi1 = max(y1, b1)
    xi2 = min(x2, a2)
    yi2 = min(y2, b2)
    inter_width = xi2 - xi1
    inter_height = max(0, yi2 - yi1)
    inter_area = inter_width * inter_height
    box1_area = (x2 - x1) * (y2 - y1)
    box2_area = (a2 - a1) * (b2 - b1)
    union_area = box1_area + box2_area - inter_area
    return inter_area / union_area
''',
        ("width not kept at 0",),
        (8,),
    ),
    Wrong(
        "iou",
        '''
def iou(box1, box2):
    (x1, y1, x2, y2) = box1
    (a1, b1, a2, b2) = box2
    xi1 = max(x1, a1)
    yi1 = max(y1, b1)
    xi2 = min(x2, a2)
    yi2 = min(y2, b2)
    inter_width = max(0, xi2 - xi1)
    inter_height = max(0, yi2 - yi1)
    inter_area = inter_width * inter_height
    box1_area = (x2 - x1) * (y2 - y1)
    box2_area = (a2 - a1) * (b2 - b1)
    union_area = box1_area + box2_area
    return inter_area / union_area
''',
        ("union without minus",),
        (13,),
    ),
    Wrong(
        "iou",
        '''
def iou(box1, box2):
    (x1, y1, x2, y2) = box1
    (a1, b1, a2, b2) = box2
    xi1 = max(x1, a1)
    yi1 = max(y1, b1)
    xi2 = min(x2, a2)
    yi2 = min(y2, b2)
    inter_width = max(0, xi2 - xi1)
    inter_height = max(0, yi2 - yi1)
    inter_area = inter_width * inter_height
    box1_area = (x2 - x1) * (y2 - y1)
    box2_area = (a2 - a1) * (y2 - y1)
    union_area = box1_area + box2_area - inter_area
    return inter_area / union_area
''',
        ("area of box2 from box1",),
        (12,),
    ),
    Wrong(
        "iou",
        '''
def iou(box1, box2):
    (x1, y1, x2, y2) = box1
    (a1, b1, a2, b2) = box2
    xi1 = max(x1, a1)
    yi1 = max(y1, b1)
    xi2 = max(x2, a2)
    yi2 = min(y2, b2)
    inter_width = max(0, xi2 - xi1)
    inter_height = max(0, yi2 - yi1)
    inter_area = inter_width * inter_height
    box1_area = (x2 - x1) * (y2 - y1)
    box2_area = (a2 - a1) * (b2 - b1)
    union_area = box1_area + box2_area + inter_area
    return inter_area / union_area
''',
        ("max for xi2", "union + inter"),
        (6, 13),
        "pair",
    ),
    Wrong(
        "iou",
        '''
def iou(box1, box2):
    (x1, y1, x2, y2) = box1
    (a1, b1, a2, b2) = box2
    xi1 = max(x1, a1)
    yi1 = max(y1, b1)
    xi2 = min(x2, a2)
    yi2 = min(y2, b2)
    inter_width = abs(xi2 - xi1)
    inter_height = abs(yi2 - yi1)
    inter_area = inter_width * inter_height
    box1_area = (x2 - x1) * (y2 - y1)
    box2_area = (a2 - a1) * (b2 - b1)
    union_area = box1_area + box2_area - inter_area
    return inter_area / union_area
''',
        ("widths absolute",),
        (8, 9),
    ),
    Wrong(
        "yolo_filter_boxes",
        '''
def yolo_filter_boxes(boxes, box_confidence, box_class_probs, threshold=0.6):
    box_scores = box_confidence * box_class_probs
    box_classes = np.argmax(box_scores, axis=-1)
    box_class_scores = np.max(box_scores, axis=-1)
    keep = box_class_scores >= 0.6
    scores = box_class_scores[keep]
    boxes = boxes[keep]
    classes = box_classes[keep]
    return scores, boxes, classes
''',
        ("threshold fixed at 0.6",),
        (5,),
    ),
    Wrong(
        "yolo_filter_boxes",
        '''
def yolo_filter_boxes(boxes, box_confidence, box_class_probs, threshold=0.6):
    box_scores = box_class_probs
    box_classes = np.argmax(box_scores, axis=-1)
    box_class_scores = np.max(box_scores, axis=-1)
    keep = box_class_scores >= threshold
    scores = box_class_scores[keep]
    boxes = boxes[keep]
    classes = box_classes[keep]
    return scores, boxes, classes
''',
        ("class probabilities only",),
        (2,),
    ),
    Wrong(
        "yolo_filter_boxes",
        '''
def yolo_filter_boxes(boxes, box_confidence, box_class_probs, threshold=0.6):
    box_scores = box_confidence * box_class_probs
    box_classes = np.argmax(box_scores, axis=-1)
    box_class_scores = np.max(box_scores, axis=-1)
    keep = box_class_scores >= threshold
    scores = box_class_scores[keep]
    boxes = boxes[keep]
    classes = box_classes
    return scores, boxes, classes
''',
        ("classes not filtered",),
        (8,),
    ),
    Wrong(
        "yolo_filter_boxes",
        '''
def yolo_filter_boxes(boxes, box_confidence, box_class_probs, threshold=0.6):
    box_scores = box_confidence * box_class_probs
    box_classes = np.argmax(box_scores, axis=-1)
    box_class_scores = np.max(box_scores, axis=-1)
    keep = box_class_scores >= threshold
    scores = box_class_scores[keep]
    boxes = boxes[keep]
    classes = box_classes[keep]
    return boxes, scores, classes
''',
        ("order of the return",),
        (9,),
    ),
    Wrong(
        "yolo_filter_boxes",
        '''
def yolo_filter_boxes(boxes, box_confidence, box_class_probs, threshold=0.6):
    box_scores = box_confidence * box_class_probs
    box_classes = np.argmax(box_scores, axis=-1)
    box_class_scores = np.max(box_scores, axis=-1)
    keep = box_class_scores > threshold
    scores = box_class_scores[keep]
    boxes = boxes[keep]
    classes = box_classes[keep]
    return scores, boxes, classes
''',
        ("strictly above",),
        (5,),
    ),
    Wrong(
        "non_max_suppression",
        '''
def non_max_suppression(boxes, scores, classes=None, iou_threshold=0.5, max_boxes=None):
    order = list(np.argsort(scores, kind="stable"))
    keep = []
    while order:
        best = order.pop(0)
        keep.append(best)
        rest = []
        for j in order:
            same = classes is None or classes[best] == classes[j]
            if not same or iou(boxes[best], boxes[j]) <= iou_threshold:
                rest.append(j)
        order = rest
    if max_boxes is not None:
        keep = keep[:max_boxes]
    return np.array(keep, dtype=int)
''',
        ("worst first",),
        (2,),
    ),
    Wrong(
        "non_max_suppression",
        '''
def non_max_suppression(boxes, scores, classes=None, iou_threshold=0.5, max_boxes=None):
    order = list(np.argsort(-scores, kind="stable"))
    keep = []
    while order:
        best = order.pop(0)
        keep.append(best)
        rest = []
        for j in order:
            same = classes is None or classes[best] == classes[j]
            if not same or iou(boxes[best], boxes[j]) <= iou_threshold:
                rest.append(j)
        order = rest
    return np.array(keep, dtype=int)
''',
        ("max_boxes not used",),
        (13,),
    ),
    Wrong(
        "non_max_suppression",
        '''
def non_max_suppression(boxes, scores, classes=None, iou_threshold=0.5, max_boxes=None):
    order = list(np.argsort(-scores, kind="stable"))
    keep = []
    while order:
        best = order.pop(0)
        keep.append(best)
        rest = []
        for j in order:
            same = classes is None or classes[best] == classes[j]
            if iou(boxes[best], boxes[j]) <= iou_threshold:
                rest.append(j)
        order = rest
    if max_boxes is not None:
        keep = keep[:max_boxes]
    return np.array(keep, dtype=int)
''',
        ("classes ignored",),
        (10,),
    ),
    Wrong(
        "non_max_suppression",
        '''
def non_max_suppression(boxes, scores, classes=None, iou_threshold=0.5, max_boxes=None):
    order = list(np.argsort(-scores, kind="stable"))
    keep = []
    while order:
        best = order.pop(0)
        keep.append(best)
        rest = []
        for j in order:
            same = classes is None or classes[best] == classes[j]
            if not same or iou(boxes[best], boxes[j]) > iou_threshold:
                rest.append(j)
        order = rest
    if max_boxes is not None:
        keep = keep[:max_boxes]
    return np.array(keep, dtype=int)
''',
        ("overlapping ones kept",),
        (10,),
    ),
    Wrong(
        "yolo_boxes_to_corners",
        '''
def yolo_boxes_to_corners(box_xy, box_wh):
    box_mins = box_xy - box_wh / 2
    box_maxes = box_xy + box_wh / 2
    y1, x1 = box_mins[..., 1:2], box_mins[..., 0:1]
    y2, x2 = box_maxes[..., 1:2], box_maxes[..., 0:1]
    return np.concatenate([x1, y1, x2, y2], axis=-1)
''',
        ("x first",),
        (6,),
    ),
    Wrong(
        "yolo_boxes_to_corners",
        '''
def yolo_boxes_to_corners(box_xy, box_wh):
    box_mins = box_xy - box_wh
    box_maxes = box_xy + box_wh
    y1, x1 = box_mins[..., 1:2], box_mins[..., 0:1]
    y2, x2 = box_maxes[..., 1:2], box_maxes[..., 0:1]
    return np.concatenate([y1, x1, y2, x2], axis=-1)
''',
        ("not halved",),
        (2, 3),
    ),
    Wrong(
        "yolo_boxes_to_corners",
        '''
def yolo_boxes_to_corners(box_xy, box_wh):
    box_mins = box_xy - box_wh / 2
    box_maxes = box_xy + box_wh / 2
    y1, x1 = box_mins[..., 1:2], box_mins[..., 0:1]
    y2, x2 = box_maxes[..., 1:2], box_maxes[..., 0:1]
    return np.concatenate([y1, x1, y2, x2], axis=0)
''',
        ("joined along the first axis",),
        (6,),
    ),
    Wrong(
        "assign_anchor",
        '''
def assign_anchor(box_wh, anchors):
    best, best_iou = 0, 0.0
    for i, (aw, ah) in enumerate(anchors):
        inter = min(box_wh[0], aw) * min(box_wh[1], ah)
        union = box_wh[0] * box_wh[1] + aw * ah - inter
        overlap = inter / union
        if overlap > best_iou:
            best = i
    return best, best_iou
''',
        ("best_iou never updated",),
        (8,),
    ),
    Wrong(
        "assign_anchor",
        '''
def assign_anchor(box_wh, anchors):
    best, best_iou = 0, 0.0
    for i, (aw, ah) in enumerate(anchors):
        inter = min(box_wh[0], aw) * min(box_wh[1], ah)
        union = box_wh[0] * box_wh[1] + aw * ah - inter
        overlap = inter / union
        if overlap >= best_iou:
            best, best_iou = i, overlap
    return best, best_iou
''',
        ("last of equal ones",),
        (7,),
    ),
    Wrong(
        "assign_anchor",
        '''
def assign_anchor(box_wh, anchors):
    best, best_iou = 0, 0.0
    for i, (aw, ah) in enumerate(anchors):
        inter = max(box_wh[0], aw) * max(box_wh[1], ah)
        union = box_wh[0] * box_wh[1] + aw * ah - inter
        overlap = inter / union
        if overlap > best_iou:
            best, best_iou = i, overlap
    return best, best_iou
''',
        ("larger sides",),
        (4,),
    ),
    Wrong(
        "encode_grid",
        '''
def encode_grid(boxes, classes, anchors, S, n_classes):
    y = np.zeros((S, S, len(anchors), 5 + n_classes))
    for box, cls in zip(boxes, classes):
        x1, y1, x2, y2 = box
        cx, cy = (x1 + x2) / 2 * S, (y1 + y2) / 2 * S
        w, h = x2 - x1, y2 - y1
        col, row = min(int(cx), S - 1), min(int(cy), S - 1)
        a, _ = assign_anchor((w, h), anchors)
        y[col, row, a] = 0
        y[col, row, a, 0] = 1
        y[col, row, a, 1:5] = [cx - col, cy - row, h * S, w * S]
        y[col, row, a, 5 + cls] = 1
    return y
''',
        ("row and column exchanged throughout",),
        (9, 10, 11, 12),
    ),
    Wrong(
        "encode_grid",
        '''
def encode_grid(boxes, classes, anchors, S, n_classes):
    y = np.zeros((S, S, len(anchors), 5 + n_classes))
    for box, cls in zip(boxes, classes):
        x1, y1, x2, y2 = box
        cx, cy = (x1 + x2) / 2 * S, (y1 + y2) / 2 * S
        w, h = x2 - x1, y2 - y1
        col, row = min(int(cx), S - 1), min(int(cy), S - 1)
        a, _ = assign_anchor((w, h), anchors)
        y[row, col, a] = 0
        y[row, col, a, 0] = 1
        y[row, col, a, 1:5] = [cx, cy, h * S, w * S]
        y[row, col, a, 5 + cls] = 1
    return y
''',
        ("centre of the whole image",),
        (11,),
    ),
    Wrong(
        "encode_grid",
        '''
def encode_grid(boxes, classes, anchors, S, n_classes):
    y = np.zeros((S, S, len(anchors), 5 + n_classes))
    for box, cls in zip(boxes, classes):
        x1, y1, x2, y2 = box
        cx, cy = (x1 + x2) / 2 * S, (y1 + y2) / 2 * S
        w, h = x2 - x1, y2 - y1
        col, row = min(int(cx), S - 1), min(int(cy), S - 1)
        a, _ = assign_anchor((w, h), anchors)
        y[row, col, a] = 0
        y[row, col, a, 0] = 1
        y[row, col, a, 1:5] = [cx - col, cy - row, h, w]
        y[row, col, a, 5 + cls] = 1
    return y
''',
        ("height and width not in cells",),
        (11,),
    ),
    Wrong(
        "encode_grid",
        '''
def encode_grid(boxes, classes, anchors, S, n_classes):
    y = np.zeros((S, S, len(anchors), 5 + n_classes))
    for box, cls in zip(boxes, classes):
        x1, y1, x2, y2 = box
        cx, cy = (x1 + x2) / 2 * S, (y1 + y2) / 2 * S
        w, h = x2 - x1, y2 - y1
        col, row = min(int(cx), S - 1), min(int(cy), S - 1)
        a, _ = assign_anchor((w, h), anchors)
        y[row, col, a] = 0
        y[row, col, a, 1:5] = [cx - col, cy - row, h * S, w * S]
        y[row, col, a, 5 + cls] = 1
    return y
''',
        ("p_c not set",),
        (10,),
    ),
    Wrong(
        "encode_grid",
        '''
def encode_grid(boxes, classes, anchors, S, n_classes):
    y = np.zeros((S, S, len(anchors), 5 + n_classes))
    for box, cls in zip(boxes, classes):
        x1, y1, x2, y2 = box
        cx, cy = (x1 + x2) / 2 * S, (y1 + y2) / 2 * S
        w, h = x2 - x1, y2 - y1
        col, row = min(int(cx), S - 1), min(int(cy), S - 1)
        a, _ = assign_anchor((w, h), anchors)
        y[row, col, a, 0] = 1
        y[row, col, a, 1:5] = [cx - col, cy - row, h * S, w * S]
        y[row, col, a, 5 + cls] = 1
    return y
''',
        ("an older box in the cell stays",),
        (8,),
    ),
    Wrong(
        "scale_boxes",
        '''
def scale_boxes(boxes, image_shape):
    width, height = image_shape
    scale = np.stack([height, width, height, width])
    scale = scale.reshape(1, 4)
    return boxes * scale
''',
        ("width first",),
        (2,),
    ),
    Wrong(
        "scale_boxes",
        '''
def scale_boxes(boxes, image_shape):
    height, width = image_shape
    scale = np.stack([height, width, height, width])
    scale = scale.reshape(1, 4)
    return boxes / scale
''',
        ("divided",),
        (5,),
    ),
    Wrong(
        "yolo_eval",
        '''
def yolo_eval(yolo_outputs, image_shape=(720.0, 1280.0), max_boxes=10, score_threshold=0.6, iou_threshold=0.5):
    box_xy, box_wh, box_confidence, box_class_probs = yolo_outputs
    boxes = yolo_boxes_to_corners(box_xy, box_wh)
    scores, boxes, classes = yolo_filter_boxes(boxes, box_confidence, box_class_probs, score_threshold)
    scores, boxes, classes = yolo_non_max_suppression(scores, boxes, classes, max_boxes, iou_threshold)
    return scores, boxes, classes
''',
        ("not scaled",),
        (4,),
    ),
    Wrong(
        "yolo_eval",
        '''
def yolo_eval(yolo_outputs, image_shape=(720.0, 1280.0), max_boxes=10, score_threshold=0.6, iou_threshold=0.5):
    box_xy, box_wh, box_confidence, box_class_probs = yolo_outputs
    boxes = yolo_boxes_to_corners(box_xy, box_wh)
    scores, boxes, classes = yolo_filter_boxes(boxes, box_confidence, box_class_probs)
    boxes = scale_boxes(boxes, image_shape)
    scores, boxes, classes = yolo_non_max_suppression(scores, boxes, classes, max_boxes, iou_threshold)
    return scores, boxes, classes
''',
        ("score threshold not handed on",),
        (4,),
    ),
    Wrong(
        "yolo_eval",
        '''
def yolo_eval(yolo_outputs, image_shape=(720.0, 1280.0), max_boxes=10, score_threshold=0.6, iou_threshold=0.5):
    box_xy, box_wh, box_confidence, box_class_probs = yolo_outputs
    boxes = yolo_boxes_to_corners(box_xy, box_wh)
    scores, boxes, classes = yolo_filter_boxes(boxes, box_confidence, box_class_probs, iou_threshold)
    boxes = scale_boxes(boxes, image_shape)
    scores, boxes, classes = yolo_non_max_suppression(scores, boxes, classes, max_boxes, score_threshold)
    return scores, boxes, classes
''',
        ("thresholds exchanged",),
        (4, 6),
    ),
]
