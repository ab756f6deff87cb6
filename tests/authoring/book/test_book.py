"""The book from a file, without a network: explorers alive and right, search, terms, themes, and nothing hidden."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from course_utils.authoring.book import site
from course_utils.authoring.book.formulas import as_html, page_address
from course_utils.authoring.book.live import Programs, classic, live
from course_utils.authoring.book.page import sections_of
from course_utils.errors import BuildError, UsageError
from course_utils.layers.convolution.plane import convolve2d
from course_utils.notebooks.cell import Cell
from course_utils.widgets.explorers.convolution_explorer import ConvolutionExplorer
from course_utils.widgets.explorers.padding_explorer import PaddingExplorer
from course_utils.widgets.explorers.shape_calculator import ShapeCalculator

ROOT = Path(__file__).parents[3]
EDGES = "week1/1_edges_padding_strides"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two pages of the book: a notebook with three explorers, and the glossary."""
    out = tmp_path_factory.mktemp("site") / "below" / "a path"
    said: list[str] = []
    pages = site.make_book(ROOT, out, said.append, only=("GLOSSARY", EDGES))
    assert [path.relative_to(out).as_posix() for path in pages] == [f"{EDGES}.html", "GLOSSARY.html"]
    assert said[0] == f"1 of 2: {EDGES}"
    return out


@pytest.fixture
def edges(book: Path, offline_page: Any) -> Any:
    offline_page.goto((book / f"{EDGES}.html").as_uri())
    offline_page.wait_for_selector(".explorer.alive")
    return offline_page


def grid(page: Any, label: str) -> Any:
    """The numbers of a grid that is labelled so, as an array."""
    script = """(label) => {
        const grid = document.querySelector(`.alive [role=grid][aria-label^="${label}"]`);
        return [...grid.querySelectorAll("[role=row]")].map((row) => [...row.querySelectorAll("[role=gridcell]")]
            .map((cell) => Number(cell.firstChild.textContent.replace("−", "-"))));
    }"""
    return np.array(page.evaluate(script, label))


