"""Wrong answers to week2/4_transfer_and_augmentation: forgotten statements, wrong names and pairs, written before any were run."""

from wrong import Wrong

ROWS = [
    Wrong(
        "random_crop",
        '''
def random_crop(image, height, width, seed=0):
    rng = np.random.default_rng(seed)
    H, W = image.shape[:2]
    x = rng.integers(0, W - width + 1)
    y = rng.integers(0, H - height + 1)
    return image[y:y + height, x:x + width]
''',
        ("column drawn first",),
        (4, 5),
    ),
    Wrong(
        "random_crop",
        '''
def random_crop(image, height, width, seed=0):
    rng = np.random.default_rng(seed)
    H, W = image.shape[:2]
    y = rng.integers(0, H - height)
    x = rng.integers(0, W - width)
    return image[y:y + height, x:x + width]
''',
        ("upper limit one too small",),
        (4, 5),
        "raises",
    ),
    Wrong(
        "random_crop",
        '''
def random_crop(image, height, width, seed=0):
    rng = np.random.default_rng(seed)
    H, W = image.shape[:2]
    y = rng.integers(0, H - height + 1)
    x = rng.integers(0, W - width + 1)
    return image[x:x + height, y:y + width]
''',
        ("cropped from x and y exchanged",),
        (6,),
    ),
    Wrong(
        "pca_color_shift",
        '''
def pca_color_shift(image, alphas):
    pixels = image.reshape(-1, 3)
    pixels = pixels - pixels.mean(axis=0)
    cov = np.cov(pixels, rowvar=False)
    values, vectors = np.linalg.eigh(cov)
    order = np.argsort(values)[::-1]
    values = values[order]
    vectors = vectors[order]
    delta = vectors @ (np.array(alphas) * values)
    return image + delta
''',
        ("rows of the eigenvectors ordered",),
        (8,),
    ),
    Wrong(
        "pca_color_shift",
        '''
def pca_color_shift(image, alphas):
    pixels = image.reshape(-1, 3)
    pixels = pixels - pixels.mean(axis=0)
    cov = np.cov(pixels, rowvar=False)
    values, vectors = np.linalg.eigh(cov)
    order = np.argsort(values)
    values = values[order]
    vectors = vectors[:, order]
    delta = vectors @ (np.array(alphas) * values)
    return image + delta
''',
        ("ascending order",),
        (6,),
    ),
    Wrong(
        "pca_color_shift",
        '''
def pca_color_shift(image, alphas):
    pixels = image.reshape(-1, 3)
    pixels = pixels - pixels.mean(axis=0)
    cov = np.cov(pixels, rowvar=False)
    values, vectors = np.linalg.eigh(cov)
    order = np.argsort(values)[::-1]
    values = values[order]
    vectors = vectors[:, order]
    delta = vectors @ (np.array(alphas) * values)
    return pixels.reshape(image.shape) + delta
''',
        ("image without mean returned",),
        (10,),
    ),
    Wrong(
        "pca_color_shift",
        '''
def pca_color_shift(image, alphas):
    pixels = image.reshape(-1, 3)
    pixels = pixels - pixels.mean(axis=0)
    cov = np.cov(pixels, rowvar=False)
    values, vectors = np.linalg.eigh(cov)
    order = np.argsort(values)[::-1]
    values = values[order]
    vectors = vectors[:, order]
    delta = vectors @ (np.array(alphas))
    return image + delta
''',
        ("values not used",),
        (9,),
    ),
    Wrong(
        "ensemble_predict",
        '''
def ensemble_predict(probabilities):
    p = np.array(probabilities)
    average = p.mean(axis=1)
    labels = average.argmax(axis=-1)
    return average, labels
''',
        ("mean over the examples",),
        (3,),
    ),
    Wrong(
        "ensemble_predict",
        '''
def ensemble_predict(probabilities):
    p = np.array(probabilities)
    average = p.mean(axis=0)
    labels = average.argmax(axis=0)
    return average, labels
''',
        ("largest over the examples",),
        (4,),
    ),
    Wrong(
        "ensemble_predict",
        '''
def ensemble_predict(probabilities):
    p = np.array(probabilities)
    average = p.mean(axis=0)
    labels = np.array([np.bincount(v).argmax() for v in p.argmax(axis=-1).T])
    return average, labels
''',
        ("vote of the models",),
        (4,),
    ),
    Wrong(
        "ten_crop",
        '''
def ten_crop(image, size):
    H, W = image.shape[:2]
    corners = [(0, 0), (0, W - size), (H - size, 0), (H - size, W - size), ((H - size) // 2, (W - size) // 2)]
    crops = []
    for y, x in corners:
        crops.append(image[y:y + size, x:x + size])
    for y, x in corners:
        crops.append(image[y:y + size, x:x + size][::-1])
    return np.array(crops)
''',
        ("upside down mirrored",),
        (8,),
    ),
    Wrong(
        "ten_crop",
        '''
def ten_crop(image, size):
    H, W = image.shape[:2]
    corners = [(0, 0), (H - size, 0), (0, W - size), (H - size, W - size), ((H - size) // 2, (W - size) // 2)]
    crops = []
    for y, x in corners:
        crops.append(image[y:y + size, x:x + size])
    for y, x in corners:
        crops.append(image[y:y + size, x:x + size][:, ::-1])
    return np.array(crops)
''',
        ("corners in another order",),
        (3,),
    ),
    Wrong(
        "ten_crop",
        '''
def ten_crop(image, size):
    H, W = image.shape[:2]
    corners = [(0, 0), (0, W - size), (H - size, 0), (H - size, W - size), ((H - size) // 2, (W - size) // 2)]
    crops = []
    for y, x in corners:
        crops.append(image[y:y + size, x:x + size])
    return np.array(crops)
''',
        ("only five",),
        (6,),
    ),
]
