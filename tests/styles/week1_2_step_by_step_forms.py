"""Right answers to week1/2_step_by_step in other forms: classes, closures, partials, recursion, matrices, other layouts."""

import math
from collections import namedtuple
from functools import partial, reduce, wraps
from itertools import product

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def zero_pad_by_matrices(X, pad):
    """Rows and columns move by products with shifted unit matrices."""
    down, right = (np.eye(n + 2 * pad, n, -pad) for n in X.shape[1:3])
    return np.einsum("ih,jw,mhwc->mijc", down, right, X)


def zero_pad_by_recursion(X, *, pad):
    if pad == 0:
        return X
    framed = np.insert(X, [0, X.shape[1]], 0, axis=1)
    return zero_pad_by_recursion(np.insert(framed, [0, X.shape[2]], 0, axis=2), pad=pad - 1)


class _Frame:
    """A border of one value around every image."""

    def __init__(self, value=0.0, dtype=">f8"):
        self.value, self.dtype = value, dtype

    def __call__(self, images, width):
        m, rows, columns, channels = images.shape
        framed = np.full((m, rows + 2 * width, columns + 2 * width, channels), self.value, self.dtype)
        framed[:, width : width + rows, width : width + columns] = images
        framed.flags.writeable = False
        return framed


zero_pad_by_a_callable = _Frame()


def conv_single_step_by_exact_sum(a_slice_prev, W, b):
    products = [a * w for a, w in zip(a_slice_prev.ravel().tolist(), W.ravel().tolist())]
    return math.fsum([*products, b.item()])


def conv_single_step_by_recursion(a_slice_prev, W, b):
    def total(x, y):
        return x * y if np.ndim(x) == 0 else sum(total(u, v) for u, v in zip(x, y))

    return total(a_slice_prev, W) + b[0, 0, 0]


conv_single_step_by_lambda = lambda window, weights, bias: np.einsum("hwc,hwc->", window, weights) + bias.squeeze()  # noqa: E731

Cache = namedtuple("Cache", "A_prev W b hparameters")


class _Convolution:
    """Windows as rows of a matrix, filters as its partner's columns."""

    @staticmethod
    def rows_of(A, f, stride):
        windows = sliding_window_view(A, (f, f), axis=(1, 2))[:, ::stride, ::stride]
        return windows.transpose(0, 1, 2, 4, 5, 3)

    def __call__(self, A_prev, W, b, hparameters):
        framed = zero_pad_by_a_callable(A_prev, hparameters["pad"])
        rows = self.rows_of(framed, W.shape[0], hparameters["stride"])
        Z = rows.reshape(*rows.shape[:3], -1) @ W.reshape(-1, W.shape[-1]) + b
        return Z, Cache(A_prev, W, b, hparameters)


conv_forward_by_a_callable = _Convolution()


