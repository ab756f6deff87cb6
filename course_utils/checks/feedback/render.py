"""Reports as text for a terminal and as HTML for a notebook; `show` picks one."""

from __future__ import annotations

import html
import sys

from course_utils.checks.feedback import picture
from course_utils.checks.feedback.statuses import STATUSES
from course_utils.checks.report import CaseOutcome, Report
from course_utils.exercises.base import Exercise

PLAIN = (
    "line-height:1.5;background:var(--jp-layout-color1,#fff);color:var(--jp-content-font-color1,#111);"
    "font-family:var(--jp-content-font-family,system-ui,sans-serif)"
)
_BOX = "border-left:5px solid {colour};padding:.5em .9em;margin:.3em 0;" + PLAIN


def headline(report: Report) -> str:
    """One line that says how the exercise stands."""
    total = len(report.outcomes)
    if report.status == "passed":
        return f"{report.exercise}: {f'all {total} cases pass' if total > 1 else 'the case passes'}."
    if report.status == "missing":
        return f"{report.exercise} is not finished yet. Write it above, then run this cell again."
    return f"{report.exercise}: {report.passed} of {total} cases pass."


def as_text(report: Report) -> str:
    """The whole report as plain lines."""
    lines = [f"{STATUSES[report.status].mark} {headline(report)}"]
    if report.status == "missing":
        return lines[0]
    lines += [f"  {STATUSES[outcome.status].mark} {outcome.title}" for outcome in report.outcomes]
    bad = _first_bad(report)
    if bad:
        lines += ["", bad.message]
        plane = picture.plane_of(bad.difference)
        lines += [picture.as_text(plane)] if plane else []
    if report.mistake:
        lines += ["", report.message]
    lines += report.notes
    if bad:
        lines.append(f"Stuck? hint({report.exercise}) helps in three steps.")
    return "\n".join(lines)


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
        plane = picture.plane_of(bad.difference)
        if plane:
            parts.append(f"<p>{html.escape(plane.sentence)}:</p>{picture.as_image(plane)}")
    if report.mistake:
        parts.append(f"<p><strong>What happened:</strong> {html.escape(report.message)}</p>")
    parts += [f"<p>{html.escape(note)}</p>" for note in report.notes]
    if bad:
        parts.append(f"<p>Stuck? <code>hint({report.exercise})</code> helps in three steps.</p>")
    return f'<div role="status" style="{_BOX.format(colour=STATUSES[report.status].edge)}">{"".join(parts)}</div>'


def hint_text(exercise: Exercise, rung: int) -> str:
    """Hint number `rung` (1 to 3) with where it stands on the ladder."""
    more = f" (hint({exercise.name}) again for more)" if rung < len(exercise.hints) else ""
    return f"Hint {rung} of {len(exercise.hints)}: {exercise.hints[rung - 1]}{more}"


def show(report: Report) -> None:
    display(as_text(report), as_html(report))


def show_hint(exercise: Exercise, rung: int) -> None:
    show_note(hint_text(exercise, rung))


def show_note(text: str) -> None:
    """Help in a calm box; lines stay lines."""
    box = _BOX.format(colour=STATUSES["missing"].edge)
    display(text, f'<div role="status" style="{box};white-space:pre-line">{html.escape(text)}</div>')


def _first_bad(report: Report) -> CaseOutcome | None:
    return next((outcome for outcome in report.outcomes if outcome.status != "passed"), None)


def display(text: str, markup: str) -> None:
    """In a notebook show the HTML (with the text for screen readers and tests), else print."""
    if not in_notebook():
        print(text)
        return
    from IPython.display import display as show_in_page

    show_in_page({"text/plain": text, "text/html": markup}, raw=True)  # type: ignore[no-untyped-call]


def in_notebook() -> bool:
    """True inside a Jupyter kernel, False in a terminal; a kernel has loaded IPython long before it asks."""
    ipython = sys.modules.get("IPython.core.getipython")
    return ipython is not None and hasattr(ipython.get_ipython(), "kernel")
