"""The rooms and arrows of the architecture, held by the files themselves."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib import import_module
from pathlib import Path

import pytest

from course_utils.authoring.release import LEFT_OUT_ROOMS

PACKAGE = Path(__file__).parents[1] / "course_utils"
MODULES = {
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}
FACADES = sorted(path.stem for path in PACKAGE.glob("week*.py"))

# Each room and the rooms it may import. `course_utils` itself (the version) and `types` are open to all.
_BELOW_CHECKS = {"notebooks", "exercises", "layers", "data", "errors"}
ARROWS = {
    "errors": set(),
    "types": set(),
    "notebooks": {"errors"},
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
    "start_here": {"student"},
    "start": {"student", "checks", "widgets", "layers", "data"},
    "cli": {"grading", "authoring", "student", "checks", "environment", *_BELOW_CHECKS},
    "__main__": {"cli"},
}
# Module → modules that its strings name without an arrow, each for a reason.
NAMED = {
    # The text of a notebook's first cell.
    "course_utils.authoring.first_cell": {"course_utils.start"},
    # Which rooms this edition has.
    "course_utils.cli.app": {"course_utils.*"},
    # What a submission may import; the sandbox puts stubs in its place.
    "course_utils.grading.sandbox.stubs": {"course_utils.start", "course_utils.week*", "course_utils.*"},
}
# The generators of files: students do not have them, so nobody may count on them.
MAKE = "course_utils.data.make"
# The most modules of one folder, about a dozen; explorers and loops are many of one kind.
MOST, MOST_OF_A_KIND = 13, 20
# A notebook's exercises, mistakes and hints stay side by side in one file: a table, not a program.
TABLES = ("course_utils.exercises.week", "course_utils.exercises.questions.week")


def room(module: str) -> str:
    parts = module.split(".")
    name = parts[1] if len(parts) > 1 else ""
    return "week" if name in FACADES else name


@cache
def imports(module: str) -> frozenset[str]:
    """Modules of the package that `module` imports anywhere, also inside functions, or names in a string."""
    tree = ast.parse(MODULES[module].read_text("utf-8"))
    names = {*imported(module, tree), *named(tree)} - NAMED.get(module, set())
    return frozenset(name for name in names if name.split(".")[0] == "course_utils")


def imported(module: str, tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively"
            base = node.module or ""
            children = {f"{base}.{alias.name}" for alias in node.names}
            yield from (child if child in MODULES else base for child in children)


def named(tree: ast.Module) -> Iterator[str]:
    """Modules that strings name, docstrings apart; * where a part is worked out at run time."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    apart = {id(node.body[0].value) for node in ast.walk(tree)
             if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)}  # fmt: skip
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            apart.update(map(id, node.values))
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in apart:
            text = node.value
        else:
            continue
        for dotted in re.findall(r"\bcourse_utils(?:\.[\w*]*)+", text):
            yield known(dotted)


def known(dotted: str) -> str:
    """The longest beginning of a dotted name that is a module below the package, or else its first two parts."""
    parts = dotted.split(".")
    names = [".".join(parts[:length]) for length in range(len(parts), 1, -1)]
    return next((name for name in names if name in MODULES), f"course_utils.{parts[1] or '*'}")


def fresh(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def test_imports_run_one_way() -> None:
    assert imports("course_utils") == set(), "the package itself holds its version only"
    rooms = {module: room(module) for module in MODULES if room(module)}
    assert set(rooms.values()) - set(ARROWS) == set(), "no room of the architecture"
    wrong = {
        f"{module} must not import {name}"
        for module, here in rooms.items()
        for name in imports(module)
        if room(name) not in ARROWS[here] | {here, "", "types"}
    }
    assert sorted(wrong) == []


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ('import_module("course_utils.grading.sandbox.jail").require()', "course_utils.grading.sandbox.jail"),
        ('run([python, "-m", "course_utils.cli"])', "course_utils.cli"),
        ('f"course_utils.exercises.hidden.{name}"', "course_utils.exercises.hidden"),
        ('f"course_utils.{room}"', "course_utils.*"),
        ('text = "from course_utils.week1 import graded"', "course_utils.week1"),
    ],
)
def test_a_string_that_names_a_module_is_an_import(code: str, name: str) -> None:
    assert list(named(ast.parse(code))) == [name]
    assert list(named(ast.parse(f'"""A text about `course_utils.cli`."""\n{code}'))) == [name]


@pytest.mark.parametrize("module", NAMED)
def test_every_reason_for_a_named_module_is_still_needed(module: str) -> None:
    assert NAMED[module] <= {*named(ast.parse(MODULES[module].read_text("utf-8")))}


@pytest.mark.slow
def test_only_the_command_reaches_the_generators_which_students_do_not_have() -> None:
    users = {module for module in MODULES if any(name.startswith(MAKE) for name in imports(module))}
    hidden = "course_utils.exercises.hidden"  # draws the pictures of projects; students have neither
    assert {module for module in users if not module.startswith((MAKE, hidden))} == {"course_utils.cli.data"}
    assert MAKE.removeprefix("course_utils.").replace(".", "/") in LEFT_OUT_ROOMS


def test_no_room_is_too_large_to_find_ones_way_in() -> None:
    modules = {path for module, path in MODULES.items() if path.name != "__init__.py" and not re.match(r"week\d", path.stem)}
    rooms = Counter(path.parent.relative_to(PACKAGE).as_posix() for path in modules)
    allowed = dict.fromkeys(("widgets/explorers", "exercises/loops"), MOST_OF_A_KIND)
    assert {room: count for room, count in rooms.items() if count > allowed.get(room, MOST)} == {}


@pytest.mark.slow
def test_there_are_no_import_cycles() -> None:
    graph = {module: imports(module) - {module} for module in MODULES}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"these import each other: {' → '.join(error.args[1])}")


def test_no_file_is_longer_than_300_lines_and_no_function_than_50() -> None:
    programs = {module: path.read_text("utf-8") for module, path in MODULES.items() if not module.startswith(TABLES)}
    assert {module: length for module, text in programs.items() if (length := len(text.splitlines())) > 300} == {}
    lengths = {
        f"{module}:{node.lineno} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for module, text in programs.items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    }
    assert {name: length for name, length in lengths.items() if length > 50} == {}


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


def test_a_check_in_week_1_imports_no_other_week() -> None:
    done = fresh(
        "import sys\nfrom course_utils.week1 import check\ndef zero_pad(X, pad):\n    return X\ncheck(zero_pad)\n"
        "print('LOADED', *(name for name in sys.modules if name.startswith('course_utils.exercises.week')))"
    )
    assert "✗ zero_pad: 1 of 3 cases pass." in done.stdout, done.stderr
    assert done.stdout.splitlines()[-1] == "LOADED course_utils.exercises.week1_2_step_by_step"
