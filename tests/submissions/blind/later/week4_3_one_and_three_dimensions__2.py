"""Wrong answers to week4/3_one_and_three_dimensions: forgotten statements, wrong names and pairs, written before any were run."""

from wrong import Wrong

ROWS = [
    Wrong(
        "output_shape_nd",
        '''
def output_shape_nd(input_shape, f, n_filters, stride=1, pad=0):
    shape = []
    for n in input_shape[:-1]:
        shape.append((n + 2 * pad - f) // stride + 1)
    return tuple(shape)
''',
        ("filters not appended",),
        (4,),
    ),
    Wrong(
        "output_shape_nd",
        '''
def output_shape_nd(input_shape, f, n_filters, stride=1, pad=0):
    shape = []
    for n in input_shape[:-1]:
        shape.append((n + 2 * pad - f) // stride + 1)
    shape.append(input_shape[-1])
    return tuple(shape)
''',
        ("channels kept",),
        (5,),
    ),
    Wrong(
        "output_shape_nd",
        '''
def output_shape_nd(input_shape, f, n_filters, stride=1, pad=0):
    shape = []
    for n in input_shape:
        shape.append((n + 2 * pad - f) // stride + 1)
    shape.append(n_filters)
    return tuple(shape)
''',
        ("all axes",),
        (3,),
    ),
    Wrong(
        "conv1d_forward",
        '''
def conv1d_forward(A_prev, W, b, hparameters):
    m, n, c_in = A_prev.shape
    f, c_in, c_out = W.shape
    pad = hparameters["pad"]
    s = hparameters["stride"]
    A_pad = np.pad(A_prev, ((0, 0), (pad, pad), (0, 0)))
    n_out = (n + 2 * pad - f) // s + 1
    Z = np.zeros((m, n_out, c_out))
    for i in range(m):
        for t in range(n_out):
            for c in range(c_out):
                window = A_pad[i, t * s:t * s + f, :]
                Z[i, t, c] = np.sum(window * W[:, :, c])
    return Z
''',
        ("bias forgotten",),
        (13,),
    ),
    Wrong(
        "conv1d_forward",
        '''
def conv1d_forward(A_prev, W, b, hparameters):
    m, n, c_in = A_prev.shape
    f, c_in, c_out = W.shape
    pad = hparameters["pad"]
    s = hparameters["stride"]
    A_pad = np.pad(A_prev, ((0, 0), (pad, pad), (0, 0)))
    n_out = (n + 2 * pad - f) // s + 1
    Z = np.zeros((m, n_out, c_out))
    for i in range(m):
        for t in range(n_out):
            for c in range(c_out):
                window = A_pad[i, t:t + f, :]
                Z[i, t, c] = np.sum(window * W[:, :, c])
                Z[i, t, c] += b[0, 0, c]
    return Z
''',
        ("stride forgotten",),
        (12,),
    ),
    Wrong(
        "conv1d_forward",
        '''
def conv1d_forward(A_prev, W, b, hparameters):
    m, n, c_in = A_prev.shape
    f, c_in, c_out = W.shape
    pad = hparameters["pad"]
    s = hparameters["stride"]
    A_pad = np.pad(A_prev, ((0, 0), (pad, pad), (pad, pad)))
    n_out = (n + 2 * pad - f) // s + 1
    Z = np.zeros((m, n_out, c_out))
    for i in range(m):
        for t in range(n_out):
            for c in range(c_out):
                window = A_pad[i, t * s:t * s + f, :]
                Z[i, t, c] = np.sum(window * W[:, :, c])
                Z[i, t, c] += b[0, 0, c]
    return Z
''',
        ("channels padded too",),
        (6,),
        "raises",
    ),
    Wrong(
        "conv1d_forward",
        '''
def conv1d_forward(A_prev, W, b, hparameters):
    m, n, c_in = A_prev.shape
    f, c_in, c_out = W.shape
    pad = hparameters["pad"]
    s = hparameters["stride"]
    A_pad = np.pad(A_prev, ((0, 0), (pad, pad), (0, 0)))
    n_out = (n + pad - f) // s + 1
    Z = np.zeros((m, n_out, c_out))
    for i in range(m):
        for t in range(n_out):
            for c in range(c_out):
                window = A_pad[i, t * s:t * s + f, :]
                Z[i, t, c] = np.sum(window * W[:, :, c])
                Z[i, t, c] += b[0, 0, 0]
    return Z
''',
        ("first bias for all", "pad once"),
        (7, 14),
        "pair",
    ),
    Wrong(
        "max_pool1d",
        '''
def max_pool1d(A_prev, f, stride):
    m, n, c = A_prev.shape
    n_out = (n - f) // stride + 1
    A = np.zeros((m, n_out, c))
    for t in range(n_out):
        start = t * stride
        A[:, t, :] = np.max(A_prev[:, start:start + f, :])
    return A
''',
        ("maximum over everything",),
        (7,),
    ),
    Wrong(
        "max_pool1d",
        '''
def max_pool1d(A_prev, f, stride):
    m, n, c = A_prev.shape
    n_out = (n - f) // stride + 1
    A = np.zeros((m, n_out, c))
    for t in range(n_out):
        start = t
        A[:, t, :] = np.max(A_prev[:, start:start + f, :], axis=1)
    return A
''',
        ("start without stride",),
        (6,),
    ),
    Wrong(
        "max_pool1d",
        '''
def max_pool1d(A_prev, f, stride):
    m, n, c = A_prev.shape
    n_out = (n - f) // stride + 1
    A = np.zeros((m, n_out, c))
    for t in range(n_out):
        start = t * f
        A[:, t, :] = np.max(A_prev[:, start:start + f, :], axis=1)
    return A
''',
        ("steps of f",),
        (6,),
    ),
    Wrong(
        "conv3d_forward",
        '''
def conv3d_forward(A_prev, W, b, hparameters):
    m, D, H, Wd, c_in = A_prev.shape
    f = W.shape[0]
    c_out = W.shape[4]
    p, s = hparameters["pad"], hparameters["stride"]
    X = np.pad(A_prev, ((0, 0), (p, p), (p, p), (p, p), (0, 0)))
    oD = (D + 2 * p - f) // s + 1
    oH = (H + 2 * p - f) // s + 1
    oW = (Wd + 2 * p - f) // s + 1
    Z = np.zeros((m, oD, oH, oW, c_out))
    for i in range(m):
        for d in range(oD):
            for h in range(oH):
                for w in range(oW):
                    cube = X[i, d*s:d*s+f, h*s:h*s+f, w*s:w*s+f, :]
                    for c in range(c_out):
                        Z[i, d, h, w, c] = np.sum(cube * W[..., c])
    return Z
''',
        ("bias left out",),
        (17,),
    ),
    Wrong(
        "conv3d_forward",
        '''
def conv3d_forward(A_prev, W, b, hparameters):
    m, D, H, Wd, c_in = A_prev.shape
    f = W.shape[0]
    c_out = W.shape[4]
    p, s = hparameters["pad"], hparameters["stride"]
    X = np.pad(A_prev, ((0, 0), (0, 0), (p, p), (p, p), (0, 0)))
    oD = (D + 2 * p - f) // s + 1
    oH = (H + 2 * p - f) // s + 1
    oW = (Wd + 2 * p - f) // s + 1
    Z = np.zeros((m, oD, oH, oW, c_out))
    for i in range(m):
        for d in range(oD):
            for h in range(oH):
                for w in range(oW):
                    cube = X[i, d*s:d*s+f, h*s:h*s+f, w*s:w*s+f, :]
                    for c in range(c_out):
                        Z[i, d, h, w, c] = np.sum(cube * W[..., c]) + b[0, 0, 0, 0, c]
    return Z
''',
        ("depth not padded",),
        (6,),
        "raises",
    ),
    Wrong(
        "conv3d_forward",
        '''
def conv3d_forward(A_prev, W, b, hparameters):
    m, D, H, Wd, c_in = A_prev.shape
    f = W.shape[0]
    c_out = W.shape[4]
    p, s = hparameters["pad"], hparameters["stride"]
    X = np.pad(A_prev, ((0, 0), (p, p), (p, p), (p, p), (0, 0)))
    oD = (D + 2 * p - f) // s + 1
    oH = (H + 2 * p - f) // s + 1
    oW = (H + 2 * p - f) // s + 1
    Z = np.zeros((m, oD, oH, oW, c_out))
    for i in range(m):
        for d in range(oD):
            for h in range(oH):
                for w in range(oW):
                    cube = X[i, d*s:d*s+f, h*s:h*s+f, w*s:w*s+f, :]
                    for c in range(c_out):
                        Z[i, d, h, w, c] = np.sum(cube * W[..., c]) + b[0, 0, 0, 0, c]
    return Z
''',
        ("oW from H",),
        (9,),
    ),
    Wrong(
        "conv3d_forward",
        '''
def conv3d_forward(A_prev, W, b, hparameters):
    m, D, H, Wd, c_in = A_prev.shape
    f = W.shape[0]
    c_out = W.shape[4]
    p, s = hparameters["pad"], hparameters["stride"]
    X = np.pad(A_prev, ((0, 0), (p, p), (p, p), (p, p), (0, 0)))
    oD = (D + 2 * p - f) // s + 1
    oH = (H + 2 * p - f) // s + 1
    oW = (Wd + 2 * p - f) // s + 1
    Z = np.zeros((m, oD, oH, oW, c_out))
    for i in range(m):
        for d in range(oD):
            for h in range(oH):
                for w in range(oW):
                    cube = X[i, h*s:h*s+f, h*s:h*s+f, w*s:w*s+f, :]
                    for c in range(c_out):
                        Z[i, d, h, w, c] = np.sum(cube * W[..., c]) + b[0, 0, 0, 0, c]
    return Z
''',
        ("height's index in the depth",),
        (15,),
    ),
]
