"""Copies of the notebooks whose training soon ends: `short_training.py FOLDER` writes them there.

In a copy of a solution every output is compared that cannot hang on a training that was shortened; a cell that shows
what such a training gave only has to run. So has a cell whose outputs nbval ignores, by night as well: it has less to
do. A student notebook as it stands only has to run: no output of it is compared. Its copy leaves those cells out, which
the solution's runs in the same words, and with them all that no unfinished function takes part in and nothing else
needs; that an unfinished function's stand-in serves shows in all others. By night the notebooks run uncut, and all
outputs are compared.
"""

from __future__ import annotations

import ast
import json
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from itertools import compress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SOLUTIONS = ROOT / "workbook" / "solutions"
LEFT_OUT = "pass  # run in the solution"
IGNORED = "nbval-ignore-output"
OWN = re.compile(r"^(# GRADED FUNCTION|check\()", re.MULTILINE)  # cells of a student's own work
# `epochs=30`, `EPOCHS = 8`, `steps=180`, `TrainingPlot(300, ...).paint(...)`, and the most that stays of each.
LENGTHS = {
    re.compile(r"(\w*epochs ?= ?)(\d+)", re.IGNORECASE): 1,
    re.compile(r"(\w*steps ?= ?|TrainingPlot\()(\d+)"): 20,
}
# `network.fit(...)`: its epochs have few and small batches. To trace a graph takes far longer than these, and is left to
# the night where the loss is Keras's own, too; a loss that the notebook defines might not stand it, and is traced.
FIT = re.compile(r"\b((?:\w+(?:\[\w+\])?\.)+fit)\(")
FEW = """def few_batches(fit):
    fit.__self__.run_eagerly = not hasattr(fit.__self__.loss, "__code__")
    def shortly(*data, **how):
        how |= {name: min(size, 8) for name, size in how.items() if name == "batch_size"}
        most = {"validation_steps": 1} if how.keys() & {"validation_data", "validation_split"} else {}
        return fit(*data, **how, steps_per_epoch=2, **most)
    return shortly
"""
# `def train(network, X, epochs):`, which is called with a number alone
TAKEN = re.compile(r"^(def \w+\(.*\b(epochs)\b.*\):\n)", re.MULTILINE)
# Their methods change nothing in them, but for the stream of random numbers that keras draws from.
LIBRARIES = {"np", "plt", "tf", "keras", "layers", "ops"}
# Where no output is compared, of the cell or of any that hangs on it: a few rounds, seeds and pictures, a shallow network.
LESS = {
    re.compile(r"(\bfor (?:_|step) in range\()\d{2,}\)"): r"\g<1>2)",
    re.compile(r"(\bfor seed in range\()5\)"): r"\g<1>2)",
    re.compile(r"(\bpictures\[:)60\]"): r"\g<1>6]",
    re.compile(r"(\bzip\(FOUR)(?=, FOUR)"): r"\g<1>[:1]",
    re.compile(r"(\bdeep_network\(block, )56\)"): r"\g<1>20)",
    re.compile(r"\brange\(1, 19\b"): "range(1, 7",  # the blocks of that network
    re.compile(r"(\bmy_steps = .*)120$", re.MULTILINE): r"\g<1>20",
    re.compile(r'(\bloss="mse")\)'): r"\1, run_eagerly=True)",
}
# From this cell on, where no cell that takes them is compared: one in five of what the networks are judged by.
FEWER = {"cache": ("X_test", "Y_test", "X_val", "Y_val"), "trade-run": ("X_test", "y_test")}
_MAGIC = re.compile(r"^[%!].*$", re.MULTILINE)
_HEADS = ("target", "iter", "test", "items", "subject")  # of a loop, a condition, `with` and `match`
_BODIES = ("body", "orelse", "finalbody", "handlers", "cases")


def shortened(source: str) -> str:
    """The code with no training longer than an epoch of two small batches, or twenty steps."""
    if FIT.search(source):
        source = FEW + FIT.sub(r"few_batches(\1)(", source)
    for length, longest in LENGTHS.items():
        source = length.sub(partial(_at_most, longest), source)
    return TAKEN.sub(r"\1    \2 = min(\2, 1)\n", source)


def with_less(source: str, fewer: tuple[str, ...] = ()) -> str:
    """The code of a cell that only has to run, with less to do; `fewer` names data of which a part is enough."""
    for pattern, less in LESS.items():
        source = pattern.sub(less, source)
    return "".join(f"{name} = {name}[::5]\n" for name in fewer) + source


def _at_most(longest: int, match: re.Match[str]) -> str:
    return f"{match[1]}{min(int(match[2]), longest)}"


def is_shortened(source: str) -> bool:
    """Whether a training in it is."""
    return shortened(source) != source


