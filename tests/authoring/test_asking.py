"""Questions in a source: unanswered for students, answered in the solved notebook, and never another notebook's."""

from __future__ import annotations

from pathlib import Path

import pytest

from course_utils.authoring import build as authoring
from course_utils.authoring import solutions
from course_utils.authoring.source import Source, read
from course_utils.errors import BuildError
from course_utils.exercises.questions import registry
from course_utils.exercises.questions.quizzes import QUIZZES
from course_utils.notebooks.cell import Cell
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


EXAMPLE = 'example("convolve2d", image=[[1, 2], [3, 4]], kernel=[[1, 0], [0, 2]], gives=...)'


def cell(text: str) -> tuple[Source, Cell]:
    made = Cell(1, text)
    return Source(NAME, "source.py", (made,), ""), made


def test_the_solved_notebook_works_examples_out() -> None:
    solved = solutions.solved_text(cell(f"# Why this one.\n{EXAMPLE}")[1])
    assert solved == "# Why this one.\n" + EXAMPLE.replace("...", "[[9]]")


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ('example("zero_pad", X=1, pad=1, gives=...)', "zero_pad is no exercise of week1/1_edges_padding_strides"),
        (EXAMPLE.replace("...", "[[9]]"), "the example of convolve2d is answered"),
        (EXAMPLE.replace("kernel", "filter"), "convolve2d cannot take these inputs"),
        (EXAMPLE.replace("gives=...)", "\n    gives=...)"), "the example of convolve2d is answered"),
    ],
    ids=["another notebook's", "answered", "wrong inputs", "two lines"],
)
def test_an_example_that_is_elsewhere_answered_or_impossible_is_refused(code: str, why: str) -> None:
    source, _ = cell(code)
    with pytest.raises(BuildError, match=why):
        solutions.verify(source, ("convolve2d",))


def test_a_quiz_asks_what_its_row_says_in_that_order() -> None:
    ids = QUIZZES["week1/QUIZ"]
    calls = [f'predict("{id}", ...)' for id in ids]
    for texts, wrong in ((calls, False), ([*calls[1:], calls[0]], True), (calls[:-1], True), ([*calls, calls[0]], False)):
        cells = tuple(Cell(number, text) for number, text in enumerate(texts, start=1))
        source = Source("week1/QUIZ", "quiz.py", cells, "")
        if wrong:
            with pytest.raises(BuildError, match="the quiz asks something else than its row"):
                solutions.verify(source, ())
        else:
            solutions.verify(source, ())
