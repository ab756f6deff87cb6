"""Wrong answers to week3/1_localization: written before any list was read, the exercises that joined later among them."""

from wrong import Wrong

ROWS = [
    Wrong(
        "encode_target",
        '''
def encode_target(box, label, image_shape, n_classes=3):
    y = np.zeros(5 + n_classes)
    if box is None:
        return y
    x1, y1, x2, y2 = box
    W, H = image_shape
    y[0] = 1
    y[1] = (x1 + x2) / (2 * W)
    y[2] = (y1 + y2) / (2 * H)
    y[3] = (y2 - y1) / H
    y[4] = (x2 - x1) / W
    y[4 + label] = 1
    return y
''',
        ("height and width of the image exchanged", "label one too far"),
        (6, 12),
        "pair",
    ),
    Wrong(
        "encode_target",
        '''
def encode_target(box, label, image_shape, n_classes=3):
    x1, y1, x2, y2 = box
    h, w = image_shape
    target = np.zeros(5 + n_classes)
    if box is not None:
        target[:5] = [1, (x1 + x2) / 2 / w, (y1 + y2) / 2 / h, (y2 - y1) / h, (x2 - x1) / w]
        target[5 + label] = 1
    return target
''',
        ("the box of an empty image is unpacked",),
        (2,),
        "raises",
    ),
    Wrong(
        "localization_loss",
        '''
def localization_loss(y_true, y_pred):
    return tf.reduce_mean(tf.reduce_sum(tf.square(y_true - y_pred), axis=1))
''',
        ("every component where nothing is, too",),
        (2,),
    ),
    Wrong(
        "localization_loss",
        '''
def localization_loss(y_true, y_pred):
    sq = tf.square(y_true - y_pred)
    obj = tf.cast(y_pred[:, 0] > 0.5, sq.dtype)
    loss = sq[:, 0] + obj * tf.reduce_sum(sq[:, 1:], axis=1)
    return tf.reduce_mean(loss)
''',
        ("decides by the prediction",),
        (3,),
    ),
    Wrong(
        "landmark_loss",
        '''
def landmark_loss(landmarks_true, landmarks_pred, visible):
    d = ((landmarks_true - landmarks_pred) ** 2).sum(axis=-1)
    return np.mean(d * visible)
''',
        ("divides by all points",),
        (3,),
    ),
    Wrong(
        "landmark_loss",
        '''
def landmark_loss(landmarks_true, landmarks_pred, visible):
    diff = landmarks_true - landmarks_pred
    dist = np.sum(diff**2, axis=2)
    return np.sum(dist * visible) / np.sum(visible)
''',
        ("no guard when nothing is seen",),
        (4,),
    ),
    Wrong(
        "sliding_windows",
        '''
def sliding_windows(image, size, stride):
    windows = []
    corners = []
    for x in range(0, image.shape[1] - size + 1, stride):
        for y in range(0, image.shape[0] - size + 1, stride):
            windows.append(image[y : y + size, x : x + size])
            corners.append((y, x))
    return np.array(windows), np.array(corners)
''',
        ("x before y",),
        (4, 5),
    ),
    Wrong(
        "sliding_windows",
        '''
def sliding_windows(image, size, stride):
    H, W = image.shape[0], image.shape[1]
    windows, corners = [], []
    for top in range(0, H - size, stride):
        for left in range(0, W - size + 1, stride):
            windows.append(image[top : top + size, left : left + size, :])
            corners.append([left, top])
    return np.stack(windows), np.stack(corners)
''',
        ("the corner is (x, y)", "the last row is left out"),
        (4, 7),
        "pair",
    ),
    Wrong(
        "dense_to_conv",
        '''
def dense_to_conv(W, b, input_shape):
    h, w, c = input_shape
    n = W.shape[1]
    filters = W.T.reshape(h, w, c, n)
    return filters, b
''',
        ("reshaped in the wrong order",),
        (4,),
    ),
    Wrong(
        "dense_to_conv",
        '''
def dense_to_conv(W, b, input_shape):
    filters = np.reshape(W, (input_shape, W.shape[1]))
    return filters, b
''',
        ("the shape is not taken apart",),
        (2,),
        "raises",
    ),
]
