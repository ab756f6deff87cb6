"""The first cell of every notebook: progress everywhere, and on Colab the course out of its zip."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from importlib.util import cache_from_source
from pathlib import Path

import pytest

from course_utils.authoring import first_cell
from course_utils.exercises import registry
from course_utils.notebooks.file import read_notebook
from tests.compiled import compiled

ROOT = Path(__file__).parents[2]
NOTEBOOK = "week1/2_step_by_step"
COLAB = "import sys, types\nsys.modules['google.colab'] = types.ModuleType('google.colab')\n"
WHERE = "\nimport course_utils, os\nprint(course_utils.__file__, os.environ['COURSE_ROOT'], sep='\\n')"


def run(folder: Path, code: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in ("COURSE_ROOT", "PYTHONPATH")}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def colab(tmp_path: Path) -> Path:
    """A machine's folder with the course's zip in it, and another zip of the student's."""
    with zipfile.ZipFile(tmp_path / "holiday.zip", "w") as other:
        other.writestr("photo.txt", "sea")
    with zipfile.ZipFile(tmp_path / "given.zip", "w") as bundle:
        for path in sorted((ROOT / "course_utils").rglob("*")):
            if path.suffix in (".py", ".js", ".css"):
                bundle.write(path, f"for students/{path.relative_to(ROOT)}")
            if path.suffix == ".py":
                place = Path(cache_from_source(str(path))).relative_to(ROOT)
                bundle.writestr(f"for students/{place}", compiled(path))
        bundle.writestr("for students/workbook/week1/x.ipynb", "{}")
        bundle.writestr("for students/datasets/README.md", "")
    return tmp_path


@pytest.mark.slow
def test_on_colab_the_cell_unpacks_the_course_and_uses_that_copy(colab: Path) -> None:
    done = run(colab, COLAB + first_cell.text(NOTEBOOK) + WHERE)
    assert done.returncode == 0, done.stderr
    said, package, root = done.stdout.splitlines()[-3:]
    assert f"of {len(registry.exercise_set(NOTEBOOK).exercises)} functions pass" in said
    assert Path(package) == colab / "for students" / "course_utils" / "__init__.py"
    assert Path(root) == colab / "for students"
    assert not (colab / "photo.txt").exists()


@pytest.mark.slow
def test_run_twice_the_cell_unpacks_over_the_same_folder(colab: Path) -> None:
    twice = first_cell.text(NOTEBOOK)
    assert run(colab, COLAB + twice + "\n" + twice).returncode == 0


def test_without_the_zip_the_cell_says_what_to_upload(tmp_path: Path) -> None:
    done = run(tmp_path, COLAB + first_cell.text(NOTEBOOK))
    assert done.returncode == 1
    assert done.stderr == "Upload the course's zip file (Files, on the left), then run this cell again.\n"


def test_elsewhere_the_cell_only_shows_the_progress(tmp_path: Path) -> None:
    done = run(tmp_path, first_cell.text(NOTEBOOK))
    assert done.stdout.count("\n") == 1
    assert f"of {len(registry.exercise_set(NOTEBOOK).exercises)} functions pass" in done.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("notebook", registry.notebooks())
@pytest.mark.parametrize("edition", ["", "solutions/"])
def test_every_notebook_has_it_under_its_title(notebook: str, edition: str) -> None:
    built = read_notebook((ROOT / "workbook" / f"{edition}{notebook}.ipynb").read_bytes())
    assert built.cells[0].source.startswith("# ")
    assert built.cells[1].source == first_cell.text(notebook)
    assert built.cells[1].metadata["jupyter"]["source_hidden"]


def test_notebooks_need_nothing_that_colab_lacks_but_the_widgets_package() -> None:
    """Colab brings numpy, matplotlib, h5py, pillow, ipywidgets and TensorFlow; these it may lack."""
    lacking = "typer rich jupytext nbformat nbclient sqlalchemy jinja2 py_landlock pyseccomp jupyterlab"
    block = f"import sys\nsys.modules.update(dict.fromkeys({lacking.split()}))\n"  # None: import raises
    facades = "".join(f"import course_utils.week{week}\n" for week in range(1, 5))
    done = run(ROOT, f"{block}import course_utils.start\n{facades}print('all there')")
    assert done.stdout == "all there\n", done.stderr
