"""Markdown of notebooks as HTML, with formulas as MathML: browsers draw it, and screen readers speak it."""

from __future__ import annotations

import html
import re
from typing import Any

from latex2mathml.converter import convert
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

_LINK = re.compile(r"^(?!\w+:|#|/)(?P<page>[^#?]+)\.ipynb(?P<rest>[#?].*)?$")


class PageRenderer(IPythonRenderer):
    """As nbconvert renders, but for formulas, links between notebooks, and headings without a sign behind them."""

    def __init__(self) -> None:
        super().__init__(escape=False, exclude_anchor_links=True)

    def block_math(self, body: str) -> str:
        return f'<div class="formula" tabindex="0">{mathml(body, "block")}</div>'

    def inline_math(self, body: str) -> str:
        return mathml(body, "inline")

    def link(self, text: str, url: str, title: str | None = None) -> str:
        return str(super().link(text, page_address(url), title))

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        words = anchor(re.sub(r"<[^>]+>", "", text))
        return f'<h{level} id="{html.escape(words)}">{text}</h{level}>\n'


def mathml(formula: str, display: str) -> str:
    """A formula in LaTeX as MathML, with its LaTeX as a title where it is pointed at."""
    made: str = convert(formula.strip(), display=display)
    return made


def page_address(url: str) -> str:
    """A link to a notebook as a link to its page; any other as it is."""
    match = _LINK.match(url)
    return f"{match['page']}.html{match['rest'] or ''}" if match else url


def anchor(heading: str) -> str:
    """The id of a heading as JupyterLab gives it, by which notebooks link to it: blanks become dashes."""
    return html.unescape(heading).strip().replace(" ", "-")


def as_html(markdown: str) -> str:
    """The markdown of a cell as HTML."""
    made: str = MarkdownWithMath(renderer=PageRenderer()).render(markdown)
    return made
