"""Wrong answers to week2/2_classic_networks: written before any list was read, the exercises that joined later among them."""

from wrong import Wrong

ROWS = [
    Wrong(
        "lenet5",
        '''
def lenet5(input_shape=(32, 32, 1), classes=10, original=False):
    act = "tanh" if original else "relu"
    m = keras.Sequential()
    m.add(keras.Input(input_shape))
    m.add(layers.Conv2D(6, (5, 5), activation=act))
    m.add(layers.AveragePooling2D((2, 2)))
    m.add(layers.Conv2D(16, (5, 5), activation=act))
    m.add(layers.AveragePooling2D((2, 2)))
    m.add(layers.Flatten())
    m.add(layers.Dense(120, activation=act))
    m.add(layers.Dense(84, activation=act))
    m.add(layers.Dense(classes, activation="softmax"))
    return m
''',
        ("average pooling for both editions",),
        (6, 8),
    ),
    Wrong(
        "lenet5",
        '''
def lenet5(input_shape=(32, 32, 1), classes=10, original=False):
    img = keras.Input(input_shape)
    x = layers.Conv2D(6, 5, activation="relu")(img)
    x = layers.MaxPooling2D(2)(x)
    x = layers.Conv2D(16, 5, activation="relu")(x)
    x = layers.MaxPooling2D(2)(x)
    x = layers.Flatten()(x)
    x = layers.Dense(120, activation="relu")(x)
    x = layers.Dense(84, activation="relu")(x)
    return keras.Model(img, layers.Dense(classes, activation="softmax")(x))
''',
        ("the original always: the argument is not read",),
        (3, 4, 5, 6, 8, 9),
    ),
    Wrong(
        "alexnet",
        '''
def alexnet(input_shape=(227, 227, 3), classes=1000, units=4096):
    inputs = keras.Input(shape=input_shape)
    x = layers.Conv2D(96, 11, 4, activation="relu")(inputs)
    x = layers.MaxPooling2D(3, 2)(x)
    x = layers.Conv2D(256, 5, activation="relu")(x)
    x = layers.MaxPooling2D(3)(x)
    x = layers.Conv2D(384, 3, padding="same", activation="relu")(x)
    x = layers.Conv2D(384, 3, padding="same", activation="relu")(x)
    x = layers.Conv2D(256, 3, padding="same", activation="relu")(x)
    x = layers.MaxPooling2D(3, 2)(x)
    x = layers.Flatten()(x)
    x = layers.Dense(units, activation="relu")(x)
    x = layers.Dense(units, activation="relu")(x)
    x = layers.Dense(classes, activation="softmax")(x)
    return keras.Model(inputs, x)
''',
        ("the second convolution is valid", "the second pooling has no stride"),
        (5, 6),
        "pair",
    ),
    Wrong(
        "vgg16",
        '''
def vgg16(input_shape=(224, 224, 3), classes=1000, width=64, units=4096):
    inputs = keras.Input(input_shape)
    x = inputs
    for n, filters in zip([2, 2, 2, 3, 3], [width, width * 2, width * 4, width * 8, width * 8]):
        for _ in range(n):
            x = layers.Conv2D(filters, (3, 3), padding="same", activation="relu")(x)
        x = layers.MaxPooling2D((2, 2))(x)
    x = layers.Flatten()(x)
    x = layers.Dense(units, activation="relu")(x)
    x = layers.Dense(units, activation="relu")(x)
    outputs = layers.Dense(classes, activation="softmax")(x)
    return keras.Model(inputs, outputs)
''',
        ("two convolutions in the third block",),
        (4,),
    ),
    Wrong(
        "vgg16",
        '''
def vgg16(input_shape=(224, 224, 3), classes=1000, width=64, units=4096):
    model = keras.Sequential([keras.Input(input_shape)])
    repeats = [2, 2, 3, 3, 3]
    for i in range(5):
        for j in range(repeats[i]):
            model.add(layers.Conv2D(width * 2**i, 3, padding="same", activation="relu"))
        model.add(layers.MaxPooling2D(2))
    model.add(layers.Flatten())
    model.add(layers.Dense(units, activation="relu"))
    model.add(layers.Dense(units, activation="relu"))
    model.add(layers.Dense(classes, activation="softmax"))
    return model
''',
        ("the last block is doubled again",),
        (6,),
    ),
    Wrong(
        "conv_multiplications",
        '''
def conv_multiplications(input_shape, f, filters, stride=1, padding="same", bottleneck=None):
    h, w, c = input_shape
    if padding == "same":
        out_h = int(np.ceil(h / stride))
        out_w = int(np.ceil(w / stride))
    else:
        out_h = (h - f) // stride + 1
        out_w = (w - f) // stride + 1
    if bottleneck:
        c = bottleneck
    return out_h * out_w * filters * f * f * c
''',
        ("the bottleneck's own cost is left out",),
        (10, 11),
    ),
    Wrong(
        "conv_multiplications",
        '''
def conv_multiplications(input_shape, f, filters, stride=1, padding="same", bottleneck=None):
    n_H, n_W, n_C = input_shape
    cost = 0
    if bottleneck is not None:
        cost = n_H * n_W * n_C * bottleneck
        n_C = bottleneck
    if padding == "same":
        n_H, n_W = n_H // stride, n_W // stride
    else:
        n_H, n_W = (n_H - f) // stride + 1, (n_W - f) // stride + 1
    return cost + n_H * n_W * filters * f * f
''',
        ("same: rounds down", "the filter's channels are missing"),
        (8, 11),
        "pair",
    ),
    Wrong(
        "inception_module",
        '''
def inception_module(X, filters):
    f1, (f3_in, f3), (f5_in, f5), fp = filters
    a = layers.Conv2D(f1, 1, padding="same", activation="relu")(X)
    b = layers.Conv2D(f3_in, 1, padding="same", activation="relu")(a)
    b = layers.Conv2D(f3, 3, padding="same", activation="relu")(b)
    c = layers.Conv2D(f5_in, 1, padding="same", activation="relu")(X)
    c = layers.Conv2D(f5, 5, padding="same", activation="relu")(c)
    d = layers.MaxPooling2D(3, strides=1, padding="same")(X)
    d = layers.Conv2D(fp, 1, padding="same", activation="relu")(d)
    return layers.concatenate([a, b, c, d], axis=-1)
''',
        ("the 3×3 branch starts from the first branch",),
        (4,),
    ),
    Wrong(
        "inception_module",
        '''
def inception_module(X, filters):
    one, (r3, three), (r5, five), pool = filters
    b1 = layers.Conv2D(one, 1, activation="relu")(X)
    b2 = layers.Conv2D(r3, 1, activation="relu")(X)
    b2 = layers.Conv2D(three, 3, padding="same", activation="relu")(b2)
    b3 = layers.Conv2D(r5, 1, activation="relu")(X)
    b3 = layers.Conv2D(five, 5, padding="same", activation="relu")(b3)
    b4 = layers.MaxPooling2D((3, 3), padding="same")(X)
    b4 = layers.Conv2D(pool, 1, activation="relu")(b4)
    return layers.Concatenate(axis=3)([b1, b2, b3, b4])
''',
        ("the pooling has no stride of one, sizes do not fit",),
        (8,),
        "raises",
    ),
]
