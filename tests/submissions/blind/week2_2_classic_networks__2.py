"""Wrong answers to week2/2_classic_networks: how students go wrong, written before any list of mistakes was read (part 2 of 2)."""

from wrong import Wrong

ROWS = [
    Wrong(
        "vgg16",
        '''
def vgg16(input_shape=(224, 224, 3), classes=1000, width=64, units=4096):
    images = keras.Input(input_shape)
    x = images
    for k, repeats in [(1, 2), (2, 2), (4, 3), (8, 3), (8, 3)]:
        for _ in range(repeats):
            x = layers.Conv2D(k * width, 3, padding="same", activation="relu")(x)
        x = layers.MaxPooling2D(2)(x)
    x = layers.Flatten()(x)
    x = layers.Dense(units, activation="relu")(x)
    return keras.Model(images, layers.Dense(classes, activation="softmax")(x))
''',
        ("only one large dense layer",),
        (9,),
    ),
    Wrong(
        "vgg16",
        '''
def vgg16(input_shape=(224, 224, 3), classes=1000, width=64, units=4096):
    images = keras.Input(input_shape)
    for k, repeats in [(1, 2), (2, 2), (4, 3), (8, 3), (8, 3)]:
        for _ in range(repeats):
            x = layers.Conv2D(k * width, 3, padding="same", activation="relu")(x)
        x = layers.MaxPooling2D(2)(x)
    x = layers.Flatten()(x)
    x = layers.Dense(units, activation="relu")(x)
    x = layers.Dense(units, activation="relu")(x)
    return keras.Model(images, layers.Dense(classes, activation="softmax")(x))
''',
        ("x is not defined at the start: images not handed on", "UnboundLocalError"),
        (5,), "raises",
    ),
    Wrong(
        "conv_multiplications",
        '''
def conv_multiplications(input_shape, f, filters, stride=1, padding="same", bottleneck=None):
    n_H, n_W, n_C = input_shape
    total = 0
    if bottleneck:
        total += n_H * n_W * n_C * bottleneck
        n_C = bottleneck
    if padding == "same":
        h, w = n_H // stride, n_W // stride
    else:
        h, w = (n_H - f) // stride + 1, (n_W - f) // stride + 1
    return total + h * w * filters * f * f * n_C
''',
        ("rows round down for same", "// instead of ceil"),
        (8,),
    ),
    Wrong(
        "conv_multiplications",
        '''
def conv_multiplications(input_shape, f, filters, stride=1, padding="same", bottleneck=None):
    n_H, n_W, n_C = input_shape
    if bottleneck is not None:
        n_C = bottleneck
    if padding == "same":
        h, w = -(-n_H // stride), -(-n_W // stride)
    else:
        h, w = (n_H - f) // stride + 1, (n_W - f) // stride + 1
    total = h * w * filters * f * f * n_C
    return total
''',
        ("bottleneck's own multiplications not counted",),
        (4,),
    ),
    Wrong(
        "conv_multiplications",
        '''
def conv_multiplications(input_shape, f, filters, stride=1, padding="same", bottleneck=None):
    n_H, n_W, n_C = input_shape
    total = 0
    if bottleneck is not None:
        total = n_H * n_W * n_C * bottleneck
    if padding == "same":
        h, w = int(np.ceil(n_H / stride)), int(np.ceil(n_W / stride))
    else:
        h, w = (n_H - f) // stride + 1, (n_W - f) // stride + 1
    total += h * w * filters * f ** 2 * n_C
    return total
''',
        ("channels left at n_C after the bottleneck",),
        (5,),
    ),
    Wrong(
        "conv_multiplications",
        '''
def conv_multiplications(input_shape, f, filters, stride=1, padding="same", bottleneck=None):
    n_H, n_W, n_C = input_shape
    def size(n):
        return -(-n // stride) if padding == "same" else (n - f) // stride + 1
    before = 0
    if bottleneck:
        before = n_H * n_W * n_C * bottleneck
        n_C = bottleneck
    return before + size(n_H) * size(n_W) * f * n_C * filters
''',
        ("f instead of f·f",),
        (9,),
    ),
    Wrong(
        "conv_multiplications",
        '''
def conv_multiplications(input_shape, f, filters, stride=1, padding="same", bottleneck=None):
    n_H, n_W, n_C = input_shape
    extra = 0
    if bottleneck:
        extra, n_C = n_H * n_W * n_C * bottleneck, bottleneck
    h, w = -(-n_H // stride), -(-n_W // stride)
    return extra + h * w * f * f * n_C * filters
''',
        ("padding ignored: input size always (same)",),
        (6,),
    ),
    Wrong(
        "conv_multiplications",
        '''
def conv_multiplications(input_shape, f, filters, stride=1, padding="same", bottleneck=None):
    n_H, n_W, n_C = input_shape
    extra = 0
    if bottleneck:
        extra, n_C = n_H * n_W * n_C * bottleneck, bottleneck
    n = -(-n_H // stride) if padding == "same" else (n_H - f) // stride + 1
    return extra + n * n * f * f * n_C * filters
''',
        ("square: rows used for columns", "h for w"),
        (7,),
    ),
    Wrong(
        "conv_multiplications",
        '''
def conv_multiplications(input_shape, f, filters, stride=1, padding="same", bottleneck=None):
    n_H, n_W, n_C = input_shape
    if bottleneck:
        n_C = bottleneck
    if padding == "same":
        h, w = -(-n_H // stride), -(-n_W // stride)
    else:
        h, w = (n_H - f) // stride, (n_W - f) // stride
    return h * w * filters * f * f * n_C
''',
        ("bottleneck's own multiplications missing", "+ 1 missing for valid"),
        (4, 8), "pair",
    ),
    Wrong(
        "inception_module",
        '''
def inception_module(X, filters):
    one, (before_3, three), (before_5, five), pooled = filters
    conv = lambda n, f: layers.Conv2D(n, f, padding="same", activation="relu")
    a = conv(one, 1)(X)
    b = conv(three, 3)(conv(before_3, 1)(X))
    c = conv(five, 3)(conv(before_5, 1)(X))
    d = conv(pooled, 1)(layers.MaxPooling2D(3, strides=1, padding="same")(X))
    return layers.Concatenate()([a, b, c, d])
''',
        ("third branch's 5×5 is 3×3",),
        (6,),
    ),
    Wrong(
        "inception_module",
        '''
def inception_module(X, filters):
    one, (before_3, three), (before_5, five), pooled = filters
    conv = lambda n, f: layers.Conv2D(n, f, padding="same", activation="relu")
    a = conv(one, 1)(X)
    b = conv(three, 3)(conv(before_3, 1)(X))
    c = conv(five, 5)(conv(before_5, 1)(X))
    d = conv(pooled, 1)(layers.MaxPooling2D(3, strides=1, padding="same")(X))
    return layers.Concatenate(axis=1)([a, b, c, d])
''',
        ("concatenated along axis 1 instead of the channels",),
        (8,),
    ),
    Wrong(
        "inception_module",
        '''
def inception_module(X, filters):
    one, (before_3, three), (before_5, five), pooled = filters
    conv = lambda n, f: layers.Conv2D(n, f, padding="same", activation="relu")
    a = conv(one, 1)(X)
    b = conv(three, 3)(X)
    c = conv(five, 5)(conv(before_5, 1)(X))
    d = conv(pooled, 1)(layers.MaxPooling2D(3, strides=1, padding="same")(X))
    return layers.Concatenate()([a, b, c, d])
''',
        ("1×1 before the 3×3 left out",),
        (5,),
    ),
    Wrong(
        "inception_module",
        '''
def inception_module(X, filters):
    one, (before_3, three), (before_5, five), pooled = filters
    conv = lambda n, f: layers.Conv2D(n, f, padding="same", activation="relu")
    branch1 = conv(one, 1)(X)
    branch2 = conv(three, 3)(conv(before_3, 1)(X))
    branch3 = conv(five, 5)(conv(before_5, 1)(X))
    branch4 = conv(pooled, 1)(layers.MaxPooling2D(3, strides=1, padding="same")(X))
    result = layers.concatenate([branch4, branch1, branch2, branch3])
    return result
''',
        ("branches in another order", "pool branch first"),
        (8,),
    ),
    Wrong(
        "inception_module",
        '''
def inception_module(X, filters):
    one, (before_3, three), (before_5, five), pooled = filters
    conv = lambda n, f: layers.Conv2D(n, f, padding="same", activation="relu")
    a = conv(one, 1)(X)
    b = conv(three, 3)(conv(before_3, 1)(X))
    c = conv(five, 5)(conv(before_5, 1)(X))
    d = layers.MaxPooling2D(3, strides=1, padding="same")(conv(pooled, 1)(X))
    return layers.Concatenate()([a, b, c, d])
''',
        ("1×1 convolution before the pooling, not after it", "order"),
        (7,),
    ),
    Wrong(
        "inception_module",
        '''
def inception_module(X, filters):
    one, (before_3, three), (before_5, five), pooled = filters
    conv = lambda n, f: layers.Conv2D(n, f, padding="same", activation="relu")
    a = layers.Conv2D(one, 1)(X)
    b = conv(three, 3)(conv(before_3, 1)(X))
    c = conv(five, 5)(conv(before_5, 1)(X))
    d = conv(pooled, 1)(layers.AveragePooling2D(3, strides=1, padding="same")(X))
    return layers.Concatenate()([a, b, c, d])
''',
        ("no ReLU in the 1×1 of branch 1", "average pooling instead of max pooling"),
        (4, 7), "pair",
    ),
    Wrong(
        "inception_module",
        '''
def inception_module(X, filters):
    one, (before_3, three), (before_5, five), pooled = filters
    conv = lambda n, f: layers.Conv2D(n, f, padding="same", activation="relu")
    a = conv(one, 1)(X)
    b = conv(three, 3)(conv(before_3, 1)(X))
    c = conv(five, 5)(conv(before_5, 1)(X))
    d = conv(pooled, 1)(layers.MaxPooling2D(3, padding="same")(X))
    return layers.Concatenate()([a, b, c, d])
''',
        ("pooling without strides=1: sizes do not fit in the concatenation",),
        (7,), "raises",
    ),
]
