"""Single edits of expressions: an index, an operator, one more or less, an axis, a name, a term, an argument."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Callable, Iterator
from typing import Any

from course_utils.checks.locate.edits.calls import AXES, attribute, call
from course_utils.checks.locate.edits.indices import array_parts, bounds, sequence, subscript
from course_utils.checks.locate.edits.likeness import likeness
from course_utils.checks.locate.edits.operators import binary, boolean, choice, compare, terms, unary
from course_utils.checks.locate.edits.sites import Edit, Part, Site
from course_utils.checks.locate.edits.vocabulary import Proposal, Vocabulary


def edits_of(site: Site, words: Vocabulary) -> Iterator[Edit]:
    """Edits of one expression, as it stands; those of its parts are theirs."""
    line = site.node.lineno
    for new, cost, key in _proposals(site, words):
        yield Edit(cost, key, site.row, line, site.node, (Part(site.row, site.path, new),))


def _proposals(site: Site, words: Vocabulary) -> Iterator[Proposal]:
    node = site.node
    yield from _KINDS.get(type(node), _none)(node, site, words)
    yield from _taken_apart(node, site.statement)
    if _is_number(node, site, words):
        yield from terms(node, site, words)
    if _may_be_array(node, words):
        yield from array_parts(node, site, words)
        own = ast.unparse(node)
        yield from ((piece, 2.5, "a piece from elsewhere") for piece in words.pieces if own not in ast.unparse(piece))


def _taken_apart(node: ast.expr, statement: ast.stmt) -> Iterator[Proposal]:
    """What a loop takes apart: entries of a dictionary, or of each dictionary of a list; as it stands, their keys."""
    if isinstance(statement, ast.For) and node is statement.iter and isinstance(statement.target, ast.Tuple):
        yield ast.Call(ast.Attribute(node, "items", ast.Load()), [], []), 2.0, "items"
        values = ast.Call(ast.Attribute(ast.Name("each", ast.Load()), "values", ast.Load()), [], [])
        loop = ast.comprehension(ast.Name("each", ast.Store()), node, [], 0)
        yield ast.ListComp(values, [loop]), 2.0, "values of each"


def _none(node: ast.expr, site: Site, words: Vocabulary) -> Iterator[Proposal]:
    return iter(())


def _constant(node: ast.Constant, site: Site, words: Vocabulary) -> Iterator[Proposal]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value), 1.0, f"{value}→{not value}"
    elif isinstance(value, (int, float)):
        near = [value + 1, value - 1, *(other for other in (0, 1, 2, -1) if abs(other - value) > 1), -value, 2 * value]
        for cost, other in zip(itertools.chain((1.0, 1.0), itertools.repeat(1.5)), dict.fromkeys(near)):
            if other != value:
                yield ast.Constant(other), cost, f"{value}→{other}"
        if _is_axis(site):
            for axis in (None, *AXES):
                if axis != value:
                    yield ast.parse(repr(axis), mode="eval").body, 2.0, f"{value}→{axis}"
        for name in words.numbers(site):
            yield ast.Name(name, ast.Load()), 2.0, f"{value}→{name}"
        yield from _parts_for(node, site, words)
        if isinstance(site.parent, ast.stmt):
            yield from ((piece, 2.5, "a piece from elsewhere") for piece in words.pieces)
    elif isinstance(value, str):
        for text in words.texts:
            if text != value:
                yield ast.Constant(text), 2.0, f"{value}→{text}"


def _parts_for(node: ast.expr, site: Site, words: Vocabulary) -> Iterator[Proposal]:
    """A size or a setting in place of a number that is written down or named."""
    for part in words.parts:
        yield part, 2.5, f"{ast.unparse(part)} for all"


def _name(node: ast.Name, site: Site, words: Vocabulary) -> Iterator[Proposal]:
    kind = words.kinds.get(node.id)
    if kind in ("number", None) and node.id not in words.libraries:
        yield from _parts_for(node, site, words)
    for other in words.names(kind, site) if kind else ():
        if other != node.id:
            like = likeness(node.id, other)
            yield ast.Name(other, ast.Load()), 2.0 - like, f"{node.id}→{other}"
            if like == 1 and kind == "number":
                both = ast.BinOp(ast.Name(node.id, ast.Load()), ast.Add(), ast.Name(other, ast.Load()))
                yield ast.BinOp(both, ast.Div(), ast.Constant(2)), 2.5, f"middle of {node.id} and {other}"


def _is_axis(site: Site) -> bool:
    return isinstance(site.parent, ast.keyword) and site.parent.arg in ("axis", "axes")


def _is_number(node: ast.expr, site: Site, words: Vocabulary) -> bool:
    if isinstance(node, ast.Name):
        return node.id in words.lines
    return isinstance(node, (ast.BinOp, ast.Subscript, ast.Call, ast.Attribute, ast.UnaryOp))


def _may_be_array(node: ast.expr, words: Vocabulary) -> bool:
    if isinstance(node, ast.Name):
        return words.kinds.get(node.id) in ("array", "sequence")
    return isinstance(node, (ast.Subscript, ast.Call, ast.BinOp))


_KINDS: dict[type[ast.expr], Callable[[Any, Site, Vocabulary], Iterator[Proposal]]] = {
    ast.Constant: _constant, ast.Name: _name, ast.BinOp: binary, ast.Compare: compare, ast.BoolOp: boolean,
    ast.UnaryOp: unary, ast.IfExp: choice, ast.Tuple: sequence, ast.List: sequence, ast.Subscript: subscript,
    ast.Slice: bounds, ast.Call: call, ast.Attribute: attribute,
}  # fmt: skip
