"""Wrong answers to week3/3_segmentation, written before any list was read."""

from wrong import faults

ROWS = [
    *faults(
        "conv_transpose",
        """
def conv_transpose(A_prev, W, b, hparameters):
    m, h_in, w_in, c_in = A_prev.shape
    f, _, c_out, _ = W.shape
    s, p = hparameters["stride"], hparameters["pad"]
    H = (h_in - 1) * s + f
    Wd = (w_in - 1) * s + f
    Z = np.zeros((m, H, Wd, c_out))
    for i in range(m):
        for h in range(h_in):
            for w in range(w_in):
                for c in range(c_in):
                    Z[i, h * s:h * s + f, w * s:w * s + f, :] += A_prev[i, h, w, c] * W[:, :, :, c]
    Z = Z[:, p:H - p, p:Wd - p, :]
    return Z + b
""",
        ("the size of a convolution", "(h_in - 1) * s + f\n    Wd = (w_in - 1) * s + f", "(h_in + 2 * p - f) // s + 1\n    Wd = (w_in + 2 * p - f) // s + 1"),
        ("size without the filter", "(h_in - 1) * s + f", "h_in * s"),
        ("rows cut, columns not", "p:H - p, p:Wd - p", "p:H - p, :"),
        ("padding is not cut", "    Z = Z[:, p:H - p, p:Wd - p, :]\n", ""),
        ("stride forgotten in the columns; no bias", "w * s:w * s + f", "w:w + f", "return Z + b", "return Z"),
    ),
    *faults(
        "dice",
        """
def dice(y_true, y_pred, smooth=1.0):
    m = y_true.shape[0]
    t = y_true.reshape(m, -1)
    p = y_pred.reshape(m, -1)
    inter = np.sum(t * p, axis=1)
    return (2 * inter + smooth) / (np.sum(t, axis=1) + np.sum(p, axis=1) + smooth)
""",
        ("without the 2", "2 * inter", "inter"),
        ("rounded first", "y_pred.reshape(m, -1)", "np.round(y_pred).reshape(m, -1)"),
        ("the union below", "np.sum(p, axis=1) + smooth", "np.sum(p, axis=1) - inter + smooth"),
        ("mean over the batch", "    return (2", "    return np.mean(2", ),
    )[:3],
    *faults(
        "mean_iou",
        """
def mean_iou(y_true, y_pred, n_classes):
    out = np.full(n_classes, -1.0)
    for k in range(n_classes):
        a = (y_true == k)
        b = (y_pred == k)
        u = np.logical_or(a, b).sum()
        if u > 0:
            out[k] = np.logical_and(a, b).sum() / u
    return out[out >= 0].mean(), out
""",
        ("absent classes count", "out[out >= 0].mean()", "out.mean()"),
        ("zero classes are left out", "out >= 0", "out > 0"),
        ("background skipped", "range(n_classes)", "range(1, n_classes)"),
        ("sum of areas for the union", "np.logical_or(a, b).sum()", "a.sum() + b.sum()"),
    ),
    *faults(
        "encoder_block",
        """
def encoder_block(X, filters):
    c = layers.Conv2D(filters, (3, 3), padding="same", activation="relu")(X)
    c = layers.Conv2D(filters, (3, 3), padding="same", activation="relu")(c)
    p = layers.MaxPooling2D(pool_size=(2, 2))(c)
    return p, c
""",
        ("outputs swapped", "return p, c", "return c, p"),
        ("the pooled map is handed over", "return p, c", "return p, p"),
        ("valid padding", 'layers.Conv2D(filters, (3, 3), padding="same", activation="relu")(c)', 'layers.Conv2D(filters, (3, 3), activation="relu")(c)'),
        ("the second convolution reads X", '"relu")(c)', '"relu")(X)'),
    ),
    *faults(
        "unet",
        """
def unet(input_shape, classes, filters=(8, 16, 32), skips=True):
    inp = keras.Input(input_shape)
    x = inp
    stack = []
    for n in filters[:-1]:
        x, s = encoder_block(x, n)
        stack.append(s)
    for _ in range(2):
        x = layers.Conv2D(filters[-1], 3, padding="same", activation="relu")(x)
    for n, s in zip(filters[:-1][::-1], stack[::-1]):
        x = decoder_block(x, s if skips else None, n)
    if classes == 1:
        out = layers.Conv2D(1, 1, activation="sigmoid")(x)
    else:
        out = layers.Conv2D(classes, 1, activation="softmax")(x)
    return keras.Model(inp, out)
""",
        ("skips always handed over", "s if skips else None", "s"),
        ("bottom has one convolution", "for _ in range(2)", "for _ in range(1)"),
        ("softmax over one channel", 'layers.Conv2D(1, 1, activation="sigmoid")', 'layers.Conv2D(1, 1, activation="softmax")'),
    ),
]
