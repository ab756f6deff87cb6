"""Wrong answers to week1/2_step_by_step; `# !` marks the line at fault."""

import numpy as np


def zero_pad(X, pad):
    return np.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0)))


def conv_single_step(a_slice_prev, W, b):
    return np.sum(a_slice_prev * W) + b.item()


def create_mask_from_window(x):
    return x == np.max(x)


def distribute_value(dz, shape):
    return np.ones(shape) * dz / (shape[0] * shape[1])


def zero_pad__last_axes(X, pad):
    X_pad = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)), mode="constant")  # !
    return X_pad


def zero_pad__one_side(X, pad):
    m, n_H, n_W, n_C = X.shape
    X_pad = np.zeros((m, n_H + 2 * pad, n_W + 2 * pad, n_C))
    X_pad[:, :n_H, pad : pad + n_W, :] = X  # !
    return X_pad


def zero_pad__negative_slice(X, pad):
    m, n_H, n_W, n_C = X.shape
    out = np.zeros((m, n_H + 2 * pad, n_W + 2 * pad, n_C))
    out[:, pad:-pad, pad:-pad, :] = X  # !
    return out


def zero_pad__ones(X, pad):
    return np.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0)), "constant", constant_values=1)  # !


def conv_single_step__bias_in_sum(a_slice_prev, W, b):
    s = a_slice_prev * W + b  # !
    Z = np.sum(s)
    return Z


def conv_single_step__one_axis(a_slice_prev, W, b):
    products = np.multiply(a_slice_prev, W)
    Z = np.sum(products, axis=0)  # !
    Z = Z + float(np.squeeze(b))
    return Z


def conv_single_step__first_channel(a_slice_prev, W, b):
    f, _, n_C = W.shape
    Z = 0.0
    for i in range(f):
        for j in range(f):
            for c in range(n_C - 1):  # !
                Z += a_slice_prev[i, j, c] * W[i, j, c]
    return Z + b[0, 0, 0]


def conv_forward__vert_end_by_stride(A_prev, W, b, hparameters):
    (m, n_H_prev, n_W_prev, n_C_prev) = A_prev.shape
    (f, f, n_C_prev, n_C) = W.shape
    stride = hparameters["stride"]
    pad = hparameters["pad"]
    n_H = int((n_H_prev - f + 2 * pad) / stride) + 1
    n_W = int((n_W_prev - f + 2 * pad) / stride) + 1
    Z = np.zeros((m, n_H, n_W, n_C))
    A_prev_pad = zero_pad(A_prev, pad)
    for i in range(m):
        a_prev_pad = A_prev_pad[i]
        for h in range(n_H):
            vert_start = h * stride
            vert_end = vert_start + stride  # !
            for w in range(n_W):
                horiz_start = w * stride
                horiz_end = horiz_start + f
                for c in range(n_C):
                    a_slice_prev = a_prev_pad[vert_start:vert_end, horiz_start:horiz_end, :]
                    weights = W[:, :, :, c]
                    biases = b[:, :, :, c]
                    Z[i, h, w, c] = np.sum(a_slice_prev * weights) + biases.item()
    cache = (A_prev, W, b, hparameters)
    return Z, cache


def conv_forward__n_W_without_pad(A_prev, W, b, hparameters):
    (m, n_H_prev, n_W_prev, n_C_prev) = A_prev.shape
    (f, f, n_C_prev, n_C) = W.shape
    stride = hparameters["stride"]
    pad = hparameters["pad"]
    n_H = int((n_H_prev - f + 2 * pad) / stride) + 1
    n_W = int((n_W_prev - f) / stride) + 1  # !
    Z = np.zeros((m, n_H, n_W, n_C))
    A_prev_pad = zero_pad(A_prev, pad)
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    vert_start, vert_end = h * stride, h * stride + f
                    horiz_start, horiz_end = w * stride, w * stride + f
                    a_slice_prev = A_prev_pad[i, vert_start:vert_end, horiz_start:horiz_end, :]
                    Z[i, h, w, c] = conv_single_step(a_slice_prev, W[..., c], b[..., c])
    return Z, (A_prev, W, b, hparameters)


