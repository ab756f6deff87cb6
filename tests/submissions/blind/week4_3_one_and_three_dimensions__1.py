"""Wrong answers to week4/3_one_and_three_dimensions: how students go wrong, written before any list of mistakes was read (part 1 of 2)."""

from wrong import Wrong

ROWS = [
    Wrong(
        "output_shape_nd",
        '''
def output_shape_nd(input_shape, f, n_filters, stride=1, pad=0):
    shape = [(n + 2 * pad - f) // stride + 1 for n in input_shape]
    return tuple(shape)
''',
        ("channels computed like a place", "n_filters missing"),
        (2,),
    ),
    Wrong(
        "output_shape_nd",
        '''
def output_shape_nd(input_shape, f, n_filters, stride=1, pad=0):
    places = [(n + 2 * pad - f) // stride + 1 for n in input_shape[:-1]]
    shape = tuple(places) + (input_shape[-1],)
    return shape
''',
        ("n_C_prev kept instead of n_filters",),
        (3,),
    ),
    Wrong(
        "output_shape_nd",
        '''
def output_shape_nd(input_shape, f, n_filters, stride=1, pad=0):
    return tuple((n + pad - f) // stride + 1 for n in input_shape[:-1]) + (n_filters,)
''',
        ("pad counted once",),
        (2,),
    ),
    Wrong(
        "output_shape_nd",
        '''
def output_shape_nd(input_shape, f, n_filters, stride=1, pad=0):
    places = [(n + 2 * pad - f) // stride + 1 for n in input_shape[1:-1]]
    return (*places, n_filters)
''',
        ("first axis dropped as if it were the batch",),
        (2,),
    ),
    Wrong(
        "output_shape_nd",
        '''
def output_shape_nd(input_shape, f, n_filters, stride=1, pad=0):
    n = (input_shape[0] + 2 * pad - f) // stride + 1
    return (n,) * (len(input_shape) - 1) + (n_filters,)
''',
        ("first size used for all axes", "cube assumed"),
        (2,),
    ),
    Wrong(
        "output_shape_nd",
        '''
def output_shape_nd(input_shape, f, n_filters, stride=1, pad=0):
    n_D, n_H, n_W, n_C = input_shape
    size = lambda n: (n + 2 * pad - f) // stride + 1
    return size(n_D), size(n_H), size(n_W), n_filters
''',
        ("unpacks four axes: fails for signals", "fixed number of axes"),
        (2,), "raises",
    ),
    Wrong(
        "output_shape_nd",
        '''
def output_shape_nd(input_shape, f, n_filters, stride=1, pad=0):
    places = [(n + 2 * pad - f) // stride + 1 for n in input_shape[:-1]]
    return places + (n_filters,)
''',
        ("list plus tuple",),
        (3,), "raises",
    ),
    Wrong(
        "count_parameters_nd",
        '''
def count_parameters_nd(dimensions, f, n_C_prev, n_filters):
    parameters = (f * dimensions * n_C_prev + 1) * n_filters
    return parameters
''',
        ("f times dimensions, not to the power",),
        (2,),
    ),
    Wrong(
        "count_parameters_nd",
        '''
def count_parameters_nd(dimensions, f, n_C_prev, n_filters):
    return f ** dimensions * n_C_prev * n_filters
''',
        ("biases left out",),
        (2,),
    ),
    Wrong(
        "count_parameters_nd",
        '''
def count_parameters_nd(dimensions, f, n_C_prev, n_filters):
    return (f ** dimensions + 1) * n_C_prev * n_filters
''',
        ("bias per channel: + 1 inside",),
        (2,),
    ),
    Wrong(
        "count_parameters_nd",
        '''
def count_parameters_nd(dimensions, f, n_C_prev, n_filters):
    weights = f * f * n_C_prev
    return n_filters * (weights + 1)
''',
        ("always f squared", "dimensions ignored"),
        (2,),
    ),
    Wrong(
        "count_parameters_nd",
        '''
def count_parameters_nd(dimensions, f, n_C_prev, n_filters):
    return f ** dimensions * n_C_prev * n_filters + 1
''',
        ("one bias in all, not one per filter",),
        (2,),
    ),
    Wrong(
        "count_parameters_nd",
        '''
def count_parameters_nd(dimensions, f, n_C_prev, n_filters):
    return f * dimensions * n_C_prev * n_filters
''',
        ("f times dimensions", "biases left out"),
        (2,), "pair",
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
    for i in range(n):
        window = X[:, i * stride:i * stride + f]
        Z[:, i] = np.tensordot(window, W, axes=([1, 2], [0, 1]))
    return Z
''',
        ("bias forgotten",),
        (10,),
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
    for j in range(m):
        for i in range(n):
            for c in range(n_C):
                Z[j, i, c] = np.sum(X[j, i:i + f] * W[:, :, c]) + b[0, 0, c]
    return Z
''',
        ("stride not used for the start",),
        (11,),
    ),
    Wrong(
        "conv1d_forward",
        '''
def conv1d_forward(A_prev, W, b, hparameters):
    m, n_prev, n_C_prev = A_prev.shape
    f, _, n_C = W.shape
    pad, stride = hparameters["pad"], hparameters["stride"]
    X = np.pad(A_prev, ((0, 0), (pad, pad), (0, 0)))
    n = (n_prev - f) // stride + 1
    Z = np.zeros((m, n, n_C))
    for i in range(n):
        for c in range(n_C):
            Z[:, i, c] = (X[:, i * stride:i * stride + f] * W[:, :, c]).sum(axis=(1, 2)) + b[0, 0, c]
    return Z
''',
        ("size without pad",),
        (6,),
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
    Z = np.zeros((m, n, n_C)) + b
    for j in range(m):
        for c in range(n_C):
            for k in range(n_C_prev):
                Z[j, :, c] += np.convolve(X[j, :, k], W[:, k, c], mode="valid")[::stride]
    return Z
''',
        ("the filter is turned (np.convolve flips)",),
        (11,),
    ),
    Wrong(
        "conv1d_forward",
        '''
def conv1d_forward(A_prev, W, b, hparameters):
    m, n_prev, n_C_prev = A_prev.shape
    f, _, n_C = W.shape
    pad, stride = hparameters["pad"], hparameters["stride"]
    X = np.pad(A_prev, ((0, 0), (0, 2 * pad), (0, 0)))
    n = (n_prev + 2 * pad - f) // stride + 1
    Z = np.zeros((m, n, n_C))
    for i in range(n):
        Z[:, i] = np.einsum("mfk,fkc->mc", X[:, i * stride:i * stride + f], W) + b[0, 0]
    return Z
''',
        ("both borders on the right side only: 2·pad behind, none before",),
        (5,),
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
    for i in range(n):
        Z[:, i] = np.einsum("mfk,fkc->mc", X[:, i:i + f], W)
    return Z
''',
        ("bias forgotten", "stride not used for the start"),
        (9,), "pair",
    ),
    Wrong(
        "conv1d_forward",
        '''
def conv1d_forward(A_prev, W, b, hparameters):
    m, n_prev, n_C_prev = A_prev.shape
    f, _, n_C = W.shape
    pad, stride = hparameters["pad"], hparameters["stride"]
    X = np.pad(A_prev, pad)
    n = (n_prev + 2 * pad - f) // stride + 1
    Z = np.zeros((m, n, n_C))
    for j in range(m):
        for i in range(n):
            for c in range(n_C):
                Z[j, i, c] = np.sum(X[j, i * stride:i * stride + f] * W[:, :, c]) + b[0, 0, c]
    return Z
''',
        ("all axes padded: channels do not fit the filter",),
        (5,), "raises",
    ),
    Wrong(
        "max_pool1d",
        '''
def max_pool1d(A_prev, f, stride):
    m, n_prev, n_C = A_prev.shape
    n = (n_prev - f) // stride + 1
    A = np.zeros((m, n, n_C))
    for i in range(n):
        A[:, i] = A_prev[:, i * stride:i * stride + f].mean(axis=1)
    return A
''',
        ("mean instead of maximum",),
        (6,),
    ),
    Wrong(
        "max_pool1d",
        '''
def max_pool1d(A_prev, f, stride):
    m, n_prev, n_C = A_prev.shape
    n = (n_prev - f) // stride + 1
    A = np.zeros((m, n, n_C))
    for i in range(n):
        start = i * stride
        end = start + stride
        A[:, i] = A_prev[:, start:end].max(axis=1)
    return A
''',
        ("window of stride places instead of f",),
        (7,),
    ),
]
