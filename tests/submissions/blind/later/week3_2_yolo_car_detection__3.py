"""Wrong answers to week3/2_yolo_car_detection: what students hand in, single faults and pairs, written before any were run."""

from wrong import Wrong

ROWS = [
    Wrong(
        "assign_anchor",
        '''
def assign_anchor(box_wh, anchors):
    w, h = box_wh
    best, best_inter, overlap = 0, 0, 0
    for k, (aw, ah) in enumerate(anchors):
        inter = min(w, aw) * min(h, ah)
        union = w * h + aw * ah - inter
        if inter > best_inter:
            best, best_inter, overlap = k, inter, inter / union
    return best, overlap
''',
        ("the intersection decides",),
        (7, 8),
    ),
    Wrong(
        "encode_grid",
        '''
def encode_grid(boxes, classes, anchors, S, n_classes):
    grid = np.zeros((S, S, len(anchors), 5 + n_classes))
    for (x1, y1, x2, y2), c in zip(boxes, classes):
        bx, by = (x1 + x2) / 2 * S, (y1 + y2) / 2 * S
        bw, bh = (x2 - x1) * S, (y2 - y1) * S
        i, j = min(int(bx), S - 1), min(int(by), S - 1)
        k, _ = assign_anchor((x2 - x1, y2 - y1), anchors)
        grid[i, j, k] = 0
        grid[i, j, k, :5] = [1, bx - i, by - j, bh, bw]
        grid[i, j, k, 5 + c] = 1
    return grid
''',
        ("row and column swapped",),
        (8, 9, 10),
    ),
    Wrong(
        "encode_grid",
        '''
def encode_grid(boxes, classes, anchors, S, n_classes):
    grid = np.zeros((S, S, len(anchors), 5 + n_classes))
    for (x1, y1, x2, y2), c in zip(boxes, classes):
        x, y = S * (x1 + x2) / 2, S * (y1 + y2) / 2
        col, row = min(int(x), S - 1), min(int(y), S - 1)
        a, _ = assign_anchor((x2 - x1, y2 - y1), anchors)
        cell = grid[row, col, a]
        cell[:] = 0
        cell[0] = 1
        cell[1], cell[2] = x, y
        cell[3], cell[4] = S * (y2 - y1), S * (x2 - x1)
        cell[5 + c] = 1
    return grid
''',
        ("the mid-point counts from the picture's corner, not the cell's",),
        (10,),
    ),
    Wrong(
        "yolo_boxes_to_corners",
        '''
def yolo_boxes_to_corners(box_xy, box_wh):
    box_mins = box_xy - box_wh / 2.
    box_maxes = box_xy + box_wh / 2.
    return np.concatenate([box_mins, box_maxes], axis=-1)
''',
        ("x before y",),
        (4,),
    ),
    Wrong(
        "yolo_filter_boxes",
        '''
def yolo_filter_boxes(boxes, box_confidence, box_class_probs, threshold=0.6):
    box_scores = box_confidence * box_class_probs
    box_classes = np.argmax(box_scores, axis=-1)
    box_class_scores = np.max(box_class_probs, axis=-1)
    filtering_mask = box_class_scores >= threshold
    scores = box_class_scores[filtering_mask]
    boxes = boxes[filtering_mask]
    classes = box_classes[filtering_mask]
    return scores, boxes, classes
''',
        ("the class is looked for along another axis",),
        (4,),
    ),
    Wrong(
        "yolo_filter_boxes",
        '''
def yolo_filter_boxes(boxes, box_confidence, box_class_probs, threshold=0.6):
    box_scores = box_confidence * box_class_probs
    box_classes = np.argmax(box_scores, axis=-1)
    box_class_scores = np.max(box_scores, axis=-1)
    mask = box_class_scores < threshold
    return box_class_scores[mask], boxes[mask], box_classes.ravel()
''',
        ("those below stay", "classes are not filtered"),
        (5, 6),
        "pair",
    ),
    Wrong(
        "iou",
        '''
def iou(box1, box2):
    (b1x1, b1y1, b1x2, b1y2) = box1
    (b2x1, b2y1, b2x2, b2y2) = box2
    xi1 = max(b1x1, b2x1)
    yi1 = max(b1y1, b2y1)
    xi2 = min(b1x2, b2x2)
    yi2 = min(b1y2, b2y2)
    inter_width = xi2 - xi1
    inter_height = yi2 - yi1
    inter_area = inter_width * inter_height
    box1_area = (b1x2 - b1x1) * (b1y2 - b1y1)
    box2_area = (b2x2 - b2x1) * (b2y2 - b2y1)
    union_area = box1_area + box2_area - inter_area
    return inter_area / union_area
''',
        ("widths are not bounded by 0",),
        (8, 9),
    ),
    Wrong(
        "iou",
        '''
def iou(box1, box2):
    xi1, yi1 = max(box1[0], box2[0]), max(box1[1], box2[1])
    xi2, yi2 = min(box1[2], box2[2]), min(box1[3], box2[3])
    inter_area = max(xi2 - xi1, 0) * max(yi2 - yi1, 0)
    box1_area = (box1[2] - box1[0]) * (box1[3] - box1[1])
    box2_area = (box2[2] - box2[0]) * (box1[3] - box1[1])
    union_area = box1_area + box2_area - inter_area
    return inter_area / union_area
''',
        ("the second box's area from the first's rows",),
        (6,),
    ),
    Wrong(
        "iou",
        '''
def iou(box1, box2):
    xi1 = np.maximum(box1[0], box2[0])
    yi1 = np.maximum(box1[1], box2[1])
    xi2 = np.maximum(box1[2], box2[2])
    yi2 = np.minimum(box1[3], box2[3])
    inter_width = max(xi2 - xi1, 0)
    inter_height = max(yi2 - yi1, 0)
    inter_area = inter_width * inter_height
    area1 = (box1[2] - box1[0]) * (box1[3] - box1[1])
    area2 = (box2[2] - box2[0]) * (box2[3] - box2[1])
    union_area = area1 + area2
    return inter_area / union_area
''',
        ("max for the lower right corner's x", "union without minus"),
        (4, 11),
        "pair",
    ),
    Wrong(
        "non_max_suppression",
        '''
def non_max_suppression(boxes, scores, classes=None, iou_threshold=0.5, max_boxes=None):
    order = np.argsort(scores)
    keep = []
    for i in order:
        good = True
        for j in keep:
            if classes is not None and classes[i] != classes[j]:
                continue
            if iou(boxes[i], boxes[j]) > iou_threshold:
                good = False
        if good:
            keep.append(i)
    if max_boxes is not None:
        keep = keep[:max_boxes]
    return np.array(keep, dtype=int)
''',
        ("worst score first",),
        (2,),
    ),
    Wrong(
        "non_max_suppression",
        '''
def non_max_suppression(boxes, scores, classes=None, iou_threshold=0.5, max_boxes=None):
    order = list(np.argsort(-scores, kind="stable"))
    keep = []
    while order:
        i = order.pop(0)
        keep.append(i)
        order = [j for j in order if iou(boxes[i], boxes[j]) <= iou_threshold]
    return np.array(keep[:max_boxes], dtype=int)
''',
        ("classes are not looked at",),
        (7,),
    ),
    Wrong(
        "scale_boxes",
        '''
def scale_boxes(boxes, image_shape):
    height, width = image_shape
    image_dims = np.stack([width, height, width, height])
    return boxes * image_dims.reshape(1, 4)
''',
        ("width before height",),
        (3,),
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
        ("the two thresholds are swapped",),
        (4, 6),
    ),
    Wrong(
        "yolo_eval",
        '''
def yolo_eval(yolo_outputs, image_shape=(720.0, 1280.0), max_boxes=10, score_threshold=0.6, iou_threshold=0.5):
    box_xy, box_wh, box_confidence, box_class_probs = yolo_outputs
    boxes = yolo_boxes_to_corners(box_xy, box_wh)
    scores, boxes, classes = yolo_filter_boxes(boxes, box_confidence, box_class_probs, threshold=score_threshold)
    scale_boxes(boxes, image_shape)
    scores, boxes, classes = yolo_non_max_suppression(scores, boxes, classes, max_boxes, iou_threshold)
    return scores, boxes, classes
''',
        ("boxes are not scaled",),
        (5,),
    ),
]
