"""More right answers in one and three dimensions: recursion, layers of Keras, stretches in a matrix, views, graphs."""

import itertools
import math
from dataclasses import dataclass
from functools import partial

import keras
import numpy as np
import tensorflow as tf
from keras import layers, ops
from numpy.lib.stride_tricks import as_strided, sliding_window_view


def output_shape_nd_by_recursion(input_shape, f, n_filters, stride=1, pad=0):
    first, *rest = input_shape
    if not rest:
        return (n_filters,)
    return ((first - f + 2 * pad) // stride + 1, *output_shape_nd_by_recursion(rest, f, n_filters, stride, pad))


def output_shape_nd_by_keyword_only(input_shape, f, n_filters, *, stride=1, pad=0):
    shape = [len(range(0, side + 2 * pad - f + 1, stride)) for side in input_shape]
    shape[-1] = n_filters
    return tuple(shape)


def places(stride, pad, length, f):
    return 1 + divmod(length + pad + pad - f, stride)[0]


def output_shape_nd_by_partial(input_shape, f, n_filters, stride=1, pad=0):
    count = partial(places, stride, pad, f=f)
    return tuple(map(count, input_shape[:-1])) + tuple([n_filters])


def output_shape_nd_by_numpy_floor(shape, f, n_filters, stride=1, pad=0):
    sides = np.array(shape[:-1])
    return tuple(np.append(np.floor((sides + 2 * pad - f) / stride).astype(int) + 1, n_filters))


def count_parameters_nd_by_recursion(dimensions, f, n_C_prev, n_filters):
    def weights(left):
        return n_C_prev if left == 0 else f * weights(left - 1)

    return n_filters * (weights(dimensions) + 1)


def count_parameters_nd_by_keras(dimensions, f, n_C_prev, n_filters):
    kind = {1: layers.Conv1D, 2: layers.Conv2D, 3: layers.Conv3D}[dimensions]
    layer = kind(n_filters, f)
    layer.build((None,) * (dimensions + 1) + (n_C_prev,))
    return layer.count_params()


@dataclass
class FilterBank:
    shape: tuple
    n_filters: int

    @property
    def size(self):
        return math.prod(self.shape) * self.n_filters + self.n_filters


def count_parameters_nd_by_dataclass(dimensions, f, n_C_prev, n_filters):
    return FilterBank((f,) * dimensions + (n_C_prev,), n_filters).size


def count_parameters_nd_by_zeros(d, f, channels, filters):
    return np.empty([f] * d + [channels, filters], dtype=np.int8).size + np.zeros(filters).size


def conv1d_forward_by_matrix(A_prev, W, b, hparameters):
    s, p = hparameters["stride"], hparameters["pad"]
    f, n_C_prev, n_C = W.shape
    A = np.pad(A_prev, ((0,), (p,), (0,)))
    starts = np.arange(0, A.shape[1] - f + 1, s)
    stretches = A[:, starts[:, None] + np.arange(f)]
    return stretches.reshape(len(A), len(starts), f * n_C_prev) @ W.reshape(f * n_C_prev, n_C) + b


def conv1d_forward_by_correlate(A_prev, W, b, hparameters):
    stride, pad = hparameters.get("stride", 1), hparameters.get("pad", 0)
    A_pad = np.pad(A_prev, [(0, 0), (pad, pad), (0, 0)])
    channels = range(A_prev.shape[2])
    return np.stack(
        [
            np.stack([sum(np.correlate(a[:, k], W[:, k, c], "valid") for k in channels)[::stride] for a in A_pad])
            + b[0, 0, c]
            for c in range(W.shape[2])
        ],
        axis=-1,
    )


class Conv1D:
    """A layer as an object: it is called with weights and signals."""

    def __init__(self, pad_mode="constant"):
        self.pad_mode = pad_mode

    def __call__(self, A_prev, W, b, hparameters):
        A = np.pad(A_prev.astype("float32"), [(0, 0), (hparameters["pad"],) * 2, (0, 0)], self.pad_mode)
        views = sliding_window_view(A, W.shape[0], axis=1)[:, :: hparameters["stride"]]
        return np.tensordot(views, W.astype("float32"), axes=([2, 3], [1, 0])) + b.astype("float32")


conv1d_forward_by_callable_class = Conv1D()


def conv1d_forward_by_keras_layer(A_prev, W, b, hparameters):
    pad = hparameters["pad"]
    layer = layers.Conv1D(W.shape[-1], W.shape[0], strides=hparameters["stride"], dtype="float64")
    padded = layers.ZeroPadding1D(pad, dtype="float64")(A_prev) if pad else A_prev
    layer.build(tuple(padded.shape))
    layer.set_weights([W, b.ravel()])
    return layer(padded)


def max_pool1d_by_recursion(A_prev, f, stride):
    if A_prev.shape[1] < f:
        return A_prev[:, :0]
    first = np.maximum.reduce(A_prev[:, :f], axis=1, keepdims=True)
    return np.concatenate([first, max_pool1d_by_recursion(A_prev[:, stride:], f, stride)], axis=1)


def max_pool1d_by_swapped_axes(A_prev, f, stride):
    signals = A_prev.swapaxes(1, 2)
    n = (signals.shape[-1] - f) // stride + 1
    strides = (*signals.strides[:2], signals.strides[2] * stride, signals.strides[2])
    return as_strided(signals, (*signals.shape[:2], n, f), strides, writeable=False).max(-1).swapaxes(1, 2)


def max_pool1d_by_sorting(A_prev, f, stride):
    n = 1 + (A_prev.shape[1] - f) // stride
    return np.array([[[sorted(a[t * stride : t * stride + f, c])[-1] for c in range(a.shape[1])] for t in range(n)] for a in A_prev])


@tf.function
def max_pool1d_by_tf_function(A_prev, f, stride):
    return tf.squeeze(tf.nn.max_pool2d(A_prev[:, :, tf.newaxis, :], (f, 1), (stride, 1), "VALID"), axis=2)


def max_pool1d_by_keras_ops(signals, f, stride):
    return ops.max_pool(signals, f, strides=stride, padding="valid")


def conv3d_forward_by_ndindex(A_prev, W, b, hparameters):
    f, s, p = len(W), hparameters["stride"], hparameters["pad"]
    A = np.pad(A_prev, ((0, 0), *[(p, p)] * 3, (0, 0)))
    sides = output_shape_nd_by_recursion(A.shape[1:], f, W.shape[-1], s)
    Z = np.empty((len(A), *sides), dtype=np.float32)
    for place in np.ndindex(*sides[:3]):
        cube = A[(slice(None), *(slice(k * s, k * s + f) for k in place))]
        Z[(slice(None), *place)] = np.einsum("mzyxc,zyxco->mo", cube, W) + b.reshape(-1)
    return Z


def conv3d_forward_by_windows(A_prev, W, b, hparameters):
    f, stride, pad = W.shape[0], hparameters["stride"], hparameters["pad"]
    A_pad = np.pad(A_prev, ((0, 0), (pad, pad), (pad, pad), (pad, pad), (0, 0)))
    views = sliding_window_view(A_pad, (f, f, f), axis=(1, 2, 3))[:, ::stride, ::stride, ::stride]
    return np.tensordot(views, W, [(4, 5, 6, 7), (3, 0, 1, 2)]) + b


def conv3d_forward_by_slices(A_prev, W, b, hparameters):
    s, p = hparameters["stride"], hparameters["pad"]
    A = tf.pad(tf.cast(A_prev, tf.float32), [[0, 0], [p, p], [p, p], [p, p], [0, 0]])
    kernels = tf.unstack(tf.cast(W, tf.float32))
    slices = tf.unstack(A, axis=1)
    Z = []
    for d in range(0, len(slices) - len(kernels) + 1, s):
        parts = [tf.nn.conv2d(slices[d + k], kernel, strides=s, padding="VALID") for k, kernel in enumerate(kernels)]
        Z.append(tf.add_n(parts))
    return tf.stack(Z, axis=1) + tf.cast(b, tf.float32)


def conv3d_forward_by_keras_layer(A_prev, W, b, hparameters):
    network = keras.Sequential(
        [
            keras.Input(A_prev.shape[1:]),
            layers.ZeroPadding3D(hparameters["pad"]),
            layers.Conv3D(W.shape[-1], W.shape[0], strides=hparameters["stride"]),
        ]
    )
    network.set_weights([W, b.flatten()])
    return network(A_prev).numpy()


def conv3d_forward_by_products(A_prev, W, b, hparameters):
    stride, pad, f = hparameters["stride"], hparameters["pad"], W.shape[0]
    A = np.pad(A_prev, [(0, 0)] + [(pad, pad)] * 3 + [(0, 0)])
    ends = [1 + (side - f) for side in A.shape[1:4]]
    taps = (
        np.dot(A[:, z : z + ends[0] : stride, y : y + ends[1] : stride, x : x + ends[2] : stride], W[z, y, x])
        for z, y, x in itertools.product(range(f), repeat=3)
    )
    return sum(taps) + b
