"""The layer graph of a Keras model as a list of texts, equal for equal architectures whatever the names.

Runs beside student code, so nothing here knows an answer. A model is walked from its output back to
its inputs; branches that meet in an addition come in the order of their length, so the list does not
depend on the order in which the layers were made.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from course_utils.checks.calls.arguments import parameters_of
from course_utils.checks.calls.layers.likeness import WHOLE_MAP, Node, likeness
from course_utils.checks.calls.layers.texts import (
    activation_of,
    as_row,
    as_same,
    describe,
    flattens,
    is_skipped,
    says_all,
)
from course_utils.checks.classic.libraries.symbols import taken_by_tensorflow
from course_utils.checks.differences.layers import as_convolution
from course_utils.types import Layer, Model, Symbolic

if TYPE_CHECKING:
    pass

COMMUTATIVE = ("Add", "Maximum", "Minimum", "Multiply", "Average")


@dataclass
class Vertex:
    """One layer as it is called in a model; `inputs` are the vertices it reads."""

    text: str
    inputs: list[Vertex]
    layer: Layer | None = None
    merge: str = ""
    node: Node | None = None  # the call of the layer
    outer: Node | None = None  # and of the model that it lies in
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
    outer: Node | None = None


class Graph:
    """The vertices that lead to a model's outputs in canonical order: every layer after what it reads."""

    def __init__(self, outputs: Iterable[Symbolic]) -> None:
        self._known: dict[tuple[int, ...], Vertex] = {}
        self._parts: dict[int, Model | _Part | None] = {}
        self._ends = [self._vertex(tensor, _Scope({}, None, ())) for tensor in outputs]
        self.vertices = list(_in_order(self._ends))
        _label(self.vertices)

    def texts(self) -> list[str]:
        """One text per layer: its place, class and configuration."""
        return [f"{vertex.label}{vertex.text}" for vertex in self.vertices]

    def connections(self) -> str:
        """What every layer reads, a line for each; empty where the layers' texts leave a rest.

        With equal texts and connections two networks of equal weights answer alike.
        """
        if not all(says_all(vertex.layer, vertex.node) for vertex in self.vertices if vertex.layer is not None):
            return ""
        names = self._names()
        reads = [(names[vertex], vertex.inputs) for vertex in self.vertices if vertex.inputs]
        reads.append(("the model's answer", self._ends))
        return "\n".join(f"{reader}: {', '.join(names[each] for each in sources)}" for reader, sources in reads)

    def _names(self) -> dict[Vertex, str]:
        """Every layer by its class and its number among those of the class: Conv2D 2."""
        counts, names = Counter[str](), dict[Vertex, str]()
        for vertex in self.vertices:
            kind = as_convolution(vertex.text).split(",")[0]
            counts[kind] += 1
            names[vertex] = f"{kind} {counts[kind]}"
        return names

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
            if id(node) not in self._parts:
                self._parts[id(node)] = _part_of(operation, node)
            part = self._parts[id(node)]
            if part is not None:
                self._known[place] = self._inside(part, node, number, inputs, scope)
            else:
                self._known[place] = _made(operation, node, inputs, scope)
        return self._known[place]

    def _inside(self, part: Model | _Part, node: Node, number: int, inputs: list[Vertex], scope: _Scope) -> Vertex:
        """What a model, or a layer of layers, gives that is used as a layer of another one."""
        stand = {id(tensor): vertex for tensor, vertex in zip(part.inputs, inputs)}
        training = node.arguments.kwargs.get("training", scope.training)
        if isinstance(part, _Part) and not training:  # its layers say so themselves, as if they stood alone
            training = scope.training
        inside = _Scope(stand, training, (*scope.place, id(node)), scope.outer or node)
        return self._vertex(part.outputs[number], inside)


@dataclass(frozen=True)
class _Part:
    """Tensors of a piece of a model: what it reads and what it gives."""

    inputs: list[Symbolic]
    outputs: list[Symbolic]


