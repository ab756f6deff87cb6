"""Right answers to week2/5_efficient_networks in numpy, as good students write them. `EXERCISE_by_STYLE`."""

import math
from fractions import Fraction

import numpy as np
import tensorflow as tf
from numpy.lib.stride_tricks import sliding_window_view


def depthwise_conv_by_four_loops(A_prev, W, b, hparameters):
    m, n_H_prev, n_W_prev, n_C = A_prev.shape
    f, _, _ = W.shape
    s, p = hparameters["stride"], hparameters["pad"]
    n_H, n_W = int((n_H_prev - f + 2 * p) / s) + 1, int((n_W_prev - f + 2 * p) / s) + 1
    A_pad = np.pad(A_prev, ((0, 0), (p, p), (p, p), (0, 0)), mode="constant")
    Z = np.zeros((m, n_H, n_W, n_C))
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    a_slice = A_pad[i, h * s : h * s + f, w * s : w * s + f, c]
                    Z[i, h, w, c] = np.sum(a_slice * W[:, :, c]) + float(b[0, 0, 0, c])
    return Z


def depthwise_conv_by_shifts(A_prev, W, b, hparameters):
    """One product for each place of the filter."""
    f, s, p = len(W), hparameters["stride"], hparameters["pad"]
    A = np.pad(A_prev, [(0, 0), (p, p), (p, p), (0, 0)])
    n_H, n_W = [(n - f) // s + 1 for n in A.shape[1:3]]
    total = np.zeros((len(A), n_H, n_W, A.shape[-1])) + b
    for i in range(f):
        for j in range(f):
            total += A[:, i : i + s * n_H : s, j : j + s * n_W : s][:, :n_H, :n_W] * W[i, j]
    return total


def depthwise_conv_by_windows(A_prev, W, b, hparameters):
    s, p = hparameters["stride"], hparameters["pad"]
    padded = np.pad(A_prev, ((0,), (p,), (p,), (0,)))
    views = sliding_window_view(padded, W.shape[:2], axis=(1, 2))[:, ::s, ::s]
    return np.einsum("abcdij,ijd->abcd", views, W) + b


def depthwise_conv_by_channel(A_prev, W, b, hparameters):
    """Plain convolutions of one channel, stacked."""
    f, s, p = W.shape[0], hparameters["stride"], hparameters["pad"]
    maps = []
    for c in range(A_prev.shape[3]):
        plane = np.pad(A_prev[..., c], ((0, 0), (p, p), (p, p)))
        rows = range(0, plane.shape[1] - f + 1, s)
        columns = range(0, plane.shape[2] - f + 1, s)
        maps.append([[np.tensordot(plane[:, r : r + f, q : q + f], W[..., c], 2) for q in columns] for r in rows])
    return np.moveaxis(np.array(maps), (0, 1, 2, 3), (3, 1, 2, 0)) + b.reshape(-1)


def depthwise_conv_by_tensorflow(A_prev, W, b, hparameters):
    s, p = hparameters["stride"], hparameters["pad"]
    border = [[0, 0], [p, p], [p, p], [0, 0]]
    return (tf.nn.depthwise_conv2d(tf.pad(A_prev, border), W[..., None], [1, s, s, 1], "VALID") + b).numpy()


def depthwise_conv_by_dense_kernel(A_prev, W, b, hparameters):
    """A plain convolution whose filters are zero but in their own channel."""
    f, n_C = W.shape[0], W.shape[2]
    s, p = hparameters["stride"], hparameters["pad"]
    bank = W[:, :, :, None] * np.eye(n_C)
    A = np.pad(A_prev, ((0, 0), (p, p), (p, p), (0, 0)))
    n_H, n_W = (A.shape[1] - f) // s + 1, (A.shape[2] - f) // s + 1
    Z = np.empty((A.shape[0], n_H, n_W, n_C))
    for h, w in np.ndindex(n_H, n_W):
        Z[:, h, w] = np.tensordot(A[:, h * s : h * s + f, w * s : w * s + f], bank, axes=3)
    Z += b
    return Z


def separable_cost_by_ceil(input_shape, f, filters, stride=1):
    n_H, n_W, n_C = input_shape
    n_H, n_W = math.ceil(n_H / stride), math.ceil(n_W / stride)
    standard = n_H * n_W * filters * f**2 * n_C
    depthwise = n_H * n_W * n_C * f**2
    pointwise = n_H * n_W * n_C * filters
    return standard, depthwise + pointwise, (depthwise + pointwise) / standard


def separable_cost_by_formula(input_shape, f, filters, stride=1):
    rows, columns, channels = input_shape
    out = ((rows + stride - 1) // stride) * ((columns + stride - 1) // stride)
    share = 1 / filters + 1 / f**2
    full = out * filters * f * f * channels
    return full, round(full * share), share


def separable_cost_by_fraction(input_shape, f, filters, stride=1):
    *sides, n_C = input_shape
    places = math.prod(1 + (n - 1) // stride for n in sides)
    full, apart = places * math.prod((f, f, n_C, filters)), places * n_C * (f * f + filters)
    return full, apart, float(Fraction(apart, full))


def separable_cost_by_numpy(input_shape, f, filters, stride=1):
    places = np.prod(np.ceil(np.array(input_shape[:2]) / stride))
    costs = places * input_shape[2] * np.array([f * f * filters, f * f + filters])
    return costs[0], costs[1], costs[1] / costs[0]


def separable_cost_by_helper(input_shape, f, filters, stride=1):
    def conv(side, deep, number):
        return len(range(0, input_shape[0], stride)) * len(range(0, input_shape[1], stride)) * side * side * deep * number

    full = conv(f, input_shape[2], filters)
    separable = conv(f, 1, input_shape[2]) + conv(1, input_shape[2], filters)
    return [full, separable, separable / full]


def separable_cost_by_shapes(input_shape, f, filters, stride=1):
    """From the sizes of the arrays that the layers hold."""
    n_C = input_shape[-1]
    grid = np.zeros(input_shape[:2])[::stride, ::stride].size
    kernel, depth, point = (np.zeros(shape).size for shape in ((f, f, n_C, filters), (f, f, n_C, 1), (1, 1, n_C, filters)))
    return grid * kernel, grid * (depth + point), (depth + point) / kernel


def squeeze_excite_by_keepdims(A, W1, b1, W2, b2):
    z = np.mean(A, axis=(1, 2), keepdims=True)
    hidden = z @ W1 + b1
    hidden = hidden * (hidden > 0)
    gate = np.exp(hidden @ W2 + b2)
    gate = gate / (1 + gate)
    return A * gate, np.squeeze(gate, axis=(1, 2))


def squeeze_excite_by_einsum(A, W1, b1, W2, b2):
    n = A.shape[1] * A.shape[2]
    hidden = np.maximum(0, np.einsum("mhwc,cr->mr", A, W1) / n + b1)
    gates = 1.0 / (1.0 + np.exp(-(np.einsum("mr,rc->mc", hidden, W2) + b2)))
    return np.einsum("mhwc,mc->mhwc", A, gates), gates


def squeeze_excite_by_pictures(A, W1, b1, W2, b2):
    def sigmoid(x):
        return np.where(x >= 0, 1 / (1 + np.exp(-np.abs(x))), 1 - 1 / (1 + np.exp(-np.abs(x))))

    weighed, gates = [], []
    for volume in A:
        squeezed = [channel.mean() for channel in np.moveaxis(volume, -1, 0)]
        hidden = np.dot(squeezed, W1) + b1
        hidden[hidden < 0] = 0
        gates.append(sigmoid(hidden @ W2 + b2))
        weighed.append(volume * gates[-1])
    return np.array(weighed), np.array(gates)


def squeeze_excite_by_tensorflow(A, W1, b1, W2, b2):
    means = tf.reduce_mean(A, axis=[1, 2])
    gates = tf.sigmoid(tf.nn.relu(means @ W1 + b1) @ W2 + b2)
    return tf.constant(A) * gates[:, tf.newaxis, tf.newaxis, :], gates


def squeeze_excite_by_rows(A, W1, b1, W2, b2):
    """Places as one axis."""
    m, n_H, n_W, n_C = A.shape
    rows = A.reshape(m, n_H * n_W, n_C)
    gates = 1 / (1 + np.exp(-(np.clip(rows.sum(1) / (n_H * n_W) @ W1 + b1, 0, None) @ W2) - b2))
    return (rows * gates[:, None]).reshape(A.shape), gates


def squeeze_excite_by_tanh(A, W1, b1, W2, b2):
    squeezed = np.average(np.average(A, axis=1), axis=1)
    excited = np.maximum(squeezed.dot(W1) + b1, 0).dot(W2) + b2
    gates = (np.tanh(excited / 2) + 1) / 2
    return np.stack([a * g for a, g in zip(A, gates)]), gates


def quantize_weights_by_loop(W, bits=8):
    q = np.zeros(W.shape, dtype="int8")
    scale = np.ones(W.shape[-1])
    for c in range(W.shape[-1]):
        biggest = np.abs(W[..., c]).max()
        if biggest != 0:
            scale[c] = biggest / (2 ** (bits - 1) - 1)
            q[..., c] = np.round(W[..., c] / scale[c])
    return q, scale


def quantize_weights_by_reshape(W, bits=8):
    flat = np.asarray(W).reshape(-1, W.shape[-1])
    top = (1 << (bits - 1)) - 1
    scale = np.amax(np.abs(flat), axis=0) / top
    scale[scale == 0] = 1
    return np.rint(flat / scale).astype(np.int8).reshape(W.shape), scale


def quantize_weights_by_clip(W, bits=8):
    q_max = 2 ** (bits - 1) - 1
    axes = tuple(i for i in range(W.ndim) if i != W.ndim - 1)
    limit = np.maximum(W.max(axis=axes), -W.min(axis=axes))
    scale = np.where(limit == 0, 1.0, limit / q_max)
    return np.clip(np.round(W / scale), -q_max, q_max).astype(int), scale


def quantize_weights_by_tensorflow(W, bits=8):
    W = tf.constant(W)
    largest = tf.reduce_max(tf.abs(W), axis=list(range(len(W.shape) - 1)))
    scale = tf.where(largest > 0, largest / (2 ** (bits - 1) - 1), tf.ones_like(largest))
    return tf.cast(tf.round(W / scale), tf.int8), scale


def quantize_weights_by_norm(W, bits=8):
    columns = W.reshape(-1, W.shape[-1]).T
    scale = np.array([np.linalg.norm(column, np.inf) / (2 ** (bits - 1) - 1) or 1.0 for column in columns])
    whole = [[round(w / s) for w in column] for column, s in zip(columns, scale)]
    return np.array(whole).T.reshape(W.shape), scale


def quantize_weights_by_divide_where(W, bits=8):
    steps = 2 ** (bits - 1) - 1
    peak = np.sqrt(np.square(W).max(axis=tuple(np.arange(W.ndim)[:-1])))
    q = np.divide(W * steps, peak, out=np.zeros_like(W), where=peak > 0)
    peak = np.where(peak > 0, peak, steps)
    return np.floor(q + 0.5).astype(np.int8), peak / steps