def conv_forward__unpadded_window(A_prev, W, b, hparameters):
    m, n_H_prev, n_W_prev, n_C_prev = A_prev.shape
    f, _, _, n_C = W.shape
    s, p = hparameters["stride"], hparameters["pad"]
    n_H = (n_H_prev + 2 * p - f) // s + 1
    n_W = (n_W_prev + 2 * p - f) // s + 1
    Z = np.zeros((m, n_H, n_W, n_C))
    padded = zero_pad(A_prev, p)
    for i in range(m):
        image = A_prev[i]  # !
        for h in range(n_H):
            for w in range(n_W):
                window = image[h * s : h * s + f, w * s : w * s + f]
                for c in range(n_C):
                    Z[i, h, w, c] = conv_single_step(window, W[:, :, :, c], b[:, :, :, c])
    return Z, (A_prev, W, b, hparameters)


def conv_forward__size_in_two_lines(A_prev, W, b, hparameters):
    m, n_H_prev, n_W_prev, _ = A_prev.shape
    f, n_C = W.shape[0], W.shape[3]
    stride, pad = hparameters["stride"], hparameters["pad"]
    n_H = (n_H_prev + 2 * pad - f) // stride  # !
    n_W = (n_W_prev + 2 * pad - f) // stride  # !
    Z = np.zeros((m, n_H, n_W, n_C))
    padded = zero_pad(A_prev, pad)
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                top, left = h * stride, w * stride
                a_slice = padded[i, top : top + f, left : left + f, :]
                for c in range(n_C):
                    Z[i, h, w, c] = conv_single_step(a_slice, W[:, :, :, c], b[:, :, :, c])
    return Z, (A_prev, W, b, hparameters)


def conv_forward__padded_cache(A_prev, W, b, hparameters):
    m, H, Wd, _ = A_prev.shape
    f, n_C = W.shape[0], W.shape[-1]
    s, pad = hparameters["stride"], hparameters["pad"]
    X = zero_pad(A_prev, pad)
    oh, ow = (H + 2 * pad - f) // s + 1, (Wd + 2 * pad - f) // s + 1
    Z = np.empty((m, oh, ow, n_C))
    for h in range(oh):
        for w in range(ow):
            win = X[:, h * s : h * s + f, w * s : w * s + f, :]
            Z[:, h, w, :] = np.tensordot(win, W, axes=3) + b[0, 0]
    cache = (X, W, b, hparameters)  # !
    return Z, cache


def conv_forward__bias_of_filter_zero(A_prev, W, b, hparameters):
    m, n_H_prev, n_W_prev, _ = A_prev.shape
    f, n_C = W.shape[0], W.shape[3]
    stride, pad = hparameters["stride"], hparameters["pad"]
    n_H = 1 + (n_H_prev + 2 * pad - f) // stride
    n_W = 1 + (n_W_prev + 2 * pad - f) // stride
    Z = np.zeros((m, n_H, n_W, n_C))
    A_prev_pad = zero_pad(A_prev, pad)
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    vs = h * stride
                    hs = w * stride
                    piece = A_prev_pad[i, vs : vs + f, hs : hs + f]
                    Z[i, h, w, c] = conv_single_step(piece, W[..., c], b[0, 0, 0, 0])  # !
    return Z, (A_prev, W, b, hparameters)


def conv_forward__fixed_filter_size(A_prev, W, b, hparameters):
    m, n_H_prev, n_W_prev, _ = A_prev.shape
    f = 2  # !
    n_C = W.shape[3]
    stride, pad = hparameters["stride"], hparameters["pad"]
    n_H = (n_H_prev + 2 * pad - f) // stride + 1
    n_W = (n_W_prev + 2 * pad - f) // stride + 1
    Z = np.zeros((m, n_H, n_W, n_C))
    A_prev_pad = zero_pad(A_prev, pad)
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    window = A_prev_pad[i, h * stride : h * stride + f, w * stride : w * stride + f, :]
                    Z[i, h, w, c] = conv_single_step(window, W[:, :, :, c], b[:, :, :, c])
    return Z, (A_prev, W, b, hparameters)


def pool_forward__channels_together(A_prev, hparameters, mode="max"):
    m, n_H_prev, n_W_prev, n_C = A_prev.shape
    f, stride = hparameters["f"], hparameters["stride"]
    n_H = int(1 + (n_H_prev - f) / stride)
    n_W = int(1 + (n_W_prev - f) / stride)
    A = np.zeros((m, n_H, n_W, n_C))
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    a_prev_slice = A_prev[i, h * stride : h * stride + f, w * stride : w * stride + f]  # !
                    if mode == "max":
                        A[i, h, w, c] = np.max(a_prev_slice)
                    elif mode == "average":
                        A[i, h, w, c] = np.mean(a_prev_slice)
    return A, (A_prev, hparameters)


