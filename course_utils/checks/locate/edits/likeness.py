"""Names that are written for each other, and expressions that are copies of each other: rows and columns."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Collection, Iterator
from functools import cache

_COPIES = [("h", "w"), ("H", "W"), ("vert", "horiz"), ("row", "col"), ("rows", "cols"), ("rows", "columns"), ("r", "c"),
           ("row", "column"), ("top", "left"), ("bottom", "right"), ("y", "x"), ("height", "width"), ("i", "j"),
           ("D", "H"), ("d", "h"), ("v", "u"), ("oh", "ow"), ("vs", "hs"), ("area1", "area2"), ("box1", "box2"),
           ("ho", "wo"), ("Ho", "Wo"), ("H", "Wd"), ("1", "2"), ("first", "second"), ("a", "b")]  # fmt: skip
_MIXED = [*_COPIES, ("start", "end"), ("min", "max"), ("n", "f"), ("stride", "f"), ("pad", "stride"), ("s", "f")]
_COPY = re.compile(
    r"horiz|vert|rows?|col(?:umn)?s?|top|left|bottom|right|height|width|area[12]|box[12]|mins?|max(?:es|s)?|"
    r"\b[rcvuab]\b|[HWD](?![a-z])|(?<![a-z])[hwxyijd](?![a-hj-z])|[0-3]"
)


@cache
def likeness(left: str, other: str) -> float:
    """How easily a name is written for another, 0 … 1: twins as n_H and n_W, then names that share a part.

    >>> likeness("n_H", "n_W"), likeness("n_H", "n_H_prev"), likeness("n_H", "b")
    (1.0, 0.5, 0.0)
    """
    for a, b in _MIXED:
        if other in (_exchanged(left, a, b), _exchanged(left, b, a)):
            return 1.0
    first, second = set(left.split("_")), set(other.split("_"))
    return 0.5 if first & second or left in other or other in left else 0.0


def _exchanged(name: str, old: str, new: str) -> str:
    parts = name.split("_")
    if old in parts:
        return "_".join(new if part == old else part for part in parts)
    if len(old) > 1:
        return name.replace(old, new)
    if name[-1] == old and (old.isupper() or old.isdigit() or len(name) == 2):
        return name[:-1] + new
    begins = name[0] == old and (len(name) == 2 or not name[1:2].islower())
    return new + name[1:] if begins or name[:2] == f"{old}i" else ""


@cache
def neutral(text: str) -> str:
    """A text in which rows and columns, or first and second, look alike.

    >>> neutral("n_H = h * stride") == neutral("n_W = w * stride")
    True
    """
    return _COPY.sub("·", text)


def images(value: ast.expr, source: str, target: str, known: Collection[str]) -> Iterator[ast.expr]:
    """What an expression for `source` becomes when it is written once more for `target`: rows for columns, or back."""
    for turn in (False, True):
        pairs = [(b, a) if turn else (a, b) for a, b in _COPIES]
        if not any(_exchanged(source, a, b) == target for a, b in pairs):
            continue
        for step in (0, 1, -1):
            yield _Image(pairs, known, step).visit(_copy(value))


def images_of_part(value: ast.expr, known: Collection[str]) -> Iterator[ast.expr]:
    """What a part of a sequence, or of an index, becomes when it is written once more for the other side."""
    own = ast.dump(value)
    for turn in (False, True):
        pairs = [(b, a) if turn else (a, b) for a, b in _COPIES]
        image = _Image(pairs, known, 0).visit(_copy(value))
        if ast.dump(image) != own:
            yield image


def _copy(node: ast.expr) -> ast.expr:
    """Also of a slice, which is no expression of its own."""
    home = ast.parse(f"_[{ast.unparse(node)}]", mode="eval").body
    assert isinstance(home, ast.Subscript)
    return home.slice


class _Image(ast.NodeTransformer):
    """Names by their copies, and indices one further."""

    def __init__(self, pairs: list[tuple[str, str]], known: Collection[str], step: int) -> None:
        self._pairs, self._known, self._step = pairs, known, step

    def visit_Name(self, node: ast.Name) -> ast.AST:
        options = (_exchanged(node.id, a, b) for a, b in self._pairs)
        other = next((name for name in options if name and name != node.id and name in self._known), node.id)
        return ast.copy_location(ast.Name(other, node.ctx), node)

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, int):
            further = ast.Constant(max(node.slice.value + self._step, 0))
            node.slice = ast.copy_location(further, node.slice)
        return node


def pairs_of(names: Collection[str]) -> Iterator[tuple[str, str]]:
    """Names that are copies of each other, both ways round."""
    for left, other in itertools.permutations(names, 2):
        if any(other == _exchanged(left, a, b) or left == _exchanged(other, a, b) for a, b in _COPIES):
            yield left, other
