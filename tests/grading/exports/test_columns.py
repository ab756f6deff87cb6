"""Points in the columns of other systems' imports."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from course_utils.errors import UsageError
from course_utils.grading.exports import columns
from course_utils.grading.exports.columns import Cells, Points
from course_utils.grading.exports.formats import FORMATS, Format, Request, export_grades, listed
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.records import Graded
from course_utils.grading.report.outputs import write_outputs

STEP, EDGES = "week1/2_step_by_step", "week1/1_edges_padding_strides"


@pytest.fixture
def folder(tmp_path: Path, make_graded: Callable[..., Graded]) -> Path:
    with Gradebook.open(tmp_path / "gradebook.sqlite") as book:
        # A grade of an earlier version may be out of other points: here 5 and 15, which count as 100 each.
        book.record(make_graded("Ada Lovelace", "1", statuses={"conv_forward": "passed"}))
        book.record(make_graded("Ada Lovelace", "2", EDGES, statuses={"zero_pad": "passed"}))
        book.record(make_graded("王小明", statuses={"conv_forward": "failed"}))
        write_outputs(book, tmp_path)
    return tmp_path


def export(folder: Path, format: str, roster: Path | None = None) -> Path:
    return export_grades(format, Request(folder, roster))


def cells(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_plain_csv_has_a_row_per_student_and_a_column_per_notebook(folder: Path) -> None:
    assert cells(export(folder, "csv")) == [
        ["student", EDGES, STEP, "total", "max_points"],
        ["Ada Lovelace", "100", "100", "200", "200"],
        ["王小明", "", "0", "0", "200"],
    ]


def test_canvas_has_its_five_columns_and_the_points_possible(folder: Path) -> None:
    assert cells(export(folder, "canvas")) == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", EDGES, STEP],
        ["    Points Possible", "", "", "", "", "100", "100"],
        ["Ada Lovelace", "", "", "", "", "100", "100"],
        ["王小明", "", "", "", "", "", "0"],
    ]


@pytest.mark.parametrize("name", ["Lovelace, Ada", "Ada Lovelace"])
def test_canvas_takes_identifiers_from_its_own_export(folder: Path, name: str) -> None:
    roster = folder / "canvas.csv"
    text = f'\ufeffStudent,ID,SIS User ID,SIS Login ID,Section\n"{name}",11,u1,ada,A\n'
    roster.write_text(text, encoding="utf-8")
    assert cells(export(folder, "canvas", roster))[2] == ["Ada Lovelace", "11", "u1", "ada", "A", "100", "100"]


def test_of_two_students_with_one_name_nobody_gets_the_other_ones_points(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roster = folder / "canvas.csv"
    text = 'Student,ID,SIS Login ID\n"Lovelace, Ada",11,ada1\n"Lovelace, Ada",12,ada2\n王小明,13,ming\n'
    roster.write_text(text, encoding="utf-8")
    assert [row[:2] for row in cells(export(folder, "canvas", roster))[2:]] == [["Ada Lovelace", ""], ["王小明", "13"]]
    assert "1 without identifiers" in (said := capsys.readouterr().out)
    assert "Ada Lovelace." in said


def test_moodle_takes_identifiers_from_its_own_export(folder: Path) -> None:
    roster = folder / "moodle.csv"
    roster.write_text("First name,Last name,ID number,Email address\nAda,Lovelace,7,ada@example.org\n")
    table = cells(export(folder, "moodle", roster))
    assert table[0][-2:] == [f"Assignment: {EDGES} (Real)", f"Assignment: {STEP} (Real)"]
    assert table[1] == ["Ada", "Lovelace", "7", "ada@example.org", "100", "100"]
    assert table[2] == ["王小明", "", "", "", "", "0"]


def test_an_unknown_format_names_the_known_ones(folder: Path) -> None:
    with pytest.raises(UsageError, match=r"There is no export named 'excel'\. Known formats: csv, everything, canvas, moodle"):
        export(folder, "excel")


def test_a_folder_without_a_gradebook_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="has no gradebook"):
        export(tmp_path, "csv")


def test_a_roster_without_names_is_a_usage_error(folder: Path) -> None:
    (folder / "roster.csv").write_text("a,b\n1,2\n")
    with pytest.raises(UsageError, match="names no student"):
        export(folder, "canvas", folder / "roster.csv")


def test_help_and_the_refusal_name_every_format(folder: Path) -> None:
    assert set(FORMATS) >= {"csv", "canvas", "moodle", "gradescope"}
    words = subprocess.run([sys.executable, "-m", "course_utils", "export", "--help"], capture_output=True, text=True, check=True)
    assert listed() in " ".join(words.stdout.replace("│", " ").split())
    with pytest.raises(UsageError) as refused:
        export(folder, "fax")
    assert ", ".join(FORMATS) in refused.value.help


def test_a_format_is_registered_by_its_row(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def names(points: Points) -> Iterator[Cells]:
        yield ["name"]
        yield from ([student] for student in points.students)

    monkeypatch.setitem(FORMATS, "names", Format(lambda request: columns.export(request.folder, "names", names)))
    assert cells(export(folder, "names")) == [["name"], ["Ada Lovelace"], ["王小明"]]
    assert listed().endswith(", names")


def test_help_loads_no_database() -> None:
    code = "import sys, course_utils.cli\nprint(sorted({'sqlalchemy', 'jinja2', 'numpy'} & set(sys.modules)))"
    words = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert words.stdout == "[]\n"
