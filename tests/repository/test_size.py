"""A clone stays small: the whole tree, each file, and each output of a built notebook."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tracked import ROOT, megabytes, table, tracked

ALL, ONE_FILE, ONE_OUTPUT = 75e6, 25e6, 1.5e6
NOTEBOOKS = [name for name in tracked() if name.startswith("workbook/") and name.endswith(".ipynb")]


def test_all_tracked_files_together_are_at_most_75_megabytes(output_dir: Path) -> None:
    print(table())
    (output_dir / "sizes.txt").write_text(table(), encoding="utf-8")
    assert sum(tracked().values()) <= ALL, table()


def test_no_file_is_larger_than_25_megabytes() -> None:
    assert {name: megabytes(size) for name, size in tracked().items() if size > ONE_FILE} == {}


def test_notebooks_are_found() -> None:
    assert len(NOTEBOOKS) >= 24


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_no_output_of_a_notebook_is_larger_than_a_megabyte_and_a_half(name: str) -> None:
    cells = json.loads((ROOT / name).read_text("utf-8"))["cells"]
    sizes = {cell["id"]: len(json.dumps(one)) for cell in cells for one in cell.get("outputs", ())}
    assert {cell: megabytes(size) for cell, size in sizes.items() if size > ONE_OUTPUT} == {}
