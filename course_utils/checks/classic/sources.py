"""Rewrites the syntax tree of a cell: what arrays, shapes and sessions no longer do is asked of `old.Old`.

An array cannot be patched, so calls and assignments are. Line numbers and names stay.
"""

from __future__ import annotations

import ast

from course_utils.checks.classic.old import METHODS

OLD = "__classic__"  # the name under which rewritten source finds `old.Old`
_SESSIONS = {"Session", "InteractiveSession", "get_session"}
_NUMBERS = {"float", "int", "complex"}
_NUMPY = {"np", "numpy"}


def rewritten(tree: ast.Module) -> ast.Module:
    """The tree with float(x), a[i] = x, a[i] += x, x.value, lost methods and the notebook's session asked of `old.Old`.

    >>> ast.unparse(rewritten(ast.parse("Z[i] = float(b)")))
    "__classic__.assign(Z, i, __classic__.number('float', b))"
    """
    new: ast.Module = ast.fix_missing_locations(_Rewriter(_defined(tree)).visit(tree))
    return new


def _defined(tree: ast.Module) -> set[str]:
    """Names that the source gives a meaning of its own."""
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    names |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    return names | {node.name for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.ClassDef))}


class _Rewriter(ast.NodeTransformer):
    def __init__(self, own: set[str]) -> None:
        self._numbers = _NUMBERS - own

    def visit_Module(self, node: ast.Module) -> ast.AST:
        for statement in node.body:
            if isinstance(statement, ast.Assign) and _makes_session(statement.value):
                statement.value = ast.Attribute(ast.Name(OLD, ast.Load()), "session", ast.Load())
        return self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        is_read = node.attr == "value" and isinstance(node.ctx, ast.Load)
        return self._asked("value", node, [node.value]) if is_read else node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        kind = _kind(node.func)
        if kind in self._numbers:
            return self._asked("number", node, [ast.Constant(kind), *node.args], node.keywords)
        if isinstance(node.func, ast.Attribute) and node.func.attr in METHODS:
            node.func = self._asked("method", node.func, [node.func.value, ast.Constant(node.func.attr)])
        return node

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        self.generic_visit(node)
        target = node.targets[0]
        if len(node.targets) > 1 or not isinstance(target, ast.Subscript):
            return node
        return self._statement("assign", node, [target.value, _place(target), node.value])

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        self.generic_visit(node)
        if not isinstance(node.target, ast.Subscript):
            return node
        sign = ast.Constant(type(node.op).__name__)
        return self._statement("change", node, [node.target.value, _place(node.target), sign, node.value])

    def _statement(self, name: str, at: ast.AST, args: list[ast.expr]) -> ast.AST:
        return ast.copy_location(ast.Expr(self._asked(name, at, args)), at)

    def _asked(self, name: str, at: ast.AST, args: list[ast.expr], named: list[ast.keyword] | None = None) -> ast.Call:
        function = ast.Attribute(ast.Name(OLD, ast.Load()), name, ast.Load())
        return ast.copy_location(ast.Call(function, args, named or []), at)


def _kind(function: ast.expr) -> str:
    """The name that is called, without numpy's: np.float was float itself."""
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id in _NUMPY:
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _makes_session(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and value.func.attr in _SESSIONS


def _place(target: ast.Subscript) -> ast.expr:
    """What stands in the brackets, as an argument: slices become calls of slice."""
    return _indices(target.slice)


def _indices(node: ast.expr) -> ast.expr:
    if isinstance(node, ast.Tuple):
        return ast.Tuple([_indices(part) for part in node.elts], ast.Load())
    if isinstance(node, ast.Slice):
        ends = [end or ast.Constant(None) for end in (node.lower, node.upper, node.step)]
        return ast.Call(ast.Attribute(ast.Name(OLD, ast.Load()), "slice", ast.Load()), ends, [])
    return node
