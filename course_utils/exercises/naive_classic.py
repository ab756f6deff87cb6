"""The classic networks with their tables of steps changed: the wrong answers that students write."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from math import ceil
from typing import Any

from course_utils.layers.networks import classic
from course_utils.layers.networks.classic import InceptionFilters, Shape, Step

Function = Callable[..., Any]
Change = Callable[[list[Step]], list[Step]]


def network(steps: Callable[..., list[Step]], *changes: Change, **forced: Any) -> Function:
    """A function (input_shape, and what `steps` takes) that builds the changed steps; `forced` arguments win."""

    def wrong(input_shape: Shape, *asked: Any) -> Any:
        arguments = {**dict(zip(inspect.signature(steps).parameters, asked)), **forced}
        shape = arguments.pop("input_shape", input_shape)
        found = steps(**arguments)
        for change in changes:
            found = change(found)
        return classic.build(shape, found)

    return wrong


def each(kind: str, only: Sequence[int] | None = None, **fields: Any) -> Change:
    """Set fields of every step of a kind, or of its numbers in `only` (from 0; negative ones from the end)."""

    def change(steps: list[Step]) -> list[Step]:
        chosen = _places(steps, kind, only)
        return [{**step, **fields} if place in chosen else step for place, step in enumerate(steps)]

    return change


def without(kind: str, *only: int) -> Change:
    """Leave steps of a kind out: all, or those numbers."""

    def change(steps: list[Step]) -> list[Step]:
        chosen = _places(steps, kind, only or None)
        return [step for place, step in enumerate(steps) if place not in chosen]

    return change


def after(kind: str, number: int, new: Step) -> Change:
    """Put a step behind one of a kind."""

    def change(steps: list[Step]) -> list[Step]:
        (place,) = _places(steps, kind, (number,))
        return [*steps[: place + 1], new, *steps[place + 1 :]]

    return change


def swapped(kind: str, field: str, first: int, second: int) -> Change:
    """Exchange one field of two steps of a kind."""

    def change(steps: list[Step]) -> list[Step]:
        chosen = [step for step in steps if step["kind"] == kind]
        one, other = chosen[first][field], chosen[second][field]
        return each(kind, (second,), **{field: one})(each(kind, (first,), **{field: other})(steps))

    return change


def activation_after_pooling(steps: list[Step]) -> list[Step]:
    """Each convolution's activation behind the pooling that follows it."""
    found: list[Step] = []
    for step in steps:
        if step["kind"] == "pool" and found and found[-1]["kind"] == "conv":
            name = found[-1]["activation"]
            found[-1] = {**found[-1], "activation": None}
            found += [step, {"kind": "activation", "activation": name}]
        else:
            found.append(step)
    return found


def _places(steps: list[Step], kind: str, only: Sequence[int] | None) -> set[int]:
    places = [place for place, step in enumerate(steps) if step["kind"] == kind]
    return set(places) if only is None else {places[number] for number in only}


def multiplications(
    *,
    positions: Callable[[int, int, int, str], int] | None = None,
    squared: bool = True,
    kernel: int = 2,
    channels: bool = True,
    all_filters: bool = True,
    join: Callable[[int, int], int] = lambda first, second: first + second,
    inner: bool = True,
    square: bool = False,
    reduced_input: bool = True,
    strided_bottleneck: bool = False,
    per_product: int = 1,
) -> Function:
    """The count with switches; every one but the default is a mistake.

    `positions`(n, f, stride, padding) counts the rows of output positions; `squared` multiplies rows and columns,
    `square` takes the rows twice; `kernel` is the power of f; `join` combines bottleneck and convolution, `inner`
    says whether the bottleneck counts its own channels, `reduced_input` whether f×f reads the bottleneck's answer.
    """

    def count(
        input_shape: Shape, f: int, filters: int, stride: int = 1, padding: str = "same", bottleneck: int | None = None
    ) -> int:
        n_H, n_W, n_C = input_shape
        rows, columns = ((positions or _positions)(n, f, stride, padding) for n in (n_H, n_H if square else n_W))
        places = rows * columns if squared else rows + columns
        depth = (bottleneck if bottleneck and reduced_input else n_C) if channels else 1
        direct: int = per_product * places * (filters if all_filters else 1) * f**kernel * depth
        if bottleneck is None:
            return direct
        area = ceil(n_H / stride) * ceil(n_W / stride) if strided_bottleneck else n_H * (n_H if square else n_W)
        return join(per_product * area * bottleneck * (n_C if inner and channels else 1), direct)

    return count


def _positions(n: int, f: int, stride: int, padding: str) -> int:
    return ceil((n if padding == "same" else n - f + 1) / stride)


def inception(
    change: Callable[[list[list[Step]]], list[list[Step]]] = lambda branches: branches,
    join: Callable[[list[Any]], Any] | None = None,
    chained: bool = False,
) -> Function:
    """The module with its branches changed, or joined in another way; `chained` feeds each branch with the last."""

    def inception_module(X: Any, filters: InceptionFilters) -> Any:
        from keras import layers

        ends, source = [], X
        for branch in change(classic.inception_steps(filters)):
            end = source
            for step in branch:
                end = classic.layer(step)(end)
            ends.append(end)
            source = end if chained else X
        return join(ends) if join else layers.Concatenate()(ends)

    return inception_module


def in_branches(*changes: Change, only: Sequence[int] = (0, 1, 2, 3)) -> Callable[[list[list[Step]]], list[list[Step]]]:
    """Apply changes of steps to the branches in `only`."""

    def change(branches: list[list[Step]]) -> list[list[Step]]:
        found = []
        for number, branch in enumerate(branches):
            for one in changes if number in only else ():
                branch = one(branch)
            found.append(branch)
        return found

    return change
