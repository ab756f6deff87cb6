"""The lines that a verdict alone tells of, read off the function's text: nothing runs.

They make the part of the answer that differs first, or stopped with an error that comes from the line itself.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence

from course_utils.checks.failures import stopped_with
from course_utils.checks.locate.diagnosis import Fault
from course_utils.checks.report import CaseOutcome, Difference
from course_utils.exercises.base import Exercise

_KEY = re.compile(r"\['([^']+)'\]")
_MOST = 3
# What a model is compiled with, by call: of each part of the answer the argument of `compile` that decides it.
_COMPILED = {"compiled": ("optimizer", "metrics", "loss"), "fine_tune": ("trainable", "optimizer", "")}
_ORDER = ("optimizer", "loss", "loss_weights", "metrics")  # arguments of `compile` by their places
_PARTS = ("shapes", "initial_parameters", "train", *_COMPILED)  # calls whose parts are made apart


# Errors that come up where they are made: a wrong shape shows later.
_AT_ONCE = ("NameError", "UnboundLocalError", "TypeError", "AttributeError", "KeyError", "IndexError")
_HERE = re.compile(r"unpack|truth value|must call|argument|not understood|Unknown|could not interpret", re.IGNORECASE)
# Errors of a value that another line gives.
_ABOVE = re.compile("only integers|out of bounds|NoneType|interpreted as an integer")
_LINE = re.compile(r" in (?:cell (\d+), )?line (\d+)\.")


def read_off(tree: ast.FunctionDef, exercise: Exercise, outcomes: Sequence[CaseOutcome], cell: int = 0) -> Fault | None:
    """What the first visible case that did not pass tells of the lines; None where that is nothing."""
    bad = next((outcome for outcome in outcomes if outcome.status != "passed" and not outcome.hidden), None)
    if bad is None or exercise.call == "plain":
        return None
    if bad.status == "error":
        line, kind = _LINE.search(bad.message), stopped_with(bad.message)
        if line is None or kind is None or (line[1] and int(line[1]) != cell) or _ABOVE.search(kind[1]):
            return None
        at_once = kind[0] in _AT_ONCE or _HERE.search(kind[1])
        return Fault((int(line[2]),), kind="here", cell=cell) if at_once else None
    if bad.difference is None or exercise.call not in _PARTS:
        return None
    unused = _unused_slopes(tree) if exercise.call == "train" else []
    if len(unused) == 1:  # the step of training is missing
        name, row = unused[0]
        return Fault((row,), cell=cell, kind="never used", what=name)
    return part_fault(tree, exercise.call, exercise.outputs, bad.difference, cell)


def read_off_text(
    sources: Mapping[str, str], exercise: Exercise, outcomes: Sequence[CaseOutcome]
) -> Fault | None:
    """As `read_off`, of the last definition among the texts of a notebook's cells, named `<cell 3>`."""
    fault = None
    for name, text in sources.items():
        try:
            tree = ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name in exercise.names:
                fault = read_off(node, exercise, outcomes, int("".join(filter(str.isdecimal, name))))
    return fault


def part_fault(
    tree: ast.FunctionDef, call: str, outputs: Sequence[str], difference: Difference, cell: int = 0
) -> Fault | None:
    """Where the part that a difference is about is made; None where the text does not tell."""
    if call in _COMPILED:
        place = next((i for i, name in enumerate(outputs) if difference.where.startswith(name)), 0)
        return _of_compile(tree, _COMPILED[call][place] or _argument(difference), difference, cell)
    returned = [node.value for node in ast.walk(tree) if isinstance(node, ast.Return) and node.value is not None]
    if not returned:
        return None
    value: ast.expr | None = max(returned, key=lambda node: node.lineno)
    assert value is not None
    ends = [value.lineno]
    if len(outputs) > 1:
        if not isinstance(value, ast.Tuple) or len(value.elts) != len(outputs):
            return None
        own = {ast.unparse(part): part for part in value.elts}  # a report may say the student's names
        parts = {**dict(zip(outputs, value.elts, strict=True)), **own}
        name = max((name for name in parts if difference.where.startswith(name)), key=len, default="")
        if not name:
            return None
        value = parts[name]
    key = _KEY.search(difference.where)
    if key:
        value, line = _entry(tree, value, key[1])
        ends.append(line)
    if value is None:
        return None
    if not isinstance(value, ast.Name):
        return _fault("part", [value.lineno], [], difference.where.partition("[")[0] if not key else key[1], cell)
    made = list(_bound(tree, value.id))
    more = [line for statement in made for line in _sources(tree, statement)]
    swapped = [ends[-1]] if key and key[1] != value.id else []
    return _fault("part", [node.lineno for node in made], [*swapped, *more], value.id, cell)


def _unused_slopes(tree: ast.FunctionDef) -> list[tuple[str, int]]:
    """Names that get what a tape's `gradient` gives and that nothing reads, each with its line."""
    read = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    return [
        (target.id, node.lineno)
        for node in ast.walk(tree) if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        for target in node.targets if isinstance(target, ast.Name) and target.id not in read
        if isinstance(node.value.func, ast.Attribute) and node.value.func.attr == "gradient"
    ]  # fmt: skip


