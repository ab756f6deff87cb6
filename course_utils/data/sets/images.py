"""The shipped photographs, and the student's own, as arrays."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from course_utils.data.paths import dataset_path
from course_utils.errors import ArgumentError, DataError

if TYPE_CHECKING:
    from PIL import Image

Image8 = NDArray[np.uint8]


def image_names() -> list[str]:
    """Return the names that `load_image` knows, sorted."""
    return sorted(path.stem for path in dataset_path("images").glob("*.jpg"))


def load_image(name: str | Path, size: int | tuple[int, int] | None = None) -> Image8:
    """Return a photograph as red, green and blue between 0 and 255.

    Args:
        name: a shipped photograph ("coffee"), a stored painting ("gallery/beta_1") or the path of an image file of
            your own.
        size: n for an n × n image, (height, width) for another shape, None to keep the file's.
            The middle of the picture is cut to the wanted proportions first: nothing is stretched.

    Shapes:
        returns (height, width, 3), uint8. A phone's rotation mark is obeyed; transparency becomes white.

    Raises:
        DataError: no such photograph and no such file, or the file is no image.
        ArgumentError: size is not one or two whole numbers ≥ 1.

    >>> load_image("coffee", size=64).shape
    (64, 64, 3)
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    shape = _shape(size)
    path = _find(name)
    try:
        with Image.open(path) as opened:
            picture = _flatten(ImageOps.exif_transpose(opened))
    except UnidentifiedImageError:
        raise DataError(f"{path} is not an image that can be read.", "Save it as JPEG or PNG.") from None
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        message = f"{path} cannot be read as an image: {error}."
        raise DataError(message, "Save it again as JPEG or PNG.") from None
    if shape is not None:
        picture = ImageOps.fit(picture, (shape[1], shape[0]), Image.Resampling.LANCZOS)
    return np.array(picture, dtype=np.uint8)


def _flatten(picture: Image.Image) -> Image.Image:
    """Return an RGB picture; what is transparent becomes white instead of black."""
    from PIL import Image

    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        rgba = picture.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", rgba.size, "white"), rgba).convert("RGB")
    return picture.convert("RGB")


def _shape(size: int | tuple[int, int] | None) -> tuple[int, int] | None:
    if size is None:
        return None
    pair = size if isinstance(size, tuple) else (size, size)
    whole = all(isinstance(side, int | np.integer) and not isinstance(side, bool) for side in pair)
    if len(pair) != 2 or not whole or min(pair) < 1:
        raise ArgumentError(
            f"size must be a whole number ≥ 1 or (height, width); received size={size!r}.",
            "Example: load_image('coffee', size=64).",
        )
    return int(pair[0]), int(pair[1])


def _find(name: str | Path) -> Path:
    stored = str(name).startswith("gallery/")
    shipped = dataset_path(f"{name}.jpg" if stored else f"images/{name}.jpg")
    own = Path(name).expanduser()
    if shipped.is_file():
        return shipped
    if own.is_file():
        return own
    raise DataError(
        f"There is no photograph called {str(name)!r} and no file at that path (looked in {Path.cwd()}).",
        f"Shipped photographs: {', '.join(image_names()) or 'none (run course data verify)'}; "
        "or give the path of your own image file.",
    )
