"""How a function is changed a little: the operators of the mutation check. Pure syntax, runs nothing.

`changes(functions)` gives every changed copy of a piece of source with the text of the change:

    >>> tree = ast.parse("def f(n, pad):\\n    return n + 2 * pad")
    >>> for one in changes(tree.body[0])[1:3]:
    ...     print(one.text)
    return n ⟦+ → -⟧ 2 * pad
    return n⟦ + 2 * pad → ⟧

Left alone: docstrings, annotations, default values, decorators, `raise` and the guards that lead to one, argument
checks (CHECKS), prints, `name=` and `dtype=`, casts and texts that are no choice between known names.
"""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass

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
SYMMETRIC = {"minimum", "maximum", "min", "max", "add", "multiply", "squared_difference", "logical_and", "logical_or"}
EVEN = {"square", "abs", "norm"}
CHECKS = {"whole", "numbers", "axes", "settings", "unpacked", "_images_and_filters", "_alike", "_boxes", "_row",
          "_boxes_first", "_confidence_third", "print", "isinstance", "warn"}  # fmt: skip
ALONE = CHECKS | {"conv_output_size"}  # a check where its answer is not used
CASTS = {"cast", "astype", "asarray", "convert_to_tensor", "float", "int", "bool", "Variable", "constant"}
KEYWORDS = {"name", "dtype", "copy", "strict"}


@dataclass(frozen=True)
class Change:
    """A changed copy of a top-level statement; `text` is the line, with ⟦before → after⟧ where it was changed."""

    text: str
    tree: ast.stmt
    place: int  # the number of the changed node: changes of one place are of one kind
    kind: str


def changes(statement: ast.stmt) -> list[Change]:
    """All single changes of a function or constant, each with another syntax tree."""
    found, seen, alike = [], {ast.dump(statement)}, _alike(statement)
    known = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
    parameters = [one.arg for one in statement.args.args] if isinstance(statement, ast.FunctionDef) else []
    for place, (node, line) in enumerate(sites(statement)):
        for kind, other in _others(node, parameters):
            if kind == "name" and isinstance(other, ast.Name) and other.id not in known:
                continue
            if id(node) in alike and kind in alike[id(node)]:
                continue
            tree, text = _replaced(statement, node, line, other)
            if ast.dump(tree) not in seen and "--" not in text:
                seen.add(ast.dump(tree))
                found.append(Change(text, tree, place, kind))
    return found


def _alike(statement: ast.stmt) -> dict[int, set[str]]:
    """Nodes and the kinds of change that say the same there.

    The order of several axes, the 1 and −1 of shapes, a − b where it is squared, and min(a, b).
    """
    found: dict[int, set[str]] = {}
    for node in ast.walk(statement):
        if isinstance(node, ast.keyword) and node.arg == "axis":
            found[id(node.value)] = {"parts swapped"}
        if isinstance(node, ast.Call) and name_of(node.func) in SYMMETRIC:
            found.setdefault(id(node), set()).add("swapped")
        if isinstance(node, ast.Call) and name_of(node.func) in EVEN and node.args:
            found.setdefault(id(node.args[0]), set()).add("swapped")
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow) and getattr(node.right, "value", 0) == 2:
            found.setdefault(id(node.left), set()).add("swapped")
        if isinstance(node, ast.Call) and name_of(node.func) == "reshape":
            inner = [one for argument in node.args for one in (argument, *getattr(argument, "elts", ()))]
            for one in inner:
                if isinstance(one, ast.Constant) and one.value == 1:
                    found[id(one)] = {"constant"}
                elif isinstance(one, ast.UnaryOp):
                    found[id(one.operand)] = {"constant"}
    return found


def sites(statement: ast.stmt) -> Iterator[tuple[ast.AST, ast.stmt]]:
    """Every node that may be changed, with the statement that holds it. Others do not decide the answer."""
    stack: list[tuple[ast.AST, ast.stmt]] = [(statement, statement)]
    for_guards = _names(statement, guards=True) - _names(statement, guards=False)
    while stack:
        node, line = stack.pop()
        yield node, line
        for child in reversed([one for one in _children(node) if not _left_alone(one, for_guards)]):
            stack.append((child, child if isinstance(child, ast.stmt) else line))


