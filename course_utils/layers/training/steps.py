"""Steps of training in numpy: momentum, Adam, weight decay, a schedule of learning rates, dropout.

Parameters, gradients and what an optimizer remembers are dictionaries with the same names; each gradient has the shape
of its parameter.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from course_utils.errors import ArgumentError
from course_utils.types import Array, Numbers

Named = Mapping[str, Array]


def momentum_step(
    parameters: Named, gradients: Named, velocities: Named, learning_rate: float, beta: float = 0.9
) -> tuple[dict[str, Array], dict[str, Array]]:
    """One step of gradient descent with momentum: v ← beta · v − learning_rate · g, then W ← W + v.

    Returns: the parameters after the step, and the velocities.
    Raises: ArgumentError where a gradient or a velocity is missing or of another shape.
    Source: B. Polyak, "Some methods of speeding up the convergence of iteration methods" (1964), as Keras has it.

    >>> momentum_step({"W": np.array([1.0])}, {"W": np.array([2.0])}, {"W": np.array([0.5])}, 0.1)
    ({'W': array([1.25])}, {'W': array([0.25])})
    """
    _same_names(parameters, gradients=gradients, velocities=velocities)
    moving = {name: np.multiply(velocities[name], beta) - learning_rate * gradients[name] for name in parameters}
    return {name: np.add(value, moving[name]) for name, value in parameters.items()}, moving


def adam_step(
    parameters: Named,
    gradients: Named,
    means: Named,
    squares: Named,
    t: int,
    learning_rate: float = 0.001,
    beta_1: float = 0.9,
    beta_2: float = 0.999,
    epsilon: float = 1e-7,
) -> tuple[dict[str, Array], dict[str, Array], dict[str, Array]]:
    """Step number `t`, from 1, of Adam: running means of gradients and of their squares, corrected for their start.

    Returns: the parameters after the step, the running means, the running means of squares.
    Raises: ArgumentError where a part is missing or of another shape, or t is below 1.
    Source: D. Kingma, J. Ba, "Adam: a method for stochastic optimization" (2015), algorithm 1.

    >>> one = {"W": np.array([1.0])}
    >>> after, _, _ = adam_step(one, {"W": np.array([40.0])}, {"W": np.zeros(1)}, {"W": np.zeros(1)}, 1, 0.1)
    >>> after["W"].round(6)
    array([0.9])
    """
    _same_names(parameters, gradients=gradients, means=means, squares=squares)
    if t < 1:
        raise ArgumentError(f"t must be at least 1, the number of the step; received t={t}.")
    first = {name: beta_1 * means[name] + (1 - beta_1) * g for name, g in gradients.items()}
    second = {name: beta_2 * squares[name] + (1 - beta_2) * np.square(g) for name, g in gradients.items()}
    grown, spread = 1 - beta_1**t, 1 - beta_2**t
    after = {
        name: np.subtract(value, learning_rate / grown * first[name] / (np.sqrt(second[name] / spread) + epsilon))
        for name, value in parameters.items()
    }
    return after, first, second


def weight_decay_step(
    parameters: Named, gradients: Named, learning_rate: float, decay: float
) -> dict[str, Array]:
    """One step of gradient descent that also draws the weights, not the biases, towards 0.

    Names of weights begin with "W". A weight becomes W − learning_rate · (g + decay · W).
    Raises: ArgumentError where a gradient is missing or of another shape.
    Source: I. Loshchilov, F. Hutter, "Decoupled weight decay regularization" (2019).

    >>> two = {"W1": np.array([2.0]), "b1": np.array([2.0])}
    >>> weight_decay_step(two, {"W1": np.zeros(1), "b1": np.zeros(1)}, 0.1, 0.5)
    {'W1': array([1.9]), 'b1': array([2.])}
    """
    _same_names(parameters, gradients=gradients)
    shrink = {name: 1 - learning_rate * decay * name.startswith("W") for name in parameters}
    return {name: shrink[name] * np.asarray(W) - learning_rate * gradients[name] for name, W in parameters.items()}


def cosine_schedule(total_steps: int, peak: float, warmup_steps: int, floor: float = 0.0) -> Numbers:
    """The learning rate of each step: a straight rise to `peak`, then half a cosine wave towards `floor`.

    Step k of the warm-up, from 0, has peak · (k + 1) / warmup_steps. Of the rest, the first has `peak`, and the step
    after the last one would have `floor`.

    Shapes: returns (total_steps,).
    Raises: ArgumentError where 0 ≤ warmup_steps < total_steps does not hold.
    Source: I. Loshchilov, F. Hutter, "SGDR: stochastic gradient descent with warm restarts" (2017).

    >>> cosine_schedule(6, 1.0, 2).round(3).tolist()
    [0.5, 1.0, 1.0, 0.854, 0.5, 0.146]
    """
    if not 0 <= warmup_steps < total_steps:
        raise ArgumentError(f"0 ≤ warmup_steps < total_steps is needed; received {warmup_steps} and {total_steps}.")
    rise = peak * np.linspace(0, 1, warmup_steps + 1)[1:]
    angle = np.linspace(0, np.pi, total_steps - warmup_steps, endpoint=False)
    return np.concatenate([rise, floor + (peak - floor) * np.cos(angle / 2) ** 2])


def learning_rate_finder(
    rates: ArrayLike, costs: ArrayLike, smoothing: float = 0.6, stop: float = 4.0
) -> tuple[float, Numbers]:
    """The rate from which the smoothed cost falls most steeply to the next, and the smoothed costs.

    `costs[i]` was measured after a step with `rates[i]`; the rates grow by a constant factor. The running mean is
    corrected for its start. It ends before the first value above `stop` times the least so far.

    Shapes: rates and costs (n,), n ≥ 2 → one number, (k,) with k ≤ n.
    Raises: ArgumentError for other shapes, or where fewer than two costs are left.
    Source: L. Smith, "Cyclical learning rates for training neural networks" (2017), section 3.3.

    >>> learning_rate_finder([0.01, 0.1, 1.0, 10.0], [3.0, 2.9, 1.0, 60.0], smoothing=0.0)
    (0.1, array([3. , 2.9, 1. ]))
    """
    tried, seen = np.asarray(rates, float), np.asarray(costs, float)
    if tried.ndim != 1 or tried.shape != seen.shape:
        raise ArgumentError(f"rates and costs must be of one length; received {tried.shape} and {seen.shape}.")
    age = np.arange(1, seen.size + 1)
    weights = np.tril((1 - smoothing) * np.power(float(smoothing), np.clip(age[:, None] - age, 0, None)))
    smooth = weights @ seen / weights.sum(axis=1)
    above = np.flatnonzero(smooth[1:] > stop * np.minimum.accumulate(smooth)[:-1])
    smooth = smooth[: above[0] + 1] if above.size else smooth
    if smooth.size < 2:
        raise ArgumentError("Fewer than two costs are left before one that is too large: begin with smaller rates.")
    return float(tried[np.diff(smooth).argmin()]), smooth


def dropout_forward(A: Array, rate: float, seed: int = 0, training: bool = True) -> tuple[Array, Array]:
    """Set numbers to 0 at random, each with probability `rate`, and divide the others by 1 − rate.

    A number goes where the one drawn for it, by `np.random.default_rng(seed).random(A.shape)`, is below `rate`. In use
    all pass. The mask holds what each number was multiplied by.

    Shapes: A of any shape → twice the same.
    Raises: ArgumentError where rate is not in 0 ≤ rate < 1.
    Source: N. Srivastava and others, "Dropout" (2014); divided in training, it needs nothing in use.

    >>> dropout_forward(np.ones(4), 0.5, seed=0)[0]
    array([2., 0., 0., 0.])
    """
    if not 0 <= rate < 1:
        raise ArgumentError(f"rate must be at least 0 and below 1; received rate={rate}.")
    values = np.asarray(A, float)
    stays = np.random.default_rng(seed).random(values.shape) >= rate if training else np.ones(values.shape, bool)
    factor = 1 / (1 - rate) if training else 1.0
    return np.where(stays, values * factor, 0.0), np.where(stays, factor, 0.0)


def dropout_backward(dout: Array, mask: Array) -> Array:
    """The gradient before dropout: the same mask, with its division.

    Shapes: dout and mask alike → the same.
    Raises: ArgumentError when the shapes differ.

    >>> dropout_backward(np.array([3.0, 4.0]), np.array([0.0, 2.0]))
    array([0., 8.])
    """
    if np.shape(dout) != np.shape(mask):
        raise ArgumentError(f"dout and mask must have one shape; received {np.shape(dout)} and {np.shape(mask)}.")
    return np.multiply(mask, dout)


def _same_names(parameters: Named, **others: Named) -> None:
    for what, values in others.items():
        for name, value in parameters.items():
            if name not in values or np.shape(values[name]) != np.shape(value):
                raise ArgumentError(f"{what} needs {name!r} of shape {np.shape(value)}.")