def _fault(way: str, lines: Sequence[int], more: Sequence[int], what: str, cell: int) -> Fault | None:
    lines = tuple(dict.fromkeys(lines))[-_MOST:]
    more = tuple(line for line in dict.fromkeys(more) if line not in lines)[:_MOST]
    return Fault(lines, cell=cell, kind=way, what=what, sources=more) if lines else None


def _entry(tree: ast.FunctionDef, value: ast.expr, key: str) -> tuple[ast.expr | None, int]:
    """What a dictionary holds under a key, and the line that says so."""
    dicts = [value] if isinstance(value, ast.Dict) else []
    if isinstance(value, ast.Name):
        dicts = [node.value for node in _bound(tree, value.id) if isinstance(node.value, ast.Dict)]
    for each in dicts:
        for name, held in zip(each.keys, each.values):
            if isinstance(name, ast.Constant) and name.value == key:
                return held, held.lineno
    return None, 0


def _bound(tree: ast.FunctionDef, name: str) -> Iterator[ast.Assign | ast.AugAssign]:
    for node in ast.walk(tree):
        if isinstance(node, (ast.Assign, ast.AugAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(part, ast.Name) and part.id == name for target in targets for part in ast.walk(target)):
                yield node


def _sources(tree: ast.FunctionDef, statement: ast.Assign | ast.AugAssign) -> Iterator[int]:
    """The lines of names that a statement uses and that are given their value once."""
    for node in ast.walk(statement.value):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            lines = [made.lineno for made in _bound(tree, node.id) if made is not statement]
            yield from lines if len(lines) == 1 else ()


def _argument(difference: Difference) -> str:
    """Of what `fine_tune` compiled with, the argument that differs."""
    text = f"{difference.got} {difference.expected}"
    return "metrics" if "accuracy" in text else "loss" if "entropy" in text or "error" in text else "optimizer"


def _of_compile(tree: ast.FunctionDef, argument: str, difference: Difference, cell: int) -> Fault | None:
    if argument == "trainable":
        return _of_learning(tree, difference, cell)
    calls = [
        node for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "compile"
    ]  # fmt: skip
    if not calls:
        return None
    call = calls[-1]
    given = {name: value for name, value in zip(_ORDER, call.args)}
    given |= {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
    value = given.get(argument)
    if value is None:
        return _fault("without", [call.lineno], [], argument, cell)
    lines, more = [value.lineno], [node.lineno for node in _named(tree, value)]
    if isinstance(value, ast.Name) and more:
        lines, more = more, lines
    return _fault("setting", lines, more, argument, cell)


def _named(tree: ast.FunctionDef, value: ast.expr) -> Iterator[ast.Assign | ast.AugAssign]:
    for node in ast.walk(value):
        if isinstance(node, ast.Name):
            yield from _bound(tree, node.id)


def _of_learning(tree: ast.FunctionDef, difference: Difference, cell: int) -> Fault | None:
    """The lines that set `trainable` to the state that differs, and the loops and conditions around them.

    Where only the whole model is set to it, the loops are named that should have reached these layers afterwards.
    """
    state = "learns" in difference.got
    lines, more = _setting(tree, state, difference.got)
    if not more:
        others = _setting(tree, not state, difference.got)
        lines, more = others if others[1] else (lines, more)
    return _fault("learning", sorted(lines), sorted(more), "", cell)


def _setting(tree: ast.FunctionDef, state: bool, layer: str) -> tuple[list[int], list[int]]:
    """Lines that set `trainable` to a state and can reach such a layer; loops and conditions around them."""
    kind = re.search(r"\((\w+)\)", layer)
    lines, more = list[int](), list[int]()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Attribute):
            continue
        if node.targets[0].attr != "trainable" or _is_other(node.value, state):
            continue
        around = [each for each in ast.walk(tree) if isinstance(each, (ast.For, ast.If)) and _holds(each, node)]
        if kind and any(_excludes(each.test, kind[1]) for each in around if isinstance(each, ast.If)):
            continue
        lines.append(node.lineno)
        more += [each.lineno for each in around]
    return lines, more


def _excludes(test: ast.expr, kind: str) -> bool:
    """Whether a condition does not hold of any layer of a kind."""
    if isinstance(test, ast.BoolOp):
        parts = [_excludes(part, kind) for part in test.values]
        return any(parts) if isinstance(test.op, ast.And) else all(parts)
    text = ast.unparse(test)
    return "isinstance" in text and (kind in text) == ("not isinstance" in text)


def _is_other(value: ast.expr, state: bool) -> bool:
    return isinstance(value, ast.Constant) and value.value is not state


def _holds(outer: ast.stmt, inner: ast.stmt) -> bool:
    return outer.lineno <= inner.lineno and (inner.end_lineno or 0) <= (outer.end_lineno or 0)