def pool_forward__mode_mean(A_prev, hparameters, mode="max"):
    m, H, W, C = A_prev.shape
    f, s = hparameters["f"], hparameters["stride"]
    out_h, out_w = (H - f) // s + 1, (W - f) // s + 1
    A = np.zeros((m, out_h, out_w, C))
    for h in range(out_h):
        for w in range(out_w):
            block = A_prev[:, h * s : h * s + f, w * s : w * s + f, :]
            if mode == "max":
                A[:, h, w, :] = block.max(axis=(1, 2))
            elif mode == "mean":  # !
                A[:, h, w, :] = block.mean(axis=(1, 2))
    return A, (A_prev, hparameters)


def pool_forward__width_by_height(A_prev, hparameters, mode="max"):
    (m, n_H_prev, n_W_prev, n_C_prev) = A_prev.shape
    f = hparameters["f"]
    stride = hparameters["stride"]
    n_H = int(1 + (n_H_prev - f) / stride)
    n_W = int(1 + (n_W_prev - f) / stride)
    n_C = n_C_prev
    A = np.zeros((m, n_H, n_W, n_C))
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    vert_start = h * stride
                    vert_end = vert_start + f
                    horiz_start = h * stride  # !
                    horiz_end = horiz_start + f
                    a_prev_slice = A_prev[i, vert_start:vert_end, horiz_start:horiz_end, c]
                    A[i, h, w, c] = np.max(a_prev_slice) if mode == "max" else np.mean(a_prev_slice)
    cache = (A_prev, hparameters)
    return A, cache


def conv_backward__overwrites_dW(dZ, cache):
    (A_prev, W, b, hparameters) = cache
    (m, n_H_prev, n_W_prev, n_C_prev) = A_prev.shape
    (f, f, n_C_prev, n_C) = W.shape
    stride = hparameters["stride"]
    pad = hparameters["pad"]
    (m, n_H, n_W, n_C) = dZ.shape
    dA_prev = np.zeros((m, n_H_prev, n_W_prev, n_C_prev))
    dW = np.zeros((f, f, n_C_prev, n_C))
    db = np.zeros((1, 1, 1, n_C))
    A_prev_pad = zero_pad(A_prev, pad)
    dA_prev_pad = zero_pad(dA_prev, pad)
    for i in range(m):
        a_prev_pad = A_prev_pad[i]
        da_prev_pad = dA_prev_pad[i]
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    vert_start = h * stride
                    vert_end = vert_start + f
                    horiz_start = w * stride
                    horiz_end = horiz_start + f
                    a_slice = a_prev_pad[vert_start:vert_end, horiz_start:horiz_end, :]
                    da_prev_pad[vert_start:vert_end, horiz_start:horiz_end, :] += W[:, :, :, c] * dZ[i, h, w, c]
                    dW[:, :, :, c] = a_slice * dZ[i, h, w, c]  # !
                    db[:, :, :, c] += dZ[i, h, w, c]
        dA_prev[i, :, :, :] = da_prev_pad[pad : pad + n_H_prev, pad : pad + n_W_prev, :]
    return dA_prev, dW, db


def conv_backward__negative_slice(dZ, cache):
    A_prev, W, b, hparameters = cache
    stride, pad = hparameters["stride"], hparameters["pad"]
    f = W.shape[0]
    m, n_H, n_W, n_C = dZ.shape
    padded = zero_pad(A_prev, pad)
    d_padded, dW, db = np.zeros(padded.shape), np.zeros(W.shape), np.zeros((1, 1, 1, n_C))
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                rows = slice(h * stride, h * stride + f)
                columns = slice(w * stride, w * stride + f)
                for c in range(n_C):
                    d_padded[i, rows, columns, :] += W[:, :, :, c] * dZ[i, h, w, c]
                    dW[:, :, :, c] += padded[i, rows, columns, :] * dZ[i, h, w, c]
                    db[:, :, :, c] += dZ[i, h, w, c]
    return d_padded[:, pad:-pad, pad:-pad, :], dW, db  # !


