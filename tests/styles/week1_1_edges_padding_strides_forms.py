"""Right answers to week1/1_edges_padding_strides in other forms: classes, closures, partials, matches, recursion."""

from collections import deque
from functools import cache, partial, reduce, wraps
from itertools import count, product
from types import MappingProxyType

import numpy as np
from numpy.lib.stride_tricks import as_strided


def conv_output_size_by_recursion(n, f, pad, stride):
    if pad:
        return conv_output_size_by_recursion(n + 2 * pad, f, 0, stride)
    return 1 if n - f < stride else 1 + conv_output_size_by_recursion(n - stride, f, 0, stride)


def conv_output_size_by_walrus(*, n, f, pad, stride):
    return 1 if (rest := n + 2 * pad - f) < stride else rest // stride + 1


def conv_output_size_by_divmod(rows, window, border, step):
    places, _left_over = divmod(rows + border + border - window, step)
    return int(places + 1)


class _Walk:
    """A window that walks along one axis."""

    def __init__(self, f, stride):
        self.f, self.stride = f, stride

    def __call__(self, length):
        return 1 + (length - self.f) // self.stride

    @classmethod
    def of_padded(cls, n, f, pad, stride):
        return cls(f, stride)(n + 2 * pad)


conv_output_size_by_a_class_method = _Walk.of_padded
same_padding_by_lambda = lambda f: len(range(1, f, 2))  # noqa: E731


def same_padding_by_search(f):
    return next(pad for pad in count() if conv_output_size_by_divmod(f, f, pad, 1) == f)


def same_padding_by_recursion(f):
    return 0 if f == 1 else 1 + same_padding_by_recursion(f - 2)


def same_padding_by_keyword_only(*, f):
    """For odd sizes half of the rows, rounded down."""
    half, _ = divmod(f, 2)
    return half


def _padded(function):
    """Hands a function the image with its border on."""

    @wraps(function)
    def with_border(image, kernel, pad=0, stride=1):
        return function(np.pad(image, pad), kernel, stride)

    return with_border


@_padded
def convolve2d_by_decorator(image, kernel, stride):
    f = len(kernel)
    return np.array([
        [np.vdot(image[h : h + f, w : w + f], kernel) for w in range(0, image.shape[1] - f + 1, stride)]
        for h in range(0, image.shape[0] - f + 1, stride)
    ])  # fmt: skip


def convolve2d_by_columns(image, kernel, *, pad=0, stride=1):
    """Every window becomes a row; one product with the kernel answers for all of them."""
    image = np.ascontiguousarray(np.pad(image, [(pad, pad)] * 2, mode="constant"))
    f, (n_H, n_W) = kernel.shape[0], image.shape
    down, right = image.strides
    rows, columns = (n_H - f) // stride + 1, (n_W - f) // stride + 1
    windows = as_strided(image, (rows, columns, f, f), (stride * down, stride * right, down, right), writeable=False)
    return (windows.reshape(rows * columns, f * f) @ kernel.ravel()).reshape(rows, columns)


