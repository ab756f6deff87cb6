"""Wrong answers to week4/3_one_and_three_dimensions: written before any list was read, the exercises that joined later among them."""

from wrong import Wrong

ROWS = [
    Wrong(
        "output_shape_nd",
        '''
def output_shape_nd(input_shape, f, n_filters, stride=1, pad=0):
    out = []
    for n in input_shape:
        out.append((n + 2 * pad - f) // stride + 1)
    out.append(n_filters)
    return tuple(out)
''',
        ("the channels are counted as an axis",),
        (3,),
    ),
    Wrong(
        "output_shape_nd",
        '''
def output_shape_nd(input_shape, f, n_filters, stride=1, pad=0):
    dims = []
    for n in input_shape[:-1]:
        dims.append(int(np.ceil((n + pad - f) / stride)) + 1)
    return (*dims, n_filters)
''',
        ("pad once", "rounds up"),
        (4,),
        "pair",
    ),
    Wrong(
        "count_parameters_nd",
        '''
def count_parameters_nd(dimensions, f, n_C_prev, n_filters):
    return (f * dimensions * n_C_prev + 1) * n_filters
''',
        ("f times the dimensions",),
        (2,),
    ),
    Wrong(
        "count_parameters_nd",
        '''
def count_parameters_nd(dimensions, f, n_C_prev, n_filters):
    weights = f**dimensions * n_C_prev * n_filters
    return weights + 1
''',
        ("one bias in all",),
        (3,),
    ),
    Wrong(
        "conv1d_forward",
        '''
def conv1d_forward(A_prev, W, b, hparameters):
    stride, pad = hparameters["stride"], hparameters["pad"]
    m, n_prev, n_C_prev = A_prev.shape
    f, n_C_prev, n_C = W.shape
    n = (n_prev + 2 * pad - f) // stride + 1
    X = np.pad(A_prev, ((0, 0), (pad, pad), (0, 0)))
    Z = np.zeros((m, n, n_C))
    for i in range(m):
        for t in range(n):
            for c in range(n_C):
                Z[i, t, c] = np.sum(X[i, t : t + f, :] * W[:, :, c]) + b[0, 0, c]
    return Z
''',
        ("the stride is missing in the window",),
        (11,),
    ),
    Wrong(
        "conv1d_forward",
        '''
def conv1d_forward(A_prev, W, b, hparameters):
    stride, pad = hparameters["stride"], hparameters["pad"]
    m, n_prev, n_C_prev = A_prev.shape
    f, _, n_C = W.shape
    n = int((n_prev + 2 * pad - f) / stride) + 1
    X = np.pad(A_prev, ((0, 0), (pad, 0), (0, 0)))
    Z = np.zeros((m, n, n_C))
    for t in range(n):
        s = t * stride
        for c in range(n_C):
            w = X[:, s : s + f, :]
            Z[:, t, c] = np.sum(w * W[:, :, c], axis=(1, 2))
    return Z
''',
        ("pads the channels too", "no bias"),
        (6, 12),
        "pair",
    ),
    Wrong(
        "max_pool1d",
        '''
def max_pool1d(A_prev, f, stride):
    m, n, C = A_prev.shape
    n_out = (n - f) // stride + 1
    A = np.zeros((m, n_out, C))
    for i in range(m):
        for t in range(n_out):
            A[i, t, :] = np.max(A_prev[i, t * stride : t * stride + f, :])
    return A
''',
        ("takes the maximum over the channels too",),
        (7,),
    ),
    Wrong(
        "max_pool1d",
        '''
def max_pool1d(A_prev, f, stride):
    m, n_prev, n_C = A_prev.shape
    n = n_prev // stride + 1
    A = np.zeros((m, n, n_C))
    for t in range(n):
        window = A_prev[:, t * stride : t * stride + f, :]
        A[:, t, :] = np.max(window, axis=1)
    return A
''',
        ("counts one too many",),
        (3,),
        "raises",
    ),
    Wrong(
        "conv3d_forward",
        '''
def conv3d_forward(A_prev, W, b, hparameters):
    pad = hparameters["pad"]
    s = hparameters["stride"]
    m = A_prev.shape[0]
    f = W.shape[0]
    n_C = W.shape[4]
    X = np.pad(A_prev, ((0, 0), (pad, pad), (pad, pad), (pad, pad), (0, 0)))
    D, H, Wd = [(k + 2 * pad - f) // s + 1 for k in A_prev.shape[1:4]]
    Z = np.zeros((m, D, H, Wd, n_C))
    for i in range(m):
        for d in range(D):
            for h in range(H):
                for w in range(Wd):
                    cube = X[i, d * s : d * s + f, d * s : d * s + f, w * s : w * s + f, :]
                    for c in range(n_C):
                        Z[i, d, h, w, c] = np.sum(cube * W[..., c]) + b[0, 0, 0, 0, c]
    return Z
''',
        ("depth and height use one start",),
        (14,),
    ),
    Wrong(
        "conv3d_forward",
        '''
def conv3d_forward(A_prev, W, b, hparameters):
    stride, pad = hparameters["stride"], hparameters["pad"]
    m, d0, h0, w0, _ = A_prev.shape
    f = W.shape[0]
    n_C = W.shape[-1]
    padded = np.pad(A_prev, ((0, 0), (0, 0), (pad, pad), (pad, pad), (0, 0)))
    nd = (d0 - f) // stride + 1
    nh = (h0 + 2 * pad - f) // stride + 1
    nw = (w0 + 2 * pad - f) // stride + 1
    Z = np.zeros((m, nd, nh, nw, n_C))
    for d in range(nd):
        for h in range(nh):
            for w in range(nw):
                cube = padded[:, d * stride : d * stride + f, h * stride : h * stride + f, w * stride : w * stride + f]
                Z[:, d, h, w] = np.tensordot(cube, W, axes=4) + b.reshape(-1)
    return Z
''',
        ("the depth is not padded",),
        (6, 7),
    ),
]
