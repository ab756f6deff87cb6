"""Right answers to the shortcut of zeros. `EXERCISE_by_STYLE`."""

import numpy as np
import tensorflow as tf


def zero_padded_shortcut_by_pad(X, n_C, stride):
    return np.pad(X[:, ::stride, ::stride], [(0, 0), (0, 0), (0, 0), (0, n_C - X.shape[-1])])


def zero_padded_shortcut_by_filling(X, n_C, stride):
    thin = X[:, ::stride, ::stride]
    answer = np.zeros((*thin.shape[:-1], n_C))
    answer[..., : X.shape[-1]] = thin
    return answer


def zero_padded_shortcut_by_loops(X, n_C, stride):
    m, n_H, n_W, old = X.shape
    answer = np.zeros((m, -(-n_H // stride), -(-n_W // stride), n_C))
    for h in range(answer.shape[1]):
        for w in range(answer.shape[2]):
            answer[:, h, w, :old] = X[:, h * stride, w * stride]
    return answer


def zero_padded_shortcut_by_product(X, n_C, stride):
    """The identity as a 1×1 convolution: a matrix with ones on its diagonal."""
    return X[:, ::stride, ::stride] @ np.eye(X.shape[3], n_C)


def zero_padded_shortcut_by_places(X, n_C, stride):
    rows, columns = np.arange(0, X.shape[1], stride), np.arange(0, X.shape[2], stride)
    fewer = X.take(rows, axis=1).take(columns, axis=2)
    return np.append(fewer, np.zeros((*fewer.shape[:3], n_C - fewer.shape[3])), axis=-1)


def zero_padded_shortcut_by_tensorflow(X, n_C, stride):
    fewer = tf.nn.max_pool2d(tf.constant(X, tf.float32), 1, stride, "VALID")
    return tf.pad(fewer, [[0, 0]] * 3 + [[0, n_C - X.shape[-1]]]).numpy()
