"""A function's normal form: the same whatever its names, layout, comments, types and the order of keywords are.

Source is parsed, never run. Recursive on purpose: a tree too deep for Python is nobody's answer, and no copy of ours.
"""

from __future__ import annotations

import ast
import builtins
import hashlib
import itertools
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from course_utils.notebooks.bindings import renamable
from course_utils.notebooks.magics import without_magics

LEAST = 3  # statements: shorter functions are much alike in every hand
MAX_SOURCE = 200_000
_BUILTINS = frozenset(vars(builtins))
# What notebooks call these by custom, for a cell that does not import them itself.
_CUSTOM = (
    ("np", "numpy"), ("tf", "tensorflow"), ("keras", "keras"), ("layers", "keras.layers"), ("K", "keras.backend"),
)  # fmt: skip
_TELLING = re.compile(r"\b(?:def|import)\b")
_KEPT = 512  # cells
_LIBRARIES = ("numpy", "tensorflow", "keras", "scipy")
_MUTE = ("ctx", "kind", "type_comment")  # fields that say nothing of what is computed
_ABOUT = ("decorator_list", "returns")  # such of a function inside another
_BLOCKS = ("body", "orelse", "finalbody")
_NAMED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ExceptHandler)
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
    read = list(_read(sources))
    known = tuple(dict([*_CUSTOM, *itertools.chain.from_iterable(map(_imported, read))]).items())
    written = [form for source in read for form in _forms(source, known)]
    _parsed.cache_clear()  # a tree takes hundreds of times the memory of its text
    return written


def _read(sources: Iterable[str]) -> Iterator[str]:
    """Those that define or import anything, until there are too many letters."""
    size = 0
    for source in sources:
        size += len(source)
        if size > MAX_SOURCE:
            return
        if _TELLING.search(source):
            yield source


@lru_cache(_KEPT)
def _forms(source: str, known: tuple[tuple[str, str], ...]) -> tuple[Form, ...]:
    """Kept, as a cell that the notebook gives is the same in every hand."""
    names = dict(known)
    candidates = (_form(node, names) for node in _parsed(source).body if isinstance(node, _Def))
    return tuple(form for form in candidates if form.digests)


@lru_cache(_KEPT)
def _imported(source: str) -> tuple[tuple[str, str], ...]:
    return tuple(_imports(_parsed(source)))


