"""Right answers to dilation and groups. `EXERCISE_by_STYLE`; all must pass every case."""

import numpy as np


def dilated_convolve2d_by_spreading(image, kernel, dilation, pad=0):
    """A larger kernel with zeros in its holes."""
    reach = (len(kernel) - 1) * dilation + 1
    spread = np.zeros((reach, reach))
    spread[::dilation, ::dilation] = kernel
    padded = np.pad(image, pad)
    return np.array(
        [
            [np.sum(padded[h : h + reach, w : w + reach] * spread) for w in range(padded.shape[1] - reach + 1)]
            for h in range(padded.shape[0] - reach + 1)
        ]
    )


def dilated_convolve2d_by_shifts(image, kernel, dilation, pad=0):
    padded = np.pad(image, ((pad, pad), (pad, pad)))
    f = kernel.shape[0]
    n_H, n_W = padded.shape[0] - (f - 1) * dilation, padded.shape[1] - (f - 1) * dilation
    result = np.zeros((n_H, n_W))
    for i in range(f):
        for j in range(f):
            result += kernel[i, j] * padded[i * dilation : i * dilation + n_H, j * dilation : j * dilation + n_W]
    return result


def dilated_convolve2d_by_windows(image, kernel, dilation, pad=0):
    reach = (kernel.shape[0] - 1) * dilation + 1
    views = np.lib.stride_tricks.sliding_window_view(np.pad(image, pad), (reach, reach))
    return np.tensordot(views[:, :, ::dilation, ::dilation], kernel, axes=2)


def dilated_convolve2d_by_six_loops(image, kernel, dilation, pad=0):
    f = len(kernel)
    rows, columns = image.shape
    n_H, n_W = rows + 2 * pad - dilation * (f - 1), columns + 2 * pad - dilation * (f - 1)
    result = np.zeros((n_H, n_W))
    for h in range(n_H):
        for w in range(n_W):
            total = 0.0
            for i in range(f):
                for j in range(f):
                    y, x = h + i * dilation - pad, w + j * dilation - pad
                    if 0 <= y < rows and 0 <= x < columns:
                        total += image[y, x] * kernel[i, j]
            result[h, w] = total
    return result


def dilated_convolve2d_by_places(image, kernel, dilation, pad=0):
    padded = np.pad(image, pad, mode="constant", constant_values=0)
    steps = dilation * np.arange(len(kernel))
    n_H, n_W = (n - steps[-1] for n in padded.shape)
    y = np.arange(n_H)[:, None, None, None] + steps[:, None]
    x = np.arange(n_W)[None, :, None, None] + steps[None, :]
    return (padded[y, x] * kernel).sum(axis=(-2, -1))


def dilated_convolve2d_by_flat_products(image, kernel, dilation, pad=0):
    padded = np.pad(image, pad)
    reach = dilation * (kernel.shape[1] - 1) + 1
    shape = padded.shape[0] - reach + 1, padded.shape[1] - reach + 1
    rows = [padded[h : h + reach : dilation, w : w + reach : dilation].ravel() for h, w in np.ndindex(shape)]
    return (np.array(rows) @ kernel.ravel()).reshape(shape)


def _plain(image, filters, biases):
    f = filters.shape[0]
    views = np.lib.stride_tricks.sliding_window_view(image, (f, f), axis=(0, 1))
    return np.einsum("hwcij,ijck->hwk", views, filters) + biases


def grouped_conv_by_split(image, filters, biases, groups):
    parts = zip(np.split(image, groups, axis=2), np.split(filters, groups, axis=3), np.split(biases, groups))
    return np.concatenate([_plain(*part) for part in parts], axis=-1)


def grouped_conv_by_filters(image, filters, biases, groups):
    f, _, depth, K = filters.shape
    n_H, n_W = image.shape[0] - f + 1, image.shape[1] - f + 1
    volume = np.zeros((n_H, n_W, K))
    for k in range(K):
        g = k * groups // K
        for h in range(n_H):
            for w in range(n_W):
                window = image[h : h + f, w : w + f, g * depth : (g + 1) * depth]
                volume[h, w, k] = np.sum(window * filters[:, :, :, k]) + biases[k]
    return volume


def grouped_conv_by_full_filters(image, filters, biases, groups):
    """Filters as deep as the image, zero outside of their group."""
    f, _, depth, K = filters.shape
    full = np.zeros((f, f, image.shape[2], K))
    for k in range(K):
        g = k // (K // groups)
        full[:, :, g * depth : (g + 1) * depth, k] = filters[..., k]
    return _plain(image, full, biases)


def grouped_conv_by_shifts(image, filters, biases, groups):
    f, _, depth, K = filters.shape
    n_H, n_W = image.shape[0] - f + 1, image.shape[1] - f + 1
    volume = np.tile(biases.astype(float), (n_H, n_W, 1))
    each = K // groups
    for g in range(groups):
        channels = image[..., g * depth : (g + 1) * depth]
        for i, j in np.ndindex(f, f):
            volume[..., g * each : (g + 1) * each] += channels[i : i + n_H, j : j + n_W] @ filters[i, j, :, g * each : (g + 1) * each]
    return volume


def grouped_conv_by_reshaping(image, filters, biases, groups):
    f, _, depth, K = filters.shape
    shaped = image.reshape(*image.shape[:2], groups, depth)
    views = np.lib.stride_tricks.sliding_window_view(shaped, (f, f), axis=(0, 1))
    answer = np.einsum("hwgcij,ijcgk->hwgk", views, filters.reshape(f, f, depth, groups, -1))
    return answer.reshape(*answer.shape[:2], K) + biases


def grouped_conv_by_dictionary(image, filters, biases, groups):
    depth, each = image.shape[2] // groups, filters.shape[3] // groups
    planes = {}
    for g in range(groups):
        for k in range(g * each, (g + 1) * each):
            planes[k] = _plain(image[:, :, depth * g : depth * g + depth], filters[:, :, :, [k]], biases[[k]])[:, :, 0]
    return np.dstack([planes[k] for k in sorted(planes)])
