"""Wrong answers to week1/1_edges_padding_strides: how students go wrong, written before any list of mistakes was read (part 2 of 3)."""

from wrong import Wrong

ROWS = [
    Wrong(
        "convolve2d",
        '''
def convolve2d(image, kernel, pad=0, stride=1):
    f = kernel.shape[0]
    padded = np.pad(image, pad)
    n_H = (image.shape[0] - f) // stride + 1
    n_W = (image.shape[1] - f) // stride + 1
    result = np.zeros((n_H, n_W))
    for h in range(n_H):
        for w in range(n_W):
            result[h, w] = np.sum(padded[h * stride:h * stride + f, w:w + f] * kernel)
    return result
''',
        ("size without pad", "stride not used for the columns"),
        (4, 5, 9), "pair",
    ),
    Wrong(
        "convolve2d",
        '''
def convolve2d(image, kernel, pad=0, stride=1):
    f = kernel.shape[0]
    padded = np.pad(image, pad)
    n_H = (image.shape[0] + pad - f) // stride + 1
    n_W = (image.shape[1] + pad - f) // stride + 1
    result = np.zeros((n_H, n_W))
    for h in range(n_H):
        for w in range(n_W):
            result[h, w] = np.sum(padded[h * stride:h * stride + f, w * stride:w * stride + f] * kernel.T)
    return result
''',
        ("kernel transposed", "pad counted once in the size"),
        (4, 5, 9), "pair",
    ),
    Wrong(
        "convolve2d",
        '''
def convolve2d(image, kernel, pad=0, stride=1):
    f = kernel.shape[0]
    padded = np.pad(image, pad)
    result = np.zeros((conv_output_size(image.shape[0], f, pad, stride), conv_output_size(image.shape[1], f, pad, stride)))
    for h in range(padded.shape[0]):
        for w in range(padded.shape[1]):
            result[h, w] = np.sum(padded[h * stride:h * stride + f, w * stride:w * stride + f] * kernel)
    return result
''',
        ("no stride in range: windows beyond the edge", "broadcast of smaller windows"),
        (5, 6), "raises",
    ),
    Wrong(
        "convolve2d",
        '''
def convolve2d(image, kernel, pad=0, stride=1):
    f = kernel.shape[0]
    n_H = conv_output_size(image.shape[0], f, pad, stride)
    n_W = conv_output_size(image.shape[1], f, pad, stride)
    result = np.zeros(n_H, n_W)
    padded = np.pad(image, pad)
    for h in range(n_H):
        for w in range(n_W):
            result[h, w] = np.sum(padded[h * stride:h * stride + f, w * stride:w * stride + f] * kernel)
    return result
''',
        ("np.zeros gets two arguments, not a tuple", "shape in brackets"),
        (5,), "raises",
    ),
    Wrong(
        "edge_filter",
        '''
def edge_filter(kind):
    rows = {"vertical": [1, 1, 1], "horizontal": [1, 1, 1], "sobel": [1, 2, 1], "sobel horizontal": [1, 2, 1],
            "scharr": [3, 10, 3], "scharr horizontal": [3, 10, 3]}
    kernel = np.outer(rows[kind], [1, 0, -1])
    return kernel
''',
        ("horizontal kinds are not transposed",),
        (4,),
    ),
    Wrong(
        "edge_filter",
        '''
def edge_filter(kind):
    if "sobel" in kind:
        r = np.array([1, 2, 1])
    elif "scharr" in kind:
        r = np.array([3, 10, 3])
    else:
        r = np.array([1, 1, 1])
    kernel = r[:, None] * np.array([-1, 0, 1])
    return kernel.T if "horizontal" in kind else kernel
''',
        ("sign reversed", "-1, 0, 1"),
        (8,),
    ),
    Wrong(
        "edge_filter",
        '''
def edge_filter(kind):
    base = {"vertical": (1, 1, 1), "horizontal": (1, 1, 1)}
    base["sobel"] = base["sobel horizontal"] = (1, 2, 1)
    base["scharr"] = base["scharr horizontal"] = (10, 3, 10)
    k = np.array([[w, 0, -w] for w in base[kind]])
    if kind.endswith("horizontal"):
        k = k.T
    return k
''',
        ("scharr weights 3, 10, 3 wrong (10, 3, 10 swapped)",),
        (4,),
    ),
    Wrong(
        "edge_filter",
        '''
def edge_filter(kind):
    weights = {"sobel": [1, 2, 1], "scharr": [3, 10, 3]}.get(kind.split()[0], [1, 1, 1])
    kernel = np.outer(weights, [1, 0, -1])
    if " horizontal" in kind:
        kernel = kernel.T
    return kernel
''',
        ("plain \"horizontal\" is not transposed: only the two-word kinds are",),
        (4,),
    ),
    Wrong(
        "edge_filter",
        '''
def edge_filter(kind):
    cols = np.array([1.0, 0.0, -1.0])
    if kind == "vertical":
        return np.outer([1, 1, 1], cols)
    if kind == "horizontal":
        return np.outer([1, 1, 1], cols).T
    if kind.startswith("sobel"):
        return np.outer([1, 2, 1], cols)
    if kind == "scharr":
        return np.outer([3, 10, 3], cols)
    return np.outer([3, 10, 3], cols).T
''',
        ("sobel horizontal falls into the branch of sobel", "order of the tests", "not transposed"),
        (7,),
    ),
    Wrong(
        "edge_filter",
        '''
def edge_filter(kind):
    w = np.array([3, 10, 3]) if "scharr" in kind else np.array([1, 2, 1]) if "sobel" in kind else np.ones(3)
    kernel = np.outer(w, [1, 0, -1]) / w.sum()
    return kernel.T if "horizontal" in kind else kernel
''',
        ("weights normalised", "divided by their sum"),
        (3,),
    ),
    Wrong(
        "edge_filter",
        '''
def edge_filter(kind):
    w = [1, 1, 1]
    if "sobel" in kind:
        w = [1, 2, 1]
    if "scharr" in kind:
        w = [3, 10, 3]
    kernel = [[a, 0, -a] for a in w]
    if "horizontal" in kind:
        kernel = kernel.T
    return np.array(kernel)
''',
        ("kernel is a list: lists have no .T",),
        (7, 9), "raises",
    ),
    Wrong(
        "conv_volume",
        '''
def conv_volume(image, filters, biases, pad, stride):
    planes = []
    for k in range(filters.shape[3]):
        plane = 0
        for c in range(image.shape[2]):
            plane = plane + convolve2d(image[:, :, c], filters[:, :, c, k], pad, stride) + biases[k]
        planes.append(plane)
    return np.stack(planes, axis=2)
''',
        ("bias added once per channel",),
        (6,),
    ),
    Wrong(
        "conv_volume",
        '''
def conv_volume(image, filters, biases, pad, stride):
    n_C, n_filters = filters.shape[2], filters.shape[3]
    planes = [sum(convolve2d(image[..., c], filters[..., c, k], pad, stride) for c in range(n_C)) for k in range(n_filters)]
    return np.stack(planes, axis=2)
''',
        ("bias forgotten",),
        (3,),
    ),
    Wrong(
        "conv_volume",
        '''
def conv_volume(image, filters, biases, pad, stride):
    out = []
    for k in range(filters.shape[-1]):
        acc = 0
        for c in range(image.shape[-1]):
            acc += convolve2d(image[:, :, c], filters[:, :, c, k], pad, stride)
        out.append(acc + biases[k])
    volume = np.array(out)
    return volume
''',
        ("stacked on axis 0: channels first",),
        (8,),
    ),
    Wrong(
        "conv_volume",
        '''
def conv_volume(image, filters, biases, pad, stride):
    planes = []
    for k in range(len(biases)):
        for c in range(image.shape[2]):
            plane = convolve2d(image[:, :, c], filters[:, :, c, k], pad, stride)
        planes.append(plane + biases[k])
    volume = np.stack(planes, axis=2)
    return volume
''',
        ("= for += : only the last channel counts",),
        (5,),
    ),
    Wrong(
        "conv_volume",
        '''
def conv_volume(image, filters, biases, pad, stride):
    planes = []
    for k in range(filters.shape[3]):
        plane = np.zeros(convolve2d(image[:, :, 0], filters[:, :, 0, k], pad, stride).shape)
        for c in range(filters.shape[2]):
            plane += convolve2d(image[:, :, c], filters[:, :, c, k], pad, stride)
        planes.append(plane + biases[0])
    return np.stack(planes, axis=2)
''',
        ("the same bias (biases[0]) for all filters",),
        (7,),
    ),
    Wrong(
        "conv_volume",
        '''
def conv_volume(image, filters, biases, pad, stride):
    planes = []
    for k in range(filters.shape[3]):
        plane = biases[k]
        for c in range(image.shape[2]):
            plane = plane + convolve2d(image[:, :, c], filters[:, :, c, k], stride, pad)
        planes.append(plane)
    return np.stack(planes, axis=2)
''',
        ("pad and stride swapped in the call",),
        (6,),
    ),
    Wrong(
        "conv_volume",
        '''
def conv_volume(image, filters, biases, pad, stride):
    planes = []
    for k in range(filters.shape[3]):
        plane = 0
        for c in range(image.shape[2]):
            plane = plane + convolve2d(image[:, :, c], filters[:, :, c, k], pad)
        planes.append(plane)
    return np.stack(planes, axis=2)
''',
        ("bias forgotten", "stride not handed on"),
        (6, 7), "pair",
    ),
    Wrong(
        "conv_volume",
        '''
def conv_volume(image, filters, biases, pad, stride):
    planes = []
    for k in range(filters.shape[3]):
        total = 0
        for c in range(image.shape[2]):
            total += convolve2d(image[:, :, c], filters[:, :, k, c], pad, stride)
        planes.append(total + biases[k])
    return np.stack(planes, axis=2)
''',
        ("filters and channels mixed up: loops over shape[2] for the filters", "IndexError"),
        (6,), "raises",
    ),
]
