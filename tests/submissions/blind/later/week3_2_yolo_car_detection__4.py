"""Wrong answers to week3/2_yolo_car_detection: written before any list was read, the exercises that joined later among them."""

from wrong import Wrong

ROWS = [
    Wrong(
        "yolo_loss",
        '''
def yolo_loss(y_true, y_pred, lambda_coord=5.0, lambda_noobj=0.5, log_loss=False):
    obj = y_true[..., 0]
    noobj = 1.0 - obj
    p = y_pred[..., 0]
    if log_loss:
        conf = -(obj * tf.math.log(p) + noobj * tf.math.log(1.0 - p))
    else:
        conf = tf.square(obj - p)
    coord = tf.reduce_sum(tf.square(y_true[..., 1:5] - y_pred[..., 1:5]), axis=-1)
    cls = tf.reduce_sum(tf.square(y_true[..., 5:] - y_pred[..., 5:]), axis=-1)
    total = obj * (conf + lambda_coord * coord + cls) + lambda_noobj * noobj * conf
    return tf.reduce_mean(tf.reduce_sum(total, axis=[1, 2, 3]))
''',
        ("the sides without a root",),
        (9,),
    ),
    Wrong(
        "yolo_loss",
        '''
def yolo_loss(y_true, y_pred, lambda_coord=5.0, lambda_noobj=0.5, log_loss=False):
    obj = y_true[..., 0]
    p = y_pred[..., 0]
    if log_loss:
        conf = -obj * tf.math.log(p) - (1 - obj) * tf.math.log(1 - p)
    else:
        conf = (obj - p) ** 2
    xy = tf.reduce_sum((y_true[..., 1:3] - y_pred[..., 1:3]) ** 2, axis=-1)
    wh = tf.reduce_sum((tf.sqrt(y_true[..., 3:5]) - tf.sqrt(y_pred[..., 3:5])) ** 2, axis=-1)
    c = tf.reduce_sum((y_true[..., 5:] - y_pred[..., 5:]) ** 2, axis=-1)
    loss = obj * (conf + lambda_coord * (xy + wh)) + (1 - obj) * lambda_noobj * conf + c
    return tf.reduce_mean(tf.reduce_sum(loss, axis=(1, 2, 3)))
''',
        ("the classes cost where nothing is",),
        (11,),
    ),
    Wrong(
        "yolo_loss",
        '''
def yolo_loss(y_true, y_pred, lambda_coord=5.0, lambda_noobj=0.5, log_loss=False):
    mask = y_true[..., 0]
    diff = tf.square(y_true[..., 0] - y_pred[..., 0])
    if log_loss:
        diff = -mask * tf.math.log(y_pred[..., 0]) - (1 - mask) * tf.math.log(1 - y_pred[..., 0])
    xy = tf.reduce_sum(tf.square(y_true[..., 1:3] - y_pred[..., 1:3]), -1)
    hw = tf.reduce_sum(tf.square(tf.sqrt(y_true[..., 3:5]) - tf.sqrt(y_pred[..., 3:5])), -1)
    cl = tf.reduce_sum(tf.square(y_true[..., 5:] - y_pred[..., 5:]), -1)
    per_cell = mask * (diff + lambda_coord * (xy + hw) + cl) + lambda_noobj * (1 - mask) * diff
    return tf.reduce_sum(per_cell)
''',
        ("the sum over the batch",),
        (10,),
    ),
    Wrong(
        "yolo_loss",
        '''
def yolo_loss(y_true, y_pred, lambda_coord=5.0, lambda_noobj=0.5, log_loss=False):
    there = y_true[..., 0]
    confidence = tf.square(there - y_pred[..., 0])
    xy = tf.reduce_sum(tf.square(y_true[..., 1:3] - y_pred[..., 1:3]), axis=-1)
    wh = tf.reduce_sum(tf.square(tf.sqrt(y_true[..., 3:5]) - tf.sqrt(y_pred[..., 3:5])), axis=-1)
    classes = tf.reduce_sum(tf.square(y_true[..., 5:] - y_pred[..., 5:]), axis=-1)
    with_object = there * (confidence + lambda_noobj * (xy + wh) + classes)
    without = (1 - there) * lambda_coord * confidence
    return tf.reduce_mean(tf.reduce_sum(with_object + without, axis=[1, 2, 3]))
''',
        ("the lambdas exchanged", "log_loss is ignored"),
        (3, 7, 8),
        "pair",
    ),
    Wrong(
        "yolo_loss",
        '''
def yolo_loss(y_true, y_pred, lambda_coord=5.0, lambda_noobj=0.5, log_loss=False):
    there, p = y_true[..., 0], y_pred[..., 0]
    if log_loss:
        conf = -there * np.log(p) - (1 - there) * np.log(1 - p)
    else:
        conf = (there - p) ** 2
    sides = tf.reduce_sum(tf.sqrt(y_true[..., 3:5] - y_pred[..., 3:5]) ** 2)
    mid = tf.reduce_sum((y_true[..., 1:3] - y_pred[..., 1:3]) ** 2, axis=-1)
    cls = tf.reduce_sum((y_true[..., 5:] - y_pred[..., 5:]) ** 2, axis=-1)
    cell = there * (conf + lambda_coord * (mid + sides) + cls) + (1 - there) * lambda_noobj * conf
    return tf.reduce_mean(tf.reduce_sum(cell, axis=[1, 2, 3]))
''',
        ("tf.log is gone",),
        (7,),
        "raises",
    ),
    Wrong(
        "assign_anchor",
        '''
def assign_anchor(box_wh, anchors):
    w, h = box_wh
    best, best_iou = 0, 0.0
    for i, (aw, ah) in enumerate(anchors):
        inter = min(w, aw) * min(h, ah)
        union = w * h + aw * ah
        overlap = inter / union
        if overlap > best_iou:
            best, best_iou = i, overlap
    return best, best_iou
''',
        ("the union counts what is shared twice",),
        (6,),
    ),
    Wrong(
        "assign_anchor",
        '''
def assign_anchor(box_wh, anchors):
    ious = []
    for a in anchors:
        inter = min(box_wh[0], a[0]) * max(box_wh[1], a[1])
        union = box_wh[0] * box_wh[1] + a[0] * a[1] - inter
        value = inter / union
        ious.append(value)
    return int(np.argmax(ious)), value
''',
        ("max in place of min", "returns the last anchor's overlap"),
        (4, 8),
        "pair",
    ),
    Wrong(
        "encode_grid",
        '''
def encode_grid(boxes, classes, anchors, S, n_classes):
    y = np.zeros((S, S, len(anchors), 5 + n_classes))
    for box, cls in zip(boxes, classes):
        x1, y1, x2, y2 = box
        bx, by = (x1 + x2) / 2, (y1 + y2) / 2
        w, h = x2 - x1, y2 - y1
        col, row = min(int(bx * S), S - 1), min(int(by * S), S - 1)
        a, _ = assign_anchor((w, h), anchors)
        y[row, col, a, :] = 0
        y[row, col, a, :5] = [1, bx, by, h * S, w * S]
        y[row, col, a, 5 + cls] = 1
    return y
''',
        ("the middle stays relative to the image",),
        (10,),
    ),
    Wrong(
        "yolo_boxes_to_corners",
        '''
def yolo_boxes_to_corners(box_xy, box_wh):
    mins = box_xy - box_wh
    maxs = box_xy + box_wh
    return np.concatenate([mins[..., 1:2], mins[..., 0:1], maxs[..., 1:2], maxs[..., 0:1]], axis=-1)
''',
        ("the whole of the side on both sides",),
        (2, 3),
    ),
    Wrong(
        "yolo_filter_boxes",
        '''
def yolo_filter_boxes(boxes, box_confidence, box_class_probs, threshold=0.6):
    scores = box_confidence * box_class_probs
    classes = scores.argmax(axis=-1)
    best = scores.max(axis=-1)
    keep = box_confidence[..., 0] >= threshold
    return best[keep], boxes[keep], classes[keep]
''',
        ("the threshold is applied to the confidence",),
        (5,),
    ),
    Wrong(
        "yolo_filter_boxes",
        '''
def yolo_filter_boxes(boxes, box_confidence, box_class_probs, threshold=0.6):
    box_scores = box_confidence * box_class_probs
    box_classes = np.argmax(box_scores, axis=-1)
    box_class_scores = np.max(box_scores, axis=0)
    filtering_mask = box_class_scores >= threshold
    scores = box_class_scores[filtering_mask]
    boxes = boxes[filtering_mask]
    classes = box_classes[filtering_mask]
    return scores, boxes, classes
''',
        ("argmax keeps its axis, the mask does not fit",),
        (4,),
        "raises",
    ),
    Wrong(
        "iou",
        '''
def iou(box1, box2):
    xi1 = max(box1[0], box2[0])
    yi1 = max(box1[1], box2[1])
    xi2 = min(box1[2], box2[2])
    yi2 = min(box1[3], box2[3])
    inter_area = (xi2 - xi1) * (yi2 - yi1)
    box1_area = (box1[2] - box1[0]) * (box1[3] - box1[1])
    box2_area = (box2[2] - box2[0]) * (box2[3] - box2[1])
    union_area = box1_area + box2_area - inter_area
    return inter_area / union_area
''',
        ("no guard for boxes apart on both axes",),
        (6,),
    ),
    Wrong(
        "iou",
        '''
def iou(box1, box2):
    x_left = min(box1[0], box2[0])
    y_top = max(box1[1], box2[1])
    x_right = min(box1[2], box2[2])
    y_bottom = min(box1[3], box2[3])
    inter = max(0, x_right - x_left) * max(0, y_bottom - y_top)
    a1 = (box1[2] - box1[0]) * (box1[3] - box1[1])
    a2 = (box2[2] - box1[0]) * (box2[3] - box2[1])
    return inter / (a1 + a2 - inter)
''',
        ("min and max of the left edge mixed", "area of the second box from the first"),
        (2, 8),
        "pair",
    ),
    Wrong(
        "non_max_suppression",
        '''
def non_max_suppression(boxes, scores, classes=None, iou_threshold=0.5, max_boxes=None):
    order = list(np.argsort(-scores))
    keep = []
    while order:
        best = order.pop(0)
        keep.append(best)
        if max_boxes is not None and len(keep) == max_boxes:
            break
        order = [i for i in order if (classes is not None and classes[i] != classes[best]) or iou(boxes[best], boxes[i]) >= iou_threshold]
    return np.array(keep, dtype=int)
''',
        ("keeps what is above the threshold",),
        (9,),
    ),
    Wrong(
        "non_max_suppression",
        '''
def non_max_suppression(boxes, scores, classes=None, iou_threshold=0.5, max_boxes=None):
    idx = np.argsort(scores)
    kept = []
    for i in idx:
        ok = True
        for j in kept:
            if classes is not None and classes[i] != classes[j]:
                continue
            if iou(boxes[i], boxes[j]) > iou_threshold:
                ok = False
        if ok:
            kept.append(i)
    if max_boxes is not None:
        kept = kept[:max_boxes]
    return np.array(kept, dtype=int)
''',
        ("the worst score first",),
        (2,),
    ),
    Wrong(
        "scale_boxes",
        '''
def scale_boxes(boxes, image_shape):
    height = image_shape[0]
    width = image_shape[1]
    image_dims = np.stack([width, height, width, height])
    return boxes * image_dims
''',
        ("width before height",),
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
    return yolo_non_max_suppression(scores, boxes, classes, max_boxes, iou_threshold)
''',
        ("the IoU threshold filters, too",),
        (4,),
    ),
    Wrong(
        "yolo_non_max_suppression",
        '''
def yolo_non_max_suppression(scores, boxes, classes, max_boxes=10, iou_threshold=0.5):
    keep = non_max_suppression(boxes, scores, iou_threshold=iou_threshold, max_boxes=max_boxes)
    boxes = boxes[keep]
    classes = classes[keep]
    return scores, boxes, classes
''',
        ("scores are not picked",),
        (5,),
    ),
]
