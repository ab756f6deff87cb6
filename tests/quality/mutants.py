"""The mutation check: does a hidden case notice when the reference is changed a little?

Of every exercise's reference COUNT changed copies are made (`changes`): first of the function itself, then,
where it has too few places, of the functions and constants it uses, in its module and in others of
`course_utils.layers`. COUNT more are made of the solution in the notebook's source (`solved`), which is written as
students write: with loops. Each copy is run on the exercise's hidden cases with the secrets SECRETS. It dies when an answer
differs from the reference's, when it raises, and when it needs too long or too much memory. Copies that raise at
once prove little: they count only where CANDIDATES copies hold no COUNT others. A survivor either shows a missing
hidden case, or gives the same answers: then it is listed in `equivalent.txt` with the reason, and another takes its
place.

    python tests/quality/mutants.py                    every exercise: `make mutants`
    python tests/quality/mutants.py week1/2            the notebooks whose names begin so
    python tests/quality/mutants.py conv_forward       one exercise
    python tests/quality/mutants.py conv_forward -v    with every mutant and how it died

The work is done by `bench.Bench`, a fresh process that forks a child per exercise.
"""

from __future__ import annotations

import ast
import hashlib
import importlib
import inspect
import sys
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import solved
from changes import CHECKS, Change, changes, sites

from course_utils.exercises import registry
from course_utils.exercises.base import Exercise

COUNT = 20
CANDIDATES = 60
SEED = 1
SECRETS = (3, 12345)
ROOMS = ("course_utils.layers", "course_utils.exercises.week")


@dataclass(frozen=True)
class Mutant:
    """A changed copy of the reference, of a helper or of the solution: `where` says which."""

    where: str  # "", the helper's name, or "solution"
    module: str  # or, for a solution, the notebook
    position: int  # of the changed statement in the module
    change: Change

    @property
    def text(self) -> str:
        """What names it in tables."""
        return f"{self.where}: {self.change.text}" if self.where else self.change.text

    @property
    def keys(self) -> tuple[str, ...]:
        """What may name it in `equivalent.txt`: with more and more of its line, and where that stands."""
        return (*self.change.keys, f"{self.where or 'reference'}: {self.change.key}")


def mutants(exercise: Exercise) -> list[Mutant]:
    """Up to CANDIDATES mutants of an exercise's reference, the same every time, the first ones to be tried first."""
    chosen: list[Mutant] = []
    for module, position in _used(exercise.reference):
        if len(chosen) == CANDIDATES:
            break
        statement = _tree(module).body[position]
        owner = "" if _defined(statement) == exercise.reference.__name__ else _defined(statement)
        names = inspect.signature(exercise.reference).parameters if not owner else ()
        candidates = [Mutant(owner, module, position, each) for each in _spread(changes(statement, names))]
        chosen += candidates[: CANDIDATES - len(chosen)]
    return chosen


def solution_mutants(notebook: str, exercise: Exercise) -> list[Mutant]:
    """Up to CANDIDATES mutants of the notebook's own solution, the same every time."""
    candidates = _spread(changes(solved.trees(notebook)[exercise.name], inspect.signature(exercise.reference).parameters))
    return [Mutant("solution", notebook, 0, each) for each in candidates][:CANDIDATES]


def _spread(candidates: list[Change]) -> Iterator[Change]:
    """One change of every place, then a second of every place, and so on; in an order that only texts decide."""
    by_place: dict[int, list[Change]] = {}
    for each in sorted(candidates, key=_shuffled):
        by_place.setdefault(each.place, []).append(each)
    groups = list(by_place.values())
    while groups:
        yield from (group.pop() for group in groups)
        groups = [group for group in groups if group]


def _shuffled(change: Change) -> str:
    return hashlib.sha256(f"{SEED} {change.key}".encode()).hexdigest()


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(inspect.getsource(importlib.import_module(module)))


def _defined(statement: ast.stmt) -> str:
    """The name that a top-level statement defines; empty for others."""
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
        return statement.name
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    return targets[0].id if isinstance(targets[0], ast.Name) else ""


