"""Wrong answers to week2/2_classic_networks: written before any list or message of them was read; nobody has answered them."""

from wrong import Wrong

ROWS = [
    Wrong(
        "lenet5",
        '''
def lenet5(input_shape=(32, 32, 1), classes=10, original=False):
    act = "tanh" if original else "relu"
    model = keras.Sequential()
    model.add(keras.Input(shape=input_shape))
    model.add(layers.Conv2D(6, kernel_size=5, activation=act))
    if original:
        model.add(layers.AveragePooling2D(2, strides=2))
    else:
        model.add(layers.MaxPooling2D(2, strides=2))
    model.add(layers.Conv2D(16, kernel_size=5, activation=act))
    if original:
        model.add(layers.AveragePooling2D(2, strides=2))
    else:
        model.add(layers.MaxPooling2D(2, strides=2))
    model.add(layers.Flatten())
    model.add(layers.Dense(120, activation=act))
    model.add(layers.Dense(classes, activation="softmax"))
    return model
''',
        ("the layer of 84 left out",),
        (16, 17),
    ),
    Wrong(
        "lenet5",
        '''
def lenet5(input_shape=(32, 32, 1), classes=10, original=False):
    act = "tanh" if original else "relu"
    model = keras.Sequential()
    model.add(keras.Input(shape=input_shape))
    model.add(layers.Conv2D(6, kernel_size=5, activation=act))
    if original:
        model.add(layers.AveragePooling2D(2, strides=2))
    else:
        model.add(layers.MaxPooling2D(2, strides=2))
    model.add(layers.Conv2D(16, kernel_size=5, activation=act))
    if original:
        model.add(layers.AveragePooling2D(2, strides=2))
    else:
        model.add(layers.MaxPooling2D(2, strides=2))
    model.add(layers.Flatten())
    model.add(layers.Dense(120, activation=act))
    model.add(layers.Dense(84))
    model.add(layers.Dense(classes, activation="softmax"))
    return model
''',
        ("84 without activation",),
        (17,),
    ),
    Wrong(
        "lenet5",
        '''
def lenet5(input_shape=(32, 32, 1), classes=10, original=False):
    act = "tanh" if original else "relu"
    model = keras.Sequential()
    model.add(keras.Input(shape=input_shape))
    model.add(layers.Conv2D(6, kernel_size=5, activation=act))
    if original:
        model.add(layers.AveragePooling2D(2, strides=2))
    else:
        model.add(layers.MaxPooling2D(2, strides=2))
    model.add(layers.Conv2D(16, kernel_size=3, activation=act))
    if original:
        model.add(layers.AveragePooling2D(2, strides=2))
    else:
        model.add(layers.MaxPooling2D(2, strides=2))
    model.add(layers.Flatten())
    model.add(layers.Dense(120, activation=act))
    model.add(layers.Dense(84, activation=act))
    model.add(layers.Dense(classes, activation="softmax"))
    return model
''',
        ("3x3 in the second convolution",),
        (10,),
    ),
    Wrong(
        "lenet5",
        '''
def lenet5(input_shape=(32, 32, 1), classes=10, original=False):
    act = "tanh" if original else "relu"
    model = keras.Sequential()
    model.add(keras.Input(shape=input_shape))
    model.add(layers.Conv2D(6, kernel_size=5, activation=act))
    if original:
        model.add(layers.AveragePooling2D(2, strides=2))
    else:
        model.add(layers.MaxPooling2D(2, strides=2))
    model.add(layers.Conv2D(16, kernel_size=5, activation=act))
    if original:
        model.add(layers.AveragePooling2D(2, strides=2))
    else:
        model.add(layers.MaxPooling2D(2, strides=2))
    model.add(layers.Flatten())
    model.add(layers.Dense(120, activation=act))
    model.add(layers.Dense(84, activation=act))
    model.add(layers.Dense(10, activation="softmax"))
    return model
''',
        ("10 classes constant",),
        (18,),
    ),
    Wrong(
        "lenet5",
        '''
def lenet5(input_shape=(32, 32, 1), classes=10, original=False):
    act = "sigmoid" if original else "relu"
    model = keras.Sequential()
    model.add(keras.Input(shape=input_shape))
    model.add(layers.Conv2D(6, kernel_size=5, activation=act))
    if original:
        model.add(layers.AveragePooling2D(2, strides=2))
    else:
        model.add(layers.MaxPooling2D(2, strides=2))
    model.add(layers.Conv2D(16, kernel_size=5, activation=act))
    if original:
        model.add(layers.AveragePooling2D(2, strides=2))
    else:
        model.add(layers.MaxPooling2D(2, strides=2))
    model.add(layers.Flatten())
    model.add(layers.Dense(120, activation=act))
    model.add(layers.Dense(84, activation=act))
    model.add(layers.Dense(classes, activation="softmax"))
    return model
''',
        ("sigmoid for tanh",),
        (2,),
    ),
    Wrong(
        "alexnet",
        '''
def alexnet(input_shape=(227, 227, 3), classes=1000, units=4096):
    inputs = keras.Input(shape=input_shape)
    X = layers.Conv2D(96, (11, 11), strides=(4, 4), activation="relu")(inputs)
    X = layers.MaxPooling2D((3, 3), strides=(2, 2))(X)
    X = layers.Conv2D(256, (5, 5), padding="same", activation="relu")(X)
    X = layers.MaxPooling2D((3, 3), strides=(2, 2))(X)
    X = layers.Conv2D(384, (3, 3), padding="same", activation="relu")(X)
    X = layers.Conv2D(384, (3, 3), padding="same", activation="relu")(X)
    X = layers.Conv2D(384, (3, 3), padding="same", activation="relu")(X)
    X = layers.MaxPooling2D((3, 3), strides=(2, 2))(X)
    X = layers.Flatten()(X)
    X = layers.Dense(units, activation="relu")(X)
    X = layers.Dense(units, activation="relu")(X)
    outputs = layers.Dense(classes, activation="softmax")(X)
    return keras.Model(inputs=inputs, outputs=outputs)
''',
        ("384 for 256 in the fifth convolution",),
        (9,),
    ),
    Wrong(
        "alexnet",
        '''
def alexnet(input_shape=(227, 227, 3), classes=1000, units=4096):
    inputs = keras.Input(shape=input_shape)
    X = layers.Conv2D(96, (11, 11), strides=(4, 4), activation="relu")(inputs)
    X = layers.MaxPooling2D((3, 3), strides=(2, 2))(X)
    X = layers.Conv2D(256, (5, 5), padding="valid", activation="relu")(X)
    X = layers.MaxPooling2D((3, 3), strides=(2, 2))(X)
    X = layers.Conv2D(384, (3, 3), padding="same", activation="relu")(X)
    X = layers.Conv2D(384, (3, 3), padding="same", activation="relu")(X)
    X = layers.Conv2D(256, (3, 3), padding="same", activation="relu")(X)
    X = layers.MaxPooling2D((3, 3), strides=(2, 2))(X)
    X = layers.Flatten()(X)
    X = layers.Dense(units, activation="relu")(X)
    X = layers.Dense(units, activation="relu")(X)
    outputs = layers.Dense(classes, activation="softmax")(X)
    return keras.Model(inputs=inputs, outputs=outputs)
''',
        ("valid in the second convolution",),
        (5,),
    ),
    Wrong(
        "alexnet",
        '''
def alexnet(input_shape=(227, 227, 3), classes=1000, units=4096):
    inputs = keras.Input(shape=input_shape)
    X = layers.Conv2D(96, (11, 11), strides=(4, 4), padding="same", activation="relu")(inputs)
    X = layers.MaxPooling2D((3, 3), strides=(2, 2))(X)
    X = layers.Conv2D(256, (5, 5), padding="same", activation="relu")(X)
    X = layers.MaxPooling2D((3, 3), strides=(2, 2))(X)
    X = layers.Conv2D(384, (3, 3), padding="same", activation="relu")(X)
    X = layers.Conv2D(384, (3, 3), padding="same", activation="relu")(X)
    X = layers.Conv2D(256, (3, 3), padding="same", activation="relu")(X)
    X = layers.MaxPooling2D((3, 3), strides=(2, 2))(X)
    X = layers.Flatten()(X)
    X = layers.Dense(units, activation="relu")(X)
    X = layers.Dense(units, activation="relu")(X)
    outputs = layers.Dense(classes, activation="softmax")(X)
    return keras.Model(inputs=inputs, outputs=outputs)
''',
        ("same in the first convolution",),
        (3,),
    ),
    Wrong(
        "alexnet",
        '''
def alexnet(input_shape=(227, 227, 3), classes=1000, units=4096):
    inputs = keras.Input(shape=input_shape)
    X = layers.Conv2D(96, (11, 11), strides=(4, 4), activation="relu")(inputs)
    X = layers.MaxPooling2D((3, 3), strides=(2, 2))(X)
    X = layers.Conv2D(256, (3, 3), padding="same", activation="relu")(X)
    X = layers.MaxPooling2D((3, 3), strides=(2, 2))(X)
    X = layers.Conv2D(384, (3, 3), padding="same", activation="relu")(X)
    X = layers.Conv2D(384, (3, 3), padding="same", activation="relu")(X)
    X = layers.Conv2D(256, (3, 3), padding="same", activation="relu")(X)
    X = layers.MaxPooling2D((3, 3), strides=(2, 2))(X)
    X = layers.Flatten()(X)
    X = layers.Dense(units, activation="relu")(X)
    X = layers.Dense(units, activation="relu")(X)
    outputs = layers.Dense(classes, activation="softmax")(X)
    return keras.Model(inputs=inputs, outputs=outputs)
''',
        ("3x3 for 5x5",),
        (5,),
    ),
    Wrong(
        "alexnet",
        '''
def alexnet(input_shape=(227, 227, 3), classes=1000, units=4096):
    inputs = keras.Input(shape=input_shape)
    X = layers.Conv2D(96, (11, 11), strides=(4, 4), activation="relu")(inputs)
    X = layers.MaxPooling2D((3, 3), strides=(2, 2))(X)
    X = layers.Conv2D(256, (5, 5), padding="same", activation="relu")(X)
    X = layers.MaxPooling2D((3, 3), strides=(2, 2))(X)
    X = layers.Conv2D(384, (3, 3), padding="same", activation="relu")(X)
    X = layers.Conv2D(384, (3, 3), padding="same", activation="relu")(X)
    X = layers.Conv2D(256, (3, 3), padding="same", activation="relu")(X)
    X = layers.MaxPooling2D((3, 3), strides=(2, 2))(X)
    X = layers.Dense(units, activation="relu")(X)
    X = layers.Dense(units, activation="relu")(X)
    outputs = layers.Dense(classes, activation="softmax")(X)
    return keras.Model(inputs=inputs, outputs=outputs)
''',
        ("Flatten missing",),
        (10, 11),
    ),
    Wrong(
        "vgg16",
        '''
def vgg16(input_shape=(224, 224, 3), classes=1000, width=64, units=4096):
    img = keras.Input(input_shape)
    h = img
    f = width
    for i, n in enumerate([2, 2, 3, 3, 3]):
        for _ in range(n):
            h = layers.Conv2D(f, (3, 3), padding="same", activation="relu")(h)
        h = layers.MaxPooling2D((2, 2), strides=2)(h)
        if i < 4:
            f = f * 2
    h = layers.Flatten()(h)
    h = layers.Dense(units, activation="relu")(h)
    h = layers.Dense(units, activation="relu")(h)
    out = layers.Dense(classes, activation="softmax")(h)
    return keras.Model(img, out)
''',
        ("doubles once too often",),
        (9,),
    ),
    Wrong(
        "vgg16",
        '''
def vgg16(input_shape=(224, 224, 3), classes=1000, width=64, units=4096):
    img = keras.Input(input_shape)
    h = img
    f = width
    for i, n in enumerate([2, 2, 3, 3, 4]):
        for _ in range(n):
            h = layers.Conv2D(f, (3, 3), padding="same", activation="relu")(h)
        h = layers.MaxPooling2D((2, 2), strides=2)(h)
        if i < 3:
            f = f * 2
    h = layers.Flatten()(h)
    h = layers.Dense(units, activation="relu")(h)
    h = layers.Dense(units, activation="relu")(h)
    out = layers.Dense(classes, activation="softmax")(h)
    return keras.Model(img, out)
''',
        ("four convolutions in the last group",),
        (5,),
    ),
    Wrong(
        "vgg16",
        '''
def vgg16(input_shape=(224, 224, 3), classes=1000, width=64, units=4096):
    img = keras.Input(input_shape)
    h = img
    f = width
    for i, n in enumerate([2, 2, 3, 3, 3]):
        for _ in range(n):
            h = layers.Conv2D(f, (3, 3), padding="same", activation="relu")(h)
    h = layers.MaxPooling2D((2, 2), strides=2)(h)
    if i < 3:
        f = f * 2
    h = layers.Flatten()(h)
    h = layers.Dense(units, activation="relu")(h)
    h = layers.Dense(units, activation="relu")(h)
    out = layers.Dense(classes, activation="softmax")(h)
    return keras.Model(img, out)
''',
        ("pooling behind the loop",),
        (8, 9, 10),
    ),
    Wrong(
        "vgg16",
        '''
def vgg16(input_shape=(224, 224, 3), classes=1000, width=64, units=4096):
    img = keras.Input(input_shape)
    h = img
    f = width
    for i, n in enumerate([2, 2, 3, 3, 3]):
        for _ in range(n):
            h = layers.Conv2D(f, (3, 3), padding="same", activation="relu")(h)
        h = layers.MaxPooling2D((2, 2), strides=2)(h)
        if i < 3:
            f = f * 2
    h = layers.Flatten()(h)
    h = layers.Dense(units, activation="relu")(h)
    h = layers.Dropout(0.5)(h)
    h = layers.Dense(units, activation="relu")(h)
    out = layers.Dense(classes, activation="softmax")(h)
    return keras.Model(img, out)
''',
        ("dropout added",),
        (13,),
    ),
    Wrong(
        "vgg16",
        '''
def vgg16(input_shape=(224, 224, 3), classes=1000, width=64, units=4096):
    img = keras.Input(input_shape)
    h = img
    f = 64
    for i, n in enumerate([2, 2, 3, 3, 3]):
        for _ in range(n):
            h = layers.Conv2D(f, (3, 3), padding="same", activation="relu")(h)
        h = layers.MaxPooling2D((2, 2), strides=2)(h)
        if i < 3:
            f = f * 2
    h = layers.Flatten()(h)
    h = layers.Dense(units, activation="relu")(h)
    h = layers.Dense(units, activation="relu")(h)
    out = layers.Dense(classes, activation="softmax")(h)
    return keras.Model(img, out)
''',
        ("width constant",),
        (4, 5),
    ),
    Wrong(
        "inception_module",
        '''
def inception_module(X, filters):
    f1, (f3r, f3), (f5r, f5), fp = filters
    a = layers.Conv2D(f1, (1, 1), padding="same", activation="relu")(X)
    b = layers.Conv2D(f3r, (1, 1), padding="same", activation="relu")(X)
    b = layers.Conv2D(f3, (3, 3), padding="same", activation="relu")(b)
    c = layers.Conv2D(f5r, (1, 1), padding="same", activation="relu")(X)
    c = layers.Conv2D(f5, (5, 5), padding="same", activation="relu")(b)
    d = layers.MaxPooling2D((3, 3), strides=(1, 1), padding="same")(X)
    d = layers.Conv2D(fp, (1, 1), padding="same", activation="relu")(d)
    return layers.concatenate([a, b, c, d], axis=-1)
''',
        ("5x5 reads the 3x3 branch",),
        (7,),
    ),
    Wrong(
        "inception_module",
        '''
def inception_module(X, filters):
    f1, (f3r, f3), (f5r, f5), fp = filters
    a = layers.Conv2D(f1, (1, 1), padding="same", activation="relu")(X)
    b = layers.Conv2D(f3r, (1, 1), padding="same", activation="relu")(X)
    b = layers.Conv2D(f3, (3, 3), padding="same", activation="relu")(b)
    c = layers.Conv2D(f5r, (1, 1), padding="same", activation="relu")(X)
    c = layers.Conv2D(f5, (5, 5), padding="same", activation="relu")(c)
    d = layers.MaxPooling2D((3, 3), strides=(1, 1), padding="same")(X)
    d = layers.Conv2D(fp, (1, 1), padding="same", activation="relu")(d)
    return layers.concatenate([a, c, b, d], axis=-1)
''',
        ("branches in another order",),
        (10,),
    ),
    Wrong(
        "inception_module",
        '''
def inception_module(X, filters):
    f1, (f3r, f3), (f5r, f5), fp = filters
    a = layers.Conv2D(f1, (1, 1), padding="same", activation="relu")(X)
    b = layers.Conv2D(f3r, (1, 1), padding="same", activation="relu")(X)
    b = layers.Conv2D(f3, (3, 3), padding="same", activation="relu")(b)
    c = layers.Conv2D(f5r, (1, 1), padding="same", activation="relu")(X)
    c = layers.Conv2D(f5, (5, 5), padding="same", activation="relu")(c)
    d = layers.MaxPooling2D((3, 3), strides=(1, 1), padding="same")(X)
    d = layers.Conv2D(fp, (1, 1), padding="same", activation="relu")(d)
    return layers.concatenate([a, b, c, d], axis=1)
''',
        ("stacked along the rows",),
        (10,),
        "raises",
    ),
    Wrong(
        "inception_module",
        '''
def inception_module(X, filters):
    f1, (f3r, f3), (f5r, f5), fp = filters
    a = layers.Conv2D(f1, (1, 1), padding="same", activation="relu")(X)
    b = layers.Conv2D(f3r, (1, 1), padding="same", activation="relu")(X)
    b = layers.Conv2D(f3, (3, 3), padding="same", activation="relu")(b)
    c = layers.Conv2D(f5r, (1, 1), padding="same", activation="relu")(X)
    c = layers.Conv2D(f5, (5, 5), padding="same", activation="relu")(c)
    d = layers.MaxPooling2D((3, 3), strides=(1, 1), padding="same")(X)
    d = layers.Conv2D(fp, (1, 1), padding="same", activation="relu")(X)
    return layers.concatenate([a, b, c, d], axis=-1)
''',
        ("pooling skipped",),
        (9,),
    ),
    Wrong(
        "inception_module",
        '''
def inception_module(X, filters):
    f1, (f3r, f3), (f5r, f5), fp = filters
    a = layers.Conv2D(f1, (1, 1), padding="same", activation="relu")(X)
    b = layers.Conv2D(f3r, (1, 1), padding="same", activation="relu")(X)
    b = layers.Conv2D(f3, (3, 3), padding="same", activation="relu")(b)
    c = layers.Conv2D(f5r, (1, 1), padding="same", activation="relu")(X)
    c = layers.Conv2D(f5, (5, 5), padding="same", activation="relu")(c)
    d = layers.MaxPooling2D((3, 3), strides=(2, 2), padding="same")(X)
    d = layers.Conv2D(fp, (1, 1), padding="same", activation="relu")(d)
    return layers.concatenate([a, b, c, d], axis=-1)
''',
        ("pooling with stride 2",),
        (8,),
        "raises",
    ),
    Wrong(
        "inception_module",
        '''
def inception_module(X, filters):
    f1, (f3r, f3), (f5r, f5), fp = filters
    a = layers.Conv2D(f1, (1, 1), padding="same", activation="relu")(X)
    b = layers.Conv2D(f3r, (1, 1), padding="same", activation="relu")(X)
    b = layers.Conv2D(f3r, (3, 3), padding="same", activation="relu")(b)
    c = layers.Conv2D(f5r, (1, 1), padding="same", activation="relu")(X)
    c = layers.Conv2D(f5, (5, 5), padding="same", activation="relu")(c)
    d = layers.MaxPooling2D((3, 3), strides=(1, 1), padding="same")(X)
    d = layers.Conv2D(fp, (1, 1), padding="same", activation="relu")(d)
    return layers.concatenate([a, b, c, d], axis=-1)
''',
        ("f3r twice",),
        (5,),
    ),
]
