"""The three tables of a graded class."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from course_utils.errors import UsageError
from course_utils.grading.course.values import Course, Late
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.records import Graded
from course_utils.grading.report.outputs import safe_cell, write_outputs

Make = Callable[..., Graded]
STEP = "week1/2_step_by_step"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Gradebook]:
    with Gradebook.open(tmp_path / "gradebook.sqlite") as opened:
        yield opened


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_results_json_has_the_agreed_form(book: Gradebook, tmp_path: Path, make_graded: Make) -> None:
    book.record(make_graded("王小明", statuses={"zero_pad": "passed", "conv_forward": "error"}))
    write_outputs(book, tmp_path)
    message = "ValueError: operands could not be broadcast together with shapes (4,4,3) (4,4)."
    assert json.loads((tmp_path / "results.json").read_text(encoding="utf-8")) == {
        "notebooks": [STEP],
        "students": [],
        "submissions": [
            {
                "student": "王小明",
                "notebook": STEP,
                "file": "王小明/notebook.ipynb",
                "points": 5.0,
                "max_points": 20.0,
                "unchecked_points": 0.0,
                "submitted_at": "2026-03-01T12:00:00+00:00",
                "late_days": 0,
                "penalty": 0.0,
                "attempt": 1,
                "attempts": 1,
                "reasons": ["−15: conv_forward: stopped with an error"],
                "exercises": [
                    {
                        "name": "zero_pad",
                        "status": "passed",
                        "points": 5.0,
                        "max_points": 5.0,
                        "mistake": "",
                        "fault": None,
                        "message": "",
                        "seconds": 0.012,
                    },
                    {
                        "name": "conv_forward",
                        "status": "error",
                        "points": 0.0,
                        "max_points": 15.0,
                        "mistake": "",
                        "fault": None,
                        "message": message,
                        "seconds": 0.012,
                    },
                ],
                "questions": [],
            }
        ],
        "totals": [
            {
                "student": "王小明",
                "place": "",
                "points": 25.0,
                "max_points": 100.0,
                "unchecked_points": 0.0,
                "reasons": [f"−75: {STEP}: 5 of 20"],
                "notebooks": {STEP: "handed in"},
            },
        ],
        "max_points": 100.0,
    }


def test_an_empty_gradebook_gives_valid_empty_tables(book: Gradebook, tmp_path: Path) -> None:
    write_outputs(book, tmp_path)
    empty = {"notebooks": [], "students": [], "submissions": [], "totals": [], "max_points": 0.0}
    assert json.loads((tmp_path / "results.json").read_text()) == empty
    assert rows(tmp_path / "grades.csv") == rows(tmp_path / "totals.csv") == []


def test_grades_has_a_row_per_student_and_exercise(book: Gradebook, tmp_path: Path, fake_class: list[Graded]) -> None:
    for graded in fake_class:
        book.record(graded)
    write_outputs(book, tmp_path)
    lines = rows(tmp_path / "grades.csv")
    exercises = [row for row in lines if row["exercise"]]
    assert len(exercises) == 31 * 8
    assert len({(row["student"], row["exercise"]) for row in exercises}) == 31 * 8
    unread = [row for row in lines if not row["exercise"]]
    assert [(row["student"], row["message"]) for row in unread] == [("Vera Lost", "This is a text file.")]


def test_the_order_of_recording_does_not_show(tmp_path: Path, fake_class: list[Graded]) -> None:
    texts = []
    for name, order in (("a", fake_class), ("b", fake_class[::-1])):
        folder = tmp_path / name
        folder.mkdir()
        with Gradebook.open(folder / "gradebook.sqlite") as book:
            for graded in order:
                book.record(graded)
            write_outputs(book, folder)
        files = ("results.json", "grades.csv", "totals.csv")
        texts.append([(folder / file).read_bytes() for file in files])
    assert texts[0] == texts[1]


def test_totals_show_lateness_and_penalty(book: Gradebook, tmp_path: Path, make_graded: Make) -> None:
    end = datetime(2026, 3, 1, 12, tzinfo=UTC)
    book.record(make_graded(statuses={"conv_forward": "passed"}, submitted_at=end + timedelta(hours=30)))
    write_outputs(book, tmp_path, Course(due={"default": end}, late=Late(penalty_per_day=0.1)))
    (row,) = rows(tmp_path / "totals.csv")
    kept = {name: row[name] for name in ("points", "max_points", "late_days", "penalty", "submitted_at")}
    expected = {"points": "12", "max_points": "15", "late_days": "2", "penalty": "3"}
    assert kept == expected | {"submitted_at": "2026-03-02T18:00:00+00:00"}


@pytest.mark.parametrize("name", ["=1+1", "+49", "-2", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")', "＝1+1", "\n=1"])
def test_a_name_cannot_become_a_formula(book: Gradebook, tmp_path: Path, make_graded: Make, name: str) -> None:
    book.record(make_graded(name))
    write_outputs(book, tmp_path)
    assert {row["student"] for row in rows(tmp_path / "grades.csv")} == {f"'{name}"}
    assert json.loads((tmp_path / "results.json").read_text())["submissions"][0]["student"] == name


def test_a_terminal_that_shows_a_table_obeys_nothing_in_it(book: Gradebook, tmp_path: Path, make_graded: Make) -> None:
    book.record(make_graded("\x1b]0;=1\x07ada\x9b2J", message="two\nlines\x1b[2J"))
    write_outputs(book, tmp_path)
    for name in ("grades.csv", "totals.csv"):
        assert {sign for sign in (tmp_path / name).read_text("utf-8") if not sign.isprintable()} <= {"\r", "\n"}
    assert rows(tmp_path / "totals.csv")[0]["student"] == "�]0;'=1�ada�2J"


def test_behind_a_semicolon_begins_a_cell_too() -> None:
    assert safe_cell("Ada;=1+1;-2; -3") == "Ada;'=1+1;'-2; -3"


def test_numbers_stay_numbers() -> None:
    assert [safe_cell(value) for value in (5.0, -2.5, 3, "x")] == ["5", "-2.5", 3, "x"]


def test_a_failed_writing_leaves_the_old_tables(book: Gradebook, tmp_path: Path, make_graded: Make) -> None:
    book.record(make_graded())
    write_outputs(book, tmp_path)
    before = (tmp_path / "results.json").read_bytes()
    (tmp_path / "totals.csv").unlink()
    (tmp_path / "totals.csv").mkdir()
    (tmp_path / "totals.csv" / "x").touch()
    with pytest.raises(UsageError, match=r"totals.csv cannot be written"):
        write_outputs(book, tmp_path)
    assert (tmp_path / "results.json").read_bytes() == before
    assert not list(tmp_path.glob(".*.new"))


def test_an_output_that_is_a_file_is_a_usage_error(book: Gradebook, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("I am a file")
    with pytest.raises(UsageError, match=r"results.json cannot be written: (File exists|Not a directory)"):
        write_outputs(book, tmp_path / "out")


@pytest.mark.slow
def test_of_a_student_nothing_is_held(
    tmp_path: Path, make_graded: Make, peak_of: Callable[[Callable[[], object]], int]
) -> None:
    peaks = []
    for count in (200, 500):  # of which each is several batches
        folder = tmp_path / f"{count}"
        folder.mkdir()
        with Gradebook.open(folder / "gradebook.sqlite") as book:
            for number in range(count):
                book.record(make_graded(f"s{number:05}"))
            write_outputs(book, folder)  # warm caches
            peaks.append(peak_of(partial(write_outputs, book, folder)))
    assert peaks[1] - peaks[0] < 120 * 2**10, "less than the text of 300 totals"
