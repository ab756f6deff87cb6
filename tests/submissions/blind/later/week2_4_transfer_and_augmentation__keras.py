"""Wrong answers to week2/4_transfer_and_augmentation: written before any list or message of them was read; nobody has answered them."""

from wrong import Wrong

ROWS = [
    Wrong(
        "pca_color_shift",
        '''
def pca_color_shift(image, alphas):
    X = image.reshape(-1, 3)
    X = X - X.mean(axis=0)
    C = np.cov(X.T)
    lam, p = np.linalg.eigh(C)
    lam = lam[::-1]
    p = p[::-1]
    delta = p @ (np.asarray(alphas) * lam)
    return image + delta
''',
        ("rows of the vectors turned round",),
        (7, 8),
    ),
    Wrong(
        "pca_color_shift",
        '''
def pca_color_shift(image, alphas):
    X = image.reshape(-1, 3)
    X = X - X.mean(axis=0)
    C = np.cov(X.T)
    lam, p = np.linalg.eigh(C)
    lam = lam[::-1]
    p = p[:, ::-1]
    delta = p.T @ (np.asarray(alphas) * lam)
    return image + delta
''',
        ("transposed vectors",),
        (8,),
    ),
    Wrong(
        "pca_color_shift",
        '''
def pca_color_shift(image, alphas):
    X = image.reshape(-1, 3)
    X = X - X.mean(axis=0)
    C = np.cov(X.T)
    lam, p = np.linalg.eigh(C)
    p = p[:, ::-1]
    delta = p @ (np.asarray(alphas) * lam)
    return image + delta
''',
        ("values not sorted",),
        (5, 6),
    ),
    Wrong(
        "pca_color_shift",
        '''
def pca_color_shift(image, alphas):
    X = image.reshape(-1, 3)
    X = X - X.mean(axis=0)
    C = np.cov(X)
    lam, p = np.linalg.eigh(C)
    lam = lam[::-1]
    p = p[:, ::-1]
    delta = p @ (np.asarray(alphas) * lam)
    return image + delta
''',
        ("covariance of the pixels",),
        (4,),
        "raises",
    ),
    Wrong(
        "data_augmenter",
        '''
def data_augmenter():
    data_augmentation = keras.Sequential()
    data_augmentation.add(layers.RandomFlip())
    data_augmentation.add(layers.RandomRotation(0.2))
    return data_augmentation
''',
        ("flips both ways",),
        (3,),
    ),
    Wrong(
        "data_augmenter",
        '''
def data_augmenter():
    data_augmentation = keras.Sequential()
    data_augmentation.add(layers.RandomFlip("horizontal"))
    data_augmentation.add(layers.RandomRotation(20))
    return data_augmentation
''',
        ("turns by 20",),
        (4,),
    ),
    Wrong(
        "data_augmenter",
        '''
def data_augmenter():
    data_augmentation = keras.Sequential()
    data_augmentation.add(layers.RandomRotation(0.2))
    data_augmentation.add(layers.RandomFlip("horizontal"))
    return data_augmentation
''',
        ("turned before it is flipped",),
        (3, 4, 5),
    ),
    Wrong(
        "transfer_model",
        '''
def transfer_model(image_shape, base_model, preprocess, augmenter, classes):
    base_model.trainable = False
    inputs = keras.Input(shape=image_shape)
    x = preprocess(inputs)
    x = augmenter(x)
    x = base_model(x, training=False)
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dropout(0.2)(x)
    prediction = layers.Dense(classes, activation="softmax")(x)
    return keras.Model(inputs, prediction)
''',
        ("preprocessed before augmenting",),
        (4, 5, 6),
    ),
    Wrong(
        "transfer_model",
        '''
def transfer_model(image_shape, base_model, preprocess, augmenter, classes):
    base_model.trainable = False
    inputs = keras.Input(shape=image_shape)
    x = augmenter(inputs)
    x = preprocess(x)
    x = base_model(x, training=True)
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dropout(0.2)(x)
    prediction = layers.Dense(classes, activation="softmax")(x)
    return keras.Model(inputs, prediction)
''',
        ("training=True",),
        (6,),
    ),
    Wrong(
        "transfer_model",
        '''
def transfer_model(image_shape, base_model, preprocess, augmenter, classes):
    base_model.trainable = False
    inputs = keras.Input(shape=image_shape)
    x = augmenter(inputs)
    x = preprocess(x)
    x = base_model(x, training=False)
    x = layers.Dropout(0.2)(x)
    x = layers.GlobalAveragePooling2D()(x)
    prediction = layers.Dense(classes, activation="softmax")(x)
    return keras.Model(inputs, prediction)
''',
        ("dropout before pooling",),
        (7, 8, 9),
    ),
    Wrong(
        "transfer_model",
        '''
def transfer_model(image_shape, base_model, preprocess, augmenter, classes):
    base_model.trainable = True
    inputs = keras.Input(shape=image_shape)
    x = augmenter(inputs)
    x = preprocess(x)
    x = base_model(x, training=False)
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dropout(0.2)(x)
    prediction = layers.Dense(classes, activation="softmax")(x)
    return keras.Model(inputs, prediction)
''',
        ("not frozen",),
        (2, 3),
    ),
    Wrong(
        "transfer_model",
        '''
def transfer_model(image_shape, base_model, preprocess, augmenter, classes):
    base_model.trainable = False
    inputs = keras.Input(shape=image_shape)
    x = augmenter(inputs)
    x = base_model(x, training=False)
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dropout(0.2)(x)
    prediction = layers.Dense(classes, activation="softmax")(x)
    return keras.Model(inputs, prediction)
''',
        ("preprocessing left out",),
        (4, 5),
    ),
    Wrong(
        "transfer_model",
        '''
def transfer_model(image_shape, base_model, preprocess, augmenter, classes):
    base_model.trainable = False
    inputs = keras.Input(shape=image_shape)
    x = augmenter(inputs)
    x = preprocess(x)
    x = base_model(x, training=False)
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dropout(0.2)(x)
    prediction = layers.Dense(1, activation="softmax")(x)
    return keras.Model(inputs, prediction)
''',
        ("one unit",),
        (9,),
    ),
    Wrong(
        "fine_tune",
        '''
def fine_tune(model, base_model, fine_tune_at, learning_rate):
    base_model.trainable = True
    for layer in base_model.layers[:fine_tune_at]:
        layer.trainable = False
    for layer in base_model.layers[fine_tune_at:]:
        if isinstance(layer, layers.BatchNormalization):
            layer.trainable = False
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=learning_rate),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model
''',
        ("learning rate not divided",),
        (9,),
    ),
    Wrong(
        "fine_tune",
        '''
def fine_tune(model, base_model, fine_tune_at, learning_rate):
    base_model.trainable = True
    for layer in base_model.layers[:fine_tune_at + 1]:
        layer.trainable = False
    for layer in base_model.layers[fine_tune_at:]:
        if isinstance(layer, layers.BatchNormalization):
            layer.trainable = False
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=learning_rate * 0.1),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model
''',
        ("one layer too many frozen",),
        (3,),
    ),
    Wrong(
        "fine_tune",
        '''
def fine_tune(model, base_model, fine_tune_at, learning_rate):
    base_model.trainable = True
    for layer in base_model.layers[:fine_tune_at]:
        layer.trainable = False
    for layer in base_model.layers[fine_tune_at:]:
        if isinstance(layer, layers.BatchNormalization):
            layer.trainable = False
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=learning_rate * 0.1),
        loss="categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model
''',
        ("not sparse",),
        (10,),
    ),
    Wrong(
        "fine_tune",
        '''
def fine_tune(model, base_model, fine_tune_at, learning_rate):
    for layer in base_model.layers[:fine_tune_at]:
        layer.trainable = False
    for layer in base_model.layers[fine_tune_at:]:
        if isinstance(layer, layers.BatchNormalization):
            layer.trainable = False
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=learning_rate * 0.1),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model
''',
        ("not unfrozen",),
        (1, 2),
    ),
]
