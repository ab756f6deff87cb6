"""Other arguments of a call: swapped, one less, another axis; and numpy's own functions for each other."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator

from course_utils.checks.locate.edits.sites import Site
from course_utils.checks.locate.edits.vocabulary import Proposal, Vocabulary, names_for

_REDUCTIONS = set(
    "sum mean max min amax amin argmax argmin prod any all std var median concatenate stack argsort sort cumsum "
    "reduce_sum reduce_mean reduce_max reduce_min norm flip roll".split()
)
_PAIRS = (
    "mean sum, max min, argmax argmin, maximum minimum, zeros ones, zeros_like ones_like, floor ceil, dot multiply, "
    "matmul multiply, max argmax, min argmin, vstack hstack, stack concatenate, sqrt square, abs square, sum prod, "
    "max mean, cumsum sum, any all, sin cos, log exp, log log2, log log10, round floor, reduce_mean reduce_sum, "
    "reduce_max reduce_min, reduce_max reduce_sum"
)
_ALIKE: dict[str, tuple[str, ...]] = {}
for _one, _other in (pair.split() for pair in _PAIRS.split(", ")):
    _ALIKE[_one], _ALIKE[_other] = (*_ALIKE.get(_one, ()), _other), (*_ALIKE.get(_other, ()), _one)
_METHODS = set("mean sum max min argmax argmin prod any all cumsum round".split())  # of arrays
AXES = (0, 1, 2, 3, -1, (1, 2), (0, 1), (0, 1, 2))


def call(node: ast.Call, site: Site, words: Vocabulary) -> Iterator[Proposal]:
    first = node.args[0] if node.args else None
    if isinstance(first, ast.BinOp):
        outside = ast.Call(node.func, [first.left, *node.args[1:]], node.keywords)
        yield ast.BinOp(outside, first.op, first.right), 2.0, "the last term outside"
    yield from names_for(node, site, words)
    if len(node.args) == 1 and first is not None:
        yield first, 2.0, f"without {ast.unparse(node.func)}"
    yield from _other_function(node, words)
    for i, j in itertools.combinations(range(min(len(node.args), 5)), 2):
        if ast.unparse(node.args[i]) != ast.unparse(node.args[j]):
            swapped = list(node.args)
            swapped[i], swapped[j] = node.args[j], node.args[i]
            yield ast.Call(node.func, swapped, node.keywords), 1.5, f"{i}↔{j}"
    for left, other in itertools.combinations(node.keywords, 2):
        words_swapped = [_given(each, {left: other, other: left}.get(each, each)) for each in node.keywords]
        yield ast.Call(node.func, node.args, words_swapped), 1.5, f"{left.arg}↔{other.arg}"
    for number in range(len(node.keywords)):
        rest = [*node.keywords[:number], *node.keywords[number + 1 :]]
        yield ast.Call(node.func, node.args, rest), 2.0, f"without {node.keywords[number].arg}"
    if len(node.args) > 1:
        yield ast.Call(node.func, node.args[:-1], node.keywords), 2.5, "without the last argument"
    called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    if called in _REDUCTIONS and not any(word.arg == "axis" for word in node.keywords):
        for axis in AXES:
            value = ast.parse(repr(axis), mode="eval").body
            yield ast.Call(node.func, node.args, [*node.keywords, ast.keyword("axis", value)]), 2.5, f"axis={axis}"
    if called in _REDUCTIONS and not any(word.arg == "keepdims" for word in node.keywords):
        kept = ast.keyword("keepdims", ast.Constant(True))
        yield ast.Call(node.func, node.args, [*node.keywords, kept]), 2.5, "keepdims"


def _given(keyword: ast.keyword, value: ast.keyword) -> ast.keyword:
    """A keyword with another one's value."""
    return ast.keyword(keyword.arg, value.value)


def _other_function(node: ast.Call, words: Vocabulary) -> Iterator[Proposal]:
    """Another of numpy's own functions, as mean for sum; only those that compute, and only those of its modules."""
    function = node.func
    if isinstance(function, ast.Attribute):
        if function.attr in _METHODS or getattr(function.value, "id", "") in words.libraries:
            for other in _ALIKE.get(function.attr, ()):
                called = ast.Attribute(function.value, other, ast.Load())
                yield ast.Call(called, node.args, node.keywords), 1.5, f"{function.attr}→{other}"
    elif isinstance(function, ast.Name) and function.id in ("min", "max"):
        other = "max" if function.id == "min" else "min"
        yield ast.Call(ast.Name(other, ast.Load()), node.args, node.keywords), 1.5, f"{function.id}→{other}"


def attribute(node: ast.Attribute, site: Site, words: Vocabulary) -> Iterator[Proposal]:
    if node.attr == "T":
        yield node.value, 2.0, "without T"
    if node.attr == "size":
        total = ast.Attribute(node.value, "sum", ast.Load())
        yield ast.Call(total, [], []), 1.5, "size→sum()"
