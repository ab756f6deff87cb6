"""Wrong answers to week3/4_project_detector: how students go wrong, written before any list of mistakes was read."""

from wrong import Wrong

ROWS = [
    Wrong(
        "detection_loss",
        '''
def detection_loss(y_true, t, lambda_coord=5.0, lambda_noobj=0.5, gamma=0.0):
    obj = y_true[..., 0]
    ce = tf.nn.sigmoid_cross_entropy_with_logits(labels=obj, logits=t[..., 0])
    if gamma > 0:
        p_t = tf.exp(-ce)
        ce = ce * (1 - p_t) ** gamma
    conf = tf.reduce_sum(obj * ce + lambda_noobj * (1 - obj) * ce)
    xy = tf.reduce_sum((tf.sigmoid(t[..., 1:3]) - y_true[..., 1:3]) ** 2, axis=-1)
    sides = tf.math.log(tf.maximum(y_true[..., 3:5], 1e-6))
    hw = tf.reduce_sum((t[..., 3:5] - sides) ** 2, axis=-1)
    classes = tf.nn.softmax_cross_entropy_with_logits(labels=y_true[..., 5:], logits=t[..., 5:])
    box = lambda_coord * (xy + hw)
    total = conf + tf.reduce_sum(obj * (box + classes))
    return total / y_true.shape[0]
''',
        ("divided by the number of pictures in place of the objects",),
        (14,),
    ),
    Wrong(
        "detection_loss",
        '''
def detection_loss(y_true, t, lambda_coord=5.0, lambda_noobj=0.5, gamma=0.0):
    obj = y_true[..., 0]
    ce = tf.nn.sigmoid_cross_entropy_with_logits(labels=obj, logits=t[..., 0])
    if gamma > 0:
        p_t = tf.exp(-ce)
        ce = ce * (1 - p_t) ** gamma
    conf = tf.reduce_sum(obj * ce + lambda_noobj * (1 - obj) * ce)
    xy = tf.reduce_sum((t[..., 1:3] - y_true[..., 1:3]) ** 2, axis=-1)
    sides = tf.math.log(tf.maximum(y_true[..., 3:5], 1e-6))
    hw = tf.reduce_sum((t[..., 3:5] - sides) ** 2, axis=-1)
    classes = tf.nn.softmax_cross_entropy_with_logits(labels=y_true[..., 5:], logits=t[..., 5:])
    box = lambda_coord * (xy + hw)
    total = conf + tf.reduce_sum(obj * (box + classes))
    return total / tf.maximum(tf.reduce_sum(obj), 1.0)
''',
        ("t_x and t_y without sigmoid",),
        (8,),
    ),
    Wrong(
        "detection_loss",
        '''
def detection_loss(y_true, t, lambda_coord=5.0, lambda_noobj=0.5, gamma=0.0):
    obj = y_true[..., 0]
    ce = tf.nn.sigmoid_cross_entropy_with_logits(labels=obj, logits=t[..., 0])
    if gamma > 0:
        p_t = tf.exp(-ce)
        ce = ce * (1 - p_t) ** gamma
    conf = tf.reduce_sum(obj * ce + lambda_noobj * (1 - obj) * ce)
    xy = tf.reduce_sum((tf.sigmoid(t[..., 1:3]) - y_true[..., 1:3]) ** 2, axis=-1)
    hw = tf.reduce_sum((tf.exp(t[..., 3:5]) - y_true[..., 3:5]) ** 2, axis=-1)
    classes = tf.nn.softmax_cross_entropy_with_logits(labels=y_true[..., 5:], logits=t[..., 5:])
    box = lambda_coord * (xy + hw)
    total = conf + tf.reduce_sum(obj * (box + classes))
    return total / tf.maximum(tf.reduce_sum(obj), 1.0)
''',
        ("sides compared as e^t, not as logarithms",),
        (9,),
    ),
    Wrong(
        "detection_loss",
        '''
def detection_loss(y_true, t, lambda_coord=5.0, lambda_noobj=0.5, gamma=0.0):
    obj = y_true[..., 0]
    ce = tf.nn.sigmoid_cross_entropy_with_logits(labels=obj, logits=t[..., 0])
    if gamma > 0:
        p_t = tf.exp(-ce)
        ce = ce * (1 - p_t) ** gamma
    conf = tf.reduce_sum(obj * ce + lambda_noobj * (1 - obj) * ce)
    xy = tf.reduce_sum((tf.sigmoid(t[..., 1:3]) - y_true[..., 1:3]) ** 2, axis=-1)
    sides = tf.math.log(tf.maximum(y_true[..., 3:5], 1e-6))
    hw = tf.reduce_sum((t[..., 3:5] - sides) ** 2, axis=-1)
    bce = tf.nn.sigmoid_cross_entropy_with_logits(labels=y_true[..., 5:], logits=t[..., 5:])
    classes = tf.reduce_sum(bce, axis=-1)
    box = lambda_coord * (xy + hw)
    total = conf + tf.reduce_sum(obj * (box + classes))
    return total / tf.maximum(tf.reduce_sum(obj), 1.0)
''',
        ("sigmoids in place of softmax for the classes",),
        (11, 12),
    ),
    Wrong(
        "detection_loss",
        '''
def detection_loss(y_true, t, lambda_coord=5.0, lambda_noobj=0.5, gamma=0.0):
    obj = y_true[..., 0]
    ce = tf.nn.sigmoid_cross_entropy_with_logits(labels=obj, logits=t[..., 0])
    if gamma > 0:
        p_t = tf.exp(-ce)
        ce = ce * (1 - p_t) ** gamma
    conf = tf.reduce_sum(obj * ce + lambda_noobj * (1 - obj) * ce)
    xy = tf.reduce_sum((tf.sigmoid(t[..., 1:3]) - y_true[..., 1:3]) ** 2, axis=-1)
    sides = tf.math.log(tf.maximum(y_true[..., 3:5], 1e-6))
    hw = tf.reduce_sum((t[..., 3:5] - sides) ** 2, axis=-1)
    classes = tf.nn.softmax_cross_entropy_with_logits(labels=y_true[..., 5:], logits=t[..., 5:])
    box = lambda_coord * (xy + hw)
    total = conf + tf.reduce_sum(obj * (box + classes))
    return total / tf.reduce_sum(obj)
''',
        ("no object: divided by 0",),
        (14,),
    ),
    Wrong(
        "detection_loss",
        '''
def detection_loss(y_true, t, lambda_coord=5.0, lambda_noobj=0.5, gamma=0.0):
    obj = y_true[..., 0]
    ce = tf.nn.sigmoid_cross_entropy_with_logits(labels=obj, logits=t[..., 0])
    if gamma > 0:
        p_t = tf.exp(-ce)
        ce = ce * (1 - p_t) ** gamma
    conf = tf.reduce_sum(obj * ce + lambda_noobj * (1 - obj) * ce)
    xy = tf.reduce_sum((tf.sigmoid(t[..., 1:3]) - y_true[..., 1:3]) ** 2, axis=-1)
    sides = tf.math.log(y_true[..., 3:5])
    hw = tf.reduce_sum((t[..., 3:5] - sides) ** 2, axis=-1)
    classes = tf.nn.softmax_cross_entropy_with_logits(labels=y_true[..., 5:], logits=t[..., 5:])
    box = lambda_coord * (xy + hw)
    total = conf + tf.reduce_sum(obj * (box + classes))
    return total / tf.maximum(tf.reduce_sum(obj), 1.0)
''',
        ("ln 0 in empty places, 0 times infinity is NaN",),
        (9,),
    ),
    Wrong(
        "detection_loss",
        '''
def detection_loss(y_true, t, lambda_coord=5.0, lambda_noobj=0.5, gamma=0.0):
    obj = y_true[..., 0]
    ce = tf.nn.sigmoid_cross_entropy_with_logits(labels=obj, logits=t[..., 0])
    if gamma > 0:
        p_t = tf.exp(-ce)
        ce = ce * (1 - p_t) ** gamma
    conf = tf.reduce_sum(obj * ce + lambda_noobj * (1 - obj) * ce)
    xy = tf.reduce_sum((tf.sigmoid(t[..., 1:3]) - y_true[..., 1:3]) ** 2, axis=-1)
    hw = tf.reduce_sum((t[..., 3:5] - tf.math.log(y_true[..., 3:5])) ** 2, axis=-1)
    hw = tf.where(obj == 1, hw, 0.0)
    classes = tf.nn.softmax_cross_entropy_with_logits(labels=y_true[..., 5:], logits=t[..., 5:])
    box = lambda_coord * (xy + hw)
    total = conf + tf.reduce_sum(obj * (box + classes))
    return total / tf.maximum(tf.reduce_sum(obj), 1.0)
''',
        ("tf.where after the logarithm of 0: the gradient is NaN",),
        (9, 10),
    ),
    Wrong(
        "detection_loss",
        '''
def detection_loss(y_true, t, lambda_coord=5.0, lambda_noobj=0.5, gamma=0.0):
    obj = y_true[..., 0]
    p = tf.sigmoid(t[..., 0])
    ce = -(obj * tf.math.log(p) + (1 - obj) * tf.math.log(1 - p))
    if gamma > 0:
        p_t = tf.exp(-ce)
        ce = ce * (1 - p_t) ** gamma
    conf = tf.reduce_sum(obj * ce + lambda_noobj * (1 - obj) * ce)
    xy = tf.reduce_sum((tf.sigmoid(t[..., 1:3]) - y_true[..., 1:3]) ** 2, axis=-1)
    sides = tf.math.log(tf.maximum(y_true[..., 3:5], 1e-6))
    hw = tf.reduce_sum((t[..., 3:5] - sides) ** 2, axis=-1)
    classes = tf.nn.softmax_cross_entropy_with_logits(labels=y_true[..., 5:], logits=t[..., 5:])
    box = lambda_coord * (xy + hw)
    total = conf + tf.reduce_sum(obj * (box + classes))
    return total / tf.maximum(tf.reduce_sum(obj), 1.0)
''',
        ("sigmoid, then logarithm: NaN where the network is sure",),
        (3, 4),
    ),
    Wrong(
        "detection_loss",
        '''
def detection_loss(y_true, t, lambda_coord=5.0, lambda_noobj=0.5, gamma=0.0):
    obj = y_true[..., 0]
    ce = (obj - tf.sigmoid(t[..., 0])) ** 2
    if gamma > 0:
        p_t = tf.exp(-ce)
        ce = ce * (1 - p_t) ** gamma
    conf = tf.reduce_sum(obj * ce + lambda_noobj * (1 - obj) * ce)
    xy = tf.reduce_sum((tf.sigmoid(t[..., 1:3]) - y_true[..., 1:3]) ** 2, axis=-1)
    sides = tf.math.log(tf.maximum(y_true[..., 3:5], 1e-6))
    hw = tf.reduce_sum((t[..., 3:5] - sides) ** 2, axis=-1)
    classes = tf.nn.softmax_cross_entropy_with_logits(labels=y_true[..., 5:], logits=t[..., 5:])
    box = lambda_coord * (xy + hw)
    total = conf + tf.reduce_sum(obj * (box + classes))
    return total / tf.maximum(tf.reduce_sum(obj), 1.0)
''',
        ("squares in place of cross-entropy for p",),
        (3,),
    ),
    Wrong(
        "detection_loss",
        '''
def detection_loss(y_true, t, lambda_coord=5.0, lambda_noobj=0.5, gamma=0.0):
    obj = y_true[..., 0]
    ce = tf.nn.sigmoid_cross_entropy_with_logits(labels=obj, logits=t[..., 0])
    conf = tf.reduce_sum(obj * ce + lambda_noobj * (1 - obj) * ce)
    xy = tf.reduce_sum((tf.sigmoid(t[..., 1:3]) - y_true[..., 1:3]) ** 2, axis=-1)
    sides = tf.math.log(tf.maximum(y_true[..., 3:5], 1e-6))
    hw = tf.reduce_sum((t[..., 3:5] - sides) ** 2, axis=-1)
    classes = tf.nn.softmax_cross_entropy_with_logits(labels=y_true[..., 5:], logits=t[..., 5:])
    box = lambda_coord * (xy + hw)
    total = conf + tf.reduce_sum(obj * (box + classes))
    return total / tf.maximum(tf.reduce_sum(obj), 1.0)
''',
        ("gamma is not used",),
        (2,),
    ),
    Wrong(
        "detection_loss",
        '''
def detection_loss(y_true, t, lambda_coord=5.0, lambda_noobj=0.5, gamma=0.0):
    obj = y_true[..., 0]
    ce = tf.nn.sigmoid_cross_entropy_with_logits(labels=obj, logits=t[..., 0])
    if gamma > 0:
        p_t = tf.exp(-ce)
        ce = ce * p_t ** gamma
    conf = tf.reduce_sum(obj * ce + lambda_noobj * (1 - obj) * ce)
    xy = tf.reduce_sum((tf.sigmoid(t[..., 1:3]) - y_true[..., 1:3]) ** 2, axis=-1)
    sides = tf.math.log(tf.maximum(y_true[..., 3:5], 1e-6))
    hw = tf.reduce_sum((t[..., 3:5] - sides) ** 2, axis=-1)
    classes = tf.nn.softmax_cross_entropy_with_logits(labels=y_true[..., 5:], logits=t[..., 5:])
    box = lambda_coord * (xy + hw)
    total = conf + tf.reduce_sum(obj * (box + classes))
    return total / tf.maximum(tf.reduce_sum(obj), 1.0)
''',
        ("p_t^gamma in place of (1 - p_t)^gamma",),
        (6,),
    ),
    Wrong(
        "detection_loss",
        '''
def detection_loss(y_true, t, lambda_coord=5.0, lambda_noobj=0.5, gamma=0.0):
    obj = y_true[..., 0]
    ce = tf.nn.sigmoid_cross_entropy_with_logits(labels=obj, logits=t[..., 0])
    if gamma > 0:
        p_t = tf.sigmoid(t[..., 0])
        ce = ce * (1 - p_t) ** gamma
    conf = tf.reduce_sum(obj * ce + lambda_noobj * (1 - obj) * ce)
    xy = tf.reduce_sum((tf.sigmoid(t[..., 1:3]) - y_true[..., 1:3]) ** 2, axis=-1)
    sides = tf.math.log(tf.maximum(y_true[..., 3:5], 1e-6))
    hw = tf.reduce_sum((t[..., 3:5] - sides) ** 2, axis=-1)
    classes = tf.nn.softmax_cross_entropy_with_logits(labels=y_true[..., 5:], logits=t[..., 5:])
    box = lambda_coord * (xy + hw)
    total = conf + tf.reduce_sum(obj * (box + classes))
    return total / tf.maximum(tf.reduce_sum(obj), 1.0)
''',
        ("p in place of p_t: wrong for empty places",),
        (5,),
    ),
    Wrong(
        "detection_loss",
        '''
def detection_loss(y_true, t, lambda_coord=5.0, lambda_noobj=0.5, gamma=0.0):
    obj = y_true[..., 0]
    ce = tf.nn.sigmoid_cross_entropy_with_logits(labels=obj, logits=t[..., 0])
    if gamma > 0:
        p_t = tf.exp(-ce)
        ce = ce * (1 - p_t) ** gamma
    conf = tf.reduce_sum(obj * ce + lambda_noobj * (1 - obj) * ce)
    xy = tf.reduce_sum((tf.sigmoid(t[..., 1:3]) - y_true[..., 1:3]) ** 2, axis=-1)
    sides = tf.math.log(tf.maximum(y_true[..., 3:5], 1e-6))
    hw = tf.reduce_sum((t[..., 3:5] - sides) ** 2, axis=-1)
    classes = tf.nn.softmax_cross_entropy_with_logits(labels=y_true[..., 5:], logits=t[..., 5:])
    box = lambda_coord * (xy + hw)
    total = conf + tf.reduce_sum(obj * (box + classes))
    return np.float32(total / max(np.sum(obj), 1))
''',
        ("numpy: no gradient",),
        (14,),
    ),
    Wrong(
        "detection_loss",
        '''
def detection_loss(y_true, t, lambda_coord=5.0, lambda_noobj=0.5, gamma=0.0):
    obj = y_true[..., 0]
    ce = tf.nn.sigmoid_cross_entropy_with_logits(labels=obj, logits=t[..., 0])
    if gamma > 0:
        p_t = tf.exp(-ce)
        ce = ce * (1 - p_t) ** gamma
    conf = tf.reduce_sum(lambda_noobj * ce)
    xy = tf.reduce_sum((tf.sigmoid(t[..., 1:3]) - y_true[..., 1:3]) ** 2, axis=-1)
    sides = tf.math.log(tf.maximum(y_true[..., 3:5], 1e-6))
    hw = tf.reduce_sum((t[..., 3:5] - sides) ** 2, axis=-1)
    classes = tf.nn.softmax_cross_entropy_with_logits(labels=y_true[..., 5:], logits=t[..., 5:])
    box = lambda_coord * (xy + hw)
    total = conf + tf.reduce_sum(obj * (box + classes))
    return total / tf.maximum(tf.reduce_sum(obj), 1.0)
''',
        ("lambda_noobj for places with an object as well",),
        (7,),
    ),
    Wrong(
        "detection_loss",
        '''
def detection_loss(y_true, t, lambda_coord=5.0, lambda_noobj=0.5, gamma=0.0):
    obj = y_true[..., 0]
    ce = tf.nn.sigmoid_cross_entropy_with_logits(labels=obj, logits=t[..., 0])
    p_t = tf.exp(-ce)
    ce = ce * (1 - p_t) ** gamma
    conf = tf.reduce_sum(obj * ce + lambda_noobj * (1 - obj) * ce)
    xy = tf.reduce_sum((tf.sigmoid(t[..., 1:3]) - y_true[..., 1:3]) ** 2, axis=-1)
    sides = tf.math.log(tf.maximum(y_true[..., 3:5], 1e-6))
    hw = tf.reduce_sum((t[..., 3:5] - sides) ** 2, axis=-1)
    classes = tf.nn.softmax_cross_entropy_with_logits(labels=y_true[..., 5:], logits=t[..., 5:])
    box = lambda_coord * (xy + hw)
    total = conf + tf.reduce_sum(obj * (box + classes))
    return total / tf.maximum(tf.reduce_sum(obj), 1.0)
''',
        ("power 0 of 0 has the gradient NaN at gamma 0",),
        (4, 5),
    ),
    Wrong(
        "detection_loss",
        '''
def detection_loss(y_true, t, lambda_coord=5.0, lambda_noobj=0.5, gamma=0.0):
    obj = y_true[..., 0]
    ce = tf.nn.sigmoid_cross_entropy_with_logits(labels=obj, logits=t[..., 0])
    if gamma > 0:
        p_t = tf.exp(-ce)
        ce = ce * (1 - p_t) ** gamma
    conf = tf.reduce_sum(obj * ce + lambda_noobj * (1 - obj) * ce)
    xy = tf.reduce_sum((tf.sigmoid(t[..., 1:3]) - y_true[..., 1:3]) ** 2, axis=-1)
    sides = tf.math.log(tf.maximum(y_true[..., 3:5], 1e-6))
    hw = tf.reduce_sum((t[..., 3:5] - sides) ** 2, axis=-1)
    probabilities = tf.nn.softmax(t[..., 5:])
    classes = tf.nn.softmax_cross_entropy_with_logits(labels=y_true[..., 5:], logits=probabilities)
    box = lambda_coord * (xy + hw)
    total = conf + tf.reduce_sum(obj * (box + classes))
    return total / tf.maximum(tf.reduce_sum(obj), 1.0)
''',
        ("softmax twice",),
        (11, 12),
    ),
    Wrong(
        "detection_loss",
        '''
def detection_loss(y_true, t, lambda_coord=5.0, lambda_noobj=0.5, gamma=0.0):
    obj = y_true[..., 0]
    ce = tf.nn.sigmoid_cross_entropy_with_logits(labels=obj, logits=t[..., 0])
    if gamma > 0:
        p_t = tf.exp(-ce)
        ce = ce * (1 - p_t) ** gamma
    conf = tf.reduce_sum(obj * ce + lambda_noobj * (1 - obj) * ce)
    xy = tf.reduce_sum((tf.sigmoid(t[..., 1:3]) - y_true[..., 1:3]) ** 2, axis=-1)
    sides = tf.math.log(tf.maximum(y_true[..., 3:5], 1e-6))
    hw = tf.reduce_sum((t[..., 3:5] - sides) ** 2, axis=-1)
    classes = tf.nn.softmax_cross_entropy_with_logits(labels=y_true[..., 5:], logits=t[..., 5:])
    box = lambda_coord * (xy + hw)
    total = conf + tf.reduce_sum(obj * (box + classes))
    return total / tf.cast(tf.size(obj), tf.float32)
''',
        ("divided by the number of places",),
        (14,),
    ),
    Wrong(
        "detection_loss",
        '''
def detection_loss(y_true, t, lambda_coord=5.0, lambda_noobj=0.5, gamma=0.0):
    obj = y_true[..., 0]
    ce = tf.nn.sigmoid_cross_entropy_with_logits(labels=obj, logits=t[..., 0])
    if gamma > 0:
        p_t = tf.exp(-ce)
        ce = ce * (1 - p_t) ** gamma
    conf = tf.reduce_sum(obj * ce + lambda_noobj * (1 - obj) * ce)
    xy = tf.reduce_sum((tf.sigmoid(t[..., 1:3]) - y_true[..., 1:3]) ** 2, axis=-1)
    sides = tf.math.log(tf.maximum(y_true[..., 3:5], 1e-6))
    hw = tf.reduce_sum((t[..., 3:5] - sides) ** 2, axis=-1)
    classes = tf.nn.softmax_cross_entropy_with_logits(labels=y_true[..., 5:], logits=t[..., 5:])
    box = lambda_coord * (xy + hw)
    total = conf + tf.reduce_sum(box + obj * classes)
    return total / tf.maximum(tf.reduce_sum(obj), 1.0)
''',
        ("the box counts where nothing is",),
        (13,),
    ),
]
