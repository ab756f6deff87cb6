"""Wrong answers to week3/2_yolo_car_detection: how students go wrong, written before any list of mistakes was read (part 1 of 3)."""

from wrong import Wrong

ROWS = [
    Wrong(
        "assign_anchor",
        '''
def assign_anchor(box_wh, anchors):
    w, h = box_wh
    inter = np.minimum(w, anchors[:, 0]) * np.minimum(h, anchors[:, 1])
    union = w * h + anchors[:, 0] * anchors[:, 1]
    ious = inter / union
    best = int(np.argmax(ious))
    return best, ious[best]
''',
        ("union not less the intersection", "intersection counted twice"),
        (4,),
    ),
    Wrong(
        "assign_anchor",
        '''
def assign_anchor(box_wh, anchors):
    w, h = box_wh
    inter = np.minimum(w, anchors[:, 0]) * np.minimum(h, anchors[:, 1])
    ious = inter / (w * h + anchors[:, 0] * anchors[:, 1] - inter)
    best = int(np.argmax(inter))
    return best, ious[best]
''',
        ("the intersection decides, not the IoU", "largest area shared"),
        (5,),
    ),
    Wrong(
        "assign_anchor",
        '''
def assign_anchor(box_wh, anchors):
    w, h = box_wh
    best, overlap = 0, -1.0
    for k, (aw, ah) in enumerate(anchors):
        inter = min(w, aw) * min(h, ah)
        score = inter / (w * h + aw * ah - inter)
        if score >= overlap:
            best, overlap = k, score
    return best, overlap
''',
        ("last anchor wins a tie: >= for >",),
        (7,),
    ),
    Wrong(
        "assign_anchor",
        '''
def assign_anchor(box_wh, anchors):
    w, h = box_wh
    distance = np.sum((np.asarray(anchors) - np.asarray(box_wh)) ** 2, axis=1)
    best = int(np.argmin(distance))
    aw, ah = anchors[best]
    inter = min(w, aw) * min(h, ah)
    return best, inter / (w * h + aw * ah - inter)
''',
        ("nearest by Euclidean distance, not by IoU",),
        (4,),
    ),
    Wrong(
        "assign_anchor",
        '''
def assign_anchor(box_wh, anchors):
    w, h = box_wh
    inter = np.minimum(w, anchors[:, 0]) * np.minimum(h, anchors[:, 1])
    ious = inter / (w * h + anchors[:, 0] * anchors[:, 1] - inter)
    return ious.max(), ious.argmax()
''',
        ("outputs swapped",),
        (5,),
    ),
    Wrong(
        "assign_anchor",
        '''
def assign_anchor(box_wh, anchors):
    w, h = box_wh
    inter = np.maximum(w, anchors[:, 0]) * np.maximum(h, anchors[:, 1])
    ious = inter / (w * h + anchors[:, 0] * anchors[:, 1] - inter)
    best = int(np.argmin(ious))
    return best, ious[best]
''',
        ("maximum for minimum", "best by argmin"),
        (3, 5), "pair",
    ),
    Wrong(
        "assign_anchor",
        '''
def assign_anchor(box_wh, anchors):
    overlaps = [iou(box_wh, a) for a in anchors]
    best = int(np.argmax(overlaps))
    return best, overlaps[best]
''',
        ("iou needs four numbers: box_wh has two",),
        (2,), "raises",
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
        cell = np.zeros(5 + n_classes)
        cell[:5] = 1, x - col, y - row, (y2 - y1) * S, (x2 - x1) * S
        cell[5 + c] = 1
        grid[col, row, a] = cell
    return grid
''',
        ("row and column swapped", "grid[column, row]"),
        (10,),
    ),
    Wrong(
        "encode_grid",
        '''
def encode_grid(boxes, classes, anchors, S, n_classes):
    grid = np.zeros((S, S, len(anchors), 5 + n_classes))
    for (x1, y1, x2, y2), c in zip(boxes, classes):
        x, y = (x1 + x2) / 2 * S, (y1 + y2) / 2 * S
        w, h = (x2 - x1) * S, (y2 - y1) * S
        col, row = min(int(x), S - 1), min(int(y), S - 1)
        a, _ = assign_anchor((x2 - x1, y2 - y1), anchors)
        grid[row, col, a] = 0
        grid[row, col, a, 0] = 1
        grid[row, col, a, 1:5] = [x - col, y - row, w, h]
        grid[row, col, a, 5 + c] = 1
    return grid
''',
        ("width before height",),
        (10,),
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
        grid[row, col, a, :5] = [1, x - col, y - row, y2 - y1, x2 - x1]
        grid[row, col, a, 5 + c] = 1
    return grid
''',
        ("sizes not times S", "shares of the picture, not cells"),
        (8,),
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
        grid[row, col, a, :5] = [1, x, y, (y2 - y1) * S, (x2 - x1) * S]
        grid[row, col, a, 5 + c] = 1
    return grid
''',
        ("mid-point in the whole picture, not in its cell",),
        (8,),
    ),
    Wrong(
        "encode_grid",
        '''
def encode_grid(boxes, classes, anchors, S, n_classes):
    grid = np.zeros((S, S, len(anchors), 5 + n_classes))
    for (x1, y1, x2, y2), c in zip(boxes, classes):
        x, y = (x1 + x2) / 2 * S, (y1 + y2) / 2 * S
        col, row = min(int(x), S - 1), min(int(y), S - 1)
        a, _ = assign_anchor((y2 - y1, x2 - x1), anchors)
        grid[row, col, a] = 0
        grid[row, col, a, :5] = [1, x - col, y - row, (y2 - y1) * S, (x2 - x1) * S]
        grid[row, col, a, 5 + c] = 1
    return grid
''',
        ("anchor asked with height before width",),
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
        cell = grid[row, col, a]
        cell[:5] = [1, x - col, y - row, (y2 - y1) * S, (x2 - x1) * S]
        cell[5 + c] = 1
    return grid
''',
        ("the second object keeps the first one's class: not cleared",),
        (7,),
    ),
    Wrong(
        "encode_grid",
        '''
def encode_grid(boxes, classes, anchors, S, n_classes):
    grid = np.zeros((S, S, len(anchors), 5 + n_classes))
    for (x1, y1, x2, y2), c in zip(boxes, classes):
        x, y = (x1 + x2) / 2 * S, (y1 + y2) / 2 * S
        col, row = int(x), int(y)
        a, _ = assign_anchor((x2 - x1, y2 - y1), anchors)
        grid[row, col, a] = 0
        grid[row, col, a, :5] = [1, x - col, y - row, (y2 - y1) * S, (x2 - x1) * S]
        grid[row, col, a, 5 + c] = 1
    return grid
''',
        ("mid-point on the edge: index S out of bounds",),
        (5,), "raises",
    ),
    Wrong(
        "encode_grid",
        '''
def encode_grid(boxes, classes, anchors, S, n_classes):
    grid = np.zeros((S, S, len(anchors), 5 + n_classes))
    for (x1, y1, x2, y2), c in zip(boxes, classes):
        x, y = (x1 + x2) / 2 * S, (y1 + y2) / 2 * S
        row, col = min(int(x), S - 1), min(int(y), S - 1)
        a, _ = assign_anchor((x2 - x1, y2 - y1), anchors)
        grid[row, col, a] = 0
        grid[row, col, a, :5] = [1, x - row, y - col, y2 - y1, x2 - x1]
        grid[row, col, a, 5 + c] = 1
    return grid
''',
        ("row and column swapped", "size not times S"),
        (5, 8), "pair",
    ),
    Wrong(
        "yolo_boxes_to_corners",
        '''
def yolo_boxes_to_corners(box_xy, box_wh):
    mins = box_xy - box_wh / 2
    maxs = box_xy + box_wh / 2
    corners = np.concatenate([mins, maxs], axis=-1)
    return corners
''',
        ("x before y", "order not turned"),
        (4,),
    ),
    Wrong(
        "yolo_boxes_to_corners",
        '''
def yolo_boxes_to_corners(box_xy, box_wh):
    mins = box_xy - box_wh
    maxs = box_xy + box_wh
    return np.concatenate([mins[..., ::-1], maxs[..., ::-1]], axis=-1)
''',
        ("whole size instead of half", "/ 2 missing"),
        (2, 3),
    ),
    Wrong(
        "yolo_boxes_to_corners",
        '''
def yolo_boxes_to_corners(box_xy, box_wh):
    y1, x1 = box_xy[..., 1], box_xy[..., 0]
    y2, x2 = y1 + box_wh[..., 1], x1 + box_wh[..., 0]
    return np.stack([y1, x1, y2, x2], axis=-1)
''',
        ("the middle stays for the first corner", "mid-point taken as upper left corner"),
        (2, 3),
    ),
    Wrong(
        "yolo_boxes_to_corners",
        '''
def yolo_boxes_to_corners(box_xy, box_wh):
    mins = box_xy - box_wh / 2
    maxs = box_xy + box_wh / 2
    return np.concatenate([mins, maxs], axis=-1)[..., ::-1]
''',
        ("all four numbers reversed: y2, x2 first",),
        (4,),
    ),
    Wrong(
        "yolo_boxes_to_corners",
        '''
def yolo_boxes_to_corners(box_xy, box_wh):
    half = box_wh / 2.0
    lo, hi = (box_xy - half)[..., ::-1], (box_xy + half)[..., ::-1]
    return np.concatenate([lo, hi], axis=0)
''',
        ("concatenated along axis 0",),
        (4,),
    ),
]
