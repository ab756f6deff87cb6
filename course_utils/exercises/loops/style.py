"""The costs of style transfer in plain numbers, and a step of the picture. TensorFlow is imported by the step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from course_utils.layers.images import style as layers
from course_utils.types import Array, Model, Tensor

if TYPE_CHECKING:
    import keras
    import tensorflow as tf

StyleLayers = Sequence[tuple[str, float]]


def compute_content_cost(content_output: Sequence[Tensor], generated_output: Sequence[Tensor]) -> float:
    """How much the last layer's activations differ. Shapes: (1, n_H, n_W, n_C) each."""
    content, generated = [np.asarray(output[-1], np.float64) for output in (content_output, generated_output)]
    differences = content - generated
    cost: float = np.square(differences).sum() / (4 * differences.size)
    return cost


def gram_matrix(A: Tensor) -> Array:
    """The product of every two rows. Shapes: (n_C, n) → (n_C, n_C)."""
    rows = np.asarray(A, np.float64)
    return rows @ rows.T


def compute_layer_style_cost(a_S: Tensor, a_G: Tensor) -> float:
    """How much the Gram matrices of one layer differ. Shapes: (1, n_H, n_W, n_C) each."""
    n_H, n_W, n_C = a_G.shape[1:]
    n = n_H * n_W
    style, generated = [np.asarray(a, np.float64).reshape(n, n_C).T for a in (a_S, a_G)]
    differences = gram_matrix(style) - gram_matrix(generated)
    cost: float = np.square(differences).sum() / (4 * n_C**2 * n**2)
    return cost


def compute_style_cost(
    style_image_output: Sequence[Tensor], generated_image_output: Sequence[Tensor], STYLE_LAYERS: StyleLayers
) -> float:
    """The weighted costs of all layers but the last."""
    pairs = list(zip(style_image_output, generated_image_output))[:-1]
    costs = np.array([compute_layer_style_cost(a_S, a_G) for a_S, a_G in pairs])
    weights = np.array([weight for _, weight in STYLE_LAYERS])[: len(costs)]
    cost: float = weights @ costs
    return cost


def total_cost(J_content: float, J_style: float, alpha: float = 10, beta: float = 40) -> float:
    """Both costs, weighted."""
    return alpha * J_content + beta * J_style


def train_step(
    generated_image: tf.Variable, model: Model, content_output: Sequence[Tensor], style_image_output: Sequence[Tensor],
    optimizer: keras.Optimizer, STYLE_LAYERS: StyleLayers, alpha: float = 10, beta: float = 40,
) -> Tensor:  # fmt: skip
    """One step of the picture against the gradient of its cost."""
    import tensorflow as tf

    def cost_of(outputs: Sequence[Tensor]) -> Tensor:
        content = layers.compute_content_cost(content_output, outputs)
        style = layers.compute_style_cost(style_image_output, outputs, STYLE_LAYERS)
        return alpha * content + beta * style

    picture = generated_image
    with tf.GradientTape() as tape:
        cost = cost_of(model(picture))
    gradient = tape.gradient(cost, picture)
    optimizer.apply_gradients([(gradient, picture)])
    picture.assign(tf.clip_by_value(picture, 0.0, 1.0))
    return cost


def total_variation_cost(image: Tensor) -> float:
    """How much neighbours differ. Shapes: (1, n_H, n_W, 3) → one number."""
    picture = np.asarray(image, np.float64)
    down = picture[:, 1:] - picture[:, :-1]
    across = picture[:, :, 1:] - picture[:, :, :-1]
    return float(np.mean(down**2) + np.mean(across**2))


def adain(content: Tensor, style: Tensor, epsilon: float = 1e-5) -> Array:
    """Channel by channel. Shapes: (1, n_H, n_W, n_C), (1, n_H', n_W', n_C) → as content."""
    C, S = np.asarray(content, np.float64), np.asarray(style, np.float64)
    result = np.zeros(C.shape)
    for k in range(C.shape[-1]):
        own, other = C[..., k], S[..., k]
        spread = np.sqrt((other.var() + epsilon) / (own.var() + epsilon))
        result[..., k] = (own - own.mean()) * spread + other.mean()
    return result
