"""Wrong answers to week2/4_transfer_and_augmentation: how students go wrong, further ones, written when the first set had been answered."""

from wrong import Wrong

ROWS = [
    Wrong(
        "mirror",
        '''
def mirror(image):
    out = image.copy()
    out[0] = image[0, ::-1]
    return out
''',
        ("only the first row is mirrored",),
        (3,),
    ),
    Wrong(
        "random_crop",
        '''
def random_crop(image, height, width, seed=0):
    rng = np.random.default_rng(seed)
    top = rng.integers(0, image.shape[0] - height + 1)
    left = rng.integers(0, image.shape[1] - width + 1)
    top = image.shape[0] - height - top
    return image[top:top + height, left:left + width]
''',
        ("window begins at the end minus place", "counted from the bottom right"),
        (5,),
    ),
    Wrong(
        "pca_color_shift",
        '''
def pca_color_shift(image, alphas):
    alphas = np.asarray(alphas)
    x = image.reshape(-1, 3)
    values, vectors = np.linalg.eigh(x.T @ x / len(x))
    return image + vectors[:, ::-1] @ (alphas * values[::-1])
''',
        ("covariance of the rows of pixels: not centred (second moment)",),
        (4,),
    ),
    Wrong(
        "ensemble_predict",
        '''
def ensemble_predict(probabilities):
    mean = np.mean(probabilities, axis=0)
    return mean, np.argmax(probabilities[0], axis=1)
''',
        ("labels of the first network only",),
        (3,),
    ),
    Wrong(
        "ensemble_predict",
        '''
def ensemble_predict(probabilities):
    mean = np.prod(probabilities, axis=0)
    return mean, mean.argmax(axis=1)
''',
        ("product of the probabilities instead of the mean",),
        (2,),
    ),
    Wrong(
        "ten_crop",
        '''
def ten_crop(image, size):
    n_H, n_W = image.shape[:2]
    t, l = n_H // 2 - size, n_W // 2 - size
    t, l = max(t, 0), max(l, 0)
    places = [(0, 0), (0, n_W - size), (n_H - size, 0), (n_H - size, n_W - size), (t, l)]
    five = np.array([image[r:r + size, c:c + size] for r, c in places])
    return np.concatenate([five, five[:, :, ::-1]])
''',
        ("centre counted from the size: size // 2",),
        (3,),
    ),
]
