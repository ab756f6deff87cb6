"""Right answers to the way back along one axis, causal convolution and pooling of volumes. `EXERCISE_by_STYLE`."""

import numpy as np
import tensorflow as tf


def conv1d_backward_by_loops(dZ, A_prev, W, hparameters):
    s, p, f = hparameters["stride"], hparameters["pad"], len(W)
    A = np.pad(A_prev, ((0, 0), (p, p), (0, 0)))
    dA, dW, db = np.zeros_like(A), np.zeros_like(W), np.zeros((1, 1, W.shape[2]))
    for i in range(dZ.shape[0]):
        for t in range(dZ.shape[1]):
            for c in range(dZ.shape[2]):
                dA[i, t * s : t * s + f] += W[:, :, c] * dZ[i, t, c]
                dW[:, :, c] += A[i, t * s : t * s + f] * dZ[i, t, c]
                db[0, 0, c] += dZ[i, t, c]
    return (dA[:, p:-p] if p > 0 else dA), dW, db


def conv1d_backward_by_taps(dZ, A_prev, W, hparameters):
    """One row of the filter after the other."""
    stride, pad = hparameters["stride"], hparameters["pad"]
    A = np.pad(A_prev, ((0, 0), (pad, pad), (0, 0)))
    n = dZ.shape[1]
    dA, dW = np.zeros(A.shape), np.zeros(W.shape)
    for k in range(W.shape[0]):
        places = slice(k, k + stride * n, stride)
        dA[:, places] += dZ @ W[k].T
        dW[k] = np.einsum("mtc,mtk->ck", A[:, places], dZ)
    return dA[:, pad : A.shape[1] - pad], dW, dZ.sum(axis=(0, 1), keepdims=True)


def conv1d_backward_by_windows(dZ, A_prev, W, hparameters):
    stride, pad, f = hparameters["stride"], hparameters["pad"], W.shape[0]
    A = np.pad(A_prev, ((0, 0), (pad, pad), (0, 0)))
    views = np.lib.stride_tricks.sliding_window_view(A, f, axis=1)[:, ::stride]
    dW = np.einsum("mtcf,mtk->fck", views, dZ)
    shares = np.einsum("mtk,fck->mtfc", dZ, W)
    dA = np.zeros(A.shape)
    for t in range(dZ.shape[1]):
        dA[:, t * stride : t * stride + f] += shares[:, t]
    return dA[:, pad : pad + A_prev.shape[1]], dW, np.sum(dZ, (0, 1))[np.newaxis, np.newaxis]


def conv1d_backward_by_tape(dZ, A_prev, W, hparameters):
    """TensorFlow's gradients of its own convolution."""
    A, filters = tf.Variable(A_prev), tf.Variable(W)
    pad = hparameters["pad"]
    with tf.GradientTape() as tape:
        Z = tf.nn.conv1d(tf.pad(A, [[0, 0], [pad, pad], [0, 0]]), filters, hparameters["stride"], "VALID")
        loss = tf.reduce_sum(Z * dZ)
    dA, dW = tape.gradient(loss, [A, filters])
    return dA.numpy(), dW.numpy(), dZ.sum((0, 1)).reshape(1, 1, -1)


def conv1d_backward_by_matrix(dZ, A_prev, W, hparameters):
    """The convolution as one large matrix, and its transpose."""
    stride, pad = hparameters["stride"], hparameters["pad"]
    (_, n_prev, C), (f, _, K) = A_prev.shape, W.shape
    A = np.pad(A_prev, ((0, 0), (pad, pad), (0, 0)))
    n = dZ.shape[1]
    M = np.zeros((n, K, n_prev + 2 * pad, C))
    for t in range(n):
        M[t, :, t * stride : t * stride + f] = W.transpose(2, 0, 1)
    dA = np.tensordot(dZ, M, axes=2)
    dW = sum(np.tensordot(A[:, t * stride : t * stride + f], dZ[:, t], axes=([0], [0])) for t in range(n))
    return dA[:, pad : pad + n_prev], dW, np.einsum("mtk->k", dZ)[None, None]


def conv1d_backward_by_im2col(dZ, A_prev, W, hparameters):
    stride, pad, (f, C, K) = hparameters["stride"], hparameters["pad"], W.shape
    A = np.pad(A_prev, ((0, 0), (pad, pad), (0, 0)))
    begins = range(0, A.shape[1] - f + 1, stride)
    rows = np.array([signal[b : b + f].ravel() for signal in A for b in begins])
    slopes = dZ.reshape(-1, K)
    dW = (rows.T @ slopes).reshape(f, C, K)
    back = (slopes @ W.reshape(-1, K).T).reshape(len(A), len(begins), f, C)
    dA = np.zeros(A.shape)
    for number, b in enumerate(begins):
        dA[:, b : b + f] += back[:, number]
    return dA[:, pad : pad + A_prev.shape[1]], dW, slopes.sum(axis=0).reshape(1, 1, K)


