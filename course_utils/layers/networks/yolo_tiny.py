"""YOLOv3-tiny: thirteen convolutions, two grids of answers. Needs Keras when called."""

from __future__ import annotations

from course_utils.errors import ArgumentError
from course_utils.types import Model, Symbolic

NAME = "yolov3_tiny"
ANCHORS = {  # (width, height) in pixels of a 416 × 416 picture, for the coarse and the fine grid
    "coarse": ((81, 82), (135, 169), (344, 319)),
    "fine": ((10, 14), (23, 27), (37, 58)),
}
CLASSES = 80
_BODY = (16, 32, 64, 128, 256, 512, 1024)  # filters of the 3 × 3 convolutions, a pooling before each but the first
_ANSWERS = 3 * (5 + CLASSES)


def yolov3_tiny(size: int = 416) -> Model:
    """Return the network as a keras.Model with fresh weights; convolutions are named conv0 … conv12.

    Their leaky ReLUs are named act0 … act12; conv9 and conv12, which answer, have none.

    Shapes:
        pictures (m, size, size, 3), red green blue 0…1 → coarse (m, S, S, 3, 85) with S = size / 32, fine
        (m, 2S, 2S, 3, 85). The 85: x, y, w, h, confidence and 80 classes, all before their sigmoid or exponential.

    Raises:
        ArgumentError: size is no multiple of 32.

    Source: J. Redmon, A. Farhadi, YOLOv3: an incremental improvement, 2018 (arXiv:1804.02767).

    >>> [shape[1:] for shape in yolov3_tiny(64).output_shape]
    [(2, 2, 3, 85), (4, 4, 3, 85)]
    """
    import keras
    from keras import layers

    if not isinstance(size, int) or size < 32 or size % 32:
        raise ArgumentError(f"size must be a multiple of 32; received size={size!r}.", "Example: size=416.")
    pictures = keras.Input((size, size, 3), name="pictures")
    body = [_conv(pictures, 0, _BODY[0], 3)]
    for number, filters in enumerate(_BODY[1:], start=1):
        # The last pooling moves by 1: the grid keeps its 13 × 13 cells.
        pooled = layers.MaxPooling2D(2, strides=1 if number == 6 else 2, padding="same")(body[-1])
        body.append(_conv(pooled, number, filters, 3))
    shared = _conv(body[6], 7, 256, 1)
    coarse = _conv(_conv(shared, 8, 512, 3), 9, _ANSWERS, 1)
    larger = layers.UpSampling2D(2)(_conv(shared, 10, 128, 1))
    fine = _conv(_conv(layers.Concatenate()([larger, body[4]]), 11, 256, 3), 12, _ANSWERS, 1)
    cells = {"coarse": (coarse, size // 32), "fine": (fine, size // 16)}
    outputs = [layers.Reshape((S, S, 3, 5 + CLASSES), name=name)(grid) for name, (grid, S) in cells.items()]
    return keras.Model(pictures, outputs, name=NAME)


def _conv(x: Symbolic, number: int, filters: int, f: int) -> Symbolic:
    from keras import layers

    x = layers.Conv2D(filters, f, padding="same", name=f"conv{number}")(x)
    return x if filters == _ANSWERS else layers.LeakyReLU(negative_slope=0.1, name=f"act{number}")(x)
