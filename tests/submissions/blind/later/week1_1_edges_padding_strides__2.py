"""Wrong answers to week1/1_edges_padding_strides: forgotten statements, wrong names and pairs, written before any were run."""

from wrong import Wrong

ROWS = [
    Wrong(
        "conv_output_size",
        '''
def conv_output_size(n, f, pad, stride):
    padded = n + 2 * pad
    steps = (padded - f) // stride
    return steps
''',
        ("no + 1 at the end",),
        (4,),
    ),
    Wrong(
        "conv_output_size",
        '''
def conv_output_size(n, f, pad, stride):
    padded = n + 2 * pad
    steps = int(np.ceil((padded - f) / stride))
    return steps + 1
''',
        ("rounded up instead of down",),
        (3,),
    ),
    Wrong(
        "conv_output_size",
        '''
def conv_output_size(n, f, pad, stride):
    padded = n + 2 * pad
    steps = padded // stride - f
    return steps + 1
''',
        ("stride divides the padded size only",),
        (3,),
    ),
    Wrong(
        "conv_output_size",
        '''
def conv_output_size(n, f, pad, stride):
    padded = n + pad
    steps = (padded - f) // stride
    return steps
''',
        ("pad once only", "no + 1"),
        (2, 4),
        "pair",
    ),
    Wrong(
        "convolve2d",
        '''
def convolve2d(image, kernel, pad=0, stride=1):
    f = kernel.shape[0]
    H, W = image.shape
    out_h = (H + 2 * pad - f) // stride + 1
    out_w = (W + 2 * pad - f) // stride + 1
    img = np.zeros((H + 2 * pad, W + 2 * pad))
    img[:H, :W] = image
    out = np.zeros((out_h, out_w))
    for i in range(out_h):
        for j in range(out_w):
            patch = img[i * stride:i * stride + f, j * stride:j * stride + f]
            out[i, j] = (patch * kernel).sum()
    return out
''',
        ("image copied to the corner: padding only at the bottom and right",),
        (7,),
    ),
    Wrong(
        "convolve2d",
        '''
def convolve2d(image, kernel, pad=0, stride=1):
    f = kernel.shape[0]
    H, W = image.shape
    out_h = (H + 2 * pad - f) // stride + 1
    out_w = (W + 2 * pad - f) // stride + 1
    img = np.zeros((H + pad, W + pad))
    img[pad:pad + H, pad:pad + W] = image
    out = np.zeros((out_h, out_w))
    for i in range(out_h):
        for j in range(out_w):
            patch = img[i * stride:i * stride + f, j * stride:j * stride + f]
            out[i, j] = (patch * kernel).sum()
    return out
''',
        ("image padded on one side of each axis: zeros array H + pad",),
        (6,),
        "raises",
    ),
    Wrong(
        "convolve2d",
        '''
def convolve2d(image, kernel, pad=0, stride=1):
    f = kernel.shape[0]
    H, W = image.shape
    out_h = (H + 2 * pad - f) // stride + 1
    out_w = (W + 2 * pad - f) // stride + 1
    img = np.zeros((H + 2 * pad, W + 2 * pad))
    img[pad:pad + H, pad:pad + W] = image
    out = np.zeros((out_h, out_w))
    for i in range(out_h):
        for j in range(out_w):
            patch = img[i * stride:i * stride + f, j * stride:j * stride + f]
            out[i, j] = (patch @ kernel).sum()
    return out
''',
        ("matrix product instead of the elementwise one",),
        (12,),
    ),
    Wrong(
        "convolve2d",
        '''
def convolve2d(image, kernel, pad=0, stride=1):
    f = kernel.shape[0]
    H, W = image.shape
    out_h = (H + 2 * pad - f) // stride + 1
    out_w = (W + 2 * pad - f) // stride + 1
    img = np.zeros((H + 2 * pad, W + 2 * pad))
    img[pad:pad + H, pad:pad + W] = image
    out = np.zeros((out_h, out_w))
    for i in range(out_h):
        for j in range(out_w):
            patch = img[i * stride:i * stride + f, j * stride:j * stride + f]
            out[i, j] = (patch * kernel[::-1]).sum()
    return out
''',
        ("filter flipped up and down",),
        (12,),
    ),
    Wrong(
        "convolve2d",
        '''
def convolve2d(image, kernel, pad=0, stride=1):
    f = kernel.shape[0]
    H, W = image.shape
    out_h = (H + 2 * pad - f) // stride + 1
    out_w = (W + 2 * pad - f) // stride + 1
    img = np.zeros((H + 2 * pad, W + 2 * pad))
    img[pad:pad + H, pad:pad + W] = image
    out = np.zeros((out_h, out_w))
    for i in range(out_h):
        for j in range(out_w):
            patch = img[i * stride:i * stride + f, j * stride:j * stride + f]
            out[i, j] = (patch * kernel).mean()
    return out
''',
        ("mean of the products",),
        (12,),
    ),
    Wrong(
        "convolve2d",
        '''
def convolve2d(image, kernel, pad=0, stride=1):
    f = kernel.shape[0]
    H, W = image.shape
    out_h = (H + 2 * pad - f) // stride + 1
    out_w = (W + 2 * pad - f) // stride + 1
    img = np.zeros((H + 2 * pad, W + 2 * pad))
    img[pad:pad + H, pad:pad + W] = image
    out = np.zeros((out_h, out_w))
    for i in range(out_h):
        for j in range(out_w):
            patch = image[i * stride:i * stride + f, j * stride:j * stride + f]
            out[i, j] = (patch * kernel).sum()
    return out
''',
        ("the unpadded image is read",),
        (11,),
        "raises",
    ),
    Wrong(
        "convolve2d",
        '''
def convolve2d(image, kernel, pad=0, stride=1):
    f = kernel.shape[0]
    H, W = image.shape
    out_h = (H + 2 * pad - f) // stride + 1
    out_w = (W + 2 * pad - f) // stride + 1
    img = np.zeros((H + 2 * pad, W + 2 * pad))
    img[pad:pad + H, pad:pad + W] = image
    out = np.zeros((out_h, out_w))
    for i in range(out_h):
        for j in range(out_w):
            patch = img[i * stride:i * stride + f + 1, j * stride:j * stride + f]
            out[i, j] = (patch * kernel).sum()
    return out
''',
        ("windows one too long",),
        (11,),
        "raises",
    ),
    Wrong(
        "convolve2d",
        '''
def convolve2d(image, kernel, pad=0, stride=1):
    f = kernel.shape[0]
    H, W = image.shape
    out_h = (H + 2 * pad - f) // stride + 1
    out_w = (W + 2 * pad - f) // stride + 1
    img = np.zeros((H + 2 * pad, W + 2 * pad))
    img[pad:pad + H, pad:pad + W] = image
    out = np.zeros((out_h, out_w))
    for i in range(out_h):
        for j in range(out_w):
            patch = img[i * stride:i * stride + f, j:j + f]
            out[i, j] = (patch * kernel).mean()
    return out
''',
        ("stride forgotten for the columns", "mean of the products"),
        (11, 12),
        "pair",
    ),
    Wrong(
        "edge_filter",
        '''
def edge_filter(kind):
    parts = kind.split()
    if parts[0] == "sobel":
        k = np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1]])
    elif parts[0] == "scharr":
        k = np.array([[3, 0, -3], [5, 0, -5], [3, 0, -3]])
    else:
        k = np.array([[1, 0, -1], [1, 0, -1], [1, 0, -1]])
    if parts[-1] == "horizontal":
        k = k.T
    return k
''',
        ("weights of scharr 3, 10 → 3, 5",),
        (6,),
    ),
    Wrong(
        "edge_filter",
        '''
def edge_filter(kind):
    parts = kind.split()
    if parts[0] == "sobel":
        k = np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1]])
    elif parts[0] == "scharr":
        k = np.array([[3, 0, -3], [10, 0, -10], [3, 0, -3]])
    else:
        k = np.array([[1, 0, -1], [1, 0, -1], [1, 0, -1]])
    if parts[-1] == "horizontal":
        k.T
    return k
''',
        ("horizontal not transposed: assigned nothing",),
        (10,),
    ),
    Wrong(
        "edge_filter",
        '''
def edge_filter(kind):
    parts = kind.split()
    if parts[0] == "sobel":
        k = np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1]])
    elif parts[0] == "scharr":
        k = np.array([[3, 0, -3], [10, 0, -10], [3, 0, -3]])
    else:
        k = np.array([[1, 0, -1], [1, 0, -1], [1, 0, -1]])
    if parts[-1] == "vertical":
        k = k.T
    return k
''',
        ("vertical and horizontal exchanged",),
        (9,),
    ),
    Wrong(
        "conv_volume",
        '''
def conv_volume(image, filters, biases, pad, stride):
    f, _, n_C, K = filters.shape
    H = conv_output_size(image.shape[0], f, pad, stride)
    W = conv_output_size(image.shape[1], f, pad, stride)
    out = np.zeros((H, W, K))
    for k in range(K):
        for c in range(n_C):
            out[:, :, k] += convolve2d(image[:, :, c], filters[:, :, c, k], pad, stride)
    return out
''',
        ("bias forgotten",),
        (8,),
    ),
    Wrong(
        "conv_volume",
        '''
def conv_volume(image, filters, biases, pad, stride):
    f, _, n_C, K = filters.shape
    H = conv_output_size(image.shape[0], f, pad, stride)
    W = conv_output_size(image.shape[1], f, pad, stride)
    out = np.zeros((H, W, K))
    for k in range(K):
        for c in range(n_C):
            out[:, :, k] += convolve2d(image[:, :, c], filters[:, :, c, k], pad, stride)
            out[:, :, k] += biases[k]
    return out
''',
        ("bias added once per channel",),
        (9,),
    ),
    Wrong(
        "conv_volume",
        '''
def conv_volume(image, filters, biases, pad, stride):
    f, _, n_C, K = filters.shape
    H = conv_output_size(image.shape[0], f, pad, stride)
    W = conv_output_size(image.shape[1], f, pad, stride)
    out = np.zeros((H, W, K))
    for k in range(K):
        for c in range(n_C):
            out[:, :, k] = convolve2d(image[:, :, c], filters[:, :, c, k], pad, stride)
        out[:, :, k] += biases[k]
    return out
''',
        ("only the last channel: = for +=",),
        (8,),
    ),
    Wrong(
        "conv_volume",
        '''
def conv_volume(image, filters, biases, pad, stride):
    f, _, n_C, K = filters.shape
    H = conv_output_size(image.shape[0], f, pad, stride)
    W = conv_output_size(image.shape[1], f, pad, stride)
    out = np.zeros((H, W, K))
    for k in range(K):
        for c in range(n_C):
            out[:, :, k] += convolve2d(image[:, :, c], filters[:, :, k, c], pad, stride)
        out[:, :, k] += biases[k]
    return out
''',
        ("channel and filter exchanged in the index",),
        (8,),
        "raises",
    ),
    Wrong(
        "conv_volume",
        '''
def conv_volume(image, filters, biases, pad, stride):
    f, _, n_C, K = filters.shape
    H = conv_output_size(image.shape[0], f, pad, stride)
    W = conv_output_size(image.shape[1], f, pad, stride)
    out = np.zeros((H, W, K))
    for k in range(K):
        for c in range(n_C):
            out[:, :, k] += convolve2d(image[:, :, c], filters[:, :, c, k])
        out[:, :, k] += biases[k]
    return out
''',
        ("pad and stride not handed on",),
        (8,),
        "raises",
    ),
    Wrong(
        "count_parameters",
        '''
def count_parameters(layers):
    result = []
    for layer in layers:
        n = 0
        if layer["kind"] == "conv":
            n = layer["f"] * layer["f"] * layer["channels"] * layer["filters"]
            n += layer["filters"]
        elif layer["kind"] == "dense":
            n = layer["inputs"] * layer["units"]
        result.append(n)
    return result
''',
        ("biases of dense layers forgotten",),
        (9,),
    ),
    Wrong(
        "count_parameters",
        '''
def count_parameters(layers):
    result = []
    for layer in layers:
        n = 0
        if layer["kind"] == "conv":
            n = layer["f"] * layer["f"] * layer["channels"] * layer["filters"]
            n += layer["filters"]
        elif layer["kind"] == "dense":
            n = layer["inputs"] * layer["units"]
            n += 1
        result.append(n)
    return result
''',
        ("one bias for a dense layer, not one per unit",),
        (10,),
    ),
    Wrong(
        "count_parameters",
        '''
def count_parameters(layers):
    result = []
    for layer in layers:
        n = 0
        if layer["kind"] == "conv":
            n = layer["f"] * layer["channels"] * layer["filters"]
            n += layer["filters"]
        elif layer["kind"] == "dense":
            n = layer["inputs"] * layer["units"]
            n += layer["units"]
        result.append(n)
    return result
''',
        ("f once only",),
        (6,),
    ),
    Wrong(
        "count_parameters",
        '''
def count_parameters(layers):
    result = []
    for layer in layers:
        n = 0
        if layer["kind"] == "conv":
            n = layer["f"] * layer["f"] * layer["channels"] * layer["filters"]
            n += layer["channels"]
        elif layer["kind"] == "dense":
            n = layer["inputs"] * layer["units"]
            n += layer["inputs"]
        result.append(n)
    return result
''',
        ("bias per channel in conv", "bias per input in dense"),
        (7, 10),
        "pair",
    ),
]
