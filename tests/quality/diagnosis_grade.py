"""The grader's path of `diagnosis.py`: every row is a submission, graded in the sandbox; results.json is read."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from diagnosis import Diagnosis, line_in, tells_layer
from solved import ROOT, cells
from wrong import Wrong

from course_utils.notebooks.magics import without_magics

_LINES = re.compile(r"\bline(?:s| )((?:,| |and|or|line|\d)+)", re.IGNORECASE)


def graded(notebook: str, rows: Sequence[Wrong]) -> Iterator[Diagnosis]:
    """What the grade of each row says. `seconds` are those of the exercise, its hidden cases included."""
    with tempfile.TemporaryDirectory() as folder:
        handed_in, report = Path(folder, "in"), Path(folder, "report")
        handed_in.mkdir()
        for row in rows:
            Path(handed_in, f"{row.key}.ipynb").write_text(submission(notebook, row))
        command = [sys.executable, "-m", "course_utils", "grade", str(handed_in), "--out", str(report)]
        subprocess.run(
            [*command, "--notebook", notebook, "--seed", "1", "--workers", "2"],
            cwd=ROOT, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        results = {student["student"]: student for student in _students(report)}
    for row in rows:
        yield _diagnosis(row, results[row.key])


def submission(notebook: str, row: Wrong) -> str:
    """The solved notebook with the row in place of its function, as a file."""
    sources = [row.source if _defines(cell, row.exercise) else cell for cell in cells(notebook)]
    parts: list[dict[str, object]] = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
        for n, source in enumerate(sources)
    ]
    return json.dumps({"cells": parts, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def _defines(cell: str, name: str) -> bool:
    body = ast.parse(without_magics(cell)).body
    return any(isinstance(node, ast.FunctionDef) and node.name == name for node in body)


def _students(report: Path) -> list[dict[str, Any]]:
    students: list[dict[str, Any]] = json.loads((report / "results.json").read_text())["submissions"]
    return students


def _place(says: str) -> str:
    """The lines that a sentence names, or what is never read, as `diagnosis.place` says it of a report; "" for neither."""
    numbers = [number for lines in _LINES.findall(says) for number in re.findall(r"\d+", lines)]
    if unread := re.match(r"`(.+?)` is never read", says):
        return f"unread {unread[1]}"
    if not numbers:
        return ""
    if "together" in says:
        return f"lines {' and '.join(numbers)}"
    return f"line {' or '.join(dict.fromkeys(numbers))}"


def _diagnosis(row: Wrong, student: dict[str, Any]) -> Diagnosis:
    result = next(each for each in student["exercises"] if each["name"] == row.exercise)
    fault, text = result.get("fault") or {}, result["message"]
    place = _place(fault["says"]) or f"line {fault['line']}" if fault else ""
    line = line_in(text) if result["status"] == "error" else 0
    seconds = result["seconds"]
    return Diagnosis(
        row, result["status"] != "passed", result["mistake"], place, "", line, tells_layer(text), seconds, seconds, text
    )
