"""Wrong answers to week4/3_one_and_three_dimensions: how students go wrong, further ones, written when the first set had been answered."""

from wrong import Wrong

ROWS = [
    Wrong(
        "output_shape_nd",
        '''
def output_shape_nd(input_shape, f, n_filters, stride=1, pad=0):
    return tuple((n + 2 * pad - f) // stride for n in input_shape[:-1]) + (n_filters,)
''',
        ("+ 1 missing",),
        (2,),
    ),
    Wrong(
        "count_parameters_nd",
        '''
def count_parameters_nd(dimensions, f, n_C_prev, n_filters):
    return ((f * n_C_prev) ** dimensions + 1) * n_filters
''',
        ("channels to the power of the dimensions as well",),
        (2,),
    ),
    Wrong(
        "conv1d_forward",
        '''
def conv1d_forward(A_prev, W, b, hparameters):
    m, n_prev, n_C_prev = A_prev.shape
    f, _, n_C = W.shape
    pad, stride = hparameters["pad"], hparameters["stride"]
    X = np.pad(A_prev, ((0, 0), (pad, pad), (0, 0)))
    n = (n_prev + 2 * pad - f) // stride + 1
    Z = np.zeros((m, n, n_C))
    for t in range(n):
        for c in range(n_C):
            Z[:, t, c] = np.sum(X[:, t * stride:t * stride + f] * W[:, :, c], axis=(1, 2)) + b[0, 0, 0]
    return Z
''',
        ("bias[0] for all filters",),
        (10,),
    ),
    Wrong(
        "max_pool1d",
        '''
def max_pool1d(A_prev, f, stride):
    n = (A_prev.shape[1] - f) // stride + 1
    return np.stack([A_prev[:, t * stride:t * stride + f].min(axis=1) for t in range(n)], axis=1)
''',
        ("minimum",),
        (3,),
    ),
    Wrong(
        "conv3d_forward",
        '''
def conv3d_forward(A_prev, W, b, hparameters):
    f, n_C = W.shape[0], W.shape[-1]
    pad, stride = hparameters["pad"], hparameters["stride"]
    X = np.pad(A_prev, ((0, 0), (2 * pad, 2 * pad), (pad, pad), (0, 0), (0, 0)))
    n = [(k - f) // stride + 1 for k in X.shape[1:4]]
    Z = np.zeros((len(X), *n, n_C))
    for d, h, w in np.ndindex(*n):
        cube = X[:, d * stride:d * stride + f, h * stride:h * stride + f, w * stride:w * stride + f]
        Z[:, d, h, w] = np.tensordot(cube, W, axes=4) + b.reshape(-1)
    return Z
''',
        ("pads the slices twice and not the columns",),
        (4,),
    ),
]
