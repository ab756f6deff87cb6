"""What a student sees of imports: a line of what all weeks share, a line of the week's own, and the libraries."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "workbook" / "source"
SOURCES = [FOLDER / "START_HERE.py", *sorted(FOLDER.glob("week*/*.py"))]
MOST = 3  # lines: the course's start, the week's own, and at most another week's


def course_imports(path: Path) -> list[ast.ImportFrom]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return [node for node in nodes if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("course_utils")]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_course_is_imported_in_few_lines(path: Path) -> None:
    imports = course_imports(path)
    modules = [node.module for node in imports]
    assert len(imports) <= MOST
    assert [node.module for node in imports if node.lineno != node.end_lineno] == [], "one line each"
    assert len(set(modules)) == len(modules), "each module once"
    if any(str(module).startswith("course_utils.week") for module in modules):
        shared = [name.name for node in imports if node.module == "course_utils.start" for name in node.names]
        assert {"check", "graded", "hint"} <= set(shared), "what all weeks share comes from course_utils.start"
