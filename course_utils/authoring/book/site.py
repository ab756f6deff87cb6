"""The whole site: notebooks executed, pages with contents and search, scripts and looks beside them."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, select_autoescape
from pygments.formatters import HtmlFormatter

from course_utils.authoring.book.live import Programs
from course_utils.authoring.book.page import Page, page
from course_utils.authoring.execute import execute
from course_utils.data.files import replace_file
from course_utils.errors import UsageError
from course_utils.exercises.questions import registry as questions
from course_utils.notebooks.file import Notebook, read_notebook

FRONT, LAST = "START_HERE", ("CHEAT_SHEET", "GLOSSARY")
STATES = "application/vnd.jupyter.widget-state+json"
PARTS = ("book.css", "book.js")  # as they stand, beside the pages
GET_THE_COURSE = "make lab"  # in a clone; once the package is published, one line without one
Say = Callable[[str], object]


@dataclass(frozen=True)
class Link:
    """A page in the contents: its name and title."""

    name: str
    title: str


def names(root: Path) -> list[str]:
    """Every page of the book in its order: the start page, the notebooks and quizzes, the two pages to look up."""
    every = [FRONT, *questions.lessons(), *LAST]
    return [name for name in every if (root / "workbook" / f"{name}.ipynb").is_file()]


def make_book(root: Path, out: Path, say: Say, solved: bool = False, only: Sequence[str] = ()) -> list[Path]:
    """Execute the notebooks and write the book to `out`, new, empty or an older book; returns the pages.

    Args:
        solved: pages of the solved notebooks, for instructors.
        only: names of the pages wanted, as week1/1_edges_padding_strides; none means all.

    Raises:
        UsageError: `out` holds something else, or there is no such page.
        BuildError: a cell fails.
    """
    wanted = _wanted(root, only)
    if out.exists() and any(out.iterdir()) and not (out / "book.js").is_file():
        raise UsageError(f"{out} holds something else.", "Name a new folder: nothing is overwritten.")
    programs, pages, begun = Programs(), list[Page](), time.monotonic()
    for number, name in enumerate(wanted, 1):
        left = (time.monotonic() - begun) / (number - 1) * (len(wanted) - number + 1) if number > 1 else 0
        estimate = f", about {max(1, round(left / 60))} min left" if left else ""
        say(f"{number} of {len(wanted)}: {name}{estimate}")
        notebook = _executed(root, name, solved)
        states = notebook.fields.get("metadata", {}).get("widgets", {}).get(STATES, {}).get("state", {})
        pages.append(page(name, notebook, states, programs))
    return list(_write(out, pages, programs))


def _wanted(root: Path, only: Sequence[str]) -> list[str]:
    known = names(root)
    unknown = [name for name in only if name not in known]
    if unknown:
        raise UsageError(f"The book has no page {unknown[0]!r}.", f"Its pages: {', '.join(known)}.")
    return [name for name in known if not only or name in only]


def _executed(root: Path, name: str, solved: bool) -> Notebook:
    workbook = root / "workbook"
    solution = workbook / "solutions" / f"{name}.ipynb"
    path = solution if solved and solution.is_file() else workbook / f"{name}.ipynb"
    notebook = read_notebook(path.read_bytes())
    if not any(cell.kind == "code" for cell in notebook.cells):
        return notebook
    with tempfile.TemporaryDirectory() as folder:  # what a notebook saves is no part of the book
        return execute(notebook, Path(folder), name, lambda: None, keep_widgets=True)


def _write(out: Path, pages: list[Page], programs: Programs) -> Iterator[Path]:
    environment = Environment(
        loader=PackageLoader("course_utils.authoring.book", "site"), autoescape=select_autoescape(), trim_blocks=True
    )
    template = environment.get_template("page.html")
    contents = [Link(each.name, each.title) for each in pages]
    for number, each in enumerate(pages):
        before = contents[number - 1] if number else None
        after = contents[number + 1] if number + 1 < len(contents) else None
        text = template.render(page=each, contents=contents, before=before, after=after, get=GET_THE_COURSE)
        target = out / f"{each.name}.html"
        replace_file(target, text)
        yield target
    replace_file(out / "index.html", environment.get_template("index.html").render(first=contents[0]))
    _write_parts(out, pages, programs)


def _write_parts(out: Path, pages: list[Page], programs: Programs) -> None:
    site = files("course_utils.authoring.book") / "site"
    looks = [(site / "book.css").read_text("utf-8"), *programs.looks, _code_looks()]
    replace_file(out / "book.css", "\n".join(looks))
    replace_file(out / "book.js", (site / "book.js").read_text("utf-8"))
    for name, text in programs.scripts().items():
        replace_file(out / "explorers" / f"{name}.js", text)
    replace_file(out / "search.js", f"courseBook.index = {json.dumps(_index(pages), separators=(',', ':'))};\n")


def _index(pages: list[Page]) -> list[list[Any]]:
    """Of each section: the page's address and title, the section's anchor and title, and its words."""
    return [
        [f"{each.name}.html", each.title, section.anchor, section.title, section.words]
        for each in pages
        for section in each.sections
    ]


def _code_looks() -> str:
    light, dark = HtmlFormatter(style="default"), HtmlFormatter(style="github-dark")
    return f"{light.get_style_defs('.code')}\n{dark.get_style_defs(':root[data-theme=dark] .code')}"
