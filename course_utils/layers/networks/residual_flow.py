"""How large activations and gradients are, layer by layer, in a plain or a residual net before training.

The net is small and dense, so that the browser computes the very same numbers while a slider moves
(widgets/mathematics/flow.js). Its random numbers come from a hash of a counter, the same in both languages.
Sources: He et al., "Deep residual learning for image recognition" (2016) and "Delving deep into rectifiers" (2015);
Ioffe and Szegedy, "Batch normalization" (2015); the hash is the finaliser of Appleby's MurmurHash3.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from course_utils.errors import ArgumentError
from course_utils.layers.convolution.conv import whole
from course_utils.types import Array

WIDTH, BATCH, EPSILON = 32, 16, 1e-5
DEEPEST, LARGEST_SEED = 50, 9999


@dataclass(frozen=True)
class Flow:
    """Root mean squares, one for each layer from the first to the last.

    Shapes: all (depth,). `activations` are of each layer's output, `gradients` of the loss by that output,
    `weight_gradients` of the loss by the layer's weights.
    """

    activations: Array
    gradients: Array
    weight_gradients: Array


@dataclass(frozen=True)
class _Step:
    """What one layer's way back needs: its input, its normalised sums with 1/σ, and where its ReLU was open."""

    entering: Array
    normal: Array | None
    inverse: Array | None
    open: Array


def normals(seed: int, slot: int, count: int = WIDTH * WIDTH) -> Array:
    """Return numbers of mean 0 and variance 1, nearly normal: each the sum of four uniform ones.

    Shapes: returns (count,), the same in JavaScript to the last bit; `slot` 0 … 63 picks a stream of the seed.

    >>> float(round(normals(1, 0).std(), 1))
    1.0
    """
    start = (seed * 64 + slot) * 4096
    h = (np.arange(start, start + 4 * count, dtype=np.uint64) & 0xFFFFFFFF).astype(np.uint32)
    h ^= h >> np.uint32(16)
    h *= np.uint32(0x85EBCA6B)
    h ^= h >> np.uint32(13)
    h *= np.uint32(0xC2B2AE35)
    h ^= h >> np.uint32(16)
    sums = (h.astype(np.float64) / 2**32).reshape(count, 4).sum(axis=1)
    return np.asarray((sums - 2) * np.sqrt(3.0))


def start_weights(depth: int, scale: float = 1.0, seed: int = 1) -> list[Array]:
    """Return one matrix for each layer, He's start times `scale`: standard deviation scale · √(2 / 32).

    Shapes: `depth` arrays (32, 32); rows are inputs, columns are outputs. Layer l is the same at every depth.

    >>> [W.shape for W in start_weights(depth=2)]
    [(32, 32), (32, 32)]
    """
    spread = scale * np.sqrt(2 / WIDTH)
    return [normals(seed, 1 + layer).reshape(WIDTH, WIDTH) * spread for layer in range(1, depth + 1)]


def forward(X: Array, weights: list[Array], shortcut: bool, batch_norm: bool) -> tuple[list[Array], list[_Step]]:
    """Run the batch through the layers: matrix, batch norm if wanted, every second time the shortcut, ReLU.

    Shapes: X (m, 32) → the layers' outputs, each (m, 32), and what `backward` needs.

    >>> outputs, _ = forward(np.ones((4, 32)), start_weights(3), shortcut=True, batch_norm=False)
    >>> [one.shape for one in outputs]
    [(4, 32), (4, 32), (4, 32)]
    """
    outputs, steps, a, block_input = [], [], X, X
    for index, W in enumerate(weights):
        entering, normal, inverse = a, None, None
        z = a @ W
        if batch_norm:
            inverse = 1 / np.sqrt(z.var(axis=0) + EPSILON)
            z = normal = (z - z.mean(axis=0)) * inverse
        if shortcut and index % 2:
            z = z + block_input
        a = np.maximum(z, 0)
        block_input = a if index % 2 else block_input
        outputs.append(a)
        steps.append(_Step(entering, normal, inverse, z > 0))
    return outputs, steps


def backward(
    gradient: Array, weights: list[Array], steps: list[_Step], shortcut: bool
) -> tuple[list[Array], list[Array]]:
    """Run the gradient of the last output back through the layers.

    Shapes: gradient (m, 32) → the gradients by the layers' outputs, each (m, 32), and by their weights, (32, 32).

    >>> weights = start_weights(3)
    >>> _, steps = forward(np.ones((4, 32)), weights, shortcut=True, batch_norm=False)
    >>> by_outputs, by_weights = backward(np.ones((4, 32)), weights, steps, shortcut=True)
    >>> len(by_outputs), by_weights[0].shape
    (3, (32, 32))
    """
    by_output, by_weights, g, carried = [], [], gradient, np.zeros_like(gradient)
    for index in reversed(range(len(weights))):
        step = steps[index]
        by_output.append(g)
        dz = g * step.open
        if index % 2 and shortcut:
            carried = dz
        if step.normal is not None:
            centred = dz - dz.mean(axis=0) - step.normal * (dz * step.normal).mean(axis=0)
            dz = centred * step.inverse
        by_weights.append(step.entering.T @ dz)
        g = dz @ weights[index].T
        if index % 2 == 0 and shortcut:
            g = g + carried
    return by_output[::-1], by_weights[::-1]


def residual_flow(
    depth: int = 20, shortcut: bool = True, batch_norm: bool = False, scale: float = 1.0, seed: int = 1
) -> Flow:
    """Pass one fixed random batch forwards and one fixed random gradient backwards through an untrained net.

    Args:
        depth: layers, an even number from 2 to 50 (a block has two).
        shortcut: add each block's input before its last ReLU.
        batch_norm: normalise each layer's sums over the batch before the ReLU.
        scale: times He's standard deviation.
        seed: 0 to 9999.

    Raises: ArgumentError for a value outside its domain.

    >>> plain = residual_flow(50, shortcut=False, scale=0.7)
    >>> bool(plain.gradients[0] < 1e-6 * plain.gradients[-1])
    True
    """
    whole("depth", depth, 2), whole("seed", seed, 0)
    if depth % 2 or depth > DEEPEST:
        raise ArgumentError(f"depth must be an even number from 2 to {DEEPEST}; received depth={depth}.")
    if seed > LARGEST_SEED:
        raise ArgumentError(f"seed must be at most {LARGEST_SEED}; received seed={seed}.")
    if not 0 < scale < np.inf:
        raise ArgumentError(f"scale must be a number above 0; received scale={scale!r}.")
    X, arriving = (normals(seed, slot, BATCH * WIDTH).reshape(BATCH, WIDTH) for slot in (0, 1))
    weights = start_weights(depth, scale, seed)
    outputs, steps = forward(X, weights, shortcut, batch_norm)
    by_output, by_weights = backward(arriving, weights, steps, shortcut)
    return Flow(_sizes(outputs), _sizes(by_output), _sizes(by_weights))


def _sizes(arrays: list[Array]) -> Array:
    return np.array([np.sqrt(np.mean(array**2)) for array in arrays])
