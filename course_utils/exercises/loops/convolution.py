"""Convolution in loops, forward and back, along any number of axes; and what a small network needs to learn."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from course_utils.types import Array, Filters, Image, Images, Indices

Cache = tuple[Images, Filters, Array, Mapping[str, int]]


def window(values: Array, corner: Sequence[int], f: int) -> Array:
    """The window of f places along every axis that starts at `corner`; smaller where it leaves the values."""
    return values[tuple(slice(start, start + f) for start in corner)]


def zero_pad(X: Images, pad: int) -> Images:
    """Images in the middle of larger ones that are zero. Shapes: (m, n_H, n_W, n_C) → n_H and n_W grow by 2 · pad."""
    m, n_H, n_W, n_C = X.shape
    larger = np.zeros((m, n_H + 2 * pad, n_W + 2 * pad, n_C))
    larger[:, pad : pad + n_H, pad : pad + n_W] = X
    return larger


def conv_single_step(a_slice_prev: Array, W: Array, b: Array) -> float:
    """One output value: the products, their sum, the bias."""
    products = a_slice_prev * W
    total = np.sum(products)
    return float(total + b.item())


def convolve2d(image: Image, kernel: Array, pad: int = 0, stride: int = 1) -> Image:
    """One plane and one kernel. Shapes: (n_H, n_W), (f, f) → (n_H', n_W')."""
    f, border = len(kernel), np.pad(image, pad)
    result = np.zeros([(n + 2 * pad - f) // stride + 1 for n in image.shape])
    for h, w in np.ndindex(*result.shape):
        seen = window(border, (h * stride, w * stride), f)
        result[h, w] = np.sum(seen * kernel)
    return result


def conv_volume(image: Image, filters: Filters, biases: Array, pad: int = 0, stride: int = 1) -> Image:
    """One image of several channels. Shapes: (n_H, n_W, n_C), (f, f, n_C, n), (n,) → (n_H', n_W', n)."""
    f, border = len(filters), zero_pad(image[None], pad)[0]
    n_H, n_W = [(n + 2 * pad - f) // stride + 1 for n in image.shape[:2]]
    result = np.zeros((n_H, n_W, filters.shape[3]))
    for h, w in np.ndindex(n_H, n_W):
        seen = window(border, (h * stride, w * stride), f)
        for k in range(result.shape[2]):
            result[h, w, k] = np.sum(seen * filters[..., k]) + biases[k]
    return result


def conv_forward(A_prev: Images, W: Filters, b: Array, hparameters: Mapping[str, int]) -> tuple[Images, Cache]:
    """A batch and a bank of filters. Shapes: (m, n_H, n_W, n_C_prev), (f, f, n_C_prev, n_C) → (m, n_H', n_W', n_C)."""
    stride, pad, f = hparameters["stride"], hparameters["pad"], len(W)
    images = zero_pad(A_prev, pad)
    n_H, n_W = [(n - f + 2 * pad) // stride + 1 for n in A_prev.shape[1:3]]
    Z = np.zeros((len(A_prev), n_H, n_W, W.shape[3]))
    for i, h, w in np.ndindex(*Z.shape[:3]):
        seen = window(images[i], (h * stride, w * stride), f)
        for c in range(Z.shape[3]):
            Z[i, h, w, c] = np.sum(seen * W[..., c]) + b[..., c].item()
    return Z, (A_prev, W, b, hparameters)


def conv_backward(dZ: Images, cache: Cache) -> tuple[Images, Filters, Array]:
    """What every output value hands back to its window, its filter and its bias."""
    A_prev, W, b, hparameters = cache
    stride, pad, f = hparameters["stride"], hparameters["pad"], len(W)
    images, (n_H, n_W) = zero_pad(A_prev, pad), A_prev.shape[1:3]
    dA, dW, db = np.zeros(images.shape), np.zeros(W.shape), np.zeros(b.shape)
    for i, h, w, c in np.ndindex(*dZ.shape):
        top, left, slope = h * stride, w * stride, dZ[i, h, w, c]
        dA[i, top : top + f, left : left + f] += W[..., c] * slope
        dW[..., c] += window(images[i], (top, left), f) * slope
        db[..., c] += slope
    dA_prev = dA[:, pad : pad + n_H, pad : pad + n_W]
    return dA_prev, dW, db


def conv_nd(A_prev: Array, W: Array, b: Array, hparameters: Mapping[str, int]) -> Array:
    """Along one axis, two or three. Shapes: (m, places, n_C_prev), (f, …, n_C_prev, n_C) → (m, places', n_C)."""
    stride, pad, f = hparameters["stride"], hparameters["pad"], len(W)
    sizes = [(n - f + 2 * pad) // stride + 1 for n in A_prev.shape[1:-1]]
    inputs = np.pad(A_prev, [(0, 0), *[(pad, pad)] * len(sizes), (0, 0)])
    Z = np.zeros((len(A_prev), *sizes, W.shape[-1]))
    for i, *place in np.ndindex(*Z.shape[:-1]):
        corner = [step * stride for step in place]
        seen = window(inputs[i], corner, f)
        for c in range(W.shape[-1]):
            Z[(i, *place, c)] = np.sum(seen * W[..., c]) + b[..., c].item()
    return Z


def im2col(A_prev: Images, f: int, hparameters: Mapping[str, int]) -> Array:
    """A row per window. Shapes: (m, n_H, n_W, n_C) → (m · n_H' · n_W', f · f · n_C)."""
    stride, pad = hparameters["stride"], hparameters["pad"]
    images = zero_pad(A_prev, pad)
    n_H, n_W = [(n + 2 * pad - f) // stride + 1 for n in A_prev.shape[1:3]]
    rows = []
    for i, h, w in np.ndindex(len(A_prev), n_H, n_W):
        top, left = h * stride, w * stride
        seen = images[i, top : top + f, left : left + f, :]
        rows.append(seen.flatten())
    return np.array(rows)


def relu_backward(dA: Array, Z: Array) -> Array:
    """Number by number."""
    dZ = np.zeros(Z.shape)
    for place in np.ndindex(*Z.shape):
        if Z[place] > 0:
            dZ[place] = dA[place]
    return dZ


def softmax_loss(scores: Array, labels: Indices) -> tuple[float, Array]:
    """Picture by picture. Shapes: (m, C), (m,) → one number, (m, C)."""
    m, C = scores.shape
    loss, gradient = 0.0, np.zeros((m, C))
    for i in range(m):
        shifted = scores[i] - scores[i].max()
        powers = np.exp(shifted)
        total = powers.sum()
        loss += math.log(total) - shifted[labels[i]]
        gradient[i] = powers / total
        gradient[i, labels[i]] -= 1
    return loss / m, gradient / m


def sgd_step(parameters: Mapping[str, Array], gradients: Mapping[str, Array], learning_rate: float) -> dict[str, Array]:
    """Name by name."""
    moved = {}
    for name in parameters:
        step = learning_rate * gradients[name]
        moved[name] = parameters[name] - step
    return moved


def dilated_convolve2d(image: Image, kernel: Array, dilation: int, pad: int = 0) -> Image:
    """A kernel with holes over one plane, number by number. Shapes: (n_H, n_W), (f, f) → (n_H', n_W')."""
    f, plane = len(kernel), np.pad(image, pad)
    reach = (f - 1) * dilation + 1
    n_H, n_W = plane.shape[0] - reach + 1, plane.shape[1] - reach + 1
    result = np.zeros((n_H, n_W))
    for h, w, i, j in np.ndindex(n_H, n_W, f, f):
        result[h, w] += plane[h + i * dilation, w + j * dilation] * kernel[i, j]
    return result


def grouped_conv(image: Image, filters: Filters, biases: Array, groups: int) -> Image:
    """Each filter on the channels of its group. Shapes: (n_H, n_W, n_C), (f, f, n_C / groups, K), (K,) → (…, K)."""
    depth, count = filters.shape[2:]
    planes = []
    for k in range(count):
        group = k // (count // groups)
        channels = image[:, :, group * depth : (group + 1) * depth]
        planes.append(conv_volume(channels, filters[..., k : k + 1], biases[k : k + 1])[..., 0])
    return np.stack(planes, axis=2)


def col2im(rows: Array, shape: tuple[int, int, int, int], f: int, hparameters: Mapping[str, int]) -> Images:
    """Every row added where its window was cut out. Shapes: (m · n_H · n_W, f · f · n_C_prev) → shape."""
    m, n_H_prev, n_W_prev, depth = shape
    stride, pad = hparameters["stride"], hparameters["pad"]
    n_H, n_W = [(n + 2 * pad - f) // stride + 1 for n in (n_H_prev, n_W_prev)]
    images = np.zeros((m, n_H_prev + 2 * pad, n_W_prev + 2 * pad, depth))
    for number, (i, h, w) in enumerate(np.ndindex(m, n_H, n_W)):
        top, left = h * stride, w * stride
        share = rows[number].reshape(f, f, depth)
        images[i, top : top + f, left : left + f] += share
    return images[:, pad : pad + n_H_prev, pad : pad + n_W_prev]


def conv_backward_im2col(dZ: Images, cache: Cache) -> tuple[Images, Filters, Array]:
    """The way back by matrix products. Shapes: as conv_backward."""
    A_prev, W, b, hparameters = cache
    f, n_C = len(W), W.shape[-1]
    slopes = dZ.reshape(-1, n_C)
    windows = im2col(A_prev, f, hparameters)
    dW = np.matmul(windows.T, slopes).reshape(W.shape)
    db = slopes.sum(axis=0).reshape(b.shape)
    shares = np.matmul(slopes, W.reshape(-1, n_C).T)
    return col2im(shares, A_prev.shape, f, hparameters), dW, db


def causal_conv1d(A_prev: Array, W: Array, b: Array, dilation: int = 1) -> Array:
    """Place by place, looking back only. Shapes: (m, n, n_C_prev), (f, n_C_prev, n_C), (1, 1, n_C) → (m, n, n_C)."""
    f = len(W)
    Z = np.zeros((*A_prev.shape[:2], W.shape[2])) + b
    for t, k in np.ndindex(A_prev.shape[1], f):
        place = t - (f - 1 - k) * dilation
        if place >= 0:
            Z[:, t] += A_prev[:, place] @ W[k]
    return Z


def conv1d_backward(dZ: Array, A_prev: Array, W: Array, hparameters: Mapping[str, int]) -> tuple[Array, Array, Array]:
    """Output by output. Shapes: (m, n, n_C), (m, n_prev, n_C_prev), (f, n_C_prev, n_C) → these, (1, 1, n_C)."""
    stride, pad, f = hparameters["stride"], hparameters["pad"], len(W)
    padded = np.pad(A_prev, ((0, 0), (pad, pad), (0, 0)))
    back, dW, db = np.zeros(padded.shape), np.zeros(W.shape), np.zeros((1, 1, W.shape[2]))
    for i, t, c in np.ndindex(dZ.shape):
        begin, slope = t * stride, dZ[i, t, c]
        back[i, begin : begin + f] += W[:, :, c] * slope
        dW[:, :, c] += padded[i, begin : begin + f] * slope
        db[..., c] += slope
    return back[:, pad : pad + A_prev.shape[1]], dW, db


def conv_transpose(A_prev: Images, W: Array, b: Array, hparameters: Mapping[str, int]) -> Images:
    """Each pixel lays its patch on a canvas; what overlaps adds up; the rim is cut off.

    Shapes: A_prev (m, n_H_prev, n_W_prev, n_C_prev), W (f, f, n_C, n_C_prev) → (m, n_H, n_W, n_C).
    """
    stride, pad = hparameters["stride"], hparameters["pad"]
    m, n_H_prev, n_W_prev, _ = A_prev.shape
    f, n_C = len(W), W.shape[2]
    height, width = (n_H_prev - 1) * stride + f, (n_W_prev - 1) * stride + f
    canvas = np.zeros((m, height, width, n_C))
    for i, h, w, c in np.ndindex(m, n_H_prev, n_W_prev, n_C):
        top, left = h * stride, w * stride
        patch = W[:, :, c] @ A_prev[i, h, w]
        canvas[i, top : top + f, left : left + f, c] += patch
    Z = canvas[:, pad : height - pad, pad : width - pad]
    return Z + b
