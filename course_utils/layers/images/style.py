"""The costs of neural style transfer, and one step of it. TensorFlow is imported by the functions.

Source: L. Gatys, A. Ecker, M. Bethge, A neural algorithm of artistic style, 2015 (arXiv:1508.06576); the constants
are those of the course's assignments.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from course_utils.errors import ArgumentError
from course_utils.types import Optimizer, Tensor, Variable

ALPHA, BETA = 10.0, 40.0
Layers = Sequence[tuple[str, float]]


def compute_content_cost(content_output: Sequence[Tensor], generated_output: Sequence[Tensor]) -> Tensor:
    """How far the content layer's activations are apart: Σ (a_C − a_G)² / (4 n_H n_W n_C).

    Args:
        content_output, generated_output: activations of both pictures layer by layer; the last one is the content
            layer's, shape (1, n_H, n_W, n_C).

    Raises:
        ArgumentError: the two have different shapes.

    >>> import tensorflow as tf
    >>> float(compute_content_cost([tf.zeros((1, 4, 4, 3))], [tf.ones((1, 4, 4, 3))]))  # 48 / (4 · 48)
    0.25
    """
    import tensorflow as tf

    a_C, a_G = (tf.convert_to_tensor(output[-1]) for output in (content_output, generated_output))
    _alike(a_C, a_G)
    return tf.reduce_mean(tf.math.squared_difference(a_C, a_G)) / 4


def gram_matrix(A: Tensor) -> Tensor:
    """Which channels are strong together: A Aᵀ.

    Shapes: (n_C, n_H · n_W), a row for each channel → (n_C, n_C).
    Raises: ArgumentError for anything but two axes.

    >>> import tensorflow as tf
    >>> gram_matrix(tf.constant([[1.0, 2.0], [0.0, 3.0]])).numpy()
    array([[5., 6.],
           [6., 9.]], dtype=float32)
    """
    import tensorflow as tf

    if len(A.shape) != 2:
        raise ArgumentError(f"A must have shape (n_C, n_H · n_W); received {tuple(A.shape)}.")
    return tf.einsum("ik,jk->ij", A, A)


def compute_layer_style_cost(a_S: Tensor, a_G: Tensor) -> Tensor:
    """How far the Gram matrices of one layer are apart: Σ (G_S − G_G)² / (4 n_C² (n_H n_W)²).

    Shapes: a_S, a_G (1, n_H, n_W, n_C) → one number.
    Raises: ArgumentError where the shapes differ.

    >>> import tensorflow as tf
    >>> float(compute_layer_style_cost(tf.zeros((1, 2, 2, 1)), tf.ones((1, 2, 2, 1))))  # 4² / (4 · 1 · 4²)
    0.25
    """
    import tensorflow as tf

    _alike(a_S, a_G)
    # Per number of the layer, so that float32 does not run over for large layers.
    count = float(a_G.shape[1] * a_G.shape[2] * a_G.shape[3])
    grams = [gram_matrix(tf.linalg.matrix_transpose(tf.reshape(a, (-1, a.shape[-1])))) / count for a in (a_S, a_G)]
    return tf.reduce_sum(tf.math.squared_difference(*grams)) / 4


def compute_style_cost(
    style_image_output: Sequence[Tensor], generated_image_output: Sequence[Tensor], STYLE_LAYERS: Layers
) -> Tensor:
    """The weighted sum of the layers' style costs.

    Args:
        style_image_output, generated_image_output: activations layer by layer, the content layer's last.
        STYLE_LAYERS: (name, weight) of the style layers, in the same order.

    Raises:
        ArgumentError: more weights than style layers, or fewer.

    >>> import tensorflow as tf
    >>> dark, light = [tf.zeros((1, 2, 2, 1))] * 3, [tf.ones((1, 2, 2, 1))] * 3  # the last is the content layer's
    >>> round(float(compute_style_cost(dark, light, [("first", 0.5), ("second", 0.1)])), 4)
    0.15
    """
    import tensorflow as tf

    if len(STYLE_LAYERS) != len(style_image_output) - 1:
        raise ArgumentError(
            f"STYLE_LAYERS names {len(STYLE_LAYERS)} layers; the outputs hold {len(style_image_output) - 1} "
            "and the content layer."
        )
    costs = map(compute_layer_style_cost, style_image_output, generated_image_output[:-1])
    return tf.add_n([weight * cost for (_, weight), cost in zip(STYLE_LAYERS, costs)])


def total_cost(J_content: Tensor, J_style: Tensor, alpha: float = ALPHA, beta: float = BETA) -> Tensor:
    """alpha · J_content + beta · J_style.

    >>> total_cost(2.0, 0.5)
    40.0
    """
    return sum(weight * cost for weight, cost in ((alpha, J_content), (beta, J_style)))


def train_step(
    generated_image: Variable,
    model: Callable[[Tensor], Sequence[Tensor]],
    content_output: Sequence[Tensor],
    style_image_output: Sequence[Tensor],
    optimizer: Optimizer,
    STYLE_LAYERS: Layers,
    alpha: float = ALPHA,
    beta: float = BETA,
) -> Tensor:
    """Move the pixels one step down the gradient, keep them between 0 and 1, and return the cost before the step.

    Args:
        generated_image: tf.Variable, shape (1, n_H, n_W, 3), red green blue 0…1; it is changed in place.
        model: gives the activations of a picture, the content layer's last.
        content_output, style_image_output: the activations of the content and of the style picture.

    >>> import keras, tensorflow as tf
    >>> picture, wanted = tf.Variable(tf.zeros((1, 4, 4, 3))), [tf.ones((1, 4, 4, 3))] * 2
    >>> plain = lambda image: [image, image]  # in place of a network
    >>> cost = train_step(picture, plain, wanted, wanted, keras.optimizers.Adam(0.1), [("pixels", 1.0)])
    >>> float(cost) > 0, round(float(picture[0, 0, 0, 0]), 3)
    (True, 0.1)
    """
    import tensorflow as tf

    with tf.GradientTape(watch_accessed_variables=False) as tape:
        tape.watch(generated_image)
        outputs = model(generated_image)
        style = compute_style_cost(style_image_output, outputs, STYLE_LAYERS)
        cost = total_cost(compute_content_cost(content_output, outputs), style, alpha, beta)
    optimizer.apply([tape.gradient(cost, generated_image)], [generated_image])
    generated_image.assign(tf.minimum(tf.maximum(generated_image, 0.0), 1.0))
    return cost


def _alike(one: Tensor, other: Tensor) -> None:
    if tuple(one.shape) != tuple(other.shape):
        raise ArgumentError(f"Both pictures' activations have one shape; received {one.shape} and {other.shape}.")


def total_variation_cost(image: Tensor) -> Tensor:
    """How much neighbouring pixels differ: the mean square difference along the rows, plus that along the columns.

    Shapes: (1, n_H, n_W, 3) → one number.
    Source: A. Mahendran, A. Vedaldi, Understanding deep image representations by inverting them, 2015.

    >>> import tensorflow as tf
    >>> float(total_variation_cost(tf.reshape(tf.constant([0.0, 1.0, 0.0, 1.0]), (1, 2, 2, 1))))
    1.0
    """
    import tensorflow as tf

    square, picture = tf.math.squared_difference, tf.convert_to_tensor(image)
    down = square(picture[:, :-1], picture[:, 1:])
    across = square(picture[:, :, :-1], picture[:, :, 1:])
    return tf.reduce_mean(down) + tf.reduce_mean(across)


def adain(content: Tensor, style: Tensor, epsilon: float = 1e-5) -> Tensor:
    """Give each channel of the content the mean and the spread that the style has in it.

    Shapes: content (1, n_H, n_W, n_C), style (1, n_H', n_W', n_C) → as content.
    Source: X. Huang, S. Belongie, Arbitrary style transfer in real-time with adaptive instance normalization, 2017.

    >>> import tensorflow as tf
    >>> content, style = (tf.reshape(tf.constant(values), (1, 1, 2, 1)) for values in ([0.0, 2.0], [10.0, 30.0]))
    >>> adain(content, style).numpy().ravel().round(3).tolist()
    [10.0, 30.0]
    """
    import tensorflow as tf

    (m_C, v_C), (m_S, v_S) = (tf.nn.moments(tf.convert_to_tensor(a), axes=[1, 2], keepdims=True) for a in (content,
        style))
    return (content - m_C) * tf.sqrt((v_S + epsilon) / (v_C + epsilon)) + m_S