def _part_of(operation: Layer, node: Node) -> Model | _Part | None:
    """What stands inside of a model, of a layer of the answer's own or of a lambda layer; None for any other one.

    None also where it cannot be told, because the layer works with weights that no layer inside of it holds.
    """
    import keras

    if hasattr(operation, "layers") and hasattr(operation, "outputs"):
        return operation
    own = isinstance(operation, keras.Layer) and not type(operation).__module__.startswith("keras.")
    inner = {id(weight) for layer in getattr(operation, "_layers", ()) for weight in layer.weights}
    if not (own or type(operation) is keras.layers.Lambda) or {id(each) for each in operation.weights} - inner:
        return None
    read = [keras.Input(batch_shape=tensor.shape, dtype=tensor.dtype) for tensor in node.input_tensors]
    stand = {id(tensor): new for tensor, new in zip(node.input_tensors, read)}
    args, named = node.arguments.fill_in(stand)
    try:
        outputs = outputs_of(operation, read, args, named)
    except Exception:  # it takes numbers only
        return None
    handed_on = any(output is new for output in outputs for new in read)  # it may act in training only
    several = sum(_kinds(outputs, read).values()) > 1
    return None if handed_on or (several and likeness(operation, node) is not None) else _Part(read, outputs)


def outputs_of(operation: Layer, read: list[Symbolic], args: Sequence[Any], named: Mapping[str, Any]) -> list[Symbolic]:
    """What the `call` of a layer or model gives for the symbolic `read`; as in training where that has other layers."""

    def given(**more: bool) -> list[Symbolic]:
        with taken_by_tensorflow():
            answer = operation.call(*args, **{**named, **more})
        return list(answer) if isinstance(answer, (list, tuple)) else [answer]

    in_use = given()
    handed_on = any(output is tensor for output in in_use for tensor in read)
    if handed_on or named.get("training") or "training" not in parameters_of(operation.call):
        return in_use
    learning = given(training=True)
    return in_use if _kinds(in_use, read) == _kinds(learning, read) else learning


def _kinds(outputs: list[Symbolic], read: list[Symbolic]) -> Counter[type]:
    """How many layers of each class lie between what is read and the outputs."""
    waiting, ends = list(outputs), {id(tensor) for tensor in read}
    nodes: dict[int, type] = {}
    while waiting:
        tensor = waiting.pop()
        if id(tensor) in ends:
            continue
        operation, number, _ = tensor._keras_history
        node = operation._inbound_nodes[number]
        if id(node) not in nodes:
            nodes[id(node)] = type(operation)
            waiting.extend(node.input_tensors)
    return Counter(nodes.values())


def _made(operation: Layer, node: Node, inputs: list[Vertex], scope: _Scope) -> Vertex:
    if is_skipped(operation, node):
        return inputs[0]
    if inputs and flattens(operation, node) and (row := squeezed(inputs[0])) is not None:
        return row
    merge = type(operation).__name__ if len(inputs) > 1 else ""
    if merge in COMMUTATIVE:
        inputs = sorted(inputs, key=lambda vertex: (-vertex.depth, vertex.key))
    text = describe(operation, node, scope.training)
    if inputs and (border := inputs[0]).node is not None and len(border.inputs) == 1:
        same = as_same(text, operation, border.text, border.node.input_tensors[0].shape[1:-1])
        text, inputs = (same, border.inputs) if same else (text, inputs)
    vertex = Vertex(text, inputs, operation, merge, node, scope.outer)
    activation = activation_of(operation)
    return Vertex(activation, [vertex], node=node, outer=scope.outer) if activation else vertex


def squeezed(end: Vertex) -> Vertex | None:
    """The same numbers as a row, where `end` gives a map of one place; None where its layers have no such form.

    A mean with `keepdims`, 1×1 convolutions and activations on it, then Flatten: the mean and Dense layers.
    """
    chain = [end]
    while chain[-1].text != WHOLE_MAP:
        if len(chain[-1].inputs) != 1 or as_row(chain[-1].text) is None:
            return None
        chain.append(chain[-1].inputs[0])
    whole = chain.pop()
    row = Vertex("GlobalAveragePooling2D", whole.inputs, node=whole.node, outer=whole.outer)
    for each in reversed(chain):
        row = Vertex(as_row(each.text) or "", [row], each.layer, each.merge, each.node, each.outer)
    return row


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
