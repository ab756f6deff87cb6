"""Wrong answers to week3/1_localization: how students go wrong, written before any list of mistakes was read (part 2 of 2)."""

from wrong import Wrong

ROWS = [
    Wrong(
        "landmark_loss",
        '''
def landmark_loss(landmarks_true, landmarks_pred, visible):
    d = (landmarks_true - landmarks_pred) ** 2 * visible
    n = visible.sum()
    return d.sum() / n if n else 0.0
''',
        ("visible (m, k) does not broadcast with (m, k, 2)",),
        (2,), "raises",
    ),
    Wrong(
        "sliding_windows",
        '''
def sliding_windows(image, size, stride):
    windows, corners = [], []
    for r in range(0, image.shape[0] - size, stride):
        for c in range(0, image.shape[1] - size, stride):
            windows.append(image[r:r + size, c:c + size])
            corners.append((r, c))
    return np.array(windows).reshape(-1, size, size, image.shape[2]), np.array(corners).reshape(-1, 2)
''',
        ("last window missing: + 1 left out",),
        (3, 4),
    ),
    Wrong(
        "sliding_windows",
        '''
def sliding_windows(image, size, stride):
    windows, corners = [], []
    for c in range(0, image.shape[1] - size + 1, stride):
        for r in range(0, image.shape[0] - size + 1, stride):
            windows.append(image[r:r + size, c:c + size])
            corners.append([r, c])
    return np.array(windows), np.array(corners)
''',
        ("column by column", "loops swapped"),
        (3, 4),
    ),
    Wrong(
        "sliding_windows",
        '''
def sliding_windows(image, size, stride):
    windows, corners = [], []
    for y in range(0, image.shape[0] - size + 1, stride):
        for x in range(0, image.shape[1] - size + 1, stride):
            windows.append(image[y:y + size, x:x + size])
            corners.append([x, y])
    return np.array(windows), np.array(corners)
''',
        ("corners as (column, row)", "x before y"),
        (6,),
    ),
    Wrong(
        "sliding_windows",
        '''
def sliding_windows(image, size, stride):
    n_r = (image.shape[0] - size) // stride + 1
    n_c = (image.shape[1] - size) // stride + 1
    windows = np.zeros((n_r * n_c, size, size, image.shape[2]))
    corners = np.zeros((n_r * n_c, 2), dtype=int)
    k = 0
    for i in range(n_r):
        for j in range(n_c):
            windows[k] = image[i * stride:i * stride + size, j * stride:j * stride + size]
            corners[k] = i, j
            k += 1
    return windows, corners
''',
        ("corners count windows, not pixels", "index without the stride"),
        (10,),
    ),
    Wrong(
        "sliding_windows",
        '''
def sliding_windows(image, size, stride):
    windows, corners = [], []
    n = image.shape[0]
    for y in range(0, n - size + 1, stride):
        for x in range(0, n - size + 1, stride):
            windows.append(image[y:y + size, x:x + size])
            corners.append([y, x])
    return np.array(windows), np.array(corners)
''',
        ("columns from the rows: square picture assumed",),
        (3, 5),
    ),
    Wrong(
        "sliding_windows",
        '''
def sliding_windows(image, size, stride):
    windows, corners = [], []
    for y in range(0, image.shape[0] - size, stride):
        for x in range(0, image.shape[1] - size, stride):
            windows.append(image[y:y + size, x:x + size])
            corners.append([x, y])
    return np.array(windows).reshape(-1, size, size, image.shape[2]), np.array(corners).reshape(-1, 2)
''',
        ("corners x before y", "last window missing"),
        (3, 4, 6), "pair",
    ),
    Wrong(
        "sliding_windows",
        '''
def sliding_windows(image, size, stride):
    windows, corners = [], []
    for r in range(0, image.shape[0], stride):
        for c in range(0, image.shape[1], stride):
            windows.append(image[r:r + size, c:c + size])
            corners.append((r, c))
    return np.stack(windows), np.array(corners)
''',
        ("windows at the edge are smaller: inhomogeneous shape in np.array",),
        (3, 4), "raises",
    ),
    Wrong(
        "dense_to_conv",
        '''
def dense_to_conv(W, b, input_shape):
    n_H, n_W, n_C = input_shape
    filters = W.T.reshape(-1, n_H, n_W, n_C)
    return filters, b
''',
        ("units first", "order of the axes"),
        (3,),
    ),
    Wrong(
        "dense_to_conv",
        '''
def dense_to_conv(W, b, input_shape):
    n_H, n_W, n_C = input_shape
    filters = W.reshape(n_C, n_H, n_W, -1).transpose(1, 2, 0, 3)
    return filters, b
''',
        ("channels first: reshaped to (n_C, n_H, n_W) and moved",),
        (3,),
    ),
    Wrong(
        "dense_to_conv",
        '''
def dense_to_conv(W, b, input_shape):
    n_H, n_W, n_C = input_shape
    filters = W.reshape(n_W, n_H, n_C, W.shape[1]).transpose(1, 0, 2, 3)
    return filters, b
''',
        ("rows and columns swapped",),
        (3,),
    ),
    Wrong(
        "dense_to_conv",
        '''
def dense_to_conv(W, b, input_shape):
    filters = W.reshape(*input_shape, -1)
    biases = b.reshape(1, 1, 1, -1)
    return filters, biases
''',
        ("biases with four axes, (1, 1, 1, units)",),
        (3,),
    ),
    Wrong(
        "dense_to_conv",
        '''
def dense_to_conv(W, b, input_shape):
    filters = W.T.reshape(tuple(input_shape) + (len(b),))
    return filters, b
''',
        ("W transposed before reshaping: units and inputs mixed",),
        (2,),
    ),
    Wrong(
        "dense_to_conv",
        '''
def dense_to_conv(W, b, input_shape):
    filters = W.reshape(6, 6, 32, 64)
    return filters, b
''',
        ("(6, 6, 32, 64) of the example is fixed: cannot reshape",),
        (2,), "raises",
    ),
]
