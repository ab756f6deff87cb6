"""Which pixels a score hangs on: by covering them, by its gradient, by the maps of a layer. Needs Keras when called."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np

from course_utils.errors import ArgumentError
from course_utils.layers.convolution.conv import whole
from course_utils.types import Array, Function, Image, Images, Model, Numbers

GREY = 127.0
BATCH = 8


def covered(image: Image, size: int, stride: int, fill: float = GREY) -> tuple[Images, tuple[int, int]]:
    """Copies of an image with one square covered, row by row of its places; and how many rows and columns of places.

    Shapes: image (n_H, n_W, n_C) → (rows · columns, n_H, n_W, n_C), with rows = (n_H − size) // stride + 1.

    >>> pictures, shape = covered(np.zeros((2, 6, 1)), 2, 2, fill=1)
    >>> shape, pictures[1, 0, :, 0].tolist()
    ((1, 3), [0.0, 0.0, 1.0, 1.0, 0.0, 0.0])
    """
    rows, columns = ((n - size) // stride + 1 for n in image.shape[:2])
    pictures = np.repeat(image[None], rows * columns, axis=0)
    for picture, (i, j) in zip(pictures, product(range(rows), range(columns))):
        picture[i * stride : i * stride + size, j * stride : j * stride + size] = fill
    return pictures, (rows, columns)


def occlusion_scores(model: Function, image: Image, size: int, stride: int, fill: float = GREY) -> Numbers:
    """All scores of a network with one square of the image covered, for each place of the square.

    Shapes: image (n_H, n_W, n_C); model (m, n_H, n_W, n_C) → (m, classes) → (rows, columns, classes).
    Raises: ArgumentError for a square that does not fit.

    >>> occlusion_scores(lambda x: x.sum(axis=(1, 2)), np.ones((2, 4, 1)), 2, 2, fill=0)[..., 0].tolist()
    [[4.0, 4.0]]
    """
    image = np.asarray(image, np.float32)
    if whole("size", size, 1) > min(image.shape[:2]):
        raise ArgumentError(f"The square must fit into the image; received size={size}, image {image.shape}.")
    pictures, places = covered(image, size, whole("stride", stride, 1), fill)
    parts = [np.asarray(model(pictures[k : k + BATCH])) for k in range(0, len(pictures), BATCH)]
    return np.concatenate(parts).reshape(*places, -1).astype(np.float64)


def occlusion_map(model: Function, image: Image, c: int, size: int, stride: int, fill: float = GREY) -> Numbers:
    """How much the score of class c falls when a grey square covers a part of the image, for each place of the square.

    Shapes: as `occlusion_scores` → (rows, columns): above 0 where the covered part spoke for the class.

    Source: M. D. Zeiler, R. Fergus, Visualizing and understanding convolutional networks, 2014, section 4.2.

    >>> occlusion_map(lambda x: x.sum(axis=(1, 2)), np.ones((2, 4, 1)), 0, 2, 1, fill=0).tolist()
    [[4.0, 4.0, 4.0]]
    """
    whole_score = np.asarray(model(np.asarray(image, np.float32)[None]))[0, c]
    return np.asarray(whole_score - occlusion_scores(model, image, size, stride, fill)[..., c])


def saliency(model: Model, image: Image, c: int) -> Array:
    """How much the score of class c changes with each pixel: the size of its gradient, the largest of the colours.

    Shapes: image (n_H, n_W, n_C); model (m, n_H, n_W, n_C) → (m, classes) → (n_H, n_W), at least 0.

    Source: K. Simonyan, A. Vedaldi, A. Zisserman, Deep inside convolutional networks, 2013.

    >>> import tensorflow as tf
    >>> saliency(lambda x: tf.reduce_sum(x * [1.0, -3.0], axis=(1, 2)), np.ones((1, 2, 2)), 1).tolist()
    [[3.0, 3.0]]
    """
    import tensorflow as tf

    x = tf.constant(np.asarray(image)[None], tf.float32)
    with tf.GradientTape() as tape:
        tape.watch(x)
        score = model(x)[0, c]
    slopes = np.asarray(tape.gradient(score, x)[0])
    return np.asarray(np.abs(slopes).max(axis=-1))


def grad_cam(model: Model, image: Image, c: int, layer: str) -> Array:
    """The maps of a layer, each weighted by the mean gradient that the score of class c has in it, added up; then ReLU.

    Shapes: image (n_H, n_W, n_C) → (h, w), the size of the layer's maps, at least 0.

    Source: R. R. Selvaraju and others, Grad-CAM: visual explanations from deep networks, 2017.

    >>> import keras
    >>> images = keras.Input((2, 2, 1))
    >>> maps = keras.layers.Conv2D(1, 1, kernel_initializer="ones", name="maps")(images)
    >>> model = keras.Model(images, keras.layers.Dense(1, kernel_initializer="ones")(keras.layers.Flatten()(maps)))
    >>> grad_cam(model, np.array([[[1.0], [2.0]], [[3.0], [-4.0]]]), 0, "maps").tolist()
    [[1.0, 2.0], [3.0, 0.0]]
    """
    import keras
    import tensorflow as tf

    both = keras.Model(model.input, [model.get_layer(layer).output, model.output])
    with tf.GradientTape() as tape:
        maps, scores = both(tf.constant(np.asarray(image)[None], tf.float32), training=False)
        score = scores[0, c]
    slopes = tape.gradient(score, maps)
    importance = np.asarray(slopes).mean(axis=(0, 1, 2))
    return np.asarray(np.maximum(np.asarray(maps)[0] @ importance, 0))


def classes_that_matter(scores: Sequence[Numbers], count: int) -> list[int]:
    """The classes that reach the highest scores anywhere, the highest first.

    Shapes: scores: any number of arrays (…, classes).

    >>> classes_that_matter([np.array([[0.1, 0.7, 0.2]]), np.array([0.6, 0.3, 0.1])], 2)
    [1, 0]
    """
    highest = np.max([part.reshape(-1, part.shape[-1]).max(axis=0) for part in scores], axis=0)
    return [int(c) for c in np.argsort(-highest, kind="stable")[:count]]
