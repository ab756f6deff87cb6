"""A small Keras network drawn as boxes and arrows, branches above one another."""

from __future__ import annotations

from dataclasses import dataclass, field

from course_utils.errors import ArgumentError
from course_utils.types import Layer, Model, Symbolic
from course_utils.widgets.drawing.figures import Figure
from course_utils.widgets.drawing.network_table import class_name, settings
from course_utils.widgets.drawing.svg import BLUE, GREEN, INK, ORANGE, SKY, label, page, rect

STEP, WIDE, GAP, LINE, TOP = 190, 152, 20, 17, 24
LONGEST = 40
# What `fold` puts into the box before it, and how it is called there.
FOLDED = {"BatchNormalization": "batch norm", "ReLU": "ReLU", "Activation": "activation", "Dropout": "dropout"}
PAINT = {"Conv2D": BLUE, "Dense": ORANGE, "MaxPooling2D": GREEN, "AveragePooling2D": GREEN}


@dataclass
class Box:
    """A layer and where it stands: `column` counts layers from the input, `row` grows downwards from 0."""

    name: str
    settings: str
    shape: str
    sources: list[int]
    after: list[str] = field(default_factory=list)  # what is folded into it, in its order
    column: int = 0
    row: float = 0.0


def draw_network(model: Model, fold: bool = False) -> Figure:
    """Draw the layers of a Keras model with their settings and output shapes.

    With `fold` normalisation, activation and dropout share the box of the layer they follow: a residual block fits
    on a page, its shortcut an arc or a row of its own.

    Raises:
        ArgumentError: no model, or one with more than 40 layers: `network_table` lists those.

    >>> from course_utils.layers.networks.classic import lenet5
    >>> draw_network(lenet5())  # doctest: +ELLIPSIS
    [figure: Network: 1 Input, gives 32×32×1; 2 Conv2D 5×5, 6, relu reads 1, gives 28×28×6; ...]
    """
    import keras

    if not isinstance(model, keras.Model) or not getattr(model, "outputs", None):
        raise ArgumentError(f"draw_network needs a Keras model with inputs; received {type(model).__name__}.")
    boxes = layout(keras.Model(model.inputs, model.outputs), fold)  # a Sequential model, too, as a graph
    if len(boxes) > LONGEST:
        raise ArgumentError(
            f"draw_network draws up to {LONGEST} layers; received {len(boxes)}. network_table lists them."
        )
    arcs = any(_skips(boxes, box, source) for box in boxes for source in box.sources)
    tall = LINE * (4 if fold else 3) + 7
    top = TOP + ((tall + GAP) / 2 if arcs else 0)
    parts = [
        _edge(boxes[source], box, top, tall, _skips(boxes, box, source)) for box in boxes for source in box.sources
    ]
    parts += [_box(box, top, tall) for box in boxes]
    width = 24 + STEP * max(box.column for box in boxes) + WIDE + 24
    alt = f"Network: {'; '.join(_spoken(boxes, box) for box in boxes)}."
    height = top + (tall + GAP) * (max(box.row for box in boxes) + 1)
    return Figure.from_svg(page("".join(parts), width, height, [], alt), alt)


def layout(model: Model, fold: bool = False) -> list[Box]:
    """The layers of a model, every one after what it reads, and their places: columns and rows from 0."""
    boxes = _boxes(model, fold)
    _place(boxes)
    lowest = min(box.row for box in boxes)
    for box in boxes:
        box.row -= lowest
    return boxes


def _boxes(model: Model, fold: bool) -> list[Box]:
    known: dict[int, int] = {}
    boxes: list[Box] = []
    reads = [id(tensor._keras_history.operation) for op in model.operations for tensor in _inputs(op)]
    for operation in model.operations:
        before = [id(tensor._keras_history.operation) for tensor in _inputs(operation)]
        name, sources = class_name(type(operation).__name__), [known[source] for source in before]
        if fold and name in FOLDED and len(sources) == 1 and reads.count(before[0]) == 1 and boxes[sources[0]].sources:
            boxes[sources[0]].after.append(_said(operation) or name if name == "Activation" else FOLDED[name])
            known[id(operation)] = sources[0]
            continue
        shape = "×".join(map(str, operation.output.shape[1:]))
        boxes.append(Box(name, _said(operation), shape, sources))
        known[id(operation)] = len(boxes) - 1
    return boxes


