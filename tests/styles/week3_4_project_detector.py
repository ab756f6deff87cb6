"""Right answers to a detector's loss as good students write them: masks, picking, Keras operations, graphs, splits.

`EXERCISE_by_STYLE`; all must pass every case.
"""

import keras
import tensorflow as tf
from keras import ops


def detection_loss_by_masks(y_true, t, lambda_coord=5.0, lambda_noobj=0.5, gamma=0.0):
    obj = y_true[..., 0:1]
    noobj = 1.0 - obj
    ce = tf.nn.sigmoid_cross_entropy_with_logits(obj, t[..., 0:1])
    if gamma > 0:
        p = tf.sigmoid(t[..., 0:1])
        pt = obj * p + noobj * (1 - p)
        ce = ce * tf.pow(1 - pt, gamma)
    conf = tf.reduce_sum(obj * ce) + lambda_noobj * tf.reduce_sum(noobj * ce)
    xy = tf.reduce_sum(obj * tf.square(y_true[..., 1:3] - tf.sigmoid(t[..., 1:3])))
    hw_true = tf.math.log(y_true[..., 3:5] + noobj)
    hw = tf.reduce_sum(obj * tf.square(hw_true - t[..., 3:5]))
    classes = tf.nn.softmax_cross_entropy_with_logits(y_true[..., 5:], t[..., 5:])
    classes = tf.reduce_sum(obj[..., 0] * classes)
    n = tf.maximum(tf.reduce_sum(obj), 1)
    return (conf + lambda_coord * (xy + hw) + classes) / n


def detection_loss_by_picking(y_true, t, lambda_coord=5.0, lambda_noobj=0.5, gamma=0.0):
    taken = y_true[..., 0] > 0.5
    truth, guess = tf.boolean_mask(y_true, taken), tf.boolean_mask(t, taken)
    empty = tf.boolean_mask(t[..., 0], ~taken)
    n = max(1, int(tf.reduce_sum(tf.cast(taken, tf.int32))))
    pos, neg = -tf.math.log_sigmoid(guess[:, 0]), -tf.math.log_sigmoid(-empty)
    if gamma:
        pos, neg = pos * tf.sigmoid(-guess[:, 0]) ** gamma, neg * tf.sigmoid(empty) ** gamma
    box = tf.concat([tf.sigmoid(guess[:, 1:3]) - truth[:, 1:3], guess[:, 3:5] - tf.math.log(truth[:, 3:5])], axis=1)
    kinds = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.argmax(truth[:, 5:], axis=1), logits=guess[:, 5:])
    parts = [tf.reduce_sum(pos), lambda_noobj * tf.reduce_sum(neg), lambda_coord * tf.reduce_sum(box**2)]
    return (tf.add_n(parts) + tf.reduce_sum(kinds)) / n


def detection_loss_by_operations(y_true, t, lambda_coord=5.0, lambda_noobj=0.5, gamma=0.0):
    there = y_true[..., 0]
    surprise = ops.softplus(ops.where(there > 0, -t[..., 0], t[..., 0]))
    if gamma != 0:
        surprise = surprise * ops.power(1 - ops.exp(-surprise), gamma)
    weights = ops.where(there > 0, 1.0, lambda_noobj)
    xy = ops.sum(ops.square(ops.sigmoid(t[..., 1:3]) - y_true[..., 1:3]), axis=-1)
    sides = ops.log(ops.maximum(y_true[..., 3:5], 1e-6))
    hw = ops.sum(ops.square(t[..., 3:5] - sides), axis=-1)
    kinds = ops.categorical_crossentropy(y_true[..., 5:], t[..., 5:], from_logits=True)
    objects = ops.maximum(ops.sum(there), 1.0)
    return ops.sum(weights * surprise + there * (lambda_coord * (xy + hw) + kinds)) / objects


