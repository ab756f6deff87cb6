"""Wrong answers to week2/4_transfer_and_augmentation: how students go wrong, written before any list of mistakes was read (part 3 of 3)."""

from wrong import Wrong

ROWS = [
    Wrong(
        "ten_crop",
        '''
def ten_crop(image, size):
    n_H, n_W = image.shape[:2]
    t, l = (n_H - size) // 2, (n_W - size) // 2
    five = [image[:size, :size], image[:size, n_W - size:], image[n_H - size:, :size], image[n_H - size:, n_W - size:],
            image[t:t + size, l:l + size]]
    return np.stack(five + [c[::-1] for c in five])
''',
        ("mirrored upside down, not left to right",),
        (6,),
    ),
    Wrong(
        "ten_crop",
        '''
def ten_crop(image, size):
    n_H, n_W = image.shape[:2]
    t, l = (n_H - size) // 2, (n_W - size) // 2
    crops = []
    for r, c in [(0, 0), (0, n_W - size), (n_H - size, 0), (n_H - size, n_W - size), (t, l)]:
        view = image[r:r + size, c:c + size]
        crops.append(view)
        crops.append(view[:, ::-1])
    return np.stack(crops)
''',
        ("each mirror right after its crop", "order"),
        (7, 8),
    ),
    Wrong(
        "ten_crop",
        '''
def ten_crop(image, size):
    n_H, n_W = image.shape[:2]
    t, l = (n_H - size) // 2, (n_W - size) // 2
    places = [(0, 0), (n_H - size, 0), (0, n_W - size), (n_H - size, n_W - size), (t, l)]
    five = np.array([image[r:r + size, c:c + size] for r, c in places])
    return np.concatenate([five, five[:, :, ::-1]])
''',
        ("top right and bottom left swapped", "order"),
        (4,),
    ),
    Wrong(
        "ten_crop",
        '''
def ten_crop(image, size):
    n_H, n_W = image.shape[:2]
    t, l = (n_H - size) // 2, (n_W - size) // 2
    places = [(0, 0), (0, n_W - size), (n_H - size, 0), (n_H - size, n_W - size), (t, l)]
    return np.array([image[r:r + size, c:c + size] for r, c in places])
''',
        ("mirror images missing: only five",),
        (5,),
    ),
    Wrong(
        "ten_crop",
        '''
def ten_crop(image, size):
    n = image.shape[0]
    mid = (n - size) // 2
    places = [(0, 0), (0, n - size), (n - size, 0), (n - size, n - size), (mid, mid)]
    five = np.array([image[r:r + size, c:c + size] for r, c in places])
    return np.concatenate([five, five[:, :, ::-1]])
''',
        ("square image assumed: rows used for columns",),
        (4,),
    ),
    Wrong(
        "ten_crop",
        '''
def ten_crop(image, size):
    n_H, n_W = image.shape[:2]
    t, l = (n_H - size + 1) // 2, (n_W - size + 1) // 2
    places = [(0, 0), (0, n_W - size), (n_H - size, 0), (n_H - size, n_W - size), (t, l)]
    five = np.array([image[r:r + size, c:c + size] for r, c in places])
    return np.concatenate([five, five[..., ::-1]])
''',
        ("centre rounded up, + 1 too many", "channels reversed instead of columns"),
        (3, 6), "pair",
    ),
    Wrong(
        "ten_crop",
        '''
def ten_crop(image, size):
    n_H, n_W = image.shape[:2]
    t, l = (n_H - size) // 2, (n_W - size) // 2
    five = [image[:size, :size], image[:size, -size:-0], image[-size:-0, :size], image[-size:, -size:], image[t:t + size, l:l + size]]
    return np.stack(five + [c[:, ::-1] for c in five])
''',
        ("negative slices image[-size:-0]: empty window", "shapes differ in np.stack"),
        (4,), "raises",
    ),
]
