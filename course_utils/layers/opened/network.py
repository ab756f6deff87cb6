"""A Keras model taken apart: its steps in order; Keras itself computes what each gives for a picture."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from course_utils.errors import ArgumentError
from course_utils.layers.opened.kinds import Call, read_part
from course_utils.layers.opened.parts import Part
from course_utils.types import Array, Image, Model, Symbolic, Tensor

MOST_PARAMETERS = 150_000
MOST_WORK = 600_000_000  # multiplications for one picture: about a second in a browser
Compute = Callable[[list[Any]], Any]


@dataclass(frozen=True)
class Step:
    """A layer's place in the network: which steps it reads, and the shape it gives, without the batch."""

    name: str
    part: Part
    sources: list[int]
    shape: tuple[int, ...]
    compute: Compute

    @property
    def sides(self) -> tuple[int, int, int]:
        """Rows, columns and channels; a vector is one place with many channels, a matrix has one channel."""
        if len(self.shape) == 1:
            return 1, 1, self.shape[0]
        return self.shape[0], self.shape[1], (*self.shape, 1)[2]


@dataclass(frozen=True)
class OpenedNetwork:
    """The steps of a model, every one after those it reads; the last one gives the scores."""

    name: str
    steps: list[Step]
    parameters: int

    @property
    def squashes(self) -> bool:
        """Whether a last softmax or sigmoid makes probabilities of the scores."""
        index = len(self.steps) - 1
        while self.steps[index].part.kind == "copy":
            index = self.steps[index].sources[0]
        activation = self.steps[index].part.activation
        return activation is not None and activation["kind"] in ("softmax", "sigmoid")

    def trace(self, picture: Image) -> list[Array]:
        """What every step gives for a picture, each of shape `step.shape`; computed by Keras."""
        values: list[Any] = [_batch(picture)]
        for step in self.steps[1:]:
            values.append(step.compute([values[source] for source in step.sources]))
        return [np.asarray(value, dtype=np.float32)[0] for value in values]


def open_network(model: Model, picture: Image) -> OpenedNetwork:
    """Take a built Sequential or Functional model apart; `picture`, shape (n_H, n_W, n_C), fixes open sizes.

    Raises:
        ArgumentError: no model, one that is not built, more than one input or output, more parameters or
            multiplications than a page can compute at once, a picture of another shape.
        UnsupportedLayerError: a layer that the page cannot compute.

    >>> from course_utils.layers.networks.classic import lenet5
    >>> import keras
    >>> [step.part.title for step in open_network(lenet5(), np.zeros((32, 32, 1))).steps][:4]
    ['input', 'conv 5×5', 'max pool 2×2', 'conv 5×5']
    """
    check_model(model)
    expected = tuple(model.inputs[0].shape[1:])
    if not fits(picture.shape, expected):
        wanted = "×".join("any" if side is None else str(side) for side in expected)
        raise ArgumentError(
            f"The model reads pictures of {wanted}; received shape {picture.shape}.",
            "Prepare the pictures as you did for training.",
        )
    walk = _Walk()
    walk.add("input", Part("input", "input"), [], _batch(picture), lambda values: values[0])
    walk.visit(model.outputs[0], {id(model.inputs[0]): 0})
    work = sum(_work(step) for step in walk.steps)
    if work > MOST_WORK:
        raise ArgumentError(
            f"One picture takes {work:,} multiplications; NetworkExplorer computes up to {MOST_WORK:,}.",
            "Take smaller pictures or fewer filters.",
        )
    return OpenedNetwork(model.name, walk.steps, int(model.count_params()))


def fits(shape: Sequence[int], expected: Sequence[int | None]) -> bool:
    """Whether a picture has the shape that a model expects; None is any size.

    >>> fits((8, 9, 3), (None, 9, 3)), fits((8, 9), (8, 9, 3))
    (True, False)
    """
    return len(shape) == len(expected) and all(m in (None, n) for n, m in zip(shape, expected))


def _batch(picture: Image) -> Tensor:
    import keras

    return keras.ops.convert_to_tensor(np.asarray(picture, dtype=np.float32)[None])


