"""ShapeCalculator: stack layers and read what they make of a shape, and what they cost."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

import traitlets

from course_utils.widgets.assets import javascript
from course_utils.widgets.base import ExplorerWidget, WidgetError
from course_utils.widgets.drawing.svg import table
from course_utils.widgets.mathematics.shapes import Layer, Row, against, complete, summarise, whole
from course_utils.widgets.networks import NETWORKS

SIDES = ("rows", "columns", "channels")


class InputShape(traitlets.TraitType[tuple[int, ...], Sequence[int]]):
    """(rows, columns, channels), each an integer ≥ 1."""

    def validate(self, obj: object, value: object) -> tuple[int, ...]:
        """Return `value` as a tuple of three ints.

        Raises:
            WidgetError: not three integers ≥ 1.
        """
        if not isinstance(value, Sequence) or isinstance(value, str) or len(value) != 3:
            raise WidgetError(f"input_shape must be (rows, columns, channels); received {value!r}.")
        for side, size in zip(SIDES, value):
            whole(f"{side} of input_shape", size, 1)
        return tuple(int(size) for size in value)


class Stack(traitlets.TraitType[list[Layer], Sequence[Layer]]):
    """A list of layers, each a mapping with its `kind`; defaults are filled in."""

    def validate(self, obj: object, value: object) -> list[Layer]:
        """Return complete copies of the layers.

        Raises:
            WidgetError: no list, or a layer that cannot be read.
        """
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise WidgetError(f"layers must be a list of layers; received {value!r}.", "Example: [conv(5, 6), pool()].")
        return [complete(layer) for layer in value]


class ShapeCalculator(ExplorerWidget):
    """Layers in a stack: shapes, parameters, multiplications and receptive field, layer by layer.

    Args (all by name, all traits that can be assigned later):
        input_shape: (rows, columns, channels).
        layers: as made by `conv(f, filters, pad, stride)`, `pool(f, stride)`, `flatten()`, `dense(units)`
            of `course_utils.widgets.mathematics.shapes`.
        preset: a ready network by name, "LeNet-like", "three convolutions", "LeNet-5", "AlexNet", "VGG-16",
            "5×5 directly", "5×5 through a bottleneck".
        compare: the name of a ready network whose costs are set against those of the stack; "" for none.

    Raises:
        WidgetError: a value outside its domain. A stack whose size becomes 0 is no error: `problem` says why.

    Example:
        >>> w = ShapeCalculator(preset="LeNet-like")
        >>> w.output[-1].shape, w.parameters
        ((10,), 62006)
    """

    _esm = javascript("shape_calculator")

    input_shape = InputShape(tuple(NETWORKS["LeNet-like"]["input_shape"])).tag(sync=True)
    layers = Stack(NETWORKS["LeNet-like"]["layers"]).tag(sync=True)
    preset = traitlets.Unicode("LeNet-like").tag(sync=True)
    compare = traitlets.Unicode("").tag(sync=True)
    _presets = traitlets.Dict().tag(sync=True)

    def __init__(self, **values: object) -> None:
        super().__init__(_presets=NETWORKS, **values)

    @property
    def output(self) -> list[Row]:
        """One row for each layer, up to the first that cannot be built."""
        return summarise(self.input_shape, self.layers)

    @property
    def parameters(self) -> int:
        """All weights and biases of the stack."""
        return sum(row.parameters for row in self.output)

    @property
    def multiplications(self) -> int:
        """All multiplications for one input."""
        return sum(row.multiplications for row in self.output)

    @property
    def problem(self) -> str:
        """Why the stack cannot be built, naming the layer; empty when it can."""
        rows = self.output
        if not rows or not rows[-1].problem:
            return ""
        return f"Layer {len(rows)} ({rows[-1].kind}) cannot be built. {rows[-1].problem}"

    @property
    def comparison(self) -> str:
        """A sentence that sets the stack's costs against those of `compare`; empty where nothing is compared."""
        if not self.compare:
            return ""
        other = NETWORKS[self.compare]
        rows = summarise(other["input_shape"], other["layers"])
        theirs = sum(row.parameters for row in rows), sum(row.multiplications for row in rows)
        return against(self.compare, (self.parameters, self.multiplications), theirs)

    @traitlets.validate("compare")
    def _comparable(self, proposal: dict[str, Any]) -> object:
        if proposal["value"] not in ("", *NETWORKS):
            choices = ", ".join(map(repr, NETWORKS))
            raise WidgetError(f"compare must be \"\" or one of {choices}; received compare={proposal['value']!r}.")
        return proposal["value"]

    @traitlets.validate("preset")
    def _known(self, proposal: dict[str, Any]) -> object:
        if proposal["value"] not in (*NETWORKS, "custom"):
            choices = ", ".join(map(repr, NETWORKS))
            raise WidgetError(f"preset must be one of {choices}; received preset={proposal['value']!r}.")
        return proposal["value"]

    @traitlets.observe("preset")
    def _take_preset(self, change: object) -> None:
        if self.preset in NETWORKS:
            network = NETWORKS[self.preset]
            with self.hold_trait_notifications():
                self.input_shape, self.layers = network["input_shape"], network["layers"]

    @traitlets.observe("layers", "input_shape")
    def _name_stack(self, change: object) -> None:
        network = NETWORKS.get(self.preset)
        if network and (list(self.input_shape) != network["input_shape"] or self.layers != network["layers"]):
            self.preset = "custom"

    def alt_text(self) -> str:
        """Say the shapes from input to output and the totals."""
        shapes = [self.input_shape, *(row.shape for row in self.output if row.shape)]
        chain = " → ".join(_dims(shape) for shape in shapes)
        totals = f"{self.parameters:,} parameters, {self.multiplications:,} multiplications."
        parts = (f"Shape calculator: {chain}; {totals}", self.comparison, self.problem)
        return " ".join(part for part in parts if part)

    def static_svg(self) -> str:
        """Return the table of layers."""
        head = ("Layer", "Settings", "Output", "Parameters", "Multiplications", "Sees")
        rows: list[tuple[str, ...]] = [head, ("input", "", _dims(self.input_shape), "", "", "")]
        rows += [_line(layer, row) for layer, row in zip(self.layers, self.output)]
        totals = f"{self.parameters:,} parameters, {self.multiplications:,} multiplications"
        words = [totals, *textwrap.wrap(self.comparison, 90), *([f"⚠ {self.problem}"] if self.problem else [])]
        return table(rows, (70, 190, 120, 110, 140, 90), words, self.alt_text())


def _dims(shape: Sequence[int]) -> str:
    return "×".join(map(str, shape))


def _line(layer: Layer, row: Row) -> tuple[str, ...]:
    settings = ", ".join(f"{name} {value}" for name, value in layer.items() if name != "kind")
    if row.problem:
        return layer["kind"], settings, "⚠ 0", "–", "–", "–"
    sees = f"{row.field}×{row.field}"
    return layer["kind"], settings, _dims(row.shape), f"{row.parameters:,}", f"{row.multiplications:,}", sees
