"""Wrong answers to week4/3_one_and_three_dimensions: how students go wrong, written before any list of mistakes was read (part 2 of 2)."""

from wrong import Wrong

ROWS = [
    Wrong(
        "max_pool1d",
        '''
def max_pool1d(A_prev, f, stride):
    m, n_prev, n_C = A_prev.shape
    n = (n_prev - f) // stride + 1
    A = np.zeros((m, n, n_C))
    for j in range(m):
        for i in range(n):
            A[j, i, :] = np.max(A_prev[j, i * stride:i * stride + f, :])
    return A
''',
        ("maximum over all channels",),
        (7,),
    ),
    Wrong(
        "max_pool1d",
        '''
def max_pool1d(A_prev, f, stride):
    m, n_prev, n_C = A_prev.shape
    n = (n_prev - f) // stride + 1
    A = np.zeros((m, n, n_C))
    for j in range(m):
        for i in range(n):
            for c in range(n_C):
                part = A_prev[j, i * f:i * f + f, c]
                A[j, i, c] = part.max() if part.size else 0
    return A
''',
        ("stride ignored: windows move by f", "by their own size"),
        (8,),
    ),
    Wrong(
        "max_pool1d",
        '''
def max_pool1d(A_prev, f, stride):
    m, n_prev, n_C = A_prev.shape
    n = (n_prev - f) // stride + 1
    A = np.zeros((m, n, n_C))
    for i in range(n):
        for k in range(f):
            A[:, i] = np.maximum(A[:, i], A_prev[:, i * stride + k])
    return A
''',
        ("starts from zeros: negative maxima become 0",),
        (4,),
    ),
    Wrong(
        "max_pool1d",
        '''
def max_pool1d(A_prev, f, stride):
    windows = np.lib.stride_tricks.sliding_window_view(A_prev, f, axis=1)[:, ::stride]
    A = windows.max(axis=4)
    return A
''',
        ("axis 3 does not exist", "AxisError"),
        (3,), "raises",
    ),
    Wrong(
        "conv3d_forward",
        '''
def conv3d_forward(A_prev, W, b, hparameters):
    f, n_C = W.shape[0], W.shape[-1]
    pad, stride = hparameters["pad"], hparameters["stride"]
    m, D, H, Wd, C = A_prev.shape
    X = np.pad(A_prev, ((0, 0), (pad, pad), (pad, pad), (pad, pad), (0, 0)))
    n_D = (D + 2 * pad - f) // stride + 1
    n_H = (H + 2 * pad - f) // stride + 1
    n_W = (H + 2 * pad - f) // stride + 1
    Z = np.zeros((m, n_D, n_H, n_W, n_C))
    for d in range(n_D):
        for h in range(n_H):
            for w in range(n_W):
                cube = X[:, d * stride:d * stride + f, h * stride:h * stride + f, w * stride:w * stride + f]
                Z[:, d, h, w] = np.tensordot(cube, W, axes=4) + b.reshape(-1)
    return Z
''',
        ("n_W computed from the rows",),
        (8,),
    ),
    Wrong(
        "conv3d_forward",
        '''
def conv3d_forward(A_prev, W, b, hparameters):
    f, n_C = W.shape[0], W.shape[-1]
    pad, stride = hparameters["pad"], hparameters["stride"]
    X = np.pad(A_prev, ((0, 0), (0, 0), (pad, pad), (pad, pad), (0, 0)))
    n_D, n_H, n_W = [(n - f) // stride + 1 for n in X.shape[1:4]]
    Z = np.zeros((len(X), n_D, n_H, n_W, n_C))
    for d, h, w in np.ndindex(n_D, n_H, n_W):
        s = [slice(k * stride, k * stride + f) for k in (d, h, w)]
        Z[:, d, h, w] = np.tensordot(X[:, s[0], s[1], s[2]], W, axes=4) + b.reshape(-1)
    return Z
''',
        ("slices are not padded",),
        (4,),
    ),
    Wrong(
        "conv3d_forward",
        '''
def conv3d_forward(A_prev, W, b, hparameters):
    f, n_C = W.shape[0], W.shape[-1]
    pad, stride = hparameters["pad"], hparameters["stride"]
    X = np.pad(A_prev, ((0, 0), (pad, pad), (pad, pad), (pad, pad), (0, 0)))
    n_D, n_H, n_W = [(n - f) // stride + 1 for n in X.shape[1:4]]
    Z = np.zeros((len(X), n_D, n_H, n_W, n_C))
    for d in range(n_D):
        for h in range(n_H):
            for w in range(n_W):
                cube = X[:, d:d + f, h * stride:h * stride + f, w * stride:w * stride + f]
                Z[:, d, h, w] = np.tensordot(cube, W, axes=4) + b.reshape(-1)
    return Z
''',
        ("stride not used for the slices",),
        (10,),
    ),
    Wrong(
        "conv3d_forward",
        '''
def conv3d_forward(A_prev, W, b, hparameters):
    f, n_C = W.shape[0], W.shape[-1]
    pad, stride = hparameters["pad"], hparameters["stride"]
    X = np.pad(A_prev, ((0, 0), (pad, pad), (pad, pad), (pad, pad), (0, 0)))
    view = np.lib.stride_tricks.sliding_window_view(X, (f, f, f), axis=(1, 2, 3))[:, ::stride, ::stride, ::stride]
    Z = np.einsum("mdhwcijk,ijkcn->mdhwn", view, W)
    return Z
''',
        ("bias forgotten",),
        (6,),
    ),
    Wrong(
        "conv3d_forward",
        '''
def conv3d_forward(A_prev, W, b, hparameters):
    f, n_C = W.shape[0], W.shape[-1]
    pad, stride = hparameters["pad"], hparameters["stride"]
    X = np.pad(A_prev, ((0, 0), (pad, pad), (pad, pad), (pad, pad), (0, 0)))
    n_D, n_H, n_W = [(n - f) // stride + 1 for n in X.shape[1:4]]
    Z = np.zeros((len(X), n_D, n_H, n_W, n_C))
    for d in range(n_D):
        for h in range(n_H):
            for w in range(n_W):
                cube = X[:, d * stride:d * stride + f, h * stride:h * stride + f, w * stride:w * stride + f]
                Z[:, d, h, w] = np.tensordot(cube, W, axes=4) + b.reshape(-1)
        return Z
''',
        ("return inside the loop over the slices",),
        (12,),
    ),
    Wrong(
        "conv3d_forward",
        '''
def conv3d_forward(A_prev, W, b, hparameters):
    f, n_C = W.shape[0], W.shape[-1]
    pad, stride = hparameters["pad"], hparameters["stride"]
    X = np.pad(A_prev, ((0, 0), (0, 0), (pad, pad), (pad, pad), (0, 0)))
    n_D, n_H, n_W = [(n - f) // stride + 1 for n in X.shape[1:4]]
    Z = np.zeros((len(X), n_D, n_H, n_W, n_C))
    for d, h, w in np.ndindex(n_D, n_H, n_W):
        s = [slice(k * stride, k * stride + f) for k in (d, h, w)]
        Z[:, d, h, w] = np.tensordot(X[:, s[0], s[1], s[2]], W, axes=4)
    return Z
''',
        ("slices not padded", "bias forgotten"),
        (4, 9), "pair",
    ),
    Wrong(
        "conv3d_forward",
        '''
def conv3d_forward(A_prev, W, b, hparameters):
    f, n_C = W.shape[0], W.shape[-1]
    pad, stride = hparameters["pad"], hparameters["stride"]
    m, H, Wd, C = A_prev.shape
    X = np.pad(A_prev, ((0, 0), (pad, pad), (pad, pad), (pad, pad), (0, 0)))
    n_D, n_H, n_W = [(n - f) // stride + 1 for n in X.shape[1:4]]
    Z = np.zeros((m, n_D, n_H, n_W, n_C))
    for d, h, w in np.ndindex(n_D, n_H, n_W):
        s = [slice(k * stride, k * stride + f) for k in (d, h, w)]
        Z[:, d, h, w] = np.tensordot(X[:, s[0], s[1], s[2]], W, axes=4) + b.reshape(-1)
    return Z
''',
        ("rows and columns only unpacked: too many values (5 axes)",),
        (4,), "raises",
    ),
]
