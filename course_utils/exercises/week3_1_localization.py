"""Exercises of week3/1_localization: target vectors, losses, windows, dense layers as convolutions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course_utils.exercises.base import Case, Exercise, ExerciseSet, Inputs, Mistake
from course_utils.exercises.naive import Array
from course_utils.layers.detection import localization as layers

Rng = np.random.RandomState
Function = Callable[..., Any]


def thing(rng: Rng, n_H: int, n_W: int, n_classes: int, label: int | None = None) -> Inputs:
    """A box that is no square and lies off the middle, in a picture that is no square."""
    x1, y1 = int(rng.randint(1, n_W // 3)), int(rng.randint(1, n_H // 3))
    width = int(rng.randint(4, n_W // 3))
    height = int(rng.choice([n for n in range(4, n_H // 3) if n * n_W != width * n_H]))
    drawn = int(rng.randint(n_classes)) if label is None else label
    return {"box": (x1, y1, x1 + width, y1 + height), "label": drawn, "image_shape": (n_H, n_W), "n_classes": n_classes}


def nothing(rng: Rng, n_H: int, n_W: int, n_classes: int) -> Inputs:
    return {**thing(rng, n_H, n_W, n_classes), "box": None}


def encoding(
    *,
    middle: Callable[[Array], tuple[float, float]] = lambda b: ((b[0] + b[2]) / 2, (b[1] + b[3]) / 2),
    sides: Callable[[Array], tuple[float, float]] = lambda b: (b[3] - b[1], b[2] - b[0]),
    swapped: bool = False,
    parts: bool = True,
    first: float = 1.0,
    shift: int = 0,
    scale: float = 1.0,
    empty: float = 0.0,
    one_hot: bool = True,
) -> Function:
    """The target with switches: how the middle and the sides are made, and what stands where nothing is."""

    def encode_target(box: Any, label: int, image_shape: tuple[int, int], n_classes: int) -> Array:
        target = np.zeros(5 + n_classes)
        if box is None:
            target[1:] = empty
            return target
        n_H, n_W = image_shape[::-1] if swapped else image_shape
        if not parts:
            n_H = n_W = 1
        (x, y), (h, w) = middle(np.asarray(box, float)), sides(np.asarray(box, float))
        target[:5] = first, x / n_W * scale, y / n_H * scale, h / n_H * scale, w / n_W * scale
        target[5 + (label + shift) % n_classes] = 1 if one_hot else label
        return target

    return encode_target


ENCODE = Exercise(
    "encode_target",
    20,
    layers.encode_target,
    cases=(
        Case("a thing in a wide picture", lambda r: thing(r, 60, 100, 3, 1), 1),
        Case("a thing in a high picture, five classes", lambda r: thing(r, 128, 48, 5, 2), 2),
        Case("nothing in the picture", lambda r: nothing(r, 60, 100, 3), 3),
    ),
    mistakes=(
        Mistake("corner for middle", "(b_x, b_y) is the middle of the box; yours is its upper left corner.",
                encoding(middle=lambda b: (b[0], b[1]))),
        Mistake("pixels", "Your numbers are pixels. Divide x by the columns and y by the rows of the picture.",
                encoding(parts=False)),
        Mistake("in percent", "Your numbers are percent. Parts lie between 0 and 1.", encoding(scale=100.0)),
        Mistake("rows and columns swapped", "image_shape is (rows, columns): divide x by the columns, y by the rows.",
                encoding(swapped=True)),
        Mistake("width before height", "The order is p_c, b_x, b_y, b_h, b_w: your height and width are swapped.",
                encoding(sides=lambda b: ((b[2] - b[0]) * 1.0, (b[3] - b[1]) * 1.0))),
        Mistake("half sides", "b_h and b_w are the whole sides; yours are halves.",
                encoding(sides=lambda b: ((b[3] - b[1]) / 2, (b[2] - b[0]) / 2))),
        Mistake("far corner for sides", "b_h and b_w are sides, y2 − y1 and x2 − x1; yours is the lower right corner.",
                encoding(sides=lambda b: (b[3], b[2]))),
        Mistake("middle not halved", "You added both corners. The middle is half of that.",
                encoding(middle=lambda b: (b[0] + b[2], b[1] + b[3]))),
        Mistake("y before x", "b_x comes before b_y.", encoding(
                middle=lambda b: ((b[1] + b[3]) / 2, (b[0] + b[2]) / 2))),
        Mistake("p_c missing", "p_c is 1 where an object is; yours is 0.", encoding(first=0.0)),
        Mistake("classes from 1", "Class 0 belongs to the first of the class numbers: yours starts one later.",
                encoding(shift=1)),
        Mistake("label for one", "You wrote the label itself into its place. Write 1.", encoding(one_hot=False)),
        Mistake("don't cares as ones", "Without an object every number is 0 here.", encoding(empty=1.0)),
        Mistake("don't cares as NaN", "Without an object write 0: NaN times 0 is still NaN, and spoils the loss.",
                encoding(empty=float("nan"))),
    ),
    hints=(
        "One row of numbers says: is there something, where is its middle, how large is it, what is it?",
        "Shape (5 + n_classes,): p_c, middle x / columns, y / rows, height / rows, width / columns, classes.",
        "target[:3] = 1, (x1 + x2) / 2 / n_W, (y1 + y2) / 2 / n_H; then the sides; target[5 + label] = 1.",
    ),
    outputs=("target",),
)  # fmt: skip


def answers(rng: Rng, m: int, n: int, objects: int) -> Inputs:
    """Targets of `objects` pictures with a thing and m − objects without, and guesses near them."""
    there = rng.permutation(np.arange(m) < objects).astype(float)
    y_true = np.column_stack([there, rng.rand(m, 4), np.eye(n)[rng.randint(n, size=m)]]) * np.maximum(there, 0)[:, None]
    y_true[:, 0] = there
    return {"y_true": y_true, "y_pred": rng.rand(m, 5 + n)}


def loss(formula: Callable[[Array, Array, Array], Any]) -> Function:
    """A loss by `formula(squares (m, 5 + n), truth, guess)`, in numbers."""

    def localization_loss(y_true: Any, y_pred: Any) -> Any:
        truth, guess = np.asarray(y_true, np.float64), np.asarray(y_pred, np.float64)
        return formula(np.square(truth - guess), truth, guess)

    return localization_loss


def _counted(squares: Array, truth: Array) -> Array:
    return np.asarray(squares[:, 0] + truth[:, 0] * squares[:, 1:].sum(axis=1))


LOSS = Exercise(
    "localization_loss",
    25,
    layers.localization_loss,
    cases=(
        Case("six pictures, four with a thing", lambda r: answers(r, 6, 3, 4), 1, rtol=1e-4),
        Case("nothing in any picture", lambda r: answers(r, 4, 3, 0), 2, rtol=1e-4),
        Case("one picture with a thing, five classes", lambda r: answers(r, 1, 5, 1), 3, rtol=1e-4),
    ),
    mistakes=(
        Mistake("don't cares counted", "Where nothing is (p_c = 0), the box and the classes do not count.",
                loss(lambda s, t, g: s.sum(axis=1).mean())),
        Mistake("empty pictures not counted", "A picture without an object counts too: by its p_c alone.",
                loss(lambda s, t, g: (t[:, 0] * s.sum(axis=1)).mean())),
        Mistake("guess decides", "Whether a thing is there is said by y_true, not by the guess.",
                loss(lambda s, t, g: (s[:, 0] + g[:, 0] * s[:, 1:].sum(axis=1)).mean())),
        Mistake("guess above a half decides", "Whether a thing is there is said by y_true, not by the guess.",
                loss(lambda s, t, g: (s[:, 0] + (g[:, 0] > 0.5) * s[:, 1:].sum(axis=1)).mean())),
        Mistake("sum for mean", "You summed over the pictures. Take the mean.",
                loss(lambda s, t, g: _counted(s, t).sum())),
        Mistake("mean over the parts", "You divided by the number of parts as well. Sum over the parts of a picture.",
                loss(lambda s, t, g: _counted(s, t).mean() / s.shape[1])),
        Mistake("one loss per picture", "You returned one number per picture. The loss is their mean.",
                loss(lambda s, t, g: _counted(s, t))),
        Mistake("absolute differences", "You took absolute differences. Square them.",
                loss(lambda s, t, g: _counted(np.sqrt(s), t).mean())),
        Mistake("a root", "You took the root of the sum. The squares stay as they are.",
                loss(lambda s, t, g: np.sqrt(_counted(s, t)).mean())),
        Mistake("classes not counted", "The classes are missing from your loss.",
                loss(lambda s, t, g: _counted(s[:, :5], t).mean())),
        Mistake("box not counted", "The box is missing from your loss.",
                loss(lambda s, t, g: (s[:, 0] + t[:, 0] * s[:, 5:].sum(axis=1)).mean())),
        Mistake("p_c not counted", "The first part, p_c, is missing from your loss.",
                loss(lambda s, t, g: (_counted(s, t) - s[:, 0]).mean())),
        Mistake("p_c counted twice", "p_c counts once, with or without an object.",
                loss(lambda s, t, g: (_counted(s, t) + t[:, 0] * s[:, 0]).mean())),
        Mistake("half", "Your loss is half of what it should be: there is no ½ here.",
                loss(lambda s, t, g: _counted(s, t).mean() / 2)),
    ),
    hints=(
        "Where nothing is, nobody asks how large it is: only p_c counts there.",
        "squares = (y_true − y_pred)², shape (m, 5 + n); the parts after the first are multiplied by y_true[:, :1].",
        "tf.reduce_mean(squares[:, 0] + y_true[:, 0] * …), with the sum of squares[:, 1:] over axis 1.",
    ),
    outputs=("loss",),
    call="tensors",
)  # fmt: skip


def points(rng: Rng, m: int, k: int, seen: int) -> Inputs:
    """m pictures with k landmarks, of which `seen` can be seen, unevenly over the pictures."""
    visible = np.zeros(m * k)
    visible[:seen] = 1
    first, second = rng.rand(m, k, 2), rng.rand(m, k, 2)
    return {"landmarks_true": first, "landmarks_pred": second, "visible": visible.reshape(m, k)}


def marks(formula: Callable[[Array, Array], Any]) -> Function:
    """A loss by `formula(squared differences (m, k, 2), visible (m, k))`."""

    def landmark_loss(landmarks_true: Any, landmarks_pred: Any, visible: Any) -> Any:
        with np.errstate(all="ignore"):
            return formula(np.square(landmarks_true - landmarks_pred), visible)

    return landmark_loss


def _per_picture(d: Array, v: Array) -> Any:
    return ((d.sum(axis=2) * v).sum(axis=1) / np.maximum(v.sum(axis=1), 1)).mean()


LANDMARKS = Exercise(
    "landmark_loss",
    15,
    layers.landmark_loss,
    cases=(
        Case("three faces, five landmarks, some hidden", lambda r: points(r, 3, 5, 9), 1),
        Case("one face, all landmarks seen", lambda r: points(r, 1, 4, 4), 2),
        Case("no landmark seen gives 0", lambda r: points(r, 2, 3, 0), 3),
    ),
    mistakes=(
        Mistake("hidden ones counted", "Landmarks that cannot be seen do not count.",
                marks(lambda d, v: d.sum(axis=2).mean())),
        Mistake("divided by all", "Divide by the number of landmarks that are seen, not by all.",
                marks(lambda d, v: (d.sum(axis=2) * v).mean())),
        Mistake("sum", "You summed. Take the mean over the landmarks that are seen.",
                marks(lambda d, v: (d.sum(axis=2) * v).sum())),
        Mistake("mean of x and y", "The squared distance is the sum over x and y; yours is their mean.",
                marks(lambda d, v: (d.mean(axis=2) * v).sum() / max(v.sum(), 1))),
        Mistake("distances not squared", "You took distances. Take their squares: no root.",
                marks(lambda d, v: (np.sqrt(d.sum(axis=2)) * v).sum() / max(v.sum(), 1))),
        Mistake("absolute differences", "You took absolute differences. Square them.",
                marks(lambda d, v: (np.sqrt(d).sum(axis=2) * v).sum() / max(v.sum(), 1))),
        Mistake("zero by zero", "Where no landmark is seen you divide 0 by 0. The loss is 0 then.",
                marks(lambda d, v: (d.sum(axis=2) * v).sum() / v.sum())),
        Mistake("mean of means", "You averaged each picture first. Every landmark that is seen has the same weight.",
                marks(_per_picture)),
        Mistake("divided by the pictures", "You divided by the number of pictures. Divide by the landmarks seen.",
                marks(lambda d, v: (d.sum(axis=2) * v).sum() / len(v))),
    ),
    hints=(
        "How far is each point off, squared; on average over the points that can be seen.",
        "Sum the squared differences over the last axis: (m, k), the shape of visible.",
        "(squares * visible).sum() / visible.sum(), and 0 where visible.sum() is 0.",
    ),
    outputs=("loss",),
)  # fmt: skip


def picture(rng: Rng, n_H: int, n_W: int, size: int, stride: int) -> Inputs:
    return {"image": rng.randint(0, 256, (n_H, n_W, 2)).astype(float), "size": size, "stride": stride}


def windows(
    *,
    order: str = "rows",
    count: Callable[[int, int, int], int] = lambda n, size, stride: (n - size) // stride + 1,
    step: Callable[[int, int], int] = lambda stride, size: stride,
    corner: Callable[[int, int, int], tuple[float, float]] = lambda y, x, size: (y, x),
    padded: bool = False,
) -> Function:
    """Windows with switches: how many, how far apart, in which order, what is said of their place."""

    def sliding_windows(image: Array, size: int, stride: int) -> Any:
        n_H, n_W = image.shape[:2]
        move = step(stride, size)
        rows, columns = (range(count(n, size, move)) for n in (n_H, n_W))
        places = [(i, j) for i in rows for j in columns]
        if order == "columns":
            places = [(i, j) for j in columns for i in rows]
        source = np.pad(image, ((0, size), (0, size), (0, 0))) if padded else image
        cut = [source[i * move : i * move + size, j * move : j * move + size] for i, j in places]
        return np.array(cut), np.array([corner(i * move, j * move, size) for i, j in places])

    return sliding_windows


WINDOWS = Exercise(
    "sliding_windows",
    20,
    layers.sliding_windows,
    cases=(
        Case("6×8, windows of 3, stride 1", lambda r: picture(r, 6, 8, 3, 1), 1),
        Case("9×7, windows of 4, stride 2: the last column is left over", lambda r: picture(r, 9, 7, 4, 2), 2),
        Case("a window as large as the picture", lambda r: picture(r, 5, 5, 5, 3), 3),
    ),
    mistakes=(
        Mistake("column by column", "Your windows run down the columns. Run along the rows, like reading.",
                windows(order="columns")),
        Mistake("last window missing", "The last window of each row and column is missing: it is ⌊(n − f) / s⌋ + 1.",
                windows(count=lambda n, size, stride: (n - size) // stride)),
        Mistake("stride ignored", "Your windows move by one pixel. Move by stride.",
                windows(step=lambda stride, size: 1)),
        Mistake("stride of the size", "Your windows do not overlap. They move by stride, not by their size.",
                windows(step=lambda stride, size: size)),
        Mistake("beyond the edge", "Your last windows reach beyond the picture. Only whole windows count.",
                windows(count=lambda n, size, stride: -(-n // stride), padded=True)),
        Mistake("x before y", "A corner is (row, column): yours is the other way round.",
                windows(corner=lambda y, x, size: (x, y))),
        Mistake("middles for corners", "You gave the middles of the windows. Give their upper left corners.",
                windows(corner=lambda y, x, size: (y + size / 2, x + size / 2))),
        Mistake("corners in steps", "You counted steps. Give corners in pixels: step times stride.",
                lambda image, size, stride: (layers.sliding_windows(image, size, stride)[0],
                                             layers.sliding_windows(image, size, stride)[1] // stride)),
        Mistake("windows alone", "Return two things: the windows and their corners.",
                lambda image, size, stride: layers.sliding_windows(image, size, stride)[0]),
        Mistake("corners first", "Return the windows first, then the corners.",
                lambda image, size, stride: layers.sliding_windows(image, size, stride)[::-1]),
    ),
    hints=(
        "Like a convolution's windows, but cut out and kept.",
        "Rows 0, s, 2s, … as long as row + size ≤ n_H; for each the columns alike. Shape (n, size, size, n_C).",
        "for y in range(0, n_H - size + 1, stride): for x in ...: append image[y:y+size, x:x+size], and (y, x).",
    ),
    outputs=("windows", "corners"),
)  # fmt: skip


def dense(rng: Rng, n_H: int, n_W: int, n_C: int, units: int) -> Inputs:
    return {"W": rng.randn(n_H * n_W * n_C, units), "b": rng.randn(units), "input_shape": (n_H, n_W, n_C)}


def filters(change: Callable[[Array, tuple[int, ...]], Array], bias: Callable[[Array], Any] = lambda b: b) -> Function:
    """Filters by `change(W, input_shape)`, biases by `bias`."""

    def dense_to_conv(W: Array, b: Array, input_shape: tuple[int, int, int]) -> Any:
        return change(W, input_shape), bias(b)

    return dense_to_conv


DENSE_TO_CONV = Exercise(
    "dense_to_conv",
    20,
    layers.dense_to_conv,
    cases=(
        Case("a volume 5×5×4, eight units", lambda r: dense(r, 5, 5, 4, 8), 1),
        Case("a volume that is no square", lambda r: dense(r, 2, 3, 4, 5), 2),
        Case("a volume 1×1×6: a 1×1 convolution", lambda r: dense(r, 1, 1, 6, 3), 3),
    ),
    mistakes=(
        Mistake("channels first", "Keras flattens rows, then columns, then channels: the channels are not first.",
                filters(lambda W, s: W.reshape(s[2], s[0], s[1], -1).transpose(1, 2, 0, 3))),
        Mistake("columns before rows", "Rows come before columns in a flattened volume.",
                filters(lambda W, s: W.reshape(s[1], s[0], s[2], -1).transpose(1, 0, 2, 3))),
        Mistake("units first", "The units are the last axis of W: reshape, without a transposition before it.",
                filters(lambda W, s: W.T.reshape(*s, -1))),
        Mistake("units as first axis", "The filters' axes are rows, columns, channels in, units: the units come last.",
                filters(lambda W, s: np.moveaxis(W.reshape(*s, -1), -1, 0))),
        Mistake("filters turned round", "You turned the filters. Layers of networks do not flip: cross-correlation.",
                filters(lambda W, s: W.reshape(*s, -1)[::-1, ::-1])),
        Mistake("column-major", "You filled the volume column by column (order='F'). The usual order is row by row.",
                filters(lambda W, s: W.reshape((*s, W.shape[1]), order="F"))),
        Mistake("one row of filters", "Your filters are 1×1. They cover the whole volume: n_H × n_W.",
                filters(lambda W, s: W.reshape(1, 1, *W.shape))),
        Mistake("bias left out", "The biases stay: one per unit.",
                filters(lambda W, s: W.reshape(*s, -1), np.zeros_like)),
        Mistake("filters alone", "Return two things: the filters and the biases.",
                lambda W, b, input_shape: W.reshape(*input_shape, -1)),
    ),
    hints=(
        "A dense layer looks at the whole volume at once. So does a filter as large as the volume.",
        "W (n_H·n_W·n_C, units) → filters (n_H, n_W, n_C, units), in the order in which Flatten laid the numbers.",
        "W.reshape(n_H, …, …, -1): the units stay last; b as it is.",
    ),
    outputs=("filters", "biases"),
)  # fmt: skip

EXERCISES = ExerciseSet(
    "week3/1_localization",
    "Where is it? From a target vector to sliding windows",
    (ENCODE, LOSS, LANDMARKS, WINDOWS, DENSE_TO_CONV),
    profile="tensorflow",
)
