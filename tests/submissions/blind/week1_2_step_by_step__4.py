"""Wrong answers to week1/2_step_by_step: how students go wrong, written before any list of mistakes was read (part 4 of 5)."""

from wrong import Wrong

ROWS = [
    Wrong(
        "conv_backward",
        '''
def conv_backward(dZ, cache):
    A_prev, W, b, hparameters = cache
    stride, pad = hparameters["stride"], hparameters["pad"]
    f = W.shape[0]
    m, n_H, n_W, n_C = dZ.shape
    A_pad = zero_pad(A_prev, pad)
    dA_pad, dW, db = np.zeros_like(A_pad), np.zeros_like(W), np.zeros((1, 1, 1, n_C))
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    dA_pad[i, h:h + f, w:w + f] += W[..., c] * dZ[i, h, w, c]
                    dW[..., c] += A_pad[i, h:h + f, w:w + f] * dZ[i, h, w, c]
                    db[..., c] += dZ[i, h, w, c]
    return dA_pad[:, pad:pad + A_prev.shape[1], pad:pad + A_prev.shape[2]], dW, db
''',
        ("stride ignored in the backward windows",),
        (12, 13),
    ),
    Wrong(
        "conv_backward",
        '''
def conv_backward(dZ, cache):
    A_prev, W, b, hp = cache
    s, p = hp["stride"], hp["pad"]
    f = W.shape[0]
    m, n_H, n_W, n_C = dZ.shape
    X = zero_pad(A_prev, p)
    dX, dW = np.zeros(X.shape), np.zeros(W.shape)
    for h in range(n_H):
        for w in range(n_W):
            rows, cols = slice(h * s, h * s + f), slice(w * s, w * s + f)
            dW += np.tensordot(X[:, rows, cols], dZ[:, h, w], axes=(0, 0)) / m
            dX[:, rows, cols] += np.tensordot(dZ[:, h, w], W, axes=(1, 3))
    db = dZ.sum(axis=(0, 1, 2)).reshape(1, 1, 1, n_C)
    H, Wd = A_prev.shape[1:3]
    return dX[:, p:p + H, p:p + Wd], dW, db
''',
        ("dW divided by m",),
        (11,),
    ),
    Wrong(
        "conv_backward",
        '''
def conv_backward(dZ, cache):
    A_prev, W, b, hp = cache
    s, p = hp["stride"], hp["pad"]
    f = W.shape[0]
    m, n_H, n_W, n_C = dZ.shape
    X = zero_pad(A_prev, p)
    dX, dW = np.zeros(X.shape), np.zeros(W.shape)
    for h in range(n_H):
        for w in range(n_W):
            rows, cols = slice(h * s, h * s + f), slice(w * s, w * s + f)
            dW += np.tensordot(X[:, rows, cols], dZ[:, h, w], axes=(0, 0))
            dX[:, rows, cols] += np.tensordot(dZ[:, h, w], W, axes=(1, 3))
    db = dZ.mean(axis=(0, 1, 2), keepdims=True)
    return dX[:, p:X.shape[1] - p, p:X.shape[2] - p], dW, db
''',
        ("db is the mean, not the sum",),
        (13,),
    ),
    Wrong(
        "conv_backward",
        '''
def conv_backward(dZ, cache):
    A_prev, W, b, hp = cache
    s, p = hp["stride"], hp["pad"]
    f = W.shape[0]
    m, n_H, n_W, n_C = dZ.shape
    X = zero_pad(A_prev, p)
    dA_prev, dW, db = np.zeros(X.shape), np.zeros(W.shape), np.zeros((1, 1, 1, n_C))
    for i, h, w, c in np.ndindex(dZ.shape):
        win = np.s_[i, h * s:h * s + f, w * s:w * s + f]
        dA_prev[win] += W[..., c] * dZ[i, h, w, c]
        dW[..., c] += X[win] * dZ[i, h, w, c]
        db[..., c] += dZ[i, h, w, c]
    return dA_prev, dW, db
''',
        ("the padded gradient is returned", "border not cut off"),
        (13,),
    ),
    Wrong(
        "conv_backward",
        '''
def conv_backward(dZ, cache):
    A_prev, W, b, hp = cache
    s, p = hp["stride"], hp["pad"]
    f = W.shape[0]
    m, n_H, n_W, n_C = dZ.shape
    X = zero_pad(A_prev, p)
    dX, dW, db = np.zeros(X.shape), np.zeros(W.shape), np.zeros((1, 1, 1, n_C))
    for i, h, w, c in np.ndindex(dZ.shape):
        win = np.s_[i, h * s:h * s + f, w * s:w * s + f]
        dX[win] = W[..., c] * dZ[i, h, w, c]
        dW[..., c] += X[win] * dZ[i, h, w, c]
        db[..., c] += dZ[i, h, w, c]
    return dX[:, p:X.shape[1] - p, p:X.shape[2] - p], dW, db
''',
        ("dA_prev = for += : overlapping windows overwrite",),
        (10,),
    ),
    Wrong(
        "conv_backward",
        '''
def conv_backward(dZ, cache):
    A_prev, W, b, hp = cache
    s, p = hp["stride"], hp["pad"]
    f = W.shape[0]
    X = zero_pad(A_prev, p)
    dX, dW, db = np.zeros(X.shape), np.zeros(W.shape), np.zeros((1, 1, 1, W.shape[3]))
    for i, h, w, c in np.ndindex(dZ.shape):
        win = np.s_[i, h * s:h * s + f, w * s:w * s + f]
        dX[win] += W[..., c] * dZ[i, h, w, c]
        dW[..., c] += X[win] * dZ[i, h, w, c]
        db[..., c] += dZ[i, h, w, c]
    dA_prev = dX[:, p:X.shape[1] - p, p:X.shape[2] - p]
    return dW, dA_prev, db
''',
        ("outputs in the wrong order", "dW and dA_prev swapped"),
        (13,),
    ),
    Wrong(
        "conv_backward",
        '''
def conv_backward(dZ, cache):
    A_prev, W, b, hp = cache
    s, p = hp["stride"], hp["pad"]
    f = W.shape[0]
    X = zero_pad(A_prev, p)
    dX, dW, db = np.zeros(X.shape), np.zeros(W.shape), b.copy()
    for i, h, w, c in np.ndindex(dZ.shape):
        win = np.s_[i, h * s:h * s + f, w * s:w * s + f]
        dX[win] += W[..., c] * dZ[i, h, w, c]
        dW[..., c] += X[win] * dZ[i, h, w, c]
        db[..., c] += dZ[i, h, w, c]
    return dX[:, p:X.shape[1] - p, p:X.shape[2] - p], dW, db
''',
        ("db starts at b, not at zeros",),
        (6,),
    ),
    Wrong(
        "conv_backward",
        '''
def conv_backward(dZ, cache):
    A_prev, W, b, hp = cache
    s, p = hp["stride"], hp["pad"]
    f = W.shape[0]
    m = len(dZ)
    X = zero_pad(A_prev, p)
    dX, dW, db = np.zeros(X.shape), np.zeros(W.shape), np.zeros((1, 1, 1, W.shape[3]))
    for i, h, w, c in np.ndindex(dZ.shape):
        win = np.s_[i, h * s:h * s + f, w * s:w * s + f]
        dX[win] += W[..., c] * dZ[i, h, w, c]
        dW[..., c] += X[win] * dZ[i, h, w, c]
        db[..., c] += dZ[i, h, w, c]
    dA_prev = dX[:, p:X.shape[1] - p, p:X.shape[2] - p]
    return dA_prev, dW / m, db / m
''',
        ("dW divided by m", "db divided by m"),
        (14,), "pair",
    ),
    Wrong(
        "conv_backward",
        '''
def conv_backward(dZ, cache):
    A_prev, W, b, hparameters = cache
    stride, pad = hparameters["stride"], hparameters["pad"]
    f = W.shape[0]
    m, n_H, n_W, n_C = dZ.shape
    A_pad = zero_pad(A_prev, pad)
    dA_pad, dW, db = np.zeros_like(A_pad), np.zeros_like(W), np.zeros((1, 1, 1, n_C))
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    r, q = h * stride, w * stride
                    dA_pad[i, r:r + f, q:q + f] += W[..., c] * dZ[i, h, w, c]
                    dW[..., c] = A_pad[i, r:r + f, q:q + f] * dZ[i, h, w, c]
                    db[..., c] += dZ[i, h, w, c]
    return dA_pad[:, pad:-pad, pad:-pad], dW, db
''',
        ("= for += of dW", "[pad:-pad] at pad 0"),
        (14, 16), "pair",
    ),
    Wrong(
        "conv_backward",
        '''
def conv_backward(dZ, cache):
    A_prev, W, hparameters = cache
    s, p = hparameters["stride"], hparameters["pad"]
    f = W.shape[0]
    X = zero_pad(A_prev, p)
    dX, dW, db = np.zeros(X.shape), np.zeros(W.shape), np.zeros((1, 1, 1, W.shape[3]))
    for i, h, w, c in np.ndindex(dZ.shape):
        win = np.s_[i, h * s:h * s + f, w * s:w * s + f]
        dX[win] += W[..., c] * dZ[i, h, w, c]
        dW[..., c] += X[win] * dZ[i, h, w, c]
        db[..., c] += dZ[i, h, w, c]
    return dX[:, p:X.shape[1] - p, p:X.shape[2] - p], dW, db
''',
        ("three values unpacked from a cache of four", "ValueError too many values"),
        (2,), "raises",
    ),
    Wrong(
        "create_mask_from_window",
        '''
def create_mask_from_window(x):
    mask = x == np.min(x)
    return mask
''',
        ("minimum instead of maximum",),
        (2,),
    ),
    Wrong(
        "create_mask_from_window",
        '''
def create_mask_from_window(x):
    mask = np.zeros(x.shape, dtype=bool)
    mask[np.unravel_index(np.argmax(x), x.shape)] = True
    return mask
''',
        ("only the first maximum is marked (argmax)",),
        (3,),
    ),
    Wrong(
        "create_mask_from_window",
        '''
def create_mask_from_window(x):
    mask = np.where(x == x.max(), x, 0)
    return mask
''',
        ("the value instead of True", "not booleans"),
        (2,),
    ),
    Wrong(
        "create_mask_from_window",
        '''
def create_mask_from_window(x):
    mask = x == x.max(axis=1, keepdims=True)
    return mask
''',
        ("maximum of each row", "axis"),
        (2,),
    ),
    Wrong(
        "create_mask_from_window",
        '''
def create_mask_from_window(x):
    return x >= x.mean()
''',
        (">= the mean", "not the maximum"),
        (2,),
    ),
    Wrong(
        "create_mask_from_window",
        '''
def create_mask_from_window(x):
    mask = np.max(x)
    return mask
''',
        ("assignment of the maximum, = for == : returns one number",),
        (2,),
    ),
    Wrong(
        "distribute_value",
        '''
def distribute_value(dz, shape):
    n_H, n_W = shape
    a = np.ones((n_H, n_W)) * dz
    return a
''',
        ("not divided", "the whole value at every place"),
        (3,),
    ),
    Wrong(
        "distribute_value",
        '''
def distribute_value(dz, shape):
    (n_H, n_W) = shape
    average = dz / (n_H + n_W)
    return np.full(shape, average)
''',
        ("divided by n_H + n_W",),
        (3,),
    ),
]
