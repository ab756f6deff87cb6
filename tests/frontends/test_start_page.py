"""START_HERE in JupyterLab: the map's links open notebooks, a check moves the bar, a term leads to the glossary."""

from __future__ import annotations

import pytest

from course_utils.exercises.questions import registry as questions

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SHOWN = ".jp-NotebookPanel:not(.lm-mod-hidden)"


def run_first_cells(course, page, notebook, count):
    course.wait_for_kernel(page, notebook)
    page.locator(f"{SHOWN} .jp-Cell h1").click()
    page.keyboard.press("Escape")
    for _ in range(count):
        page.keyboard.press("Shift+Enter")


def test_the_lab_opens_the_start_page_and_its_map_leads_to_notebooks_and_terms(course, open_page, output_dir):
    page = open_page("")
    page.wait_for_selector(f"{SHOWN} h1:has-text('Start here')")
    cards = page.locator(f"{SHOWN} .jp-OutputArea section")
    cards.first.wait_for()
    assert cards.locator("a").count() == cards.locator("progress").count() == len(questions.lessons())
    assert cards.locator("img").count() == cards.count() == 4
    page.screenshot(path=output_dir / "start_here.png")
    last = cards.last.bounding_box()
    assert last["y"] + last["height"] < page.viewport_size["height"], "the map fits into one screen"

    cards.locator("a", has_text="A convolutional network, step by step").click()
    page.wait_for_selector(f"{SHOWN} h1:has-text('A convolutional network, step by step')")
    run_first_cells(course, page, "week1/2_step_by_step", 2)
    bar = page.locator(f"{SHOWN} .jp-OutputArea", has_text="Your progress:").first
    bar.locator("text=0 of 14 functions pass").wait_for()
    assert bar.locator("[role=listitem]").count() == 14
    page.screenshot(path=output_dir / "progress_bar.png")

    term = page.locator(f"{SHOWN} a", has_text="batch").first
    assert term.get_attribute("href").endswith("#mini-batch")
    term.click()
    page.wait_for_selector(f"{SHOWN} h1:has-text('Glossary')")
    # JupyterLab follows the fragment only when the page was drawn in time; the index on its top always works.
    page.get_by_role("link", name="batch", exact=True).last.click()
    page.wait_for_function(f"""[...document.querySelectorAll("{SHOWN} h3")].some((heading) => {{
        const place = heading.getBoundingClientRect();
        return heading.textContent.startsWith("mini-batch") && place.top > 0 && place.bottom < innerHeight;
    }})""")
