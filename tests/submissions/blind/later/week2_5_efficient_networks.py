"""Wrong answers to week2/5_efficient_networks, written before any list was read."""

from wrong import faults

ROWS = [
    *faults(
        "depthwise_conv",
        """
def depthwise_conv(A_prev, W, b, hparameters):
    m, H, Wd, C = A_prev.shape
    f = W.shape[0]
    s, p = hparameters["stride"], hparameters["pad"]
    A = np.pad(A_prev, ((0, 0), (p, p), (p, p), (0, 0)))
    oh, ow = (H - f + 2 * p) // s + 1, (Wd - f + 2 * p) // s + 1
    Z = np.zeros((m, oh, ow, C))
    for i in range(m):
        for h in range(oh):
            for w in range(ow):
                for c in range(C):
                    win = A[i, h * s:h * s + f, w * s:w * s + f, c]
                    Z[i, h, w, c] = np.sum(win * W[:, :, c]) + b[0, 0, 0, c]
    return Z
""",
        ("all channels by the first filter", "W[:, :, c]", "W[:, :, 0]"),
        ("the first bias for all", "b[0, 0, 0, c]", "b[0, 0, 0, 0]"),
        ("mean for sum", "np.sum(win", "np.mean(win"),
        ("columns counted from the rows", "(Wd - f + 2 * p)", "(H - f + 2 * p)"),
    ),
    *faults(
        "separable_cost",
        """
def separable_cost(input_shape, f, filters, stride=1):
    h, w, c = input_shape
    oh = (h + stride - 1) // stride
    ow = (w + stride - 1) // stride
    full = oh * ow * f * f * c * filters
    depthwise = oh * ow * f * f * c
    pointwise = oh * ow * c * filters
    return full, depthwise + pointwise, (depthwise + pointwise) / full
""",
        ("the pointwise one before the stride", "pointwise = oh * ow * c", "pointwise = h * w * c"),
        ("how many times cheaper", "(depthwise + pointwise) / full", "full / (depthwise + pointwise)"),
        ("the depthwise part only", "return full, depthwise + pointwise,", "return full, depthwise,"),
    ),
    *faults(
        "squeeze_excite",
        """
def squeeze_excite(A, W1, b1, W2, b2):
    s = A.mean(axis=(1, 2))
    z = np.maximum(0, s.dot(W1) + b1)
    g = 1 / (1 + np.exp(-(z.dot(W2) + b2)))
    return A * g[:, None, None, :], g
""",
        ("max for mean", "A.mean(axis=(1, 2))", "A.max(axis=(1, 2))"),
        ("no ReLU", "np.maximum(0, s.dot(W1) + b1)", "s.dot(W1) + b1"),
        ("gates are added", "A * g[:", "A + g[:"),
    ),
    *faults(
        "quantize_weights",
        """
def quantize_weights(W, bits=8):
    top = 2 ** (bits - 1) - 1
    flat = W.reshape(-1, W.shape[-1])
    peak = np.max(np.abs(flat), axis=0)
    scale = peak / top
    scale[peak == 0] = 1.0
    q = np.rint(W / scale).astype(np.int8)
    return q, scale
""",
        ("one scale for all filters", "np.max(np.abs(flat), axis=0)", "np.max(np.abs(flat)) * np.ones(W.shape[-1])"),
        ("sign is forgotten", "np.max(np.abs(flat), axis=0)", "np.max(flat, axis=0)"),
        ("cut in place of rounded", "np.rint(W / scale)", "(W / scale)"),
        ("a step too many", "2 ** (bits - 1) - 1", "2 ** (bits - 1)"),
        ("the scale is inverted", "return q, scale", "return q, 1 / scale"),
    ),
]
