"""A function's normal form: the same whatever its names, layout, comments, types and the order of keywords are.

Source is parsed, never run. Recursive on purpose: a tree too deep for Python is nobody's answer, and no copy of ours.
"""

from __future__ import annotations

import ast
import builtins
import copy
import hashlib
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from course_utils.checks.definitions import without_magics
from course_utils.notebooks.bindings import renamable

LEAST = 3  # statements: shorter functions are much alike in every hand
MAX_SOURCE = 200_000
_BUILTINS = frozenset(vars(builtins))
# What notebooks call these by custom, for a cell that does not import them itself.
_CUSTOM = {"np": "numpy", "tf": "tensorflow", "keras": "keras", "layers": "keras.layers", "K": "keras.backend"}
_LIBRARIES = ("numpy", "tensorflow", "keras", "scipy")
_MUTE = ("ctx", "kind", "type_comment")  # fields that say nothing of what is computed
_Def = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Form:
    """A function at the left margin: its name, and the digests under which a copy of it is known."""

    name: str
    digests: tuple[str, ...]


def forms(sources: Iterable[str]) -> list[Form]:
    """The functions of cells or modules that have at least `LEAST` statements; what cannot be parsed has none.

    A digest is of the whole body; a second is of the body without what only checks and raises, where enough is left.
    """
    trees = list(_parsed(sources))
    known = dict(_CUSTOM)
    for tree in trees:
        known |= dict(_imported(tree))
    candidates = [_form(node, known) for tree in trees for node in tree.body if isinstance(node, _Def)]
    return [form for form in candidates if form.digests]


def _parsed(sources: Iterable[str]) -> Iterator[ast.Module]:
    size = 0
    for source in sources:
        size += len(source)
        if size > MAX_SOURCE:
            return
        try:
            with warnings.catch_warnings(action="ignore"):
                yield ast.parse(without_magics(source))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue


def _form(node: _Def, known: Mapping[str, str]) -> Form:
    try:
        whole = _Plain(guards=True).body(node)
        bare = _Plain(guards=False).body(node)
        bodies = [whole] if _count(node.body) - bool(ast.get_docstring(node)) >= LEAST else []
        bodies += [bare] if _count(bare) >= LEAST else []
        digests = (_digest(_merged(body), node, known) for body in bodies)
        return Form(node.name, tuple(dict.fromkeys(digests)))
    except RecursionError:
        return Form(node.name, ())


def _count(body: Iterable[ast.stmt]) -> int:
    return sum(isinstance(node, ast.stmt) for statement in body for node in ast.walk(statement))


