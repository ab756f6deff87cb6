"""What may stand in the place of one node of a syntax tree: the operators of the mutation check."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

ARITHMETIC = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv, ast.Pow: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
COMPARISONS = {
    ast.Lt: (ast.LtE, ast.Gt), ast.LtE: (ast.Lt, ast.GtE), ast.Gt: (ast.GtE, ast.Lt), ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
}  # fmt: skip
_PAIRS = """
    min max, argmin argmax, minimum maximum, reduce_min reduce_max, reduce_sum reduce_mean, sum mean, floor ceil,
    ones zeros, any all, ones_like zeros_like, hstack vstack, row column, GlorotUniform GlorotNormal,
    MaxPooling2D AveragePooling2D, MaxPool2D AveragePooling2D, GlobalAveragePooling2D GlobalMaxPooling2D,
    max_pool average_pool, relu sigmoid, softmax sigmoid, ReLU Softmax, Add Multiply, argsort sort, square abs,
    rows columns, height width, n_H n_W, sin cos, flipud fliplr, logical_and logical_or, exp square, Adam SGD
"""
NAMES = {name: other for pair in _PAIRS.split(",") for name, other in (pair.split(), pair.split()[::-1])}
TEXTS = {
    "same": "valid", "valid": "same", "relu": "tanh", "softmax": "sigmoid", "sigmoid": "softmax", "max": "average",
    "average": "max", "constant": "edge", "ij": "xy", "tanh": "relu", "conv": "dense", "dense": "conv",
    "horizontal": "vertical", "vertical": "horizontal", "accuracy": "mae", "stride": "pad", "pad": "stride",
    "binary_crossentropy": "mse", "categorical_crossentropy": "mse", "reflect": "constant", "nearest": "constant",
}  # fmt: skip
REDUCTIONS = {"sum", "mean", "max", "min", "argmax", "argmin", "any", "all", "prod", "reduce_sum", "reduce_mean", "flip"}
CASTS = {"cast", "astype", "asarray", "convert_to_tensor", "float", "int", "bool", "Variable", "constant"}
KEYWORDS = {"name", "dtype", "copy", "strict"}


def name_of(function: ast.AST) -> str:
    """The last name of what is called: `sum` of `np.sum`."""
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def others(node: ast.AST, parameters: list[str]) -> Iterator[tuple[str, ast.AST | None]]:
    """The kinds of change and what stands in the node's place; None removes a statement."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in parameters and len(parameters) > 1:
        yield "another parameter", ast.Name(parameters[parameters.index(node.id) - 1], node.ctx)
    for make in (_operators, _constants, _calls, _slices, _statements, _named):
        yield from make(node)


def _operators(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC:
        yield "arithmetic", ast.BinOp(node.left, ARITHMETIC[type(node.op)](), node.right)
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.MatMult, ast.Sub, ast.Div, ast.FloorDiv)):
        yield "swapped", ast.BinOp(node.right, node.op, node.left)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.FloorDiv):
        yield "arithmetic", ast.UnaryOp(ast.USub(), ast.BinOp(ast.UnaryOp(ast.USub(), node.left), node.op, node.right))
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub, ast.Mult, ast.Div)):
        yield "operand dropped", node.left
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        for other in COMPARISONS.get(type(node.ops[0]), ()):
            yield "comparison", ast.Compare(node.left, [other()], node.comparators)
    if isinstance(node, ast.Compare) and len(node.ops) > 1:
        for i, part in enumerate(node.ops):
            for other in COMPARISONS.get(type(part), ())[:1]:
                yield "comparison", ast.Compare(node.left, [*node.ops[:i], other(), *node.ops[i + 1 :]], node.comparators)
    if isinstance(node, ast.BoolOp):
        yield "and or", ast.BoolOp(ast.And() if isinstance(node.op, ast.Or) else ast.Or(), node.values)
        yield "operand dropped", node.values[0]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.Not, ast.Invert)):
        yield "sign", node.operand


