"""Wrong answers to week1/1_edges_padding_strides: written before any list was read, the exercises that joined later among them."""

from wrong import Wrong

ROWS = [
    Wrong(
        "receptive_field",
        '''
def receptive_field(layers):
    rf = 1
    jump = 1
    result = []
    for l in layers:
        rf = rf + l["f"] * jump
        jump = jump * l["stride"]
        result.append(rf)
    return result
''',
        ("the field grows by f, not by f - 1",),
        (6,),
    ),
    Wrong(
        "receptive_field",
        '''
def receptive_field(layers):
    fields = []
    r, s = 1, 1
    for layer in layers:
        s *= layer["stride"]
        r += (layer["f"] - 1) * s
        fields.append(r)
    return fields
''',
        ("the stride of the layer itself enters its own field: jump is updated first",),
        (5, 6),
    ),
    Wrong(
        "receptive_field",
        '''
def receptive_field(layers):
    out = []
    r = 1
    for layer in layers:
        f = layer["f"]
        s = layer["stride"]
        r = r + (f - 1) * s
        out.append(r)
    return out
''',
        ("strides are not multiplied up, only the layer's own counts",),
        (7,),
    ),
    Wrong(
        "receptive_field",
        '''
def receptive_field(layers):
    r = 1
    jump = 1
    for layer in layers:
        r = r + (layer["f"] - 1) * jump
        jump = jump * layer["stride"]
    return r
''',
        ("returns the last number only",),
        (7,),
    ),
    Wrong(
        "receptive_field",
        '''
def receptive_field(layers):
    field, jump = 0, 1
    fields = []
    for layer in layers:
        field += (layer["f"] - 1) * jump
        jump += layer["stride"]
        fields.append(field)
    return fields
''',
        ("starts at zero", "jump is added up instead of multiplied"),
        (2, 6),
        "pair",
    ),
    Wrong(
        "receptive_field",
        '''
def receptive_field(layers):
    r = 1
    j = 1
    out = []
    for f, s in layers:
        r += (f - 1) * j
        j *= s
        out.append(r)
    return out
''',
        ("treats a layer as a pair",),
        (5,),
        "raises",
    ),
    Wrong(
        "conv_output_size",
        '''
def conv_output_size(n, f, pad, stride):
    size = n + 2 * pad - f // stride + 1
    return size
''',
        ("brackets: the division takes only f",),
        (2,),
    ),
    Wrong(
        "conv_output_size",
        '''
def conv_output_size(n, f, pad, stride):
    return int(math.floor((n + 2 * pad - f) / stride)) + 1
''',
        ("math is used but never imported",),
        (2,),
        "raises",
    ),
    Wrong(
        "convolve2d",
        '''
def convolve2d(image, kernel, pad=0, stride=1):
    f = kernel.shape[0]
    H = conv_output_size(image.shape[0], f, pad, stride)
    W = conv_output_size(image.shape[1], f, pad, stride)
    img_pad = np.pad(image, ((pad, pad), (pad, pad)), mode="constant")
    out = np.zeros((H, W))
    for i in range(H):
        for j in range(W):
            patch = image[i * stride : i * stride + f, j * stride : j * stride + f]
            out[i, j] = (patch * kernel).sum()
    return out
''',
        ("the padded image is made, the window comes from the original",),
        (9,),
    ),
    Wrong(
        "convolve2d",
        '''
def convolve2d(image, kernel, pad=0, stride=1):
    f = kernel.shape[0]
    n_H, n_W = image.shape
    out_h = (n_H + 2 * pad - f) // stride + 1
    out_w = (n_H + 2 * pad - f) // stride + 1
    padded = np.pad(image, pad)
    result = np.zeros((out_h, out_w))
    for h in range(out_h):
        for w in range(out_w):
            result[h, w] = np.sum(padded[h * stride : h * stride + f, w : w + f] * kernel)
    return result
''',
        ("columns counted from the rows", "stride left out of the column"),
        (5, 10),
        "pair",
    ),
    Wrong(
        "conv_volume",
        '''
def conv_volume(image, filters, biases, pad, stride):
    f = filters.shape[0]
    n_C, n_f = filters.shape[2], filters.shape[3]
    n_H = conv_output_size(image.shape[0], f, pad, stride)
    n_W = conv_output_size(image.shape[1], f, pad, stride)
    volume = np.zeros((n_H, n_W, n_f))
    for k in range(n_f):
        for c in range(n_C):
            volume[:, :, k] += convolve2d(image[:, :, c], filters[:, :, c, k], pad, stride) + biases[k]
    return volume
''',
        ("the bias is added once for each channel",),
        (9,),
    ),
    Wrong(
        "count_parameters",
        '''
def count_parameters(layers):
    total = []
    for layer in layers:
        if layer["kind"] == "conv":
            n = layer["filters"] * (layer["f"] * layer["f"] + layer["channels"] + 1)
        elif layer["kind"] == "dense":
            n = layer["inputs"] * layer["units"] + layer["units"]
        else:
            n = 0
        total.append(n)
    return total
''',
        ("the channels of the layer are not counted in a filter",),
        (5,),
    ),
    Wrong(
        "edge_filter",
        '''
def edge_filter(kind):
    if kind.startswith("sobel") or kind.startswith("scharr"):
        col = np.array([1, 2, 1])
    else:
        col = np.array([1, 1, 1])
    vertical = np.outer(col, [1, 0, -1])
    return vertical.T if "horizontal" in kind else vertical
''',
        ("Sobel's weights for Scharr too",),
        (3,),
    ),
]
