"""Wrong answers to week2/4_transfer_and_augmentation: what students hand in, single faults and pairs, written before any were run."""

from wrong import Wrong

ROWS = [
    Wrong(
        "mirror",
        '''
def mirror(image):
    return image[::-1]
''',
        ("upside down",),
        (2,),
    ),
    Wrong(
        "random_crop",
        '''
def random_crop(image, height, width, seed=0):
    rng = np.random.default_rng(seed)
    n_H, n_W = image.shape[:2]
    top = rng.integers(0, n_H - height)
    left = rng.integers(0, n_W - width)
    return image[top:top + height, left:left + width]
''',
        ("the last place is never drawn",),
        (4, 5),
    ),
    Wrong(
        "pca_color_shift",
        '''
def pca_color_shift(image, alphas):
    alphas = np.asarray(alphas)
    flat = image.reshape(-1, 3)
    cov = np.cov(flat.T)
    vals, vecs = np.linalg.eigh(cov)
    delta = vecs @ (alphas * vals)
    return image + delta
''',
        ("eigenvalues in ascending order",),
        (5,),
    ),
    Wrong(
        "data_augmenter",
        '''
def data_augmenter():
    model = keras.Sequential([
        layers.RandomFlip("horizontal_and_vertical"),
        layers.RandomRotation(0.2),
    ])
    return model
''',
        ("mirrors up and down, too",),
        (3,),
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
    outputs = layers.Dense(classes, activation="softmax")(x)
    return keras.Model(inputs, outputs)
''',
        ("pictures are not preprocessed",),
        (5,),
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
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate * 0.1),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model
''',
        ("the last layers are frozen, not the first",),
        (3, 4),
    ),
    Wrong(
        "ensemble_predict",
        '''
def ensemble_predict(probabilities):
    mean = np.mean(probabilities, axis=1)
    labels = np.argmax(mean, axis=-1)
    return mean, labels
''',
        ("the mean over the images",),
        (2,),
    ),
    Wrong(
        "ten_crop",
        '''
def ten_crop(image, size):
    n_H, n_W = image.shape[0], image.shape[1]
    bottom, right = n_H - size, n_W - size
    corners = [(0, 0), (0, right), (bottom, 0), (bottom, right), (bottom // 2, right // 2)]
    crops = []
    for top, left in corners:
        crop = image[top:top + size, left:left + size]
        crops.append(crop)
    for _ in range(5):
        crops.append(mirror(crops[0]))
    return np.stack(crops)
''',
        ("the windows' mirror images are of the first window only",),
        (10,),
    ),
]