def drawn(page: Any) -> None:
    """Wait for the picture after the next: what changed is drawn then."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


@pytest.mark.browser
def test_explorers_are_driven_by_keys_and_equal_numpy(edges: Any) -> None:
    assert edges.locator(".explorer").count() == edges.locator(".explorer.alive").count() == 3
    assert not edges.locator(".explorer .still").first.is_visible()
    convolution, calculator, padding = (
        edges.locator(f"[data-program={name}]") for name in ("ConvolutionExplorer", "ShapeCalculator", "PaddingExplorer")
    )
    for name in ("pad", "stride"):
        convolution.locator(f"[name={name}]").focus()
        edges.keyboard.press("ArrowRight")
    state = json.loads(convolution.locator("script").text_content())
    expected = convolve2d(np.array(state["image"]), np.array(state["kernel"]), pad=1, stride=2)
    drawn(edges)
    np.testing.assert_allclose(grid(edges, "Output"), expected, atol=0.005)

    padding.locator("[name=kernel_size]").focus()
    edges.keyboard.press("ArrowRight")
    edges.keyboard.press("ArrowRight")
    start = json.loads(padding.locator("script").text_content())
    wide = PaddingExplorer(kernel_size=start["kernel_size"] + 2, padding=start["padding"])
    drawn(edges)
    np.testing.assert_array_equal(grid(edges, "How often each pixel is used without"), wide.usage_without)

    start = json.loads(calculator.locator("script").text_content())
    rows, columns, channels = start["input_shape"]
    calculator.get_by_label("input rows").focus()
    edges.keyboard.press("ArrowUp")
    drawn(edges)
    taller = ShapeCalculator(input_shape=(rows + 1, columns, channels), layers=start["layers"])
    shown = calculator.inner_text()
    assert f"{taller.parameters:,}" in shown.replace("\u202f", ",").replace("\u2009", ",")
    assert all("×".join(map(str, row.shape)) in shown for row in taller.output)


@pytest.mark.browser
def test_the_search_finds_a_section_and_a_term_is_explained(edges: Any) -> None:
    edges.get_by_role("searchbox").fill("same valid")
    edges.get_by_role("link", name="3. Padding: valid and same").click()
    assert "#3.-Padding" in edges.url
    edges.get_by_role("searchbox").fill("no such word anywhere")
    assert edges.locator("#hits").inner_text() == "Nothing found."
    term = edges.locator('main a[href*="GLOSSARY.html#"]').first
    term.focus()
    assert edges.locator("#term").is_visible()
    assert len(edges.locator("#term").inner_text()) > 20
    edges.keyboard.press("Escape")
    assert not edges.locator("#term").is_visible()
    term.click()
    edges.wait_for_function("document.querySelector('h1').textContent === 'Glossary'")
    assert edges.evaluate("document.getElementById(decodeURIComponent(location.hash.slice(1))) !== null")


@pytest.mark.browser
@pytest.mark.parametrize("width", [1200, 390])
def test_a_page_breaks_no_rule_in_light_and_dark_and_fits(
    edges: Any, audit: Callable[..., list[str]], width: int, output_dir: Path
) -> None:
    edges.set_viewport_size({"width": width, "height": 900})
    for pressed in ("false", "true"):
        button = edges.get_by_role("button", name="Dark")
        assert button.get_attribute("aria-pressed") == pressed
        edges.screenshot(path=output_dir / f"book_{width}_{pressed}.png")
        assert audit(edges, recoloured=pressed == "true") == []
        button.click()
    assert edges.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.slow
def test_nothing_in_the_book_asks_for_a_server_or_tells_a_solution(book: Path) -> None:
    texts = {path.name: path.read_text("utf-8") for path in book.rglob("*") if path.is_file()}
    assert {"index.html", "book.css", "book.js", "search.js", "ConvolutionExplorer.js"} <= texts.keys()
    page = texts["1_edges_padding_strides.html"]
    assert "NotImplementedError" in page
    assert 'type="module"' not in page + texts["book.js"]
    assert "fetch(" not in texts["book.js"]
    assert 'href="../GLOSSARY.html#' in page
    assert not re.search(r'href="[^":]*\.ipynb', page)


def test_a_folder_with_something_else_and_an_unknown_page_are_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(UsageError, match="holds something else"):
        site.make_book(ROOT, tmp_path, print, only=("GLOSSARY",))
    with pytest.raises(UsageError, match="no page 'week9/x'"):
        site.make_book(ROOT, tmp_path / "new", print, only=("week9/x",))
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_formulas_are_mathml_and_links_lead_to_pages() -> None:
    assert "<mfrac>" in as_html("so $\\frac{a}{b}$")
    assert 'display="block"' in as_html("$$x_1$$")
    assert 'href="../GLOSSARY.html#same"' in as_html("[same](../GLOSSARY.ipynb#same)")
    assert page_address("https://a.org/x.ipynb") == "https://a.org/x.ipynb"
    assert '<h2 id="2.-How-many">' in as_html("## 2. How many")


def test_a_section_has_its_words_without_marks() -> None:
    cells = [Cell(1, "# Title\n\nSome *words* in $x$.\n\n## Next one\n\n[a link](b.ipynb)", "markdown")]
    (first, second) = sections_of(cells)
    assert (first.title, first.words) == ("Title", "Some words in x .")
    assert (second.anchor, second.words) == ("Next-one", "a link")


def test_only_explorers_live_and_their_programs_are_classic_scripts() -> None:
    explorer = ConvolutionExplorer()
    state = {name: value for name, value in explorer.get_state().items() if name not in ("layout", "tooltip")}
    output = {"data": {"application/vnd.jupyter.widget-view+json": {"model_id": "m"}}}
    programs = Programs()
    shown = live(output, {"m": {"state": state}}, programs)
    assert shown is not None
    assert shown.program == "ConvolutionExplorer"
    assert "_kernels" in shown.state or "presets" in shown.state
    assert "_esm" not in json.loads(shown.state)
    assert programs.scripts()["ConvolutionExplorer"].startswith('courseBook.add("ConvolutionExplorer"')
    assert live(output, {"m": {"state": {**state, "_anywidget_id": "course_utils.checks.questions.form.QuestionForm"}}}, programs) is None
    assert live({"data": {}}, {}, programs) is None
    with pytest.raises(BuildError, match="2 default exports"):
        classic("Two", "export default 1;\nexport default 2;\n")
