"""The layer graph of a Keras model as a list of texts, equal for equal architectures whatever the names.

Runs beside student code, so nothing here knows an answer. A model is walked from its output back to
its inputs; branches that meet in an addition come in the order of their length, so the list does not
depend on the order in which the layers were made.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from course_utils.checks.calls.keras_layers import WHOLE_MAP, Node, activation_of, describe, flattens, is_skipped
from course_utils.types import Array, Layer, Model, Symbolic

COMMUTATIVE = ("Add", "Maximum", "Minimum", "Multiply", "Average")


@dataclass
class Vertex:
    """One layer as it is called in a model; `inputs` are the vertices it reads."""

    text: str
    inputs: list[Vertex]
    layer: Layer | None = None
    merge: str = ""
    label: str = ""
    key: str = field(init=False)
    depth: int = field(init=False)

    def __post_init__(self) -> None:
        parts = [self.text, *(vertex.key for vertex in self.inputs)]
        self.key = hashlib.sha1("|".join(parts).encode()).hexdigest()
        self.depth = 1 + max((vertex.depth for vertex in self.inputs), default=0)

    def __hash__(self) -> int:
        return id(self)


@dataclass(frozen=True)
class _Scope:
    """A model used as a layer: what stands for its inputs, and the `training` it is called with."""

    inputs: Mapping[int, Vertex]
    training: bool | None
    place: tuple[int, ...]


class Graph:
    """The vertices of a model in canonical order: every layer after what it reads."""

    def __init__(self, model: Model) -> None:
        self._known: dict[tuple[int, ...], Vertex] = {}
        ends = [self._vertex(tensor, _Scope({}, None, ())) for tensor in model.outputs]
        self.vertices = list(_in_order(ends))
        _label(self.vertices)

    def texts(self) -> list[str]:
        """One text per layer: its place, class and configuration."""
        return [f"{vertex.label}{vertex.text}" for vertex in self.vertices]

    def layers(self) -> list[Layer]:
        """The Keras layers that hold weights, each once."""
        layers = (vertex.layer for vertex in self.vertices)
        return list({id(layer): layer for layer in layers if getattr(layer, "weights", None)}.values())

    def _vertex(self, tensor: Symbolic, scope: _Scope) -> Vertex:
        if id(tensor) in scope.inputs:
            return scope.inputs[id(tensor)]
        operation, node_index, number = tensor._keras_history
        node = operation._inbound_nodes[node_index]
        place = (*scope.place, id(node), number)
        if place not in self._known:
            inputs = [self._vertex(source, scope) for source in node.input_tensors]
            if hasattr(operation, "layers") and hasattr(operation, "outputs"):
                self._known[place] = self._inside(operation, node, number, inputs, scope)
            else:
                self._known[place] = _made(operation, node, inputs, scope.training)
        return self._known[place]

    def _inside(self, model: Model, node: Node, number: int, inputs: list[Vertex], scope: _Scope) -> Vertex:
        """What a model gives that is used as a layer of another one."""
        stand = {id(tensor): vertex for tensor, vertex in zip(model.inputs, inputs)}
        training = node.arguments.kwargs.get("training", scope.training)
        return self._vertex(model.outputs[number], _Scope(stand, training, (*scope.place, id(node))))


def _made(operation: Layer, node: Node, inputs: list[Vertex], training: bool | None) -> Vertex:
    if is_skipped(operation, node):
        return inputs[0]
    if inputs and inputs[0].text == WHOLE_MAP and flattens(operation, node):
        return Vertex("GlobalAveragePooling2D", inputs[0].inputs)
    merge = type(operation).__name__ if len(inputs) > 1 else ""
    if merge in COMMUTATIVE:
        inputs = sorted(inputs, key=lambda vertex: (-vertex.depth, vertex.key))
    vertex = Vertex(describe(operation, node, training), inputs, operation, merge)
    activation = activation_of(operation)
    return Vertex(activation, [vertex]) if activation else vertex


def _in_order(ends: list[Vertex]) -> Iterator[Vertex]:
    """Every vertex once, after all that it reads; without recursion, for very deep models."""
    done: set[Vertex] = set()
    stack = [(end, False) for end in reversed(ends)]
    while stack:
        vertex, ready = stack.pop()
        if vertex in done:
            continue
        if ready:
            done.add(vertex)
            yield vertex
        else:
            stack.append((vertex, True))
            stack.extend((source, False) for source in reversed(vertex.inputs))


def _label(vertices: list[Vertex]) -> None:
    """Say of every layer between a fork and the merge of its branches on which branch it lies."""
    above: dict[Vertex, set[Vertex]] = {}
    for vertex in vertices:
        above[vertex] = {vertex}.union(*(above[source] for source in vertex.inputs))
    merges = [vertex for vertex in vertices if vertex.merge]
    for number, merge in enumerate(merges, start=1):
        block = f"block {number}, " if len(merges) > 1 else ""
        shared = set.intersection(*(above[source] for source in merge.inputs))
        for branch, source in enumerate(merge.inputs):
            for vertex in above[source] - shared:
                vertex.label = vertex.label or f"{block}{_branch(merge, branch)}: "
        merge.label = merge.label or (block and f"block {number}: ")


def _branch(merge: Vertex, number: int) -> str:
    if merge.merge in COMMUTATIVE and len(merge.inputs) == 2:
        return ("main path", "shortcut")[number]
    return f"branch {number + 1}"


def set_weights(layers: list[Layer], seed: int) -> None:
    """Give every weight numbers that depend on the seed and on the order of `layers` only.

    Kernels spread as 1 / √(numbers in) and normalised maps shrink, so that the scores of a deep residual
    net stay small and its softmax does not hide them; variances are positive.
    """
    pattern = np.random.RandomState(seed).randn(10_007).astype(np.float32)
    used = 0
    for layer in layers:
        values = []
        for weight in layer.weights:
            draw = np.resize(np.roll(pattern, -used), weight.shape)
            used = (used + draw.size) % pattern.size
            values.append(_spread(weight.name, draw))
        layer.set_weights(values)


def _spread(name: str, draw: Array) -> Array:
    if "variance" in name:
        return 0.5 + np.abs(draw)
    if draw.ndim < 2:
        return 0.2 * draw + 0.5 * ("gamma" in name)
    return np.asarray(draw / np.sqrt(max(math.prod(draw.shape[:-1]), 1)))