def detection_loss_by_keras_losses(y_true, t, lambda_coord=5.0, lambda_noobj=0.5, gamma=0.0):
    there = y_true[..., :1]
    entropy = keras.losses.BinaryCrossentropy(from_logits=True, reduction=None)(there, t[..., :1])
    if gamma:
        entropy *= (1 - tf.exp(-entropy)) ** gamma
    mask = there[..., 0]
    kinds = keras.losses.CategoricalCrossentropy(from_logits=True, reduction=None)(y_true[..., 5:], t[..., 5:])
    safe = tf.where(there == 1, y_true[..., 3:5], tf.ones_like(y_true[..., 3:5]))
    middle = tf.reduce_sum(tf.math.squared_difference(y_true[..., 1:3], tf.nn.sigmoid(t[..., 1:3])), -1)
    size = tf.reduce_sum(tf.math.squared_difference(tf.math.log(safe), t[..., 3:5]), -1)
    place = mask * (entropy + lambda_coord * middle + lambda_coord * size + kinds) + (1 - mask) * lambda_noobj * entropy
    return tf.reduce_sum(place) / tf.maximum(1.0, tf.reduce_sum(mask))


def detection_loss_by_splits(y_true, t, lambda_coord=5.0, lambda_noobj=0.5, gamma=0.0):
    n = y_true.shape[-1] - 5
    c, xy, hw, kinds = tf.split(y_true, [1, 2, 2, n], axis=-1)
    c_, xy_, hw_, kinds_ = tf.split(t, [1, 2, 2, n], axis=-1)
    sign = 2 * c - 1
    sure = tf.math.softplus(-sign * c_)
    if gamma > 0.0:
        sure = tf.sigmoid(-sign * c_) ** gamma * sure
    hw = tf.math.log(tf.clip_by_value(hw, 1e-3, 1e3))
    parts = [
        (c + lambda_noobj * (1 - c)) * sure,
        c * lambda_coord * (tf.sigmoid(xy_) - xy) ** 2,
        c * lambda_coord * (hw_ - hw) ** 2,
        -c * kinds * tf.nn.log_softmax(kinds_, axis=-1),
    ]
    total = tf.reduce_sum(tf.concat(parts, axis=-1))
    objects = tf.math.count_nonzero(c, dtype=tf.float32)
    return total / tf.maximum(objects, tf.constant(1.0))


@tf.function
def detection_loss_by_a_graph(y_true, t, lambda_coord=5.0, lambda_noobj=0.5, gamma=0.0):
    there = tf.cast(y_true[..., 0] > 0, t.dtype)
    z = t[..., 0]
    sure = tf.maximum(z, 0) - z * there + tf.math.log1p(tf.exp(-tf.abs(z)))
    if gamma > 0:
        sure *= tf.abs(there - tf.sigmoid(z)) ** gamma
    safe = tf.math.log(tf.maximum(y_true[..., 3:5], 1e-7))
    box = tf.reduce_sum((tf.sigmoid(t[..., 1:3]) - y_true[..., 1:3]) ** 2 + (t[..., 3:5] - safe) ** 2, axis=-1)
    kinds = tf.reduce_logsumexp(t[..., 5:], axis=-1) - tf.reduce_sum(y_true[..., 5:] * t[..., 5:], axis=-1)
    weights = there + lambda_noobj * (1 - there)
    total = tf.reduce_sum(weights * sure) + tf.reduce_sum(there * (lambda_coord * box + kinds))
    return tf.math.divide_no_nan(total, tf.reduce_sum(there)) if tf.reduce_sum(there) > 0 else total


def detection_loss_by_pictures(y_true, t, lambda_coord=5.0, lambda_noobj=0.5, gamma=0.0):
    costs, objects = [], 0.0
    for truth, free in zip(tf.unstack(y_true), tf.unstack(t)):
        there = truth[:, :, 0]
        entropy = tf.nn.weighted_cross_entropy_with_logits(there, free[:, :, 0], pos_weight=1.0)
        focus = tf.ones_like(entropy)
        if gamma:
            focus = tf.where(there == 1, 1 - tf.sigmoid(free[:, :, 0]), tf.sigmoid(free[:, :, 0])) ** gamma
        costs.append(tf.reduce_sum(tf.where(there == 1, 1.0, lambda_noobj) * focus * entropy))
        where = tf.where(there == 1)
        b, f = tf.gather_nd(truth, where), tf.gather_nd(free, where)
        costs.append(lambda_coord * tf.nn.l2_loss(b[:, 1:3] - tf.sigmoid(f[:, 1:3])) * 2)
        costs.append(lambda_coord * tf.nn.l2_loss(tf.math.log(b[:, 3:5]) - f[:, 3:5]) * 2)
        costs.append(tf.reduce_sum(tf.nn.softmax_cross_entropy_with_logits(b[:, 5:], f[:, 5:])))
        objects += float(len(where))
    return tf.add_n(costs) / max(objects, 1.0)
