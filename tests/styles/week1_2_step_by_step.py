"""Other right answers to week1/2_step_by_step, as students write them."""

import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view


def zero_pad_by_slices(X, pad):
    m, n_H, n_W, n_C = X.shape
    X_pad = np.zeros((m, n_H + 2 * pad, n_W + 2 * pad, n_C))
    X_pad[:, pad : pad + n_H, pad : pad + n_W, :] = X
    return X_pad


def zero_pad_by_the_classic_call(X, pad):
    return np.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0)), "constant", constant_values=(0, 0))


def zero_pad_by_concatenation(X, pad):
    above = np.zeros_like(X[:, :1]).repeat(pad, axis=1)
    taller = np.concatenate([above, X, above], axis=1)
    left = np.zeros_like(taller[:, :, :1]).repeat(pad, axis=2)
    return np.concatenate([left, taller, left], axis=2)


def conv_single_step_by_the_classic_lines(a_slice_prev, W, b):
    s = np.multiply(a_slice_prev, W)
    Z = np.sum(s)
    b = np.squeeze(b)
    return Z + b


def conv_single_step_by_dot(a_slice_prev, W, b):
    return np.dot(a_slice_prev.ravel(), W.ravel()) + b


def conv_single_step_by_loops(a_slice_prev, W, b):
    z = float(b[0, 0, 0])
    for index in np.ndindex(W.shape):
        z += a_slice_prev[index] * W[index]
    return z


def conv_forward_by_einsum(A_prev, W, b, hparameters):
    p, s = hparameters["pad"], hparameters["stride"]
    padded = np.pad(A_prev, ((0, 0), (p, p), (p, p), (0, 0)))
    windows = sliding_window_view(padded, W.shape[:2], axis=(1, 2))[:, ::s, ::s]
    Z = np.einsum("mhwcij,ijcn->mhwn", windows, W) + b
    return Z, (A_prev, W, b, hparameters)


def conv_forward_by_strides(A_prev, W, b, hparameters):
    pad, stride = hparameters["pad"], hparameters["stride"]
    f, _, n_C_prev, n_C = W.shape
    X = np.ascontiguousarray(np.pad(A_prev, [[0, 0], [pad, pad], [pad, pad], [0, 0]]))
    m, height, width, _ = X.shape
    n_H, n_W = 1 + (height - f) // stride, 1 + (width - f) // stride
    a, y, x, c = X.strides
    view = as_strided(X, (m, n_H, n_W, f, f, n_C_prev), (a, y * stride, x * stride, y, x, c))
    rows = view.reshape(-1, f * f * n_C_prev)
    return (rows.dot(W.reshape(-1, n_C)) + b.flatten()).reshape(m, n_H, n_W, n_C), (A_prev, W, b, hparameters)


def conv_forward_by_the_classic_loops(A_prev, W, b, hparameters):
    (m, n_H_prev, n_W_prev, _) = A_prev.shape
    (f, f, _, n_C) = W.shape
    stride = hparameters["stride"]
    pad = hparameters["pad"]
    n_H = int((n_H_prev - f + 2 * pad) / stride) + 1
    n_W = int((n_W_prev - f + 2 * pad) / stride) + 1
    Z = np.zeros([m, n_H, n_W, n_C])
    A_prev_pad = zero_pad_by_slices(A_prev, pad)
    for i in range(m):
        a_prev_pad = A_prev_pad[i]
        for h in range(n_H):
            vert_start = stride * h
            vert_end = vert_start + f
            for w in range(n_W):
                horiz_start = stride * w
                horiz_end = horiz_start + f
                for c in range(n_C):
                    a_slice_prev = a_prev_pad[vert_start:vert_end, horiz_start:horiz_end, :]
                    weights = W[:, :, :, c]
                    biases = b[:, :, :, c]
                    Z[i, h, w, c] = conv_single_step_by_the_classic_lines(a_slice_prev, weights, biases).item()
    assert Z.shape == (m, n_H, n_W, n_C)
    cache = (A_prev, W, b, hparameters)
    return Z, cache


def conv_forward_by_float32_filters(A_prev, W, b, hparameters):
    stride, pad, f = hparameters.get("stride", 1), hparameters.get("pad", 0), len(W)
    X = zero_pad_by_the_classic_call(A_prev.astype("float32"), pad)
    n_H, n_W = (X.shape[1] - f) // stride + 1, (X.shape[2] - f) // stride + 1
    Z = np.zeros((len(X), n_H, n_W, W.shape[-1]), np.float32)
    for i in range(f):
        for j in range(f):
            part = X[:, i : i + stride * n_H : stride, j : j + stride * n_W : stride]
            Z += part[:, :n_H, :n_W] @ W[i, j].astype(np.float32)
    return Z + b, (A_prev, W, b, hparameters)


