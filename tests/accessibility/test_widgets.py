"""Every explorer on a page of its own, in JupyterLab's light and dark colours, under axe-core."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from course_utils.widgets.assets import stylesheet
from course_utils.widgets.base import ExplorerWidget
from tests.pictures.gallery import gallery
from tests.pictures.shown import DRAWINGS, FOLDER, WIDGETS, names, run, widget_rows

pytestmark = [pytest.mark.browser]

ROWS = [(f"{name}-{number}", code) for number, (name, code) in enumerate(widget_rows())]
SHEETS = list(Path(str(files("course_utils.widgets") / "drawing")).glob("*.css"))
FIRST = {name: code for name, code in reversed(widget_rows())}


@pytest.fixture(scope="module")
def shown() -> Callable[[str], ExplorerWidget]:
    """A function: the widget that a row's code makes; networks are built here, since Keras takes seconds to load."""
    space = names()
    return lambda code: run(code, space)


def test_every_explorer_of_the_package_is_looked_at() -> None:
    files = [path.stem for path in FOLDER.glob("*.py") if "(ExplorerWidget)" in path.read_text(encoding="utf-8")]
    assert len(WIDGETS) == len(files) >= 14


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("name", "code"), ROWS, ids=lambda text: text if "(" not in text else "")
def test_an_explorer_breaks_no_rule(
    name: str, code: str, theme: str, shown: Callable[[str], ExplorerWidget], show_widget: Callable[..., Any],
    audit: Callable[..., list[str]], output_dir: Path,
) -> None:  # fmt: skip
    page = show_widget(shown(code), theme)
    assert page.locator(".cu-explorer").count() == 1
    if os.environ.get("TEST_NIGHTLY"):  # for the eye, a tenth of this module's work; `make pictures` draws them, too
        page.locator(".cu-explorer").screenshot(path=output_dir / f"axe_{name}_{theme}.png")
    assert "\n".join(audit(page, "#place", recoloured=theme == "dark")) == ""


LOOKS = """() => [...document.querySelectorAll("#place *")].map((node) => {
    const { backgroundColor, fontSize, fill, stroke, display } = getComputedStyle(node);
    const { width, height } = node.getBoundingClientRect();
    return [node.tagName, node.getAttribute("class"), backgroundColor, fontSize, fill, stroke, display, width, height].join(" ");
})"""


@pytest.mark.parametrize("name", sorted(WIDGETS))
def test_the_sheets_of_other_explorers_change_nothing(
    name: str, shown: Callable[[str], ExplorerWidget], show_widget: Callable[..., Any]
) -> None:
    """A page has the sheets of all its explorers, and a book those of all there are."""
    page = show_widget(shown(FIRST[name]), "light")
    alone = page.evaluate(LOOKS)
    page.add_style_tag(content=stylesheet(*sorted(path.stem for path in SHEETS if path.stem != "explorer")))
    together = page.evaluate(LOOKS)
    assert [pair for pair in zip(alone, together, strict=True) if pair[0] != pair[1]] == []


@pytest.mark.parametrize("name", sorted(WIDGETS))
def test_the_tab_key_reaches_every_control_and_leaves_again(
    name: str, shown: Callable[[str], ExplorerWidget], show_widget: Callable[..., Any]
) -> None:
    page = show_widget(shown(FIRST[name]), "light")
    controls = "button, select, input:not([type=radio]), input:checked, [tabindex='0']"
    wanted = set(page.evaluate(f"""() => [...document.querySelectorAll("#place *")].flatMap((one, i) =>
        one.matches("{controls}") && !one.disabled && one.checkVisibility({{visibilityProperty: true}}) ? [i] : [])"""))
    reached: list[int] = []
    while -1 not in reached and len(reached) < 100:
        page.keyboard.press("Tab")
        reached.append(page.evaluate("[...document.querySelectorAll('#place *')].indexOf(document.activeElement)"))
    assert reached[-1] == -1, "the Tab key never leaves the widget"
    assert wanted
    assert wanted <= set(reached)


def test_the_gallery_shows_every_widget_and_every_drawing() -> None:
    cells = gallery().cells
    titles = [cell.source.removeprefix("## ") for cell in cells if cell.cell_type == "markdown"][1:]
    assert titles == [*(name for name, _ in widget_rows()), *DRAWINGS]
    pictures = [cell.outputs[0].data["text/html"] for cell in cells if cell.get("outputs")]
    assert len(pictures) == len(titles)
    assert [title for title, html in zip(titles, pictures) if "<img" not in html and "<table" not in html] == []


@pytest.mark.parametrize("week", range(1, 5))
def test_what_the_weeks_draw_is_in_the_gallery(week: int) -> None:
    facade = import_module(f"course_utils.week{week}")
    drawn = {name for name in facade.__all__ if getattr(facade, name).__module__.startswith("course_utils.widgets.")}
    assert {name for name in drawn if not name.startswith("load_")} <= {*WIDGETS, *DRAWINGS}
