"""Copies of the course's references are recognised however they are disguised, and nobody's own answer is."""

from __future__ import annotations

import ast
import builtins
import inspect
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from course_utils.exercises import registry
from course_utils.exercises.base import Exercise
from course_utils.grading.own_code.forms import LEAST, forms
from course_utils.grading.own_code.recognise import copies, originals
from course_utils.notebooks.cell import Cell
from course_utils.notebooks.file import read_cells

ROOT = Path(__file__).parents[3]
NAMES = [exercise.name for group in registry.all_sets() for exercise in group.exercises]


def definition(exercise: Exercise) -> ast.FunctionDef:
    node = ast.parse(inspect.getsource(exercise.reference)).body[0]
    assert isinstance(node, ast.FunctionDef)
    return node


def statements(node: ast.FunctionDef) -> int:
    return sum(isinstance(each, ast.stmt) for part in node.body for each in ast.walk(part)) - bool(ast.get_docstring(node))


def imports(exercise: Exercise) -> str:
    """What the pasted function needs to run: the imports of the module that it stands in."""
    source = inspect.getsource(inspect.getmodule(exercise.reference) or exercise)  # type: ignore[arg-type]
    lines = [node for node in ast.parse(source).body if isinstance(node, (ast.Import, ast.ImportFrom))]
    return "\n".join(ast.unparse(node) for node in lines if "__future__" not in ast.unparse(node))


def of_libraries(text: str) -> set[str]:
    """Names that the large libraries give: a student imports them under these names, or as others."""
    nodes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom)]
    own = [node for node in nodes if str(node.module).split(".")[0] in ("numpy", "keras", "tensorflow")]
    return {alias.asname or alias.name for node in own for alias in node.names}


LONG = [
    pytest.param(exercise, id=exercise.name)
    for group in registry.all_sets()
    for exercise in group.exercises
    if statements(definition(exercise)) >= LEAST
]


class Disguise(ast.NodeTransformer):
    """Renames all that a student can rename, turns keywords round, adds types, comments of strings and prints."""

    def __init__(self, node: ast.FunctionDef, libraries: set[str], seed: int) -> None:
        self._random = random.Random(seed)
        own = {each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}
        own |= {each.arg for each in ast.walk(node) if isinstance(each, ast.arg)}
        own |= {each.name for each in ast.walk(node) if isinstance(each, ast.FunctionDef) and each is not node}
        helpers = {
            each.func.id
            for each in ast.walk(node)
            if isinstance(each, ast.Call) and isinstance(each.func, ast.Name)
        }
        self.helpers = sorted(helpers - own - libraries - set(dir(builtins)))
        self._names = {name: f"{self._random.choice('abcxyz')}_{number}" for number, name in enumerate(sorted(own))}
        self._names |= {name: f"help_{number}" for number, name in enumerate(self.helpers)}

    def visit_Name(self, node: ast.Name) -> ast.Name:
        node.id = self._names.get(node.id, node.id)
        return node

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.arg, node.annotation = self._names.get(node.arg, node.arg), ast.Name("float")
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        node.name, node.returns = self._names.get(node.name, node.name), None
        self.generic_visit(node)
        said = ast.Expr(ast.Call(ast.Name("print"), [ast.Constant("so far so good")], []))
        node.body = [ast.Expr(ast.Constant("My own work.")), *node.body[1 if ast.get_docstring(node) else 0 :]]
        node.body.insert(1, ast.Expr(ast.Constant(7)))
        node.body.insert(2, said)
        return node

    def visit_Call(self, node: ast.Call) -> ast.Call:
        self._random.shuffle(node.keywords)
        self.generic_visit(node)
        return node


@pytest.mark.slow
@pytest.mark.parametrize("exercise", LONG)
def test_every_pasted_reference_is_recognised(exercise: Exercise) -> None:
    pasted = [imports(exercise), inspect.getsource(exercise.reference)]
    assert any(digest in originals() for form in forms(pasted) for digest in form.digests)


@pytest.mark.slow
@pytest.mark.parametrize("exercise", LONG)
def test_every_disguised_reference_is_recognised(exercise: Exercise) -> None:
    for seed in range(3):
        node = definition(exercise)
        disguise = Disguise(node, of_libraries(imports(exercise) + "\n" + inspect.getsource(exercise.reference)), seed)
        renamed = ast.fix_missing_locations(disguise.visit(node))
        renamed.name = "my_answer"
        text = imports(exercise)
        for number, helper in enumerate(disguise.helpers):
            text += f"\ndef help_{number}(*parts): return {helper}(*parts)"
        source = ast.unparse(renamed).replace("np.", "n.")
        pasted = [text, "import numpy as n", source]
        digests = {digest for form in forms(pasted) if form.name == "my_answer" for digest in form.digests}
        assert digests & originals().keys(), source


def sources(path: Path) -> list[Cell]:
    if path.suffix == ".ipynb":
        return list(read_cells(path.read_bytes()))
    return [Cell(0, path.read_text("utf-8"))]


def honest() -> Iterator[Path]:
    """Right ways of the styles, notebooks of other years, answers judged blind, and the notebooks that we hand out."""
    for folder, pattern in (("tests/styles", "*.py"), ("tests/submissions", "years/*.txt"), ("tests/submissions", "blind/**/*.py"),
                            ("tests/submissions", "sample/*/*.ipynb"), ("workbook", "week*/*.ipynb"), ("workbook", "solutions/*/*.ipynb")):  # fmt: skip
        yield from sorted((ROOT / folder).glob(pattern))


@pytest.mark.slow
def test_nobodys_own_answer_is_called_a_copy() -> None:
    paths, functions, flagged = list(honest()), 0, {}
    for path in paths:
        try:
            cells = sources(path)
        except Exception:  # some of the sample are no notebooks
            continue
        written = forms([cell.source for cell in cells])
        functions += len(written)
        flagged |= {(path.name, form.name): originals()[digest] for form in written for digest in form.digests if digest in originals()}
    assert functions > 500
    assert flagged == {}


def test_a_copy_counts_as_the_exercise_that_it_answers() -> None:
    exercise = registry.find("conv_backward")[1]
    text = inspect.getsource(exercise.reference)
    own = [Cell(0, imports(exercise)), Cell(1, text.replace("def conv_backward", "def _secret")), Cell(2, "def zero_pad(x):\n    return _secret(x)")]
    assert copies(own, NAMES) == {"conv_backward": "conv_backward in course_utils/layers/convolution/conv.py"}
    assert copies([Cell(0, text)], ["zero_pad"]).keys() == {"conv_backward"}


@pytest.mark.parametrize("text", ["def f(:", "x = " + "(" * 5000, "def f(x):\n" + "    if x:\n" * 3 + "pass", "\0", "def f():\n    return " + "-" * 20_000 + "1"])
def test_what_cannot_be_parsed_is_no_copy(text: str) -> None:
    exercise = registry.find("conv_backward")[1]
    assert copies([Cell(0, text)], NAMES) == {}
    assert "conv_backward" in copies([Cell(0, text), Cell(1, inspect.getsource(exercise.reference))], NAMES)


def test_the_same_cell_is_another_answer_where_its_names_stand_for_other_things() -> None:
    cell = "def f(a):\n    b = own.exp(a)\n    c = b + 1\n    return b, c"
    numpy, tensorflow, nothing = (
        {form.digests for form in forms([line, cell])}
        for line in ("import numpy as own", "import tensorflow as own", "own = 1")
    )
    assert len(numpy) == 1
    assert len(numpy | tensorflow | nothing) == 3
    assert {form.digests for form in forms(["import numpy as other", cell.replace("own", "other")])} == numpy
