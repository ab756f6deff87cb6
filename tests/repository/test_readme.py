"""Every command that README tells somebody to type is known here, and what can run does run.

A new command of README is one row of `ROWS`; a row that README no longer has fails, too.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import commands
import pytest
from commands import Copy

README = (commands.ROOT / "README.md").read_text("utf-8")


@dataclass(frozen=True)
class Run:
    """Typed as it stands but for `change`; ends with `code`, says `says`, leaves the files `makes`.

    `after` are the commands of README that must have run before.
    """

    says: str = ""
    makes: tuple[str, ...] = ()
    change: tuple[tuple[str, str], ...] = ()
    after: tuple[str, ...] = ()
    codes: tuple[int, ...] = (0,)


@dataclass(frozen=True)
class Serve:
    """Started, asked for `path`, and stopped."""

    path: str


@dataclass(frozen=True)
class Help:
    """Not run, because it takes long or needs what a test has not; the options are those of `tool --help`."""

    tool: str
    why: str


@dataclass(frozen=True)
class Syntax:
    """Not run, because the tool is not installed where the tests run; bash reads it."""

    why: str


CLASS = (("SUBMISSIONS", "three-students"),)
# Of tests/submissions/sample: `make demo` grades these here, and tests/grading/test_command.py all of it by its command.
STUDENTS = ("ada", "bo", "emil")
GRADE = "course grade SUBMISSIONS --out report"
RELEASE = "course release student-bundle --course report --zip"
ROWS: dict[str, Run | Serve | Help | Syntax] = {
    "make lab": Serve("/api"),
    "make test": Help("make", "it is the run in which this test runs"),
    "make book": Help("make", "tests/authoring/book makes two of its pages"),
    "make wheel": Help("make", "tests/student/test_start.py builds the wheel"),
    "pip install cnn-workbook": Syntax("nothing is published yet; tests/student/test_start.py installs the wheel"),
    "course start my-course": Help("course start", "tests/student/test_start.py runs it from the wheel"),
    "make demo": Run(makes=("report/demo/index.html", "report/demo/grades.csv")),
    "conda env create -f environment.yml": Syntax("conda is not installed; tests/test_environment.py reads the file"),
    "course lab": Help("course lab", "`make lab` runs it"),
    "course lab --all": Help("course lab", "it serves until it is ended; tests/test_environment.py lists what it shows"),
    "source .venv/bin/activate": Run(change=((".venv", sys.prefix),)),
    "course check week1/2_step_by_step": Run(says="0 of 14 functions pass.", codes=(1,)),
    "course status": Run(says="week1/2_step_by_step"),
    "course review": Run(says="Nothing to review yet."),
    "course doctor": Run(says="numpy", codes=(0, 1)),
    GRADE: Run(makes=("report/index.html", "report/gradebook.sqlite", "report/totals.csv"), change=CLASS),
    "course init report": Run(
        change=(("course init", "rm -f report/course.toml && course init"),), makes=("report/course.toml",)
    ),
    "course report report": Run(says="Report: ", after=(GRADE,)),
    RELEASE: Run(makes=("student-bundle/README.md", "student-bundle.zip"), after=("course init report",)),
    'course override report "Ada Lovelace" zero_pad 4 --author "Prof. X" --reason "right idea, wrong axis"': Run(
        change=(("Ada Lovelace", "ada"),), after=(GRADE,)
    ),
    "course similar SUBMISSIONS --out similar": Run(makes=("similar/similar.html",), change=CLASS),
    "course export report --format canvas": Run(says="Written: ", after=(GRADE,)),
    'course explain "ValueError: operands could not be broadcast together with shapes (2,3) (4,)"': Run(says="(2,3)"),
    "course backup": Run(says="backups/"),
    "course submit": Run(codes=(2,), says="Only what is saved can be seen"),
    "course learned": Run(says="what-you-learned.html"),
    "course reset week1/2_step_by_step --exercise zero_pad": Run(
        change=(("course reset", "yes | course reset"),), says="zero_pad"
    ),
    "course update NEW": Run(  # in the folder of a student, whose edition is the same; tests/student has a newer one
        change=(("course update NEW", "cp -r student-bundle mine && cd mine && env -u COURSE_ROOT PYTHONPATH=. "
                 "course update ../student-bundle"),),
        says="Backup", after=(RELEASE,),
    ),
    "course new-exercise NAME --notebook week1/9_my_notebook": Run(
        change=(("NAME", "my_sum"),), makes=("workbook/source/week1/9_my_notebook.py",)
    ),
    "make test-fast": Help("make", "a part of the run in which this test runs"),
    "make fuzz": Help("make", "fewer examples of the same run in tests/fuzz"),
    "make nightly": Help("make", "the run in which this test runs is a part of it"),
}  # fmt: skip



def rows(kind: type) -> list[str]:
    return [command for command, how in ROWS.items() if isinstance(how, kind)]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory, bring_compiled: Callable[[Path], Path]) -> Iterator[Copy]:
    """A copy of the project; a small class lies there, and README's own table of rules as class.toml."""
    made = Copy(tmp_path_factory.mktemp("readme"))
    bring_compiled(made.root / "course_utils")
    sample = made.root / "tests" / "submissions" / "sample"
    for folder in sample.iterdir():
        if folder.name in STUDENTS:
            shutil.copytree(folder, made.root / CLASS[0][1] / folder.name)
        else:
            shutil.rmtree(folder)
    (made.root / "class.toml").write_text("".join(commands.blocks(README, "toml")[:1]))
    yield made
    shutil.rmtree(made.root)


