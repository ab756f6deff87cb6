"""The rooms and arrows of the architecture, held by the files themselves."""

from __future__ import annotations

import ast
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from importlib import import_module
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "course_utils"
MODULES = {
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}
FACADES = sorted(path.stem for path in PACKAGE.glob("week*.py"))

# Each room and the rooms it may import. `course_utils` itself (the version) and `types` are open to all.
_BELOW_CHECKS = {"exercises", "layers", "data", "errors"}
ARROWS = {
    "errors": set(),
    "types": set(),
    "data": {"errors"},
    "layers": {"data", "errors"},
    "exercises": {"layers", "data", "errors"},
    "checks": _BELOW_CHECKS,
    "widgets": {"layers", "data", "errors"},
    "grading": {"checks", *_BELOW_CHECKS},
    "authoring": {"checks", *_BELOW_CHECKS},
    "environment": {"data", "errors"},
    "week": {"checks", "widgets", "layers", "data"},
    "student": {"checks", *_BELOW_CHECKS},
    "start": {"student", "checks"},
    "cli": {"grading", "authoring", "student", "checks", "environment", *_BELOW_CHECKS},
    "__main__": {"cli"},
}
# A notebook's exercises, mistakes and hints stay side by side in one file: a table, not a program.
TABLES = "course_utils.exercises.week"


def room(module: str) -> str:
    parts = module.split(".")
    name = parts[1] if len(parts) > 1 else ""
    return "week" if name in FACADES else name


def imports(module: str) -> set[str]:
    """Modules of the package that `module` imports anywhere, also inside functions."""
    imported = set[str]()
    for node in ast.walk(ast.parse(MODULES[module].read_text())):
        if isinstance(node, ast.Import):
            imported.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively"
            base = node.module or ""
            children = {f"{base}.{alias.name}" for alias in node.names}
            imported.update(child if child in MODULES else base for child in children)
    return {name for name in imported if name.split(".")[0] == "course_utils"}


def fresh(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("module", MODULES)
def test_imports_run_one_way(module: str) -> None:
    here = room(module)
    if here == "":
        assert imports(module) == set(), "the package itself holds its version only"
        return
    assert here in ARROWS, f"{here} is no room of the architecture"
    allowed = ARROWS[here] | {here, "", "types"}
    wrong = sorted(name for name in imports(module) if room(name) not in allowed)
    assert wrong == [], f"{module} must not import {', '.join(wrong)}"


def test_there_are_no_import_cycles() -> None:
    graph = {module: imports(module) - {module} for module in MODULES}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"these import each other: {' → '.join(error.args[1])}")


@pytest.mark.parametrize("module", MODULES)
def test_no_file_is_longer_than_300_lines(module: str) -> None:
    lines = len(MODULES[module].read_text().splitlines())
    assert lines <= 300 or module.startswith(TABLES), f"{module} has {lines} lines"


@pytest.mark.parametrize("facade", FACADES)
def test_a_facade_offers_at_most_18_names_and_nothing_else(facade: str) -> None:
    module = import_module(f"course_utils.{facade}")
    public = {name for name in vars(module) if not name.startswith("_")} - {"annotations"}
    assert len(module.__all__) <= 18
    assert sorted(module.__all__) == sorted(public)


@pytest.mark.parametrize(
    "code",
    ["import course_utils", "import sys; sys.argv = ['course', '--help']\nfrom course_utils.cli import main\n"
     "try: main()\nexcept SystemExit as end: assert not end.code\n"],
    ids=["import course_utils", "course --help"],
)  # fmt: skip
def test_starting_loads_neither_tensorflow_nor_matplotlib(code: str) -> None:
    look = "\nimport sys\nprint('LOADED', *{'tensorflow', 'keras', 'matplotlib'} & set(sys.modules))"
    done = fresh(code + look)
    assert done.stdout.splitlines()[-1:] == ["LOADED"], done.stderr


@pytest.mark.parametrize("facade", FACADES[:1])
def test_the_facade_of_week_1_does_not_load_tensorflow(facade: str) -> None:
    done = fresh(f"import sys, course_utils.{facade}\nprint('tensorflow' in sys.modules)")
    assert done.stdout == "False\n", done.stderr
