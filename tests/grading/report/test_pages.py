"""Feedback and the class overview: whole, safe, offline, usable without a mouse."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils.checks.report import CaseOutcome, Difference, Report, Result
from course_utils.grading.course.values import Course, Late
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.decisions import Decisions
from course_utils.grading.gradebook.records import Graded
from course_utils.grading.report.figures.notebooks import Distribution
from course_utils.grading.report.names import feedback_path, safe_name
from course_utils.grading.report.pages import write_reports

Make = Callable[..., Graded]
BAD_NAMES = ["../../etc/passwd", "..", ".", "", "/", "a/b", "a\\b", "a\0b", "con", "x" * 300, "a."]
STEP = "week1/2_step_by_step"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Gradebook]:
    with Gradebook.open(tmp_path / "gradebook.sqlite") as opened:
        yield opened


@pytest.fixture
def report(book: Gradebook, tmp_path: Path, fake_class: list[Graded]) -> Path:
    for graded in fake_class:
        book.record(graded)
    Decisions(book).override("Grace Hopper", STEP, "conv_forward", 10, "Prof. Ek", "The idea is right.")
    end = datetime(2026, 3, 8, 23, 59, tzinfo=UTC)
    write_reports(book, tmp_path, Course(due={"default": end}, late=Late(penalty_per_day=0.1)))
    return tmp_path


def feedback(folder: Path, student: str) -> str:
    return (folder / feedback_path(student, STEP, "")).read_text(encoding="utf-8")


def test_every_student_has_a_page_per_notebook_and_a_page(report: Path, fake_class: list[Graded]) -> None:
    for graded in fake_class:
        assert (report / feedback_path(graded.student, graded.notebook, graded.file)).is_file()
        assert (report / "feedback" / graded.student / "index.html").is_file()
    assert (report / "feedback" / "王小明" / "week1" / "2_step_by_step.html").is_file()


def test_every_link_between_the_pages_leads_somewhere(report: Path) -> None:
    from urllib.parse import unquote

    pages = [report / "index.html", *report.glob("feedback/**/*.html")]
    assert len(pages) > 60
    for page in pages:
        text = page.read_text(encoding="utf-8")
        for address in re.findall(r'href="([^"]*)"', text):
            if address.startswith("#"):
                assert f'id="{address[1:]}"' in text, (page, address)
            else:
                assert (page.parent / unquote(address)).is_file(), (page, address)


def test_pages_need_nothing_from_elsewhere(report: Path) -> None:
    for page in [report / "index.html", *report.glob("feedback/**/*.html")]:
        text = page.read_text(encoding="utf-8")
        assert not re.search(r"https?://|<link|<img|@import|url\(|src=", text), page


def test_feedback_shows_the_students_own_output_and_mistake(book: Gradebook, tmp_path: Path, make_graded: Make) -> None:
    difference = Difference("value", "Z[3, 2]", "-0.6149", "1.757")
    cases = (CaseOutcome("published figures", "failed", difference.sentence(), difference),)
    sentence = "The window moved by one pixel: stride was not used."
    report = Report("conv_forward", "failed", cases, sentence)
    result = Result("conv_forward", "failed", 0, 15, sentence, "stride ignored", report=report)
    book.record(make_graded(results=(result,)))
    write_reports(book, tmp_path)
    text = feedback(tmp_path, "Ada Lovelace")
    for part in ("Z[3, 2]", "-0.6149", "1.757", sentence, "Not right yet", "0 / 15"):
        assert part in text


def test_feedback_never_shows_a_value_of_a_hidden_case(book: Gradebook, tmp_path: Path, make_graded: Make) -> None:
    secret = Difference("value", "SECRETPLACE", "SECRETGOT", "SECRETEXPECTED")
    cases = (CaseOutcome("a large image", "failed", "A hidden case fails: a large image.", secret, hidden=True),)
    report = Report("zero_pad", "failed", cases, cases[0].message)
    result = Result("zero_pad", "failed", 0, 5, report.message, report=report)
    book.record(make_graded(results=(result,)))
    index = write_reports(book, tmp_path)
    for page in (index, *tmp_path.glob("feedback/**/*.html")):
        assert "SECRET" not in page.read_text()
    assert "a large image" in feedback(tmp_path, "Ada Lovelace")


def test_whatever_a_student_writes_stays_text(book: Gradebook, tmp_path: Path, make_graded: Make) -> None:
    evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    cases = (CaseOutcome(evil, "error", evil, Difference("value", evil, evil, evil)),)
    report = Report("zero_pad", "error", cases, evil, evil, (evil,))
    result = Result("zero_pad", "blocked", 0, 5, evil, evil, report=report)
    ours = Result("conv_forward", "unchecked", 0, 5, evil)
    book.record(make_graded(evil, results=(result, ours), message=evil, file=evil))
    write_reports(book, tmp_path, title=evil)
    pages = [tmp_path / "index.html", *tmp_path.glob("feedback/**/*.html")]
    assert len(pages) == 3
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert "<script>alert" not in text
        assert "<img" not in text


def test_an_override_is_said_with_author_and_reason(report: Path) -> None:
    text = feedback(report, "Grace Hopper")
    assert "10 points by Prof. Ek:" in text
    assert "The idea is right." in text


def test_an_unchecked_exercise_is_red_for_the_instructor_and_kind_to_the_student(report: Path) -> None:
    index = (report / "index.html").read_text(encoding="utf-8")
    assert "Unchecked: needs your decision" in index
    assert "The fault is ours and costs you nothing" in feedback(report, "Olga Petrova")
    assert "It ended: unchecked" not in feedback(report, "Olga Petrova")


def test_a_broken_file_is_explained_once(report: Path) -> None:
    text = feedback(report, "Vera Lost")
    assert text.count("line 1, column 17 is no JSON") == 1
    assert "This is a text file." in (report / "feedback/Vera Lost/unrecognised/poem.txt.html").read_text()


def test_an_empty_class_has_a_report(book: Gradebook, tmp_path: Path) -> None:
    text = write_reports(book, tmp_path).read_text()
    assert "no notebook recognised yet" in text
    assert "<strong>–</strong>median score" in text


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_name_cannot_leave_its_folder(tmp_path: Path, name: str) -> None:
    path = tmp_path / feedback_path(name, STEP, "")
    assert path.resolve().is_relative_to(tmp_path / "feedback")
    assert len(path.relative_to(tmp_path).parts) == 4
    assert len(safe_name(name).encode()) <= 140


@pytest.mark.slow
@given(st.text(), st.text())
def test_different_names_never_share_a_folder(attempt: str, other: str) -> None:
    assert (safe_name(attempt) == safe_name(other)) == (attempt == other)
    assert safe_name(attempt) not in ("", ".", "..")
    assert "/" not in safe_name(attempt)


def test_names_that_meet_after_cleaning_stay_apart() -> None:
    names = ["a/b", "a_b", "a:b", "a_b ", safe_name("a/b"), "Zoe\u0308", "Zoë"]
    assert len({safe_name(name) for name in names}) == len(names)


@pytest.mark.parametrize(("permille", "median"), [([100], 0.1), ([100, 200], 0.15), ([100, 100, 900], 0.1), ([], None)])
def test_the_median_is_that_of_the_sorted_scores(permille: list[int], median: float | None) -> None:
    scores = Distribution()
    for value in permille:
        scores.add(value / 1000)
    assert scores.median == median


@pytest.mark.browser
def test_the_overview_works_offline_by_keyboard_and_on_paper(report: Path, offline_page: Any, output_dir: Path) -> None:
    page = offline_page
    page.goto((report / "index.html").as_uri())
    _sort_by_keyboard(page)
    page.fill("#find", "ada")
    shown = page.locator("table[data-sort] tbody tr:visible th").all_inner_texts()
    assert shown == ["Ada Lovelace"]
    page.fill("#find", "")
    page.screenshot(path=output_dir / "class_report.png", full_page=True)
    pdf = page.pdf(path=output_dir / "class_report.pdf", format="A4")
    assert pdf.startswith(b"%PDF")
    page.click("text=Grace Hopper")
    page.click("text=step by step")
    page.screenshot(path=output_dir / "feedback.png", full_page=True)
    assert page.locator("article").count() == 8


def _sort_by_keyboard(page: Any) -> None:
    scores = "table[data-sort] tbody td:nth-child(2)"
    heading = page.get_by_role("button", name="Points")
    heading.focus()
    for key, direction in (("Enter", "descending"), ("Space", "ascending")):
        heading.press(key)
        values = page.locator(scores).evaluate_all("cells => cells.map(c => Number(c.dataset.value))")
        assert values == sorted(values, reverse=direction == "descending")
        header = page.locator("th[aria-sort]")
        assert header.get_attribute("aria-sort") == direction
        assert header.count() == 1
        assert page.locator("#sorted").inner_text() == f"Sorted by Points, {direction}."
