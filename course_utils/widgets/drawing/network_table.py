"""The layers of a Keras network as a table, with what they cost; large networks are counted without their weights."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import escape
from math import prod

from course_utils.errors import ArgumentError
from course_utils.types import Function, Layer, Model

HEAD = ("Layer", "Settings", "Output", "Parameters", "Multiplications")
ORANGE, BLUE = "#B87D00", "#3391CC"  # Okabe and Ito, darkened to 3 : 1 on white
WIDEST, AROUND = 80, 7  # pixels: of a bar, and left and right of a word
UNNAMED = re.compile(r"(functional|sequential|model)(_\d+)?")  # what Keras calls a model; the number says nothing


@dataclass(frozen=True)
class NetworkRow:
    """One layer: its class, settings, output shape without the batch, learned numbers, multiplications per image."""

    name: str
    settings: str
    shape: tuple[int, ...]
    parameters: int
    multiplications: int

    def words(self) -> tuple[str, ...]:
        """What the table says, column by column."""
        numbers = (f"{count:,}" if count else "" for count in (self.parameters, self.multiplications))
        return (self.name, self.settings, "×".join(map(str, self.shape)), *numbers)


@dataclass(frozen=True)
class NetworkTable:
    """A table for a notebook; text where only text is shown."""

    title: str
    rows: tuple[NetworkRow, ...]

    @property
    def parameters(self) -> int:
        """All learned numbers, weights and biases."""
        return sum(row.parameters for row in self.rows)

    @property
    def multiplications(self) -> int:
        """All multiplications for one image."""
        return sum(row.multiplications for row in self.rows)

    def _total(self) -> tuple[str, ...]:
        return ("total", "", "", f"{self.parameters:,}", f"{self.multiplications:,}")

    def __repr__(self) -> str:
        lines = [HEAD, *(row.words() for row in self.rows), self._total()]
        widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
        text = [
            "  ".join(word.ljust(width) if column < 3 else word.rjust(width)
                      for column, (word, width) in enumerate(zip(line, widths))).rstrip()
            for line in lines
        ]  # fmt: skip
        return "\n".join([self.title, *text])

    def _repr_html_(self) -> str:
        sums = (self.parameters, self.multiplications)
        head = "".join(
            f'<th scope="col" style="text-align:{_side(i)};padding:2px {AROUND}px">{word}</th>'
            for i, word in enumerate(HEAD)
        )
        body = "".join(
            _html(row.words(), tuple(n / total if total else 0.0 for n, total in zip(
                (row.parameters, row.multiplications), sums))) for row in self.rows
        )  # fmt: skip
        caption = f"{escape(self.title)}. Bars: a layer's share of all parameters, and of all multiplications."
        return (
            f'<table><caption style="text-align:left">{caption}</caption><thead><tr>{head}</tr></thead>'
            f"<tbody>{body}{_html(self._total(), (0.0, 0.0), 'b')}</tbody></table>"
        )


def _side(column: int) -> str:
    return "left" if column < 3 else "right"


def _html(words: tuple[str, ...], shares: tuple[float, ...], tag: str = "span") -> str:
    """A row; bars lie below the numbers, so no meaning hangs on their colour."""
    cells = []
    for column, word in enumerate(words):
        bar = ""
        if column >= 3 and shares[column - 3] > 0:
            colour, width = (ORANGE, BLUE)[column - 3], max(1, round(WIDEST * shares[column - 3]))
            bar = f'<div style="height:4px;width:{width}px;margin-left:auto;background:{colour}"></div>'
        style = f"text-align:{_side(column)};padding:2px {AROUND}px" + (f";min-width:{WIDEST}px" if column >= 3 else "")
        cells.append(f'<td style="{style}"><{tag}>{escape(word)}</{tag}>{bar}</td>')
    return f"<tr>{''.join(cells)}</tr>"


def network_table(network: Model | Function, *args: object, **named: object) -> NetworkTable:
    """The table of a Keras model, or of the one that the function `network` builds from `args` and `named`.

    A function is called so that its weights get shapes but no numbers: VGG-16 takes no half gigabyte.

    Raises:
        ArgumentError: neither a model nor a function that returns one.

    >>> from course_utils.layers.networks.classic import vgg16
    >>> network_table(vgg16).parameters
    138357544
    """
    import keras

    name = getattr(network, "name" if isinstance(network, keras.Model) else "__name__", "network")
    model = network
    if not isinstance(network, keras.Model):
        if not callable(network):
            raise ArgumentError(
                f"network_table needs a Keras model or a function that builds one; received {type(network).__name__}."
            )
        model = build_empty(network, *args, **named)
    if not isinstance(model, keras.Model):
        raise ArgumentError(f"{name} must return a Keras model; it returned {type(model).__name__}.")
    title = "The network" if UNNAMED.fullmatch(name) else name
    return NetworkTable(title, tuple(_row(layer) for layer in model.layers))


def build_empty(build: Function, *args: object, **named: object) -> Model:
    """Call `build` so that weights have shapes but no numbers. Its model can be read, not run.

    Keras keeps what it still has to fill in a list of each thread; a thread of its own takes that list away with it.
    """
    import keras

    def empty() -> Model:
        with keras.StatelessScope(initialize_variables=False):
            return build(*args, **named)

    with ThreadPoolExecutor(1) as alone:
        return alone.submit(empty).result()


def _row(layer: Layer) -> NetworkRow:
    shape = tuple(int(size) for size in layer.output.shape[1:])
    kernel = getattr(layer, "kernel", None)
    weights = prod(kernel.shape) if kernel is not None else 0
    return NetworkRow(
        class_name(type(layer).__name__), settings(layer), shape, layer.count_params(), prod(shape[:-1]) * weights
    )


def class_name(name: str) -> str:
    """A layer's class as it is written in code."""
    return {"InputLayer": "Input", "Relu": "ReLU"}.get(name, name)


def settings(layer: Layer) -> str:
    """Window, strides and padding, units, activation: what is needed to write the layer again."""
    config, parts = layer.get_config(), []
    size = config.get("kernel_size") or config.get("pool_size")
    if size:
        parts.append("×".join(map(str, size)))
    if config.get("filters"):
        parts.append(f"{config['filters']} filters")
    if config.get("units"):
        parts.append(f"{config['units']} units")
    strides = config.get("strides")
    if strides and (max(strides) > 1 or "pool_size" in config):
        parts.append(f"stride {strides[0]}")
    if size:
        parts.append(str(config.get("padding")))
    activation = config.get("activation")
    if isinstance(activation, str) and activation != "linear":
        parts.append(activation)
    return ", ".join(parts)
