"""Right answers to col2im and to the way back by matrix products. `EXERCISE_by_STYLE`."""

import numpy as np


def _sizes(shape, f, hparameters):
    stride, pad = hparameters["stride"], hparameters["pad"]
    return stride, pad, (shape[1] + 2 * pad - f) // stride + 1, (shape[2] + 2 * pad - f) // stride + 1


def col2im_by_reshaping_first(rows, shape, f, hparameters):
    m, H, W, C = shape
    stride, pad, n_H, n_W = _sizes(shape, f, hparameters)
    windows = rows.reshape(m, n_H, n_W, f, f, C)
    images = np.zeros((m, H + 2 * pad, W + 2 * pad, C))
    for h in range(n_H):
        for w in range(n_W):
            images[:, h * stride : h * stride + f, w * stride : w * stride + f, :] += windows[:, h, w]
    return images[:, pad : H + pad, pad : W + pad, :]


def col2im_by_places_of_the_window(rows, shape, f, hparameters):
    m, H, W, C = shape
    stride, pad, n_H, n_W = _sizes(shape, f, hparameters)
    windows = rows.reshape(m, n_H, n_W, f, f, C)
    images = np.zeros((m, H + 2 * pad, W + 2 * pad, C))
    for i in range(f):
        for j in range(f):
            images[:, i : i + stride * n_H : stride, j : j + stride * n_W : stride] += windows[:, :, :, i, j]
    return images[:, pad : pad + H, pad : pad + W]


def col2im_by_iterator(rows, shape, f, hparameters):
    m, H, W, C = shape
    stride, pad, n_H, n_W = _sizes(shape, f, hparameters)
    next_row = iter(rows)
    out = np.zeros((m, H + 2 * pad, W + 2 * pad, C))
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                out[i, h * stride : h * stride + f, w * stride : w * stride + f] += np.reshape(next(next_row), (f, f, C))
    return out[:, pad:-pad, pad:-pad] if pad else out


def col2im_by_add_at(rows, shape, f, hparameters):
    m, H, W, C = shape
    stride, pad, n_H, n_W = _sizes(shape, f, hparameters)
    i, h, w, y, x, c = np.indices((m, n_H, n_W, f, f, C)).reshape(6, -1)
    padded = np.zeros((m, H + 2 * pad, W + 2 * pad, C))
    np.add.at(padded, (i, h * stride + y, w * stride + x, c), rows.ravel())
    return padded[:, pad : pad + H, pad : pad + W]


def col2im_by_bincount(rows, shape, f, hparameters):
    """The places that im2col would take, as numbers of a picture of numbers."""
    m, H, W, C = shape
    stride, pad, *_ = _sizes(shape, f, hparameters)
    numbers = np.arange(m * (H + 2 * pad) * (W + 2 * pad) * C).reshape(m, H + 2 * pad, W + 2 * pad, C)
    views = np.lib.stride_tricks.sliding_window_view(numbers, (f, f), axis=(1, 2))[:, ::stride, ::stride]
    places = np.moveaxis(views, 3, -1).ravel()
    return np.bincount(places, rows.ravel(), numbers.size).reshape(numbers.shape)[:, pad : pad + H, pad : pad + W]


def col2im_by_counter(rows, shape, f, hparameters):
    m, n_H_prev, n_W_prev, n_C = shape
    pad, stride = hparameters["pad"], hparameters["stride"]
    padded = np.zeros((m, n_H_prev + 2 * pad, n_W_prev + 2 * pad, n_C))
    tops, lefts = (range(0, n - f + 1, stride) for n in padded.shape[1:3])
    for number in range(len(rows)):
        rest, column = divmod(number, len(lefts))
        i, row = divmod(rest, len(tops))
        padded[i, tops[row] : tops[row] + f, lefts[column] : lefts[column] + f] += rows[number].reshape(f, f, n_C)
    return padded[:, pad : n_H_prev + pad, pad : n_W_prev + pad]