def causal_conv1d_by_loops(A_prev, W, b, dilation=1):
    m, n, _ = A_prev.shape
    f, _, K = W.shape
    Z = np.zeros((m, n, K))
    for i in range(m):
        for t in range(n):
            for c in range(K):
                total = b[0, 0, c]
                for k in range(f):
                    place = t - (f - 1 - k) * dilation
                    if place >= 0:
                        total += np.dot(A_prev[i, place], W[k, :, c])
                Z[i, t, c] = total
    return Z


def causal_conv1d_by_pad(A_prev, W, b, dilation=1):
    f = W.shape[0]
    padded = np.pad(A_prev, [(0, 0), ((f - 1) * dilation, 0), (0, 0)])
    n = A_prev.shape[1]
    return sum(padded[:, k * dilation : k * dilation + n] @ W[k] for k in range(f)) + b


def causal_conv1d_by_windows(A_prev, W, b, dilation=1):
    reach = (len(W) - 1) * dilation
    padded = np.pad(A_prev, ((0, 0), (reach, 0), (0, 0)))
    Z = np.stack(
        [np.tensordot(padded[:, t : t + reach + 1 : dilation], W, axes=2) for t in range(A_prev.shape[1])], axis=1
    )
    return Z + b


def causal_conv1d_by_backwards_taps(A_prev, W, b, dilation=1):
    """The present first, then further and further back."""
    n = A_prev.shape[1]
    Z = np.einsum("mtc,ck->mtk", A_prev, W[-1]) + b
    for back, tap in enumerate(W[-2::-1], start=1):
        shift = back * dilation
        if shift < n:
            Z[:, shift:] += A_prev[:, : n - shift] @ tap
    return Z


def causal_conv1d_by_keras(A_prev, W, b, dilation=1):
    layer = tf.keras.layers.Conv1D(W.shape[2], W.shape[0], padding="causal", dilation_rate=dilation, dtype="float64")
    layer.build(A_prev.shape)
    layer.set_weights([W, b.ravel()])
    return layer(A_prev).numpy()


def causal_conv1d_by_tensorflow(A_prev, W, b, dilation=1):
    padded = tf.pad(tf.constant(A_prev), [[0, 0], [(W.shape[0] - 1) * dilation, 0], [0, 0]])
    return tf.nn.convolution(padded, tf.constant(W), padding="VALID", dilations=dilation) + b


def max_pool3d_by_windows(A_prev, f, stride):
    views = np.lib.stride_tricks.sliding_window_view(A_prev, (f, f, f), axis=(1, 2, 3))
    return views[:, ::stride, ::stride, ::stride].max(axis=(-1, -2, -3))


def max_pool3d_by_five_loops(A_prev, f, stride):
    m, D, H, W, C = A_prev.shape
    out = np.zeros((m, (D - f) // stride + 1, (H - f) // stride + 1, (W - f) // stride + 1, C))
    for i, d, h, w, c in np.ndindex(out.shape):
        cube = A_prev[i, d * stride : d * stride + f, h * stride : h * stride + f, w * stride : w * stride + f, c]
        out[i, d, h, w, c] = cube.max()
    return out


def max_pool3d_by_axes(A_prev, f, stride):
    """One axis after the other: the largest of the largest."""
    A = A_prev
    for axis in (1, 2, 3):
        begins = range(0, A.shape[axis] - f + 1, stride)
        A = np.stack([A.take(range(b, b + f), axis=axis).max(axis=axis) for b in begins], axis=axis)
    return A


def max_pool3d_by_shifts(A_prev, f, stride):
    sizes = [(n - f) // stride + 1 for n in A_prev.shape[1:4]]
    best = None
    for i, j, k in np.ndindex(f, f, f):
        ends = [start + stride * (n - 1) + 1 for start, n in zip((i, j, k), sizes)]
        part = A_prev[:, i : ends[0] : stride, j : ends[1] : stride, k : ends[2] : stride]
        best = part if best is None else np.maximum(best, part)
    return best


def max_pool3d_by_lists(A_prev, f, stride):
    begins = [range(0, n - f + 1, stride) for n in A_prev.shape[1:4]]
    return np.moveaxis(
        np.array([[[np.amax(A_prev[:, z : z + f, y : y + f, x : x + f], (1, 2, 3)) for x in begins[2]] for y in begins[1]] for z in begins[0]]),
        3, 0,
    )  # fmt: skip


def max_pool3d_by_tensorflow(A_prev, f, stride):
    return tf.nn.max_pool3d(tf.constant(A_prev, tf.float32), f, stride, "VALID").numpy()
