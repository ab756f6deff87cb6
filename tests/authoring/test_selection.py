"""A bundle for a class that uses some of the notebooks, in its own order: the others leave no trace in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from course_utils.authoring import glossary, release
from course_utils.errors import UsageError

ROOT = Path(__file__).parents[2]
CHOSEN = ("week2/1_keras_tutorial", "week1/2_step_by_step")


def test_a_term_is_met_in_the_notebooks_of_the_class_only() -> None:
    text = (
        "A plane.\n\nMet in [Edges](week1/1_edges_padding_strides.ipynb),\n[Step](week1/2_step_by_step.ipynb). Source: X."
        "\n\n### next\n\nMet in [Edges](week1/1_edges_padding_strides.ipynb).\n\n### last"
    )
    assert glossary.without_links(text, CHOSEN) == (
        "A plane.\n\nMet in [Step](week1/2_step_by_step.ipynb). Source: X.\n\n### next\n\n### last"
    )


def test_any_other_link_leads_to_the_first_notebook_of_the_class() -> None:
    text = "Open [Edges](week1/1_edges_padding_strides.ipynb), then [Step](week1/2_step_by_step.ipynb#x)."
    first = "[Keras step by step: does this face smile?](week2/1_keras_tutorial.ipynb)"
    assert glossary.without_links(text, CHOSEN) == f"Open {first}, then [Step](week1/2_step_by_step.ipynb#x)."
    assert glossary.without_links("Words without links.", CHOSEN) == "Words without links."


@pytest.mark.parametrize(("names", "message"), [(("week9/1_x",), "There is no notebook named 'week9/1_x'"), ((), "No notebook is left")])
def test_a_notebook_that_is_not_there_is_refused(tmp_path: Path, names: tuple[str, ...], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        release.release(tmp_path / "bundle", ROOT, names=names)
    assert not (tmp_path / "bundle").exists()


@pytest.mark.slow
def test_a_notebook_left_out_vanishes_from_files_map_links_and_checks(tmp_path: Path) -> None:
    bundle = tmp_path / "bundle"
    file = tmp_path / "course.toml"
    file.write_text("".join(f'[notebooks."{name}"]\n' for name in CHOSEN))
    command = [sys.executable, "-m", "course_utils", "release", str(bundle), "--course", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "COURSE_ROOT": str(ROOT)})
    assert done.returncode == 0, done.stderr
    names = {path.relative_to(bundle / "workbook").with_suffix("").as_posix() for path in bundle.glob("workbook/*/*.ipynb")}
    assert {name for name in names if name.startswith("week")} == set(CHOSEN)
    for path in bundle.glob("workbook/**/*.ipynb"):
        text = path.read_text("utf-8")
        assert "week1/1_edges" not in text
        assert "week4/" not in text
        assert json.loads(text)["cells"]
    words = "from course_utils.exercises import registry as r; print(*r.notebooks()); print(r.is_graded('relu'), r.is_graded('zero_pad'))"
    said = _in_bundle(bundle, "-c", words)
    assert said.splitlines()[:2] == [" ".join(CHOSEN), "False True"]
    status = _in_bundle(bundle, "-m", "course_utils", "status")
    assert "week2/1_keras_tutorial" in status
    assert "week1/3" not in status


def _in_bundle(bundle: Path, *words: str) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "COURSE_ROOT"}
    own = {**environment, "PYTHONPATH": str(bundle), "PYTHONDONTWRITEBYTECODE": "1", "HOME": str(bundle.parent)}
    done = subprocess.run([sys.executable, *words], cwd=bundle.parent, env=own, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
