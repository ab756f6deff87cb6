"""Wrong answers to week2/2_classic_networks: how students go wrong, written before any list of mistakes was read (part 1 of 2)."""

from wrong import Wrong

ROWS = [
    Wrong(
        "lenet5",
        '''
def lenet5(input_shape=(32, 32, 1), classes=10, original=False):
    images = keras.Input(input_shape)
    act = "tanh" if original else "relu"
    Pool = layers.AveragePooling2D if original else layers.MaxPooling2D
    x = layers.Conv2D(6, 5, padding="same", activation=act)(images)
    x = Pool(2, 2)(x)
    x = layers.Conv2D(16, 5, padding="same", activation=act)(x)
    x = Pool(2, 2)(x)
    x = layers.Flatten()(x)
    x = layers.Dense(120, activation=act)(x)
    x = layers.Dense(84, activation=act)(x)
    outputs = layers.Dense(classes, activation="softmax")(x)
    return keras.Model(images, outputs)
''',
        ("padding same instead of valid in the convolutions",),
        (5, 7),
    ),
    Wrong(
        "lenet5",
        '''
def lenet5(input_shape=(32, 32, 1), classes=10, original=False):
    images = keras.Input(input_shape)
    if original:
        act, Pool = "relu", layers.MaxPooling2D
    else:
        act, Pool = "tanh", layers.AveragePooling2D
    x = Pool(2)(layers.Conv2D(6, 5, activation=act)(images))
    x = Pool(2)(layers.Conv2D(16, 5, activation=act)(x))
    x = layers.Flatten()(x)
    x = layers.Dense(120, activation=act)(x)
    x = layers.Dense(84, activation=act)(x)
    outputs = layers.Dense(classes, activation="softmax")(x)
    return keras.Model(images, outputs)
''',
        ("original reversed: tanh and average where it is False",),
        (3, 4, 6),
    ),
    Wrong(
        "lenet5",
        '''
def lenet5(input_shape=(32, 32, 1), classes=10, original=False):
    images = keras.Input(input_shape)
    act = "tanh" if original else "relu"
    x = layers.Conv2D(6, (5, 5), activation=act)(images)
    x = layers.MaxPooling2D((2, 2))(x)
    x = layers.Conv2D(16, (5, 5), activation=act)(x)
    x = layers.MaxPooling2D((2, 2))(x)
    x = layers.Flatten()(x)
    x = layers.Dense(120, activation=act)(x)
    x = layers.Dense(84, activation=act)(x)
    outputs = layers.Dense(classes, activation="softmax")(x)
    return keras.Model(images, outputs)
''',
        ("pooling stays max pooling when original", "always max"),
        (5, 7),
    ),
    Wrong(
        "lenet5",
        '''
def lenet5(input_shape=(32, 32, 1), classes=10, original=False):
    images = keras.Input(input_shape)
    act = "tanh" if original else "relu"
    Pool = layers.AveragePooling2D if original else layers.MaxPooling2D
    x = images
    for n in (6, 16):
        x = layers.Conv2D(n, 5, activation=act)(x)
        x = Pool(2)(x)
    x = layers.Flatten()(x)
    for units in (120, 84):
        x = layers.Dense(units, activation=act)(x)
    outputs = layers.Dense(10, activation="softmax")(x)
    return keras.Model(images, outputs)
''',
        ("ten classes fixed", "classes is ignored", "constant"),
        (12,),
    ),
    Wrong(
        "lenet5",
        '''
def lenet5(input_shape=(32, 32, 1), classes=10, original=False):
    images = keras.Input(input_shape)
    act = "tanh" if original else "relu"
    Pool = layers.AveragePooling2D if original else layers.MaxPooling2D
    x = images
    for n in (6, 16):
        x = layers.Conv2D(n, 5, activation=act)(x)
        x = Pool(2)(x)
    x = layers.Flatten()(x)
    for units in (120, 84):
        x = layers.Dense(units)(x)
    outputs = layers.Dense(classes, activation="softmax")(x)
    return keras.Model(images, outputs)
''',
        ("the dense layers have no activation",),
        (11,),
    ),
    Wrong(
        "lenet5",
        '''
def lenet5(input_shape=(32, 32, 1), classes=10, original=False):
    images = keras.Input(input_shape)
    act = "tanh" if original else "relu"
    Pool = layers.AveragePooling2D if original else layers.MaxPooling2D
    x = images
    for n in (16, 6):
        x = layers.Conv2D(n, 5, activation=act)(x)
        x = Pool(2)(x)
    x = layers.Flatten()(x)
    x = layers.Dense(120, activation=act)(x)
    outputs = layers.Dense(classes, activation="softmax")(x)
    return keras.Model(images, outputs)
''',
        ("84 layer left out", "filters 16 and 6 swapped"),
        (6, 10), "pair",
    ),
    Wrong(
        "alexnet",
        '''
def alexnet(input_shape=(227, 227, 3), classes=1000, units=4096):
    images = keras.Input(input_shape)
    x = layers.Conv2D(96, 11, strides=4, activation="relu")(images)
    x = layers.MaxPooling2D(3)(x)
    x = layers.Conv2D(256, 5, padding="same", activation="relu")(x)
    x = layers.MaxPooling2D(3)(x)
    x = layers.Conv2D(384, 3, padding="same", activation="relu")(x)
    x = layers.Conv2D(384, 3, padding="same", activation="relu")(x)
    x = layers.Conv2D(256, 3, padding="same", activation="relu")(x)
    x = layers.MaxPooling2D(3)(x)
    x = layers.Flatten()(x)
    x = layers.Dense(units, activation="relu")(x)
    x = layers.Dense(units, activation="relu")(x)
    outputs = layers.Dense(classes, activation="softmax")(x)
    return keras.Model(images, outputs)
''',
        ("poolings without strides: they move by 3, not 2",),
        (4, 6, 10),
    ),
    Wrong(
        "alexnet",
        '''
def alexnet(input_shape=(227, 227, 3), classes=1000, units=4096):
    images = keras.Input(input_shape)
    x = layers.Conv2D(96, 11, activation="relu")(images)
    x = layers.MaxPooling2D(3, 2)(x)
    x = layers.Conv2D(256, 5, padding="same", activation="relu")(x)
    x = layers.MaxPooling2D(3, 2)(x)
    for n in (384, 384, 256):
        x = layers.Conv2D(n, 3, padding="same", activation="relu")(x)
    x = layers.MaxPooling2D(3, 2)(x)
    x = layers.Flatten()(x)
    x = layers.Dense(units, activation="relu")(x)
    x = layers.Dense(units, activation="relu")(x)
    return keras.Model(images, layers.Dense(classes, activation="softmax")(x))
''',
        ("stride 4 of the first convolution missing",),
        (3,),
    ),
    Wrong(
        "alexnet",
        '''
def alexnet(input_shape=(227, 227, 3), classes=1000, units=4096):
    images = keras.Input(input_shape)
    x = layers.Conv2D(96, 11, strides=4, activation="relu")(images)
    x = layers.MaxPooling2D(3, 2)(x)
    x = layers.Conv2D(256, 5, padding="same", activation="relu")(x)
    x = layers.MaxPooling2D(3, 2)(x)
    x = layers.Conv2D(384, 3, padding="same", activation="relu")(x)
    x = layers.Conv2D(256, 3, padding="same", activation="relu")(x)
    x = layers.MaxPooling2D(3, 2)(x)
    x = layers.Flatten()(x)
    x = layers.Dense(units, activation="relu")(x)
    x = layers.Dense(units, activation="relu")(x)
    return keras.Model(images, layers.Dense(classes, activation="softmax")(x))
''',
        ("one 384 convolution left out",),
        (8,),
    ),
    Wrong(
        "alexnet",
        '''
def alexnet(input_shape=(227, 227, 3), classes=1000, units=4096):
    images = keras.Input(input_shape)
    x = layers.Conv2D(96, 11, strides=4, activation="relu")(images)
    x = layers.MaxPooling2D(3, 2)(x)
    x = layers.Conv2D(256, 5, padding="same", activation="relu")(x)
    x = layers.MaxPooling2D(3, 2)(x)
    for n in (384, 384, 256):
        x = layers.Conv2D(n, 3, padding="same", activation="relu")(x)
    x = layers.MaxPooling2D(3, 2)(x)
    x = layers.Flatten()(x)
    x = layers.Dense(4096, activation="relu")(x)
    x = layers.Dense(4096, activation="relu")(x)
    return keras.Model(images, layers.Dense(classes, activation="softmax")(x))
''',
        ("4096 fixed, units ignored",),
        (11, 12),
    ),
    Wrong(
        "alexnet",
        '''
def alexnet(input_shape=(227, 227, 3), classes=1000, units=4096):
    images = keras.Input(input_shape)
    x = layers.Conv2D(96, 11, strides=4, activation="relu")(images)
    x = layers.MaxPooling2D(3, 2)(x)
    x = layers.Conv2D(256, 5, activation="relu")(x)
    x = layers.MaxPooling2D(3, 2)(x)
    for n in (384, 384, 256):
        x = layers.Conv2D(n, 3, padding="same", activation="relu")(x)
    x = layers.MaxPooling2D(3, 2)(x)
    x = layers.Flatten()(x)
    x = layers.Dense(units, activation="relu")(x)
    x = layers.Dense(units, activation="relu")(x)
    return keras.Model(images, layers.Dense(classes)(x))
''',
        ("last softmax missing", "second convolution valid instead of same"),
        (5, 13), "pair",
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
        x = layers.MaxPooling2D(2, 2)(x)
    x = layers.Flatten()(x)
    x = layers.Dense(units, activation="relu")(x)
    x = layers.Dense(units, activation="relu")(x)
    return keras.Model(images, layers.Dense(classes, activation="softmax")(x))
''',
        ("two convolutions in every block",),
        (5,),
    ),
    Wrong(
        "vgg16",
        '''
def vgg16(input_shape=(224, 224, 3), classes=1000, width=64, units=4096):
    images = keras.Input(input_shape)
    x = images
    filters = width
    for repeats in [2, 2, 3, 3, 3]:
        for _ in range(repeats):
            x = layers.Conv2D(filters, (3, 3), padding="same", activation="relu")(x)
        x = layers.MaxPooling2D((2, 2))(x)
        filters = filters * 2
    x = layers.Flatten()(x)
    x = layers.Dense(units, activation="relu")(x)
    x = layers.Dense(units, activation="relu")(x)
    return keras.Model(images, layers.Dense(classes, activation="softmax")(x))
''',
        ("last block has 16·width, not 8·width", "doubles once too often"),
        (9,),
    ),
    Wrong(
        "vgg16",
        '''
def vgg16(input_shape=(224, 224, 3), classes=1000, width=64, units=4096):
    images = keras.Input(input_shape)
    x = images
    plan = [(1, 2), (2, 2), (4, 3), (8, 3), (8, 3)]
    for number, (k, repeats) in enumerate(plan):
        for _ in range(repeats):
            x = layers.Conv2D(k * width, 3, padding="same", activation="relu")(x)
        if number < 4:
            x = layers.MaxPooling2D(2)(x)
    x = layers.Flatten()(x)
    x = layers.Dense(units, activation="relu")(x)
    x = layers.Dense(units, activation="relu")(x)
    return keras.Model(images, layers.Dense(classes, activation="softmax")(x))
''',
        ("last pooling left out",),
        (8,),
    ),
]
