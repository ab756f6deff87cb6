"""Wrong answers to week4/3_one_and_three_dimensions; `# !` marks the line at fault."""

import numpy as np


def output_shape_nd(input_shape, f, n_filters, stride=1, pad=0):
    return (*[(n + 2 * pad - f) // stride + 1 for n in input_shape[:-1]], n_filters)


def output_shape_nd__channels_too(input_shape, f, n_filters, stride=1, pad=0):
    shape = []
    for n in input_shape:  # !
        shape.append((n + 2 * pad - f) // stride + 1)
    shape.append(n_filters)
    return tuple(shape)


def output_shape_nd__pad_once(input_shape, f, n_filters, stride=1, pad=0):
    places = [(length + pad - f) // stride + 1 for length in input_shape[:-1]]  # !
    return (*places, n_filters)


def count_parameters_nd__bias_per_channel(dimensions, f, n_C_prev, n_filters):
    one = (f**dimensions + 1) * n_C_prev  # !
    return one * n_filters


def count_parameters_nd__times_for_power(dimensions, f, n_C_prev, n_filters):
    weights = f * dimensions * n_C_prev  # !
    return (weights + 1) * n_filters


def conv1d_forward__axes_of_the_product(A_prev, W, b, hparameters):
    m, n_prev, n_C_prev = A_prev.shape
    f, _, n_C = W.shape
    pad, stride = hparameters["pad"], hparameters["stride"]
    A_pad = np.pad(A_prev, ((0, 0), (pad, pad), (0, 0)))
    n = (n_prev + 2 * pad - f) // stride + 1
    Z = np.zeros((m, n, n_C))
    for i in range(m):
        for t in range(n):
            for c in range(n_C):
                stretch = A_pad[i, t * stride : t * stride + f, :]
                Z[i, t, c] = np.sum(stretch * W[:, :, c]) + b[0, 0, 0]  # !
    return Z


def conv1d_forward__pads_channels(A_prev, W, b, hparameters):
    m, n_prev, n_C_prev = A_prev.shape
    f, _, n_C = W.shape
    pad, stride = hparameters["pad"], hparameters["stride"]
    A_pad = np.zeros((m, n_prev + 2 * pad, n_C_prev))
    A_pad[:, pad : pad + n_prev] = A_prev
    n = (n_prev + pad - f) // stride + 1  # !
    Z = np.zeros((m, n, n_C))
    for t in range(n):
        piece = A_pad[:, t * stride : t * stride + f, :]
        Z[:, t, :] = np.tensordot(piece, W, axes=([1, 2], [0, 1])) + b[0]
    return Z


def max_pool1d__windows_one_apart(A_prev, f, stride):
    m, n_prev, n_C = A_prev.shape
    n = (n_prev - f) // stride + 1
    A = np.zeros((m, n, n_C))
    for t in range(n):
        A[:, t, :] = np.max(A_prev[:, t : t + f, :], axis=1)  # !
    return A


def max_pool1d__over_channels(A_prev, f, stride):
    begins = range(0, A_prev.shape[1] - f + 1, stride)
    return np.stack([A_prev[:, b : b + f].max(axis=2) for b in begins], axis=1)  # !


def conv3d_forward__depth_from_rows(A_prev, W, b, hparameters):
    f, n_C = W.shape[0], W.shape[-1]
    pad, stride = hparameters["pad"], hparameters["stride"]
    m, D, H, Wd, _ = A_prev.shape
    n_D = (D + 2 * pad - f) // stride + 1
    n_H = (H + 2 * pad - f) // stride + 1
    n_W = (H + 2 * pad - f) // stride + 1  # !
    X = np.pad(A_prev, ((0, 0), (pad, pad), (pad, pad), (pad, pad), (0, 0)))
    Z = np.zeros((m, n_D, n_H, n_W, n_C))
    for d in range(n_D):
        for h in range(n_H):
            for w in range(n_W):
                cube = X[:, d * stride : d * stride + f, h * stride : h * stride + f, w * stride : w * stride + f]
                Z[:, d, h, w] = np.tensordot(cube, W, axes=4) + b[0, 0, 0]
    return Z


def conv3d_forward__slices_not_padded(A_prev, W, b, hparameters):
    f, n_C = W.shape[0], W.shape[-1]
    pad, stride = hparameters["pad"], hparameters["stride"]
    A_pad = np.pad(A_prev, [(0, 0), (0, 0), (pad, pad), (pad, pad), (0, 0)])  # !
    n_D, n_H, n_W = output_shape_nd(A_prev.shape[1:], f, n_C, stride, pad)[:3]
    Z = np.zeros((len(A_prev), n_D, n_H, n_W, n_C))
    for d in range(n_D):
        for h in range(n_H):
            for w in range(n_W):
                z, y, x = d * stride, h * stride, w * stride
                cube = A_pad[:, z : z + f, y : y + f, x : x + f]
                Z[:, d, h, w] = np.tensordot(cube, W, axes=4) + b[0, 0, 0]
    return Z
