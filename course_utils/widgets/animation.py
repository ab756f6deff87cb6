"""A film, picture by picture: something is drawn on every frame while a bar says how long it takes."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from course_utils.data.files import replace_file
from course_utils.data.sets.frames import load_frames
from course_utils.errors import ArgumentError
from course_utils.types import Photo
from course_utils.widgets.drawing.figures import Figure
from course_utils.widgets.drawing.svg import data_address
from course_utils.widgets.progress import Progress

if TYPE_CHECKING:
    from PIL.Image import Image


def animate(
    frames: str | Path | Iterable[Photo],
    annotate: Callable[[Photo], Photo],
    caption: str,
    file: str | Path | None = None,
    per_second: float = 4.0,
    width: int = 300,
    keep: Sequence[tuple[int, int, int]] = (),
) -> Figure:
    """Annotate every frame and show the animated GIF; `file` also keeps it. Stopped, it shows the frames it has.

    Args:
        frames: a folder of pictures, an animated GIF or WebP, or the pictures themselves.
        annotate: from a frame (height, width, 3), uint8, to the picture to show, of the same kind.
        caption: what the film shows; also its alt text.
        file: where the GIF is written, or None. per_second: frames a second. width: pixels of the GIF.
        keep: colours that stay exactly as they are; of the others the film holds 64.

    Raises:
        DataError: no such folder or file, or no picture in it.
        ArgumentError: no frame, or `annotate` gives something else than a picture.
    """
    pictures = load_frames(frames) if isinstance(frames, (str, Path)) else list(frames)
    if not pictures:
        raise ArgumentError("There is no frame to animate.", "Give a folder of pictures, or a list of arrays.")
    shown, bar = [], Progress(len(pictures), "frame")
    for done, frame in enumerate(pictures, start=1):
        shown.append(_small(annotate(frame), width))
        bar.update(done, stopped=bar.stopped)
        if bar.stopped:
            break
    data = _gif(shown, per_second, keep)
    if file is not None:
        replace_file(Path(file).expanduser(), data)
    words = escape(caption)
    return Figure(f'<img alt="{words}" src="{data_address(data, "gif")}"/><p>{words}</p>', caption)


def _small(values: Photo, width: int) -> Image:
    from PIL.Image import Resampling, fromarray

    array = np.asarray(values)
    if array.dtype != np.uint8 or array.ndim != 3 or array.shape[2] != 3:
        raise ArgumentError(
            f"annotate must return a picture (height, width, 3) of bytes; received shape {array.shape}, {array.dtype}."
        )
    picture = fromarray(array)
    return picture.resize((width, max(1, round(width * picture.height / picture.width))), Resampling.LANCZOS)


def _gif(pictures: Sequence[Image], per_second: float, keep: Sequence[tuple[int, int, int]]) -> bytes:
    """The film with one palette for all frames, so that still parts do not flicker."""
    from PIL.Image import Dither

    palette = _palette(pictures[:: max(1, len(pictures) // 8)], keep)
    frames = [picture.quantize(palette=palette, dither=Dither.NONE) for picture in pictures]
    buffer = io.BytesIO()
    milliseconds = round(1000 / per_second)
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:], duration=milliseconds, loop=0)
    return buffer.getvalue()


def _palette(pictures: Sequence[Image], keep: Sequence[tuple[int, int, int]]) -> Image:
    """An image whose palette holds the 64 colours that suit `pictures`, and those to keep."""
    from PIL.Image import new

    strip = new("RGB", (pictures[0].width, sum(picture.height for picture in pictures)))
    top = 0
    for picture in pictures:
        strip.paste(picture, (0, top))
        top += picture.height
    colours = strip.quantize(64).getpalette() or []
    palette = new("P", (1, 1))
    palette.putpalette([*colours[: 3 * 64], *(part for colour in keep for part in colour)])
    return palette
