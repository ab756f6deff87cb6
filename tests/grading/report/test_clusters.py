"""Wrong answers without a name, gathered by what they do: on the page and in clusters.json."""

from __future__ import annotations

import json
from dataclasses import replace

from course_utils.checks.report import CaseOutcome, Report, Result, Unnamed
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.details import to_details
from course_utils.grading.report.pages import write_reports


def wrong(behaviour, mistake="", text="def zero_pad(X, pad): ..."):
    message = "X_pad differs."
    unnamed = None if mistake else Unnamed(behaviour, text)
    report = Report("zero_pad", "failed", (CaseOutcome("a case", "failed", message),), message, mistake, unnamed=unnamed)
    return Result("zero_pad", "failed", 0.0, 10.0, message, mistake, 0.1, report)


def test_answers_that_do_the_same_are_one_cluster_the_largest_first(tmp_path, make_graded):
    results = [wrong("aaa", text="<b>first</b>"), wrong("bbb"), wrong("bbb"), wrong("ccc", mistake="pads every axis")]
    with Gradebook.open(tmp_path / "gradebook.sqlite") as book:
        for number, result in enumerate(results):
            book.record(replace(make_graded(student=f"Student {number}"), results=(result,)))
        write_reports(book, tmp_path)
    clusters = json.loads((tmp_path / "clusters.json").read_text())
    assert [(cluster["id"], cluster["count"]) for cluster in clusters] == [("zero_pad-bbb", 2), ("zero_pad-aaa", 1)]
    assert clusters[1]["text"] == "<b>first</b>"
    page = (tmp_path / "index.html").read_text()
    assert "Wrong answers without a name" in page
    assert page.index("zero_pad-bbb") < page.index("zero_pad-aaa")
    assert "course new-mistake" in page
    assert "<b>first</b>" not in page


def test_a_class_without_such_answers_has_no_such_section(tmp_path, make_graded):
    with Gradebook.open(tmp_path / "gradebook.sqlite") as book:
        book.record(replace(make_graded(), results=(wrong("ccc", mistake="pads every axis"),)))
        write_reports(book, tmp_path)
    assert json.loads((tmp_path / "clusters.json").read_text()) == []
    assert "without a name" not in (tmp_path / "index.html").read_text()


def test_a_named_answer_keeps_no_text():
    assert "unnamed" not in to_details(wrong("ccc", mistake="pads every axis").report)
    assert to_details(wrong("aaa").report)["unnamed"]["behaviour"] == "aaa"
