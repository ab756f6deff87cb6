"""`load_detector`: YOLOv3-tiny on photographs, its answers decoded into the classic four arrays."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_utils.data.sets.coco import COCO_NAMES
from course_utils.data.weights import load_weights
from course_utils.errors import ArgumentError
from course_utils.layers.detection.boxes import non_max_suppression, scale_boxes
from course_utils.layers.detection.yolo import yolo_boxes_to_corners
from course_utils.layers.networks.pretrained import fill
from course_utils.layers.networks.yolo_tiny import ANCHORS, NAME, yolov3_tiny
from course_utils.types import Model

Floats = NDArray[np.float32]
YoloOutputs = tuple[Floats, Floats, Floats, Floats]
SIZE = 416
_LAST = {"xy": 2, "wh": 2, "boxes": 4, "confidence": 1, "probabilities": 80}


class Detector:
    """A trained network that says what is where on a picture; `names` are its 80 classes.

    `network` is the keras.Model itself.
    """

    def __init__(self, network: Model, names: Sequence[str] = COCO_NAMES) -> None:
        import tensorflow as tf

        self.network, self.names = network, list(names)
        self._run = tf.function(network)  # one graph: half the time of calling layer by layer

    def __call__(self, image: ArrayLike) -> YoloOutputs:
        """Return all 2,535 boxes of one picture: the coarse grid's 507, then the fine grid's 2,028.

        Args:
            image: (height, width, 3), red green blue 0…255 or fractions 0…1, any size.

        Shapes:
            box_xy (2535, 2), box_wh (2535, 2), box_confidence (2535, 1), box_class_probs (2535, 80), float32.
            Mid-points (x, y) and sizes (w, h) are shares of the picture; confidence and probabilities lie in 0…1.

        Raises:
            ArgumentError: image is no colour picture.
        """
        flat = [[part.reshape(-1, part.shape[-1]) for part in grid] for grid in self.grids(image)]
        xy, wh, confidence, probabilities = (np.concatenate(parts) for parts in zip(*flat))
        return xy, wh, confidence, probabilities

    def grids(self, image: ArrayLike) -> list[YoloOutputs]:
        """Return the same numbers cell by cell, for the coarse and the fine grid.

        Shapes:
            per grid xy (S, S, 3, 2), wh (S, S, 3, 2), confidence (S, S, 3, 1), probabilities (S, S, 3, 80), with
            S = 13 and 26; rows first, 3 anchors in each cell.

        Raises:
            ArgumentError: image is no colour picture.
        """
        picture = _as_picture(image)
        inner, shares = letterbox(picture)
        answers = self._run(inner[None])
        return [
            _undo(decode(answer[0].numpy(), anchors), shares) for answer, anchors in zip(answers, ANCHORS.values())
        ]

    def detect(
        self, image: ArrayLike, score_threshold: float = 0.3, iou_threshold: float = 0.45, max_boxes: int = 20
    ) -> tuple[Floats, Floats, NDArray[np.int64]]:
        """Return what is on a picture, best first; boxes of different classes do not suppress each other.

        Shapes:
            image (height, width, 3) → scores (k,), boxes (k, 4): (y1, x1, y2, x2) in pixels inside the
            picture, classes (k,).

        Raises:
            ArgumentError: image is no colour picture.
        """
        picture = _as_picture(image)
        xy, wh, confidence, probabilities = self(picture)
        scores = confidence * probabilities
        # A box may pass for two classes, as darknet has it.
        box, kind = np.nonzero(scores >= score_threshold)
        corners = np.clip(yolo_boxes_to_corners(xy, wh)[box], 0, 1)
        boxes, values = scale_boxes(corners, picture.shape[:2]), scores[box, kind]
        kept = non_max_suppression(boxes, values, kind, iou_threshold, max_boxes)
        return values[kept], boxes[kept], kind[kept]


def load_detector() -> Detector:
    """Return YOLOv3-tiny with the shipped weights, learnt on 118,000 photographs of COCO.

    Raises:
        DataError: the file of weights is missing or is not the one that was shipped.

    Source: J. Redmon, A. Farhadi, YOLOv3: an incremental improvement, 2018 (arXiv:1804.02767).

    >>> load_detector().names[:3]
    ['person', 'bicycle', 'car']
    """
    return Detector(fill(yolov3_tiny(SIZE), load_weights(NAME)))


def letterbox(image: NDArray[np.uint8]) -> tuple[Floats, tuple[float, float]]:
    """Fit a picture into a grey square without stretching it.

    Shapes:
        image (height, width, 3), uint8 → (416, 416, 3), float32, 0…1, and the shares of the square's height
        and width that the picture takes; it lies in the middle.

    >>> square, shares = letterbox(np.zeros((100, 200, 3), np.uint8))
    >>> square.shape, shares
    ((416, 416, 3), (0.5, 1.0))
    """
    from PIL import Image

    height, width = image.shape[:2]
    scale = SIZE / max(height, width)
    new = max(1, round(height * scale)), max(1, round(width * scale))
    square = np.full((SIZE, SIZE, 3), 0.5, np.float32)
    top, left = (SIZE - new[0]) // 2, (SIZE - new[1]) // 2
    resized = Image.fromarray(image).resize((new[1], new[0]), Image.Resampling.BILINEAR)
    square[top : top + new[0], left : left + new[1]] = np.asarray(resized, np.float32) / 255
    return square, (new[0] / SIZE, new[1] / SIZE)


def decode(answer: ArrayLike, anchors: Sequence[Sequence[float]], size: int = SIZE) -> YoloOutputs:
    """From one grid of the network's numbers to mid-points, sizes, confidences and probabilities.

    b_xy = (cell + sigmoid(t_xy)) / S, b_wh = anchor · exp(t_wh) / size.

    Shapes:
        answer (S, S, A, 5 + C), anchors (A, 2) in pixels of a picture of `size` → xy and wh (S, S, A, 2) as shares
        of that picture, confidence (S, S, A, 1), probabilities (S, S, A, C).

    >>> xy, wh, confidence, probabilities = decode(np.zeros((2, 2, 1, 7)), [(104, 208)])
    >>> xy[0, 1, 0].tolist(), wh[0, 1, 0].tolist(), confidence[0, 1, 0].tolist()
    ([0.75, 0.25], [0.25, 0.5], [0.5])
    """
    raw = np.asarray(answer, np.float32)
    S = raw.shape[0]
    rows, columns = np.mgrid[:S, :S]
    cell = np.stack([columns, rows], axis=-1)[:, :, None]
    xy = (cell + _sigmoid(raw[..., :2])) / S
    wh = np.asarray(anchors, np.float32) / size * np.exp(raw[..., 2:4])
    rest = _sigmoid(raw[..., 4:])
    return xy.astype(np.float32), wh.astype(np.float32), rest[..., :1], rest[..., 1:]


def classic_outputs(
    seed: int = 10, parts: Sequence[str] = ("xy", "wh", "confidence", "probabilities"), S: int = 19, A: int = 5
) -> tuple[Floats, ...]:
    """Return numbers drawn in the layout of YOLOv2's outputs, which published figures were computed from.

    After `tf.random.set_seed(seed)` every part is drawn in the order given, normal with mean 1 and deviation 4.

    Args:
        parts: any of xy, wh, boxes, confidence, probabilities.

    Shapes:
        xy and wh (S, S, A, 2), boxes (S, S, A, 4), confidence (S, S, A, 1), probabilities (S, S, A, 80).

    Raises:
        ArgumentError: there is no such part.

    >>> [part.shape for part in classic_outputs(parts=("boxes", "confidence"))]
    [(19, 19, 5, 4), (19, 19, 5, 1)]
    """
    import tensorflow as tf

    unknown = [part for part in parts if part not in _LAST]
    if unknown:
        raise ArgumentError(f"There is no part called {unknown[0]!r}.", f"Parts: {', '.join(_LAST)}.")
    tf.random.set_seed(seed)
    return tuple(tf.random.normal((S, S, A, _LAST[part]), mean=1, stddev=4, seed=1).numpy() for part in parts)


def _as_picture(image: ArrayLike) -> NDArray[np.uint8]:
    picture = np.asarray(image)
    if picture.ndim != 3 or picture.shape[2] != 3 or 0 in picture.shape:
        raise ArgumentError(
            f"image must have shape (height, width, 3); received {picture.shape}.", "load_image(...) gives one."
        )
    if picture.dtype.kind not in "uif" or not (picture.min() >= 0 and picture.max() <= 255):
        raise ArgumentError("image must hold numbers from 0 to 255.", "load_image(...) gives such a picture.")
    fractions = picture.dtype.kind == "f" and picture.max() <= 1
    whole: NDArray[np.uint8] = np.rint(picture * 255 if fractions else picture).astype(np.uint8)
    return whole


def _undo(parts: YoloOutputs, shares: tuple[float, float]) -> YoloOutputs:
    """From shares of the square to shares of the picture in its middle."""
    xy, wh, confidence, probabilities = parts
    taken = np.array(shares[::-1], np.float32)
    return (xy - 0.5) / taken + np.float32(0.5), wh / taken, confidence, probabilities


def _sigmoid(t: Floats) -> Floats:
    return np.asarray(0.5 + 0.5 * np.tanh(t / 2), np.float32)  # tanh never overflows
