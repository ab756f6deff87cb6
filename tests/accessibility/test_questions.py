"""Questions, verdicts and the form below them: axe's rules, contrast in both themes, and every control by the Tab key."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from course_utils.checks.questions import page as pages
from course_utils.checks.questions.form import QuestionForm
from course_utils.checks.questions.predict import judge
from course_utils.exercises.questions import registry
from course_utils.exercises.questions.drawn import ask

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# A choice, several, a number, an order, a place; for some what is said of an answer.
SHOWN = {"cat-moves": None, "fewer-weights": "ab", "receptive-field": 3, "order-iou": None, "which-cell": (0, 0), "bug-iou": 1}
SHOW = """async ([code, state, place]) => {
    const { default: widget } = await import(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
    const model = {
        get: (name) => state[name], set: (name, value) => { state[name] = value; document.title = JSON.stringify(value); },
        on: () => {}, off: () => {}, save_changes: () => {}, send: () => {},
    };
    await widget.render({ model, el: document.querySelector(place) });
}"""


@pytest.fixture(scope="module")
def shown(browser: Any, lab_colours: Callable[[str], str]) -> Any:
    """A function that shows the questions on a bare page in a theme of JupyterLab."""
    context = browser.new_context(viewport={"width": 1000, "height": 900})
    page = context.new_page()

    def show(theme: str) -> Any:
        parts, forms = [], []
        for number, (id, answer) in enumerate(SHOWN.items()):
            posed = ask(registry.find(id))
            forms.append(QuestionForm(posed, judge))
            parts.append(f'{pages.question_as_html(posed)}<div id="place-{number}"></div>')
            parts += [judge(posed, answer)[1]] if answer is not None else []
        page.set_content(
            f"<!doctype html><html lang='en'><title>Questions</title><style>{lab_colours(theme)}\n"
            f"body {{ background: var(--jp-layout-color1) }}\n{QuestionForm._css}</style>"
            f"<body data-jp-theme-light='{str(theme == 'light').lower()}'><main><h1>Questions</h1>{''.join(parts)}</main>"
        )
        for number, form in enumerate(forms):
            state = {name: value for name, value in form.get_state().items() if not name.startswith("_")}
            page.evaluate(SHOW, [form._esm, json.loads(json.dumps(state)), f"#place-{number}"])
        return page

    yield show
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_questions_verdicts_and_forms_break_no_rule(
    theme: str, shown: Callable[[str], Any], audit: Callable[..., list[str]], output_dir: Path
) -> None:
    page = shown(theme)
    assert page.locator("form").count() == len(SHOWN)
    page.screenshot(path=output_dir / f"questions_{theme}.png", full_page=True)
    page.add_style_tag(content="h1 { color: var(--jp-content-font-color1) }")
    assert "\n".join(audit(page, "main", recoloured=theme == "dark")) == ""


def test_the_tab_key_reaches_every_form_and_enter_answers(shown: Callable[[str], Any]) -> None:
    page = shown("light")
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.closest('form')?.parentElement.id ?? ''"))
    assert {f"place-{number}" for number in range(len(SHOWN))} <= reached
    page.locator("#place-2 input").focus()
    page.keyboard.type("17")
    page.keyboard.press("Enter")
    assert json.loads(page.title()) == {"answer": "17", "at": 1}
    page.locator("#place-0 input").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert json.loads(page.title())["answer"] == "b"


def test_a_choice_is_read_with_its_sentence(shown: Callable[[str], Any]) -> None:
    page = shown("light")
    posed = ask(registry.find("cat-moves"))
    for option in posed.options:
        page.get_by_role("radio", name=f"{option.letter}: {option.text}", exact=True).wait_for()


def test_where_there_is_no_cell_to_write_into_the_form_says_what_to_write(shown: Callable[[str], Any]) -> None:
    page = shown("light")  # as in VS Code and Colab: the form, and nothing of JupyterLab around it
    form = QuestionForm(ask(registry.find("same-pad")), judge)
    form.given = {"answer": "999", "at": 1}
    state = {name: value for name, value in form.get_state().items() if not name.startswith("_")}
    page.evaluate(SHOW, [form._esm, json.loads(json.dumps(state)), "#place-0"])
    place = page.locator("#place-0")
    assert place.locator(".cu-line").last.inner_text() == 'To keep it, write into a cell: predict("same-pad", 999)'
    verdict = place.locator(".cu-verdict").last
    assert verdict.inner_text().startswith("✗ Not 999 pixels.")
    assert verdict.locator("[role=status]").count() == 0, "a screen reader hears it once"


def test_without_a_kernel_or_widgets_it_says_how_to_answer_all_the_same() -> None:
    data, _ = QuestionForm(ask(registry.find("same-pad")), judge)._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    said = "Run the cell again to answer in a form, or write the answer in place of the dots."
    assert data["text/plain"] == said
    assert f">{said}<" in data["text/html"]
    assert repr(QuestionForm(ask(registry.find("same-pad")), judge, from_cell=False)) == "Run the cell again to answer in a form."