def hanging(sources: list[str], begins: Callable[[str], object] = is_shortened) -> list[bool]:
    """Of each cell: whether what it shows may hang on what `begins` in it or in a cell above: a shortened training.

    A name hangs on it that such a cell binds, or whose method it calls: `network.fit(...)` trains `network`; no more
    once another cell binds it. A function hangs on what its body takes from outside, when it is called.
    """
    hung: set[str] = set()
    outside: dict[str, set[str]] = {}  # of each function
    hangs = []
    for source in sources:
        tree = _parsed(source)
        bound: set[str] = set()
        taken = set(_taken(tree.body, bound, outside))
        hangs.append(bool(begins(source) or _reached(taken, outside) & hung))
        hung = (hung | bound | _owners(tree)) if hangs[-1] else hung - bound
    return hangs


@cache
def _parsed(source: str) -> ast.Module:
    return ast.parse(_MAGIC.sub("", source))


def spared(sources: list[str], elsewhere: list[bool]) -> list[bool]:
    """Of each cell of a student notebook: whether it can be left out, as one that is run `elsewhere` in the same words.

    It can where no unfinished function takes part in it, and no cell that stays takes a name that it binds or changes.
    """
    unfinished = hanging(sources, OWN.search)
    wanted: set[str] = set()
    left_out = []
    for source, is_run, own in reversed(list(zip(sources, elsewhere, unfinished, strict=True))):
        tree = _parsed(source)
        left_out.append(is_run and not own and not wanted & (_bound(tree) | _owners(tree)))
        if not left_out[-1]:
            wanted |= _names(tree, ast.Load)
    return left_out[::-1]


@cache
def _bound(tree: ast.Module) -> set[str]:
    bound: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            bound.add(node.name)
        elif isinstance(node, ast.alias):
            bound.add((node.asname or node.name).split(".")[0])
    return bound | _names(tree, ast.Store)


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


@cache
def _names(tree: ast.AST, context: type[ast.expr_context]) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, context)}


@cache
def _parameters(tree: ast.AST) -> set[str]:
    return {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}


@cache
def _of_comprehensions(tree: ast.AST) -> set[str]:
    return {name for node in ast.walk(tree) if isinstance(node, ast.comprehension) for name in _names(node.target, ast.Store)}


@cache
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
    solved = json.loads((SOLUTIONS / notebook.relative_to(SOLUTIONS.parent)).read_text("utf-8")) if is_student else content
    hangs = hanging_ids(solved)
    left_out = _left_out_ids(content, solved, hangs) if is_student else set()
    less = set() if is_student else with_less_to_do(content, hangs)
    for cell in code_cells(content):
        source = "".join(cell["source"])
        if is_student or cell["id"] in less:
            source = with_less(source, FEWER.get(cell["id"], ()))
        cell["source"] = LEFT_OUT if cell["id"] in left_out else shortened(source)
        if cell["id"] in hangs:
            cell |= {"outputs": [], "execution_count": None}  # of a cell that was not run nbval compares no output
    place = folder / notebook.relative_to(ROOT)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps(content), "utf-8")
    weights = notebook.with_suffix(".npz")
    if weights.is_file():
        shutil.copy(weights, place.parent)


def code_cells(content: dict[str, Any]) -> list[dict[str, Any]]:
    return [cell for cell in content["cells"] if cell["cell_type"] == "code"]


def sources_of(content: dict[str, Any]) -> list[str]:
    return ["".join(cell["source"]) for cell in code_cells(content)]


def hanging_ids(content: dict[str, Any]) -> set[str]:
    hangs = hanging(sources_of(content))
    return {cell["id"] for cell, does in zip(code_cells(content), hangs, strict=True) if does}


def are_compared(content: dict[str, Any], hangs: set[str]) -> list[bool]:
    """Of each cell: whether its outputs are, and neither hang on a training nor are what nbval is told to ignore."""
    return [cell["id"] not in hangs and IGNORED not in cell["metadata"].get("tags", ()) for cell in code_cells(content)]


def with_less_to_do(content: dict[str, Any], hangs: set[str]) -> set[str]:
    """Cells that only have to run, as all must that hangs on them."""
    code, compared = code_cells(content), are_compared(content, hangs)
    sources = sources_of(content)
    can = set(hangs)
    for cell, source, is_compared in zip(code, sources, compared, strict=True):
        if not is_compared and with_less(source) != source and not any(compress(compared, hanging(sources, source.__eq__))):
            can.add(cell["id"])
    return can


def _left_out_ids(content: dict[str, Any], solved: dict[str, Any], hangs: set[str]) -> set[str]:
    """Cells of a student notebook: those of others' work that hang on a training, and those that are spared."""
    code, words = code_cells(content), {cell["id"]: cell["source"] for cell in code_cells(solved)}
    trained = {cell["id"] for cell in code if cell["id"] in hangs and not OWN.search("".join(cell["source"]))}
    rest = [cell for cell in code if cell["id"] not in trained]
    elsewhere = [words.get(cell["id"]) == cell["source"] for cell in rest]
    can = spared(["".join(cell["source"]) for cell in rest], elsewhere)
    return trained | {cell["id"] for cell, is_spared in zip(rest, can, strict=True) if is_spared}


if __name__ == "__main__":
    for path in sorted((ROOT / "workbook").glob("**/week*/*.ipynb")):
        write(Path(sys.argv[1]), path)
