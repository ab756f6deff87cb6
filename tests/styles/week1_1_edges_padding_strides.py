"""Other right answers to week1/1_edges_padding_strides, as students write them."""

import math

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv_output_size_by_floor(n, f, pad, stride):
    return math.floor((n + 2 * pad - f) / stride + 1)


def conv_output_size_by_counting(n, f, pad, stride):
    return len(range(0, n + 2 * pad - f + 1, stride))


def conv_output_size_by_numpy(n, f, pad, stride):
    return np.floor_divide(n + 2 * pad - f, stride) + 1


def conv_output_size_by_a_float(n, f, pad, stride):
    return np.floor((n - f + 2 * pad) / stride) + 1


def same_padding_by_half(f):
    return f // 2


def same_padding_by_int_of_a_quotient(f):
    return int((f - 1) / 2)


def same_padding_by_shift(window):
    return (window - 1) >> 1


def convolve2d_by_four_loops(image, kernel, pad=0, stride=1):
    f = kernel.shape[0]
    height, width = image.shape
    padded = [[0.0] * (width + 2 * pad) for _ in range(height + 2 * pad)]
    for y in range(height):
        for x in range(width):
            padded[y + pad][x + pad] = image[y, x]
    out = []
    for y in range(0, height + 2 * pad - f + 1, stride):
        row = []
        for x in range(0, width + 2 * pad - f + 1, stride):
            total = 0.0
            for i in range(f):
                for j in range(f):
                    total += padded[y + i][x + j] * kernel[i][j]
            row.append(total)
        out.append(row)
    return out


def convolve2d_by_einsum(image, kernel, pad, stride):
    padded = np.pad(image, ((pad, pad), (pad, pad)), mode="constant", constant_values=0)
    windows = sliding_window_view(padded, kernel.shape)[::stride, ::stride]
    return np.einsum("abij,ij->ab", windows, kernel)


def convolve2d_by_shifted_images(image, kernel, pad=0, stride=1):
    f = len(kernel)
    big = np.zeros((image.shape[0] + 2 * pad, image.shape[1] + 2 * pad), dtype=np.float32)
    big[pad : pad + image.shape[0], pad : pad + image.shape[1]] = image
    n_H, n_W = big.shape[0] - f + 1, big.shape[1] - f + 1
    result = sum(kernel[i, j] * big[i : i + n_H, j : j + n_W] for i in range(f) for j in range(f))
    return result[::stride, ::stride]


def edge_filter_by_literals(kind):
    return np.array({
        "vertical": [[1, 0, -1], [1, 0, -1], [1, 0, -1]],
        "horizontal": [[1, 1, 1], [0, 0, 0], [-1, -1, -1]],
        "sobel": [[1, 0, -1], [2, 0, -2], [1, 0, -1]],
        "sobel horizontal": [[1, 2, 1], [0, 0, 0], [-1, -2, -1]],
        "scharr": [[3, 0, -3], [10, 0, -10], [3, 0, -3]],
        "scharr horizontal": [[3, 10, 3], [0, 0, 0], [-3, -10, -3]],
    }[kind])  # fmt: skip


def edge_filter_by_branches(kind):
    if "sobel" in kind:
        side = np.array([[1.0], [2.0], [1.0]])
    elif "scharr" in kind:
        side = np.array([[3.0], [10.0], [3.0]])
    else:
        side = np.ones((3, 1))
    kernel = np.hstack([side, np.zeros((3, 1)), -side])
    return np.transpose(kernel) if "horizontal" in kind else kernel


def edge_filter_by_lists(kind):
    middle = 2 if kind.startswith("sobel") else 10 if kind.startswith("scharr") else 1
    outer = 3 if kind.startswith("scharr") else 1
    rows = [[weight, 0, -weight] for weight in (outer, middle, outer)]
    return [list(column) for column in zip(*rows)] if kind.endswith("horizontal") else rows


def conv_volume_by_tensordot(image, filters, biases, pad=0, stride=1):
    padded = np.pad(image, ((pad, pad), (pad, pad), (0, 0)))
    f = filters.shape[0]
    windows = sliding_window_view(padded, (f, f), axis=(0, 1))[::stride, ::stride]
    return np.tensordot(windows, filters, axes=([3, 4, 2], [0, 1, 2])) + biases


def conv_volume_by_loops(image, filters, biases, pad, stride):
    f, _, _, n_filters = filters.shape
    n_H = int((image.shape[0] - f + 2 * pad) / stride) + 1
    n_W = int((image.shape[1] - f + 2 * pad) / stride) + 1
    padded = np.zeros((image.shape[0] + 2 * pad, image.shape[1] + 2 * pad, image.shape[2]))
    padded[pad : pad + image.shape[0], pad : pad + image.shape[1], :] = image
    Z = np.empty((n_H, n_W, n_filters))
    for k in range(n_filters):
        for i in range(n_H):
            for j in range(n_W):
                cube = padded[i * stride : i * stride + f, j * stride : j * stride + f, :]
                Z[i, j, k] = np.sum(np.multiply(cube, filters[:, :, :, k])) + float(biases[k])
    return Z


def conv_volume_by_float32_matmul(image, filters, biases, pad, stride):
    f = filters.shape[0]
    image = np.pad(image.astype(np.float32), [(pad, pad), (pad, pad), (0, 0)])
    n_H, n_W = ((n - f) // stride + 1 for n in image.shape[:2])
    columns = [image[y * stride :, x * stride :][:f, :f].ravel() for y in range(n_H) for x in range(n_W)]
    return (np.stack(columns) @ filters.reshape(-1, filters.shape[-1]) + biases[None]).reshape(n_H, n_W, -1)


def count_parameters_by_a_helper(layers):
    def weights(layer):
        if layer["kind"] == "conv":
            return layer["f"] * layer["f"] * layer["channels"] * layer["filters"], layer["filters"]
        if layer["kind"] == "dense":
            return layer["inputs"] * layer["units"], layer["units"]
        return 0, 0

    return np.array([sum(weights(layer)) for layer in layers])


def count_parameters_by_a_table(layers):
    formulas = {
        "conv": lambda layer: layer["filters"] * (1 + layer["channels"] * layer["f"] ** 2),
        "dense": lambda layer: layer["units"] * (1 + layer["inputs"]),
    }
    return tuple(formulas.get(layer["kind"], lambda layer: 0)(layer) for layer in layers)


def count_parameters_by_shapes(layers):
    result = [0] * len(layers)
    for i, layer in enumerate(layers):
        match layer:
            case {"kind": "conv", "f": f, "channels": channels, "filters": filters}:
                result[i] = np.zeros((f, f, channels)).size * filters + filters
            case {"kind": "dense", "inputs": inputs, "units": units}:
                result[i] = np.multiply(inputs, units) + units
    return result
