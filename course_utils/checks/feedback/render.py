"""Reports as text for a terminal and as HTML for a notebook; `show` picks one."""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from course_utils.checks.explain.table import knows_more
from course_utils.checks.feedback import picture
from course_utils.checks.feedback.statuses import STATUSES
from course_utils.checks.report import CaseOutcome, Report
from course_utils.exercises.base import Exercise

PLAIN = (
    "line-height:1.5;background:var(--jp-layout-color1,#fff);color:var(--jp-content-font-color1,#111);"
    "font-family:var(--jp-content-font-family,system-ui,sans-serif)"
)
_SEARCHING = "Looking for the mistake …"
_CODE = re.compile("`([^`]*)`")
_BOX = "border-left:5px solid {colour};padding:.5em .9em;margin:.3em 0;" + PLAIN


def headline(report: Report) -> str:
    """One line that says how the exercise stands."""
    total = len(report.outcomes)
    if not total and report.message:
        return report.message
    if report.status == "passed":
        return f"{report.exercise}: {f'all {total} cases pass' if total > 1 else 'the case passes'}."
    if report.status == "missing":
        unfilled = report.message.startswith(f"{report.exercise} is not finished yet: ")
        what = report.message if unfilled else f"{report.exercise} is not finished yet. Write it above"
        return f"{what.removesuffix('.')}, then run this cell again."
    return f"{report.exercise}: {report.passed} of {total} cases pass."


def as_text(report: Report) -> str:
    """The whole report as plain lines."""
    lines, bad = _opening(report), _first_bad(report)
    if report.status == "missing":
        return lines[0]
    if bad:
        example = report.diagnosis.example if report.diagnosis else None
        plane = picture.plane_of(bad.difference) if example is None else None
        lines += example.lines() if example else []
        lines += [picture.as_text(plane)] if plane else []
    if report.mistake:
        lines += ["", report.message]
    lines += report.diagnosis.sentences if report.diagnosis else []
    lines += report.notes
    if bad and knows_more(bad.message):
        lines.append("explain() says more about this error.")
    if bad:
        lines.append(f"Stuck? hint({report.exercise}) helps in three steps.")
    return "\n".join(lines)


def _opening(report: Report) -> list[str]:
    """The lines that the verdict alone decides: which cases pass, and the first difference."""
    lines = [f"{STATUSES[report.status].mark} {headline(report)}"]
    if report.status == "missing":
        return lines
    lines += [f"  {STATUSES[outcome.status].mark} {outcome.title}" for outcome in report.outcomes]
    bad = _first_bad(report)
    return [*lines, "", bad.message] if bad else lines


def as_html(report: Report) -> str:
    """The whole report as one accessible block, readable in light and dark themes."""
    parts = [f"<strong>{STATUSES[report.status].mark} {html.escape(headline(report))}</strong>"]
    if report.status != "missing":
        lines = (f"{STATUSES[outcome.status].mark} {html.escape(outcome.title)}" for outcome in report.outcomes)
        items = "".join(f"<li>{line}</li>" for line in lines)
        parts.append(f'<ul style="list-style:none;padding-left:.3em;margin:.3em 0">{items}</ul>')
    bad = _first_bad(report) if report.status != "missing" else None
    if bad:
        parts.append(f"<p>{html.escape(bad.message)}</p>")
        example = report.diagnosis.example if report.diagnosis else None
        if example:
            written = html.escape(chr(10).join(example.lines()))
            parts.append(f'<pre style="margin:.3em 0;white-space:pre-wrap">{written}</pre>')
        plane = picture.plane_of(bad.difference) if example is None else None
        if plane:
            parts.append(f"<p>{html.escape(plane.sentence)}:</p>{picture.as_image(plane)}")
    if report.mistake:
        parts.append(f"<p><strong>What happened:</strong> {html.escape(report.message)}</p>")
    sentences = report.diagnosis.sentences if report.diagnosis else []
    parts += [f"<p>{with_code(sentence)}</p>" for sentence in sentences]
    parts += [f"<p>{html.escape(note)}</p>" for note in report.notes]
    if bad and knows_more(bad.message):
        parts.append("<p><code>explain()</code> says more about this error.</p>")
    if bad:
        parts.append(f"<p>Stuck? <code>hint({report.exercise})</code> helps in three steps.</p>")
    return box(report.status, "".join(parts))


