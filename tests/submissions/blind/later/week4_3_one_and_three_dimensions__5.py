"""Wrong answers to week4/3_one_and_three_dimensions, written before any list was read."""

from wrong import faults

ROWS = [
    *faults(
        "conv1d_backward",
        """
def conv1d_backward(dZ, A_prev, W, hparameters):
    s, p = hparameters["stride"], hparameters["pad"]
    f = W.shape[0]
    m, n, n_C = dZ.shape
    n_prev = A_prev.shape[1]
    A = np.pad(A_prev, ((0, 0), (p, p), (0, 0)))
    dA = np.zeros_like(A)
    dW = np.zeros_like(W)
    db = np.zeros((1, 1, n_C))
    for i in range(m):
        for t in range(n):
            for c in range(n_C):
                dA[i, t * s:t * s + f] += W[:, :, c] * dZ[i, t, c]
                dW[:, :, c] += A[i, t * s:t * s + f] * dZ[i, t, c]
                db[0, 0, c] += dZ[i, t, c]
    return dA[:, p:p + n_prev], dW, db
""",
        ("dA overwritten where windows overlap", "dA[i, t * s:t * s + f] +=", "dA[i, t * s:t * s + f] ="),
        ("border is kept", "return dA[:, p:p + n_prev]", "return dA"),
        ("cut by -pad", "dA[:, p:p + n_prev]", "dA[:, p:-p]"),
        ("dW keeps the last only", "dW[:, :, c] +=", "dW[:, :, c] ="),
        ("stride forgotten for dW", "A[i, t * s:t * s + f] * dZ", "A[i, t:t + f] * dZ"),
        ("bias counts windows", "db[0, 0, c] += dZ[i, t, c]", "db[0, 0, c] += 1"),
    ),
    *faults(
        "causal_conv1d",
        """
def causal_conv1d(A_prev, W, b, dilation=1):
    m, n, c = A_prev.shape
    f = W.shape[0]
    back = (f - 1) * dilation
    A = np.pad(A_prev, ((0, 0), (back, 0), (0, 0)))
    Z = np.zeros((m, n, W.shape[2]))
    for t in range(n):
        for k in range(f):
            Z[:, t] += A[:, t + k * dilation] @ W[k]
    return Z + b
""",
        ("zeros behind the signal", "(back, 0)", "(0, back)"),
        ("zeros on both sides", "((0, 0), (back, 0), (0, 0))", "((0, 0), (back // 2, back - back // 2), (0, 0))"),
        ("dilation forgotten", "t + k * dilation", "t + k"),
        ("filter reversed", "@ W[k]", "@ W[f - 1 - k]"),
        ("bias added f times", "A[:, t + k * dilation] @ W[k]\n    return Z + b", "A[:, t + k * dilation] @ W[k] + b[0]\n    return Z"),
    ),
    *faults(
        "max_pool3d",
        """
def max_pool3d(A_prev, f, stride):
    m, D, H, W, C = A_prev.shape
    d_out = (D - f) // stride + 1
    h_out = (H - f) // stride + 1
    w_out = (W - f) // stride + 1
    A = np.zeros((m, d_out, h_out, w_out, C))
    for d in range(d_out):
        for h in range(h_out):
            for w in range(w_out):
                cube = A_prev[:, d * stride:d * stride + f, h * stride:h * stride + f, w * stride:w * stride + f]
                A[:, d, h, w] = cube.max(axis=(1, 2, 3))
    return A
""",
        ("slices are not pooled", "cube.max(axis=(1, 2, 3))", "cube[:, 0].max(axis=(1, 2))"),
        ("mean for max", "cube.max(", "cube.mean("),
        ("stride forgotten along the slices", "d * stride:d * stride + f", "d:d + f"),
        ("channels are pooled, too", "cube.max(axis=(1, 2, 3))", "cube.max(axis=(1, 2, 3, 4))[:, None]"),
        ("columns counted from the rows", "(W - f) // stride", "(H - f) // stride"),
    ),
]
