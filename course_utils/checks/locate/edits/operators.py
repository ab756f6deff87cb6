"""Other operators and comparisons, other groupings, a term more or less."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator

from course_utils.checks.locate.edits.sites import Site
from course_utils.checks.locate.edits.vocabulary import Proposal, Vocabulary

_OPERATORS: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub, ast.Mult), ast.Sub: (ast.Add,), ast.Mult: (ast.Div, ast.Add, ast.Pow, ast.MatMult),
    ast.Div: (ast.Mult, ast.FloorDiv), ast.FloorDiv: (ast.Div, ast.Mult, ast.Mod), ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,), ast.MatMult: (ast.Mult,),
}  # fmt: skip
_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt, ast.GtE), ast.LtE: (ast.Lt, ast.GtE, ast.Gt), ast.Gt: (ast.GtE, ast.Lt, ast.LtE),
    ast.GtE: (ast.Gt, ast.LtE, ast.Lt), ast.Eq: (ast.NotEq, ast.GtE, ast.LtE), ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,), ast.NotIn: (ast.In,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
}  # fmt: skip


def binary(node: ast.BinOp, site: Site, words: Vocabulary) -> Iterator[Proposal]:
    for other in _OPERATORS.get(type(node.op), ()):
        yield ast.BinOp(node.left, other(), node.right), 1.0, f"{type(node.op).__name__}→{other.__name__}"
    yield node.left, 2.0, f"without {ast.unparse(node.right)}"
    yield node.right, 2.0, f"without {ast.unparse(node.left)}"
    if not isinstance(node.op, (ast.Add, ast.Mult)):
        yield ast.BinOp(node.right, node.op, node.left), 1.5, "operands swapped"
    if isinstance(node.left, ast.BinOp):
        inner = ast.BinOp(node.left.right, node.op, node.right)
        yield ast.BinOp(node.left.left, node.left.op, inner), 1.5, "grouped to the right"
        if isinstance(node.op, ast.Mult) and isinstance(node.left.op, ast.Mult):
            power = ast.BinOp(node.left.right, ast.Pow(), node.right)
            yield ast.BinOp(node.left.left, node.left.op, power), 1.5, "a power of the last factor"
    if isinstance(node.right, ast.BinOp):
        inner = ast.BinOp(node.left, node.op, node.right.left)
        yield ast.BinOp(inner, node.right.op, node.right.right), 1.5, "grouped to the left"
    if isinstance(node.op, ast.FloorDiv):
        below = ast.UnaryOp(ast.USub(), node.left)
        yield ast.UnaryOp(ast.USub(), ast.BinOp(below, ast.FloorDiv(), node.right)), 1.5, "rounded up"
    if isinstance(node.left, ast.BinOp) and type(node.op) is not type(node.left.op):
        inner = ast.BinOp(node.left.left, node.op, node.right)
        yield ast.BinOp(inner, node.left.op, node.left.right), 1.5, "the other first"


def compare(node: ast.Compare, site: Site, words: Vocabulary) -> Iterator[Proposal]:
    for number, operator in enumerate(node.ops):
        for other in _COMPARISONS[type(operator)]:
            operators = [*node.ops[:number], other(), *node.ops[number + 1 :]]
            key = f"{type(operator).__name__}→{other.__name__}"
            yield ast.Compare(node.left, operators, node.comparators), 1.0, key
    last = node.comparators[-1]
    is_text = isinstance(last, ast.Constant) and isinstance(last.value, str)
    if isinstance(node.ops[-1], ast.Eq) and len(node.ops) == 1 and is_text:
        yield ast.Compare(last, [ast.In()], [node.left]), 1.5, "Eq→In"
    yield from conditions(node, site, words)


def conditions(node: ast.expr, site: Site, words: Vocabulary) -> Iterator[Proposal]:
    """A test with one more condition on the loops' counters."""
    targets = [loop.target for loop in site.row.loops if isinstance(loop, ast.For)]
    counters = [target.id for target in targets if isinstance(target, ast.Name)]
    for left, other in itertools.combinations(counters, 2):
        for operator in (ast.NotEq(), ast.Eq()):
            more = ast.Compare(ast.Name(left, ast.Load()), [operator], [ast.Name(other, ast.Load())])
            yield ast.BoolOp(ast.And(), [more, node]), 3.5, f"and {ast.unparse(more)}"


