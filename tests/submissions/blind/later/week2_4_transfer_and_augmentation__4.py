"""Wrong answers to week2/4_transfer_and_augmentation: written before any list was read, the exercises that joined later among them."""

from wrong import Wrong

ROWS = [
    Wrong(
        "mirror",
        '''
def mirror(image):
    return np.flip(image, axis=-1)
''',
        ("the axis of the channels",),
        (2,),
    ),
    Wrong(
        "random_crop",
        '''
def random_crop(image, height, width, seed=0):
    rng = np.random.default_rng(seed)
    y = rng.integers(0, image.shape[0] - height)
    x = rng.integers(0, image.shape[1] - width)
    return image[y : y + height, x : x + width]
''',
        ("the last place is never drawn",),
        (3, 4),
    ),
    Wrong(
        "random_crop",
        '''
def random_crop(image, height, width, seed=0):
    H, W = image.shape[:2]
    rng = np.random.default_rng(seed)
    left = rng.integers(0, W - width + 1)
    top = rng.integers(0, H - height + 1)
    return image[top : top + height, left : left + width, :]
''',
        ("the column is drawn first",),
        (4, 5),
    ),
    Wrong(
        "pca_color_shift",
        '''
def pca_color_shift(image, alphas):
    flat = image.reshape(-1, 3)
    cov = np.cov(flat.T)
    vals, vecs = np.linalg.eigh(cov)
    delta = vecs @ (np.array(alphas) * vals)
    return image + delta
''',
        ("the eigenvalues are not put in order",),
        (4,),
    ),
    Wrong(
        "data_augmenter",
        '''
def data_augmenter():
    return keras.Sequential([layers.RandomFlip("vertical"), layers.RandomRotation(0.2)])
''',
        ("flips upside down",),
        (2,),
    ),
    Wrong(
        "transfer_model",
        '''
def transfer_model(image_shape, base_model, preprocess, augmenter, classes):
    inputs = keras.Input(shape=image_shape)
    x = preprocess(inputs)
    x = augmenter(x)
    x = base_model(x, training=False)
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dropout(0.2)(x)
    outputs = layers.Dense(classes, activation="softmax")(x)
    return keras.Model(inputs, outputs)
''',
        ("not frozen", "the augmenter comes after the preprocessing"),
        (3, 4, 5),
        "pair",
    ),
    Wrong(
        "fine_tune",
        '''
def fine_tune(model, base_model, fine_tune_at, learning_rate):
    base_model.trainable = True
    for layer in base_model.layers[fine_tune_at:]:
        layer.trainable = False
    for layer in base_model.layers:
        if isinstance(layer, layers.BatchNormalization):
            layer.trainable = False
    model.compile(optimizer=keras.optimizers.Adam(learning_rate / 10), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
''',
        ("the whole base is trained",),
        (3,),
    ),
    Wrong(
        "ensemble_predict",
        '''
def ensemble_predict(probabilities):
    probabilities = np.array(probabilities)
    mean = probabilities.mean(axis=0)
    votes = probabilities.argmax(axis=-1)
    labels = np.array([np.bincount(v).argmax() for v in votes.T])
    return mean, labels
''',
        ("votes of the networks in place of the mean",),
        (5,),
    ),
    Wrong(
        "ten_crop",
        '''
def ten_crop(image, size):
    H, W = image.shape[:2]
    crops = []
    for y, x in [(0, 0), (0, W - size), (H - size, 0), (H - size, W - size), ((H - size) // 2, (W - size) // 2)]:
        c = image[y : y + size, x : x + size]
        crops.append(c)
        crops.append(c[:, ::-1])
    return np.stack(crops)
''',
        ("five windows, then mirrored one by one",),
        (7,),
    ),
    Wrong(
        "ten_crop",
        '''
def ten_crop(image, size):
    h, w = image.shape[:2]
    tl = image[:size, :size]
    tr = image[:size, -size:]
    bl = image[-size:, :size]
    br = image[-size:, -size:]
    y, x = h // 2, w // 2
    ce = image[y - size : y, x - size : x]
    crops = [tl, tr, bl, br, ce]
    crops += [c[::-1] for c in crops]
    return np.array(crops)
''',
        ("the middle is that of the picture, not of the window", "mirrored upside down"),
        (7, 8, 10),
        "pair",
    ),
]
