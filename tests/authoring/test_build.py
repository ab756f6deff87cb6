"""From a small source to both notebooks, and every way in which a source or a notebook is refused."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from course_utils.authoring import build as authoring
from course_utils.errors import BuildError, UsageError
from course_utils.notebooks.file import read_notebook

pytestmark = pytest.mark.slow

NAME = "week1/9_small"
SOURCE = '''# %% [markdown] id="goal"
# # Doubling
# Twice two is four.

# %% id="imports"
graded = lambda function: function

# %% id="double" tags=["graded"]
# GRADED FUNCTION: double
@graded
def double(x):
    """Return twice x."""
    # BEGIN SOLUTION
    y = x * 2
    # END SOLUTION
    if y < 0:
        # BEGIN SOLUTION
        y = -y + 2 * y + y - y
        # END SOLUTION
        pass
    return y

# %% id="use" tags=["demo"]
print(double(21))
'''


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(authoring, "graded_names", lambda notebook: ("double",))
    write(tmp_path, SOURCE)
    return tmp_path


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small course, built once: a kernel takes a second to start."""
    root = tmp_path_factory.mktemp("finished")
    write(root, SOURCE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(authoring, "graded_names", lambda notebook: ("double",))
        authoring.build(root)
    return root


@pytest.fixture
def built_root(root: Path, finished: Path) -> Path:
    """A copy of the built course."""
    shutil.copytree(finished, root, dirs_exist_ok=True)
    return root


def write(root: Path, text: str) -> None:
    path = root / "workbook" / "source" / f"{NAME}.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def cells(path: Path) -> dict[str, Any]:
    import nbformat  # its schemas take a second, which only these tests shall wait for

    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    return {cell.id: cell for cell in notebook.cells}


def test_the_student_notebook_has_placeholders_for_solutions_and_no_outputs(built_root: Path) -> None:
    built = cells(built_root / "workbook" / f"{NAME}.ipynb")
    assert list(built) == ["goal", "imports", "double", "use"]
    assert built["double"].source.splitlines()[4:] == [
        "    # YOUR CODE HERE",
        "    raise NotImplementedError",
        "    if y < 0:",
        "        # YOUR CODE HERE",
        "        pass",
        "    return y",
    ]
    assert built["use"].metadata == {"tags": ["demo"]}
    assert built["use"].outputs == []
    assert built["use"].execution_count is None


def test_the_solution_notebook_is_solved_and_executed(built_root: Path) -> None:
    built = cells(built_root / "workbook" / "solutions" / f"{NAME}.ipynb")
    assert "y = x * 2" in built["double"].source
    assert "SOLUTION" not in built["double"].source
    assert built["use"].outputs[0].text == "42\n"
    assert [cell.execution_count for cell in built.values() if cell.cell_type == "code"] == [1, 2, 3]


def test_notes_for_a_formatter_do_not_reach_students(root: Path) -> None:
    write(root, SOURCE.replace("graded = lambda function: function", "graded = lambda function: function  # fmt: skip"))
    authoring.build(root)
    for folder in ("workbook", "workbook/solutions"):
        assert "fmt" not in cells(root / folder / f"{NAME}.ipynb")["imports"].source


def test_both_notebooks_say_that_they_are_generated_and_from_what(built_root: Path) -> None:
    paths = list((built_root / "workbook").rglob("9_small.ipynb"))
    assert len(paths) == 2
    for path in paths:
        course = read_notebook(path.read_bytes()).course
        assert course["note"].startswith(f"Generated from workbook/source/{NAME}.py by `course build`")


def test_building_twice_gives_the_same_bytes_and_passes_the_check(built_root: Path, finished: Path) -> None:
    paths = authoring.build(built_root)
    assert len(paths) == 2
    for path in paths:
        assert path.read_bytes() == (finished / path.relative_to(built_root)).read_bytes()
    assert authoring.build(built_root, check=True) == []


def test_the_check_lists_every_stale_notebook_and_the_command(built_root: Path) -> None:
    write(built_root, SOURCE.replace("Twice two is four.", "Twice three is six."))
    (built_root / "workbook/week1/old.ipynb").write_text("{}")
    with pytest.raises(BuildError) as refused:
        authoring.build(built_root, check=True)
    assert refused.value.message.splitlines() == [
        "3 built notebooks are stale:",
        f"  workbook/{NAME}.ipynb: differs from its source.",
        f"  workbook/solutions/{NAME}.ipynb: its cells differ from its source.",
        "  workbook/week1/old.ipynb: has no source; delete it or write one.",
    ]
    assert refused.value.help == "Run `course build`, look at the difference and commit it."


def test_the_check_sees_missing_notebooks(root: Path) -> None:
    with pytest.raises(BuildError, match=f"workbook/{NAME}.ipynb: is missing"):
        authoring.build(root, check=True)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (r'"execution_count": 3', '"execution_count": null', "its cell 'use' was not executed"),
        (r'"source_sha256": "\w+"', '"source_sha256": "0"', "executed from another version of its source"),
        (r'\{\s*"name": "stdout"[^}]*\}', "ERROR", "its cell 'use' stored an error"),
        (r"(?s)^.*$", '{"cells": ', "cannot be read: The notebook is damaged"),
    ],
)
def test_the_check_sees_solutions_that_were_not_executed_from_this_source(
    built_root: Path, old: str, new: str, why: str
) -> None:
    path = built_root / "workbook" / "solutions" / f"{NAME}.ipynb"
    error = '{"output_type": "error", "ename": "E", "evalue": "", "traceback": []}'
    changed = re.sub(old, new.replace("ERROR", error), path.read_text(), count=0 if "count" in old else 1)
    assert changed != path.read_text()
    path.write_text(changed)
    with pytest.raises(BuildError, match=why):
        authoring.build(built_root, check=True)


