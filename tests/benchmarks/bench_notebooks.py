"""Seconds and peak memory of every solved notebook, run from top to bottom.

Run as `python tests/benchmarks/bench_notebooks.py [NOTEBOOK ...]`, as `week1/2_step_by_step`.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

from course_utils.authoring.execute import ENVIRONMENT, SECONDS_PER_CELL

SOLUTIONS = Path(__file__).parents[2] / "workbook" / "solutions"
PEAK = "import resource as _r; print(_r.getrusage(_r.RUSAGE_SELF).ru_maxrss)"


def run(path: Path) -> tuple[float, float, float, str]:
    """Wall seconds, megabytes at the peak, and the slowest cell's seconds and id."""
    notebook: Any = nbformat.read(path, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(PEAK, id="peak"))
    began: dict[str, float] = {}
    spent: dict[str, float] = {}
    client = NotebookClient(
        notebook,
        timeout=SECONDS_PER_CELL,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},
        extra_arguments=["--log-level=ERROR"],
        on_cell_start=lambda cell, cell_index: began.update({cell.id: time.perf_counter()}),
        on_cell_executed=lambda cell, cell_index, execute_reply: spent.update(
            {cell.id: time.perf_counter() - began[cell.id]}
        ),
    )
    start = time.perf_counter()
    client.execute(env={**os.environ, **ENVIRONMENT})
    seconds = time.perf_counter() - start
    kilobytes = int(notebook.cells[-1].outputs[0].text)
    slowest = max(spent, key=lambda id: spent[id])
    return seconds, kilobytes / 1024, spent[slowest], slowest


def main() -> None:
    names = sys.argv[1:] or [f"{p.parent.name}/{p.stem}" for p in sorted(SOLUTIONS.glob("week*/*.ipynb"))]
    print(f"{'notebook':<38}{'seconds':>8}{'peak MB':>9}   slowest cell")
    for name in names:
        seconds, peak, worst, cell = run(SOLUTIONS / f"{name}.ipynb")
        print(f"{name:<38}{seconds:8.1f}{peak:9.0f}   {cell} {worst:.1f} s", flush=True)


if __name__ == "__main__":
    main()
