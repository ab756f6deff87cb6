"""Wrong answers to week3/1_localization: how students go wrong, written before any list of mistakes was read (part 1 of 2)."""

from wrong import Wrong

ROWS = [
    Wrong(
        "encode_target",
        '''
def encode_target(box, label, image_shape, n_classes=3):
    target = np.zeros(5 + n_classes)
    if box is None:
        return target
    x1, y1, x2, y2 = box
    n_H, n_W = image_shape
    target[:5] = 1, x1 / n_W, y1 / n_H, (y2 - y1) / n_H, (x2 - x1) / n_W
    target[5 + label] = 1
    return target
''',
        ("upper left corner instead of the middle",),
        (7,),
    ),
    Wrong(
        "encode_target",
        '''
def encode_target(box, label, image_shape, n_classes=3):
    target = np.zeros(5 + n_classes)
    if box is not None:
        x1, y1, x2, y2 = box
        width, height = image_shape
        target[0] = 1
        target[1] = (x1 + x2) / 2 / width
        target[2] = (y1 + y2) / 2 / height
        target[3] = (y2 - y1) / height
        target[4] = (x2 - x1) / width
        target[5 + label] = 1
    return target
''',
        ("x divided by rows, y by columns", "n_H, n_W swapped"),
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
    n_H, n_W = image_shape
    target[0] = 1
    target[1:3] = (x1 + x2) / (2 * n_W), (y1 + y2) / (2 * n_H)
    target[3:5] = (x2 - x1) / n_W, (y2 - y1) / n_H
    target[5 + label] = 1
    return target
''',
        ("width before height", "b_w, b_h swapped"),
        (9,),
    ),
    Wrong(
        "encode_target",
        '''
def encode_target(box, label, image_shape, n_classes=3):
    target = np.zeros(5 + n_classes)
    if box is None:
        return target
    x1, y1, x2, y2 = box
    n_H, n_W = image_shape
    target[0] = 1
    target[1:3] = (x1 + x2) / (2 * n_W), (y1 + y2) / (2 * n_H)
    target[3:5] = (y2 - y1) / n_H, (x2 - x1) / n_W
    target[4 + label] = 1
    return target
''',
        ("label − 1", "class off by one"),
        (10,),
    ),
    Wrong(
        "encode_target",
        '''
def encode_target(box, label, image_shape, n_classes=3):
    target = np.zeros(5 + n_classes)
    if box is None:
        return target
    x1, y1, x2, y2 = box
    target[0] = 1
    target[1:5] = (x1 + x2) / 2, (y1 + y2) / 2, y2 - y1, x2 - x1
    target[5 + label] = 1
    return target
''',
        ("pixels, not shares of the picture", "not divided"),
        (7,),
    ),
    Wrong(
        "encode_target",
        '''
def encode_target(box, label, image_shape, n_classes=3):
    target = np.zeros(5 + n_classes)
    target[5 + label] = 1
    if box is not None:
        x1, y1, x2, y2 = box
        n_H, n_W = image_shape
        target[:5] = 1, (x1 + x2) / 2 / n_W, (y1 + y2) / 2 / n_H, (y2 - y1) / n_H, (x2 - x1) / n_W
    return target
''',
        ("class written where nothing is", "None not returned as zeros"),
        (3,),
    ),
    Wrong(
        "encode_target",
        '''
def encode_target(box, label, image_shape, n_classes=3):
    target = np.zeros(5 + n_classes)
    if box is None:
        return target
    x1, y1, x2, y2 = box
    n_H, n_W = image_shape
    target[:5] = 1, x1 / n_W, y1 / n_H, (x2 - x1) / n_W, (y2 - y1) / n_H
    target[5 + label] = 1
    return target
''',
        ("middle is the corner", "b_w before b_h"),
        (7,), "pair",
    ),
    Wrong(
        "encode_target",
        '''
def encode_target(box, label, image_shape, n_classes=3):
    target = np.zeros(5 + n_classes)
    x1, y1, x2, y2 = box
    n_H, n_W = image_shape
    target[:5] = 1, (x1 + x2) / 2 / n_W, (y1 + y2) / 2 / n_H, (y2 - y1) / n_H, (x2 - x1) / n_W
    target[5 + label] = 1
    return target
''',
        ("None cannot be unpacked: box is None not handled", "TypeError"),
        (3,), "raises",
    ),
    Wrong(
        "localization_loss",
        '''
def localization_loss(y_true, y_pred):
    d = tf.square(y_pred - y_true)
    loss = tf.reduce_mean(tf.reduce_sum(d, axis=1))
    return loss
''',
        ("all parts always count", "don't cares counted"),
        (3,),
    ),
    Wrong(
        "localization_loss",
        '''
def localization_loss(y_true, y_pred):
    d = tf.square(y_pred - y_true)
    pc = y_true[:, 0:1]
    weights = tf.concat([tf.ones_like(pc), pc * tf.ones_like(d[:, 1:])], axis=1)
    return tf.reduce_mean(d * weights)
''',
        ("mean over all numbers, not the sum over the parts",),
        (5,),
    ),
    Wrong(
        "localization_loss",
        '''
def localization_loss(y_true, y_pred):
    d = tf.square(y_pred - y_true)
    rest = tf.reduce_sum(d[:, 1:], axis=1) * y_true[:, 0]
    return tf.reduce_sum(d[:, 0] + rest)
''',
        ("sum over the batch, not the mean",),
        (4,),
    ),
    Wrong(
        "localization_loss",
        '''
def localization_loss(y_true, y_pred):
    d = (y_true - y_pred) ** 2
    has = tf.cast(y_pred[:, 0] > 0.5, tf.float32)
    per_image = d[:, 0] + has * tf.reduce_sum(d[:, 1:], axis=1)
    return tf.reduce_mean(per_image)
''',
        ("y_pred decides what counts, not y_true",),
        (3,),
    ),
    Wrong(
        "localization_loss",
        '''
def localization_loss(y_true, y_pred):
    d = (y_true - y_pred) ** 2
    per_image = y_true[:, 0] * tf.reduce_sum(d, axis=1)
    return tf.reduce_mean(per_image)
''',
        ("p_c counts only where an object is", "everything masked"),
        (3,),
    ),
    Wrong(
        "localization_loss",
        '''
def localization_loss(y_true, y_pred):
    d = tf.abs(y_true - y_pred)
    rest = tf.reduce_sum(d[:, 1:], axis=1)
    return tf.reduce_mean(tf.where(y_true[:, 0] == 1, d[:, 0] + rest, d[:, 0]))
''',
        ("absolute, not squared differences",),
        (2,),
    ),
    Wrong(
        "localization_loss",
        '''
def localization_loss(y_true, y_pred):
    d = tf.square(y_true - y_pred)
    if y_true[:, 0] == 1:
        loss = tf.reduce_sum(d, axis=1)
    else:
        loss = d[:, 0]
    return tf.reduce_mean(loss)
''',
        ("if on a tensor of several values", "truth value / wrong condition"),
        (3,), "raises",
    ),
    Wrong(
        "landmark_loss",
        '''
def landmark_loss(landmarks_true, landmarks_pred, visible):
    d = np.sum((landmarks_true - landmarks_pred) ** 2, axis=2)
    loss = np.mean(d * visible)
    return loss
''',
        ("divided by all landmarks, not the visible ones",),
        (3,),
    ),
    Wrong(
        "landmark_loss",
        '''
def landmark_loss(landmarks_true, landmarks_pred, visible):
    d = np.linalg.norm(landmarks_true - landmarks_pred, axis=2)
    n = visible.sum()
    if n == 0:
        return 0.0
    return (d * visible).sum() / n
''',
        ("square root: distance not squared",),
        (2,),
    ),
    Wrong(
        "landmark_loss",
        '''
def landmark_loss(landmarks_true, landmarks_pred, visible):
    seen = visible.astype(bool)
    if not seen.any():
        return 0.0
    diff = landmarks_true[seen] - landmarks_pred[seen]
    return np.mean(diff ** 2)
''',
        ("x and y averaged: half the distance",),
        (6,),
    ),
    Wrong(
        "landmark_loss",
        '''
def landmark_loss(landmarks_true, landmarks_pred, visible):
    d = ((landmarks_true - landmarks_pred) ** 2).sum(axis=-1)
    loss = (d * visible).sum() / visible.sum()
    return loss
''',
        ("nan where none is seen", "division by zero"),
        (3,),
    ),
    Wrong(
        "landmark_loss",
        '''
def landmark_loss(landmarks_true, landmarks_pred, visible):
    if np.sum(visible) == 0:
        return 0.0
    d = ((landmarks_true - landmarks_pred) ** 2).sum(axis=-1)
    return d.mean()
''',
        ("hidden landmarks counted: visible ignored",),
        (4,),
    ),
    Wrong(
        "landmark_loss",
        '''
def landmark_loss(landmarks_true, landmarks_pred, visible):
    d = ((landmarks_true - landmarks_pred) ** 2).sum(axis=-1) * visible
    counts = visible.sum(axis=1)
    per_image = d.sum(axis=1) / np.maximum(counts, 1)
    return per_image.mean()
''',
        ("mean per picture first, then over the pictures",),
        (4, 5),
    ),
]
