"""What syntax says, as one text: of a changed copy only the parts around the change are told anew."""

from __future__ import annotations

import ast
from typing import Any


def dumped(node: ast.AST, known: dict[int, str]) -> str:
    """All that a piece of syntax says; `known` keeps it of each of its parts."""
    if id(node) not in known:
        known[id(node)] = f"{type(node).__name__}({', '.join(_of_field(getattr(node, name, None), known) for name in node._fields)})"
    return known[id(node)]


def _of_field(value: Any, known: dict[int, str]) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_of_field(part, known) for part in value)}]"
    return dumped(value, known) if isinstance(value, ast.AST) else repr(value)


def dumped_with(node: ast.AST, new: ast.AST, parents: dict[ast.AST, ast.AST], before: dict[int, str]) -> str:
    """What the whole statement says with `node` replaced; `before` is what its parts said."""
    known = dict(before)
    text = known[id(node)] = dumped(new, known)
    while node in parents:
        node = parents[node]
        del known[id(node)]
        text = dumped(node, known)
    return text
