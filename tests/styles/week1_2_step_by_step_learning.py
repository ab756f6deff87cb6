"""Right answers to the last part of week1/2_step_by_step: windows as rows, ReLU backward, a loss and a step."""

from functools import reduce

import numpy as np
import tensorflow as tf
from numpy.lib.stride_tricks import as_strided, sliding_window_view


def _padded(A_prev, pad):
    return np.pad(A_prev, ((0, 0), (pad, pad), (pad, pad), (0, 0)))


def im2col_by_the_walk(A_prev, f, hparameters):
    (m, n_H_prev, n_W_prev, n_C_prev) = A_prev.shape
    stride, pad = hparameters["stride"], hparameters["pad"]
    n_H = int((n_H_prev - f + 2 * pad) / stride) + 1
    n_W = int((n_W_prev - f + 2 * pad) / stride) + 1
    padded = _padded(A_prev, pad)
    rows = np.zeros((m * n_H * n_W, f * f * n_C_prev))
    row = 0
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                rows[row] = padded[i, h * stride : h * stride + f, w * stride : w * stride + f].ravel()
                row += 1
    return rows


def im2col_by_views(A_prev, f, hparameters):
    s = hparameters["stride"]
    windows = sliding_window_view(_padded(A_prev, hparameters["pad"]), (f, f), axis=(1, 2))[:, ::s, ::s]
    return np.transpose(windows, (0, 1, 2, 4, 5, 3)).reshape(-1, f * f * A_prev.shape[-1])


def im2col_by_strides(A_prev, f, hparameters):
    stride = hparameters["stride"]
    X = np.ascontiguousarray(_padded(A_prev, hparameters["pad"]))
    m, height, width, channels = X.shape
    n_H, n_W = (height - f) // stride + 1, (width - f) // stride + 1
    a, y, x, c = X.strides
    view = as_strided(X, (m, n_H, n_W, f, f, channels), (a, y * stride, x * stride, y, x, c))
    return view.reshape(m * n_H * n_W, f * f * channels)


def im2col_by_places_in_the_window(A_prev, f, hparameters):
    """Column by column: what every window has at one place."""
    stride, X = hparameters["stride"], _padded(A_prev, hparameters["pad"])
    last_row, last_column = X.shape[1] - f, X.shape[2] - f
    parts = []
    for row in range(f):
        for column in range(f):
            parts.append(X[:, row : row + last_row + 1 : stride, column : column + last_column + 1 : stride])
    return np.concatenate(parts, axis=3).reshape(-1, f * f * A_prev.shape[3])


def im2col_by_indices(A_prev, f, hparameters):
    stride, X = hparameters["stride"], _padded(A_prev, hparameters["pad"])
    tops, lefts = (np.arange(0, n - f + 1, stride) for n in X.shape[1:3])
    rows = tops[:, None, None, None] + np.arange(f)[None, None, :, None]
    columns = lefts[None, :, None, None] + np.arange(f)
    return X[:, rows, columns].reshape(len(X) * len(tops) * len(lefts), -1)


def im2col_by_comprehension(A_prev, f, hparameters):
    stride, X = hparameters["stride"], _padded(A_prev, hparameters["pad"])
    starts = [(t, u) for t in range(0, X.shape[1] - f + 1, stride) for u in range(0, X.shape[2] - f + 1, stride)]
    return np.stack([image[t : t + f, u : u + f].reshape(-1) for image in X for t, u in starts])


def im2col_by_tensors(A_prev, f, hparameters):
    s = hparameters["stride"]
    patches = tf.image.extract_patches(
        tf.constant(_padded(A_prev, hparameters["pad"])), [1, f, f, 1], [1, s, s, 1], [1, 1, 1, 1], "VALID"
    )
    return tf.reshape(patches, (-1, patches.shape[-1]))


def relu_backward_by_the_mask(dA, Z):
    return dA * (Z > 0)


def relu_backward_by_the_classic_lines(dA, Z):
    dZ = np.array(dA, copy=True)
    dZ[Z <= 0] = 0
    return dZ


def relu_backward_by_where(dA, Z):
    return np.where(Z <= 0, 0, dA)


def relu_backward_by_loops(dA, Z):
    return np.array([d if z > 0 else 0.0 for d, z in zip(dA.flat, Z.flat)]).reshape(Z.shape)


def relu_backward_by_heaviside(dA, Z):
    return np.multiply(np.heaviside(Z, 0.0), dA)


def relu_backward_by_masked_copy(dA, Z):
    dZ = np.zeros_like(dA)
    np.copyto(dZ, dA, where=np.greater(Z, 0))
    return dZ


