"""Handing in from START_HERE: a button that looks at every begun notebook and makes the zip."""

from __future__ import annotations

import html
from typing import Any

import ipywidgets

from course_utils.checks.feedback import render
from course_utils.data.paths import course_root
from course_utils.errors import CourseError
from course_utils.student.submit.packing import HandIn, hand_in

INVITATION = "Save your notebooks first. Then each one that you began is looked at, and all go into one zip."
IN_A_TERMINAL = "course submit"


class HandInButton(ipywidgets.VBox):  # type: ignore[misc]
    """The button with what it says below; without a front end the command that does the same."""

    def __init__(self) -> None:
        self._button = ipywidgets.Button(
            description="Make my hand-in", tooltip="Look at my notebooks and make one zip", layout={"width": "14em"}
        )
        self._said = ipywidgets.HTML()
        self._button.on_click(lambda _: self._make())
        super().__init__([ipywidgets.HTML(_paragraph(html.escape(INVITATION))), self._button, self._said])

    def _make(self) -> None:
        lines = list[str]()

        def say(text: str) -> None:
            lines[:] = [*(line for line in lines if not line.endswith("…")), text]
            self._said.value = _lines(lines)

        self._button.disabled = True
        try:
            done = hand_in(course_root() / "workbook", say)
            self._said.value = _lines(lines) + _offer(done)
        except CourseError as error:
            self._said.value = _lines([*lines, f"✗ {error.message} {error.help}"], role="alert")
        finally:
            self._button.disabled = False

    def __repr__(self) -> str:
        return f"{INVITATION} In a terminal: {IN_A_TERMINAL}"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        """The button, and for what shows no widgets the command."""
        live: dict[str, Any] = super()._repr_mimebundle_(**kwargs)
        words = f"{html.escape(INVITATION)} In a terminal: <code>{IN_A_TERMINAL}</code>."
        return live | {"text/html": _paragraph(words), "text/plain": repr(self)}


def _paragraph(markup: str) -> str:
    return f'<p style="{render.PLAIN}">{markup}</p>'


def _lines(lines: list[str], role: str = "status") -> str:
    text = html.escape("\n".join(lines))
    return f'<div role="{role}" style="white-space:pre-wrap;{render.PLAIN}">{text}</div>'


def _offer(done: HandIn) -> str:
    address = html.escape(f"{done.path.parent.name}/{done.path.name}")
    link = f'<a href="{address}" download>{html.escape(done.path.name)}</a>'
    return _paragraph(f"<strong>Hand in {link}.</strong> Your receipt lies beside it.")


def show_hand_in() -> HandInButton:
    """A button that looks at the notebooks that were begun and makes the zip to hand in."""
    return HandInButton()
