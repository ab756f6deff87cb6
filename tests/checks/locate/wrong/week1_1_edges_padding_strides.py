"""Wrong answers to week1/1_edges_padding_strides; `# !` marks the line at fault."""

import numpy as np


def conv_output_size(n, f, pad, stride):
    return (n + 2 * pad - f) // stride + 1


def convolve2d(image, kernel, pad=0, stride=1):
    f = len(kernel)
    X = np.pad(image, pad)
    out = np.zeros((conv_output_size(image.shape[0], f, pad, stride), conv_output_size(image.shape[1], f, pad, stride)))
    for i, j in np.ndindex(out.shape):
        out[i, j] = (X[i * stride : i * stride + f, j * stride : j * stride + f] * kernel).sum()
    return out


def conv_output_size__one_border(n, f, pad, stride):
    padded = n + pad  # !
    size = (padded - f) // stride + 1
    return size


def conv_output_size__no_plus_one(n, f, pad, stride):
    return (n + 2 * pad - f) // stride  # !


def conv_output_size__filter_counts_less(n, f, pad, stride):
    room = n + 2 * pad - f + 1  # !
    return room // stride + 1


def conv_output_size__true_division(n, f, pad, stride):
    steps = (n - f + 2 * pad) / stride  # !
    return steps + 1


def same_padding__whole_filter(f):
    pad = f - 1  # !
    return pad


def same_padding__rounds_up(f):
    return (f + 1) // 2  # !


def convolve2d__width_from_rows(image, kernel, pad=0, stride=1):
    f = kernel.shape[0]
    n_H = conv_output_size(image.shape[0], f, pad, stride)
    n_W = conv_output_size(image.shape[0], f, pad, stride)  # !
    padded = np.pad(image, ((pad, pad), (pad, pad)))
    result = np.zeros((n_H, n_W))
    for h in range(n_H):
        for w in range(n_W):
            vert_start = h * stride
            horiz_start = w * stride
            window = padded[vert_start : vert_start + f, horiz_start : horiz_start + f]
            result[h, w] = np.sum(window * kernel)
    return result


def convolve2d__stride_on_one_axis(image, kernel, pad=0, stride=1):
    X = np.pad(image, pad)
    k = kernel.shape[0]
    rows = (X.shape[0] - k) // stride + 1
    cols = (X.shape[1] - k) // stride + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            patch = X[i * stride : i * stride + k, j : j + k]  # !
            out[i, j] = (patch * kernel).sum()
    return out


def convolve2d__reads_the_image(image, kernel, pad=0, stride=1):
    f = len(kernel)
    padded = np.pad(image, pad)
    n_H = (image.shape[0] + 2 * pad - f) // stride + 1
    n_W = (image.shape[1] + 2 * pad - f) // stride + 1
    result = np.zeros((n_H, n_W))
    for h in range(n_H):
        for w in range(n_W):
            top, left = h * stride, w * stride
            result[h, w] = np.sum(image[top : top + f, left : left + f] * kernel)  # !
    return result


def convolve2d__return_in_the_loop(image, kernel, pad=0, stride=1):
    padded = np.pad(image, pad)
    f = len(kernel)
    n_H = (padded.shape[0] - f) // stride + 1
    n_W = (padded.shape[1] - f) // stride + 1
    Z = np.zeros((n_H, n_W))
    for h in range(n_H):
        for w in range(n_W):
            Z[h, w] = np.sum(padded[h * stride : h * stride + f, w * stride : w * stride + f] * kernel)
        return Z  # !


def edge_filter__horizontal_not_turned(kind):
    middle = {"vertical": 1, "horizontal": 1, "sobel": 2, "scharr": 10}[kind.split()[0]]
    side = 3 if kind.startswith("scharr") else 1
    column = np.array([side, middle, side])
    kernel = np.outer(column, [1, 0, -1])
    if kind == "horizontal":  # !
        kernel = kernel.T
    return kernel


def edge_filter__scharr_of_sobel(kind):
    if kind.startswith("sobel"):
        weights = [1, 2, 1]
    elif kind.startswith("scharr"):
        weights = [3, 9, 3]  # !
    else:
        weights = [1, 1, 1]
    kernel = np.array([[w, 0, -w] for w in weights])
    return kernel.T if "horizontal" in kind else kernel


def conv_volume__bias_each_channel(image, filters, biases, pad, stride):
    planes = []
    for k in range(filters.shape[3]):
        plane = 0
        for c in range(image.shape[2]):
            plane = plane + convolve2d(image[:, :, c], filters[:, :, c, k], pad, stride) + biases[k]  # !
        planes.append(plane)
    return np.stack(planes, axis=2)


def conv_volume__stacked_in_front(image, filters, biases, pad, stride):
    volume = []
    for k in range(filters.shape[-1]):
        total = biases[k]
        for c in range(image.shape[-1]):
            total = total + convolve2d(image[..., c], filters[..., c, k], pad, stride)
        volume.append(total)
    return np.stack(volume, axis=0)  # !


def conv_volume__last_channel_only(image, filters, biases, pad, stride):
    n_H, n_W, n_C = image.shape
    f, _, _, n_F = filters.shape
    out = np.zeros(((n_H + 2 * pad - f) // stride + 1, (n_W + 2 * pad - f) // stride + 1, n_F))
    for k in range(n_F):
        for c in range(n_C):
            out[:, :, k] = convolve2d(image[:, :, c], filters[:, :, c, k], pad, stride)  # !
        out[:, :, k] += biases[k]
    return out


def count_parameters__no_bias_in_dense(layers):
    counts = []
    for layer in layers:
        if layer["kind"] == "conv":
            counts.append((layer["f"] ** 2 * layer["channels"] + 1) * layer["filters"])
        elif layer["kind"] == "dense":
            counts.append(layer["inputs"] * layer["units"])  # !
        else:
            counts.append(0)
    return counts


def count_parameters__f_once(layers):
    result = []
    for l in layers:
        n = 0
        if l["kind"] == "conv":
            n = (l["f"] * l["channels"] + 1) * l["filters"]  # !
        if l["kind"] == "dense":
            n = l["inputs"] * l["units"] + l["units"]
        result.append(n)
    return result


def count_parameters__pools_left_out(layers):
    counts = []
    for layer in layers:
        kind = layer["kind"]
        if kind == "conv":
            weights = layer["f"] * layer["f"] * layer["channels"] * layer["filters"]
            counts.append(weights + layer["channels"])  # !
        elif kind == "dense":
            counts.append(layer["inputs"] * layer["units"] + layer["units"])
        else:
            counts.append(0)
    return counts
