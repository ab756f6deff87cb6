"""The bar on top of a notebook: which functions pass; every check brings it up to date."""

from __future__ import annotations

import html
from typing import Any

from course_utils.checks import progress
from course_utils.checks.feedback import render
from course_utils.checks.feedback.statuses import STATUSES
from course_utils.checks.progress import Progress

_shown: dict[str, Any] = {}  # notebook → display handle, for this kernel
_DONE, _OPEN = STATUSES["passed"].edge, "#767676"


def show_progress(notebook: str) -> None:
    """Show the bar of `notebook` (as "week1/2_step_by_step"); it follows the checks below it.

    Raises:
        CourseError: there is no such notebook.
    """
    now = progress.of_notebook(notebook)
    if not render.in_notebook():
        print(as_text(now))
        return
    from IPython.display import display

    _shown[notebook] = display(_bundle(now), raw=True, display_id=True)  # type: ignore[no-untyped-call]


def refresh() -> None:
    """Bring every bar that is shown in this kernel up to date."""
    for notebook, handle in _shown.items():
        handle.update(_bundle(progress.of_notebook(notebook)), raw=True)


def as_text(now: Progress) -> str:
    return f"Your progress: {now.sentence()}"


def as_html(now: Progress) -> str:
    """One line and a row of steps, each with its function's name; a sign tells done from open, not colour alone."""
    steps = "".join(_step(name, name in now.done) for name in now.names)
    row = f'<div role="list" style="display:flex;flex-wrap:wrap;gap:3px;margin-top:.35em">{steps}</div>'
    line = f"<strong>Your progress:</strong> {html.escape(now.sentence())}"
    return f'<div style="{render.PLAIN}">{line}{row}</div>'


def _step(name: str, done: bool) -> str:
    said = f"{name}: {'passes' if done else 'not yet'}"
    style = f"border:2px solid {_DONE if done else _OPEN};border-radius:4px;padding:.05em .45em;font-size:90%"
    return (
        f'<span role="listitem" aria-label="{html.escape(said)}" style="{style}">'
        f"{'✓' if done else '○'} {html.escape(name)}</span>"
    )


def _bundle(now: Progress) -> dict[str, str]:
    return {"text/plain": as_text(now), "text/html": as_html(now)}
