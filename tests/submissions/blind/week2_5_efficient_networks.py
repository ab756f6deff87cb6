"""Wrong answers to week2/5_efficient_networks: how students go wrong, written before any list of mistakes was read."""

from wrong import Wrong

ROWS = [
    Wrong(
        "depthwise_conv",
        '''
def depthwise_conv(A_prev, W, b, hparameters):
    m, n_H_prev, n_W_prev, n_C = A_prev.shape
    f = W.shape[0]
    stride = hparameters["stride"]
    pad = hparameters["pad"]
    n_H = (n_H_prev - f + 2 * pad) // stride + 1
    n_W = (n_W_prev - f + 2 * pad) // stride + 1
    A_prev_pad = np.pad(A_prev, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    Z = np.zeros((m, n_H, n_W, n_C))
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    a_slice = A_prev_pad[i, h * stride : h * stride + f, w * stride : w * stride + f, c]
                    Z[i, h, w, c] = np.sum(a_slice * W[:, :, c] + b[0, 0, 0, c])
    return Z
''',
        ("bias added once a row of the filter: inside the sum",),
        (15,),
    ),
    Wrong(
        "depthwise_conv",
        '''
def depthwise_conv(A_prev, W, b, hparameters):
    m, n_H_prev, n_W_prev, n_C = A_prev.shape
    f = W.shape[0]
    stride = hparameters["stride"]
    pad = hparameters["pad"]
    n_H = (n_H_prev - f + 2 * pad) // stride + 1
    n_W = (n_W_prev - f + 2 * pad) // stride + 1
    A_prev_pad = np.pad(A_prev, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    Z = np.zeros((m, n_H, n_W, n_C))
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    a_slice = A_prev_pad[i, h * stride : h * stride + f, w * stride : w * stride + f, :]
                    Z[i, h, w, c] = np.sum(a_slice * W) + b[0, 0, 0, c]
    return Z
''',
        ("whole depth of the window, summed over channels",),
        (14, 15),
    ),
    Wrong(
        "depthwise_conv",
        '''
def depthwise_conv(A_prev, W, b, hparameters):
    m, n_H_prev, n_W_prev, n_C = A_prev.shape
    f = W.shape[0]
    stride = hparameters["stride"]
    pad = hparameters["pad"]
    n_H = (n_H_prev - f + 2 * pad) // stride + 1
    n_W = (n_W_prev - f + 2 * pad) // stride + 1
    A_prev_pad = np.pad(A_prev, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    Z = np.zeros((m, n_H, n_W, n_C))
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    a_slice = A_prev_pad[i, h : h + f, w : w + f, c]
                    Z[i, h, w, c] = np.sum(a_slice * W[:, :, c]) + b[0, 0, 0, c]
    return Z
''',
        ("stride left out of the window",),
        (14,),
    ),
    Wrong(
        "depthwise_conv",
        '''
def depthwise_conv(A_prev, W, b, hparameters):
    m, n_H_prev, n_W_prev, n_C = A_prev.shape
    f = W.shape[0]
    stride = hparameters["stride"]
    pad = hparameters["pad"]
    n_H = (n_H_prev - f + 2 * pad) // stride + 1
    n_W = (n_H_prev - f + 2 * pad) // stride + 1
    A_prev_pad = np.pad(A_prev, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    Z = np.zeros((m, n_H, n_W, n_C))
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    a_slice = A_prev_pad[i, h * stride : h * stride + f, w * stride : w * stride + f, c]
                    Z[i, h, w, c] = np.sum(a_slice * W[:, :, c]) + b[0, 0, 0, c]
    return Z
''',
        ("columns counted from the rows",),
        (7,),
    ),
    Wrong(
        "depthwise_conv",
        '''
def depthwise_conv(A_prev, W, b, hparameters):
    m, n_H_prev, n_W_prev, n_C = A_prev.shape
    f = W.shape[0]
    stride = hparameters["stride"]
    pad = hparameters["pad"]
    n_H = (n_H_prev - f + pad) // stride + 1
    n_W = (n_W_prev - f + pad) // stride + 1
    A_prev_pad = np.pad(A_prev, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    Z = np.zeros((m, n_H, n_W, n_C))
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    a_slice = A_prev_pad[i, h * stride : h * stride + f, w * stride : w * stride + f, c]
                    Z[i, h, w, c] = np.sum(a_slice * W[:, :, c]) + b[0, 0, 0, c]
    return Z
''',
        ("pad counted once in the size",),
        (6, 7),
    ),
    Wrong(
        "depthwise_conv",
        '''
def depthwise_conv(A_prev, W, b, hparameters):
    m, n_H_prev, n_W_prev, n_C = A_prev.shape
    f = W.shape[0]
    stride = hparameters["stride"]
    pad = hparameters["pad"]
    n_H = (n_H_prev - f + 2 * pad) // stride + 1
    n_W = (n_W_prev - f + 2 * pad) // stride + 1
    A_prev_pad = np.pad(A_prev, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    Z = np.zeros((m, n_H, n_W, n_C))
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    a_slice = A_prev_pad[i, h * stride : h * stride + f, w * stride : w * stride + f, c]
                    Z[i, h, w, c] = np.sum(a_slice * W[:, :, c])
    return Z
''',
        ("bias forgotten",),
        (15,),
    ),
    Wrong(
        "depthwise_conv",
        '''
def depthwise_conv(A_prev, W, b, hparameters):
    m, n_H_prev, n_W_prev, n_C = A_prev.shape
    f = W.shape[0]
    stride = hparameters["stride"]
    pad = hparameters["pad"]
    n_H = (n_H_prev - f + 2 * pad) // stride + 1
    n_W = (n_W_prev - f + 2 * pad) // stride + 1
    A_prev_pad = np.pad(A_prev, ((0, 0), (pad, pad), (pad, pad), (pad, pad)))
    Z = np.zeros((m, n_H, n_W, n_C))
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    a_slice = A_prev_pad[i, h * stride : h * stride + f, w * stride : w * stride + f, c]
                    Z[i, h, w, c] = np.sum(a_slice * W[:, :, c]) + b[0, 0, 0, c]
    return Z
''',
        ("channels padded, too",),
        (8,),
    ),
    Wrong(
        "separable_cost",
        '''
def separable_cost(input_shape, f, filters, stride=1):
    n_H, n_W, n_C = input_shape
    out_H = n_H // stride
    out_W = n_W // stride
    full = out_H * out_W * f * f * n_C * filters
    depthwise = out_H * out_W * f * f * n_C
    pointwise = out_H * out_W * n_C * filters
    separable = depthwise + pointwise
    share = separable / full
    return full, separable, share
''',
        ("rows and columns rounded down",),
        (3, 4),
    ),
    Wrong(
        "separable_cost",
        '''
def separable_cost(input_shape, f, filters, stride=1):
    n_H, n_W, n_C = input_shape
    out_H = int(np.ceil(n_H / stride))
    out_W = int(np.ceil(n_W / stride))
    full = out_H * out_W * f * f * n_C * filters
    depthwise = out_H * out_W * f * f * filters
    pointwise = out_H * out_W * n_C * filters
    separable = depthwise + pointwise
    share = separable / full
    return full, separable, share
''',
        ("the depthwise part counts the filters instead of the channels",),
        (6,),
    ),
    Wrong(
        "separable_cost",
        '''
def separable_cost(input_shape, f, filters, stride=1):
    n_H, n_W, n_C = input_shape
    out_H = int(np.ceil(n_H / stride))
    out_W = int(np.ceil(n_W / stride))
    full = out_H * out_W * f * f * n_C * filters
    depthwise = out_H * out_W * f * f * n_C
    pointwise = out_H * out_W * n_C * filters
    separable = depthwise * pointwise
    share = separable / full
    return full, separable, share
''',
        ("both parts multiplied",),
        (8,),
    ),
    Wrong(
        "separable_cost",
        '''
def separable_cost(input_shape, f, filters, stride=1):
    n_H, n_W, n_C = input_shape
    out_H = int(np.ceil(n_H / stride))
    out_W = int(np.ceil(n_W / stride))
    full = out_H * out_W * f * f * n_C * filters
    depthwise = out_H * out_W * f * f * n_C
    pointwise = out_H * out_W * n_C * filters
    separable = depthwise + pointwise
    share = full / separable
    return full, separable, share
''',
        ("share turned over",),
        (9,),
    ),
    Wrong(
        "separable_cost",
        '''
def separable_cost(input_shape, f, filters, stride=1):
    n_H, n_W, n_C = input_shape
    out_H = n_H
    out_W = n_W
    full = out_H * out_W * f * f * n_C * filters
    depthwise = out_H * out_W * f * f * n_C
    pointwise = out_H * out_W * n_C * filters
    separable = depthwise + pointwise
    share = separable / full
    return full, separable, share
''',
        ("stride ignored",),
        (3, 4),
    ),
    Wrong(
        "separable_cost",
        '''
def separable_cost(input_shape, f, filters, stride=1):
    n_H, n_W, n_C = input_shape
    out_H = int(np.ceil(n_H / stride))
    out_W = n_W
    full = out_H * out_W * f * f * n_C * filters
    depthwise = out_H * out_W * f * f * n_C
    pointwise = out_H * out_W * n_C * filters
    separable = depthwise + pointwise
    share = separable / full
    return full, separable, share
''',
        ("stride in the rows only",),
        (4,),
    ),
    Wrong(
        "inverted_residual_block",
        '''
def inverted_residual_block(X, filters, expand=6, s=1, f=3):
    n_C = X.shape[-1]
    A = X
    if expand > 1:
        A = Conv2D(expand * n_C, 1, use_bias=False)(A)
        A = BatchNormalization()(A)
        A = ReLU(6.0)(A)
    A = DepthwiseConv2D(f, strides=s, padding="same", use_bias=False)(A)
    A = BatchNormalization()(A)
    A = ReLU(6.0)(A)
    A = Conv2D(filters, 1, use_bias=False)(A)
    A = BatchNormalization()(A)
    A = ReLU(6.0)(A)
    if s == 1 and filters == n_C:
        A = Add()([X, A])
    return A
''',
        ("ReLU6 after the narrow end",),
        (13,),
    ),
    Wrong(
        "inverted_residual_block",
        '''
def inverted_residual_block(X, filters, expand=6, s=1, f=3):
    n_C = X.shape[-1]
    A = X
    if expand > 1:
        A = Conv2D(expand * n_C, 1, use_bias=False)(A)
        A = BatchNormalization()(A)
        A = ReLU()(A)
    A = DepthwiseConv2D(f, strides=s, padding="same", use_bias=False)(A)
    A = BatchNormalization()(A)
    A = ReLU()(A)
    A = Conv2D(filters, 1, use_bias=False)(A)
    A = BatchNormalization()(A)
    if s == 1 and filters == n_C:
        A = Add()([X, A])
    return A
''',
        ("plain ReLU instead of ReLU6",),
        (7, 10),
    ),
    Wrong(
        "inverted_residual_block",
        '''
def inverted_residual_block(X, filters, expand=6, s=1, f=3):
    n_C = X.shape[-1]
    A = X
    if expand > 1:
        A = Conv2D(expand * n_C, 1, use_bias=False)(A)
        A = BatchNormalization()(A)
        A = ReLU(6.0)(A)
    A = DepthwiseConv2D(f, strides=s, padding="same", use_bias=False)(A)
    A = BatchNormalization()(A)
    A = ReLU(6.0)(A)
    A = Conv2D(filters, 1, use_bias=False)(A)
    A = BatchNormalization()(A)
    if filters == n_C:
        A = Add()([X, A])
    return A
''',
        ("shortcut whenever the channels agree",),
        (13,),
        "raises",
    ),
    Wrong(
        "inverted_residual_block",
        '''
def inverted_residual_block(X, filters, expand=6, s=1, f=3):
    n_C = X.shape[-1]
    A = X
    if expand > 1:
        A = Conv2D(expand * filters, 1, use_bias=False)(A)
        A = BatchNormalization()(A)
        A = ReLU(6.0)(A)
    A = DepthwiseConv2D(f, strides=s, padding="same", use_bias=False)(A)
    A = BatchNormalization()(A)
    A = ReLU(6.0)(A)
    A = Conv2D(filters, 1, use_bias=False)(A)
    A = BatchNormalization()(A)
    if s == 1 and filters == n_C:
        A = Add()([X, A])
    return A
''',
        ("widened by expand alone",),
        (5,),
    ),
    Wrong(
        "inverted_residual_block",
        '''
def inverted_residual_block(X, filters, expand=6, s=1, f=3):
    n_C = X.shape[-1]
    A = X
    if expand > 1:
        A = Conv2D(expand * n_C, 1, strides=s, use_bias=False)(A)
        A = BatchNormalization()(A)
        A = ReLU(6.0)(A)
    A = DepthwiseConv2D(f, strides=1, padding="same", use_bias=False)(A)
    A = BatchNormalization()(A)
    A = ReLU(6.0)(A)
    A = Conv2D(filters, 1, use_bias=False)(A)
    A = BatchNormalization()(A)
    if s == 1 and filters == n_C:
        A = Add()([X, A])
    return A
''',
        ("stride in the first 1×1",),
        (5, 8),
    ),
    Wrong(
        "inverted_residual_block",
        '''
def inverted_residual_block(X, filters, expand=6, s=1, f=3):
    n_C = X.shape[-1]
    A = X
    if expand > 1:
        A = Conv2D(expand * n_C, 1, use_bias=False)(A)
        A = BatchNormalization()(A)
        A = ReLU(6.0)(A)
    A = Conv2D(expand * n_C, f, strides=s, padding="same", use_bias=False)(A)
    A = BatchNormalization()(A)
    A = ReLU(6.0)(A)
    A = Conv2D(filters, 1, use_bias=False)(A)
    A = BatchNormalization()(A)
    if s == 1 and filters == n_C:
        A = Add()([X, A])
    return A
''',
        ("a plain convolution in place of the depthwise one",),
        (8,),
    ),
    Wrong(
        "squeeze_excite",
        '''
def squeeze_excite(A, W1, b1, W2, b2):
    squeezed = np.mean(A, axis=(1, 3))
    hidden = np.maximum(0, np.dot(squeezed, W1) + b1)
    gates = 1 / (1 + np.exp(-(np.dot(hidden, W2) + b2)))
    weighed = A * gates[:, None, None, :]
    return weighed, gates
''',
        ("mean over the channels, too: axis 3 in place of 2",),
        (2,),
        "raises",
    ),
    Wrong(
        "squeeze_excite",
        '''
def squeeze_excite(A, W1, b1, W2, b2):
    squeezed = np.mean(A, axis=(1, 2))
    hidden = np.dot(squeezed, W1) + b1
    gates = 1 / (1 + np.exp(-(np.dot(hidden, W2) + b2)))
    weighed = A * gates[:, None, None, :]
    return weighed, gates
''',
        ("no ReLU",),
        (3,),
    ),
    Wrong(
        "squeeze_excite",
        '''
def squeeze_excite(A, W1, b1, W2, b2):
    squeezed = np.max(A, axis=(1, 2))
    hidden = np.maximum(0, np.dot(squeezed, W1) + b1)
    gates = 1 / (1 + np.exp(-(np.dot(hidden, W2) + b2)))
    weighed = A * gates[:, None, None, :]
    return weighed, gates
''',
        ("maximum in place of the mean",),
        (2,),
    ),
    Wrong(
        "squeeze_excite",
        '''
def squeeze_excite(A, W1, b1, W2, b2):
    squeezed = np.mean(A, axis=(1, 2))
    hidden = np.maximum(0, np.dot(squeezed, W1) + b1)
    gates = 1 / (1 + np.exp((np.dot(hidden, W2) + b2)))
    weighed = A * gates[:, None, None, :]
    return weighed, gates
''',
        ("sigmoid without the minus",),
        (4,),
    ),
    Wrong(
        "squeeze_excite",
        '''
def squeeze_excite(A, W1, b1, W2, b2):
    squeezed = np.mean(A, axis=(1, 2))
    hidden = np.maximum(0, np.dot(squeezed, W1) + b1)
    gates = 1 / (1 + np.exp(-(np.dot(hidden, W2) + b2)))
    weighed = A + gates[:, None, None, :]
    return weighed, gates
''',
        ("gates added",),
        (5,),
    ),
    Wrong(
        "squeeze_excite",
        '''
def squeeze_excite(A, W1, b1, W2, b2):
    squeezed = np.mean(A, axis=(1, 2))
    hidden = np.maximum(0, np.dot(squeezed, W1) + b1)
    gates = 1 / (1 + np.exp(-(np.dot(hidden, W2))))
    weighed = A * gates[:, None, None, :]
    return weighed, gates
''',
        ("second bias forgotten",),
        (4,),
    ),
    Wrong(
        "mobilenet_v2",
        '''
def mobilenet_v2(input_shape, classes, stages, alpha=1.0, first=32, head=1280):
    images = Input(input_shape)
    X = Conv2D(multiple_of_8(alpha * first), 3, strides=2, padding="same", use_bias=False)(images)
    X = BatchNormalization()(X)
    X = ReLU(6.0)(X)
    for expand, channels, blocks, stride in stages:
        filters = multiple_of_8(alpha * channels)
        for i in range(blocks):
            s = stride
            X = inverted_residual_block(X, filters, expand, s)
    X = Conv2D(head, 1, use_bias=False)(X)
    X = BatchNormalization()(X)
    X = ReLU(6.0)(X)
    X = GlobalAveragePooling2D()(X)
    outputs = Dense(classes, activation="softmax")(X)
    return keras.Model(images, outputs)
''',
        ("stride in every block of a stage",),
        (9,),
    ),
    Wrong(
        "mobilenet_v2",
        '''
def mobilenet_v2(input_shape, classes, stages, alpha=1.0, first=32, head=1280):
    images = Input(input_shape)
    X = Conv2D(multiple_of_8(alpha * first), 3, strides=2, padding="same", use_bias=False)(images)
    X = BatchNormalization()(X)
    X = ReLU(6.0)(X)
    for expand, channels, blocks, stride in stages:
        filters = multiple_of_8(alpha * channels)
        for i in range(blocks):
            s = stride if i == 0 else 1
            X = inverted_residual_block(X, filters, expand, s)
    X = Conv2D(multiple_of_8(alpha * head), 1, use_bias=False)(X)
    X = BatchNormalization()(X)
    X = ReLU(6.0)(X)
    X = GlobalAveragePooling2D()(X)
    outputs = Dense(classes, activation="softmax")(X)
    return keras.Model(images, outputs)
''',
        ("the head is scaled by alpha, too",),
        (11,),
    ),
    Wrong(
        "mobilenet_v2",
        '''
def mobilenet_v2(input_shape, classes, stages, alpha=1.0, first=32, head=1280):
    images = Input(input_shape)
    X = Conv2D(multiple_of_8(alpha * first), 3, strides=2, padding="same", use_bias=False)(images)
    X = BatchNormalization()(X)
    X = ReLU(6.0)(X)
    for expand, channels, blocks, stride in stages:
        filters = channels
        for i in range(blocks):
            s = stride if i == 0 else 1
            X = inverted_residual_block(X, filters, expand, s)
    X = Conv2D(head, 1, use_bias=False)(X)
    X = BatchNormalization()(X)
    X = ReLU(6.0)(X)
    X = GlobalAveragePooling2D()(X)
    outputs = Dense(classes, activation="softmax")(X)
    return keras.Model(images, outputs)
''',
        ("alpha forgotten in the stages",),
        (7,),
    ),
    Wrong(
        "mobilenet_v2",
        '''
def mobilenet_v2(input_shape, classes, stages, alpha=1.0, first=32, head=1280):
    images = Input(input_shape)
    X = Conv2D(multiple_of_8(alpha * first), 3, padding="same", use_bias=False)(images)
    X = BatchNormalization()(X)
    X = ReLU(6.0)(X)
    for expand, channels, blocks, stride in stages:
        filters = multiple_of_8(alpha * channels)
        for i in range(blocks):
            s = stride if i == 0 else 1
            X = inverted_residual_block(X, filters, expand, s)
    X = Conv2D(head, 1, use_bias=False)(X)
    X = BatchNormalization()(X)
    X = ReLU(6.0)(X)
    X = GlobalAveragePooling2D()(X)
    outputs = Dense(classes, activation="softmax")(X)
    return keras.Model(images, outputs)
''',
        ("first convolution without stride",),
        (3,),
    ),
    Wrong(
        "mobilenet_v2",
        '''
def mobilenet_v2(input_shape, classes, stages, alpha=1.0, first=32, head=1280):
    images = Input(input_shape)
    X = Conv2D(multiple_of_8(alpha * first), 3, strides=2, padding="same", use_bias=False)(images)
    X = BatchNormalization()(X)
    X = ReLU(6.0)(X)
    for expand, channels, blocks, stride in stages:
        filters = multiple_of_8(alpha * channels)
        for i in range(blocks):
            s = stride if i == 0 else 1
            X = inverted_residual_block(X, filters, expand, s)
    X = Conv2D(head, 1, use_bias=False)(X)
    X = BatchNormalization()(X)
    X = ReLU(6.0)(X)
    X = keras.layers.Flatten()(X)
    outputs = Dense(classes, activation="softmax")(X)
    return keras.Model(images, outputs)
''',
        ("Flatten in place of the mean",),
        (14,),
    ),
    Wrong(
        "quantize_weights",
        '''
def quantize_weights(W, bits=8):
    levels = 2 ** (bits - 1) - 1
    axes = tuple(range(W.ndim - 1))
    biggest = np.max(np.abs(W)) * np.ones(W.shape[-1])
    scale = biggest / levels
    scale = np.where(scale == 0, 1.0, scale)
    q = np.round(W / scale).astype(np.int8)
    return q, scale
''',
        ("one scale for the whole array",),
        (4,),
    ),
    Wrong(
        "quantize_weights",
        '''
def quantize_weights(W, bits=8):
    levels = 2 ** bits - 1
    axes = tuple(range(W.ndim - 1))
    biggest = np.max(np.abs(W), axis=axes)
    scale = biggest / levels
    scale = np.where(scale == 0, 1.0, scale)
    q = np.round(W / scale).astype(np.int8)
    return q, scale
''',
        ("2**bits levels",),
        (2,),
    ),
    Wrong(
        "quantize_weights",
        '''
def quantize_weights(W, bits=8):
    levels = 2 ** (bits - 1) - 1
    axes = tuple(range(W.ndim - 1))
    biggest = np.max(np.abs(W), axis=axes)
    scale = biggest / levels
    scale = np.where(scale == 0, 1.0, scale)
    q = (W / scale).astype(np.int8)
    return q, scale
''',
        ("cut off in place of rounded",),
        (7,),
    ),
    Wrong(
        "quantize_weights",
        '''
def quantize_weights(W, bits=8):
    levels = 2 ** (bits - 1) - 1
    axes = tuple(range(W.ndim - 1))
    biggest = np.max(W, axis=axes)
    scale = biggest / levels
    scale = np.where(scale == 0, 1.0, scale)
    q = np.round(W / scale).astype(np.int8)
    return q, scale
''',
        ("largest without abs",),
        (4,),
    ),
    Wrong(
        "quantize_weights",
        '''
def quantize_weights(W, bits=8):
    levels = 2 ** (bits - 1)
    axes = tuple(range(W.ndim - 1))
    biggest = np.max(np.abs(W), axis=axes)
    scale = biggest / levels
    scale = np.where(scale == 0, 1.0, scale)
    q = np.round(W / scale).astype(np.int8)
    return q, scale
''',
        ("128 levels",),
        (2,),
    ),
    Wrong(
        "quantize_weights",
        '''
def quantize_weights(W, bits=8):
    levels = 2 ** (bits - 1) - 1
    axes = tuple(range(W.ndim - 1))
    biggest = np.max(np.abs(W), axis=axes)
    scale = biggest / levels
    q = np.round(W / scale).astype(np.int8)
    return q, scale
''',
        ("scale of zeros stays 0",),
        (5, 6),
    ),
]