class _Convolver:
    """Slides a kernel; remembers nothing but how to fill the border."""

    def __init__(self, **border):
        self.border = border

    def slide(self, image, kernel, pad=0, stride=1):
        framed = np.pad(image, pad, **self.border)
        f = kernel.shape[0]
        result = np.zeros([(n - f) // stride + 1 for n in framed.shape], order="F")
        for (h, w), _ in np.ndenumerate(result):
            result[h, w] = sum(map(float, (framed[h * stride :, w * stride :][:f, :f] * kernel).flat))
        return result


convolve2d_by_a_method = _Convolver(mode="constant", constant_values=0).slide


def convolve2d_by_fourier(photo, weights, border=0, step=1):
    """A product of spectra is a convolution with the turned kernel."""
    photo = np.pad(np.asarray(photo, dtype=float), border)
    spectrum = np.fft.rfft2(photo) * np.fft.rfft2(weights[::-1, ::-1], s=photo.shape)
    f = len(weights)
    return np.fft.irfft2(spectrum, s=photo.shape)[f - 1 :: step, f - 1 :: step]


def edge_filter_by_match(kind):
    match kind.split():
        case [name, "horizontal"]:
            return edge_filter_by_match(name).T
        case ["horizontal"]:
            return edge_filter_by_match("vertical").T
        case ["vertical"]:
            weights = 1, 1, 1
        case ["sobel"]:
            weights = 1, 2, 1
        case _:
            weights = 3, 10, 3
    return np.array([[w, 0, -w] for w in weights], dtype="int8")


def _filters():
    for name, middle, side in (("vertical", 1, 1), ("sobel", 2, 1), ("scharr", 10, 3)):
        kernel = np.outer([side, middle, side], [1.0, 0.0, -1.0])
        kernel.setflags(write=False)
        yield name, kernel
        yield f"{name} horizontal".removeprefix("vertical "), kernel.transpose()


edge_filter_by_a_mapping = MappingProxyType(dict(_filters())).__getitem__


@cache
def edge_filter_by_cache(kind):
    if kind.endswith("horizontal"):
        upright = kind.partition(" ")[0].replace("horizontal", "vertical")
        return np.rot90(edge_filter_by_cache(upright), -1)[:, ::-1]
    kernel = np.zeros((3, 3), dtype=">f8")
    kernel[:, 0] = {"vertical": (1, 1, 1), "sobel": (1, 2, 1), "scharr": (3, 10, 3)}[kind]
    return kernel - kernel[:, ::-1]


def conv_volume_by_list_comprehensions(image, filters, biases, *, pad, stride):
    channels, maps = range(filters.shape[2]), range(filters.shape[3])
    planes = [
        sum(convolve2d_by_decorator(image[..., c], filters[..., c, k], pad, stride) for c in channels) + biases[k]
        for k in maps
    ]
    return np.stack(planes, axis=2)


def conv_volume_by_a_closure(photo, bank, shifts, border, step):
    framed = np.pad(photo, ((border, border), (border, border), (0, 0)))
    f = bank.shape[0]

    def corners(n):
        return range(0, n - f + 1, step)

    def answer(h, w):
        return np.tensordot(framed[h : h + f, w : w + f], bank, axes=3) + shifts

    return np.array([[answer(h, w) for w in corners(framed.shape[1])] for h in corners(framed.shape[0])])


def conv_volume_by_places_of_the_filter(image, filters, biases, pad, stride):
    """Nine shifted images, each through a 1×1 filter; channels first, then turned back."""
    image = np.pad(image, [[pad, pad], [pad, pad], [0, 0]])
    n_H, n_W = ((n - len(filters)) // stride + 1 for n in image.shape[:2])
    volume = np.tile(np.reshape(biases, (-1, 1, 1)).astype(float), (1, n_H, n_W))
    for h, w in product(range(len(filters)), repeat=2):
        shifted = image[h::stride, w::stride][:n_H, :n_W]
        volume += np.einsum("hwc,ck->khw", shifted, filters[h, w])
    return np.moveaxis(volume, 0, -1)


def count_parameters_by_match(layers):
    counts = []
    for layer in layers:
        match layer:
            case {"kind": "conv", "f": f, "channels": channels, "filters": filters}:
                counts.append(filters * (f**2 * channels + 1))
            case {"kind": "dense", "inputs": n, "units": m}:
                counts.append(n * m + m)
            case _:
                counts.append(0)
    return counts


def count_parameters_by_recursion(layers):
    if not layers:
        return []
    first, *rest = layers
    if first["kind"] == "conv":
        weights, biases = (first["f"], first["f"], first["channels"], first["filters"]), first["filters"]
    elif first["kind"] == "dense":
        weights, biases = (first["inputs"], first["units"]), first["units"]
    else:
        weights, biases = (0,), 0
    return [reduce(int.__mul__, weights) + biases, *count_parameters_by_recursion(rest)]


def _learned(layers):
    for layer in deque(layers):
        fan_in = layer.get("inputs") or layer.get("f", 0) ** 2 * layer.get("channels", 0)
        yield (fan_in + 1) * layer.get("units", layer.get("filters", 0))


count_parameters_by_a_generator = lambda layers: tuple(_learned(layers))  # noqa: E731


def _count(rules, layers):
    return np.array([rules.get(layer["kind"], lambda **_: 0)(**layer) for layer in layers], dtype=np.int32)


count_parameters_by_partial = partial(
    _count,
    {
        "conv": lambda f, channels, filters, **_: (f * f * channels + 1) * filters,
        "dense": lambda inputs, units, **_: (inputs + 1) * units,
    },
)
