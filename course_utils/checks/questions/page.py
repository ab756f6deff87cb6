"""A question, and what is said of an answer, as lines for a terminal and as HTML for a notebook."""

from __future__ import annotations

import html
from typing import Any

from course_utils.checks.feedback import render
from course_utils.exercises.questions.drawn import Asked, Verdict


def how(asked: Asked) -> str:
    """How an answer is written: the call with an example of its form."""
    again = f", variant={asked.variant}" if asked.variant else ""
    return f'Write {asked.question.kind.wants}: predict("{asked.question.id}", {asked.question.kind.example}{again}).'


def question_as_text(asked: Asked) -> str:
    lines = [f"? {asked.prompt}", *([asked.picture] if asked.picture else [])]
    lines += [f"  {option.letter}) {option.text}" for option in asked.options]
    return "\n".join([*lines, how(asked)])


def question_as_html(asked: Asked) -> str:
    """The question as one block; the choices are a list that a screen reader counts, each with its letter."""
    title, *more = asked.prompt.split("\n")
    parts = [f"<p><strong>Before you run on.</strong> {render.with_code(title)}</p>"]
    shown = "\n".join([*more, *([asked.picture] if asked.picture else [])])
    parts += [f'<pre tabindex="0" style="margin:.3em 0;overflow-x:auto">{html.escape(shown)}</pre>'] if shown else []
    parts += [_options(asked)] if asked.options else []
    parts.append(f"<p>{html.escape(how(asked))}</p>")
    return render.box("missing", "".join(parts))


def _options(asked: Asked) -> str:
    space = "white-space:pre-wrap" if asked.is_of_code else ""
    items = "".join(f'<li style="{space}">{_option(asked, option.text)}</li>' for option in asked.options)
    return f'<ol type="a" style="margin:.3em 0">{items}</ol>'


def _option(asked: Asked, text: str) -> str:
    return f"<code>{html.escape(text)}</code>" if asked.is_of_code else render.with_code(text)


def verdict_as_text(asked: Asked, given: Any, verdict: Verdict) -> str:
    return "\n".join(_lines(asked, given, verdict))


def verdict_as_html(asked: Asked, given: Any, verdict: Verdict) -> str:
    first, *lines = _lines(asked, given, verdict)
    parts = [f"<strong>{html.escape(first)}</strong>", *(f"<p>{render.with_code(line)}</p>" for line in lines)]
    return render.box("passed" if verdict.is_right else "failed", "".join(parts))


def _lines(asked: Asked, given: Any, verdict: Verdict) -> list[str]:
    if verdict.is_right:
        return ["✓ Right.", verdict.explanation]
    said = given if isinstance(given, str | dict) else asked.question.kind.text(given)
    again = f'Try it with other numbers: predict("{asked.question.id}", ..., variant={asked.variant + 1}).'
    why = filter(None, (verdict.sentence, verdict.explanation, again if asked.varies else ""))
    return [f"✗ Not {said}.", *why]
