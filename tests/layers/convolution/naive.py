"""Four loops each: slow, plain and independent of the code under test."""

import numpy as np


def conv_forward(A, W, b, stride, pad):
    m, height, width, _ = A.shape
    f, n_C = W.shape[0], W.shape[3]
    padded = np.zeros((m, height + 2 * pad, width + 2 * pad, A.shape[3]), A.dtype)
    padded[:, pad : pad + height, pad : pad + width] = A
    n_H, n_W = (height + 2 * pad - f) // stride + 1, (width + 2 * pad - f) // stride + 1
    Z = np.zeros((m, n_H, n_W, n_C), A.dtype)
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                window = padded[i, h * stride : h * stride + f, w * stride : w * stride + f]
                for c in range(n_C):
                    Z[i, h, w, c] = np.sum(window * W[:, :, :, c]) + b[0, 0, 0, c]
    return Z


def pool_forward(A, f, stride, mode):
    m, height, width, n_C = A.shape
    out = np.zeros((m, (height - f) // stride + 1, (width - f) // stride + 1, n_C), A.dtype)
    for i, h, w, c in np.ndindex(*out.shape):
        window = A[i, h * stride : h * stride + f, w * stride : w * stride + f, c]
        out[i, h, w, c] = window.max() if mode == "max" else window.mean()
    return out


def conv_backward(dZ, A, W, stride, pad):
    m, height, width, _ = A.shape
    f = W.shape[0]
    padded = np.zeros((m, height + 2 * pad, width + 2 * pad, A.shape[3]), A.dtype)
    padded[:, pad : pad + height, pad : pad + width] = A
    dA, dW, db = np.zeros_like(padded), np.zeros_like(W), np.zeros((1, 1, 1, W.shape[3]), A.dtype)
    for i in range(m):
        for h in range(dZ.shape[1]):
            for w in range(dZ.shape[2]):
                for c in range(dZ.shape[3]):
                    rows, columns = slice(h * stride, h * stride + f), slice(w * stride, w * stride + f)
                    dA[i, rows, columns] += W[:, :, :, c] * dZ[i, h, w, c]
                    dW[:, :, :, c] += padded[i, rows, columns] * dZ[i, h, w, c]
                    db[0, 0, 0, c] += dZ[i, h, w, c]
    return dA[:, pad : pad + height, pad : pad + width], dW, db


def pool_backward(dA, A, f, stride, mode):
    gradient = np.zeros_like(A)
    for i, h, w, c in np.ndindex(*dA.shape):
        place = (i, slice(h * stride, h * stride + f), slice(w * stride, w * stride + f), c)
        share = (A[place] == A[place].max()) if mode == "max" else 1 / (f * f)
        gradient[place] += share * dA[i, h, w, c]
    return gradient


def numeric_gradient(function, x, slope, epsilon=1e-5):
    """d sum(function(x) · slope) / dx, one number at a time."""
    gradient = np.zeros(x.shape)
    for place in np.ndindex(*x.shape):
        step = np.zeros(x.shape)
        step[place] = epsilon
        gradient[place] = np.sum((function(x + step) - function(x - step)) * slope) / (2 * epsilon)
    return gradient