def check_model(model: Model) -> None:
    """Refuse what cannot be opened.

    Raises:
        ArgumentError: no model, one that is not built, several inputs or outputs, no pictures, too many parameters.

    >>> check_model("LeNet-5")
    Traceback (most recent call last):
    course_utils.errors.ArgumentError: NetworkExplorer needs a Keras model; received str. Give it what
    keras.Model(inputs, outputs) or keras.Sequential([…]) returned.
    """
    import keras

    if not isinstance(model, keras.Model):
        raise ArgumentError(
            f"NetworkExplorer needs a Keras model; received {type(model).__name__}.",
            "Give it what keras.Model(inputs, outputs) or keras.Sequential([…]) returned.",
        )
    if isinstance(model, keras.Sequential) and not model.built:
        raise ArgumentError(
            "The model is not built: it knows no input shape yet.",
            "Begin it with keras.Input(shape), or train it first.",
        )
    if not getattr(model, "inputs", None) or not getattr(model, "outputs", None):
        raise ArgumentError(
            f"{type(model).__name__} is a class of your own whose layers cannot be read.",
            "Build it as keras.Model(inputs, outputs) or as keras.Sequential([…]).",
        )
    if len(model.inputs) != 1 or len(model.outputs) != 1:
        raise ArgumentError(
            f"NetworkExplorer shows models with one input and one output; received {len(model.inputs)} and "
            f"{len(model.outputs)}.",
            "Choose one: keras.Model(model.inputs, model.outputs[0]).",
        )
    if not 2 <= len(model.inputs[0].shape) - 1 <= 3:
        received = tuple(model.inputs[0].shape[1:])
        expected = "NetworkExplorer shows models that read pictures (rows, columns, channels)"
        raise ArgumentError(f"{expected}; received {received}.")
    if model.count_params() > MOST_PARAMETERS:
        raise ArgumentError(
            f"The model has {model.count_params():,} parameters; NetworkExplorer shows up to {MOST_PARAMETERS:,}.",
            "Build it with fewer filters or units; network_table lists large ones.",
        )


def _work(step: Step) -> int:
    kernel = step.part.weights.get("kernel")
    return 0 if kernel is None else step.sides[0] * step.sides[1] * kernel.size


class _Walk:
    """From the output back to the input, each layer once for each call of it."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.values: list[Any] = []

    def add(self, name: str, part: Part, sources: list[int], value: Any, compute: Compute) -> int:
        shape = tuple(int(side) for side in value.shape[1:])
        if not 1 <= len(shape) <= 3:
            raise ArgumentError(f"Layer {name!r} gives shape {shape}; NetworkExplorer shows vectors and maps.")
        self.steps.append(Step(name, part, sources, shape, compute))
        self.values.append(value)
        return len(self.steps) - 1

    def visit(self, tensor: Symbolic, known: dict[int, int]) -> int:
        """The number of the step that gives `tensor`; `known` holds those of this model, and its inputs."""
        import keras

        if id(tensor) in known:
            return known[id(tensor)]
        layer, node_index, output = tensor._keras_history[:3]
        node = layer._inbound_nodes[node_index]
        sources = [self.visit(entering, known) for entering in node.input_tensors]
        if isinstance(layer, keras.Model):  # a model inside: its layers stand here, anew for every call
            inside = {id(entering): source for entering, source in zip(layer.inputs, sources)}
            known[id(tensor)] = self.visit(layer.outputs[output], inside)
        else:
            known[id(tensor)] = self._step(layer, node, sources)
        return known[id(tensor)]

    def _step(self, layer: Any, node: Any, sources: list[int]) -> int:
        import keras

        identities = [id(entering) for entering in node.input_tensors]
        off = "training" in inspect.signature(layer.call).parameters

        def compute(values: list[Any]) -> Any:
            arguments, named = node.arguments.fill_in(dict(zip(identities, values)))
            return layer(*arguments, **(named | {"training": False} if off else named))

        value = compute([self.values[source] for source in sources])
        entering = [self.steps[source].shape for source in sources]
        constants = [] if off else _constants(node.arguments)
        first = bool(constants) and not isinstance(node.arguments.args[0], keras.KerasTensor)
        call = Call(entering, tuple(int(side) for side in value.shape[1:]), constants, first)
        return self.add(layer.name, read_part(layer, call), sources, value, compute)


def _constants(arguments: Any) -> list[Any]:
    """The numbers and arrays among a call's arguments."""
    import keras

    given = [*arguments.args, *arguments.kwargs.values()]
    flat = [value for part in given for value in (part if isinstance(part, (list, tuple)) else [part])]
    return [value for value in flat if value is not None and not isinstance(value, keras.KerasTensor)]
