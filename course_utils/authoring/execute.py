"""Execute a notebook from top to bottom and keep only what is the same on every run."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from course_utils.authoring.source import spare_grammars
from course_utils.checks.progress import PATH_VARIABLE as PROGRESS_VARIABLE
from course_utils.errors import BuildError
from course_utils.notebooks.cell import Cell
from course_utils.notebooks.file import Notebook, read_notebook, write_notebook

if TYPE_CHECKING:
    from nbformat import NotebookNode

SECONDS_PER_CELL = 600
# What makes numbers and messages the same everywhere; tests/run_all.sh sets the same for nbval.
ENVIRONMENT = {
    "PYTHONHASHSEED": "0",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "CUDA_VISIBLE_DEVICES": "-1",
    "JUPYTER_PLATFORM_DIRS": "1",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}
_ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]{6,}")
_WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def execute(
    notebook: Notebook, folder: Path, label: str, advance: Callable[[], None], keep_widgets: bool = False
) -> Notebook:
    """Run `notebook` in `folder` with the kernel python3; returns it with its outputs.

    `label` names it in errors; `advance()` is called after each code cell. With `keep_widgets` its outputs show their
    widgets by ids of this one run, and its metadata has the widgets' states.

    Raises:
        BuildError: a cell raised, ran out of time or ended its kernel, or an output cannot be the
            same twice.
    """
    spare_grammars()
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellControlSignal, DeadKernelError

    running = {"id": "none"}
    node = nbformat.reads(write_notebook(notebook).decode(), as_version=4)  # type: ignore[no-untyped-call]
    client = NotebookClient(
        node,
        timeout=SECONDS_PER_CELL,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        coalesce_streams=True,
        extra_arguments=["--log-level=ERROR"],  # its warnings about transport are no news to an author
        store_widget_state=keep_widgets,
        on_cell_start=lambda cell, cell_index: running.update(id=cell.id),
        on_cell_executed=lambda cell, cell_index, execute_reply: advance(),
    )
    try:
        with tempfile.TemporaryDirectory() as place:  # nobody's own progress is stored in a notebook
            progress = {PROGRESS_VARIABLE: f"{place}/progress.json"}
            client.execute(env={**os.environ, **ENVIRONMENT, **progress})
    except (CellControlSignal, DeadKernelError) as error:
        raise BuildError(
            f"{label}: the cell {running['id']!r} failed: {_last_line(node, running['id'], error)}",
            "Mend the cell in the source, or the function it calls, and build again.",
        ) from None
    if keep_widgets:
        states = {"metadata": {**notebook.fields.get("metadata", {}), "widgets": node.metadata.get("widgets", {})}}
        return Notebook(_cells(node), {**notebook.fields, **states})
    for cell in node.cells:
        _keep_what_is_stable(cell, label)
    # The kernel wrote its patch version among the metadata; ours stay.
    return Notebook(_cells(node), notebook.fields)


def _cells(node: NotebookNode) -> tuple[Cell, ...]:
    import nbformat

    text: str = nbformat.writes(node)  # type: ignore[no-untyped-call]
    return read_notebook(text.encode()).cells


def _last_line(notebook: NotebookNode, id: str, error: Exception) -> str:
    """The last line of the traceback, or of the error itself when the cell left none."""
    cell = next((cell for cell in notebook.cells if cell.id == id), None)
    for output in reversed(cell.get("outputs", []) if cell else []):
        if output.output_type == "error":
            return f"{output.ename}: {output.evalue}".strip().splitlines()[-1]
    return (str(error).strip().splitlines() or [type(error).__name__])[-1]


def _keep_what_is_stable(cell: NotebookNode, label: str) -> None:
    cell.metadata.pop("execution", None)  # times of day
    for output in cell.get("outputs", []):
        output.get("data", {}).pop(_WIDGET_VIEW, None)  # a random id; its text stays
        shown = f"{output.get('text', '')}{output.get('data', {}).get('text/plain', '')}"
        address = _ADDRESS.search(shown)
        if address:
            raise BuildError(
                f"{label}: the output of cell {cell.id!r} holds a memory address ({address[0]}).",
                "It differs on every run: print something else, or end the line with a semicolon.",
            )
