"""Wrong answers to week1/1_edges_padding_strides, written before any list was read: holes, groups, and the others."""

from wrong import faults

ROWS = [
    *faults(
        "dilated_convolve2d",
        """
def dilated_convolve2d(image, kernel, dilation, pad=0):
    f = kernel.shape[0]
    span = dilation * (f - 1) + 1
    img = np.zeros((image.shape[0] + 2 * pad, image.shape[1] + 2 * pad))
    img[pad:pad + image.shape[0], pad:pad + image.shape[1]] = image
    rows = img.shape[0] - span + 1
    cols = img.shape[1] - span + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            total = 0
            for u in range(f):
                for v in range(f):
                    total += img[i + u * dilation, j + v * dilation] * kernel[u, v]
            out[i, j] = total
    return out
""",
        ("the span counts one hole too many", "dilation * (f - 1) + 1", "dilation * f"),
        ("columns are read without holes", "j + v * dilation", "j + v"),
        ("the kernel is read transposed", "kernel[u, v]", "kernel[v, u]"),
        ("returns after the first row", "            out[i, j] = total\n    return out", "            out[i, j] = total\n        return out"),
        ("only the last product is kept", "total += img", "total = img"),
    ),
    *faults(
        "grouped_conv",
        """
def grouped_conv(image, filters, biases, groups):
    n_C = image.shape[2]
    n_filters = filters.shape[3]
    c_per = n_C // groups
    k_per = n_filters // groups
    f = filters.shape[0]
    n_H, n_W = image.shape[0] - f + 1, image.shape[1] - f + 1
    out = np.zeros((n_H, n_W, n_filters))
    for k in range(n_filters):
        g = k // k_per
        part = image[:, :, g * c_per:(g + 1) * c_per]
        for i in range(n_H):
            for j in range(n_W):
                out[i, j, k] = np.sum(part[i:i + f, j:j + f] * filters[:, :, :, k]) + biases[k]
    return out
""",
        ("groups interleaved: modulo for division", "k // k_per", "k % groups"),
        ("every filter sees the first group", "image[:, :, g * c_per:(g + 1) * c_per]", "image[:, :, :c_per]"),
        ("bias of the group, not of the filter", "biases[k]", "biases[g]"),
        ("no bias", " + biases[k]", ""),
        ("columns counted from rows; bias of the group", "image.shape[1] - f + 1", "image.shape[0] - f + 1", "biases[k]", "biases[g]"),
    ),
    *faults(
        "receptive_field",
        """
def receptive_field(layers):
    r = 1
    jump = 1
    out = []
    for l in layers:
        r = r + (l["f"] - 1) * jump
        jump = jump * l["stride"]
        out.append(r)
    return out
""",
        ("jump is replaced, not multiplied", "jump * l", "l"),
        ("starts at 0", "    r = 1", "    r = 0"),
        ("appended once, at the end", "        out.append(r)", "    out.append(r)"),
    ),
    *faults(
        "edge_filter",
        """
def edge_filter(kind):
    vertical = {
        "vertical": [[1, 0, -1], [1, 0, -1], [1, 0, -1]],
        "sobel": [[1, 0, -1], [2, 0, -2], [1, 0, -1]],
        "scharr": [[3, 0, -3], [10, 0, -10], [3, 0, -3]],
    }
    name = kind.replace(" horizontal", "")
    if name == "horizontal":
        name = "vertical"
    K = np.array(vertical[name])
    if "horizontal" in kind:
        K = K.T
    return K
""",
        ("never turned for horizontal", "        K = K.T", "        K = K"),
        ("turned by 90 degrees, so the sign flips", "K.T", "np.rot90(K)"),
        ("sobel has 1 in place of 2", "[2, 0, -2]", "[1, 0, -1]"),
    ),
]
