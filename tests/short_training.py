"""Copies of the notebooks whose training soon ends: `short_training.py FOLDER` writes them there.

In a copy of a solution every output is compared that cannot hang on a training that was shortened; a cell that shows
what such a training gave only has to run. A student notebook as it stands only has to run: no output of it is compared.
Its copy leaves those cells out, which the solution's runs in the same words; that an unfinished function's stand-in
serves shows in all others. By night the notebooks run uncut, and all outputs are compared.
"""

from __future__ import annotations

import ast
import json
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SOLUTIONS = ROOT / "workbook" / "solutions"
LEFT_OUT = "pass  # run in the solution"
OWN = re.compile(r"^(# GRADED FUNCTION|check\()", re.MULTILINE)  # cells of a student's own work
# `epochs=30`, `EPOCHS = 8`, `steps=180`, `TrainingPlot(300, ...).paint(...)`, and the most that stays of each.
LENGTHS = {
    re.compile(r"(\w*epochs ?= ?)(\d+)", re.IGNORECASE): 1,
    re.compile(r"(\w*steps ?= ?|TrainingPlot\()(\d+)"): 20,
}
# `network.fit(...)`: its epochs have few batches
FIT = re.compile(r"\b((?:\w+\.)+fit)\(")
FEW = """def few_batches(fit):
    def shortly(*data, **how):
        most = {"validation_steps": 2} if how.keys() & {"validation_data", "validation_split"} else {}
        return fit(*data, **how, steps_per_epoch=3, **most)
    return shortly
"""
# `def train(network, X, epochs):`, which is called with a number alone
TAKEN = re.compile(r"^(def \w+\(.*\b(epochs)\b.*\):\n)", re.MULTILINE)
# Their methods change nothing in them, but for the stream of random numbers that keras draws from.
LIBRARIES = {"np", "plt", "tf", "keras", "layers", "ops"}
_MAGIC = re.compile(r"^[%!].*$", re.MULTILINE)
_HEADS = ("target", "iter", "test", "items", "subject")  # of a loop, a condition, `with` and `match`
_BODIES = ("body", "orelse", "finalbody", "handlers", "cases")


def shortened(source: str) -> str:
    """The code with no training longer than two epochs of three batches, or twenty steps."""
    if FIT.search(source):
        source = FEW + FIT.sub(r"few_batches(\1)(", source)
    for length, longest in LENGTHS.items():
        source = length.sub(partial(_at_most, longest), source)
    return TAKEN.sub(r"\1    \2 = min(\2, 1)\n", source)


def _at_most(longest: int, match: re.Match[str]) -> str:
    return f"{match[1]}{min(int(match[2]), longest)}"


def hanging(sources: list[str]) -> list[bool]:
    """Of each cell: whether what it shows may hang on a training that is shortened in it or in a cell above.

    A name hangs on it that such a cell binds, or whose method it calls: `network.fit(...)` trains `network`; no more
    once another cell binds it. A function hangs on what its body takes from outside, when it is called.
    """
    hung: set[str] = set()
    outside: dict[str, set[str]] = {}  # of each function
    hangs = []
    for source in sources:
        tree = ast.parse(_MAGIC.sub("", source))
        bound: set[str] = set()
        taken = set(_taken(tree.body, bound, outside))
        hangs.append(shortened(source) != source or bool(_reached(taken, outside) & hung))
        hung = (hung | bound | _owners(tree)) if hangs[-1] else hung - bound
    return hangs


def _taken(body: Iterable[ast.AST], bound: set[str], outside: dict[str, set[str]]) -> Iterator[str]:
    """The names that statements take from above; what they bind comes into `bound`, and functions into `outside`."""
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            outside[node.name] = _names(node, ast.Load) - _names(node, ast.Store) - _parameters(node)
            bound.add(node.name)
            continue
        bodies = [part for name in _BODIES for part in getattr(node, name, [])] if isinstance(node, _COMPOUND) else []
        heads = [getattr(node, name, None) for name in _HEADS] if bodies else [node]
        for head in (part for each in heads for part in (each if isinstance(each, list) else [each]) if part):
            own = bound - outside.keys()  # a function of the cell's own may take something from above, too
            yield from _names(head, ast.Load) - own - _of_comprehensions(head) - _parameters(head)
            stored = _names(head, ast.Store) - _of_comprehensions(head)
            bound |= stored
            for name in stored & outside.keys():
                del outside[name]
        yield from _taken(bodies, bound, outside)


_COMPOUND = (ast.For, ast.While, ast.If, ast.With, ast.Try, ast.ExceptHandler, ast.Match, ast.match_case)


def _names(tree: ast.AST, context: type[ast.expr_context]) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, context)}


def _parameters(tree: ast.AST) -> set[str]:
    return {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}


def _of_comprehensions(tree: ast.AST) -> set[str]:
    return {name for node in ast.walk(tree) if isinstance(node, ast.comprehension) for name in _names(node.target, ast.Store)}


def _owners(tree: ast.Module) -> set[str]:
    """The names of which a cell's own lines call a method, or which they assign into."""
    lines = [node for node in tree.body if not isinstance(node, (ast.FunctionDef, ast.ClassDef))]
    nodes = [node for line in lines for node in ast.walk(line)]
    places = [node.func for node in nodes if isinstance(node, ast.Call)]
    places += [node for node in nodes if isinstance(getattr(node, "ctx", None), ast.Store)]
    owners = {place.value.id for place in places if isinstance(place, (ast.Attribute, ast.Subscript)) and isinstance(place.value, ast.Name)}
    return owners - LIBRARIES


def _reached(names: set[str], outside: dict[str, set[str]]) -> set[str]:
    """The names, and what the functions among them take from outside."""
    seen: set[str] = set()
    waiting = set(names)
    while waiting:
        name = waiting.pop()
        seen.add(name)
        waiting |= outside.get(name, set()) - seen
    return seen


def write(folder: Path, notebook: Path) -> None:
    """Put the notebook below `folder` under its own path, with its training shortened, and the weights beside it."""
    content = json.loads(notebook.read_text("utf-8"))
    is_student = SOLUTIONS not in notebook.parents
    solved = SOLUTIONS / notebook.relative_to(SOLUTIONS.parent) if is_student else notebook
    hangs = _hanging_ids(json.loads(solved.read_text("utf-8")))
    for cell in content["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] != "code":
            continue
        cell["source"] = LEFT_OUT if is_student and cell["id"] in hangs and not OWN.search(source) else shortened(source)
        if cell["id"] in hangs:
            cell |= {"outputs": [], "execution_count": None}  # of a cell that was not run nbval compares no output
    place = folder / notebook.relative_to(ROOT)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps(content), "utf-8")
    weights = notebook.with_suffix(".npz")
    if weights.is_file():
        shutil.copy(weights, place.parent)


def _hanging_ids(content: dict[str, Any]) -> set[str]:
    code = [cell for cell in content["cells"] if cell["cell_type"] == "code"]
    hangs = hanging(["".join(cell["source"]) for cell in code])
    return {cell["id"] for cell, does in zip(code, hangs, strict=True) if does}


if __name__ == "__main__":
    for path in sorted((ROOT / "workbook").glob("**/week*/*.ipynb")):
        write(Path(sys.argv[1]), path)
