"""Questions in a source: unanswered for students, answered in the solved notebook, and never another notebook's."""

from __future__ import annotations

from pathlib import Path

import pytest

from course_utils.authoring import build as authoring
from course_utils.authoring.source import read
from course_utils.errors import BuildError
from course_utils.exercises.questions import registry
from course_utils.notebooks.file import Notebook

NAME = "week1/1_edges_padding_strides"


def verified(root: Path, code: str, monkeypatch: pytest.MonkeyPatch) -> Notebook:
    """The solved notebook of a source whose one cell is `code`."""
    monkeypatch.setattr(authoring, "graded_names", lambda notebook: ())
    path = root / "workbook" / "source" / f"{NAME}.py"
    path.parent.mkdir(parents=True)
    path.write_text(f'# %% id="ask"\n{code}\n')
    authoring.verified_sources(root)
    source = read(root, path)
    assert authoring.student_notebook(source).cells[0].source == code
    return authoring.solution_notebook(source)


def test_the_solved_notebook_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    solved = verified(tmp_path, 'predict("same-pad", ...)\npredict("volume-shape", ...)', monkeypatch)
    answers = [registry.literal(id) for id in ("same-pad", "volume-shape")]
    wanted = f'predict("same-pad", {answers[0]!r})\npredict("volume-shape", {answers[1]!r})'
    assert solved.cells[0].source == wanted


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ('predict("same-pat", ...)', "There is no question named 'same-pat'"),
        ('predict("single-step", ...)', "single-step is a question of week1/2_step_by_step. Ask it there."),
        ('predict("same-pad", 2)', r'the source answers same-pad. Write `predict\("same-pad", ...\)`'),
    ],
)
def test_a_question_that_is_unknown_elsewhere_or_answered_is_refused(
    code: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BuildError, match=why):
        verified(tmp_path, code, monkeypatch)
