"""Wrong answers to week1/2_step_by_step: how students go wrong, written before any list of mistakes was read (part 1 of 5)."""

from wrong import Wrong

ROWS = [
    Wrong(
        "zero_pad",
        '''
def zero_pad(X, pad):
    X_pad = np.pad(X, ((0, 0), (pad, pad), (0, 0), (0, 0)))
    return X_pad
''',
        ("only rows are padded, not the columns",),
        (2,),
    ),
    Wrong(
        "zero_pad",
        '''
def zero_pad(X, pad):
    X_pad = np.pad(X, ((pad, pad), (pad, pad), (0, 0), (0, 0)), mode="constant")
    return X_pad
''',
        ("the batch is padded and the columns are not", "wrong axes"),
        (2,),
    ),
    Wrong(
        "zero_pad",
        '''
def zero_pad(X, pad):
    return np.pad(X, pad, "constant", constant_values=0)
''',
        ("all four axes are padded", "batch and channels too"),
        (2,),
    ),
    Wrong(
        "zero_pad",
        '''
def zero_pad(X, pad):
    m, h, w, c = X.shape
    out = np.ones((m, h + 2 * pad, w + 2 * pad, c))
    out[:, pad:pad + h, pad:pad + w, :] = X
    return out
''',
        ("border of ones, not of zeros",),
        (3,),
    ),
    Wrong(
        "zero_pad",
        '''
def zero_pad(X, pad):
    X_pad = np.pad(X, [(0, 0), (0, pad), (0, pad), (0, 0)])
    return X_pad
''',
        ("padding only on one side (bottom and right)",),
        (2,),
    ),
    Wrong(
        "zero_pad",
        '''
def zero_pad(X, pad):
    X_pad = np.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0)), "reflect")
    return X_pad
''',
        ("reflects the picture", "mode reflect, not zeros"),
        (2,),
    ),
    Wrong(
        "zero_pad",
        '''
def zero_pad(X, pad):
    m, n_H, n_W, n_C = X.shape
    X_pad = np.zeros((m, n_H + 2 * pad, n_W + 2 * pad, n_C))
    for i in range(m):
        for c in range(n_C):
            side = min(n_H, n_W)
            X_pad[i, pad:pad + side, pad:pad + side, c] = X[i, :side, :side, c]
    return X_pad
''',
        ("height used for width", "square image assumed"),
        (7,),
    ),
    Wrong(
        "zero_pad",
        '''
def zero_pad(X, pad):
    m, n_H, n_W, n_C = X.shape
    X_pad = np.zeros((m, n_H + 2 * pad, n_W + 2 * pad, n_C))
    X_pad[:, pad:-pad, pad:-pad, :] = X
    return X_pad
''',
        ("X[pad:-pad] target with pad 0 is empty", "broadcast error at pad 0"),
        (4,), "raises",
    ),
    Wrong(
        "zero_pad",
        '''
def zero_pad(X, pad):
    X_pad = np.pad(X, ((0, 0), (pad, pad), (pad, pad)), "constant")
    return X_pad
''',
        ("three pairs for four axes", "ValueError of np.pad"),
        (2,), "raises",
    ),
    Wrong(
        "conv_single_step",
        '''
def conv_single_step(a_slice_prev, W, b):
    s = a_slice_prev * W + b
    Z = np.sum(s)
    return Z
''',
        ("bias added to every product", "before the sum"),
        (2,),
    ),
    Wrong(
        "conv_single_step",
        '''
def conv_single_step(a_slice_prev, W, b):
    s = np.multiply(a_slice_prev, W)
    Z = np.sum(s)
    return Z
''',
        ("bias forgotten",),
        (3,),
    ),
    Wrong(
        "conv_single_step",
        '''
def conv_single_step(a_slice_prev, W, b):
    Z = np.sum(a_slice_prev * W)
    Z = Z + int(b.item())
    return Z
''',
        ("bias truncated to an integer",),
        (3,),
    ),
    Wrong(
        "conv_single_step",
        '''
def conv_single_step(a_slice_prev, W, b):
    s = a_slice_prev * W
    Z = np.sum(s, axis=0) + b.item()
    return Z
''',
        ("sum over one axis only", "not one number"),
        (3,),
    ),
    Wrong(
        "conv_single_step",
        '''
def conv_single_step(a_slice_prev, W, b):
    total = 0
    for i in range(W.shape[0]):
        for j in range(W.shape[1]):
            for k in range(W.shape[2]):
                total += a_slice_prev[i, j, k] + W[i, j, k]
    return total + b[0, 0, 0]
''',
        ("plus instead of times",),
        (6,),
    ),
    Wrong(
        "conv_single_step",
        '''
def conv_single_step(a_slice_prev, W, b):
    Z = (a_slice_prev * W).sum()
    Z -= b.item()
    return Z
''',
        ("bias subtracted", "sign"),
        (3,),
    ),
    Wrong(
        "conv_single_step",
        '''
def conv_single_step(a_slice_prev, W, b):
    s = a_slice_prev * W
    Z = np.mean(s)
    return Z
''',
        ("bias forgotten", "mean instead of sum"),
        (3, 4), "pair",
    ),
    Wrong(
        "conv_single_step",
        '''
def conv_single_step(a_slice_prev, W, b):
    s = np.dot(a_slice_prev, W)
    Z = np.sum(s) + b.item()
    return Z
''',
        ("np.dot of three axes: shapes not aligned", "elementwise product needed"),
        (2,), "raises",
    ),
    Wrong(
        "conv_forward",
        '''
def conv_forward(A_prev, W, b, hparameters):
    (m, n_H_prev, n_W_prev, n_C_prev) = A_prev.shape
    (f, f, n_C_prev, n_C) = W.shape
    stride = hparameters["stride"]
    pad = hparameters["pad"]
    n_H = int((n_H_prev - f + 2 * pad) / stride) + 1
    n_W = int((n_H_prev - f + 2 * pad) / stride) + 1
    Z = np.zeros((m, n_H, n_W, n_C))
    A_prev_pad = zero_pad(A_prev, pad)
    for i in range(m):
        a_prev_pad = A_prev_pad[i]
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    a_slice = a_prev_pad[h * stride:h * stride + f, w * stride:w * stride + f, :]
                    Z[i, h, w, c] = conv_single_step(a_slice, W[..., c], b[..., c])
    return Z, (A_prev, W, b, hparameters)
''',
        ("n_W computed from the rows", "h copied for w"),
        (7,),
    ),
    Wrong(
        "conv_forward",
        '''
def conv_forward(A_prev, W, b, hparameters):
    m, n_H_prev, n_W_prev, _ = A_prev.shape
    f, _, _, n_C = W.shape
    stride, pad = hparameters["stride"], hparameters["pad"]
    n_H = (n_H_prev - f + 2 * pad) // stride + 1
    n_W = (n_W_prev - f + 2 * pad) // stride + 1
    Z = np.zeros((m, n_H, n_W, n_C))
    A_prev_pad = zero_pad(A_prev, pad)
    for i in range(m):
        for h in range(n_H):
            vert_start = h * stride
            vert_end = vert_start + f
            for w in range(n_W):
                horiz_start = h * stride
                horiz_end = horiz_start + f
                for c in range(n_C):
                    a_slice_prev = A_prev_pad[i, vert_start:vert_end, horiz_start:horiz_end, :]
                    Z[i, h, w, c] = np.sum(a_slice_prev * W[:, :, :, c]) + b[0, 0, 0, c]
    cache = (A_prev, W, b, hparameters)
    return Z, cache
''',
        ("horiz_start from h", "h copied for w"),
        (14,),
    ),
    Wrong(
        "conv_forward",
        '''
def conv_forward(A_prev, W, b, hparameters):
    m, n_H_prev, n_W_prev, n_C_prev = A_prev.shape
    f, f, n_C_prev, n_C = W.shape
    stride = hparameters['stride']
    pad = hparameters['pad']
    n_H = int((n_H_prev + 2*pad - f)/stride) + 1
    n_W = int((n_W_prev + 2*pad - f)/stride) + 1
    Z = np.zeros((m, n_H, n_W, n_C))
    A_prev_pad = zero_pad(A_prev, pad)
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    vert_start = h*stride
                    vert_end = vert_start + f
                    horiz_start = w
                    horiz_end = horiz_start + f
                    a_slice_prev = A_prev_pad[i, vert_start:vert_end, horiz_start:horiz_end]
                    Z[i, h, w, c] = conv_single_step(a_slice_prev, W[:, :, :, c], b[:, :, :, c])
    cache = (A_prev, W, b, hparameters)
    return Z, cache
''',
        ("stride only for the rows, not for the columns",),
        (16,),
    ),
    Wrong(
        "conv_forward",
        '''
def conv_forward(A_prev, W, b, hparameters):
    stride, pad = hparameters["stride"], hparameters["pad"]
    m, H, Wd, C = A_prev.shape
    f, n_C = W.shape[0], W.shape[3]
    n_H, n_W = (H - f) // stride + 1, (Wd - f) // stride + 1
    padded = zero_pad(A_prev, pad)
    Z = np.zeros((m, n_H, n_W, n_C))
    for h in range(n_H):
        for w in range(n_W):
            window = padded[:, h * stride:h * stride + f, w * stride:w * stride + f, :]
            for c in range(n_C):
                Z[:, h, w, c] = np.sum(window * W[:, :, :, c], axis=(1, 2, 3)) + b[0, 0, 0, c]
    return Z, (A_prev, W, b, hparameters)
''',
        ("size without pad",),
        (5,),
    ),
]