def relu_backward_by_tape(dA, Z):
    before = tf.constant(Z)
    with tf.GradientTape() as tape:
        tape.watch(before)
        after = tf.nn.relu(before)
    return tape.gradient(after, before, output_gradients=tf.constant(dA))


def softmax_loss_by_the_classic_lines(scores, labels):
    m = scores.shape[0]
    exps = np.exp(scores - np.max(scores, axis=1, keepdims=True))
    log_sums = np.log(np.sum(exps, axis=1, keepdims=True))
    log_probs = scores - np.max(scores, axis=1, keepdims=True) - log_sums
    loss = -np.sum(log_probs[np.arange(m), labels]) / m
    dscores = np.exp(log_probs)
    dscores[np.arange(m), labels] -= 1
    return loss, dscores / m


def softmax_loss_by_one_hot(scores, labels):
    shifted = scores - scores.max(axis=1)[:, None]
    Y = np.eye(scores.shape[1])[labels]
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1))[:, None]
    return np.mean(-(Y * log_p).sum(axis=1)), (np.exp(log_p) - Y) / len(labels)


def softmax_loss_by_logaddexp(scores, labels):
    log_p = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
    gradient = np.exp(log_p)
    np.subtract.at(gradient, (range(len(labels)), labels), 1)
    return -np.take_along_axis(log_p, labels[:, None], axis=1).mean(), gradient / len(scores)


def softmax_loss_picture_by_picture(scores, labels):
    losses, gradients = [], []
    for row, label in zip(scores, labels):
        row = row - max(row)
        p = np.exp(row) / np.exp(row).sum()
        losses.append(np.log(np.exp(row).sum()) - row[label])
        gradients.append([share - (k == label) for k, share in enumerate(p)])
    return float(np.mean(losses)), np.array(gradients) / len(losses)


def softmax_loss_by_reduce(scores, labels):
    m, C = scores.shape
    totals = np.array([reduce(np.logaddexp, row) for row in scores])
    own = (np.arange(C) == np.asarray(labels).reshape(-1, 1)).astype(float)
    loss = (totals - (scores * own).sum(1)).sum() / m
    return loss, (np.exp(scores - totals.reshape(m, 1)) - own) / m


def softmax_loss_by_tape(scores, labels):
    logits = tf.Variable(scores)
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits))
    return loss, tape.gradient(loss, logits)


def softmax_loss_by_float32_tensors(scores, labels):
    logits = tf.cast(scores, tf.float32)
    truth = tf.one_hot(labels, logits.shape[1])
    costs = tf.nn.softmax_cross_entropy_with_logits(truth, logits)
    return tf.reduce_mean(costs).numpy(), ((tf.nn.softmax(logits) - truth) / len(labels)).numpy()


def sgd_step_by_comprehension(parameters, gradients, learning_rate):
    return {name: parameters[name] - learning_rate * gradients[name] for name in parameters}


def sgd_step_in_place(parameters, gradients, learning_rate):
    for name in parameters:
        parameters[name] -= learning_rate * gradients[name]
    return parameters


def sgd_step_by_items(parameters, gradients, learning_rate):
    moved = {}
    for (name, value), slope in zip(sorted(parameters.items()), [gradients[key] for key in sorted(gradients)]):
        moved[name] = value + (-learning_rate) * slope
    return moved


def sgd_step_by_a_copy(parameters, gradients, learning_rate=0.01):
    updated = parameters.copy()
    for key, grad in gradients.items():
        updated[key] = np.subtract(updated[key], np.multiply(grad, learning_rate))
    return updated


def sgd_step_by_map(parameters, gradients, learning_rate):
    def step(name):
        return name, parameters[name] - gradients[name] * learning_rate

    return dict(map(step, parameters))


def sgd_step_by_layers(parameters, gradients, learning_rate):
    count = len(parameters) // 2
    for layer in range(1, count + 1):
        parameters["W" + str(layer)] = parameters["W" + str(layer)] - learning_rate * gradients["W" + str(layer)]
        parameters["b" + str(layer)] = parameters["b" + str(layer)] - learning_rate * gradients["b" + str(layer)]
    return parameters


def sgd_step_by_variables(parameters, gradients, learning_rate):
    variables = {name: tf.Variable(value) for name, value in parameters.items()}
    for name, variable in variables.items():
        variable.assign_sub(learning_rate * tf.constant(gradients[name]))
    return {name: variable.numpy() for name, variable in variables.items()}
