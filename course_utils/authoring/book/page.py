"""One notebook as a page: its cells, its headings for the search, and which programs its explorers need."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from nbconvert.filters import strip_ansi
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from course_utils.authoring.book.formulas import anchor, as_html, page_address
from course_utils.authoring.book.live import Live, Programs, live
from course_utils.notebooks.cell import Cell
from course_utils.notebooks.file import Notebook

_HEADING = re.compile(r"^(#{1,3}) +(.+)$", re.MULTILINE)
_MARKS = re.compile(r"\[([^\]]+)\]\([^)]+\)|[*`$#|]|```.*?```", re.DOTALL)
_HREF = re.compile(r'href="([^"]+)"')
_NEEDS_PYTHON = re.compile(r"^(?:check|hint|compare|example|predict)\(", re.MULTILINE)
IN_THE_COURSE = "Runs in the course, not in the book."


@dataclass(frozen=True)
class Section:
    """A heading with the words below it, up to the next: what the search finds."""

    title: str
    anchor: str
    words: str


@dataclass
class Page:
    """A notebook as HTML: `name` is its path in the book without suffix, `programs` those of its explorers."""

    name: str
    title: str
    body: str
    sections: list[Section]
    programs: list[str] = field(default_factory=list)

    @property
    def up(self) -> str:
        """From the page to the folder of the book."""
        return "../" * self.name.count("/")


def page(name: str, notebook: Notebook, states: Mapping[str, Any], programs: Programs) -> Page:
    """The page of an executed notebook; `states` are its models, `programs` gathers those of the book."""
    parts, needed = list[str](), dict[str, None]()
    for cell in notebook.cells:
        if cell.kind == "markdown":
            parts.append(f'<div class="text">{as_html(cell.source)}</div>')
        elif cell.kind == "code" and cell.source.strip():
            shown = list(_outputs(cell, states, programs, needed))
            parts.append(f'<div class="code-cell">{_code(cell)}{"".join(shown)}</div>')
    sections = list(sections_of(notebook.cells))
    return Page(name, sections[0].title if sections else name, "\n".join(parts), sections, list(needed))


def sections_of(cells: Iterable[Cell]) -> Iterator[Section]:
    """Headings of the first three levels with the words below them."""
    text = "\n".join(cell.source for cell in cells if cell.kind == "markdown")
    matches = list(_HEADING.finditer(text))
    for match, after in zip(matches, [*matches[1:], None]):
        words = _plain(text[match.end() : after.start() if after else len(text)])
        yield Section(_plain(match[2]), anchor(_plain(match[2])), words)


def _plain(text: str) -> str:
    return " ".join(_MARKS.sub(lambda mark: mark[1] or " ", text).split())


def _code(cell: Cell) -> str:
    code = highlight(cell.source, PythonLexer(), HtmlFormatter(nowrap=True)).rstrip("\n")
    note = f'<p class="in-the-course">{IN_THE_COURSE}</p>' if _NEEDS_PYTHON.search(cell.source) else ""
    return f'<pre class="code" tabindex="0"><code>{code}</code></pre>{note}'


def _outputs(cell: Cell, states: Mapping[str, Any], programs: Programs, needed: dict[str, None]) -> Iterator[str]:
    for output in cell.fields.get("outputs", ()):
        explorer = live(output, states, programs)
        if explorer is not None:
            needed[explorer.program] = None
        markup = _output(output, explorer)
        if markup:
            yield f'<div class="output">{markup}</div>'


def _output(output: Mapping[str, Any], explorer: Live | None) -> str:
    data = output.get("data", {})
    still = _HREF.sub(lambda link: f'href="{page_address(link[1])}"', "".join(data.get("text/html", "")))
    if explorer is not None:
        state = f'<script type="application/json">{explorer.state}</script>'
        return f'<div class="explorer" data-program="{explorer.program}">{state}<div class="still">{still}</div></div>'
    if still:
        return still
    if "image/png" in data:
        alt = html.escape("".join(data.get("text/plain", "")), quote=True)
        return f'<img alt="{alt}" src="data:image/png;base64,{"".join(data["image/png"]).strip()}">'
    text = "".join(output.get("text", data.get("text/plain", "")))
    text = text or "\n".join(output.get("traceback", ()))
    return f'<pre tabindex="0">{html.escape(_plain_text(text))}</pre>' if text.strip() else ""


def _plain_text(text: str) -> str:
    """Text of a terminal without its colours."""
    plain: str = strip_ansi(text)  # type: ignore[no-untyped-call]
    return plain