def _used(reference: Callable[..., Any]) -> list[tuple[str, int]]:
    """The reference's definition and, breadth first, those it uses: (module, position in the module).

    What lies in the reference's own module comes before what lies in others.
    """
    todo, seen = [(reference.__module__, reference.__name__)], set[tuple[str, int]]()
    places: list[tuple[str, int]] = []
    while todo:
        module, name = todo.pop(0)
        place = _place(module, name)
        if place is None or place in seen:
            continue
        seen.add(place)
        places.append(place)
        for node, _ in sites(_tree(place[0]).body[place[1]]):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                todo.append((place[0], node.id))
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                todo.append((f"{place[0]}:{node.value.id}", node.attr))
    return sorted(places, key=lambda each: each[0] != reference.__module__)


def _place(module: str, name: str) -> tuple[str, int] | None:
    """Where `name`, as `module` knows it, is defined: in the module or where the module imports it from."""
    module, _, alias = module.partition(":")
    space = vars(importlib.import_module(module))
    if alias:
        owner = space.get(alias)
        if not isinstance(owner, types.ModuleType) or not owner.__name__.startswith(ROOMS):
            return None
        return _place(owner.__name__, name)
    for position, statement in enumerate(_tree(module).body):
        if _defined(statement) == name:
            return (module, position) if not _is_type(statement) else None
    for statement in _tree(module).body:
        if isinstance(statement, ast.ImportFrom) and (statement.module or "").startswith(ROOMS):
            for each in statement.names:
                if (each.asname or each.name) == name:
                    return _place(statement.module or "", each.name)
    return None


def _is_type(statement: ast.stmt) -> bool:
    """True for `Array = NDArray[Any]` and functions that check arguments."""
    name = _defined(statement)
    return name in CHECKS or (isinstance(statement, ast.Assign) and name[:1].isupper() and not name.isupper())


def unchanged(mutant: Mutant, exercise: Exercise) -> Mutant:
    """The same copy without the change: it must survive, or what kills the others is not their change."""
    if mutant.where == "solution":
        tree: ast.stmt = solved.trees(mutant.module)[exercise.name]
    else:
        tree = _tree(mutant.module).body[mutant.position]
    return replace(mutant, change=replace(mutant.change, make=lambda: tree))


def loaded(mutant: Mutant, exercise: Exercise) -> Callable[..., Any]:
    """The changed solution, or the reference in fresh modules of which one is changed: they stay in `sys.modules`."""
    if mutant.where == "solution":
        return solved.changed(mutant.module, exercise.name, mutant.change.tree)
    for name in [each for each in sys.modules if each.startswith(ROOMS)]:
        del sys.modules[name]
    original = _tree(mutant.module)
    tree = ast.Module([*original.body], [])
    tree.body[mutant.position] = mutant.change.tree
    module = types.ModuleType(mutant.module)
    module.__file__ = str(Path(*mutant.module.split(".")).with_suffix(".py"))
    module.__package__ = mutant.module.rpartition(".")[0]
    importlib.import_module(module.__package__)
    sys.modules[mutant.module] = module
    exec(compile(ast.fix_missing_locations(tree), f"<mutant of {mutant.module}>", "exec"), module.__dict__)
    setattr(sys.modules[module.__package__], mutant.module.rpartition(".")[2], module)
    reference = exercise.reference
    function: Callable[..., Any] = getattr(importlib.import_module(reference.__module__), reference.__name__)
    return function


def chosen(words: list[str]) -> list[tuple[str, Exercise]]:
    """The exercises whose name is among `words`, or whose notebook's name begins with one; all without words."""
    everything = [(group, each) for group in registry.all_sets() for each in group.exercises]
    return [
        (group.notebook, each)
        for group, each in everything
        if not words or any(each.name == word or group.notebook.startswith(word) for word in words)
    ]


def main(words: list[str]) -> int:
    """Print a table of the exercises and their survivors; 1 where the gate does not hold."""
    from bench import Bench, table

    verbose = "-v" in words
    with Bench() as bench:
        return table(bench, chosen([each for each in words if each != "-v"]), verbose)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
