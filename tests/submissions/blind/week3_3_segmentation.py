"""Wrong answers to week3/3_segmentation: how students go wrong, written before any list of mistakes was read."""

from wrong import Wrong

ROWS = [
    Wrong(
        "conv_transpose",
        '''
def conv_transpose(A_prev, W, b, hparameters):
    m, n_H_prev, n_W_prev, n_C_prev = A_prev.shape
    f, f, n_C, n_C_prev = W.shape
    stride = hparameters["stride"]
    pad = hparameters["pad"]
    n_H = (n_H_prev - 1) * stride + f
    n_W = (n_W_prev - 1) * stride + f
    canvas = np.zeros((m, n_H, n_W, n_C))
    for i in range(m):
        for h in range(n_H_prev):
            for w in range(n_W_prev):
                for c in range(n_C):
                    patch = np.sum(W[:, :, c, :] * A_prev[i, h, w, :], axis=-1)
                    canvas[i, h * stride : h * stride + f, w * stride : w * stride + f, c] = patch
    Z = canvas[:, pad : n_H - pad, pad : n_W - pad, :]
    Z = Z + b
    return Z
''',
        ("= in place of +=: overlapping patches replace each other",),
        (14,),
    ),
    Wrong(
        "conv_transpose",
        '''
def conv_transpose(A_prev, W, b, hparameters):
    m, n_H_prev, n_W_prev, n_C_prev = A_prev.shape
    f, f, n_C, n_C_prev = W.shape
    stride = hparameters["stride"]
    pad = hparameters["pad"]
    n_H = (n_H_prev - 1) * stride + f
    n_W = (n_W_prev - 1) * stride + f
    canvas = np.zeros((m, n_H, n_W, n_C))
    for i in range(m):
        for h in range(n_H_prev):
            for w in range(n_W_prev):
                for c in range(n_C):
                    patch = np.sum(W[:, :, c, :] * A_prev[i, h, w, :], axis=-1) + b[0, 0, 0, c]
                    canvas[i, h * stride : h * stride + f, w * stride : w * stride + f, c] += patch
    Z = canvas[:, pad : n_H - pad, pad : n_W - pad, :]
    return Z
''',
        ("bias added with every patch",),
        (13,),
    ),
    Wrong(
        "conv_transpose",
        '''
def conv_transpose(A_prev, W, b, hparameters):
    m, n_H_prev, n_W_prev, n_C_prev = A_prev.shape
    f, f, n_C, n_C_prev = W.shape
    stride = hparameters["stride"]
    pad = hparameters["pad"]
    n_H = (n_H_prev - 1) * stride + f
    n_W = (n_W_prev - 1) * stride + f
    canvas = np.zeros((m, n_H, n_W, n_C))
    for i in range(m):
        for h in range(n_H_prev):
            for w in range(n_W_prev):
                for c in range(n_C):
                    patch = np.sum(W[:, :, c, :] * A_prev[i, h, w, :], axis=-1)
                    canvas[i, h * stride : h * stride + f, w * stride : w * stride + f, c] += patch
    Z = canvas
    Z = Z + b
    return Z
''',
        ("pad not cut off",),
        (15,),
    ),
    Wrong(
        "conv_transpose",
        '''
def conv_transpose(A_prev, W, b, hparameters):
    m, n_H_prev, n_W_prev, n_C_prev = A_prev.shape
    f, f, n_C, n_C_prev = W.shape
    stride = hparameters["stride"]
    pad = hparameters["pad"]
    n_H = (n_H_prev - f + 2 * pad) // stride + 1
    n_W = (n_W_prev - f + 2 * pad) // stride + 1
    canvas = np.zeros((m, n_H, n_W, n_C))
    for i in range(m):
        for h in range(n_H_prev):
            for w in range(n_W_prev):
                for c in range(n_C):
                    patch = np.sum(W[:, :, c, :] * A_prev[i, h, w, :], axis=-1)
                    canvas[i, h * stride : h * stride + f, w * stride : w * stride + f, c] += patch
    Z = canvas[:, pad : n_H - pad, pad : n_W - pad, :]
    Z = Z + b
    return Z
''',
        ("size of a convolution",),
        (6, 7),
        "raises",
    ),
    Wrong(
        "conv_transpose",
        '''
def conv_transpose(A_prev, W, b, hparameters):
    m, n_H_prev, n_W_prev, n_C_prev = A_prev.shape
    f, f, n_C, n_C_prev = W.shape
    stride = hparameters["stride"]
    pad = hparameters["pad"]
    n_H = (n_H_prev - 1) * stride + f
    n_W = (n_W_prev - 1) * stride + f
    canvas = np.zeros((m, n_H, n_W, n_C))
    for i in range(m):
        for h in range(n_H_prev):
            for w in range(n_W_prev):
                for c in range(n_C):
                    patch = np.sum(W[:, :, c, :] * A_prev[i, h, w, :], axis=-1)
                    canvas[i, h * stride : h * stride + f, w * stride : w * stride + f, c] += patch
    Z = canvas[:, pad:-pad, pad:-pad, :]
    Z = Z + b
    return Z
''',
        ("cut off as [pad:-pad]: empty at pad 0",),
        (15,),
    ),
    Wrong(
        "conv_transpose",
        '''
def conv_transpose(A_prev, W, b, hparameters):
    m, n_H_prev, n_W_prev, n_C_prev = A_prev.shape
    f, f, n_C, n_C_prev = W.shape
    stride = hparameters["stride"]
    pad = hparameters["pad"]
    n_H = n_H_prev * stride
    n_W = n_W_prev * stride
    canvas = np.zeros((m, n_H, n_W, n_C))
    for i in range(m):
        for h in range(n_H_prev):
            for w in range(n_W_prev):
                for c in range(n_C):
                    patch = np.sum(W[:, :, c, :] * A_prev[i, h, w, :], axis=-1)
                    canvas[i, h * stride : h * stride + f, w * stride : w * stride + f, c] += patch
    Z = canvas[:, pad : n_H - pad, pad : n_W - pad, :]
    Z = Z + b
    return Z
''',
        ("size n · stride",),
        (6, 7),
    ),
    Wrong(
        "dice",
        '''
def dice(y_true, y_pred, smooth=1.0):
    intersection = np.sum(y_true * y_pred)
    total = np.sum(y_true) + np.sum(y_pred)
    return (2 * intersection + smooth) / (total + smooth)
''',
        ("one Dice for all pictures",),
        (2, 3),
    ),
    Wrong(
        "dice",
        '''
def dice(y_true, y_pred, smooth=1.0):
    intersection = np.sum(y_true * y_pred, axis=(1, 2))
    total = np.sum(y_true, axis=(1, 2)) + np.sum(y_pred, axis=(1, 2))
    return (intersection + smooth) / (total - intersection + smooth)
''',
        ("IoU in place of Dice",),
        (4,),
    ),
    Wrong(
        "dice",
        '''
def dice(y_true, y_pred, smooth=1.0):
    intersection = np.sum(y_true * (y_pred > 0.5), axis=(1, 2))
    total = np.sum(y_true, axis=(1, 2)) + np.sum(y_pred > 0.5, axis=(1, 2))
    return (2 * intersection + smooth) / (total + smooth)
''',
        ("probabilities rounded",),
        (2, 3),
    ),
    Wrong(
        "dice",
        '''
def dice(y_true, y_pred, smooth=1.0):
    intersection = np.sum(y_true * y_pred, axis=(1, 2))
    total = np.sum(y_true, axis=(1, 2)) + np.sum(y_pred, axis=(1, 2))
    return (intersection + smooth) / (total + smooth)
''',
        ("2 forgotten",),
        (4,),
    ),
    Wrong(
        "dice",
        '''
def dice(y_true, y_pred, smooth=1.0):
    intersection = np.sum(y_true * y_pred, axis=(1, 2))
    total = np.sum(y_true, axis=(1, 2)) + np.sum(y_pred, axis=(1, 2))
    return (2 * intersection) / (total + smooth)
''',
        ("smooth only below",),
        (4,),
    ),
    Wrong(
        "dice",
        '''
def dice(y_true, y_pred, smooth=1.0):
    intersection = np.sum(y_true * y_pred, axis=(1, 2))
    total = np.sum(y_true, axis=(1, 2)) + np.sum(y_pred, axis=(1, 2))
    return (2 * intersection + smooth) / (total + 2 * smooth)
''',
        ("smooth doubled below",),
        (4,),
    ),
    Wrong(
        "mean_iou",
        '''
def mean_iou(y_true, y_pred, n_classes):
    ious = np.full(n_classes, -1.0)
    for c in range(n_classes):
        true = y_true == c
        pred = y_pred == c
        inter = np.sum(true & pred)
        union = np.sum(true | pred)
        if union > 0:
            ious[c] = inter / union
    mean = np.mean(ious)
    return mean, ious
''',
        ("mean over all classes, −1 counts",),
        (10,),
    ),
    Wrong(
        "mean_iou",
        '''
def mean_iou(y_true, y_pred, n_classes):
    ious = np.full(n_classes, -1.0)
    for c in range(n_classes):
        true = y_true == c
        pred = y_pred == c
        inter = np.sum(true & pred)
        union = np.sum(true | pred)
        if union > 0:
            ious[c] = inter / union
    mean = np.mean(ious[ious > 0])
    return mean, ious
''',
        ("classes with IoU 0 left out of the mean",),
        (10,),
    ),
    Wrong(
        "mean_iou",
        '''
def mean_iou(y_true, y_pred, n_classes):
    ious = np.full(n_classes, -1.0)
    for c in range(n_classes):
        true = y_true == c
        pred = y_pred == c
        inter = np.sum(true & pred)
        union = np.sum(true) + np.sum(pred)
        if union > 0:
            ious[c] = inter / union
    mean = np.mean(ious[ious >= 0])
    return mean, ious
''',
        ("union counts the intersection twice",),
        (7,),
    ),
    Wrong(
        "mean_iou",
        '''
def mean_iou(y_true, y_pred, n_classes):
    ious = np.zeros(n_classes)
    for c in range(n_classes):
        true = y_true == c
        pred = y_pred == c
        inter = np.sum(true & pred)
        union = np.sum(true | pred)
        if union > 0:
            ious[c] = inter / union
    mean = np.mean(ious[ious >= 0])
    return mean, ious
''',
        ("0 for absent classes",),
        (2,),
    ),
    Wrong(
        "mean_iou",
        '''
def mean_iou(y_true, y_pred, n_classes):
    ious = np.full(n_classes, -1.0)
    for c in range(1, n_classes):
        true = y_true == c
        pred = y_pred == c
        inter = np.sum(true & pred)
        union = np.sum(true | pred)
        if union > 0:
            ious[c] = inter / union
    mean = np.mean(ious[ious >= 0])
    return mean, ious
''',
        ("background left out",),
        (3,),
    ),
    Wrong(
        "mean_iou",
        '''
def mean_iou(y_true, y_pred, n_classes):
    ious = np.full(n_classes, -1.0)
    for c in range(n_classes):
        true = y_true == c
        pred = y_pred == c
        inter = np.sum(true & pred)
        union = np.sum(true | pred)
        if union > 0:
            ious[c] = inter / np.sum(true)
    mean = np.mean(ious[ious >= 0])
    return mean, ious
''',
        ("divided by the true pixels: recall",),
        (9,),
    ),
    Wrong(
        "encoder_block",
        '''
def encoder_block(X, filters):
    conv = layers.Conv2D(filters, 3, padding="same", activation="relu")(X)
    conv = layers.Conv2D(filters, 3, padding="same", activation="relu")(conv)
    pooled = layers.MaxPooling2D(2)(conv)
    return conv, pooled
''',
        ("both returned the other way round",),
        (5,),
    ),
    Wrong(
        "encoder_block",
        '''
def encoder_block(X, filters):
    conv = layers.Conv2D(filters, 3, padding="same", activation="relu")(X)
    conv = layers.Conv2D(filters, 3, padding="same", activation="relu")(conv)
    pooled = layers.AveragePooling2D(2)(conv)
    return pooled, conv
''',
        ("average pooling",),
        (4,),
    ),
    Wrong(
        "encoder_block",
        '''
def encoder_block(X, filters):
    conv = layers.Conv2D(filters, 3, padding="same", activation="relu")(X)
    pooled = layers.MaxPooling2D(2)(conv)
    return pooled, conv
''',
        ("one convolution only",),
        (2, 3),
    ),
    Wrong(
        "encoder_block",
        '''
def encoder_block(X, filters):
    conv = layers.Conv2D(filters, 3, padding="same", activation="relu")(X)
    conv = layers.Conv2D(filters, 3, padding="same", activation="relu")(X)
    pooled = layers.MaxPooling2D(2)(conv)
    return pooled, conv
''',
        ("second convolution reads X",),
        (3,),
    ),
    Wrong(
        "encoder_block",
        '''
def encoder_block(X, filters):
    conv = layers.Conv2D(filters, 3, activation="relu")(X)
    conv = layers.Conv2D(filters, 3, activation="relu")(conv)
    pooled = layers.MaxPooling2D(2)(conv)
    return pooled, conv
''',
        ("padding forgotten",),
        (2, 3),
    ),
    Wrong(
        "decoder_block",
        '''
def decoder_block(X, skip, filters):
    up = layers.Conv2DTranspose(filters, 2)(X)
    if skip is not None:
        up = layers.Concatenate()([up, skip])
    up = layers.Conv2D(filters, 3, padding="same", activation="relu")(up)
    up = layers.Conv2D(filters, 3, padding="same", activation="relu")(up)
    return up
''',
        ("stride forgotten in the transposed convolution",),
        (2,),
        "raises",
    ),
    Wrong(
        "decoder_block",
        '''
def decoder_block(X, skip, filters):
    up = layers.Conv2DTranspose(filters, 2, strides=2)(X)
    if skip is not None:
        up = layers.Concatenate()([skip, up])
    up = layers.Conv2D(filters, 3, padding="same", activation="relu")(up)
    up = layers.Conv2D(filters, 3, padding="same", activation="relu")(up)
    return up
''',
        ("the skip first",),
        (4,),
    ),
    Wrong(
        "decoder_block",
        '''
def decoder_block(X, skip, filters):
    up = layers.Conv2DTranspose(filters, 2, strides=2, activation="relu")(X)
    if skip is not None:
        up = layers.Concatenate()([up, skip])
    up = layers.Conv2D(filters, 3, padding="same", activation="relu")(up)
    up = layers.Conv2D(filters, 3, padding="same", activation="relu")(up)
    return up
''',
        ("ReLU after the transposed convolution",),
        (2,),
    ),
    Wrong(
        "decoder_block",
        '''
def decoder_block(X, skip, filters):
    up = layers.Conv2DTranspose(filters, 2, strides=2)(X)
    if skip is not None:
        up = layers.Add()([up, skip])
    up = layers.Conv2D(filters, 3, padding="same", activation="relu")(up)
    up = layers.Conv2D(filters, 3, padding="same", activation="relu")(up)
    return up
''',
        ("added in place of concatenated",),
        (4,),
        "raises",
    ),
    Wrong(
        "decoder_block",
        '''
def decoder_block(X, skip, filters):
    up = layers.Conv2DTranspose(filters, 2, strides=2)(X)
    up = layers.Concatenate()([up, skip])
    up = layers.Conv2D(filters, 3, padding="same", activation="relu")(up)
    up = layers.Conv2D(filters, 3, padding="same", activation="relu")(up)
    return up
''',
        ("None not asked for",),
        (3,),
        "raises",
    ),
    Wrong(
        "decoder_block",
        '''
def decoder_block(X, skip, filters):
    up = layers.Conv2DTranspose(filters, 3, strides=2, padding="same")(X)
    if skip is not None:
        up = layers.Concatenate()([up, skip])
    up = layers.Conv2D(filters, 3, padding="same", activation="relu")(up)
    up = layers.Conv2D(filters, 3, padding="same", activation="relu")(up)
    return up
''',
        ("3×3 transposed",),
        (2,),
    ),
    Wrong(
        "unet",
        '''
def unet(input_shape, classes, filters=(8, 16, 32), skips=True):
    inputs = keras.Input(input_shape)
    X = inputs
    kept = []
    for n in filters[:-1]:
        X, skip = encoder_block(X, n)
        kept.append(skip)
    X = layers.Conv2D(filters[-1], 3, padding="same", activation="relu")(X)
    X = layers.Conv2D(filters[-1], 3, padding="same", activation="relu")(X)
    for n, skip in zip(filters[:-1][::-1], kept):
        X = decoder_block(X, skip if skips else None, n)
    activation = "sigmoid" if classes == 1 else "softmax"
    outputs = layers.Conv2D(classes, 1, activation=activation)(X)
    return keras.Model(inputs, outputs)
''',
        ("skips in the wrong order",),
        (10,),
        "raises",
    ),
    Wrong(
        "unet",
        '''
def unet(input_shape, classes, filters=(8, 16, 32), skips=True):
    inputs = keras.Input(input_shape)
    X = inputs
    kept = []
    for n in filters[:-1]:
        X, skip = encoder_block(X, n)
        kept.append(skip)
    X = layers.Conv2D(filters[-1], 3, padding="same", activation="relu")(X)
    X = layers.Conv2D(filters[-1], 3, padding="same", activation="relu")(X)
    for n, skip in zip(filters[:-1][::-1], kept[::-1]):
        X = decoder_block(X, skip if skips else None, n)
    activation = "sigmoid"
    outputs = layers.Conv2D(classes, 1, activation=activation)(X)
    return keras.Model(inputs, outputs)
''',
        ("sigmoid always",),
        (12,),
    ),
    Wrong(
        "unet",
        '''
def unet(input_shape, classes, filters=(8, 16, 32), skips=True):
    inputs = keras.Input(input_shape)
    X = inputs
    kept = []
    for n in filters[:-1]:
        X, skip = encoder_block(X, n)
        kept.append(skip)
    X = layers.Conv2D(filters[-1], 3, padding="same", activation="relu")(X)
    for n, skip in zip(filters[:-1][::-1], kept[::-1]):
        X = decoder_block(X, skip if skips else None, n)
    activation = "sigmoid" if classes == 1 else "softmax"
    outputs = layers.Conv2D(classes, 1, activation=activation)(X)
    return keras.Model(inputs, outputs)
''',
        ("the bottom has one convolution",),
        (7, 8),
    ),
    Wrong(
        "unet",
        '''
def unet(input_shape, classes, filters=(8, 16, 32), skips=True):
    inputs = keras.Input(input_shape)
    X = inputs
    kept = []
    for n in filters[:-1]:
        X, skip = encoder_block(X, n)
        kept.append(skip)
    X = layers.Conv2D(filters[-1], 3, padding="same", activation="relu")(X)
    X = layers.Conv2D(filters[-1], 3, padding="same", activation="relu")(X)
    for n, skip in zip(filters[:-1][::-1], kept[::-1]):
        X = decoder_block(X, skip, n)
    activation = "sigmoid" if classes == 1 else "softmax"
    outputs = layers.Conv2D(classes, 1, activation=activation)(X)
    return keras.Model(inputs, outputs)
''',
        ("skips ignored",),
        (11,),
    ),
    Wrong(
        "unet",
        '''
def unet(input_shape, classes, filters=(8, 16, 32), skips=True):
    inputs = keras.Input(input_shape)
    X = inputs
    kept = []
    for n in filters:
        X, skip = encoder_block(X, n)
        kept.append(skip)
    X = layers.Conv2D(filters[-1], 3, padding="same", activation="relu")(X)
    X = layers.Conv2D(filters[-1], 3, padding="same", activation="relu")(X)
    for n, skip in zip(filters[:-1][::-1], kept[:-1][::-1]):
        X = decoder_block(X, skip if skips else None, n)
    activation = "sigmoid" if classes == 1 else "softmax"
    outputs = layers.Conv2D(classes, 1, activation=activation)(X)
    return keras.Model(inputs, outputs)
''',
        ("the encoder goes to the bottom width, too",),
        (5, 10),
    ),
]
