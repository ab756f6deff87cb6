"""Wrong answers to week1/2_step_by_step: how students go wrong, written before any list of mistakes was read (part 5 of 5)."""

from wrong import Wrong

ROWS = [
    Wrong(
        "distribute_value",
        '''
def distribute_value(dz, shape):
    n = shape[0]
    a = np.full(shape, dz / n ** 2)
    return a
''',
        ("n_H squared", "square window assumed"),
        (3,),
    ),
    Wrong(
        "distribute_value",
        '''
def distribute_value(dz, shape):
    average = dz / np.prod(shape)
    a = np.zeros(shape) * average
    return a
''',
        ("zeros times the share", "zeros for ones"),
        (3,),
    ),
    Wrong(
        "distribute_value",
        '''
def distribute_value(dz, shape):
    n_H, n_W = shape
    a = np.ones(shape) * (dz // (n_H * n_W))
    return a
''',
        ("// truncates the share",),
        (3,),
    ),
    Wrong(
        "distribute_value",
        '''
def distribute_value(dz, shape):
    n_H, n_W = shape
    average = dz / (n_H * n_W)
    a = average * np.ones(n_H, n_W)
    return a
''',
        ("np.ones gets two arguments", "shape as a tuple"),
        (4,), "raises",
    ),
    Wrong(
        "pool_backward",
        '''
def pool_backward(dA, cache, mode="max"):
    A_prev, hparameters = cache
    f, stride = hparameters["f"], hparameters["stride"]
    dA_prev = np.zeros(A_prev.shape)
    for i, h, w, c in np.ndindex(dA.shape):
        vs, hs = h * stride, w * stride
        window = A_prev[i, vs:vs + f, hs:hs + f, c]
        if mode == "max":
            mask = create_mask_from_window(window)
            dA_prev[i, vs:vs + f, hs:hs + f, c] = mask * dA[i, h, w, c]
        else:
            dA_prev[i, vs:vs + f, hs:hs + f, c] += distribute_value(dA[i, h, w, c], (f, f))
    return dA_prev
''',
        ("= for += in max mode: overlapping windows overwrite",),
        (10,),
    ),
    Wrong(
        "pool_backward",
        '''
def pool_backward(dA, cache, mode="max"):
    A_prev, hparameters = cache
    f, s = hparameters["f"], hparameters["stride"]
    m, n_H, n_W, n_C = dA.shape
    dA_prev = np.zeros_like(A_prev, dtype=float)
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    r = slice(h * s, h * s + f)
                    q = slice(w * s, w * s + f)
                    if mode == "max":
                        dA_prev[i, r, q, c] += (A_prev[i, r, q, c] == A_prev[i, r, q, c].max()) * dA[i, h, w, c]
                    else:
                        dA_prev[i, r, q, c] += dA[i, h, w, c]
    return dA_prev
''',
        ("average mode gives every place the whole gradient, not its share",),
        (15,),
    ),
    Wrong(
        "pool_backward",
        '''
def pool_backward(dA, cache, mode="max"):
    A_prev, hp = cache
    f, stride = hp["f"], hp["stride"]
    dA_prev = np.zeros(A_prev.shape)
    m, n_H, n_W, n_C = dA.shape
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    vert_start = h
                    vert_end = vert_start + f
                    horiz_start = w
                    horiz_end = horiz_start + f
                    if mode == "max":
                        mask = create_mask_from_window(A_prev[i, vert_start:vert_end, horiz_start:horiz_end, c])
                        dA_prev[i, vert_start:vert_end, horiz_start:horiz_end, c] += mask * dA[i, h, w, c]
                    elif mode == "average":
                        dA_prev[i, vert_start:vert_end, horiz_start:horiz_end, c] += distribute_value(dA[i, h, w, c], (f, f))
    return dA_prev
''',
        ("windows not moved by the stride",),
        (10, 12),
    ),
    Wrong(
        "pool_backward",
        '''
def pool_backward(dA, cache, mode="max"):
    A_prev, hp = cache
    f, stride = hp["f"], hp["stride"]
    dA_prev = np.zeros(A_prev.shape)
    m, n_H, n_W, n_C = dA.shape
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    top = h * stride
                    left = h * stride
                    spot = (i, slice(top, top + f), slice(left, left + f), c)
                    if mode == "max":
                        dA_prev[spot] += create_mask_from_window(A_prev[spot]) * dA[i, h, w, c]
                    else:
                        dA_prev[spot] += distribute_value(dA[i, h, w, c], (f, f))
    return dA_prev
''',
        ("h copied for w in the window",),
        (11,),
    ),
    Wrong(
        "pool_backward",
        '''
def pool_backward(dA, cache, mode="max"):
    A_prev, hp = cache
    f, stride = hp["f"], hp["stride"]
    dA_prev = np.zeros(A_prev.shape)
    for i, h, w, c in np.ndindex(*dA.shape):
        y, x = h * stride, w * stride
        if mode == "max":
            mask = create_mask_from_window(A_prev[i, y:y + f, x:x + f, c])
            dA_prev[i, y:y + f, x:x + f, c] += mask
        if mode == "average":
            dA_prev[i, y:y + f, x:x + f, c] += distribute_value(dA[i, h, w, c], (f, f))
    return dA_prev
''',
        ("mask made but not multiplied by dA",),
        (9,),
    ),
    Wrong(
        "pool_backward",
        '''
def pool_backward(dA, cache, mode="max"):
    A_prev, hp = cache
    f, stride = hp["f"], hp["stride"]
    dA_prev = np.zeros(A_prev.shape)
    for i, h, w, c in np.ndindex(*dA.shape):
        y, x = h * stride, w * stride
        if mode == "max":
            mask = create_mask_from_window(A_prev[i, y:y + f, x:x + f, c])
            dA_prev[i, y:y + f, x:x + f, c] += mask * dA[i, h, w, c]
        elif mode == "averge":
            dA_prev[i, y:y + f, x:x + f, c] += distribute_value(dA[i, h, w, c], (f, f))
    return dA_prev
''',
        ("mode misspelt \"averge\"", "average mode returns zeros"),
        (10,),
    ),
    Wrong(
        "pool_backward",
        '''
def pool_backward(dA, cache, mode="max"):
    A_prev, hp = cache
    f, stride = hp["f"], hp["stride"]
    dA_prev = np.zeros(A_prev.shape)
    for i in range(dA.shape[0]):
        for h in range(dA.shape[1]):
            for w in range(dA.shape[2]):
                for c in range(dA.shape[3]):
                    y, x = h * stride, w * stride
                    if mode == "max":
                        mask = create_mask_from_window(A_prev[i, y:y + f, x:x + f, c])
                        dA_prev[i, y:y + f, x:x + f, c] += mask * dA[i, h, w, c]
                    else:
                        dA_prev[i, y:y + f, x:x + f, c] += distribute_value(dA[i, h, w, c], (f, f))
        return dA_prev
''',
        ("return inside the loop over the images", "only the first image"),
        (15,),
    ),
    Wrong(
        "pool_backward",
        '''
def pool_backward(dA, cache, mode="max"):
    A_prev, hp = cache
    f, stride = hp["f"], hp["stride"]
    dA_prev = np.zeros(A_prev.shape)
    for i, h, w, c in np.ndindex(*dA.shape):
        y, x = h * stride, w * stride
        if mode == "max":
            mask = create_mask_from_window(A_prev[i, y:y + f, x:x + f, c])
            dA_prev[i, y:y + f, x:x + f, c] = mask * dA[i, h, w, c]
        else:
            dA_prev[i, y:y + f, x:x + f, c] += np.ones((f, f)) * dA[i, h, w, c] / f
    return dA_prev
''',
        ("= for +=", "average share divided by f instead of f·f"),
        (9, 11), "pair",
    ),
    Wrong(
        "pool_backward",
        '''
def pool_backward(dA, cache, mode="max"):
    A_prev, hp = cache
    f, stride = hp["f"], hp["stride"]
    m, n_H, n_W, n_C = A_prev.shape
    dA_prev = np.zeros(A_prev.shape)
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    y, x = h * stride, w * stride
                    if mode == "max":
                        mask = create_mask_from_window(A_prev[i, y:y + f, x:x + f, c])
                        dA_prev[i, y:y + f, x:x + f, c] += mask * dA[i, h, w, c]
                    else:
                        dA_prev[i, y:y + f, x:x + f, c] += distribute_value(dA[i, h, w, c], (f, f))
    return dA_prev
''',
        ("the loops run over A_prev's shape: IndexError",),
        (4,), "raises",
    ),
    Wrong(
        "pool_backward",
        '''
def pool_backward(dA, cache, mode="max"):
    A_prev, hp = cache
    f, stride = hp["f"], hp["stride"]
    dA_prev = np.zeros(A_prev.shape)
    for i, h, w, c in np.ndindex(*dA.shape):
        y, x = h * stride, w * stride
        if mode == "max":
            dA_prev[i, y:y + f, x:x + f, c] += create_mask_from_window(A_prev[i, y:y + f, x:x + f, c]) * dA[i, h, w, c]
        else:
            dA_prev[i, y:y + f, x:x + f, c] += distribute_value(dA[i, h, w, c], f)
    return dA_prev
''',
        ("distribute_value gets f, not a shape", "cannot unpack int"),
        (10,), "raises",
    ),
]
