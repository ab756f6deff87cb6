"""Which names a piece of Python binds."""

from __future__ import annotations

import ast

_DEFINED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_NAMED = (*_DEFINED, ast.ExceptHandler, ast.MatchAs, ast.MatchStar)
# What is bound inside of these is theirs.
_SCOPES = (*_DEFINED, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def bound(node: ast.AST) -> list[str]:
    """Names that a statement, or a module, binds where it stands: also below an if or a try, each once, in order.

    What the bodies of functions and classes bind is theirs.

    >>> bound(ast.parse("import os.path as p, sys\\nif sys:\\n    a, b[0] = [x for x in p], 1\\ndef f(c): d = c"))
    ['p', 'sys', 'a', 'f']
    """
    names: dict[str, None] = {}
    waiting = [node]  # no recursion: a source may be nested as deeply as Python reads it
    while waiting:
        part = waiting.pop()
        names.update(dict.fromkeys(_own(part)))
        if not isinstance(part, _SCOPES):
            waiting.extend(reversed([*ast.iter_child_nodes(part)]))
    return list(names)


def renamable(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    """Names that the function itself binds, those of its inner functions too, and so can rename at will.

    >>> sorted(renamable(ast.parse("def f(a): b = [c for c in a]").body[0]))
    ['a', 'b', 'c']
    """
    names = set[str]()
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            names.add(node.id)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, (*_DEFINED, ast.ExceptHandler)):
            names.add(node.name or "")
    return names - {function.name}


def _own(node: ast.AST) -> list[str]:
    """The name that this very node binds, without those of its parts."""
    if isinstance(node, ast.alias):
        return [] if node.name == "*" else [(node.asname or node.name).split(".")[0]]
    if isinstance(node, ast.Name):
        return [node.id] if isinstance(node.ctx, ast.Store) else []
    if isinstance(node, _NAMED):
        return [node.name] if node.name else []
    return []
