"""Every command of the two guides is run as it stands, in the order in which a reader meets it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GRADING, AUTHORING = (ROOT / "course_utils" / room / "README.md" for room in ("grading", "authoring"))
BLOCK = re.compile(r"^```bash\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# Block by its first line: why nobody runs it here.
ELSEWHERE = {
    "# Elsewhere: needs the internet": "tests/authoring/test_trial.py does, with fewer packages",
    "# Elsewhere: needs the files that Canvas and Moodle export": "tests/grading/exports/test_filled.py fills such files",
    "# Elsewhere: needs such a line in your own report": "tests/authoring/test_mistakes.py begins a mistake from one",
    "# Elsewhere: needs a PostgreSQL server": "tests/grading/test_gradebook.py starts one",
    "# Elsewhere: needs GitHub Classroom": "tests/authoring/test_classroom.py does the same with clones made here",
    "# Elsewhere: needs a SLURM cluster": "tests/grading/test_cluster.py grades on a Dask cluster of its own",
    "# Elsewhere: needs a Kubernetes cluster": "tests/grading/test_cluster.py grades on a Dask cluster of its own",
    "# Elsewhere: every one is a step of CI": "tests/run_all.sh",
}
# What a test writes for a command: the machine may lack a browser; a minute of TensorFlow is spent in test_variant.py.
REPLACED = {
    "course doctor": "course doctor || test $? -eq 1",
    'course release spring-bundle --cohort "2027 spring" --seed 7': "course release --help | grep -c -e --cohort",
}
# A few of the invented class: right, wrong, unfinished, broken. All of it is graded in tests/grading/test_command.py.
STUDENTS = ("ada", "bo", "dora", "fatima", "ivan")
REFUSED = "# Refused: a TODO is left"

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Reader:
    """Somebody who follows a guide in `folder`, with the course of `package` installed."""

    folder: Path
    package: Path

    def run(self, block: str) -> subprocess.CompletedProcess[str]:
        lines = [REPLACED.get(line, line) for line in block.splitlines()]
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        own = {"PATH": path, "PYTHONPATH": str(self.package), "COURSE_ROOT": str(self.package), "COLUMNS": "200"}
        command = ["bash", "-euo", "pipefail", "-c", "\n".join(lines)]
        environment = {**os.environ, **own, "PYTEST_ADDOPTS": "-p no:cacheprovider -n0"}
        return subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False)

    def follow(self, guide: Path) -> None:
        for block in BLOCK.findall(guide.read_text("utf-8")):
            first = block.splitlines()[0]
            if first in ELSEWHERE:
                continue
            done = self.run(block)
            if first == REFUSED:
                assert done.returncode == 1, block
                assert "TODO" in done.stderr
            else:
                assert done.returncode == 0, f"{block}\n{done.stdout}\n{done.stderr}"


def test_every_command_for_instructors_works_on_the_invented_class(tmp_path: Path) -> None:
    for student in STUDENTS:
        own = Path("tests", "submissions", "sample", student)
        shutil.copytree(ROOT / own, tmp_path / own)
    shutil.copy(ROOT / "tests" / "submissions" / "sample.csv", tmp_path / "tests" / "submissions")
    Reader(tmp_path, ROOT).follow(GRADING)
    made = {path.name for path in tmp_path.iterdir()}
    assert {"student-bundle.zip", "autograder.zip", "report", "similar"} <= made
    assert {"export-csv.csv", "export-canvas.csv", "export-moodle.csv", "index.html", "course.toml"} <= {
        path.name for path in (tmp_path / "report").iterdir()
    }
    assert "right idea, wrong axis" in (tmp_path / "report" / "feedback" / "Ada Lovelace" / "week1" / "2_step_by_step.html").read_text()


def test_every_command_for_authors_works_in_a_copy_of_the_course(tmp_path: Path, bring_compiled: Callable[[Path], Path]) -> None:
    copy = tmp_path / "course"
    copy.mkdir()
    for name in ("course_utils", "workbook"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "solutions", ".*"))
    bring_compiled(copy / "course_utils")
    (copy / "tests" / "exercises").mkdir(parents=True)
    shutil.copy(ROOT / "tests" / "exercises" / "test_all_sets.py", copy / "tests" / "exercises")
    for name in ("pyproject.toml", "LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, copy)
    (copy / "datasets").symlink_to(ROOT / "datasets")
    Reader(copy, copy).follow(AUTHORING)
    assert (copy / "workbook" / "solutions" / "week1" / "9_my_notebook.ipynb").is_file()
    assert not (copy / "student-bundle").exists()


@pytest.mark.parametrize("guide", [GRADING, AUTHORING], ids=["instructors", "authors"])
def test_every_block_that_is_not_run_says_what_it_needs(guide: Path) -> None:
    blocks = BLOCK.findall(guide.read_text("utf-8"))
    assert len(blocks) >= 5
    marked = [block.splitlines()[0] for block in blocks if block.startswith("# Elsewhere")]
    assert set(marked) <= set(ELSEWHERE)
    assert guide.read_text("utf-8").count("```bash") == len(blocks)


def test_every_replaced_command_stands_in_a_guide() -> None:
    lines = (GRADING.read_text("utf-8") + AUTHORING.read_text("utf-8")).splitlines()
    assert [one for one in (*REPLACED, *ELSEWHERE) if one not in lines] == []
