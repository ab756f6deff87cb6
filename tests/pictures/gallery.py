"""The gallery: every widget and every drawing of the course in one notebook, with what each shows stored beside it.

    python tests/pictures/gallery.py [OUT.ipynb]

No kernel runs: the cells are run here, one after the other. In JupyterLab "Run All Cells" makes the widgets live.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import nbformat

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from course_utils.widgets.base import ExplorerWidget  # noqa: E402
from tests.pictures import shown  # noqa: E402

WORDS = "# Gallery\n\nEvery widget and every drawing, as the course's style has them: for authors, to look at."
PATH = f"import sys\n\nsys.path.insert(0, {str(ROOT)!r})\n"


def gallery() -> Any:
    """The notebook: for each row a title, its code, and its picture as what the code shows."""
    imports = "from course_utils.widgets.explorers.{} import {}"
    lines = sorted(imports.format(kind.__module__.rsplit(".", 1)[1], name) for name, kind in shown.WIDGETS.items())
    begin = nbformat.v4.new_code_cell(f"{PATH}{shown.BEGIN}\n\n" + "\n".join(lines))
    cells, space = [nbformat.v4.new_markdown_cell(WORDS), begin], shown.names()
    for name, code in [*shown.widget_rows(), *shown.DRAWINGS.items()]:
        cell = nbformat.v4.new_code_cell(code)
        cell.outputs = [nbformat.v4.new_output("execute_result", _stored(shown.run(code, space)), execution_count=1)]
        cells += [nbformat.v4.new_markdown_cell(f"## {name}"), cell]
    for number, cell in enumerate(cells):
        cell.id = f"row-{number}"  # the same on every run
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}  # or JupyterLab asks for one
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


def _stored(value: Any) -> dict[str, str]:
    """What a front end shows without a kernel."""
    if isinstance(value, ExplorerWidget):
        bundle = value._repr_mimebundle_()
        assert bundle is not None
        return {kind: bundle[0][kind] for kind in ("text/html", "text/plain")}
    return {"text/html": value._repr_html_(), "text/plain": repr(value)}


def main() -> None:
    out = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build" / "gallery.ipynb")
    out.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(gallery(), out)
    print(f"{out}: open it in JupyterLab.")


if __name__ == "__main__":
    main()
