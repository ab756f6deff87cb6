"""Wrong answers to week1/1_edges_padding_strides: what students hand in, single faults and pairs, written before any were run."""

from wrong import Wrong

ROWS = [
    Wrong(
        "conv_output_size",
        '''
def conv_output_size(n, f, pad, stride):
    size = int(np.ceil((n + 2 * pad - f) / stride)) + 1
    return size
''',
        ("rounds up: ceil instead of floor",),
        (2,),
    ),
    Wrong(
        "conv_output_size",
        '''
def conv_output_size(n, f, pad, stride):
    padded = n + 2 * pad
    steps = padded - f + 1
    return steps // stride
''',
        ("+ 1 stands before the division",),
        (3, 4),
    ),
    Wrong(
        "same_padding",
        '''
def same_padding(f):
    return int((f + 1) / 2)
''',
        ("one too many: (f + 1) // 2",),
        (2,),
    ),
    Wrong(
        "convolve2d",
        '''
def convolve2d(image, kernel, pad=0, stride=1):
    kernel = np.flipud(np.fliplr(kernel))
    f = kernel.shape[0]
    X = np.pad(image, ((pad, pad), (pad, pad)))
    out_h = (X.shape[0] - f) // stride + 1
    out_w = (X.shape[1] - f) // stride + 1
    out = np.zeros((out_h, out_w))
    for r in range(out_h):
        for c in range(out_w):
            out[r, c] = (X[r * stride:r * stride + f, c * stride:c * stride + f] * kernel).sum()
    return out
''',
        ("the kernel is turned by 180 degrees",),
        (2,),
    ),
    Wrong(
        "convolve2d",
        '''
def convolve2d(image, kernel, pad=0, stride=1):
    f = kernel.shape[0]
    n_H = conv_output_size(image.shape[0], f, pad, stride)
    n_W = conv_output_size(image.shape[1], f, pad, stride)
    image_pad = np.pad(image, pad)
    result = np.zeros((n_H, n_W))
    for h in range(n_H):
        for w in range(n_W):
            vert_start = h * stride
            horiz_start = w * stride
            window = image_pad[vert_start:vert_start + f, horiz_start:horiz_start + f]
            result[h, w] = np.sum(np.dot(window, kernel))
    return result
''',
        ("matrix product of window and kernel for the products",),
        (12,),
    ),
    Wrong(
        "convolve2d",
        '''
def convolve2d(image, kernel, pad=0, stride=1):
    f = len(kernel)
    n_H = conv_output_size(image.shape[0], f, pad, stride)
    n_W = conv_output_size(image.shape[0], f, pad, stride)
    padded = np.pad(image, pad)
    result = np.zeros((n_H, n_W))
    for h in range(n_H):
        for w in range(n_W):
            vert_start, vert_end = h * stride, h * stride + f
            horiz_start, horiz_end = w * stride, w * stride + f
            result[h, w] = np.sum(padded[vert_start:vert_end, horiz_start:horiz_end] * kernel)
    return result
''',
        ("columns counted from the rows: shape[0] for n_W",),
        (4,),
    ),
    Wrong(
        "convolve2d",
        '''
def convolve2d(image, kernel, pad=0, stride=1):
    f = len(kernel)
    n_H = conv_output_size(image.shape[0], f, pad, stride)
    n_W = conv_output_size(image.shape[1], f, pad, stride)
    padded = np.pad(image, pad)
    result = np.zeros((n_H, n_W))
    for h in range(0, n_H, stride):
        for w in range(0, n_W, stride):
            window = padded[h * stride:h * stride + f, w * stride:w * stride + f]
            result[h, w] = np.sum(window * kernel)
    return result
''',
        ("the loops step by stride and the window, too",),
        (7, 8),
    ),
    Wrong(
        "convolve2d",
        '''
def convolve2d(image, kernel, pad=0, stride=1):
    f = kernel.shape[0]
    n_H = (image.shape[0] + 2 * pad - f) // stride + 1
    n_W = (image.shape[1] + 2 * pad - f) // stride + 1
    image_pad = np.pad(image, pad, mode="edge")
    result = np.zeros((n_H, n_W))
    for h in range(n_H):
        for w in range(n_W):
            top = h * stride
            left = w
            result[h, w] = np.sum(image_pad[top:top + f, left:left + f] * kernel)
    return result
''',
        ("the edge is repeated in place of zeros", "the window does not move by stride along the columns"),
        (5, 10),
        "pair",
    ),
    Wrong(
        "edge_filter",
        '''
def edge_filter(kind):
    if kind.startswith("sobel"):
        col = np.array([1, 2, 1])
    elif kind.startswith("scharr"):
        col = np.array([3, 10, 3])
    else:
        col = np.array([1, 1, 1])
    kernel = col.reshape(3, 1) * np.array([[1, 0, -1]])
    if kind == "horizontal":
        kernel = kernel.T
    return kernel
''',
        ("only the plain \"horizontal\" is turned",),
        (9,),
    ),
    Wrong(
        "edge_filter",
        '''
def edge_filter(kind):
    table = {"vertical": [1, 1, 1], "sobel": [1, 2, 1], "scharr": [3, 10, 3], "horizontal": [1, 1, 1]}
    name = kind.split(" ")[0]
    kernel = np.outer(table[name], [1, 0, -1])
    if "horizontal" in kind:
        np.transpose(kernel)
    return kernel
''',
        ("transposed and not kept",),
        (6,),
    ),
    Wrong(
        "conv_volume",
        '''
def conv_volume(image, filters, biases, pad, stride):
    n_filters = filters.shape[3]
    n_C = image.shape[2]
    outputs = []
    for k in range(n_filters):
        total = 0
        for c in range(n_C):
            total = total + convolve2d(image[:, :, c], filters[:, :, c, k], pad, stride) + biases[k]
        outputs.append(total)
    return np.stack(outputs, axis=-1)
''',
        ("the bias is added once for each channel",),
        (8,),
    ),
    Wrong(
        "conv_volume",
        '''
def conv_volume(image, filters, biases, pad, stride):
    outputs = []
    for k in range(filters.shape[-1]):
        acc = biases[k]
        for c in range(filters.shape[-2]):
            acc = acc + convolve2d(image[:, :, c], filters[:, :, c, k], pad=pad, stride=stride)
        outputs.append(acc)
    return np.stack(outputs)
''',
        ("stacked along the first axis",),
        (8,),
    ),
    Wrong(
        "conv_volume",
        '''
def conv_volume(image, filters, biases, pad, stride):
    planes = []
    for k in range(filters.shape[3]):
        plane = np.zeros(1)
        for c in range(image.shape[2]):
            plane = plane + convolve2d(image[:, :, c], filters[:, :, c, k], pad)
        planes.append(plane + biases[0])
    return np.stack(planes, axis=2)
''',
        ("stride is not handed on", "every filter gets the first bias"),
        (6, 7),
        "pair",
    ),
    Wrong(
        "count_parameters",
        '''
def count_parameters(layers):
    result = []
    for layer in layers:
        kind = layer["kind"]
        if kind == "conv":
            n = layer["f"] * layer["channels"] * layer["filters"] + layer["filters"]
        elif kind == "dense":
            n = layer["inputs"] * layer["units"] + layer["units"]
        else:
            n = 0
        result.append(n)
    return result
''',
        ("the filter's side is not squared",),
        (6,),
    ),
    Wrong(
        "count_parameters",
        '''
def count_parameters(layers):
    counts = []
    for layer in layers:
        if layer["kind"] == "conv":
            counts.append(layer["filters"] * (layer["f"] * layer["f"] * layer["channels"] + 1))
        if layer["kind"] == "dense":
            counts.append(layer["units"] * (layer["inputs"] + 1))
    return counts
''',
        ("pooling layers are left out of the list",),
        (7,),
    ),
]
