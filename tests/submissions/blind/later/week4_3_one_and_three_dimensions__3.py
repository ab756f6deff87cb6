"""Wrong answers to week4/3_one_and_three_dimensions: what students hand in, single faults and pairs, written before any were run."""

from wrong import Wrong

ROWS = [
    Wrong(
        "output_shape_nd",
        '''
def output_shape_nd(input_shape, f, n_filters, stride=1, pad=0):
    shape = []
    for n in input_shape[:-1]:
        shape.append((n + pad - f) // stride + 1)
    return tuple(shape) + (n_filters,)
''',
        ("the pad counts once",),
        (4,),
    ),
    Wrong(
        "count_parameters_nd",
        '''
def count_parameters_nd(dimensions, f, n_C_prev, n_filters):
    weights = f ** dimensions * n_C_prev * n_filters
    return weights + 1
''',
        ("one bias for the layer",),
        (3,),
    ),
    Wrong(
        "conv1d_forward",
        '''
def conv1d_forward(A_prev, W, b, hparameters):
    m, n_prev, n_C_prev = A_prev.shape
    f, _, n_C = W.shape
    pad, stride = hparameters["pad"], hparameters["stride"]
    A_pad = np.pad(A_prev, ((0, 0), (pad, pad), (0, 0)))
    n = (n_prev + 2 * pad - f) // stride + 1
    Z = np.zeros((m, n, n_C))
    for i in range(m):
        for t in range(n):
            for c in range(n_C):
                piece = A_pad[i, t:t + f, :]
                Z[i, t, c] = np.sum(piece * W[:, :, c]) + b[0, 0, c]
    return Z
''',
        ("the window does not move by stride",),
        (11,),
    ),
    Wrong(
        "max_pool1d",
        '''
def max_pool1d(A_prev, f, stride):
    m, n_prev, n_C = A_prev.shape
    n = (n_prev - f) // stride
    A = np.zeros((m, n, n_C))
    for t in range(n):
        A[:, t, :] = A_prev[:, t * stride:t * stride + f, :].max(axis=1)
    return A
''',
        ("the last window is left out",),
        (3,),
    ),
    Wrong(
        "conv3d_forward",
        '''
def conv3d_forward(A_prev, W, b, hparameters):
    f, n_C = W.shape[0], W.shape[-1]
    pad, stride = hparameters["pad"], hparameters["stride"]
    m, D, H, Wd, _ = A_prev.shape
    n_D = (D + 2 * pad - f) // stride + 1
    n_H = (H + 2 * pad - f) // stride + 1
    n_W = (H + 2 * pad - f) // stride + 1
    A_pad = np.pad(A_prev, ((0, 0), (pad, pad), (pad, pad), (pad, pad), (0, 0)))
    Z = np.zeros((m, n_D, n_H, n_W, n_C))
    for d in range(n_D):
        for h in range(n_H):
            for w in range(n_W):
                cube = A_pad[:, d * stride:d * stride + f, h * stride:h * stride + f, w * stride:w * stride + f]
                Z[:, d, h, w] = np.tensordot(cube, W, axes=4)
    return Z
''',
        ("rows' size for the columns", "bias left out"),
        (7, 14),
        "pair",
    ),
]
