"""Wrong answers to week2/3_residual_networks, written before any list was read."""

from wrong import faults

ROWS = [
    *faults(
        "zero_padded_shortcut",
        """
def zero_padded_shortcut(X, n_C, stride):
    m, h, w, c = X.shape
    sub = X[:, ::stride, ::stride]
    out = np.zeros((m, sub.shape[1], sub.shape[2], n_C))
    out[:, :, :, :c] = sub
    return out
""",
        ("columns are not thinned", "X[:, ::stride, ::stride]", "X[:, ::stride]"),
        ("zeros come first", "out[:, :, :, :c]", "out[:, :, :, n_C - c:]"),
        ("ones in place of zeros", "np.zeros((m,", "np.ones((m,"),
        ("half of the zeros in front", "out[:, :, :, :c]", "out[:, :, :, (n_C - c) // 2:(n_C - c) // 2 + c]"),
        ("starts at the last pixel of a step", "X[:, ::stride, ::stride]", "X[:, stride - 1::stride, stride - 1::stride]"),
    ),
    *faults(
        "batch_norm_forward",
        """
def batch_norm_forward(X, gamma, beta, running_mean, running_variance, training=True, momentum=0.99, epsilon=0.001):
    if training:
        mu = np.mean(X, axis=(0, 1, 2))
        var = np.var(X, axis=(0, 1, 2))
        running_mean = momentum * running_mean + (1 - momentum) * mu
        running_variance = momentum * running_variance + (1 - momentum) * var
    else:
        mu = running_mean
        var = running_variance
    s = np.sqrt(var + epsilon)
    xhat = (X - mu) / s
    out = gamma * xhat + beta
    return out, running_mean, running_variance, (xhat, s, gamma)
""",
        ("momentum weighs the new mean", "momentum * running_mean + (1 - momentum) * mu", "momentum * mu + (1 - momentum) * running_mean"),
        ("epsilon outside of the root", "np.sqrt(var + epsilon)", "np.sqrt(var) + epsilon"),
        ("statistics of the batch in use, too", "    if training:", "    if True:"),
        ("mean over the batch only; epsilon outside", "np.mean(X, axis=(0, 1, 2))", "np.mean(X, axis=0)", "np.sqrt(var + epsilon)", "np.sqrt(var) + epsilon"),
    ),
    *faults(
        "identity_block",
        """
def identity_block(X, f, filters, training=None, initializer="glorot_uniform"):
    F1, F2, F3 = filters
    X_shortcut = X
    X = Conv2D(filters=F1, kernel_size=1, strides=(1, 1), padding="valid", kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(filters=F2, kernel_size=f, strides=(1, 1), padding="same", kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(filters=F3, kernel_size=1, strides=(1, 1), padding="valid", kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Add()([X_shortcut, X])
    X = Activation("relu")(X)
    return X
""",
        ("ReLU before the addition only", '    X = Add()([X_shortcut, X])\n    X = Activation("relu")(X)', '    X = Activation("relu")(X)\n    X = Add()([X_shortcut, X])'),
        ("the sum is thrown away", "    X = Add()", "    Add()"),
        ("the middle convolution is 3 always", "kernel_size=f", "kernel_size=3"),
    ),
]
