"""What of a notebook is a definition: imports, functions, classes, plain constants, and what functions read."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator
from symtable import Function, SymbolTable, symtable

from course_utils.notebooks.bindings import bound

_LOADERS = set(
    "array asarray constant zeros ones full eye arange linspace float32 float64 int32 int64 float int bool pi "
    "sqrt prod log exp epsilon".split()
)
_BUILTINS = {"tuple", "list", "dict", "set", "frozenset", "float", "int", "range"}
# What makes a type, or something to be called, of what it is given, and no more: `Box = namedtuple("Box", "x y")`.
_MAKERS = {"namedtuple", "make_dataclass", "partial", "function", "vectorize", "itemgetter", "attrgetter", "TypeVar"}
_SETTINGS = {"losses", "metrics", "layers", "optimizers", "initializers", "regularizers"}  # keras.losses.Huber()
_WORK = set("fit fit_generator train train_on_batch predict predict_generator evaluate run minimize".split())
_ASSIGNED = (ast.Assign, ast.AnnAssign)
_COMPREHENSIONS = {"listcomp", "setcomp", "dictcomp", "genexpr"}  # where they stand alone, they are no functions


def is_definition(node: ast.stmt) -> bool:
    """True for imports, functions, classes and assignments of plain constants."""
    if isinstance(node, (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)):
        return True
    if isinstance(node, ast.Try):
        return all(isinstance(inner, (ast.Import, ast.ImportFrom, ast.Pass)) for inner in node.body)
    if isinstance(node, _ASSIGNED):
        return node.value is not None and _is_plain(node.value)
    return False


def _is_plain(node: ast.expr) -> bool:
    if isinstance(node, ast.Lambda):
        return True
    if isinstance(node, ast.Call):
        return _is_loader(node.func) and all(map(_is_plain, node.args + [k.value for k in node.keywords]))
    if isinstance(node, (ast.Constant, ast.Name, ast.Attribute)):
        return True
    if isinstance(node, (ast.List, ast.Tuple, ast.Set, ast.Dict, ast.UnaryOp, ast.BinOp, ast.Subscript)):
        return all(_is_plain(child) for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr))
    return False


def _is_loader(function: ast.expr) -> bool:
    if isinstance(function, ast.Name):
        return function.id in _BUILTINS
    return isinstance(function, ast.Attribute) and function.attr in _LOADERS


def is_made(node: ast.stmt, classes: Collection[str], graded: str = "") -> bool:
    """True for assignments of an object of one of `classes`, or of what little else functions are made of.

    In the cell of the function `graded` that name may be given to any value: `iou = tf.function(make_iou(0.5))`.
    """
    if not isinstance(node, _ASSIGNED) or node.value is None:
        return False
    return (graded != "" and graded in bound(node)) or _makes(node.value, classes)


def _makes(node: ast.expr, classes: Collection[str]) -> bool:
    if not isinstance(node, ast.Call) or not _is_maker(node.func, classes):
        return False
    given = node.args + [keyword.value for keyword in node.keywords]
    return all(_is_plain(each) or _makes(each, classes) for each in given)


def _is_maker(function: ast.expr, classes: Collection[str]) -> bool:
    if not all(isinstance(part, (ast.Attribute, ast.Name, ast.Load)) for part in ast.walk(function)):
        return False  # what a call gave is called: work, as a layer on a picture
    *modules, name = ast.unparse(function).split(".")
    known = name[:1].isupper() and not _SETTINGS.isdisjoint(modules) if modules else name in classes
    return known or name in _MAKERS


class Wanted:
    """Names that functions read and that no definition binds.

    What gives such a name is executed, too, `conv = partial(Conv2D, kernel_initializer=glorot_uniform(0))`, unless it
    calls a function of the notebook, or trains or asks a network: that is work.
    """

    def __init__(self, there: Iterable[str]) -> None:
        self._there, self._own, self._names = set(there), set[str](), set[str]()
        self._assigned: list[ast.stmt] = []

    def add(self, source: str, tree: ast.Module, plain: Iterable[bool]) -> None:
        """Take note of a cell, whose syntax tree is `tree`; of each of its statements is known if it is a definition.

        Raises SyntaxError where its text is no valid Python.
        """
        self._names |= _read_by_functions(source, tree)
        defined = [node for node, known in zip(tree.body, plain) if known]
        self._there.update(name for node in defined for name in bound(node))
        self._own.update(node.name for node in defined if isinstance(node, ast.FunctionDef))
        self._assigned += [node for node in tree.body if isinstance(node, _ASSIGNED)]

    def follow(self) -> None:
        """Add what the assignments that are wanted read themselves, once all cells are known."""
        self._names -= self._there
        for node in filter(self.has, reversed(self._assigned)):
            self._names.update(set(_names(node)) - self._there)

    def has(self, node: ast.stmt) -> bool:
        """Whether a statement gives a name that is wanted, and is no work."""
        if not isinstance(node, _ASSIGNED) or node.value is None or self._names.isdisjoint(bound(node)):
            return False
        return not any(map(self._is_work, ast.walk(node.value)))

    def _is_work(self, node: ast.AST) -> bool:
        if not isinstance(node, ast.Call):
            return False
        if isinstance(node.func, ast.Attribute):
            return node.func.attr in _WORK
        return isinstance(node.func, ast.Name) and node.func.id in self._own


def _read_by_functions(source: str, tree: ast.Module) -> set[str]:
    """Names that functions, lambdas and classes of `source`, and what decorates them, read from outside of them.

    Raises SyntaxError for what is no valid Python. `tree` is the syntax tree of `source`.

    >>> text = "@timed\\ndef f(a, b=SIZE): return [scale * c for c in a]\\nd = [e for e in f(x)]"
    >>> sorted(_read_by_functions(text, ast.parse(text)))
    ['SIZE', 'scale', 'timed']
    """
    waiting = [each for each in symtable(source, "<cell>", "exec").get_children() if not _is_comprehension(each)]
    names = {name for node in tree.body for part in _outer(node) for name in _names(part)}
    while waiting:
        table = waiting.pop()
        waiting.extend(table.get_children())
        if isinstance(table, Function):
            names.update(table.get_globals())
        else:
            names.update(symbol.get_name() for symbol in table.get_symbols() if symbol.is_global())
    return names


def _names(node: ast.AST) -> Iterator[str]:
    """The names that an expression reads."""
    return (part.id for part in ast.walk(node) if isinstance(part, ast.Name))


def _is_comprehension(table: SymbolTable) -> bool:
    return isinstance(table, Function) and table.get_name() in _COMPREHENSIONS


def _outer(node: ast.stmt) -> list[ast.expr]:
    """What of a function or a class is computed where it stands."""
    if isinstance(node, ast.ClassDef):
        return [*node.decorator_list, *node.bases]
    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return []
    return [*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)]