def hint_text(exercise: Exercise, rung: int) -> str:
    """Hint number `rung` (1 to 3) with where it stands on the ladder."""
    more = f" (hint({exercise.name}) again for more)" if rung < len(exercise.hints) else ""
    return f"Hint {rung} of {len(exercise.hints)}: {exercise.hints[rung - 1]}{more}"


class Showing:
    """One report that may come in steps: what differs at once, later the name of the mistake, and the line.

    A page changes what it shows; elsewhere the lines that are new come below.
    """

    def __init__(self) -> None:
        self._lines = ""
        self._handle: Any = None

    def early(self, report: Report) -> None:
        """Show a report whose mistake is still looked for."""
        if in_notebook():
            self._put(replace(report, notes=(*report.notes, _SEARCHING)))
        elif not self._lines:
            self._lines = "\n".join(_opening(report))
            print(self._lines, flush=True)

    def last(self, report: Report, more: Callable[[Report], Report] = lambda report: report) -> None:
        """Show the report at once, and what `more` makes of it when that is there."""
        if in_notebook():
            self._put(report)
            fuller = more(report)
            if fuller is not report:
                self._put(fuller)
            return
        if report.status not in ("passed", "missing"):
            self.early(report)
        print(as_text(more(report)).removeprefix(self._lines).lstrip("\n"))

    def _put(self, report: Report) -> None:
        text, markup = as_text(report), as_html(report)
        if self._handle is None:
            self._handle = _page(text, markup, display_id=True)
        else:
            self._handle.update({"text/plain": text, "text/html": markup}, raw=True)


def box(status: str, markup: str) -> str:
    """Markup in a block whose edge has the status's colour; a screen reader says it when it comes."""
    return f'<div role="status" style="{_BOX.format(colour=STATUSES[status].edge)}">{markup}</div>'


def with_code(sentence: str) -> str:
    """A sentence whose `names` are set as code."""
    return _CODE.sub(r"<code>\1</code>", html.escape(sentence))


def show_hint(exercise: Exercise, rung: int) -> None:
    show_note(hint_text(exercise, rung))


def show_note(text: str) -> None:
    """Help in a calm box; lines stay lines."""
    display(text, note(text))


def note(text: str) -> str:
    """The calm box itself."""
    box = _BOX.format(colour=STATUSES["missing"].edge)
    return f'<div role="status" style="{box};white-space:pre-line">{html.escape(text)}</div>'


def show_beside(sources: dict[str, str], line: str) -> None:
    """Sources by their titles, beside each other where a page can, with a line below."""
    text = "\n\n".join(f"{title}:\n{source}" for title, source in sources.items())
    columns = "".join(
        f'<figure style="margin:0;flex:1 1 20em;min-width:0"><figcaption><strong>{html.escape(title)}</strong>'
        f'</figcaption><pre tabindex="0" style="overflow-x:auto">{html.escape(source)}</pre></figure>'
        for title, source in sources.items()
    )
    box = _BOX.format(colour=STATUSES["passed"].edge)
    row = f'<div style="display:flex;flex-wrap:wrap;gap:1em">{columns}</div>'
    display(f"{text}\n\n{line}", f'<div style="{box}">{row}<p>{html.escape(line)}</p></div>')


def _first_bad(report: Report) -> CaseOutcome | None:
    return next((outcome for outcome in report.outcomes if outcome.status != "passed"), None)


def display(text: str, markup: str) -> None:
    """In a notebook show the HTML (with the text for screen readers and tests), else print."""
    if not in_notebook():
        print(text)
        return
    _page(text, markup)


def _page(text: str, markup: str, **settings: object) -> Any:
    from IPython.display import display as show_in_page

    return show_in_page({"text/plain": text, "text/html": markup}, raw=True, **settings)  # type: ignore[no-untyped-call]


def in_notebook() -> bool:
    """True inside a Jupyter kernel, False in a terminal."""
    return hasattr(shell(), "kernel")


def shell() -> Any:
    """IPython's shell in a kernel or an IPython terminal, else None; these have loaded IPython long before we ask."""
    ipython = sys.modules.get("IPython.core.getipython")
    return ipython.get_ipython() if ipython is not None else None
