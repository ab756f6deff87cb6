"""The built notebooks are plain files of format 4.5 that JupyterLab, Notebook 7, VS Code and Colab read alike."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

WORKBOOK = Path(__file__).parents[2] / "workbook"
NOTEBOOKS = sorted(
    path for path in WORKBOOK.rglob("*.ipynb") if not {".ipynb_checkpoints", "source"} & {*path.relative_to(WORKBOOK).parts}
)
SOLVED = [path for path in NOTEBOOKS if "solutions" in path.parts]
MIME_TYPES = {"text/plain", "text/html", "text/markdown", "text/latex", "image/png", "image/jpeg", "image/svg+xml"}
# What a front end runs only in a notebook that it trusts, or cuts out of one that it does not.
TRUSTED_ONLY = re.compile(r"<(script|iframe|object|embed|link|svg|form)\b|\son\w+\s*=|javascript:", re.IGNORECASE)
CELL_ID = re.compile(r"^[a-zA-Z0-9_-]{1,64}$")
MIB = 2**20

each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: "/".join(path.relative_to(WORKBOOK).with_suffix("").parts))


def raw(path: Path) -> dict[str, Any]:
    """The file as it stands, not as nbformat mends it."""
    return dict(json.loads(path.read_text(encoding="utf-8")))


def outputs(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for cell in raw(path)["cells"]:
        for output in cell.get("outputs", []):
            yield cell["id"], output


def is_text(value: object) -> bool:
    """A string, or a list of strings whose lines end in a line break, all but the last."""
    if isinstance(value, str):
        return True
    lines = isinstance(value, list) and all(isinstance(line, str) for line in value)
    return lines and all(line.endswith("\n") for line in value[:-1])


def test_every_student_notebook_has_a_solved_one() -> None:
    student = {path.relative_to(WORKBOOK) for path in NOTEBOOKS if path not in SOLVED}
    solved = {path.relative_to(WORKBOOK / "solutions") for path in SOLVED}
    assert len(student) >= 12
    assert {path for path in student if len(path.parts) == 2} <= solved


@each
def test_a_notebook_is_valid_in_format_4_5(path: Path) -> None:
    import nbformat

    content = raw(path)
    assert (content["nbformat"], content["nbformat_minor"]) == (4, 5)
    nbformat.validate(content, version=4, version_minor=5)


@each
def test_every_cell_has_an_id_of_its_own_and_text_in_a_known_form(path: Path) -> None:
    cells = raw(path)["cells"]
    ids = [cell["id"] for cell in cells]
    assert len(set(ids)) == len(ids)
    assert [name for name in ids if not CELL_ID.match(name)] == []
    assert [cell["id"] for cell in cells if not is_text(cell["source"])] == []
    assert {cell["cell_type"] for cell in cells} <= {"code", "markdown"}


@each
def test_metadata_stand_under_our_key_only(path: Path) -> None:
    content = raw(path)
    assert content["metadata"].keys() <= {"course", "kernelspec", "language_info"}, "no widget state, no editor's settings"
    assert content["metadata"]["kernelspec"] == {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    assert content["metadata"]["language_info"]["name"] == "python"
    assert {key for cell in content["cells"] for key in cell["metadata"]} <= {"tags", "course", "jupyter"}
    assert {key for cell in content["cells"] for key in cell["metadata"].get("jupyter", {})} <= {"source_hidden"}
    assert [cell["id"] for cell in content["cells"] if not all(isinstance(tag, str) for tag in cell["metadata"].get("tags", []))] == []


@each
def test_an_unsolved_notebook_holds_no_output_and_no_file_is_large(path: Path) -> None:
    if path.parent.parent == WORKBOOK and path not in SOLVED:
        assert list(outputs(path)) == []
    assert path.stat().st_size < 3 * MIB, "Colab and GitHub are slow with more"


@each
def test_outputs_are_of_types_that_every_front_end_shows(path: Path) -> None:
    kinds = {output["output_type"] for _, output in outputs(path)}
    assert kinds <= {"display_data", "execute_result", "stream"}, "an error, or something unknown"
    shown = [(cell, output) for cell, output in outputs(path) if "data" in output]
    assert {mime for _, output in shown for mime in output["data"]} <= MIME_TYPES
    assert [cell for cell, output in shown if "text/plain" not in output["data"]] == [], "nothing for those without HTML"
    assert [cell for cell, output in shown for value in output["data"].values() if not is_text(value)] == []
    assert {key for _, output in shown for key in output["metadata"]} == set()


@each
def test_outputs_need_no_trust(path: Path) -> None:
    html = [(cell, "".join(output["data"].get("text/html", ""))) for cell, output in outputs(path) if "data" in output]
    assert [(cell, found[0]) for cell, text in html if (found := TRUSTED_ONLY.search(text))] == []
    assert [cell for cell, text in html if re.search(r'src="(?!data:)', text)] == [], "loads something from elsewhere"


@each
def test_the_text_of_a_notebook_needs_no_trust(path: Path) -> None:
    texts = [(cell["id"], "".join(cell["source"])) for cell in raw(path)["cells"] if cell["cell_type"] == "markdown"]
    assert [(cell, found[0]) for cell, text in texts if (found := TRUSTED_ONLY.search(text))] == []
