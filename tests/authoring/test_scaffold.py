"""`course new-exercise`: it works at once, leaves what was there alone, and waits for its author in plain sight."""

from __future__ import annotations

import difflib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from course_utils.authoring import scaffold
from course_utils.authoring.insert import after_last_check, into_collection
from course_utils.errors import BuildError, UsageError

ROOT = Path(__file__).parents[2]
OLD, NEW = "week1/1_edges_padding_strides", "week4/9_fresh"
BUILD = """
import sys
from pathlib import Path
from course_utils.authoring import build
from course_utils.notebooks.file import write_notebook
root, out = Path(sys.argv[1]), Path(sys.argv[2])
for name in sys.argv[3:]:
    [source] = build.verified_sources(root, name)
    for student, make in {"solved": build.solution_notebook, "untouched": build.student_notebook}.items():
        folder = out / student
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{Path(name).name}.ipynb").write_bytes(write_notebook(make(source)))
"""


def run(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(root), "COURSE_ROOT": str(root)}
    return subprocess.run([sys.executable, *words], cwd=root, env=environment, capture_output=True, text=True, check=False)


def texts(root: Path) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in sorted(root.rglob("*.py"))}


@pytest.fixture(scope="module")
def trees(
    tmp_path_factory: pytest.TempPathFactory, bring_compiled: Callable[[Path], Path]
) -> tuple[Path, dict[str, str], list[str]]:
    """A copy of the course with an exercise in a new notebook and one in an old one; its texts before; what was said."""
    root = tmp_path_factory.mktemp("scaffold") / "course"
    skip = shutil.ignore_patterns("__pycache__", "*.js", "sandbox.so")
    shutil.copytree(ROOT / "course_utils", root / "course_utils", ignore=skip)
    bring_compiled(root / "course_utils")
    shutil.copytree(ROOT / "workbook" / "source", root / "workbook" / "source")
    shutil.copy(ROOT / "pyproject.toml", root)
    (root / "datasets").symlink_to(ROOT / "datasets")
    before = texts(root)
    said = []
    for name, notebook in {"sum_of_squares": NEW, "more_squares": OLD}.items():
        done = run(root, "-m", "course_utils", "new-exercise", name, "--notebook", notebook)
        assert done.returncode == 0, done.stderr
        said.append(done.stdout)
    return root, before, said


@pytest.mark.slow
def test_three_files_are_made_or_grow_and_no_other(trees: tuple[Path, dict[str, str], list[str]]) -> None:
    root, before, _ = trees
    after = texts(root)
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {
        f"{folder}/{name}.py"
        for notebook in (OLD, NEW)
        for folder, name in [
            ("course_utils/exercises", notebook.replace("/", "_")),
            ("course_utils/exercises/hidden", notebook.replace("/", "_")),
            ("workbook/source", notebook),
        ]
    }
    assert list(root.rglob("*.part")) == []


@pytest.mark.slow
def test_what_stood_in_a_file_stands_there_still(trees: tuple[Path, dict[str, str], list[str]]) -> None:
    root, before, _ = trees
    for name, text in before.items():
        kept = difflib.SequenceMatcher(None, text.splitlines(), (root / name).read_text("utf-8").splitlines(), autojunk=False)
        taken = [code for code in kept.get_opcodes() if code[0] in ("delete", "replace")] if text != (root / name).read_text("utf-8") else []
        # One line may grow: the tuple of exercises. Its old text is the beginning or the end of what replaced it.
        assert len(taken) <= 1
        for _, start, end, new_start, new_end in taken:
            old, new = text.splitlines()[start:end], (root / name).read_text("utf-8").splitlines()[new_start:new_end]
            assert len(old) == 1
            assert re.sub(r",\s*MORE_SQUARES", "", "".join(new)) == old[0]


@pytest.mark.slow
def test_what_waits_is_said_with_file_and_line(trees: tuple[Path, dict[str, str], list[str]]) -> None:
    root, _, said = trees
    for text, notebook in zip(said, (NEW, OLD)):
        places = [line.strip() for line in text.splitlines() if "TODO" in line]
        assert len(places) >= 5
        assert f"course build --only {notebook}" in text
        for place in places:
            file, line, todo = place.split(":", 2)
            assert notebook.replace("/", "_") in file.replace("/", "_")
            assert (root / file).read_text("utf-8").splitlines()[int(line) - 1].endswith(todo.strip())


