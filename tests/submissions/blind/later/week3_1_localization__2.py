"""Wrong answers to week3/1_localization: forgotten statements, wrong names and pairs, written before any were run."""

from wrong import Wrong

ROWS = [
    Wrong(
        "encode_target",
        '''
def encode_target(box, label, image_shape, n_classes=3):
    y = np.zeros(5 + n_classes)
    if box is None:
        return y
    H, W = image_shape
    x1, y1, x2, y2 = box
    bx = (x1 + x2) / (2 * W)
    by = (y1 + y2) / (2 * H)
    bh = (y2 - y1) / H
    bw = (x2 - x1) / W
    y[1:5] = [bx, by, bh, bw]
    y[5 + label] = 1
    return y
''',
        ("p_c never set",),
        (11,),
    ),
    Wrong(
        "encode_target",
        '''
def encode_target(box, label, image_shape, n_classes=3):
    y = np.zeros(5 + n_classes)
    if box is None:
        return y
    H, W = image_shape
    x1, y1, x2, y2 = box
    bx = (x1 + x2) / (2 * W)
    by = (y1 + y2) / (2 * H)
    bh = (y2 - y1) / H
    bw = (x2 - x1) / W
    y[0] = 1
    y[1:5] = [bx, by, bh, bw]
    return y
''',
        ("class never set",),
        (12,),
    ),
    Wrong(
        "encode_target",
        '''
def encode_target(box, label, image_shape, n_classes=3):
    y = np.zeros(5 + n_classes)
    if box is None:
        return y
    W, H = image_shape
    x1, y1, x2, y2 = box
    bx = (x1 + x2) / (2 * W)
    by = (y1 + y2) / (2 * H)
    bh = (y2 - y1) / H
    bw = (x2 - x1) / W
    y[0] = 1
    y[1:5] = [bx, by, bh, bw]
    y[5 + label] = 1
    return y
''',
        ("W, H = image_shape",),
        (5,),
    ),
    Wrong(
        "encode_target",
        '''
def encode_target(box, label, image_shape, n_classes=3):
    y = np.zeros(5 + n_classes)
    if box is None:
        return y
    H, W = image_shape
    x1, y1, x2, y2 = box
    bx = (x1 + x2) / (2 * W)
    by = (y1 + y2) / (2 * H)
    bh = (y2 - y1) / H
    bw = (x2 - x1) / W
    y[0] = 1
    y[1:5] = [bx, by, bw, bh]
    y[5 + label] = 1
    return y
''',
        ("width before height",),
        (12,),
    ),
    Wrong(
        "encode_target",
        '''
def encode_target(box, label, image_shape, n_classes=3):
    y = np.zeros(5 + n_classes)
    y[0] = 1
    if box is None:
        return y
    H, W = image_shape
    x1, y1, x2, y2 = box
    bx = (x1 + x2) / (2 * W)
    by = (y1 + y2) / (2 * H)
    bh = (y2 - y1) / H
    bw = (x2 - x1) / W
    y[0] = 1
    y[1:5] = [bx, by, bh, bw]
    y[5 + label] = 1
    return y
''',
        ("p_c 1 without an object too",),
        (3,),
    ),
    Wrong(
        "encode_target",
        '''
def encode_target(box, label, image_shape, n_classes=3):
    y = np.zeros(5 + n_classes)
    if box is None:
        return y
    H, W = image_shape
    x1, y1, x2, y2 = box
    bx = (x1 + x2) / (2 * W)
    by = (y1 + y2) / (2 * H)
    bh = (y2 - y1) / W
    bw = (x2 - x1) / W
    y[0] = 1
    y[1:5] = [bx, by, bh, bw]
    y[4 + label] = 1
    return y
''',
        ("class one too early", "height by W"),
        (9, 13),
        "pair",
    ),
    Wrong(
        "localization_loss",
        '''
def localization_loss(y_true, y_pred):
    d = tf.square(y_true - y_pred)
    object_loss = tf.reduce_sum(d, axis=1)
    empty_loss = d[:, 0]
    losses = tf.where(y_true[:, 0] == 1, object_loss, empty_loss)
    return tf.reduce_sum(losses)
''',
        ("sum over the batch",),
        (6,),
    ),
    Wrong(
        "localization_loss",
        '''
def localization_loss(y_true, y_pred):
    d = tf.square(y_true - y_pred)
    object_loss = tf.reduce_sum(d, axis=1)
    empty_loss = d[:, 0]
    losses = tf.where(y_pred[:, 0] > 0.5, object_loss, empty_loss)
    return tf.reduce_mean(losses)
''',
        ("predicted p_c decides",),
        (5,),
    ),
    Wrong(
        "localization_loss",
        '''
def localization_loss(y_true, y_pred):
    d = tf.square(y_true - y_pred)
    object_loss = tf.reduce_sum(d, axis=1)
    empty_loss = d[:, 0]
    losses = object_loss
    return tf.reduce_mean(losses)
''',
        ("all parts always counted",),
        (5,),
    ),
    Wrong(
        "landmark_loss",
        '''
def landmark_loss(landmarks_true, landmarks_pred, visible):
    diff = landmarks_true - landmarks_pred
    d2 = diff[..., 0] ** 2 + diff[..., 1] ** 2
    n = visible.sum()
    if n == 0:
        return 0.0
    return d2.sum() / n
''',
        ("hidden landmarks counted",),
        (3,),
    ),
    Wrong(
        "landmark_loss",
        '''
def landmark_loss(landmarks_true, landmarks_pred, visible):
    diff = landmarks_true - landmarks_pred
    d2 = diff[..., 0] ** 2 + diff[..., 1] ** 2
    d2 = d2 * visible
    n = visible.size
    if n == 0:
        return 0.0
    return d2.sum() / n
''',
        ("divided by all",),
        (5,),
    ),
    Wrong(
        "landmark_loss",
        '''
def landmark_loss(landmarks_true, landmarks_pred, visible):
    diff = landmarks_true - landmarks_pred
    d2 = np.sqrt(diff[..., 0] ** 2 + diff[..., 1] ** 2)
    d2 = d2 * visible
    n = visible.sum()
    if n == 0:
        return 0.0
    return d2.sum() / n
''',
        ("distance, not squared",),
        (3,),
    ),
    Wrong(
        "landmark_loss",
        '''
def landmark_loss(landmarks_true, landmarks_pred, visible):
    diff = landmarks_true - landmarks_pred
    d2 = diff[..., 0] ** 2 + diff[..., 1] ** 2
    d2 = d2 * visible
    n = visible.sum()
    return d2.sum() / n
''',
        ("no guard for none visible",),
        (6,),
    ),
    Wrong(
        "sliding_windows",
        '''
def sliding_windows(image, size, stride):
    windows = []
    corners = []
    rows = (image.shape[0] - size) // stride + 1
    cols = (image.shape[1] - size) // stride + 1
    for i in range(rows):
        for j in range(cols):
            y, x = i * stride, j * stride
            windows.append(image[y:y + size, x:x + size])
            corners.append([x, y])
    return np.array(windows), np.array(corners)
''',
        ("corner x, y",),
        (10,),
    ),
    Wrong(
        "sliding_windows",
        '''
def sliding_windows(image, size, stride):
    windows = []
    corners = []
    rows = (image.shape[0] - size) // stride + 1
    cols = (image.shape[1] - size) // stride + 1
    for i in range(rows):
        for j in range(cols):
            y, x = i * stride, j * stride
            windows.append(image[y:y + size, x:x + size])
            corners.append([i, j])
    return np.array(windows), np.array(corners)
''',
        ("indices for corners",),
        (10,),
    ),
    Wrong(
        "sliding_windows",
        '''
def sliding_windows(image, size, stride):
    windows = []
    corners = []
    rows = (image.shape[0] - size) // stride
    cols = (image.shape[1] - size) // stride
    for i in range(rows):
        for j in range(cols):
            y, x = i * stride, j * stride
            windows.append(image[y:y + size, x:x + size])
            corners.append([y, x])
    return np.array(windows), np.array(corners)
''',
        ("last windows forgotten",),
        (4, 5),
    ),
]
