"""Wrong answers to week3/1_localization: what students hand in, single faults and pairs, written before any were run."""

from wrong import Wrong

ROWS = [
    Wrong(
        "encode_target",
        '''
def encode_target(box, label, image_shape, n_classes=3):
    target = np.zeros(5 + n_classes)
    if box is not None:
        x1, y1, x2, y2 = box
        n_W, n_H = image_shape
        target[0] = 1
        target[1] = (x1 + x2) / (2 * n_W)
        target[2] = (y1 + y2) / (2 * n_H)
        target[3] = (y2 - y1) / n_H
        target[4] = (x2 - x1) / n_W
        target[5 + label] = 1
    return target
''',
        ("the mid-point's x is divided by the rows, y by the columns",),
        (5,),
    ),
    Wrong(
        "encode_target",
        '''
def encode_target(box, label, image_shape, n_classes=3):
    target = np.zeros(5 + n_classes)
    if box is None:
        return target
    x1, y1, x2, y2 = box
    rows, cols = image_shape
    target[:5] = [1, (x1 + x2) / 2 / cols, (y1 + y2) / 2 / rows, (y2 - y1) / rows, (x2 - x1) / cols]
    target[4 + label] = 1
    return target
''',
        ("the class stands one place too early",),
        (8,),
    ),
    Wrong(
        "encode_target",
        '''
def encode_target(box, label, image_shape, n_classes=3):
    target = np.zeros(5 + n_classes)
    if box is not None:
        x1, y1, x2, y2 = box
        n_H, n_W = image_shape
        target[0] = 1
        target[1] = x1 / n_W
        target[2] = y1 / n_H
        target[3] = (x2 - x1) / n_W
        target[4] = (y2 - y1) / n_H
        target[5 + label] = 1
    return target
''',
        ("height and width swapped", "the upper left corner for the mid-point"),
        (7, 8, 9, 10),
        "pair",
    ),
    Wrong(
        "localization_loss",
        '''
def localization_loss(y_true, y_pred):
    squares = tf.square(y_true - y_pred)
    loss = tf.reduce_mean(tf.reduce_sum(squares, axis=1))
    return loss
''',
        ("all places count, also where nothing is",),
        (3,),
    ),
    Wrong(
        "localization_loss",
        '''
def localization_loss(y_true, y_pred):
    squares = (y_true - y_pred) ** 2
    mask = y_true[:, 0]
    per_image = tf.reduce_sum(squares, axis=1) * mask
    return tf.reduce_mean(per_image)
''',
        ("p_c is masked, too",),
        (4,),
    ),
    Wrong(
        "landmark_loss",
        '''
def landmark_loss(landmarks_true, landmarks_pred, visible):
    diff = landmarks_true - landmarks_pred
    squared_distances = np.sum(diff ** 2, axis=-1)
    masked = squared_distances * visible
    return np.mean(masked)
''',
        ("divided by all points",),
        (5,),
    ),
    Wrong(
        "landmark_loss",
        '''
def landmark_loss(landmarks_true, landmarks_pred, visible):
    dist = np.sqrt(np.sum((landmarks_true - landmarks_pred) ** 2, axis=2))
    n = np.sum(visible)
    if n == 0:
        return 0.0
    return np.sum(dist) / n
''',
        ("distances, not squared", "the mask is left out"),
        (2, 6),
        "pair",
    ),
    Wrong(
        "sliding_windows",
        '''
def sliding_windows(image, size, stride):
    windows = []
    corners = []
    for r in range(0, image.shape[0] - size, stride):
        for c in range(0, image.shape[1] - size, stride):
            windows.append(image[r:r + size, c:c + size])
            corners.append((r, c))
    return np.array(windows), np.array(corners)
''',
        ("the last window is left out",),
        (4, 5),
    ),
    Wrong(
        "sliding_windows",
        '''
def sliding_windows(image, size, stride):
    n_H, n_W = image.shape[0], image.shape[1]
    windows, corners = [], []
    for y in range(0, n_H - size + 1, stride):
        for x in range(0, n_W - size + 1, stride):
            windows.append(image[y:y + size, x:x + size, :])
            corners.append((x, y))
    return np.array(windows), np.array(corners)
''',
        ("corners are (column, row)",),
        (7,),
    ),
    Wrong(
        "dense_to_conv",
        '''
def dense_to_conv(W, b, input_shape):
    n_H, n_W, n_C = input_shape
    units = W.shape[1]
    filters = np.reshape(W.T, (n_H, n_W, n_C, units))
    return filters, b
''',
        ("units first, then transposed by reshaping",),
        (4,),
    ),
]