def _imported(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Names that imports bind anywhere, and what they stand for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                whole = alias.name if alias.asname else alias.name.split(".")[0]
                yield alias.asname or whole, whole
        elif isinstance(node, ast.ImportFrom):
            yield from ((alias.asname or alias.name, f"{node.module}.{alias.name}") for alias in node.names)


class _Plain(ast.NodeTransformer):
    """A copy of a body without what does not compute, nor the words of errors; without `guards`, no checks either."""

    def __init__(self, guards: bool) -> None:
        self._guards = guards

    def body(self, node: _Def) -> list[ast.stmt]:
        return self._block(copy.deepcopy(node).body)

    def _block(self, body: list[ast.stmt]) -> list[ast.stmt]:
        visited = (self.visit(statement) for statement in body if not self._is_idle(statement))
        return [statement for statement in visited if statement is not None]

    def _is_idle(self, node: ast.stmt) -> bool:
        if isinstance(node, (ast.Pass, ast.Import, ast.ImportFrom, ast.Global, ast.Nonlocal)):
            return True
        if isinstance(node, ast.Expr):
            is_print = isinstance(node.value, ast.Call) and ast.unparse(node.value.func) == "print"
            return isinstance(node.value, ast.Constant) or is_print
        if self._guards:
            return False
        if isinstance(node, ast.If) and not node.orelse:
            return all(isinstance(each, ast.Raise) for each in node.body)
        return isinstance(node, ast.Assert)

    def generic_visit(self, node: ast.AST) -> ast.AST:
        for name in ("body", "orelse", "finalbody"):
            if isinstance(block := getattr(node, name, None), list):
                setattr(node, name, self._block(block))
        for name, value in ast.iter_fields(node):
            if name in ("body", "orelse", "finalbody") and isinstance(value, list):
                continue
            if isinstance(value, ast.AST):
                setattr(node, name, self.visit(value))
            elif isinstance(value, list):
                setattr(node, name, [self.visit(each) if isinstance(each, ast.AST) else each for each in value])
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.decorator_list, node.returns = [], None
        return self.generic_visit(node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.annotation = None
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST | None:
        if node.value is None:
            return None
        return self.generic_visit(ast.Assign(targets=[node.target], value=node.value, type_comment=None))

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        value = ast.BinOp(left=copy.deepcopy(node.target), op=node.op, right=node.value)
        return self.generic_visit(ast.Assign(targets=[node.target], value=value, type_comment=None))

    def visit_Raise(self, node: ast.Raise) -> ast.AST:
        return ast.Raise(exc=None, cause=None)

    def visit_Assert(self, node: ast.Assert) -> ast.AST:
        node.msg = None
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        node.keywords.sort(key=lambda keyword: keyword.arg or "")
        return self.generic_visit(node)


def _merged(body: list[ast.stmt]) -> list[ast.stmt]:
    """`name = value; return name` at the end as `return value`."""
    match body:
        case [*before, ast.Assign(targets=[ast.Name(id=name)], value=value), ast.Return(value=ast.Name(id=returned))]:
            return [*before, ast.Return(value=value)] if name == returned else body
        case _:
            return body


def _digest(body: list[ast.stmt], node: _Def, known: Mapping[str, str]) -> str:
    names = _Names(renamable(node), known, node.name)
    text = "\n".join(names.written(statement) for statement in body)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class _Names:
    """Writes a tree with names numbered by first appearance: the function's own, and those of helpers elsewhere.

    The names of the large libraries stay, in full, however they were imported; so do attributes, keywords, constants.
    """

    def __init__(self, own: set[str], known: Mapping[str, str], function: str) -> None:
        self._own, self._known, self._function = own, known, function
        self._numbers: dict[str, int] = {}

    def written(self, node: object) -> str:
        if isinstance(node, ast.Attribute) and (path := self._path(node)):
            return path
        if isinstance(node, ast.Name):
            return self._path(node)
        if isinstance(node, ast.arg):
            return self._number(node.arg)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ExceptHandler)) and node.name:
            node.name = self._number(node.name)
        if isinstance(node, ast.AST):
            fields = ((name, value) for name, value in ast.iter_fields(node) if name not in _MUTE)
            inner = ", ".join(f"{name}={self.written(value)}" for name, value in fields)
            return f"{type(node).__name__}({inner})"
        if isinstance(node, list):
            return f"[{', '.join(map(self.written, node))}]"
        return f"{type(node).__name__} {node!r}"

    def _path(self, node: ast.expr) -> str:
        """A name, or a name and its attributes, as what it stands for; "" for an attribute of anything else."""
        parts = list[str]()
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            return ""
        if node.id in self._own or node.id == self._function:
            return "" if parts else self._number("self" if node.id == self._function else node.id)
        whole = ".".join([self._known.get(node.id, node.id), *reversed(parts)])
        if whole.partition(".")[0] in _LIBRARIES:
            return whole.removeprefix("tensorflow.") if whole.startswith("tensorflow.keras") else whole
        return whole if whole in _BUILTINS else self._number(whole.rpartition(".")[2])

    def _number(self, name: str) -> str:
        return f"#{self._numbers.setdefault(name, len(self._numbers))}"