def test_a_failing_cell_is_named_with_its_last_line_and_nothing_is_written(root: Path) -> None:
    write(root, SOURCE.replace("print(double(21))", "print('a')\nraise ValueError('no such\\nnumber')"))
    with pytest.raises(BuildError, match=r"week1/9_small.py: the cell 'use' failed: number"):
        authoring.build(root)
    assert not (root / "workbook" / f"{NAME}.ipynb").exists()


def test_an_output_with_a_memory_address_is_refused(root: Path) -> None:
    write(root, SOURCE.replace("print(double(21))", "object()"))
    with pytest.raises(BuildError, match="the output of cell 'use' holds a memory address"):
        authoring.build(root)


def test_an_unknown_name_is_a_usage_error_that_lists_the_known_ones(root: Path) -> None:
    with pytest.raises(UsageError, match=r"No source is named 'week9/1'. Known sources: week1/9_small"):
        authoring.build(root, only="week9/1")


# What to replace in SOURCE, by what, and where in the file the error points to.
FAULTS = {
    "no id": (' id="use"', "", ":23: the cell has no id"),
    "a wrong id": ('id="use"', 'id="use it"', ":23: 'use it' is no cell id"),
    "one id twice": ('id="use"', 'id="double"', ":23: the cell in line 8 has the id 'double' too"),
    "text before cells": ("# %% [markdown]", "x = 1\n\n# %% [markdown]", ":1: there is text before"),
    "no title": ("# GRADED FUNCTION: double\n", "", ":9: a graded cell has no title"),
    "another name": ("def double", "def triple", ":11: the cell's title says double, its function is"),
    "two functions": ("    return y", "    return y\n\ndef a(): pass", "this one defines 2"),
    "no decorator": ("@graded\n", "", ":10: double lacks its decorator"),
    "not Python": ("return y", "return y y", ":21: the cell is not valid Python"),
    "BEGIN without END": ("        # END SOLUTION\n", "", ":17: BEGIN SOLUTION has no END"),
    "BEGIN twice": ("    y = x * 2", "    # BEGIN SOLUTION", ":13: BEGIN SOLUTION has no END"),
    "END without BEGIN": ("    # BEGIN SOLUTION\n", "", ":14: END SOLUTION has no BEGIN"),
    "a misspelt marker": ("    # END SOL", "    #END SOL", ":15: '#END SOLUTION' is no marker"),
    "an empty branch": ("        pass\n", "", "the student's version of the cell is not valid Python"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_source_that_breaks_a_convention_is_refused_with_its_line(root: Path, fault: str) -> None:
    old, new, message = FAULTS[fault]
    assert old in SOURCE
    write(root, SOURCE.replace(old, new, 1))
    with pytest.raises(BuildError, match=re.escape(message)):
        authoring.build(root)


def test_a_graded_cell_without_a_solution_block_is_refused(root: Path) -> None:
    write(root, re.sub(r" *# (BEGIN|END) SOLUTION\n", "", SOURCE))
    with pytest.raises(BuildError, match="double has no solution block, so students would get the answer"):
        authoring.build(root)


def test_functions_must_be_exactly_the_exercises_of_the_notebook(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(authoring, "graded_names", lambda notebook: ("halve",))
    with pytest.raises(BuildError, match=r":11: double is no exercise of week1/9_small. Its .* are: halve"):
        authoring.build(root)
    monkeypatch.setattr(authoring, "graded_names", lambda notebook: ("double", "halve"))
    with pytest.raises(BuildError, match=r":1: no graded cell defines halve"):
        authoring.build(root)
