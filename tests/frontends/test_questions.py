"""Questions in JupyterLab with keys alone: a quiz is answered in its form, the cell takes the answer; and the review."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from course_utils.exercises.questions import registry
from course_utils.exercises.questions.drawn import ask
from tests.lab import THEME

sys.path.insert(0, str(Path(__file__).parent))

from whole_page import faults

pytestmark = [pytest.mark.browser, pytest.mark.slow]

QUIZ = "week1/QUIZ"
IN_FORM = "document.activeElement.closest('.cu-question') !== null"


def press_until(page: Any, key: str, condition: str, most: int = 60) -> None:
    """Press a key until the page is as wanted; a keyboard trap ends here."""
    for _ in range(most):
        if page.evaluate(condition):
            return
        page.keyboard.press(key)
    pytest.fail(f"{most} times {key}, and still not: {condition}")


def opened(course: Any, open_page: Callable[[str], Any], notebook: str, theme: str = "Light") -> Any:
    page = open_page(f"lab/tree/{notebook}.ipynb")
    page.evaluate(THEME, theme)
    page.wait_for_selector(".jp-Notebook .jp-mod-active")
    course.wait_for_kernel(page, notebook)
    page.locator(".jp-Notebook .jp-Cell h1").first.click()
    page.keyboard.press("Escape")
    return page


def test_a_quiz_is_answered_with_keys_and_the_answer_stands_in_the_cell(
    course: Any, open_page: Callable[[str], Any], output_dir: Path
) -> None:
    notebook = course.copy(QUIZ)
    first = registry.asked(QUIZ)[0]
    page = opened(course, open_page, notebook)
    cells = course.cells(QUIZ)
    for cell in cells[: next(at for at, cell in enumerate(cells) if first in cell.source) + 1]:
        assert cell.cell_type in ("markdown", "code")
        page.keyboard.press("Shift+Enter")
    form = page.locator(".cu-question").first
    form.wait_for()
    assert form.locator("input[type=radio]").count() == len(ask(registry.find(first)).options)
    page.keyboard.press("ArrowUp")
    press_until(page, "Tab", f"{IN_FORM} && document.activeElement.type === 'radio'")
    page.screenshot(path=output_dir / "question.png")
    press_until(page, "ArrowDown", f"document.activeElement.value === '{registry.literal(first)}'")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.locator(".cu-verdict", has_text="✓ Right.").wait_for()
    page.locator(".cu-line", has_text="Written into the cell").wait_for()
    page.screenshot(path=output_dir / "answer.png")
    assert "\n".join(faults(page)) == ""
    bar = page.locator(".jp-OutputArea", has_text="Your progress:").first
    assert "1 of 10 questions answered, 1 right" in bar.inner_text()

    wanted = f'predict("{first}", "{registry.literal(first)}")'
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('.jp-Cell')"), "Escape goes back to the notebook's cell"
    assert wanted in saved(course, page, notebook, wanted)
    course.tidy(page)

    again = opened(course, open_page, notebook)
    again.locator(".jp-OutputArea", has_text="Run the cell again to answer in a form").first.wait_for()
    again.screenshot(path=output_dir / "question_reopened.png")
    assert again.get_by_text("model not found").count() == 0


def saved(course: Any, page: Any, notebook: str, wanted: str, patience: float = 120) -> list[str]:
    """The sources of the saved file, once one is `wanted`."""
    end = time.monotonic() + patience
    while True:
        page.keyboard.press("Control+s")
        page.wait_for_timeout(300)
        sources = [cell.source for cell in course.cells(notebook)]
        if wanted in sources or time.monotonic() > end:
            return sources


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_the_start_page_asks_what_is_due(
    theme: str, course: Any, open_page: Callable[[str], Any], output_dir: Path
) -> None:
    before = (date.today() - timedelta(days=9)).isoformat()
    (course.root.parent / "progress.json").write_text(json.dumps({
        "about": "", "functions": {}, "questions": {"same-pad": [[before, False]], "cat-moves": [[before, True]]},
    }))  # fmt: skip
    page = opened(course, open_page, "START_HERE", theme)
    for _ in range(4):
        page.keyboard.press("Shift+Enter")
    page.locator(".jp-OutputArea", has_text="questions are due for review").first.wait_for()
    forms = page.locator(".cu-question")
    forms.first.wait_for()
    link = page.locator("p:has-text('Read again first') a").first
    assert "week1/1_edges_padding_strides.ipynb" in link.get_attribute("href"), "JupyterLab opens it in a tab"
    page.wait_for_timeout(1000)
    forms.first.scroll_into_view_if_needed()
    page.screenshot(path=output_dir / f"review_{theme.lower()}.png")
    forms.first.locator("input").first.fill("1000")
    forms.first.locator("input").first.press("Enter")
    page.locator(".cu-verdict", has_text="✗ Not 1,000 pixels.").wait_for()
    page.screenshot(path=output_dir / f"review_answered_{theme.lower()}.png")
    if theme == "Light":  # contrast of both themes is measured elsewhere
        assert "\n".join(faults(page)) == ""
    kept = json.loads((course.root.parent / "progress.json").read_text())
    assert kept["questions"]["same-pad"][-1][1:] == [False, 1]