@cache
def _parsed(source: str) -> ast.Module:
    try:
        with warnings.catch_warnings(action="ignore"):
            return ast.parse(without_magics(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.Module([], [])


def _form(node: _Def, known: Mapping[str, str]) -> Form:
    own = renamable(node)
    try:
        whole = _Text(own, known, node.name, guards=True)
        digests = [whole.digest(node.body)] if _count(node.body) - bool(ast.get_docstring(node)) >= LEAST else []
        if whole.is_guarded or not digests:
            bare = _Text(own, known, node.name, guards=False)
            digests += [bare.digest(node.body)] * (bare.statements >= LEAST)
        return Form(node.name, tuple(dict.fromkeys(digests)))
    except RecursionError:
        return Form(node.name, ())


def _count(body: Iterable[ast.stmt]) -> int:
    return sum(isinstance(node, ast.stmt) for node in _statements(body))


def _statements(body: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """The statements and all that stand in them, without a look into expressions."""
    waiting = list(body)
    for node in waiting:  # which grows meanwhile
        yield node
        for name in (*_BLOCKS, "handlers", "cases"):
            block = getattr(node, name, None)
            waiting += block if isinstance(block, list) else ()


def _imports(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Names that imports bind anywhere, and what they stand for."""
    for node in _statements(tree.body):
        if isinstance(node, ast.Import):
            for alias in node.names:
                whole = alias.name if alias.asname else alias.name.split(".")[0]
                yield alias.asname or whole, whole
        elif isinstance(node, ast.ImportFrom):
            yield from ((alias.asname or alias.name, f"{node.module}.{alias.name}") for alias in node.names)


def _shown(node: ast.AST) -> ast.AST:
    """A node as all spellings of it are written; its parts are shared, so nothing may be changed in them."""
    if isinstance(node, ast.AugAssign):
        value = ast.BinOp(left=node.target, op=node.op, right=node.value)
        return ast.Assign(targets=[node.target], value=value)
    if isinstance(node, ast.AnnAssign) and node.value is not None:
        return ast.Assign(targets=[node.target], value=node.value)
    if isinstance(node, ast.Raise):
        return ast.Raise()
    if isinstance(node, ast.Assert):
        return ast.Assert(test=node.test)
    if isinstance(node, ast.Call):
        return ast.Call(node.func, node.args, sorted(node.keywords, key=lambda keyword: keyword.arg or ""))
    return node


def _merged(body: list[ast.stmt]) -> list[ast.stmt]:
    """`name = value; return name` at the end as `return value`."""
    match list(map(_shown, body)):
        case [*_, ast.Assign(targets=[ast.Name(id=name)], value=value), ast.Return(value=ast.Name(id=returned))]:
            return [*body[:-2], ast.Return(value=value)] if name == returned else body
        case _:
            return body


def _is_idle(node: ast.stmt) -> bool:
    """Whether it computes nothing."""
    if isinstance(node, (ast.Pass, ast.Import, ast.ImportFrom, ast.Global, ast.Nonlocal)):
        return True
    if isinstance(node, ast.Expr):
        is_print = isinstance(node.value, ast.Call) and ast.unparse(node.value.func) == "print"
        return isinstance(node.value, ast.Constant) or is_print
    return isinstance(node, ast.AnnAssign) and node.value is None


def _is_guard(node: ast.stmt) -> bool:
    """Whether it only checks and raises."""
    if isinstance(node, ast.If) and not node.orelse:
        return all(isinstance(each, ast.Raise) for each in node.body)
    return isinstance(node, ast.Assert)


class _Text:
    """A body written with names numbered by first appearance: the function's own, and those of helpers elsewhere.

    The names of the large libraries stay, in full, however they were imported; so do attributes, keywords, constants.
    What does not compute is left out, and so are the words of errors; without `guards` all that only checks.
    """

    def __init__(self, own: set[str], known: Mapping[str, str], function: str, guards: bool) -> None:
        self._own, self._known, self._function, self._guards = own, known, function, guards
        self._numbers: dict[str, int] = {}
        self._parts: list[str] = []
        self.statements, self.is_guarded = 0, False

    def digest(self, body: list[ast.stmt]) -> str:
        self._write(_merged(self._block(body)))
        return hashlib.sha256("".join(self._parts).encode("utf-8", "surrogatepass")).hexdigest()

    def _block(self, body: list[ast.stmt]) -> list[ast.stmt]:
        """The statements that are written."""
        kept = []
        for node in body:
            is_guard = _is_guard(node)
            self.is_guarded |= is_guard
            if not _is_idle(node) and (self._guards or not is_guard):
                kept.append(node)
        self.statements += len(kept)
        return kept

    def _write(self, node: object) -> None:
        if isinstance(node, list):
            self._row("[", node, "]")
        elif isinstance(node, (ast.Attribute, ast.Name)) and (path := self._path(node)):
            self._parts.append(path)
        elif isinstance(node, ast.arg):
            self._parts.append(self._number(node.arg))
        elif isinstance(node, ast.AST):
            plain = _shown(node)
            self._row(f"{type(plain).__name__}(", self._fields(plain), ")")
        else:
            self._parts.append(f"{type(node).__name__} {node!r}")

    def _row(self, before: str, values: Iterable[object], after: str) -> None:
        self._parts.append(before)
        for value in values:
            self._write(value)
            self._parts.append(",")
        self._parts.append(after)

    def _fields(self, node: ast.AST) -> Iterator[object]:
        is_function = isinstance(node, ast.FunctionDef)
        for name in node._fields:
            value = getattr(node, name, None)
            if name in _BLOCKS and isinstance(value, list):
                yield self._block(value)
            elif name == "name" and isinstance(value, str) and isinstance(node, _NAMED):
                self._parts.append(self._number(value))
            elif name not in _MUTE and not (is_function and name in _ABOUT):
                yield value

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