@pytest.mark.slow
def test_the_new_files_are_clean_for_the_linter(trees: tuple[Path, dict[str, str], list[str]]) -> None:
    root, before, _ = trees
    changed = [name for name, text in texts(root).items() if text != before.get(name)]
    done = run(root, "-m", "ruff", "check", "--no-cache", *changed)
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
def test_the_solved_notebook_has_all_points_and_the_untouched_one_is_missing(
    trees: tuple[Path, dict[str, str], list[str]], tmp_path: Path
) -> None:
    root = trees[0]
    built = run(root, "-c", BUILD, str(root), str(tmp_path / "class"), NEW, OLD)
    assert built.returncode == 0, built.stderr
    options = ["--out", str(tmp_path / "report"), "--seed", "5", "--workers", "0", "--no-isolation"]
    graded = run(root, "-m", "course_utils", "grade", str(tmp_path / "class"), *options)
    assert graded.returncode == 0, graded.stderr
    rows = json.loads((tmp_path / "report" / "results.json").read_text())["submissions"]
    by_student = {(row["student"], row["notebook"]): row for row in rows}
    statuses = {key: {exercise["name"]: exercise["status"] for exercise in row["exercises"]} for key, row in by_student.items()}
    for notebook, name in ((NEW, "sum_of_squares"), (OLD, "more_squares")):
        solved, untouched = by_student["solved", notebook], by_student["untouched", notebook]
        assert (solved["points"], solved["max_points"]) == (100, 100)
        assert statuses["solved", notebook][name] == "passed"
        assert untouched["points"] == 0
        assert statuses["untouched", notebook][name] == "missing"


@pytest.mark.slow
def test_a_release_is_refused_while_a_todo_is_left(trees: tuple[Path, dict[str, str], list[str]], tmp_path: Path) -> None:
    refused = run(trees[0], "-m", "course_utils", "release", str(tmp_path / "bundle"))
    assert refused.returncode == 1
    assert "places wait for an author:" in refused.stderr
    assert "TODO sum_of_squares" in refused.stderr
    assert not (tmp_path / "bundle").exists()


def test_the_course_itself_has_no_todo_left() -> None:
    assert list(scaffold.todos(ROOT)) == []


@pytest.mark.parametrize(
    ("name", "notebook", "said"),
    [
        ("zero_pad", NEW, "zero_pad is an exercise of week1/2_step_by_step already. Choose another name."),
        ("happyModel", NEW, "happyModel is an exercise of week2/1_keras_tutorial already"),
        ("two words", NEW, "'two words' is no name for a function. Write it as sum_of_squares."),
        ("lambda", NEW, "'lambda' is no name for a function"),
        ("größe", NEW, "'größe' is no name for a function"),
        ("new_one", "step_by_step", "'step_by_step' names no notebook. Write it as week2/5_my_notebook"),
        ("new_one", "../week1/2_step", "names no notebook"),
        ("print", NEW, "print means something else in a notebook already. Choose another name."),
        ("np", NEW, "np means something else in a notebook already"),
        ("load_image", "week1/9_fresh", "load_image means something else in a notebook already"),
        ("new_one", "week1/2_more", "Number 2 of the week is 2_step_by_step already. Take the next free number."),
        ("new_one", "week7/1_more", "There is no week7. Weeks are: week1, week2, week3, week4."),
    ],
)
def test_a_name_that_cannot_be_used_is_refused(name: str, notebook: str, said: str) -> None:
    with pytest.raises(UsageError) as refused:
        scaffold.new_exercise(ROOT, name, notebook)
    assert said in str(refused.value)


