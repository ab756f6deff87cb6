"""Wrong answers to week3/1_localization: how students go wrong, further ones, written when the first set had been answered."""

from wrong import Wrong

ROWS = [
    Wrong(
        "encode_target",
        '''
def encode_target(box, label, image_shape, n_classes=3):
    t = np.zeros(5 + n_classes)
    if box is None:
        return t
    x1, y1, x2, y2 = box
    H, W = image_shape
    t[:5] = [1, (x1 + x2) / 2 / W, (y1 + y2) / 2 / H, (y2 - y1) / 2 / H, (x2 - x1) / 2 / W]
    t[5 + label] = 1
    return t
''',
        ("width and height halved", "half sides"),
        (7,),
    ),
    Wrong(
        "encode_target",
        '''
def encode_target(box, label, image_shape, n_classes=3):
    t = np.zeros(5 + n_classes)
    if box is None:
        return t
    x1, y1, x2, y2 = box
    H, W = image_shape
    t[1:5] = [(x1 + x2) / 2 / W, (y1 + y2) / 2 / H, (y2 - y1) / H, (x2 - x1) / W]
    t[5 + label] = 1
    return t
''',
        ("p_c stays 0", "objectness forgotten"),
        (7,),
    ),
    Wrong(
        "localization_loss",
        '''
def localization_loss(y_true, y_pred):
    d = tf.square(y_true - y_pred)
    box = tf.reduce_sum(d[:, 1:5], axis=1)
    return tf.reduce_mean(d[:, 0] + y_true[:, 0] * box)
''',
        ("classes not counted: only p_c and the box",),
        (3,),
    ),
    Wrong(
        "landmark_loss",
        '''
def landmark_loss(landmarks_true, landmarks_pred, visible):
    if visible.sum() == 0:
        return 0.0
    d = np.abs(landmarks_true - landmarks_pred).sum(axis=-1)
    return (d * visible).sum() / visible.sum()
''',
        ("absolute differences, not squared",),
        (4,),
    ),
    Wrong(
        "sliding_windows",
        '''
def sliding_windows(image, size, stride):
    W, C = [], []
    for r in range(0, image.shape[0] - size + 1):
        for c in range(0, image.shape[1] - size + 1, stride):
            W.append(image[r:r + size, c:c + size])
            C.append((r, c))
    return np.array(W), np.array(C)
''',
        ("stride only for the columns",),
        (3,),
    ),
    Wrong(
        "sliding_windows",
        '''
def sliding_windows(image, size, stride):
    W, C = [], []
    for r in range(0, image.shape[0] - size + 1, stride):
        for c in range(0, image.shape[1] - size + 1, stride):
            W.append(image[r:r + size, c:c + size])
            C.append((r + size, c + size))
    return np.array(W), np.array(C)
''',
        ("corners are the lower right pixels",),
        (6,),
    ),
]