def conv_forward_by_channels_first(A_prev, W, b, hp):
    """Small images in the last axes, as other libraries like them; the answer is a turned view."""
    stride, pad = hp["stride"], hp["pad"]
    x = np.pad(np.moveaxis(A_prev, -1, 1), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    f, (rows, columns) = len(W), (1 + (n - len(W)) // stride for n in x.shape[2:])
    z = np.zeros((len(x), W.shape[-1], rows, columns))
    for i, j in np.ndindex(f, f):
        part = x[:, :, i : i + stride * rows : stride, j : j + stride * columns : stride]
        z += np.einsum("mchw,ck->mkhw", part, W[i, j])
    z += b.reshape(1, -1, 1, 1)
    return np.moveaxis(z, 1, -1), (A_prev, W, b, hp)


def conv_forward_by_helpers(A_prev, W, b, hparameters):
    """The four loops, with the helpers of the notebook, in one comprehension."""
    stride, pad = (hparameters[key] for key in ("stride", "pad"))
    f, _, _, n_C = W.shape
    padded = zero_pad_by_matrices(A_prev, pad)
    n_H, n_W = ((n - f) // stride + 1 for n in padded.shape[1:3])
    Z = np.fromiter(
        (
            conv_single_step_by_exact_sum(image[h : h + f, w : w + f], W[..., c], b[..., c])
            for image in padded
            for h in range(0, n_H * stride, stride)
            for w in range(0, n_W * stride, stride)
            for c in range(n_C)
        ),
        dtype=np.float32,
    )
    return [Z.reshape(len(A_prev), n_H, n_W, n_C), [A_prev, W, b, hparameters]]


def _pooling(**reducers):
    def pool(A_prev, hparameters, *, mode="max"):
        f, stride = hparameters["f"], hparameters["stride"]
        windows = sliding_window_view(A_prev, (f, f), (1, 2))[:, ::stride, ::stride]
        return reducers[mode](windows, axis=(-2, -1)), (A_prev, hparameters)

    return pool


pool_forward_by_a_closure = _pooling(max=np.max, average=np.mean)


def pool_forward_by_match(A_prev, hparameters, mode="max"):
    match hparameters:
        case {"f": f, "stride": stride}:
            corners = [range(0, n - f + 1, stride) for n in A_prev.shape[1:3]]
    A = np.empty((len(A_prev), *map(len, corners), A_prev.shape[-1]), dtype=np.float32)
    for (h, top), (w, left) in product(*map(enumerate, corners)):
        pixels = A_prev[:, top : top + f, left : left + f].reshape(len(A), f * f, -1)
        A[:, h, w] = np.sort(pixels, axis=1)[:, -1] if mode == "max" else np.add.reduce(pixels, 1) / f**2
    return A, (A_prev, hparameters)


def pool_forward_by_two_steps(A_prev, hparameters, mode="max"):
    """First along rows, then along columns: both means and maxima allow it."""
    join = np.maximum if mode == "max" else np.add

    def along(x, axis):
        f, stride = hparameters["f"], hparameters["stride"]
        x = np.swapaxes(x, 0, axis)
        places = (len(x) - f) // stride + 1
        parts = [x[i : i + stride * places : stride][:places] for i in range(f)]
        return np.swapaxes(reduce(join, parts) / (1 if mode == "max" else f), 0, axis)

    return along(along(A_prev, 1), 2), (A_prev, hparameters)


def conv_backward_by_scatter(dZ, cache):
    """np.add.at adds into the padded gradient, however windows overlap."""
    A_prev, W, _b, hparameters = cache
    s, p = hparameters["stride"], hparameters["pad"]
    padded = np.pad(A_prev, [(0, 0), (p, p), (p, p), (0, 0)])
    h, w, i, j = np.ogrid[: dZ.shape[1], : dZ.shape[2], : W.shape[0], : W.shape[1]]
    rows, columns = h * s + i, w * s + j
    d_padded = np.zeros(padded.shape)
    np.add.at(d_padded, (slice(None), rows, columns), np.einsum("mhwk,ijck->mhwijc", dZ, W))
    dW = np.einsum("mhwijc,mhwk->ijck", padded[:, rows, columns], dZ)
    middle = slice(p, -p or None)
    return d_padded[:, middle, middle], dW, dZ.sum((0, 1, 2), keepdims=True)


class _Gradients:
    def __init__(self, cache):
        self.A, self.W, self.b, self.settings = cache
        self.dA, self.dW, self.db = (np.zeros(np.shape(x), dtype="float32") for x in (self.A, self.W, self.b))

    def add(self, dz, i, h, w, c):
        """One number of dZ back to its window, clipped to the image, its filter and its bias."""
        step, pad, f = self.settings["stride"], self.settings["pad"], len(self.W)
        for y, x in np.ndindex(f, f):
            row, column = h * step - pad + y, w * step - pad + x
            if 0 <= row < self.A.shape[1] and 0 <= column < self.A.shape[2]:
                self.dA[i, row, column] += dz * self.W[y, x, :, c]
                self.dW[y, x, :, c] += dz * self.A[i, row, column]
        self.db[0, 0, 0, c] += dz

    @classmethod
    def of(cls, dZ, cache):
        gradients = cls(cache)
        for place, dz in np.ndenumerate(dZ):
            gradients.add(dz, *place)
        return gradients.dA, gradients.dW, gradients.db


conv_backward_by_a_class_method = _Gradients.of
create_mask_from_window_by_lambda = lambda window: ~(window < np.max(window))  # noqa: E731
create_mask_from_window_by_vectorize = lambda x: np.vectorize(partial(np.equal, np.amax(x)), otypes=[bool])(x)  # noqa: E731


def create_mask_from_window_by_places(x):
    best, mask = -math.inf, np.zeros_like(x, dtype=bool)
    for place in np.ndindex(*x.shape):
        if x[place] > best:
            best, mask[...] = x[place], False
        mask[place] = x[place] == best
    mask.setflags(write=False)
    return mask


distribute_value_by_partial = partial(lambda dtype, dz, shape: np.full(shape, dz / math.prod(shape), dtype), "float32")


def distribute_value_by_outer(dz, shape):
    n_H, n_W = shape
    return np.outer(np.repeat(dz, n_H) / n_H, np.ones(n_W) / n_W).T.copy().T


def distribute_value_by_tile(gradient, window):
    share = np.divide(gradient, np.multiply(*window))
    return np.tile(np.asarray(share, dtype=">f8"), window)


def _each_window(function):
    """Adds what a function gives for one window and its gradient, all channels at once."""

    @wraps(function)
    def backward(dA, cache, mode="max"):
        A_prev, hparameters = cache
        f, stride = hparameters["f"], hparameters["stride"]
        dA_prev = np.zeros_like(A_prev, dtype=float)
        for h, w in np.ndindex(dA.shape[1:3]):
            window = np.s_[:, h * stride : h * stride + f, w * stride : w * stride + f]
            dA_prev[window] += function(A_prev[window], dA[:, h : h + 1, w : w + 1], mode)
        return dA_prev

    return backward


@_each_window
def pool_backward_by_decorator(window, gradient, mode):
    if mode == "average":
        return np.ones(window.shape) * gradient / (window.shape[1] * window.shape[2])
    return (window == window.max(axis=(1, 2), keepdims=True)) * gradient


def pool_backward_by_masks(dA, cache, *, mode="max"):
    """The notebook's own helpers, window by window."""
    (A_prev, hparameters), dA_prev = cache, np.zeros(cache[0].shape)
    f, s = hparameters["f"], hparameters["stride"]
    for i, h, w, c in product(*map(range, dA.shape)):
        view = dA_prev[i, h * s : h * s + f, w * s : w * s + f, c]
        if mode == "max":
            view += dA[i, h, w, c] * create_mask_from_window_by_lambda(A_prev[i, h * s : h * s + f, w * s : w * s + f, c])
        else:
            view += distribute_value_by_outer(dA[i, h, w, c], (f, f))
    return dA_prev