def write(root: Path, name: str, text: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def tree(root: Path, **files: str) -> Path:
    write(root, "course_utils/week1.py", "")
    for name, text in files.items():
        write(root, name.replace("__", "/") + ".py", text)
    return root


def test_a_function_that_a_notebook_defines_already_is_refused(tmp_path: Path) -> None:
    tree(tmp_path, workbook__source__week1__1_a='# %% id="a"\ndef helper(x):\n    return x\n')
    with pytest.raises(UsageError, match=r"1_a.py defines helper already"):
        scaffold.new_exercise(tmp_path, "helper", "week1/9_new")


def test_nothing_is_written_when_one_of_the_files_has_no_place(tmp_path: Path) -> None:
    tree(tmp_path, workbook__source__week1__1_a='# %% id="a"\nx = 1\n')
    before = texts(tmp_path)
    with pytest.raises(BuildError, match=r"1_a.py has no cell `check\(name\)`"):
        scaffold.new_exercise(tmp_path, "fresh", "week1/1_a")
    assert texts(tmp_path) == before


@pytest.mark.parametrize("items", ["((A),)", "(A, (B))", "(A, (B\n))"])
def test_a_place_that_would_break_the_file_is_refused(items: str, tmp_path: Path) -> None:
    tree(tmp_path, course_utils__exercises__week1_1_a=f"EXERCISES = ExerciseSet('week1/1_a', 'a', {items})\n")
    before = texts(tmp_path)
    with pytest.raises(BuildError, match=r"week1_1_a.py has no place behind the last item of EXERCISES. Nothing was written"):
        scaffold.new_exercise(tmp_path, "fresh", "week1/1_a")
    assert texts(tmp_path) == before


@pytest.mark.parametrize(
    ("text", "item", "wanted"),
    [
        ("E = Set('n', 't', (A, B), profile='x')\n", "C", "E = Set('n', 't', (A, B, C), profile='x')\n"),
        ("E = Set(exercises=(A,),  # all\n)\n", "C", "E = Set(exercises=(A, C,),  # all\n)\n"),
        ("E: T = ('é', 'ü')  # two\nF = (1,)\n", "C", "E: T = ('é', 'ü', C)  # two\nF = (1,)\n"),
        ("E = {\n    'a': (1, 2),  # last\n}\n", "\n    'b': 3", "E = {\n    'a': (1, 2),\n    'b': 3,  # last\n}\n"),
        ("E = {'a': 1}\n", "\n    'b': 3", "E = {'a': 1,\n    'b': 3}\n"),
        (f"E = S(\n    ({'A' * 105}, B),\n)\n", "LONG_NAME", f"E = S(\n    ({'A' * 105}, B,\n    LONG_NAME),\n)\n"),
    ],
)
def test_an_item_goes_behind_the_last_one_and_no_other_byte_changes(text: str, item: str, wanted: str, tmp_path: Path) -> None:
    assert into_collection(tmp_path, write(tmp_path, "a.py", text), "E", item) == wanted


@pytest.mark.parametrize("text", ["", "F = (1,)\n", "E = []\n", "E = ()\n", "E = make()\n"])
def test_a_file_of_another_form_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"a.py assigns no tuple or dictionary with an item to E. Give it the form"):
        into_collection(tmp_path, write(tmp_path, "a.py", text), "E", "C")


def test_new_cells_go_behind_the_last_check_in_the_middle_or_at_the_end(tmp_path: Path) -> None:
    first = '# %% id="a"\ncheck(f)\n\n# %% id="b"\ncheck(g)\n'
    rest = '\n# %% [markdown] id="c"\n# The end.\n'
    cells = '# %% id="new"\ncheck(h)\n\n'
    path = write(tmp_path, "workbook/source/week1/1_a.py", first + rest)
    assert after_last_check(tmp_path, path, cells) == first + "\n" + cells + rest.lstrip("\n")
    path.write_text(first)
    assert after_last_check(tmp_path, path, cells) == first + "\n" + cells.rstrip("\n") + "\n"


def test_a_taken_constant_is_stepped_around(tmp_path: Path) -> None:
    path = write(tmp_path, "a.py", "IOU = 1\nother = IOU_EXERCISE = 2\n")
    assert scaffold._constant(path, "iou") == "THE_IOU"
    assert scaffold._constant(tmp_path / "none.py", "iou") == "IOU"


def test_a_long_list_of_todos_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def some(count: int) -> Any:
        return lambda root: (f"a.py:{number}: TODO x" for number in range(count))

    monkeypatch.setattr(scaffold, "todos", some(25))
    with pytest.raises(BuildError, match=r"^25 places wait for an author:(\n  a.py:\d+: TODO x){20}\n  … and 5 more Write"):
        scaffold.refuse_todos(tmp_path)
    monkeypatch.setattr(scaffold, "todos", some(1))
    with pytest.raises(BuildError, match=r"^1 place waits for an author"):
        scaffold.refuse_todos(tmp_path)