def _inputs(operation: Layer) -> list[Symbolic]:
    return list(operation._inbound_nodes[0].input_tensors)


def _said(operation: Layer) -> str:
    if not hasattr(operation, "count_params"):  # an operation of keras.ops
        return ""
    return settings(operation).replace(" filters", "").replace(", same", "").replace(", valid", "")


def _place(boxes: list[Box]) -> None:
    """Columns by the longest way from the input; each fork spreads its branches over rows."""
    readers: list[list[int]] = [[] for _ in boxes]
    for index, box in enumerate(boxes):
        for source in box.sources:
            if len(box.sources) == 1:
                readers[source].append(index)
    rank = _ranks(boxes)
    for branches in readers:
        branches.sort(key=lambda index: rank.get(index, 0))
    for index, box in enumerate(boxes):
        if not box.sources:
            continue
        box.column = 1 + max(boxes[source].column for source in box.sources)
        rows = [boxes[source].row for source in box.sources]
        branches = readers[box.sources[0]]
        turn = branches.index(index) - (len(branches) - 1) / 2 if len(box.sources) == 1 else 0.0
        box.row = sum(rows) / len(rows) + turn


def _ranks(boxes: list[Box]) -> dict[int, int]:
    """For the boxes of a branch, which of its merge's inputs it becomes."""
    rank: dict[int, int] = {}
    for box in boxes:
        for number, index in enumerate(box.sources if len(box.sources) > 1 else ()):
            while index not in rank:
                rank[index] = number
                if len(boxes[index].sources) == 1:
                    index = boxes[index].sources[0]
    return rank


def _skips(boxes: list[Box], box: Box, source: int) -> bool:
    """True when a straight arrow would run through other boxes of the row."""
    begin = boxes[source]
    between = range(begin.column + 1, box.column)
    return any(other.column in between and abs(other.row - begin.row) < 0.7 for other in boxes)


def _edge(begin: Box, end: Box, top: float, tall: int, skips: bool) -> str:
    """An arrow; it runs in its own row first and bends in front of the box it enters."""
    x, y = 24 + STEP * begin.column + WIDE, top + (tall + GAP) * begin.row + tall / 2
    to_x, to_y = 24 + STEP * end.column, top + (tall + GAP) * end.row + tall / 2
    if skips:
        above = y - tall / 2 - 18
        path = f"M{x - 20:g} {y - tall / 2:g}C{x:g} {above:g} {x:g} {above:g} {x + 30:g} {above:g}"
        path += f"H{to_x - 30:g}C{to_x:g} {above:g} {to_x:g} {above:g} {to_x + 20:g} {to_y - tall / 2:g}"
        head = "m-9 -4l9 4l-1 -10"
    else:
        bend = to_x - (STEP - WIDE)
        path = f"M{x:g} {y:g}H{max(bend, x):g}C{to_x - 12:g} {y:g} {bend + 8:g} {to_y:g} {to_x:g} {to_y:g}"
        head = "m-7 -5l7 5l-7 5"
    return f'<path d="{path}{head}" fill="none" stroke="{INK}" stroke-width="1.6"/>'


def _box(box: Box, top: float, tall: int) -> str:
    x, y = 24 + STEP * box.column, top + (tall + GAP) * box.row
    paint = PAINT.get(box.name, SKY if box.name == "Input" else "#777777")
    lines = [line for line in (box.name, box.settings, ", ".join(box.after), box.shape) if line]
    first = y + tall / 2 + 5 - LINE * (len(lines) - 1) / 2
    words = [
        label(x + WIDE / 2, first + LINE * i, line, "middle", 12, "normal" if i else "bold", "#222")
        for i, line in enumerate(lines)
    ]
    paint = f'rx="6" fill="{paint}" fill-opacity="0.18" stroke="{paint}" stroke-width="2"'
    white = rect(x, y, WIDE, tall, 'rx="6" fill="#fff"')
    return white + rect(x, y, WIDE, tall, paint) + "".join(words)


def _spoken(boxes: list[Box], box: Box) -> str:
    number = boxes.index(box) + 1
    reads = f" reads {' and '.join(str(source + 1) for source in box.sources)}" if box.sources else ""
    settings = "".join(f" {words}" for words in (box.settings, *box.after) if words)
    return f"{number} {box.name}{settings}{reads}, gives {box.shape}"
