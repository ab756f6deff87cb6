"""The class page of a term: its numbers recomputed from the tables, and read on a laptop, on paper and by keyboard."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from bs4 import BeautifulSoup, Tag

from course_utils.exercises import registry
from course_utils.grading.course.values import Course
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.records import Graded
from course_utils.grading.report import students
from course_utils.grading.report.names import student_path
from course_utils.grading.report.pages import write_reports

pytestmark = pytest.mark.slow  # the report of a term takes four seconds
NOTEBOOKS = registry.notebooks()
WHOLE = 100 * len(NOTEBOOKS)
WRONG = {"failed", "error", "timeout", "memory", "crashed"}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def page(term_report: Path) -> BeautifulSoup:
    return BeautifulSoup((term_report / "index.html").read_text("utf-8"), "html.parser")


@pytest.fixture(scope="module")
def handed_in(term_report: Path) -> list[dict[str, Any]]:
    """The entries of results.json that count in the class: of nobody who withdrew, of nothing excused."""
    results = json.loads((term_report / "results.json").read_text("utf-8"))
    excused = {person["student"]: person["excused"] for person in results["students"] if person["state"] == "active"}
    return [each for each in results["submissions"] if each["notebook"] not in excused.get(each["student"], [each["notebook"]])]


def cells(row: Tag) -> list[str]:
    return [" ".join(cell.get_text(" ").split()) for cell in row.find_all(["th", "td"])]


def percent(share: float) -> str:
    return f"{int(share * 100 + 1e-6)} %"


def test_the_item_analysis_is_that_of_numpy(term_report: Path, handed_in: list[dict[str, Any]], page: BeautifulSoup) -> None:
    items = {(row["notebook"], row["exercise"]): row for row in rows(term_report / "items.csv")}
    assert set(items) == {(name, each.name) for name in NOTEBOOKS for each in registry.exercise_set(name).exercises}
    for number, notebook in enumerate(NOTEBOOKS, start=1):
        own = [each for each in handed_in if each["notebook"] == notebook]
        points = np.array([[exercise["points"] for exercise in each["exercises"]] for each in own])
        most = np.array([exercise["max_points"] for exercise in own[0]["exercises"]])
        table = page.find(id=f"nb-{number}").find("table")
        for place, (line, exercise) in enumerate(zip(table.tbody.find_all("tr"), own[0]["exercises"], strict=True)):
            item, shown = items[notebook, exercise["name"]], cells(line)
            if not most[place]:
                assert item["difficulty"] == item["discrimination"] == ""
                continue
            difficulty = points[:, place].mean() / most[place]
            rest = np.delete(points, place, axis=1).sum(axis=1)
            r = np.corrcoef(points[:, place], rest)[0, 1]
            low, high = np.tanh(np.arctanh(r) + np.array([-1, 1]) * 1.959964 / np.sqrt(len(own) - 3))
            assert float(item["difficulty"]) == pytest.approx(difficulty, abs=1e-4)
            if np.isnan(r):  # one of both is the same for everybody
                assert item["discrimination"] == ""
                continue
            expected = (r, low, high)
            assert [float(item[f"discrimination{end}"]) for end in ("", "_low", "_high")] == pytest.approx(expected, abs=1e-4)
            answers = [each["exercises"][place] for each in own]
            wrong = [answer for answer in answers if answer["status"] in WRONG]
            named, located = (sum(bool(answer[key]) for answer in wrong) for key in ("mistake", "fault"))
            assert (int(item["answers"]), int(item["wrong"])) == (len(own), len(wrong))
            shares = [count / len(wrong) if wrong else 0 for count in (named, located)]
            assert [float(item[key] or 0) for key in ("named", "located")] == pytest.approx(shares, abs=1e-4)
            said = f"{r:.2f} ({low:.2f} to {high:.2f})".replace("-", "−")
            difficulty = round(difficulty, 9)
            assert (shown[0], shown[2], shown[3]) == (exercise["name"], f"{difficulty:.2f}", said)
            wanted = [f"{percent(shares[0])} of {len(wrong)}", percent(shares[1])] if wrong else ["–", "–"]
            assert shown[6:] == wanted


def test_the_notebooks_are_those_of_the_tables(term_report: Path, page: BeautifulSoup) -> None:
    totals = [row for row in rows(term_report / "totals.csv") if row["state"] != "withdrawn"]
    lines = page.find("table", class_="notebooks").tbody.find_all("tr")
    stuck = Counter(row["notebook"] for row in {(row["student"], row["notebook"]): row for row in rows(term_report / "stuck.csv")}.values())
    assert sum(stuck.values()) > 3
    for notebook, line in zip(NOTEBOOKS, map(cells, lines), strict=True):
        own = [row for row in totals if row["notebook"] == notebook]
        states = Counter(row["state"] for row in own)
        shares = [float(row["points"]) / float(row["max_points"]) for row in own if row["state"] == "handed in"]
        late = sum(int(row["late_days"]) > 0 for row in own if row["state"] == "handed in")
        assert line[1] == f"{states['handed in']} of {39 - states['excused']}"
        assert line[2] == str(states["missing"])
        assert line[3] == percent(np.mean(shares))
        assert line[5:8] == [str(count or "") for count in (sum(share == 1 for share in shares), late, stuck[notebook])]


def test_the_students_and_key_figures_are_those_of_the_tables(term_report: Path, page: BeautifulSoup) -> None:
    points, most = defaultdict[str, float](float), defaultdict[str, float](float)
    for row in rows(term_report / "totals.csv"):
        if row["state"] != "excused":
            points[row["student"]] += float(row["points"] or 0)
            most[row["student"]] += float(row["max_points"] or 0)
    lines = [cells(line) for line in page.find("table", attrs={"data-sort": True}).tbody.find_all("tr")]
    assert len(lines) == 40
    shares = {}
    for line in lines:
        student = line[0][:13]
        whole = WHOLE  # the same for all: what is excused is made up for by the rest
        total = points[student] * whole / most[student] if student == "Student 00003" else points[student]
        shares[student] = total / whole
        assert line[1] == f"{round(total + 1e-9, 2):g} of {whole}"
    del shares["Student 00004"]
    keys = [item.get_text(" ", strip=True) for item in page.find("ul", class_="keys").find_all("li")]
    assert keys[0] == "39 students and 1 outside"
    assert keys[1] == f"{percent(round(float(np.median(list(shares.values()))), 3))} median score"
    assert keys[2] == f"{percent(np.mean(list(shares.values())))} mean score"
    assert keys[4] == "2 handed in nothing"


def test_sections_stand_side_by_side(term_report: Path, page: BeautifulSoup) -> None:
    sections, cohorts = page.find(id="groups").find_all("table")
    lines = [cells(line) for line in sections.tbody.find_all("tr")]
    assert [line[:2] for line in lines] == [["Mon", "14"], ["Tue", "12"], ["Wed", "13"]]
    totals = {row["student"] + row["notebook"]: row for row in rows(term_report / "totals.csv") if row["state"] == "handed in"}
    own = [totals.get(f"Student {number:05}{NOTEBOOKS[0]}") for number in range(0, 40, 3)]
    shares = [float(row["points"]) / float(row["max_points"]) for row in own if row]
    assert lines[0][4] == percent(np.mean(shares))
    assert [cells(line)[0] for line in cohorts.tbody.find_all("tr")] == ["autumn", "spring"]


@pytest.mark.parametrize("number", [0, 1, 3, 7, 19])
def test_what_a_student_lost_adds_up_on_their_page(term_report: Path, number: int) -> None:
    name = f"Student {number:05}"
    page = BeautifulSoup((term_report / student_path(name)).read_text("utf-8"), "html.parser")
    lines = page.find("table").tbody.find_all("tr")
    assert len(lines) == len(registry.notebooks()), "every notebook stands there"
    totals = {row["notebook"]: row for row in rows(term_report / "totals.csv") if row["student"] == name}
    for notebook, line in zip(NOTEBOOKS, lines, strict=True):
        row, said = totals[notebook], cells(line)[1]
        if row["state"] == "excused":
            assert said == "excused"
            continue
        points, most = map(float, re.match(r"([\d.]+) of ([\d.]+)", said).groups())
        off = [each.span.get_text(strip=True).replace("−", "-") for each in line.find_all("li") if each.span.get_text(strip=True)]
        assert (points, most) == (float(row["points"]), float(row["max_points"]))
        assert most + sum(map(float, off)) == pytest.approx(points, abs=0.011)
        assert (row["state"] == "missing") == ("not handed in" in line.get_text())
        if int(row["late_days"] or 0) > 1:
            assert f"{row['late_days']} days late, one of them free" in line.get_text()
    total = page.find(class_="big").get_text(" ", strip=True)
    assert total.endswith(f"of {WHOLE} points")


def test_a_large_class_has_pages_of_students_that_hold_everybody_once(
    tmp_path: Path, make_graded: Callable[..., Graded], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(students, "ROWS", 10)
    with Gradebook.open(tmp_path / "gradebook.sqlite") as book:
        for number in range(35):
            book.record(make_graded(f"s{number:02}"))
        (tmp_path / "students-5.html").write_text("of a larger class")
        write_reports(book, tmp_path)
    assert not (tmp_path / "students-5.html").exists()
    pages = [tmp_path / "index.html", *(tmp_path / f"students-{number}.html" for number in (2, 3, 4))]
    names = [re.findall(r'<th scope="row"><a href="feedback/s\d\d/index.html">(s\d\d)</a>', path.read_text("utf-8")) for path in pages]
    assert [name for own in names for name in own] == [f"s{number:02}" for number in range(35)]
    assert [len(own) for own in names] == [10, 10, 10, 5]
    first, second, last = (pages[number].read_text("utf-8") for number in (0, 1, 3))
    assert '<a href="students-4.html">s30 to s34</a>' in first
    assert 'href="index.html#students"' in second
    assert 'href="students-3.html"' in second
    assert "students-5.html" not in last


def test_pages_that_stay_the_same_are_not_written_again(term_report: Path, term_rules: Course) -> None:
    pages = list((term_report / "feedback").rglob("*.html"))
    before = {path: path.stat().st_mtime_ns for path in pages}
    pages[0].write_text("cut off")
    with Gradebook.open(term_report / "gradebook.sqlite") as book:
        write_reports(book, term_report, term_rules)
    after = {path: path.stat().st_mtime_ns for path in pages}
    assert [path for path in pages if before[path] != after[path]] == [pages[0]]
    assert pages[0].read_text("utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(("few", "many"), [(300, 600), pytest.param(300, 1200, marks=pytest.mark.nightly)])
def test_memory_does_not_grow_with_the_class(
    few: int, many: int, tmp_path: Path, make_graded: Callable[..., Graded], monkeypatch: pytest.MonkeyPatch,
    peak_of: Callable[[Callable[[], object]], int],
) -> None:  # fmt: skip
    monkeypatch.setattr(students, "ROWS", 25)  # a page of which is the most that is held
    peaks = []
    for count in (few, many):
        folder = tmp_path / f"{count}"
        with Gradebook.open(_class(folder, count, make_graded)) as book:
            if not peaks:
                write_reports(book, folder, workers=1)  # warm caches
            peaks.append(peak_of(partial(write_reports, book, folder, workers=1)))
    assert peaks[1] < 1.5 * peaks[0], f"{many} students for {few}"


def _class(folder: Path, count: int, make_graded: Callable[..., Graded]) -> Path:
    folder.mkdir()
    with Gradebook.open(folder / "gradebook.sqlite") as book:
        for number in range(count):
            book.record(make_graded(f"s{number:05}"))
    return folder / "gradebook.sqlite"


@pytest.mark.browser
def test_all_notebooks_fit_on_a_laptops_screen(term_report: Path, offline_page: Any, output_dir: Path) -> None:
    """With room for seventeen, as many as a course with projects has."""
    for width, height in ((1366, 768), (1024, 768)):
        page = offline_page
        page.set_viewport_size({"width": width, "height": height})
        page.goto((term_report / "index.html").as_uri())
        page.screenshot(path=output_dir / f"term_{width}.png")
        assert page.locator("table.notebooks tbody tr").count() == len(registry.notebooks())
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "no sideways scrolling"
        rows = page.locator("table.notebooks tbody tr").evaluate_all("rows => rows.map(row => row.getBoundingClientRect())")
        assert rows[-1]["bottom"] + (17 - len(rows)) * max(row["height"] for row in rows) <= height, width
        for part in (".keys", "table.notebooks"):
            assert page.locator(part).evaluate("part => part.getBoundingClientRect().top >= 0")


@pytest.fixture(scope="module")
def scriptless(browser: Any) -> Iterator[Any]:
    """A page without JavaScript and without a network."""
    context = browser.new_context(java_script_enabled=False, offline=True)
    yield context.new_page()
    context.close()


@pytest.mark.browser
def test_details_open_by_keyboard_and_by_a_link_without_javascript(term_report: Path, scriptless: Any) -> None:
    page = scriptless
    page.goto((term_report / "index.html").as_uri())
    details = page.locator("#help")
    assert not details.is_visible()
    page.locator("details:has(#help) > summary").focus()
    page.keyboard.press("Enter")
    assert details.is_visible()
    page.keyboard.press("Space")
    assert not details.is_visible()
    page.locator("table.notebooks a").nth(3).press("Enter")
    assert page.locator("#nb-4 table").first.is_visible(), "a notebook's link opens its details"
    assert not page.locator("#nb-5").is_visible()


@pytest.mark.browser
def test_print_shows_what_the_screen_hides(term_report: Path, scriptless: Any, output_dir: Path) -> None:
    page = scriptless
    page.set_viewport_size({"width": 794, "height": 1123})
    page.goto((term_report / "index.html").as_uri())
    hidden = ("#help", "#scores", "#progress", "#groups", "#nb-1", "#nb-12", "#look")
    assert not any(page.locator(name).is_visible() for name in hidden)
    page.emulate_media(media="print")
    assert all(page.locator(name).is_visible() for name in hidden)
    page.set_viewport_size({"width": 1032, "height": 700})  # what A4 across has between its margins
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "no column is cut off"
    assert page.pdf(path=output_dir / "term.pdf", format="A4").startswith(b"%PDF")
