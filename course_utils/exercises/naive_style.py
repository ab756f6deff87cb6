"""Style transfer with switches: the wrong answers that students write. TensorFlow is imported by the functions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from course_utils.exercises.naive import Array
from course_utils.layers.images import style as layers

Function = Callable[..., Any]


def content(formula: Callable[[Array, Array], Any], layer: int = -1) -> Function:
    """A content cost by `formula(a_C, a_G)`, in numbers, of one layer."""

    def compute_content_cost(content_output: Any, generated_output: Any) -> Any:
        return formula(*(np.asarray(output[layer], np.float64) for output in (content_output, generated_output)))

    return compute_content_cost


def gram(formula: Callable[[Array], Any]) -> Function:
    """A Gram matrix by `formula(A)`, in numbers."""

    def gram_matrix(A: Any) -> Any:
        return formula(np.asarray(A, np.float64))

    return gram_matrix


def rows(a: Array) -> Array:
    """A row for each channel."""
    return a.reshape(-1, a.shape[-1]).T


def correlated(A: Array) -> Array:
    return A @ A.T


def layer(
    *,
    unroll: Callable[[Array], Array] = rows,
    matrix: Callable[[Array], Array] = correlated,
    distance: Callable[[Array, Array], Any] = lambda S, G: np.square(S - G).sum(),
    factor: Callable[[int, int], float] = lambda n_C, n: 1 / (4 * n_C**2 * n**2),
) -> Function:
    """The style cost of a layer; `factor(n_C, n_H · n_W)` stands before the sum."""

    def compute_layer_style_cost(a_S: Any, a_G: Any) -> Any:
        n_H, n_W, n_C = a_G.shape[1:]
        grams = [matrix(unroll(np.asarray(a, np.float64))) for a in (a_S, a_G)]
        return factor(n_C, n_H * n_W) * distance(*grams)

    return compute_layer_style_cost


def several(
    *,
    cost: Function = layers.compute_layer_style_cost,
    pick: Callable[[Sequence[Any]], Sequence[Any]] = lambda outputs: outputs[:-1],
    weigh: Callable[[Array, Array], Any] = lambda weights, costs: weights @ costs,
) -> Function:
    """The style cost of several layers by `weigh(weights, costs)`."""

    def compute_style_cost(style_image_output: Any, generated_image_output: Any, STYLE_LAYERS: Any) -> Any:
        costs = [float(cost(a, b)) for a, b in zip(pick(style_image_output), pick(generated_image_output))]
        weights = np.array([weight for _, weight in STYLE_LAYERS])[: len(costs)]
        return weigh(weights, np.array(costs[: len(weights)]))

    return compute_style_cost


def total(formula: Callable[[Any, Any, Any, Any], Any], alpha_: float = 10, beta_: float = 40) -> Function:
    """A total cost by `formula(J_content, J_style, alpha, beta)`, with defaults."""

    def total_cost(J_content: Any, J_style: Any, alpha: float = alpha_, beta: float = beta_) -> Any:
        return formula(J_content, J_style, alpha, beta)

    return total_cost


def clipped(image: Any) -> None:
    import tensorflow as tf

    image.assign(tf.clip_by_value(image, 0.0, 1.0))


def optimized(optimizer: Any, gradient: Any, image: Any) -> None:
    optimizer.apply_gradients([(gradient, image)])


def moved_twice(optimizer: Any, gradient: Any, image: Any) -> None:
    for _ in range(2):
        optimized(optimizer, gradient, image)


def descended(optimizer: Any, gradient: Any, image: Any) -> None:
    """A step by hand: the optimizer's memory of earlier gradients is lost."""
    image.assign_sub(optimizer.learning_rate * gradient)


def step(
    *,
    style: Function = layers.compute_style_cost,
    content_cost: Function = layers.compute_content_cost,
    combine: Callable[[Any, Any, Any, Any], Any] = lambda c, s, a, b: a * c + b * s,
    swapped: bool = False,
    copied: bool = False,
    move: Callable[[Any, Any, Any], None] = optimized,
    before: Callable[[Any], None] = lambda image: None,
    after: Callable[[Any], None] = clipped,
    answer: Callable[[Any, Any, Callable[[], Any]], Any] = lambda cost, image, again: cost,
) -> Function:
    """One step; `copied` moves a copy of the picture, `answer` gets cost, picture and a function for its cost."""

    def train_step(
        generated_image: Any, model: Any, content_output: Any, style_image_output: Any, optimizer: Any,
        STYLE_LAYERS: Any, alpha: float = 10, beta: float = 40,
    ) -> Any:  # fmt: skip
        import keras
        import tensorflow as tf

        image = tf.Variable(generated_image) if copied else generated_image
        targets = (content_output, style_image_output)[:: -1 if swapped else 1]

        def measured() -> Any:
            outputs = model(image)
            costs = content_cost(targets[0], outputs), style(targets[1], outputs, STYLE_LAYERS)
            return combine(*costs, alpha, beta)

        with tf.GradientTape() as tape:
            cost = measured()
        before(image)
        gradient = tape.gradient(cost, image)
        move(keras.optimizers.SGD(float(optimizer.learning_rate)) if copied else optimizer, gradient, image)
        after(image)
        return answer(cost, image, measured)

    return train_step
