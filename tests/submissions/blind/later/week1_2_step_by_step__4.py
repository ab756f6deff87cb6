"""Wrong answers to week1/2_step_by_step: written before any list was read, the exercises that joined later among them."""

from wrong import Wrong

ROWS = [
    Wrong(
        "im2col",
        '''
def im2col(A_prev, f, hparameters):
    m, n_H_prev, n_W_prev, n_C_prev = A_prev.shape
    s, pad = hparameters["stride"], hparameters["pad"]
    A = zero_pad(A_prev, pad)
    n_H = (n_H_prev + 2 * pad - f) // s + 1
    n_W = (n_H_prev + 2 * pad - f) // s + 1
    rows = np.zeros((m * n_H * n_W, f * f * n_C_prev))
    r = 0
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                rows[r] = A[i, h * s : h * s + f, w * s : w * s + f, :].reshape(-1)
                r += 1
    return rows
''',
        ("columns' count taken from the rows",),
        (6,),
    ),
    Wrong(
        "im2col",
        '''
def im2col(A_prev, f, hparameters):
    m, H, W, C = A_prev.shape
    stride = hparameters["stride"]
    pad = hparameters["pad"]
    X = zero_pad(A_prev, pad)
    out = []
    for i in range(m):
        for h in range(0, H + 2 * pad - f + 1, stride):
            for w in range(0, W + 2 * pad - f + 1, stride):
                patch = X[i, h : h + f, w : w + f, :]
                out.append(patch.transpose(2, 0, 1).flatten())
    return np.array(out)
''',
        ("the window is put channel first",),
        (11,),
    ),
    Wrong(
        "im2col",
        '''
def im2col(A_prev, f, hparameters):
    m, H, W, C = A_prev.shape
    stride, pad = hparameters["stride"], hparameters["pad"]
    rows = []
    for i in range(m):
        for y in range(0, H - f + 1, stride):
            for x in range(0, W - f + 1, stride):
                rows.append(A_prev[i, y : y + f, x : x + f].ravel())
    return np.stack(rows)
''',
        ("the image is not padded",),
        (6, 7, 8),
    ),
    Wrong(
        "im2col",
        '''
def im2col(A_prev, f, hparameters):
    m, n_H_prev, n_W_prev, n_C = A_prev.shape
    stride, pad = hparameters["stride"], hparameters["pad"]
    padded = zero_pad(A_prev, pad)
    cols = []
    for i in range(m):
        for top in range(0, n_H_prev + 2 * pad - f, stride):
            for left in range(0, n_W_prev + 2 * pad - f + 1, stride):
                cols.append(padded[i, top : top + f, left : left + f, :].ravel())
    return np.stack(cols, axis=1)
''',
        ("the last row is left out", "the result is turned over"),
        (7, 10),
        "pair",
    ),
    Wrong(
        "im2col",
        '''
def im2col(A_prev, f, hparameters):
    (m, n_H_prev, n_W_prev, n_C_prev) = A_prev.shape
    stride = hparameters["stride"]
    pad = hparameters["pad"]
    n_H = int((n_H_prev - f + 2 * pad) / stride) + 1
    n_W = int((n_W_prev - f + 2 * pad) / stride) + 1
    A_prev_pad = zero_pad(A_prev, pad)
    rows = np.zeros((m * n_H * n_W, f * f))
    k = 0
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                vert_start = h * stride
                horiz_start = w * stride
                rows[k, :] = A_prev_pad[i, vert_start : vert_start + f, horiz_start : horiz_start + f, :].flatten()
                k = k + 1
    return rows
''',
        ("appends arrays of two axes side by side with concatenate on a flat axis",),
        (8,),
        "raises",
    ),
    Wrong(
        "relu_backward",
        '''
def relu_backward(dA, Z):
    dZ = np.array(dA, copy=True)
    dZ[dA <= 0] = 0
    return dZ
''',
        ("decides by dA, not by Z",),
        (3,),
    ),
    Wrong(
        "relu_backward",
        '''
def relu_backward(dA, Z):
    dZ = dA.copy()
    dZ[Z < 0] = 0
    return dZ
''',
        ("lets zero pass",),
        (3,),
    ),
    Wrong(
        "relu_backward",
        '''
def relu_backward(dA, Z):
    A = np.maximum(0, Z)
    return dA * A
''',
        ("multiplies with the activation instead of its derivative",),
        (3,),
    ),
    Wrong(
        "softmax_loss",
        '''
def softmax_loss(scores, labels):
    m = scores.shape[0]
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    loss = -np.log(p[np.arange(m), labels]).mean()
    dscores = p.copy()
    dscores[np.arange(m), labels] -= 1
    return loss, dscores
''',
        ("the gradient is not divided by m",),
        (8,),
    ),
    Wrong(
        "softmax_loss",
        '''
def softmax_loss(scores, labels):
    m = scores.shape[0]
    e = np.exp(scores)
    p = e / np.sum(e, axis=1, keepdims=True)
    loss = -np.mean(np.log(p[range(m), labels]))
    dscores = p
    dscores[range(m), labels] -= 1
    dscores /= m
    return loss, dscores
''',
        ("no shift: overflows for large scores",),
        (3,),
    ),
    Wrong(
        "softmax_loss",
        '''
def softmax_loss(scores, labels):
    m, C = scores.shape
    shifted = scores - np.max(scores, axis=1, keepdims=True)
    probs = np.exp(shifted) / np.sum(np.exp(shifted), axis=0, keepdims=True)
    loss = -np.sum(np.log(probs[np.arange(m), labels])) / m
    d = probs.copy()
    d[np.arange(m), labels] -= 1
    return loss, d / m
''',
        ("sums over the wrong axis",),
        (4,),
    ),
    Wrong(
        "softmax_loss",
        '''
def softmax_loss(scores, labels):
    m, C = scores.shape
    exps = np.exp(scores - scores.max(axis=1, keepdims=True))
    probs = exps / exps.sum(axis=1, keepdims=True)
    loss = -np.sum(np.log(probs[np.arange(m), labels]))
    one_hot = np.eye(C)[labels]
    dscores = (one_hot - probs) / m
    return loss, dscores
''',
        ("the sum in place of the mean", "the sign of the gradient is turned"),
        (5, 7),
        "pair",
    ),
    Wrong(
        "softmax_loss",
        '''
def softmax_loss(scores, labels):
    m = scores.shape[0]
    scores = scores - np.max(scores, axis=1)
    exp = np.exp(scores)
    probs = exp / np.sum(exp, axis=1)
    loss = -np.mean(np.log(probs[np.arange(m), labels]))
    dscores = probs
    dscores[np.arange(m), labels] -= 1
    return loss, dscores / m
''',
        ("keepdims is missing",),
        (3, 5),
        "raises",
    ),
    Wrong(
        "sgd_step",
        '''
def sgd_step(parameters, gradients, learning_rate):
    new = {}
    for key in parameters:
        new[key] = parameters[key] + learning_rate * gradients[key]
    return new
''',
        ("climbs",),
        (4,),
    ),
    Wrong(
        "sgd_step",
        '''
def sgd_step(parameters, gradients, learning_rate):
    updated = {}
    for k in parameters.keys():
        updated[k] = parameters[k] - gradients[k]
    return updated
''',
        ("no learning rate",),
        (4,),
    ),
    Wrong(
        "sgd_step",
        '''
def sgd_step(parameters, gradients, learning_rate):
    out = {}
    for key in parameters:
        out[key] = parameters[key] - learning_rate * gradients["d" + key]
    return out
''',
        ("asks for the names of the classic update, with a d in front",),
        (4,),
        "raises",
    ),
    Wrong(
        "sgd_step",
        '''
def sgd_step(parameters, gradients, learning_rate):
    new_parameters = dict(parameters)
    for name in gradients:
        new_parameters[name] = parameters[name] - learning_rate * gradients[name]
        return new_parameters
''',
        ("returns inside the loop",),
        (5,),
    ),
    Wrong(
        "conv_forward",
        '''
def conv_forward(A_prev, W, b, hparameters):
    (m, n_H_prev, n_W_prev, n_C_prev) = A_prev.shape
    (f, f, n_C_prev, n_C) = W.shape
    stride = hparameters["stride"]
    pad = hparameters["pad"]
    n_H = int((n_H_prev + 2 * pad - f) / stride) + 1
    n_W = int((n_W_prev + 2 * pad - f) / stride) + 1
    Z = np.zeros((m, n_H, n_W, n_C))
    A_prev_pad = zero_pad(A_prev, pad)
    for i in range(m):
        a_prev_pad = A_prev_pad[i]
        for h in range(n_H):
            vert_start = stride * h
            vert_end = vert_start + f
            for w in range(n_W):
                horiz_start = stride * w
                horiz_end = vert_start + f
                for c in range(n_C):
                    a_slice_prev = a_prev_pad[vert_start:vert_end, horiz_start:horiz_end, :]
                    Z[i, h, w, c] = conv_single_step(a_slice_prev, W[:, :, :, c], b[:, :, :, c])
    cache = (A_prev, W, b, hparameters)
    return Z, cache
''',
        ("a copied start: the columns use vert_start",),
        (17,),
    ),
    Wrong(
        "conv_forward",
        '''
def conv_forward(A_prev, W, b, hparameters):
    m, n_H_prev, n_W_prev, n_C_prev = A_prev.shape
    f, _, _, n_C = W.shape
    stride, pad = hparameters["stride"], hparameters["pad"]
    n_H = (n_H_prev - f + 2 * pad) // stride + 1
    n_W = (n_W_prev - f) // stride + 1
    A_prev = zero_pad(A_prev, pad)
    Z = np.zeros((m, n_H, n_W, n_C))
    for h in range(n_H):
        for w in range(n_W):
            window = A_prev[:, h * stride : h * stride + f, w * stride : w * stride + f]
            Z[:, h, w] = np.tensordot(window, W, axes=3) + b[0, 0, 0]
    return Z, (A_prev, W, b, hparameters)
''',
        ("n_W has no pad", "the cache holds the padded image"),
        (6, 7, 13),
        "pair",
    ),
    Wrong(
        "conv_forward",
        '''
def conv_forward(A_prev, W, b, hparameters):
    m, n_H_prev, n_W_prev, n_C_prev = A_prev.shape
    f, f, n_C_prev, n_C = W.shape
    stride = hparameters["stride"]
    pad = hparameters["pad"]
    n_H = int((n_H_prev - f + 2 * pad) / stride) + 1
    n_W = int((n_W_prev - f + 2 * pad) / stride) + 1
    Z = np.zeros((m, n_H, n_W, n_C))
    A_prev_pad = zero_pad(A_prev, pad)
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    y, x = h * stride, w * stride
                    a = A_prev_pad[i, y : y + f, x : x + f, :]
                    Z[i, h, w, c] = conv_single_step(a, W[c, :, :, :], b[:, :, :, c])
    cache = (A_prev, W, b, hparameters)
    return Z, cache
''',
        ("the filter of the wrong axis",),
        (16,),
        "raises",
    ),
    Wrong(
        "pool_forward",
        '''
def pool_forward(A_prev, hparameters, mode="max"):
    m, H, W, C = A_prev.shape
    f = hparameters["f"]
    stride = hparameters["stride"]
    n_H = int(1 + (H - f) / stride)
    n_W = int(1 + (W - f) / stride)
    A = np.zeros((m, n_H, n_W, C))
    for h in range(n_H):
        for w in range(n_W):
            s = A_prev[:, h * stride : h * stride + f, w * f : w * f + f, :]
            if mode == "max":
                A[:, h, w, :] = s.max(axis=(1, 2))
            elif mode == "average":
                A[:, h, w, :] = s.mean(axis=(1, 2))
    cache = (A_prev, hparameters)
    return A, cache
''',
        ("the second axis moves by f instead of the stride",),
        (10,),
    ),
    Wrong(
        "conv_backward",
        '''
def conv_backward(dZ, cache):
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
                    a_slice = da_prev_pad[vert_start:vert_end, horiz_start:horiz_end, :]
                    da_prev_pad[vert_start:vert_end, horiz_start:horiz_end, :] += W[:, :, :, c] * dZ[i, h, w, c]
                    dW[:, :, :, c] += a_slice * dZ[i, h, w, c]
                    db[:, :, :, c] += dZ[i, h, w, c]
        dA_prev[i, :, :, :] = da_prev_pad[pad : pad + n_H_prev, pad : pad + n_W_prev, :]
    return dA_prev, dW, db
''',
        ("dW takes the window of the gradient, not of the image",),
        (23,),
    ),
    Wrong(
        "conv_backward",
        '''
def conv_backward(dZ, cache):
    A_prev, W, b, hparameters = cache
    m, n_H_prev, n_W_prev, n_C_prev = A_prev.shape
    f, _, _, n_C = W.shape
    stride, pad = hparameters["stride"], hparameters["pad"]
    m, n_H, n_W, n_C = dZ.shape
    A_pad = zero_pad(A_prev, pad)
    dA_pad = np.zeros_like(A_pad)
    dW = np.zeros_like(W)
    db = np.zeros_like(b)
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    y, x = h * stride, w * stride
                    dA_pad[i, y : y + f, x : x + f] = W[..., c] * dZ[i, h, w, c]
                    dW[..., c] += A_pad[i, y : y + f, x : x + f] * dZ[i, h, w, c]
                    db[..., c] = dZ[i, h, w, c]
    dA_prev = dA_pad[:, pad : pad + n_H_prev, pad : pad + n_W_prev]
    return dA_prev, dW, db
''',
        ("db is overwritten", "dA_prev is not accumulated"),
        (16, 18),
        "pair",
    ),
    Wrong(
        "pool_backward",
        '''
def pool_backward(dA, cache, mode="max"):
    A_prev, hparameters = cache
    stride, f = hparameters["stride"], hparameters["f"]
    m, n_H, n_W, n_C = dA.shape
    dA_prev = np.zeros_like(A_prev)
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    ys, ye = h * stride, h * stride + f
                    xs, xe = w * stride, w * stride + f
                    if mode == "max":
                        mask = create_mask_from_window(A_prev[i, ys:ye, xs:xe, c])
                        dA_prev[i, ys:ye, xs:xe, c] += mask * dA[i, h, w, c]
                    elif mode == "average":
                        dA_prev[i, ys:ye, xs:xe, c] += np.ones((f, f)) * dA[i, h, w, c] / f
    return dA_prev
''',
        ("the average is divided by f instead of its square",),
        (16,),
    ),
    Wrong(
        "zero_pad",
        '''
def zero_pad(X, pad):
    return np.pad(X, ((0, 0), (pad, pad), (pad, pad)), "constant", constant_values=0)
''',
        ("three pairs of numbers for four axes",),
        (2,),
        "raises",
    ),
    Wrong(
        "create_mask_from_window",
        '''
def create_mask_from_window(x):
    mask = (x == x.max(axis=1, keepdims=True))
    return mask
''',
        ("the maximum of each row",),
        (2,),
    ),
]
