"""Wrong answers to week3/2_yolo_car_detection: how students go wrong, written before any list of mistakes was read (part 3 of 3)."""

from wrong import Wrong

ROWS = [
    Wrong(
        "non_max_suppression",
        '''
def non_max_suppression(boxes, scores, classes=None, iou_threshold=0.5, max_boxes=None):
    order = np.argsort(scores)[::-1]
    keep = []
    for i in order:
        rivals = [j for j in keep if classes is None or classes[j] == classes[i]]
        if not any(iou(boxes[i], boxes[j]) > iou_threshold for j in rivals):
            keep.append(i)
    return np.array(keep[:max_boxes], dtype=int)
''',
        ("equal scores: [::-1] takes the last first",),
        (2,),
    ),
    Wrong(
        "non_max_suppression",
        '''
def non_max_suppression(boxes, scores, classes=None, iou_threshold=0.5, max_boxes=None):
    left = list(np.argsort(-np.asarray(scores), kind="stable"))
    keep = []
    while left:
        i = left.pop(0)
        keep.append(i)
        left = [j for j in left if (classes is not None and classes[j] != classes[i]) or iou(boxes[i], boxes[j]) <= iou_threshold]
    return np.array(keep, dtype=int)
''',
        ("max_boxes ignored",),
        (8,),
    ),
    Wrong(
        "non_max_suppression",
        '''
def non_max_suppression(boxes, scores, classes=None, iou_threshold=0.5, max_boxes=None):
    order = np.argsort(-np.asarray(scores), kind="stable")[:max_boxes]
    keep = []
    for i in order:
        rivals = [j for j in keep if classes is None or classes[j] == classes[i]]
        if not any(iou(boxes[i], boxes[j]) > iou_threshold for j in rivals):
            keep.append(i)
    return np.array(keep, dtype=int)
''',
        ("max_boxes counted before the suppression: best k boxes first",),
        (2,),
    ),
    Wrong(
        "non_max_suppression",
        '''
def non_max_suppression(boxes, scores, classes=None, iou_threshold=0.5, max_boxes=None):
    order = np.argsort(-np.asarray(scores), kind="stable")
    keep = []
    for i in order:
        if all(iou(boxes[i], boxes[j]) < iou_threshold for j in keep):
            keep.append(i)
    return np.array(keep[:max_boxes], dtype=int)
''',
        ("classes ignored", ">= for >"),
        (5,), "pair",
    ),
    Wrong(
        "non_max_suppression",
        '''
def non_max_suppression(boxes, scores, classes=None, iou_threshold=0.5, max_boxes=None):
    order = np.argsort(-np.asarray(scores), kind="stable")
    keep = []
    for i in order:
        rivals = [j for j in keep if classes[j] == classes[i]]
        if not any(iou(boxes[i], boxes[j]) > iou_threshold for j in rivals):
            keep.append(i)
    return np.array(keep[:max_boxes], dtype=int)
''',
        ("classes None is indexed: 'NoneType' object is not subscriptable",),
        (5,), "raises",
    ),
    Wrong(
        "yolo_non_max_suppression",
        '''
def yolo_non_max_suppression(scores, boxes, classes, max_boxes=10, iou_threshold=0.5):
    places = non_max_suppression(boxes, scores, classes, iou_threshold, max_boxes)
    return scores[places], boxes[places], classes[places]
''',
        ("the class is respected: classes handed on",),
        (2,),
    ),
    Wrong(
        "yolo_non_max_suppression",
        '''
def yolo_non_max_suppression(scores, boxes, classes, max_boxes=10, iou_threshold=0.5):
    places = non_max_suppression(boxes, scores, max_boxes=max_boxes)
    return scores[places], boxes[places], classes[places]
''',
        ("iou_threshold not handed on", "default 0.5"),
        (2,),
    ),
    Wrong(
        "yolo_non_max_suppression",
        '''
def yolo_non_max_suppression(scores, boxes, classes, max_boxes=10, iou_threshold=0.5):
    keep = non_max_suppression(boxes, scores, None, iou_threshold)
    return scores[keep], boxes[keep], classes[keep]
''',
        ("max_boxes not handed on",),
        (2,),
    ),
    Wrong(
        "yolo_non_max_suppression",
        '''
def yolo_non_max_suppression(scores, boxes, classes, max_boxes=10, iou_threshold=0.5):
    keep = np.sort(non_max_suppression(boxes, scores, None, iou_threshold, max_boxes))
    return scores[keep], boxes[keep], classes[keep]
''',
        ("places returned sorted: not best first", "sorted by index"),
        (2,),
    ),
    Wrong(
        "yolo_non_max_suppression",
        '''
def yolo_non_max_suppression(scores, boxes, classes, max_boxes=10, iou_threshold=0.5):
    keep = non_max_suppression(scores, boxes, None, iou_threshold, max_boxes)
    return scores[keep], boxes[keep], classes[keep]
''',
        ("scores and boxes swapped in the call",),
        (2,), "raises",
    ),
    Wrong(
        "scale_boxes",
        '''
def scale_boxes(boxes, image_shape):
    height, width = image_shape
    boxes = boxes * np.array([width, height, width, height])
    return boxes
''',
        ("x, y, x, y: width first", "order of the factors"),
        (3,),
    ),
    Wrong(
        "scale_boxes",
        '''
def scale_boxes(boxes, image_shape):
    return np.asarray(boxes) * image_shape[0]
''',
        ("only the rows' height for all",),
        (2,),
    ),
    Wrong(
        "scale_boxes",
        '''
def scale_boxes(boxes, image_shape):
    h, w = image_shape
    scaled = boxes * np.array([h, w, h, w])
    return scaled.astype(int)
''',
        ("truncated to integers",),
        (4,),
    ),
    Wrong(
        "scale_boxes",
        '''
def scale_boxes(boxes, image_shape):
    h, w = image_shape
    dims = np.array([h, w, h, w], dtype=float)
    return boxes / dims
''',
        ("divided instead of multiplied",),
        (4,),
    ),
    Wrong(
        "scale_boxes",
        '''
def scale_boxes(boxes, image_shape):
    h, w = image_shape
    out = boxes.copy()
    out[:, 0] = out[:, 0] * h
    out[:, 1] = out[:, 1] * w
    return out
''',
        ("only the first two columns scaled",),
        (6,),
    ),
    Wrong(
        "scale_boxes",
        '''
def scale_boxes(boxes, image_shape):
    return boxes * np.array(image_shape)
''',
        ("two factors for four numbers: shapes (n,4) (2,) do not broadcast",),
        (2,), "raises",
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
        ("boxes not scaled to pixels",),
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
    return yolo_non_max_suppression(scores, boxes, classes, max_boxes, iou_threshold)
''',
        ("score_threshold not handed on", "default 0.6"),
        (4,),
    ),
    Wrong(
        "yolo_eval",
        '''
def yolo_eval(yolo_outputs, image_shape=(720.0, 1280.0), max_boxes=10, score_threshold=0.6, iou_threshold=0.5):
    box_xy, box_wh, box_confidence, box_class_probs = yolo_outputs
    boxes = yolo_boxes_to_corners(box_xy, box_wh)
    scores, boxes, classes = yolo_filter_boxes(boxes, box_confidence, box_class_probs, score_threshold)
    boxes = scale_boxes(boxes, image_shape)
    return scores, boxes, classes
''',
        ("suppression left out",),
        (6,),
    ),
    Wrong(
        "yolo_eval",
        '''
def yolo_eval(yolo_outputs, image_shape=(720.0, 1280.0), max_boxes=10, score_threshold=0.6, iou_threshold=0.5):
    box_xy, box_wh, box_confidence, box_class_probs = yolo_outputs
    boxes = yolo_boxes_to_corners(box_xy, box_wh)
    scores, boxes, classes = yolo_filter_boxes(boxes, box_confidence, box_class_probs, score_threshold)
    boxes = scale_boxes(boxes, image_shape)
    return yolo_non_max_suppression(scores, boxes, classes, max_boxes)
''',
        ("iou_threshold not handed on",),
        (6,),
    ),
    Wrong(
        "yolo_eval",
        '''
def yolo_eval(yolo_outputs, image_shape=(720.0, 1280.0), max_boxes=10, score_threshold=0.6, iou_threshold=0.5):
    box_xy, box_wh, box_confidence, box_class_probs = yolo_outputs
    boxes = yolo_boxes_to_corners(box_xy, box_wh)
    scores, boxes, classes = yolo_filter_boxes(boxes, box_confidence, box_class_probs, iou_threshold)
    boxes = scale_boxes(boxes, image_shape)
    return yolo_non_max_suppression(scores, boxes, classes, max_boxes, score_threshold)
''',
        ("scores and iou thresholds swapped",),
        (4, 6),
    ),
    Wrong(
        "yolo_eval",
        '''
def yolo_eval(yolo_outputs, image_shape=(720.0, 1280.0), max_boxes=10, score_threshold=0.6, iou_threshold=0.5):
    box_xy, box_wh, box_confidence, box_class_probs = yolo_outputs
    boxes = yolo_boxes_to_corners(box_xy, box_wh)
    scores, boxes, classes = yolo_filter_boxes(boxes, box_confidence, box_class_probs, score_threshold)
    boxes = scale_boxes(boxes, (720.0, 1280.0))
    return yolo_non_max_suppression(scores, boxes, classes, iou_threshold=iou_threshold)
''',
        ("image_shape fixed to the default", "max_boxes not handed on"),
        (5, 6), "pair",
    ),
    Wrong(
        "yolo_eval",
        '''
def yolo_eval(yolo_outputs, image_shape=(720.0, 1280.0), max_boxes=10, score_threshold=0.6, iou_threshold=0.5):
    box_xy, box_wh, box_confidence, box_class_probs = yolo_outputs
    boxes = yolo_boxes_to_corners(box_xy, box_wh)
    scores, boxes = yolo_filter_boxes(boxes, box_confidence, box_class_probs, score_threshold)
    boxes = scale_boxes(boxes, image_shape)
    return yolo_non_max_suppression(scores, boxes, max_boxes, iou_threshold)
''',
        ("outputs of the filter unpacked into two values",),
        (4,), "raises",
    ),
]
