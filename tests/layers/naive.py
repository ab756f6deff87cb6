"""Four loops each: slow, plain and independent of the code under test."""

import numpy as np


def conv_forward(A, W, b, stride, pad):
    m, height, width, _ = A.shape
    f, n_C = W.shape[0], W.shape[3]
    padded = np.zeros((m, height + 2 * pad, width + 2 * pad, A.shape[3]))
    padded[:, pad : pad + height, pad : pad + width] = A
    n_H, n_W = (height + 2 * pad - f) // stride + 1, (width + 2 * pad - f) // stride + 1
    Z = np.zeros((m, n_H, n_W, n_C))
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                window = padded[i, h * stride : h * stride + f, w * stride : w * stride + f]
                for c in range(n_C):
                    Z[i, h, w, c] = np.sum(window * W[:, :, :, c]) + b[0, 0, 0, c]
    return Z


def pool_forward(A, f, stride, mode):
    m, height, width, n_C = A.shape
    out = np.zeros((m, (height - f) // stride + 1, (width - f) // stride + 1, n_C))
    for i, h, w, c in np.ndindex(*out.shape):
        window = A[i, h * stride : h * stride + f, w * stride : w * stride + f, c]
        out[i, h, w, c] = window.max() if mode == "max" else window.mean()
    return out


def numeric_gradient(function, x, slope, epsilon=1e-5):
    """d sum(function(x) · slope) / dx, one number at a time."""
    gradient = np.zeros(x.shape)
    for place in np.ndindex(*x.shape):
        step = np.zeros(x.shape)
        step[place] = epsilon
        gradient[place] = np.sum((function(x + step) - function(x - step)) * slope) / (2 * epsilon)
    return gradient