def pool_forward_by_windows(A_prev, hparameters, mode="max"):
    f, stride = hparameters["f"], hparameters["stride"]
    windows = sliding_window_view(A_prev, (f, f), axis=(1, 2))[:, ::stride, ::stride]
    A = windows.max(axis=(-2, -1)) if mode == "max" else windows.mean(axis=(-2, -1))
    return A, (A_prev, hparameters)


def pool_forward_by_channels_at_once(A_prev, hparameters, mode="max"):
    f, s = hparameters["f"], hparameters["stride"]
    m, height, width, n_C = A_prev.shape
    n_H, n_W = int(1 + (height - f) / s), int(1 + (width - f) / s)
    A = np.zeros((m, n_H, n_W, n_C))
    for h in range(n_H):
        for w in range(n_W):
            part = A_prev[:, h * s : h * s + f, w * s : w * s + f, :]
            if mode == "max":
                A[:, h, w, :] = np.amax(part, axis=(1, 2))
            elif mode == "average":
                A[:, h, w, :] = np.sum(part, axis=(1, 2)) / (f * f)
    return A, (A_prev, hparameters)


def pool_forward_by_running_maximum(A_prev, hparameters, mode="max"):
    f, s = hparameters["f"], hparameters["stride"]
    n_H, n_W = ((n - f) // s + 1 for n in A_prev.shape[1:3])
    parts = [A_prev[:, i::s, j::s][:, :n_H, :n_W] for i in range(f) for j in range(f)]
    A = parts[0].copy()
    for part in parts[1:]:
        A = np.maximum(A, part) if mode == "max" else A + part
    return (A if mode == "max" else A / len(parts)), (A_prev, hparameters)


def conv_backward_by_einsum(dZ, cache):
    (A_prev, W, _, hparameters) = cache
    s, p, f = hparameters["stride"], hparameters["pad"], W.shape[0]
    X = np.pad(A_prev, ((0, 0), (p, p), (p, p), (0, 0)))
    dX = np.zeros_like(X)
    windows = sliding_window_view(X, (f, f), axis=(1, 2))[:, ::s, ::s]
    dW = np.einsum("mhwcij,mhwn->ijcn", windows, dZ)
    db = np.einsum("mhwn->n", dZ)[None, None, None]
    for h in range(dZ.shape[1]):
        for w in range(dZ.shape[2]):
            dX[:, h * s : h * s + f, w * s : w * s + f] += np.einsum("mn,ijcn->mijc", dZ[:, h, w], W)
    return (dX if p == 0 else dX[:, p:-p, p:-p]), dW, db


def conv_backward_by_the_classic_loops(dZ, cache):
    (A_prev, W, _b, hparameters) = cache
    (m, n_H_prev, n_W_prev, n_C_prev) = A_prev.shape
    (f, f, n_C_prev, n_C) = W.shape
    stride, pad = hparameters["stride"], hparameters["pad"]
    (m, n_H, n_W, n_C) = dZ.shape
    dA_prev = np.zeros((m, n_H_prev, n_W_prev, n_C_prev))
    dW = np.zeros((f, f, n_C_prev, n_C))
    db = np.zeros((1, 1, 1, n_C))
    A_prev_pad = zero_pad_by_slices(A_prev, pad)
    dA_prev_pad = zero_pad_by_slices(dA_prev, pad)
    for i in range(m):
        da_prev_pad = dA_prev_pad[i]
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    top, left = h * stride, w * stride
                    a_slice = A_prev_pad[i][top : top + f, left : left + f, :]
                    da_prev_pad[top : top + f, left : left + f, :] += W[:, :, :, c] * dZ[i, h, w, c]
                    dW[:, :, :, c] += a_slice * dZ[i, h, w, c]
                    db[:, :, :, c] += dZ[i, h, w, c]
        dA_prev[i, :, :, :] = da_prev_pad[pad : pad + n_H_prev, pad : pad + n_W_prev, :]
    return dA_prev, dW, db


def conv_backward_by_spread_gradients(dZ, cache):
    """Spread dZ by the stride, then convolve it with the turned filters."""
    A_prev, W, _, hyper = cache
    s, p, f = hyper["stride"], hyper["pad"], W.shape[0]
    m, height, width, _ = A_prev.shape
    wide = np.zeros((m, height + 2 * p - f + 1, width + 2 * p - f + 1, W.shape[3]))
    wide[:, : s * (dZ.shape[1] - 1) + 1 : s, : s * (dZ.shape[2] - 1) + 1 : s] = dZ
    border = np.pad(wide, ((0, 0), (f - 1, f - 1), (f - 1, f - 1), (0, 0)))
    dX = np.einsum("mhwnij,ijcn->mhwc", sliding_window_view(border, (f, f), axis=(1, 2)), W[::-1, ::-1])
    X = np.pad(A_prev, ((0, 0), (p, p), (p, p), (0, 0)))
    dW = np.zeros(W.shape)
    for i, j in np.ndindex(f, f):
        dW[i, j] = np.tensordot(X[:, i : i + wide.shape[1], j : j + wide.shape[2]], wide, axes=([0, 1, 2], [0, 1, 2]))
    return dX[:, p : p + height, p : p + width], dW, np.sum(dZ, axis=(0, 1, 2), keepdims=True)


def create_mask_from_window_by_equal(x):
    return np.equal(x, np.amax(x))


def create_mask_from_window_by_loops(x):
    mask = np.zeros(x.shape, dtype=bool)
    largest = max(value for row in x for value in row)
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            mask[i, j] = x[i, j] >= largest
    return mask


def create_mask_from_window_by_lists(x):
    largest = float(x.max())
    return [[bool(value == largest) for value in row] for row in x]


def distribute_value_by_ones(dz, shape):
    (n_H, n_W) = shape
    average = np.prod(shape)
    return np.ones((n_H, n_W)) * (dz / average)


def distribute_value_by_broadcast(dz, shape):
    return np.broadcast_to(np.float32(dz) / np.float32(shape[0] * shape[1]), shape)


def distribute_value_by_lists(dz, shape):
    n_H, n_W = shape
    share = dz / n_H / n_W
    return [[share for _ in range(n_W)] for _ in range(n_H)]


def pool_backward_by_places(dA, cache, mode="max"):
    A_prev, hparameters = cache
    f, s = hparameters["f"], hparameters["stride"]
    dA_prev = np.zeros_like(A_prev)
    _, n_H, n_W, _ = dA.shape
    for h in range(n_H):
        for w in range(n_W):
            window = A_prev[:, h * s : h * s + f, w * s : w * s + f, :]
            slope = dA[:, h : h + 1, w : w + 1, :]
            if mode == "max":
                part = (window == window.max(axis=(1, 2), keepdims=True)) * slope
            else:
                part = np.broadcast_to(slope / (f * f), window.shape)
            dA_prev[:, h * s : h * s + f, w * s : w * s + f, :] += part
    return dA_prev


def pool_backward_by_single_numbers(dA, cache, mode="max"):
    (A_prev, hparameters) = cache
    stride, f = hparameters["stride"], hparameters["f"]
    dA_prev = np.zeros(A_prev.shape)
    for i, h, w, c in np.ndindex(*dA.shape):
        places = [(i, h * stride + y, w * stride + x, c) for y in range(f) for x in range(f)]
        top = max(A_prev[place] for place in places)
        for place in places:
            if mode == "average":
                dA_prev[place] += dA[i, h, w, c] / f**2
            elif A_prev[place] == top:
                dA_prev[place] += dA[i, h, w, c]
    return dA_prev


def pool_backward_by_the_classic_loops(dA, cache, mode="max"):
    (A_prev, hparameters) = cache
    stride, f = hparameters["stride"], hparameters["f"]
    m, _, _, _ = A_prev.shape
    m, n_H, n_W, n_C = dA.shape
    dA_prev = np.zeros(A_prev.shape, dtype=np.float32)
    for i in range(m):
        a_prev = A_prev[i]
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    rows, columns = np.arange(f) + h * stride, np.arange(f) + w * stride
                    place = np.ix_([i], rows, columns, [c])
                    if mode == "max":
                        x = a_prev[np.ix_(rows, columns, [c])]
                        dA_prev[place] += create_mask_from_window_by_equal(x)[None] * dA[i, h, w, c]
                    elif mode == "average":
                        da = dA[i, h, w, c]
                        dA_prev[place] += distribute_value_by_ones(da, (f, f))[None, :, :, None]
    return dA_prev