def boolean(node: ast.BoolOp, site: Site, words: Vocabulary) -> Iterator[Proposal]:
    other: ast.boolop = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    yield ast.BoolOp(other, node.values), 1.0, "and↔or"
    for number in range(len(node.values)):
        rest = [*node.values[:number], *node.values[number + 1 :]]
        yield rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest), 2.0, "one condition less"
    yield from conditions(node, site, words)


def unary(node: ast.UnaryOp, site: Site, words: Vocabulary) -> Iterator[Proposal]:
    yield node.operand, 1.0, f"without {type(node.op).__name__}"


def choice(node: ast.IfExp, site: Site, words: Vocabulary) -> Iterator[Proposal]:
    yield ast.IfExp(node.test, node.orelse, node.body), 1.5, "branches swapped"
    yield node.body, 2.5, "the first branch"
    yield node.orelse, 2.5, "the other branch"


def terms(node: ast.expr, site: Site, words: Vocabulary) -> Iterator[Proposal]:
    """A term or factor more: one, two, or a name that holds a number; a root, an amount, what is missing to 1."""
    inside = isinstance(site.parent, ast.BinOp)
    is_name = isinstance(node, ast.Name) and not isinstance(site.parent, ast.stmt)
    base = 2.5 if inside or is_name else 2.0  # what a name holds is decided where it is made
    base -= 0.5 * (isinstance(node, ast.Name) and not is_name)
    for operator, number in ((ast.Add, 1), (ast.Sub, 1), (ast.Mult, 2), (ast.Div, 2), (ast.FloorDiv, 2), (ast.Pow, 2)):
        new = ast.BinOp(node, operator(), ast.Constant(number))
        yield new, base + (number > 1) * 0.5, f"… {operator.__name__} {number}"
    for name in words.numbers(site):
        if isinstance(node, ast.Name) and node.id == name:
            continue
        other = ast.Name(name, ast.Load())
        for operator in (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Pow):
            yield ast.BinOp(node, operator(), other), base + 1.0, f"… {operator.__name__} {name}"
        twice = ast.BinOp(ast.Constant(2), ast.Mult(), other)
        yield ast.BinOp(node, ast.Add(), twice), base + 0.5, f"… Add 2 {name}"
    for part in words.parts:
        for factor in (ast.Mult, ast.Div):
            yield ast.BinOp(node, factor(), part), base + 1.5, f"… {factor.__name__} {ast.unparse(part)}"
    for name in words.names("array", site):
        other = ast.Name(name, ast.Load())
        for operator in (ast.Mult, ast.Sub, ast.Add):
            yield ast.BinOp(node, operator(), other), base + 1.5, f"… {operator.__name__} {name}"
    if isinstance(site.parent, ast.stmt):
        for piece in words.pieces:
            yield ast.BinOp(piece, ast.Add(), node), 3.0, f"{ast.unparse(piece)} Add …"
    for library in sorted(words.libraries):
        for name in ("sqrt", "abs"):
            function = ast.Attribute(ast.Name(library, ast.Load()), name, ast.Load())
            yield ast.Call(function, [node], []), 2.5, name
    yield ast.Call(ast.Name("int", ast.Load()), [node], []), base - 0.5, "int"
    yield ast.BinOp(ast.Constant(1), ast.Sub(), node), 2.5, "1 − …"
    if not inside:
        yield ast.UnaryOp(ast.USub(), node), 2.5, "negative"
    if not inside or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub)):  # a side that may be none
        zero = [ast.Constant(0), node]
        yield ast.Call(ast.Name("max", ast.Load()), zero, []), 2.5, "at least 0"
