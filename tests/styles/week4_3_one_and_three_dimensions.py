"""Right answers to one and three dimensions as good students write them; all must pass every case."""

import itertools
import math

import keras
import numpy as np
import tensorflow as tf
from keras import ops
from numpy.lib.stride_tricks import sliding_window_view


def output_shape_nd_by_loop(input_shape, f, n_filters, stride=1, pad=0):
    shape = []
    for axis in range(len(input_shape) - 1):
        shape.append(int((input_shape[axis] - f + 2 * pad) / stride) + 1)
    shape.append(n_filters)
    return tuple(shape)


def output_shape_nd_by_floor(input_shape, f, n_filters, stride=1, pad=0):
    *places, _ = input_shape
    return [math.floor((n + 2 * pad - f) / stride + 1) for n in places] + [n_filters]


def output_shape_nd_by_numpy(input_shape, f, n_filters, stride=1, pad=0):
    places = np.array(input_shape[:-1])
    return np.append((places - f + 2 * pad) // stride + 1, n_filters)


def output_shape_nd_by_counting(input_shape, f, n_filters, stride=1, pad=0):
    return (*(len(range(0, n + 2 * pad - f + 1, stride)) for n in input_shape[:-1]), n_filters)


def output_shape_nd_by_floats(input_shape, f, n_filters, stride=1, pad=0):
    return *(np.floor((np.array(input_shape[:-1]) + 2 * pad - f) / stride) + 1), n_filters


def count_parameters_nd_by_numpy(dimensions, f, n_C_prev, n_filters):
    return np.prod([f] * dimensions + [n_C_prev, n_filters]) + n_filters


def count_parameters_nd_by_loop(dimensions, f, n_C_prev, n_filters):
    weights = n_C_prev
    for _ in range(dimensions):
        weights *= f
    return (weights + 1) * n_filters


def count_parameters_nd_by_math(dimensions, f, n_C_prev, n_filters):
    return int(math.pow(f, dimensions)) * n_C_prev * n_filters + n_filters


def count_parameters_nd_by_branches(dimensions, f, n_C_prev, n_filters):
    if dimensions == 1:
        size = f
    elif dimensions == 2:
        size = f * f
    else:
        size = f * f * f
    return n_filters * (size * n_C_prev) + n_filters


def conv1d_forward_by_loops(A_prev, W, b, hparameters):
    (m, n_prev, _), (f, _, n_C) = A_prev.shape, W.shape
    stride, pad = hparameters["stride"], hparameters["pad"]
    n = int((n_prev - f + 2 * pad) / stride) + 1
    Z = np.zeros((m, n, n_C))
    A_prev_pad = np.pad(A_prev, ((0, 0), (pad, pad), (0, 0)), mode="constant", constant_values=(0, 0))
    for i in range(m):
        for t in range(n):
            for c in range(n_C):
                a_slice = A_prev_pad[i, t * stride : t * stride + f, :]
                Z[i, t, c] = np.sum(a_slice * W[:, :, c]) + float(b[0, 0, c])
    return Z


def conv1d_forward_by_einsum(A_prev, W, b, hparameters):
    f, stride, pad = len(W), hparameters["stride"], hparameters["pad"]
    padded = np.pad(A_prev, ((0, 0), (pad, pad), (0, 0)))
    windows = sliding_window_view(padded, f, axis=1)[:, ::stride]
    return np.einsum("mtcf,fck->mtk", windows, W) + b


def conv1d_forward_by_tensorflow(A_prev, W, b, hparameters):
    pad = hparameters["pad"]
    padded = tf.pad(A_prev, [[0, 0], [pad, pad], [0, 0]])
    return tf.nn.conv1d(padded, W, stride=hparameters["stride"], padding="VALID") + b


def conv1d_forward_by_keras_ops_in_float32(A_prev, W, b, hparameters):
    pad = hparameters["pad"]
    padded = ops.pad(ops.cast(A_prev, "float32"), ((0, 0), (pad, pad), (0, 0)))
    return ops.conv(padded, ops.cast(W, "float32"), strides=hparameters["stride"]) + ops.cast(b, "float32")


def conv1d_forward_by_taps(A_prev, W, b, hparameters):
    f, stride, pad = W.shape[0], hparameters["stride"], hparameters["pad"]
    zeros = np.zeros((A_prev.shape[0], pad, A_prev.shape[2]))
    padded = np.concatenate([zeros, A_prev, zeros], axis=1)
    last = padded.shape[1] - f + 1
    return sum(padded[:, k : last + k : stride] @ W[k] for k in range(f)) + b.reshape(-1)


def max_pool1d_by_loops(A_prev, f, stride):
    m, n_prev, n_C = A_prev.shape
    n = int(1 + (n_prev - f) / stride)
    A = np.zeros((m, n, n_C))
    for i in range(m):
        for t in range(n):
            for c in range(n_C):
                A[i, t, c] = max(A_prev[i, t * stride : t * stride + f, c])
    return A


def max_pool1d_by_running_maximum(A_prev, f, stride):
    last = A_prev.shape[1] - f + 1
    A = A_prev[:, 0:last:stride]
    for k in range(1, f):
        A = np.maximum(A, A_prev[:, k : last + k : stride])
    return A


def max_pool1d_by_windows(A_prev, f, stride):
    return sliding_window_view(A_prev, f, axis=1)[:, ::stride].max(axis=-1)


def max_pool1d_by_tensorflow(A_prev, f, stride):
    return tf.nn.max_pool1d(tf.cast(A_prev, tf.float32), ksize=f, strides=stride, padding="VALID").numpy()


def max_pool1d_by_keras_layer(A_prev, f, stride):
    return keras.layers.MaxPooling1D(pool_size=f, strides=stride)(A_prev)


def conv3d_forward_by_loops(A_prev, W, b, hparameters):
    m, *sides, _ = A_prev.shape
    f, stride, pad = W.shape[0], hparameters["stride"], hparameters["pad"]
    A_pad = np.pad(A_prev, ((0, 0), (pad, pad), (pad, pad), (pad, pad), (0, 0)))
    n_D, n_H, n_W = ((n - f + 2 * pad) // stride + 1 for n in sides)
    Z = np.zeros((m, n_D, n_H, n_W, W.shape[-1]), dtype=np.float32)
    for i, d, h, w, c in itertools.product(*map(range, Z.shape)):
        z, y, x = d * stride, h * stride, w * stride
        cube = A_pad[i, z : z + f, y : y + f, x : x + f, :]
        Z[i, d, h, w, c] = np.sum(np.multiply(cube, W[..., c])) + b[0, 0, 0, 0, c]
    return Z


def conv3d_forward_by_sum_of_taps(A_prev, W, b, hparameters):
    f, s, p = W.shape[0], hparameters["stride"], hparameters["pad"]
    A_pad = np.pad(A_prev, [(0, 0)] + [(p, p)] * 3 + [(0, 0)])
    D, H, V = (side - f + 1 for side in A_pad.shape[1:4])
    Z = np.zeros((len(A_prev), len(range(0, D, s)), len(range(0, H, s)), len(range(0, V, s)), W.shape[4])) + b
    for z in range(f):
        for y in range(f):
            for x in range(f):
                Z += A_pad[:, z : z + D : s, y : y + H : s, x : x + V : s] @ W[z, y, x]
    return Z


def conv3d_forward_by_einsum(A_prev, W, b, hparameters):
    f, s, p = W.shape[0], hparameters["stride"], hparameters["pad"]
    padded = np.pad(A_prev, ((0, 0), (p, p), (p, p), (p, p), (0, 0)))
    windows = sliding_window_view(padded, (f, f, f), axis=(1, 2, 3))[:, ::s, ::s, ::s]
    return np.einsum("mdhwczyx,zyxck->mdhwk", windows, W, optimize=True) + b


def conv3d_forward_by_tensorflow(A_prev, W, b, hparameters):
    s, p = hparameters["stride"], hparameters["pad"]
    padded = tf.pad(A_prev, [[0, 0], [p, p], [p, p], [p, p], [0, 0]])
    return tf.nn.conv3d(padded, W, strides=[1, s, s, s, 1], padding="VALID") + b


def conv3d_forward_by_matrix(A_prev, W, b, hparameters):
    f, s, p = W.shape[0], hparameters["stride"], hparameters["pad"]
    A_pad = np.pad(A_prev, ((0, 0), (p, p), (p, p), (p, p), (0, 0)))
    begins = [range(0, side - f + 1, s) for side in A_pad.shape[1:4]]
    rows = [A_pad[:, d : d + f, h : h + f, w : w + f].reshape(len(A_prev), -1) for d, h, w in itertools.product(*begins)]
    flat = np.stack(rows, axis=1) @ W.reshape(-1, W.shape[-1]) + b.ravel()
    return flat.reshape(len(A_prev), *map(len, begins), -1)
