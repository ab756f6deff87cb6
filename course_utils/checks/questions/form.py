"""The form below a question, where the front end has widgets: a letter to choose or a field to write in.

What stands in the cell stays the answer: in JupyterLab the form writes it there, elsewhere it shows what to write.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from course_utils.checks.feedback import render
from course_utils.checks.questions.answering import literal, written
from course_utils.checks.questions.page import plain
from course_utils.exercises.questions.drawn import Posed
from course_utils.exercises.questions.kinds import Choice

_HERE = Path(__file__).parent
Judge = Callable[[Posed, Any], tuple[str, str]]


class QuestionForm(anywidget.AnyWidget):
    """Choices as radio buttons or boxes, anything else as a field; `judge` gives text and markup for an answer."""

    _esm = (_HERE / "form.js").read_text("utf-8")
    _css = (_HERE / "form.css").read_text("utf-8")
    title = traitlets.Unicode().tag(sync=True)
    kind = traitlets.Unicode().tag(sync=True)
    letters = traitlets.List(traitlets.Unicode()).tag(sync=True)
    texts = traitlets.List(traitlets.Unicode()).tag(sync=True)
    example = traitlets.Unicode().tag(sync=True)
    given = traitlets.Dict({"answer": "", "at": 0}).tag(sync=True)
    verdict = traitlets.Unicode().tag(sync=True)
    line = traitlets.Unicode().tag(sync=True)
    call = traitlets.Unicode().tag(sync=True)

    def __init__(self, posed: Posed, judge: Judge, from_cell: bool = True) -> None:
        kind = posed.question.kind
        options = posed.options if isinstance(kind, Choice) else ()
        super().__init__(
            title=f"Answer: {plain(posed.prompt.splitlines()[0])}",
            kind=("several" if kind.several else "one") if isinstance(kind, Choice) else "text",
            letters=[option.letter for option in options],
            texts=[plain(option.text) for option in options],
            example=kind.example,
            call=f'predict("{posed.question.id}"',
        )
        self._posed, self._judge, self._from_cell = posed, judge, from_cell

    @traitlets.observe("given")
    def _answered(self, change: dict[str, Any]) -> None:
        answer = literal(str(change["new"].get("answer", "")), self._posed)
        keeps = self._from_cell and not self._posed.fault(answer)
        self.line = written(self._posed, answer) if keeps else ""
        self.verdict = ""  # so that the same verdict is said once more
        self.verdict = self._judge(self._posed, answer)[1]

    def __repr__(self) -> str:
        instead = ", or write the answer in place of the dots" if self._from_cell else ""
        return f"Run the cell again to answer in a form{instead}."

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """The form with, beside it, what stands there where no kernel or no widget is: how to answer all the same."""
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        still = {"text/html": f'<p style="{render.PLAIN}">{self!r}</p>', "text/plain": repr(self)}
        return data | still, metadata
