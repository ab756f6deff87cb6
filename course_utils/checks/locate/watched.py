"""The first of a student's own quantities that departs from what its formula gives, with the numbers of one call."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import FrameType, FunctionType
from typing import Any

import numpy as np

from course_utils.checks.locate.bounds import quietly
from course_utils.checks.locate.edits.sites import names_of, rows
from course_utils.checks.locate.source import Source
from course_utils.checks.locate.trace import watch
from course_utils.checks.locate.trials import Task, Trial
from course_utils.checks.values import PlainValue
from course_utils.exercises.base import FORMULAS, Watched, Watching

_SIGNS = {"*": "·", "-": "−"}


@dataclass(frozen=True)
class Departure:
    """A quantity that has another value than its formula gives, and the line that gave it its value.

    One that `is_size` of the output is none of the student's where the output has its shape: it is named otherwise.
    """

    name: str
    line: int
    sentence: str
    is_size: bool = False


def departure(source: Source, task: Task, trial: Trial, watching: Watching) -> Departure | None:
    """The first quantity that departs in one call; a size once the function ends, a begin of a window at once.

    Only a name that the function binds is looked at, and a formula with loop counters only where loops have them.
    """
    function = source.function
    assert isinstance(function, FunctionType)
    given = {**trial.inputs, **watching.given(trial.inputs)}
    look = _Look(source.tree, given, watching.rows)
    answers: list[PlainValue] = []
    with quietly():
        watch(function.__code__, lambda: answers.append(task.answer(function, trial.inputs)), look)
        look.at_end()
    has_shape = bool(answers) and min(task.progress(answers[0], trial)) > 1
    departures = (each for each in look.departures if not (each.is_size and has_shape))
    return min(departures, key=lambda each: each.line, default=None)


class _Look:
    """Looks at a frame before each line: what the line before gave its value is compared."""

    def __init__(self, tree: ast.FunctionDef, given: Mapping[str, Any], watched: tuple[Watched, ...]) -> None:
        self._given, self.departures = given, list[Departure]()
        bound, counters = names_of(tree), _counters(tree)
        self._binding: dict[int, list[tuple[str, Watched]]] = {}
        self._last_lines: dict[str, tuple[int, Watched]] = {}
        by_name = {name: each for each in watched for name in each.names if name in bound}
        for row in rows(tree):
            for name in _bound_by(row.statement):
                each = by_name.get(name)
                if each is None or not _needs(each.formula, given) <= counters:
                    continue
                if _needs(each.formula, given):
                    for line in range(row.statement.lineno, (row.statement.end_lineno or 0) + 1):
                        self._binding.setdefault(line, []).append((name, each))
                else:
                    self._last_lines[name] = row.statement.lineno, each
        loops = (node for node in ast.walk(tree) if isinstance(node, (ast.For, ast.While)))
        self._repeated = {node.lineno for loop in loops for node in ast.walk(loop) if isinstance(node, ast.stmt)}
        self._before, self._frame = 0, list[FrameType]()

    def __call__(self, frame: FrameType) -> None:
        if not self.departures:
            for name, each in self._binding.get(self._before, ()):
                self._compare(name, each, self._before, frame.f_locals)
        self._before = frame.f_lineno
        self._frame = [frame]

    def at_end(self) -> None:
        """Compare what has one value in the whole call."""
        for frame in self._frame:
            for name, (line, each) in self._last_lines.items():
                self._compare(name, each, line, frame.f_locals)

    def _compare(self, name: str, each: Watched, line: int, local: Mapping[str, Any]) -> None:
        if name not in local:
            return
        counters = _needs(each.formula, self._given)
        known = {**{key: local[key] for key in counters if key in local}, **self._given}
        try:
            expected = each.value(known)
        except Exception:  # a counter that is no number yet
            return
        got = as_array(local[name])
        if _is_number(got) and _is_number(expected):
            if not np.isclose(float(got), float(expected), rtol=1e-6, atol=1e-9):
                how = "" if each.words else _with_numbers(each.formula, known)
                should = f"{how} gives" if how else f"{each.words} is" if each.words else "expected"
                is_size = "//" in each.formula
                self._add(name, line, f"`{name}` is {_number(got)} in your run; {should} {_number(expected)}.", is_size)
        elif isinstance(got, np.ndarray) and isinstance(expected, np.ndarray) and got.dtype.kind in "biuf":
            words = each.words or each.formula
            if got.shape == expected.shape or (got.squeeze().shape == expected.squeeze().shape):
                got, expected = got.squeeze(), expected.squeeze()  # an axis of one place is a matter of taste
                if not np.allclose(got, expected, rtol=1e-5, atol=1e-6):
                    self._add(name, line, f"`{name}` has the right shape, and other numbers than {words}.")
            elif not counters and line not in self._repeated:  # which axes a window keeps is a matter of taste
                shapes = f"shape {got.shape} in your run; {words} has shape {expected.shape}"
                self._add(name, line, f"`{name}` has {shapes}.")

    def _add(self, name: str, line: int, sentence: str, is_size: bool = False) -> None:
        self.departures.append(Departure(name, line, f"{sentence} Look at how it is made.", is_size))


def _counters(tree: ast.FunctionDef) -> set[str]:
    """Names that loops count with."""
    targets = [row.statement.target for row in rows(tree) if isinstance(row.statement, ast.For)]
    return {node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)}


def _bound_by(statement: ast.stmt) -> Iterator[str]:
    """Names that a statement computes; sizes that are read off a shape may be those of another array."""
    if isinstance(statement, (ast.Assign, ast.AugAssign, ast.AnnAssign)) and not _reads_shape(statement.value):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        for target in targets:
            parts = target.elts if isinstance(target, (ast.Tuple, ast.List)) else [target]
            yield from (part.id for part in parts if isinstance(part, ast.Name))


def _reads_shape(value: ast.expr | None) -> bool:
    while isinstance(value, ast.Subscript):
        value = value.value
    return isinstance(value, ast.Attribute) and value.attr == "shape"


def _needs(formula: str, given: Mapping[str, Any]) -> set[str]:
    """Names of a formula that the inputs do not give: loop counters."""
    if formula in given:
        return set()
    names = {node.id for node in ast.walk(ast.parse(formula)) if isinstance(node, ast.Name)}
    return names - given.keys() - FORMULAS.keys()


def as_array(value: Any) -> Any:
    """The numbers of a tensor; anything else as it is."""
    return value.numpy() if type(value).__module__.startswith("tensorflow") and hasattr(value, "numpy") else value


def _is_number(value: object) -> bool:
    if isinstance(value, np.ndarray):
        return value.ndim == 0 and value.dtype.kind in "iuf"
    return isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool)


def _number(value: Any) -> str:
    return f"{float(value):.6g}".replace("-", "−")


def _with_numbers(formula: str, known: Mapping[str, Any]) -> str:
    """A formula with its numbers put in; empty for one that only names a quantity."""
    if formula in known:
        return ""
    tree = ast.parse(formula, mode="eval")
    text = ast.unparse(_Numbers(known).visit(tree))
    return " ".join(_SIGNS.get(word, word) for word in text.split(" "))


class _Numbers(ast.NodeTransformer):
    def __init__(self, known: Mapping[str, Any]) -> None:
        self._known = known

    def visit_Name(self, node: ast.Name) -> ast.AST:
        value = self._known.get(node.id)
        return ast.Name(_number(value)) if _is_number(value) else node
