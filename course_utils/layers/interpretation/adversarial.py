"""Pictures made to mislead: one step along the sign of the gradient. Needs TensorFlow when called."""

from __future__ import annotations

import numpy as np

from course_utils.errors import ArgumentError
from course_utils.types import Array, Image, Model

WHITE = 255.0


def fgsm(model: Model, image: Image, label: int, epsilon: float) -> Array:
    """Move every number of an image by epsilon, the way in which the loss of its label grows; stay within 0 … 255.

    Shapes: image (n_H, n_W, n_C), 0 … 255; model (m, n_H, n_W, n_C) → probabilities (m, classes) → as the image.
    Raises: ArgumentError for an epsilon below 0.

    Source: I. Goodfellow, J. Shlens, C. Szegedy, Explaining and harnessing adversarial examples, 2015.

    >>> import tensorflow as tf
    >>> model = lambda x: tf.nn.softmax(tf.reduce_sum(x * [0.02, 0.005], axis=(1, 2)))
    >>> fgsm(model, np.array([[[1.0, 254.5]]]), 0, 2).tolist()
    [[[0.0, 255.0]]]
    """
    import tensorflow as tf

    if epsilon < 0:
        raise ArgumentError(f"epsilon must be at least 0; received epsilon={epsilon!r}.")
    x = tf.constant(np.asarray(image)[None], tf.float32)
    with tf.GradientTape() as tape:
        tape.watch(x)
        loss = -tf.math.log(model(x)[0, label])
    way = np.sign(np.asarray(tape.gradient(loss, x)[0]))
    return np.asarray(np.clip(np.asarray(image, np.float32) + epsilon * way, 0, WHITE))
