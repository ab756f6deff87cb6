"""Right answers to YOLO's loss as good students write them: tensors, Keras operations, numpy, places one by one.

`EXERCISE_by_STYLE`; all must pass every case.
"""

import keras
import numpy as np
import tensorflow as tf
from keras import ops


def yolo_loss_by_masks(y_true, y_pred, lambda_coord=5.0, lambda_noobj=0.5, log_loss=False):
    obj = y_true[..., 0:1]
    noobj = 1.0 - obj
    if log_loss:
        conf = -(obj * tf.math.log(y_pred[..., 0:1]) + noobj * tf.math.log(1.0 - y_pred[..., 0:1]))
    else:
        conf = tf.square(y_true[..., 0:1] - y_pred[..., 0:1])
    xy = tf.reduce_sum(obj * tf.square(y_true[..., 1:3] - y_pred[..., 1:3]))
    hw = tf.reduce_sum(obj * tf.square(tf.sqrt(y_true[..., 3:5]) - tf.sqrt(y_pred[..., 3:5])))
    classes = tf.reduce_sum(obj * tf.square(y_true[..., 5:] - y_pred[..., 5:]))
    total = lambda_coord * (xy + hw) + tf.reduce_sum(obj * conf) + lambda_noobj * tf.reduce_sum(noobj * conf) + classes
    return total / y_true.shape[0]


def yolo_loss_by_picking(y_true, y_pred, lambda_coord=5.0, lambda_noobj=0.5, log_loss=False):
    """Places with an object and those without, as two lists."""
    taken = y_true[..., 0] == 1
    truth, guess, empty = tf.boolean_mask(y_true, taken), tf.boolean_mask(y_pred, taken), y_pred[~taken][:, 0]
    sure = -tf.math.log(guess[:, 0]) if log_loss else (1 - guess[:, 0]) ** 2
    unsure = -tf.math.log(1 - empty) if log_loss else empty**2
    place = tf.concat([truth[:, 1:3] - guess[:, 1:3], truth[:, 3:5] ** 0.5 - guess[:, 3:5] ** 0.5], axis=1)
    total = tf.reduce_sum(sure) + lambda_coord * tf.reduce_sum(place**2) + tf.reduce_sum((truth - guess)[:, 5:] ** 2)
    return (total + lambda_noobj * tf.reduce_sum(unsure)) / len(y_true)


def yolo_loss_by_numpy(y_true, y_pred, lambda_coord=5.0, lambda_noobj=0.5, log_loss=False):
    y, p = np.array(y_true, dtype=float), np.array(y_pred, dtype=float)
    there = y[..., 0]
    with np.errstate(divide="ignore", invalid="ignore"):
        confidence = -np.log(np.where(there == 1, p[..., 0], 1 - p[..., 0])) if log_loss else (there - p[..., 0]) ** 2
    y[..., 3:5], p[..., 3:5] = np.sqrt(y[..., 3:5]), np.sqrt(p[..., 3:5])
    squares = (y - p) ** 2
    rest = float(lambda_coord) * squares[..., 1:5].sum(-1) + squares[..., 5:].sum(-1)
    per_place = np.where(there == 1, confidence + rest, float(lambda_noobj) * confidence)
    return per_place.sum(axis=(1, 2, 3)).mean()


def yolo_loss_by_operations(y_true, y_pred, lambda_coord=5.0, lambda_noobj=0.5, log_loss=False):
    there = y_true[..., 0]
    p = y_pred[..., 0]
    confidence = ops.square(there - p)
    if log_loss:
        confidence = ops.binary_crossentropy(there, p)
    box = ops.square(y_true[..., 1:3] - y_pred[..., 1:3]) + ops.square(
        ops.sqrt(y_true[..., 3:5]) - ops.sqrt(y_pred[..., 3:5])
    )
    where = lambda_coord * ops.sum(box, axis=-1)
    what = ops.sum(ops.square(y_true[..., 5:] - y_pred[..., 5:]), axis=-1)
    places = ops.where(there > 0.5, confidence + where + what, lambda_noobj * confidence)
    return ops.mean(ops.sum(places, axis=(1, 2, 3)))


def yolo_loss_by_splits(y_true, y_pred, lambda_coord=5.0, lambda_noobj=0.5, log_loss=False):
    n = y_true.shape[-1] - 5
    c, xy, hw, kinds = tf.split(y_true, [1, 2, 2, n], axis=-1)
    c_, xy_, hw_, kinds_ = tf.split(y_pred, [1, 2, 2, n], axis=-1)
    weights = c + lambda_noobj * (1 - c)
    if log_loss:
        entropy = keras.losses.BinaryCrossentropy(reduction=None)
        sure = weights[..., 0] * entropy(c, c_)
    else:
        sure = tf.squeeze(weights * tf.math.squared_difference(c, c_), axis=-1)
    parts = tf.concat([lambda_coord * (xy - xy_) ** 2, lambda_coord * (hw**0.5 - hw_**0.5) ** 2, (kinds - kinds_) ** 2], -1)
    return tf.reduce_mean(tf.reduce_sum(sure, [1, 2, 3]) + tf.reduce_sum(c * parts, [1, 2, 3, 4]))


def yolo_loss_by_pictures(y_true, y_pred, lambda_coord=5.0, lambda_noobj=0.5, log_loss=False):
    losses = []
    for truth, guess in zip(y_true, y_pred):
        rows, answers = tf.reshape(truth, (-1, truth.shape[-1])), tf.reshape(guess, (-1, guess.shape[-1]))
        cost = 0.0
        for t, g in zip(rows, answers):
            if t[0] == 1:
                cost += -tf.math.log(g[0]) if log_loss else (1 - g[0]) ** 2
                cost += lambda_coord * tf.reduce_sum((t[1:3] - g[1:3]) ** 2)
                cost += lambda_coord * tf.reduce_sum((tf.sqrt(t[3:5]) - tf.sqrt(g[3:5])) ** 2)
                cost += tf.reduce_sum((t[5:] - g[5:]) ** 2)
            else:
                cost -= lambda_noobj * tf.math.log(1 - g[0]) if log_loss else -lambda_noobj * g[0] ** 2
        losses.append(cost)
    return tf.add_n(losses) / len(losses)


@tf.function
def yolo_loss_by_a_graph(y_true, y_pred, lambda_coord=5.0, lambda_noobj=0.5, log_loss=False):
    weights = tf.concat([tf.repeat(lambda_coord, 4), tf.ones(tf.shape(y_true)[-1] - 5)], axis=0)
    rooted = [tf.concat([part[..., 1:3], tf.sqrt(part[..., 3:5]), part[..., 5:]], -1) for part in (y_true, y_pred)]
    rest = tf.tensordot((rooted[0] - rooted[1]) ** 2, weights, axes=1)
    there, p = y_true[..., 0], y_pred[..., 0]
    sure = -tf.math.xlogy(there, p) - tf.math.xlogy(1 - there, 1 - p) if log_loss else (there - p) ** 2
    return tf.reduce_sum(there * (rest + sure) + (1 - there) * lambda_noobj * sure) / tf.cast(tf.shape(y_true)[0], tf.float32)
