"""A question, and what is said of an answer, as lines for a terminal and as HTML for a notebook."""

from __future__ import annotations

import html
import re
from typing import Any

from course_utils.checks.feedback import render
from course_utils.checks.questions.section import section_of
from course_utils.exercises.questions.drawn import Posed, Verdict

_STRESS = re.compile(r"(?<![\w*])\*(\w[\w -]*)\*(?![\w*])")


def plain(text: str) -> str:
    """A sentence without the marks of stressed words."""
    return _STRESS.sub(r"\1", text)


def _marked(sentence: str) -> str:
    """A sentence whose `names` are set as code, and *words* stressed."""
    return _STRESS.sub(r"<em>\1</em>", render.with_code(sentence))


def how(posed: Posed) -> str:
    """How an answer is written: the call with an example of its form."""
    again = f", variant={posed.variant}" if posed.variant else ""
    return f'Write {posed.question.kind.wants}: predict("{posed.question.id}", {posed.question.kind.example}{again}).'


def question_as_text(posed: Posed) -> str:
    return f"{asked_as_text(posed)}\n{how(posed)}"


def asked_as_text(posed: Posed) -> str:
    """The question alone, for a place where the answer is typed."""
    lines = [f"? {plain(posed.prompt)}", *([posed.picture] if posed.picture else [])]
    return "\n".join([*lines, *(f"  {option.letter}) {option.text}" for option in posed.options)])


def question_as_html(posed: Posed) -> str:
    """The question as one block; the choices are a list that a screen reader counts, each with its letter."""
    title, *more = posed.prompt.split("\n")
    parts = [f"<p><strong>Before you run on.</strong> {_marked(title)}</p>"]
    shown = "\n".join([*more, *([posed.picture] if posed.picture else [])])
    parts += [f'<pre tabindex="0" style="margin:.3em 0;overflow-x:auto">{html.escape(shown)}</pre>'] if shown else []
    parts += [_options(posed)] if posed.options else []
    parts.append(f"<p>{html.escape(how(posed))}</p>")
    return render.box("missing", "".join(parts))


def _options(posed: Posed) -> str:
    # JupyterLab strips the type of a list, and would number the choices: each has its letter as text.
    space = "white-space:pre-wrap" if posed.is_of_code else ""
    items = "".join(
        f'<li style="{space}"><strong>{option.letter})</strong> {_option(posed, option.text)}</li>'
        for option in posed.options
    )
    return f'<ul style="list-style:none;padding-left:1em;margin:.3em 0">{items}</ul>'


def _option(posed: Posed, text: str) -> str:
    return f"<code>{html.escape(text)}</code>" if posed.is_of_code else _marked(text)


def verdict_as_text(posed: Posed, given: Any, verdict: Verdict) -> str:
    return plain("\n".join(_lines(posed, given, verdict)))


def verdict_as_html(posed: Posed, given: Any, verdict: Verdict) -> str:
    first, *lines = _lines(posed, given, verdict)
    parts = [f"<strong>{html.escape(first)}</strong>", *(f"<p>{_marked(line)}</p>" for line in lines)]
    return render.box("passed" if verdict.is_right else "failed", "".join(parts))


def _lines(posed: Posed, given: Any, verdict: Verdict) -> list[str]:
    if verdict.is_right:
        return ["✓ Right.", verdict.explanation]
    again = f'Try it with other numbers: predict("{posed.question.id}", ..., variant={posed.variant + 1}).'
    read = section_of(posed.question.source).sentence()
    why = filter(None, (verdict.sentence, verdict.explanation, read, again if posed.varies else ""))
    return [f"✗ Not {posed.question.kind.said(given)}.", *why]