def _constants(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if not isinstance(node, ast.Constant):
        return
    value = node.value
    if isinstance(value, bool):
        yield "constant", ast.Constant(not value)
    elif isinstance(value, (int, float)):
        for other in dict.fromkeys((value + 1, value - 1, 2 * value, -value)):
            yield "constant", ast.Constant(other)
    elif isinstance(value, str) and value in TEXTS:
        yield "text", ast.Constant(TEXTS[value])


def _calls(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if not isinstance(node, ast.Call) or name_of(node.func) in CASTS:
        return
    for i, part in enumerate(node.keywords):
        if part.arg not in KEYWORDS:
            yield "argument dropped", ast.Call(node.func, node.args, [*node.keywords[:i], *node.keywords[i + 1 :]])
    if len(node.args) > 1 and not any(isinstance(part, ast.Starred) for part in node.args):
        first, second, *rest = node.args
        yield "swapped", ast.Call(node.func, [second, first, *rest], node.keywords)
        yield "argument dropped", ast.Call(node.func, node.args[:-1], node.keywords)
    if name_of(node.func) in REDUCTIONS and not any(part.arg == "axis" for part in node.keywords):
        for axis in (0, -1):
            yield "axis", ast.Call(node.func, node.args, [*node.keywords, ast.keyword("axis", ast.Constant(axis))])
    if name_of(node.func) == "range":
        yield "range", ast.Call(node.func, [*node.args[:-1], ast.BinOp(node.args[-1], ast.Sub(), ast.Constant(1))], [])
    if isinstance(node.func, ast.Call) and len(node.args) == 1 and not node.keywords:
        yield "layer removed", node.args[0]
    if name_of(node.func) in ("transpose", "reshape", "relu", "square", "sqrt", "flip", "log", "exp") and node.args:
        yield "call removed", node.func.value if _is_method(node.func) else node.args[0]


def _is_method(function: ast.AST) -> bool:
    """True for `array.reshape`, not for `np.reshape` or `tf.math.log`."""
    owner = getattr(function, "value", None)
    return not (isinstance(owner, ast.Name) and owner.id in ("np", "tf", "ops", "keras")) and owner is not None \
        and not isinstance(owner, ast.Attribute)  # fmt: skip


def _slices(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.Slice):
        if node.lower is None and node.step is None:
            yield "slice", ast.Slice(ast.Constant(1), node.upper, None)
        if node.upper is None and node.step is None:
            yield "slice", ast.Slice(node.lower, ast.UnaryOp(ast.USub(), ast.Constant(1)), None)
        for bound, other in (("lower", node.lower), ("upper", node.upper)):
            if other is not None and not isinstance(other, ast.Constant):
                moved = ast.BinOp(other, ast.Add(), ast.Constant(1))
                yield "slice", ast.Slice(**{"lower": node.lower, "upper": node.upper, "step": node.step, bound: moved})
        if node.step is not None:
            yield "slice", ast.Slice(node.lower, node.upper, None)
    if isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load) and len(node.elts) > 1:
        elements = list(node.elts)
        if not any(isinstance(part, ast.Starred) for part in elements[:2]):
            yield "parts swapped", ast.Tuple([elements[1], elements[0], *elements[2:]], ast.Load())
        if not any(isinstance(part, ast.Starred) for part in elements[-2:]) and len(elements) > 2:
            yield "parts swapped", ast.Tuple([*elements[:-2], elements[-1], elements[-2]], ast.Load())


def _statements(node: ast.AST) -> Iterator[tuple[str, ast.AST | None]]:
    if isinstance(node, ast.AugAssign):
        yield "removed", None
        yield "assigned once", ast.Assign([node.target], node.value)
        if type(node.op) in ARITHMETIC:
            yield "arithmetic", ast.AugAssign(node.target, ARITHMETIC[type(node.op)](), node.value)
    if isinstance(node, ast.Return) and isinstance(node.value, (ast.Call, ast.BinOp, ast.Name, ast.Subscript)):
        yield "sign", ast.Return(ast.UnaryOp(ast.USub(), node.value))
    if isinstance(node, (ast.Expr, ast.Break, ast.Continue)):
        yield "removed", None
    if isinstance(node, ast.Assign) and all(isinstance(part, (ast.Subscript, ast.Attribute)) for part in node.targets):
        yield "removed", None
    if isinstance(node, (ast.If, ast.IfExp, ast.While)):
        other = copy.copy(node)
        other.test = ast.UnaryOp(ast.Not(), node.test)
        yield "condition", other
    if isinstance(node, (ast.If, ast.For)) and not (isinstance(node, ast.If) and node.orelse):
        yield "removed", None
    if isinstance(node, ast.comprehension) and node.ifs:
        yield "condition", ast.comprehension(node.target, node.iter, node.ifs[1:], node.is_async)


def _named(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.Attribute) and node.attr in NAMES:
        yield "name", ast.Attribute(node.value, NAMES[node.attr], node.ctx)
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield "call removed", node.value
    if isinstance(node, ast.Name) and node.id in NAMES and isinstance(node.ctx, ast.Load):
        yield "name", ast.Name(NAMES[node.id], node.ctx)
