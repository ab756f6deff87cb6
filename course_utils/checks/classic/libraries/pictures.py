"""Pictures as scipy, Pillow and OpenCV read and changed them in their day: files, sizes and orders of colours."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from course_utils.checks.classic.inert import INERT
from course_utils.checks.classic.libraries.overlay import Overlay
from course_utils.types import Image, Photo

_WAYS = {"nearest": 0, "lanczos": 1, "bilinear": 2, "bicubic": 3}  # numbers of Pillow's filters


def scipy() -> Overlay:
    """scipy with `misc` and with `ndimage.imread`; its other parts where it is installed."""
    misc = Overlay("scipy.misc", {"imread": imread, "imresize": imresize, "imsave": imsave})
    ndimage = Overlay("scipy.ndimage", {"imread": imread}, *_installed("scipy.ndimage"))
    return Overlay("scipy", {"misc": misc, "ndimage": ndimage, "io": INERT}, *_installed("scipy"))


def pillow() -> Overlay:
    """PIL, whose Image has the filters of before version 10."""
    import PIL.Image as today

    lost = {"ANTIALIAS": "LANCZOS", "LINEAR": "BILINEAR", "CUBIC": "BICUBIC"}
    image = Overlay("PIL.Image", {name: getattr(today.Resampling, now) for name, now in lost.items()}, today)
    return Overlay("PIL", {"Image": image}, import_module("PIL"))


def _installed(name: str) -> tuple[ModuleType, ...]:
    try:
        return (import_module(name),)
    except ImportError:
        return ()


def imread(name: str | Path, flatten: bool = False, mode: str | None = None) -> Photo:
    """The picture of a file, (n_H, n_W, 3); (n_H, n_W) where it is grey or `flatten` asks for it."""
    from PIL import Image as Files

    with Files.open(name) as file:
        return np.asarray(file.convert("L") if flatten else file.convert(mode) if mode else file)


def imresize(arr: Image, size: int | float | tuple[int, int], interp: str = "bilinear") -> Photo:
    """A picture of another size: (rows, columns), a share, or a percentage."""
    rows, columns = np.shape(arr)[:2]
    if not isinstance(size, tuple):
        share = size / 100 if isinstance(size, int) else size
        size = (int(rows * share), int(columns * share))
    return _resized(arr, size, interp)


def _resized(pixels: Image, size: tuple[int, int], way: str) -> Photo:
    from PIL import Image as Files

    picture = Files.fromarray(np.asarray(pixels, np.uint8))
    return np.asarray(picture.resize((size[1], size[0]), Files.Resampling(_WAYS[way])))


def imsave(name: str | Path, arr: Image) -> None:
    """Write a picture to a file."""
    from PIL import Image as Files

    Files.fromarray(np.asarray(arr, np.uint8)).save(name)


def _read(filename: str, flags: int = 1) -> Photo | None:
    """cv2.imread: blue, green, red (n_H, n_W, 3), or grey where `flags` is 0; None where there is no such picture."""
    try:
        pixels = imread(filename, mode="L" if flags == 0 else "RGBA" if flags < 0 else "RGB")
    except OSError:
        return None
    return pixels if pixels.ndim == 2 else np.ascontiguousarray(_swapped(pixels))


def _swapped(pixels: Image) -> Image:
    """Blue and red in each other's place; a fourth channel stays."""
    return np.concatenate([pixels[..., 2::-1], pixels[..., 3:]], axis=-1)


def _resize(
    src: Image, dsize: Sequence[int] | None, dst: None = None, fx: float = 0, fy: float = 0, interpolation: int = 1
) -> Photo:
    """cv2.resize: `dsize` is (columns, rows), or None for shares `fx` and `fy` of them."""
    rows, columns = np.shape(src)[:2]
    width, height = dsize or (round(columns * fx), round(rows * fy))
    ways = ("nearest", "bilinear", "bicubic", "bilinear", "lanczos")
    return _resized(src, (int(height), int(width)), ways[interpolation])


def _recoloured(src: Image, code: int) -> Image:
    """cv2.cvtColor, for orders of three colours and for grey."""
    if code == _CONSTANTS["COLOR_GRAY2BGR"]:
        return np.dstack([src] * 3)
    if code == _CONSTANTS["COLOR_BGR2RGB"]:
        return np.ascontiguousarray(_swapped(np.asarray(src)))
    weights = np.array([0.114, 0.587, 0.299])  # of blue, green, red
    grey = np.asarray(src)[..., :3] @ (weights if code == _CONSTANTS["COLOR_BGR2GRAY"] else weights[::-1])
    rounded: Image = np.around(grey).astype(np.asarray(src).dtype)
    return rounded


_CONSTANTS = {
    "IMREAD_UNCHANGED": -1, "IMREAD_GRAYSCALE": 0, "IMREAD_COLOR": 1,
    "COLOR_BGR2RGB": 4, "COLOR_RGB2BGR": 4, "COLOR_BGR2GRAY": 6, "COLOR_RGB2GRAY": 7, "COLOR_GRAY2BGR": 8,
    "COLOR_GRAY2RGB": 8, "INTER_NEAREST": 0, "INTER_LINEAR": 1, "INTER_CUBIC": 2, "INTER_AREA": 3, "INTER_LANCZOS4": 4,
}  # fmt: skip
# What answers use of OpenCV, which this course does not install.
OPENCV: dict[str, Any] = {
    **_CONSTANTS,
    "imread": _read,
    "imwrite": lambda filename, img: imsave(filename, _swapped(img) if np.ndim(img) == 3 else img),
    "resize": _resize,
    "cvtColor": _recoloured,
    "flip": lambda src, flipCode: np.flip(src, (0, 1) if flipCode < 0 else min(flipCode, 1)),
}
