"""What every explorer shares: its JavaScript in one module, its picture without JavaScript."""

from __future__ import annotations

from typing import Any

import anywidget
import traitlets

from course_utils.errors import ArgumentError
from course_utils.widgets.assets import stylesheet
from course_utils.widgets.drawing.figures import Figure


class WidgetError(ArgumentError, traitlets.TraitError):
    """A widget was given a value outside its domain; also a TraitError, so that traits roll back."""


class ExplorerWidget(anywidget.AnyWidget):
    """A widget that also has a picture and a sentence for readers without JavaScript.

    The browser does its own arithmetic, so that nothing waits for the kernel; Python does it again with
    `course_utils.layers`, so that `output` is the very number a student's function must give.
    """

    _esm = "export default { render() {} }"
    _css = stylesheet()

    def static_svg(self) -> str:
        """Return the widget's present content as one SVG element."""
        raise NotImplementedError

    def alt_text(self) -> str:
        """Return the widget's present content in a sentence or two."""
        raise NotImplementedError

    def proposed(self, proposal: dict[str, Any], *names: str) -> dict[str, Any]:
        """Return what `names` would be with the value that is proposed for one trait, the others as they are."""
        return {name: getattr(self, name) for name in names} | {proposal["trait"].name: proposal["value"]}

    def __repr__(self) -> str:
        return self.alt_text()

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """Return the live view with, beside it, what nbconvert, GitHub and untrusted notebooks show.

        The picture is an <img>: JupyterLab strips a bare <svg> from the outputs of untrusted notebooks.
        """
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        data["text/html"] = Figure.from_svg(self.static_svg(), self.alt_text())._repr_html_()
        data["text/plain"] = self.alt_text()
        return data, metadata