def _windows(A_prev, f, hparameters):
    stride, pad = hparameters["stride"], hparameters["pad"]
    padded = np.pad(A_prev, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    views = np.lib.stride_tricks.sliding_window_view(padded, (f, f), axis=(1, 2))[:, ::stride, ::stride]
    return np.moveaxis(views, 3, -1)  # (m, n_H, n_W, f, f, C)


def conv_backward_im2col_by_views(dZ, cache):
    A_prev, W, _, hparameters = cache
    f, n_C = W.shape[0], W.shape[-1]
    A = _windows(A_prev, f, hparameters).reshape(-1, W[..., 0].size)
    flat = dZ.reshape(len(A), n_C)
    dA = col2im_by_reshaping_first(flat @ W.reshape(-1, n_C).T, A_prev.shape, f, hparameters)
    return dA, (A.T @ flat).reshape(W.shape), flat.sum(0).reshape(1, 1, 1, -1)


def conv_backward_im2col_by_einsum(dZ, cache):
    A_prev, W, _, hparameters = cache
    dW = np.einsum("mhwijc,mhwk->ijck", _windows(A_prev, len(W), hparameters), dZ)
    rows = np.einsum("mhwk,ijck->mhwijc", dZ, W).reshape(-1, W[..., 0].size)
    dA = col2im_by_places_of_the_window(rows, A_prev.shape, len(W), hparameters)
    return dA, dW, dZ.sum(axis=(0, 1, 2), keepdims=True)


def conv_backward_im2col_by_tensordot(dZ, cache):
    A_prev, W, _, hparameters = cache
    dW = np.tensordot(_windows(A_prev, W.shape[0], hparameters), dZ, axes=([0, 1, 2], [0, 1, 2]))
    shares = np.tensordot(dZ, W, axes=([3], [3]))
    dA = col2im_by_add_at(shares, A_prev.shape, W.shape[0], hparameters)
    return dA, dW, np.sum(dZ, axis=(0, 1, 2))[None, None, None, :]


def conv_backward_im2col_by_filters(dZ, cache):
    """One filter after the other."""
    A_prev, W, b, hparameters = cache
    f = len(W)
    A = _windows(A_prev, f, hparameters).reshape(-1, f * f * A_prev.shape[3])
    dA, dW, db = 0, np.zeros_like(W), np.zeros_like(b)
    for c in range(W.shape[3]):
        slope = dZ[..., c].ravel()
        dW[..., c] = (slope @ A).reshape(W.shape[:3])
        db[..., c] = slope.sum()
        dA = dA + col2im_by_iterator(np.outer(slope, W[..., c].ravel()), A_prev.shape, f, hparameters)
    return dA, dW, db


def conv_backward_im2col_by_columns(dZ, cache):
    """Windows as columns, filters as rows."""
    (A_prev, W, b, hparameters), n_C = cache, dZ.shape[-1]
    columns = _windows(A_prev, len(W), hparameters).reshape(-1, W[..., 0].size).T
    slopes = dZ.reshape(-1, n_C).T
    dW = (slopes @ columns.T).T.reshape(W.shape)
    back = (W.reshape(-1, n_C) @ slopes).T
    return col2im_by_bincount(back, A_prev.shape, len(W), hparameters), dW, slopes.sum(axis=1).reshape(b.shape)


def conv_backward_im2col_by_images(dZ, cache):
    A_prev, W, b, hparameters = cache
    f, n_C = W.shape[0], W.shape[3]
    dA_prev, dW, db = np.zeros(A_prev.shape), np.zeros(W.shape), np.zeros(b.shape)
    for i, image in enumerate(A_prev):
        rows = _windows(image[None], f, hparameters).reshape(-1, f * f * image.shape[-1])
        d = dZ[i].reshape(-1, n_C)
        dA_prev[i] = col2im_by_counter(d @ W.reshape(-1, n_C).T, (1, *image.shape), f, hparameters)[0]
        dW += (rows.T @ d).reshape(W.shape)
        db += d.sum(axis=0)
    return dA_prev, dW, db
