"""Wrong answers to week2/4_transfer_and_augmentation: how students go wrong, written before any list of mistakes was read (part 1 of 3)."""

from wrong import Wrong

ROWS = [
    Wrong(
        "mirror",
        '''
def mirror(image):
    mirrored = image[::-1, :, :]
    return mirrored
''',
        ("upside down: axis 0 instead of 1",),
        (2,),
    ),
    Wrong(
        "mirror",
        '''
def mirror(image):
    mirrored = np.flip(image)
    return mirrored
''',
        ("channels reversed too", "all axes flipped"),
        (2,),
    ),
    Wrong(
        "mirror",
        '''
def mirror(image):
    return image[..., ::-1]
''',
        ("channels reversed, not the columns", "axis 2"),
        (2,),
    ),
    Wrong(
        "mirror",
        '''
def mirror(image):
    return np.transpose(image, (1, 0, 2))
''',
        ("rows and columns transposed, not mirrored",),
        (2,),
    ),
    Wrong(
        "mirror",
        '''
def mirror(image):
    return np.rot90(image, 2)
''',
        ("turned by 180°", "both axes"),
        (2,),
    ),
    Wrong(
        "mirror",
        '''
def mirror(image):
    out = np.zeros_like(image)
    n_W = image.shape[1]
    for j in range(n_W - 1):
        out[:, j] = image[:, n_W - 1 - j]
    return out
''',
        ("loses a column", "off by one"),
        (4,),
    ),
    Wrong(
        "mirror",
        '''
def mirror(image):
    out = np.zeros_like(image)
    n_W = image.shape[1]
    for j in range(n_W):
        out[:, j] = image[:, n_W - j]
    return out
''',
        ("index n_W - j is out of range at j = 0",),
        (5,), "raises",
    ),
    Wrong(
        "random_crop",
        '''
def random_crop(image, height, width, seed=0):
    rng = np.random.default_rng(seed)
    top = rng.integers(0, image.shape[0] - height)
    left = rng.integers(0, image.shape[1] - width)
    return image[top:top + height, left:left + width]
''',
        ("the last place is left out: + 1 missing in integers",),
        (3, 4),
    ),
    Wrong(
        "random_crop",
        '''
def random_crop(image, height, width, seed=0):
    rng = np.random.default_rng(seed)
    left = rng.integers(0, image.shape[1] - width + 1)
    top = rng.integers(0, image.shape[0] - height + 1)
    crop = image[top:top + height, left:left + width]
    return crop
''',
        ("left drawn before top", "order"),
        (3, 4),
    ),
    Wrong(
        "random_crop",
        '''
def random_crop(image, height, width, seed=0):
    rng = np.random.default_rng(seed)
    n_H, n_W, _ = image.shape
    start = rng.integers(0, min(n_H - height, n_W - width) + 1)
    return image[start:start + height, start:start + width, :]
''',
        ("one number drawn for both", "left = top"),
        (4,),
    ),
    Wrong(
        "random_crop",
        '''
def random_crop(image, height, width, seed=0):
    rng = np.random.default_rng(seed)
    top = rng.integers(0, image.shape[0] - height + 1)
    left = rng.integers(0, image.shape[1] - width + 1)
    return image[top:top + width, left:left + height]
''',
        ("height and width swapped",),
        (5,),
    ),
    Wrong(
        "random_crop",
        '''
def random_crop(image, height, width, seed=0):
    top = (image.shape[0] - height) // 2
    left = (image.shape[1] - width) // 2
    return image[top:top + height, left:left + width]
''',
        ("no randomness: always the centre",),
        (2, 3),
    ),
    Wrong(
        "random_crop",
        '''
def random_crop(image, height, width, seed=0):
    rng = np.random.default_rng(seed)
    top = rng.integers(0, height - image.shape[0])
    left = rng.integers(0, width - image.shape[1])
    return image[top:top + height, left:left + width]
''',
        ("size and image swapped in the difference: negative", "low >= high"),
        (3, 4), "raises",
    ),
    Wrong(
        "pca_color_shift",
        '''
def pca_color_shift(image, alphas):
    alphas = np.asarray(alphas)
    pixels = image.reshape(-1, 3)
    values, vectors = np.linalg.eigh(np.cov(pixels.T))
    shift = vectors @ (alphas * values)
    return image + shift
''',
        ("eigenvalues not reversed: first alpha for the smallest",),
        (5,),
    ),
    Wrong(
        "pca_color_shift",
        '''
def pca_color_shift(image, alphas):
    alphas = np.asarray(alphas)
    values, vectors = np.linalg.eigh(np.cov(image.reshape(-1, 3), rowvar=False))
    values, vectors = values[::-1], vectors[:, ::-1]
    shift = (alphas * values) @ vectors
    return image + shift
''',
        ("eigenvectors taken as rows, not columns",),
        (5,),
    ),
    Wrong(
        "pca_color_shift",
        '''
def pca_color_shift(image, alphas):
    alphas = np.asarray(alphas)
    values, vectors = np.linalg.eigh(np.cov(image.reshape(-1, 3), rowvar=False))
    shift = np.zeros(3)
    for i in range(3):
        shift += alphas[i] * np.sqrt(values[2 - i]) * vectors[:, 2 - i]
    return image + shift
''',
        ("square root of the eigenvalues",),
        (6,),
    ),
    Wrong(
        "pca_color_shift",
        '''
def pca_color_shift(image, alphas):
    alphas = np.asarray(alphas)
    values, vectors = np.linalg.eigh(np.cov(image.reshape(-1, 3), rowvar=False))
    order = np.argsort(values)[::-1]
    shift = vectors[:, order] @ alphas
    return image + shift
''',
        ("eigenvalues left out of the product",),
        (5,),
    ),
    Wrong(
        "pca_color_shift",
        '''
def pca_color_shift(image, alphas):
    alphas = np.asarray(alphas)
    values, vectors = np.linalg.eigh(np.cov(image.reshape(-1, 3), rowvar=False))
    order = np.argsort(values)[::-1]
    shift = vectors[:, order] @ (alphas * values[order])
    return np.clip(image + shift, 0, 1)
''',
        ("result clipped to 0 … 255",),
        (6,),
    ),
    Wrong(
        "pca_color_shift",
        '''
def pca_color_shift(image, alphas):
    alphas = np.asarray(alphas)
    values, vectors = np.linalg.eigh(np.cov(image.reshape(-1, 3), rowvar=False))
    shift = vectors @ (alphas * values)
    return image - shift
''',
        ("eigenvalues not reversed", "shift subtracted"),
        (4, 5), "pair",
    ),
    Wrong(
        "pca_color_shift",
        '''
def pca_color_shift(image, alphas):
    alphas = np.asarray(alphas)
    values, vectors = np.linalg.eigh(np.cov(image))
    order = np.argsort(values)[::-1]
    shift = vectors[:, order] @ (alphas * values[order])
    return image + shift
''',
        ("covariance of the picture without reshape: np.cov of three axes",),
        (3,), "raises",
    ),
    Wrong(
        "data_augmenter",
        '''
def data_augmenter():
    augmenter = keras.Sequential()
    augmenter.add(layers.RandomFlip())
    augmenter.add(layers.RandomRotation(0.2))
    return augmenter
''',
        ("flips also up and down", "horizontal_and_vertical"),
        (3,),
    ),
    Wrong(
        "data_augmenter",
        '''
def data_augmenter():
    return keras.Sequential([layers.RandomRotation(0.2), layers.RandomFlip("horizontal")])
''',
        ("rotation first, then the flip", "order"),
        (2,),
    ),
    Wrong(
        "data_augmenter",
        '''
def data_augmenter():
    augmenter = keras.Sequential()
    augmenter.add(layers.RandomFlip("horizontal"))
    augmenter.add(layers.RandomRotation(20))
    return augmenter
''',
        ("20 instead of 0.2", "unit full circle"),
        (4,),
    ),
    Wrong(
        "data_augmenter",
        '''
def data_augmenter():
    return keras.Sequential([layers.RandomFlip("vertical"), layers.RandomRotation(0.2)])
''',
        ("vertical flip",),
        (2,),
    ),
    Wrong(
        "data_augmenter",
        '''
def data_augmenter():
    augmenter = keras.Sequential([layers.RandomFlip("horizontal")])
    return augmenter
''',
        ("rotation missing",),
        (2,),
    ),
]
