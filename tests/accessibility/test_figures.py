"""Every picture of the workbook has a text of its own, for those who listen."""

from __future__ import annotations

import ast
import json
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SOLUTIONS = sorted(path for path in (ROOT / "workbook" / "solutions").rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts)
SOURCES = sorted((ROOT / "workbook" / "source").rglob("*.py"))
FILE_NAME = re.compile(r"^[\w./ -]+\.(png|jpe?g|svg|gif|webp)$", re.IGNORECASE)
MARKDOWN_IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
LEAST_WORDS = 2  # 'a dog' says something, 'picture' does not
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


class Pictures(HTMLParser):
    """The text of every <img>, <svg> and <canvas>; "" where there is none.

    A picture in a named group (`role=group`) is read after the group's name, so its text begins with that.
    What hides from the ear (aria-hidden) is no picture.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._titled = False
        self._groups: list[str] = []  # of each open <div> the name of its group, or ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "div":
            self._groups.append(given.get("aria-label", "") if given.get("role") == "group" else "")
        if given.get("aria-hidden") != "true" and tag in ("img", "svg", "canvas"):
            own = given.get("alt" if tag == "img" else "aria-label", "").strip()
            self.texts.append(own and " ".join([*filter(None, self._groups), own]))
        self._titled = tag == "title"

    def handle_endtag(self, tag: str) -> None:
        if tag == "div" and self._groups:
            self._groups.pop()

    def handle_data(self, data: str) -> None:
        if self._titled and self.texts and not self.texts[-1]:
            self.texts[-1] = data.strip()
        self._titled = False


def outputs(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        for output in cell.get("outputs", []):
            if "data" in output:  # a text is stored in lines
                yield cell["id"], {kind: "".join(shown) for kind, shown in output["data"].items()}


def figures(path: Path) -> list[tuple[str, str]]:
    """(cell, text) of every picture in the stored outputs, in order."""
    pictures = []
    for cell, data in outputs(path):
        html = data.get("text/html", "")
        pictures += [(cell, text) for text in Pictures("".join(html)).texts]
    return pictures


def markdown_images(path: Path) -> list[tuple[str, str]]:
    text = path.read_text(encoding="utf-8")
    html = [("<img>", one) for one in Pictures("".join(line[2:] for line in text.splitlines(True) if line.startswith("# "))).texts]
    return [(address, alt.strip()) for alt, address in MARKDOWN_IMAGE.findall(text)] + html


def says_nothing(text: str) -> bool:
    return (len(text.split()) < LEAST_WORDS and not re.search(r"\w{3}", text)) or bool(FILE_NAME.match(text))


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        ('<img src="a.png">', [""]),
        ('<img alt="Two dogs" src="x">', ["Two dogs"]),
        ("<svg><title>A curve</title><text>1</text></svg>", ["A curve"]),
        ('<svg aria-label="A bar"></svg><svg><rect/></svg>', ["A bar", ""]),
        ('<svg aria-hidden="true"></svg>', []),
        ('<div role="group" aria-label="Dogs."><div></div><img alt="one"><img></div><img alt="two">', ["Dogs. one", "", "two"]),
    ],
)
def test_the_reader_of_pictures_finds_what_is_said(html: str, texts: list[str]) -> None:
    assert Pictures(html).texts == texts


@pytest.mark.parametrize("text", ["", "dog.png", "images/my dog.jpg", "  "])
def test_no_text_and_a_file_name_say_nothing(text: str) -> None:
    assert says_nothing(text.strip())


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_output_is_a_picture_without_words(path: Path) -> None:
    bare = [(cell, mime) for cell, data in outputs(path) for mime in data if mime.startswith("image/")]
    assert bare == [], "a plot shown by plt.show() has no alt text: show a Figure"


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_figure_has_a_text_that_no_other_figure_of_its_notebook_has(path: Path) -> None:
    pictures = figures(path)
    assert pictures or path.stem == "QUIZ", f"{path.name} shows no figure at all"
    assert [cell for cell, text in pictures if says_nothing(text)] == []
    per_cell = {(cell, text) for cell, text in pictures}
    assert len(per_cell) == len(pictures), f"twice in a cell: {[picture for picture, n in Counter(pictures).items() if n > 1]}"
    counts = Counter(text for _, text in per_cell)
    assert [(text, [c for c, t in pictures if t == text]) for text, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_widget_leaves_a_picture_with_words_where_no_widget_runs(path: Path) -> None:
    for cell, data in outputs(path):
        if WIDGET_VIEW in data:
            assert Pictures("".join(data.get("text/html", ""))).texts, f"{cell} shows nothing without a kernel"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_pictures_in_the_text_say_what_they_show(path: Path) -> None:
    assert [address for address, alt in markdown_images(path) if says_nothing(alt)] == []


SHOWS = re.compile(r"^(?:show|show_\w+|draw_\w+|animate|network_table|\w+Explorer|ShapeCalculator)$")


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_shows_a_picture_is_the_last_line_of_its_cell(path: Path) -> None:
    """A notebook shows a cell's last value only: a picture before it is made and never seen."""
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        if cell["cell_type"] != "code" or "%" in "".join(cell["source"])[:2]:
            continue
        for statement in ast.parse("".join(cell["source"])).body[:-1]:
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
                name = ast.unparse(statement.value.func)
                assert not SHOWS.match(name), f"{cell['id']}: nobody sees what {name} makes"
