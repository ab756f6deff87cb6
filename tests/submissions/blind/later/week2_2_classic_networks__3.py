"""Wrong answers to week2/2_classic_networks: what students hand in, single faults and pairs, written before any were run."""

from wrong import Wrong

ROWS = [
    Wrong(
        "lenet5",
        '''
def lenet5(input_shape=(32, 32, 1), classes=10, original=False):
    act = "tanh" if original else "relu"
    Pool = layers.AveragePooling2D if original else layers.MaxPooling2D
    model = keras.Sequential()
    model.add(keras.Input(input_shape))
    model.add(layers.Conv2D(6, (5, 5), padding="same", activation=act))
    model.add(Pool((2, 2)))
    model.add(layers.Conv2D(16, (5, 5), activation=act))
    model.add(Pool((2, 2)))
    model.add(layers.Flatten())
    model.add(layers.Dense(120, activation=act))
    model.add(layers.Dense(84, activation=act))
    model.add(layers.Dense(classes, activation="softmax"))
    return model
''',
        ("padding same in the first convolution",),
        (6,),
    ),
    Wrong(
        "lenet5",
        '''
def lenet5(input_shape=(32, 32, 1), classes=10, original=False):
    images = keras.Input(input_shape)
    act = "tanh" if original else "relu"
    pool = layers.MaxPooling2D if original else layers.AveragePooling2D
    x = layers.Conv2D(6, 5, activation=act)(images)
    x = pool(2)(x)
    x = layers.Conv2D(16, 5, activation=act)(x)
    x = pool(2)(x)
    x = layers.Flatten()(x)
    x = layers.Dense(120, activation=act)(x)
    x = layers.Dense(84, activation=act)(x)
    return keras.Model(images, layers.Dense(classes, activation="softmax")(x))
''',
        ("original and modern are swapped in the pooling",),
        (4,),
    ),
    Wrong(
        "vgg16",
        '''
def vgg16(input_shape=(224, 224, 3), classes=1000, width=64, units=4096):
    images = keras.Input(input_shape)
    x = images
    for k in (1, 2, 4, 8, 8):
        for _ in range(2):
            x = layers.Conv2D(k * width, 3, padding="same", activation="relu")(x)
        x = layers.MaxPooling2D(2, strides=2)(x)
    x = layers.Flatten()(x)
    x = layers.Dense(units, activation="relu")(x)
    x = layers.Dense(units, activation="relu")(x)
    return keras.Model(images, layers.Dense(classes, activation="softmax")(x))
''',
        ("two convolutions in every block",),
        (5,),
    ),
    Wrong(
        "conv_multiplications",
        '''
def conv_multiplications(input_shape, f, filters, stride=1, padding="same", bottleneck=None):
    n_H, n_W, n_C = input_shape
    if padding == "same":
        rows = int(np.ceil(n_H / stride))
        columns = int(np.ceil(n_W / stride))
    else:
        rows = (n_H - f) // stride + 1
        columns = (n_W - f) // stride + 1
    total = rows * columns * filters * f * f * n_C
    if bottleneck is not None:
        total += n_H * n_W * n_C * bottleneck
    return total
''',
        ("the input's channels after a bottleneck",),
        (9,),
    ),
    Wrong(
        "inception_module",
        '''
def inception_module(X, filters):
    one, (before_3, three), (before_5, five), pooled = filters
    b1 = layers.Conv2D(one, 1, padding="same", activation="relu")(X)
    b3 = layers.Conv2D(before_3, 1, padding="same", activation="relu")(X)
    b3 = layers.Conv2D(three, 3, padding="same", activation="relu")(b3)
    b5 = layers.Conv2D(before_5, 1, padding="same", activation="relu")(X)
    b5 = layers.Conv2D(five, 5, padding="same", activation="relu")(b5)
    bp = layers.MaxPooling2D(3, strides=1, padding="same")(X)
    return layers.concatenate([b1, b3, b5, bp])
''',
        ("the pooled branch has no 1×1 convolution",),
        (9,),
    ),
]
