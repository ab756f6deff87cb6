"""Each promise of the security page names a test, and that test is there and runs."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest
from tracked import ROOT, tracked

PAGE = ROOT / ".github" / "SECURITY.md"
TEXT = PAGE.read_text("utf-8")
# | promise | `tests/…`, `tests/…::test_…` |
ROWS = re.findall(r"^\| ([A-Z`].*?\.) \| (`tests/.*`) \|$", TEXT, re.MULTILINE)
NAMED = [name for _, cell in ROWS for name in re.findall(r"`([^`]+)`", cell)]


@cache
def functions_of(file: str) -> dict[str, ast.FunctionDef]:
    """The tests of a file; those that are always skipped do not count."""
    functions = [node for node in ast.parse((ROOT / file).read_text("utf-8")).body if isinstance(node, ast.FunctionDef)]
    return {node.name: node for node in functions if node.name.startswith("test_") and not _skipped(node)}


def _skipped(function: ast.FunctionDef) -> bool:
    return any(re.search(r"\bmark\.(skip\b|xfail\b)", ast.unparse(mark)) for mark in function.decorator_list)


@pytest.mark.parametrize("name", NAMED)
def test_the_test_that_holds_a_promise_is_there(name: str) -> None:
    file, _, function = name.partition("::")
    assert file in tracked(), f"{file} is gone: which test holds the promise now?"
    assert functions_of(file), f"{file} has no test"
    assert not function or function in functions_of(file), f"{name} is gone: which test holds the promise now?"


def test_every_promise_names_a_test() -> None:
    promises = TEXT.partition("## What is promised")[2]
    lines = [line for line in promises.splitlines() if line.startswith("|") and not line.startswith(("|---", "| promise |"))]
    assert len(lines) == len(ROWS) >= 15
    assert len({name for name, _ in ROWS}) == len(ROWS)


def test_the_page_says_how_to_report_and_stays_one_page() -> None:
    assert re.findall(r"^## (.+)$", TEXT, re.MULTILINE) == ["To report a hole", "Whom we think of", "What is promised"]
    assert len(re.sub(r"`tests/[^`]*`", "", TEXT).split()) < 700
    for reader in ("README.md", "course_utils/grading/README.md"):
        assert ".github/SECURITY.md" in (ROOT / reader).read_text("utf-8"), reader
