"""Functions that classic notebooks were handed and that no exercise of this course asks for, in our own words."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

import numpy as np

from course_utils.types import Encodings, Function, Image, Tensor

_MEANS = np.array([123.68, 116.779, 103.939])  # red, green, blue of ImageNet, as VGG's authors give them


def img_to_encoding(image_path: str, model: Any) -> Encodings:
    """The encoding (1, d) that a network gives for the picture of a file, pixels from 0 to 1, channels last."""
    from PIL import Image as Files

    with Files.open(image_path) as file:
        pixels = np.asarray(file.convert("RGB")) / 255.0
    encoding: Encodings = model.predict_on_batch(np.around(pixels, decimals=12)[None])
    return encoding


def yolo_head(feats: Tensor, anchors: Any, num_classes: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Confidence, mid-points, sizes and class probabilities of what a network gives, (m, n_H, n_W, anchors · (5 + c)).

    Mid-points and sizes are shares of the picture. Source: Redmon and Farhadi, "YOLO9000" (2017).
    """
    import tensorflow as tf

    sizes = tf.reshape(tf.cast(anchors, tf.float32), (1, 1, 1, -1, 2))
    rows, columns = feats.shape[1], feats.shape[2]
    parts = tf.reshape(feats, (-1, rows, columns, sizes.shape[3], num_classes + 5))
    x, y = np.meshgrid(np.arange(columns), np.arange(rows))
    corner = np.stack([x, y], axis=-1)[None, :, :, None].astype(np.float32)
    cells = np.array([columns, rows], np.float32)
    xy, wh = (tf.sigmoid(parts[..., :2]) + corner) / cells, tf.exp(parts[..., 2:4]) * sizes / cells
    return tf.sigmoid(parts[..., 4:5]), xy, wh, tf.nn.softmax(parts[..., 5:])


def reshape_and_normalize_image(image: Image) -> Image:
    """A picture as a batch of one, less the mean colour: (n_H, n_W, 3) → (1, n_H, n_W, 3)."""
    batch: Image = np.asarray(image)[None] - _MEANS
    return batch


def generate_noise_image(content_image: Image, noise_ratio: float = 0.6) -> Image:
    """A share of noise from −20 to 20 and the rest of the picture, (1, n_H, n_W, 3)."""
    noise = np.random.uniform(-20, 20, np.shape(content_image)).astype(np.float32)
    return noise * noise_ratio + np.asarray(content_image) * (1 - noise_ratio)


def mean_pred(y_true: Tensor, y_pred: Tensor) -> Tensor:
    """The mean of the predictions, one number."""
    import tensorflow as tf

    return tf.reduce_mean(y_pred)


HELPERS: dict[str, Function] = {
    each.__name__: each
    for each in (img_to_encoding, yolo_head, reshape_and_normalize_image, generate_noise_image, mean_pred)
}


def _placeholders(n_H0: int, n_W0: int, n_C0: int, n_y: int) -> tuple[Tensor, Tensor]:
    from tensorflow.compat import v1

    return v1.placeholder("float32", (None, n_H0, n_W0, n_C0)), v1.placeholder("float32", (None, n_y))


def _filters() -> dict[str, Tensor]:
    from tensorflow.compat import v1

    uniform = v1.initializers.glorot_uniform(seed=0)
    shapes = {"W1": (4, 4, 3, 8), "W2": (2, 2, 8, 16)}
    return {name: v1.get_variable(name, shape, initializer=uniform) for name, shape in shapes.items()}


def _scores(X: Tensor, parameters: dict[str, Tensor]) -> Tensor:
    from tensorflow import nn, reshape
    from tensorflow.compat import v1

    seen = nn.max_pool2d(nn.relu(nn.conv2d(X, parameters["W1"], 1, "SAME")), 8, 8, "SAME")
    seen = nn.max_pool2d(nn.relu(nn.conv2d(seen, parameters["W2"], 1, "SAME")), 4, 4, "SAME")
    count = int(np.prod(seen.shape[1:]))
    uniform = v1.initializers.glorot_uniform(seed=0)
    weights = v1.get_variable("dense/weights", (count, 6), initializer=uniform)
    biases = v1.get_variable("dense/biases", (6,), initializer=v1.zeros_initializer())
    return reshape(seen, (-1, count)) @ weights + biases


# Exercises whose course versions make layers of today, as a graph of TensorFlow 1 needs them: below a `model` of its
# time that runs over the course's versions.
GRAPHS: dict[str, Function] = {
    "create_placeholders": _placeholders, "initialize_parameters": _filters, "forward_propagation": _scores,
}  # fmt: skip


def in_graphs_too(functions: Mapping[str, Any]) -> dict[str, Any]:
    """The functions; those of `GRAPHS` that are the course's give what a graph can read while one is built."""
    return {
        name: _either(value, GRAPHS[name]) if name in GRAPHS and _is_ours(value) else value
        for name, value in functions.items()
    }


def _is_ours(value: Any) -> bool:
    return str(getattr(value, "__module__", "")).partition(".")[0] == __name__.partition(".")[0]


def _either(today: Function, then: Function) -> Function:
    @functools.wraps(today)
    def call(*args: Any, **named: Any) -> Any:
        import tensorflow as tf

        return (today if tf.executing_eagerly() else then)(*args, **named)

    return call
