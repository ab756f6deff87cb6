"""The pictures of a short film: a folder of image files, or one animated file, as arrays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from course_utils.data.sets.images import Image8, load_image
from course_utils.errors import DataError

SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".bmp"}
MOST, LONGEST = 300, 640
_SPLIT = "Split a video first: ffmpeg -i my_video.mp4 -r 5 my_frames/%04d.jpg"


def load_frames(source: str | Path) -> list[Image8]:
    """Return the frames in order: files of a folder by name, or the pictures of an animated GIF or WebP.

    Shapes: every frame (height, width, 3), uint8, at most 640 pixels in its longer side.
    Raises: DataError where there is no such folder or file, no picture in it, or more than 300.
    """
    path = Path(source).expanduser()
    if not path.exists():
        raise DataError(f"There is no folder and no file called {str(path)!r}.", _SPLIT)
    frames = list(_of_folder(path) if path.is_dir() else _of_file(path))
    if not frames:
        raise DataError(f"{path} holds no picture ({', '.join(sorted(SUFFIXES))}).", _SPLIT)
    return frames


def _of_folder(folder: Path) -> Iterator[Image8]:
    files = sorted(file for file in folder.iterdir() if file.suffix.lower() in SUFFIXES)
    _hold(folder, len(files))
    return (_shrunk(load_image(file)) for file in files)


def _of_file(file: Path) -> Iterator[Image8]:
    from PIL import Image, ImageSequence, UnidentifiedImageError

    try:
        with Image.open(file) as film:
            _hold(file, getattr(film, "n_frames", 1))
            for frame in ImageSequence.Iterator(film):
                yield _shrunk(np.array(frame.convert("RGB"), dtype=np.uint8))
    except (UnidentifiedImageError, OSError) as error:
        raise DataError(f"{file} is neither a folder nor an animated picture that can be read.", _SPLIT) from error


def _hold(path: Path, count: int) -> None:
    if count > MOST:
        raise DataError(f"{path} holds {count} pictures; at most {MOST} can be taken.", "Take fewer per second.")


def _shrunk(frame: Image8) -> Image8:
    from PIL import Image

    picture = Image.fromarray(frame)
    picture.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    return np.array(picture, dtype=np.uint8)
