"""`course new-question`: a question that can be asked at once, in the right file, and waits for its author in plain sight."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from course_utils.authoring import scaffold
from course_utils.authoring.insert import with_imports
from course_utils.errors import BuildError, UsageError

ROOT = Path(__file__).parents[2]
NOTEBOOK = "week1/1_edges_padding_strides"
SOURCE = f"{NOTEBOOK}#strides"
ASKS = """
import sys
sys.path.insert(0, "faults")
from question_faults import faults
from course_utils.exercises.questions import registry
from course_utils.exercises.questions.drawn import ask
for id in sys.argv[1:]:
    question = registry.find(id)
    shown = {(posed.prompt, posed.options) for posed in (ask(question, number) for number in range(300))}
    assert len(shown) >= 3 and list(faults(question)) == [], (id, list(faults(question)))
    print(id in registry.asked(question.notebook))
"""


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory, bring_compiled: Callable[[Path], Path]) -> Path:
    """A copy of the course in which a question of each kind was begun, and one for the pool."""
    root = tmp_path_factory.mktemp("questions") / "course"
    shutil.copytree(ROOT / "course_utils", root / "course_utils", ignore=shutil.ignore_patterns("__pycache__"))
    bring_compiled(root / "course_utils")
    shutil.copytree(ROOT / "workbook" / "source", root / "workbook" / "source")
    shutil.copy(ROOT / "pyproject.toml", root)
    (root / "faults").mkdir()
    shutil.copy(ROOT / "tests" / "exercises" / "question_faults.py", root / "faults")
    (root / "datasets").symlink_to(ROOT / "datasets")
    for kind in scaffold.KINDS:
        said = run(root, "-m", "course_utils", "new-question", f"my-{kind}", "--source", SOURCE, "--kind", kind)
        assert "course_utils/exercises/questions/week1.py:" in said
        assert "TODO" in said
    run(root, "-m", "course_utils", "new-question", "my-pooled", "--source", "week3/1_localization#search-text", "--pool")
    return root


def run(root: Path, *words: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(root), "COURSE_ROOT": str(root)}
    done = subprocess.run([sys.executable, *words], cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_every_kind_can_be_asked_at_once_and_a_pooled_one_is_in_no_notebook(copied: Path) -> None:
    ids = [f"my-{kind}" for kind in scaffold.KINDS]
    assert run(copied, "-c", ASKS, *ids, "my-pooled").split() == ["True"] * len(ids) + ["False"]
    source = (copied / "workbook" / "source" / f"{NOTEBOOK}.py").read_text("utf-8")
    assert source.index('id="strides"') < source.index('predict("my-choice", ...)') < source.index('id="draw-stride"')
    before = (ROOT / "workbook" / "source" / f"{NOTEBOOK}.py").read_text("utf-8").splitlines()
    assert [line for line in before if line not in source.splitlines()] == []


@pytest.mark.slow
def test_a_question_that_waits_for_its_author_is_not_handed_out(copied: Path) -> None:
    with pytest.raises(BuildError, match=r"questions/week1\.py:\d+: TODO"):
        scaffold.refuse_todos(copied)


@pytest.mark.parametrize(
    ("id", "source", "kind", "why"),
    [
        ("My question", SOURCE, "number", "is no name for a question"),
        ("same-pad", SOURCE, "number", "There is a question 'same-pad' already"),
        ("new", f"{NOTEBOOK}#nowhere", "number", "has no cell 'nowhere'"),
        ("new", "week9/1_x#a", "number", "There is no notebook named 'week9/1_x'"),
        ("new", SOURCE, "essay", "'essay' is no kind that can be begun"),
    ],
)
def test_what_cannot_be_begun_is_refused_and_nothing_is_written(id: str, source: str, kind: str, why: str) -> None:
    before = (ROOT / "course_utils/exercises/questions/week1.py").read_bytes()
    with pytest.raises(UsageError, match=why):
        scaffold.new_question(ROOT, id, source, kind)
    assert (ROOT / "course_utils/exercises/questions/week1.py").read_bytes() == before


def test_an_import_is_added_once_and_in_order() -> None:
    module = "course_utils.exercises.questions.kinds"
    text = f"from {module} import Choice, Number\nx = 1\n"
    assert with_imports(text, module, ["Choice"]) == text
    assert with_imports(text, module, ["Shape", "Number"]) == f"from {module} import Choice, Number, Shape\nx = 1\n"
    with pytest.raises(BuildError, match="no place for an import"):
        with_imports("x = 1\n", module, ["Shape"])