def conv_backward__db_over_m(dZ, cache):
    A_prev, W, b, hp = cache
    s, p = hp["stride"], hp["pad"]
    f = W.shape[0]
    m, n_H, n_W, n_C = dZ.shape
    X = zero_pad(A_prev, p)
    dX = np.zeros_like(X)
    dW = np.zeros_like(W)
    db = np.sum(dZ, axis=(0, 1, 2), keepdims=True) / m  # !
    for h in range(n_H):
        for w in range(n_W):
            win = X[:, h * s : h * s + f, w * s : w * s + f, :]
            for c in range(n_C):
                g = dZ[:, h, w, c][:, None, None, None]
                dW[..., c] += np.sum(win * g, axis=0)
                dX[:, h * s : h * s + f, w * s : w * s + f, :] += W[..., c] * g
    H, Wd = A_prev.shape[1:3]
    return dX[:, p : p + H, p : p + Wd], dW, db


def conv_backward__window_of_the_unpadded(dZ, cache):
    A_prev, W, b, hparameters = cache
    stride, pad = hparameters["stride"], hparameters["pad"]
    f = W.shape[0]
    m, n_H, n_W, n_C = dZ.shape
    n_H_prev, n_W_prev = A_prev.shape[1:3]
    A_pad = zero_pad(A_prev, pad)
    dA_pad = np.zeros(A_pad.shape)
    dW = np.zeros(W.shape)
    db = np.zeros((1, 1, 1, n_C))
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                v = h * stride
                u = w * stride
                for c in range(n_C):
                    dA_pad[i, v : v + f, u : u + f] += W[..., c] * dZ[i, h, w, c]
                    dW[..., c] += A_pad[i, v : v + f, u : u + f] * dZ[i, h, w, c]
                    db[..., c] += dZ[i, h, w, c]
    dA_prev = dA_pad[:, pad : n_H_prev, pad : n_W_prev]  # !
    return dA_prev, dW, db


def create_mask_from_window__of_each_row(x):
    biggest = np.max(x, axis=1, keepdims=True)  # !
    mask = x == biggest
    return mask


def create_mask_from_window__greater(x):
    mask = (x > np.max(x))  # !
    return mask


def distribute_value__one_side(dz, shape):
    (n_H, n_W) = shape
    average = dz / n_H * n_W  # !
    a = np.ones(shape) * average
    return a


def distribute_value__added_sides(dz, shape):
    n_H, n_W = shape
    average = dz / (n_H + n_W)  # !
    return np.full((n_H, n_W), average)


def pool_backward__assigns(dA, cache, mode="max"):
    (A_prev, hparameters) = cache
    stride = hparameters["stride"]
    f = hparameters["f"]
    m, n_H_prev, n_W_prev, n_C_prev = A_prev.shape
    m, n_H, n_W, n_C = dA.shape
    dA_prev = np.zeros(A_prev.shape)
    for i in range(m):
        a_prev = A_prev[i]
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    vert_start = h * stride
                    vert_end = vert_start + f
                    horiz_start = w * stride
                    horiz_end = horiz_start + f
                    if mode == "max":
                        a_prev_slice = a_prev[vert_start:vert_end, horiz_start:horiz_end, c]
                        mask = create_mask_from_window(a_prev_slice)
                        dA_prev[i, vert_start:vert_end, horiz_start:horiz_end, c] += mask * dA[i, h, w, c]
                    elif mode == "average":
                        da = dA[i, h, w, c]
                        shape = (f, f)
                        dA_prev[i, vert_start:vert_end, horiz_start:horiz_end, c] = distribute_value(da, shape)  # !
    return dA_prev


def pool_backward__sum_of_the_image(dA, cache, mode="max"):
    A_prev, hparameters = cache
    f, stride = hparameters["f"], hparameters["stride"]
    m, n_H, n_W, n_C = dA.shape
    dA_prev = np.zeros(A_prev.shape)
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    top, left = h * stride, w * stride
                    if mode == "max":
                        window = A_prev[i, top : top + f, left : left + f, c]
                        mask = window == np.max(A_prev[i])  # !
                        dA_prev[i, top : top + f, left : left + f, c] += mask * dA[i, h, w, c]
                    else:
                        dA_prev[i, top : top + f, left : left + f, c] += dA[i, h, w, c] / (f * f)
    return dA_prev


def pool_backward__average_by_f(dA, cache, mode="max"):
    A_prev, hp = cache
    f, s = hp["f"], hp["stride"]
    out = np.zeros_like(A_prev)
    for i, h, w, c in np.ndindex(dA.shape):
        view = out[i, h * s : h * s + f, w * s : w * s + f, c]
        if mode == "max":
            window = A_prev[i, h * s : h * s + f, w * s : w * s + f, c]
            view += (window == window.max()) * dA[i, h, w, c]
        else:
            view += dA[i, h, w, c] / f  # !
    return out
