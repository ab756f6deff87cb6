"""Which bundle a notebook is from: read from its mark, and told of those that are not the class's."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.report.pages import write_reports
from course_utils.notebooks.file import read_code

sys.path.insert(0, str(Path(__file__).parent))

from terminal import course

CODE = "# GRADED FUNCTION: zero_pad\ndef zero_pad(X, pad):\n    return X  # {}\n"


def notebook(cohort: Any, student: str = "") -> bytes:
    cell = {"cell_type": "code", "source": CODE.format(student), "metadata": {}, "outputs": [], "id": "a"}
    metadata = {"course": {"cohort": cohort}} if cohort else {}
    return json.dumps({"cells": [cell], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}).encode()


@pytest.mark.parametrize(
    ("written", "read"),
    [("2027 spring", "2027 spring"), (" two\n lines ", "two lines"), ("x" * 5000, "x" * 100), (None, ""), (7, ""), ({"a": 1}, "")],
)
def test_the_mark_of_a_notebook_is_read_as_one_short_line(written: Any, read: str) -> None:
    assert read_code(notebook(written)).cohort == read


@pytest.mark.parametrize("metadata", [None, [], {"course": None}, {"course": []}, {"course": {}}])
def test_a_notebook_with_strange_metadata_has_no_mark(metadata: Any) -> None:
    assert read_code(json.dumps({"cells": [], "metadata": metadata}).encode()).cohort == ""


def grade(folder: Path, out: Path) -> str:
    return course("grade", folder, "--out", out, "--seed", "1", "--workers", "0", "--no-isolation")


def hand_in(folder: Path, cohorts: dict[str, str]) -> Path:
    folder.mkdir()
    for student, cohort in cohorts.items():
        (folder / f"{student}.ipynb").write_bytes(notebook(cohort, student))
    return folder


@pytest.mark.slow
def test_notebooks_of_another_cohort_and_without_a_mark_are_told_to_the_instructor_only(tmp_path: Path) -> None:
    cohorts = {"ada": "2027 spring", "bo": "2026 <b>", "chen": "2027 spring", "dora": "", "emil": "2027 spring"}
    out = tmp_path / "report"
    said = grade(hand_in(tmp_path / "class", cohorts), out)
    assert "2 not from the bundle of '2027 spring'" in " ".join(said.split())
    page = (out / "index.html").read_text()
    part = page.split("Not from the bundle of “2027 spring”")[1].split("</table>")[0]
    assert "bo.ipynb" in part
    assert "from the bundle of &#39;2026 &lt;b&gt;&#39;" in part
    assert "dora.ipynb" in part
    assert "without a cohort" in part
    assert "ada.ipynb" not in part
    for student in ("bo", "dora"):
        assert "bundle" not in "".join(path.read_text() for path in (out / "feedback" / student).rglob("*.html"))
    rows = json.loads((out / "results.json").read_text())["submissions"]
    assert {row["student"]: row.get("cohort", "") for row in rows} == cohorts


@pytest.mark.slow
def test_a_class_without_marks_hears_nothing_of_cohorts(tmp_path: Path) -> None:
    out = tmp_path / "report"
    said = grade(hand_in(tmp_path / "class", {"ada": "", "bo": ""}), out)
    assert "bundle" not in said
    assert "bundle" not in (out / "index.html").read_text()


def test_a_gradebook_of_before_the_marks_opens_and_shows_no_mark(tmp_path: Path, fake_class: list[Any]) -> None:
    path = tmp_path / "gradebook.sqlite"
    with Gradebook.open(path) as book:
        book.record(fake_class[0])
        with book._engine.begin() as connection:
            connection.exec_driver_sql("DROP TABLE cohort")
    with Gradebook.open(path) as book:
        assert book.cohort() == ""
        assert [attempt.cohort for attempt in book.attempts()] == [""]
        write_reports(book, tmp_path)
