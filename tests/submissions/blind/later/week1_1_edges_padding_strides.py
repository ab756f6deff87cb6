"""Wrong answers to week1/1_edges_padding_strides: how students go wrong, further ones, written when the first set had been answered."""

from wrong import Wrong

ROWS = [
    Wrong(
        "conv_output_size",
        '''
def conv_output_size(n, f, pad, stride):
    steps = (n - f) // stride
    return steps + 2 * pad + 1
''',
        ("pad used as if it were the stride's offset: 2·pad added after the division",),
        (3,),
    ),
    Wrong(
        "conv_output_size",
        '''
def conv_output_size(n, f, pad, stride):
    q = (n + 2 * pad - f) / stride
    return int(round(q)) + 1
''',
        ("rounds to the nearest",),
        (3,),
    ),
    Wrong(
        "same_padding",
        '''
def same_padding(f):
    half = f // 2
    return half - 1
''',
        ("f // 2 - 1", "one too few"),
        (3,),
    ),
    Wrong(
        "convolve2d",
        '''
def convolve2d(image, kernel, pad=0, stride=1):
    f = kernel.shape[0]
    P = np.pad(image, pad)
    H = (P.shape[0] - f) // stride + 1
    W = (P.shape[1] - f) // stride + 1
    P = np.pad(P, ((0, 1), (0, 1)))
    out = np.zeros((H, W))
    for i in range(H):
        for j in range(W):
            a, b = i * stride + 1, j * stride + 1
            out[i, j] = (P[a:a + f, b:b + f] * kernel).sum()
    return out
''',
        ("windows begin one row and column late", "off by one start"),
        (10,),
    ),
    Wrong(
        "convolve2d",
        '''
def convolve2d(image, kernel, pad=0, stride=1):
    f = kernel.shape[0]
    padded = np.pad(image, pad)
    H = conv_output_size(image.shape[0], f, pad, stride)
    W = conv_output_size(image.shape[1], f, pad, stride)
    result = np.zeros((H, W), dtype=int)
    for r in range(H):
        for c in range(W):
            result[r, c] = np.sum(padded[r * stride:r * stride + f, c * stride:c * stride + f] * kernel)
    return result
''',
        ("result of type int: decimals cut off",),
        (6,),
    ),
    Wrong(
        "convolve2d",
        '''
def convolve2d(image, kernel, pad=0, stride=1):
    f = kernel.shape[0]
    padded = np.pad(image, pad)
    rows = range(0, padded.shape[0] - f + 1, stride)
    cols = range(0, padded.shape[1] - f + 1, stride)
    return np.array([[abs(np.sum(padded[r:r + f, c:c + f] * kernel)) for c in cols] for r in rows])
''',
        ("absolute value of the answer",),
        (6,),
    ),
    Wrong(
        "edge_filter",
        '''
def edge_filter(kind):
    side = {"vertical": 1, "horizontal": 1, "sobel": 4, "sobel horizontal": 4, "scharr": 10 / 3, "scharr horizontal": 10 / 3}
    scale = 3 if "scharr" in kind else 1
    col = scale * np.array([1, side[kind], 1])
    k = np.outer(col, [1, 0, -1])
    return k.T if "horizontal" in kind else k
''',
        ("sobel weights 1, 4, 1", "wrong weight in the middle"),
        (2,),
    ),
    Wrong(
        "conv_volume",
        '''
def conv_volume(image, filters, biases, pad, stride):
    out = []
    for k in range(filters.shape[3]):
        parts = [convolve2d(image[..., c], filters[..., c, k], pad, stride) for c in range(image.shape[2])]
        out.append(np.mean(parts, axis=0) + biases[k])
    return np.stack(out, axis=-1)
''',
        ("sums of the channels divided by their number", "mean over the channels"),
        (5,),
    ),
    Wrong(
        "count_parameters",
        '''
def count_parameters(layers):
    result = []
    for d in layers:
        if d["kind"] == "conv":
            result.append((d["f"] ** 2 * d["channels"] + 1) * d["filters"])
        elif d["kind"] == "dense":
            result.append((d["inputs"] + 1) * (d["units"] + 1))
        else:
            result.append(0)
    return result
''',
        ("inputs and units both get a bias: (inputs + 1)(units + 1)",),
        (7,),
    ),
]
