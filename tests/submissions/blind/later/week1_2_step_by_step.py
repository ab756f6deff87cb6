"""Wrong answers to week1/2_step_by_step: how students go wrong, further ones, written when the first set had been answered."""

from wrong import Wrong

ROWS = [
    Wrong(
        "zero_pad",
        '''
def zero_pad(X, pad):
    border = 2 * pad
    return np.pad(X, ((0, 0), (border, border), (border, border), (0, 0)))
''',
        ("pad 2·pad on each side", "border twice as wide"),
        (2,),
    ),
    Wrong(
        "conv_single_step",
        '''
def conv_single_step(a_slice_prev, W, b):
    Z = np.sum(a_slice_prev * W) * b.item()
    return Z
''',
        ("bias multiplied instead of added",),
        (2,),
    ),
    Wrong(
        "conv_single_step",
        '''
def conv_single_step(a_slice_prev, W, b):
    s = a_slice_prev[:, :, 0] * W[:, :, 0]
    return s.sum() + b[0, 0, 0]
''',
        ("only the first channel is summed",),
        (2,),
    ),
    Wrong(
        "conv_forward",
        '''
def conv_forward(A_prev, W, b, hparameters):
    stride, pad = hparameters["stride"], hparameters["pad"]
    m, n_H_prev, n_W_prev, _ = A_prev.shape
    f, _, _, n_C = W.shape
    n_H = (n_H_prev - f + 2 * pad) // stride + 1
    n_W = (n_W_prev - f + 2 * pad) // stride + 1
    Z = np.zeros((m, n_H, n_W, n_C))
    X = zero_pad(A_prev, pad)
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    part = X[i, h * stride:h * stride + f, w * stride:w * stride + f, :]
                    Z[i, h, w, c] = conv_single_step(part, W[:, :, :, 0], b[:, :, :, c])
    return Z, (A_prev, W, b, hparameters)
''',
        ("weights of filter 0 for all filters",),
        (14,),
    ),
    Wrong(
        "conv_forward",
        '''
def conv_forward(A_prev, W, b, hparameters):
    stride, pad = hparameters["stride"], hparameters["pad"]
    m, n_H_prev, n_W_prev, _ = A_prev.shape
    f, _, _, n_C = W.shape
    n_H = (n_H_prev - f + 2 * pad) // stride + 1
    n_W = (n_W_prev - f + 2 * pad) // stride + 1
    Z = np.zeros((m, n_H, n_W, n_C))
    X = zero_pad(A_prev, pad)
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    part = X[i, h * stride:h * stride + f, w * stride:w * stride + f, :]
                    Z[i, w, h, c] = conv_single_step(part, W[:, :, :, c], b[:, :, :, c])
    return Z, (A_prev, W, b, hparameters)
''',
        ("h and w swapped in the place of the result", "Z[i, w, h, c]"),
        (14,),
    ),
    Wrong(
        "conv_forward",
        '''
def conv_forward(A_prev, W, b, hparameters):
    stride, pad = hparameters["stride"], hparameters["pad"]
    m, n_H_prev, n_W_prev, _ = A_prev.shape
    f, _, _, n_C = W.shape
    n_H = (n_H_prev - f + 2 * pad) // stride + 1
    n_W = (n_W_prev - f + 2 * pad) // stride + 1
    Z = np.zeros((m, n_H, n_W, n_C))
    X = zero_pad(A_prev, pad)
    for i in range(m):
        image = X[0]
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    part = image[h * stride:h * stride + f, w * stride:w * stride + f, :]
                    Z[i, h, w, c] = conv_single_step(part, W[:, :, :, c], b[:, :, :, c])
    return Z, (A_prev, W, b, hparameters)
''',
        ("the first image is used for all: index 0 for i",),
        (10,),
    ),
    Wrong(
        "pool_forward",
        '''
def pool_forward(A_prev, hparameters, mode="max"):
    m, H, W, C = A_prev.shape
    f, s = hparameters["f"], hparameters["stride"]
    n_H, n_W = (H - f) // s + 1, (W - f) // s + 1
    A = np.zeros((m, n_H, n_W, C))
    for h in range(n_H):
        for w in range(n_W):
            win = A_prev[:, h * s:h * s + f, w * s:w * s + f]
            A[:, h, w] = win.max(axis=(1, 2)) if mode == "max" else win.sum(axis=(1, 2)) / (s * s)
    return A, (A_prev, hparameters)
''',
        ("average pooling divides by the stride squared",),
        (9,),
    ),
    Wrong(
        "pool_forward",
        '''
def pool_forward(A_prev, hparameters, mode="max"):
    m, H, W, C = A_prev.shape
    f, s = hparameters["f"], hparameters["stride"]
    n_H, n_W = (H - f) // s + 1, (W - f) // s + 1
    A = np.zeros((m, n_H, n_W, C))
    for h in range(n_H):
        for w in range(n_W):
            win = A_prev[:, h * s:h * s + f, w * s:w * s + f]
            A[:, h, w] = np.min(win, axis=(1, 2)) if mode == "max" else np.mean(win, axis=(1, 2))
    return A, (A_prev, hparameters)
''',
        ("minimum instead of maximum",),
        (9,),
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
        dX[win] += X[win] * dZ[i, h, w, c]
        dW[..., c] += X[win] * dZ[i, h, w, c]
        db[..., c] += dZ[i, h, w, c]
    return dX[:, p:X.shape[1] - p, p:X.shape[2] - p], dW, db
''',
        ("dA uses A's window in place of W", "roles of W and window mixed"),
        (9,),
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
    for i in range(m):
        db = np.zeros((1, 1, 1, n_C))
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    r, q = h * s, w * s
                    dX[i, r:r + f, q:q + f] += W[..., c] * dZ[i, h, w, c]
                    dW[..., c] += X[i, r:r + f, q:q + f] * dZ[i, h, w, c]
                    db[..., c] += dZ[i, h, w, c]
    return dX[:, p:X.shape[1] - p, p:X.shape[2] - p], dW, db
''',
        ("db only of the last image: reset inside the loop",),
        (9,),
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
    for i in range(m):
        for h in range(n_H - 1):
            for w in range(n_W - 1):
                for c in range(n_C):
                    r, q = h * s, w * s
                    dX[i, r:r + f, q:q + f] += W[..., c] * dZ[i, h, w, c]
                    dW[..., c] += X[i, r:r + f, q:q + f] * dZ[i, h, w, c]
                    db[..., c] += dZ[i, h, w, c]
    return dX[:, p:X.shape[1] - p, p:X.shape[2] - p], dW, db
''',
        ("the last row and column of places left out: range(n_H - 1)",),
        (9, 10),
    ),
    Wrong(
        "create_mask_from_window",
        '''
def create_mask_from_window(x):
    size = np.abs(x)
    return size == size.max()
''',
        ("largest absolute value marked",),
        (3,),
    ),
    Wrong(
        "create_mask_from_window",
        '''
def create_mask_from_window(x):
    mask = (x != np.max(x))
    return mask
''',
        ("everything but the maximum is True", "!= for =="),
        (2,),
    ),
    Wrong(
        "distribute_value",
        '''
def distribute_value(dz, shape):
    n_H, n_W = shape
    return np.full((n_W, n_H), dz / (n_H * n_W))
''',
        ("rows and columns of the shape swapped",),
        (3,),
    ),
    Wrong(
        "pool_backward",
        '''
def pool_backward(dA, cache, mode="max"):
    A_prev, hp = cache
    f, s = hp["f"], hp["stride"]
    m, n_H, n_W, n_C = dA.shape
    out = np.zeros(A_prev.shape)
    for i, h, w, c in np.ndindex(dA.shape):
        y, x = h * s, w * s
        if mode == "max":
            out[i, y:y + f, x:x + f, c] += create_mask_from_window(A_prev[i, y:y + f, x:x + f, c]) * dA[i, h, w, c]
        else:
            out[i, y:y + f, x:x + f, c] += dA[i, h, w, c] / (n_H * n_W)
    return out
''',
        ("average divides by the number of places of dA",),
        (11,),
    ),
    Wrong(
        "pool_backward",
        '''
def pool_backward(dA, cache, mode="max"):
    A_prev, hp = cache
    f, s = hp["f"], hp["stride"]
    out = np.zeros(A_prev.shape)
    for i, h, w, c in np.ndindex(dA.shape):
        y, x = h * s, w * s
        if mode == "max":
            mask = create_mask_from_window(out[i, y:y + f, x:x + f, c])
            out[i, y:y + f, x:x + f, c] += mask * dA[i, h, w, c]
        else:
            out[i, y:y + f, x:x + f, c] += distribute_value(dA[i, h, w, c], (f, f))
    return out
''',
        ("mask from dA's window, not A_prev's",),
        (8,),
    ),
    Wrong(
        "pool_backward",
        '''
def pool_backward(dA, cache, mode="max"):
    A_prev, hp = cache
    f, s = hp["f"], hp["stride"]
    out = np.zeros(A_prev.shape)
    for i, h, w, c in np.ndindex(dA.shape):
        y, x = h * s, w * s
        if mode == "max":
            mask = create_mask_from_window(A_prev[i, y:y + f, x:x + f, 0])
            out[i, y:y + f, x:x + f, c] += mask * dA[i, h, w, c]
        else:
            out[i, y:y + f, x:x + f, c] += distribute_value(dA[i, h, w, c], (f, f))
    return out
''',
        ("channel 0 for all channels",),
        (8,),
    ),
]
