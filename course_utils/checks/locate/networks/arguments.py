"""Lines that decide what a layer is given: where the names among its arguments get their values."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Any

from course_utils.checks.locate.edits.sites import names_of

_MOST = 3  # lines that are said
_DEEP = 3  # names of names
_ARGUMENTS = {
    "kernel": "kernel_size", "pool": "pool_size", "same": "padding", "valid": "padding", "without": "use_bias",
    "dilation": "dilation_rate",
}  # fmt: skip


def deciding(tree: ast.FunctionDef, line: int, kind: str, option: str, space: Mapping[str, Any]) -> tuple[int, ...]:
    """Lines, beside `line`, that decide an option of the layer made there; for an empty option, which layer it is."""
    own = names_of(tree)
    space = {name: value for name, value in space.items() if name not in own}
    names = {name for call in _calls(tree, line, kind, space) for name in _names(call, option, space)}
    lines = dict.fromkeys(sorted(_made(tree, names, line)))
    lines.pop(line, None)
    return tuple(lines)[:_MOST]


def loops_around(tree: ast.FunctionDef, *lines: int) -> tuple[int, ...]:
    """The lines of loops and conditions inside of which one of these lines stands."""
    nodes = [node for node in ast.walk(tree) if isinstance(node, (ast.For, ast.While, ast.If))]
    around = {node.lineno for node in nodes for line in lines if _holds(node, line) and node.lineno != line}
    return tuple(sorted(around))[-_MOST:]


def aliases(tree: ast.FunctionDef, line: int) -> tuple[int, ...]:
    """Lines that give a name of this line what another name stands for: `X_shortcut = X`."""
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and node.lineno == line}
    assigned = [node for node in ast.walk(tree) if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name)]
    bound = (node for node in assigned if any(isinstance(name, ast.Name) and name.id in used for name in node.targets))
    return tuple(sorted(node.lineno for node in bound if node.lineno != line))[:_MOST]


def feeding(tree: ast.FunctionDef, line: int) -> tuple[int, ...]:
    """Of every name that this line reads, the lines above it that may have given it its value."""
    read = {node.id for node in ast.walk(tree)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.lineno == line}  # fmt: skip
    above = [node for node in ast.walk(tree) if isinstance(node, ast.Assign) and node.lineno < line]
    last: dict[str, list[int]] = {}
    for node in sorted(above, key=lambda node: node.lineno):
        for target in node.targets:
            if isinstance(target, ast.Name) and target.id in read:
                before = last.get(target.id, []) if loops_around(tree, node.lineno) else []
                last[target.id] = [*before, node.lineno]
    return tuple(sorted({line for lines in last.values() for line in lines}))[-_MOST:]


def last_return(tree: ast.FunctionDef) -> int:
    """The line of the last `return`; of the last statement where there is none."""
    lines = [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Return)]
    return max(lines, default=tree.body[-1].lineno)


def states(tree: ast.FunctionDef, attribute: str = "trainable") -> tuple[int, ...]:
    """Lines that set what a layer is: `base_model.trainable = False`."""
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store))
    return tuple(sorted(node.lineno for node in nodes if node.attr == attribute))[:_MOST]


def _holds(node: ast.stmt | ast.expr, line: int) -> bool:
    return node.lineno <= line <= (node.end_lineno or 0)


def _calls(tree: ast.FunctionDef, line: int, kind: str, space: Mapping[str, Any]) -> list[ast.Call]:
    """The calls of the line that make a layer of this kind, or one whose name is the function's own."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _holds(node, line)]
    calls = [call for call in calls if isinstance(call.func, (ast.Name, ast.Attribute))]
    exact = [call for call in calls if getattr(resolved(call.func, space), "__name__", "") == kind]
    return exact or [call for call in calls if isinstance(call.func, ast.Name) and call.func.id not in space]


def resolved(node: ast.expr, space: Mapping[str, Any]) -> object:
    """What a name, or an attribute of a module, stands for; None where it is the function's own."""
    if isinstance(node, ast.Name):
        return space.get(node.id)
    if isinstance(node, ast.Attribute):
        owner = resolved(node.value, space)
        return getattr(owner, node.attr, None) if isinstance(owner, ModuleType) else None
    return None


def _names(call: ast.Call, option: str, space: Mapping[str, Any]) -> Iterator[str]:
    word = option.split(" ")[0]
    argument, made = _ARGUMENTS.get(word, word), resolved(call.func, space)
    if not option:
        values = [call.func]
    elif isinstance(made, type):
        parameters = list(inspect.signature(made).parameters)
        values = [keyword.value for keyword in call.keywords if keyword.arg == argument]
        values += [value for name, value in zip(parameters, call.args) if name == argument]
    else:
        values = [call.func, *call.args, *(keyword.value for keyword in call.keywords)]
    yield from (node.id for value in values for node in ast.walk(value) if isinstance(node, ast.Name))


def _made(tree: ast.FunctionDef, names: set[str], line: int) -> Iterator[int]:
    """Lines that give these names their values, and the conditions under which they do."""
    known: set[str] = set()
    for _ in range(_DEEP):
        waiting, names = names - known, set()
        known |= waiting
        for node in ast.walk(tree):
            if not isinstance(node, (ast.Assign, ast.AugAssign, ast.For)):
                continue
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            bound = {n.id for target in targets for n in ast.walk(target) if isinstance(n, ast.Name)}
            if bound & waiting and _is_plain(node):
                yield node.lineno
                yield from (at for at in loops_around(tree, node.lineno) if at not in loops_around(tree, line))
                value = node.iter if isinstance(node, ast.For) else node.value
                names |= {n.id for n in ast.walk(value) if isinstance(n, ast.Name)}


def _is_plain(node: ast.Assign | ast.AugAssign | ast.For) -> bool:
    """Whether a statement gives a setting its value: no layer is called there."""
    value = node.iter if isinstance(node, ast.For) else node.value
    return not any(isinstance(part, ast.Call) and isinstance(part.func, ast.Call) for part in ast.walk(value))
