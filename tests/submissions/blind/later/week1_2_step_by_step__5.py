"""Wrong answers to week1/2_step_by_step, written before any list was read: the way back by matrices, and more."""

from wrong import faults

ROWS = [
    *faults(
        "col2im",
        """
def col2im(rows, shape, f, hparameters):
    m, H, W, C = shape
    s = hparameters["stride"]
    p = hparameters["pad"]
    out_h = (H + 2 * p - f) // s + 1
    out_w = (W + 2 * p - f) // s + 1
    patches = rows.reshape(m, out_h, out_w, f, f, C)
    X = np.zeros((m, H + 2 * p, W + 2 * p, C))
    for h in range(out_h):
        for w in range(out_w):
            X[:, h * s:h * s + f, w * s:w * s + f, :] += patches[:, h, w]
    return X[:, p:p + H, p:p + W, :]
""",
        ("overlaps overwrite each other", "] += patches", "] = patches"),
        ("the border is not cut off", "return X[:, p:p + H, p:p + W, :]", "return X"),
        ("cut by -pad, empty at pad 0", "X[:, p:p + H, p:p + W, :]", "X[:, p:-p, p:-p, :]"),
        ("patches read as channels first", "reshape(m, out_h, out_w, f, f, C)", "reshape(m, out_h, out_w, C, f, f).transpose(0, 1, 2, 4, 5, 3)"),
        ("stride forgotten in the columns", "w * s:w * s + f", "w:w + f"),
    ),
    *faults(
        "conv_backward_im2col",
        """
def conv_backward_im2col(dZ, cache):
    A_prev, W, b, hparameters = cache
    f, f, n_C_prev, n_C = W.shape
    cols = im2col(A_prev, f, hparameters)
    d = dZ.reshape(-1, n_C)
    dW = np.dot(cols.T, d)
    dW = dW.reshape(f, f, n_C_prev, n_C)
    db = d.sum(axis=0, keepdims=True).reshape(1, 1, 1, n_C)
    dcols = np.dot(d, W.reshape(f * f * n_C_prev, n_C).T)
    dA_prev = col2im(dcols, A_prev.shape, f, hparameters)
    return dA_prev, dW, db
""",
        ("W reshaped to (n_C, -1) without a transpose", "W.reshape(f * f * n_C_prev, n_C).T", "W.reshape(n_C, f * f * n_C_prev)"),
        ("db summed over everything", "d.sum(axis=0, keepdims=True).reshape(1, 1, 1, n_C)", "d.sum() * np.ones((1, 1, 1, n_C))"),
        ("dW averaged over the batch", "dW.reshape(f, f, n_C_prev, n_C)", "dW.reshape(f, f, n_C_prev, n_C) / A_prev.shape[0]"),
        ("db has the wrong shape", ".reshape(1, 1, 1, n_C)\n    dcols", ".reshape(n_C)\n    dcols"),
        ("dW and dA_prev swapped", "return dA_prev, dW, db", "return dW, dA_prev, db"),
    ),
    *faults(
        "relu_backward",
        """
def relu_backward(dA, Z):
    dZ = np.array(dA, copy=True)
    dZ[Z <= 0] = 0
    return dZ
""",
        ("zero where dA is negative, not Z", "Z <= 0", "dA <= 0"),
        ("passes where Z is 0", "Z <= 0", "Z < 0"),
        ("keeps the wrong half", "Z <= 0", "Z > 0"),
    ),
    *faults(
        "softmax_loss",
        """
def softmax_loss(scores, labels):
    m = scores.shape[0]
    z = scores - scores.max(axis=1, keepdims=True)
    e = np.exp(z)
    p = e / e.sum(axis=1, keepdims=True)
    loss = (np.log(e.sum(axis=1)) - z[np.arange(m), labels]).sum() / m
    d = p.copy()
    d[np.arange(m), labels] -= 1
    d /= m
    return loss, d
""",
        ("gradient not divided by m", "    d /= m\n", ""),
        ("softmax over the pictures", "e / e.sum(axis=1, keepdims=True)", "e / e.sum(axis=0, keepdims=True)"),
        ("1 is subtracted in whole columns", "d[np.arange(m), labels] -= 1", "d[:, labels] -= 1"),
        ("sum in place of mean; gradient not divided", ".sum() / m\n", ".sum()\n", "    d /= m\n", ""),
    ),
    *faults(
        "sgd_step",
        """
def sgd_step(parameters, gradients, learning_rate):
    new = {}
    for key in parameters:
        new[key] = parameters[key] - learning_rate * gradients[key]
    return new
""",
        ("climbs", "parameters[key] - learning", "parameters[key] + learning"),
        ("returns after the first name", "    return new", "        return new"),
        ("only the step is returned", "parameters[key] - learning_rate * gradients[key]", "learning_rate * gradients[key]"),
    ),
]