def run(copy: Copy, command: str) -> subprocess.CompletedProcess[str]:
    """Run a command of README after those that it needs, with its row's changes."""
    how = ROWS[command]
    assert isinstance(how, Run)
    for earlier in how.after:
        run(copy, earlier)
    for old, new in how.change:
        command = command.replace(old, new)
    return copy.run(command)


def test_every_command_of_readme_has_a_row_and_every_row_a_command() -> None:
    found = commands.commands(README)
    assert [one for one in found if one not in ROWS] == [], "say in ROWS how these are tried"
    assert [one for one in ROWS if one not in found] == [], "README has these no longer"


@pytest.mark.slow
@pytest.mark.parametrize("command", rows(Run), ids=str)
def test_a_command_does_what_readme_says(command: str, copy: Copy) -> None:
    how, done = ROWS[command], run(copy, command)
    assert isinstance(how, Run)
    assert done.returncode in how.codes, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert how.says in done.stdout
    assert [name for name in how.makes if not (copy.root / name).is_file()] == []


@pytest.mark.slow
@pytest.mark.parametrize("command", rows(Serve), ids=str)
def test_a_server_answers(command: str, copy: Copy) -> None:
    how = ROWS[command]
    assert isinstance(how, Serve)
    assert copy.answer(command, how.path) == 200


@pytest.mark.slow
def test_the_copy_runs_its_own_package(copy: Copy) -> None:
    done = copy.run("python -c 'import course_utils; print(course_utils.__file__)'")
    assert Path(done.stdout.strip()).is_relative_to(copy.root)


@pytest.mark.slow
@pytest.mark.parametrize("command", rows(Help), ids=str)
def test_the_options_of_a_command_that_is_not_run_exist(command: str) -> None:
    how = ROWS[command]
    assert isinstance(how, Help)
    assert how.why
    if how.tool == "make":
        target = command.split()[1]
        assert re.search(rf"^{target}:", (commands.ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
        return
    program, *words = how.tool.split()
    done = subprocess.run(
        [commands.BIN / program, *words, "--help"], capture_output=True, text=True, check=False,
        env={"PATH": str(commands.BIN), "COLUMNS": "200", "NO_COLOR": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert [option for option in commands.options(command) if option not in done.stdout] == []


def test_bash_can_read_every_command() -> None:
    for text in (*commands.commands(README), *commands.blocks(README, "bash")):
        done = subprocess.run(["bash", "-n"], input=text, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), text


def test_commands_are_found_in_blocks_in_lists_and_in_sentences() -> None:
    text = 'Run `make x`, not `make`.\n```bash\nmake y   # note\na "b # c" \\\n    d\n```\n- x\n  ```bash\n  z &\n  ```\n```toml\nq\n```\n'
    assert commands.commands(text) == ["make x", "make y", 'a "b # c" d', "z &"]