def _children(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        yield from node.body
    elif isinstance(node, ast.arguments):  # of a lambda
        return
    elif isinstance(node, ast.AnnAssign):
        yield from (one for one in (node.target, node.value) if one is not None)
    elif isinstance(node, (ast.Assign, ast.AugAssign)):
        yield from (one for one in ast.iter_child_nodes(node) if not isinstance(one, ast.Name))
    else:
        yield from ast.iter_child_nodes(node)


def _names(node: ast.AST, guards: bool) -> set[str]:
    """The names that are read in guards, or outside of them."""
    if _is_guard(node):
        inner = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
        return inner if guards else set()
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        return set() if guards else {node.id}
    return set().union(*(_names(child, guards) for child in ast.iter_child_nodes(node)))


def _is_guard(node: ast.AST) -> bool:
    """True for `if …: raise …`."""
    return isinstance(node, (ast.Raise, ast.Assert)) or (isinstance(node, ast.If) and _is_guard(node.body[-1]))


def _left_alone(node: ast.AST, for_guards: set[str]) -> bool:
    if isinstance(node, (ast.JoinedStr, ast.Import, ast.ImportFrom)) or _is_guard(node):
        return True
    if isinstance(node, ast.keyword):
        return node.arg in KEYWORDS
    if isinstance(node, ast.Expr):  # a docstring, or checks alone
        parts = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
        return all(isinstance(one, ast.Constant) or _is_check(one, ALONE) for one in parts)
    if isinstance(node, (ast.For, ast.If)) and not node.orelse:
        return all(_left_alone(one, for_guards) for one in node.body)
    if isinstance(node, ast.Assign):
        return all(isinstance(one, ast.Name) and one.id in for_guards for one in node.targets)
    return _is_check(node)


def _is_check(node: ast.AST, names: frozenset[str] | set[str] = CHECKS) -> bool:
    return isinstance(node, ast.Call) and name_of(node.func) in names


def name_of(function: ast.AST) -> str:
    """The last name of what is called: `sum` of `np.sum`."""
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _others(node: ast.AST, parameters: list[str]) -> Iterator[tuple[str, ast.AST | None]]:
    """The kinds of change and what stands in the node's place; None removes a statement."""
    for make in (_operators, _constants, _calls, _slices, _statements, _named):
        yield from make(node)
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in parameters and len(parameters) > 1:
        yield "another parameter", ast.Name(parameters[parameters.index(node.id) - 1], node.ctx)


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
        for i, one in enumerate(node.ops):
            for other in COMPARISONS.get(type(one), ())[:1]:
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
    for i, one in enumerate(node.keywords):
        if one.arg not in KEYWORDS:
            yield "argument dropped", ast.Call(node.func, node.args, [*node.keywords[:i], *node.keywords[i + 1 :]])
    if len(node.args) > 1 and not any(isinstance(one, ast.Starred) for one in node.args):
        first, second, *rest = node.args
        yield "swapped", ast.Call(node.func, [second, first, *rest], node.keywords)
        yield "argument dropped", ast.Call(node.func, node.args[:-1], node.keywords)
    if name_of(node.func) in REDUCTIONS and not any(one.arg == "axis" for one in node.keywords):
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
        if not any(isinstance(one, ast.Starred) for one in elements[:2]):
            yield "parts swapped", ast.Tuple([elements[1], elements[0], *elements[2:]], ast.Load())
        if not any(isinstance(one, ast.Starred) for one in elements[-2:]) and len(elements) > 2:
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
    if isinstance(node, ast.Assign) and all(isinstance(one, (ast.Subscript, ast.Attribute)) for one in node.targets):
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


class _Replacer(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST | None) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST | None:
        if node is self.old:
            return self.new
        for name, value in ast.iter_fields(node):
            if isinstance(value, list):
                kept = [self.visit(one) if isinstance(one, ast.AST) else one for one in value]
                setattr(node, name, [one for was, one in zip(value, kept) if was is None or one is not None])
            elif isinstance(value, ast.AST):
                setattr(node, name, self.visit(value))
        if not getattr(node, "body", True):
            node.body = [ast.Pass()]  # type: ignore[attr-defined]
        return node


def _replaced(statement: ast.stmt, node: ast.AST, line: ast.stmt, new: ast.AST | None) -> tuple[ast.stmt, str]:
    """The whole statement with `node` replaced, and the line that tells the change."""
    memo: dict[int, object] = {}
    whole = copy.deepcopy(statement, memo)
    twin, copied_line = memo[id(node)], memo[id(line)]
    before = _first_line(line)
    new = ast.fix_missing_locations(copy.deepcopy(new)) if new is not None else None
    tree = _Replacer(twin, new).visit(whole)
    if new is None:
        return ast.fix_missing_locations(tree), f"⟦{before}⟧ removed"
    after = _first_line(new if twin is copied_line else copied_line)
    return ast.fix_missing_locations(tree), _marked(before, after)


def _first_line(statement: ast.stmt) -> str:
    """The statement without what is indented below it."""
    if not isinstance(getattr(statement, "body", None), list):
        return ast.unparse(statement)
    statement = copy.copy(statement)
    statement.body, statement.orelse, statement.decorator_list = [ast.Pass()], [], []
    return ast.unparse(statement).split("\n    pass")[0]


def _marked(before: str, after: str) -> str:
    """The line once, with what differs in brackets; words and numbers are never cut.

    >>> _marked("return n + pad", "return n - pad")
    'return n ⟦+ → -⟧ pad'
    """
    first, second = (re.findall(r"\d+\.\d+|\w+|[<>=!*/%&|+-]+|.", text, re.DOTALL) for text in (before, after))
    begin = _common(first, second)
    end = _common(first[begin:][::-1], second[begin:][::-1])
    middle = ["".join(one[begin : len(one) - end]) for one in (first, second)]
    return f"{''.join(first[:begin])}⟦{' → '.join(middle)}⟧{''.join(first[len(first) - end :])}"


def _common(first: list[str], second: list[str]) -> int:
    pairs = zip([*first, None], [*second, None])
    return next((i for i, (one, other) in enumerate(pairs) if one != other), len(first))
